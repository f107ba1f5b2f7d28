internal import Quantities
internal import Reports

/// The pieces of which pages are made on which something is done.
struct WorkPage {
    let language: Language

    func say(_ en: String, _ nl: String) -> String { language == .nl ? nl : en }

    func text(_ text: String) -> String { HTMLText.escaped(text) }

    /// What somebody has to know of what was done.
    func told(_ lines: [String], isWrong: Bool = false) -> String {
        guard !lines.isEmpty else { return "" }
        let inside = lines.map { "<p>\(text($0))</p>" }.joined(separator: "\n")
        return
            "<div class=\"\(isWrong ? "wrong" : "told")\" role=\"\(isWrong ? "alert" : "status")\">\n\(inside)\n</div>\n"
    }

    /// - Parameter rows: the cells of each, as HTML.
    func table(_ titles: [(text: String, isNumber: Bool)], _ rows: [[String]]) -> String {
        let head = titles.map { title in
            "<th scope=\"col\"\(title.isNumber ? " class=\"number\"" : "")>\(text(title.text))</th>"
        }
        let body = rows.map { row in
            let cells = zip(titles, row).map { title, cell in
                "<td\(title.isNumber ? " class=\"number\"" : "") data-title=\"\(text(title.text))\">\(cell)</td>"
            }
            return "<tr>\(cells.joined())</tr>"
        }
        return
            "<table class=\"wide\"><thead><tr>\(head.joined())</tr></thead><tbody>\n\(body.joined(separator: "\n"))\n</tbody></table>\n"
    }

    /// A button that does something.
    ///
    /// - Parameters:
    ///   - inside: what stands before the button.
    ///   - said: for who does not see where it stands.
    func form(
        _ action: String, _ button: String, _ hidden: [(name: String, value: String)] = [],
        isMain: Bool = false, inside: String = "", said: String? = nil
    ) -> String {
        let fields = (hidden + [("lang", language.rawValue)]).map {
            "<input type=\"hidden\" name=\"\(text($0.name))\" value=\"\(text($0.value))\"/>"
        }
        let label = said.map { " aria-label=\"\(text($0))\"" } ?? ""
        return
            "<form method=\"post\" action=\"\(action)\">\(fields.joined())\(inside)<button\(isMain ? " class=\"main\"" : "")\(label)>\(text(button))</button></form>"
    }

    /// The main part of a page of a command, to stand below a title of another page.
    static func part(_ page: AnswerPage) -> String {
        page.body.replacing("<main", with: "<section").replacing("</main>", with: "</section>")
            .replacing("<h1", with: "<h2").replacing("</h1>", with: "</h2>")
    }
}
