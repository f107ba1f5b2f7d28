package import Quantities
internal import Valuation

/// Something in a rule book that its makers should look at.
package struct RuleBookFinding: Hashable, Sendable {
    package let kind: Kind
    /// The file and line that it is about, where there is one: `ours.yaml:12`.
    package let place: String?

    package enum Severity: String, CaseIterable, Hashable, Sendable {
        /// What it says cannot be meant.
        case mistake
        /// Marketing and sales have not agreed, or have not met again.
        case agreement
        /// It can be meant, and often goes wrong.
        case advice
    }

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

        /// One weak sign is enough.
        case tooBroad(criterion: String, action: String)
        /// Nothing but a request for contact makes an MQL.
        case tooNarrow([String])
        case engagementOnly
        case fitOnly
        case noTimeToCall
        case noRequiredReturn
    }

    package init(_ kind: Kind, place: String? = nil) {
        self.kind = kind
        self.place = place
    }

    package var severity: Severity {
        switch kind {
        case .sourceNeverReached, .personaNeverReached, .contradiction, .disqualified, .neverMQL,
            .bandGap, .bandOverlap, .bandOrder, .bandCurrencies:
            .mistake
        case .neverReviewed, .reviewedLater, .reviewOverdue, .notSigned, .notInForce: .agreement
        case .actionWithoutUse, .tooBroad, .tooNarrow, .engagementOnly, .fitOnly, .noTimeToCall,
            .noRequiredReturn:
            .advice
        }
    }
}
