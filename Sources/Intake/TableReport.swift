package import Leads
package import Quantities

/// Deals in a stage of which nobody knows whether it means won or lost.
package struct OpenStage: Hashable, Sendable {
    package var deals = 0
    package var cents: [Currency: Int128] = [:]

    package init() {}

    /// Counts a deal, and its amount in its currency.
    package mutating func add(_ deal: Deal) {
        deals += 1
        if let amount = deal.amount { cents[deal.currency, default: 0] += Int128(amount) }
    }

    /// Adds the deals of the same stage elsewhere.
    package mutating func add(_ other: OpenStage) {
        deals += other.deals
        cents.merge(other.cents, uniquingKeysWith: +)
    }
}

/// What became of a row.
enum RowOutcome {
    case new, updated, unchanged
    /// Known when the part to which the row belongs is added.
    case later
}

/// What became of rows: they are `new + updated + unchanged + rejected + skipped`.
package struct RowCounts: Hashable, Sendable {
    package var rows = 0
    /// Rows that told something new.
    package var new = 0
    /// Rows with another version of a lead or deal that was there already.
    package var updated = 0
    /// Rows that are equal to one before.
    package var unchanged = 0
    package var rejected = 0
    /// Totals, summaries and footers of an export, and rows about somebody who was erased.
    package var skipped = 0
    /// Those about somebody who was erased.
    package var erased = 0
    /// Rows that say that something was won, and those of them that were rejected.
    package var won = 0
    package var wonRejected = 0

    package init() {}

    mutating func count(_ outcome: RowOutcome) {
        switch outcome {
        case .new: new += 1
        case .updated: updated += 1
        case .unchanged: unchanged += 1
        case .later: break
        }
    }

    /// Adds the rows of another table or part.
    package mutating func add(_ other: RowCounts) {
        rows += other.rows
        new += other.new
        updated += other.updated
        unchanged += other.unchanged
        rejected += other.rejected
        skipped += other.skipped
        erased += other.erased
        won += other.won
        wonRejected += other.wonRejected
    }
}

/// How one file was read.
@dynamicMemberLookup
package struct TableReport: Hashable, Sendable {
    package let file: String
    /// The kinds of fact that its rows give.
    package let kinds: [FactKind]
    package var counts = RowCounts()
    /// The total that the file itself states, and what its rows add up to, in cents.
    package var total: Total?

    /// The sum that a file states of itself, beside that of its rows, in cents.
    package struct Total: Hashable, Sendable {
        package let stated: Int64
        package let counted: Int128
        /// How many rows were added up.
        package let rows: Int

        package init(stated: Int64, counted: Int128, rows: Int) {
            (self.stated, self.counted, self.rows) = (stated, counted, rows)
        }

        /// Whether they agree: platforms add amounts before they round them, so that half a cent for
        /// each row is no difference.
        package var agrees: Bool {
            Total.agrees(Int128(stated), with: counted, rows: rows)
        }

        /// Whether a total is what rows add up to.
        static func agrees(_ total: Int128, with sum: Int128, rows: Int) -> Bool {
            total == sum || (total - sum).magnitude * 2 <= UInt128(max(0, rows))
        }
    }

    /// VAT that was taken out of its amounts, in cents.
    package var vat: [Currency: Int128] = [:]
    /// The day that the file's name has; nil where it has none.
    package var namedDay: Day?
    /// The day of the export, as the file's name or a line of its own has it, or somebody said; nil where
    /// nothing says it.
    package var statedDay: Day?
    /// The last moments at which its leads were created and did something; none where that was not kept.
    package var latest = LatestMoments()
    /// The last days on which its leads reached a stage, each as midnight in UTC.
    package var latestStages = LatestMoments()
    /// The day to which it goes; nil where nothing in it and nobody says it.
    package var until: Day?
    /// Whether a platform on which one advertises wrote it.
    package var isPlatform = false
    /// The days that the report of a platform is about; nil where it does not say them.
    package var covers: Period?
    /// Stages of deals that no one has said to be won or lost, and the deals that are in each.
    package var openStages: [String: OpenStage] = [:]
    /// Words for where a lead stands that nobody knows, and how many rows have each.
    package var unknownWords: [String: Int] = [:]
    /// The day of the export in UTC seconds; `.min` where nobody knows.
    package var exported = Int64.min
    /// The vendor whose export it is; nil for a table of one's own.
    package var vendor: String?
    package var recognition = Recognition()
    /// Columns that nothing was taken from.
    package var unusedColumns: [String] = []
    /// Columns that name who of sales has something, and that are not read.
    package var sellerColumns: [String] = []

    /// What became of its rows.
    package subscript(dynamicMember member: KeyPath<RowCounts, Int>) -> Int {
        counts[keyPath: member]
    }

    package init(
        file: String, kinds: [FactKind], vendor: String? = nil, unusedColumns: [String] = []
    ) {
        self.file = file
        self.kinds = kinds
        self.vendor = vendor
        self.unusedColumns = unusedColumns
    }
}

/// As what a file was recognised.
package struct Recognition: Hashable, Sendable {
    /// Nil where all of it is ASCII.
    package var encoding: TextEncoding?
    package var separator = UInt8(ascii: ",")
    /// Whether it is a sheet of a workbook, in which cells are parted by nothing.
    package var isSheet = false
    package var headerLine = 1
    package var dateOrder = DateOrder.ymd
    package var decimal = DecimalSign.point
    /// What a row of a platform's export stands for; nil of other tables.
    package var rowDays: RowDays?
    /// Whether a mapping of the user's own said what the columns are.
    package var isMapped = false
    /// The fields that are taken, and the columns that they come from.
    package var fields: [FieldUse] = []
    /// What stands in the fields of the first rows, in the order of `fields`; nil for what is of a
    /// person and not for show.
    package var firstRows: [[String?]] = []

    /// A field that is taken, and where from.
    package struct FieldUse: Hashable, Sendable {
        package let fact: FactKind
        package let field: String
        /// The column, and those that are looked at where it says nothing; empty for what is the same
        /// in every row.
        package let columns: [String]
        package let constant: String?
    }
}

/// A row that was left out, as it stood.
package struct RejectedRow: Hashable, Sendable {
    package let file: String
    package let header: [String]
    package let cells: [String]
    package let line: Int
    package let message: String
}
