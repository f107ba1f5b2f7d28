package import Quantities
internal import Statistics

/// The MQLs of a row by their age, and the days after which sales spoke to them.
package struct Contacts: Hashable, Sendable {
    private var mqls: [Int: Int] = [:]
    private var contacted: [Pair: Int] = [:]
    /// Rejected or lost before anybody had spoken to them, after so many days.
    private var dropped: [Pair: Int] = [:]

    private struct Pair: Hashable, Sendable {
        let age: Int
        /// Days from MQL to the first contact; 0 for somebody who was spoken to before.
        let lag: Int
    }

    package init() {}

    /// Takes in a cell of the tally, by its age on the as-of day and its lag in days.
    package mutating func add(_ cell: Tally.Cell, asOf: Day) {
        let age = cell.day.distance(to: asOf)
        let count = Int(truncatingIfNeeded: cell.count)
        switch cell.event {
        case .mql: mqls[age, default: 0] += count
        case .contacted: contacted[Pair(age: age, lag: max(0, cell.lag)), default: 0] += count
        case .dropped: dropped[Pair(age: age, lag: max(0, cell.lag)), default: 0] += count
        default: break
        }
    }

    /// Takes in those of another row.
    mutating func add(_ other: Contacts) {
        mqls.merge(other.mqls, uniquingKeysWith: +)
        contacted.merge(other.contacted, uniquingKeysWith: +)
        dropped.merge(other.dropped, uniquingKeysWith: +)
    }

    /// Of the MQLs that had that many days and were not dropped within them, how many were spoken
    /// to within them.
    package func within(_ days: Int) -> (contacted: Int, of: Int) {
        (
            contacted.reduce(0) { $0 + ($1.key.age >= days && $1.key.lag <= days ? $1.value : 0) },
            mqls.reduce(0) { $0 + ($1.key >= days ? $1.value : 0) }
                - dropped.reduce(0) {
                    $0 + ($1.key.age >= days && $1.key.lag <= days ? $1.value : 0)
                }
        )
    }

    /// The days by which half of the MQLs are spoken to; nil where half never were. Those who still
    /// wait count for as long as they have waited, those who were dropped until then (Kaplan and
    /// Meier 1958).
    package var medianDays: Int? {
        let last = max(mqls.keys.max() ?? 0, contacted.keys.map(\.lag).max() ?? 0, 0)
        var counts = [(events: Int, watched: Int)](repeating: (0, 0), count: last + 1)
        for (age, count) in mqls where age >= 0 { counts[age].watched += count }
        for (pair, count) in contacted where pair.age >= 0 {
            counts[pair.age].watched -= count
            counts[pair.lag].events += count
        }
        for (pair, count) in dropped where pair.age >= 0 {
            counts[pair.age].watched -= count
            counts[min(pair.lag, pair.age)].watched += count
        }
        let curve = DelayCurve(counts: counts)
        return zip(curve.days, curve.shares).first { $0.1 >= 0.5 }?.0
    }
}
