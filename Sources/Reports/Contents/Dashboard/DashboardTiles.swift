internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// The four numbers of the dashboard with their months: what an MQL costs to buy, how many there are, how many become
/// an SQL, and how many a customer.
struct DashboardTiles {
    private let dashboard: DashboardFigures
    private let page: ManagementPage
    private let months: [Figures.Row]
    private let labels: [String]
    private var say: Wording { page.say }
    private var numbers: NumberFormat { say.numbers }
    private var figures: Figures { page.figures }
    private var total: Figures.Row { figures.total }

    /// More have no room beside each other.
    private static let mostMonths = 13

    init(_ dashboard: DashboardFigures, _ page: ManagementPage) {
        self.dashboard = dashboard
        self.page = page
        months = Array(dashboard.figures.months.suffix(Self.mostMonths))
        labels = ChartMonths(page.say).labels(months.map(\.key)).map(\.name)
    }

    var all: [DashboardSheet.Tile] { [cost, mqls, conversion, customers] }

    private func chart(
        _ kind: DashboardSheet.Chart.Kind, norm: Double? = nil,
        _ point: (Figures.Row, String) -> DashboardSheet.Chart.Point
    ) -> DashboardSheet.Chart? {
        let points = zip(months, labels).map(point)
        guard points.count(where: { $0.value != nil }) > 1 else { return nil }
        let texts = zip(months, points).map { "\(say.text($0.label)): \($1.text)" }
        return .init(
            kind: kind, points: points, norm: norm, description: texts.joined(separator: "; "))
    }

    // MARK: Cost

    /// All that an MQL costs where own hours are known, as the answer above it has it; else what it costs to buy.
    private var cost: DashboardSheet.Tile {
        let toBuy = total.costs.perMQL
        let allIn = total.costsAllIn.perMQL.value
        func each(_ row: Figures.Row) -> Money? {
            allIn == nil ? row.costs.perMQL.value : row.costsAllIn.perMQL.value
        }
        let bought = toBuy.value.map(numbers.whole)
        return .init(
            title: allIn == nil
                ? say("Cost to buy, per MQL", "Inkoop per MQL")
                : say("Cost per MQL, all-in", "Kosten per MQL, alles meegerekend"),
            value: each(total).map(numbers.whole) ?? "–",
            small: toBuy.absence.map(say.why)
                ?? (allIn == nil
                    ? say("own hours are not known", "eigen uren zijn niet bekend")
                    : bought.map { say("of which \($0) to buy", "waarvan \($0) inkoop") } ?? ""),
            chart: chart(.line) { row, label in
                let money = each(row)
                return .init(
                    label: label, value: money.map { Double($0.cents) },
                    text: money.map(numbers.whole) ?? "–", isOpen: false)
            },
            note: allIn == nil
                ? say("bought ÷ all MQLs of the month", "inkoop ÷ alle MQL's van de maand")
                : say("all cost ÷ all MQLs of the month", "alle kosten ÷ alle MQL's van de maand"))
    }

    // MARK: MQLs

    private var mqls: DashboardSheet.Tile {
        let leads = say.count(total.counts.leads, .lead)
        let plan = dashboard.plan.flatMap { row -> String? in
            guard let planned = row.mqls.plan, let actual = row.mqls.actual.value else {
                return nil
            }
            return say(
                "of the months with a plan: \(numbers.count(actual)), planned \(numbers.count(planned))",
                "van de maanden met een plan: \(numbers.count(actual)), gepland \(numbers.count(planned))"
            )
        }
        return .init(
            title: say(.mqls),
            value: total.mqls.value.map { numbers.count($0) } ?? "–",
            small: total.mqls.absence.map(say.why)
                ?? say("beside \(leads) created", "naast \(leads) uit de periode"),
            chart: chart(.bars) { row, label in
                let count = row.mqls.value
                return .init(
                    label: label, value: count.map(Double.init),
                    text: count.map { numbers.count($0) } ?? "–", isOpen: false)
            },
            note: plan
                ?? say(
                    "by the month in which they became one", "naar de maand waarin ze dat werden"))
    }

    // MARK: MQL to SQL

    private var norm: Figures.Comparison? { total.comparisons.first { !$0.isIndication } }

    private var conversion: DashboardSheet.Tile {
        let estimate = total.matured.value?.estimate
        let rate = page.justification.isSaid ? estimate?.rate : nil
        let title = norm.map { say.text($0.benchmark.title) }
        let verdict = norm.map { norm in
            if case .tooFew = norm.verdict {
                return say("too few to tell", "te weinig om te zeggen")
            }
            return say.verdict(norm.verdict)
        }
        var note = title.map { title in
            say("dashed: \(title)", "streepjes: \(title)")
                + (verdict.map { ", \($0)" } ?? "")
        }
        let hasOpen = months.contains(where: \.isOpen)
        if hasOpen {
            note =
                (note.map { $0 + " · " } ?? "")
                + say("○ can still change", "○ kan nog veranderen")
        }
        return .init(
            title: say("MQLs that become an SQL", "MQL's die SQL worden"),
            value: rate.map { numbers.share($0) } ?? "–",
            small: rate == nil
                ? total.matured.absence.map(say.why) ?? say(.tooFew)
                : estimate.map { numbers.range($0.low, $0.high) } ?? "",
            chart: !page.justification.isSaid
                ? nil
                : chart(.rates, norm: norm?.benchmark.rate) { row, label in
                    let matured = row.matured.value
                    let isTold = (matured?.maturedEquivalent ?? 0) >= Verdict.fewest
                    let rate = isTold ? matured?.estimate.rate : nil
                    return .init(
                        label: label, value: rate,
                        text: rate.map { numbers.share($0) } ?? say(.tooFew),
                        low: matured?.estimate.low ?? 0, high: matured?.estimate.high ?? 0,
                        isOpen: row.isOpen)
                }, note: note ?? "")
    }

    // MARK: Customers

    private var customers: DashboardSheet.Tile {
        let back = total.returnSoFar.value
        let small =
            total.won.absence.map(say.why)
            ?? back.map { back in
                let money = numbers.whole(back.amount)
                let what =
                    back.basis == .turnover
                    ? say("turnover", "omzet") : say("margin", "marge")
                return say("\(money) \(what) so far", "\(money) \(what) tot nu toe")
            } ?? ""
        let open = figures.sales.decisions.open
        return .init(
            title: say("Customers of these MQLs", "Klanten uit deze MQL's"),
            value: total.won.value.map { numbers.count($0) } ?? "–", small: small,
            chart: chart(.bars) { row, label in
                let count = row.won.value
                return .init(
                    label: label, value: count.map(Double.init),
                    text: count.map { numbers.count($0) } ?? "–", isOpen: row.isOpen)
            },
            note: (open > 0
                ? say(
                    "\(say.count(open, .sql)) \(open == 1 ? "waits" : "wait") for a decision · ",
                    "\(say.count(open, .sql)) \(open == 1 ? "wacht" : "wachten") op een besluit · ")
                : "")
                + say("light: can still change", "licht: kan nog veranderen"))
    }
}
