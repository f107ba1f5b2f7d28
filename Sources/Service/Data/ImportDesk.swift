internal import Quantities
internal import Workbench

/// Adding rows over HTTP, and taking imports back: the same import as that of the command, with who asked in the log.
struct ImportDesk: Sendable {
    /// What may be asked of an import beside its rows.
    static let options = ["exported-on", "accept-loss", "strict"]
    static let keyName = "idempotency-key"
    /// How long the key of a request may be.
    private static let longestKey = 255

    let changes: any Changes
    let line: ImportLine
    let metrics: Metrics

    /// The table of which rows are sent to an address; nil for another address.
    static func table(_ path: String) -> String? {
        guard path.hasPrefix("/api/1/") else { return nil }
        let name = String(path.dropFirst("/api/1/".count))
        return ImportOrder.tables.contains(name) ? name : nil
    }

    /// The methods that its address takes: the list of leads has the address to which leads are sent.
    static func allowed(_ table: String) -> String {
        table == "leads" ? "GET, HEAD, POST" : "POST"
    }

    /// The number of the import that an address names; nil where it names none.
    static func number(_ path: String) -> Int? {
        guard path.hasPrefix("/api/1/imports/") else { return nil }
        return Int(path.dropFirst("/api/1/imports/".count)).flatMap { $0 > 0 ? $0 : nil }
    }

    /// What is wrong with a request before its rows are read; nil where nothing is.
    static func wrong(_ request: Request) -> Problem? {
        guard form(request.headers) != nil else {
            return Problem(
                status: 415, title: "This address takes rows as JSON or CSV.",
                detail: "Send them with Content-Type: application/json or text/csv.")
        }
        var faults: [Problem.Fault] = []
        if request.headers.has(keyName) {
            let isKey = request.headers[keyName].map { key in
                (1...longestKey).contains(key.utf8.count)
                    && key.utf8.allSatisfy { (0x21...0x7E).contains($0) }
            }
            if isKey != true {
                faults.append(
                    .init(
                        field: "Idempotency-Key", seen: nil,
                        detail: "It is one word of at most \(longestKey) letters, digits and signs."
                    ))
            }
        }
        if case .failure(let wrong) = words(request.query) { faults += wrong.faults }
        return faults.isEmpty
            ? nil
            : Problem(
                status: 400, title: "The import has options that cannot be taken.", faults: faults)
    }

    /// `json` or `csv`; nil where it is neither.
    private static func form(_ headers: Headers) -> String? {
        let type = headers["content-type"]?.lowercased().split(separator: ";").first?.trimmed
        switch type {
        case "application/json": return "json"
        case "text/csv": return "csv"
        default: return nil
        }
    }

    /// The options of an import as they would be typed.
    private static func words(_ query: Query) -> Result<[String], Routes.Wrong> {
        var words: [String] = []
        var faults: [Problem.Fault] = []
        for (name, value) in query.all {
            guard options.contains(name) else {
                let near =
                    Spelling.nearest(to: name, in: options).map { " Did you mean \($0)?" } ?? ""
                faults.append(
                    .init(
                        field: name, seen: value,
                        detail: "An import takes \(options.joined(separator: ", ")).\(near)"))
                continue
            }
            switch (name, value) {
            case ("exported-on", _):
                if Day(iso: value) == nil {
                    faults.append(
                        .init(field: name, seen: value, detail: "It is a day, such as 2026-03-31."))
                }
                words += ["--exported-on", value]
            case (_, "true"), (_, "1"): words.append("--\(name)")
            case (_, "false"), (_, "0"), (_, ""): continue
            default:
                faults.append(.init(field: name, seen: value, detail: "It is true or false."))
            }
        }
        return faults.isEmpty ? .success(words) : .failure(Routes.Wrong(faults))
    }

    /// Imports what came.
    func add(_ file: IncomingFile, to table: String, _ request: Request, by name: String) -> Reply {
        if let wrong = Self.wrong(request) { return .now(wrong.response) }
        guard case .success(let words) = Self.words(request.query),
            let form = Self.form(request.headers)
        else { return .now(Problem.wrongRequest.response) }
        let actor = "token \(name)"
        // What was asked beside the rows belongs to what was sent.
        let content = ([table, form, file.sum] + words).joined(separator: " ")
        let key = request.headers[Self.keyName]
        return .later { [self] in
            let answer = await line.take { () -> Response in
                do {
                    let mark = try key.map { try changes.mark($0, by: actor, content: content) }
                    if let mark, let earlier = try changes.earlier(mark) {
                        return Self.again(earlier)
                    }
                    let order = ImportOrder(of: table, mark: mark)
                    let rows = try written(file, form, table)
                    let printed = changes.carryOut(
                        ["import", rows.path, "--format", "json", "--actor", actor] + words, order)
                    metrics.add(imports: order.numbers.count, rows: order.rows)
                    return Self.response(printed, order)
                } catch {
                    return Self.failed(error)
                }
            }
            return answer ?? Self.waitsTooLong
        }
    }

    /// The rows as a file that is called as the address.
    private func written(
        _ file: IncomingFile, _ form: String, _ table: String
    ) throws -> IncomingFile {
        var rows = file
        if form == "json" {
            rows = try changes.file()
            try IncomingRows.write(file, of: table, to: rows)
        }
        try rows.call("\(table).csv")
        return rows
    }

    /// Takes an import back.
    func undo(_ number: Int, by name: String) -> Reply {
        .later { [self] in
            let answer = await line.take {
                changes.carryOut(
                    [
                        "undo-import", "\(number)", "--format", "json", "--actor", "token \(name)",
                    ], nil)
            }
            return answer.map { Self.response($0, nil) } ?? Self.waitsTooLong
        }
    }

    /// Everything that was imported.
    func list() -> Reply {
        .later { [self] in
            Self.response(changes.carryOut(["imports", "--format", "json"], nil), nil)
        }
    }

    private static func again(_ earlier: RepeatedImport) -> Response {
        switch earlier {
        case .answered(let text):
            return Response(
                200, "application/json", Array(text.utf8),
                [("cache-control", "no-store"), ("idempotency-replayed", "true")])
        case .ofOtherContent:
            return Problem(
                status: 422, title: "This Idempotency-Key came with other rows before.",
                detail: "A key is for one import: take a new one.",
                faults: [
                    .init(
                        field: "Idempotency-Key", seen: nil,
                        detail: "It was sent with other rows or options.")
                ]
            ).response
        }
    }

    static let waitsTooLong: Response = later(
        Problem(
            status: 503, title: "Too many imports wait.",
            detail: "One is made at a time: ask again later."), seconds: 30)

    private static func later(_ problem: Problem, seconds: Int) -> Response {
        var response = problem.response
        response.headers.append(("retry-after", "\(seconds)"))
        return response
    }

    private static func response(_ printed: Printed, _ order: ImportOrder?) -> Response {
        if printed.code == 0 {
            return Response(
                200, "application/json", printed.bytes, [("cache-control", "no-store")])
        }
        let said = Site.said(printed.complaint)
        switch order?.refusal {
        case .busy:
            return later(
                Problem(status: 503, title: "Another program is writing.", detail: said),
                seconds: 10)
        case .full: return Problem.full.response
        case .lost?:
            return Problem(
                status: 422, title: "Too many rows cannot be taken: nothing was imported.",
                detail: said,
                faults: (order?.problems ?? []).filter(\.isRejected).map {
                    .init(
                        field: "line \($0.line), column \($0.column)", seen: nil,
                        detail: $0.message.en)
                }
            ).response
        case nil:
            return Problem(
                status: Site.status(printed.code), title: "Nothing was changed.", detail: said
            ).response
        }
    }

    private static func failed(_ error: any Error) -> Response {
        switch error {
        case let faults as IncomingRows.Faults:
            return Problem(
                status: 400, title: "These rows cannot be read.",
                faults: faults.all.map { .init(field: $0.field, seen: nil, detail: $0.detail) }
            ).response
        case let error as FailedVerb:
            return Problem(
                status: error.cause == .badData ? 422 : 500, title: "Nothing was changed.",
                detail: error.message.en
            ).response
        default:
            return Problem(status: 500, title: "The program failed, and nothing was changed.")
                .response
        }
    }
}
