internal import Quantities
package import Valuation

/// What two rule books say differently, line by line.
package struct RuleChangeReport: Report {
    private let changes: [RuleChange]
    private let books: (old: RuleBook, new: RuleBook)
    package let context: ReportContext

    /// - Parameter changes: from the old book to the new one, in the order of the file.
    package init(
        _ changes: [RuleChange], from old: RuleBook, to new: RuleBook,
        _ context: ReportContext = ReportContext()
    ) {
        self.changes = changes
        books = (old, new)
        self.context = context
    }

    package var document: Document {
        let (old, new) = (title(books.old), title(books.new))
        var document = Document(
            say(
                "What \(new) says differently from \(old)", "Wat \(new) anders zegt dan \(old)"))
        document.saysCommands = true
        document.add(
            changes.isEmpty
                ? .paragraph(say("They decide the same.", "Zij beslissen hetzelfde."))
                : .list(changes.map(say.changed)),
            .lines([
                say(
                    "What that would have done to your leads: mql rules compare.",
                    "Wat dat met uw leads had gedaan: mql rules compare.")
            ])
        )
        document.dataTable = Table(Self.fields, changes)
        return document
    }

    static let fields: [Field<RuleChange>] = [
        Field(data: "place", .text) { .text($0.place) },
        Field(data: "part", .text) { .known($0.part) },
        Field(data: "before", .text) { .known($0.before) },
        Field(data: "after", .text) { .known($0.after) },
    ]

    private func title(_ book: RuleBook) -> String { "\(book.name) \(book.version)" }

    package var json: JSONValue {
        .members([
            "schema": "mql.rules-diff/1", "old": Self.json(books.old), "new": Self.json(books.new),
            "changes": changes.map(Self.json),
        ])
    }

    private static func json(_ book: RuleBook) -> JSONValue {
        .members([
            "name": book.name, "version": book.version, "fingerprint": book.fingerprint.description,
        ])
    }

    static func json(_ change: RuleChange) -> JSONValue {
        .members([
            "place": change.place, "part": change.part, "before": change.before,
            "after": change.after,
        ])
    }
}
