package import Analysis
internal import Economics
internal import Funnels
package import Quantities
internal import Valuation

/// What a test showed: whether it was held as agreed, what the source caused, and what is decided by the rule that was
/// written beforehand.
package struct ExperimentReport: Report {
    private let reading: ExperimentReading
    private let lines: [String]
    package let context: ReportContext

    /// - Parameter lines: what is to stand in the project once the test is over.
    package init(
        _ reading: ExperimentReading, lines: [String], _ context: ReportContext = ReportContext()
    ) {
        self.reading = reading
        self.lines = lines
        self.context = context
    }

    private var experiment: Experiment { reading.experiment }
    private var name: String { say.text(reading.label) }
    private var outcome: String { say(say.outcome(experiment.outcome)) }

    package var document: Document {
        let asOf = say.asOf(reading.question.observed)
        var document = Document(
            "\(experiment.name) · \(say(say.design(experiment.design))) · \(say.period(experiment.period)) · \(asOf) · "
                + say.decider(reading.decidedBy, book: reading.ruleBook))
        document.tone = tone
        document.add(.paragraph(answer))
        if let effect = reading.effect {
            document.section(
                say("What \(name) caused", "Wat door \(name) kwam"), .labelled(caused(effect)))
        }
        document.add(
            .onPage(ExperimentCourse(reading, say).chart.map { [.chart($0)] } ?? []))
        document.section(
            say("Was it held as agreed", "Is het gedaan zoals afgesproken"),
            .table(Table(Self.checkFields, reading.checks)), .lines(explanations))
        document.section(
            say("What came", "Wat er kwam"),
            .table(Table(Self.sideFields, sides)),
            .lines([
                say(
                    "By the week in which the lead came; an MQL counts where it became one within \(say.count(reading.rules.mqlDays, .day)).",
                    "Bij de week waarin de lead kwam; een MQL telt als hij het binnen \(say.count(reading.rules.mqlDays, .day)) werd."
                )
            ]))
        if !lines.isEmpty {
            document.section(
                say("To keep in mql.yaml", "Om in mql.yaml te bewaren"), .file(lines))
        }
        document.section(
            say(.basis),
            .labelled([
                (say(.rules), ["\(reading.ruleBook.name) \(reading.ruleBook.version)"]),
                context.again,
            ]))
        document.dataTable = Table(Self.sideFields, sides)
        document.moreData = [Table(Self.checkFields, reading.checks)]
        return document
    }

    private var tone: Document.Tone? {
        switch reading.verdict {
        case .keep, .effect: .good
        case .stop, .broken: .bad
        default: .open
        }
    }

    // MARK: The answer

    var answer: String {
        let start = state
        switch reading.verdict {
        case .notYet:
            guard let effect = reading.effect else { return start }
            return say(
                "Nothing is decided yet. So far \(say.caused(effect.share)) of what \(name) has to its credit is caused by it; that range holds however often you look. ",
                "Er is nog niets beslist. Tot nu toe komt \(say.caused(effect.share)) van wat op naam van \(name) staat erdoor; dat bereik geldt hoe vaak u ook kijkt. "
            ) + start
        case .broken:
            return say(
                "This test says nothing of \(name): it was not held as agreed, as the checks below say. \(start)",
                "Deze proef zegt niets over \(name): hij is niet gedaan zoals afgesproken, zoals de controles hieronder zeggen. \(start)"
            )
        case .tooLittle:
            return say(
                "Too little came to say anything of \(name). \(start)",
                "Er kwam te weinig om iets over \(name) te zeggen. \(start)")
        case .keep:
            return say(
                "Keep \(name): \(share) of what it has to its credit is caused by it, and \(keep) is enough. \(start)",
                "Houd \(name): \(share) van wat op zijn naam staat komt erdoor, en \(keep) is genoeg. \(start)"
            )
        case .stop:
            return say(
                "Stop \(name): \(share) of what it has to its credit is caused by it, less than the \(keep) that was agreed. The rest would have come anyway. \(start)",
                "Stop \(name): \(share) van wat op zijn naam staat komt erdoor, minder dan de afgesproken \(keep). De rest was er toch gekomen. \(start)"
            )
        case .undecided:
            return say(
                "Not decided: \(share) of what \(name) has to its credit is caused by it, and the \(keep) that was agreed lies within that range. \(start)",
                "Niet beslist: \(share) van wat op naam van \(name) staat komt erdoor, en de afgesproken \(keep) ligt binnen dat bereik. \(start)"
            )
        case .effect:
            return say(
                "\(ManagementPage.capitalised(name)) causes \(share) of what it has to its credit. No rule of decision was agreed. \(start)",
                "Door \(name) komt \(share) van wat op zijn naam staat. Er is geen beslisregel afgesproken. \(start)"
            )
        case .noEffect:
            return say(
                "No effect of \(name) was shown: \(share) of what it has to its credit is caused by it. No rule of decision was agreed. \(start)",
                "Er is geen effect van \(name) aangetoond: \(share) van wat op zijn naam staat komt erdoor. Er is geen beslisregel afgesproken. \(start)"
            )
        }
    }

    private var share: String { reading.effect.map { say.caused($0.share) } ?? "–" }
    private var keep: String { experiment.keepFrom.map(say.wholeShare) ?? "–" }

    private var state: String {
        switch reading.state {
        case .planned:
            return say(
                "The test begins on \(say.day(experiment.period.first)).",
                "De proef begint op \(say.day(experiment.period.first)).")
        case .running(let weeks):
            let (past, all) = (numbers.count(weeks), say.weeks(experiment.weeks))
            let none =
                experiment.design == .arms
                ? ""
                : say(
                    " Until then the checks are told and no verdict: who stops when it looks good is fooled by chance.",
                    " Tot die tijd staan hier de controles en geen oordeel: wie stopt als het er goed uitziet, wordt door toeval bedrogen."
                )
            return say(
                "The test runs: \(past) of \(all), to \(say.day(experiment.period.lastDay)).\(none)",
                "De proef loopt: \(past) van \(all), tot en met \(say.day(experiment.period.lastDay)).\(none)"
            )
        case .waiting(let day):
            return say(
                "The weeks of the test are over; from \(say.day(day)) on all that is counted has had its time.",
                "De weken van de proef zijn om; vanaf \(say.day(day)) heeft alles wat geteld wordt zijn tijd gehad."
            )
        case .ended:
            let holds = experiment.period.lastDay.advanced(byMonths: reading.rules.holdsMonths)
            return reading.effect == nil
                ? ""
                : say(
                    "Taken to hold until \(say.day(holds)).",
                    "Geldt naar verwachting tot \(say.day(holds)).")
        }
    }

    private func caused(
        _ effect: ExperimentReading.Effect
    ) -> [(label: String, text: [String])] {
        var entries = [
            (
                label: say("More with it", "Meer met de bron"),
                text: [
                    say(
                        "\(outcome) of all sources together: \(lift(effect.lift)) more than without",
                        "\(outcome) van alle bronnen samen: \(lift(effect.lift)) meer dan zonder")
                ]
            ),
            (
                label: say("Caused", "Veroorzaakt"),
                text: ["\(say.about(effect.incremental)) \(outcome)"]
            ),
            (
                label: say("Share caused", "Deel dat erdoor komt"),
                text: [
                    "\(say.caused(effect.share)) "
                        + say(
                            "of the \(numbers.count(reading.with.credited)) to its credit",
                            "van de \(numbers.count(reading.with.credited)) op zijn naam")
                ]
            ),
        ]
        if let sqls = effect.sqls, experiment.outcome == .mqls {
            entries.append(
                (
                    label: say("SQLs of these", "SQL's daarvan"),
                    text: [
                        say(
                            "about \(say.about(sqls)), as MQLs of \(name) become SQLs",
                            "ongeveer \(say.about(sqls)), naar hoe MQL's van \(name) SQL worden")
                    ]
                ))
        }
        if let cost = effect.costPerSQL {
            var text = numbers.whole(cost)
            if let most = effect.costPerSQLAtMost {
                text += say(
                    ", at most \(numbers.whole(most))", ", hoogstens \(numbers.whole(most))")
            }
            entries.append(
                (
                    label: say("Cost per SQL that was caused", "Kosten per SQL die erdoor kwam"),
                    text: [text]
                ))
        }
        if let pays = effect.pays {
            entries.append(
                (
                    label: say("Chance that it pays for itself", "Kans dat het zich terugverdient"),
                    text: [say.chance(pays)]
                ))
        }
        return entries
    }

    private func lift(_ range: Measured) -> String {
        let low = say.wholeShare(range.low)
        guard range.high.isFinite else {
            return "\(say.wholeShare(range.estimate)) "
                + say("(at least \(low))", "(minstens \(low))")
        }
        let high = say.wholeShare(range.high)
        return "\(say.wholeShare(range.estimate)) "
            + say("(\(low) to \(high))", "(\(low) tot \(high))")
    }

    // MARK: Tables

    static let checkFields: [Field<ExperimentReading.Check>] = [
        Field("check", "Looked at", "Nagegaan", .experiment, .text) { check in
            .word(title(check.kind), code: check.kind.rawValue)
        },
        Field("result", "Result", "Uitkomst", .experiment, .text) { check in
            .word(word(check.result), code: code(check.result))
        },
    ]

    private static func title(_ kind: ExperimentReading.Check.Kind) -> Phrase {
        switch kind {
        case .assignment: Phrase(en: "On and off as drawn", nl: "Aan en uit zoals geloot")
        case .spendOff: Phrase(en: "Nothing spent while off", nl: "Niets besteed terwijl uit")
        case .leak: Phrase(en: "No leads of it while off", nl: "Geen leads ervan terwijl uit")
        case .balance: Phrase(en: "Both sides alike before", nl: "Beide kanten eerder gelijk")
        case .otherSources: Phrase(en: "Other sources unmoved", nl: "Andere bronnen onveranderd")
        }
    }

    private static func word(_ result: ExperimentReading.Check.Result) -> Phrase {
        switch result {
        case .holds: Phrase(en: "yes", nl: "ja")
        case .fails: Phrase(en: "no", nl: "nee")
        case .unknown: Phrase(en: "cannot be told", nl: "niet te zeggen")
        }
    }

    private static func code(_ result: ExperimentReading.Check.Result) -> String {
        switch result {
        case .holds: "holds"
        case .fails: "fails"
        case .unknown: "unknown"
        }
    }

    /// What each check that fails, or cannot be told, means and what to do.
    private var explanations: [String] {
        reading.checks.compactMap { check in
            switch check.result {
            case .holds: nil
            case .unknown: unknown(check.kind)
            case .fails(let measure): failure(check.kind, measure)
            }
        }
    }

    private func unknown(_ kind: ExperimentReading.Check.Kind) -> String? {
        guard kind == .spendOff else { return nil }
        return [.regions, .arms].contains(experiment.design)
            ? say(
                "Spend is not known by region here: look in the platform whether it was off.",
                "De uitgaven zijn hier niet per regio bekend: kijk in het platform of het uit stond."
            )
            : say(
                "Spend is not known by the week: export it by day to see whether it was off.",
                "De uitgaven zijn niet per week bekend: exporteer ze per dag om te zien of het uit stond."
            )
    }

    private func failure(
        _ kind: ExperimentReading.Check.Kind, _ measure: ExperimentReading.Check.Measure
    ) -> String {
        switch (kind, measure) {
        case (.assignment, .count(let count)):
            let number = numbers.count(count)
            return experiment.design == .weeks
                ? say(
                    "Pairs of weeks without just one off, or weeks off outside of the test: \(number). They are left out.",
                    "Weekparen waarvan niet precies één week uit staat, of weken buiten de proef: \(number). Die tellen niet mee."
                )
                : say(
                    "Regions of which no lead is known: \(number). Compare the names with the column region.",
                    "Regio's waarvan geen lead bekend is: \(number). Vergelijk de namen met de kolom region."
                )
        case (.spendOff, .share(let share)):
            return say(
                "While it was to be off, \(say.wholeShare(share)) of the usual was spent: it ran.",
                "Terwijl het uit moest staan is \(say.wholeShare(share)) van het gewone besteed: het liep door."
            )
        case (.leak, .share(let share)):
            return say(
                "While it was to be off, \(say.wholeShare(share)) of the usual number of leads of \(name) came: it ran, or it reached them another way, or leads are counted late.",
                "Terwijl het uit moest staan kwam \(say.wholeShare(share)) van het gewone aantal leads van \(name): het liep door, of bereikte hen langs een andere weg, of leads worden laat geteld."
            )
        case (.balance, _):
            return say(
                "The two sides differed before the test as well: by chance in one of twenty tests, else by how they were chosen.",
                "De twee kanten verschilden ook vóór de proef: door toeval in één van de twintig proeven, anders door de keuze."
            )
        case (.otherSources, .effect(let range)):
            let isLess = range.estimate < (experiment.design == .weeks ? 0 : 1)
            return isLess
                ? say(
                    "Other sources brought more while it was off: a part of those who come by it comes by another way without it. That is in the share that is caused.",
                    "Andere bronnen brachten meer terwijl het uit stond: een deel van wie erdoor komt, komt zonder langs een andere weg. Dat zit in het deel dat erdoor komt."
                )
                : say(
                    "Other sources brought less while it was off: it helps them too. That is in the share that is caused.",
                    "Andere bronnen brachten minder terwijl het uit stond: het helpt ook hen. Dat zit in het deel dat erdoor komt."
                )
        default: return ""
        }
    }

    /// One part of a test with its name.
    struct Side: Sendable {
        fileprivate let isOn: Bool
        fileprivate let side: ExperimentReading.Side
    }

    private var sides: [Side] {
        [Side(isOn: true, side: reading.with), Side(isOn: false, side: reading.without)]
    }

    static let sideFields: [Field<Side>] = [
        Field("side", "Side", "Kant", .experiment, .text) { row in
            row.isOn
                ? .word(Phrase(en: "on", nl: "aan"), code: "on")
                : .word(Phrase(en: "off", nl: "uit"), code: "off")
        },
        Field("exposure", "Size", "Omvang", .experiment) { row in
            row.side.exposure == row.side.exposure.rounded() && row.side.exposure < 1e9
                ? .count(Int(row.side.exposure)) : .decimal(row.side.exposure)
        },
        Field("outcomes", "All", "Alle", .experiment) { .count($0.side.all) },
        Field("credited", "To its credit", "Op zijn naam", .experiment) {
            .count($0.side.credited)
        },
        Field("others", "Other sources", "Andere bronnen", .experiment) {
            .count($0.side.others)
        },
        Field("source_leads", "Leads of it", "Leads ervan", .experiment) {
            .count($0.side.leads)
        },
        Field("spend", "Spend", "Besteed", .boughtFor) {
            $0.side.spent.map(Cell.money) ?? .dash
        },
    ]

    // MARK: For programs

    package var json: JSONValue {
        func range(_ range: Measured?) -> JSONValue {
            guard let range else { return .null }
            func finite(_ number: Double) -> Double? { number.isFinite ? number : nil }
            return .members([
                "value": finite(range.estimate), "low": finite(range.low),
                "high": finite(range.high),
            ])
        }
        func side(_ side: ExperimentReading.Side) -> JSONValue {
            .members([
                "exposure": side.exposure, "outcomes": side.all, "credited": side.credited,
                "others": side.others, "source_leads": side.leads, "spend": side.spent,
            ])
        }
        let effect = reading.effect
        return .members([
            "schema": "mql.experiment/1", "as_of": reading.question.asOf,
            "data_until": reading.question.observed.data, "name": experiment.name,
            "source": experiment.source, "design": experiment.design.rawValue,
            "outcome": experiment.outcome.rawValue, "from": experiment.period.first,
            "to": experiment.period.lastDay, "state": state(reading.state),
            "keep_from": experiment.keepFrom, "verdict": reading.verdict.code,
            "checks": reading.checks.map { check in
                JSONValue.members([
                    "check": check.kind.rawValue, "result": Self.code(check.result),
                ])
            },
            "on": side(reading.with), "off": side(reading.without),
            "lift": range(effect?.lift), "incremental": range(effect?.incremental),
            "share": range(effect?.share), "incremental_sqls": range(effect?.sqls),
            "cost_per_incremental_sql": effect?.costPerSQL,
            "cost_per_incremental_sql_at_most": effect?.costPerSQLAtMost,
            "pays": effect?.pays, "evidence": effect?.evidence,
        ])
    }

    private func state(_ state: ExperimentReading.State) -> String {
        switch state {
        case .planned: "planned"
        case .running: "running"
        case .waiting: "waiting"
        case .ended: "ended"
        }
    }
}

/// The tests of a firm, and what is kept of them.
package struct ExperimentListReport: Report {
    private let rows: [Row]
    private let asOf: Day
    package let context: ReportContext

    /// A test, or a source of which it is kept what it causes.
    package struct Row: Sendable {
        let experiment: Experiment?
        let caused: (source: String, share: CausedShare)?
        let asOf: Day

        var name: String { experiment?.name ?? caused?.share.evidence ?? "" }
        var source: String { experiment?.source ?? caused?.source ?? "" }
    }

    /// - Parameter caused: by source, what is kept.
    package init(
        _ experiments: [Experiment], caused: [String: CausedShare], asOf: Day,
        _ context: ReportContext = ReportContext()
    ) {
        self.asOf = asOf
        self.context = context
        let known = Set(experiments.map(\.name))
        rows =
            experiments.map { experiment in
                Row(
                    experiment: experiment,
                    caused: caused.sorted { $0.key < $1.key }.first {
                        $0.value.evidence == experiment.name
                    }.map { ($0.key, $0.value) }, asOf: asOf)
            }
            + caused.sorted { $0.key < $1.key }.filter { !known.contains($0.value.evidence) }.map {
                Row(experiment: nil, caused: ($0.key, $0.value), asOf: asOf)
            }
    }

    package var document: Document {
        var document = Document(
            say("Tests of what sources cause", "Proeven van wat bronnen veroorzaken")
                + " · \(say("as of", "peildatum")) \(say.day(asOf))")
        guard !rows.isEmpty else {
            document.add(
                .paragraph(
                    say(
                        "No source was tested: what each has to its credit may have come anyway. mql experiment design --source NAME says whether this firm can find out.",
                        "Geen bron is getest: wat op naam van elke bron staat was er misschien toch gekomen. mql experiment design --source NAAM zegt of dit bedrijf erachter kan komen."
                    )))
            return document
        }
        document.add(.table(Table(Self.fields, rows)))
        guard rows.contains(where: { $0.caused != nil }) else { return document }
        document.add(
            .lines([
                say(
                    "What is kept under caused in mql.yaml stands here. Until its last day the worth of an MQL, justify and budget count with it.",
                    "Wat in mql.yaml onder caused staat, staat hier. Tot de laatste dag rekenen de waarde van een MQL, justify en budget ermee."
                )
            ]))
        return document
    }

    static let fields: [Field<Row>] = [
        Field("name", "Name", "Naam", .experiment, .text) { .text($0.name) },
        Field("source", .source, .source, .text) { .text($0.source) },
        Field("design", "Design", "Opzet", .experiment, .text) { row in
            row.experiment.map { .word(Wording().design($0.design), code: $0.design.rawValue) }
                ?? .dash
        },
        Field("from", "From", "Van", .experiment) { row in
            row.experiment.map { .day($0.period.first) } ?? .dash
        },
        Field("to", "To", "Tot en met", .experiment) { row in
            row.experiment.map { .day($0.period.lastDay) } ?? .dash
        },
        Field("state", "State", "Stand", .experiment, .text) { row in
            state(row).map { .word($0.0, code: $0.1) } ?? .dash
        },
        Field("caused", "Caused", "Veroorzaakt", .causedShare, .range) { row in
            row.caused.map { .range($0.share.share, low: $0.share.low, high: $0.share.high) }
                ?? .dash
        },
        Field("until", "Until", "Tot", .causedShare) { row in
            row.caused.map { .day($0.share.until) } ?? .dash
        },
    ]

    private static func state(_ row: Row) -> (Phrase, String)? {
        guard let period = row.experiment?.period else { return nil }
        if row.asOf < period.first { return (Phrase(en: "to come", nl: "komt nog"), "planned") }
        return row.asOf <= period.lastDay
            ? (Phrase(en: "runs", nl: "loopt"), "running") : (Phrase(en: "over", nl: "om"), "ended")
    }

    package var json: JSONValue {
        .members([
            "schema": "mql.experiments/1", "as_of": asOf,
            "experiments": rows.map { row in
                JSONValue.members([
                    "name": row.name, "source": row.source,
                    "design": row.experiment?.design.rawValue,
                    "outcome": row.experiment?.outcome.rawValue,
                    "from": row.experiment?.period.first, "to": row.experiment?.period.lastDay,
                    "state": Self.state(row)?.1, "share": row.caused?.share.share,
                    "low": row.caused?.share.low, "high": row.caused?.share.high,
                    "until": row.caused?.share.until,
                ])
            },
        ])
    }
}
