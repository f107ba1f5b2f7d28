internal import GRDB
package import Intake
package import Leads
package import Quantities

/// What of the facts is wanted.
package struct FactsWanted: Sendable {
    /// The lead fields whose text is wanted.
    package var leadFields: [String]
    /// The lead fields of which it matters only whether they are filled in.
    package var presenceFields: [String]
    /// Only what had been imported by this day; nil for everything.
    package var knownOn: Day?
    package var jobs = 1

    package init(leadFields: [String], presenceFields: [String], knownOn: Day? = nil) {
        self.leadFields = leadFields
        self.presenceFields = presenceFields
        self.knownOn = knownOn
    }
}

extension LeadDatabase {
    /// The facts as files would give them, all of one moment.
    package func facts(_ wanted: FactsWanted) throws -> Reading {
        try reading { db in
            var reader = try FactsReader(db, wanted)
            return try reader.read()
        }
    }
}

/// Reads facts out of the database.
struct FactsReader {
    private let db: Database
    private let wanted: FactsWanted
    /// The imports that count, in order.
    private let imports: [ImportRecord]
    private let lastImport: Int
    /// By kind, the first row of which nothing was known yet.
    private var limits: [RowKind: Int64] = [:]
    private let texts: Texts
    /// By number in the database, the number among the facts; −1 for a lead that has no row.
    private var places: [Int32] = []

    init(_ db: Database, _ wanted: FactsWanted) throws {
        self.db = db
        self.wanted = wanted
        let all = try LeadDatabase.records(db)
        let known = all.filter { record in wanted.knownOn.map { record.day <= $0 } ?? true }
        lastImport = wanted.knownOn == nil ? .max : known.map(\.number).max() ?? 0
        let last = lastImport
        imports = all.filter { $0.number <= last && $0.undoneAt == nil }
        for row in try Row.fetchAll(
            db, sql: "SELECT kind, MIN(first) AS first FROM batch WHERE import > ? GROUP BY kind",
            arguments: [Int64(clamping: last)])
        {
            if let kind = RowKind(rawValue: try row.get("kind")) {
                limits[kind] = try row.get("first")
            }
        }
        texts = try Texts(db)
    }

    private func limit(_ kind: RowKind) -> Int64 { limits[kind] ?? .max }

    /// The first import of which nothing was known yet.
    private var importLimit: Int64 {
        lastImport == .max ? .max : Int64(clamping: lastImport) + 1
    }

    mutating func read() throws -> Reading {
        var sum = Fingerprint()
        var counts = Facts.Counts()
        let leads = try readLeads()
        for identity in leads.identities { sum.add(identity) }
        counts.leads = leads.count
        let activities = try readActivities()
        activities.fingerprint(into: &sum)
        counts.activities = activities.count
        let stages = try readStages(leads.count, &sum, &counts)
        let deals = try readDeals()
        for deal in deals { deal.fingerprint(into: &sum, leads.index) }
        counts.deals = deals.count
        let spend = try readSpend()
        let plan = try readPlan()
        for row in spend { sum.add(row.identity) }
        for row in plan { sum.add(row.identity) }
        counts.spend = spend.count
        counts.plan = plan.count
        let facts = Facts(
            leads: leads, activities: activities, stages: counts.stages > 0 ? stages.days : [],
            firstDays: stages.firstDays, rejectionReasons: stages.reasons, deals: deals,
            spend: spend.map(\.spend), plan: plan.map(\.row).sorted(), frozen: try readFrozen(),
            counts: counts, fingerprint: sum)
        let (tables, problems) = try readHistory()
        return Reading(facts: facts, problems: problems, tables: tables)
    }

    private func damaged(_ what: String) -> StoreError { StoreError(.damaged, what) }

    private func day(_ number: Int64) throws -> Day {
        guard Self.days.contains(number) else { throw damaged("a day of no calendar") }
        return Day(number: Int32(number))
    }

    private func count(_ number: Int64, _ range: ClosedRange<Int64>) throws -> Int {
        guard range.contains(number) else { throw damaged("a number that no file can give") }
        return Int(number)
    }

    private func moment(_ seconds: Int64) throws -> Instant {
        guard Self.seconds.contains(seconds) else { throw damaged("a moment of no calendar") }
        return Instant(seconds: seconds)
    }

    /// The years 1900 to 2199, to which dates of files are held, and a day at either end.
    static let days: ClosedRange<Int64> = -25_568...84_007
    private static let seconds = (days.lowerBound * 86_400)...(days.upperBound * 86_400)
}

/// The texts of the database, and the symbols that columns have for them.
private final class Texts {
    private var all = SymbolTable()
    /// By number in the database, the symbol among all.
    private var symbols: [Symbol] = []

    init(_ db: Database) throws {
        let reader = try RowReader(db, "SELECT number, text FROM symbol ORDER BY number")
        while try reader.next() {
            let number = reader.int(0)
            guard number > 0, number < 1 << 31 else {
                throw StoreError(.damaged, "a text with the number \(number)")
            }
            while symbols.count <= number { symbols.append(0) }
            symbols[Int(number)] = all.intern(reader.bytes(1))
        }
    }

    var count: Int { symbols.count }

    func text(_ number: Int64) throws -> String {
        if number == 0 { return "" }
        guard number > 0, number < symbols.count, symbols[Int(number)] != 0 else {
            throw StoreError(.damaged, "a text that is not there: \(number)")
        }
        return all.text(symbols[Int(number)])
    }
}

/// The texts of one column, each with a symbol of its own from when it first occurs.
private struct ColumnTexts {
    private let texts: Texts
    private var symbols: [Symbol]
    private(set) var table = SymbolTable()

    init(_ texts: Texts) {
        self.texts = texts
        symbols = Array(repeating: 0, count: texts.count)
    }

    @inline(__always)
    mutating func symbol(_ number: Int64) throws -> Symbol {
        if number == 0 { return 0 }
        if number > 0, number < symbols.count, symbols[Int(number)] != 0 {
            return symbols[Int(number)]
        }
        let symbol = table.intern(try texts.text(number))
        symbols[Int(number)] = symbol
        return symbol
    }
}

extension FactsReader {
    private mutating func readLeads() throws -> LeadTable {
        var leads = LeadTable(columns: wanted.leadFields, presences: wanted.presenceFields)
        for row in try Row.fetchAll(
            db, sql: "SELECT DISTINCT name, import FROM import_note WHERE kind = 'field'")
        {
            let number: Int = try row.get("import")
            if imports.contains(where: { $0.number == number }) {
                leads.fields.insert(try row.get("name"))
            }
        }
        let columns = leads.columns.indices.map { column in
            LeadColumns.shared.firstIndex(of: leads.columns[column].name)
                .map { (column, LeadColumns.firstShared + Int32($0)) }
        }.compactMap { $0 }
        let sharedPresences = leads.presences.indices.compactMap { column in
            LeadColumns.shared.firstIndex(of: leads.presences[column].name)
                .map { (column, LeadColumns.firstShared + Int32($0)) }
        }
        let personalPresences = leads.presences.indices.compactMap { column in
            LeadColumns.personal.firstIndex(of: leads.presences[column].name)
                .map { (column, Int64(1) << Int64($0)) }
        }
        var columnTexts = leads.columns.map { _ in ColumnTexts(texts) }

        let ids = try RowReader(db, "SELECT number, id FROM lead ORDER BY number")
        let versions = try RowReader(db, "SELECT * FROM lead_version ORDER BY lead, seq")
        let later = try LaterExports(db, .version, before: importLimit)
        let limit = limit(.version)
        var best: KnownVersion?
        var bestSeqs: [Int64] = []
        var hasRow = try versions.next()
        while try ids.next() {
            let number = ids.int(0)
            guard number > 0, number < 1 << 31 else { throw damaged("a lead with no number") }
            while places.count <= number { places.append(-1) }
            best = nil
            var place = -1
            while hasRow, versions.int(0) <= number {
                let seq = versions.int(1)
                if versions.int(0) == number, seq < limit {
                    let updated = versions.int(4)
                    let version = KnownVersion(
                        seq: seq, identity: versions.int(2), day: versions.int(3),
                        updated: versions.int(5) == 0 ? later.last(seq, updated) : updated)
                    if best.map({ $0.rank < version.rank }) ?? true {
                        if best == nil {
                            place = leads.index.insert(ids.bytes(1)).number
                            leads.pad(to: place + 1)
                            bestSeqs.append(0)
                        }
                        best = version
                        bestSeqs[place] = seq
                        leads.created[place] = try moment(version.day)
                        leads.identities[place] = UInt64(bitPattern: version.identity)
                        for (column, source) in columns {
                            leads.columns[column].symbols[place] =
                                try columnTexts[column].symbol(versions.int(source))
                        }
                        let filled = versions.int(6)
                        for (column, source) in sharedPresences {
                            leads.presences[column].flags[place] = versions.int(source) != 0
                        }
                        for (column, bit) in personalPresences {
                            leads.presences[column].flags[place] = filled & bit != 0
                        }
                    }
                }
                hasRow = try versions.next()
            }
            if best != nil { places[Int(number)] = Int32(place) }
        }
        try readPersonal(&leads, &columnTexts, bestSeqs)
        try readMore(&leads, &columnTexts, bestSeqs)
        for column in leads.columns.indices
        where !LeadColumns.personal.contains(leads.columns[column].name) {
            leads.columns[column].table = columnTexts[column].table
        }
        return leads
    }

    /// The place of a lead that has a row; nil for another.
    private func place(_ number: Int64) -> Int? {
        guard number > 0, number < places.count, places[Int(number)] >= 0 else { return nil }
        return Int(places[Int(number)])
    }

    /// Texts of persons, which only few rules ask for.
    private func readPersonal(
        _ leads: inout LeadTable, _ texts: inout [ColumnTexts], _ seqs: [Int64]
    ) throws {
        let columns = leads.columns.indices.compactMap { column in
            LeadColumns.personal.firstIndex(of: leads.columns[column].name)
                .map { (column, Int32($0) + 2) }
        }
        guard !columns.isEmpty else { return }
        let reader = try RowReader(db, "SELECT * FROM person ORDER BY lead, seq")
        while try reader.next() {
            guard let lead = place(reader.int(0)), seqs[lead] == reader.int(1) else { continue }
            for (column, source) in columns {
                leads.columns[column].symbols[lead] =
                    leads.columns[column].table.intern(reader.bytes(source))
            }
        }
    }

    /// Fields that only a rule names.
    private func readMore(
        _ leads: inout LeadTable, _ texts: inout [ColumnTexts], _ seqs: [Int64]
    ) throws {
        let own = Set(LeadColumns.shared + LeadColumns.personal)
        let columns = leads.columns.indices.filter { !own.contains(leads.columns[$0].name) }
        let presences = leads.presences.indices.filter { !own.contains(leads.presences[$0].name) }
        guard !columns.isEmpty || !presences.isEmpty else { return }
        let reader = try RowReader(db, "SELECT * FROM more ORDER BY lead, seq, field")
        while try reader.next() {
            guard let lead = place(reader.int(0)), seqs[lead] == reader.int(1) else { continue }
            let field = try self.texts.text(reader.int(2))
            for column in columns where leads.columns[column].name == field {
                leads.columns[column].symbols[lead] = try texts[column].symbol(reader.int(3))
            }
            for column in presences where leads.presences[column].name == field {
                leads.presences[column].flags[lead] = reader.int(3) != 0
            }
        }
    }

    private func readActivities() throws -> ActivityTable {
        var gathered = GatheredActivities()
        var actions = ColumnTexts(texts)
        var contents = ColumnTexts(texts)
        let limit = limit(.activity)
        var rows: [Activity] = []
        var leads: [UInt32] = []
        func put(_ gathered: inout GatheredActivities) {
            gathered.add(rows, leads: leads, actions: actions.table, contents: contents.table)
            rows.removeAll(keepingCapacity: true)
            leads.removeAll(keepingCapacity: true)
        }
        let reader = try RowReader(db, "SELECT * FROM activity ORDER BY lead, at, seq")
        while try reader.next() {
            guard let lead = place(reader.int(0)), reader.int(2) < limit else { continue }
            rows.append(
                Activity(
                    at: try moment(reader.int(1)),
                    identity: UInt64(bitPattern: reader.int(3)),
                    session: UInt32(truncatingIfNeeded: reader.int(7)),
                    seconds: UInt32(truncatingIfNeeded: reader.int(6)),
                    action: try actions.symbol(reader.int(4)),
                    content: try contents.symbol(reader.int(5))))
            leads.append(UInt32(lead))
            if rows.count == 1 << 17 { put(&gathered) }
        }
        put(&gathered)
        var sources = ColumnTexts(texts)
        var campaigns = ColumnTexts(texts)
        var touches = GatheredTouches()
        let touchReader = try RowReader(db, "SELECT * FROM touch ORDER BY lead, at, seq")
        while try touchReader.next() {
            guard let lead = place(touchReader.int(0)), touchReader.int(2) < limit else { continue }
            touches.rows.append(
                Touch(
                    lead: UInt32(lead), at: try moment(touchReader.int(1)),
                    identity: UInt64(bitPattern: touchReader.int(3)),
                    source: try sources.symbol(touchReader.int(4)),
                    campaign: try campaigns.symbol(touchReader.int(5))))
        }
        touches.sources = sources.table
        touches.campaigns = campaigns.table
        gathered.touches = touches
        return ActivityTable(gathered, jobs: wanted.jobs)
    }

    private func readStages(
        _ leads: Int, _ sum: inout Fingerprint, _ counts: inout Facts.Counts
    ) throws -> GatheredStages {
        var stages = GatheredStages(leads: leads)
        let limit = limit(.stage)
        let reader = try RowReader(db, "SELECT * FROM stage ORDER BY lead, day, seq")
        while try reader.next() {
            guard let lead = place(reader.int(0)), reader.int(2) < limit else { continue }
            guard let stage = UInt8(exactly: reader.int(4)).flatMap(Stage.init(rawValue:)) else {
                throw damaged("a stage that is none")
            }
            stages.add(
                stage, of: lead, on: try day(reader.int(1)),
                reason: stage == .rejected ? try texts.text(reader.int(5)) : "")
            sum.add(UInt64(bitPattern: reader.int(3)))
            counts.stages += 1
        }
        return stages
    }

    private func readDeals() throws -> [Deal] {
        var contacts: [Int64: [Int]] = [:]
        let contactReader = try RowReader(db, "SELECT deal, lead, seq FROM contact")
        let contactLimit = limit(.contact)
        while try contactReader.next() {
            guard contactReader.int(2) < contactLimit, let lead = place(contactReader.int(1)) else {
                continue
            }
            contacts[contactReader.int(0), default: []].append(lead)
        }
        let later = try LaterExports(db, .dealVersion, before: importLimit)
        let limit = limit(.dealVersion)
        var deals: [Deal] = []
        let reader = try RowReader(
            db,
            """
            SELECT deal_version.*, deal.id FROM deal_version
            JOIN deal ON deal.number = deal_version.deal ORDER BY deal_version.deal, seq
            """)
        var last: Int64 = -1
        while try reader.next() {
            guard reader.int(1) < limit else { continue }
            let number = reader.int(0)
            let (seq, updated) = (reader.int(1), reader.int(3))
            guard let status = Deal.Status(rawValue: reader.text(5)),
                let currency = Currency(reader.text(8))
            else { throw damaged("a deal that has no state or no currency") }
            let deal = Deal(
                id: reader.text(13), status: status,
                createdOn: try reader.optional(6).map(day),
                closedOn: try reader.optional(7).map(day),
                currency: currency, amount: reader.optional(9), margin: reader.optional(10),
                months: try reader.optional(11).map { try count($0, 1...1200) },
                leads: (contacts[number] ?? []).sorted(),
                isExistingCustomer: reader.int(12) != 0,
                identity: UInt64(bitPattern: reader.int(2)),
                updated: reader.int(4) == 0 ? later.last(seq, updated) : updated)
            if number != last {
                deals.append(deal)
            } else if let known = deals.last, known.rank < deal.rank {
                deals[deals.count - 1] = deal
            }
            last = number
        }
        return deals.sorted { $0.id < $1.id }
    }

    /// For each row of a kind, the imports that have it.
    private func holders(_ kind: RowKind) throws -> (Int64) -> [ImportRecord] {
        let batches = try Checksums.batches(db, kind)
        var sightings: [(ImportRecord, Runs)] = []
        let reader = try RowReader(
            db, "SELECT import, runs FROM sighting WHERE kind = ? AND import < ?",
            text: kind.rawValue, importLimit)
        while try reader.next() {
            let number = Int(truncatingIfNeeded: reader.int(0))
            guard let record = imports.first(where: { $0.number == number }) else { continue }
            sightings.append((record, try Runs(bytes: reader.blob(1))))
        }
        let imports = imports
        return { seq in
            let first = batches.first { $0.first <= seq && seq <= $0.last }?.number
            return imports.filter { Int64($0.number) == first }
                + sightings.filter { $0.1.contains(seq) }.map(\.0)
        }
    }

    private func readSpend() throws -> [SpendRow] {
        let limit = limit(.spend)
        let holders = try holders(.spend)
        var rows: [SpendRow] = []
        let reader = try RowReader(db, "SELECT * FROM spend ORDER BY seq")
        while try reader.next() {
            guard reader.int(0) < limit else { continue }
            guard
                let period = Period(first: try day(reader.int(4)), end: try day(reader.int(5))),
                let category = Spend.Category(rawValue: reader.text(9)),
                let currency = Currency(reader.text(10))
            else { throw damaged("a row of spend without days, category or currency") }
            let spend = Spend(
                period: period, source: try texts.text(reader.int(6)),
                medium: try texts.text(reader.int(7)), campaign: try texts.text(reader.int(8)),
                category: category, money: Money(cents: reader.int(11), currency),
                claimedLeads: reader.optional(12))
            for holder in holders(reader.int(0)) {
                rows.append(
                    SpendRow(
                        spend, identity: UInt64(bitPattern: reader.int(1)),
                        repetition: Int(truncatingIfNeeded: reader.int(2)),
                        subject: UInt64(bitPattern: reader.int(3)), exported: holder.exported,
                        table: holder.number))
            }
        }
        return rows.counting.map { rows[$0] }
    }

    private func readPlan() throws -> [PlannedRow] {
        let limit = limit(.plan)
        let holders = try holders(.plan)
        var rows: [PlannedRow] = []
        let reader = try RowReader(db, "SELECT * FROM plan ORDER BY seq")
        while try reader.next() {
            guard reader.int(0) < limit else { continue }
            guard let month = Period(first: try day(reader.int(4)), end: try day(reader.int(5)))
            else { throw damaged("a row of the plan without a month") }
            let currency = reader.optionalText(7).flatMap { Currency($0) }
            func count(_ column: Int32) throws -> Int? {
                try reader.optional(column).map { try self.count($0, 0...1_000_000_000) }
            }
            let row = PlanRow(
                month: month, source: try texts.text(reader.int(6)),
                spend: reader.optional(8).flatMap { cents in
                    currency.map { Money(cents: cents, $0) }
                }, mqls: try count(9), sqls: try count(10), won: try count(11))
            for holder in holders(reader.int(0)) {
                rows.append(
                    PlannedRow(
                        row, identity: UInt64(bitPattern: reader.int(1)),
                        repetition: Int(truncatingIfNeeded: reader.int(2)),
                        subject: UInt64(bitPattern: reader.int(3)), exported: holder.exported,
                        table: holder.number))
            }
        }
        return rows.counting.map { rows[$0] }
    }

    private func readFrozen() throws -> [Int: FrozenJudgement] {
        var frozen: [Int: FrozenJudgement] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT * FROM frozen") {
            guard let reason = FrozenJudgement.Reason(rawValue: try row.get("reason")) else {
                throw damaged("a lead that is not judged for no reason")
            }
            guard let lead = place(try row.get("lead")) else { continue }
            frozen[lead] = FrozenJudgement(
                reason: reason, intent: try row.maybe("intent"), persona: try row.maybe("persona"),
                mqlDay: try row.maybe("mql_day").map(day), rules: try row.get("rules"))
        }
        return frozen
    }

    /// How the files were read.
    private func readHistory() throws -> ([TableReport], ProblemList) {
        var tables: [TableReport] = []
        var problems = ProblemList()
        for record in imports {
            var table = TableReport(file: record.file, kinds: record.kinds)
            table.rows = record.rows
            table.new = record.new
            table.updated = record.updated
            table.unchanged = record.unchanged
            table.rejected = record.rejected
            table.skipped = record.skipped
            table.erased = record.erased
            table.vendor = record.vendor
            table.isPlatform = record.isPlatform
            table.exported = record.exported
            for row in try Row.fetchAll(
                db, sql: "SELECT kind, name, count FROM import_note WHERE import = ?",
                arguments: [record.number])
            {
                let (kind, name, count): (String, String, Int64) = (
                    try row.get("kind"), try row.get("name"), try row.get("count")
                )
                guard count.magnitude < 1 << 60 else { throw damaged("a count of an import") }
                switch kind {
                case "vat":
                    if let currency = Currency(name) { table.vat[currency] = Int128(count) }
                case "open stage": table.openStages[name] = Int(count)
                case "problem":
                    if let kind = Problem.Kind(rawValue: name) {
                        problems.add(Int(count), of: kind)
                    }
                default: break
                }
            }
            tables.append(table)
        }
        return (tables, problems)
    }
}
