internal import Leads
internal import Quantities
internal import Valuation

/// Writes a rule book as a file of its own: everything that is in force, also what a preset gave.
/// Read again it decides the same of every lead.
enum RuleBookText {
    static func write(_ book: RuleBook) -> String {
        var file = YAMLText()
        file.entry("rule_book", book.name.yaml)
        file.entry("version", "\(book.version)")
        if let day = book.inForceFrom { file.entry("in_force_from", "\(day)") }
        file.entry("reviewed", review(book.review))
        file.entry("time_zone", book.zone.name.yaml)
        file.entry("mql_decided_by", book.decidedBy.rawValue)
        if let recycled = book.recycled.yaml { file.entry("recycled", recycled) }
        file.section("choices", book.choices.map { ($0.name, $0.taken.yaml) })
        file.section("intents", book.intents.map { ($0.key, intent($0)) })
        file.entry("weights", "{source: \(book.weights.source), persona: \(book.weights.persona)}")
        file.section("sources", book.sources.map { ($0.key, source($0)) })
        file.section("personas", book.personas.map { ($0.key, persona($0)) })
        file.section("actions", book.actions.map { ($0.key, action($0, book)) })
        file.section(
            "contents",
            book.contents.map {
                ($0.key, "{\(test($0.test)), intent: \(book.intents[$0.intent].key.yaml)}")
            })
        file.section(
            "channels",
            Channel.allCases.compactMap { channel in
                book.channelPoints[channel].map { (channel.rawValue, "\($0)") }
            })
        if let rule = book.inactivity {
            file.entry("inactivity", "{after_days: \(rule.afterDays), points: \(rule.points)}")
        }
        file.section(
            "profile",
            [
                ("required", list(book.requiredProfile)), ("wanted", list(book.wantedProfile)),
                (
                    "points",
                    mapping(book.profilePoints.map { ($0.field, "\($0.points)") })
                ),
            ])
        file.entry("fit", "")
        file.set(
            needed: book.fit.needed, mediumFrom: book.fit.mediumFrom,
            book.fit.criteria.map { ($0.key, criterion($0)) })
        file.entry("engagement", "")
        file.set(
            needed: book.engagement.needed, mediumFrom: book.engagement.mediumFrom,
            book.engagement.criteria.map { ($0.key, criterion($0, book)) })
        file.section("disqualify", book.disqualifiers.map { ($0.key, mapping($0.tests)) })
        file.section("matrix", matrix(book.matrix))
        handover(book.handover, to: &file)
        file.section(
            "companies",
            [
                ("free_mail", list(book.companies.freeMail)),
                ("not_names", list(book.companies.notNames)),
                ("legal_forms", list(book.companies.legalForms)),
            ])
        file.section("economics", economics(book.economics))
        file.entry("definition", "")
        for (name, lines) in book.definition.lines { file.section(name, lines, depth: 1) }
        names(book, to: &file)
        return file.text
    }

    /// What tells two rule books apart by what they decide: the whole text, without who signed it.
    static func signable(_ book: RuleBook) -> String {
        var unsigned = book
        unsigned.review = Review()
        var fingerprint = Fingerprint()
        let lines = write(unsigned).split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            var hash = RowHash(kind: 10)
            hash.mix(UInt64(number))
            Array(line.utf8).withUnsafeBytes { hash.mix(RowHash.hash($0)) }
            fingerprint.add(hash.finished)
        }
        return String(fingerprint.description.prefix(12))
    }

    /// Who agreed on it and when, on one line.
    static func review(_ review: Review) -> String {
        var parts: [(String, String)] = []
        if let day = review.on { parts.append(("on", "\(day)")) }
        if !review.by.isEmpty { parts.append(("by", list(review.by))) }
        if let of = review.of { parts.append(("of", of.yaml)) }
        if let days = review.againWithinDays { parts.append(("again_within_days", "\(days)")) }
        return mapping(parts)
    }

    private static func intent(_ rule: IntentRule) -> String {
        let band =
            "{low: \(amount(rule.low)), high: \(amount(rule.high)), "
            + "currency: \(rule.low.currency.code)}"
        return mapping([("band", band), ("reason", rule.reason.yaml)])
    }

    private static func amount(_ money: Money) -> String {
        let cents = money.cents % 100
        return "\(money.cents / 100).\(cents < 10 ? "0" : "")\(cents)"
    }

    private static func thousandths(_ number: Int) -> String {
        let rest = "\(number % 1000)"
        return "\(number / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
    }

    private static func source(_ rule: SourceRule) -> String {
        var parts = [
            ("direction", rule.direction.rawValue), ("channel", rule.channel.rawValue),
            ("labels", list(rule.labels)),
        ]
        if !rule.when.isEmpty { parts.append(("when", mapping(rule.when))) }
        if let position = rule.position { parts.append(("position", thousandths(position))) }
        if rule.points != 0 { parts.append(("points", "\(rule.points)")) }
        if let benchmark = rule.benchmark { parts.append(("benchmark", benchmark.yaml)) }
        return mapping(parts + [("reason", rule.reason.yaml)])
    }

    private static func persona(_ rule: PersonaRule) -> String {
        var parts: [(String, String)] = []
        if !rule.when.isEmpty { parts.append(("when", mapping(rule.when))) }
        if let position = rule.position { parts.append(("position", thousandths(position))) }
        return mapping(parts + [("reason", rule.reason.yaml)])
    }

    private static func action(_ rule: ActionRule, _ book: RuleBook) -> String {
        var parts: [(String, String)] = []
        if let intent = rule.intent { parts.append(("intent", book.intents[intent].key.yaml)) }
        parts.append(("strength", rule.strength.rawValue))
        if let channel = rule.channel { parts.append(("channel", channel.rawValue)) }
        parts.append(("points", "\(rule.points)"))
        if let limit = rule.limit {
            let days = limit.days.map { [("within_days", "\($0)")] } ?? []
            parts.append(("at_most", mapping([("points", "\(limit.points)")] + days)))
        }
        if !rule.decay.isEmpty {
            parts.append(("decay", mapping(rule.decay.map { ("\($0.afterDays)", "\($0.points)") })))
        }
        return mapping(parts)
    }

    private static func criterion(_ rule: FieldCriterion) -> String {
        mapping(
            rule.tests.map { ($0.field, "{\(test($0.test))}") }
                + (rule.points == 0 ? [] : [("points", "\(rule.points)")])
                + (rule.isMust ? [("must", "true")] : []))
    }

    private static func criterion(_ rule: ActionCriterion, _ book: RuleBook) -> String {
        var parts = [("action", list(rule.actions.map { book.actions[$0].key }))]
        switch rule.measure {
        case .times: parts.append(("at_least", "\(rule.atLeast)"))
        case .seconds: parts.append(("over_minutes", "\((rule.atLeast - 1) / 60)"))
        case .timesPerSession:
            parts += [("at_least", "\(rule.atLeast)"), ("per", "session")]
        case .visits: parts.append(("visits", "\(rule.atLeast)"))
        }
        if let days = rule.withinDays { parts.append(("within_days", "\(days)")) }
        return mapping(parts)
    }

    private static func test(_ test: TextTest) -> String {
        switch test {
        case .isOneOf(let words): "in: \(list(words))"
        case .contains(let parts): "contains: \(list(parts))"
        case .words(let words): "words: \(list(words))"
        case .matches(let forms): "matches: \(list(forms.map(\.text)))"
        case .over(let bound): "over: \(bound)"
        case .under(let bound): "under: \(bound)"
        case .between(let low, let high): "between: [\(low), \(high)]"
        case .present(let wanted): "present: \(wanted)"
        }
    }

    private static func matrix(_ matrix: Matrix) -> [(String, String)] {
        Level.allCases.reversed().map { fit in
            let cells = Level.allCases.reversed().map { engagement in
                let text =
                    switch matrix[fit: fit, engagement: engagement] {
                    case .decided(let decision): decision.rawValue
                    case .byPoints(let from, let below):
                        "{mql_from: \(from), else: \(below.rawValue)}"
                    }
                return ("\(engagement.name)_engagement", text)
            }
            return ("\(fit.name)_fit", mapping(cells))
        }
    }

    private static func handover(_ handover: Handover, to file: inout YAMLText) {
        file.entry("handover", "")
        if let days = handover.contactWithinDays {
            file.entry("contact_within_days", "\(days)", depth: 1)
        }
        file.section(
            "checklist",
            handover.checklist.map { item in
                let stage = item.stage.map { [("stage", $0.name)] } ?? []
                return (
                    item.key, mapping(item.tests.map { ($0.field, "{\(test($0.test))}") } + stage)
                )
            }, depth: 1)
        file.section(
            "rejections", handover.rejections.map { ($0.key, list($0.labels)) }, depth: 1)
    }

    private static func economics(_ rules: EconomicRules) -> [(String, String)] {
        let again = rules.askAgainAfter
        return rules.answerLines + [
            ("shared_spend", rules.sharedSpend.rawValue),
            ("deal_credit", rules.dealCredit.rawValue),
            ("budget", budget(rules.budget)),
        ] + (again == EconomicRules().askAgainAfter ? [] : [("ask_again_after", "\(again)")])
            + (rules.usualRepeat.map { [("usual_repeat", FixedPoint.text(cents: Int64($0)))] } ?? [])
    }

    private static func budget(_ rules: EconomicRules.Budget) -> String {
        func hundredths(_ number: Int) -> String { FixedPoint.text(cents: Int64(number)) }
        return mapping([
            ("elasticity", hundredths(rules.elasticity)), ("spread", hundredths(rules.spread)),
            ("most", hundredths(rules.most)), ("tests", "\(hundredths(rules.tests))%"),
        ])
    }

    private static func names(_ book: RuleBook, to file: inout YAMLText) {
        let known = Set(book.keys)
        file.entry("names", "")
        for language in Language.allCases {
            let keys = book.names.keys(in: language).filter(known.contains)
            file.section(
                language.rawValue,
                keys.map { ($0, book.names.name(of: $0, in: language).yaml) }, depth: 1)
        }
    }

    private static func list(_ texts: [String]) -> String {
        "[\(texts.map(\.yaml).joined(separator: ", "))]"
    }

    private static func mapping(_ parts: [(String, String)]) -> String {
        "{\(parts.map { "\($0.0.yaml): \($0.1)" }.joined(separator: ", "))}"
    }

    private static func mapping(_ tests: [FieldTest]) -> String {
        mapping(tests.map { ($0.field, "{\(test($0.test))}") })
    }
}

/// A YAML text that grows entry by entry.
private struct YAMLText {
    private(set) var text = ""

    mutating func entry(_ key: String, _ value: String, depth: Int = 0) {
        let indent = String(repeating: "  ", count: depth)
        text += "\(indent)\(key.yaml):\(value.isEmpty ? "" : " \(value)")\n"
    }

    /// Entries of their own lines under a key; `{}` where there are none.
    mutating func section(_ key: String, _ entries: [(String, String)], depth: Int = 0) {
        entry(key, entries.isEmpty ? "{}" : "", depth: depth)
        for (key, value) in entries { entry(key, value, depth: depth + 1) }
    }

    mutating func set(needed: Int, mediumFrom: Int, _ criteria: [(String, String)]) {
        if criteria.isEmpty {
            section("all", [], depth: 1)
        } else {
            entry("at_least", "\(needed)", depth: 1)
            section("of", criteria, depth: 1)
        }
        entry("medium_from", "\(mediumFrom)", depth: 1)
    }
}

extension String {
    /// The text as YAML: bare where that is safe, else between double quotes.
    var yaml: String {
        let isBare =
            unicodeScalars.first.map { "abcdefghijklmnopqrstuvwxyz".unicodeScalars.contains($0) }
            == true
            && unicodeScalars.allSatisfy {
                "abcdefghijklmnopqrstuvwxyz0123456789_-".unicodeScalars.contains($0)
            } && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(self)
        if isBare { return self }
        var result = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case let scalar
            where scalar.value < 0x20 || (0x7F...0xA0).contains(scalar.value)
                || scalar.value == 0xFEFF || (0x2028...0x2029).contains(scalar.value):
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension Phrase {
    fileprivate var yaml: String { en == nl ? en.yaml : "{en: \(en.yaml), nl: \(nl.yaml)}" }
}
