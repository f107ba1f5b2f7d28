internal import Economics
internal import Funnels
internal import Quantities
internal import Statistics

/// What becomes of an SQL, and what an MQL is worth by that.
struct SaleEstimate {
    let sales: Figures.Sales
    private let buying: Maturity
    private let question: Figures.Question

    /// - Parameters:
    ///   - sqls: of all MQLs known on the as-of day.
    ///   - customers: the same MQLs, followed until they buy.
    ///   - buying: how much of the time that a sale takes each has had.
    init(
        _ sqls: Proportion, _ customers: Cohort, _ buying: Maturity, tally: Tally,
        _ question: Figures.Question
    ) {
        self.buying = buying
        self.question = question
        let wins = Self.wins(sqls, customers, buying)
        let (margin, deals) = Self.margin(tally, question)
        sales = Figures.Sales(
            won: Int(wins.successes), hadTime: wins.trials, margin: margin, deals: deals)
    }

    /// What a sale brings, as somebody said or as the mean of the won deals.
    private static func margin(_ tally: Tally, _ question: Figures.Question) -> (Known<Money>, Int?)
    {
        if let margin = question.margin { return (.value(margin), nil) }
        var deals = 0
        var margins = DealSum()
        for cell in tally.cells where cell.happened(by: question.asOf) {
            switch cell.event {
            case .deal: deals += Int(truncatingIfNeeded: cell.count)
            case .dealMargin: margins.add(cell)
            default: break
            }
        }
        let mean =
            deals > 0 && margins.deals == deals
            ? Rounding.halfEven(margins.cents, over: Int128(deals)) : nil
        let known = mean.flatMap { $0 < 0 ? nil : Money(cents: $0, question.currency) }
        return (Known(known, else: deals == 0 ? .noDeals : .noMargin), deals)
    }

    /// Customers, of the SQLs that had the time a sale takes: MQLs for the part of that time that they
    /// had, times the share that becomes an SQL.
    static func wins(
        _ sqls: Proportion, _ customers: Cohort, _ buying: Maturity
    ) -> Proportion {
        let bought = buying.conversion(customers).counts
        let hadTime = max(bought.successes, bought.trials * (sqls.rate ?? 0))
        return Proportion(bought.successes, of: hadTime) ?? .none
    }

    /// What an MQL of a row is worth. The source's own share of wins stands beside that of all, which
    /// counts for twelve SQLs; the total has its own.
    func worth(_ sqls: Proportion, _ customers: Cohort, isTotal: Bool) -> Known<Worth> {
        sales.margin.flatMap { margin in
            let own = Self.wins(sqls, customers, buying)
            let all = RateSpread(
                mean: (Double(sales.won) + 0.5) / (sales.hadTime + 1),
                weight: BudgetBelief.weightOfAll)
            let wins = isTotal && own.trials > 0 ? BetaDistribution(own) : all.posterior(own)
            return Known(
                wins.flatMap {
                    Worth(
                        sqls: sqls, wins: $0, margin: Double(margin.cents), question.currency)
                }, else: .noMargin)
        }
    }
}
