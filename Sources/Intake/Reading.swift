package import Leads
package import Quantities

/// What to read, and how to understand it.
package struct ReadingOptions: Sendable {
    package var zone: TimeZoneRule
    /// The order of dates that do not begin with the year; nil where nobody has said it.
    package var dateOrder: DateOrder?
    /// The sign before the cents; nil where nobody has said it.
    package var decimal: DecimalSign?
    /// The currency of amounts beside which none stands.
    package var currency: Currency
    /// The lead fields whose text is wanted.
    package var leadFields: [String]
    /// The lead fields of which it matters only whether they are filled in.
    package var presenceFields: [String]
    package var keepsRejectedRows: Bool
    /// What a row of a platform's export stands for, where that cannot be seen.
    package var rowDays: RowDays?
    /// VAT that is part of amounts spent and is taken out, in hundredths of a percent.
    package var vatInSpend = 0
    /// By what a CRM calls a lead that sales has turned down, and the day of which that is known.
    package var rejectedStatuses: [String] = []
    package var exportedOn: Day?
    /// Whether leads count as created with their first stage: then none comes before its lead.
    package var createdAtEarliest = false
    /// What words for where a lead stands mean that no format knows: mql, sql, opportunity, won, or none of
    /// them, by the CRM's own word.
    package var leadStages: [String: LeadStageWord] = [:]
    /// What stages of deals mean that no format knows: open, won or lost, by the CRM's own word.
    package var dealStages: [String: String] = [:]
    /// Addresses that are of no person; nil where persons with several ids are not looked for.
    package var roles: RoleAddresses?
    /// What is known already, where rows are read to be added to it; nil where they stand alone.
    package var known: KnownFacts?
    /// The day of the export in UTC seconds, of files that do not say it; `.min` where nobody knows.
    package var exported = Int64.min
    /// Whether that day goes before the one in the name of a file.
    package var exportedIsSaid = false
    /// How many parts of a file are read at once; it makes no difference to what is read.
    package var jobs = 1
    /// The bytes of one such part.
    var blockSize = 1 << 20

    package init(
        zone: TimeZoneRule = .utc, dateOrder: DateOrder? = nil, decimal: DecimalSign? = nil,
        currency: Currency = .eur, leadFields: [String] = [], presenceFields: [String] = [],
        keepsRejectedRows: Bool = false
    ) {
        self.zone = zone
        self.dateOrder = dateOrder
        self.decimal = decimal
        self.currency = currency
        self.leadFields = leadFields
        self.presenceFields = presenceFields
        self.keepsRejectedRows = keepsRejectedRows
    }
}

extension ReadingOptions {
    /// What the user said that words for where a lead stands mean, without regard to capitals and blanks.
    var saidLeadWords: [String: OutcomeWords.LeadWord] {
        Dictionary(
            leadStages.map { (OutcomeWords.folded($0.key), $0.value.meaning) },
            uniquingKeysWith: { one, _ in one })
    }

    /// The same without regard to capitals and blanks.
    var saidStages: [String: Deal.Status] {
        Dictionary(
            dealStages.sorted { $0.key < $1.key }.compactMap { text, status in
                Deal.Status(rawValue: status).map { (OutcomeWords.folded(text), $0) }
            }, uniquingKeysWith: { first, _ in first })
    }
}

/// Deals in a stage of which nobody knows whether it means won or lost.
package struct OpenStage: Hashable, Sendable {
    package var deals = 0
    package var cents: [Currency: Int128] = [:]

    package init() {}

    package mutating func add(_ deal: Deal) {
        deals += 1
        if let amount = deal.amount { cents[deal.currency, default: 0] += Int128(amount) }
    }

    package mutating func add(_ other: OpenStage) {
        deals += other.deals
        cents.merge(other.cents, uniquingKeysWith: +)
    }
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
            TableCursor.agrees(Int128(stated), with: counted, rows: rows)
        }
    }

    /// VAT that was taken out of its amounts, in cents.
    package var vat: [Currency: Int128] = [:]
    /// The day that the file's name has; nil where it has none.
    package var namedDay: Day?
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

/// What came of reading some files.
package struct Reading: Sendable {
    package private(set) var facts: Facts
    package let problems: ProblemList
    package let tables: [TableReport]
    package let rejected: [RejectedRow]
    /// What each row told, where rows were read to be added to what is known.
    package let rows: ReadRows?

    init(
        facts: Facts, problems: ProblemList, tables: [TableReport], rejected: [RejectedRow],
        rows: ReadRows?
    ) {
        self.facts = facts
        self.problems = problems
        self.tables = tables
        self.rejected = rejected
        self.rows = rows
    }

    /// Facts that were read before, and how that went.
    package init(facts: Facts, problems: ProblemList, tables: [TableReport]) {
        self.init(facts: facts, problems: problems, tables: tables, rejected: [], rows: nil)
    }

    /// Of no files.
    package static let none = Reading(
        facts: FactsAssembly(
            leads: LeadTable(), leadSum: Fingerprint(), activities: .none, stages: AllStages(),
            deals: [], spend: [SpendRow]().counted(), plan: []
        ).facts(), problems: ProblemList(), tables: [])
}

/// By what somebody who was erased may be known.
package enum ErasedText: Sendable {
    case lead(String)
    case deal(String)
    case address(String)
    /// Phone and name together, as `PersonalForms` has them: each alone is shared by others.
    case contact(phone: String, name: [String])
}

/// What is known before some files are read.
package struct KnownFacts: Sendable {
    /// Leads of which a row need not be in the files.
    package var leads: LeadIndex
    /// Whether an id or an address is of somebody who was erased; nil where nobody was.
    package var isErased: (@Sendable (ErasedText) -> Bool)?
    /// Whether these are all leads that there are, also those that no row to come is about.
    package var isWhole = false
    /// Whether nothing has changed since the file before was added, but what that added.
    package var isCarried = false
    /// Leads into which a CRM has merged ids.
    package var merged: [KnownMerge] = []

    package init(leads: LeadIndex, isErased: (@Sendable (ErasedText) -> Bool)? = nil) {
        self.leads = leads
        self.isErased = isErased
    }
}

/// What the rows of a file told, beside leads, activities and deals, to be added to what is known.
package struct ReadRows: Sendable {
    /// A row of a lead.
    package struct LeadRow: Sendable {
        package let lead: Int
        /// Whether the file had the same row before.
        package let isRepeated: Bool

        init(_ lead: Int, _ outcome: RowOutcome) {
            self.lead = lead
            isRepeated = outcome == .unchanged
        }
    }

    package struct StageRow: Sendable {
        package let lead: Int
        package let stage: Stage
        package let day: Day
        /// Of the day, where a file says at what time a lead became an MQL.
        package let second: UInt32?
        package let reason: Symbol
        package let identity: UInt64
    }

    package var leads: [LeadRow] = []
    /// Each once.
    package var stages: [StageRow] = []
    package var reasons = SymbolTable()
    package var spend: [SpendRow] = []
    package var plan: [PlannedRow] = []
}

extension Reading {
    /// Keeps what says who a person is from being shown.
    package mutating func hidePersons() { facts.hidesPersons = true }

    /// Puts all money in one currency, as far as there are rates.
    package mutating func convert(to currency: Currency, by rates: ExchangeRates) {
        facts = facts.converted(to: currency, by: rates)
    }

    /// Counts each person once, under however many ids.
    package mutating func joinPersons() { facts = facts.joiningPersons() }

    /// Takes deals in stages that nobody knew as what somebody has said since that these mean.
    package mutating func settle(_ options: ReadingOptions) {
        let said = options.saidStages
        guard !said.isEmpty else { return }
        facts = facts.settled { stage in
            said[OutcomeWords.folded(stage)] ?? said[OutcomeWords.bare(stage, pipeline: "")]
        }
    }

    /// Reads all sources, those with leads first, so that every other row finds its lead.
    ///
    /// A bad row is counted, listed and left out. A file of which nothing can be read throws.
    package static func read(
        _ sources: [ByteSource], mappings: [TableMapping] = [], options: ReadingOptions
    ) throws -> Reading {
        let tables = try open(sources, mappings: mappings, options: options)
        return try read(tables.map(\.table), options, filesInOrder: tables.map(\.name))
    }

    /// Recognises all sources before a row of any is read; a workbook may give several tables.
    package static func open(
        _ sources: [ByteSource], mappings: [TableMapping] = [], options: ReadingOptions
    ) throws -> [OpenTable] {
        var errors: [IntakeError] = []
        var tables: [OpenTable] = []
        for (place, source) in sources.enumerated() {
            func recognised(_ source: ByteSource) throws -> RecognisedTable {
                try RecognisedTable(source, mappings: mappings, options: options)
            }
            do {
                let (sheets, text) = try Sheets.open(source)
                let found = try sheets?.tables(recognised) ?? [(text.name, recognised(text))]
                tables += found.map { OpenTable(name: $0.name, source: place, table: $0.table) }
            } catch let error as IntakeError {
                errors.append(error)
            } catch let error as IntakeErrors {
                errors += error.errors
            }
        }
        guard errors.isEmpty else { throw IntakeErrors(errors: errors) }
        return tables
    }

    /// Reads one table by itself. Once.
    package static func read(_ table: OpenTable, options: ReadingOptions) throws -> Reading {
        try read([table.table], options, filesInOrder: [table.name])
    }

    private static func read(
        _ tables: [RecognisedTable], _ options: ReadingOptions, filesInOrder names: [String]
    ) throws -> Reading {
        var builder = FactsBuilder(options: options)
        // Two rounds over open tables: first those with leads, then the others, each in order.
        for table in tables where table.hasLeads { try table.read(into: &builder) }
        // Now every lead is known: rows about one of a later row or file can be taken.
        try builder.readDeferred()
        for table in tables where !table.hasLeads { try table.read(into: &builder) }
        return builder.finish(filesInOrder: names)
    }
}

/// A table of which it is known what it holds, and of which no row has been read.
package struct OpenTable {
    package let name: String
    /// The place of the file among those that were given, of which a workbook may have several tables.
    package let source: Int
    fileprivate let table: RecognisedTable

    /// Whether it gives leads, which have to be known before what is told of them.
    package var hasLeads: Bool { table.hasLeads }

    /// The ids of the leads that its rows are about, or may be.
    ///
    /// - Parameter most: how many bytes are looked through for that.
    /// - Returns: nil where the table is larger, or says it in another way than by the id.
    package func leadIDs(most: Int) throws -> LeadIndex? { try table.leadIDs(most: most) }
}

/// All files of which nothing can be read, at once.
package struct IntakeErrors: Error, CustomStringConvertible {
    package let errors: [IntakeError]

    package var description: String { described.en }

    package var described: Phrase {
        Phrase(joining: errors.map(\.described), separator: "\n")
    }
}
