internal import Dispatch
internal import Leads

/// What rows of a table look like that have all their cells, by which it is seen whether a row with fewer
/// lacks those at its end, or one in the middle.
///
/// It is worked out when the first such row comes. Each thread has the same answer, because it follows from
/// the front of the file alone.
final class RowShape: @unchecked Sendable {
    private struct Column {
        /// A bit for each kind of text that occurs.
        var kinds: UInt8 = 0
        /// The texts of a column that has a handful of them.
        var texts = Set<[UInt8]>()
        var isMany = false
    }

    private static let handful = 64

    private let front: [UInt8]
    private let separator: UInt8
    private let rowsBefore: Int
    private let width: Int
    private let queue = DispatchQueue(label: "shape")
    private var found: [Column]?

    init(_ front: [UInt8], _ start: TableStart) {
        self.front = front
        separator = start.separator
        rowsBefore = start.rowsBefore
        width = start.header.names.count
    }

    /// Whether each cell of a row that has too few of them is what stands in its column elsewhere.
    func fits(_ reader: borrowing RecordReader) -> Bool {
        let columns = queue.sync { profile() }
        guard !columns.isEmpty else { return true }
        for place in 0..<min(reader.cellCount, columns.count) {
            let text = reader.bytes(place)
            guard !text.isEmpty else { continue }
            let column = columns[place]
            if column.kinds != 0, column.kinds & Self.kind(text) == 0 { return false }
            // A word that is known one cell further on, and not here.
            let next = place + 1
            guard !column.isMany, !column.texts.isEmpty, !column.texts.contains(Array(text)) else {
                continue
            }
            if next < columns.count, !columns[next].isMany,
                columns[next].texts.contains(Array(text))
            {
                return false
            }
            if place > 0, reader.cellCount > place {
                let before = Array(reader.bytes(place - 1))
                if column.texts.contains(before), !columns[place - 1].texts.contains(before) {
                    return false
                }
            }
        }
        return true
    }

    private func profile() -> [Column] {
        if let found { return found }
        var columns = [Column](repeating: Column(), count: width)
        var rows = 0
        if var reader = try? RecordReader(
            ByteSource(name: "", bytes: front), separator: separator, chunk: 1 << 15)
        {
            for _ in 0...rowsBefore { _ = try? reader.next() }
            while rows < 4096, let outcome = try? reader.next(), outcome != .end {
                guard outcome == .record, reader.cellCount == width else { continue }
                rows += 1
                for place in 0..<width {
                    let text = reader.bytes(place)
                    guard !text.isEmpty else { continue }
                    columns[place].kinds |= Self.kind(text)
                    guard !columns[place].isMany else { continue }
                    columns[place].texts.insert(Array(text))
                    if columns[place].texts.count > Self.handful {
                        columns[place].isMany = true
                        columns[place].texts = []
                    }
                }
            }
        }
        let result = rows == 0 ? [] : columns
        found = result
        return result
    }

    /// A number, a date or an address, or a text.
    private static func kind(_ text: UnsafeRawBufferPointer) -> UInt8 {
        var (digits, marks, letters, at) = (0, 0, 0, false)
        for byte in text {
            switch byte {
            case 0x30...0x39: digits += 1
            case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ":"): marks += 1
            case UInt8(ascii: "."), UInt8(ascii: ","), 0x20: break
            case UInt8(ascii: "@"): at = true
            default: letters += 1
            }
        }
        if at { return 1 }
        if letters > 1 || digits == 0 { return 2 }
        return marks > 1 && digits >= 4 ? 4 : 8
    }
}
