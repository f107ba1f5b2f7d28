package import Leads

/// The sources that occur: those of the rule book, and the texts that none of them covers.
///
/// A text that no rule knows stays a source of its own: leads without a known source often convert
/// best, and must never fall out of sight.
package struct SourceDirectory: Sendable {
    /// How it was found that a lead has this source.
    package enum Evidence: Hashable, Sendable {
        /// The file names the source itself.
        case given
        /// Source, medium or campaign look like it.
        case inferred
        /// No rule knows this text.
        case unlisted
        /// The file says nothing.
        case absent
    }

    package let rules: [SourceRule]
    /// Keys by number: first those of the rules, then `noSource`, then unlisted texts.
    package private(set) var keys: [String]
    private var numbers: [String: Int]
    /// By the folded key of a rule, and by its folded labels.
    private let keyed: [String: Int]
    private let labelled: [String: Int]
    /// By folded text: what somebody said that it means.
    private let agreed: [String: String]
    /// The other ways in which a source that no rule knows was written, by number.
    private var otherSpellings: [Int: Set<String>] = [:]
    /// Sources up to this number have the name that they keep.
    private var named = 0
    /// The texts that no rule knows, in every way in which they were written.
    package private(set) var unlisted = Set<String>()

    package static let noSource = "(no source)"

    /// - Parameter agreed: texts of the files, and the source that each of them means.
    package init(_ rules: [SourceRule], agreed: [String: String] = [:]) {
        self.agreed = Dictionary(
            agreed.map { (TextTest.folded($0), $1) }, uniquingKeysWith: min)
        self.rules = rules
        keys = rules.map(\.key) + [SourceDirectory.noSource]
        var keyed: [String: Int] = [:]
        var labelled: [String: Int] = [:]
        for (number, rule) in rules.enumerated().reversed() {
            keyed[TextTest.folded(rule.key)] = number
            for label in rule.labels { labelled[TextTest.folded(label)] = number }
        }
        self.keyed = keyed
        self.labelled = labelled
        numbers = [SourceDirectory.noSource: rules.count]
    }

    /// The rule behind a source number; nil for an unlisted text and for no source.
    package func rule(_ number: Int) -> SourceRule? {
        number < rules.count ? rules[number] : nil
    }

    /// The number of the source that these texts mean: what was agreed on for the text, else as the
    /// rules have it.
    package mutating func resolve(
        source: String, medium: String, campaign: String
    ) -> (number: Int, evidence: Evidence) {
        if let meant = agreed[TextTest.folded(source)] {
            return (resolveByRules(source: meant, medium: "", campaign: "").number, .given)
        }
        return resolveByRules(source: source, medium: medium, campaign: campaign)
    }

    /// The source that is named by its key; else the
    /// first whose conditions hold; else the one that has the text as a label, because `linkedin`
    /// alone says less than `linkedin` that was paid per click.
    private mutating func resolveByRules(
        source: String, medium: String, campaign: String
    ) -> (number: Int, evidence: Evidence) {
        if let number = keyed[TextTest.folded(source)] { return (number, .given) }
        for (number, rule) in rules.enumerated() where !rule.when.isEmpty {
            let holds = rule.when.allSatisfy { test in
                switch test.field {
                case "source": test.test.holds(for: source)
                case "medium": test.test.holds(for: medium)
                case "campaign": test.test.holds(for: campaign)
                default: false
                }
            }
            if holds { return (number, .inferred) }
        }
        if let number = labelled[TextTest.folded(source)] { return (number, .given) }
        if source.isEmpty { return (rules.count, .absent) }
        return (take(source), .unlisted)
    }

    /// The number of a source that no rule knows, by its text.
    @discardableResult
    package mutating func take(_ source: String) -> Int {
        unlisted.insert(source)
        // Two ways of writing one name are one source. Until somebody settles what it is called, it has
        // the first of them by its bytes, whatever the order of the rows.
        let folded = TextTest.folded(source)
        if let number = numbers[folded] {
            guard number >= named, source != keys[number] else { return number }
            otherSpellings[number, default: []].insert(source)
            if source.utf8.lexicographicallyPrecedes(keys[number].utf8) {
                otherSpellings[number]?.insert(keys[number])
                keys[number] = source
            }
            return number
        }
        keys.append(source)
        numbers[folded] = keys.count - 1
        return keys.count - 1
    }

    /// The number of the source with this key, or with a text that no rule knows; nil where there is none.
    package func number(of key: String) -> Int? {
        rules.firstIndex { $0.key == key } ?? numbers[TextTest.folded(key)]
    }

    /// The key of the source that these texts mean.
    package mutating func key(source: String, medium: String, campaign: String) -> String {
        // The number first: finding it may add a key.
        let number = resolve(source: source, medium: medium, campaign: campaign).number
        return keys[number]
    }

    /// Takes in the sources of spend, and settles what each source is called that no rule knows: as
    /// spend writes it, else as most leads do.
    package mutating func settle(_ spend: [Spend], _ leads: LeadTable) {
        settle(spend, byLeads: { Self.uses(in: leads) })
    }

    /// How many leads have each text as their source.
    package static func uses(in leads: LeadTable) -> [(text: String, leads: Int)] {
        let column = leads.column("source")
        var counts = [Int](repeating: 0, count: column?.table.count ?? 0)
        for symbol in column?.symbols ?? [] { counts[Int(symbol)] += 1 }
        return counts.indices.dropFirst().map { symbol in
            (text: column?.table.text(Symbol(symbol)) ?? "", leads: counts[symbol])
        }
    }

    /// - Parameter leads: how many leads have each text as their source; asked where that decides.
    package mutating func settle(
        _ spend: [Spend], byLeads leads: () -> [(text: String, leads: Int)]
    ) {
        let bought = spend.filter { !$0.isShared }
        for row in bought {
            _ = resolve(source: row.source, medium: row.medium, campaign: row.campaign)
        }
        defer { named = keys.count }
        guard !otherSpellings.isEmpty else { return }
        var uses = leads().map { (text: $0.text, spend: 0, leads: $0.leads) }
        uses += bought.map { ($0.source, spend: 1, leads: 0) }
        var spellings: [Int: Spellings] = [:]
        for use in uses {
            guard let number = numbers[TextTest.folded(use.text)],
                let others = otherSpellings[number],
                use.text == keys[number] || others.contains(use.text)
            else { continue }
            spellings[number, default: Spellings()]
                .add(use.text, spend: use.spend, leads: use.leads)
        }
        for (number, found) in spellings { keys[number] = found.shown }
        otherSpellings = [:]
    }

    /// Numbers the sources that no rule knows by their texts, whatever the order in which they were met.
    ///
    /// - Returns: by the number that each had, the one that it has now.
    package mutating func putInOrder() -> [Int] {
        let first = rules.count + 1
        let unlisted = numbers.filter { $0.value >= first }.sorted {
            $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
        }
        var places = Array(keys.indices)
        for (place, source) in unlisted.enumerated() {
            places[source.value] = first + place
            numbers[source.key] = first + place
        }
        let old = keys
        for (number, place) in places.enumerated() { keys[place] = old[number] }
        return places
    }

    /// The source number of every lead, each combination of texts being looked at once.
    package mutating func resolve(_ leads: LeadTable) -> [Int32] {
        let source = leads.column("source")
        let medium = leads.column("medium")
        let campaign = leads.column("campaign")
        let usesCampaign = rules.contains { $0.when.contains { $0.field == "campaign" } }
        var known: [SIMD4<UInt32>: Int32] = [:]
        // Most leads are of a few, which are then found without a hash.
        var recent = [(key: SIMD4<UInt32>, number: Int32)](
            repeating: (SIMD4(repeating: .max), 0), count: 256)
        return (0..<leads.count).map { lead in
            let key = SIMD4(
                source?.symbols[lead] ?? 0, medium?.symbols[lead] ?? 0,
                usesCampaign ? campaign?.symbols[lead] ?? 0 : 0, 0)
            let mixed = key[0] &* 31 &+ key[1] &* 7 &+ key[2]
            let place = Int(truncatingIfNeeded: mixed & 255)
            if key == recent[place].key { return recent[place].number }
            let number =
                known[key]
                ?? {
                    let found = resolve(
                        source: source?.text(at: lead) ?? "", medium: medium?.text(at: lead) ?? "",
                        campaign: campaign?.text(at: lead) ?? "")
                    let number = Int32(found.number)
                    known[key] = number
                    return number
                }()
            recent[place] = (key, number)
            return number
        }
    }
}
