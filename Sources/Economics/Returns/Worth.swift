package import Quantities
package import Statistics

/// What an MQL is worth to whoever sells: the chance of an SQL × the chance that an SQL is won × the
/// margin of a sale. It is one's own figure, whatever such MQLs go for in the market.
///
/// Sales follow-up is a cost of the MQL (all-in), so nothing is taken off here. The mean is the product of
/// the three; the range is that of all three together, of the margin too unless somebody said it. Where a test
/// showed what part of it the source causes, it is so much of that: the rest would have come anyway.
package struct Worth: Hashable, Sendable {
    /// What is believed of the chance of an SQL, and of the chance that an SQL is won, about.
    package let sqlRate: BetaDistribution
    package let winRate: BetaDistribution
    /// The chance of an SQL, as far as the counts tell.
    package let expectedRate: Double
    /// The chance that an SQL is won.
    package let expectedWins: Double
    /// What part of what is credited was caused: 1 where no source was tested.
    package let caused: Double
    /// Margin of a sale, in cents.
    package let margin: Double
    package let currency: Currency
    private let form: Form

    private enum Form: Hashable, Sendable {
        case product(ProductOfRates)
        /// Ways that it may be, in cents, ascending.
        case draws(SortedDraws)
    }

    /// By numbers that somebody has, with a margin that is taken as certain: exact.
    ///
    /// - Parameters:
    ///   - sqls: SQLs, of the MQLs that had their time.
    ///   - wins: sales, of the SQLs that had the time a sale takes.
    /// - Returns: nil for a margin that is negative or no number.
    package init?(sqls: Proportion, wins: BetaDistribution, margin: Double, _ currency: Currency) {
        guard margin >= 0, margin.isFinite else { return nil }
        sqlRate = BetaDistribution(sqls)
        winRate = wins
        (expectedRate, expectedWins) = (sqlRate.mean, wins.mean)
        caused = 1
        self.margin = margin
        self.currency = currency
        form = .product(ProductOfRates(sqlRate, winRate))
    }

    /// Of several sources together.
    ///
    /// - Parameters:
    ///   - caused: what part of what is credited was caused, over the sources.
    ///   - draws: ways that it may be, in cents.
    ///   - about: what is believed of the two chances, for what would change the answer.
    init(
        rate: Double, won: Double, caused: Double, size: SaleSize, draws: [Double],
        about: (sqls: BetaDistribution, wins: BetaDistribution), _ currency: Currency
    ) {
        (sqlRate, winRate) = about
        (expectedRate, expectedWins) = (rate, won)
        self.caused = caused
        margin = size.mean
        self.currency = currency
        form = .draws(SortedDraws(draws))
    }

    /// In cents, not rounded: also the price at which an MQL just pays for itself.
    package var cents: Double { credited * caused }
    /// In cents, not rounded: the same of all that is to its credit, whatever brought it.
    package var credited: Double { expectedRate * expectedWins * margin }
    /// The same, to the cent.
    package var mean: Money { money(cents) }
    /// The price that lies above the true worth in one of forty cases, in half of them, and in all but
    /// one of forty.
    package var low: Money { money(quantile(0.025)) }
    /// As likely to be more as to be less.
    package var median: Money { money(quantile(0.5)) }
    /// The true one is above it in one of forty cases.
    package var high: Money { money(quantile(0.975)) }

    private func quantile(_ p: Double) -> Double {
        switch form {
        case .product(let chance): return chance.quantile(p) * margin
        case .draws(let draws): return draws.quantile(p)
        }
    }

    /// Margin that one more euro on buying such MQLs brings, in euros, by the slope of a curve on which
    /// 1 % more spend gives `elasticity` percent more of them.
    ///
    /// - Parameters:
    ///   - bought: what one costs to buy, in cents, above zero.
    ///   - own: what it costs beside that, of which each euro has to bring back `required` first.
    package func nextEuro(elasticity: Double, bought: Double, own: Double, required: Double)
        -> Double
    {
        elasticity * (cents - required * own) / bought
    }

    /// The highest price that still brings `required` euros of margin per euro.
    package func highestPrice(_ required: Double) -> Money {
        money(cents / required)
    }

    /// The chance that an MQL is worth at least `cents`.
    package func chance(atLeast cents: Double) -> Double {
        if cents <= 0 { return 1 }
        guard margin > 0 else { return 0 }
        switch form {
        case .product(let chance): return 1 - chance.cumulative(cents / margin)
        case .draws(let draws): return draws.share(atLeast: cents)
        }
    }

    /// The margin of a sale at which an MQL of this price just pays for itself.
    package func breakEvenMargin(_ cents: Double) -> Money? {
        let chance = expectedRate * expectedWins * caused
        return chance > 0 ? money(cents / chance) : nil
    }

    /// The chance of an SQL at which it does; above 1 where no conversion would do.
    package func breakEvenRate(_ cents: Double) -> Double? {
        let sale = expectedWins * margin * caused
        return sale > 0 ? cents / sale : nil
    }

    /// Margin of a sale.
    package var perSale: Money { money(margin) }

    /// Which of the two chances leaves the worth most uncertain: the one to measure next.
    package var weakest: Chance {
        func spread(_ rate: BetaDistribution) -> Double { rate.variance / (rate.mean * rate.mean) }
        return spread(sqlRate) >= spread(winRate) ? .sql : .win
    }

    /// A chance that a worth follows from: that an MQL becomes an SQL, that an SQL is won.
    package enum Chance: String, Hashable, Sendable {
        case sql, win
    }

    private func money(_ cents: Double) -> Money { Money(clamping: cents, currency) }
}

/// Whether the cost of an MQL is justified, and what to do: by how sure it is that it comes back.
package enum Justification {
    /// For all MQLs together.
    package enum Verdict: String, Hashable, Sendable {
        /// Four chances in five that the required return is met.
        case yes
        /// Four in five that it pays for itself, fewer that it brings what is required.
        case yesButBelow = "yes_but_below_requirement"
        /// At most one chance in five that it pays for itself.
        case no
        case notYet = "not_yet"

        /// By the chances that it pays for itself and that it brings what is required: sure from 0.8, or
        /// to 0.2.
        ///
        /// - Parameter meets: nil where nobody has said what is required.
        package init(pays: Double, meets: Double?) {
            self =
                (meets ?? pays) >= 0.8
                ? .yes : pays >= 0.8 ? .yesButBelow : pays <= 0.2 ? .no : .notYet
        }
    }

    /// For one source.
    package enum Advice: Hashable, Sendable {
        case raise, keep
        /// Buy on, at no more than the price that brings the required return.
        case cheaper
        case stop
        case tooFew, tooYoung
        /// Of most of its SQLs it is not known yet what becomes of them.
        case undecided
        /// Nothing was spent on it.
        case noCost
        /// Spend and leads of different names may be of each other.
        case notMatched
        /// Spend of its source is not split over campaigns.
        case notSplit
        /// The data do not tell what came of what.
        case notSaid
        /// Its source is not known, so it may have been bought.
        case sourceNotKnown
        /// Several rows together, of which each has its own.
        case sum

        /// By the same chances: more money at 0.8, none at 0.1, a lower price where the return is missed
        /// at 0.2. Where nothing is required only whether to keep it or to stop can be said.
        ///
        /// - Parameter bringsMore: whether one more euro brings back what is required too. An average that
        ///   does says nothing of the next one.
        package init(pays: Double, meets: Double?, bringsMore: Bool) {
            guard let meets else {
                self = pays <= 0.1 ? .stop : .keep
                return
            }
            self =
                meets >= 0.8
                ? (bringsMore ? .raise : .keep)
                : pays <= 0.1 ? .stop : meets <= 0.2 ? .cheaper : .keep
        }

        /// Whether enough is known for a word on its money.
        package var isTold: Bool {
            switch self {
            case .tooFew, .tooYoung, .notSaid, .sourceNotKnown: false
            default: true
            }
        }

        /// The word that programs read.
        package var code: String {
            switch self {
            case .raise: "raise"
            case .keep: "keep"
            case .cheaper: "cheaper"
            case .stop: "stop"
            case .tooFew: "too_few"
            case .tooYoung: "too_young"
            case .undecided: "undecided"
            case .noCost: "no_cost"
            case .notMatched: "not_matched"
            case .notSplit: "not_split"
            case .notSaid: "not_said"
            case .sourceNotKnown: "source_not_known"
            case .sum: "sum"
            }
        }
    }
}
