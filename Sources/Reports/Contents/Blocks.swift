/// Rows in parts, each with its sum where it has more rows than one.
struct Blocks<Row> {
    /// Rows that belong together.
    struct Part {
        let rows: [Row]
        let sum: Row
    }

    private(set) var rows: [Row] = []
    /// Places of the sums, and of the last row of each part.
    private(set) var sums: Set<Int> = []
    private(set) var ends: Set<Int> = []

    init(_ parts: [Part]) {
        for part in parts where !part.rows.isEmpty {
            rows += part.rows
            if part.rows.count > 1 {
                sums.insert(rows.count)
                rows.append(part.sum)
            }
            ends.insert(rows.count - 1)
        }
    }
}

extension Table {
    /// A row of the table for each of the rows, with a sum behind each part and the total behind all.
    init<Row>(_ fields: [Field<Row>], _ blocks: Blocks<Row>, total: Row) {
        self.init(
            fields, blocks.rows + [total], hasTotal: true, sums: blocks.sums, ends: blocks.ends)
    }
}
