internal import Quantities
internal import Spreadsheets

/// Reads rows of comma-separated values as RFC 4180 defines them, a mebibyte at a time.
///
/// One state machine, from front to back: a text that opens with a double quote ends at the next
/// single one, two in a row stand for one, and line ends and separators between them are text.
/// Line ends are LF or CRLF. A row whose quoting is wrong is rejected at its opening line, and
/// reading goes on at the line after that, so that one slip costs one row.
struct RecordReader: ~Copyable {
    /// What `next()` came upon.
    enum Outcome {
        case record
        /// A quoted text that does not close, or closes in the middle of a cell. `placeOfProblem`
        /// is where it opens.
        case badQuote
        /// A row beyond `longestRow`.
        case tooLong
        /// A row whose bytes are not UTF-8.
        case badText
        /// A block ends in the middle of a row, which is left as it is.
        case cut
        case end
    }

    /// A quoted text may be this long; a longer one has surely lost its closing quote.
    static let longestText = 1 << 20
    static let longestRow = 4 << 20
    /// How many bytes may be looked at for rows that are then given up. Each such row is looked
    /// through to where it should have ended: a file full of them would take for ever.
    static let mostGivenUp = 256 << 20

    fileprivate struct Cell {
        var start: Int
        var end: Int
    }

    private let source: ByteSource
    /// Set before the first row is read, or never.
    var separator: UInt8
    private var buffer: UnsafeMutableRawBufferPointer
    /// The bytes from `position` up to `filled` are still to be read.
    private var position = 0
    private var filled = 0
    /// What stands from `position` on has not been told yet.
    private var scan = SeparatorScan(from: 0)
    private var sourceIsEmpty = false
    /// Whether what is in the buffer is all that may be read now, though more follows.
    private var isBlock = false
    /// Whether rows that were read stay where they are until the next block is asked for.
    private(set) var keepsRows = false
    private var cells: UnsafeMutableBufferPointer<Cell>
    /// The cells of the row, of which the first stands behind those of the rows before it that were read
    /// ahead.
    private var firstCell = 0
    private(set) var cellCount = 0
    /// The line on which the row opens, from 1.
    private(set) var line: Int
    private var linesInRow = 0
    private var rowStart = 0
    private var problemOffset = 0
    /// Cells whose doubled quotes are taken out when the whole row has been read: until then the
    /// row may have to be read again from its start.
    private var doubledQuotes: [Int] = []

    /// Bytes beyond the end that may be looked at, but never mean anything.
    private static let padding = SeparatorScan.reach

    init(
        _ source: ByteSource, separator: UInt8 = UInt8(ascii: ","), chunk: Int = 1 << 20,
        firstLine: Int = 1
    ) throws {
        self.source = source
        line = firstLine
        self.separator = separator
        buffer = .allocate(byteCount: max(chunk, 16) + RecordReader.padding, alignment: 16)
        cells = .allocate(capacity: 64)
        // A pipe gives what it has: the first rows must be whole before they are looked at.
        while filled + RecordReader.padding < buffer.count, try fill() {}
        // A byte-order mark stands before the first line, and is text anywhere else.
        if firstLine == 1, filled >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF {
            position = 3
        }
        rowStart = position
        scan = SeparatorScan(from: position)
    }

    /// The rows of a text in whatever way they are written: with lone carriage returns at their ends, as on very
    /// old machines and in some exports, or in another dialect.
    static func reading(_ decoder: TextDecoder) throws -> RecordReader {
        var reader = try RecordReader(decoder.decoded)
        guard !decoder.isSheet else { return reader }
        var front = reader.front
        if !front.contains(0x0A), front.contains(0x0D) {
            reader = try RecordReader(reader.rest().replacing(0x0D, with: 0x0A))
            front = reader.front
        }
        guard let dialect = Dialect(front) else { return reader }
        if dialect.isRewritten {
            reader = try RecordReader(DialectText(reader.rest(), dialect).standard)
        }
        reader.dialect = dialect
        return reader
    }

    /// How the text was written before it was rewritten; nil where that is the usual way.
    private(set) var dialect: Dialect?

    /// A reader without rows, which is given blocks of them.
    init(separator: UInt8, blockSize: Int) {
        source = ByteSource(name: "", bytes: [])
        line = 1
        self.separator = separator
        buffer = .allocate(byteCount: blockSize + RecordReader.padding, alignment: 16)
        cells = .allocate(capacity: 64)
        sourceIsEmpty = true
    }

    /// Puts the next block into the buffer; nil where there is none.
    mutating func load(_ blocks: RowBlocks) throws -> RowBlocks.Block? {
        let room = UnsafeMutableRawBufferPointer(
            rebasing: buffer[..<(buffer.count - RecordReader.padding)])
        guard let block = try blocks.next(into: room) else { return nil }
        (position, rowStart, filled) = (0, 0, block.count)
        scan = SeparatorScan(from: 0)
        (line, linesInRow, firstCell, cellCount) = (block.firstLine, 0, 0, 0)
        (aheadCount, nextAhead) = (0, 0)
        isBlock = !block.isLast
        keepsRows = true
        hasHighBytes = block.hasHighBytes
        return block
    }

    /// What has not been read yet; at a cut, the row that is cut through and all after it.
    var unread: [UInt8] { copy(from: rowStart) }

    /// The line on which the next row begins.
    var nextLine: Int { line + linesInRow }

    /// Everything that has not been read yet.
    func rest() -> ByteSource {
        ByteSource(name: source.name, size: source.size, front: front, then: source.read)
    }

    deinit {
        buffer.deallocate()
        cells.deallocate()
        ahead.deallocate()
    }

    /// What stands at the front, before anything was read: enough to recognise a table by.
    var front: [UInt8] { copy(from: position) }

    private func copy(from start: Int) -> [UInt8] {
        Array(UnsafeRawBufferPointer(rebasing: buffer[start..<filled]))
    }

    /// Whether the front holds a whole row.
    var frontHoldsRow: Bool {
        sourceIsEmpty || buffer[position..<filled].contains(UInt8(ascii: "\n"))
    }

    /// The bytes of one cell, without its quotes; empty for a cell that the row does not have.
    @inline(__always)
    func bytes(_ index: Int) -> UnsafeRawBufferPointer {
        guard UInt(bitPattern: index) < UInt(bitPattern: cellCount) else {
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        return bytes(of: cells[firstCell &+ index])
    }

    @inline(__always)
    private func bytes(of cell: Cell) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: buffer.baseAddress.unsafelyUnwrapped + cell.start, count: cell.end &- cell.start)
    }

    func text(_ index: Int) -> String {
        String(decoding: bytes(index).dropLast(isSheetNumber(index) ? 1 : 0), as: UTF8.self)
    }

    /// Whether a cell is one of a sheet that has a number in it.
    func isSheetNumber(_ index: Int) -> Bool {
        isSheet && bytes(index).last == SheetText.numberMark
    }

    /// The text of a cell with the sign that it is a number, if it has that.
    func wholeText(_ index: Int) -> String { String(decoding: bytes(index), as: UTF8.self) }

    /// Whether the rows are those of a sheet: then a cell stands in its column, whatever the others are.
    var isSheet: Bool { separator == SheetText.separator }

    /// Whether some bytes of a cell, without the blanks around it, are what a sheet has as a number.
    func isNumber(_ text: UnsafeRawBufferPointer) -> Bool {
        guard isSheet, let start = text.baseAddress, let first = buffer.baseAddress else {
            return false
        }
        let end = start + text.count - UnsafeRawPointer(first)
        return !text.isEmpty && end > 0 && end < filled && buffer[end] == SheetText.numberMark
    }

    /// The line and the character on it at which a cell starts, both from 1; of a sheet row and column.
    func place(ofCell index: Int) -> (line: Int, column: Int) {
        if isSheet { return (line, index + 1) }
        guard index < cellCount else { return (line, 1) }
        return place(ofByte: cells[firstCell + index].start)
    }

    /// Where the quote opens that does not close.
    private(set) var placeOfProblem = (line: 1, column: 1)

    /// A row of a block that was read before those before it were asked for.
    private struct RowAhead: BitwiseCopyable {
        let outcome: Outcome
        let start: Int
        let line: Int
        let linesInRow: Int
        let firstCell: Int
        let cellCount: Int
    }

    /// How many rows of a block are read ahead at most.
    static let mostAhead = 32
    private let ahead = UnsafeMutablePointer<RowAhead>.allocate(capacity: mostAhead)
    private var aheadCount = 0
    private var nextAhead = 0

    /// How many rows were read ahead of the one that was asked for last, if that is the first of them, and
    /// with it.
    @inline(__always)
    var rowsAhead: Int { nextAhead == 1 ? aheadCount : 0 }

    /// The place of the row among those that were read ahead.
    var placeAhead: Int { nextAhead &- 1 }

    /// The bytes of a cell of a row that was read ahead.
    @inline(__always)
    func bytes(_ index: Int, ofRowAhead place: Int) -> UnsafeRawBufferPointer {
        let row = ahead[place]
        guard UInt(bitPattern: index) < UInt(bitPattern: row.cellCount) else {
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        return bytes(of: cells[row.firstCell &+ index])
    }

    /// Reads the next row that is not blank.
    @inline(__always)
    mutating func next() throws -> Outcome {
        guard keepsRows else { return try readNext() }
        if nextAhead == aheadCount { try readAhead() }
        return goAhead(1)
    }

    /// Goes on to the last of so many rows to come that were read ahead.
    @inline(__always)
    @discardableResult
    private mutating func goAhead(_ count: Int) -> Outcome {
        nextAhead &+= count
        let row = ahead[nextAhead &- 1]
        (rowStart, line, linesInRow) = (row.start, row.line, row.linesInRow)
        (firstCell, cellCount) = (row.firstCell, row.cellCount)
        return row.outcome
    }

    /// A row to come that is whole, and stays where it is until more rows are read.
    struct WholeRow {
        fileprivate let buffer: UnsafeRawPointer
        fileprivate let cells: UnsafePointer<Cell>
        let cellCount: Int

        /// The bytes of one cell, without its quotes; empty for a cell that the row does not have.
        @inline(__always)
        func bytes(_ index: Int) -> UnsafeRawBufferPointer {
            guard UInt(bitPattern: index) < UInt(bitPattern: cellCount) else {
                return UnsafeRawBufferPointer(start: nil, count: 0)
            }
            let cell = cells[index]
            return UnsafeRawBufferPointer(
                start: buffer + cell.start, count: cell.end &- cell.start)
        }
    }

    /// How many rows to come were read ahead: some are read where there are none. None of a reader that does
    /// not keep rows.
    mutating func rowsToCome() throws -> Int {
        guard keepsRows else { return 0 }
        if nextAhead == aheadCount { try readAhead() }
        return aheadCount &- nextAhead
    }

    /// One of them; nil where it is no row.
    @inline(__always)
    func rowToCome(_ place: Int) -> WholeRow? {
        let row = ahead[nextAhead &+ place]
        guard case .record = row.outcome else { return nil }
        return WholeRow(
            buffer: UnsafeRawPointer(buffer.baseAddress.unsafelyUnwrapped),
            cells: UnsafePointer(cells.baseAddress.unsafelyUnwrapped + row.firstCell),
            cellCount: row.cellCount)
    }

    /// The line of one of them and the character on it at which a cell of it starts, both from 1.
    func place(ofCell index: Int, ofRowToCome place: Int) -> (line: Int, column: Int) {
        let row = ahead[nextAhead &+ place]
        guard index < row.cellCount else { return (row.line, 1) }
        return self.place(
            ofByte: cells[row.firstCell &+ index].start, inRowFrom: row.start, line: row.line)
    }

    /// Passes over so many of them, which somebody has taken.
    mutating func pass(_ count: Int) {
        if count > 0 { goAhead(count) }
    }

    /// Reads some rows, up to the first that is none.
    private mutating func readAhead() throws {
        (aheadCount, nextAhead, firstCell, cellCount) = (0, 0, 0, 0)
        while aheadCount < Self.mostAhead {
            firstCell &+= cellCount
            let outcome = try readNext()
            (ahead + aheadCount).initialize(
                to: RowAhead(
                    outcome: outcome, start: rowStart, line: line, linesInRow: linesInRow,
                    firstCell: firstCell, cellCount: cellCount))
            aheadCount &+= 1
            guard case .record = outcome else { return }
        }
    }

    @inline(__always)
    private mutating func readNext() throws -> Outcome {
        while true {
            line += linesInRow
            let outcome = try readRow()
            guard case .record = outcome else { return outcome }
            if cellCount > 1 || cells[firstCell].end > cells[firstCell].start { return .record }
        }
    }

    private mutating func readRow() throws -> Outcome {
        rowStart = position
        linesInRow = 0
        cellCount = 0
        var place = position
        var scan = scan
        while true {
            if place < filled, buffer[place] == UInt8(ascii: "\"") {
                switch quotedCell(from: place) {
                case .cell(let next, let endsRow):
                    place = next
                    scan.skip(to: place)
                    if endsRow { return endRow(at: place, scan) }
                    continue
                case .needsMore:
                    if isBlock { return .cut }
                    if filled - rowStart > Self.longestRow { return try skipLine(as: .tooLong) }
                    if try fill() {
                        place = restartRow()
                        scan = SeparatorScan(from: place)
                        continue
                    }
                    // The file ends inside the quotes.
                    problemOffset = place
                    return try skipLine(as: .badQuote)
                case .broken:
                    problemOffset = place
                    return try skipLine(as: .badQuote)
                }
            }
            let stop = scan.next(in: buffer, upTo: filled, separator: separator)
            if stop == filled {
                if isBlock, place < filled || cellCount > 0 { return .cut }
                if filled - rowStart > Self.longestRow { return try skipLine(as: .tooLong) }
                if try fill() {
                    place = restartRow()
                    scan = SeparatorScan(from: place)
                    continue
                }
                if place == filled, cellCount == 0 { return .end }
                addCell(place, stop)
                linesInRow &+= 1
                return endRow(at: filled, scan)
            }
            if buffer[stop] == separator {
                addCell(place, stop)
                place = stop &+ 1
            } else {
                let hasReturn = stop > place && buffer[stop &- 1] == UInt8(ascii: "\r")
                addCell(place, hasReturn ? stop &- 1 : stop)
                linesInRow &+= 1
                return endRow(at: stop &+ 1, scan)
            }
        }
    }

    @inline(__always)
    private mutating func endRow(at place: Int, _ scan: SeparatorScan) -> Outcome {
        position = place
        self.scan = scan
        if hasHighBytes, !isText(rowStart..<place) {
            doubledQuotes.removeAll(keepingCapacity: true)
            return .badText
        }
        if !doubledQuotes.isEmpty { removeDoubledQuotes() }
        return .record
    }

    /// Whether what is in the buffer goes beyond ASCII, so that rows must be looked at.
    private var hasHighBytes = false

    @inline(never)
    private func isText(_ range: Range<Int>) -> Bool {
        let row = UnsafeRawBufferPointer(rebasing: buffer[range])
        return row.isASCII || String(validating: row, as: UTF8.self) != nil
    }

    @inline(__always)
    private mutating func addCell(_ start: Int, _ end: Int) {
        if firstCell &+ cellCount == cells.count { makeRoomForCells() }
        cells[firstCell &+ cellCount] = Cell(start: start, end: end)
        cellCount &+= 1
    }

    @inline(never)
    private mutating func makeRoomForCells() {
        let larger = UnsafeMutableBufferPointer<Cell>.allocate(capacity: cells.count * 2)
        _ = larger.update(fromContentsOf: cells)
        cells.deallocate()
        cells = larger
    }

    private enum Quoted {
        case cell(next: Int, endsRow: Bool)
        case needsMore
        case broken
    }

    /// Reads a cell that opens with a quote, taking doubled quotes out in place.
    private mutating func quotedCell(from open: Int) -> Quoted {
        var place = open + 1
        var lines = 0
        var doubled = false
        while true {
            guard place < filled else {
                return place - open > Self.longestText ? .broken : .needsMore
            }
            let byte = buffer[place]
            if byte == UInt8(ascii: "\"") {
                guard place + 1 < filled else {
                    if !sourceIsEmpty || isBlock { return .needsMore }
                    break
                }
                if buffer[place + 1] != UInt8(ascii: "\"") { break }
                doubled = true
                place += 1
            } else if byte == UInt8(ascii: "\n") {
                lines += 1
            }
            place += 1
            if place - open > Self.longestText { return .broken }
        }
        // `place` is at the closing quote: a separator, a line end or the end must follow.
        var next = place + 1
        var endsRow = true
        if next < filled {
            if buffer[next] == separator {
                endsRow = false
            } else if buffer[next] == UInt8(ascii: "\r") {
                guard next + 1 < filled || (sourceIsEmpty && !isBlock) else { return .needsMore }
                guard next + 1 < filled, buffer[next + 1] == UInt8(ascii: "\n") else {
                    return .broken
                }
                next += 1
                lines += 1
            } else if buffer[next] == UInt8(ascii: "\n") {
                lines += 1
            } else {
                return .broken
            }
            next += 1
        }
        addCell(open + 1, place)
        if doubled { doubledQuotes.append(firstCell + cellCount - 1) }
        linesInRow += lines
        return .cell(next: next, endsRow: endsRow)
    }

    private mutating func removeDoubledQuotes() {
        for index in doubledQuotes {
            var to = cells[index].start
            var from = to
            while from < cells[index].end {
                buffer[to] = buffer[from]
                to += 1
                from += buffer[from] == UInt8(ascii: "\"") ? 2 : 1
            }
            cells[index].end = to
        }
        doubledQuotes.removeAll(keepingCapacity: true)
    }

    private mutating func restartRow() -> Int {
        cellCount = 0
        linesInRow = 0
        doubledQuotes.removeAll(keepingCapacity: true)
        return rowStart
    }

    /// The line that was given up, as it stood, up to a mebibyte of it.
    private(set) var givenUpLine: [UInt8] = []
    private var givenUpBytes = 0

    /// Gives the row up and moves to the line after the one on which it opened.
    private mutating func skipLine(as outcome: Outcome) throws -> Outcome {
        if isBlock, !buffer[rowStart..<filled].contains(UInt8(ascii: "\n")) { return .cut }
        givenUpBytes += filled - rowStart
        guard givenUpBytes <= Self.mostGivenUp else {
            throw IntakeError(
                file: source.name, line: line,
                en:
                    "Too many quoted texts in this file do not close. Save it again as CSV, with quotes "
                    + "inside a text doubled.",
                nl:
                    "Te veel teksten tussen aanhalingstekens sluiten niet. Bewaar het bestand opnieuw als "
                    + "CSV, met aanhalingstekens in een tekst verdubbeld.")
        }
        // Where the problem is must be worked out while the row is still in the buffer.
        placeOfProblem = place(ofByte: outcome == .tooLong ? rowStart : problemOffset)
        doubledQuotes.removeAll(keepingCapacity: true)
        cellCount = 0
        linesInRow = 1
        var place = rowStart
        givenUpLine = []
        defer { scan = SeparatorScan(from: position) }
        while true {
            while place < filled, buffer[place] != UInt8(ascii: "\n") { place += 1 }
            let room = Self.longestText - givenUpLine.count
            givenUpLine += buffer[rowStart..<min(place, rowStart + max(0, room))]
            if place < filled {
                position = place + 1
                return outcome
            }
            rowStart = filled
            position = filled
            guard try fill() else { return outcome }
            place = position
        }
    }

    /// Moves what is left to the front and reads on; false where the end was known already.
    ///
    /// After true every place in the buffer is another, also where nothing more came: the row must
    /// be read again from its start.
    private mutating func fill() throws -> Bool {
        guard !sourceIsEmpty else { return false }
        let left = filled - rowStart
        if rowStart > 0, left > 0 {
            buffer.baseAddress.unsafelyUnwrapped.copyMemory(
                from: buffer.baseAddress.unsafelyUnwrapped + rowStart, byteCount: left)
        }
        position -= rowStart
        rowStart = 0
        filled = left
        if filled + RecordReader.padding >= buffer.count {
            let larger = UnsafeMutableRawBufferPointer.allocate(
                byteCount: buffer.count * 2, alignment: 16)
            larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[0..<filled]))
            buffer.deallocate()
            buffer = larger
        }
        let room = UnsafeMutableRawBufferPointer(
            rebasing: buffer[filled..<(buffer.count - RecordReader.padding)])
        let count = try source.read(room)
        if !hasHighBytes {
            var bits: UInt8 = 0
            for byte in room[..<count] { bits |= byte }
            hasHighBytes = bits >= 0x80
        }
        filled += count
        if count == 0 { sourceIsEmpty = true }
        return true
    }

    private func place(ofByte offset: Int) -> (line: Int, column: Int) {
        place(ofByte: offset, inRowFrom: rowStart, line: line)
    }

    private func place(
        ofByte offset: Int, inRowFrom start: Int, line first: Int
    ) -> (line: Int, column: Int) {
        if offset == start { return (first, 1) }
        var line = first
        var lineStart = start
        var index = start
        while index < offset {
            if buffer[index] == UInt8(ascii: "\n") {
                line += 1
                lineStart = index + 1
            }
            index += 1
        }
        let before = UnsafeRawBufferPointer(rebasing: buffer[lineStart..<offset])
        return (line, String(decoding: before, as: UTF8.self).count + 1)
    }
}
