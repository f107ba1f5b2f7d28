internal import Economics
package import Funnels
package import Leads
package import Quantities
internal import Valuation

/// What customers who came in as leads ordered, as the books have it: the margin of the first order, and of
/// the first twelve and twenty-four months.
package struct CustomerOrders: Hashable, Sendable {
    /// What a customer brings, counted one way.
    package struct Window: Hashable, Sendable {
        package let basis: MarginBasis
        /// Customers that are old enough for it, and of which each order has a margin.
        package let customers: Int
        /// Customers of whom the months are not over yet by the last day of the orders.
        package let tooYoung: Int
        /// Customers that are old enough, of whom an order has no margin.
        package let withoutMargin: Int
        /// Mean per customer.
        package let margin: Known<Money>
        /// Of each customer, in cents.
        let sizes: [Int64]
    }

    /// Orders by the as-of day in the currency of the question, of all customers.
    package let orders: Int
    /// Customers who came in as leads, and first ordered after that.
    package let customers: Int
    /// Customers who had ordered before they were a lead.
    package let before: Int
    /// Customers who may have ordered before the first day of the orders: won before it.
    package let cutOff: Int
    /// Customers that no lead or deal is of, by number or name.
    package let unmet: Int
    /// Orders in other currencies, which are counted nowhere.
    package let otherCurrencies: Int
    /// The first and the last day of the orders.
    package let first: Day
    package let last: Day
    package let windows: [Window]
    /// What the same customers bring in the longest window that at least `fewest` of them are old enough for,
    /// for 1 that their first orders bring; nil where there are fewer, or the first bring nothing.
    package let repeats: Repeats?

    /// How much more than the first order the first months bring.
    package struct Repeats: Hashable, Sendable {
        package let months: Int
        package let customers: Int
        package let factor: Double
    }

    /// Fewer customers than this tell nothing of what comes after a first order.
    static let fewest = 5

    package func window(_ basis: MarginBasis) -> Window? { windows.first { $0.basis == basis } }
}

extension Pipeline {
    /// What customers ordered; nil where no order of the question's currency is known by its day.
    func customerOrders(_ question: Figures.Question, _ companies: Companies) -> CustomerOrders? {
        let known = facts.orders.filter { $0.day <= question.asOf }
        let own = known.filter { $0.currency == question.currency }
        guard let first = own.first?.day, let last = own.last?.day else { return nil }
        var joining = OrderJoining(facts, rules.book, companies, asOf: question.asOf)
        var byCustomer: [String: [Order]] = [:]
        for order in own { byCustomer[joining.key(order), default: []].append(order) }
        var (before, cutOff, unmet) = (0, 0, 0)
        var customers: [OrderHistory] = []
        for key in byCustomer.keys.sorted() {
            let orders = byCustomer[key] ?? []
            guard let start = joining.start(of: orders) else {
                unmet += 1
                continue
            }
            guard let history = OrderHistory(orders, margin: rules.book.economics.margin) else {
                // Nothing but credits: no sale.
                continue
            }
            if start.isExisting || orders[0].day < start.lead {
                before += 1
            } else if start.won.map({ $0 < first }) ?? false {
                cutOff += 1
            } else {
                customers.append(history)
            }
        }
        return CustomerOrders(
            orders: Set(own.map(\.id)).count, customers: customers.count, before: before,
            cutOff: cutOff, unmet: unmet, otherCurrencies: known.count - own.count, first: first,
            last: last,
            windows: [.firstOrder, .first12Months, .first24Months].map {
                OrderHistory.window($0, customers, last: last, question.currency)
            },
            repeats: OrderHistory.repeats(customers, last: last))
    }
}

/// Which lead a customer of the books is.
struct OrderJoining {
    /// Since when a customer was a lead, and when it was won.
    struct Start {
        /// Of the customer, by number.
        let leads: [Int]
        let lead: Day
        let won: Day?
        let isExisting: Bool
    }

    private let facts: Facts
    private let names: CompanyNames
    private let companies: Companies
    private let zone: TimeZoneRule
    private let asOf: Day
    private let deals: [String: Deal]
    /// By name, the leads of the one company that has it; none where several companies have.
    private var leadsOfName: [String: [Int]] = [:]
    /// By lead, the first day on which a deal of it was won.
    private var wonOn: [Int: Day] = [:]
    private var keys: [String: String] = [:]

    init(_ facts: Facts, _ book: RuleBook, _ companies: Companies, asOf: Day) {
        (self.facts, self.companies, self.asOf) = (facts, companies, asOf)
        zone = book.zone
        names = CompanyNames(book.companies)
        deals = Dictionary(facts.deals.map { ($0.id, $0) }) { one, _ in one }
        let wanted = Set(
            facts.orders.compactMap { names.name($0.company.isEmpty ? $0.customer : $0.company) })
        if let column = facts.leads.column("company") {
            let keys = (0..<column.table.count).map { symbol -> String? in
                guard symbol > 0, let name = names.name(column.table.text(Symbol(symbol))) else {
                    return nil
                }
                return wanted.contains(name) ? name : nil
            }
            let end = zone.startOfDay(asOf.advanced(by: 1))
            for lead in 0..<facts.leadCount where facts.leads.created[lead] < end {
                if let name = keys[Int(column.symbols[lead])] {
                    leadsOfName[name, default: []].append(lead)
                }
            }
        }
        for (name, leads) in leadsOfName
        where Set(leads.map { companies.unitOfLead[$0] }).count > 1 {
            leadsOfName[name] = []
        }
        for deal in facts.deals {
            guard let day = deal.wonOn(asOf: asOf), !deal.isCredit else { continue }
            for lead in deal.leads { wonOn[lead] = Day.earlier(wonOn[lead], day) }
        }
    }

    /// By what orders are of one customer: its number, or its name without legal form and capitals.
    mutating func key(_ order: Order) -> String {
        if let key = keys[order.customer] { return key }
        let key = names.name(order.customer) ?? order.customer.lowercased()
        keys[order.customer] = key
        return key
    }

    /// Nil where no lead is this customer.
    func start(of orders: [Order]) -> Start? {
        let own = orders.compactMap { $0.deal.isEmpty ? nil : deals[$0.deal] }
        var leads = own.flatMap(\.leads)
        if leads.isEmpty {
            let name = orders.lazy.compactMap {
                names.name($0.company.isEmpty ? $0.customer : $0.company)
            }.first
            leads = name.flatMap { leadsOfName[$0] } ?? []
        }
        guard let created = leads.map({ facts.leads.created[$0] }).min() else { return nil }
        return Start(
            leads: leads, lead: zone.day(of: created), won: leads.compactMap { wonOn[$0] }.min(),
            isExisting: own.contains(where: \.isExistingCustomer))
    }
}

/// An order of a customer, with what its lines come to.
struct OrderSum {
    let day: Day
    var amount: Int128
    /// Nil where it is not known of a line.
    var margin: Int128?

    /// The orders that some lines are of, in the order of their first lines.
    ///
    /// - Parameter part: the part of an amount that is margin where no column says it, in hundredths of a
    ///   percent.
    static func all(_ lines: [Order], margin part: Int?) -> [OrderSum] {
        var places: [String: Int] = [:]
        var sums: [OrderSum] = []
        for line in lines {
            let own: Int128? =
                if let own = line.margin { Int128(own) } else if let part {
                    Rounding.halfEven(Int128(line.amount) * Int128(part), over: 10_000).map {
                        Int128($0)
                    }
                } else { nil }
            if let place = places[line.id] {
                sums[place].amount += Int128(line.amount)
                sums[place].margin = sums[place].margin.flatMap { sum in own.map { sum + $0 } }
            } else {
                places[line.id] = sums.count
                sums.append(OrderSum(day: line.day, amount: Int128(line.amount), margin: own))
            }
        }
        return sums
    }
}

/// The orders of one customer, each with what its lines come to.
private struct OrderHistory {
    /// In order of their days; the margin nil where it is not known of a line.
    private let orders: [(day: Day, margin: Int128?)]
    /// The place of the first order for which something was paid.
    private let firstOrder: Int

    /// Nil where nothing was ever paid.
    ///
    /// - Parameter margin: the part of an amount that is margin where no column says it, in hundredths of a
    ///   percent.
    init?(_ lines: [Order], margin: Int?) {
        let sums = OrderSum.all(lines, margin: margin)
        guard let first = sums.firstIndex(where: { $0.amount > 0 }) else { return nil }
        orders = sums.map { ($0.day, $0.margin) }
        firstOrder = first
    }

    /// Whether its first so many months are over by the end of a day.
    private func isOver(_ months: Int?, by last: Day) -> Bool {
        guard let months else { return true }
        return orders[firstOrder].day.advanced(byMonths: months) <= last.advanced(by: 1)
    }

    /// The margin of the first order, or of all of the first months; nil where it is not known of one.
    private func margin(_ months: Int?) -> Int128? {
        let first = orders[firstOrder]
        guard let months else { return first.margin }
        let end = first.day.advanced(byMonths: months)
        return orders[firstOrder...].filter { $0.day < end }.reduce(Int128(0) as Int128?) {
            sum, order in
            sum.flatMap { sum in order.margin.map { sum + $0 } }
        }
    }

    static func window(
        _ basis: MarginBasis, _ customers: [OrderHistory], last: Day, _ currency: Currency
    ) -> CustomerOrders.Window {
        let old = customers.filter { $0.isOver(basis.months, by: last) }
        let margins = old.compactMap { $0.margin(basis.months) }
        let absence: Absence =
            customers.isEmpty ? .noOrderOfLead : old.isEmpty ? .customersTooYoung : .noMargin
        let mean =
            margins.isEmpty
            ? nil : Rounding.halfEven(margins.reduce(0, +), over: Int128(margins.count))
        return .init(
            basis: basis, customers: margins.count, tooYoung: customers.count - old.count,
            withoutMargin: old.count - margins.count,
            margin: Known(mean.map { Money(cents: $0, currency) }, else: absence),
            sizes: margins.map { Rounding.clamped($0) })
    }

    static func repeats(_ customers: [OrderHistory], last: Day) -> CustomerOrders.Repeats? {
        for months in [24, 12] {
            let pairs = customers.compactMap { customer -> (first: Int128, all: Int128)? in
                guard customer.isOver(months, by: last), let first = customer.margin(nil),
                    let all = customer.margin(months)
                else { return nil }
                return (first, all)
            }
            let first = pairs.reduce(Int128(0)) { $0 + $1.first }
            let all = pairs.reduce(Int128(0)) { $0 + $1.all }
            guard pairs.count >= CustomerOrders.fewest, first > 0, all > 0 else { continue }
            return .init(
                months: months, customers: pairs.count, factor: Double(all) / Double(first))
        }
        return nil
    }
}
