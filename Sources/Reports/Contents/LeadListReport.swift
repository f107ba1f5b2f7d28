package import Analysis
internal import Quantities
internal import Valuation

/// Leads with their decision, without names or addresses.
package struct LeadListReport {
    private let leads: [ListedLead]
    private let title: String
    private let limit: Int?

    /// - Parameter limit: how many are listed; nil for all.
    package init(
        _ leads: [ListedLead], _ question: Figures.Question, limit: Int?, isWaiting: Bool = false
    ) {
        self.leads = leads
        self.limit = limit
        title =
            isWaiting
            ? "MQLs of \(question.period) that nobody called · as of \(question.asOf) · "
                + Wording.plural(leads.count, "MQL")
            : "Leads created \(question.period) · as of \(question.asOf) · "
                + Wording.plural(leads.count, "lead")
    }

    package var document: Document {
        var document = Document(title: title)
        document.blocks = [.table(table)]
        if let limit, leads.count > limit {
            document.blocks.append(
                .lines(["\(leads.count - limit) more. Use --limit to see them, or --format csv."]))
        }
        return document
    }

    private var table: Table { isWaiting ? waiting : judged }

    /// Whether this is the list of those whom nobody called.
    private var isWaiting: Bool { leads.contains { $0.waitingDays != nil } }

    private var waiting: Table {
        Table(
            columns: [
                .init("Lead", key: "lead_id", isText: true),
                .init("Waits, days", key: "waiting_days"),
                .init("MQL since", key: "mql_since"), .init("Source", key: "source", isText: true),
                .init("Persona", key: "persona", isText: true), .init("Score", key: "score"),
                .init("Value", key: "value"), .init("Reason to call", key: "reason", isText: true),
            ],
            rows: leads.prefix(limit ?? leads.count).map { lead in
                [
                    .text(Wording.lead(lead.id)), lead.waitingDays.map(Cell.count) ?? .absent("–"),
                    lead.judgement.mqlDay.map(Cell.day) ?? .absent("–"), .text(lead.source),
                    .text(lead.persona ?? "–"), .count(lead.judgement.score),
                    lead.value.map(Cell.money) ?? .absent("–"), .text(lead.reason ?? "–"),
                ]
            })
    }

    private var judged: Table {
        Table(
            columns: [
                .init("Lead", key: "lead_id", isText: true), .init("Created", key: "created_on"),
                .init("Source", key: "source", isText: true),
                .init("Intent", key: "intent", isText: true),
                .init("Persona", key: "persona", isText: true),
                .init("Grade", key: "grade", isText: true), .init("Score", key: "score"),
                .init("Decision", key: "decision", isText: true), .init("Since", key: "mql_since"),
                .init("Value", key: "value"),
            ],
            rows: leads.prefix(limit ?? leads.count).map { lead in
                [
                    .text(Wording.lead(lead.id)), .day(lead.createdOn), .text(lead.source),
                    .text(lead.intent ?? "–"), .text(lead.persona ?? "–"),
                    .text(lead.judgement.fit.grade), .count(lead.judgement.score),
                    .text(Wording.decision(lead.judgement.decision)),
                    lead.judgement.mqlDay.map(Cell.day) ?? .absent("–"),
                    lead.value.map(Cell.money) ?? .absent("–"),
                ]
            })
    }

    package var json: JSONValue {
        .object([
            ("schema", .string("mql.leads/1")),
            (
                "leads",
                .array(
                    leads.prefix(limit ?? leads.count).map { lead in
                        .object([
                            ("lead_id", .string(Wording.lead(lead.id))),
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
                            ("value", lead.value.map(JSONValue.amount) ?? .null),
                            ("waiting_days", lead.waitingDays.map(JSONValue.int) ?? .null),
                            ("reason_to_call", lead.reason.map(JSONValue.string) ?? .null),
                        ])
                    })
            ),
        ])
    }
}
