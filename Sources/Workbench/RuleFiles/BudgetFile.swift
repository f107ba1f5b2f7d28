internal import Economics

/// Reads what a budget supposes until the firm's own months and sources tell.
enum BudgetFile {
    static func read(_ text: String, name: String) throws -> BudgetSuppositions {
        let file = YAMLFile(name: name)
        var supposed = BudgetSuppositions()
        let top = file.root(text)?.section(["months", "sources", "change"]) ?? [:]
        func share(_ field: YAMLField?, _ value: inout Double) {
            if let hundredths = field?.percent() { value = Double(hundredths) / 10_000 }
        }
        let months =
            top["months"]?.section([
                "season_from", "season", "trend", "trend_left", "unrest", "wandering",
                "unexplained", "own",
            ]) ?? [:]
        supposed.seasonFrom = months["season_from"]?.integer(2...120) ?? supposed.seasonFrom
        share(months["season"], &supposed.season)
        share(months["trend"], &supposed.trend)
        share(months["trend_left"], &supposed.damping)
        share(months["unrest"], &supposed.unrest)
        share(months["wandering"], &supposed.wandering)
        share(months["unexplained"], &supposed.unexplained)
        share(months["own"], &supposed.ownMonths)
        let sources =
            top["sources"]?.section(["cost", "sql_rate", "won_rate", "own_elasticity"]) ?? [:]
        share(sources["cost"], &supposed.costApart)
        share(sources["sql_rate"], &supposed.ratesApart)
        share(sources["won_rate"], &supposed.winsApart)
        share(sources["own_elasticity"], &supposed.ownElasticity)
        let change = top["change"]?.section(["sure", "gain"]) ?? [:]
        share(change["sure"], &supposed.sureness)
        share(change["gain"], &supposed.leastGain)
        try file.finish()
        return supposed
    }
}
