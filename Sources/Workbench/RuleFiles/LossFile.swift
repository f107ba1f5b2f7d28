internal import Analysis

/// Reads from where on too much of a file is lost.
enum LossFile {
    static func read(_ text: String, name: String) throws -> LossLimits {
        let file = YAMLFile(name: name)
        let top = file.root(text)?.section(["loss"]) ?? [:]
        let section =
            top["loss"]?.section(["share", "of_at_least", "won_times", "by_chance", "reason"])
            ?? [:]
        let limits = LossLimits(
            share: section["share"]?.percent() ?? 0,
            ofAtLeast: section["of_at_least"]?.integer(1...1_000_000) ?? 1,
            wonTimes: section["won_times"]?.fixed(
                decimals: 2, 100...10_000, "how many times, such as 2.00") ?? 100,
            byChance: section["by_chance"]?.percent() ?? 0)
        try file.finish()
        return limits
    }
}
