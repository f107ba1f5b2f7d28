internal import Intake
internal import Leads
internal import Quantities
package import Valuation

/// Why a lead is what it is, and why it has the value it has: the whole answer on a few lines.
package struct LeadExplanation {
    private let explanation: Explanation
    private let numbers = NumberFormat()

    package init(_ explanation: Explanation) {
        self.explanation = explanation
    }

    package var document: Document {
        var document = Document(title: title)
        document.blocks = [
            .labelled([
                ("Tags", tags), ("Profile", profile), ("Fit", fit), ("Engaged", engagement),
                ("Score", score), ("Decision", decision), ("Value", value),
            ])
        ]
        if !stages.isEmpty, case .labelled(var entries) = document.blocks[0] {
            entries.append(("Sales", stages))
            document.blocks[0] = .labelled(entries)
        }
        return document
    }

    private var title: String {
        var about = explanation.about.map { entry in
            entry.field == "employees" ? "\(entry.value) employees" : entry.value
        }.joined(separator: ", ")
        if !about.isEmpty { about = " · " + about }
        return "\(Wording.lead(explanation.leadID))\(about) · as of \(explanation.asOf)"
    }

    private var tags: [String] {
        func text(_ name: String, _ tag: Explanation.Tag?, _ none: String) -> String {
            guard let tag else { return "\(name) not known (\(none))" }
            let confidence =
                ["weak", "strong"].contains(tag.confidence)
                ? ", \(tag.confidence) sign" : ""
            return "\(name) \(tag.key) (\(tag.reason)\(confidence))"
        }
        return [
            text("intent", explanation.intent, "no activity or first conversion shows one"),
            text("source", explanation.source, ""),
            text("persona", explanation.persona, "no rule fits, and the file gives none"),
        ]
    }

    private var profile: [String] {
        guard !explanation.profile.isEmpty else { return ["nothing is required"] }
        return [
            explanation.profile.map { "\($0.field) \($0.isFilled ? "✓" : "missing")" }
                .joined(separator: "   ")
        ]
    }

    private var fit: [String] {
        let met = explanation.fit.filter(\.holds).count
        var lines = explanation.fit.map { criterion in
            "\(criterion.key): \(criterion.seen) \(criterion.holds ? "✓" : "–") "
                + "(asked: \(shortened(criterion.asked)))"
        }
        let grade = explanation.judgement.fit
        lines.insert(
            "\(met) of \(explanation.fit.count), \(explanation.fitNeeded) needed for a high fit: "
                + "grade \(grade.grade), \(grade.name)", at: 0)
        if let disqualifier = explanation.disqualifier {
            lines.append("disqualified as \(disqualifier.key): \(disqualifier.seen)")
        }
        return lines
    }

    private var engagement: [String] {
        let met = explanation.engagement.filter(\.holds).count
        let lines = explanation.engagement.map { criterion in
            let since = criterion.since.map { " \($0)" } ?? ""
            return "\(criterion.key): \(criterion.seen) \(criterion.holds ? "✓\(since)" : "–") "
                + "(asked: \(criterion.asked))"
        }
        return [
            "\(met) of \(explanation.engagement.count), \(explanation.engagementNeeded) needed for "
                + "high engagement: \(explanation.judgement.engagement.name)"
        ] + lines
    }

    private var score: [String] {
        let lines = explanation.score.map { entry in
            let sign = entry.points > 0 ? "+" : ""
            let times = entry.times > 1 ? " × \(entry.times)" : ""
            let day = entry.on.map { " \($0)" } ?? ""
            let limit = entry.isLimited ? " (limit reached)" : ""
            return "\(sign)\(entry.points) \(entry.reason)\(times)\(day)\(limit)"
        }
        return ["\(explanation.judgement.score) points"] + lines
    }

    private var decision: [String] {
        let judgement = explanation.judgement
        var text = Wording.decision(judgement.decision)
        if let day = judgement.mqlDay {
            text += " since \(day)"
            if explanation.decidedBy == .crm {
                text += ", because the CRM says so"
            } else if let score = explanation.mqlScore, let engagement = explanation.mqlEngagement {
                text +=
                    " (\(judgement.fit.name) fit, \(engagement.name) engagement, "
                    + "\(score) points on that day)"
            }
        } else if explanation.disqualifier != nil {
            text += ", whatever else holds"
        } else if explanation.decidedBy == .crm {
            text += ": the CRM has not made it an MQL"
        } else {
            text +=
                " (\(judgement.fit.name) fit, \(judgement.engagement.name) engagement, "
                + "\(judgement.score) points)"
            if judgement.isIncomplete { text += "; a required field is missing" }
        }
        var lines = [text]
        if let turn = explanation.turn {
            let other = Wording.decision(turn.decision)
            lines.append(
                turn.isWithout
                    ? "Without \(turn.fact): \(other)." : "With \(turn.fact): \(other).")
        } else if explanation.decidedBy == .rules {
            lines.append("No single fact would change this.")
        }
        return lines
    }

    private var value: [String] {
        guard let price = explanation.price, let intent = explanation.intent else {
            return ["none: \(explanation.priceWhy ?? "")"]
        }
        return Wording.price(
            price, intent: intent.key, source: explanation.source.key,
            persona: explanation.persona?.key)
    }

    private var stages: [String] {
        let reached = Stage.allCases.compactMap { stage in
            explanation.stages[stage].flatMap { day in
                day <= explanation.asOf ? "\(stage.name) \(day)" : nil
            }
        }
        return reached.isEmpty ? [] : [reached.joined(separator: "   ")]
    }

    private func shortened(_ text: String) -> String {
        text.count > 60 ? text.prefix(60) + "…" : text
    }
}

extension LeadExplanation {
    package var json: JSONValue {
        let judgement = explanation.judgement
        func tag(_ tag: Explanation.Tag?) -> JSONValue {
            guard let tag else { return .null }
            return .object([
                ("key", .string(tag.key)), ("reason", .string(tag.reason)),
                ("confidence", .string(tag.confidence)),
            ])
        }
        func criteria(_ criteria: [Explanation.Criterion]) -> JSONValue {
            .array(
                criteria.map { criterion in
                    .object([
                        ("criterion", .string(criterion.key)), ("holds", .bool(criterion.holds)),
                        ("seen", .string(criterion.seen)), ("asked", .string(criterion.asked)),
                        ("since", criterion.since.map { .string("\($0)") } ?? .null),
                    ])
                })
        }
        var price: JSONValue = .object([
            ("value", .null), ("why", .string(explanation.priceWhy ?? "")),
        ])
        if let known = explanation.price {
            price = .object([
                ("value", .amount(known.value)), ("low", .amount(known.low)),
                ("high", .amount(known.high)), ("currency", .string(known.low.currency.code)),
                ("source_position", .number(Double(known.sourcePosition) / 1000)),
                ("persona_position", .number(Double(known.personaPosition) / 1000)),
                ("source_assumed", .bool(known.isSourceAssumed)),
                ("persona_assumed", .bool(known.isPersonaAssumed)),
                ("rule", .string("\(known.place)")),
            ])
        }
        return .object([
            ("schema", .string("mql.explanation/1")),
            ("lead_id", .string(Wording.lead(explanation.leadID))),
            ("as_of", .string("\(explanation.asOf)")),
            (
                "tags",
                .object([
                    ("intent", tag(explanation.intent)), ("source", tag(explanation.source)),
                    ("persona", tag(explanation.persona)),
                ])
            ),
            (
                "profile",
                .object(explanation.profile.map { ($0.field, .bool($0.isFilled)) })
            ),
            ("disqualified_by", explanation.disqualifier.map { .string($0.key) } ?? .null),
            ("grade", .string(judgement.fit.grade)), ("fit", criteria(explanation.fit)),
            ("engagement", criteria(explanation.engagement)), ("score", .int(judgement.score)),
            (
                "points",
                .array(
                    explanation.score.map { entry in
                        .object([
                            ("points", .int(entry.points)), ("reason", .string(entry.reason)),
                            ("on", entry.on.map { .string("\($0)") } ?? .null),
                            ("times", .int(entry.times)),
                        ])
                    })
            ),
            ("decision", .string(judgement.decision.rawValue)),
            ("mql_since", judgement.mqlDay.map { .string("\($0)") } ?? .null),
            ("decided_by", .string(explanation.decidedBy.rawValue)),
            (
                "turning_fact",
                explanation.turn.map { turn in
                    .object([
                        (turn.isWithout ? "without" : "with", .string(turn.fact)),
                        ("decision", .string(turn.decision.rawValue)),
                    ])
                } ?? .null
            ),
            ("value", price),
        ])
    }
}
