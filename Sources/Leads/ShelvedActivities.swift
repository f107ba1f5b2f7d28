#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Activities as they are gathered, in whatever order: those of neighbouring leads on one shelf, so that each shelf
/// can be put in order by itself.
///
/// One thread adds. When all are there, several may look at shelves and give them back, each at others.
package final class ShelvedActivities: @unchecked Sendable {
    /// A shelf is for so many leads, as a power of two.
    static let shelfBits = 14
    static let mask = 1 << shelfBits - 1

    /// A list of blocks of memory, the last of which may have room left.
    private struct Shelf: BitwiseCopyable {
        var first: UnsafeMutablePointer<Block>?
        var last: UnsafeMutablePointer<Block>?
        /// Where the next row goes, and the place of its lead on the shelf.
        var row: UnsafeMutablePointer<Activity>?
        var lead: UnsafeMutablePointer<UInt16>?
        /// For how many there is room.
        var left = 0
        /// For how many there is memory in all.
        var capacity = 0
    }

    /// What stands at the front of a block; its rows follow, and behind them the places of their leads.
    private struct Block: BitwiseCopyable {
        var next: UnsafeMutablePointer<Block>?
        var capacity: Int
    }

    private var shelves: UnsafeMutableBufferPointer<Shelf> = .allocate(capacity: 0)

    package init() {}

    /// - Parameter leads: the number of the lead of each row.
    package convenience init(_ rows: [Activity], leads: [UInt32]) {
        self.init()
        rows.withUnsafeBufferPointer { rows in
            leads.withUnsafeBufferPointer { append(rows, leads: $0) }
        }
    }

    deinit {
        release(shelves.indices)
        shelves.deallocate()
    }

    var shelfCount: Int { shelves.count }

    /// How many rows there are on each shelf.
    package var counts: [Int] { shelves.map { $0.capacity - $0.left } }

    /// - Parameter leads: the number of the lead of each row.
    package func append(
        _ rows: UnsafeBufferPointer<Activity>, leads: UnsafeBufferPointer<UInt32>
    ) {
        precondition(rows.count == leads.count)
        for place in rows.indices { append(rows[place], of: Int(leads[place])) }
    }

    /// - Parameter lead: its number.
    @inline(__always)
    package func append(_ row: Activity, of lead: Int) {
        let number = lead >> Self.shelfBits
        if number >= shelves.count { makeShelves(number + 1) }
        let shelf = shelves.baseAddress.unsafelyUnwrapped + number
        if shelf.pointee.left == 0 { Self.makeRoom(shelf) }
        let next = shelf.pointee.row.unsafelyUnwrapped
        let nextLead = shelf.pointee.lead.unsafelyUnwrapped
        next.initialize(to: row)
        nextLead.initialize(to: UInt16(truncatingIfNeeded: lead & Self.mask))
        (shelf.pointee.row, shelf.pointee.lead) = (next + 1, nextLead + 1)
        shelf.pointee.left &-= 1
    }

    /// Calls with the first rows of one shelf, some at a time, and the places of their leads on it.
    @inline(__always)
    func withShelf(
        _ number: Int, upTo most: Int,
        _ body: (UnsafeBufferPointer<Activity>, UnsafeBufferPointer<UInt16>) -> Void
    ) {
        guard number < shelves.count else { return }
        let shelf = shelves[number]
        var left = min(most, shelf.capacity - shelf.left)
        var next = shelf.first
        while let block = next, left > 0 {
            let count = min(left, block.pointee.capacity)
            body(
                UnsafeBufferPointer(start: Self.rows(of: block), count: count),
                UnsafeBufferPointer(start: Self.leads(of: block), count: count))
            left -= count
            next = block.pointee.next
        }
    }

    /// Gives back the memory of some shelves, at which nobody looks any more.
    func release(_ numbers: Range<Int>) {
        for number in numbers.clamped(to: shelves.indices) {
            var next = shelves[number].first
            shelves[number] = Shelf()
            while let block = next {
                next = block.pointee.next
                Self.give(block)
            }
        }
    }

    @inline(never)
    private func makeShelves(_ count: Int) {
        let more = UnsafeMutableBufferPointer<Shelf>.allocate(
            capacity: max(count, shelves.count * 2))
        more.initialize(repeating: Shelf())
        for number in shelves.indices { more[number] = shelves[number] }
        shelves.deallocate()
        shelves = more
    }

    @inline(never)
    private static func makeRoom(_ shelf: UnsafeMutablePointer<Shelf>) {
        let block = block(of: capacity(after: shelf.pointee.capacity))
        let capacity = block.pointee.capacity
        if let last = shelf.pointee.last {
            last.pointee.next = block
        } else {
            shelf.pointee.first = block
        }
        shelf.pointee.last = block
        shelf.pointee.row = rows(of: block)
        shelf.pointee.lead = leads(of: block)
        shelf.pointee.left = capacity
        shelf.pointee.capacity += capacity
    }

    /// The front of a block takes as much as a row.
    private static let front = MemoryLayout<Activity>.stride
    private static let perRow = MemoryLayout<Activity>.stride + MemoryLayout<UInt16>.stride
    /// As much of a large block as was never written to takes no memory.
    private static let largest = 1 << 18

    /// How many rows the next block of a shelf is for.
    private static func capacity(after count: Int) -> Int {
        let size = count < 64 ? 1 << 11 : count < 1024 ? 1 << 14 : largest
        return (size - front) / perRow
    }

    private static func size(_ capacity: Int) -> Int { front + capacity * perRow }

    private static func block(of capacity: Int) -> UnsafeMutablePointer<Block> {
        let room = UnsafeMutableRawPointer.allocate(byteCount: size(capacity), alignment: 16)
        let block = room.bindMemory(to: Block.self, capacity: 1)
        block.initialize(to: Block(next: nil, capacity: capacity))
        return block
    }

    private static func give(_ block: UnsafeMutablePointer<Block>) {
        let size = size(block.pointee.capacity)
        #if os(Linux)
            // To the system, and not only to this process: what comes next needs larger pieces.
            if size > largest / 2 {
                let page = UInt(4096)
                let first = (UInt(bitPattern: block) + page - 1) / page * page
                let end = (UInt(bitPattern: block) + UInt(size)) / page * page
                _ = madvise(
                    UnsafeMutableRawPointer(bitPattern: first), Int(end - first), MADV_DONTNEED)
            }
        #endif
        UnsafeMutableRawPointer(block).deallocate()
    }

    @inline(__always)
    private static func rows(
        of block: UnsafeMutablePointer<Block>
    ) -> UnsafeMutablePointer<Activity> {
        (UnsafeMutableRawPointer(block) + front).assumingMemoryBound(to: Activity.self)
    }

    @inline(__always)
    private static func leads(
        of block: UnsafeMutablePointer<Block>
    ) -> UnsafeMutablePointer<UInt16> {
        (UnsafeMutableRawPointer(block) + front
            + block.pointee.capacity * MemoryLayout<Activity>.stride)
            .assumingMemoryBound(to: UInt16.self)
    }
}
