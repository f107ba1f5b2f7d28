// What a forecast says of invented firms, held against the quarter that came.

import FirmWorlds
import Valuation

/// The worlds in which a forecast is tried, each with the seed that decides.
struct Forecasts {
    let book: RuleBook
    let firms: Int
    /// Added to the seeds that decide: anything but 0 is for trying things out.
    var other: UInt64 = 0

    /// - Parameter isWanted: by its number, from 1 on, whether a world is tried.
    func tell(_ isWanted: (Int) -> Bool) async throws {
        var alike = BudgetWorld.Kind()
        alike.months = 12...29
        var long = alike
        long.season = 0.1...0.35
        long.trend = -0.03...0.015
        long.months = 16...29
        var short = long
        short.months = 9...15
        var few = alike
        few.volume = 2...10
        let worlds: [(String, BudgetWorld.Kind, UInt64)] = [
            ("months that are alike", alike, 70_001),
            ("season and trend, 13 to 26 months known", long, 70_002),
            ("season and trend, 6 to 12 months known", short, 70_003),
            ("few MQLs", few, 70_004),
        ]
        for (place, (title, kind, seed)) in worlds.enumerated() where isWanted(place + 1) {
            try await tell("Forecast: \(title)", kind, seed)
        }
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
            let (held, fair, ratio) = (figure.held, figure.fair, figure.ratio)
            print(
                "  \(name): the range holds what came \(percent(held.share)) ± \(percent(held.error)), its ends counted in "
                    + "part \(percent(fair.share)) ± \(percent(fair.error)); promised ÷ came "
                    + "\(percent(ratio.value)) ± \(percent(ratio.error)) of \(held.runs)")
        }
    }
}
