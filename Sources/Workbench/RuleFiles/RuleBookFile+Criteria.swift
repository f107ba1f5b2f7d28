internal import Quantities
internal import Valuation

/// Who is an MQL: fit, engagement, what disqualifies, and the matrix in which they meet.
extension RuleBookFile {
    func fit(_ field: YAMLField?) -> CriteriaSet<FieldCriterion> {
        guard let field else { return CriteriaSet() }
        let section = field.section(["all", "any", "at_least", "of", "medium_from"])
        let list = section["all"] ?? section["any"] ?? section["of"]
        let criteria = limited(list, "criteria").map { entry in
            let extras = entry.value.isSection ? entry.value : nil
            return FieldCriterion(
                key: entry.name,
                tests: namedTests(entry.name, entry.value, besides: ["points", "must"]),
                points: extras?.entry("points")?.integer(-1000...1000) ?? 0,
                isMust: extras?.entry("must")?.truth() ?? false, line: entry.key.line)
        }
        return set(criteria, section, field)
    }

    func engagement(_ field: YAMLField?) -> CriteriaSet<ActionCriterion> {
        guard let field else { return CriteriaSet() }
        let section = field.section(["all", "any", "at_least", "of", "medium_from"])
        let list = section["all"] ?? section["any"] ?? section["of"]
        let criteria = limited(list, "criteria").compactMap { entry in
            actionCriterion(entry.name, entry.key, entry.value)
        }
        return set(criteria, section, field)
    }

    private func set<Criterion>(
        _ criteria: [Criterion], _ section: [String: YAMLField], _ field: YAMLField
    ) -> CriteriaSet<Criterion> {
        var set = CriteriaSet(criteria: criteria)
        let ways = ["all", "any", "of"].filter { section[$0] != nil }
        if ways.count != 1 { field.note("expected one of: all, any, or at_least with of") }
        if section["all"] != nil { set.needed = criteria.count }
        if section["any"] != nil { set.needed = 1 }
        if section["of"] != nil {
            if let atLeast = section["at_least"] {
                set.needed = atLeast.integer(1...max(1, criteria.count)) ?? 1
            } else {
                field.note("at_least is missing: how many of these must hold?")
            }
        }
        if criteria.isEmpty, section["all"] == nil { field.note("no criterion stands here") }
        set.mediumFrom = section["medium_from"]?.integer(0...max(1, set.needed)) ?? 1
        return set
    }

    private func actionCriterion(
        _ name: String, _ key: YAMLField, _ value: YAMLField
    ) -> ActionCriterion? {
        let section = value.section([
            "action", "at_least", "over", "over_minutes", "visits", "per", "within_days",
        ])
        guard let actionField = section["action"] else {
            key.note("action is missing: what must the lead have done?")
            return nil
        }
        let places = actionField.strings().compactMap { name -> Int? in
            if let place = actions.firstIndex(of: name) { return place }
            actionField.note(
                "unknown action \(name.quoted).\(Spelling.suggestion(for: name, in: actions))")
            return nil
        }
        var measure = ActionCriterion.Measure.times
        var atLeast = section["at_least"]?.integer(1...1_000_001) ?? 1
        if let over = section["over"] { atLeast = (over.integer(0...1_000_000) ?? 0) + 1 }
        if let minutes = section["over_minutes"] {
            measure = .seconds
            atLeast = (minutes.integer(0...100_000) ?? 0) * 60 + 1
        }
        let days = section["within_days"]?.integer(1...3650)
        if let visits = section["visits"] {
            measure = .visits
            atLeast = visits.integer(1...100_000) ?? 1
            if days != nil { visits.note("visits does not go together with within_days") }
        }
        if let per = section["per"] {
            if per.scalar != "session" { per.note("per is understood for session only") }
            if days != nil || measure != .times {
                per.note("per: session goes together with at_least and over only")
            }
            measure = .timesPerSession
        }
        return ActionCriterion(
            key: name, actions: places, measure: measure, atLeast: atLeast, withinDays: days,
            line: key.line)
    }

    func disqualifiers(_ field: YAMLField?) -> [Disqualifier] {
        (field?.entries ?? []).map { entry in
            Disqualifier(
                key: entry.name, tests: namedTests(entry.name, entry.value), line: entry.key.line)
        }
    }

    func matrix(_ field: YAMLField?) -> Matrix {
        var matrix = Matrix()
        guard let field else { return matrix }
        let levels = Level.allCases
        let rows = field.section(levels.reversed().map { "\($0.name)_fit" })
        for fit in levels {
            guard let row = rows["\(fit.name)_fit"] else {
                field.note("\(fit.name)_fit is missing")
                continue
            }
            let cells = row.section(levels.reversed().map { "\($0.name)_engagement" })
            for engagement in levels {
                guard let cell = cells["\(engagement.name)_engagement"] else {
                    row.note("\(engagement.name)_engagement is missing")
                    continue
                }
                matrix[fit: fit, engagement: engagement] = matrixCell(cell)
            }
        }
        return matrix
    }

    private func matrixCell(_ field: YAMLField) -> Matrix.Cell {
        guard field.isSection else {
            return .decided(field.choice("decision") ?? .nurture)
        }
        let section = field.section(["mql_from", "else"])
        for name in ["mql_from", "else"] where section[name] == nil {
            field.note("\(name) is missing")
        }
        return .byPoints(
            from: section["mql_from"]?.integer(-100_000...100_000) ?? 0,
            below: section["else"]?.choice("decision") ?? .nurture)
    }
}
