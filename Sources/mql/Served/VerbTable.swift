#if Service
    import ArgumentParser
    import Foundation
    import Quantities
    import Service
    import Workbench

    /// What may be asked over HTTP: the reading commands, with the options that the parser of calls knows of them.
    enum VerbTable {
        /// The commands, and what somebody has to be allowed to see for each.
        private static let rights: [(name: String, right: Right)] = [
            ("dashboard", .figures), ("source", .figures), ("report", .figures),
            ("justify", .figures),
            ("budget", .figures),
            ("compare", .figures), ("attribution", .figures), ("funnel", .figures),
            ("handover", .figures), ("plan", .figures), ("review", .figures), ("check", .figures),
            ("value", .figures), ("rules show", .figures), ("rules check", .figures),
            ("rules try", .figures), ("leads", .leads), ("explain", .leads),
        ]

        /// Options that name a file, write one, or are of the terminal: over HTTP nobody names a path.
        private static let closed: Set<String> = [
            "data", "to", "save", "rejects", "into", "map", "rates", "rules", "rules-then", "jobs",
            "color",
            "no-pager", "force", "issue", "strict", "with-personal-data", "seller", "format",
            "help", "version",
            "exported-on", "date-order", "decimal", "each-row", "plan",
            "diff", "yaml",
        ]

        static let verbs: [Verb] = {
            guard let english = tool(.en), let dutch = tool(.nl) else { return [] }
            return rights.compactMap { name, right in
                guard let command = english.find(name) else { return nil }
                return verb(name, command, dutch.find(name), right)
            }
        }()

        /// What the parser says of itself. What options say is said in the language of the call.
        private static func tool(_ language: Language) -> Tool? {
            let text = Call.$current.withValue(Call(["--lang", language.rawValue])) {
                MQL._dumpHelp()
            }
            return try? JSONDecoder().decode(Tool.self, from: Data(text.utf8))
        }

        /// - Parameter other: the same command in Dutch.
        private static func verb(
            _ name: String, _ command: Tool.Command, _ other: Tool.Command?, _ right: Right
        ) -> Verb {
            let options = (command.arguments ?? []).compactMap { argument -> Verb.Option? in
                let long = argument.names?.first { $0.kind == "long" }?.name
                guard let name = argument.kind == "positional" ? argument.valueName : long,
                    !closed.contains(name),
                    argument.kind != "positional"
                        || ["explain", "source"].contains(command.commandName)
                else { return nil }
                let kind: Verb.Option.Kind =
                    argument.kind == "flag"
                    ? .flag : argument.kind == "positional" ? .positional : .value
                let dutch = other?.arguments?.first {
                    $0.kind == argument.kind && $0.valueName == argument.valueName
                        && $0.names?.first { $0.kind == "long" }?.name == long
                }
                let about = argument.abstract ?? ""
                return Verb.Option(
                    name, kind, about: Phrase(en: about, nl: dutch?.abstract ?? about),
                    choices: kind == .flag
                        ? [] : argument.allValueStrings ?? argument.allValues ?? [],
                    standard: argument.defaultValue, group: argument.sectionTitle ?? "",
                    isRepeated: argument.isRepeating ?? false)
            }
            let formats = (command.arguments ?? []).first { argument in
                argument.names?.contains { $0.name == "format" } ?? false
            }
            // A rule book is shown to people alone.
            let known = (formats.map { $0.allValueStrings ?? $0.allValues ?? [] } ?? []).filter {
                name != "rules show" || !["json", "csv", "xlsx"].contains($0)
            }
            return Verb(
                name, about: Phrase(command.abstract ?? ""), options: options, right: right,
                formats: known)
        }

        /// What the parser says of itself, as far as it is needed here.
        private struct Tool: Decodable {
            let command: Command

            func find(_ name: String) -> Command? {
                name.split(separator: " ").reduce(command) { command, word in
                    command?.subcommands?.first { $0.commandName == word }
                }
            }

            struct Command: Decodable {
                let commandName: String
                let abstract: String?
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
            }

            struct Name: Decodable {
                let kind: String
                let name: String
            }
        }
    }
#endif
