import Foundation
import Funnels
import Quantities
import TestSupport
import Testing

@testable import Reports

struct NumberFormatTests {
    private let numbers = NumberFormat()

    @Test(
        "Amounts are written to the cent, thousands apart",
        arguments: [
            (0, "€0.00"), (5, "€0.05"), (123_456, "€1,234.56"), (-123_456, "−€1,234.56"),
            (100_000_000_000, "€1,000,000,000.00"), (-5, "−€0.05"),
            (Int64.max, "€92,233,720,368,547,758.07"),
        ])
    func money(cents: Int64, text: String) {
        #expect(numbers.money(Money(cents: cents)) == text)
    }

    @Test("A lowest amount does not stop the program, another currency has its code")
    func edges() throws {
        #expect(numbers.money(Money(cents: .min)).hasPrefix("−€92,233"))
        let dirhams = try #require(Currency("AED"))
        #expect(numbers.money(Money(cents: 2528, dirhams)) == "AED\u{A0}25.28")
        #expect(numbers.amount(Money(cents: 32_000), whole: true) == "320")
        #expect(numbers.amount(Money(cents: 32_050), whole: true) == "320.50")
    }

    @Test(
        "Shares and ratios keep their decimals and never show a negative zero",
        arguments: [
            (0.125, "12.5%"), (0, "0.0%"), (-0.0001, "0.0%"), (1, "100.0%"), (0.09999, "10.0%"),
        ])
    func shares(share: Double, text: String) {
        #expect(numbers.share(share) == text)
    }

    @Test(
        "A chance is in whole percents, and never none or all",
        arguments: [
            (0, "under 1%", "onder 1%"), (0.0099, "under 1%", "onder 1%"),
            (0.01, "1%", "1%"), (0.289, "29%", "29%"), (0.975, "98%", "98%"),
            (0.984, "98%", "98%"), (0.986, "almost certain", "bijna zeker"),
            (0.9999, "almost certain", "bijna zeker"), (1, "almost certain", "bijna zeker"),
        ])
    func chances(chance: Double, english: String, dutch: String) {
        #expect(numbers.text(.chance(chance)) == english)
        #expect(NumberFormat(.nl).text(.chance(chance)) == dutch)
        #expect(!CSVFormat().write(table(.chance(chance))).contains("%"))
    }

    @Test("Programs read a hyphen, people a minus")
    func minus() {
        let loss = Cell.money(Money(cents: -2_241_300))
        #expect(numbers.text(loss) == "−€22,413.00")
        #expect(NumberFormat(.nl).text(loss) == "€\u{A0}−22.413,00")
        #expect(numbers.text(.difference(-0.04, low: -0.1, high: 0.02)) == "−4.0 (−10.0 … +2.0)")
        #expect(CSVFormat().write(table(loss)) == "c\n-22413.00\n")
        #expect(loss.json.line == "-22413.00")
    }

    private func table(_ cell: Cell) -> Table {
        Table(columns: [.init("c", Phrase("C"), nil)], rows: [[cell]])
    }

    @Test(
        "A period is written to the last day that is in it, and what both days share once",
        arguments: [
            (
                "2025-02-01", "2025-12-01", "1 Feb – 30 Nov 2025", "1 feb t/m 30 nov 2025"
            ),
            ("2025-03-01", "2025-04-01", "1 – 31 Mar 2025", "1 t/m 31 mrt 2025"),
            (
                "2024-05-06", "2025-05-06", "6 May 2024 – 5 May 2025",
                "6 mei 2024 t/m 5 mei 2025"
            ),
            ("2025-10-09", "2025-10-10", "9 Oct 2025", "9 okt 2025"),
            ("2024-02-29", "2024-03-02", "29 Feb – 1 Mar 2024", "29 feb t/m 1 mrt 2024"),
        ])
    func periods(first: Day, end: Day, english: String, dutch: String) throws {
        let period = try #require(Period(first: first, end: end))
        #expect(numbers.period(period) == english)
        #expect(NumberFormat(.nl).period(period) == dutch)
    }

    @Test("A range has one sign")
    func range() {
        #expect(numbers.range(0.028, 0.301) == "2.8–30.1%")
        #expect(numbers.ratio(1234.5) == "1,234.50")
        #expect(numbers.fixed(.nan, decimals: 2) == "nan")
    }
}

struct CSVFormatTests {
    @Test(
        "A text that a spreadsheet takes for a formula gets an apostrophe",
        arguments: [
            ("=1+1", "'=1+1"), ("+31 6", "'+31 6"), ("-5", "'-5"), ("@SUM", "'@SUM"),
            ("  =1", "'  =1"), ("\u{A0}=1", "'\u{A0}=1"), ("\u{FEFF}=1", "'\u{FEFF}=1"),
            ("\t=1", "'\t=1"), ("＝1", "'＝1"), ("a=1", "a=1"), ("", ""), ("google", "google"),
        ])
    func guarded(text: String, expected: String) {
        #expect(CSVFormat.guarded(text) == expected)
    }

    @Test("Only texts are guarded, numbers stay numbers; quotes and separators are quoted")
    func table() {
        let table = Table(
            columns: [
                .init("source", Phrase("Source"), nil, .text), .init("amount", Phrase("Back"), nil),
                .init("rate", Phrase("Rate"), nil, .range), .init("none", Phrase("None"), nil),
            ],
            rows: [
                [
                    .text("a,\"b\"\n=x"), .money(Money(cents: -500)),
                    .range(0.125, low: 0, high: 1.0 / 3), .absent(Phrase("no spend file")),
                ]
            ])
        #expect(
            CSVFormat().write(table) == """
                source,amount,rate,rate_low,rate_high,none
                "a,""b""\\u{A}=x",-5.00,0.125,0,0.333333,

                """)
    }
}

struct JSONValueTests {
    @Test("Members keep their order, amounts two decimals, and what is unknown says why")
    func known() {
        let perSQL = Known<Money>.unknown(.noSQLs)
        let value = JSONValue.members(["per_lead": Money(cents: 123_450), "per_sql": perSQL])
        #expect(
            value.text == """
                {
                  "per_lead": 1234.50,
                  "per_sql": null,
                  "why": {"per_sql": "no SQLs yet"}
                }

                """)
    }

    @Test("A text cannot break out of a string, a web page or a terminal")
    func strings() {
        let value = JSONValue.string("a\"\\\n</Script>\u{2028}\u{1B}é👋\u{0}")
        #expect(
            value.text
                == "\"a\\\"\\\\\\n\\u003C/Script\\u003E\\u2028\\u001Bé👋\\u0000\"\n")
    }

    @Test("At most six decimals are written")
    func decimals() {
        #expect(JSONValue.number(1.0 / 3).text == "0.333333\n")
        #expect(JSONValue.number(2).text == "2\n")
        #expect(JSONValue.number(-0.0000001).text == "0\n")
        #expect(JSONValue.number(.infinity).text == "null\n")
    }
}

struct MarkdownFormatTests {
    @Test("A name cannot end its cell, start a heading or become HTML")
    func escapes() {
        var document = Document("a|b")
        document.add([
            .table(
                Table(
                    columns: [
                        .init("s", Phrase("Source"), nil, .text), .init("c", Phrase("Cost"), nil),
                    ],
                    rows: [[.text("x|<b>*y*\n# z"), .money(Money(cents: 100))]]))
        ])
        #expect(
            MarkdownFormat().write(document) == """
                # a\\|b

                | Source | Cost |
                |---|---:|
                | x\\|&lt;b&gt;\\*y\\*\\\\u{A}\\# z | €1.00 |

                """)
    }
}

struct TextFormatTests {
    @Test("Columns line up, names give way to figures, and nothing hidden is printed")
    func table() {
        let long = String(repeating: "n", count: 40)
        var document = Document("T")
        document.add([
            .table(
                Table(
                    columns: [
                        .init("s", Phrase("Source"), nil, .text), .init("c", Phrase("Cost"), nil),
                    ],
                    rows: [
                        [.text("a\u{1B}[2J"), .money(Money(cents: 150))],
                        [.text(long), .absent(Phrase("–"))],
                        [.text("total"), .money(Money(cents: 150))],
                    ], hasTotal: true))
        ])
        let width = 34
        let pad = { (text: String) in text + String(repeating: " ", count: width - text.count) }
        #expect(
            TextFormat().write(document) == """
                T

                \(pad("Source"))  Cost
                \(pad("a\\u{1B}[2J"))  1.50
                \(String(repeating: "n", count: 33))…     –
                ----------------------------------------
                \(pad("total"))  1.50

                """)
    }

    @Test("Long sentences are broken between words, and their indent is kept")
    func wrapping() {
        var document = Document("T")
        document.add([.list([String(repeating: "word ", count: 30)])])
        let lines = TextFormat().write(document).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= TextFormat.width })
        #expect(lines[2].hasPrefix("  word"))
    }
}

/// Numbers as another program writes them, case by case.
struct NumberTableTests {
    private struct Table: Decodable {
        struct Case: Decodable {
            let kind: String
            let value: String
            let en: String
            let nl: String
        }
        let cases: [Case]
    }

    private func text(_ entry: Table.Case, _ language: Language) throws -> String {
        let numbers = NumberFormat(language)
        let parts = entry.value.split(separator: " ").compactMap { Double($0) }
        switch entry.kind {
        case "money": return numbers.money(Money(cents: try #require(Int64(entry.value))))
        case "whole":
            return numbers.amount(Money(cents: try #require(Int64(entry.value))), whole: true)
        case "count": return numbers.count(try #require(Int(entry.value)))
        case "day": return numbers.day(try #require(Day(iso: entry.value)))
        case "range": return numbers.range(parts[0], parts[1])
        case "share": return numbers.share(parts[0])
        default: return numbers.ratio(parts[0])
        }
    }

    @Test("A hundred numbers are written as they should be in English and in Dutch")
    func table() throws {
        let data = Data(try Fixtures.text("vectors/number_formats.json").utf8)
        let cases = try JSONDecoder().decode(Table.self, from: data).cases
        #expect(cases.count >= 100)
        for entry in cases {
            #expect(try text(entry, .en) == entry.en, "\(entry.kind) \(entry.value)")
            #expect(try text(entry, .nl) == entry.nl, "\(entry.kind) \(entry.value)")
        }
    }

    @Test("A month and another currency in Dutch")
    func others() throws {
        let numbers = NumberFormat(.nl)
        let dirhams = try #require(Currency("AED"))
        #expect(numbers.money(Money(cents: -252_850, dirhams)) == "AED\u{A0}−2.528,50")
        #expect(numbers.month("2026-11-21") == "nov 2026")
        #expect(NumberFormat().month("2026-11-21") == "Nov 2026")
    }
}
