package import Analysis
internal import Economics
internal import Funnels
internal import Quantities
internal import Valuation

/// Whether a firm can find out what a source causes, how, in how long, and what it costs to hold back.
package struct ExperimentDesignReport: Report {
    private let figures: ExperimentDesignFigures
    /// What is to stand in the project, line by line.
    private let lines: [String]
    package let context: ReportContext

    package init(
        _ figures: ExperimentDesignFigures, lines: [String],
        _ context: ReportContext = ReportContext()
    ) {
        self.figures = figures
        self.lines = lines
        self.context = context
    }

    private var name: String { say.text(figures.label) }
    private var target: String { say.wholeShare(figures.rules.target) }
    private var longest: Int { figures.rules.lengths.last ?? 0 }

    package var document: Document {
        let asOf = say.asOf(figures.question.observed)
        var document = Document(
            say(
                "What \(name) causes: a test · \(asOf)",
                "Wat \(name) veroorzaakt: een proef · \(asOf)"
            ) + " · \(say.decider(figures.decidedBy, book: figures.ruleBook))")
        document.add(.paragraph(answer), .lines([past, fewSQLs].compactMap(\.self)))
        document.section(
            say("What each design can show", "Wat elke opzet kan laten zien"),
            .table(Table(Self.fields, figures.options)),
            .lines([
                say(
                    "Tried out on the firm's own past: a design that fits shows in \(say.wholeShare(figures.rules.power)) of such tests that \(target) or more of what \(name) has to its credit is caused.",
                    "Uitgeprobeerd op het eigen verleden: een opzet die past laat in \(say.wholeShare(figures.rules.power)) van zulke proeven zien dat \(target) of meer van wat op naam van \(name) staat erdoor komt."
                )
            ]))
        if let plan = figures.plan {
            document.section(say("The test", "De proef"), .labelled(agreed(plan)))
            document.section(
                say("To keep in mql.yaml", "Om in mql.yaml te bewaren"), .file(lines))
        }
        document.section(
            say(.basis),
            .labelled([
                (say(.rules), ["\(figures.ruleBook.name) \(figures.ruleBook.version)"]),
                context.again,
            ]))
        document.dataTable = Table(Self.fields, figures.options)
        return document
    }

    // MARK: The answer

    private var answer: String {
        if let chosen = figures.chosen, let weeks = chosen.weeks {
            let (design, outcome) = (
                say(say.design(chosen.design)), say(say.outcome(chosen.outcome))
            )
            return say(
                "This firm can find out what \(name) causes, in \(say.weeks(weeks)), by \(design): enough to show that \(target) or more of the \(outcome) to its credit would not have come without it.",
                "Dit bedrijf kan erachter komen wat \(name) veroorzaakt, in \(say.weeks(weeks)), met \(design): genoeg om te laten zien dat \(target) of meer van de \(outcome) op zijn naam er zonder niet was gekomen."
            )
        }
        let years = numbers.fixed(Double(longest) / 52, decimals: 0)
        let largest = figures.options.compactMap { option -> Double? in
            if case .larger(let least) = option.finding { least } else { nil }
        }.min()
        let start = say(
            "Not within \(years) years: at these numbers no test shows whether \(target) of what \(name) has to its credit is caused by it.",
            "Niet binnen \(years) jaar: bij deze aantallen laat geen proef zien of \(target) van wat op naam van \(name) staat erdoor komt."
        )
        guard let largest else {
            return start
                + say(
                    " Not even if all of it were. Decide by what it costs, and say that it was not tested.",
                    " Ook niet als dat alles was. Beslis op wat het kost, en zeg dat het niet getest is."
                )
        }
        let share = say.wholeShare(largest)
        return start
            + say(
                " Only \(share) or more could be seen. Decide by what it costs, and say that it was not tested.",
                " Alleen \(share) of meer zou te zien zijn. Beslis op wat het kost, en zeg dat het niet getest is."
            )
    }

    private var past: String {
        let (mqls, sqls) = (figures.mqls, figures.sqls)
        let (weeks, last) = (say.weeks(figures.weeks), say.day(figures.past.lastDay))
        let (ofMQLs, ofSQLs) = (
            numbers.count(mqls.credited), numbers.count(sqls.credited)
        )
        return say(
            "In the \(weeks) to \(last): \(say.count(mqls.all, .mql)), \(ofMQLs) of them to the credit of \(name); \(say.count(sqls.all, .sql)), \(ofSQLs) of them.",
            "In de \(weeks) tot en met \(last): \(say.count(mqls.all, .mql)), waarvan \(ofMQLs) op naam van \(name); \(say.count(sqls.all, .sql)), waarvan \(ofSQLs)."
        )
    }

    /// Why MQLs are counted, where SQLs would say more.
    private var fewSQLs: String? {
        guard figures.chosen?.outcome == .mqls,
            figures.options.contains(where: { $0.outcome == .sqls })
        else { return nil }
        let weeks = figures.options.filter { $0.outcome == .sqls }.compactMap(\.weeks).min()
        let start = say(
            "MQLs are counted, because SQLs are too few: ",
            "MQL's worden geteld, omdat er te weinig SQL's zijn: ")
        let ofSQLs = figures.options.filter { $0.outcome == .sqls }
        guard !ofSQLs.allSatisfy({ $0.finding == .shortPast }) else {
            return say(
                "MQLs are counted: of SQLs the past that had its time is too short to tell.",
                "MQL's worden geteld: het verleden van SQL's dat zijn tijd had is te kort.")
        }
        guard let weeks else {
            return start
                + say(
                    "with those it would not be shown within \(say.weeks(longest)).",
                    "daarmee is het niet binnen \(say.weeks(longest)) te zien.")
        }
        return start
            + say(
                "with those it would take \(say.weeks(weeks)).",
                "daarmee zou het \(say.weeks(weeks)) duren.")
    }

    // MARK: The table

    static let fields: [Field<ExperimentDesignFigures.Option>] = [
        Field("design", "Design", "Opzet", .experiment, .text) { option in
            .word(Wording().design(option.design), code: option.design.rawValue)
        },
        Field("outcome", "Counted", "Geteld", .experiment, .text) { option in
            .word(Wording().outcome(option.outcome), code: option.outcome.rawValue)
        },
        Field("weeks", "Weeks", "Weken", .experiment) { option in
            option.weeks.map(Cell.count) ?? .dash
        },
        Field("shows_from", "Shows from", "Toont vanaf", .causedShare) { option in
            switch option.finding {
            case .within(_, let least), .larger(let least): .share(least)
            default: .dash
            }
        },
        Field("finding", "Remark", "Opmerking", .experiment, .text) { option in
            .word(remark(option.finding), code: code(option.finding))
        },
    ]

    private static func remark(_ finding: ExperimentDesignFigures.Finding) -> Phrase {
        switch finding {
        case .within: Phrase(en: "fits", nl: "past")
        case .larger:
            Phrase(
                en: "only a larger share, in the longest time",
                nl: "alleen een groter deel, in de langste tijd")
        case .never:
            Phrase(en: "not even if all is caused", nl: "ook niet als alles erdoor komt")
        case .regions(0):
            Phrase(en: "no file has a column region", nl: "geen bestand heeft een kolom region")
        case .regions(let count):
            Phrase(
                en: "\(count) regions with leads; it takes 8 of like size",
                nl: "\(count) regio's met leads; er zijn er 8 van vergelijkbare grootte nodig")
        case .shortPast:
            Phrase(en: "the past is too short", nl: "het verleden is te kort")
        }
    }

    private static func code(_ finding: ExperimentDesignFigures.Finding) -> String {
        switch finding {
        case .within: "fits"
        case .larger: "larger_only"
        case .never: "never"
        case .regions: "too_few_regions"
        case .shortPast: "short_past"
        }
    }

    // MARK: What to agree on

    private func agreed(
        _ plan: ExperimentDesignFigures.Plan
    ) -> [(label: String, text: [String])] {
        let experiment = plan.experiment
        return [
            (say("How", "Hoe"), [how(plan)]),
            (
                say("When", "Wanneer"),
                [
                    "\(say.period(experiment.period)), \(say.weeks(experiment.weeks)); "
                        + say(
                            "read from \(say.day(ready(experiment))) on",
                            "te lezen vanaf \(say.day(ready(experiment)))")
                ]
            ),
            (
                say("Counted", "Geteld"),
                [
                    say(
                        "all \(say(say.outcome(experiment.outcome))), of whatever source, by the week in which the lead came",
                        "alle \(say(say.outcome(experiment.outcome))), van welke bron ook, bij de week waarin de lead kwam"
                    )
                ]
            ),
            (
                say("Can show", "Kan tonen"),
                [
                    say(
                        "that \(say.wholeShare(plan.least)) or more of what is credited is caused",
                        "dat \(say.wholeShare(plan.least)) of meer van wat op naam staat erdoor komt"
                    )
                ]
            ),
            (say("Holding back costs", "Uitzetten kost"), [cost(plan)]),
            (say("Rule of decision", "Beslisregel"), decision(experiment)),
        ]
    }

    private func ready(_ experiment: Experiment) -> Day {
        let late =
            figures.rules.mqlDays + (experiment.outcome == .sqls ? figures.horizon : 0)
        return experiment.period.lastDay.advanced(by: late + 1)
    }

    private func how(_ plan: ExperimentDesignFigures.Plan) -> String {
        let experiment = plan.experiment
        switch experiment.design {
        case .weeks:
            return say(
                "\(name) is off in \(say.weeks(plan.weeksOff)), one of each two, drawn by chance: all of it, from Monday to Sunday",
                "\(name) staat \(say.weeks(plan.weeksOff)) uit, één van elke twee, door het lot bepaald: helemaal, van maandag tot en met zondag"
            )
        case .regions:
            let list = experiment.regionsOff.joined(separator: ", ")
            return say(
                "\(name) is off in these regions, drawn by chance, and stays as it is in the others: \(list)",
                "\(name) staat uit in deze regio's, door het lot bepaald, en blijft in de andere zoals het is: \(list)"
            )
        case .pause:
            return say(
                "\(name) is off all the time, held against as many weeks before",
                "\(name) staat al die tijd uit, vergeleken met evenveel weken ervoor")
        case .arms:
            return say(
                "\(name) is kept from half of an audience that the platform draws by chance; write down how many people each half has, and in which column regions tells them apart",
                "\(name) wordt niet getoond aan de helft van een publiek dat het platform loot; schrijf op hoeveel mensen elke helft heeft, en welke regio's ze onderscheiden"
            )
        }
    }

    private func cost(_ plan: ExperimentDesignFigures.Plan) -> String {
        let mqls = say.expected(plan.mqlsLost, .mqls)
        var text = say(
            "at most \(mqls) do not come, if all of them are caused",
            "hoogstens \(mqls) blijven weg, als ze er alle door komen")
        if let worth = plan.worthLost {
            text += say(
                ", worth about \(numbers.whole(worth))", ", ongeveer \(numbers.whole(worth)) waard")
        }
        if let spent = plan.notSpent {
            text += say(
                "; about \(numbers.whole(spent)) is not spent",
                "; ongeveer \(numbers.whole(spent)) wordt niet besteed")
        }
        return text
    }

    private func decision(_ experiment: Experiment) -> [String] {
        guard let keep = experiment.keepFrom else {
            return [
                say(
                    "not known: what goes with \(name), or what its MQLs are worth, is not known. Write keep_from: 0.50, or what you agree on, before the test begins.",
                    "niet bekend: wat met \(name) wegvalt, of wat zijn MQL's waard zijn, is niet bekend. Zet keep_from: 0.50, of wat u afspreekt, erbij vóór de proef begint."
                )
            ]
        }
        let share = say.wholeShare(keep)
        return [
            say(
                "keep it where the whole range lies at \(share) caused or above: from there it pays for itself, by what goes with it and what its MQLs are worth",
                "houd het als het hele bereik op \(share) of hoger ligt: vanaf daar verdient het zich terug, naar wat ermee wegvalt en wat zijn MQL's waard zijn"
            ),
            say(
                "stop it where the whole range lies below; in between, nothing is decided by the test",
                "stop het als het hele bereik eronder ligt; ertussen beslist de proef niets"),
        ]
    }

    // MARK: For programs

    package var json: JSONValue {
        .members([
            "schema": "mql.experiment-design/1", "as_of": figures.question.asOf,
            "data_until": figures.question.observed.data, "source": figures.source,
            "past_weeks": figures.weeks, "mqls": figures.mqls.all,
            "mqls_credited": figures.mqls.credited, "sqls": figures.sqls.all,
            "sqls_credited": figures.sqls.credited, "target_share": figures.rules.target,
            "power": figures.rules.power, "keep_from": figures.keepFrom,
            "options": figures.options.map { option in
                JSONValue.members([
                    "design": option.design.rawValue, "outcome": option.outcome.rawValue,
                    "finding": Self.code(option.finding), "weeks": option.weeks,
                    "shows_from": Self.least(option.finding),
                ])
            },
            "experiment": figures.plan.map { plan in
                JSONValue.members([
                    "name": plan.experiment.name, "source": plan.experiment.source,
                    "design": plan.experiment.design.rawValue,
                    "outcome": plan.experiment.outcome.rawValue,
                    "from": plan.experiment.period.first, "to": plan.experiment.period.lastDay,
                    "weeks_off": plan.experiment.weeksOff,
                    "regions_off": plan.experiment.regionsOff,
                    "keep_from": plan.experiment.keepFrom, "shows_from": plan.least,
                    "mqls_lost_at_most": plan.mqlsLost, "sqls_lost_at_most": plan.sqlsLost,
                    "not_spent": plan.notSpent, "worth_lost_at_most": plan.worthLost,
                ])
            },
        ])
    }

    private static func least(_ finding: ExperimentDesignFigures.Finding) -> Double? {
        switch finding {
        case .within(_, let least), .larger(let least): least
        default: nil
        }
    }
}
