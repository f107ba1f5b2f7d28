/// The incomplete gamma function and the chi-square distribution that follows from it.
package enum GammaFunction {
    /// P(a, x): the chance that a Gamma variable of shape `a` and scale 1 is at most `x`.
    ///
    /// Series below a + 1, continued fraction above (Numerical Recipes, 3rd ed., §6.2).
    package static func regularised(_ a: Double, _ x: Double) -> Double {
        guard a > 0 else { return .nan }
        if x <= 0 { return 0 }
        if x.isInfinite { return 1 }
        let logFront = a * Mathematics.naturalLogarithm(x) - x - Mathematics.lnGamma(a)
        let front = Mathematics.exponential(logFront)
        return x < a + 1
            ? min(1, front * series(a, x)) : max(0, 1 - front * continuedFraction(a, x))
    }

    /// The `p` quantile of a Gamma variable of shape `a` and scale 1.
    package static func quantile(_ p: Double, _ a: Double) -> Double {
        guard a > 0, p >= 0, p <= 1 else { return .nan }
        if p == 0 { return 0 }
        if p == 1 { return .infinity }
        var upper = max(2 * a, 1)
        while regularised(a, upper) < p, upper < 1e300 { upper *= 2 }
        let logGamma = Mathematics.lnGamma(a)
        return Roots.increasing(from: 0, to: upper, start: a) { x in
            let logDensity = (a - 1) * Mathematics.naturalLogarithm(x) - x - logGamma
            return (regularised(a, x) - p, Mathematics.exponential(logDensity))
        }
    }

    /// The `p` quantile of chi-square with `degrees` of freedom, which need not be whole.
    package static func chiSquareQuantile(_ p: Double, degrees: Double) -> Double {
        2 * quantile(p, degrees / 2)
    }

    private static func series(_ a: Double, _ x: Double) -> Double {
        var term = 1 / a
        var sum = term
        var n = a
        for _ in 0..<1_000_000 {
            n += 1
            term *= x / n
            sum += term
            if term < sum * 1e-16 { break }
        }
        return sum
    }

    private static func continuedFraction(_ a: Double, _ x: Double) -> Double {
        let tiny = 1e-300
        var b = x + 1 - a
        var c = 1 / tiny
        var d = 1 / (abs(b) < tiny ? tiny : b)
        var fraction = d
        for step in 1...1_000_000 {
            let n = Double(step)
            let coefficient = -n * (n - a)
            b += 2
            d = coefficient * d + b
            d = 1 / (abs(d) < tiny ? tiny : d)
            c = b + coefficient / c
            if abs(c) < tiny { c = tiny }
            fraction *= d * c
            if abs(d * c - 1) < 1e-15 { break }
        }
        return fraction
    }
}
