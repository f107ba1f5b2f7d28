import Analysis
import Economics
import FirmWorlds
import Funnels
import Quantities
import Reports
import TestSupport
import Testing
import Workbench

/// What a test showed that a source causes, in what its MQLs are worth.
struct CausedTests {
    /// A hundred MQLs of a fair at € 150, 13 SQLs, 4 sales of € 9,000 margin and 8 lost ones.
    private var world: World {
        var world = World()
        var (stages, deals) = (
            "lead_id,at,stage\n", "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n"
        )
        for number in 1...100 {
            world.leads += "L\(number),2026-01-05,fair\n"
            stages += "L\(number),2026-01-05,mql\n"
            guard number <= 13 else { continue }
            stages += "L\(number),2026-01-25,sql\n"
            guard number <= 12 else { continue }
            let status = number <= 4 ? "won" : "lost"
            deals += "D\(number),\(status),2026-01-26,2026-03-01,20000,9000,L\(number)\n"
        }
        (world.stages, world.deals) = (stages, deals)
        world.spend = "month,source,amount,category\n2026-01,fair,15000,media\n"
        return world
    }

    private func share(
        _ share: Double, _ low: Double, _ high: Double, from: Day? = nil,
        until: Day = "2027-03-31"
    ) -> CausedShare {
        var caused = CausedShare(
            share: share, low: low, high: high, until: until, evidence: "fair-2026")
        caused.from = from
        return caused
    }

    private func justify(
        _ caused: [String: CausedShare], asOf: String = "2026-10-01"
    ) async throws -> JustificationFigures {
        let bench = try world.bench(asOf: asOf, caused: caused)
        return await bench.justify(.init())
    }

    @Test(
        "Half of it is caused: half of the worth stays in the row, half came anyway, and it adds up"
    )
    func half() async throws {
        let all = try await justify([:])
        let found = try await justify(["fair": share(0.5, 0.2, 0.8)])
        // (13 + ½) ÷ 101 × (4 + ½) ÷ 14 × € 9,000 = € 386.6690…, whoever brought them.
        #expect(found.total.worth.value?.mean == Money(cents: 38_667))
        #expect(found.total.worth.value == all.total.worth.value)
        let (fair, whole) = (try #require(found.rows.first), try #require(all.rows.first))
        #expect(fair.worth.value?.mean == Money(cents: 19_333))
        #expect(fair.worth.value?.caused == 0.5)
        #expect(fair.effect.value == Money(cents: 1_933_345 - 1_500_000))
        #expect(found.anyway == Money(cents: 1_933_345))
        #expect(found.total.effect.value == Money(cents: 3_866_690 - 1_500_000))
        #expect(found.effectOutsideRows == nil)
        // Less is worth its cost less often, and what pays is a price for what is caused.
        #expect(try #require(fair.pays) < (try #require(whole.pays)) - 0.2)
        #expect(try #require(fair.worth.value).highestPrice(1) == Money(cents: 19_333))
        #expect(
            try #require(fair.worth.value).breakEvenMargin(15_000)
                == (try #require(whole.worth.value)).breakEvenMargin(30_000))
        // What is not known of it is in the range too.
        let certain = try #require(
            try await justify(["fair": share(0.5, 0.5, 0.5)]).rows.first?.worth.value)
        #expect(try #require(fair.worth.value).low.cents < certain.low.cents)
        #expect(try #require(fair.worth.value).high.cents > certain.high.cents)
    }

    @Test("More than is credited takes from what came anyway, and nothing leaves no worth")
    func ends() async throws {
        let more = try await justify(["fair": share(1.2, 1.0, 1.4)])
        #expect(more.rows.first?.worth.value?.mean == Money(cents: 46_400))
        #expect(more.anyway == Money(cents: -773_338))
        let none = try await justify(["fair": share(0, 0, 0.3)])
        #expect(none.rows.first?.worth.value?.mean == Money(cents: 0))
        #expect(none.anyway == Money(cents: 3_866_690))
        #expect(none.rows.first?.advice == .stop)
    }

    @Test("It counts by any name of the source, from the end of the test until it no longer holds")
    func days() async throws {
        let named = try await justify(["FAIR": share(0.5, 0.2, 0.8, from: "2026-10-01")])
        #expect(named.figures.tests.measured["fair"]?.share == 0.5)
        #expect(named.rows.first?.row.caused?.evidence == "fair-2026")
        let early = try await justify(["fair": share(0.5, 0.2, 0.8, from: "2026-10-02")])
        #expect(early.anyway == nil && early.figures.tests == SourceTests())
        let late = try await justify(["fair": share(0.5, 0.2, 0.8, until: "2026-09-30")])
        #expect(late.anyway == nil && late.figures.tests.lapsed.keys.sorted() == ["fair"])
        #expect(late.rows.first?.worth.value?.mean == Money(cents: 38_667))
        let unknown = try await justify(["messe": share(0.5, 0.2, 0.8)])
        #expect(unknown.figures.tests.unknown == ["messe"] && unknown.anyway == nil)
    }

    @Test("The parts of a source in other rows have the same part of it, and add up to the same")
    func otherRows() async throws {
        let bench = try world.bench(
            asOf: "2026-10-01", by: .month, caused: ["fair": share(0.5, 0.2, 0.8)])
        let found = await bench.justify(.init())
        #expect(found.rows.first?.worth.value?.caused == 0.5)
        #expect(found.anyway == Money(cents: 1_933_345))
        #expect(found.effectOutsideRows == nil)
    }

    @Test(
        "Ads on one's own name that cause little: with a test the firm is better off",
        arguments: [UInt64(7)])
    func brand(_ seed: UInt64) async throws {
        let found = try await BrandTrial(
            caused: 0...0.3, firms: 10, seed: seed, book: RuleFiles.ruleBook("b2b"))
        #expect(found.firms > 7 && found.read.share > 0.8)
        #expect(found.held.share > 0.94 - 3 * max(found.held.error, 0.07))
        #expect(found.moved.share > 0.7)
        #expect(found.better.share > 0.9 - 3 * max(found.better.error, 0.09))
        #expect(found.gained.value > 0)
    }
}
