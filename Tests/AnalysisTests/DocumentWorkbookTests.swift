import Analysis
import Funnels
import Quantities
import Testing
import Workbench

@testable import Reports

@Suite("Every report with tables as a workbook")
struct DocumentWorkbookTests {
    private struct Made: Report {
        let context = ReportContext(.en, command: "mql compare")
        var document: Document {
            var document = Document("Sources / compared")
            document.add(.paragraph("They differ."))
            document.section(
                "How each: converts?", .table(table), .lines(["* A note."]))
            document.section("Basis", .labelled([("Rows", ["12 read"])]))
            return document
        }
        var json: JSONValue { .members([:]) }
        private var table: Table {
            Table(
                columns: [
                    .init("source", Phrase("Source"), nil, .text),
                    .init("rate", Phrase("Rate"), nil, .range),
                    .init("band", Phrase("Guide price"), nil, .band),
                    .init("cost", Phrase("Cost"), nil), .init("change", Phrase("+/−"), nil),
                ],
                rows: [
                    [
                        .text("=fair"), .range(0.1, low: 0.05, high: 0.2),
                        .band(low: Money(cents: 100), high: Money(cents: 250)),
                        .money(Money(cents: 1_234)), .stated(Phrase("−3"), -3, .count),
                    ],
                    [
                        .text("mail"), .unknown(.noMQLs), .dash, .absent(Phrase("none yet")),
                        .stated(Phrase("+7"), 7, .count),
                    ],
                ], hasTotal: true)
        }
    }

    private func text(_ cell: Workbook.Cell) -> String {
        switch cell {
        case .blank: ""
        case .title(let text), .heading(let text), .text(let text): text
        case .number(let number, _), .input(let number, _), .formula(_, let number, _): "\(number)"
        }
    }

    @Test(
        "An estimate and the ends of its range have a cell each, and what is not known is no number"
    )
    func cells() throws {
        let sheets = try #require(Made().workbook).sheets
        #expect(sheets.map(\.name) == ["Answer", "How each converts", "Origin"])
        #expect(
            sheets[0].rows.map { $0.map(text) } == [["Sources / compared"], [], ["They differ."]])
        let rows = sheets[1].rows.map { $0.map(text) }
        #expect(
            rows[2] == [
                "Source", "Rate", "Rate, from", "Rate, to", "Guide price, from", "Guide price, to",
                "Cost", "+/−",
            ])
        // A number with its sign in front is a number all the same.
        #expect(rows[3] == ["=fair", "0.1", "0.05", "0.2", "1.0", "2.5", "12.34", "-3.0"])
        #expect(sheets[1].totals == [4])
        #expect(rows[4].count == 8 && rows[4][0] == "mail" && rows[4][6] == "none yet")
        #expect(sheets[1].frozenRows == 3)
        #expect(sheets[2].rows.last.map { $0.map(text) } == ["Again", "mql compare"])
    }

    @Test(
        "Names of sheets are each once, without the signs that Excel refuses, and at most 31 long")
    func names() {
        let long = "A heading that is much longer than thirty-one characters"
        let made = DocumentWorkbook.named(
            [long, long, "a/b:c?", "[]*"].map { Workbook.Sheet($0, widths: [], rows: []) })
        #expect(Set(made.map { $0.name.lowercased() }).count == 4)
        #expect(made.allSatisfy { (1...31).contains($0.name.count) })
        #expect(made[0].name == "A heading that is much longer")
        #expect(made[2].name == "abc" && made[3].name == "Sheet")
    }

    @Test("A name ends with a whole word, and leaves out when and by what was counted")
    func wholeWords() {
        let made = DocumentWorkbook.named(
            [
                "Wat een MQL kostte aan inkoop (EUR)",
                "MQL's van 1 jan t/m 30 sep 2026 · per persoon",
                "De criteria: te ruim, te streng, nog goed?",
            ].map { Workbook.Sheet($0, widths: [], rows: []) })
        #expect(
            made.map(\.name) == [
                "Wat een MQL kostte aan inkoop", "MQLs van 1 jan tm 30 sep 2026",
                "De criteria te ruim, te streng",
            ])
    }

    @Test("A worth by one's own numbers follows its cells: 13 of 100, 4 of 12, 9,000 are 416.41")
    func ownValue() throws {
        // (13 + ½) ÷ 101 × (4 + ½) ÷ 13 × 9,000 = 416.41.
        let counts = try #require(OwnValue.Counts(mqls: 100, sqls: 13, closed: 12, won: 4))
        let value = try #require(
            OwnValue(
                counts, margin: Money(cents: 900_000), cost: Money(cents: 15_000),
                requiredReturn: nil, customers: nil))
        let sheet = try #require(OwnValueReport(value).workbook?.sheets.first)
        func number(_ line: Int) -> Double {
            switch sheet.rows[line - 1][1] {
            case .number(let number, _), .input(let number, _), .formula(_, let number, _): number
            default: .nan
            }
        }
        #expect(abs(number(8) - 13.5 / 101) < 1e-12 && abs(number(9) - 4.5 / 13) < 1e-12)
        #expect(abs(number(10) - 416.41) < 0.005)
        #expect(abs(number(12) - 266.41) < 0.005)
    }
}
