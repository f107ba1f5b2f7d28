import Quantities
import Testing

@testable import Reports

/// Text for terminals of any width, by the cells that letters take.
struct TextWidthTests {
    private typealias Column = Table.Column

    private func text(_ blocks: Document.Block..., width: Int?, _ language: Language = .en)
        -> [String]
    {
        var document = Document("T")
        document.add(blocks)
        return TextFormat(language, width: width).write(document).split(
            separator: "\n", omittingEmptySubsequences: false
        ).map(String.init)
    }

    /// Sources in several scripts, with a count each.
    private let sources = Table(
        columns: [.init("s", Phrase("Source"), nil, .text), .init("n", Phrase("Number"), nil)],
        rows: [
            [.text("beurs"), .count(7)], [.text("展示会の広告"), .count(1200)],
            [.text("📣 mail"), .count(3)],
            [.text("cafe\u{301}"), .count(4)], [.text("ＡＢＣ"), .count(5)],
            [.text("total"), .count(1219)],
        ], hasTotal: true)

    @Test("Every row of a table ends at the same cell, whatever letters its name has")
    func aligned() {
        let lines = text(.table(sources), width: nil).dropFirst(2).filter { !$0.isEmpty }
        // 展示会の広告 takes 12 cells, then two blanks, then "Number" of 6.
        #expect(lines.map(\.cells) == Array(repeating: 20, count: 8))
        #expect(lines[2] == "展示会の広告   1,200")
    }

    /// Six columns of figures: together 12 + 6 × 10 cells and gaps of 2.
    private func wide(_ ranks: [Int]) -> Table {
        Table(
            columns: [.init("s", Phrase("Source"), nil, .text)]
                + ranks.enumerated().map { place, rank in
                    .init("c\(place)", Phrase("Column \(place)"), nil, rank: rank)
                },
            rows: [
                [.text("beursvloeren")]
                    + ranks.map { _ in .money(Money(cents: 123_456_789)) },
                [.text("total")] + ranks.map { _ in .money(Money(cents: 123_456_789)) },
            ], hasTotal: true)
    }

    @Test("Columns fall away by rank, the last of equals first, and are named below")
    func ranks() {
        let table = wide([0, 5, 1, 5, 0, 2])
        // A column is 12 wide (1,234,567.89); five and the name with gaps of 1 are 12 + 5 × 13 = 77.
        let at80 = text(.table(table), width: 80)
        #expect(
            at80[2] == "Source      " + [0, 1, 2, 4, 5].map { "     Column \($0)" }.joined())
        #expect(
            at80[6] == "Not shown at this width: Column 3; wider, or --format csv.")
        let at60 = text(.table(table), width: 60)
        #expect(at60[2].split(separator: " ").filter { $0.count == 1 } == ["0", "2", "4"])
        #expect(at60[3].hasSuffix("1,234,567.89"))
        let dutch = text(.table(table), width: 60, .nl)
        #expect(dutch[6].hasPrefix("Niet getoond op deze breedte: "))
        // All of them fit in 140, and then nothing is said.
        let at140 = text(.table(table), width: 140)
        #expect(at140[2].contains("Column 1") && at140[2].contains("Column 3"))
        #expect(!at140.joined().contains("Not shown"))
    }

    @Test("A long name gives way before a column does, and a number never")
    func names() {
        let name = "中华人民共和国广告联合会的展览"  // 30 cells
        let table = Table(
            columns: [.init("s", Phrase("Source"), nil, .text)]
                + (0..<3).map { .init("c\($0)", Phrase("C\($0)"), nil) },
            rows: [[.text(name)] + (0..<3).map { _ in .money(Money(cents: 123_456_789)) }])
        // 60 less three figures of 12 and gaps of 2: 18 cells stay for the name.
        let lines = text(.table(table), width: 60)
        #expect(lines[3] == "中华人民共和国广…   1,234,567.89  1,234,567.89  1,234,567.89")
        #expect(lines[3].cells == 60)
        #expect(lines.count == 5)
    }

    @Test("Days and words of the program stay whole where names are cut")
    func whole() {
        let word = Phrase(en: "no difference shown", nl: "geen verschil aangetoond")
        let table = Table(
            columns: [
                .init("m", Phrase("Month"), nil, .text, isWhole: true),
                .init("a", Phrase("A"), nil, rank: 9),
                .init("v", Phrase("Verdict"), nil, .text, rank: 0),
            ],
            rows: [
                [
                    .text("2026-07 provisional"), .money(Money(cents: 1_234_567_890_123_456)),
                    .phrase(word),
                ]
            ])
        let lines = text(.table(table), width: 60)
        #expect(lines[3] == "2026-07 provisional  no difference shown")
        #expect(lines[4] == "Not shown at this width: A; wider, or --format csv.")
    }

    @Test(
        "Running text is broken by cells, and is never wider than is easy to read",
        arguments: [60, 80, 100, 140])
    func running(width: Int) {
        let words = String(repeating: "展示会 beurs 📣 cafe\u{301} ", count: 20)
        let chinese = String(repeating: "广告费用和客户价值，", count: 20)
        let path = "/home/" + String(repeating: "folder/", count: 30)
        let lines = text(
            .paragraph(words), .list([chinese]), .lines([path]), .labelled([("标签", [words])]),
            width: width)
        #expect(lines.allSatisfy { $0.cells <= min(width, 100) })
        // A comma begins no line.
        #expect(!lines.contains { $0.drop { $0 == " " }.hasPrefix("，") })
        #expect(lines.joined().filter { $0 == "广" }.count == 20)
    }

    @Test("In a file a word that is longer than a line stays whole")
    func files() {
        let path = "/home/" + String(repeating: "folder/", count: 30)
        #expect(text(.lines([path]), width: nil).contains(path))
    }
}
