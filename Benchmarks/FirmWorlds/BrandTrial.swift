internal import Analysis
internal import Economics
internal import Intake
internal import Quantities
package import Valuation
internal import Workbench

/// Firms that buy ads on their own name, and what a test of these changes in their budget.
package struct BrandTrial: Sendable {
    package private(set) var firms = 0
    /// Tests that say something, and those of which the range holds what was really caused.
    package private(set) var read = FirmTrial.Tally()
    package private(set) var held = FirmTrial.Tally()
    /// Firms in which the ads on the name get less for the test, by a tenth at least.
    package private(set) var moved = FirmTrial.Tally()
    /// Firms that are better off with the test than without, and those that are worse off, by a thousandth of what is
    /// spent at least.
    package private(set) var better = FirmTrial.Tally()
    package private(set) var worse = FirmTrial.Tally()
    /// What is left more, of what is spent.
    package private(set) var gained = BudgetTrial.Ratio()

    private struct Found: Sendable {
        var isRead = false
        var holds = false
        var brand = (without: 0.0, with: 0.0)
        var left = (without: 0.0, with: 0.0)
        var spent = 0.0
    }

    /// - Parameters:
    ///   - caused: between what lies the part that the ads on the name cause.
    ///   - jobs: how many firms at once; the result is the same for any number.
    package init(
        caused: ClosedRange<Double>, firms: Int, seed: UInt64, book: RuleBook, jobs: Int = 2
    ) async throws {
        let all = try await withThrowingTaskGroup(of: [(Int, Found)].self) { group in
            for job in 0..<jobs {
                group.addTask {
                    var found: [(Int, Found)] = []
                    for number in stride(from: job, to: firms, by: jobs) {
                        let world = BrandWorld(caused: caused, seed: seed &+ UInt64(number) &* 6151)
                        if let one = try await Self.found(world, book) {
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
        read.add(found.isRead)
        guard found.isRead else { return }
        held.add(found.holds)
        moved.add(found.brand.with < found.brand.without * 0.9)
        let gain = found.left.with - found.left.without
        better.add(gain > found.spent / 1000)
        worse.add(gain < -found.spent / 1000)
        gained.add(gain, found.spent)
    }

    /// Nil where there is no budget.
    private static func found(_ world: BrandWorld, _ book: RuleBook) async throws -> Found? {
        var request = Request()
        request.asOf = world.asOf
        let euros = world.sources.reduce(0) { $0 + $1.today * 3 }.rounded(.down)
        func bench() throws -> Bench {
            try Bench(
                request,
                sources: [
                    ("leads.csv", world.leads), ("stages.csv", world.stages),
                    ("deals.csv", world.deals), ("spend.csv", world.spend),
                ].map { ByteSource(name: $0.0, text: $0.1) }, book: book, other: nil)
        }
        func plan(_ bench: Bench) async throws -> [Double]? {
            let asked = BudgetFigures.Asked(.amount(Int64(euros) * 100), world.quarter)
            guard let budget = try? await bench.budget(asked), budget.margin != nil else {
                return nil
            }
            return world.sources.map { source in
                budget.rows.first { $0.key == source.name }.map { Double($0.spend.cents) / 100 }
                    ?? 0
            }
        }
        guard let without = try await plan(bench()) else { return nil }
        let experiment = Experiment(
            name: "name-off", source: BrandWorld.brand, design: .weeks, outcome: .mqls,
            period: world.test, weeksOff: world.weeksOff)
        let reading = try await bench().experiment(experiment).reading
        var found = Found()
        found.spent = euros
        if let effect = reading.effect, effect.isFinal, !reading.isBroken {
            let months = try RuleFiles.experiments().holdsMonths
            let caused = effect.caused(experiment, months: months)
            found.isRead = true
            found.holds =
                caused.low <= world.sources[0].caused && world.sources[0].caused <= caused.high
            var project = Project()
            project.caused = [BrandWorld.brand: caused]
            request.project = project
        }
        guard let with = try await plan(bench()) else { return nil }
        found.brand = (without[0], with[0])
        found.left = (world.left(of: without), world.left(of: with))
        return found
    }
}
