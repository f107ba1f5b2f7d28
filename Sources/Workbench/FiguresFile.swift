internal import Quantities
package import Store

/// Writes figures to a database file of their own.
package enum FiguresFile {
    /// Writes the file: whole, or not at all.
    package static func write(
        _ tables: [FiguresDatabase.Table], _ views: [FiguresDatabase.View], to file: OutputFile
    ) throws {
        let folder = try TemporaryFolder(beside: file.place)
        do {
            try FiguresDatabase.write(tables, views, to: "\(folder.path)/figures.sqlite")
        } catch {
            throw FailedVerb(
                .cannotWrite, en: "\(file.path.visible) cannot be written: \(error).",
                nl: "\(file.path.visible) kan niet geschreven worden: \(error).")
        }
        try file.take("\(folder.path)/figures.sqlite")
    }
}
