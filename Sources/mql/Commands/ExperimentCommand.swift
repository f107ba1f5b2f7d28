import Analysis
import ArgumentParser
import Quantities
import Reports
import Workbench

struct ExperimentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "experiment",
        abstract: CallLanguage.said(
            "What an ad caused: plan a test of a source, and read what it showed.",
            "Wat een advertentie veroorzaakte: plan een proef met een bron, en lees wat eruit kwam."
        ),
        discussion: """
            mql experiment design --source google-ads --data *.csv
            mql experiment read google-ads-2026-07
            mql experiment list
            """,
        subcommands: [
            ExperimentDesignCommand.self, ExperimentReadCommand.self, ExperimentListCommand.self,
        ]
    )
}

struct ExperimentDesignCommand: AsyncParsableCommand, AnswersFromFacts {
    static let configuration = CommandConfiguration(
        commandName: "design",
        abstract: CallLanguage.said(
            "Can this firm find out what a source causes, how, in how long, at what cost?",
            "Kan dit bedrijf erachter komen wat een bron veroorzaakt: hoe, in hoe lang, tegen welke kosten?"
        ),
        discussion: """
            mql experiment design --source google-ads --data *.csv
            mql experiment design --source google-ads --design regions --outcome mqls
            """
    )

    @Option(
        help: .said(
            "The source, as google-ads or what it is called.",
            "De bron, zoals google-ads of hoe hij heet."))
    var source: String

    @Option(
        help: .said(
            "weeks (in turn), regions, pause or arms (two groups). Default: the one that fits.",
            "weeks (om de week), regions, pause of arms (twee groepen). Standaard: wat past."))
    var design: Experiment.Design?

    @Option(
        help: .said(
            "What is counted: mqls or sqls. Default: SQLs where they are enough.",
            "Wat wordt geteld: mqls of sqls. Standaard: SQL's als er genoeg zijn."))
    var outcome: Experiment.Outcome?

    @Option(
        help: .said(
            "The first day; it begins on a Monday. Default: in a week or two.",
            "De eerste dag; begint op een maandag. Standaard: over een week of twee."),
        transform: { try DayArgument.read($0) })
    var from: Day?

    @OptionGroup var data: DataOptions
    @OptionGroup(title: OptionTitle.counting) var counted: UnitOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let bench = try data.open(unit: counted.unit, lang: output.lang) {
            $0.moreFields.append("region")
        }
        var asked = ExperimentDesignFigures.Asked(source: source)
        asked.design = design
        asked.outcome = outcome
        asked.from = from
        let (figures, lines) = try await bench.experimentDesign(asked)
        try output.print(of: bench) { ExperimentDesignReport(figures, lines: lines, $0) }
    }
}

struct ExperimentReadCommand: AsyncParsableCommand, AnswersFromFacts {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: CallLanguage.said(
            "What a test showed: the checks, what the source caused, and the verdict.",
            "Wat een proef liet zien: de controles, wat de bron veroorzaakte, en het oordeel."),
        discussion: "mql experiment read google-ads-2026-07"
    )

    @Argument(
        help: .said(
            "The name of the test under experiments in mql.yaml.",
            "De naam van de proef onder experiments in mql.yaml."))
    var name: String

    @OptionGroup var data: DataOptions
    @OptionGroup(title: OptionTitle.counting) var counted: UnitOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let experiment = try Self.experiment(name)
        let bench = try data.open(unit: counted.unit, lang: output.lang) {
            $0.moreFields.append("region")
        }
        let (reading, lines) = try await bench.experiment(experiment)
        try output.print(of: bench) { ExperimentReport(reading, lines: lines, $0) }
    }

    /// The test of this name in the project of the folder.
    private static func experiment(_ name: String) throws -> Experiment {
        let experiments = try CurrentProject.project?.experiments ?? []
        if let experiment = experiments.first(where: { $0.name == name }) { return experiment }
        let known = experiments.map(\.name)
        guard !known.isEmpty else {
            throw FailedVerb(
                .noInput,
                en:
                    "\(Project.fileName) has no experiments. mql experiment design --source NAME writes one out to "
                    + "keep there.",
                nl:
                    "\(Project.fileName) heeft geen experiments. mql experiment design --source NAAM schrijft er een "
                    + "uit om daar te bewaren.")
        }
        let list = known.joined(separator: ", ")
        throw FailedVerb(
            .noInput,
            en: "\(Project.fileName) has no experiment \(name.quoted)."
                + Spelling.suggestion(for: name, in: known) + " There are: \(list).",
            nl: "\(Project.fileName) heeft geen experiment \(name.quoted)."
                + Spelling.suggestion(for: name, in: known, .nl) + " Er zijn: \(list).")
    }
}

struct ExperimentListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: CallLanguage.said(
            "The tests in mql.yaml, and what is kept of what sources cause.",
            "De proeven in mql.yaml, en wat bewaard is van wat bronnen veroorzaken."),
        discussion: "mql experiment list"
    )

    @Option(
        help: .said(
            "The day of which it is told, such as 2026-03-31. Default: exported_on of mql.yaml, else today.",
            "De dag waarvan het wordt verteld, zoals 2026-03-31. Standaard: exported_on van mql.yaml, of vandaag."
        ),
        transform: { try DayArgument.read($0) })
    var asOf: Day?

    @OptionGroup var output: OutputOptions

    func run() throws {
        let project = try CurrentProject.project
        let day = asOf ?? Environment.day ?? project?.exportedOn ?? Clock.today(in: .utc)
        try output.print {
            ExperimentListReport(
                project?.experiments ?? [], caused: project?.caused ?? [:], asOf: day, $0)
        }
    }
}

extension Experiment.Design: ExpressibleByArgument {}
extension Experiment.Outcome: ExpressibleByArgument {}
