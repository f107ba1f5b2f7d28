internal import GRDB
internal import Leads
internal import Quantities

/// What is wrong with a workspace's database, as far as can be seen.
package struct Checkup: Sendable {
    /// What is not as it was when it was stored.
    package enum Finding: Hashable, Sendable {
        /// SQLite finds that pages or references do not hold together.
        case structure(String)
        /// Rows that an import added do not say any more what they said.
        case changed(kind: String, number: Int)
        /// Rows that no import has added.
        case unaccounted(kind: String, count: Int)
        /// What is kept of the imports themselves does not say any more what it said.
        case ledger
        /// A row has a text that is not there, or a number that nothing has.
        case unreadable(String)
        /// The rows of an import do not add up.
        case unbalanced(Int)
        /// Lines of the log were changed or are missing.
        case log([Int])
        /// The key is that of another workspace.
        case foreignKey
        /// The file with the marks of who was erased is not there.
        case marksLost(String)
        /// That file is not what was written.
        case marks(MarksFile.Damage, String)
        /// So many leads are there who were erased.
        case back(Int)
        /// The database is older than that file.
        case behind(String)
        /// What was erased may still stand on the disk.
        case uncleared
    }

    package internal(set) var findings: [Finding] = []
    package internal(set) var imports = 0
    package internal(set) var facts = 0
    package internal(set) var entries = 0
    /// Activities, stages and contacts of leads of whom no import has a row.
    package internal(set) var waiting = 0

    /// Whether nothing was found.
    package var isSound: Bool { findings.isEmpty }

    /// Adds one that was found.
    package mutating func add(_ finding: Finding) {
        // By a key of another workspace no line of the log holds.
        if finding == .foreignKey {
            findings.removeAll { if case .log = $0 { true } else { false } }
        }
        findings.append(finding)
    }
}

extension LeadDatabase {
    /// Looks at everything: SQLite's own check, every row against the sum that was kept when it was
    /// written, the log, and whether the facts can be read.
    package func checkup(key: ErasureKey) throws -> Checkup {
        var checkup = Checkup()
        // A file may be so broken that asking fails: that is a finding too.
        func look(_ what: (Database) throws -> Void) throws {
            do { try reading(what) } catch let error as StoreError {
                if error.cause == .busy { throw error }
                checkup.findings.append(.unreadable(error.detail))
            }
        }
        try look { db in
            for line in try String.fetchAll(db, sql: "PRAGMA integrity_check(10)")
            where line != "ok" {
                // The first line is a heading.
                let text = line.split(separator: "\n").last.map(String.init) ?? line
                checkup.findings.append(.structure(text))
            }
            let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check")
            if !orphans.isEmpty {
                checkup.findings.append(.structure("\(orphans.count) rows refer to nothing"))
            }
        }
        try look { db in
            for kind in RowKind.allCases {
                let batches = try Checksums.batches(db, kind)
                let sums = try Checksums.sums(db, kind, batches)
                for (batch, found) in zip(batches, sums) {
                    checkup.facts += found.count
                    if found.count != batch.count || found.sum.description != batch.checksum {
                        checkup.findings.append(
                            .changed(kind: kind.rawValue, number: Int(batch.number)))
                    }
                }
                if let rest = sums.last, rest.count > 0 || rest.sum != Fingerprint() {
                    checkup.findings.append(
                        .unaccounted(kind: kind.rawValue, count: rest.count))
                }
            }
        }
        try look { db in
            let records = try Self.records(db)
            checkup.imports = records.count { $0.undoneAt == nil }
            for record in records
            where record.rows
                != record.new + record.updated + record.unchanged + record.rejected + record.skipped
            {
                checkup.findings.append(.unbalanced(record.number))
            }
            let seal = try String.fetchOne(
                db, sql: "SELECT value FROM workspace WHERE name = 'seal'")
            if try seal != Checksums.ledger(db) {
                checkup.findings.append(.ledger)
            }
            let broken = try AuditLog(key).broken(db)
            if !broken.isEmpty { checkup.findings.append(.log(broken)) }
            checkup.entries = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM audit") ?? 0
            checkup.waiting = try waiting(db)
        }
        try look { db in
            let all = LeadColumns.shared + LeadColumns.personal
            var reader = try FactsReader(db, FactsWanted(leadFields: all, presenceFields: []))
            _ = try reader.read()
        }
        return checkup
    }
}
