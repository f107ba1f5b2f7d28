package import Quantities

/// A report as one HTML file: style and pictures are in it, nothing is fetched, nothing runs. Light, dark
/// and print; everything that a colour says is said in words or shapes too.
package struct HTMLFormat: Sendable {
    private let language: Language
    private let numbers: NumberFormat

    package init(_ language: Language = .en) {
        self.language = language
        numbers = NumberFormat(language)
    }

    /// A page that needs nothing else: no style, script or picture from elsewhere.
    package func write(_ document: Document) -> String {
        var page = Page(
            saysCommands: document.saysCommands, subject: document.title)
        let body = document.blocks.map { write($0, &page) }.filter { !$0.isEmpty }
            .joined(separator: "\n")
        let title = HTMLText.escaped(document.title)
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
            <meta name="color-scheme" content="light dark"/>
            <title>\(title)</title>
            <style>
            \(HTMLStyle.text)
            \(page.style)</style>
            </head>
            <body>
            <main>
            \(document.warning.map { "<p class=\"lead\"><strong>\(HTMLText.escaped($0))</strong></p>\n" } ?? "")<h1>\(title)</h1>
            \(body)
            </main>
            </body>
            </html>

            """
    }

    /// What is to be known of a page while it is written.
    private struct Page {
        /// Whether sentences may name commands and options.
        let saysCommands: Bool
        /// What stands below is about this.
        var subject: String
        /// Whether a heading came already: what stands above the first is the answer.
        var hasHeading = false
        var charts = 0
        var tables = 0
        /// Rules of style for its tables.
        var style = ""
        /// What was said of columns that are left out on narrow screens.
        var notes: Set<String> = []
    }

    private func write(_ block: Document.Block, _ page: inout Page) -> String {
        func said(_ text: String) -> String? {
            let text = page.saysCommands ? text : PageText.withoutCommands(text)
            return text.isEmpty ? nil : PageText.withWholeNumbers(escaped(text))
        }
        switch block {
        case .heading(let text):
            // The columns of its table say the currency.
            let text = String(text.replacing(#/ \([A-Z]{3}\)$/#, with: ""))
            (page.subject, page.hasHeading) = (text, true)
            return "<h2>\(escaped(text))</h2>"
        case .paragraph(let text):
            let style = page.hasHeading ? "said" : "lead"
            return said(text).map { "<p class=\"\(style)\">\($0)</p>" } ?? ""
        case .lines(let lines):
            return lines.compactMap(said).map { "<p class=\"note\">\($0)</p>" }
                .joined(separator: "\n")
        case .list(let items):
            let items = items.compactMap(said)
            guard !items.isEmpty else { return "" }
            return "<ul>\n" + items.map { "<li>\($0)</li>\n" }.joined() + "</ul>"
        case .file(let lines):
            return "<pre>" + lines.map { escaped($0) }.joined(separator: "\n") + "</pre>"
        case .labelled(let entries):
            let rows = entries.map { entry in
                // The command that makes a page again stands there as it is, and the files without folders.
                guard entry.label != Phrase.again.text(language) else {
                    return "<dt>\(escaped(entry.label))</dt>\n"
                        + entry.text.map {
                            "<dd><code>\(escaped(PageText.withoutFolders($0)))</code></dd>\n"
                        }.joined()
                }
                return "<dt>\(escaped(entry.label))</dt>\n"
                    + entry.text.compactMap(said).map { "<dd>\($0)</dd>\n" }.joined()
            }
            return "<dl>\n\(rows.joined())</dl>"
        case .table(let table):
            page.tables += 1
            let written = HTMLTable(table, language).write(
                about: page.subject, id: "table\(page.tables)")
            page.style += written.style
            // Tables of one kind below each other say it once.
            let notes = written.notes.filter { page.notes.insert($0).inserted }
            return ([written.text] + notes).joined(separator: "\n")
        case .chart(let chart): return write(chart, &page)
        case .headlines(let headlines):
            let boxes = headlines.map { headline in
                "<div><dt>\(escaped(headline.label))</dt>\n<dd><strong>\(escaped(headline.value))</strong></dd>\n"
                    + headline.notes.map { "<dd>\(escaped($0))</dd>\n" }.joined() + "</div>\n"
            }
            return "<dl class=\"headlines\">\n\(boxes.joined())</dl>"
        case .onPage(let blocks):
            return blocks.map { write($0, &page) }.joined(separator: "\n")
        case .columns(let columns):
            let parts = columns.filter { !$0.isEmpty }.map { blocks in
                "<div>\n\(blocks.map { write($0, &page) }.joined(separator: "\n"))\n</div>\n"
            }
            return "<div class=\"columns\">\n\(parts.joined())</div>"
        }
    }

    private func write(_ chart: Chart, _ page: inout Page) -> String {
        page.charts += 1
        return """
            <figure>
            <figcaption>\(escaped(chart.title))</figcaption>
            \(ChartFormat().write(chart, id: "chart\(page.charts)"))
            </figure>
            """
    }

    private func escaped(_ text: String) -> String { HTMLText.escaped(text) }
}

/// Text that stands in HTML or SVG and can be nothing else.
package enum HTMLText {
    /// The text that `escaped` made this of.
    package static func unescaped(_ text: String) -> String {
        text.replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
            .replacing("&#96;", with: "`").replacing("&lt;", with: "<")
            .replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }

    package static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.visible.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "`": result += "&#96;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
