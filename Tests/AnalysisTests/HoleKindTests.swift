import Analysis
import Quantities
import Reports
import TestSupport
import Testing
import Workbench

/// What is missing in leads and outcomes, of counts that are the same every month but for what was taken away.
struct HoleKindTests {
    /// - Parameters:
    ///   - leads: by month from January on, how many of each source.
    ///   - asked: of each source and month, how many of the first are turned down, on the 20th; nil where
    ///     nothing is.
    private func world(
        _ leads: [(source: String, counts: [Int])], rejected: [Int] = [], sqls: [Int] = []
    ) -> World {
        var world = World()
        var stages = "lead_id,at,stage\n"
        for (source, counts) in leads {
            for (month, count) in counts.enumerated() {
                for place in 0..<count {
                    let start = "2026-\(month < 9 ? "0" : "")\(month + 1)-"
                    let id = "\(source)-\(month)-\(place)"
                    let day = "\(start)\(place % 9 + 1 < 10 ? "0" : "")\(place % 9 + 1)"
                    world.leads += "\(id),\(day),\(source == "none" ? "" : source)\n"
                    stages += "\(id),\(day),mql\n"
                    if month < sqls.count, place < sqls[month] {
                        stages += "\(id),\(start)\(12 + 4 * (place % 5)),sql\n"
                    }
                    if month < rejected.count, place >= count - rejected[month] {
                        stages += "\(id),\(start)\(20 + place % 7),rejected\n"
                    }
                }
            }
        }
        world.stages = stages
        return world
    }

    private func holes(_ world: World, asOf: String = "2026-12-31") async throws -> [Hole] {
        try await world.bench(asOf: asOf).figures().holes.all
    }

    @Test("Twenty a month from January on, five of each rejected, but none before April")
    func oldOutcomes() async throws {
        let months = [Int](repeating: 20, count: 12)
        let sqls = [Int](repeating: 2, count: 12)
        let rejected = [0, 0, 0] + [Int](repeating: 5, count: 9)
        let found = try await holes(world([("web", months)], rejected: rejected, sqls: sqls))
        #expect(found.map(\.kind) == [.oldOutcomes])
        #expect(found.first?.days == Period("2026-01-01..2026-03-31"))
        #expect(found.first?.mqls == 60)
        #expect(found.first?.effect == .conversionTooHigh)
        // Five of twenty in every month are no hole, nor are so few that none may be chance.
        let even = [Int](repeating: 5, count: 12)
        #expect(
            try await holes(world([("web", months)], rejected: even, sqls: sqls)).isEmpty)
        let few = [Int](repeating: 3, count: 12)
        let late = [0, 0, 0] + [Int](repeating: 1, count: 9)
        #expect(try await holes(world([("web", few)], rejected: late)).isEmpty)
    }

    @Test("SQLs end in June and leads go on to October")
    func recentOutcomes() async throws {
        let months = [Int](repeating: 20, count: 10)
        var whole = world([("web", months)], sqls: [Int](repeating: 4, count: 10))
        let cut = (whole.stages ?? "").split(separator: "\n").filter { line in
            !line.hasSuffix(",sql") || line.contains(",2026-0") && line < "web-6"
        }
        whole.stages = cut.joined(separator: "\n") + "\n"
        // Nothing says of which day the tables are.
        let bench = try Bench(
            Request(), sources: whole.sources, book: RuleFiles.ruleBook("b2b"), other: nil)
        let found = await bench.figures().holes.all
        #expect(found.map(\.kind) == [.recentOutcomes])
        let hole = try #require(found.first)
        #expect(hole.effect == .outcomesTooFew)
        // The last SQL is of 24 June, the last lead of 9 October.
        #expect(hole.days == Period("2026-06-25..2026-10-09"))
    }

    @Test("One of four sources has four times as many from July on")
    func levelShift() async throws {
        let even = [30, 28, 31, 29, 32, 30, 31, 30, 28, 29, 30, 31]
        let low = [20, 22, 19, 21, 20, 18]
        let high = [80, 84, 79, 81, 78, 83]
        let others = [("a", even), ("b", even), ("c", even)].map { (source: $0.0, counts: $0.1) }
        let found = try await holes(world(others + [("web", low + high)]))
        #expect(found.map(\.kind) == [.levelShift])
        let hole = try #require(found.first)
        #expect(hole.source?.key == "web")
        #expect(hole.days.first == "2026-07-01")
        // 120 in six months, and 485: 20 and 80.8 a month.
        #expect(hole.effect == .leadsBefore(20, after: 81))
        // What halves by and by, and a summer that is quiet for all, are none.
        let trend = [40, 38, 36, 34, 32, 30, 28, 26, 24, 22, 20, 18]
        #expect(try await holes(world(others + [("web", trend)])).isEmpty)
        let summer = [30, 28, 31, 29, 32, 30, 9, 10, 28, 29, 30, 31]
        let all = ["a", "b", "c", "web"].map { (source: $0, counts: summer) }
        #expect(try await holes(world(all)).isEmpty)
    }

    @Test("Two of twenty-two without a source until June, twenty of forty from July on")
    func emptySources() async throws {
        let web = [Int](repeating: 20, count: 12)
        let none = [Int](repeating: 2, count: 6) + [Int](repeating: 20, count: 6)
        let found = try await holes(world([("web", web), ("none", none)]))
        #expect(found.map(\.kind) == [.emptySources])
        #expect(found.first?.days == Period("2026-07-01..2026-12-31"))
        #expect(found.first?.leads == 120)
        #expect(found.first?.effect == .sourcesTooFew(before: 2.0 / 22, after: 0.5))
        let even = [Int](repeating: 4, count: 12)
        #expect(try await holes(world([("web", web), ("none", even)])).isEmpty)
    }
}
