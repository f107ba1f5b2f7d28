internal import Intake
internal import Quantities
package import Reports

/// Writes sheets to an Excel file, where this program was built with the library for it.
package enum ExcelFile {
    /// Writes the file: whole, or not at all.
    package static func write(_ book: Workbook, to path: String) throws {
        #if XLSX
            let folder = try TemporaryFolder(beside: path)
            do {
                try XLSXFormat.write(
                    book, to: "\(folder.path)/book.xlsx", folder: folder.path)
            } catch let error as XLSXFormat.Failure {
                throw FailedVerb(
                    .cannotWrite,
                    en: "\(path.visible) cannot be written: \(error.reason).",
                    nl: "\(path.visible) kan niet geschreven worden: \(error.reason).")
            }
            try folder.move("book.xlsx", to: path)
        #else
            throw FailedVerb(
                .cannotWrite,
                en:
                    "This mql was built without Excel. Install libxlsxwriter (Debian and Ubuntu: apt install "
                    + "libxlsxwriter-dev) and build again: make. Or use --format csv, with --excel nl for a Dutch "
                    + "Excel.",
                nl:
                    "Deze mql is gebouwd zonder Excel. Installeer libxlsxwriter (Debian en Ubuntu: apt install "
                    + "libxlsxwriter-dev) en bouw opnieuw: make. Of gebruik --format csv, met --excel nl voor een "
                    + "Nederlandse Excel.")
        #endif
    }
}
