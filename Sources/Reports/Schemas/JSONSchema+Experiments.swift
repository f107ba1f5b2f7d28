internal import Quantities

/// The documents of tests of what a source causes.
extension JSONSchema {
    fileprivate typealias M = JSONMember

    private static let measured = JSONForm(
        "measured", "What was measured, with the ends of its 95% range; null where it has no end.",
        [
            M("value", .maybe(.number), "What was measured."),
            M("low", .maybe(.number), "The lower end."),
            M("high", .maybe(.number), "The upper end."),
        ])

    private static let side = JSONForm(
        "experiment_side", "The days, weeks or regions with the source, or without it.",
        [
            M("exposure", .number, "How much of the time or the market it is."),
            M("outcomes", .maybe(.whole), "All that came."),
            M("credited", .maybe(.whole), "Of those, what the source has to its credit."),
            M("others", .maybe(.whole), "Of those, what others have."),
            M("source_leads", .maybe(.whole), "Leads of the source."),
            M("spend", .maybe(.money), "What was spent on it."),
        ])

    private static let asked = [
        M("name", .text, "What the test is called."), M("source", .text, "Which source it tests."),
        M("design", .text, "How, as a code."), M("outcome", .text, "What is counted, as a code."),
        M("from", .day, "Its first day."), M("to", .day, "Its last day."),
    ]

    static let experiment = JSONSchema(
        "mql.experiment/1",
        Phrase(
            en: "What a test of a source showed, from experiment.",
            nl: "Wat een proef met een bron liet zien, van experiment."),
        JSONForm(
            "experiment", "What a test of a source showed.",
            [
                M("as_of", .day, "Up to which day everything counts."),
                M("data_until", .maybe(.day), "To which day the data go."),
            ] + asked + [
                M("state", .word(["planned", "running", "waiting", "ended"]), "How far it is."),
                M("keep_from", .maybe(.number), "From which share caused on it is kept."),
                M("verdict", .text, "The answer, as a code."),
                M(
                    "checks",
                    .list(
                        .object(
                            JSONForm(
                                "experiment_check", "Whether the test was held as planned.",
                                [
                                    M("check", .text, "What was looked at, as a code."),
                                    M("result", .text, "What was found, as a code."),
                                ]))), "Whether it was held as planned."),
                M("on", .object(side), "With the source."), M("off", .object(side), "Without it."),
                M(
                    "lift", .maybe(.object(measured)),
                    "What comes more with it, as a part of what comes without."),
                M("incremental", .maybe(.object(measured)), "What comes more with it."),
                M(
                    "share", .maybe(.object(measured)),
                    "Of what it has to its credit, the share that it caused."),
                M("incremental_sqls", .maybe(.object(measured)), "SQLs that come more with it."),
                M("cost_per_incremental_sql", .maybe(.money), "What one of those costs."),
                M("cost_per_incremental_sql_at_most", .maybe(.money), "The most that it costs."),
                M("pays", .maybe(.number), "The chance that it pays."),
                M("evidence", .maybe(.number), "How strongly the data speak against no effect."),
            ]))

    static let experimentDesign = JSONSchema(
        "mql.experiment-design/1",
        Phrase(
            en: "Whether a firm can find out what a source causes, from experiment design.",
            nl: "Of een bedrijf erachter kan komen wat een bron veroorzaakt, van experiment design."
        ),
        JSONForm(
            "experiment_design", "Whether a firm can find out what a source causes, and how.",
            [
                M("as_of", .day, "Up to which day everything counts."),
                M("data_until", .maybe(.day), "To which day the data go."),
                M("source", .text, "Which source."),
                M("past_weeks", .maybe(.whole), "Weeks that were looked at."),
                M("mqls", .maybe(.number), "MQLs in those."),
                M("mqls_credited", .maybe(.number), "Of the source."),
                M("sqls", .maybe(.number), "SQLs in those."),
                M("sqls_credited", .maybe(.number), "Of the source."),
                M("target_share", .number, "The share caused that is to be told from none."),
                M("power", .number, "How sure a test has to be to show it."),
                M("keep_from", .maybe(.number), "From which share caused on it is kept."),
                M(
                    "options",
                    .list(
                        .object(
                            JSONForm(
                                "experiment_option", "A way to test it.",
                                [
                                    M("design", .text, "How, as a code."),
                                    M("outcome", .text, "What is counted, as a code."),
                                    M("finding", .text, "Whether it can show it, as a code."),
                                    M("weeks", .maybe(.whole), "How many weeks it takes."),
                                    M(
                                        "shows_from", .maybe(.number),
                                        "From which share caused on it shows."),
                                ]))), "Ways to test it."),
                M(
                    "experiment",
                    .maybe(
                        .object(
                            JSONForm(
                                "experiment_plan", "The test that is proposed.",
                                asked + [
                                    M(
                                        "weeks_off", .list(.day),
                                        "First days of weeks without the source."),
                                    M("regions_off", .list(.text), "Regions without it."),
                                    M(
                                        "keep_from", .maybe(.number),
                                        "From which share caused on it is kept."),
                                    M(
                                        "shows_from", .maybe(.number),
                                        "From which share caused on it shows."),
                                    M(
                                        "mqls_lost_at_most", .maybe(.number),
                                        "MQLs that it may cost."),
                                    M(
                                        "sqls_lost_at_most", .maybe(.number),
                                        "SQLs that it may cost."),
                                    M("not_spent", .maybe(.money), "What is not spent meanwhile."),
                                    M(
                                        "worth_lost_at_most", .maybe(.money),
                                        "What those are worth."),
                                ]))), "Null where no test can show it."),
            ]))

    static let experiments = JSONSchema(
        "mql.experiments/1",
        Phrase(
            en: "All tests of sources, from experiment.",
            nl: "Alle proeven met bronnen, van experiment."),
        JSONForm(
            "experiments", "All tests of sources.",
            [
                M("as_of", .day, "Of which day."),
                M(
                    "experiments",
                    .list(
                        .object(
                            JSONForm(
                                "experiment_row", "A test, or what is kept of one.",
                                [
                                    M("name", .text, "What it is called."),
                                    M("source", .text, "Which source."),
                                    M("design", .maybe(.text), "How, as a code."),
                                    M("outcome", .maybe(.text), "What is counted, as a code."),
                                    M("from", .maybe(.day), "Its first day."),
                                    M("to", .maybe(.day), "Its last day."),
                                    M("state", .maybe(.text), "How far it is, as a code."),
                                    M(
                                        "share", .maybe(.number),
                                        "The share caused that is kept of it."),
                                    M("low", .maybe(.number), "The lower end of that."),
                                    M("high", .maybe(.number), "The upper end."),
                                    M("until", .maybe(.day), "Until when that is kept."),
                                ]))), "Each test."),
            ]))
}
