internal import Leads
internal import Quantities

/// Collects facts row by row, and puts them together at the end.
///
/// What a row must hold, and what becomes of it, stands in `Rows/`, one file per kind of fact.
struct FactsBuilder {
    let options: ReadingOptions
    var leads: LeadTable
    /// Rows of leads that are still to be compared with the leads that are known.
    var leadRows: LeadRows
    /// By lead, a hash of what its last row told beside it.
    var toldOfLead: [Int: UInt64] = [:]
    /// The lead of the row before, of the rows that are about a known one.
    var lastLead = KnownLead(number: -1, hash: 0)
    var activities = ActivityRows()
    private var gathered = GatheredActivities()
    /// Whether this is a part of a table, whose rows know the leads by their place in the part.
    private let isPart: Bool
    var stageRows: [StageRow] = []
    var deals: [Deal] = []
    var dealPlaces: [String: Int] = [:]
    /// What the user said that stages of deals mean, by the stage without regard to capitals.
    let saidStages: [String: Deal.Status]
    /// What words for the stage of a lead mean, and how many rows have those that nobody knows.
    var leadWords = LeadWords()
    /// Deals in stages that nobody knows, of which a table has told already.
    var toldDeals = Set<ToldDeal>()
    var spendRows: [SpendRow] = []
    var spendSeen: [UInt64: SpendSeen] = [:]
    /// By campaign and days, the rows that platforms have of them.
    var platformRows: [UInt64: PlatformSeen] = [:]
    var unreadColumns = Set<UnreadColumn>()
    var plan: [PlannedRow] = []
    /// By source and month, the places of the rows and the lines on which they stand.
    var planSeen: [UInt64: [(place: Int, line: Int)]] = [:]
    /// The largest total that the table being read states, and what its rows add up to.
    private var statedTotal: Int64?
    var spendInTable: Int128 = 0
    var spendRowsInTable = 0
    var reasons = SymbolTable()
    var problems = ProblemList()
    var reports: [TableReport] = []
    var rejectedRows: [RejectedRow] = []
    /// What became of the rows of which their report does not tell yet.
    private var counts = RowCounts()
    /// What is wrong with the row being read.
    var pending: [Problem] = []
    /// The report of the table being read.
    var currentReport = 0
    /// Ids that were merged into leads; nil while leads may still come.
    private(set) var merged: LateMergedIDs?
    /// Whether a lead that is not known may still come.
    var mayDefer = false
    private var deferred: [DeferredRow] = []
    /// The first value of the table being read that is written in another way than was seen before.
    var contradiction: Problem?
    /// The row being read is about somebody who was erased.
    var isErasedRow = false
    /// The row being read says that something was won.
    var isWonRow = false
    /// Of each row of a lead which lead that is, where rows are read to be added to others.
    var readLeads: [ReadRows.LeadRow] = []

    init(options: ReadingOptions) {
        self.options = options
        leads = LeadTable(columns: options.leadFields, presences: options.presenceFields)
        leads.roles = options.roles
        if let known = options.known { leads.index = known.leads }
        leadRows = LeadRows(leads)
        saidStages = options.saidStages
        isPart = false
    }

    /// A builder for some rows of a table, which the whole adds to itself afterwards.
    ///
    /// - Parameter leads: those that are known; none for a table that gives leads itself.
    init(
        partOf report: TableReport, leads: LeadTable, merged: LateMergedIDs?,
        options: ReadingOptions
    ) {
        self.options = options
        self.merged = merged
        self.leads = leads
        self.leads.roles = options.roles
        leadRows = LeadRows(leads)
        // No table of deals is read in parts.
        saidStages = [:]
        reports = [report]
        isPart = true
    }

    /// Makes room for what so many rows give.
    mutating func reserve(_ rows: Int) {
        for kind in report.kinds {
            switch kind {
            case .activity: activities.reserve(rows)
            case .lead: leadRows.reserve(rows)
            case .stage: stageRows.reserveCapacity(rows)
            case .deal, .spend, .plan: break
            }
        }
    }

    /// Makes room for the leads of a table of about so many rows.
    mutating func expect(_ rows: Int) {
        // What is more is made room for when it comes: a guess may be far beside the truth.
        if report.kinds.contains(.lead), leads.count == 0 { leads.reserve(min(rows, 1 << 21)) }
    }

    /// What became of a row.
    enum Outcome {
        case new, updated, unchanged
        /// Known when the part to which the row belongs is added.
        case later
    }

    /// Begins with a table.
    mutating func begin(_ file: String, _ plan: TablePlan, of day: Day?) {
        currentReport = reports.count
        reports.append(
            TableReport(
                file: file, kinds: plan.facts.map(\.kind), vendor: plan.vendor,
                unusedColumns: plan.unusedColumns))
        reports[currentReport].isPlatform = plan.isPlatform
        reports[currentReport].covers = plan.report
        contradiction = nil
        reports[currentReport].namedDay = day
        leads.fields.formUnion(plan.leadFieldsWithColumn)
    }

    /// The report of the table that is being read.
    var report: TableReport { reports[currentReport] }

    /// Reads every row to come.
    ///
    /// - Parameter mayDefer: whether a row about a lead that is not known yet waits until all leads
    ///   are.
    /// - Returns: whether the rows end in the middle of one.
    @discardableResult
    mutating func read(_ cursor: borrowing TableCursor, mayDefer: Bool) throws -> Bool {
        self.mayDefer = mayDefer
        spendInTable = 0
        spendRowsInTable = 0
        let leadFields = LeadFields(cursor.plan, leads: leads)
        guard let first = cursor.plan.facts.first else { return false }
        let maySkip = !cursor.plan.skips.isEmpty
        while true {
            let outcome = try cursor.reader.next()
            if outcome == .end || outcome == .cut {
                tellCounts()
                checkTotal(cursor)
                gather()
                // Rows about a lead of their own row are put on shelves when it has a number.
                if isPart, leadRows.count == 0 { activities.shelve() }
                return outcome == .cut
            }
            counts.rows += 1
            if outcome == .record {
                // A row of nothing but separators is no row.
                if cursor.reader.bytes(0).isEmpty, cursor.isBlank {
                    counts.skipped += 1
                    continue
                }
                if maySkip {
                    let nature = cursor.nature(sum: spendInTable, rows: spendRowsInTable)
                    if nature == .summary {
                        counts.skipped += 1
                        noteTotal(cursor)
                        continue
                    }
                    if nature == .unclear { pending.append(cursor.unclearTotal()) }
                }
            }
            takeRow(cursor, outcome, first, leadFields)
            if activities.count >= 1 << 17 { gather() }
        }
    }

    /// Adds what some rows of the table gave, in their order.
    mutating func add(_ part: consuming FactsBuilder) {
        reports[currentReport].counts.add(part.reports[0].counts)
        reports[currentReport].unknownWords.merge(
            part.reports[0].unknownWords, uniquingKeysWith: +)
        let taken = take(&part.leadRows)
        for outcome in [Outcome.new, .updated, .unchanged] {
            count(outcome, times: taken.count { $0.outcome == outcome })
        }
        tellCounts()
        let numbers = taken.map(\.number)
        part.activities.gather(into: &gathered, numbers: numbers)
        var known: [Symbol] = []
        reasons.take(part.reasons, known: &known)
        for row in part.stageRows {
            stageRows.append(
                row.moved(
                    to: numbers.isEmpty ? row.lead : numbers[row.lead], report: currentReport,
                    reason: known[Int(row.reason)]))
        }
        // What is told once for a column is told by the first part that has it.
        var isTold = true
        for column in part.unreadColumns {
            let known = UnreadColumn(table: currentReport, field: column.field)
            if unreadColumns.insert(known).inserted { isTold = false }
        }
        problems.add(
            isTold
                ? part.problems.without(.unreadCell).without(.outsideReport) : part.problems)
        contradiction = contradiction ?? part.contradiction
        rejectedRows += part.rejectedRows
    }

    private mutating func gather() {
        guard !isPart else { return }
        activities.gather(into: &gathered, numbers: [])
        activities = ActivityRows()
    }

    /// Keeps of which day the table is.
    mutating func wasExported(at seconds: Int64) { reports[currentReport].exported = seconds }

    /// Keeps as what the table that was just read was recognised.
    mutating func recognised(_ recognition: Recognition) {
        reports[currentReport].recognition = recognition
    }

    /// Reads the rows that waited for a lead of a later row or file, when all leads are known.
    mutating func readDeferred() throws {
        merged = LateMergedIDs()
        let waiting = deferred
        deferred = []
        mayDefer = false
        for row in waiting {
            currentReport = row.report
            let text = row.cells.map { cell in
                "\"" + cell.replacing("\"", with: "\"\"") + "\""
            }.joined(separator: String(UnicodeScalar(row.separator)))
            let cursor = TableCursor(
                file: row.file, header: row.header, plan: row.plan, parser: row.parser,
                exported: row.exported, emptyEnd: row.emptyEnd, shape: row.shape,
                reader: try RecordReader(
                    ByteSource(name: row.file, text: text), separator: row.separator,
                    chunk: text.utf8.count + 16, firstLine: row.line))
            let outcome = try cursor.reader.next()
            guard let first = row.plan.facts.first else { continue }
            takeRow(cursor, outcome, first, LeadFields(row.plan, leads: leads))
            tellCounts()
        }
    }

    /// The total that a skipped row states, where it has the amount in its place.
    private mutating func noteTotal(_ cursor: borrowing TableCursor) {
        guard let fact = cursor.plan.facts.first(where: { $0.kind == .spend }),
            case .success(let cents) = cursor.parser.cents(cursor.bytes(fact.cell("amount")))
        else { return }
        statedTotal = max(statedTotal ?? cents, cents)
    }

    /// What the rows of an export add up to must be what its own total says.
    private mutating func checkTotal(_ cursor: borrowing TableCursor) {
        defer { statedTotal = nil }
        guard let stated = statedTotal else { return }
        reports[currentReport].total = .init(
            stated: stated, counted: spendInTable, rows: spendRowsInTable)
        guard reports[currentReport].total?.agrees == false else { return }
        let (one, other) = (
            FixedPoint.text(cents: stated), FixedPoint.text(cents: spendInTable)
        )
        problems.add(
            cursor.problem(
                .totalDiffers, effect: .noted,
                en:
                    "The total of the file says \(one), and its rows add up to \(other). Look for rows "
                    + "that are missing.",
                nl:
                    "Het totaal van het bestand zegt \(one), en de rijen tellen op tot \(other). Kijk of "
                    + "er rijen ontbreken."))
    }

    /// Takes one row, and counts what became of it.
    ///
    /// - Parameter first: the first fact that its table gives, which mostly is the only one.
    private mutating func takeRow(
        _ cursor: borrowing TableCursor, _ outcome: RecordReader.Outcome, _ first: TablePlan.Fact,
        _ leadFields: LeadFields
    ) {
        if outcome != .record {
            pending.append(unreadable(cursor, outcome))
        } else if cursor.isRagged {
            pending.append(cursor.raggedness())
        }
        var result: Outcome?
        if pending.isEmpty {
            result =
                cursor.plan.facts.count == 1
                ? take(first, cursor, leadFields)
                : takeAll(cursor.plan.facts, cursor, leadFields)
        }
        defer { isWonRow = false }
        if isErasedRow {
            isErasedRow = false
            pending.removeAll(keepingCapacity: true)
            counts.skipped += 1
            counts.erased += 1
        } else if let result {
            count(result)
            if isWonRow { counts.won += 1 }
        } else {
            if mayDefer, pending.allSatisfy({ $0.kind == .unknownLead }) {
                pending.removeAll(keepingCapacity: true)
                deferred.append(DeferredRow(cursor, report: currentReport))
            } else if isAboutErased(cursor) {
                pending.removeAll(keepingCapacity: true)
                counts.skipped += 1
                counts.erased += 1
            } else {
                counts.rejected += 1
                if isWonRow {
                    counts.won += 1
                    counts.wonRejected += 1
                }
                reject(cursor)
            }
        }
    }

    private mutating func count(_ outcome: Outcome, times: Int = 1) {
        switch outcome {
        case .new: counts.new += times
        case .updated: counts.updated += times
        case .unchanged: counts.unchanged += times
        case .later: break
        }
    }

    /// Adds what became of the last rows to the report of their table.
    private mutating func tellCounts() {
        reports[currentReport].counts.add(counts)
        counts = RowCounts()
        reports[currentReport].unknownWords.merge(leadWords.taken(), uniquingKeysWith: +)
    }

    /// Takes a row that gives one fact; nil where it is rejected.
    private mutating func take(
        _ fact: TablePlan.Fact, _ cursor: borrowing TableCursor, _ fields: LeadFields
    ) -> Outcome? {
        switch fact.kind {
        case .activity:
            guard let row = prepareActivity(fact, cursor, rowsLead: nil) else { return none() }
            return commit(row, of: fact, lead: row.lead, cursor)
        case .lead:
            guard let row = prepareLead(fact, cursor) else { return none() }
            leadRows.add(row, fields, cursor)
            return isPart ? .later : takeLead().outcome
        case .stage:
            guard let row = prepareStage(fact, cursor, rowsLead: nil) else { return none() }
            return commit(row, of: fact, lead: row.lead, cursor)
        case .deal:
            guard let row = prepareDeal(fact, cursor, rowsLead: nil) else { return none() }
            return commit(row, lead: nil, cursor)
        case .spend:
            guard let row = prepareSpend(fact, cursor) else { return none() }
            return commit(row, lead: nil, cursor)
        case .plan:
            guard let row = preparePlan(fact, cursor) else { return none() }
            return commit(row, cursor)
        }
    }

    /// A row that gives no fact and has no problem was read and told nothing: that is no loss.
    private func none() -> Outcome? { pending.isEmpty ? .unchanged : nil }

    /// Takes a row that gives several facts: all of them, or, where one is wrong, none.
    private mutating func takeAll(
        _ facts: [TablePlan.Fact], _ cursor: borrowing TableCursor, _ fields: LeadFields
    ) -> Outcome? {
        var lead: PreparedLead?
        var others: [Prepared] = []
        for fact in facts where fact.kind == .lead { lead = prepareLead(fact, cursor) }
        for fact in facts {
            let rowsLead = fact.isAboutRowsLead ? lead : nil
            switch fact.kind {
            case .lead: break
            case .activity:
                prepareActivity(fact, cursor, rowsLead: rowsLead).map {
                    others.append(.activity($0, fact))
                }
            case .stage:
                prepareStage(fact, cursor, rowsLead: rowsLead).map {
                    others.append(.stage($0, fact))
                }
            case .deal:
                prepareDeal(fact, cursor, rowsLead: rowsLead).map { others.append(.deal($0)) }
            case .spend: prepareSpend(fact, cursor).map { others.append(.spend($0)) }
            case .plan: preparePlan(fact, cursor).map { others.append(.plan($0)) }
            }
        }
        guard pending.isEmpty else { return nil }
        var outcome: Outcome?
        var known: KnownLead?
        if let lead {
            leadRows.add(lead, fields, cursor)
            for other in others {
                switch other {
                case .activity(let row, _):
                    leadRows.noteMore(UInt64(bitPattern: row.at.seconds) &* 0x9E37_79B9_7F4A_7C15)
                case .stage(let row, _):
                    leadRows.noteMore(
                        (UInt64(UInt32(bitPattern: row.day.number)) << 8
                            | UInt64(row.stage.rawValue))
                            &* 0xBF58_476D_1CE4_E5B9)
                case .deal(let row): leadRows.noteMore(row.deal.identity)
                case .spend(let row): leadRows.noteMore(row.identity)
                case .plan(let row): leadRows.noteMore(row.identity)
                }
            }
            var number = leadRows.count - 1
            outcome = .later
            if !isPart {
                let taken = takeLead()
                outcome = taken.outcome
                number = taken.number
            }
            known = KnownLead(number: number, hash: RowHash.hash(cursor.bytes(lead.cell)))
        }
        for other in others {
            let result =
                switch other {
                case .activity(let row, let fact):
                    commit(row, of: fact, lead: row.lead ?? known, cursor)
                case .stage(let row, let fact):
                    commit(row, of: fact, lead: row.lead ?? known, cursor)
                case .deal(let row): commit(row, lead: row.isAboutRowsLead ? known : nil, cursor)
                case .spend(let row): commit(row, lead: known, cursor)
                case .plan(let row): commit(row, cursor)
                }
            // What a row tells beside its lead is in the outcome of that already.
            if lead == nil, outcome == nil || (outcome == .unchanged && result != .unchanged) {
                outcome = result
            }
        }
        return outcome ?? .unchanged
    }

    private enum Prepared {
        case activity(PreparedActivity, TablePlan.Fact)
        case stage(PreparedStage, TablePlan.Fact)
        case deal(PreparedDeal)
        case spend(PreparedSpend)
        case plan(PreparedPlan)
    }
}

/// A row about a lead that was not known when it was read.
private struct DeferredRow {
    let file: String
    let header: Header
    let plan: TablePlan
    let parser: ValueParser
    let exported: Int64
    let emptyEnd: Int
    let shape: RowShape
    let separator: UInt8
    let line: Int
    let cells: [String]
    let report: Int

    init(_ cursor: borrowing TableCursor, report: Int) {
        file = cursor.file
        header = cursor.header
        plan = cursor.plan
        parser = cursor.parser
        exported = cursor.exported
        emptyEnd = cursor.emptyEnd
        shape = cursor.shape
        separator = cursor.reader.separator
        line = cursor.reader.line
        cells = (0..<cursor.reader.cellCount).map { cursor.reader.text($0) }
        self.report = report
    }
}

extension FactsBuilder {
    /// Puts everything together.
    mutating func finish(filesInOrder files: [String]) -> Reading {
        gather()
        var taken = GatheredActivities()
        swap(&taken, &gathered)
        let (table, (stages, leadSum)) = ActivityTable.put(
            inOrder: consume taken, jobs: options.jobs
        ) { [leads, takenStages, options] in
            (
                takenStages.finished(leads, options.createdAtEarliest ? nil : options.zone),
                leads.fingerprint
            )
        }
        problems.add(stages.problems)
        moveToUnchanged(table.repeated, .activity)
        moveToUnchanged(stages.repeated, .stage)
        let facts = FactsAssembly(
            leads: leads, leadSum: leadSum, activities: table, stages: stages.all,
            deals: deals.sorted { $0.id < $1.id },
            spend: spendRows.counted().named { reports[$0].file },
            plan: plan.counting.map { plan[$0] })
        let order = Dictionary(
            files.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        return Reading(
            facts: facts.facts(), problems: problems,
            tables: reports.sorted { (order[$0.file] ?? 0) < (order[$1.file] ?? 0) },
            rejected: rejectedRows, rows: options.known == nil ? nil : readRows())
    }

    /// What the rows told, for who adds it to what is known.
    private func readRows() -> ReadRows {
        var rows = ReadRows()
        rows.leads = readLeads
        var last: UInt64?
        for row in stageRows.sorted(by: { ($0.lead, $0.identity) < ($1.lead, $1.identity) })
        where row.identity != last {
            last = row.identity
            rows.stages.append(
                .init(
                    lead: row.lead, stage: row.stage, day: row.day, second: row.second,
                    reason: row.reason,
                    identity: row.identity))
        }
        rows.reasons = reasons
        rows.spend = spendRows
        rows.plan = plan
        return rows
    }

    /// Equal rows are found only when all have been read; the later files are taken to repeat.
    private mutating func moveToUnchanged(_ repeated: Int, _ kind: FactKind) {
        var left = repeated
        for index in reports.indices.reversed() where reports[index].kinds == [kind] {
            let count = min(left, reports[index].new)
            reports[index].counts.new -= count
            reports[index].counts.unchanged += count
            left -= count
        }
    }
}
