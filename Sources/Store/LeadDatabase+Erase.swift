internal import Foundation
internal import GRDB
package import Intake
package import Leads
package import Quantities

/// What came of erasing persons.
package struct ErasureReceipt: Hashable, Sendable {
    /// How many leads they were.
    package let leads: Int
    package let activities: Int
    package let deals: Int
    /// Whether what was written before could be cleared off the disk at once: another program may be
    /// reading it still.
    package let isCleared: Bool
}

extension LeadDatabase {
    /// The ids of the leads that a text names: by id, or by an e-mail address of any version.
    package func find(_ text: String) throws -> [String] {
        try reading { db in
            try numbers(db, of: text).compactMap { number in
                try String.fetchOne(
                    db, sql: "SELECT id FROM lead WHERE number = ?", arguments: [number])
            }
        }
    }

    /// The numbers of leads, each of which has to be there.
    func numbers(_ db: Database, of ids: [String]) throws -> [Int64] {
        try ids.map { id in
            guard
                let number = try Int64.fetchOne(
                    db, sql: "SELECT number FROM lead WHERE id = ?", arguments: [id])
            else { throw StoreError(.refused(.noSuchLead)) }
            return number
        }
    }

    private func numbers(_ db: Database, of text: String) throws -> [Int64] {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { return [] }
        var found = try Set(
            Int64.fetchAll(
                db, sql: "SELECT number FROM lead WHERE id IN (?, ?)",
                arguments: [text, IDForms.other(text) ?? text]))
        if found.isEmpty { found.formUnion(try numbers(db, of: leads(db, naming: text))) }
        let addresses = Set(MailAddress.all(in: text))
        if !addresses.isEmpty { found.formUnion(try leads(db, at: addresses)) }
        return found.sorted()
    }

    /// The leads that have one of these addresses, in whatever form, or whose id it is.
    func leads(_ db: Database, at addresses: Set<MailAddress>) throws -> Set<Int64> {
        var found = Set<Int64>()
        let wanted = Set(addresses.map(\.text))
        try eachAddress(db) { lead, address in
            if wanted.contains(address) { found.insert(lead) }
        }
        return found
    }

    /// Calls with each address of each lead, and with each that is its id.
    func eachAddress(_ db: Database, _ body: (Int64, String) -> Void) throws {
        for statement in [
            "SELECT number, id FROM lead", "SELECT lead, email FROM person WHERE email IS NOT NULL",
        ] {
            let reader = try RowReader(db, statement)
            while try reader.next() {
                let lead = reader.int(0)
                MailAddress.each(in: reader.bytes(1)) {
                    body(lead, String(decoding: $0, as: UTF8.self))
                }
            }
        }
    }

    /// The leads whose id or address has one of these marks.
    func marked(_ db: Database, _ marks: Set<Data>, _ key: ErasureKey) throws -> [Int64] {
        guard !marks.isEmpty else { return [] }
        return try leads(db, Marks(marks, key).contains)
    }

    /// The leads whose id or address is known to be of somebody.
    func leads(_ db: Database, _ isKnown: (ErasedText) -> Bool) throws -> [Int64] {
        var found = Set<Int64>()
        let ids = try RowReader(db, "SELECT number, id FROM lead")
        while try ids.next() {
            let id = ids.text(1)
            if isKnown(.lead(id)) || isKnown(.address(id)) { found.insert(ids.int(0)) }
        }
        let addresses = try RowReader(
            db, "SELECT lead, email FROM person WHERE email IS NOT NULL")
        while try addresses.next() {
            if isKnown(.address(addresses.text(1))) { found.insert(addresses.int(0)) }
        }
        return found.sorted()
    }

    /// Erases persons: their names, addresses, everything they did, and all that tells them from others.
    /// What is left of each is a row of which source, month, stages and amounts are known, so that totals
    /// stand; and a keyed mark, by which an old export does not bring them back.
    ///
    /// - Parameters:
    ///   - ids: of leads, each of which has to be there.
    ///   - more: by what else they are known, such as ids and addresses in rows that were rejected.
    ///   - judged: what they were judged to be, and which of them are one person.
    ///   - zone: in which months are those of local days.
    ///   - write: puts the marks beside the database, when all was written and before it is kept: who is
    ///     marked there and was not erased is erased when the workspace is opened the next time.
    /// - Throws: `StoreError` where nobody has one of these ids.
    package func erase(
        _ ids: [String], knownBy more: [ErasedText] = [], judged: LastJudgements,
        _ terms: ChangeTerms, in zone: TimeZoneRule, key: ErasureKey,
        write: (MarksFile) throws -> Void
    ) throws -> ErasureReceipt {
        var (activities, deals) = (0, 0)
        try writing { db in
            let leads = try numbers(db, of: ids)
            guard !ids.isEmpty || !more.isEmpty else { throw StoreError(.refused(.noSuchLead)) }
            for lead in leads {
                func count(_ sql: String) throws -> Int {
                    try Int.fetchOne(db, sql: sql, arguments: [lead]) ?? 0
                }
                activities += try count("SELECT COUNT(*) FROM activity WHERE lead = ?")
                deals += try count("SELECT COUNT(*) FROM contact WHERE lead = ?")
            }
            let own = try texts(db, of: Array(zip(ids, leads)))
            for text in own + more {
                try db.execute(
                    sql: "INSERT OR IGNORE INTO erased VALUES (?, ?)",
                    arguments: [key.mark(text), terms.day.number])
            }
            try erase(db, ids, judged: judged, terms.day, zone, key)
            try AuditLog(key).add(
                db, terms, .erase, count: max(leads.count, 1),
                detail: leads.isEmpty ? "rejected rows" : "")
            try Checksums.renew(db)
            try Self.set(db, "uncleared", "yes")
            let file = try held(db, key)
            try seal(db)
            try write(file)
        }
        return ErasureReceipt(
            leads: ids.count, activities: activities, deals: deals, isCleared: try clearDisk())
    }

    /// Takes marks over that were kept beside a database that is gone.
    package func take(_ file: MarksFile) throws {
        guard !file.isEmpty else { return }
        try writing { db in
            for (mark, day) in file.marks.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                try db.execute(
                    sql: "INSERT OR IGNORE INTO erased VALUES (?, ?)", arguments: [mark, day])
            }
            try seal(db)
        }
    }

    /// Clears what was deleted off the disk: out of the log that SQLite writes ahead, and out of free
    /// pages.
    ///
    /// - Returns: false where another program is still reading what was there before.
    package func clearDisk() throws -> Bool {
        try StoreError.catching {
            try queue.writeWithoutTransaction { db in
                func isEmptied() throws -> Bool {
                    let row = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                    return row?[0] as Int? == 0
                }
                guard try isEmptied() else { return false }
                try db.execute(sql: "VACUUM")
                guard try isEmptied() else { return false }
                guard try Self.value(db, "uncleared") != nil else { return true }
                try db.inTransaction(.immediate) {
                    try db.execute(sql: "DELETE FROM workspace WHERE name = 'uncleared'")
                    try seal(db)
                    return .commit
                }
                return true
            }
        }
    }

    /// Whether something was erased and not yet cleared off the disk.
    package func isUncleared() throws -> Bool {
        try reading { db in try Self.value(db, "uncleared") != nil }
    }

    /// Takes away of some leads all that tells them from others; of one person with several ids one row is
    /// left.
    func erase(
        _ db: Database, _ ids: [String], judged: LastJudgements, _ day: Day, _ zone: TimeZoneRule,
        _ key: ErasureKey
    ) throws {
        let leads = try numbers(db, of: ids)
        let names = try names(db, of: leads)
        let residues = Residues(db, day, zone, key, judged)
        let numberOfID = Dictionary(zip(ids, leads)) { one, _ in one }
        for lead in leads { try residues.keepVersion(of: lead) }
        var joined = Set<String>()
        for id in ids where !joined.contains(id) {
            let person = judged.ids(ofPerson: id)
            joined.formUnion(person)
            // Of a person of whom another id stays, that one goes on.
            let own = person.compactMap { numberOfID[$0] }
            if own.count > 1, own.count == person.count { try residues.join(own) }
        }
        for (id, lead) in zip(ids, leads) {
            try residues.leave(of: lead, judged[id])
            for sql in [
                "DELETE FROM touch WHERE lead = ?", "DELETE FROM more WHERE lead = ?",
                "DELETE FROM person WHERE lead = ?",
            ] { try db.execute(sql: sql, arguments: [lead]) }
            try db.execute(
                sql: "UPDATE lead SET id = ? WHERE number = ?",
                arguments: ["erased-\(lead)\(key.pseudonym("lead \(lead)"))", lead])
        }
        try remove(names, db, of: leads)
        try Self.forgetAnswers(db)
        try CustomerMarks(db, day, key).forget(named: names)
        try removeUnusedTexts(db)
    }

    /// What some leads are called by in texts that are about something else.
    func names(_ db: Database, of leads: [Int64]) throws -> PersonNames {
        var names = PersonNames()
        for lead in leads {
            let id = try String.fetchOne(
                db, sql: "SELECT id FROM lead WHERE number = ?", arguments: [lead])
            names.add(address: id ?? "")
            for row in try Row.fetchAll(
                db, sql: "SELECT email, first_name, last_name FROM person WHERE lead = ?",
                arguments: [lead])
            {
                func text(_ field: PersonalField) throws -> String {
                    try row.maybe(field.rawValue) ?? ""
                }
                names.add(address: try text(.email))
                names.add(first: try text(.firstName), last: try text(.lastName))
            }
        }
        return names
    }

    /// What is left of a lead that was erased and is a text, and how it is blanked.
    private static let textsOfLead = [
        (
            "SELECT text FROM lead_version JOIN symbol ON symbol.number = source WHERE lead = ?",
            "UPDATE lead_version SET source = 0 WHERE lead = ?"
        ),
        (
            "SELECT text FROM lead_version JOIN symbol ON symbol.number = campaign WHERE lead = ?",
            "UPDATE lead_version SET campaign = 0 WHERE lead = ?"
        ),
        (
            "SELECT text FROM lead_version JOIN symbol ON symbol.number = medium WHERE lead = ?",
            "UPDATE lead_version SET medium = 0 WHERE lead = ?"
        ),
    ]

    /// Takes names out of what is left of persons who were erased, and out of the names of files.
    private func remove(_ names: PersonNames, _ db: Database, of leads: [Int64]) throws {
        guard !names.isEmpty else { return }
        for (ask, blank) in Self.textsOfLead {
            for lead in leads {
                let text = try String.fetchOne(db, sql: ask, arguments: [lead])
                guard let text, names.occur(in: text) else { continue }
                try db.execute(sql: blank, arguments: [lead])
            }
        }
        for row in try Row.fetchAll(db, sql: "SELECT number, file FROM import") {
            let (number, file): (Int64, String) = (try row.get("number"), try row.get("file"))
            guard names.occur(in: file) else { continue }
            try db.execute(
                sql: "UPDATE import SET file = ? WHERE number = ?",
                arguments: [Self.nameless(file), number])
        }
    }

    /// What a file is called whose name said who somebody is.
    package static func nameless(_ file: String) -> String {
        let end = file.split(separator: ".").last.map { ".\($0)" } ?? ""
        return "erased\(end.utf8.count <= 5 ? end : "")"
    }

    /// What some leads are called by in texts that are about something else.
    package func names(of ids: [String]) throws -> PersonNames {
        try reading { db in try names(db, of: numbers(db, of: ids)) }
    }

    /// Whether a row has a text.
    package func hasText(_ text: String) throws -> Bool {
        try reading { db in
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM symbol WHERE text = ?)", arguments: [text])
                ?? false
        }
    }

    /// Texts that name some leads and are about something else: names of files, and campaigns and
    /// sources that other rows have.
    package func texts(naming ids: [String]) throws -> [(what: String, text: String)] {
        try reading { db in
            let names = try names(db, of: numbers(db, of: ids))
            guard !names.isEmpty else { return [] }
            let files = try String.fetchAll(
                db, sql: "SELECT DISTINCT file FROM import ORDER BY number")
            let texts = try String.fetchAll(
                db,
                sql: """
                    SELECT text FROM symbol WHERE number IN (
                        SELECT campaign FROM lead_version UNION SELECT source FROM lead_version
                        UNION SELECT medium FROM lead_version UNION SELECT campaign FROM touch
                        UNION SELECT source FROM touch UNION SELECT campaign FROM spend
                        UNION SELECT source FROM spend UNION SELECT account FROM spend_campaign)
                    ORDER BY text
                    """)
            return files.filter(names.occur).map { ("file", $0) }
                + texts.filter(names.occur).map { ("campaign", $0) }
        }
    }
}
