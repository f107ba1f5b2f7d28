internal import Leads
internal import Quantities
internal import Valuation

/// A field of a lead, and what a rule book and the program read it for.
struct FieldUse: Sendable {
    let field: String
    let name: Phrase
    /// What the rule book decides by it; empty where no rule does.
    let rules: [Phrase]
    /// What the rule book has it shown or counted for, without deciding anything by it.
    let shown: [Phrase]
    /// Nil where it says nothing of who somebody is.
    let person: PersonalField?

    /// The fields that say who somebody is, and after them what else the rules read, in the order of the rule book.
    static func all(_ book: RuleBook) -> [FieldUse] {
        var (uses, shown) = ([String: [Phrase]](), [String: [Phrase]]())
        var order = PersonalField.allCases.map(\.rawValue)
        func add(_ fields: [String], _ use: Phrase) {
            for field in fields {
                if !order.contains(field) { order.append(field) }
                if uses[field]?.contains(use) != true { uses[field, default: []].append(use) }
            }
        }
        func named(_ en: String, _ nl: String, _ key: String) -> Phrase {
            let name = book.names.phrase(for: key)
            return Phrase(en: "\(en): \(name.en)", nl: "\(nl): \(name.nl)")
        }
        add(book.requiredProfile, Phrase(en: "needed for an MQL", nl: "nodig voor een MQL"))
        for rule in book.disqualifiers {
            add(rule.tests.map(\.field), named("rules out", "sluit uit", rule.key))
        }
        for rule in book.fit.criteria {
            add(rule.tests.map(\.field), named("fit", "fit", rule.key))
        }
        for rule in book.profilePoints where rule.points != 0 {
            add([rule.field], Phrase(en: "points when filled in", nl: "punten als het ingevuld is"))
        }
        for rule in book.personas {
            add(rule.when.map(\.field), named("persona", "persona", rule.key))
        }
        for rule in book.sources {
            add(rule.when.map(\.field), Phrase(en: "the source", nl: "de bron"))
        }
        // These are asked of sales, or tell it how complete a profile is.
        func show(_ fields: [String], _ use: Phrase) {
            for field in fields {
                if !order.contains(field) { order.append(field) }
                if shown[field]?.contains(use) != true { shown[field, default: []].append(use) }
            }
        }
        for item in book.handover.checklist {
            show(item.tests.map(\.field), named("checklist", "checklist", item.key))
        }
        show(book.wantedProfile, Phrase(en: "useful to whoever calls", nl: "handig voor wie belt"))
        return order.map { field in
            FieldUse(
                field: field, name: book.names.phrase(for: field), rules: uses[field] ?? [],
                shown: shown[field] ?? [], person: PersonalField(rawValue: field))
        }
    }

    /// What it is read for, in lines.
    func text(_ say: Wording) -> [String] {
        func listed(_ phrases: [Phrase]) -> String {
            say.text(Phrase(joining: phrases, separator: ", "))
        }
        var lines = [
            person == nil
                ? say("says nothing of who somebody is", "zegt niet wie iemand is")
                : say("says who somebody is", "zegt wie iemand is"),
            rules.isEmpty
                ? say("no rule decides by it", "geen regel beslist ermee")
                : say("the rules decide by it: ", "de regels beslissen ermee: ") + listed(rules),
        ]
        if !shown.isEmpty { lines.append(say("shown: ", "getoond: ") + listed(shown)) }
        if let program {
            lines.append(say("the program: ", "het programma: ") + say.text(program))
        }
        return lines
    }

    /// What the program does with it beside the rules; nil for a field that only the rules read.
    var program: Phrase? {
        guard let person else { return nil }
        switch person.kind {
        case .address:
            return Phrase(
                en: "joins what exports tell of one person, tells the company by its domain, and "
                    + "finds who asks what is held",
                nl:
                    "brengt samen wat exports van één persoon zeggen, zegt aan het domein welk bedrijf "
                    + "het is, en vindt wie vraagt wat bewaard wordt")
        case .name, .contact:
            return Phrase(
                en: "finds who asks what is held; in no report",
                nl: "vindt wie vraagt wat bewaard wordt; in geen rapport")
        case .firm:
            return Phrase(
                en: "counts leads of one company together, where that is asked",
                nl: "telt leads van één bedrijf samen, waar dat gevraagd wordt")
        case .trait: return nil
        }
    }
}
