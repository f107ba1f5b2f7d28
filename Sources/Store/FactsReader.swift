internal import GRDB
internal import Intake
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
    /// Addresses that are of no person; nil where persons with several ids are not looked for.
    package var roles: RoleAddresses?
    /// Keeps addresses from being tried against what is cached.
    package var salt: UInt64 = 0

    package init(leadFields: [String], presenceFields: [String], knownOn: Day? = nil) {
        self.leadFields = leadFields
        self.presenceFields = presenceFields
        self.knownOn = knownOn
    }

    /// Whether facts with these fields have what is wanted: a text says whether it is filled in.
    func isCovered(by texts: [String], _ presences: [String]) -> Bool {
        leadFields.allSatisfy(texts.contains)
            && presenceFields.allSatisfy { texts.contains($0) || presences.contains($0) }
    }
}

/// Reads facts out of the database.
struct FactsReader {
    let db: Database
    /// Of a cache, more than that: all that it has.
    var wanted: FactsWanted
    /// The imports that count, in order.
    let imports: [ImportRecord]
    let lastImport: Int
    /// By kind, the first row of which nothing was known yet.
    var limits: [RowKind: Int64] = [:]
    let texts: Texts
    /// By number in the database, the number among the facts; −1 for a lead that has no row.
    var places: [Int32] = []
    /// The leads that are read, by their numbers in the database.
    var scope = [Int64.min...Int64.max]
    /// The texts that columns have already.
    var base: FactsCache.Content?
    /// Rows of stages before this one are in the sum of the base already.
    var firstNewStage = Int64.min

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

    func limit(_ kind: RowKind) -> Int64 { limits[kind] ?? .max }

    /// The first import of which nothing was known yet.
    var importLimit: Int64 {
        lastImport == .max ? .max : Int64(clamping: lastImport) + 1
    }

    /// - Parameter database: read by two connections at once; nil for one.
    mutating func read(beside database: LeadDatabase? = nil) throws -> Reading {
        try reading(of: readContent(beside: database), readDeals())
    }

    /// All facts, of which those of leads and deals are there.
    mutating func reading(of known: FactsCache.Content, _ found: [Deal]) throws -> Reading {
        places = known.places
        let deals = found.map { deal in
            deal.about(deal.leads.compactMap { place(Int64($0)) }.sorted())
        }
        let facts = FactsAssembly(
            leads: try withFields(known.leads), leadSum: known.leadSum,
            activities: known.activities,
            stages: AllStages(known.stages, sum: known.stageSum, count: known.stageCount),
            deals: deals, orders: try readOrders(), spend: try readSpend(), plan: try readPlan(),
            frozen: try readFrozen())
        let (tables, problems) = try readHistory()
        return Reading(facts: facts.facts(), problems: problems, tables: tables)
    }

    func damaged(_ what: String) -> StoreError { StoreError(.damaged, what) }

    func day(_ number: Int64) throws -> Day {
        guard Self.days.contains(number) else { throw damaged("a day of no calendar") }
        return Day(number: Int32(number))
    }

    func count(_ number: Int64, _ range: ClosedRange<Int64>) throws -> Int {
        guard range.contains(number) else { throw damaged("a number that no file can give") }
        return Int(number)
    }

    func moment(_ seconds: Int64) throws -> Instant {
        guard Self.seconds.contains(seconds) else { throw damaged("a moment of no calendar") }
        return Instant(seconds: seconds)
    }

    static let days =
        Int64(Day.ofCalendar.lowerBound.number)...Int64(Day.ofCalendar.upperBound.number)
    static let seconds = (days.lowerBound * 86_400)...(days.upperBound * 86_400)
}
