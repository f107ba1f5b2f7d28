internal import Funnels
internal import Quantities
internal import Valuation

/// Reads a rule book, and names everything that is wrong with it at once.
///
/// A rule book may extend a preset: what it does not say is the preset's. Choices, sources, personas,
/// actions, contents, disqualifiers, hand-over, companies, economics, definition and names are added to the
/// preset's, its own first; every other section is taken whole from one of the two.
struct RuleBookFile {
    /// The text of a preset by its name, with the name of its file.
    typealias Presets = (String) -> (file: String, text: String)?

    private let benchmarks: Set<String>
    private var intents: [String] = []
    /// The section that the intents come from.
    private var ownIntents: YAMLField?
    private(set) var actions: [String] = []

    /// - Parameter benchmarks: the names that a source may refer to.
    static func read(
        _ text: String, name: String, benchmarks: [Benchmark], presets: Presets = { _ in nil }
    ) throws -> RuleBook {
        var reader = RuleBookFile(benchmarks: Set(benchmarks.map(\.name)))
        var files = [YAMLFile(name: name)]
        var texts = [text]
        var roots = [files[0].root(text)].compactMap { $0 }
        // A preset may itself extend another; no preset is met twice.
        var met = Set<String>()
        while let last = roots.last,
            let field = last.entries.first(where: { $0.name == "extends" })?.value
        {
            let preset = field.string() ?? ""
            guard met.insert(preset).inserted, let base = presets(preset) else {
                field.note(
                    "there is no preset \(preset.quoted) to extend."
                        + Spelling.suggestion(for: preset, in: RuleFiles.presets))
                break
            }
            let file = YAMLFile(name: base.file)
            files.append(file)
            texts.append(base.text)
            guard let root = file.root(base.text) else { break }
            roots.append(root)
        }
        // Without its preset a file lacks what the preset would have given: that is no other mistake.
        let isWhole = roots.count == files.count && files.allSatisfy(\.problems.isEmpty)
        let book = isWhole ? reader.book(roots, texts: texts) : nil
        let problems = files.flatMap(\.problems)
        guard problems.isEmpty, var book else { throw RuleFileError(problems: problems) }
        book.signable = RuleBookText.signable(book)
        return book
    }

    private init(benchmarks: Set<String>) {
        self.benchmarks = benchmarks
    }

    /// The sections that are added to those of the preset, entry by entry.
    private static let added = [
        "choices", "sources", "personas", "actions", "contents", "disqualify", "economics",
        "handover",
    ]

    private mutating func book(_ roots: [YAMLField], texts: [String]) -> RuleBook? {
        let root = roots[0]
        let layers = roots.map {
            $0.section([
                "rule_book", "extends", "version", "in_force_from", "reviewed", "time_zone",
                "mql_decided_by", "recycled", "choices", "intents", "sources", "personas",
                "actions",
                "contents", "channels", "inactivity", "profile", "fit", "engagement",
                "disqualify", "matrix", "weights", "handover", "companies", "economics",
                "definition", "names",
            ])
        }
        var top: [String: YAMLField] = [:]
        for layer in layers.reversed() {
            for (name, field) in layer {
                top[name] = Self.added.contains(name) ? field.added(to: top[name]) : field
            }
        }
        if layers[0]["rule_book"] == nil { root.note("rule_book is missing") }
        // Without criteria every lead would fit; a CRM that decides needs none.
        let decidesByStage = top["mql_decided_by"]?.scalar == "crm"
        let needed =
            ["intents", "sources"]
            + (decidesByStage ? [] : ["fit", "engagement", "matrix"])
        for name in needed where top[name] == nil { root.note("\(name) is missing") }
        var fingerprint = Fingerprint()
        let text = texts.joined(separator: "\n---\n")
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            var hash = RowHash(kind: 9)
            hash.mix(UInt64(number))
            Array(line.utf8).withUnsafeBytes { hash.mix(RowHash.hash($0)) }
            fingerprint.add(hash.finished)
        }
        var book = RuleBook(
            name: top["rule_book"]?.string() ?? "",
            version: top["version"].map { $0.integer(1...1_000_000) ?? 1 } ?? 1,
            zone: zone(top["time_zone"]),
            decidedBy: top["mql_decided_by"]?.choice("way to decide") ?? .auto,
            file: root.file.name, fingerprint: fingerprint)
        book.inForceFrom = top["in_force_from"]?.day()
        book.recycled = top["recycled"]?.recycled() ?? .once
        for entry in top["choices"]?.entries ?? [] {
            let taken = entry.value.phrase() ?? Phrase("")
            book.choices.append(Choice(name: entry.name, taken: taken))
        }
        book.review = review(top["reviewed"])
        book.intents = intents(top["intents"])
        ownIntents = top["intents"]
        // By name also those that have a mistake, so that one mistake is not told twice.
        intents =
            (top["intents"]?.isSection ?? false) ? top["intents"]?.entries.map(\.name) ?? [] : []
        book.sources = sources(top["sources"])
        book.personas = personas(top["personas"])
        book.actions = actions(top["actions"])
        actions = book.actions.map(\.key)
        book.contents = contents(top["contents"])
        book.inactivity = inactivity(top["inactivity"])
        if let profile = top["profile"]?.section(["required", "wanted", "points"]) {
            let fields = profile["required"]?.strings() ?? []
            for name in fields { profile["required"].map { refuseKeys(name, $0) } }
            if fields.count > 64 { profile["required"]?.note("more than 64 fields") }
            book.requiredProfile = fields.prefix(64).reduce(into: []) { list, name in
                if !list.contains(name) { list.append(name) }
            }
            book.wantedProfile = profile["wanted"]?.strings() ?? []
            for name in book.wantedProfile { profile["wanted"].map { refuseKeys(name, $0) } }
            book.profilePoints = limited(profile["points"], "fields").map { entry in
                refuseKeys(entry.name, entry.key)
                return FieldPoints(
                    field: entry.name, points: entry.value.integer(-1000...1000) ?? 0)
            }
        }
        book.fit = fit(top["fit"])
        book.engagement = engagement(top["engagement"])
        book.disqualifiers = disqualifiers(top["disqualify"])
        book.matrix = matrix(top["matrix"])
        book.economics = economics(top["economics"])
        book.answers = book.economics.given
        // What a file does not say itself is as its preset says it, number by number.
        for layer in layers.reversed() { layer["definition"].map { book.definition.take($0) } }
        book.channelPoints = channelPoints(top["channels"])
        book.weights = weights(top["weights"])
        book.handover = handover(top["handover"])
        book.companies = companies(layers.map { $0["companies"] })
        book.places = places(top)
        for layer in layers.reversed() { name(&book, layer["names"], isOwn: false) }
        name(&book, layers[0]["names"], isOwn: true)
        return book
    }

    /// Where each rule stands, by its section and key.
    private func places(_ top: [String: YAMLField]) -> [String: String] {
        var places: [String: String] = [:]
        for name in ["sources", "personas", "actions", "disqualify", "fit", "engagement"] {
            guard let section = top[name], section.isSection else { continue }
            let isCriteria = name == "fit" || name == "engagement"
            let lists = isCriteria ? ["all", "any", "of"].compactMap(section.entry) : [section]
            for entry in lists.filter(\.isSection).flatMap(\.entries) {
                places["\(name)/\(entry.name)"] = "\(entry.key.file.name):\(entry.key.line)"
            }
        }
        return places
    }

    private func zone(_ field: YAMLField?) -> TimeZoneRule {
        let name = field?.string() ?? "Europe/Amsterdam"
        if let zone = TimeZoneRule(name) { return zone }
        field?.note(
            "unknown time zone \(name.quoted).\(Spelling.suggestion(for: name, in: TimeZoneRule.names)) "
                + "Known are UTC, offsets such as +01:00, and the zones of the European Union.")
        return .utc
    }

    private func review(_ field: YAMLField?) -> Review {
        var review = Review()
        guard let section = field?.section(["on", "by", "of", "again_within_days"]) else {
            return review
        }
        review.of = section["of"]?.string()
        review.on = section["on"]?.day()
        review.by = section["by"]?.strings() ?? []
        review.againWithinDays = section["again_within_days"]?.integer(1...3650)
        return review
    }

    private func intents(_ field: YAMLField?) -> [IntentRule] {
        limited(field, "intents").compactMap { entry in
            let section = entry.value.section(["band", "reason"])
            guard let band = section["band"] else {
                entry.key.note(
                    "intent \(entry.name.quoted) has no band. Add band: {low: 100, high: 200}.")
                return nil
            }
            let parts = band.section(["low", "high", "currency"])
            for end in ["low", "high"] where parts[end] == nil { band.note("\(end) is missing") }
            let code = parts["currency"]?.string() ?? "EUR"
            let currency = Currency(code)
            if currency == nil { parts["currency"]?.note("\(code.quoted) is not a currency") }
            guard let low = parts["low"].flatMap(cents), let high = parts["high"].flatMap(cents),
                let currency
            else { return nil }
            if low > high { band.note("low is more than high") }
            var rule = IntentRule(
                key: entry.name, low: Money(cents: Int64(low), currency),
                high: Money(cents: Int64(high), currency), line: band.line)
            rule.file = band.file.name
            rule.reason = section["reason"]?.phrase() ?? Phrase("")
            return rule
        }
    }

    private func cents(_ field: YAMLField) -> Int? {
        field.fixed(decimals: 2, 0...1_000_000_000_00, "an amount such as 100 or 99.50")
    }

    private func position(_ field: YAMLField?) -> Int? {
        field?.fixed(decimals: 3, 0...1000, "a place from 0 to 1 with at most three decimals")
    }

    private func sources(_ field: YAMLField?) -> [SourceRule] {
        // A name of one's own goes before the same one in a preset.
        var seen: [String: String] = [:]
        return (field?.entries ?? []).map { entry in
            let section = entry.value.section([
                "direction", "channel", "labels", "when", "position", "points", "benchmark",
                "reason",
            ])
            var rule = SourceRule(key: entry.name, line: entry.key.line)
            rule.direction = section["direction"]?.choice("direction") ?? .inbound
            rule.channel = section["channel"]?.choice("channel") ?? .inbound
            rule.labels = section["labels"]?.strings() ?? []
            rule.when =
                section["when"].map { tests($0, fields: ["source", "medium", "campaign"]) } ?? []
            rule.position = position(section["position"])
            rule.points = section["points"]?.integer(-1000...1000) ?? 0
            rule.benchmark = section["benchmark"]?.string()
            rule.reason = section["reason"]?.phrase() ?? Phrase("")
            if let name = rule.benchmark, !benchmarks.contains(name) {
                section["benchmark"]?.note(
                    "unknown benchmark \(name.quoted).\(Spelling.suggestion(for: name, in: benchmarks.sorted()))"
                )
            }
            for label in [rule.key] + rule.labels {
                let place = "\(entry.key.file.name)\n\(label.lowercased())"
                if let other = seen[place], other != rule.key {
                    (section["labels"] ?? entry.key).note(
                        "\(label.quoted) already means the source \(other.quoted)")
                }
                seen[place] = rule.key
            }
            return rule
        }
    }

    private func personas(_ field: YAMLField?) -> [PersonaRule] {
        limited(field, "personas").map { entry in
            let section = entry.value.section(["when", "position", "reason"])
            var rule = PersonaRule(key: entry.name, line: entry.key.line)
            rule.when = section["when"].map { tests($0) } ?? []
            rule.position = position(section["position"])
            rule.reason = section["reason"]?.phrase() ?? Phrase("")
            return rule
        }
    }

    private func actions(_ field: YAMLField?) -> [ActionRule] {
        (field?.entries ?? []).map { entry in
            if entry.name.isEmpty { entry.key.note("an action needs a name") }
            let section = entry.value.section([
                "intent", "strength", "points", "at_most", "decay", "channel",
            ])
            var rule = ActionRule(key: entry.name, line: entry.key.line)
            rule.intent = section["intent"].flatMap(intent)
            rule.strength = section["strength"]?.choice("strength") ?? .weak
            rule.points = section["points"].flatMap { $0.integer(-1000...1000) } ?? 0
            rule.channel = section["channel"]?.choice("channel")
            rule.decay = decay(section["decay"], of: rule.points)
            if let limit = section["at_most"]?.section(["points", "within_days"]) {
                if let points = limit["points"].flatMap({ $0.integer(0...100_000) }) {
                    rule.limit = .init(
                        points: points, days: limit["within_days"]?.integer(1...3650))
                } else if limit["points"] == nil {
                    section["at_most"]?.note("points is missing")
                }
            }
            return rule
        }
    }

    private func intent(_ field: YAMLField) -> Int? {
        guard let name = field.string() else { return nil }
        if let place = intents.firstIndex(of: name) { return place }
        if let own = ownIntents, own.file.name != field.file.name {
            own.note(
                "\(field.file.name) uses the intent \(name.quoted), which these intents leave out. Add it, "
                    + "or write actions and contents of your own.")
            return nil
        }
        field.note("unknown intent \(name.quoted).\(Spelling.suggestion(for: name, in: intents))")
        return nil
    }

    private func contents(_ field: YAMLField?) -> [ContentRule] {
        (field?.entries ?? []).compactMap { entry in
            let section = entry.value.section(["intent"] + Self.operators)
            guard let intentField = section["intent"] else {
                entry.key.note("intent is missing")
                return nil
            }
            guard let test = test(section, at: entry.key), let intent = intent(intentField) else {
                return nil
            }
            return ContentRule(key: entry.name, test: test, intent: intent, line: entry.key.line)
        }
    }

    private func inactivity(_ field: YAMLField?) -> Inactivity? {
        guard let field else { return nil }
        let section = field.section(["after_days", "points"])
        for name in ["after_days", "points"] where section[name] == nil {
            field.note("\(name) is missing")
        }
        guard let days = section["after_days"]?.integer(1...3650),
            let points = section["points"]?.integer(-1000...0)
        else { return nil }
        return Inactivity(afterDays: days, points: points, line: field.line)
    }

    private func economics(_ field: YAMLField?) -> EconomicRules {
        var rules = EconomicRules()
        guard let field,
            case let section = field.section(
                ["shared_spend", "deal_credit", "budget", "ask_again_after", "usual_repeat"]
                    + EconomicRules.answers)
        else { return rules }
        rules.take(section, field)
        rules.sharedSpend = section["shared_spend"]?.choice("way to spread") ?? .byMQLs
        rules.dealCredit = section["deal_credit"]?.choice("way to credit") ?? .firstLead
        rules.usualRepeat = section["usual_repeat"]?.fixed(
            decimals: 2, 100...10_000, "how many times the first order, such as 2.00")
        if let budget = section["budget"] { rules.budget.take(budget) }
        rules.askAgainAfter = section["ask_again_after"]?.integer(1...1200) ?? rules.askAgainAfter
        return rules
    }

    /// The entries of a list that may hold at most 64.
    func limited(
        _ field: YAMLField?, _ what: String
    ) -> [(key: YAMLField, name: String, value: YAMLField)] {
        let entries = field?.entries ?? []
        if entries.count > 64 { entries[64].key.note("more than 64 \(what)") }
        return Array(entries.prefix(64))
    }
}
