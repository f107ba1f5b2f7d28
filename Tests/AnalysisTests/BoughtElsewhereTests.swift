import Analysis
import Economics
import Funnels
import Quantities
import Reports
import TestSupport
import Testing
import Workbench

/// What was bought is bought, also where its spend is of another currency, month or row.
struct BoughtElsewhereTests {
    private func world(spend: String) -> World {
        var world = World()
        var stages = "lead_id,at,stage\n"
        var deals = "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n"
        for (source, campaign) in [
            ("google", "brand"), ("google", "pumps"), ("fair", ""), ("web", ""),
        ] {
            for number in 1...20 {
                let id = "\(source)\(campaign)\(number)"
                world.leads += "\(id),2026-0\(number % 2 + 2)-05,\(source),\(campaign)\n"
                stages += "\(id),2026-0\(number % 2 + 2)-05,mql\n"
                guard number % 4 == 0 else { continue }
                stages += "\(id),2026-03-20,sql\n"
                deals +=
                    "D\(id),\(number % 8 == 0 ? "won" : "lost"),2026-03-21,2026-04-20,900,300,\(id)\n"
            }
        }
        world.leads = world.leads.replacing(
            "lead_id,created_at,source\n", with: "lead_id,created_at,source,campaign\n")
        (world.stages, world.deals) = (stages, deals)
        world.spend = "month,source,campaign,amount,category,currency\n" + spend
        return world
    }

    @Test(
        "Spend in dollars: it was bought, at a price that is not known in euros, and there is no yes"
    )
    func currencies() async throws {
        let world = world(
            spend:
                "2026-02,google,brand,1000,media,EUR\n2026-02,fair,,5000,media,USD\n2026-02,*,,100,people,EUR\n"
        )
        let found = try await world.bench(asOf: "2026-10-01").justify(.init())
        let fair = try #require(found.rows.first { $0.row.key == "fair" })
        #expect(fair.row.buying == .bought && fair.advice == .notSaid)
        #expect(fair.effect == .unknown(.boughtElsewhere))
        #expect(found.verdict.value != .yes)
        let text = TextFormat(.en).write(JustificationReport(found).document)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("USD 5,000.00 of spend is not in it"))
        #expect(text.contains("For 20 MQLs nothing was spent on buying"))
        // € 1,000 was for 40 of the 60 that were bought: neither € 16.67 nor € 25 is what one cost.
        #expect(found.blocks.first?.sum.row.boughtFor == .unknown(.boughtElsewhere))
        #expect(
            text.contains("Not all spend on the 60 MQLs that were bought is in this report."))
    }

    @Test("Paid in February, and asked for March: bought; by campaign as by source")
    func months() async throws {
        let world = world(
            spend: "2026-02,google,brand,1000,media,EUR\n2026-03,fair,,500,media,EUR\n")
        for by in [Breakdown.source, .campaign] {
            let found = try await world.bench(asOf: "2026-10-01", period: "2026-03", by: by)
                .justify(.init())
            #expect(found.blocks.map(\.buying) == [.bought, .notBought])
            #expect(found.blocks.map(\.sum.row.counts.mqls) == [30, 10])
        }
    }

    @Test("Tools alone buy nothing")
    func tools() async throws {
        let world = world(
            spend: "2026-02,google,brand,1000,media,EUR\n2026-02,web,,50,tools,EUR\n")
        for by in [Breakdown.source, .campaign] {
            let found = try await world.bench(asOf: "2026-10-01", by: by).justify(.init())
            #expect(found.rows.first { $0.row.key.hasPrefix("web") }?.row.buying == .notBought)
        }
    }

    @Test("A day long after all others is told with what is of it")
    func apart() async throws {
        var world = world(spend: "2026-02,google,brand,1000,media,EUR\n")
        world.deals? += "X1,won,2026-04-01,2026-09-01,900,300,fair1\n"
        let bench = try Bench(
            Request(), sources: world.sources, book: RuleFiles.ruleBook("b2b"), other: nil)
        let figures = await bench.figures()
        let hole = try #require(figures.holes.all.first { $0.kind == .dayApart })
        #expect(hole.days == Period(day: "2026-09-01"))
        #expect(hole.deals == 1 && hole.leads == 0)
        let text = TextFormat(.en).write(FiguresReport(figures, bench.context()).document)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("0 leads and 1 deal have that day: they count in no figure"))
    }
}
