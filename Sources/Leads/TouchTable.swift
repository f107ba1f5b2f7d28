package import Quantities

/// An activity of which the file says where it came from.
package struct Touch: Hashable, Sendable, BitwiseCopyable {
    package let lead: UInt32
    package let at: Instant
    /// A hash of the whole row: equal rows are one fact.
    package let identity: UInt64
    package let source: Symbol
    package let campaign: Symbol

    package init(lead: UInt32, at: Instant, identity: UInt64, source: Symbol, campaign: Symbol) {
        self.lead = lead
        self.at = at
        self.identity = identity
        self.source = source
        self.campaign = campaign
    }
}

/// Touches as they are read, in whatever order, with the texts they hold.
package struct GatheredTouches: Sendable {
    package var rows: [Touch] = []
    package var sources = InternTable()
    package var campaigns = InternTable()

    package init() {}

    /// Whether nothing touched anybody.
    package var isEmpty: Bool { rows.isEmpty }

    /// Adds touches whose texts have been taken over.
    ///
    /// - Parameters:
    ///   - sources: the symbol here of each symbol of those, and so for campaigns.
    ///   - leadNumber: the number of a lead, from what stands in the row.
    package mutating func add(
        _ others: [Touch], sources: [Symbol], campaigns: [Symbol], leadNumber: (UInt32) -> UInt32
    ) {
        for row in others {
            rows.append(
                Touch(
                    lead: leadNumber(row.lead), at: row.at, identity: row.identity,
                    source: sources[Int(row.source)], campaign: campaigns[Int(row.campaign)]))
        }
    }
}

/// The touches of all leads, those of one lead together and in order of time.
package struct TouchTable: Sendable {
    private let rows: [Touch]
    package let sources: InternTable
    package let campaigns: InternTable

    /// Keeps one of each set of equal rows.
    init(_ gathered: GatheredTouches) {
        self.init(gathered.rows, gathered.sources, gathered.campaigns)
    }

    private init(_ gathered: [Touch], _ sources: InternTable, _ campaigns: InternTable) {
        self.sources = sources
        self.campaigns = campaigns
        let sorted = gathered.sorted {
            ($0.lead, $0.at, $0.identity) < ($1.lead, $1.at, $1.identity)
        }
        var rows: [Touch] = []
        for row in sorted {
            if let last = rows.last, last.lead == row.lead, last.at == row.at,
                last.identity == row.identity
            {
                continue
            }
            rows.append(row)
        }
        self.rows = rows
    }

    /// How many touches there are.
    package var count: Int { rows.count }

    /// Every combination of texts that occurs.
    package var texts: Set<SIMD2<UInt32>> {
        Set(rows.map { SIMD2($0.source, $0.campaign) })
    }

    /// The touches of one lead in order of time.
    package func rows(of lead: Int) -> ArraySlice<Touch> {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(rows[middle].lead) < lead { low = middle + 1 } else { high = middle }
        }
        return rows[low...].prefix { Int($0.lead) == lead }
    }
}

extension TouchTable {
    func write(to snapshot: SnapshotWriter) throws {
        try sources.write(to: snapshot)
        try campaigns.write(to: snapshot)
        try snapshot.write(rows)
    }

    init(from snapshot: inout SnapshotReader) throws {
        let sources = try InternTable(from: &snapshot)
        let campaigns = try InternTable(from: &snapshot)
        let rows = try snapshot.values(Touch.self)
        guard
            rows.allSatisfy({
                Int($0.source) < sources.count && Int($0.campaign) < campaigns.count
            })
        else { throw DamagedSnapshot() }
        self.init(rows, sources, campaigns)
    }

    func isWithin(leads: Int) -> Bool { rows.last.map { Int($0.lead) < leads } ?? true }

    /// The same, with those of some leads as they are later.
    ///
    /// - Parameter places: by the number of a lead there, its number here. Texts there begin with those
    ///   here.
    init(_ base: TouchTable, with later: TouchTable, at places: [Int]) {
        guard base.count + later.count > 0 else {
            self = later
            return
        }
        let replaced = Set(places)
        let rows =
            base.rows.filter { !replaced.contains(Int($0.lead)) }
            + later.rows.map {
                Touch(
                    lead: UInt32(places[Int($0.lead)]), at: $0.at, identity: $0.identity,
                    source: $0.source, campaign: $0.campaign)
            }
        self.init(rows, later.sources, later.campaigns)
    }
}
