package import Analysis
internal import Funnels
package import Quantities
package import Valuation

/// What a team decided on: whether each was carried out, and what came against what was expected.
package struct DecisionsReport: Report {
    private let outcomes: [DecisionOutcome]
    private let question: Figures.Question
    package let context: ReportContext

    package init(
        _ outcomes: [DecisionOutcome], _ question: Figures.Question,
        _ context: ReportContext = ReportContext()
    ) {
        self.outcomes = outcomes
        self.question = question
        self.context = context
    }

    /// What an agenda says of earlier decisions, of those that are open; none where there are none.
    static func lines(_ outcomes: [DecisionOutcome], _ say: Wording) -> [String] {
        outcomes.filter(\.decision.isOpen).map { DecisionText($0, say).line }
    }

    /// What is watched of a decision that was just made.
    package static func watched(
        _ decision: TeamDecision, _ names: Names, _ language: Language
    ) -> String {
        let say = Wording(language)
        let source =
            decision.source.map { say.text(names.phrase(for: $0)) }
            ?? say("all sources", "alle bronnen")
        switch decision.aim {
        case nil:
            return say(
                "Nothing of it is watched. To watch a highest price, spend a month or a stop: mql decide --drop "
                    + "\(decision.number), and decide it anew with --cap, --spend or --stop.",
                "Hiervan wordt niets gevolgd. Om een hoogste prijs, uitgaven per maand of een stop te volgen: mql decide "
                    + "--drop \(decision.number), en besluit het opnieuw met --cap, --spend of --stop."
            )
        case .stop:
            return say(
                "Watched: whether anything is still bought of \(source).",
                "Wordt gevolgd: of er nog iets bij \(source) wordt ingekocht.")
        case .cap(let most):
            let amount = say.numbers.money(most)
            return say(
                "Watched: whether an MQL of \(source) costs at most \(amount) to buy.",
                "Wordt gevolgd: of een MQL van \(source) hoogstens \(amount) inkoop kost.")
        case .spend(let sum):
            let amount = say.numbers.money(sum)
            return say(
                "Watched: whether \(amount) a month is spent on \(source).",
                "Wordt gevolgd: of er \(amount) per maand aan \(source) wordt besteed.")
        }
    }

    /// The heading above them.
    static func heading(_ say: Wording) -> String {
        say("Earlier decisions", "Eerdere besluiten")
    }

    package var document: Document {
        let asOf = say.asOf(question.observed)
        var document = Document(
            say("What was decided · \(asOf)", "Wat er is besloten · \(asOf)"))
        document.dataTable = Table(Self.dataFields, outcomes)
        guard !outcomes.isEmpty else {
            document.add(
                .paragraph(
                    say(
                        "Nothing was decided yet: mql decide \"cap Google at €150\" --source google-ads --until 2027-01 "
                            + "--by \"your name\".",
                        "Er is nog niets besloten: mql decide \"plafond Google op €150\" --source google-ads --until "
                            + "2027-01 --by \"uw naam\".")))
            return document
        }
        document.saysCommands = true
        let (open, closed) = (
            outcomes.filter(\.decision.isOpen), outcomes.filter { !$0.decision.isOpen }
        )
        document.add(.paragraph(summary))
        for outcome in open {
            let text = DecisionText(outcome, say)
            document.section(
                text.title, .lines([text.about, text.status] + text.came))
        }
        document.section(
            say("Closed", "Afgehandeld"),
            .list(closed.map { DecisionText($0, say).line }))
        if !open.isEmpty {
            document.add(
                .lines([
                    say(
                        "When one is done: mql decide --done \(open[0].decision.number); when it is not wanted any "
                            + "more: mql decide --drop \(open[0].decision.number).",
                        "Is er een gedaan: mql decide --done \(open[0].decision.number); is het niet meer nodig: mql "
                            + "decide --drop \(open[0].decision.number).")
                ]))
        }
        return document
    }

    private var summary: String {
        let open = outcomes.count { $0.decision.isOpen }
        let due = outcomes.count(where: \.isDue)
        let number = numbers.count(open)
        return due > 0
            ? say(
                "\(number) open, of which \(numbers.count(due)) to be looked at again now.",
                "\(number) open, waarvan \(numbers.count(due)) nu opnieuw te bekijken.")
            : say("\(number) open.", "\(number) open.")
    }

    private static let dataFields: [Field<DecisionOutcome>] = [
        Field(data: "number") { .count($0.decision.number) },
        Field(data: "on") { .day($0.decision.on) },
        Field(data: "text", .text) { .text($0.decision.text) },
        Field(data: "by", .text) { $0.decision.by.map(Cell.text) ?? .blank },
        Field(data: "source", .text) { $0.decision.source.map(Cell.text) ?? .blank },
        Field(data: "until") { $0.decision.until.map(Cell.day) ?? .blank },
        Field(data: "aim", .text) { ($0.decision.aim?.code).map(Cell.text) ?? .blank },
        Field(data: "amount") { $0.decision.aim?.amount.map(Cell.money) ?? .blank },
        Field(data: "state", .text) { .text($0.state.code) },
        Field(data: "from") { $0.days.map { .day($0.first) } ?? .blank },
        Field(data: "to") { $0.days.map { .day($0.lastDay) } ?? .blank },
        Field(data: "spend") { $0.spend.map(Cell.money) ?? .blank },
        Field(data: "mqls") { $0.mqls.map(Cell.count) ?? .blank },
        Field(data: "per_mql") { $0.perMQL.map(Cell.money) ?? .blank },
        Field(data: "per_mql_low") { $0.perMQLLow.map(Cell.money) ?? .blank },
        Field(data: "per_mql_high") { $0.perMQLHigh.map(Cell.money) ?? .blank },
        Field(data: "expected") { $0.expected.map { .decimal($0.mqls) } ?? .blank },
        Field(data: "expected_low") { $0.expected.map { .count($0.low) } ?? .blank },
        Field(data: "expected_high") { $0.expected.map { .count($0.high) } ?? .blank },
        Field(data: "came") { $0.came.map(Cell.count) ?? .blank },
        Field(data: "saved") { $0.saved.map(Cell.money) ?? .blank },
        Field(data: "closed", .text) {
            ($0.decision.closed?.how.rawValue).map(Cell.text) ?? .blank
        },
        Field(data: "closed_on") { $0.decision.closed.map { .day($0.on) } ?? .blank },
    ]

    package var json: JSONValue {
        .members([
            "schema": "mql.decisions/1", "as_of": question.asOf,
            "data_until": question.observed.data, "currency": question.currency.code,
            "decisions": outcomes.map { DecisionText($0, Wording(.en)).json },
        ])
    }
}
