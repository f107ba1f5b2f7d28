package import Funnels
internal import Statistics

/// The rows of a report against each other: first whether they differ at all, then each against the
/// others together. Never all pairs: of so many something always seems to differ.
package struct RowComparison: Sendable {
    /// Pearson's chi-square test that all rows convert alike.
    package let chiSquare: Double
    package let degrees: Int
    /// How often rows that convert alike differ as much as these.
    package let p: Double
    /// The rows of which ten MQLs or more had their time, the best to plan with first.
    package let rows: [Row]
    /// Rows with fewer: they are among the others, and not compared themselves.
    package let tooSmall: Int

    /// Below this the rows are said to differ.
    package static let level = 0.05
    /// The share of rows that may be said to differ and do not.
    package static let falseShare = 0.10

    /// Whether the rows differ by more than chance explains: by the chance `p` of so much, against
    /// `level`.
    package var differs: Bool { p < Self.level }

    /// One row against all others together.
    package struct Row: Sendable {
        package let key: String
        package let own: EstimatedRate
        package let rest: EstimatedRate
        package let difference: Figures.Difference
        /// The chance that it converts better than the others.
        /// Nil for a source that is measured by a delay which is not its own.
        package let chanceBetter: Double?
        /// Fisher's exact test, raised for as many tests as there are rows (Benjamini and Hochberg).
        package let adjustedP: Double
        /// Whether it stands out: only where the rows differ at all, and the range of the difference
        /// excludes zero, so that one line does not contradict the other.
        package let standsOut: Bool
    }

    init?(_ rows: [Figures.Row]) {
        let planned = Dictionary(
            rows.map { ($0.key, $0.planningRate ?? 0) }, uniquingKeysWith: { one, _ in one })
        let known = rows.compactMap { row in
            row.matured.value.map { (row: row, counts: $0.counts) }
        }.filter { $0.counts.trials > 0 }
        let isEnough = known.map { $0.counts.trials >= Verdict.fewest }
        let places = known.indices.filter { isEnough[$0] }
        guard places.count >= 2 else { return nil }
        // Many rows of one or two MQLs would seem to differ by chance: they are one row here.
        let small = known.indices.filter { !isEnough[$0] }.map { known[$0].counts }
        let rest = Proportion(
            small.reduce(0) { $0 + $1.successes }, of: small.reduce(0) { $0 + $1.trials })
        let all = SeveralProportions(
            places.map { known[$0].counts } + (small.isEmpty ? [] : [rest ?? .none]))
        guard let equality = all.equality else { return nil }
        chiSquare = equality.chiSquare
        degrees = equality.degrees
        p = equality.p
        tooSmall = small.count
        let exact = places.indices.map { number in
            all.rest(of: number).map { TwoProportions(all.groups[number], $0).exactP } ?? 1
        }
        let adjusted = ManyTests.benjaminiHochberg(exact)
        let differs = equality.p < Self.level
        /// Whether the row, or a tenth of what it is held against, is measured by a delay of others.
        func isUneven(_ place: Int, _ rest: Proportion) -> Bool {
            let others = known.indices.filter { $0 != place && known[$0].row.otherDelay != nil }
            let trials = others.reduce(0) { $0 + known[$1].counts.trials }
            return known[place].row.otherDelay != nil || trials * 10 > rest.trials
        }
        self.rows = zip(places, adjusted).enumerated().compactMap { number, entry in
            let (place, adjustedP) = entry
            guard let rest = all.rest(of: number) else { return nil }
            let counts = known[place].counts
            let difference = Figures.Difference(counts, minus: rest)
            return Row(
                key: known[place].row.key, own: EstimatedRate(counts), rest: EstimatedRate(rest),
                difference: difference,
                chanceBetter: isUneven(place, rest)
                    ? nil : BetaDistribution(counts).chance(above: BetaDistribution(rest)),
                adjustedP: adjustedP,
                standsOut: differs && known[place].row.otherDelay == nil
                    && adjustedP < Self.falseShare && difference.isClear)
        }.sorted { one, other in
            func rate(_ row: Row) -> Double { planned[row.key] ?? row.own.rate ?? 0 }
            return (rate(other), one.key) < (rate(one), other.key)
        }
    }
}

/// Two rows against each other, as somebody asked.
package struct RowPair: Sendable {
    package let one: Figures.Row
    package let other: Figures.Row
    package let difference: Figures.Difference
    /// How many times as well the first converts, with its range; nil with no SQL on either side.
    package let ratio: (value: Double, low: Double, high: Double)?
    /// The chance that the first converts better.
    package let chanceBetter: Double
    /// What choosing the first loses on average, as a rate, because it may be the worse one; and what
    /// choosing the other does.
    package let expectedLoss: (one: Double, other: Double)
    /// How often two rows of one pace differ as much (log-rank, young MQLs included); nil where no day
    /// tells them apart.
    package let p: Double?

    /// The better of the two stands first. Nil where one of them has no MQL that had its time.
    package init?(_ some: Figures.Row, _ another: Figures.Row) {
        func rate(_ row: Figures.Row) -> Double { row.matured.value?.estimate.rate ?? 0 }
        let (one, other) = rate(some) < rate(another) ? (another, some) : (some, another)
        guard let first = one.matured.value?.counts, let second = other.matured.value?.counts,
            let rate = first.rate, let otherRate = second.rate
        else { return nil }
        self.one = one
        self.other = other
        difference = .init(first, minus: second)
        ratio = TwoProportions(first, second).ratioInterval().map {
            (rate / otherRate, $0.lower, $0.upper)
        }
        let (a, b) = (BetaDistribution(first), BetaDistribution(second))
        chanceBetter = a.chance(above: b)
        expectedLoss = (a.expectedLoss(against: b), b.expectedLoss(against: a))
        p = LogRank.test(one.counts.cohort.days, other.counts.cohort.days)?.p
    }
}
