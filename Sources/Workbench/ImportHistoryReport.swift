package import Reports
package import Store

/// Everything that was imported, the oldest first.
package struct ImportHistoryReport: Report {
    private let records: [ImportRecord]
    package let context: ReportContext

    package init(_ records: [ImportRecord], _ context: ReportContext = ReportContext()) {
        self.records = records
        self.context = context
    }

    package var document: Document {
        var document = Document(say("Imports", "Imports"))
        guard !records.isEmpty else {
            document.add(
                .paragraph(
                    say(
                        "Nothing was imported yet: mql import FILE….",
                        "Er is nog niets geïmporteerd: mql import BESTAND….")))
            return document
        }
        document.add(
            .table(Table(Self.fields, records)),
            .lines([
                say(
                    "One that was wrong is taken back with mql undo-import NUMBER.",
                    "Wat fout was, draait u terug met mql undo-import NUMMER.")
            ]))
        return document
    }

    package var json: JSONValue { ImportReport.json(records) }

    static let fields: [Field<ImportRecord>] =
        ImportReport.fields.prefix(1)
        + [Field("day", "Day", "Dag", .import, .text) { .day($0.day) }]
        + ImportReport.fields.dropFirst()
}
