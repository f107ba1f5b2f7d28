import ArgumentParser
import Quantities
import Reports
import Workbench

struct AssistantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mcp",
        abstract: CallLanguage.said(
            "Answers for an assistant, over standard input (Model Context Protocol).",
            "Antwoorden voor een assistent, via de standaardinvoer (Model Context Protocol)."),
        discussion: CallLanguage.said(
            """
            mql mcp
            mql mcp --data leads.csv activities.csv stages.csv deals.csv spend.csv
            An assistant starts it: name "mql" with the argument "mcp" in its list of servers, in the folder of your \
            workspace or mql.yaml. It can ask report, why_source, explain_lead, value, what_if, budget and check; it \
            can change nothing, and is told no name, e-mail address, job title or company.
            """,
            """
            mql mcp
            mql mcp --data leads.csv activities.csv stages.csv deals.csv spend.csv
            Een assistent start het: zet "mql" met het argument "mcp" in zijn lijst van servers, in de map van uw \
            werkruimte of mql.yaml. Hij kan report, why_source, explain_lead, value, what_if, budget en check vragen; \
            hij kan niets veranderen, en krijgt geen naam, e-mailadres, functie of bedrijf te zien.
            """)
    )

    @Option(
        name: .long, parsing: .upToNextOption,
        help: .said(
            "Files to read. Default: the workspace, or the files of mql.yaml.",
            "Bestanden om te lezen. Standaard: de werkruimte, of de bestanden van mql.yaml."))
    var data: [String] = []

    @Option(
        help: .said(
            "The rule book: b2b, manufacturing, pumps, venues, or the path of a YAML file. Default: b2b.",
            "Het regelboek: b2b, manufacturing, pumps, venues, of het pad van een YAML-bestand. Standaard: b2b."
        ))
    var rules: String?

    @Flag(
        help: .said(
            "Tell job titles and companies too. Of a workspace that is written in its log.",
            "Vertel ook functies en bedrijven. Van een werkruimte komt dat in het logboek."))
    var withPersonalData = false

    @Option(
        name: .customLong("lang"),
        help: .said("en or nl: the language of answers.", "en of nl: de taal van antwoorden."))
    var chosenLanguage: Language?

    func run() async throws {
        guard !Call.current.isAsked else {
            throw ValidationError(
                en: "An assistant cannot start another.",
                nl: "Een assistent kan geen andere starten.")
        }
        var words = data.isEmpty ? [] : ["--data"] + data
        if let rules { words += ["--rules", rules] }
        if withPersonalData { words.append("--with-personal-data") }
        await AssistantServer(
            data: words, chosenLanguage ?? CurrentProject.language ?? .en,
            showsPersons: withPersonalData
        ).run()
    }
}
