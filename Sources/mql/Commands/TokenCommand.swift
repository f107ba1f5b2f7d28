import ArgumentParser
import Quantities
import Store
import Workbench

struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Who may use mql serve: tokens with a role, and links that work once.",
        discussion: """
            mql token add --name crm-webhook --role read
            mql token add --name anna --role owner --until 2027-06-30
            mql token link anna
            """,
        subcommands: [Add.self, List.self, Remove.self, Link.self]
    )

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a token and shows it, once.",
            discussion: """
                mql token add --name crm-webhook --role read
                Roles: read sees figures; sales sees leads too; import adds data; owner may do everything.
                """)

        @Option(help: "What it is called: the name stands in the log, never the token.")
        var name: String

        @Option(help: "read, sales, import or owner.")
        var role: Role

        @Option(help: "For whom its holder signs a rule book: marketing or sales.")
        var side: Side?

        @Option(
            help: "The last day on which it is taken, such as 2027-06-30.",
            transform: { try DayArgument.read($0) })
        var until: Day?

        @Option(name: .customLong("lang"), help: "en or nl.")
        var chosen: Language?

        func run() throws {
            let secret = try AccessBook(Workspace.needed()).add(
                name, role, side: side, until: until)
            Terminal.complain(
                Phrase(
                    en:
                        "The token \(name), role \(role.rawValue). It is shown once and kept nowhere:",
                    nl:
                        "Het token \(name), rol \(role.rawValue). Het is één keer te zien en wordt nergens bewaard:"
                ).text(chosen ?? CurrentProject.language ?? .en))
            Terminal.print(secret + "\n")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "All tokens: name, role, side and last day.", discussion: "mql token list")

        @Option(name: .customLong("lang"), help: "en or nl.")
        var chosen: Language?

        func run() throws {
            let tokens = try AccessBook(Workspace.needed()).all
            guard !tokens.isEmpty else {
                return Terminal.complain(
                    Phrase(en: "There is no token.", nl: "Er is geen token.").text(
                        chosen ?? CurrentProject.language ?? .en))
            }
            for token in tokens {
                let words = [
                    token.name, token.role.rawValue, token.side?.rawValue ?? "-",
                    token.until.map { "\($0)" } ?? "-",
                ]
                Terminal.print(words.joined(separator: "  ") + "\n")
            }
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a token back; who came in with it is out.",
            discussion: "mql token remove crm-webhook")

        @Argument(help: "The name of the token.")
        var name: String

        func run() throws {
            let book = try AccessBook(Workspace.needed())
            guard try book.remove(name) else {
                let names = try book.all.map(\.name)
                throw FailedVerb(
                    .noInput,
                    en:
                        "There is no token \(name.quoted).\(Spelling.suggestion(for: name, in: names))",
                    nl:
                        "Er is geen token \(name.quoted).\(Spelling.suggestion(for: name, in: names, .nl))"
                )
            }
            Terminal.print(
                Phrase(en: "Taken back: \(name)\n", nl: "Ingetrokken: \(name)\n").text(
                    CurrentProject.language ?? .en))
        }
    }

    struct Link: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "A link that lets the holder of a token in: once, within ten minutes.",
            discussion: "mql token link anna")

        @Argument(help: "The name of the token.")
        var name: String

        func run() throws {
            let code = try AccessBook(Workspace.needed()).code(for: name)
            Terminal.print("/enter#\(code)\n")
        }
    }
}

extension Role: ExpressibleByArgument {}
extension Side: ExpressibleByArgument {}
