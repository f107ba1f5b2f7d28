/// What a person is called by in texts that are about something else: the name of a file, a campaign, a
/// source.
package struct PersonNames: Sendable {
    private var addresses = Set<MailAddress>()
    /// First and last names, as the words that they are.
    private var names: [(first: [String], last: [String])] = []

    package init() {}

    package var isEmpty: Bool { addresses.isEmpty && names.isEmpty }

    package mutating func add(address text: String) {
        addresses.formUnion(MailAddress.all(in: text))
    }

    /// A name with too few letters is a word among others.
    package mutating func add(first: String, last: String) {
        let (one, other) = (Self.words(first), Self.words(last))
        let letters = (one + other).reduce(0) { $0 + $1.count }
        guard !one.isEmpty, !other.isEmpty, letters >= 5 else { return }
        names.append((one, other))
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
        return names.contains { name in
            Self.has(words, name.first + name.last) || Self.has(words, name.last + name.first)
        }
    }

    private static func has(_ words: [String], _ wanted: [String]) -> Bool {
        guard words.count >= wanted.count else { return false }
        return (0...(words.count - wanted.count)).contains { start in
            Array(words[start..<(start + wanted.count)]) == wanted
        }
    }

    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter }.map(String.init)
    }
}
