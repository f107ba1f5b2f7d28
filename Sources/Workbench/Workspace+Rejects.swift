internal import Intake
internal import Leads
internal import Quantities
internal import Reports
internal import Store

/// A row that an import rejected, as it is kept to be corrected.
package struct KeptRow: Sendable {
    /// The file of rejected rows, and the place of the row in it.
    let path: String
    let place: Int
    /// The row as it stands there.
    let text: String
    /// By column, what stands in it.
    package let columns: [String]
    package let cells: [String]
    /// What the row itself says of who it is about: an id, or the ids of several.
    let ids: [String]
    let listed: [String]
    let addresses: Set<MailAddress>
    let phone: String?
    let name: [String]?
    /// Whether a name stands in it, be it too short to tell anybody apart.
    let hasName: Bool
    private let idLists: [Int]
    private let separator: Character

    fileprivate init(
        _ text: String, at place: Int, of path: String, _ header: [String], _ separator: Character,
        _ known: PersonColumns
    ) {
        (self.text, self.place, self.path) = (text, place, path)
        (self.separator, idLists) = (separator, known.idLists)
        let all = Self.cells(of: text, separator)
        columns = header
        cells = header.indices.map { $0 < all.count ? all[$0] : "" }
        let own = header.indices.filter { !header[$0].hasPrefix("mql_") }
        let values = cells
        func filled(_ places: [Int]) -> [String] {
            places.filter(own.contains).map { values[$0] }.filter { !$0.isEmpty }
        }
        ids =
            known.isKnown
            ? filled(known.ids)
            // Of a table that nobody knows any cell may be an id, if it tells anything.
            : filled(own).filter { $0.count { $0.isLetter || $0.isNumber } >= 5 }
        listed = filled(known.idLists).flatMap(Self.ids)
        // Beyond the columns of the header the rest of a row stands in one that was added.
        let rest = header.indices.filter { header[$0] == "mql_more_cells" }.flatMap {
            values[$0].split(separator: ",").map(String.init)
        }
        addresses = Set(
            filled(known.emails).flatMap { MailAddress.all(in: $0) }
                + (filled(own) + rest).filter(Self.isAddressAlone)
                .flatMap { MailAddress.all(in: $0) })
        phone = filled(known.phones).lazy.compactMap(PersonalForms.phone).first
        let (first, last) = (filled(known.firstNames).first, filled(known.lastNames).first)
        name = PersonalForms.name(first, last)
        hasName = first != nil || last != nil
    }

    private static func ids(in list: String) -> [String] {
        list.split { $0 == ";" || $0 == "|" || $0 == " " }.map(String.init)
    }

    /// The row without some of the ids that it lists; nil where it is about nobody else.
    func without(_ gone: Set<String>) -> String? {
        guard ids.isEmpty, listed.contains(where: gone.contains),
            listed.contains(where: { !gone.contains($0) })
        else { return nil }
        var cells = Self.cells(of: text, separator)
        for place in idLists where place < cells.count {
            cells[place] = Self.ids(in: cells[place]).filter { !gone.contains($0) }
                .joined(separator: ";")
        }
        return cells.map(CSVFormat.escaped).joined(separator: "\(separator)")
    }

    /// The name of the file in which the row came.
    var file: String { columns.firstIndex(of: "mql_file").map { cells[$0] } ?? "" }

    /// The row, with nobody in the name of its file.
    var withoutFile: String {
        var all = Self.cells(of: text, separator)
        if let place = columns.firstIndex(of: "mql_file"), place < all.count {
            all[place] = LeadDatabase.nameless(all[place])
        }
        return all.map(CSVFormat.escaped).joined(separator: "\(separator)")
    }

    /// Whether a cell is an address and no sentence with one in it.
    private static func isAddressAlone(_ cell: String) -> Bool {
        let addresses = MailAddress.all(in: cell)
        guard addresses.count == 1 else { return false }
        return cell.lowercased().hasSuffix(addresses[0].text) && !cell.contains(" ")
            || cell.hasSuffix(">")
    }

    /// The cells of a row that this program wrote, or another after it.
    fileprivate static func cells(of text: String, _ separator: Character) -> [String] {
        var cells = [""]
        var isQuoted = false
        var isAfterQuote = false
        for character in text where character != "\r" {
            if character == "\"" {
                // Two quotes inside a quoted text stand for one.
                if isAfterQuote { cells[cells.count - 1].append("\"") }
                isAfterQuote = isQuoted && !isAfterQuote ? true : false
                isQuoted.toggle()
                continue
            }
            isAfterQuote = false
            if character == separator, !isQuoted {
                cells.append("")
            } else {
                cells[cells.count - 1].append(character)
            }
        }
        return cells
    }
}

extension Workspace {
    var rejects: String { "\(folder)/rejects" }

    /// Keeps the rows that an import rejected, to be corrected and imported again.
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

    /// The names of the files that have the rejected rows of an import.
    package func rejectFiles(of number: Int) -> [String] {
        Files.names(in: rejects).filter { name in
            name == "import-\(number).csv"
                || name.hasPrefix("import-\(number)-") && name.hasSuffix(".csv")
        }
    }

    /// What such a file has; nil where it is not there.
    package func rejectFile(_ name: String) -> [UInt8]? {
        guard Files.names(in: rejects).contains(name) else { return nil }
        return (try? Files.text("\(rejects)/\(name)", most: .max, follows: false)).map {
            Array($0.utf8)
        }
    }

    /// The rejected rows that the workspace keeps.
    func keptRows() throws -> [KeptRow] {
        let mappings = (try? Project.load("\(parent)mql.yaml"))?.map
            .flatMap { try? RuleFiles.mapping($0) }
        return try Files.names(in: rejects).filter { $0.hasSuffix(".csv") }.flatMap { name in
            let path = "\(rejects)/\(name)"
            let rows = Self.rows(try Files.text(path, most: .max))
            guard let first = rows.first else { return [KeptRow]() }
            let separators: [Character] = [",", ";", "\t"]
            let separator =
                separators.first { KeptRow.cells(of: first, $0).contains("mql_problem") } ?? ","
            let header = KeptRow.cells(of: first, separator)
            let own = header.filter { !$0.hasPrefix("mql_") }
            let known = PersonColumns(own, mappings: mappings ?? [])
            return rows.indices.dropFirst().map {
                KeptRow(rows[$0], at: $0, of: path, header, separator, known)
            }
        }
    }

    /// Takes rows out of the files of rejected rows; a file of which none is left goes. A row that lists
    /// others too stays, without some ids. Rows of others that came in a file named after a person stay,
    /// without the name of the file.
    ///
    /// - Returns: how many rows are gone or changed.
    func remove(
        _ rows: [KeptRow], without ids: Set<String>, and names: PersonNames = PersonNames()
    ) throws -> Int {
        if !names.isEmpty {
            for path in Set(try keptRows().map(\.path)).sorted() {
                let all = try keptRows().filter { $0.path == path }
                let renamed = all.filter { names.occur(in: $0.file) }
                guard !renamed.isEmpty else { continue }
                var lines = Self.rows(try Files.text(path, most: .max))
                for row in renamed { lines[row.place] = row.withoutFile }
                try Files.write(lines.map { $0 + "\n" }.joined(), to: path)
            }
        }
        for path in Set(rows.map(\.path)).sorted() {
            var all = Self.rows(try Files.text(path, most: .max)).map { Optional($0) }
            for row in rows where row.path == path && row.place < all.count {
                all[row.place] = row.without(ids)
            }
            let kept = all.compactMap { $0 }
            if kept.count < 2 {
                Files.remove(path)
            } else {
                try Files.write(kept.map { $0 + "\n" }.joined(), to: path)
            }
        }
        return rows.count
    }

    /// The rows of a table that this program wrote: a line break between quotes is part of a row.
    private static func rows(_ text: String) -> [String] {
        var rows: [String] = []
        var row = ""
        var isQuoted = false
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if character == "\n" || character == "\r\n", !isQuoted {
                rows.append(row)
                row = ""
            } else {
                row.append(character)
            }
        }
        return row.isEmpty ? rows : rows + [row]
    }

    /// The folder in which the workspace stands, with a slash behind it; empty for that of the user.
    var parent: String {
        let parts = folder.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return parts.isEmpty ? "" : parts.joined(separator: "/") + "/"
    }
}
