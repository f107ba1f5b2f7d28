package import Quantities
internal import Statistics

/// Why an MQL cost more or less than in another period: the difference, divided over causes and sources
/// to the cent.
///
/// Cost per MQL = Σ (leads × price per lead) ÷ Σ (leads × MQLs per lead). Each cause is turned from then to
/// now in every order, and its effect is the mean over all of them (Shapley 1953; for differences of ratios
/// Kitagawa 1955, JASA 50:1168–1194), so no cause comes first and nothing is left over. Within one step the
/// effect is a sum over the sources, seen from the middle of the step: what did not change has none, and
/// then against now is the opposite of now against then.
package struct CostChange: Hashable, Sendable {
    /// What an MQL can cost more or less by.
    package enum Cause: Int, CaseIterable, Hashable, Sendable {
        /// What a lead costs.
        case price
        /// How many leads each source brings.
        case mix
        /// How many leads become an MQL, by the same rules.
        case leadToMQL
        /// What counts as an MQL.
        case definition
        /// Spend, and MQLs, of sources without a new lead in the period: paid or come early or late.
        case withoutLeads
    }

    /// What one source was in one period.
    package struct Side: Hashable, Sendable {
        package var cents: Int64
        package var leads: Int
        package var mqls: Int
        /// By the rules of the other period; the same where the rules are.
        package var mqlsByOtherRules: Int

        /// - Parameter mqlsByOtherRules: nil where both periods go by the same rules.
        package init(cents: Int64 = 0, leads: Int = 0, mqls: Int = 0, mqlsByOtherRules: Int? = nil)
        {
            self.cents = cents
            self.leads = leads
            self.mqls = mqls
            self.mqlsByOtherRules = mqlsByOtherRules ?? mqls
        }
    }

    /// One source then and now, and what it adds to the difference.
    package struct Effect: Hashable, Sendable {
        package let key: String
        package let before: Side
        package let now: Side
        /// In cents, by cause.
        package let cents: [Cause: Int64]
        /// Over all causes, in cents.
        package var sum: Int64 { cents.values.reduce(0, +) }
    }

    package let before: Money
    package let now: Money
    package let effects: [Effect]

    /// Now less then, in cents.
    package var difference: Int64 { now.cents - before.cents }

    /// The effect of one cause over all sources.
    package func total(_ cause: Cause) -> Int64 {
        effects.reduce(0) { $0 + ($1.cents[cause] ?? 0) }
    }

    /// - Returns: nil where one of the periods has no spend, no leads or no MQLs.
    package init?(
        _ sources: [(key: String, before: Side, now: Side)], _ currency: Currency
    ) {
        let states = sources.map { Source($0.before, $0.now) }
        func cost(_ side: KeyPath<(key: String, before: Side, now: Side), Side>) -> Money? {
            let cents = sources.reduce(Int128(0)) { $0 + Int128($1[keyPath: side].cents) }
            let mqls = sources.reduce(0) { $0 + $1[keyPath: side].mqls }
            guard cents > 0 else { return nil }
            return Rounding.halfEven(cents, over: Int128(mqls)).map {
                Money(cents: $0, currency)
            }
        }
        guard let before = cost(\.before), let now = cost(\.now),
            sources.contains(where: { $0.before.leads > 0 }),
            sources.contains(where: { $0.now.leads > 0 }),
            abs(before.cents) < 1 << 62, abs(now.cents) < 1 << 62,
            let parts = Self.parts(states), parts.allSatisfy({ abs($0) < 1e13 })
        else { return nil }
        self.before = before
        self.now = now
        let cents = Rounding.split(now.cents - before.cents, near: parts)
        effects = sources.enumerated().map { place, source in
            Effect(
                key: source.key, before: source.before, now: source.now,
                cents: Dictionary(
                    uniqueKeysWithValues: Cause.allCases.map {
                        ($0, cents[place * Cause.allCases.count + $0.rawValue])
                    }))
        }
    }

    /// How far two equal periods of this size lie apart by chance.
    package struct Noise: Hashable, Sendable {
        /// Of the cost, as a part of it: one standard deviation, which two in three periods stay within.
        package let ofCost: Double
        /// Of the effect of each cause, in cents: one standard deviation.
        package let ofCause: [Cause: Double]

        /// Whether an effect is more than chance alone gives in nineteen of twenty cases.
        package func isShown(_ cause: Cause, _ cents: Int64) -> Bool {
            abs(Double(cents)) > 1.96 * (ofCause[cause] ?? 0)
        }
    }

    /// The same periods drawn again many times, as if nothing had changed: leads and MQLs of each source as
    /// chance has them around the mean of both, with the mean of what was spent. Other rules are no chance.
    ///
    /// - Returns: nil where it cannot be told.
    package func noise(seed: UInt64 = 20_150, draws: Int = 200) -> Noise? {
        var random = SplitMix64(seed: seed)
        var costs: [Double] = []
        var ofCause = [[Double]](repeating: [], count: Cause.allCases.count)
        for _ in 0..<draws {
            func side(_ effect: Effect) -> Side {
                let leads = Double(effect.before.leads + effect.now.leads) / 2
                let mqls = Double(effect.before.mqls + effect.now.mqls) / 2
                // Those that become no MQL, and those that do, come apart from each other.
                let some = random.poisson(mqls)
                return Side(
                    cents: effect.before.cents / 2 + effect.now.cents / 2,
                    leads: random.poisson(max(0, leads - mqls)) + (leads > 0 ? some : 0),
                    mqls: some)
            }
            let drawn = effects.map { effect in
                (key: effect.key, before: side(effect), now: side(effect))
            }
            guard let change = CostChange(drawn, now.currency), change.before.cents > 0 else {
                continue
            }
            costs.append(Double(change.difference) / Double(change.before.cents))
            for cause in Cause.allCases {
                ofCause[cause.rawValue].append(Double(change.total(cause)))
            }
        }
        guard costs.count * 2 > draws else { return nil }
        func spread(_ numbers: [Double]) -> Double {
            (numbers.reduce(0) { $0 + $1 * $1 } / Double(numbers.count)).squareRoot()
        }
        return Noise(
            ofCost: spread(costs),
            ofCause: Dictionary(
                uniqueKeysWithValues: Cause.allCases.map {
                    ($0, $0 == .definition ? 0 : spread(ofCause[$0.rawValue]))
                }))
    }

    /// A source, with what it lacks in one period taken from the other.
    private struct Source {
        private let before: Side
        private let now: Side

        init(_ before: Side, _ now: Side) {
            self.before = before
            self.now = now
        }

        private func price(_ isNow: Bool) -> Double {
            let side = (isNow || before.leads == 0) && now.leads > 0 ? now : before
            return side.leads > 0 ? Double(side.cents) / Double(side.leads) : 0
        }

        /// MQLs of a side by the rules of now or of before.
        private func mqls(_ side: Side, ofNow isSideNow: Bool, byNow isRuleNow: Bool) -> Double {
            Double(isSideNow == isRuleNow ? side.mqls : side.mqlsByOtherRules)
        }

        private func rate(_ isNow: Bool, _ isRuleNow: Bool) -> Double {
            let usesNow = (isNow || before.leads == 0) && now.leads > 0
            let side = usesNow ? now : before
            return side.leads > 0
                ? mqls(side, ofNow: usesNow, byNow: isRuleNow) / Double(side.leads) : 0
        }

        /// Its spend and MQLs, with these causes as they are now.
        func parts(_ causes: UInt8) -> (spend: Double, mqls: Double) {
            func isNow(_ cause: Cause) -> Bool { causes >> cause.rawValue & 1 == 1 }
            let leads = Double(isNow(.mix) ? now.leads : before.leads)
            let isLate = isNow(.withoutLeads)
            let late = isLate ? now : before
            let rules = isNow(.definition)
            return (
                leads * price(isNow(.price)) + (late.leads == 0 ? Double(late.cents) : 0),
                leads * rate(isNow(.leadToMQL), rules)
                    + (late.leads == 0 ? mqls(late, ofNow: isLate, byNow: rules) : 0)
            )
        }
    }

    /// The effect of each cause on each source, source by source, in cents with their fraction.
    private static func parts(_ sources: [Source]) -> [Double]? {
        let count = Cause.allCases.count
        var result = [Double](repeating: 0, count: sources.count * count)
        // (how many turned already)! × (how many still to turn)! ÷ 5!
        let weights = [24.0, 6, 4, 6, 24].map { $0 / 120 }
        for causes in UInt8(0)..<(1 << count) {
            let old = sources.map { $0.parts(causes) }
            let (spend, mqls) = old.reduce((0.0, 0.0)) { ($0.0 + $1.spend, $0.1 + $1.mqls) }
            guard mqls > 0 else { return nil }
            for cause in Cause.allCases where causes >> cause.rawValue & 1 == 0 {
                let turned = causes | 1 << cause.rawValue
                let new = sources.map { $0.parts(turned) }
                let (newSpend, newMQLs) = new.reduce((0.0, 0.0)) {
                    ($0.0 + $1.spend, $0.1 + $1.mqls)
                }
                guard newMQLs > 0 else { return nil }
                let weight = weights[causes.nonzeroBitCount] / (mqls * newMQLs)
                for place in sources.indices {
                    result[place * count + cause.rawValue] +=
                        weight
                        * ((new[place].spend - old[place].spend) * (mqls + newMQLs) / 2
                            - (new[place].mqls - old[place].mqls) * (spend + newSpend) / 2)
                }
            }
        }
        return result
    }
}
