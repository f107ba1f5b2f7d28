import ArgumentParser
import Quantities
import Reports
import Workbench

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "As what files are recognised, what is taken from them, and what became of rows.",
        discussion: "mql inspect hubspot-crm-exports-contacts.csv \"Campaign report.csv\""
    )

    @Argument(
        help:
            "The files; those about leads find them only where the file of leads is named too. Default: those of mql.yaml."
    )
    var files: [String] = []

    @OptionGroup var tables: TableOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if files.isEmpty, !Files.exists(Project.fileName) {
            throw ValidationError("Which files? mql inspect contacts.csv campaigns.csv")
        }
    }

    func run() throws {
        var request = Request()
        let project = try CurrentProject.project
        request.project = project
        request.data =
            try files.isEmpty
            ? ChosenFiles.expanded(project?.files ?? [], in: Project.fileName)
            : ChosenFiles.expanded(files)
        tables.apply(to: &request, project)
        request.rules = project?.rules ?? request.rules
        request.jobs = Terminal.processors
        request.progress = Terminal.progress(output.lang)
        let bench = try Bench(request)
        try Losses.tell(bench, output.lang)
        try Losses.require(bench, isStrict: tables.strict)
        try output.print(of: bench) { InspectionReport($0) }
    }
}
