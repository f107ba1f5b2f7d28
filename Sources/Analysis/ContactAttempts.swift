internal import Leads

/// How often sales tried to reach each lead, as of the export.
struct ContactAttempts {
    private let column: TextColumn
    /// By symbol; nil for nothing.
    private let counts: [Int?]

    /// Nil where no file says it of any lead, or nobody asks.
    init?(_ leads: LeadTable) {
        guard let column = leads.column(LeadTable.attempts), column.table.count > 1 else {
            return nil
        }
        self.column = column
        counts = (0..<column.table.count).map { Int(column.table.text(Symbol($0))) }
    }

    /// Nil where it is not known.
    subscript(lead: Int) -> Int? {
        lead < column.symbols.count ? counts[Int(column.symbols[lead])] : nil
    }
}
