/// Something that happened to a lead, counted from the day on which it was created or became an MQL.
package enum Event: UInt8, CaseIterable, Hashable, Sendable {
    // Counted from the day of creation: the funnel.
    case created
    case createdToMQL, createdToContacted, createdToSQL, createdToWon, createdToRejected
    /// An SQL of a lead that is no MQL.
    case sqlWithoutMQL

    // Counted from the MQL day: cost and conversion.
    case mql
    /// Contacted, or further, which is not possible without it.
    case contacted
    case sql
    /// An SQL that is only known from what came after it, such as a sale.
    case impliedSQL
    case won, rejected
    /// Rejected or lost before anybody had spoken to it.
    case dropped
    /// Rejected or lost without ever having become an SQL: nothing more is expected of it.
    case closedWithoutSQL
    /// A customer of whom there is no deal, only a stage.
    case wonWithoutDeal
    /// A deal that was won: how many.
    case deal
    /// Its turnover and its margin in cents, where each is known.
    case dealAmount, dealMargin
    /// The margin of one month of a deal that recurs.
    case dealMonth
    /// A deal that is still open, with its turnover and margin.
    case openDeal, openAmount, openMargin
    /// What was returned of the turnover and of the margin of a won deal, in cents below zero.
    case creditAmount, creditMargin
    /// A refund of which the margin is not known.
    case creditWithoutMargin

    // What counts for nothing, to be told: once for each lead, from the day of creation.
    /// An SQL, an opportunity, a sale, a loss or a rejection dated before the lead was created.
    case stageBeforeCreation
    /// A sale known by its stage alone, dated before the lead became an MQL.
    case saleBeforeMQL

    /// An MQL that was rejected or lost and came back, from the MQL day to the first day of its next round.
    case cameBack
    /// An MQL of a lead that had been one before: a later round that counts on its own.
    case countedAgain

    // Of MQLs that became an SQL, counted from the day of that: what became of it.
    case sqlAsked
    /// Sold; and rejected or lost, and not sold.
    case sqlSold, sqlLost

    // Of MQLs of which it is known how often sales tried to reach them.
    /// The attempts, where amounts stand of other events.
    case attempts
    /// It became an SQL.
    case attemptedSQL
}
