internal import Intake
internal import Leads

/// Which files a report came from, with their rows and problems, as data.
package struct ProvenanceJSON: JSONWritable {
    private let context: ReportContext
    private var reading: Reading { context.reading }

    package init(_ context: ReportContext) {
        self.context = context
    }

    package var json: JSONValue {
        let evidence = SpendEvidence(context.forPrograms)
        let members: JSONObject = [
            "files": reading.tables.map(file),
            "problems": JSONObject(
                Problem.Kind.allCases.compactMap { kind in
                    reading.problems.counts[kind].map { (kind.rawValue, $0) }
                }),
        ]
        return (members + (evidence.isKnown ? evidence.json : [:])).json
    }

    private func file(_ table: TableReport) -> JSONObject {
        [
            "file": table.file, "facts": table.kinds.map(\.rawValue), "rows": table.rows,
            "new": table.new, "updated": table.updated, "unchanged": table.unchanged,
            "rejected": table.rejected, "skipped": table.skipped, "export": table.vendor,
            "exported_on": table.statedDay, "until": table.until,
            "unknown_lead_words": JSONObject(
                table.unknownWords.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }),
            "unused_columns": table.unusedColumns,
        ]
    }
}
