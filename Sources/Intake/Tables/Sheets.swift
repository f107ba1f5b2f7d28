internal import Leads
internal import Quantities
internal import Spreadsheets

/// The sheets of a workbook as tables, each by itself.
///
/// A sheet that Excel hides is not read: what is worked with there may have the money of another sheet again.
/// A sheet that is no known table is left out where another is one. Both are told.
struct Sheets {
    private let file: String
    private let workbook: Workbook

    /// So much may come from a pipe, which cannot be read from its end.
    private static let mostFromPipe = 256 << 20

    /// Nil where a source is no workbook; then it is given back, with what was read of it in front.
    static func open(_ source: ByteSource) throws -> (sheets: Sheets?, source: ByteSource) {
        guard source.sheet == nil else { return (nil, source) }
        do {
            if let bytes = source.anywhere {
                guard try isArchive(bytes, source.name) else { return (nil, source) }
                return (try Sheets(source.name, bytes), source)
            }
            var front: [UInt8] = []
            while front.count < 4 {
                var chunk = [UInt8](repeating: 0, count: 4 - front.count)
                let count = try chunk.withUnsafeMutableBytes { try source.read($0) }
                if count == 0 { break }
                front += chunk[..<count]
            }
            let again = ByteSource(
                name: source.name, size: source.size, front: front, then: source.read)
            guard ZipArchive.begins(front) else { return (nil, again) }
            return (try Sheets(source.name, RandomBytes(try whole(again))), again)
        } catch let error as SpreadsheetError {
            throw IntakeError(file: source.name, error)
        }
    }

    private init(_ file: String, _ bytes: RandomBytes) throws {
        self.file = file
        workbook = try Workbook(ZipArchive(bytes))
    }

    /// By its first bytes; with others in front of them, where its name says that it is a workbook.
    private static func isArchive(_ bytes: RandomBytes, _ name: String) throws -> Bool {
        if ZipArchive.begins(try bytes.first(4)) { return true }
        guard [".xlsx", ".xlsm"].contains(where: { name.lowercased().hasSuffix($0) }) else {
            return false
        }
        return (try? ZipArchive(bytes)) != nil
    }

    private static func whole(_ source: ByteSource) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try chunk.withUnsafeMutableBytes { try source.read($0) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= mostFromPipe else {
                throw SpreadsheetError(
                    en: "A workbook from a pipe may be \(mostFromPipe >> 20) MiB. Name the file.",
                    nl:
                        "Een werkmap uit een pijp mag \(mostFromPipe >> 20) MiB zijn. Noem het bestand."
                )
            }
        }
    }

    /// The tables among the sheets, of which the first says what was left out.
    ///
    /// - Throws: where a sheet cannot be read, or is a question, or none is a table.
    func tables(
        _ open: (ByteSource) throws -> RecognisedTable
    ) throws -> [(name: String, table: RecognisedTable)] {
        var tables: [(name: String, table: RecognisedTable)] = []
        var (unknown, others): ([IntakeError], [IntakeError]) = ([], [])
        var hidden: [Problem] = []
        for sheet in workbook.sheets {
            let name = "\(file)!\(sheet.name)"
            do {
                let text = try SheetText(workbook, sheet)
                if sheet.isHidden {
                    hidden += try note(hidden: text, name)
                    continue
                }
                var source = ByteSource(name: name) { buffer in
                    do { return try text.read(buffer) } catch let error as SpreadsheetError {
                        throw IntakeError(file: name, error)
                    }
                }
                (source.sheet, source.file) = (text, file)
                tables.append((name, try open(source)))
            } catch let error as SpreadsheetError {
                others.append(IntakeError(file: name, error))
            } catch let error as IntakeError {
                if error.isNoTable { unknown.append(error) } else { others.append(error) }
            }
        }
        guard others.isEmpty else { throw IntakeErrors(errors: others) }
        guard let first = tables.first else {
            throw IntakeErrors(errors: refusals(unknown, hidden))
        }
        first.table.notes =
            hidden
            + unknown.filter { !$0.isEmptySheet }.map { error in
                Sheets.note(
                    error.file,
                    Phrase(
                        en: "This sheet is not read. \(error.message.en)",
                        nl: "Dit blad wordt niet gelezen. \(error.message.nl)"))
            }
        return tables
    }

    /// What to say where no sheet is a table: of empty ones only where there is no other.
    private func refusals(_ unknown: [IntakeError], _ hidden: [Problem]) -> [IntakeError] {
        let filled = unknown.filter { !$0.isEmptySheet }
        let told = filled.isEmpty ? Array(unknown.prefix(1)) : filled
        let ofHidden = hidden.map {
            IntakeError(file: $0.file, en: $0.message.en, nl: $0.message.nl)
        }
        guard told.isEmpty, ofHidden.isEmpty else { return told + ofHidden }
        return [
            IntakeError(
                file: file, en: "This workbook has no sheet with cells.",
                nl: "Deze werkmap heeft geen blad met cellen.")
        ]
    }

    /// That a sheet is hidden, if anything stands on it.
    private func note(hidden text: SheetText, _ name: String) throws -> [Problem] {
        var chunk = [UInt8](repeating: 0, count: 256)
        while true {
            let count = try chunk.withUnsafeMutableBytes { try text.read($0) }
            if count == 0 { return [] }
            if chunk[..<count].contains(where: { $0 != 0x0A }) { break }
        }
        return [
            Sheets.note(
                name,
                Phrase(
                    en:
                        "This sheet is hidden, and is not read. Show it in Excel if it is to count.",
                    nl:
                        "Dit blad is verborgen, en wordt niet gelezen. Maak het zichtbaar in Excel als "
                        + "het mee moet tellen."))
        ]
    }

    private static func note(_ name: String, _ message: Phrase) -> Problem {
        Problem(
            file: name, line: 1, column: 1, kind: .unreadSheet, effect: .noted, message: message)
    }
}

extension IntakeError {
    init(file: String, _ error: SpreadsheetError) {
        self.init(file: file, en: error.message.en, nl: error.message.nl)
    }

    /// Whether it is a sheet on which nothing stands, as Excel adds them.
    fileprivate var isEmptySheet: Bool { isNoTable && message.en.hasPrefix("The sheet is empty.") }
}

extension RecognisedTable {
    /// Cells in which there is no value although there seems to be one.
    func lostCells(_ sheet: SheetText) -> [Problem] {
        func problem(_ lost: SheetText.Lost, _ message: Phrase) -> [Problem] {
            guard lost.count > 0 else { return [] }
            return [
                Problem(
                    file: name, line: lost.row, column: lost.column, kind: .lostCell,
                    effect: .noted, message: message)
            ]
        }
        let (errors, unsaved) = (sheet.errors, sheet.unsaved)
        let seen = errors.text.quoted
        return problem(
            errors,
            errors.count == 1
                ? Phrase(
                    en: "This cell holds the error \(seen), and is read as empty.",
                    nl: "Deze cel bevat de fout \(seen), en telt als leeg.")
                : Phrase(
                    en:
                        "\(errors.count) cells hold an error, such as \(seen) here, and are read as empty.",
                    nl:
                        "\(errors.count) cellen bevatten een fout, zoals \(seen) hier, en tellen als leeg."
                ))
            + problem(
                unsaved,
                unsaved.count == 1
                    ? Phrase(
                        en:
                            "The result of this formula is not in the file, and is read as empty. Open the file in "
                            + "Excel, and save it.",
                        nl:
                            "De uitkomst van deze formule staat niet in het bestand, en telt als leeg. Open het "
                            + "bestand in Excel, en bewaar het.")
                    : Phrase(
                        en:
                            "The results of \(unsaved.count) formulas, such as this one, are not in the file, and "
                            + "are read as empty. Open the file in Excel, and save it.",
                        nl:
                            "De uitkomsten van \(unsaved.count) formules, zoals deze, staan niet in het bestand, en "
                            + "tellen als leeg. Open het bestand in Excel, en bewaar het."))
    }
}
