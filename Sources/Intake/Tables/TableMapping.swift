internal import Leads

/// How the rows of one kind of table become facts.
///
/// It is data, not code: the tables of this product, of a vendor and of a user are read by the
/// same steps, with other mappings.
package struct TableMapping: Hashable, Sendable {
    /// Which files it is for: a name in which `*` stands for anything. Nil fits every file.
    package var file: String?
    package var facts: [FactMapping]
    package var dateOrder: DateOrder?
    package var decimal: DecimalSign?

    package init(
        file: String? = nil, facts: [FactMapping], dateOrder: DateOrder? = nil,
        decimal: DecimalSign? = nil
    ) {
        self.file = file
        self.facts = facts
        self.dateOrder = dateOrder
        self.decimal = decimal
    }

    /// The table of one kind as a user writes it by hand, every column under its own name.
    package static func canonical(_ kind: FactKind) -> TableMapping {
        let fields = kind.columns.map { ($0, FieldSource(column: $0)) }
        return TableMapping(facts: [
            FactMapping(
                kind: kind, fields: Dictionary(uniqueKeysWithValues: fields), emptyMeansNone: false)
        ])
    }

    /// Every column that it takes something from.
    package var columns: [String] {
        Set(facts.flatMap { $0.fields.values.compactMap(\.column) }).sorted()
    }

    /// Whether `name` has the form of `file`.
    package func fits(_ name: String) -> Bool { file.map { Wildcard($0).matches(name) } ?? true }
}

/// How one fact is taken from a row. A row may give several.
package struct FactMapping: Hashable, Sendable {
    package var kind: FactKind
    /// Where each field comes from, by the field's canonical name.
    package var fields: [String: FieldSource]
    /// A row whose date, amount or stage is empty gives no such fact, and that is no mistake.
    package var emptyMeansNone: Bool

    package init(kind: FactKind, fields: [String: FieldSource], emptyMeansNone: Bool = true) {
        self.kind = kind
        self.fields = fields
        self.emptyMeansNone = emptyMeansNone
    }
}

/// Where the text of one field comes from.
package struct FieldSource: Hashable, Sendable {
    package var column: String?
    /// The text of every row, where there is no column, or where the cell is empty.
    package var constant: String?
    /// What some texts of the column are replaced by. An empty replacement means: no such fact.
    package var values: [String: String]

    package init(column: String? = nil, constant: String? = nil, values: [String: String] = [:]) {
        self.column = column
        self.constant = constant
        self.values = values
    }
}
