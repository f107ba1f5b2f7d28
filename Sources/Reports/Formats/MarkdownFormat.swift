package import Quantities

/// A report in Markdown, for a wiki or a merge request.
package struct MarkdownFormat: Sendable {
    private let language: Language
    private let numbers: NumberFormat

    package init(_ language: Language = .en) {
        self.language = language
        numbers = NumberFormat(language)
    }

    /// A title, and everything but pictures below it.
    package func write(_ document: Document) -> String {
        var result = document.warning.map { "**\(escaped($0))**\n\n" } ?? ""
        result += "# \(escaped(document.title))\n"
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
            case .file(let lines):
                result += "\n" + lines.map { "    \($0.visible)\n" }.joined()
            case .chart, .headlines, .columns, .onPage: break
            }
        }
        return result
    }

    private func write(_ all: Table) -> String {
        // A column without a title is for programs, or a drawing made of characters.
        let table = all.forPages(in: language)
        var result =
            "| " + table.columns.map { escaped($0.title.text(language)) }.joined(separator: " | ")
            + " |\n"
        result += "|" + table.columns.map { $0.isText ? "---|" : "---:|" }.joined() + "\n"
        for (number, row) in table.rows.enumerated() {
            let isTotal = table.hasTotal && number == table.rows.count - 1
            let isSum = table.sums.contains(number)
            let texts = row.map { cell in
                let text = escaped(numbers.text(cell))
                if text.isEmpty { return text }
                return isTotal ? "**\(text)**" : isSum ? "*\(text)*" : text
            }
            result += "| " + texts.joined(separator: " | ") + " |\n"
        }
        return result
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
