package import Analysis
internal import Economics
internal import Funnels
package import Intake
internal import Leads
internal import Quantities
internal import Valuation

/// The report as data. `figures` has equal bytes for equal facts, rules and questions; `provenance`
/// says which files it came from.
package struct FiguresJSON {
    private let figures: Figures
    private let reading: Reading
    private let pair: RowPair?

    /// - Parameter pair: two rows that somebody wants to see against each other.
    package init(_ figures: Figures, _ reading: Reading, between pair: RowPair? = nil) {
        self.figures = figures
        self.reading = reading
        self.pair = pair
    }

    package var value: JSONValue { with([]) }

    /// The report with what was asked beside its figures.
    package func value(_ more: FiguresReport.More) -> JSONValue {
        let change = more.change.map {
            [("cost_change", CostChangeSection($0, Wording()).json)]
        }
        let whatIf = more.whatIf.map {
            [("what_if", WhatIfSection($0, mqls: figures.total.counts.mqls, Wording()).json)]
        }
        return with((change ?? []) + (whatIf ?? []))
    }

    /// The report with more beside its figures.
    func with(_ more: [(String, JSONValue)]) -> JSONValue {
        .object(
            [
                ("schema", .string("mql.report/1")), ("figures", figuresValue),
                ("between", pair.map(between) ?? .null),
            ] + more + [("provenance", Self.provenance(reading))])
    }

    private var figuresValue: JSONValue {
        let question = figures.question
        return .object([
            ("as_of", .string("\(question.asOf)")),
            (
                "period",
                .object([
                    ("first", .string("\(question.period.first)")),
                    ("last", .string("\(question.period.lastDay)")),
                ])
            ),
            ("unit", .string(question.unit.rawValue)),
            ("currency", .string(question.currency.code)),
            (
                "rule_book",
                .object([
                    ("name", .string(figures.ruleBook.name)),
                    ("version", .int(figures.ruleBook.version)),
                    ("fingerprint", .string(figures.ruleBook.fingerprint.description)),
                ])
            ),
            ("mql_decided_by", .string(figures.decidedBy.rawValue)),
            (
                "facts",
                .object([
                    ("fingerprint", .string(figures.facts.fingerprint.description)),
                    ("counts", counts),
                ])
            ),
            ("by", .string(question.by.rawValue)),
            (
                "horizon",
                .object([
                    ("days", .int(figures.horizon.days)),
                    ("choice", .string(figures.horizon.choice.rawValue)),
                ])
            ),
            ("rows", .array(figures.rows.map(row))), ("total", row(figures.total)),
            ("months", .array(figures.months.map(row))),
            ("planning", figures.planning.map(planning) ?? .null),
            ("rows_compared", figures.comparison.map(comparison) ?? .null),
            ("mqls_without_source", figures.withoutSource.map(withoutSource) ?? .null),
            ("population", population), ("spend_tie", spendTie),
            ("wins_tie", figures.winsTie.map(winsTie) ?? .null),
            ("completeness", completeness), ("notes", notes),
            ("crm_move", figures.move.map(move) ?? .null),
        ])
    }

    private var population: JSONValue {
        let population = figures.population
        return .object([
            ("mql_persons", .int(population.persons)),
            ("mql_companies", population.companies.map(JSONValue.int) ?? .null),
            ("without_company", .int(population.withoutCompany)),
        ])
    }

    private var completeness: JSONValue {
        .array(
            figures.completeness.map { field in
                .object([
                    ("field", .string(field.field)), ("required", .bool(field.isRequired)),
                    ("points", .int(field.points)),
                    ("filled", field.filled.map(JSONValue.int) ?? .null),
                    ("leads", .int(field.leads)),
                ])
            })
    }

    private var counts: JSONValue {
        let counts = figures.facts.counts
        return .object([
            ("leads", .int(counts.leads)), ("activities", .int(counts.activities)),
            ("stages", .int(counts.stages)), ("deals", .int(counts.deals)),
            ("spend", .int(counts.spend)), ("plan", .int(counts.plan)),
        ])
    }

    private func row(_ row: Figures.Row) -> JSONValue {
        let counts = row.counts
        func amount(_ known: Known<Money>) -> Known<JSONValue> { known.map(JSONValue.amount) }
        func cost(_ costs: UnitCosts) -> JSONValue {
            .known([
                ("per_lead", amount(costs.perLead)), ("per_mql", amount(costs.perMQL)),
                ("per_sql", amount(costs.perSQL)), ("per_customer", amount(costs.perCustomer)),
            ])
        }
        func count(_ known: Known<Int>) -> JSONValue { known.value.map(JSONValue.int) ?? .null }
        let rest: JSONValue = .known([
            ("value_band", row.valueBand.map(valueBand)),
            ("market_cost_per_sql", row.marketCostPerSQL.map(JSONValue.amount)),
            ("own_worth", row.worth.map(worth)),
        ])
        var members: [(String, JSONValue)] = [
            ("key", .string(row.key)), ("open", .bool(row.isOpen)),
        ]
        members += row.match.json
        if row.isBeforeRules { members.append(("before_rules_in_force", .bool(true))) }
        members += [
            (
                "spend",
                .known([("bought_for", amount(row.boughtFor)), ("all_in", amount(row.allIn))])
            ),
            ("leads", .int(counts.leads)),
            (
                "claimed_leads",
                row.claimedLeads.map { .number(Double($0) / 100) } ?? .null
            ), ("mqls", count(row.mqls)),
            ("contacted", count(row.contacted)), ("sqls", count(row.sqls)),
            ("sqls_implied", count(row.sqls.map { _ in counts.impliedSQLs })),
            ("won", count(row.won)),
            ("rejected", count(row.rejected)),
            (
                "funnel",
                .known(FunnelReport.steps(row).map { ($0.name, $0.count.map(JSONValue.int)) })
            ),
            ("cost", cost(row.costs)), ("cost_all_in", cost(row.costsAllIn)),
            ("next_cost", nextCost(row.nextCosts)), ("to_come", toCome(row)),
            ("conversion", conversion(row)),
        ]
        if case .object(var more) = rest {
            // What is not known of the counts stands in the row's own `why`.
            let unknown = [
                ("mqls", row.mqls), ("contacted", row.contacted), ("sqls", row.sqls),
                ("won", row.won), ("rejected", row.rejected),
            ].compactMap { name, known in
                known.absence.map { (name, JSONValue.string(Wording().why($0))) }
            }
            if let last = more.last, last.0 == "why", case .object(let reasons) = last.1 {
                more[more.count - 1].1 = .object(unknown + reasons)
            }
            members += more
        }
        members.append(
            (
                "return",
                .known([
                    ("so_far", row.returnSoFar.map(returnSoFar)),
                    (
                        "with_open_deals",
                        row.returnSoFar.flatMap(\.withOpenDeals).map(withOpenDeals)
                    ),
                    ("payback", row.payback.map(payback)),
                ])
            ))
        if figures.question.by == .source, let without = figures.withoutSource,
            row.key != without.key
        {
            members.append(
                (
                    "if_unknown_is_spread",
                    .known([
                        (
                            "per_mql",
                            row.costs.perMQL.flatMap {
                                Known(without.spread($0).map(JSONValue.amount), else: .tooLarge)
                            }
                        )
                    ])
                ))
        }
        return .object(members)
    }

    private func conversion(_ row: Figures.Row) -> JSONValue {
        let raw: JSONValue =
            switch row.raw {
            case .value(let estimate):
                .object([
                    ("sqls", row.sqls.value.map(JSONValue.int) ?? .null),
                    ("mqls", row.mqls.value.map(JSONValue.int) ?? .null),
                    ("rate", estimate.rate.map(JSONValue.number) ?? .null),
                    ("low", .number(estimate.low)), ("high", .number(estimate.high)),
                ])
            case .unknown(let absence):
                .object([
                    ("sqls", row.sqls.value.map(JSONValue.int) ?? .null),
                    ("mqls", row.mqls.value.map(JSONValue.int) ?? .null),
                    ("rate", .null), ("low", .null), ("high", .null),
                    ("why", .object([("rate", .string(Wording().why(absence)))])),
                ])
            }
        let matured: JSONValue =
            switch row.matured {
            case .value(let conversion):
                .object([
                    ("sqls", .int(conversion.sqls)), ("had_time", .number(conversion.hadTime)),
                    ("rate", conversion.estimate.rate.map(JSONValue.number) ?? .null),
                    ("low", .number(conversion.estimate.low)),
                    ("high", .number(conversion.estimate.high)),
                    ("later_sqls", .int(conversion.later)),
                    ("by_own_delay", .bool(conversion.isByOwnDelay)),
                ])
            case .unknown(let absence):
                .object([
                    ("sqls", .null), ("had_time", .null), ("rate", .null), ("low", .null),
                    ("high", .null), ("later_sqls", .null),
                    ("why", .object([("rate", .string(Wording().why(absence)))])),
                ])
            }
        return .object([
            ("raw", raw), ("matured", matured), ("horizon_days", .int(figures.horizon.days)),
            ("benchmarks", .array(row.comparisons.map(comparison))),
            ("before_period", row.change.map(change) ?? .null),
        ])
    }

    private func rate(_ estimate: EstimatedRate) -> [(String, JSONValue)] {
        [
            ("rate", estimate.rate.map(JSONValue.number) ?? .null), ("low", .number(estimate.low)),
            ("high", .number(estimate.high)),
        ]
    }

    private func difference(_ difference: Figures.Difference) -> JSONValue {
        .object([
            ("value", .number(difference.value)), ("low", .number(difference.low)),
            ("high", .number(difference.high)),
        ])
    }

    private func change(_ change: Figures.Change) -> JSONValue {
        .object(
            [("sqls", .int(change.before.sqls)), ("had_time", .number(change.before.hadTime))]
                + rate(change.before.estimate) + [
                    ("difference", difference(change.difference)),
                    ("verdict", .string(change.verdict.code)),
                ])
    }

    private func nextCost(_ costs: NextCosts) -> JSONValue {
        func range(_ range: PriceRange) -> JSONValue {
            .object([
                ("low", .amount(range.low)), ("high", range.high.map(JSONValue.amount) ?? .null),
            ])
        }
        return .known([
            ("per_mql", costs.perMQL.map(range)), ("per_sql", costs.perSQL.map(range)),
            ("per_customer", costs.perCustomer.map(range)),
        ])
    }

    private func toCome(_ row: Figures.Row) -> JSONValue {
        .known([
            ("undecided", row.stillToCome.map { .int($0.undecided) }),
            ("sqls", row.stillToCome.map { .number($0.expected) }),
            ("low", row.stillToCome.map { .int($0.low) }),
            ("high", row.stillToCome.map { .int($0.high) }),
            ("per_sql_in_the_end", row.costPerSQLInTheEnd.map(JSONValue.amount)),
            ("planning_rate", .value(row.planningRate.map(JSONValue.number) ?? .null)),
        ])
    }

    private func planning(_ planning: PlanningRates) -> JSONValue {
        .object([
            ("basis", .string(planning.basis.rawValue)),
            ("mean", .number(planning.mean)),
            ("worth_mqls", .number(planning.weight)),
        ])
    }

    private func comparison(_ comparison: RowComparison) -> JSONValue {
        .object([
            ("chi_square", .number(comparison.chiSquare)), ("degrees", .int(comparison.degrees)),
            ("p", .number(comparison.p)), ("differ", .bool(comparison.differs)),
            ("too_small", .int(comparison.tooSmall)),
            (
                "rows",
                .array(
                    comparison.rows.map { row in
                        .object([
                            ("key", .string(row.key)), ("others", .object(rate(row.rest))),
                            ("difference", difference(row.difference)),
                            ("chance_better", .number(row.chanceBetter)),
                            ("p_adjusted", .number(row.adjustedP)),
                            ("stands_out", .bool(row.standsOut)),
                        ])
                    })
            ),
        ])
    }

    private func between(_ pair: RowPair) -> JSONValue {
        .object([
            ("one", .string(pair.one.key)), ("other", .string(pair.other.key)),
            ("difference", .number(pair.difference.value)), ("low", .number(pair.difference.low)),
            ("high", .number(pair.difference.high)),
            ("ratio", pair.ratio.map { .number($0.value) } ?? .null),
            ("ratio_low", pair.ratio.map { .number($0.low) } ?? .null),
            ("ratio_high", pair.ratio.map { .number($0.high) } ?? .null),
            ("chance_one_better", .number(pair.chanceBetter)),
            ("expected_loss_one", .number(pair.expectedLoss.one)),
            ("expected_loss_other", .number(pair.expectedLoss.other)),
            ("log_rank_p", pair.p.map(JSONValue.number) ?? .null),
        ])
    }

    private func withoutSource(_ without: Figures.WithoutSource) -> JSONValue {
        .object([
            ("mqls", .int(without.mqls)), ("known", .int(without.known)),
            ("factor_if_spread", .number(without.factor)),
        ])
    }

    private func withOpenDeals(_ open: ReturnSoFar.WithOpenDeals) -> JSONValue {
        .object([
            ("open_deals", .int(open.openDeals)), ("win_rate", .number(open.winRate)),
            ("amount", .amount(open.amount)), ("per_euro", .number(open.perEuro)),
            ("roi", .number(open.roi)),
        ])
    }

    private func payback(_ payback: Figures.Payback) -> JSONValue {
        .object([
            ("months", .number(payback.months)),
            ("cost_per_customer", .amount(payback.costPerCustomer)),
            ("monthly_margin", .amount(payback.monthlyMargin)),
        ])
    }

    private func comparison(_ comparison: Figures.Comparison) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("name", .string(comparison.benchmark.name)),
            ("rate", .number(comparison.benchmark.rate)),
            ("kind", .string(comparison.isIndication ? "indication" : "norm")),
            ("verdict", .string(comparison.verdict.code)), ("holds", .bool(comparison.holds)),
            ("origin", .string(Wording().origin(comparison.benchmark))),
        ]
        switch comparison.verdict {
        case .tooFew(.some(let more)): members.append(("mqls_needed", .int(more)))
        case .tooYoung(.some(let days)):
            let day = figures.question.asOf.advanced(by: days)
            members.append(("judgeable_from", .string("\(day)")))
        default: break
        }
        return .object(members)
    }

    private func worth(_ worth: Worth) -> JSONValue {
        .object([
            ("mean", .amount(worth.mean)), ("low", .amount(worth.low)),
            ("high", .amount(worth.high)),
        ])
    }

    private func valueBand(_ band: Figures.ValueBand) -> JSONValue {
        .object([
            ("low", .amount(band.low)), ("high", .amount(band.high)),
            ("value", .amount(band.value)),
            ("mqls", .int(band.mqls)),
        ])
    }

    private func returnSoFar(_ back: ReturnSoFar) -> JSONValue {
        .object([
            ("amount", .amount(back.amount)), ("basis", .string(back.basis.rawValue)),
            ("cost", .amount(back.cost)), ("cost_basis", .string(back.costBasis.rawValue)),
            ("per_euro", .number(back.perEuro)),
            ("per_euro_low", back.range.map { .number($0.low) } ?? .null),
            ("per_euro_high", back.range.map { .number($0.high) } ?? .null),
            ("roi", .number(back.roi)),
        ])
    }

    private var spendTie: JSONValue {
        guard let tie = figures.spendTie.value else { return .null }
        return .object(
            [
                ("file", .amount(tie.file)), ("in_period", .amount(tie.inPeriod)),
                ("outside_period", .amount(tie.outsidePeriod)), ("in_no_row", .amount(tie.inNoRow)),
                ("shared", .amount(tie.shared)), ("rows_cut", .int(tie.rowsCut)),
                (
                    "other_currencies",
                    .object(tie.otherCurrencies.map { ($0.currency.code, .amount($0)) })
                ),
            ] + (evidence.isKnown ? [("accounts", evidence.months)] : []))
    }

    private func move(_ move: CRMMove) -> JSONValue {
        .object([
            ("early_wins", move.wins.map { .int($0.early) } ?? .null),
            ("wins_with_lead", move.wins.map { .int($0.all) } ?? .null),
            ("day", move.day.map { .string($0.day.description) } ?? .null),
            ("leads_of_day", move.day.map { .int($0.leads) } ?? .null),
            ("leads", move.day.map { .int($0.all) } ?? .null),
        ])
    }

    private var evidence: SpendEvidence { SpendEvidence(reading, Wording()) }

    private func winsTie(_ wins: WinsTie) -> JSONValue {
        .object([
            ("total", .int(wins.total)), ("from_mqls_of_period", .int(wins.fromMQLsOfPeriod)),
            ("from_earlier_mqls", .int(wins.fromEarlierMQLs)),
            ("from_other_leads", .int(wins.fromOtherLeads)),
            ("before_lead_or_mql", .int(wins.beforeLeadOrMQL)),
            ("before_lead_or_mql_ever", .int(wins.beforeLeadOrMQLEver)),
            ("with_lead_ever", .int(wins.withLeadEver)),
            ("without_lead", .int(wins.withoutLead)),
            ("existing_customers", .int(wins.existingCustomers)),
            (
                "amount",
                .amount(Money(cents: Int64(clamping: wins.cents), figures.question.currency))
            ),
            ("without_amount", .int(wins.withoutAmount)), ("refunds", .int(wins.refunds)),
            (
                "refunded",
                .amount(Money(cents: Int64(clamping: wins.refunded), figures.question.currency))
            ),
            (
                "other_currencies",
                .object(
                    wins.otherCurrencies.sorted { $0.key < $1.key }.map { currency, cents in
                        (currency.code, .amount(Money(cents: Int64(clamping: cents), currency)))
                    })
            ),
        ])
    }

    private var notes: JSONValue {
        let notes = figures.notes
        let deals: [(String, JSONValue)] = [
            (
                "persons_under_several_ids",
                .object([
                    ("persons", .int(notes.persons.persons)), ("ids", .int(notes.persons.ids)),
                ])
            ),
            ("unknown_deal_stages", unknownStages), ("refunds_taking_nothing_off", idleRefunds),
        ]
        let counts: [(String, JSONValue)] = [
            ("leads_after_as_of", .int(notes.leadsAfterAsOf)),
            ("not_judged_again", .int(notes.notJudgedAgain)),
            ("sqls_without_mql", .int(notes.sqlsWithoutMQL)),
            ("sqls_before_mql", .int(notes.negativeLags)),
            ("sqls_implied", .int(notes.impliedSQLs)),
            ("mqls_without_intent", .int(notes.mqlsWithoutIntent)),
            ("mqls_before_creation", .int(notes.mqlsBeforeCreation)),
            ("stages_before_creation", .int(notes.stagesBeforeCreation)),
            ("sales_before_mql", .int(notes.salesBeforeMQL)),
            ("created_earlier", .int(notes.createdEarlier)),
            ("came_back", .int(notes.cameBack)),
            ("came_back_from_elsewhere", .int(notes.cameBackFromElsewhere)),
            ("crm_mqls", CRMNotes(figures, Wording()).json),
        ]
        let more: [(String, JSONValue)] = [
            ("unknown_actions", .array(notes.unknownActions.map(JSONValue.string))),
            ("empty_fields", .array(notes.emptyFields.map(JSONValue.string))),
            ("unlisted_sources", .array(notes.unlistedSources.map(JSONValue.string))),
            (
                "shared_spend",
                notes.sharedSpendRule.map { .string($0.rawValue) } ?? .null
            ),
            (
                "converted",
                notes.conversion.map { done in
                    .object([
                        ("spend_rows", .int(done.spendRows)), ("deals", .int(done.deals)),
                        ("without_rate", .int(done.withoutRate)),
                    ])
                } ?? .null
            ),
            (
                "assumed_margin_percent",
                notes.assumedMargin.map { .number(Double($0) / 100) } ?? .null
            ),
            (
                "own_hours_per_mql",
                notes.ownHours.map { .number(Double($0.hours) / 100) } ?? .null
            ),
            (
                "own_hour_cost",
                notes.ownHours.map {
                    .amount(Money(cents: $0.hourCost, figures.question.currency))
                } ?? .null
            ),
        ]
        return .object(counts + more + deals)
    }

    private var unknownStages: JSONValue {
        .array(
            figures.notes.unknownStages.map { stage in
                .object([
                    ("stage", .string(stage.name)), ("deals", .int(stage.deals.deals)),
                    ("amounts", amounts(stage.deals.cents)),
                ])
            })
    }

    private var idleRefunds: JSONValue {
        let idle = figures.notes.idleCredits
        return .object([
            ("deal_unknown", .int(idle.ofUnknown)), ("deal_not_won", .int(idle.ofNotWon)),
            ("amounts", amounts(idle.cents)),
        ])
    }

    private func amounts(_ cents: [Currency: Int128]) -> JSONValue {
        .object(
            cents.sorted { $0.key < $1.key }.map { currency, cents in
                (currency.code, .amount(Money(cents: Int64(clamping: cents), currency)))
            })
    }

    /// Files, rows and problems.
    package static func provenance(_ reading: Reading) -> JSONValue {
        let evidence = SpendEvidence(reading, Wording())
        return .object(
            [
                (
                    "files",
                    .array(
                        reading.tables.map { table in
                            .object([
                                ("file", .string(table.file)),
                                ("facts", .array(table.kinds.map { .string($0.rawValue) })),
                                ("rows", .int(table.rows)), ("new", .int(table.new)),
                                ("updated", .int(table.updated)),
                                ("unchanged", .int(table.unchanged)),
                                ("rejected", .int(table.rejected)),
                                ("skipped", .int(table.skipped)),
                                ("export", table.vendor.map(JSONValue.string) ?? .null),
                                (
                                    "unknown_lead_words",
                                    .object(
                                        table.unknownWords.sorted { $0.key < $1.key }.map {
                                            ($0.key, .int($0.value))
                                        })
                                ),
                                (
                                    "unused_columns",
                                    .array(table.unusedColumns.map(JSONValue.string))
                                ),
                            ])
                        })
                ),
                (
                    "problems",
                    .object(
                        Problem.Kind.allCases.compactMap { kind in
                            reading.problems.counts[kind].map { (kind.rawValue, .int($0)) }
                        })
                ),
            ] + (evidence.isKnown ? evidence.json : []))
    }
}
