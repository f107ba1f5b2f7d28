/// Groups of which some were left without a treatment that the others had: how many times as much came with it.
///
/// What the untreated groups would have had is taken from a mixture of the treated ones that went as they did in
/// the past: a synthetic control. Abadie, Diamond and Hainmueller (2010), JASA 105:493–505. Each group is measured
/// in its own past mean, so that large and small ones can be mixed. How far such a mixture may be off without any
/// effect is seen from all other ways in which the groups could have been drawn; the range holds every effect that
/// this permutation test does not speak against.
package struct GroupComparison: Sendable {
    /// How many times as much came with the treatment.
    package let ratio: EffectRange
    /// The chance of so large a difference without an effect, on either side.
    package let p: Double
    /// What of the mixture each group is; 0 of the untreated.
    package let shares: [Double]

    /// - Parameters:
    ///   - past: by group, what came in each week before; all as long.
    ///   - during: by group, what came in all weeks of the test together.
    ///   - weeks: how many weeks that are.
    ///   - untreated: the groups that were left without.
    ///   - others: the other ways in which the groups could have been drawn.
    /// - Returns: nil where a group had nothing in the past, no group is on one of the sides, or there are too few
    ///   other ways for anything to be shown.
    package init?(
        past: [[Double]], during: [Double], weeks: Int, untreated: [Bool], others: [[Bool]],
        confidence: Double = 0.95
    ) {
        guard let groups = Groups(past, during, weeks), untreated.count == past.count,
            others.allSatisfy({ $0.count == past.count })
        else { return nil }
        let place = Int((1 - confidence) / 2 * Double(others.count + 1))
        guard place >= 1, let own = groups.line(of: untreated, adjusted: untreated),
            own.slope > 0
        else { return nil }
        // Of another way round, from what effect on it stands out less than the real one.
        var crossings: [Double?] = []
        var (below, above) = (1, 1)
        for other in others {
            guard let line = groups.line(of: other, adjusted: untreated) else { return nil }
            let steeper = own.slope - line.slope
            crossings.append(steeper > 1e-12 ? (line.start - own.start) / steeper : nil)
            let (theirs, ours) = (line.start + line.slope, own.start + own.slope)
            if theirs <= ours { below += 1 }
            if theirs >= ours { above += 1 }
        }
        // A way that cannot be told apart at any effect counts against both ends.
        let lows = crossings.map { $0 ?? -.infinity }.sorted()
        let highs = crossings.map { $0 ?? .infinity }.sorted()
        ratio = EffectRange(
            -own.start / own.slope, low: max(0, lows[place - 1]),
            high: highs[highs.count - place])
        p = min(1, 2 * Double(min(below, above)) / Double(others.count + 1))
        shares = own.shares
    }

    /// Ways in which half of the groups can be left without: all of them, or `most` of them where there are more.
    ///
    /// - Parameters:
    ///   - sizes: by group, what came in the past.
    ///   - within: the part of all that came which the untreated ones must have, so that one way is about as dear
    ///     as another.
    package static func draws(
        sizes: [Double], within: ClosedRange<Double> = 0.35...0.65, most: Int = 1_000,
        seed: UInt64 = 1
    ) -> [[Bool]] {
        let (count, all) = (sizes.count, sizes.reduce(0, +))
        guard count >= 2, all > 0 else { return [] }
        func isBalanced(_ draw: [Bool]) -> Bool {
            within.contains(zip(draw, sizes).reduce(0) { $0 + ($1.0 ? $1.1 : 0) } / all)
        }
        var draws: [[Bool]] = []
        if count <= 12 {
            for bits in 0..<(1 << count) where bits.nonzeroBitCount == count / 2 {
                let draw = (0..<count).map { bits >> $0 & 1 == 1 }
                if isBalanced(draw) { draws.append(draw) }
            }
            guard draws.count > most else { return draws }
        }
        var random = SplitMix64(seed: seed)
        var (found, seen) = ([[Bool]](), Set<[Bool]>())
        for _ in 0..<(most * 50) where found.count < most {
            var draw = (0..<count).map { $0 < count / 2 }
            for place in stride(from: count - 1, to: 0, by: -1) {
                draw.swapAt(place, random.below(place + 1))
            }
            if isBalanced(draw), seen.insert(draw).inserted { found.append(draw) }
        }
        return found
    }
}

/// The past of groups in their own means, and what came of them later.
private struct Groups {
    /// By group, its past mean a week.
    let means: [Double]
    /// By group, what came during the test as a multiple of that.
    let during: [Double]
    /// The inner products of all groups' pasts, each in its own mean.
    let products: [[Double]]

    init?(_ past: [[Double]], _ during: [Double], _ weeks: Int) {
        guard let length = past.first?.count, length > 0, weeks > 0, during.count == past.count,
            past.allSatisfy({ $0.count == length })
        else { return nil }
        let means = past.map { $0.reduce(0, +) / Double(length) }
        guard means.allSatisfy({ $0 > 0 }) else { return nil }
        let scaled = zip(past, means).map { weeks, mean in weeks.map { $0 / mean } }
        self.means = means
        self.during = zip(during, means).map { $0 / ($1 * Double(weeks)) }
        products = scaled.map { one in
            scaled.map { two in zip(one, two).reduce(0) { $0 + $1.0 * $1.1 } }
        }
    }

    /// For an effect r, how far the untreated groups of a draw lie above their mixture, once those in `adjusted`
    /// have been given r times what they had: start + slope × r.
    func line(
        of untreated: [Bool], adjusted: [Bool]
    ) -> (start: Double, slope: Double, shares: [Double])? {
        let without = untreated.indices.filter { untreated[$0] }
        let with = untreated.indices.filter { !untreated[$0] }
        guard !without.isEmpty, !with.isEmpty else { return nil }
        let size = without.reduce(0) { $0 + means[$1] }
        let parts = without.map { means[$0] / size }
        let found = SimplexFit.shares(
            products: with.map { one in with.map { products[one][$0] } },
            target: with.map { one in
                zip(without, parts).reduce(0) { $0 + products[one][$1.0] * $1.1 }
            })
        var (start, slope) = (0.0, 0.0)
        var shares = [Double](repeating: 0, count: means.count)
        for (group, part) in zip(without, parts) {
            if adjusted[group] {
                slope += part * during[group]
            } else {
                start += part * during[group]
            }
        }
        for (group, share) in zip(with, found) {
            shares[group] = share
            if adjusted[group] {
                slope -= share * during[group]
            } else {
                start -= share * during[group]
            }
        }
        return (start, slope, shares)
    }
}
