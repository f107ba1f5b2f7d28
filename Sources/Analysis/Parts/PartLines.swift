internal import Funnels
internal import Quantities

/// The lines of a part, each with its number: `docs/parts.md` has the format.
///
/// Parts add up line by line: each line with the sum of its numbers.
package struct PartLines {
    private var numbers: [String: Int64] = [:]

    package init() {}

    /// Adds a number to the line of these fields; 0 makes no line.
    package mutating func add(_ fields: String..., number: Int = 1) {
        guard number != 0 else { return }
        numbers[fields.map(Self.escaped).joined(separator: "\t"), default: 0] += Int64(number)
    }

    /// Adds a number that may be larger than one line can hold: two lines.
    mutating func add(_ fields: String..., large: Int128) {
        let text = fields.map(Self.escaped).joined(separator: "\t")
        let (high, low) = large.quotientAndRemainder(dividingBy: Self.high)
        if low != 0 { numbers["\(text)\te0", default: 0] += Int64(low) }
        if high != 0 { numbers["\(text)\te9", default: 0] += Rounding.clamped(high) }
    }

    static let high: Int128 = 1_000_000_000

    /// The lines before and after a word, in the order of their bytes.
    func text(around word: String) -> (before: [UInt8], after: [UInt8]) {
        var (before, after): ([UInt8], [UInt8]) = ([], [])
        for (line, number) in numbers.map({ (Array($0.key.utf8), $0.value) })
            .sorted(by: { $0.0.lexicographicallyPrecedes($1.0) })
        {
            let text = line + [0x09] + Array(String(number).utf8) + [0x0A]
            if line.lexicographicallyPrecedes(word.utf8) { before += text } else { after += text }
        }
        return (before, after)
    }

    /// As a field has it: what parts fields or lines is written with a backslash.
    static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x5C }) else { return text }
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x09: result += Array("\\t".utf8)
            case 0x0A: result += Array("\\n".utf8)
            case 0x0D: result += Array("\\r".utf8)
            case 0x5C: result += Array("\\\\".utf8)
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                result += Array("\\x\(digits.count < 2 ? "0" : "")\(digits)".utf8)
            default: result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Nil for what is no field.
    static func unescaped(_ field: some Collection<UInt8>) -> String? {
        guard field.contains(0x5C) else { return String(decoding: field, as: UTF8.self) }
        var result: [UInt8] = []
        var bytes = Array(field)[...]
        while let byte = bytes.popFirst() {
            guard byte == 0x5C else {
                result.append(byte)
                continue
            }
            switch bytes.popFirst() {
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case 0x5C: result.append(0x5C)
            case UInt8(ascii: "x"):
                guard bytes.count >= 2,
                    let value = UInt8(String(decoding: bytes.prefix(2), as: UTF8.self), radix: 16)
                else { return nil }
                result.append(value)
                bytes = bytes.dropFirst(2)
            default: return nil
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

/// Puts the cells of a tally down as lines, in the order of their bytes.
struct CellLines {
    /// The text of a segment: source, intent, persona and detail.
    let name: (Segment) -> [UInt8]
    private(set) var text: [UInt8] = []

    static let word = "cell"
    static let events: [Event: [UInt8]] = Dictionary(
        uniqueKeysWithValues: Event.allCases.map { ($0, Array("\($0)".utf8)) })

    init(_ name: @escaping (Segment) -> [UInt8]) { self.name = name }

    /// - Parameter tally: finished, so that cells of one segment, event and day stand together.
    mutating func add(_ tally: Tally) {
        let cells = tally.cells
        text.reserveCapacity(cells.count * 64)
        var segments = Self.runs(cells.indices, by: { cells[$0].segment }).map {
            (name: name(cells[$0.lowerBound].segment), range: $0)
        }
        segments.sort { $0.name.lexicographicallyPrecedes($1.name) }
        for (name, range) in segments {
            let events = Self.runs(range, by: { cells[$0].event }).map {
                (name: Self.events[cells[$0.lowerBound].event] ?? [], range: $0)
            }.sorted { $0.name.lexicographicallyPrecedes($1.name) }
            for (event, range) in events {
                let front = Array("\(Self.word)\t".utf8) + name + [0x09] + event + [0x09]
                for range in Self.runs(range, by: { cells[$0].day }) {
                    add(cells[range], front + Array("\(cells[range.lowerBound].day)\t".utf8))
                }
            }
        }
    }

    /// Those of one segment, event and day.
    private mutating func add(_ cells: ArraySlice<Tally.Cell>, _ front: [UInt8]) {
        var lines = cells.map { cell in
            (text: Self.digits(cell.lag) + [0x09] + Self.digits(Int(cell.cents)), cell.count)
        }
        if lines.count > 1 { lines.sort { $0.text.lexicographicallyPrecedes($1.text) } }
        for (line, count) in lines {
            text += front
            text += line
            text.append(0x09)
            text += Self.digits(Int(count))
            text.append(0x0A)
        }
    }

    private static func digits(_ number: Int) -> [UInt8] {
        (0..<10).contains(number) ? [UInt8(ascii: "0") + UInt8(number)] : Array(String(number).utf8)
    }

    /// The stretches of neighbours that have the same.
    private static func runs<Value: Equatable>(
        _ range: Range<Int>, by value: (Int) -> Value
    ) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start = range.lowerBound
        guard start < range.upperBound else { return [] }
        var last = value(start)
        for place in (start + 1)..<range.upperBound {
            let next = value(place)
            guard next != last else { continue }
            runs.append(start..<place)
            (start, last) = (place, next)
        }
        runs.append(start..<range.upperBound)
        return runs
    }
}
