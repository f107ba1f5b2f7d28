internal import Quantities
internal import Valuation

/// What was said of each source, by key.
struct BudgetTerms {
    var fixed: [String: Int64] = [:]
    var least: [String: Int64] = [:]
    var most: [String: Int64] = [:]
    var whole: [String: Int64] = [:]

    /// What has to be spent in any case.
    var given: Double {
        [fixed, least].joined().reduce(0) { $0 + Double($1.value) }
    }

    func mentions(_ key: String) -> Bool {
        [fixed, least, most, whole].contains { $0[key] != nil }
    }
}

extension BudgetTerms {
    /// Names as they were typed become sources, in whatever case or language.
    init(
        _ asked: BudgetFigures.Asked, _ data: Figures, _ pipeline: Pipeline,
        _ errors: inout [BudgetError]
    ) {
        self.init()
        var names: [String: String] = [:]
        for source in pipeline.rules.book.sources {
            let phrase = pipeline.rules.book.names.phrase(for: source.key)
            for name in [source.key, phrase.en, phrase.nl] { names[name.lowercased()] = source.key }
        }
        for row in data.rows {
            for name in [row.key, row.label.en, row.label.nl] { names[name.lowercased()] = row.key }
        }
        let known = Set(names.values).sorted()
        func take(_ said: [String: Int64], _ option: String) -> [String: Int64] {
            var result: [String: Int64] = [:]
            for (name, cents) in said.sorted(by: { $0.key < $1.key }) {
                guard let key = names[name.lowercased()] else {
                    errors.append(.unknownSource(name, option: option, known: known))
                    continue
                }
                if result[key] != nil { errors.append(.saidTwice(key)) }
                result[key] = cents
            }
            return result
        }
        fixed = take(asked.fixed, "--fixed")
        whole = take(asked.whole, "--whole")
        least = take(asked.least, "--min")
        most = take(asked.most, "--max")
        for key in known {
            let isGiven = fixed[key] != nil || whole[key] != nil
            let isBounded = least[key] != nil || most[key] != nil
            if (isGiven && isBounded) || (fixed[key] != nil && whole[key] != nil) {
                errors.append(.saidTwice(key))
            }
            if let least = least[key], let most = most[key], least > most {
                errors.append(.leastAboveMost(key))
            }
        }
    }
}
