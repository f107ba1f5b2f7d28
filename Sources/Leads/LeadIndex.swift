internal import Quantities

/// From a lead's id to its number, in one look at memory.
///
/// An id of up to 23 bytes stands inside the slot itself, so that no second cache line is read;
/// a longer one is told by a hash and checked against the bytes.
package struct LeadIndex: Sendable {
    /// The lead's place in the lead table, from 0.
    package typealias Number = UInt32

    private struct Slot {
        var first: UInt64 = 0
        var second: UInt64 = 0
        /// The last seven bytes and, on top, the length: 0 for a free slot, 255 for a long id.
        var third: UInt64 = 0
        var number: UInt32 = 0
    }

    private var slots = [Slot](repeating: Slot(), count: 1024)
    private var bytes: [UInt8] = []
    private var ends: [Int] = [0]
    /// A stable hash of each id.
    private var hashes: [UInt64] = []

    package init() {}

    package var count: Int { ends.count - 1 }

    package func id(of number: Int) -> String {
        String(decoding: bytes[ends[number]..<ends[number + 1]], as: UTF8.self)
    }

    package func hash(of number: Int) -> UInt64 { hashes[number] }

    package func find(_ id: String) -> Int? {
        var id = id
        return id.withUTF8 { find(UnsafeRawBufferPointer($0)) }
    }

    /// The number of the lead with this id; nil for an id that no lead has.
    @inline(__always)
    package func find(_ id: UnsafeRawBufferPointer) -> Int? {
        let key = LeadIndex.key(id)
        let mask = slots.count &- 1
        var place = LeadIndex.place(key) & mask
        while true {
            let slot = slots[place]
            if slot.third == 0 { return nil }
            if slot.third == key.third, slot.first == key.first, slot.second == key.second,
                key.third < LeadIndex.long || isStored(id, Int(slot.number))
            {
                return Int(slot.number)
            }
            place = (place &+ 1) & mask
        }
    }

    /// The number of the lead with this id, and whether it is new.
    @inline(__always)
    package mutating func insert(_ id: UnsafeRawBufferPointer) -> (number: Int, isNew: Bool) {
        if let number = find(id) { return (number, false) }
        let number = count
        bytes.append(contentsOf: id)
        ends.append(bytes.count)
        hashes.append(RowHash.hash(id))
        if ends.count * 2 > slots.count { grow() }
        var slot = LeadIndex.key(id)
        slot.number = UInt32(number)
        place(slot)
        return (number, true)
    }

    private mutating func place(_ slot: Slot) {
        let mask = slots.count &- 1
        var place = LeadIndex.place(slot) & mask
        while slots[place].third != 0 { place = (place &+ 1) & mask }
        slots[place] = slot
    }

    @inline(never)
    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(), count: old.count * 4)
        for slot in old where slot.third != 0 { place(slot) }
    }

    private func isStored(_ id: UnsafeRawBufferPointer, _ number: Int) -> Bool {
        bytes[ends[number]..<ends[number + 1]].elementsEqual(id)
    }

    private static let long = UInt64(255) << 56

    @inline(__always)
    private static func place(_ slot: Slot) -> Int {
        // Each step can be undone, so that no one part of an id makes the others count for nothing.
        let first = (slot.first ^ (slot.first >> 32)) &* 0x9E37_79B9_7F4A_7C15
        let second = (slot.second ^ (slot.second >> 29)) &* 0xBF58_476D_1CE4_E5B9
        let third = (slot.third ^ (slot.third >> 31)) &* 0x94D0_49BB_1331_11EB
        var mixed = first ^ (second << 21 | second >> 43) ^ (third << 42 | third >> 22)
        mixed = (mixed ^ (mixed >> 30)) &* 0xE703_7ED1_A0B4_28DB
        return Int(truncatingIfNeeded: mixed ^ (mixed >> 32))
    }

    @inline(__always)
    private static func key(_ id: UnsafeRawBufferPointer) -> Slot {
        let count = id.count
        var slot = Slot()
        if count > 23 {
            slot.first = RowHash.hash(id)
            slot.second = UInt64(count)
            slot.third = long
            return slot
        }
        slot.third = UInt64(count &+ 1) << 56
        if count >= 16 {
            slot.first = word(id, 0)
            slot.second = word(id, 8)
            slot.third |= tail(id, from: 16)
        } else if count >= 8 {
            slot.first = word(id, 0)
            slot.second = tail(id, from: 8)
        } else {
            slot.first = tail(id, from: 0)
        }
        return slot
    }

    @inline(__always)
    private static func word(_ id: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        id.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    /// The bytes from `start`, of which there are fewer than eight, as one word.
    @inline(__always)
    private static func tail(_ id: UnsafeRawBufferPointer, from start: Int) -> UInt64 {
        let left = id.count &- start
        if left == 0 { return 0 }
        if id.count >= 8 {
            return word(id, id.count &- 8) >> (UInt64(8 &- left) &* 8)
        }
        var value: UInt64 = 0
        for index in start..<id.count { value = value << 8 | UInt64(id[index]) }
        return value
    }
}
