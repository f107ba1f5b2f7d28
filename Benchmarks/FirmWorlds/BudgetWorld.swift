internal import Foundation
package import Quantities

/// A firm of which it is known what money does: its sources with their curves, the season, the trend, and the
/// quarter that comes. Its exports are written as a CRM and a book-keeper would have them.
package struct BudgetWorld: Sendable {
    /// How a world differs from another.
    package struct Kind: Sendable {
        package var months = 9...26
        package var sources = 3...7
        /// MQLs a month of a source.
        package var volume = 6.0...40.0
        /// How far the logarithm of MQLs goes up and down in a year, and how it grows in a month.
        package var season = 0.0...0.0
        package var trend = 0.0...0.0
        /// How far sources lie apart in what they bring per euro, in how often an MQL becomes an SQL, and in
        /// how often that is won, as logarithms: as far as those of the other invented firms.
        package var pays = 0.6
        package var rates = 0.5
        package var wins = 0.2
        /// Whether all sources are alike in everything.
        package var areAlike = false
        /// How MQLs grow for 1 % more spend.
        package var elasticity = 0.4...0.9
        /// How far a month of a source lies from what is usual, beyond what counting does.
        package var unrest = 0.1
        /// Whether every source has the same money today.
        package var isEvenToday = false

        package init() {}
    }

    /// How MQLs go with spend: 1 at the usual spend.
    enum Curve: CaseIterable, Sendable {
        case saturating, power, logarithmic, exponential

        func mqls(_ x: Double, _ bend: Double) -> Double {
            switch self {
            case .saturating: x / (bend + (1 - bend) * x)
            case .power: pow(x, bend)
            case .logarithmic: log(1 + bend * x) / log(1 + bend)
            case .exponential: (1 - exp(-bend * x)) / (1 - exp(-bend))
            }
        }

        /// The bend at which 1 % more than usual brings `elasticity` percent more.
        func bend(_ elasticity: Double) -> Double {
            if self == .saturating || self == .power { return elasticity }
            var (low, high) = (1e-3, 1e4)
            for _ in 0..<80 {
                let middle = (low * high).squareRoot()
                let here =
                    self == .logarithmic
                    ? middle / ((1 + middle) * log(1 + middle)) : middle / (exp(middle) - 1)
                if here > elasticity { low = middle } else { high = middle }
            }
            return low
        }
    }

    package struct Source: Sendable {
        package let name: String
        /// MQLs and euros of a usual month.
        let volume: Double
        let usual: Double
        let curve: Curve
        let bend: Double
        let rate: Double
        let winRate: Double
        let delay: Double
        /// How much of the season it has, and its own trend.
        let swing: Double
        let trend: Double
        /// Euros a month in the last three months, and in the highest.
        package fileprivate(set) var today = 0.0
        package fileprivate(set) var highest = 0.0
        /// What its months of the quarter that comes bring beside the usual one.
        fileprivate var coming: [Double] = []
    }

    package private(set) var sources: [Source] = []
    /// What a sale brings on average, in euros.
    package let margin: Double
    package let asOf: Day
    /// The quarter that comes.
    package let quarter: Period
    package private(set) var leads = "lead_id,created_at,source\n"
    package private(set) var stages = "lead_id,at,stage\n"
    package private(set) var deals =
        "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n"
    package private(set) var spend = "from,to,source,amount\n"
    private var number = 0
    private let sizeSpread: Double
    private let cycle: Double
    private var chance: Chance

    package init(_ kind: Kind, seed: UInt64) {
        var chance = Chance(seed)
        func pick(_ range: ClosedRange<Int>) -> Int {
            range.lowerBound + Int(chance.unit() * Double(range.count))
        }
        func between(_ range: ClosedRange<Double>) -> Double {
            chance.between(range.lowerBound, range.upperBound)
        }
        let months = pick(kind.months)
        margin = chance.logNormal(median: 4200, sigma: 0.4)
        sizeSpread = chance.between(0.2, 0.8)
        cycle = chance.between(15, 50)
        let season = between(kind.season)
        let peak = chance.between(0, 12)
        let odd = (0..<12).map { _ in chance.normal() * season * 0.3 }
        let trend = between(kind.trend)
        let rate = chance.between(0.1, 0.25)
        let won = chance.between(0.15, 0.35)
        // A firm knows about what an MQL may cost, and so does the market.
        let level = chance.logNormal(median: 0.8, sigma: 0.3)
        let alike = (
            between(kind.volume), between(kind.elasticity), chance.between(4, 25),
            Curve.allCases[pick(0...3)]
        )
        for place in 1...pick(kind.sources) {
            let isAlike = kind.areAlike
            let its = (
                exp(chance.between(log(kind.volume.lowerBound), log(kind.volume.upperBound))),
                between(kind.elasticity), chance.between(4, 25), Curve.allCases[pick(0...3)]
            )
            let (volume, elasticity, delay, curve) = isAlike ? alike : its
            let its0 = min(0.6, chance.logNormal(median: rate, sigma: isAlike ? 0 : kind.rates))
            let its1 = min(0.8, chance.logNormal(median: won, sigma: isAlike ? 0 : kind.wins))
            let worth = (its0 * its1 * rate * won).squareRoot() * margin
            let price = worth * level * exp(isAlike ? 0 : chance.normal() * kind.pays)
            sources.append(
                Source(
                    name: "channel-\(place)", volume: volume, usual: volume * price, curve: curve,
                    bend: curve.bend(elasticity), rate: its0, winRate: its1, delay: delay,
                    swing: isAlike ? 1 : chance.between(0.7, 1.3),
                    trend: trend + (isAlike ? 0 : chance.normal() * abs(trend) * 0.2)))
        }
        let start = pick(0...11)
        var first = Day(number: 19_358)
        for _ in 0..<start { first = first.startOfNextMonth }
        var begin = first
        /// What a month brings beside the usual one, with nothing of it by chance but its unrest.
        func factor(_ source: Source, _ month: Int) -> Double {
            let place = (start + month) % 12
            let wave =
                season * cos(2 * .pi * (Double(place) - peak) / 12) + odd[place]
            return exp(
                source.swing * wave + source.trend * Double(month - months)
                    + chance.normal() * kind.unrest)
        }
        self.chance = Chance(seed ^ 0x5555)
        let last: Day = {
            var day = first
            for _ in 0..<months { day = day.startOfNextMonth }
            return day.advanced(by: -1)
        }()
        asOf = last
        let end = last.advanced(by: 1)
        quarter =
            Period(first: end, end: end.startOfNextMonth.startOfNextMonth.startOfNextMonth)
            ?? Period(monthOf: end)
        for month in 0..<months {
            let end = begin.startOfNextMonth
            for place in sources.indices {
                let source = sources[place]
                let x =
                    kind.isEvenToday && month >= months - 3
                    ? 1 : exp(chance.normal() * 0.3)
                let cents = (source.usual * x * 100).rounded() / 100
                sources[place].highest = max(source.highest, cents)
                if month >= months - 3 { sources[place].today += cents / 3 }
                spend += "\(begin),\(end.advanced(by: -1)),\(source.name),\(Self.money(cents))\n"
                let mean =
                    source.volume * source.curve.mqls(x, source.bend) * factor(source, month)
                for _ in 0..<chance.count(mean: mean) {
                    number += 1
                    write(
                        source,
                        begin.advanced(by: Int(chance.unit() * Double(begin.distance(to: end)))),
                        &chance)
                }
            }
            begin = end
        }
        for place in sources.indices {
            sources[place].coming = (0..<3).map { factor(sources[place], months + $0) }
        }
    }

    private static func money(_ euros: Double) -> String {
        let cents = Int((euros * 100).rounded())
        return "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
    }

    /// One lead, and what became of it so far.
    private mutating func write(_ source: Source, _ day: Day, _ chance: inout Chance) {
        leads += "L\(number),\(day),\(source.name)\n"
        stages += "L\(number),\(day),mql\n"
        guard chance.happens(source.rate) else { return }
        var delay = 90
        while delay >= 90 { delay = Int(chance.exponential(mean: source.delay)) }
        let asked = day.advanced(by: delay)
        guard asked <= asOf else { return }
        stages += "L\(number),\(asked),sql\n"
        let isWon = chance.happens(source.winRate)
        let closed = asked.advanced(
            by: max(1, Int(chance.logNormal(median: cycle, sigma: 0.5))))
        let size = self.size(&chance)
        let isWritten = isWon || chance.happens(0.95)
        let status = closed > asOf || !isWritten ? "open" : isWon ? "won" : "lost"
        let amount = Self.money(size)
        deals +=
            "D\(number),\(status),\(asked),\(status == "open" ? "" : "\(closed)"),\(amount),\(amount),L\(number)\n"
    }

    private func size(_ chance: inout Chance) -> Double {
        chance.logNormal(median: margin * exp(-sizeSpread * sizeSpread / 2), sigma: sizeSpread)
    }

    // MARK: The quarter that comes

    /// MQLs of a source for so many euros in the whole quarter.
    private func mqls(_ place: Int, _ euros: Double) -> Double {
        let source = sources[place]
        let x = euros / 3 / source.usual
        guard x > 0 else { return 0 }
        return source.volume * source.curve.mqls(x, source.bend) * source.coming.reduce(0, +)
    }

    /// Margin that this division brings on average, in euros.
    package func margin(of spend: [Double]) -> Double {
        sources.indices.reduce(0) {
            $0 + mqls($1, spend[$1]) * sources[$1].rate * sources[$1].winRate * margin
        }
    }

    /// What came of it.
    package func played(_ spend: [Double]) -> (sqls: Int, margin: Double) {
        var chance = chance
        var (sqls, sum) = (0, 0.0)
        for place in sources.indices {
            let asked = chance.count(mean: mqls(place, spend[place]) * sources[place].rate)
            sqls += asked
            for _ in 0..<asked where chance.happens(sources[place].winRate) { sum += size(&chance) }
        }
        return (sqls, sum)
    }

    /// The division that brings most of the same money, with no source above `most`.
    ///
    /// - Parameter spendsAll: also where the last euro does not come back.
    package func best(_ euros: Double, most: [Double], spendsAll: Bool) -> [Double] {
        var spend = sources.map { _ in 0.0 }
        let step = euros / 600
        for _ in 0..<600 {
            var best: (place: Int, gain: Double)?
            for place in sources.indices where spend[place] + step <= most[place] {
                let source = sources[place]
                let gain =
                    (mqls(place, spend[place] + step) - mqls(place, spend[place])) * source.rate
                    * source.winRate
                if gain > best?.gain ?? 0 { best = (place, gain) }
            }
            guard let best, spendsAll || best.gain * margin >= step else { break }
            spend[best.place] += step
        }
        return spend
    }
}
