internal import Analysis
internal import Funnels
internal import Intake
internal import Quantities
internal import Valuation

/// The same for programs: the same bytes in every language.
extension LearningReport {
    package var json: JSONValue {
        let plain = LearningReport(learning, changes, context.forPrograms)
        let signs = learning.signs.map { sign($0, plain) }
        let late = learning.lateFields.map { field -> JSONValue in
            .members([
                "field": field.field, "won": field.won, "won_of": field.wonOf, "lost": field.lost,
                "lost_of": field.lostOf,
            ])
        }
        return .members([
            "schema": "mql.rules-learn/1", "as_of": learning.question.asOf,
            "data_until": learning.question.observed.data,
            "observed_until": learning.question.observed.sqls, "rule_book": ruleBook,
            "goal": learning.asked.goal.rawValue, "leads": leads, "base": base,
            "lost_because": learning.reasons.map { reason in
                JSONValue.members(["reason": reason.reason, "leads": reason.count])
            }, "tried": learning.tried, "tell_nothing": learning.same,
            "least_found": learning.leastFound, "signs": signs,
            "together": learning.together.map { together($0, plain) },
            "perhaps_filled_in_afterwards": late,
            "too_good": learning.tooGood.map { plain.name($0) }, "left_out": learning.leftOut,
            "hypothesis": changes.map(RuleChangeReport.json),
            "provenance": ProvenanceJSON(context),
        ])
    }

    private var ruleBook: JSONValue {
        .members([
            "name": learning.ruleBook.name, "version": learning.ruleBook.version,
            "fingerprint": learning.ruleBook.fingerprint.description,
        ])
    }

    private var leads: JSONValue {
        .members([
            "won": learning.won, "won_of": learning.wonOf, "lost": learning.lost,
            "lost_of": learning.lostOf, "lost_means": lostMeans, "first": learning.first,
            "last": learning.last,
        ])
    }

    private var lostMeans: JSONValue {
        switch learning.lostMeans {
        case .closed: .string("rejected_or_lost")
        case .older(let days): .string("older_than_\(days)_days")
        }
    }

    private var base: JSONValue {
        let (origin, count, all): (String, Int?, Int?) =
            switch learning.base.origin {
            case .ownMQLs(let count, let all): ("own_mqls", count, all)
            case .ownLeads(let count, let all): ("own_leads", count, all)
            case .ruleBook: ("rule_book", nil, nil)
            case .picked: ("rule_book_as_leads_were_picked", nil, nil)
            case .given: ("given", nil, nil)
            }
        return .members(["rate": learning.base.rate, "origin": origin, "reached": count, "of": all])
    }

    private func sign(_ sign: Sign, _ plain: LearningReport) -> JSONValue {
        .members([
            "sign": plain.name(sign.kind), "kind": sign.kind.code, "won": sign.won,
            "won_of": sign.wonOf, "lost": sign.lost, "lost_of": sign.lostOf,
            "odds_ratio": sign.oddsRatio, "odds_low": sign.oddsLow, "odds_high": sign.oddsHigh,
            "points": sign.points, "chance": sign.chance, "chance_corrected": sign.correctedChance,
            "precision": sign.precision, "verdict": sign.verdict.rawValue,
            "same_leads": sign.same.map { plain.name($0) },
        ])
    }

    private func together(
        _ together: LearningFigures.Together, _ plain: LearningReport
    ) -> JSONValue {
        .members([
            "area": together.area, "low": together.low, "high": together.high,
            "left_out": together.leavesOneOut ? "one" : "tenth",
            "weights": together.weights.map {
                JSONValue.members(["sign": plain.name($0.kind), "points": $0.points])
            },
        ])
    }
}

extension Sign.Kind {
    fileprivate var code: String {
        switch self {
        case .source: "source"
        case .field: "field"
        case .action: "action"
        case .content: "content"
        case .visits: "visits"
        }
    }
}
