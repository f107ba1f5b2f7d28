/// How the events of a group are spread over the days after its start, by Kaplan and Meier.
///
/// Members who have had the event stand at their delay, the others at their age. At equal days
/// events come before those who are only watched so far, and a delay of 0 days counts.
/// Kaplan and Meier (1958), JASA 53:457–481.
package struct DelayCurve: Hashable, Sendable {
    /// The days at which the curve rises, ascending.
    package let days: [Int]
    /// The share that has had the event by each of `days`.
    package let shares: [Double]
    /// By each of `days`, the sum of e ÷ (n (n − e)): Greenwood's variance of ln(1 − share).
    private let variances: [Double]
    /// For each day from 0, how many were seen that long without the event, or had it that day.
    private let atRisk: [Int]

    /// - Parameter counts: for each day from 0, how many had the event after that many days, and
    ///   how many were last seen without it at that age.
    package init(counts: [(events: Int, watched: Int)]) {
        var atRisk = counts.reduce(0) { $0 + $1.events + $1.watched }
        var without = 1.0
        var variance = 0.0
        var days: [Int] = []
        var shares: [Double] = []
        var variances: [Double] = []
        var risks: [Int] = []
        for (day, count) in counts.enumerated() {
            risks.append(atRisk)
            if count.events > 0 {
                let (events, all) = (Double(count.events), Double(atRisk))
                without *= 1 - events / all
                variance += events < all ? events / (all * (all - events)) : .infinity
                days.append(day)
                shares.append(1 - without)
                variances.append(variance)
            }
            atRisk -= count.events + count.watched
        }
        self.days = days
        self.shares = shares
        self.variances = variances
        self.atRisk = risks
    }

    /// The share that has had the event within `day` days.
    package func share(by day: Int) -> Double {
        let place = place(by: day)
        return place == 0 ? 0 : shares[place - 1]
    }

    /// How many rises the curve has had by `day`.
    private func place(by day: Int) -> Int {
        var low = 0
        var high = days.count
        while low < high {
            let middle = (low + high) / 2
            if days[middle] <= day { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The share at the end of what has been seen.
    package var last: Double { shares.last ?? 0 }

    /// How many were seen at least `day` days without the event, or had it on that day.
    package func atRisk(on day: Int) -> Int { atRisk.indices.contains(day) ? atRisk[day] : 0 }

    /// Greenwood's standard error of `share(by:)`.
    package func standardError(by day: Int) -> Double {
        let place = place(by: day)
        guard place > 0, variances[place - 1].isFinite else { return 0 }
        return (1 - shares[place - 1]) * variances[place - 1].squareRoot()
    }

    /// The counts without anybody still waiting that would tell as much: n = F (1 − F) ÷ variance and
    /// x = n F, after Rothman (1978), Journal of Chronic Diseases 31:557–560. Where nobody left early
    /// they are the counts themselves. Nil while nothing has happened, or once all has.
    package func effective(by day: Int) -> Proportion? {
        let (share, error) = (share(by: day), standardError(by: day))
        guard share > 0, share < 1, error > 0 else { return nil }
        let trials = share * (1 - share) / (error * error)
        return Proportion(trials * share, of: trials)
    }

    /// A range for `share(by:)` on the scale of log(−log); nil at 0 and 1, which have none.
    package func interval(by day: Int, confidence: Double = 0.95) -> Proportion.Interval? {
        let place = place(by: day)
        guard place > 0, shares[place - 1] < 1, variances[place - 1].isFinite else { return nil }
        let z = NormalDistribution.quantile(1 - (1 - confidence) / 2)
        let logarithm = Mathematics.logarithmOfOnePlus(-shares[place - 1])
        let power = Mathematics.exponential(
            z * variances[place - 1].squareRoot() / abs(logarithm))
        return .init(
            lower: -Mathematics.exponentialMinusOne(logarithm / power),
            upper: -Mathematics.exponentialMinusOne(logarithm * power))
    }
}
