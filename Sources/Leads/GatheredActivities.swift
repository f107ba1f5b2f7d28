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
        /// How many of each shelf count; nil where all do.
        let counts: [Int]?
        /// By whose texts they are, by number among `texts`.
        let texts: Int

        /// Calls with the rows of one shelf, some at a time, and the places of their leads on it.
        @inline(__always)
        func withShelf(
            _ number: Int,
            _ body: (UnsafeBufferPointer<Activity>, UnsafeBufferPointer<UInt16>) -> Void
        ) {
            let most = counts.map { number < $0.count ? $0[number] : 0 }
            rows.withShelf(number, upTo: most ?? .max, body)
        }
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
    ///
    /// - Parameter counts: how many of each shelf; nil for all.
    package mutating func add(_ rows: ShelvedActivities, upTo counts: [Int]? = nil, texts: Int) {
        if rows.shelfCount > 0 { parts.append(Part(rows: rows, counts: counts, texts: texts)) }
    }
}
