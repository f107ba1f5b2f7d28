/// The rows of a sheet in the order in which they stand in its part, one after the other.
struct SheetRows: ~Copyable {
    /// What a cell holds. Its text is that of people, whatever the form in which the file has it.
    struct Cell {
        enum Kind {
            case text
            /// With a point before its decimals and nothing between its thousands.
            case number
            /// `2026-03-31`, `2026-03-31 09:14`, or a time alone.
            case moment
            /// `true` or `false`.
            case truth
            /// Such as `#N/A`, for which nobody meant to write a value.
            case error
            /// A formula of which the file does not have the result.
            case unsaved
        }

        /// From 0.
        var column: Int
        var kind: Kind
        /// Where its text stands in `text`.
        var range: Range<Int>
    }

    /// The number of the row, from 1.
    private(set) var number = 0
    /// The cells of the row that hold something, from left to right.
    private(set) var cells: [Cell] = []
    /// The texts of the row's cells, one after the other.
    private(set) var text: [UInt8] = []

    private var scanner: XMLScanner
    private let strings: SharedStrings
    private let styles: CellStyles
    private let days: DayCount
    private let name: String
    private var isInside = false
    private var isAtEnd = false

    /// What Excel itself has at most.
    static let mostRows = 1_048_576
    static let mostColumns = 16_384
    /// A row of more is no row of data.
    private static let longestRow = 4 << 20

    init(
        _ part: ZipPart, strings: SharedStrings, styles: CellStyles, days: DayCount, name: String
    ) {
        scanner = XMLScanner(part)
        (self.strings, self.styles, self.days, self.name) = (strings, styles, days, name)
    }

    /// Goes on to the next row that has a cell; false at the end.
    mutating func next() throws -> Bool {
        guard !isAtEnd else { return false }
        cells.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
        while true {
            switch try scanner.next() {
            case .open:
                if !isInside {
                    isInside = scanner.isNamed("sheetData") && !scanner.isClosed
                } else if scanner.isNamed("row") {
                    let said = scanner.number("r")
                    number = said ?? (number + 1)
                    if scanner.isClosed { continue }
                    try readRow(isSaid: said != nil)
                    guard number >= 1, number <= SheetRows.mostRows else {
                        throw SpreadsheetError.broken("\(name), row \(number)")
                    }
                    if !cells.isEmpty { return true }
                }
            case .close:
                if isInside, scanner.isNamed("sheetData") { isInside = false }
            case .text: continue
            case .end:
                guard !isInside else { throw SpreadsheetError.broken(name) }
                isAtEnd = true
                return false
            }
        }
    }

    private mutating func readRow(isSaid: Bool) throws {
        var column = -1
        var isSorted = true
        while true {
            switch try scanner.next() {
            case .open:
                guard scanner.isNamed("c") else {
                    try scanner.skipElement()
                    continue
                }
                var next = column + 1
                if let reference = scanner.raw("r"), let (place, row) = Self.place(reference) {
                    next = place
                    if !isSaid, row > 0 { number = row }
                }
                guard next < SheetRows.mostColumns else {
                    throw SpreadsheetError.broken("\(name), row \(number)")
                }
                isSorted = isSorted && next > column
                column = next
                let style = scanner.number("s") ?? 0
                let type = Self.type(scanner.raw("t"))
                if scanner.isClosed { continue }
                try readCell(column, type, style)
                guard text.count <= SheetRows.longestRow else {
                    throw SpreadsheetError.tooLarge("\(name), row \(number)")
                }
            case .close:
                guard scanner.isNamed("row") else { continue }
                if !isSorted { sort() }
                return
            case .text: continue
            case .end: throw SpreadsheetError.broken(name)
            }
        }
    }

    /// Puts the cells in the order of their columns; of two in one column the later one counts.
    private mutating func sort() {
        var latest: [Int: Int] = [:]
        for (place, cell) in cells.enumerated() { latest[cell.column] = place }
        cells = latest.sorted { $0.key < $1.key }.map { cells[$0.value] }
    }

    private enum CellType {
        case number, shared, text, inline, truth, error, date
    }

    @inline(__always)
    private static func type(_ text: UnsafeRawBufferPointer?) -> CellType {
        guard let text, let first = text.first else { return .number }
        switch (first, text.count) {
        case (UInt8(ascii: "s"), 1): return .shared
        case (UInt8(ascii: "s"), _): return .text
        case (UInt8(ascii: "i"), _): return .inline
        case (UInt8(ascii: "b"), _): return .truth
        case (UInt8(ascii: "e"), _): return .error
        case (UInt8(ascii: "d"), _): return .date
        default: return .number
        }
    }

    /// Column from 0 and row from 1 of a reference such as `AB12`; 0 where it names no row.
    @inline(__always)
    private static func place(_ text: UnsafeRawBufferPointer) -> (column: Int, row: Int)? {
        var column = 0
        var place = 0
        while place < text.count, column < 1 << 20 {
            let letter = (text[place] | 0x20) &- 0x61
            guard letter < 26 else { break }
            column = column &* 26 &+ Int(letter) &+ 1
            place &+= 1
        }
        guard column > 0 else { return nil }
        let row = XMLText.number(UnsafeRawBufferPointer(rebasing: text[place...]))
        return (column &- 1, row ?? 0)
    }

    /// Reads what stands in a cell up to its end.
    private mutating func readCell(_ column: Int, _ type: CellType, _ style: Int) throws {
        let start = text.count
        var rich = RichText()
        var (isValue, hasFormula, hasValue) = (false, false, false)
        reading: while true {
            switch try scanner.next() {
            case .open:
                if scanner.isNamed("v") {
                    isValue = !scanner.isClosed
                    // The text of a cell may be said in both ways.
                    cut(to: start)
                } else if scanner.isNamed("f") {
                    hasFormula = true
                    try scanner.skipElement()
                } else if type == .inline {
                    try rich.open(&scanner)
                } else if !scanner.isNamed("is") {
                    try scanner.skipElement()
                }
            case .close:
                if scanner.isNamed("c") { break reading }
                if scanner.isNamed("v") { isValue = false }
                rich.close(scanner)
            case .text:
                guard isValue || rich.isText else { continue }
                hasValue = true
                // Nothing but text has entities or escapes.
                if type == .number || type == .shared {
                    text.append(contentsOf: scanner.text)
                } else {
                    XMLText.appendCell(scanner.text, scanner.isLiteral, to: &text)
                }
                guard text.count - start <= SheetRows.longestRow else {
                    throw SpreadsheetError.tooLarge("\(name), row \(number)")
                }
            case .end: throw SpreadsheetError.broken(name)
            }
        }
        guard hasValue else {
            if hasFormula, type == .number { add(column, .unsaved, from: start) }
            return
        }
        try take(column, type, style, from: start)
    }

    @inline(__always)
    private mutating func add(_ column: Int, _ kind: Cell.Kind, from start: Int) {
        cells.append(Cell(column: column, kind: kind, range: start..<text.count))
    }

    /// Makes of the text in the file what people read.
    @inline(__always)
    private mutating func take(
        _ column: Int, _ type: CellType, _ style: Int, from start: Int
    ) throws {
        switch type {
        case .number: takeNumber(column, styles.form(style), from: start)
        case .shared:
            let number = text.withUnsafeBytes { bytes in
                XMLText.number(Self.trimmed(bytes, from: start))
            }
            cut(to: start)
            let found: Void? = number.flatMap { number in
                strings.with(number) { text.append(contentsOf: $0) }
            }
            guard found != nil else {
                throw SpreadsheetError.broken("\(name), row \(self.number)")
            }
            if text.count > start { add(column, .text, from: start) }
        case .text, .inline: if text.count > start { add(column, .text, from: start) }
        case .truth:
            let isTrue = text[start...].first.map { $0 == 0x31 || $0 | 0x20 == 0x74 } ?? false
            replace(from: start, isTrue ? "true" : "false")
            add(column, .truth, from: start)
        case .error: add(column, .error, from: start)
        case .date:
            // `2026-03-31T09:14:00` as other moments are written here.
            if text.count - start > 10, text[start + 10] == UInt8(ascii: "T") {
                text[start + 10] = 0x20
            }
            if text.count - start == 19, text[(text.count - 3)...].elementsEqual(":00".utf8) {
                cut(to: text.count - 3)
            }
            if text.count - start == 16, text[(start + 10)...].elementsEqual(" 00:00".utf8) {
                cut(to: start + 10)
            }
            add(column, .moment, from: start)
        }
    }

    private static func trimmed(
        _ bytes: UnsafeRawBufferPointer, from start: Int
    ) -> UnsafeRawBufferPointer {
        var (start, end) = (start, bytes.count)
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    }

    @inline(__always)
    private mutating func cut(to start: Int) { text.removeLast(text.count &- start) }

    private mutating func replace(from start: Int, _ other: String) {
        cut(to: start)
        text += Array(other.utf8)
    }

    @inline(__always)
    private mutating func takeNumber(_ column: Int, _ form: NumberForm, from start: Int) {
        if form == .number, isPlain(from: start) {
            add(column, .number, from: start)
        } else {
            takeOther(column, form, from: start)
        }
    }

    /// Whether it is a number of at most fifteen digits that needs no other form.
    @inline(__always)
    private func isPlain(from start: Int) -> Bool {
        text.withUnsafeBytes { bytes in
            let isNegative = bytes.count > start && bytes[start] == UInt8(ascii: "-")
            var place = isNegative ? start &+ 1 : start
            guard place < bytes.count, bytes.count &- place <= 16 else { return false }
            let isZero = bytes[place] == UInt8(ascii: "0")
            if isZero, place &+ 1 < bytes.count, bytes[place &+ 1] != UInt8(ascii: ".") {
                return false
            }
            var digits = 0
            while place < bytes.count, bytes[place] &- 0x30 <= 9 {
                digits &+= 1
                place &+= 1
            }
            guard digits > 0 else { return false }
            guard place < bytes.count else { return digits <= 15 && !(isZero && isNegative) }
            guard bytes[place] == UInt8(ascii: ".") else { return false }
            place &+= 1
            while place < bytes.count {
                guard bytes[place] &- 0x30 <= 9 else { return false }
                digits &+= 1
                place &+= 1
            }
            // A zero behind all decimals is not shown.
            return digits <= 15 && bytes[place &- 1] &- 0x31 <= 8
        }
    }

    private mutating func takeOther(_ column: Int, _ form: NumberForm, from start: Int) {
        let (number, isBlank) = text.withUnsafeBytes { bytes in
            let trimmed = Self.trimmed(bytes, from: start)
            return (CellNumber(trimmed), trimmed.isEmpty)
        }
        guard !isBlank else { return cut(to: start) }
        guard let number else {
            // What is no number is what stands there.
            return add(column, .text, from: start)
        }
        if form != .number, let moment = days.text(number, form) {
            cut(to: start)
            text += moment
            return add(column, .moment, from: start)
        }
        // A long number that a program wrote in digits has all of them.
        if !(number.isWhole && text.count - start > 15) {
            cut(to: start)
            text += number.shown
        }
        add(column, .number, from: start)
    }
}
