internal import Leads

/// The facts of one kind, and how rows become them.
///
/// A row gives all of its facts or none. So each is prepared, which says what is wrong with it, and is
/// committed when nothing is wrong with any.
protocol FactRows {
    associatedtype Prepared: PreparedFact

    /// Of the row being read, what is in order and not yet committed.
    var waiting: [Prepared] { get set }

    /// Nil where the row says nothing of this kind, and, with a problem, where something is wrong.
    mutating func prepare(
        _ fact: TablePlan.Fact, _ cursor: borrowing TableCursor, _ leads: inout KnownLeads,
        _ fields: inout FieldReader
    ) -> Prepared?

    /// - Parameter rowsLead: the lead that the same row gives.
    mutating func commit(
        _ row: Prepared, of fact: TablePlan.Fact, rowsLead: KnownLead?,
        _ cursor: borrowing TableCursor, _ fields: inout FieldReader
    ) -> RowOutcome

    /// Tells the report of the table being read what is to be said of its rows, and of which it was not
    /// told yet.
    mutating func tell(_ report: inout TableReport)
}

/// What a row says of one kind, when that is in order.
protocol PreparedFact {
    /// A hash of what it says, for a lead whose row says it too.
    var hash: UInt64 { get }
}

/// What is done with one fact of a row.
enum FactStep {
    /// The row gives no other: it is prepared and committed.
    case take
    /// It is prepared, and waits for the others.
    case prepare
    /// All are in order, and the one that waits longest is committed.
    case commit
    /// One is not in order, and those that wait are let go.
    case drop
}

extension FactRows {
    mutating func tell(_ report: inout TableReport) {}

    /// Goes one step with a fact of the row being read.
    ///
    /// - Returns: what became of it, which of one that waits is not known yet; nil where there is none.
    @inline(__always)
    mutating func go(
        _ step: FactStep, _ fact: TablePlan.Fact, rowsLead: KnownLead?,
        _ cursor: borrowing TableCursor, _ leads: inout KnownLeads, _ fields: inout FieldReader
    ) -> RowOutcome? {
        switch step {
        case .take:
            guard let row = prepare(fact, cursor, &leads, &fields) else { return nil }
            return commit(row, of: fact, rowsLead: rowsLead, cursor, &fields)
        case .prepare:
            guard let row = prepare(fact, cursor, &leads, &fields) else { return nil }
            fields.tell(row.hash)
            waiting.append(row)
            return .later
        case .commit:
            return commit(waiting.removeFirst(), of: fact, rowsLead: rowsLead, cursor, &fields)
        case .drop:
            waiting.removeAll(keepingCapacity: true)
            return nil
        }
    }
}
