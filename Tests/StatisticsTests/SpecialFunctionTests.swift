import Statistics
import TestSupport
import Testing

struct SpecialFunctionTests {
    @Test(
        "Special functions agree with mpmath and scipy",
        arguments: VectorCase.load("special_functions"))
    func vectors(_ entry: VectorCase) throws {
        func number(_ name: String) -> Double { entry.number(name) }
        let value =
            switch entry.input["function"] as? String {
            case "betainc": BetaFunction.regularised(number("x"), number("a"), number("b"))
            case "betaincinv": BetaFunction.quantile(number("p"), number("a"), number("b"))
            case "gammaincP": GammaFunction.regularised(number("a"), number("x"))
            case "gammaincinvP": GammaFunction.quantile(number("p"), number("a"))
            case "normcdf": NormalDistribution.cumulative(number("x"))
            case "normppf": NormalDistribution.quantile(number("p"))
            case "chi2ppf":
                GammaFunction.chiSquareQuantile(number("p"), degrees: number("df"))
            case "lbeta": BetaFunction.logarithm(number("a"), number("b"))
            default: Double.nan
            }
        let expected = try #require(entry.output["value"] as? Double)
        #expect(entry.agrees(value, with: expected), "\(value), not \(expected)")
    }

    @Test("All eighteen reference values were read")
    func completeness() {
        #expect(VectorCase.load("special_functions").count == 18)
    }

    @Test(
        "A quantile leads back to its probability, from counts of a half to a billion",
        arguments: [0.3, 0.5, 1, 7.5, 1e3, 1e6, 1e9], [0.5, 3, 1e4, 1e9])
    func roundTrip(a: Double, b: Double) {
        for p in [0.001, 0.025, 0.5, 0.975] {
            let x = BetaFunction.quantile(p, a, b)
            // With a billion on one side x lies so near 1 that the step between two doubles moves
            // the probability by some 1e-7.
            #expect(abs(BetaFunction.regularised(x, a, b) - p) < 1e-6)
            let y = GammaFunction.quantile(p, a)
            #expect(abs(GammaFunction.regularised(a, y) - p) < 1e-7)
        }
    }

    @Test("Ends and nonsense give an answer, never a trap")
    func ends() {
        #expect(BetaFunction.quantile(0, 2, 3) == 0)
        #expect(BetaFunction.quantile(1, 2, 3) == 1)
        #expect(BetaFunction.regularised(-1, 2, 3) == 0)
        #expect(BetaFunction.regularised(2, 2, 3) == 1)
        #expect(BetaFunction.regularised(0.5, 0, 3).isNaN)
        #expect(BetaFunction.quantile(.nan, 2, 3).isNaN)
        #expect(GammaFunction.regularised(-1, 1).isNaN)
        #expect(GammaFunction.quantile(1, 2) == .infinity)
        #expect(NormalDistribution.quantile(0) == -.infinity)
        #expect(NormalDistribution.quantile(1) == .infinity)
        #expect(NormalDistribution.quantile(2).isNaN)
    }
}

struct RandomDrawTests {
    /// Mean and variance of many draws.
    private func moments(_ draw: (inout SplitMix64) -> Double) -> (mean: Double, variance: Double) {
        var random = SplitMix64(seed: 7)
        let draws = (0..<200_000).map { _ in draw(&random) }
        let mean = draws.reduce(0, +) / 200_000
        return (mean, draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 200_000)
    }

    @Test("Draws have the mean and the variance of their distribution")
    func moments() {
        let normal = moments { $0.normals().0 }
        let other = moments { $0.normals().1 }
        #expect(abs(other.mean) < 0.01 && abs(other.variance - 1) < 0.02)
        #expect(abs(normal.mean) < 0.01 && abs(normal.variance - 1) < 0.02)
        // Gamma with shape a: mean a, variance a.
        for shape in [0.4, 1, 3.5, 40] {
            let gamma = moments { $0.gamma(shape) }
            #expect(abs(gamma.mean / shape - 1) < 0.02 && abs(gamma.variance / shape - 1) < 0.03)
        }
        // Beta 2, 8: mean 0.2, variance 0.16 ÷ 11.
        let beta = moments { $0.beta(2, 8) }
        #expect(abs(beta.mean - 0.2) < 0.002 && abs(beta.variance * 11 / 0.16 - 1) < 0.03)
    }

    @Test("The same seed gives the same draws")
    func repeatable() {
        var (one, other) = (SplitMix64(seed: 3), SplitMix64(seed: 3))
        for _ in 0..<100 { #expect(one.beta(0.7, 4) == other.beta(0.7, 4)) }
    }
}
