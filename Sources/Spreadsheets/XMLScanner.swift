#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Goes through the XML of a part: what opens, what closes, and what stands between.
///
/// Names are told without the prefix of their namespace. What the parts of a workbook never have, such as
/// entities of their own, is refused; what is not well-formed otherwise is read as far as it goes.
struct XMLScanner: ~Copyable {
    enum Token {
        /// An element opens; `isClosed` where it closes at once.
        case open
        case close
        /// A piece of text, which the next piece may go on with.
        case text
        case end
    }

    private struct Attribute {
        var name: Range<Int>
        var value: Range<Int>
    }

    private let part: ZipPart
    private var buffer: UnsafeMutableRawBufferPointer
    /// The bytes from `place` up to `filled` are still to be looked at.
    private var place = 0
    private var filled = 0
    private var isStarted = false
    private var wide: WideText?
    private var nameRange = 0..<0
    private var textRange = 0..<0
    /// Whether entities in the text mean nothing.
    private(set) var isLiteral = false
    private(set) var isClosed = false
    private var attributes: UnsafeMutableBufferPointer<Attribute>
    private var attributeCount = 0

    /// No tag, comment or text in one piece is longer.
    private static let longest = 4 << 20
    private static let mostAttributes = 64

    init(_ part: ZipPart) {
        self.part = part
        buffer = .allocate(byteCount: 1 << 16, alignment: 16)
        attributes = .allocate(capacity: XMLScanner.mostAttributes)
    }

    deinit {
        buffer.deallocate()
        attributes.deallocate()
    }

    /// The name of the element that opens or closes; what these give is there until the next token.
    var name: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[nameRange]) }
    var text: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[textRange]) }

    @inline(__always)
    func isNamed(_ wanted: StaticString) -> Bool {
        let count = wanted.utf8CodeUnitCount
        return nameRange.count == count
            && memcmp(
                buffer.baseAddress.unsafelyUnwrapped + nameRange.lowerBound, wanted.utf8Start, count
            )
                == 0
    }

    /// An attribute as it stands, with its entities.
    func raw(_ wanted: StaticString) -> UnsafeRawBufferPointer? {
        let count = wanted.utf8CodeUnitCount
        for number in 0..<attributeCount where attributes[number].name.count == count {
            let start = buffer.baseAddress.unsafelyUnwrapped + attributes[number].name.lowerBound
            if memcmp(start, wanted.utf8Start, count) == 0 {
                return UnsafeRawBufferPointer(rebasing: buffer[attributes[number].value])
            }
        }
        return nil
    }

    func attribute(_ wanted: StaticString) -> String? {
        raw(wanted).map { value in
            var bytes: [UInt8] = []
            XMLText.append(value, to: &bytes)
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// An attribute that is a whole number.
    func number(_ wanted: StaticString) -> Int? {
        raw(wanted).flatMap { XMLText.number($0) }
    }

    /// Goes on to the next token.
    mutating func next() throws -> Token {
        while true {
            if place == filled {
                guard try fill() else { return .end }
            }
            if buffer[place] != UInt8(ascii: "<") {
                guard let end = textEnd() else {
                    guard try fill() else {
                        // An entity without an end is text.
                        (textRange, place, isLiteral) = (place..<filled, filled, true)
                        return .text
                    }
                    continue
                }
                (textRange, place, isLiteral) = (place..<end, end, false)
                return .text
            }
            switch try markup() {
            case .token(let token): return token
            case .nothing: continue
            case .needsMore:
                guard try fill() else { throw SpreadsheetError.broken("XML") }
            }
        }
    }

    private enum Markup {
        case token(Token)
        /// A comment, or something else that says nothing.
        case nothing
        case needsMore
    }

    /// Where the text ends that is here; nil where an entity is not here as a whole.
    private func textEnd() -> Int? {
        if let end = find(UInt8(ascii: "<"), from: place) { return end }
        var back = filled
        while back > place, filled - back < 16 {
            back -= 1
            if buffer[back] == UInt8(ascii: ";") { return filled }
            if buffer[back] == UInt8(ascii: "&") { return back > place ? back : nil }
        }
        return filled
    }

    private mutating func markup() throws -> Markup {
        guard place + 1 < filled else { return .needsMore }
        switch buffer[place + 1] {
        case UInt8(ascii: "/"):
            guard let end = find(UInt8(ascii: ">"), from: place) else { return .needsMore }
            takeName(from: place + 2, upTo: end)
            place = end + 1
            return .token(.close)
        case UInt8(ascii: "?"): return skip(to: "?>")
        case UInt8(ascii: "!"):
            guard place + 9 <= filled else { return .needsMore }
            if starts("<!--") { return skip(to: "-->") }
            guard starts("<![CDATA[") else {
                // Entities of its own can make a little file endless.
                throw SpreadsheetError.broken("DOCTYPE")
            }
            let start = place + 9
            guard let end = find("]]>", from: start) else { return .needsMore }
            (textRange, place, isLiteral) = (start..<end, end + 3, true)
            return .token(.text)
        default: return opening()
        }
    }

    /// Reads a tag that opens, with its attributes.
    @inline(__always)
    private mutating func opening() -> Markup {
        let bytes = buffer.baseAddress.unsafelyUnwrapped
        @inline(__always)
        func byte(_ at: Int) -> UInt8 { bytes.load(fromByteOffset: at, as: UInt8.self) }
        attributeCount = 0
        var at = place &+ 1
        var start = at
        while true {
            guard at < filled else { return .needsMore }
            let byte = byte(at)
            if byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") { break }
            at &+= 1
            if byte == UInt8(ascii: ":") { start = at }
        }
        nameRange = start..<at
        while true {
            while at < filled, byte(at) <= 0x20 { at &+= 1 }
            guard at < filled else { return .needsMore }
            if byte(at) == UInt8(ascii: ">") {
                isClosed = false
                place = at &+ 1
                return .token(.open)
            }
            if byte(at) == UInt8(ascii: "/") {
                guard at &+ 1 < filled else { return .needsMore }
                at &+= 1
                guard byte(at) == UInt8(ascii: ">") else { continue }
                isClosed = true
                place = at &+ 1
                return .token(.open)
            }
            start = at
            while at < filled, byte(at) != UInt8(ascii: "="), byte(at) != UInt8(ascii: ">") {
                at &+= 1
                if byte(at &- 1) == UInt8(ascii: ":") { start = at }
            }
            guard at < filled else { return .needsMore }
            guard byte(at) == UInt8(ascii: "=") else { continue }
            var nameEnd = at
            while nameEnd > start, byte(nameEnd &- 1) <= 0x20 { nameEnd &-= 1 }
            at &+= 1
            while at < filled, byte(at) <= 0x20 { at &+= 1 }
            guard at < filled else { return .needsMore }
            let quote = byte(at)
            guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { continue }
            at &+= 1
            let value = at
            while at < filled, byte(at) != quote { at &+= 1 }
            guard at < filled else { return .needsMore }
            if attributeCount < XMLScanner.mostAttributes {
                attributes[attributeCount] = Attribute(name: start..<nameEnd, value: value..<at)
                attributeCount &+= 1
            }
            at &+= 1
        }
    }

    private mutating func takeName(from start: Int, upTo end: Int) {
        var (start, last) = (start, start)
        while last < end, buffer[last] > 0x20 {
            last += 1
            if buffer[last - 1] == UInt8(ascii: ":") { start = last }
        }
        nameRange = start..<last
    }

    private func find(_ byte: UInt8, from start: Int) -> Int? {
        let base = buffer.baseAddress.unsafelyUnwrapped
        return memchr(base + start, Int32(byte), filled - start).map { $0 - base }
    }

    private func find(_ wanted: StaticString, from start: Int) -> Int? {
        var at = start
        while let found = find(wanted.utf8Start.pointee, from: at) {
            guard filled - found >= wanted.utf8CodeUnitCount else { return nil }
            if starts(wanted, at: found) { return found }
            at = found + 1
        }
        return nil
    }

    private func starts(_ wanted: StaticString, at start: Int? = nil) -> Bool {
        let (start, count) = (start ?? place, wanted.utf8CodeUnitCount)
        return filled - start >= count
            && memcmp(buffer.baseAddress.unsafelyUnwrapped + start, wanted.utf8Start, count) == 0
    }

    private mutating func skip(to end: StaticString) -> Markup {
        guard let found = find(end, from: place + 2) else { return .needsMore }
        place = found + end.utf8CodeUnitCount
        return .nothing
    }

    /// Reads on, keeping what was not looked at; false where nothing more comes.
    private mutating func fill() throws -> Bool {
        let left = filled - place
        if place > 0, left > 0 {
            let base = buffer.baseAddress.unsafelyUnwrapped
            memmove(base, base + place, left)
        }
        (place, filled) = (0, left)
        if filled == buffer.count {
            guard buffer.count < XMLScanner.longest else { throw SpreadsheetError.broken("XML") }
            let larger = UnsafeMutableRawBufferPointer.allocate(
                byteCount: buffer.count * 2, alignment: 16)
            larger.copyMemory(from: UnsafeRawBufferPointer(buffer))
            buffer.deallocate()
            buffer = larger
        }
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        let count = try wide?.read(part, room) ?? part.read(room)
        filled += count
        if !isStarted { try start() }
        return filled > left
    }

    /// Looks at the mark with which a part may begin.
    private mutating func start() throws {
        isStarted = true
        // A part gives its first bytes at once.
        if filled >= 3, starts("\u{FEFF}", at: 0) {
            place = 3
        } else if filled >= 2,
            (buffer[0], buffer[1]) == (0xFF, 0xFE) || (buffer[0], buffer[1]) == (0xFE, 0xFF)
        {
            let text = WideText(isBigEndian: buffer[0] == 0xFE, front: Array(buffer[2..<filled]))
            filled = try text.read(part, buffer)
            wide = text
        }
    }

    /// Goes on behind the end of the element that has just opened.
    mutating func skipElement() throws {
        guard !isClosed else { return }
        var depth = 1
        while depth > 0 {
            switch try next() {
            case .open: if !isClosed { depth += 1 }
            case .close: depth -= 1
            case .text: continue
            case .end: return
            }
        }
    }

    /// Reads to the end of the part, so that it is known to be whole.
    mutating func finish() throws {
        repeat { place = filled } while try fill()
    }
}

/// The text of a part that is written in UTF-16.
private final class WideText {
    private let low: Int
    private var bytes: [UInt8]
    private var ready: [UInt8] = []

    init(isBigEndian: Bool, front: [UInt8]) {
        low = isBigEndian ? 1 : 0
        bytes = front
    }

    func read(_ part: ZipPart, _ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        var chunk = [UInt8](repeating: 0, count: 1 << 15)
        while ready.isEmpty {
            let count = try chunk.withUnsafeMutableBytes { try part.read($0) }
            bytes += chunk[..<count]
            if bytes.isEmpty || count == 0 && bytes.count < 2 { return 0 }
            var units: [UInt16] = []
            for place in stride(from: 0, to: bytes.count - 1, by: 2) {
                units.append(UInt16(bytes[place + low]) | UInt16(bytes[place + 1 - low]) << 8)
            }
            // The first half of a pair waits for the second.
            if count > 0, let last = units.last, (0xD800..<0xDC00).contains(last) {
                units.removeLast()
            }
            bytes.removeSubrange(..<(units.count * 2))
            ready = Array(String(decoding: units, as: UTF16.self).utf8)
            if units.isEmpty, count == 0 { return 0 }
        }
        let count = min(ready.count, buffer.count)
        buffer.copyBytes(from: ready[..<count])
        ready.removeSubrange(..<count)
        return count
    }
}
