/// Goes from one separator or line feed to the next: sixty-four bytes are looked at once, and what was
/// found in them is kept from cell to cell and from row to row.
struct SeparatorScan {
    private typealias Vector = SIMD16<UInt8>

    /// How many bytes behind the end of a text may be looked at.
    static let reach = group

    private static let group = 64

    /// Where the bytes begin that `found` tells of.
    private var start: Int
    /// A bit for each byte that was looked for and is still to be told, the lowest for the first.
    private var found: UInt64 = 0

    /// A scan that has seen nothing yet.
    @inline(__always)
    init(from place: Int) {
        start = place &- SeparatorScan.group
    }

    /// Leaves out what stands before a place that lies ahead.
    @inline(__always)
    mutating func skip(to place: Int) {
        let passed = place &- start
        if passed < SeparatorScan.group {
            found &= ~0 &<< UInt64(truncatingIfNeeded: passed)
        } else {
            self = SeparatorScan(from: place)
        }
    }

    /// The place of the next one; the end of the text if there is none.
    ///
    /// - Parameter end: where the text ends; the `reach` bytes behind it are looked at, and mean nothing.
    @inline(__always)
    mutating func next(
        in buffer: UnsafeMutableRawBufferPointer, upTo end: Int, separator: UInt8
    ) -> Int {
        while found == 0 {
            start &+= SeparatorScan.group
            guard start < end else {
                start &-= SeparatorScan.group
                return end
            }
            found = SeparatorScan.look(
                UnsafeRawPointer(buffer.baseAddress.unsafelyUnwrapped + start), separator)
            if end &- start < SeparatorScan.group {
                found &= 1 &<< UInt64(truncatingIfNeeded: end &- start) &- 1
            }
        }
        let offset = found.trailingZeroBitCount
        found &= found &- 1
        return start &+ offset
    }

    /// A bit for each of sixty-four bytes that is a separator or a line feed.
    @inline(__always)
    private static func look(_ bytes: UnsafeRawPointer, _ separator: UInt8) -> UInt64 {
        let separators = Vector(repeating: separator)
        var bits: UInt64 = 0
        for part in 0..<4 {
            let some = bytes.loadUnaligned(fromByteOffset: part &* 16, as: Vector.self)
            let signs = (some .== separators) .| (some .== Vector(repeating: 0x0A))
            let ones = unsafeBitCast(signs, to: Vector.self) & Vector(repeating: 1)
            let halves = unsafeBitCast(ones, to: SIMD2<UInt64>.self)
            bits |= gathered(halves[0]) &<< UInt64(truncatingIfNeeded: part &* 16)
            bits |= gathered(halves[1]) &<< UInt64(truncatingIfNeeded: part &* 16 &+ 8)
        }
        return bits
    }

    /// The lowest bits of eight bytes, side by side: the multiplication moves each to a place of its own
    /// in the highest byte, and no two of them to the same.
    @inline(__always)
    private static func gathered(_ ones: UInt64) -> UInt64 {
        (ones.littleEndian &* 0x0102_0408_1020_4080) &>> 56
    }
}
