import Quantities
import Statistics
import TestSupport
import Testing

@testable import Funnels

/// What became of SQLs, and of how many it is known.
struct SaleDecisionTests {
    private let asOf: Day = "2026-09-30"

    /// SQLs of one source: so many days ago, and what became of each after how many days.
    private func tally(
        _ sqls: [(age: Int, sold: Int?, lost: Int?)], source: Int = 0
    ) -> Tally {
        var tally = Tally()
        let segment = Segment(source: source, intent: nil, persona: nil)
        for sql in sqls {
            let day = asOf.advanced(by: -sql.age)
            tally.add(.sqlAsked, segment, from: day, on: day)
            if let lag = sql.sold {
                tally.add(.sqlSold, segment, from: day, on: day.advanced(by: lag))
            }
            if let lag = sql.lost {
                tally.add(.sqlLost, segment, from: day, on: day.advanced(by: lag))
            }
        }
        tally.finish()
        return tally
    }

    @Test("Half of them decided, by what is written down: won ÷ decided, and the open ones apart")
    func written() {
        // Six of 12 decided were sold, after 10 to 60 days; ten of an age of five days are open.
        let sqls =
            (1...6).map { (age: 100, sold: Optional($0 * 10), lost: Int?.none) }
            + (1...6).map { (age: 100, sold: nil, lost: $0 * 10) }
            + (1...10).map { _ in (age: 5, sold: nil, lost: nil) }
        let found = SaleDecisions(tally(sqls), asOf: asOf)
        #expect(found.basis == .decided)
        #expect(found.wins.successes == 6 && found.wins.trials == 12)
        #expect(found.open == 10 && found.sqls == 22)
        #expect(found.isDecided([0]))
    }

    @Test("The curve of decisions says when an SQL is old, where ten are still at risk")
    func curve() {
        // Thirty that were decided within 30 days, and eleven that are 80 days old and open: by day 30 the
        // curve has 30 of 41, which is less than nine in ten.
        var sqls = (1...15).map { (age: 90, sold: Optional($0 * 2), lost: Int?.none) }
        sqls += (1...15).map { (age: 90, sold: nil, lost: $0 * 2) }
        let open = (1...11).map { _ in (age: 80, sold: Int?.none, lost: Int?.none) }
        #expect(SaleDecisions(tally(sqls + open), asOf: asOf).cycle == nil)
        // A hundred more that were decided on day 30: 130 of 141 is more.
        sqls += (1...100).map { _ in (age: 90, sold: nil, lost: 30) }
        let found = SaleDecisions(tally(sqls + open), asOf: asOf)
        #expect(found.cycle == 30)
        // The eleven are older than that: nobody will buy any more.
        #expect(found.wins.trials == 141 && found.wins.successes == 15)
        // Or as somebody said.
        let said = SaleDecisions(tally(sqls + open), asOf: asOf, said: 120)
        #expect(said.cycle == 120 && said.cycleIsSaid && said.wins.trials == 130)
    }

    @Test(
        "Where hardly a loss is written down, losses are those that are older than the slowest sales"
    )
    func unwritten() {
        // Ten sales after 10 to 100 days, one loss; twenty of an age of 200 days and five of 20 are open.
        let sqls =
            (1...10).map { (age: 300, sold: Optional($0 * 10), lost: Int?.none) }
            + [(age: 300, sold: nil, lost: 50)]
            + (1...20).map { _ in (age: 200, sold: nil, lost: nil) }
            + (1...5).map { _ in (age: 20, sold: nil, lost: nil) }
        let found = SaleDecisions(tally(sqls), asOf: asOf)
        #expect(found.basis == .old)
        // Nine in ten sales came within 90 days: 10 + 1 + 20 SQLs are older.
        #expect(found.wins.successes == 10 && found.wins.trials == 31)
        #expect(found.open == 5)
    }

    @Test("Fewer than half decided: what is known is the least; a source without an SQL is decided")
    func soFar() {
        let sqls =
            [(age: 200, sold: Int?.some(60), lost: Int?.none), (age: 200, sold: nil, lost: 90)]
            + (1...5).map { _ in (age: 150, sold: Int?.none, lost: Int?.none) }
        let found = SaleDecisions(tally(sqls), asOf: asOf)
        #expect(found.basis == .soFar)
        #expect(!found.isDecided([0]))
        #expect(found.isDecided([7]))
        #expect(found.open == 5)
    }
}
