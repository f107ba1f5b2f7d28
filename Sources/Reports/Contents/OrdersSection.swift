internal import Analysis
internal import Leads
internal import Quantities

/// What a customer brings, by its deal, its first order and its first months of orders, and which of these
/// the margin of a sale is.
struct OrdersSection {
    private let sales: Figures.Sales
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }

    init(_ sales: Figures.Sales, _ say: Wording) {
        self.sales = sales
        self.say = say
    }

    /// None where no orders were read.
    var blocks: [Document.Block] {
        guard let orders = sales.orders else { return [] }
        return [
            .heading(
                say("What a customer brings, by the orders", "Wat een klant brengt, naar de orders")
            ),
            .table(Table(Self.fields, orders.windows)), .lines(notes(orders)),
        ]
    }

    static let fields: [Field<CustomerOrders.Window>] = [
        Field("counted", "Counted", "Geteld", .orders, .text) {
            .word(words($0.basis), code: $0.basis.rawValue)
        },
        Field("margin_per_customer", "Margin", "Marge", .orders) { .of($0.margin, Cell.money) },
        Field("customers", "Customers", "Klanten", .orders) { .count($0.customers) },
        Field("too_young", "Too young", "Te jong", .orders) { .count($0.tooYoung) },
        Field("without_margin", "Without margin", "Zonder marge", .orders) {
            .count($0.withoutMargin)
        },
    ]

    private static func words(_ basis: MarginBasis) -> Phrase {
        switch basis {
        case .deals: Phrase(en: "deals", nl: "deals")
        case .firstOrder: Phrase(en: "first order", nl: "eerste order")
        case .first12Months: Phrase(en: "first 12 months", nl: "eerste 12 maanden")
        case .first24Months: Phrase(en: "first 24 months", nl: "eerste 24 maanden")
        }
    }

    private func notes(_ orders: CustomerOrders) -> [String] {
        let (first, last) = (say.day(orders.first), say.day(orders.last))
        var lines = [
            say(
                "Mean per customer who came in as a lead, of \(numbers.count(orders.orders)) orders from \(first) to "
                    + "\(last). Too young: its months are not over by \(last), so it is not counted.",
                "Gemiddeld per klant die als lead binnenkwam, van \(numbers.count(orders.orders)) orders van "
                    + "\(first) tot en met \(last). Te jong: de maanden zijn op \(last) niet om, dus telt hij niet "
                    + "mee.")
        ]
        let others: [(Int, String, String)] = [
            (
                orders.unmet, "without a lead, by deal or name",
                "zonder lead, op deal of naam"
            ),
            (
                orders.before, "with orders from before being a lead",
                "met orders van voor het een lead was"
            ),
            (
                orders.cutOff, "won before the first day of the orders",
                "gewonnen voor de eerste dag van de orders"
            ),
        ]
        let told = others.filter { $0.0 > 0 }.map { count, en, nl in
            "\(numbers.count(count)) \(say(en, nl))"
        }
        if !told.isEmpty {
            lines.append(
                say("Customers not counted: ", "Klanten die niet meetellen: ")
                    + told.joined(separator: "; ") + ".")
        }
        if orders.otherCurrencies > 0 {
            let count = numbers.count(orders.otherCurrencies)
            lines.append(
                say(
                    "In other currencies, and counted nowhere: \(count) (--rates converts them).",
                    "In andere valuta, en nergens meegeteld: \(count) (--rates rekent ze om)."))
        }
        if let repeats = orders.repeats {
            let (count, times) = (numbers.count(repeats.customers), numbers.ratio(repeats.factor))
            lines.append(
                say(
                    "The \(count) customers that are \(repeats.months) months old brought \(times) times their first "
                        + "order.",
                    "De \(count) klanten die \(repeats.months) maanden oud zijn brachten \(times) keer hun eerste "
                        + "order."))
        }
        return lines
    }

    /// What a sale brings and how that is known.
    ///
    /// - Parameter price: the amount, in words.
    func margin(_ price: String) -> String {
        guard let basis = sales.basis else {
            return say("\(price) per sale, as you said", "\(price) per verkoop, zoals u zei")
        }
        let count = numbers.count(sales.deals ?? 0)
        var text: String
        switch basis {
        case .deals:
            text = say(
                "\(price) per sale, the mean of the won deals (\(count))",
                "\(price) per verkoop, het gemiddelde van de gewonnen deals (\(count))")
        case .firstOrder:
            text = say(
                "\(price) per customer, the mean of the first orders (\(count))",
                "\(price) per klant, het gemiddelde van de eerste orders (\(count))")
        case .first12Months, .first24Months:
            let months = basis.months ?? 0
            text = say(
                "\(price) per customer, the mean of the orders of the first \(months) months (\(count) customers "
                    + "that old)",
                "\(price) per klant, het gemiddelde van de orders van de eerste \(months) maanden (\(count) klanten "
                    + "die zo oud zijn)")
        }
        if sales.isWithoutRepeats {
            text += say(", without repeat orders", ", zonder vervolgorders")
        }
        if sales.orders != nil, !sales.basisIsNamed {
            text += say(
                "; finance has not said which to count (margin_of)",
                "; finance heeft niet gezegd wat telt (margin_of)")
        }
        return text
    }

    /// The same for programs; nil where no orders were read.
    var json: JSONValue? {
        guard let orders = sales.orders else { return nil }
        func margin(_ basis: MarginBasis) -> JSONValue {
            guard let window = orders.window(basis) else { return .null }
            return .members([
                "margin": window.margin, "customers": window.customers,
                "too_young": window.tooYoung, "without_margin": window.withoutMargin,
            ])
        }
        return .members([
            "orders": orders.orders, "first_day": orders.first, "last_day": orders.last,
            "customers": orders.customers, "ordered_before": orders.before,
            "won_before_first_day": orders.cutOff, "met_no_lead": orders.unmet,
            "rows_in_other_currencies": orders.otherCurrencies,
            "margin_first_order": margin(.firstOrder),
            "margin_first_12_months": margin(.first12Months),
            "margin_first_24_months": margin(.first24Months),
            "repeats": orders.repeats.map { repeats in
                JSONValue.members([
                    "months": repeats.months, "customers": repeats.customers,
                    "factor": repeats.factor,
                ])
            },
        ])
    }
}
