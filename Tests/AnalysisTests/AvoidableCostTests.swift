import Analysis
import Economics
import Funnels
import Quantities
import TestSupport
import Testing
import Valuation
import Workbench

/// What goes when a source stops, and what stays.
struct AvoidableCostTests {
    /// Two sources of 60 MQLs: of one 24 become an SQL and 12 a customer, of the other one and none; each
    /// customer brings € 1,000. Bought for € 6,000 each, and € 6,000 for people, of all.
    private var world: World {
        var world = World()
        var (stages, deals) = (
            "lead_id,at,stage\n", "deal_id,status,closed_at,amount,margin,lead_ids\n"
        )
        for number in 1...120 {
            let source = number <= 60 ? "google-ads" : "list"
            world.leads += "L-\(number),2023-01-10,\(source)\n"
            stages += "L-\(number),2023-01-12,mql\n"
            if number <= 24 || number == 61 { stages += "L-\(number),2023-01-20,sql\n" }
            if number > 12, number <= 24 || number == 61 {
                stages += "L-\(number),2023-02-20,lost\n"
            }
            if number <= 12 { deals += "D-\(number),won,2023-02-10,4000.00,1000.00,L-\(number)\n" }
        }
        (world.stages, world.deals) = (stages, deals)
        world.spend =
            "month,source,amount,category\n2023-01,google-ads,6000.00,media\n"
            + "2023-01,list,6000.00,media\n2023-01,*,6000.00,people\n"
        return world
    }

    private func justified(stays: Bool? = nil) async throws -> JustificationFigures {
        var book = try RuleFiles.ruleBook("b2b")
        book.economics.ownCostsStay = stays
        let bench = try world.bench(asOf: "2025-06-01", book: book)
        return await bench.pipeline.justify(bench.question, .init(), jobs: 1)
    }

    @Test(
        "A source is judged by what was bought for it; people stay, and are spread over what is left"
    )
    func stays() async throws {
        let found = try await justified()
        let list = try #require(found.rows.first { $0.row.key == "list" })
        #expect(list.advice == .stop)
        #expect(list.avoidable.value == Money(cents: 10_000))
        #expect(list.avoidableOfAll.value == Money(cents: 600_000))
        // All-in it took € 9,000: € 3,000 of the people are spread over it.
        #expect(list.cost.value == Money(cents: 15_000))
        let worth = try #require(list.worth.value)
        let brings = Rounding.halfEven(Int128((worth.cents * 60).rounded()), over: 1)
        #expect(list.saved == Money(cents: 600_000 - (brings ?? 0)))
        let joint = try #require(found.joint)
        #expect(joint.stopped == 1 && joint.saved == list.saved)
        #expect(joint.staying == Money(cents: 600_000) && joint.mqlsLeft == 60)
        // (6,000 + 6,000) ÷ 60.
        #expect(joint.costLeft == Money(cents: 20_000))
        // What is left: what the other brings, less what it was bought for and the people.
        let google = try #require(found.rows.first { $0.row.key == "google-ads" })
        let effect = try #require(google.worth.value).cents * 60 - 1_200_000
        #expect(abs(Double(joint.effect.cents) - effect) <= 1)
        // One source is left: its own range, of 60 MQLs, less what was spent.
        let range = try #require(google.worth.value)
        #expect(
            joint.effectLow.map { abs($0.cents - (range.low.cents * 60 - 1_200_000)) <= 60 } == true
        )
        #expect(
            joint.effectHigh.map { abs($0.cents - (range.high.cents * 60 - 1_200_000)) <= 60 }
                == true)
        // Judged by € 100 and not by € 150, of which the people are a half.
        #expect(google.advice != .stop)
    }

    @Test("Where people go too, a source is judged by all that it costs")
    func goes() async throws {
        let found = try await justified(stays: false)
        let list = try #require(found.rows.first { $0.row.key == "list" })
        #expect(list.avoidable.value == Money(cents: 15_000))
        #expect(list.avoidableOfAll.value == Money(cents: 900_000))
        let joint = try #require(found.joint)
        #expect(joint.staying == nil)
        // (6,000 + 3,000) ÷ 60.
        #expect(joint.costLeft == Money(cents: 15_000))
    }
}
