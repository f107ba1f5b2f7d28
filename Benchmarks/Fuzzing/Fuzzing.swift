internal import Intake
internal import Workbench

/// What is done with bytes that mean nothing in particular: nothing may stop the program, and the
/// rows of what is read must balance.
///
/// The first byte says what the others are taken for.
package enum Fuzz {
    package static func run(_ bytes: [UInt8]) {
        guard let kind = bytes.first else { return }
        let rest = Array(bytes.dropFirst())
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

    private static func read(_ bytes: [UInt8], _ kind: UInt8) {
        var options = ReadingOptions(
            dateOrder: DateOrder.allCases[Int(kind >> 3) % 3],
            decimal: kind & 64 == 0 ? .point : .comma,
            leadFields: ["source", "medium", "lead_status"], keepsRejectedRows: true)
        options.jobs = kind & 128 == 0 ? 1 : 2
        // A file of leads beside it, so that other rows have something to be about.
        let leads = ByteSource(
            name: "leads.csv", text: "lead_id,created_at,source\nL-1,2026-03-01,beurs\n")
        guard
            let reading = try? Reading.read(
                [leads, ByteSource(name: "x.csv", bytes: bytes)], options: options)
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
