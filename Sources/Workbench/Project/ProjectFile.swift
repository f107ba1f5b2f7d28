internal import Analysis
internal import Intake
internal import Leads
internal import Quantities
internal import Valuation

/// A project as a YAML file.
enum ProjectFile {
    /// - Parameter today: the last day on which something can have been agreed; nil for that of the clock.
    static func read(_ text: String, name: String, today: Day? = nil) throws -> Project {
        let file = YAMLFile(name: name)
        var project = Project()
        // Somewhere it is that day already.
        let today = today ?? Clock.today(in: .utc).advanced(by: 1)
        if let root = file.root(text) { take(root, &project, today) }
        try file.finish()
        return project
    }

    private static func take(_ root: YAMLField, _ project: inout Project, _ today: Day) {
        let section = root.section([
            "firm", "crm_link", "files", "map", "rates", "rules", "language", "currency",
            "date_order",
            "decimal",
            "each_row", "spend_vat",
            "economics", "sources", "campaigns", "rejected", "lead_stages", "won_stages",
            "lost_stages",
            "open_stages",
            "spend_categories", "settled", "how_exported", "exported_on", "created", "sellers",
            "retention", "experiments", "caused",
        ])
        project.files = section["files"]?.strings() ?? []
        if project.files.isEmpty, Workspace.here() == nil {
            (section["files"] ?? root).note("files is missing: a list of your exports")
        }
        project.firm = section["firm"]?.string()
        project.crmLink = section["crm_link"].flatMap { field in
            let link = field.string() ?? ""
            guard link.hasPrefix("https://"), link.contains("{id}"),
                !link.contains(where: { $0.isWhitespace || $0 == "\"" || $0 == "<" })
            else {
                field.note(
                    "expected an address such as https://app.hubspot.com/contacts/1/record/0-1/{id}"
                )
                return nil
            }
            return link
        }
        project.map = section["map"]?.string()
        project.rates = section["rates"]?.string()
        project.rules = section["rules"]?.string()
        project.language = section["language"]?.choice("language")
        project.currency = section["currency"].flatMap { field in
            let currency = field.string().flatMap { Currency($0) }
            if currency == nil { field.note("expected three letters such as EUR") }
            return currency
        }
        project.dateOrder = section["date_order"]?.choice("order of dates")
        project.decimal = section["decimal"]?.choice("decimal sign")
        project.eachRow = section["each_row"]?.choice("what a row is of")
        /// The value of a key that is an answer.
        func answer(_ name: String, isSection: Bool = false) -> YAMLField? {
            guard let answer = section[name]?.answer(isSection: isSection) else { return nil }
            project.said[name] = answer.said
            return answer.value
        }
        /// What each of somebody's own words means.
        func meanings<Meaning>(_ name: String, _ read: (YAMLField) -> Meaning?) -> [String: Meaning]
        {
            var meanings: [String: Meaning] = [:]
            for entry in answer(name, isSection: true)?.entries ?? [] {
                let meaning = entry.value.answer()
                project.said["\(name)/\(entry.name)"] = meaning.said
                meanings[entry.name] = read(meaning.value)
            }
            return meanings
        }
        project.vatInSpend = answer("spend_vat")?.percent()
        if let field = section["economics"] {
            project.economics.take(field.section(EconomicRules.answers), field)
        }
        project.sources = meanings("sources") { $0.string() }
        project.campaigns = meanings("campaigns") { $0.string() }
        project.rejected = answer("rejected")?.strings() ?? []
        project.leadStages = meanings("lead_stages") { $0.choice("stage") }
        project.wonStages = answer("won_stages")?.strings() ?? []
        project.lostStages = answer("lost_stages")?.strings() ?? []
        project.openStages = answer("open_stages")?.strings() ?? []
        project.spendCategories = meanings("spend_categories") { $0.choice("category") }
        project.settled = section["settled"]?.strings() ?? []
        for entry in section["how_exported"]?.entries ?? [] {
            project.howExported[entry.name] = entry.value.string()
        }
        project.exportedOn = section["exported_on"]?.day()
        project.created = answer("created")?.choice("day of creation") ?? project.created
        project.sellers = section["sellers"].flatMap { SellerAgreement($0, today: today) }
        project.experiments = section["experiments"].map(ProjectExperiments.experiments) ?? []
        project.caused = section["caused"].map(ProjectExperiments.caused) ?? [:]
        // What a test showed was not known before it was over.
        for (source, share) in project.caused {
            project.caused[source]?.from =
                project.experiments.first { $0.name == share.evidence }?.period.end
        }
        project.retention = section["retention"].flatMap { field in
            let months = field.string().flatMap { Int($0) }
            if months.map(Project.retentions.contains) != true {
                field.note("expected a number of months from 1 to 1200")
                return nil
            }
            return months
        }
        if !project.rejected.isEmpty, section["exported_on"] == nil, let field = section["rejected"]
        {
            field.note("of which day is that known? Say exported_on: 2026-03-31.")
        }
    }

    static func text(of project: Project) -> String {
        var lines = [
            "# What mql reads in this folder when no files are named: mql report, mql leads, …",
            "# Change what you like; a wrong line is named with its place.", "", "files:",
        ]
        lines += project.files.map { "  - \($0.yaml)" }
        func entry(_ name: String, _ value: String?, _ reason: String = "") {
            guard let value else { return }
            lines.append("\(name): \(value)" + (reason.isEmpty ? "" : "   # \(reason)"))
        }
        /// Who said what a word means: of itself, or of all words of the key.
        func said(_ key: String, _ word: String) -> Said? {
            project.said["\(key)/\(word)"] ?? project.said[key]
        }
        func list(_ key: String, _ words: [String]) -> String {
            project.said[key].yaml(of: "[\(words.map(\.yaml).joined(separator: ", "))]")
        }
        lines.append("")
        entry("firm", project.firm?.yaml)
        entry("crm_link", project.crmLink?.yaml)
        entry("rules", project.rules, "b2b, manufacturing, pumps, venues, or a file of your own")
        entry("map", project.map.map(\.yaml))
        entry("rates", project.rates.map(\.yaml))
        entry("language", project.language?.rawValue)
        entry("currency", project.currency?.code)
        entry("date_order", project.dateOrder?.rawValue)
        entry("decimal", project.decimal?.rawValue)
        entry("each_row", project.eachRow?.rawValue, "what a row of a platform's export is of")
        entry(
            "spend_vat",
            project.vatInSpend.map {
                project.said["spend_vat"].yaml(of: "\($0.hundredthsInShort)%")
            },
            "is in the amounts spent, and is taken out")
        let answers = project.economics.answerLines
        if !answers.isEmpty {
            lines += ["", "economics:"] + answers.map { "  \($0.0): \($0.1)" }
        }
        for (name, reason, meant) in [
            (
                "sources", "What the files call a source: what it is called in reports.",
                project.sources
            ),
            (
                "campaigns", "What the files call a campaign: what it is called in reports.",
                project.campaigns
            ),
        ] where !meant.isEmpty {
            lines += ["", "# \(reason)", "\(name):"]
            lines += meant.sorted { $0.key < $1.key }.map {
                "  \($0.key.yaml): \(said(name, $0.key).yaml(of: $0.value.yaml))"
            }
        }
        if !project.rejected.isEmpty {
            lines += ["", "# What the CRM calls a lead that sales has turned down."]
            lines.append("rejected: \(list("rejected", project.rejected))")
        }
        if !project.leadStages.isEmpty {
            lines += [
                "", "# What the CRM calls where a lead stands: mql, sql, opportunity, won or none.",
                "lead_stages:",
            ]
            lines += project.leadStages.sorted { $0.key < $1.key }.map {
                "  \($0.key.yaml): \(said("lead_stages", $0.key).yaml(of: $0.value.rawValue))"
            }
        }
        for (name, stages) in [
            ("won_stages", project.wonStages), ("lost_stages", project.lostStages),
            ("open_stages", project.openStages),
        ] where !stages.isEmpty {
            lines.append("\(name): \(list(name, stages))")
        }
        if !project.spendCategories.isEmpty {
            lines += [
                "", "# What spend pays for: tools and people are shared by all sources.",
                "spend_categories:",
            ]
            lines += project.spendCategories.sorted { $0.key < $1.key }.map {
                "  \($0.key.yaml): \(said("spend_categories", $0.key).yaml(of: $0.value.rawValue))"
            }
        }
        if !project.settled.isEmpty {
            lines += ["", "# Questions that were answered with no."]
            lines.append("settled: [\(project.settled.map(\.yaml).joined(separator: ", "))]")
        }
        if !project.howExported.isEmpty {
            lines += ["", "# With which filter or view each file is exported.", "how_exported:"]
            lines += project.howExported.sorted { $0.key < $1.key }.map {
                "  \($0.key.yaml): \($0.value.yaml)"
            }
        }
        entry(
            "created",
            project.created == .earliest
                ? project.said["created"].yaml(of: project.created.rawValue) : nil,
            "a lead counts from its first stage or activity, if that came before it was created")
        entry(
            "exported_on", project.exportedOn?.description,
            "the day of which the CRM's own words are known")
        if let sellers = project.sellers {
            lines.append(
                "sellers: {agreed_with: \(sellers.with.yaml), on: \(sellers.on)}"
                    + "   # leads keep who of sales has them")
        }
        if let months = project.retention { lines.append(line(retention: months)) }
        lines += ProjectExperiments.lines(project.experiments)
        lines += ProjectExperiments.lines(caused: project.caused)
        return lines.joined(separator: "\n") + "\n"
    }

    static func line(retention months: Int) -> String {
        "retention: \(months)   # months: after so many without anything an import erases a person"
    }
}
