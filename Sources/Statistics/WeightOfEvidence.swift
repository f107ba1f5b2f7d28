/// A sign that some cases have and others have not, in two kinds of cases that were sampled apart:
/// what its presence, and its absence, say of the kind.
///
/// Because each kind was sampled by itself, the share of one kind among all that have the sign says
/// nothing of the world; the odds ratio does (Cornfield 1951).
package struct WeightOfEvidence: Hashable, Sendable {
    /// Cases of the first kind that have the sign, of all of them; and of the second kind.
    package let first: (with: Int, of: Int)
    package let second: (with: Int, of: Int)

    /// Nil for a negative count, or more with the sign than there are.
    package init?(_ first: (with: Int, of: Int), _ second: (with: Int, of: Int)) {
        guard first.with >= 0, first.with <= first.of, second.with >= 0, second.with <= second.of
        else { return nil }
        self.first = first
        self.second = second
    }

    /// Of no cases nothing is known.
    package static let nothing = WeightOfEvidence()

    private init() { (first, second) = ((0, 0), (0, 0)) }

    package static func == (one: Self, other: Self) -> Bool {
        one.first == other.first && one.second == other.second
    }

    package func hash(into hasher: inout Hasher) {
        for count in [first.with, first.of, second.with, second.of] { hasher.combine(count) }
    }

    /// The share of a kind that has the sign, half a case being added on either side, so that 0 of 20
    /// is little and not nothing.
    private func share(_ counts: (with: Int, of: Int)) -> Double {
        (Double(counts.with) + 0.5) / (Double(counts.of) + 1)
    }

    /// The share of the first kind that has the sign, half a case being added on either side.
    package var firstShare: Double { share(first) }
    /// The same of the second kind.
    package var secondShare: Double { share(second) }

    /// ln of how many times as often the first kind has the sign: Good (1950).
    package var present: Double { Mathematics.naturalLogarithm(firstShare / secondShare) }

    /// The same for not having it.
    package var absent: Double {
        Mathematics.naturalLogarithm((1 - firstShare) / (1 - secondShare))
    }

    /// How well the sign tells the kinds apart, whichever way: Kullback's divergence.
    package var informationValue: Double { (firstShare - secondShare) * (present - absent) }

    private var cells: [Double] {
        [first.with, first.of - first.with, second.with, second.of - second.with].map {
            Double($0) + 0.5
        }
    }

    /// ln of the odds ratio, half a case being added to each cell: Haldane (1955), Anscombe (1956).
    package var logOddsRatio: Double {
        let cells = cells
        return Mathematics.naturalLogarithm(cells[0] * cells[3] / (cells[1] * cells[2]))
    }

    /// Its standard error: Woolf (1955), Annals of Human Genetics 19:251–253.
    package var standardError: Double { cells.reduce(0) { $0 + 1 / $1 }.squareRoot() }

    /// The odds of the sign among the first kind ÷ those among the second.
    package var oddsRatio: Double { Mathematics.exponential(logOddsRatio) }

    /// The range that holds the true odds ratio in 95 of 100 cases.
    package var oddsRatioInterval: (lower: Double, upper: Double) {
        let half = NormalDistribution.z95 * standardError
        return (
            Mathematics.exponential(logOddsRatio - half),
            Mathematics.exponential(logOddsRatio + half)
        )
    }

    /// The chance of a difference at least this unlikely where the sign says nothing: Fisher's exact
    /// test, two-sided.
    package var exactP: Double {
        guard let one = Proportion(first.with, of: first.of),
            let other = Proportion(second.with, of: second.of)
        else { return 1 }
        return TwoProportions(one, other).exactP
    }

    /// The share of the first kind among all that have the sign, where `base` of all cases are of the
    /// first kind.
    package func precision(base: Double) -> Double {
        let (one, other) = (firstShare * base, secondShare * (1 - base))
        return one + other > 0 ? one / (one + other) : 0
    }
}
