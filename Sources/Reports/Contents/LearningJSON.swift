internal import Analysis
internal import Funnels
internal import Intake
internal import Quantities
internal import Valuation

/// The same for programs: the same bytes in every language.
extension LearningReport {
    package var json: JSONValue {
        let plain = LearningReport(learning, changes, reading, command: "")
        let signs = learning.signs.map { sign($0, plain) }
        let late = learning.lateFields.map { field -> JSONValue in
            .object([
                ("field", .string(field.field)), ("won", .int(field.won)),
                ("won_of", .int(field.wonOf)),
                ("lost", .int(field.lost)), ("lost_of", .int(field.lostOf)),
            ])
        }
        let members: [(String, JSONValue)] = [
            ("schema", .string("mql.rules-learn/1")),
            ("as_of", .string("\(learning.question.asOf)")), ("rule_book", ruleBook),
            ("goal", .string(learning.asked.goal.rawValue)), ("leads", leads), ("base", base),
            (
                "lost_because",
                .array(
                    learning.reasons.map { reason in
                        .object([
                            ("reason", reason.reason.map(JSONValue.string) ?? .null),
                            ("leads", .int(reason.count)),
                        ])
                    })
            ), ("tried", .int(learning.tried)), ("tell_nothing", .int(learning.same)),
            ("least_found", learning.leastFound.map(JSONValue.int) ?? .null),
            ("signs", .array(signs)),
            ("together", learning.together.map { together($0, plain) } ?? .null),
            ("perhaps_filled_in_afterwards", .array(late)),
            ("too_good", .array(learning.tooGood.map { .string(plain.name($0)) })),
            ("left_out", .array(learning.leftOut.map(JSONValue.string))),
            ("hypothesis", .array(changes.map(RuleChangeReport.json))),
            ("provenance", ProvenanceJSON(reading).json),
        ]
        return .object(members)
    }

    private var ruleBook: JSONValue {
        .object([
            ("name", .string(learning.ruleBook.name)),
            ("version", .int(learning.ruleBook.version)),
            ("fingerprint", .string(learning.ruleBook.fingerprint.description)),
        ])
    }

    private var leads: JSONValue {
        .object([
            ("won", .int(learning.won)), ("won_of", .int(learning.wonOf)),
            ("lost", .int(learning.lost)), ("lost_of", .int(learning.lostOf)),
            ("lost_means", lostMeans),
            ("first", learning.first.map { .string("\($0)") } ?? .null),
            ("last", learning.last.map { .string("\($0)") } ?? .null),
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
        return .object([
            ("rate", .number(learning.base.rate)), ("origin", .string(origin)),
            ("reached", count.map(JSONValue.int) ?? .null), ("of", all.map(JSONValue.int) ?? .null),
        ])
    }

    private func sign(_ sign: Sign, _ plain: LearningReport) -> JSONValue {
        .object([
            ("sign", .string(plain.name(sign.kind))), ("kind", .string(sign.kind.code)),
            ("won", .int(sign.won)), ("won_of", .int(sign.wonOf)), ("lost", .int(sign.lost)),
            ("lost_of", .int(sign.lostOf)), ("odds_ratio", .number(sign.oddsRatio)),
            ("odds_low", .number(sign.oddsLow)), ("odds_high", .number(sign.oddsHigh)),
            ("points", .int(sign.points)), ("chance", .number(sign.chance)),
            ("chance_corrected", .number(sign.correctedChance)),
            ("precision", .number(sign.precision)), ("verdict", .string(sign.verdict.rawValue)),
            ("same_leads", .array(sign.same.map { .string(plain.name($0)) })),
        ])
    }

    private func together(
        _ together: LearningFigures.Together, _ plain: LearningReport
    ) -> JSONValue {
        .object([
            ("area", together.area.map(JSONValue.number) ?? .null),
            ("low", together.low.map(JSONValue.number) ?? .null),
            ("high", together.high.map(JSONValue.number) ?? .null),
            ("left_out", .string(together.leavesOneOut ? "one" : "tenth")),
            (
                "weights",
                .array(
                    together.weights.map {
                        .object([
                            ("sign", .string(plain.name($0.kind))), ("points", .int($0.points)),
                        ])
                    })
            ),
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
