package import Quantities

/// What sources, intents, actions, criteria and fields are called in front of people. A key without
/// a name is called by its key.
package struct Names: Hashable, Sendable {
    private var byLanguage: [Language: [String: String]] = [:]

    package init() {}

    /// Gives a key a name in one language.
    package mutating func call(_ key: String, _ name: String, in language: Language) {
        byLanguage[language, default: [:]][key] = name
    }

    /// The name, or the key itself where it has none.
    package func name(of key: String, in language: Language) -> String {
        byLanguage[language]?[key]
            ?? (key == FieldTest.taggedSource ? (language == .nl ? "bron" : "source") : key)
    }

    /// What a row is called: a key of the rule book, a text of the file, or `(no source)`.
    package func phrase(for key: String) -> Phrase {
        key == SourceDirectory.noSource
            ? Phrase(en: key, nl: "(geen bron)")
            : Phrase(en: name(of: key, in: .en), nl: name(of: key, in: .nl), code: key)
    }

    /// Whether a word means this key: the key itself, or its name in any language.
    package func isCalled(_ key: String, _ word: String) -> Bool {
        let word = TextTest.folded(word)
        return TextTest.folded(key) == word
            || Language.allCases.contains { TextTest.folded(name(of: key, in: $0)) == word }
    }

    /// The keys that have a name in a language, in order.
    package func keys(in language: Language) -> [String] {
        byLanguage[language]?.keys.sorted() ?? []
    }
}
