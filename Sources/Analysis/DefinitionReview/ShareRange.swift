package import Funnels
internal import Statistics

/// A share of a number of leads, its range, and on which side of a limit it clearly lies.
package struct ShareRange: Hashable, Sendable {
    package let count: Int
    package let of: Int
    package let estimate: EstimatedRate
    /// The lowest share that so many could be of, in 95 of 100 cases.
    package var low: Double { estimate.low }
    /// The highest share that so many could be of, in 95 of 100 cases.
    package var high: Double { estimate.high }

    init(_ count: Int, of all: Int) {
        self.count = count
        of = all
        estimate = EstimatedRate(Proportion(min(count, all), of: all))
    }

    /// A limit in hundredths of a percent.
    package func side(of limit: Int) -> Side {
        let bound = Double(limit) / 10_000
        return low > bound ? .above : high < bound ? .below : .unsure
    }

    /// On which side of a limit the whole range lies.
    package enum Side: String, Hashable, Sendable {
        case above, below
        /// The range holds the limit: so few leads say neither.
        case unsure = "not_shown"
    }
}
