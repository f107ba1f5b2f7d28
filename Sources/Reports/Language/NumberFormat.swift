package import Quantities

/// Writes numbers as people read them, the same on every machine.
package struct NumberFormat: Sendable {
    package init() {}

    package func count(_ number: Int) -> String {
        grouped("\(number.magnitude)", negative: number < 0)
    }

    /// `1,234.56`, without the sign of the currency; with `whole`, an amount without cents as
    /// `1,234`.
    package func amount(_ money: Money, whole: Bool = false) -> String {
        let magnitude = money.cents.magnitude
        let units = grouped("\(magnitude / 100)", negative: money.cents < 0)
        if whole, magnitude % 100 == 0 { return units }
        let cents = magnitude % 100
        return "\(units).\(cents < 10 ? "0" : "")\(cents)"
    }

    /// `€1,234.56`, `AED 1,234.56`.
    package func money(_ money: Money, whole: Bool = false) -> String {
        let sign = money.currency == .eur ? "€" : "\(money.currency.code) "
        return money.cents < 0
            ? "-\(sign)\(amount(Money(cents: negated(money.cents), money.currency), whole: whole))"
            : "\(sign)\(amount(money, whole: whole))"
    }

    /// `12.5%`.
    package func share(_ share: Double) -> String { "\(fixed(share * 100, decimals: 1))%" }

    /// `2.8–30.1%`.
    package func range(_ low: Double, _ high: Double) -> String {
        "\(fixed(low * 100, decimals: 1))–\(fixed(high * 100, decimals: 1))%"
    }

    package func ratio(_ ratio: Double) -> String { fixed(ratio, decimals: 2) }

    /// A number to a fixed number of decimals, a half away from zero, without a negative zero.
    package func fixed(_ number: Double, decimals: Int) -> String {
        guard number.isFinite, abs(number) < 1e15 else { return "\(number)" }
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (number * scale).rounded()
        let units = UInt64(abs(scaled))
        let factor = UInt64(scale)
        let whole = grouped("\(units / factor)", negative: scaled < 0)
        guard decimals > 0 else { return whole }
        let rest = "\(units % factor)"
        return "\(whole).\(String(repeating: "0", count: decimals - rest.count))\(rest)"
    }

    private func negated(_ cents: Int64) -> Int64 { cents == .min ? .max : -cents }

    private func grouped(_ digits: String, negative: Bool) -> String {
        var result = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return negative ? "-" + result : result
    }
}
