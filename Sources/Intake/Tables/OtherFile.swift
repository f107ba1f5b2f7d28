internal import Quantities
internal import Spreadsheets

/// Files that people try, and that are no table of leads, deals or spend: known by their first bytes, each
/// with what to do about it.
enum OtherFile {
    /// What to say of a file; nil for text with rows on lines.
    ///
    /// - Parameters:
    ///   - front: the first rows, as text.
    ///   - firstBytes: the first bytes as they are in the file.
    static func complaint(
        _ front: [UInt8], firstBytes: [UInt8], _ name: String
    ) -> Phrase? {
        format(front, firstBytes: firstBytes, name) ?? textFormat(front, name)
            ?? noLeadsOrCost(front)
    }

    private static let advice = Phrase(en: "Save it as CSV UTF-8.", nl: "Bewaar het als CSV UTF-8.")

    private static func what(_ en: String, _ nl: String, _ advice: Phrase = advice) -> Phrase {
        Phrase(en: "\(en) \(advice.en)", nl: "\(nl) \(advice.nl)")
    }

    /// A line with which another program makes CSV of it, and hands it over.
    private static func pipe(_ query: String) -> Phrase {
        let line = "duckdb -csv -c \"\(query)\" | mql report --data - …"
        return Phrase(en: "DuckDB makes CSV of it: \(line)", nl: "DuckDB maakt er CSV van: \(line)")
    }

    /// What is known by its first bytes.
    ///
    /// - Returns: nil for text, of whatever kind.
    static func format(
        _ front: [UInt8], firstBytes bytes: [UInt8], _ name: String
    ) -> Phrase? {
        func starts(_ text: String) -> Bool { bytes.starts(with: text.utf8) }
        func starts(_ start: UInt8...) -> Bool { bytes.starts(with: start) }
        let unpack = Phrase(en: "Unpack it first.", nl: "Pak het eerst uit.")
        let table = Phrase(
            en: "Ask for the table behind it as CSV.", nl: "Vraag de tabel erachter op als CSV.")
        if starts(0xD0, 0xCF, 0x11, 0xE0) { return oldWorkbook(front, name) }
        if starts("PAR1") {
            let path = name.replacing("'", with: "''")
            return what(
                "This is Parquet.", "Dit is Parquet.", pipe("select * from '\(path)'"))
        }
        if starts("%PDF") { return what("This is a PDF.", "Dit is een pdf.", table) }
        if starts(0x89, 0x50, 0x4E, 0x47) || starts(0xFF, 0xD8, 0xFF) || starts("GIF8")
            || starts("RIFF") || starts("II*\0") || starts("MM\0*")
        {
            return what("This is a picture.", "Dit is een afbeelding.", table)
        }
        if starts("SQLite format 3") {
            return what(
                "This is a database of SQLite.", "Dit is een database van SQLite.",
                Phrase(
                    en:
                        "Take a table out of it: sqlite3 -csv -header FILE \"select * from TABLE\" > TABLE.csv",
                    nl:
                        "Haal er een tabel uit: sqlite3 -csv -header BESTAND \"select * from TABEL\" > "
                        + "TABEL.csv"))
        }
        if starts("BZh") || starts(0x28, 0xB5, 0x2F, 0xFD) || starts(0x37, 0x7A, 0xBC, 0xAF)
            || starts("Rar!") || starts(0xFD, 0x37, 0x7A, 0x58)
        {
            return what("This is a packed file.", "Dit is een ingepakt bestand.", unpack)
        }
        if starts("{\\rtf") {
            return what(
                "This is a text of a word processor.", "Dit is een tekst van een tekstverwerker.")
        }
        return nil
    }

    /// Workbooks of before 2007, and newer ones with a password, which are put into a file of that kind.
    private static func oldWorkbook(_ front: [UInt8], _ file: String) -> Phrase {
        let word: [UInt8] = Array("EncryptedPackage".utf8).flatMap { [$0, 0] }
        let isNew = [".xlsx", ".xlsm", ".xlsb"].contains { file.lowercased().hasSuffix($0) }
        if isNew || !front.ranges(of: word).isEmpty { return SpreadsheetError.password.message }
        return Phrase(
            en:
                "This is a workbook of an old Excel (.xls). Open it in Excel and save it as an Excel "
                + "workbook (.xlsx), or as CSV UTF-8.",
            nl: "Dit is een werkmap van een oude Excel (.xls). Open het in Excel en bewaar het als "
                + "Excel-werkmap (.xlsx), of als CSV UTF-8.")
    }

    /// What is text, and no table.
    private static func textFormat(_ front: [UInt8], _ name: String) -> Phrase? {
        let firstLine = front.prefix { $0 != 0x0A }.prefix(1000)
        if firstLine.contains(0) { return what("This is no text.", "Dit is geen tekst.") }
        let start = front.drop { $0 <= 0x20 }.prefix(200)
        let text = String(decoding: start, as: UTF8.self).lowercased()
        let next = text.dropFirst().first { !$0.isWhitespace }
        let isObject = text.first == "{" && (next == "\"" || next == "}")
        let isList = text.first == "[" && (next == "{" || next == "[" || next == "]")
        if isObject || isList {
            let path = name.replacing("'", with: "''")
            return what(
                "This is JSON.", "Dit is JSON.", pipe("select * from read_json('\(path)')"))
        }
        if text.hasPrefix("<!doctype") || text.hasPrefix("<html") || text.hasPrefix("<table") {
            return what(
                "This is a web page, also where its name ends with .xls.",
                "Dit is een webpagina, ook als de naam eindigt op .xls.",
                Phrase(
                    en: "Open it in Excel and save it as CSV UTF-8.",
                    nl: "Open het in Excel en bewaar het als CSV UTF-8."))
        }
        if text.hasPrefix("<?xml") {
            return what(
                "This is XML.", "Dit is XML.",
                Phrase(
                    en: "Open it in Excel and save it as CSV UTF-8.",
                    nl: "Open het in Excel en bewaar het als CSV UTF-8."))
        }
        return nil
    }

    /// Files that hold neither leads nor cost.
    private static func noLeadsOrCost(_ front: [UInt8]) -> Phrase? {
        func starts(_ text: String) -> Bool { front.starts(with: text.utf8) }
        if starts("# ---") {
            return Phrase(
                en:
                    "This is a report of Google Analytics: it has neither leads nor cost. Export leads "
                    + "from your CRM and cost from the advertising platform.",
                nl: "Dit is een rapport van Google Analytics: dat heeft geen leads en geen kosten. "
                    + "Exporteer leads uit uw CRM en kosten uit het advertentieplatform.")
        }
        if starts("Notes:") {
            return Phrase(
                en:
                    "This is the list of your connections on LinkedIn: it has neither leads nor cost. "
                    + "Export the performance report of Campaign Manager.",
                nl:
                    "Dit is de lijst van uw connecties op LinkedIn: die heeft geen leads en geen kosten. "
                    + "Exporteer het prestatierapport van Campaign Manager.")
        }
        if starts("No data available") || starts("\"No data available") {
            return Phrase(
                en:
                    "The platform says that there is no data for this period. Choose another period, or "
                    + "leave the file out.",
                nl:
                    "Het platform zegt dat er voor deze periode geen gegevens zijn. Kies een andere "
                    + "periode, of laat het bestand weg.")
        }
        return nil
    }
}
