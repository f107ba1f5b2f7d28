import Analysis
import Funnels
import Quantities
import Statistics
import TestSupport
import Testing
import Workbench

/// A source whose SQLs come later than those it is measured by.
struct OtherDelayTests {
    /// Two MQLs a day for 90 days of one source, of which every fifth becomes an SQL after `fast` days; and one
    /// every second day of another, of which every fifth does so after `slow` days.
    private func world(fast: Int, slow: Int) -> World {
        var world = World()
        var stages = "lead_id,at,stage\n"
        let (first, last): (Day, Day) = ("2026-07-02", "2026-09-30")
        var number = 0
        func add(_ source: String, on day: Day, _ place: Int, after days: Int) {
            number += 1
            world.leads += "L-\(number),\(day),\(source)\n"
            stages += "L-\(number),\(day),mql\n"
            let asked = day.advanced(by: days)
            if place % 5 == 2, asked <= last { stages += "L-\(number),\(asked),sql\n" }
        }
        for day in 0..<90 {
            let date = first.advanced(by: day)
            for one in 0..<2 { add("ads", on: date, day * 2 + one, after: fast) }
            if day % 2 == 0 { add("fair", on: date, day / 2, after: slow) }
        }
        world.stages = stages
        return world
    }

    @Test("What takes longer is told, without a chance to be better and without ✓")
    func slower() async throws {
        let figures = try await world(fast: 4, slow: 50).bench(asOf: "2026-09-30").figures()
        let fair = try #require(figures.rows.first { $0.key == "fair" })
        let delay = try #require(fair.otherDelay)
        #expect(delay.isLater && delay.own == 50 && delay.others == 4)
        // 41 days of 90 are 50 days old or more: 21 MQLs of every second one, of which places 2, 7, 12
        // and 17 became an SQL.
        #expect(delay.closed.trials == 21 && delay.closed.successes == 4)
        #expect(fair.comparisons.allSatisfy { !$0.holds })
        #expect(figures.rows.first { $0.key == "ads" }?.otherDelay == nil)
        let compared = try #require(figures.comparison)
        #expect(compared.rows.allSatisfy { $0.chanceBetter == nil && !$0.standsOut })
    }

    @Test("What takes as long as the others is not told")
    func alike() async throws {
        let figures = try await world(fast: 20, slow: 20).bench(asOf: "2026-09-30").figures()
        #expect(figures.rows.allSatisfy { $0.otherDelay == nil })
        #expect(figures.comparison?.rows.allSatisfy { $0.chanceBetter != nil } == true)
    }
}
