import Analysis
import ArgumentParser
import Quantities
import Reports
import Valuation
import Workbench

struct RulesLearnCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "learn",
        abstract: CallLanguage.said(
            "What won leads had in common and lost ones had not, and how sure that is.",
            "Wat gewonnen leads gemeen hadden en verloren niet, en hoe zeker dat is."),
        discussion: CallLanguage.said(
            """
            mql rules learn --data leads.csv activities.csv stages.csv deals.csv
            mql rules learn --goal sql --all --data *.csv --save next.yaml
            Without --all: the last 20 that were won, and the last 20 that came to nothing.
            """,
            """
            mql rules learn --data leads.csv activities.csv stages.csv deals.csv
            mql rules learn --goal sql --all --data *.csv --save next.yaml
            Zonder --all: de laatste 20 die gewonnen zijn, en de laatste 20 die op niets uitliepen.
            """)
    )

    @OptionGroup var data: DataOptions

    @Option(
        help: .said(
            "won: customers against lost leads; sql: SQLs against them.",
            "won: klanten tegen verloren leads; sql: SQL's tegen verloren leads."))
    var goal: LearningFigures.Goal = .won

    @Option(
        help: .said(
            "The last so many of each. Default: what the rule book says, 20.",
            "De laatste zoveel van elk. Standaard: wat het regelboek zegt, 20."))
    var last: Int?

    @Flag(
        help: .said(
            "All of them, and not the last.",
            "Alle, en niet alleen de laatste."))
    var all = false

    @Option(
        parsing: .upToNextOption,
        help: .said(
            "Fields to leave out, such as those that sales fills in.",
            "Velden om weg te laten, zoals die sales invult."))
    var without: [String] = []

    @Option(
        help: .said(
            "The share of all MQLs that gets there, such as 2%. Default: your own, where it is known.",
            "Het deel van alle MQL's dat er komt, zoals 2%. Standaard: uw eigen, waar dat bekend is."
        ),
        transform: ShareArgument.read)
    var base: Double?

    @Option(
        help: .said(
            "Write the rule book with what was found to this file: a hypothesis.",
            "Schrijf het regelboek met wat gevonden is naar dit bestand: een hypothese."))
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
                en: "\(text.quoted) is not a share. Use one such as 2% or 0.02.",
                nl: "\(text.quoted) is geen deel. Schrijf het als 2% of 0.02.")
        }
        return share
    }
}
