internal import Economics
internal import Funnels
internal import Intake
internal import Leads
internal import Quantities
internal import Valuation

/// Makes of the lines of parts what figures take of leads.
struct PartReader {
    private(set) var names: CellNames
    private let book: RuleBook
    private let question: PartQuestion
    private var sums = LeadSums()
    private(set) var events = KnownDays()
    private var problems: [Problem.Kind: Int] = [:]
    private var uses: [(text: String, leads: Int)] = []
    private var asked = Set<String>()
    private var required = Set<String>()
    private var fingerprint = Fingerprint()
    private var companies = PartCompanies()
    private var persons = 0
    private var hasActivity = false
    private var deals = Set<String>()
    private var sales = Set<String>()
    private var crmCounts = CRMLines()
    private var tables: [TableKey: TableLines] = [:]
    private var idle = (unknown: 0, notWon: 0, cents: [Currency: Int128]())

    private struct TableKey: Hashable, Comparable {
        let file: String
        let kinds: String
        /// Leads come first, as they mostly do where files are named.
        private var place: Int {
            FactKind.allCases.firstIndex { kinds.hasPrefix($0.rawValue) } ?? 0
        }

        static func < (one: TableKey, other: TableKey) -> Bool {
            (one.place, one.file, one.kinds) < (other.place, other.file, other.kinds)
        }
    }

    private struct TableLines {
        var counts = RowCounts()
        var stated: Day?
        var vendor: String?
        var latest = LatestMoments()
        var latestStages = LatestMoments()
        var unused: [String] = []
        var words: [String: Int] = [:]
    }

    private struct CRMLines {
        var counts: [String: Int] = [:]
        var lacking: [String: Int] = [:]
        var disqualified: [Int: Int] = [:]
    }

    init(_ names: CellNames, _ book: RuleBook, _ question: PartQuestion) {
        (self.names, self.book, self.question) = (names, book, question)
    }

    /// Takes one line, which stands for all parts that have it.
    mutating func take(_ fields: [String], _ number: Int) throws(PartFault) {
        func field(_ place: Int) throws(PartFault) -> String {
            guard fields.indices.contains(place) else {
                throw .unknownName(fields.joined(separator: " "))
            }
            return fields[place]
        }
        func day(_ place: Int) throws(PartFault) -> Day {
            let text = try field(place)
            guard let day = Day(iso: text) else { throw .unknownName(text) }
            return day
        }
        func stage(_ place: Int) throws(PartFault) -> Stage {
            let text = try field(place)
            guard let stage = Stage(name: text) else { throw .unknownName(text) }
            return stage
        }
        switch fields[0] {
        case "source": uses.append((try field(1), number))
        case "unlisted": names.take(unlisted: try field(1))
        case "quiet":
            let source = names.number(ofSource: try field(1))
            if try field(2) == "leads" {
                sums.activity[source, default: (0, 0)].leads += number
            } else {
                sums.activity[source, default: (0, 0)].without += number
            }
        case "crm": try take(crm: fields, number)
        case "profile":
            let name = try field(1)
            if name.isEmpty {
                sums.profileLeads += number
            } else {
                sums.filled[name, default: 0] += number
            }
        case "column": sums.columns.insert(try field(1))
        case "asked": asked.insert(try field(1))
        case "required": required.insert(try field(1))
        case "action": sums.unknownActions.append(try field(1))
        case "chosen": try take(chosen: try field(1), number)
        case "day": try take(kind: try field(1), try day(2), number)
        case "latest":
            guard let seconds = Int64(try field(1)) else { throw .unknownName(try field(1)) }
            events.latest.note(Instant(seconds: seconds))
        case "spread":
            let place = LeadSums.StageOnDay(stage: try stage(1), day: try day(2))
            if try field(3) == "source" {
                sums.spread[place, default: .init()].sources.insert(
                    names.number(ofSource: try field(4)))
            } else {
                sums.spread[place, default: .init()].months.insert(try day(4))
            }
        case "later": sums.apart[try day(1)] = number
        case "has": try take(flag: try field(1))
        case "deal":
            guard number == 1 else { throw .twice(.deal) }
            deals.insert(try field(1))
        case "sale": sales.insert(try field(1))
        case "closed":
            if try field(1) == "won" {
                sums.deals.closed.won += number
            } else {
                sums.deals.closed.lost += number
            }
        case "idle": try take(idle: fields, number)
        case "open":
            let name = try field(1)
            if try field(2) == "deals" {
                sums.deals.unknownStages[name, default: OpenStage()].deals += number
            } else {
                let (currency, cents) = try money(fields, 3, number)
                sums.deals.unknownStages[name, default: OpenStage()].cents[currency, default: 0] +=
                    cents
            }
        case "wins": try take(wins: fields, number)
        case "mqls": persons += number
        case "note": try take(note: try field(1), number)
        case "fact": try take(fact: try field(1), number)
        case "fingerprint":
            guard let limb = Int(try field(1)), (0..<4).contains(limb) else {
                throw .unknownName(try field(1))
            }
            fingerprint.add(
                Fingerprint(value: UInt128(UInt64(bitPattern: Int64(number))) << (32 * limb)))
        case "mark": guard number == 1 else { throw .twice(.part) }
        case "company", "name", "name_alone", "alone": try companies.take(fields, number)
        case "table": try take(table: fields, number)
        case "problem":
            guard let kind = Problem.Kind(rawValue: try field(1)) else {
                throw .unknownName(try field(1))
            }
            problems[kind, default: 0] += number
        default: throw .unknownName(fields[0])
        }
    }

    private mutating func take(crm fields: [String], _ number: Int) throws(PartFault) {
        let rest = Array(fields.dropFirst())
        switch rest.first {
        case "disqualified":
            guard rest.count > 1,
                let place = book.disqualifiers.firstIndex(where: { $0.key == rest[1] })
            else { throw .unknownName(rest.last ?? "") }
            crmCounts.disqualified[place, default: 0] += number
        case "lacking": crmCounts.lacking[rest.count > 1 ? rest[1] : "", default: 0] += number
        case let name?: crmCounts.counts[name, default: 0] += number
        case nil: throw .unknownName("crm")
        }
    }

    private mutating func take(chosen name: String, _ number: Int) throws(PartFault) {
        switch name {
        case "all": sums.chosen.all += number
        case "leads": sums.chosen.leads += number
        case "with_outcome": sums.chosen.withOutcome += number
        case "with_deal": sums.chosen.withDeal += number
        case "mqls": sums.chosen.mqls += number
        default: throw .unknownName(name)
        }
    }

    private mutating func take(kind: String, _ day: Day, _ number: Int) throws(PartFault) {
        switch kind {
        case "lead": events.created.add(number, on: day)
        case "stage": events.stages.add(number, on: day)
        case "first_sql": events.sqls.add(number, on: day)
        case "won_stage": events.wonStages.add(number, on: day)
        case "won_deal": events.wins.add(number, on: day)
        case "decided_deal":
            events.decisions.add(number, on: day)
            sums.decidedDeals.add(number, on: day)
        default:
            guard let stage = Stage(name: kind) else { throw .unknownName(kind) }
            sums.stageDays[stage, default: DayTally()].add(number, on: day)
            sums.firstDays[stage] = Day.earlier(sums.firstDays[stage], day)
        }
    }

    private mutating func take(flag name: String) throws(PartFault) {
        switch name {
        case "companies": companies.areKnown = true
        case "deals": sums.deals.hasDeals = true
        case "won": sums.deals.hasWon = true
        case "one_off": sums.deals.areOneOff = true
        case "no_margin": sums.deals.lackMargin = true
        case "activity": hasActivity = true
        default: throw .unknownName(name)
        }
    }

    /// The currency and the amount of a line of money.
    private func money(
        _ fields: [String], _ place: Int, _ number: Int
    ) throws(PartFault) -> (Currency, Int128) {
        guard fields.count == place + 2, let currency = Currency(fields[place]) else {
            throw .unknownName(fields.joined(separator: " "))
        }
        return (currency, try cents(fields[place + 1], number))
    }

    private func cents(_ power: String, _ number: Int) throws(PartFault) -> Int128 {
        switch power {
        case "e0": Int128(number)
        case "e9": Int128(number) * PartLines.high
        default: throw .unknownName(power)
        }
    }

    private mutating func take(idle fields: [String], _ number: Int) throws(PartFault) {
        switch fields.dropFirst().first {
        case "unknown": idle.unknown += number
        case "not_won": idle.notWon += number
        default:
            let (currency, cents) = try money(fields, 2, number)
            idle.cents[currency, default: 0] += cents
        }
    }

    private mutating func take(wins fields: [String], _ number: Int) throws(PartFault) {
        guard fields.count > 1 else { throw .unknownName("wins") }
        var wins = sums.deals.wins ?? WinsTie()
        switch fields[1] {
        case "cents" where fields.count == 3: wins.cents += try cents(fields[2], number)
        case "refunded" where fields.count == 3: wins.refunded += try cents(fields[2], number)
        case "other":
            let (currency, cents) = try money(fields, 2, number)
            wins.otherCurrencies[currency, default: 0] += cents
        default:
            guard let member = WinsTie.counts.first(where: { $0.0 == fields[1] })?.1 else {
                throw .unknownName(fields[1])
            }
            wins[keyPath: member] += number
        }
        sums.deals.wins = wins
    }

    private mutating func take(note name: String, _ number: Int) throws(PartFault) {
        switch name {
        case "created_earlier": sums.createdEarlier += number
        case "after_as_of": sums.leadsAfterAsOf += number
        case "persons": sums.severalIDs.persons += number
        case "ids": sums.severalIDs.ids += number
        default: throw .unknownName(name)
        }
    }

    private mutating func take(fact name: String, _ number: Int) throws(PartFault) {
        switch name {
        case "leads": sums.counts.leads += number
        case "activities": sums.counts.activities += number
        case "stages": sums.counts.stages += number
        case "deals": sums.counts.deals += number
        default: throw .unknownName(name)
        }
    }

    private mutating func take(table fields: [String], _ number: Int) throws(PartFault) {
        guard fields.count == 5 else { throw .unknownName("table") }
        let (what, value) = (fields[3], fields[4])
        var table = tables[.init(file: fields[1], kinds: fields[2])] ?? TableLines()
        switch what {
        case "read": break
        case "stated": table.stated = [table.stated, Day(iso: value)].compactMap(\.self).max()
        case "vendor": table.vendor = value
        case "moment":
            if let seconds = Int64(value) { table.latest.note(Instant(seconds: seconds)) }
        case "stage":
            if let seconds = Int64(value) { table.latestStages.note(Instant(seconds: seconds)) }
        case "unused": table.unused.append(value)
        case "word": table.words[value, default: 0] += number
        default:
            guard let member = RowCounts.members.first(where: { $0.0 == what })?.1 else {
                throw .unknownName(what)
            }
            table.counts[keyPath: member] += number
        }
        tables[.init(file: fields[1], kinds: fields[2])] = table
    }

    // MARK: The end

    /// Settles what sources are called, and which number each has.
    ///
    /// - Returns: by the number that each had, the one that it has now.
    mutating func settle(_ facts: Facts) -> [Int] {
        let places = names.settle(facts.spend, uses)
        sums.activity = Dictionary(
            uniqueKeysWithValues: sums.activity.map { (places[$0.key], $0.value) })
        sums.spread = sums.spread.mapValues { spread in
            var spread = spread
            spread.sources = Set(spread.sources.map { places[$0] })
            return spread
        }
        return places
    }

    /// What stands in several parts and must not.
    func check() throws(PartFault) {
        if !sales.isDisjoint(with: deals) { throw .twice(.refund) }
        if question.unit == .company { try companies.check() }
        guard book.decidedBy == .auto else { return }
        let decider: Decider = hasActivity ? .rules : .crm
        guard decider == question.decidedBy else { throw .decider(decider) }
    }

    var crm: CRMCounts {
        func isKnown(_ fields: String) -> Bool {
            fields.split(separator: " ").contains { required.contains(String($0)) }
        }
        func count(_ name: String) -> Int { crmCounts.counts[name] ?? 0 }
        return CRMCounts(
            leads: count("leads"), notCounted: count("not_counted"),
            withoutActivity: count("without_activity"), otherDay: count("other_day"),
            disqualified: crmCounts.disqualified,
            unfit: count("unfit")
                + crmCounts.lacking.reduce(0) { $0 + (isKnown($1.key) ? $1.value : 0) })
    }

    /// - Parameter facts: what is not of leads: spend and plan.
    mutating func finished(_ facts: Facts) -> LeadSums {
        sums.fingerprint = fingerprint
        sums.fingerprint.add(facts.fingerprint)
        (sums.counts.orders, sums.counts.spend, sums.counts.plan) = (
            facts.counts.orders, facts.counts.spend, facts.counts.plan
        )
        sums.emptyFields = book.askedFields.filter { !asked.contains($0) }
        sums.unknownActions.sort()
        sums.deals.idle = IdleCredits(
            ofUnknown: idle.unknown, ofNotWon: idle.notWon, cents: idle.cents)
        if sums.counts.deals > 0, sums.deals.wins == nil { sums.deals.wins = WinsTie() }
        let (known, without) = companies.counts(in: question.period)
        sums.population = Figures.Population(
            persons: persons, companies: companies.areKnown ? known : nil, withoutCompany: without)
        events.sum()
        return sums
    }

    var finishedTables: [TableReport] {
        tables.sorted { $0.key < $1.key }.map { key, lines in
            var table = TableReport(
                file: key.file,
                kinds: key.kinds.split(separator: " ").compactMap {
                    FactKind(rawValue: String($0))
                }, vendor: lines.vendor, unusedColumns: lines.unused)
            (table.counts, table.statedDay) = (lines.counts, lines.stated)
            (table.latest, table.latestStages) = (lines.latest, lines.latestStages)
            table.unknownWords = lines.words
            return table
        }
    }

    var finishedProblems: ProblemList {
        var list = ProblemList()
        for (kind, count) in problems { list.add(count, of: kind) }
        return list
    }
}

/// Companies of several parts: which of them are one follows from all parts together.
struct PartCompanies {
    var areKnown = false
    private var domains: [String: Entry] = [:]
    private var named: [String: Entry] = [:]
    /// By company name, the mail domains that it occurs with.
    private var domainsOfName: [String: Set<String>] = [:]
    private var joined = Set<String>()
    private var apart = Set<String>()
    private var alone: [Day: Int] = [:]

    private struct Entry {
        var first: Day?
        var parts = 0

        mutating func add(_ day: Day?, _ number: Int) {
            first = day.map { Day.earlier(first, $0) ?? $0 } ?? first
            parts += number
        }
    }

    mutating func take(_ fields: [String], _ number: Int) throws(PartFault) {
        switch (fields[0], fields.count) {
        case ("company", 4):
            let day = Day(iso: fields[3])
            guard day != nil || fields[3].isEmpty else { throw .unknownName(fields[3]) }
            if fields[1] == "domain" {
                domains[fields[2], default: Entry()].add(day, number)
            } else {
                named[fields[2], default: Entry()].add(day, number)
            }
        case ("name", 3): domainsOfName[fields[1], default: []].insert(fields[2])
        case ("name_alone", 3):
            if fields[2] == "joined" { joined.insert(fields[1]) } else { apart.insert(fields[1]) }
        case ("alone", 2):
            guard let day = Day(iso: fields[1]) else { throw .unknownName(fields[1]) }
            alone[day, default: 0] += number
        default: throw .unknownName(fields[0])
        }
    }

    /// Where companies are what is counted, each was counted in one part, with all that belongs to it.
    func check() throws(PartFault) {
        guard domains.values.allSatisfy({ $0.parts == 1 }),
            named.values.allSatisfy({ $0.parts == 1 })
        else { throw .twice(.company) }
        guard joined.allSatisfy({ domainsOfName[$0]?.count == 1 }),
            apart.allSatisfy({ domainsOfName[$0]?.count != 1 })
        else { throw .twice(.companyName) }
    }

    /// The companies whose first MQL falls in the period, and the persons of whom no company is known.
    func counts(in period: Period) -> (companies: Int, persons: Int) {
        var first = domains.compactMapValues(\.first)
        var others: [Day] = []
        for (name, entry) in named {
            guard let day = entry.first else { continue }
            if let known = domainsOfName[name], known.count == 1, let domain = known.first {
                first[domain] = Day.earlier(first[domain], day)
            } else {
                others.append(day)
            }
        }
        return (
            first.values.count(where: period.contains) + others.count(where: period.contains),
            alone.reduce(0) { $0 + (period.contains($1.key) ? $1.value : 0) }
        )
    }
}
