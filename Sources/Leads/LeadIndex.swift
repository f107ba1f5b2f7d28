internal import Dispatch
internal import Quantities

/// From a lead's id to its number, in one look at memory.
///
/// An id of up to 11 bytes stands inside the slot itself, so that no second cache line is read;
/// a longer one is told by a hash and checked against the bytes.
package struct LeadIndex: Sendable {
    /// The lead's place in the lead table, from 0.
    package typealias Number = UInt32

    private struct Slot: BitwiseCopyable {
        var first: UInt64 = 0
        /// Up to three bytes more and, on top, the length: 0 for a free slot, 255 for a long id.
        var second: UInt32 = 0
        var number: UInt32 = 0
    }

    /// Empty where nobody has looked for an id yet since the index was read from a copy.
    private var slots = [Slot](repeating: Slot(), count: 1024)
    /// Those then, where somebody looks who may not change the index.
    private var late: LateSlots?
    private var bytes: [UInt8] = []
    private var ends: [Int] = [0]
    /// How many bytes each id has; 0 where they differ, or nobody knows. Then where one stands need not be
    /// looked up.
    private var width = 0

    package init() {}

    /// How many leads there are, whose numbers run from 0.
    package var count: Int { ends.count - 1 }

    /// The id as the file writes it.
    package func id(of number: Int) -> String {
        String(decoding: bytes[range(of: number)], as: UTF8.self)
    }

    /// Where an id stands.
    @inline(__always)
    private func range(of number: Int) -> Range<Int> {
        guard width > 0 else { return ends[number]..<ends[number &+ 1] }
        return (number &* width)..<((number &+ 1) &* width)
    }

    /// How many bytes an id has.
    @inline(__always)
    package func length(of number: Int) -> Int { range(of: number).count }

    /// Calls with the bytes of an id.
    @inline(__always)
    package func withID(of number: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
        bytes.withUnsafeBytes { all in
            body(UnsafeRawBufferPointer(rebasing: all[range(of: number)]))
        }
    }

    /// A hash of the id, the same on every machine and in every run.
    package func hash(of number: Int) -> UInt64 {
        bytes.withUnsafeBytes { all in
            RowHash.hash(UnsafeRawBufferPointer(rebasing: all[range(of: number)]))
        }
    }

    /// The number of the lead with this id; nil for an id that no lead has.
    package func find(_ id: String) -> Int? {
        var id = id
        return id.withUTF8 { find(UnsafeRawBufferPointer($0)) }
    }

    /// The number of the lead with this id; nil for an id that no lead has.
    @inline(__always)
    package func find(_ id: UnsafeRawBufferPointer) -> Int? {
        slots.isEmpty ? findLate(id) : find(id, in: slots)
    }

    @inline(never)
    private func findLate(_ id: UnsafeRawBufferPointer) -> Int? {
        let make = { slots(for: ends.count) }
        return find(id, in: late?.slots(make) ?? make())
    }

    @inline(__always)
    private func find(_ id: UnsafeRawBufferPointer, in slots: [Slot]) -> Int? {
        let key = LeadIndex.key(id)
        return find(id, key, from: LeadIndex.place(key), in: slots)
    }

    /// - Parameter start: before this place there is none that could be it.
    @inline(__always)
    private func find(
        _ id: UnsafeRawBufferPointer, _ key: Slot, from start: Int, in slots: [Slot]
    ) -> Int? {
        let mask = slots.count &- 1
        var place = start & mask
        while true {
            let slot = slots[place]
            if slot.second == 0 { return nil }
            if slot.second == key.second, slot.first == key.first,
                key.second < LeadIndex.long || isStored(id, in: range(of: Int(slot.number)))
            {
                return Int(slot.number)
            }
            place = (place &+ 1) & mask
        }
    }

    /// A lead that was looked for.
    package struct Found: BitwiseCopyable, Sendable {
        /// The hash of its id.
        package var hash: UInt64 = 0
        /// −1 where no lead has the id.
        package var number = -1

        package init() {}
    }

    /// Looks for some ids at once: memory gives what several of them need in the time of one.
    ///
    /// - Parameter found: room for as many.
    package func find(
        _ ids: UnsafeBufferPointer<UnsafeRawBufferPointer>,
        into found: UnsafeMutableBufferPointer<Found>
    ) {
        guard !slots.isEmpty else {
            for place in ids.indices {
                found[place].hash = RowHash.hash(ids[place])
                found[place].number = findLate(ids[place]) ?? -1
            }
            return
        }
        let mask = slots.count &- 1
        withUnsafeTemporaryAllocation(of: Looked.self, capacity: ids.count) { room in
            let looked = room.baseAddress.unsafelyUnwrapped
            for place in ids.indices {
                let key = LeadIndex.key(ids[place])
                looked[place] = Looked(key: key, place: LeadIndex.place(key))
                found[place].hash =
                    key.second < LeadIndex.long ? RowHash.hash(ids[place]) : key.first
            }
            // With little beside it many of these loads are on their way at once.
            slots.withUnsafeBufferPointer { slots in
                let slots = slots.baseAddress.unsafelyUnwrapped
                for place in ids.indices { looked[place].seen = slots[looked[place].place & mask] }
            }
            for place in ids.indices {
                let (key, seen) = (looked[place].key, looked[place].seen)
                looked[place].isSame = seen.second == key.second && seen.first == key.first
                found[place].number = seen.second == 0 ? -1 : Int(seen.number)
            }
            // Only a long id stands elsewhere.
            for place in ids.indices
            where looked[place].isSame && looked[place].key.second == LeadIndex.long {
                let range = range(of: found[place].number)
                (looked[place].start, looked[place].end) = (range.lowerBound, range.upperBound)
            }
            for place in ids.indices where found[place].number >= 0 {
                let one = looked[place]
                let isFound =
                    one.isSame
                    && (one.key.second < LeadIndex.long
                        || isStored(ids[place], in: one.start..<one.end))
                if !isFound {
                    found[place].number =
                        find(ids[place], one.key, from: one.place &+ 1, in: slots) ?? -1
                }
            }
        }
    }

    /// A lead that is being looked for among others.
    private struct Looked: BitwiseCopyable {
        let key: Slot
        let place: Int
        /// What stands there.
        var seen = Slot()
        var isSame = false
        /// Where its id stands, where that is long.
        var start = 0
        var end = 0
    }

    /// The number of the lead with this id, and whether it is new.
    @inline(__always)
    package mutating func insert(_ id: UnsafeRawBufferPointer) -> (number: Int, isNew: Bool) {
        if slots.isEmpty { grow(for: ends.count + 1) }
        let key = LeadIndex.key(id)
        if let number = find(id, key, from: LeadIndex.place(key), in: slots) {
            return (number, false)
        }
        return (add(id, key), true)
    }

    /// The numbers of the leads with these ids, in order, and whether each is new.
    ///
    /// - Parameters:
    ///   - ids: all of them, one behind the other.
    ///   - ends: where each ends, behind a first 0.
    package mutating func insert(
        _ ids: UnsafeRawBufferPointer, ends: [Int]
    ) -> [(number: Int, isNew: Bool)] {
        var result: [(number: Int, isNew: Bool)] = []
        result.reserveCapacity(ends.count - 1)
        grow(for: self.ends.count + ends.count)
        let group = 32
        var some: [UnsafeRawBufferPointer] = []
        var found = [Found](repeating: Found(), count: group)
        for start in stride(from: 0, to: ends.count - 1, by: group) {
            some.removeAll(keepingCapacity: true)
            for row in start..<min(start + group, ends.count - 1) {
                some.append(UnsafeRawBufferPointer(rebasing: ids[ends[row]..<ends[row + 1]]))
            }
            some.withUnsafeBufferPointer { some in
                found.withUnsafeMutableBufferPointer { find(some, into: $0) }
            }
            for (id, seen) in zip(some, found) {
                // One that is new may stand twice among these.
                result.append(seen.number >= 0 ? (seen.number, false) : insert(id))
            }
        }
        return result
    }

    /// Adds a lead of which it is certain that it is not there: that is not looked up.
    package mutating func append(_ id: UnsafeRawBufferPointer) {
        guard slots.isEmpty else {
            _ = add(id, LeadIndex.key(id))
            return
        }
        store(id)
        late = LateSlots()
    }

    /// Adds another row of a lead that is there: whoever looks for its id finds the lead itself.
    mutating func append(rowOf number: Int) {
        Array(bytes[range(of: number)]).withUnsafeBytes { store($0) }
        if slots.isEmpty { late = LateSlots() }
    }

    /// Makes room for so many leads in all.
    package mutating func reserve(_ count: Int) {
        ends.reserveCapacity(count + 1)
        grow(for: count + 1)
    }

    /// Adds an id that is not there.
    private mutating func add(_ id: UnsafeRawBufferPointer, _ key: Slot) -> Int {
        grow(for: ends.count + 1)
        var slot = key
        slot.number = UInt32(count)
        LeadIndex.put(slot, in: &slots)
        store(id)
        return Int(slot.number)
    }

    private mutating func store(_ id: UnsafeRawBufferPointer) {
        width = count == 0 || width == id.count ? id.count : 0
        bytes.append(contentsOf: id)
        ends.append(bytes.count)
    }

    private static func put(_ slot: Slot, in slots: inout [Slot]) {
        let mask = slots.count &- 1
        var place = LeadIndex.place(slot) & mask
        while slots[place].second != 0 { place = (place &+ 1) & mask }
        slots[place] = slot
    }

    /// Half of the slots stay free.
    @inline(__always)
    private mutating func grow(for count: Int) {
        if count * 2 > slots.count { slots = slots(for: count) }
    }

    /// Slots for so many leads, in which those are that are there.
    @inline(never)
    private func slots(for count: Int) -> [Slot] {
        var size = max(slots.count, 1024)
        while count * 2 > size { size *= 2 }
        var larger = [Slot](repeating: Slot(), count: size)
        for slot in slots where slot.second != 0 { LeadIndex.put(slot, in: &larger) }
        guard slots.isEmpty else { return larger }
        for number in 0..<self.count {
            withID(of: number) { id in
                var slot = LeadIndex.key(id)
                slot.number = UInt32(number)
                LeadIndex.put(slot, in: &larger)
            }
        }
        return larger
    }

    /// The slots of an index that was read from a copy: made by whoever looks for an id first, as most
    /// who read one look for none.
    private final class LateSlots: @unchecked Sendable {
        private let queue = DispatchQueue(label: "slots")
        private var made: [Slot]?

        func slots(_ make: () -> [Slot]) -> [Slot] {
            queue.sync {
                let slots = made ?? make()
                made = slots
                return slots
            }
        }
    }

    @inline(__always)
    private func isStored(_ id: UnsafeRawBufferPointer, in range: Range<Int>) -> Bool {
        bytes.withUnsafeBytes { UnsafeRawBufferPointer(rebasing: $0[range]).isSame(as: id) }
    }

    private static let long = UInt32(255) << 24

    @inline(__always)
    private static func place(_ slot: Slot) -> Int {
        // Each step can be undone, so that no one part of an id makes the others count for nothing.
        let first = (slot.first ^ (slot.first >> 32)) &* 0x9E37_79B9_7F4A_7C15
        let second = UInt64(slot.second) &* 0xBF58_476D_1CE4_E5B9
        var mixed = first ^ (second << 21 | second >> 43)
        mixed = (mixed ^ (mixed >> 30)) &* 0xE703_7ED1_A0B4_28DB
        return Int(truncatingIfNeeded: mixed ^ (mixed >> 32))
    }

    @inline(__always)
    private static func key(_ id: UnsafeRawBufferPointer) -> Slot {
        let count = id.count
        var slot = Slot()
        if count > 11 {
            slot.first = RowHash.hash(id)
            slot.second = long
        } else if count >= 8 {
            slot.first = id.loadUnaligned(as: UInt64.self)
            slot.second = UInt32(truncatingIfNeeded: count &+ 1) << 24 | tail(id, from: 8)
        } else {
            // Four bytes and three at most, or three at most.
            let half = count >= 4 ? UInt64(id.loadUnaligned(as: UInt32.self)) : 0
            slot.first = half << 32 | UInt64(tail(id, from: count >= 4 ? 4 : 0))
            slot.second = UInt32(truncatingIfNeeded: count &+ 1) << 24
        }
        return slot
    }

    /// The bytes from `start`, of which there are three at most, as one word.
    @inline(__always)
    private static func tail(_ id: UnsafeRawBufferPointer, from start: Int) -> UInt32 {
        var value: UInt32 = 0
        for index in start..<id.count { value = value << 8 | UInt32(id[index]) }
        return value
    }
}

extension LeadIndex {
    /// Writes the ids, not what finds them.
    package func write(to snapshot: SnapshotWriter) throws {
        try snapshot.write(bytes)
        try snapshot.write(ends)
    }

    package init(from snapshot: inout SnapshotReader) throws {
        bytes = try snapshot.values(UInt8.self)
        ends = try snapshot.ends(of: bytes.count)
        slots = []
        late = LateSlots()
    }
}
