internal import Spreadsheets

/// The rows of a source as they stand, whatever they mean: for who wants to see a table, and for programs.
///
/// A text may have several tables below each other: one begins where a row names columns again. A workbook has
/// one on each sheet that is not hidden, and an archive those of its files.
package enum PlainTables {
    /// Where a table begins.
    package struct Start: Hashable, Sendable {
        /// What problems call the file, the sheet or the file of an archive.
        package let name: String
        /// The first row: that of the names, or of the cells where there are none.
        package let line: Int
        /// What stands above the names: titles, periods, notes.
        package let above: [String]
        /// The names of the columns; nil where the first row holds values.
        package let header: [String]?
        package let encoding: TextEncoding?
        /// What parts the cells; nil of a sheet.
        package let separator: String?
    }

    package struct Row: Hashable, Sendable {
        package let line: Int
        /// As many as there are names, or more where something stands behind them.
        package let cells: [String]
        /// Whether its quotes were wrong, or its letters, so that it is read as it may have been meant.
        package let isMended: Bool
    }

    package enum Event: Hashable, Sendable {
        case start(Start)
        case row(Row)
    }

    /// Reads all tables of a source, from front to back. Blank rows are none.
    ///
    /// - Throws: `IntakeError` where it is no text with rows, and what `take` throws.
    package static func read(
        _ source: ByteSource, _ take: (Event) throws -> Void
    ) throws {
        let (parts, text) = try FileParts.open(source)
        for part in try parts?.visible() ?? [text] {
            var rows = try PlainRows(part)
            try rows.read(take)
        }
    }
}

/// The tables of one text or sheet.
struct PlainRows: ~Copyable {
    private let name: String
    private let decoder: TextDecoder
    private var reader: RecordReader
    private let start: PlainStart
    private var width = 0
    private var header: [String]?
    /// Whether a column of the table has numbers or days, by which names tell themselves apart from them.
    private var hasValues = false
    private var rows = 0

    /// - Throws: `IntakeError` where the bytes are no text.
    init(_ source: ByteSource) throws {
        let decoder = TextDecoder(source)
        let reader = try RecordReader.reading(decoder)
        let start = try PlainStart(source, decoder, reader)
        self.init(source.name, decoder, reader, start)
    }

    /// From rows of which it is known how they are written, and where the table begins.
    init(
        _ name: String, _ decoder: TextDecoder, _ reader: consuming RecordReader,
        _ start: PlainStart
    ) {
        (self.name, self.decoder, self.start) = (name, decoder, start)
        self.reader = reader
        self.reader.separator = start.separator
    }

    mutating func read(_ take: (PlainTables.Event) throws -> Void) throws {
        width = start.width
        var above: [String] = []
        var isBegun = false
        var lineAfter = 1
        while let row = try next() {
            let isBelowBlank = row.line > lineAfter
            lineAfter = reader.nextLine
            guard row.cells.contains(where: { !$0.isEmpty }) else {
                lineAfter = 0
                continue
            }
            if !isBegun {
                guard row.line >= start.line else {
                    above.append(titles(row.cells))
                    continue
                }
                isBegun = true
                try begin(row, start.hasNames, above, take)
                above = []
                continue
            }
            if rows == 0, row.cells == header { continue }
            if isRepeated(row.cells) || isBelowBlank && namesColumns(row.cells) {
                try begin(row, true, above, take)
                above = []
                continue
            }
            try add(row, take)
        }
        _ = above
    }

    private mutating func begin(
        _ row: PlainTables.Row, _ hasNames: Bool, _ above: [String],
        _ take: (PlainTables.Event) throws -> Void
    ) throws {
        header = hasNames ? row.cells : nil
        if hasNames { width = row.cells.count }
        (hasValues, rows) = (false, 0)
        let isSheet = reader.isSheet
        try take(
            .start(
                PlainTables.Start(
                    name: name, line: row.line, above: above, header: header,
                    encoding: decoder.encoding,
                    separator: isSheet
                        ? nil
                        : String(UnicodeScalar(start.separator))
                            + (reader.dialect?.hasBlanks == true ? " " : ""))))
        if !hasNames { try add(row, take) }
    }

    private mutating func add(
        _ row: PlainTables.Row, _ take: (PlainTables.Event) throws -> Void
    ) throws {
        rows += 1
        if rows <= 20, !hasValues { hasValues = row.cells.contains(where: Header.isValue) }
        var cells = row.cells
        while cells.count > width, cells.last?.isEmpty == true { cells.removeLast() }
        while cells.count < width { cells.append("") }
        try take(
            .row(PlainTables.Row(line: row.line, cells: cells, isMended: row.isMended)))
    }

    /// Whether a row has the names of the table again, of which others may have been added or gone.
    private func isRepeated(_ cells: [String]) -> Bool {
        guard let header, let name = header.first, cells.first == name, !name.isEmpty else {
            return false
        }
        let same = zip(header, cells).count { $0 == $1 && !$0.isEmpty }
        return same > 1 && same * 5 >= min(header.count, cells.count) * 4
    }

    /// Whether a row below a blank one names the columns of another table.
    private func namesColumns(_ cells: [String]) -> Bool {
        hasValues && cells.count > 1 && cells.allSatisfy { !$0.isEmpty && !Header.isValue($0) }
            && Set(cells.map(Header.folded)).count == cells.count
    }

    private func titles(_ cells: [String]) -> String {
        cells.filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// The next row that can be shown; nil at the end.
    private mutating func next() throws -> PlainTables.Row? {
        while true {
            switch try reader.next() {
            case .end, .cut: return nil
            case .record: return row(isMended: false)
            case .badText: return row(isMended: true)
            case .badQuote:
                let cells = MendedRow.cells(
                    reader.givenUpLine, separator: start.separator, width: width)
                return PlainTables.Row(line: reader.line, cells: cells, isMended: true)
            case .tooLong: continue
            }
        }
    }

    private func row(isMended: Bool) -> PlainTables.Row {
        PlainTables.Row(
            line: reader.line, cells: (0..<reader.cellCount).map { reader.text($0) },
            isMended: isMended)
    }
}
