package import Quantities

/// One thing a lead did: a form filled, a page seen, a newsletter left. Thirty-two bytes.
package struct Activity: Sendable {
    package let at: Instant
    /// A hash of the whole row: equal rows are one fact.
    package let identity: UInt64
    /// A hash of the visit's name, 0 where it has none.
    package let session: UInt32
    /// How long it took; 0 where that is not known.
    package let seconds: UInt32
    package let action: Symbol
    package let content: Symbol

    @inlinable
    package init(
        at: Instant, identity: UInt64, session: UInt32, seconds: UInt32, action: Symbol,
        content: Symbol
    ) {
        self.at = at
        self.identity = identity
        self.session = session
        self.seconds = seconds
        self.action = action
        self.content = content
    }
}

/// All activities, those of one lead together and in order of time.
package struct ActivityTable: Sendable {
    package let actions: SymbolTable
    package let contents: SymbolTable
    private let rows: [Activity]
    /// Where each lead's activities start; one entry more than there are leads.
    private let starts: [Int32]
    /// How many rows were equal to another and left out.
    package let repeated: Int
    /// The first of all; nil where there is none.
    package let earliest: Instant?

    package static let none = ActivityTable(actions: SymbolTable(), contents: SymbolTable())

    private init(actions: SymbolTable, contents: SymbolTable) {
        self.actions = actions
        self.contents = contents
        rows = []
        starts = []
        repeated = 0
        earliest = nil
    }

    /// Groups rows by lead with a counting sort, orders each lead's rows by time, and keeps one of
    /// each set of equal rows.
    ///
    /// - Parameter leads: the number of the lead of each row.
    package init(
        rows: [Activity], leads: [UInt32], leadCount: Int, actions: SymbolTable,
        contents: SymbolTable
    ) {
        var starts = [Int32](repeating: 0, count: leadCount + 1)
        for lead in leads { starts[Int(lead) + 1] += 1 }
        for lead in 0..<leadCount { starts[lead + 1] += starts[lead] }

        var repeated = 0
        var next = starts
        let grouped = [Activity](unsafeUninitializedCapacity: rows.count) { buffer, count in
            for (row, lead) in zip(rows, leads) {
                let place = Int(next[Int(lead)])
                next[Int(lead)] += 1
                buffer.initializeElement(at: place, to: row)
            }
            var kept = 0
            for lead in 0..<leadCount {
                let range = Int(starts[lead])..<Int(starts[lead + 1])
                starts[lead] = Int32(kept)
                if range.count > 1 { ActivityTable.sort(&buffer, range) }
                for place in range {
                    let row = buffer[place]
                    if kept > Int(starts[lead]), buffer[kept - 1].identity == row.identity,
                        buffer[kept - 1].at == row.at
                    {
                        repeated += 1
                    } else {
                        buffer[kept] = row
                        kept += 1
                    }
                }
            }
            starts[leadCount] = Int32(kept)
            count = kept
        }
        self.rows = grouped
        self.starts = starts
        self.actions = actions
        self.contents = contents
        self.repeated = repeated
        earliest = rows.lazy.map(\.at).min()
    }

    package var count: Int { rows.count }

    /// The activities of one lead in order of time.
    package func rows(of lead: Int) -> ArraySlice<Activity> {
        starts.isEmpty ? [] : rows[Int(starts[lead])..<Int(starts[lead + 1])]
    }

    /// The actions that had been done before a moment.
    package func actions(before end: Instant) -> Set<Symbol> {
        var seen = [Bool](repeating: false, count: actions.count)
        for row in rows where row.at < end { seen[Int(row.action)] = true }
        return Set(seen.indices.filter { seen[$0] }.map { Symbol($0) })
    }

    /// Most leads have a handful of rows, already nearly in order: insertion serves those.
    private static func sort(
        _ buffer: inout UnsafeMutableBufferPointer<Activity>, _ range: Range<Int>
    ) {
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
    package func fingerprint(into sum: inout Fingerprint) {
        for row in rows { sum.add(row.identity) }
    }
}
