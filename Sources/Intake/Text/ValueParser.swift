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

/// Reads dates, times, amounts and counts from bytes.
struct ValueParser {
    let zone: TimeZoneRule
    let dateOrder: DateOrder
    let decimal: DecimalSign
    /// Whether the sign of thousands is known too, as in an export whose decimal sign was seen.
    var hasGroups = false

    /// A day, or a day and a time, as a moment; nil for anything else.
    ///
    /// `2026-03-31`, `2026-03-31 09:14`, `2026-03-31T09:14:05.250Z`, `2026-03-31T09:14+02:00`.
    /// A value without a zone is local time; a date alone is the start of that day.
    @inline(__always)
    func instant(_ text: UnsafeRawBufferPointer) -> Instant? {
        if let (local, year) = CommonDate.seconds(text) {
            return zone.instant(local: local, year: year)
        }
        return uncommonInstant(text)
    }

    /// The same for whatever way to write it.
    @inline(never)
    func uncommonInstant(_ text: UnsafeRawBufferPointer) -> Instant? {
        var reader = DigitReader(text)
        guard let (year, month, day) = reader.civilDate(dateOrder),
            let date = Day(year: year, month: month, day: day)
        else { return nil }
        var local = Int64(date.number) * 86_400
        if reader.isAtEnd { return zone.instant(local: local, year: year) }
        guard let (seconds, offset) = reader.time() else { return nil }
        local += Int64(seconds)
        if let offset { return Instant(seconds: local - Int64(offset)) }
        return zone.instant(local: local, year: year)
    }

    /// The local day of a date or of a moment.
    func day(_ text: UnsafeRawBufferPointer) -> Day? {
        instant(text).map(zone.day(of:))
    }

    /// `2026-03` as that month.
    func month(_ text: UnsafeRawBufferPointer) -> Period? {
        var reader = DigitReader(text)
        guard let year = reader.number(digits: 4...4), reader.skip("-"),
            let month = reader.number(digits: 1...2), reader.isAtEnd,
            let first = Day(year: year, month: month, day: 1)
        else { return nil }
        return Period(monthOf: first)
    }

    /// What is wrong with an amount.
    enum AmountError: Error {
        case notANumber, tooManyDecimals, tooLarge
    }

    /// Cents from `1234`, `-12.5`, `1234.56`; with a decimal comma also from `1.234,56`, in an export
    /// with a decimal point also from `1,234.56`.
    ///
    /// More than two decimals are refused: `1.234` may be thousands in another country.
    func cents(_ text: UnsafeRawBufferPointer) -> Result<Int64, AmountError> {
        let hundredths = hundredths(text)
        // A total among millionths is written with its cents.
        guard decimal == .micros, !text.contains(UInt8(ascii: ".")),
            case .success(let amount) = hundredths
        else { return hundredths }
        return .success(Rounding.halfEven(Int128(amount), over: 1_000_000) ?? 0)
    }

    /// Cents of what a sheet has as a number, with a point before its decimals: of more than two the
    /// nearest, as the sheet itself shows it.
    func number(_ text: UnsafeRawBufferPointer) -> Result<Int64, AmountError> {
        guard decimal != .micros else { return cents(text) }
        let plain = ValueParser(zone: zone, dateOrder: dateOrder, decimal: .point)
        let exact = plain.cents(text)
        guard case .failure(.tooManyDecimals) = exact,
            let rounded = plain.roundedHundredths(text)
        else { return exact }
        return .success(rounded)
    }

    /// A number with at most two decimals, in hundredths.
    func hundredths(_ text: UnsafeRawBufferPointer) -> Result<Int64, AmountError> {
        // Between brackets a spreadsheet shows what is below zero, with groups as it shows them.
        let isBracketed = text.first == UInt8(ascii: "(")
        guard hasGroups || isBracketed, text.contains(where: { !ValueParser.isPlain($0) }) else {
            return plainCents(text, hasGroups: hasGroups)
        }
        guard let bare = ValueParser.bare(text) else { return .failure(.notANumber) }
        return bare.withUnsafeBytes { plainCents($0, hasGroups: true) }
    }

    /// A number with any number of decimals, in hundredths, rounded half to even; nil for anything else.
    func roundedHundredths(_ text: UnsafeRawBufferPointer) -> Int64? {
        if case .success(let exact) = hundredths(text) { return exact }
        let point = UInt8(ascii: decimal == .comma ? "," : ".")
        guard let place = text.lastIndex(of: point), text.count - place > 3,
            text.count - place < 24,
            text[(place + 1)...].allSatisfy({ $0 &- 0x30 <= 9 }),
            case .success(let whole) = hundredths(
                UnsafeRawBufferPointer(rebasing: text[..<place]))
        else { return nil }
        // Digits behind the fourth can only tell whether a half is a half.
        var thousandths: Int64 = 0
        var scale: Int64 = 1
        for (index, byte) in text[(place + 1)...].enumerated() where index < 15 {
            thousandths = thousandths * 10 + Int64(byte - 0x30)
            scale *= 10
        }
        let isMore = text[(place + 1)...].dropFirst(15).contains { $0 != 0x30 }
        let parts = Int128(thousandths) * 1000 + (isMore ? 1 : 0)
        guard
            let decimals = Rounding.halfEven(parts * 100, over: Int128(scale) * 1000)
        else { return nil }
        let isNegative = text.first == UInt8(ascii: "-")
        let (sum, overflow) = whole.addingReportingOverflow(isNegative ? -decimals : decimals)
        return overflow ? nil : sum
    }

    /// Whether a text is a date, or an amount, if it is read in another way than this table is: the day
    /// before the month or behind it, the other sign before the cents.
    func isOtherwise(_ text: UnsafeRawBufferPointer, isDate: Bool) -> Bool {
        guard !text.isEmpty else { return false }
        if isDate {
            guard dateOrder != .ymd else { return false }
            let other = ValueParser(
                zone: zone, dateOrder: dateOrder == .dmy ? .mdy : .dmy, decimal: decimal)
            return other.uncommonInstant(text) != nil
        }
        guard decimal != .micros else { return false }
        let other = ValueParser(
            zone: zone, dateOrder: dateOrder, decimal: decimal == .comma ? .point : .comma,
            hasGroups: hasGroups)
        if case .success = other.hundredths(text) { return true }
        return false
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte &- 0x30 <= 9 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
    }

    /// An amount as spreadsheets show it, without what they put around the digits: `€ 1.250,00`,
    /// `1.250,-`, `(1.250,00)`. The euro sign alone is known; another one would be another currency.
    private static func bare(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
        let blanks: Set<Character> = [" ", "\u{A0}", "\u{202F}"]
        var letters = String(decoding: text, as: UTF8.self).filter { !blanks.contains($0) }
        if letters.first == "€" {
            letters.removeFirst()
        } else if letters.last == "€" {
            letters.removeLast()
        }
        if letters.hasPrefix("-€") { letters = "-" + letters.dropFirst(2) }
        if letters.first == "(", letters.last == ")" {
            let inside = letters.dropFirst().dropLast()
            letters = "-" + (inside.first == "€" ? inside.dropFirst() : inside)
        }
        for end in [",--", ",-", ".-"] where letters.hasSuffix(end) {
            letters.removeLast(end.count)
        }
        return letters.isEmpty ? nil : Array(letters.utf8)
    }

    private func plainCents(
        _ text: UnsafeRawBufferPointer, hasGroups: Bool
    ) -> Result<Int64, AmountError> {
        let point = UInt8(ascii: decimal == .comma ? "," : ".")
        let group = UInt8(ascii: decimal == .comma ? "." : ",")
        var units: Int64 = 0
        var decimals = 0
        var digits = 0
        var sinceGroup: Int?
        var hasPoint = false
        var isNegative = false
        for (place, byte) in text.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where place == 0: isNegative = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits += 1
                if hasPoint {
                    decimals += 1
                    guard decimals <= 2 else { return .failure(.tooManyDecimals) }
                } else if let count = sinceGroup {
                    sinceGroup = count + 1
                }
                let (tenfold, over) = units.multipliedReportingOverflow(by: 10)
                let (sum, alsoOver) = tenfold.addingReportingOverflow(Int64(byte - 0x30))
                guard !over, !alsoOver else { return .failure(.tooLarge) }
                units = sum
            case point where !hasPoint && digits > 0 && (sinceGroup ?? 3) == 3: hasPoint = true
            case group where (decimal == .comma || hasGroups) && !hasPoint && digits > 0:
                guard sinceGroup ?? 3 == 3, sinceGroup != nil || digits <= 3 else {
                    return .failure(.notANumber)
                }
                sinceGroup = 0
            default: return .failure(.notANumber)
            }
        }
        guard digits > 0, (sinceGroup ?? 3) == 3, !hasPoint || decimals > 0 else {
            return .failure(.notANumber)
        }
        for _ in decimals..<2 {
            let (tenfold, over) = units.multipliedReportingOverflow(by: 10)
            guard !over else { return .failure(.tooLarge) }
            units = tenfold
        }
        return .success(isNegative ? -units : units)
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

/// Numbers of up to seven digits and nothing else, read at once.
private enum CommonNumber {
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

/// Dates as most exports write them, `2026-03-31` and `2026-03-31 09:14`, read eight bytes at a time.
private enum CommonDate {
    /// Seconds of local time since 1970, and the year; nil for a text in any other form, right or wrong.
    @inline(__always)
    static func seconds(_ text: UnsafeRawBufferPointer) -> (local: Int64, year: Int)? {
        guard text.count == 16 || text.count == 10 else { return nil }
        // 0000-00-
        let front = text.loadUnaligned(as: UInt64.self).littleEndian ^ 0x2D30_302D_3030_3030
        guard isDigits(front, apart: 0x0900_0009_0000_0000) else { return nil }
        let year = digit(front, 0) * 1000 + digit(front, 1) * 100 + two(front, 2)
        let month = two(front, 5)
        guard text.count == 16 else {
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
        return (Int64(day.number) * 86_400 + Int64(hour * 3600 + minute * 60), year)
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
