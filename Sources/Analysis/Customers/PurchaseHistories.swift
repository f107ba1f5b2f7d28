internal import Economics
internal import Funnels
internal import Leads
internal import Quantities
internal import Statistics
internal import Valuation

/// Something that a customer bought, or that went back.
struct Purchase: Hashable {
    let day: Day
    /// Nil where it is not known.
    let amount: Int128?
    let margin: Int128?
    /// Over how many months it is paid; nil where it is paid at once.
    var months: Int?
    /// Whether it is a sale, and not money that went back.
    let isSale: Bool

    /// The first day that it does not cover any more.
    var end: Day { months.map { day.advanced(byMonths: $0) } ?? day }

    func cents(_ basis: CustomerFigures.Basis) -> Int128? { basis == .margin ? margin : amount }

    /// The part of it that had come before a day, in cents.
    func cents(_ basis: CustomerFigures.Basis, before day: Day) -> Int128 {
        guard let cents = cents(basis), self.day < day else { return 0 }
        guard end > day else { return cents }
        let (gone, whole) = (self.day.distance(to: day), self.day.distance(to: end))
        return Rounding.halfEven(cents * Int128(gone), over: Int128(whole)).map { Int128($0) } ?? 0
    }
}

extension Purchase {
    /// What a lead has of a won deal, or of what was returned of one.
    init(_ share: DealShare) {
        self.init(
            day: share.day, amount: share.amount.map { Int128($0) },
            margin: share.margin.map { Int128($0) }, months: share.isCredit ? nil : share.months,
            isSale: !share.isCredit)
    }
}

extension Purchase: Comparable {
    /// By day, sales before what went back on the same day.
    static func < (one: Purchase, other: Purchase) -> Bool {
        if one.day != other.day { return one.day < other.day }
        if one.isSale != other.isSale { return one.isSale }
        return (one.amount ?? 0, one.margin ?? 0) < (other.amount ?? 0, other.margin ?? 0)
    }
}

/// A customer who came in as a lead, and what he bought.
struct PurchaseHistory {
    let leads: [Int]
    /// By the number of its source, the day on which it became an MQL.
    let source: Int
    let mql: Day?
    /// In order of their days, at least one of them a sale.
    let purchases: [Purchase]
    let isInOtherCurrency: Bool

    /// The days on which something was bought, ascending: what is of one day is one purchase.
    var days: [Day] {
        var days: [Day] = []
        for purchase in purchases where purchase.isSale && days.last != purchase.day {
            days.append(purchase.day)
        }
        return days
    }
}

/// What all customers bought, as orders have it, else as won deals do: never both, because they are the same sales.
struct PurchaseHistories {
    private(set) var origin = CustomerFigures.Origin.deals
    private(set) var customers: [PurchaseHistory] = []
    private(set) var leftOut = CustomerFigures.Value.LeftOut()
    private(set) var sameSales = 0
    /// Up to which day it is known who bought.
    private(set) var until: Day

    private let pipeline: Pipeline
    private let question: Figures.Question
    private let counted: Counted
    private let units: Units
    private var facts: Facts { pipeline.facts }

    init(
        _ pipeline: Pipeline, _ question: Figures.Question, _ counted: Counted,
        _ rules: CustomerRules
    ) {
        (self.pipeline, self.question, self.counted) = (pipeline, question, counted)
        units = Units(counted.companies, by: question.unit)
        until = question.observed.customers
        takeOrders(rules)
        if customers.isEmpty {
            (origin, sameSales, leftOut) = (.deals, 0, .init())
            until = question.observed.customers
            takeDeals()
        }
    }

    // MARK: Orders

    private mutating func takeOrders(_ rules: CustomerRules) {
        let known = facts.orders.filter { $0.day <= question.asOf }
        guard let first = known.first?.day else { return }
        origin = .orders
        var joining = OrderJoining(
            facts, pipeline.rules.book, counted.companies, asOf: question.asOf)
        var keys: [String] = []
        keys.reserveCapacity(known.count)
        for order in known { keys.append(joining.key(order)) }
        let repeated = SameSales.repeated(known, customers: keys, rules.sameSale)
        sameSales = repeated.count
        var byCustomer: [String: [Order]] = [:]
        for (place, order) in known.enumerated() where !repeated.contains(place) {
            byCustomer[keys[place], default: []].append(order)
        }
        var journeys = Journeys(pipeline, question, counted, units)
        for key in byCustomer.keys.sorted() {
            let orders = byCustomer[key] ?? []
            guard let start = joining.start(of: orders) else {
                leftOut.withoutLead += 1
                continue
            }
            let purchases = OrderSum.all(
                orders.filter { $0.currency == question.currency },
                margin: pipeline.rules.book.economics.margin
            ).map {
                Purchase(
                    day: $0.day, amount: $0.amount, margin: $0.margin, isSale: $0.amount > 0)
            }.drop { !$0.isSale }
            let isOther = orders.contains { $0.currency != question.currency }
            // Nothing but credits: no sale.
            if purchases.isEmpty, !isOther { continue }
            let isBefore = start.isExisting || orders[0].day < start.lead
            if isBefore || start.won.map({ $0 < first }) ?? false {
                leftOut.before += 1
                continue
            }
            guard let journey = journeys.of(start.leads) else {
                leftOut.withoutLead += 1
                continue
            }
            customers.append(
                PurchaseHistory(
                    leads: start.leads, source: journey.segment.source, mql: journey.mql,
                    purchases: Array(purchases), isInOtherCurrency: isOther))
        }
        until = lastDay(of: known.map(\.day))
    }

    /// The day to which the data go; where so long a silence of everybody is no chance, the last purchase.
    private func lastDay(of days: [Day]) -> Day {
        let end = min(question.asOf, question.observed.data)
        guard let last = days.last, last < end, let first = days.first else { return end }
        let start = max(first, last.advanced(by: 1 - QuietDays.window))
        let busy = Set(days.filter { $0 >= start }).count
        let chance = QuietDays.chance(
            events: busy, in: start.distance(to: last) + 1, quiet: last.distance(to: end))
        return chance < 0.01 ? last : end
    }

    // MARK: Deals

    private mutating func takeDeals() {
        let credits = counted.credits
        guard !credits.isEmpty else { return }
        var journeys = Journeys(pipeline, question, counted, units)
        let existing = existingDeals(credits)
        let named = Set(credits.deals.flatMap(\.leads).flatMap(facts.rounds.rows(of:)))
        let wanted = Set(named.map(journeys.unit(of:))).sorted()
        for unit in wanted {
            let leads = Array(units.leads(of: unit))
            guard let journey = journeys.of(unit: unit) else { continue }
            let shares = leads.flatMap { credits.shares(of: $0) }.filter { share in
                !share.isOpen && share.day <= question.asOf && share.isSince(journey.sales)
            }
            var purchases: [Purchase] = []
            for share in shares where share.currency == question.currency {
                purchases.append(Purchase(share))
            }
            var isInOtherCurrency = purchases.count < shares.count
            let later: [ExistingDeal] = existing[unit] ?? []
            let sales: [Day] = shares.filter { !$0.isCredit }.map { $0.day }
            guard let firstSale = sales.min() else {
                // Whoever was a customer before is none that a lead became.
                if !later.isEmpty { leftOut.before += 1 }
                continue
            }
            if later.contains(where: { $0.day < firstSale }) {
                leftOut.before += 1
                continue
            }
            for deal in later {
                if deal.isOwn { purchases.append(deal.purchase) } else { isInOtherCurrency = true }
            }
            purchases.sort()
            customers.append(
                PurchaseHistory(
                    leads: leads, source: journey.segment.source, mql: journey.mql,
                    purchases: purchases,
                    isInOtherCurrency: isInOtherCurrency))
        }
    }

    /// A deal with somebody who was a customer already.
    private struct ExistingDeal {
        let day: Day
        let isOwn: Bool
        let purchase: Purchase
    }

    /// Won deals with existing customers by the unit of their first contact, and what went back of these.
    private func existingDeals(_ credits: DealCredits) -> [Int: [ExistingDeal]] {
        var found: [Int: [ExistingDeal]] = [:]
        let journeys = Journeys(pipeline, question, counted, units)
        let sales = Dictionary(
            credits.deals.filter { $0.isExistingCustomer && !$0.isCredit }.map { ($0.id, $0) }
        ) { one, _ in one }
        for (place, deal) in credits.deals.enumerated() {
            guard let day = deal.wonOn(asOf: question.asOf) else { continue }
            let sale = deal.creditOf.flatMap { sales[$0] }
            guard deal.isCredit ? sale != nil && credits.isTakenOff[place] : deal.isExistingCustomer
            else { continue }
            let contacts = (sale ?? deal).leads
            guard
                let contact = contacts.min(by: { facts.leads.created[$0] < facts.leads.created[$1] }
                )
            else { continue }
            let unit = journeys.unit(of: contact)
            found[unit, default: []].append(
                ExistingDeal(
                    day: day, isOwn: deal.currency == question.currency,
                    purchase: Purchase(
                        day: day, amount: deal.amount.map { Int128($0) },
                        margin: credits.margin(of: deal, returnedOf: sale).map { Int128($0) },
                        months: deal.isCredit ? nil : deal.months, isSale: !deal.isCredit)))
        }
        return found
    }
}

/// What became of the leads of a customer, as they are counted together.
struct Journeys {
    private let pipeline: Pipeline
    private let question: Figures.Question
    private let credits: DealCredits
    private let companies: Companies
    private let units: Units
    private var judge: LeadJudge
    private let noted: JudgementCache.Lookup?

    init(
        _ pipeline: Pipeline, _ question: Figures.Question, _ counted: Counted, _ units: Units
    ) {
        (self.pipeline, self.question, self.units) = (pipeline, question, units)
        (credits, companies) = (counted.credits, counted.companies)
        judge = LeadJudge(pipeline.rules, pipeline.facts, asOf: question.asOf)
        noted = pipeline.noted(question)
    }

    func unit(of lead: Int) -> Int {
        question.unit == .person ? lead : Int(companies.unitOfLead[lead])
    }

    /// Nil where none of its leads existed yet.
    mutating func of(unit: Int) -> (segment: Segment, mql: Day?, sales: Day)? {
        of(rows: Array(units.leads(of: unit)))
    }

    /// The same of all units that some leads are of.
    mutating func of(_ leads: [Int]) -> (segment: Segment, mql: Day?, sales: Day)? {
        let all = Set(leads.flatMap(pipeline.facts.rounds.rows(of:)).map(unit(of:))).sorted()
        return of(rows: all.flatMap { Array(units.leads(of: $0)) })
    }

    private mutating func of(rows: [Int]) -> (segment: Segment, mql: Day?, sales: Day)? {
        let members = rows.compactMap { pipeline.member($0, &judge, noted) }
        guard var start = members.first?.start else { return nil }
        for member in members.dropFirst() { start.add(member.start) }
        var journey = pipeline.journey(of: members[0], start, credits, question)
        for member in members.dropFirst() {
            journey.add(pipeline.journey(of: member, start, credits, question))
        }
        return (journey.segment, journey.mql, start.sales)
    }
}

/// Orders and invoices of the same sales, which stand in two ranges of numbers.
enum SameSales {
    /// The places of the rows that another range of numbers has too, at the same customer with the same amount: of two
    /// ranges the later of each pair.
    ///
    /// Rows of one range are never the same sale: who pays the same each month has as many sales.
    ///
    /// - Parameters:
    ///   - orders: in order of their days.
    ///   - customers: of each.
    static func repeated(
        _ orders: [Order], customers: [String], _ rules: CustomerRules.SameSale
    ) -> Set<Int> {
        var places: [String: [Int]] = [:]
        for (place, order) in orders.enumerated() {
            places[range(of: order.id), default: []].append(place)
        }
        guard places.count > 1, places.count <= mostRanges else { return [] }
        // The range that begins first has the orders.
        let ranges = places.keys.sorted {
            ((places[$0]?.first ?? 0), $0) < ((places[$1]?.first ?? 0), $1)
        }
        var repeated = Set<Int>()
        for (number, range) in ranges.enumerated().dropFirst() {
            let later = places[range] ?? []
            guard let begin = later.first.map({ orders[$0].day }) else { continue }
            for before in ranges[..<number] {
                var waiting: [Sale: [Int]] = [:]
                for place in places[before] ?? [] where !repeated.contains(place) {
                    waiting[Sale(orders[place], customers[place]), default: []].append(place)
                }
                var found: [Int] = []
                for place in later where !repeated.contains(place) {
                    let sale = Sale(orders[place], customers[place])
                    let day = orders[place].day
                    guard
                        let first = waiting[sale]?.firstIndex(where: {
                            let days = orders[$0].day.distance(to: day)
                            return days >= 0 && days <= rules.withinDays
                        })
                    else { continue }
                    waiting[sale]?.remove(at: first)
                    found.append(place)
                }
                // A range that goes on where another ends is the next one of the same kind.
                let beside = places[before]?.count { orders[$0].day >= begin } ?? 0
                if found.count >= rules.atLeast, 2 * beside >= found.count,
                    Double(found.count) >= rules.share * Double(later.count)
                {
                    repeated.formUnion(found)
                    break
                }
            }
        }
        return repeated
    }

    private static let mostRanges = 8

    private struct Sale: Hashable {
        let customer: String
        let amount: Int64
        let currency: Currency

        init(_ order: Order, _ customer: String) {
            (self.customer, amount, currency) = (customer, order.amount, order.currency)
        }
    }

    /// A number without what counts on in it: `SO-1001` and `SO-1002` are of one range, `F2026/7` of another.
    private static func range(of id: String) -> String {
        var range = ""
        for letter in id where !letter.isNumber { range.append(letter) }
        guard range.isEmpty else { return range.lowercased() }
        return "\(id.count) digits, \(id.prefix(1))"
    }
}
