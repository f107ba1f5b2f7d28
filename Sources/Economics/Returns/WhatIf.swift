package import Quantities

/// A supposition: what if some of what an MQL's worth and cost follow from were otherwise?
package struct WhatIf: Hashable, Sendable {
    /// What can be supposed to be otherwise.
    package enum Input: String, CaseIterable, Hashable, Sendable {
        /// The chance of an SQL, the chance that an SQL is won, the margin of a sale, the cost of an MQL.
        case conversion, won, margin, cost
    }

    /// One thing that is supposed to be otherwise, and by how much or at what.
    package struct Change: Hashable, Sendable {
        package let input: Input
        private let amount: Amount

        private enum Amount: Hashable, Sendable {
            /// By how much of itself it changes: 0.2 is 20 % more.
            case by(Double)
            /// What it becomes: a chance, cents, or for a margin of at most 1 a part of the amount.
            case to(Double)
        }

        /// - Returns: nil for a change by −100 % or less, which leaves nothing, or beyond a hundredfold.
        package init?(_ input: Input, by part: Double) {
            guard part > -1, part <= 100 else { return nil }
            self.input = input
            amount = .by(part)
        }

        /// - Parameter value: a chance between 0 and 1; cents for a cost; cents for a margin, or where it is at
        ///   most 1 the part of the amount of a sale.
        /// - Returns: nil for what it cannot be.
        package init?(_ input: Input, to value: Double) {
            let isRate = input == .conversion || input == .won
            guard value > 0, !isRate || value <= 1, value < 1e13 else { return nil }
            self.input = input
            amount = .to(value)
        }

        /// By how much of itself it changes; nil where what it is now, or the amount of a sale, is not known.
        fileprivate func part(_ worth: Worth, _ cost: Money, meanAmount: Double?) -> Double? {
            switch amount {
            case .by(let part): return part
            case .to(let value):
                let now: Double
                var wanted = value
                switch input {
                case .conversion: now = worth.expectedRate
                case .won: now = worth.expectedWins
                case .cost: now = Double(cost.cents)
                case .margin:
                    now = worth.margin
                    if value <= 1 {
                        guard let meanAmount else { return nil }
                        wanted = value * meanAmount
                    }
                }
                let part = wanted / now - 1
                return now > 0 && part <= 1000 ? part : nil
            }
        }
    }

    package let changes: [Change]

    package init(_ changes: [Change]) { self.changes = changes }

    /// What one change, or all of them together, does to the worth and the cost of an MQL.
    package struct Effect: Hashable, Sendable {
        /// Nil for all of them together.
        package let input: Input?
        /// By how much of itself it changes; nil for all of them together.
        package let by: Double?
        /// What it is and what it becomes: a chance, or cents; nil for all of them together.
        package let from: Double?
        package let to: Double?
        package let worth: Money
        package let cost: Money
        /// Of all MQLs: more worth, less cost.
        package let gain: Money
        /// The chance that an MQL is then worth its cost, and that it brings what is required, where that
        /// was said.
        package let pays: Double
        package let meets: Double?
    }

    /// The effect of each change alone, the largest first, and of all together last.
    ///
    /// - Parameter meanAmount: of a sale, in cents; nil where it is not known.
    /// - Returns: nil where a sum does not fit in 64 bits, and where what is to change is not known.
    package func effects(
        on old: Worth, cost: Money, mqls: Int, meanAmount: Double? = nil,
        required: Double? = nil
    ) -> [Effect]? {
        let worth = old.mean
        let resolved = changes.compactMap { change in
            change.part(old, cost, meanAmount: meanAmount).map { (input: change.input, by: $0) }
        }
        guard resolved.count == changes.count else { return nil }
        func effect(_ single: (input: Input, by: Double)?) -> Effect? {
            let applied = single.map { [$0] } ?? resolved
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
                Money(rounding: Double(money.cents) * factor, money.currency)
            }
            let (worthFactor, costFactor) = (factor(false), factor(true))
            guard let newWorth = scaled(worth, worthFactor), let newCost = scaled(cost, costFactor)
            else { return nil }
            // Worth × f ≥ cost × g where worth ≥ cost × g ÷ f.
            let price = Double(cost.cents) * costFactor / worthFactor
            let now = single.map { input in
                switch input.input {
                case .conversion: old.expectedRate
                case .won: old.expectedWins
                case .margin: old.margin
                case .cost: Double(cost.cents)
                }
            }
            let each =
                (Int128(newWorth.cents) - Int128(worth.cents))
                - (Int128(newCost.cents) - Int128(cost.cents))
            return Money(exactly: each * Int128(mqls), worth.currency).map { gain in
                Effect(
                    input: single?.input, by: single?.by, from: now,
                    to: now.flatMap { now in
                        single.map { input in
                            let isRate = input.input == .conversion || input.input == .won
                            return isRate ? min(1, now * (1 + input.by)) : now * (1 + input.by)
                        }
                    }, worth: newWorth, cost: newCost, gain: gain,
                    pays: old.chance(atLeast: price),
                    meets: required.map { old.chance(atLeast: price * $0) })
            }
        }
        let single = resolved.map { effect($0) }
        guard let together = effect(nil), !single.contains(where: { $0 == nil }) else { return nil }
        let sorted = single.compactMap(\.self).sorted {
            ($1.gain.cents.magnitude, $0.input?.rawValue ?? "")
                < ($0.gain.cents.magnitude, $1.input?.rawValue ?? "")
        }
        return sorted + (changes.count > 1 ? [together] : [])
    }
}
