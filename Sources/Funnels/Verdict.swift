/// How a conversion compares with a benchmark.
package enum Verdict: Hashable, Sendable {
    case above, below
    /// The whole range lies within a quarter of the benchmark.
    case around
    /// Too few MQLs to tell; `more` is how many it takes at least, where that is known.
    case tooFew(more: Int?)
    /// Enough MQLs, of which too few had their time; it can be said after this many days.
    case tooYoung(days: Int?)
    case noMQLs
    /// Nothing is known of what became of them.
    case notKnown

    /// Fewer MQLs that had their time than this, and nothing is said.
    package static let fewest = 10.0
    /// The relative distance within which a rate is around a benchmark.
    package static let nearness = 0.25

    /// The rule: above or below where the 95 % range excludes the benchmark, around where it lies
    /// within a quarter of it, and otherwise too few.
    package init(
        rate estimate: EstimatedRate, hadTime: Double, mqls: Int, against rate: Double,
        daysUntilEnough: Int?
    ) {
        if mqls == 0 {
            self = .noMQLs
        } else if hadTime < Verdict.fewest {
            self =
                mqls < Int(Verdict.fewest)
                ? .tooFew(more: Int(Verdict.fewest) - mqls) : .tooYoung(days: daysUntilEnough)
        } else if estimate.low > rate {
            self = .above
        } else if estimate.high < rate {
            self = .below
        } else if estimate.low >= rate * (1 - Verdict.nearness),
            estimate.high <= rate * (1 + Verdict.nearness)
        {
            self = .around
        } else {
            self = .tooFew(more: nil)
        }
    }

    /// The word that programs read.
    package var code: String {
        switch self {
        case .above: "above"
        case .below: "below"
        case .around: "around"
        case .tooFew: "too_few"
        case .tooYoung: "too_young"
        case .noMQLs: "no_mqls"
        case .notKnown: "not_known"
        }
    }
}
