internal import Leads

/// A kind of fact, and the columns that a table of such facts has.
package enum FactKind: String, CaseIterable, Hashable, Sendable {
    case lead, activity, stage, deal, spend, plan

    /// The name of the file that a user writes by hand: `leads.csv`.
    package var tableName: String {
        switch self {
        case .lead: "leads"
        case .activity: "activities"
        case .stage: "stages"
        case .deal: "deals"
        case .spend: "spend"
        case .plan: "plan"
        }
    }

    /// The columns that such a table cannot do without.
    package var required: [String] {
        switch self {
        case .lead: ["lead_id", "created_at", "source"]
        case .activity: ["lead_id", "at", "action"]
        case .stage: ["lead_id", "at", "stage"]
        case .deal: ["deal_id", "status"]
        case .spend: ["source", "amount"]
        case .plan: ["month", "source"]
        }
    }

    /// Beside `required`, one of these sets.
    package var oneOf: [[String]] {
        switch self {
        case .spend: [["month"], ["day"], ["from", "to"]]
        case .plan: [["spend"], ["mqls"], ["sqls"], ["won"]]
        default: []
        }
    }

    package var optional: [String] {
        switch self {
        case .lead:
            ["campaign", "medium"] + PersonalField.allCases.map(\.rawValue) + [
                "industry", "employees", "revenue", "country", "region", "first_conversion",
                "self_reported_source", "updated_at",
            ]
        case .activity: ["content", "seconds", "session", "source", "campaign"]
        case .stage: ["reason", "seller"]
        case .deal:
            [
                "created_at", "closed_at", "amount", "margin", "currency", "recurring", "months",
                "company", "lead_ids", "seller", "existing_customer", "updated_at", "credit_of",
            ]
        case .spend:
            [
                "month", "day", "from", "to", "medium", "campaign", "category", "currency",
                "invoiced_on", "vat", "claimed_leads", "account", "campaign_id",
            ]
        case .plan: ["spend", "mqls", "sqls", "won", "currency"]
        }
    }

    package var columns: [String] { required + optional }
}
