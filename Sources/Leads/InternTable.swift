internal import Quantities

/// The number of a distinct text in its column; 0 stands for no text at all.
package typealias Symbol = UInt32

/// An intern table: the distinct texts of one column, each kept once and known by a number, in a hash table
/// with open addressing and linear probing (Knuth, volume 3, 6.4).
///
/// Numbers follow the order of first appearance; nothing that people see may depend on them.
package struct InternTable: Sendable {
    private var bytes: [UInt8] = []
    /// Where each symbol's text ends; symbol 0, the empty text, ends at 0.
    private var ends: [Int] = [0]
    package private(set) var hashes: [UInt64] = [0]
    /// Open addressing: a symbol behind the upper half of the hash of its text, or 0 for a free place. What
    /// is another text is mostly told by the slot alone.
    private var slots = [UInt64](repeating: 0, count: 64)
    /// Short texts that were asked for, each at the place that follows from it: most columns hold a few
    /// texts again and again, and those are then found without a hash. None before the first.
    private var recent: [Recent] = []

    private struct Recent: BitwiseCopyable {
        var text = ShortText()
        var symbol: Symbol = 0
        var hash: UInt64 = 0
    }

    package init() {}

    /// How many symbols there are, the empty one included.
    package var count: Int { ends.count }

    /// The symbol of this text, made where it is new.
    @inline(__always)
    package mutating func intern(_ text: UnsafeRawBufferPointer) -> Symbol {
        internHashed(text).symbol
    }

    /// The same, and what `hashes` has of it.
    package mutating func internHashed(
        _ text: UnsafeRawBufferPointer
    ) -> (symbol: Symbol, hash: UInt64) {
        guard text.count > 0 else { return (0, 0) }
        guard let short = ShortText(text) else {
            let hash = RowHash.hash(text)
            return (intern(text, hash: hash), hash)
        }
        if short.place < recent.count {
            let known = recent[short.place]
            if known.text == short { return (known.symbol, known.hash) }
        }
        return internAnew(text, short)
    }

    @inline(never)
    private mutating func internAnew(
        _ text: UnsafeRawBufferPointer, _ short: ShortText
    ) -> (symbol: Symbol, hash: UInt64) {
        let hash = RowHash.hash(text)
        let symbol = intern(text, hash: hash)
        remember(short, symbol, hash)
        return (symbol, hash)
    }

    private mutating func remember(_ short: ShortText, _ symbol: Symbol, _ hash: UInt64) {
        if recent.isEmpty { recent = Array(repeating: Recent(), count: ShortText.places) }
        recent[short.place] = Recent(text: short, symbol: symbol, hash: hash)
    }

    /// What `internHashed` says of a short text that was asked for not long ago; nil for another.
    @inline(__always)
    private func recently(
        _ text: UnsafeRawBufferPointer
    ) -> (symbol: Symbol, hash: UInt64)? {
        guard text.count > 0, let short = ShortText(text), short.place < recent.count else {
            return nil
        }
        let known = recent[short.place]
        return known.text == short ? (known.symbol, known.hash) : nil
    }

    /// What `internHashed` says of a text.
    package struct Found: BitwiseCopyable, Sendable {
        package var hash: UInt64 = 0
        package var symbol: Symbol = 0

        package init() {}
    }

    /// The same as `internHashed` for some texts in their order, each step for all of them before the next.
    ///
    /// - Parameter found: room for as many.
    package mutating func intern(
        _ texts: UnsafeBufferPointer<UnsafeRawBufferPointer>,
        into found: UnsafeMutablePointer<Found>
    ) {
        withUnsafeTemporaryAllocation(of: Seen.self, capacity: texts.count) { room in
            let seen = room.baseAddress.unsafelyUnwrapped
            for place in texts.indices {
                let text = texts[place]
                found[place] = Found()
                guard text.count > 0 else { continue }
                if let known = recently(text) {
                    (found[place].hash, found[place].symbol) = (known.hash, known.symbol)
                } else {
                    found[place].hash = RowHash.hash(text)
                }
            }
            // With little beside it many of these loads are on their way at once.
            let mask = slots.count &- 1
            slots.withUnsafeBufferPointer { slots in
                let slots = slots.baseAddress.unsafelyUnwrapped
                for place in texts.indices {
                    let hash = found[place].hash
                    seen[place] = Seen(slot: slots[Int(truncatingIfNeeded: hash) & mask])
                }
            }
            for place in texts.indices { settle(&seen[place], found[place].hash) }
            bytes.withUnsafeBytes { bytes in
                for place in texts.indices where seen[place].symbol != 0 {
                    seen[place].first = bytes[seen[place].start]
                }
            }
            for place in texts.indices where found[place].symbol == 0 && texts[place].count > 0 {
                let (text, hash) = (texts[place], found[place].hash)
                found[place].symbol =
                    holds(text, seen[place]) ? seen[place].symbol : intern(text, hash: hash)
                if let short = ShortText(text) { remember(short, found[place].symbol, hash) }
            }
        }
    }

    /// A text that may be the one that was asked for: what stands in the first slot, and where it starts.
    private struct Seen: BitwiseCopyable {
        var slot: UInt64
        var start = 0
        /// Its first byte.
        var first: UInt8 = 0

        var symbol: Symbol { Symbol(truncatingIfNeeded: slot) }
    }

    /// Notes where a text starts that may be the one; none where it is another.
    @inline(__always)
    private func settle(_ seen: inout Seen, _ hash: UInt64) {
        if seen.symbol != 0, (seen.slot ^ hash) >> 32 == 0 {
            seen.start = ends[Int(seen.symbol) &- 1]
        } else {
            seen.slot = 0
        }
    }

    @inline(__always)
    private func holds(_ text: UnsafeRawBufferPointer, _ seen: Seen) -> Bool {
        seen.symbol != 0 && seen.first == text[0] && holds(text, seen.symbol, from: seen.start)
    }

    /// - Parameter hash: `RowHash.hash(text)`, of a text that is not empty.
    @inline(__always)
    package mutating func intern(_ text: UnsafeRawBufferPointer, hash: UInt64) -> Symbol {
        let known = find(text, hash: hash)
        return known != 0 ? known : insert(text, hash: hash)
    }

    /// The number of the text, which it gets where it is new; 0 for the empty one.
    package mutating func intern(_ text: String) -> Symbol {
        var text = text
        return text.withUTF8 { intern(UnsafeRawBufferPointer($0)) }
    }

    /// Takes over the texts of another table.
    ///
    /// - Parameters:
    ///   - known: the new symbol of each symbol of the other table, as far as it was taken over before; the
    ///     rest is added.
    ///   - count: how many symbols of the other table are taken over; nil for all.
    package mutating func take(
        _ other: InternTable, known: inout [Symbol], upTo count: Int? = nil
    ) {
        if known.isEmpty { known.append(0) }
        other.bytes.withUnsafeBytes { bytes in
            for symbol in known.count..<max(known.count, count ?? other.count) {
                let text = bytes[other.ends[symbol - 1]..<other.ends[symbol]]
                known.append(
                    intern(UnsafeRawBufferPointer(rebasing: text), hash: other.hashes[symbol]))
            }
        }
    }

    /// Takes over the texts of several who read parts of one column, as if one had read all.
    ///
    /// - Parameters:
    ///   - tables: by reader.
    ///   - parts: in order, who read each, and how many symbols that reader had then.
    /// - Returns: by reader, the new symbol of each symbol.
    package mutating func take(
        _ tables: [InternTable], _ parts: [(reader: Int, count: Int)]
    ) -> [[Symbol]] {
        if count == 1, tables.count == 1 {
            self = tables[0]
            return [Array(0..<Symbol(count))]
        }
        var known: [[Symbol]] = tables.map { _ in [0] }
        for part in parts {
            take(tables[part.reader], known: &known[part.reader], upTo: part.count)
        }
        return known
    }

    /// The symbol of this text; nil where it does not occur.
    package func find(_ text: UnsafeRawBufferPointer) -> Symbol? {
        guard text.count > 0 else { return 0 }
        let symbol = find(text, hash: RowHash.hash(text))
        return symbol == 0 ? nil : symbol
    }

    /// The symbol of this text; 0 where it does not occur.
    ///
    /// - Parameter hash: `RowHash.hash(text)`, of a text that is not empty.
    @inline(__always)
    private func find(_ text: UnsafeRawBufferPointer, hash: UInt64) -> Symbol {
        let mask = slots.count &- 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while true {
            let slot = slots[place]
            let symbol = Symbol(truncatingIfNeeded: slot)
            if symbol == 0 || ((slot ^ hash) >> 32 == 0 && holds(text, symbol)) { return symbol }
            place = (place &+ 1) & mask
        }
    }

    /// The number of the text; nil where it does not occur.
    package func find(_ text: String) -> Symbol? {
        var text = text
        return text.withUTF8 { find(UnsafeRawBufferPointer($0)) }
    }

    /// The text with this number; empty for 0 and for a number that no text has.
    package func text(_ symbol: Symbol) -> String {
        let index = Int(symbol)
        guard index > 0, index < ends.count else { return "" }
        return String(decoding: bytes[ends[index - 1]..<ends[index]], as: UTF8.self)
    }

    /// Calls with the bytes of a text and their hash.
    @inline(__always)
    package func withText(_ symbol: Symbol, _ body: (UnsafeRawBufferPointer, UInt64) -> Void) {
        let index = Int(symbol)
        let range = index > 0 ? ends[index - 1]..<ends[index] : 0..<0
        bytes.withUnsafeBytes { all in
            body(UnsafeRawBufferPointer(rebasing: all[range]), hashes[index])
        }
    }

    @inline(__always)
    private func holds(_ text: UnsafeRawBufferPointer, _ symbol: Symbol) -> Bool {
        holds(text, symbol, from: ends[Int(symbol) &- 1])
    }

    @inline(__always)
    private func holds(_ text: UnsafeRawBufferPointer, _ symbol: Symbol, from start: Int) -> Bool {
        let end = ends[Int(symbol)]
        guard end &- start == text.count else { return false }
        return bytes.withUnsafeBytes { stored in
            UnsafeRawBufferPointer(rebasing: stored[start..<end]).isSame(as: text)
        }
    }

    @inline(never)
    private mutating func insert(_ text: UnsafeRawBufferPointer, hash: UInt64) -> Symbol {
        let symbol = Symbol(ends.count)
        bytes.append(contentsOf: text)
        ends.append(bytes.count)
        hashes.append(hash)
        if ends.count * 2 > slots.count { makeSlots() } else { put(symbol) }
        return symbol
    }

    /// Makes room for so many symbols.
    package mutating func reserve(_ count: Int) {
        ends.reserveCapacity(count)
        hashes.reserveCapacity(count)
        if count * 2 > slots.count { makeSlots(for: count) }
    }

    /// Makes slots for all texts, of which half stay free.
    private mutating func makeSlots(for count: Int = 0) {
        var size = slots.count
        while max(count, ends.count) * 2 > size { size *= 2 }
        slots = [UInt64](repeating: 0, count: size)
        for symbol in 1..<ends.count { put(Symbol(symbol)) }
    }

    @inline(__always)
    private mutating func put(_ symbol: Symbol) {
        let (hash, mask) = (hashes[Int(symbol)], slots.count &- 1)
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[place] != 0 { place = (place &+ 1) & mask }
        slots[place] = hash & ~0xFFFF_FFFF | UInt64(symbol)
    }
}

/// The bytes of a text of one to sixteen.
private struct ShortText: BitwiseCopyable, Equatable {
    private var front: UInt64 = 0
    private var back: UInt64 = 0
    private var count: UInt32 = 0

    /// None: equal to no text.
    init() {}

    /// Nil for a text that is longer; there must be one.
    @inline(__always)
    init?(_ text: UnsafeRawBufferPointer) {
        guard text.count <= 16 else { return nil }
        count = UInt32(truncatingIfNeeded: text.count)
        if text.count >= 8 {
            // The first eight and the last eight, which may overlap.
            front = text.loadUnaligned(as: UInt64.self)
            back = text.loadUnaligned(fromByteOffset: text.count &- 8, as: UInt64.self)
        } else if text.count >= 4 {
            front = UInt64(text.loadUnaligned(as: UInt32.self))
            back = UInt64(text.loadUnaligned(fromByteOffset: text.count &- 4, as: UInt32.self))
        } else {
            // The first, the middle and the last one, some of which may be the same.
            front = UInt64(text[0])
            back = UInt64(text[text.count >> 1]) << 8 | UInt64(text[text.count &- 1])
        }
    }

    static let places = 128

    /// One of the places, mostly another for another text.
    var place: Int {
        let mixed = (front ^ (back << 23 | back >> 41)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed >> 57)
    }
}

extension InternTable {
    /// Writes the texts, not what finds them.
    package func write(to snapshot: SnapshotWriter) throws {
        try snapshot.write(bytes)
        try snapshot.write(ends)
        try snapshot.write(hashes)
    }

    package init(from snapshot: inout SnapshotReader) throws {
        bytes = try snapshot.values(UInt8.self)
        ends = try snapshot.ends(of: bytes.count)
        hashes = try snapshot.values(UInt64.self)
        guard hashes.count == ends.count else { throw DamagedSnapshot() }
        makeSlots()
    }
}
