import Leads
import Quantities
import Statistics
import TestSupport
import Testing

@testable import Intake

/// Tables as they come out of a Dutch office: sixty kinds of damage, each with twenty seeds.
struct PollutionTests {
    /// What a table is before anything happens to it.
    struct Sheet {
        var header = ["lead_id", "created_at", "source", "company", "amount"]
        var rows: [[String]]
        var separator = ";"
        var lineEnd = "\n"
        var front = ""
        var back = ""

        init(_ random: inout SplitMix64) {
            rows = (1...24).map { number in
                let day = 1 + random.below(28)
                return [
                    "L-\(number)", "2026-03-\(day < 10 ? "0" : "")\(day)",
                    ["beurs", "google", ""][random.below(3)],
                    ["Bakker & Zn", "Müller GmbH", "Café 't Hoekje"][random.below(3)],
                    "\(random.below(900)).\(10 + random.below(89))",
                ]
            }
        }

        var text: String {
            front + ([header] + rows).map { $0.joined(separator: separator) + lineEnd }.joined()
                + back
        }
    }

    typealias Damage = (String, @Sendable (inout Sheet, inout SplitMix64) -> Void)

    /// Damage to the table; what is done to its bytes stands in `encodings`.
    static let damages: [Damage] = [
        ("none", { _, _ in }), ("comma", { sheet, _ in sheet.separator = "," }),
        ("tab", { sheet, _ in sheet.separator = "\t" }),
        ("bar", { sheet, _ in sheet.separator = "|" }),
        ("CRLF", { sheet, _ in sheet.lineEnd = "\r\n" }),
        ("CR", { sheet, _ in sheet.lineEnd = "\r" }),
        ("mixed line ends", { sheet, random in edit(&sheet, &random) { $0[4] += "\r" } }),
        ("sep=", { sheet, _ in sheet.front = "sep=;\n" }),
        ("titles", { sheet, _ in sheet.front = "Leads per maand\n\"1 maart, 2026\"\n\n" }),
        ("first row blank", { sheet, _ in sheet.front = ";;;;\n" }),
        ("total", { sheet, _ in sheet.back = "Totaal;;;;12.345,00\n" }),
        ("footer", { sheet, _ in sheet.back = "\nVertrouwelijk\n" }),
        ("no last line end", { sheet, _ in sheet.back = "L-99;2026-03-01;beurs;A;1" }),
        ("cells too many", { sheet, random in edit(&sheet, &random) { $0.append("extra") } }),
        ("cells too few", { sheet, random in edit(&sheet, &random) { $0.removeLast(2) } }),
        (
            "empty columns behind",
            { sheet, _ in
                sheet.header += ["", ""]
                for place in sheet.rows.indices { sheet.rows[place] += ["", ""] }
            }
        ),
        ("empty column name", { sheet, _ in sheet.header[3] = "" }),
        ("column twice", { sheet, _ in sheet.header[4] = "company" }),
        ("header in capitals", { sheet, _ in sheet.header = sheet.header.map { $0.uppercased() } }),
        ("spaces in the header", { sheet, _ in sheet.header = sheet.header.map { " \($0) " } }),
        (
            "header twice",
            { sheet, random in
                sheet.rows.insert(sheet.header, at: random.below(sheet.rows.count))
            }
        ),
        ("no header", { sheet, _ in sheet.header = sheet.rows.removeFirst() }),
        ("open quote", { sheet, random in edit(&sheet, &random) { $0[3] = "\"" + $0[3] } }),
        ("open quote at the end", { sheet, _ in sheet.back = "L-99;2026-03-01;\"beurs" }),
        ("quote inside", { sheet, random in edit(&sheet, &random) { $0[3] = "5\" pijp" } }),
        ("doubled quotes", { sheet, random in edit(&sheet, &random) { $0[3] = "\"5\"\" pijp\"" } }),
        ("text after a quote", { sheet, random in edit(&sheet, &random) { $0[3] = "\"a\" b" } }),
        ("line in a cell", { sheet, random in edit(&sheet, &random) { $0[3] = "\"a\nb\nc\"" } }),
        ("separator in a cell", { sheet, random in edit(&sheet, &random) { $0[3] = "\"a;b\"" } }),
        ("bare separator in a cell", { sheet, random in edit(&sheet, &random) { $0[3] = "a;b" } }),
        ("NUL", { sheet, random in edit(&sheet, &random) { $0[3] += "\0" } }),
        (
            "control characters",
            { sheet, random in edit(&sheet, &random) { $0[3] = "\u{1B}[2J\u{7}" } }
        ),
        ("right to left", { sheet, random in edit(&sheet, &random) { $0[3] = "\u{202E}abc" } }),
        ("no-break spaces", { sheet, random in edit(&sheet, &random) { $0[4] = "1\u{A0}250,00" } }),
        ("euro amounts", { sheet, random in edit(&sheet, &random) { $0[4] = "€ 1.234,56" } }),
        ("1.250,-", { sheet, random in edit(&sheet, &random) { $0[4] = "1.250,-" } }),
        ("brackets", { sheet, random in edit(&sheet, &random) { $0[4] = "(1.250,00)" } }),
        ("percent", { sheet, random in edit(&sheet, &random) { $0[4] = "12,5%" } }),
        (
            "forty digits",
            { sheet, random in
                edit(&sheet, &random) { $0[4] = String(repeating: "9", count: 40) }
            }
        ),
        ("1,89E+11", { sheet, random in edit(&sheet, &random) { $0[0] = "1,89E+11" } }),
        ("leading zeros", { sheet, random in edit(&sheet, &random) { $0[0] = "000123" } }),
        ("id twice", { sheet, random in edit(&sheet, &random) { $0[0] = "L-1" } }),
        ("id empty", { sheet, random in edit(&sheet, &random) { $0[0] = "" } }),
        ("id in spaces", { sheet, random in edit(&sheet, &random) { $0[0] = "  \($0[0])  " } }),
        ("days first", { sheet, random in edit(&sheet, &random) { $0[1] = "13-3-2026" } }),
        ("months first", { sheet, random in edit(&sheet, &random) { $0[1] = "3/13/2026" } }),
        ("Excel days", { sheet, random in edit(&sheet, &random) { $0[1] = "46094" } }),
        ("day that is none", { sheet, random in edit(&sheet, &random) { $0[1] = "2026-02-30" } }),
        ("words for a date", { sheet, random in edit(&sheet, &random) { $0[1] = "vorige week" } }),
        ("the year 9999", { sheet, random in edit(&sheet, &random) { $0[1] = "9999-12-31" } }),
        ("the year 0", { sheet, random in edit(&sheet, &random) { $0[1] = "0000-01-01" } }),
        ("date empty", { sheet, random in edit(&sheet, &random) { $0[1] = "" } }),
        (
            "a row of nothing",
            { sheet, random in edit(&sheet, &random) { $0 = ["", "", "", "", ""] } }
        ),
        ("blank lines", { sheet, random in edit(&sheet, &random) { $0[4] += "\n\n" } }),
        (
            "a very long cell",
            { sheet, random in
                edit(&sheet, &random) { $0[3] = String(repeating: "x", count: 70_000) }
            }
        ),
        ("emoji", { sheet, random in edit(&sheet, &random) { $0[3] = "👩‍👩‍👧 🇳🇱" } }),
        ("WAAR", { sheet, random in edit(&sheet, &random) { $0[4] = "WAAR" } }),
        (
            "all quoted",
            { sheet, _ in
                sheet.header = sheet.header.map { "\"\($0)\"" }
                sheet.rows = sheet.rows.map { $0.map { "\"\($0)\"" } }
            }
        ),
        ("separators at the end", { sheet, _ in sheet.lineEnd = ";;;\n" }),
        (
            "a mark in the middle",
            { sheet, random in edit(&sheet, &random) { $0[0] = "\u{FEFF}" + $0[0] } }
        ),
        ("only a header", { sheet, _ in sheet.rows = [] }),
        (
            "five hundred columns",
            { sheet, _ in
                sheet.header += (0..<500).map { "c\($0)" }
                for place in sheet.rows.indices {
                    sheet.rows[place] += Array(repeating: "x", count: 500)
                }
            }
        ),
    ]

    /// Every third row or so.
    private static func edit(
        _ sheet: inout Sheet, _ random: inout SplitMix64, _ change: (inout [String]) -> Void
    ) {
        for place in sheet.rows.indices where random.below(3) == 0 { change(&sheet.rows[place]) }
    }

    /// The ways to write letters down, of which two are mixed in one file.
    private static func encodings(_ text: String) -> [(String, [UInt8])] {
        let utf16 = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let latin = text.unicodeScalars.map { $0.value < 256 ? UInt8($0.value) : UInt8(ascii: "?") }
        let half = Array(text.utf8).count / 2
        return [
            ("UTF-8", Array(text.utf8)), ("BOM", [0xEF, 0xBB, 0xBF] + Array(text.utf8)),
            ("UTF-16", [0xFF, 0xFE] + utf16), ("Latin", latin),
            (
                "mixed",
                Array(text.utf8).prefix(half) + latin.suffix(latin.count - min(half, latin.count))
            ),
            ("cut off", Array(text.utf8.prefix(half))),
        ]
    }

    @Test("Sixty kinds of damage, twenty times each: nothing is lost and nothing stops the program")
    func balance() throws {
        #expect(Self.damages.count >= 60)
        var read = 0
        for (name, damage) in Self.damages {
            for seed in 1...20 {
                var random = SplitMix64(seed: UInt64(seed))
                var sheet = Sheet(&random)
                damage(&sheet, &random)
                let all = Self.encodings(sheet.text)
                let (encoding, bytes) = all[(seed - 1) % all.count]
                do {
                    let reading = try Reading.read(
                        [ByteSource(name: "x.csv", bytes: bytes)],
                        options: ReadingOptions(leadFields: ["company"], keepsRejectedRows: true))
                    read += 1
                    let table = reading.tables[0]
                    #expect(
                        table.rows
                            == table.new + table.updated + table.unchanged + table.rejected
                            + table.skipped, "\(name) \(encoding) \(seed)")
                    #expect(table.rejected == reading.rejected.count, "\(name) \(encoding)")
                    #expect(table.new == reading.facts.leads.count, "\(name) \(encoding)")
                    // Every rejected row has a reason with a place.
                    #expect(reading.problems.listed.allSatisfy { $0.line >= 1 && $0.column >= 1 })
                    #expect(table.rejected == 0 || !reading.problems.isEmpty)
                    // Read in blocks of a few rows, several at a time, it is the same.
                    var options = ReadingOptions(leadFields: ["company"], keepsRejectedRows: true)
                    options.jobs = 1 + seed % 4
                    options.blockSize = [48, 100, 333][seed % 3]
                    let other = try Reading.read(
                        [ByteSource(name: "x.csv", bytes: bytes)], options: options)
                    #expect(other.tables == reading.tables, "\(name) \(encoding) \(seed)")
                    #expect(other.problems.listed.sorted() == reading.problems.listed.sorted())
                    #expect(other.problems.counts == reading.problems.counts)
                    #expect(other.rejected == reading.rejected)
                    #expect(
                        other.facts.fingerprint == reading.facts.fingerprint,
                        "\(name) \(encoding) \(seed)")
                } catch let error as IntakeErrors {
                    #expect(
                        error.errors.allSatisfy { !$0.message.en.isEmpty && !$0.message.nl.isEmpty }
                    )
                }
            }
        }
        #expect(read > 1000)
    }

    @Test("Texts that look like numbers stay the texts that they are")
    func texts() throws {
        let ids = [
            "0612345678", "01234", "+31 6 1234", "1e5", "TRUE", "00", "1.0", "-0", "1,89E+11",
            "NaN",
            "2026-03-01", "'x", "=1+1", String(repeating: "7", count: 40),
        ]
        let text =
            "lead_id;created_at;source\n" + ids.map { "\($0);2026-03-01;beurs\n" }.joined()
        let reading = try Reading.read(
            [ByteSource(name: "x.csv", text: text)], options: ReadingOptions())
        #expect((0..<ids.count).map { reading.facts.leads.index.id(of: $0) } == ids)
    }

    @Test("A quote that does not close costs one row, at whichever of twenty places it stands")
    func quotes() throws {
        for place in 0..<20 {
            var rows = (0..<20).map { "L-\($0);2026-03-01;beurs;Firma \($0)" }
            rows[place] = rows[place].replacing("Firma", with: "\"Firma")
            let text = "lead_id;created_at;source;company\n" + rows.joined(separator: "\n") + "\n"
            let reading = try Reading.read(
                [ByteSource(name: "x.csv", text: text)], options: ReadingOptions())
            #expect(reading.facts.leads.count == 19)
            #expect(reading.problems.listed.map(\.line) == [place + 2])
        }
    }

    @Test(
        "What can be read in two ways is asked for in every one of fifty cases",
        arguments: 1...50)
    func ambiguity(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let (first, second) = (1 + random.below(12), 1 + random.below(12))
        guard first != second else { return }
        let date = "\(first)\(["-", "/"][random.below(2)])\(second)-2026".replacing(
            "/\(second)-", with: "/\(second)/")
        #expect(throws: IntakeError.self) {
            try ColumnHabits.order(of: [date, "", date], file: "x")
        }
        #expect(try ColumnHabits.order(of: [date, "13-\(second)-2026"], file: "x") == .dmy)
        #expect(try ColumnHabits.order(of: ["\(first)/28/2026", date], file: "x") == .mdy)
        #expect(try ColumnHabits.order(of: ["2026-0\(1 + random.below(9))-01"], file: "x") == nil)
        let amount =
            "\(1 + random.below(900))\([".", ","][random.below(2)])\(100 + random.below(899))"
        #expect(throws: IntakeError.self) { try ColumnHabits.sign(of: [amount], file: "x") }
        #expect(try ColumnHabits.sign(of: [amount, "12,50"], file: "x") == .comma)
        #expect(try ColumnHabits.sign(of: [amount, "1,234.50"], file: "x") == .point)
    }
}
