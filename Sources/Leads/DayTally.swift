package import Quantities

/// How often something happened on each day.
package struct DayTally: Hashable, Sendable {
    /// By day from `base`; empty while nothing happened.
    private var counts: [Int32] = []
    private var base = Day(number: 0)

    package init() {}

    /// Whether nothing happened.
    package var isEmpty: Bool { counts.isEmpty }

    /// Days beyond the calendar are those at its ends.
    @inline(__always)
    package mutating func add(_ count: Int = 1, on day: Day) {
        let place = base.distance(to: day)
        if counts.indices.contains(place) {
            counts[place] &+= Int32(truncatingIfNeeded: count)
        } else {
            extend(to: min(max(day, Day.ofCalendar.lowerBound), Day.ofCalendar.upperBound), count)
        }
    }

    @inline(never)
    private mutating func extend(to day: Day, _ count: Int) {
        if counts.isEmpty { base = day }
        var place = base.distance(to: day)
        if place < 0 {
            // Of rows in no order many would come a little earlier than those before.
            let most = Day.ofCalendar.lowerBound.distance(to: base)
            let more = min(most, max(-place, counts.count))
            counts.insert(contentsOf: repeatElement(0, count: more), at: 0)
            base = base.advanced(by: -more)
            place += more
        }
        if place >= counts.count {
            counts.append(contentsOf: repeatElement(0, count: place - counts.count + 1))
        }
        counts[place] &+= Int32(truncatingIfNeeded: count)
    }

    /// Adds what others counted.
    package mutating func add(_ other: DayTally) {
        for (place, count) in other.counts.enumerated() where count != 0 {
            add(Int(count), on: other.base.advanced(by: place))
        }
    }

    /// How often it happened on each of these days.
    private func counts(_ first: Day, through last: Day) -> ArraySlice<Int32> {
        guard !counts.isEmpty, first <= last else { return [] }
        let start = max(0, base.distance(to: first))
        let end = min(base.distance(to: last), counts.count - 1)
        return start <= end ? counts[start...end] : []
    }

    /// How often it happened on these days.
    package func sum(_ first: Day, through last: Day) -> Int {
        counts(first, through: last).reduce(0) { $0 + Int($1) }
    }

    /// On how many of these days it happened at all.
    package func days(_ first: Day, through last: Day) -> Int {
        counts(first, through: last).count { $0 != 0 }
    }

    /// The days on which it happened at least so often, in order, and how often.
    package func counts(atLeast least: Int) -> [(day: Day, count: Int)] {
        counts.indices.compactMap { place in
            Int(counts[place]) >= least ? (base.advanced(by: place), Int(counts[place])) : nil
        }
    }

    /// The first day on which it happened.
    package var first: Day? {
        counts.firstIndex { $0 != 0 }.map { base.advanced(by: $0) }
    }

    /// The last day on which it happened, up to one.
    package func last(through day: Day = Day.ofCalendar.upperBound) -> Day? {
        let end = min(base.distance(to: day), counts.count - 1)
        guard end >= 0 else { return nil }
        return counts[...end].lastIndex { $0 != 0 }.map { base.advanced(by: $0) }
    }
}
