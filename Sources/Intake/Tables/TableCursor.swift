internal import Leads
internal import Quantities

/// A table being read: the row it stands at, and what its cells mean.
struct TableCursor: ~Copyable {
    let file: String
    let header: Header
    let plan: TablePlan
    let parser: ValueParser
    /// The day of which the table is, in UTC seconds, as far as its name has one.
    let exported: Int64
    /// How many empty cells more than the header every row has.
    let emptyEnd: Int
    let shape: RowShape
    /// Addresses that are of no person; nil where persons are not looked for.
    let roles: RoleAddresses?
    /// The reader stands apart: a row is read by it and then looked at by many, and to hand the cursor
    /// to them must not take a copy of it for each row.
    private let place: UnsafeMutablePointer<RecordReader>
    /// Where an id stands that is made for the row, until the next is made.
    private let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 512, alignment: 1)

    init(
        file: String, header: Header, plan: TablePlan, parser: ValueParser, exported: Int64,
        emptyEnd: Int, shape: RowShape, roles: RoleAddresses? = nil,
        reader: consuming RecordReader
    ) {
        self.file = file
        self.header = header
        self.plan = plan
        self.parser = parser
        self.exported = exported
        self.emptyEnd = emptyEnd
        self.shape = shape
        self.roles = roles
        place = .allocate(capacity: 1)
        place.initialize(to: reader)
    }

    deinit {
        place.deinitialize(count: 1)
        place.deallocate()
        scratch.deallocate()
    }

    var reader: RecordReader {
        @inline(__always) _read { yield place.pointee }
        @inline(__always) nonmutating _modify { yield &place.pointee }
    }

    /// The text of a field in this row, without spaces around it; empty where it has none.
    @inline(__always)
    func bytes(_ cell: TablePlan.Cell) -> UnsafeRawBufferPointer {
        cell.isPlain ? trimmed(reader.bytes(cell.column)) : composed(cell)
    }

    /// Calls with what stands in a column of all rows that were read ahead, without spaces around it.
    @inline(__always)
    func withRowsAhead(
        _ column: Int, _ body: (UnsafeBufferPointer<UnsafeRawBufferPointer>) -> Void
    ) {
        let count = reader.rowsAhead
        withUnsafeTemporaryAllocation(of: UnsafeRawBufferPointer.self, capacity: count) { texts in
            for place in 0..<count {
                texts.initializeElement(
                    at: place, to: trimmed(reader.bytes(column, ofRowAhead: place)))
            }
            body(UnsafeBufferPointer(texts))
        }
    }

    /// Whether nothing stands in a column of this row.
    func isEmpty(_ column: Int) -> Bool { trimmed(reader.bytes(column)).isEmpty }

    /// The text of a field that is not simply what stands in its column.
    @inline(never)
    private func composed(_ cell: TablePlan.Cell) -> UnsafeRawBufferPointer {
        if cell.more >= 0 {
            switch plan.mores[cell.more] {
            case .made(let columns): return made(columns)
            case .madeOfPerson(let columns):
                return made(
                    columns.first { isOfOnePerson(trimmed(reader.bytes($0))) }.map { [$0] } ?? [])
            case .others: break
            }
        }
        var text = UnsafeRawBufferPointer(start: nil, count: 0)
        if cell.column >= 0 {
            text = trimmed(reader.bytes(cell.column))
            if cell.more >= 0, let more = more(cell.more, than: text) { return more }
            if cell.translation >= 0 { text = plan.texts.translate(text, by: cell.translation) }
        }
        if cell.more >= 0, cell.column < 0, let more = more(cell.more, than: text) { return more }
        if text.isEmpty, cell.constant >= 0 { text = plan.texts.text(cell.constant) }
        return text
    }

    /// An id for a row that has none: a hash of what stands in some columns, so that the same person has the
    /// same id in another export, and no address is shown where ids are; or the place of the row.
    private func made(_ columns: [Int]) -> UnsafeRawBufferPointer {
        var hash = RowHash(kind: 13)
        var isFilled = false
        for column in columns {
            let text = String(decoding: trimmed(reader.bytes(column)), as: UTF8.self).lowercased()
            isFilled = isFilled || !text.isEmpty
            hash.mix(RowHash.hash(text))
        }
        let id =
            isFilled
            ? "m-" + String(hash.finished, radix: 16) : "\(file.prefix(100)):\(reader.line)"
        scratch.copyBytes(from: Array(id.utf8.prefix(scratch.count)))
        return UnsafeRawBufferPointer(rebasing: scratch[..<min(id.utf8.count, scratch.count)])
    }

    /// Whether a text is the address of one person: no dash or word for none, and no address that several may
    /// share.
    private func isOfOnePerson(_ text: UnsafeRawBufferPointer) -> Bool {
        guard let address = MailAddress.all(in: text).first else { return false }
        var letters = address.text
        return letters.withUTF8 { roles?.has(UnsafeRawBufferPointer($0)) != true }
    }

    /// What another column says, where this text says little; nil where none does.
    private func more(_ number: Int, than text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        guard case .others(let others) = plan.mores[number] else { return nil }
        for more in others where more.texts.contains(Array(text)) {
            let found = bytes(more.cell)
            if !found.isEmpty { return found }
        }
        return nil
    }

    func text(_ cell: TablePlan.Cell) -> String { String(decoding: bytes(cell), as: UTF8.self) }

    /// The amount of a field in cents: of what a sheet has as a number, whatever sign the texts here have
    /// before the cents.
    func amount(
        _ cell: TablePlan.Cell
    ) -> Result<WrittenAmount.Value, WrittenAmount.Refusal> {
        let text = bytes(cell)
        return reader.isNumber(text)
            ? parser.sheetNumber(text, column: cell.column)
            : parser.amount(text, column: cell.column)
    }

    /// The same in cents; nil for what is not an amount.
    func cents(_ cell: TablePlan.Cell) -> Int64? { try? amount(cell).get().cents }

    @inline(__always)
    func trimmed(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let count = text.count
        // Nearly every text begins and ends with a letter or a digit.
        return count == 0 || (text[0] > 0x20 && text[count &- 1] > 0x20)
            ? text : withoutBlanks(text)
    }

    @inline(never)
    private func withoutBlanks(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var start = 0
        var end = text.count
        while start < end, text[start] == 0x20 || text[start] == 0x09 { start &+= 1 }
        while end > start, text[end &- 1] == 0x20 || text[end &- 1] == 0x09 { end &-= 1 }
        return UnsafeRawBufferPointer(rebasing: text[start..<end])
    }

    /// Where a field stands; the start of the row where it has no column.
    func place(of cell: TablePlan.Cell) -> (line: Int, column: Int) {
        cell.column >= 0 ? reader.place(ofCell: cell.column) : (reader.line, 1)
    }

    /// A problem with one field of this row, at the place where the field stands.
    func problem(
        _ kind: Problem.Kind, _ cell: TablePlan.Cell = .none, effect: Problem.Effect = .rejected,
        en: String, nl: String
    ) -> Problem {
        let place = place(of: cell)
        return Problem(
            file: file, line: place.line, column: place.column, kind: kind, effect: effect,
            message: Phrase(en: en, nl: nl))
    }

    /// A problem with a field that has to be filled in, and what to do about it.
    func empty(
        _ cell: TablePlan.Cell, _ field: String, en advice: String, nl dutchAdvice: String
    ) -> Problem {
        let name = name(cell, or: field)
        return problem(
            .missingValue, cell, en: "\(name) is empty. \(advice)",
            nl: "\(name) is leeg. \(dutchAdvice)")
    }

    /// A field as it stands in the row: `amount "12,x"`.
    func seen(_ cell: TablePlan.Cell, _ field: String) -> String {
        "\(name(cell, or: field)) \(text(cell).quoted)"
    }

    /// A field in which a value belongs, with no more of what stands there than may be told.
    func seenValue(_ cell: TablePlan.Cell, _ field: String) -> Phrase {
        let (name, shown) = (name(cell, or: field), ShownValue.phrase(text(cell)))
        return Phrase(en: "\(name) \(shown.en)", nl: "\(name) \(shown.nl)")
    }

    /// What people call a field: the name of its column.
    func name(_ cell: TablePlan.Cell, or field: String) -> String {
        cell.column >= 0 && cell.column < header.names.count
            ? header.names[cell.column].visible : field
    }

    /// Whether the row has another number of cells than the header, so that it is not known which cell is
    /// what. Where every row has the same number of empty cells more at its end these do no harm, and nor
    /// does it where the last cells of a row are missing and the others are what stands in their columns
    /// elsewhere.
    @inline(__always)
    var isRagged: Bool {
        reader.cellCount != header.names.count && isReallyRagged
    }

    @inline(never)
    private var isReallyRagged: Bool {
        guard !reader.isSheet else { return false }
        let width = header.names.count
        if reader.cellCount > width {
            return reader.cellCount != width + emptyEnd
                || !(width..<reader.cellCount).allSatisfy { reader.bytes($0).isEmpty }
        }
        return plan.requiredColumns.contains { $0 >= reader.cellCount } || !shape.fits(reader)
    }

    func raggedness() -> Problem {
        let width = header.names.count
        return problem(
            .raggedRow, .none,
            en: "This row has \(reader.cellCount) cells and the header has \(width). "
                + "Put a text that holds the separator between double quotes.",
            nl: "Deze rij heeft \(reader.cellCount) cellen en de kop heeft er \(width). "
                + "Zet een tekst met het scheidingsteken tussen dubbele aanhalingstekens.")
    }
}
