package import Economics
package import Funnels
package import Quantities

/// Money divided over sources for some months to come: what each gets and why, what that brings, when,
/// and how sure it is.
package struct BudgetFigures: Sendable {
    /// What the plan was learned from.
    package let figures: Figures
    package let asked: Asked
    /// Euros of margin that each euro has to bring back, 1 where nobody has said more; nil where all is to
    /// be spent, or no margin is known.
    package let required: Double?
    /// The same where somebody has said it, and who did in a file.
    package let requiredReturn: Double?
    package let requiredSaid: GivenAnswer?
    package let plan: BudgetPlan
    package let rows: [Row]
    /// What sources have to their credit at today's pace and would come without them, as tests showed: it comes
    /// whatever is spent, and is not in the plan. Nil where no source of the plan was tested.
    package let anyway: BudgetOutcome?
    /// What is kept of the amount; nil where a target was asked.
    package let unspent: Money?
    package let arrivals: [Arrival]
    /// What the MQLs that are there already may still bring.
    package let stillToCome: Known<StillToCome>
    /// Sources with MQLs in which no whole month of spend is known: nothing is divided over them.
    package let withoutSpend: [Phrase]
    /// The whole months from which it was learned, and the last of them that are called today.
    package let months: Int
    package let monthsOfToday: Int
    package let knowsOwnCosts: Bool
    /// Whether it is known what becomes of SQLs; nil margin and customers where not.
    package let knowsWins: Bool
    /// Of a sale; nil where it, or what becomes of SQLs, is not known.
    package let margin: Money?
    /// The first and the last of the months from which it was learned.
    package let firstMonth: Period
    package let lastMonth: Period
    /// What the months of the plan bring beside those.
    package let monthEffects: MonthBelief
    /// What is supposed of months and sources.
    package var supposed: BudgetSuppositions { asked.supposed }
    /// What was assumed of the elasticity, and how many times its highest month a source may get, in
    /// hundredths.
    package let assumed: Elasticity.Assumption
    package let most: Int

    /// What somebody wants of a plan.
    package struct Asked: Hashable, Sendable {
        package var goal: BudgetGoal
        /// The months to plan.
        package var period: Period
        /// By source as it was typed, in cents: exactly this, at least, at most, this or nothing.
        package var fixed: [String: Int64] = [:]
        package var least: [String: Int64] = [:]
        package var most: [String: Int64] = [:]
        package var whole: [String: Int64] = [:]
        /// Also where the last euro does not bring back what is required.
        package var spendsAll = false
        /// In hundredths; nil to go by the rule book.
        package var requiredReturn: Int?
        /// Of what is drawn; the same seed gives the same plan.
        package var seed: UInt64 = 1
        /// What is supposed of months and sources until the firm's own tell.
        package var supposed = BudgetSuppositions()

        package init(_ goal: BudgetGoal, _ period: Period) {
            self.goal = goal
            self.period = period
        }
    }

    /// One source in the plan.
    package struct Row: Sendable {
        package let key: String
        package let label: Phrase
        /// What it would get at today's pace.
        package let now: Money
        package let spend: Money
        package let reason: Reason
        /// What it causes; nil where nothing is known of what it brings.
        package let outcome: BudgetOutcome?
        /// What it will have to its credit, where a test showed what it causes of that.
        package let credited: BudgetOutcome?
        package let caused: CausedShare?
        /// Margin that the next euro on it brings, in euros; nil where nothing is known of what it brings.
        package let nextEuro: Double?
        /// What it gets if things are otherwise; nil where it was given.
        package let range: Range?
        /// Whether its months told how MQLs go with spend; nil where there is no curve.
        package let isMeasured: Bool?
        /// By how many percent its MQLs grow for 1 % more spend.
        package let elasticity: Double?
        /// Its highest month, and in how many months of the plan it is bought.
        package let highest: Money
        package let runs: Int
        /// Where it comes as a whole or not at all: what it would bring.
        package let offer: BudgetOutcome?
        /// What it would get in the division that seems best; nil where the plan is that.
        package let best: Money?
    }

    /// The least and the most that a source gets if things are otherwise.
    package struct Range: Hashable, Sendable {
        package let low: Money
        package let high: Money
    }

    /// Why a source gets what it gets.
    package enum Reason: Hashable, Sendable {
        /// As much as makes the next euro bring the same as elsewhere.
        case nextEuro
        /// Part of the way from today to what seems best, which is not sure enough; or today's part.
        case partOfTheWay, asToday
        /// As often its highest month as may be, or what somebody said is the most.
        case mostEverTried, asAtMost, asAtLeast
        /// Its first euro brings less than the last one elsewhere, or than is required.
        case bringsLess
        /// Its own hours alone cost more than it brings.
        case notWorthItsHours
        case asFixed, asWhole, notTaken
        /// So many MQLs more tell whether it is any good.
        case test(mqls: Int)
        /// As above, and that is more than a test may cost.
        case testTooDear(mqls: Int, Money)
        /// Its MQLs are too young: as today, until they tell.
        case untilDay(Day)
        /// No lead has its name, so that what was spent on it cannot be matched.
        case notMatched(Money)
        /// What was spent on it brought leads, and not one MQL.
        case broughtNothing(Money)
        /// Its MQLs come whether anything is spent or not.
        case comesWithoutSpend
        /// Too few MQLs to plan with, and nothing that would tell.
        case notKnown

        /// Whether no lead has the name that the spend has.
        package var isUnmatched: Bool {
            if case .notMatched = self { true } else { false }
        }
    }

    /// What comes in one month of the plan, or after it.
    package struct Arrival: Sendable {
        /// Nil for everything after the last month that is shown.
        package let month: Period?
        package let spend: Money
        /// As many as come on average: no whole numbers.
        package let mqls: Double
        package let sqls: Double
        package let customers: Double
        /// Nil without a margin: of this month, and all margin less all costs up to its end.
        package let margin: Money?
        package let balance: Money?
    }
}

/// Why there is no plan: everything that is wrong at once.
package struct BudgetErrors: Error {
    package let all: [BudgetError]
}

/// Why no plan can be made of what was asked.
package enum BudgetError: Hashable, Sendable {
    case unknownSource(String, option: String, known: [String])
    case saidTwice(String)
    case leastAboveMost(String)
    case moreThanThereIs(needed: Money, amount: Money)
    /// The most that can be had in four cases of five, with everything at the most that each may get.
    case outOfReach(most: Int, Money, isCustomers: Bool)
    case periodIsOver(Day)
    case customersNotKnown
    case marginIsNegative
    case noWholeMonthWithSpend
    case nothingToPlanWith(Absence)
    case periodHasPartsOfMonths
}
