internal import Analysis
internal import Intake
internal import Quantities
package import Valuation
internal import Workbench

/// What is found missing in many invented firms, held against what was taken away.
package struct HoleTrial: Sendable {
    /// Firms of which nothing was taken, in which something is found all the same.
    package private(set) var disturbed = FirmTrial.Tally()
    /// The same by what is said to be missing.
    package private(set) var disturbedBy: [String: Int] = [:]
    /// Level shifts of sources with twenty leads a month or more, of which six months or more are on either side.
    package private(set) var clearShifts = FirmTrial.Tally()
    /// By what was taken away, how often it is found.
    package private(set) var found: [HoleWorld.Plant: FirmTrial.Tally] = [:]

    /// - Parameters:
    ///   - clean: how many firms are whole.
    ///   - planted: how many lack something, of each kind.
    package init(clean: Int, planted: Int, seed: UInt64, book: RuleBook) async throws {
        for number in 0..<clean {
            let holes = try await Self.holes(
                HoleWorld(nil, seed: seed &+ UInt64(number) &* 104_729), book)
            disturbed.add(!holes.isEmpty)
            for kind in Set(holes.map(\.kind)) { disturbedBy[kind.rawValue, default: 0] += 1 }
        }
        for (place, plant) in HoleWorld.Plant.allCases.enumerated() {
            var tally = FirmTrial.Tally()
            for number in 0..<planted {
                let world = HoleWorld(
                    plant, seed: seed &+ 7 &+ UInt64(place * 1_000_003 + number) &* 104_729)
                let holes = try await Self.holes(world, book)
                let isFound = holes.contains { hole in
                    hole.kind == Self.kind(plant)
                        && (world.source == nil || hole.source == nil
                            || hole.source?.label.en == world.source)
                }
                tally.add(isFound)
                if world.isClearShift { clearShifts.add(isFound) }
            }
            found[plant] = tally
        }
    }

    private static func kind(_ plant: HoleWorld.Plant) -> Hole.Kind {
        switch plant {
        case .spendEnds: .spendEnds
        case .spendBegins: .spendBegins
        case .spendHole: .spendHole
        case .sourceStops: .sourceStops
        case .oldOutcomes: .oldOutcomes
        case .recentOutcomes: .recentOutcomes
        case .migrationDay: .migrationDay
        case .levelShift: .levelShift
        case .emptySources: .emptySources
        }
    }

    private static func holes(_ world: HoleWorld, _ book: RuleBook) async throws -> [Hole] {
        var request = Request()
        request.asOf = world.asOf
        let sources = [
            ("leads.csv", world.leads), ("stages.csv", world.stages), ("deals.csv", world.deals),
            ("spend.csv", world.spend),
        ].map { ByteSource(name: $0.0, text: $0.1) }
        let bench = try Bench(request, sources: sources, book: book, other: nil)
        return await bench.pipeline.figures(bench.question, jobs: 1).holes.all
    }
}
