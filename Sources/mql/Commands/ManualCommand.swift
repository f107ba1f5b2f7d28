import ArgumentParser
import Quantities
import Workbench

/// Pages for `man`, made of the help. Whoever installs the program asks for them.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: CallLanguage.said(
            "A page for man, made of the help; --list has the names of all.",
            "Een pagina voor man, gemaakt uit de hulp; --list heeft de namen van alle."),
        discussion: "mql manual report > mql-report.1", shouldDisplay: false)

    @Argument(
        help: .said(
            "The command; none is the first page.", "De opdracht; geen is de eerste pagina."))
    var words: [String] = []

    @Flag(help: .said("Print the names of all pages.", "Druk de namen van alle pagina's af."))
    var list = false

    @Option(
        name: .customLong("lang"),
        help: .said("en or nl: the language of the page.", "en of nl: de taal van de pagina."))
    var chosenLanguage: Language?

    func run() throws {
        let language = chosenLanguage ?? CurrentProject.language ?? .en
        guard let tree = HelpTree(language) else { return }
        let pages = ManualPages(tree, language)
        if list { return Terminal.print(pages.names.map { "\($0)\n" }.joined()) }
        let name = words.joined(separator: " ")
        guard let page = pages.page(name) else {
            throw ValidationError(
                en: "There is no page of \(name.quoted)."
                    + Spelling.suggestion(for: name, in: pages.names)
                    + " mql manual --list has the names.",
                nl: "Er is geen pagina van \(name.quoted)."
                    + Spelling.suggestion(for: name, in: pages.names, .nl)
                    + " mql manual --list heeft de namen.")
        }
        Terminal.print(page)
    }
}

/// The help as pages of a manual, in the language of roff.
struct ManualPages {
    private let tree: HelpTree
    private let language: Language

    init(_ tree: HelpTree, _ language: Language) {
        self.tree = tree
        self.language = language
    }

    private func say(_ en: String, _ nl: String) -> String { language == .nl ? nl : en }

    /// Of all commands, `rules check` for one within another; the first page has none.
    var names: [String] {
        func below(_ command: HelpTree.Command, _ start: String) -> [String] {
            (command.subcommands ?? []).filter {
                $0.shouldDisplay ?? true && $0.commandName != "help"
            }
            .flatMap { one in
                let name = start + one.commandName
                return [name] + below(one, name + " ")
            }
        }
        return below(tree.command, "")
    }

    /// Nil where there is no such command.
    func page(_ name: String) -> String? {
        guard let command = tree.find(name) else { return nil }
        let title = (["mql"] + name.split(separator: " ").map(String.init)).joined(separator: "-")
        let call = name.isEmpty ? "mql" : "mql \(name)"
        var lines = [
            ".TH \(Self.safe(title.uppercased())) 1 \"\" \"mql \(ProgramVersion.number)\" \"mql\"",
            ".SH \(say("NAME", "NAAM"))",
            "\(Self.safe(title)) \\- \(Self.safe(command.abstract ?? ""))",
            ".SH \(say("SYNOPSIS", "GEBRUIK"))",
            ".B \(Self.safe(call))",
            Self.safe(usage(command)),
        ]
        if let text = command.discussion, !text.isEmpty {
            lines += [".SH \(say("EXAMPLES", "VOORBEELDEN"))", ".nf"]
            lines += text.split(separator: "\n", omittingEmptySubsequences: false).map {
                Self.line(String($0))
            }
            lines.append(".fi")
        }
        let shown = (command.arguments ?? []).filter { $0.shouldDisplay ?? true }
        var section = ""
        for argument in shown {
            let title = argument.sectionTitle ?? say("Options", "Opties")
            if title != section {
                section = title
                lines.append(".SH \(Self.safe(title.uppercased()))")
            }
            lines += option(argument)
        }
        let inner = (command.subcommands ?? []).filter {
            $0.shouldDisplay ?? true && $0.commandName != "help"
        }
        if !inner.isEmpty {
            lines.append(".SH \(say("COMMANDS", "OPDRACHTEN"))")
            for one in inner {
                lines += [
                    ".TP", ".B \(Self.safe("\(call) \(one.commandName)"))",
                    Self.line(one.abstract ?? ""),
                ]
            }
        }
        lines += [
            ".SH \(say("WORDS", "WOORDEN"))",
            Self.line(
                say(
                    "mql help WORD tells what a word of a report means, as in mql help per-mql.",
                    "mql help WOORD zegt wat een woord van een rapport betekent, zoals in mql help per-mql."
                )),
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private func usage(_ command: HelpTree.Command) -> String {
        var parts = (command.arguments ?? []).filter { $0.kind == "positional" }.map { argument in
            let word =
                "<\(argument.valueName ?? "")>" + (argument.isRepeating ?? false ? " ..." : "")
            return argument.isOptional ?? false ? "[\(word)]" : word
        }
        if (command.arguments ?? []).contains(where: { $0.kind != "positional" }) {
            parts.append(say("[options]", "[opties]"))
        }
        if command.subcommands?.isEmpty == false { parts.append(say("<command>", "<opdracht>")) }
        return parts.joined(separator: " ")
    }

    private func option(_ argument: HelpTree.Argument) -> [String] {
        let names = (argument.names ?? []).map {
            $0.kind == "short" ? "-\($0.name)" : "--\($0.name)"
        }
        let value = argument.kind == "flag" ? "" : "<\(argument.valueName ?? "")>"
        let head =
            argument.kind == "positional"
            ? value : names.joined(separator: ", ") + (value.isEmpty ? "" : " \(value)")
        var about = argument.abstract ?? ""
        let choices = argument.allValueStrings ?? argument.allValues ?? []
        if !choices.isEmpty {
            about += " (\(say("values", "keuze")): \(choices.joined(separator: ", ")))"
        }
        if let standard = argument.defaultValue {
            about += " (\(say("default", "standaard")): \(standard))"
        }
        return [".TP", ".B \(Self.safe(head))", Self.line(about)]
    }

    /// Text in which nothing is a command of roff.
    private static func safe(_ text: String) -> String {
        text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    }

    /// A line of its own: one that begins with a point or a quote would be a command.
    private static func line(_ text: String) -> String {
        let text = safe(text)
        return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&\(text)" : text
    }
}
