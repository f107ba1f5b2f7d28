internal import Quantities

/// Days of somebody who was erased: of each the month is left, and which came before which.
///
/// In every month the first of her days becomes the first of the month, the next the second, and so on. None
/// becomes later than it was, and none leaves its month. What counts and what does not follows from the order
/// alone, so that every figure of whole months stays as it is.
struct CoarseDays {
    private var coarse: [Day: Day] = [:]

    /// - Parameters:
    ///   - own: those that become others.
    ///   - before: days of others, which stay as they are: of them it is kept that an own day came no later.
    ///   - after: the same, of which it is kept that an own day came no earlier.
    init(_ own: Set<Day>, before: Set<Day> = [], after: Set<Day> = []) {
        var month: Day?
        /// The last day of the month that is taken.
        var last: Day?
        for day in own.union(before).union(after).sorted() {
            if day.startOfMonth != month { (month, last) = (day.startOfMonth, nil) }
            if own.contains(day) {
                let next =
                    after.contains(day) ? day : last?.advanced(by: 1) ?? day.startOfMonth
                coarse[day] = next
                last = next
            }
            if before.contains(day) || after.contains(day) { last = day }
        }
    }

    /// What a day has become: the first of its month where it is none of those.
    subscript(day: Day) -> Day { coarse[day] ?? day.startOfMonth }
}
