package import Quantities
package import Valuation

/// What two rule books say differently, line by line.
package struct RuleChangeReport {
    private let changes: [RuleChange]
    private let books: (old: RuleBook, new: RuleBook)
    private let say: Wording

    package init(
        _ changes: [RuleChange], from old: RuleBook, to new: RuleBook, _ language: Language = .en
    ) {
        self.changes = changes
        books = (old, new)
        say = Wording(language)
    }

    package var document: Document {
        let (old, new) = (title(books.old), title(books.new))
        var document = Document(
            title: say(
                "What \(new) says differently from \(old)", "Wat \(new) anders zegt dan \(old)"))
        document.blocks = [
            changes.isEmpty
                ? .paragraph(say("They decide the same.", "Zij beslissen hetzelfde."))
                : .list(changes.map(say.changed)),
            .lines([
                say(
                    "What that would have done to your leads: mql rules compare.",
                    "Wat dat met uw leads had gedaan: mql rules compare.")
            ]),
        ]
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
        .object([
            ("schema", .string("mql.rules-diff/1")), ("old", Self.json(books.old)),
            ("new", Self.json(books.new)), ("changes", .array(changes.map(Self.json))),
        ])
    }

    private static func json(_ book: RuleBook) -> JSONValue {
        .object([
            ("name", .string(book.name)), ("version", .int(book.version)),
            ("fingerprint", .string(book.fingerprint.description)),
        ])
    }

    static func json(_ change: RuleChange) -> JSONValue {
        func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
        return .object([
            ("place", .string(change.place)), ("part", text(change.part)),
            ("before", text(change.before)), ("after", text(change.after)),
        ])
    }
}
