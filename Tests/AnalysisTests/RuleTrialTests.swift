import Funnels
import Quantities
import Testing
import Workbench

@testable import Analysis

@Suite("What is tried in a definition")
struct RuleTrialTests {
    private func tried(_ change: (inout RuleTrial) -> Void) async throws -> DefinitionComparison {
        var trial = RuleTrial()
        change(&trial)
        return try await DemoBench.bench().tries(trial).comparison
    }

    @Test("Without a source exactly the MQLs of that source are dropped, whatever files call it")
    func sources() async throws {
        let bench = try DemoBench.bench()
        let rows = await bench.figures().rows.filter { $0.counts.mqls > 0 && !$0.isWithoutSource }
        #expect(rows.count >= 6)
        for row in rows {
            let comparison = try await tried { $0.withoutSources = [row.key] }
            #expect(comparison.dropped.mqls == row.counts.mqls, "\(row.key)")
            #expect(comparison.added.mqls == 0)
            #expect(comparison.dropped.won == row.counts.won)
        }
    }

    @Test("The more points are asked, the fewer MQLs; nothing tried changes nothing")
    func points() async throws {
        var last = Int.max
        for points in [0, 30, 50, 70, 1_000] {
            let comparison = try await tried { $0.points = points }
            #expect(comparison.byNew.mqls <= last)
            last = comparison.byNew.mqls
            if points == 50 { #expect(comparison.byNew == comparison.byOld) }
        }
        let same = try await tried { _ in }
        #expect(same.byNew == same.byOld && same.new.id == same.old.id)
    }

    @Test("All criteria of a level are asked still when one is left out")
    func criteria() async throws {
        let fewer = try await tried { $0.without = ["function"] }
        #expect(fewer.byNew.mqls >= fewer.byOld.mqls && fewer.dropped.mqls == 0)
        let more = try await tried { $0.engagement = 6 }
        #expect(more.byNew.mqls < more.byOld.mqls)
    }

    @Test("All that cannot be tried is told at once, with what was probably meant")
    func faults() async throws {
        var trial = RuleTrial()
        (trial.points, trial.engagement) = (1_001, 7)
        (trial.without, trial.withoutSources) = (["functoin"], ["google"])
        do {
            _ = try await DemoBench.bench().tries(trial)
            Issue.record("It was tried.")
        } catch let failed as FailedVerb {
            for part in [
                "\"functoin\"", "Did you mean \"function\"", "\"google\"", "--points 1001",
                "--engagement 7: it is a number from 1 to 6",
            ] {
                #expect(failed.message.en.contains(part), "\(part)")
            }
        }
        trial = RuleTrial()
        trial.without = ["company-size", "function", "region"]
        await #expect(throws: FailedVerb.self) { try await DemoBench.bench().tries(trial) }
    }

    @Test("What was tried is a rule book of its own that reads as it was written, signed by nobody")
    func text() async throws {
        var trial = RuleTrial()
        (trial.points, trial.withoutSources) = (60, ["purchased-list"])
        let (comparison, changes, text) = try await DemoBench.bench().tries(trial)
        try RuleFiles.check(text, as: .ruleBook)
        #expect(comparison.new.id.version == comparison.old.id.version + 1)
        #expect(changes.count >= 4 && text.contains("tagged_source"))
    }
}
