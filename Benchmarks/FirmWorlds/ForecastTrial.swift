internal import Analysis
internal import Foundation
internal import Intake
internal import Quantities
package import Valuation
internal import Workbench

/// What a forecast says of the last quarter of many invented firms, made of exports of the day before it, held against
/// what came.
package struct ForecastTrial: Sendable {
    /// Ranges of four cases in five that hold what came, and the sum of what was expected ÷ what came.
    package struct Figure: Sendable {
        package private(set) var held = FirmTrial.Tally()
        package private(set) var ratio = BudgetTrial.Ratio()
        private var parts: [Double] = []

        /// The same as `held`, where what came at an end of the range counts for the part of it that belongs to the
        /// eight in ten: of counts of a few the ends alone are many cases. With one standard error.
        package var fair: (share: Double, error: Double) {
            let count = Double(max(1, parts.count))
            let mean = parts.reduce(0, +) / count
            let squares = parts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            return (mean, squares.squareRoot() / count)
        }

        mutating func add(_ expected: ForecastFigures.Expected, _ came: Double) {
            held.add(expected.holds(came))
            parts.append(expected.part(at: came))
            ratio.add(expected.mean, came)
        }
    }

    package private(set) var firms = 0
    package private(set) var mqls = Figure()
    package private(set) var sqls = Figure()
    package private(set) var customers = Figure()
    package private(set) var margin = Figure()

    package init(
        _ kind: BudgetWorld.Kind, firms: Int, seed: UInt64, book: RuleBook, jobs: Int = 2
    ) async throws {
        let all = try await withThrowingTaskGroup(of: [(Int, ForecastFigures, Came)].self) {
            group in
            for job in 0..<jobs {
                group.addTask {
                    var found: [(Int, ForecastFigures, Came)] = []
                    for number in stride(from: job, to: firms, by: jobs) {
                        let world = BudgetWorld(kind, seed: seed &+ UInt64(number) &* 6151)
                        if let one = try await Self.found(world, book) {
                            found.append((number, one.0, one.1))
                        }
                    }
                    return found
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        for (_, forecast, came) in all.sorted(by: { $0.0 < $1.0 }) {
            self.firms += 1
            mqls.add(forecast.total.mqls, came.mqls)
            if let sqls = forecast.total.sqls { self.sqls.add(sqls, came.sqls) }
            if let customers = forecast.total.customers { self.customers.add(customers, came.won) }
            if let margin = forecast.total.margin { self.margin.add(margin, came.margin) }
        }
    }

    private struct Came: Sendable {
        var mqls = 0.0
        var sqls = 0.0
        var won = 0.0
        var margin = 0.0
    }

    private static func found(
        _ world: BudgetWorld, _ book: RuleBook
    ) async throws -> (ForecastFigures, Came)? {
        let last = world.asOf
        let first = Period(monthOf: last.advanced(byMonths: -2)).first
        guard let quarter = Period(first: first, end: last.advanced(by: 1)) else { return nil }
        let known = first.advanced(by: -1)
        let (files, came) = cut(world, at: known)
        var request = Request()
        request.asOf = known
        request.exportedOn = known
        let bench = try Bench(
            request, sources: files.map { ByteSource(name: $0.0, text: $0.1) }, book: book,
            other: nil)
        guard
            let forecast = try await bench.forecast(
                of: quarter, plan: nil, withPast: false)
        else { return nil }
        return (forecast, came)
    }

    /// The exports as they were on a day, and what came after it.
    private static func cut(
        _ world: BudgetWorld, at known: Day
    ) -> (files: [(String, String)], came: Came) {
        var came = Came()
        let day = "\(known)"
        func rows(_ text: String, _ keep: ([Substring]) -> String?) -> String {
            let lines = text.split(separator: "\n")
            return
                ([String(lines[0])]
                + lines.dropFirst().compactMap {
                    keep($0.split(separator: ",", omittingEmptySubsequences: false))
                }).joined(separator: "\n") + "\n"
        }
        func whole(_ cells: [Substring]) -> String { cells.joined(separator: ",") }
        let leads = rows(world.leads) { $0[1] <= day ? whole($0) : nil }
        let stages = rows(world.stages) { cells in
            guard cells[1] > day else { return whole(cells) }
            if cells[2] == "mql" { came.mqls += 1 }
            if cells[2] == "sql" { came.sqls += 1 }
            return nil
        }
        let deals = rows(world.deals) { cells in
            let (status, made, closed) = (cells[1], cells[2], cells[3])
            if status == "won", closed > day {
                came.won += 1
                came.margin += (Double(cells[5]) ?? 0) * 100
            }
            guard made <= day else { return nil }
            guard closed > day else { return whole(cells) }
            return whole([cells[0], "open", made, ""] + cells.dropFirst(4))
        }
        let spend = rows(world.spend) { $0[0] <= day ? whole($0) : nil }
        return (
            [
                ("leads.csv", leads), ("stages.csv", stages), ("deals.csv", deals),
                ("spend.csv", spend),
            ], came
        )
    }
}
