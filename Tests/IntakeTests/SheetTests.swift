import Foundation
import Leads
import MadeWorkbooks
import Quantities
import Spreadsheets
import TestSupport
import Testing

@testable import Intake

/// Workbooks as a way into the same tables as text.
struct SheetTests {
    private func read(
        _ bytes: [UInt8], _ options: ReadingOptions = ReadingOptions(), name: String = "q1.xlsx",
        mappings: [TableMapping] = []
    ) throws -> Reading {
        try Reading.read(
            [ByteSource(name: name, bytes: bytes)], mappings: mappings, options: options)
    }

    private func book(_ sheets: (String, [[String]])..., hidden: [String] = []) -> [UInt8] {
        MadeWorkbook.workbook(
            sheets.map { name, rows in
                (name, rows.enumerated().map { MadeWorkbook.row($0 + 1, $1) }.joined())
            }, hidden: hidden)
    }

    private let leads = (
        "Leads", [["lead_id", "created_at", "source"], ["L-1", "2026-03-01", "fair"]]
    )

    @Test(
        "Leads under a title, with days by their format: 46,083 is 2026-03-02, and 0.385 of a day is 9:14"
    )
    func days() throws {
        let rows = [
            ["Leads of the fair"], [], ["", "lead_id", "created_at", "source"],
            ["", "189165000000123", "<c s=\"1\"><v>46083</v></c>", "fair"],
            ["", "K-2", "<c s=\"1\"><v>46083.385</v></c>", "web &amp; more"], [],
            ["", "K-3", "2026-03-04", "twee\nregels"],
        ]
        let reading = try read(book(("Blad1", rows)))
        let facts = reading.facts
        #expect(facts.leads.count == 3)
        #expect((0..<3).map { facts.leads.index.id(of: $0) } == ["189165000000123", "K-2", "K-3"])
        #expect(reading.problems.isEmpty)
        #expect(reading.tables[0].file == "q1.xlsx!Blad1")
        #expect(reading.tables[0].recognition.headerLine == 3)
        #expect(reading.tables[0].recognition.isSheet)
        let firstDays = reading.tables[0].recognition.firstRows.map { $0[1] }
        #expect(firstDays == ["2026-03-02", "2026-03-02 09:14:24", "2026-03-04"])
    }

    @Test(
        "A problem is at its row and column, also behind rows that are not there and cells of two lines"
    )
    func places() throws {
        let rows = [
            ["", "lead_id", "created_at", "source"], [], ["", "K-1\nbis", "2026-03-01", "fair"], [],
            ["", "K-2", "soon"], ["", "K-3", "46083"],
        ]
        let problems = try read(book(("Mijn blad", rows))).problems.listed.map(\.description)
        #expect(problems.count == 2)
        #expect(problems[0].hasPrefix("q1.xlsx!Mijn blad:5:3: created_at (a text of 4 characters)"))
        // A day of which the format was lost is a number, and no day is made of it.
        #expect(problems[1].contains("blad:6:3: created_at \"46083\" is not a date. The sheet has"))
    }

    @Test(
        "A number is what it is in the sheet, whatever decimal sign the texts have: 1,234.50 + 333.33 + 1,250.00"
    )
    func amounts() throws {
        let rows = [
            ["Maand", "Bron", "Bedrag"], ["2026-03", "beurs", "1234.5"],
            ["2026-03", "web", "333.3333333333333"], ["2026-03", "mail", "1.250,00"],
            ["<c s=\"1\"><v>46113</v></c>", "mail", "1.05E7"], ["2026-04", "web", "7.125"],
        ]
        let reading = try read(book(("Kosten", rows)))
        // 7.125 is as near to 7.12 as to 7.13: the even one. Day 46,113 is 1 April.
        let sum = reading.facts.spend.map(\.money.cents).sorted()
        #expect(sum == [712, 33_333, 123_450, 125_000, 1_050_000_000])
        #expect(reading.problems.isEmpty)
        #expect(reading.tables[0].recognition.decimal == .comma)
        // Numbers alone ask nothing, though 1.125 as text may be a thousand.
        let alone = try read(
            book(("Kosten", [["Maand", "Bron", "Bedrag"], ["2026-03", "beurs", "1.125"]])))
        #expect(alone.facts.spend.map(\.money.cents) == [112])
    }

    @Test(
        "A rejected row is written as its table is read: 123.456 beside a decimal comma is 123,456")
    func rejected() throws {
        var options = ReadingOptions(keepsRejectedRows: true)
        options.decimal = .comma
        let rows = [["Maand", "Bron", "Bedrag"], ["ooit", "beurs", "123.456"]]
        let reading = try read(book(("Kosten", rows)), options)
        #expect(reading.rejected.map(\.cells) == [["ooit", "beurs", "123,456"]])
        #expect(reading.rejected[0].line == 2)
    }

    @Test("An id of which Excel has lost digits is told, and one that is written out has all")
    func ids() throws {
        func rows(_ id: String) -> [UInt8] {
            book(
                (
                    "Contacts",
                    [
                        ["Record ID", "Create Date", "Lifecycle Stage", "Email"],
                        [id, "2026-03-01", "Lead", "a@example.org"],
                    ]
                ))
        }
        let whole = try read(rows("189165000000123456"))
        #expect(whole.facts.leads.index.id(of: 0) == "189165000000123456")
        let lost = try read(rows("1.8916500000012301E+17"))
        #expect(lost.problems.counts == [.roundedID: 1])
    }

    @Test("Sheets are recognised one by one; what is no table is told where another is one")
    func several() throws {
        let reading = try read(
            book(
                leads, ("Notes", [["to do"], ["call"]]), ("Empty", []),
                ("Spend", [["month", "source", "amount"], ["2026-03", "fair", "100"]])))
        #expect(reading.tables.map(\.file) == ["q1.xlsx!Leads", "q1.xlsx!Spend"])
        #expect(reading.facts.spend.map(\.money.cents) == [10_000])
        #expect(reading.problems.counts == [.unreadSheet: 1])
        #expect(reading.problems.listed[0].file == "q1.xlsx!Notes")
        // None of them: all are named.
        #expect { try read(book(("Notes", [["to do"], ["call"]]), ("Empty", []))) } throws: {
            "\($0)".hasPrefix("q1.xlsx!Notes:1:1: The columns \"to do\"")
        }
        #expect { try read(book(("Empty", []))) } throws: {
            "\($0)".contains("!Empty:1:1: The sheet is empty")
        }
    }

    @Test("A sheet that is a question is asked, though another can be read")
    func question() throws {
        #expect {
            try read(
                book(leads, ("Ads", [["Day", "Campaign", "Cost"], ["3-4-2026", "a", "10"]])))
        } throws: { "\($0)".contains("q1.xlsx!Ads:1:1:") && "\($0)".contains("--date-order dmy") }
    }

    @Test("A hidden sheet does not double the money of another, and is told")
    func hidden() throws {
        let spend = [["month", "source", "amount"], ["2026-03", "fair", "100"]]
        let reading = try read(book(("Spend", spend), ("Copy", spend), hidden: ["Copy"]))
        #expect(reading.facts.spend.map(\.money.cents) == [10_000])
        #expect(reading.problems.listed.map(\.file) == ["q1.xlsx!Copy"])
        #expect(reading.tables.map(\.file) == ["q1.xlsx!Spend"])
        #expect { try read(book(("Copy", spend), hidden: ["Copy"])) } throws: {
            "\($0)".contains("is hidden")
        }
        // Nothing is said of one on which nothing stands.
        #expect(try read(book(("Spend", spend), ("Old", []), hidden: ["Old"])).problems.isEmpty)
    }

    @Test(
        "Errors and formulas without a result count as empty, and are told with the first of them")
    func lost() throws {
        let rows = [
            ["lead_id", "created_at", "source", "company"],
            ["L-1", "2026-03-01", "<c t=\"e\"><v>#N/A</v></c>", "<c><f>A1</f><v></v></c>"],
            ["L-2", "2026-03-01", "<c t=\"e\"><v>#REF!</v></c>", "Vis"],
        ]
        let reading = try read(book(("Leads", rows)))
        #expect(reading.facts.leads.count == 2)
        #expect(reading.problems.counts == [.lostCell: 2])
        let told = reading.problems.listed.sorted().map(\.description)
        #expect(
            told[0].hasPrefix("q1.xlsx!Leads:2:3: 2 cells hold an error, such as \"#N/A\" here"))
        #expect(
            told[1].hasPrefix("q1.xlsx!Leads:2:4: The result of this formula is not in the file"))
    }

    @Test("A mapping is for a sheet by the name of its file, or by its own")
    func mapping() throws {
        let fact = FactMapping(
            kind: .lead,
            fields: [
                "lead_id": FieldSource(columns: ["nr"]),
                "created_at": FieldSource(columns: ["dag"]),
            ])
        let bytes = book(("Blad1", [["nr", "dag"], ["7", "2026-03-01"]]))
        for form in ["q*.xlsx", "*!Blad1"] {
            let reading = try read(bytes, mappings: [TableMapping(file: form, facts: [fact])])
            #expect(reading.facts.leads.index.id(of: 0) == "7")
        }
    }

    @Test(
        "A cell that is missing is empty and shifts nothing, and one beside the table is no matter")
    func ragged() throws {
        let rows = [
            ["lead_id", "created_at", "company", "source"], ["L-1", "2026-03-01"],
            ["L-2", "2026-03-01", "", "fair", "", "a remark"], ["L-3", "2026-03-01", "fair"],
        ]
        let reading = try read(book(("Leads", rows)))
        #expect(reading.facts.leads.count == 3)
        #expect(reading.problems.isEmpty)
    }

    @Test("Read in any number of parts by any number of threads, a sheet gives the same")
    func parts() throws {
        let rows =
            [["lead_id", "created_at", "source"]]
            + (1...900).map { row in
                [
                    "L-\(row)", row % 50 == 0 ? "x" : "2026-03-01",
                    "Beurs &quot;\(row % 7)&quot;\nzaal",
                ]
            }
        var whole = ReadingOptions(keepsRejectedRows: true)
        let expected = try read(book(("Leads", rows)), whole)
        #expect(expected.rejected.map(\.line) == (1...18).map { $0 * 50 + 1 })
        whole.blockSize = 1 << 10
        whole.jobs = 3
        let other = try read(book(("Leads", rows)), whole)
        #expect(other.facts.fingerprint == expected.facts.fingerprint)
        #expect(other.rejected == expected.rejected)
    }

    @Test("Every export that is known, saved as a workbook of texts, tells what it tells as text")
    func exports() throws {
        for name in try Fixtures.names(in: "exports") where name.hasSuffix(".csv") {
            let file = Array(try Data(contentsOf: Fixtures.url("exports/\(name)")))
            let first = try Reading.read(
                [ByteSource(name: name, bytes: file)], options: ReadingOptions())
            let bytes = try TextDecoder(ByteSource(name: name, bytes: file)).decoded.all()
            let separator = first.tables[0].recognition.separator
            var reader = try RecordReader(ByteSource(name: "", bytes: bytes), separator: separator)
            var (rows, flat) = ("", "")
            while case .record = try reader.next() {
                // A line end in a cell is a blank in a sheet.
                let texts = (0..<reader.cellCount).map { place in
                    reader.text(place).replacing("\n", with: " ").replacing("\"", with: "\"\"")
                }
                flat += texts.map { "\"\($0)\"" }.joined(separator: ",") + "\n"
                let cells = (0..<reader.cellCount).map { place in
                    let escaped = reader.text(place).replacing("&", with: "&amp;")
                        .replacing("<", with: "&lt;")
                    return "<c t=\"inlineStr\"><is><t>\(escaped)</t></is></c>"
                }
                rows += "<row r=\"\(reader.line)\">\(cells.joined())</row>"
            }
            let sheet = try read(
                MadeWorkbook.workbook([("Export", rows)]),
                name: name.replacing(".csv", with: ".xlsx"))
            let same = try Reading.read(
                [ByteSource(name: name, text: flat)], options: ReadingOptions())
            #expect(sheet.facts.fingerprint == same.facts.fingerprint, "\(name)")
            #expect(sheet.tables[0].counts == first.tables[0].counts, "\(name)")
            #expect(
                sheet.tables[0].recognition.headerLine == first.tables[0].recognition.headerLine)
        }
    }

    @Test("A file with a password, and one of an old Excel, are named with what to do")
    func old() {
        let front: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0] + [UInt8](repeating: 0, count: 600)
        let word: [UInt8] = Array("EncryptedPackage".utf8).flatMap { [$0, 0] }
        #expect { try read(front + word, name: "a.bin") } throws: { "\($0)".contains("password") }
        #expect { try read(front, name: "a.xlsx") } throws: { "\($0)".contains("password") }
        #expect { try read(front, name: "a.xls") } throws: { "\($0)".contains("(.xls)") }
    }
}
