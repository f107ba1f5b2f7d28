internal import Economics
internal import Funnels
internal import Leads
internal import Quantities
internal import Statistics
internal import Valuation

/// What becomes of an SQL, and what an MQL is worth by that.
struct SaleEstimate {
    let sales: Figures.Sales
    private let buying: Maturity
    /// How much of a row's own margin to believe; nil where somebody said the margin of all.
    private let margins: MarginSpread?
    private let question: Figures.Question

    /// - Parameters:
    ///   - sqls: of all MQLs known on the as-of day.
    ///   - customers: the same MQLs, followed until they buy.
    ///   - buying: how much of the time that a sale takes each has had.
    ///   - noWins: why no sale is known, where none is.
    ///   - orders: what customers ordered, where that is known.
    ///   - areOneOff: whether a won deal is counted once, and not by its months.
    init(
        _ sqls: Proportion, _ customers: Cohort, _ buying: Maturity, tally: Tally,
        _ question: Figures.Question, noWins: Absence, orders: CustomerOrders?,
        _ economics: EconomicRules, areOneOff: Bool
    ) {
        self.buying = buying
        self.question = question
        let wins = Self.wins(sqls, customers, buying)
        var (margin, deals) = Self.margin(tally, question, noWins)
        var basis = question.margin == nil ? economics.marginOf ?? .deals : nil
        if basis == .deals, economics.marginOf == nil, margin.value == nil,
            margin.absence != .marginIsNegative,
            orders?.window(.firstOrder)?.margin.value != nil
        {
            basis = .firstOrder
        }
        if let basis, basis != .deals {
            let window = orders?.window(basis)
            (margin, deals) = (window?.margin ?? .unknown(.noOrders), window?.customers ?? 0)
            if let mean = margin.value, mean.cents < 0 { margin = .unknown(.marginIsNegative) }
        }
        margins = basis == .deals ? Self.margins(tally, question) : nil
        let isOfFirst = basis == .firstOrder || basis == .deals && areOneOff
        let usual = economics.usualRepeat.map { Double($0) / 100 }
        sales = Figures.Sales(
            won: Int(wins.successes), maturedEquivalent: wins.trials, margin: margin, deals: deals,
            basis: basis, basisIsNamed: economics.marginOf != nil, orders: orders,
            repeats: isOfFirst ? orders?.repeats?.factor ?? usual : nil)
    }

    /// The same again, from figures that were worked out.
    init(_ data: Figures, _ tally: Tally) {
        buying = data.delays.customer
        question = data.question
        sales = data.sales
        margins = sales.basis == .deals ? Self.margins(tally, question) : nil
    }

    /// What a sale brings, as somebody said or as the mean of the won deals.
    private static func margin(
        _ tally: Tally, _ question: Figures.Question, _ noWins: Absence
    ) -> (Known<Money>, Int?) {
        if let margin = question.margin { return (.value(margin), nil) }
        var deals = 0
        var margins = DealSum()
        for cell in tally.cells where cell.happened(by: question.asOf) {
            switch cell.event {
            case .deal: deals += Int(truncatingIfNeeded: cell.count)
            case .dealMargin: margins.add(cell)
            case .creditMargin: margins.takeOff(cell)
            case .creditWithoutMargin:
                margins.unknownCredits += Int(truncatingIfNeeded: cell.count)
            default: break
            }
        }
        let mean =
            deals > 0 && margins.isKnown(ofAll: deals)
            ? Rounding.halfEven(margins.net, over: Int128(deals)) : nil
        if let mean, mean < 0 { return (.unknown(.marginIsNegative), deals) }
        let known = mean.map { Money(cents: $0, question.currency) }
        return (Known(known, else: deals == 0 ? noWins : .noMargin), deals)
    }

    /// The margins of won deals, by the source of their MQL.
    private static func margins(_ tally: Tally, _ question: Figures.Question) -> MarginSpread? {
        var bySource: [Int: DealSum] = [:]
        for cell in tally.cells where cell.happened(by: question.asOf) {
            switch cell.event {
            case .dealMargin: bySource[cell.segment.source, default: DealSum()].add(cell)
            case .creditMargin: bySource[cell.segment.source, default: DealSum()].takeOff(cell)
            default: break
            }
        }
        return MarginSpread(bySource.sorted { $0.key < $1.key }.map(\.value))
    }

    /// What a sale of a row brings, in cents: its own mean beside that of all, as far as sources differ.
    func margin(_ counts: FunnelCounts, isTotal: Bool = false) -> Double? {
        guard let all = sales.margin.value else { return nil }
        guard let margins, !isTotal, counts.margins.isKnown(ofAll: counts.deals) else {
            return Double(all.cents)
        }
        let margin = margins.margin(counts.margins)
        return margin >= 0 ? margin : Double(all.cents)
    }

    /// Customers, of the SQLs that had the time a sale takes: MQLs for the part of that time that they
    /// had, times the share that becomes an SQL.
    static func wins(
        _ sqls: Proportion, _ customers: Cohort, _ buying: Maturity
    ) -> Proportion {
        let bought = buying.conversion(customers).counts
        let maturedEquivalent = max(bought.successes, bought.trials * (sqls.rate ?? 0))
        return Proportion(bought.successes, of: maturedEquivalent) ?? .none
    }

    /// What an MQL of a row is worth. The source's own share of wins stands beside that of all, which
    /// counts for twelve SQLs; the total has its own.
    func worth(_ sqls: Proportion, _ counts: FunnelCounts, isTotal: Bool) -> Known<Worth> {
        sales.margin.flatMap { _ in
            let own = Self.wins(sqls, counts.customers, buying)
            let all = RateSpread(
                mean: (Double(sales.won) + 0.5) / (sales.maturedEquivalent + 1),
                weight: BudgetBelief.weightOfAll)
            let wins = isTotal && own.trials > 0 ? BetaDistribution(own) : all.posterior(own)
            return Known(
                wins.flatMap { wins in
                    margin(counts, isTotal: isTotal).flatMap {
                        Worth(sqls: sqls, wins: wins, margin: $0, question.currency)
                    }
                }, else: .noMargin)
        }
    }
}
