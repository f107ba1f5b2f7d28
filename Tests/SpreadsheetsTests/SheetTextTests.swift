import MadeWorkbooks
import Quantities
import TestSupport
import Testing

@testable import Spreadsheets

/// Sheets as lines of text: `|` stands for what parts cells, and `#` marks a number.
struct SheetTextTests {
    private func text(_ rows: String, strings: [String] = [], is1904: Bool = false) throws -> String
    {
        try read(MadeWorkbook.workbook([("Blad1", rows)], strings: strings, is1904: is1904)).text
    }

    private func read(_ bytes: [UInt8]) throws -> (text: String, sheet: SheetText) {
        let book = try Workbook(ZipArchive(RandomBytes(bytes)))
        let sheet = try SheetText(book, try #require(book.sheets.first))
        var all: [UInt8] = []
        // A buffer that no row fits in.
        var buffer = [UInt8](repeating: 0, count: 7)
        while true {
            let count = try buffer.withUnsafeMutableBytes { try sheet.read($0) }
            if count == 0 { break }
            all += buffer[..<count]
        }
        let shown = String(decoding: all, as: UTF8.self)
            .replacing("\u{1F}", with: "|")
        return (shown.replacing(" |", with: "#|").replacing(" \n", with: "#\n"), sheet)
    }

    @Test("A row stands on the line of its number, and a cell in its column")
    func places() throws {
        let rows = MadeWorkbook.row(2, ["a", "", "b"]) + MadeWorkbook.row(5, ["", "1.5", "x"])
        #expect(try text(rows) == "\na||b\n\n\n|1.5#|x")
    }

    @Test("Numbers are marked; texts of digits, days and truths are not")
    func kinds() throws {
        let cells = [
            "12", "<c t=\"str\"><v>12</v></c>", "<c s=\"1\"><v>46112</v></c>",
            "<c t=\"b\"><v>1</v></c>",
            "<c t=\"b\"><v>0</v></c>", "<c s=\"2\"><v>0.125</v></c>", "<c t=\"s\"><v>1</v></c>",
            "z",
        ]
        #expect(
            try text(MadeWorkbook.row(1, cells), strings: ["nul", "één &amp; twee"])
                == "12#|12|2026-03-31|true|false|0.125#|één & twee|z")
    }

    @Test(
        "Line ends and other signs in a text are blanks, and a quote is doubled, so that no place moves"
    )
    func signs() throws {
        let cells = [
            "twee\nregels", "een\r\nregel", "5&quot; pijp", "bel_x0007_", "  los  ",
            "<c t=\"str\"><v> </v></c>",
            "z",
        ]
        #expect(
            try text(MadeWorkbook.row(1, cells))
                == "\"twee regels\"|\"een regel\"|\"5\"\" pijp\"|bel|los||z")
    }

    @Test("What parts cells here cannot be in one")
    func separator() throws {
        #expect(try text(MadeWorkbook.row(1, ["a_x001F_b", "c"])) == "\"a b\"|c")
    }

    @Test("Rows and cells in any order, without references, and twice: the later one counts")
    func order() throws {
        let rows =
            MadeWorkbook.row(3, ["c"])
            + "<row r=\"1\"><c r=\"B1\"><v>2</v></c><c r=\"A1\"><v>1</v></c>"
            + "<c r=\"B1\"><v>3</v></c></row>" + MadeWorkbook.row(3, ["d"])
        #expect(try text(rows) == "1#|3 \n\nd".replacing("3 \n", with: "3#\n"))
        #expect(
            try text("<row><c><v>1</v></c></row><row/><row><c/><c t=\"str\"><v>x</v></c></row>")
                == "1#\n\n|x")
        // The row is told by its cell.
        #expect(try text("<row><c r=\"A4\" t=\"str\"><v>x</v></c></row>") == "\n\n\nx")
    }

    @Test("Errors are empty and counted, and so are formulas whose result was not saved")
    func lost() throws {
        let cells = [
            "a", "<c t=\"e\"><v>#N/A</v></c>", "<c><f>A1+1</f></c>", "<c><f>A1</f><v></v></c>",
            "<c t=\"str\"><f>A1</f><v></v></c>", "<c><f>1+1</f><v>2</v></c>",
        ]
        let (text, sheet) = try read(
            MadeWorkbook.workbook([
                ("Blad1", MadeWorkbook.row(3, cells) + MadeWorkbook.row(4, ["y"]))
            ])
        )
        #expect(text == "\n\na|||||2#\ny")
        #expect((sheet.errors.count, sheet.errors.row, sheet.errors.column) == (1, 3, 2))
        #expect(sheet.errors.text == "#N/A")
        #expect((sheet.unsaved.count, sheet.unsaved.row, sheet.unsaved.column) == (2, 3, 3))
    }

    @Test(
        "Comments, CDATA, prefixes, entities and quotes of either kind are XML as any other",
        arguments: [
            "<x:row r='1'><x:c r='A1' t='str'><x:v>a&lt;&#8364;&#x20AC;</x:v></x:c></x:row>",
            "<row r=\"1\"><!-- <c><v>9</v></c> --><c t=\"inlineStr\"><is><t><![CDATA[a<]]>€€</t></is></c></row>",
            "<row r=\"1\" ><c  t = \"str\" ><f>\"&gt;\"</f><v>a&lt;€</v ><?x y>z ?></c><c/></row >"
                .replacing("€</v", with: "€€</v"),
            "<row r=\"1\"><c t=\"inlineStr\"><is><r><rPr><b/></rPr><t>a</t></r><r><t>&lt;</t></r><rPh><t>no</t></rPh>"
                + "<r><t>€€</t></r></is></c></row>",
        ])
    func xml(rows: String) throws {
        #expect(try text(rows) == "a<€€")
    }

    @Test(
        "What no workbook may have is named as damaged",
        arguments: [
            "<row r=\"1\"><c t=\"s\"><v>7</v></c></row>", "<row r=\"1\"><c><v>1",
            "<row r=\"1\"><c r=\"ZZZZ1\"><v>1</v></c></row>",
            "<row r=\"1048577\"><c><v>1</v></c></row>", "<!DOCTYPE x><row/>",
            "<row r=\"0\"><c><v>1</v></c></row>",
        ])
    func broken(rows: String) {
        #expect(throws: SpreadsheetError.self) { try text(rows) }
    }

    @Test("A text that many cells name may not fill the memory: a row ends at four mebibytes")
    func amplified() {
        let cells = String(repeating: "<c t=\"s\"><v>0</v></c>", count: 200)
        #expect(throws: SpreadsheetError.self) {
            try text(
                "<row r=\"1\">\(cells)</row>", strings: [String(repeating: "x", count: 30_000)])
        }
    }

    @Test("Sheets are told with their names, and those that Excel hides")
    func sheets() throws {
        let bytes = MadeWorkbook.workbook(
            [("Leads &amp; zo", ""), ("Oud", "")], hidden: ["Oud"])
        let book = try Workbook(ZipArchive(RandomBytes(bytes)))
        #expect(book.sheets.map(\.name) == ["Leads & zo", "Oud"])
        #expect(book.sheets.map(\.isHidden) == [false, true])
    }

    @Test(
        "What is another kind of document is named with what to do",
        arguments: [
            ("xl/workbook.bin", ".xlsb"), ("mimetype", ".ods"), ("Index/Document.iwa", "Numbers"),
            ("word/document.xml", "Word"), ("leads.csv", "no workbook"),
        ])
    func others(name: String, word: String) {
        #expect {
            try Workbook(ZipArchive(RandomBytes(MadeWorkbook.zip([(name, [1])]))))
        } throws: { (($0 as? SpreadsheetError)?.message.en ?? "").contains(word) }
    }
}
