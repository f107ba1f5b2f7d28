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

    /// - Parameter counts: for each day from 0, how many had the event after that many days, and
    ///   how many were last seen without it at that age.
    package init(counts: [(events: Int, watched: Int)]) {
        var atRisk = counts.reduce(0) { $0 + $1.events + $1.watched }
        var without = 1.0
        var days: [Int] = []
        var shares: [Double] = []
        for (day, count) in counts.enumerated() {
            if count.events > 0 {
                without *= 1 - Double(count.events) / Double(atRisk)
                days.append(day)
                shares.append(1 - without)
            }
            atRisk -= count.events + count.watched
        }
        self.days = days
        self.shares = shares
    }

    /// The share that has had the event within `day` days.
    package func share(by day: Int) -> Double {
        var low = 0
        var high = days.count
        while low < high {
            let middle = (low + high) / 2
            if days[middle] <= day { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? 0 : shares[low - 1]
    }

    /// The share at the end of what has been seen.
    package var last: Double { shares.last ?? 0 }
}
