import ArgumentParser
import Quantities
import Reports
import Workbench

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: CallLanguage.said(
            "What may stand in the JSON of each report, as JSON Schema.",
            "Wat er in de JSON van elk rapport kan staan, als JSON Schema."),
        discussion: CallLanguage.said(
            """
            mql schema
            mql schema report > report.schema.json
            Without a name it lists them. What a member means stands beside it.
            """,
            """
            mql schema
            mql schema report > report.schema.json
            Zonder naam noemt het ze. Wat een onderdeel betekent staat erbij, in het Engels.
            """))

    @Argument(
        help: .said("Of which document: report, leads, …", "Van welk document: report, leads, …"))
    var name: String?

    @Option(
        name: .customLong("lang"),
        help: .said("en or nl: of the list.", "en of nl: van de lijst."))
    var chosenLanguage: Language?

    func run() throws {
        guard let name else {
            let lang = chosenLanguage ?? CurrentProject.language ?? .en
            let width = JSONSchema.all.map(\.name.count).max() ?? 0
            for schema in JSONSchema.all {
                let gap = String(repeating: " ", count: width - schema.name.count + 2)
                Terminal.print(lines: schema.name + gap + schema.about.text(lang) + "\n")
            }
            return
        }
        guard let schema = JSONSchema.all.first(where: { [$0.name, $0.id].contains(name) }) else {
            let names = JSONSchema.all.map(\.name)
            let list = names.joined(separator: ", ")
            throw ValidationError(
                en:
                    "There is no document \(name.quoted).\(Spelling.suggestion(for: name, in: names)) They are \(list).",
                nl:
                    "Er is geen document \(name.quoted).\(Spelling.suggestion(for: name, in: names, .nl)) Het zijn \(list)."
            )
        }
        Terminal.print(schema.json.text)
    }
}
