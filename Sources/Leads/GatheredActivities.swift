/// Activities as they are read, in whatever order, in parts in each of which those of neighbouring leads
/// stand together, so that each shelf can be put in order by itself.
package struct GatheredActivities: Sendable {
    /// By symbol of rows that came together, the symbol here.
    package struct Texts: Sendable {
        let actions: [Symbol]
        let contents: [Symbol]

        package init(actions: [Symbol], contents: [Symbol]) {
            (self.actions, self.contents) = (actions, contents)
        }
    }

    /// Rows that came together.
    struct Part: Sendable {
        let rows: ShelvedActivities
        /// By whose texts they are, by number among `texts`.
        let texts: Int
    }

    private(set) var parts: [Part] = []
    private(set) var texts: [Texts] = []
    package var actions = InternTable()
    package var contents = InternTable()
    /// Those of which it is said where they came from: most files say it of none.
    package var touches = GatheredTouches()

    package init() {}

    /// How many shelves there are.
    var shelfCount: Int { parts.reduce(0) { max($0, $1.rows.shelfCount) } }

    /// Adds rows whose symbols are those of tables of their own.
    package mutating func add(
        _ rows: ShelvedActivities, actions: InternTable, contents: InternTable
    ) {
        var (known, knownContents): ([Symbol], [Symbol]) = ([], [])
        self.actions.take(actions, known: &known)
        self.contents.take(contents, known: &knownContents)
        add(rows, texts: add(texts: Texts(actions: known, contents: knownContents)))
    }

    /// Keeps what the symbols of rows to come are here.
    ///
    /// - Returns: the number of these texts.
    package mutating func add(texts: Texts) -> Int {
        self.texts.append(texts)
        return self.texts.count - 1
    }

    /// Adds rows whose texts have been taken over.
    package mutating func add(_ rows: ShelvedActivities, texts: Int) {
        if rows.count > 0 { parts.append(Part(rows: rows, texts: texts)) }
    }
}

/// Some activities, those of neighbouring leads together, by a counting sort.
package struct ShelvedActivities: Sendable {
    /// A shelf is for so many leads, as a power of two.
    static let shelfBits = 14
    static let mask = 1 << shelfBits - 1

    private var rows = ActivityRun()
    /// The place of the lead of each row on the shelf.
    private var leads: [UInt16] = []
    /// By shelf, where its rows start; one entry more than there are shelves.
    private var starts: [Int32] = [0]

    var count: Int { rows.count }
    var shelfCount: Int { starts.count - 1 }

    /// Calls with the rows of one shelf, and the places of their leads on it.
    @inline(__always)
    func withShelf(
        _ number: Int, _ body: (UnsafeBufferPointer<Activity>, UnsafeBufferPointer<UInt16>) -> Void
    ) {
        guard number < shelfCount else { return }
        let range = Int(starts[number])..<Int(starts[number + 1])
        rows.withRows(range) { rows in
            leads.withUnsafeBufferPointer { leads in
                body(rows, UnsafeBufferPointer(rebasing: leads[range]))
            }
        }
    }

    /// Gives back the memory of the rows of some shelves, at which nobody looks any more.
    func release(_ shelves: Range<Int>) {
        let first = min(shelves.lowerBound, shelfCount)
        let end = min(shelves.upperBound, shelfCount)
        rows.release(Int(starts[first])..<Int(starts[end]))
    }

    /// - Parameter leads: the number of the lead of each row.
    package init(_ rows: [Activity], leads: [UInt32]) {
        guard let last = leads.max() else { return }
        let shelves = Int(last) >> Self.shelfBits + 1
        starts = Array(repeating: 0, count: shelves + 1)
        starts.withUnsafeMutableBufferPointer { starts in
            for lead in leads { starts[Int(lead) >> Self.shelfBits &+ 1] &+= 1 }
            for shelf in 0..<shelves { starts[shelf &+ 1] &+= starts[shelf] }
        }
        var next = starts
        let count = rows.count
        var sorted = ActivityRun()
        self.leads = Array(unsafeUninitializedCapacity: count) { places, placeCount in
            sorted = ActivityRun(capacity: count) { room in
                next.withUnsafeMutableBufferPointer { next in
                    for (row, lead) in zip(rows, leads) {
                        let shelf = Int(lead) >> Self.shelfBits
                        let place = Int(next[shelf])
                        next[shelf] &+= 1
                        room.initializeElement(at: place, to: row)
                        places.initializeElement(
                            at: place, to: UInt16(truncatingIfNeeded: Int(lead) & Self.mask))
                    }
                }
                return count
            }
            placeCount = count
        }
        self.rows = sorted
    }
}
