package import Intake
package import Quantities

/// Proposals for a mapping as a YAML file, with what was seen beside each line.
package enum MappingText {
    /// - Parameter paths: the files as somebody named them.
    package static func write(
        _ proposals: [MappingProposal], of paths: [String], _ language: Language
    ) -> String {
        func say(_ en: String, _ nl: String) -> String { Phrase(en: en, nl: nl).text(language) }
        let file = paths.map(\.visible).joined(separator: ", ")
        let named = paths.map { "\"\($0.visible)\"" }.joined(separator: " ")
        let lines = [
            say(
                "# What the columns of \(file) may mean. Look at every line, change what is wrong, then:",
                "# Wat de kolommen van \(file) kunnen betekenen. Kijk elke regel na, verander wat fout is, dan:"
            ),
            "#   mql report --data \(named) … --map map.yaml", "tables:",
        ]
        return
            (lines + proposals.flatMap { table($0, language, isWhole: false) })
            .joined(separator: "\n") + "\n"
    }

    /// The lines of one table.
    ///
    /// - Parameter isWhole: whether it is used as it is: what nobody knows is then said to be empty.
    static func table(
        _ proposal: MappingProposal, _ language: Language, isWhole: Bool
    ) -> [String] {
        func say(_ en: String, _ nl: String) -> String { Phrase(en: en, nl: nl).text(language) }
        var lines = ["  - file: \(form(of: proposal.file).yaml)"]
        if let order = proposal.order {
            lines.append("    date_order: \(order.rawValue)")
        } else if proposal.asksOrder {
            lines.append(
                say(
                    "    # date_order: dmy   # or mdy: no date here decides. Say which.",
                    "    # date_order: dmy   # of mdy: geen datum hier beslist. Zeg welke."))
        }
        if let sign = proposal.sign {
            lines.append("    decimal: \(sign.rawValue)")
        } else if proposal.asksSign {
            lines.append(
                say(
                    "    # decimal: comma   # or point: no amount here decides. Say which.",
                    "    # decimal: comma   # of point: geen bedrag hier beslist. Zeg welke."))
        }
        lines += ["    facts:", "      - \(proposal.kind.rawValue):"]
        lines += proposal.lines.map { "          " + text($0, isWhole, say) }
        lines += proposal.stages.compactMap { line in
            line.column.map {
                "      - stage: {stage: {value: \(line.field)}, at: \($0.yaml)}"
                    + such(line, say)
            }
        }
        lines += proposal.beside.map { fact in
            let fields = fact.lines.map { line in
                let source = source(line)
                return fact.isBeyondMQL && line.field == "stage"
                    ? "stage: {column: \(source), beyond: mql}" : "\(line.field): \(source)"
            }
            return "      - \(fact.kind.rawValue): {\(fields.joined(separator: ", "))}"
        }
        if !proposal.others.isEmpty {
            let names = proposal.others.prefix(20).map(\.quoted).joined(separator: ", ")
            lines.append("    # " + say("not used: ", "niet gebruikt: ") + names)
        }
        return lines
    }

    /// The name of a file, with a star for a day in it: the same export of another day is read too.
    static func form(of name: String) -> String {
        var letters = Array(name)
        var place = 0
        while place + 10 <= letters.count {
            if Day(iso: String(letters[place..<(place + 10)])) != nil {
                letters.replaceSubrange(place..<(place + 10), with: ["*"])
            }
            place += 1
        }
        return String(letters)
    }

    private static func source(_ line: MappingProposal.Line) -> String {
        let made = "columns: [\(line.made.map(\.yaml).joined(separator: ", "))]"
        guard let column = line.column?.yaml else {
            return line.constant.map { "{value: \($0.yaml)}" } ?? "{\(made)}"
        }
        var parts = ["column: \(column)"]
        if line.isMadeWhereEmpty { parts.append(made) }
        if !line.instead.isEmpty {
            let others = line.instead.map(\.yaml)
            parts.append(
                "or: " + (others.count == 1 ? others[0] : "[\(others.joined(separator: ", "))]"))
        }
        if !line.values.isEmpty {
            let values = line.values.map { "\($0.text.yaml): \($0.meaning.yaml)" }
            parts.append("values: {\(values.joined(separator: ", "))}")
        }
        return parts.count == 1 ? column : "{\(parts.joined(separator: ", "))}"
    }

    private static func text(
        _ line: MappingProposal.Line, _ isWhole: Bool, _ say: (String, String) -> String
    ) -> String {
        if line.column != nil || line.constant != nil {
            return "\(line.field): \(source(line))" + such(line, say)
        }
        if line.field == "lead_id" {
            return "lead_id: \(source(line))   # "
                + say(
                    "no column has an id of its own in each row",
                    "geen kolom heeft in elke rij een eigen nummer")
        }
        if isWhole, line.field == "source" {
            return "source: {value: \"\"}   # "
                + say(
                    "no column tells it; the same for all rows: {value: fair}",
                    "geen kolom zegt het; voor alle rijen hetzelfde: {value: beurs}")
        }
        return "# \(line.field):   # "
            + say(
                "which column? Or the same for all rows: {value: fair}",
                "welke kolom? Of voor alle rijen hetzelfde: {value: beurs}")
    }

    private static func such(
        _ line: MappingProposal.Line, _ say: (String, String) -> String
    ) -> String {
        guard !line.examples.isEmpty else { return "" }
        return "   # " + say("such as ", "zoals ")
            + line.examples.map(\.quoted).joined(separator: ", ")
    }
}
