internal import Leads
package import Quantities
package import Valuation

/// Looks through a rule book for what cannot be meant, what was not agreed, and the ways in which
/// definitions of an MQL often go wrong.
package enum RuleBookCheck {
    /// - Parameter asOf: the day on which a review is overdue or not.
    package static func findings(_ book: RuleBook, asOf: Day) -> [RuleBookFinding] {
        let all =
            unreachable(book) + contradictions(book) + RuleBookPoints.findings(book) + bands(book)
            + uses(book) + agreements(book, asOf: asOf) + pitfalls(book)
        return bySeverity(all)
    }

    /// The worst first.
    static func bySeverity(_ all: [RuleBookFinding]) -> [RuleBookFinding] {
        RuleBookFinding.Severity.allCases.flatMap { severity in
            all.filter { $0.severity == severity }
        }
    }

    // MARK: What never decides

    private static func unreachable(_ book: RuleBook) -> [RuleBookFinding] {
        var findings: [RuleBookFinding] = []
        for (place, source) in book.sources.enumerated() where !source.when.isEmpty {
            let earlier = book.sources[..<place].first {
                !$0.when.isEmpty && FieldTest.all(source.when, imply: $0.when)
            }
            if let earlier {
                findings.append(
                    .init(
                        .sourceNeverReached(source.key, by: earlier.key),
                        place: book.places["sources/\(source.key)"]))
            }
        }
        for (place, persona) in book.personas.enumerated() where !persona.when.isEmpty {
            let earlier = book.personas[..<place].first {
                !$0.when.isEmpty && FieldTest.all(persona.when, imply: $0.when)
            }
            if let earlier {
                findings.append(
                    .init(
                        .personaNeverReached(persona.key, by: earlier.key),
                        place: book.places["personas/\(persona.key)"]))
            }
        }
        return findings
    }

    // MARK: What cannot be met

    private static func contradictions(_ book: RuleBook) -> [RuleBookFinding] {
        var findings: [RuleBookFinding] = []
        let criteria = book.fit.criteria
        for criterion in criteria {
            findings += contradiction(criterion.tests, [criterion.key], book)
        }
        // What must hold together: all of them, or those without which nobody fits.
        let together =
            book.fit.needed == criteria.count ? criteria : criteria.filter(\.isMust)
        if findings.isEmpty, !together.isEmpty {
            let tests = together.flatMap(\.tests)
            let required = book.requiredProfile.filter { field in
                tests.contains { $0.field == field }
            }.map { FieldTest(field: $0, test: .present(true)) }
            findings += contradiction(tests + required, together.map(\.key), book)
        }
        for criterion in criteria {
            let disqualifier = book.disqualifiers.first {
                !$0.tests.isEmpty && FieldTest.all(criterion.tests, imply: $0.tests)
            }
            if let disqualifier {
                findings.append(
                    .init(
                        .disqualified(criterion: criterion.key, by: disqualifier.key),
                        place: book.places["disqualify/\(disqualifier.key)"]))
            }
        }
        if book.decidedBy != .crm, !givesMQL(book.matrix) { findings.append(.init(.neverMQL)) }
        return findings
    }

    private static func contradiction(
        _ tests: [FieldTest], _ keys: [String], _ book: RuleBook
    ) -> [RuleBookFinding] {
        var fields: [String] = []
        for test in tests where !fields.contains(test.field) { fields.append(test.field) }
        return fields.compactMap { field in
            let asked = tests.filter { $0.field == field }.map(\.test)
            return TextTest.canAllHold(asked)
                ? nil
                : .init(
                    .contradiction(field: field, keys),
                    place: keys.first.flatMap { book.places["fit/\($0)"] })
        }
    }

    private static func givesMQL(_ matrix: Matrix) -> Bool {
        Level.allCases.contains { fit in
            Level.allCases.contains { engagement in
                switch matrix[fit: fit, engagement: engagement] {
                case .decided(let decision): decision == .mql
                case .byPoints: true
                }
            }
        }
    }

    // MARK: What it goes for

    private static func bands(_ book: RuleBook) -> [RuleBookFinding] {
        guard Set(book.intents.map(\.low.currency)).count <= 1 else {
            return [.init(.bandCurrencies, place: intentPlace(book.intents.first))]
        }
        return zip(book.intents, book.intents.dropFirst()).compactMap { lower, upper in
            if upper.low.cents < lower.low.cents || upper.high.cents < lower.high.cents {
                return .init(.bandOrder(lower.key, upper.key), place: intentPlace(upper))
            }
            if upper.low.cents > lower.high.cents {
                return .init(
                    .bandGap(lower.key, upper.key, from: lower.high, to: upper.low),
                    place: intentPlace(upper))
            }
            if upper.low.cents < lower.high.cents {
                return .init(
                    .bandOverlap(lower.key, upper.key, from: upper.low, to: lower.high),
                    place: intentPlace(upper))
            }
            return nil
        }
    }

    private static func intentPlace(_ rule: IntentRule?) -> String? {
        rule.map { "\($0.file):\($0.line)" }
    }

    private static func uses(_ book: RuleBook) -> [RuleBookFinding] {
        let counted = Set(book.engagement.criteria.flatMap(\.actions))
        return book.actions.enumerated().compactMap { place, action in
            let isUsed =
                action.points != 0 || action.intent != nil || counted.contains(place)
                || action.channel.flatMap { book.channelPoints[$0] } ?? 0 != 0
            return isUsed
                ? nil
                : .init(.actionWithoutUse(action.key), place: book.places["actions/\(action.key)"])
        }
    }

    // MARK: What was agreed

    private static func agreements(_ book: RuleBook, asOf: Day) -> [RuleBookFinding] {
        var findings: [RuleBookFinding] = []
        if let from = book.inForceFrom, from > asOf {
            findings.append(.init(.notInForce(until: from)))
        }
        if let on = book.review.on {
            if on > asOf { findings.append(.init(.reviewedLater(on))) }
            if let days = book.review.againWithinDays, on.distance(to: asOf) > days {
                findings.append(.init(.reviewOverdue(since: on.advanced(by: days))))
            }
        } else {
            findings.append(.init(.neverReviewed))
        }
        if let of = book.review.of, !book.review.by.isEmpty, of != book.signable {
            findings.append(.init(.changedSinceSigned(of, now: book.signable)))
        }
        let signed = Set(book.review.by.map { $0.lowercased() })
        // Who signed for a side may stand behind it: `marketing (anna)`.
        let missing = ["marketing", "sales"].filter { side in
            !signed.contains { $0 == side || $0.hasPrefix("\(side) (") }
        }
        if !missing.isEmpty { findings.append(.init(.notSigned(missing))) }
        return findings
    }

    // MARK: What often goes wrong

    private static func pitfalls(_ book: RuleBook) -> [RuleBookFinding] {
        var findings: [RuleBookFinding] = []
        if book.decidedBy != .crm {
            findings += broadness(book)
            if book.fit.criteria.isEmpty || lowFitGivesMQL(book.matrix) {
                findings.append(.init(.engagementOnly))
            }
            if case .decided(.mql) = book.matrix[fit: .high, engagement: .low] {
                findings.append(.init(.fitOnly))
            }
        }
        if book.handover.contactWithinDays == nil { findings.append(.init(.noTimeToCall)) }
        return findings
    }

    private static func broadness(_ book: RuleBook) -> [RuleBookFinding] {
        let engagement = book.engagement
        var findings: [RuleBookFinding] = []
        if engagement.needed <= 1 {
            for criterion in engagement.criteria
            where criterion.measure == .times && criterion.atLeast == 1 {
                let weak = criterion.actions.first { book.actions[$0].strength == .weak }
                if let weak {
                    findings.append(
                        .init(
                            .tooBroad(criterion: criterion.key, action: book.actions[weak].key),
                            place: book.places["engagement/\(criterion.key)"]))
                }
            }
        }
        let counted = engagement.criteria.flatMap(\.actions).map { book.actions[$0] }
        let strongest = book.intents.count - 1
        if !counted.isEmpty, engagement.criteria.count == 1,
            counted.allSatisfy({ $0.intent == strongest && $0.strength == .strong })
        {
            findings.append(
                .init(
                    .tooNarrow(counted.map(\.key)),
                    place: engagement.criteria.first.flatMap { book.places["engagement/\($0.key)"] }
                ))
        }
        return findings
    }

    private static func lowFitGivesMQL(_ matrix: Matrix) -> Bool {
        Level.allCases.contains { engagement in
            switch matrix[fit: .low, engagement: engagement] {
            case .decided(let decision): decision == .mql
            case .byPoints: true
            }
        }
    }
}
