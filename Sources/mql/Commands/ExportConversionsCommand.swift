import Analysis
import ArgumentParser
import Intake
import Quantities
import Reports
import Valuation
import Workbench

struct ExportConversionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conversions",
        abstract: CallLanguage.said(
            "What Google Ads imports of clicks that became an MQL, an SQL or a customer, where that is allowed.",
            "Wat Google Ads importeert van klikken die MQL, SQL of klant werden, waar dat mag."),
        discussion: CallLanguage.said(
            """
            mql export conversions --stage sql --consent ad_user_data --clicks contacts.csv --to google.csv
            mql export conversions --retract --stage sql --to retract.csv
            The id of a click is written only where the column of --consent says yes. The value is what such a lead is \
            worth to the firm, by its margin; without a margin there is none. Nothing is sent: you upload the file.
            """,
            """
            mql export conversions --stage sql --consent ad_user_data --clicks contacten.csv --to google.csv
            mql export conversions --retract --stage sql --to intrekken.csv
            Het nummer van een klik wordt alleen geschreven waar de kolom van --consent ja zegt. De waarde is wat zo'n \
            lead het bedrijf waard is, naar zijn marge; zonder marge is er geen. Er wordt niets verstuurd: u uploadt \
            het bestand.
            """))

    @OptionGroup var data: DataOptions

    @Option(
        help: .said(
            "What the lead became in the period: mql, sql or won.",
            "Wat de lead in de periode werd: mql, sql of won."))
    var stage: ReachedStage = .mql

    @Option(
        help: .said(
            "The column that says whether somebody allows it: yes, true, granted or 1.",
            "De kolom die zegt of iemand het toestaat: ja, waar, granted of 1."))
    var consent: String?

    @Option(
        name: .long, parsing: .upToNextOption,
        help: .said(
            "Files with the ids of leads and clicks. Default: those of --data.",
            "Bestanden met de nummers van leads en klikken. Standaard: die van --data."))
    var clicks: [String] = []

    @Option(
        help: .said(
            "The column of the id of the lead, where it is not called as usual.",
            "De kolom van het nummer van de lead, als die niet gewoon heet."))
    var leadID: String?

    @Option(
        help: .said(
            "The column of the id of the click. Default: gclid.",
            "De kolom van het nummer van de klik. Standaard: gclid."))
    var clickID: String?

    @Option(
        help: .said(
            "The name of the conversion in Google Ads. Default: MQL, SQL or Won.",
            "De naam van de conversie in Google Ads. Standaard: MQL, SQL of Won."))
    var name: String?

    @Flag(
        help: .said(
            "Take back those of persons who were erased or object since; of the workspace.",
            "Trek die van personen in die sindsdien gewist zijn of bezwaar maken; van de werkruimte."
        ))
    var retract = false

    @OptionGroup(title: OptionTitle.suppositions) var sale: MarginOptions

    @Option(help: .said("Write to this file.", "Schrijf naar dit bestand."))
    var to: String?

    @Flag(
        help: .said(
            "Write over a file that is there already; one that is read here stays.",
            "Overschrijf een bestand dat er al is; een dat hier wordt gelezen blijft."))
    var force = false

    @Option(
        name: .customLong("lang"),
        help: .said("en or nl: of what is said about it.", "en of nl: van wat erover wordt gezegd.")
    )
    var chosenLanguage: Language?

    private var title: String {
        switch stage {
        case .mql: name ?? "MQL"
        case .sql: name ?? "SQL"
        case .won: name ?? "Won"
        }
    }

    func validate() throws {
        guard retract || consent != nil else {
            throw ValidationError(
                en:
                    "--consent is needed: which column says that somebody allows it? Without consent no click is told.",
                nl:
                    "--consent is nodig: welke kolom zegt dat iemand het toestaat? Zonder toestemming wordt geen klik "
                    + "doorgegeven.")
        }
        guard !retract || data.usesWorkspace else {
            throw ValidationError(
                en:
                    "--retract asks what was exported before: that is kept in a workspace alone. Make one with mql init.",
                nl:
                    "--retract vraagt wat eerder is geëxporteerd: dat wordt alleen in een werkruimte bewaard. Maak er een "
                    + "met mql init.")
        }
        guard !title.isEmpty, title.count <= 100,
            title.allSatisfy({ $0.isLetter || $0.isNumber || " _-".contains($0) })
        else {
            throw ValidationError(
                en: "--name has letters, digits, blanks, - and _, at most 100: \(title.quoted).",
                nl:
                    "--name heeft letters, cijfers, spaties, - en _, hoogstens 100: \(title.quoted)."
            )
        }
    }

    func run() async throws {
        let lang = chosenLanguage ?? CurrentProject.language ?? .en
        let say = Wording(lang)
        let margin = try AmountArgument.read(sale.margin, "--margin")
        let bench = try data.open(lang: lang) { $0.margin = margin }
        let zone = bench.pipeline.rules.book.zone.name
        let workspace = data.usesWorkspace ? Workspace.here() : nil
        let back = try workspace?.conversionsToRetract(name: title) ?? []
        guard !retract else {
            let text = ConversionExport.retraction(
                of: back, name: title, on: bench.question.asOf, zone: zone)
            try write(text)
            return Terminal.complain(
                say(
                    "\(back.count) to take back: upload it in Google Ads as adjustments of conversions.",
                    "\(back.count) in te trekken: upload het in Google Ads als aanpassingen van conversies."
                ))
        }
        let files = try clicks.isEmpty ? try named : ChosenFiles.expanded(clicks)
        let found = try AdClicks.read(files, consent: consent ?? "", id: leadID, click: clickID)
        let figures = await bench.figures()
        let review = try await bench.review()
        let reached = bench.pipeline.reached(stage, bench.question)
        let orders = try workspace?.conversionOrders(of: reached.map(\.id), name: title)
        let export = ConversionExport(
            reached, found, figures, stage, name: title, zone: zone, orders: orders)
        try write(export.text)
        tell(export, say)
        if let caution = LeadExport.caution(review.loop) { Terminal.complain(caution.text(lang)) }
        try WrittenLists.keep(export.leads, data, to: Workspace.list(to, of: title), lang)
        if !back.isEmpty {
            Terminal.complain(
                say(
                    "\(back.count) exported before are of persons who were erased or object since: --retract writes "
                        + "what takes them back.",
                    "\(back.count) eerder geëxporteerd zijn van personen die sindsdien gewist zijn of bezwaar maken: "
                        + "--retract schrijft wat die intrekt."))
        }
    }

    /// The files of the call, else those of the project; a workspace keeps no clicks.
    private var named: [String] {
        get throws {
            let files = data.data.isEmpty ? try CurrentProject.project?.files ?? [] : data.data
            guard !files.contains("-"), !files.isEmpty, !data.usesWorkspace else {
                throw FailedVerb(
                    .badData,
                    en:
                        "Name the files with the ids of clicks: --clicks contacts.csv. A workspace keeps none, and "
                        + "standard input is read once.",
                    nl:
                        "Noem de bestanden met de nummers van klikken: --clicks contacten.csv. Een werkruimte bewaart er "
                        + "geen, en de standaardinvoer wordt één keer gelezen.")
            }
            return try ChosenFiles.expanded(files)
        }
    }

    private func write(_ text: String) throws {
        guard let to else { return Terminal.print(text) }
        try Outputs.file(to, for: "--to").write(text.harmless)
    }

    private func tell(_ export: ConversionExport, _ say: Wording) {
        let counts = export.counts
        var lines = [
            say("\(counts.written) written.", "\(counts.written) geschreven."),
            say(
                "\(counts.withoutConsent) left out: no consent. \(counts.withoutClick) left out: no id of a click.",
                "\(counts.withoutConsent) weggelaten: geen toestemming. \(counts.withoutClick) weggelaten: geen nummer "
                    + "van een klik."),
        ]
        if counts.ofOtherKind > 0 {
            lines.append(
                say(
                    "\(counts.ofOtherKind) left out: a gbraid or wbraid alone, which this file does not take.",
                    "\(counts.ofOtherKind) weggelaten: alleen een gbraid of wbraid, die dit bestand niet kent."
                ))
        }
        if let absence = export.noValue {
            lines.append(
                say(
                    "Without a value: \(say.why(absence)).", "Zonder waarde: \(say.why(absence))."))
        }
        for line in lines { Terminal.complain(line) }
    }
}

extension ReachedStage: ExpressibleByArgument {}
