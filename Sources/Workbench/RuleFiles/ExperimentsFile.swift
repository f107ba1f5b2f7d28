internal import Analysis

/// Reads by what a test of a source is made.
enum ExperimentsFile {
    static func read(_ text: String, name: String) throws -> ExperimentRules {
        let file = YAMLFile(name: name)
        let top = file.root(text)?.section(["design", "reading"]) ?? [:]
        let design =
            top["design"]?.section(["target", "power", "weeks", "sqls_within", "past"]) ?? [:]
        let reading =
            top["reading"]?.section(["mql_days", "leads_left", "spend_left", "holds_months"])
            ?? [:]
        let past = design["past"]?.section(["least", "most"]) ?? [:]
        func share(_ field: YAMLField?) -> Double {
            Double(field?.percent() ?? 0) / 10_000
        }
        let least = past["least"]?.integer(8...520) ?? 8
        let rules = ExperimentRules(
            target: share(design["target"]), power: share(design["power"]),
            lengths: (design["weeks"]?.items ?? []).compactMap { $0.integer(2...520) }.sorted(),
            sqlsWithin: design["sqls_within"]?.integer(1...520) ?? 52,
            past: least...max(least, past["most"]?.integer(8...520) ?? least),
            mqlDays: reading["mql_days"]?.integer(0...365) ?? 28,
            leak: share(reading["leads_left"]), spendLeft: share(reading["spend_left"]),
            holdsMonths: reading["holds_months"]?.integer(1...120) ?? 12)
        try file.finish()
        return rules
    }
}
