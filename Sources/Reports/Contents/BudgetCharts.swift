internal import Analysis
internal import Quantities

/// What the plan changes, and what that does to the bank over the months.
struct BudgetCharts {
    private let budget: BudgetFigures
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }
    private var currency: Currency { budget.figures.question.currency }

    init(_ budget: BudgetFigures, _ say: Wording) {
        self.budget = budget
        self.say = say
    }

    /// What each source gets today, and in the plan.
    var spend: [Document.Block] {
        let rows = budget.rows.map { row -> Chart.Spread in
            let (now, plan) = (Double(row.now.cents), Double(row.spend.cents))
            let text =
                numbers.rounded(row.now) == numbers.rounded(row.spend)
                ? whole(plan) : "\(whole(now)) → \(whole(plan))"
            return Chart.Spread(say.text(row.label), [plan, now], text: text)
        }
        let values = rows.flatMap(\.values).compactMap(\.self)
        guard values.contains(where: { $0 > 0 }) else { return [] }
        let now = whole(rows.reduce(0) { $0 + ($1.values[1] ?? 0) })
        let plan = whole(Double(budget.spentInAll.cents))
        let series = [say("in the plan", "in het plan"), say("today", "nu")]
        return [
            .chart(
                Chart(
                    title: now == plan
                        ? say(
                            "As much as today, \(plan), but divided differently",
                            "Evenveel als nu, \(plan), maar anders verdeeld")
                        : say(
                            "From \(now) today to \(plan) in the plan",
                            "Van \(now) nu naar \(plan) in het plan"),
                    description: rows.map { "\($0.label): \($0.text)" }.joined(separator: "; "),
                    legend: series.enumerated().map { .init(.series($0), $1) },
                    .spread(rows, .money(cents: values, currency, numbers), series: series)))
        ]
    }

    /// All margin less all costs, up to the end of each month.
    var balance: [Document.Block] {
        let arrivals = BudgetFigures.Arrival.addingUp(budget.arrivals).filter { $0.balance != nil }
        guard arrivals.count > 1 else { return [] }
        let months = arrivals.map { arrival in
            arrival.month.map { String($0.first.description.prefix(7)) }
                ?? say("later", "later")
        }
        let points = zip(ChartMonths(say).labels(months), arrivals).map { label, arrival in
            let cents = Double(arrival.balance?.cents ?? 0)
            return Chart.Point(
                label.name, year: label.year, cents, low: cents, high: cents, isOpen: false,
                text: whole(cents))
        }
        let values = points.compactMap(\.value)
        guard let lowest = values.min(), let last = values.last,
            let place = values.firstIndex(of: lowest)
        else { return [] }
        let month =
            arrivals[place].month.map { numbers.month($0.first) } ?? say("the end", "het eind")
        let (least, end) = (whole(lowest), whole(last))
        let title =
            lowest < 0 && last > lowest
            ? say(
                "The balance is lowest at the end of \(month) (\(least)) and ends at \(end)",
                "Het saldo is het laagst eind \(month) (\(least)) en eindigt op \(end)")
            : say("The balance ends at \(end)", "Het saldo eindigt op \(end)")
        return [
            .chart(
                Chart(
                    title: title,
                    description: zip(months, points).map { "\($0): \($1.text)" }
                        .joined(separator: "; "),
                    legend: [
                        .init(
                            .dot,
                            say(
                                "all margin less all costs, up to the end of the month",
                                "alle marge min alle kosten, tot het eind van de maand"))
                    ],
                    .line(points, .money(cents: values, currency, numbers), marks: [])))
        ]
    }

    /// In whole units, with the sign of the currency.
    private func whole(_ cents: Double) -> String {
        numbers.whole(Money(clamping: cents, currency))
    }
}
