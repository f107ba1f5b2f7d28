internal import Foundation
package import Quantities

/// A firm of which the truth is known: its sources with their rates, how long things take, what a sale brings.
/// Its exports are written as a CRM and a book-keeper would have them.
package struct FirmWorld: Sendable {
    /// How a world differs from another.
    package struct Kind: Sendable {
        package var months = 9...18
        package var sources = 3...9
        /// MQLs a month of a source.
        package var volume = 2.0...30.0
        /// The standard deviation of the logarithm of a sale's margin.
        package var sizeSpread = 1.2
        /// The median of the days from SQL to sale.
        package var cycle = 30.0...120.0
        /// How many of the losses are written down.
        package var lossesWritten = 0.9
        /// The median and spread of what a source is worth per euro.
        package var pays = (median: 1.0, sigma: 0.6)

        package init() {}
    }

    package struct Source: Sendable {
        package let name: String
        let volume: Double
        package let rate: Double
        package let winRate: Double
        let delay: Double
        /// What an MQL costs to buy, in euros.
        package let price: Double
    }

    package let sources: [Source]
    /// What a sale brings on average, in euros.
    package let margin: Double
    package let asOf: Day
    package let leads: String
    package let stages: String
    package let deals: String
    package let spend: String
    package private(set) var mqls: [String: Int] = [:]

    /// What an MQL of a source is worth, in euros.
    package func worth(_ source: Source) -> Double { source.rate * source.winRate * margin }

    /// What one of all MQLs is worth on average.
    package var worthOfAll: Double {
        let all = sources.reduce(0.0) { $0 + Double(mqls[$1.name] ?? 0) }
        return sources.reduce(0.0) { $0 + Double(mqls[$1.name] ?? 0) * worth($1) } / max(1, all)
    }

    package init(_ kind: Kind, seed: UInt64) {
        var chance = Chance(seed)
        func pick(_ range: ClosedRange<Int>) -> Int {
            range.lowerBound + Int(chance.unit() * Double(range.count))
        }
        let months = pick(kind.months)
        let margin = chance.logNormal(median: 3500, sigma: 0.5)
        let won = chance.between(0.15, 0.4)
        let rates = chance.between(0.08, 0.25)
        let cycle = chance.between(kind.cycle.lowerBound, kind.cycle.upperBound)
        let count = pick(kind.sources)
        sources = (1...count).map { number in
            let rate = min(0.8, chance.logNormal(median: rates, sigma: 0.5))
            let winRate = min(0.9, chance.logNormal(median: won, sigma: 0.2))
            let pays = chance.logNormal(median: kind.pays.median, sigma: kind.pays.sigma)
            return Source(
                name: "source-\(number)",
                volume: exp(
                    chance.between(log(kind.volume.lowerBound), log(kind.volume.upperBound))),
                rate: rate, winRate: winRate, delay: chance.between(4, 30),
                // Halfway between what it is worth and what those of the firm are worth: prices know
                // something of that, and not all.
                price: (rate * winRate * rates * won).squareRoot() * margin / pays)
        }
        self.margin = margin
        let first = Day(number: 19_358)
        let last = first.advanced(by: months * 30 - 1)
        asOf = last
        var texts = (
            leads: "lead_id,created_at,source\n", stages: "lead_id,at,stage\n",
            deals: "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n",
            spend: "from,to,source,amount\n"
        )
        var mqls: [String: Int] = [:]
        var number = 0
        for month in 0..<months {
            let begin = first.advanced(by: month * 30)
            for source in sources {
                let arrivals = chance.count(mean: source.volume)
                let cents = Int(
                    (source.volume * source.price * chance.between(0.8, 1.2) * 100).rounded())
                texts.spend +=
                    "\(begin),\(begin.advanced(by: 29)),\(source.name),\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)\n"
                for _ in 0..<arrivals {
                    number += 1
                    let day = begin.advanced(by: Int(chance.unit() * 30))
                    mqls[source.name, default: 0] += 1
                    texts.leads += "L\(number),\(day),\(source.name)\n"
                    texts.stages += "L\(number),\(day),mql\n"
                    guard chance.happens(source.rate) else { continue }
                    var delay = 90
                    while delay >= 90 { delay = Int(chance.exponential(mean: source.delay)) }
                    let asked = day.advanced(by: delay)
                    guard asked <= last else { continue }
                    texts.stages += "L\(number),\(asked),sql\n"
                    let isWon = chance.happens(source.winRate)
                    let days = chance.logNormal(median: isWon ? cycle : cycle * 1.2, sigma: 0.5)
                    let closed = asked.advanced(by: max(1, Int(days)))
                    let size = chance.logNormal(
                        median: margin * exp(-kind.sizeSpread * kind.sizeSpread / 2),
                        sigma: kind.sizeSpread)
                    let isWritten = isWon || chance.happens(kind.lossesWritten)
                    let status = closed > last || !isWritten ? "open" : isWon ? "won" : "lost"
                    let paid = max(1, Int((size * 100).rounded()))
                    let amount = "\(paid / 100).\(paid % 100 < 10 ? "0" : "")\(paid % 100)"
                    texts.deals +=
                        "D\(number),\(status),\(asked),\(status == "open" ? "" : "\(closed)"),\(amount),\(amount),L\(number)\n"
                }
            }
        }
        (leads, stages) = (texts.leads, texts.stages)
        (deals, spend) = (texts.deals, texts.spend)
        self.mqls = mqls
    }
}
