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

    /// Writes how many bytes follow, their sum, the bytes, and zeros up to a multiple of eight.
    package func write<Value: BitwiseCopyable>(_ values: [Value]) throws {
        try values.withUnsafeBytes { bytes in
            try begin(bytes.count, SnapshotSum.of(bytes))
            try put(bytes)
            let gap = [UInt8](repeating: 0, count: -bytes.count & 7)
            try gap.withUnsafeBytes(put)
            place += 16 + bytes.count + gap.count
        }
    }

    /// Writes values of which some stand in one place and some in another as one array.
    ///
    /// - Parameter parts: of multiples of 32 bytes.
    func write(parts: [UnsafeRawBufferPointer]) throws {
        var (sum, count) = (SnapshotSum(), 0)
        for part in parts {
            precondition(part.count.isMultiple(of: SnapshotSum.step))
            sum.add(part)
            count += part.count
        }
        try begin(count, sum.finished(with: UnsafeRawBufferPointer(start: nil, count: 0)))
        for part in parts { try put(part) }
        place += 16 + count
    }

    private func begin(_ count: Int, _ sum: UInt64) throws {
        try [UInt64(count), sum].withUnsafeBytes(put)
    }

    /// Begins what can be read by itself.
    package func beginSection() { sections.append(place) }

    /// Says where sections begin. The last thing to write.
    package func finish() throws {
        let end = place
        try write(sections)
        try write(end)
    }

    /// A number, as 64 bits.
    package func write(_ number: Int) throws { try write([Int64(number)]) }

    /// A text, in UTF-8.
    package func write(_ text: String) throws { try write(Array(text.utf8)) }
}

/// A sum over bytes that tells damaged ones from others, as fast as they come.
package struct SnapshotSum {
    /// So many bytes are taken at once.
    static let step = 32

    // Four sums side by side, as none needs to wait for another.
    private var sums: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
    private var count = 0

    /// The sum over all of these bytes.
    package static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var sum = SnapshotSum()
        let whole = bytes.count / step * step
        sum.add(UnsafeRawBufferPointer(rebasing: bytes[..<whole]))
        return sum.finished(with: UnsafeRawBufferPointer(rebasing: bytes[whole...]))
    }

    /// Adds a multiple of `step` bytes.
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var sums = sums
        var place = 0
        @inline(__always)
        func mix(_ sum: inout UInt64, _ offset: Int) {
            let word = bytes.loadUnaligned(fromByteOffset: place &+ offset, as: UInt64.self)
            let product = (sum ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
            sum = product.high ^ product.low
        }
        while place &+ Self.step <= bytes.count {
            mix(&sums.0, 0)
            mix(&sums.1, 8)
            mix(&sums.2, 16)
            mix(&sums.3, 24)
            place &+= Self.step
        }
        self.sums = sums
        count += bytes.count
    }

    /// - Parameter rest: the last bytes, fewer than `step`.
    func finished(with rest: UnsafeRawBufferPointer) -> UInt64 {
        var hash = RowHash(kind: 31)
        hash.mix(UInt64(count + rest.count))
        for sum in [sums.0, sums.1, sums.2, sums.3] { hash.mix(sum) }
        hash.mix(RowHash.hash(rest))
        return hash.finished
    }
}

/// A copy that is damaged, or was written by another program.
package struct DamagedSnapshot: Error {
    package init() {}
}

/// Bytes that stay where they are for as long as somebody holds on to this.
package final class MappedBytes: @unchecked Sendable {
    /// Good as long as somebody holds on to this.
    package let bytes: UnsafeRawBufferPointer
    private let release: () -> Void

    /// - Parameter release: called when nobody holds on to them any more.
    package init(_ bytes: UnsafeRawBufferPointer, release: @escaping () -> Void) {
        self.bytes = bytes
        self.release = release
    }

    /// In memory of its own, which goes with it.
    package convenience init(copying bytes: [UInt8]) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
        copy.copyBytes(from: bytes)
        self.init(UnsafeRawBufferPointer(copy)) { copy.deallocate() }
    }

    deinit { release() }
}

/// Reads what a `SnapshotWriter` has written, and believes none of it.
package struct SnapshotReader: @unchecked Sendable {
    private let owner: MappedBytes
    private let bytes: UnsafeRawBufferPointer
    private var place = 0

    /// Reads from the front.
    package init(_ kept: MappedBytes) {
        self.init(kept, from: 0)
    }

    private init(_ owner: MappedBytes, from start: Int) {
        self.owner = owner
        bytes = UnsafeRawBufferPointer(rebasing: owner.bytes[start...])
    }

    /// What sections were begun, each from its beginning to the end of all.
    package func sections() throws -> [SnapshotReader] {
        // One number is 24 bytes, of which the last 8 are the number itself.
        guard bytes.count >= 24 else { throw DamagedSnapshot() }
        let all = owner.bytes
        var end = SnapshotReader(owner, from: all.count - 24)
        var list = SnapshotReader(owner, from: try end.number(below: all.count))
        return try list.values(Int.self).map { start in
            guard start >= 0, start < all.count else { throw DamagedSnapshot() }
            return SnapshotReader(owner, from: start)
        }
    }

    /// What was written as an array; throws where its bytes are not those that were written.
    package mutating func values<Value: BitwiseCopyable>(_: Value.Type) throws -> [Value] {
        let stored = try stored(MemoryLayout<Value>.stride)
        let count = stored.count / MemoryLayout<Value>.stride
        // Some room more, so that what is added does not move all of it; most of it is never filled.
        return Array(unsafeUninitializedCapacity: count + count / 8) { buffer, filled in
            UnsafeMutableRawBufferPointer(buffer).copyMemory(from: stored)
            filled = count
        }
    }

    /// Activities, left where they stand.
    mutating func activities() throws -> ActivityRun {
        let stored = try stored(MemoryLayout<Activity>.stride)
        guard let run = ActivityRun(stored, in: owner) else { throw DamagedSnapshot() }
        return run
    }

    /// The bytes of the next array.
    private mutating func stored(_ size: Int) throws -> UnsafeRawBufferPointer {
        let start = place &+ 16
        guard start <= bytes.count else { throw DamagedSnapshot() }
        let length = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        let sum = bytes.loadUnaligned(fromByteOffset: place &+ 8, as: UInt64.self)
        guard length <= bytes.count &- start, Int(length).isMultiple(of: size) else {
            throw DamagedSnapshot()
        }
        let end = start &+ Int(length)
        let stored = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
        guard SnapshotSum.of(stored) == sum else { throw DamagedSnapshot() }
        place = min(end &+ (-Int(length) & 7), bytes.count)
        return stored
    }

    /// What was written as a number; throws where it is none.
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

    /// What was written as a text.
    package mutating func text() throws -> String {
        String(decoding: try values(UInt8.self), as: UTF8.self)
    }

    /// What was written as bytes of which 0 is no.
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
