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
        /// What part of that it causes; nil where no test showed it.
        package let caused: CausedPart?

        package init(
            mqls: Int, sqls: Proportion, wins: Proportion, caused: CausedPart? = nil
        ) {
            (self.mqls, self.sqls, self.wins, self.caused) = (mqls, sqls, wins, caused)
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
    /// By source, of each draw; none where it was not tested.
    private let causedDraws: [[Double]]

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
        causedDraws = sources.enumerated().map { place, source in
            source.caused?.draws(Self.count, seed: 30_140 &+ UInt64(place)) ?? []
        }
    }

    /// The worth of an MQL on average over all sources, whatever brought them; nil without MQLs.
    package var total: Worth? {
        worth(
            sources.indices.map { Share(source: $0, mqls: sources[$0].mqls, rate: nil) },
            isAll: true)
    }

    /// What all MQLs together are worth, whatever brought them: the sum over the sources, each to the cent; nil
    /// where it does not fit.
    package var value: Money? {
        sum(isAll: true).flatMap { Money(exactly: $0, currency) }
    }

    /// What of that would have come without the sources that have it to their credit, so that it is in none of
    /// their rows: below zero where a source brings others more than it takes from them. Nil where no source was
    /// tested, or it does not fit.
    package var anyway: Money? {
        guard sources.contains(where: { $0.caused != nil }), let all = sum(isAll: true),
            let caused = sum(isAll: false)
        else { return nil }
        return Money(exactly: all - caused, currency)
    }

    /// - Parameter isAll: whether also what a source did not cause counts.
    private func sum(isAll: Bool) -> Int128? {
        var sum = Int128(0)
        for place in sources.indices {
            let share = Share(source: place, mqls: sources[place].mqls, rate: nil)
            guard let own = worth([share], isAll: isAll) else { continue }
            guard
                let value = Money(
                    rounding: own.cents * Double(sources[place].mqls), currency)
            else { return nil }
            sum += Int128(value.cents)
        }
        return sum
    }

    /// What the sources cause, per MQL that they have to their credit, of each row; nil where a row has none.
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
        return shares.map { worth($0, isAll: false) }
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

    /// - Parameter isAll: whether also what a source did not cause counts.
    private func worth(_ shares: [Share], isAll: Bool) -> Worth? {
        let shares = shares.filter { $0.mqls > 0 }
        let mqls = Double(shares.reduce(0) { $0 + $1.mqls })
        guard mqls > 0 else { return nil }
        var (rate, won, caused) = (0.0, 0.0, 0.0)
        var count = Self.count
        for share in shares {
            let own = share.rate?.mean ?? rates.expected(sources[share.source].sqls)
            let part = Double(share.mqls) / mqls * own
            rate += part
            let sales = part * wins.expected(sources[share.source].wins)
            won += sales
            caused += sales * (isAll ? 1 : sources[share.source].caused?.share ?? 1)
            if let draws = share.rate?.draws.count { count = min(count, draws) }
        }
        guard rate > 0 else { return nil }
        var draws = [Double](repeating: 0, count: count)
        for share in shares {
            let part = Double(share.mqls) / mqls
            let (sqls, sales) = (
                share.rate?.draws ?? sqlDraws[share.source], winDraws[share.source]
            )
            let caused = isAll ? [] : causedDraws[share.source]
            if caused.isEmpty {
                for draw in 0..<count { draws[draw] += part * sqls[draw] * sales[draw] }
            } else {
                for draw in 0..<count {
                    draws[draw] += part * sqls[draw] * sales[draw] * caused[draw]
                }
            }
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
            rate: rate, won: won / rate, caused: won > 0 ? caused / won : 1, size: size,
            draws: draws,
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
