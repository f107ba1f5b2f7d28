#if Service
    import ArgumentParser
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
            "diff", "yaml", "tagged",
        ]

        static let verbs: [Verb] = {
            guard let english = HelpTree(.en), let dutch = HelpTree(.nl) else { return [] }
            return rights.compactMap { name, right in
                guard let command = english.find(name) else { return nil }
                return verb(name, command, dutch.find(name), right)
            }
        }()

        /// - Parameter other: the same command in Dutch.
        private static func verb(
            _ name: String, _ command: HelpTree.Command, _ other: HelpTree.Command?, _ right: Right
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
    }
#endif
