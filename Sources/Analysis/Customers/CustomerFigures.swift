package import Funnels
package import Quantities
package import Valuation

/// What customers are worth: what one brings while he stays, after how long the cost of winning customers is back, and
/// in how many sales marketing had a part.
package struct CustomerFigures: Sendable {
    package let question: Figures.Question
    package let ruleBook: Figures.RuleBookID
    package let decidedBy: Decider
    /// The one source that was asked about; nil for all.
    package let only: Source?
    package let value: Value
    package let payback: Payback
    package let wins: Wins

    /// A source, as it is called.
    package struct Source: Hashable, Sendable {
        package let key: String
        package let label: Phrase
    }

    /// Where purchases are known from.
    package enum Origin: String, CaseIterable, Sendable {
        case orders, deals
    }

    /// What money is in: margin where nearly every purchase has one, else turnover.
    package enum Basis: String, CaseIterable, Sendable {
        case margin, turnover
    }
}

// MARK: What a customer brings

extension CustomerFigures {
    /// What a customer brings in the time that was seen, by the source of its lead.
    package struct Value: Sendable {
        package let origin: Origin
        package let basis: Basis
        /// Up to which day it is known who bought.
        package let until: Day
        /// By how many customers; the total first of all, whatever source was asked about.
        package let rows: [Row]
        package let total: Row
        package let gaps: Known<Gaps>
        package let leftOut: LeftOut
        /// Customers without which nothing is said.
        package let atLeast: Int
        /// Rows of invoices that are of the same sales as orders, and count once.
        package let sameSales: Int

        /// How long customers take until they buy again.
        package struct Gaps: Hashable, Sendable {
            /// Half of those that bought again did so within so many days.
            package let median: Int
            /// The part of them that `longest` goes by, and the days within which that part did.
            package let part: Double
            package let longest: Int
            /// How often somebody bought again.
            package let count: Int
        }

        /// Customers that are not counted.
        package struct LeftOut: Hashable, Sendable {
            /// Of orders: no lead or deal is of them.
            package var withoutLead = 0
            /// Bought before being a lead, or may have: what they brought before is not known.
            package var before = 0
            package var otherCurrency = 0
            package var withoutAmount = 0
            /// Nobody came back often enough to tell when somebody has left, and these bought once.
            package var boughtOnce = 0
        }
    }

    /// One source, or all together.
    package struct Row: Sendable {
        package let source: Source
        package let customers: Int
        package let worth: Known<Worth>
    }

    /// What a customer of a row brings: first sale + what comes each month after it × months.
    package struct Worth: Hashable, Sendable {
        /// Mean of what was bought on the first day; zero where all is paid over the months of deals.
        package let first: Money
        /// What came after the first day ÷ the months as customer.
        package let month: Money
        /// Worth ÷ months: what a month as customer brings, the first sale in it.
        package let perMonth: Money
        /// How long somebody is a customer within the months that were seen, on average.
        package let months: Double
        package let monthsLow: Double
        package let monthsHigh: Double
        /// The age up to which enough customers were seen.
        package let seen: Double
        package let left: Int
        package let value: Money
        /// In 95 of 100 cases the true value lies between.
        package let low: Money
        package let high: Money
    }
}

// MARK: After how long the cost is back

extension CustomerFigures {
    /// How the margin of customers grows towards the cost of winning them, by when they became MQLs.
    package struct Payback: Sendable {
        package let each: Length
        /// Whether costs are all-in, in every cohort of which one is known; else what was bought.
        package let isAllIn: Bool
        package let basis: Basis
        package let origin: Origin
        /// Up to which day sales and margins are known.
        package let until: Day
        /// A cohort is judged so many days after its last day; nil where no sale tells how long one takes.
        package let judgedAfter: Int?
        package let cohorts: [Cohort]
        /// Those before the ones that are shown.
        package let earlier: Int
        /// The cohorts that were judged, together.
        package let together: Known<Together>
        /// Customers of whom no purchase is known: what is back is at least so much.
        package let withoutPurchase: Int

        package enum Length: String, CaseIterable, Sendable {
            case month, quarter

            var months: Int { self == .month ? 1 : 3 }
        }
    }

    /// The MQLs of a quarter or month, what they cost, and what their customers brought since.
    package struct Cohort: Sendable {
        package let period: Period
        package let mqls: Known<Int>
        package let customers: Known<Int>
        package let cost: Known<Money>
        package let perCustomer: Known<Money>
        /// What its customers brought, less what was returned.
        package let brought: Known<Money>
        /// The part of the cost that is back.
        package let share: Known<Double>
        /// The same after each whole month from its first day.
        package let byMonth: [Double]
        /// After so many months, from its first day, the cost was back and stayed so; nil where it is not.
        package let backAfter: Int?
        /// Months from its first day, whole ones.
        package let months: Int
        package let state: State
        /// Whether its MQLs had the time that sales take.
        package let isJudged: Bool
        /// A month without any known spend, where that is why the cost is not known.
        package let monthWithoutSpend: Day?

        package enum State: String, CaseIterable, Sendable {
            case back
            case notYet = "not_yet"
            /// Sales of its MQLs may still come: never judged.
            case open
            case notKnown = "not_known"
        }
    }

    /// Judged cohorts added up, over the months that were seen of each of them.
    package struct Together: Hashable, Sendable {
        package let cohorts: Int
        package let cost: Money
        package let customers: Int
        package let perCustomer: Money?
        /// After so many months all together were back; nil where they are not within `months`.
        package let backAfter: Int?
        package let months: Int
        /// The part of their cost that was back after these months.
        package let share: Double
    }
}

// MARK: In which sales marketing had a part

extension CustomerFigures {
    /// Won deals by the part that marketing had in them; they add up to all that were won.
    package struct Wins: Sendable {
        package let basis: Basis
        /// Sources of marketing, the one with most sales first.
        package let sources: [WinRow]
        /// Those in which marketing had no part, or nobody knows of one.
        package let others: [WinRow]
        package let total: WinRow
        /// Of the deals without a known lead: those whose leads came after the sale.
        package let leadsAfter: Int
        /// Keys of the sources that are not marketing's, as far as they occur.
        package let notMarketing: [Source]
        package let otherCurrencies: Int
    }

    /// A source, or a reason why no source of marketing has the sale.
    package struct WinRow: Sendable {
        package let kind: Kind
        package let source: Source
        package let sourced: Sales
        package let influenced: Sales
        package let all: Sales

        package enum Kind: String, CaseIterable, Sendable {
            case source
            case withoutMarketing = "without_marketing"
            case sourceNotKnown = "source_not_known"
            case leadNotKnown = "lead_not_known"
            case existingCustomer = "existing_customer"
            case total
        }
    }

    /// Sales and what they brought, less what was returned in the period.
    package struct Sales: Hashable, Sendable {
        package internal(set) var deals = 0
        package internal(set) var amount: Int128 = 0
        package internal(set) var margin: Int128 = 0
        /// Of those in this currency.
        package internal(set) var withoutAmount = 0
        package internal(set) var withoutMargin = 0

        mutating func add(_ other: Sales) {
            deals += other.deals
            amount += other.amount
            margin += other.margin
            withoutAmount += other.withoutAmount
            withoutMargin += other.withoutMargin
        }
    }
}
