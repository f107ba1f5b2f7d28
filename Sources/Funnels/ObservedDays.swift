package import Quantities

/// The day up to which everything counts, and the days up to which it is known what became of MQLs.
///
/// What nobody could see yet has not failed: an MQL is as old as the days in which somebody looked.
package struct ObservedDays: Hashable, Sendable {
    /// What came later is not looked at.
    package let asOf: Day
    /// The day to which the data go, no later than the as-of day.
    package let data: Day
    /// The day up to which it is known who became an SQL, or was turned down.
    package let sqls: Day
    /// The day up to which it is known who became a customer.
    package let customers: Day
    /// Days of the data that do not count, because they lie long after all others or are still to come.
    package let uncounted: [Day]

    /// - Parameters:
    ///   - data: nil where they go to the as-of day.
    ///   - sqls: nil where that is known as far as the data go.
    ///   - customers: nil where that is known as far as the data go.
    package init(
        asOf: Day, data: Day? = nil, sqls: Day? = nil, customers: Day? = nil,
        uncounted: [Day] = []
    ) {
        self.asOf = asOf
        self.uncounted = uncounted.filter { $0 > asOf }.sorted()
        self.data = min(asOf, data ?? asOf)
        self.sqls = min(self.data, sqls ?? self.data)
        self.customers = min(self.data, customers ?? self.data)
    }

    /// The last day of the month to which the data go, no later than the as-of day: what is spent is mostly
    /// known by the month.
    package var endOfMonth: Day { min(asOf, data.startOfNextMonth.advanced(by: -1)) }

    /// Where it is not known up to the as-of day what became of MQLs: up to which day it is, and how many
    /// days that is before. An export of the day before is as good as one of the day.
    package var stale: (day: Day, days: Int)? {
        let days = sqls.distance(to: asOf)
        return days > 1 ? (sqls, days) : nil
    }

    /// Whether the data themselves end before the as-of day.
    package var dataEndEarlier: Bool { data.distance(to: asOf) > 1 }
}
