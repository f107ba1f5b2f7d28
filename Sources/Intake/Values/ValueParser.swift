internal import Quantities

/// The order in which a date names its parts.
package enum DateOrder: String, CaseIterable, Sendable {
    case ymd, dmy, mdy
}

/// The sign before the cents.
package enum DecimalSign: String, CaseIterable, Sendable {
    case point, comma
    /// None: whole amounts are millionths, as the interfaces of advertising platforms have them.
    case micros
}

/// How the columns of a table write their dates and amounts.
final class ColumnForms: Sendable {
    /// What holds for a column that has nothing of its own.
    let order: DateOrder?
    let sign: DecimalSign?
    /// Whether somebody said these, so that a value in another form is wrong, and not a question.
    let isOrderSaid: Bool
    let isSignSaid: Bool
    private let orders: [Int: DateOrder]
    private let signs: [Int: DecimalSign]

    init(
        order: DateOrder?, sign: DecimalSign?, isOrderSaid: Bool = false, isSignSaid: Bool = false,
        orders: [Int: DateOrder] = [:], signs: [Int: DecimalSign] = [:]
    ) {
        (self.order, self.sign) = (order, sign)
        (self.isOrderSaid, self.isSignSaid) = (isOrderSaid, isSignSaid)
        (self.orders, self.signs) = (orders, signs)
    }

    /// The order and the sign of the first column that has its own, or what holds for all.
    var mostOrder: DateOrder? { orders.min { $0.key < $1.key }?.value ?? order }
    var mostSign: DecimalSign? { signs.min { $0.key < $1.key }?.value ?? sign }

    /// The order of dates in a column; nil where it is not known, and a date must tell it itself.
    func order(of column: Int) -> DateOrder? {
        orders.isEmpty ? order : orders[column] ?? order
    }

    /// The sign before the cents in a column; nil where it is not known.
    func sign(of column: Int) -> DecimalSign? { signs[column] ?? sign }
}

/// Reads dates, times, amounts and counts from bytes.
///
/// What nearly all files have is read here, without a text being made of it; everything else is left to
/// `WrittenDate` and `WrittenAmount`.
struct ValueParser {
    let zone: TimeZoneRule
    let forms: ColumnForms

    /// A day, or a day and a time, as a moment; nil for anything else.
    ///
    /// `2026-03-31`, `2026-03-31 09:14`, `2026-03-31T09:14:05.250Z`, `2026-03-31T09:14+02:00`.
    /// A value without a zone is local time; a date alone is the start of that day.
    @inline(__always)
    func instant(_ text: UnsafeRawBufferPointer, column: Int = -1) -> Instant? {
        commonInstant(text) ?? uncommonInstant(text, column: column)
    }

    @inline(__always)
    func commonInstant(_ text: UnsafeRawBufferPointer) -> Instant? {
        guard let (seconds, year) = CommonDate.seconds(text) else { return nil }
        return text.count == CommonDate.ofUTC
            ? Instant(seconds: seconds) : zone.instant(local: seconds, year: year)
    }

    /// The same of a date in digits alone.
    ///
    /// - Parameter order: of dates that do not begin with the year.
    @inline(__always)
    func plainInstant(_ text: UnsafeRawBufferPointer, _ order: DateOrder) -> Instant? {
        commonInstant(text) ?? digits(text, order)
    }

    /// The same for whatever way to write it.
    func uncommonInstant(_ text: UnsafeRawBufferPointer, column: Int = -1) -> Instant? {
        if let instant = digits(text, column: column) { return instant }
        return try? written(text, column: column).map(instant).get()
    }

    /// The moment of a date in digits alone, with the time behind it where there is one.
    @inline(__always)
    func digits(_ text: UnsafeRawBufferPointer, column: Int) -> Instant? {
        digits(text, forms.order(of: column) ?? .ymd)
    }

    /// - Parameter order: of dates that do not begin with the year.
    @inline(never)
    func digits(_ text: UnsafeRawBufferPointer, _ order: DateOrder) -> Instant? {
        if order != .ymd, let (seconds, year) = CommonDate.seconds(text, order) {
            return zone.instant(local: seconds, year: year)
        }
        var reader = DigitReader(text)
        guard let (year, month, day) = reader.civilDate(order),
            let date = Day(year: year, month: month, day: day)
        else { return nil }
        var local = Int64(date.number) * 86_400
        if reader.isAtEnd { return zone.instant(local: local, year: year) }
        guard let (seconds, offset) = reader.time() else { return nil }
        local += Int64(seconds)
        if let offset { return Instant(seconds: local - Int64(offset)) }
        return zone.instant(local: local, year: year)
    }

    /// A date in any form, or why it is none.
    func written(
        _ text: UnsafeRawBufferPointer, column: Int
    ) -> Result<WrittenDate, WrittenDate.Refusal> {
        WrittenDate.read(String(decoding: text, as: UTF8.self), forms.order(of: column))
    }

    func instant(_ date: WrittenDate) -> Instant {
        let local = Int64(date.day.number) * 86_400 + Int64(date.seconds)
        if let offset = date.offset { return Instant(seconds: local - Int64(offset)) }
        return zone.instant(local: local, year: date.day.year)
    }

    /// The local day of a date or of a moment.
    func day(_ text: UnsafeRawBufferPointer, column: Int = -1) -> Day? {
        instant(text, column: column).map(zone.day(of:))
    }

    /// A month, or the month of a day.
    func month(
        _ text: UnsafeRawBufferPointer, column: Int = -1
    ) -> Result<Period, WrittenDate.Refusal> {
        WrittenDate.month(String(decoding: text, as: UTF8.self), forms.order(of: column))
    }

    /// An amount to the cent, or why it is none.
    func amount(
        _ text: UnsafeRawBufferPointer, column: Int = -1
    ) -> Result<WrittenAmount.Value, WrittenAmount.Refusal> {
        let sign = forms.sign(of: column)
        // A total among millionths is written with its cents.
        let isMicros = sign == .micros && !text.contains(UInt8(ascii: "."))
        if !isMicros, let cents = PlainAmount.cents(text, sign) {
            return .success(WrittenAmount.Value(cents: cents))
        }
        guard let written = WrittenAmount(String(decoding: text, as: UTF8.self)) else {
            return .failure(.notANumber)
        }
        let amount = written.value(sign, isSaid: forms.isSignSaid)
        guard isMicros else { return amount }
        return amount.map { value in
            var value = value
            value.cents = Rounding.halfEven(Int128(value.cents), over: 1_000_000) ?? 0
            return value
        }
    }

    /// Cents of what a sheet has as a number, with a point before its decimals: of more than two the
    /// nearest, as the sheet itself shows it.
    func sheetNumber(
        _ text: UnsafeRawBufferPointer, column: Int
    ) -> Result<WrittenAmount.Value, WrittenAmount.Refusal> {
        guard forms.sign(of: column) != .micros else { return amount(text, column: column) }
        guard let written = WrittenAmount(String(decoding: text, as: UTF8.self)) else {
            return .failure(.notANumber)
        }
        return written.value(.point, isSaid: true).map { WrittenAmount.Value(cents: $0.cents) }
    }

    /// The cents of an amount; nil for anything else.
    func cents(_ text: UnsafeRawBufferPointer, column: Int = -1) -> Int64? {
        try? amount(text, column: column).get().cents
    }

    /// A count from 0 to 4,294,967,295; decimals of seconds are cut off.
    @inline(__always)
    func seconds(_ text: UnsafeRawBufferPointer) -> UInt32? {
        CommonNumber.value(text) ?? uncommonSeconds(text)
    }

    @inline(never)
    private func uncommonSeconds(_ text: UnsafeRawBufferPointer) -> UInt32? {
        var value: UInt64 = 0
        var place = 0
        while place < text.count, text[place] &- 0x30 <= 9, value < 1 << 33 {
            value = value * 10 + UInt64(text[place] &- 0x30)
            place += 1
        }
        guard place > 0, value <= UInt64(UInt32.max) else { return nil }
        if place < text.count {
            guard text[place] == UInt8(ascii: "."), place + 1 < text.count,
                text[(place + 1)...].allSatisfy({ $0 &- 0x30 <= 9 })
            else { return nil }
        }
        return UInt32(value)
    }
}

/// Amounts of digits and at most two decimals, as most files have them.
private enum PlainAmount {
    static func cents(_ text: UnsafeRawBufferPointer, _ sign: DecimalSign?) -> Int64? {
        let isNegative = text.first == UInt8(ascii: "-")
        let digits = isNegative ? UnsafeRawBufferPointer(rebasing: text.dropFirst()) : text
        guard (1...18).contains(digits.count) else { return nil }
        var units: Int64 = 0
        var decimals = -1
        for byte in digits {
            if byte &- 0x30 <= 9 {
                // Two decimals tell themselves which sign stands before them.
                if decimals >= 0 { decimals += 1 }
                units = units &* 10 &+ Int64(byte &- 0x30)
            } else {
                let own: DecimalSign = byte == UInt8(ascii: ",") ? .comma : .point
                guard byte == UInt8(ascii: ".") || byte == UInt8(ascii: ","), decimals < 0,
                    sign == nil || sign == own || sign == .micros && own == .point
                else { return nil }
                decimals = 0
            }
        }
        switch decimals {
        case 2: break
        case 1: units *= 10
        case -1 where digits.count <= 16: units *= 100
        default: return nil
        }
        return digits[0] &- 0x30 <= 9 ? (isNegative ? -units : units) : nil
    }
}

/// Numbers of up to seven digits and nothing else, read at once.
enum CommonNumber {
    @inline(__always)
    static func value(_ text: UnsafeRawBufferPointer) -> UInt32? {
        guard text.count > 0, text.count < 8 else { return nil }
        // The last digit is the lowest, and 0 stands where there is none.
        let digits = text.tail(from: 0) ^ (0x30_3030_3030_3030 >> UInt64(56 &- text.count &* 8))
        guard (digits | (digits &+ 0x76_7676_7676_7676)) & 0x8080_8080_8080_8080 == 0 else {
            return nil
        }
        let pairs = (digits & 0x0F_000F_000F_000F) &+ (digits >> 8 & 0x0F_000F_000F_000F) &* 10
        let fours = (pairs & 0xFF_0000_00FF) &+ (pairs >> 16 & 0xFF_0000_00FF) &* 100
        return UInt32(truncatingIfNeeded: fours &+ (fours >> 32) &* 10_000)
    }
}

/// Dates as most exports write them, `2026-03-31`, `2026-03-31 09:14` and `2026-03-31T09:14:05Z`, read eight
/// bytes at a time.
private enum CommonDate {
    /// How long the form is that tells a moment of UTC.
    static let ofUTC = 20

    /// Seconds since 1970, of local time but in that form, and the year; nil for a text in any other form, right
    /// or wrong.
    @inline(__always)
    static func seconds(_ text: UnsafeRawBufferPointer) -> (seconds: Int64, year: Int)? {
        guard text.count == 16 || text.count == ofUTC || text.count == 10 else { return nil }
        // 0000-00-
        let front = text.loadUnaligned(as: UInt64.self).littleEndian ^ 0x2D30_302D_3030_3030
        guard isDigits(front, apart: 0x0900_0009_0000_0000) else { return nil }
        let year = digit(front, 0) * 1000 + digit(front, 1) * 100 + two(front, 2)
        let month = two(front, 5)
        guard text.count > 10 else {
            let behind = UInt64(
                text.loadUnaligned(fromByteOffset: 8, as: UInt16.self).littleEndian ^ 0x3030)
            guard isDigits(behind, apart: 0),
                let day = Day(year: year, month: month, day: two(behind, 0))
            else { return nil }
            return (Int64(day.number) * 86_400, year)
        }
        // 00 00:00, with a space or a T.
        var behind = text.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian
        if behind >> 16 & 0xFF == 0x54 { behind ^= 0x74_0000 }
        behind ^= 0x3030_3A30_3020_3030
        guard isDigits(behind, apart: 0x0000_0900_0009_0000),
            let day = Day(year: year, month: month, day: two(behind, 0))
        else { return nil }
        let (hour, minute) = (two(behind, 3), two(behind, 6))
        guard hour < 24, minute < 60 else { return nil }
        let seconds = Int64(day.number) * 86_400 + Int64(hour * 3600 + minute * 60)
        guard text.count == ofUTC else { return (seconds, year) }
        // :00Z
        let end = UInt64(
            text.loadUnaligned(fromByteOffset: 16, as: UInt32.self).littleEndian ^ 0x5A30_303A)
        guard end & 0xFF00_00FF == 0, isDigits(end, apart: 0), two(end, 1) < 61 else { return nil }
        // A second that was put in counts as the one before it.
        return (seconds + Int64(min(two(end, 1), 59)), year)
    }

    /// The same of `31-03-2026` and `31-03-2026 09:14`, with the day or the month in front, and with strokes or
    /// points between.
    @inline(__always)
    static func seconds(
        _ text: UnsafeRawBufferPointer, _ order: DateOrder
    ) -> (seconds: Int64, year: Int)? {
        guard text.count == 16 || text.count == 10 else { return nil }
        let sign = UInt64(text[2])
        guard sign >= 0x2D, sign <= 0x2F else { return nil }
        // 00-00-00
        let front =
            text.loadUnaligned(as: UInt64.self).littleEndian
            ^ (0x3030_0030_3000_3030 | sign << 40 | sign << 16)
        guard isDigits(front, apart: 0x0000_0900_0009_0000) else { return nil }
        let (first, second) = (two(front, 0), two(front, 3))
        let (month, day) = order == .dmy ? (second, first) : (first, second)
        // 00 00:00, with a space or a T; or the two digits alone.
        var behind: UInt64
        if text.count == 16 {
            behind = text.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian
            if behind >> 16 & 0xFF == 0x54 { behind ^= 0x74_0000 }
            behind ^= 0x3030_3A30_3020_3030
        } else {
            behind = UInt64(text.loadUnaligned(fromByteOffset: 8, as: UInt16.self).littleEndian)
            behind ^= 0x3030
        }
        let year = two(front, 6) * 100 + two(behind, 0)
        guard isDigits(behind, apart: 0x0000_0900_0009_0000),
            let date = Day(year: year, month: month, day: day)
        else { return nil }
        let (hour, minute) = (two(behind, 3), two(behind, 6))
        guard hour < 24, minute < 60 else { return nil }
        return (Int64(date.number) * 86_400 + Int64(hour * 3600 + minute * 60), year)
    }

    /// Whether each byte is a digit from 0 to 9, and 0 where `apart` has a 9.
    @inline(__always)
    private static func isDigits(_ word: UInt64, apart: UInt64) -> Bool {
        let tooMuch = word &+ (0x7676_7676_7676_7676 &+ apart)
        return (word | tooMuch) & 0x8080_8080_8080_8080 == 0
    }

    @inline(__always)
    private static func digit(_ word: UInt64, _ place: Int) -> Int {
        Int(truncatingIfNeeded: word >> UInt64(place &* 8) & 0xF)
    }

    @inline(__always)
    private static func two(_ word: UInt64, _ place: Int) -> Int {
        digit(word, place) &* 10 &+ digit(word, place &+ 1)
    }
}

/// Walks over the digits of a date or time.
private struct DigitReader {
    private let text: UnsafeRawBufferPointer
    private var place = 0

    @inline(__always)
    init(_ text: UnsafeRawBufferPointer) {
        self.text = text
    }

    @inline(__always) var isAtEnd: Bool { place == text.count }

    @inline(__always)
    mutating func number(digits: ClosedRange<Int>) -> Int? {
        var value = 0
        let start = place
        while place < text.count, place - start < digits.upperBound {
            let digit = text[place] &- 0x30
            guard digit <= 9 else { break }
            value = value * 10 + Int(digit)
            place += 1
        }
        return place - start >= digits.lowerBound ? value : nil
    }

    @inline(__always)
    mutating func skip(_ letter: Unicode.Scalar) -> Bool {
        guard place < text.count, text[place] == UInt8(ascii: letter) else { return false }
        place += 1
        return true
    }

    @inline(__always)
    mutating func civilDate(_ order: DateOrder) -> (Int, Int, Int)? {
        // Four digits in front are a year, whatever the order of the other dates.
        if let year = number(digits: 4...4) {
            guard skip("-") || skip("/"), let month = number(digits: 1...2),
                skip("-") || skip("/"), let day = number(digits: 1...2)
            else { return nil }
            return (year, month, day)
        }
        place = 0
        guard order != .ymd, let first = number(digits: 1...2), skip("-") || skip("/") || skip("."),
            let second = number(digits: 1...2), skip("-") || skip("/") || skip("."),
            let year = number(digits: 4...4)
        else { return nil }
        return order == .dmy ? (year, second, first) : (year, first, second)
    }

    /// `T09:14`, ` 09:14:05.250`, and a zone behind it where there is one.
    @inline(__always)
    mutating func time() -> (seconds: Int, offset: Int?)? {
        guard skip("T") || skip(" "), let hour = number(digits: 1...2), hour < 24, skip(":"),
            let minute = number(digits: 2...2), minute < 60
        else { return nil }
        var second = 0
        if skip(":") {
            guard let value = number(digits: 2...2), value < 61 else { return nil }
            second = min(value, 59)
            if skip(".") { guard number(digits: 1...9) != nil else { return nil } }
        }
        let seconds = hour * 3600 + minute * 60 + second
        if isAtEnd { return (seconds, nil) }
        if skip("Z") { return isAtEnd ? (seconds, 0) : nil }
        let sign: Int
        if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
        guard let hours = number(digits: 2...2), hours <= 14 else { return nil }
        _ = skip(":")
        guard let minutes = number(digits: 2...2), minutes < 60, isAtEnd else { return nil }
        return (seconds, sign * (hours * 3600 + minutes * 60))
    }
}
