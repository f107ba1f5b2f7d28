/// Reads a line whose quotes are wrong as the row that it was most likely meant to be, for who wants to see it.
///
/// Of all ways to part it the one is taken that has as many cells as other rows have, and asks for the least:
/// that a quote within a text was not doubled, or that one at the beginning of a cell is text. No facts are
/// made of such a row.
struct MendedRow {
    private let line: [UInt8]
    private let separator: UInt8
    private let width: Int
    /// For each place and number of cells still wanted: the least that is asked, and how.
    private var ways: [Int: Way?] = [:]

    private struct Way {
        let asks: Int
        let text: Range<Int>
        let isQuoted: Bool
        let next: Int
    }

    private static let double = UInt8(ascii: "\"")
    /// A longer line, and one that could be parted in more ways, is read as it stands.
    private static let longest = 16 << 10
    private static let mostWidth = 1000
    private static let mostWays = 200_000

    /// The cells of a line, as many as `width` where that can be.
    static func cells(_ line: [UInt8], separator: UInt8, width: Int) -> [String] {
        var line = line
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        var row = MendedRow(line: line, separator: separator, width: width)
        return (row.isShort ? row.meant() : nil) ?? row.asItStands()
    }

    /// Whether all ways to part it can be tried.
    private var isShort: Bool {
        guard line.count <= MendedRow.longest, (1...MendedRow.mostWidth).contains(width) else {
            return false
        }
        let separators = line.count { $0 == separator }
        let quotes = line.count { $0 == MendedRow.double }
        return (separators + 1) * width * (quotes + 1) <= MendedRow.mostWays
    }

    private init(line: [UInt8], separator: UInt8, width: Int) {
        (self.line, self.separator, self.width) = (line, separator, width)
    }

    private mutating func meant() -> [String]? {
        var (place, left) = (0, width)
        var cells: [String] = []
        while left > 0 {
            guard let way = way(place, left) else { return nil }
            cells.append(text(way))
            (place, left) = (way.next, left - 1)
        }
        return cells
    }

    /// The best way to read from a place so many cells that the line ends with the last.
    private mutating func way(_ place: Int, _ left: Int) -> Way? {
        let key = place * (MendedRow.mostWidth + 1) + left
        if let known = ways[key] { return known }
        // Before the answer is known there is none: no way comes back to its own place.
        ways[key] = .some(nil)
        var best: Way?
        func take(_ way: Way, _ rest: Int?) {
            guard let rest, way.asks + rest < best?.asks ?? .max else { return }
            best = Way(
                asks: way.asks + rest, text: way.text, isQuoted: way.isQuoted, next: way.next)
        }
        for way in first(place) {
            let isLast = way.next > line.count
            if left == 1 || isLast {
                take(way, left == 1 && isLast ? 0 : nil)
            } else {
                take(way, self.way(way.next, left - 1)?.asks)
            }
        }
        ways[key] = best
        return best
    }

    /// The ways to read one cell; a cell that ends the line has its next behind the end.
    private func first(_ place: Int) -> [Way] {
        var ways: [Way] = []
        let end = line[min(place, line.count)...].firstIndex(of: separator) ?? line.count
        let opens = place < line.count && line[place] == MendedRow.double
        ways.append(
            Way(asks: opens ? 3 : 0, text: place..<end, isQuoted: false, next: end + 1))
        guard opens else { return ways }
        var lone = 0
        var next = place + 1
        while next < line.count {
            defer { next += 1 }
            guard line[next] == MendedRow.double else { continue }
            let ends = next + 1 == line.count || line[next + 1] == separator
            if ends {
                ways.append(
                    Way(asks: lone * 2, text: (place + 1)..<next, isQuoted: true, next: next + 2))
            }
            if next + 1 < line.count, line[next + 1] == MendedRow.double {
                let closes = next + 2 == line.count || line[next + 2] == separator
                if closes {
                    // A quote that is text, and then the one that ends the cell; or both are one that is text.
                    ways.append(
                        Way(
                            asks: (lone + 1) * 2, text: (place + 1)..<(next + 1), isQuoted: true,
                            next: next + 3))
                }
                next += 1
            } else {
                lone += 1
            }
        }
        return ways
    }

    /// A quote opens a text where a later one closes it.
    private func asItStands() -> [String] {
        var cells: [String] = []
        var place = 0
        // Where none closes a text, none further on does.
        var mayClose = true
        while place <= line.count {
            var way: Way?
            if mayClose, place < line.count, line[place] == MendedRow.double {
                way = closed(place)
                mayClose = way != nil
            }
            let end = line[min(place, line.count)...].firstIndex(of: separator) ?? line.count
            let cell =
                way ?? Way(asks: 0, text: place..<end, isQuoted: false, next: end + 1)
            cells.append(text(cell))
            place = cell.next
        }
        return cells
    }

    /// The text between a quote and the next that ends a cell.
    private func closed(_ open: Int) -> Way? {
        var next = open + 1
        while next < line.count {
            if line[next] == MendedRow.double,
                next + 1 == line.count || line[next + 1] == separator
            {
                return Way(asks: 0, text: (open + 1)..<next, isQuoted: true, next: next + 2)
            }
            next += 1
        }
        return nil
    }

    private func text(_ way: Way) -> String {
        guard way.isQuoted else { return String(decoding: line[way.text], as: UTF8.self) }
        var bytes: [UInt8] = []
        var place = way.text.lowerBound
        while place < way.text.upperBound {
            bytes.append(line[place])
            let isDouble =
                line[place] == MendedRow.double && place + 1 < way.text.upperBound
                && line[place + 1] == MendedRow.double
            place += isDouble ? 2 : 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
