package import Quantities

/// What a lead was judged to be when it was judged for the last time.
package struct FrozenJudgement: Hashable, Sendable {
    /// Why the lead is not judged any more.
    package enum Reason: String, Sendable {
        /// Nothing is left that leads back to the person: days are those of months.
        case erased
        /// The person has objected to being judged.
        case objection
    }

    package let reason: Reason
    /// Keys of the rule book.
    package let intent: String?
    package let persona: String?
    package let mqlDay: Day?
    /// What the rule book said by which that was so, as it is signed.
    package let rules: String

    package init(
        reason: Reason, intent: String?, persona: String?, mqlDay: Day?, rules: String
    ) {
        self.reason = reason
        self.intent = intent
        self.persona = persona
        self.mqlDay = mqlDay
        self.rules = rules
    }

    /// The same of another round, which began on a day.
    func of(_ begin: Day) -> FrozenJudgement {
        FrozenJudgement(
            reason: reason, intent: intent, persona: persona, mqlDay: begin, rules: rules)
    }
}
