package import Analysis
internal import Intake
internal import Leads
internal import Quantities
package import Reports
internal import Store
internal import Valuation

extension Bench {
    /// What whoever takes this folder over has to know beside its figures.
    ///
    /// - Parameters:
    ///   - project: nil where the folder has none.
    ///   - workspace: nil where files are read.
    package func about(
        _ project: Project?, _ workspace: Workspace?, decided: [DecisionOutcome]
    ) throws -> AboutReport.About {
        var about = AboutReport.About()
        about.files = try workspace.map { try imports(of: $0, project) } ?? tables(project)
        about.answers = pipeline.rules.book.economics.answers.map { ($0.key, $0.value) }
        about.decided = decided
        let book = pipeline.rules.book
        about.isSigned = book.review.of.map { $0 == book.signable }
        let named = [Project.fileName, project?.map, project?.rates, project?.rules].compactMap(
            \.self)
        about.ownFiles =
            (named + [TeamDecisions.fileName, IssuedPages.fileName, DigestStates.fileName])
            .filter { Files.exists($0) }
        guard let workspace else { return about }
        about.ownFiles.append(workspace.folder)
        about.backups = workspace.copies().map(\.path)
        about.tokens = try AccessBook(workspace).all.map {
            .init(name: $0.name, role: $0.role.rawValue, until: $0.until)
        }
        return about
    }

    private func tables(_ project: Project?) -> [AboutReport.File] {
        reading.tables.map { table in
            AboutReport.File(
                name: table.file, vendor: table.vendor, kinds: table.kinds, rows: table.rows,
                until: table.until ?? spendUntil(table), how: Self.how(table.file, project))
        }
    }

    /// The last day of spend that a table has, where it is the only one that has any.
    private func spendUntil(_ table: TableReport) -> Day? {
        guard table.kinds == [.spend] else { return nil }
        return table.covers?.lastDay
            ?? (reading.tables.count { $0.kinds.contains(.spend) } == 1
                ? reading.facts.spend.map(\.period.lastDay).max() : nil)
    }

    /// The last import of each product and kind of table, and how far apart its days lie as a rule.
    private func imports(
        of workspace: Workspace, _ project: Project?
    ) throws -> [AboutReport.File] {
        var groups: [(key: String, records: [ImportRecord])] = []
        for record in try workspace.history() where record.undoneAt == nil {
            let key =
                "\(record.vendor ?? "") \(record.kinds.map(\.rawValue).joined(separator: " "))"
            if let place = groups.firstIndex(where: { $0.key == key }) {
                groups[place].records.append(record)
            } else {
                groups.append((key, [record]))
            }
        }
        return groups.compactMap { _, records in
            guard let last = records.last else { return nil }
            let days = Set(records.map(\.day)).sorted()
            let gaps = zip(days, days.dropFirst()).map { $0.distance(to: $1) }.sorted()
            return AboutReport.File(
                name: last.file, vendor: last.vendor, kinds: last.kinds, rows: last.rows,
                until: last.statedDay ?? last.covers?.lastDay, how: Self.how(last.file, project),
                imports: days.count, rhythm: gaps.isEmpty ? nil : gaps[gaps.count / 2])
        }
    }

    /// How a file is exported, by its name or the first pattern that fits it.
    private static func how(_ file: String, _ project: Project?) -> String? {
        let how = project?.howExported ?? [:]
        let name = Files.name(of: file)
        return how[file] ?? how[name]
            ?? how.sorted { $0.key < $1.key }.first { Wildcard($0.key).matches(name) }?.value
    }
}
