internal import Intake
internal import Quantities

/// One line for each file: as what it was recognised, and how many rows were taken.
package struct StartReport {
    private let reading: Reading
    private let say: Wording

    package init(_ context: ReportContext) {
        (reading, say) = (context.reading, context.say)
    }

    /// Stages of deals that nobody knows and that are taken as open, and words for leads.
    private func stages(_ table: TableReport) -> String {
        var text = ""
        if !table.unknownWords.isEmpty {
            text += say(
                "  not known where a lead stands: \(say.words(table.unknownWords)). lead_stages in "
                    + "mql.yaml says what they mean.\n",
                "  niet bekend waar een lead staat: \(say.words(table.unknownWords)). lead_stages "
                    + "in mql.yaml zegt wat ze betekenen.\n")
        }
        guard !table.openStages.isEmpty else { return text }
        return text
            + say(
                "  taken as open: \(say.stages(table.openStages)). What they mean is not known: won_stages, "
                    + "lost_stages and open_stages in mql.yaml say so.\n",
                "  als open genomen: \(say.stages(table.openStages)). Wat ze betekenen is niet bekend: "
                    + "won_stages, lost_stages en open_stages in mql.yaml zeggen dat.\n")
    }

    /// The lines, each ended; nothing where no file was read.
    package var text: String {
        let width = reading.tables.map(\.file.count).max() ?? 0
        return reading.tables.map { table in
            let name = table.file.visible
            let gap = String(repeating: " ", count: width - table.file.count + 2)
            var different: [String] = []
            for kind in table.kinds where !different.contains(kind.tableName) {
                different.append(kind.tableName)
            }
            let kind = table.vendor.map(say.export) ?? different.joined(separator: ", ")
            var parts = [say.count(table.new + table.updated + table.unchanged, .row)]
            if table.rejected > 0 {
                parts.append(
                    say("\(table.rejected) rejected", "\(table.rejected) geweigerd"))
            }
            if table.skipped > 0 {
                let footers = say.count(table.skipped, .footer)
                parts.append(say("\(footers) skipped", "\(footers) overgeslagen"))
            }
            return "\(name)\(gap)\(kind): \(parts.joined(separator: ", "))\n" + stages(table)
        }.joined()
    }
}
