/// Radix sort of the cells of a tally, least significant digit first (Knuth, The Art of Computer Programming,
/// volume 3, 5.2.5): they are put in order without comparing them with each other, which for many takes long.
///
/// Of a few hundred segments and events each has cells of many days: a number for the one and the days
/// together fit in one word, and words are put in order digit by digit, from the last to the first.
enum RadixSort {
    private struct Entry {
        let word: UInt64
        let place: UInt32
    }

    private static let digitBits = 11
    private static let digits = 1 << digitBits

    /// - Returns: nil where there are too many segments for that, or too few cells to be worth it.
    static func sorted(_ cells: [Tally.Cell]) -> [Tally.Cell]? {
        guard cells.count >= 2048, cells.count < Int(UInt32.max) else { return nil }
        // Numbered as they come, and then by their order.
        var numbers: [UInt128: Int] = [:]
        var keys: [UInt128] = []
        var numberOfCell: [Int] = []
        numberOfCell.reserveCapacity(cells.count)
        for cell in cells {
            let key = cell.segmentAndEvent
            let number = numbers[key] ?? keys.count
            if number == keys.count {
                numbers[key] = number
                keys.append(key)
            }
            numberOfCell.append(number)
        }
        guard keys.count < 1 << 24 else { return nil }
        var ranks = [UInt64](repeating: 0, count: keys.count)
        for (rank, number) in keys.indices.sorted(by: { keys[$0] < keys[$1] }).enumerated() {
            ranks[number] = UInt64(rank)
        }
        var entries: [Entry] = []
        entries.reserveCapacity(cells.count)
        for (place, cell) in cells.enumerated() {
            entries.append(
                Entry(word: ranks[numberOfCell[place]] << 40 | cell.days, place: UInt32(place)))
        }
        sort(&entries)
        var sorted = entries.map { cells[Int($0.place)] }
        orderAmounts(&sorted)
        return sorted
    }

    private static func sort(_ entries: inout [Entry]) {
        let highest = entries.reduce(0) { $0 | $1.word }
        var other = entries
        for shift in stride(from: UInt64(0), to: 64, by: digitBits) where highest >> shift != 0 {
            var starts = [Int](repeating: 0, count: digits + 1)
            for entry in entries { starts[digit(entry, shift) + 1] += 1 }
            for digit in 0..<digits { starts[digit + 1] += starts[digit] }
            for entry in entries {
                let digit = digit(entry, shift)
                other[starts[digit]] = entry
                starts[digit] += 1
            }
            swap(&entries, &other)
        }
    }

    @inline(__always)
    private static func digit(_ entry: Entry, _ shift: UInt64) -> Int {
        Int(truncatingIfNeeded: entry.word >> shift) & (digits - 1)
    }

    /// Cells that differ in the amount alone stand together, and are put in order by that.
    private static func orderAmounts(_ cells: inout [Tally.Cell]) {
        var start = 0
        while start < cells.count {
            var end = start + 1
            while end < cells.count, cells[start].isSameButAmount(cells[end]) { end += 1 }
            if end - start > 1 { cells[start..<end].sort { $0.cents < $1.cents } }
            start = end
        }
    }
}
