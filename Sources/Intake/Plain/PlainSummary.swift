package import Quantities

/// What a source holds that is no table known here: its tables, what their columns hold, and some rows.
package struct PlainSummary: Hashable, Sendable {
    /// What stands in most cells of a column.
    package enum Content: Hashable, Sendable {
        case nothing, days, numbers, addresses, text
    }

    package struct Table: Hashable, Sendable {
        package let start: PlainTables.Start
        /// One for each column, or each cell of the first row where it names none.
        package fileprivate(set) var contents: [Content] = []
        package fileprivate(set) var rows = 0
        package fileprivate(set) var mended = 0
        /// As many as were asked for.
        package fileprivate(set) var firstRows: [PlainTables.Row] = []
    }

    package let name: String
    /// Why nothing is taken from it.
    package let why: Phrase
    package private(set) var tables: [Table] = []

    private static let looksAt = 200

    /// - Parameter most: how many rows of each table are kept.
    /// - Throws: `IntakeError` where it is no text with rows.
    package init(_ source: ByteSource, why: Phrase, rows most: Int) throws {
        name = source.name
        self.why = why
        var counts: [[Content: Int]] = []
        func settle(_ tables: inout [Table]) {
            guard !tables.isEmpty else { return }
            tables[tables.count - 1].contents = counts.map(PlainSummary.most)
        }
        var found: [Table] = []
        try PlainTables.read(source) { event in
            switch event {
            case .start(let start):
                settle(&found)
                counts = Array(repeating: [:], count: start.header?.count ?? 0)
                found.append(Table(start: start))
            case .row(let row):
                let last = found.count - 1
                found[last].rows += 1
                found[last].mended += row.isMended ? 1 : 0
                if found[last].firstRows.count < most { found[last].firstRows.append(row) }
                guard found[last].rows <= PlainSummary.looksAt else { return }
                while counts.count < row.cells.count { counts.append([:]) }
                for (place, cell) in row.cells.enumerated() {
                    counts[place][PlainSummary.content(cell), default: 0] += 1
                }
            }
        }
        settle(&found)
        tables = found
    }

    private static func most(_ counts: [Content: Int]) -> Content {
        let filled = counts.filter { $0.key != .nothing }
        let order: [Content] = [.text, .addresses, .days, .numbers]
        return order.filter { filled[$0] != nil }.max {
            filled[$0, default: 0] < filled[$1, default: 0]
        }
            ?? .nothing
    }

    private static func content(_ cell: String) -> Content {
        if !cell.contains(where: { !$0.isWhitespace }) { return .nothing }
        if cell.contains("@") { return .addresses }
        guard Header.isValue(cell) else { return .text }
        return WrittenAmount(cell) == nil ? .days : .numbers
    }
}
