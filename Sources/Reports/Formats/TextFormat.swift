package import Quantities

/// A report for the terminal: aligned columns, no colour, at most a hundred characters wide where
/// names allow it.
package struct TextFormat: Sendable {
    package static let width = 100
    private let language: Language
    private let numbers: NumberFormat

    package init(_ language: Language = .en) {
        self.language = language
        numbers = NumberFormat(language)
    }

    /// For a terminal: at most 100 signs wide as far as tables allow, without pictures.
    package func write(_ document: Document) -> String {
        var result = ""
        if let warning = document.warning { result += wrapped(warning.visible, indent: 2) + "\n" }
        result += wrapped(document.title.visible, indent: 2) + "\n"
        for block in document.blocks {
            switch block {
            case .heading(let text): result += "\n\(text.visible)\n"
            case .paragraph(let text): result += "\n" + wrapped(text.visible, indent: 0) + "\n"
            case .lines(let lines):
                for line in lines { result += wrapped(line.visible, indent: 2) + "\n" }
            case .list(let items):
                result += "\n"
                for item in items { result += wrapped("- \(item.visible)", indent: 2) + "\n" }
            case .labelled(let entries): result += labelled(entries)
            case .table(let table): result += "\n" + write(table)
            case .chart, .headlines, .columns, .onPage: break
            }
        }
        return result
    }

    private func labelled(_ entries: [(label: String, text: [String])]) -> String {
        let indent = (entries.map(\.label.count).max() ?? 0) + 2
        var result = ""
        for entry in entries {
            for (number, text) in entry.text.enumerated() {
                let label = number == 0 ? entry.label : ""
                let head = label + String(repeating: " ", count: indent - label.count)
                result += wrapped(head + text.visible, indent: indent) + "\n"
            }
        }
        return result
    }

    private func write(_ table: Table) -> String {
        let whole = table.columns.indices.map { isWhole(table, $0) }
        var cells = table.rows.map { row in
            zip(row, whole).map { cell, whole in text(cell, whole: whole).visible }
        }
        let titles = table.columns.map { $0.title.text(language) }
        func widths() -> [Int] {
            table.columns.indices.map { column in
                max(titles[column].count, cells.map { $0[column].count }.max() ?? 0)
            }
        }
        func width(gap: Int) -> Int { widths().reduce(0, +) + gap * (table.columns.count - 1) }
        // A long name gives way before the figures do, then the space between them.
        let first = widths().first ?? 0
        let most = min(34, max(18, first - max(0, width(gap: 2) - Self.width)))
        for row in cells.indices where !cells[row].isEmpty {
            cells[row][0] = shortened(cells[row][0], to: most)
        }
        let gap = width(gap: 2) > Self.width ? 1 : 2
        let widths = widths()
        func line(_ texts: [String]) -> String {
            let padded = zip(texts, table.columns.indices).map { text, column in
                let gap = String(repeating: " ", count: widths[column] - text.count)
                return table.columns[column].isText ? text + gap : gap + text
            }
            let joined = padded.joined(separator: String(repeating: " ", count: gap))
            return String(
                joined.prefix(joined.count - joined.reversed().prefix { $0 == " " }.count))
        }
        var result = line(titles) + "\n"
        for (number, row) in cells.enumerated() {
            if table.hasTotal, number == cells.count - 1 {
                let width = widths.reduce(0, +) + gap * (widths.count - 1)
                result += String(repeating: "-", count: width) + "\n"
            }
            result += line(row) + "\n"
            if table.ends.contains(number), number + 2 < cells.count { result += "\n" }
        }
        return result
    }

    /// A column of amounts without cents is shown without them.
    private func isWhole(_ table: Table, _ column: Int) -> Bool {
        table.rows.allSatisfy { row in
            switch row[column] {
            case .money(let money): money.cents % 100 == 0
            case .band(let low, let high): low.cents % 100 == 0 && high.cents % 100 == 0
            default: true
            }
        }
    }

    private func text(_ cell: Cell, whole: Bool) -> String {
        switch cell {
        // A column says in its title of which currency it is.
        case .money(let money): numbers.amount(money, whole: whole)
        case .band(let low, let high):
            "\(numbers.amount(low, whole: whole))–\(numbers.amount(high, whole: whole))"
        default: numbers.text(cell)
        }
    }

    private func shortened(_ text: String, to length: Int) -> String {
        text.count > length ? text.prefix(length - 1) + "…" : text
    }

    private func wrapped(_ text: String, indent: Int) -> String {
        text.wrapped(to: Self.width, indent: indent)
    }
}
