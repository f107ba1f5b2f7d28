package import Analysis
internal import Funnels
package import Quantities

/// What became of the leads created in a period, step by step.
package struct FunnelReport {
    private let figures: Figures
    private let say: Wording

    package init(_ figures: Figures, _ language: Language = .en) {
        self.figures = figures
        say = Wording(language)
    }

    /// The steps of a row: each counts those who reached it or came further.
    static func steps(_ row: Figures.Row) -> [(name: String, count: Known<Int>)] {
        let counts = row.counts
        func known(_ count: Int, _ absence: Absence?) -> Known<Int> {
            absence.map(Known.unknown) ?? .value(count)
        }
        return [
            ("leads", .value(counts.leads)), ("mqls", known(counts.leadsToMQL, row.mqls.absence)),
            ("contacted", known(counts.leadsToContacted, row.contacted.absence)),
            ("sqls", known(counts.leadsToSQL, row.sqls.absence)),
            ("won", known(counts.leadsToWon, row.won.absence)),
        ]
    }

    /// The steps of all leads as a table, without a drawing of them.
    static func steps(_ figures: Figures, _ say: Wording) -> Table {
        let table = FunnelReport(figures, say.language).total
        return Table(
            columns: table.columns.dropLast(), rows: table.rows.map { Array($0.dropLast()) })
    }

    package var document: Document {
        let question = figures.question
        let (period, asOf) = (say.period(question.period), say.day(question.asOf))
        var document = Document(
            title: say(
                "Leads created \(period) · as of \(asOf)", "Leads van \(period) · peildatum \(asOf)"
            )
                + say.basis(figures))
        let by = say.breakdown(question.by).lowercased()
        document.blocks = [
            .heading(say("All leads", "Alle leads")),
            .onPage(FiguresCharts(figures, say).funnel.map { [.chart($0)] } ?? []), .table(total),
            .heading(say("By \(by)", "Per \(by)")), .table(rows),
            .lines([
                say(
                    "Each step counts those who reached it, or came further. Recent leads have not "
                        + "had their time yet: `mql report` shows conversion for those that did.",
                    "Elke stap telt wie hem bereikte of verder kwam. Recente leads hebben hun tijd nog "
                        + "niet gehad: `mql report` toont de conversie van wie die wel had.")
            ]),
        ]
        document.dataTable = rows
        let matches = MatchNotes(figures, say).lines
        let notes = matches + CRMNotes(figures, say).sentences
        if !notes.isEmpty { document.blocks.append(.lines(notes)) }
        if let absence = figures.total.mqls.absence ?? figures.total.sqls.absence {
            document.blocks.append(
                .lines([say("Not known", "Niet bekend") + ": \(say.why(absence))."]))
        }
        if figures.total.counts.sqlsWithoutMQL > 0 {
            let leads = say.count(figures.total.counts.sqlsWithoutMQL, .lead)
            document.blocks.append(
                .lines([
                    say(
                        "Not counted above: \(leads) that became an SQL without being an MQL.",
                        "Hierboven niet geteld: \(leads) SQL geworden zonder MQL te zijn.")
                ]))
        }
        return document
    }

    private var total: Table {
        let steps = Self.steps(figures.total)
        let titles = [
            "Leads", say("MQLs", "MQL's"), say("Contacted", "Gesproken"), say("SQLs", "SQL's"),
            say("Won", "Klanten"),
        ]
        return Table(
            columns: [
                .init(say("Step", "Stap"), key: "step", isText: true),
                .init(say("Number", "Aantal"), key: "count"),
                .init(say("Of the leads", "Van de leads"), key: "of_leads"),
                .init(say("Of the step before", "Van de vorige stap"), key: "of_previous"),
                .init("", key: "bar", isText: true),
            ],
            rows: steps.indices.map { place in
                [
                    .text(titles[place]), count(steps[place].count),
                    share(steps[place].count, of: steps[0].count),
                    place == 0
                        ? .blank : share(steps[place].count, of: steps[place - 1].count),
                    .text(bar(steps[place].count.value ?? 0, of: figures.total.counts.leads)),
                ]
            })
    }

    private var rows: Table {
        let ofMQLs = say("of MQLs", "van MQL's")
        let columns = [
            Table.Column(
                say.breakdown(figures.question.by), key: figures.question.by.rawValue,
                isText: true),
            .init("Leads", key: "leads"), .init(say("MQLs", "MQL's"), key: "mqls"),
            .init(say("of leads", "van leads"), key: "mqls_of_leads"),
            .init(say("Contacted", "Gesproken"), key: "contacted"),
            .init(ofMQLs, key: "contacted_of_mqls"), .init(say("SQLs", "SQL's"), key: "sqls"),
            .init(ofMQLs, key: "sqls_of_mqls"), .init(say("Won", "Klanten"), key: "won"),
            .init(say("Rejected", "Afgewezen"), key: "rejected"),
        ]
        let rows = (figures.rows + [figures.total]).map { row -> [Cell] in
            let steps = Self.steps(row).map(\.count)
            return [
                .text(say.text(row.label)), count(steps[0]), count(steps[1]),
                share(steps[1], of: steps[0]), count(steps[2]), share(steps[2], of: steps[1]),
                count(steps[3]), share(steps[3], of: steps[1]), count(steps[4]),
                count(row.rejected.map { _ in row.counts.leadsRejected }),
            ]
        }
        return Table(columns: columns, rows: rows, hasTotal: true)
    }

    private func count(_ known: Known<Int>) -> Cell {
        known.value.map(Cell.count) ?? .dash
    }

    private func share(_ count: Known<Int>, of whole: Known<Int>) -> Cell {
        guard let count = count.value, let whole = whole.value, whole > 0 else {
            return .dash
        }
        return .share(Double(count) / Double(whole))
    }

    private func bar(_ count: Int, of whole: Int) -> String {
        guard whole > 0, count > 0 else { return "" }
        return String(repeating: "#", count: max(1, count * 40 / whole))
    }
}
