/// One calendar day, counted from 1 January 1970 (day 0) in the proleptic Gregorian calendar.
///
/// A day has no time zone: it is the day that people in the rule book's zone read on the wall.
///
/// The type is `public` and its members are not: of a `package` type nothing is compiled into the
/// modules that use it.
public struct Day: Hashable, Sendable, BitwiseCopyable {
    @usableFromInline package let number: Int32

    @inlinable
    package init(number: Int32) {
        self.number = number
    }

    /// The years that a date may lie in. Anything else is a typing error, not history.
    package static let years = 1900...2199

    /// The first and the last day of those years, and one more at either end, as another time zone may
    /// have it.
    package static let ofCalendar = Day(number: -25_568)...Day(number: 84_007)

    /// Nil where there is no such day: month 13, 30 February, 29 February 2025, year 26.
    @inlinable
    package init?(year: Int, month: Int, day: Int) {
        guard year >= 1900, year <= 2199, month >= 1, month <= 12, day >= 1 else { return nil }
        guard day <= Day.length(ofMonth: month, year: year) else { return nil }
        self.init(number: Int32(truncatingIfNeeded: Day.daysFromCivil(year, month, day)))
    }

    /// Takes `2026-03-31` and nothing else.
    package init?(iso text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard byte >= 0x30, byte <= 0x39 else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else {
            return nil
        }
        self.init(year: year, month: month, day: day)
    }

    /// Year, month and day of the month, by the Gregorian calendar in all ages.
    @inlinable
    package var civil: (year: Int, month: Int, day: Int) {
        // Days since 1 March of year 0, in eras of 400 years, after H. Hinnant,
        // "chrono-compatible low-level date algorithms" (2013).
        let shifted = Int(number) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, day)
    }

    /// Of the Gregorian calendar.
    package var year: Int { civil.year }

    /// The earlier of two days that may not have come.
    @inlinable
    package static func earlier(_ one: Day?, _ other: Day?) -> Day? {
        guard let one else { return other }
        return other.map { min(one, $0) } ?? one
    }

    /// The first day of this day's month.
    package var startOfMonth: Day {
        Day(number: number - Int32(civil.day - 1))
    }

    /// The first day of the month after this day's.
    package var startOfNextMonth: Day {
        let (year, month, _) = startOfMonth.civil
        return startOfMonth.advanced(by: Day.length(ofMonth: month, year: year))
    }

    /// The same day so many months later, or the last day of that month where it has no such day.
    package func advanced(byMonths months: Int) -> Day {
        let (year, month, day) = civil
        let count = year * 12 + month - 1 + months
        let (newYear, newMonth) = (count / 12, count % 12 + 1)
        let last = Day.length(ofMonth: newMonth, year: newYear)
        return Day(year: newYear, month: newMonth, day: min(day, last)) ?? self
    }

    /// How many days the month has, 28 to 31.
    @inlinable
    package static func length(ofMonth month: Int, year: Int) -> Int {
        guard month == 2 else {
            // 31 and 30 in turn, once more from August.
            return 30 &+ (month &+ month >> 3) & 1
        }
        return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    }

    /// Days since 1970 of a day in `years`, after H. Hinnant, "chrono-compatible low-level date
    /// algorithms" (2013), for years that are not negative.
    @inlinable @inline(__always)
    package static func daysFromCivil(_ year: Int, _ month: Int, _ day: Int) -> Int {
        // A year begins in March, so that 29 February is the last day of one.
        let isOfYearBefore = month <= 2
        let year = UInt32(truncatingIfNeeded: isOfYearBefore ? year &- 1 : year)
        let month = UInt32(truncatingIfNeeded: isOfYearBefore ? month &+ 9 : month &- 3)
        let days = year &* 365 &+ year / 4 &- year / 100 &+ year / 400 &+ (month &* 153 &+ 2) / 5
        return Int(days) &+ day &- 719_469
    }
}

extension Day: Strideable {
    /// In days; negative where the other is earlier.
    @inlinable
    public func distance(to other: Day) -> Int { Int(other.number) - Int(number) }
    /// So many days later.
    @inlinable
    public func advanced(by days: Int) -> Day { Day(number: number + Int32(days)) }

    @inlinable
    public static func < (one: Day, other: Day) -> Bool { one.number < other.number }
}

extension Day: CustomStringConvertible {
    /// `2026-03-31`.
    public var description: String {
        let (year, month, day) = civil
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(day))"
    }
}
