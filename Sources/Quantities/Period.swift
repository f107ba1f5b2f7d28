/// A half-open run of days: `first` is in it, `end` is the first day that is not.
package struct Period: Hashable, Sendable {
    package let first: Day
    package let end: Day

    /// Nil where the period would hold no day.
    package init?(first: Day, end: Day) {
        guard first < end else { return nil }
        self.first = first
        self.end = end
    }

    /// That day alone.
    package init(day: Day) {
        first = day
        end = day.advanced(by: 1)
    }

    package init(monthOf day: Day) {
        first = day.startOfMonth
        end = day.startOfNextMonth
    }

    /// In days.
    package var length: Int { first.distance(to: end) }
    /// The last day that is in it.
    package var lastDay: Day { end.advanced(by: -1) }

    /// The first day is in it, the end is not.
    package func contains(_ day: Day) -> Bool { first <= day && day < end }

    /// The days that both periods hold; nil where there are none.
    package func overlap(with other: Period) -> Period? {
        Period(first: max(first, other.first), end: min(end, other.end))
    }
}

extension Period {
    /// Takes a year `2026`, a quarter `2026-Q1`, a month `2026-03`, a day `2026-03-31`,
    /// or two days `2026-01-01..2026-03-31`, of which the last is in the period.
    package init?(_ text: String) {
        if let dots = text.firstRange(of: "..") {
            guard let first = Day(iso: text[..<dots.lowerBound]),
                let last = Day(iso: text[dots.upperBound...])
            else { return nil }
            self.init(first: first, end: last.advanced(by: 1))
            return
        }
        if let day = Day(iso: text) {
            self.init(day: day)
            return
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts[0].utf8.count == 4, let year = Int(parts[0]),
            let newYear = Day(year: year, month: 1, day: 1)
        else { return nil }
        guard parts.count == 2 else {
            guard let next = Day(year: year + 1, month: 1, day: 1) else { return nil }
            self.init(first: newYear, end: next)
            return
        }
        let second = parts[1].uppercased()
        guard second.utf8.count == 2 else { return nil }
        if second.hasPrefix("Q"), let quarter = Int(second.dropFirst()), (1...4).contains(quarter),
            let first = Day(year: year, month: quarter * 3 - 2, day: 1),
            let lastMonth = Day(year: year, month: quarter * 3, day: 1)
        {
            self.init(first: first, end: lastMonth.startOfNextMonth)
        } else if let month = Int(second), let first = Day(year: year, month: month, day: 1) {
            self.init(monthOf: first)
        } else {
            return nil
        }
    }
}

extension Period: CustomStringConvertible {
    /// `2026-01-01 to 2026-03-31`: both days named are in the period.
    package var description: String {
        length == 1 ? "\(first)" : "\(first) to \(lastDay)"
    }
}

extension Period {
    /// The first quarter of a year that begins after a day, or on it: of that day little is known yet.
    package static func nextQuarter(after day: Day) -> Period {
        var first = day.startOfMonth == day ? day : day.startOfNextMonth
        while ![1, 4, 7, 10].contains(first.civil.month) { first = first.startOfNextMonth }
        return Period(first: first, end: first.advanced(byMonths: 3)) ?? Period(monthOf: first)
    }

    /// Three months, of which the first is not over on a day.
    package static func threeMonths(from day: Day) -> Period {
        let first = day.advanced(by: 1).startOfMonth
        return Period(first: first, end: first.advanced(byMonths: 3)) ?? Period(monthOf: first)
    }
}
