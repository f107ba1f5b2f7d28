import Analysis
import Economics
import Funnels
import Intake
import Quantities
import TestSupport
import Testing
import Valuation
import Workbench

struct JustificationTests {
    /// A hundred MQLs of a fair at € 150 all-in, 13 SQLs, 4 sales of € 9,000 margin and 8 lost ones.
    private func world(margin: String = "9000", people: Bool = true) -> World {
        var world = World()
        var stages = "lead_id,at,stage\n"
        var deals = "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n"
        for number in 1...100 {
            world.leads += "L\(number),2026-01-05,fair\n"
            stages += "L\(number),2026-01-05,mql\n"
            guard number <= 13 else { continue }
            stages += "L\(number),2026-01-25,sql\n"
            guard number <= 12 else { continue }
            let status = number <= 4 ? "won" : "lost"
            deals += "D\(number),\(status),2026-01-26,2026-03-01,20000,\(margin),L\(number)\n"
        }
        world.stages = stages
        world.deals = deals
        world.spend = "month,source,amount,category\n2026-01,fair,14000,media\n"
        if people { world.spend? += "2026-01,fair,1000,people\n" }
        return world
    }

    private func justify(
        _ world: World, required: Int = 200, margin: Money? = nil, ledger: Money? = nil
    ) async throws -> JustificationFigures {
        var asked = JustificationFigures.Asked()
        (asked.requiredReturn, asked.ledger) = (required, ledger)
        let bench = try world.bench(asOf: "2026-10-01", margin: margin?.cents)
        return await bench.justify(asked)
    }

    @Test(
        "13 of 100, 4 of 12, € 9,000 and € 150: worth 416.41, at most 208.21, pays itself 95.77 %")
    func worth() async throws {
        let found = try await justify(world())
        let worth = try #require(found.total.worth.value)
        // scipy: mean 416.4127951, quantiles 128.4879 and 858.0055.
        #expect(worth.mean == Money(cents: 41_641))
        #expect(abs(worth.low.cents - 12_849) <= 1 && abs(worth.high.cents - 85_801) <= 1)
        #expect(worth.highestPrice(2) == Money(cents: 20_821))
        #expect(abs(try #require(found.total.pays) - 0.95770852) < 1e-6)
        #expect(found.total.cost.value == Money(cents: 15_000))
        #expect(found.total.isAllIn)
        // Sure enough to pay for itself, not sure enough to bring twice the cost.
        #expect(try #require(found.total.meets) < 0.8)
        #expect(found.verdict.value == .yesButBelow)
        // 100 × 416.41 − 15,000.
        #expect(found.total.effect.value == Money(cents: 2_664_100))
        #expect(try await justify(world(), required: 100).verdict.value == .yes)
    }

    @Test("At the break-even margin and rate an MQL is worth what it costs")
    func breakEven() async throws {
        let found = try await justify(world())
        let worth = try #require(found.total.worth.value)
        let margin = try #require(worth.breakEvenMargin(15_000))
        let again = try await justify(world(), margin: margin)
        #expect(try #require(again.total.worth.value).mean == Money(cents: 15_000))
        let rate = try #require(worth.breakEvenRate(15_000))
        #expect(abs(rate * 41_641 / worth.expectedRate / 15_000 - 1) < 0.0001)
    }

    @Test(
        "Without own hours there is no yes; without a margin, lost deals or spend there is no answer"
    )
    func unknown() async throws {
        let bought = try await justify(world(people: false), required: 100)
        #expect(!bought.total.isAllIn)
        #expect(bought.verdict.value == .notYet)
        let none = try await justify(world(margin: ""))
        #expect(none.verdict.absence == .noMargin)
        #expect(none.total.worth.absence == .noMargin)
        // Said on the way in.
        #expect(
            try await justify(world(margin: ""), margin: Money(cents: 900_000)).total.worth.value?
                .mean == Money(cents: 41_641))
        var won = world()
        won.deals = won.deals?.split(separator: "\n").filter { !$0.contains("lost") }
            .joined(separator: "\n")
        #expect(try await justify(won).verdict.absence == .noLostDeals)
        var free = world()
        free.spend = nil
        #expect(try await justify(free).verdict.absence == .noSpendFile)
    }

    @Test("The books are held against the files, and two percent is too much")
    func ledger() async throws {
        let near = try #require(
            try await justify(world(), ledger: Money(cents: 1_510_000)).ledger)
        #expect(near.difference == -10_000)
        #expect(!near.isWide)
        let far = try #require(try await justify(world(), ledger: Money(cents: 1_600_000)).ledger)
        #expect(far.isWide)
        #expect(try #require(try await justify(world(), ledger: Money(cents: 0)).ledger).isWide)
    }

    @Test("Verdicts and advice follow the chances, at the bounds as well")
    func rules() {
        #expect(Justification.Verdict(pays: 0.9, meets: 0.8) == .yes)
        #expect(Justification.Verdict(pays: 0.8, meets: 0.79) == .yesButBelow)
        #expect(Justification.Verdict(pays: 0.2, meets: 0.1) == .no)
        #expect(Justification.Verdict(pays: 0.21, meets: 0.1) == .notYet)
        #expect(Justification.Advice(pays: 0.95, meets: 0.8) == .raise)
        #expect(Justification.Advice(pays: 0.1, meets: 0) == .stop)
        #expect(Justification.Advice(pays: 0.11, meets: 0.2) == .cheaper)
        #expect(Justification.Advice(pays: 0.5, meets: 0.21) == .keep)
    }

    @Test("Nine MQLs are too few for advice; twenty of last week are too young")
    func early() async throws {
        var world = world()
        for number in 200..<209 {
            world.leads += "L\(number),2026-01-05,webinar\n"
            world.stages? += "L\(number),2026-01-05,mql\n"
        }
        for number in 300..<320 {
            world.leads += "L\(number),2026-09-28,meta-ads\n"
            world.stages? += "L\(number),2026-09-28,mql\n"
        }
        let found = try await justify(world)
        func advice(_ key: String) -> Justification.Advice? {
            found.rows.first { $0.row.key == key }?.advice
        }
        #expect(advice("webinar") == .tooFew)
        #expect(advice("meta-ads") == .tooYoung)
    }
}
