internal import Analysis
internal import Economics
internal import Funnels
internal import Intake
internal import Leads
internal import Quantities
internal import Valuation

/// What stands in the figures of `mql.report/1`.
extension JSONForm {
    typealias M = JSONMember

    static let period = JSONForm(
        "period", "From one day to another, both included.",
        [M("first", .day, "Its first day."), M("last", .day, "Its last day.")])

    static let amounts = JSONForm(
        "amounts", "The ends of the 95% range of an amount.",
        [M("low", .money, "The lower end."), M("high", .maybe(.money), "The upper end.")])

    static let rate = JSONForm(
        "rate", "A share of 1 with the ends of its 95% range.",
        [
            M("rate", .maybe(.number), "The share."), M("low", .maybe(.number), "The lower end."),
            M("high", .maybe(.number), "The upper end."),
        ])

    static let difference = JSONForm(
        "difference", "One share minus another, with the ends of its 95% range.",
        [
            M("value", .number, "The difference."), M("low", .number, "The lower end."),
            M("high", .number, "The upper end."),
        ])

    static let ruleBook = JSONForm(
        "rule_book", "A rule book, as it was when it judged.",
        [
            M("name", .text, "Its name."), M("version", .whole, "Its version."),
            M(
                "fingerprint", .text,
                "Of all that it says: another word when anything in it changes."),
        ])

    static let answer = JSONForm(
        "answer", "What the firm said of itself, and who said it.",
        [
            M("key", .text, "What was asked."),
            M("words", .list(.text), "The words of the answer."),
            M("by", .maybe(.text), "Who said it, as a role."),
            M("on", .maybe(.day), "On which day."),
            M("ask_again", .maybe(.day), "From which day on it is to be asked again."),
        ])

    private static let costs = JSONForm(
        "costs", "What one of each cost: spend divided by a count, to the cent.",
        [
            M("per_lead", .maybe(.money), "Per lead."), M("per_mql", .maybe(.money), "Per MQL."),
            M("per_sql", .maybe(.money), "Per SQL."),
            M("per_customer", .maybe(.money), "Per won customer."),
        ])

    private static let nextCosts = JSONForm(
        "next_costs", "What the next one of each will cost: an estimate.",
        [
            M("per_mql", .maybe(.object(amounts)), "Per MQL."),
            M("per_sql", .maybe(.object(amounts)), "Per SQL."),
            M("per_customer", .maybe(.object(amounts)), "Per won customer."),
        ])

    private static let toCome = JSONForm(
        "to_come", "What may still come of MQLs that did not have all of their time.",
        [
            M("undecided", .maybe(.whole), "MQLs that may become an SQL still."),
            M("sqls", .maybe(.number), "SQLs that are expected of them."),
            M("low", .maybe(.whole), "The lower end of that."),
            M("high", .maybe(.whole), "The upper end of that."),
            M("per_sql_in_the_end", .maybe(.money), "What an SQL costs when these are there."),
            M("planning_rate", .maybe(.number), "The share of MQLs to plan with."),
        ])

    private static let benchmark = JSONForm(
        "benchmark", "A row held against a norm or a published figure.",
        [
            M("name", .text, "Which norm or figure."), M("rate", .number, "Its share."),
            M(
                "kind", .word(["norm", "indication"]),
                "Whether it is a norm to hold to, or a published figure that only gives an idea."),
            M(
                "verdict", .maybe(.text),
                "above, below, around, too_few, too_young, no_mqls or not_known."),
            M("holds", .flag, "Whether the verdict holds however often one looks."),
            M("origin", .text, "Where the figure comes from."),
            M("mqls_needed?", .whole, "How many more MQLs it takes to tell; of too_few."),
            M("judgeable_from?", .day, "From which day on it can be told; of too_young."),
        ])

    private static let conversion = JSONForm(
        "conversion", "Which part of the MQLs became an SQL.",
        [
            M(
                "raw",
                .object(
                    JSONForm(
                        "raw_conversion", "SQLs so far divided by MQLs, however young they are.",
                        [
                            M("sqls", .maybe(.whole), "SQLs so far."),
                            M("mqls", .maybe(.whole), "MQLs."),
                        ] + rate.members)), "Without looking at how long MQLs have had."),
            M(
                "matured",
                .object(
                    JSONForm(
                        "matured_conversion",
                        "SQLs divided by MQLs, of which each counts for the part of its time that it had.",
                        [
                            M("sqls", .maybe(.whole), "SQLs within their time."),
                            M("had_time", .maybe(.number), "MQLs that had their time."),
                        ] + rate.members + [
                            M("later_sqls", .maybe(.whole), "SQLs that came after their time."),
                            M(
                                "by_own_delay?", .flag,
                                "Whether it is measured by how long the row's own SQLs took."),
                        ])), "By how long MQLs have had."),
            M("horizon_days", .whole, "How many days an MQL is given."),
            M("benchmarks", .list(.object(benchmark)), "Against norms and published figures."),
            M(
                "before_period",
                .maybe(
                    .object(
                        JSONForm(
                            "before_period", "The same row before the period.",
                            [
                                M("sqls", .whole, "SQLs."),
                                M("had_time", .number, "MQLs that had their time."),
                            ] + rate.members + [
                                M("difference", .object(difference), "Now minus then."),
                                M("verdict", .text, "Whether it became another, as a code."),
                            ]))), "What it was before; null where nothing is before it."),
        ])

    private static let valueBand = JSONForm(
        "value_band", "What MQLs like these go for in the market.",
        [
            M("low", .money, "At least."), M("high", .money, "At most."),
            M("value", .money, "The place in that band."),
            M("mqls", .whole, "Of how many MQLs it is known."),
        ])

    private static let worth = JSONForm(
        "worth", "What an MQL is expected to bring the firm, in margin.",
        [
            M("mean", .money, "On average."), M("low", .money, "The lower end of its range."),
            M("high", .money, "The upper end of its range."),
        ])

    private static let back = JSONForm(
        "back", "What was spent against what came back.",
        [
            M("amount", .money, "What came back."),
            M("basis", .word(["margin", "turnover"]), "Of what it is counted."),
            M("cost", .money, "What was spent."),
            M("cost_basis", .word(["all_in", "bought_for"]), "Of what that is counted."),
            M("per_euro", .number, "What came back for every 1 spent."),
            M("per_euro_low", .maybe(.number), "The lower end of its range."),
            M("per_euro_high", .maybe(.number), "The upper end of its range."),
            M("roi", .number, "What came back less what was spent, divided by that."),
        ])

    private static let returned = JSONForm(
        "return", "What the spend brought back.",
        [
            M("so_far", .maybe(.object(back)), "By won deals."),
            M(
                "with_open_deals",
                .maybe(
                    .object(
                        JSONForm(
                            "back_with_open_deals", "With what is expected of open deals.",
                            [
                                M("open_deals", .whole, "How many are open."),
                                M("win_rate", .number, "The share that is won of closed ones."),
                                M("amount", .money, "What came and is expected."),
                                M("per_euro", .number, "That for every 1 spent."),
                                M("roi", .number, "That less the spend, divided by the spend."),
                            ]))), "With what is expected of open deals."),
            M(
                "payback",
                .maybe(
                    .object(
                        JSONForm(
                            "payback", "After how long a customer has paid its cost.",
                            [
                                M("months", .number, "Months."),
                                M("cost_per_customer", .money, "What a customer cost."),
                                M("monthly_margin", .money, "What it brings a month."),
                            ]))), "Where customers pay monthly."),
        ])

    private static let otherDelay = JSONForm(
        "other_delay", "A source that is measured by a delay which is not its own.",
        [
            M("is_later", .flag, "Whether its own SQLs come later than others."),
            M("median_days", .maybe(.number), "Days within which half of its own came."),
            M("median_days_of_others", .maybe(.number), "The same of the others."),
            M("closed_days", .maybe(.whole), "Days after which nothing more comes."),
            M("closed_mqls", .whole, "MQLs older than that."),
            M("closed_sqls", .whole, "SQLs among those."),
        ])

    /// A row of figures: a source, a month, all of them.
    static let row = JSONForm(
        "row", "The figures of a source, an intent, a month or of all together.",
        [
            M("key", .text, "Which one: a code of the rule book, or a name of the data."),
            M("open", .flag, "Whether its period goes on after the as-of day."),
            M("bought", .words(Buying.self), "Whether it was bought."),
            M("match?", .text, "Why spend and leads of this name did not meet."),
            M(
                "may_be?",
                .list(
                    .object(
                        JSONForm(
                            "may_be", "A row whose leads may belong to this spend.",
                            [M("key", .text, "Which one."), M("leads", .whole, "Its leads.")]))),
                "Rows that may be the same, by another name."),
            M("before_rules_in_force?", .flag, "Whether it is of before the rule book held."),
            M(
                "spend",
                .object(
                    JSONForm(
                        "spend", "What was spent.",
                        [
                            M("bought_for", .maybe(.money), "Media and other bought cost."),
                            M("all_in", .maybe(.money), "With own hours and tools."),
                        ])), "What was spent."),
            M("leads", .whole, "Leads that came in."),
            M("claimed_leads", .maybe(.number), "Leads that the platform says it brought."),
            M("mqls", .maybe(.whole), "MQLs of the period."),
            M("contacted", .maybe(.whole), "Those whom sales spoke to."),
            M("sqls", .maybe(.whole), "Those who became an SQL."),
            M("sqls_implied", .maybe(.whole), "SQLs that follow from a sale alone."),
            M("won", .maybe(.whole), "Those who became a customer."),
            M("rejected", .maybe(.whole), "Those whom sales turned down."),
            M(
                "funnel",
                .object(
                    JSONForm(
                        "funnel", "Leads of the period and what became of them.",
                        [
                            M("leads", .maybe(.whole), "Leads."),
                            M("mqls", .maybe(.whole), "MQLs."),
                            M("contacted", .maybe(.whole), "Spoken to."),
                            M("sqls", .maybe(.whole), "SQLs."),
                            M("won", .maybe(.whole), "Customers."),
                        ])), "Leads of the period and what became of them."),
            M("cost", .object(costs), "By what was bought."),
            M("cost_all_in", .object(costs), "With own hours and tools."),
            M("next_cost", .object(nextCosts), "What the next one costs: an estimate."),
            M("to_come", .object(toCome), "What may still come."),
            M("conversion", .object(conversion), "Which part became an SQL."),
            M("value_band", .maybe(.object(valueBand)), "The guide price in the market."),
            M("market_cost_per_sql", .maybe(.money), "What an SQL costs at that price."),
            M("other_delay", .maybe(.object(otherDelay)), "Null where it has its own."),
            M("own_worth", .maybe(.object(worth)), "What an MQL is worth to the firm."),
            M("return", .object(returned), "What the spend brought back."),
            M(
                "if_unknown_is_spread?",
                .object(
                    JSONForm(
                        "if_unknown_is_spread", "With MQLs of no known source spread over all.",
                        [M("per_mql", .maybe(.money), "What an MQL then cost.")])),
                "With MQLs of no known source spread over all."),
        ])

    /// Something that is missing in the data and counts as nothing.
    static let hole = JSONForm(
        "hole", "Something that is missing in the data and counts as nothing.",
        [
            M("kind", .text, "What is missing, as a code."),
            M("source", .maybe(.text), "Of which source; null for all."),
            M("first", .day, "From which day."), M("last", .day, "To which day."),
            M("stage", .maybe(.text), "Of which stage, where it is of one."),
            M("leads", .maybe(.whole), "Leads that it is about."),
            M("mqls", .maybe(.whole), "MQLs that it is about."),
            M("missing_spend", .maybe(.money), "Spend that is about missing."),
            M("finding", .text, "What was seen."), M("says", .text, "What that does to figures."),
            M("mend", .text, "What puts it right."),
            M("effect?", .text, "What it does to figures, as a code."),
            M("cost_now?", .maybe(.money), "What an MQL costs by the data."),
            M("cost_without?", .maybe(.money), "What it costs over days with spend alone."),
            M("per_month_before?", .number, "Leads a month before."),
            M("per_month_after?", .number, "Leads a month after."),
            M("deals?", .whole, "Deals that count for nothing."),
            M("share_before?", .number, "Leads with a source before, of 1."),
            M("share_after?", .number, "Leads with a source after, of 1."),
        ])

    private static let orderWindow = JSONForm(
        "order_margin", "What customers brought in a time after their first order.",
        [
            M("margin", .maybe(.money), "On average."), M("customers", .whole, "Of how many."),
            M("too_young", .whole, "How many are not that old."),
            M("without_margin", .whole, "Of how many the margin is not known."),
        ])

    private static let orders = JSONForm(
        "orders", "What customers brought, by the orders of the books.",
        [
            M("orders", .whole, "Orders that were read."), M("first_day", .day, "Of the first."),
            M("last_day", .day, "Of the last."),
            M("customers", .whole, "Customers who count."),
            M("ordered_before", .whole, "Who had ordered before they were a lead."),
            M("won_before_first_day", .whole, "Who were won before the orders begin."),
            M("met_no_lead", .whole, "Whose orders met no lead."),
            M("rows_in_other_currencies", .whole, "Rows in another currency, left out."),
            M("margin_first_order", .maybe(.object(orderWindow)), "Of the first order."),
            M("margin_first_12_months", .maybe(.object(orderWindow)), "Of the first year."),
            M("margin_first_24_months", .maybe(.object(orderWindow)), "Of two years."),
            M(
                "repeats",
                .maybe(
                    .object(
                        JSONForm(
                            "repeats", "What customers bring for 1 of their first order.",
                            [
                                M("months", .whole, "In so many months."),
                                M("customers", .whole, "Of how many customers."),
                                M("factor", .number, "So many times the first order."),
                            ]))), "What repeat orders add."),
        ])

    static let crmMQLs = JSONForm(
        "crm_mqls", "What the CRM calls an MQL, against what the rules do.",
        [
            M("leads_with_stage_mql", .whole, "Leads with the stage in the CRM."),
            M("not_counted_because_rules_decide", .whole, "Those that the rules do not count."),
            M("of_these_without_activity", .whole, "Of which nobody knows what they did."),
            M("on_another_day", .whole, "Those that count from another day."),
            M("disqualified", .keyed(.whole), "Those that the rules turn down, by reason."),
            M("counted_without_fit", .whole, "Those that count by the CRM without fit."),
        ])

    private static let notes = JSONForm(
        "notes", "What there is to say about the data.",
        [
            M("leads_after_as_of", .whole, "Leads created after the as-of day, left out."),
            M("not_judged_again", .whole, "Leads that came back and are not judged again."),
            M("sqls_without_mql", .whole, "SQLs that were no MQL before."),
            M("sqls_before_mql", .whole, "SQLs from before they were an MQL."),
            M("sqls_implied", .whole, "SQLs that follow from a sale alone."),
            M(
                "sqls_are_sales", .flag,
                "Whether SQLs are those with a sale, as no file tells of SQLs."),
            M("mqls_without_intent", .whole, "MQLs of which the intent is not known."),
            M("mqls_before_creation", .whole, "MQLs from before the lead was created."),
            M("stages_before_creation", .whole, "Stages from before the lead was created."),
            M("sales_before_mql", .whole, "Sales from before the lead was an MQL."),
            M("created_earlier", .whole, "Leads that did something before they were created."),
            M("came_back", .whole, "Leads that came in more than once."),
            M("came_back_from_elsewhere", .whole, "Those by another source than the first time."),
            M("crm_mqls", .object(crmMQLs), "What the CRM calls an MQL."),
            M("unknown_actions", .list(.text), "Actions that the rule book does not know."),
            M("empty_fields", .list(.text), "Fields that rules ask for and no lead has."),
            M("unlisted_sources", .list(.text), "Sources that the rule book does not list."),
            M("shared_spend", .maybe(.text), "How spend of all sources was divided."),
            M(
                "converted",
                .maybe(
                    .object(
                        JSONForm(
                            "converted", "What was converted to the currency.",
                            [
                                M("spend_rows", .whole, "Rows of spend."),
                                M("deals", .whole, "Deals."),
                                M("orders", .whole, "Orders."),
                                M("without_rate", .whole, "Rows of which no rate is known."),
                            ]))), "Null where nothing was."),
            M(
                "assumed_margin_percent", .maybe(.number),
                "The margin of turnover that was assumed, where deals have none."),
            M("answers", .list(.object(answer)), "What the firm said of itself."),
            M(
                "chosen_by_outcome",
                .maybe(
                    .object(
                        JSONForm(
                            "chosen_by_outcome", "Leads that look chosen by what became of them.",
                            [
                                M("leads", .whole, "How many leads there are."),
                                M("outcome", .text, "By which outcome, as a code."),
                            ]))), "Null where they do not."),
            M("own_hours_per_mql", .maybe(.number), "Own hours that go into an MQL."),
            M("own_hour_cost", .maybe(.money), "What an own hour costs."),
            M(
                "persons_under_several_ids",
                .object(
                    JSONForm(
                        "persons_under_several_ids", "Persons who are several leads.",
                        [
                            M("persons", .whole, "How many."),
                            M("ids", .whole, "Under how many ids."),
                        ])),
                "Persons who are several leads."),
            M(
                "unknown_deal_stages",
                .list(
                    .object(
                        JSONForm(
                            "unknown_deal_stage", "A stage of deals that is not known.",
                            [
                                M("stage", .text, "Its name in the file."),
                                M("deals", .whole, "Deals in it."),
                                M("amounts", .keyed(.money), "What they are of, by currency."),
                            ]))), "Stages of deals that are not known."),
            M(
                "refunds_taking_nothing_off",
                .object(
                    JSONForm(
                        "refunds_taking_nothing_off", "Refunds that take nothing off.",
                        [
                            M("deal_unknown", .whole, "Of a deal that is in no file."),
                            M("deal_not_won", .whole, "Of a deal that was not won."),
                            M("amounts", .keyed(.money), "What they are of, by currency."),
                        ])), "Refunds that take nothing off."),
            M("counted_again?", .whole, "Leads that count again as they came back."),
            M("counts_again_after_days?", .whole, "After how many days they do."),
        ])

    private static let spendTie = JSONForm(
        "spend_tie", "How spend adds up to the file.",
        [
            M("file", .money, "All that was read."), M("in_period", .money, "Of the period."),
            M("outside_period", .money, "Of other days."),
            M("in_no_row", .money, "Of the period, in no row."),
            M("shared", .money, "Shared by all sources."),
            M("rows_cut", .whole, "Rows that were cut to the period."),
            M("other_currencies", .keyed(.money), "In other currencies, left out."),
            M(
                "accounts?",
                .list(
                    .object(
                        JSONForm(
                            "account_month", "What an account of a platform cost in a month.",
                            [
                                M("source", .text, "Which platform."),
                                M("account", .maybe(.text), "Which account."),
                                M("month", .month, "Which month."),
                                M("currency", .text, "In which currency."),
                                M("spent", .money, "What it cost."),
                                M(
                                    "divided", .flag,
                                    "Whether a longer time was divided over months."),
                            ]))), "What each account cost in each month."),
        ])

    private static let winsTie = JSONForm(
        "wins_tie", "How won deals add up to the file.",
        [
            M("total", .whole, "Won deals that were read."),
            M("from_mqls_of_period", .whole, "Of MQLs of the period."),
            M("from_earlier_mqls", .whole, "Of MQLs before it."),
            M("from_other_leads", .whole, "Of leads that were no MQL."),
            M("before_lead_or_mql", .whole, "Won before the lead or the MQL was there."),
            M("before_lead_or_mql_ever", .whole, "The same of all deals, whenever they were won."),
            M("with_lead_ever", .whole, "Deals that have a lead, whenever they were won."),
            M("without_lead", .whole, "Of no lead."),
            M("existing_customers", .whole, "Of firms that were customers already."),
            M("amount", .money, "What they are of."),
            M("without_amount", .whole, "Deals without an amount."),
            M("refunds", .whole, "Refunds."), M("refunded", .money, "What they are of."),
            M("other_currencies", .keyed(.money), "In other currencies, left out."),
        ])

    private static let compared = JSONForm(
        "rows_compared", "Whether rows differ in how they convert.",
        [
            M("chi_square", .number, "By a chi-square test."), M("degrees", .whole, "Its degrees."),
            M("p", .number, "How often chance alone does this."),
            M("differ", .flag, "Whether they are shown to differ."),
            M("too_small", .whole, "Rows that are too small to take part."),
            M(
                "rows",
                .list(
                    .object(
                        JSONForm(
                            "row_compared", "A row against all others.",
                            [
                                M("key", .text, "Which one."),
                                M("others", .object(rate), "The others."),
                                M("difference", .object(difference), "The row minus the others."),
                                M("chance_better", .number, "That it converts better."),
                                M("p_adjusted", .number, "By chance, with all rows looked at."),
                                M("stands_out", .flag, "Whether it is shown to be another."),
                            ]))), "Each against the others."),
        ])

    private static let crmMove = JSONForm(
        "crm_move", "A move to another CRM that shows in the data.",
        [
            M("early_wins", .maybe(.whole), "Deals won before their lead was there."),
            M("wins_with_lead", .maybe(.whole), "Won deals that have a lead."),
            M("day", .maybe(.day), "The day of the import."),
            M("leads_of_day", .maybe(.whole), "Leads created on it."),
            M("leads", .maybe(.whole), "All leads."),
            M("comparisons_withheld", .text, "What is not said because of it."),
        ])

    /// What every report on figures has.
    static let figures = JSONForm(
        "figures", "The figures: equal bytes for equal facts, rules and questions.",
        [
            M("as_of", .day, "Up to which day everything counts."),
            M("data_until", .maybe(.day), "To which day the data go."),
            M("observed_until", .maybe(.day), "Up to which day it is known what became of MQLs."),
            M("period", .object(period), "Of which the MQLs are."),
            M("unit", .words(CountedUnit.self), "What counts as one."),
            M("currency", .text, "Of all amounts, by its three letters."),
            M("rule_book", .object(ruleBook), "By which leads were judged."),
            M(
                "mql_decided_by", .words(Decider.self),
                "Whether rules or the CRM say what an MQL is."),
            M(
                "facts",
                .object(
                    JSONForm(
                        "facts", "What was read.",
                        [
                            M("fingerprint", .text, "Of all of it."),
                            M(
                                "counts",
                                .object(
                                    JSONForm(
                                        "fact_counts", "How much of each kind.",
                                        [
                                            M("leads", .whole, "Leads."),
                                            M("activities", .whole, "What they did."),
                                            M("stages", .whole, "Stages."),
                                            M("deals", .whole, "Deals."),
                                            M("spend", .whole, "Rows of spend."),
                                            M("plan", .whole, "Rows of a plan."),
                                        ])), "How much of each kind."),
                        ])), "What was read."),
            M("by", .words(Breakdown.self), "What the rows are."),
            M(
                "horizon",
                .object(
                    JSONForm(
                        "horizon", "How long an MQL is given to become an SQL.",
                        [
                            M("days", .whole, "Days."),
                            M("choice", .text, "How that was chosen, as a code."),
                        ])), "How long an MQL is given."),
            M("rows", .list(.object(row)), "The figures of each."),
            M("total", .object(row), "Of all of them."),
            M(
                "blocks",
                .list(
                    .object(
                        JSONForm(
                            "block",
                            "Rows that were bought, that were not, or of which it is not known.",
                            [
                                M("bought", .words(Buying.self), "Which of these."),
                                M("rows", .list(.text), "The keys of its rows."),
                                M("sum", .object(row), "All of them together."),
                            ]))), "What was bought apart from what was not."),
            M("months", .list(.object(row)), "The same per month of the MQLs."),
            M(
                "planning",
                .maybe(
                    .object(
                        JSONForm(
                            "planning", "The rate to plan with.",
                            [
                                M("basis", .text, "Of what it was made, as a code."),
                                M("mean", .number, "The share of MQLs."),
                                M(
                                    "worth_mqls", .number,
                                    "For how many MQLs it counts beside those of a row."),
                            ]))), "The rate to plan with."),
            M("rows_compared", .maybe(.object(compared)), "Whether rows differ at all."),
            M(
                "mqls_without_source",
                .maybe(
                    .object(
                        JSONForm(
                            "without_source", "MQLs of no known source.",
                            [
                                M("mqls", .whole, "How many."),
                                M("known", .whole, "Of how many it is known."),
                                M(
                                    "factor_if_spread", .number,
                                    "By which the others grow where these are spread."),
                            ]))), "MQLs of no known source."),
            M(
                "population",
                .object(
                    JSONForm(
                        "population", "Persons and companies among the MQLs.",
                        [
                            M("mql_persons", .whole, "Persons."),
                            M("mql_companies", .maybe(.whole), "Companies."),
                            M("without_company", .maybe(.whole), "Persons without a company."),
                        ])), "Persons and companies."),
            M("spend_tie", .maybe(.object(spendTie)), "How spend adds up to the file."),
            M("wins_tie", .maybe(.object(winsTie)), "How won deals add up to the file."),
            M(
                "completeness",
                .list(
                    .object(
                        JSONForm(
                            "completeness", "How often a field of leads is filled.",
                            [
                                M("field", .text, "Which field."),
                                M("required", .flag, "Whether an MQL needs it."),
                                M("points", .whole, "Points that it gives."),
                                M("filled", .maybe(.whole), "Leads that have it."),
                                M("leads", .whole, "All leads."),
                            ]))), "How full the profiles are."),
            M("orders", .maybe(.object(orders)), "What customers brought by the books."),
            M("notes", .object(notes), "What there is to say about the data."),
            M("crm_move", .maybe(.object(crmMove)), "A move to another CRM that shows in it."),
            M("holes", .list(.object(hole)), "What is missing and counts as nothing."),
        ])

    /// From which files a report was made.
    static let provenance = JSONForm(
        "provenance", "From which files it was made.",
        [
            M(
                "files",
                .list(
                    .object(
                        JSONForm(
                            "file", "A file that was read.",
                            [
                                M("file", .text, "Its name."),
                                M("facts", .list(.words(FactKind.self)), "What it has."),
                                M("rows", .whole, "Rows that were read."),
                                M("new", .whole, "Rows with something new."),
                                M("updated", .whole, "Rows that changed something."),
                                M("unchanged", .whole, "Rows that were known."),
                                M("rejected", .whole, "Rows that were left out."),
                                M("skipped", .whole, "Rows that say nothing here."),
                                M("export", .maybe(.text), "Of which program it is an export."),
                                M("exported_on", .maybe(.day), "The day that it states."),
                                M("until", .maybe(.day), "To which day its facts go."),
                                M(
                                    "unknown_lead_words", .keyed(.whole),
                                    "Words of leads that are not known."),
                                M("unused_columns", .list(.text), "Columns that were not used."),
                            ]))), "The files."),
            M("problems", .keyed(.whole), "How often something was wrong, by kind."),
            M(
                "own_totals?",
                .object(
                    JSONForm(
                        "own_totals", "What exports of platforms say they add up to.",
                        [
                            M("exports", .whole, "How many there are."),
                            M("with_total", .whole, "How many have a total."),
                            M("stated_cents", .whole, "What they say, in cents."),
                            M("rows_cents", .whole, "What their rows add up to, in cents."),
                            M("differing", .whole, "How many do not add up."),
                        ])), "Whether exports add up to their own total."),
            M(
                "repeated_spend?", .keyed(.money),
                "Spend that stood in more than one file, by currency."),
            M(
                "spend_findings?",
                .list(
                    .object(
                        JSONForm(
                            "spend_finding", "Spend that files do not agree on.",
                            [
                                M("kind", .text, "What it is, as a code."),
                                M("source", .text, "Which platform."),
                                M("account", .maybe(.text), "Which account."),
                                M("campaign", .maybe(.text), "Which campaign."),
                                M("first", .day, "From which day."),
                                M("last", .day, "To which day."),
                                M("currency", .text, "In which currency."),
                                M("counted", .money, "What counts."),
                                M("other", .money, "What another file says."),
                                M("files", .list(.text), "The files."),
                            ]))), "Spend that files do not agree on."),
        ])
}
