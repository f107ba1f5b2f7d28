internal import Quantities
package import Reports
package import Store

/// The log of everything that changed the workspace.
package struct AuditLogReport: Report {
    private let entries: [AuditEntry]
    package let context: ReportContext

    package init(_ entries: [AuditEntry], _ context: ReportContext = ReportContext()) {
        self.entries = entries
        self.context = context
    }

    package var document: Document {
        var document = Document(say("Log of changes", "Logboek van wijzigingen"))
        document.add(.table(Table(Self.fields, entries)))
        return document
    }

    package var json: JSONValue {
        .array(
            entries.map { entry in
                .members([
                    "number": entry.number, "at": Int(entry.at.seconds), "actor": entry.actor,
                    "action": entry.action, "count": entry.count, "detail": entry.detail,
                ])
            })
    }

    static let fields: [Field<AuditEntry>] = [
        Field("number", "No.", "Nr.", .trail) { .count($0.number) },
        Field("at", "Moment (UTC)", "Moment (UTC)", .trail, .text) { .text(moment($0.at)) },
        Field("actor", "Who", "Wie", .trail, .text) { .text($0.actor.visible) },
        Field("action", "What", "Wat", .trail, .text) { .text($0.action) },
        Field("count", "How many", "Hoeveel", .trail) { .count($0.count) },
        Field("detail", "Of what", "Waarvan", .trail, .text) {
            $0.detail.isEmpty ? .dash : .text($0.detail.visible)
        },
    ]

    private static func moment(_ at: Instant) -> String {
        let seconds = ((at.seconds % 86_400) + 86_400) % 86_400
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(TimeZoneRule.utc.day(of: at)) \(two(seconds / 3600)):\(two(seconds / 60 % 60))"
    }
}
