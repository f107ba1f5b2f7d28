package import Quantities

/// All activities, those of one lead together and in order of time.
package struct ActivityTable: Sendable {
    /// The activities of neighbouring leads.
    fileprivate struct Shelf: Sendable {
        var rows = ActivityRun()
        /// Where each lead's activities start; one entry more than there are leads.
        var starts: [Int32] = []
        var repeated = 0
        var earliest: Instant?
        var latest = LatestMoments()
        var fingerprint = Fingerprint()
    }

    fileprivate struct Later: Sendable {
        let shelves: [Shelf]
        /// By lead, its place on those shelves.
        let places: [Int: Int]
        /// A bit for each lead: most are not among them, and need not be looked for.
        private var bits: [UInt64]

        init(_ shelves: [Shelf], _ places: [Int: Int]) {
            (self.shelves, self.places) = (shelves, places)
            bits = Array(repeating: 0, count: (places.keys.max() ?? 0) >> 6 + 1)
            for lead in places.keys { bits[lead >> 6] |= 1 << UInt64(lead & 63) }
        }

        /// Nil for a lead that is not among them.
        @inline(__always)
        func place(of lead: Int) -> Int? {
            guard lead >> 6 < bits.count, bits[lead >> 6] >> UInt64(lead & 63) & 1 != 0 else {
                return nil
            }
            return places[lead]
        }
    }

    package let actions: InternTable
    package let contents: InternTable
    private let shelves: [Shelf]
    /// Leads whose activities stand apart, because they are later than those on the shelves.
    private let later: Later?
    /// The sum over all of them.
    package let fingerprint: Fingerprint
    package let count: Int
    /// How many rows were equal to another and left out.
    package let repeated: Int
    /// The first of all; nil where there is none.
    package let earliest: Instant?
    /// The last moments at which anybody did something.
    package let latest: LatestMoments
    package let touches: TouchTable

    /// How many shelves are put in order one after the other.
    private static let together = 4

    package static let none = ActivityTable(GatheredActivities())

    /// Puts each lead's rows in order of time, and keeps one of each set of equal rows. What was gathered is
    /// used up: its memory is given back while this goes on.
    ///
    /// - Parameter jobs: how many shelves are put in order at once.
    package init(_ gathered: consuming GatheredActivities, jobs: Int = 1) {
        self = Self.put(inOrder: gathered, jobs: jobs) {}.table
    }

    /// The same, while something else is done.
    ///
    /// - Parameter meanwhile: what only one thread can do, and takes less time than putting all in order.
    package static func put<Value: Sendable>(
        inOrder gathered: consuming GatheredActivities, jobs: Int,
        meanwhile: @Sendable () -> Value
    ) -> (table: ActivityTable, Value) {
        let touches = TouchTable(gathered.touches)
        gathered.touches = GatheredTouches()
        let all = gathered
        let count = all.shelfCount
        // Some shelves at a time, after which the memory of their rows is used again.
        let groups = (count + Self.together - 1) / Self.together
        let (grouped, value) = Parallel.map(
            groups, jobs: jobs,
            { group in
                let some = (group * Self.together)..<min(count, (group + 1) * Self.together)
                let shelves = some.map { Shelf(all, number: $0) }
                for part in all.parts { part.rows.release(some) }
                return shelves
            }, after: groups * 2 / 3, meanwhile)
        let shelves = Array(grouped.joined())
        var sum = Fingerprint()
        for shelf in shelves { sum.add(shelf.fingerprint) }
        return (ActivityTable(shelves, sum, all.actions, all.contents, touches), value)
    }

    private init(
        _ shelves: [Shelf], _ fingerprint: Fingerprint, _ actions: InternTable,
        _ contents: InternTable, _ touches: TouchTable
    ) {
        self.shelves = shelves
        self.actions = actions
        self.contents = contents
        self.touches = touches
        later = nil
        count = shelves.reduce(0) { $0 + $1.rows.count }
        repeated = shelves.reduce(0) { $0 + $1.repeated }
        earliest = shelves.compactMap(\.earliest).min()
        latest = shelves.reduce(into: LatestMoments()) { $0.add($1.latest) }
        self.fingerprint = fingerprint
    }

    /// The activities of one lead in order of time.
    package func rows(of lead: Int) -> ActivityRun {
        if let later, let place = later.place(of: lead) {
            return Self.rows(of: place, on: later.shelves)
        }
        return Self.rows(of: lead, on: shelves)
    }

    /// The same where they stand, for as long as somebody holds on to this table.
    package func lookAtRows(of lead: Int) -> UnsafeBufferPointer<Activity> {
        if later?.place(of: lead) != nil { return rows(of: lead).buffer }
        let (shelf, places) = Self.place(of: lead, on: shelves)
        guard !places.isEmpty else { return UnsafeBufferPointer(start: nil, count: 0) }
        return UnsafeBufferPointer(rebasing: shelves[shelf].rows.buffer[places])
    }

    private static func rows(of lead: Int, on shelves: [Shelf]) -> ActivityRun {
        let (shelf, places) = place(of: lead, on: shelves)
        return places.isEmpty ? ActivityRun() : shelves[shelf].rows.part(places)
    }

    /// Where those of a lead stand.
    @inline(__always)
    private static func place(of lead: Int, on shelves: [Shelf]) -> (shelf: Int, places: Range<Int>)
    {
        let (shelf, place) = (lead >> ShelvedActivities.shelfBits, lead & ShelvedActivities.mask)
        guard shelf < shelves.count, place &+ 1 < shelves[shelf].starts.count else {
            return (0, 0..<0)
        }
        return (
            shelf, Int(shelves[shelf].starts[place])..<Int(shelves[shelf].starts[place &+ 1])
        )
    }

    /// Those of some actions that had been done before a moment.
    package func actions(_ wanted: Set<Symbol>, before end: Instant) -> Set<Symbol> {
        var seen = [Bool](repeating: false, count: actions.count)
        var missing = wanted
        // Later ones of a lead are more than those before, and never fewer.
        for shelf in shelves + (later?.shelves ?? []) {
            if missing.isEmpty { break }
            for row in shelf.rows where row.at < end { seen[Int(row.action)] = true }
            missing = missing.filter { !seen[Int($0)] }
        }
        return wanted.subtracting(missing)
    }
}

extension ActivityTable.Shelf {
    /// Groups rows by lead with a counting sort, orders each lead's rows by time, and keeps one of
    /// each set of equal rows.
    fileprivate init(_ gathered: GatheredActivities, number: Int) {
        var starts = [Int32](repeating: 0, count: ShelvedActivities.mask + 2)
        starts.withUnsafeMutableBufferPointer { starts in
            for part in gathered.parts {
                part.withShelf(number) { _, leads in
                    for lead in leads { starts[Int(lead) &+ 1] &+= 1 }
                }
            }
        }
        let leadCount = starts.lastIndex { $0 > 0 } ?? 0
        starts.removeLast(starts.count - 1 - leadCount)
        for lead in 0..<leadCount { starts[lead + 1] += starts[lead] }
        let total = Int(starts[leadCount])
        rows = ActivityRun(capacity: total) { buffer in
            var next = starts
            next.withUnsafeMutableBufferPointer { next in
                for part in gathered.parts {
                    let texts = gathered.texts[part.texts]
                    part.withShelf(number) { rows, leads in
                        Self.put(rows, leads, texts, into: buffer, next)
                    }
                }
            }
            return starts.withUnsafeMutableBufferPointer { settle(buffer, $0) }
        }
        self.starts = starts
        repeated = total - rows.count
    }

    /// Puts each row at the next place of its lead.
    private static func put(
        _ rows: UnsafeBufferPointer<Activity>, _ leads: UnsafeBufferPointer<UInt16>,
        _ texts: GatheredActivities.Texts, into buffer: UnsafeMutableBufferPointer<Activity>,
        _ next: UnsafeMutableBufferPointer<Int32>
    ) {
        texts.actions.withUnsafeBufferPointer { actions in
            texts.contents.withUnsafeBufferPointer { contents in
                for place in rows.indices {
                    let (row, lead) = (rows[place], Int(leads[place]))
                    let free = Int(next[lead])
                    next[lead] &+= 1
                    buffer.initializeElement(
                        at: free,
                        to: Activity(
                            at: row.at, identity: row.identity, session: row.session,
                            seconds: row.seconds, action: actions[Int(row.action)],
                            content: contents[Int(row.content)]))
                }
            }
        }
    }

    /// Orders the rows of each lead, and moves them together where one was left out.
    ///
    /// - Parameter starts: where each lead's rows start, before and after.
    /// - Returns: how many rows are left.
    private mutating func settle(
        _ buffer: UnsafeMutableBufferPointer<Activity>, _ starts: UnsafeMutableBufferPointer<Int32>
    ) -> Int {
        var (sum, earliest) = (Fingerprint(), Int64.max)
        var latest = LatestMoments()
        var (kept, first) = (0, 0)
        for lead in 0..<(starts.count - 1) {
            let range = first..<Int(starts[lead + 1])
            first = range.upperBound
            let start = kept
            starts[lead] = Int32(kept)
            if range.count > 1 { Self.sort(buffer, range) }
            for place in range {
                let row = buffer[place]
                if kept > start, buffer[kept - 1].identity == row.identity,
                    buffer[kept - 1].at == row.at
                {
                    continue
                }
                if kept < place { buffer[kept] = row }
                kept += 1
                sum.add(row.identity)
                earliest = min(earliest, row.at.seconds)
                latest.note(row.at)
            }
        }
        starts[starts.count - 1] = Int32(kept)
        fingerprint = sum
        self.earliest = kept > 0 ? Instant(seconds: earliest) : nil
        self.latest = latest
        return kept
    }

    /// Most leads have a handful of rows, already nearly in order: insertion serves those.
    private static func sort(_ buffer: UnsafeMutableBufferPointer<Activity>, _ range: Range<Int>) {
        if range.count > 32 {
            buffer[range].sort { ($0.at, $0.identity) < ($1.at, $1.identity) }
            return
        }
        for place in range.dropFirst() {
            let row = buffer[place]
            var hole = place
            while hole > range.lowerBound,
                (row.at, row.identity) < (buffer[hole - 1].at, buffer[hole - 1].identity)
            {
                buffer[hole] = buffer[hole - 1]
                hole -= 1
            }
            buffer[hole] = row
        }
    }
}

extension ActivityTable {
    /// All of it, where nothing stands apart.
    package func write(to snapshot: SnapshotWriter) throws {
        guard later == nil else { throw DamagedSnapshot() }
        try actions.write(to: snapshot)
        try contents.write(to: snapshot)
        try snapshot.write([fingerprint.value])
        try withExtendedLifetime(shelves) {
            try snapshot.write(parts: shelves.map(\.rows.bytes))
        }
        try snapshot.write(shelves.count)
        for shelf in shelves { try snapshot.write(shelf.starts) }
        try touches.write(to: snapshot)
    }

    /// - Parameter moments: those that an activity may be of.
    package init(moments: ClosedRange<Instant>, from snapshot: inout SnapshotReader) throws {
        let actions = try InternTable(from: &snapshot)
        let contents = try InternTable(from: &snapshot)
        guard let sum = try snapshot.values(UInt128.self).first else { throw DamagedSnapshot() }
        // They are most of a copy, and few of them are looked at: they stay where they are.
        let rows = try snapshot.activities()
        var (shelves, place): ([Shelf], Int) = ([], 0)
        for _ in 0..<(try snapshot.number(below: 1 << 20)) {
            var shelf = Shelf()
            shelf.starts = try snapshot.values(Int32.self)
            guard let count = shelf.starts.last, count >= 0, Int(count) <= rows.count - place else {
                throw DamagedSnapshot()
            }
            shelf.rows = rows.part(place..<(place + Int(count)))
            try shelf.check(actions: actions.count, contents: contents.count, moments)
            shelves.append(shelf)
            place += Int(count)
        }
        guard place == rows.count else { throw DamagedSnapshot() }
        self.init(
            shelves, Fingerprint(value: sum), actions, contents, try TouchTable(from: &snapshot))
    }

    /// Whether all are of the first so many leads.
    package func isWithin(leads: Int) -> Bool { touches.isWithin(leads: leads) }

    /// The same, with those of some leads as they are later: the same and more.
    ///
    /// - Parameter places: by the number of a lead there, its number here. Texts there begin with those
    ///   here.
    package init(_ base: ActivityTable, with later: ActivityTable, at places: [Int]) {
        var (sum, count) = (base.fingerprint, base.count)
        var known: [Int: Int] = [:]
        for (lead, place) in places.enumerated() {
            known[place] = lead
            for row in base.rows(of: place) {
                sum.remove(row.identity)
                count -= 1
            }
        }
        sum.add(later.fingerprint)
        fingerprint = sum
        self.count = count + later.count
        repeated = 0
        actions = later.actions
        contents = later.contents
        shelves = base.shelves
        self.later = Later(later.shelves, known)
        earliest = [base.earliest, later.earliest].compactMap { $0 }.min()
        var latest = base.latest
        latest.add(later.latest)
        self.latest = latest
        touches = TouchTable(base.touches, with: later.touches, at: places)
    }
}

extension ActivityTable {
    /// The same, in which a person has the activities of all its ids.
    func joined(_ persons: Persons) -> ActivityTable {
        moved(Set(persons.groups.flatMap(\.leads))) { lead, _ in persons.person(of: lead) }
    }

    /// The same, in which each round has what was done since the round before it ended.
    func parted(_ rounds: Rounds, _ zone: TimeZoneRule) -> ActivityTable {
        moved(Set(rounds.rows)) { lead, at in
            rounds.row(of: lead, endedBefore: zone.day(of: at))
        }
    }

    /// The same, with what some leads did given to others of them.
    ///
    /// - Parameter owner: whose it is from now on, by the lead and the moment.
    private func moved(_ some: Set<Int>, to owner: (Int, Instant) -> Int) -> ActivityTable {
        // Those that stand apart already do so again.
        let leads = some.union(later?.places.keys.map { $0 } ?? [])
        let places = leads.sorted()
        let numbers = Dictionary(
            uniqueKeysWithValues: places.enumerated().map { ($1, UInt32($0)) })
        let shelved = ShelvedActivities()
        var gathered = GatheredActivities()
        gathered.touches.sources = touches.sources
        gathered.touches.campaigns = touches.campaigns
        for lead in places {
            for row in self.rows(of: lead) {
                guard let owner = numbers[owner(lead, row.at)] else { continue }
                shelved.append(row, of: Int(owner))
            }
            gathered.touches.rows += touches.rows(of: lead).compactMap { touch in
                numbers[owner(lead, touch.at)].map {
                    Touch(
                        lead: $0, at: touch.at, identity: touch.identity, source: touch.source,
                        campaign: touch.campaign)
                }
            }
        }
        gathered.add(shelved, actions: actions, contents: contents)
        return ActivityTable(self, with: ActivityTable(gathered), at: places)
    }
}

extension ActivityTable.Shelf {
    /// Looks at what was read, and works out what follows from it.
    fileprivate mutating func check(
        actions: Int, contents: Int, _ moments: ClosedRange<Instant>
    ) throws {
        guard starts.first == 0, zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 })
        else { throw DamagedSnapshot() }
        guard !rows.isEmpty else { return }
        var (action, content): (Symbol, Symbol) = (0, 0)
        var (first, last) = (Int64.max, Int64.min)
        var latest = LatestMoments()
        for row in rows {
            (action, content) = (max(action, row.action), max(content, row.content))
            (first, last) = (min(first, row.at.seconds), max(last, row.at.seconds))
            latest.note(row.at)
        }
        guard Int(action) < actions, Int(content) < contents,
            moments.contains(Instant(seconds: first)), moments.contains(Instant(seconds: last))
        else { throw DamagedSnapshot() }
        earliest = Instant(seconds: first)
        self.latest = latest
    }
}
