package import Quantities

/// Small sums that hold a price, a rate and a margin against each other.
package enum Coherence {
    /// What an SQL costs where MQLs of this price convert at this rate: price ÷ rate, to the
    /// nearest cent. Nil for a rate of zero: no number of MQLs gives an SQL then.
    package static func costPerSQL(ofMQLsAt price: Money, rate: Double) -> Money? {
        guard rate > 0, rate <= 1 else { return nil }
        return Money(rounding: Double(price.cents) / rate, price.currency)
    }

    /// One in how many: 13 % is 1 in 7.69. Nil for a rate of zero.
    package static func oneIn(_ rate: Double) -> Double? { rate > 0 ? 1 / rate : nil }

    /// The margin per sale at which an MQL of this price just pays: price ÷ (chance of an SQL ×
    /// chance of a sale). Nil where one of the chances is zero.
    package static func breakEvenMargin(price: Double, sqlRate: Double, winRate: Double) -> Double?
    {
        let chance = sqlRate * winRate
        return chance > 0 ? price / chance : nil
    }
}

/// Another definition of an MQL: how many there are of the old number, and how they convert.
package struct DefinitionChange: Hashable, Sendable {
    /// MQLs under the new definition ÷ MQLs under the old one.
    package let volume: Double
    /// Conversion under the new definition ÷ conversion under the old one.
    package let conversion: Double

    package init(volume: Double, conversion: Double) {
        self.volume = volume
        self.conversion = conversion
    }

    /// SQLs under the new definition ÷ SQLs under the old one.
    package var sqls: Double { volume * conversion }

    /// A stricter choice among the same leads cannot create SQLs, so conversion rises by at most
    /// the factor by which the volume fell.
    package var highestConversionOnSameLeads: Double { 1 / volume }

    /// Whether conversion rises by no more than that.
    package var isPossibleOnSameLeads: Bool { conversion <= highestConversionOnSameLeads }
}
