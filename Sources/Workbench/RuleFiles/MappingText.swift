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
        var lines = [
            say(
                "# What the columns of \(file) may mean. Look at every line, change what is wrong, then:",
                "# Wat de kolommen van \(file) kunnen betekenen. Kijk elke regel na, verander wat fout is, dan:"
            ),
            "#   mql report --data \(named) … --map map.yaml", "tables:",
        ]
        for proposal in proposals {
            lines.append("  - file: \(proposal.file.yaml)")
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
            lines += proposal.lines.map { "          " + text($0, say) }
            lines += proposal.stages.compactMap { line in
                line.column.map {
                    "      - stage: {stage: {value: \(line.field)}, at: \($0.yaml)}"
                        + such(line, say)
                }
            }
            if !proposal.others.isEmpty {
                let names = proposal.others.prefix(20).map(\.quoted).joined(separator: ", ")
                lines.append("    # " + say("not used: ", "niet gebruikt: ") + names)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func text(
        _ line: MappingProposal.Line, _ say: (String, String) -> String
    ) -> String {
        if let column = line.column { return "\(line.field): \(column.yaml)" + such(line, say) }
        if line.field == "lead_id" {
            let columns = line.made.map(\.yaml).joined(separator: ", ")
            return "lead_id: {columns: [\(columns)]}   # "
                + say(
                    "no column has an id of its own in each row",
                    "geen kolom heeft in elke rij een eigen nummer")
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
