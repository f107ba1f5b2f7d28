internal import Economics
package import Funnels
package import Quantities
package import Valuation

/// What an MQL of one kind goes for by the rule book alone, without any data.
package struct GoingRate: Sendable {
    package let bookName: String
    package let bookVersion: Int
    package let names: Names
    package let intent: IntentRule
    package let source: SourceRule?
    package let persona: PersonaRule?
    package let price: PriceList.Price
    package let cost: Money?
    /// By how many percent it is supposed that such MQLs convert better; nil for no such question.
    package let better: Int?
    /// What an SQL costs at each rate that is known for such MQLs, at the going rate and at one's
    /// own cost.
    package let perSQL: [PerSQL]

    /// What an SQL costs at one published rate: price ÷ rate, to the cent.
    package struct PerSQL: Sendable {
        package let benchmark: Benchmark
        package let atPrice: Money?
        package let atCost: Money?
        /// The same where they convert that much better.
        package let atPriceBetter: Money?
        package let atCostBetter: Money?
    }

    /// A word of the question that the rule book does not have.
    package struct UnknownWord: Error, Sendable {
        package let kind: String
        package let word: String
        package let known: [String]
    }

    /// - Parameters: keys of the rule book; nil where it is not known, which is the middle.
    package init(
        _ book: RuleBook, benchmarks: [Benchmark], intent: String, source: String?,
        persona: String?, cost: Money?, better: Int? = nil
    ) throws(UnknownWord) {
        let names = book.names
        guard let place = book.intents.firstIndex(where: { names.isCalled($0.key, intent) }) else {
            throw UnknownWord(kind: "intent", word: intent, known: book.intents.map(\.key))
        }
        var sourceRule: SourceRule?
        if let source {
            var directory = SourceDirectory(book.sources)
            let number = directory.resolve(source: source, medium: "", campaign: "").number
            sourceRule =
                directory.rule(number) ?? book.sources.first { names.isCalled($0.key, source) }
            if sourceRule == nil {
                throw UnknownWord(kind: "source", word: source, known: book.sources.map(\.key))
            }
        }
        var personaRule: PersonaRule?
        if let persona {
            personaRule = book.personas.first { names.isCalled($0.key, persona) }
            if personaRule == nil {
                throw UnknownWord(kind: "persona", word: persona, known: book.personas.map(\.key))
            }
        }
        let price = PriceList(book).price(
            intent: place, sourcePosition: sourceRule?.position,
            personaPosition: personaRule?.position)
        bookName = book.name
        bookVersion = book.version
        self.names = names
        self.intent = book.intents[place]
        self.source = sourceRule
        self.persona = personaRule
        self.price = price
        self.cost = cost
        self.better = better
        perSQL = benchmarks.filter { $0.isForAll || $0.name == sourceRule?.benchmark }
            .map { benchmark in
                func perSQL(_ money: Money, _ percent: Int = 0) -> Money? {
                    Coherence.costPerSQL(
                        ofMQLsAt: money, rate: benchmark.rate * Double(100 + percent) / 100)
                }
                return PerSQL(
                    benchmark: benchmark, atPrice: perSQL(price.value),
                    atCost: cost.flatMap { perSQL($0) },
                    atPriceBetter: better.flatMap { perSQL(price.value, $0) },
                    atCostBetter: better.flatMap { percent in
                        cost.flatMap { perSQL($0, percent) }
                    })
            }
    }
}
