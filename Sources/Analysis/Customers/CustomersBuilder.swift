internal import Economics
internal import Funnels
internal import Leads
internal import Quantities
internal import Valuation

extension Pipeline {
    /// What customers are worth, after how long their cost is back, and in which sales marketing had a part.
    ///
    /// What a customer brings is read from all that is known, whenever he came; cohorts and sales are those of the
    /// period.
    ///
    /// - Parameters:
    ///   - source: the key or the name of the one source that is asked about; nil for all.
    ///   - each: whether cohorts are quarters or months.
    /// - Returns: nil where no lead and no spend is of that source.
    package func customers(
        _ question: Figures.Question, source: String?,
        each: CustomerFigures.Payback.Length, _ rules: CustomerRules, jobs: Int
    ) async -> CustomerFigures? {
        var asked = question
        asked.by = .source
        let counted = count(asked, jobs: jobs)
        let figures = figures(asked, counted, jobs: jobs)
        let sources = self.sources
        func named(_ key: String, _ number: Int) -> CustomerFigures.Source {
            .init(
                key: key,
                label: figures.rows.first { $0.key == key }?.label
                    ?? (number <= self.rules.book.sources.count
                        ? self.rules.book.names.phrase(for: key) : Phrase(key)))
        }
        var only: (source: CustomerFigures.Source, number: Int)?
        if let source {
            let folded = source.lowercased()
            let found = sources.keys.indices.first { number in
                let label = named(sources.keys[number], number).label
                return [sources.keys[number], label.en, label.nl].contains {
                    $0.lowercased() == folded
                }
            }
            guard let found, figures.rows.contains(where: { $0.key == sources.keys[found] }) else {
                return nil
            }
            only = (named(sources.keys[found], found), found)
        }
        let histories = PurchaseHistories(self, asked, counted, rules)
        let value = CustomerValueBuilder(histories, rules, asked.currency)
        let payback = CohortPaybackBuilder(
            self, asked, counted, histories, rules, value.basis, buying: figures.delays.customer,
            only: only.map { ($0.source.key, $0.number) },
            noMQLs: figures.total.mqls.absence ?? .noMQLs, jobs: jobs)
        var wins = MarketingWinsBuilder(self, asked, counted, rules)
        return CustomerFigures(
            question: asked, ruleBook: figures.ruleBook, decidedBy: figures.decidedBy,
            only: only?.source,
            value: value.value(only?.source) { named(sources.keys[$0], $0) },
            payback: payback.payback(each), wins: wins.wins(only?.source, name: named))
    }

    /// All sources that leads name, with those of spend and touches behind them.
    private var sources: SourceDirectory { rules.sources }
}
