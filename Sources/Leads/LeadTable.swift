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
    /// By what leads that are one person are found.
    package var marks: [PersonMark] = []
    /// Addresses that are of no person; nil where persons are not looked for.
    package var roles: RoleAddresses?
    /// When each lead was last changed, in UTC seconds; empty where no file says so.
    package var updated: [Int64] = []
    package var columns: [TextColumn]
    package var presences: [PresenceColumn]
    /// The fields for which some file has a column, filled in or not.
    package var fields: Set<String> = []
    /// What was merged into each lead, as its own row has it; nil where no persons were joined.
    private(set) var mergedBefore: TextColumn?

    /// - Parameters:
    ///   - columns: the fields of which the text is kept.
    ///   - presences: those of which it is kept whether they are filled in.
    package init(columns: [String] = [], presences: [String] = []) {
        self.columns = columns.map(TextColumn.init(name:))
        self.presences = presences.map(PresenceColumn.init(name:))
    }

    /// The column that keeps the domain of each e-mail address, and nothing of the person.
    package static let emailDomain = "e-mail domain (kept)"

    /// The sales team that has a lead.
    package static let team = "team"
    /// How often sales tried to reach a lead, as of the export.
    package static let attempts = "attempts"
    /// Who of sales has a lead: read only where that was agreed.
    package static let seller = "seller"

    /// How many leads there are, also those of which no row was read.
    package var count: Int { created.count }

    /// Stands for the moment of creation of a lead of which no row was read.
    package static let unread = Instant(seconds: .min)

    /// Stands for the moment of creation of a lead that is counted under another id of the same person:
    /// after every day that anybody can ask of.
    package static let countedElsewhere = Instant(seconds: 7_258_204_800)

    /// Whether a row of this lead was read.
    @inline(__always)
    package func hasRow(_ number: Int) -> Bool {
        number < created.count && created[number] != Self.unread
    }

    /// The sum over the leads of which a row was read.
    package var fingerprint: Fingerprint {
        var sum = Fingerprint()
        for lead in 0..<count where hasRow(lead) { sum.add(identities[lead]) }
        return sum
    }

    /// Makes room for leads up to a number, of which no row was read so far.
    package mutating func pad(to count: Int) {
        let missing = count - created.count
        guard missing > 0 else { return }
        created.append(contentsOf: repeatElement(Self.unread, count: missing))
        identities.append(contentsOf: repeatElement(0, count: missing))
        marks.append(contentsOf: repeatElement(PersonMark(), count: missing))
        for column in columns.indices {
            columns[column].symbols.append(contentsOf: repeatElement(0, count: missing))
        }
        for column in presences.indices {
            presences[column].flags.append(contentsOf: repeatElement(false, count: missing))
        }
    }

    /// Nil where the text of the field is not kept.
    package func column(_ name: String) -> TextColumn? { columns.first { $0.name == name } }

    /// The text of one field of one lead; empty where it has none or the field was not read.
    package func text(_ name: String, of lead: Int) -> String {
        column(name)?.text(at: lead) ?? ""
    }
}

extension LeadTable {
    /// What one section of a copy holds.
    package enum Part: Sendable {
        case moments([Instant], identities: [UInt64], marks: [PersonMark])
        case column(InternTable, [Symbol])
        case presence([Bool])
    }

    /// All but the ids, which fields some file has, and when leads were last changed: each part in a
    /// section of its own.
    package func write(to snapshot: SnapshotWriter) throws {
        snapshot.beginSection()
        try snapshot.write(created)
        try snapshot.write(identities)
        try snapshot.write(marks)
        for column in columns {
            snapshot.beginSection()
            try column.table.write(to: snapshot)
            try snapshot.write(column.symbols)
        }
        for presence in presences {
            snapshot.beginSection()
            try snapshot.write(presence.flags)
        }
    }

    /// Reads one part, by its number in the order of writing.
    ///
    /// - Parameters:
    ///   - columns: how many columns of text there are.
    ///   - leads: how many leads there are.
    ///   - moments: those that a lead may have been created at.
    package static func part(
        _ number: Int, columns: Int, leads: Int, moments: ClosedRange<Instant>,
        from snapshot: inout SnapshotReader
    ) throws -> Part {
        switch number {
        case 0:
            let created = try snapshot.values(Instant.self)
            let identities = try snapshot.values(UInt64.self)
            let marks = try snapshot.values(PersonMark.self)
            guard created.count == leads, identities.count == leads, marks.count == leads,
                created.allSatisfy(moments.contains)
            else { throw DamagedSnapshot() }
            return .moments(created, identities: identities, marks: marks)
        case 1..<(columns + 1):
            let table = try InternTable(from: &snapshot)
            let symbols = try snapshot.symbols(of: table.count)
            guard symbols.count == leads else { throw DamagedSnapshot() }
            return .column(table, symbols)
        default:
            let flags = try snapshot.flags()
            guard flags.count == leads else { throw DamagedSnapshot() }
            return .presence(flags)
        }
    }

    /// The same from all parts in order, without ids.
    package init(columns names: [String], presences presenceNames: [String], parts: [Part]) throws {
        self.init(columns: names, presences: presenceNames)
        guard parts.count == 1 + columns.count + presences.count else { throw DamagedSnapshot() }
        for (number, part) in parts.enumerated() {
            switch part {
            case .moments(let created, let identities, let marks):
                (self.created, self.identities, self.marks) = (created, identities, marks)
            case .column(let table, let symbols):
                (columns[number - 1].table, columns[number - 1].symbols) = (table, symbols)
            case .presence(let flags): presences[number - 1 - columns.count].flags = flags
            }
        }
    }

    /// Takes over leads as they are later: others and new ones.
    ///
    /// - Parameters:
    ///   - later: with the same columns, whose texts begin with those here.
    ///   - places: by the number of a lead there, its number here; new ones follow each other.
    package mutating func take(_ later: LeadTable, at places: [Int]) {
        for (lead, place) in places.enumerated() where place >= count {
            later.index.withID(of: lead) { index.append($0) }
        }
        pad(to: (places.max() ?? -1) + 1)
        for (lead, place) in places.enumerated() {
            created[place] = later.created[lead]
            identities[place] = later.identities[lead]
            marks[place] = later.marks[lead]
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

extension LeadTable {
    /// Gives each person one row, under the smallest of its ids: created when the first of its ids was, from
    /// the source of that one, with the fields that this one or the next has filled in.
    ///
    /// The rows of its other ids stay where they are, and are of a lead that does not exist yet.
    mutating func join(_ persons: Persons) {
        mergedBefore = column(Persons.mergedIDs)
        for group in persons.groups {
            guard let first = group.leads.first else { continue }
            for column in columns.indices {
                // Where somebody came from is one thing: it is not put together of two.
                let isOrigin = Self.origin.contains(columns[column].name)
                let found =
                    isOrigin ? nil : group.leads.first { columns[column].symbols[$0] != 0 }
                columns[column].symbols[group.lead] = columns[column].symbols[found ?? first]
            }
            for place in presences.indices {
                let isFilled = group.leads.contains { presences[place].flags[$0] }
                presences[place].flags[group.lead] = isFilled
            }
            let start = created[first]
            for lead in group.leads { created[lead] = Self.countedElsewhere }
            created[group.lead] = start
        }
    }

    private static let origin: Set<String> = ["source", "medium", "campaign"]
}
