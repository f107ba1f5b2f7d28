internal import Intake
internal import Leads
package import Quantities
package import Store
internal import Valuation

extension Workspace {
    /// The leads that a text names, by id or by e-mail address.
    package func find(_ who: String) throws -> [String] {
        let database = try openForReading()
        defer { database.close() }
        return try telling {
            let ids = try database.find(who)
            guard !ids.isEmpty else { throw StoreError(.refused(.noSuchLead)) }
            return ids
        }
    }

    /// Everything that is held of each of these leads.
    package func files(of ids: [String], _ terms: ChangeTerms) throws -> [PersonFile] {
        try note(terms, "export", count: ids.count)
        return try held(of: ids)
    }

    /// The same, for this program's own use.
    package func held(of ids: [String]) throws -> [PersonFile] {
        let database = try openForReading()
        defer { database.close() }
        return try telling { try ids.map(database.personFile) }
    }

    /// The day before which nothing has happened with a lead that is too old to keep.
    package func limit(_ months: Int, _ terms: ChangeTerms) -> Day {
        terms.day.back(months: months)
    }

    /// Clears off the disk what was erased; false while another program is reading.
    package func clear() throws -> Bool {
        let database = try open()
        defer { database.close() }
        return try telling { try database.clearDisk() }
    }

    /// Erases persons, and what of them stands in the rejected rows that the workspace keeps.
    package func erase(
        _ ids: [String], _ rules: Request, _ terms: ChangeTerms
    ) throws -> ErasureReceipt {
        let key = try key()
        let database = try open()
        defer { database.close() }
        let judged = try judged(ids, database, rules, day: terms.day)
        let receipt = try telling { try database.erase(ids, judged: judged, terms, key: key) }
        try Files.write(try telling { try database.marks() }, to: marksFile)
        clearKept()
        return receipt
    }

    /// Writes down that persons have objected to being judged.
    package func object(_ ids: [String], _ rules: Request, _ terms: ChangeTerms) throws {
        let key = try key()
        let database = try open()
        defer { database.close() }
        let judged = try judged(ids, database, rules, day: terms.day)
        try telling { try database.object(ids, judged: judged, terms, key: key) }
    }

    /// The leads of which nothing has happened for so many months.
    package func idle(months: Int, on day: Day) throws -> [String] {
        let database = try openForReading()
        defer { database.close() }
        return try telling { try database.idle(since: day.back(months: months)) }
    }

    package func columns() throws -> [(table: String, columns: [String])] {
        let database = try openForReading()
        defer { database.close() }
        return try telling { try database.columns() }
    }

    /// What leads are judged to be on a day, for when they are not judged any more.
    func judged(
        _ ids: [String], _ database: LeadDatabase, _ rules: Request, day: Day
    ) throws -> [String: FrozenJudgement] {
        let book = try rules.book
        let options = rules.readingOptions(book)
        let facts = try telling {
            try database.facts(
                FactsWanted(
                    leadFields: options.leadFields, presenceFields: options.presenceFields))
        }.facts
        let applied = AppliedRules(book, to: facts)
        var judge = LeadJudge(applied, facts, asOf: day)
        var judged: [String: FrozenJudgement] = [:]
        for id in ids {
            guard let lead = facts.leads.index.find(id), let judgement = judge.judge(lead) else {
                continue
            }
            judged[id] = FrozenJudgement(
                reason: .erased, intent: judgement.intent.map { book.intents[$0].key },
                persona: judgement.persona.map { book.personas[$0].key },
                mqlDay: judgement.mqlDay, rules: book.signable)
        }
        return judged
    }
}

extension Day {
    /// The same day of the month so many months earlier, or the last of that month.
    func back(months: Int) -> Day {
        let (year, month, day) = civil
        let index = year * 12 + month - 1 - months
        for candidate in stride(from: day, through: 1, by: -1) {
            if let found = Day(year: index / 12, month: index % 12 + 1, day: candidate) {
                return found
            }
        }
        return self
    }
}

extension Workspace {
    private var rejects: String { "\(folder)/rejects" }

    /// Keeps the rows that an import rejected, to be mended and imported again.
    ///
    /// - Returns: the files that were written.
    package func keep(_ tables: [(file: String, text: String)], of number: Int) throws -> [String] {
        guard !tables.isEmpty else { return [] }
        try Files.makeFolder(rejects)
        return try tables.enumerated().map { place, table in
            let path = "\(rejects)/import-\(number)\(tables.count > 1 ? "-\(place + 1)" : "").csv"
            try Files.write(table.text, to: path)
            return path
        }
    }

    /// Takes rows about persons out of the rejected rows that the workspace keeps.
    ///
    /// - Returns: how many rows are gone.
    package func clearRejects(of files: [PersonFile]) throws -> Int {
        // An id is a whole cell; an address, a number or both names may stand anywhere in a row.
        var ids = Set<String>()
        var texts: [[String]] = []
        for section in files.flatMap(\.sections) {
            for row in section.rows {
                func value(_ column: String) -> String? {
                    section.columns.firstIndex(of: column).flatMap { row[$0] }?.lowercased()
                }
                if section.table == "lead", let id = value("id") { ids.insert(id) }
                guard section.table == "person" else { continue }
                texts += [value("email"), value("phone")].compactMap { $0.map { [$0] } }
                if let first = value("first_name"), let last = value("last_name") {
                    texts.append([first, last])
                }
            }
        }
        var gone = 0
        for name in Files.names(in: rejects) {
            let path = "\(rejects)/\(name)"
            let rows = Self.rows(try Files.text(path, most: .max))
            let kept = rows.enumerated().filter { place, row in
                let text = row.lowercased()
                let cells = text.split(separator: ",", omittingEmptySubsequences: false)
                    .map { $0.trimmingPrefix("\"") }
                return place == 0
                    || !ids.contains { id in cells.contains { $0 == id || $0 == id + "\"" } }
                        && !texts.contains { $0.allSatisfy(text.contains) }
            }
            guard kept.count < rows.count else { continue }
            gone += rows.count - kept.count
            try Files.write(kept.map { $0.element + "\n" }.joined(), to: path)
        }
        return gone
    }

    /// The rows of a table that this program wrote: a line break between quotes is part of a row.
    private static func rows(_ text: String) -> [String] {
        var rows: [String] = []
        var row = ""
        var isQuoted = false
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if character == "\n", !isQuoted {
                rows.append(row)
                row = ""
            } else {
                row.append(character)
            }
        }
        return row.isEmpty ? rows : rows + [row]
    }
}
