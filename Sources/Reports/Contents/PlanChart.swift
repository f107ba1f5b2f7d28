internal import Analysis
internal import Funnels
internal import Quantities

/// What came of the plan, month by month: bars, and a line where each was to end.
struct PlanChart {
    private let plan: PlanFigures
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }

    init(_ plan: PlanFigures, _ say: Wording) {
        self.plan = plan
        self.say = say
    }

    /// Of MQLs, else of SQLs, else of customers: the first of which a plan and what came are known.
    var blocks: [Document.Block] {
        let kinds: [(name: String, pair: (PlanFigures.Row) -> PlanFigures.Pair<Int>)] = [
            (say(.mqls), { $0.mqls }), (say(.sqls), { $0.sqls }), (say(.won), { $0.won }),
        ]
        for kind in kinds {
            let bars = plan.months.compactMap { bar($0, kind.pair($0.total)) }
            guard !bars.isEmpty else { continue }
            return [.chart(chart(of: kind.name, bars))]
        }
        return []
    }

    private func bar(_ month: PlanFigures.Month, _ pair: PlanFigures.Pair<Int>) -> Chart.Bar? {
        guard let actual = pair.actual.value, let target = pair.plan else { return nil }
        let (came, planned) = (numbers.count(actual), numbers.count(target))
        return Chart.Bar(
            numbers.month(month.month.first), Double(actual), target: Double(target),
            text: say("\(came) of \(planned)", "\(came) van \(planned)"))
    }

    private func chart(of name: String, _ bars: [Chart.Bar]) -> Chart {
        let short = bars.count { $0.value < ($0.target ?? 0) }
        let (all, less) = (numbers.count(bars.count), numbers.count(short))
        let title =
            short == 0
            ? say(
                "\(name): as many as planned or more in every month",
                "\(name): elke maand zoveel als gepland of meer")
            : say(
                "\(name): fewer than planned in \(less) of \(all) months",
                "\(name): in \(less) van \(all) maanden minder dan gepland")
        return Chart(
            title: title,
            description: bars.map { "\($0.label): \($0.text)" }.joined(separator: "; "),
            legend: [
                .init(.bar, say("what came", "wat er kwam")),
                .init(.target, say("planned", "gepland")),
            ],
            .bars(
                bars, .counts(bars.map(\.value) + bars.compactMap(\.target), numbers)))
    }
}
