/// Draws from distributions, the same for the same seed.
extension SplitMix64 {
    /// A number between 0 and 1, neither of them.
    @inline(__always)
    package mutating func uniform() -> Double {
        (Double(next() >> 11) + 0.5) * 0x1p-53
    }

    /// Two independent draws from the standard normal distribution, by the polar method of Marsaglia and
    /// Bray (1964), SIAM Review 6:260–264.
    @inline(__always)
    package mutating func normals() -> (Double, Double) {
        while true {
            let (x, y) = (2 * uniform() - 1, 2 * uniform() - 1)
            let square = x * x + y * y
            guard square < 1, square > 0 else { continue }
            let length = (-2 * Mathematics.naturalLogarithm(square) / square).squareRoot()
            return (x * length, y * length)
        }
    }

    /// A draw from the gamma distribution with scale 1.
    package mutating func gamma(_ shape: Double) -> Double { gamma(shape, first: normals().0) }

    /// The method of Marsaglia and Tsang (2000), ACM Transactions on Mathematical Software 26:363–372.
    ///
    /// - Parameter first: a draw from the normal distribution, used once.
    package mutating func gamma(_ shape: Double, first: Double) -> Double {
        guard shape >= 1 else {
            // Γ(a) is Γ(a + 1) × U^(1 ÷ a).
            let power = Mathematics.exponential(Mathematics.naturalLogarithm(uniform()) / shape)
            return gamma(shape + 1, first: first) * power
        }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        var x = first
        while true {
            let root = 1 + c * x
            if root > 0 {
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
            x = normals().0
        }
    }

    /// A draw from the Poisson distribution: by its chances one after the other, and from a mean of 60 on
    /// by the normal distribution, which is as good there.
    package mutating func poisson(_ mean: Double) -> Int {
        guard mean > 0 else { return 0 }
        guard mean < 60 else {
            let draw = (mean + mean.squareRoot() * normals().0).rounded()
            return Int(min(1e15, max(0, draw)))
        }
        var (count, chance) = (0, Mathematics.exponential(-mean))
        var rest = uniform() - chance
        while rest > 0, count < 1000 {
            count += 1
            chance *= mean / Double(count)
            rest -= chance
        }
        return count
    }

    /// A draw from the beta distribution: one gamma draw among two.
    package mutating func beta(_ alpha: Double, _ beta: Double) -> Double {
        let (x, y) = normals()
        let (one, other) = (gamma(alpha, first: x), gamma(beta, first: y))
        return one + other > 0 ? one / (one + other) : alpha / (alpha + beta)
    }
}
