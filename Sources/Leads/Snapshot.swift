internal import Quantities

/// Writes values as they stand in memory, one after the other: a copy for this machine alone, which is
/// quickly read again and can be made anew at any time.
///
/// Each array has its length in bytes before it and a sum over its bytes, so that a damaged copy is known as such.
package final class SnapshotWriter {
    private let put: (UnsafeRawBufferPointer) throws -> Void
    private var place = 0
    private var sections: [Int] = []

    /// - Parameter put: takes the bytes in order.
    package init(_ put: @escaping (UnsafeRawBufferPointer) throws -> Void) {
        self.put = put
    }

    package func write<Value: BitwiseCopyable>(_ values: [Value]) throws {
        try values.withUnsafeBytes { bytes in
            let head = [UInt64(bytes.count), SnapshotSum.of(bytes)]
            try head.withUnsafeBytes(put)
            try put(bytes)
            let gap = [UInt8](repeating: 0, count: -bytes.count & 7)
            try gap.withUnsafeBytes(put)
            place += 16 + bytes.count + gap.count
        }
    }

    /// Begins what can be read by itself.
    package func beginSection() { sections.append(place) }

    /// Says where sections begin. The last thing to write.
    package func finish() throws {
        let end = place
        try write(sections)
        try write(end)
    }

    package func write(_ number: Int) throws { try write([Int64(number)]) }

    package func write(_ text: String) throws { try write(Array(text.utf8)) }
}

/// A sum over bytes that tells damaged ones from others, as fast as they come.
private enum SnapshotSum {
    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        // Four sums side by side, as none needs to wait for another.
        var sums: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
        var place = 0
        @inline(__always)
        func mix(_ sum: inout UInt64, _ offset: Int) {
            let word = bytes.loadUnaligned(fromByteOffset: place &+ offset, as: UInt64.self)
            let product = (sum ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
            sum = product.high ^ product.low
        }
        while place &+ 32 <= bytes.count {
            mix(&sums.0, 0)
            mix(&sums.1, 8)
            mix(&sums.2, 16)
            mix(&sums.3, 24)
            place &+= 32
        }
        var hash = RowHash(kind: 31)
        hash.mix(UInt64(bytes.count))
        for sum in [sums.0, sums.1, sums.2, sums.3] { hash.mix(sum) }
        hash.mix(RowHash.hash(UnsafeRawBufferPointer(rebasing: bytes[place...])))
        return hash.finished
    }
}

/// A copy that is damaged, or was written by another program.
package struct DamagedSnapshot: Error {
    package init() {}
}

/// Reads what a `SnapshotWriter` has written, and believes none of it.
package struct SnapshotReader: @unchecked Sendable {
    private let bytes: UnsafeRawBufferPointer
    private var place = 0

    package init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// What sections were begun, each from its beginning to the end of all.
    package func sections() throws -> [SnapshotReader] {
        // One number is 24 bytes, of which the last 8 are the number itself.
        guard bytes.count >= 24 else { throw DamagedSnapshot() }
        var end = SnapshotReader(UnsafeRawBufferPointer(rebasing: bytes[(bytes.count - 24)...]))
        var list = SnapshotReader(
            UnsafeRawBufferPointer(rebasing: bytes[try end.number(below: bytes.count)...]))
        return try list.values(Int.self).map { start in
            guard start >= 0, start < bytes.count else { throw DamagedSnapshot() }
            return SnapshotReader(UnsafeRawBufferPointer(rebasing: bytes[start...]))
        }
    }

    package mutating func values<Value: BitwiseCopyable>(_: Value.Type) throws -> [Value] {
        let start = place &+ 16
        guard start <= bytes.count else { throw DamagedSnapshot() }
        let length = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        let sum = bytes.loadUnaligned(fromByteOffset: place &+ 8, as: UInt64.self)
        let size = MemoryLayout<Value>.stride
        guard length <= bytes.count &- start, Int(length).isMultiple(of: size) else {
            throw DamagedSnapshot()
        }
        let end = start &+ Int(length)
        let stored = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
        guard SnapshotSum.of(stored) == sum else { throw DamagedSnapshot() }
        place = min(end &+ (-Int(length) & 7), bytes.count)
        let count = Int(length) / size
        // Some room more, so that what is added does not move all of it.
        return LargeMemory.array(capacity: count + count / 8) { buffer in
            UnsafeMutableRawBufferPointer(buffer).copyMemory(from: stored)
            return count
        }
    }

    package mutating func number() throws -> Int {
        let values = try values(Int64.self)
        guard values.count == 1 else { throw DamagedSnapshot() }
        return Int(values[0])
    }

    /// A number from 0 up to and without `end`.
    package mutating func number(below end: Int) throws -> Int {
        let number = try number()
        guard number >= 0, number < end else { throw DamagedSnapshot() }
        return number
    }

    package mutating func text() throws -> String {
        String(decoding: try values(UInt8.self), as: UTF8.self)
    }

    package mutating func flags() throws -> [Bool] { try values(UInt8.self).map { $0 != 0 } }

    /// Where texts end that stand one behind the other in so many bytes.
    mutating func ends(of count: Int) throws -> [Int] {
        let ends = try values(Int.self)
        guard ends.first == 0, ends.last == count,
            zip(ends, ends.dropFirst()).allSatisfy({ $0 <= $1 })
        else { throw DamagedSnapshot() }
        return ends
    }

    /// Symbols of a table with so many texts.
    mutating func symbols(of count: Int) throws -> [Symbol] {
        let symbols = try values(Symbol.self)
        guard symbols.max() ?? 0 < count else { throw DamagedSnapshot() }
        return symbols
    }
}
