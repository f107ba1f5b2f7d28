internal import Analysis
internal import Funnels
internal import Quantities
internal import Valuation

/// The same comparison for programs: the same bytes in every language.
extension DefinitionComparisonReport {
    package var json: JSONValue {
        let question = comparison.question
        return .members([
            "schema": "mql.rules-compare/1", "as_of": question.asOf,
            "data_until": question.observed.data,
            "observed_until": question.observed.sqls,
            "period": JSONValue.members([
                "first": question.period.first, "last": question.period.lastDay,
            ]), "old": definition(comparison.old), "new": definition(comparison.new),
            "horizon_days": comparison.horizon.days,
            "by_old": group(comparison.byOld, comparison.costPerSQL.old),
            "by_new": group(comparison.byNew, comparison.costPerSQL.new),
            "both": group(comparison.both, nil), "dropped": group(comparison.dropped, nil),
            "added": group(comparison.added, nil),
            "sqls_kept": comparison.recall.map { recall in
                JSONValue.members(["share": recall.rate, "low": recall.low, "high": recall.high])
            }, "earlier_by_new": comparison.earlier, "later_by_new": comparison.later,
            "rates": rates(comparison.rates), "lacks": comparison.lacks.map(lack),
            "dropped_sqls": comparison.lost.map(lead), "added_leads": comparison.gained.map(lead),
            "changes": changes.map(RuleChangeReport.json), "provenance": ProvenanceJSON(context),
        ])
    }

    private func definition(_ definition: DefinitionComparison.Definition) -> JSONValue {
        .members([
            "name": definition.id.name, "version": definition.id.version,
            "fingerprint": definition.id.fingerprint.description,
            "decided_by": definition.decidedBy.rawValue,
        ])
    }

    private func group(
        _ group: DefinitionComparison.Group, _ cost: Known<Money>?
    ) -> JSONValue {
        let outcomes = comparison.rates
        let contacted =
            comparison.noContacts.map(Known<Int>.unknown) ?? .value(group.contacted)
        let members: JSONObject = [
            "mqls": group.mqls, "contacted": contacted, "sqls": outcomes.map { _ in group.sqls },
            "won": outcomes.map { _ in group.won }, "had_time": group.maturedEquivalent,
            "sqls_of_those": outcomes.map { _ in group.sqlsOfThose },
            "conversion": outcomes.map { _ in group.estimate.rate },
            "low": outcomes.map { _ in group.estimate.low },
            "high": outcomes.map { _ in group.estimate.high },
            "own_hours": Known(
                comparison.hoursPerMQL.map { $0 * Double(group.mqls) }, else: .noOwnCosts),
        ]
        return (members + (cost.map { ["cost_per_sql": $0] } ?? [:])).json
    }

    private func rates(_ rates: Known<DefinitionComparison.Rates>) -> JSONValue {
        guard let rates = rates.value else { return .null }
        return .members([
            "ratio": rates.ratio, "ratio_low": rates.ratio.map { _ in rates.low },
            "ratio_high": rates.ratio.map { _ in rates.high }, "highest_ratio": rates.highest,
            "kept_minus_dropped": rates.difference.map { difference in
                JSONValue.members([
                    "value": difference.value, "low": difference.low, "high": difference.high,
                ])
            },
        ])
    }

    private func lack(_ lack: DefinitionComparison.Lack) -> JSONValue {
        let (kind, key): (String, String?) =
            switch lack.kind {
            case .fit(let key): ("fit", key)
            case .disqualified(let key): ("disqualified", key)
            case .field(let key): ("field", key)
            case .engagement: ("engagement", nil)
            }
        return .members(["kind": kind, "key": key, "leads": lack.leads, "sqls": lack.sqls])
    }

    private func lead(_ lead: DefinitionComparison.Lead) -> JSONValue {
        .members([
            "lead_id": Wording.lead(lead.id), "source": lead.source, "mql_since": lead.mqlDay,
            "sql_since": lead.sqlDay, "won": lead.isWon, "contacted": lead.isContacted,
            "decision_otherwise": lead.decision.rawValue, "would_take": lead.turn.map(\.fact),
        ])
    }
}
