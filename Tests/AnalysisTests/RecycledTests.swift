import Analysis
import Economics
import Funnels
import Quantities
import TestSupport
import Testing
import Workbench

/// A lead that was rejected or lost and comes back is the same MQL: it counts once, and is told.
struct RecycledTests {
    private func world(_ stages: String) -> World {
        var world = World()
        world.leads += "Q-1,2025-02-01,referral\nQ-2,2026-02-01,referral\n"
        world.stages = "lead_id,at,stage\n" + stages
        return world
    }

    private func figures(_ world: World, _ period: String) async throws -> Figures {
        try await world.bench(asOf: "2026-12-31", period: period).figures()
    }

    private let secondRound = """
        Q-1,2025-02-05,mql
        Q-1,2025-02-20,sql
        Q-1,2025-04-01,lost
        Q-1,2026-03-01,mql
        Q-1,2026-03-15,sql
        Q-2,2026-02-03,mql

        """

    @Test("The second round is an MQL of the year of the first, and is told in both years")
    func once() async throws {
        let first = try await figures(world(secondRound), "2025")
        #expect(first.total.counts.mqls == 1 && first.total.counts.sqls == 1)
        #expect(first.notes.cameBack == 1 && first.notes.cameBackFromElsewhere == 0)
        let second = try await figures(world(secondRound), "2026")
        #expect(second.total.counts.mqls == 1 && second.total.counts.sqls == 0)
        #expect(second.notes.cameBack == 0 && second.notes.cameBackFromElsewhere == 1)
    }

    @Test("The order of rows makes no difference, nor does the same row again")
    func order() async throws {
        let rows = secondRound.split(separator: "\n").map { "\($0)\n" }
        let backwards = world((rows.reversed() + rows).joined())
        for period in ["2025", "2026"] {
            let one = try await figures(world(secondRound), period)
            let other = try await figures(backwards, period)
            #expect(one.notes.cameBack == other.notes.cameBack)
            #expect(one.notes.cameBackFromElsewhere == other.notes.cameBackFromElsewhere)
            #expect(one.total.counts.mqls == other.total.counts.mqls)
        }
    }

    @Test("Rejected, and back as an MQL: it waits again, until it is rejected once more")
    func waitsAgain() async throws {
        let back = "Q-1,2025-02-05,mql\nQ-1,2025-03-01,rejected\nQ-1,2026-03-01,mql\n"
        let known = "Q-2,2026-02-03,mql\nQ-2,2026-03-01,sql\n"
        let waits = try await figures(world(back + known), "2025")
        #expect(waits.total.counts.dropped == 0 && waits.total.counts.rejected == 1)
        #expect(waits.notes.cameBack == 1)
        let again = try await figures(world(back + "Q-1,2026-04-01,rejected\n" + known), "2025")
        #expect(again.total.counts.dropped == 1 && again.total.counts.rejected == 1)
        #expect(again.notes.cameBack == 1)
        let never = try await figures(
            world("Q-1,2025-02-05,mql\nQ-1,2025-03-01,rejected\n" + known), "2025")
        #expect(never.total.counts.dropped == 1 && never.notes.cameBack == 0)
    }

    @Test("Rejected before it first was an MQL: that MQL was not rejected")
    func rejectedBefore() async throws {
        let found = try await figures(
            world("Q-1,2025-03-01,rejected\nQ-1,2026-03-01,mql\nQ-2,2026-02-03,mql\n"), "2026")
        #expect(found.total.counts.mqls == 2 && found.total.counts.rejected == 0)
        #expect(found.notes.cameBack == 1)
    }

    @Test(
        "A deal of the second round belongs to the first MQL; before the as-of day it is not known")
    func deal() async throws {
        var world = world(secondRound)
        world.deals = """
            deal_id,status,closed_at,amount,margin,lead_ids
            D-1,won,2026-06-01,900,300,Q-1

            """
        let first = try await figures(world, "2025")
        #expect(first.total.counts.won == 1 && first.total.counts.margins.cents == 30_000)
        let second = try await figures(world, "2026")
        #expect(second.total.counts.won == 0 && second.winsTie?.fromEarlierMQLs == 1)
        let early = try await world.bench(asOf: "2025-12-31", period: "2025").figures()
        #expect(early.notes.cameBack == 0 && early.total.counts.won == 0)
    }

    @Test("A stage told again without a rejection between is no second round")
    func noRound() async throws {
        let found = try await figures(
            world("Q-1,2025-02-05,mql\nQ-1,2025-05-05,mql\nQ-2,2026-02-03,mql\n"), "2025")
        #expect(found.notes.cameBack == 0 && found.notes.cameBackFromElsewhere == 0)
    }
}
