package import Quantities

/// An order or an invoice of a customer, as the books have it.
package struct Order: Hashable, Sendable {
    package let id: String
    /// The number or the name under which the books know the customer.
    package let customer: String
    /// The name of the customer, where a column has it beside the number.
    package let company: String
    package let day: Day
    package let currency: Currency
    /// Turnover without VAT, in cents; below zero for what was credited.
    package let amount: Int64
    /// What is left of it after the cost of what was sold, in cents; nil where it is not known.
    package let margin: Int64?
    /// The deal that it belongs to; empty where no column says so.
    package let deal: String

    package init(
        id: String, customer: String, company: String = "", day: Day, currency: Currency,
        amount: Int64, margin: Int64? = nil, deal: String = ""
    ) {
        self.id = id
        self.customer = customer
        self.company = company
        self.day = day
        self.currency = currency
        self.amount = amount
        self.margin = margin
        self.deal = deal
    }

    /// The same order with its money in another currency.
    func worth(_ amount: Int64, margin: Int64?, in currency: Currency) -> Order {
        Order(
            id: id, customer: customer, company: company, day: day, currency: currency,
            amount: amount, margin: margin, deal: deal)
    }
}

extension Order: Comparable {
    package static func < (one: Order, other: Order) -> Bool {
        (one.day, one.id, one.customer, one.deal, one.amount)
            < (other.day, other.id, other.customer, other.deal, other.amount)
    }
}

/// A row of an order as a table has it. The rows of one table with one number are lines of one order.
package struct OrderRow: Replaceable, Sendable {
    package let order: Order
    package let identity: UInt64
    package let repetition: Int
    /// The number of the order.
    package let subject: UInt64
    package let exported: Int64
    package var table: Int

    package init(
        _ order: Order, identity: UInt64, repetition: Int = 0, subject: UInt64,
        exported: Int64 = .min, table: Int
    ) {
        self.order = order
        self.identity = identity
        self.repetition = repetition
        self.subject = subject
        self.exported = exported
        self.table = table
    }
}

/// Which of a customer's orders the margin of a sale is counted from.
package enum MarginBasis: String, CaseIterable, Hashable, Sendable {
    /// The deals that the CRM has.
    case deals
    /// The first order of a customer.
    case firstOrder = "first_order"
    /// All orders of a customer's first twelve months.
    case first12Months = "first_12_months"
    /// All orders of a customer's first twenty-four months.
    case first24Months = "first_24_months"

    /// How many months of orders it counts; nil for one sale alone.
    package var months: Int? {
        switch self {
        case .deals, .firstOrder: nil
        case .first12Months: 12
        case .first24Months: 24
        }
    }
}
