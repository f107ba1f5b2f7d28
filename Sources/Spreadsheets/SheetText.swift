/// A sheet as a stream of text in which each row stands on the line of its number.
///
/// Between cells stands `separator`, which no cell holds, and a text with a double quote is quoted as in CSV.
/// Line ends and other control characters within a text are blanks, and blanks around a text are gone, so that
/// a blank at its end marks what is a number in the sheet.
package final class SheetText {
    package static let separator: UInt8 = 0x1F
    package static let numberMark: UInt8 = 0x20

    /// A cell in which there is no value although there seems to be one.
    package struct Lost: Hashable, Sendable {
        package var count = 0
        /// The first of them, from 1, and what stands there.
        package var row = 0
        package var column = 0
        package var text = ""

        fileprivate mutating func note(_ row: Int, _ column: Int, _ text: String) {
            if count == 0 { (self.row, self.column, self.text) = (row, column + 1, text) }
            count += 1
        }
    }

    /// Cells with an error in place of a value, so far.
    package private(set) var errors = Lost()
    /// Cells with a formula of which the result is not in the file, so far.
    package private(set) var unsaved = Lost()

    private var rows: SheetRows
    /// Rows that were put in order; nil where they are in order.
    private var gathered: [(number: Int, line: [UInt8])]?
    private var nextGathered = 0
    private var output: [UInt8] = []
    private var given = 0
    /// The line that is being written, and the row that was written last.
    private var line = 1
    private var last = 0
    private var written = 0
    private var isAtEnd = false
    private let name: String

    /// All text of a sheet together; a text that many cells name counts as often.
    private static let mostText = 4 << 30
    /// A sheet up to this size may have its rows in any order.
    private static let mostGathered = 8 << 20

    /// Begins with a sheet.
    ///
    /// - Throws: `SpreadsheetError` where the sheet is not in the file, or is beyond a cap.
    package init(_ workbook: Workbook, _ sheet: Workbook.Sheet) throws {
        name = sheet.name
        rows = try workbook.rows(of: sheet)
        guard sheet.entry.size <= SheetText.mostGathered else { return }
        var (last, isInOrder) = (0, true)
        while isInOrder, try rows.next() {
            isInOrder = rows.number > last
            last = rows.number
        }
        rows = try workbook.rows(of: sheet)
        if !isInOrder { try gather() }
    }

    /// Fills the front of a buffer and returns how much it filled; 0 at the end.
    package func read(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        if given == output.count {
            output.removeAll(keepingCapacity: true)
            given = 0
            while output.count < 1 << 16, !isAtEnd { try addRow() }
            written += output.count
            guard written <= SheetText.mostText else { throw SpreadsheetError.tooLarge(name) }
        }
        let count = min(buffer.count, output.count - given)
        output.withUnsafeBytes { bytes in
            buffer.copyMemory(
                from: UnsafeRawBufferPointer(rebasing: bytes[given..<(given + count)]))
        }
        given += count
        return count
    }

    private func addRow() throws {
        if let gathered {
            guard nextGathered < gathered.count else { return isAtEnd = true }
            let row = gathered[nextGathered]
            nextGathered += 1
            goDown(to: row.number)
            output += row.line
            return
        }
        guard try rows.next() else { return isAtEnd = true }
        guard rows.number > last else { throw disorder(rows.number) }
        last = rows.number
        goDown(to: rows.number)
        addCells()
    }

    /// Ends lines until the one is reached on which a row stands.
    private func goDown(to number: Int) {
        output.append(contentsOf: repeatElement(0x0A, count: max(0, number - line)))
        line = number
    }

    private func disorder(_ number: Int) -> SpreadsheetError {
        SpreadsheetError(
            en:
                "Row \(number) comes after row \(last) in this file. Open it in Excel and save it again.",
            nl:
                "Rij \(number) komt in dit bestand na rij \(last). Open het in Excel en bewaar het opnieuw."
        )
    }

    private func gather() throws {
        var lines: [Int: [UInt8]] = [:]
        var total = 0
        while try rows.next() {
            output.removeAll(keepingCapacity: true)
            addCells()
            total += output.count
            guard total <= 8 * SheetText.mostGathered else { throw SpreadsheetError.tooLarge(name) }
            // Of two rows with one number the later one counts, as of two cells.
            lines[rows.number] = output
        }
        output.removeAll()
        gathered = lines.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private func addCells() {
        var column = 0
        for cell in rows.cells {
            switch cell.kind {
            case .error:
                errors.note(
                    rows.number, cell.column,
                    String(decoding: rows.text[cell.range], as: UTF8.self))
                continue
            case .unsaved:
                unsaved.note(rows.number, cell.column, "")
                continue
            case .text, .number, .moment, .truth: break
            }
            let before = output.count
            while column < cell.column {
                output.append(SheetText.separator)
                column &+= 1
            }
            let start = output.count
            addText(cell.range)
            if output.count == start {
                // A text of blanks is no text.
                column -= start - before
                output.removeSubrange(before...)
            } else if cell.kind == .number {
                output.append(SheetText.numberMark)
            }
        }
    }

    private func addText(_ range: Range<Int>) {
        rows.text.withUnsafeBytes { bytes in
            var (start, end) = (range.lowerBound, range.upperBound)
            while start < end, bytes[start] <= 0x20 { start &+= 1 }
            while end > start, bytes[end &- 1] <= 0x20 { end &-= 1 }
            let text = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            var isPlain = true
            for byte in text where byte < 0x20 || byte == UInt8(ascii: "\"") { isPlain = false }
            guard !isPlain else { return output.append(contentsOf: text) }
            let quote = UInt8(ascii: "\"")
            output.append(quote)
            var last: UInt8 = 0
            for byte in text {
                if byte == quote {
                    output.append(quote)
                    output.append(quote)
                } else if byte != 0x0A || last != 0x0D {
                    // A line end of two characters is one blank.
                    output.append(max(byte, 0x20))
                }
                last = byte
            }
            output.append(quote)
        }
    }
}
