package import Analysis
internal import Quantities

/// The tests of a project, and what they showed, as a file has them.
package enum ProjectExperiments {
    private static let keys = [
        "source", "design", "outcome", "from", "to", "weeks_off", "regions_off", "regions_on",
        "exposure", "keep_from",
    ]

    // MARK: Reading

    static func experiments(_ field: YAMLField) -> [Experiment] {
        field.entries.compactMap { experiment($0.name, $0.key, $0.value) }
    }

    private static func experiment(
        _ name: String, _ key: YAMLField, _ field: YAMLField
    ) -> Experiment? {
        let section = field.section(keys)
        for needed in ["source", "design", "outcome", "from", "to"] where section[needed] == nil {
            key.note("\(needed) is missing: mql experiment design writes such a test out")
        }
        let design: Experiment.Design? = section["design"]?.choice("design")
        let outcome: Experiment.Outcome? = section["outcome"]?.choice("outcome")
        let source = section["source"]?.string()
        let from = section["from"]?.day()
        let to = section["to"]?.day()
        guard let design, let outcome, let source, let from, let to else { return nil }
        let days = from.distance(to: to) + 1
        guard days > 0, days % 7 == 0, let period = Period(first: from, end: to.advanced(by: 1))
        else {
            section["to"]?.note(
                "from \(from) to \(to) is \(max(0, days)) days: a test takes whole weeks, so to is "
                    + "\(from.advanced(by: max(1, (days + 3) / 7) * 7 - 1)) or so many weeks later")
            return nil
        }
        func belongs(_ names: String..., to designs: Experiment.Design...) {
            for name in names where !designs.contains(design) {
                section[name]?.note(
                    "\(name) goes with design: "
                        + designs.map(\.rawValue).joined(separator: " or ")
                        + ", and this is \(design.rawValue)")
            }
        }
        belongs("weeks_off", to: .weeks)
        belongs("regions_off", to: .regions, .arms)
        belongs("regions_on", "exposure", to: .arms)
        let needed: [String] =
            switch design {
            case .weeks: ["weeks_off"]
            case .regions: ["regions_off"]
            case .arms: ["regions_on", "regions_off", "exposure"]
            case .pause: []
            }
        for name in needed where section[name] == nil {
            key.note("\(name) is missing: design \(design.rawValue) needs it")
        }
        if design == .weeks, days < 84 {
            section["to"]?.note(
                "weeks in turn take 12 weeks at least: fewer can never show anything")
        }
        return Experiment(
            name: name, source: source, design: design, outcome: outcome, period: period,
            weeksOff: weeksOff(section["weeks_off"], period),
            regionsOff: section["regions_off"]?.strings() ?? [],
            regionsOn: section["regions_on"]?.strings() ?? [],
            exposure: section["exposure"].flatMap(exposure),
            keepFrom: section["keep_from"].flatMap(share))
    }

    private static func weeksOff(_ field: YAMLField?, _ period: Period) -> [Day] {
        (field?.items ?? field.map { [$0] } ?? []).compactMap { item in
            guard let day = item.day() else { return nil }
            guard period.contains(day), period.first.distance(to: day) % 7 == 0 else {
                item.note(
                    "\(day) is not the first day of a week of this test, which begins on "
                        + "\(period.first) and takes whole weeks")
                return nil
            }
            return day
        }
    }

    private static func exposure(_ field: YAMLField) -> Experiment.Exposure? {
        let section = field.section(["on", "off"])
        for name in ["on", "off"] where section[name] == nil {
            field.note("\(name) is missing: how many people each group has, {on: 9000, off: 3000}")
        }
        func size(_ name: String) -> Double? {
            section[name].flatMap { $0.integer(1...1_000_000_000) }.map(Double.init)
        }
        guard let on = size("on"), let off = size("off") else { return nil }
        return .init(on: on, off: off)
    }

    /// A share from 0 to 2.
    private static func share(_ field: YAMLField) -> Double? {
        guard let number = field.number() else { return nil }
        guard CausedShare.possible.contains(number) else {
            field.note("expected a number from 0 to 2, such as 0.55 for 55 of 100")
            return nil
        }
        return number
    }

    static func caused(_ field: YAMLField) -> [String: CausedShare] {
        var result: [String: CausedShare] = [:]
        for entry in field.entries {
            let names = ["share", "low", "high", "until", "evidence"]
            let section = entry.value.section(names)
            for name in names where section[name] == nil {
                entry.key.note(
                    "\(name) is missing: mql experiment read writes all of it once a test is over")
            }
            let (part, low, high) = (
                section["share"].flatMap(share), section["low"].flatMap(share),
                section["high"].flatMap(share)
            )
            let (until, evidence) = (section["until"]?.day(), section["evidence"]?.string())
            guard let part, let low, let high, let until, let evidence else { continue }
            guard low <= part, part <= high else {
                section["share"]?.note(
                    "share lies between low and high, and \(part) does not lie between \(low) and "
                        + "\(high)")
                continue
            }
            guard !evidence.allSatisfy(\.isWhitespace) else {
                section["evidence"]?.note("by what it is known is empty: the name of a test")
                continue
            }
            result[entry.name] = CausedShare(
                share: part, low: low, high: high, until: until, evidence: evidence)
        }
        return result
    }

    // MARK: Writing

    /// A test as it stands in a file, below its title.
    package static func lines(_ experiments: [Experiment]) -> [String] {
        experiments.isEmpty ? [] : ["experiments:"] + experiments.flatMap(lines)
    }

    private static func lines(_ experiment: Experiment) -> [String] {
        func list(_ name: String, _ items: [String]) -> [String] {
            guard !items.isEmpty else { return [] }
            // A few to a line, so that no line is longer than a screen.
            let rows = stride(from: 0, to: items.count, by: 5).map {
                items[$0..<min($0 + 5, items.count)].joined(separator: ", ")
            }
            guard rows.count > 1 else { return ["    \(name): [\(rows[0])]"] }
            return ["    \(name):", "      [" + rows[0] + ","]
                + rows.dropFirst().dropLast().map { "       \($0)," }
                + ["       " + rows[rows.count - 1] + "]"]
        }
        var lines = [
            "  \(experiment.name.yaml):", "    source: \(experiment.source.yaml)",
            "    design: \(experiment.design.rawValue)",
            "    outcome: \(experiment.outcome.rawValue)",
            "    from: \(experiment.period.first)", "    to: \(experiment.period.lastDay)",
        ]
        lines += list("weeks_off", experiment.weeksOff.map(\.description))
        lines += list("regions_on", experiment.regionsOn.map(\.yaml))
        lines += list("regions_off", experiment.regionsOff.map(\.yaml))
        if let exposure = experiment.exposure {
            lines.append("    exposure: {on: \(Int(exposure.on)), off: \(Int(exposure.off))}")
        }
        if let keep = experiment.keepFrom { lines.append("    keep_from: \(plain(keep))") }
        return lines
    }

    /// What tests showed, as it stands in a file.
    package static func lines(caused: [String: CausedShare]) -> [String] {
        guard !caused.isEmpty else { return [] }
        return ["caused:"]
            + caused.sorted { $0.key < $1.key }.map { source, caused in
                "  \(source.yaml): {share: \(plain(caused.share)), low: \(plain(caused.low)), "
                    + "high: \(plain(caused.high)), until: \(caused.until), evidence: "
                    + "\(caused.evidence.yaml)}"
            }
    }

    /// `0.55`: two decimals, as it is agreed.
    private static func plain(_ number: Double) -> String {
        let hundredths = Int((number * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
