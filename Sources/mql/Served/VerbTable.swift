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
            guard let root = try? JSONDecoder().decode(Tool.self, from: Data(MQL._dumpHelp().utf8))
            else { return [] }
            return rights.compactMap { name, right in
                var command = root.command
                for word in name.split(separator: " ") {
                    guard let next = command.subcommands?.first(where: { $0.commandName == word })
                    else { return nil }
                    command = next
                }
                return verb(name, command, right)
            }
        }()

        private static func verb(_ name: String, _ command: Tool.Command, _ right: Right) -> Verb {
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
                return Verb.Option(
                    name, kind, about: Phrase(argument.abstract ?? ""),
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
