/// Kinds of rows that are numbered one after the other.
enum RowKind: String, CaseIterable {
    case symbol, lead, version, activity, stage, deal, dealVersion, contact, spend, plan, order

    /// Its place among all kinds.
    @inline(__always)
    var place: Int {
        switch self {
        case .symbol: 0
        case .lead: 1
        case .version: 2
        case .activity: 3
        case .stage: 4
        case .deal: 5
        case .dealVersion: 6
        case .contact: 7
        case .spend: 8
        case .plan: 9
        case .order: 10
        }
    }

    /// Where rows of this kind stand: the table that has them all, and those that have what only some of
    /// them say.
    var tables: [RowTable] {
        switch self {
        case .symbol: [RowTable("SELECT number, * FROM symbol")]
        case .lead: [RowTable("SELECT number, * FROM lead")]
        case .version:
            [
                RowTable(
                    "SELECT seq, * FROM lead_version",
                    "DELETE FROM lead_version WHERE seq BETWEEN ? AND ?"),
                RowTable(
                    "SELECT seq, * FROM person", "DELETE FROM person WHERE seq BETWEEN ? AND ?"),
                RowTable("SELECT seq, * FROM more", "DELETE FROM more WHERE seq BETWEEN ? AND ?"),
            ]
        case .activity:
            [
                RowTable(
                    "SELECT seq, * FROM activity",
                    "DELETE FROM activity WHERE seq BETWEEN ? AND ?"),
                RowTable("SELECT seq, * FROM touch", "DELETE FROM touch WHERE seq BETWEEN ? AND ?"),
            ]
        case .stage:
            [
                RowTable("SELECT seq, * FROM stage", "DELETE FROM stage WHERE seq BETWEEN ? AND ?"),
                RowTable(
                    "SELECT seq, * FROM stage_time",
                    "DELETE FROM stage_time WHERE seq BETWEEN ? AND ?",
                    since: Schema.withStageTime),
            ]
        case .deal: [RowTable("SELECT number, * FROM deal")]
        case .dealVersion:
            [
                RowTable(
                    "SELECT seq, * FROM deal_version",
                    "DELETE FROM deal_version WHERE seq BETWEEN ? AND ?"),
                RowTable(
                    "SELECT seq, * FROM deal_more",
                    "DELETE FROM deal_more WHERE seq BETWEEN ? AND ?", since: Schema.withDealMore),
            ]
        case .contact:
            [
                RowTable(
                    "SELECT seq, * FROM contact", "DELETE FROM contact WHERE seq BETWEEN ? AND ?")
            ]
        case .spend:
            [
                RowTable("SELECT seq, * FROM spend", "DELETE FROM spend WHERE seq BETWEEN ? AND ?"),
                RowTable(
                    "SELECT seq, * FROM spend_campaign",
                    "DELETE FROM spend_campaign WHERE seq BETWEEN ? AND ?",
                    since: Schema.withCampaigns),
            ]
        case .plan:
            [RowTable("SELECT seq, * FROM plan", "DELETE FROM plan WHERE seq BETWEEN ? AND ?")]
        case .order:
            [
                RowTable(
                    "SELECT seq, * FROM sales_order",
                    "DELETE FROM sales_order WHERE seq BETWEEN ? AND ?", since: Schema.withOrders)
            ]
        }
    }

    /// Whether its rows are those of imports, and go with them; others go when no row names them.
    var isOfImports: Bool { tables[0].removal != nil }
}

/// A table of the database that has rows of one kind, or a part of each.
struct RowTable {
    /// Gives all that its rows say, each beginning with its number.
    let reading: String
    /// Removes the rows of a range of numbers; nil where they go when no row names them any more.
    let removal: String?
    /// The first version of the database that has it.
    let since: Int

    init(_ reading: String, _ removal: String? = nil, since: Int = 0) {
        (self.reading, self.removal, self.since) = (reading, removal, since)
    }
}
