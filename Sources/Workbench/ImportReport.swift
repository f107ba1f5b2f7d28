internal import Intake
package import Quantities
package import Reports
package import Store

/// What came of importing files, and everything that was imported, in words.
package struct ImportReport {
    private let say: Wording

    package init(_ language: Language = .en) {
        say = Wording(language)
    }

    /// The files that were just added.
    package func document(_ receipts: [ImportReceipt]) -> Document {
        var document = Document(title: say("Imported", "Geïmporteerd"))
        document.blocks.append(.table(Table(Self.importFields, receipts.map(\.record))))
        let notes = receipts.flatMap(notes)
        if !notes.isEmpty { document.blocks.append(.lines(notes)) }
        document.blocks.append(
            .lines([say("Next: mql report", "Verder: mql report")]))
        return document
    }

    /// Everything that was imported, the oldest first.
    package func history(_ records: [ImportRecord]) -> Document {
        var document = Document(title: say("Imports", "Imports"))
        guard !records.isEmpty else {
            document.blocks.append(
                .paragraph(
                    say(
                        "Nothing was imported yet: mql import FILE….",
                        "Er is nog niets geïmporteerd: mql import BESTAND….")))
            return document
        }
        document.blocks.append(.table(Table(Self.historyFields, records)))
        document.blocks.append(
            .lines([
                say(
                    "One that was wrong is taken back with mql undo-import NUMBER.",
                    "Wat fout was, draait u terug met mql undo-import NUMMER.")
            ]))
        return document
    }

    package func json(_ records: [ImportRecord]) -> JSONValue {
        .object([
            (
                "imports",
                .array(
                    records.map { record in
                        .object([
                            ("number", .int(record.number)),
                            ("at", .int(Int(record.at.seconds))),
                            ("day", .string("\(record.day)")), ("file", .string(record.file)),
                            ("kinds", .array(record.kinds.map { .string($0.rawValue) })),
                            ("vendor", record.vendor.map(JSONValue.string) ?? .null),
                            ("rows", .int(record.rows)), ("new", .int(record.new)),
                            ("updated", .int(record.updated)),
                            ("unchanged", .int(record.unchanged)),
                            ("rejected", .int(record.rejected)),
                            ("skipped", .int(record.skipped)), ("erased", .int(record.erased)),
                            ("content", .string(record.content)),
                            ("undone", .bool(record.undoneAt != nil)),
                        ])
                    })
            )
        ])
    }

    package static let importFields: [Field<ImportRecord>] = [
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
        Field("rejected", "Rejected", "Afgewezen", .import) { .count($0.rejected) },
        Field("skipped", "Skipped", "Overgeslagen", .import) { .count($0.skipped) },
    ]

    package static let historyFields: [Field<ImportRecord>] =
        importFields.prefix(1)
        + [Field("day", "Day", "Dag", .import, .text) { .day($0.day) }]
        + importFields.dropFirst()

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

    /// What taking an import back did.
    package func undone(_ receipt: UndoReceipt) -> [String] {
        let record = receipt.record
        var lines = [
            say(
                "Import \(record.number) (\(record.file.visible)) was taken back: \(say.numbers.count(receipt.removed)) "
                    + "facts are gone.",
                "Import \(record.number) (\(record.file.visible)) is teruggedraaid: \(say.numbers.count(receipt.removed)) "
                    + "feiten zijn weg.")
        ]
        if receipt.kept > 0 {
            lines.append(
                say(
                    "\(say.numbers.count(receipt.kept)) stay, because a later import repeats them.",
                    "\(say.numbers.count(receipt.kept)) blijven, omdat een latere import ze herhaalt."
                ))
        }
        if receipt.waiting > 0 {
            lines.append(
                say(
                    "\(say.numbers.count(receipt.waiting)) activities, stages or contacts are of leads that no import "
                        + "has a row of now: they wait until one has.",
                    "\(say.numbers.count(receipt.waiting)) activiteiten, fasen of contacten zijn van leads van wie nu "
                        + "geen import een rij heeft: ze wachten tot er een is."))
        }
        return lines
    }
}
