internal import Funnels
internal import Quantities
internal import Statistics

/// Counts by month of one kind of lead, and how many of it were to be expected, in any unit.
struct MonthlyCounts {
    let own: [Int]
    let expected: [Double]
}

/// A month from which on there is far more, or far less, than before.
struct LevelShift {
    /// The first month of the new level, by its place.
    let place: Int
    let before: Int
    let after: Int
    /// Of all that was tried for these counts.
    let chance: Double

    /// How many months before and after.
    var sides: (before: Int, after: Int)
}

/// Looks for the month from which on something has another level for good.
///
/// It is counted against what is to be expected in each month, so that a quiet summer is no finding. How much counts
/// differ from month to month anyhow is taken from the months themselves (quasi-likelihood: McCullagh and Nelder
/// 1989, §4.5), and from those of the middle one of all that are looked at, as a few months of one alone say
/// little. What grows or shrinks by and by is a trend and no shift.
struct LevelShifts {
    private let rules: HoleRules
    /// How much a month differs from the next beside what chance makes of its counts, as a variance of the
    /// logarithm, in the middle of all that are looked at; and how many are.
    private let usual: Double
    private let looked: Int

    /// - Parameter all: everything that is looked at together.
    init(_ all: [MonthlyCounts], _ rules: HoleRules) {
        self.rules = rules
        let found = all.compactMap { counts -> Double? in
            let logarithms = Self.logarithms(counts)
            guard logarithms.count > 2 else { return nil }
            let byChance = counts.own.reduce(0) { $0 + 1 / (Double($1) + 0.5) }
            return max(
                0,
                Self.beside(line: logarithms) / Double(logarithms.count - 2) - byChance
                    / Double(logarithms.count))
        }.sorted()
        usual = found.isEmpty ? 0 : found[(found.count - 1) / 2]
        looked = found.count
    }

    /// The shift that is least likely by chance; nil where none is large enough.
    func find(_ counts: MonthlyCounts) -> LevelShift? {
        let months = counts.own.count
        let side = rules.sideMonths
        guard months >= 2 * side, months > 2, counts.expected.count == months,
            counts.expected.allSatisfy({ $0 > 0 })
        else { return nil }
        let logarithms = Self.logarithms(counts)
        let line = Self.beside(line: logarithms)
        let tried = Double(months - 2 * side + 1)
        var best: LevelShift?
        for place in side...(months - side) {
            let before = counts.own[..<place].reduce(0, +)
            let after = counts.own[place...].reduce(0, +)
            guard max(before, after) >= rules.leastOfSide,
                isChange(
                    Double(before) / counts.expected[..<place].reduce(0, +),
                    Double(after) / counts.expected[place...].reduce(0, +)),
                isChange(
                    Double(before) / Double(place), Double(after) / Double(months - place)),
                Self.beside(step: logarithms, at: place) < line,
                let chance = chance(counts, place)
            else { continue }
            let corrected = min(1, chance * tried)
            if best.map({ corrected < $0.chance }) ?? true {
                best = LevelShift(
                    place: place, before: before, after: after, chance: corrected,
                    sides: (place, months - place))
            }
        }
        return best
    }

    private func isChange(_ before: Double, _ after: Double) -> Bool {
        let (low, high) = (min(before, after), max(before, after))
        return low * 10_000 <= high * Double(10_000 - rules.levelChange)
    }

    /// The chance of so large a difference between the sides, by an F test on deviances.
    private func chance(_ counts: MonthlyCounts, _ place: Int) -> Double? {
        let months = counts.own.count
        let free = Double(months - 2)
        guard free >= 1 else { return nil }
        let all = Self.deviance(counts, 0..<months)
        let within =
            Self.deviance(counts, 0..<place) + Self.deviance(counts, place..<months)
        let mean = Double(counts.own.reduce(0, +)) / Double(months)
        // Counts vary at least as much as chance makes them, and as those of the middle one do.
        let ratio = (all - within) / max(1, within / free, 1 + usual * mean)
        guard ratio > 0 else { return nil }
        // Half of what is looked at tells as much of the middle one as its own months do.
        let freedom = free * max(1, Double(looked) / 2)
        return BetaFunction.regularised(freedom / (freedom + ratio), freedom / 2, 0.5)
    }

    /// −2 × the logarithm of how likely the counts are at their common level, against their own.
    private static func deviance(_ counts: MonthlyCounts, _ range: Range<Int>) -> Double {
        let level =
            Double(counts.own[range].reduce(0, +)) / counts.expected[range].reduce(0, +)
        return 2
            * range.reduce(0) { sum, month in
                let (own, expected) = (Double(counts.own[month]), level * counts.expected[month])
                let part = own > 0 ? own * Mathematics.naturalLogarithm(own / expected) : 0
                return sum + part - (own - expected)
            }
    }

    /// The logarithm of each count ÷ what was expected; with a half a month without any has one too.
    private static func logarithms(_ counts: MonthlyCounts) -> [Double] {
        zip(counts.own, counts.expected).map {
            Mathematics.naturalLogarithm((Double($0) + 0.5) / $1)
        }
    }

    /// The squares that are left beside a level before and one after.
    private static func beside(step values: [Double], at place: Int) -> Double {
        [values[..<place], values[place...]].reduce(0) { sum, side in
            let mean = side.reduce(0, +) / Double(side.count)
            return side.reduce(sum) { $0 + ($1 - mean) * ($1 - mean) }
        }
    }

    /// The squares that are left beside a straight line through the months.
    private static func beside(line values: [Double]) -> Double {
        let count = Double(values.count)
        let middle = (count - 1) / 2
        let mean = values.reduce(0, +) / count
        var (cross, square, all) = (0.0, 0.0, 0.0)
        for (place, value) in values.enumerated() {
            let x = Double(place) - middle
            cross += x * (value - mean)
            square += x * x
            all += (value - mean) * (value - mean)
        }
        return square > 0 ? all - cross * cross / square : all
    }
}

/// What months are like for all sources: the season, and good and bad months.
///
/// By medians (median polish: Tukey 1977, ch. 11), so that one source that changes does not make it seem that all
/// others did.
enum MonthEffects {
    /// How many there are in each month for one in a usual month.
    ///
    /// - Parameter counts: of each source, by month; a source that has not begun has nil.
    static func of(_ counts: [[Int?]]) -> [Double] {
        let months = counts.first?.count ?? 0
        let values = counts.map { row in
            row.map { $0.map { Mathematics.naturalLogarithm(Double($0) + 0.5) } }
        }
        var effects = [Double](repeating: 0, count: months)
        for _ in 0..<4 {
            let levels = values.map { row in
                median(
                    row.indices.compactMap { month in row[month].map { ($0 - effects[month], 1) } })
            }
            for month in 0..<months {
                effects[month] = median(
                    values.indices.compactMap { place in
                        values[place][month].map { value in
                            // A small source says little of a month.
                            (value - levels[place], weight(counts[place]))
                        }
                    })
            }
        }
        return effects.map(Mathematics.exponential)
    }

    private static func weight(_ counts: [Int?]) -> Double {
        let known = counts.compactMap(\.self)
        let mean = Double(known.reduce(0, +)) / Double(max(1, known.count))
        return mean / (1 + mean / 16)
    }

    /// Where half of the weight lies on either side.
    private static func median(_ values: [(value: Double, weight: Double)]) -> Double {
        let values = values.sorted { $0.value < $1.value }
        let half = values.reduce(0) { $0 + $1.weight } / 2
        var sum = 0.0
        for (place, value) in values.enumerated() {
            sum += value.weight
            if sum > half { return value.value }
            if sum == half, place + 1 < values.count {
                return (value.value + values[place + 1].value) / 2
            }
        }
        return 0
    }
}
