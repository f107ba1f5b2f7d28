internal import Quantities
package import Reports
internal import Store

/// Every column that there is, with what it is for: the register of what is done with personal data.
package struct RegisterReport: Report {
    private let tables: [(table: String, columns: [String])]
    private let months: Int?
    package let context: ReportContext

    /// - Parameter months: after how many months without anything persons are erased; nil for never.
    package init(
        _ tables: [(table: String, columns: [String])], months: Int?,
        _ context: ReportContext = ReportContext()
    ) {
        self.tables = tables
        self.months = months
        self.context = context
    }

    package var document: Document {
        var document = Document(
            say("Register of what is kept, and why", "Register van wat bewaard wordt, en waarom"))
        let columns = tables.flatMap { table, columns in
            columns.map { Held(table: table, column: $0, purpose: .of(table, $0)) }
        }
        let files = StoredFile.allCases.map {
            Held(table: "mql-data", column: $0.rawValue, purpose: $0.purpose)
        }
        document.add(
            .lines([
                say(
                    "Controller: the firm that runs this workspace. Recipients: none; nothing leaves this machine.",
                    "Verantwoordelijke: het bedrijf van deze werkruimte. Ontvangers: geen; niets verlaat deze machine."
                ),
                months.map {
                    say(
                        "Term: each import erases with whom nothing has happened for \($0) months (retention in \(Project.fileName)).",
                        "Termijn: elke import wist met wie \($0) maanden niets gebeurd is (retention in \(Project.fileName))."
                    )
                }
                    ?? say(
                        "Term: until you erase it; retention: N in \(Project.fileName) has each import erase what is older.",
                        "Termijn: tot u het wist; met retention: N in \(Project.fileName) wist elke import wat ouder is."
                    ),
            ]), .table(Table(Self.fields, columns + files)))
        return document
    }

    package var json: JSONValue {
        JSONObject(tables.map { ($0.table, $0.columns) }).json
    }

    /// A column or a file that is kept, and why.
    struct Held {
        let table: String
        let column: String
        let purpose: Purpose
    }

    static let fields: [Field<Held>] = [
        Field("table", "Table", "Tabel", .held, .text) { .text($0.table) },
        Field("column", "Column", "Kolom", .held, .text) { .text($0.column) },
        Field("personal", "Personal", "Persoonlijk", .held, .text) {
            .phrase(
                $0.purpose.isPersonal
                    ? Phrase(en: "yes", nl: "ja") : Phrase(en: "no", nl: "nee"))
        },
        Field("purpose", "Purpose", "Doel", .held, .text) { described($0.purpose.text) },
        Field("ending", "When erased or too old", "Bij wissen of te oud", .held, .text) {
            described($0.purpose.ending?.phrase)
        },
    ]

    private static func described(_ phrase: Phrase?) -> Cell {
        phrase.map(Cell.phrase) ?? .absent(Phrase(en: "not described", nl: "niet beschreven"))
    }
}
