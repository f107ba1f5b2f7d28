package import Economics
package import Funnels
package import Intake
package import Leads
package import Quantities
package import Statistics
package import Valuation

/// All figures of one report: numbers, not words. Equal for equal facts, rules and questions.
package struct Figures: Sendable {
    package let question: Question
    package let ruleBook: RuleBookID
    package let names: Names
    package let facts: FactsID
    package let decidedBy: Decider
    package let dealCredit: EconomicRules.DealCredit
    package let horizon: Horizon
    package let rows: [Row]
    /// The rows by whether they were bought, with a sum each; none where they are all of one kind.
    package let blocks: [Block]
    package let together: RowsTogether
    package let total: Row
    /// The months in which the MQLs of the period became so, in order; none where the rows are months
    /// already, or the period has one alone.
    package let months: [Row]
    /// How rates to plan with were drawn from raw ones; nil where nothing tells.
    package let planning: PlanningRates?
    /// The rows against each other; nil with fewer than two that had their time.
    package let comparison: RowComparison?
    /// What became of SQLs over all time, and what a sale brought.
    /// What the MQLs of all rows are worth together: the sum over the sources, whatever the rows are.
    package let worthOfAll: Known<Money>
    package let sales: Sales
    /// What tests showed of what sources cause.
    package let tests: SourceTests
    /// What of the worth of all would have come without the sources that have it to their credit: in no row of a
    /// source, and in the total; below zero where sources bring others more than they take from them. Nil where no
    /// source was tested.
    package let anyway: Money?
    /// How long it takes until an MQL is an SQL, and until it is a customer.
    package let delays: Delays
    /// Nil where the source of every MQL is known, or of none.
    package let withoutSource: WithoutSource?
    /// The MQLs of the period, counted both ways.
    package let population: Population
    package let spendTie: Known<SpendTie>
    package let winsTie: WinsTie?
    package let completeness: [FieldCompleteness]
    package let notes: Notes
    /// Signs that the data were brought over from another CRM: then nothing is said of what money
    /// brought. Nil where there are none.
    package let move: CRMMove?
    /// What is missing in the data and counts as nothing.
    package let holes: Holes
    /// What MQLs of which nothing is decided may still bring; nil where nothing tells.
    package let forecast: Forecast?

    /// What was asked.
    package struct Question: Hashable, Sendable {
        package var asOf: Day { observed.asOf }
        /// Up to which day it is known what became of MQLs.
        package let observed: ObservedDays
        package var period: Period
        package var by: Breakdown
        package var unit: CountedUnit
        package let currency: Currency
        /// How many days an MQL is given to become an SQL; nil to have it follow from the data.
        package let horizon: Int?
        /// What a sale brings, where somebody says so; nil to have it follow from the deals.
        package let margin: Money?
        /// What tests showed that sources cause, by their names; none counts all that is credited.
        package var caused: [String: CausedShare]
        /// Names of the sources of which a test was agreed, whatever it showed.
        package var tested: Set<String> = []

        package init(
            asOf: Day, observed: ObservedDays? = nil, period: Period, by: Breakdown,
            unit: CountedUnit = .person,
            currency: Currency, horizon: Int? = nil, margin: Money? = nil,
            caused: [String: CausedShare] = [:]
        ) {
            self.observed = observed ?? ObservedDays(asOf: asOf)
            self.period = period
            self.by = by
            self.unit = unit
            self.currency = currency
            self.horizon = horizon
            self.margin = margin
            self.caused = caused
        }
    }

    /// By which rules: two rule books with one fingerprint decide the same.
    package struct RuleBookID: Hashable, Sendable {
        package let name: String
        package let version: Int
        package let fingerprint: Fingerprint
    }

    /// Of which facts: the same facts have one fingerprint, whatever files they came in.
    package struct FactsID: Hashable, Sendable {
        package let fingerprint: Fingerprint
        package let counts: Facts.Counts
    }

    /// How many MQLs of the period there are as persons and as companies.
    package struct Population: Hashable, Sendable {
        package let persons: Int
        /// Nil where no file gives a company or an address.
        package let companies: Int?
        /// Persons of whom no company is known; each counts as one by itself.
        package let withoutCompany: Int
    }

    /// How long an MQL is given to become an SQL.
    package struct Horizon: Hashable, Sendable {
        package let days: Int
        package let choice: Maturity.Choice
    }

    /// One row: a source, an intent, a persona, a campaign, a piece of content or a month; or the total.
    package struct Row: Sendable {
        package let key: String
        /// What it is called in front of people.
        package let label: Phrase
        /// Whether its spend and its leads are known to be of one name.
        package let match: RowMatch
        /// Whether it was bought: with spend of its own or of its source.
        package let buying: Buying
        /// The last day on which it was bought, where that is over and others still are; nil for any other row.
        package let boughtUntil: Day?
        /// Whether its leads came without a source.
        package let isWithoutSource: Bool
        /// Whether enough leads came and had their time, without one MQL among them.
        package let hasFailed: Bool
        package let counts: FunnelCounts
        /// Of the MQLs of the period, where it is known who they are and what became of them.
        package let mqls: Known<Int>
        package let contacted: Known<Int>
        package let sqls: Known<Int>
        package let won: Known<Int>
        package let rejected: Known<Int>
        /// Of a month: whether some of its MQLs have days of their horizon left.
        package let isOpen: Bool
        /// Of a month: whether it began before the rule book was in force that judges it here.
        package let isBeforeRules: Bool
        package let boughtFor: Known<Money>
        package let allIn: Known<Money>
        package let costs: UnitCosts
        package let costsAllIn: UnitCosts
        /// What the next of each will cost if the same is bought again.
        package let nextCosts: NextCosts
        package let raw: Known<EstimatedRate>
        package let matured: Known<MaturedConversion>
        /// How it converted before the period; nil where too few had their time, then or now.
        package let change: Change?
        package let comparisons: [Comparison]
        package let valueBand: Known<ValueBand>
        /// What an SQL costs whoever pays the going rate for these MQLs: value ÷ conversion.
        package let marketCostPerSQL: Known<Money>
        /// What such an MQL is worth to the firm: what its source caused of it, where that was tested.
        package let worth: Known<Worth>
        /// What a test showed that the source causes; nil where the row is no source, or it was not tested.
        package let caused: CausedShare?
        /// Where the row is a source whose SQLs come sooner or later than those it is measured by.
        package let otherDelay: OtherDelay?
        /// Whether of most of its SQLs it is not known yet what becomes of them: the worth is the least then.
        package let worthIsLeast: Bool
        /// Sales among SQLs of its sources that were decided.
        package let wins: Proportion
        package let returnSoFar: Known<ReturnSoFar>
        package let payback: Known<Payback>
        /// Leads that platforms claim for it, in hundredths; nil where none claims any.
        package let claimedLeads: Int?
        /// Its conversion drawn towards that of the others, to plan with.
        package internal(set) var planningRate: Double?
        /// What its MQLs that wait may still bring.
        package private(set) var stillToCome: Known<StillToCome> = .unknown(.nothingToPlanWith)
        /// Spend ÷ the SQLs so far and those still to come.
        package private(set) var costPerSQLInTheEnd: Known<Money> = .unknown(.nothingToPlanWith)

        /// After how many days enough of its MQLs will have had their time; nil where it is not too young, or that
        /// is not known.
        package var judgedAfter: Int? {
            guard
                case .tooYoung(let days?) = comparisons.first(where: { !$0.isIndication })?.verdict
            else { return nil }
            return days
        }

        /// Turnover of a sale, in cents; nil unless every deal has one.
        package var meanAmount: Double? {
            let sum = counts.amounts
            return sum.isKnown(ofAll: counts.deals) ? sum.mean : nil
        }

        /// What suppositions would do to its MQLs; nil where its cost or worth is not known.
        package func effects(of whatIf: WhatIf, required: Double? = nil) -> [WhatIf.Effect]? {
            guard let worth = worth.value,
                let cost = costsAllIn.perMQL.value ?? costs.perMQL.value
            else { return nil }
            return whatIf.effects(
                on: worth, cost: cost, mqls: counts.mqls, meanAmount: meanAmount, required: required
            )
        }

        mutating func add(_ forecast: Forecast) {
            guard matured.value != nil else { return }
            let coming = forecast.stillToCome(counts.open)
            stillToCome = .value(coming)
            costPerSQLInTheEnd = boughtFor.flatMap { spend in
                let sqls = Double(counts.sqls) + coming.expected
                guard sqls > 0,
                    let cost = Money(rounding: Double(spend.cents) / sqls, spend.currency)
                else { return .unknown(.noSQLs) }
                return .value(cost)
            }
        }
    }

    /// One rate minus another, with the range that holds the true difference in 95 of 100 cases.
    package struct Difference: Hashable, Sendable {
        /// Shares of 1, so that 0.05 is five points; above zero where the first rate is the higher.
        package let value: Double
        package let low: Double
        package let high: Double
        /// The range lies wholly on one side of zero.
        package var isClear: Bool { low > 0 || high < 0 }

        init(_ one: Proportion, minus other: Proportion) {
            let pair = TwoProportions(one, other)
            let range = pair.differenceInterval()
            value = pair.difference ?? 0
            (low, high) = (range.lower, range.upper)
        }
    }

    /// How a row converts, against how it converted before the period.
    package struct Change: Hashable, Sendable {
        package let before: MaturedConversion
        package let difference: Difference

        /// Above or below one's own past where the range of the difference excludes zero.
        package var verdict: Verdict {
            difference.low > 0 ? .above : difference.high < 0 ? .below : .sameAsBefore
        }

        /// How a row does against the time before.
        package enum Verdict: Hashable, Sendable {
            case above, below, sameAsBefore

            /// The word that programs read.
            package var code: String {
                switch self {
                case .above: "above"
                case .below: "below"
                case .sameAsBefore: "no_difference_shown"
                }
            }
        }
    }

    /// After how many months a customer has paid itself back.
    package struct Payback: Hashable, Sendable {
        package let costPerCustomer: Money
        package let monthlyMargin: Money
        /// If nobody leaves.
        package let months: Double
    }

    /// The time that an MQL takes, over all sources.
    package struct Delays: Sendable {
        package let sql: Maturity
        package let customer: Maturity
    }

    /// Customers over all time, of the SQLs that had the time a sale takes, and what a sale brings.
    package struct Sales: Hashable, Sendable {
        package let won: Int
        /// SQLs that were decided; where too few are, SQLs for the part of the time that sales took so far.
        package let maturedEquivalent: Double
        /// What became of SQLs, and when an SQL counts as decided.
        package let decisions: SaleDecisions
        /// Margin of a sale, and the deals that it is the mean of; nil where somebody said it.
        package let margin: Known<Money>
        package let deals: Int?
        /// The same as an estimate; nil where no sale is known.
        package let size: SaleSize?
        /// Which orders of a customer the margin is counted from; nil where somebody said what a sale brings.
        package let basis: MarginBasis?
        /// Whether somebody said which.
        package let basisIsNamed: Bool
        /// What customers ordered; nil where no orders were read.
        package let orders: CustomerOrders?
        /// What a customer brings for 1 that is counted here, in its first months, where that is known to be
        /// more; by the firm's own orders, or else as is usual.
        package let repeats: Double?
        /// Whether it is counted without what a customer orders later.
        package var isWithoutRepeats: Bool { repeats != nil }
    }

    /// MQLs without a source: had they come from the known sources in proportion, each of these would
    /// have `factor` times as many, and what an MQL cost would be so much lower.
    package struct WithoutSource: Hashable, Sendable {
        /// Of the row that has them.
        package let key: String
        package let mqls: Int
        package let known: Int
        /// All MQLs ÷ those with a source: by how much the figures of sources are too low at most.
        package var factor: Double { Double(known + mqls) / Double(known) }

        /// What an MQL cost if they are spread: cost × known ÷ (known + unknown).
        package func spread(_ cost: Money) -> Money? {
            Rounding.halfEven(Int128(cost.cents) * Int128(known), over: Int128(known + mqls))
                .map { Money(cents: $0, cost.currency) }
        }
    }

    /// How a row's conversion compares with one benchmark.
    package struct Comparison: Hashable, Sendable {
        package let benchmark: Benchmark
        package let verdict: Verdict
        /// Whether the verdict holds however often one has looked.
        package let holds: Bool
        /// A benchmark of another stage or population gives an indication, never a verdict.
        package var isIndication: Bool { benchmark.kind != .norm }
    }

    /// What MQLs like those of a row go for, per MQL: means over the MQLs whose intent is known.
    package struct ValueBand: Hashable, Sendable {
        package let low: Money
        package let high: Money
        package let value: Money
        package let mqls: Int
    }

    /// Spend of the file = in the period + outside it.
    package struct SpendTie: Hashable, Sendable {
        package let file: Money
        package let inPeriod: Money
        package let outsidePeriod: Money
        /// Of what is in the period, the part that no row has.
        package let inNoRow: Money
        /// What belongs to all rows together and was spread over them by a rule.
        package let shared: Money
        package let rowsCut: Int
        package let otherCurrencies: [Money]
    }

    /// Things that a reader must know, as counts.
    package struct Notes: Sendable {
        package var leadsAfterAsOf = 0
        /// What the CRM's own stage of MQL says beside what was counted, and whether that the rules decide
        /// follows from there being activities.
        package var crm = CRMCounts()
        package var isDecidedByActivities = false
        /// What disqualifies leads that the CRM calls MQLs, with their number, by the rule book's order.
        package var disqualifiedMQLs: [(key: String, leads: Int)] = []
        /// Leads that were erased or have objected, and that these rules have never judged.
        package var notJudgedAgain = 0
        package var sqlsWithoutMQL = 0
        package var negativeLags = 0
        package var impliedSQLs = 0
        /// Whether no file tells of SQLs, so that those counted are the ones that a sale or a deal tells of: at
        /// least so many.
        package var sqlsAreSales = false
        package var mqlsWithoutIntent = 0
        package var mqlsBeforeCreation = 0
        /// Leads with an SQL, an opportunity, a sale, a loss or a rejection from before they were
        /// created, which counts for nothing.
        package var stagesBeforeCreation = 0
        /// Leads with a sale, known by its stage alone, from before they became an MQL: no customer.
        package var salesBeforeMQL = 0
        /// MQLs of the period that were rejected or lost and came back.
        package var cameBack = 0
        /// MQLs of another period that came back in this one: they count in theirs.
        package var cameBackFromElsewhere = 0
        /// Where the rule book counts leads that came back again: after how many days, and how many MQLs of
        /// the period are a later round of a lead.
        package var countsAgainAfter: Int?
        package var countedAgain = 0
        /// Leads that count as created with their first stage or activity, as was answered.
        package var createdEarlier = 0
        /// What leads did that no rule knows, each with the rule that was probably meant.
        package var unknownActions: [String] = []
        /// Fields that rules ask for and no lead has filled in.
        package var emptyFields: [String] = []
        /// The rule book's first day, where the period begins before it.
        package var rulesInForceFrom: Day?
        package var unlistedSources: [String] = []
        package var sharedSpendRule: EconomicRules.SharedSpend?
        /// What was converted from other currencies; nil where nothing was.
        package var conversion: Facts.Conversion?
        /// The part of the amount that was taken as margin of deals that have none, in hundredths of a
        /// percent; nil where every deal has one, or nothing was said.
        package var assumedMargin: Int?
        /// Whether no rate of what became of MQLs says anything, because of how leads were chosen.
        package var hidesRates: Bool { selection?.outcome == .sql }
        /// Whether the leads were chosen by what became of them.
        package var selection: OutcomeSelection?
        /// The answers on which figures rest, with who gave each.
        package var answers: [GivenAnswer] = []
        /// Own hours that were added to the all-in cost of each MQL.
        package var ownHours: EconomicRules.OwnHours?
        /// Own hours were said and not added: the spend has what people cost already.
        package var ownHoursAreInSpend = false
        /// Stages of which nobody knows whether a deal in them is won or lost, by the CRM's own word, the
        /// one with most deals first.
        package var unknownStages: [UnknownStage] = []
        /// Persons that stand in the files under several ids, and are counted once.
        package var persons = SeveralIDs()

        /// Persons who stand in the files under several ids, and how many ids these are.
        package struct SeveralIDs: Hashable, Sendable {
            package var persons: Int
            package var ids: Int

            package init(persons: Int = 0, ids: Int = 0) {
                self.persons = persons
                self.ids = ids
            }
        }

        /// Refunds that took nothing off, because nobody knows a won deal that they belong to.
        package var idleCredits = IdleCredits()

        /// A stage of deals of which nobody has said what it means, with the deals in it.
        package struct UnknownStage: Hashable, Sendable {
            package let name: String
            package let deals: OpenStage
        }
    }
}

/// What the rows of a report are.
package enum Breakdown: String, CaseIterable, Hashable, Sendable {
    case source, intent, persona, campaign, content, month
    /// What leads said themselves when they were asked.
    case selfReported = "self_reported_source"
    /// The sales team that has the lead: for the hand-over alone, where small teams are put together.
    case team
}
