internal import GRDB
package import Intake
package import Leads
internal import Quantities

/// Leads that there are, and the numbers that the database has for them.
package struct LeadNumbers: Sendable {
    fileprivate private(set) var index = LeadIndex()
    fileprivate private(set) var numbers: [Int64] = []
    /// Whether these are all of them.
    fileprivate private(set) var isWhole = false
    /// What changes when another program changes the database; nil where nothing was read yet.
    private var version: Int64?
    /// Whether nothing was read for it anew.
    fileprivate private(set) var isCarried = false
    /// What leads say was merged into them; nil where that was not read since.
    fileprivate private(set) var merged: [KnownMerge]?

    package init() {}

    /// The same after some were added.
    ///
    /// - Parameter hasLeads: whether rows of leads were.
    fileprivate init(
        _ before: LeadNumbers, _ index: LeadIndex, _ numbers: [Int64], hasLeads: Bool
    ) {
        self = before
        (self.index, self.numbers) = (index, numbers)
        if hasLeads { merged = nil }
    }

    /// Those that the database has now.
    ///
    /// - Parameters:
    ///   - ids: the ones that matter; nil for all.
    ///   - merges: reads what leads say was merged into them.
    fileprivate consuming func ofNow(
        _ db: Database, _ ids: LeadIndex?, merges: () throws -> [KnownMerge]
    ) throws -> LeadNumbers {
        var now = self
        let current = try Int64.fetchOne(db, sql: "PRAGMA data_version")
        if now.version != current { now = LeadNumbers() }
        now.version = current
        now.isCarried = now.isWhole
        if now.isWhole {
            now.merged = try now.merged ?? merges()
            return now
        }
        // One that is looked up takes as long as several that are read in their order.
        let most = try Int.fetchOne(db, sql: "SELECT MAX(number) FROM lead") ?? 0
        guard let ids, ids.count < most / 8 else {
            now.index = LeadIndex()
            now.numbers = []
            now.isWhole = true
            let reader = try RowReader(db, "SELECT number, id FROM lead ORDER BY number")
            while try reader.next() { now.add(reader.bytes(1), reader.int(0)) }
            now.merged = try merges()
            return now
        }
        let reader = try RowReader(db, "SELECT number, id FROM lead WHERE id = ?")
        func lookUp(_ id: String, _ now: inout LeadNumbers) throws -> Bool {
            if now.index.find(id) != nil { return true }
            reader.restart(text: id)
            guard try reader.next() else { return false }
            now.add(reader.bytes(1), reader.int(0))
            return true
        }
        var strange: [String] = []
        for place in 0..<ids.count {
            let id = ids.id(of: place)
            let isFound = try lookUp(id, &now)
            if try !isFound && IDForms.other(id).map({ try lookUp($0, &now) }) != true {
                strange.append(id)
            }
        }
        // Who names an id is asked for only where no lead has it.
        now.merged = try strange.isEmpty ? [] : merges()
        guard now.merged?.isEmpty == false else { return now }
        let wanted = MergedIDs(now.merged?.map(\.naming) ?? []) { _ in nil }
        for lead in strange.flatMap(wanted.leads) { _ = try lookUp(lead, &now) }
        return now
    }

    private mutating func add(_ id: UnsafeRawBufferPointer, _ number: Int64) {
        if index.insert(id).isNew { numbers.append(number) }
    }
}

extension LeadDatabase {
    /// One change in which files are added: all of them are kept, or, where anything goes wrong, none.
    package struct Addition {
        let database: LeadDatabase
        let db: Database

        /// Adds one file.
        ///
        /// - Parameters:
        ///   - numbers: what the file before this one left behind, for the one after it.
        ///   - ids: the leads that the file is about; nil where that is not known before it is read.
        ///   - read: reads the file, given the leads that are known.
        package func add(
            _ terms: ChangeTerms, key: ErasureKey, after numbers: inout LeadNumbers,
            ids: LeadIndex? = nil, read: (KnownFacts) throws -> Reading
        ) throws -> ImportReceipt {
            var before = LeadNumbers()
            swap(&before, &numbers)
            let (receipt, after) = try database.add(
                terms, key, known: before.ofNow(db, ids) { try database.merges(db) }, db, read)
            numbers = after
            return receipt
        }
    }

    /// Makes one change in which files are added.
    ///
    /// - Parameter mayKeep: asked before it is kept for good.
    package func adding<Value>(
        mayKeep: () throws -> Void = {}, _ body: (Addition) throws -> Value
    ) throws -> Value {
        try writing(mayKeep: mayKeep, holdsReferences: false) { db in
            try body(Addition(database: self, db: db))
        }
    }

    /// Adds one file that stands by itself.
    package func add(
        _ terms: ChangeTerms, key: ErasureKey, mayKeep: () throws -> Void = {},
        read: (KnownFacts) throws -> Reading
    ) throws -> ImportReceipt {
        var numbers = LeadNumbers()
        return try adding(mayKeep: mayKeep) {
            try $0.add(terms, key: key, after: &numbers, read: read)
        }
    }

    private func add(
        _ terms: ChangeTerms, _ key: ErasureKey, known: LeadNumbers, _ db: Database,
        _ read: (KnownFacts) throws -> Reading
    ) throws -> (ImportReceipt, LeadNumbers) {
        let marks = try Marks(db, key)
        var facts = KnownFacts(
            leads: known.index, isErased: marks.isEmpty ? nil : marks.contains)
        (facts.isWhole, facts.isCarried) = (known.isWhole, known.isCarried)
        facts.merged = known.merged ?? []
        let reading = try read(facts)
        guard let rows = reading.rows, let table = reading.tables.first else {
            throw StoreError(.failed, "a file was read without its rows")
        }
        try db.execute(
            sql: """
                INSERT INTO import VALUES
                    (NULL, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, '', NULL)
                """,
            arguments: [
                terms.at.seconds, terms.day.number,
                marks.contains(.address(Self.withoutEnd(table.file)))
                    ? Self.nameless(table.file) : table.file, table.exported,
                table.kinds.map(\.rawValue).joined(separator: " "), table.vendor,
                table.isPlatform,
            ])
        let number = db.lastInsertedRowID
        if let days = table.covers {
            try db.execute(
                sql: "INSERT INTO cover VALUES (?, ?, ?)",
                arguments: [number, days.first.number, days.end.number])
        }
        var writer = try FactsWriter(
            db, number: number, reading, rows, table: table, known: known.numbers)
        try writer.write()
        try holdObjections(db, marks, among: writer.touched, terms.day)
        let counts = RowCounts(writer)
        let content = reading.facts.fingerprint.description
        let sameAs = try Int.fetchOne(
            db,
            sql: """
                SELECT MAX(number) FROM import
                WHERE content = ? AND kinds = ? AND number < ? AND undone_at IS NULL
                """,
            arguments: [
                content, table.kinds.map(\.rawValue).joined(separator: " "), number,
            ])
        try db.execute(
            sql: """
                UPDATE import SET rows = ?, new = ?, updated = ?, unchanged = ?, rejected = ?,
                    skipped = ?, erased = ?, stated_total = ?, counted_total = ?, content = ?
                WHERE number = ?
                """,
            arguments: [
                table.rows, counts.new, counts.updated, counts.unchanged, table.rejected,
                table.skipped, table.erased, table.total?.stated,
                table.total.map { Rounding.clamped($0.counted) }, content, number,
            ])
        try writeNotes(db, number, reading, table)
        try refuseQuestions(db, writer)
        try holdReferences(db, writer)
        try AuditLog(key).add(
            db, terms, .addImport, count: table.rows, detail: "import \(number)")
        try seal(db)
        guard let record = try Self.records(db).last(where: { $0.number == Int(number) }) else {
            throw StoreError(.failed)
        }
        let receipt = ImportReceipt(
            record: record, reading: reading, sameAs: sameAs, conflicts: writer.conflicts,
            conflictCount: writer.conflictCount, added: writer.added)
        return (
            receipt,
            LeadNumbers(
                known, reading.facts.leads.index, writer.leadNumbers, hasLeads: !rows.leads.isEmpty)
        )
    }

    /// The name of a file without the end that says what kind of file it is.
    private static func withoutEnd(_ file: String) -> String {
        file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
    }

    /// Refuses a file that says another amount than one before it for the same days, where it is not known
    /// which of the two is the later one.
    private func refuseQuestions(_ db: Database, _ writer: FactsWriter) throws {
        guard !writer.rows.spend.isEmpty else { return }
        let wanted = FactsWanted(leadFields: [], presenceFields: [])
        let findings = try FactsReader(db, wanted).readSpend().findings
        if let question = findings.first(where: \.isQuestion) {
            throw StoreError(.refused(.twoAmounts(question)))
        }
    }

    /// Holds what was written against what it refers to: all leads at once, and not row by row.
    private func holdReferences(_ db: Database, _ writer: FactsWriter) throws {
        let leads = try RowReader(db, "SELECT COUNT(*) FROM lead WHERE number BETWEEN ? AND ?")
        for range in Runs(writer.touched).ranges {
            leads.restart(range.lowerBound, range.upperBound)
            guard try leads.next(), leads.int(0) == Int64(range.count) else {
                throw StoreError(.damaged, "a row refers to a lead that is not there")
            }
        }
        let small = ["import_note", "batch", "sighting", "touched", "cover"]
        let ofDeals = writer.facts.deals.isEmpty ? [] : ["deal_version", "deal_more", "contact"]
        for table in small + ofDeals {
            let reader = try RowReader(db, "SELECT * FROM pragma_foreign_key_check(?)")
            reader.restart(text: table)
            guard try !reader.next() else {
                throw StoreError(.damaged, "a row of \(table) refers to nothing")
            }
        }
    }

    private func writeNotes(
        _ db: Database, _ number: Int64, _ reading: Reading, _ table: TableReport
    ) throws {
        func note(_ kind: String, _ name: String, _ count: Int64) throws {
            try db.execute(
                sql: "INSERT INTO import_note VALUES (?, ?, ?, ?)",
                arguments: [number, kind, name, count])
        }
        for field in reading.facts.leads.fields.sorted() { try note("field", field, 1) }
        for (currency, cents) in table.vat.sorted(by: { $0.key < $1.key }) {
            try note("vat", currency.code, Rounding.clamped(cents))
        }
        for (name, stage) in table.openStages.sorted(by: { $0.key < $1.key }) {
            try note("open stage", name, Int64(stage.deals))
            for (currency, cents) in stage.cents.sorted(by: { $0.key < $1.key }) {
                try note(OpenStage.amountsOfImport + currency.code, name, Rounding.clamped(cents))
            }
        }
        for (word, rows) in table.unknownWords.sorted(by: { $0.key < $1.key }).prefix(100) {
            try note("unknown word", word, Int64(rows))
        }
        for kind in Problem.Kind.allCases {
            guard let count = reading.problems.counts[kind] else { continue }
            try note("problem", kind.rawValue, Int64(count))
        }
    }

    /// Writes something down in the log of changes.
    package func note(
        _ terms: ChangeTerms, key: ErasureKey, _ action: AuditAction, count: Int, detail: String
    ) throws {
        try writing { db in
            try AuditLog(key).add(db, terms, action, count: count, detail: detail)
            try seal(db)
        }
    }

    /// The number of the last import; 0 where there is none.
    package func lastImport() throws -> Int {
        try reading { try Int.fetchOne($0, sql: "SELECT MAX(number) FROM import") ?? 0 }
    }

    /// Everything that was imported, in order.
    package func history() throws -> [ImportRecord] { try reading(Self.records) }

    /// By import, the days that its report is about.
    private static func covers(_ db: Database) throws -> [Int64: Period] {
        guard try version(db) >= Schema.withCampaigns else { return [:] }
        var covers: [Int64: Period] = [:]
        let reader = try RowReader(db, "SELECT import, first_day, end_day FROM cover")
        while try reader.next() {
            let (first, end) = (reader.int(1), reader.int(2))
            guard FactsReader.days.contains(first), FactsReader.days.contains(end),
                let days = Period(first: Day(number: Int32(first)), end: Day(number: Int32(end)))
            else { throw StoreError(.damaged, "days of no calendar") }
            covers[reader.int(0)] = days
        }
        return covers
    }

    static func records(_ db: Database) throws -> [ImportRecord] {
        let covers = try covers(db)
        return try Row.fetchAll(db, sql: "SELECT * FROM import ORDER BY number").map { row in
            let kinds: String = try row.get("kinds")
            // A number of rows that no file can have would stop the sums of a report.
            func count(_ column: String) throws -> Int {
                let count: Int = try row.get(column)
                guard (0...1 << 48).contains(count) else {
                    throw StoreError(.damaged, "an import with \(count) rows")
                }
                return count
            }
            func total(_ row: Row) throws -> TableReport.Total? {
                guard let stated: Int64 = try row.maybe("stated_total"),
                    let counted: Int64 = try row.maybe("counted_total")
                else { return nil }
                return .init(stated: stated, counted: Int128(counted), rows: try count("rows"))
            }
            let number: Int64 = try row.get("day")
            guard FactsReader.days.contains(number) else {
                throw StoreError(.damaged, "a day of no calendar")
            }
            let day = Day(number: Int32(number))
            let undone: Int64? = try row.maybe("undone_at")
            return ImportRecord(
                number: try count("number"), at: Instant(seconds: try row.get("at")),
                day: day, file: try row.get("file"),
                kinds: kinds.split(separator: " ").compactMap { FactKind(rawValue: String($0)) },
                vendor: try row.maybe("vendor"), isPlatform: try row.get("is_platform"),
                exported: try row.get("exported"), rows: try count("rows"), new: try count("new"),
                updated: try count("updated"), unchanged: try count("unchanged"),
                rejected: try count("rejected"), skipped: try count("skipped"),
                erased: try count("erased"), covers: covers[Int64(try count("number"))],
                total: try total(row),
                content: try row.get("content"),
                undoneAt: undone.map(Instant.init(seconds:)))
        }
    }
}

/// What became of the rows of a file. With those that were rejected and skipped they are all of them.
private struct RowCounts {
    private(set) var new = 0
    private(set) var updated = 0
    private(set) var unchanged = 0

    init(_ writer: FactsWriter) {
        let table = writer.table
        let accepted = table.rows - table.rejected - table.skipped
        if table.kinds.contains(.lead) {
            var seen = [Bool](repeating: false, count: writer.leadOutcomes.count)
            for row in writer.rows.leads {
                let isFirst = !seen[row.lead]
                seen[row.lead] = true
                let change = writer.leadOutcomes[row.lead]
                if row.isRepeated {
                    continue
                } else if isFirst, change == .new {
                    new += 1
                } else if change != .unchanged || writer.toldMore[row.lead] {
                    updated += 1
                }
            }
        } else if table.kinds == [.deal] {
            new = writer.dealOutcomes.count { $0 == .new }
            updated = writer.dealOutcomes.count { $0 == .updated }
        } else {
            updated = writer.replaced
            new = writer.added.values.reduce(0, +) - updated
        }
        new = min(new, accepted)
        updated = min(updated, accepted - new)
        unchanged = accepted - new - updated
    }
}
