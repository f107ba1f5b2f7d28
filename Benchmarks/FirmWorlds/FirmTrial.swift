internal import Analysis
internal import Economics
internal import Funnels
internal import Intake
internal import Quantities
package import Valuation
internal import Workbench

/// What the program says of many invented firms, held against the truth.
package struct FirmTrial: Sendable {
    /// How often something was so, of how many.
    package struct Tally: Sendable {
        package private(set) var hits = 0
        package private(set) var runs = 0

        package mutating func add(_ isHit: Bool) {
            runs += 1
            if isHit { hits += 1 }
        }

        package var share: Double { runs == 0 ? 0 : Double(hits) / Double(runs) }
        /// One standard error.
        package var error: Double {
            runs == 0 ? 0 : (max(share * (1 - share), 1 / Double(runs)) / Double(runs)).squareRoot()
        }
    }

    /// The range of a judged row, and that of all, holds what an MQL is worth.
    package private(set) var rows = Tally()
    package private(set) var totals = Tally()
    /// Rows that pay for themselves, and are told to stop.
    package private(set) var wrongStops = Tally()
    /// Rows whose chance to pay is said to be 0.02 to 0.10, and do.
    package private(set) var unlikely = Tally()
    /// Rows whose chance to pay is said to be 0.8 or more, and do.
    package private(set) var likely = Tally()
    /// Firms that pay for themselves, of which the answer is no.
    package private(set) var wrongNos = Tally()
    /// Firms of which the worth is said to be the least.
    package private(set) var leasts = Tally()
    /// What is said to be the worth ÷ what it is, of all firms and of rows with fewer than 25 MQLs.
    package private(set) var bias = Mean()
    package private(set) var biasOfSmall = Mean()

    package struct Mean: Sendable {
        private var said = 0.0
        private var truth = 0.0
        package private(set) var count = 0

        mutating func add(_ said: Double, _ truth: Double) {
            self.said += said
            self.truth += truth
            count += 1
        }

        /// The sum of what was said ÷ the sum of what is.
        package var ratio: Double { truth > 0 ? said / truth : 0 }
    }

    package init(_ kind: FirmWorld.Kind, firms: Int, seed: UInt64, book: RuleBook) async throws {
        for number in 0..<firms {
            let world = FirmWorld(kind, seed: seed &+ UInt64(number) &* 7919)
            try await add(world, book)
        }
    }

    private mutating func add(_ world: FirmWorld, _ book: RuleBook) async throws {
        var request = Request()
        request.asOf = world.asOf
        let sources = [
            ("leads.csv", world.leads), ("stages.csv", world.stages), ("deals.csv", world.deals),
            ("spend.csv", world.spend),
        ].map { ByteSource(name: $0.0, text: $0.1) }
        let bench = try Bench(request, sources: sources, book: book, other: nil)
        let found = await bench.pipeline.justify(bench.question, .init(), jobs: 1)
        for source in world.sources {
            guard let row = found.rows.first(where: { $0.row.key == source.name }),
                let worth = row.worth.value
            else { continue }
            let truth = world.worth(source)
            let said = Double(worth.mean.cents) / 100
            if row.row.counts.mqls < 25 { biasOfSmall.add(said, truth) }
            guard row.advice != .tooFew, row.advice != .tooYoung else { continue }
            let (low, high) = (
                Double(worth.low.cents) / 100, Double(worth.high.cents) / 100
            )
            rows.add(low <= truth && (truth <= high || row.row.worthIsLeast))
            let pays = truth >= source.price
            if pays { wrongStops.add(row.advice == .stop) }
            if let chance = row.pays {
                if chance >= 0.02, chance <= 0.10, row.advice != .undecided, !row.row.worthIsLeast {
                    unlikely.add(pays)
                }
                if chance >= 0.8 { likely.add(pays) }
            }
        }
        guard let worth = found.total.worth.value else { return }
        let truth = world.worthOfAll
        let isLeast = found.total.row.worthIsLeast
        leasts.add(isLeast)
        bias.add(Double(worth.mean.cents) / 100, truth)
        totals.add(
            Double(worth.low.cents) / 100 <= truth
                && (truth <= Double(worth.high.cents) / 100 || isLeast))
        let all = world.sources.reduce(0.0) { $0 + Double(world.mqls[$1.name] ?? 0) }
        let cost =
            world.sources.reduce(0.0) { $0 + Double(world.mqls[$1.name] ?? 0) * $1.price } / all
        if truth >= cost, let verdict = found.verdict.value { wrongNos.add(verdict == .no) }
    }
}
