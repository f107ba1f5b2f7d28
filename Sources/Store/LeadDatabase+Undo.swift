internal import GRDB
internal import Quantities

/// What came of taking an import back.
package struct UndoReceipt: Hashable, Sendable {
    package let record: ImportRecord
    /// Rows that only this import had, and that are gone.
    package let removed: Int
    /// Rows that a later import repeats, and that stay.
    package let kept: Int
    /// Activities, stages and contacts of leads of whom no import has a row any more: they wait, and
    /// count again when one has.
    package let waiting: Int
}

extension LeadDatabase {
    /// Takes an import back: what no later import repeats is gone, as if it had never been read.
    package func undo(_ number: Int, _ terms: ChangeTerms, key: ErasureKey) throws -> UndoReceipt {
        try writing { db in
            guard let record = try Self.records(db).first(where: { $0.number == number }) else {
                throw StoreError(.refused(.noImport(number)))
            }
            guard record.undoneAt == nil else {
                throw StoreError(.refused(.alreadyUndone(number)))
            }
            var (removed, kept) = (0, 0)
            for kind in RowKind.allCases where kind.isOfImports {
                for batch in try Checksums.batches(db, kind) where batch.number == Int64(number) {
                    let gone = try remove(db, kind, batch, after: number)
                    removed += gone
                    kept += batch.count - gone
                }
            }
            removed += try removeLeftOver(db, after: number)
            try removeIdle(db)
            try db.execute(sql: "DELETE FROM sighting WHERE import = ?", arguments: [number])
            try db.execute(sql: "DELETE FROM touched WHERE import = ?", arguments: [number])
            try db.execute(sql: "DELETE FROM cover WHERE import = ?", arguments: [number])
            // What it was asked for with stays: asked for again, it does not come back by itself.
            try db.execute(
                sql: "DELETE FROM import_note WHERE import = ? AND kind <> ?",
                arguments: [number, Self.requestNote])
            try db.execute(
                sql: "UPDATE import SET undone_at = ? WHERE number = ?",
                arguments: [terms.at.seconds, number])
            try removeUnusedTexts(db)
            try Checksums.renew(db)
            try AuditLog(key).add(
                db, terms, .undoImport, count: removed, detail: "import \(number)")
            try seal(db)
            return UndoReceipt(
                record: record, removed: removed, kept: kept, waiting: try waiting(db))
        }
    }

    /// Removes the rows of a batch that no later import repeats.
    private func remove(
        _ db: Database, _ kind: RowKind, _ batch: Checksums.Batch, after number: Int
    ) throws -> Int {
        var later: [Runs] = []
        let reader = try RowReader(
            db,
            """
            SELECT runs FROM sighting JOIN import ON import.number = sighting.import
            WHERE kind = ? AND import > ? AND undone_at IS NULL
            """, text: kind.rawValue, Int64(number))
        while try reader.next() { later.append(try Runs(bytes: reader.blob(0))) }
        var gone = 0
        guard batch.first <= batch.last, batch.first > 0, batch.last < 1 << 40 else {
            throw StoreError(.damaged, "an import of no rows")
        }
        // What is between the rows that stay goes piece by piece.
        var stay = Runs()
        if !later.isEmpty {
            stay = Runs(
                (batch.first...batch.last).filter { seq in
                    later.contains { $0.contains(seq) }
                })
        }
        var next = batch.first
        for range in stay.ranges {
            if range.lowerBound > next {
                gone += try delete(db, kind, next...(range.lowerBound - 1))
            }
            next = range.upperBound + 1
        }
        if next <= batch.last { gone += try delete(db, kind, next...batch.last) }
        return gone
    }

    /// Removes rows of imports that were taken back before, and that this one was the last to repeat.
    private func removeLeftOver(_ db: Database, after number: Int) throws -> Int {
        var gone = 0
        for kind in RowKind.allCases where kind.isOfImports {
            let own = try runs(db, kind, of: number)
            guard !own.isEmpty else { continue }
            let others = try runs(db, kind, except: number)
            let undone = try Set(
                Int64.fetchAll(db, sql: "SELECT number FROM import WHERE undone_at IS NOT NULL"))
            for batch in try Checksums.batches(db, kind) where undone.contains(batch.number) {
                let left = own.flatMap(\.ranges).flatMap { range -> [Int64] in
                    guard range.lowerBound <= batch.last, range.upperBound >= batch.first else {
                        return []
                    }
                    return Array(
                        max(range.lowerBound, batch.first)...min(range.upperBound, batch.last))
                }
                for range in Runs(left.filter { seq in !others.contains { $0.contains(seq) } })
                    .ranges
                {
                    gone += try delete(db, kind, range)
                }
            }
        }
        return gone
    }

    /// The rows that an import had though they were there.
    private func runs(_ db: Database, _ kind: RowKind, of number: Int) throws -> [Runs] {
        try runs(
            RowReader(
                db, "SELECT runs FROM sighting WHERE kind = ? AND import = ?", text: kind.rawValue,
                Int64(number)))
    }

    /// Those of all other imports that count.
    private func runs(_ db: Database, _ kind: RowKind, except number: Int) throws -> [Runs] {
        try runs(
            RowReader(
                db,
                """
                SELECT runs FROM sighting JOIN import ON import.number = sighting.import
                WHERE kind = ? AND import <> ? AND undone_at IS NULL
                """, text: kind.rawValue, Int64(number)))
    }

    private func runs(_ reader: RowReader) throws -> [Runs] {
        var found: [Runs] = []
        while try reader.next() { found.append(try Runs(bytes: reader.blob(0))) }
        return found
    }

    private func delete(
        _ db: Database, _ kind: RowKind, _ range: ClosedRange<Int64>
    ) throws -> Int {
        // What only some rows say goes before the rows themselves, which are counted.
        for removal in kind.tables.reversed().compactMap(\.removal) {
            try db.execute(sql: removal, arguments: [range.lowerBound, range.upperBound])
        }
        return db.changesCount
    }

    /// Removes leads and deals that nothing is known of any more.
    func removeIdle(_ db: Database) throws {
        try db.execute(
            sql: """
                DELETE FROM deal
                WHERE NOT EXISTS (SELECT 1 FROM deal_version WHERE deal = deal.number)
                    AND NOT EXISTS (SELECT 1 FROM contact WHERE deal = deal.number)
                """)
        let contacts = try Set(Int64.fetchAll(db, sql: "SELECT DISTINCT lead FROM contact"))
        let idle = try Int64.fetchAll(
            db,
            sql: """
                SELECT number FROM lead
                WHERE NOT EXISTS (SELECT 1 FROM lead_version WHERE lead = lead.number)
                    AND NOT EXISTS (SELECT 1 FROM activity WHERE lead = lead.number)
                    AND NOT EXISTS (SELECT 1 FROM stage WHERE lead = lead.number)
                """)
        // What is left of who was erased goes with the import that had it; an objection stays.
        let objections = try Set(
            Int64.fetchAll(db, sql: "SELECT lead FROM frozen WHERE reason = 'objection'"))
        let residue = try db.makeStatement(sql: "DELETE FROM frozen WHERE lead = ?")
        let lead = try db.makeStatement(sql: "DELETE FROM lead WHERE number = ?")
        for number in idle where !contacts.contains(number) && !objections.contains(number) {
            try residue.execute(arguments: [number])
            try lead.execute(arguments: [number])
        }
    }

    /// Removes texts that no row has any more.
    func removeUnusedTexts(_ db: Database) throws {
        var used = Set<Int64>()
        func note(_ sql: String) throws {
            let reader = try RowReader(db, sql)
            let columns = reader.columnCount
            while try reader.next() {
                for column in 0..<columns { used.insert(reader.int(column)) }
            }
        }
        try note(
            """
            SELECT source, campaign, medium, job_title, company, industry, employees, revenue,
                country, region, first_conversion, self_reported_source, domain FROM lead_version
            """)
        try note("SELECT field, value FROM more")
        try note("SELECT DISTINCT action, content FROM activity")
        try note("SELECT DISTINCT source, campaign FROM touch")
        try note("SELECT DISTINCT reason FROM stage")
        try note("SELECT source, medium, campaign FROM spend")
        try note("SELECT account, campaign_id FROM spend_campaign")
        try note("SELECT source FROM plan")
        let statement = try db.makeStatement(sql: "DELETE FROM symbol WHERE number = ?")
        for number in try Int64.fetchAll(db, sql: "SELECT number FROM symbol")
        where !used.contains(number) {
            try statement.execute(arguments: [number])
        }
    }

    /// How many activities, stages and contacts are of leads of whom no row is known.
    func waiting(_ db: Database) throws -> Int {
        try Int.fetchOne(
            db,
            sql: """
                WITH idle AS (
                    SELECT number FROM lead
                    WHERE NOT EXISTS (SELECT 1 FROM lead_version WHERE lead = lead.number)
                )
                SELECT
                    (SELECT COUNT(*) FROM activity WHERE lead IN idle)
                    + (SELECT COUNT(*) FROM stage WHERE lead IN idle)
                    + (SELECT COUNT(*) FROM contact WHERE lead IN idle)
                """) ?? 0
    }
}
