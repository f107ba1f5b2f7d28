/// A currency by its three-letter ISO 4217 code, such as EUR.
///
/// Only currencies with two decimals are understood; the code itself is not looked up in a list.
package struct Currency: Hashable, Sendable {
    package let code: String

    package static let eur = Currency(unchecked: "EUR")

    /// Takes `eur`, `EUR` or ` Eur `; nil for anything that is not three Latin letters.
    package init?(_ text: some StringProtocol) {
        let letters = text.utf8.filter { $0 != UInt8(ascii: " ") }
        guard letters.count == 3 else { return nil }
        var code = ""
        for letter in letters {
            let upper = letter & 0xDF
            guard upper >= UInt8(ascii: "A"), upper <= UInt8(ascii: "Z"), letter >= 0x41 else {
                return nil
            }
            code.unicodeScalars.append(Unicode.Scalar(upper))
        }
        self.code = code
    }

    private init(unchecked code: String) {
        self.code = code
    }
}

extension Currency: Comparable {
    package static func < (one: Currency, other: Currency) -> Bool { one.code < other.code }
}

extension Currency: CustomStringConvertible {
    package var description: String { code }
}
