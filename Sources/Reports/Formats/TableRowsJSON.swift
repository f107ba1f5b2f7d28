package import Intake

/// The rows of tables as JSON, a piece at a time, however many there are.
package struct TableRowsJSON {
    /// How many rows of each table are written; nil for all.
    private let most: Int?
    private var tables = 0
    private var rows = 0
    private var more = 0
    private var mended: [Int] = []
    private let write: (String) -> Void

    /// - Parameters:
    ///   - report: an object, to which the tables are added as its last member.
    ///   - write: takes what is written.
    package init(after report: JSONValue, rows most: Int?, _ write: @escaping (String) -> Void) {
        self.most = most
        self.write = write
        write(String(report.text.dropLast(3)) + ",\n  \"tables\": [")
    }

    /// Writes where a table begins, or one of its rows.
    package mutating func take(_ event: PlainTables.Event) {
        switch event {
        case .start(let start): begin(start)
        case .row(let row):
            if row.isMended { mended.append(row.line) }
            guard rows < most ?? .max else {
                more += 1
                return
            }
            write((rows == 0 ? "\n        " : ",\n        ") + row.cells.json.line)
            rows += 1
        }
    }

    /// Ends the object.
    package mutating func finish() {
        endTable()
        write(tables == 0 ? "]\n}\n" : "\n  ]\n}\n")
    }

    private mutating func begin(_ start: PlainTables.Start) {
        endTable()
        write(tables == 0 ? "\n    {" : ",\n    {")
        tables += 1
        let members: [(String, JSONValue)] = [
            ("file", start.name.json), ("line", start.line.json), ("above", start.above.json),
            ("encoding", (start.encoding?.rawValue ?? "ASCII").json),
            ("separator", start.separator.json), ("header", start.header.json),
        ]
        for (name, value) in members {
            write("\n      \(JSONValue.string(name).line): \(value.line),")
        }
        write("\n      \"rows\": [")
    }

    private mutating func endTable() {
        guard tables > 0 else { return }
        write(rows == 0 ? "]" : "\n      ]")
        write(
            ",\n      \"rows_left_out\": \(more),\n      \"mended_lines\": \(mended.json.line)\n    }"
        )
        (rows, more, mended) = (0, 0, [])
    }
}
