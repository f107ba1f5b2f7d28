internal import Quantities

/// Which question an address asks.
struct Routes: Sendable {
    /// A verb with its words, as they would be typed.
    struct Question: Sendable {
        let verb: Verb
        /// In what it is written; nil for a page with navigation around it.
        let format: String?
        let isAPI: Bool
        let words: [String]
    }

    /// Names in a query that are no options.
    static let own: Set<String> = Set(Supposition.names)

    private let verbs: [String: Verb]
    private let data: [String]

    init(_ verbs: any Verbs) {
        self.verbs = Dictionary(uniqueKeysWithValues: verbs.reading.map { ($0.path, $0) })
        data = verbs.data
    }

    /// What an address without its query names; nil where there is nothing.
    func find(_ path: String) -> (verb: Verb, format: String?, isAPI: Bool)? {
        var path = path
        let isAPI = path.hasPrefix("/api/1/")
        if isAPI { path.removeFirst("/api/1".count) }
        var format: String?
        if !isAPI, let dot = path.lastIndex(of: "."),
            dot > path.lastIndex(of: "/") ?? path.startIndex
        {
            format = Self.formats[String(path[path.index(after: dot)...])]
            guard format != nil else { return nil }
            path = String(path[..<dot])
        }
        guard let verb = verbs[path] else { return nil }
        if isAPI { format = "json" }
        guard format.map(verb.formats.contains) ?? true else { return nil }
        return (verb, format, isAPI)
    }

    /// What stands behind a dot, and the format of the program.
    private static let formats = [
        "json": "json", "csv": "csv", "md": "md", "txt": "text", "html": "html", "pdf": "pdf",
        "xlsx": "xlsx",
    ]

    static func type(of format: String?) -> String {
        switch format {
        case "json": "application/json"
        case "csv": "text/csv; charset=utf-8"
        case "md": "text/markdown; charset=utf-8"
        case "text": "text/plain; charset=utf-8"
        case "pdf": "application/pdf"
        case "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        default: "text/html; charset=utf-8"
        }
    }

    /// The words of a question, or all that is wrong with it.
    func question(
        _ found: (verb: Verb, format: String?, isAPI: Bool), _ query: Query
    ) -> Result<Question, Wrong> {
        let (verb, format, isAPI) = found
        var faults: [Problem.Fault] = []
        var positional: [String] = []
        var words: [String] = []
        var seen: Set<String> = []
        for (name, value) in query.without(Self.own) {
            guard let option = verb.options.first(where: { $0.name == name }) else {
                let known = verb.options.map(\.name)
                let near =
                    Spelling.nearest(to: name, in: known).map { " Did you mean \($0)?" } ?? ""
                faults.append(
                    .init(
                        field: name, seen: value,
                        detail: "\(verb.name) has no such option.\(near)"))
                continue
            }
            guard option.isRepeated || seen.insert(name).inserted else {
                faults.append(.init(field: name, seen: value, detail: "It is there twice."))
                continue
            }
            // An empty field of a form is a field that was left alone.
            guard !value.isEmpty else { continue }
            guard option.choices.isEmpty || option.kind == .flag || option.choices.contains(value)
            else {
                faults.append(
                    .init(
                        field: name, seen: value,
                        detail: "It is one of \(option.choices.joined(separator: ", "))."))
                continue
            }
            switch option.kind {
            case .positional where value.hasPrefix("-"):
                faults.append(
                    .init(field: name, seen: value, detail: "It does not begin with a hyphen."))
            case .positional: positional.append(value)
            case .flag where ["1", "true", "on", "yes"].contains(value): words.append("--\(name)")
            case .flag where ["0", "false", "off", "no"].contains(value): break
            case .flag:
                faults.append(.init(field: name, seen: value, detail: "It is true or false."))
            case .value where value.hasPrefix("-"): words.append("--\(name)=\(value)")
            case .value: words += ["--\(name)", value]
            }
        }
        for option in verb.options
        where option.kind == .positional && query.first(option.name) ?? "" == "" {
            faults.append(.init(field: option.name, seen: nil, detail: "It is needed."))
        }
        let supposed = Supposition.text(verb, query, &faults)
        guard faults.isEmpty else { return .failure(Wrong(faults)) }
        if let supposed { words += ["--what-if", supposed] }
        let files = data.isEmpty ? [] : ["--data"] + data
        var all =
            verb.name.split(separator: " ").map(String.init) + positional
            + (verb.takesData ? files : []) + words
        all += ["--format", format ?? "html"]
        if format == "xlsx" || format == "pdf" {
            let name = verb.name.replacing(" ", with: "-")
            all += ["--to", "\(name).\(format ?? "")"]
        }
        return .success(Question(verb: verb, format: format, isAPI: isAPI, words: all))
    }

    struct Wrong: Error {
        let faults: [Problem.Fault]

        init(_ faults: [Problem.Fault]) { self.faults = faults }
    }
}

/// What somebody supposes with the sliders of a page, in percent of what it is now: together they are one option of
/// the program.
enum Supposition {
    static let inputs = ["conversion", "won", "margin", "cost"]
    static let names = inputs.map { "if-\($0)" }
    /// How far a slider goes, in percent.
    static let range = -50...100

    /// The value of `--what-if`; nil where nothing is supposed, or it is typed.
    static func text(
        _ verb: Verb, _ query: Query, _ faults: inout [Problem.Fault]
    ) -> String? {
        var changes: [String] = []
        for (input, name) in zip(inputs, names) {
            guard let said = query.first(name), !said.isEmpty, said != "0" else { continue }
            guard verb.options.contains(where: { $0.name == "what-if" }) else {
                faults.append(
                    .init(field: name, seen: said, detail: "\(verb.name) supposes nothing."))
                continue
            }
            guard let percent = Int(said), range.contains(percent) else {
                faults.append(
                    .init(
                        field: name, seen: said,
                        detail:
                            "It is a percentage from \(range.lowerBound) to \(range.upperBound)."))
                continue
            }
            changes.append("\(input)=\(percent > 0 ? "+" : "")\(percent)%")
        }
        guard !changes.isEmpty else { return nil }
        guard (query.first("what-if") ?? "").isEmpty else {
            faults.append(
                .init(
                    field: "what-if", seen: query.first("what-if"),
                    detail: "It is typed, or set with the sliders, and not both."))
            return nil
        }
        return changes.joined(separator: ",")
    }
}

extension Verb {
    /// Whether it reads facts; the calculator needs none.
    var takesData: Bool { name != "value" && name != "rules show" }
}
