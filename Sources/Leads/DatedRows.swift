package import Quantities

/// Rows of which the latest export decides: those of one subject, such as the days of a campaign or
/// the plan of a month, replace each other export by export.
package protocol Replaceable {
    /// What the row is about; 0 for a row that nothing replaces.
    var subject: UInt64 { get }
    /// A hash of what the row says.
    var identity: UInt64 { get }
    /// Which of the equal rows of its table it is, from 0.
    var repetition: Int { get }
    /// The day of the export in UTC seconds; `.min` where that is not known.
    var exported: Int64 { get }
    /// The number of the table in which it stands.
    var table: Int { get }
}

extension Array where Element: Replaceable {
    /// The places of the rows that count, in order, whatever the order of the tables.
    ///
    /// Of one subject those of the table that was exported last count, and of two of one day those of
    /// which the sum of the identities is the greater; where no day is known, those of the last table.
    /// Of rows without a subject the same row of
    /// several tables counts once, and as often as it stands in the table that has it most.
    package var counting: [Int] {
        var groups: [TableKey: TableGroup] = [:]
        for row in self where row.subject != 0 {
            let key = TableKey(subject: row.subject, table: row.table)
            var group = groups[key] ?? TableGroup(exported: row.exported, sum: 0)
            group.exported = Swift.max(group.exported, row.exported)
            group.sum &+= row.identity
            groups[key] = group
        }
        // The winner is the greatest, so that it does not matter in what order they are looked at.
        var winners: [UInt64: (rank: (Int64, UInt64), table: Int)] = [:]
        for (key, group) in groups {
            // Where no day is known the table that was named last is the later one.
            let isDated = group.exported != .min
            let rank = (group.exported, isDated ? group.sum : UInt64(Swift.max(key.table, 0)))
            guard let best = winners[key.subject] else {
                winners[key.subject] = (rank, key.table)
                continue
            }
            if best.rank < rank || best.rank == rank && key.table < best.table {
                winners[key.subject] = (rank, key.table)
            }
        }
        var seen = Set<OwnRow>()
        return indices.filter { place in
            let row = self[place]
            guard row.subject == 0 else { return winners[row.subject]?.table == row.table }
            return seen.insert(OwnRow(identity: row.identity, repetition: row.repetition)).inserted
        }
    }
}

/// The rows of one subject in one table.
private struct TableKey: Hashable {
    let subject: UInt64
    let table: Int
}

private struct TableGroup {
    var exported: Int64
    var sum: UInt64
}

/// A row that no other replaces.
private struct OwnRow: Hashable {
    let identity: UInt64
    let repetition: Int
}

/// Spend as a table has it, with what tells it from other rows.
package struct SpendRow: Replaceable, Sendable {
    package let spend: Spend
    package let identity: UInt64
    package let repetition: Int
    /// Of a row that a platform exported what tells its campaign and days; 0 for a row of one's own
    /// books.
    package let subject: UInt64
    package let exported: Int64
    package var table: Int
    /// The days that the export of a platform is about; nil where it does not say them.
    package let covers: Period?

    package init(
        _ spend: Spend, identity: UInt64, repetition: Int = 0, subject: UInt64 = 0,
        exported: Int64 = .min, table: Int, covers: Period? = nil
    ) {
        self.spend = spend
        self.identity = identity
        self.repetition = repetition
        self.subject = subject
        self.exported = exported
        self.table = table
        self.covers = covers
    }
}

/// A row of the plan as a table has it.
package struct PlannedRow: Replaceable, Sendable {
    package let row: PlanRow
    package let identity: UInt64
    package let repetition: Int
    /// A source and a month.
    package let subject: UInt64
    package let exported: Int64
    package var table: Int

    package init(
        _ row: PlanRow, identity: UInt64, repetition: Int = 0, subject: UInt64,
        exported: Int64 = .min, table: Int
    ) {
        self.row = row
        self.identity = identity
        self.repetition = repetition
        self.subject = subject
        self.exported = exported
        self.table = table
    }
}
