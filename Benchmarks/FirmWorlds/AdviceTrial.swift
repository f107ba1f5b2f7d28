internal import Analysis
internal import Economics
internal import Funnels
internal import Intake
internal import Quantities
package import Valuation
internal import Workbench

/// What comes of doing what a page says, in many invented firms.
package struct AdviceTrial: Sendable {
    /// Firms that are told to stop something, of all.
    package private(set) var told = FirmTrial.Tally()
    /// Of those, the ones that are worse off than if they had done nothing.
    package private(set) var worse = FirmTrial.Tally()
    /// Firms that are told to stop something, of which the effect of all decisions together lies in the range that
    /// the page has for it.
    package private(set) var held = FirmTrial.Tally()
    /// Sources that pay for what is bought, and are told to stop.
    package private(set) var wrong = FirmTrial.Tally()
    /// Of those, the ones in which another source is told to stop once nothing is spent on the others, so that what
    /// people cost is spread over it.
    package private(set) var turned = FirmTrial.Tally()
    /// What was saved, in parts of what a firm could save by stopping just the sources that do not pay.
    package var shareOfPossible: Double { possible > 0 ? saved / possible : 0 }
    /// What was said to be saved ÷ what was.
    package var saidOfSaved: Double { saved > 0 ? said / saved : 0 }
    private var saved = 0.0
    private var said = 0.0
    private var possible = 0.0

    /// - Parameter late: how many days after the last row the files are read.
    package init(
        _ kind: FirmWorld.Kind, firms: Int, seed: UInt64, late: Int = 0, book: RuleBook
    ) async throws {
        for number in 0..<firms {
            try await add(
                FirmWorld(kind, seed: seed &+ UInt64(number) &* 15_485_863), late: late, book)
        }
    }

    /// - Parameter stopped: sources on which nothing is spent any more; what is known of them stays known.
    private static func justify(
        _ world: FirmWorld, people: String, without stopped: Set<String>, late: Int,
        _ book: RuleBook
    ) async throws -> JustificationFigures {
        var request = Request()
        request.asOf = world.asOf.advanced(by: late)
        let spend = world.spend.split(separator: "\n").filter { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            return !stopped.contains(String(cells[2]))
        }.joined(separator: "\n")
        let sources = [
            ("leads.csv", world.leads), ("stages.csv", world.stages), ("deals.csv", world.deals),
            ("spend.csv", spend + "\n"), ("people.csv", people),
        ].map { ByteSource(name: $0.0, text: $0.1) }
        let bench = try Bench(request, sources: sources, book: book, other: nil)
        return await bench.pipeline.justify(bench.question, .init(), jobs: 1)
    }

    private mutating func add(_ world: FirmWorld, late: Int, _ book: RuleBook) async throws {
        // What people cost is paid whatever is bought: nearly half as much as that.
        let staff = world.sources.reduce(0.0) {
            $0 + Double(world.mqls[$1.name] ?? 0) * $1.price * 0.4
        }.rounded()
        let people =
            "from,to,source,amount,category\n\(world.asOf.advanced(by: -179)),\(world.asOf),*,\(Int(staff)).00,people\n"
        let found = try await Self.justify(world, people: people, without: [], late: late, book)
        func mqls(_ source: FirmWorld.Source) -> Double { Double(world.mqls[source.name] ?? 0) }
        func spent(_ source: FirmWorld.Source) -> Double {
            found.rows.first { $0.row.key == source.name }?.row.boughtFor.value.map {
                Double($0.cents) / 100
            } ?? 0
        }
        /// What stopping it saves in truth.
        func gain(_ source: FirmWorld.Source) -> Double {
            spent(source) - mqls(source) * world.worth(source)
        }
        let stopped = Set(found.rows.filter { $0.advice == .stop }.map(\.row.key))
        for source in world.sources where gain(source) < 0 {
            wrong.add(stopped.contains(source.name))
        }
        possible += world.sources.reduce(0) { $0 + max(0, gain($1)) }
        told.add(!stopped.isEmpty)
        guard !stopped.isEmpty, let joint = found.joint else { return }
        let own = world.sources.filter { stopped.contains($0.name) }.reduce(0) { $0 + gain($1) }
        saved += own
        said += Double(joint.saved.cents) / 100
        worse.add(own < 0)
        let effect =
            world.sources.filter { !stopped.contains($0.name) }.reduce(0.0) {
                $0 + mqls($1) * world.worth($1) - spent($1)
            } - staff
        if let low = joint.effectLow, let high = joint.effectHigh {
            held.add(
                Double(low.cents) / 100 <= effect
                    && (effect <= Double(high.cents) / 100 || found.total.row.worthIsLeast))
        }
        let after = try await Self.justify(
            world, people: people, without: stopped, late: late, book)
        turned.add(
            after.rows.contains { $0.advice == .stop && !stopped.contains($0.row.key) })
    }
}
