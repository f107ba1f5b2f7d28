package import Quantities

/// What an MQL goes for in the market, by intent, source and persona.
///
/// The intent gives the band; source and persona place the MQL inside it: value = low +
/// (high − low) × the mean of their positions. It is a price, not what the MQL is worth to
/// anybody: that follows from its chance of a sale and the margin.
package struct PriceList: Sendable {
    private let intents: [IntentRule]

    package init(_ book: RuleBook) {
        intents = book.intents
    }

    /// Where a price came from.
    package struct Price: Hashable, Sendable {
        package let low: Money
        package let high: Money
        package let value: Money
        /// In thousandths; the middle, 500, where it is not known.
        package let sourcePosition: Int
        package let personaPosition: Int
        package let isSourceAssumed: Bool
        package let isPersonaAssumed: Bool
        /// The file and line that has the band: `pricing/b2b.yaml:27`.
        package let place: String
    }

    /// - Parameters: positions in thousandths, nil where source or persona has none.
    package func price(intent: Int, sourcePosition: Int?, personaPosition: Int?) -> Price {
        let rule = intents[intent]
        let source = sourcePosition ?? 500
        let persona = personaPosition ?? 500
        let width = Int128(rule.high.cents) - Int128(rule.low.cents)
        let part = Rounding.halfEven(width * Int128(source + persona), over: 2000) ?? 0
        return Price(
            low: rule.low, high: rule.high,
            value: Money(cents: rule.low.cents + part, rule.low.currency),
            sourcePosition: source, personaPosition: persona,
            isSourceAssumed: sourcePosition == nil, isPersonaAssumed: personaPosition == nil,
            place: "\(rule.file):\(rule.line)")
    }
}
