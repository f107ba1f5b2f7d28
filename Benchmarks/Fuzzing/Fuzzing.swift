internal import Intake
internal import MadeWorkbooks
internal import Workbench

/// What is done with bytes that mean nothing in particular: nothing may stop the program, and the
/// rows of what is read must balance.
///
/// The first byte says what the others are taken for.
package enum Fuzz {
    package static func run(_ bytes: [UInt8]) {
        guard let kind = bytes.first else { return }
        let rest = Array(bytes.dropFirst())
        if kind >= 0xF0 { return read(packed(rest, kind), kind, name: "x.xlsx") }
        switch kind % 8 {
        case 0: check(.ruleBook, rest)
        case 1: check(.mapping, rest)
        case 2: check(.project, rest)
        default: read(rest, kind)
        }
    }

    private static func check(_ kind: RuleFiles.RuleFileKind, _ bytes: [UInt8]) {
        try? RuleFiles.check(String(decoding: bytes, as: UTF8.self), as: kind)
    }

    /// Bytes as a file that was packed, or as one part of it with all others in order.
    private static func packed(_ bytes: [UInt8], _ kind: UInt8) -> [UInt8] {
        let text = String(decoding: bytes, as: UTF8.self)
        let rows =
            MadeWorkbook.row(1, ["lead_id", "created_at", "source"])
            + MadeWorkbook.row(
                2,
                [
                    "<c t=\"s\"><v>0</v></c>", "<c s=\"1\"><v>46083</v></c>",
                    "<c t=\"s\"><v>1</v></c>",
                ])
        return switch kind & 7 {
        case 0: bytes
        case 1: MadeWorkbook.workbook([("x", text)], strings: ["L-1", "fair"])
        case 2: MadeWorkbook.workbook([("x", rows)], strings: [text, "fair"])
        case 4: [0x1F, 0x8B] + bytes
        case 5: MadeWorkbook.zip([("a.csv", bytes), ("b/c.xlsx", bytes)])
        default: MadeWorkbook.zip(MadeWorkbook.parts([("x", rows)], styles: text))
        }
    }

    private static func read(_ bytes: [UInt8], _ kind: UInt8, name: String = "x.csv") {
        var options = ReadingOptions(
            dateOrder: DateOrder.allCases[Int(kind >> 3) % 3],
            decimal: kind & 64 == 0 ? .point : .comma,
            leadFields: ["source", "medium", "lead_status"], keepsRejectedRows: true)
        options.jobs = kind & 128 == 0 ? 1 : 2
        // Its rows as they stand, which come of any bytes that are text.
        try? PlainTables.read(ByteSource(name: name, bytes: bytes)) { event in
            if case .row(let row) = event { precondition(!row.cells.isEmpty && row.line >= 1) }
        }
        // A file of leads beside it, so that other rows have something to be about.
        let leads = ByteSource(
            name: "leads.csv", text: "lead_id,created_at,source\nL-1,2026-03-01,beurs\n")
        guard
            let reading = try? Reading.read(
                [leads, ByteSource(name: name, bytes: bytes)], options: options)
        else { return }
        for table in reading.tables {
            precondition(
                table.rows
                    == table.new + table.updated + table.unchanged + table.rejected
                    + table.skipped)
        }
        precondition(reading.problems.listed.allSatisfy { $0.line >= 1 && $0.column >= 1 })
    }
}
