internal import NIOConcurrencyHelpers
internal import NIOCore
internal import NIOHTTP1
internal import Quantities
internal import Workbench

/// Answers every question that comes in: who asks, whether they may, and what the program says to it.
final class Site: Answering {
    let verbs: any Verbs
    private let door: AccessBook
    let gate: Gate
    let routes: Routes
    private let held: HeldAnswers
    let data: DataDesk?
    let privacy: PrivacyDesk?
    let metrics = Metrics()
    let pages: Pages
    private let lab: Lab
    private let openAPI: [UInt8]
    let imports: ImportDesk?

    init(
        _ verbs: any Verbs, _ door: AccessBook, _ gate: Gate, firm: String?,
        sum: @escaping @Sendable ([UInt8]) -> String
    ) {
        self.verbs = verbs
        self.door = door
        self.gate = gate
        routes = Routes(verbs)
        lab = Lab(verbs, door)
        held = HeldAnswers(verbs, sum: sum)
        pages = Pages(
            verbs.reading, firm: firm, places: OwnPlace.all(verbs.changes), sum: sum)
        openAPI = OpenAPI(verbs.reading).bytes
        let (counts, pages, held, line) = (metrics, self.pages, self.held, ImportLine())
        let changes = verbs.changes
        imports = changes.flatMap {
            $0.isImporting ? ImportDesk(changes: $0, line: line, metrics: counts) : nil
        }
        let data = imports.map {
            DataDesk(imports: $0, pages: pages, held: held, uploads: Uploads(sum: sum))
        }
        self.data = data
        privacy = changes.map {
            PrivacyDesk(
                changes: $0, line: line, pages: pages, held: held, uploads: data?.uploads)
        }
    }

    func refusal(_ head: HTTPRequestHead, most: Int) -> Response? {
        let headers = Headers(head)
        // Who was led here by another name gets nothing, whatever they ask.
        guard gate.knows(headers) else {
            return headers.all("host").count == 1
                ? Problem.unknownHost.response : Problem.wrongRequest.response
        }
        guard Request.Method(rawValue: head.method.rawValue) != nil else {
            let path = head.uri.prefix { $0 != "?" }
            return Problem.wrongMethod(Self.allowed[String(path)] ?? "GET, HEAD")
        }
        if headers.all("content-length").contains(where: { (Int($0) ?? .max) > most }) {
            return Problem.tooLarge.response
        }
        return nil
    }

    /// What addresses take that do not only read.
    private static let allowed = [
        "/api/1/judge": "POST", "/rules/try": "GET, HEAD, POST", "/rules/sign": "POST",
        "/api/1/value": "GET, HEAD, POST", "/enter": "GET, HEAD, POST",
        "/leave": "POST",
    ].merging(ImportOrder.tables.map { ("/api/1/\($0)", ImportDesk.allowed($0)) }) { one, _ in one }

    func reply(_ head: HTTPRequestHead, _ body: Body) -> Reply {
        let start = NIODeadline.now()
        let reply = reply(to: head, body)
        switch reply {
        case .now(let response):
            metrics.count(response.status, since: start)
            return .now(response)
        case .later(let work):
            return .later { [self] in
                let response = await work()
                metrics.count(response.status, since: start)
                return response
            }
        }
    }

    private func reply(to head: HTTPRequestHead, _ body: Body) -> Reply {
        guard var request = request(head) else { return .now(Problem.wrongRequest.response) }
        switch body {
        case .bytes(let bytes): request.body = bytes
        case .file(let file): request.file = file
        }
        if let open = open(request) { return .now(open) }
        switch admitted(request) {
        case .failure(let refused): return .now(refused.response)
        case .success(let known): return answer(request, known)
        }
    }

    /// What was asked, without what came along; nil where it is no request.
    func request(_ head: HTTPRequestHead) -> Request? {
        let parts = head.uri.split(
            separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let method = Request.Method(rawValue: head.method.rawValue), head.uri.hasPrefix("/"),
            let path = Query.decoded(parts[0].replacing("+", with: "%2B")[...]),
            let query = Query(parts.count == 2 ? parts[1] : "")
        else { return nil }
        return Request(method: method, path: path, query: query, headers: Headers(head))
    }

    /// An answer instead of the one that was asked for.
    struct Refused: Error {
        let response: Response
    }

    /// Who asks, where they are known and no other page made them ask.
    func admitted(_ request: Request) -> Result<Known, Refused> {
        let credentials = Credentials(request.headers, isBehindProxy: gate.isBehindProxy)
        let said = gate.user(request.headers)
        guard said != .several else {
            return .failure(Refused(response: Problem.severalUsers.response))
        }
        guard let known = known(credentials, said) else {
            return .failure(Refused(response: unknown(request, said)))
        }
        if request.method == .post || request.method == .delete {
            let isByTokenAlone = !known.isAmbient && credentials.session == nil && said == .nobody
            guard gate.isOwnPage(request.headers) || isByTokenAlone else {
                return .failure(Refused(response: Problem.foreign.response))
            }
        }
        return .success(known)
    }

    /// What everybody may see: that it runs, and the door.
    private func open(_ request: Request) -> Response? {
        switch (request.path, request.method) {
        case ("/healthz", .get), ("/healthz", .head): return .text(200, "ok\n")
        case ("/readyz", .get), ("/readyz", .head): return .text(200, "ready\n")
        case ("/enter", .get), ("/enter", .head):
            return pages.enter(language(request), isWrong: false, status: 200)
        case ("/enter", .post): return enter(request)
        case ("/leave", .post):
            guard gate.isOwnPage(request.headers) else { return Problem.foreign.response }
            let credentials = Credentials(request.headers, isBehindProxy: gate.isBehindProxy)
            if let session = credentials.session { door.leave(session: session) }
            return .see("/enter", [("set-cookie", cookie("", seconds: 0))])
        case ("/app.js", .get), ("/app.js", .head): return pages.script
        case (let path, .get), (let path, .head):
            return path.hasPrefix("/style/") ? pages.sheet(path) : nil
        case ("/healthz", _), ("/readyz", _), ("/app.js", _):
            return Problem.wrongMethod("GET, HEAD")
        case ("/enter", _): return Problem.wrongMethod("GET, HEAD, POST")
        default: return nil
        }
    }

    private func enter(_ request: Request) -> Response {
        guard gate.isOwnPage(request.headers) else { return Problem.foreign.response }
        guard
            request.headers["content-type"]?.hasPrefix("application/x-www-form-urlencoded") ?? false
        else { return Problem(status: 415, title: "This address takes a form.").response }
        let form = String(validating: request.body, as: UTF8.self).flatMap { Query($0[...]) }
        guard let secret = form?.first("code"), let session = door.enter(with: secret) else {
            return pages.enter(language(request), isWrong: true, status: 401)
        }
        return .see("/", [("set-cookie", cookie(session, seconds: 12 * 3600))])
    }

    private func cookie(_ value: String, seconds: Int) -> String {
        let name = Credentials.cookieName(isBehindProxy: gate.isBehindProxy)
        return "\(name)=\(value); HttpOnly; SameSite=Lax; Path=/; Max-Age=\(seconds)"
            + (gate.isBehindProxy ? "; Secure" : "")
    }

    /// A token counts before all else, as nothing sends it by itself; whom the proxy names before a session.
    private func known(_ credentials: Credentials, _ said: ProxyUsers.Said) -> Known? {
        if let token = credentials.token, let holder = door.holder(ofToken: token) {
            return Known(name: holder.name, role: holder.role, isAmbient: false)
        }
        if case .user(let user) = said {
            return door.holder(ofUser: user).map {
                Known(name: $0.name, role: $0.role, isAmbient: true, isByProxy: true)
            }
        }
        guard credentials.token == nil else { return nil }
        return credentials.session.flatMap(door.holder(ofSession:)).map {
            Known(name: $0.name, role: $0.role, isAmbient: true)
        }
    }

    /// A browser gets the door, a program the reason.
    private func unknown(_ request: Request, _ said: ProxyUsers.Said) -> Response {
        let isBrowser =
            !request.path.hasPrefix("/api/") && request.method == .get
            && request.headers["accept"]?.contains("text/html") ?? false
        if case .user(let user) = said {
            return isBrowser
                ? pages.stranger(user, language(request)) : Problem.stranger(user).response
        }
        guard isBrowser else {
            var response = Problem.unknown.response
            response.headers.append(("www-authenticate", "Bearer"))
            return response
        }
        return pages.enter(language(request), isWrong: false, status: 401)
    }

    private func language(_ request: Request) -> Language {
        request.query.first("lang").flatMap(Language.init)
            ?? (request.headers["accept-language"]?.hasPrefix("nl") ?? false ? .nl : .en)
    }

    private func answer(_ request: Request, _ known: Known) -> Reply {
        switch request.path {
        case "/", "/api/openapi.json", "/metrics":
            guard request.method != .post, request.method != .delete else {
                return .now(Problem.wrongMethod("GET, HEAD"))
            }
            if request.path == "/" { return .now(.see("/dashboard")) }
            if request.path == "/metrics" {
                return .now(.text(200, metrics.text(answers: held.count, facts: verbs.held)))
            }
            return .now(
                Response(200, "application/json", openAPI, [("cache-control", "private, no-cache")])
            )
        case "/api/1/judge": return judge(request, known)
        case "/api/1/value": if request.method == .post { return value(request) }
        case "/rules/try" where request.method == .post: return lab.save(request, known, routes)
        case "/rules/sign": return lab.sign(request, known)
        default:
            if let reply = importing(request, known) { return reply }
        }
        guard let found = routes.find(request.path) else { return .now(Problem.notFound.response) }
        guard request.method == .get || request.method == .head else {
            return .now(Problem.wrongMethod("GET, HEAD"))
        }
        guard known.role.may(found.verb.right) else {
            return .now(Problem.forbidden(found.verb.right).response)
        }
        switch routes.question(found, request.query) {
        case .failure(let wrong):
            let problem = Problem(
                status: 400,
                title: "The question has options that \(found.verb.name) does not take.",
                faults: wrong.faults)
            return .now(
                found.format == nil ? pages.wrong(problem, known, request) : problem.response)
        case .success(let question): return reply(to: question, request, known)
        }
    }

    private func reply(to question: Routes.Question, _ request: Request, _ known: Known) -> Reply {
        if question.verb.right == .leads {
            do { try verbs.note(question.words, by: known.name) } catch {
                return .now(
                    Problem(
                        status: 503, title: "It cannot be written down that leads were shown.",
                        detail: "Whoever runs the service may not write the workspace."
                    ).response)
            }
        }
        if let held = held.held(question.words) {
            return .now(response(held, question, request, known))
        }
        return .later { [self] in
            let answer = await held.answer(question.words, waits: question.verb.takesData)
            guard let answer else { return busy }
            return response(answer, question, request, known)
        }
    }

    private var busy: Response {
        var response = Problem.busy.response
        response.headers.append(("retry-after", "5"))
        return response
    }

    private func response(
        _ held: HeldAnswers.Held, _ question: Routes.Question, _ request: Request, _ known: Known
    ) -> Response {
        let printed = held.printed
        guard printed.code <= 1, !printed.bytes.isEmpty || printed.code == 0 else {
            let problem = Problem(
                status: Self.status(printed.code), title: "There is no answer to this question.",
                detail: Self.said(printed.complaint))
            return question.format == nil
                ? pages.wrong(problem, known, request) : problem.response
        }
        let isOfPersons = question.verb.right != .figures
        let tag =
            "\"\(held.tag)\(question.format == nil ? "-\(pages.version)-\(known.role.rawValue)\(known.isByProxy ? "-p" : "")" : "")\""
        var headers = [
            ("cache-control", isOfPersons ? "no-store" : "private, no-cache"),
            ("vary", "Authorization, Cookie"),
        ]
        if !isOfPersons {
            headers.append(("etag", tag))
            let known = request.headers.all("if-none-match").flatMap { $0.split(separator: ",") }
            if known.contains(where: { $0.trimmed == tag || $0.trimmed == "W/\(tag)" }) {
                return Response(304, headers)
            }
        }
        guard let format = question.format else {
            let isLab = question.verb.name == Lab.verb
            if isLab { headers.removeAll { $0.0 == "etag" } }
            return pages.page(
                printed, question, request, known, tag: held.tag, headers: headers,
                lab: isLab ? { [lab] in lab.form(request, known, $0) } : nil, crm: verbs.crmLink)
        }
        if format == "html" {
            headers.append(("content-security-policy", pages.policy(of: printed.bytes, held.tag)))
        }
        return Response(200, Routes.type(of: format), printed.bytes, headers)
    }

    /// What the program said, without what it says of the call in a terminal.
    static func said(_ complaint: String) -> String {
        let lines = complaint.split(separator: "\n").prefix { line in
            !["Help:", "Hulp:", "Usage:", "Gebruik:"].contains { line.hasPrefix($0) }
        }
        let text = lines.joined(separator: "\n").trimmed
        let start = ["Error: ", "Fout: "].first(where: text.hasPrefix)
        return String(text.dropFirst(start?.count ?? 0))
    }

    /// What the exit code of the program is over HTTP.
    static func status(_ code: Int32) -> Int {
        switch code {
        case 2: 400
        case 65: 422
        case 66: 404
        default: 500
        }
    }

    /// The calculator: the options of `value` as members of an object.
    private func value(_ request: Request) -> Reply {
        guard Self.isJSON(request.headers) else { return .now(Problem.notJSON.response) }
        guard let found = routes.find("/api/1/value"),
            let query = FlatJSON(request.body).map(Query.init(pairs:))
        else {
            return .now(
                Problem(
                    status: 400, title: "This is no JSON object of texts and numbers.",
                    detail:
                        "Such as {\"mqls\": 100, \"sqls\": 13, \"closed\": 12, \"won\": 4, \"margin\": 9000}."
                ).response)
        }
        switch routes.question(found, query) {
        case .failure(let wrong):
            return .now(
                Problem(status: 400, title: "value does not take this.", faults: wrong.faults)
                    .response)
        case .success(let question):
            return .later { [self] in
                guard let held = await held.answer(question.words, waits: false) else {
                    return busy
                }
                var answer = response(
                    held, question, request, Known(name: "", role: .read, isAmbient: false))
                answer.headers.removeAll { ["etag", "cache-control"].contains($0.name) }
                answer.headers.append(("cache-control", "no-store"))
                return answer
            }
        }
    }

    static func isJSON(_ headers: Headers) -> Bool {
        guard let type = headers["content-type"]?.lowercased() else { return false }
        return type.split(separator: ";")[0].trimmed == "application/json"
    }

    /// With what every answer carries, whatever it is.
    func finished(_ response: Response) -> Response {
        var response = response
        func add(_ name: String, _ value: String) {
            if !response.headers.contains(where: { $0.name == name }) {
                response.headers.append((name, value))
            }
        }
        add("content-security-policy", Pages.policy)
        add("x-content-type-options", "nosniff")
        add("referrer-policy", "no-referrer")
        add("cross-origin-resource-policy", "same-origin")
        return response
    }
}

extension Headers {
    init(_ head: HTTPRequestHead) { all = head.headers.map { ($0.name, $0.value) } }
}
