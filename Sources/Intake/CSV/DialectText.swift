/// Writes a text of another dialect as RFC 4180 has it, a piece at a time: with double quotes, doubled
/// inside a quoted text, and nothing between a separator and a cell. Lines stay on their numbers.
final class DialectText {
    private enum State {
        case start, blank, plain, quoted
        /// After a quote inside a quoted text: the next byte says whether it ends there.
        case quote
        case backslash
        /// In a cell that begins with a double quote where that is no sign, and needs quotes therefore.
        case wrapped
    }

    private let source: ByteSource
    private let dialect: Dialect
    private var state = State.start
    private var pending: [UInt8] = []
    private var pendingStart = 0
    private var chunk = [UInt8](repeating: 0, count: 1 << 16)
    private var isAtEnd = false

    private static let double = UInt8(ascii: "\"")

    init(_ source: ByteSource, _ dialect: Dialect) {
        self.source = source
        self.dialect = dialect
    }

    /// The text in the usual dialect.
    var standard: ByteSource { source.reading { try self.read($0) } }

    private func read(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while pendingStart == pending.count {
            guard !isAtEnd else { return 0 }
            pending.removeAll(keepingCapacity: true)
            pendingStart = 0
            let count = try chunk.withUnsafeMutableBytes { try source.read($0) }
            if count == 0 {
                isAtEnd = true
                finish()
            } else {
                for place in 0..<count { take(chunk[place]) }
            }
        }
        let count = min(buffer.count, pending.count - pendingStart)
        buffer.copyBytes(from: pending[pendingStart..<(pendingStart + count)])
        pendingStart += count
        return count
    }

    private func take(_ byte: UInt8) {
        switch state {
        case .blank where byte == UInt8(ascii: " "): state = .start
        case .start, .blank:
            if byte == dialect.quote {
                pending.append(Self.double)
                state = .quoted
            } else if byte == Self.double {
                pending += [Self.double, Self.double, Self.double]
                state = .wrapped
            } else {
                state = .plain
                takePlain(byte)
            }
        case .plain: takePlain(byte)
        case .quoted: takeQuoted(byte)
        case .quote:
            if endsCell(byte) {
                pending.append(Self.double)
                takePlain(byte)
            } else if byte == dialect.quote {
                pending += byte == Self.double ? [byte, byte] : [byte]
                state = .quoted
            } else if dialect.quote == Self.double {
                // As wrong as it was: whoever reads the row says so.
                pending += [Self.double, byte]
                state = .plain
            } else {
                pending.append(dialect.quote)
                state = .quoted
                takeQuoted(byte)
            }
        case .backslash:
            state = .quoted
            if byte == dialect.quote {
                pending += byte == Self.double ? [byte, byte] : [byte]
            } else {
                if byte != UInt8(ascii: "\\") { pending.append(UInt8(ascii: "\\")) }
                pending.append(byte)
            }
        case .wrapped:
            if endsCell(byte) {
                pending.append(Self.double)
                takePlain(byte)
            } else {
                pending += byte == Self.double ? [byte, byte] : [byte]
            }
        }
    }

    private func takePlain(_ byte: UInt8) {
        pending.append(byte)
        if byte == dialect.separator {
            state = dialect.hasBlanks ? .blank : .start
        } else {
            state = byte == UInt8(ascii: "\n") ? .start : .plain
        }
    }

    private func takeQuoted(_ byte: UInt8) {
        if byte == dialect.quote {
            state = .quote
        } else if dialect.hasBackslashes, byte == UInt8(ascii: "\\") {
            state = .backslash
        } else {
            pending += byte == Self.double ? [byte, byte] : [byte]
        }
    }

    private func endsCell(_ byte: UInt8) -> Bool {
        byte == dialect.separator || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    private func finish() {
        switch state {
        case .quote, .wrapped: pending.append(Self.double)
        case .backslash: pending.append(UInt8(ascii: "\\"))
        case .start, .blank, .plain, .quoted: break
        }
    }
}
