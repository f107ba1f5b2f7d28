package import Analysis
internal import Funnels
internal import Quantities

/// What is missing in the data and counts as nothing: where, how much, what it does to which figure, and what
/// mends it.
package struct DataCheckReport: Report {
    private let figures: Figures
    private let lastDays: LastDays
    package let context: ReportContext
    private var holes: Holes { figures.holes }
    private var text: HoleText { HoleText(say, reading) }

    package init(
        _ figures: Figures, _ lastDays: LastDays, _ context: ReportContext = ReportContext()
    ) {
        self.figures = figures
        self.lastDays = lastDays
        self.context = context
    }

    package var document: Document {
        let question = figures.question
        let (period, asOf) = (say.period(question.period), say.asOf(question.observed))
        var document = Document(
            say("What is missing in the data · ", "Wat er in de gegevens ontbreekt · ")
                + "\(period) · \(asOf)")
        document.saysCommands = true
        if holes.all.isEmpty {
            document.add(
                .paragraph(
                    say(
                        "No gap was found: no month without spend beside months with it, and no file that ends early.",
                        "Er is geen gat gevonden: geen maand zonder uitgaven naast maanden ermee, en geen bestand dat te vroeg eindigt."
                    )))
        } else {
            document.add(
                .list(
                    holes.all.map { hole in
                        "\(text.what(hole)): \(text.effect(hole)). \(text.mend(hole))"
                    }))
        }
        let notKnown = NotKnown(figures, say).parts
        if !notKnown.isEmpty {
            document.section(
                NotKnown.title(say), .list(notKnown.map { "\(ManagementPage.capitalised($0))." }))
        }
        let without = holes.withoutActivity.map(text.note)
        if !without.isEmpty {
            document.section(
                say("Not measured", "Niet gemeten"),
                .lines([
                    say(
                        "Activities are known only of visitors who accepted cookies.",
                        "Activiteiten zijn alleen bekend van bezoekers die cookies accepteerden.")
                ]), .list(without))
        }
        document.section(
            say(.files), .lines(FileEnds(reading, say).all))
        document.dataTable = Table(
            Self.fields, holes.all.map { Finding(hole: $0, text: text) })
        return document
    }

    /// Something that is missing, and the words for it.
    struct Finding {
        let hole: Hole
        let text: HoleText
    }

    static let fields: [Field<Finding>] = [
        Field(data: "kind", .text) { .text($0.hole.kind.rawValue) },
        Field(data: "source", .text) { .known($0.hole.source?.key) },
        Field(data: "first", .text) { .day($0.hole.days.first) },
        Field(data: "last", .text) { .day($0.hole.days.lastDay) },
        Field(data: "leads") { $0.hole.leads.map(Cell.count) ?? .blank },
        Field(data: "mqls") { $0.hole.mqls.map(Cell.count) ?? .blank },
        Field(data: "missing_spend") { $0.hole.missing.map(Cell.money) ?? .blank },
        Field(data: "finding", .text) { .text($0.text.what($0.hole)) },
        Field(data: "effect", .text) { .text($0.text.effect($0.hole)) },
        Field(data: "mend", .text) { .text($0.text.mend($0.hole)) },
    ]

    package var json: JSONValue {
        let question = figures.question
        let words = HoleText(Wording(), reading)
        return .members([
            "schema": "mql.check/1", "as_of": question.asOf,
            "data_until": question.observed.data, "observed_until": question.observed.sqls,
            "last_days": JSONObject(lastDays.days.map { ($0.kind, $0.day) }),
            "holes": holes.all.map { $0.members(words) },
            "without_activity": holes.withoutActivity,
            "provenance": ProvenanceJSON(context),
        ])
    }
}

extension Holes.WithoutActivity: JSONWritable {
    package var json: JSONValue {
        .members(["source": source.key, "leads": leads, "without": without])
    }
}
