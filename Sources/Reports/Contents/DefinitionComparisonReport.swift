package import Analysis
internal import Funnels
internal import Quantities
package import Valuation

/// Two definitions of an MQL on the same leads: what the new one keeps, drops and adds, what had become
/// of those, and what such a look back cannot show.
package struct DefinitionComparisonReport: Report {
    let comparison: DefinitionComparison
    let changes: [RuleChange]
    package let context: ReportContext
    private var question: Figures.Question { comparison.question }
    private var old: String { comparison.old.title }
    private var new: String { comparison.new.title }
    private var days: String { say.count(comparison.horizon.days, .day) }

    /// As many leads as a meeting can talk about.
    private static let most = 20

    package init(
        _ comparison: DefinitionComparison, _ changes: [RuleChange],
        _ context: ReportContext = ReportContext()
    ) {
        self.comparison = comparison
        self.changes = changes
        self.context = context
    }

    package var document: Document {
        let (period, asOf) = (say.period(question.period), say.asOf(question.observed))
        var document = Document(
            say(
                "\(new) against \(old), on the same leads · MQLs of \(period) · \(asOf) · per person",
                "\(new) naast \(old), op dezelfde leads · MQL's van \(period) · \(asOf) · per persoon"
            ))
        document.add(.paragraph(summary))
        guard comparison.byOld.mqls + comparison.byNew.mqls > 0 else { return document }
        document.add(.table(groups.withoutEmptyColumns), .lines(footnotes))
        document.add(lackTable + lostTable + gainedTable)
        if !changes.isEmpty {
            document.section(
                say("What the new rules say differently", "Wat de nieuwe regels anders zeggen"),
                .list(changes.map(say.changed)))
        }
        document.section(say(.blindSpots), .list(limits))
        document.section(
            say(.trust),
            .labelled(
                TrustSection(comparison.figures, context, isBought: false).entries
                    + [
                        (say("New rules", "Nieuwe regels"), [id(comparison.new.id)]),
                        context.again,
                    ]))
        document.dataTable = groups
        return document
    }

    private func id(_ id: Figures.RuleBookID) -> String {
        "\(id.name) \(id.version) (\(id.fingerprint.description.prefix(12)))"
    }

    // MARK: What it comes to

    private var summary: String {
        if comparison.old.decidedBy == .crm, comparison.new.decidedBy == .crm {
            return say(
                "The stages of the CRM decide who is an MQL, whatever the rules say, so nothing can be "
                    + "compared. Add activities, or write mql_decided_by: rules in both rule books.",
                "De fasen van het CRM bepalen wie MQL is, wat de regels ook zeggen, dus er valt niets te "
                    + "vergelijken. Voeg activiteiten toe, of schrijf mql_decided_by: rules in beide regelboeken."
            )
        }
        let (before, after) = (comparison.byOld.mqls, comparison.byNew.mqls)
        guard before + after > 0 else {
            return say(
                "Neither rule book makes an MQL in this period.",
                "Geen van beide regelboeken maakt een MQL in deze periode.")
        }
        if comparison.old.id == comparison.new.id {
            let count = say.count(after, .mql)
            return say(
                "Both are the same rules, so the \(count) are the same: change a criterion to see what it does.",
                "Beide zijn dezelfde regels, dus de \(count) zijn dezelfde: verander een criterium om te zien wat dat doet."
            )
        }
        let made = say(
            "\(new) makes \(say.count(after, .mql)) where \(old) makes \(numbers.count(before))\(change(before, after)).",
            "\(new) maakt \(say.count(after, .mql)) waar \(old) er \(numbers.count(before)) maakt\(change(before, after))."
        )
        let moved = say(
            " It drops \(numbers.count(comparison.dropped.mqls)) and adds \(numbers.count(comparison.added.mqls)).",
            " Het laat er \(numbers.count(comparison.dropped.mqls)) vallen en voegt er \(numbers.count(comparison.added.mqls)) toe."
        )
        return made + moved + kept + outcome
    }

    /// How many SQLs and customers the new rules would have let through.
    private var kept: String {
        let (before, both) = (comparison.byOld, comparison.both)
        guard comparison.rates.value != nil, before.sqls > 0, comparison.dropped.mqls > 0 else {
            return ""
        }
        let (sqls, all) = (numbers.count(both.sqls), say.count(before.sqls, .sql))
        let (won, customers) = (numbers.count(both.won), say.count(before.won, .customer))
        let range = comparison.recall.map { " (\(numbers.range($0.low, $0.high)))" } ?? ""
        let text = say(" It keeps \(sqls) of \(all)", " Het houdt \(sqls) van \(all)") + range
        return before.won > 0
            ? text + say(" and \(won) of \(customers).", " en \(won) van \(customers).")
            : text + "."
    }

    private func change(_ before: Int, _ after: Int) -> String {
        guard before > 0, before != after else { return "" }
        let share = numbers.share(Double(abs(after - before)) / Double(before))
        return after < before
            ? say(": \(share) fewer", ": \(share) minder")
            : say(": \(share) more", ": \(share) meer")
    }

    /// What had become of the dropped, and whether they were the lesser ones.
    private var outcome: String {
        guard let rates = comparison.rates.value else {
            return " "
                + say(
                    "What became of them is not known: ", "Wat er van hen werd is niet bekend: ")
                + say.why(.noOutcomes) + "."
        }
        let (kept, dropped) = (comparison.both, comparison.dropped)
        guard dropped.mqls > 0 else {
            return say(" It drops nobody.", " Niemand valt af.")
        }
        guard dropped.maturedEquivalent > 0 else {
            return say(
                " None of those dropped is \(days) old yet, so there is no rate for them; --horizon takes "
                    + "fewer days.",
                " Geen van de afvallers is al \(days) oud, dus er is nog geen percentage van; --horizon "
                    + "neemt minder dagen."
            )
        }
        var text = say(
            " Of the \(numbers.count(dropped.maturedEquivalent)) dropped that had \(days), "
                + "\(numbers.count(dropped.sqlsOfThose)) became an SQL\(rate(dropped)); of the "
                + "\(numbers.count(kept.maturedEquivalent)) kept \(numbers.count(kept.sqlsOfThose))\(rate(kept)).",
            " Van de \(numbers.count(dropped.maturedEquivalent)) afvallers die \(days) hadden \(dropped.sqlsOfThose == 1 ? "werd" : "werden") er "
                + "\(numbers.count(dropped.sqlsOfThose)) SQL\(rate(dropped)); van de "
                + "\(numbers.count(kept.maturedEquivalent)) die blijven \(numbers.count(kept.sqlsOfThose))\(rate(kept))."
        )
        if let difference = rates.difference { text += " " + verdict(difference) }
        return text
    }

    private func rate(_ group: DefinitionComparison.Group) -> String {
        let estimate = group.estimate
        guard let rate = estimate.rate else { return "" }
        return " (\(numbers.share(rate)), \(numbers.range(estimate.low, estimate.high)))"
    }

    private func verdict(_ difference: Figures.Difference) -> String {
        let points = numbers.estimate(
            .difference(difference.value, low: difference.low, high: difference.high))
        if difference.low > 0 {
            return say(
                "So it drops the weaker ones: \(points) points.",
                "Het laat dus de zwakkere vallen: \(points) punten.")
        }
        if difference.high < 0 {
            return say(
                "So it drops the better ones and keeps the weaker: \(points) points.",
                "Het laat dus de betere vallen en houdt de zwakkere: \(points) punten.")
        }
        return say(
            "It is not shown that it drops the weaker ones: such a difference may be chance, \(points) points.",
            "Het is niet aangetoond dat het de zwakkere laat vallen: zo'n verschil kan toeval zijn, "
                + "\(points) punten."
        )
    }

    // MARK: Tables

    private var groups: Table {
        let (oldCost, newCost) = comparison.costPerSQL
        let groups: [(String, Phrase, DefinitionComparison.Group, Known<Money>)] = [
            ("old", Phrase(en: "\(old) (old)", nl: "\(old) (oud)"), comparison.byOld, oldCost),
            ("new", Phrase(en: "\(new) (new)", nl: "\(new) (nieuw)"), comparison.byNew, newCost),
            ("both", Phrase(en: "in both", nl: "in beide"), comparison.both, .unknown(.notAdded)),
            (
                "dropped", Phrase(en: "dropped", nl: "afgevallen"), comparison.dropped,
                .unknown(.notAdded)
            ),
            ("added", Phrase(en: "added", nl: "erbij"), comparison.added, .unknown(.notAdded)),
        ]
        return Table(
            Self.groupFields,
            groups.map { code, name, group, cost in
                GroupRow(code: code, name: name, group: group, cost: cost, comparison: comparison)
            })
    }

    /// Leads that are an MQL by one rule book, by both, or by one alone.
    struct GroupRow {
        let code: String
        let name: Phrase
        let group: DefinitionComparison.Group
        let cost: Known<Money>
        let comparison: DefinitionComparison

        /// What is of SQLs, where a file tells of them.
        func ofSQLs(_ cell: (DefinitionComparison.Group) -> Cell) -> Cell {
            .of(comparison.rates) { _ in cell(group) }
        }
    }

    static let groupFields: [Field<GroupRow>] = [
        Field("definition", "Definition", "Definitie", .definition, .text) {
            .word($0.name, code: $0.code)
        },
        Field("mqls", .mqls, .mql) { .count($0.group.mqls) },
        Field("contacted", "Contacted", "Gesproken", .contacted) {
            $0.comparison.noContacts.map(Cell.unknown) ?? .count($0.group.contacted)
        },
        Field("sqls", .sqls, .sql) { $0.ofSQLs { .count($0.sqls) } },
        Field("won", .customer, .deals) { $0.ofSQLs { .count($0.won) } },
        Field("had_time", "Old enough*", "Oud genoeg*", .maturedEquivalent) {
            .count($0.group.maturedEquivalent)
        },
        Field("conversion", "SQL of those*", "SQL daarvan*", .range, .range) {
            $0.ofSQLs { $0.maturedEquivalent > 0 ? .of($0.estimate) : .dash }
        },
        Field("own_hours", "Own hours", "Eigen uren", .allIn) { row in
            row.comparison.hoursPerMQL.map { .decimal($0 * Double(row.group.mqls)) } ?? .dash
        },
        Field("cost_per_sql", "Per SQL†", "Per SQL†", .cost) { .of($0.cost) },
    ]

    private var footnotes: [String] {
        var lines = [
            say(
                "* Of MQLs that are at least \(days) old; younger ones are counted, but not in the rate. A "
                    + "lead stands in the period in which the first of the two rule books makes it an MQL.",
                "* Van MQL's die minstens \(days) oud zijn; jongere zijn geteld, maar niet in het "
                    + "percentage. Een lead staat in de periode waarin het eerste van de twee regelboeken er een "
                    + "MQL van maakt."
            )
        ]
        if comparison.costPerSQL.old.value != nil || comparison.costPerSQL.new.value != nil {
            let bought = say(
                "† Spend ÷ SQLs so far. What was bought stays bought, whoever is called an MQL",
                "† Uitgaven ÷ SQL's tot nu toe. Wat is ingekocht blijft ingekocht, wie ook MQL heet"
            )
            lines.append(
                bought
                    + (comparison.costHasHours
                        ? say("; own hours follow the MQLs.", "; eigen uren volgen de MQL's.")
                        : say(
                            "; how many own hours an MQL takes was not said, so they do not.",
                            "; hoeveel eigen uren een MQL vraagt is niet gezegd, dus die doen dat niet."
                        )))
        }
        if comparison.earlier + comparison.later > 0 {
            let (earlier, later) = (
                numbers.count(comparison.earlier), numbers.count(comparison.later)
            )
            lines.append(
                say(
                    "Of those in both, \(earlier) become an MQL earlier by the new rules and \(later) later.",
                    "Van wie in beide staat wordt \(earlier) door de nieuwe regels eerder MQL en \(later) later."
                ))
        }
        return lines + ratioLines
    }

    /// What conversion becomes, and the most it can be.
    private var ratioLines: [String] {
        guard let rates = comparison.rates.value, let ratio = rates.ratio else { return [] }
        var text = say(
            "Conversion becomes \(numbers.ratio(ratio)) times what it was (\(numbers.ratio(rates.low))–\(numbers.ratio(rates.high)))",
            "De conversie wordt \(numbers.ratio(ratio)) keer wat zij was (\(numbers.ratio(rates.low))–\(numbers.ratio(rates.high)))"
        )
        if let highest = rates.highest {
            text += say(
                ", and on the same leads can become at most \(numbers.ratio(highest)) times",
                ", en kan op dezelfde leads hoogstens \(numbers.ratio(highest)) keer worden")
        }
        return [text + "."]
    }

    private var lackTable: [Document.Block] {
        guard !comparison.lacks.isEmpty else { return [] }
        return [
            .heading(
                say(
                    "What those dropped lack by the new rules",
                    "Wat de afvallers missen volgens de nieuwe regels")),
            .table(
                Table(
                    Self.lackFields,
                    comparison.lacks.prefix(Self.most).map { Lacking(lack: $0, of: comparison) })),
        ]
    }

    /// Something that dropped leads lack.
    struct Lacking {
        let lack: DefinitionComparison.Lack
        let of: DefinitionComparison
    }

    static let lackFields: [Field<Lacking>] = [
        Field("lack", "Asked", "Gevraagd", .rule, .text) {
            .phrase(text($0.lack.kind, $0.of.new.names))
        },
        Field("leads", .leads, .lead) { .count($0.lack.leads) },
        Field("sqls", .sqls, .sql) { row in
            .of(row.of.rates) { _ in .count(row.lack.sqls) }
        },
    ]

    static func text(_ lack: DefinitionComparison.Lack.Kind, _ names: Names) -> Phrase {
        switch lack {
        case .fit(let key): return names.phrase(for: key)
        case .disqualified(let key):
            let name = names.phrase(for: key)
            return Phrase(en: "not to be \(name.en)", nl: "geen \(name.nl)")
        case .field(let key):
            let name = names.phrase(for: key)
            return Phrase(en: "\(name.en) filled in", nl: "\(name.nl) ingevuld")
        case .engagement:
            return Phrase(en: "enough signs of interest", nl: "genoeg tekenen van belangstelling")
        }
    }

    private var lostTable: [Document.Block] {
        moved(
            say("Dropped, and became an SQL", "Afgevallen, en werd SQL"), comparison.lost,
            Self.lostFields)
    }

    private var gainedTable: [Document.Block] {
        moved(
            say("Added by the new rules", "Erbij door de nieuwe regels"), comparison.gained,
            Self.gainedFields)
    }

    private func moved(
        _ heading: String, _ leads: [DefinitionComparison.Lead], _ fields: [Field<Moved>]
    ) -> [Document.Block] {
        guard !leads.isEmpty else { return [] }
        let rows = leads.prefix(Self.most).map { Moved(lead: $0, of: comparison) }
        return [.heading(heading + " (\(leads.count))"), .table(Table(fields, rows))]
            + more(leads.count)
    }

    /// A lead on which the two definitions differ.
    struct Moved {
        let lead: DefinitionComparison.Lead
        let of: DefinitionComparison

        /// What the other definition makes of it.
        var other: Phrase {
            Wording.both { say in
                lead.turn.map { say.turned($0, names: of.new.names) } ?? say.decision(lead.decision)
            }
        }
    }

    static let lostFields = movedFields("By the new rules", "Volgens de nieuwe regels")
    static let gainedFields = movedFields("By the old rules", "Volgens de oude regels")

    private static func movedFields(_ en: String, _ nl: String) -> [Field<Moved>] {
        [
            Field("lead_id", "Lead", "Lead", .lead, .text, isWhole: true) {
                .text(Wording.lead($0.lead.id))
            },
            Field("source", .source, .source, .text) {
                .phrase($0.of.old.names.phrase(for: $0.lead.source))
            },
            Field("mql_since", "MQL since", "MQL sinds", .mql) { .day($0.lead.mqlDay) },
            Field("sql_since", "SQL since", "SQL sinds", .sql) {
                $0.lead.sqlDay.map(Cell.day) ?? .dash
            },
            Field("won", .customer, .deals, .text) {
                let isWon = $0.lead.isWon
                return .word(
                    isWon ? Phrase(en: "yes", nl: "ja") : Phrase("–"), code: isWon ? "yes" : "no")
            },
            Field("decision", en, nl, .decision, .text) { .phrase($0.other) },
        ]
    }

    private func more(_ count: Int) -> [Document.Block] {
        guard count > Self.most else { return [] }
        let rest = numbers.count(count - Self.most)
        return [.lines([say("\(rest) more: --format json.", "Nog \(rest): --format json.")])]
    }
}
