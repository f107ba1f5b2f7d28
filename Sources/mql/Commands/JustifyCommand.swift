import Analysis
import ArgumentParser
import Quantities
import Reports
import Workbench

struct JustifyCommand: AsyncParsableCommand, AnswersWithFigures {
    static let configuration = CommandConfiguration(
        commandName: "justify",
        abstract: CallLanguage.said(
            "Is the cost per MQL justified: what it costs against what it is worth, per source.",
            "Zijn de kosten per MQL te verantwoorden: wat hij kost tegen wat hij waard is, per bron."
        ),
        discussion: """
            mql justify --data *.csv --period 2026
            mql justify --data *.csv --margin 4000 --required-return 2 --ledger 57600
            mql justify --data *.csv --what-if conversion=+20%,cost=-10%
            """
    )

    @OptionGroup var options: FiguresOptions
    @OptionGroup(title: OptionTitle.used) var length: FullOption
    @OptionGroup(title: OptionTitle.counting) var books: LedgerOption
    @OptionGroup(title: OptionTitle.suppositions) var required: RequiredOption
    @OptionGroup(title: OptionTitle.suppositions) var suppositions: WhatIfOption

    @Flag(
        help: .said(
            "Number this page and keep what it shows in mql-pages.yaml, so that the next one of these "
                + "months tells what moved.",
            "Nummer deze pagina en bewaar wat erop staat in mql-pages.yaml, zodat de volgende over deze "
                + "maanden zegt wat er verschoof.")
    )
    var issue = false

    // A page that is issued is written down.
    var onlyAnswers: Bool { data.onlyAnswers && output.onlyAnswers && !issue }

    func run() async throws {
        let bench = try options.open(readsParts: true)
        let figures = await bench.justify(
            try .read(books, required, suppositions, bench.question.currency))
        var pages = try IssuedPages()
        let page = IssuedPage(figures, number: pages.next)
        if issue, page == nil {
            throw FailedVerb(
                .badData,
                en: "--issue: without MQLs and spend there is nothing to keep of this page.",
                nl: "--issue: zonder MQL's en uitgaven valt er van deze pagina niets te bewaren.")
        }
        try options.output.print(of: bench, isFull: length.full) { context in
            var context = context
            context.issued = (page.flatMap(pages.last), issue ? page?.number : nil)
            return JustificationReport(figures, context)
        }
        if issue, let page { try pages.add(page) }
    }
}

/// What the books say of the spend.
struct LedgerOption: ParsableArguments {
    @Option(
        help: .said(
            "The spend of the period by your books, such as 57600, to hold the files against.",
            "De uitgaven van de periode volgens uw boekhouding, zoals 57600, om de bestanden mee te "
                + "vergelijken."))
    var ledger: String?
}

/// What is asked of a euro.
struct RequiredOption: ParsableArguments {
    @Option(
        help: .said(
            "Euros of margin asked per euro of cost, such as 2. Default: what the firm has answered.",
            "Hoeveel euro marge elke euro kosten moet opbrengen, zoals 2. Standaard: wat het bedrijf heeft "
                + "geantwoord.")
    )
    var requiredReturn: String?
}

extension JustificationFigures.Asked {
    /// What was asked of the cost and the worth of MQLs, as it was typed.
    static func read(
        _ books: LedgerOption, _ required: RequiredOption, _ suppositions: WhatIfOption,
        _ currency: Currency
    ) throws -> Self {
        var asked = Self()
        asked.ledger = try AmountArgument.read(books.ledger, "--ledger").map {
            Money(cents: $0, currency)
        }
        asked.requiredReturn = try ReturnArgument.read(required.requiredReturn)
        asked.whatIf = try suppositions.whatIf.map(WhatIfArgument.read)
        return asked
    }
}
