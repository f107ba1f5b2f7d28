import FirmWorlds
import Testing
import Workbench

/// The short form of `make simulate` on budgets: what is promised comes, and advice that is followed does no harm.
struct BudgetWorldTests {
    private func trial(_ firms: Int, seed: UInt64, _ kind: BudgetWorld.Kind) async throws
        -> BudgetTrial
    {
        try await BudgetTrial(kind, firms: firms, seed: seed, book: RuleFiles.ruleBook("b2b"))
    }

    @Test("In firms whose sources differ the plan is the better one, as often as it says")
    func differ() async throws {
        var kind = BudgetWorld.Kind()
        kind.months = 9...10
        kind.sources = 3...3
        let found = try await trial(12, seed: 3, kind)
        #expect(found.firms > 9)
        #expect(found.given.share > 0.6 - 3 * found.given.error)
        #expect(abs(found.meanSaid - found.better.share) < 0.05 + 3 * found.better.error)
        #expect(found.worse.share < 0.04 + 3 * found.worse.error)
        #expect(found.held.share > 0.75 - 3 * found.held.error)
    }

    @Test("In firms whose sources are alike nothing is lost by following the plan")
    func alike() async throws {
        var kind = BudgetWorld.Kind()
        (kind.areAlike, kind.isEvenToday) = (true, true)
        kind.months = 9...10
        kind.sources = 3...3
        let found = try await trial(8, seed: 5, kind)
        #expect(found.change.value > -0.01 && found.given.share < 0.4)
    }

    @Test("The same seed is the same firm, and as many jobs as one likes tell the same")
    func seeds() async throws {
        let kind = BudgetWorld.Kind()
        #expect(BudgetWorld(kind, seed: 3).stages == BudgetWorld(kind, seed: 3).stages)
        #expect(BudgetWorld(kind, seed: 4).stages != BudgetWorld(kind, seed: 3).stages)
        var few = kind
        (few.months, few.sources) = (9...9, 3...3)
        let book = try RuleFiles.ruleBook("b2b")
        let (one, two) = (
            try await BudgetTrial(few, firms: 2, seed: 9, book: book, jobs: 1),
            try await BudgetTrial(few, firms: 2, seed: 9, book: book, jobs: 2)
        )
        #expect(one.sqls.value == two.sqls.value && one.meanSaid == two.meanSaid)
    }
}
