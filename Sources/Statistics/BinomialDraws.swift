/// Draws of how many of several come true.
extension SplitMix64 {
    /// A draw from the binomial distribution: one by one, and of many by the normal distribution, which is as good
    /// there.
    package mutating func binomial(_ trials: Int, _ chance: Double) -> Int {
        guard trials > 0, chance > 0 else { return 0 }
        guard chance < 1 else { return trials }
        guard trials <= 300 else {
            let (mean, rest) = (Double(trials) * chance, 1 - chance)
            guard mean > 20, Double(trials) * rest > 20 else {
                return mean <= 20
                    ? min(trials, poisson(mean))
                    : trials - min(trials, poisson(Double(trials) * rest))
            }
            let draw = (mean + (mean * rest).squareRoot() * normals().0).rounded()
            return min(trials, max(0, Int(draw)))
        }
        var count = 0
        for _ in 0..<trials where uniform() < chance { count += 1 }
        return count
    }
}
