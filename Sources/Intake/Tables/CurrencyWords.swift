internal import Quantities

/// What is a currency in a table that is known to no format: its code, or a sign or word that can mean no other.
enum CurrencyWords {
    /// The code that is meant; nil for any other text.
    static func code(_ text: String) -> String? {
        let bare = text.filter { !$0.isWhitespace }
        return isCode(bare) ? bare.uppercased() : words[bare.lowercased()]
    }

    /// Whether a text is the code of a currency that firms count in.
    static func isCode(_ text: String) -> Bool {
        Currency(text).map { codes.contains($0.code) } ?? false
    }

    /// The one currency that the name of a column says: `Amount (CHF)`, `Betrag in USD`, `Kosten €`.
    static func named(in name: String) -> String? {
        let parts = name.split { !$0.isLetter }.map(String.init)
        // In small letters a code may be a word.
        var found = Set(parts.filter { codes.contains($0) })
        for (sign, code) in [("€", "EUR"), ("£", "GBP")] where name.contains(sign) {
            found.insert(code)
        }
        let small = parts.map { $0.lowercased() }
        for word in ["euro", "euros", "franken"] where small.contains(word) {
            if let code = words[word] { found.insert(code) }
        }
        return found.count == 1 ? found.first : nil
    }

    private static let codes: Set<String> = [
        "EUR", "USD", "CHF", "GBP", "SEK", "NOK", "DKK", "ISK", "PLN", "CZK", "HUF", "RON", "BGN",
        "RSD", "TRY", "UAH", "RUB", "CAD", "AUD", "NZD", "CNY", "HKD", "SGD", "INR", "JPY", "KRW",
        "BRL", "MXN", "ARS", "CLP", "COP", "PEN", "ZAR", "MAD", "EGP", "AED", "SAR", "ILS", "THB",
        "MYR", "IDR",
    ]

    private static let words: [String: String] = [
        "€": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "sfr": "CHF", "sfr.": "CHF",
        "fr.": "CHF", "franken": "CHF", "us$": "USD", "us-dollar": "USD", "usdollar": "USD",
    ]
}
