/// Bytes that can be read at any place: those of a file, or of memory.
package struct RandomBytes: Sendable {
    package let count: Int
    /// Fills the front of the buffer with what stands from a place on; 0 at the end.
    private let fill: @Sendable (Int, UnsafeMutableRawBufferPointer) throws -> Int

    package init(
        count: Int, fill: @escaping @Sendable (Int, UnsafeMutableRawBufferPointer) throws -> Int
    ) {
        self.count = count
        self.fill = fill
    }

    /// Bytes in memory, which can be read at any place.
    package init(_ bytes: [UInt8]) {
        self.init(count: bytes.count) { place, buffer in
            let count = min(buffer.count, bytes.count - place)
            guard count > 0 else { return 0 }
            bytes.withUnsafeBytes { all in
                buffer.copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: all[place..<(place + count)]))
            }
            return count
        }
    }

    /// The same, which tells how many bytes were read, whenever some were.
    package func telling(_ tell: @escaping @Sendable (Int) -> Void) -> RandomBytes {
        RandomBytes(count: count) { place, buffer in
            let count = try fill(place, buffer)
            tell(count)
            return count
        }
    }

    /// Fills the whole buffer.
    ///
    /// - Throws: where the bytes end before that.
    func read(at place: Int, into buffer: UnsafeMutableRawBufferPointer) throws {
        guard place >= 0, place <= count, buffer.count <= count - place else {
            throw SpreadsheetError.broken("")
        }
        var filled = 0
        while filled < buffer.count {
            let more = try fill(
                place + filled, UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            // A file that is cut short while it is read.
            guard more > 0 else { throw SpreadsheetError.broken("") }
            filled += more
        }
    }

    /// The first bytes: as many as there are, of so many.
    package func first(_ most: Int) throws -> [UInt8] {
        try read(at: 0, count: min(most, count)).bytes
    }

    func read(at place: Int, count: Int) throws -> LittleEndianBytes {
        guard place >= 0, count >= 0, place <= self.count, count <= self.count - place else {
            throw SpreadsheetError.broken("")
        }
        var bytes = [UInt8](repeating: 0, count: count)
        try bytes.withUnsafeMutableBytes { try read(at: place, into: $0) }
        return LittleEndianBytes(bytes)
    }
}

/// Bytes in which numbers stand with their lowest byte first, as in every zip archive.
struct LittleEndianBytes {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var count: Int { bytes.count }

    /// A number of so many bytes; nil where there are not so many, or the number is beyond all files.
    func number(at place: Int, bytes length: Int) -> Int? {
        guard place >= 0, length <= bytes.count, place <= bytes.count - length else { return nil }
        var value: UInt64 = 0
        for offset in (0..<length).reversed() {
            value = value << 8 | UInt64(bytes[place + offset])
        }
        return Int(exactly: value)
    }

    func starts(_ signature: [UInt8], at place: Int) -> Bool {
        place >= 0 && place <= bytes.count - signature.count
            && bytes[place..<(place + signature.count)].elementsEqual(signature)
    }
}
