import ArgumentParser
import Quantities
import Workbench

#if Service
    import Service
#endif

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: CallLanguage.said(
            "The same answers in a browser and over HTTP, for who may see them.",
            "Dezelfde antwoorden in een browser en over HTTP, voor wie ze mag zien."),
        discussion: CallLanguage.said(
            """
            mql serve
            mql serve --data leads.csv activities.csv stages.csv deals.csv spend.csv
            mql serve --port 8123 --behind-proxy --host-name mql.example.com
            mql serve --import
            It listens on this machine alone, and answers only whoever has a link or a token of mql token.
            """,
            """
            mql serve
            mql serve --data leads.csv activities.csv stages.csv deals.csv spend.csv
            mql serve --port 8123 --behind-proxy --host-name mql.example.com
            mql serve --import
            Het luistert alleen op deze machine, en antwoordt alleen wie een koppeling of een token van mql token heeft.
            """)
    )

    @Option(
        name: .long, parsing: .upToNextOption,
        help: .said(
            "Files to read, and nothing is kept. Default: the workspace, or the files of mql.yaml.",
            "Bestanden om te lezen; er wordt niets bewaard. Standaard: de werkruimte, of de bestanden "
                + "van mql.yaml."))
    var data: [String] = []

    @Option(
        help: .said(
            "The port on which it listens; 0 takes one that is free.",
            "De poort waarop het luistert; 0 neemt een vrije."))
    var port = 8123

    @Option(
        help: .said(
            "The address on which it listens, or unix:/run/mql.sock: another than this machine takes "
                + "--behind-proxy.",
            "Het adres waarop het luistert, of unix:/run/mql.sock: een ander dan deze machine vraagt "
                + "--behind-proxy."))
    var listen = "127.0.0.1"

    @Option(
        name: .long, parsing: .upToNextOption,
        help: .said(
            "Names by which it may be asked for, such as mql.example.com.",
            "Namen waaronder het gevraagd mag worden, zoals mql.example.com."))
    var hostName: [String] = []

    @Flag(
        name: .customLong("import"),
        help: .said(
            "Exports and rows may be added in the browser and over HTTP, by who has the role import or owner.",
            "Exports en rijen zijn toe te voegen in de browser en over HTTP, door wie de rol import of owner heeft."
        ))
    var isImporting = false

    @Flag(
        help: .said(
            "A proxy stands before it that speaks TLS.",
            "Er staat een proxy voor die TLS spreekt."))
    var behindProxy = false

    @Option(
        help: .said(
            "The header in which the proxy says who asks, such as X-User: who that may be is told by mql token add "
                + "--user.",
            "De header waarin de proxy zegt wie er vraagt, zoals X-User: wie dat mag zijn zegt mql token add --user."
        ))
    var userHeader: String?

    @Option(
        help: .said(
            "A file that only you can read, with the secret that the proxy sends in X-MQL-Proxy.",
            "Een bestand dat alleen u kunt lezen, met het geheim dat de proxy meegeeft in X-MQL-Proxy."
        ))
    var proxySecret: String?

    @Option(
        name: .customLong("lang"),
        help: .said(
            "en or nl: the language in which it says how to get in.",
            "en of nl: de taal waarin het zegt hoe u binnenkomt."))
    var chosen: Language?

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError(
                en: "--port is a number from 0 to 65535.",
                nl: "--port is een getal van 0 tot 65535.")
        }
        guard !data.contains("-") else {
            throw ValidationError(
                en:
                    "Standard input (-) can be read once, and the service reads again when files change. Name files.",
                nl:
                    "Standaardinvoer (-) is één keer te lezen, en de service leest opnieuw als bestanden veranderen. Noem bestanden."
            )
        }
        guard !isImporting || files.isEmpty else {
            throw ValidationError(
                en:
                    "--import keeps what comes in a workspace, and with --data nothing is kept. Leave one of the two out.",
                nl:
                    "--import bewaart wat komt in een werkruimte, en met --data wordt niets bewaard. Laat een van beide weg."
            )
        }
        let isLocal = socket != nil || ["127.0.0.1", "::1", "localhost"].contains(listen)
        guard isLocal || behindProxy else {
            throw ValidationError(
                en:
                    "--listen \(listen) is open to others, and what goes over the line can be read there. Put a proxy "
                    + "with TLS before it and say --behind-proxy, or leave --listen out.",
                nl:
                    "--listen \(listen) staat open voor anderen, en wat over de lijn gaat is daar te lezen. Zet er een "
                    + "proxy met TLS voor en zeg --behind-proxy, of laat --listen weg.")
        }
        guard !behindProxy || !hostName.isEmpty else {
            throw ValidationError(
                en:
                    "--behind-proxy takes the name by which the proxy is asked for: --host-name mql.example.com.",
                nl:
                    "--behind-proxy vraagt de naam waaronder de proxy bereikt wordt: --host-name mql.example.com."
            )
        }
        try validateUsers()
    }

    /// The path of a socket among the files; nil for an address.
    private var socket: String? {
        listen.hasPrefix("unix:") ? String(listen.dropFirst("unix:".count)) : nil
    }

    /// Headers that say something else.
    private static let taken: Set<String> = [
        "host", "cookie", "authorization", "origin", "accept", "accept-language", "content-type",
        "content-length", "connection", "expect", "transfer-encoding", "if-none-match",
        "x-mql-proxy",
    ]

    /// Who says who asks has to be the proxy, and nobody else.
    private func validateUsers() throws {
        if socket == "" {
            throw ValidationError(
                en: "--listen unix: takes a path: --listen unix:/run/mql.sock.",
                nl: "--listen unix: vraagt een pad: --listen unix:/run/mql.sock.")
        }
        guard socket == nil || behindProxy else {
            throw ValidationError(
                en:
                    "A browser cannot reach a socket: --listen unix: takes a proxy, so say --behind-proxy too.",
                nl:
                    "Een browser kan niet bij een socket: --listen unix: vraagt een proxy, zeg dus ook --behind-proxy."
            )
        }
        guard let userHeader else {
            guard proxySecret == nil else {
                throw ValidationError(
                    en: "--proxy-secret goes with --user-header X-User.",
                    nl: "--proxy-secret hoort bij --user-header X-User.")
            }
            return
        }
        let name = userHeader.lowercased()
        guard !name.isEmpty, name.utf8.count <= 60, !Self.taken.contains(name),
            !name.hasPrefix("sec-"),
            name.utf8.allSatisfy({
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
            })
        else {
            throw ValidationError(
                en:
                    "--user-header \(userHeader.quoted) is no header for a user: letters, digits and hyphens, such as X-User.",
                nl:
                    "--user-header \(userHeader.quoted) is geen header voor een gebruiker: letters, cijfers en streepjes, zoals X-User."
            )
        }
        guard behindProxy, proxySecret != nil || socket != nil else {
            throw ValidationError(
                en:
                    "--user-header believes whoever sends that header, so it has to be the proxy: say --behind-proxy, and "
                    + "--proxy-secret FILE or --listen unix:/run/mql.sock.",
                nl:
                    "--user-header gelooft wie die header meestuurt, en dat moet de proxy zijn: zeg --behind-proxy, en "
                    + "--proxy-secret BESTAND of --listen unix:/run/mql.sock.")
        }
    }

    /// What is read in the place of the workspace: by the call, else by the environment.
    private var files: [String] { data.isEmpty ? Environment.files : data }

    func run() async throws {
        #if Service
            try await serve(lang: chosen ?? CurrentProject.language ?? .en)
        #else
            throw FailedVerb(
                .cannotWrite,
                en: "This mql was built without the service. Build it with: make release.",
                nl: "Deze mql is gebouwd zonder de service. Bouw hem met: make release.")
        #endif
    }
}

#if Service
    extension ServeCommand {
        func serve(lang: Language) async throws {
            let workspace = files.isEmpty ? Workspace.here() : nil
            if userHeader != nil, workspace == nil {
                throw FailedVerb(
                    .noInput,
                    en:
                        "--user-header takes a workspace, in which it stands who may come in. Make one with: mql init.",
                    nl:
                        "--user-header vraagt een werkruimte, waarin staat wie er binnen mag. Maak er een met: mql init."
                )
            }
            let files = try files.isEmpty ? [] : ChosenFiles.expanded(files)
            try requireData(workspace, files)
            let door = try workspace.map(AccessBook.init) ?? AccessBook()
            if behindProxy, listen != "127.0.0.1", try door.all.isEmpty {
                throw FailedVerb(
                    .noInput,
                    en:
                        "Nobody could get in: make a token first, mql token add --name anna --role owner.",
                    nl:
                        "Niemand zou binnenkomen: maak eerst een token, mql token add --name anna --role owner."
                )
            }
            var address = Service.Address()
            address.host = listen
            address.port = port
            address.socket = socket
            address.userHeader = userHeader
            address.proxySecret = try proxySecret.map(ProxySecret.init)
            address.isBehindProxy = behindProxy
            let own = AccessBook.ownHost()
            address.names =
                hostName + (behindProxy ? [] : [own, "localhost", "127.0.0.1", "[::1]"])
            let changed = try isImporting ? Workspace.needed() : workspace
            let changes = try changed.map { try ServedChanges($0, isImporting: isImporting) }
            let verbs = ServedVerbs(data: files, workspace, changes)
            defer { changes?.end() }
            let sum = try AnswerSum(workspace)
            let firm = try Project.load()?.firm
            let service = Service(address, verbs, door, firm: firm) { sum.of($0) }
            let code = try door.code(for: AccessBook.starter)
            let host = hostName.first
            do {
                try await service.run { port in
                    let place =
                        behindProxy
                        ? "https://\(host ?? "")" : "http://\(own):\(port)"
                    let (en, nl) =
                        socket.map { ($0.visible, $0.visible) } ?? ("port \(port)", "poort \(port)")
                    Terminal.print(
                        Phrase(
                            en:
                                "mql serves on \(en). Open this within ten minutes; it works once:\n  \(place)/enter#\(code)\n",
                            nl:
                                "mql luistert op \(nl). Open dit binnen tien minuten; het werkt één keer:\n  \(place)/enter#\(code)\n"
                        ).text(lang))
                }
            } catch Service.Failure.isNoSocket {
                let path = (socket ?? "").visible
                throw FailedVerb(
                    .cannotWrite,
                    en:
                        "\(path) is no socket, and is left alone. Take another path with --listen unix:PATH.",
                    nl:
                        "\(path) is geen socket, en blijft staan. Neem een ander pad met --listen unix:PAD."
                )
            } catch Service.Failure.cannotListen(let number) where socket != nil {
                let path = (socket ?? "").visible
                throw FailedVerb(
                    .cannotWrite,
                    en:
                        "\(path) cannot be listened at: \(Terminal.message(number)). Take another path with --listen unix:PATH.",
                    nl:
                        "Op \(path) valt niet te luisteren: \(Terminal.message(number)). Neem een ander pad met --listen unix:PAD."
                )
            } catch Service.Failure.cannotListen(let number) {
                throw FailedVerb(
                    .cannotWrite,
                    en:
                        "Port \(port) of \(listen) cannot be listened on: \(Terminal.message(number)). Take another with --port, or 0 for a free one.",
                    nl:
                        "Op poort \(port) van \(listen) valt niet te luisteren: \(Terminal.message(number)). Neem een andere met --port, of 0 voor een vrije."
                )
            }
        }

        private func requireData(_ workspace: Workspace?, _ files: [String]) throws {
            let missing = files.filter { !Files.exists($0) }.map(\.quoted)
            guard missing.isEmpty else {
                let list = missing.joined(separator: ", ")
                throw FailedVerb(
                    .noInput, en: "Not here: \(list).", nl: "Niet hier: \(list).")
            }
            guard workspace == nil, files.isEmpty, !Files.exists(Project.fileName) else { return }
            throw FailedVerb(
                .noInput,
                en:
                    "There is nothing to serve here. Begin with your exports: mql start contacts.csv deals.csv. Or name "
                    + "files with --data, or make a workspace with mql init.",
                nl:
                    "Hier is niets om te tonen. Begin met uw exports: mql start contacten.csv deals.csv. Of noem "
                    + "bestanden met --data, of maak een werkruimte met mql init.")
        }
    }
#endif
