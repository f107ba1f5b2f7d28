/// The standard normal distribution.
package enum NormalDistribution {
    /// The 97.5 % quantile, which a two-sided 95 % interval uses.
    package static let z95 = 1.959963984540054

    /// The chance of a value of at most `z`.
    package static func cumulative(_ z: Double) -> Double {
        0.5 * Mathematics.complementaryErrorFunction(-z / 2.0.squareRoot())
    }

    /// The `p` quantile; −∞ at 0 and +∞ at 1.
    package static func quantile(_ p: Double) -> Double {
        guard p >= 0, p <= 1 else { return .nan }
        if p == 0 { return -.infinity }
        if p == 1 { return .infinity }
        // The upper half mirrors the lower one, where the tail keeps all its digits.
        if p > 0.5 { return -quantile(1 - p) }
        return Roots.increasing(from: -40, to: 0, start: -1) { z in
            let density = Mathematics.exponential(-z * z / 2) / (2 * Double.pi).squareRoot()
            return (cumulative(z) - p, density)
        }
    }
}
