internal import Analysis
internal import Economics
internal import Funnels
internal import Intake
internal import Quantities
package import Valuation
internal import Workbench

/// What the budget says of many invented firms, held against the quarter that came.
package struct BudgetTrial: Sendable {
    /// The sum of what was said ÷ the sum of what came, with one standard error.
    package struct Ratio: Sendable {
        private var pairs: [(said: Double, came: Double)] = []

        mutating func add(_ said: Double, _ came: Double) { pairs.append((said, came)) }

        package var value: Double {
            let came = pairs.reduce(0) { $0 + $1.came }
            return came == 0 ? 0 : pairs.reduce(0) { $0 + $1.said } / came
        }

        package var error: Double {
            let (value, came) = (value, pairs.reduce(0) { $0 + $1.came })
            let squares = pairs.reduce(0) {
                $0 + ($1.said - value * $1.came) * ($1.said - value * $1.came)
            }
            return came == 0 ? 0 : squares.squareRoot() / abs(came)
        }

        package init() {}
    }

    /// What was found of one firm.
    struct Found: Sendable {
        var held = false
        var sqls = (said: 0.0, came: 0.0)
        var margin = (said: 0.0, came: 0.0)
        /// Margin on average of the plan, of today's split, and of the best.
        var plan = 0.0
        var today = 0.0
        var best = 0.0
        var chance: Double?
        var moved = 0.0
    }

    package private(set) var firms = 0
    /// The range of SQLs, of four cases in five, holds those that came.
    package private(set) var held = FirmTrial.Tally()
    package private(set) var sqls = Ratio()
    package private(set) var margin = Ratio()
    /// Firms to which a chance is given, and in which a tenth of the money moves.
    package private(set) var given = FirmTrial.Tally()
    package private(set) var moved = FirmTrial.Tally()
    /// The chance that was said, and how often the plan was the better one.
    package private(set) var said = 0.0
    package private(set) var better = FirmTrial.Tally()
    /// The same by what was said: below 0.8, to 0.9, and above.
    package private(set) var bySaid: [(from: Double, said: Double, better: FirmTrial.Tally)] =
        [0, 0.7, 0.8, 0.9, 0.95].map { ($0, 0, .init()) }
    /// What the plan brought more than today, of what the best would have.
    package private(set) var gained = Ratio()
    /// The plan brought less than today; and all that it brought more, of what today does.
    package private(set) var worse = FirmTrial.Tally()
    package private(set) var change = Ratio()

    /// - Parameter jobs: how many firms at once; the result is the same for any number.
    package init(
        _ kind: BudgetWorld.Kind, firms: Int, seed: UInt64, book: RuleBook, jobs: Int = 2
    ) async throws {
        let all = try await withThrowingTaskGroup(of: [(Int, Found)].self) { group in
            for job in 0..<jobs {
                group.addTask {
                    var found: [(Int, Found)] = []
                    for number in stride(from: job, to: firms, by: jobs) {
                        let world = BudgetWorld(kind, seed: seed &+ UInt64(number) &* 6151)
                        if let one = try await Self.found(
                            world, book,
                            spendsAll: kind.areAlike || number.isMultiple(of: 2))
                        {
                            found.append((number, one))
                        }
                    }
                    return found
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        for (_, found) in all.sorted(by: { $0.0 < $1.0 }) { add(found) }
    }

    private mutating func add(_ found: Found) {
        firms += 1
        held.add(found.held)
        sqls.add(found.sqls.said, found.sqls.came)
        margin.add(found.margin.said, found.margin.came)
        given.add(found.chance != nil)
        moved.add(found.moved >= 0.1)
        let isBetter = found.plan > found.today * (1 + 1e-9)
        if let chance = found.chance {
            said += chance
            better.add(isBetter)
            if let place = bySaid.lastIndex(where: { $0.from <= chance }) {
                bySaid[place].said += chance
                bySaid[place].better.add(isBetter)
            }
        }
        gained.add(found.plan - found.today, max(0, found.best - found.today))
        change.add(found.plan - found.today, found.today)
        worse.add(found.plan < found.today * (1 - 1e-4))
    }

    /// The chance that was said, on average.
    package var meanSaid: Double { better.runs == 0 ? 0 : said / Double(better.runs) }

    /// - Parameter spendsAll: whether all of the money is asked to be divided, also where it does not come back.
    private static func found(
        _ world: BudgetWorld, _ book: RuleBook, spendsAll: Bool
    ) async throws -> Found? {
        var request = Request()
        request.asOf = world.asOf
        let sources = [
            ("leads.csv", world.leads), ("stages.csv", world.stages), ("deals.csv", world.deals),
            ("spend.csv", world.spend),
        ].map { ByteSource(name: $0.0, text: $0.1) }
        let bench = try Bench(request, sources: sources, book: book, other: nil)
        let now = world.sources.map { $0.today * 3 }
        let euros = now.reduce(0, +).rounded(.down)
        var asked = BudgetFigures.Asked(.amount(Int64(euros) * 100), world.quarter)
        asked.spendsAll = spendsAll
        guard let budget = try? await bench.budget(asked), budget.margin != nil else { return nil }
        let plan = world.sources.map { source in
            budget.rows.first { $0.key == source.name }.map { Double($0.spend.cents) / 100 } ?? 0
        }
        var found = Found()
        let came = world.played(plan)
        found.sqls = (budget.plan.total.sqls, Double(came.sqls))
        found.margin = (budget.plan.total.margin / 100, came.margin)
        found.held =
            budget.plan.sqls.quantile(0.1) <= came.sqls
            && came.sqls <= budget.plan.sqls.quantile(0.9)
        found.chance = budget.plan.chanceBetter
        found.moved =
            zip(plan, now).reduce(0) { $0 + abs($1.0 - $1.1) } / 2 / max(1, euros)
        // What is not spent has brought itself.
        func worth(_ spend: [Double]) -> Double {
            world.margin(of: spend) - spend.reduce(0, +) + euros
        }
        (found.plan, found.today) = (worth(plan), worth(now))
        found.best = worth(
            world.best(euros, most: world.sources.map { $0.highest * 6 }, spendsAll: spendsAll))
        return found
    }
}
