internal import Foundation
internal import GRDB
internal import Leads
package import Quantities

/// A list of leads that was written to somewhere outside of the workspace, and leads that were on it.
package struct WrittenList: Hashable, Sendable {
    package let at: Instant
    /// Where it went.
    package let file: String
    /// The ids of those that are asked for.
    package let leads: [String]
}

extension LeadDatabase {
    /// Keeps which leads a list carried, by their numbers, so that it can be said later where somebody has
    /// to be blanked. The same list of the same day is kept once.
    package func note(
        list ids: [String], to file: String, _ terms: ChangeTerms, key: ErasureKey
    ) throws {
        try writing { db in
            let wanted = Set(ids)
            var leads: [Int64] = []
            let reader = try RowReader(db, "SELECT number, id FROM lead")
            while try reader.next() {
                if wanted.contains(reader.text(1)) { leads.append(reader.int(0)) }
            }
            let bytes = Data(Runs(leads).bytes)
            let day = terms.at.seconds - ((terms.at.seconds % 86_400) + 86_400) % 86_400
            let isKnown = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (
                        SELECT 1 FROM list WHERE file = ? AND leads = ? AND at BETWEEN ? AND ?)
                    """, arguments: [file, bytes, day, day + 86_399])
            guard isKnown != true else { return }
            try db.execute(
                sql: "INSERT INTO list VALUES (NULL, ?, ?, ?)",
                arguments: [terms.at.seconds, file, bytes])
            try AuditLog(key).add(db, terms, .export, count: leads.count, detail: "list of leads")
            try seal(db)
        }
    }

    /// The lists that carried some leads, the oldest first.
    package func lists(of ids: [String]) throws -> [WrittenList] {
        try reading { db in
            try lists(db, of: Array(zip(ids, numbers(db, of: ids))))
        }
    }

    /// The lists that carried leads which have objected since.
    package func listsOfObjectors() throws -> [WrittenList] {
        try reading { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT lead.id, lead.number FROM frozen JOIN lead ON lead.number = frozen.lead
                    WHERE reason = 'objection' ORDER BY lead.number
                    """)
            return try lists(
                db, of: rows.map { (id: try $0.get("id"), number: try $0.get("number")) })
        }
    }

    /// How many leads that a list carried were erased since.
    package func erasedOfLists() throws -> Int {
        try reading { db in
            guard try LeadDatabase.version(db) >= 5 else { return 0 }
            let erased = try Int64.fetchAll(
                db, sql: "SELECT lead FROM frozen WHERE reason = 'erased'")
            guard !erased.isEmpty else { return 0 }
            let lists = try Data.fetchAll(db, sql: "SELECT leads FROM list").map { bytes in
                try bytes.withUnsafeBytes { try Runs(bytes: $0) }
            }
            return erased.count { lead in lists.contains { $0.contains(lead) } }
        }
    }

    /// The numbers of leads by their ids, without those that are not there.
    package func numbersOfLeads(_ ids: [String]) throws -> [(id: String, number: Int64)] {
        let wanted = Set(ids)
        return try reading { db in
            var found: [(id: String, number: Int64)] = []
            let reader = try RowReader(db, "SELECT number, id FROM lead")
            while try reader.next() {
                let id = reader.text(1)
                if wanted.contains(id) { found.append((id, reader.int(0))) }
            }
            return found
        }
    }

    /// The numbers of leads that were erased or object, and that a list carried whose name ends so.
    package func goneOfLists(ending end: String) throws -> [Int64] {
        try reading { db in
            guard try LeadDatabase.version(db) >= 5 else { return [] }
            let gone = try Int64.fetchAll(
                db,
                sql: "SELECT DISTINCT lead FROM frozen WHERE reason IN ('erased', 'objection')")
            guard !gone.isEmpty else { return [] }
            let rows = try Row.fetchAll(db, sql: "SELECT file, leads FROM list")
            let lists = try rows.compactMap { row -> Runs? in
                let file: String = try row.get("file")
                guard file.hasSuffix(end) else { return nil }
                let bytes: Data = try row.get("leads")
                return try bytes.withUnsafeBytes { try Runs(bytes: $0) }
            }
            return gone.filter { lead in lists.contains { $0.contains(lead) } }
        }
    }

    private func lists(
        _ db: Database, of leads: [(id: String, number: Int64)]
    ) throws -> [WrittenList] {
        // Reading does not change the tables of an older version, which has no lists.
        guard !leads.isEmpty, try LeadDatabase.version(db) >= 5 else { return [] }
        return try Row.fetchAll(db, sql: "SELECT * FROM list ORDER BY number").compactMap { row in
            let bytes: Data = try row.get("leads")
            let runs = try bytes.withUnsafeBytes { try Runs(bytes: $0) }
            let carried = leads.filter { runs.contains($0.number) }.map(\.id)
            guard !carried.isEmpty else { return nil }
            return WrittenList(
                at: Instant(seconds: try row.get("at")), file: try row.get("file"), leads: carried)
        }
    }

    /// Forgets the lists that were written before a moment.
    ///
    /// - Returns: how many they were.
    package func forgetLists(before moment: Instant) throws -> Int {
        try writing { db in
            try db.execute(sql: "DELETE FROM list WHERE at < ?", arguments: [moment.seconds])
            let count = db.changesCount
            if count > 0 { try seal(db) }
            return count
        }
    }
}
