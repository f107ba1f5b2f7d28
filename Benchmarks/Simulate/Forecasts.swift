// What a forecast says of invented firms, held against the quarter that came.

import FirmWorlds
import Valuation

/// The worlds in which a forecast is tried, each with the seed that decides.
struct Forecasts {
    let book: RuleBook
    let firms: Int
    /// Added to the seeds that decide: anything but 0 is for trying things out.
    var other: UInt64 = 0

    func tellAll() async throws {
        var kind = BudgetWorld.Kind()
        kind.months = 12...29
        try await tell("Forecast: months that are alike", kind, 70_001)
        kind.season = 0.1...0.35
        kind.trend = -0.03...0.015
        kind.months = 16...29
        try await tell("Forecast: season and trend, 13 to 26 months known", kind, 70_002)
        kind.months = 9...15
        try await tell("Forecast: season and trend, 6 to 12 months known", kind, 70_003)
        kind = BudgetWorld.Kind()
        kind.months = 12...29
        kind.volume = 2...10
        try await tell("Forecast: few MQLs", kind, 70_004)
    }

    private func tell(_ title: String, _ kind: BudgetWorld.Kind, _ seed: UInt64) async throws {
        let found = try await ForecastTrial(kind, firms: firms, seed: seed &+ other, book: book)
        print(
            "\n\(title), \(found.firms) firms (asked: held 78 to 86 %, promised ÷ came 95 to 105 %)"
        )
        for (name, figure) in [
            ("MQLs", found.mqls), ("SQLs", found.sqls), ("customers", found.customers),
            ("margin", found.margin),
        ] {
            let (held, ratio) = (figure.held, figure.ratio)
            print(
                "  \(name): the range holds what came \(percent(held.share)) ± \(percent(held.error)); promised ÷ came "
                    + "\(percent(ratio.value)) ± \(percent(ratio.error)) of \(held.runs)")
        }
    }
}
