package import Analysis
internal import Funnels
internal import Quantities
internal import Valuation

/// What a customer brings while he stays, after how long the cost of winning customers is back, and in which sales
/// marketing had a part.
package struct CustomersReport: Report {
    private let customers: CustomerFigures
    package let context: ReportContext
    private var value: CustomerFigures.Value { customers.value }
    private var payback: CustomerFigures.Payback { customers.payback }
    private var wins: CustomerFigures.Wins { customers.wins }

    package init(_ customers: CustomerFigures, _ context: ReportContext = ReportContext()) {
        self.customers = customers
        self.context = context
    }

    package var document: Document {
        var document = Document(title)
        document.add(.paragraph(summary))
        document.section(
            valueTitle, .table(Table(valueFields, valueRows, hasTotal: hasValueTotal)),
            .lines(valueNotes))
        document.section(
            paybackTitle, .table(Table(paybackFields, payback.cohorts)), .lines(paybackNotes))
        document.section(
            winsTitle, .table(Table(winFields, winRows, hasTotal: true)), .lines(winNotes))
        document.section(say(.basis), .labelled([context.again]))
        document.dataTable = Table(Self.valueData, valueRows, hasTotal: hasValueTotal)
        document.moreData = [
            Table(Self.paybackData, payback.cohorts),
            Table(Self.winData(customers.question.currency), winRows, hasTotal: true),
        ]
        return document
    }

    package var screen: Document? {
        let most = max(value.rows.count, max(payback.cohorts.count, winRows.count))
        return ShortScreen.fitted(context.language, rows: min(most, 6), hasLosses: false) {
            rows, _, isRoomy in
            var document = Document(title)
            document.add(.paragraph(summary))
            document.section(
                valueTitle,
                .table(
                    Table(
                        valueFields,
                        Array(value.rows.prefix(rows))
                            + valueRows.suffix(valueRows.count - value.rows.count),
                        hasTotal: hasValueTotal)),
                .lines(isRoomy ? Array(valueNotes.prefix(1)) : []))
            document.section(
                paybackTitle,
                .table(Table(paybackFields, Array(payback.cohorts.suffix(rows)))),
                .lines(isRoomy ? Array(paybackNotes.prefix(1)) : []))
            document.section(
                winsTitle,
                .table(
                    Table(
                        winFields,
                        (wins.sources.prefix(rows) + wins.others + [wins.total]).map(line),
                        hasTotal: true)),
                .lines(isRoomy ? Array(winNotes.prefix(1)) : []))
            document.add(
                .lines([
                    say(
                        "All rows, and how it is worked out: --full.",
                        "Alle rijen, en hoe het is berekend: --full.")
                ]))
            return document
        }
    }

    private var title: String {
        let question = customers.question
        return say("What customers are worth", "Wat klanten waard zijn")
            + (customers.only.map { " · \(say.text($0.label))" } ?? "")
            + " · \(say.asOf(question.observed)) · "
            + "\(say.decider(customers.decidedBy, book: customers.ruleBook)) · \(say.unit(question.unit))"
    }

    // MARK: The answer

    private func name(_ basis: CustomerFigures.Basis) -> String {
        basis == .margin
            ? say("margin", "marge") : say("turnover, not margin", "omzet, geen marge")
    }

    private func months(_ months: Double) -> String { numbers.fixed(months, decimals: 1) }

    private func percent(_ share: Double) -> String {
        "\(numbers.fixed(share * 100, decimals: 0))%"
    }

    /// The row of the source that was asked about, else of all.
    private var asked: CustomerFigures.Row? {
        customers.only == nil ? value.total : value.rows.first
    }

    /// One sentence for each of the three questions.
    package var summary: String {
        [valueSentence, paybackSentence, winsSentence].joined(separator: " ")
    }

    private var valueSentence: String {
        let whose =
            customers.only.map {
                say("A customer of \(say.text($0.label))", "Een klant van \(say.text($0.label))")
            } ?? say("A customer", "Een klant")
        switch asked?.worth {
        case .value(let worth):
            let amount = numbers.coarse(worth.value)
            let (low, high) = (numbers.coarse(worth.low), numbers.coarse(worth.high))
            let (month, stay) = (numbers.whole(worth.perMonth), months(worth.months))
            let seen = months(worth.seen)
            return say(
                "\(whose) is worth \(amount) of \(name(value.basis)) (\(low) to \(high)) in the \(seen) months that "
                    + "were seen: \(month) a month, for \(stay) months.",
                "\(whose) is \(amount) aan \(name(value.basis)) waard (\(low) tot \(high)) in de \(seen) maanden die "
                    + "te zien waren: \(month) per maand, \(stay) maanden lang.")
        case .unknown(let absence):
            return say(
                "What \(customers.only == nil ? "a customer" : "a customer of it") is worth over the months cannot be "
                    + "told: \(why(absence)).",
                "Wat een klant \(customers.only == nil ? "" : "ervan ")over de maanden waard is, is niet te zeggen: "
                    + "\(why(absence)).")
        case nil:
            return say(
                "What a customer of it is worth over the months cannot be told: \(why(.noCustomers)).",
                "Wat een klant ervan over de maanden waard is, is niet te zeggen: \(why(.noCustomers))."
            )
        }
    }

    private func why(_ absence: Absence) -> String {
        guard absence == .fewCustomers, let asked else { return say.why(absence) }
        let (least, count) = (numbers.count(value.atLeast), say.count(asked.customers, .customer))
        return say(
            "\(count), and it takes \(least)", "\(count), en het vraagt er \(least)")
    }

    private var cohortName: String {
        payback.each == .quarter ? say("quarter", "kwartaal") : say("month", "maand")
    }

    private func cohortsName(_ count: Int) -> String {
        let isQuarter = payback.each == .quarter
        if count == 1 { return cohortName }
        return isQuarter ? say("quarters", "kwartalen") : say("months", "maanden")
    }

    private var paybackSentence: String {
        switch payback.together {
        case .value(let together):
            let (cohorts, name) = (numbers.count(together.cohorts), cohortsName(together.cohorts))
            let these = say(
                " (\(cohorts) \(name) that can be judged)",
                " (\(cohorts) \(name) waarover dat te zeggen is)")
            if let after = together.backAfter {
                let count = say.count(after, .month)
                return say(
                    "What winning customers costs is back after \(count)\(these).",
                    "Wat het winnen van klanten kost is na \(count) terug\(these).")
            }
            let (count, share) = (say.count(together.months, .month), percent(together.share))
            return say(
                "Of what winning customers costs \(share) is back after \(count)\(these).",
                "Van wat het winnen van klanten kost is \(share) terug na \(count)\(these).")
        case .unknown(.noCohortJudged):
            let share = payback.cohorts.first { $0.share.value != nil }
            let part = share.flatMap { cohort -> String? in
                guard let back = cohort.share.value else { return nil }
                let (name, count) = (label(cohort), say.count(cohort.months, .month))
                return say(
                    " Of \(name), after \(count), \(percent(back)) is back.",
                    " Van \(name) is na \(count) \(percent(back)) terug.")
            }
            return say(
                "Whether the cost of winning customers comes back is too early to judge: no \(cohortName) has had the "
                    + "time that sales take.\(part ?? "")",
                "Of de kosten van het winnen van klanten terugkomen is nog niet te beoordelen: geen \(cohortName) had "
                    + "de tijd die verkopen kosten.\(part ?? "")")
        case .unknown(let absence):
            return say(
                "After how long the cost of winning customers is back cannot be told: \(say.why(absence)).",
                "Na hoe lang de kosten van het winnen van klanten terug zijn, is niet te zeggen: \(say.why(absence))."
            )
        }
    }

    private var winsSentence: String {
        let all = wins.total
        guard all.all.deals > 0 else {
            return say(
                "No deal was won in this period.", "In deze periode is geen deal gewonnen.")
        }
        let (count, sourced) = (say.count(all.all.deals, .deal), numbers.count(all.sourced.deals))
        let influenced = numbers.count(all.influenced.deals)
        var text = say(
            "Of \(count) won, marketing sourced \(sourced) and influenced \(influenced) more",
            "Van \(count) die gewonnen zijn bracht marketing er \(sourced) aan en beïnvloedde er nog \(influenced)"
        )
        if let only = customers.only {
            let row = wins.sources.first
            let own = (
                numbers.count(row?.sourced.deals ?? 0), numbers.count(row?.influenced.deals ?? 0)
            )
            text += say(
                "; \(say.text(only.label)) \(own.0) and \(own.1)",
                "; \(say.text(only.label)) \(own.0) en \(own.1)")
        }
        return text + "."
    }

    // MARK: What a customer brings

    private var valueTitle: String {
        let currency = customers.question.currency
        return say(
            "What a customer brings (\(name(value.basis)), \(currency))",
            "Wat een klant brengt (\(name(value.basis)), \(currency))")
    }

    private var hasValueTotal: Bool { customers.only == nil && !value.rows.isEmpty }

    private var valueRows: [CustomerFigures.Row] {
        value.rows + (hasValueTotal || value.rows.isEmpty ? [value.total] : [])
    }

    private var valueFields: [Field<CustomerFigures.Row>] {
        let worths = (value.rows + [value.total]).compactMap(\.worth.value)
        var fields = Self.valueFields
        if worths.isEmpty {
            fields.removeAll {
                !["source", "customers", "customer_brings"].contains($0.column.key)
            }
        }
        if worths.allSatisfy({ $0.first.cents == 0 }) {
            fields.removeAll { $0.column.key == "first_sale" }
        }
        return fields
    }

    private static func of(
        _ row: CustomerFigures.Row, _ cell: (CustomerFigures.Worth) -> Cell
    ) -> Cell { row.worth.value.map(cell) ?? .dash }

    static let valueFields: [Field<CustomerFigures.Row>] = [
        Field("source", .source, .source, .text) {
            .word($0.source.label, code: $0.source.key)
        },
        Field("customers", "Customers", "Klanten", .customerWorth, rank: 0) {
            .count($0.customers)
        },
        Field("customers_left", "Left", "Vertrokken", .customerWorth, rank: 4) {
            of($0) { .count($0.left) }
        },
        Field("first_sale", "First sale", "Eerste verkoop", .customerWorth, rank: 3) {
            of($0) { .rounded($0.first) }
        },
        Field("a_month", "A month after", "Per maand erna", .customerWorth, rank: 2) {
            of($0) { .rounded($0.month) }
        },
        Field("customer_months", "Months (of)", "Maanden (van)", .customerWorth, rank: 1) {
            of($0) { worth in
                .stated(
                    Wording.both { say in
                        let (stay, seen) = (
                            say.numbers.fixed(worth.months, decimals: 1),
                            say.numbers.fixed(worth.seen, decimals: 1)
                        )
                        return "\(stay) (\(seen))"
                    }, worth.months, .decimal)
            }
        },
        Field("customer_brings", "A customer brings", "Een klant brengt", .customerWorth, rank: 0) {
            .of($0.worth) { worth in
                .stated(
                    Wording.both {
                        "\($0.numbers.rounded(worth.value)) (\($0.numbers.rounded(worth.low))–"
                            + "\($0.numbers.rounded(worth.high)))"
                    }, Double(worth.value.cents) / 100, .money)
            }
        },
    ]

    private static let valueData: [Field<CustomerFigures.Row>] = [
        Field(data: "source", .text) { .text($0.source.key) },
        Field(data: "customers") { .count($0.customers) },
        Field(data: "customers_left") { of($0) { .count($0.left) } },
        Field(data: "first_sale") { of($0) { .money($0.first) } },
        Field(data: "a_month") { of($0) { .money($0.month) } },
        Field(data: "per_month") { of($0) { .money($0.perMonth) } },
        Field(data: "customer_months") { of($0) { .decimal($0.months) } },
        Field(data: "seen_months") { of($0) { .decimal($0.seen) } },
        Field(data: "customer_brings") { .of($0.worth.map(\.value), Cell.money) },
        Field(data: "customer_brings_low") { of($0) { .money($0.low) } },
        Field(data: "customer_brings_high") { of($0) { .money($0.high) } },
    ]

    private var valueNotes: [String] {
        var lines: [String] = []
        if let gaps = value.gaps.value {
            let (longest, median) = (
                say.count(gaps.longest, .day), say.count(gaps.median, .day)
            )
            let (part, count) = (percent(gaps.part), numbers.count(gaps.count))
            lines.append(
                say(
                    "Left: nothing came for more than \(longest), within which \(part) of those who bought again did so "
                        + "(half within \(median); \(count) times).",
                    "Vertrokken: er kwam meer dan \(longest) niets; van wie opnieuw kocht deed \(part) dat daarbinnen "
                        + "(de helft binnen \(median); \(count) keer)."))
        } else if value.total.worth.value != nil {
            lines.append(
                say(
                    "Left: the months of a deal are over and no other followed. Counted are customers of deals that are "
                        + "paid by the month.",
                    "Vertrokken: de maanden van een deal zijn om en er volgde geen andere. Geteld zijn klanten met deals die "
                        + "per maand worden betaald."))
        }
        if let worth = value.total.worth.value {
            let least = numbers.count(value.atLeast)
            lines.append(
                say(
                    "A customer brings: the first sale + a month after it × the months (of those that were seen). The months "
                        + "end at the age that \(least) customers have reached: what comes after it is not counted, and nothing "
                        + "is taken to go on. Ranges hold the true value in 95 of 100 cases.",
                    "Een klant brengt: de eerste verkoop + per maand erna × de maanden (van die te zien waren). De maanden "
                        + "eindigen bij de leeftijd die \(least) klanten hebben bereikt: wat daarna komt telt niet mee, en "
                        + "niets wordt doorgetrokken. Intervallen bevatten de ware waarde in 95 van de 100 gevallen."
                ))
            if worth.left == 0 {
                lines.append(
                    say(
                        "Nobody has left in the months that were seen: a customer may well bring more later on.",
                        "In de maanden die te zien waren is niemand vertrokken: een klant kan later goed meer brengen."
                    ))
            }
        }
        let until = say.day(value.until)
        lines.append(
            value.origin == .orders
                ? say(
                    "By the orders and invoices, up to \(until), of customers who came in as leads.",
                    "Volgens de orders en facturen, tot en met \(until), van klanten die als lead binnenkwamen."
                )
                : say(
                    "By the won deals, up to \(until), of customers who came in as leads.",
                    "Volgens de gewonnen deals, tot en met \(until), van klanten die als lead binnenkwamen."
                ))
        if value.sameSales > 0 {
            let count = say.count(value.sameSales, .row)
            lines.append(
                say(
                    "\(count) of invoices have the customer and the amount of an order before them: the same sales, counted "
                        + "once.",
                    "\(count) met facturen hebben de klant en het bedrag van een order ervoor: dezelfde verkopen, één keer "
                        + "geteld."))
        }
        return lines + leftOut
    }

    private var leftOut: [String] {
        let left = value.leftOut
        let parts: [(Int, String, String)] = [
            (left.withoutLead, "without a lead", "zonder lead"),
            (
                left.before, "who bought before being a lead, or may have",
                "die kochten voor ze een lead waren, of misschien"
            ),
            (left.otherCurrency, "with money in another currency", "met geld in een andere valuta"),
            (
                left.withoutAmount,
                value.basis == .margin
                    ? "of whom a margin is missing" : "of whom an amount is missing",
                value.basis == .margin
                    ? "van wie een marge ontbreekt" : "van wie een bedrag ontbreekt"
            ),
            (left.boughtOnce, "who paid once", "die één keer betaalden"),
        ]
        let told = parts.filter { $0.0 > 0 }.map { count, en, nl in
            "\(numbers.count(count)) \(say(en, nl))"
        }
        guard !told.isEmpty else { return [] }
        return [
            say("Customers not counted: ", "Klanten die niet meetellen: ")
                + told.joined(separator: "; ") + "."
        ]
    }

    // MARK: After how long the cost is back

    private var paybackTitle: String {
        let currency = customers.question.currency
        return say(
            "After how long the cost of winning customers is back (\(currency))",
            "Na hoe lang de kosten van het winnen van klanten terug zijn (\(currency))")
    }

    /// `Q1 2026`, `Mar 2026`.
    private func label(_ cohort: CustomerFigures.Cohort) -> String {
        say.text(Self.label(cohort))
    }

    private static func label(_ cohort: CustomerFigures.Cohort) -> Phrase {
        let first = cohort.period.first
        if cohort.period == Period(monthOf: first) {
            return Wording.both { $0.numbers.month(first) }
        }
        return Phrase("Q\((first.civil.month + 2) / 3) \(first.civil.year)")
    }

    private static func code(_ cohort: CustomerFigures.Cohort) -> String {
        let first = cohort.period.first
        if cohort.period == Period(monthOf: first) { return String(first.description.prefix(7)) }
        return "\(first.civil.year)-Q\((first.civil.month + 2) / 3)"
    }

    /// Without months that no cohort was seen for.
    private var paybackFields: [Field<CustomerFigures.Cohort>] {
        Self.paybackFields.filter { field in
            guard
                let month = Self.milestones.first(where: { field.column.key == "back_after_\($0)" })
            else { return true }
            return payback.cohorts.contains { $0.byMonth.count >= month }
        }
    }

    private static let milestones = [3, 6, 12, 24]

    static let paybackFields: [Field<CustomerFigures.Cohort>] = {
        let fields: [Field<CustomerFigures.Cohort>] = [
            Field("cohort", "MQLs of", "MQL's van", .paidBack, .text) {
                .word(label($0), code: code($0))
            },
            Field("cohort_cost", "They cost", "Ze kostten", .paidBack, rank: 2) {
                .of($0.cost, Cell.rounded)
            },
            Field("cohort_customers", "Customers", "Klanten", .customerWorth, rank: 0) {
                .of($0.customers)
            },
            Field("cost_per_customer", "Per customer", "Per klant", .cost, rank: 1) {
                .of($0.perCustomer, Cell.rounded)
            },
        ]
        let back = milestones.enumerated().map { place, month in
            Field<CustomerFigures.Cohort>(
                "back_after_\(month)", "After \(month)", "Na \(month)", .paidBack, rank: 6 + place
            ) { cohort in
                cohort.byMonth.count >= month ? share(cohort.byMonth[month - 1]) : .dash
            }
        }
        return fields + back + [
            Field("back_so_far", "So far", "Tot nu toe", .paidBack, rank: 0) {
                .of($0.share) { share($0) }
            },
            Field("paid_back", "Cost is back", "Kosten terug", .paidBack, .text, rank: 0) {
                .word(state($0), code: $0.state.rawValue)
            },
        ]
    }()

    private static func share(_ share: Double) -> Cell {
        .stated(
            Wording.both { "\($0.numbers.fixed(share * 100, decimals: 0))%" }, share, .share)
    }

    private static func state(_ cohort: CustomerFigures.Cohort) -> Phrase {
        Wording.both { say in
            let months = say.count(cohort.backAfter ?? cohort.months, .month)
            switch cohort.state {
            case .back:
                return say("after \(months)", "na \(months)")
                    + (cohort.isJudged ? "" : say(", still open", ", nog open"))
            case .notYet: return say("not yet after \(months)", "nog niet na \(months)")
            case .open: return say("still open", "nog open")
            case .notKnown:
                if let month = cohort.monthWithoutSpend {
                    let name = say.numbers.month(month)
                    return say("no spend of \(name)", "geen uitgaven van \(name)")
                }
                return say("not known", "niet bekend")
            }
        }
    }

    private static let paybackData: [Field<CustomerFigures.Cohort>] =
        [
            Field(data: "cohort", .text) { .text(code($0)) },
            Field(data: "mqls") { .of($0.mqls) },
            Field(data: "cohort_customers") { .of($0.customers) },
            Field(data: "cohort_cost") { .of($0.cost) },
            Field(data: "cost_per_customer") { .of($0.perCustomer) },
            Field(data: "brought") { .of($0.brought) },
            Field(data: "back_so_far") { .of($0.share, Cell.share) },
        ]
        + milestones.map { month in
            Field(data: "back_after_\(month)") {
                $0.byMonth.count >= month ? .share($0.byMonth[month - 1]) : .blank
            }
        } + [
            Field(data: "months_to_back") { $0.backAfter.map(Cell.count) ?? .blank },
            Field(data: "months_seen") { .count($0.months) },
            Field(data: "paid_back", .text) { .text($0.state.rawValue) },
        ]

    private var paybackNotes: [String] {
        var lines: [String] = []
        let (name, isAllIn) = (cohortName, payback.isAllIn)
        if let days = payback.judgedAfter {
            let count = say.count(days, .day)
            lines.append(
                say(
                    "Still open: sales of its MQLs may still come (nine in ten do within \(count)), so it is not judged.",
                    "Nog open: er kunnen nog verkopen uit de MQL's komen (negen van de tien doen dat binnen \(count)), dus "
                        + "zonder oordeel."))
        }
        lines.append(
            say(
                "The MQLs of each \(name): what they cost (\(isAllIn ? "all-in" : "to buy")), the customers among them, and the "
                    + "part of the cost that is back with the margin of all that these customers bought since, after so many "
                    + "months from the first day of the \(name). Cost and customers are those of mql report for it.",
                "De MQL's van elk\(payback.each == .quarter ? "" : "e") \(name): wat ze kostten (\(isAllIn ? "alles meegerekend" : "aan inkoop")), de "
                    + "klanten eronder, en het deel van de kosten dat terug is met de marge van alles wat deze klanten sindsdien "
                    + "kochten, na zoveel maanden vanaf de eerste dag. Kosten en klanten zijn die van mql report."
            ))
        if case .value(let together) = payback.together {
            let (cohorts, count) = (
                numbers.count(together.cohorts), say.count(together.months, .month)
            )
            let (cost, share) = (numbers.whole(together.cost), percent(together.share))
            lines.append(
                say(
                    "Together, over the \(count) that all \(cohorts) that are judged were seen: \(cost) of cost, \(share) of it back.",
                    "Samen, over de \(count) dat alle \(cohorts) met een oordeel te zien waren: \(cost) aan kosten, waarvan "
                        + "\(share) terug."))
        }
        if payback.withoutPurchase > 0 {
            let count = say.count(payback.withoutPurchase, .customer)
            lines.append(
                say(
                    "Of \(count) no purchase is known: at least so much is back.",
                    "Van \(count) is geen aankoop bekend: er is minstens zoveel terug."))
        }
        if payback.earlier > 0 {
            let count = numbers.count(payback.earlier)
            lines.append(
                say(
                    "\(count) before these are not shown: --period asks for others.",
                    "\(count) hiervoor zijn niet getoond: --period vraagt om andere."))
        }
        return lines
    }

    // MARK: In which sales marketing had a part

    private var winsTitle: String {
        let period = say.period(customers.question.period)
        return say(
            "In which sales marketing had a part, \(period) (\(customers.question.currency))",
            "In welke verkopen marketing een aandeel had, \(period) (\(customers.question.currency))"
        )
    }

    private var winRows: [WinLine] {
        (wins.sources + wins.others + [wins.total]).map(line)
    }

    /// A row with what it needs to write amounts.
    struct WinLine: Sendable {
        let row: CustomerFigures.WinRow
        let basis: CustomerFigures.Basis
        let currency: Currency
    }

    private func line(_ row: CustomerFigures.WinRow) -> WinLine {
        WinLine(row: row, basis: wins.basis, currency: customers.question.currency)
    }

    private var winFields: [Field<WinLine>] { Self.winFields(isMargin: wins.basis == .margin) }

    static func winFields(isMargin: Bool) -> [Field<WinLine>] {
        [
            Field("source", .source, .source, .text) {
                .word($0.row.source.label, code: $0.row.source.key)
            },
            Field("sourced", "Sourced", "Aangebracht", .sourced, rank: 0) {
                deals($0) { $0.sourced }
            },
            Field(
                "sourced_amount", isMargin ? "Their margin" : "Their turnover",
                isMargin ? "Marge ervan" : "Omzet ervan", .sourced, rank: 3
            ) { amount($0) { $0.sourced } },
            Field("influenced", "Influenced", "Beïnvloed", .sourced, rank: 0) {
                deals($0) { $0.influenced }
            },
            Field(
                "influenced_amount", isMargin ? "Their margin" : "Their turnover",
                isMargin ? "Marge ervan" : "Omzet ervan", .sourced, rank: 4
            ) { amount($0) { $0.influenced } },
            Field("all_won", "All won", "Alle gewonnen", .sourced, rank: 0) {
                .count($0.row.all.deals)
            },
            Field(
                "won_amount", isMargin ? "Their margin" : "Their turnover",
                isMargin ? "Marge ervan" : "Omzet ervan", .sourced, rank: 2
            ) { amount($0) { $0.all } },
        ]
    }

    /// A row that no source has has no part of marketing in it.
    private static func deals(
        _ line: WinLine, _ sales: (CustomerFigures.WinRow) -> CustomerFigures.Sales
    ) -> Cell {
        [.source, .total].contains(line.row.kind) ? .count(sales(line.row).deals) : .dash
    }

    private static func amount(
        _ line: WinLine, _ sales: (CustomerFigures.WinRow) -> CustomerFigures.Sales
    ) -> Cell {
        let sales = sales(line.row)
        if sales.deals == 0, sales.amount == 0, sales.margin == 0 { return .dash }
        return .of(money(sales, line.basis, line.currency), Cell.rounded)
    }

    private static func money(
        _ sales: CustomerFigures.Sales, _ basis: CustomerFigures.Basis, _ currency: Currency
    ) -> Known<Money> {
        let lacks = basis == .margin ? sales.withoutMargin : sales.withoutAmount
        if lacks > 0 {
            return .unknown(basis == .margin ? .purchasesWithoutMargin : .dealAmountsMissing)
        }
        return Known(
            Money(exactly: basis == .margin ? sales.margin : sales.amount, currency),
            else: .tooLarge)
    }

    private static func winData(_ currency: Currency) -> [Field<WinLine>] {
        func fields(
            _ key: String,
            _ sales: @escaping @Sendable (CustomerFigures.WinRow) -> CustomerFigures.Sales
        ) -> [Field<WinLine>] {
            [
                Field(data: key) { .count(sales($0.row).deals) },
                Field(data: "\(key)_turnover") {
                    .of(money(sales($0.row), .turnover, $0.currency))
                },
                Field(data: "\(key)_margin") { .of(money(sales($0.row), .margin, $0.currency)) },
            ]
        }
        return [
            Field(data: "won_by", .text) { .text($0.row.source.key) },
            Field(data: "part", .text) { .text($0.row.kind.rawValue) },
        ] + fields("sourced") { $0.sourced } + fields("influenced") { $0.influenced }
            + fields("all_won") { $0.all }
    }

    private var winNotes: [String] {
        let not = wins.notMarketing.map { say.text($0.label) }.joined(separator: ", ")
        var lines = [
            say(
                "Sourced: the first that is known of its contacts, by when they became a lead or by a touch with a source, is of "
                    + "marketing. Influenced: it is not, and a source of marketing touched them before the sale, the first of "
                    + "these in the row. Together with the rows below they are all won deals.",
                "Aangebracht: het eerste dat van de contacten bekend is, doordat ze lead werden of door een contactmoment met een "
                    + "bron, is van marketing. Beïnvloed: dat niet, en een bron van marketing raakte ze voor de verkoop, de eerste "
                    + "daarvan in de rij. Samen met de rijen eronder zijn het alle gewonnen deals.")
        ]
        if !not.isEmpty {
            lines.append(
                say(
                    "Not marketing: \(not). Everything else that the rule book names is, and what money was spent on. "
                        + "--not-marketing names others.",
                    "Geen marketing: \(not). Al het andere dat het regelboek noemt is dat wel, en waar geld aan is besteed. "
                        + "--not-marketing noemt andere."))
        }
        let kinds = Set(wins.others.map(\.kind))
        if kinds.contains(.sourceNotKnown) {
            lines.append(
                say(
                    "Source not known: what came first has no source, or one of which nobody knows whether it is marketing.",
                    "Bron niet bekend: het eerste heeft geen bron, of een waarvan niemand weet of die van marketing is."
                ))
        }
        if kinds.contains(.leadNotKnown) {
            let after = numbers.count(wins.leadsAfter)
            lines.append(
                say(
                    "Lead not known: the deal names no lead"
                        + (wins.leadsAfter > 0
                            ? ", or its leads came after the sale (\(after))." : "."),
                    "Lead niet bekend: de deal noemt geen lead"
                        + (wins.leadsAfter > 0
                            ? ", of de leads kwamen na de verkoop (\(after))." : ".")))
        }
        if kinds.contains(.existingCustomer) {
            lines.append(
                say(
                    "Existing customer: the deal says so; marketing did not win them anew.",
                    "Bestaande klant: zo staat het bij de deal; marketing won die niet opnieuw."))
        }
        if wins.otherCurrencies > 0 {
            let count = say.count(wins.otherCurrencies, .deal)
            lines.append(
                say(
                    "\(count) in another currency: counted, without the money (--rates converts it).",
                    "\(count) in een andere valuta: wel geteld, zonder het geld (--rates rekent het om)."
                ))
        }
        lines.append(
            say(
                "It says who was there, and not who made the sale.",
                "Het zegt wie erbij was, en niet wie de verkoop maakte."))
        return lines
    }
}

// MARK: For programs

extension CustomersReport {
    package var json: JSONValue {
        let question = customers.question
        return .members([
            "schema": "mql.customers/1", "as_of": question.asOf,
            "data_until": question.observed.data, "observed_until": question.observed.sqls,
            "unit": question.unit.rawValue, "currency": question.currency.code,
            "from": question.period.first, "to": question.period.lastDay,
            "source": customers.only?.key,
            "value": JSONValue.members([
                "by": value.origin.rawValue, "money": value.basis.rawValue, "until": value.until,
                "rows": value.rows.map(json), "total": json(value.total),
                "left_after_days": value.gaps.map(\.longest),
                "usual_gap_days": value.gaps.map(\.median),
                "gaps": value.gaps.map(\.count), "at_least": value.atLeast,
                "same_sales": value.sameSales, "without_lead": value.leftOut.withoutLead,
                "bought_before": value.leftOut.before,
                "other_currency": value.leftOut.otherCurrency,
                "without_amount": value.leftOut.withoutAmount,
                "paid_once": value.leftOut.boughtOnce,
            ]),
            "payback": JSONValue.members([
                "each": payback.each.rawValue, "cost_is": payback.isAllIn ? "all_in" : "bought_for",
                "money": payback.basis.rawValue, "by": payback.origin.rawValue,
                "judged_after_days": payback.judgedAfter,
                "cohorts": payback.cohorts.map(json),
                "together": payback.together.map { together in
                    JSONValue.members([
                        "cohorts": together.cohorts, "cost": together.cost,
                        "customers": together.customers,
                        "cost_per_customer": together.perCustomer,
                        "back_after": together.backAfter, "months": together.months,
                        "share": together.share,
                    ])
                },
                "earlier": payback.earlier, "without_purchase": payback.withoutPurchase,
            ]),
            "wins": JSONValue.members([
                "money": wins.basis.rawValue, "rows": (wins.sources + wins.others).map(json),
                "total": json(wins.total), "leads_after": wins.leadsAfter,
                "not_marketing": wins.notMarketing.map(\.key),
                "other_currencies": wins.otherCurrencies,
            ]),
        ])
    }

    private func json(_ row: CustomerFigures.Row) -> JSONValue {
        .members([
            "source": row.source.key, "customers": row.customers,
            "left": row.worth.map(\.left), "first_sale": row.worth.map(\.first),
            "a_month": row.worth.map(\.month), "per_month": row.worth.map(\.perMonth),
            "months": row.worth.map(\.months), "months_low95": row.worth.map(\.monthsLow),
            "months_high95": row.worth.map(\.monthsHigh), "seen_months": row.worth.map(\.seen),
            "worth": row.worth.map(\.value), "worth_low95": row.worth.map(\.low),
            "worth_high95": row.worth.map(\.high),
        ])
    }

    private func json(_ cohort: CustomerFigures.Cohort) -> JSONValue {
        .members([
            "from": cohort.period.first, "to": cohort.period.lastDay, "mqls": cohort.mqls,
            "customers": cohort.customers, "cost": cohort.cost,
            "cost_per_customer": cohort.perCustomer, "brought": cohort.brought,
            "share": cohort.share, "by_month": cohort.byMonth, "back_after": cohort.backAfter,
            "months": cohort.months, "state": cohort.state.rawValue, "judged": cohort.isJudged,
            "month_without_spend": cohort.monthWithoutSpend,
        ])
    }

    private func json(_ row: CustomerFigures.WinRow) -> JSONValue {
        .members([
            "part": row.kind.rawValue, "source": row.source.key, "sourced": json(row.sourced),
            "influenced": json(row.influenced), "all": json(row.all),
        ])
    }

    private func json(_ sales: CustomerFigures.Sales) -> JSONValue {
        let currency = customers.question.currency
        return .members([
            "deals": sales.deals, "turnover": Self.money(sales, .turnover, currency),
            "margin": Self.money(sales, .margin, currency),
        ])
    }
}
