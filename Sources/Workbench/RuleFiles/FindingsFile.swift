internal import Analysis

/// Reads from what size on something in the data is a finding.
enum FindingsFile {
    static func read(_ text: String, name: String) throws -> MoveRules {
        let file = YAMLFile(name: name)
        var rules = MoveRules()
        let top = file.root(text)?.section(["crm_move", "chosen_by_outcome"]) ?? [:]
        let move =
            top["crm_move"]?.section([
                "early_wins", "one_day", "times_usual_day", "most_sources", "earlier",
            ]) ?? [:]
        func part(_ name: String, _ known: [String]) -> [String: YAMLField] {
            move[name]?.section(known) ?? [:]
        }
        func share(_ field: YAMLField?, _ value: inout Int) { value = field?.percent() ?? value }
        func count(_ field: YAMLField?, _ value: inout Int) {
            value = field?.integer(1...1_000_000) ?? value
        }
        let wins = part("early_wins", ["over", "at_least"])
        share(wins["over"], &rules.winsShare)
        count(wins["at_least"], &rules.leastWins)
        let day = part("one_day", ["share", "at_least"])
        share(day["share"], &rules.dayShare)
        count(day["at_least"], &rules.leastOfDay)
        count(move["times_usual_day"], &rules.timesUsualDay)
        let sources = part("most_sources", ["share", "leads"])
        share(sources["share"], &rules.sourceShare)
        count(sources["leads"], &rules.leastOfSource)
        let earlier = part("earlier", ["share", "days"])
        share(earlier["share"], &rules.earlierShare)
        count(earlier["days"], &rules.earlierDays)
        let chosen = top["chosen_by_outcome"]?.section(["at_least"]) ?? [:]
        count(chosen["at_least"], &rules.leastChosen)
        try file.finish()
        return rules
    }
}
