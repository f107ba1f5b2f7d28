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

    @Argument(help: "The file: text with rows on lines, or a workbook.")
    var file: String

    @Option(help: "en or nl: the language of what stands beside the lines.")
    var lang: Language = .en

    func run() throws {
        let proposals: [MappingProposal]
        do {
            proposals = try MappingProposal.proposals(of: Files.source(file))
        } catch let error as IntakeError {
            throw FailedVerb(.badData, error.described)
        }
        guard !proposals.isEmpty else {
            throw FailedVerb(
                .badData,
                en: "\(file.visible) has no table: no row of it has two cells or more.",
                nl: "\(file.visible) heeft geen tabel: geen rij heeft twee cellen of meer.")
        }
        Terminal.print(MappingText.write(proposals, of: file, lang))
    }
}
