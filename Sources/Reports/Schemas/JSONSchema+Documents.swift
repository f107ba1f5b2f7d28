internal import Analysis
internal import Economics
internal import Funnels
internal import Intake
internal import Leads
internal import Quantities
internal import Valuation

/// The documents that programs get.
extension JSONSchema {
    fileprivate typealias M = JSONMember

    /// In the order in which they are listed.
    package static let all = [
        report, source, leads, explanation, judgements, handover, plan, value, check, rulesCheck,
        rulesDiff,
        rulesCompare, rulesLearn, customers,
        forecast, decisions, digest, about, experiment, experimentDesign,
        experiments, config, inspection,
    ]

    /// Days that every document of data has.
    static let days = [
        M("as_of", .day, "Up to which day everything counts."),
        M("data_until", .maybe(.day), "To which day the data go."),
        M("observed_until", .maybe(.day), "Up to which day it is known what became of MQLs."),
    ]

    private static let report = JSONSchema(
        "mql.report/1",
        Phrase(
            en:
                "Figures, from report, funnel, compare, justify, dashboard, budget, attribution and review.",
            nl:
                "Cijfers, van report, funnel, compare, justify, dashboard, budget, attribution en review."
        ),
        JSONForm(
            "report", "Figures, with what else was asked.",
            [
                M("figures", .object(.figures), "The figures."),
                M(
                    "between", .maybe(.object(.pair)),
                    "Two rows against each other, where that was asked."),
                M("cost_change?", .object(.costChange), "Why the cost changed; with --against."),
                M("what_if?", .list(.object(.whatIf)), "What changes would do; with --what-if."),
                M("justification?", .object(.justification), "Whether the cost is justified."),
                M("calls?", .object(.calls), "What sales did with MQLs; of the dashboard."),
                M(
                    "decided?", .list(.object(decided)),
                    "Decisions that are open; of the dashboard."),
                M(
                    "ahead?", .maybe(.object(ahead)),
                    "What is to come, and what tests showed; of the dashboard."),
                M("budget?", .object(.budget), "How to divide money."),
                M("attribution?", .object(.attribution), "Who brought what."),
                M("review?", .object(.review), "The agenda of the meeting."),
                M("provenance", .object(.provenance), "From which files it was made."),
            ]))

    private static let part = JSONForm(
        "part", "A month, a campaign or a piece of content of the source.",
        [
            M("key", .text, "Which one."), M("spend", .maybe(.money), "What was spent."),
            M("leads", .maybe(.whole), "Leads."), M("mqls", .maybe(.whole), "MQLs."),
            M("sqls", .maybe(.whole), "SQLs."), M("won", .maybe(.whole), "Customers."),
            M("per_mql", .maybe(.money), "What an MQL cost."),
            M("had_time", .maybe(.number), "MQLs that had their time."),
        ] + JSONForm.rate.members)

    private static let source = JSONSchema(
        "mql.source/1",
        Phrase(
            en: "One source from nearer by, from source.",
            nl: "Eén bron van dichterbij, van source."),
        JSONForm(
            "source", "One source from nearer by.",
            days + JSONForm.period.members + [
                M("unit", .words(CountedUnit.self), "What counts as one."),
                M("currency", .text, "Of all amounts."), M("source", .text, "Which source."),
                M("justification", .object(.justified), "Its cost against its worth."),
                M("months", .list(.object(part)), "Its months."),
                M("campaigns", .list(.object(part)), "Its campaigns."),
                M("contents", .list(.object(part)), "Its content."),
                M(
                    "delays",
                    .list(
                        .object(
                            JSONForm(
                                "delay", "Which part of the SQLs came within so many days.",
                                [
                                    M("within_days", .whole, "The days."),
                                    M("own_share", .maybe(.number), "Of this source."),
                                    M("share_of_others", .maybe(.number), "Of the others."),
                                ]))), "How fast its SQLs came."),
            ]))

    private static let leads = JSONSchema(
        "mql.leads/1",
        Phrase(
            en: "Leads as they were judged, from leads.",
            nl: "Leads zoals ze zijn beoordeeld, van leads."),
        JSONForm(
            "leads", "Leads as they were judged.",
            [
                M("rule_book", .object(.ruleBook), "By which they were judged."),
                M("crm_mqls", .object(.crmMQLs), "What the CRM calls an MQL."),
                M(
                    "leads",
                    .list(
                        .object(
                            JSONForm(
                                "lead", "A lead.",
                                [
                                    M("lead_id", .text, "Its id."),
                                    M("other_ids", .list(.text), "Other ids of the same person."),
                                    M("created_on", .day, "When it came in."),
                                    M("source", .text, "Of which source."),
                                    M("intent", .maybe(.text), "How far it is in buying."),
                                    M("persona", .maybe(.text), "Which role it has in buying."),
                                    M("grade", .text, "How well it fits: A, B or C."),
                                    M("score", .whole, "Its points."),
                                    M("decision", .words(Decision.self), "What it is."),
                                    M("mql_since", .maybe(.day), "Since when it is an MQL."),
                                    M("crm_mql_since", .maybe(.day), "The same by the CRM."),
                                    M(
                                        "judged_by", .maybe(.text),
                                        "The rule book that made it one."),
                                    M("value", .maybe(.money), "Its guide price."),
                                    M(
                                        "waiting_days", .maybe(.whole),
                                        "How long it waits for a call."),
                                    M(
                                        "expected", .maybe(.money),
                                        "What calling it is expected to bring."),
                                    M(
                                        "reason_to_call", .maybe(.text),
                                        "What it did last that tells."),
                                ]))), "The leads."),
            ]))

    private static let followUp = JSONForm(
        "follow_up", "What sales did with MQLs.",
        [
            M("key", .text, "Which source or team."),
            M(
                "counts",
                .object(
                    JSONForm(
                        "follow_up_counts", "Counts.",
                        [
                            M("mqls", .maybe(.whole), "MQLs."),
                            M("contacted", .maybe(.whole), "Spoken to."),
                            M("sqls", .maybe(.whole), "SQLs."),
                            M("rejected", .maybe(.whole), "Turned down."),
                            M("waiting", .maybe(.whole), "Waiting."),
                            M(
                                "median_days", .maybe(.whole),
                                "Days within which half were spoken to."),
                            M("in_time", .maybe(.whole), "Spoken to within the agreed days."),
                            M("had_the_days", .maybe(.whole), "Those who had that many days."),
                        ])), "Counts."),
            M("sql_of_contacted", .object(.rate), "SQLs of those spoken to."),
            M(
                "attempts",
                .maybe(
                    .object(
                        JSONForm(
                            "attempts", "How often sales tried.",
                            [
                                M("sum", .whole, "All attempts."),
                                M("mqls_known", .whole, "MQLs of which it is known."),
                                M("sqls_known", .whole, "SQLs of which it is."),
                                M("per_mql", .maybe(.number), "Attempts per MQL."),
                                M("per_sql", .maybe(.number), "Attempts per SQL."),
                            ]))), "How often sales tried."),
        ])

    private static let teams = JSONForm(
        "teams", "Teams of sales.",
        [
            M(
                "rows",
                .list(
                    .object(
                        JSONForm(
                            "team", "A team, the small ones together, or MQLs of none.",
                            [
                                M(
                                    "kind", .word(["team", "small_teams", "no_team"]),
                                    "Which of these."),
                                M("follow_up", .object(followUp), "What it did."),
                                M(
                                    "sql_of_mql",
                                    .object(
                                        JSONForm(
                                            "team_rate", "SQLs of its MQLs.",
                                            [
                                                M(
                                                    "had_time", .maybe(.number),
                                                    "MQLs that had their time.")
                                            ]
                                                + JSONForm.rate.members)), "SQLs of its MQLs."),
                                M(
                                    "with_this_mix",
                                    .object(
                                        JSONForm(
                                            "team_mix",
                                            "What others make of MQLs of the same sources.",
                                            [
                                                M("share", .maybe(.number), "Their share."),
                                                M(
                                                    "expected_sqls", .maybe(.number),
                                                    "SQLs by that share."),
                                                M(
                                                    "observed_sqls", .maybe(.whole),
                                                    "SQLs of the team."),
                                                M(
                                                    "observed_to_expected", .maybe(.number),
                                                    "The one divided by the other."),
                                                M("low", .maybe(.number), "The lower end of that."),
                                                M("high", .maybe(.number), "The upper end."),
                                                M(
                                                    "difference", .maybe(.number),
                                                    "Its share minus that of all."),
                                                M(
                                                    "by_sources", .maybe(.number),
                                                    "What of that comes of its sources."),
                                                M(
                                                    "adjusted_p", .maybe(.number),
                                                    "By chance, with all teams looked at."),
                                            ])), "What others make of the same."),
                                M(
                                    "verdict", .text,
                                    "Whether it differs beyond its sources, as a code."),
                            ]))), "Each team."),
            M("sql_of_mql", .object(.rate), "Of all teams."),
            M("small_teams", .whole, "Teams too small to be shown."),
            M("knows_sizes", .flag, "Whether it is known how many persons a team has."),
        ])

    private static let handover = JSONSchema(
        "mql.handover/1",
        Phrase(
            en: "What sales gets and does with it, from handover.",
            nl: "Wat sales krijgt en ermee doet, van handover."),
        JSONForm(
            "handover", "What sales gets and does with it.",
            days + JSONForm.period.members + [
                M("unit", .words(CountedUnit.self), "What counts as one."),
                M(
                    "contact_within_days", .maybe(.whole),
                    "Within how many days to call, as was agreed."),
                M("rows", .list(.object(followUp)), "Each source."),
                M("total", .object(followUp), "All together."),
                M(
                    "rejections",
                    .maybe(
                        .list(
                            .object(
                                JSONForm(
                                    "rejection", "A reason to turn an MQL down.",
                                    [
                                        M("reason", .text, "Which one."),
                                        M("mqls", .whole, "How many."),
                                    ])))),
                    "Why sales turned MQLs down."),
                M(
                    "checklist",
                    .list(
                        .object(
                            JSONForm(
                                "question", "A question of the hand-over.",
                                [
                                    M("question", .text, "Which one."),
                                    M("mqls", .maybe(.whole), "MQLs with an answer."),
                                    M("sqls", .maybe(.whole), "SQLs with one."),
                                ]))), "Which questions are answered."),
                M("checklist_mqls", .whole, "MQLs that were looked at."),
                M("checklist_sqls", .maybe(.whole), "SQLs that were."),
                M("teams", .maybe(.object(teams)), "Null where no file has teams."),
            ]))

    private static func planned(_ name: String, _ shape: JSONShape) -> JSONForm {
        JSONForm(
            name, "What came, what was planned, and the difference.",
            [
                M("actual", .maybe(shape), "What came."),
                M("plan", .maybe(shape), "What was planned."),
                M("difference", .maybe(shape), "The one minus the other."),
            ])
    }

    private static let planRow = JSONForm(
        "plan_row", "A source against its plan.",
        [
            M("key", .text, "Which one."),
            M("spend", .object(planned("planned_amount", .money)), "Spend."),
            M("mqls", .object(planned("planned_count", .whole)), "MQLs."),
            M("sqls", .object(planned("planned_count", .whole)), "SQLs."),
            M("won", .object(planned("planned_count", .whole)), "Customers."),
        ])

    private static let plan = JSONSchema(
        "mql.plan/1",
        Phrase(en: "Actual against plan, from plan.", nl: "Realisatie naast plan, van plan."),
        JSONForm(
            "plan", "Actual against plan.",
            days + [
                M("unit", .words(CountedUnit.self), "What counts as one."),
                M("currency", .text, "Of all amounts."),
                M(
                    "months",
                    .list(
                        .object(
                            JSONForm(
                                "plan_month", "A month.",
                                [
                                    M("month", .month, "Which one."),
                                    M(
                                        "cut_to", .maybe(.day),
                                        "The day to which its plan was cut, as it goes on."),
                                    M("rows", .list(.object(planRow)), "Each source."),
                                    M("total", .object(planRow), "All together."),
                                ]))), "Each month."),
                M("total", .object(planRow), "All months together."),
            ]))

    private static let going = JSONForm(
        "going_rate", "What such an MQL goes for in the market.",
        [
            M("intent", .text, "How far it is in buying."),
            M("source", .maybe(.text), "Of which source."),
            M("persona", .maybe(.text), "Which role it has."),
            M("currency", .text, "Of all amounts."), M("low", .money, "At least."),
            M("high", .money, "At most."), M("value", .money, "The place in that band."),
            M("rule", .text, "Where the rule stands."),
            M("source_assumed", .flag, "Whether the source was not said."),
            M("persona_assumed", .flag, "Whether the persona was not said."),
            M("cost", .maybe(.money), "What it costs here."),
            M(
                "better_percent", .maybe(.whole),
                "How much better content converts, as was supposed."),
            M(
                "per_sql",
                .list(
                    .object(
                        JSONForm(
                            "per_sql", "What an SQL then costs at a published rate.",
                            [
                                M("benchmark", .text, "Which figure."),
                                M("rate", .number, "Its share."),
                                M("at_price", .maybe(.money), "At the guide price."),
                                M("at_cost", .maybe(.money), "At the cost here."),
                                M(
                                    "at_price_better", .maybe(.money),
                                    "At the guide price, with better content."),
                                M(
                                    "at_cost_better", .maybe(.money),
                                    "At the cost here, with better content."),
                                M("origin", .text, "Where the figure comes from."),
                            ]))), "What an SQL costs."),
        ])

    private static let own = JSONForm(
        "own_value", "What an MQL is worth by numbers that were typed.",
        [
            M("worth", .money, "On average."),
            M("worth_low", .money, "The lower end of its range."),
            M("worth_high", .money, "The upper end."),
            M("highest_price", .maybe(.money), "The most to pay to meet what is required."),
            M("required_return", .maybe(.number), "Margin that is asked for every 1 of cost."),
            M("cost", .maybe(.money), "What an MQL costs."),
            M("chance_pays", .maybe(.number), "That it is worth its cost."),
            M("chance_meets", .maybe(.number), "That it meets what is required."),
            M("verdict", .maybe(.text), "The answer, as a code."),
            M(
                "plan",
                .maybe(
                    .object(
                        JSONForm(
                            "mqls_needed", "How many MQLs it takes for so many customers.",
                            [
                                M("customers", .whole, "Customers that are wanted."),
                                M("mqls", .maybe(.whole), "MQLs that make it likely."),
                                M("chance", .number, "How likely."),
                                M("mqls_on_average", .whole, "MQLs that make it on average."),
                                M("chance_on_average", .number, "How likely those do."),
                            ]))), "How many MQLs it takes."),
            M("what_if", .list(.object(.whatIf)), "What changes would do."),
        ])

    private static let value = JSONSchema(
        "mql.value/1",
        Phrase(
            en: "What such an MQL goes for or is worth, from value.",
            nl: "Wat zo'n MQL opbrengt of waard is, van value."), going, own)

    private static let check = JSONSchema(
        "mql.check/1",
        Phrase(
            en: "What is missing in the data, from check.",
            nl: "Wat in de gegevens ontbreekt, van check."),
        JSONForm(
            "check", "What is missing in the data.",
            days + [
                M("last_days", .keyed(.day), "To which day each kind of facts goes."),
                M("holes", .list(.object(.hole)), "What is missing."),
                M(
                    "without_activity",
                    .list(
                        .object(
                            JSONForm(
                                "without_activity",
                                "A source with leads of whom no activity is known.",
                                [
                                    M("source", .text, "Which one."),
                                    M("leads", .whole, "Its leads."),
                                    M("without", .whole, "Those without."),
                                ]))), "Leads of whom nobody knows what they did."),
                M("provenance", .object(.provenance), "From which files it was made."),
            ]))

    private static let config = JSONSchema(
        "mql.config/1",
        Phrase(
            en: "What a call here uses, from config.",
            nl: "Wat een opdracht hier gebruikt, van config."),
        JSONForm(
            "config", "What a call here uses.",
            [
                M(
                    "settings",
                    .list(
                        .object(
                            JSONForm(
                                "setting", "A setting.",
                                [
                                    M("key", .text, "Which one."), M("value", .text, "What it is."),
                                    M(
                                        "from", .text,
                                        "Who says it: option, environment, project or default."),
                                    M(
                                        "place", .text,
                                        "The option, the variable or the key that does."),
                                ]))), "Each setting.")
            ]))

    private static let unknownFile = JSONForm(
        "unknown_file", "A file that is no table known here.",
        [
            M("file", .text, "Its name."), M("known", .flag, "No."),
            M("export", .maybe(.text), "Of no program known."),
            M("fields", .list(.text), "None."), M("rows", .whole, "Its rows."),
        ])

    private static let knownFile = JSONForm(
        "known_file", "A file, and what was taken from it.",
        [
            M("file", .text, "Its name."), M("known", .flag, "Yes."),
            M("export", .maybe(.text), "Of which program it is an export."),
            M("encoding", .text, "In which letters it is written."),
            M("separator", .maybe(.text), "The sign between cells; null of a sheet."),
            M("sheet", .flag, "Whether it is a sheet of a workbook."),
            M("header_line", .whole, "The line of the names of columns."),
            M("date_order", .words(DateOrder.self), "The order of its dates."),
            M("decimal", .words(DecimalSign.self), "The sign before its cents."),
            M("each_row", .maybe(.words(RowDays.self)), "What a row is of."),
            M(
                "fields",
                .list(
                    .object(
                        JSONForm(
                            "field", "A field that was taken.",
                            [
                                M("fact", .words(FactKind.self), "Of which kind of fact."),
                                M("field", .text, "Which one."),
                                M("columns", .list(.text), "From which columns."),
                                M(
                                    "value", .maybe(.text),
                                    "What it always is, where no column says it."),
                            ]))), "What was taken."),
            M("not_read", .list(.text), "Columns that are not read unless it was agreed."),
            M("rows", .whole, "Its rows."), M("new", .whole, "Rows with something new."),
            M("updated", .whole, "Rows that changed something."),
            M("unchanged", .whole, "Rows that were known."),
            M("rejected", .whole, "Rows that were left out."),
            M("skipped", .whole, "Rows that say nothing here."),
            M("unknown_lead_words", .keyed(.whole), "Words of leads that are not known."),
            M(
                "unknown_deal_stages",
                .list(
                    .object(
                        JSONForm(
                            "open_stage", "A stage of deals that is not known.",
                            [
                                M("stage", .text, "Its name."), M("deals", .whole, "Deals in it."),
                                M("amounts", .keyed(.money), "What they are of."),
                            ]))), "Stages of deals that are not known."),
            M(
                "total",
                .maybe(
                    .object(
                        JSONForm(
                            "file_total", "What the file says that it adds up to.",
                            [
                                M("stated_cents", .whole, "What it says, in cents."),
                                M("counted_cents", .whole, "What its rows add up to, in cents."),
                            ]))), "Its own total."),
        ])

    private static let inspection = JSONSchema(
        "mql.inspection/1",
        Phrase(
            en: "What is taken from files, and all their rows, from inspect.",
            nl: "Wat uit bestanden wordt gehaald, en al hun rijen, van inspect."),
        JSONForm(
            "inspection", "What is taken from files, and all their rows.",
            [
                M("files", .list(.either([knownFile, unknownFile])), "Each file."),
                M(
                    "tables?",
                    .list(
                        .object(
                            JSONForm(
                                "table", "A table as it stands.",
                                [
                                    M("file", .text, "In which file."),
                                    M("line", .whole, "The line of its names."),
                                    M("above", .list(.text), "The titles above them."),
                                    M("encoding", .text, "In which letters it is written."),
                                    M(
                                        "separator", .maybe(.text),
                                        "The sign between cells; null of a sheet."),
                                    M(
                                        "header", .maybe(.list(.text)),
                                        "The names of the columns; null where there are none."),
                                    M("rows", .list(.list(.text)), "The cells of each row."),
                                    M(
                                        "rows_left_out", .whole,
                                        "Rows that were asked to be left out."),
                                    M(
                                        "mended_lines", .list(.whole),
                                        "Lines read as they were most likely meant."),
                                ]))), "All tables."),
            ]))
}
