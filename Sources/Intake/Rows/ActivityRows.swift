internal import Leads
internal import Quantities

/// An activity row that is in order.
struct PreparedActivity: PreparedFact {
    /// Nil for the lead of the same row.
    let lead: KnownLead?
    let at: Instant
    let seconds: UInt32

    var hash: UInt64 { UInt64(bitPattern: at.seconds) &* 0x9E37_79B9_7F4A_7C15 }
}

/// Some rows of activities, whose texts are kept by who read them.
struct ActivityPart {
    fileprivate var rows: [Activity] = []
    fileprivate var leads: [UInt32] = []
    fileprivate var touches: [Touch] = []
    /// The rows with those of neighbouring leads together, where leads have their numbers already.
    fileprivate var shelved: ShelvedActivities?
    /// How many texts their reader knew when the last of them had been read.
    fileprivate var counts = (actions: 0, contents: 0, sources: 0, campaigns: 0)

    var isEmpty: Bool { rows.isEmpty && shelved == nil }

    /// Brings the rows of neighbouring leads together.
    fileprivate mutating func shelve() {
        guard !rows.isEmpty else { return }
        shelved = ShelvedActivities(rows, leads: leads)
        (rows, leads) = ([], [])
    }
}

/// The rows of activities.
struct ActivityRows: FactRows {
    var waiting: [PreparedActivity] = []
    private var latest = ActivityPart()
    private var actions = InternTable()
    private var contents = InternTable()
    private var sources = InternTable()
    private var campaigns = InternTable()
    /// The contents of the rows that were read ahead, by their column.
    private var ahead: (column: Int, contents: [InternTable.Found]) = (-1, [])
    /// What was read and is known by the symbols of all.
    private var gathered = GatheredActivities()
    /// The last moments of rows that were not told of yet.
    private var last = LatestMoments()

    mutating func tell(_ report: inout TableReport) {
        report.latest.add(last)
        last = LatestMoments()
    }

    /// How many are still to be gathered.
    @inline(__always)
    var count: Int { latest.rows.count }

    /// Makes room for so many rows.
    mutating func reserve(_ count: Int) {
        latest.rows.reserveCapacity(count)
        latest.leads.reserveCapacity(count)
    }

    /// Looks for the contents of all rows that were read ahead.
    mutating func lookAhead(_ fact: TablePlan.Fact, _ cursor: borrowing TableCursor) {
        let cell = fact.cells[3]
        guard cell.isPlain, cell.column >= 0 else { return }
        ahead.column = cell.column
        if ahead.contents.isEmpty {
            ahead.contents = Array(
                repeating: InternTable.Found(), count: RecordReader.mostAhead)
        }
        cursor.withRowsAhead(cell.column) { texts in
            ahead.contents.withUnsafeMutableBufferPointer { contents.find(texts, into: $0) }
        }
    }

    /// The content of a row and its hash.
    @inline(__always)
    private mutating func content(
        _ cell: TablePlan.Cell, _ cursor: borrowing TableCursor
    ) -> (symbol: Symbol, hash: UInt64) {
        let place = cursor.reader.placeAhead
        if place >= 0, cell.column >= 0, cell.column == ahead.column, cell.isPlain {
            let found = ahead.contents[place]
            if found.symbol != 0 { return (found.symbol, found.hash) }
        }
        return contents.internHashed(cursor.bytes(cell))
    }

    /// The rows so far, and none from now on.
    ///
    /// - Parameter isNumbered: whether the leads that they are of have their numbers.
    mutating func taken(isNumbered: Bool) -> ActivityPart {
        var part = ActivityPart()
        swap(&part, &latest)
        part.counts = (actions.count, contents.count, sources.count, campaigns.count)
        if isNumbered { part.shelve() }
        return part
    }

    /// Puts the latest rows to the others.
    mutating func gather() {
        let part = taken(isNumbered: true)
        add([(0, part, [])], of: [self])
        (actions, contents) = (InternTable(), InternTable())
        (sources, campaigns) = (InternTable(), InternTable())
        ahead.column = -1
    }

    /// Adds parts of a table, in order.
    ///
    /// - Parameters:
    ///   - parts: who read each, and the numbers of the leads, where those of the part are of rows.
    ///   - readers: those who did.
    mutating func add(
        _ parts: [(reader: Int, part: ActivityPart, numbers: [Int])], of readers: [ActivityRows]
    ) {
        func known(
            _ all: inout InternTable, _ own: (ActivityRows) -> InternTable,
            _ count: (ActivityPart) -> Int
        ) -> [[Symbol]] {
            all.take(readers.map(own), parts.map { ($0.reader, count($0.part)) })
        }
        let actions = known(&gathered.actions, { $0.actions }) { $0.counts.actions }
        let contents = known(&gathered.contents, { $0.contents }) { $0.counts.contents }
        let sources = known(&gathered.touches.sources, { $0.sources }) { $0.counts.sources }
        let campaigns = known(&gathered.touches.campaigns, { $0.campaigns }) { $0.counts.campaigns }
        let texts = readers.indices.map {
            gathered.add(
                texts: GatheredActivities.Texts(actions: actions[$0], contents: contents[$0]))
        }
        for (reader, part, numbers) in parts {
            gathered.touches.add(
                part.touches, sources: sources[reader], campaigns: campaigns[reader]
            ) { numbers.isEmpty ? $0 : UInt32(numbers[Int($0)]) }
            let shelved =
                part.shelved
                ?? ShelvedActivities(
                    part.rows, leads: part.leads.map { UInt32(numbers[Int($0)]) })
            gathered.add(shelved, texts: texts[reader])
        }
    }

    /// All of them, and none from now on.
    mutating func takeAll() -> GatheredActivities {
        gather()
        var all = GatheredActivities()
        swap(&all, &gathered)
        return all
    }

    @inline(__always)
    func prepare(
        _ fact: TablePlan.Fact, _ cursor: borrowing TableCursor, _ leads: inout KnownLeads,
        _ fields: inout FieldReader
    ) -> PreparedActivity? {
        let at = fact.cells[1]
        let action = fact.cells[2]
        if fact.emptyMeansNone, cursor.bytes(at).isEmpty || cursor.bytes(action).isEmpty {
            return nil
        }
        let number = fact.isAboutRowsLead ? nil : leads.find(fact.cells[0], cursor, &fields)
        if cursor.bytes(action).isEmpty {
            fields.refuse(
                cursor.empty(
                    action, "action", en: "Say what the lead did.", nl: "Zeg wat de lead deed."))
        }
        let duration = cursor.bytes(fact.cells[4])
        var seconds: UInt32 = 0
        if !duration.isEmpty {
            if let value = cursor.parser.seconds(duration) {
                seconds = value
            } else {
                let seen = cursor.seenValue(fact.cells[4], "seconds")
                fields.refuse(
                    cursor.problem(
                        .badNumber, fact.cells[4],
                        en: "\(seen.en) is not a number of seconds. Write it as 90.",
                        nl: "\(seen.nl) is geen aantal seconden. Schrijf het als 90."))
            }
        }
        guard let moment = fields.instant(at, "at", cursor), fields.isInOrder else { return nil }
        return PreparedActivity(lead: number, at: moment, seconds: seconds)
    }

    @inline(__always)
    mutating func commit(
        _ row: PreparedActivity, of fact: TablePlan.Fact, rowsLead: KnownLead?,
        _ cursor: borrowing TableCursor, _ fields: inout FieldReader
    ) -> RowOutcome {
        guard let lead = row.lead ?? rowsLead else { return .unchanged }
        last.note(row.at)
        let cells = fact.cells
        let session = cursor.bytes(cells[5])
        let sessionHash = session.isEmpty ? 0 : RowHash.hash(session)
        // Each word as soon as it is there: it is mixed in while the next is looked up.
        var hash = RowHash(kind: 2)
        hash.mix(lead.hash)
        hash.mix(row.at.seconds)
        let (action, actionHash) = actions.internHashed(cursor.bytes(cells[2]))
        hash.mix(actionHash)
        let (content, contentHash) = content(cells[3], cursor)
        hash.mix(contentHash)
        hash.mix(UInt64(row.seconds))
        hash.mix(sessionHash)
        hash.mix(RowHash.hash(cursor.bytes(cells[6])))
        hash.mix(RowHash.hash(cursor.bytes(cells[7])))
        let activity = Activity(
            at: row.at, identity: hash.finished,
            session: UInt32(truncatingIfNeeded: sessionHash >> 32) | (session.isEmpty ? 0 : 1),
            seconds: row.seconds, action: action, content: content)
        latest.rows.append(activity)
        latest.leads.append(UInt32(truncatingIfNeeded: lead.number))
        let source = cursor.bytes(cells[6])
        if !source.isEmpty {
            latest.touches.append(
                Touch(
                    lead: UInt32(truncatingIfNeeded: lead.number), at: row.at,
                    identity: activity.identity, source: sources.intern(source),
                    campaign: campaigns.intern(cursor.bytes(cells[7]))))
        }
        return .new
    }
}
