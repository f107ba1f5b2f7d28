import Quantities
import Reports
import Workbench

/// What an assistant may read beside answers: what words mean, and the rules.
enum AssistantResource {
    case glossary
    case word(String)
    case rules

    /// - Parameter place: such as `mql://glossary/had-time`; nil where nothing is there.
    init?(_ place: String) {
        switch place {
        case "mql://glossary": self = .glossary
        case "mql://rules": self = .rules
        default:
            let start = "mql://glossary/"
            guard place.hasPrefix(start), place.count > start.count else { return nil }
            self = .word(String(place.dropFirst(start.count)))
        }
    }

    static func list(_ language: Language) -> JSONValue {
        let say = { (en: String, nl: String) in language == .nl ? nl : en }
        func entry(_ place: String, _ title: String, _ about: String) -> JSONValue {
            .object([
                ("uri", .string(place)), ("name", .string(title)), ("description", .string(about)),
                ("mimeType", .string("text/markdown")),
            ])
        }
        return .object([
            (
                "resources",
                .array([
                    entry(
                        "mql://glossary", say("Glossary", "Woordenlijst"),
                        say(
                            "What every word and title of a column means.",
                            "Wat elk woord en elke kop van een kolom betekent.")),
                    entry(
                        "mql://rules", say("Rule book", "Regelboek"),
                        say(
                            "What makes a lead an MQL here, and the bands of the guide price.",
                            "Wat een lead hier tot MQL maakt, en de banden van de richtprijs.")),
                ])
            )
        ])
    }

    static func templates(_ language: Language) -> JSONValue {
        .object([
            (
                "resourceTemplates",
                .array([
                    .object([
                        ("uriTemplate", .string("mql://glossary/{word}")),
                        ("name", .string(language == .nl ? "Een woord" : "A word")),
                        ("mimeType", .string("text/markdown")),
                    ])
                ])
            )
        ])
    }

    /// All words with what they mean.
    static func words(_ language: Language) -> String {
        Glossary.terms.compactMap { meaning(of: $0, language) }.joined(separator: "\n")
    }

    static func meaning(of word: String, _ language: Language) -> String? {
        Glossary(language, more: WorkspaceColumns.all).document(word)
            .map { MarkdownFormat(language).write($0) }
    }
}
