/// A row about a lead that was not known when it was read.
struct DeferredRow {
    let file: String
    private let header: Header
    let plan: TablePlan
    private let parser: ValueParser
    private let exported: Int64
    private let emptyEnd: Int
    private let shape: RowShape
    private let separator: UInt8
    private let line: Int
    private let cells: [String]
    let report: Int

    init(_ cursor: borrowing TableCursor, report: Int) {
        file = cursor.file
        header = cursor.header
        plan = cursor.plan
        parser = cursor.parser
        exported = cursor.exported
        emptyEnd = cursor.emptyEnd
        shape = cursor.shape
        separator = cursor.reader.separator
        line = cursor.reader.line
        cells = (0..<cursor.reader.cellCount).map { cursor.reader.wholeText($0) }
        self.report = report
    }

    /// A cursor over the row alone, as if it stood in its table.
    func cursor() throws -> TableCursor {
        let text = cells.map { cell in
            "\"" + cell.replacing("\"", with: "\"\"") + "\""
        }.joined(separator: String(UnicodeScalar(separator)))
        return TableCursor(
            file: file, header: header, plan: plan, parser: parser, exported: exported,
            emptyEnd: emptyEnd, shape: shape,
            reader: try RecordReader(
                ByteSource(name: file, text: text), separator: separator,
                chunk: text.utf8.count + 16, firstLine: line))
    }
}
