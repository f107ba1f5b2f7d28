/// Decimal numbers as whole numbers of their smallest unit, without a detour through fractions.
package enum FixedPoint {
    /// `12.5` with two decimals is 1250; nil for more decimals, for anything that is no number, and
    /// beyond fifteen digits before the point.
    package static func units(_ text: String, decimals: Int) -> Int64? {
        let isNegative = text.hasPrefix("-")
        let parts = (isNegative ? text.dropFirst() : text[...])
            .split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !parts[0].isEmpty, parts[0].count <= 15,
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            parts.count == 1 || !parts[1].isEmpty && parts[1].count <= decimals
        else { return nil }
        let fraction = parts.count == 1 ? "" : String(parts[1])
        let padded = parts[0] + fraction + String(repeating: "0", count: decimals - fraction.count)
        return Int64(padded).map { isNegative ? -$0 : $0 }
    }

    /// `1234.50`, for data and messages.
    package static func text(cents: some BinaryInteger) -> String {
        let rest = cents.magnitude % 100
        return "\(cents < 0 ? "-" : "")\(cents.magnitude / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// `12.34` as 1,234; nil where it is no number with at most two decimals.
    package static func cents(_ text: String) -> Int64? { units(text, decimals: 2) }
}
