/// Draws from distributions, the same for the same seed.
extension SplitMix64 {
    /// A number between 0 and 1, neither of them.
    package mutating func uniform() -> Double {
        (Double(next() >> 11) + 0.5) * 0x1p-53
    }

    /// A draw from the standard normal distribution, by the polar method of Marsaglia and Bray (1964),
    /// SIAM Review 6:260–264. The second of each pair is not kept: a draw depends on what came before
    /// it by the state alone.
    package mutating func normal() -> Double {
        while true {
            let (x, y) = (2 * uniform() - 1, 2 * uniform() - 1)
            let square = x * x + y * y
            guard square < 1, square > 0 else { continue }
            return x * (-2 * Mathematics.naturalLogarithm(square) / square).squareRoot()
        }
    }

    /// A draw from the gamma distribution with scale 1, by the method of Marsaglia and Tsang (2000),
    /// ACM Transactions on Mathematical Software 26:363–372.
    package mutating func gamma(_ shape: Double) -> Double {
        guard shape >= 1 else {
            // Γ(a) is Γ(a + 1) × U^(1 ÷ a).
            let power = Mathematics.exponential(Mathematics.naturalLogarithm(uniform()) / shape)
            return gamma(shape + 1) * power
        }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let root = 1 + c * x
            guard root > 0 else { continue }
            let cube = root * root * root
            let u = uniform()
            // Nearly all draws are let through here, without a logarithm.
            if u < 1 - 0.0331 * x * x * x * x { return d * cube }
            if Mathematics.naturalLogarithm(u)
                < 0.5 * x * x + d * (1 - cube + Mathematics.naturalLogarithm(cube))
            {
                return d * cube
            }
        }
    }

    /// A draw from the beta distribution: one gamma draw among two.
    package mutating func beta(_ alpha: Double, _ beta: Double) -> Double {
        let (one, other) = (gamma(alpha), gamma(beta))
        return one + other > 0 ? one / (one + other) : alpha / (alpha + beta)
    }
}
