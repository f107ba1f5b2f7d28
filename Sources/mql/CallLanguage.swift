import ArgumentParser
import Quantities

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// In which language somebody is spoken to whose call may be wrong.
enum CallLanguage {
    /// That which was asked for, also where the rest of the call is wrong; nil where none was.
    private static var asked: Language? {
        let words = Call.current.words
        for (place, word) in words.enumerated() {
            if word == "--lang", place + 1 < words.count {
                return Language(rawValue: words[place + 1])
            }
            if word.hasPrefix("--lang=") { return Language(rawValue: String(word.dropFirst(7))) }
        }
        return nil
    }

    /// That of answers: what was asked for, else that of the project of this folder.
    static var ofAnswers: Language { asked ?? CurrentProject.language ?? .en }

    /// That of a word about the call itself: as above, and else that of the machine (LC_ALL, LC_MESSAGES, LANG).
    static var ofCalls: Language {
        if let language = asked ?? CurrentProject.language { return language }
        let said = [getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG")].lazy.compactMap {
            $0.map { String(cString: $0) }
        }.first { !$0.isEmpty }
        return said.map { $0 == "nl" || $0.hasPrefix("nl_") } ?? false ? .nl : .en
    }

    /// What a help says of a command, in the language of the call.
    static func said(_ english: String, _ dutch: String) -> String {
        ofCalls == .nl ? dutch : english
    }
}

extension ArgumentHelp {
    /// What a help says of an option, in the language of the call.
    static func said(_ english: String, _ dutch: String) -> ArgumentHelp {
        ArgumentHelp(stringLiteral: CallLanguage.said(english, dutch))
    }
}

extension ValidationError {
    /// What is wrong with a call, in the language of whoever made it.
    init(en: String, nl: String) {
        self.init(Phrase(en: en, nl: nl).text(CallLanguage.ofCalls))
    }

    init(_ phrase: Phrase) { self.init(phrase.text(CallLanguage.ofCalls)) }
}

/// What the parser of calls says, in Dutch too: it has one language.
enum ParserWords {
    /// The message with its usual sentences in the language of the call; what is not known stays as it is.
    static func said(_ message: String) -> String {
        guard CallLanguage.ofCalls == .nl else { return message }
        return message.split(separator: "\n", omittingEmptySubsequences: false)
            .map { dutch(String($0)) }.joined(separator: "\n")
    }

    /// A help with the words of the parser in the language of the call; what commands and options say of
    /// themselves is so already.
    static func help(_ text: String) -> String {
        guard CallLanguage.ofCalls == .nl else { return text }
        return helpWords.reduce(text) { $0.replacing($1.0, with: $1.1) }
    }

    private static let helpWords = [
        ("OVERVIEW: ", "OVERZICHT: "), ("USAGE: ", "GEBRUIK: "), ("ARGUMENTS:", "ARGUMENTEN:"),
        ("OPTIONS:", "OPTIES:"), ("SUBCOMMANDS:", "OPDRACHTEN:"), ("(values: ", "(keuze: "),
        ("default: ", "standaard: "), ("Show the version.", "Toon de versie."),
        ("Show help information.", "Toon deze hulp."),
        ("  See 'mql help", "  Zie 'mql help"), ("' for detailed help.", "' voor meer."),
        ("<options>", "<opties>"), ("<subcommand>", "<opdracht>"),
    ]

    private static func dutch(_ line: String) -> String {
        var line = line
        let isError = line.hasPrefix("Error: ")
        for (english, dutch) in starts where line.hasPrefix(english) {
            line = dutch + line.dropFirst(english.count)
        }
        line = line.replacing("' for more information.", with: "' voor meer.")
        for (english, dutch) in parts where isError { line = line.replacing(english, with: dutch) }
        return line
    }

    private static let starts = [
        ("Error: ", "Fout: "), ("Usage: ", "Gebruik: "), ("Help: ", "Hulp: "),
        ("  See '", "  Zie '"),
    ]

    private static let parts = [
        ("Unknown option '", "Onbekende optie '"),
        ("Did you mean '", "Bedoelt u '"), ("Missing value for '", "Er ontbreekt een waarde bij '"),
        ("Missing expected argument '", "Er ontbreekt '"),
        ("Missing one of: ", "Er ontbreekt een van: "),
        ("Unexpected argument '", "Onverwacht: '"),
        (" unexpected arguments: '", " onverwachte woorden: '"),
        ("' is invalid for '", "' past niet bij '"), ("The value '", "De waarde '"),
        (". Please provide one of the following:", ". Kies uit:"),
        (". Please provide one of ", ". Kies uit "), (" or ", " of "), (" and ", " en "),
        ("The option '", "De optie '"),
        ("' does not take any value, but '", "' heeft geen waarde, en '"),
        ("' was specified.", "' stond erbij."),
    ]
}
