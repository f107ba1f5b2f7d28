/// The page for management as one HTML file: an A4 that is read on a phone too. Nothing is fetched and nothing
/// runs; what a colour says is said by words or places as well.
struct ManagementFormat {
    private let sheet: ManagementSheet
    private let language: String
    /// Whether names of sources are marked, so that they may lead to more of them.
    private let marksSources: Bool

    init(_ sheet: ManagementSheet, language: String, marksSources: Bool = false) {
        self.sheet = sheet
        self.language = language
        self.marksSources = marksSources
    }

    private typealias Mark = ManagementMarks

    /// - Parameter warning: what has to be known before anything else.
    func write(warning: String?) -> String {
        let dense = isDense ? " class=\"dense\"" : ""
        return page(
            style: ManagementStyle.text,
            body: "style=\"--z:\(ManagementHeight(sheet).zoom)\"\(dense)",
            "<main>\n\(parts(warning).joined(separator: "\n"))\n</main>")
    }

    /// A page of these parts, which fetches nothing.
    func page(style: String, body: String, _ content: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="\(language)">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
        <meta name="color-scheme" content="light dark"/>
        <title>\(text(sheet.title))</title>
        <style>
        \(style)
        </style>
        </head>
        <body\(body.isEmpty ? "" : " \(body)")>
        \(content)
        </body>
        </html>

        """
    }

    /// Whether rows stand closer, so that all fits on a page.
    private var isDense: Bool { sheet.table.groups.reduce(0) { $0 + $1.rows.count } > 8 }

    private func parts(_ warning: String?) -> [String] {
        [
            warning.map { "<p class=\"warn\"><strong>\(text($0))</strong></p>" },
            header, answer, decide, sources, panels, trust,
        ].compactMap(\.self)
    }

    private func text(_ text: String) -> String { HTMLText.escaped(text) }

    var header: String {
        let firm = sheet.firm.map { "<strong>\(text($0))</strong> · " } ?? ""
        return
            "<header><span>\(firm)\(text(sheet.question))</span><span>\(text(sheet.period))</span></header>"
    }

    // MARK: The answer

    var answer: String {
        let headline =
            sheet.range.map {
                "\(text(String(sheet.headline.dropLast()))) <small>(\(text($0)))</small>."
            } ?? text(sheet.headline)
        let sentences = sheet.sentences.map(sentence).joined(separator: " ")
        let lead = sentences.isEmpty ? "" : "\n<p>\(sentences)</p>"
        let cautions = sheet.cautions.map { "\n<p class=\"caution\">\(text($0))</p>" }.joined()
        let notes =
            sheet.notes.isEmpty
            ? "" : "\n<p class=\"note\">\(text(sheet.notes.joined(separator: " ")))</p>"
        return """
            <section class="answer">
            <h1><span class="tag \(sheet.tone.rawValue)">\(text(sheet.tag))</span> \(headline)</h1>\(lead)\(cautions)
            \(sheet.bullet.map { Mark.bullet($0) } ?? "")\(notes)
            </section>
            """
    }

    private func sentence(_ parts: [ManagementSheet.Part]) -> String {
        parts.map { part in
            switch part {
            case .plain(let words): text(words)
            case .strong(let words): "<strong>\(text(words))</strong>"
            case .loss(let words): "<strong class=\"bad\">\(text(words))</strong>"
            case .gain(let words): "<strong class=\"good\">\(text(words))</strong>"
            }
        }.joined()
    }

    // MARK: What to do

    var decide: String? {
        guard !sheet.decisions.isEmpty else { return nil }
        let items = sheet.decisions.map {
            "<li><strong>\(text($0.title))</strong>\(sentence($0.text))</li>"
        }
        let below = sheet.together.map { "<p>\(text($0))</p>" }.joined()
        return """
            <section class="decide"><h2>\(text(language == "nl" ? "Besluit" : "Decide"))</h2>
            <ol>\(items.joined())</ol>\(below)</section>
            """
    }

    // MARK: Sources

    var sources: String {
        let table = sheet.table
        let head = table.head
        let key = ManagementMarks.legend(table.legend)
        let axis = table.ticks.map { tick in
            Mark.axisText(tick.text, tick.value / table.end)
        }.joined()
        let body = table.groups.map(group).joined()
        let total = table.total.map { row($0, style: "t") } ?? ""
        let notes = table.notes.map(text).joined(separator: " ")
        let ends = [table.ticks.first, table.ticks.last].compactMap { $0?.text }
            .joined(separator: "–")
        return """
            <section class="main"><h2>\(text(table.title))</h2>
            <p class="key">\(key)<span class="ends"> \(text(ends))</span></p>
            <table><thead><tr><th scope="col">\(text(head.source))</th><th scope="col" class="n">\(text(head.mqls))</th>\
            <th scope="col" class="n">\(text(head.spent))</th><th scope="col" class="n">\(text(head.cost))</th><th scope="col" class="n">\(text(head.worth))</th>\
            <th scope="col" class="p"><span class="ax">\(axis)</span></th><th scope="col" class="n">\(text(head.back))</th>\
            <th scope="col" class="n">\(text(head.effect))</th><th scope="col" class="n">\(text(head.pays))</th>\
            <th scope="col">\(text(head.advice))</th></tr></thead>
            <tbody>\(body)\(total)</tbody></table>
            <p class="note">\(notes)</p></section>
            """
    }

    private func group(_ group: ManagementSheet.Group) -> String {
        let title =
            group.title.map { title in
                "<tr class=\"g\"><th colspan=\"10\" scope=\"rowgroup\"><strong>\(text(title))</strong>"
                    + (group.note.isEmpty ? "" : " · \(text(group.note))") + "</th></tr>\n"
            } ?? ""
        return title + group.rows.map { row($0) }.joined()
            + (group.sum.map { row($0, style: "s") } ?? "")
    }

    private func row(_ row: ManagementSheet.Row, style: String = "") -> String {
        let head = sheet.table.head
        func cell(_ value: String, _ title: String, _ style: String = "n") -> String {
            "<td class=\"\(style)\" data-l=\"\(text(title))\">\(text(value))</td>"
        }
        let tone = row.isEffectSoft ? "n q e" : row.tone == .bad ? "n bad e" : "n e"
        let plot = Mark.plot(row.plot, table: sheet.table)
        return "<tr\(style.isEmpty ? "" : " class=\"\(style)\"")>"
            + "<th scope=\"row\" title=\"\(text(row.name))\">\(name(row))</th>"
            + cell(row.mqls, head.mqls) + cell(row.spent, head.spent, "n q s")
            + cell(row.cost, head.cost)
            + cell(row.worth, head.worth, "n b") + "<td class=\"p\">\(plot)</td>"
            + cell(row.back, head.back) + cell(row.effect, head.effect, tone)
            + cell(row.pays, head.pays) + cell(row.advice, head.advice, "a") + "</tr>\n"
    }

    /// Marked with what a page with more of the source is asked for.
    private func name(_ row: ManagementSheet.Row) -> String {
        guard marksSources, let key = row.key else { return text(row.name) }
        return "<span data-go=\"source\" data-of=\"\(text(key))\">\(text(row.name))</span>"
    }

    // MARK: The smaller parts

    private var panels: String {
        let right = [
            sheet.whatIf.map(small)
                ?? sheet.months.map { months in
                    "<section><h2>\(text(months.title))</h2>\(Mark.months(months))<p class=\"note\">\(text(months.note))</p></section>"
                }, sheet.turning.map(small),
        ].compactMap(\.self)
        return
            "<div class=\"two\">\n\(rates ?? "")\n<div>\(right.joined(separator: "\n"))</div></div>"
    }

    private var rates: String? {
        let table = sheet.rates
        guard let total = table.total else { return nil }
        let hasGuide = table.rows.contains { $0.guide != "–" }
        // The norm stands near the left end: nothing is written there.
        let axis =
            table.marks.filter(\.isNorm).map { Mark.axisText($0.text, $0.value / table.end) }
            .joined()
            + (table.marks.contains { $0.isNorm && $0.value / table.end > 0.6 }
                ? "" : Mark.axisText(table.ends.1, 1))
        func row(_ rate: ManagementSheet.Rate, _ style: String) -> String {
            "<tr\(style)><th scope=\"row\" title=\"\(text(rate.name))\">\(text(rate.name))</th><td class=\"n b\">\(text(rate.text))</td>"
                + "<td class=\"p\">\(Mark.rate(rate, table: table))</td><td class=\"n\">\(text(rate.perSQL))</td>"
                + (hasGuide ? "<td class=\"n q\">\(text(rate.guide))</td>" : "") + "</tr>\n"
        }
        return """
            <section class="rates"><h2>\(text(table.title))</h2>
            <table><thead><tr><th scope="col">\(text(table.head.source))</th><th scope="col" class="n">\(text(table.head.rate))</th>\
            <th scope="col" class="p"><span class="ax">\(axis)</span></th><th scope="col" class="n">\(text(table.head.perSQL))</th>\
            \(hasGuide ? "<th scope=\"col\" class=\"n\">\(text(table.head.guide))</th>" : "")</tr></thead>
            <tbody>\(table.rows.map { row($0, "") }.joined())\(row(total, " class=\"t\""))</tbody></table>
            <p class="note">\(table.notes.map(text).joined(separator: "<br/>"))</p></section>
            """
    }

    func small(_ table: ManagementSheet.SmallTable) -> String {
        let head = table.head.enumerated().map { place, title in
            title.isEmpty
                ? "<td></td>"
                : "<th scope=\"col\"\(place == 0 ? "" : " class=\"n\"")>\(text(title))</th>"
        }
        let rows = table.rows.enumerated().map { number, row in
            let isTotal = table.hasTotal && number == table.rows.count - 1
            let cells = row.enumerated().map { place, cell in
                let inside = text(cell.text) + (cell.small.map { "<i>\(text($0))</i>" } ?? "")
                return place == 0
                    ? "<th scope=\"row\">\(inside)</th>" : "<td class=\"n\">\(inside)</td>"
            }
            return "<tr\(isTotal ? " class=\"t\"" : "")>\(cells.joined())</tr>"
        }
        return """
            <section class="small"><h2>\(text(table.title))</h2>
            <table><thead><tr>\(head.joined())</tr></thead>
            <tbody>\(rows.joined())</tbody></table></section>
            """
    }

    var trust: String {
        let entries = sheet.trust.map {
            "<div\($0.isWide ? " class=\"w\"" : "")><dt>\(text($0.label))</dt><dd>\(text($0.text))</dd></div>"
        }
        return """
            <section class="trust"><h2>\(text(sheet.trustTitle))</h2>
            <dl>\(entries.joined())</dl>
            <p class="foot">\(text(sheet.foot)) <code>\(text(sheet.command))</code></p></section>
            """
    }
}
