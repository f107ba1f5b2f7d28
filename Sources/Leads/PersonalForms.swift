/// What says who somebody is, in the form in which it can be compared.
package enum PersonalForms {
    /// The last nine digits, which are the same with and without the code of a country; nil for what has
    /// too few to be a number of somebody.
    package static func phone(_ text: String?) -> String? {
        let digits = (text ?? "").utf8.filter { $0 &- 0x30 < 10 }
        return digits.count < 7 ? nil : String(decoding: digits.suffix(9), as: UTF8.self)
    }

    /// First and last name in small letters; nil where they have too few letters to be told from words.
    package static func name(_ first: String?, _ last: String?) -> [String]? {
        let name = [first, last].map { trimmed($0 ?? "").lowercased() }
        let letters = name.map { $0.count(where: \.isLetter) }
        return letters.allSatisfy { $0 >= 2 } && letters[0] + letters[1] >= 5 ? name : nil
    }

    /// Without blanks at its ends.
    package static func trimmed(_ text: String) -> String {
        String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
