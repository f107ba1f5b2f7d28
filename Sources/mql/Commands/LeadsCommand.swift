import Analysis
import ArgumentParser
import Funnels
import Quantities
import Reports
import Store
import Valuation
import Workbench

struct LeadsCommand: AsyncParsableCommand, AnswersFromFacts {
    static let configuration = CommandConfiguration(
        commandName: "leads",
        abstract: CallLanguage.said(
            "The leads of a period with score, grade, decision and value.",
            "De leads van een periode met score, klasse, besluit en waarde."),
        discussion: """
            mql leads --data leads.csv activities.csv --only mql
            mql leads --data leads.csv activities.csv --format csv > leads-judged.csv
            mql leads --data leads.csv activities.csv stages.csv --not-contacted --older-than 3d
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    @Option(
        help: .said(
            "Only leads of which one thing was decided: MQL, target account, to keep warm, or turned down.",
            "Alleen leads waarover één ding is besloten: MQL, doelaccount, warm houden of valt af.")
    )
    var only: Decision?

    @Option(
        help: .said(
            "How many to list. Default: 40 as text, 200 on a page, else all.",
            "Hoeveel er te noemen. Standaard: 40 als tekst, 200 op een pagina, en anders alle."))
    var limit: Int?

    @Flag(
        help: .said(
            "Only MQLs that sales has not called, with the reason to call.",
            "Alleen MQL's die sales nog niet sprak, met de reden om te bellen."))
    var notContacted = false

    @Option(
        help: .said(
            "With --not-contacted: only those that wait so long, such as 3d. Default: what was agreed.",
            "Bij --not-contacted: alleen wie zo lang wacht, zoals 3d. Standaard: wat is afgesproken."
        ),
        transform: { text in
            let unit = text.last == "w" ? 7 : 1
            let digits = text.last == "w" || text.last == "d" ? text.dropLast() : text[...]
            guard let number = Int(digits), (0...3650).contains(number) else {
                throw ValidationError(
                    en: "\(text.quoted) is not a waiting time. Write it as 3d or 2w.",
                    nl: "\(text.quoted) is geen wachttijd. Schrijf het als 3d of 2w.")
            }
            return number * unit
        })
    var olderThan: Int?

    @Option(
        help: .said(
            "Only the leads of this seller, for his own list: where that was agreed (sellers in mql.yaml).",
            "Alleen de leads van deze verkoper, voor de eigen lijst: waar dat is afgesproken (sellers in "
                + "mql.yaml).")
    )
    var seller: String?

    /// What is told of a seller is written in the log, each time.
    var onlyAnswers: Bool { seller == nil && data.onlyAnswers && output.onlyAnswers }

    func validate() throws {
        if olderThan != nil, !notContacted {
            throw ValidationError(
                en: "--older-than goes with --not-contacted.",
                nl: "--older-than hoort bij --not-contacted.")
        }
        if only != nil, notContacted {
            throw ValidationError(
                en: "--not-contacted lists MQLs: leave --only out.",
                nl: "--not-contacted toont MQL's: laat --only weg.")
        }
        if let limit, limit < 1 {
            throw ValidationError(
                en: "--limit is a number from 1.", nl: "--limit is een getal vanaf 1.")
        }
    }

    func run() async throws {
        let bench = try open()
        let question = bench.question
        let limit = limit ?? Self.standardLimit(output.format)
        let days = olderThan ?? bench.pipeline.rules.book.handover.contactWithinDays ?? 0
        let leads: [ListedLead]
        if notContacted {
            switch bench.pipeline.waiting(question, atLeast: days) {
            case .value(let waiting): leads = await bench.callList(waiting)
            case .unknown(let absence):
                throw FailedVerb(
                    .badData,
                    en: "Whom sales has called is not known: \(Wording(.en).why(absence)).",
                    nl: "Wie sales gebeld heeft is niet bekend: \(Wording(.nl).why(absence)).")
            }
        } else {
            leads = bench.pipeline.list(question, only: only)
        }
        let shown = try seller.map { try bench.leads(leads, of: $0) } ?? leads
        let crm = (
            counts: notContacted || seller != nil
                ? CRMCounts() : bench.pipeline.crmCounts(createdIn: question),
            decidedBy: bench.pipeline.rules.decider(asOf: question.asOf)
        )
        try output.print(of: bench) {
            LeadListReport(
                shown, question, by: bench.pipeline.rules.book, crm, limit: limit,
                waitingDays: notContacted ? days : nil, only: only, $0)
        }
        try WrittenLists.keep(shown.prefix(limit ?? shown.count).map(\.id), data, output)
    }
}

extension LeadsCommand {
    /// How many leads are shown where nobody says: what fits a screen, or a page that still opens; data have all.
    private static func standardLimit(_ format: OutputFormat) -> Int? {
        switch format {
        case .text: 40
        case .html, .pdf: 200
        default: nil
        }
    }

    /// Reads the data; of a seller only where that was agreed, and with a line in the log of a workspace.
    private func open() throws -> Bench {
        guard seller != nil else { return try data.open(lang: output.lang) }
        var refusal: (any Error)?
        if try CurrentProject.project?.sellers == nil {
            throw FailedVerb(.badData, SellerAgreement.refusal)
        }
        if data.usesWorkspace, let workspace = Workspace.here() {
            try workspace.note(
                Workspace.terms(at: nil, actor: Terminal.user), .showPersons,
                "\(Terminal.verb) --seller")
        }
        let bench = try data.open(lang: output.lang) { request in
            do { try request.asksSeller() } catch { refusal = error }
        }
        if let refusal { throw refusal }
        return bench
    }
}

extension Decision: ExpressibleByArgument {}
