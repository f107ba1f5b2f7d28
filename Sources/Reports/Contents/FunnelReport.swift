package import Analysis
internal import Funnels
internal import Quantities

/// What became of the leads created in a period, step by step.
package struct FunnelReport: Report {
    private let figures: Figures
    package let context: ReportContext

    package init(_ figures: Figures, _ context: ReportContext = ReportContext()) {
        self.figures = figures
        self.context = context
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
        let table = FunnelReport(figures, ReportContext(say.language)).total
        return Table(
            columns: table.columns.dropLast(), rows: table.rows.map { Array($0.dropLast()) })
    }

    package var json: JSONValue { FiguresJSON(figures, context).value }

    package var document: Document {
        let question = figures.question
        let (period, asOf) = (say.period(question.period), say.asOf(question.observed))
        var document = Document(
            say(
                "Leads created \(period) · \(asOf)", "Leads van \(period) · \(asOf)"
            )
                + say.basis(figures))
        if let answer { document.add(.paragraph(answer)) }
        let by = say.breakdown(question.by).lowercased()
        document.section(
            say("All leads", "Alle leads"),
            .onPage(FiguresCharts(figures, say).funnel.map { [.chart($0)] } ?? []), .table(total))
        document.section(
            say("By \(by)", "Per \(by)"), .table(rows),
            .lines([
                say(
                    "Each step counts those who reached it, or came further. Recent leads have not "
                        + "had their time yet: `mql report` shows conversion for those that did.",
                    "Elke stap telt wie hem bereikte of verder kwam. Recente leads hebben hun tijd nog "
                        + "niet gehad: `mql report` toont de conversie van wie die wel had.")
            ]))
        document.dataTable = rows
        document.add(.lines(MatchNotes(figures, say).lines + CRMNotes(figures, say).sentences))
        if let absence = figures.total.mqls.absence ?? figures.total.sqls.absence {
            document.add(
                .lines([say("Not known", "Niet bekend") + ": \(say.why(absence))."]))
        }
        if figures.total.counts.sqlsWithoutMQL > 0 {
            let leads = say.count(figures.total.counts.sqlsWithoutMQL, .lead)
            document.add(
                .lines([
                    say(
                        "Not counted above: \(leads) that became an SQL without being an MQL.",
                        "Hierboven niet geteld: \(leads) SQL geworden zonder MQL te zijn.")
                ]))
        }
        return document
    }

    /// How far they came, and where most were lost; nil where no lead was created.
    private var answer: String? {
        let steps = Self.steps(figures.total)
        let leads = figures.total.counts.leads
        guard leads > 0 else { return nil }
        let words = [
            "", say("became an MQL", "werden MQL"), say("were spoken to", "zijn gesproken"),
            say("became an SQL", "werden SQL"), say("became a customer", "werden klant"),
        ]
        let known = zip(words, steps).dropFirst().compactMap { word, step in
            step.count.value.map { (word: word, count: $0) }
        }
        guard !known.isEmpty else { return nil }
        let all = say.count(leads, .lead)
        let came = known.map { "\(numbers.count($0.count)) \($0.word)" }.joined(separator: ", ")
        var text = say("Of \(all) created, \(came).", "Van \(all): \(came).")
        // Of those that had come so far, the step that the smallest part took.
        let counts = [leads] + known.map(\.count)
        let shares = known.indices.map { place in
            counts[place] > 0 ? Double(counts[place + 1]) / Double(counts[place]) : 1
        }
        if known.count > 1, let least = shares.min(), least < 1,
            let place = shares.firstIndex(of: least)
        {
            let (of, next) = (numbers.count(counts[place]), numbers.count(counts[place + 1]))
            text += say(
                " The smallest share took the step from \(of) to \(next): \(numbers.share(least)).",
                " Het kleinste deel zette de stap van \(of) naar \(next): \(numbers.share(least)).")
        }
        return text
    }

    /// A step of all leads, and the one before it.
    struct Step: Sendable {
        fileprivate let title: Phrase
        fileprivate let count: Int?
        fileprivate let before: Int?
        fileprivate let isFirst: Bool
        fileprivate let leads: Int
    }

    static let stepFields: [Field<Step>] = [
        Field("step", "Step", "Stap", .step, .text) { .phrase($0.title) },
        Field("count", "Number", "Aantal", .step) { .counted($0.count) },
        Field("of_leads", "Of the leads", "Van de leads", .share) {
            .share($0.count, of: $0.leads)
        },
        Field("of_previous", "Of the step before", "Van de vorige stap", .share) { step in
            step.before.map { .share(step.count, of: $0) } ?? (step.isFirst ? .blank : .dash)
        },
        Field(data: "bar", .text) { .text(bar($0.count ?? 0, of: $0.leads)) },
    ]

    private var total: Table {
        let steps = Self.steps(figures.total)
        let titles: [Phrase] = [.leads, .mqls, .contacted, .sqls, .won]
        return Table(
            Self.stepFields,
            steps.indices.map { place in
                Step(
                    title: titles[place], count: steps[place].count.value,
                    before: place == 0 ? nil : steps[place - 1].count.value,
                    isFirst: place == 0, leads: figures.total.counts.leads)
            })
    }

    static let rowFields: [Field<Figures.Row>] = [
        Field("leads", .leads, .lead, rank: 1) { count($0, 0) },
        Field("mqls", .mqls, .mql, rank: 0) { count($0, 1) },
        Field("mqls_of_leads", "of leads", "van leads", .share) { share($0, 1, of: 0) }
            .per("leads"),
        Field("contacted", .contacted, .contacted) { count($0, 2) },
        Field("contacted_of_mqls", "of MQLs", "van MQL's", .share) { share($0, 2, of: 1) }
            .per("mqls"),
        Field("sqls", .sqls, .sql, rank: 0) { count($0, 3) },
        Field("sqls_of_mqls", "of MQLs", "van MQL's", .share, rank: 1) { share($0, 3, of: 1) }
            .per("mqls"),
        Field("won", .won, .deals, rank: 2) { count($0, 4) },
        Field("rejected", .rejected, .rejected) { row in
            .counted(row.rejected.value.map { _ in row.counts.leadsRejected })
        },
    ]

    private var rows: Table {
        Table(
            [.named(figures.question.by)] + Self.rowFields, figures.rows + [figures.total],
            hasTotal: true)
    }

    private static func count(_ row: Figures.Row, _ step: Int) -> Cell {
        .counted(steps(row)[step].count.value)
    }

    private static func share(_ row: Figures.Row, _ step: Int, of whole: Int) -> Cell {
        let steps = steps(row)
        return .share(steps[step].count.value, of: steps[whole].count.value)
    }

    private static func bar(_ count: Int, of whole: Int) -> String {
        guard whole > 0, count > 0 else { return "" }
        return String(repeating: "█", count: max(1, count * 40 / whole))
    }
}
