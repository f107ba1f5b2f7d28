internal import Spreadsheets

/// Where the table of a text begins whose columns need not be known: by how its rows look.
struct PlainStart {
    let separator: UInt8
    /// How many cells most rows have.
    let width: Int
    /// The line of the first row of the table, from 1.
    let line: Int
    /// Whether that row names the columns.
    let hasNames: Bool

    /// How far down a header is looked for, and how many rows below it say what the columns hold.
    private static let deepest = 30
    private static let mostBelow = 50
    private static let sample = 1 << 18

}

extension PlainStart {
    /// - Throws: `IntakeError` where the bytes are no text.
    init(_ source: ByteSource, _ decoder: TextDecoder, _ reader: borrowing RecordReader) throws {
        let (front, dialect, isSheet) = (reader.front, reader.dialect, source.sheet != nil)
        if !isSheet,
            let why = OtherFile.format(front, firstBytes: decoder.firstBytes, source.name)
        {
            throw IntakeError(noTable: source.name, why)
        }
        // Where columns are known, the table begins where its facts do.
        let known = try TableStart.find(
            in: front, wanted: TableStart.known, isSheet: isSheet, other: dialect?.separator)
        if let known, known.score > 1 {
            self.init(
                separator: known.separator, width: known.header.names.count, line: known.line,
                hasNames: true)
            return
        }
        let sample = PlainStart.whole(front)
        let separator =
            isSheet
            ? SheetText.separator
            : dialect?.separator ?? TableStart.named(front)
                ?? RowFit.best(sample, Dialect.usual.map { Dialect(separator: $0) })?.dialect
                .separator ?? UInt8(ascii: ",")
        let width = max(1, try RowFit(sample, Dialect(separator: separator)).width)
        let rows = try PlainStart.rows(sample, separator, width)
        let place = PlainStart.place(rows, width)
        let isThere = rows.indices.contains(place)
        self.init(
            separator: separator, width: width, line: isThere ? rows[place].line : 1,
            hasNames: !isThere
                || PlainStart.areNames(rows[place].cells, rows[(place + 1)...].map(\.cells)))
    }

    /// The front up to its last whole line.
    private static func whole(_ front: [UInt8]) -> [UInt8] {
        guard front.count > sample else { return front }
        let part = front[..<sample]
        let end = part.lastIndex(of: UInt8(ascii: "\n")) ?? sample - 1
        return Array(part[...end])
    }

    private static func rows(
        _ text: [UInt8], _ separator: UInt8, _ width: Int
    ) throws -> [(line: Int, cells: [String])] {
        var reader = try RecordReader(
            ByteSource(name: "", bytes: text), separator: separator, chunk: 1 << 15)
        var rows: [(line: Int, cells: [String])] = []
        while rows.count < deepest + mostBelow {
            var cells: [String]
            switch try reader.next() {
            case .end, .cut: return rows
            case .record, .badText: cells = (0..<reader.cellCount).map { reader.text($0) }
            case .badQuote:
                cells = MendedRow.cells(reader.givenUpLine, separator: separator, width: width)
            case .tooLong: continue
            }
            // `sep=;` is no row.
            if rows.isEmpty, reader.line == 1, TableStart.named(text) != nil { cells = [] }
            rows.append((reader.line, cells))
        }
        return rows
    }

    /// The first row that is no title: one with more than one filled cell, and not with far fewer cells than
    /// the rows have.
    private static func place(_ rows: [(line: Int, cells: [String])], _ width: Int) -> Int {
        func filled(_ cells: [String]) -> Int { cells.count { !$0.isEmpty } }
        guard width > 1 else { return rows.firstIndex { filled($0.cells) > 0 } ?? 0 }
        let found = rows.prefix(deepest).firstIndex { row in
            filled(row.cells) > 1 && row.cells.count * 2 > width
        }
        return found ?? rows.firstIndex { filled($0.cells) > 0 } ?? 0
    }

    /// Whether a row names columns, by what stands below it: where a column has numbers or days, its name is
    /// none. Years may be names.
    private static func areNames(_ cells: [String], _ below: [[String]]) -> Bool {
        let values = cells.indices.filter { Header.isValue(cells[$0]) && !isYear(cells[$0]) }
        let filled = cells.count { !$0.isEmpty }
        guard !values.isEmpty else { return filled > 0 }
        if values.count * 2 > filled { return false }
        return !values.contains { place in
            let column = below.compactMap { $0.indices.contains(place) ? $0[place] : nil }
                .filter { !$0.isEmpty }
            return column.count { Header.isValue($0) } * 2 > column.count
        }
    }

    private static func isYear(_ text: String) -> Bool {
        text.utf8.count == 4 && Int(text).map { (1900...2100).contains($0) } == true
    }
}
