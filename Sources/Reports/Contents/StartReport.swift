package import Intake
package import Quantities

/// One line for each file: as what it was recognised, and how many rows were taken.
package struct StartReport {
    private let reading: Reading
    private let say: Wording

    package init(_ reading: Reading, _ language: Language = .en) {
        self.reading = reading
        say = Wording(language)
    }

    /// Stages of deals of which it is taken that they are open.
    private func stages(_ table: TableReport) -> String {
        guard !table.openStages.isEmpty else { return "" }
        let list = table.openStages.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(6)
            .map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
        return say(
            "  open: \(list). A stage that means won or lost: won_stages, lost_stages in mql.yaml.\n",
            "  open: \(list). Een fase die gewonnen of verloren betekent: won_stages, lost_stages in "
                + "mql.yaml.\n")
    }

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
                    say("\(table.rejected) rejected", "\(table.rejected) weggelaten"))
            }
            if table.skipped > 0 {
                let footers = say.count(table.skipped, .footer)
                parts.append(say("\(footers) skipped", "\(footers) overgeslagen"))
            }
            return "\(name)\(gap)\(kind): \(parts.joined(separator: ", "))\n" + stages(table)
        }.joined()
    }
}
