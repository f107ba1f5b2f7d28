// How often ranges and verdicts are right, on sources that were invented for it. The figures beside
// them are those of scipy and statsmodels for the same rules, where there are any.

import Analysis
import FirmWorlds
import Simulations
import Workbench

let seed: UInt64 = 2026

/// Parts that are asked for by name after the number of firms; all, where none is.
let wanted = Set(CommandLine.arguments.dropFirst(2).filter { !$0.hasPrefix("seed=") })
/// Added to every seed of the invented firms: whoever tries something out must not use those that decide.
let shift =
    CommandLine.arguments.compactMap { text in
        text.hasPrefix("seed=") ? UInt64(text.dropFirst(5)) : nil
    }.first ?? 0
func wants(_ part: String) -> Bool { wanted.isEmpty || wanted.contains(part) }

func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }

func tell(_ name: String, _ share: Simulations.Share, reference: Double? = nil) {
    let beside = reference.map { " (reference \(percent($0)))" } ?? ""
    print("  \(name): \(percent(share.value)) ± \(percent(share.margin))\(beside)")
}

if wants("rates") {
    print("The 95 % range holds the true rate at least so often, for any rate of 1 to 40 %")
    for (trials, reference) in [(10, 0.895), (20, 0.918), (50, 0.914), (100, 0.931)] {
        let coverage = Simulations.lowestCoverage(trials: trials)
        print("  \(trials) MQLs: \(percent(coverage)) (reference \(percent(reference)))")
    }

    print(
        "\nA source exactly on 13 %, ten MQLs a week, looked at every week: wrongly flagged at least once"
    )
    let weeks = [(4, 0.108), (13, 0.199), (26, 0.255), (52, 0.310)]
    let peeking = Simulations.peeking(
        at: 0.13, mqlsPerWeek: 10, weeks: weeks.map(\.0), runs: 40_000, seed: seed)
    for (week, reference) in weeks {
        if let share = peeking.flagged[week] { tell("\(week) weeks", share, reference: reference) }
    }
    tell("said to hold (✓) within 52 weeks", peeking.held, reference: 0.024)

    print("\nMQLs of 0 to 180 days, horizon 90: the range holds the true rate")
    for (rate, mqls, oldest, reference) in [
        (0.136, 60, 180, 0.947), (0.136, 150, 180, 0.939), (0.052, 60, 180, 0.979),
        (0.262, 30, 120, 0.941),
    ] {
        let found = Simulations.youngCohort(
            rate: rate, mqls: mqls, oldest: oldest, runs: 4_000, seed: seed)
        print("  \(percent(rate)) true, \(mqls) MQLs of up to \(oldest) days")
        tell("  range shown", found.coverage, reference: reference)
        tell("  range of SQLs ÷ MQLs", found.rawCoverage)
        print(
            "    mean rate \(percent(found.mean)), of SQLs ÷ MQLs \(percent(found.rawMean)); width \(percent(found.width))"
        )
        tell("  range of SQLs to come", found.forecast)
        print(
            "    expected \((found.expected * 100).rounded() / 100), came \((found.came * 100).rounded() / 100)"
        )
    }

    print("\nEight sources of one rate (10 %), 300 MQLs the largest")
    let alike = Simulations.alike(rate: 0.1, sources: 8, mqls: 300, runs: 20_000, seed: seed)
    tell("said to differ", alike.differ, reference: 0.05)
    tell("one of them named", alike.named)
}

// What is said of invented firms. The seeds that decide were written down before the first run.
let book = try RuleFiles.ruleBook("b2b")
let firms = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1600

func tell(_ name: String, _ share: FirmTrial.Tally) {
    print(
        "  \(name): \(percent(share.share)) ± \(percent(share.error)) of \(share.runs)")
}

func tell(_ title: String, _ kind: FirmWorld.Kind, _ seed: UInt64) async throws {
    let found = try await FirmTrial(kind, firms: firms, seed: seed &+ shift, book: book)
    print("\n\(title), \(firms) firms")
    tell("the range of a judged row holds its worth (asked: 92 %)", found.rows)
    tell("the range of all holds their worth (asked: 92 %)", found.totals)
    tell("of these the worth was called the least", found.leasts)
    tell("a source that pays is told to stop (asked: at most 5 %)", found.wrongStops)
    tell("pays, where the chance was 2 to 10 % (asked: at most 10 %)", found.unlikely)
    tell("pays, where the chance was 80 % or more", found.likely)
    tell("a firm that pays is told no", found.wrongNos)
    print(
        "  worth said ÷ true: \((found.bias.ratio * 1000).rounded() / 1000), of rows with fewer than 25 MQLs \((found.biasOfSmall.ratio * 1000).rounded() / 1000)"
    )
}

if wants("worth") {
    var kind = FirmWorld.Kind()
    try await tell("Sales of very different size (σ 1.2), losses written down", kind, 40_001)
    kind.sizeSpread = 0.5
    try await tell("Sales of like size (σ 0.5), losses written down", kind, 40_002)
    kind = FirmWorld.Kind()
    kind.lossesWritten = 0.1
    try await tell("Losses hardly written down", kind, 40_003)
    kind = FirmWorld.Kind()
    kind.cycle = 150...300
    kind.months = 9...12
    try await tell("Sales that take longer than the data are old", kind, 40_004)
    kind = FirmWorld.Kind()
    kind.volume = 1...8
    try await tell("Few MQLs", kind, 40_005)
}

if wants("holes") {
    let holes = try await HoleTrial(
        clean: firms, planted: max(1, firms / 4), seed: 50_001 &+ shift, book: book)
    print(
        "\nWhat is missing in exports, \(firms) whole firms and \(max(1, firms / 4)) of each kind")
    tell("a whole firm has a finding (asked: at most 5 %)", holes.disturbed)
    for (kind, count) in holes.disturbedBy.sorted(by: { $0.key < $1.key }) {
        print("    of it \(kind): \(count)")
    }
    for plant in HoleWorld.Plant.allCases {
        if let found = holes.found[plant] {
            tell("\(plant.rawValue) is found (asked: at least 90 %)", found)
        }
    }
    tell(
        "a level shift of 20 leads a month or more, six months from either end, is found",
        holes.clearShifts)
}

if wants("advice") {
    func follow(_ title: String, _ kind: FirmWorld.Kind, _ seed: UInt64, late: Int = 0) async throws
    {
        let found = try await AdviceTrial(
            kind, firms: firms, seed: seed &+ shift, late: late, book: book)
        print("\nDoing what the page says: \(title), \(firms) firms")
        tell("something is to be stopped", found.told)
        tell(
            "a source that pays is told to stop (asked: at most \(late > 0 ? 6 : 5) %)", found.wrong
        )
        tell("of firms with a stop, worse off than doing nothing (asked: at most 4 %)", found.worse)
        tell("the range of the effect of all stops together holds it", found.held)
        tell(
            "once nothing is spent on these, another is to be stopped too (asked: none)",
            found.turned)
        print(
            "  saved, of what stopping just what does not pay would save: \(percent(found.shareOfPossible)); said ÷ saved: \((found.saidOfSaved * 1000).rounded() / 1000)"
        )
    }
    try await follow("sales of very different size", FirmWorld.Kind(), 60_001)
    var like = FirmWorld.Kind()
    like.sizeSpread = 0.5
    try await follow("sales of like size", like, 60_002)
    try await follow("read ninety days late", like, 60_003, late: 90)
}

if wants("budget") { try await Budgets(book: book, firms: firms, other: shift).tellAll() }

if wants("experiments") {
    print("\nWhat an ad caused, in tests of which the true effect is known")
    for (place, design) in ExperimentWorlds.Design.allCases.enumerated() {
        // A test of regions goes through many ways in which they could have been drawn.
        let runs = design == .regions ? max(1, firms / 2) : firms * 2
        var worlds = ExperimentWorlds(seed: 80_001 &+ UInt64(place) &+ shift)
        let found = worlds.trial(design, firms: runs)
        print("  \(design.rawValue), \(runs) firms")
        tell("  an effect is shown where there is none (asked: at most 5 %)", found.falseLifts)
        tell(
            "  an effect as large as the design can show is shown", found.power,
            reference: found.promised)
        tell("  the range holds the true effect (asked: 94 to 97 %)", found.coverage)
        tell("  the design says that it could show nothing", found.hopeless)
    }
    var worlds = ExperimentWorlds(seed: 80_011 &+ shift)
    let checks = worlds.checks(firms: firms * 2, allowed: try RuleFiles.experiments().leak)
    tell("  spill-over of four in ten is seen (asked: at least 80 %)", checks.spill)
    tell("  an ad that ran in one of three weeks off is seen (asked: at least 80 %)", checks.broken)
    tell("  either is said where one in twenty comes late (asked: at most 5 %)", checks.falseAlarms)
}
if wants("brand") { try await Brands(book: book, firms: firms, other: shift).tellAll() }
try await Forecasts(book: book, firms: firms, other: shift)
    .tell { wants("forecast") || wants("forecast-\($0)") }
