import Statistics
import Testing

/// Every expected value follows from the binomial distribution by a sum that can be done by hand.
struct ObservedOverExpectedTests {
    private func against(_ x: Double, _ n: Double, _ expected: Double) throws
        -> ObservedOverExpected
    {
        let counts = try #require(Proportion(x, of: n))
        return try #require(ObservedOverExpected(counts, expected: expected))
    }

    private func power(_ base: Double, _ times: Int) -> Double {
        (0..<times).reduce(1.0) { product, _ in product * base }
    }

    @Test("None of 20 where 4 were to be expected: 2 × 0.8²⁰, and up to 1 − 0.025^(1/20)")
    func none() throws {
        let none = try against(0, 20, 4)
        #expect(none.ratio == 0 && none.low == 0)
        #expect(abs(none.p - 2 * power(0.8, 20)) < 1e-9)
        // The rate at which none of 20 has a chance of 0.025.
        let rate = none.high * 4 / 20
        #expect(abs(power(1 - rate, 20) - 0.025) < 1e-9)
        #expect(none.high < 1 && !none.holdsOne)
    }

    @Test("All of 5 where half were: 2 × 0.5⁵ = 0.0625, which is no difference")
    func all() throws {
        let all = try against(5, 5, 2.5)
        #expect(all.ratio == 2)
        #expect(abs(all.p - 0.0625) < 1e-9)
        #expect(abs(power(all.low / 2, 5) - 0.025) < 1e-9)
        #expect(all.high == 2 && all.holdsOne)
    }

    @Test("3 of 50 where 11 were: the chance of 0, 1, 2 or 3 at 22 %, twice")
    func few() throws {
        let few = try against(3, 50, 11)
        let chances = [1.0, 50, 1_225, 19_600].enumerated().map { k, ways in
            ways * power(0.22, k) * power(0.78, 50 - k)
        }
        #expect(abs(few.p - 2 * chances.reduce(0, +)) < 1e-9)
        #expect(!few.holdsOne && few.ratio < 1)
        #expect(abs(few.ratio - 3.0 / 11) < 1e-12)
    }

    @Test("The chance is below 5 % where the range does not hold 1, and nowhere else")
    func agree() throws {
        for x in 0...30 {
            let one = try against(Double(x), 30, 9)
            #expect(one.holdsOne == (one.p >= 0.05), "\(x)")
        }
    }

    @Test("As many as expected is no difference, and nothing expected says nothing")
    func ends() throws {
        #expect(try against(9, 30, 9).p == 1)
        let (few, some) = (try #require(Proportion(0, of: 5)), try #require(Proportion(1, of: 2)))
        #expect(ObservedOverExpected(few, expected: 0) == nil)
        #expect(ObservedOverExpected(.none, expected: 1) == nil)
        #expect(ObservedOverExpected(some, expected: 3) == nil)
    }
}
