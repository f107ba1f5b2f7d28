package import Leads
package import Quantities

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
    /// For the export of a vendor what that is called; nil for a mapping of one's own, of which
    /// every column must be there.
    package var vendor: String?
    /// Columns by which the export is known, each under one of its names.
    package var signature: [[String]] = []
    /// Columns with the CRM's own word for where a lead stands, of which no day is known.
    package var statusColumns: [String] = []
    /// Whether a platform wrote it: amounts without VAT, and a day of a campaign is in it once.
    package var isPlatform = false
    /// Whether its amounts may be in millionths.
    package var mayBeMicros = false
    /// Whether the days stand in the title above the table, where no column has them.
    package var hasDaysInTitle = false
    /// What a row of a platform's export stands for; nil where its dates have to tell.
    package var rowDays: RowDays?
    /// The days that a platform's report is about; nil where it does not say them.
    package var report: Period?
    /// Whether ids are whole numbers, which a spreadsheet may have rounded.
    package var hasNumberedIDs = false
    /// Where there is no column of ids, the names of columns that tell one person from another: the first of
    /// these that the table has makes the id, and without any the row does. Nil where there is one.
    var personColumns: [[String]]?
    /// Rows that are no data: totals, summaries and what stands under the table.
    package var skips: [RowSkip] = []

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
        var fields = Dictionary(
            uniqueKeysWithValues: kind.columns.map { ($0, FieldSource(column: $0)) })
        if kind == .lead {
            for (field, more) in FieldSource.fromLinks { fields[field]?.more = more }
        }
        return TableMapping(facts: [
            FactMapping(kind: kind, fields: fields, emptyMeansNone: false)
        ])
    }

    /// The same table, in which leads of some statuses are rejected.
    ///
    /// - Parameter day: the day of which the status is known.
    func rejecting(_ statuses: [String], on day: Day) -> TableMapping {
        guard !statusColumns.isEmpty, !statuses.isEmpty else { return self }
        var stage = FieldSource(
            columns: statusColumns,
            values: Dictionary(
                statuses.map { ($0, "rejected") }, uniquingKeysWith: { one, _ in one })
        )
        stage.forms = [.init(form: Wildcard("?*"), value: "")]
        var at = FieldSource(columns: statusDays)
        at.constant = "\(day)"
        var mapping = self
        mapping.facts.append(
            FactMapping(
                kind: .stage,
                fields: [
                    "stage": stage, "at": at,
                    "reason": FieldSource(columns: statusColumns),
                ]))
        return mapping
    }

    /// A mapping of one's own, whose leads may have the CRM's word for where they stand as exports have it.
    var withOwnStatus: TableMapping {
        let status = facts.first { $0.kind == .lead }?.fields["lead_status"]?.columns ?? []
        guard vendor == nil, statusColumns.isEmpty, !status.isEmpty else { return self }
        var mapping = self
        mapping.statusColumns = status
        return mapping
    }

    /// The columns of the day on which a lead came where a column says that it stands.
    private var statusDays: [String] {
        facts.first { fact in
            fact.kind == .stage && fact.fields["stage"]?.columns == statusColumns
        }?.fields["at"]?.columns ?? []
    }

    /// Every column that it takes something from.
    package var columns: [String] {
        Set(facts.flatMap { $0.fields.values.flatMap(\.columns) }).sorted()
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
    /// Whether a mapping of the user's own says so, which may leave out what an export has.
    package var isOwn = false
    /// Of a stage: where the row says that it was reached, by the text `yes`, without saying when.
    package var claim: FieldSource?
    /// Of a deal: what stands beside the CRM's own words for what became of it.
    package var outcome: OutcomeColumns?
    /// Of a stage in a column that says where a lead stands now: whether only that it is beyond MQL counts, and
    /// gives that it was one.
    package var isBeyondMQL = false

    package init(kind: FactKind, fields: [String: FieldSource], emptyMeansNone: Bool = true) {
        self.kind = kind
        self.fields = fields
        self.emptyMeansNone = emptyMeansNone
    }
}

/// Columns that help to understand the words of a CRM for where a deal stands.
package struct OutcomeColumns: Hashable, Sendable {
    /// The name of the pipeline, which may stand between brackets behind the stage.
    package var pipeline: FieldSource?
    /// Columns that say by yes or no whether the deal was won, was lost, or has come to its end.
    package var isWon: FieldSource?
    package var isLost: FieldSource?
    package var isClosed: FieldSource?

    package init(
        pipeline: FieldSource? = nil, isWon: FieldSource? = nil, isLost: FieldSource? = nil,
        isClosed: FieldSource? = nil
    ) {
        self.pipeline = pipeline
        self.isWon = isWon
        self.isLost = isLost
        self.isClosed = isClosed
    }
}

/// Where the text of one field comes from.
package struct FieldSource: Hashable, Sendable {
    /// The names that the column may have: the first of them that the table has.
    package var columns: [String]
    /// The text of every row, where there is no column, or where the cell is empty.
    package var constant: String?
    /// What some texts of the column are replaced by. An empty replacement means: no such fact.
    package var values: [String: String]
    /// The same for forms with `*`, in the order in which they are tried.
    package var forms: [ValueForm] = []
    /// Where some texts say little, and another source may say more: the first that does.
    package var more: [More] = []
    /// The currency between brackets behind the column's name: `Amount spent (EUR)`.
    package var takesHeaderCurrency = false
    /// The columns of which an id is made where none is given; empty for one that only tells the row. Nil
    /// where it is not made.
    package var made: [String]?
    /// Whether it is made of the first of these that has the address of one person.
    var isOfPerson = false

    /// An id of what stands in some columns, in whatever capitals, such as an address; of a row in which they
    /// are all empty, the row.
    package static func made(of columns: [String]) -> FieldSource {
        var source = FieldSource(columns: [])
        source.made = columns
        return source
    }

    /// The same, and where its column is empty the first of some others that says something.
    package func or(_ others: [FieldSource]) -> FieldSource {
        var source = self
        source.more = others.map { More(texts: [""], source: $0) }
        return source
    }

    /// Where more may stand, for rows whose own text says little.
    package struct More: Hashable, Sendable {
        /// Texts of the column, before they are replaced; "" is an empty cell.
        package let texts: [String]
        package let source: FieldSource
    }

    /// What texts of a form are replaced by.
    package struct ValueForm: Hashable, Sendable {
        package let form: Wildcard
        package let value: String
    }

    /// A column by its name, a text for all rows, or both: then the text where the column is empty.
    package init(column: String? = nil, constant: String? = nil, values: [String: String] = [:]) {
        columns = column.map { [$0] } ?? []
        self.constant = constant
        self.values = values
    }

    /// The first of some columns that is filled in: an export may have the old and the new one.
    package static func firstFilled(_ columns: [String]) -> FieldSource {
        var source = FieldSource(columns: columns)
        source.more = columns.dropFirst().map {
            More(texts: [""], source: FieldSource(columns: [$0]))
        }
        return source
    }

    /// What the links by which leads came say where the source is empty: UTM parameters, and the
    /// click ids that platforms add to the links of their advertisements.
    package static let fromLinks: [String: [More]] = [
        "source": [
            column("utm_source"), click("gclid", "google"), click("msclkid", "bing"),
            click("li_fat_id", "linkedin"),
        ],
        "medium": [
            column("utm_medium"), click("gclid", "cpc"), click("msclkid", "cpc"),
            click("li_fat_id", "paid-social"),
        ],
        "campaign": [column("utm_campaign")],
    ]

    private static func column(_ name: String) -> More {
        More(texts: [""], source: FieldSource(name))
    }

    private static func click(_ name: String, _ meaning: String) -> More {
        var source = FieldSource(name)
        source.forms = [ValueForm(form: Wildcard("?*"), value: meaning)]
        return More(texts: [""], source: source)
    }

    /// A column of an export, under any of its names.
    package init(_ columns: String..., values: [String: String] = [:]) {
        self.init(columns: columns, values: values)
    }

    package init(columns: [String], values: [String: String] = [:]) {
        self.columns = columns
        self.values = values
        constant = nil
    }
}

/// A row of an export that is no data.
package enum RowSkip: Hashable, Sendable {
    /// A total: no date, no id, and a word for it.
    case total
    /// None of these columns is filled in.
    case empty([String])
    /// There is but one cell, where the header has several.
    case single
}
