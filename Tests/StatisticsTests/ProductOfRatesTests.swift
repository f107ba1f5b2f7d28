import Statistics
import TestSupport
import Testing

struct ProductOfRatesTests {
    @Test(
        "The value of an MQL agrees with quadrature in scipy",
        arguments: VectorCase.load("mql_value"))
    func vectors(_ entry: VectorCase) throws {
        let counts = try #require(Proportion(entry.number("sqls"), of: entry.number("mqls")))
        let wins = try #require(Proportion(entry.number("wins"), of: entry.number("closed_sqls")))
        var rate: BetaDistribution? = BetaDistribution(counts)
        if let prior = entry.input["prior"] as? [String: Double] {
            rate = BetaDistribution(
                counts, expected: prior["mean"] ?? .nan, weight: prior["strength"] ?? .nan)
        }
        let product = ProductOfRates(try #require(rate), BetaDistribution(wins))
        entry.expect(product.mean, "posterior_mean_win_rate")
        entry.expect(product.variance.squareRoot(), "posterior_sd_win_rate")
        let margin = entry.number("margin_per_deal")
        let expected = entry.numbers("value_quantiles")
        try #require(expected.count == 3)
        for (p, value) in zip([0.025, 0.5, 0.975], expected) {
            #expect(abs(product.quantile(p) * margin / value - 1) < 1e-5, "\(p)")
        }
        if entry.number("sales_cost_per_sql") == 0 {
            let chance = 1 - product.cumulative(entry.number("cost_per_mql") / margin)
            #expect(
                abs(chance - (entry.output["prob_value_exceeds_cpl"] as? Double ?? .nan)) < 1e-6)
        }
    }

    @Test("All four reference values were read; ends give an answer")
    func ends() throws {
        #expect(VectorCase.load("mql_value").count == 4)
        let even = BetaDistribution(.none)
        let product = ProductOfRates(even, even)
        #expect(product.cumulative(0) == 0)
        #expect(product.cumulative(1) == 1)
        #expect(product.quantile(0) == 0 && product.quantile(1) == 1)
        let sure = BetaDistribution(try #require(Proportion(1e9, of: 1e9)))
        #expect(abs(ProductOfRates(sure, sure).mean - 1) < 1e-8)
    }
}
