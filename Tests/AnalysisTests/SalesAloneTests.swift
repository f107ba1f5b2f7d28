import Analysis
import Funnels
import Quantities
import Reports
import TestSupport
import Testing
import Workbench

/// Where no file tells of SQLs those with a sale are one at least, and nobody knows how many more there were.
struct SalesAloneTests {
    /// Two hundred MQLs of the web with 5 sales, and two hundred of partners with 60.
    private func world(sqls: Bool) -> World {
        var world = World()
        var stages = "lead_id,at,stage\n"
        for (source, sales) in [("web", 5), ("partners", 60)] {
            for number in 1...200 {
                world.leads += "\(source)-\(number),2026-01-05,\(source)\n"
                stages += "\(source)-\(number),2026-01-05,mql\n"
                guard number <= sales else { continue }
                if sqls { stages += "\(source)-\(number),2026-01-20,sql\n" }
                stages += "\(source)-\(number),2026-02-05,won\n"
            }
        }
        world.stages = stages
        return world
    }

    @Test(
        "2.5 % were sold to, which says nothing against 1 in 10 SQLs; 30 % are above it in any case"
    )
    func norms() async throws {
        let bench = try world(sqls: false).bench(asOf: "2026-10-01")
        let figures = await bench.figures()
        #expect(figures.notes.sqlsAreSales)
        func verdict(_ key: String) -> Verdict? {
            figures.rows.first { $0.key == key }?.comparisons.first { !$0.isIndication }?.verdict
        }
        #expect(verdict("web") == .notKnown)
        #expect(verdict("partners") == .above)
        #expect(
            figures.rows.allSatisfy { row in row.comparisons.allSatisfy { $0.verdict != .below } })
        let text = TextFormat(.en).write(FiguresReport(figures, bench.context()).document)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
            text.contains(
                "No file says which MQLs became an SQL: only those with a sale are counted"))
        let dutch = TextFormat(.nl).write(FiguresReport(figures, bench.context(.nl)).document)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(dutch.contains("Geen bestand zegt welke MQL's SQL werden"))
    }

    @Test("With SQLs written down the same is below it")
    func known() async throws {
        let figures = try await world(sqls: true).bench(asOf: "2026-10-01").figures()
        #expect(!figures.notes.sqlsAreSales)
        #expect(
            figures.rows.first { $0.key == "web" }?.comparisons.first { !$0.isIndication }?.verdict
                == .below)
    }
}
