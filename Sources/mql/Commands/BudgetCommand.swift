import Analysis
import ArgumentParser
import Economics
import Quantities
import Reports
import Workbench

struct BudgetCommand: AsyncParsableCommand, AnswersFromFacts {
    static let configuration = CommandConfiguration(
        commandName: "budget",
        abstract: CallLanguage.said(
            "Divide money over sources: what each gets, what it brings, and how sure it is.",
            "Geld over bronnen verdelen: wat elk krijgt, wat het brengt, en hoe zeker dat is."),
        discussion: CallLanguage.said(
            """
            mql budget --amount 60000 --period 2026-Q4 --data *.csv
            mql budget --sqls 40 --fixed fair=18000 --min linkedin-ads=6000 --data *.csv
            mql budget --amount 60000 --data *.csv --save plan.csv
            --period is here the months to plan, by default the next three.
            """,
            """
            mql budget --amount 60000 --period 2026-Q4 --data *.csv
            mql budget --sqls 40 --fixed fair=18000 --min linkedin-ads=6000 --data *.csv
            mql budget --amount 60000 --data *.csv --save plan.csv
            --period noemt hier de maanden om te plannen, standaard de volgende drie.
            """)
    )

    @OptionGroup(title: OptionTitle.used) var wanted: BudgetGoalOptions
    @OptionGroup var data: DataOptions
    @OptionGroup(title: OptionTitle.used) var length: FullOption
    @OptionGroup(title: CallLanguage.said("How to divide it", "Hoe het te verdelen")) var limits:
        BudgetLimitOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: OptionTitle.suppositions) var sale: MarginOptions
    @OptionGroup(title: OptionTitle.suppositions) var required: RequiredOption

    var onlyAnswers: Bool { data.onlyAnswers && output.onlyAnswers && limits.save == nil }

    func run() async throws {
        let goal = try goal
        let margin = try AmountArgument.read(sale.margin, "--margin")
        var asked = BudgetFigures.Asked(goal, Period(day: Day(number: 0)))
        asked.fixed = try SourceAmounts.read(limits.fixed, "--fixed")
        asked.least = try SourceAmounts.read(limits.min, "--min")
        asked.most = try SourceAmounts.read(limits.max, "--max")
        asked.whole = try SourceAmounts.read(limits.whole, "--whole")
        guard asked.whole.count <= 8 else {
            throw ValidationError(
                en: "--whole takes at most eight sources.",
                nl: "--whole neemt hoogstens acht bronnen.")
        }
        asked.spendsAll = limits.all
        asked.requiredReturn = try ReturnArgument.read(required.requiredReturn)
        asked.seed = limits.seed
        let bench = try data.open(lang: output.lang) {
            $0.margin = margin
            $0.period = limits.history
        }
        asked.period = data.period ?? Self.nextMonths(after: bench.question.asOf)
        guard asked.period.months.count <= 36 else {
            throw ValidationError(
                en: "--period: at most 36 months can be planned.",
                nl: "--period: er zijn hoogstens 36 maanden te plannen.")
        }
        let figures = try await bench.budget(asked)
        if let save = limits.save {
            try Outputs.file(save, for: "--save").write(
                BudgetJSON(figures, bench.context()).planFile)
            Terminal.complain(
                Phrase(
                    en: "Plan written to \(save.visible)",
                    nl: "Plan geschreven naar \(save.visible)"
                ).text(output.lang))
        }
        try output.print(of: bench, isFull: length.full) { BudgetReport(figures, $0) }
    }

    /// One of amount, SQLs and customers.
    private var goal: BudgetGoal {
        get throws {
            let amount = try AmountArgument.read(wanted.amount, "--amount")
            let goals = [
                amount.map(BudgetGoal.amount), wanted.sqls.map(BudgetGoal.sqls),
                wanted.customers.map(BudgetGoal.customers),
            ].compactMap(\.self)
            guard goals.count == 1, let goal = goals.first else {
                throw ValidationError(
                    en:
                        "Say one of --amount 60000, --sqls 40 and --customers 6: what there is, or what is wanted.",
                    nl: "Geef --amount 60000, --sqls 40 of --customers 6: wat er is, of wat u wilt."
                )
            }
            if case .amount(let cents) = goal, cents < 100 {
                throw ValidationError(en: "--amount is at least 1.", nl: "--amount is minstens 1.")
            }
            if let count = wanted.sqls ?? wanted.customers, !(1...100_000).contains(count) {
                throw ValidationError(
                    en: "--sqls and --customers are numbers from 1 to 100000.",
                    nl: "--sqls en --customers zijn getallen van 1 tot 100000.")
            }
            return goal
        }
    }

    /// Three whole months, from the first that begins on the as-of day or after it.
    private static func nextMonths(after day: Day) -> Period {
        let first = day == day.startOfMonth ? day : day.startOfNextMonth
        let end = first.startOfNextMonth.startOfNextMonth.startOfNextMonth
        return Period(first: first, end: end) ?? Period(monthOf: first)
    }
}

/// What there is to spend, or what is wanted.
struct BudgetGoalOptions: ParsableArguments {
    @Option(
        help: .said(
            "How much there is to spend, such as 60000.",
            "Hoeveel er te besteden is, zoals 60000."))
    var amount: String?

    @Option(
        help: .said(
            "How many SQLs are wanted instead: what does that take?",
            "Hoeveel SQL's u in plaats daarvan wilt: wat is daarvoor nodig?"),
        transform: { try CountArgument.read($0) })
    var sqls: Int?

    @Option(
        help: .said(
            "How many customers are wanted instead.",
            "Hoeveel klanten u in plaats daarvan wilt."), transform: { try CountArgument.read($0) })
    var customers: Int?
}

/// What bounds a division of money, and what becomes of it.
struct BudgetLimitOptions: ParsableArguments {
    @Option(
        help: .said(
            "What a source gets whatever it brings: fair=18000. May be given more often.",
            "Wat een bron krijgt, wat ze ook brengt: fair=18000. Mag vaker worden gegeven."))
    var fixed: [String] = []

    @Option(
        help: .said(
            "What a source gets at least: linkedin-ads=6000.",
            "Wat een bron minstens krijgt: linkedin-ads=6000."))
    var min: [String] = []

    @Option(
        help: .said(
            "What a source gets at most: linkedin-ads=20000.",
            "Wat een bron hoogstens krijgt: linkedin-ads=20000."))
    var max: [String] = []

    @Option(
        help: .said(
            "What a source gets as a whole or not at all: fair=18000.",
            "Wat een bron in zijn geheel krijgt of niet: fair=18000."))
    var whole: [String] = []

    @Flag(
        help: .said(
            "Divide all of it, also where the next euro does not bring back what is required.",
            "Verdeel alles, ook waar de volgende euro niet opbrengt wat vereist is."))
    var all = false

    @Option(
        help: .said(
            "The period to learn from. Default: everything.",
            "De periode om van te leren. Standaard: alles."),
        transform: { try PeriodArgument.read($0) })
    var history: Period?

    @Option(
        help: .said(
            "Another number draws other chances.",
            "Een ander getal trekt andere kansen."))
    var seed: UInt64 = 1

    @Option(
        help: .said(
            "Write the plan to this file, for `mql plan`.",
            "Schrijf het plan naar dit bestand, voor `mql plan`."))
    var save: String?
}
