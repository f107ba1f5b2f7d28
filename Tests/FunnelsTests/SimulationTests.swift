import Simulations
import TestSupport
import Testing

/// The short form of `make simulate`: are ranges and verdicts right as often as they say?
struct SimulationTests {
    @Test(
        "The range holds the true rate at least as often as the reference says, for any rate of 1 to 40 %",
        arguments: [(10, 0.895), (20, 0.918), (50, 0.914)])
    func coverage(trials: Int, reference: Double) {
        #expect(abs(Simulations.lowestCoverage(trials: trials) - reference) < 0.0006)
    }

    @Test(
        "Looked at every week, an average source is wrongly flagged in 20 % of quarters; ✓ is not fooled"
    )
    func peeking() throws {
        let found = Simulations.peeking(
            at: 0.13, mqlsPerWeek: 10, weeks: [4, 13], runs: 4_000, seed: 1)
        for (weeks, reference) in [(4, 0.108), (13, 0.199)] {
            let share = try #require(found.flagged[weeks])
            #expect(abs(share.value - reference) < share.margin, "\(weeks) weeks: \(share.value)")
        }
        #expect(found.held.value < 0.024 + found.held.margin)
    }

    @Test("With young MQLs the range still holds the true rate, which SQLs ÷ MQLs understates")
    func youngCohort() {
        let found = Simulations.youngCohort(
            rate: 0.136, mqls: 60, oldest: 180, runs: 400, seed: 1)
        #expect(abs(found.coverage.value - 0.947) < found.coverage.margin)
        #expect(abs(found.mean - 0.136) < 0.01)
        #expect(found.rawMean < 0.126)
        #expect(found.forecast.value > 0.95 - found.forecast.margin)
        #expect(abs(found.expected - found.came) < 0.2)
    }

    @Test("Sources of one rate are said to differ in one of twenty cases, and no more")
    func alike() {
        let found = Simulations.alike(rate: 0.1, sources: 8, mqls: 300, runs: 1_000, seed: 1)
        #expect(found.differ.value < 0.05 + found.differ.margin)
        #expect(found.named.value <= found.differ.value)
    }

    @Test(
        "A test of an ad shows an effect where there is none in one of twenty cases, and its range holds the true one",
        arguments: [
            (ExperimentWorlds.Design.arms, 500), (.weeks, 150), (.pause, 300), (.regions, 6),
        ])
    func experiments(design: ExperimentWorlds.Design, firms: Int) {
        var worlds = ExperimentWorlds(seed: 11)
        let found = worlds.trial(design, firms: firms, isPlanned: false)
        #expect(found.falseLifts.value < 0.05 + found.falseLifts.margin)
        #expect(found.coverage.value > 0.94 - found.coverage.margin)
    }

    @Test("An ad that reached those who were to be left without is seen, and a late click is none")
    func leaks() {
        var worlds = ExperimentWorlds(seed: 12)
        let found = worlds.checks(firms: 600, allowed: 0.1)
        #expect(found.spill.value > 0.8 && found.broken.value > 0.8)
        #expect(found.falseAlarms.value < 0.05)
    }

    @Test("The same seed gives the same runs")
    func seeds() {
        func found(_ seed: UInt64) -> Double {
            Simulations.youngCohort(rate: 0.2, mqls: 40, oldest: 100, runs: 20, seed: seed).width
        }
        #expect(found(1) == found(1))
        #expect(found(1) != found(2))
    }
}
