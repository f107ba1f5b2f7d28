import Analysis
import ArgumentParser
import Quantities
import Reports
import Store
import Valuation
import Workbench

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: CallLanguage.said(
            "What other programs get back: leads for a CRM, conversions for Google Ads, figures for a dashboard.",
            "Wat andere programma's terugkrijgen: leads voor een CRM, conversies voor Google Ads, cijfers voor een dashboard."
        ),
        discussion: """
            mql export leads --for hubspot --only mql --to mql-to-hubspot.csv
            mql export conversions --stage sql --consent ad_user_data --clicks contacts.csv --to google.csv
            mql export figures --to figures.sqlite
            """,
        subcommands: [
            ExportLeadsCommand.self, ExportConversionsCommand.self, ExportFiguresCommand.self,
        ])
}

struct ExportLeadsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leads",
        abstract: CallLanguage.said(
            "A row a lead as a CRM takes it: intent, source, persona, score, grade, decision, guide price, worth.",
            "Een rij per lead zoals een CRM die neemt: intentie, bron, persona, score, klasse, besluit, richtprijs, waarde."
        ),
        discussion: CallLanguage.said(
            """
            mql export leads --for salesforce --only mql --to mqls.csv
            No name, address or company is in it: the id says who it is. What the firm is known to earn of such MQLs is \
            mql_worth; the guide price has two columns. There is no column of one value, which a CRM would add up.
            """,
            """
            mql export leads --for salesforce --only mql --to mqls.csv
            Er staat geen naam, adres of bedrijf in: het nummer zegt wie het is. Wat het bedrijf naar verwachting aan \
            zulke MQL's verdient is mql_worth; de richtprijs heeft twee kolommen. Er is geen kolom met één waarde, die \
            een CRM zou optellen.
            """))

    @OptionGroup var data: DataOptions

    @Option(
        name: .customLong("for"),
        help: .said(
            "By whose names columns are called: plain, hubspot, salesforce or pipedrive.",
            "Naar wie de kolommen heten: plain, hubspot, salesforce of pipedrive."))
    var crm: LeadExport.CRM = .plain

    @Option(
        help: .said(
            "Only leads of which one thing was decided.",
            "Alleen leads waarover één ding is besloten."))
    var only: Decision?

    @OptionGroup(title: OptionTitle.look) var look: LookOptions

    func run() async throws {
        let lang = look.chosenLanguage ?? CurrentProject.language ?? .en
        let bench = try data.open(lang: lang)
        let leads = bench.pipeline.list(bench.question, only: only)
        let figures = await bench.figures()
        let review = try await bench.review()
        let export = LeadExport(leads, figures, crm, by: bench.pipeline.rules.book)
        let text = CSVFormat(isForDutchExcel: look.excel == .nl).write(export.table)
        if let to = look.to {
            try Outputs.file(to, for: "--to").write(text.harmless)
            Terminal.complain(
                Phrase(
                    en: "\(leads.count) leads written to \(to.visible)",
                    nl: "\(leads.count) leads geschreven naar \(to.visible)"
                ).text(lang))
        } else {
            Terminal.print(text)
        }
        if let caution = LeadExport.caution(review.loop) { Terminal.complain(caution.text(lang)) }
        try WrittenLists.keep(leads.map(\.id), data, to: look.to, lang)
    }
}

extension LeadExport.CRM: ExpressibleByArgument {}

struct ExportFiguresCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figures",
        abstract: CallLanguage.said(
            "A database of figures for Metabase, Grafana or datasette: what reports print, without persons.",
            "Een database met cijfers voor Metabase, Grafana of datasette: wat rapporten tonen, zonder personen."
        ),
        discussion: CallLanguage.said(
            """
            mql export figures --period 2026 --to figures.sqlite --force
            Tables report_source, report_campaign, report_intent, report_persona, report_month, justify_source and about; \
            the view sources has cost and worth beside each other, without the total. What is not known is NULL.
            """,
            """
            mql export figures --period 2026 --to figures.sqlite --force
            Tabellen report_source, report_campaign, report_intent, report_persona, report_month, justify_source en about; \
            de view sources heeft kosten en waarde naast elkaar, zonder het totaal. Wat niet bekend is, is NULL.
            """))

    @OptionGroup var data: DataOptions

    @Option(help: .said("The file to make.", "Het bestand om te maken."))
    var to: String

    @Flag(
        help: .said(
            "Write over a file that is there already.", "Overschrijf een bestand dat er al is."))
    var force = false

    @Option(
        name: .customLong("lang"),
        help: .said("en or nl: of what is said about it.", "en of nl: van wat erover wordt gezegd.")
    )
    var chosenLanguage: Language?

    func run() async throws {
        let lang = chosenLanguage ?? CurrentProject.language ?? .en
        let file = try Outputs.file(to, for: "--to", takesPipes: false)
        let held = HeldFacts()
        let bench = try data.open(lang: lang) { $0.held = held }
        var tables: [FiguresDatabase.Table] = []
        for by in [Breakdown.source, .campaign, .intent, .persona, .month] {
            var request = try data.request(by: by, unit: .person)
            request.held = held
            let figures = try await Bench(request).figures()
            tables.append(Self.table("report_\(by.rawValue)", FiguresReport(figures).document))
        }
        let justified = JustificationReport(await bench.justify(.init()))
        tables.append(Self.table("justify_source", justified.document))
        tables.append(about(bench))
        try FiguresFile.write(tables, [Self.sources], to: file)
        Terminal.complain(
            Phrase(en: "Written to \(to.visible)", nl: "Geschreven naar \(to.visible)").text(lang))
    }

    /// Cost and worth of each source, without the row of the total.
    private static let sources = FiguresDatabase.View(
        name: "sources",
        query: """
            SELECT r.*, j.cost AS all_in_per_mql, j.worth, j.worth_band_low, j.worth_band_high, j.chance_pays, j.advice, \
            j.effect FROM report_source AS r LEFT JOIN justify_source AS j ON j.source = r.source WHERE r.source <> 'total'
            """)

    private func about(_ bench: Bench) -> FiguresDatabase.Table {
        let question = bench.question
        let book = bench.pipeline.rules.book
        return FiguresDatabase.Table(
            name: "about", columns: ["key", "value"],
            rows: [
                ["as_of", "\(question.asOf)"], ["from", "\(question.period.first)"],
                ["to", "\(question.period.lastDay)"], ["currency", question.currency.code],
                ["rule_book", book.stamp.text], ["program", "mql \(ProgramVersion.number)"],
            ])
    }

    /// What programs get of a report, the row of names first.
    private static func table(_ name: String, _ document: Document) -> FiguresDatabase.Table {
        let rows = document.dataTable.map(CSVFormat().texts) ?? []
        return FiguresDatabase.Table(
            name: name, columns: rows.first ?? [], rows: Array(rows.dropFirst()))
    }
}
