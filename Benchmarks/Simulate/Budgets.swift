// What a budget says of invented firms, held against the quarter that came.

import FirmWorlds
import Valuation

/// The worlds in which a budget is tried, each with the seed that decides.
struct Budgets {
    let book: RuleBook
    let firms: Int
    /// Added to the seeds that decide: anything but 0 is for trying things out.
    var other: UInt64 = 0

    func tellAll() async throws {
        var kind = BudgetWorld.Kind()
        try await tell("Budget: sources that differ", kind, 50_001)
        kind.areAlike = true
        kind.isEvenToday = true
        try await tell("Budget: sources that are alike in everything", kind, 50_002, isEqual: true)
        kind = BudgetWorld.Kind()
        kind.season = 0.1...0.35
        kind.trend = -0.03...0.015
        kind.months = 13...26
        try await tell("Budget: season and trend, 13 to 26 months", kind, 50_003)
        kind.months = 9...12
        try await tell("Budget: season and trend, 9 to 12 months", kind, 50_004)
        kind = BudgetWorld.Kind()
        (kind.pays, kind.rates) = (0.4, 0.3)
        try await tell("Budget: sources that differ little", kind, 50_006)
        kind = BudgetWorld.Kind()
        kind.volume = 2...10
        try await tell("Budget: few MQLs", kind, 50_005)
    }

    private func tell(
        _ title: String, _ kind: BudgetWorld.Kind, _ seed: UInt64, isEqual: Bool = false
    ) async throws {
        let found = try await BudgetTrial(kind, firms: firms, seed: seed &+ other, book: book)
        print("\n\(title), \(found.firms) firms")
        line("the range of SQLs holds what came (asked: 75 to 88 %)", found.held)
        line("SQLs promised ÷ came (asked: 92 to 108 %)", found.sqls)
        line("margin promised ÷ came (asked: 92 to 108 %)", found.margin)
        line("a chance is given\(isEqual ? "" : " (asked: at least 60 %)")", found.given)
        line("a tenth of the money moves\(isEqual ? "" : " (asked: at least 50 %)")", found.moved)
        print("  the chance that was said, on average: \(percent(found.meanSaid))")
        line(
            "the plan was the better one\(isEqual ? "" : " (asked: within 5 % of that)")",
            found.better)
        for part in found.bySaid where part.better.runs > 0 {
            line("  where \(percent(part.said / Double(part.better.runs))) was said", part.better)
        }
        if isEqual {
            line("the plan more than today (asked: at least −1 %)", found.change)
        } else {
            line(
                "the plan more than today, of what the best would be (asked: at least 79 %)",
                found.gained)
            line("the plan brought less than today (asked: at most 4 %)", found.worse)
        }
    }

    private func line(_ name: String, _ share: FirmTrial.Tally) {
        print("  \(name): \(percent(share.share)) ± \(percent(share.error)) of \(share.runs)")
    }

    private func line(_ name: String, _ ratio: BudgetTrial.Ratio) {
        print("  \(name): \(percent(ratio.value)) ± \(percent(ratio.error))")
    }
}
