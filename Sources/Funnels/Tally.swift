package import Quantities

/// Counts and sums by segment, day, event and number of days: everything that figures need, and
/// nothing of any one lead.
///
/// Tallies of different leads add up exactly, whatever the split. As-of day, period and breakdown
/// are ways of reading one; nothing is divided before all has been added.
package struct Tally: Hashable, Sendable {
    /// How many times one event happened in one segment, with the same day, the same lag and the
    /// same amount.
    package struct Cell: Hashable, Sendable {
        fileprivate let key: UInt128
        package fileprivate(set) var count: Int64
        /// Of each time, not of all together: how amounts differ is part of what they tell.
        package let cents: Int64

        /// Of all times together.
        package var sum: Int128 { Int128(count) * Int128(cents) }

        /// Whom it counts: source, intent, persona, and what else rows are made by.
        package var segment: Segment {
            let intent = Int(truncatingIfNeeded: (key >> 56) & 0xFF)
            let persona = Int(truncatingIfNeeded: (key >> 48) & 0xFF)
            return Segment(
                source: Int(truncatingIfNeeded: (key >> 96) & 0xFFFF_FFFF),
                intent: intent == 255 ? nil : intent, persona: persona == 255 ? nil : persona,
                detail: UInt32(truncatingIfNeeded: key >> 64))
        }

        /// What it counts.
        package var event: Event {
            Event(rawValue: UInt8(truncatingIfNeeded: key >> 40)) ?? .created
        }

        /// The day that lags are counted from.
        package var day: Day {
            Day(number: Int32(truncatingIfNeeded: (key >> 20) & 0xF_FFFF) - Tally.dayOffset)
        }

        /// Days from `day` to the event; negative where the dates contradict each other.
        package var lag: Int { Int(truncatingIfNeeded: key & 0xF_FFFF) - Int(Tally.lagOffset) }

        fileprivate static func precedes(_ one: Cell, _ other: Cell) -> Bool {
            one.key == other.key ? one.cents < other.cents : one.key < other.key
        }

        /// Where a look for it begins.
        @inline(__always)
        fileprivate var hash: Int {
            var mixed = UInt64(truncatingIfNeeded: key) &* 0x9E37_79B9_7F4A_7C15
            mixed ^= UInt64(truncatingIfNeeded: key >> 64) &* 0xC2B2_AE3D_27D4_EB4F
            mixed ^= UInt64(bitPattern: cents) &* 0xE703_7ED1_A0B4_28DB
            mixed = (mixed ^ (mixed >> 29)) &* 0xBF58_476D_1CE4_E5B9
            return Int(truncatingIfNeeded: mixed ^ (mixed >> 32))
        }

        /// What it is of, and both days as they stand in the key: the one goes before the other.
        var segmentAndEvent: UInt128 { key >> 40 }
        var days: UInt64 { UInt64(truncatingIfNeeded: key) & 0xFF_FFFF_FFFF }

        @inline(__always)
        fileprivate func isSame(as other: Cell) -> Bool { key == other.key && cents == other.cents }

        func isSameButAmount(_ other: Cell) -> Bool { key == other.key }

        /// Whether the event lies on that day or before it.
        package func happened(by asOf: Day) -> Bool { day.advanced(by: lag) <= asOf }
    }

    package private(set) var cells: [Cell] = []

    // Days from 1900 to 2199 lie within ±2¹⁹ of 1970, and so do the differences between them.
    private static let dayOffset: Int32 = 1 << 19
    private static let lagOffset: Int32 = 1 << 19

    package init() {}

    /// Notes one event. `finish()` must follow the last.
    @inline(__always)
    package mutating func add(
        _ event: Event, _ segment: Segment, from day: Day, on other: Day, cents: Int64 = 0,
        count: Int64 = 1
    ) {
        var key = UInt128(UInt32(truncatingIfNeeded: segment.source)) << 96
        key |= UInt128(segment.detail) << 64
        let low =
            UInt64(UInt8(truncatingIfNeeded: segment.intent ?? 255)) << 56
            | UInt64(UInt8(truncatingIfNeeded: segment.persona ?? 255)) << 48
            | UInt64(event.rawValue) << 40
            | UInt64(UInt32(bitPattern: day.number + Tally.dayOffset)) << 20
            | UInt64(UInt32(bitPattern: other.number - day.number + Tally.lagOffset))
        key |= UInt128(low)
        add(Cell(key: key, count: count, cents: cents))
    }

    /// The place of each cell, found by what it tells apart; 0 for a free place, else one more than the
    /// number of the cell. Empty while the cells are in order.
    private var places: [UInt32] = []

    /// Cells that are still to be looked for. Many are, one straight after the other, because memory
    /// gives the places of several in the time of one.
    private var waiting: [Cell] = []
    /// Those of them that are to be added as cells of their own.
    private var unknown: [(cell: Cell, place: Int)] = []
    private static let most = 64

    @inline(__always)
    private mutating func add(_ cell: Cell) {
        waiting.append(cell)
        if waiting.count == Self.most { settle() }
    }

    /// Adds those that wait.
    private mutating func settle() {
        guard !waiting.isEmpty else { return }
        if (cells.count + waiting.count) * 2 >= places.count { makePlaces() }
        let mask = places.count &- 1
        // Nearly all are there already, and are found without asking for each who owns the cells.
        cells.withUnsafeMutableBufferPointer { cells in
            for cell in waiting {
                var place = cell.hash & mask
                while true {
                    let number = Int(places[place])
                    if number == 0 {
                        unknown.append((cell, place))
                        break
                    }
                    if cells[number &- 1].isSame(as: cell) {
                        cells[number &- 1].count &+= cell.count
                        break
                    }
                    place = (place &+ 1) & mask
                }
            }
        }
        waiting.removeAll(keepingCapacity: true)
        for (cell, place) in unknown { insert(cell, from: place) }
        unknown.removeAll(keepingCapacity: true)
    }

    /// Adds one that was not there a moment ago.
    ///
    /// - Parameter place: where it would have stood.
    private mutating func insert(_ cell: Cell, from place: Int) {
        let mask = places.count &- 1
        var place = place
        while places[place] != 0 {
            let number = Int(places[place])
            if cells[number &- 1].isSame(as: cell) {
                cells[number &- 1].count &+= cell.count
                return
            }
            place = (place &+ 1) & mask
        }
        cells.append(cell)
        places[place] = UInt32(truncatingIfNeeded: cells.count)
    }

    /// Makes room for at least twice as many cells.
    private mutating func makePlaces() {
        var size = 1024
        while size < (cells.count + waiting.count) * 4 { size *= 2 }
        places = Array(repeating: 0, count: size)
        for (number, cell) in cells.enumerated() {
            var place = cell.hash & (size - 1)
            while places[place] != 0 { place = (place + 1) & (size - 1) }
            places[place] = UInt32(number + 1)
        }
    }

    /// The numbers of the sources that occur, once it is finished.
    package var sources: Set<Int> {
        var found = Set<Int>()
        var last: Int?
        // Cells of one source stand together.
        for cell in cells {
            let source = Int(truncatingIfNeeded: cell.key >> 96)
            if source != last { found.insert(source) }
            last = source
        }
        return found
    }

    /// Puts the cells in order.
    package mutating func finish() {
        settle()
        guard !places.isEmpty else { return }
        if let sorted = RadixSort.sorted(cells) {
            cells = sorted
        } else {
            cells.sort(by: Cell.precedes)
        }
        places = []
    }

    /// Adds the tally of other leads. `finish()` must follow the last.
    package mutating func add(_ other: Tally) {
        settle()
        var other = other
        other.settle()
        guard places.isEmpty, other.places.isEmpty, !cells.isEmpty else {
            if cells.isEmpty { self = other } else { for cell in other.cells { add(cell) } }
            return
        }
        // Both are in order.
        var merged: [Cell] = []
        merged.reserveCapacity(cells.count + other.cells.count)
        var place = 0
        for cell in cells {
            while place < other.cells.count, Cell.precedes(other.cells[place], cell) {
                merged.append(other.cells[place])
                place += 1
            }
            merged.append(cell)
            if place < other.cells.count, !Cell.precedes(cell, other.cells[place]) {
                merged[merged.count - 1].count += other.cells[place].count
                place += 1
            }
        }
        merged += other.cells[place...]
        cells = merged
    }

    /// The same with other numbers for what it counts, in order.
    package func renumbered(_ segment: (Segment) -> Segment) -> Tally {
        var tally = Tally()
        for cell in cells {
            tally.add(
                cell.event, segment(cell.segment), from: cell.day,
                on: cell.day.advanced(by: cell.lag), cents: cell.cents, count: cell.count)
        }
        tally.finish()
        return tally
    }

    package static func == (one: Tally, other: Tally) -> Bool { one.cells == other.cells }

    package func hash(into hasher: inout Hasher) { hasher.combine(cells) }
}
