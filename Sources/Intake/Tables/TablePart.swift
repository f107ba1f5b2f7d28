internal import Leads

/// What some rows of a table gave, with the symbols of whoever read them.
struct TablePart {
    /// Who read them, by number.
    let reader: Int
    /// What became of them, of which that of leads is not known yet.
    let report: TableReport
    /// What is wrong with them.
    let fields: FieldReader
    var leads: LeadRows
    let activities: ActivityPart
    let stages: (rows: [StageRow], reasons: Int)
    var numbers = LeadNumbers(first: 0, list: [])

    /// Whether the rows tell of leads and of nothing else.
    var isOfLeadsAlone: Bool { activities.isEmpty && stages.rows.isEmpty }

    /// - Parameter known: by reader and column, the symbol of each text.
    func numbered(_ known: [[[Symbol]]]) -> NumberedLeads {
        NumberedLeads(rows: leads, numbers: numbers, known: known[reader])
    }
}
