package import Quantities

/// One figure of the rows of a table, said once: the name that programs read, what people read above it, what
/// `mql help` answers for that, and the cell that a row has.
///
/// Every format and the help read the same one, so that a new figure is one line.
package struct Field<Row>: Sendable {
    package private(set) var column: Table.Column
    package let cell: @Sendable (Row) -> Cell

    package init(_ column: Table.Column, _ cell: @escaping @Sendable (Row) -> Cell) {
        self.column = column
        self.cell = cell
    }

    /// - Parameters:
    ///   - key: the name that programs read.
    ///   - help: what the title means.
    ///   - rank: how soon it falls away where there is no room for all: the highest first, 0 last.
    package init(
        _ key: String, _ en: String, _ nl: String, _ help: Glossary.Term,
        _ shape: Table.Column.Shape = .number, rank: Int = Table.Column.usualRank,
        isWhole: Bool? = nil, _ cell: @escaping @Sendable (Row) -> Cell
    ) {
        self.init(
            key, Phrase(en: en, nl: nl), help, shape, rank: rank, isWhole: isWhole, cell)
    }

    /// The same with a title that other tables have too.
    package init(
        _ key: String, _ title: Phrase, _ help: Glossary.Term,
        _ shape: Table.Column.Shape = .number, rank: Int = Table.Column.usualRank,
        isWhole: Bool? = nil, _ cell: @escaping @Sendable (Row) -> Cell
    ) {
        self.init(.init(key, title, help, shape, rank: rank, isWhole: isWhole), cell)
    }

    /// A figure that only programs read, as there is no room for it in front of people.
    package init(
        data key: String, _ shape: Table.Column.Shape = .number,
        _ cell: @escaping @Sendable (Row) -> Cell
    ) {
        self.init(.init(key, Phrase(""), nil, shape), cell)
    }

    /// The same, as what is said of one of several norms.
    func of(norm name: String, _ measure: String) -> Self {
        var field = self
        field.column.norm = (name, measure)
        return field
    }

    /// The same, as a share of what another column counts.
    func per(_ key: String) -> Self {
        var field = self
        field.column.base = key
        return field
    }
}

extension Table {
    /// A row of the table for each of the rows, by the fields.
    package init<Row>(
        _ fields: [Field<Row>], _ rows: [Row], hasTotal: Bool = false, sums: Set<Int> = [],
        ends: Set<Int> = []
    ) {
        self.init(
            columns: fields.map(\.column), rows: rows.map { row in fields.map { $0.cell(row) } },
            hasTotal: hasTotal, sums: sums, ends: ends)
    }
}
