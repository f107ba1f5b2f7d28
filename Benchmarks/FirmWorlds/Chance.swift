internal import Foundation

/// Chance for invented firms: a generator and distributions of its own, so that nothing is shared with what is
/// tried. xorshift64* (Marsaglia 2003, Vigna 2016).
struct Chance {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed &* 0xD134_2543_DE82_EF95 | 1
        for _ in 0..<8 { _ = word() }
    }

    private mutating func word() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_F491_4F6C_DD1D
    }

    /// Between 0 and 1.
    mutating func unit() -> Double { (Double(word() >> 12) + 0.5) / 4_503_599_627_370_496 }

    mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

    mutating func happens(_ share: Double) -> Bool { unit() < share }

    /// By Box and Muller (1958).
    mutating func normal() -> Double {
        (-2 * log(unit())).squareRoot() * cos(2 * .pi * unit())
    }

    mutating func logNormal(median: Double, sigma: Double) -> Double {
        median * exp(sigma * normal())
    }

    mutating func exponential(mean: Double) -> Double { -mean * log(unit()) }

    /// By multiplying until it is too little (Knuth 1969).
    mutating func count(mean: Double) -> Int {
        var (left, count) = (exp(-mean), 0)
        var product = unit()
        while product > left, count < 10_000 {
            product *= unit()
            count += 1
        }
        left = 0
        return count
    }
}
