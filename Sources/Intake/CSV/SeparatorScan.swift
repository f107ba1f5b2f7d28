/// Goes from one separator or line feed to the next, sixteen bytes at a time.
struct SeparatorScan {
    private typealias Vector = SIMD16<UInt8>

    private let base: UnsafeRawPointer
    private let end: Int
    private let separators: Vector
    /// Where the eight bytes begin that `found` tells of.
    private var place: Int
    /// The top bit of each byte that was looked for and is still to be told.
    private var found: UInt64 = 0
    /// The same of the eight bytes behind those.
    private var foundBehind: UInt64 = 0
    private var hasBehind = false

    /// - Parameter end: where the text ends; some bytes behind it may be looked at.
    @inline(__always)
    init(
        _ buffer: UnsafeMutableRawBufferPointer, upTo end: Int, separator: UInt8,
        from start: Int
    ) {
        base = UnsafeRawPointer(buffer.baseAddress.unsafelyUnwrapped)
        self.end = end
        separators = Vector(repeating: separator)
        place = start &- 8
    }

    /// The place of the next one; the end of the text if there is none.
    @inline(__always)
    mutating func next() -> Int {
        while found == 0 {
            place &+= 8
            if hasBehind {
                (found, hasBehind) = (foundBehind, false)
                continue
            }
            guard place < end else { return end }
            let bytes = base.loadUnaligned(fromByteOffset: place, as: Vector.self)
            let signs = (bytes .== separators) .| (bytes .== Vector(repeating: 0x0A))
            let halves = unsafeBitCast(signs, to: SIMD2<UInt64>.self)
            found = halves[0].littleEndian & 0x8080_8080_8080_8080
            foundBehind = halves[1].littleEndian & 0x8080_8080_8080_8080
            hasBehind = true
        }
        let offset = found.trailingZeroBitCount >> 3
        found &= found &- 1
        return min(place &+ offset, end)
    }
}
