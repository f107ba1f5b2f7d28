/// The identity of a set of rows, whatever their order: 128 bits that are equal for equal rows.
///
/// Each row is hashed by itself and the hashes are added, so that a file, the same file shuffled,
/// and the file in ten parts have one fingerprint. It tells data sets apart; it is no protection
/// against somebody who wants two sets to look equal.
public struct Fingerprint: Hashable, Sendable {
    @usableFromInline package internal(set) var value: UInt128 = 0

    package init() {}

    /// One that was worked out before.
    package init(value: UInt128) { self.value = value }

    /// Adds one row by its `RowHash.finished`.
    @inlinable
    package mutating func add(_ row: UInt64) { value &+= Self.wide(row) }

    /// Takes a row out that was added before.
    package mutating func remove(_ row: UInt64) { value &-= Self.wide(row) }

    @inlinable
    static func wide(_ row: UInt64) -> UInt128 {
        var wide = RowHash(kind: 255)
        wide.mix(row)
        wide.mix(~row)
        return UInt128(wide.high) << 64 | UInt128(wide.low)
    }

    /// The order in which they are added makes no difference.
    package mutating func add(_ other: Fingerprint) { value &+= other.value }
}

extension Fingerprint: CustomStringConvertible {
    /// Thirty-two hexadecimal digits.
    public var description: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }
}

/// The hash of one row under construction: words are mixed in one after the other.
///
/// The type is `public` and its members are not: of a `package` type nothing is compiled into the
/// modules that use it.
public struct RowHash: Sendable {
    @usableFromInline var high: UInt64
    @usableFromInline var low: UInt64

    /// `kind` keeps rows of different kinds apart that hold the same words.
    @inlinable
    package init(kind: UInt8) {
        high = 0x9E37_79B9_7F4A_7C15 &+ UInt64(kind)
        low = 0xC2B2_AE3D_27D4_EB4F ^ (UInt64(kind) << 56)
    }

    /// Takes in 64 bits: here the order counts.
    @inlinable @inline(__always)
    package mutating func mix(_ word: UInt64) {
        let one = (word ^ low).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
        let other = (word &+ high).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        low = one.high ^ one.low &+ high
        high = other.high ^ other.low &+ word
    }

    /// The same of a number that may be negative.
    @inlinable @inline(__always)
    package mutating func mix(_ number: Int64) { mix(UInt64(bitPattern: number)) }

    /// The hash of what was mixed in so far, which can go on.
    @inlinable
    package var finished: UInt64 {
        var copy = self
        copy.mix(0x8EBC_6AF0_9C88_C6E3 as UInt64)
        return copy.high ^ copy.low
    }

    /// Of the bytes in UTF-8, the same on every machine and in every run.
    package static func hash(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { hash(UnsafeRawBufferPointer($0)) }
    }

    /// A stable 64-bit hash of some bytes, the same on every machine and in every run.
    @inlinable @inline(__always)
    package static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        bytes.count == 0 ? ofNothing : ofSome(bytes)
    }

    /// The hash of no bytes at all.
    @inlinable package static var ofNothing: UInt64 { 0xDA75_9CA6_C474_1291 }

    @inlinable
    static func ofSome(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var state: UInt64 = 0x1656_67B1_9E37_79F9 &+ UInt64(bytes.count)
        var index = 0
        while index &+ 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
            let product = (state ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
            state = product.high ^ product.low
            index &+= 8
        }
        let tail = bytes.count > index ? bytes.tail(from: index) : 0
        let product = (state ^ tail ^ 0xE703_7ED1_A0B4_28DB)
            .multipliedFullWidth(by: 0x8EBC_6AF0_9C88_C6E3)
        return product.high ^ product.low
    }
}
