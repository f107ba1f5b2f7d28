internal import Economics
internal import Funnels
internal import Leads
internal import Quantities
internal import Valuation

/// Works out after how long the cost of winning customers is back, cohort by cohort.
///
/// A cohort is the MQLs of a quarter or a month: its cost, its customers and what one cost are those of the report of that
/// period. What its customers brought is all that they bought since, whenever that was.
struct CohortPaybackBuilder {
    private let pipeline: Pipeline
    private let question: Figures.Question
    private let counted: Counted
    private let histories: PurchaseHistories
    private let rules: CustomerRules
    private let basis: CustomerFigures.Basis
    /// The source that was asked about, by its key and number.
    private let only: (key: String, number: Int)?
    /// Why there is no cohort, where there is none.
    private let noMQLs: Absence
    private let jobs: Int
    /// A cohort is judged so many days after its last day.
    private let judgedAfter: Int?
    private let until: Day

    /// - Parameter buying: how long it takes until an MQL is a customer.
    init(
        _ pipeline: Pipeline, _ question: Figures.Question, _ counted: Counted,
        _ histories: PurchaseHistories, _ rules: CustomerRules, _ basis: CustomerFigures.Basis,
        buying: Maturity, only: (key: String, number: Int)?, noMQLs: Absence, jobs: Int
    ) {
        self.noMQLs = noMQLs
        (self.pipeline, self.question, self.counted) = (pipeline, question, counted)
        (self.histories, self.rules, self.basis) = (histories, rules, basis)
        (self.only, self.jobs) = (only, jobs)
        until = min(question.asOf, histories.until)
        judgedAfter = Self.time(in: buying, for: rules.salesMade)
    }

    /// The days in which a part of the sales that are known was made; nil where none is.
    private static func time(in buying: Maturity, for part: Double) -> Int? {
        // Of no source, so that the curve of all is read.
        guard buying.horizon > 0, buying.weight(-1, age: buying.horizon - 1) > 0 else {
            return nil
        }
        return (0...buying.horizon).first { buying.weight(-1, age: $0) >= part - 1e-12 }
    }

    func payback(_ each: CustomerFigures.Payback.Length) -> CustomerFigures.Payback {
        let periods = self.periods(each)
        let shown = periods.suffix(rules.cohorts)
        let found = shown.map { period in (period, row(of: period)) }
        // One kind of cost for all, so that cohorts can be compared and added.
        let isAllIn =
            found.contains { $0.1.costs.allIn.value != nil }
            && found.allSatisfy {
                $0.1.costs.allIn.value != nil || $0.1.costs.bought.value == nil
            }
        let cohorts = found.map { cohort($0.0, $0.1, isAllIn: isAllIn) }
        let won = histories.customers.count {
            $0.mql.map { day in periods.contains { $0.contains(day) } } ?? false
                && (only == nil || only?.number == $0.source)
        }
        let customers = found.compactMap(\.1.customers.value).reduce(0, +)
        return CustomerFigures.Payback(
            each: each, isAllIn: isAllIn, basis: basis, origin: histories.origin, until: until,
            judgedAfter: judgedAfter, cohorts: cohorts, earlier: periods.count - shown.count,
            together: together(cohorts),
            withoutPurchase: periods.count == shown.count ? max(0, customers - won) : 0)
    }

    /// The quarters or months of the period that have begun, each whole, from the first one with an MQL or spend.
    private func periods(_ each: CustomerFigures.Payback.Length) -> [Period] {
        let mqls = counted.tally.cells.lazy.filter { $0.event == .mql && $0.day <= question.asOf }
            .map(\.day).min()
        guard let first = mqls.map({ max($0, question.period.first) }) else { return [] }
        var begin = first.startOfMonth
        if each == .quarter {
            begin = begin.advanced(byMonths: -((begin.civil.month - 1) % 3))
        }
        var periods: [Period] = []
        while begin < question.period.end, begin <= question.asOf {
            let next = begin.advanced(byMonths: each.months)
            guard let period = Period(first: begin, end: next) else { break }
            periods.append(period)
            begin = next
        }
        return periods
    }

    private struct Found {
        let mqls: Known<Int>
        let customers: Known<Int>
        let costs: (allIn: Known<Money>, bought: Known<Money>)
        let perCustomer: (allIn: Known<Money>, bought: Known<Money>)
        let monthWithoutSpend: Day?
    }

    /// What the report of the period says of all, or of the source that was asked about.
    private func row(of period: Period) -> Found {
        var asked = question
        // Days to come have no cost and no MQLs.
        asked.period =
            Period(first: period.first, end: min(period.end, question.asOf.advanced(by: 1)))
            ?? period
        asked.by = .source
        let figures = pipeline.figures(asked, counted, jobs: jobs)
        let row = only.map { only in figures.rows.first { $0.key == only.key } } ?? figures.total
        let lack = monthWithoutSpend(asked.period)
        func known(_ cost: Known<Money>?) -> Known<Money> {
            lack == nil ? cost ?? .unknown(.noSpendForRow) : .unknown(.monthWithoutSpend)
        }
        return Found(
            mqls: row?.mqls ?? .value(0), customers: row?.won ?? .value(0),
            costs: (known(row?.allIn), known(row?.boughtFor)),
            perCustomer: (
                known(row?.costsAllIn.perCustomer), known(row?.costs.perCustomer)
            ), monthWithoutSpend: lack)
    }

    /// The first month of a period on which no spend is known, where some is known of others.
    private func monthWithoutSpend(_ period: Period) -> Day? {
        let spend = pipeline.facts.spend.filter {
            $0.category.isBought && $0.money.currency == question.currency && $0.money.cents != 0
                && $0.period.first <= question.asOf
        }
        guard !spend.isEmpty else { return nil }
        return period.months.first { month in
            !spend.contains { $0.period.overlap(with: month) != nil }
        }?.first
    }

    private func cohort(_ period: Period, _ found: Found, isAllIn: Bool) -> CustomerFigures.Cohort {
        let cost = isAllIn ? found.costs.allIn : found.costs.bought
        let perCustomer = isAllIn ? found.perCustomer.allIn : found.perCustomer.bought
        let months = Self.months(since: period.first, until: until)
        // The month that is running counts as far as it has come.
        let ends = (1...(months + 1)).map { month in
            min(period.first.advanced(byMonths: month), until.advanced(by: 1))
        }
        let sums = brought(by: period, before: ends)
        let brought: Known<Money> =
            found.customers.flatMap { _ in
                basis == .margin
                    ? Known(Money(exactly: sums.last ?? 0, question.currency), else: .tooLarge)
                    : .unknown(.purchasesWithoutMargin)
            }
        let shares = cost.flatMap { cost -> Known<[Double]> in
            guard cost.cents > 0 else {
                return .unknown(cost.cents == 0 ? .costIsZero : .spendIsNegative)
            }
            return brought.map { _ in sums.map { Double($0) / Double(cost.cents) } }
        }
        let isJudged = isJudged(period)
        let back = shares.value.flatMap(Self.firstBack)
        let state: CustomerFigures.Cohort.State =
            shares.value == nil ? .notKnown : back != nil ? .back : isJudged ? .notYet : .open
        return CustomerFigures.Cohort(
            period: period, mqls: found.mqls, customers: found.customers, cost: cost,
            perCustomer: perCustomer, brought: brought,
            share: shares.map { $0.last ?? 0 },
            byMonth: shares.value.map { Array($0.prefix(months)) } ?? [],
            backAfter: back, months: months, state: state, isJudged: isJudged,
            monthWithoutSpend: found.monthWithoutSpend)
    }

    private func isJudged(_ period: Period) -> Bool {
        judgedAfter.map { period.lastDay.distance(to: until) >= $0 } ?? false
    }

    /// Whole months from a day on.
    private static func months(since first: Day, until: Day) -> Int {
        var months = 0
        while months < 1_200, first.advanced(byMonths: months + 1) <= until.advanced(by: 1) {
            months += 1
        }
        return months
    }

    /// The month from which on it is back and stays so: a refund may take it below once more.
    private static func firstBack(_ shares: [Double]) -> Int? {
        guard let last = shares.last, last >= 1 else { return nil }
        return (shares.lastIndex { $0 < 1 } ?? -1) + 2
    }

    /// What customers that became MQLs in a period brought, before each of some days, in cents.
    private func brought(by period: Period, before days: [Day]) -> [Int128] {
        let own = histories.customers.filter { customer in
            customer.mql.map(period.contains) ?? false
                && (only == nil || only?.number == customer.source)
        }
        return days.map { day in
            own.reduce(Int128(0)) { sum, customer in
                customer.purchases.reduce(sum) { $0 + $1.cents(basis, before: day) }
            }
        }
    }

    /// The judged cohorts of which all is known, over the months that every one of them was seen.
    private func together(_ all: [CustomerFigures.Cohort]) -> Known<CustomerFigures.Together> {
        let judged = all.filter { $0.isJudged && $0.share.value != nil }
        guard let months = judged.map(\.months).min(), months > 0 else {
            // Who is an MQL is not known, or nobody is.
            guard !all.isEmpty else { return .unknown(noMQLs) }
            if let absence = all.lazy.compactMap(\.share.absence).first,
                all.allSatisfy({ $0.share.value == nil })
            {
                return .unknown(absence)
            }
            return .unknown(.noCohortJudged)
        }
        var sums = [Int128](repeating: 0, count: months)
        var (cost, customers) = (Int128(0), 0)
        for cohort in judged {
            let ends = (1...months).map { cohort.period.first.advanced(byMonths: $0) }
            for (place, sum) in brought(by: cohort.period, before: ends).enumerated() {
                sums[place] += sum
            }
            cost += Int128(cohort.cost.value?.cents ?? 0)
            customers += cohort.customers.value ?? 0
        }
        guard let money = Money(exactly: cost, question.currency) else {
            return .unknown(.tooLarge)
        }
        let shares = sums.map { Double($0) / Double(cost) }
        return .value(
            .init(
                cohorts: judged.count, cost: money, customers: customers,
                perCustomer: money.divided(by: customers), backAfter: Self.firstBack(shares),
                months: months, share: shares.last ?? 0))
    }
}
