internal import Quantities
package import Reports
package import Store

/// Everything that the workspace holds of a person.
package struct PersonReport: Report {
    private let files: [PersonFile]
    package let context: ReportContext

    package init(_ files: [PersonFile], _ context: ReportContext = ReportContext()) {
        self.files = files
        self.context = context
    }

    package var document: Document {
        var document = Document(
            say("What is held of one person", "Wat van één persoon bewaard wordt"))
        for section in files.flatMap(\.sections) { document.add(blocks(section)) }
        document.add(
            .paragraph(
                say(
                    "Purpose and term of every column: mql privacy register.",
                    "Doel en termijn van elke kolom: mql privacy register.")))
        return document
    }

    /// What tells rows apart inside the database says nothing to the person; in JSON it stands.
    private static let internals: Set<String> = [
        "seq", "identity", "is_dated", "filled", "lead", "deal", "number", "rules",
    ]

    private func blocks(_ section: PersonFile.Section) -> [Document.Block] {
        let columns = section.columns.indices.filter { column in
            !Self.internals.contains(section.columns[column])
                && section.rows.contains { $0[column] != nil && $0[column] != "" }
        }
        guard !columns.isEmpty else { return [] }
        var blocks: [Document.Block] = [.heading(name(section.table))]
        if columns.count > 6 || section.table == "person" {
            // Too wide for a page, or too long for a column: one below the other.
            for row in section.rows {
                blocks.append(
                    .labelled(
                        columns.compactMap { column in
                            row[column].flatMap { value in
                                value.isEmpty
                                    ? nil : (section.columns[column], [value.visible])
                            }
                        }))
            }
            return blocks
        }
        let fields = columns.map { Self.field(section.columns[$0], at: $0) }
        blocks.append(.table(Table(fields, section.rows)))
        return blocks
    }

    /// What a column of the workspace holds, under its own name.
    private static func field(_ name: String, at place: Int) -> Field<[String?]> {
        Field(.init(name, Phrase(name), .held, .text)) { .known($0[place]?.visible) }
    }

    private func name(_ table: String) -> String {
        switch table {
        case "lead": say("Id", "Nummer")
        case "lead_version": say("What the CRM says", "Wat het CRM zegt")
        case "person": say("Name and addresses", "Naam en adressen")
        case "more": say("Fields of the rules", "Velden van de regels")
        case "activity": say("What was done", "Wat er gedaan is")
        case "touch": say("Where that came from", "Waar dat vandaan kwam")
        case "stage": say("Stages", "Fasen")
        case "deal": say("Deals (amounts in cents)", "Deals (bedragen in centen)")
        case "frozen": say("Not judged any more", "Niet meer beoordeeld")
        case "import": say("In these files", "In deze bestanden")
        case "backup": say("In these backups too", "Ook in deze back-ups")
        case "list": say("On these lists that were written", "Op deze geschreven lijsten")
        case "text":
            say(
                "Names of files and campaigns that name them",
                "Namen van bestanden en campagnes die deze persoon noemen")
        case let name where name.hasPrefix("rejected"):
            say(
                "Rows that were rejected, and kept to be corrected",
                "Rijen die geweigerd zijn, en bewaard om te herstellen")
        default: table
        }
    }

    package var json: JSONValue {
        .members([
            "persons": files.map { file in
                JSONObject(file.sections.map { ($0.table, rows($0)) })
            }
        ])
    }

    private func rows(_ section: PersonFile.Section) -> [JSONObject] {
        section.rows.map { row in JSONObject(zip(section.columns, row).map { ($0, $1) }) }
    }
}
