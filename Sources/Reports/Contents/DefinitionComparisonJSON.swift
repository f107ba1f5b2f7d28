package import Analysis
internal import Funnels
package import Intake
internal import Quantities
package import Valuation

/// The same comparison for programs: the same bytes in every language.
extension DefinitionComparisonReport {
    package static func json(
        _ comparison: DefinitionComparison, _ changes: [RuleChange], _ reading: Reading
    ) -> JSONValue {
        let question = comparison.question
        return .object([
            ("schema", .string("mql.rules-compare/1")), ("as_of", .string("\(question.asOf)")),
            (
                "period",
                .object([
                    ("first", .string("\(question.period.first)")),
                    ("last", .string("\(question.period.lastDay)")),
                ])
            ),
            ("old", definition(comparison.old)), ("new", definition(comparison.new)),
            ("horizon_days", .int(comparison.horizon.days)),
            ("by_old", group(comparison, comparison.byOld, comparison.costPerSQL.old)),
            ("by_new", group(comparison, comparison.byNew, comparison.costPerSQL.new)),
            ("both", group(comparison, comparison.both, nil)),
            ("dropped", group(comparison, comparison.dropped, nil)),
            ("added", group(comparison, comparison.added, nil)),
            (
                "sqls_kept",
                comparison.recall.map { recall in
                    .object([
                        ("share", recall.rate.map(JSONValue.number) ?? .null),
                        ("low", .number(recall.low)), ("high", .number(recall.high)),
                    ])
                } ?? .null
            ), ("earlier_by_new", .int(comparison.earlier)),
            ("later_by_new", .int(comparison.later)), ("rates", rates(comparison.rates)),
            ("lacks", .array(comparison.lacks.map(lack))),
            ("dropped_sqls", .array(comparison.lost.map(lead))),
            ("added_leads", .array(comparison.gained.map(lead))),
            ("changes", .array(changes.map(RuleChangeReport.json))),
            ("provenance", ProvenanceJSON(reading).json),
        ])
    }

    private static func definition(_ definition: DefinitionComparison.Definition) -> JSONValue {
        .object([
            ("name", .string(definition.id.name)), ("version", .int(definition.id.version)),
            ("fingerprint", .string(definition.id.fingerprint.description)),
            ("decided_by", .string(definition.decidedBy.rawValue)),
        ])
    }

    private static func group(
        _ comparison: DefinitionComparison, _ group: DefinitionComparison.Group,
        _ cost: Known<Money>?
    ) -> JSONValue {
        let outcomes = comparison.rates
        func known(_ count: Int) -> Known<JSONValue> { outcomes.map { _ in .int(count) } }
        let contacted: Known<JSONValue> =
            comparison.noContacts.map(Known.unknown) ?? .value(.int(group.contacted))
        var members: [(String, Known<JSONValue>)] = [
            ("mqls", .value(.int(group.mqls))), ("contacted", contacted),
            ("sqls", known(group.sqls)), ("won", known(group.won)),
            ("had_time", .value(.int(group.hadTime))), ("sqls_of_those", known(group.sqlsOfThose)),
            (
                "conversion",
                outcomes.map { _ in group.estimate.rate.map(JSONValue.number) ?? .null }
            ),
            ("low", outcomes.map { _ in .number(group.estimate.low) }),
            ("high", outcomes.map { _ in .number(group.estimate.high) }),
            (
                "own_hours",
                Known(
                    comparison.hoursPerMQL.map { .number($0 * Double(group.mqls)) },
                    else: .noOwnCosts)
            ),
        ]
        if let cost { members.append(("cost_per_sql", cost.map(JSONValue.amount))) }
        return .known(members)
    }

    private static func rates(_ rates: Known<DefinitionComparison.Rates>) -> JSONValue {
        guard let rates = rates.value else { return .null }
        return .object([
            ("ratio", rates.ratio.map(JSONValue.number) ?? .null),
            ("ratio_low", rates.ratio.map { _ in .number(rates.low) } ?? .null),
            ("ratio_high", rates.ratio.map { _ in .number(rates.high) } ?? .null),
            ("highest_ratio", rates.highest.map(JSONValue.number) ?? .null),
            (
                "kept_minus_dropped",
                rates.difference.map { difference in
                    .object([
                        ("value", .number(difference.value)), ("low", .number(difference.low)),
                        ("high", .number(difference.high)),
                    ])
                } ?? .null
            ),
        ])
    }

    private static func lack(_ lack: DefinitionComparison.Lack) -> JSONValue {
        let (kind, key): (String, String?) =
            switch lack.kind {
            case .fit(let key): ("fit", key)
            case .disqualified(let key): ("disqualified", key)
            case .field(let key): ("field", key)
            case .engagement: ("engagement", nil)
            }
        return .object([
            ("kind", .string(kind)), ("key", key.map(JSONValue.string) ?? .null),
            ("leads", .int(lack.leads)), ("sqls", .int(lack.sqls)),
        ])
    }

    private static func lead(_ lead: DefinitionComparison.Lead) -> JSONValue {
        .object([
            ("lead_id", .string(Wording.lead(lead.id))), ("source", .string(lead.source)),
            ("mql_since", .string("\(lead.mqlDay)")),
            ("sql_since", lead.sqlDay.map { .string("\($0)") } ?? .null),
            ("won", .bool(lead.isWon)), ("contacted", .bool(lead.isContacted)),
            ("decision_otherwise", .string(lead.decision.rawValue)),
            ("would_take", lead.turn.map { .string($0.fact) } ?? .null),
        ])
    }
}
