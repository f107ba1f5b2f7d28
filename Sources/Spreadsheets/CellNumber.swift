internal import Quantities

/// A number as it stands in a sheet, such as `1234.5` or `1.05E7`: exact, as decimals are.
struct CellNumber {
    private(set) var isNegative = false
    /// At most eighteen digits; the value is these times ten to the `exponent`.
    private(set) var digits: UInt64 = 0
    private(set) var exponent = 0
    /// Whether it is written as a whole number, in digits alone.
    private(set) var isWhole = true

    /// Nil for what is no number.
    init?(_ text: UnsafeRawBufferPointer) {
        var place = 0
        var (count, seen) = (0, false)
        var hasPoint = false
        if let sign = text.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            place = 1
        }
        while place < text.count {
            let byte = text[place]
            place += 1
            if byte &- 0x30 <= 9 {
                seen = true
                if count < 18 {
                    digits = digits * 10 + UInt64(byte &- 0x30)
                    if digits > 0 { count += 1 }
                    if hasPoint { exponent -= 1 }
                } else if !hasPoint {
                    exponent += 1
                }
            } else if byte == UInt8(ascii: "."), !hasPoint {
                (hasPoint, isWhole) = (true, false)
            } else if byte | 0x20 == UInt8(ascii: "e"), seen {
                isWhole = false
                var isBelow = false
                if place < text.count,
                    text[place] == UInt8(ascii: "-") || text[place] == UInt8(ascii: "+")
                {
                    isBelow = text[place] == UInt8(ascii: "-")
                    place += 1
                }
                guard
                    let power = XMLText.number(
                        UnsafeRawBufferPointer(rebasing: text[place...])), power < 1000
                else { return nil }
                exponent += isBelow ? -power : power
                place = text.count
            } else {
                return nil
            }
        }
        guard seen else { return nil }
    }

    /// As a spreadsheet shows it that has room enough: fifteen digits, and no thousands.
    ///
    /// What is longer than that is told by its exponent: its last digits are lost.
    var shown: [UInt8] {
        var (digits, exponent) = (digits, exponent)
        var text = digits == 0 ? [] : Array(String(digits).utf8)
        if text.count > 15 {
            var power: UInt64 = 1
            for _ in 15..<text.count { power *= 10 }
            digits = digits / power + (digits % power * 2 >= power ? 1 : 0)
            exponent += text.count - 15
        }
        while digits > 0, digits % 10 == 0 {
            digits /= 10
            exponent += 1
        }
        guard digits > 0 else { return [UInt8(ascii: "0")] }
        text = Array(String(digits).utf8)
        let sign = isNegative ? [UInt8(ascii: "-")] : []
        let point = UInt8(ascii: ".")
        let zero = UInt8(ascii: "0")
        if exponent >= 0, text.count + exponent <= 15 {
            return sign + text + [UInt8](repeating: zero, count: exponent)
        }
        if exponent < 0, exponent > -30 {
            let front = text.count + exponent
            if front > 0 { return sign + text[..<front] + [point] + text[front...] }
            return sign + [zero, point] + [UInt8](repeating: zero, count: -front) + text
        }
        let power = exponent + text.count - 1
        let rest = text.count > 1 ? [point] + text[1...] : []
        return sign + [text[0]] + rest + Array("E\(power < 0 ? "" : "+")\(power)".utf8)
    }

    /// The seconds of so many days, to the nearest; nil beyond all calendars.
    var seconds: Int64? {
        guard exponent <= 7, digits < 1 << 60 else { return nil }
        guard exponent > -36 else { return 0 }
        var (value, scale) = (Int128(digits) * 86_400, Int128(1))
        for _ in 0..<max(0, exponent) { value *= 10 }
        for _ in 0..<max(0, -exponent) { scale *= 10 }
        let (whole, rest) = value.quotientAndRemainder(dividingBy: scale)
        let rounded = whole + (rest * 2 >= scale ? 1 : 0)
        guard rounded < 1 << 40 else { return nil }
        return isNegative ? -Int64(rounded) : Int64(rounded)
    }
}

/// How a workbook counts days.
enum DayCount: Sendable {
    /// Day 1 is 1 January 1900, and 29 February 1900 is counted, which never was.
    case from1900
    /// Day 0 is 1 January 1904.
    case from1904

    /// The days from 1 January 1970 on; nil where it is no day.
    private func day(_ number: Int64) -> Day? {
        guard number >= 0, number <= 2_958_465 else { return nil }
        switch self {
        case .from1900:
            guard number != 60 else { return nil }
            return Day(number: Int32(number) - 25_569 + (number < 60 ? 1 : 0))
        case .from1904: return Day(number: Int32(number) - 24_107)
        }
    }

    /// A number of days as `2026-03-31`, `2026-03-31 09:14`, `09:14:30`, or `25:30:00`; nil where it is
    /// none, which is then a number like any other.
    func text(_ number: CellNumber, _ form: NumberForm) -> [UInt8]? {
        guard let total = number.seconds, total >= 0 else { return nil }
        let (days, seconds) = total.quotientAndRemainder(dividingBy: 86_400)
        var text: [UInt8] = []
        text.reserveCapacity(20)
        func add(_ value: Int64, _ width: Int) {
            let digits = Array(String(value).utf8)
            for _ in 0..<max(0, width - digits.count) { text.append(UInt8(ascii: "0")) }
            text += digits
        }
        func addTime(_ hours: Int64, hasSeconds: Bool) {
            add(hours, 2)
            text.append(UInt8(ascii: ":"))
            add(seconds / 60 % 60, 2)
            guard hasSeconds else { return }
            text.append(UInt8(ascii: ":"))
            add(seconds % 60, 2)
        }
        if form == .duration {
            addTime(total / 3600, hasSeconds: true)
            return text
        }
        // What is less than a day is a time, and with a day before it a time of that day.
        if days == 0 {
            addTime(seconds / 3600, hasSeconds: true)
            return text
        }
        guard let day = day(days) else { return nil }
        let (year, month, ofMonth) = day.civil
        add(Int64(year), 4)
        text.append(UInt8(ascii: "-"))
        add(Int64(month), 2)
        text.append(UInt8(ascii: "-"))
        add(Int64(ofMonth), 2)
        guard seconds > 0 else { return text }
        text.append(UInt8(ascii: " "))
        addTime(seconds / 3600, hasSeconds: seconds % 60 != 0)
        return text
    }
}
