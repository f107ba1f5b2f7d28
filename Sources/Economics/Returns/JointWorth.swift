package import Quantities
package import Statistics

/// What MQLs of several sources are worth, drawn together: who is wrong of the firm's rates or of the size of
/// a sale is wrong everywhere.
///
/// The rates of a source lean on those of all sources, and the rate of a part of a source on that source. The
/// parts of a source are brought to it by one factor, so that whatever the rows are, they add up to the same.
package struct JointWorth: Sendable {
    /// What is known of one source.
    package struct Source: Sendable {
        /// How many MQLs its worth is of.
        package let mqls: Int
        /// SQLs among those of them that had their time.
        package let sqls: Proportion
        /// Sales among SQLs that were decided.
        package let wins: Proportion

        package init(mqls: Int, sqls: Proportion, wins: Proportion) {
            (self.mqls, self.sqls, self.wins) = (mqls, sqls, wins)
        }
    }

    /// The MQLs of one source in a row.
    package struct Part: Sendable {
        package let row: Int
        package let source: Int
        package let mqls: Int
        package let sqls: Proportion

        package init(row: Int, source: Int, mqls: Int, sqls: Proportion) {
            (self.row, self.source, self.mqls, self.sqls) = (row, source, mqls, sqls)
        }
    }

    private let sources: [Source]
    private let rates: RateBelief
    private let wins: RateBelief
    private let size: SaleSize
    private let currency: Currency
    /// By source, of each draw.
    private let sqlDraws: [[Double]]
    private let winDraws: [[Double]]
    private let sizeDraws: [Double]

    private static let count = 4000
    /// What a source's rate weighs beside that of a part of it, in MQLs.
    private static let weightOfSource = RateBelief.usualWeight
    /// How many draws all parts together may take.
    private static let mostOfParts = 400_000

    package init(
        _ sources: [Source], rates: RateBelief, wins: RateBelief, size: SaleSize,
        _ currency: Currency
    ) {
        self.sources = sources
        (self.rates, self.wins) = (rates, wins)
        self.size = size
        self.currency = currency
        var random = SplitMix64(seed: 20_140)
        var (sqlDraws, winDraws) = (
            sources.map { _ in [Double]() }, sources.map { _ in [Double]() }
        )
        for place in sources.indices {
            sqlDraws[place].reserveCapacity(Self.count)
            winDraws[place].reserveCapacity(Self.count)
        }
        for _ in 0..<Self.count {
            let (rate, win) = (rates.draw(&random), wins.draw(&random))
            for (place, source) in sources.enumerated() {
                sqlDraws[place].append(RateBelief.rate(source.sqls, rate, &random))
                winDraws[place].append(RateBelief.rate(source.wins, win, &random))
            }
        }
        (self.sqlDraws, self.winDraws) = (sqlDraws, winDraws)
        sizeDraws = size.draws(Self.count, seed: 20_141)
    }

    /// The worth of an MQL on average over all sources; nil without MQLs.
    package var total: Worth? {
        worth(sources.indices.map { Share(source: $0, mqls: sources[$0].mqls, rate: nil) })
    }

    /// What all MQLs together are worth: the sum over the sources, each to the cent; nil where it does not fit.
    package var value: Money? {
        var sum = Int128(0)
        for place in sources.indices {
            let own = worth([Share(source: place, mqls: sources[place].mqls, rate: nil)])
            guard let own else { continue }
            guard
                let value = Money(
                    rounding: own.cents * Double(sources[place].mqls), currency)
            else { return nil }
            sum += Int128(value.cents)
        }
        return Money(exactly: sum, currency)
    }

    /// The worth of an MQL of each row, nil where a row has none.
    ///
    /// - Parameter parts: all MQLs of all sources, by row.
    package func rows(_ count: Int, _ parts: [Part]) -> [Worth?] {
        var shares = [[Share]](repeating: [], count: count)
        let bySource = Dictionary(grouping: parts.filter { $0.mqls > 0 }, by: \.source)
        let divided = bySource.values.reduce(0) { $0 + ($1.count > 1 ? $1.count : 0) }
        let draws =
            divided == 0
            ? Self.count : max(250, min(Self.count, Self.mostOfParts / divided))
        for source in bySource.keys.sorted() {
            let own = bySource[source] ?? []
            guard own.count > 1 else {
                for part in own {
                    shares[part.row].append(Share(source: source, mqls: part.mqls, rate: nil))
                }
                continue
            }
            for (part, rate) in zip(own, rates(of: own, source, draws)) {
                shares[part.row].append(Share(source: source, mqls: part.mqls, rate: rate))
            }
        }
        return shares.map(worth)
    }

    /// The rate of a part: on average, and of each draw.
    private struct PartRate {
        let mean: Double
        let draws: [Double]
    }

    /// What a row has of a source; without a rate of its own it has all of it.
    private struct Share {
        let source: Int
        let mqls: Int
        let rate: PartRate?
    }

    private func rates(of parts: [Part], _ source: Int, _ count: Int) -> [PartRate] {
        let mqls = Double(parts.reduce(0) { $0 + $1.mqls })
        let mean = rates.expected(sources[source].sqls)
        let weight = Self.weightOfSource
        func leaning(_ part: Part, on rate: Double) -> Double {
            (weight * rate + part.sqls.successes) / (weight + part.sqls.trials)
        }
        /// By what the rates of the parts are multiplied to come to that of the source.
        func factor(_ rates: [Double], to rate: Double) -> Double {
            let sum = zip(parts, rates).reduce(0) { $0 + Double($1.0.mqls) * $1.1 }
            return sum > 0 ? rate * mqls / sum : 1
        }
        let means = parts.map { leaning($0, on: mean) }
        let toMean = factor(means, to: mean)
        var random = SplitMix64(seed: 20_142 &+ UInt64(source))
        var draws = parts.map { _ in [Double]() }
        var own = [Double](repeating: 0, count: parts.count)
        for draw in 0..<count {
            let rate = sqlDraws[source][draw]
            for (place, part) in parts.enumerated() {
                own[place] = RateBelief.rate(
                    part.sqls, .init(mean: rate, weight: weight), &random)
            }
            let toRate = factor(own, to: rate)
            for place in parts.indices { draws[place].append(own[place] * toRate) }
        }
        return parts.indices.map { PartRate(mean: means[$0] * toMean, draws: draws[$0]) }
    }

    private func worth(_ shares: [Share]) -> Worth? {
        let shares = shares.filter { $0.mqls > 0 }
        let mqls = Double(shares.reduce(0) { $0 + $1.mqls })
        guard mqls > 0 else { return nil }
        var (rate, won) = (0.0, 0.0)
        var count = Self.count
        for share in shares {
            let own = share.rate?.mean ?? rates.expected(sources[share.source].sqls)
            let part = Double(share.mqls) / mqls * own
            rate += part
            won += part * wins.expected(sources[share.source].wins)
            if let draws = share.rate?.draws.count { count = min(count, draws) }
        }
        guard rate > 0 else { return nil }
        var draws = [Double](repeating: 0, count: count)
        for share in shares {
            let part = Double(share.mqls) / mqls
            let (sqls, sales) = (
                share.rate?.draws ?? sqlDraws[share.source], winDraws[share.source]
            )
            for draw in 0..<count { draws[draw] += part * sqls[draw] * sales[draw] }
        }
        for draw in 0..<count { draws[draw] *= sizeDraws[draw] }
        let sqls = shares.reduce(into: (0.0, 0.0)) { sum, share in
            sum.0 += sources[share.source].sqls.successes
            sum.1 += sources[share.source].sqls.trials
        }
        let sales = shares.reduce(into: (0.0, 0.0)) { sum, share in
            sum.0 += sources[share.source].wins.successes
            sum.1 += sources[share.source].wins.trials
        }
        return Worth(
            rate: rate, won: won / rate, size: size, draws: draws,
            about: (
                .about(rate, trials: sqls.1), .about(won / rate, trials: sales.1)
            ), currency)
    }
}

extension BetaDistribution {
    /// A rate that so many trials speak for.
    fileprivate static func about(_ rate: Double, trials: Double) -> BetaDistribution {
        let all = trials + RateBelief.usualWeight
        let rate = min(max(rate, 1e-6), 1 - 1e-6)
        return BetaDistribution(alpha: rate * all, beta: (1 - rate) * all)
            ?? BetaDistribution(.none)
    }
}
