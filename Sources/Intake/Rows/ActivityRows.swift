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
    /// Those of leads that have no numbers yet, and the place in the part of the lead of each.
    fileprivate var rows: [Activity] = []
    fileprivate var leads: [UInt32] = []
    fileprivate var touches: [Touch] = []
    /// How many rows of leads with numbers their reader had on each shelf when the last of them had been read.
    fileprivate var shelved: [Int] = []
    /// How many texts it knew then.
    fileprivate var counts = (actions: 0, contents: 0, sources: 0, campaigns: 0)

    /// Whether there is none of a lead without a number.
    var isEmpty: Bool { rows.isEmpty }
}

/// The rows of activities.
struct ActivityRows: FactRows {
    var waiting: [PreparedActivity] = []
    private var latest = ActivityPart()
    /// Whether leads are known by their place in a part of a table, until that has been read.
    private let isOfPlaces: Bool
    private var shelves = ShelvedActivities()
    private var actions = InternTable()
    private var contents = InternTable()
    private var sources = InternTable()
    private var campaigns = InternTable()
    /// What was read and is known by the symbols of all.
    private var gathered = GatheredActivities()
    /// The last moments of rows that were not told of yet.
    private var last = LatestMoments()

    init(ofPlaces: Bool = false) { isOfPlaces = ofPlaces }

    mutating func tell(_ report: inout TableReport) {
        report.latest.add(last)
        last = LatestMoments()
    }

    /// The rows so far, and none from now on.
    mutating func taken() -> ActivityPart {
        var part = ActivityPart()
        swap(&part, &latest)
        part.counts = (actions.count, contents.count, sources.count, campaigns.count)
        part.shelved = shelves.counts
        return part
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
            guard !part.rows.isEmpty else { continue }
            let leads = part.leads.map { UInt32(numbers[Int($0)]) }
            gathered.add(ShelvedActivities(part.rows, leads: leads), texts: texts[reader])
        }
        for (reader, rows) in readers.enumerated() {
            guard let last = parts.last(where: { $0.reader == reader }) else { continue }
            gathered.add(rows.shelves, upTo: last.part.shelved, texts: texts[reader])
        }
    }

    /// All of them, and none from now on.
    mutating func takeAll() -> GatheredActivities {
        add([(0, taken(), [])], of: [self])
        (actions, contents, shelves) = (InternTable(), InternTable(), ShelvedActivities())
        (sources, campaigns) = (InternTable(), InternTable())
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
        let (content, contentHash) = contents.internHashed(cursor.bytes(cells[3]))
        hash.mix(contentHash)
        hash.mix(UInt64(row.seconds))
        hash.mix(sessionHash)
        hash.mix(RowHash.hash(cursor.bytes(cells[6])))
        hash.mix(RowHash.hash(cursor.bytes(cells[7])))
        let activity = Activity(
            at: row.at, identity: hash.finished,
            session: UInt32(truncatingIfNeeded: sessionHash >> 32) | (session.isEmpty ? 0 : 1),
            seconds: row.seconds, action: action, content: content)
        if isOfPlaces {
            latest.rows.append(activity)
            latest.leads.append(UInt32(truncatingIfNeeded: lead.number))
        } else {
            shelves.append(activity, of: lead.number)
        }
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

/// The columns of a table of activities of which a row can be taken by its bytes alone: each field is what stands
/// in its column, and no row says where somebody came from.
struct PlainActivityTable {
    private let columns: [Int]
    fileprivate let width: Int
    /// The order in the dates that do not begin with the year.
    fileprivate let order: DateOrder

    /// Nil for a table of any other kind.
    init?(_ cursor: borrowing TableCursor) {
        guard cursor.plan.facts.count == 1, let fact = cursor.plan.facts.first,
            fact.kind == .activity, !fact.isAboutRowsLead, cursor.plan.skips.isEmpty,
            !cursor.reader.isSheet, fact.cells.allSatisfy(\.isPlain),
            fact.cells[6].column < 0, fact.cells[7].column < 0
        else { return nil }
        columns = fact.cells.map(\.column)
        width = cursor.header.names.count
        order = cursor.parser.forms.order(of: fact.cells[1].column) ?? .ymd
    }

    fileprivate var lead: Int { columns[0] }
    fileprivate var at: Int { columns[1] }
    fileprivate var action: Int { columns[2] }
    fileprivate var content: Int { columns[3] }
    fileprivate var seconds: Int { columns[4] }
    fileprivate var session: Int { columns[5] }
}

extension ActivityRows {
    /// Takes rows that were read ahead, up to the first that is anything but plain: of a lead that is known, with
    /// an action, a date in digits, and a duration in digits or none. What is wrong with another is
    /// for others to say.
    ///
    /// Each step is taken for some rows together before the next: memory gives what several need in the
    /// time of one.
    ///
    /// - Returns: how many rows that were.
    mutating func takePlain(
        _ table: PlainActivityTable, _ cursor: borrowing TableCursor, _ leads: LeadIndex
    ) throws -> Int {
        let room = PlainActivities()
        var taken = 0
        while true {
            let count = try cursor.reader.rowsToCome()
            let plain = room.read(count, table, cursor, leads)
            if plain > 0 { take(plain, from: room) }
            cursor.reader.pass(plain)
            taken &+= plain
            if plain < count || count == 0 { return taken }
        }
    }

    private mutating func take(_ count: Int, from room: PlainActivities) {
        actions.intern(room.texts(room.actions, count), into: room.actionsFound)
        contents.intern(room.texts(room.contents, count), into: room.contentsFound)
        for place in 0..<count {
            let (row, lead) = (room.rows[place], room.leads[place])
            let (action, content) = (room.actionsFound[place], room.contentsFound[place])
            last.note(row.at)
            var hash = RowHash(kind: 2)
            hash.mix(lead.hash)
            hash.mix(row.at.seconds)
            hash.mix(action.hash)
            hash.mix(content.hash)
            hash.mix(UInt64(row.seconds))
            hash.mix(row.session)
            // Neither a source nor a campaign.
            hash.mix(RowHash.ofNothing)
            hash.mix(RowHash.ofNothing)
            room.taken[place] = Activity(
                at: row.at, identity: hash.finished,
                session: UInt32(truncatingIfNeeded: row.session >> 32) | (row.session == 0 ? 0 : 1),
                seconds: row.seconds, action: action.symbol, content: content.symbol)
            room.numbers[place] = UInt32(truncatingIfNeeded: lead.number)
        }
        shelves.append(
            UnsafeBufferPointer(start: room.taken, count: count),
            leads: UnsafeBufferPointer(start: room.numbers, count: count))
    }
}

/// Room for some rows of activities that are taken together.
private final class PlainActivities {
    struct Row: BitwiseCopyable {
        let at: Instant
        let seconds: UInt32
        /// The hash of the visit's name; 0 where it has none.
        let session: UInt64
    }

    typealias Text = UnsafeRawBufferPointer

    let rows: UnsafeMutablePointer<Row>
    private let ids: UnsafeMutablePointer<Text>
    let actions: UnsafeMutablePointer<Text>
    let contents: UnsafeMutablePointer<Text>
    let leads: UnsafeMutablePointer<LeadIndex.Found>
    let actionsFound: UnsafeMutablePointer<InternTable.Found>
    let contentsFound: UnsafeMutablePointer<InternTable.Found>
    let taken: UnsafeMutablePointer<Activity>
    let numbers: UnsafeMutablePointer<UInt32>

    init() {
        let most = RecordReader.mostAhead
        rows = .allocate(capacity: most)
        (ids, actions) = (.allocate(capacity: most), .allocate(capacity: most))
        contents = .allocate(capacity: most)
        leads = .allocate(capacity: most)
        actionsFound = .allocate(capacity: most)
        contentsFound = .allocate(capacity: most)
        taken = .allocate(capacity: most)
        numbers = .allocate(capacity: most)
    }

    deinit {
        rows.deallocate()
        ids.deallocate()
        actions.deallocate()
        contents.deallocate()
        leads.deallocate()
        actionsFound.deallocate()
        contentsFound.deallocate()
        taken.deallocate()
        numbers.deallocate()
    }

    func texts(_ texts: UnsafeMutablePointer<Text>, _ count: Int) -> UnsafeBufferPointer<Text> {
        UnsafeBufferPointer(start: texts, count: count)
    }

    /// Reads some rows to come, and looks for their leads.
    ///
    /// - Returns: how many there are before the first that is not plain.
    func read(
        _ count: Int, _ table: PlainActivityTable, _ cursor: borrowing TableCursor,
        _ index: LeadIndex
    ) -> Int {
        var plain = 0
        while plain < count, put(plain, table, cursor) { plain &+= 1 }
        guard plain > 0 else { return 0 }
        index.find(texts(ids, plain), into: UnsafeMutableBufferPointer(start: leads, count: plain))
        for place in 0..<plain where leads[place].number < 0 { return place }
        return plain
    }

    /// Reads one; false where it is not plain.
    @inline(__always)
    private func put(
        _ place: Int, _ table: PlainActivityTable, _ cursor: borrowing TableCursor
    ) -> Bool {
        guard let row = cursor.reader.rowToCome(place), row.cellCount == table.width,
            let at = cursor.parser.plainInstant(cursor.trimmed(row.bytes(table.at)), table.order)
        else { return false }
        let action = cursor.trimmed(row.bytes(table.action))
        guard action.count > 0 else { return false }
        let duration = cursor.trimmed(row.bytes(table.seconds))
        var seconds: UInt32 = 0
        if duration.count > 0 {
            guard let value = CommonNumber.value(duration) else { return false }
            seconds = value
        }
        let session = cursor.trimmed(row.bytes(table.session))
        rows[place] = Row(
            at: at, seconds: seconds, session: session.count > 0 ? RowHash.hash(session) : 0)
        ids[place] = cursor.trimmed(row.bytes(table.lead))
        actions[place] = action
        contents[place] = cursor.trimmed(row.bytes(table.content))
        return true
    }
}
