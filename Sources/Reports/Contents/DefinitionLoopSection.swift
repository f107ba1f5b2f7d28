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
                .paragraph(telling(calibration)), .table(bands(calibration)),
            ]
        }
        if let drift = loop.drift {
            blocks += [
                .heading(say("Now and the time before", "Nu en de tijd ervoor")),
                .table(steps(drift)), .lines(driftNotes(drift)),
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
                    "The score points the wrong way: MQLs with a lower one became SQLs more often.",
                    "De score wijst de verkeerde kant op: MQL's met een lagere werden vaker SQL."))
        }
        return lines
    }

    private func share(_ share: ShareRange) -> String {
        say(
            "\(numbers.count(share.count)) of \(numbers.count(share.of))",
            "\(numbers.count(share.count)) van \(numbers.count(share.of))")
    }

    private func percent(_ hundredths: Int) -> String { numbers.percent(hundredths: hundredths) }

    // MARK: Limits

    private var limits: Table {
        var rows = [
            row(
                say("Rejected, of those sales had", "Afgewezen, van wie sales had"), loop.rejected,
                loop.limits.rejected,
                loop.rejected.value.map {
                    side($0, loop.limits.rejected, say("too loose", "te ruim"))
                }),
            row(
                say("SQLs that were no MQL", "SQL's die geen MQL waren"), loop.missed,
                loop.limits.missed,
                loop.missed.value.map {
                    side($0, loop.limits.missed, say("too strict", "te streng"))
                }),
        ]
        if let plan = loop.plan {
            let verdict =
                switch plan.side {
                case .below: say("clearly fewer: too strict?", "duidelijk minder: te streng?")
                case .above: say("clearly more: too loose?", "duidelijk meer: te ruim?")
                case .unsure: say("as planned, within chance", "volgens plan, op toeval na")
                }
            rows.append([
                .text(say("MQLs against the plan", "MQL's tegen het plan")), .count(plan.mqls),
                .text(
                    "\(numbers.fixed(plan.low, decimals: 0))–\(numbers.fixed(plan.high, decimals: 0))"
                ),
                .text(say("plan ", "plan ") + numbers.count(plan.planned)), .text(verdict),
            ])
        }
        return Table(
            columns: [
                .init(say("Watched", "Bewaakt"), key: "watched", isText: true),
                .init(say("Count", "Aantal"), key: "count"),
                .init(say("Share and range", "Deel en bereik"), key: "share"),
                .init(say("Limit", "Grens"), key: "limit"),
                .init(say("Verdict", "Oordeel"), key: "verdict", isText: true),
            ], rows: rows)
    }

    private func row(
        _ name: String, _ known: Known<ShareRange>, _ limit: Int, _ verdict: String?
    ) -> [Cell] {
        guard let value = known.value else {
            return [
                .text(name), .dash, .dash, .text(percent(limit)),
                .text(known.absence.map(say.why) ?? ""),
            ]
        }
        return [
            .text(name), .text(share(value)),
            .range(value.estimate.rate, low: value.low, high: value.high), .text(percent(limit)),
            .text(verdict ?? ""),
        ]
    }

    private func side(_ share: ShareRange, _ limit: Int, _ word: String) -> String {
        switch share.side(of: limit) {
        case .above: word
        case .below: say("within it", "erbinnen")
        case .unsure: say("cannot be told yet", "nog niet te zeggen")
        }
    }

    private var limitNotes: [String] {
        var lines = [
            say(
                "Beyond a limit is called only what is so beyond chance: the whole range lies on one side of it.",
                "Over een grens heet alleen wat dat ook zonder toeval is: het hele bereik ligt aan één kant."
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
                "Te weinig SQL's onder MQL's die hun tijd hadden.")
        }
        let cases = numbers.fixed(area * 100, decimals: 0)
        var range = ""
        if let low = calibration.low, let high = calibration.high {
            range =
                " (\(numbers.fixed(low * 100, decimals: 0))–\(numbers.fixed(high * 100, decimals: 0)))"
        }
        let text = say(
            "Of an MQL that became an SQL and one that did not, the first had the higher score in \(cases) of 100 "
                + "cases\(range); 50 is a coin. ",
            "Van een MQL die SQL werd en een die het niet werd had de eerste in \(cases) van 100 gevallen\(range) de "
                + "hoogste score; 50 is een munt. ")
        if let low = calibration.low, low > 0.5 {
            return text + say("So the score tells something.", "De score zegt dus iets.")
        }
        if let high = calibration.high, high < 0.5 {
            return text + say("So it points the wrong way.", "Zij wijst dus de verkeerde kant op.")
        }
        return text
            + say(
                "That the score tells anything beyond being an MQL is not shown.",
                "Dat de score iets zegt naast het MQL zijn is niet aangetoond.")
    }

    private func bands(_ calibration: DefinitionLoop.Calibration) -> Table {
        Table(
            columns: [
                .init(say("Score as MQL", "Score als MQL"), key: "score", isText: true),
                .init(say("MQLs that had time", "MQL's die tijd hadden"), key: "mqls"),
                .init(say("SQLs", "SQL's"), key: "sqls"),
                .init(say("SQL of MQL", "SQL van MQL"), key: "conversion_range"),
            ],
            rows: calibration.bands.map { band in
                [
                    .text(band.from == band.to ? "\(band.from)" : "\(band.from)–\(band.to)"),
                    .count(band.sqls.of), .count(band.sqls.count),
                    .range(band.sqls.estimate.rate, low: band.sqls.low, high: band.sqls.high),
                ]
            })
    }

    // MARK: Drift

    private func steps(_ drift: DefinitionLoop.Drift) -> Table {
        Table(
            columns: [
                .init(say("Per MQL", "Per MQL"), key: "step", isText: true),
                .init(
                    say("Now: middle (half) of", "Nu: midden (helft) van"), key: "now", isText: true
                ),
                .init(say("Before", "Ervoor"), key: "before", isText: true),
                .init(say("Higher now*", "Nu hoger*"), key: "higher", isText: true),
                .init(say("Verdict", "Oordeel"), key: "verdict", isText: true),
            ],
            rows: drift.steps.map { step in
                [
                    .text(name(step.kind)), .known(step.now.map(middle)),
                    .known(step.before.map(middle)), .known(higher(step)),
                    .text(verdict(step)),
                ]
            })
    }

    private func name(_ kind: DefinitionLoop.Step.Kind) -> String {
        switch kind {
        case .score: say("Score as MQL", "Score als MQL")
        case .leadToMQL: say("Days lead → MQL", "Dagen lead → MQL")
        case .mqlToContact: say("Days MQL → call", "Dagen MQL → bel")
        case .mqlToSQL: say("Days MQL → SQL", "Dagen MQL → SQL")
        }
    }

    /// `58 (52–65) of 110`: the middle, the half around it, and how many.
    private func middle(_ middle: DefinitionLoop.Middle) -> String {
        func short(_ number: Double) -> String { numbers.fixed(number, decimals: 0) }
        return "\(short(middle.median)) (\(short(middle.lower))–\(short(middle.upper))) "
            + say("of \(numbers.count(middle.count))", "van \(numbers.count(middle.count))")
    }

    private func higher(_ step: DefinitionLoop.Step) -> String? {
        guard let higher = step.higher else { return nil }
        guard let low = step.low, let high = step.high else { return numbers.share(higher) }
        return "\(numbers.share(higher)) (\(numbers.range(low, high)))"
    }

    private func verdict(_ step: DefinitionLoop.Step) -> String {
        switch (step.side, step.kind) {
        case (.unsure, _): say("no difference shown", "geen verschil getoond")
        case (.above, .score): say("higher", "hoger")
        case (.below, .score): say("lower", "lager")
        case (.above, _): say("slower", "trager")
        case (.below, _): say("faster", "sneller")
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
                "* The chance that one of now is higher than one of before; 50% is no difference. MQLs by their day, "
                    + "SQLs by theirs. Contacts of the last days are the quick ones: the slow are still to come.",
                "* De kans dat een van nu hoger is dan een van ervoor; 50% is geen verschil. MQL's naar hun dag, SQL's "
                    + "naar de hunne. Gesprekken van de laatste dagen zijn de snelle: de trage komen nog."
            ),
        ]
        if let day = loop.inForceFrom {
            let from = say.day(day)
            lines.append(
                say(
                    "The rule book is in force from \(from). What lies before it is judged by it too, so that both can be "
                        + "compared, but marketing and sales then worked by another.",
                    "Het regelboek geldt vanaf \(from). Wat ervoor ligt is er ook mee beoordeeld, zodat beide te "
                        + "vergelijken zijn, maar marketing en sales werkten toen met een ander."))
        }
        return lines
    }
}
