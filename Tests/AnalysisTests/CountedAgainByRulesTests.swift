import Analysis
import Economics
import Funnels
import Leads
import Quantities
import Reports
import TestSupport
import Testing
import Valuation

@testable import Workbench

/// The same where the rules decide: a round is an MQL by what was done since the one before it ended.
struct CountedAgainByRulesTests {
    /// Q-1 fits, asks to be contacted on 3 February 2025 and is rejected on 1 March.
    private func world(_ activities: String, _ stages: String) -> World {
        var world = World()
        world.leads = """
            lead_id,created_at,source,email,company,job_title,employees,country,industry
            Q-1,2025-02-01,webinar,q@een.example,Een,Hoofd inkoop,200,NL,food

            """
        world.activities =
            "lead_id,at,action,source\nQ-1,2025-02-02 10:00,spec_download,\n"
            + "Q-1,2025-02-03 10:00,contact_request,\n" + activities
        world.stages = "lead_id,at,stage\nQ-1,2025-03-01,rejected\n" + stages
        return world
    }

    private func mqls(_ world: World, _ period: String) async throws -> Int {
        try await figures(world, period).total.counts.mqls
    }

    private func figures(_ world: World, _ period: String) async throws -> Figures {
        try await world.bench(
            asOf: "2026-12-31", period: period, book: CountedAgainTests.book(365)
        ).figures()
    }

    private let done = """
        Q-1,2026-03-02 10:00,spec_download,
        Q-1,2026-03-03 10:00,contact_request,

        """

    @Test(
        "Back in the CRM, and enough done since it was rejected: an MQL from the day it came back")
    func second() async throws {
        let world = world(done, "Q-1,2026-03-10,sql\n")
        #expect(try await mqls(world, "2025") == 1)
        #expect(try await mqls(world, "2026-03") == 1)
        #expect(try await figures(world, "2026-03").total.counts.sqls == 1)
        #expect(try await figures(world, "2025").total.counts.sqls == 0)
    }

    @Test("Back, and an MQL only once it has done enough after that")
    func later() async throws {
        let world = world(
            "Q-1,2026-04-02 10:00,spec_download,\nQ-1,2026-04-03 10:00,contact_request,\n",
            "Q-1,2026-03-10,mql\n")
        #expect(try await mqls(world, "2026-03") == 0)
        #expect(try await mqls(world, "2026-04") == 1)
    }

    @Test("What was done before the rejection counts for the first round alone")
    func nothingSince() async throws {
        let world = world("", "Q-1,2026-03-10,mql\n")
        #expect(try await mqls(world, "2026") == 0)
        #expect(try await mqls(world, "2025") == 1)
        #expect(try await figures(world, "2025").notes.cameBack == 1)
    }

    @Test("Enough done again without a stage that says so is no new round")
    func noStage() async throws {
        #expect(try await mqls(world(done, ""), "2026") == 0)
    }

    @Test("The source of the round is what its activities say, else the lead's")
    func source() async throws {
        let said = world(
            "Q-1,2026-03-01 09:00,email_click,linkedin-ads\n" + done, "Q-1,2026-03-10,sql\n")
        let rows = try await figures(said, "2026").rows.filter { $0.counts.mqls > 0 }
        #expect(rows.map(\.key) == ["linkedin-ads"])
        let unsaid = try await figures(world(done, "Q-1,2026-03-10,sql\n"), "2026").rows
            .filter { $0.counts.mqls > 0 }
        #expect(unsaid.map(\.key) == ["webinar"])
        // Of the first round the source stays what it was.
        let first = try await figures(said, "2025").rows.filter { $0.counts.mqls > 0 }
        #expect(first.map(\.key) == ["webinar"])
        let bench = try said.bench(
            asOf: "2026-12-31", period: "2026", book: CountedAgainTests.book(365))
        let attribution = await bench.attribution()
        #expect(attribution.rows.first { $0.key == "linkedin-ads" }?.mqls(.linear) == 1)
    }

    @Test("Sold after it came back and before it was an MQL again: a sale of the first round")
    func soldBetween() async throws {
        var world = world(
            "Q-1,2026-04-02 10:00,spec_download,\nQ-1,2026-04-03 10:00,contact_request,\n",
            "Q-1,2026-03-10,mql\n")
        world.deals =
            "deal_id,status,closed_at,amount,margin,lead_ids\nD-1,won,2026-03-20,900,300,Q-1\n"
        #expect(try await figures(world, "2025").total.counts.won == 1)
        #expect(try await mqls(world, "2026") == 0)
        world.deals = world.deals?.replacing("2026-03-20", with: "2026-04-20")
        #expect(try await figures(world, "2025").total.counts.won == 0)
        #expect(try await figures(world, "2026").total.counts.won == 1)
    }

    @Test("Two rule books are held beside each other lead by lead, each counted once")
    func compared() async throws {
        let world = world(done, "Q-1,2026-03-10,sql\n")
        let bench = try world.bench(
            asOf: "2026-12-31", book: CountedAgainTests.book(365), other: RuleFiles.ruleBook("b2b"))
        let found = try #require(await bench.compareDefinitions())
        #expect(found.comparison.both.mqls == 1)
        #expect(found.changes.contains { $0.place == "recycled" })
    }
}
