internal import Economics
internal import Funnels
internal import Quantities

extension BudgetFigures.Arrival {
    /// MQLs come evenly over the days of the plan; SQLs and customers follow as they did before.
    static func all(
        of total: BudgetOutcome, spent: Int64, over period: Period, _ delays: Figures.Delays,
        knowsMargin: Bool, _ currency: Currency
    ) -> [BudgetFigures.Arrival] {
        let (first, days) = (period.first, period.length)
        /// The part of all that came by the end of a day, of what takes as long as this.
        func share(_ delay: Maturity, by end: Day) -> Double {
            let last = first.distance(to: end)
            var sum = 0.0
            for day in 0..<min(days, max(0, last)) {
                sum += delay.weight(Self.noSource, age: last - 1 - day)
            }
            return sum / Double(days)
        }
        let planned = period.months
        let parts = Rounding.split(spent, by: planned.map { Int64($0.length) }) ?? []
        var result: [BudgetFigures.Arrival] = []
        var (sqls, customers, balance) = (0.0, 0.0, 0.0)
        var month = Period(monthOf: first)
        func money(_ cents: Double) -> Money { Money(clamping: cents, currency) }
        func add(_ month: Period?, _ spend: Int64, _ mqls: Double, _ by: (Double, Double)) {
            let coming = total.margin * (by.1 - customers)
            let own = total.mqls > 0 ? total.ownCost * mqls / total.mqls : 0
            balance += coming - own - Double(spend)
            result.append(
                BudgetFigures.Arrival(
                    month: month, spend: Money(cents: spend, currency), mqls: mqls,
                    sqls: total.sqls * (by.0 - sqls),
                    customers: total.customers * (by.1 - customers),
                    margin: knowsMargin ? money(coming) : nil,
                    balance: knowsMargin ? money(balance) : nil))
            (sqls, customers) = by
        }
        // Until nearly all SQLs are in, and at least the months of the plan.
        while month.first < period.end
            || (sqls < 0.99 && result.count < planned.count + Self.mostMonthsAfter)
        {
            let place = result.count
            let mqls =
                period.overlap(with: month).map {
                    total.mqls * Double($0.length) / Double(days)
                } ?? 0
            add(
                month, parts.indices.contains(place) ? parts[place] : 0, mqls,
                (
                    share(delays.sql, by: month.end),
                    share(delays.customer, by: month.end)
                ))
            month = Period(monthOf: month.end)
        }
        if sqls < 0.999 || customers < 0.999 { add(nil, 0, 0, (1, 1)) }
        return result
    }

    /// The same with amounts to whole units and counts to tenths, as people read them: they add up to those of the
    /// plan, and the last balance is its margin less its cost.
    package static func addingUp(_ arrivals: [BudgetFigures.Arrival]) -> [BudgetFigures.Arrival] {
        var before = (spend: 0.0, mqls: 0.0, sqls: 0.0, customers: 0.0, margin: 0.0)
        func whole(_ cents: Double) -> Double {
            Rounding.wholeUnits(cents, .toNearestOrAwayFromZero)
        }
        func tenths(_ count: Double) -> Double { whole(count * 1000) / 1000 }
        return arrivals.map { arrival in
            let (currency, start) = (arrival.spend.currency, before)
            before.spend += Double(arrival.spend.cents)
            before.mqls += arrival.mqls
            before.sqls += arrival.sqls
            before.customers += arrival.customers
            before.margin += arrival.margin.map { Double($0.cents) } ?? 0
            let now = before
            func step(_ from: Double, _ to: Double) -> Money {
                Money(clamping: whole(to) - whole(from), currency)
            }
            return BudgetFigures.Arrival(
                month: arrival.month, spend: step(start.spend, now.spend),
                mqls: tenths(now.mqls) - tenths(start.mqls),
                sqls: tenths(now.sqls) - tenths(start.sqls),
                customers: tenths(now.customers) - tenths(start.customers),
                margin: arrival.margin.map { _ in step(start.margin, now.margin) },
                balance: arrival.balance.map {
                    Money(
                        clamping: whole(now.margin) - whole(now.margin - Double($0.cents)), currency
                    )
                })
        }
    }

    private static let mostMonthsAfter = 6
    /// No source has this number: the delay of all of them together.
    private static let noSource = -1
}
