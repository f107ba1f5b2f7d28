internal import Quantities
package import Reports

/// Writes sheets to an Excel file, where this program was built with the library for it.
package enum ExcelFile {
    /// Whether this program was built with that library.
    package static var isAvailable: Bool {
        #if XLSX
            true
        #else
            false
        #endif
    }

    /// Writes the file: whole, or not at all.
    package static func write(_ book: Workbook, to file: OutputFile) throws {
        #if XLSX
            let folder = try TemporaryFolder(beside: file.place)
            do {
                try XLSXFormat.write(
                    book, to: "\(folder.path)/book.xlsx", folder: folder.path)
            } catch let error as XLSXFormat.Failure {
                throw FailedVerb(
                    .cannotWrite,
                    en: "\(file.path.visible) cannot be written: \(error.reason).",
                    nl: "\(file.path.visible) kan niet geschreven worden: \(error.reason).")
            }
            try file.take("\(folder.path)/book.xlsx")
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
