import Intake
import Quantities
import Reports
import Workbench

/// Where rejected rows are written: `--rejects FILE`.
enum RejectsOption {
    /// One file for each kind of table: `rejects.csv`, or `rejects-leads.csv`, `rejects-spend.csv`.
    static func write(_ rows: [RejectedRow], to path: String, _ language: Language) throws {
        let say = Wording(language)
        let tables = ProblemReport.rejects(rows)
        let names = names(tables.map(\.file), path)
        // All are looked at before the first is written.
        let files = try names.map { try Outputs.file($0, for: "--rejects") }
        for (table, file) in zip(tables, files) {
            try file.write(table.text)
            Terminal.complain(
                say(
                    "Rejected rows of \(table.file.visible) written to \(file.path.visible)",
                    "Geweigerde rijen van \(table.file.visible) geschreven naar \(file.path.visible)"
                ))
        }
        if tables.isEmpty {
            Terminal.complain(
                say(
                    "No row was rejected, and no file was written.",
                    "Geen rij is geweigerd, en er is geen bestand geschreven."))
        }
    }

    /// A name for each table, none of them twice.
    static func names(_ tables: [String], _ path: String) -> [String] {
        guard tables.count > 1 else { return tables.map { _ in path } }
        let stem = path.hasSuffix(".csv") ? String(path.dropLast(4)) : path
        var names: [String] = []
        for table in tables {
            // What a sheet is called may hold anything.
            let bare = table.hasSuffix(".csv") ? String(table.dropLast(4)) : table
            let part = String(bare.map { $0 == "!" || $0 == "/" || $0 == "\0" ? "-" : $0 })
            var name = "\(stem)-\(part).csv"
            var number = 1
            while names.contains(name) {
                number += 1
                name = "\(stem)-\(part)-\(number).csv"
            }
            names.append(name)
        }
        return names
    }
}
