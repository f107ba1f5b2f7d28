internal import GRDB
internal import GRDBSQLite
internal import Quantities

/// The facts of a workspace, in one file of SQLite.
///
/// Writing goes through one connection with every safety on, each change in a transaction of its own;
/// reading never writes. What goes wrong is a `StoreError`, and then nothing was kept.
package final class LeadDatabase: Sendable {
    let queue: DatabaseQueue
    package let path: String
    /// Whether nobody can write it.
    private let isFixed: Bool

    /// The number of the newest tables that this program knows.
    package static let newestVersion = Schema.versions.last?.number ?? 0

    /// How long one program waits for another that is writing, in seconds.
    package static let patience = 10.0

    private init(_ queue: DatabaseQueue, _ path: String, isFixed: Bool = false) {
        self.queue = queue
        self.path = path
        self.isFixed = isFixed
    }

    /// Opens the file for writing, and brings its tables up to date.
    ///
    /// - Parameters:
    ///   - beforeChange: called with the file as it is, before tables that hold something are changed.
    ///   - afterSettings: for tests, called when the settings were made and not yet read back.
    package static func write(
        _ path: String, beforeChange: () throws -> Void = {},
        afterSettings: ((Connection) throws -> Void)? = nil
    ) throws -> LeadDatabase {
        try StoreError.catching {
            var configuration = configuration
            configuration.journalMode = .wal
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let database = LeadDatabase(queue, path)
            try queue.writeWithoutTransaction { db in
                try database.refuseForeign(db, mayBeEmpty: true)
                try Settings.writing.apply(to: db)
                try afterSettings?(Connection(db))
                try Settings.writing.check(db)
                try database.migrate(db, Schema.versions, beforeChange)
            }
            return database
        }
    }

    /// Opens the file for reading alone: nothing of it, nor beside it, is changed by that.
    ///
    /// - Parameter isFixed: whether nobody can write it, as in a folder that is closed to this user.
    package static func read(_ path: String, isFixed: Bool = false) throws -> LeadDatabase {
        try StoreError.catching {
            var configuration = configuration
            configuration.readonly = true
            var name = path
            if isFixed {
                // As a URI, because only that can say that no other program writes.
                let plain = path.utf8.map { byte in
                    let isPlain =
                        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                        || (0x61...0x7A).contains(byte) || "-_./".utf8.contains(byte)
                    return isPlain
                        ? String(UnicodeScalar(byte))
                        : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
                }
                name = "file:\(plain.joined())?immutable=1"
            }
            let queue = try DatabaseQueue(path: name, configuration: configuration)
            let database = LeadDatabase(queue, path, isFixed: isFixed)
            try queue.inDatabase { db in
                try database.refuseForeign(db, mayBeEmpty: false)
                try Settings.reading.apply(to: db)
                try Settings.reading.check(db)
            }
            return database
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(patience)
        configuration.label = "mql"
        return configuration
    }

    /// Closes the file; what is asked of it afterwards fails.
    package func close() { try? queue.close() }

    /// A connection, for tests that meddle with it.
    package struct Connection {
        private let db: Database
        init(_ db: Database) { self.db = db }
        /// Runs a statement as it stands.
        package func execute(_ sql: String) throws { try db.execute(sql: sql) }
    }

    /// Runs SQL of a test's own.
    package func meddle(_ sql: String) throws {
        try StoreError.catching {
            try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        }
    }

    /// The first column of what some SQL of a test's own gives.
    package func ask(_ sql: String) throws -> [String] {
        try StoreError.catching {
            try queue.read { db in
                try Row.fetchAll(db, sql: sql).map { row in
                    row.databaseValues.map(\.description).joined(separator: "|")
                }
            }
        }
    }

    /// One reading of all that was committed: what is written meanwhile is not seen.
    func reading<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try StoreError.catching { try queue.read(body) }
    }

    /// A reading by a connection of its own, at the same time as others; nil where none can be had.
    func readingBeside<Value>(_ body: (Database) throws -> Value?) throws -> Value? {
        guard let other = try? Self.read(path, isFixed: isFixed) else { return nil }
        defer { other.close() }
        return try other.reading(body)
    }

    /// One change: all of it is kept, or nothing.
    ///
    /// The first thing that goes wrong ends it. SQLite itself may have taken everything back by then;
    /// a statement after that would be kept by itself, so it is asked before the end.
    ///
    /// - Parameters:
    ///   - mayKeep: asked at the end, when all was written and before it is kept.
    ///   - holdsReferences: whether SQLite holds each row, as it is written, against what it refers to;
    ///     where it does not, the body does so for all of them at its end.
    func writing<Value>(
        mayKeep: () throws -> Void = {}, holdsReferences: Bool = true,
        _ body: (Database) throws -> Value
    ) throws -> Value {
        try StoreError.catching {
            var result: Value?
            var isAtEnd = false
            try queue.writeWithoutTransaction { db in
                if !holdsReferences { try Settings.leavingReferences.apply(to: db) }
                defer { if !holdsReferences { try? Settings.holdingReferences.apply(to: db) } }
                do {
                    try db.inTransaction(.immediate) {
                        result = try body(db)
                        guard db.isInsideTransaction,
                            sqlite3_get_autocommit(db.sqliteConnection) == 0
                        else { throw StoreError(.failed, "the transaction was taken back") }
                        try mayKeep()
                        isAtEnd = true
                        return .commit
                    }
                } catch let error as DatabaseError where isAtEnd {
                    throw StoreError(error, isAtEnd: true)
                }
            }
            if !holdsReferences { try queue.inDatabase(Settings.holdingReferences.check) }
            guard let result else { throw StoreError(.failed) }
            return result
        }
    }
}

extension LeadDatabase {
    /// Refuses a file that another program made, or that somebody has put things into that run by
    /// themselves.
    private func refuseForeign(_ db: Database, mayBeEmpty: Bool) throws {
        let objects = try Row.fetchAll(db, sql: "SELECT type, name FROM sqlite_master")
        if objects.isEmpty, mayBeEmpty { return }
        let id = try Int64.fetchOne(db, sql: "PRAGMA application_id")
        guard id == Schema.applicationID else { throw StoreError(.foreign) }
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let newest = Schema.versions.last?.number ?? 0
        guard version <= newest else { throw StoreError(.newer(version)) }
        guard version > 0 else { throw StoreError(.damaged, "its tables have no version") }
        for row in objects {
            let (type, name): (String, String) = (
                try row.get("type"), try row.get("name")
            )
            let isOwn =
                type == "table" && (Schema.names.contains(name) || name == "sqlite_sequence")
                || type == "index" && name.hasPrefix("sqlite_autoindex_")
            guard isOwn else { throw StoreError(.foreign, "\(type) \(name)") }
        }
    }

    /// Brings the tables up to date, one version after the other, each in a transaction of its own.
    func migrate(
        _ db: Database, _ versions: [Schema.Version], _ beforeChange: () throws -> Void
    ) throws {
        let before = try Self.version(db)
        let missing = versions.filter { $0.number > before }
        guard !missing.isEmpty else { return }
        if before > 0 { try beforeChange() }
        for step in missing {
            try db.inTransaction(.immediate) {
                // Another program may have been faster.
                guard try Self.version(db) < step.number else { return .commit }
                try db.execute(sql: step.sql)
                try Self.setVersion(db, step.number)
                return .commit
            }
        }
    }

    /// The number of the tables that a database has.
    static func version(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    }

    private static func setVersion(_ db: Database, _ number: Int) throws {
        // These take no arguments, and both numbers are this product's own.
        try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(number)")
    }
}

/// Settings of a connection. One that fails does so without a word, so each is read back.
private struct Settings {
    let values: [(make: String, ask: String, expected: String)]

    static let writing = Settings(values: [
        ("PRAGMA journal_mode = WAL", "PRAGMA journal_mode", "wal"),
        ("PRAGMA synchronous = FULL", "PRAGMA synchronous", "2"),
        ("PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", "1"),
        ("PRAGMA secure_delete = ON", "PRAGMA secure_delete", "1"),
        ("PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", "0"),
        ("PRAGMA temp_store = MEMORY", "PRAGMA temp_store", "2"),
        ("PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", "1"),
        ("PRAGMA cache_size = -262144", "PRAGMA cache_size", "-262144"),
        // A few small files are put in their place together, when the database is closed.
        ("PRAGMA wal_autocheckpoint = 16384", "PRAGMA wal_autocheckpoint", "16384"),
    ])

    /// Takes no effect inside a transaction.
    static let leavingReferences = Settings(values: [
        ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys", "0")
    ])

    static let holdingReferences = Settings(values: [
        ("PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", "1")
    ])

    static let reading = Settings(values: [
        ("PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", "0"),
        ("PRAGMA temp_store = MEMORY", "PRAGMA temp_store", "2"),
        ("PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", "1"),
        ("PRAGMA query_only = ON", "PRAGMA query_only", "1"),
    ])

    func apply(to db: Database) throws {
        for value in values { try db.execute(sql: value.make) }
    }

    func check(_ db: Database) throws {
        for value in values {
            let found = try DatabaseValue.fetchOne(db, sql: value.ask)?.description ?? "nothing"
            guard found.replacing("\"", with: "") == value.expected else {
                throw StoreError(.failed, "\(value.ask) says \(found), not \(value.expected)")
            }
        }
    }
}
