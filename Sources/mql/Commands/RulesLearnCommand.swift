import Analysis
import ArgumentParser
import Quantities
import Reports
import Valuation
import Workbench

struct RulesLearnCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "learn",
        abstract: "What won leads had in common and lost ones had not, and how sure that is.",
        discussion: """
            mql rules learn --data leads.csv activities.csv stages.csv deals.csv
            mql rules learn --goal sql --all --data *.csv --save next.yaml
            Without --all: the last 20 that were won, and the last 20 that came to nothing.
            """
    )

    @OptionGroup var data: DataOptions

    @Option(help: "won: customers against lost leads; sql: SQLs against them.")
    var goal: LearningFigures.Goal = .won

    @Option(help: "The last so many of each. Default: what the rule book says, 20.")
    var last: Int?

    @Flag(help: "All of them, and not the last.")
    var all = false

    @Option(
        parsing: .upToNextOption,
        help: "Fields to leave out, such as those that sales fills in.")
    var without: [String] = []

    @Option(
        help:
            "The share of all MQLs that gets there, such as 2%. Default: your own, where it is known.",
        transform: ShareArgument.read)
    var base: Double?

    @Option(help: "Write the rule book with what was found to this file: a hypothesis.")
    var save: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let last, last < 1 || last > 100_000 {
            throw ValidationError(
                en: "--last is a number from 1 to 100000.",
                nl: "--last is een getal van 1 tot 100000.")
        }
        if last != nil, all {
            throw ValidationError(
                en: "--last and --all exclude each other.",
                nl: "--last en --all sluiten elkaar uit.")
        }
    }

    func run() async throws {
        let bench = try data.open(lang: output.lang) { $0.learnsFromEverything = true }
        var asked = LearningFigures.Asked()
        (asked.goal, asked.last, asked.all, asked.without) = (goal, last, all, without)
        asked.base = base
        let (learning, changes) = await bench.learn(asked)
        if let save {
            guard let book = learning.proposal else {
                Terminal.complain(
                    Phrase(
                        en:
                            "Nothing was found that can be made into a criterion: no file was written.",
                        nl:
                            "Er is niets gevonden waarvan een criterium te maken is: er is geen bestand geschreven."
                    ).text(output.lang))
                return try show(learning, changes, bench)
            }
            let what =
                "\(learning.won) \(goal.rawValue) and \(learning.lost) lost leads up to \(bench.question.asOf)"
            try Outputs.file(save, for: "--save").write(RuleFiles.hypothesis(book, from: what))
            Terminal.complain("Hypothesis written to \(save.visible)")
        }
        try show(learning, changes, bench)
    }

    private func show(
        _ learning: LearningFigures, _ changes: [RuleChange], _ bench: Bench
    ) throws {
        try output.print(of: bench) { LearningReport(learning, changes, $0) }
    }
}

extension LearningFigures.Goal: ExpressibleByArgument {}

/// `2%`, `0.78%` or `0.02`.
enum ShareArgument {
    static func read(_ text: String) throws -> Double {
        let isPercent = text.hasSuffix("%")
        let digits = isPercent ? String(text.dropLast()) : text
        guard let units = TypedNumber(digits, decimals: 6)?.units,
            case let share = Double(units) / (isPercent ? 100_000_000 : 1_000_000), share > 0,
            share < 1
        else {
            throw ValidationError(
                en: "\(text.quoted) is no share. Use one such as 2% or 0.02.",
                nl: "\(text.quoted) is geen deel. Schrijf het als 2% of 0.02.")
        }
        return share
    }
}
