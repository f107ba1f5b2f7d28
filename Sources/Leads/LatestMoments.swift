package import Quantities

/// The last moments of different days that were seen, up to eight: enough to leave a few days out that
/// cannot be meant and still know which comes before them.
///
/// Days are those of UTC, and of each the last moment is kept.
package struct LatestMoments: Hashable, Sendable {
    /// In seconds, the last first; `.min` for none.
    private var seconds = SIMD8<Int64>(repeating: .min)
    /// The moment at which the day of the last of them ends.
    private var end = Int64.min

    package init() {}

    /// Most rows are of the last day so far, or of one long before.
    @inline(__always)
    package mutating func note(_ moment: Instant) {
        let value = moment.seconds
        if value < end, value >= end &- 86_400 {
            seconds[0] = max(seconds[0], value)
        } else if value > seconds[7] {
            insert(value)
        }
    }

    /// The start of a day, where the moment is not known.
    package mutating func note(_ day: Day) { note(Instant(seconds: Int64(day.number) * 86_400)) }

    /// Takes in what others saw.
    package mutating func add(_ other: LatestMoments) {
        for moment in other.moments { note(moment) }
    }

    /// The last first.
    package var moments: [Instant] {
        (0..<8).lazy.map { seconds[$0] }.filter { $0 != .min }.map(Instant.init(seconds:))
    }

    @inline(never)
    private mutating func insert(_ value: Int64) {
        func day(_ seconds: Int64) -> Int64 {
            seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        }
        let own = day(value)
        var place = 0
        while place < 8, seconds[place] != .min, day(seconds[place]) > own { place += 1 }
        guard place < 8 else { return }
        if seconds[place] != .min, day(seconds[place]) == own {
            seconds[place] = max(seconds[place], value)
        } else {
            for later in stride(from: 7, to: place, by: -1) { seconds[later] = seconds[later - 1] }
            seconds[place] = value
        }
        if place == 0 { end = (own + 1) * 86_400 }
    }
}
