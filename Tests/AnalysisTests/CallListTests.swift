import Economics
import Funnels
import Quantities
import Testing
import Valuation
import Workbench

@testable import Analysis

@Suite("Whom to call first")
struct CallListTests {
    private func list() async throws -> (calls: [ListedLead], figures: Figures, bench: Bench) {
        let bench = try DemoBench.bench()
        let waiting = try #require(bench.pipeline.waiting(bench.question, atLeast: 0).value)
        return (await bench.callList(waiting), await bench.figures(), bench)
    }

    @Test(
        "Everybody who waits is in it once; what is expected falls, those who wait too long stand last"
    )
    func order() async throws {
        let (calls, figures, _) = try await list()
        let waiting =
            figures.total.counts.mqls - figures.total.counts.contacted
            - figures.total.counts.dropped
        #expect(calls.count == waiting && Set(calls.map(\.id)).count == waiting)
        for (one, next) in zip(calls, calls.dropFirst()) {
            #expect(!one.isOverdue || next.isOverdue)
            guard one.isOverdue == next.isOverdue else { continue }
            let (first, second) = (one.expected?.cents ?? 0, next.expected?.cents ?? 0)
            #expect(first >= second)
            if first == second { #expect((one.waitingDays ?? 0) <= (next.waitingDays ?? 0)) }
        }
        // Three days were agreed.
        for call in calls { #expect(call.isOverdue == ((call.waitingDays ?? 0) > 6)) }
    }

    @Test("What is expected of one is the chance at its age × won × margin of its source")
    func expected() async throws {
        let (calls, figures, bench) = try await list()
        let forecast = try #require(figures.forecast)
        var seen = 0
        for call in calls {
            let row = figures.rows.first { $0.key == call.source }
            let worth = try #require(row?.worth.value ?? figures.total.worth.value)
            let chance = try #require(
                forecast.chance(source: call.judgement.source, age: call.waitingDays ?? 0))
            let wanted = chance * worth.expectedWins * Double(worth.perSale.cents)
            #expect(abs(Double(call.expected?.cents ?? -1) - wanted) <= 1)
            #expect(chance >= 0 && chance <= 1)
            if chance > 0 { seen += 1 }
            if (call.waitingDays ?? 0) >= figures.horizon.days { #expect(chance == 0) }
        }
        #expect(seen > 5 && bench.pipeline.rules.book.handover.contactWithinDays == 3)
    }

    @Test("Nothing is expected any more after the days that an MQL is given")
    func ages() async throws {
        let figures = try await list().figures
        let forecast = try #require(figures.forecast)
        let chances = [0, 30, 60, 89, 90].map { forecast.chance(source: 0, age: $0) ?? -1 }
        #expect(chances.allSatisfy { (0...1).contains($0) } && (chances.first ?? 0) > 0)
        #expect(chances.last == 0)
    }
}
