import Analysis
import ArgumentParser
import Reports
import Valuation
import Workbench

struct LeadsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leads",
        abstract: "The leads of a period with score, grade, decision and value.",
        discussion: """
            mql leads --data leads.csv activities.csv --only mql
            mql leads --data leads.csv activities.csv --format csv > leads-judged.csv
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "Only leads that are mql, target_account, nurture or disqualified.")
    var only: Decision?

    @Option(help: "How many to list. Default: 40 as text, all otherwise.")
    var limit: Int?

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit is a number from 1.") }
    }

    func run() async throws {
        let bench = try data.open()
        let question = bench.question
        let limit = limit ?? (output.format == .text ? 40 : nil)
        let report = LeadListReport(
            bench.pipeline.list(question, only: only), question, limit: limit)
        Terminal.print(output.format.write(report.document, json: report.json))
    }
}

extension Decision: ExpressibleByArgument {}
