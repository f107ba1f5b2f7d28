package import Quantities

/// A report for the terminal: aligned columns, as wide as the terminal is and a hundred cells where there is
/// none.
package struct TextFormat: Sendable {
    /// Where nobody says how wide: in a file or a pipe. Running text is never wider, as longer lines are hard
    /// to read.
    package static let width = 100
    private let language: Language
    private let numbers: NumberFormat
    /// For tables, and for running text.
    private let width: Int
    private let running: Int
    private let isScreen: Bool
    private let isColoured: Bool

    /// - Parameters:
    ///   - width: of the terminal, in cells; nil where it goes to none.
    ///   - isColoured: whether words and amounts are in colour. What comes from data never is: what could steer a
    ///     terminal is written out before.
    package init(_ language: Language = .en, width: Int? = nil, isColoured: Bool = false) {
        self.isColoured = isColoured
        self.language = language
        numbers = NumberFormat(language)
        isScreen = width != nil
        self.width = width ?? Self.width
        running = min(self.width, Self.width)
    }

    /// The document without its pictures.
    package func write(_ document: Document) -> String {
        var result = ""
        if let warning = document.warning {
            result += styled(.tone(.bad), wrapped(warning.visible, indent: 2)) + "\n"
        }
        result += styled(.bold, wrapped(document.title.visible, indent: 2)) + "\n"
        var tone = isColoured ? document.tone : nil
        for block in document.blocks {
            switch block {
            case .heading(let text):
                result += "\n" + styled(.bold, wrapped(text.visible, indent: 2)) + "\n"
            case .paragraph(let text):
                let text = wrapped(text.visible, indent: 0)
                result +=
                    "\n"
                    + (tone.map { TextStyle.tone($0).applied(toFirstWordsOf: text) } ?? text) + "\n"
                tone = nil
            case .lines(let lines):
                for line in lines { result += wrapped(line.visible, indent: 2) + "\n" }
            case .list(let items):
                result += "\n"
                for item in items { result += wrapped("- \(item.visible)", indent: 2) + "\n" }
            case .labelled(let entries): result += labelled(entries)
            case .table(let table): result += "\n" + write(table)
            case .file(let lines):
                result += "\n" + lines.map { $0.visible + "\n" }.joined()
            case .chart, .headlines, .columns, .onPage: break
            }
        }
        return result
    }

    private func labelled(_ entries: [(label: String, text: [String])]) -> String {
        let indent = (entries.map(\.label.cells).max() ?? 0) + 2
        var result = ""
        for entry in entries {
            for (number, text) in entry.text.enumerated() {
                let head = (number == 0 ? entry.label.visible : "").padded(toCells: indent)
                result += wrapped(head + text.visible, indent: indent) + "\n"
            }
        }
        return result
    }

    private func write(_ table: Table) -> String {
        let whole = table.columns.indices.map { isWhole(table, $0) }
        let cells = table.rows.map { row in
            zip(row, whole).map { cell, whole in text(cell, whole: whole).visible }
        }
        return TextTable(table, cells, language, width: width, isColoured: isColoured).text
    }

    private func styled(_ style: TextStyle, _ text: String) -> String {
        isColoured ? style.applied(toLines: text) : text
    }

    /// A column of amounts without cents is shown without them.
    private func isWhole(_ table: Table, _ column: Int) -> Bool {
        table.rows.allSatisfy { row in
            switch row[column] {
            case .money(let money): money.cents % 100 == 0
            default: true
            }
        }
    }

    private func text(_ cell: Cell, whole: Bool) -> String {
        switch cell {
        // A column says in its title of which currency it is.
        case .money(let money): numbers.amount(money, whole: whole)
        case .band(let low, let high): "\(numbers.rounded(low))–\(numbers.rounded(high))"
        default: numbers.text(cell)
        }
    }

    private func wrapped(_ text: String, indent: Int) -> String {
        text.wrapped(to: running, indent: indent, breaksWords: isScreen)
    }
}
