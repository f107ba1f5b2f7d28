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

extension Pipeline {
    /// The fields of which the rule book says something, over the leads created in the period.
    func completeness(_ question: Figures.Question) -> [FieldCompleteness] {
        let book = rules.book
        var fields = book.requiredProfile
        for field in book.profilePoints.map(\.field) + book.wantedProfile
        where !fields.contains(field) { fields.append(field) }
        let columns = fields.map { field in
            (
                text: facts.leads.column(field)?.symbols ?? [],
                flags: facts.leads.presences.first { $0.name == field }?.flags ?? []
            )
        }
        let zone = book.zone
        let start = zone.startOfDay(question.period.first)
        let end = zone.startOfDay(min(question.period.end, question.asOf.advanced(by: 1)))
        let isInPeriod = facts.leads.created.prefix(facts.leadCount).map { $0 >= start && $0 < end }
        let leads = isInPeriod.count { $0 }
        // Field by field, each of which is read from front to back.
        let counts = columns.map { column in
            column.text.isEmpty
                ? zip(column.flags, isInPeriod).count { $0 && $1 }
                : zip(column.text, isInPeriod).count { $0 != 0 && $1 }
        }
        return fields.indices.map { place in
            FieldCompleteness(
                field: fields[place], isRequired: book.requiredProfile.contains(fields[place]),
                points: book.profilePoints.first { $0.field == fields[place] }?.points ?? 0,
                filled: facts.leads.fields.contains(fields[place]) ? counts[place] : nil,
                leads: leads)
        }
    }
}
