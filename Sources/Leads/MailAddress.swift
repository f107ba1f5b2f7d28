internal import Quantities

/// An e-mail address in the one form in which addresses are compared: in small letters, without the
/// name before it, the `mailto:`, the brackets, blanks and full stops around it.
package struct MailAddress: Hashable, Comparable, Sendable {
    package let text: String

    private init(canonical text: String) { self.text = text }

    /// The address that a text is or holds; where it holds several, the first.
    package init?(_ text: String) {
        guard let first = Self.all(in: text).first else { return nil }
        self = first
    }

    /// What stands behind the @.
    package var domain: Substring {
        text.lastIndex(of: "@").map { text[text.index(after: $0)...] } ?? ""
    }

    package static func < (one: MailAddress, other: MailAddress) -> Bool {
        one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
    }

    /// The addresses that a text holds, each once, in their order; none where it holds none.
    ///
    /// Read are `Name <address>`, `"Smit, Jan" <address>`, `mailto:address?subject=…`, an address with
    /// `%40` for its @, and several of them behind each other with a comma, a semicolon, a bar, a slash
    /// or a blank between. Without an @ and something on both sides of it nothing is an address: `-` and
    /// `n/a` are none.
    package static func all(in text: String) -> [MailAddress] {
        var text = text
        return text.withUTF8 { all(in: UnsafeRawBufferPointer($0)) }
    }

    /// The addresses that the bytes of a text hold.
    package static func all(in bytes: UnsafeRawBufferPointer) -> [MailAddress] {
        if isCanonical(bytes) {
            return [MailAddress(canonical: String(decoding: bytes, as: UTF8.self))]
        }
        guard mayHold(bytes) else { return [] }
        return found(in: String(decoding: bytes, as: UTF8.self))
    }

    /// Calls with the bytes of each address that a text holds. What is one address in the form to compare
    /// already, as nearly all are, is handed on as it is.
    @inline(__always)
    package static func each(
        in bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void
    ) {
        if isCanonical(bytes) { return body(bytes) }
        guard mayHold(bytes) else { return }
        for address in found(in: String(decoding: bytes, as: UTF8.self)) {
            var text = address.text
            text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
        }
    }

    /// The place of the @ in one address in the form to compare already, of the signs that nearly all
    /// addresses are made of; nil of any other text.
    package static func plainPlace(in bytes: UnsafeRawBufferPointer) -> Int? {
        guard let at = bytes.lastPlace(of: UInt8(ascii: "@")), at > 0, at &+ 1 < bytes.count,
            isSmallOrDigit(bytes[0]), isSmallOrDigit(bytes[at &+ 1]),
            isSmallOrDigit(bytes[bytes.count &- 1]), bytes.isPlain(0..<at),
            bytes.isPlain((at &+ 1)..<bytes.count)
        else { return nil }
        return at
    }

    /// Whether bytes are one address in the form to compare already.
    private static func isCanonical(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if plainPlace(in: bytes) != nil { return true }
        guard let first = bytes.first, isSmallOrDigit(first),
            isSmallOrDigit(bytes[bytes.count &- 1])
        else { return false }
        var at = 0
        for place in bytes.indices {
            let byte = bytes[place]
            if isSmallOrDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") {
                continue
            }
            if byte == UInt8(ascii: "@"), at == 0 {
                at = place
            } else if at > 0 || byte != UInt8(ascii: "_") && byte != UInt8(ascii: "+") {
                return false
            }
        }
        return at > 0 && at &+ 1 < bytes.count && isSmallOrDigit(bytes[at &+ 1])
    }

    /// Whether bytes are what may stand behind an @, and nothing beside it.
    package static func isDomain(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let last = bytes.last, isAlphanumeric(last) else { return false }
        return bytes.allSatisfy {
            isAlphanumeric($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
        }
    }

    @inline(__always)
    private static func isSmallOrDigit(_ byte: UInt8) -> Bool {
        byte &- 0x61 < 26 || byte &- 0x30 < 10
    }

    /// Whether there is an @, or what stands for one in a link.
    private static func mayHold(_ bytes: UnsafeRawBufferPointer) -> Bool {
        // 0xEF begins the wide @ that some keyboards have.
        bytes.contains { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "%") || $0 == 0xEF }
    }
}

extension MailAddress {
    /// Looks around each @.
    private static func found(in text: String) -> [MailAddress] {
        let bytes = plain(text)
        var found: [MailAddress] = []
        var end = 0
        for at in bytes.indices where bytes[at] == UInt8(ascii: "@") && at >= end {
            guard let (start, behind) = ends(of: at, in: bytes, after: end) else { continue }
            end = behind
            let letters = bytes[start..<behind].filter { $0 != 0x20 && $0 != UInt8(ascii: "\"") }
                .drop(while: strays.contains)
            guard letters.first != UInt8(ascii: "@") else { continue }
            let address = MailAddress(canonical: String(decoding: letters, as: UTF8.self))
            if !found.contains(address) { found.append(address) }
        }
        return found
    }

    /// Where the address begins and ends that has its @ here.
    private static func ends(
        of at: Int, in bytes: [UInt8], after: Int
    ) -> (start: Int, behind: Int)? {
        var start = at
        if at > after, bytes[at - 1] == UInt8(ascii: "\"") {
            // Between quotes before the @ stands the name of the address, and not that of a person.
            let before = bytes[after..<(at - 1)]
            guard let open = before.lastIndex(of: UInt8(ascii: "\"")),
                before[(open + 1)...].allSatisfy(isOfName)
            else { return nil }
            start = open
        } else {
            while start > after, isOfName(bytes[start - 1]) { start -= 1 }
        }
        var behind = at + 1
        while behind < bytes.count, isOfDomain(bytes[behind]) { behind += 1 }
        while behind > at + 1, !isAlphanumeric(bytes[behind - 1]) { behind -= 1 }
        if start < at, behind > at + 1, isAlphanumeric(bytes[at + 1]) { return (start, behind) }
        return alone(at, in: bytes)
    }

    /// The ends of an address with blanks beside its @, where the text holds nothing else.
    private static func alone(_ at: Int, in bytes: [UInt8]) -> (start: Int, behind: Int)? {
        let blank = UInt8(ascii: " ")
        let before = bytes[..<at].split(separator: blank)
        let after = bytes[(at + 1)...].split(separator: blank)
        guard before.count == 1, after.count == 1, before[0].allSatisfy(isOfName),
            after[0].allSatisfy(isOfDomain), let first = after[0].first, isAlphanumeric(first),
            let last = after[0].lastIndex(where: isAlphanumeric)
        else { return nil }
        return (before[0].startIndex, last + 1)
    }

    /// What stands before an address without being part of it.
    private static let strays = Array("'`./&=*-{}".utf8)

    private static func isOfName(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != 0x7F && !separators.contains(byte)
    }

    private static let separators = Array("@<>()[],;:|/\\\"".utf8)

    private static func isOfDomain(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || "-._".utf8.contains(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte | 0x20 &- 0x61 < 26 || byte &- 0x30 < 10 || byte >= 0x80
    }

    /// The text in small letters, with one kind of blank, and without what cannot be seen.
    private static func plain(_ text: String) -> [UInt8] {
        var scalars = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars {
            switch scalar.value {
            case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF: continue
            case 0x2010, 0x2011: scalars.append("-")
            case 0...0x20, 0x7F...0xA0, 0xAB, 0xBB, 0x2000...0x202F, 0x2039, 0x203A, 0x3000:
                scalars.append(" ")
            case 0xFF20: scalars.append("@")
            default: scalars.append(scalar)
            }
        }
        let bytes = Array(String(scalars).utf8)
        return bytes.contains(UInt8(ascii: "@")) ? bytes : withoutPercents(bytes)
    }

    /// With the bytes for which a `%` and two digits stand, as in a link.
    private static func withoutPercents(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var place = 0
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "%"), place + 2 < bytes.count,
                let byte = UInt8(
                    String(decoding: bytes[(place + 1)...(place + 2)], as: UTF8.self), radix: 16)
            {
                result.append(byte)
                place += 3
            } else {
                result.append(bytes[place])
                place += 1
            }
        }
        return result
    }
}
