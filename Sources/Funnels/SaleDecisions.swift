package import Quantities
package import Statistics

/// What became of SQLs: sold, lost, or not decided yet.
///
/// A sale takes as long as it takes, which may be longer than the data are old. An SQL is decided if it was
/// sold, lost or rejected, or is older than a sale takes: as somebody said, or the day on which the curve of
/// Kaplan and Meier from SQL to decision reaches nine in ten with ten still at risk. Where hardly a loss is
/// written down, losses are taken to be unwritten, and the share sold is that of the SQLs that are older
/// than the slowest of nine in ten sales.
package struct SaleDecisions: Hashable, Sendable {
    /// What the share sold is of.
    package enum Basis: String, Hashable, Sendable {
        /// SQLs that were decided.
        case decided
        /// SQLs that are older than nine in ten sales took: losses are not written down.
        case old
        /// Of too many it is not known what becomes of them: what is known is the least.
        case soFar = "so_far"
    }

    package let basis: Basis
    /// The days after which an SQL counts as decided; nil where neither anybody nor the curve says so.
    package let cycle: Int?
    /// Whether somebody said it.
    package let cycleIsSaid: Bool
    /// SQLs of MQLs, and what is written down of them.
    package let sqls: Int
    package let sold: Int
    package let lost: Int
    /// SQLs that count as decided.
    package let decided: Int
    private let ofSource: [Int: Counts]

    private struct Counts: Hashable, Sendable {
        var sqls = 0
        var decided = 0
        var sold = 0
        var wins = Proportion.none
    }

    /// Below this part of written decisions losses are taken to be unwritten, one in four.
    private static let fewestLosses = 4
    /// Those still at risk below which the end of a curve says nothing.
    private static let fewest = 10

    /// - Parameter said: after how many days a sale is decided, where somebody said so.
    package init(_ tally: Tally, asOf: Day, said: Int? = nil) {
        var asked: [Int: DayCounts] = [:]
        /// By source: for each SQL that was sold or lost its age, and how long it took.
        var sales: [Int: [(age: Int, lag: Int, count: Int)]] = [:]
        var losses: [Int: [(age: Int, lag: Int, count: Int)]] = [:]
        for cell in tally.cells where cell.happened(by: asOf) {
            let (source, count) = (cell.segment.source, Int(truncatingIfNeeded: cell.count))
            let age = cell.day.distance(to: asOf)
            switch cell.event {
            case .sqlAsked: asked[source, default: DayCounts()].add(count, on: age)
            case .sqlSold: sales[source, default: []].append((age, cell.lag, count))
            case .sqlLost: losses[source, default: []].append((age, cell.lag, count))
            default: break
            }
        }
        func total(_ all: [Int: [(age: Int, lag: Int, count: Int)]]) -> Int {
            all.values.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } }
        }
        let all = asked.values.reduce(0) { $0 + $1.total }
        (sqls, sold, lost) = (all, total(sales), total(losses))
        let written = sold + lost
        let lossesAreUnwritten = written > 0 && lost * Self.fewestLosses < written
        let curve = Self.curve(asked, sales, losses)
        let ofCurve = curve.days.first {
            curve.share(by: $0) >= 0.9 && curve.atRisk(on: $0) >= Self.fewest
        }
        cycleIsSaid = said != nil
        // Without written losses the end of the curve is that of the sales.
        let slowest = lossesAreUnwritten && said == nil ? Self.slowest(sales) : nil
        cycle = said ?? (lossesAreUnwritten ? nil : ofCurve)
        let limit = cycle ?? slowest ?? .max
        var ofSource: [Int: Counts] = [:]
        for (source, ages) in asked {
            var counts = Counts()
            counts.sqls = ages.total
            let old = ages.entries.reduce(0) { $0 + ($1.day >= limit ? $1.count : 0) }
            func count(
                _ all: [(age: Int, lag: Int, count: Int)]?, _ isCounted: (Int) -> Bool
            ) -> Int {
                all?.reduce(0) { $0 + (isCounted($1.age) ? $1.count : 0) } ?? 0
            }
            if lossesAreUnwritten, said == nil {
                counts.decided = old
                counts.sold = count(sales[source]) { $0 >= limit }
            } else {
                counts.sold = count(sales[source]) { _ in true }
                counts.decided =
                    counts.sold + count(losses[source]) { _ in true } + old
                    - count(sales[source]) { $0 >= limit } - count(losses[source]) { $0 >= limit }
            }
            counts.wins =
                Proportion(Double(counts.sold), of: Double(counts.decided)) ?? .none
            ofSource[source] = counts
        }
        self.ofSource = ofSource
        decided = ofSource.values.reduce(0) { $0 + $1.decided }
        basis =
            decided * 2 < all || decided == 0 && all > 0
            ? .soFar : lossesAreUnwritten && said == nil ? .old : .decided
    }

    /// Sales among SQLs that count as decided.
    package func wins(_ source: Int) -> Proportion { ofSource[source]?.wins ?? .none }

    /// The same of all sources.
    package var wins: Proportion {
        let sold = ofSource.values.reduce(0) { $0 + $1.sold }
        return Proportion(Double(sold), of: Double(decided)) ?? .none
    }

    /// SQLs of which nothing is known yet.
    package var open: Int { sqls - decided }

    /// Whether of at least half of the SQLs of some sources it is known what became of them; of sources without
    /// an SQL it is.
    package func isDecided(_ sources: Set<Int>) -> Bool {
        let counts = sources.compactMap { ofSource[$0] }
        return counts.reduce(0) { $0 + $1.decided } * 2 >= counts.reduce(0) { $0 + $1.sqls }
    }

    private static func curve(
        _ asked: [Int: DayCounts], _ sales: [Int: [(age: Int, lag: Int, count: Int)]],
        _ losses: [Int: [(age: Int, lag: Int, count: Int)]]
    ) -> DelayCurve {
        let decisions = (Array(sales.values) + Array(losses.values)).flatMap { $0 }
        let last = max(
            asked.values.compactMap(\.last).max() ?? 0, decisions.map(\.lag).max() ?? 0)
        var days = [(events: Int, watched: Int)](repeating: (0, 0), count: last + 1)
        for ages in asked.values {
            for entry in ages.entries { days[entry.day].watched += entry.count }
        }
        for decision in decisions {
            days[max(0, decision.lag)].events += decision.count
            days[decision.age].watched -= decision.count
        }
        return DelayCurve(counts: days)
    }

    /// The days within which nine in ten sales came.
    private static func slowest(_ sales: [Int: [(age: Int, lag: Int, count: Int)]]) -> Int? {
        let lags = sales.values.flatMap { $0 }.sorted { $0.lag < $1.lag }
        let all = lags.reduce(0) { $0 + $1.count }
        var sum = 0
        return lags.first { sale in
            sum += sale.count
            return sum * 10 >= all * 9
        }?.lag
    }
}
