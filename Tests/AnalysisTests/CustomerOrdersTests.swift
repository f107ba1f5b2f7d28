import Analysis
import Economics
import Funnels
import Leads
import Quantities
import TestSupport
import Testing
import Valuation
import Workbench

/// Which sales the margin is counted from, and what is to be asked before a source is stopped.
struct CustomerOrdersTests {
    /// Sixty MQLs of one source, of which thirty became an SQL and fifteen a customer with a margin of € 100.
    private func world(_ cents: String = "2400.00") -> World {
        var world = World()
        world.leads = "lead_id,created_at,source,company\n"
        var (stages, deals) = (
            "lead_id,at,stage\n", "deal_id,status,closed_at,amount,margin,lead_ids\n"
        )
        for number in 1...60 {
            world.leads += "L-\(number),2023-01-10,google-ads,Firma \(number)\n"
            stages += "L-\(number),2023-01-12,mql\n"
            if number <= 30 { stages += "L-\(number),2023-01-20,sql\n" }
            if number > 15, number <= 30 { stages += "L-\(number),2023-02-20,lost\n" }
            if number <= 15 { deals += "D-\(number),won,2023-02-10,400.00,100.00,L-\(number)\n" }
        }
        (world.stages, world.deals) = (stages, deals)
        world.spend = "month,source,amount\n2023-01,google-ads,\(cents)\n"
        return world
    }

    /// An order of each customer on the day it was won, and more of them half a year later.
    private func orders(_ later: String) -> String {
        "order_id,customer,day,amount,margin\n"
            + (1...15).map {
                "\($0),Firma \($0),2023-02-10,400.00,100.00\n"
                    + "\($0 + 100),Firma \($0),2023-08-10,400.00,\(later)\n"
            }.joined() + "999,Other,2025-06-01,1.00,1.00\n"
    }

    private func justified(
        _ world: World, basis: MarginBasis? = nil, usual: Int? = nil
    ) async throws -> JustificationFigures {
        var book = try RuleFiles.ruleBook("b2b")
        book.economics.marginOf = basis
        book.economics.usualRepeat = usual
        book.economics.requiredReturn = nil
        let bench = try world.bench(asOf: "2025-06-01", book: book)
        return await bench.pipeline.justify(bench.question, .init(), jobs: 1)
    }

    @Test(
        "The margin is of the sales that finance named",
        arguments: [
            (MarginBasis?.none, 10_000 as Int64), (.deals, 10_000), (.firstOrder, 10_000),
            // 100 + 80 in the first twelve months, and nothing after.
            (.first12Months, 18_000), (.first24Months, 18_000),
        ])
    func named(basis: MarginBasis?, cents: Int64) async throws {
        var world = world()
        world.orders = orders("80.00")
        let sales = try await justified(world, basis: basis).figures.sales
        #expect(sales.margin.value?.cents == cents)
        #expect(sales.deals == 15)
        #expect(sales.basis == basis ?? .deals)
        // 180 ÷ 100, of what counts one sale alone.
        #expect(sales.repeats == (basis?.months == nil ? 1.8 : nil))
    }

    @Test("Months that no customer is old enough for, and orders that are not there, are no margin")
    func unknown() async throws {
        var young = world()
        young.orders = orders("80.00").replacing("999,Other,2025-06-01,1.00,1.00\n", with: "")
        // The last order is of 10 August 2023: no twelve months are over.
        let sales = try await justified(young, basis: .first12Months).figures.sales
        #expect(sales.margin.absence == .customersTooYoung)
        #expect(sales.orders?.windows.map(\.tooYoung) == [0, 15, 15])
        let none = try await justified(world(), basis: .first12Months).figures.sales
        #expect(none.margin.absence == .noOrders)
        var strange = world()
        strange.orders = "order_id,customer,day,amount,margin\n1,Zwaan,2023-03-01,9.00,3.00\n"
        let strangers = try await justified(strange, basis: .firstOrder).figures.sales
        #expect(strangers.margin.absence == .noOrderOfLead)
        #expect(strangers.orders?.unmet == 1)
    }

    /// An MQL costs € 40 and is worth about 0.5 × 0.5 × 100 = € 25.
    @Test(
        "A stop that repeat orders would turn is to be asked about, and one that they would not is none"
    )
    func askFinance() async throws {
        func turned(_ figures: JustificationFigures) throws -> Double? {
            let row = try #require(figures.rows.first)
            #expect(row.advice == .stop)
            return row.turnedByRepeats
        }
        // As is usual: 25 × 2 = 50 is more than 40.
        #expect(try await turned(justified(world(), usual: 200)) == 2)
        #expect(try await turned(justified(world())) == nil)
        // By the firm's own orders: 25 × 1.8 = 45 is more than 40, 25 × 1.1 = 27.50 is not.
        var own = world()
        own.orders = orders("80.00")
        #expect(try await turned(justified(own, usual: 200)) == 1.8)
        own.orders = orders("10.00")
        #expect(try await turned(justified(own, usual: 200)) == nil)
        // Where repeat orders are counted already there is nothing to ask.
        own.orders = orders("10.00")
        #expect(try await turned(justified(own, basis: .first12Months, usual: 200)) == nil)
    }
}
