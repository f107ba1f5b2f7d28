/// The beta function and the distribution named after it.
package enum BetaFunction {
    /// ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b), for a, b > 0.
    package static func logarithm(_ a: Double, _ b: Double) -> Double {
        Mathematics.lnGamma(a) + Mathematics.lnGamma(b) - Mathematics.lnGamma(a + b)
    }

    /// I_x(a, b): the chance that a Beta(a, b) variable is at most `x`.
    ///
    /// Continued fraction by Lentz's method, on whichever side converges fast
    /// (Press et al., Numerical Recipes, 3rd ed., §6.4). `x` outside 0…1 is taken as the nearer end.
    package static func regularised(_ x: Double, _ a: Double, _ b: Double) -> Double {
        guard a > 0, b > 0 else { return .nan }
        if x <= 0 { return 0 }
        if x >= 1 { return 1 }
        let logFront =
            a * Mathematics.naturalLogarithm(x) + b * Mathematics.logarithmOfOnePlus(-x)
            - logarithm(a, b)
        let front = Mathematics.exponential(logFront)
        // (a + 1) / (a + b + 2): beyond it the mirrored fraction needs fewer steps.
        if x < (a + 1) / (a + b + 2) {
            return min(1, front * continuedFraction(x, a, b) / a)
        }
        return max(0, 1 - front * continuedFraction(1 - x, b, a) / b)
    }

    /// The `p` quantile of Beta(a, b): the x at which I_x(a, b) = p.
    package static func quantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
        guard a > 0, b > 0, p >= 0, p <= 1 else { return .nan }
        if p == 0 { return 0 }
        if p == 1 { return 1 }
        let logBeta = logarithm(a, b)
        return Roots.increasing(from: 0, to: 1, start: a / (a + b)) { x in
            let logDensity =
                (a - 1) * Mathematics.naturalLogarithm(x)
                + (b - 1) * Mathematics.logarithmOfOnePlus(-x) - logBeta
            return (regularised(x, a, b) - p, Mathematics.exponential(logDensity))
        }
    }

    private static func continuedFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        func away(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
        var c = 1.0
        var d = 1 / away(1 - (a + b) * x / (a + 1))
        var fraction = d
        // The number of steps grows with √max(a, b): 10⁵ covers counts up to 10⁹.
        for step in 1...100_000 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / away(1 + even * d)
            c = away(1 + even / c)
            fraction *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / away(1 + odd * d)
            c = away(1 + odd / c)
            fraction *= d * c
            if abs(d * c - 1) < 1e-15 { break }
        }
        return fraction
    }
}
