package import Quantities

/// A supposition: what if some of what an MQL's worth and cost follow from were otherwise?
package struct WhatIf: Hashable, Sendable {
    package enum Input: String, CaseIterable, Hashable, Sendable {
        /// The chance of an SQL, the chance that an SQL is won, the margin of a sale, the cost of an MQL.
        case conversion, won, margin, cost
    }

    package struct Change: Hashable, Sendable {
        package let input: Input
        /// By how much of itself it changes: 0.2 is 20 % more.
        package let by: Double

        /// - Returns: nil for a change by −100 % or less, which leaves nothing, or beyond a hundredfold.
        package init?(_ input: Input, by part: Double) {
            guard part > -1, part <= 100 else { return nil }
            self.input = input
            by = part
        }
    }

    package let changes: [Change]

    package init(_ changes: [Change]) { self.changes = changes }

    /// What one change, or all of them together, does to the worth and the cost of an MQL.
    package struct Effect: Hashable, Sendable {
        /// Nil for all of them together.
        package let change: Change?
        package let worth: Money
        package let cost: Money
        /// Of all MQLs: more worth, less cost.
        package let gain: Money
    }

    /// The effect of each change alone, the largest first, and of all together last.
    ///
    /// - Returns: nil where a sum does not fit in 64 bits.
    package func effects(on old: Worth, cost: Money, mqls: Int) -> [Effect]? {
        let worth = old.mean
        func effect(_ change: Change?) -> Effect? {
            let applied = change.map { [$0] } ?? changes
            func factor(_ isCost: Bool) -> Double {
                applied.filter { ($0.input == .cost) == isCost }.reduce(1) { product, change in
                    // No chance rises above one.
                    let most =
                        switch change.input {
                        case .conversion: 1 / old.expectedRate
                        case .won: 1 / old.expectedWins
                        case .margin, .cost: Double.infinity
                        }
                    return product * min(1 + change.by, most)
                }
            }
            func scaled(_ money: Money, _ factor: Double) -> Money? {
                let cents = (Double(money.cents) * factor).rounded(.toNearestOrEven)
                return abs(cents) < 9e15 ? Money(cents: Int64(cents), money.currency) : nil
            }
            guard let newWorth = scaled(worth, factor(false)),
                let newCost = scaled(cost, factor(true))
            else { return nil }
            let each = (newWorth.cents - worth.cents) - (newCost.cents - cost.cents)
            let (gain, isTooMuch) = each.multipliedReportingOverflow(by: Int64(mqls))
            return isTooMuch
                ? nil
                : Effect(
                    change: change, worth: newWorth, cost: newCost,
                    gain: Money(cents: gain, worth.currency))
        }
        let single = changes.map { effect($0) }
        guard let together = effect(nil), !single.contains(where: { $0 == nil }) else { return nil }
        let sorted = single.compactMap(\.self).sorted {
            ($1.gain.cents.magnitude, $0.change?.input.rawValue ?? "")
                < ($0.gain.cents.magnitude, $1.change?.input.rawValue ?? "")
        }
        return sorted + (changes.count > 1 ? [together] : [])
    }
}
