import Analysis
import ArgumentParser
import Quantities
import Reports
import Valuation
import Workbench

/// How to write what was found.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    case text, md, csv, json, html, pdf, xlsx

    /// What the help offers: a workbook where this program can make one.
    static var allValueStrings: [String] {
        allCases.filter { $0 != .xlsx || ExcelFile.isAvailable }.map(\.rawValue)
    }
}

/// In which format, which many calls say.
struct FormatOption: ParsableArguments {
    @Option(
        help: .said(
            "How it is written: for people, for programs, or as a page.",
            "Hoe het wordt geschreven: voor mensen, voor programma's, of als pagina."))
    var format: OutputFormat = .text
}

/// How an answer is written, and where to.
struct LookOptions: ParsableArguments {
    @Option(
        name: .customLong("lang"),
        help: .said(
            "en or nl: the language of text and md. Data for programs is the same in both, but for the summary.",
            "en of nl: de taal van tekst en md. Data voor programma's is in beide gelijk, op de samenvatting na."
        ))
    var chosenLanguage: Language?

    @Option(
        help: .said(
            "Write to this file instead of standard output; a pdf or xlsx always goes to one.",
            "Schrijf naar dit bestand in plaats van naar de standaarduitvoer; een pdf of xlsx gaat "
                + "altijd naar een bestand."))
    var to: String?

    @Flag(
        help: .said(
            "Write over a plain file that is there already; one that is read here stays.",
            "Overschrijf een gewoon bestand dat al bestaat; een dat hier wordt gelezen blijft."))
    var force = false

    @Option(
        help: .said(
            "CSV as Excel of this country opens it: nl, with semicolons and decimal commas.",
            "CSV zoals Excel van dit land het opent: nl, met puntkomma's en komma's voor de decimalen."
        ))
    var excel: ExcelCountry?

    @Option(
        help: .said(
            "Whether text is in colour: auto (in a terminal, unless NO_COLOR is set), always or never.",
            "Of tekst in kleur is: auto (in een terminal, tenzij NO_COLOR gezet is), always of never."
        )
    )
    var color: ColourChoice = .auto

    @Flag(
        help: .said(
            "Print what is longer than the screen at once, and not through MQL_PAGER, PAGER or less.",
            "Druk in één keer af wat langer is dan het scherm, en niet via MQL_PAGER, PAGER of less."
        )
    )
    var noPager = false
}

/// In which shape tables are written for programs.
struct ShapeOption: ParsableArguments {
    @Flag(
        help: .said(
            "CSV with a row a figure: as-of day, period, currency and rule book in each, no totals.",
            "CSV met een rij per cijfer: peildatum, periode, valuta en regelboek in elk, geen totalen."
        ))
    var tidy = false
}

struct OutputOptions: ParsableArguments {
    @OptionGroup(title: OptionTitle.used) var used: FormatOption
    @OptionGroup(title: OptionTitle.look) var look: LookOptions
    @OptionGroup(title: OptionTitle.look) var shape: ShapeOption

    var format: OutputFormat { used.format }
    var to: String? { look.to }

    func validate() throws {
        if [.pdf, .xlsx].contains(format), to == nil {
            throw ValidationError(
                en:
                    "A \(format.rawValue) goes to a file: --format \(format.rawValue) --to report.\(format.rawValue).",
                nl:
                    "Een \(format.rawValue) gaat naar een bestand: --format \(format.rawValue) --to rapport.\(format.rawValue)."
            )
        }
        if look.excel != nil, format != .csv {
            throw ValidationError(
                en: "--excel goes with --format csv.", nl: "--excel hoort bij --format csv.")
        }
        if shape.tidy, format != .csv {
            throw ValidationError(
                en: "--tidy goes with --format csv.", nl: "--tidy hoort bij --format csv.")
        }
    }

    /// What was asked for, else the language of the project of this folder.
    var lang: Language { look.chosenLanguage ?? CurrentProject.language ?? .en }

    /// Writes a report down as was asked: in the language that was asked for, or for programs, for whom it
    /// is the same in every language.
    ///
    /// - Parameters:
    ///   - bench: what the report is made of; nil where no files were read.
    ///   - isFull: whether text has all sections, also where the report has a short screen.
    func print(
        of bench: Bench? = nil, isFull: Bool = true, _ make: (ReportContext) throws -> some Report
    ) throws {
        try Cancellation.check()
        let report = try make(context(of: bench))
        if format == .xlsx, let to {
            let file = try Outputs.file(to, for: "--to", takesPipes: false)
            let progress = Terminal.progress(lang)
            progress?.begin(.drawing)
            defer { progress?.end() }
            guard var book = report.workbook else {
                throw FailedVerb(
                    .cannotWrite,
                    en:
                        "There is no table in this report for an Excel file; use --format text or json here.",
                    nl:
                        "Dit rapport heeft geen tabel voor een Excel-bestand; gebruik hier --format text of json."
                )
            }
            if let loss = Losses.told.text(lang), !book.sheets.isEmpty {
                book.sheets[0].rows[0].append(.text(loss))
            }
            try ExcelFile.write(book, to: file)
            tell(to)
            return
        }
        func told(_ document: Document) -> Document {
            var document = document
            document.warning = Losses.told.text(lang)
            return document
        }
        let written =
            switch format {
            case .text: textFormat.write(told((isFull ? nil : report.screen) ?? report.document))
            case .md: MarkdownFormat(lang).write(told(report.document))
            case .csv:
                CSVFormat(isForDutchExcel: look.excel == .nl).write(
                    shape.tidy ? try tidied(report.document, bench) : report.document)
            case .json, .xlsx:
                report.json.summed(up: try said(bench, make)).adding(Losses.told).text
            case .html, .pdf: report.html(warning: Losses.told.text(lang))
            }
        guard let to else {
            // In colour nothing else is left in it that steers a terminal.
            Terminal.show(
                format == .text && isColoured ? written : written.harmless, pages: isPaged)
            return
        }
        let text = written.harmless
        let file = try Outputs.file(to, for: "--to", takesPipes: format != .pdf)
        if format == .pdf {
            guard let printer = PagePrinter(path: Terminal.programFolders) else {
                throw PagePrinter.missing
            }
            let progress = Terminal.progress(lang)
            progress?.begin(.drawing)
            defer { progress?.end() }
            try printer.print(text, to: file)
        } else {
            try file.write(text)
        }
        tell(to)
    }

    /// The tables of a report as one, with a row for each figure.
    private func tidied(_ document: Document, _ bench: Bench?) throws -> Document {
        let tidy = TidyTable(
            document, report: Terminal.verb, bench?.question,
            book: bench?.pipeline.rules.book.stamp.text)
        guard let table = tidy.table else {
            throw FailedVerb(
                .cannotWrite,
                en: "There is no table in this report for --tidy; use --format csv or json alone.",
                nl:
                    "Dit rapport heeft geen tabel voor --tidy; gebruik --format csv of json alleen."
            )
        }
        var one = Document(document.title)
        one.dataTable = table
        return one
    }

    /// What a report says first, in the language that was asked for.
    private func said(
        _ bench: Bench?, _ make: (ReportContext) throws -> some Report
    ) throws -> String {
        try make(context(of: bench, in: lang)).opening
    }

    /// Whether text is written in colour.
    var isColoured: Bool {
        guard format == .text, to == nil else { return false }
        switch look.color {
        case .auto: return Terminal.hasColours
        case .always: return true
        case .never: return false
        }
    }

    /// Whether a text that is longer than the screen is shown page by page.
    var isPaged: Bool { format == .text && to == nil && !look.noPager }

    private var textFormat: TextFormat {
        TextFormat(lang, width: to == nil ? Terminal.width : nil, isColoured: isColoured)
    }

    private func context(of bench: Bench?) -> ReportContext {
        context(of: bench, in: [.csv, .json].contains(format) ? .en : lang)
    }

    private func context(of bench: Bench?, in language: Language) -> ReportContext {
        let command = Terminal.command(asOf: bench?.question.asOf)
        var context =
            bench?.context(language, command: command) ?? ReportContext(language, command: command)
        context.firm = CurrentProject.firm
        return context
    }

    /// Writes a report as JSON whose last member may be longer than there is room for.
    ///
    /// - Parameter end: writes all of it, piece by piece, given what stands in front.
    func printJSON(
        of bench: Bench?, _ make: (ReportContext) throws -> some Report,
        _ end: (JSONValue, @escaping (String) -> Void) throws -> Void
    ) throws {
        let report = try make(context(of: bench)).json.summed(up: said(bench, make))
            .adding(Losses.told)
        guard let to else {
            var pieces = ""
            let flush = {
                Terminal.print(pieces)
                pieces.removeAll(keepingCapacity: true)
            }
            try end(report) { piece in
                pieces += piece
                if pieces.utf8.count >= 1 << 16 { flush() }
            }
            return flush()
        }
        try Outputs.file(to, for: "--to").write { write in
            try end(report) { write($0.harmless) }
        }
        tell(to)
    }

    private func tell(_ path: String) {
        Terminal.complain(
            Phrase(en: "Written to \(path.visible)", nl: "Geschreven naar \(path.visible)").text(
                lang))
    }
}

/// Whether text is in colour.
enum ColourChoice: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never
}

/// A country whose Excel reads other CSV.
enum ExcelCountry: String, CaseIterable, ExpressibleByArgument {
    case nl
}
