/// How the letters of a file are written as bytes.
package enum TextEncoding: String, Sendable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16 LE"
    case utf16BigEndian = "UTF-16 BE"
    /// What Windows programs of western Europe write; ISO 8859-1 reads the same.
    case windows1252 = "Windows-1252"
}

/// Makes UTF-8 of the bytes of a source, whatever they were.
///
/// A byte-order mark decides; else zeros in every other byte are UTF-16. Otherwise the first bytes
/// beyond ASCII decide: where they are no UTF-8 the file is Windows-1252, of which every byte is a
/// letter. A file of ASCII alone is read as it is.
final class TextDecoder {
    private let source: ByteSource
    /// Nil while all is ASCII.
    private(set) var encoding: TextEncoding?
    /// The first bytes as they stood, by which other formats are known.
    private(set) var firstBytes: [UInt8] = []
    /// Bytes that were read and not yet given on.
    private var pending: [UInt8] = []
    private var pendingStart = 0
    /// The bytes of a letter that is not whole yet.
    private var rest: [UInt8] = []
    private var isStarted = false
    private var chunk: [UInt8] = []

    init(_ source: ByteSource) {
        self.source = source
        // What a sheet gives is UTF-8 already.
        if source.sheet != nil { (encoding, isStarted) = (.utf8, true) }
    }

    /// Whether it is a sheet of a workbook, whose rows are written in one way only.
    var isSheet: Bool { source.sheet != nil }

    var decoded: ByteSource { source.reading { try self.read($0) } }

    private func read(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        if !isStarted { try start() }
        while pendingStart == pending.count {
            if encoding == .utf8 { return try source.read(buffer) }
            if encoding == nil, rest.isEmpty { return try readUndecided(buffer) }
            guard try fetch() else { return 0 }
        }
        let count = min(buffer.count, pending.count - pendingStart)
        pending.withUnsafeBytes { bytes in
            buffer.copyMemory(
                from: UnsafeRawBufferPointer(rebasing: bytes[pendingStart..<(pendingStart + count)])
            )
        }
        pendingStart += count
        if pendingStart == pending.count {
            pending.removeAll(keepingCapacity: true)
            pendingStart = 0
        }
        return count
    }

    /// Reads enough to see a byte-order mark, or the zeros of UTF-16 without one.
    private func start() throws {
        isStarted = true
        var front: [UInt8] = []
        while front.count < 1024, try more(into: &front) {}
        firstBytes = Array(front.prefix(16))
        if front.starts(with: [0xFF, 0xFE]) {
            encoding = .utf16LittleEndian
            front.removeFirst(2)
        } else if front.starts(with: [0xFE, 0xFF]) {
            encoding = .utf16BigEndian
            front.removeFirst(2)
        } else if front.starts(with: [0xEF, 0xBB, 0xBF]) {
            encoding = .utf8
        } else {
            encoding = TextDecoder.unmarkedUTF16(front)
        }
        take(front)
    }

    /// Gives on what is ASCII as it is; the first byte beyond it decides.
    private func readUndecided(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = try source.read(buffer)
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        guard TextDecoder.hasHighBytes(bytes) else { return count }
        take(Array(bytes))
        // UTF-8 stands in the buffer already.
        guard encoding != .utf8 else {
            pending.removeAll(keepingCapacity: true)
            return count
        }
        return try read(buffer)
    }

    /// Whether something is beyond ASCII, eight bytes at a time.
    private static func hasHighBytes(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var bits: UInt64 = 0
        var place = 0
        while place &+ 8 <= bytes.count {
            bits |= bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            place &+= 8
        }
        while place < bytes.count {
            bits |= UInt64(bytes[place])
            place &+= 1
        }
        return bits & 0x8080_8080_8080_8080 != 0
    }

    private func fetch() throws -> Bool {
        var bytes: [UInt8] = []
        guard try more(into: &bytes) else {
            // Half a letter at the end of a file is a letter that cannot be read.
            guard !rest.isEmpty else { return false }
            let half = rest
            rest.removeAll()
            if encoding == nil {
                encoding = .windows1252
                take(half)
            } else {
                pending = Array("\u{FFFD}".utf8)
            }
            return true
        }
        if encoding == nil {
            bytes = rest + bytes
            rest.removeAll()
        }
        take(bytes)
        return true
    }

    private func more(into bytes: inout [UInt8]) throws -> Bool {
        if chunk.isEmpty {
            // What is small, as a lead that comes in, needs no more than it has.
            let size = min(1 << 18, max(256, (source.size ?? 1 << 18) + 1))
            chunk = [UInt8](repeating: 0, count: size)
        }
        let count = try chunk.withUnsafeMutableBytes { try source.read($0) }
        bytes += chunk[..<count]
        return count > 0
    }

    private func take(_ bytes: [UInt8]) {
        switch encoding {
        case .utf8: pending += bytes
        case .utf16LittleEndian: decode16(bytes, low: 0)
        case .utf16BigEndian: decode16(bytes, low: 1)
        case .windows1252: decodeWindows(bytes)
        case nil:
            guard let beyond = bytes.firstIndex(where: { $0 >= 0x80 }) else {
                pending += bytes
                return
            }
            encoding = TextDecoder.encoding(of: bytes[beyond...])
            if encoding == nil {
                pending += bytes[..<beyond]
                rest = Array(bytes[beyond...])
            } else {
                take(bytes)
            }
        }
    }

    /// UTF-16 without a mark: of ordinary text every other byte is zero.
    private static func unmarkedUTF16(_ front: [UInt8]) -> TextEncoding? {
        let sample = front.prefix(512)
        guard sample.count >= 4 else { return nil }
        var zeros = (even: 0, odd: 0)
        for (place, byte) in sample.enumerated() where byte == 0 {
            if place % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
        }
        let half = sample.count / 2
        if zeros.odd * 10 > half * 7, zeros.even * 10 < half { return .utf16LittleEndian }
        if zeros.even * 10 > half * 7, zeros.odd * 10 < half { return .utf16BigEndian }
        return nil
    }

    /// What bytes that begin beyond ASCII are; nil where they may be the start of one letter in
    /// UTF-8, of which the others are still to come.
    private static func encoding(of bytes: ArraySlice<UInt8>) -> TextEncoding? {
        var end = bytes.endIndex
        // The last letter may not be whole.
        for back in 1...min(3, bytes.count) {
            let byte = bytes[end - back]
            if byte & 0xC0 == 0x80 { continue }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            if length > back { end -= back }
            break
        }
        if end == bytes.startIndex { return nil }
        return String(validating: bytes[..<end], as: UTF8.self) == nil ? .windows1252 : .utf8
    }

    private func decode16(_ bytes: [UInt8], low: Int) {
        rest += bytes
        var units: [UInt16] = []
        units.reserveCapacity(rest.count / 2)
        var place = 0
        while place + 1 < rest.count {
            units.append(UInt16(rest[place + low]) | UInt16(rest[place + 1 - low]) << 8)
            place += 2
        }
        // The first half of a pair waits for the second.
        if let last = units.last, (0xD800..<0xDC00).contains(last) {
            units.removeLast()
            place -= 2
        }
        rest.removeSubrange(..<place)
        pending += Array(String(decoding: units, as: UTF16.self).utf8)
    }

    private func decodeWindows(_ bytes: [UInt8]) {
        pending.reserveCapacity(pending.count + bytes.count)
        for byte in bytes {
            if byte < 0x80 {
                pending.append(byte)
            } else {
                pending += TextDecoder.windowsLetters[Int(byte) - 0x80]
            }
        }
    }

    /// The letters of the bytes from 0x80 on, as the WHATWG's encoding standard has them.
    private static let windowsLetters: [[UInt8]] = {
        let upper: [UInt32] = [
            0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
            0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
            0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
        ]
        return (upper + Array(0xA0...0xFF)).map { value in
            Unicode.Scalar(value).map { Array(String($0).utf8) } ?? []
        }
    }()
}
