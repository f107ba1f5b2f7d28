internal import GRDB
internal import Intake
internal import Leads
internal import Quantities

/// The fields of a lead as the database has them.
enum LeadColumns {
    /// Those that many leads share, in the order of the columns of `lead_version`.
    static let shared =
        ["source", "campaign", "medium"] + PersonalField.shared + [
            "industry", "employees", "revenue", "country", "region", "first_conversion",
            "self_reported_source", LeadTable.emailDomain,
        ]

    /// Those of one person, in the order of the columns of `person` and of the bits of `filled`.
    static let personal = PersonalField.ofOnePerson

    /// The columns of `lead_version` that `shared` is kept in.
    static let ofVersion = shared.map { $0 == LeadTable.emailDomain ? "domain" : $0 }

    /// Where the first of `shared` stands among the columns of `lead_version`.
    static let firstShared: Int32 = 7
}

/// A version of a lead or a deal that is known.
struct KnownVersion {
    let seq: Int64
    let identity: Int64
    /// The day of a lead's creation or of a deal's end, for two versions of one moment.
    let day: Int64
    let updated: Int64
    /// Whether the row says itself when it was changed; else it is of the day of its export.
    var isDated = false

    /// Which of two versions counts: the greater.
    var rank: (Int64, Int64, UInt64) { (updated, day, UInt64(bitPattern: identity)) }
}

/// When rows that were there already were exported again.
struct LaterExports {
    private var sightings: [(exported: Int64, runs: Runs)] = []
    /// Rows of imports that were taken back: their own day does not count any more.
    private var undone: [ClosedRange<Int64>] = []

    init(_ db: Database, _ kind: RowKind, before number: Int64 = .max) throws {
        let reader = try RowReader(
            db,
            """
            SELECT import.exported, sighting.runs FROM sighting
            JOIN import ON import.number = sighting.import
            WHERE sighting.kind = ? AND import.number < ? AND import.undone_at IS NULL
            ORDER BY import.exported DESC
            """, text: kind.rawValue, number)
        while try reader.next() {
            sightings.append((reader.int(0), try Runs(bytes: reader.blob(1))))
        }
        let batches = try RowReader(
            db,
            """
            SELECT first, last FROM batch JOIN import ON import.number = batch.import
            WHERE kind = ? AND import < ? AND undone_at IS NOT NULL
            """, text: kind.rawValue, number)
        while try batches.next() {
            let (first, last) = (batches.int(0), batches.int(1))
            if first <= last { undone.append(first...last) }
        }
    }

    /// The last day of which a row is, whose own is `exported`.
    func last(_ seq: Int64, _ exported: Int64) -> Int64 {
        let exported = undone.contains { $0.contains(seq) } ? .min : exported
        for sighting in sightings {
            if sighting.exported <= exported { return exported }
            if sighting.runs.contains(seq) { return sighting.exported }
        }
        return exported
    }
}

extension FactsWriter {
    mutating func writeVersions() throws {
        let leads = facts.leads
        guard rows.leads.count > 0 else { return }
        let first = nextNumber(.version)
        let versions = try RowWriter(
            db,
            "INSERT INTO lead_version VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
        let persons = try RowWriter(db, "INSERT INTO person VALUES (?, ?, ?, ?, ?, ?)")
        let more = try RowWriter(db, "INSERT INTO more VALUES (?, ?, ?, ?)")
        let known = try RowReader(
            db,
            "SELECT seq, identity, created_at, updated, is_dated FROM lead_version WHERE lead = ?")
        let later = try LaterExports(db, .version)

        let shared = try LeadColumns.shared.map { name in
            try leads.column(name).map { ($0.symbols, try numbers(of: $0.table)) }
        }
        let personal = LeadColumns.personal.map { leads.column($0) }
        let others = try leads.columns.filter {
            !LeadColumns.shared.contains($0.name) && !LeadColumns.personal.contains($0.name)
                && $0.table.count > 1
        }.sorted { $0.name < $1.name }.map { column in
            (
                field: try number(of: column.name), symbols: column.symbols,
                numbers: try numbers(of: column.table)
            )
        }
        for lead in 0..<leads.count where leads.hasRow(lead) {
            let updated = lead < leads.updated.count ? leads.updated[lead] : .min
            let isDated = updated != table.exported
            let identity = Int64(bitPattern: leads.identities[lead])
            let created = leads.created[lead].seconds
            var change = Change.new
            if lead < knownLeads {
                change = try compare(
                    lead, .init(seq: 0, identity: identity, day: created, updated: updated),
                    isDated: isDated, known, later)
            }
            leadOutcomes[lead] = change == .seen ? .unchanged : change
            if change == .seen { continue }
            let (number, seq) = (leadNumbers[lead], takeNumber(.version))
            touched.append(number)
            versions.bind(number)
            versions.bind(seq)
            versions.bind(identity)
            versions.bind(created)
            versions.bind(updated)
            versions.bind(isDated ? 1 : 0 as Int64)
            var filled: Int64 = 0
            for (place, column) in personal.enumerated()
            where column.map({ $0.symbols[lead] != 0 }) == true { filled |= 1 << Int64(place) }
            versions.bind(filled)
            for column in shared {
                versions.bind(column.map { $0.1[Int($0.0[lead])] } ?? 0 as Int64)
            }
            try versions.write()
            if filled != 0 {
                persons.bind(number)
                persons.bind(seq)
                for column in personal {
                    if let column, column.symbols[lead] != 0 {
                        column.table.withText(column.symbols[lead]) { persons.bind($0, hash: $1) }
                    } else {
                        persons.bindNothing()
                    }
                }
                try persons.write()
            }
            for column in others where column.symbols[lead] != 0 {
                more.bind(number)
                more.bind(seq)
                more.bind(column.field)
                more.bind(column.numbers[Int(column.symbols[lead])])
                try more.write()
            }
        }
        noteAdded(.lead, versions.count)
        close(.version, first: first, [versions, persons, more])
    }

    /// What a row of a lead that is known tells.
    private mutating func compare(
        _ lead: Int, _ new: KnownVersion, isDated: Bool, _ reader: RowReader, _ later: LaterExports
    ) throws -> Change {
        reader.restart(leadNumbers[lead])
        var versions: [KnownVersion] = []
        while try reader.next() {
            let (seq, updated) = (reader.int(0), reader.int(3))
            versions.append(
                KnownVersion(
                    seq: seq, identity: reader.int(1), day: reader.int(2),
                    updated: reader.int(4) == 0 ? later.last(seq, updated) : updated,
                    isDated: reader.int(4) != 0))
        }
        let id = facts.leads.index.id(of: lead)
        return compare(new, isDated: isDated, versions, .lead, .version, id: id)
    }

    /// What another row of something that is known tells: nothing, that it still holds, or another
    /// version.
    mutating func compare(
        _ new: KnownVersion, isDated: Bool, _ versions: [KnownVersion], _ fact: FactKind,
        _ kind: RowKind, id: String
    ) -> Change {
        guard let winner = versions.max(by: { $0.rank < $1.rank }) else { return .new }
        // A row without a date of its own is exported again, or an older one is read a second time; one
        // with a date is the same only where that is.
        if !isDated, !winner.isDated, winner.identity == new.identity {
            note(kind, seen: winner.seq)
            return .seen
        }
        if let same = versions.first(where: {
            $0.identity == new.identity && $0.isDated == isDated
                && (isDated ? $0.updated == new.updated : $0.updated >= new.updated)
        }) {
            note(kind, seen: same.seq)
            return .seen
        }
        // The same as before, changed later: it counts against versions in between.
        if winner.identity == new.identity { return .unchanged }
        note(
            VersionConflict(
                kind: fact, id: id, newCounts: winner.rank < new.rank,
                reason: winner.updated != new.updated
                    ? .later : winner.day != new.day ? .ofOneDay : .tie))
        return .updated
    }
}
