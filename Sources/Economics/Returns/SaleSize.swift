package import Statistics

/// What a sale brings, as an estimate from the sales there were.
///
/// One large sale among few makes a mean that nobody should believe: the next may be without one. The size is
/// log-normal, with the spread of the logarithms learned from the sales beside a prior that weighs as four of
/// them; where a sale lost money its logarithm is none, and the mean is log-normal with their coefficient
/// of variation.
package struct SaleSize: Hashable, Sendable {
    /// In cents; what is believed on average.
    package let mean: Double
    private let form: Form

    private enum Form: Hashable, Sendable {
        /// Somebody said it.
        case certain
        case logarithms(count: Int, variance: Double)
        case variation(count: Int, square: Double)
    }

    /// The largest variance of the logarithms that is believed.
    private static let most = 6.0

    /// What somebody said.
    package init(certain cents: Double) {
        mean = cents
        form = .certain
    }

    /// - Parameters:
    ///   - sizes: of the sales, in cents, and how many there are of each.
    ///   - mean: what is left of a sale on average, after what was returned.
    /// - Returns: nil without a sale.
    package init?(_ sizes: [(cents: Int64, count: Int)], mean: Double) {
        let count = sizes.reduce(0) { $0 + $1.count }
        guard count > 0, mean >= 0, mean.isFinite else { return nil }
        self.mean = mean
        let all = Double(count)
        func variance(_ value: (Int64) -> Double) -> (mean: Double, variance: Double) {
            let mean = sizes.reduce(0) { $0 + value($1.cents) * Double($1.count) } / all
            let sum = sizes.reduce(0) {
                let off = value($1.cents) - mean
                return $0 + off * off * Double($1.count)
            }
            return (mean, count > 1 ? sum / (all - 1) : 0)
        }
        if sizes.allSatisfy({ $0.cents > 0 }) {
            let logarithms = variance { Mathematics.naturalLogarithm(Double($0)) }
            form = .logarithms(count: count, variance: logarithms.variance)
        } else {
            let (average, spread) = variance { Double($0) }
            let square = average == 0 ? Self.most : spread / (average * average)
            form = .variation(count: count, square: ((all - 1) * square + 4) / (all + 3))
        }
    }

    /// Of how many sales it is known; nil where somebody said it.
    package var sales: Int? {
        switch form {
        case .certain: nil
        case .logarithms(let count, _), .variation(let count, _): count
        }
    }

    /// Whether it is known of so few sales that it may be far off: its range was found to hold from three on.
    package var isOfFew: Bool { sales.map { $0 < 3 } ?? false }

    /// Whether somebody said it.
    package var isCertain: Bool { form == .certain }

    /// Draws of it in cents, whose mean is `mean`.
    package func draws(_ count: Int, seed: UInt64) -> [Double] {
        var random = SplitMix64(seed: seed)
        var draws: [Double] = []
        draws.reserveCapacity(count)
        switch form {
        case .certain: return Array(repeating: mean, count: count)
        case .logarithms(let sales, let variance):
            let sum = Double(sales - 1) * variance + 4
            for _ in 0..<count {
                let square = 2 * random.gamma(Double(sales + 3) / 2)
                let own = min(Self.most, sum / max(square, 1e-9))
                let normal = random.normals().0
                draws.append(
                    Mathematics.exponential(normal * (own / Double(sales)).squareRoot() + own / 2))
            }
        case .variation(let sales, let square):
            let variance = Mathematics.logarithmOfOnePlus(square / Double(sales))
            for _ in 0..<count {
                draws.append(
                    Mathematics.exponential(
                        random.normals().0 * variance.squareRoot() - variance / 2))
            }
        }
        let average = draws.reduce(0, +) / Double(count)
        return draws.map { $0 / average * mean }
    }

    /// What so many sales bring together, in cents, where their mean is `mean`: each is as large as those there were
    /// let expect.
    package func sum(of sales: Int, mean: Double, _ random: inout SplitMix64) -> Double {
        guard sales > 0 else { return 0 }
        let variance: Double
        switch form {
        case .certain: return mean * Double(sales)
        case .logarithms(let count, let own):
            variance = min(Self.most, (Double(count - 1) * own + 4) / Double(count + 3))
        case .variation(_, let square): variance = Mathematics.logarithmOfOnePlus(square)
        }
        let spread = variance.squareRoot()
        // Of many the sum is as good as normal.
        guard sales <= Self.fewSales else {
            let one = (Mathematics.exponential(variance) - 1).squareRoot()
            let off = 1 + random.normals().0 * one / Double(sales).squareRoot()
            return mean * Double(sales) * max(0, off)
        }
        return (0..<sales).reduce(0.0) { sum, _ in
            sum + mean * Mathematics.exponential(random.normals().0 * spread - variance / 2)
        }
    }

    private static let fewSales = 200
}
