/// What a person is called by in texts that are about something else: the name of a file, a campaign, a
/// source.
package struct PersonNames: Sendable {
    private var addresses = Set<MailAddress>()
    /// First and last names beside each other, in either order, as the words that they are, by the first
    /// of these.
    private var names: [String: Set<[String]>] = [:]

    package init() {}

    /// Whether it has neither an address nor a name.
    package var isEmpty: Bool { addresses.isEmpty && names.isEmpty }

    /// Every address that stands in the text.
    package mutating func add(address text: String) {
        addresses.formUnion(MailAddress.all(in: text))
    }

    /// A name with too few letters is a word among others.
    package mutating func add(first: String, last: String) {
        let (one, other) = (Self.words(first), Self.words(last))
        let letters = (one + other).reduce(0) { $0 + $1.count }
        guard !one.isEmpty, !other.isEmpty, letters >= 5 else { return }
        names[one[0], default: []].insert(one + other)
        names[other[0], default: []].insert(other + one)
    }

    /// Whether a text has one of the addresses in it, or first and last name beside each other.
    package func occur(in text: String) -> Bool {
        if !addresses.isEmpty {
            // The end of the name of a file is no part of a domain.
            let found = MailAddress.all(in: text)
            let cut = found.compactMap { address in
                address.text.lastIndex(of: ".").flatMap { MailAddress(String(address.text[..<$0])) }
            }
            if !addresses.isDisjoint(with: found) || !addresses.isDisjoint(with: cut) {
                return true
            }
        }
        guard !names.isEmpty else { return false }
        let words = Self.words(text)
        return words.indices.contains { start in
            names[words[start]]?.contains { words[start...].starts(with: $0) } == true
        }
    }

    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter }.map(String.init)
    }
}
