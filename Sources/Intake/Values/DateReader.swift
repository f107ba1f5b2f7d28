internal import Quantities

/// A text cut into numbers, words and signs.
struct DateTokens {
    enum Token: Equatable {
        case number(Int, digits: Int)
        case word(String)
        case sign(Character)
        case blank
    }

    private(set) var tokens: [Token] = []
    /// Where each token begins in `letters`.
    private(set) var starts: [Int] = []
    private(set) var letters: [Character] = []

    init(_ text: some StringProtocol) {
        guard text.utf8.count <= 100 else { return }
        letters = Array(text)
        while let first = letters.first, Self.isBlank(first) { letters.removeFirst() }
        while let last = letters.last, Self.isBlank(last) { letters.removeLast() }
        var place = 0
        while place < letters.count {
            let letter = letters[place]
            let start = place
            if Self.isDigit(letter) {
                var value = 0
                while place < letters.count, Self.isDigit(letters[place]), place - start < 10 {
                    value = value * 10 + (letters[place].wholeNumberValue ?? 0)
                    place += 1
                }
                add(.number(value, digits: place - start), start)
            } else if letter.isLetter {
                while place < letters.count, letters[place].isLetter { place += 1 }
                add(.word(MonthName.folded(String(letters[start..<place]))), start)
            } else if Self.isBlank(letter) {
                while place < letters.count, Self.isBlank(letters[place]) { place += 1 }
                add(.blank, start)
            } else {
                place += 1
                add(.sign(letter == "\u{2212}" || letter == "\u{2013}" ? "-" : letter), start)
            }
        }
    }

    private mutating func add(_ token: Token, _ start: Int) {
        tokens.append(token)
        starts.append(start)
    }

    private static func isDigit(_ letter: Character) -> Bool { letter.isASCII && letter.isNumber }

    private static func isBlank(_ letter: Character) -> Bool {
        letter.isWhitespace || letter == "\u{FEFF}" || letter == "\u{200B}"
    }

    /// The date of a day number, counted as spreadsheets count from the end of 1899, with its part of a day.
    /// Only days of the years 2000 to 2099 are taken for such a number.
    var serial: WrittenDate? {
        guard case .number(let days, 5)? = tokens.first, (36_526...73_050).contains(days) else {
            return nil
        }
        // 1 January 1970 is day 25,569.
        let day = Day(number: Int32(days - 25_569))
        if tokens.count == 1 { return WrittenDate(day: day, isSerial: true) }
        guard tokens.count >= 3, letters.count > 6, letters[5] == "." || letters[5] == ",",
            letters[6...].allSatisfy(Self.isDigit),
            let part = Double("0." + String(letters[6...].prefix(15)))
        else { return nil }
        return WrittenDate(day: day, seconds: Int((part * 86_400).rounded()), isSerial: true)
    }
}

/// Walks over the tokens of a date and a time.
struct DateReader {
    private let text: DateTokens
    private var place = 0
    /// Whether an hour was read, so that what went wrong is the time.
    private(set) var beganTime = false

    init(_ text: DateTokens) { self.text = text }

    private var next: DateTokens.Token? {
        place < text.tokens.count ? text.tokens[place] : nil
    }

    /// What was not read yet, without blanks in front.
    var rest: String {
        guard place < text.starts.count else { return "" }
        return String(text.letters[text.starts[place]...].drop(while: \.isWhitespace))
    }

    private mutating func number(_ digits: ClosedRange<Int>) -> Int? {
        guard case .number(let value, let count)? = next, digits.contains(count) else { return nil }
        place += 1
        return value
    }

    private mutating func word() -> String? {
        guard case .word(let word)? = next else { return nil }
        place += 1
        return word
    }

    private mutating func skip(_ signs: Character...) -> Bool {
        guard case .sign(let sign)? = next, signs.contains(sign) else { return false }
        place += 1
        return true
    }

    private mutating func skipBlank() -> Bool {
        guard next == .blank else { return false }
        place += 1
        return true
    }

    /// A month by its name, with the point of a short one.
    private mutating func monthName() -> Int? {
        let start = place
        guard let name = word(), let month = MonthName.number(name) else {
            place = start
            return nil
        }
        _ = skip(".")
        return month
    }

    /// Tries a way to read on, and goes back where it leads nowhere.
    private mutating func attempt<Value>(_ body: (inout Self) -> Value?) -> Value? {
        let start = place
        if let value = body(&self) { return value }
        place = start
        return nil
    }

    // MARK: - The day

    mutating func date() -> DateForm? {
        skipWeekday()
        return attempt { $0.eightDigits() } ?? attempt { $0.yearFirst() }
            ?? attempt { $0.threeNumbers() } ?? attempt { $0.dayAndMonthName() }
            ?? attempt { $0.monthNameFirst() }
    }

    private mutating func skipWeekday() {
        _ = attempt { reader -> Bool? in
            guard let name = reader.word(), MonthName.isWeekday(name) else { return nil }
            _ = reader.skip(".")
            _ = reader.skip(",")
            return reader.skipBlank() ? true : nil
        }
    }

    /// `20260331`
    private mutating func eightDigits() -> DateForm? {
        guard let all = number(8...8) else { return nil }
        return .known(year: all / 10_000, month: all / 100 % 100, day: all % 100)
    }

    /// `2026-03-31`, `2026/3/31`, `2026 mrt 31`
    private mutating func yearFirst() -> DateForm? {
        guard let year = number(4...4) else { return nil }
        if skip("-", "/", "."), let month = number(1...2), skip("-", "/", "."),
            let day = number(1...2)
        {
            return .known(year: year, month: month, day: day)
        }
        _ = skipBlank()
        guard let month = monthName(), skipBlank() || skip("-"), let day = number(1...2) else {
            return nil
        }
        return .known(year: year, month: month, day: day)
    }

    /// `31-3-2026`, `3/31/26`, `31. 3. 2026`
    private mutating func threeNumbers() -> DateForm? {
        guard let one = number(1...2), skip("-", "/", ".") else { return nil }
        _ = skipBlank()
        guard let other = number(1...2), skip("-", "/", ".") else { return nil }
        _ = skipBlank()
        if let year = number(4...4) { return .yearLast(one, other, year: year) }
        guard let last = number(2...2) else { return nil }
        return .short(one, other, last)
    }

    /// `15 Apr, 2021`, `5 februari 2026`, `15-apr-26`, `1st of May 2026`
    private mutating func dayAndMonthName() -> DateForm? {
        guard let day = number(1...2) else { return nil }
        _ = skip(".")
        _ = attempt { reader -> Bool? in
            ["st", "nd", "rd", "th", "e", "er"].contains(reader.word() ?? "") ? true : nil
        }
        _ = skipBlank() || skip("-", "/")
        _ = attempt { reader -> Bool? in
            guard ["of", "de"].contains(reader.word() ?? "") else { return nil }
            return reader.skipBlank() ? true : nil
        }
        guard let month = monthName() else { return nil }
        return year().map { .known(year: $0, month: month, day: day) }
    }

    /// `Apr 15, 2021`
    private mutating func monthNameFirst() -> DateForm? {
        guard let month = monthName(), skipBlank() || skip("-", "/"), let day = number(1...2) else {
            return nil
        }
        _ = attempt { reader -> Bool? in
            ["st", "nd", "rd", "th"].contains(reader.word() ?? "") ? true : nil
        }
        return year().map { .known(year: $0, month: month, day: day) }
    }

    /// The year behind a day: `, 2021`, ` 2026`, `-26`, ` '26`.
    private mutating func year() -> Int? {
        _ = skip(",", "-", "/")
        _ = skipBlank()
        _ = skip("'", "\u{2019}")
        if let year = number(4...4) { return year }
        return number(2...2).map(DateForm.fullYear)
    }

    /// The first day of a month that is named without a day; nil where more stands there.
    mutating func month() -> Day? {
        let month = attempt { reader -> (Int, Int)? in
            guard let month = reader.monthName(), let year = reader.year() else { return nil }
            return (year, month)
        }
        let yearFirst = { (reader: inout Self) -> (Int, Int)? in
            guard let year = reader.number(4...4) else { return nil }
            _ = reader.skip("-", "/", ".") || reader.skipBlank()
            guard let month = reader.monthName() ?? reader.number(1...2) else { return nil }
            return (year, month)
        }
        let yearLast = { (reader: inout Self) -> (Int, Int)? in
            guard let month = reader.number(1...2),
                reader.skip("-", "/", ".") || reader.skipBlank(),
                let year = reader.number(4...4)
            else { return nil }
            return (year, month)
        }
        let sixDigits = { (reader: inout Self) -> (Int, Int)? in
            reader.number(6...6).map { ($0 / 100, $0 % 100) }
        }
        for way in [yearFirst, yearLast, sixDigits] where month == nil || !isAtEnd {
            if isAtEnd { break }
            place = 0
            if let found = attempt(way), isAtEnd {
                return Day(year: found.0, month: found.1, day: 1)
            }
        }
        guard let month, isAtEnd else { return nil }
        return Day(year: month.0, month: month.1, day: 1)
    }

    private var isAtEnd: Bool { place == text.tokens.count }

    // MARK: - The time

    /// Seconds since the day began.
    mutating func time() -> Int? {
        let isParted =
            attempt { reader -> Bool? in
                _ = reader.skip(",")
                _ = reader.skipBlank()
                guard let word = reader.word(), ["t", "at", "om", "um"].contains(word) else {
                    return nil
                }
                _ = reader.skipBlank()
                return true
            } != nil || skip(",") || skipBlank()
        guard isParted else { return nil }
        _ = skipBlank()
        guard let hour = number(1...2) else { return nil }
        beganTime = true
        var (minute, second) = (0, 0)
        let hasMinutes = skip(":")
        if hasMinutes {
            guard let value = number(2...2), value < 60 else { return nil }
            minute = value
            if skip(":") {
                guard let value = number(2...2), value < 61 else { return nil }
                // A second that was put in counts as the one before it.
                second = min(value, 59)
                if skip(".", ",") { guard number(1...9) != nil else { return nil } }
            }
        }
        let start = place
        if let isAfternoon = half() {
            guard (1...12).contains(hour) else {
                place = start
                return nil
            }
            return (hour % 12 + (isAfternoon ? 12 : 0)) * 3600 + minute * 60 + second
        }
        guard hasMinutes, hour < 24 || hour == 24 && minute == 0 && second == 0 else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    /// `AM`, `p.m.`: whether it is after noon; nil where neither stands there.
    private mutating func half() -> Bool? {
        attempt { reader -> Bool? in
            _ = reader.skipBlank()
            switch reader.word() {
            case "am": return false
            case "pm": return true
            case "a", "p":
                let isAfternoon = reader.text.tokens[reader.place - 1] == .word("p")
                guard reader.skip(".") else { return nil }
                _ = reader.skipBlank()
                guard reader.word() == "m" else { return nil }
                _ = reader.skip(".")
                return isAfternoon
            default: return nil
            }
        }
    }

    /// A month by its name and one or two digits behind a blank, as `mei 15`: a year or a day, in a text that
    /// says no more.
    mutating func monthAndNumber() -> (month: Int, number: Int)? {
        guard let month = monthName(), skipBlank(), let number = number(1...2), isAtEnd else {
            return nil
        }
        return (month, number)
    }

    /// Seconds ahead of UTC, up to the end of the text: `Z`, ` UTC`, `+00`, `+0530`, `GMT+02:00`, with the
    /// name of the zone between brackets behind it.
    mutating func offset() -> Int? {
        _ = skipBlank()
        var isNamed = false
        if case .word(let name)? = next {
            guard ["z", "utc", "gmt"].contains(name) else { return nil }
            place += 1
            isNamed = true
            // Z is UTC, and nothing is ahead of that: which of both is meant, nobody can tell.
            if name == "z", case .sign? = next { return nil }
        }
        var offset = isNamed ? 0 : nil as Int?
        if case .sign(let sign)? = next, sign == "+" || sign == "-" {
            place += 1
            guard let seconds = clockOffset() else { return nil }
            offset = sign == "-" ? -seconds : seconds
        }
        _ = skipBlank()
        if offset != nil, rest.first == "(", rest.last == ")" { return offset }
        return isAtEnd ? offset : nil
    }

    private mutating func clockOffset() -> Int? {
        var (hours, minutes) = (0, 0)
        if let four = number(4...4) {
            (hours, minutes) = (four / 100, four % 100)
        } else {
            guard let value = number(1...2) else { return nil }
            hours = value
            if skip(":") {
                guard let value = number(2...2) else { return nil }
                minutes = value
            }
        }
        return hours <= 14 && minutes < 60 ? hours * 3600 + minutes * 60 : nil
    }
}
