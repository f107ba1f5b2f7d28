internal import Foundation
internal import GRDB
package import Leads
package import Quantities

/// Everything that the database holds of one person, table by table, in words.
package struct PersonFile: Sendable {
    /// What one table has of somebody.
    package struct Section: Sendable {
        package let table: String
        package let columns: [String]
        package let rows: [[String?]]

        package init(table: String, columns: [String], rows: [[String?]]) {
            (self.table, self.columns, self.rows) = (table, columns, rows)
        }
    }

    package var sections: [Section]

    package init(_ sections: [Section] = []) { self.sections = sections }
}

extension LeadDatabase {
    /// Everything that is held of a lead.
    package func personFile(of id: String) throws -> PersonFile {
        try reading { db in
            guard let lead = try numbers(db, of: [id]).first else {
                throw StoreError(.refused(.noSuchLead))
            }
            var file = PersonFile()
            let hasMore = try Self.version(db) >= Schema.withDealMore
            let hasTimes = try Self.version(db) >= Schema.withStageTime
            for (table, sql) in [
                ("lead", "SELECT * FROM lead WHERE number = ?"),
                ("lead_version", "SELECT * FROM lead_version WHERE lead = ? ORDER BY seq"),
                ("person", "SELECT * FROM person WHERE lead = ? ORDER BY seq"),
                ("more", "SELECT * FROM more WHERE lead = ? ORDER BY seq, field"),
                ("activity", "SELECT * FROM activity WHERE lead = ? ORDER BY at, seq"),
                ("touch", "SELECT * FROM touch WHERE lead = ? ORDER BY at, seq"),
                ("stage", "SELECT * FROM stage WHERE lead = ? ORDER BY day, seq"),
                ("contact", "SELECT * FROM contact WHERE lead = ? ORDER BY deal"),
                (
                    "deal",
                    """
                    SELECT deal.id, deal_version.* FROM contact
                    JOIN deal ON deal.number = contact.deal
                    JOIN deal_version ON deal_version.deal = contact.deal
                    WHERE contact.lead = ? ORDER BY deal_version.deal, deal_version.seq
                    """
                ),
            ] + (hasMore ? Self.refunds : []) + (hasTimes ? [Self.stageTimes] : []) + [
                ("frozen", "SELECT * FROM frozen WHERE lead = ?")
            ] {
                let rows = try Row.fetchAll(db, sql: sql, arguments: [lead])
                guard let first = rows.first else { continue }
                let columns = Array(first.columnNames)
                file.sections.append(
                    .init(
                        table: table, columns: columns,
                        rows: try rows.map { row in
                            try columns.indices.map {
                                try Self.words(db, columns[$0], row[$0] as DatabaseValue)
                            }
                        }))
            }
            file.sections.append(try imports(db, of: lead))
            return file
        }
    }

    /// The files in which the person was.
    private func imports(_ db: Database, of lead: Int64) throws -> PersonFile.Section {
        var numbers = Set<Int64>()
        for (kind, sql) in [
            ("version", "SELECT seq FROM lead_version WHERE lead = ?"),
            ("activity", "SELECT seq FROM activity WHERE lead = ?"),
            ("stage", "SELECT seq FROM stage WHERE lead = ?"),
        ] {
            let batches = try Row.fetchAll(
                db, sql: "SELECT import, first, last FROM batch WHERE kind = ?", arguments: [kind])
            let sightings = try Row.fetchAll(
                db, sql: "SELECT import, runs FROM sighting WHERE kind = ?", arguments: [kind]
            ).map { row in
                let (number, bytes): (Int64, Data) = (try row.get("import"), try row.get("runs"))
                return (number, try bytes.withUnsafeBytes { try Runs(bytes: $0) })
            }
            for seq in try Int64.fetchAll(db, sql: sql, arguments: [lead]) {
                for row in batches {
                    let (first, last): (Int64, Int64) = (try row.get("first"), try row.get("last"))
                    if first <= seq, seq <= last { numbers.insert(try row.get("import")) }
                }
                for (number, runs) in sightings where runs.contains(seq) { numbers.insert(number) }
            }
        }
        let records = try Self.records(db).filter { numbers.contains(Int64($0.number)) }
        return .init(
            table: "import", columns: ["number", "day", "file"],
            rows: records.map { ["\($0.number)", "\($0.day)", $0.file] })
    }

    /// A value as people read it.
    private static func words(
        _ db: Database, _ column: String, _ value: DatabaseValue
    ) throws -> String? {
        guard !value.isNull else { return nil }
        guard let number = Int64.fromDatabaseValue(value) else {
            return String.fromDatabaseValue(value)
        }
        switch column {
        case _ where LeadColumns.ofVersion.contains(column),
            "field", "value", "action", "content", "reason":
            return try String.fetchOne(
                db, sql: "SELECT text FROM symbol WHERE number = ?", arguments: [number])
        case "stage":
            return UInt8(exactly: number).flatMap(Stage.init(rawValue:))?.name
        case "created_at", "at", "updated":
            let moment = Instant(seconds: number)
            let seconds = ((number % 86_400) + 86_400) % 86_400
            func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
            guard (-9_000_000_000...9_000_000_000).contains(number) else { return nil }
            return "\(TimeZoneRule.utc.day(of: moment))T\(two(seconds / 3600)):"
                + "\(two(seconds / 60 % 60)):\(two(seconds % 60))Z"
        case "day", "created_on", "closed_on", "mql_day":
            return FactsReader.days.contains(number) ? "\(Day(number: Int32(number)))" : nil
        default: return "\(number)"
        }
    }

    /// By what a lead is known: its id and those merged into it alone, its addresses, names and numbers.
    ///
    /// - Parameter person: all ids of the person.
    package func identity(of id: String, among person: [String]) throws -> PersonFile {
        try reading { db in
            let lead = try numbers(db, of: [id])[0]
            let leads = try zip(person, numbers(db, of: person)).map { (id: $0, number: $1) }
            let columns = LeadColumns.personal
            let rows = try Row.fetchAll(
                db, sql: "SELECT email, first_name, last_name, phone FROM person WHERE lead = ?",
                arguments: [lead])
            let ids = try [id] + mergedIDs(db, of: leads)
            return PersonFile([
                .init(table: "lead", columns: ["id"], rows: ids.map { [$0] }),
                .init(
                    table: "person", columns: columns,
                    rows: try rows.map { row in try columns.map { try row.maybe($0) } }),
            ])
        }
    }

    /// Which of some addresses leads have that are not among these.
    package func shared(
        _ addresses: Set<MailAddress>, besides ids: [String]
    ) throws -> Set<MailAddress> {
        guard !addresses.isEmpty else { return [] }
        return try reading { db in
            let own = Set(try numbers(db, of: ids))
            let wanted = Dictionary(uniqueKeysWithValues: addresses.map { ($0.text, $0) })
            var found = Set<MailAddress>()
            try eachAddress(db) { lead, address in
                if let shared = wanted[address], !own.contains(lead) { found.insert(shared) }
            }
            return found
        }
    }

    /// Whether a lead has one of these ids or addresses.
    package func holds(_ ids: Set<String>, _ addresses: Set<MailAddress>) throws -> Bool {
        try reading { db in
            let leads = try RowReader(db, "SELECT number, id FROM lead")
            while try leads.next() {
                if ids.contains(leads.text(1)) { return true }
            }
            let wanted = Set(addresses.map(\.text))
            var isFound = false
            try eachAddress(db) { _, address in
                if wanted.contains(address) { isFound = true }
            }
            return isFound
        }
    }

    /// The fields of leads that are kept because a rule named them.
    package func ownFields() throws -> [String] {
        try reading { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT text FROM more JOIN symbol ON symbol.number = more.field
                    ORDER BY text
                    """)
        }
    }

    /// The tables and their columns, as they are.
    package func columns() throws -> [(table: String, columns: [String])] {
        try reading { db in
            try Schema.names.sorted().map { table in
                (
                    table,
                    try String.fetchAll(
                        db, sql: "SELECT name FROM pragma_table_info(?)", arguments: [table])
                )
            }
        }
    }

    /// The times of day at which a lead became an MQL.
    private static let stageTimes = (
        "stage_time",
        """
        SELECT stage_time.* FROM stage JOIN stage_time ON stage_time.seq = stage.seq
        WHERE lead = ? ORDER BY stage.day, stage.seq
        """
    )

    /// What is held of the deals of a lead beside their rows, and what was returned of them.
    private static let refunds = [
        (
            "deal_more",
            """
            SELECT deal.id, deal_more.* FROM contact
            JOIN deal ON deal.number = contact.deal
            JOIN deal_more ON deal_more.deal = contact.deal
            WHERE contact.lead = ? ORDER BY deal_more.deal, deal_more.seq
            """
        ),
        (
            "refund",
            """
            SELECT refund.id, deal_version.*, deal_more.credit_of FROM contact
            JOIN deal ON deal.number = contact.deal
            JOIN deal_more ON deal_more.credit_of = deal.id
            JOIN deal AS refund ON refund.number = deal_more.deal
            JOIN deal_version ON deal_version.deal = deal_more.deal
                AND deal_version.seq = deal_more.seq
            WHERE contact.lead = ? ORDER BY deal_version.deal, deal_version.seq
            """
        ),
    ]

    /// The leads of which nothing has happened since a day: not created, seen, moved on or sold since.
    ///
    /// - Parameter zone: in which the day begins.
    package func idle(since day: Day, in zone: TimeZoneRule) throws -> [String] {
        try reading { db in
            let moment = zone.startOfDay(day).seconds
            return try String.fetchAll(
                db,
                sql: """
                    SELECT id FROM lead
                    WHERE number NOT IN (SELECT lead FROM frozen WHERE reason = 'erased')
                        AND NOT EXISTS (
                            SELECT 1 FROM lead_version WHERE lead = lead.number AND created_at >= ?)
                        AND NOT EXISTS (
                            SELECT 1 FROM activity WHERE lead = lead.number AND at >= ?)
                        AND NOT EXISTS (SELECT 1 FROM stage WHERE lead = lead.number AND day >= ?)
                        AND NOT EXISTS (
                            SELECT 1 FROM contact
                            JOIN deal_version ON deal_version.deal = contact.deal
                            WHERE contact.lead = lead.number
                                AND deal_version.seq = (
                                    SELECT MAX(other.seq) FROM deal_version AS other
                                    WHERE other.deal = contact.deal)
                                AND (status = 'open' OR closed_on >= ? OR created_on >= ?))
                    ORDER BY number
                    """,
                arguments: [moment, moment, day.number, day.number, day.number])
        }
    }
}
