internal import Intake
package import Quantities

/// A report in Markdown, for a wiki or a merge request.
package struct MarkdownFormat: Sendable {
    private let numbers: NumberFormat

    package init(_ language: Language = .en) {
        numbers = NumberFormat(language)
    }

    package func write(_ document: Document) -> String {
        var result = "# \(escaped(document.title))\n"
        for block in document.blocks {
            switch block {
            case .heading(let text): result += "\n## \(escaped(text))\n"
            case .paragraph(let text): result += "\n\(escaped(text))\n"
            case .lines(let lines), .list(let lines):
                result += "\n" + lines.map { "- \(escaped($0))\n" }.joined()
            case .labelled(let entries):
                result += "\n"
                for entry in entries {
                    result += "- **\(escaped(entry.label))**"
                    result += entry.text.map { " \(escaped($0))" }.joined(separator: ";") + "\n"
                }
            case .table(let table): result += "\n" + write(table)
            case .chart, .headlines, .columns, .onPage: break
            }
        }
        return result
    }

    private func write(_ table: Table) -> String {
        var result =
            "| " + table.columns.map { escaped($0.title) }.joined(separator: " | ") + " |\n"
        result += "|" + table.columns.map { $0.isText ? "---|" : "---:|" }.joined() + "\n"
        for (number, row) in table.rows.enumerated() {
            let isTotal = table.hasTotal && number == table.rows.count - 1
            let texts = row.map { cell in
                let text = escaped(text(cell))
                return isTotal && !text.isEmpty ? "**\(text)**" : text
            }
            result += "| " + texts.joined(separator: " | ") + " |\n"
        }
        return result
    }

    private func text(_ cell: Cell) -> String {
        switch cell {
        case .text(let text), .word(let text, _): text
        case .count(let count): numbers.count(count)
        case .money(let money): numbers.money(money)
        case .share(let share): numbers.share(share)
        case .range(let share, let low, let high):
            share.map { "\(numbers.share($0)) (\(numbers.range(low, high)))" } ?? "–"
        case .ratio(let ratio): numbers.ratio(ratio)
        case .decimal(let number): numbers.fixed(number, decimals: 1)
        case .band(let low, let high): "\(numbers.money(low))–\(numbers.amount(high))"
        case .rounded, .chance, .prices, .between, .expected, .ratios, .difference:
            numbers.estimate(cell)
        case .day(let day): numbers.day(day)
        case .absent(let why): why
        }
    }

    /// Markdown's own signs lose their meaning, and so does HTML.
    private func escaped(_ text: String) -> String {
        var result = ""
        for character in text.visible {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\\", "|", "*", "_", "`", "[", "]", "#", "~", "!": result += "\\\(character)"
            default: result.append(character)
            }
        }
        return result
    }
}
