import Analysis
import ArgumentParser
import Quantities
import Reports
import Workbench

/// How to write what was found.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    case text, md, csv, json, html, pdf, xlsx
}

struct OutputOptions: ParsableArguments {
    @Option(help: "text, md, csv, json, html, pdf or xlsx.")
    var format: OutputFormat = .text

    @Option(
        name: .customLong("lang"),
        help: "en or nl: the language of text and md. Data for programs is the same in both.")
    var chosenLanguage: Language?

    @Option(
        help: "Write to this file instead of standard output; a pdf or xlsx always goes to one.")
    var to: String?

    @Option(help: "CSV as Excel of this country opens it: nl, with semicolons and decimal commas.")
    var excel: ExcelCountry?

    @Flag(help: "Write over a plain file that is there already; one that is read here stays.")
    var force = false

    func validate() throws {
        if [.pdf, .xlsx].contains(format), to == nil {
            throw ValidationError(
                "A \(format.rawValue) goes to a file: --format \(format.rawValue) --to report.\(format.rawValue)."
            )
        }
        if excel != nil, format != .csv {
            throw ValidationError("--excel goes with --format csv.")
        }
    }

    /// What was asked for, else the language of the project of this folder.
    var lang: Language { chosenLanguage ?? CurrentProject.language ?? .en }

    /// Writes a report down as was asked: in the language that was asked for, or for programs, for whom it
    /// is the same in every language.
    ///
    /// - Parameter bench: what the report is made of; nil where no files were read.
    func print(
        of bench: Bench? = nil, _ make: (ReportContext) throws -> some Report
    ) throws {
        let report = try make(context(of: bench))
        if format == .xlsx, let to {
            let file = try Outputs.file(to, for: "--to", takesPipes: false)
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
            case .text:
                TextFormat(lang, width: to == nil ? Terminal.width : nil).write(
                    told(report.document))
            case .md: MarkdownFormat(lang).write(told(report.document))
            case .csv: CSVFormat(isForDutchExcel: excel == .nl).write(report.document)
            case .json, .xlsx: report.json.adding(Losses.told).text
            case .html, .pdf: report.html(warning: Losses.told.text(lang))
            }
        let text = written.harmless
        guard let to else {
            Terminal.print(text)
            return
        }
        let file = try Outputs.file(to, for: "--to", takesPipes: format != .pdf)
        if format == .pdf {
            guard let printer = PagePrinter(path: Terminal.programFolders) else {
                throw PagePrinter.missing
            }
            try printer.print(text, to: file)
        } else {
            try file.write(text)
        }
        tell(to)
    }

    private func context(of bench: Bench?) -> ReportContext {
        let language = [.csv, .json].contains(format) ? .en : lang
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
        let report = try make(context(of: bench)).json.adding(Losses.told)
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

/// A country whose Excel reads other CSV.
enum ExcelCountry: String, CaseIterable, ExpressibleByArgument {
    case nl
}
