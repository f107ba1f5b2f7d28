import Analysis
import Economics
import Funnels
import Quantities
import Reports
import TestSupport
import Testing
import Workbench

/// What was bought, what was not, and what nobody knows.
struct BlocksTests {
    /// Of the fair 40 MQLs for € 2,000 and of ads 20 for € 3,000; of referral 30 for nothing; 10 without a
    /// source. One in five of each is an SQL, and half of these are sold at a margin of € 1,000.
    private func world(ads: String = "3000") -> World {
        var world = World()
        var stages = "lead_id,at,stage\n"
        var deals = "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n"
        var number = 0
        for (source, mqls) in [("fair", 40), ("ads", 20), ("referral", 30), ("", 10)] {
            for place in 0..<mqls {
                number += 1
                world.leads += "L\(number),2026-01-05,\(source)\n"
                stages += "L\(number),2026-01-05,mql\n"
                guard place % 5 == 0 else { continue }
                stages += "L\(number),2026-01-20,sql\n"
                let status = place % 10 == 0 ? "won" : "lost"
                deals +=
                    "D\(number),\(status),2026-01-21,2026-02-20,4000,1000,L\(number)\n"
            }
        }
        world.stages = stages
        world.deals = deals
        world.spend =
            "month,source,amount,category\n2026-01,fair,2000,media\n2026-01,ads,\(ads),media\n"
            + "2026-01,*,1000,people\n"
        return world
    }

    private func justify(
        _ world: World, by: Breakdown = .source
    ) async throws -> JustificationFigures {
        try await world.bench(asOf: "2026-12-01", by: by).justify(.init())
    }

    @Test("Sixty MQLs were bought for € 5,000, thirty came of themselves, of ten nobody knows")
    func threeBlocks() async throws {
        let found = try await justify(world())
        #expect(found.blocks.map(\.buying) == [.bought, .notBought, .notKnown])
        #expect(found.blocks.map { $0.rows.map(\.row.key) }.first == ["ads", "fair"])
        let bought = try #require(found.blocks.first).sum
        #expect(bought.row.counts.mqls == 60 && bought.row.counts.sqls == 12)
        #expect(bought.row.boughtFor.value == Money(cents: 500_000))
        // 5,000 ÷ 60, and with 60 of the 100 parts of the people's 1,000: 5,600 ÷ 60.
        #expect(bought.row.costs.perMQL.value == Money(cents: 8_333))
        #expect(bought.cost.value == Money(cents: 9_333))
        // 12 of 60 as counted, and a chance of what it takes to buy them.
        #expect(bought.row.raw.value?.rate == 0.2)
        #expect(bought.pays != nil)
        let free = found.blocks[1].sum
        #expect(free.row.counts.mqls == 30 && free.pays == nil)
        #expect(free.row.costs.perMQL.value == nil)
    }

    @Test(
        "The sum of a block is worth what its rows are together, and has their effect to the cent")
    func sums() async throws {
        let found = try await justify(world())
        for block in found.blocks {
            let parts = block.rows.compactMap { row in
                row.worth.value.map { $0.cents * Double(row.row.counts.mqls) }
            }.reduce(0, +)
            let whole = try #require(block.sum.worth.value).cents
            #expect(abs(whole * Double(block.sum.row.counts.mqls) - parts) < 1e-6 * parts)
            guard block.buying != .notKnown else { continue }
            let effects = block.rows.compactMap(\.effect.value?.cents).reduce(0, +)
            #expect(block.sum.effect.value?.cents == effects)
        }
        let mqls = found.blocks.reduce(0) { $0 + $1.sum.row.counts.mqls }
        #expect(mqls == found.total.row.counts.mqls)
    }

    @Test(
        "Without a source there is no gain, no chance and no verdict; the total has it, and says so"
    )
    func unknownSource() async throws {
        let found = try await justify(world())
        let unknown = try #require(found.rows.first { $0.row.isWithoutSource })
        #expect(unknown.advice == .sourceNotKnown && unknown.pays == nil)
        #expect(unknown.effect == .unknown(.mayBeBought))
        let hidden = try #require(found.effectNotSaid)
        let rows = found.rows.compactMap(\.effect.value?.cents).reduce(0, +)
        let total = try #require(found.total.effect.value).cents
        #expect(abs(rows + hidden.cents - total) <= Int64(found.rows.count))
        #expect(found.effectOutsideRows == nil)
        let text = TextFormat(.en).write(JustificationReport(found).document)
            .replacing("\n  ", with: " ").replacing("\n", with: " ")
        #expect(text.contains("MQLs that may have been bought"))
        #expect(text.contains("The 60 MQLs we bought cost €83 each to buy"))
        #expect(text.contains("Of 10 MQLs the source is not known: they may have been bought."))
    }

    @Test("Where all is of one kind there are no blocks, and without spend neither")
    func oneKind() async throws {
        var world = World()
        world.leads += (1...20).map { "L\($0),2026-01-05,fair\n" }.joined()
        world.stages =
            "lead_id,at,stage\n" + (1...20).map { "L\($0),2026-01-05,mql\n" }.joined()
        world.spend = "month,source,amount,category\n2026-01,fair,2000,media\n"
        #expect(try await justify(world).blocks.isEmpty)
        world.spend = nil
        world.leads += "L21,2026-01-05,\n"
        world.stages? += "L21,2026-01-05,mql\n"
        let found = try await justify(world)
        #expect(found.blocks.isEmpty)
        #expect(found.rows.allSatisfy { $0.advice != .sourceNotKnown })
    }

    @Test("By campaign a source that was bought is bought, also where its spend is not split")
    func campaigns() async throws {
        let bySource = try await justify(world())
        let found = try await justify(world(), by: .campaign)
        #expect(
            found.blocks.map(\.sum.row.counts.mqls) == bySource.blocks.map(\.sum.row.counts.mqls))
        #expect(
            found.blocks.map(\.sum.row.costs.perMQL) == bySource.blocks.map(\.sum.row.costs.perMQL))
        #expect(
            found.blocks.map(\.sum.worth.value?.mean)
                == bySource.blocks.map(\.sum.worth.value?.mean))
        let bought = try #require(found.blocks.first)
        #expect(bought.rows.allSatisfy { $0.effect.value == nil && $0.advice != .stop })
        #expect(bought.sum.effect.value != nil)
    }

    @Test("A program finds of each row whether it was bought, and no sum among the rows")
    func data() async throws {
        let found = try await justify(world())
        let csv = CSVFormat().write(JustificationReport(found).document)
        let lines = csv.split(separator: "\n")
        #expect(lines.count == 1 + 4 + 1)
        #expect(lines[1].hasSuffix(",bought") && lines[3].hasSuffix(",not_bought"))
        #expect(lines[4].hasSuffix(",not_known"))
    }
}
