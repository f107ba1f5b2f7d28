import ArgumentParser
import Intake
import Reports
import Workbench

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "As what files are recognised, what is taken from them, and what became of rows.",
        discussion: "mql inspect hubspot-crm-exports-contacts.csv \"Campaign report.csv\""
    )

    @Argument(
        help: "The files; those about leads find them only where the file of leads is named too.")
    var files: [String]

    @Option(help: "A YAML file that says which columns of other tables are what.")
    var map: String?

    @Option(help: "The order of dates that do not start with the year: ymd, dmy or mdy.")
    var dateOrder: DateOrder = .ymd

    @Option(help: "The sign before the cents of amounts: point or comma.")
    var decimal: DecimalSign = .point

    @OptionGroup var output: OutputOptions

    func run() throws {
        var request = Request()
        request.data = files
        request.map = map
        request.dateOrder = dateOrder
        request.decimal = decimal
        request.jobs = Terminal.processors
        request.progress = Terminal.progress(output.lang)
        let reading = try Bench(request).reading
        let problems = ProblemReport.text(reading, output.lang)
        if !problems.isEmpty { Terminal.complain(problems) }
        output.print(
            { InspectionReport(reading, $0).document }, json: InspectionReport(reading).json)
    }
}
