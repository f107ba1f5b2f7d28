import Analysis
import ArgumentParser
import Intake
import Leads
import Quantities
import Reports
import Workbench

/// What every reading command takes.
struct DataOptions: ParsableArguments {
    @Option(
        name: .long, parsing: .upToNextOption,
        help: "Files of leads, activities, stages, deals and spend; - reads standard input.")
    var data: [String] = []

    @Option(help: "A YAML file that says which columns of other tables are what.")
    var map: String?

    @Option(help: "The rule book: b2b, or the path of a YAML file.")
    var rules = "b2b"

    @Option(help: "The day up to which everything counts, such as 2026-03-31. Default: today.")
    var asOf: Day?

    @Option(help: "2026, 2026-Q1, 2026-03 or 2026-01-01..2026-03-31. Default: everything.")
    var period: Period?

    @Option(help: "The currency of the report.")
    var currency: Currency = .eur

    @Option(help: "The days an MQL is given to become an SQL. Default: from the data, 90 to 365.")
    var horizon: Int?

    @Option(help: "The order of dates that do not start with the year: ymd, dmy or mdy.")
    var dateOrder: DateOrder = .ymd

    @Option(help: "The sign before the cents of amounts: point or comma.")
    var decimal: DecimalSign = .point

    @Option(help: "In how many parts to work; the figures are the same for any number.")
    var jobs: Int = Terminal.processors

    @Option(help: "Write rejected rows to this file, to mend and read again.")
    var rejects: String?

    func validate() throws {
        if data.isEmpty {
            throw ValidationError(
                "No data. Name your files with --data leads.csv spend.csv, or try `mql demo`.")
        }
        if data.filter({ $0 == "-" }).count > 1 {
            throw ValidationError("Standard input (-) can be read only once.")
        }
        if let horizon, horizon < 1 || horizon > 3650 {
            throw ValidationError("--horizon is a number of days from 1 to 3650.")
        }
        if jobs < 1 || jobs > 1024 { throw ValidationError("--jobs is a number from 1 to 1024.") }
    }

    func request(by breakdown: Breakdown = .source) -> Request {
        var request = Request()
        request.data = data
        request.map = map
        request.rules = rules
        request.asOf = asOf
        request.period = period
        request.by = breakdown
        request.currency = currency
        request.horizon = horizon
        request.dateOrder = dateOrder
        request.decimal = decimal
        request.jobs = jobs
        request.rejects = rejects
        return request
    }

    /// Reads the data, tells what is wrong with it, and writes the rejected rows where asked.
    func open(by breakdown: Breakdown = .source) throws -> Bench {
        let bench = try Bench(request(by: breakdown))
        let problems = ProblemReport.text(bench.reading)
        if !problems.isEmpty { Terminal.complain(problems) }
        if let rejects {
            try Files.write(ProblemReport.rejects(bench.reading.rejected), to: rejects)
            let count = Wording.plural(bench.reading.rejected.count, "rejected row")
            Terminal.complain("\(count) written to \(rejects.visible)")
        }
        guard bench.reading.facts.leads.count > 0 else {
            throw FailedVerb(
                .badData,
                "There is no lead to report on. Name a file with the columns lead_id, created_at and "
                    + "source.")
        }
        return bench
    }
}

/// How to write what was found.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    case text, md, csv, json

    func write(_ document: Document, json: @autoclosure () -> JSONValue) -> String {
        switch self {
        case .text: TextFormat().write(document)
        case .md: MarkdownFormat().write(document)
        case .csv: CSVFormat().write(document)
        case .json: json().text
        }
    }
}

struct OutputOptions: ParsableArguments {
    @Option(help: "text, md, csv or json.")
    var format: OutputFormat = .text
}

/// What every report on figures takes.
struct FiguresOptions: ParsableArguments {
    @OptionGroup var data: DataOptions

    @Option(help: "What the rows are: source, intent, persona, campaign or month.")
    var by: Breakdown = .source

    @OptionGroup var output: OutputOptions

    /// Reads, works the figures out, and prints what a report makes of them.
    func show(_ document: (Figures, Reading) -> Document) async throws {
        let bench = try data.open(by: by)
        let figures = await bench.figures()
        Terminal.print(
            output.format.write(
                document(figures, bench.reading), json: FiguresJSON(figures, bench.reading).value))
    }
}

extension Breakdown: ExpressibleByArgument {}
extension DateOrder: ExpressibleByArgument {}
extension DecimalSign: ExpressibleByArgument {}

extension Day: ExpressibleByArgument {
    package init?(argument: String) { self.init(iso: argument) }
}

extension Period: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

extension Currency: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
    package var defaultValueDescription: String { code }
}
