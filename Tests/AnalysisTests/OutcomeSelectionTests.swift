import Analysis
import Economics
import Funnels
import Quantities
import Reports
import TestSupport
import Testing
import Workbench

/// Leads that somebody chose by what became of them.
struct OutcomeSelectionTests {
    /// Leads of a webinar, MQLs by the CRM; `sqls` have an SQL, `deals` a deal and no stage of one.
    private func world(_ leads: Int, mqls: Int, sqls: Range<Int>, deals: Range<Int> = 0..<0)
        -> World
    {
        var world = World()
        var stages = "lead_id,at,stage\n"
        var table = "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n"
        for number in 0..<leads {
            world.leads += "W\(number),2026-02-02,webinar\n"
            if number < mqls { stages += "W\(number),2026-02-03,mql\n" }
            if sqls.contains(number) { stages += "W\(number),2026-02-20,sql\n" }
            if deals.contains(number) {
                table += "D\(number),open,2026-02-21,,4000,1500,W\(number)\n"
            }
        }
        world.stages = stages
        if !deals.isEmpty {
            world.deals = table + "D99,won,2026-02-21,2026-03-21,4000,1500,W0\n"
        }
        world.spend = "month,source,amount\n2026-02,webinar,1800\n"
        return world
    }

    private func selection(_ world: World) async throws -> OutcomeSelection? {
        try await world.bench(asOf: "2026-06-30").figures().notes.selection
    }

    @Test("Where each of ten leads or more has an SQL or a deal, they were chosen by it")
    func chosen() async throws {
        #expect(
            try await selection(world(10, mqls: 10, sqls: 0..<10))
                == OutcomeSelection(leads: 10, outcome: .sql))
        // Seven have an SQL, the other five a deal alone.
        #expect(
            try await selection(world(12, mqls: 12, sqls: 0..<7, deals: 7..<12))
                == OutcomeSelection(leads: 12, outcome: .sql))
        // The same without the stage of an MQL.
        #expect(
            try await selection(world(11, mqls: 1, sqls: 0..<11))?.outcome == .sql)
        // One of which nothing came is enough for them not to be, and so are nine.
        #expect(try await selection(world(12, mqls: 11, sqls: 0..<11)) == nil)
        #expect(try await selection(world(9, mqls: 9, sqls: 0..<9)) == nil)
    }

    @Test(
        "Where all are MQLs in the CRM, what part of leads becomes one is not told, and the rest is"
    )
    func onlyMQLs() async throws {
        #expect(
            try await selection(world(10, mqls: 10, sqls: 0..<3))
                == OutcomeSelection(leads: 10, outcome: .mql))
        let figures = try await world(10, mqls: 10, sqls: 0..<3, deals: 0..<1)
            .bench(asOf: "2026-06-30").justify(.init())
        #expect(figures.isSaid)
    }

    @Test(
        "Of leads chosen by outcome no rate has a verdict and no money has advice, and it is said why"
    )
    func withheld() async throws {
        let bench = try world(12, mqls: 12, sqls: 0..<12, deals: 0..<1).bench(asOf: "2026-06-30")
        let justified = await bench.justify(.init())
        #expect(justified.verdict.absence == .chosenByOutcome)
        #expect(justified.rows.allSatisfy { $0.advice == .notSaid && $0.pays == nil })
        for (language, start) in [
            (Language.en, "All 12 leads have an SQL or a deal: they look chosen by outcome"),
            (.nl, "Alle 12 leads hebben een SQL of een deal: ze lijken gekozen op uitkomst"),
        ] {
            let context = bench.context(language, command: "mql")
            let report = FiguresReport(justified.figures, context)
            let answer = JustificationReport(justified, context)
            for text in [report.document, report.page, answer.document].map({
                TextFormat(language).write($0)
            }) + [answer.html(warning: nil)] {
                let text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                #expect(text.contains(start))
                #expect(!text.contains("above 1 in 10") && !text.contains("boven 1 op 10"))
            }
            #expect(
                report.json.text.contains(
                    "\"chosen_by_outcome\": {\"leads\": 12, \"outcome\": \"sql\"}"))
        }
    }
}
