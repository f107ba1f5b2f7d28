internal import Quantities

/// The tables of a report as comma-separated values: points, ISO dates, one header row each.
package struct CSVFormat: Sendable {
    private let isDutch: Bool
    private var separator: String { isDutch ? ";" : "," }
    private var lineEnd: String { isDutch ? "\r\n" : "\n" }

    /// - Parameter isForDutchExcel: as Excel with Dutch settings opens it by a double click: a mark of UTF-8
    ///   in front, semicolons, decimal commas.
    package init(isForDutchExcel: Bool = false) {
        isDutch = isForDutchExcel
    }

    /// The table for programs, where there is one; else one table after the other, a blank line
    /// between them. A document without tables gives its
    /// labelled texts, a row each.
    package func write(_ document: Document) -> String {
        (isDutch ? "\u{FEFF}" : "") + text(document)
    }

    private func text(_ document: Document) -> String {
        if let table = document.dataTable {
            return ([table] + document.moreData).map(write).joined(separator: lineEnd)
        }
        let tables = document.tables
        return (tables.isEmpty ? [labelled(document)] : tables).map(write)
            .joined(separator: lineEnd)
    }

    private func labelled(_ document: Document) -> Table {
        let rows = document.blocks.flatMap { block -> [[Cell]] in
            guard case .labelled(let entries) = block else { return [] }
            return entries.flatMap { entry in
                entry.text.map { [Cell.text(entry.label), .text($0)] }
            }
        }
        return Table(
            columns: ["subject", "text"].map { .init($0, Phrase(""), nil, .text) },
            rows: [[.text(""), .text(document.title)]] + rows)
    }

    /// A row of keys, and a row for each of the table; each value in a column of its own.
    package func write(_ table: Table) -> String {
        var lines = [table.columns.flatMap(\.keys).map(escaped)]
        for row in table.rows {
            lines.append(
                zip(row, table.columns).flatMap { cell, column in
                    cells(cell, column) { escaped(Self.guarded($0)) }
                })
        }
        return lines.map { $0.joined(separator: separator) + lineEnd }.joined()
    }

    /// The same as texts, the names of the columns first: nothing is put around or in front of what stands in a cell.
    package func texts(_ table: Table) -> [[String]] {
        [table.columns.flatMap(\.keys)]
            + table.rows.map { row in
                zip(row, table.columns).flatMap { cell, column in cells(cell, column) { $0 } }
            }
    }

    private func cells(
        _ cell: Cell, _ column: Table.Column, _ written: (String) -> String
    ) -> [String] {
        switch cell {
        case .text(let text): return [written(text.visible)]
        case .word(_, let code): return [written(code.visible)]
        case .stated(let phrase, _, _): return [written(phrase.code.visible)]
        case .count(let count): return ["\(count)"]
        case .money(let money), .rounded(let money): return [decimal(money)]
        case .share(let share), .chance(let share): return [six(share)]
        case .range(let share, let low, let high):
            return [share.map(six) ?? "", six(low), six(high)]
        case .ratio(let number), .decimal(let number): return [six(number)]
        case .band(let low, let high): return [decimal(low), decimal(high)]
        case .prices(let low, let high): return [decimal(low), high.map(decimal) ?? ""]
        case .between(let low, let high): return [decimal(low), decimal(high)]
        case .expected(let number, let low, let high):
            return [six(number), "\(low)", "\(high)"]
        case .ratios(let ratio, let low, let high):
            return [six(ratio), low.map(six) ?? "", high.map(six) ?? ""]
        case .difference(let value, let low, let high):
            return [six(value), six(low), six(high)]
        case .day(let day): return [day.description]
        case .absent, .unknown: return Array(repeating: "", count: column.keys.count)
        }
    }

    private func decimal(_ money: Money) -> String {
        point(Decimals.cents(money))
    }

    private func six(_ number: Double) -> String { point(Decimals.six(number)) }

    private func point(_ text: String) -> String {
        isDutch ? text.replacing(".", with: ",") : text
    }

    private func escaped(_ text: String) -> String {
        let escaped = Self.escaped(text)
        return isDutch && escaped == text && text.contains(";") ? "\"\(text)\"" : escaped
    }

    /// A text that a spreadsheet would take for a formula gets an apostrophe in front.
    package static func guarded(_ text: String) -> String {
        let start = text.unicodeScalars.drop { scalar in
            scalar.properties.isWhitespace && scalar != "\t" && scalar != "\r"
                || scalar == "\u{FEFF}" || scalar == "\u{200B}"
        }.first
        guard let start, "=+-@\t\r＝＋－＠".unicodeScalars.contains(start) else { return text }
        return "'" + text
    }

    /// In quotes where it holds a sign that would end it, by RFC 4180.
    package static func escaped(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
                || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "'")
        }
        guard needsQuotes else { return text }
        return "\""
            + text.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }
}

/// Numbers for programs: at most six decimals, so that every processor writes the same.
enum Decimals {
    /// `-1234.50`.
    static func cents(_ money: Money) -> String {
        let (units, rest) = money.cents.magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(money.cents < 0 ? "-" : "")\(units).\(rest < 10 ? "0" : "")\(rest)"
    }

    static func six(_ number: Double) -> String {
        guard number.isFinite, abs(number) < 1e12 else { return "null" }
        let scaled = (number * 1_000_000).rounded()
        let units = UInt64(abs(scaled))
        var rest = "\(units % 1_000_000)"
        rest = String(repeating: "0", count: 6 - rest.count) + rest
        while rest.hasSuffix("0") { rest.removeLast() }
        let sign = scaled < 0 ? "-" : ""
        return rest.isEmpty
            ? "\(sign)\(units / 1_000_000)" : "\(sign)\(units / 1_000_000).\(rest)"
    }
}
