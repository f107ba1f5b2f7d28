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

/// Some rows of activities, with the texts they hold.
private struct ActivityPart {
    private var rows: [Activity] = []
    private var leads: [UInt32] = []
    /// The same, put on shelves.
    private var shelved: ShelvedActivities?
    var actions = InternTable()
    var contents = InternTable()
    private var touches = GatheredTouches()

    var count: Int { rows.count }

    /// Makes room for so many rows.
    mutating func reserve(_ count: Int) {
        rows.reserveCapacity(count)
        leads.reserveCapacity(count)
    }

    /// Puts the rows on shelves, when there are no more to come.
    mutating func shelve() {
        shelved = ShelvedActivities(rows, leads: leads)
        (rows, leads) = ([], [])
    }

    @inline(__always)
    mutating func add(_ row: Activity, lead: Int) {
        rows.append(row)
        leads.append(UInt32(truncatingIfNeeded: lead))
    }

    /// Notes that the last row says where it came from.
    mutating func noteTouch(
        _ source: UnsafeRawBufferPointer, _ campaign: UnsafeRawBufferPointer
    ) {
        guard let row = rows.last, let lead = leads.last else { return }
        touches.rows.append(
            Touch(
                lead: lead, at: row.at, identity: row.identity,
                source: touches.sources.intern(source),
                campaign: touches.campaigns.intern(campaign)))
    }

    /// - Parameter numbers: the numbers of the leads, where those here are of rows.
    func gather(into all: inout GatheredActivities, numbers: [Int]) {
        all.touches.add(touches) { numbers.isEmpty ? $0 : UInt32(numbers[Int($0)]) }
        let leads = numbers.isEmpty ? leads : leads.map { UInt32(numbers[Int($0)]) }
        all.add(
            shelved ?? ShelvedActivities(rows, leads: leads), actions: actions, contents: contents)
    }
}

/// The rows of activities.
struct ActivityRows: FactRows {
    var waiting: [PreparedActivity] = []
    private var latest = ActivityPart()
    /// All but the latest, put together.
    private var gathered = GatheredActivities()
    /// The last moments of rows that were not told of yet.
    private var last = LatestMoments()

    mutating func tell(_ report: inout TableReport) {
        report.latest.add(last)
        last = LatestMoments()
    }

    /// How many are still to be gathered.
    @inline(__always)
    var count: Int { latest.count }

    /// Makes room for so many rows.
    mutating func reserve(_ count: Int) { latest.reserve(count) }

    /// Puts the rows on shelves, when there are no more to come.
    mutating func shelve() { latest.shelve() }

    /// Puts the latest rows to the others.
    mutating func gather() {
        latest.gather(into: &gathered, numbers: [])
        latest = ActivityPart()
    }

    /// Adds what rows further down in the table gave.
    ///
    /// - Parameter numbers: the numbers of the leads, where those of the part are of rows.
    mutating func add(_ part: ActivityRows, numbers: [Int]) {
        part.latest.gather(into: &gathered, numbers: numbers)
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
        let (action, actionHash) = latest.actions.internHashed(cursor.bytes(cells[2]))
        hash.mix(actionHash)
        let (content, contentHash) = latest.contents.internHashed(cursor.bytes(cells[3]))
        hash.mix(contentHash)
        hash.mix(UInt64(row.seconds))
        hash.mix(sessionHash)
        hash.mix(RowHash.hash(cursor.bytes(cells[6])))
        hash.mix(RowHash.hash(cursor.bytes(cells[7])))
        latest.add(
            Activity(
                at: row.at, identity: hash.finished,
                session: UInt32(truncatingIfNeeded: sessionHash >> 32) | (session.isEmpty ? 0 : 1),
                seconds: row.seconds, action: action, content: content),
            lead: lead.number)
        let source = cursor.bytes(cells[6])
        if !source.isEmpty { latest.noteTouch(source, cursor.bytes(cells[7])) }
        return .new
    }
}
