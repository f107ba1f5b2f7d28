internal import Statistics
internal import Valuation

/// The strongest signs weighed beside each other, and tested on leads that neither chose nor weighed them:
/// choosing is done again each time a lead is left out, else the test would know the answer.
struct Weighing {
    let figures: LearningFigures.Together
    /// What was chosen among all, with ln of the odds ratio beside the others.
    let weights: [(kind: Sign.Kind, points: Int)]

    /// Leads of either kind that a test takes.
    private static let fewestTested = 10

    /// As many leads are left out one by one; more in tenths.
    private static let mostOneByOne = 200

    /// Nil with too few won leads for a single criterion, or none that were lost.
    init?(_ table: SignTable, _ isWon: [Bool], _ rules: DefinitionRules.Learn) {
        let won = isWon.count(where: \.self)
        let most = min(
            rules.most, won / rules.perCriterion, (isWon.count - won) / rules.perCriterion)
        guard most >= 1 else { return nil }
        let chosen = Self.choose(table, isWon, [], most)
        guard !chosen.isEmpty, let model = Self.model(table, isWon, [], chosen) else { return nil }
        weights = zip(chosen, model.coefficients).map {
            (table.kinds[$0], Int(($1 * 10).rounded(.toNearestOrEven)))
        }
        let leavesOneOut = isWon.count <= Self.mostOneByOne
        let folds = leavesOneOut ? isWon.count : 10
        var (first, second): ([Double], [Double]) = ([], [])
        for fold in 0..<folds {
            let left = Set(stride(from: fold, to: isWon.count, by: folds))
            // Fewer cases bear fewer signs.
            let kept = isWon.indices.count { isWon[$0] && !left.contains($0) }
            let signs = Self.choose(
                table, isWon, left, min(most, max(1, kept / rules.perCriterion)))
            guard let model = Self.model(table, isWon, left, signs) else { continue }
            for place in left.sorted() {
                let score = model.logOdds(signs.map { table.has[$0][place] ? 1 : 0 })
                // The last digits are those of the machine.
                let rounded = (score * 1e9).rounded() / 1e9
                if isWon[place] { first.append(rounded) } else { second.append(rounded) }
            }
        }
        let area = RankComparison(first: first, second: second).flatMap {
            min($0.first, $0.second) >= Self.fewestTested ? $0 : nil
        }
        figures = .init(
            weights: weights.map { .init(kind: $0.kind, points: $0.points) }, area: area?.area,
            low: area?.interval?.lower, high: area?.interval?.upper, leavesOneOut: leavesOneOut)
    }

    /// The signs with the least chance, without those of fields that sales may have filled in, and without
    /// those that nearly the same leads have.
    private static func choose(
        _ table: SignTable, _ isWon: [Bool], _ left: Set<Int>, _ most: Int
    ) -> [Int] {
        let weights = table.weights(isWon, leavingOut: left)
        let ranked = weights.indices.filter { !table.isLate($0) }.map { place in
            (place: place, chance: weights[place].exactP, value: weights[place].informationValue)
        }.sorted {
            ($0.chance, -$0.value, $0.place) < ($1.chance, -$1.value, $1.place)
        }
        var chosen: [Int] = []
        for entry in ranked where chosen.count < most {
            // What nearly the same leads have says nothing more.
            guard !chosen.contains(where: { table.overlaps($0, entry.place) }) else { continue }
            chosen.append(entry.place)
        }
        return chosen
    }

    private static func model(
        _ table: SignTable, _ isWon: [Bool], _ left: Set<Int>, _ signs: [Int]
    ) -> RidgeLogistic? {
        let places = isWon.indices.filter { !left.contains($0) }
        return RidgeLogistic(
            places.map { place in signs.map { table.has[$0][place] ? 1 : 0 } },
            isFirst: places.map { isWon[$0] })
    }
}
