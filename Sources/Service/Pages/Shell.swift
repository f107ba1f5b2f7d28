internal import Quantities
internal import Reports
internal import Workbench

/// What stands around an answer: the way to the other answers, and the question itself.
struct Shell {
    /// Those that whoever looks may ask.
    let verbs: [Verb]
    let firm: String?
    let known: Known
    let language: Language
    /// What the definition lab has around its answer; nil on other pages.
    var lab: LabForm?
    /// Pages of which no verb gives the answer.
    var own: [OwnPlace] = []
    /// Which of these is shown.
    var path: String?

    private func say(_ en: String, _ nl: String) -> String { language == .nl ? nl : en }

    /// What pages have in common.
    private enum Kind: CaseIterable {
        case answer, sources, sales, money, definition, data
    }

    private func title(_ kind: Kind) -> String {
        switch kind {
        case .answer: say("Answer", "Antwoord")
        case .sources: say("Sources", "Bronnen")
        case .sales: say("Sales", "Verkoop")
        case .money: say("Money", "Geld")
        case .definition: say("What an MQL is", "Wat een MQL is")
        case .data: say("Data", "Gegevens")
        }
    }

    /// The pages of a kind in their order, and what they are called.
    private func places(_ kind: Kind) -> [(verb: String, name: String)] {
        let all: [(verb: String, name: String)] =
            switch kind {
            case .answer:
                [
                    ("dashboard", say("Does it pay?", "Loont het?")),
                    ("justify", say("For management", "Voor de directie")),
                    ("review", say("Monthly meeting", "Maandoverleg")),
                ]
            case .sources:
                [
                    ("report", say("All sources", "Alle bronnen")),
                    ("compare", say("Compare", "Vergelijken")),
                    ("attribution", say("Attribution", "Toerekening")),
                ]
            case .sales:
                [
                    ("funnel", say("Funnel", "Trechter")),
                    ("handover", say("Hand-over", "Overdracht")), ("leads", say("Leads", "Leads")),
                ]
            case .money:
                [
                    ("budget", say("Budget", "Budget")), ("plan", say("Plan", "Plan")),
                    ("value", say("Calculator", "Rekenmachine")),
                ]
            case .definition:
                [
                    ("rules show", say("Definition", "Definitie")),
                    ("rules try", say("Try another", "Andere proberen")),
                ]
            case .data: [("check", say("Gaps", "Gaten"))]
            }
        return all.filter { place in verbs.contains { $0.name == place.verb } }
    }

    func page(
        title: String, sheets: [String], verb: Verb?, query: Query, body: String,
        hasAnswer: Bool = true
    ) -> String {
        let links = sheets.map { "<link rel=\"stylesheet\" href=\"\($0)\"/>" }
            .joined(separator: "\n")
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <title>\(HTMLText.escaped(title))</title>
            <link rel="icon" href="data:,"/>
            \(links)
            <script src="/app.js" defer></script>
            </head>
            <body>
            <a class="skip" href="#answer">\(say("To the answer", "Naar het antwoord"))</a>
            \(header(verb, query))
            \(verb.map { form($0, query) } ?? "")
            <div id="answer">
            \(body)
            </div>
            \(lab?.below ?? "")
            \(hasAnswer ? verb.map { files($0, query) } ?? "" : "")
            </body>
            </html>

            """
    }

    /// What a question takes along to the next page: the period, the day and the language.
    ///
    /// - Parameter more: what is asked of that page beside it.
    private func travelling(
        _ query: Query, to verb: Verb, with more: [(name: String, value: String)] = []
    ) -> String {
        let names: Set<String> = ["period", "as-of", "lang", "unit", "margin", "required-return"]
        let taken = Set(verb.options.map(\.name))
        let pairs =
            more
            + query.all.filter {
                names.contains($0.name) && taken.contains($0.name) && !$0.value.isEmpty
            }
        guard !pairs.isEmpty else { return "" }
        return "?"
            + pairs.map { "\(Query.encoded($0.name))=\(Query.encoded($0.value))" }
            .joined(separator: "&amp;")
    }

    /// What a page marks as the way to more of something, as links to what whoever looks may ask.
    func linked(_ body: String, _ query: Query) -> String {
        var parts: [Substring] = []
        var rest = body[...]
        while let start = rest.firstRange(of: "<span data-go=\""),
            let end = rest[start.upperBound...].firstRange(of: "</span>")
        {
            let inside = rest[start.upperBound..<end.lowerBound]
            let words = inside.split(
                separator: "\"", maxSplits: 3, omittingEmptySubsequences: false)
            parts.append(rest[..<start.lowerBound])
            // `source" data-of="google-ads">Google Ads`
            if words.count == 4, let address = address(words[0], of: words[2], query) {
                parts.append("<a href=\"\(address)\">\(words[3].dropFirst())</a>")
            } else {
                parts.append(words.last?.dropFirst() ?? "")
            }
            rest = rest[end.upperBound...]
        }
        parts.append(rest)
        return parts.joined()
    }

    /// The rows of a list of leads as links: to what is known of each, and to its record in the CRM.
    func leads(_ body: String, _ query: Query, crm: String?) -> String {
        guard let verb = verbs.first(where: { $0.name == "explain" }) else { return body }
        let start = "<th scope=\"row\" class=\"name\">"
        var parts: [Substring] = []
        var rest = body[...]
        while let from = rest.firstRange(of: start),
            let to = rest[from.upperBound...].firstRange(of: "</th>")
        {
            let shown = rest[from.upperBound..<to.lowerBound]
            let id = HTMLText.unescaped(String(shown))
            parts.append(rest[..<from.upperBound])
            let address = verb.path + travelling(query, to: verb, with: [("lead", id)])
            parts.append("<a href=\"\(address)\">\(shown)</a>")
            if let crm {
                let record = HTMLText.escaped(crm.replacing("{id}", with: Query.encoded(id)))
                parts.append(" <a href=\"\(record)\">CRM</a>")
            }
            rest = rest[to.lowerBound...]
        }
        parts.append(rest)
        return parts.joined()
    }

    /// The names of sources in tables of sources as links to the page of each; sums have none.
    func sources(_ body: String, _ query: Query) -> String {
        guard let verb = verbs.first(where: { $0.name == "source" }) else { return body }
        let head = "<thead><tr><th scope=\"col\" class=\"text\">\(say("Source", "Bron"))</th>"
        let row = "<tr><th scope=\"row\" class=\""
        var parts: [Substring] = []
        var rest = body[...]
        while let table = rest.firstRange(of: head),
            let end = rest[table.upperBound...].firstRange(of: "</table>")
        {
            parts.append(rest[..<table.upperBound])
            rest = rest[table.upperBound...]
            while let from = rest.firstRange(of: row), from.lowerBound < end.lowerBound,
                let open = rest[from.upperBound...].firstIndex(of: ">"),
                let close = rest[open...].firstRange(of: "</th>")
            {
                let shown = rest[rest.index(after: open)..<close.lowerBound]
                let name = HTMLText.unescaped(String(shown))
                // What has no source goes by one key, whatever it is called.
                let key = name == say("(no source)", "(geen bron)") ? "(no source)" : name
                let address = verb.path + travelling(query, to: verb, with: [("source", key)])
                parts += [rest[...open], "<a href=\"\(address)\">", shown, "</a>"]
                rest = rest[close.lowerBound...]
            }
            parts.append(rest[..<end.lowerBound])
            rest = rest[end.lowerBound...]
        }
        parts.append(rest)
        return parts.joined()
    }

    private func address(_ place: Substring, of key: Substring, _ query: Query) -> String? {
        guard let verb = verbs.first(where: { $0.name == place }) else { return nil }
        let more: [(name: String, value: String)] =
            switch place {
            case "leads": [("not-contacted", "true"), ("older-than", "0d")]
            default: [(String(place), HTMLText.unescaped(String(key)))]
            }
        return verb.path + travelling(query, to: verb, with: more)
    }

    private func header(_ verb: Verb?, _ query: Query) -> String {
        func entry(_ address: String, _ name: String, _ isCurrent: Bool) -> String {
            "<li><a href=\"\(address)\"\(isCurrent ? " aria-current=\"page\"" : "")>\(name)</a></li>"
        }
        let groups = Kind.allCases.compactMap { kind -> String? in
            var items = places(kind).compactMap { place -> String? in
                guard let target = verbs.first(where: { $0.name == place.verb }) else { return nil }
                return entry(
                    target.path + travelling(query, to: target), place.name,
                    target.name == verb?.name)
            }
            if kind == .data {
                let desk = own.filter { known.role.may($0.right) }.map { place in
                    entry(
                        "\(place.path)?lang=\(language.rawValue)", place.name.text(language),
                        place.path == path)
                }
                items = desk + items
            }
            guard !items.isEmpty else { return nil }
            return
                "<li><span>\(title(kind))</span>\n<ul>\n\(items.joined(separator: "\n"))\n</ul></li>"
        }
        return """
            <header class="shell">
            <p class="firm">\(HTMLText.escaped(firm ?? "mql"))</p>
            <nav aria-label="\(say("Pages", "Pagina's"))"><ul>
            \(groups.joined(separator: "\n"))
            </ul></nav>
            \(known.isByProxy ? "" : "<form method=\"post\" action=\"/leave\"><button>\(say("Leave", "Uitloggen"))</button></form>")
            </header>
            """
    }

    /// The question as a form: what is asked most in front, the rest behind a summary.
    private func form(_ verb: Verb, _ query: Query) -> String {
        let first: Set<String> =
            switch verb.name {
            case "budget": ["amount", "period", "required-return", "lang"]
            case "value":
                [
                    "mqls", "sqls", "closed", "won", "margin", "cost", "required-return", "lang",
                ]
            case "explain": ["lead", "lang"]
            case "source": ["source", "period", "lang"]
            case "leads": ["period", "only", "not-contacted", "lang"]
            case "rules try": ["period", "lang"]
            default: ["period", "by", "lang"]
            }
        let shown = verb.options.filter { first.contains($0.name) }
        let own = lab == nil && verb.name != "rules try" ? [] : LabForm.names
        let rest = verb.options.filter { !first.contains($0.name) && !own.contains($0.name) }
        let isOpen = rest.contains { !(query.first($0.name) ?? "").isEmpty }
        let more =
            rest.isEmpty
            ? ""
            : """
            <details\(isOpen ? " open=\"open\"" : "")><summary>\(say("More choices", "Meer keuzes"))</summary>
            <div class="fields">
            \(rest.map { field($0, query) }.joined(separator: "\n"))
            </div></details>
            """
        let sliders =
            verb.options.contains { $0.name == "what-if" } && verb.name != "value"
            ? Supposition.inputs.map { slider($0, query) }.joined(separator: "\n") : ""
        return """
            <form class="question" method="get" action="\(verb.path)">
            <div class="fields">
            \(shown.map { field($0, query) }.joined(separator: "\n"))
            <button>\(say("Show", "Toon"))</button>
            </div>
            \(lab?.fields ?? "")
            \(sliders.isEmpty ? "" : "<details\(isSupposing(query) ? " open=\"open\"" : "")><summary>\(say("What if?", "Wat als?"))</summary>\n<div class=\"fields\">\n\(sliders)\n</div></details>")
            \(more)
            </form>
            """
    }

    private func isSupposing(_ query: Query) -> Bool {
        Supposition.names.contains { !["", "0"].contains(query.first($0) ?? "") }
    }

    /// How much something becomes more or less.
    private func slider(_ input: String, _ query: Query) -> String {
        let words = [
            "conversion": say("MQL → SQL", "MQL → SQL"),
            "won": say("Won of SQLs", "Gewonnen van SQL's"),
            "margin": say("Margin per sale", "Marge per verkoop"),
            "cost": say("Cost per MQL", "Kosten per MQL"),
        ]
        let id = "f-if-\(input)"
        let value = query.first("if-\(input)").flatMap { Int($0) } ?? 0
        let range = Supposition.range
        return """
            <p class="slider"><label for="\(id)">\(words[input] ?? input) <output for="\(id)">\(value)</output>%</label>\
            <input id="\(id)" name="if-\(input)" type="range" min="\(range.lowerBound)" max="\(range.upperBound)" \
            step="5" value="\(value)"/></p>
            """
    }

    private func field(_ option: Verb.Option, _ query: Query) -> String {
        let name = option.name
        let id = "f-\(name)"
        let value = query.first(name) ?? ""
        let about = HTMLText.escaped(option.about.text(language))
        let label =
            "<label for=\"\(id)\" title=\"\(about)\">\(HTMLText.escaped(FieldWords.title(name, language)))</label>"
        switch option.kind {
        case .flag:
            let isOn = !["", "0", "false", "off", "no"].contains(value)
            return
                "<p class=\"flag\"><input id=\"\(id)\" name=\"\(name)\" type=\"checkbox\" value=\"true\"\(isOn ? " checked=\"checked\"" : "")/> \(label)</p>"
        case .value where !option.choices.isEmpty:
            let standard = option.standard ?? ""
            let choices = [""] + option.choices
            let options = choices.map { choice in
                let isChosen = choice == value
                let key = choice.isEmpty ? standard : choice
                let words = key.isEmpty ? "–" : FieldWords.choice(key, language)
                return
                    "<option value=\"\(HTMLText.escaped(choice))\"\(isChosen ? " selected=\"selected\"" : "")>\(HTMLText.escaped(words))</option>"
            }
            return
                "<p>\(label)<select id=\"\(id)\" name=\"\(name)\">\(options.joined())</select></p>"
        case .value, .positional:
            let hint = option.standard.map { " placeholder=\"\(HTMLText.escaped($0))\"" } ?? ""
            return
                "<p>\(label)<input id=\"\(id)\" name=\"\(name)\" value=\"\(HTMLText.escaped(value))\"\(hint) autocomplete=\"off\"/></p>"
        }
    }

    /// The same answer as a file.
    private func files(_ verb: Verb, _ query: Query) -> String {
        let suffixes: [(String, String)] = [
            ("html", "HTML"), ("pdf", "PDF"), ("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON"),
            ("md", "Markdown"), ("txt", say("Text", "Tekst")),
        ]
        let pairs = query.all.filter { !$0.value.isEmpty && $0.value != "0" }
        let asked =
            pairs.isEmpty
            ? ""
            : "?"
                + pairs.map { "\(Query.encoded($0.name))=\(Query.encoded($0.value))" }
                .joined(separator: "&amp;")
        let links = suffixes.compactMap { suffix, name -> String? in
            guard verb.formats.contains(suffix == "txt" ? "text" : suffix) else { return nil }
            return "<a href=\"\(verb.path).\(suffix)\(asked)\">\(name)</a>"
        }
        return
            "<footer class=\"shell\"><p>\(say("The same as a file:", "Hetzelfde als bestand:")) \(links.joined(separator: " · "))</p></footer>"
    }
}
