import FirmWorlds
import Testing
import Workbench

/// The short form of `make simulate` on firms: what is said of them is true as often as it says.
struct FirmWorldTests {
    private func trial(_ firms: Int, seed: UInt64, _ kind: FirmWorld.Kind) async throws -> FirmTrial
    {
        try await FirmTrial(kind, firms: firms, seed: seed, book: RuleFiles.ruleBook("b2b"))
    }

    @Test("The range of worth holds the truth, and few sources that pay are told to stop")
    func worth() async throws {
        let found = try await trial(40, seed: 7, FirmWorld.Kind())
        #expect(found.rows.runs > 100)
        #expect(found.rows.share > 0.92 - 3 * found.rows.error, "\(found.rows.share)")
        #expect(found.totals.share > 0.92 - 3 * found.totals.error, "\(found.totals.share)")
        #expect(found.wrongStops.share < 0.05 + 3 * found.wrongStops.error)
    }

    @Test(
        "Where sales take longer than the data are old the worth is called the least, and nothing is stopped"
    )
    func longSales() async throws {
        var kind = FirmWorld.Kind()
        kind.months = 6...6
        kind.cycle = 250...400
        let found = try await trial(15, seed: 11, kind)
        #expect(found.leasts.share > 0.9)
        #expect(found.wrongNos.hits == 0)
    }

    @Test("What was taken from exports is found, and whole ones are not disturbed")
    func holes() async throws {
        let found = try await HoleTrial(
            clean: 12, planted: 2, seed: 23, book: RuleFiles.ruleBook("b2b"))
        #expect(found.disturbed.hits <= 2)
        for (plant, tally) in found.found where plant != .levelShift {
            #expect(tally.hits > 0, "\(plant.rawValue)")
        }
    }

    @Test("Firms that stop what the page says save money, as much as its range says")
    func advice() async throws {
        let found = try await AdviceTrial(
            FirmWorld.Kind(), firms: 20, seed: 29, book: RuleFiles.ruleBook("b2b"))
        #expect(found.told.hits > 5)
        #expect(found.worse.hits <= 1)
        #expect(found.shareOfPossible > 0.4)
        #expect(found.held.share > 0.95 - 3 * found.held.error)
    }

    @Test("The same seed is the same firm")
    func seeds() {
        let (one, again) = (
            FirmWorld(FirmWorld.Kind(), seed: 3), FirmWorld(FirmWorld.Kind(), seed: 3)
        )
        #expect(one.deals == again.deals && one.leads == again.leads)
        #expect(FirmWorld(FirmWorld.Kind(), seed: 4).leads != one.leads)
    }
}
