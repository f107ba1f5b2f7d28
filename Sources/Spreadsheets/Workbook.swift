/// A workbook of Excel, or of another program that writes its files: which sheets it has.
///
/// After ECMA-376 and ISO/IEC 29500, transitional and strict.
package final class Workbook: Sendable {
    /// A sheet as the workbook names it.
    package struct Sheet: Sendable {
        package let name: String
        /// Whether Excel shows it.
        package let isHidden: Bool
        let entry: ZipArchive.Entry
    }

    /// In the order of their tabs; sheets of charts are not among them.
    package let sheets: [Sheet]
    let archive: ZipArchive
    let strings: SharedStrings
    let styles: CellStyles
    let days: DayCount

    /// A part that says what there is, and holds nothing itself.
    private static let smallPart = 16 << 20
    private static let largePart = 1 << 30
    static let mostSheets = 1_000

    /// Reads which sheets there are, the shared texts and the formats of cells.
    ///
    /// - Throws: `SpreadsheetError` where it is no workbook, or one that cannot be read.
    package init(_ archive: ZipArchive) throws {
        self.archive = archive
        try Workbook.requireReadable(archive)
        let roots = try Workbook.relations(of: "", archive)
        let path =
            roots.first { $0.kind == "officeDocument" }?.target ?? "xl/workbook.xml"
        guard let entry = try archive.entry(path) else {
            throw SpreadsheetError(
                en: "This zip file holds no workbook of Excel.",
                nl: "Dit zipbestand bevat geen werkmap van Excel.")
        }
        let relations = try Workbook.relations(of: path, archive)
        var days = DayCount.from1900
        var sheets: [Sheet] = []
        var scanner = XMLScanner(try ZipPart(archive, entry, most: Workbook.smallPart))
        var isList = false
        reading: while true {
            switch try scanner.next() {
            case .open:
                if scanner.isNamed("workbookPr") {
                    let is1904 = ["1", "true", "on"].contains(scanner.attribute("date1904") ?? "")
                    days = is1904 ? .from1904 : .from1900
                } else if scanner.isNamed("sheets") {
                    isList = !scanner.isClosed
                } else if isList, scanner.isNamed("sheet") {
                    let id = scanner.attribute("id") ?? ""
                    guard let relation = relations.first(where: { $0.id == id }),
                        relation.kind == "worksheet"
                    else { continue }
                    guard let part = try archive.entry(relation.target),
                        sheets.count < Workbook.mostSheets
                    else { throw SpreadsheetError.broken(relation.target) }
                    sheets.append(
                        Sheet(
                            name: scanner.attribute("name") ?? "\(sheets.count + 1)",
                            isHidden: scanner.attribute("state").map { $0 != "visible" } ?? false,
                            entry: part))
                }
            case .close: if scanner.isNamed("sheets") { isList = false }
            case .text: continue
            case .end: break reading
            }
        }
        (self.days, self.sheets) = (days, sheets)
        func part(_ kind: String) throws -> ZipArchive.Entry? {
            try relations.first { $0.kind == kind }.flatMap { try archive.entry($0.target) }
        }
        styles =
            try part("styles").map {
                try CellStyles(ZipPart(archive, $0, most: 4 * Workbook.smallPart))
            } ?? CellStyles()
        strings =
            try part("sharedStrings").map {
                try SharedStrings(ZipPart(archive, $0, most: Workbook.largePart / 2))
            } ?? .none
    }

    /// Whether an archive is a document, of whatever program, and not files that somebody put together.
    package static func isDocument(_ archive: ZipArchive) -> Bool {
        archive.entries.contains { entry in
            entry.name.lowercased() == "[content_types].xml" || entry.name == "mimetype"
                || entry.name.lowercased() == "_rels/.rels" || entry.name.hasSuffix(".iwa")
        }
    }

    /// The rows of a sheet, from its first on.
    func rows(of sheet: Sheet) throws -> SheetRows {
        SheetRows(
            try ZipPart(archive, sheet.entry, most: Workbook.largePart * 2), strings: strings,
            styles: styles, days: days, name: sheet.entry.name)
    }

    /// Names what is a document of another program or kind, and what to do with it.
    private static func requireReadable(_ archive: ZipArchive) throws {
        func has(_ name: String) -> Bool { archive.entries.contains { $0.name == name } }
        let asExcel = (
            en: "save it as an Excel workbook (.xlsx) or as CSV UTF-8",
            nl: "bewaar het als Excel-werkmap (.xlsx) of als CSV UTF-8"
        )
        if has("xl/workbook.bin") {
            throw SpreadsheetError(
                en: "This is a binary workbook (.xlsb). Open it in Excel, and \(asExcel.en).",
                nl: "Dit is een binaire werkmap (.xlsb). Open het in Excel, en \(asExcel.nl).")
        }
        if has("mimetype") {
            throw SpreadsheetError(
                en:
                    "This is an OpenDocument file (.ods). Open it in LibreOffice, and \(asExcel.en).",
                nl:
                    "Dit is een OpenDocument-bestand (.ods). Open het in LibreOffice, en \(asExcel.nl)."
            )
        }
        if archive.entries.contains(where: { $0.name.hasSuffix(".iwa") }) {
            throw SpreadsheetError(
                en: "This is a file of Apple Numbers. Export it from Numbers as Excel or CSV.",
                nl:
                    "Dit is een bestand van Apple Numbers. Exporteer het uit Numbers als Excel of CSV."
            )
        }
        if has("word/document.xml") || has("ppt/presentation.xml") {
            throw SpreadsheetError(
                en: "This is a document of Word or PowerPoint, and holds no table that is read.",
                nl:
                    "Dit is een document van Word of PowerPoint, en bevat geen tabel die gelezen wordt."
            )
        }
    }

    private struct Relation {
        let id: String
        /// The last word of its type, which strict and transitional files have in common.
        let kind: String
        let target: String
    }

    /// What a part refers to; of the archive as a whole where the path is empty.
    private static func relations(of path: String, _ archive: ZipArchive) throws -> [Relation] {
        let folders = path.split(separator: "/").map(String.init).dropLast()
        let file = path.split(separator: "/").last.map(String.init) ?? ""
        let name = (folders + ["_rels", "\(file).rels"]).joined(separator: "/")
        guard let entry = try archive.entry(name) else { return [] }
        var relations: [Relation] = []
        var scanner = XMLScanner(try ZipPart(archive, entry, most: smallPart))
        while true {
            let token = try scanner.next()
            if token == .end { return relations }
            guard token == .open, scanner.isNamed("Relationship"),
                scanner.attribute("TargetMode") != "External", relations.count < 4 * mostSheets,
                let target = scanner.attribute("Target")
            else { continue }
            var parts = target.hasPrefix("/") ? [] : Array(folders)
            for part in target.replacing("\\", with: "/").split(separator: "/") where part != "." {
                if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
            }
            let type = scanner.attribute("Type") ?? ""
            relations.append(
                Relation(
                    id: scanner.attribute("Id") ?? "",
                    kind: type.split(separator: "/").last.map(String.init) ?? "",
                    target: parts.joined(separator: "/")))
        }
    }
}
