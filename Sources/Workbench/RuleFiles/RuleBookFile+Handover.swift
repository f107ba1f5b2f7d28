internal import Leads
internal import Quantities
internal import Valuation

/// What happens after the judgement: hand-over to sales, companies, and what things are called.
extension RuleBookFile {
    func handover(_ field: YAMLField?) -> Handover {
        var handover = Handover()
        guard
            let section = field?.section(["contact_within_days", "checklist", "rejections"])
        else { return handover }
        handover.contactWithinDays = section["contact_within_days"]?.integer(0...3650)
        handover.checklist = limited(section["checklist"], "questions").map { entry in
            let stage = entry.value.isSection ? entry.value.entry("stage") : nil
            let tests = namedTests(entry.name, entry.value, besides: ["stage"])
            if tests.isEmpty, stage == nil {
                entry.key.note("expected a field and what to ask of it, or stage")
            }
            return ChecklistItem(
                key: entry.name, tests: tests, stage: stage.flatMap(self.stage),
                line: entry.key.line)
        }
        var seen: [String: String] = [:]
        handover.rejections = (section["rejections"]?.entries ?? []).map { entry in
            let labels = entry.value.strings()
            for label in [entry.name] + labels {
                let label = TextTest.folded(label)
                if let other = seen[label], other != entry.name {
                    entry.value.note("\(label.quoted) already means \(other.quoted)")
                }
                seen[label] = entry.name
            }
            return RejectionRule(key: entry.name, labels: labels, line: entry.key.line)
        }
        return handover
    }

    private func stage(_ field: YAMLField) -> Stage? {
        let name = field.string() ?? ""
        if let stage = Stage(name: name) { return stage }
        let names = Stage.allCases.map(\.name)
        field.note(
            "\(name.quoted) is not a stage.\(Spelling.suggestion(for: name, in: names)) The stages are "
                + "\(names.joined(separator: ", ")).")
        return nil
    }

    private func companies(_ field: YAMLField?) -> CompanyRules {
        var rules = CompanyRules()
        guard let section = field?.section(["free_mail", "not_names", "legal_forms"]) else {
            return rules
        }
        rules.freeMail = section["free_mail"]?.strings() ?? []
        rules.notNames = section["not_names"]?.strings() ?? []
        rules.legalForms = section["legal_forms"]?.strings() ?? []
        return rules
    }

    /// What each file adds: nobody means to take gmail.com off the list by adding a name.
    func companies(_ fields: [YAMLField?]) -> CompanyRules {
        fields.map(companies).reduce(into: CompanyRules()) { all, rules in
            func add(_ texts: [String], to list: inout [String]) {
                for text in texts where !list.contains(text) { list.append(text) }
            }
            add(rules.freeMail, to: &all.freeMail)
            add(rules.notNames, to: &all.notNames)
            add(rules.legalForms, to: &all.legalForms)
        }
    }

    func channelPoints(_ field: YAMLField?) -> [Channel: Int] {
        var points: [Channel: Int] = [:]
        let names = Channel.allCases.map(\.rawValue)
        for (name, value) in (field?.section(names) ?? [:]) {
            guard let channel = Channel(rawValue: name) else { continue }
            points[channel] = value.integer(-1000...1000)
        }
        return points
    }

    func weights(_ field: YAMLField?) -> BandWeights {
        var weights = BandWeights()
        guard let field else { return weights }
        let section = field.section(["source", "persona"])
        weights.source = section["source"]?.integer(0...100) ?? 1
        weights.persona = section["persona"]?.integer(0...100) ?? 1
        if weights.source + weights.persona == 0 {
            field.note("source and persona cannot both weigh 0")
            weights = BandWeights()
        }
        return weights
    }

    /// `{30: 10, 90: 0}`: from 30 days after the action on it counts for 10 points.
    func decay(_ field: YAMLField?, of points: Int) -> [ActionRule.DecayStep] {
        if points < 0 {
            // A lead would become an MQL on a day on which nothing happened.
            field?.note("only points that an action earns can fade, not what it costs")
            return []
        }
        var steps: [ActionRule.DecayStep] = []
        var left = points
        for entry in field?.entries ?? [] {
            guard let days = Int(entry.name), (1...3650).contains(days) else {
                entry.key.note("expected a number of days from 1 to 3650, not \(entry.name.quoted)")
                continue
            }
            if let last = steps.last, days <= last.afterDays {
                entry.key.note("the days of a decay go up: \(days) stands after \(last.afterDays)")
                continue
            }
            let range = min(0, left)...max(0, left)
            guard let value = entry.value.integer(range) else { continue }
            left = value
            steps.append(ActionRule.DecayStep(afterDays: days, points: value))
        }
        return steps
    }

    /// What things are called. Only the file's own names are checked: those of a preset may be for
    /// criteria that this file replaced.
    func name(_ book: inout RuleBook, _ field: YAMLField?, isOwn: Bool) {
        guard let field else { return }
        let known = isOwn ? Set(book.keys) : []
        for language in field.entries {
            guard let tongue = Language(rawValue: language.name) else {
                if isOwn {
                    let all = Language.allCases.map(\.rawValue).joined(separator: ", ")
                    language.key.note(
                        "unknown language \(language.name.quoted). It is one of \(all).")
                }
                continue
            }
            for entry in language.value.entries {
                if isOwn, !known.contains(entry.name) {
                    entry.key.note(
                        "nothing here is called \(entry.name.quoted)."
                            + Spelling.suggestion(for: entry.name, in: known.sorted()))
                }
                if isOwn, entry.value.scalar?.isEmpty == true {
                    entry.value.note("\(entry.name.quoted) needs a name here, or no line at all")
                }
                if isOwn, let name = entry.value.string() {
                    book.names.call(entry.name, name, in: tongue)
                } else if let name = entry.value.scalar {
                    book.names.call(entry.name, name, in: tongue)
                }
            }
        }
    }
}
