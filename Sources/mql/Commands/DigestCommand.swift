import Analysis
import ArgumentParser
import Quantities
import Reports
import Workbench

/// By what a digest is read.
enum DigestReader: String, CaseIterable, ExpressibleByArgument {
    case teams, slack, mail
}

struct DigestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "digest",
        abstract: CallLanguage.said(
            "What changed since the last digest beyond chance, in five lines at most.",
            "Wat er sinds de vorige samenvatting meer dan toevallig veranderde, in hoogstens vijf regels."
        ),
        discussion: CallLanguage.said(
            """
            mql digest
            mql digest --for teams --to card.json
            mql digest --for mail --to week.eml --force
            What was said stands in mql-digest.yaml; a second digest of the same day says the same. Nothing is sent: \
            docs/recipes.md has the line of cron that does.
            """,
            """
            mql digest
            mql digest --for teams --to kaart.json
            mql digest --for mail --to week.eml --force
            Wat er is gezegd staat in mql-digest.yaml; een tweede samenvatting van dezelfde dag zegt hetzelfde. Er wordt \
            niets verstuurd: docs/recipes.md heeft de regel voor cron die dat doet.
            """)
    )

    @OptionGroup var data: DataOptions

    @Option(
        name: .customLong("for"),
        help: .said(
            "Written for teams (an Adaptive Card), slack (blocks) or mail (a draft, .eml, with the page for management).",
            "Geschreven voor teams (een Adaptive Card), slack (blokken) of mail (een concept, .eml, met de pagina voor het management)."
        ))
    var reader: DigestReader?

    @Flag(
        help: .said(
            "Only look: what is said is not kept, and the next digest says it again.",
            "Alleen kijken: wat er is gezegd wordt niet bewaard, en de volgende samenvatting zegt het weer."
        ))
    var look = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if reader != nil, output.format != .text {
            throw ValidationError(
                en: "--for has a form of its own: leave --format out.",
                nl: "--for heeft een eigen vorm: laat --format weg.")
        }
        if reader == .mail, output.to == nil {
            throw ValidationError(
                en: "A draft goes to a file: --for mail --to week.eml.",
                nl: "Een concept gaat naar een bestand: --for mail --to week.eml.")
        }
    }

    func run() async throws {
        let bench = try data.open(lang: output.lang)
        let lock = look ? nil : FolderLock()
        defer { withExtendedLifetime(lock) {} }
        var states = try DigestStates()
        let decided = try await bench.outcomes(of: TeamDecisions().open)
        let before = states.last(before: bench.question.asOf)
        let digest = try await bench.digest(after: before, decided: decided)
        if let reader {
            var context = bench.context(
                output.lang, command: Terminal.command(asOf: bench.question.asOf))
            context.firm = CurrentProject.firm
            try write(DigestReport(digest, context), digest, for: reader, context)
        } else {
            try output.print(of: bench) { DigestReport(digest, $0) }
        }
        if !look, try !states.keep(digest.state) {
            Terminal.complain(
                Phrase(
                    en: "A digest of a later day was kept already, so this one is not.",
                    nl: "Er is al een samenvatting van een latere dag bewaard, dus deze niet."
                ).text(output.lang))
        }
    }

    private func write(
        _ report: DigestReport, _ digest: DigestFigures, for reader: DigestReader,
        _ context: ReportContext
    ) throws {
        let text: String
        switch reader {
        case .teams: text = report.teams
        case .slack: text = report.slack
        case .mail:
            let page = JustificationReport(digest.justification, context).html(
                warning: Losses.told.text(output.lang))
            text =
                DraftLetter(
                    subject: report.title, text: report.letter,
                    page: ("mql-\(digest.state.asOf).html", page.harmless)
                ).written
        }
        guard let to = output.to else { return Terminal.print(text.harmless) }
        try Outputs.file(to, for: "--to").write(reader == .mail ? text : text.harmless)
        Terminal.complain(
            Phrase(en: "Written to \(to.visible)", nl: "Geschreven naar \(to.visible)").text(
                output.lang))
    }
}
