package import Analysis
internal import Quantities
package import Valuation

/// Leads with their decision, without names or addresses.
package struct LeadListReport: Report {
    private let leads: [ListedLead]
    private let question: Figures.Question
    private let names: Names
    private let judgedBy: RuleBookStamp
    private let limit: Int?
    /// For the list of those whom nobody called: how many days they wait at least; else nil.
    private let waitingDays: Int?
    private let only: Decision?
    private let crm: CRMCounts
    private let decidedBy: Decider
    private let book: RuleBook
    package let context: ReportContext

    /// - Parameters:
    ///   - crm: what the CRM says of these leads beside what was decided, and who decided.
    ///   - limit: how many are listed; nil for all.
    package init(
        _ leads: [ListedLead], _ question: Figures.Question, by book: RuleBook,
        _ crm: (counts: CRMCounts, decidedBy: Decider), limit: Int?, waitingDays: Int? = nil,
        only: Decision? = nil, _ context: ReportContext = ReportContext()
    ) {
        self.leads = leads
        self.question = question
        names = book.names
        judgedBy = book.stamp
        self.book = book
        (self.crm, decidedBy) = crm
        self.limit = limit
        self.waitingDays = waitingDays
        self.only = only
        self.context = context
    }

    private var isWaiting: Bool { waitingDays != nil }

    private var title: String {
        let (period, asOf) = (say.period(question.period), say.asOf(question.observed))
        let what =
            isWaiting
            ? say(
                "MQLs of \(period) that sales has not spoken to yet",
                "MQL's van \(period) die sales nog niet sprak")
            : say("Leads created \(period)", "Leads van \(period)")
                + (only.map { " · \(say.decision($0))" } ?? "")
        let least = waitingDays.flatMap { days -> String? in
            guard days > 0 else { return nil }
            let count = say.count(days, .day)
            return say(" · \(count) or longer", " · \(count) of langer")
        }
        return what + (least ?? "") + " · \(asOf) · "
            + say.count(leads.count, isWaiting ? .mql : .lead)
    }

    package var document: Document {
        var document = Document(title)
        let rows = leads.prefix(limit ?? leads.count).map { LeadRow(lead: $0, names: names) }
        let fields = isWaiting ? Self.waitingFields : Self.judgedFields
        let table = Table(fields, rows)
        if !leads.isEmpty { document.add(.paragraph(answer)) }
        let overdue = rows.filter(\.lead.isOverdue)
        let first = Table(fields, overdue.isEmpty ? rows : rows.filter { !$0.lead.isOverdue })
        if !first.rows.isEmpty || overdue.isEmpty {
            document.add(.table(isWaiting ? first.withoutEmptyColumns : first))
        }
        if !overdue.isEmpty, let agreed = book.handover.contactWithinDays {
            let days = say.count(agreed * 2, .day)
            document.section(
                say(
                    "Waiting longer than \(days), twice what was agreed: call, nurture or close",
                    "Wacht langer dan \(days), tweemaal de afspraak: bellen, warm houden of afsluiten"
                ),
                .table(Table(fields, overdue).withoutEmptyColumns))
        }
        if isWaiting, leads.contains(where: { $0.expected != nil }) {
            document.add(
                .lines([
                    say(
                        "Expected: the chance that MQLs of this source become an SQL yet at this age × the share of SQLs won × the margin of a sale. It says whom to call first, and nothing of this one person. 0: none of that age has become one so far.",
                        "Verwacht: de kans dat MQL's van deze bron op deze leeftijd nog SQL worden × het deel van de SQL's dat klant wordt × de marge van een verkoop. Het zegt wie eerst te bellen, en niets over deze ene persoon. 0: van die leeftijd werd er tot nu toe geen SQL."
                    )
                ]))
        }
        document.dataTable = table.beside(Table([.id, Self.judged(by: judgedBy)], rows))
        if leads.isEmpty {
            document.add(.lines([say("There are none.", "Er zijn er geen.")]))
        }
        let notes = notes.sentences
        document.add(.lines(notes))
        if let limit, leads.count > limit {
            let more = leads.count - limit
            document.add(
                .lines([
                    say(
                        "and \(more) more: --limit, or --format csv, shows them.",
                        "en nog \(more): --limit, of --format csv, toont ze.")
                ]))
        }
        return document
    }

    /// How many of what, before who they are.
    private var answer: String {
        guard !isWaiting else {
            let longest = leads.compactMap(\.waitingDays).max().map { say.count($0, .day) }
            let count = say.count(leads.count, .mql)
            let first =
                leads.contains { $0.expected != nil }
                ? say(
                    " On top of each list stands whom a call is expected to bring most for.",
                    " Bovenaan elke lijst staat van wie een telefoontje naar verwachting het meest oplevert."
                )
                : ""
            return say(
                "\(count) \(leads.count == 1 ? "waits" : "wait") for a call"
                    + (longest.map { "; the longest for \($0)" } ?? "") + ".",
                "\(count) \(leads.count == 1 ? "wacht" : "wachten") op een telefoontje"
                    + (longest.map { "; de langste \($0)" } ?? "") + ".") + first
        }
        let parts = Decision.allCases.compactMap { decision -> String? in
            let count = leads.count { $0.judgement.decision == decision }
            return count == 0 ? nil : "\(say.decision(decision)) \(numbers.count(count))"
        }
        let count = say.count(leads.count, .lead)
        return "\(count): \(parts.joined(separator: ", "))."
    }

    private var notes: CRMNotes {
        CRMNotes(
            crm,
            crm.disqualified.sorted { $0.key < $1.key }.map {
                (book.disqualifiers[$0.key].key, $0.value)
            }, decidedBy: decidedBy, isDecidedByActivities: book.decidedBy == .auto, names, say)
    }

    static let waitingFields: [Field<LeadRow>] = [
        .id, .expected, .waiting, .since("MQL since", "MQL sinds", .mql, rank: 8), .source,
        .persona, .score, .value, .reason,
    ]

    static let judgedFields: [Field<LeadRow>] = [
        .id, .created, .source,
        Field("intent", .intent, .intent, .text, rank: 6, isWhole: false) {
            $0.name($0.lead.intent)
        },
        .persona,
        Field("grade", "Grade", "Klasse", .fit, .text) { .text($0.lead.judgement.fit.grade) },
        .score,
        Field("decision", .decision, .decision, .text, rank: 0) { row in
            .word(
                Wording.both { $0.decision(row.lead.judgement.decision) },
                code: row.lead.judgement.decision.rawValue)
        },
        .since("Since", "Sinds", .decision), .value,
    ]

    /// By which rules, for programs.
    static func judged(by stamp: RuleBookStamp) -> Field<LeadRow> {
        Field(data: "judged_by", .text) { _ in .text(stamp.text) }
    }

    package var json: JSONValue {
        .members([
            "schema": "mql.leads/1", "rule_book": judgedBy.json, "crm_mqls": notes.json,
            "leads": leads.prefix(limit ?? leads.count).map { lead in
                JSONValue.members([
                    "lead_id": Wording.lead(lead.id),
                    "other_ids": lead.otherIDs.map { Wording.lead($0) },
                    "created_on": lead.createdOn, "source": lead.source, "intent": lead.intent,
                    "persona": lead.persona, "grade": lead.judgement.fit.grade,
                    "score": lead.judgement.score, "decision": lead.judgement.decision.rawValue,
                    "mql_since": lead.judgement.mqlDay, "crm_mql_since": lead.crmMQL,
                    "judged_by": lead.judgement.mqlDay == nil ? nil : judgedBy.text,
                    "value": lead.value, "waiting_days": lead.waitingDays,
                    "expected": lead.expected,
                    "reason_to_call": lead.reason.map { Wording().reason($0, names: Names()) },
                ])
            },
        ])
    }
}

/// A lead of a list, and what things are called.
struct LeadRow {
    let lead: ListedLead
    let names: Names

    func name(_ key: String?) -> Cell { .known(key.map(names.phrase)) }
}

/// What lists say of a lead.
extension Field<LeadRow> {
    static var id: Field {
        Field("lead_id", "Lead", "Lead", .lead, .text, isWhole: true) {
            .text(Wording.lead($0.lead.id))
        }
    }

    static var created: Field {
        Field("created_on", "Created", "Aangemaakt", .lead, rank: 7) { .day($0.lead.createdOn) }
    }

    static var waiting: Field {
        Field("waiting_days", "Waits, days", "Wacht (dagen)", .waiting, rank: 0) {
            .counted($0.lead.waitingDays)
        }
    }

    static var expected: Field {
        Field("expected", "Expected", "Verwacht", .expectedOfCall, rank: 1) {
            $0.lead.expected.map(Cell.rounded) ?? .dash
        }
    }

    static func since(
        _ en: String, _ nl: String, _ help: Glossary.Term, rank: Int = Table.Column.usualRank
    ) -> Field {
        Field("mql_since", en, nl, help, rank: rank) {
            $0.lead.judgement.mqlDay.map(Cell.day) ?? .dash
        }
    }

    static var source: Field {
        Field("source", .source, .source, .text, rank: 2, isWhole: false) {
            $0.name($0.lead.source)
        }
    }

    static var persona: Field {
        Field("persona", "Persona", "Persona", .persona, .text, rank: 6, isWhole: false) {
            $0.name($0.lead.persona)
        }
    }

    static var score: Field {
        Field("score", "Score", "Score", .score, rank: 1) { .count($0.lead.judgement.score) }
    }

    static var value: Field {
        Field("value", .guidePrice, .band, rank: 3) { $0.lead.value.map(Cell.money) ?? .dash }
    }

    static var reason: Field {
        Field(
            "reason", "Reason to call", "Reden om te bellen", .reason, .text, rank: 1
        ) { row in
            .known(
                row.lead.reason.map { reason in
                    Wording.both { $0.reason(reason, names: row.names) }
                })
        }
    }
}
