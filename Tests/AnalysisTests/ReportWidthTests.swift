import Quantities
import Testing

@testable import Reports

/// Every report in terminals of every width.
struct ReportWidthTests {
    /// What looks like a number.
    private func numbers(_ text: some StringProtocol) -> Set<String> {
        Set(String(text).matches(of: /[0-9]+(?:[.,][0-9]+)+/).map { String($0.output) })
    }

    @Test(
        "No line is wider, no row is broken, no number cut, and what is not shown is named",
        arguments: Language.allCases, [60, 80, 100, 140])
    func fits(language: Language, width: Int) async throws {
        var seen = 0
        for (name, document) in try await DemoBench.documents(language) {
            let known = numbers(TextFormat(language, width: 400).write(document))
            let text = TextFormat(language, width: width).write(document)
            for line in text.split(separator: "\n") {
                #expect(String(line).cells <= width, "\(name): \(line)")
                #expect(numbers(line).isSubset(of: known), "\(name): \(line)")
            }
            for case .table(let table) in document.blocks {
                seen += 1
                var one = Document("T")
                one.add(.table(table))
                let lines = TextFormat(language, width: width).write(one).split(separator: "\n")
                // The title of the report, those of the columns, a line for each row, and one above the total.
                let rows = 2 + table.rows.count + (table.hasTotal ? 1 : 0)
                let more = lines.dropFirst(rows)
                let start =
                    language == .en ? "Not shown at this width: " : "Niet getoond op deze breedte: "
                #expect(more.isEmpty || more.first?.hasPrefix(start) == true, "\(name)")
                // Each title is there or named.
                let words = lines.dropFirst().joined(separator: " ").split(separator: " ")
                    .joined(separator: " ")
                for column in table.columns.dropFirst() {
                    let title = column.title.text(language).split(separator: " ").joined(
                        separator: " ")
                    #expect(words.contains(title), "\(name) \(width): \(title)")
                }
            }
        }
        #expect(seen > 30)
    }

    @Test("In colour the words are the same, at every width", arguments: [60, 100, 140])
    func colour(width: Int) async throws {
        for (name, document) in try await DemoBench.documents(.en) {
            let plain = TextFormat(.en, width: width).write(document)
            let coloured = TextFormat(.en, width: width, isColoured: true).write(document)
            #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain, "\(name)")
            #expect(coloured != plain, "\(name)")
        }
    }
}
