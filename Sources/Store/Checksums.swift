internal import GRDB
internal import Quantities

/// Sums over what rows say, held against those that were kept when the rows were written: SQLite's own
/// check finds a broken page, and not a number that has become another.
struct Checksums {
    /// The rows of one kind that one import added.
    struct Batch {
        let number: Int64
        let first: Int64
        let last: Int64
        let count: Int
        let checksum: String
    }

    static func batches(_ db: Database, _ kind: RowKind) throws -> [Batch] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM batch WHERE kind = ? ORDER BY first",
            arguments: [kind.rawValue]
        ).map {
            Batch(
                number: try $0.get("import"), first: try $0.get("first"), last: try $0.get("last"),
                count: try $0.get("count"), checksum: try $0.get("checksum"))
        }
    }

    /// The sums and counts of all rows of a kind, by batch; the last are of rows in no batch.
    static func sums(
        _ db: Database, _ kind: RowKind, _ batches: [Batch]
    ) throws -> [(sum: Fingerprint, count: Int)] {
        var result = [(sum: Fingerprint, count: Int)](
            repeating: (Fingerprint(), 0), count: batches.count + 1)
        let version = try LeadDatabase.version(db)
        for (place, table) in kind.tables.filter({ $0.since <= version }).enumerated() {
            let reader = try RowReader(db, table.reading)
            var batch = 0
            while try reader.next() {
                let number = reader.int(0)
                if !(batch < batches.count && number >= batches[batch].first
                    && number <= batches[batch].last)
                {
                    batch =
                        batches.lastIndex { $0.first <= number && number <= $0.last }
                        ?? batches.count
                }
                result[batch].sum.add(reader.hashOfRow())
                if place == 0 { result[batch].count += 1 }
            }
        }
        return result
    }

    /// Up to how many rows of a kind are held against their sums whenever they are read.
    static let mostWhenReading = 20_000

    /// Holds rows against the sums that were kept when they were written, before they are reported on: all kinds
    /// of which there are not so many that it would be felt. The others are looked at by `checkup`.
    ///
    /// - Throws: `StoreError` that names the first that do not say any more what they said.
    static func hold(_ db: Database) throws {
        for kind in RowKind.allCases {
            let batches = try batches(db, kind)
            let enough = mostWhenReading + 1
            let rows = batches.reduce(0) { min($0, enough) + min($1.count, enough) }
            guard rows <= mostWhenReading else { continue }
            let sums = try sums(db, kind, batches)
            for (batch, found) in zip(batches, sums)
            where found.count != batch.count || found.sum.description != batch.checksum {
                throw StoreError(
                    .damaged,
                    "import \(batch.number): the checksum of its rows (\(kind.rawValue)) is not what it was"
                )
            }
            if let rest = sums.last, rest.count > 0 || rest.sum != Fingerprint() {
                throw StoreError(
                    .damaged, "\(rest.count) rows (\(kind.rawValue)) have the checksum of no import"
                )
            }
        }
        let seal = try String.fetchOne(db, sql: "SELECT value FROM workspace WHERE name = 'seal'")
        guard try seal == ledger(db) else {
            throw StoreError(.damaged, "the checksum of the list of imports is not what it was")
        }
    }

    /// Writes the sums anew, after rows have gone.
    static func renew(_ db: Database) throws {
        for kind in RowKind.allCases {
            let batches = try batches(db, kind)
            for (batch, found) in zip(batches, try sums(db, kind, batches)) {
                if found.count == 0 {
                    try db.execute(
                        sql: "DELETE FROM batch WHERE import = ? AND kind = ?",
                        arguments: [batch.number, kind.rawValue])
                } else {
                    try db.execute(
                        sql: """
                            UPDATE batch SET count = ?, checksum = ? WHERE import = ? AND kind = ?
                            """,
                        arguments: [
                            found.count, found.sum.description, batch.number, kind.rawValue,
                        ])
                }
            }
        }
    }

    /// The tables that say what there is, and of which no import keeps a sum.
    private static let ledgers = [
        "SELECT 0, * FROM import", "SELECT 0, * FROM import_note", "SELECT 0, * FROM batch",
        "SELECT 0, * FROM sighting", "SELECT 0, * FROM counter", "SELECT 0, * FROM erased",
        "SELECT 0, * FROM frozen",
        "SELECT 0, * FROM workspace WHERE name <> 'seal'",
    ]

    /// The same of tables that only newer databases have, by the version that brought them.
    private static let laterLedgers = [
        (version: 2, sql: "SELECT 0, * FROM touched"), (version: 3, sql: "SELECT 0, * FROM cover"),
        (version: 5, sql: "SELECT 0, * FROM list"),
    ]

    static func ledger(_ db: Database) throws -> String {
        var sum = Fingerprint()
        let version = try LeadDatabase.version(db)
        let later = laterLedgers.filter { $0.version <= version }.map(\.sql)
        for (place, statement) in (ledgers + later).enumerated() {
            let reader = try RowReader(db, statement)
            while try reader.next() {
                var hash = RowHash(kind: 21)
                hash.mix(UInt64(place))
                hash.mix(reader.hashOfRow())
                sum.add(hash.finished)
            }
        }
        return sum.description
    }
}

extension LeadDatabase {
    /// Keeps the sum of the tables that say what there is. The last thing of every change.
    func seal(_ db: Database) throws {
        func set(_ name: String, _ value: String) throws {
            try db.execute(
                sql: "INSERT OR REPLACE INTO workspace VALUES (?, ?)", arguments: [name, value])
        }
        let entries = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM audit") ?? 0
        try set("audit entries", "\(entries)")
        try set("seal", Checksums.ledger(db))
    }

    /// Tells a state from every other: the sum over what there is, and the last line of the log, which holds on to
    /// all before it.
    package func mark() throws -> String { try reading(Self.mark) }

    static func mark(_ db: Database) throws -> String {
        let last = try Row.fetchOne(
            db, sql: "SELECT number, hex(hash) AS hash FROM audit ORDER BY number DESC LIMIT 1")
        let line: String =
            try last.map { row in
                let (number, hash): (Int64, String) = (try row.get("number"), try row.get("hash"))
                return "\(number) \(hash)"
            } ?? ""
        let seal = try String.fetchOne(db, sql: "SELECT value FROM workspace WHERE name = 'seal'")
        return "\(seal ?? "") \(line)"
    }

    /// What changes with every change: two readings of one state have the same.
    package func state() throws -> String {
        try reading { db in
            try String.fetchOne(db, sql: "SELECT value FROM workspace WHERE name = 'seal'") ?? ""
        }
    }
}
