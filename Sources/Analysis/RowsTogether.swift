package import Economics
internal import Funnels

/// What an MQL of some of the rows of a report is worth on average, with its range: of them together, as who is
/// wrong of the firm's rates or of the size of a sale is wrong everywhere.
package struct RowsTogether: Sendable {
    private let estimate: SaleEstimate
    private let keys: [String]
    private let counts: [FunnelCounts]

    init(_ estimate: SaleEstimate, _ groups: [RowGroups.Group]) {
        self.estimate = estimate
        keys = groups.map(\.key)
        counts = groups.map(\.counts)
    }

    /// Nil where they have no MQLs, or no sale is known.
    package func worth(of rows: Set<String>) -> Worth? {
        estimate.rows(counts, together: keys.map { rows.contains($0) ? 0 : nil }, 1).first ?? nil
    }
}
