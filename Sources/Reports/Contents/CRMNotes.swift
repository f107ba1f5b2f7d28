internal import Analysis
internal import Quantities
internal import Valuation

/// What somebody must know of stages that count for nothing, and of rules that change nothing.
struct CRMNotes {
    private let counts: CRMCounts
    private let disqualified: [(key: String, leads: Int)]
    private let decidedBy: Decider
    private let isDecidedByActivities: Bool
    private let names: Names
    private let say: Wording

    /// - Parameters:
    ///   - disqualified: what disqualifies leads that the CRM calls MQLs, and how many.
    ///   - isDecidedByActivities: whether the rules decide because there are activities.
    init(
        _ counts: CRMCounts, _ disqualified: [(key: String, leads: Int)], decidedBy: Decider,
        isDecidedByActivities: Bool, _ names: Names, _ say: Wording
    ) {
        self.counts = counts
        self.disqualified = disqualified
        self.decidedBy = decidedBy
        self.isDecidedByActivities = isDecidedByActivities
        self.names = names
        self.say = say
    }

    init(_ figures: Figures, _ say: Wording) {
        let notes = figures.notes
        self.init(
            notes.crm, notes.disqualifiedMQLs, decidedBy: figures.decidedBy,
            isDecidedByActivities: notes.isDecidedByActivities, figures.names, say)
    }

    var lines: [String] { [notUsed, otherDay, excluded, unfit].compactMap(\.self) }

    /// The same as sentences.
    var sentences: [String] { lines.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." } }

    private func leads(_ count: Int) -> String { say.count(count, .lead) }

    private var whyRules: String {
        isDecidedByActivities
            ? say(
                "there are activities, so the rules decide (mql_decided_by: auto)",
                "er zijn activiteiten, dus de regels beslissen (mql_decided_by: auto)")
            : say(
                "the rules decide (mql_decided_by: rules)",
                "de regels beslissen (mql_decided_by: rules)")
    }

    /// Leads that the CRM calls MQLs, and the rules do not.
    var notUsed: String? {
        guard counts.notCounted > 0 else { return nil }
        let (count, isOne) = (leads(counts.notCounted), counts.notCounted == 1)
        var text = say(
            "\(count) with stage mql in the CRM \(isOne ? "is" : "are") not counted as MQL: \(whyRules)",
            "\(count) met fase mql in het CRM \(isOne ? "telt" : "tellen") niet als MQL: \(whyRules)"
        )
        if counts.withoutActivity > 0 {
            let none = say.numbers.count(counts.withoutActivity)
            text +=
                isOne
                ? say("; it has no activity at all", "; er is geen enkele activiteit van")
                : say(
                    "; of \(none) of them there is no activity at all",
                    "; van \(none) daarvan is er geen enkele activiteit")
        }
        return text
            + say(
                "; mql_decided_by: crm counts \(isOne ? "it" : "them")",
                "; mql_decided_by: crm telt \(isOne ? "hem" : "ze") mee")
    }

    private var otherDay: String? {
        guard counts.otherDay > 0 else { return nil }
        let (count, isOne) = (leads(counts.otherDay), counts.otherDay == 1)
        return say(
            "by the rules \(count) became an MQL on another day than in the CRM: the day of the rules counts",
            "volgens de regels werd\(isOne ? "" : "en") \(count) op een andere dag MQL dan in het CRM: "
                + "de dag van de regels telt")
    }

    /// Leads that the CRM calls MQLs, and that the rule book wants nobody to count.
    private var excluded: String? {
        guard !disqualified.isEmpty else { return nil }
        let count = disqualified.reduce(0) { $0 + $1.leads }
        let why =
            disqualified.count == 1
            ? names.name(of: disqualified[0].key, in: say.language)
            : disqualified.map {
                "\(names.name(of: $0.key, in: say.language)) \(say.numbers.count($0.leads))"
            }.joined(separator: ", ")
        return say(
            "\(leads(count)) with stage mql \(count == 1 ? "is" : "are") not counted as MQL: disqualified as \(why)",
            "\(leads(count)) met fase mql \(count == 1 ? "telt" : "tellen") niet als MQL: uitgesloten als \(why)"
        )
    }

    /// MQLs of the CRM that would be none by the rules.
    private var unfit: String? {
        guard counts.unfit > 0 else { return nil }
        let isOne = counts.unfit == 1
        return say(
            "\(say.count(counts.unfit, .mql)) of the CRM would not be \(isOne ? "one" : "MQLs") by the "
                + "fit that the rule book asks for, and count\(isOne ? "s" : "") all the same: the CRM decides",
            "\(say.count(counts.unfit, .mql)) van het CRM zou\(isOne ? "" : "den") dat niet zijn naar de "
                + "fit die het regelboek vraagt, en \(isOne ? "telt" : "tellen") toch: het CRM beslist"
        )
    }

    /// For programs: the same in every report.
    var json: JSONValue {
        .members([
            "leads_with_stage_mql": counts.leads,
            "not_counted_because_rules_decide": counts.notCounted,
            "of_these_without_activity": counts.withoutActivity, "on_another_day": counts.otherDay,
            "disqualified": JSONObject(disqualified.map { ($0.key, $0.leads) }),
            "counted_without_fit": counts.unfit,
        ])
    }
}
