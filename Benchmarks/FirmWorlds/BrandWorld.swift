internal import Foundation
internal import Quantities

/// A firm whose ads on its own name have MQLs to their credit that would mostly have come anyway. For half a year they
/// were off in every other week, of which is drawn which one; its exports are written as a CRM and a book-keeper
/// would have them.
struct BrandWorld: Sendable {
    /// A source that is bought.
    struct Source: Sendable {
        let name: String
        /// MQLs to its credit, and euros, of a usual month.
        let volume: Double
        let usual: Double
        let curve: BudgetWorld.Curve
        let bend: Double
        let rate: Double
        let winRate: Double
        /// Of what it has to its credit, what it causes.
        let caused: Double
        /// Euros a month in the last three months.
        fileprivate(set) var today = 0.0

        fileprivate func response(_ x: Double) -> Double { x > 0 ? curve.mqls(x, bend) : 0 }
    }

    private(set) var sources: [Source] = []
    /// What a sale brings on average, in euros.
    let margin: Double
    let asOf: Day
    let quarter: Period
    /// The weeks of the test, and the first days of those in which the ads on the name were off.
    let test: Period
    private(set) var weeksOff: [Day] = []
    private(set) var leads = "lead_id,created_at,source\n"
    private(set) var stages = "lead_id,at,stage\n"
    private(set) var deals = "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n"
    private(set) var spend = "from,to,source,amount\n"
    private var number = 0
    private let cycle: Double

    /// The ads on the firm's own name, and what comes without being bought.
    static let brand = "brand-search"
    static let free = "organic"

    private static let weeks = 26

    init(caused: ClosedRange<Double>, seed: UInt64) {
        var chance = Chance(seed)
        margin = chance.logNormal(median: 4200, sigma: 0.4)
        cycle = chance.between(15, 40)
        let rate = chance.between(0.12, 0.25)
        let won = chance.between(0.15, 0.35)
        let count = 2 + Int(chance.unit() * 3)
        for place in 0...count {
            let isBrand = place == 0
            let volume = isBrand ? chance.between(60, 140) : chance.between(12, 45)
            let (own, wins) = (
                min(0.5, chance.logNormal(median: rate, sigma: 0.3)),
                min(0.7, chance.logNormal(median: won, sigma: 0.2))
            )
            // By its credit the name looks like the best that there is to buy.
            let part =
                isBrand ? chance.between(0.3, 0.7) : chance.logNormal(median: 0.8, sigma: 0.4)
            let curve = BudgetWorld.Curve.allCases[Int(chance.unit() * 4)]
            sources.append(
                Source(
                    name: isBrand ? Self.brand : "channel-\(place)", volume: volume,
                    usual: volume * own * wins * margin * part, curve: curve,
                    bend: curve.bend(chance.between(0.4, 0.85)), rate: own, winRate: wins,
                    caused: isBrand ? chance.between(caused.lowerBound, caused.upperBound) : 1))
        }
        let first = Day(number: 19_358)
        let months = 18 + Int(chance.unit() * 8)
        var starts = [first]
        for _ in 0..<months { starts.append(starts[starts.count - 1].startOfNextMonth) }
        let end = starts[months]
        asOf = end.advanced(by: -1)
        quarter =
            Period(first: end, end: end.startOfNextMonth.startOfNextMonth.startOfNextMonth)
            ?? Period(monthOf: end)
        // It was over five months ago, so that all that it counts has had its time.
        let begin = starts[months - 5].advanced(by: -7 * Self.weeks)
        test = Period(first: begin, end: starts[months - 5]) ?? Period(day: begin)
        for pair in 0..<(Self.weeks / 2) {
            let week = pair * 2 + (chance.happens(0.5) ? 1 : 0)
            weeksOff.append(begin.advanced(by: week * 7))
        }
        for month in 0..<months {
            let (from, until) = (starts[month], starts[month + 1])
            for place in sources.indices {
                let x = exp(chance.normal() * 0.25)
                let moved = exp(chance.normal() * 0.08)
                if month >= months - 3 { sources[place].today += sources[place].usual * x / 3 }
                place == 0
                    ? writeBrand(from, until, x, moved, &chance)
                    : write(sources[place], from, until, x, moved, &chance)
            }
            let free = Source(
                name: Self.free, volume: 30, usual: 0, curve: .power, bend: 1, rate: rate,
                winRate: won, caused: 1)
            write(free, from, until, 1, exp(chance.normal() * 0.08), &chance)
        }
    }

    private mutating func write(
        _ source: Source, _ from: Day, _ until: Day, _ x: Double, _ moved: Double,
        _ chance: inout Chance
    ) {
        if source.usual > 0 { note(source.usual * x, source, from, until) }
        for _ in 0..<chance.count(mean: source.volume * source.response(x) * moved) {
            let day = Double(from.distance(to: until)) * chance.unit()
            write(source, source.name, from.advanced(by: Int(day)), &chance)
        }
    }

    /// Who looks for the firm comes; whether by the ad is a matter of whether there is one.
    private mutating func writeBrand(
        _ from: Day, _ until: Day, _ x: Double, _ moved: Double, _ chance: inout Chance
    ) {
        let brand = sources[0]
        let days = Double(from.distance(to: until))
        var day = from
        while day < until {
            let isOff =
                test.contains(day)
                && weeksOff.contains { day.distance(to: $0) <= 0 && day.distance(to: $0) > -7 }
            if !isOff { note(brand.usual * x / days, brand, day, day.advanced(by: 1)) }
            let each = brand.volume * moved * exp(chance.normal() * 0.15) / days
            let response = isOff ? 0 : brand.response(x)
            for _ in 0..<chance.count(mean: each * (1 - brand.caused)) {
                let byAd = chance.happens(min(1, response))
                write(brand, byAd ? Self.brand : Self.free, day, &chance)
            }
            for _ in 0..<chance.count(mean: each * brand.caused * response) {
                write(brand, Self.brand, day, &chance)
            }
            day = day.advanced(by: 1)
        }
    }

    private mutating func note(_ euros: Double, _ source: Source, _ from: Day, _ until: Day) {
        spend += "\(from),\(until.advanced(by: -1)),\(source.name),\(Self.money(euros))\n"
    }

    private static func money(_ euros: Double) -> String {
        let cents = Int((euros * 100).rounded())
        return "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
    }

    private mutating func write(
        _ source: Source, _ name: String, _ day: Day, _ chance: inout Chance
    ) {
        number += 1
        leads += "L\(number),\(day),\(name)\n"
        stages += "L\(number),\(day),mql\n"
        guard chance.happens(source.rate) else { return }
        let asked = day.advanced(by: min(80, Int(chance.exponential(mean: 12))))
        let isWon = chance.happens(source.winRate)
        let closed = asked.advanced(
            by: max(1, Int(chance.logNormal(median: cycle, sigma: 0.5))))
        let size = chance.logNormal(median: margin * exp(-0.125), sigma: 0.5)
        guard asked <= asOf else { return }
        stages += "L\(number),\(asked),sql\n"
        let status = closed > asOf ? "open" : isWon ? "won" : "lost"
        let amount = Self.money(size)
        deals +=
            "D\(number),\(status),\(asked),\(status == "open" ? "" : "\(closed)"),\(amount),\(amount),L\(number)\n"
    }

    /// What is left of the margin of all that comes in the quarter, after this spend on it: on average, in euros.
    func left(of spend: [Double]) -> Double {
        sources.indices.reduce(0) { sum, place in
            let source = sources[place]
            let x = spend[place] / 3 / source.usual
            let mqls =
                3 * source.volume * (source.caused * source.response(x) + 1 - source.caused)
            return sum + mqls * source.rate * source.winRate * margin - spend[place]
        }
    }
}
