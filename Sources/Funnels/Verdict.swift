package import Statistics

/// How a conversion compares with a benchmark.
package enum Verdict: Hashable, Sendable {
    case above, below
    /// The whole range lies within a quarter of the benchmark.
    case around
    /// Too few MQLs to tell: with about `more` new ones, four in five such rows can be judged. Nil where
    /// that was not asked.
    case tooFew(more: Int?)
    /// So near the benchmark that not even 5,000 more MQLs would tell.
    case tooClose
    /// Enough MQLs, of which too few had their time; it can be said after this many days.
    case tooYoung(days: Int?)
    case noMQLs
    /// Nothing is known of what became of them.
    case notKnown

    /// Whether it could be another if there were more SQLs than are known.
    package var mayBeMore: Bool {
        switch self {
        case .below, .around, .tooClose: true
        case .above, .tooFew, .tooYoung, .noMQLs, .notKnown: false
        }
    }

    /// Fewer MQLs that had their time than this, and nothing is said.
    package static let fewest = 10.0
    /// The relative distance within which a rate is around a benchmark.
    package static let nearness = 0.25
    /// Evidence from which a verdict holds however often one has looked.
    package static let holding = 20.0

    /// The rule: above or below where the 95 % range excludes the benchmark, around where it lies
    /// within a quarter of it, and otherwise too few, or too young where MQLs that are here already
    /// will do.
    ///
    /// - Parameters:
    ///   - counts: SQLs within the horizon, and MQLs for the part of their time they had.
    ///   - mqls: all MQLs, however young.
    ///   - isAsked: whether to work out how many more it takes.
    ///   - daysUntil: after how many days so many MQLs will have had their time.
    package init(
        _ counts: Proportion, mqls: Int, against rate: Double, howMany isAsked: Bool = true,
        daysUntil: (Double) -> Int? = { _ in nil }
    ) {
        guard mqls > 0 else {
            self = .noMQLs
            return
        }
        guard let comparison = RateComparison(with: rate, nearness: Self.nearness) else {
            self = .notKnown
            return
        }
        if counts.trials < Self.fewest, Double(mqls) >= Self.fewest {
            self = .tooYoung(days: daysUntil(Self.fewest))
            return
        }
        if counts.trials >= Self.fewest {
            switch comparison.outcome(of: counts) {
            case .above:
                self = .above
                return
            case .below:
                self = .below
                return
            case .around:
                self = .around
                return
            case .undecided: break
            }
        }
        guard isAsked else {
            self = .tooFew(more: nil)
            return
        }
        guard let more = comparison.trialsNeeded(after: counts) else {
            self = .tooClose
            return
        }
        let needed = max(Double(more), Self.fewest - counts.trials)
        if let days = daysUntil(counts.trials + needed) {
            self = .tooYoung(days: days)
        } else {
            // Those that are here and still young will count too.
            let waiting = Double(mqls) - counts.trials
            self = .tooFew(more: Self.about(needed - max(0, waiting)))
        }
    }

    /// Up to two digits, which a reader takes as about right: 1,196 is about 1,200.
    private static func about(_ number: Double) -> Int {
        var (rest, unit) = (max(1, number), 1.0)
        while rest > 100 {
            rest /= 10
            unit *= 10
        }
        return Int(rest.rounded(.up) * unit)
    }

    /// Whether a verdict holds at every look, and not only at this one: the evidence against the
    /// benchmark is 20 or more (Ville's inequality).
    package func holds(_ counts: Proportion, against rate: Double) -> Bool {
        guard self == .above || self == .below else { return false }
        return (RateComparison(with: rate)?.evidence(in: counts) ?? 0) >= Self.holding
    }

    /// The word that programs read.
    package var code: String {
        switch self {
        case .above: "above"
        case .below: "below"
        case .around: "around"
        case .tooFew: "too_few"
        case .tooClose: "too_close"
        case .tooYoung: "too_young"
        case .noMQLs: "no_mqls"
        case .notKnown: "not_known"
        }
    }
}
