package import Quantities

/// What an MQL goes for in the market, by intent, source and persona.
///
/// The intent gives the band; source and persona place the MQL inside it: value = low +
/// (high − low) × the weighted mean of their positions. It is a price, not what the MQL is worth to
/// anybody: that follows from its chance of a sale and the margin.
package struct PriceList: Sendable {
    private let intents: [IntentRule]
    private let weights: BandWeights

    package init(_ book: RuleBook) {
        intents = book.intents
        weights = book.weights
    }

    /// Where a price came from.
    package struct Price: Hashable, Sendable {
        package let low: Money
        package let high: Money
        package let value: Money
        /// In thousandths; the middle, 500, where it is not known.
        package let sourcePosition: Int
        package let personaPosition: Int
        package let weights: BandWeights
        package let isSourceAssumed: Bool
        package let isPersonaAssumed: Bool
        /// The file and line that has the band: `pricing/b2b.yaml:27`.
        package let place: String

        /// Whether source and persona count equally.
        package var isEqualWeight: Bool { weights.source == weights.persona }

        /// The place inside the band, 0…1.
        package var position: Double {
            let sum = sourcePosition * weights.source + personaPosition * weights.persona
            return Double(sum) / Double(1000 * (weights.source + weights.persona))
        }
    }

    /// - Parameters: positions in thousandths, nil where source or persona has none.
    package func price(intent: Int, sourcePosition: Int?, personaPosition: Int?) -> Price {
        let rule = intents[intent]
        let source = sourcePosition ?? 500
        let persona = personaPosition ?? 500
        let width = Int128(rule.high.cents) - Int128(rule.low.cents)
        let sum = source * weights.source + persona * weights.persona
        let part =
            Rounding.halfEven(
                width * Int128(sum), over: Int128(1000 * (weights.source + weights.persona))) ?? 0
        return Price(
            low: rule.low, high: rule.high,
            value: Money(cents: rule.low.cents + part, rule.low.currency),
            sourcePosition: source, personaPosition: persona, weights: weights,
            isSourceAssumed: sourcePosition == nil, isPersonaAssumed: personaPosition == nil,
            place: "\(rule.file):\(rule.line)")
    }
}
