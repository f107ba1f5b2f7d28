import ArgumentParser
import Intake
import Quantities
import Workbench

struct MapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: CallLanguage.said(
            "A mapping to begin with, for a table that is not known here.",
            "Een mapping om mee te beginnen, voor een tabel die hier niet bekend is."),
        discussion: CallLanguage.said(
            """
            mql map crm-export.csv > map.yaml
            mql report --data crm-export.csv --map map.yaml

            What the columns may mean is told by their names and by what stands in them: look at every \
            line before you use it.
            """,
            """
            mql map crm-export.csv > map.yaml
            mql report --data crm-export.csv --map map.yaml

            Wat de kolommen kunnen betekenen volgt uit hun namen en uit wat erin staat: kijk elke regel na \
            voordat u hem gebruikt.
            """)
    )

    @Argument(
        help: .said(
            "The files: text with rows on lines, or workbooks.",
            "De bestanden: tekst met een rij per regel, of werkmappen."))
    var files: [String]

    @Option(
        help: .said(
            "en or nl: the language of what stands beside the lines.",
            "en of nl: de taal van wat naast de regels staat."))
    var lang: Language = .en

    func run() throws {
        var proposals: [MappingProposal] = []
        var failures: [Phrase] = []
        for file in try ChosenFiles.expanded(files) {
            do {
                let found = try MappingProposal.proposals(of: Files.source(file))
                if found.isEmpty { failures.append(noTable(file)) }
                proposals += found
            } catch let error as IntakeError {
                failures.append(error.described)
            } catch let errors as IntakeErrors {
                failures.append(errors.described)
            }
        }
        guard failures.isEmpty else {
            throw FailedVerb(.badData, Phrase(joining: failures, separator: "\n"))
        }
        Terminal.print(MappingText.write(proposals, of: files, lang))
    }

    private func noTable(_ file: String) -> Phrase {
        Phrase(
            en: "\(file.visible) has no table: no row of it has two cells or more.",
            nl: "\(file.visible) heeft geen tabel: geen rij heeft twee cellen of meer.")
    }
}
