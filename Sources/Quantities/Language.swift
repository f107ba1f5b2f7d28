/// The languages in which people read what the program says. Data for programs is the same in all.
package enum Language: String, CaseIterable, Hashable, Sendable {
    /// English: `€1,234.56`, `12.5%`, `2026-11-21`.
    case en
    /// Dutch: `€ 1.234,56`, `12,5%`, `21-11-2026`.
    case nl
}

/// A text that may be written in more than one language.
package struct Phrase: Hashable, Sendable {
    package let en: String
    package let nl: String
    /// What programs are told in its place: the key of what it names, else the English words.
    package let code: String

    package init(en: String, nl: String, code: String? = nil) {
        self.en = en
        self.nl = nl
        self.code = code ?? en
    }

    /// A text that is the same in every language, such as what somebody wrote in a rule book.
    package init(_ text: String) {
        self.init(en: text, nl: text)
    }

    /// Phrases one behind the other, in each language.
    package init(joining phrases: [Phrase], separator: String) {
        self.init(
            en: phrases.map(\.en).joined(separator: separator),
            nl: phrases.map(\.nl).joined(separator: separator),
            code: phrases.map(\.code).joined(separator: separator))
    }

    /// The words of one language.
    package func text(_ language: Language) -> String {
        switch language {
        case .en: en
        case .nl: nl
        }
    }

    /// Whether it says nothing in either language.
    package var isEmpty: Bool { en.isEmpty && nl.isEmpty }
}
