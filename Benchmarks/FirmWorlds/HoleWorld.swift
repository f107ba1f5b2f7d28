internal import Foundation
package import Quantities

/// A firm whose exports are whole, or lack one thing on purpose.
///
/// Leads come with the season, with the day of the week and with months that are simply good or bad; some
/// sources cost nothing; some leads have no source. What is taken away is taken from the rows, as when an export
/// is cut, a filter is on, or a CRM is moved.
package struct HoleWorld: Sendable {
    /// What is taken away.
    package enum Plant: String, CaseIterable, Sendable {
        case spendEnds, spendBegins, spendHole, sourceStops, oldOutcomes, recentOutcomes,
            migrationDay,
            levelShift, emptySources
    }

    package let asOf: Day
    package private(set) var leads = "lead_id,created_at,source\n"
    package private(set) var stages = "lead_id,at,stage\n"
    package private(set) var deals = "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n"
    package private(set) var spend = "from,to,source,amount\n"
    /// Of which source it was taken; nil where of all, or of none.
    package private(set) var source: String?
    /// Whether a level was shifted of a source with twenty leads a month or more, six months or more from either end.
    package private(set) var isClearShift = false

    private struct Origin {
        let name: String
        let volume: Double
        let isBought: Bool
        let growth: Double
        let rate: Double
        let mqlShare: Double
        let price: Double
    }

    private struct Row {
        var day: Day
        var origin: Int
        var source: String
        var mql: Day?
        var sql: Day?
        var rejected: Day?
        var closed: Day?
        var isWon = false
        var size = 0
    }

    /// - Parameter plant: what is taken away; nil for a firm whose exports are whole.
    package init(_ plant: Plant?, seed: UInt64) {
        var chance = Chance(seed)
        let months = 9 + Int(chance.unit() * 16)
        let first = Day(number: 19_723)
        let last = first.advanced(by: months * 30 - 1 - Int(chance.unit() * 6))
        asOf = last
        let count = 4 + Int(chance.unit() * 5)
        let origins = (0..<count).map { place in
            Origin(
                name: "kanal \(place + 1)", volume: chance.logNormal(median: 22, sigma: 0.7),
                isBought: place < 2 || chance.happens(0.6),
                growth: chance.between(-0.03, 0.03), rate: chance.between(0.06, 0.3),
                mqlShare: chance.between(0.3, 0.9), price: chance.between(30, 250))
        }
        let without = chance.between(0, 0.15)
        let pauses = chance.happens(0.3)
        var rows: [Row] = []
        var paid: [(from: Day, to: Day, origin: Int, cents: Int)] = []
        let summer = chance.between(0.6, 1)
        let growth = chance.between(-0.02, 0.03)
        for month in 0..<months {
            let begin = first.advanced(by: month * 30)
            let season = month % 12 == 6 || month % 12 == 7 ? summer : 1
            for (place, origin) in origins.enumerated() {
                let isPaused = pauses && place == 1 && month % 5 == 3
                let mean =
                    origin.volume * season * exp((growth + origin.growth) * Double(month))
                    * chance.logNormal(median: 1, sigma: 0.25) * (isPaused ? 0.1 : 1)
                for _ in 0..<chance.count(mean: mean) {
                    var day = begin.advanced(by: Int(chance.unit() * 30))
                    // Few fill in a form on a Sunday.
                    if day.number % 7 == 3, chance.happens(0.7) { day = day.advanced(by: 1) }
                    guard day <= last else { continue }
                    rows.append(row(origin, place, day, without, &chance))
                }
                guard origin.isBought, !isPaused else { continue }
                let cents = Int(origin.volume * origin.price * chance.between(0.7, 1.3) * 100)
                paid.append((begin, min(begin.advanced(by: 29), last), place, cents))
            }
        }
        take(plant, &rows, &paid, origins, first, last, months, &chance)
        write(rows, paid, origins, last)
    }

    private func row(
        _ origin: Origin, _ place: Int, _ day: Day, _ without: Double, _ chance: inout Chance
    ) -> Row {
        var row = Row(
            day: day, origin: place, source: chance.happens(without) ? "" : origin.name)
        guard chance.happens(origin.mqlShare) else { return row }
        let mql = day.advanced(by: Int(chance.exponential(mean: 2)))
        row.mql = mql
        guard chance.happens(origin.rate) else {
            if chance.happens(0.4) {
                row.rejected = mql.advanced(by: 3 + Int(chance.exponential(mean: 12)))
            }
            return row
        }
        let sql = mql.advanced(by: 1 + Int(chance.exponential(mean: 20)))
        row.sql = sql
        row.isWon = chance.happens(0.3)
        row.closed = sql.advanced(by: 5 + Int(chance.logNormal(median: 45, sigma: 0.5)))
        row.size = Int(chance.logNormal(median: 400_000, sigma: 0.8))
        return row
    }

    private mutating func take(
        _ plant: Plant?, _ rows: inout [Row],
        _ paid: inout [(from: Day, to: Day, origin: Int, cents: Int)], _ origins: [Origin],
        _ first: Day, _ last: Day, _ months: Int, _ chance: inout Chance
    ) {
        guard let plant else { return }
        func day(_ month: Int) -> Day { first.advanced(by: month * 30) }
        // Of those with enough to miss it.
        let bought = origins.indices.filter { origins[$0].isBought }
        let one = bought.max { origins[$0].volume < origins[$1].volume } ?? 0
        let cut = day(months - 2 - Int(chance.unit() * 2))
        switch plant {
        case .spendEnds: paid.removeAll { $0.from >= cut }
        case .spendBegins:
            let from = day(2 + Int(chance.unit() * 2))
            paid.removeAll { $0.from < from }
        case .spendHole:
            let from = 2 + Int(chance.unit() * Double(months - 6))
            paid.removeAll { $0.from >= day(from) && $0.from < day(from + 2) }
        case .sourceStops:
            source = origins[one].name
            paid.removeAll { $0.origin == one && $0.from >= cut }
        case .oldOutcomes:
            let until = day(months / 2)
            for place in rows.indices where rows[place].mql.map({ $0 < until }) == true {
                guard rows[place].sql == nil else { continue }
                rows[place].rejected = nil
            }
        case .recentOutcomes:
            for place in rows.indices {
                if rows[place].sql.map({ $0 >= cut }) == true { rows[place].sql = nil }
                if rows[place].rejected.map({ $0 >= cut }) == true { rows[place].rejected = nil }
                if rows[place].closed.map({ $0 >= cut }) == true { rows[place].closed = nil }
            }
        case .migrationDay:
            let day = day(months / 2)
            for place in rows.indices where rows[place].mql.map({ $0 < day }) == true {
                if chance.happens(0.5) { rows[place].mql = day }
                if rows[place].sql.map({ $0 < day }) == true { rows[place].sql = day }
            }
        case .levelShift:
            // A form that is counted twice, or of which three in four get lost.
            source = origins[one].name
            let isMore = chance.happens(0.5)
            let month = 3 + Int(chance.unit() * Double(months - 6))
            let from = day(month)
            isClearShift = origins[one].volume >= 20 && month >= 6 && months - month >= 6
            let own = rows.filter { $0.origin == one && $0.day >= from }
            if isMore {
                rows += own + own
            } else {
                rows = rows.filter { row in
                    row.origin != one || row.day < from || chance.happens(0.25)
                }
            }
        case .emptySources:
            let from = day(3 + Int(chance.unit() * Double(months - 6)))
            for place in rows.indices where rows[place].day >= from && chance.happens(0.4) {
                rows[place].source = ""
            }
        }
    }

    private mutating func write(
        _ rows: [Row], _ paid: [(from: Day, to: Day, origin: Int, cents: Int)],
        _ origins: [Origin], _ last: Day
    ) {
        func money(_ cents: Int) -> String {
            "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
        }
        for (place, row) in rows.enumerated() {
            let id = "P\(place + 1)"
            leads += "\(id),\(row.day),\(row.source)\n"
            func stage(_ name: String, _ day: Day?) {
                guard let day, day <= last else { return }
                stages += "\(id),\(day),\(name)\n"
            }
            stage("mql", row.mql)
            stage("rejected", row.rejected)
            stage("sql", row.sql)
            guard let sql = row.sql, sql <= last else { continue }
            let isClosed = row.closed.map { $0 <= last } ?? false
            deals +=
                "Q\(place + 1),\(isClosed ? row.isWon ? "won" : "lost" : "open"),\(sql),"
                + "\(isClosed ? row.closed.map { "\($0)" } ?? "" : ""),\(money(row.size)),"
                + "\(money(row.size)),\(id)\n"
        }
        for row in paid {
            spend += "\(row.from),\(row.to),\(origins[row.origin].name),\(money(row.cents))\n"
        }
    }
}
