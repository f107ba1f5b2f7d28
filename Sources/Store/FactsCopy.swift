internal import Foundation
internal import GRDB
package import Intake
package import Leads
internal import Quantities

/// Where a copy of facts is kept as they stand in memory, so that they need not be put together again.
package struct FactsCopy {
    /// All its bytes; nil where there is none.
    let read: () -> KeptBytes?
    /// Called when it has been put in its place in memory, and one thread is enough for what follows.
    let whenRead: () -> Void
    /// Puts another in its place.
    let write: ((SnapshotWriter) throws -> Void) throws -> Void
    /// What tells a program that keeps copies from another version of it.
    let program: String
    /// From how many leads and activities on it is worth the room.
    let least: Int

    package init(
        program: String, least: Int,
        read: @escaping () -> KeptBytes?,
        whenRead: @escaping () -> Void = {},
        write: @escaping ((SnapshotWriter) throws -> Void) throws -> Void
    ) {
        self.program = program
        self.least = least
        self.read = read
        self.whenRead = whenRead
        self.write = write
    }
}

/// What has changed since facts were copied.
package struct SinceCopy: Sendable {
    /// Tells the copy from every other.
    package let name: UInt64
    /// How many leads were copied; those that are new have numbers from this on.
    package let leads: Int
    /// The numbers of leads that were copied and that something was told of since.
    package let changed: [Int]
}

extension LeadDatabase {
    /// The facts as files would give them, all of one moment.
    package func facts(_ wanted: FactsWanted) throws -> Reading {
        try facts(wanted, copy: nil).reading
    }

    /// The same, by way of a copy: what was imported since is read, and the rest taken from there.
    ///
    /// Where there is no copy that can be used, one is made. One that cannot be is no error.
    ///
    /// - Returns: the facts, and what has changed since they were copied; nil where they were not.
    package func facts(
        _ wanted: FactsWanted, copy: FactsCopy?
    ) throws -> (reading: Reading, since: SinceCopy?) {
        try reading { db in
            try Checksums.hold(db)
            var reader = try FactsReader(db, wanted)
            // What was known on another day is asked once and not again.
            guard let copy, wanted.knownOn == nil, let now = try CopyMark(db, wanted, copy) else {
                return (try reader.read(), nil)
            }
            if let (known, deals, since) = try reader.read(by: copy, now) {
                return (try reader.reading(of: known, deals), since)
            }
            let known = try reader.readLeadFacts()
            let rows = known.leads.count + known.activities.count
            var since: SinceCopy?
            if rows >= copy.least, (try? copy.write { try now.write(to: $0, known) }) != nil {
                since = SinceCopy(name: now.name, leads: known.leads.count, changed: [])
            }
            return (try reader.reading(of: known, reader.readDeals()), since)
        }
    }
}

extension FactsReader {
    /// The facts of a copy, with what was imported since; nil where there is none that can be used.
    fileprivate mutating func read(
        by copy: FactsCopy, _ now: CopyMark
    ) throws -> (LeadFacts, [Deal], SinceCopy)? {
        guard let bytes = copy.read() else { return nil }
        let mark: CopyMark
        let changed: [ClosedRange<Int64>]
        let deals: [Deal]
        do {
            var snapshot = SnapshotReader(bytes)
            mark = try CopyMark(from: &snapshot)
            guard mark.isOfSame(as: now), let since = try mark.changed(db) else { return nil }
            changed = since
            // It is put in its place while the database is asked for deals.
            let parts = LeadFacts.read(wanted, leads: mark.leads, from: try snapshot.sections())
            deals = try readDeals()
            base = try LeadFacts(wanted, parts.results())
            copy.whenRead()
        } catch is DamagedSnapshot {
            // It is made anew.
            return nil
        }
        (scope, firstNewStage) = (changed, mark.nextStage)
        let later = changed.isEmpty ? nil : try readLeadFacts()
        // Handed over and not copied: there is much of it.
        var taken: LeadFacts?
        swap(&taken, &base)
        guard var facts = taken.take() else { return nil }
        let count = facts.leads.count
        let places = later.map { facts.take($0) } ?? []
        return (facts, deals, SinceCopy(name: mark.name, leads: count, changed: places))
    }
}

/// Of which state of a database a copy is.
private struct CopyMark {
    /// The program and the fields that were asked for.
    private let kind: String
    /// The last import, and the last entry of the log, with its hash.
    private let lastImport: Int
    private let entry: Int
    private let hash: [UInt8]
    let nextStage: Int64
    /// How many leads there are, and which of them have several versions.
    private(set) var leads = 0
    private var several: [Int64] = []

    /// Nil where the log is empty.
    init?(_ db: Database, _ wanted: FactsWanted, _ copy: FactsCopy) throws {
        guard try LeadDatabase.version(db) >= 2,
            let last = try Row.fetchOne(
                db, sql: "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1")
        else { return nil }
        entry = try last.get("number")
        hash = Array(try last.get("hash") as Data)
        lastImport = try Int.fetchOne(db, sql: "SELECT MAX(number) FROM import") ?? 0
        nextStage = try Counters(db).next(.stage)
        var marks = RowHash(kind: 42)
        marks.mix(wanted.salt)
        marks.mix(wanted.roles?.fingerprint ?? 0)
        kind =
            ([copy.program, "\(marks.finished)"] + wanted.leadFields + ["|"] + wanted.presenceFields)
            .joined(separator: "\n")
    }

    func write(to snapshot: SnapshotWriter, _ facts: LeadFacts) throws {
        try snapshot.write(kind)
        try snapshot.write(lastImport)
        try snapshot.write(entry)
        try snapshot.write(hash)
        try snapshot.write(Int(nextStage))
        try snapshot.write(facts.leads.count)
        try snapshot.write(facts.several)
        try facts.write(to: snapshot)
    }

    init(from snapshot: inout SnapshotReader) throws {
        kind = try snapshot.text()
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
        name.mix(RowHash.hash(kind))
        name.mix(Int64(entry))
        name.mix(hash.withUnsafeBytes { RowHash.hash($0) })
        return name.finished
    }

    func isOfSame(as other: CopyMark) -> Bool { kind == other.kind && entry <= other.entry }

    /// What only reads, or adds imports, by its name in the log.
    private static let additions = ["import", "export", "backup", "sign"]

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
        guard actions.isSubset(of: Self.additions) else { return nil }
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
