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
        abstract: "What cannot be meant, was not agreed, or often goes wrong, and what mends it.",
        discussion: """
            mql rules check ours.yaml
            mql rules check ours.yaml --data leads.csv activities.csv
            With data also: criteria that nobody or everybody meets, and points that nobody has.
            Ends with exit code 1 where something cannot be meant or was not agreed.
            """
    )

    @Argument(
        help:
            "b2b, manufacturing, pumps, venues, or the path of a YAML file. Default: that of mql.yaml, else b2b."
    )
    var rules: String?

    @Option(
        help: "The day on which a review is overdue or not. Default: today.",
        transform: { try DayArgument.read($0) })
    var asOf: Day?

    @Option(
        parsing: .upToNextOption, help: "Files of leads and what they did, to try the rules on.")
    var data: [String] = []

    @OptionGroup var tables: TableOptions

    @OptionGroup var output: OutputOptions

    func run() throws {
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
