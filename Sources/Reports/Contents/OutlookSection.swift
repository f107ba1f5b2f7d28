internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities
internal import Valuation

/// What the next ones will cost, what comes back, and how it went from month to month.
struct OutlookSection {
    private let figures: Figures
    private let say: Wording

    init(_ figures: Figures, _ say: Wording) {
        self.figures = figures
        self.say = say
    }

    var blocks: [Document.Block] { next + coming + back + months }

    private var allRows: [Figures.Row] { figures.rows + [figures.total] }

    // MARK: What the next will cost

    private var next: [Document.Block] {
        guard allRows.contains(where: { $0.nextCosts.perMQL.value != nil }) else { return [] }
        let currency = figures.question.currency
        return [
            .heading(
                say(
                    "What the next will cost to buy (\(currency))",
                    "Wat de volgende gaan kosten aan inkoop (\(currency))")),
            .table(nextTable.withoutEmptyColumns),
            .lines([
                say(
                    "If nothing changes, the price settles within this range in the long run (95%); a single "
                        + "batch can fall outside it.",
                    "Verandert er niets, dan komt de prijs op den duur tussen deze bedragen uit (95%); één partij kan "
                        + "erbuiten vallen."
                )
            ]),
        ]
    }

    var nextTable: Table { table(Self.nextFields) }

    static let nextFields: [Field<Figures.Row>] = [
        Field("next_mql_band", "Next MQL", "Volgende MQL", .next, .band) {
            .of($0.nextCosts.perMQL)
        },
        Field("next_sql_band", "Next SQL", "Volgende SQL", .next, .band) {
            .of($0.nextCosts.perSQL)
        },
        Field("next_customer_band", "Next customer", "Volgende klant", .next, .band) {
            .of($0.nextCosts.perCustomer)
        },
    ]

    private func table(_ fields: [Field<Figures.Row>]) -> Table {
        Table([.by(figures.question.by)] + fields, allRows, hasTotal: true)
    }

    // MARK: What is still to come

    private var coming: [Document.Block] {
        guard let total = figures.total.stillToCome.value, total.undecided > 0 else { return [] }
        return [
            .heading(say("What is still to come", "Wat er nog komt")),
            .table(comingTable.withoutEmptyColumns), .lines(comingNotes),
        ]
    }

    var comingTable: Table { table(Self.comingFields) }

    static let comingFields: [Field<Figures.Row>] = [
        Field("undecided", "Undecided", "Onbeslist", .toCome) {
            .of($0.stillToCome.map(\.undecided))
        },
        Field("sqls_to_come", "SQLs expected", "SQL's verwacht", .toCome, .range) {
            .of($0.stillToCome) { .expected($0.expected, low: $0.low, high: $0.high) }
        },
        Field("per_sql_in_the_end", "Per SQL in the end", "Per SQL uiteindelijk", .toCome) {
            .of($0.costPerSQLInTheEnd)
        },
        Field("planning_rate", .budgetWith, .planWith) {
            $0.planningRate.map(Cell.share) ?? .blank
        },
    ]

    private var comingNotes: [String] {
        let days = figures.horizon.days
        var lines = [
            say(
                "Undecided: not an SQL, not turned down or lost, and not \(days) days old yet. Expected: "
                    + "within those days, if each source goes on as before.",
                "Onbeslist: geen SQL, niet afgewezen of verloren, en nog geen \(days) dagen oud. Verwacht: "
                    + "binnen die dagen, als elke bron doorgaat als voorheen.")
        ]
        switch figures.planning?.basis {
        case .rows:
            lines.append(
                say(
                    "Planning rate: for budgets only, adjusted for small numbers: rows with few MQLs lean on the "
                        + "others. Verdicts go by the row's own rate.",
                    "Planpercentage: alleen voor begrotingen, gecorrigeerd voor kleine aantallen: rijen met weinig MQL's "
                        + "leunen op de andere. Oordelen gaan uit van het eigen percentage."))
        case .total:
            lines.append(
                say(
                    "Planning rate: for budgets only, adjusted for small numbers: the rate of all together counts for "
                        + "12 MQLs in it. Verdicts go by the row's own rate.",
                    "Planpercentage: alleen voor begrotingen, gecorrigeerd voor kleine aantallen: het percentage van "
                        + "alles samen telt erin voor 12 MQL's. Oordelen gaan uit van het eigen percentage."
                ))
        case .norm:
            lines.append(
                say(
                    "Planning rate: for budgets only, adjusted for small numbers: little is known yet, so the norm counts "
                        + "for 12 MQLs in it. Verdicts go by the row's own rate.",
                    "Planpercentage: alleen voor begrotingen, gecorrigeerd voor kleine aantallen: er is nog weinig bekend, "
                        + "dus telt de norm erin voor 12 MQL's. Oordelen gaan uit van het eigen percentage."
                ))
        case nil: break
        }
        return lines
    }

    // MARK: What comes back

    private var back: [Document.Block] {
        // Where the days are those of an import, it is not known what came of what.
        guard isBackKnown, figures.move == nil else { return [] }
        return [
            .heading(
                say(
                    "What every \(one) spent has brought back so far",
                    "Wat elke bestede \(one) tot nu toe heeft opgebracht")),
            .table(backTable.withoutEmptyColumns), .lines(backNotes),
        ]
    }

    private var one: String { say.numbers.one(figures.question.currency) }
    private var isBackKnown: Bool { firstReturn != nil }
    private var firstReturn: ReturnSoFar? {
        figures.total.returnSoFar.value ?? allRows.lazy.compactMap(\.returnSoFar.value).first
    }

    var backTable: Table {
        table(
            Self.backFields(
                isMargin: firstReturn?.basis != .turnover,
                isAllIn: firstReturn?.costBasis != .boughtFor,
                areDealsWhole: figures.dealCredit != .equal, figures.question.currency))
    }

    /// - Parameter areDealsWhole: where the money of a deal is divided over its contacts, a row has parts of
    ///   deals, which are not counted.
    static func backFields(
        isMargin: Bool, isAllIn: Bool, areDealsWhole: Bool, _ currency: Currency
    ) -> [Field<Figures.Row>] {
        @Sendable func deals(_ row: Figures.Row, _ count: Int) -> Cell {
            .of(row.returnSoFar) { _ in areDealsWhole ? .count(count) : .dash }
        }
        return [
            isAllIn
                ? Field("back_cost", "All-in cost", "Kosten, alles", .allIn) { backCost($0) }
                : Field("back_cost", "Bought for", "Inkoop", .boughtFor) { backCost($0) },
            Field("deals", .deals, .deals) { deals($0, $0.counts.deals) },
            isMargin
                ? Field("back_amount", .margin, .back) { backAmount($0) }
                : Field("back_amount", "Turnover", "Omzet", .back) { backAmount($0) },
            Field("back_per_1", .backPerOne(currency), .back, .range, rank: 1) {
                .of($0.returnSoFar) {
                    .ratios($0.perEuro, low: $0.range?.low, high: $0.range?.high)
                }
            },
            Field("open_deals", "Open deals", "Open deals", .openDeals) {
                deals($0, $0.counts.openDeals)
            },
            Field("back_with_open_deals", "With those", "Met die erbij", .openDeals) {
                .of($0.returnSoFar.flatMap(\.withOpenDeals)) { .ratio($0.perEuro) }
            },
            Field("payback_months", "Months to pay back", "Terug na, maanden", .payback) {
                $0.payback.value.map { .decimal($0.months) } ?? .dash
            },
        ]
    }

    private static func backCost(_ row: Figures.Row) -> Cell {
        .of(row.returnSoFar.map(\.cost))
    }

    private static func backAmount(_ row: Figures.Row) -> Cell {
        .of(row.returnSoFar.map(\.amount))
    }

    private var backNotes: [String] {
        guard let first = firstReturn else { return [] }
        let (isMargin, isAllIn) = (first.basis == .margin, first.costBasis == .allIn)
        let title = say(.backPerOne(figures.question.currency))
        var lines = [
            say(
                "\(title): \(isMargin ? "margin" : "turnover, not margin,") of the deals won so far, for every "
                    + "\(one) of cost (\(isAllIn ? "all-in" : "to buy")). The range (95%) says how much of it may be "
                    + "luck, with so many deals of such sizes.",
                "\(title): \(isMargin ? "marge" : "omzet, geen marge,") van de tot nu toe gewonnen deals, voor elke "
                    + "\(one) aan kosten (\(isAllIn ? "alles meegerekend" : "aan inkoop")). Het interval (95%) zegt "
                    + "hoeveel daarvan geluk kan zijn, bij zoveel deals van zulke bedragen.")
        ]
        let returns = allRows.compactMap(\.returnSoFar.value)
        if let open = returns.lazy.compactMap(\.withOpenDeals.value).first {
            let rate = say.numbers.share(open.winRate)
            lines.append(
                say(
                    "With those: what is expected once the open deals are added, each counted for \(rate), the "
                        + "share of all closed deals that was won (the worth goes by SQLs: another share).",
                    "Met die erbij: wat wordt verwacht als de open deals meetellen, elk voor \(rate), het deel "
                        + "van alle gesloten deals dat gewonnen is (de waarde gaat uit van SQL's: een ander deel)."
                ))
        }
        if let absence = returns.lazy.compactMap(\.withOpenDeals.absence).first {
            let isNone = returns.allSatisfy { $0.withOpenDeals.value == nil }
            lines.append(
                say(
                    "What open deals will add is not known\(isNone ? "" : " for some rows"): "
                        + "\(say.why(absence)).",
                    "Wat open deals toevoegen is \(isNone ? "" : "voor sommige rijen ")niet bekend: "
                        + "\(say.why(absence))."))
        }
        if let row = allRows.last(where: { $0.payback.value != nil }),
            let payback = row.payback.value
        {
            let (cost, margin) = (
                say.numbers.money(payback.costPerCustomer), say.numbers.money(payback.monthlyMargin)
            )
            let name = say.text(row.label)
            lines.append(
                say(
                    "Months to pay back: cost per customer ÷ margin of a month (\(name): \(cost) ÷ \(margin)), "
                        + "if nobody leaves.",
                    "Terug na, maanden: kosten per klant ÷ marge van een maand (\(name): \(cost) ÷ \(margin)), "
                        + "als niemand vertrekt."))
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
        var notes = self.notes(on: shown)
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
            .onPage(FiguresCharts(figures, say).months.map { [.chart($0)] } ?? []),
            .table(monthTable(Array(shown)).withoutEmptyColumns), .lines(notes),
        ]
    }

    /// What somebody must know who reads a table of these months.
    func notes(on shown: ArraySlice<Figures.Row>) -> [String] {
        let hasSpend = shown.contains { $0.boughtFor.value != nil }
        var notes = [
            say(
                "The MQLs of each month"
                    + (hasSpend ? ", what was spent in it" : "")
                    + ", and what became of these MQLs since, in whatever month that was.",
                "De MQL's van elke maand"
                    + (hasSpend ? ", wat er in die maand is besteed" : "")
                    + " en wat er sindsdien van deze MQL's werd, in welke maand dan ook.")
        ]
        if shown.contains(where: \.isOpen) {
            notes.append(
                say(
                    "Provisional: some of its MQLs are not \(figures.horizon.days) days old yet.",
                    "Voorlopig: sommige MQL's zijn nog geen \(figures.horizon.days) dagen oud."))
        }
        if shown.contains(where: \.isBeforeRules) {
            let book = "\(figures.ruleBook.name) \(figures.ruleBook.version)"
            let from = figures.notes.rulesInForceFrom.map(say.day) ?? "–"
            notes.append(
                say(
                    "Before rules: \(book) is in force from \(from), and judges these months here all the same. "
                        + "What changes at that line may be the rules and not the leads; to see what the rules of that "
                        + "time say: --rules.",
                    "Vóór regels: \(book) geldt vanaf \(from), en beoordeelt deze maanden hier evengoed. Wat bij "
                        + "die grens verandert kunnen de regels zijn en niet de leads; om te zien wat de regels van "
                        + "toen zeggen: --rules."
                ))
        }
        return notes
    }

    private func monthTable(_ months: [Figures.Row]) -> Table {
        Table([.by(.month)] + Self.monthFields, months)
    }

    static let monthFields: [Field<Figures.Row>] =
        FiguresReport.costFields.filter {
            !["leads", "contacted", "per_lead"].contains($0.column.key)
        } + [
            Field("conversion", "SQL of MQL*", "SQL van MQL*", .range, .range, rank: 1) {
                isTooYoung($0)
                    ? .absent(Phrase.tooYoung) : .conversion($0)
            }
        ]

    /// A rate of the two or three MQLs of last month that had their time would be quoted.
    private static func isTooYoung(_ row: Figures.Row) -> Bool {
        row.isOpen && row.matured.value.map { $0.maturedEquivalent < Verdict.fewest } ?? false
    }
}
