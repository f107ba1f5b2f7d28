internal import Leads

/// A kind of fact.
///
/// What its table has stands in `FactTable`, how its rows are read in `FactRows`.
@dynamicMemberLookup
package enum FactKind: String, CaseIterable, Hashable, Sendable {
    case lead, activity, stage, deal, order, spend, plan

    /// The table of this kind as people write it.
    package var table: FactTable {
        switch self {
        case .lead: .leads
        case .activity: .activities
        case .stage: .stages
        case .deal: .deals
        case .order: .orders
        case .spend: .spend
        case .plan: .plan
        }
    }

    /// What its table has: `kind.required`.
    package subscript<Value>(dynamicMember member: KeyPath<FactTable, Value>) -> Value {
        table[keyPath: member]
    }
}

/// A table of facts of one kind, as a user writes it by hand.
package struct FactTable: Sendable {
    /// The name of its file, without what follows the point: `leads`.
    package let tableName: String
    /// The columns that it cannot do without.
    package let required: [String]
    /// Beside `required`, one of these sets.
    package let oneOf: [[String]]
    package let columns: [String]
    /// Whether parts of it are read at once: it may have millions of rows, of which each is understood
    /// without knowing what the rows before it gave.
    let isReadInParts: Bool

    private init(
        _ name: String, required: [String], oneOf: [[String]] = [], optional: [String],
        isReadInParts: Bool = false
    ) {
        tableName = name
        self.required = required
        self.oneOf = oneOf
        columns = required + optional
        self.isReadInParts = isReadInParts
    }
}

extension FactTable {
    fileprivate static let leads = FactTable(
        "leads", required: ["lead_id", "created_at", "source"],
        optional: ["campaign", "medium"] + PersonalField.allCases.map(\.rawValue) + [
            "industry", "employees", "revenue", "country", "region", "first_conversion",
            "self_reported_source", "updated_at",
        ] + addedToLeads, isReadInParts: true)

    /// Columns of leads that not every version of this program knew: where they are empty they are no part
    /// of what a row says, so that a row without them is the same as it was.
    static let addedToLeads = [LeadTable.team, LeadTable.attempts]

    fileprivate static let activities = FactTable(
        "activities", required: ["lead_id", "at", "action"],
        optional: ["content", "seconds", "session", "source", "campaign"], isReadInParts: true)

    fileprivate static let stages = FactTable(
        "stages", required: ["lead_id", "at", "stage"], optional: ["reason", "seller"],
        isReadInParts: true)

    fileprivate static let deals = FactTable(
        "deals", required: ["deal_id", "status"],
        optional: [
            "created_at", "closed_at", "amount", "margin", "currency", "recurring", "months",
            "company", "lead_ids", "seller", "existing_customer", "updated_at", "credit_of",
        ])

    fileprivate static let orders = FactTable(
        "orders", required: ["order_id", "customer", "day", "amount"],
        optional: ["margin", "currency", "deal_id", "company", "kind"])

    fileprivate static let spend = FactTable(
        "spend", required: ["source", "amount"], oneOf: [["month"], ["day"], ["from", "to"]],
        optional: [
            "month", "day", "from", "to", "medium", "campaign", "category", "currency",
            "invoiced_on", "vat", "claimed_leads", "account", "campaign_id",
        ])

    fileprivate static let plan = FactTable(
        "plan", required: ["month", "source"],
        oneOf: [["spend"], ["mqls"], ["sqls"], ["won"]],
        optional: ["spend", "mqls", "sqls", "won", "currency"])
}
