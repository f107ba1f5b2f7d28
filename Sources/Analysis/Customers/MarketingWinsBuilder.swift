internal import Economics
internal import Funnels
internal import Leads
internal import Quantities
internal import Valuation

/// In which won deals marketing had a part.
///
/// Of a deal all is looked at that is known of its contacts up to the day on which it was won: where each of them came
/// from when it became a lead, and what else is written down with a source. Where companies are counted that of their
/// colleagues counts too. The first of these says who found the customer: a source of marketing, and the deal is sourced;
/// another one, and a later touch of marketing influenced it.
struct MarketingWinsBuilder {
    private let pipeline: Pipeline
    private let question: Figures.Question
    private let counted: Counted
    private let rules: CustomerRules
    private let units: Units
    private var sources: SourceDirectory
    private var judge: LeadJudge
    private let noted: JudgementCache.Lookup?
    /// By text of a touch, the number of its source.
    private var numbers: [SIMD2<UInt32>: Int] = [:]
    /// Sources on which money was spent.
    private var bought = Set<Int>()
    private var facts: Facts { pipeline.facts }
    private var credits: DealCredits { counted.credits }

    init(
        _ pipeline: Pipeline, _ question: Figures.Question, _ counted: Counted,
        _ rules: CustomerRules
    ) {
        (self.pipeline, self.question, self.counted) = (pipeline, question, counted)
        self.rules = rules
        units = Units(counted.companies, by: question.unit)
        judge = LeadJudge(pipeline.rules, pipeline.facts, asOf: question.asOf)
        noted = pipeline.noted(question)
        sources = pipeline.rules.sources
        let table = pipeline.facts.activities.touches
        for texts in table.texts.sorted(by: { ($0.x, $0.y) < ($1.x, $1.y) }) {
            numbers[texts] =
                sources.resolve(
                    source: table.sources.text(texts.x), medium: "",
                    campaign: table.campaigns.text(texts.y)
                ).number
        }
        for row in pipeline.facts.spend
        where !row.isShared && row.category.isBought && row.money.cents != 0
            && row.period.first <= question.asOf
        {
            bought.insert(
                sources.resolve(source: row.source, medium: row.medium, campaign: row.campaign)
                    .number)
        }
    }

    /// Whether a source is marketing's; nil where nobody knows.
    private func isMarketing(_ number: Int) -> Bool? {
        if number == pipeline.rules.book.sources.count { return nil }
        if rules.notMarketing.contains(sources.keys[number]) { return false }
        return number < pipeline.rules.book.sources.count || bought.contains(number) ? true : nil
    }

    /// The part that marketing had in a deal.
    private enum Part {
        case sourced(Int)
        case influenced(Int)
        case none(CustomerFigures.WinRow.Kind)
    }

    mutating func wins(
        _ only: CustomerFigures.Source?, name: (String, Int) -> CustomerFigures.Source
    ) -> CustomerFigures.Wins {
        var bySource: [Int: (sourced: CustomerFigures.Sales, influenced: CustomerFigures.Sales)] =
            [:]
        var byKind: [CustomerFigures.WinRow.Kind: CustomerFigures.Sales] = [:]
        var (leadsAfter, others) = (0, 0)
        var places: [String: Int] = [:]
        for (place, deal) in credits.deals.enumerated() where !deal.isCredit {
            places[deal.id] = place
        }
        for (place, deal) in credits.deals.enumerated() {
            guard let day = deal.wonOn(asOf: question.asOf), question.period.contains(day) else {
                continue
            }
            var salePlace = place
            if deal.isCredit {
                guard credits.isTakenOff[place], let of = deal.creditOf.flatMap({ places[$0] })
                else { continue }
                salePlace = of
            }
            let sale = credits.deals[salePlace]
            let sales = self.sales(deal, returnedOf: deal.isCredit ? sale : nil)
            if deal.currency != question.currency, !deal.isCredit { others += 1 }
            switch part(salePlace, sale) {
            case .sourced(let source):
                bySource[source, default: (.init(), .init())].sourced.add(sales)
            case .influenced(let source):
                bySource[source, default: (.init(), .init())].influenced.add(sales)
            case .none(let kind):
                byKind[kind, default: .init()].add(sales)
                if kind == .leadNotKnown, !sale.leads.isEmpty, !deal.isCredit { leadsAfter += 1 }
            }
        }
        var (sourced, influenced) = (CustomerFigures.Sales(), CustomerFigures.Sales())
        var all = byKind.values.reduce(into: CustomerFigures.Sales()) { $0.add($1) }
        var rows: [CustomerFigures.WinRow] = []
        for (number, parts) in bySource {
            sourced.add(parts.sourced)
            influenced.add(parts.influenced)
            var both = parts.sourced
            both.add(parts.influenced)
            all.add(both)
            rows.append(
                .init(
                    kind: .source, source: name(sources.keys[number], number),
                    sourced: parts.sourced, influenced: parts.influenced, all: both))
        }
        rows.sort {
            ($1.all.deals, $1.sourced.deals, $0.source.key)
                < ($0.all.deals, $0.sourced.deals, $1.source.key)
        }
        let kinds: [CustomerFigures.WinRow.Kind] = [
            .withoutMarketing, .sourceNotKnown, .leadNotKnown, .existingCustomer,
        ]
        let notMarketing = sources.keys.enumerated().filter {
            rules.notMarketing.contains($0.element)
        }.map { name($0.element, $0.offset) }
        return CustomerFigures.Wins(
            basis: all.withoutMargin == 0 ? .margin : .turnover,
            sources: rows.filter { only == nil || only?.key == $0.source.key },
            others: kinds.compactMap { kind in
                byKind[kind].map {
                    .init(
                        kind: kind, source: kind.source, sourced: .init(), influenced: .init(),
                        all: $0)
                }
            },
            total: .init(
                kind: .total, source: CustomerFigures.WinRow.Kind.total.source, sourced: sourced,
                influenced: influenced, all: all),
            leadsAfter: leadsAfter, notMarketing: notMarketing, otherCurrencies: others)
    }

    /// One deal with its money, or what was returned of one.
    private func sales(_ deal: Deal, returnedOf sale: Deal?) -> CustomerFigures.Sales {
        var sales = CustomerFigures.Sales()
        if !deal.isCredit { sales.deals = 1 }
        guard deal.currency == question.currency else { return sales }
        if let amount = deal.amount {
            sales.amount = Int128(amount)
        } else {
            sales.withoutAmount = 1
        }
        if let margin = credits.margin(of: deal, returnedOf: sale) {
            sales.margin = Int128(margin)
        } else {
            sales.withoutMargin = 1
        }
        return sales
    }

    private mutating func part(_ place: Int, _ deal: Deal) -> Part {
        if deal.isExistingCustomer { return .none(.existingCustomer) }
        if deal.leads.isEmpty || credits.isBeforeItsLeads[place] { return .none(.leadNotKnown) }
        guard let day = deal.wonOn(asOf: question.asOf) else { return .none(.leadNotKnown) }
        let touches = self.touches(of: deal, until: day)
        guard let first = touches.first else { return .none(.sourceNotKnown) }
        if isMarketing(first) == true { return .sourced(first) }
        if let later = touches.first(where: { isMarketing($0) == true }) {
            return .influenced(later)
        }
        // The first that is not known may have been marketing's.
        return .none(
            touches.contains { isMarketing($0) == nil } ? .sourceNotKnown : .withoutMarketing)
    }

    /// The sources of all that is known of the contacts of a deal up to a day, in order of time. A lead without a source
    /// stands for one that nobody knows.
    private mutating func touches(of deal: Deal, until day: Day) -> [Int] {
        let end = pipeline.rules.book.zone.startOfDay(day.advanced(by: 1))
        var leads = deal.leads
        if question.unit == .company {
            let all = Set(deal.leads.map { Int(counted.companies.unitOfLead[$0]) }).sorted()
            leads = all.flatMap { Array(units.leads(of: $0)) }
        }
        let rows = Set(leads.flatMap(facts.rounds.rows(of:))).sorted()
        var found: [(at: Instant, order: Int, lead: Int, source: Int)] = []
        for row in rows {
            guard facts.leads.created[row] < end else { continue }
            if let member = pipeline.member(row, &judge, noted) {
                found.append((facts.leads.created[row], 1, row, member.counted.source))
            }
            for touch in facts.activities.touches.rows(of: row) where touch.at < end {
                if let number = numbers[SIMD2(touch.source, touch.campaign)] {
                    found.append((touch.at, 0, row, number))
                }
            }
        }
        return found.sorted {
            ($0.at, $0.order, $0.lead, $0.source) < ($1.at, $1.order, $1.lead, $1.source)
        }
        .map(\.source)
    }
}

extension CustomerFigures.WinRow.Kind {
    /// What it is called where no source has it.
    fileprivate var source: CustomerFigures.Source {
        let label: Phrase =
            switch self {
            case .source: Phrase("")
            case .withoutMarketing: Phrase(en: "without marketing", nl: "zonder marketing")
            case .sourceNotKnown: Phrase(en: "source not known", nl: "bron niet bekend")
            case .leadNotKnown: Phrase(en: "lead not known", nl: "lead niet bekend")
            case .existingCustomer: Phrase(en: "existing customer", nl: "bestaande klant")
            case .total: Phrase(en: "total", nl: "totaal")
            }
        return .init(key: rawValue, label: label)
    }
}
