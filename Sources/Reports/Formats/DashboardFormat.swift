/// The dashboard as one HTML file: wide on a screen, one column on a phone. Nothing is fetched and nothing runs.
struct DashboardFormat {
    private let sheet: DashboardSheet
    private let parts: ManagementFormat

    init(_ sheet: DashboardSheet, language: String) {
        self.sheet = sheet
        parts = ManagementFormat(sheet.management, language: language, marksSources: true)
    }

    private func text(_ text: String) -> String { HTMLText.escaped(text) }

    /// - Parameter warning: what has to be known before anything else.
    func write(warning: String?) -> String {
        let known = warning.map { "<p class=\"warn\"><strong>\(text($0))</strong></p>\n" } ?? ""
        let side = [
            decided, parts.decide, waiting,
            (sheet.management.whatIf ?? sheet.management.turning).map(parts.small),
        ].compactMap(\.self).joined(separator: "\n")
        return parts.page(
            style: ManagementStyle.text + DashboardStyle.text, body: "",
            """
            <main class="dash">
            \(known)\(parts.header)
            \(parts.answer)
            <section class="tiles">
            \(sheet.tiles.map(tile).joined(separator: "\n"))
            </section>
            <div class="cols">
            <div>
            \(parts.sources)
            \(ahead)\(parts.trust)
            </div>
            <aside>
            \(side)
            </aside>
            </div>
            </main>
            """)
    }

    private func tile(_ tile: DashboardSheet.Tile) -> String {
        let chart = tile.chart.map(DashboardMarks.months) ?? ""
        let note = tile.note.isEmpty ? "" : "<p class=\"note\">\(text(tile.note))</p>"
        return """
            <div class="tile"><h2>\(text(tile.title))</h2>
            <p class="big"><strong>\(text(tile.value))</strong> <span>\(text(tile.small))</span></p>
            \(chart)\(note)</div>
            """
    }

    private var ahead: String {
        let figures = sheet.ahead.enumerated().map { place, part in
            let chart = part.chart.map {
                "<h3>\(text($0.title))</h3>\n"
                    + ChartFormat().write($0, id: "ahead\(place + 1)")
            }
            return """
                <div><h2>\(text(part.title))</h2>
                \(part.lines.map { "<p>\(text($0))</p>" }.joined(separator: "\n"))
                \(chart ?? "")</div>
                """
        }
        guard !figures.isEmpty else { return "" }
        return "<section class=\"ahead\">\n\(figures.joined(separator: "\n"))\n</section>\n"
    }

    private var decided: String? {
        guard !sheet.decided.isEmpty else { return nil }
        let items = sheet.decided.map { "<li>\(text($0))</li>" }.joined(separator: "\n")
        return """
            <section class="waits"><h2>\(text(sheet.decidedTitle))</h2>
            <ul>
            \(items)
            </ul></section>
            """
    }

    private var waiting: String? {
        guard let waiting = sheet.waiting else { return nil }
        let title =
            waiting.waiting == 0
            ? text(waiting.title)
            : "<span data-go=\"leads\" data-of=\"waiting\">\(text(waiting.title))</span>"
        return """
            <section class="waits"><h2>\(title)</h2>
            \(DashboardMarks.waiting(waiting))<p class="note">\(text(waiting.note))</p></section>
            """
    }
}
