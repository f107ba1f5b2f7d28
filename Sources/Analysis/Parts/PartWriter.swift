internal import Economics
internal import Funnels
package import Intake
internal import Leads
internal import Quantities
internal import Valuation

/// What a name is written as where parts must be able to tell that they mean the same one: the kind of name, and
/// the name itself, become a mark that says nothing of it.
package typealias NameMark = @Sendable (_ kind: String, _ name: String) -> String

extension Pipeline {
    /// What the leads here add to every figure of a question, as text.
    ///
    /// - Parameters:
    ///   - lines: what goes before: the header.
    ///   - observed: on which days something happened, before persons were joined.
    ///   - reading: how the files were read.
    package func part(
        _ question: Figures.Question, _ lines: PartLines, observed: ObservedUntil,
        reading: Reading, mark: @escaping NameMark, jobs: Int
    ) -> [UInt8] {
        let counted = countAnew(question, isPart: true, jobs: jobs)
        var writer = PartWriter(self, question, counted, lines, mark)
        writer.add(observed.events)
        writer.add(reading)
        return writer.text
    }
}

/// Puts down what was counted.
private struct PartWriter {
    private let pipeline: Pipeline
    private let question: Figures.Question
    private let counted: Counted
    private let mark: NameMark
    private var lines: PartLines

    private var facts: Facts { pipeline.facts }
    private var rules: AppliedRules { pipeline.rules }
    private var sums: LeadSums { counted.sums }

    init(
        _ pipeline: Pipeline, _ question: Figures.Question, _ counted: Counted,
        _ lines: PartLines, _ mark: @escaping NameMark
    ) {
        (self.pipeline, self.question, self.counted) = (pipeline, question, counted)
        (self.lines, self.mark) = (lines, mark)
        addSources()
        addCompanies()
        addCRM()
        addFields()
        addStages()
        addDeals()
        addNotes()
        addFacts()
    }

    var text: [UInt8] {
        var cells = CellLines { name($0) }
        cells.add(counted.tally)
        let others = lines.text(around: CellLines.word)
        return others.before + cells.text + others.after
    }

    private func name(_ segment: Segment) -> [UInt8] {
        let details: InternTable? =
            switch question.by {
            case .content: facts.activities.contents
            case .campaign, .selfReported, .team: facts.leads.column(question.by.rawValue)?.table
            case .source, .intent, .persona, .month: nil
            }
        let names = [
            rules.sources.keys[segment.source],
            segment.intent.map { rules.book.intents[$0].key } ?? "",
            segment.persona.map { rules.book.personas[$0].key } ?? "",
            details?.text(segment.detail) ?? "",
        ]
        return Array(names.map(PartLines.escaped).joined(separator: "\t").utf8)
    }

    private mutating func addSources() {
        for (text, leads) in SourceDirectory.uses(in: facts.leads) {
            lines.add("source", text, number: leads)
        }
        for text in rules.sources.unlisted { lines.add("unlisted", text) }
        for (number, count) in sums.activity {
            lines.add("quiet", rules.sources.keys[number], "leads", number: count.leads)
            lines.add("quiet", rules.sources.keys[number], "without", number: count.without)
        }
    }

    private mutating func addCRM() {
        let crm = counted.crm
        lines.add("crm", "leads", number: crm.leads)
        lines.add("crm", "not_counted", number: crm.notCounted)
        lines.add("crm", "without_activity", number: crm.withoutActivity)
        lines.add("crm", "other_day", number: crm.otherDay)
        lines.add("crm", "unfit", number: crm.unfitByMatrix)
        for (places, count) in crm.lacking {
            let fields = places.map { rules.book.requiredProfile[$0] }.joined(separator: " ")
            lines.add("crm", "lacking", fields, number: count)
        }
        for (place, count) in crm.disqualified {
            lines.add("crm", "disqualified", rules.book.disqualifiers[place].key, number: count)
        }
    }

    private mutating func addFields() {
        lines.add("profile", "", number: sums.profileLeads)
        for (field, count) in sums.filled { lines.add("profile", field, number: count) }
        for field in sums.columns { lines.add("column", field) }
        for field in rules.book.askedFields where !sums.emptyFields.contains(field) {
            lines.add("asked", field)
        }
        for field in Set(rules.filledFields) { lines.add("required", field) }
        for action in sums.unknownActions { lines.add("action", action) }
        lines.add("chosen", "all", number: sums.chosen.all)
        lines.add("chosen", "leads", number: sums.chosen.leads)
        lines.add("chosen", "with_outcome", number: sums.chosen.withOutcome)
        lines.add("chosen", "with_deal", number: sums.chosen.withDeal)
        lines.add("chosen", "mqls", number: sums.chosen.mqls)
    }

    private mutating func addStages() {
        for (stage, tally) in sums.stageDays {
            for (day, count) in tally.counts(atLeast: 1) {
                lines.add("day", stage.name, "\(day)", number: count)
            }
        }
        let most = pipeline.holeRules?.migrationSpread ?? .max
        for (place, spread) in sums.spread {
            let (stage, day) = (place.stage.name, "\(place.day)")
            for key in spread.sources.map({ rules.sources.keys[$0] }).sorted(by: Self.precedes)
                .prefix(most)
            {
                lines.add("spread", stage, day, "source", key)
            }
            for month in spread.months.sorted().prefix(most) {
                lines.add("spread", stage, day, "month", "\(month)")
            }
        }
        for (day, count) in sums.apart { lines.add("later", "\(day)", number: count) }
    }

    private static func precedes(_ one: String, _ other: String) -> Bool {
        one.utf8.lexicographicallyPrecedes(other.utf8)
    }

    mutating func add(_ events: KnownDays) {
        func add(_ kind: String, _ tally: DayTally) {
            for (day, count) in tally.counts(atLeast: 1) {
                lines.add("day", kind, "\(day)", number: count)
            }
        }
        add("lead", events.created)
        add("stage", events.stages)
        add("first_sql", events.sqls)
        add("won_stage", events.wonStages)
        add("won_deal", events.wins)
        add("decided_deal", events.decisions)
        for moment in events.latest.moments { lines.add("latest", "\(moment.seconds)") }
    }

    private mutating func addDeals() {
        let deals = sums.deals
        let ids = Set(facts.deals.map(\.id))
        for deal in facts.deals {
            lines.add("deal", mark("deal", deal.id))
            // Elsewhere the deal would be one that it takes something off.
            if let sale = deal.creditOf, !ids.contains(sale) {
                lines.add("sale", mark("deal", sale))
            }
        }
        if deals.hasDeals { lines.add("has", "deals") }
        if deals.hasWon { lines.add("has", "won") }
        if deals.areOneOff { lines.add("has", "one_off") }
        if deals.lackMargin { lines.add("has", "no_margin") }
        lines.add("closed", "won", number: deals.closed.won)
        lines.add("closed", "lost", number: deals.closed.lost)
        lines.add("idle", "unknown", number: deals.idle.ofUnknown)
        lines.add("idle", "not_won", number: deals.idle.ofNotWon)
        for (currency, cents) in deals.idle.cents {
            lines.add("idle", "cents", currency.code, large: cents)
        }
        for (stage, open) in deals.unknownStages {
            lines.add("open", stage, "deals", number: open.deals)
            for (currency, cents) in open.cents {
                lines.add("open", stage, "cents", currency.code, large: cents)
            }
        }
        guard let wins = deals.wins else { return }
        for (name, member) in WinsTie.counts {
            lines.add("wins", name, number: wins[keyPath: member])
        }
        lines.add("wins", "cents", large: wins.cents)
        lines.add("wins", "refunded", large: wins.refunded)
        for (currency, cents) in wins.otherCurrencies {
            lines.add("wins", "other", currency.code, large: cents)
        }
    }

    private mutating func addNotes() {
        lines.add("mqls", number: counted.persons)
        lines.add("note", "created_earlier", number: sums.createdEarlier)
        lines.add("note", "after_as_of", number: sums.leadsAfterAsOf)
        lines.add("note", "persons", number: sums.severalIDs.persons)
        lines.add("note", "ids", number: sums.severalIDs.ids)
    }

    private mutating func addFacts() {
        lines.add("fact", "leads", number: sums.counts.leads)
        lines.add("fact", "activities", number: sums.counts.activities)
        lines.add("fact", "stages", number: sums.counts.stages)
        lines.add("fact", "deals", number: sums.counts.deals)
        for limb in 0..<4 {
            let value = UInt32(truncatingIfNeeded: sums.fingerprint.value >> (32 * limb))
            lines.add("fingerprint", "\(limb)", number: Int(value))
        }
        let end = rules.book.zone.startOfDay(question.asOf.advanced(by: 1))
        if let first = facts.activities.earliest, first < end { lines.add("has", "activity") }
        if facts.leads.count > 0 { lines.add("mark", mark("facts", "\(sums.fingerprint)")) }
    }

    mutating func add(_ reading: Reading) {
        for table in reading.tables {
            let kinds = table.kinds.map(\.rawValue).joined(separator: " ")
            func add(_ what: String, _ value: String = "", _ number: Int = 1) {
                lines.add("table", table.file, kinds, what, value, number: number)
            }
            for (name, member) in RowCounts.members { add(name, "", table[dynamicMember: member]) }
            add("read")
            if let day = table.statedDay { add("stated", "\(day)") }
            if let vendor = table.vendor { add("vendor", vendor) }
            for moment in table.latest.moments { add("moment", "\(moment.seconds)") }
            for moment in table.latestStages.moments { add("stage", "\(moment.seconds)") }
            for column in table.unusedColumns { add("unused", column) }
            for (word, count) in table.unknownWords { add("word", word, count) }
        }
        for (kind, count) in reading.problems.counts {
            lines.add("problem", kind.rawValue, number: count)
        }
    }

    // MARK: Companies

    /// Companies, by what tells them apart: a mail domain, or a name where no domain is known.
    private mutating func addCompanies() {
        let companies = counted.companies
        if counted.knowsCompanies { lines.add("has", "companies") }
        let names = CompanyNames(rules.book.companies)
        var domains = MarkedTexts(facts.leads.column(LeadTable.emailDomain), "domain", mark) {
            names.domain($0)
        } plain: {
            names.plainDomain($0, into: &$1)
        }
        var called = MarkedTexts(facts.leads.column("company"), "company", mark) {
            names.name($0)
        } plain: {
            names.plainName($0, into: &$1)
        }
        let end = rules.book.zone.startOfDay(question.asOf.advanced(by: 1))
        let isWhole = question.unit == .company
        var marks: [String?] = Array(repeating: nil, count: companies.count)
        var isByDomain = [Bool](repeating: false, count: companies.count)
        var aloneNames = Set<Symbol>()
        var pairs = Set<UInt64>()
        for lead in 0..<facts.leads.count {
            let unit = Int(companies.unitOfLead[lead])
            guard unit < companies.count else { continue }
            let (name, domain) = (called.symbol(of: lead), domains.symbol(of: lead))
            let hasDomain = domains.hasMark(domain)
            if facts.leads.created[lead] < end, name != 0 {
                if hasDomain {
                    pairs.insert(UInt64(name) << 32 | UInt64(domain))
                } else if isWhole {
                    aloneNames.insert(name)
                }
            }
            guard isWhole || counted.firstMQL[unit] != .max, !isByDomain[unit],
                hasDomain || marks[unit] == nil
            else { continue }
            isByDomain[unit] = hasDomain
            marks[unit] = hasDomain ? domains.mark(domain) : called.mark(name)
        }
        for unit in 0..<companies.count {
            guard let mark = marks[unit] else { continue }
            let day = counted.firstMQL[unit]
            lines.add(
                "company", isByDomain[unit] ? "domain" : "name", mark,
                day == .max ? "" : "\(Day(number: day))")
        }
        var domainsOfName: [String: Set<String>] = [:]
        for pair in pairs {
            guard let name = called.mark(Symbol(pair >> 32)),
                let domain = domains.mark(Symbol(truncatingIfNeeded: pair))
            else { continue }
            domainsOfName[name, default: []].insert(domain)
        }
        for (name, domains) in domainsOfName {
            for domain in domains { lines.add("name", name, domain) }
        }
        // Which company these are of follows from where else the name occurs.
        for name in aloneNames {
            guard let name = called.mark(name) else { continue }
            lines.add("name_alone", name, domainsOfName[name]?.count == 1 ? "joined" : "apart")
        }
        for day in counted.firstMQL[companies.count...] where day != .max {
            lines.add("alone", "\(Day(number: day))")
        }
    }
}

/// The texts of a column as marks, each made once.
private struct MarkedTexts {
    private let column: TextColumn?
    private let kind: String
    private let mark: NameMark
    private let key: (String) -> String?
    private let plain: (UnsafeRawBufferPointer, inout [UInt8]) -> Void
    /// By symbol, the text that is compared; nil where that was not asked yet, empty where there is none.
    private var keys: [String?]
    private var marks: [String?]

    init(
        _ column: TextColumn?, _ kind: String, _ mark: @escaping NameMark,
        _ key: @escaping (String) -> String?,
        plain: @escaping (UnsafeRawBufferPointer, inout [UInt8]) -> Void
    ) {
        (self.column, self.kind, self.mark) = (column, kind, mark)
        (self.key, self.plain) = (key, plain)
        keys = Array(repeating: nil, count: column?.table.count ?? 0)
        marks = keys
    }

    func symbol(of lead: Int) -> Symbol {
        column.map { lead < $0.symbols.count ? $0.symbols[lead] : 0 } ?? 0
    }

    /// Whether the text stands for a company.
    mutating func hasMark(_ symbol: Symbol) -> Bool { !known(symbol).isEmpty }

    mutating func mark(_ symbol: Symbol) -> String? {
        let text = known(symbol)
        guard !text.isEmpty else { return nil }
        if let known = marks[Int(symbol)] { return known }
        let made = mark(kind, text)
        marks[Int(symbol)] = made
        return made
    }

    private mutating func known(_ symbol: Symbol) -> String {
        guard symbol != 0, let column else { return "" }
        if let known = keys[Int(symbol)] { return known }
        var found = ""
        column.table.withText(symbol) { text, _ in
            if text.contains(where: { $0 >= 0x80 }) {
                found = key(String(decoding: text, as: UTF8.self)) ?? ""
            } else {
                var bytes: [UInt8] = []
                plain(text, &bytes)
                found = String(decoding: bytes, as: UTF8.self)
            }
        }
        keys[Int(symbol)] = found
        return found
    }
}

extension WinsTie {
    /// The numbers of deals, by what they are called in a part.
    static var counts: [(String, WritableKeyPath<WinsTie, Int>)] {
        [
            ("total", \.total), ("period_mqls", \.fromMQLsOfPeriod),
            ("earlier_mqls", \.fromEarlierMQLs), ("other_leads", \.fromOtherLeads),
            ("before_lead", \.beforeLeadOrMQL), ("without_lead", \.withoutLead),
            ("existing", \.existingCustomers), ("refunds", \.refunds),
            ("without_amount", \.withoutAmount), ("with_lead_ever", \.withLeadEver),
            ("before_lead_ever", \.beforeLeadOrMQLEver),
        ]
    }
}

extension RowCounts {
    /// What became of rows, by what it is called in a part.
    static var members: [(String, WritableKeyPath<RowCounts, Int>)] {
        [
            ("rows", \.rows), ("new", \.new), ("updated", \.updated), ("unchanged", \.unchanged),
            ("rejected", \.rejected), ("skipped", \.skipped), ("erased", \.erased), ("won", \.won),
            ("won_rejected", \.wonRejected),
        ]
    }
}
