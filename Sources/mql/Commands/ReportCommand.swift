import Analysis
import ArgumentParser
import Economics
import Funnels
import Quantities
import Reports
import Workbench

struct ReportCommand: AsyncParsableCommand, AnswersWithFigures {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: CallLanguage.said(
            "Per source: what was spent, what came of it, and what it brought.",
            "Per bron: wat is besteed, wat ervan kwam, en wat het opbracht."),
        discussion: """
            mql report --data leads.csv activities.csv stages.csv deals.csv spend.csv
            mql report --data *.csv --period 2026-Q1 --by month --format json
            mql report --data *.csv --period 2026-Q3 --against 2026-Q2
            """
    )

    @OptionGroup var options: FiguresOptions
    @OptionGroup(title: OptionTitle.used) var length: FullOption
    @OptionGroup(title: OptionTitle.counting) var other: OtherPeriodOptions
    @OptionGroup(title: OptionTitle.suppositions) var suppositions: WhatIfOption

    private var against: Period? { other.against }
    private var rulesThen: String? { other.rulesThen }
    private var whatIf: String? { suppositions.whatIf }
    private var full: Bool { length.full }

    func validate() throws {
        guard let against else {
            guard rulesThen == nil else {
                throw ValidationError(
                    en: "--rules-then goes with --against: which period is it of?",
                    nl: "--rules-then hoort bij --against: van welke periode is het?")
            }
            return
        }
        guard let period = options.data.period else {
            throw ValidationError(
                en:
                    "--against needs a --period to hold beside it, such as --period 2026-Q3 --against 2026-Q2.",
                nl:
                    "--against vraagt een --period om naast te leggen, zoals --period 2026-Q3 --against 2026-Q2."
            )
        }
        guard options.data.tallies.isEmpty else {
            throw ValidationError(
                en: "--against: parts were counted for one period. Give files or a workspace.",
                nl:
                    "--against: delen zijn voor één periode geteld. Geef bestanden of een werkruimte."
            )
        }
        guard period.overlap(with: against) == nil else {
            throw ValidationError(
                en:
                    "--period and --against share days: take two periods that do not, such as 2026-Q3 and 2026-Q2.",
                nl:
                    "--period en --against delen dagen: neem twee periodes die dat niet doen, zoals 2026-Q3 en 2026-Q2."
            )
        }
    }

    // The rule book of then is a file that the request does not name.
    var onlyAnswers: Bool { data.onlyAnswers && output.onlyAnswers && rulesThen == nil }

    /// Whether it is written for people, who are also told what to do; programs ask `justify` for that.
    private var isForPeople: Bool {
        options.output.format != .json && options.output.format != .csv
    }

    func run() async throws {
        let supposed = try whatIf.map(WhatIfArgument.read)
        let bench = try options.open(readsParts: true)
        var more = FiguresReport.More()
        let figures: Figures
        if let against {
            let found = try await bench.figures(against: against, rules: rulesThen)
            figures = found.figures
            more.change = found.change
        } else if isForPeople {
            let justification = await bench.justify(.init())
            more.justification = justification
            figures = justification.figures
            bench.storeJudgements()
        } else {
            figures = await bench.figures()
            bench.storeJudgements()
        }
        if let supposed {
            more.whatIf = figures.total.effects(of: supposed)
            if more.whatIf == nil {
                Terminal.complain(NoWhatIf.why(figures).text(options.output.lang))
            }
        }
        // An answer to a question of its own says how it was asked.
        more.saysCommand = against != nil || supposed != nil
        if options.output.format == .xlsx, more.justification == nil {
            more.justification = await bench.justify(.init())
        }
        try options.output.print(of: bench, isFull: full) { FiguresReport(figures, more: more, $0) }
    }
}

/// Another period to hold beside the one that was asked.
struct OtherPeriodOptions: ParsableArguments {
    @Option(
        help: .said(
            "Another period, such as 2026-Q2: why does an MQL cost more or less than then?",
            "Een andere periode, zoals 2026-Q2: waarom kost een MQL meer of minder dan toen?"),
        transform: { try PeriodArgument.read($0) })
    var against: Period?

    @Option(
        help: .said(
            "The rule book of that period, where it was another one.",
            "Het regelboek van die periode, als het een ander was."))
    var rulesThen: String?
}

/// What somebody supposes.
struct WhatIfOption: ParsableArguments {
    @Option(
        help: .said(
            "What if conversion, won, margin or cost changed: conversion=+20%,margin=0.35.",
            "Wat als conversie, gewonnen, marge of kosten veranderen: conversion=+20%,margin=0.35.")
    )
    var whatIf: String?
}

/// Why nothing can be said of a supposition.
enum NoWhatIf {
    static func why(_ figures: Figures) -> Phrase {
        let absence = figures.total.worth.absence ?? figures.total.costs.perMQL.absence
        return Phrase(
            en:
                "--what-if: nothing to say: \(absence.map { Wording(.en).why($0) } ?? Self.amounts.en).",
            nl:
                "--what-if: niets te zeggen: \(absence.map { Wording(.nl).why($0) } ?? Self.amounts.nl)."
        )
    }

    private static let amounts = Phrase(
        en: "it is too large, or not every sale has the amount that a part of it is asked of",
        nl: "het is te groot, of niet elke verkoop heeft het bedrag waarvan een deel gevraagd is")
}
