internal import Foundation
internal import Quantities

/// What stands above the table of a report: of which days it is, what a row of it stands for, of which
/// account it is, and when it was made.
struct ReportLines: Equatable {
    /// The days that the report is about.
    var days: Period?
    /// What a row stands for, where a line says it.
    var rowDays: RowDays?
    /// The name of the account, where a line says it.
    var account: String?
    /// The order of dates in digits, where one of them tells it.
    var toldOrder: DateOrder?
    /// The moment in which it was made, in seconds of the report's own clock, which is taken for UTC.
    var made: Int64?

    /// - Parameters:
    ///   - lines: above the header.
    ///   - order: that of dates such as `8/9/2026`; nil where nobody knows it.
    init(_ lines: [String], order: DateOrder?) {
        days = TitleDays.find(in: lines)
        var (first, last): (Day?, Day?)
        for line in lines {
            let line = line.filter { $0 != "\"" && $0 != "\u{FEFF}" }
            toldOrder = toldOrder ?? TitleDays.order(in: line)
            for part in Self.parts(line) {
                let (label, value) = (part.label.lowercased(), part.value)
                let has = { (words: [String]) in words.contains { label.contains($0) } }
                if has(["generated", "gegenereerd"]) {
                    made = Self.moment(value, order)
                } else if has(["aggregation", "aggregatie"]) {
                    rowDays = RowDays(aggregation: value)
                } else if has(["account name", "accountnaam"]) || label == "account" {
                    account = account ?? (value.isEmpty ? nil : value)
                } else if has(["report start", "start date", "begin rapport", "begindatum"]) {
                    first = first ?? TitleDays.days(in: value, order).first
                } else if has(["report end", "end date", "einde rapport", "einddatum"]) {
                    last = last ?? TitleDays.days(in: value, order).first
                } else if has(["report time", "rapporttijd", "rapportperiode", "date range"]) {
                    let found = TitleDays.days(in: value, order)
                    first = first ?? found.first
                    last = last ?? found.last
                }
            }
        }
        if days == nil, let first, let last {
            days = Period(first: first, end: last.advanced(by: 1))
        }
    }

    /// The parts `Report Start: …` of a line, of which some have several.
    private static func parts(_ line: String) -> [(label: String, value: String)] {
        // A time such as 12:00 is no label: only a colon behind letters parts.
        var parts: [(label: String, value: String)] = []
        var rest = Substring(line)
        while let colon = rest.firstIndex(where: { $0 == ":" }) {
            let before = rest[..<colon]
            // Behind a label and its value only what begins behind a separator is another label: a name
            // may have a colon of its own.
            let separator = before.lastIndex { $0 == "," || $0 == ";" || $0 == "\t" }
            guard let last = before.last(where: { !$0.isWhitespace }), last.isLetter || last == ")",
                parts.isEmpty || separator != nil
            else {
                guard !parts.isEmpty else { break }
                parts[parts.count - 1].value += rest[...colon]
                rest = rest[rest.index(after: colon)...]
                continue
            }
            let start = separator.map(before.index(after:)) ?? before.startIndex
            if !parts.isEmpty { parts[parts.count - 1].value += before[..<start] }
            parts.append((trimmed(before[start...]), ""))
            rest = rest[rest.index(after: colon)...]
        }
        if !parts.isEmpty { parts[parts.count - 1].value += rest }
        return parts.map { ($0.label, trimmed(Substring($0.value))) }
    }

    private static func trimmed(_ text: Substring) -> String {
        text.trimmingCharacters(in: CharacterSet(charactersIn: " \t,;\u{A0}"))
    }

    private static func moment(_ text: String, _ order: DateOrder?) -> Int64? {
        guard let day = TitleDays.days(in: text, order).first else { return nil }
        let start = Int64(day.number) * 86_400
        // 9:14 AM
        guard let clock = text.firstMatch(of: #/(\d{1,2}):(\d{2})(?::\d{2})?\s*([AaPp][Mm])?/#),
            var hour = Int64(clock.1), let minute = Int64(clock.2), hour < 24, minute < 60
        else { return start }
        if let half = clock.3?.lowercased() {
            guard (1...12).contains(hour) else { return start }
            hour = hour % 12 + (half == "pm" ? 12 : 0)
        }
        return start + hour * 3600 + minute * 60
    }
}

/// The days that a title names: `September 1, 2026 - September 30, 2026`, or with the day in front,
/// in English or Dutch.
enum TitleDays {
    /// Nil where no line names two days.
    static func find(in lines: [String]) -> Period? {
        lines.lazy.compactMap(period).first
    }

    private static func period(_ line: String) -> Period? {
        let words = line.split { !$0.isLetter && !$0.isNumber }
        var found: [Day] = []
        var place = 0
        while place + 2 < words.count {
            if let day = day(Array(words[place..<(place + 3)])) {
                found.append(day)
                place += 3
            } else {
                place += 1
            }
        }
        // Between two days stands a dash, "to" or "t/m"; a single day stands alone.
        switch found.count {
        case 1: return words.count == 3 ? Period(day: found[0]) : nil
        case 2:
            guard words.count <= 9 else { return nil }
            return Period(first: found[0], end: found[1].advanced(by: 1))
        default: return nil
        }
    }

    /// A day of three words, one of which is a month.
    private static func day(_ words: [Substring]) -> Day? {
        let month = words.compactMap { number(ofMonth: $0) }
        let numbers = words.compactMap { Int($0) }
        guard month.count == 1, numbers.count == 2,
            let year = numbers.first(where: { $0 > 31 }),
            let day = numbers.first(where: { $0 <= 31 })
        else { return nil }
        return Day(year: year, month: month[0], day: day)
    }

    /// The days in a text such as `April 1, 2026, 12:00 AM` or `8/1/2026 - 8/27/2026`, in order; none where
    /// one of them can be read in two ways.
    ///
    /// - Parameter order: that of dates in digits; nil where they have to tell it themselves.
    static func days(in text: String, _ order: DateOrder?) -> [Day] {
        let words = text.split { !$0.isLetter && !$0.isNumber }
        var found: [Day] = []
        var inDigits: [(place: Int, numbers: [Int])] = []
        var place = 0
        while place + 2 < words.count {
            let three = Array(words[place..<(place + 3)])
            let numbers = three.compactMap { Int($0) }
            if let day = day(three) {
                found.append(day)
                place += 3
            } else if numbers.count == 3, numbers[0] > 31 || numbers[2] > 31 {
                inDigits.append((found.count, numbers))
                // Its place is kept until the order is known.
                found.append(Day(number: 0))
                place += 3
            } else {
                place += 1
            }
        }
        let told = inDigits.lazy.compactMap { Self.order(toldBy: $0.numbers) }.first
        for (place, numbers) in inDigits {
            guard let day = Self.day(numbers, told ?? order) else { return [] }
            found[place] = day
        }
        return found
    }

    private static func order(toldBy numbers: [Int]) -> DateOrder? {
        guard numbers.count == 3, numbers[0] <= 31, numbers[2] > 31 else { return nil }
        return numbers[0] > 12 ? .dmy : numbers[1] > 12 ? .mdy : nil
    }

    /// The order of dates in digits that a line tells, such as `4/30/2026`; nil where none does.
    static func order(in line: String) -> DateOrder? {
        line.matches(of: #/(\d{1,2})[\/.\-](\d{1,2})[\/.\-](\d{4})/#).lazy.compactMap { match in
            Self.order(toldBy: [match.1, match.2, match.3].compactMap { Int($0) })
        }.first
    }

    private static func day(_ numbers: [Int], _ order: DateOrder?) -> Day? {
        if numbers[0] > 31 { return Day(year: numbers[0], month: numbers[1], day: numbers[2]) }
        let (first, second, year) = (numbers[0], numbers[1], numbers[2])
        if first == second { return Day(year: year, month: first, day: second) }
        switch order {
        case .dmy: return Day(year: year, month: second, day: first)
        case .mdy: return Day(year: year, month: first, day: second)
        case .ymd, nil: return nil
        }
    }

    /// A month by its name, in full or cut off.
    static func number(ofMonth word: Substring) -> Int? {
        MonthName.number(MonthName.folded(String(word)))
    }
}
