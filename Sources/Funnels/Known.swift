/// A figure, or the reason why there is none. Unknown is never zero.
package enum Known<Value> {
    case value(Value)
    case unknown(Absence)

    /// Nil where it is not known.
    package var value: Value? {
        if case .value(let value) = self { value } else { nil }
    }

    /// Why it is not known; nil where it is.
    package var absence: Absence? {
        if case .unknown(let absence) = self { absence } else { nil }
    }

    /// What follows from the value; why there is none stays the same.
    package func map<Other>(_ transform: (Value) -> Other) -> Known<Other> {
        switch self {
        case .value(let value): .value(transform(value))
        case .unknown(let absence): .unknown(absence)
        }
    }

    /// The same where what follows may itself not be known.
    package func flatMap<Other>(_ transform: (Value) -> Known<Other>) -> Known<Other> {
        switch self {
        case .value(let value): transform(value)
        case .unknown(let absence): .unknown(absence)
        }
    }

    /// The value, or this absence where there is none.
    package init(_ value: Value?, else absence: Absence) {
        self = value.map(Known.value) ?? .unknown(absence)
    }
}

extension Known: Equatable where Value: Equatable {}
extension Known: Hashable where Value: Hashable {}
extension Known: Sendable where Value: Sendable {}

/// Why a figure cannot be known.
package enum Absence: String, CaseIterable, Hashable, Sendable {
    /// Nobody knows whether it was bought.
    case mayBeBought
    /// It was bought, and not with spend of this period, currency and row.
    case boughtElsewhere
    case noSpendFile, noSpendInPeriod, noSpendForRow, spendNotDividedSo, noOwnCosts
    /// There is spend of this name and no lead; spend of its source is not split over campaigns.
    case noLeadOfName, spendNotSplit
    /// No leads came and failed: what becomes of the spend is not known yet.
    case nothingCame
    case noLeads, noMQLs, noSQLs, noCustomers
    /// No file says who is an MQL, was contacted, became an SQL, was rejected, became a customer.
    case noMQLEvidence, noContacts, noOutcomes, noRejections, noWins
    case noIntent, bandInOtherCurrency
    /// Nothing was agreed with sales; nobody was spoken to yet.
    case notAgreed, noneContacted
    case noDeals, dealAmountsMissing, costIsZero
    /// Fewer than ten deals were closed, or none of them lost: no chance to win can be told.
    case fewClosedDeals, noLostDeals
    /// Not every open deal has an amount in this currency.
    case openAmountsMissing
    /// The spend, or the margin of a month, is not above zero.
    case spendIsNegative, noMonthlyMargin
    /// A deal brings its margin at once, and not by the month.
    case notMonthly
    /// The rows are estimated one by one, and do not add up to a total.
    case notAdded
    /// No margin of a sale is known, or it is negative.
    case noMargin
    /// No customer of the orders is a lead, by deal, number or name; none is old enough for the months asked.
    case noOrders, noOrderOfLead, customersTooYoung
    /// Nobody bought twice; too few did to tell when somebody has left.
    case nobodyRecurs, fewRecur
    /// Too few customers, or seen for too short a time, to tell what one brings while he stays.
    case fewCustomers, shortHistory
    /// No cohort has had the time that sales take; on a month of it no spend is known.
    case noCohortJudged, monthWithoutSpend
    /// Not every purchase has a margin.
    case purchasesWithoutMargin
    /// Won deals lose money on average.
    case marginIsNegative
    /// There is nothing of one's own to plan with.
    case nothingToPlanWith
    /// A step between two periods would leave no MQLs at all.
    case notSplit
    /// Leads and deals have the days on which they were brought into the CRM.
    case looksLikeMove
    /// The leads were chosen by what became of them.
    case chosenByOutcome
    case tooLarge
}
