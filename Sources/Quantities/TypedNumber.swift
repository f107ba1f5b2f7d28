/// Numbers as people type them, on the command line, in answers and in files of settings: `4000`, `99.50`,
/// `99,50`. There is one reader for all of them, so that what may mean two things is refused everywhere.
package struct TypedNumber: Hashable, Sendable {
    /// In the smallest unit, of which there are ten to the power of the decimals in one.
    package let units: Int64

    /// - Parameters:
    ///   - text: digits with a point or a comma before the decimals, or neither.
    ///   - decimals: how many there can be.
    /// - Returns: nil for what is no such number, and for what may have been meant as thousands, such as
    ///   `12.000` and `1,234.50`.
    package init?(_ text: String, decimals: Int) {
        guard !Self.hasThousands(text),
            let units = FixedPoint.units(text.replacing(",", with: "."), decimals: decimals)
        else { return nil }
        self.units = units
    }

    /// An amount in cents.
    package static func cents(_ text: String) -> Int64? {
        TypedNumber(text, decimals: 2)?.units
    }

    /// A whole number.
    package static func whole(_ text: String) -> Int? {
        TypedNumber(text, decimals: 0).flatMap { Int(exactly: $0.units) }
    }

    /// What was probably meant by what is refused: `60000` of `60.000`, `60,000` and `€ 60 000`, `60000.50` of
    /// `60.000,50`; nil where nobody can tell.
    ///
    /// - Parameter decimals: how many there can be.
    package static func meant(_ text: String, decimals: Int = 2) -> String? {
        guard TypedNumber(text, decimals: decimals) == nil else { return nil }
        // What stands around a number may be a currency; within it only blanks may.
        let ends = text.drop { !$0.isNumber }.reversed().drop { !$0.isNumber }
        guard !ends.contains(where: \.isLetter) else { return nil }
        let digits = text.filter { $0.isASCII && $0.isNumber || $0 == "." || $0 == "," }
        var parts = digits.split(whereSeparator: { $0 == "." || $0 == "," }).map(String.init)
        guard let last = parts.last, parts.count > 1 || digits != text else { return nil }
        let hasDecimals = parts.count > 1 && last.count <= min(decimals, 2)
        let rest = hasDecimals ? ".\(parts.removeLast())" : ""
        // Thousands come by three, behind at most three that do not begin with a 0.
        guard let first = parts.first, first.count <= 3 || parts.count == 1,
            !first.hasPrefix("0") || first == "0" && parts.count == 1,
            parts.dropFirst().allSatisfy({ $0.count == 3 })
        else { return nil }
        let meant = parts.joined() + rest
        return meant != text && FixedPoint.units(meant, decimals: decimals) != nil ? meant : nil
    }

    /// ` Did you mean 60000?` and the same in Dutch; empty where nobody can tell.
    package static func suggestion(for text: String, decimals: Int = 2) -> Phrase {
        guard let meant = meant(text, decimals: decimals) else { return Phrase("") }
        return Phrase(en: " Did you mean \(meant)?", nl: " Bedoelt u \(meant)?")
    }

    /// Whether groups of three digits follow each other, as in `12.000` and `1,234,567`, but not `0.125`.
    package static func hasThousands(_ text: String) -> Bool {
        let bare = text.drop { $0 == "-" }
        let groups = bare.split(
            omittingEmptySubsequences: false, whereSeparator: { $0 == "." || $0 == "," })
        guard groups.count > 1, let first = groups.first, (1...3).contains(first.count),
            !first.hasPrefix("0")
        else { return false }
        return groups.dropFirst().allSatisfy { $0.count == 3 }
    }
}
