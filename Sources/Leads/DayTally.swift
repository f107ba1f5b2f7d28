package import Quantities

/// How often something happened on each day of the calendar.
package struct DayTally: Hashable, Sendable {
    /// By day from the first of the calendar; empty while nothing happened.
    private var counts: [Int32] = []

    private static let first = Day.ofCalendar.lowerBound
    private static let size = Day.ofCalendar.lowerBound.distance(to: Day.ofCalendar.upperBound) + 1

    package init() {}

    /// Whether nothing happened.
    package var isEmpty: Bool { counts.isEmpty }

    /// Days beyond the calendar are those at its ends.
    @inline(__always)
    package mutating func add(_ count: Int = 1, on day: Day) {
        if counts.isEmpty { counts = Array(repeating: 0, count: Self.size) }
        counts[min(max(0, Self.first.distance(to: day)), Self.size &- 1)] &+= Int32(
            truncatingIfNeeded: count)
    }

    /// Adds what others counted.
    package mutating func add(_ other: DayTally) {
        guard !counts.isEmpty else {
            self = other
            return
        }
        for place in other.counts.indices { counts[place] &+= other.counts[place] }
    }

    /// How often it happened on these days.
    package func sum(_ first: Day, through last: Day) -> Int {
        guard !counts.isEmpty, first <= last else { return 0 }
        let (start, end) = (Self.first.distance(to: first), Self.first.distance(to: last))
        guard end >= 0, start < Self.size else { return 0 }
        return counts[max(0, start)...min(end, Self.size - 1)].reduce(0) { $0 + Int($1) }
    }

    /// On how many of these days it happened at all.
    package func days(_ first: Day, through last: Day) -> Int {
        guard !counts.isEmpty, first <= last else { return 0 }
        let (start, end) = (Self.first.distance(to: first), Self.first.distance(to: last))
        guard end >= 0, start < Self.size else { return 0 }
        return counts[max(0, start)...min(end, Self.size - 1)].count { $0 != 0 }
    }

    /// The first day on which it happened.
    package var first: Day? {
        counts.firstIndex { $0 != 0 }.map { Self.first.advanced(by: $0) }
    }

    /// The last day on which it happened, up to one.
    package func last(through day: Day = Day.ofCalendar.upperBound) -> Day? {
        guard !counts.isEmpty else { return nil }
        let end = min(Self.first.distance(to: day), Self.size - 1)
        guard end >= 0 else { return nil }
        return counts[...end].lastIndex { $0 != 0 }.map { Self.first.advanced(by: $0) }
    }
}
