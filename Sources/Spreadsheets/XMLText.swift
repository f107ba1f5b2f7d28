/// Text of XML as people read it.
enum XMLText {
    /// Adds a text, with letters for its entities.
    static func append(_ text: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
        var place = 0
        while place < text.count {
            let byte = text[place]
            if byte == UInt8(ascii: "&"), let (letters, next) = entity(text, place) {
                bytes += letters
                place = next
                continue
            }
            bytes.append(byte)
            place += 1
        }
    }

    /// The letters of the entity that begins at a place, and where the text goes on; nil where none begins.
    static func entity(
        _ text: UnsafeRawBufferPointer, _ start: Int
    ) -> (letters: [UInt8], next: Int)? {
        let most = min(text.count, start + 12)
        guard let end = text[start..<most].firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let name = text[(start + 1)..<end]
        let letters: [UInt8]?
        switch String(decoding: name, as: UTF8.self) {
        case "lt": letters = [UInt8(ascii: "<")]
        case "gt": letters = [UInt8(ascii: ">")]
        case "amp": letters = [UInt8(ascii: "&")]
        case "quot": letters = [UInt8(ascii: "\"")]
        case "apos": letters = [UInt8(ascii: "'")]
        default: letters = scalar(name).map { Array(String($0).utf8) }
        }
        return letters.map { ($0, end + 1) }
    }

    /// The letter of `#8364` or `#x20AC`.
    private static func scalar(_ name: Slice<UnsafeRawBufferPointer>) -> Unicode.Scalar? {
        guard name.first == UInt8(ascii: "#") else { return nil }
        let digits = name.dropFirst()
        let isHex = digits.first == UInt8(ascii: "x") || digits.first == UInt8(ascii: "X")
        let text = String(decoding: isHex ? digits.dropFirst() : digits, as: UTF8.self)
        return UInt32(text, radix: isHex ? 16 : 10).flatMap(Unicode.Scalar.init)
    }

    /// A whole number of at most nine digits.
    @inline(__always)
    static func number(_ text: UnsafeRawBufferPointer) -> Int? {
        guard text.count > 0, text.count < 10 else { return nil }
        var value = 0
        for byte in text {
            let digit = byte &- 0x30
            guard digit <= 9 else { return nil }
            value = value &* 10 &+ Int(digit)
        }
        return value
    }

    /// The letter of an escape such as `_x000D_`, by which a workbook writes what XML may not hold.
    static func escape(_ text: UnsafeRawBufferPointer, _ start: Int) -> [UInt8]? {
        guard start + 7 <= text.count, text[start] == UInt8(ascii: "_"),
            text[start + 1] | 0x20 == UInt8(ascii: "x"), text[start + 6] == UInt8(ascii: "_")
        else { return nil }
        let digits = String(decoding: text[(start + 2)..<(start + 6)], as: UTF8.self)
        guard digits.utf8.allSatisfy({ $0 != 0x2B && $0 != 0x2D }),
            let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value)
        else { return nil }
        return Array(String(scalar).utf8)
    }
}
