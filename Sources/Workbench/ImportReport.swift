internal import Intake
internal import Quantities
package import Reports
package import Store

/// What came of importing files, in words.
package struct ImportReport: Report {
    private let receipts: [ImportReceipt]
    package let context: ReportContext

    package init(_ receipts: [ImportReceipt], _ context: ReportContext = ReportContext()) {
        self.receipts = receipts
        self.context = context
    }

    package var document: Document {
        var document = Document(say("Imported", "Geïmporteerd"))
        document.add(
            .table(Table(Self.fields, receipts.map(\.record))), .lines(receipts.flatMap(notes)),
            .lines([say("Next: mql report", "Verder: mql report")]))
        return document
    }

    package var json: JSONValue {
        Self.json(receipts.map(\.record), receipts.map { Self.problems($0.reading) })
    }

    /// What is wrong with the rows of a file, the first ones of each kind.
    private static func problems(_ reading: Reading) -> [JSONValue] {
        reading.problems.listed.sorted().map { problem in
            .members([
                "line": problem.line, "column": problem.column, "kind": problem.kind.rawValue,
                "rejected": problem.effect == .rejected, "message": problem.message.en,
            ])
        }
    }

    /// - Parameter problems: of each import, where they are known.
    static func json(_ records: [ImportRecord], _ problems: [[JSONValue]] = []) -> JSONValue {
        .members([
            "imports": records.enumerated().map { place, record in
                let own: JSONObject = [
                    "number": record.number, "at": Int(record.at.seconds), "day": record.day,
                    "file": record.file, "kinds": record.kinds.map(\.rawValue),
                    "vendor": record.vendor, "rows": record.rows, "new": record.new,
                    "updated": record.updated, "unchanged": record.unchanged,
                    "rejected": record.rejected, "skipped": record.skipped, "erased": record.erased,
                    "content": record.content, "undone": record.undoneAt != nil,
                ]
                let more: JSONObject =
                    place < problems.count ? ["problems": problems[place]] : [:]
                return (own + more).json
            }
        ])
    }

    static let fields: [Field<ImportRecord>] = [
        Field("import", "No.", "Nr.", .import) { .count($0.number) },
        Field("file", "File", "Bestand", .import, .text) { record in
            let file = record.file.visible
            return .phrase(
                record.undoneAt == nil
                    ? Phrase(file)
                    : Phrase(en: "\(file) (taken back)", nl: "\(file) (teruggedraaid)"))
        },
        Field("kinds", "Holds", "Bevat", .import, .text) { .phrase(holds($0)) },
        Field("rows", "Rows", "Rijen", .import) { .count($0.rows) },
        Field("new", "New", "Nieuw", .import) { .count($0.new) },
        Field("updated", "Changed", "Gewijzigd", .import) { .count($0.updated) },
        Field("unchanged", "Same", "Gelijk", .import) { .count($0.unchanged) },
        Field("rejected", "Rejected", "Geweigerd", .import) { .count($0.rejected) },
        Field("skipped", "Skipped", "Overgeslagen", .import) { .count($0.skipped) },
    ]

    private static func holds(_ record: ImportRecord) -> Phrase {
        if let vendor = record.vendor { return Wording.both { $0.export(vendor) } }
        var names: [String] = []
        for kind in record.kinds where !names.contains(kind.tableName) {
            names.append(kind.tableName)
        }
        return Phrase(names.joined(separator: ", "))
    }

    private func notes(_ receipt: ImportReceipt) -> [String] {
        let record = receipt.record
        var notes: [String] = []
        if let same = receipt.sameAs {
            notes.append(
                say(
                    "Import \(record.number) tells the same as import \(same): nothing has changed by it.",
                    "Import \(record.number) zegt hetzelfde als import \(same): er is niets door veranderd."
                ))
        }
        if receipt.reading.problems.counts[.unknownLead] != nil {
            notes.append(
                say(
                    "Import \(record.number) tells of leads that are not here: import those first, then this file again.",
                    "Import \(record.number) gaat over leads die hier niet zijn: importeer die eerst, dan dit bestand opnieuw."
                ))
        }
        if record.erased > 0 {
            let rows = say.count(record.erased, .row)
            notes.append(
                say(
                    "Import \(record.number): \(rows) skipped: erased.",
                    "Import \(record.number): \(rows) overgeslagen: gewist."))
        }
        let older = receipt.conflicts.filter { !$0.newCounts }
        if receipt.conflictCount > 0 {
            let count = say.numbers.count(receipt.conflictCount)
            notes.append(
                say(
                    "Import \(record.number) has other values for \(count) that were there already: "
                        + examples(receipt.conflicts),
                    "Import \(record.number) heeft andere waarden voor \(count) die er al waren: "
                        + examples(receipt.conflicts)))
            let isTold = receipt.conflicts.allSatisfy { $0.reason == .later }
            notes.append(
                !isTold
                    ? say(
                        "  Where nothing says which is later, one of them counts always: say it with --exported-on.",
                        "  Waar niets zegt welke later is, telt steeds dezelfde: zeg het met --exported-on."
                    )
                    : older.isEmpty
                        ? say(
                            "  The new ones count: they were changed or exported later.",
                            "  De nieuwe tellen: die zijn later gewijzigd of geëxporteerd.")
                        : older.count < receipt.conflicts.count
                            ? say(
                                "  Of each the row that was changed or exported last counts; mql imports has the days.",
                                "  Van elk telt de rij die het laatst gewijzigd of geëxporteerd is; mql imports heeft "
                                    + "de dagen.")
                            : say(
                                "  The old ones count: they were changed or exported later.",
                                "  De oude tellen: die zijn later gewijzigd of geëxporteerd."))
        }
        return notes
    }

    /// `L-0042 (new), L-0043 (old) …`: which of the two counts.
    private func examples(_ conflicts: [VersionConflict]) -> String {
        let shown = conflicts.prefix(3).map { conflict in
            let id = conflict.id.contains("@") ? say("a lead", "een lead") : conflict.id.visible
            return
                "\(id) (\(conflict.newCounts ? say("the new one counts", "de nieuwe telt") : say("the old one counts", "de oude telt")))"
        }
        return shown.joined(separator: ", ") + (conflicts.count > 3 ? " …" : ".")
    }
}
