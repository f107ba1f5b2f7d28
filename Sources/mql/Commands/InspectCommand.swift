import ArgumentParser
import Intake
import Quantities
import Reports
import Workbench

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: CallLanguage.said(
            "As what files are recognised, what is taken from them, and what became of rows.",
            "Als wat bestanden worden herkend, wat eruit wordt overgenomen, en wat er van rijen werd."
        ),
        discussion: "mql inspect hubspot-crm-exports-contacts.csv \"Campaign report.csv\""
    )

    @Argument(
        help: .said(
            "The files; those about leads find them only where the file of leads is named too. Default: "
                + "those of mql.yaml.",
            "De bestanden; die over leads vinden ze alleen als ook het bestand met leads genoemd is. "
                + "Standaard: die van mql.yaml.")
    )
    var files: [String] = []

    @Option(
        help: .said(
            "So many rows of each table as they stand, with whatever they say of persons. Default: none "
                + "in text, all in JSON.",
            "Zoveel rijen van elke tabel zoals ze er staan, met wat ze over personen zeggen. Standaard: "
                + "geen in tekst, alle in JSON.")
    )
    var rows: Int?

    @OptionGroup var tables: TableOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if files.isEmpty, !Files.exists(Project.fileName) {
            throw ValidationError(
                en: "Which files? mql inspect contacts.csv campaigns.csv",
                nl: "Welke bestanden? mql inspect contacten.csv campagnes.csv")
        }
        if let rows, rows < 0 {
            throw ValidationError(
                en: "--rows is a number of rows, such as 20.",
                nl: "--rows is een aantal rijen, zoals 20.")
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
        if request.data.contains("-") { request.input = try Files.input() }
        let all = request.data
        let (bench, unknown): (Bench?, [PlainSummary])
        do { (bench, unknown) = try benchAndUnknown(&request) } catch let error as FailedVerb
            where output.format == .json && error.cause == .badData
        {
            // What the files mean is a question; what stands in them is none.
            try printRows(of: nil, [], all, request.input)
            throw error
        }
        if let bench {
            try Losses.tell(bench, output.lang)
            try Losses.require(bench, isStrict: tables.strict)
        }
        guard output.format != .json else {
            return try printRows(of: bench, unknown, all, request.input)
        }
        let plain = try rows.map { try known(request, $0) } ?? []
        try output.print(of: bench) {
            InspectionReport($0, unknown: unknown, rows: plain, mostRows: rows ?? 0)
        }
    }

    /// Writes the report as JSON, with the rows of all files behind it.
    private func printRows(
        of bench: Bench?, _ unknown: [PlainSummary], _ paths: [String], _ input: [UInt8]?
    ) throws {
        try output.printJSON(of: bench) {
            InspectionReport($0, unknown: unknown)
        } _: { report, write in
            var json = TableRowsJSON(after: report, rows: rows, write)
            for path in paths {
                try told { try PlainTables.read(Files.source(path, input)) { json.take($0) } }
            }
            json.finish()
        }
    }

    /// The files that are known as something, read; and the others.
    private func benchAndUnknown(_ request: inout Request) throws -> (Bench?, [PlainSummary]) {
        do { return (try Bench(request), []) } catch let error as FailedVerb {
            let unknown = try UnknownFiles.takeOut(of: &request, rows: rows ?? 0)
            if unknown.isEmpty { throw error }
            return (request.data.isEmpty ? nil : try Bench(request), unknown)
        }
    }

    /// The first rows of files that are known.
    private func known(_ request: Request, _ rows: Int) throws -> [PlainSummary] {
        try request.data.map { path in
            try told {
                try PlainSummary(Files.source(path, request.input), why: Phrase(""), rows: rows)
            }
        }
    }

    private func told<Value>(_ read: () throws -> Value) throws -> Value {
        do { return try read() } catch let error as IntakeError {
            throw FailedVerb(.badData, error.described)
        }
    }
}
