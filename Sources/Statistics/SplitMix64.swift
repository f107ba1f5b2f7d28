/// A generator of random numbers that gives the same numbers for the same seed, everywhere.
///
/// Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators", OOPSLA.
package struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// A whole number from 0 up to, not including, `bound`.
    ///
    /// The library's `random(in:using:)` may change between versions of Swift; this may not.
    package mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// True in `share` out of a thousand draws.
    package mutating func chance(perMille share: Int) -> Bool { below(1000) < share }
}
