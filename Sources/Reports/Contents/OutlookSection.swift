internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// What the next ones will cost, what comes back, and how it went from month to month.
struct OutlookSection {
    private let figures: Figures
    private let say: Wording
    private let cells: FigureCells

    init(_ figures: Figures, _ say: Wording) {
        self.figures = figures
        self.say = say
        cells = FigureCells(say: say)
    }

    var blocks: [Document.Block] { next + back + months }

    private var allRows: [Figures.Row] { figures.rows + [figures.total] }

    // MARK: What the next will cost

    private var next: [Document.Block] {
        let currency = figures.question.currency
        let heading: String
        if hasPrices {
            heading = say(
                "What the next will cost (\(currency))", "Wat de volgende gaat kosten (\(currency))"
            )
        } else if hasForecast {
            heading = say("What is still to come", "Wat er nog komt")
        } else {
            return []
        }
        return [.heading(heading), .table(nextTable.withoutEmptyColumns), .lines(nextNotes)]
    }

    private var hasPrices: Bool { allRows.contains { $0.nextCosts.perMQL.value != nil } }
    private var hasForecast: Bool { allRows.contains { $0.stillToCome.value != nil } }

    var nextTable: Table {
        Table(
            columns: [
                cells.column(figures.question.by),
                .init(say("Next MQL", "Volgende MQL"), key: "next_mql_band"),
                .init(say("Next SQL", "Volgende SQL"), key: "next_sql_band"),
                .init(say("Next customer", "Volgende klant"), key: "next_customer_band"),
                .init(say("Waiting", "Wachten"), key: "waiting"),
                .init(say("SQLs to come", "SQL's op komst"), key: "sqls_to_come_range"),
                .init(say("Per SQL then", "Per SQL dan"), key: "per_sql_in_the_end"),
                .init(say("Plan with", "Plan met"), key: "planning_rate"),
            ],
            rows: allRows.map { row in
                [
                    cells.label(row), cells.prices(row.nextCosts.perMQL),
                    cells.prices(row.nextCosts.perSQL), cells.prices(row.nextCosts.perCustomer),
                    cells.cell(row.stillToCome) { .count($0.waiting) },
                    cells.cell(row.stillToCome) {
                        .expected($0.expected, low: $0.low, high: $0.high)
                    },
                    cells.money(row.costPerSQLInTheEnd),
                    row.planningRate.map(Cell.share) ?? .absent(""),
                ]
            }, hasTotal: true)
    }

    private var nextNotes: [String] {
        let days = figures.horizon.days
        var lines: [String] = []
        if hasPrices {
            lines.append(
                say(
                    "The range that holds what the next costs if the same is bought again, in 95 of 100 "
                        + "cases; past costs stand above and have none.",
                    "Het bereik waarin de kosten van de volgende liggen als hetzelfde wordt ingekocht, in 95 "
                        + "van 100 gevallen; wat het kostte staat hierboven en heeft geen bereik."))
        }
        if hasForecast {
            lines.append(
                say(
                    "SQLs to come: of the MQLs that wait, neither SQL nor rejected, within \(days) days; the "
                        + "total is the sum of the rows.",
                    "SQL's op komst: van de MQL's die wachten, geen SQL en niet afgewezen, binnen \(days) "
                        + "dagen; het totaal is de som van de rijen."))
        }
        switch figures.planning?.basis {
        case .rows:
            lines.append(
                say(
                    "Plan with: the row's own rate, drawn towards the others as far as they are alike. For "
                        + "a budget, never for a verdict.",
                    "Plan met: het eigen percentage, naar de andere rijen getrokken voor zover ze op elkaar "
                        + "lijken. Voor een begroting, nooit voor een oordeel."))
        case .total:
            lines.append(
                say(
                    "Plan with: the row's own rate beside that of all together, which counts for 12 MQLs. "
                        + "For a budget, never for a verdict.",
                    "Plan met: het eigen percentage naast dat van alles samen, dat voor 12 MQL's telt. Voor "
                        + "een begroting, nooit voor een oordeel."))
        case .norm:
            lines.append(
                say(
                    "Plan with: the row's own rate beside the norm, which counts for 12 MQLs, because too "
                        + "little is known yet. For a budget, never for a verdict.",
                    "Plan met: het eigen percentage naast de norm, die voor 12 MQL's telt, omdat er nog te "
                        + "weinig bekend is. Voor een begroting, nooit voor een oordeel."))
        case nil: break
        }
        return lines
    }

    // MARK: What comes back

    private var back: [Document.Block] {
        guard allRows.contains(where: { $0.returnSoFar.value != nil }) else { return [] }
        return [
            .heading(say("What comes back per 1 spent", "Wat er terugkomt per 1 uitgegeven")),
            .table(backTable), .lines(backNotes),
        ]
    }

    var backTable: Table {
        let hasPayback = allRows.contains { $0.payback.value != nil }
        var columns = [
            cells.column(figures.question.by),
            .init(say("Spent", "Uitgegeven"), key: "back_cost"),
            .init(say("Came back", "Kwam terug"), key: "back_amount"),
            .init(say("So far", "Tot nu"), key: "back_per_1_range"),
            .init(say("Open deals", "Open deals"), key: "open_deals"),
            .init(say("With those", "Met die erbij"), key: "back_with_open_deals"),
        ]
        if hasPayback {
            columns.append(
                .init(say("Months to pay back", "Maanden tot terug"), key: "payback_months"))
        }
        return Table(
            columns: columns,
            rows: allRows.map { row in
                var line = [
                    cells.label(row), cells.cell(row.returnSoFar) { .money($0.cost) },
                    cells.cell(row.returnSoFar) { .money($0.amount) },
                    cells.cell(row.returnSoFar) {
                        .ratios($0.perEuro, low: $0.range?.low, high: $0.range?.high)
                    }, .count(row.counts.openDeals),
                    cells.cell(row.returnSoFar.flatMap(\.withOpenDeals)) { .ratio($0.perEuro) },
                ]
                if hasPayback { line.append(cells.cell(row.payback) { .decimal($0.months) }) }
                return line
            }, hasTotal: true)
    }

    private var backNotes: [String] {
        let returns = allRows.compactMap(\.returnSoFar.value)
        guard let first = returns.first else { return [] }
        let (isMargin, isAllIn) = (first.basis == .margin, first.costBasis == .allIn)
        var lines = [
            say(
                "\(isMargin ? "Margin" : "Turnover, not margin,") of deals won so far per 1 spent "
                    + "(\(isAllIn ? "all-in" : "bought for")), with the 95% range for doing the same again: a "
                    + "few large deals make it wide.",
                "\(isMargin ? "Marge" : "Omzet, geen marge,") van tot nu toe gewonnen deals per 1 uitgegeven "
                    + "(\(isAllIn ? "alles meegerekend" : "inkoop")), met het 95%-interval als men hetzelfde "
                    + "nog eens doet: een paar grote deals maken het breed.")
        ]
        switch first.withOpenDeals {
        case .value(let open):
            let rate = say.numbers.share(open.winRate)
            lines.append(
                say(
                    "With those: a forecast that counts each open deal for \(rate), the share of closed deals "
                        + "that was won.",
                    "Met die erbij: een verwachting die elke open deal voor \(rate) meetelt, het deel van de "
                        + "gesloten deals dat gewonnen is."))
        case .unknown(let absence):
            lines.append(
                say(
                    "What open deals will add is not known: \(say.why(absence)).",
                    "Wat open deals toevoegen is niet bekend: \(say.why(absence))."))
        }
        if let payback = figures.total.payback.value ?? allRows.compactMap(\.payback.value).first {
            let (cost, margin) = (
                say.numbers.money(payback.costPerCustomer), say.numbers.money(payback.monthlyMargin)
            )
            lines.append(
                say(
                    "Months to pay back: cost per customer ÷ margin of a month (\(cost) ÷ \(margin) for the "
                        + "total), if nobody leaves.",
                    "Maanden tot terug: kosten per klant ÷ marge van een maand (\(cost) ÷ \(margin) voor het "
                        + "totaal), als niemand vertrekt."))
        }
        return lines
    }

    // MARK: Month by month

    private static let mostMonths = 12

    private var months: [Document.Block] {
        guard !figures.months.isEmpty else { return [] }
        let shown = figures.months.suffix(Self.mostMonths)
        let hasSpend = shown.contains { $0.boughtFor.value != nil }
        let currency = hasSpend ? " (\(figures.question.currency))" : ""
        var notes = [
            say(
                "Each month's MQLs, what was spent on them, and what became of them since, in whatever month "
                    + "that was. Open: some have not had \(figures.horizon.days) days yet.",
                "De MQL's van elke maand, wat eraan is uitgegeven en wat er sindsdien van werd, in welke maand "
                    + "dan ook. Loopt: sommige hebben nog geen \(figures.horizon.days) dagen gehad."
            )
        ]
        if shown.count < figures.months.count {
            notes.append(
                say(
                    "The last \(Self.mostMonths) of \(figures.months.count) months; all with --by month.",
                    "De laatste \(Self.mostMonths) van \(figures.months.count) maanden; alle met --by month."
                )
            )
        }
        return [
            .heading(say("Month by month", "Maand voor maand") + currency),
            .table(monthTable(Array(shown)).withoutEmptyColumns), .lines(notes),
        ]
    }

    private func monthTable(_ months: [Figures.Row]) -> Table {
        let columns = [
            cells.column(.month), .init(say("Spend", "Inkoop"), key: "spend"),
            .init(say("MQLs", "MQL's"), key: "mqls"), .init(say("SQLs", "SQL's"), key: "sqls"),
            .init(say("Won", "Klanten"), key: "won"), .init("Per MQL", key: "per_mql"),
            .init("Per SQL", key: "per_sql"),
            .init(say("Per won", "Per klant"), key: "per_customer"),
            .init(say("SQL of MQL*", "SQL van MQL*"), key: "conversion_range"),
            .init(say("Had time", "Had tijd"), key: "had_time"),
        ]
        return Table(
            columns: columns,
            rows: months.map { row in
                [
                    cells.label(row), cells.money(row.boughtFor), cells.count(row.mqls),
                    cells.count(row.sqls), cells.count(row.won), cells.money(row.costs.perMQL),
                    cells.money(row.costs.perSQL), cells.money(row.costs.perCustomer),
                    cells.conversion(row), cells.hadTime(row),
                ]
            })
    }
}
