internal import Leads
internal import Quantities
internal import Valuation

/// How many leads have a field of the profile filled in.
package struct FieldCompleteness: Hashable, Sendable {
    package let field: String
    /// Whether the rule book asks for it before a lead can be an MQL.
    package let isRequired: Bool
    /// What the rule book gives for it.
    package let points: Int
    /// Nil where no file has a column for it.
    package let filled: Int?
    package let leads: Int
}

extension RuleBook {
    /// The fields of the profile of which it says something, those that it requires first.
    var profileFields: [String] {
        var fields = requiredProfile
        for field in profilePoints.map(\.field) + wantedProfile where !fields.contains(field) {
            fields.append(field)
        }
        return fields
    }
}

extension Pipeline {
    /// The leads created in the period, and how many of them have each field of the profile filled in.
    func profile(_ question: Figures.Question) -> (leads: Int, filled: [String: Int]) {
        let book = rules.book
        let zone = book.zone
        let start = zone.startOfDay(question.period.first)
        let end = zone.startOfDay(min(question.period.end, question.asOf.advanced(by: 1)))
        let isInPeriod = facts.leads.created.prefix(facts.leadCount).map { $0 >= start && $0 < end }
        var filled: [String: Int] = [:]
        // Field by field, each of which is read from front to back.
        for field in book.profileFields {
            if let text = facts.leads.column(field)?.symbols, !text.isEmpty {
                filled[field] = zip(text, isInPeriod).count { $0 != 0 && $1 }
            } else if let presence = facts.leads.presences.first(where: { $0.name == field }) {
                filled[field] = zip(presence.flags, isInPeriod).count { $0 && $1 }
            }
        }
        return (isInPeriod.count { $0 }, filled)
    }

    /// The fields of which the rule book says something, over the leads created in the period.
    func completeness(_ sums: LeadSums) -> [FieldCompleteness] {
        let book = rules.book
        return book.profileFields.map { field in
            FieldCompleteness(
                field: field, isRequired: book.requiredProfile.contains(field),
                points: book.profilePoints.first { $0.field == field }?.points ?? 0,
                filled: sums.columns.contains(field) ? sums.filled[field] ?? 0 : nil,
                leads: sums.profileLeads)
        }
    }
}
