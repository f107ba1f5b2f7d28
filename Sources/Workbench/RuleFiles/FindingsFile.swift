internal import Analysis

/// Reads from what size on something in the data is a finding.
enum FindingsFile {
    static func read(
        _ text: String, name: String
    ) throws -> (move: MoveRules, holes: HoleRules, watch: WatchRules, digest: DigestRules) {
        let file = YAMLFile(name: name)
        var rules = MoveRules()
        let top =
            file.root(text)?.section([
                "crm_move", "chosen_by_outcome", "holes", "decisions", "digest",
            ]) ?? [:]
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
        let holes = Self.holes(top["holes"])
        let watch = Self.watch(top["decisions"])
        let digest = Self.digest(top["digest"])
        try file.finish()
        return (rules, holes, watch, digest)
    }

    private static func digest(_ section: YAMLField?) -> DigestRules {
        var rules = DigestRules()
        let parts = section?.section(["days", "most_days", "least_before", "once_in"]) ?? [:]
        func count(_ key: String, _ value: inout Int) {
            value = parts[key]?.integer(1...3650) ?? value
        }
        count("days", &rules.days)
        count("most_days", &rules.mostDays)
        count("least_before", &rules.leastBefore)
        count("once_in", &rules.onceIn)
        return rules
    }

    private static func watch(_ section: YAMLField?) -> WatchRules {
        var rules = WatchRules()
        let parts = section?.section(["days_before", "spend_within", "least_days"]) ?? [:]
        rules.daysBefore = parts["days_before"]?.integer(1...3650) ?? rules.daysBefore
        rules.spendWithin = parts["spend_within"]?.percent() ?? rules.spendWithin
        rules.leastDays = parts["least_days"]?.integer(1...3650) ?? rules.leastDays
        return rules
    }

    private static func holes(_ section: YAMLField?) -> HoleRules {
        var rules = HoleRules()
        let top =
            section?.section(["spend", "tests", "level", "one_day"]) ?? [:]
        func part(_ name: String, _ known: [String]) -> [String: YAMLField] {
            top[name]?.section(known) ?? [:]
        }
        func share(_ field: YAMLField?, _ value: inout Int) { value = field?.percent() ?? value }
        func count(_ field: YAMLField?, _ value: inout Int) {
            value = field?.integer(1...1_000_000) ?? value
        }
        let spend = part(
            "spend",
            [
                "days", "days_of_daily", "known_days", "known_days_of_daily", "mqls", "pace",
                "times_usual_percent", "no_longer_after",
            ])
        count(spend["no_longer_after"], &rules.noLongerBoughtAfter)
        count(spend["days"], &rules.monthlyGap)
        count(spend["days_of_daily"], &rules.dailyGap)
        count(spend["known_days"], &rules.coveredDays)
        count(spend["known_days_of_daily"], &rules.coveredDaysDaily)
        count(spend["mqls"], &rules.gapMQLs)
        share(spend["pace"], &rules.gapPace)
        if let percent = spend["times_usual_percent"]?.integer(100...1_000) {
            rules.timesUsualGap = percent * 100
        }
        let tests = part("tests", ["once_in", "at_least"])
        count(tests["once_in"], &rules.onceIn)
        count(tests["at_least"], &rules.leastOfSide)
        let level = part("level", ["months", "change"])
        count(level["months"], &rules.sideMonths)
        share(level["change"], &rules.levelChange)
        let day = part("one_day", ["at_least", "share", "sources_and_months"])
        count(day["at_least"], &rules.migrationDates)
        share(day["share"], &rules.migrationShare)
        count(day["sources_and_months"], &rules.migrationSpread)
        return rules
    }
}
