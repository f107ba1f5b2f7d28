package import Leads
package import Quantities

/// What the rows of a file told, beside leads, activities and deals, to be added to what is known.
package struct ReadRows: Sendable {
    /// A row of a lead.
    package struct LeadRow: Sendable {
        package let lead: Int
        /// Whether the file had the same row before.
        package let isRepeated: Bool

    }

    /// A stage that a row gave, as it is stored.
    package struct StageRow: Sendable {
        package let lead: Int
        package let stage: Stage
        package let day: Day
        /// Of the day, where a file says at what time a lead became an MQL.
        package let second: UInt32?
        package let reason: Symbol
        package let identity: UInt64
    }

    package var leads: [LeadRow] = []
    /// Each once.
    package var stages: [StageRow] = []
    package var reasons = InternTable()
    package var orders: [OrderRow] = []
    package var spend: [SpendRow] = []
    package var plan: [PlannedRow] = []
}
