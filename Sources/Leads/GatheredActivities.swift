/// Activities as they are read, in whatever order: those of neighbouring leads are kept together,
/// so that each shelf can be put in order by itself.
package struct GatheredActivities: Sendable {
    /// Rows of leads of one shelf.
    struct Portion: Sendable {
        fileprivate(set) var rows: ArraySlice<Activity>
        /// The place of the lead of each row on the shelf.
        fileprivate(set) var leads: ArraySlice<UInt16>
        /// By whose texts they are, by number among `texts`; nil by those of the whole.
        let texts: Int?
    }

    /// By symbol of rows that came together, the symbol here.
    struct Texts: Sendable {
        var actions: [Symbol] = []
        var contents: [Symbol] = []
    }

    /// A portion of fewer rows is not kept by itself: of a file in another order than that of the leads
    /// each part has a few rows for every shelf.
    fileprivate static let smallest = 256

    /// On each shelf first what came in small portions.
    private(set) var shelves: [[Portion]] = []
    private(set) var texts: [Texts] = []
    private(set) var actions = InternTable()
    private(set) var contents = InternTable()
    /// Those of which it is said where they came from: most files say it of none.
    package var touches = GatheredTouches()

    package init() {}

    /// Hands the shelves over, so that each can be let go when it has been put in order.
    mutating func takeShelves() -> [[Portion]] {
        var taken: [[Portion]] = []
        swap(&taken, &shelves)
        return taken
    }

    /// Adds rows whose symbols are those of tables of their own.
    package mutating func add(
        _ shelved: ShelvedActivities, actions: InternTable, contents: InternTable
    ) {
        var known = Texts()
        self.actions.take(actions, known: &known.actions)
        self.contents.take(contents, known: &known.contents)
        guard !shelved.shelves.isEmpty else { return }
        for shelf in shelved.shelves {
            while shelf.number >= shelves.count {
                shelves.append([Portion(rows: [], leads: [], texts: nil)])
            }
            if shelf.rows.count < Self.smallest {
                shelves[shelf.number][0].rows += shelf.rows.lazy.map { $0.moved(to: known) }
                shelves[shelf.number][0].leads += shelf.leads
            } else {
                shelves[shelf.number].append(
                    Portion(rows: shelf.rows, leads: shelf.leads, texts: texts.count))
            }
        }
        texts.append(known)
    }
}

extension Activity {
    /// The same with the symbols of other texts.
    @inline(__always)
    func moved(to texts: GatheredActivities.Texts) -> Activity {
        Activity(
            at: at, identity: identity, session: session, seconds: seconds,
            action: texts.actions[Int(action)], content: texts.contents[Int(content)])
    }
}

/// Some activities, those of neighbouring leads together.
package struct ShelvedActivities: Sendable {
    struct Shelf: Sendable {
        let number: Int
        var rows: ArraySlice<Activity>
        /// The place of the lead of each row on the shelf.
        var leads: ArraySlice<UInt16>
    }

    /// A shelf is for so many leads, as a power of two.
    static let shelfBits = 11
    static let mask = 1 << shelfBits - 1

    /// Those that hold something.
    private(set) var shelves: [Shelf] = []

    /// - Parameter leads: the number of the lead of each row.
    package init(_ rows: [Activity], leads: [UInt32]) {
        let places = leads.map { UInt16(truncatingIfNeeded: Int($0) & Self.mask) }
        let starts = Self.starts(of: leads)
        // Where the rows of one lead mostly stand near those of the next they stay as they are.
        if starts.count * GatheredActivities.smallest <= rows.count || starts.count == 1 {
            for (start, end) in zip(starts, starts.dropFirst() + [rows.count]) {
                shelves.append(
                    Shelf(
                        number: Int(leads[start]) >> Self.shelfBits, rows: rows[start..<end],
                        leads: places[start..<end]))
            }
        } else {
            sort(rows, leads, places)
        }
    }

    /// Where rows begin that are for another shelf than the row before.
    private static func starts(of leads: [UInt32]) -> [Int] {
        var (starts, last): ([Int], UInt32?) = ([], nil)
        for (place, lead) in leads.enumerated() where lead >> UInt32(shelfBits) != last {
            starts.append(place)
            last = lead >> UInt32(shelfBits)
        }
        return starts
    }

    /// Brings together what is for one shelf.
    private mutating func sort(_ rows: [Activity], _ leads: [UInt32], _ places: [UInt16]) {
        var counts: [Int] = []
        for lead in leads {
            let number = Int(lead) >> Self.shelfBits
            while number >= counts.count { counts.append(0) }
            counts[number] += 1
        }
        var found = [Int](repeating: -1, count: counts.count)
        for (number, count) in counts.enumerated() where count > 0 {
            found[number] = shelves.count
            var shelf = Shelf(number: number, rows: [], leads: [])
            shelf.rows.reserveCapacity(count)
            shelf.leads.reserveCapacity(count)
            shelves.append(shelf)
        }
        for place in rows.indices {
            let shelf = found[Int(leads[place]) >> Self.shelfBits]
            shelves[shelf].rows.append(rows[place])
            shelves[shelf].leads.append(places[place])
        }
    }
}
