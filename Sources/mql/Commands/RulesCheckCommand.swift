import Analysis
import ArgumentParser
import Intake
import Leads
import Quantities
import Reports
import Valuation
import Workbench

struct RulesCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: CallLanguage.said(
            "What cannot be meant, was not agreed, or often goes wrong, and what puts it right.",
            "Wat niet bedoeld kan zijn, niet is afgesproken, of vaak misgaat, en wat het verhelpt."),
        discussion: CallLanguage.said(
            """
            mql rules check ours.yaml
            mql rules check ours.yaml --data leads.csv activities.csv
            With data also: criteria that nobody or everybody meets, and points that nobody has. \
            Ends with exit code 1 where something cannot be meant or was not agreed.
            """,
            """
            mql rules check ours.yaml
            mql rules check ours.yaml --data leads.csv activities.csv
            Met gegevens ook: criteria waaraan niemand of iedereen voldoet, en punten die niemand heeft. \
            Eindigt met code 1 als iets niet bedoeld kan zijn of niet is afgesproken.
            """)
    )

    @Argument(
        help: .said(
            "b2b, manufacturing, pumps, venues, or the path of a YAML file. Default: that of mql.yaml, "
                + "else b2b.",
            "b2b, manufacturing, pumps, venues, of het pad van een YAML-bestand. Standaard: dat van "
                + "mql.yaml, of b2b.")
    )
    var rules: String?

    @Option(
        help: .said(
            "The day on which a review is overdue or not. Default: today.",
            "De dag waarop een bespreking te laat is of niet. Standaard: vandaag."),
        transform: { try DayArgument.read($0) })
    var asOf: Day?

    @Option(
        name: .customLong("data"), parsing: .upToNextOption,
        help: .said(
            "Files of leads and what they did, to try the rules on.",
            "Bestanden met leads en wat ze deden, om de regels op te proberen."))
    var named: [String] = []

    private var data: [String] { named.isEmpty ? Environment.files : named }

    @OptionGroup var tables: TableOptions

    @OptionGroup var output: OutputOptions

    func run() throws {
        try Environment.check()
        let project = try CurrentProject.project
        let name = rules ?? project?.rules ?? "b2b"
        let book = try RuleFiles.ruleBook(name)
        let day = asOf ?? Clock.today(in: book.zone)
        var findings = RuleBookCheck.findings(book, asOf: day)
        var leads: Int?
        let workspace = data.isEmpty ? Workspace.here() : nil
        if !data.isEmpty || workspace?.hasImports == true {
            var request = Request()
            request.project = project
            request.workspace = workspace
            (request.data, request.rules, request.asOf) = (
                try ChosenFiles.expanded(data), name, asOf
            )
            request.exportedOn = data.isEmpty ? project?.exportedOn : nil
            tables.apply(to: &request, project)
            let bench = try Bench(request)
            if workspace == nil { try Losses.tell(bench, output.lang) }
            try Losses.require(bench, isStrict: tables.strict)
            try bench.requireLeads()
            leads = bench.reading.facts.leads.count
            findings = RuleBookCheck.findings(
                book, asOf: day, with: bench.pipeline, until: bench.question.asOf)
        }
        try output.print { RuleBookCheckReport(findings, book, asOf: day, leads: leads, $0) }
        if findings.contains(where: { $0.severity != .advice }) { throw ExitCode(1) }
    }
}
