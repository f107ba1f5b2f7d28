package import Analysis
internal import Economics
internal import Funnels
internal import Intake
internal import Leads
internal import Quantities
internal import Valuation

/// The report as data. `figures` has equal bytes for equal facts, rules and questions; `provenance`
/// says which files it came from.
package struct FiguresJSON {
    private let figures: Figures
    private let context: ReportContext
    private let pair: RowPair?

    /// - Parameter pair: two rows that somebody wants to see against each other.
    package init(_ figures: Figures, _ context: ReportContext, between pair: RowPair? = nil) {
        self.figures = figures
        self.context = context
        self.pair = pair
    }

    /// The report without anything beside its figures.
    package var value: JSONValue { with([:]) }

    /// The report with what was asked beside its figures.
    package func value(_ more: FiguresReport.More) -> JSONValue {
        let change: JSONObject? = more.change.map {
            ["cost_change": CostChangeSection($0, Wording()).json]
        }
        let whatIf: JSONObject? = more.whatIf.map {
            ["what_if": WhatIfSection($0, mqls: figures.total.counts.mqls, Wording()).json]
        }
        return with((change ?? [:]) + (whatIf ?? [:]))
    }

    /// The report with more beside its figures.
    func with(_ more: JSONObject) -> JSONValue {
        let report: JSONObject = [
            "schema": "mql.report/1", "figures": members,
            "between": figures.move == nil ? pair : nil,
        ]
        return (report + more + ["provenance": ProvenanceJSON(context)]).json
    }

    private var members: JSONObject {
        let question = figures.question
        return [
            "as_of": question.asOf, "data_until": question.observed.data,
            "observed_until": question.observed.sqls,
            "period": [
                "first": question.period.first, "last": question.period.lastDay,
            ] as JSONObject,
            "unit": question.unit.rawValue, "currency": question.currency.code,
            "rule_book": figures.ruleBook, "mql_decided_by": figures.decidedBy.rawValue,
            "facts": [
                "fingerprint": figures.facts.fingerprint.description,
                "counts": figures.facts.counts,
            ] as JSONObject,
            "by": question.by.rawValue,
            "horizon": [
                "days": figures.horizon.days, "choice": figures.horizon.choice.rawValue,
            ] as JSONObject,
            "rows": figures.rows.map(row), "total": row(figures.total),
            "blocks": figures.blocks.map { block in
                JSONValue.members([
                    "bought": block.buying.rawValue, "rows": block.keys, "sum": row(block.sum),
                ])
            },
            "months": figures.months.map(row), "planning": figures.planning,
            "rows_compared": figures.move == nil ? figures.comparison : nil,
            "mqls_without_source": figures.withoutSource,
            "population": [
                "mql_persons": figures.population.persons,
                "mql_companies": figures.population.companies,
                "without_company": figures.population.withoutCompany,
            ] as JSONObject,
            "spend_tie": spendTie, "wins_tie": figures.winsTie.map(winsTie),
            "completeness": figures.completeness.map { field in
                [
                    "field": field.field, "required": field.isRequired, "points": field.points,
                    "filled": field.filled, "leads": field.leads,
                ] as JSONObject
            },
            "orders": OrdersSection(figures.sales, Wording()).json,
            "notes": notes, "crm_move": figures.move,
            "holes": figures.holes.all.map { $0.members(HoleText(Wording(), .none)) },
        ]
    }

    private func row(_ row: Figures.Row) -> JSONObject { FigureRowJSON(row, of: figures).members }

    private var spendTie: JSONObject? {
        guard let tie = figures.spendTie.value else { return nil }
        let evidence = SpendEvidence(context.forPrograms)
        let members: JSONObject = [
            "file": tie.file, "in_period": tie.inPeriod, "outside_period": tie.outsidePeriod,
            "in_no_row": tie.inNoRow, "shared": tie.shared, "rows_cut": tie.rowsCut,
            "other_currencies": JSONObject(tie.otherCurrencies.map { ($0.currency.code, $0) }),
        ]
        return members + (evidence.isKnown ? ["accounts": evidence.months] : [:])
    }

    private func money(_ cents: Int128) -> Money {
        Money(clamping: cents, figures.question.currency)
    }

    private func winsTie(_ wins: WinsTie) -> JSONObject {
        [
            "total": wins.total, "from_mqls_of_period": wins.fromMQLsOfPeriod,
            "from_earlier_mqls": wins.fromEarlierMQLs, "from_other_leads": wins.fromOtherLeads,
            "before_lead_or_mql": wins.beforeLeadOrMQL,
            "before_lead_or_mql_ever": wins.beforeLeadOrMQLEver,
            "with_lead_ever": wins.withLeadEver, "without_lead": wins.withoutLead,
            "existing_customers": wins.existingCustomers, "amount": money(wins.cents),
            "without_amount": wins.withoutAmount, "refunds": wins.refunds,
            "refunded": money(wins.refunded), "other_currencies": wins.otherCurrencies,
        ]
    }

    private var notes: JSONObject {
        let notes = figures.notes
        let currency = figures.question.currency
        let counts: JSONObject = [
            "leads_after_as_of": notes.leadsAfterAsOf, "not_judged_again": notes.notJudgedAgain,
            "sqls_without_mql": notes.sqlsWithoutMQL, "sqls_before_mql": notes.negativeLags,
            "sqls_implied": notes.impliedSQLs, "sqls_are_sales": notes.sqlsAreSales,
            "mqls_without_intent": notes.mqlsWithoutIntent,
            "mqls_before_creation": notes.mqlsBeforeCreation,
            "stages_before_creation": notes.stagesBeforeCreation,
            "sales_before_mql": notes.salesBeforeMQL, "created_earlier": notes.createdEarlier,
            "came_back": notes.cameBack, "came_back_from_elsewhere": notes.cameBackFromElsewhere,
            "crm_mqls": CRMNotes(figures, Wording()).json,
        ]
        let read: JSONObject = [
            "unknown_actions": notes.unknownActions, "empty_fields": notes.emptyFields,
            "unlisted_sources": notes.unlistedSources,
            "shared_spend": notes.sharedSpendRule?.rawValue,
            "converted": notes.conversion.map { done in
                [
                    "spend_rows": done.spendRows, "deals": done.deals,
                    "orders": done.orders,
                    "without_rate": done.withoutRate,
                ] as JSONObject
            },
            "assumed_margin_percent": notes.assumedMargin.map { Double($0) / 100 },
            "answers": notes.answers,
            "chosen_by_outcome": notes.selection.map { selection in
                ["leads": selection.leads, "outcome": selection.outcome.rawValue] as JSONObject
            },
            "own_hours_per_mql": notes.ownHours.map { Double($0.hours) / 100 },
            "own_hour_cost": notes.ownHours.map { Money(cents: $0.hourCost, currency) },
        ]
        let idle = notes.idleCredits
        return counts + read + [
            "persons_under_several_ids": [
                "persons": notes.persons.persons, "ids": notes.persons.ids,
            ] as JSONObject,
            "unknown_deal_stages": notes.unknownStages.map { stage in
                [
                    "stage": stage.name, "deals": stage.deals.deals, "amounts": stage.deals.cents,
                ] as JSONObject
            },
            "refunds_taking_nothing_off": [
                "deal_unknown": idle.ofUnknown, "deal_not_won": idle.ofNotWon,
                "amounts": idle.cents,
            ] as JSONObject,
        ] + countedAgain
    }

    /// Only where the rule book counts leads again that came back.
    private var countedAgain: JSONObject {
        guard let days = figures.notes.countsAgainAfter else { return [:] }
        return ["counted_again": figures.notes.countedAgain, "counts_again_after_days": days]
    }
}

extension Figures.RuleBookID: JSONWritable {
    package var json: JSONValue {
        .members(["name": name, "version": version, "fingerprint": fingerprint.description])
    }
}

extension GivenAnswer: JSONWritable {
    package var json: JSONValue {
        .members([
            "key": key, "words": words, "by": said.by.isEmpty ? nil : said.by, "on": said.on,
            "ask_again": again,
        ])
    }
}

extension Facts.Counts: JSONWritable {
    package var json: JSONValue {
        .members([
            "leads": leads, "activities": activities, "stages": stages, "deals": deals,
            "spend": spend, "plan": plan,
        ])
    }
}

extension PlanningRates: JSONWritable {
    package var json: JSONValue {
        .members(["basis": basis.rawValue, "mean": mean, "worth_mqls": weight])
    }
}

extension RowComparison: JSONWritable {
    package var json: JSONValue {
        .members([
            "chi_square": chiSquare, "degrees": degrees, "p": p, "differ": differs,
            "too_small": tooSmall,
            "rows": rows.map { row in
                [
                    "key": row.key, "others": row.rest, "difference": row.difference,
                    "chance_better": row.chanceBetter, "p_adjusted": row.adjustedP,
                    "stands_out": row.standsOut,
                ] as JSONObject
            },
        ])
    }
}

extension RowPair: JSONWritable {
    package var json: JSONValue {
        .members([
            "one": one.key, "other": other.key, "difference": difference.value,
            "low": difference.low, "high": difference.high, "ratio": ratio?.value,
            "ratio_low": ratio?.low, "ratio_high": ratio?.high,
            "chance_one_better": chanceBetter, "expected_loss_one": expectedLoss.one,
            "expected_loss_other": expectedLoss.other, "log_rank_p": p,
        ])
    }
}

extension Figures.WithoutSource: JSONWritable {
    package var json: JSONValue {
        .members(["mqls": mqls, "known": known, "factor_if_spread": factor])
    }
}

extension CRMMove: JSONWritable {
    package var json: JSONValue {
        .members([
            "early_wins": wins?.early, "wins_with_lead": wins?.all, "day": day?.day,
            "leads_of_day": day?.leads, "leads": day?.all,
            "comparisons_withheld": MoveText(self, Wording()).noComparison,
        ])
    }
}
