import Analysis
import ArgumentParser
import Economics
import Intake
import Leads
import Quantities
import Reports
import Store
import Workbench

/// The project of the folder in which somebody works.
enum CurrentProject {
    static var project: Project? { get throws { try Call.current.project } }

    /// Its language; a broken project file is told where the project itself is wanted.
    static var language: Language? { Call.current.language }

    /// What the firm is called.
    static var firm: String? { (try? project)?.firm }
}

/// How files are understood.
struct TableOptions: ParsableArguments {
    @Option(
        help: .said(
            "A YAML file that says which columns of other tables are what.",
            "Een YAML-bestand dat zegt welke kolommen van andere tabellen wat zijn."))
    var map: String?

    @Option(
        help: .said(
            "The order of dates that do not start with the year: ymd, dmy or mdy.",
            "De volgorde van datums die niet met het jaar beginnen: ymd, dmy of mdy."))
    var dateOrder: DateOrder?

    @Option(
        help: .said(
            "The sign before the cents of amounts: point or comma; micros for whole millionths.",
            "Het teken voor de centen van bedragen: point of comma; micros voor hele miljoensten."))
    var decimal: DecimalSign?

    @Option(
        help: .said(
            "What a row of a platform's export is of, where it does not tell: day, week, month, quarter, "
                + "year or report.",
            "Waarvan een rij van een platformexport is, als die het niet zegt: day, week, month, "
                + "quarter, year of report.")
    )
    var eachRow: RowDays?

    @Flag(
        help: .said(
            "End with 65 where one row is rejected, and neither report nor keep anything.",
            "Eindig met 65 als één rij wordt geweigerd, en rapporteer of bewaar niets."))
    var strict = false

    /// What was asked, and where that is silent what the project says.
    func apply(to request: inout Request, _ project: Project? = nil) {
        request.map = map ?? project?.map
        request.dateOrder = dateOrder ?? project?.dateOrder
        request.decimal = decimal ?? project?.decimal
        request.eachRow = eachRow ?? project?.eachRow
    }
}

/// The titles under which the help has options that several commands take.
enum OptionTitle {
    static let used = CallLanguage.said("Most used", "Meest gebruikt")
    static let counting = CallLanguage.said("What to count", "Wat te tellen")
    static let data = CallLanguage.said("What data", "Welke gegevens")
    static let look = CallLanguage.said("How it looks", "Hoe het eruitziet")
    static let suppositions = CallLanguage.said("What if", "Wat als")
}

/// The data and the period, which nearly every call says.
struct UsedDataOptions: ParsableArguments {
    @Option(
        name: .long, parsing: .upToNextOption,
        help: .said(
            "Files of leads, activities, stages, deals, spend and plan; - reads standard input.",
            "Bestanden met leads, activiteiten, fasen, deals, uitgaven en plan; - leest de standaardinvoer."
        ))
    var data: [String] = []

    @Option(
        help: .said(
            "2026, 2026-Q1, 2026-03, jun 2026, 2026-01-01..2026-03-31 or 2026-06..2026-07. Default: everything.",
            "2026, 2026-Q1, 2026-03, jun 2026, 2026-01-01..2026-03-31 of 2026-06..2026-07. Standaard: alles."
        ),
        transform: { try PeriodArgument.read($0) })
    var period: Period?
}

/// By what, and up to when, is counted.
struct CountingOptions: ParsableArguments {
    @Option(
        help: .said(
            "The rule book: b2b, manufacturing, pumps, venues, or the path of a YAML file. Default: b2b.",
            "Het regelboek: b2b, manufacturing, pumps, venues, of het pad van een YAML-bestand. Standaard: b2b."
        )
    )
    var rules: String?

    @Option(
        help: .said(
            "The day up to which everything counts, such as 2026-03-31. Default: the day to which the data go.",
            "De dag tot en met welke alles telt, zoals 2026-03-31. Standaard: de dag tot waar de gegevens gaan."
        ),
        transform: { try DayArgument.read($0) })
    var asOf: Day?

    @Option(
        help: .said(
            "The currency of the report. Default: that of the rule book.",
            "De valuta van het rapport. Standaard: die van het regelboek."),
        transform: { text in
            guard let currency = Currency(text) else {
                throw ValidationError(
                    en: "\(text.quoted) is not a currency. Use its three letters: EUR.",
                    nl: "\(text.quoted) is geen valuta. Schrijf de drie letters: EUR.")
            }
            return currency
        })
    var currency: Currency?

    @Option(
        help: .said(
            "The days an MQL is given to become an SQL. Default: from the data, 90 to 365.",
            "De dagen die een MQL krijgt om SQL te worden. Standaard: uit de gegevens, 90 tot 365.")
    )
    var horizon: Int?
}

/// How files and the workspace are read.
struct SourceOptions: ParsableArguments {
    @Option(
        help: .said(
            "Of which day the files are, such as 2026-03-31. Default: that in their names, else their last day.",
            "Van welke dag de bestanden zijn, zoals 2026-03-31. Standaard: die in de naam, of hun laatste dag."
        ),
        transform: { try DayArgument.read($0) })
    var exportedOn: Day?

    @Option(
        help: .said(
            "Exchange rates, as the ECB publishes them (eurofxref-hist.csv): other currencies are converted.",
            "Wisselkoersen zoals de ECB ze publiceert (eurofxref-hist.csv): andere valuta worden omgerekend."
        )
    )
    var rates: String?

    @OptionGroup var tables: TableOptions

    @Flag(
        help: .said(
            "With --data -: the first column of standard input says which table a row is of.",
            "Met --data -: de eerste kolom van de standaardinvoer zegt van welke tabel een rij is.")
    )
    var tagged = false

    @Option(
        help: .said(
            "In how many parts to work; the figures are the same for any number.",
            "In hoeveel delen te werken; de cijfers zijn bij elk aantal hetzelfde."))
    var jobs: Int = Terminal.processors

    @Option(
        help: .said(
            "Write rejected rows to this file, to correct and read again.",
            "Schrijf geweigerde rijen naar dit bestand, om te verbeteren en opnieuw te lezen."))
    var rejects: String?

    @Option(
        help: .said(
            "Of the workspace: only what had been imported by this day.",
            "Van de werkruimte: alleen wat op deze dag geïmporteerd was."),
        transform: { try DayArgument.read($0) })
    var knownOn: Day?

    @Flag(
        help: .said(
            "Of the workspace: show job titles and companies too. That is written in its log.",
            "Van de werkruimte: toon ook functies en bedrijven. Dat komt in het logboek."))
    var withPersonalData = false

    @Option(
        name: .long, parsing: .upToNextOption,
        help: .said(
            "Parts that mql tally made, in place of leads: for report, funnel, compare and justify.",
            "Delen die mql tally maakte, in plaats van leads: voor report, funnel, compare en justify."
        ))
    var tallies: [String] = []
}

/// What every reading command takes.
struct DataOptions: ParsableArguments {
    @OptionGroup(title: OptionTitle.used) var used: UsedDataOptions
    @OptionGroup(title: OptionTitle.counting) var counting: CountingOptions
    @OptionGroup(title: OptionTitle.data) var source: SourceOptions

    var data: [String] { used.data.isEmpty ? Environment.files : used.data }
    var period: Period? { used.period }
    var rules: String? { counting.rules }
    var asOf: Day? { counting.asOf ?? Environment.day }
    var currency: Currency? { counting.currency }
    var horizon: Int? { counting.horizon }
    var exportedOn: Day? { source.exportedOn }
    var rates: String? { source.rates }
    var tables: TableOptions { source.tables }
    var jobs: Int { source.jobs }
    var rejects: String? { source.rejects }
    var knownOn: Day? { source.knownOn }
    var withPersonalData: Bool { source.withPersonalData }
    var tallies: [String] { source.tallies }
    var isTagged: Bool { source.tagged }

    /// Whether the workspace of this folder is read.
    var usesWorkspace: Bool { data.isEmpty && tallies.isEmpty && Workspace.here() != nil }

    func validate() throws {
        try Environment.check()
        if knownOn != nil, !usesWorkspace {
            throw ValidationError(
                en:

                    "--known-on asks what had been imported by a day: that is known only of a workspace. Make "
                    + "one with mql init.",
                nl:

                    "--known-on vraagt wat er op een dag geïmporteerd was: dat is alleen van een werkruimte "
                    + "bekend. Maak er een met mql init.")
        }
        if data.isEmpty, tallies.isEmpty, !Files.exists(Project.fileName),
            Workspace.here() == nil
        {
            throw ValidationError(
                en:
                    "No data. Begin with your exports: mql start contacts.csv campaigns.csv. Or name files "
                    + "with --data leads.csv spend.csv, or try `mql demo`.",
                nl:
                    "Geen gegevens. Begin met uw exports: mql start contacten.csv campagnes.csv. Of noem bestanden met "
                    + "--data leads.csv spend.csv, of probeer `mql demo`.")
        }
        if data.filter({ $0 == "-" }).count > 1 {
            throw ValidationError(
                en: "Standard input (-) can be read only once.",
                nl: "Standaardinvoer (-) is maar één keer te lezen.")
        }
        if isTagged, data != ["-"] {
            throw ValidationError(
                en: "--tagged goes with --data - alone: all tables come on standard input.",
                nl: "--tagged hoort bij alleen --data -: alle tabellen komen op de standaardinvoer."
            )
        }
        if let horizon, horizon < 1 || horizon > 3650 {
            throw ValidationError(
                en: "--horizon is a number of days from 1 to 3650.",
                nl: "--horizon is een aantal dagen van 1 tot 3650.")
        }
        if jobs < 1 || jobs > 1024 {
            throw ValidationError(
                en: "--jobs is a number from 1 to 1024.", nl: "--jobs is een getal van 1 tot 1024.")
        }
    }

    /// What was asked, and where that is silent what the project of this folder says.
    func request(by breakdown: Breakdown, unit: CountedUnit) throws -> Request {
        var request = Request()
        let project = try CurrentProject.project
        request.project = project
        request.workspace = usesWorkspace ? Workspace.here() : nil
        request.program = Terminal.program
        request.knownOn = knownOn
        request.showsPersons = withPersonalData
        request.hidesPersons = Call.current.hidesPersons
        request.isTagged = isTagged
        request.tallies = try ChosenFiles.expanded(tallies)
        request.version = MQL.configuration.version
        let isOfParts = !tallies.isEmpty && data.isEmpty
        request.data =
            try isOfParts
            ? []
            : data.isEmpty
                ? ChosenFiles.expanded(
                    usesWorkspace ? [] : project?.files ?? [], in: Project.fileName)
                : ChosenFiles.expanded(data)
        tables.apply(to: &request, project)
        request.rules = rules ?? project?.rules ?? request.rules
        request.asOf = asOf
        request.exportedOn =
            exportedOn ?? (isOfProject(request.data, project) ? project?.exportedOn : nil)
        request.period = period
        request.by = breakdown
        request.unit = unit
        request.currency = currency ?? project?.currency
        request.rates = rates ?? project?.rates
        request.horizon = horizon
        request.jobs = jobs
        request.rejects = rejects
        return request
    }

    /// Whether no other files are read than those of the project, however they were named: of which day they are holds
    /// for them alone.
    private func isOfProject(_ files: [String], _ project: Project?) -> Bool {
        guard !data.isEmpty else { return true }
        let own = try? ChosenFiles.expanded(project?.files ?? [], in: Project.fileName)
        func plain(_ path: String) -> Substring {
            path.hasPrefix("./") ? path.dropFirst(2) : path[...]
        }
        let known = Set((own ?? []).map(plain))
        return files.map(plain).allSatisfy(known.contains)
    }

    /// Reads the data, tells what is wrong with it, and writes the rejected rows where asked.
    func open(
        by breakdown: Breakdown = .source, unit: CountedUnit = .person, lang: Language = .en,
        readsParts: Bool = false, adding more: (inout Request) -> Void = { _ in }
    ) throws -> Bench {
        guard readsParts || tallies.isEmpty else {
            throw FailedVerb(
                .badData,
                en:
                    "--tallies: parts tell nothing of one lead, and not all that \(Terminal.verb) asks. report, "
                    + "funnel, compare and justify read them.",
                nl:
                    "--tallies: delen zeggen niets van één lead, en niet alles wat \(Terminal.verb) vraagt. report, "
                    + "funnel, compare en justify lezen ze.")
        }
        var request = try request(by: breakdown, unit: unit)
        more(&request)
        request.progress = Terminal.progress(lang)
        request.held = request.held ?? Call.current.held
        if data.isEmpty, tallies.isEmpty, !usesWorkspace { try request.requireFiles() }
        if withPersonalData, let workspace = request.workspace {
            try workspace.note(
                Workspace.terms(at: nil, actor: Terminal.user), .showPersons,
                Terminal.verb)
        }
        let bench = try Bench(request)
        // Of a workspace the problems were told when the files were imported.
        if !usesWorkspace { try Losses.tell(bench, lang) }
        for warning in bench.projectWarnings { Terminal.complain(warning.text(lang)) }
        if let rejects { try RejectsOption.write(bench.reading.rejected, to: rejects, lang) }
        try Losses.require(bench, isStrict: tables.strict)
        if usesWorkspace, bench.reading.facts.leads.count == 0 {
            throw FailedVerb(
                .badData,
                en: knownOn.map { "No lead had been imported by \($0). mql imports has the days." }
                    ?? "No lead was imported yet: mql import contacts.csv deals.csv …",
                nl: knownOn.map {
                    "Op \($0) was er nog geen lead geïmporteerd. mql imports heeft de dagen."
                }
                    ?? "Er is nog geen lead geïmporteerd: mql import contacten.csv deals.csv …")
        }
        if tallies.isEmpty { try bench.requireLeads() }
        return bench
    }
}

extension Request {
    /// Files that a project names have to be there.
    fileprivate func requireFiles() throws {
        let missing = self.data.filter { !Files.exists($0) }.map(\.quoted)
        guard !missing.isEmpty else { return }
        let list = missing.joined(separator: ", ")
        throw FailedVerb(
            .noInput,
            en: "\(Project.fileName): files: not here: \(list). Put them back, or change the list.",
            nl: "\(Project.fileName): files: niet hier: \(list). Zet ze terug, of pas de lijst aan."
        )
    }
}

extension Bench {
    /// Without a lead there is nothing to report on.
    func requireLeads() throws {
        guard reading.facts.leads.count == 0 else { return }
        throw FailedVerb(
            .badData,
            en:
                "There is no lead to report on. Name the contacts or leads that your CRM exports, or a file "
                + "with the columns lead_id, created_at and source.",
            nl:
                "Er is geen lead om over te rapporteren. Noem de contacten of leads die uw CRM exporteert, "
                + "of een bestand met de kolommen lead_id, created_at en source.")
    }
}

/// What the rows of a report are.
struct RowOptions: ParsableArguments {
    @Option(
        help: .said(
            "What the rows are: source, intent, persona, campaign, content or month.",
            "Wat de rijen zijn: source, intent, persona, campaign, content of month."))
    var by: Breakdown = .source
}

/// What counts as one.
struct UnitOptions: ParsableArguments {
    @Option(
        help: .said(
            "What counts as one: person or company.",
            "Wat als één telt: person (persoon) of company (bedrijf)."))
    var unit: CountedUnit = .person
}

/// What a sale brings, where somebody says it.
struct MarginOptions: ParsableArguments {
    @Option(
        help: .said(
            "What a sale brings after direct costs, such as 4000. Default: the mean of the deals.",
            "Wat een verkoop na directe kosten opbrengt, zoals 4000. Standaard: het gemiddelde van de deals."
        )
    )
    var margin: String?
}

/// Whether a report that fits on a screen in short is wanted in full.
struct FullOption: ParsableArguments {
    @Flag(
        help: .said(
            "All sections, and not only the answer on one screen. Other formats always have them.",
            "Alle onderdelen, en niet alleen het antwoord op één scherm. Andere vormen hebben ze altijd."
        )
    )
    var full = false
}

/// What every report on figures takes.
struct FiguresOptions: ParsableArguments {
    @OptionGroup var data: DataOptions
    @OptionGroup(title: OptionTitle.used) var rows: RowOptions
    @OptionGroup(title: OptionTitle.counting) var counted: UnitOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: OptionTitle.suppositions) var sale: MarginOptions

    var by: Breakdown { rows.by }
    var unit: CountedUnit { counted.unit }

    func open(
        readsParts: Bool = false, adding more: (inout Request) -> Void = { _ in }
    ) throws -> Bench {
        let margin = try AmountArgument.read(sale.margin, "--margin")
        return try data.open(by: by, unit: unit, lang: output.lang, readsParts: readsParts) {
            $0.margin = margin
            more(&$0)
        }
    }

    /// Reads, works the figures out, and prints what a report makes of them.
    func show(
        readsParts: Bool = false, _ make: (Figures, ReportContext) -> some Report
    ) async throws {
        let bench = try open(readsParts: readsParts)
        let figures = await bench.figures()
        bench.storeJudgements()
        try output.print(of: bench) { make(figures, $0) }
    }
}

extension Language: ExpressibleByArgument {}
extension CountedUnit: ExpressibleByArgument {}
extension Breakdown: ExpressibleByArgument {
    /// Teams are no rows of every report: what says too much of one person is put together in the hand-over.
    public init?(argument: String) {
        guard let breakdown = Breakdown(rawValue: argument), breakdown != .team else { return nil }
        self = breakdown
    }

    public static var allValueStrings: [String] {
        allCases.filter { $0 != .team }.map(\.rawValue)
    }
}
extension DateOrder: ExpressibleByArgument {}
extension RowDays: ExpressibleByArgument {}
extension DecimalSign: ExpressibleByArgument {}
