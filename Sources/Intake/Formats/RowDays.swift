internal import Quantities

/// The days that one row of a platform's export stands for.
package enum RowDays: String, CaseIterable, Hashable, Sendable {
    case day, week, month, quarter, year
    /// All days of the report.
    case report

    /// As a report says it: `Daily`, `Weekly`, `Monthly`; nil for what is not known.
    init?(aggregation text: String) {
        let word = text.lowercased()
        let known: [(String, RowDays)] = [
            ("daily", .day), ("dag", .day), ("hour", .day), ("uur", .day), ("week", .week),
            ("month", .month), ("maand", .month), ("quarter", .quarter), ("kwartaal", .quarter),
            ("year", .year), ("jaar", .year), ("summary", .report), ("samenvatting", .report),
        ]
        // Hours of the day and days of the week have no days of their own: they add up to the report.
        if word.contains("of day") || word.contains("ofday") || word.contains("ofweek")
            || word.contains("of week")
        {
            self = .report
            return
        }
        guard let found = known.first(where: { word.hasPrefix($0.0) }) else { return nil }
        self = found.1
    }

    /// The days of a row that has this date.
    ///
    /// - Parameter report: the days that the report is about, at whose ends a week or a month is cut off.
    func period(of day: Day, in report: Period?) -> Period? {
        let whole: Period?
        switch self {
        case .day: return Period(day: day)
        case .week: whole = Period(first: day, end: day.advanced(by: 7))
        case .month: whole = Period(monthOf: day)
        case .quarter:
            let (year, month, _) = day.civil
            whole = Day(year: year, month: (month - 1) / 3 * 3 + 1, day: 1).flatMap {
                Period(first: $0, end: $0.advanced(by: 63).startOfNextMonth)
            }
        case .year:
            whole = Day(year: day.civil.year, month: 1, day: 1).flatMap { first in
                Day(year: day.civil.year + 1, month: 1, day: 1).flatMap {
                    Period(first: first, end: $0)
                }
            }
        case .report:
            // A campaign that began later has a row that begins later.
            whole = report.flatMap { Period(first: max($0.first, day), end: $0.end) }
        }
        guard let whole else { return nil }
        return report.flatMap(whole.overlap) ?? whole
    }

    /// A month, quarter or year in words or digits: `April 2026`, `apr. 2026`, `2026-04`, `Q2 2026`,
    /// `2026-K2`, `2026`; nil for anything else.
    func named(_ text: String) -> Day? {
        let words = text.split { !$0.isLetter && !$0.isNumber }
        switch self {
        case .month:
            guard words.count == 2 else { return nil }
            if let month = TitleDays.number(ofMonth: words[0]), let year = Self.year(words[1]) {
                return Day(year: year, month: month, day: 1)
            }
            guard let year = Self.year(words[0]) else { return nil }
            let month = TitleDays.number(ofMonth: words[1]) ?? Int(words[1])
            return month.flatMap { Day(year: year, month: $0, day: 1) }
        case .quarter:
            guard words.count == 2 else { return nil }
            let quarters = words.compactMap { word -> Int? in
                guard let letter = word.first, "QqKk".contains(letter) else { return nil }
                return Int(word.dropFirst())
            }
            guard let quarter = quarters.first, (1...4).contains(quarter),
                let year = words.lazy.compactMap(Self.year).first
            else { return nil }
            return Day(year: year, month: quarter * 3 - 2, day: 1)
        case .year:
            return words.count == 1
                ? Self.year(words[0]).flatMap { Day(year: $0, month: 1, day: 1) } : nil
        case .day, .week, .report: return nil
        }
    }

    private static func year(_ word: Substring) -> Int? {
        word.count == 4 ? Int(word) : nil
    }
}

extension RowDays {
    /// What the rows of a report stand for, as far as their dates tell it; nil where they may be read in
    /// more than one way.
    ///
    /// - Parameters:
    ///   - dates: those of each campaign.
    ///   - report: the days that the report is about; nil where it does not say them.
    static func told(by dates: [[Day]], of report: Period?) -> RowDays? {
        let lines = dates.map { Array(Set($0)).sorted() }.filter { !$0.isEmpty }
        if lines.isEmpty || report?.length == 1 { return .day }
        let first = report?.first
        let gaps = lines.flatMap { line in
            zip(line, line.dropFirst()).map { (from: $0, days: $0.distance(to: $1)) }
        }
        guard !gaps.isEmpty else {
            // One row a campaign. Without the days of the report nothing says that it is for more than a
            // day.
            guard let first else { return .day }
            return lines.allSatisfy { $0[0] == first } ? .report : nil
        }
        let most = lines.map(\.count).max() ?? 0
        // A first week or month may be cut off by the report: the next one begins on a Monday or Sunday,
        // or on the first.
        let isCut = { (gap: (from: Day, days: Int)) in gap.from == first && gap.days < 7 }
        let (cut, inner) = (gaps.filter(isCut), gaps.filter { !isCut($0) })
        if inner.contains(where: { $0.days < 7 }) { return .day }
        if let report,
            cut.contains(where: { gap in
                let next = gap.from.advanced(by: gap.days)
                return !next.mayBeginWeek || next == report.lastDay
            })
        {
            return .day
        }
        let all = Set(lines.flatMap { $0 })
        if all.allSatisfy({ $0.civil.day == 1 || $0 == first }), most > 1 {
            return most > 2 ? .month : nil
        }
        if inner.allSatisfy({ $0.days % 7 == 0 }) {
            // Weeks begin on a Monday or a Sunday.
            let areWeeks = all.allSatisfy { $0.mayBeginWeek || $0 == first }
            return areWeeks && inner.count > 1 && most > 2 ? .week : nil
        }
        return .day
    }
}

extension Day {
    /// Whether it is a Monday or a Sunday.
    fileprivate var mayBeginWeek: Bool {
        // 5 January 1970 was a Monday.
        let weekday = ((Int(number) - 4) % 7 + 7) % 7
        return weekday == 0 || weekday == 6
    }
}
