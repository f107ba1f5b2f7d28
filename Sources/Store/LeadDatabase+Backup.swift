internal import Foundation
internal import GRDB
internal import Leads
package import Quantities

extension LeadDatabase {
    /// Copies everything that was committed into an empty file, also while others write.
    package func copy(to path: String) throws {
        try StoreError.catching {
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA query_only = OFF")
                try db.execute(sql: "VACUUM INTO ?", arguments: [path])
            }
        }
    }

    /// The ids of the leads of this copy that were erased from the workspace since.
    package func erased(in live: LeadDatabase, key: ErasureKey) throws -> [String] {
        let marks = try live.reading { try Set(Data.fetchAll($0, sql: "SELECT mark FROM erased")) }
        return try reading { db in
            try marked(db, marks, key).compactMap { number in
                try String.fetchOne(
                    db, sql: "SELECT id FROM lead WHERE number = ?", arguments: [number])
            }
        }
    }

    /// Erases from this copy who was erased from the workspace since, and takes over its log: whoever
    /// was erased stays so, and what was done stays known.
    ///
    /// - Parameters:
    ///   - ids: of those who were erased.
    ///   - judged: what they were judged to be, and which of them are one person.
    ///   - zone: in which months are those of local days.
    /// - Returns: how many persons were erased.
    package func take(
        erasuresOf live: LeadDatabase, _ ids: [String], judged: LastJudgements,
        _ terms: ChangeTerms, in zone: TimeZoneRule, key: ErasureKey
    ) throws -> Int {
        let (marks, frozen, log) = try live.reading { db in
            (
                try Row.fetchAll(db, sql: "SELECT mark, day FROM erased"),
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT lead.id, frozen.* FROM frozen JOIN lead ON lead.number = frozen.lead
                        WHERE reason = 'objection'
                        """),
                try Row.fetchAll(db, sql: "SELECT * FROM audit ORDER BY number")
            )
        }
        return try writing { db in
            for row in marks {
                try db.execute(
                    sql: "INSERT OR IGNORE INTO erased VALUES (?, ?)",
                    arguments: [row["mark"], row["day"]])
            }
            for row in frozen {
                guard
                    let lead = try Int64.fetchOne(
                        db, sql: "SELECT number FROM lead WHERE id = ?", arguments: [row["id"]])
                else { continue }
                try db.execute(
                    sql: "INSERT OR REPLACE INTO frozen VALUES (?, ?, ?, ?, ?, ?, ?)",
                    arguments: [
                        lead, row["reason"], row["day"], row["intent"], row["persona"],
                        row["mql_day"], row["rules"],
                    ])
            }
            try erase(db, ids, judged: judged, terms.day, zone, key)
            try holdObjections(db, Marks(db, key), terms.day)
            try db.execute(sql: "DELETE FROM audit")
            for row in log {
                try db.execute(
                    sql: "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    arguments: StatementArguments(row.databaseValues))
            }
            try AuditLog(key).add(db, terms, .restore, count: ids.count, detail: "")
            try Checksums.renew(db)
            try seal(db)
            return ids.count
        }
    }

    /// Puts all of this database in the place of another, which others may be reading meanwhile.
    package func replace(_ live: LeadDatabase) throws {
        try StoreError.catching {
            try queue.backup(to: live.queue)
            live.queue.writeWithoutTransaction { db in
                _ = try? db.checkpoint(.truncate)
            }
        }
    }
}
