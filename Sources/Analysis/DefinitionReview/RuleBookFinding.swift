package import Quantities
package import Valuation

/// Something in a rule book that its makers should look at.
package struct RuleBookFinding: Hashable, Sendable {
    package let kind: Kind
    /// The file and line that it is about, where there is one: `ours.yaml:12`.
    package let place: String?

    /// How grave it is, the worst first.
    package enum Severity: String, CaseIterable, Hashable, Sendable {
        /// What it says cannot be meant.
        case mistake
        /// Marketing and sales have not agreed, or have not met again.
        case agreement
        /// It can be meant, and often goes wrong.
        case advice
    }

    /// What was found; texts are keys of the rule book, names of fields, or words that it asks for.
    package enum Kind: Hashable, Sendable {
        /// The conditions of a source or persona never decide, because an earlier one takes all.
        case sourceNeverReached(String, by: String)
        case personaNeverReached(String, by: String)
        /// No value of this field can meet what is asked of it together.
        case contradiction(field: String, [String])
        /// Whoever meets the criterion is disqualified.
        case disqualified(criterion: String, by: String)
        /// No combination of fit and engagement gives an MQL.
        case neverMQL
        /// The most points that anybody can have stay below what a cell of the matrix asks.
        case pointsOutOfReach(fit: Level, engagement: Level, from: Int, most: Int)
        /// The points that a cell asks are there without doing anything.
        case pointsAskNothing(fit: Level, engagement: Level, from: Int)
        /// A lead that fits or does more becomes less.
        case matrixFalls(fit: Level, engagement: Level, belowFit: Level, belowEngagement: Level)
        /// What a criterion counts as interest costs points.
        case countsAndCosts(criterion: String, action: String, points: Int)
        case bandGap(String, String, from: Money, to: Money)
        case bandOverlap(String, String, from: Money, to: Money)
        case bandOrder(String, String)
        case bandCurrencies
        /// An action that gives no points, shows no intent and counts for nothing.
        case actionWithoutUse(String)

        case neverReviewed
        case reviewedLater(Day)
        case reviewOverdue(since: Day)
        case notSigned([String])
        case notInForce(until: Day)
        /// What was signed is not what stands there now.
        case changedSinceSigned(String, now: String)

        /// One weak sign is enough.
        case tooBroad(criterion: String, action: String)
        /// Nothing but a request for contact makes an MQL.
        case tooNarrow([String])
        case engagementOnly
        case fitOnly
        case noTimeToCall
        /// A weak sign earns more than a strong one of the same intent.
        case weakEarnsMore(String, Int, than: String, Int)

        // By the leads that were read.
        case metByNone(criterion: String, leads: Int, unknown: [String])
        case metByAll(criterion: String, leads: Int)
        case fieldEmpty(String)
        case pointsNeverReached(from: Int, highest: Int, leads: Int)
        case tooManyMQLs(Int, leads: Int, limit: Int)
        case tooFewMQLs(Int, leads: Int, limit: Int)
        /// The CRM decides: criteria, grade and points change nothing, and so many of its MQLs would be none.
        case noEffect(unfit: Int, mqls: Int)
        /// The rules decide: so many leads with stage mql in the CRM do not count.
        case stageNotUsed(Int, of: Int, withoutActivity: Int)
        /// Leads that the CRM calls MQLs and a disqualifier does not let count.
        case stageDisqualified(String, leads: Int)
    }

    package init(_ kind: Kind, place: String? = nil) {
        self.kind = kind
        self.place = place
    }

    /// How grave that is; it follows from what was found.
    package var severity: Severity {
        switch kind {
        case .sourceNeverReached, .personaNeverReached, .contradiction, .disqualified, .neverMQL,
            .pointsOutOfReach, .pointsAskNothing, .matrixFalls, .countsAndCosts, .bandGap,
            .bandOverlap, .bandOrder, .bandCurrencies:
            .mistake
        case .neverReviewed, .reviewedLater, .reviewOverdue, .notSigned, .notInForce,
            .changedSinceSigned:
            .agreement
        case .actionWithoutUse, .tooBroad, .tooNarrow, .engagementOnly, .fitOnly, .noTimeToCall,
            .weakEarnsMore, .metByNone, .metByAll, .fieldEmpty,
            .pointsNeverReached, .tooManyMQLs, .tooFewMQLs, .noEffect, .stageNotUsed,
            .stageDisqualified:
            .advice
        }
    }
}
