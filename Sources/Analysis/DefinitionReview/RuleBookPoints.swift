internal import Valuation

/// Points that cannot be reached, ask nothing, or say something else than the signs that earn them.
enum RuleBookPoints {
    static func findings(_ book: RuleBook) -> [RuleBookFinding] {
        guard book.decidedBy != .crm else { return [] }
        return thresholds(book) + falls(book) + costs(book) + weights(book)
    }

    private static func cells(_ book: RuleBook) -> [(fit: Level, engagement: Level, Matrix.Cell)] {
        Level.allCases.reversed().flatMap { fit in
            Level.allCases.reversed().map { engagement in
                (fit: fit, engagement: engagement, book.matrix[fit: fit, engagement: engagement])
            }
        }
    }

    private static func thresholds(_ book: RuleBook) -> [RuleBookFinding] {
        let most = most(book)
        return cells(book).compactMap { fit, engagement, cell in
            guard case .byPoints(let from, _) = cell else { return nil }
            if let most, from > most {
                return .init(
                    .pointsOutOfReach(fit: fit, engagement: engagement, from: from, most: most))
            }
            return from <= 0
                ? .init(.pointsAskNothing(fit: fit, engagement: engagement, from: from)) : nil
        }
    }

    /// The most points that a lead can have; nil where an action earns them without end.
    private static func most(_ book: RuleBook) -> Int? {
        var sum = book.fit.criteria.reduce(0) { $0 + max(0, $1.points) }
        sum += book.profilePoints.reduce(0) { $0 + max(0, $1.points) }
        sum += max(0, book.sources.map(\.points).max() ?? 0)
        sum += book.channelPoints.values.reduce(0) { $0 + max(0, $1) }
        for action in book.actions where action.points > 0 {
            // A limit within some days begins anew after them.
            guard let limit = action.limit, limit.days == nil else { return nil }
            sum += limit.points
        }
        return sum
    }

    /// A lead that fits and does at least as much must not become less. That no fit or no sign is enough
    /// is told by itself.
    private static func falls(_ book: RuleBook) -> [RuleBookFinding] {
        for (fit, engagement, cell) in cells(book) {
            for (other, less, below) in cells(book)
            where fit.rawValue >= other.rawValue && engagement.rawValue >= less.rawValue
                && other != .low && less != .low && isLess(cell, below)
            {
                return [
                    .init(
                        .matrixFalls(
                            fit: fit, engagement: engagement, belowFit: other,
                            belowEngagement: less))
                ]
            }
        }
        return []
    }

    private static func isLess(_ cell: Matrix.Cell, _ other: Matrix.Cell) -> Bool {
        switch (cell, other) {
        case (.decided(let decision), .decided(.mql)): decision != .mql
        case (.byPoints, .decided(.mql)): true
        case (.byPoints(let from, _), .byPoints(let below, _)): from > below
        // Where fit is high, one sign may be for outbound sales whatever the points.
        case (.decided, .byPoints), (_, .decided): false
        }
    }

    private static func costs(_ book: RuleBook) -> [RuleBookFinding] {
        book.engagement.criteria.compactMap { criterion in
            criterion.actions.first { book.actions[$0].points < 0 }.map { place in
                let action = book.actions[place]
                return RuleBookFinding(
                    .countsAndCosts(
                        criterion: criterion.key, action: action.key, points: action.points),
                    place: book.places["engagement/\(criterion.key)"])
            }
        }
    }

    private static func weights(_ book: RuleBook) -> [RuleBookFinding] {
        book.actions.compactMap { weak in
            guard weak.strength == .weak, let intent = weak.intent else { return nil }
            let strong = book.actions.filter { $0.strength == .strong && $0.intent == intent }
                .min { $0.points < $1.points }
            guard let strong, weak.points > strong.points else { return nil }
            return .init(
                .weakEarnsMore(weak.key, weak.points, than: strong.key, strong.points),
                place: book.places["actions/\(weak.key)"])
        }
    }
}
