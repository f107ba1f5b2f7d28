internal import Funnels
internal import Quantities
internal import Statistics

/// Counts by month of one kind of lead beside all others.
struct MonthlyCounts {
    /// The first day of each month, in order, of whole months alone.
    let months: [Day]
    let own: [Int]
    let others: [Int]
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

/// Looks for the month from which on a part of all leads has another level for good.
///
/// It is the part that is looked at, so that a quiet summer is no finding; and how much it differs from month to
/// month anyhow is taken from the months themselves (quasi-likelihood: McCullagh and Nelder 1989, §4.5).
/// A shift is one in the number too: where one source grows, the part of all others shrinks.
enum LevelShifts {
    /// The shift that is least likely by chance; nil where none is large enough.
    static func find(_ counts: MonthlyCounts, _ rules: HoleRules) -> LevelShift? {
        let months = counts.months.count
        let side = rules.sideMonths
        guard months >= 2 * side, counts.own.count == months, counts.others.count == months else {
            return nil
        }
        let tried = Double(months - 2 * side + 1)
        var best: LevelShift?
        for place in side...(months - side) {
            let before = counts.own[..<place].reduce(0, +)
            let after = counts.own[place...].reduce(0, +)
            guard max(before, after) >= rules.leastOfSide,
                isChange(
                    Double(before) / Double(place), Double(after) / Double(months - place), rules),
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

    private static func isChange(_ before: Double, _ after: Double, _ rules: HoleRules) -> Bool {
        let (low, high) = (min(before, after), max(before, after))
        return low * 10_000 <= high * Double(10_000 - rules.levelChange)
    }

    /// The chance of so large a difference between the sides, by an F test on deviances.
    private static func chance(_ counts: MonthlyCounts, _ place: Int) -> Double? {
        let sides = [0..<place, place..<counts.months.count]
        func sums(_ range: Range<Int>) -> (own: Double, all: Double) {
            let own = counts.own[range].reduce(0, +)
            return (Double(own), Double(own + counts.others[range].reduce(0, +)))
        }
        let all = sums(0..<counts.months.count)
        guard all.own > 0, all.own < all.all else { return nil }
        var between = 0.0
        var within = 0.0
        for range in sides {
            let side = sums(range)
            guard side.all > 0 else { return nil }
            between += deviance(side.own, side.all, share: all.own / all.all)
            let share = side.own / side.all
            for month in range {
                let (own, whole) = (
                    Double(counts.own[month]), Double(counts.own[month] + counts.others[month])
                )
                within += whole > 0 ? deviance(own, whole, share: share) : 0
            }
        }
        let free = Double(counts.months.count - 2)
        guard free >= 1 else { return nil }
        // Counts vary at least as much as chance makes them.
        let ratio = between / max(1, within / free)
        return BetaFunction.regularised(free / (free + ratio), free / 2, 0.5)
    }

    /// −2 × the logarithm of how likely `own` of `all` are at this share, against their own.
    private static func deviance(_ own: Double, _ all: Double, share: Double) -> Double {
        func part(_ count: Double, _ expected: Double) -> Double {
            guard count > 0 else { return 0 }
            guard expected > 0 else { return .greatestFiniteMagnitude / 4 }
            return count * Mathematics.naturalLogarithm(count / expected)
        }
        return 2 * (part(own, all * share) + part(all - own, all * (1 - share)))
    }
}
