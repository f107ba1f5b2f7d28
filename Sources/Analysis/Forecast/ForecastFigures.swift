package import Funnels
package import Quantities
package import Valuation

/// What a period to come will bring: MQLs, SQLs, customers and what they bring in, month by month, with what is in the
/// pipe already apart from what must still come; against the plan, and against one's own past.
package struct ForecastFigures: Sendable {
    package let question: Figures.Question
    package let ruleBook: Figures.RuleBookID
    package let decidedBy: Decider
    package let names: Names
    package let period: Period
    /// The last day of which it is known what became of MQLs.
    package let known: Day
    /// By calendar month; those of the past that the period has are as they were.
    package let months: [Month]
    package let total: Month
    /// SQLs and customers by where they come from; they add up to the total.
    package let parts: Parts
    package let goals: [Goal]
    /// Why the plan is not held against it; nil where it is, or there is none at all.
    package let planLacks: PlanLack?
    package let gap: Gap?
    package let velocity: [Velocity]
    /// Why it is not known how soon MQLs are spoken to; nil where it is.
    package let contactsLack: Absence?
    /// What this would have said of periods that are over.
    package let past: [Past]
    /// Months of MQLs that the pace was learned from, and whether the months of a year are told apart.
    package let learned: (months: Int, knowsSeason: Bool)
    /// Why there are no SQLs, customers or money; nil where there are.
    package let lacks: (sqls: Absence?, customers: Absence?, money: Absence?)
    /// Whether the money is margin, and not what somebody said or turnover.
    package let hasMargin: Bool

    /// What is expected, and between which ends it lies in 80 of 100 cases.
    package struct Expected: Hashable, Sendable {
        package let mean: Double
        package let low: Double
        package let high: Double
        /// Counts are whole: of the cases at either end only this part belongs to the eight in ten, so that the range
        /// with its ends holds more than eight.
        let lowPart: Double
        let highPart: Double

        package func holds(_ value: Double) -> Bool { low <= value && value <= high }

        /// Which part of the cases with this value belongs to the eight in ten: 1 between the ends. On average it is
        /// 0.8 where ranges are right, also for counts of a few.
        package func part(at value: Double) -> Double {
            guard holds(value) else { return 0 }
            return max(
                0, 1 - (value == low ? 1 - lowPart : 0) - (value == high ? 1 - highPart : 0))
        }
    }

    /// Of a month, or of all of them.
    package struct Month: Sendable {
        package let period: Period
        package let mqls: Expected
        package let sqls: Expected?
        package let customers: Expected?
        /// In cents.
        package let margin: Expected?
        package let turnover: Expected?
    }

    /// Means, which add up.
    package struct Parts: Hashable, Sendable {
        /// Of the days of the period that are over already.
        package let sqlsSoFar: Double
        package let customersSoFar: Double
        /// Of MQLs and SQLs that are there.
        package let sqlsInPipe: Double
        package let customersOfSQLs: Double
        package let customersOfMQLs: Double
        /// Of MQLs that must still come.
        package let sqlsToCome: Double
        package let customersToCome: Double
    }

    /// Something that was planned for the period.
    package struct Goal: Sendable {
        package enum Kind: String, Sendable {
            case mqls, sqls, won
        }

        package let kind: Kind
        package let planned: Int
        package let expected: Expected
        /// To reach it.
        package let chance: Double
    }

    /// What a plan does not have.
    package enum PlanLack: String, Sendable {
        case months, sources
    }

    /// What would bring the SQLs that the plan has more than are expected.
    package struct Gap: Sendable {
        package let sqls: Double
        /// MQLs of the source that brings them cheapest, from now on, and what they cost to buy at its price so far.
        package let label: Phrase
        package let mqls: Int
        package let cost: Money
        /// MQLs that nobody called yet.
        package let waiting: Int?
    }

    /// How soon: half of those that take a step have taken it after so many days, and half between the other two. Who
    /// is on the way counts for as long as it was watched.
    package struct Velocity: Sendable {
        /// Nil for all sources.
        package let label: Phrase?
        package let key: String
        /// From lead to MQL, from there to the first word, and to SQL, and from there to customer; nil where fewer than
        /// five took the step.
        package let toMQL: Days?
        package let toContact: Days?
        package let toSQL: Days?
        package let toCustomer: Days?

        package var isEmpty: Bool {
            toMQL == nil && toContact == nil && toSQL == nil && toCustomer == nil
        }

        package struct Days: Hashable, Sendable {
            package let median: Int
            package let low: Int
            package let high: Int
            package let of: Int
        }
    }

    /// What would have been said on the day before a period that is over, and what came.
    package struct Past: Sendable {
        package let period: Period
        package let mqls: Held
        package let sqls: Held?
        package let customers: Held?

        package struct Held: Sendable {
            package let expected: Expected
            package let came: Int
            package var isInside: Bool { expected.holds(Double(came)) }
        }
    }
}
