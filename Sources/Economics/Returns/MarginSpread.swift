package import Funnels

/// How far the margins of sales lie apart between sources, beyond what differs within them: how much of a
/// source's own mean to believe.
///
/// Credibility after Bühlmann and Straub (1970): a source's margin is n ÷ (n + k) its own mean and k ÷ (n + k)
/// that of all, k being the variance within sources ÷ that between them. A refund lowers what sales have
/// brought; it is no sale, and how far sales lie apart is measured without it.
package struct MarginSpread: Hashable, Sendable {
    /// What is left of all sales in the mean, after refunds, in cents.
    package let mean: Double
    /// How many sales of its own weigh as much as all others; infinite where the sources do not differ.
    package let weight: Double

    /// Fewer sales than this tell nothing of how sources differ.
    private static let fewest = 10

    /// - Parameter groups: the margins of the sales of each source.
    /// - Returns: nil without a sale.
    package init?(_ groups: [DealSum]) {
        let groups = groups.filter { $0.deals > 0 }
        let count = groups.reduce(0.0) { $0 + Double($1.deals) }
        guard count > 0 else { return nil }
        let mean = groups.reduce(0.0) { $0 + Double($1.cents) } / count
        self.mean = groups.reduce(0.0) { $0 + Double($1.net) } / count
        let kinds = Double(groups.count)
        guard groups.count >= 2, count >= Double(Self.fewest), count > kinds else {
            weight = .infinity
            return
        }
        func own(_ sum: DealSum) -> Double { Double(sum.cents) / Double(sum.deals) }
        let within =
            groups.reduce(0.0) { $0 + max(0, $1.squares - own($1) * Double($1.cents)) }
            / (count - kinds)
        let apart = groups.reduce(0.0) {
            $0 + Double($1.deals) * (own($1) - mean) * (own($1) - mean)
        }
        let squares = groups.reduce(0.0) { $0 + Double($1.deals) * Double($1.deals) }
        let between = (apart - (kinds - 1) * within) / (count - squares / count)
        weight = between > 0 ? within / between : .infinity
    }

    /// The margin of a sale of a source with these sales of its own, in cents.
    package func margin(_ own: DealSum) -> Double {
        guard own.deals > 0, weight.isFinite else { return mean }
        return (Double(own.net) + weight * mean) / (Double(own.deals) + weight)
    }
}
