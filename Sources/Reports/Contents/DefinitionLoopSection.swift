internal import Analysis
internal import Funnels
internal import Quantities
internal import Valuation

/// The part of the monthly meeting that looks at the criteria themselves.
struct DefinitionLoopSection {
    private let loop: DefinitionLoop
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }

    init(_ loop: DefinitionLoop, _ say: Wording) {
        self.loop = loop
        self.say = say
    }

    var blocks: [Document.Block] {
        var blocks: [Document.Block] = [
            .heading(
                say(
                    "The criteria: too loose, too strict, still right?",
                    "De criteria: te ruim, te streng, nog goed?")),
            .table(limits), .lines(limitNotes),
        ]
        if let calibration = loop.calibration {
            blocks += [
                .heading(say("Does the score tell SQLs?", "Zegt de score iets over SQL's?")),
                .paragraph(telling(calibration)),
                .table(Table(Self.bandFields, calibration.bands)),
            ]
        }
        if let drift = loop.drift {
            blocks += [
                .heading(say("Now and the time before", "Nu en de tijd ervoor")),
                .table(Table(Self.stepFields, drift.steps)), .lines(driftNotes(drift)),
            ]
        }
        return blocks
    }

    // MARK: What to decide

    /// Lines for the head of the agenda; none where nothing is clear.
    var decisions: [String] {
        var lines: [String] = []
        if let rejected = loop.rejected.value, rejected.side(of: loop.limits.rejected) == .above {
            lines.append(
                say(
                    "Too loose: sales rejected \(share(rejected)) for reasons that criteria can keep out, clearly more "
                        + "than \(percent(loop.limits.rejected)). Which criterion? mql rules learn, mql rules compare.",
                    "Te ruim: sales wees \(share(rejected)) af om redenen die criteria kunnen tegenhouden, duidelijk meer "
                        + "dan \(percent(loop.limits.rejected)). Welk criterium? mql rules learn, mql rules compare."
                ))
        }
        if let missed = loop.missed.value, missed.side(of: loop.limits.missed) == .above {
            lines.append(
                say(
                    "Too strict: \(share(missed)) SQLs were no MQL before, clearly more than "
                        + "\(percent(loop.limits.missed)). What did they lack? mql explain.",
                    "Te streng: \(share(missed)) SQL's waren eerder geen MQL, duidelijk meer dan "
                        + "\(percent(loop.limits.missed)). Wat misten zij? mql explain."))
        }
        if let calibration = loop.calibration, let high = calibration.high, high < 0.5 {
            lines.append(
                say(
                    "The score points the wrong way: MQLs with a lower score became SQLs more often.",
                    "De score wijst de verkeerde kant op: MQL's met een lagere score werden vaker SQL."
                ))
        }
        return lines
    }

    private func share(_ share: ShareRange) -> String { say.count(share.count, of: share.of) }

    private func percent(_ hundredths: Int) -> String { numbers.percent(hundredths: hundredths) }

    // MARK: Limits

    private var limits: Table {
        var rows = [
            Watched(
                Phrase(en: "Rejected, of those sales got", nl: "Afgewezen, van wat sales kreeg"),
                loop.rejected, loop.limits.rejected,
                beyond: Phrase(en: "too loose", nl: "te ruim")),
            Watched(
                Phrase(en: "SQLs that were no MQL", nl: "SQL's die geen MQL waren"), loop.missed,
                loop.limits.missed, beyond: Phrase(en: "too strict", nl: "te streng")),
        ]
        if let plan = loop.plan { rows.append(Watched(plan)) }
        return Table(Self.limitFields, rows)
    }

    static let limitFields: [Field<Watched>] = [
        Field("watched", "Watched", "Bewaakt", .limit, .text) { .phrase($0.name) },
        Field("count", "Count", "Aantal", .limit) { $0.count },
        Field("share", "Share and range", "Deel en interval", .range) { $0.share },
        Field("limit", "Limit", "Grens", .limit) { $0.limit },
        Field("verdict", .verdict, .limit, .text) { .phrase($0.verdict) },
    ]

    /// A number that says whether the criteria are right, beside what was agreed or planned.
    struct Watched {
        let name: Phrase
        let count: Cell
        let share: Cell
        let limit: Cell
        let verdict: Phrase

        init(_ name: Phrase, _ known: Known<ShareRange>, _ limit: Int, beyond: Phrase) {
            self.name = name
            self.limit = .stated(
                Wording.both { $0.numbers.percent(hundredths: limit) }, Double(limit) / 10_000,
                .share)
            count = .known(
                known.value.map { share in
                    Wording.both { $0.count(share.count, of: share.of) }
                })
            share =
                known.value.map { .range($0.estimate.rate, low: $0.low, high: $0.high) } ?? .dash
            switch known {
            case .unknown(let absence): verdict = Wording.both { $0.why(absence) }
            case .value(let share):
                verdict =
                    switch share.side(of: limit) {
                    case .above: beyond
                    case .below: Phrase(en: "within it", nl: "erbinnen")
                    case .unsure: Phrase(en: "cannot be told yet", nl: "nog niet te zeggen")
                    }
            }
        }

        /// MQLs, and the numbers of them that so many could also have been.
        init(_ plan: DefinitionLoop.Plan) {
            name = Phrase(en: "MQLs against the plan", nl: "MQL's tegen het plan")
            count = .count(plan.mqls)
            share = .phrase(
                Wording.both {
                    let (low, high) = (plan.low, plan.high)
                    return
                        "\($0.numbers.fixed(low, decimals: 0))–\($0.numbers.fixed(high, decimals: 0))"
                })
            limit = .phrase(Wording.both { "plan \($0.numbers.count(plan.planned))" })
            verdict =
                switch plan.side {
                case .below:
                    Phrase(en: "clearly fewer: too strict?", nl: "duidelijk minder: te streng?")
                case .above: Phrase(en: "clearly more: too loose?", nl: "duidelijk meer: te ruim?")
                case .unsure:
                    Phrase(en: "as planned, within chance", nl: "volgens plan, op toeval na")
                }
        }
    }

    private var limitNotes: [String] {
        var lines = [
            say(
                "A limit counts as passed only where that cannot be chance: the whole range lies on one side of it.",
                "Een grens geldt pas als overschreden waar dat geen toeval kan zijn: het hele interval ligt "
                    + "aan één kant."
            )
        ]
        if loop.otherRejections > 0 {
            let count = say.count(loop.otherRejections, .mql)
            lines.append(
                say(
                    "\(count) more were rejected for reasons that no criterion could have kept out.",
                    "Nog \(count) werden afgewezen om redenen die geen criterium had tegengehouden."
                ))
        }
        return lines
    }

    // MARK: The score

    private func telling(_ calibration: DefinitionLoop.Calibration) -> String {
        guard let area = calibration.area else {
            return say(
                "Too few SQLs among MQLs that had their time.",
                "Te weinig SQL's onder de MQL's die tijd genoeg hadden.")
        }
        let cases = numbers.fixed(area * 100, decimals: 0)
        var range = ""
        if let low = calibration.low, let high = calibration.high {
            range =
                " (\(numbers.fixed(low * 100, decimals: 0))–\(numbers.fixed(high * 100, decimals: 0)))"
        }
        let text = say(
            "Of an MQL that became an SQL and one that did not, the first had the higher score in \(cases) of 100 "
                + "cases\(range); tossing a coin gives 50. ",
            "Van een MQL die SQL werd en een die het niet werd had de eerste in \(cases) van 100 gevallen\(range) de "
                + "hoogste score; kop of munt geeft 50. ")
        if let low = calibration.low, low > 0.5 {
            return text + say("So the score says something.", "De score zegt dus iets.")
        }
        if let high = calibration.high, high < 0.5 {
            return text + say("So it points the wrong way.", "Zij wijst dus de verkeerde kant op.")
        }
        return text
            + say(
                "It is not shown that the score says more than that somebody is an MQL.",
                "Het is niet aangetoond dat de score meer zegt dan dat iemand MQL is.")
    }

    static let bandFields: [Field<DefinitionLoop.Calibration.Band>] = [
        Field("score", "Score as MQL", "Score als MQL", .score, .text) {
            .text($0.from == $0.to ? "\($0.from)" : "\($0.from)–\($0.to)")
        },
        Field("mqls", "MQLs that had time", "MQL's die tijd hadden", .maturedEquivalent) {
            .count($0.sqls.of)
        },
        Field("sqls", .sqls, .sql) { .count($0.sqls.count) },
        Field("conversion", .conversion, .range, .range) {
            .range($0.sqls.estimate.rate, low: $0.sqls.low, high: $0.sqls.high)
        },
    ]

    // MARK: Drift

    static let stepFields: [Field<DefinitionLoop.Step>] = [
        Field("step", .perMQL, .nowAndBefore, .text) { .phrase(name($0.kind)) },
        Field(
            "now", "Now: median (middle half)", "Nu: mediaan (middelste helft)", .nowAndBefore,
            .text
        ) {
            .known($0.now.map(middle))
        },
        Field("before", "Before", "Ervoor", .nowAndBefore, .text) {
            .known($0.before.map(middle))
        },
        Field("higher", "Higher now*", "Nu hoger*", .nowAndBefore, .text) { .known(higher($0)) },
        Field("verdict", .verdict, .nowAndBefore, .text) { .phrase(verdict($0)) },
    ]

    private static func name(_ kind: DefinitionLoop.Step.Kind) -> Phrase {
        switch kind {
        case .score: Phrase(en: "Score as MQL", nl: "Score als MQL")
        case .leadToMQL: Phrase(en: "Days lead → MQL", nl: "Dagen lead → MQL")
        case .mqlToContact: Phrase(en: "Days MQL → call", nl: "Dagen MQL → gesprek")
        case .mqlToSQL: Phrase(en: "Days MQL → SQL", nl: "Dagen MQL → SQL")
        }
    }

    /// `58 (52–65) of 110`: the middle, the half around it, and how many.
    private static func middle(_ middle: DefinitionLoop.Middle) -> Phrase {
        Wording.both { say in
            func short(_ number: Double) -> String { say.numbers.fixed(number, decimals: 0) }
            return "\(short(middle.median)) (\(short(middle.lower))–\(short(middle.upper))) "
                + say("of ", "van ") + say.numbers.count(middle.count)
        }
    }

    private static func higher(_ step: DefinitionLoop.Step) -> Phrase? {
        step.higher.map { higher in
            Wording.both { say in
                let share = say.numbers.share(higher)
                guard let low = step.low, let high = step.high else { return share }
                return "\(share) (\(say.numbers.range(low, high)))"
            }
        }
    }

    private static func verdict(_ step: DefinitionLoop.Step) -> Phrase {
        switch (step.side, step.kind) {
        case (.unsure, _): Phrase(en: "no difference shown", nl: "geen verschil aangetoond")
        case (.above, .score): Phrase(en: "higher", nl: "hoger")
        case (.below, .score): Phrase(en: "lower", nl: "lager")
        case (.above, _): Phrase(en: "slower", nl: "trager")
        case (.below, _): Phrase(en: "faster", nl: "sneller")
        }
    }

    private func driftNotes(_ drift: DefinitionLoop.Drift) -> [String] {
        let (now, before) = (say.period(drift.now), say.period(drift.before))
        let (mqls, sqls) = (drift.mqls, drift.sqls)
        var lines = [
            say(
                "Now is \(now): \(say.count(mqls.now, .mql)), \(say.count(sqls.now, .sql)). Before is \(before): "
                    + "\(say.count(mqls.before, .mql)), \(say.count(sqls.before, .sql)).",
                "Nu is \(now): \(say.count(mqls.now, .mql)), \(say.count(sqls.now, .sql)). Ervoor is \(before): "
                    + "\(say.count(mqls.before, .mql)), \(say.count(sqls.before, .sql))."),
            say(
                "* The chance that one from now is higher than one from before; 50% is no difference. MQLs "
                    + "and SQLs each count on the day they became one. Calls of the last days are the quick ones: "
                    + "the slow ones are still to come.",
                "* De kans dat een van nu hoger is dan een van ervoor; 50% is geen verschil. MQL's en SQL's "
                    + "tellen elk op de dag dat ze het werden. Gesprekken van de laatste dagen zijn de snelle: de "
                    + "trage komen nog."
            ),
        ]
        if let day = loop.inForceFrom {
            let from = say.day(day)
            lines.append(
                say(
                    "The rule book is in force from \(from). Earlier days are judged by it too, so that both can "
                        + "be compared, but marketing and sales then worked by another one.",
                    "Het regelboek geldt vanaf \(from). Eerdere dagen zijn er ook naar beoordeeld, zodat beide "
                        + "te vergelijken zijn, maar marketing en sales werkten toen met een ander."
                ))
        }
        return lines
    }
}
