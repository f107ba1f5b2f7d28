import ArgumentParser
import Intake
import Quantities
import Workbench

struct MapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "A mapping to begin with, for a table that is not known here.",
        discussion: """
            mql map crm-export.csv > map.yaml
            mql report --data crm-export.csv --map map.yaml

            What the columns may mean is told by their names and by what stands in them: look at every
            line before you use it.
            """
    )

    @Argument(help: "The files: text with rows on lines, or workbooks.")
    var files: [String]

    @Option(help: "en or nl: the language of what stands beside the lines.")
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
