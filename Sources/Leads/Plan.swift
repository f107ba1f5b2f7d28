package import Quantities

/// What one source was meant to cost and bring in one month. What was not planned is absent.
package struct PlanRow: Hashable, Sendable {
    package let month: Period
    /// The source as the file calls it; `*` is all sources together.
    package let source: String
    package let spend: Money?
    package let mqls: Int?
    package let sqls: Int?
    package let won: Int?

    package init(
        month: Period, source: String, spend: Money? = nil, mqls: Int? = nil, sqls: Int? = nil,
        won: Int? = nil
    ) {
        self.month = month
        self.source = source
        self.spend = spend
        self.mqls = mqls
        self.sqls = sqls
        self.won = won
    }

    /// Whether it is planned for all sources together, which a file writes as `*`.
    package var isForAll: Bool { source == "*" }
}

extension PlanRow: Comparable {
    package static func < (one: PlanRow, other: PlanRow) -> Bool {
        (one.month.first, one.source) < (other.month.first, other.source)
    }
}
