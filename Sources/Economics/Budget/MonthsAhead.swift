internal import Statistics

/// What each month to come brings beside the mean of those that were, where nothing is known of its spend.
///
/// The same parts as in `MonthBelief`: a level, a line, a walk, a factor of the month of the year, and what a month has
/// by itself. Three things differ. What a month has by itself is learned of the months alone, as a forecast does not know
/// what was spent and will be: that is more than what is left where spend explains a part. The months to come are of the
/// same year as those that were, also where less than a year is known. And every month to come is told by itself, with
/// how they go together, so that a month is the same in whatever period it is asked for.
package struct MonthsAhead: Sendable {
    /// One month that was.
    package struct Seen: Sendable {
        package let month: Int
        package let came: Int
        package let usual: Double

        /// - Parameters:
        ///   - month: 1 is January.
        ///   - came: MQLs.
        ///   - usual: what so many days have at the mean of all months.
        package init(month: Int, came: Int, usual: Double) {
            (self.month, self.came, self.usual) = (month, came, usual)
        }
    }

    /// What each month to come brings on average, for 1 at the mean of the months that were; the first is the one after
    /// the last of them.
    package let expected: [Double]
    package let knowsSeason: Bool
    private let ways: [Way]

    /// How large the parts may be, with what the months to come are then: normal logarithms.
    private struct Way {
        let upTo: Double
        let means: [Double]
        /// Of their covariance, row by row.
        let lower: [Double]
    }

    /// The logarithms of what the months to come bring.
    ///
    /// - Parameters:
    ///   - place: between 0 and 1: which sizes the parts have.
    ///   - normals: a standard normal draw for each month; of the first few, these have the same values.
    package func draw(_ place: Double, _ normals: [Double]) -> [Double] {
        guard let way = ways.first(where: { $0.upTo >= place }) ?? ways.last else {
            return normals.map { _ in 0 }
        }
        let count = way.means.count
        return normals.indices.map { i in
            let sum = (0...i).reduce(way.means[i]) { $0 + way.lower[i * count + $1] * normals[$1] }
            return min(Self.most, sum)
        }
    }

    /// No month brings e⁵ times what is usual; without an end the few that are known of one month would have none.
    private static let most = 5.0
    /// A year with its season three times: older months say little, and a cube of their number is worked out often.
    private static let mostSeen = 36
    /// Sizes that together weigh less than this are left out.
    private static let least = 1e-4

    /// - Parameters:
    ///   - seen: the months that were, in order and without a hole.
    ///   - ahead: how many months after them.
    package init(_ seen: [Seen], ahead: Int, _ supposed: BudgetSuppositions) {
        knowsSeason = seen.count >= supposed.seasonFrom
        let model = PathModel(
            Array(seen.suffix(Self.mostSeen)), ahead: ahead, damping: supposed.damping)
        func sizes(_ usual: Double, _ parts: [Double]) -> [(size: Double, log: Double)] {
            parts.map { ($0 * usual, -$0 * $0 / 2) }
        }
        // Of fewer than two quarters it cannot be told how they differ.
        let seasons =
            seen.count < MonthBelief.twoQuarters
            ? sizes(supposed.season, [1])
            : zip(sizes(supposed.season, [0, 0.25, 0.5, 1, 1.5, 2.25]), [1, 2, 3, 4, 5, 6.0])
                .map { ($0.size, $0.log + Mathematics.naturalLogarithm($1)) }
        // From a sixth of what is supposed to more than twice that, each as likely as another beforehand.
        let unrests = [0.17, 0.42, 0.67, 1, 1.5, 2.25].map { $0 * supposed.unexplained }
        let usual = PathModel.Sizes(
            season: supposed.season, trend: supposed.trend, walk: supposed.wandering,
            unrest: supposed.unexplained)
        let noise = model.noise(usual)
        var found: [(log: Double, sizes: PathModel.Sizes)] = []
        for season in seasons {
            for trend in sizes(supposed.trend, [0, 0.4, 1, 2, 3]) {
                for walk in sizes(supposed.wandering, [0, 0.5, 1, 2]) {
                    for unrest in unrests {
                        let sizes = PathModel.Sizes(
                            season: season.size, trend: trend.size, walk: walk.size, unrest: unrest)
                        guard let log = model.log(sizes, noise) else { continue }
                        found.append((log + season.log + trend.log + walk.log, sizes))
                    }
                }
            }
        }
        let highest = found.reduce(-Double.infinity) { max($0, $1.log) }
        let weighed = found.map { (Mathematics.exponential($0.log - highest), $0.sizes) }
            .filter { $0.0 > Self.least }
        let sum = weighed.reduce(0) { $0 + $1.0 }
        var expected = Array(repeating: 0.0, count: ahead)
        var (ways, upTo): ([Way], Double) = ([], 0)
        for (weight, sizes) in weighed {
            guard let (means, covariance) = model.ahead(sizes, noise),
                let lower = Cholesky(covariance, ahead)?.lower
            else { continue }
            upTo += weight / sum
            ways.append(Way(upTo: upTo, means: means, lower: lower))
            for place in 0..<ahead {
                let variance = covariance[place * ahead + place]
                expected[place] +=
                    weight / sum
                    * Mathematics.exponential(min(Self.most, means[place] + variance / 2))
            }
        }
        self.ways = ways
        self.expected = ways.isEmpty ? expected.map { _ in 1 } : expected
    }
}

/// The normal model of months that were and of those to come.
private struct PathModel {
    struct Sizes {
        let season: Double
        let trend: Double
        let walk: Double
        let unrest: Double
    }

    private let values: [Double]
    private let usual: [Double]
    private let count: Int
    private let ahead: Int
    /// Of all months, those that were and those to come: by how many they lie apart, in the year, and where the line is.
    private let months: [Int]
    private let line: [Double]
    /// How two months go together that lie so many apart in the year.
    private let year: [Double]

    /// How much the months of a year go up and down together: the rest each has by itself.
    private static let wave = 0.8
    /// The level is as good as unknown.
    private static let level = 1.0

    init(_ seen: [MonthsAhead.Seen], ahead: Int, damping: Double) {
        // A month in which nothing came still has a logarithm, and with a half that is right on average.
        values = seen.map {
            Mathematics.naturalLogarithm((Double($0.came) + 0.5) / ($0.usual + 0.5))
        }
        usual = seen.map(\.usual)
        count = seen.count
        self.ahead = ahead
        let last = seen.last?.month ?? 1
        months = seen.map(\.month) + (0..<ahead).map { (last + $0) % 12 + 1 }
        var (line, gone, step) = (seen.indices.map { Double($0 - seen.count + 1) }, 0.0, 1.0)
        for _ in 0..<ahead {
            step *= damping
            gone += step
            line.append(gone)
        }
        self.line = line
        year = (0..<12).map { apart in
            let together = Self.wave * Mathematics.cosine(2 * Double.pi * Double(apart) / 12)
            return together + (apart == 0 ? 1 - Self.wave : 0)
        }
    }

    private func season(_ i: Int, _ j: Int) -> Double {
        year[abs(months[i] - months[j])]
    }

    /// Without the season, and without what a month has by itself.
    private func steady(_ i: Int, _ j: Int, _ sizes: Sizes) -> Double {
        Self.level + sizes.trend * sizes.trend * line[i] * line[j]
            + sizes.walk * sizes.walk * Double(min(i, j))
    }

    private func known(_ sizes: Sizes) -> [Double] {
        var matrix = Array(repeating: 0.0, count: count * count)
        for i in 0..<count {
            for j in 0...i {
                let one =
                    steady(i, j, sizes) + sizes.season * sizes.season * season(i, j)
                (matrix[i * count + j], matrix[j * count + i]) = (one, one)
            }
        }
        return matrix
    }

    private func factor(_ sizes: Sizes, _ noise: [Double]) -> Cholesky? {
        var matrix = known(sizes)
        for i in 0..<count { matrix[i * count + i] += noise[i] + sizes.unrest * sizes.unrest }
        return Cholesky(matrix, count)
    }

    /// How far counting alone takes each month from what was to be expected of it.
    ///
    /// Of what was to be expected, and not of what came: a month that chance made large would else count for more than
    /// one that it made small, and too many would be promised, by about one a month.
    func noise(_ sizes: Sizes) -> [Double] {
        let rough = usual.map { 1 / ($0 + 0.5) }
        guard let solved = factor(sizes, rough)?.solve(values) else { return rough }
        let matrix = known(sizes)
        return (0..<count).map { i in
            let fitted = (0..<count).reduce(0.0) { $0 + matrix[i * count + $1] * solved[$1] }
            return 1 / (usual[i] * Mathematics.exponential(fitted) + 0.5)
        }
    }

    /// How well parts of such sizes explain what came, as a logarithm.
    func log(_ sizes: Sizes, _ noise: [Double]) -> Double? {
        guard let factor = factor(sizes, noise) else { return nil }
        let half = factor.half(values)
        return -factor.halfLogDeterminant - half.reduce(0) { $0 + $1 * $1 } / 2
    }

    /// The months to come, for parts of such sizes: their means, and their covariance.
    ///
    /// They are of the same year as those that were. Of less than a year the months just before say a part of what those
    /// after them bring, as a wave goes on, and the rest of it is in the covariance: also that the level was learned in
    /// months that were up, or down.
    func ahead(_ sizes: Sizes, _ noise: [Double]) -> (means: [Double], covariance: [Double])? {
        guard let factor = factor(sizes, noise) else { return nil }
        func together(_ i: Int, _ j: Int) -> Double {
            steady(i, j, sizes) + sizes.season * sizes.season * season(i, j)
        }
        func dot(_ one: [Double], _ other: [Double]) -> Double {
            zip(one, other).reduce(0) { $0 + $1.0 * $1.1 }
        }
        let half = factor.half(values)
        let halves = (count..<count + ahead).map { i in
            factor.half((0..<count).map { together(i, $0) })
        }
        var covariance = Array(repeating: 0.0, count: ahead * ahead)
        for i in 0..<ahead {
            for j in 0...i {
                var one = together(count + i, count + j) - dot(halves[i], halves[j])
                // Rounding must not make it less than nothing.
                if i == j { one += sizes.unrest * sizes.unrest + 1e-9 }
                (covariance[i * ahead + j], covariance[j * ahead + i]) = (one, one)
            }
        }
        return (halves.map { dot($0, half) }, covariance)
    }
}
