import ArgumentParser
import Foundation
import Quantities

/// What the parser of calls says of the commands and their options.
struct HelpTree: Decodable {
    let command: Command

    /// In a language, as options say what they are in the language of the call; nil where the parser says nothing.
    init?(_ language: Language) {
        let text = Call.$current.withValue(Call(["--lang", language.rawValue])) { MQL._dumpHelp() }
        guard let tree = try? JSONDecoder().decode(HelpTree.self, from: Data(text.utf8)) else {
            return nil
        }
        self = tree
    }

    func find(_ name: String) -> Command? {
        name.split(separator: " ").reduce(command) { command, word in
            command?.subcommands?.first { $0.commandName == word }
        }
    }

    struct Command: Decodable {
        let commandName: String
        let abstract: String?
        let discussion: String?
        let shouldDisplay: Bool?
        let subcommands: [Command]?
        let arguments: [Argument]?
    }

    struct Argument: Decodable {
        let kind: String
        let names: [Name]?
        let valueName: String?
        let abstract: String?
        let allValues: [String]?
        let allValueStrings: [String]?
        let defaultValue: String?
        let sectionTitle: String?
        let isRepeating: Bool?
        let isOptional: Bool?
        let shouldDisplay: Bool?
    }

    struct Name: Decodable {
        let kind: String
        let name: String
    }
}
