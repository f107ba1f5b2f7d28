/// How often sales tried to reach somebody, as a file has it: a whole number from 0.
enum ContactAttempts {
    /// More than a million are no attempts: a number of another kind stands in the column.
    static let most = 1_000_000

    /// The digits of the number, without zeros before it or after a sign for decimals, such as `3` of `03` and
    /// of `3.0`; nothing for what is no such number.
    static func digits(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
        let whole = text.firstIndex { !isDigit($0) } ?? text.count
        guard whole > 0 else { return nothing }
        if whole < text.count {
            // Three zeros behind a sign may be thousands.
            let zeros = text[(whole + 1)...]
            guard text[whole] == 0x2E || text[whole] == 0x2C, (1...2).contains(zeros.count),
                zeros.allSatisfy({ $0 == 0x30 })
            else { return nothing }
        }
        let first = text[..<whole].firstIndex { $0 != 0x30 } ?? whole - 1
        let digits = UnsafeRawBufferPointer(rebasing: text[first..<whole])
        guard digits.count <= 7, digits.reduce(0, { $0 * 10 + Int($1 - 0x30) }) <= most else {
            return nothing
        }
        return digits
    }
}
