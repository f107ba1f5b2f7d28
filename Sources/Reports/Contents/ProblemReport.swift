package import Intake
internal import Quantities

/// The problems of a reading, grouped by kind, for whoever has to mend them.
package enum ProblemReport {
    /// - Parameter examples: how many of each kind are written out.
    package static func text(_ context: ReportContext, examples: Int = 5) -> String {
        let (reading, say) = (context.reading, context.say)
        let problems = reading.problems
        guard !problems.isEmpty else { return "" }
        var lines: [String] = []
        for group in problems.grouped(examples: examples) {
            lines += group.first.map { $0.description(context.language) }
            let more = group.count - group.first.count
            if more > 0 {
                lines.append(say("… and \(more) more like this", "… en nog \(more) zulke"))
            }
        }
        let rows = reading.tables.reduce(0) { $0 + $1.rows }
        let rejected = reading.tables.reduce(0) { $0 + $1.rejected }
        let total = say.numbers.count(rows)
        let out = say.count(rejected, .row)
        lines.append(
            rejected == 0
                ? say("All \(total) rows were taken.", "Alle \(total) rijen zijn overgenomen.")
                : say(
                    "\(out) of \(total) rejected. --rejects FILE writes them to a file, to correct and read again.",
                    "\(out) van \(total) geweigerd. --rejects BESTAND schrijft ze naar een bestand, om te "
                        + "verbeteren en opnieuw te lezen."))
        return lines.map { $0 + "\n" }.joined()
    }

    /// The columns that stand behind those of the file in a table of rejected rows.
    package static let addedColumns = ["mql_file", "mql_line", "mql_problem", "mql_more_cells"]

    /// Rejected rows as tables that can be mended and read again, one for each header: the row as it
    /// stood, with the place and the problem behind it.
    package static func rejects(_ rows: [RejectedRow]) -> [(file: String, text: String)] {
        var tables: [(header: [String], file: String, text: String)] = []
        for row in rows {
            let place = tables.firstIndex { $0.header == row.header } ?? tables.count
            if place == tables.count {
                let header = row.header + addedColumns
                tables.append((row.header, row.file, line(header)))
            }
            let width = row.header.count
            let cells = row.cells.prefix(width)
            let blanks = Array(repeating: "", count: width - cells.count)
            let more = row.cells.dropFirst(width).joined(separator: ",")
            tables[place].text += line(
                cells + blanks + [row.file, "\(row.line)", row.message, more])
        }
        return tables.map { ($0.file, $0.text) }
    }

    private static func line(_ cells: [String]) -> String {
        cells.map(CSVFormat.escaped).joined(separator: ",") + "\n"
    }
}
