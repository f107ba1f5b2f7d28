package import Analysis
package import Quantities
package import Valuation

/// Leads with their decision, without names or addresses.
package struct LeadListReport {
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
    private let say: Wording

    /// - Parameters:
    ///   - crm: what the CRM says of these leads beside what was decided, and who decided.
    ///   - limit: how many are listed; nil for all.
    package init(
        _ leads: [ListedLead], _ question: Figures.Question, by book: RuleBook,
        _ crm: (counts: CRMCounts, decidedBy: Decider), limit: Int?,
        waitingDays: Int? = nil, only: Decision? = nil, _ language: Language = .en
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
        say = Wording(language)
    }

    private var isWaiting: Bool { waitingDays != nil }

    private var title: String {
        let (period, asOf) = (say.period(question.period), say.day(question.asOf))
        let what =
            isWaiting
            ? say(
                "MQLs of \(period) that nobody called",
                "MQL's van \(period) die sales nog niet sprak")
            : say("Leads created \(period)", "Leads van \(period)")
                + (only.map { " · \(say.decision($0))" } ?? "")
        let least = waitingDays.flatMap { days -> String? in
            guard days > 0 else { return nil }
            let count = say.count(days, .day)
            return say(" · \(count) or longer", " · \(count) of langer")
        }
        return what + (least ?? "") + say(" · as of \(asOf)", " · peildatum \(asOf)") + " · "
            + say.count(leads.count, isWaiting ? .mql : .lead)
    }

    package var document: Document {
        var document = Document(title: title)
        let table = isWaiting ? waiting : judged
        document.blocks = [.table(table)]
        document.dataTable = table.beside(
            Table(
                columns: [
                    .init("", key: ""), .init("", key: "judged_by", isText: true),
                ], rows: table.rows.map { _ in [.blank, .text(judgedBy.text)] }))
        if leads.isEmpty {
            document.blocks.append(.lines([say("There is nobody.", "Er is niemand.")]))
        }
        let notes = notes.sentences
        if !notes.isEmpty { document.blocks.append(.lines(notes)) }
        if let limit, leads.count > limit {
            let more = leads.count - limit
            document.blocks.append(
                .lines([
                    say(
                        "\(more) more. Use --limit to see them, or --format csv.",
                        "Nog \(more). Met --limit of --format csv ziet u ze.")
                ]))
        }
        return document
    }

    private var notes: CRMNotes {
        CRMNotes(
            crm,
            crm.disqualified.sorted { $0.key < $1.key }.map {
                (book.disqualifiers[$0.key].key, $0.value)
            }, decidedBy: decidedBy, isDecidedByActivities: book.decidedBy == .auto, names, say)
    }

    private func name(_ key: String?) -> Cell {
        .known(key.map { names.phrase(for: $0).text(say.language) })
    }

    private var waiting: Table {
        Table(
            columns: [
                .init("Lead", key: "lead_id", isText: true),
                .init(say("Waits, days", "Wacht (dagen)"), key: "waiting_days"),
                .init(say("MQL since", "MQL sinds"), key: "mql_since"),
                .init(say("Source", "Bron"), key: "source", isText: true),
                .init("Persona", key: "persona", isText: true), .init("Score", key: "score"),
                .init(say("Value", "Waarde"), key: "value"),
                .init(say("Reason to call", "Reden om te bellen"), key: "reason", isText: true),
            ],
            rows: leads.prefix(limit ?? leads.count).map { lead in
                [
                    .text(Wording.lead(lead.id)), lead.waitingDays.map(Cell.count) ?? .dash,
                    lead.judgement.mqlDay.map(Cell.day) ?? .dash, name(lead.source),
                    name(lead.persona), .count(lead.judgement.score),
                    lead.value.map(Cell.money) ?? .dash,
                    .known(lead.reason.map { say.reason($0, names: names) }),
                ]
            })
    }

    private var judged: Table {
        Table(
            columns: [
                .init("Lead", key: "lead_id", isText: true),
                .init(say("Created", "Gemaakt"), key: "created_on"),
                .init(say("Source", "Bron"), key: "source", isText: true),
                .init(say("Intent", "Intentie"), key: "intent", isText: true),
                .init("Persona", key: "persona", isText: true),
                .init(say("Grade", "Klasse"), key: "grade", isText: true),
                .init("Score", key: "score"),
                .init(say("Decision", "Besluit"), key: "decision", isText: true),
                .init(say("Since", "Sinds"), key: "mql_since"),
                .init(say("Value", "Waarde"), key: "value"),
            ],
            rows: leads.prefix(limit ?? leads.count).map { lead in
                [
                    .text(Wording.lead(lead.id)), .day(lead.createdOn), name(lead.source),
                    name(lead.intent), name(lead.persona),
                    .text(lead.judgement.fit.grade), .count(lead.judgement.score),
                    .word(
                        Wording.both { $0.decision(lead.judgement.decision) },
                        code: lead.judgement.decision.rawValue),
                    lead.judgement.mqlDay.map(Cell.day) ?? .dash,
                    lead.value.map(Cell.money) ?? .dash,
                ]
            })
    }

    package var json: JSONValue {
        .object([
            ("schema", .string("mql.leads/1")), ("rule_book", judgedBy.json),
            ("crm_mqls", notes.json),
            (
                "leads",
                .array(
                    leads.prefix(limit ?? leads.count).map { lead in
                        .object([
                            ("lead_id", .string(Wording.lead(lead.id))),
                            (
                                "other_ids",
                                .array(lead.otherIDs.map { .string(Wording.lead($0)) })
                            ),
                            ("created_on", .string("\(lead.createdOn)")),
                            ("source", .string(lead.source)),
                            ("intent", lead.intent.map(JSONValue.string) ?? .null),
                            ("persona", lead.persona.map(JSONValue.string) ?? .null),
                            ("grade", .string(lead.judgement.fit.grade)),
                            ("score", .int(lead.judgement.score)),
                            ("decision", .string(lead.judgement.decision.rawValue)),
                            (
                                "mql_since",
                                lead.judgement.mqlDay.map { .string("\($0)") } ?? .null
                            ),
                            (
                                "crm_mql_since",
                                lead.crmMQL.map { .string("\($0)") } ?? .null
                            ),
                            (
                                "judged_by",
                                lead.judgement.mqlDay == nil ? .null : .string(judgedBy.text)
                            ), ("value", lead.value.map(JSONValue.amount) ?? .null),
                            ("waiting_days", lead.waitingDays.map(JSONValue.int) ?? .null),
                            (
                                "reason_to_call",
                                lead.reason.map {
                                    .string(Wording().reason($0, names: Names()))
                                } ?? .null
                            ),
                        ])
                    })
            ),
        ])
    }
}
