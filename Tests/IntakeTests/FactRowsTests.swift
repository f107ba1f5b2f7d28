import Leads
import Quantities
import TestSupport
import Testing

@testable import Intake

struct FactRowsTests {
    /// Lead, two stages, deal and spend from each row.
    private let mapping = TableMapping(facts: [
        FactMapping(
            kind: .lead,
            fields: [
                "lead_id": .init(column: "id"), "created_at": .init(column: "day"),
                "source": .init(column: "from"),
            ]),
        FactMapping(
            kind: .stage, fields: ["at": .init(column: "mql"), "stage": .init(constant: "mql")]),
        FactMapping(
            kind: .stage, fields: ["at": .init(column: "sql"), "stage": .init(constant: "sql")]),
        FactMapping(
            kind: .deal,
            fields: [
                "deal_id": .init(column: "deal"), "status": .init(constant: "won"),
                "closed_at": .init(column: "sql"), "amount": .init(column: "sum"),
            ]),
        FactMapping(
            kind: .spend, fields: ["month": .init(column: "day"), "amount": .init(column: "cost")]),
    ])

    private func read(_ rows: String...) throws -> Reading {
        let header = "id,day,from,mql,sql,deal,sum,cost\n"
        return try Reading.read(
            [ByteSource(name: "x.csv", text: header + rows.joined(separator: "\n") + "\n")],
            mappings: [mapping], options: ReadingOptions(leadFields: ["source"]))
    }

    @Test("Nothing of a row that is left out is taken with the next")
    func rejected() throws {
        // Both stages and the spend of lead 7 are in order, and its deal has no amount that can be read.
        let reading = try read(
            "7,2026-02-02,fair,2026-02-03,2026-02-04,D-7,lots,900",
            "8,2026-02-05,web,2026-02-06,2026-02-07,D-8,500,100")
        #expect(reading.tables[0].rejected == 1 && reading.tables[0].new == 1)
        #expect(reading.facts.counts.leads == 1)
        #expect(reading.facts.counts.stages == 2)
        #expect(reading.facts.stageDays(of: 0)[.mql] == "2026-02-06")
        #expect(reading.facts.stageDays(of: 0)[.sql] == "2026-02-07")
        #expect(reading.facts.deals.map(\.id) == ["D-8"])
        #expect(reading.facts.spend.map(\.money.cents) == [100_00])
    }

    @Test("What is wrong with several facts of a row is told in the order of the mapping")
    func order() throws {
        // `soon` begins at character 19, `later` at 24, `lots` at 34, `much` at 39. The second stage and
        // the deal trip over the same cell, which is told once.
        let reading = try read("7,2026-02-02,fair,soon,later,D-7,lots,much")
        #expect(
            reading.problems.listed.map(\.kind) == [.badDate, .badDate, .badAmount, .badAmount])
        #expect(reading.problems.listed.map(\.column) == [19, 24, 34, 39])
    }

    @Test("A stage that is told later makes the same lead told anew, and the same again does not")
    func telling() throws {
        let reading = try read(
            "7,2026-02-02,fair,2026-02-03,,,,", "7,2026-02-02,fair,2026-02-03,2026-02-09,,,",
            "7,2026-02-02,fair,2026-02-03,2026-02-09,,,")
        #expect(reading.tables[0].new == 2 && reading.tables[0].unchanged == 1)
        #expect(reading.facts.counts.stages == 2)
    }

    @Test("What rows say is known without who collects it, and a table without who reads it")
    func arrows() throws {
        let collects = ["FactsBuilder", "BlockReading", "RecognisedTable", "OpenTable"]
        var found: [String] = []
        for (path, lines) in try SourceText.files()
        where path.hasPrefix("Intake/Rows/") || path == "Intake/Tables/TablePlan.swift"
            || path == "Intake/Tables/TableCursor.swift"
        {
            let text = lines.joined(separator: "\n")
            found += collects.filter(text.contains).map { "\(path): \($0)" }
        }
        #expect(found == [])
    }
}
