internal import Leads
internal import Quantities

/// Collects facts row by row, and puts them together at the end.
///
/// What a row must hold, and what becomes of it, stands in `Rows/`, one file per kind of fact.
struct FactsBuilder {
    let options: ReadingOptions
    private(set) var leads: KnownLeads
    private var fields: FieldReader
    /// Rows of leads that are still to be compared with the leads that are known.
    private var leadRows: LeadRows
    /// By column of leads, the texts of the rows that were read here, and their symbols among all.
    private var leadTexts: [InternTable]
    private var knownTexts: [[Symbol]]
    private var activities: ActivityRows
    private var stages: StageRows
    private var deals: DealRows
    private var orders = OrderRows()
    private var spend = SpendRows()
    private var plan = PlanRows()
    private var reports: [TableReport] = []
    /// What became of the rows of which their report does not tell yet.
    private var counts = RowCounts()
    /// Rows about a lead that may still come.
    private var deferred: [DeferredRow] = []
    /// Whether this is a part of a table, whose rows know the leads by their place in the part.
    private let isPart: Bool

    init(options: ReadingOptions) {
        self.options = options
        leads = KnownLeads(options)
        leadRows = LeadRows(leads.table)
        leadTexts = leads.table.columns.map { _ in InternTable() }
        knownTexts = leads.table.columns.map { _ in [] }
        fields = FieldReader(options)
        deals = DealRows(saidStages: options.saidStages, saidLeads: options.saidOutcomes)
        activities = ActivityRows()
        stages = StageRows(options)
        isPart = false
    }

    /// A builder for parts of a table, one after the other, which the whole adds to itself afterwards.
    ///
    /// - Parameter leads: those that its rows are about; none of a table that gives leads itself.
    init(partOf report: TableReport, leads: KnownLeads, options: ReadingOptions) {
        self.options = options
        self.leads = leads
        leadRows = LeadRows(leads.table)
        leadTexts = leads.table.columns.map { _ in InternTable() }
        knownTexts = []
        fields = FieldReader(options)
        // No table of deals is read in parts.
        deals = DealRows(saidStages: [:])
        activities = ActivityRows(ofPlaces: report.kinds.contains(.lead))
        stages = StageRows(options)
        reports = [report]
        isPart = true
    }

    /// Makes room for what so many rows give.
    mutating func reserve(_ rows: Int) {
        if report.kinds.contains(.lead) { leadRows.reserve(rows) }
        if report.kinds.contains(.stage) { stages.reserve(rows) }
    }

    /// Makes room for the leads of a table of about so many rows.
    mutating func expect(_ rows: Int) {
        // What is more is made room for when it comes: a guess may be far beside the truth.
        if report.kinds.contains(.lead) { leads.expect(min(rows, 1 << 21)) }
    }

    /// Begins with a table.
    ///
    /// - Parameter sellers: its columns that name a seller, and are not read.
    mutating func begin(
        _ file: String, _ plan: TablePlan, of day: Day?, sellers: [String] = []
    ) {
        fields.begin(reports.count, file)
        var report = TableReport(
            file: file, kinds: plan.facts.map(\.kind), vendor: plan.vendor,
            unusedColumns: plan.unusedColumns)
        report.isPlatform = plan.isPlatform
        report.sellerColumns = sellers
        report.covers = plan.report
        report.namedDay = day
        reports.append(report)
        leads.noteFields(plan.leadFieldsWithColumn)
    }

    /// The report of the table that is being read.
    private(set) var report: TableReport {
        get { reports[fields.table] }
        _modify { yield &reports[fields.table] }
    }

    /// The first value of the table being read that is written in another way than was seen before.
    var contradiction: Problem? { fields.contradiction }

    /// Reads every row to come.
    ///
    /// - Parameter mayDefer: whether a row about a lead that is not known yet waits until all leads
    ///   are.
    /// - Returns: whether the rows end in the middle of one.
    @discardableResult
    mutating func read(_ cursor: borrowing TableCursor, mayDefer: Bool) throws -> Bool {
        leads.mayDefer = mayDefer
        spend.begin()
        let leadFields = LeadFields(cursor.plan, leads: leads.table)
        guard let first = cursor.plan.facts.first else { return false }
        let maySkip = !cursor.plan.skips.isEmpty
        let plain = PlainActivityTable(cursor)
        let plainLeads = isPart ? PlainLeadTable(cursor, leadFields, options) : nil
        while true {
            if let plainLeads {
                counts.rows += try leadRows.takePlain(plainLeads, leadFields, cursor, &leadTexts)
            }
            if let plain {
                let taken = try activities.takePlain(plain, cursor, leads.table.index)
                counts.rows += taken
                counts.new += taken
            }
            let outcome = try cursor.reader.next()
            if outcome == .end || outcome == .cut {
                tellCounts()
                if let total = spend.total(cursor, &fields) { report.total = total }
                return outcome == .cut
            }
            if plain == nil, cursor.reader.rowsAhead > 0 { leads.lookAhead(cursor.plan, cursor) }
            counts.rows += 1
            if outcome == .record {
                // A row of nothing but separators is no row.
                if cursor.reader.bytes(0).isEmpty, cursor.isBlank {
                    counts.skipped += 1
                    continue
                }
                if maySkip {
                    let nature = cursor.nature(
                        sum: spend.inTable.sum, rows: spend.inTable.rows)
                    if nature == .summary {
                        counts.skipped += 1
                        spend.noteTotal(cursor)
                        continue
                    }
                    if nature == .unclear { fields.refuse(cursor.unclearTotal()) }
                }
            }
            takeRow(cursor, outcome, first, leadFields)
        }
    }

    /// What was read of a table so far, and nothing from now on but the texts.
    ///
    /// - Parameter reader: the number of this builder among those that read it.
    mutating func takePart(_ reader: Int) -> TablePart {
        defer {
            fields = FieldReader(options)
            reports[0] = TableReport(file: report.file, kinds: report.kinds)
        }
        return TablePart(
            reader: reader, report: report, fields: fields, leads: leadRows.taken(leadTexts),
            activities: activities.taken(), stages: stages.taken())
    }

    /// Gives the leads of a part their numbers, if all parts before it have theirs.
    mutating func number(_ part: inout TablePart) {
        guard part.leads.count > 0 else { return }
        part.numbers = leads.number(part.leads)
        part.leads.removeIDs()
    }

    /// Adds the parts of the table, in their order.
    ///
    /// - Parameter readers: those who read them.
    mutating func add(_ parts: [TablePart], of readers: [FactsBuilder]) {
        let withLeads = parts.filter { $0.leads.count > 0 }
        var areNew = false
        var known: [[[Symbol]]] = []
        if let first = withLeads.first {
            known = leads.take(
                readers.map(\.leadTexts), withLeads.map { ($0.reader, $0.leads.textCounts) },
                jobs: options.jobs)
            // Most files have each lead once.
            areNew =
                first.numbers.first == leads.table.count
                && withLeads.allSatisfy { $0.numbers.list.isEmpty }
            if areNew {
                leads.append(withLeads.map { $0.numbered(known) }, jobs: options.jobs)
            }
        }
        var numbers: [[Int]] = []
        for part in parts {
            report.counts.add(part.report.counts)
            report.latest.add(part.report.latest)
            report.latestStages.add(part.report.latestStages)
            report.unknownWords.merge(part.report.unknownWords, uniquingKeysWith: +)
            let count = part.leads.count
            if count == 0 {
                numbers.append([])
            } else if areNew {
                let first = part.numbers.first
                report.counts.new += count
                leads.note((0..<count).lazy.map { (.new, first + $0) })
                numbers.append(part.isOfLeadsAlone ? [] : Array(first..<(first + count)))
            } else {
                let taken = leads.take(part.numbered(known), &fields)
                leads.note(taken)
                for row in taken { counts.count(row.outcome) }
                tellCounts()
                numbers.append(taken.map(\.number))
            }
            fields.add(part.fields)
        }
        func numbered<Value>(_ value: (TablePart) -> Value) -> [(Int, Value, [Int])] {
            zip(parts, numbers).map { ($0.reader, value($0), $1) }
        }
        activities.add(numbered(\.activities), of: readers.map(\.activities))
        stages.add(numbered(\.stages), of: readers.map(\.stages), in: fields.table)
    }

    /// Keeps what is to be said of a table beside its rows.
    mutating func note(_ notes: [Problem]) {
        for note in notes { fields.note(note) }
    }

    /// Keeps of which day the table is.
    ///
    /// - Parameter stated: the same, where the file or somebody says it.
    mutating func wasExported(at seconds: Int64, stated: Day?) {
        (report.exported, report.statedDay) = (seconds, stated)
    }

    /// Keeps as what the table that was just read was recognised.
    mutating func recognised(_ recognition: Recognition) {
        report.recognition = recognition
    }

    /// Reads the rows that waited for a lead of a later row or file, when all leads are known.
    mutating func readDeferred() throws {
        leads.noMoreCome()
        let waiting = deferred
        deferred = []
        for row in waiting {
            fields.begin(row.report, row.file)
            let cursor = try row.cursor()
            let outcome = try cursor.reader.next()
            guard let first = row.plan.facts.first else { continue }
            takeRow(cursor, outcome, first, LeadFields(row.plan, leads: leads.table))
            tellCounts()
        }
    }

    /// Takes one row, and counts what became of it.
    ///
    /// - Parameter first: the first fact that its table gives, which mostly is the only one.
    private mutating func takeRow(
        _ cursor: borrowing TableCursor, _ outcome: RecordReader.Outcome, _ first: TablePlan.Fact,
        _ leadFields: LeadFields
    ) {
        if outcome != .record {
            fields.refuse(cursor.unreadable(outcome))
        } else if cursor.isRagged {
            fields.refuse(cursor.raggedness())
        }
        var result: RowOutcome?
        if fields.isInOrder {
            result =
                cursor.plan.facts.count == 1
                ? take(first, cursor, leadFields)
                : takeAll(cursor.plan.facts, cursor, leadFields)
        }
        defer { fields.isWonRow = false }
        if fields.isErasedRow {
            fields.isErasedRow = false
            leaveOutErased()
        } else if let result {
            counts.count(result)
            if fields.isWonRow { counts.won += 1 }
        } else if leads.mayDefer, fields.pending.allSatisfy({ $0.kind == .unknownLead }) {
            fields.forgive()
            deferred.append(DeferredRow(cursor, report: fields.table))
        } else if fields.isAboutErased(cursor) {
            leaveOutErased()
        } else {
            counts.rejected += 1
            if fields.isWonRow {
                counts.won += 1
                counts.wonRejected += 1
            }
            fields.reject(cursor)
        }
    }

    /// The row is about somebody who was erased.
    private mutating func leaveOutErased() {
        fields.forgive()
        counts.skipped += 1
        counts.erased += 1
    }

    /// Tells the report of the table what became of the last rows.
    private mutating func tellCounts() {
        report.counts.add(counts)
        counts = RowCounts()
        stages.tell(&reports[fields.table])
        activities.tell(&reports[fields.table])
        reports[fields.table].latest.add(leadRows.takenLatest())
        deals.tell(&reports[fields.table])
        spend.tell(&reports[fields.table])
    }

    /// Takes a row that gives one fact; nil where it is rejected.
    private mutating func take(
        _ fact: TablePlan.Fact, _ cursor: borrowing TableCursor, _ leadFields: LeadFields
    ) -> RowOutcome? {
        if fact.kind == .lead {
            guard let row = leadRows.prepare(fact, cursor, &fields) else { return nothing }
            leadRows.add(row, leadFields, cursor, &leadTexts)
            return takeLead()?.outcome ?? .later
        }
        return go(.take, fact, rowsLead: nil, cursor) ?? nothing
    }

    /// A row that gives no fact and has no problem was read and told nothing: that is no loss.
    private var nothing: RowOutcome? { fields.isInOrder ? .unchanged : nil }

    /// Takes the lead of the row that was added last, and that is alone; nil in a part of a table.
    private mutating func takeLead() -> (outcome: RowOutcome, number: Int)? {
        guard !isPart else { return nil }
        leads.take(leadTexts, &knownTexts)
        let row = NumberedLeads(
            rows: leadRows, numbers: leads.number(leadRows), known: knownTexts)
        let taken = leads.take(row, &fields)
        leads.note(taken)
        leadRows.removeRows()
        return taken[0]
    }

    /// Takes a row that gives several facts: all of them, or, where one is wrong, none.
    private mutating func takeAll(
        _ facts: [TablePlan.Fact], _ cursor: borrowing TableCursor, _ leadFields: LeadFields
    ) -> RowOutcome? {
        var lead: PreparedLead?
        for fact in facts where fact.kind == .lead {
            lead = leadRows.prepare(fact, cursor, &fields)
        }
        fields.told = nil
        var others: [TablePlan.Fact] = []
        for fact in facts where go(.prepare, fact, rowsLead: nil, cursor) != nil {
            others.append(fact)
        }
        guard fields.isInOrder else {
            for fact in others { _ = go(.drop, fact, rowsLead: nil, cursor) }
            return nil
        }
        var outcome: RowOutcome?
        var rowsLead: KnownLead?
        if let lead {
            leadRows.add(lead, leadFields, cursor, &leadTexts)
            if let told = fields.told { leadRows.noteMore(told) }
            let taken = takeLead() ?? (.later, leadRows.count - 1)
            outcome = taken.outcome
            rowsLead = KnownLead(
                number: taken.number, hash: RowHash.hash(cursor.bytes(lead.cell)))
        }
        for fact in others {
            let result = go(.commit, fact, rowsLead: rowsLead, cursor)
            // What a row tells beside its lead is in the outcome of that already.
            if lead == nil, outcome == nil || (outcome == .unchanged && result != .unchanged) {
                outcome = result
            }
        }
        return outcome ?? .unchanged
    }

    /// Goes one step with a fact of a row that is no lead. Nowhere else is one kind told from another.
    @inline(__always)
    private mutating func go(
        _ step: FactStep, _ fact: TablePlan.Fact, rowsLead: KnownLead?,
        _ cursor: borrowing TableCursor
    ) -> RowOutcome? {
        switch fact.kind {
        case .lead: nil
        case .activity: activities.go(step, fact, rowsLead: rowsLead, cursor, &leads, &fields)
        case .stage: stages.go(step, fact, rowsLead: rowsLead, cursor, &leads, &fields)
        case .deal: deals.go(step, fact, rowsLead: rowsLead, cursor, &leads, &fields)
        case .order: orders.go(step, fact, rowsLead: rowsLead, cursor, &leads, &fields)
        case .spend: spend.go(step, fact, rowsLead: rowsLead, cursor, &leads, &fields)
        case .plan: plan.go(step, fact, rowsLead: rowsLead, cursor, &leads, &fields)
        }
    }
}

extension FactsBuilder {
    /// Puts everything together.
    mutating func finish(filesInOrder names: [String]) -> Reading {
        let files = reports.map(\.file)
        let (table, (finished, leadSum)) = ActivityTable.put(
            inOrder: activities.takeAll(), jobs: options.jobs
        ) { [leads, stages, options] in
            (
                stages.finished(
                    leads.table, options.createdAtEarliest ? nil : options.zone, files: files),
                leads.table.fingerprint
            )
        }
        fields.note(finished.problems)
        moveToUnchanged(table.repeated, .activity)
        moveToUnchanged(finished.repeated, .stage)
        let facts = FactsAssembly(
            leads: leads.table, leadSum: leadSum, activities: table, stages: finished.all,
            deals: deals.deals.sorted { $0.id < $1.id },
            orders: orders.rows.counting.map { orders.rows[$0] },
            spend: spend.rows.counted().named { files[$0] },
            plan: plan.rows.counting.map { plan.rows[$0] })
        let order = Dictionary(
            names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        return Reading(
            facts: facts.facts(), problems: fields.problems,
            tables: reports.sorted { (order[$0.file] ?? 0) < (order[$1.file] ?? 0) },
            rejected: fields.rejected, rows: options.known == nil ? nil : readRows())
    }

    /// What the rows told, for who adds it to what is known.
    private func readRows() -> ReadRows {
        var rows = ReadRows()
        rows.leads = leads.read
        var last: UInt64?
        for row in stages.rows.sorted(by: { ($0.lead, $0.identity) < ($1.lead, $1.identity) })
        where row.identity != last {
            last = row.identity
            rows.stages.append(
                .init(
                    lead: row.lead, stage: row.stage, day: row.day, second: row.second,
                    reason: row.reason,
                    identity: row.identity))
        }
        rows.reasons = stages.reasons
        rows.orders = orders.rows
        rows.spend = spend.rows
        rows.plan = plan.rows
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
