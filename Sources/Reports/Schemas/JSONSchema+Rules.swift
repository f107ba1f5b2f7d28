internal import Analysis
internal import Economics
internal import Funnels
internal import Intake
internal import Leads
internal import Quantities
internal import Valuation

/// The documents of rule books: what is wrong with one, how two differ, and what won leads had in common.
extension JSONSchema {
    fileprivate typealias M = JSONMember

    static let rulesCheck = JSONSchema(
        "mql.rules-check/1",
        Phrase(
            en: "What is wrong with a rule book, from rules check.",
            nl: "Wat er mis is met een regelboek, van rules check."),
        JSONForm(
            "rules_check", "What is wrong with a rule book.",
            [
                M("rule_book", .text, "Its name."), M("version", .whole, "Its version."),
                M("fingerprint", .text, "Of all that it says."),
                M("signable", .text, "What a signature is set under."),
                M("leads", .maybe(.whole), "Leads that it was tried on."),
                M("as_of", .day, "Of which day."),
                M(
                    "findings",
                    .list(
                        .object(
                            JSONForm(
                                "finding", "Something that is wrong.",
                                [
                                    M("severity", .text, "How wrong, as a code."),
                                    M("place", .maybe(.text), "Where it stands."),
                                    M("text", .text, "What it is."),
                                    M("mend", .text, "What puts it right."),
                                ]))), "What was found."),
            ]))

    static let change = JSONForm(
        "change", "Something that the other rule book says differently.",
        [
            M("place", .text, "Where."), M("part", .maybe(.text), "Which part of that."),
            M("before", .maybe(.text), "What it said."), M("after", .maybe(.text), "What it says."),
        ])

    static let rulesDiff = JSONSchema(
        "mql.rules-diff/1",
        Phrase(
            en: "What one rule book says differently, from rules show --diff.",
            nl: "Wat een regelboek anders zegt, van rules show --diff."),
        JSONForm(
            "rules_diff", "What one rule book says differently.",
            [
                M("old", .object(.ruleBook), "The one."),
                M("new", .object(.ruleBook), "The other."),
                M("changes", .list(.object(change)), "What differs."),
            ]))

    static let definition = JSONForm.ruleBook.renamed("definition").with([
        M("decided_by", .words(Decider.self), "Whether rules or the CRM decide.")
    ])

    static let group = JSONForm(
        "group", "MQLs by one definition, by both, or by one alone.",
        [
            M("mqls", .whole, "MQLs."), M("contacted", .maybe(.whole), "Spoken to."),
            M("sqls", .maybe(.whole), "SQLs."), M("won", .maybe(.whole), "Customers."),
            M("had_time", .number, "MQLs that had their time."),
            M("sqls_of_those", .maybe(.whole), "SQLs among those."),
            M("conversion", .maybe(.number), "The one divided by the other."),
            M("low", .maybe(.number), "The lower end of that."),
            M("high", .maybe(.number), "The upper end."),
            M("own_hours", .maybe(.number), "Own hours that go into them."),
            M("cost_per_sql?", .maybe(.money), "What an SQL costs by it."),
        ])

    static let judgedOtherwise = JSONForm(
        "lead_between", "A lead that one definition takes and the other does not.",
        [
            M("lead_id", .text, "Which lead."), M("source", .text, "Of which source."),
            M("mql_since", .maybe(.day), "Since when it is an MQL."),
            M("sql_since", .maybe(.day), "An SQL since."),
            M("won", .flag, "Whether it is a customer."),
            M("contacted", .flag, "Whether sales spoke to it."),
            M("decision_otherwise", .words(Decision.self), "What it is by the other."),
            M("would_take", .maybe(.text), "What the other would need to take it."),
        ])

    static let rulesCompare = JSONSchema(
        "mql.rules-compare/1",
        Phrase(
            en: "What another definition would have done, from rules compare.",
            nl: "Wat een andere definitie gedaan zou hebben, van rules compare."),
        JSONForm(
            "rules_compare", "What another definition would have done.",
            days + [
                M("period", .object(.period), "Of which the MQLs are."),
                M("old", .object(definition), "The one."),
                M("new", .object(definition), "The other."),
                M("horizon_days", .whole, "How many days an MQL is given."),
                M("by_old", .object(group), "By the one."),
                M("by_new", .object(group), "By the other."),
                M("both", .object(group), "By both."),
                M("dropped", .object(group), "By the one alone."),
                M("added", .object(group), "By the other alone."),
                M(
                    "sqls_kept",
                    .maybe(
                        .object(
                            JSONForm(
                                "sqls_kept", "Which part of the SQLs the other keeps.",
                                [
                                    M("share", .maybe(.number), "The share."),
                                    M("low", .number, "The lower end of that."),
                                    M("high", .number, "The upper end."),
                                ]))), "Which part of the SQLs it keeps."),
                M("earlier_by_new", .whole, "MQLs that the other takes earlier."),
                M("later_by_new", .whole, "MQLs that it takes later."),
                M(
                    "rates",
                    .maybe(
                        .object(
                            JSONForm(
                                "rates_compared", "How the two convert.",
                                [
                                    M("ratio", .maybe(.number), "The other divided by the one."),
                                    M("ratio_low", .maybe(.number), "The lower end of that."),
                                    M("ratio_high", .maybe(.number), "The upper end."),
                                    M("highest_ratio", .maybe(.number), "The most that it can be."),
                                    M(
                                        "kept_minus_dropped", .maybe(.object(.difference)),
                                        "Those kept minus those dropped."),
                                ]))), "How the two convert."),
                M(
                    "lacks",
                    .list(
                        .object(
                            JSONForm(
                                "lack", "Why the other does not take MQLs of the one.",
                                [
                                    M("kind", .text, "What they lack, as a code."),
                                    M("key", .maybe(.text), "Which criterion."),
                                    M("leads", .whole, "How many lack it."),
                                    M("sqls", .maybe(.whole), "SQLs among those."),
                                ]))), "What dropped MQLs lack."),
                M("dropped_sqls", .list(.object(judgedOtherwise)), "SQLs that the other drops."),
                M("added_leads", .list(.object(judgedOtherwise)), "Leads that it adds."),
                M("changes", .list(.object(change)), "What it says differently."),
                M("provenance", .object(.provenance), "From which files it was made."),
            ]))

    static let outcomes = [
        M("won", .whole, "Leads that reached the goal."), M("won_of", .whole, "Of how many."),
        M("lost", .whole, "Leads that did not."), M("lost_of", .whole, "Of how many."),
    ]

    static let rulesLearn = JSONSchema(
        "mql.rules-learn/1",
        Phrase(
            en: "Which signs tell won from lost, from rules learn.",
            nl: "Welke kenmerken winst van verlies onderscheiden, van rules learn."),
        JSONForm(
            "rules_learn", "Which signs tell won from lost.",
            days + [
                M("rule_book", .object(.ruleBook), "By which leads are judged."),
                M("goal", .text, "What a lead has to reach: won or sql."),
                M(
                    "leads",
                    .object(
                        JSONForm(
                            "learned_from", "The leads that were learned from.",
                            outcomes + [
                                M("lost_means", .text, "What counts as lost, as a code."),
                                M("first", .maybe(.day), "From which day."),
                                M("last", .maybe(.day), "To which day."),
                            ])), "The leads that were learned from."),
                M(
                    "base",
                    .object(
                        JSONForm(
                            "base", "The share of leads that reach the goal.",
                            [
                                M("rate", .number, "The share."),
                                M("origin", .text, "Where it comes from, as a code."),
                                M("reached", .maybe(.whole), "Leads that reached it."),
                                M("of", .maybe(.whole), "Of how many."),
                            ])), "The share that reaches it."),
                M(
                    "lost_because",
                    .list(
                        .object(
                            JSONForm(
                                "lost_reason", "A reason that leads were lost.",
                                [M("reason", .text, "Which one."), M("leads", .whole, "How many.")])
                        )),
                    "Why leads were lost."),
                M("tried", .whole, "Signs that were tried."),
                M("tell_nothing", .whole, "Signs that say the same of all leads."),
                M("least_found", .maybe(.number), "The weakest sign that so many leads show."),
                M(
                    "signs",
                    .list(
                        .object(
                            JSONForm(
                                "sign", "A sign, and how it goes with the goal.",
                                [
                                    M("sign", .text, "What it is."),
                                    M("kind", .text, "field, source, action, content or visits."),
                                ] + outcomes + [
                                    M(
                                        "odds_ratio", .maybe(.number),
                                        "How much the odds of winning grow with it."),
                                    M("odds_low", .maybe(.number), "The lower end of that."),
                                    M("odds_high", .maybe(.number), "The upper end."),
                                    M("points", .maybe(.whole), "Points that follow."),
                                    M("chance", .number, "How often chance alone does this."),
                                    M(
                                        "chance_corrected", .number,
                                        "The same with all signs looked at."),
                                    M(
                                        "precision", .maybe(.number),
                                        "The share of leads with it that reach the goal."),
                                    M("verdict", .text, "found or not_shown, as a code."),
                                    M("same_leads", .list(.text), "Signs of the same leads."),
                                ]))), "Each sign."),
                M(
                    "together",
                    .maybe(
                        .object(
                            JSONForm(
                                "signs_together", "All signs at once.",
                                [
                                    M(
                                        "area", .maybe(.number),
                                        "The chance that they put a won lead before a lost one."),
                                    M("low", .maybe(.number), "The lower end of that."),
                                    M("high", .maybe(.number), "The upper end."),
                                    M("left_out", .text, "What was left out each time to try it."),
                                    M(
                                        "weights",
                                        .list(
                                            .object(
                                                JSONForm(
                                                    "weight",
                                                    "What a sign counts beside the others.",
                                                    [
                                                        M("sign", .text, "Which one."),
                                                        M("points", .number, "Its points."),
                                                    ]))),
                                        "What each counts."),
                                ]))), "All signs at once."),
                M(
                    "perhaps_filled_in_afterwards",
                    .list(
                        .object(
                            JSONForm(
                                "late_field",
                                "A field that may have been filled in after the outcome.",
                                [M("field", .text, "Which one.")] + outcomes))),
                    "Fields that may tell the outcome itself."),
                M("too_good", .list(.text), "Signs that tell too well to be believed."),
                M("left_out", .list(.text), "Fields that were left out."),
                M("hypothesis", .list(.object(change)), "What a rule book would say by it."),
                M("provenance", .object(.provenance), "From which files it was made."),
            ]))
}
