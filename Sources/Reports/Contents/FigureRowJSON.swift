internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities
internal import Statistics

/// A row of the report as data.
struct FigureRowJSON {
    private let row: Figures.Row
    private let figures: Figures

    init(_ row: Figures.Row, of figures: Figures) {
        self.row = row
        self.figures = figures
    }

    /// Where each field of the tables stands in the row. A field that is not named here stands at the end
    /// of the row, under its own key.
    static let places: [String: String] = [
        "spend": "spend.bought_for", "leads": "leads", "mqls": "mqls", "contacted": "contacted",
        "sqls": "sqls", "won": "won", "per_lead": "cost.per_lead", "per_mql": "cost.per_mql",
        "per_sql": "cost.per_sql", "per_customer": "cost.per_customer",
        "conversion": "conversion.matured", "had_time": "conversion.matured.had_time",
        "value": "value_band.value", "value_band": "value_band",
        "next_mql_band": "next_cost.per_mql", "next_sql_band": "next_cost.per_sql",
        "next_customer_band": "next_cost.per_customer", "undecided": "to_come.undecided",
        "sqls_to_come": "to_come", "per_sql_in_the_end": "to_come.per_sql_in_the_end",
        "planning_rate": "to_come.planning_rate", "back_cost": "return.so_far.cost",
        "deals": "", "back_amount": "return.so_far.amount", "back_per_1": "return.so_far",
        "open_deals": "return.with_open_deals.open_deals",
        "back_with_open_deals": "return.with_open_deals.per_euro",
        "payback_months": "return.payback.months",
    ]

    /// The fields of all tables of the report, as far as they have no place of their own.
    private static let others: [Field<Figures.Row>] =
        (FiguresReport.costFields + FiguresReport.conversionFields + FiguresReport.valueFields
        + OutlookSection.nextFields + OutlookSection.comingFields)
        .filter { places[$0.column.key] == nil }

    var members: JSONObject {
        var members: JSONObject = [
            "key": row.key, "open": row.isOpen, "bought": row.buying.rawValue,
        ]
        members += row.match.json
        if row.isBeforeRules { members += ["before_rules_in_force": true] }
        members += counts
        members += [
            "cost": row.costs, "cost_all_in": row.costsAllIn, "next_cost": row.nextCosts,
            "to_come": toCome, "conversion": conversion, "value_band": row.valueBand,
            "market_cost_per_sql": row.marketCostPerSQL,
            "other_delay": row.otherDelay.map { delay in
                JSONValue.members([
                    "is_later": delay.isLater, "median_days": delay.own,
                    "median_days_of_others": delay.others, "closed_days": delay.closedDays,
                    "closed_mqls": Int(delay.closed.trials),
                    "closed_sqls": Int(delay.closed.successes),
                ])
            }, "own_worth": row.worth,
            "return": [
                "so_far": row.returnSoFar,
                "with_open_deals": row.returnSoFar.flatMap(\.withOpenDeals),
                "payback": row.payback,
            ] as JSONObject,
        ]
        members += JSONObject(Self.others.map { ($0.column.key, $0.cell(row).json) })
        guard figures.question.by == .source, let without = figures.withoutSource,
            row.key != without.key
        else { return members }
        let spread = row.costs.perMQL.flatMap { Known(without.spread($0), else: .tooLarge) }
        return members + ["if_unknown_is_spread": ["per_mql": spread] as JSONObject]
    }

    private var counts: JSONObject {
        [
            "spend": ["bought_for": row.boughtFor, "all_in": row.allIn] as JSONObject,
            "leads": row.counts.leads,
            "claimed_leads": row.claimedLeads.map { Double($0) / 100 }, "mqls": row.mqls,
            "contacted": row.contacted, "sqls": row.sqls,
            "sqls_implied": row.sqls.value.map { _ in row.counts.impliedSQLs }, "won": row.won,
            "rejected": row.rejected,
            "funnel": JSONObject(FunnelReport.steps(row).map { ($0.name, $0.count) }),
        ]
    }

    private var toCome: JSONObject {
        [
            "undecided": row.stillToCome.map(\.undecided),
            "sqls": row.stillToCome.map(\.expected), "low": row.stillToCome.map(\.low),
            "high": row.stillToCome.map(\.high), "per_sql_in_the_end": row.costPerSQLInTheEnd,
            "planning_rate": row.planningRate,
        ]
    }

    private var conversion: JSONObject {
        [
            "raw": [
                "sqls": row.sqls.value, "mqls": row.mqls.value, "rate": row.raw.map(\.rate),
                "low": row.raw.value?.low, "high": row.raw.value?.high,
            ] as JSONObject,
            "matured": matured, "horizon_days": figures.horizon.days,
            "benchmarks": row.comparisons.map(comparison), "before_period": row.change,
        ]
    }

    private var matured: JSONObject {
        let known = row.matured.value
        let members: JSONObject = [
            "sqls": known?.sqls, "had_time": known?.maturedEquivalent,
            "rate": row.matured.map(\.estimate.rate), "low": known?.estimate.low,
            "high": known?.estimate.high, "later_sqls": known?.later,
        ]
        return members + (known.map { ["by_own_delay": $0.isByOwnDelay] } ?? [:])
    }

    private func comparison(_ comparison: Figures.Comparison) -> JSONObject {
        // Of an import, or of leads chosen by outcome, nothing is said of who converts better.
        let verdict =
            figures.move == nil && !figures.notes.hidesRates
            ? comparison.verdict.code : nil
        let members: JSONObject = [
            "name": comparison.benchmark.name, "rate": comparison.benchmark.rate,
            "kind": comparison.isIndication ? "indication" : "norm",
            "verdict": verdict, "holds": verdict != nil && comparison.holds,
            "origin": Wording().origin(comparison.benchmark),
        ]
        switch comparison.verdict {
        case .tooFew(.some(let more)): return members + ["mqls_needed": more]
        case .tooYoung(.some(let days)):
            return members + ["judgeable_from": figures.question.observed.sqls.advanced(by: days)]
        default: return members
        }
    }
}

extension UnitCosts: JSONWritable {
    package var json: JSONValue {
        .members([
            "per_lead": perLead, "per_mql": perMQL, "per_sql": perSQL,
            "per_customer": perCustomer,
        ])
    }
}

extension PriceRange: JSONWritable {
    package var json: JSONValue { .members(["low": low, "high": high]) }
}

extension NextCosts: JSONWritable {
    package var json: JSONValue {
        .members(["per_mql": perMQL, "per_sql": perSQL, "per_customer": perCustomer])
    }
}

extension EstimatedRate: JSONWritable {
    package var json: JSONValue { .members(["rate": rate, "low": low, "high": high]) }
}

extension Figures.Difference: JSONWritable {
    package var json: JSONValue { .members(["value": value, "low": low, "high": high]) }
}

extension Figures.Change: JSONWritable {
    package var json: JSONValue {
        .members([
            "sqls": before.sqls, "had_time": before.maturedEquivalent, "rate": before.estimate.rate,
            "low": before.estimate.low, "high": before.estimate.high, "difference": difference,
            "verdict": verdict.code,
        ])
    }
}

extension Worth: JSONWritable {
    package var json: JSONValue { .members(["mean": mean, "low": low, "high": high]) }
}

extension Figures.ValueBand: JSONWritable {
    package var json: JSONValue {
        .members(["low": low, "high": high, "value": value, "mqls": mqls])
    }
}

extension ReturnSoFar: JSONWritable {
    package var json: JSONValue {
        .members([
            "amount": amount, "basis": basis.rawValue, "cost": cost,
            "cost_basis": costBasis.rawValue, "per_euro": perEuro, "per_euro_low": range?.low,
            "per_euro_high": range?.high, "roi": roi,
        ])
    }
}

extension ReturnSoFar.WithOpenDeals: JSONWritable {
    package var json: JSONValue {
        .members([
            "open_deals": openDeals, "win_rate": winRate, "amount": amount, "per_euro": perEuro,
            "roi": roi,
        ])
    }
}

extension Figures.Payback: JSONWritable {
    package var json: JSONValue {
        .members([
            "months": months, "cost_per_customer": costPerCustomer,
            "monthly_margin": monthlyMargin,
        ])
    }
}
