internal import Foundation
internal import GRDB
internal import Intake
internal import Leads
internal import Quantities

/// Adds what a file tells to what is known. Rows are only ever added; what was known already is
/// noted as seen again.
struct FactsWriter {
    let db: Database
    let number: Int64
    let facts: Facts
    let rows: ReadRows
    let table: TableReport
    /// How many leads were known before.
    let knownLeads: Int
    /// The numbers under which the database has the leads that the file knows by theirs.
    private(set) var leadNumbers: [Int64]
    private var counters: Counters
    private var symbols: SymbolNumbers
    private let symbolWriter: RowWriter
    /// Numbers of leads of which something was written.
    var touched: [Int64] = []
    /// Rows that were there already.
    private var seen: [RowKind: [Int64]] = [:]
    private var batches: [(kind: RowKind, first: Int64, count: Int, sum: Fingerprint)] = []
    private(set) var conflicts: [VersionConflict] = []
    private(set) var conflictCount = 0

    /// By lead, what became of its row in the file; unchanged where it has none.
    var leadOutcomes: [Change]
    /// By lead, whether something else of it was new.
    var toldMore: [Bool]
    var dealOutcomes: [Change] = []
    private(set) var added: [FactKind: Int] = [:]
    /// Orders, spend and plan that took the place of others.
    var replaced = 0

    /// What became of a row: one that was `seen` is there already and is not written again.
    enum Change: UInt8 { case new, updated, unchanged, seen }

    init(
        _ db: Database, number: Int64, _ reading: Reading, _ rows: ReadRows, table: TableReport,
        known: [Int64]
    ) throws {
        self.db = db
        self.number = number
        facts = reading.facts
        self.rows = rows
        self.table = table
        knownLeads = known.count
        let count = reading.facts.leads.index.count
        leadOutcomes = Array(repeating: .unchanged, count: count)
        toldMore = Array(repeating: false, count: count)
        leadNumbers = known
        counters = try Counters(db)
        symbols = try SymbolNumbers(db)
        symbolWriter = try RowWriter(db, "INSERT INTO symbol VALUES (?, ?)")
    }

    mutating func write() throws {
        let firstSymbol = counters.next(.symbol)
        try writeLeads()
        try writeVersions()
        try writeActivities()
        try writeStages()
        try writeDeals()
        try writeOrders()
        try writeSpend()
        try writePlan()
        close(.symbol, first: firstSymbol, [symbolWriter])
        try finish()
    }

    /// Keeps which rows of a kind were added.
    mutating func close(_ kind: RowKind, first: Int64, _ writers: [RowWriter]) {
        let count = Int(counters.next(kind) - first)
        guard count > 0 else { return }
        var sum = Fingerprint()
        for writer in writers { sum.add(writer.sum) }
        batches.append((kind, first, count, sum))
    }

    mutating func note(_ kind: RowKind, seen seq: Int64) { seen[kind, default: []].append(seq) }

    mutating func noteAdded(_ kind: FactKind, _ count: Int) {
        if count > 0 { added[kind, default: 0] += count }
    }

    mutating func note(_ conflict: VersionConflict) {
        conflictCount += 1
        if conflicts.count < 100 { conflicts.append(conflict) }
    }

    mutating func takeNumber(_ kind: RowKind) -> Int64 { counters.take(kind) }

    func nextNumber(_ kind: RowKind) -> Int64 { counters.next(kind) }

    /// The numbers of all texts of a table, by symbol.
    mutating func numbers(of table: InternTable) throws -> [Int64] {
        try symbols.numbers(of: table, &counters, symbolWriter)
    }

    mutating func number(of text: String) throws -> Int64 {
        guard !text.isEmpty else { return 0 }
        var table = InternTable()
        let symbol = table.intern(text)
        return try numbers(of: table)[Int(symbol)]
    }

    private func finish() throws {
        try counters.save(db)
        for batch in batches {
            try db.execute(
                sql: "INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [
                    number, batch.kind.rawValue, batch.first, batch.first + Int64(batch.count) - 1,
                    batch.count, batch.sum.description,
                ])
        }
        try db.execute(
            sql: "INSERT INTO touched VALUES (?, ?)",
            arguments: [number, Data(Runs(touched).bytes)])
        for kind in RowKind.allCases {
            guard let numbers = seen[kind] else { continue }
            try db.execute(
                sql: "INSERT INTO sighting VALUES (?, ?, ?)",
                arguments: [number, kind.rawValue, Data(Runs(numbers).bytes)])
        }
    }

    private mutating func writeLeads() throws {
        let first = counters.next(.lead)
        let writer = try RowWriter(db, "INSERT INTO lead VALUES (?, ?)")
        let index = facts.leads.index
        leadNumbers.reserveCapacity(index.count)
        for lead in knownLeads..<index.count {
            let number = counters.take(.lead)
            writer.bind(number)
            index.withID(of: lead) { writer.bind($0, hash: RowHash.hash($0)) }
            try writer.write()
            leadNumbers.append(number)
        }
        close(.lead, first: first, [writer])
    }
}

/// The next number of each kind of row; a number is never given twice.
struct Counters {
    /// By place of the kind; 0 where nothing was numbered yet.
    private var numbers = [Int64](repeating: 0, count: RowKind.allCases.count)

    init(_ db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT kind, next FROM counter") {
            guard let kind = RowKind(rawValue: try row.get("kind")) else {
                throw StoreError(.damaged, "a counter of nothing")
            }
            let next: Int64 = try row.get("next")
            guard (1..<1 << 40).contains(next) else {
                throw StoreError(.damaged, "a counter beyond all rows")
            }
            numbers[kind.place] = next
        }
    }

    @inline(__always)
    func next(_ kind: RowKind) -> Int64 { max(numbers[kind.place], 1) }

    @inline(__always)
    mutating func take(_ kind: RowKind) -> Int64 {
        let number = next(kind)
        numbers[kind.place] = number &+ 1
        return number
    }

    func save(_ db: Database) throws {
        for kind in RowKind.allCases {
            guard numbers[kind.place] > 0 else { continue }
            try db.execute(
                sql: "INSERT OR REPLACE INTO counter VALUES (?, ?)",
                arguments: [kind.rawValue, numbers[kind.place]])
        }
    }
}

/// The texts that the database has, and their numbers.
struct SymbolNumbers {
    private var table = InternTable()
    private var numbers: [Int64] = [0]

    init(_ db: Database) throws {
        let reader = try RowReader(db, "SELECT number, text FROM symbol ORDER BY number")
        while try reader.next() {
            // A text that stands there twice is known by its first number.
            if Int(table.intern(reader.bytes(1))) == numbers.count { numbers.append(reader.int(0)) }
        }
    }

    mutating func numbers(
        of other: InternTable, _ counters: inout Counters, _ writer: RowWriter
    ) throws -> [Int64] {
        var known: [Symbol] = []
        table.take(other, known: &known)
        for symbol in numbers.count..<table.count {
            let number = counters.take(.symbol)
            writer.bind(number)
            table.withText(Symbol(symbol)) { writer.bind($0, hash: $1) }
            try writer.write()
            numbers.append(number)
        }
        return known.map { numbers[Int($0)] }
    }
}
