internal import Foundation
internal import GRDB
package import Intake
package import Leads
internal import Quantities

/// A file whose bytes can be made again at any time.
package protocol CacheFile: Sendable {
    /// All of them; nil where there are none.
    var bytes: MappedBytes? { get }
    /// Puts others in their place.
    func replace(_ body: (SnapshotWriter) throws -> Void) throws
}

/// Facts as they stand in memory, so that they need not be put together again.
package struct FactsCache: Sendable {
    let file: any CacheFile
    /// Tells all that they depend on beside the database and the fields: the program, how persons are found.
    let key: String
    /// From how many leads and activities on it is worth the room.
    let least: Int

    package init(_ file: any CacheFile, key: String, least: Int) {
        self.file = file
        self.key = key
        self.least = least
    }

    /// Facts that are being cached while others work with them already.
    package final class Filling: Sendable {
        private let begun: Parallel.Begun<Void>

        fileprivate init(jobs: Int, _ fill: @escaping @Sendable () -> Void) {
            begun = Parallel.Begun(1, jobs: jobs) { _ in fill() }
            if jobs == 1 { finish() }
        }

        /// Returns when they are cached, or could not be.
        package func finish() { _ = try? begun.results() }

        deinit { finish() }
    }

    /// What has changed since facts were cached.
    package struct Changes: Sendable {
        /// Tells the cached facts from every other.
        package let name: UInt64
        /// How many leads were cached; those that are new have numbers from this on.
        package let leads: Int
        /// The numbers of leads that were cached and that something was told of since.
        package let changed: [Int]
    }
}

extension LeadDatabase {
    /// The facts as files would give them, all of one moment.
    package func facts(_ wanted: FactsWanted) throws -> Reading {
        try facts(wanted, by: nil).reading
    }

    /// The same, by way of a cache: what was imported since is read, and the rest taken from there.
    ///
    /// Where nothing is cached that can be used, it is filled, which goes on behind the return. Where that cannot be,
    /// it is no error.
    ///
    /// - Parameter filled: called when it was filled, on whatever thread.
    /// - Returns: the facts, what has changed since they were cached, nil where they were not, and the filling.
    package func facts(
        _ wanted: FactsWanted, by cache: FactsCache?, filled: @escaping @Sendable () -> Void = {}
    ) throws -> (
        reading: Reading, since: FactsCache.Changes?, filling: FactsCache.Filling?
    ) {
        try reading { db in
            try Checksums.hold(db)
            var reader = try FactsReader(db, wanted)
            // What was known on another day is asked once and not again.
            guard let cache, wanted.knownOn == nil, var now = try FactsCache.Key(db, cache) else {
                return (try reader.read(beside: self), nil, nil)
            }
            if let (known, deals, since) = try reader.read(by: cache, now) {
                return (try reader.reading(of: known, deals), since, nil)
            }
            let known = try reader.readContent(beside: self)
            now.take(reader.wanted)
            let rows = known.leads.count + known.activities.count
            let reading = try reader.reading(of: known, reader.readDeals())
            guard rows >= cache.least else { return (reading, nil, nil) }
            let since = FactsCache.Changes(name: now.name, leads: known.leads.count, changed: [])
            let filling = FactsCache.Filling(jobs: wanted.jobs) { [now] in
                if (try? cache.file.replace { try now.write(to: $0, known) }) != nil { filled() }
            }
            return (reading, since, filling)
        }
    }
}

extension FactsReader {
    /// The facts of a cache, with what was imported since; nil where there is none that can be used.
    fileprivate mutating func read(
        by cache: FactsCache, _ now: FactsCache.Key
    ) throws -> (FactsCache.Content, [Deal], FactsCache.Changes)? {
        guard let bytes = cache.file.bytes else { return nil }
        let mark: FactsCache.Key
        let changed: [ClosedRange<Int64>]
        let deals: [Deal]
        do {
            var snapshot = SnapshotReader(bytes)
            mark = try FactsCache.Key(from: &snapshot)
            guard mark.isOfSame(as: now), let since = try mark.changed(db),
                wanted.isCovered(by: mark.leadFields, mark.presenceFields)
            else { return nil }
            wanted.leadFields = mark.leadFields
            wanted.presenceFields = mark.presenceFields
            changed = since
            // It is put in its place while the database is asked for deals.
            let parts = FactsCache.Content.read(
                wanted, leads: mark.leads, from: try snapshot.sections())
            deals = try readDeals()
            base = try FactsCache.Content(wanted, parts.results())
        } catch is DamagedSnapshot {
            // It is made anew.
            return nil
        }
        (scope, firstNewStage) = (changed, mark.nextStage)
        let later = changed.isEmpty ? nil : try readContent()
        // Handed over and not copied: there is much of it.
        var taken: FactsCache.Content?
        swap(&taken, &base)
        guard var facts = taken.take() else { return nil }
        let count = facts.leads.count
        let places = later.map { facts.take($0) } ?? []
        return (facts, deals, FactsCache.Changes(name: mark.name, leads: count, changed: places))
    }
}

/// Of which state of a database cached facts are.
extension FactsCache {
    fileprivate struct Key: Sendable {
        /// That of the cache.
        private let cache: String
        /// The last import, and the last entry of the log, with its hash.
        private let lastImport: Int
        private let entry: Int
        private let hash: [UInt8]
        let nextStage: Int64
        /// Of which fields the text is cached, and of which whether they are filled in.
        private(set) var leadFields: [String] = []
        private(set) var presenceFields: [String] = []
        /// How many leads there are, and which of them have several versions.
        private(set) var leads = 0
        private var several: [Int64] = []

        /// Nil where the log is empty.
        init?(_ db: Database, _ cache: FactsCache) throws {
            guard try LeadDatabase.version(db) >= 2,
                let last = try Row.fetchOne(
                    db, sql: "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1")
            else { return nil }
            entry = try last.get("number")
            hash = Array(try last.get("hash") as Data)
            lastImport = try Int.fetchOne(db, sql: "SELECT MAX(number) FROM import") ?? 0
            nextStage = try Counters(db).next(.stage)
            self.cache = cache.key
        }

        /// Takes note of the fields that are cached.
        mutating func take(_ wanted: FactsWanted) {
            (leadFields, presenceFields) = (wanted.leadFields, wanted.presenceFields)
        }

        func write(to snapshot: SnapshotWriter, _ facts: FactsCache.Content) throws {
            try snapshot.write(cache)
            for names in [leadFields, presenceFields] {
                try snapshot.write(names.count)
                for name in names { try snapshot.write(name) }
            }
            try snapshot.write(lastImport)
            try snapshot.write(entry)
            try snapshot.write(hash)
            try snapshot.write(Int(nextStage))
            try snapshot.write(facts.leads.count)
            try snapshot.write(facts.several)
            try facts.write(to: snapshot)
        }

        init(from snapshot: inout SnapshotReader) throws {
            cache = try snapshot.text()
            func names() throws -> [String] {
                try (0..<(try snapshot.number(below: 1 << 16))).map { _ in try snapshot.text() }
            }
            leadFields = try names()
            presenceFields = try names()
            lastImport = try snapshot.number(below: 1 << 40)
            entry = try snapshot.number(below: 1 << 40)
            hash = try snapshot.values(UInt8.self)
            nextStage = Int64(try snapshot.number(below: 1 << 40))
            leads = try snapshot.number(below: 1 << 32)
            several = try snapshot.values(Int64.self)
        }

        /// Tells it from every other: nothing that is known can change without an entry in the log.
        var name: UInt64 {
            var name = RowHash(kind: 30)
            name.mix(RowHash.hash(cache))
            name.mix(Int64(entry))
            name.mix(hash.withUnsafeBytes { RowHash.hash($0) })
            return name.finished
        }

        func isOfSame(as other: FactsCache.Key) -> Bool {
            cache == other.cache && entry <= other.entry
        }

        /// Numbers of the leads of which something was imported since; nil where something else was done
        /// than that, or in another database, or so much that it is quicker to read everything.
        func changed(_ db: Database) throws -> [ClosedRange<Int64>]? {
            guard
                let found = try Data.fetchOne(
                    db, sql: "SELECT hash FROM audit WHERE number = ?", arguments: [entry]),
                Array(found) == hash
            else { return nil }
            let actions = try String.fetchSet(
                db, sql: "SELECT DISTINCT action FROM audit WHERE number > ?", arguments: [entry])
            guard actions.allSatisfy({ AuditAction(rawValue: $0)?.onlyAdds == true }) else {
                return nil
            }
            let imports = try Int.fetchOne(
                db, sql: "SELECT COUNT(*) FROM import WHERE number > ?", arguments: [lastImport])
            var ranges: [ClosedRange<Int64>] = []
            let reader = try RowReader(db, "SELECT import, leads FROM touched WHERE import > ?")
            reader.restart(Int64(lastImport))
            var count = 0
            while try reader.next() {
                ranges += try Runs(bytes: reader.blob(1)).ranges
                count += 1
            }
            guard count == imports else { return nil }
            let repeats = try Bool.fetchOne(
                db, sql: "SELECT 1 FROM sighting WHERE import > ? AND kind = 'version'",
                arguments: [lastImport])
            // Which of several versions counts may be another once a row was exported again.
            if repeats == true { ranges += several.map { $0...$0 } }
            let changed = Runs(merging: ranges).ranges
            let most = max(leads / 10, 1000)
            let sum = changed.reduce(0) { min($0, most) + min($1.count, most + 1) }
            return sum <= most ? changed : nil
        }
    }
}
