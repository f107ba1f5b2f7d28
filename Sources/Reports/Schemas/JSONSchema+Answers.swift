internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities
internal import Valuation

/// What stands beside the figures in `mql.report/1`: the answers to what was asked.
extension JSONForm {
    static let justified = JSONForm(
        "justified_row", "What an MQL of a source cost against what it is worth.",
        [
            M("key", .text, "Which one."),
            M("bought", .maybe(.words(Buying.self)), "Whether it was bought; null of the total."),
            M("cost", .maybe(.money), "What an MQL cost."),
            M("is_all_in", .flag, "Whether own hours and tools are in it."),
            M("worth", .maybe(.money), "What it is worth, on average."),
            M("worth_is_least", .flag, "Whether it is worth more, as most SQLs are open still."),
            M("avoidable_cost", .maybe(.money), "The cost that goes when the source goes."),
            M("saved_by_stopping", .maybe(.money), "What stopping it saves of the period."),
            M("worth_low", .maybe(.money), "The lower end of the worth."),
            M("worth_median", .maybe(.money), "Half of what it may be is below this."),
            M("worth_high", .maybe(.money), "The upper end of the worth."),
            M("chance_pays", .maybe(.number), "That it is worth its cost."),
            M("chance_meets", .maybe(.number), "That it meets what is required."),
            M("highest_price", .maybe(.money), "The most to pay to meet what is required."),
            M("next_euro", .maybe(.number), "What the next 1 brings."),
            M("chance_sql", .maybe(.number), "That an MQL becomes an SQL."),
            M("chance_won", .maybe(.number), "That an SQL is won."),
            M(
                "caused", .maybe(.number),
                "The part of that which counts: what tests showed to be caused, 1 without one."),
            M("advice", .maybe(.text), "What to do, as a code; null of a sum."),
            M("effect", .maybe(.money), "What that changes in the period."),
            M(
                "pays_with_repeats_of", .maybe(.number),
                "How many times the margin would make it no stop."),
        ])

    static let whatIf = JSONForm(
        "what_if", "What a change would do.",
        [
            M("change", .text, "What changes: conversion, won, margin, cost or together."),
            M("by", .maybe(.number), "By which part."), M("from", .maybe(.number), "What it is."),
            M("to", .maybe(.number), "What it becomes."),
            M("worth", .maybe(.money), "What an MQL is then worth."),
            M("cost", .maybe(.money), "What it then costs."),
            M("effect", .maybe(.money), "What that changes in all."),
            M("chance_pays", .maybe(.number), "That it is then worth its cost."),
            M("chance_meets", .maybe(.number), "That it then meets what is required."),
        ])

    static let justification = JSONForm(
        "justification", "Whether the cost is justified.",
        [
            M("required_return", .maybe(.number), "Margin that is asked for every 1 of cost."),
            M("required_return_said", .maybe(.object(answer)), "Who asks it."),
            M("verdict", .maybe(.text), "The answer, as a code."),
            M("why", .maybe(.text), "Why there is no answer."),
            M("margin_per_sale", .maybe(.money), "What a sale brings."),
            M("margin_of", .text, "From which sales that is counted, as a code."),
            M(
                "together",
                .maybe(
                    .object(
                        JSONForm(
                            "together", "What all stops come to.",
                            [
                                M("stopped", .whole, "Sources to stop."),
                                M("saved", .money, "What is saved."),
                                M("effect", .money, "What that changes."),
                                M("effect_low", .maybe(.money), "The lower end of that."),
                                M("effect_high", .maybe(.money), "The upper end of that."),
                                M("staying", .maybe(.money), "Own cost that stays."),
                                M("mqls_left", .whole, "MQLs that stay."),
                                M("cost_left", .maybe(.money), "What one of those then costs."),
                            ]))), "Null where nothing is to be stopped."),
            M(
                "sales",
                .object(
                    JSONForm(
                        "sales", "Of which SQLs the share that is sold was counted.",
                        [
                            M("basis", .text, "decided, old or so_far."),
                            M("sales_cycle_days", .maybe(.whole), "How long a sale takes."),
                            M("sqls", .whole, "SQLs."), M("sold", .whole, "Those sold."),
                            M("lost", .whole, "Those lost."),
                            M("open", .whole, "Those open still."),
                            M("won", .maybe(.whole), "Sales that count."),
                            M("won_of", .maybe(.number), "Of how many SQLs."),
                        ])), "Of which SQLs the share sold was counted."),
            M(
                "is_without_repeat_orders", .flag,
                "Whether repeat orders are left out of the margin."),
            M(
                "ledger",
                .maybe(
                    .object(
                        JSONForm(
                            "ledger", "Spend by the books against the files.",
                            [
                                M("books", .money, "By the books."),
                                M("files", .money, "By the files."),
                                M("difference", .money, "Books minus files."),
                            ]))), "Null where nobody said what the books have."),
            M("rows", .list(.object(justified)), "Each source."),
            M(
                "blocks", .list(.object(justified)),
                "What was bought, what was not, what may have been."),
            M(
                "would_have_come_anyway", .maybe(.money),
                "Of the total's effect, what would have come without the sources that were tested."),
            M(
                "tests",
                .list(
                    .object(
                        JSONForm(
                            "source_test", "What a test showed that a source causes.",
                            [
                                M("source", .text, "Its key."),
                                M(
                                    "share", .number,
                                    "Of what it has to its credit, what it causes."),
                                M("low", .number, "The lower end of its range."),
                                M("high", .number, "The upper end."),
                                M("until", .day, "The last day on which it is counted with."),
                                M("evidence", .text, "By what it is known: the name of the test."),
                                M(
                                    "state", .text,
                                    "counted, or lapsed: then it counts for nothing."),
                            ]))), "What tests showed."),
            M("effect_of_not_known", .maybe(.money), "Of sources of which it is not known."),
            M("effect_outside_rows", .maybe(.money), "Of the total's effect, what no row has."),
            M("total", .object(justified), "All together."),
            M("what_if", .list(.object(whatIf)), "What changes would do."),
        ])

    private static let credit = JSONForm(
        "credit", "What a source gets by one way to divide.",
        [
            M("mqls", .number, "MQLs."), M("sqls", .number, "SQLs."), M("won", .number, "Sales."),
            M("margin", .maybe(.money), "Their margin."),
            M("cost_per_mql", .maybe(.money), "Its spend divided by its MQLs."),
        ])

    private static let credited = JSONForm(
        "attribution_row", "A source by each way to divide.",
        [
            M("key", .text, "Which one."), M("mqls", .whole, "MQLs of its own."),
            M("spend", .maybe(.money), "What was spent."),
        ]
            + AttributionModel.allCases.map {
                M($0.rawValue, .object(credit), "By this way to divide.")
            })

    static let attribution = JSONForm(
        "attribution", "Who brought MQLs that more than one source touched.",
        [
            M("touches", .whole, "Touches before an MQL."),
            M("mqls_of_more_than_one_source", .whole, "MQLs touched by more than one."),
            M("mqls_of_no_touch", .whole, "MQLs of which no touch is known."),
            M("rows", .list(.object(credited)), "Each source."),
            M("total", .object(credited), "All together."),
        ])

    private static let limit = JSONForm(
        "share_against_limit", "A share against the limit that was agreed.",
        [
            M("count", .maybe(.whole), "How many."), M("of", .maybe(.whole), "Of how many."),
            M("low", .maybe(.number), "The lower end of the range of the share."),
            M("high", .maybe(.number), "The upper end."), M("limit", .number, "The limit."),
            M("verdict", .maybe(.text), "above, below or not_shown."),
        ])

    private static let loopPeriod = JSONForm(
        "loop_period", "One of two periods held against each other.",
        [
            M("first", .day, "Its first day."), M("last", .day, "Its last day."),
            M("mqls", .whole, "MQLs."), M("sqls", .whole, "SQLs."),
        ])

    private static let middle = JSONForm(
        "middle", "The middle of some numbers.",
        [
            M("median", .number, "Half are below it."),
            M("lower", .number, "A quarter is below it."),
            M("upper", .number, "A quarter is above it."),
            M("count", .whole, "How many there are."),
        ])

    private static let definition = JSONForm(
        "definition_loop", "Whether the definition of an MQL still holds.",
        [
            M("rejected", .object(limit), "MQLs that sales turned down."),
            M("rejected_beyond_criteria", .maybe(.whole), "Those for what no criterion looks at."),
            M("sqls_without_mql", .object(limit), "SQLs that the definition missed."),
            M(
                "plan",
                .maybe(
                    .object(
                        JSONForm(
                            "mqls_against_plan", "MQLs against what was planned.",
                            [
                                M("mqls", .whole, "MQLs."), M("planned", .whole, "Planned."),
                                M("low", .number, "The lower end of what chance makes of that."),
                                M("high", .number, "The upper end."),
                                M("verdict", .text, "above, below or not_shown."),
                            ]))), "MQLs against the plan."),
            M(
                "calibration",
                .maybe(
                    .object(
                        JSONForm(
                            "calibration", "Whether more points mean more SQLs.",
                            [
                                M(
                                    "bands",
                                    .list(
                                        .object(
                                            JSONForm(
                                                "score_band", "MQLs of some points.",
                                                [
                                                    M("from", .whole, "From how many."),
                                                    M("to", .whole, "To how many."),
                                                    M("mqls", .whole, "MQLs."),
                                                    M("sqls", .whole, "SQLs among those."),
                                                    M(
                                                        "low", .number,
                                                        "The lower end of that share."),
                                                    M("high", .number, "The upper end."),
                                                ]))), "MQLs by their points."),
                                M(
                                    "area", .maybe(.number),
                                    "The chance that an SQL has more points than another MQL."),
                                M(
                                    "low", .maybe(.number),
                                    "The lower end of that; null of too few."),
                                M("high", .maybe(.number), "The upper end."),
                            ]))), "Whether the score tells who becomes an SQL."),
            M(
                "drift",
                .maybe(
                    .object(
                        JSONForm(
                            "drift", "What has changed since the period before.",
                            [
                                M("now", .object(loopPeriod), "Now."),
                                M("before", .object(loopPeriod), "Before."),
                                M(
                                    "steps",
                                    .list(
                                        .object(
                                            JSONForm(
                                                "drift_step", "A number that may have changed.",
                                                [
                                                    M("step", .text, "Which one, as a code."),
                                                    M("now", .maybe(.object(middle)), "Now."),
                                                    M("before", .maybe(.object(middle)), "Before."),
                                                    M(
                                                        "higher", .maybe(.number),
                                                        "The chance that one of now is higher."),
                                                    M(
                                                        "low", .maybe(.number),
                                                        "The lower end of that."),
                                                    M("high", .maybe(.number), "The upper end."),
                                                    M(
                                                        "verdict", .text,
                                                        "above, below or not_shown."),
                                                ]))), "Each number."),
                            ]))), "What has changed."),
            M(
                "rules_in_force_from", .maybe(.day),
                "From when the rules held, where that is in the period."),
        ])

    static let review = JSONForm(
        "review", "The agenda of the meeting of marketing and sales.",
        [
            M(
                "decided", .list(.object(JSONSchema.decided)),
                "What was decided before, and is open."),
            M(
                "ahead", .maybe(.object(JSONSchema.ahead)),
                "What is to come, and what tests showed."),
            M("decisions", .list(.text), "What there is to decide."),
            M(
                "waiting",
                .maybe(
                    .list(
                        .object(
                            JSONForm(
                                "waiting_lead", "An MQL whom sales did not speak to.",
                                [
                                    M("lead_id", .text, "Which lead."),
                                    M("waiting_days", .maybe(.whole), "How long."),
                                    M("source", .text, "Of which source."),
                                ])))), "MQLs that wait; null where no file tells."),
            M("target_accounts", .whole, "Leads that fit and did little, for outbound sales."),
            M("definition", .object(definition), "Whether the definition still holds."),
            M(
                "contents",
                .list(
                    .object(
                        JSONForm(
                            "content", "A paper, a video or a page.",
                            [
                                M("name", .text, "Which."),
                                M("action", .text, "What leads do with it."),
                                M("leads", .whole, "Leads that did."),
                                M("seconds", .maybe(.number), "How long, on average."),
                                M("mqls", .whole, "MQLs for whom it was the last."),
                            ]))), "What leads looked at."),
        ])

    static let calls = JSONForm(
        "calls", "What sales did with the MQLs of the period.",
        [
            M("mqls", .maybe(.whole), "MQLs."), M("contacted", .maybe(.whole), "Spoken to."),
            M("waiting", .maybe(.whole), "Waiting."),
            M("turned_down", .maybe(.whole), "Turned down without a call."),
            M("agreed_days", .maybe(.whole), "Within how many days to call, as was agreed."),
            M("in_time", .maybe(.whole), "Spoken to within those."),
            M("had_the_days", .maybe(.whole), "Those who had that many days."),
        ])

    private static let causes = CostChange.Cause.allCases.map {
        M($0.code, .money, "The part of the change that comes of this.")
    }

    static let costChange = JSONForm(
        "cost_change", "Why an MQL costs more or less than in another period.",
        [
            M("against", .object(period), "The other period."),
            M("why?", .text, "Why nothing can be said."),
            M("before?", .money, "What an MQL cost then."), M("now?", .money, "What it costs now."),
            M("difference?", .money, "Now minus then."),
            M("chance_alone?", .maybe(.number), "How often chance alone makes such a change."),
            M(
                "effects?", .object(JSONForm("cost_effects", "What the change comes of.", causes)),
                "What it comes of."),
            M(
                "rows?",
                .list(
                    .object(
                        JSONForm(
                            "cost_effects_row", "What a source has in it.",
                            [M("key", .text, "Which one.")] + causes))),
                "What each source has in it."),
        ])

    private static let uncertain = JSONForm(
        "four_of_five", "In four cases of five it lies between these.",
        [M("low", .maybe(.number), "The lower end."), M("high", .maybe(.number), "The upper end.")])

    private static let outcome = JSONForm(
        "outcome", "What an amount is expected to bring.",
        [
            M("spend", .maybe(.money), "The amount."), M("mqls", .number, "MQLs."),
            M("sqls", .number, "SQLs."), M("won", .number, "Customers."),
            M("own_cost", .maybe(.money), "Own cost of those MQLs."),
            M("margin", .maybe(.money), "Margin of those sales."),
            M("gain", .maybe(.money), "Margin less cost."),
        ])

    static let budget = JSONForm(
        "budget", "How money is divided over sources, and what that is expected to bring.",
        [
            M(
                "goal",
                .object(
                    JSONForm(
                        "goal", "What was asked.",
                        [
                            M("amount?", .money, "An amount to divide."),
                            M("sqls?", .whole, "SQLs that are wanted."),
                            M("customers?", .whole, "Customers that are wanted."),
                        ])), "What was asked."),
            M("period", .object(period), "The months to plan."),
            M("seed", .text, "The number by which chances were drawn."),
            M("required_return", .maybe(.number), "Margin that is asked for every 1 of cost."),
            M("unspent", .money, "What is better not spent."),
            M(
                "rows",
                .list(
                    .object(
                        JSONForm(
                            "budget_row", "What a source gets.",
                            [
                                M("key", .text, "Which one."),
                                M("today", .money, "What it gets today."),
                                M("spend", .money, "What it gets by the plan."),
                                M("reason", .text, "Why, as a code."),
                                M(
                                    "if_otherwise", .maybe(.object(amounts)),
                                    "What it may get by other chances."),
                                M("expected", .maybe(.object(outcome)), "What that causes."),
                                M(
                                    "credited", .maybe(.object(outcome)),
                                    "What it has to its credit then, where a test showed what it causes."
                                ),
                                M(
                                    "caused", .maybe(.number),
                                    "Of what it has to its credit, what a test showed it to cause."),
                                M("next_euro", .maybe(.number), "What the next 1 brings."),
                                M(
                                    "elasticity", .maybe(.number),
                                    "How MQLs grow with spend; 1 is in proportion."),
                                M("is_measured", .flag, "Whether that was seen in the data."),
                                M(
                                    "best", .maybe(.money),
                                    "What it would get with no limit to the change."),
                            ]))), "What each source gets."),
            M("total", .object(outcome), "All together."),
            M("sqls_in_four_of_five", .object(uncertain), "SQLs."),
            M("customers_in_four_of_five", .object(uncertain), "Customers."),
            M("gain_in_four_of_five", .maybe(.object(uncertain)), "Margin less cost."),
            M(
                "would_have_come_anyway", .maybe(.object(outcome)),
                "Beside the plan: what tested sources have to their credit today and do not cause."),
            M("as_today", .maybe(.object(outcome)), "The same amount divided as today."),
            M("chance_better_than_today", .maybe(.number), "That the plan brings more than that."),
            M("part_of_change", .whole, "How far it goes to what would be best, in hundredths."),
            M("chance_of_all_of_it", .maybe(.number), "That going all the way brings more."),
            M(
                "months",
                .maybe(
                    .object(
                        JSONForm(
                            "month_effects",
                            "What the months of the plan bring beside those that were.",
                            [
                                M(
                                    "learned_first", .month,
                                    "The first month that was learned from."),
                                M("learned_last", .month, "The last."),
                                M("factor", .number, "So many times as much."),
                                M("season", .maybe(.number), "Of which by season."),
                                M("quarter_spread", .maybe(.number), "How much quarters differ."),
                                M(
                                    "trend_per_month",
                                    .maybe(
                                        .object(
                                            difference.renamed("trend").with([
                                                M(
                                                    "is_shown", .flag,
                                                    "Whether it is shown to be there.")
                                            ]))), "The trend."),
                            ]))), "Null where nothing is supposed of months."),
            M(
                "arrivals",
                .list(
                    .object(
                        JSONForm(
                            "arrival", "What comes in a month.",
                            [
                                M("month", .text, "Which month, or later."),
                                M("spend", .money, "What is spent."),
                                M("mqls", .number, "MQLs."), M("sqls", .number, "SQLs."),
                                M("won", .number, "Customers."),
                                M("margin", .maybe(.money), "Their margin."),
                                M(
                                    "balance", .maybe(.money),
                                    "Margin less spend, up to and with it."),
                            ]))), "When it comes."),
        ])

    static let pair = JSONForm(
        "pair", "Two rows against each other.",
        [
            M("one", .text, "The one."), M("other", .text, "The other."),
            M("difference", .number, "The share of the one minus that of the other."),
            M("low", .number, "The lower end of that."), M("high", .number, "The upper end."),
            M("ratio", .maybe(.number), "The one divided by the other."),
            M("ratio_low", .maybe(.number), "The lower end of that."),
            M("ratio_high", .maybe(.number), "The upper end."),
            M("chance_one_better", .number, "That the one converts better."),
            M("expected_loss_one", .number, "What taking the one may cost, in shares."),
            M("expected_loss_other", .number, "The same of the other."),
            M("log_rank_p", .maybe(.number), "How often chance alone makes them differ in time."),
        ])
}
