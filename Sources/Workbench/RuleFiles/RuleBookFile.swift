internal import Funnels
internal import Intake
internal import Quantities
internal import Valuation

/// Reads a rule book, and names everything that is wrong with it at once.
///
/// A rule book may extend a preset: what it does not say is the preset's. Sources, personas,
/// actions, contents, disqualifiers and economics are added to the preset's by name, its own first;
/// every other section is taken whole from one of the two.
struct RuleBookFile {
    /// The text of a preset by its name, with the name of its file.
    typealias Presets = (String) -> (file: String, text: String)?

    private let benchmarks: Set<String>
    private var intents: [String] = []
    private var actions: [String] = []

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
        let book = roots.count == files.count ? reader.book(roots, texts: texts) : nil
        let problems = files.flatMap(\.problems)
        guard problems.isEmpty, let book else { throw RuleFileError(problems: problems) }
        return book
    }

    private init(benchmarks: Set<String>) {
        self.benchmarks = benchmarks
    }

    /// The sections that are added to those of the preset, entry by entry.
    private static let added = [
        "sources", "personas", "actions", "contents", "disqualify", "economics",
    ]

    private mutating func book(_ roots: [YAMLField], texts: [String]) -> RuleBook? {
        let root = roots[0]
        let layers = roots.map {
            $0.section([
                "rule_book", "extends", "version", "in_force_from", "reviewed", "time_zone",
                "mql_decided_by", "choices", "intents", "sources", "personas", "actions",
                "contents", "inactivity", "profile", "fit", "engagement", "disqualify", "matrix",
                "economics",
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
        for entry in top["choices"]?.entries ?? [] {
            book.choices.append(Choice(name: entry.name, taken: entry.value.string() ?? ""))
        }
        book.review = review(top["reviewed"])
        book.intents = intents(top["intents"])
        // By name also those that have a mistake, so that one mistake is not told twice.
        intents =
            (top["intents"]?.isSection ?? false) ? top["intents"]?.entries.map(\.name) ?? [] : []
        book.sources = sources(top["sources"])
        book.personas = personas(top["personas"])
        book.actions = actions(top["actions"])
        actions = book.actions.map(\.key)
        book.contents = contents(top["contents"])
        book.inactivity = inactivity(top["inactivity"])
        if let profile = top["profile"]?.section(["required", "points"]) {
            let fields = profile["required"]?.strings() ?? []
            for name in fields { profile["required"].map { refuseKeys(name, $0) } }
            if fields.count > 64 { profile["required"]?.note("more than 64 fields") }
            book.requiredProfile = Array(fields.prefix(64))
            book.profilePoints = (profile["points"]?.entries ?? []).map { entry in
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
        return book
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
        guard let section = field?.section(["on", "by", "again_within_days"]) else { return review }
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
            if currency == nil { parts["currency"]?.note("\(code.quoted) is no currency") }
            guard let low = parts["low"].flatMap(cents), let high = parts["high"].flatMap(cents),
                let currency
            else { return nil }
            if low > high { band.note("low is more than high") }
            var rule = IntentRule(
                key: entry.name, low: Money(cents: Int64(low), currency),
                high: Money(cents: Int64(high), currency), line: band.line)
            rule.file = band.file.name
            rule.reason = section["reason"]?.string() ?? ""
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
            rule.reason = section["reason"]?.string() ?? ""
            if let name = rule.benchmark, !benchmarks.contains(name) {
                section["benchmark"]?.note(
                    "unknown benchmark \(name.quoted).\(Spelling.suggestion(for: name, in: benchmarks.sorted()))"
                )
            }
            for label in [rule.key] + rule.labels {
                let other = seen[label.lowercased()]
                if let other, other != rule.key {
                    (section["labels"] ?? entry.key).note(
                        "\(label.quoted) already means the source \(other.quoted)")
                }
                seen[label.lowercased()] = rule.key
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
            rule.reason = section["reason"]?.string() ?? ""
            return rule
        }
    }

    private func actions(_ field: YAMLField?) -> [ActionRule] {
        (field?.entries ?? []).map { entry in
            let section = entry.value.section(["intent", "strength", "points", "at_most"])
            var rule = ActionRule(key: entry.name, line: entry.key.line)
            rule.intent = section["intent"].flatMap(intent)
            rule.strength = section["strength"]?.choice("strength") ?? .weak
            rule.points = section["points"].flatMap { $0.integer(-1000...1000) } ?? 0
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

    private func fit(_ field: YAMLField?) -> CriteriaSet<FieldCriterion> {
        guard let field else { return CriteriaSet() }
        let section = field.section(["all", "any", "at_least", "of", "medium_from"])
        let list = section["all"] ?? section["any"] ?? section["of"]
        let criteria = limited(list, "criteria").map { entry in
            let points =
                entry.value.isSection
                ? entry.value.entries.first { $0.name == "points" }?.value : nil
            return FieldCriterion(
                key: entry.name, tests: namedTests(entry.name, entry.value),
                points: points?.integer(-1000...1000) ?? 0, line: entry.key.line)
        }
        return set(criteria, section, field)
    }

    private func engagement(_ field: YAMLField?) -> CriteriaSet<ActionCriterion> {
        guard let field else { return CriteriaSet() }
        let section = field.section(["all", "any", "at_least", "of", "medium_from"])
        let list = section["all"] ?? section["any"] ?? section["of"]
        let criteria = limited(list, "criteria").compactMap { entry in
            actionCriterion(entry.name, entry.key, entry.value)
        }
        return set(criteria, section, field)
    }

    private func set<Criterion>(
        _ criteria: [Criterion], _ section: [String: YAMLField], _ field: YAMLField
    ) -> CriteriaSet<Criterion> {
        var set = CriteriaSet(criteria: criteria)
        let ways = ["all", "any", "of"].filter { section[$0] != nil }
        if ways.count != 1 { field.note("expected one of: all, any, or at_least with of") }
        if section["all"] != nil { set.needed = criteria.count }
        if section["any"] != nil { set.needed = 1 }
        if section["of"] != nil {
            if let atLeast = section["at_least"] {
                set.needed = atLeast.integer(1...max(1, criteria.count)) ?? 1
            } else {
                field.note("at_least is missing: how many of these must hold?")
            }
        }
        set.mediumFrom = section["medium_from"]?.integer(0...max(1, set.needed)) ?? 1
        return set
    }

    private func actionCriterion(
        _ name: String, _ key: YAMLField, _ value: YAMLField
    ) -> ActionCriterion? {
        let section = value.section([
            "action", "at_least", "over", "over_minutes", "visits", "per", "within_days",
        ])
        guard let actionField = section["action"] else {
            key.note("action is missing: what must the lead have done?")
            return nil
        }
        let places = actionField.strings().compactMap { name -> Int? in
            if let place = actions.firstIndex(of: name) { return place }
            actionField.note(
                "unknown action \(name.quoted).\(Spelling.suggestion(for: name, in: actions))")
            return nil
        }
        var measure = ActionCriterion.Measure.times
        var atLeast = section["at_least"]?.integer(1...1_000_000) ?? 1
        if let over = section["over"] { atLeast = (over.integer(0...1_000_000) ?? 0) + 1 }
        if let minutes = section["over_minutes"] {
            measure = .seconds
            atLeast = (minutes.integer(0...100_000) ?? 0) * 60 + 1
        }
        let days = section["within_days"]?.integer(1...3650)
        if let visits = section["visits"] {
            measure = .visits
            atLeast = visits.integer(1...100_000) ?? 1
            if days != nil { visits.note("visits does not go together with within_days") }
        }
        if let per = section["per"] {
            if per.scalar != "session" { per.note("per is understood for session only") }
            if days != nil || measure != .times {
                per.note("per: session goes together with at_least and over only")
            }
            measure = .timesPerSession
        }
        return ActionCriterion(
            key: name, actions: places, measure: measure, atLeast: atLeast, withinDays: days,
            line: key.line)
    }

    private func disqualifiers(_ field: YAMLField?) -> [Disqualifier] {
        (field?.entries ?? []).map { entry in
            Disqualifier(
                key: entry.name, tests: namedTests(entry.name, entry.value), line: entry.key.line)
        }
    }

    private func matrix(_ field: YAMLField?) -> Matrix {
        var matrix = Matrix()
        guard let field else { return matrix }
        let levels = Level.allCases
        let rows = field.section(levels.reversed().map { "\($0.name)_fit" })
        for fit in levels {
            guard let row = rows["\(fit.name)_fit"] else {
                field.note("\(fit.name)_fit is missing")
                continue
            }
            let cells = row.section(levels.reversed().map { "\($0.name)_engagement" })
            for engagement in levels {
                guard let cell = cells["\(engagement.name)_engagement"] else {
                    row.note("\(engagement.name)_engagement is missing")
                    continue
                }
                matrix[fit: fit, engagement: engagement] = matrixCell(cell)
            }
        }
        return matrix
    }

    private func matrixCell(_ field: YAMLField) -> Matrix.Cell {
        guard field.isSection else {
            return .decided(field.choice("decision") ?? .nurture)
        }
        let section = field.section(["mql_from", "else"])
        for name in ["mql_from", "else"] where section[name] == nil {
            field.note("\(name) is missing")
        }
        return .byPoints(
            from: section["mql_from"]?.integer(-100_000...100_000) ?? 0,
            below: section["else"]?.choice("decision") ?? .nurture)
    }

    private func economics(_ field: YAMLField?) -> EconomicRules {
        var rules = EconomicRules()
        guard let section = field?.section(["required_return", "shared_spend", "deal_credit"])
        else {
            return rules
        }
        rules.requiredReturn = section["required_return"]?.fixed(
            decimals: 2, 1...100_000, "an amount per euro such as 2.00")
        rules.sharedSpend = section["shared_spend"]?.choice("way to spread") ?? .byMQLs
        rules.dealCredit = section["deal_credit"]?.choice("way to credit") ?? .firstLead
        return rules
    }

    /// The entries of a list that may hold at most 64.
    private func limited(
        _ field: YAMLField?, _ what: String
    ) -> [(key: YAMLField, name: String, value: YAMLField)] {
        let entries = field?.entries ?? []
        if entries.count > 64 { entries[64].key.note("more than 64 \(what)") }
        return Array(entries.prefix(64))
    }
}
