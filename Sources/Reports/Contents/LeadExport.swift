package import Analysis
internal import Economics
internal import Funnels
package import Quantities
package import Valuation

/// What a CRM gets back of each lead: how it was tagged, scored, graded and judged, its guide price and what such MQLs
/// are worth to the firm. Never a single value, which a CRM would add up as if it were money.
package struct LeadExport {
    /// By whose names the columns are called.
    package enum CRM: String, CaseIterable, Sendable {
        case plain, hubspot, salesforce, pipedrive
    }

    private let leads: [ListedLead]
    private let worth: [String: Money]
    private let crm: CRM
    private let judgedBy: RuleBookStamp

    /// - Parameter figures: of the same period, by source: what MQLs of each are worth.
    package init(_ leads: [ListedLead], _ figures: Figures, _ crm: CRM, by book: RuleBook) {
        self.leads = leads
        self.crm = crm
        judgedBy = book.stamp
        let isSaid = figures.move == nil && !figures.notes.hidesRates
        worth = Dictionary(
            figures.rows.compactMap { row in
                // Of few MQLs it is mostly the worth of all sources: in a CRM nobody would see that.
                let time = row.matured.value?.maturedEquivalent ?? 0
                return isSaid && time >= Verdict.fewest
                    ? row.worth.value.map { (row.key, $0.mean) } : nil
            }, uniquingKeysWith: { first, _ in first })
    }

    private struct Row: Sendable {
        let lead: ListedLead
        let worth: Money?
        let judgedBy: String
    }

    /// The fields by the words of which their names are made.
    private static let fields:
        [(words: [String], shape: Table.Column.Shape, cell: @Sendable (Row) -> Cell)] = [
            (["intent"], .text, { .known($0.lead.intent) }),
            (["source"], .text, { .known($0.lead.source) }),
            (["persona"], .text, { .known($0.lead.persona) }),
            (["score"], .number, { .count($0.lead.judgement.score) }),
            (["grade"], .text, { .text($0.lead.judgement.fit.grade) }),
            (["decision"], .text, { .text($0.lead.judgement.decision.rawValue) }),
            (["since"], .text, { $0.lead.judgement.mqlDay.map(Cell.day) ?? .blank }),
            (
                ["guide", "price", "low"], .number,
                { $0.lead.band.map { .money($0.low) } ?? .blank }
            ),
            (
                ["guide", "price", "high"], .number,
                { $0.lead.band.map { .money($0.high) } ?? .blank }
            ),
            (["worth"], .number, { $0.worth.map(Cell.money) ?? .blank }),
            (
                ["judged", "by"], .text,
                { .text($0.lead.judgement.mqlDay == nil ? "" : $0.judgedBy) }
            ),
        ]

    private var id: String {
        switch crm {
        case .plain: "lead_id"
        case .hubspot: "Record ID"
        case .salesforce: "Id"
        case .pipedrive: "ID"
        }
    }

    private func name(_ words: [String]) -> String {
        switch crm {
        case .plain, .hubspot: (["mql"] + words).joined(separator: "_")
        case .salesforce:
            (["MQL"] + words.map { $0.prefix(1).uppercased() + $0.dropFirst() })
                .joined(separator: "_") + "__c"
        case .pipedrive: (["MQL"] + words).joined(separator: " ")
        }
    }

    /// A row a lead.
    package var table: Table {
        var fields = [Field<Row>(data: id, .text) { .text(Wording.lead($0.lead.id)) }]
        fields += Self.fields.map { words, shape, cell in
            Field(data: name(words), shape, cell)
        }
        let rows = leads.map { lead in
            Row(
                lead: lead,
                worth: lead.judgement.mqlDay == nil ? nil : worth[lead.source],
                judgedBy: judgedBy.text)
        }
        return Table(fields, rows)
    }

    /// What whoever uses the score has to know; nil where it is shown to tell SQLs.
    package static func caution(_ loop: DefinitionLoop) -> Phrase? {
        if let low = loop.calibration?.low, low > 0.5 { return nil }
        return Phrase(
            en:
                "It is not shown that the score tells who becomes an SQL: go by the decision and the intent.",
            nl:
                "Het is niet aangetoond dat de score zegt wie SQL wordt: ga af op het besluit en de intentie."
        )
    }
}
