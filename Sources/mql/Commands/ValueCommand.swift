import Analysis
import ArgumentParser
import Intake
import Quantities
import Reports
import Valuation
import Workbench

struct ValueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "value",
        abstract: "What an MQL goes for by the rule book alone; needs no data.",
        discussion:
            "mql value --intent consideration --source linkedin-ads --persona decision-maker --cost 180"
    )

    @Option(help: "How far it is: awareness, interest or consideration.")
    var intent: String

    @Option(help: "Where it came from, such as linkedin-ads. Default: the middle of the band.")
    var source: String?

    @Option(
        help: "Who it is in a purchase, such as decision-maker. Default: the middle of the band.")
    var persona: String?

    @Option(help: "What you paid for it, such as 180 or 99.50.")
    var cost: String?

    @Option(
        help: "What if better content makes such MQLs convert so many percent better, such as 20?")
    var better: Int?

    @Option(help: "The rule book: b2b, manufacturing, pumps, venues, or the path of a YAML file.")
    var rules = "b2b"

    @OptionGroup var output: OutputOptions

    func run() async throws {
        if let better, !(1...900).contains(better) {
            throw ValidationError("--better is a number of percent from 1 to 900.")
        }
        let book = try RuleFiles.ruleBook(rules)
        let paid = try AmountArgument.read(cost, "--cost").map { Money(cents: $0, book.currency) }
        do {
            let rate = try GoingRate(
                book, benchmarks: RuleFiles.benchmarks(), intent: intent, source: source,
                persona: persona, cost: paid, better: better)
            output.print(
                { GoingRateReport(rate, $0).document }, json: GoingRateReport(rate).json)
        } catch let error as GoingRate.UnknownWord {
            throw ValidationError(
                "There is no \(error.kind) \(error.word.quoted) in the rule book."
                    + Spelling.suggestion(for: error.word, in: error.known)
                    + " It has \(error.known.joined(separator: ", ")).")
        }
    }
}
