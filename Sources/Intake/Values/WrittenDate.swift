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
