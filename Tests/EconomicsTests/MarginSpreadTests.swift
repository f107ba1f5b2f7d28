import Economics
import Funnels
import TestSupport
import Testing

struct MarginSpreadTests {
    private func sum(_ cents: Int64..., times: Int64 = 1) -> DealSum {
        var sum = DealSum()
        for cents in cents { sum.add(cents, times: times) }
        return sum
    }

    @Test("Sources whose sales are all alike within, and not between: each has its own margin")
    func apart() throws {
        let (large, small) = (sum(1_000_000, times: 8), sum(50_000, times: 8))
        let spread = try #require(MarginSpread([large, small]))
        #expect(spread.mean == 525_000 && spread.weight == 0)
        #expect(spread.margin(large) == 1_000_000 && spread.margin(small) == 50_000)
        // Who has no sale has the margin of all.
        #expect(spread.margin(DealSum()) == 525_000)
    }

    @Test("Sources that differ no more than their own sales do have the margin of all")
    func alike() throws {
        let one = sum(100, 300, 200, 400, 100, 300)
        let other = sum(300, 100, 400, 200, 300, 100)
        let spread = try #require(MarginSpread([one, other]))
        #expect(spread.weight == .infinity && abs(spread.margin(one) - 1400.0 / 6) < 1e-9)
        // Nine sales tell nothing of how sources differ.
        let few = try #require(MarginSpread([sum(100, times: 5), sum(900, times: 4)]))
        #expect(few.weight == .infinity)
        #expect(MarginSpread([DealSum()]) == nil)
    }

    @Test("In between: n ÷ (n + k) its own")
    func between() throws {
        // Means 300 and 500 of six each; within: (2 × 100² × 6 ÷ 2 …) each ± 100, so 12 × 100² ÷ 10 = 12 000.
        let one = sum(200, 400, 200, 400, 200, 400)
        let other = sum(400, 600, 400, 600, 400, 600)
        let spread = try #require(MarginSpread([one, other]))
        // Apart: 12 × 100² = 120 000, less 12 000, over 12 − 72 ÷ 12 = 6: 18 000. k = 12 ÷ 18.
        #expect(abs(spread.weight - 2.0 / 3) < 1e-12)
        // (6 × 300 + ⅔ × 400) ÷ 6⅔ = 310.
        #expect(abs(spread.margin(one) - 310) < 1e-9)
    }
}
