internal import Leads
internal import Quantities
internal import Spreadsheets

/// The tables in a file that holds several: the sheets of a workbook, or the files of a zip archive, among which
/// workbooks may be.
///
/// A sheet that Excel hides is not read: what is worked with there may have the money of another sheet again.
/// What is no known table is left out where another one is. Both are told.
struct FileParts {
    private struct Part {
        /// What problems call it: `exports.zip!fair.xlsx!Leads`.
        let name: String
        let isHidden: Bool
        let open: () throws -> ByteSource
    }

    private let file: String
    private let parts: [Part]

    /// So much may come from a pipe, which cannot be read from its end, and of a workbook in an archive.
    private static let mostInMemory = 256 << 20
    private static let longestEntry = 16 << 30

    /// Nil where a source is one table; then it is given back, unpacked if it was packed.
    static func open(_ source: ByteSource) throws -> (parts: FileParts?, source: ByteSource) {
        guard source.sheet == nil else { return (nil, source) }
        do {
            if let bytes = source.anywhere {
                let front = try bytes.first(4)
                if Gunzip.begins(front) { return (nil, try unpacked(source)) }
                guard isArchive(front, bytes, source.name) else { return (nil, source) }
                return (try FileParts(source.name, bytes), source)
            }
            let (front, again) = try peeked(source)
            if Gunzip.begins(front) { return (nil, try unpacked(again)) }
            guard ZipArchive.begins(front) else { return (nil, again) }
            return (try FileParts(source.name, RandomBytes(try whole(again))), again)
        } catch let error as SpreadsheetError {
            throw IntakeError(noTable: source.name, error.message)
        }
    }

    private init(_ file: String, _ bytes: RandomBytes) throws {
        self.file = file
        let archive = try ZipArchive(bytes)
        parts =
            Workbook.isDocument(archive)
            ? try FileParts.sheets(of: archive, file) : FileParts.entries(of: archive, file)
        guard !parts.isEmpty else {
            throw SpreadsheetError(
                en: "This file holds no sheet and no table.",
                nl: "Dit bestand bevat geen blad en geen tabel.")
        }
    }

    /// By its first bytes; with others in front of them, where its name says that it is a workbook.
    private static func isArchive(_ front: [UInt8], _ bytes: RandomBytes, _ name: String) -> Bool {
        if ZipArchive.begins(front) { return true }
        guard [".xlsx", ".xlsm"].contains(where: { name.lowercased().hasSuffix($0) }) else {
            return false
        }
        return (try? ZipArchive(bytes)) != nil
    }

    /// The first bytes of a source, and the same from its beginning.
    private static func peeked(_ source: ByteSource) throws -> ([UInt8], ByteSource) {
        var front: [UInt8] = []
        while front.count < 4 {
            var chunk = [UInt8](repeating: 0, count: 4 - front.count)
            let count = try chunk.withUnsafeMutableBytes { try source.read($0) }
            if count == 0 { break }
            front += chunk[..<count]
        }
        var place = 0
        let again = source.reading { [front] buffer in
            guard place < front.count else { return try source.read(buffer) }
            let count = min(buffer.count, front.count - place)
            buffer.copyBytes(from: front[place..<(place + count)])
            place += count
            return count
        }
        return (front, again)
    }

    /// What a gzip file holds.
    private static func unpacked(_ source: ByteSource) throws -> ByteSource {
        let packed = try Gunzip(source.name, source.read)
        // How much it is, is not known beforehand.
        var text = ByteSource(name: source.name) { buffer in
            do { return try packed.read(buffer) } catch let error as SpreadsheetError {
                throw IntakeError(file: source.name, error)
            }
        }
        text.otherNames =
            (source.otherNames + [source.name]).filter { $0.lowercased().hasSuffix(".gz") }
            .map { String($0.dropLast(3)) } + source.otherNames
        return text
    }

    private static func whole(_ source: ByteSource) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try chunk.withUnsafeMutableBytes { try source.read($0) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= mostInMemory else {
                throw SpreadsheetError(
                    en: "A workbook from a pipe may be \(mostInMemory >> 20) MiB. Name the file.",
                    nl:
                        "Een werkmap uit een pijp mag \(mostInMemory >> 20) MiB zijn. Noem het bestand."
                )
            }
        }
    }

    private static func sheets(of archive: ZipArchive, _ file: String) throws -> [Part] {
        let workbook = try Workbook(archive)
        return workbook.sheets.map { sheet in
            let name = "\(file)!\(sheet.name)"
            return Part(name: name, isHidden: sheet.isHidden) {
                let text = try SheetText(workbook, sheet)
                var source = ByteSource(name: name) { buffer in
                    do { return try text.read(buffer) } catch let error as SpreadsheetError {
                        throw IntakeError(file: name, error)
                    }
                }
                (source.sheet, source.file) = (text, file)
                source.otherNames = [
                    file, file.split(separator: "!").last.map(String.init) ?? file,
                ]
                return source
            }
        }
    }

    /// The files of an archive, without what a Mac adds to them.
    private static func entries(of archive: ZipArchive, _ file: String) -> [Part] {
        archive.entries.flatMap { entry -> [Part] in
            let path = entry.name.split(separator: "/")
            guard !entry.name.hasSuffix("/"), let last = path.last, !last.hasPrefix("."),
                path.first != "__MACOSX"
            else { return [] }
            let name = "\(file)!\(entry.name)"
            do {
                let part = try ZipPart(archive, entry, most: longestEntry)
                var text = ByteSource(name: name) { buffer in
                    do { return try part.read(buffer) } catch let error as SpreadsheetError {
                        throw IntakeError(file: name, error)
                    }
                }
                text.otherNames = [String(last)]
                let (front, source) = try peeked(text)
                if ZipArchive.begins(front) {
                    let bytes = try archive.whole(entry, most: mostInMemory)
                    return try sheets(of: ZipArchive(RandomBytes(bytes)), name)
                }
                let isPacked = Gunzip.begins(front)
                return [
                    Part(name: name, isHidden: false) { isPacked ? try unpacked(source) : source }
                ]
            } catch {
                // It is told when it is its turn.
                return [Part(name: name, isHidden: false) { throw error }]
            }
        }
    }

    /// Reads what is packed to its end, without looking at it.
    ///
    /// - Throws: `IntakeError` where it is damaged.
    static func requireWhole(_ source: ByteSource) throws {
        let (parts, text) = try open(source)
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        for part in try parts?.visible() ?? [text] {
            while try chunk.withUnsafeMutableBytes({ try part.read($0) }) > 0 {}
        }
    }

    /// The parts that Excel does not hide, each as a source.
    func visible() throws -> [ByteSource] {
        do {
            return try parts.filter { !$0.isHidden }.map { try $0.open() }
        } catch let error as SpreadsheetError {
            throw IntakeError(noTable: file, error.message)
        }
    }

    /// The tables among the parts, of which the first says what was left out.
    ///
    /// - Throws: where a part cannot be read, or is a question, or none is a table.
    func tables(
        _ recognise: (ByteSource) throws -> RecognisedTable
    ) throws -> [(name: String, table: RecognisedTable)] {
        var tables: [(name: String, table: RecognisedTable)] = []
        var (unknown, others): ([IntakeError], [IntakeError]) = ([], [])
        var hidden: [Problem] = []
        for part in parts {
            do {
                let source = try part.open()
                if part.isHidden {
                    hidden += try note(hidden: source)
                } else {
                    tables.append((part.name, try recognise(source)))
                }
            } catch let error as SpreadsheetError {
                others.append(IntakeError(file: part.name, error))
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
                FileParts.note(
                    error.file,
                    Phrase(
                        en: "This is not read. \(error.message.en)",
                        nl: "Dit wordt niet gelezen. \(error.message.nl)"))
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
    private func note(hidden text: ByteSource) throws -> [Problem] {
        var chunk = [UInt8](repeating: 0, count: 256)
        while true {
            let count = try chunk.withUnsafeMutableBytes { try text.read($0) }
            if count == 0 { return [] }
            if chunk[..<count].contains(where: { $0 != 0x0A }) { break }
        }
        return [
            FileParts.note(
                text.name,
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
        self.init(unreadable: file, error.message)
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
