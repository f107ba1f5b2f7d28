internal import Foundation
internal import GRDB
internal import Intake
internal import Leads
internal import Quantities

/// Persons who have objected to being judged: they keep what they were judged to be, and are in no list, under
/// whatever id they come back.
extension LeadDatabase {
    /// Writes down that somebody has objected, and marks by what the person is known.
    ///
    /// - Parameter write: puts the marks beside the database, by which it is seen when it is set back.
    package func object(
        _ ids: [String], judged: LastJudgements, _ terms: ChangeTerms, key: ErasureKey,
        write: (MarksFile) throws -> Void
    ) throws {
        try writing { db in
            let leads = try numbers(db, of: ids)
            try freeze(db, Array(zip(ids, leads)), judged, terms.day)
            let marks =
                try texts(db, of: Array(zip(ids, leads))).map(key.mark(objecting:))
                + [key.anyObjection]
            for mark in marks {
                try db.execute(
                    sql: "INSERT OR IGNORE INTO erased VALUES (?, ?)",
                    arguments: [mark, terms.day.number])
            }
            try AuditLog(key).add(db, terms, .objection, count: ids.count, detail: "")
            let file = try held(db, key)
            try seal(db)
            try write(file)
        }
    }

    private func freeze(
        _ db: Database, _ leads: [(id: String, number: Int64)], _ judged: LastJudgements,
        _ day: Day
    ) throws {
        for lead in leads {
            let frozen = judged[lead.id]
            try db.execute(
                sql: "INSERT OR REPLACE INTO frozen VALUES (?, 'objection', ?, ?, ?, ?, ?)",
                arguments: [
                    lead.number, day.number, frozen?.intent, frozen?.persona,
                    frozen?.mqlDay?.number, frozen?.rules ?? "",
                ])
        }
    }

    /// The leads that are known by a mark of somebody who has objected, and are judged still.
    ///
    /// - Parameter among: the leads that may be; nil for all.
    func objecting(
        _ db: Database, _ marks: Marks, among: [Int64]? = nil
    ) throws -> [(id: String, number: Int64)] {
        guard marks.haveObjections else { return [] }
        let frozen = try Set(Int64.fetchAll(db, sql: "SELECT lead FROM frozen"))
        let found: [Int64]
        if let among, among.count < 10_000 {
            let (id, addresses) = (
                try db.makeStatement(sql: "SELECT id FROM lead WHERE number = ?"),
                try db.makeStatement(
                    sql: "SELECT email FROM person WHERE lead = ? AND email IS NOT NULL")
            )
            found = try Set(among).sorted().filter { lead in
                let id = try String.fetchOne(id, arguments: [lead]) ?? ""
                return try marks.isObjecting(.lead(id)) || marks.isObjecting(.address(id))
                    || String.fetchAll(addresses, arguments: [lead]).contains {
                        marks.isObjecting(.address($0))
                    }
            }
        } else {
            found = try leads(db, marks.isObjecting)
        }
        return try found.filter { !frozen.contains($0) }.compactMap { lead in
            try String.fetchOne(db, sql: "SELECT id FROM lead WHERE number = ?", arguments: [lead])
                .map { ($0, lead) }
        }
    }

    /// Holds leads against the marks of who has objected: those who are judged still are not any more.
    func holdObjections(
        _ db: Database, _ marks: Marks, among: [Int64]? = nil, _ day: Day,
        _ judged: LastJudgements = LastJudgements()
    ) throws {
        try freeze(db, objecting(db, marks, among: among), judged, day)
    }

    /// The ids of leads who have objected and are judged still, as in a copy of before.
    package func objecting(key: ErasureKey) throws -> [String] {
        try reading { db in try objecting(db, Marks(db, key)).map(\.id) }
    }

    /// The same, who are not judged any more then.
    package func holdObjections(
        judged: LastJudgements, _ terms: ChangeTerms, key: ErasureKey
    ) throws {
        try writing { db in
            try holdObjections(db, Marks(db, key), terms.day, judged)
            try seal(db)
        }
    }
}
