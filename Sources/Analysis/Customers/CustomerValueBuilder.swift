internal import Funnels
internal import Quantities
internal import Statistics
internal import Valuation

/// Works out what a customer brings while he stays, within the time that was seen.
struct CustomerValueBuilder {
    private let histories: PurchaseHistories
    private let rules: CustomerRules
    private let currency: Currency
    let basis: CustomerFigures.Basis
    private(set) var leftOut: CustomerFigures.Value.LeftOut
    private var gaps: Known<CustomerFigures.Value.Gaps> = .unknown(.nobodyRecurs)
    private var customers: [PurchaseHistory] = []
    /// Whether enough came back, or are paid by the month, to tell when somebody has left.
    private var tells = true

    init(_ histories: PurchaseHistories, _ rules: CustomerRules, _ currency: Currency) {
        (self.histories, self.rules, self.currency) = (histories, rules, currency)
        leftOut = histories.leftOut
        let own = histories.customers.filter { !$0.isInOtherCurrency }
        leftOut.otherCurrency = histories.customers.count - own.count
        let withMargin = own.filter { $0.purchases.allSatisfy { $0.margin != nil } }
        let lack = own.count - withMargin.count
        if Double(lack) <= rules.withoutMargin * Double(own.count) {
            (basis, customers) = (.margin, withMargin)
        } else {
            (basis, customers) = (
                .turnover, own.filter { $0.purchases.allSatisfy { $0.amount != nil } }
            )
        }
        leftOut.withoutAmount = own.count - customers.count
        findGaps()
    }

    private var recurs: (PurchaseHistory) -> Bool {
        { history in history.purchases.contains { $0.months != nil } }
    }

    /// How long it takes until customers buy again; without that only deals that are paid by the month tell.
    private mutating func findGaps() {
        let until = histories.until
        var counts: [(events: Int, watched: Int)] = []
        func note(_ days: Int, again: Bool) {
            guard days >= 0 else { return }
            if counts.count <= days {
                counts += Array(repeating: (0, 0), count: days + 1 - counts.count)
            }
            if again { counts[days].events += 1 } else { counts[days].watched += 1 }
        }
        for customer in customers {
            let days = customer.days
            for (one, next) in zip(days, days.dropFirst()) {
                note(one.distance(to: next), again: true)
            }
            if let last = days.last { note(last.distance(to: until), again: false) }
        }
        let count = counts.reduce(0) { $0 + $1.events }
        guard count >= rules.gaps else {
            gaps = .unknown(count > 0 ? .fewRecur : .nobodyRecurs)
            tells = customers.count(where: recurs) >= rules.atRisk
            if tells {
                leftOut.boughtOnce = customers.count { !recurs($0) }
                customers = customers.filter(recurs)
            }
            return
        }
        let curve = DelayCurve(counts: counts)
        func day(_ part: Double) -> Int {
            zip(curve.days, curve.shares).first { $0.1 >= part * curve.last - 1e-12 }?.0 ?? 0
        }
        gaps = .value(
            .init(
                median: day(0.5), part: rules.leftAfter, longest: day(rules.leftAfter),
                count: count))
    }

    func value(_ only: CustomerFigures.Source?, name: (Int) -> CustomerFigures.Source)
        -> CustomerFigures.Value
    {
        var bySource: [Int: [PurchaseHistory]] = [:]
        for customer in customers { bySource[customer.source, default: []].append(customer) }
        let rows = bySource.map { source, customers in row(name(source), customers) }
            .filter { only == nil || only?.key == $0.source.key }
            .sorted { ($1.customers, $0.source.key) < ($0.customers, $1.source.key) }
        let total = row(
            .init(key: "total", label: Phrase(en: "total", nl: "totaal")), customers)
        return CustomerFigures.Value(
            origin: histories.origin, basis: basis, until: histories.until, rows: rows,
            total: total, gaps: gaps, leftOut: leftOut, atLeast: rules.atRisk,
            sameSales: histories.sameSales)
    }

    private func row(
        _ source: CustomerFigures.Source, _ customers: [PurchaseHistory]
    ) -> CustomerFigures.Row {
        .init(source: source, customers: customers.count, worth: worth(of: customers))
    }

    private func worth(of customers: [PurchaseHistory]) -> Known<CustomerFigures.Worth> {
        guard !self.customers.isEmpty else { return .unknown(.noCustomers) }
        guard tells else { return .unknown(gaps.absence ?? .noCustomers) }
        guard customers.count >= rules.atRisk else { return .unknown(.fewCustomers) }
        let stays = customers.map(stay)
        let age = stays.map(\.days).sorted(by: >)[rules.atRisk - 1]
        guard Double(age) >= Double(rules.leastMonths) * CustomerRules.daysOfMonth else {
            return .unknown(.shortHistory)
        }
        var (first, later) = (Int128(0), Int128(0))
        var members: [StayAndValue.Member] = []
        for (customer, stay) in zip(customers, stays) {
            let brought = brought(by: customer, upTo: age)
            first += brought.first
            later += brought.later
            members.append(
                .init(
                    days: stay.days, left: stay.left, first: Double(brought.first),
                    later: Double(brought.later)))
        }
        guard let estimate = StayAndValue(members, upTo: age), let range = estimate.range,
            let mean = Rounding.halfEven(first, over: Int128(customers.count)),
            // A month has 487 ÷ 16 days.
            let month = Rounding.halfEven(later * 487, over: Int128(16 * estimate.exposure)),
            let perMonth = money(estimate.value / (estimate.stay / CustomerRules.daysOfMonth)),
            let value = money(estimate.value), let low = money(range.low),
            let high = money(range.high)
        else { return .unknown(.tooLarge) }
        func months(_ days: Double) -> Double { days / CustomerRules.daysOfMonth }
        let stayRange = estimate.stayRange
        return .value(
            .init(
                first: Money(cents: mean, currency), month: Money(cents: month, currency),
                perMonth: perMonth, months: months(estimate.stay),
                monthsLow: months(stayRange.low), monthsHigh: months(stayRange.high),
                seen: months(Double(age)), left: estimate.left, value: value, low: low, high: high)
        )
    }

    private func money(_ cents: Double) -> Money? { Money(rounding: cents, currency) }

    /// How long somebody has been a customer, and whether that is over: from the first sale until the longest usual
    /// time after the last one has gone by, or what was paid by the month has ended.
    private func stay(_ customer: PurchaseHistory) -> (days: Int, left: Bool) {
        let days = customer.days
        guard let first = days.first, let last = days.last else { return (0, false) }
        var end = last.advanced(by: gaps.value?.longest ?? 0)
        for purchase in customer.purchases where purchase.isSale { end = max(end, purchase.end) }
        return end <= histories.until
            ? (first.distance(to: end), true) : (first.distance(to: histories.until), false)
    }

    /// What came on the first day, and after it up to an age in days; of what is paid by the month only what is due.
    private func brought(
        by customer: PurchaseHistory, upTo age: Int
    ) -> (first: Int128, later: Int128) {
        guard let start = customer.purchases.first?.day else { return (0, 0) }
        let end = min(start.advanced(by: age), histories.until).advanced(by: 1)
        var (first, later) = (Int128(0), Int128(0))
        for purchase in customer.purchases {
            let cents = purchase.cents(basis, before: end)
            if purchase.months == nil, purchase.day == start {
                first += cents
            } else {
                later += cents
            }
        }
        return (first, later)
    }
}
