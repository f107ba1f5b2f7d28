internal import NIOConcurrencyHelpers
internal import Quantities
internal import Reports
internal import Workbench

/// Pages for people: what a verb prints as HTML, with navigation around it, and without anything that a strict policy
/// of content would not show.
final class Pages: Sendable {
    /// What pages of the service may load: their own style and script, and nothing from elsewhere.
    static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    private struct State {
        /// Pages that were put together before, by the sum of their answer and all else that they show.
        var pages: [String: [UInt8]] = [:]
        var pageBytes = 0
        var sheets: [String: [UInt8]] = [:]
        var order: [String] = []
        var policies: [String: String] = [:]
    }

    let verbs: [Verb]
    let firm: String?
    /// Pages of which no verb gives the answer.
    let places: [OwnPlace]
    private let state = NIOLockedValueBox(State())
    private let sum: @Sendable ([UInt8]) -> String
    /// Tells the pages of this version from those of another.
    let version: String
    let script: Response

    init(
        _ verbs: [Verb], firm: String?, places: [OwnPlace] = [],
        sum: @escaping @Sendable ([UInt8]) -> String
    ) {
        self.verbs = verbs
        self.firm = firm
        self.places = places
        self.sum = sum
        script = Response(
            200, "text/javascript; charset=utf-8", Array(Script.text.utf8),
            [("cache-control", "private, no-cache")])
        version = String(sum(Array((Script.text + ShellStyle.text).utf8)).prefix(8))
    }

    /// A style sheet that a page named.
    func sheet(_ path: String) -> Response? {
        let name = path.dropFirst("/style/".count)
        if name == "work.css" { return Self.css(Array(WorkStyle.text.utf8)) }
        if name == "shell.css" { return Self.css(Array(ShellStyle.text.utf8)) }
        guard name.hasSuffix(".css"),
            let sheet = state.withLockedValue({ $0.sheets[String(name.dropLast(4))] })
        else { return nil }
        return Self.css(sheet)
    }

    private static func css(_ bytes: [UInt8]) -> Response {
        Response(200, "text/css; charset=utf-8", bytes, [("cache-control", "private, no-cache")])
    }

    /// The answer of a verb with navigation and its questions around it.
    func page(
        _ printed: Printed, _ question: Routes.Question, _ request: Request, _ known: Known,
        tag: String, headers: [(name: String, value: String)],
        lab: ((Language) -> LabForm?)? = nil, crm: String? = nil
    ) -> Response {
        let asked = request.query.all.map { "\($0.name)=\($0.value)" }
        let key = ([tag, known.role.rawValue, "\(known.isByProxy)", request.path] + asked)
            .joined(separator: "\u{1F}")
        if lab == nil, let page = state.withLockedValue({ $0.pages[key] }) {
            return Response(200, "text/html; charset=utf-8", page, headers)
        }
        let answer = AnswerPage(String(decoding: printed.bytes, as: UTF8.self))
        let name = keep(answer.style)
        var shell = Shell(
            verbs: verbs.filter { known.role.may($0.right) }, firm: firm, known: known,
            language: answer.language, own: places)
        shell.lab = lab.flatMap { $0(answer.language) }
        let text = shell.page(
            title: answer.title, sheets: ["/style/\(name).css", "/style/shell.css"],
            verb: question.verb, query: request.query,
            body: Self.linked(answer.body, question.verb.name, request.query, shell, crm))
        let page = Array(text.utf8)
        // Who is told of persons has nothing of it stay behind.
        guard question.verb.right == .figures, lab == nil else {
            return Response(200, "text/html; charset=utf-8", page, headers)
        }
        state.withLockedValue { state in
            // What was put together can be put together again.
            if state.pageBytes > 16 << 20 {
                state.pages = [:]
                state.pageBytes = 0
            }
            state.pages[key] = page
            state.pageBytes += page.count
        }
        return Response(200, "text/html; charset=utf-8", page, headers)
    }

    /// An answer in which names are the way to more of what they name.
    private static func linked(
        _ body: String, _ verb: String, _ query: Query, _ shell: Shell, _ crm: String?
    ) -> String {
        switch verb {
        case "leads": shell.leads(body, query, crm: crm)
        case "report", "funnel", "handover": shell.sources(body, query)
        default: shell.linked(body, query)
        }
    }

    /// The page of a question to which there is no answer: what is wrong, and the question to ask it again.
    func wrong(_ problem: Problem, _ known: Known, _ request: Request) -> Response {
        let language = request.query.first("lang").flatMap(Language.init) ?? .en
        let shell = Shell(
            verbs: verbs.filter { known.role.may($0.right) }, firm: firm, known: known,
            language: language, own: places)
        let verb = verbs.first { $0.path == request.path }
        func say(_ en: String, _ nl: String) -> String { language == .nl ? nl : en }
        // A page of which nothing was asked yet is no mistake.
        let isNew =
            problem.status == 400 && request.method != .post
            && request.query.all.allSatisfy { $0.name == "lang" }
        let title =
            isNew
            ? verb?.name == "budget"
                ? say("How much is there to spend?", "Hoeveel is er te besteden?")
                : say("What is the question?", "Wat is de vraag?")
            : problem.faults.isEmpty
                ? say("There is no answer to this question.", "Op deze vraag is geen antwoord.")
                : problem.title
        let text = shell.page(
            title: title, sheets: ["/style/shell.css"],
            verb: verb, query: request.query,
            body:
                "<main class=\"wrong\">\n<h1>\(HTMLText.escaped(title))</h1>\n"
                + (problem.detail.map { Self.paragraphs(FieldWords.said($0, of: verb, language)) }
                    ?? "")
                + problem.faults.map {
                    "<p><strong>\(HTMLText.escaped($0.field))</strong>: \(HTMLText.escaped($0.detail))</p>\n"
                }.joined() + "</main>", hasAnswer: false)
        return Response(
            problem.status, "text/html; charset=utf-8", Array(text.utf8),
            [("cache-control", "no-store")])
    }

    private static func paragraphs(_ text: String) -> String {
        text.split(separator: "\n").map { "<p>\(HTMLText.escaped(String($0)))</p>\n" }.joined()
    }

    /// The door: a code from the start, or a token.
    func enter(_ language: Language, isWrong: Bool, status: Int) -> Response {
        let text = EnterPage(language: language, firm: firm, isWrong: isWrong).text
        return Response(
            status, "text/html; charset=utf-8", Array(text.utf8), [("cache-control", "no-store")])
    }

    func keep(_ style: String) -> String {
        let bytes = Array(style.utf8)
        let name = String(sum(bytes).prefix(16))
        state.withLockedValue { state in
            guard state.sheets[name] == nil else { return }
            state.sheets[name] = bytes
            state.order.append(name)
            if state.order.count > 500 { state.sheets[state.order.removeFirst()] = nil }
        }
        return name
    }

    /// The policy under which a page of the program is shown as it is: the style that is in it, by its hash.
    func policy(of page: [UInt8], _ tag: String) -> String {
        if let policy = state.withLockedValue({ $0.policies[tag] }) { return policy }
        let policy = AnswerPage(String(decoding: page, as: UTF8.self)).policy
        state.withLockedValue { state in
            if state.policies.count > 500 { state.policies.removeAll() }
            state.policies[tag] = policy
        }
        return policy
    }
}
