internal import Quantities

/// A date, or a date and a time, as a person, a spreadsheet or a program writes it.
///
/// `2026-03-12 09:14:00+00`, `3/15/2026 2:30 PM`, `15 Apr, 2021`, `Thu, 5 Feb 2026`, `20-10-16`, `5 mei 2026`,
/// `2026-10-31 24:00`, `20260331`, and the day number 46118 of a spreadsheet.
struct WrittenDate: Equatable {
    let day: Day
    /// Seconds since the day began; 86,400 for the midnight that ends it.
    var seconds = 0
    /// Seconds ahead of UTC; nil for local time.
    var offset: Int?
    /// Whether it was the number by which a spreadsheet counts days.
    var isSerial = false

    /// Why a text is no date.
    enum Refusal: Error, Equatable {
        case noDate
        /// The form is right, and that day is in no calendar.
        case noSuchDay
        /// The day is right, and what is behind it is no time of day.
        case noSuchTime(String)
        /// Day and time are right, and the zone behind them is not known.
        case unknownZone(String)
        /// It can only be read in another order than that of its column.
        case otherOrder(DateOrder)
        /// It can be read in two orders, and nothing says in which.
        case unclearOrder
    }

    /// What a date says of the order in its column.
    enum Vote: Equatable {
        /// It is clear in any order, or no date.
        case none
        case certain(DateOrder)
        /// `3-4-2026`
        case either
        /// `4-4-2026`
        case same
    }

    /// - Parameter order: that of the column; nil where the date must tell it itself.
    static func read(_ text: some StringProtocol, _ order: DateOrder?) -> Result<Self, Refusal> {
        let tokens = DateTokens(text)
        if let serial = tokens.serial { return .success(serial) }
        var reader = DateReader(tokens)
        guard let form = reader.date() else { return .failure(.noDate) }
        let day: Day
        switch form.day(order) {
        case .success(let found): day = found
        case .failure(let refusal):
            // Where even the order is not known, what stands behind may tell that it is no date at all.
            return .failure(refusal)
        }
        var date = WrittenDate(day: day)
        let rest = reader.rest
        guard !rest.isEmpty else { return .success(date) }
        guard let seconds = reader.time() else {
            return .failure(
                rest.first?.isLetter == true && !reader.beganTime ? .noDate : .noSuchTime(rest))
        }
        date.seconds = seconds
        let zone = reader.rest
        if !zone.isEmpty {
            guard let offset = reader.offset() else { return .failure(.unknownZone(zone)) }
            date.offset = offset
        }
        return .success(date)
    }

    static func vote(_ text: some StringProtocol) -> Vote {
        var reader = DateReader(DateTokens(text))
        return reader.date()?.vote ?? .none
    }

    /// A month: `2026-03`, `03-2026`, `jan-26`, `mrt-26`, `mei 2026`, `2026 mei`, `okt. 2026`, or a day in it.
    static func month(_ text: some StringProtocol, _ order: DateOrder?) -> Result<Period, Refusal> {
        var reader = DateReader(DateTokens(text))
        if let first = reader.month() { return .success(Period(monthOf: first)) }
        return read(text, order).map { Period(monthOf: $0.day) }
    }
}

/// The year, month and day of a date, of which the order may not be known.
enum DateForm {
    /// The parts are known.
    case known(year: Int, month: Int, day: Int)
    /// Three numbers of which the last is a year, in full or its last two digits.
    case yearLast(Int, Int, year: Int)
    /// Three numbers of two digits at most.
    case short(Int, Int, Int)

    func day(_ order: DateOrder?) -> Result<Day, WrittenDate.Refusal> {
        func made(_ year: Int, _ month: Int, _ day: Int) -> Result<Day, WrittenDate.Refusal> {
            Day(year: year, month: month, day: day).map { .success($0) } ?? .failure(.noSuchDay)
        }
        switch self {
        case .known(let year, let month, let day): return made(year, month, day)
        case .yearLast(let one, let other, let year):
            guard let order = order ?? certainOrder else {
                guard one != other else { return made(year, one, other) }
                return .failure(one > 12 || other > 12 ? .noSuchDay : .unclearOrder)
            }
            if let sure = certainOrder, sure != order { return .failure(.otherOrder(sure)) }
            guard order != .ymd else { return .failure(.unclearOrder) }
            return order == .dmy ? made(year, other, one) : made(year, one, other)
        case .short(let one, let other, let last):
            guard let order = order ?? certainOrder else { return .failure(.unclearOrder) }
            if let sure = certainOrder, sure != order { return .failure(.otherOrder(sure)) }
            if let day = short(one, other, last, order) { return .success(day) }
            let others = DateOrder.allCases.filter { short(one, other, last, $0) != nil }
            return .failure(others.count == 1 ? .otherOrder(others[0]) : .noSuchDay)
        }
    }

    private func short(_ one: Int, _ other: Int, _ last: Int, _ order: DateOrder) -> Day? {
        switch order {
        case .ymd: Day(year: Self.fullYear(one), month: other, day: last)
        case .dmy: Day(year: Self.fullYear(last), month: other, day: one)
        case .mdy: Day(year: Self.fullYear(last), month: one, day: other)
        }
    }

    var vote: WrittenDate.Vote {
        switch self {
        case .known: .none
        case .yearLast(let one, let other, _):
            certainOrder.map { .certain($0) }
                ?? (one == other && one <= 12 ? .same : one <= 12 && other <= 12 ? .either : .none)
        case .short(let one, let other, let last):
            certainOrder.map { .certain($0) }
                ?? (max(one, other) <= 31 && min(other, one) <= 12 && last <= 99 ? .either : .none)
        }
    }

    /// The order that the numbers themselves leave.
    private var certainOrder: DateOrder? {
        switch self {
        case .known: nil
        case .yearLast(let one, let other, _):
            one > 12 && other <= 12 ? .dmy : other > 12 && one <= 12 ? .mdy : nil
        case .short(let one, let other, let last):
            // The year stands in front or at the end, never in the middle.
            if other > 12, other <= 31, one <= 12 {
                .mdy
            } else if other > 12 {
                nil
            } else if one > 31 || one == 0, last <= 31 {
                .ymd
            } else if last > 31 || last == 0, one > 12 {
                .dmy
            } else {
                nil
            }
        }
    }

    /// Of two digits, 69 to 99 are of the last century, as POSIX has it.
    static func fullYear(_ year: Int) -> Int { year < 69 ? 2000 + year : 1900 + year }
}

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
private struct DateReader {
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

    /// Seconds ahead of UTC, up to the end of the text: `Z`, ` UTC`, `+00`, `+0530`, `GMT+02:00`, with the
    /// name of the zone between brackets behind it.
    mutating func offset() -> Int? {
        _ = skipBlank()
        var isNamed = false
        if case .word(let name)? = next {
            guard ["z", "utc", "gmt"].contains(name) else { return nil }
            place += 1
            isNamed = true
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
