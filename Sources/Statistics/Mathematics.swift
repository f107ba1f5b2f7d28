#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// The few functions of the C library that estimates need, behind one door.
package enum Mathematics {
    /// ln Γ(x) for x > 0, without the global sign that plain `lgamma` writes to.
    static func lnGamma(_ x: Double) -> Double {
        var sign: Int32 = 0
        return lgamma_r(x, &sign)
    }

    /// eˣ.
    package static func exponential(_ x: Double) -> Double { exp(x) }
    /// ln x.
    package static func naturalLogarithm(_ x: Double) -> Double { log(x) }
    /// ln(1 + x), exact where x is small.
    package static func logarithmOfOnePlus(_ x: Double) -> Double { log1p(x) }
    static func exponentialMinusOne(_ x: Double) -> Double { expm1(x) }
    package static func cosine(_ x: Double) -> Double { cos(x) }
    static func complementaryErrorFunction(_ x: Double) -> Double { erfc(x) }
}
