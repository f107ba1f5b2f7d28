import ArgumentParser
import Intake
import Quantities
import Reports
import Workbench

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What the environment says where a call is silent: an option goes before it, and it goes before mql.yaml.
enum Environment {
    /// Files to read, with colons between them as in PATH; patterns and folders too.
    static let data = "MQL_DATA"
    static let rules = "MQL_RULES"
    static let language = "MQL_LANG"
    static let asOf = "MQL_AS_OF"

    /// All that changes an answer, in the order in which they are shown.
    static let names = [data, rules, language, asOf]

    /// Nil where it is not set, or to nothing.
    static func value(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    static var files: [String] {
        value(data)?.split(separator: ":").map(String.init) ?? []
    }

    /// Nil where it is not set, or is no language: that is told by `check`.
    static var chosenLanguage: Language? { value(language).flatMap(Language.init) }

    /// Nil where it is not set, or is no day: that is told by `check`.
    static var day: Day? { value(asOf).flatMap { try? TypedDay.read($0) } }

    /// - Throws: `ValidationError` where a value cannot be meant.
    static func check() throws {
        if let word = value(language), chosenLanguage == nil {
            throw ValidationError(
                en:
                    "\(language)=\(word.quoted) is no language here. Set it to en or nl, or unset it.",
                nl:
                    "\(language)=\(word.quoted) is hier geen taal. Maak het en of nl, of haal het weg."
            )
        }
        if let word = value(asOf), day == nil {
            throw ValidationError(
                en: "\(asOf)=\(word.quoted) is not a day. Write it as 2026-03-31, or unset it.",
                nl:
                    "\(asOf)=\(word.quoted) is geen dag. Schrijf het als 2026-03-31, of haal het weg."
            )
        }
    }

    /// What is set, in the order in which it is shown.
    static var set: [(name: String, value: String)] {
        names.compactMap { name in value(name).map { (name, $0) } }
    }
}
