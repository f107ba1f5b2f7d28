import ArgumentParser
import Quantities
import Store
import Workbench

struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: CallLanguage.said(
            "Who may use mql serve: tokens with a role, and links that work once.",
            "Wie mql serve mag gebruiken: tokens met een rol, en koppelingen die één keer werken."),
        discussion: """
            mql token add --name crm-webhook --role read
            mql token add --name anna --role owner --until 2027-06-30
            mql token add --name bert --role sales --user bert@example.com
            mql token link anna
            """,
        subcommands: [Add.self, List.self, Remove.self, Link.self]
    )

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: CallLanguage.said(
                "Makes a token and shows it, once.",
                "Maakt een token en toont het, één keer."),
            discussion: CallLanguage.said(
                """
                mql token add --name crm-webhook --role read
                mql token add --name bert --role sales --user bert@example.com
                Roles: read sees figures; sales sees leads too; import adds data; owner may do everything.
                """,
                """
                mql token add --name crm-webhook --role read
                mql token add --name bert --role sales --user bert@example.com
                Rollen: read ziet cijfers; sales ziet ook leads; import voegt gegevens toe; owner mag alles.
                """))

        @Option(
            help: .said(
                "What it is called: the name stands in the log, never the token.",
                "Hoe het heet: de naam staat in het logboek, het token nooit."))
        var name: String

        @Option(
            help: .said(
                "read, sales, import or owner.",
                "read, sales, import of owner."))
        var role: Role

        @Option(
            help: .said(
                "A user as the proxy names them (mql serve --user-header): they are let in, and there is no token.",
                "Een gebruiker zoals de proxy die noemt (mql serve --user-header): die mag binnen, en er is geen token."
            ))
        var user: String?

        @Option(
            help: .said(
                "For whom its holder signs a rule book: marketing or sales.",
                "Voor wie de houder een regelboek tekent: marketing of sales."))
        var side: Side?

        @Option(
            help: .said(
                "The last day on which it is taken, such as 2027-06-30.",
                "De laatste dag waarop het wordt aangenomen, zoals 2027-06-30."),
            transform: { try DayArgument.read($0) })
        var until: Day?

        @Option(
            name: .customLong("lang"),
            help: .said(
                "en or nl.",
                "en of nl."))
        var chosen: Language?

        func run() throws {
            let book = try AccessBook(Workspace.needed())
            if let user {
                try book.add(user: user, as: name, role, side: side, until: until)
                Terminal.print(
                    Phrase(
                        en:
                            "\(name) is let in as \(role.rawValue) when the proxy names that user.\n",
                        nl:
                            "\(name) mag binnen als \(role.rawValue) wanneer de proxy die gebruiker noemt.\n"
                    ).text(chosen ?? CurrentProject.language ?? .en))
                return
            }
            let secret = try book.add(name, role, side: side, until: until)
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
            abstract: CallLanguage.said(
                "All tokens: name, role, side and last day.",
                "Alle tokens: naam, rol, kant en laatste dag."), discussion: "mql token list")

        @Option(
            name: .customLong("lang"),
            help: .said(
                "en or nl.",
                "en of nl."))
        var chosen: Language?

        func run() throws {
            let tokens = try AccessBook(Workspace.needed()).all
            guard !tokens.isEmpty else {
                return Terminal.complain(
                    Phrase(en: "There is no token.", nl: "Er is geen token.").text(
                        chosen ?? CurrentProject.language ?? .en))
            }
            for token in tokens {
                let words =
                    [
                        token.name, token.role.rawValue, token.side?.rawValue ?? "-",
                        token.until.map { "\($0)" } ?? "-",
                    ] + (token.isUser ? ["user"] : [])
                Terminal.print(words.joined(separator: "  ") + "\n")
            }
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: CallLanguage.said(
                "Takes a token back; who came in with it is out.",
                "Trekt een token in; wie ermee binnenkwam is eruit."),
            discussion: "mql token remove crm-webhook")

        @Argument(
            help: .said(
                "The name of the token.",
                "De naam van het token."))
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
            abstract: CallLanguage.said(
                "A link that lets the holder of a token in: once, within ten minutes.",
                "Een koppeling die de houder van een token binnenlaat: één keer, binnen tien minuten."
            ),
            discussion: "mql token link anna")

        @Argument(
            help: .said(
                "The name of the token.",
                "De naam van het token."))
        var name: String

        func run() throws {
            let code = try AccessBook(Workspace.needed()).code(for: name)
            Terminal.print("/enter#\(code)\n")
        }
    }
}

extension Role: ExpressibleByArgument {}
extension Side: ExpressibleByArgument {}
