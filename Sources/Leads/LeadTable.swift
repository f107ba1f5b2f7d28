package import Quantities

/// All leads, one row each, by the number that the index gives them.
///
/// A lead is one person, as last exported. Two form fills by the same person are one lead.
package struct LeadTable: Sendable {
    package var index = LeadIndex()
    /// When each lead was created.
    package var created: [Instant] = []
    /// A hash of everything that is known of each lead, to tell versions of it apart.
    package var identities: [UInt64] = []
    /// When each lead was last changed, in UTC seconds; empty where no file says so.
    package var updated: [Int64] = []
    package var columns: [TextColumn]
    package var presences: [PresenceColumn]
    /// The fields for which some file has a column, filled in or not.
    package var fields: Set<String> = []

    package init(columns: [String] = [], presences: [String] = []) {
        self.columns = columns.map(TextColumn.init(name:))
        self.presences = presences.map(PresenceColumn.init(name:))
    }

    /// The column that keeps the domain of each e-mail address, and nothing of the person.
    package static let emailDomain = "e-mail domain (kept)"

    package var count: Int { created.count }

    /// Stands for the moment of creation of a lead of which no row was read.
    package static let unread = Instant(seconds: .min)

    /// Whether a row of this lead was read.
    @inline(__always)
    package func hasRow(_ number: Int) -> Bool {
        number < created.count && created[number] != Self.unread
    }

    /// Makes room for so many leads in all.
    package mutating func reserve(_ count: Int) {
        index.reserve(count)
        LargeMemory.reserve(count, in: &created)
        LargeMemory.reserve(count, in: &identities)
        for column in columns.indices { LargeMemory.reserve(count, in: &columns[column].symbols) }
        for column in presences.indices { presences[column].flags.reserveCapacity(count) }
    }

    /// Makes room for leads up to a number, of which no row was read so far.
    package mutating func pad(to count: Int) {
        let missing = count - created.count
        guard missing > 0 else { return }
        created.append(contentsOf: repeatElement(Self.unread, count: missing))
        identities.append(contentsOf: repeatElement(0, count: missing))
        for column in columns.indices {
            columns[column].symbols.append(contentsOf: repeatElement(0, count: missing))
        }
        for column in presences.indices {
            presences[column].flags.append(contentsOf: repeatElement(false, count: missing))
        }
    }

    package func column(_ name: String) -> TextColumn? { columns.first { $0.name == name } }

    /// The text of one field of one lead; empty where it has none or the field was not read.
    package func text(_ name: String, of lead: Int) -> String {
        column(name)?.text(at: lead) ?? ""
    }
}

extension LeadTable {
    /// All but the ids, which fields some file has, and when leads were last changed.
    package func write(to snapshot: SnapshotWriter) throws {
        try snapshot.write(created)
        try snapshot.write(identities)
        for column in columns {
            try column.table.write(to: snapshot)
            try snapshot.write(column.symbols)
        }
        for presence in presences { try snapshot.write(presence.flags) }
    }

    /// The same, without ids.
    ///
    /// - Parameter moments: those that a lead may have been created at.
    package init(
        columns names: [String], presences presenceNames: [String],
        moments: ClosedRange<Instant>, from snapshot: inout SnapshotReader
    ) throws {
        self.init(columns: names, presences: presenceNames)
        created = try snapshot.values(Instant.self)
        identities = try snapshot.values(UInt64.self)
        guard identities.count == count, created.allSatisfy(moments.contains)
        else { throw DamagedSnapshot() }
        for column in columns.indices {
            columns[column].table = try SymbolTable(from: &snapshot)
            columns[column].symbols = try snapshot.symbols(of: columns[column].table.count)
            guard columns[column].symbols.count == count else { throw DamagedSnapshot() }
        }
        for presence in presences.indices {
            presences[presence].flags = try snapshot.flags()
            guard presences[presence].flags.count == count else { throw DamagedSnapshot() }
        }
    }

    /// Takes over leads as they are later: others and new ones.
    ///
    /// - Parameters:
    ///   - later: with the same columns, whose texts begin with those here.
    ///   - places: by the number of a lead there, its number here; new ones follow each other.
    package mutating func take(_ later: LeadTable, at places: [Int]) {
        for (lead, place) in places.enumerated() {
            if place == count {
                later.index.withID(of: lead) { _ = index.insert($0) }
                pad(to: place + 1)
            }
            created[place] = later.created[lead]
            identities[place] = later.identities[lead]
            for column in columns.indices {
                columns[column].symbols[place] = later.columns[column].symbols[lead]
            }
            for presence in presences.indices {
                presences[presence].flags[place] = later.presences[presence].flags[lead]
            }
        }
        for column in columns.indices { columns[column].table = later.columns[column].table }
    }
}
