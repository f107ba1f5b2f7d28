import Economics
import Foundation
import Funnels
import Quantities
import Reports
import Testing
import Workbench

@testable import Analysis

@Suite("When a budget comes")
struct BudgetArrivalTests {
    @Test(
        "What is shown of months adds up to what is shown of the plan, and ends at what is left",
        arguments: [1_500_000, 3_333_333, 999_999])
    func addsUp(cents: Int64) async throws {
        let bench = try DemoBench.bench()
        let budget = try await bench.budget(
            .init(.amount(cents), Period(monthOf: DemoWorld.asOf)))
        let shown = BudgetFigures.Arrival.addingUp(budget.arrivals)
        #expect(shown.count == budget.arrivals.count && shown.count > 3)
        func whole(_ cents: Double) -> Int64 { Int64((cents / 100).rounded()) * 100 }
        let spent = budget.arrivals.reduce(Int64(0)) { $0 + $1.spend.cents }
        #expect(shown.reduce(Int64(0)) { $0 + $1.spend.cents } == whole(Double(spent)))
        let margin = budget.arrivals.reduce(Int64(0)) { $0 + ($1.margin?.cents ?? 0) }
        #expect(shown.reduce(Int64(0)) { $0 + ($1.margin?.cents ?? 0) } == whole(Double(margin)))
        let cost = try #require(budget.arrivals.last?.balance).cents
        #expect(
            shown.last?.balance?.cents == whole(Double(margin)) - whole(Double(margin - cost)))
        let tenths = shown.reduce(0) { $0 + $1.sqls }
        let sqls = budget.arrivals.reduce(0) { $0 + $1.sqls }
        #expect(abs(tenths - (sqls * 10).rounded() / 10) < 1e-9)
        // No month is more than a unit beside what it is.
        for (one, other) in zip(shown, budget.arrivals) {
            #expect(abs(one.spend.cents - other.spend.cents) <= 100)
            #expect(abs(one.sqls - other.sqls) <= 0.1)
        }
    }
}
