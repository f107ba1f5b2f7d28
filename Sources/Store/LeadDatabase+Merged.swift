internal import GRDB
internal import Intake
internal import Leads
internal import Quantities

/// Ids that a CRM has merged into leads.
extension LeadDatabase {
    /// What leads say was merged into them, each by the version that counts, in the order of their numbers.
    func merges(_ db: Database) throws -> [KnownMerge] {
        guard
            let field = try Int64.fetchOne(
                db, sql: "SELECT number FROM symbol WHERE text = ?", arguments: [Persons.mergedIDs])
        else { return [] }
        var texts: [Int64: [Int64: Int64]] = [:]
        let cells = try RowReader(db, "SELECT lead, seq, value FROM more WHERE field = ?")
        cells.restart(field)
        while try cells.next() { texts[cells.int(0), default: [:]][cells.int(1)] = cells.int(2) }
        guard !texts.isEmpty else { return [] }
        let versions = try RowReader(
            db,
            "SELECT seq, identity, created_at, updated, is_dated FROM lead_version WHERE lead = ?")
        let later = try LaterExports(db, .version)
        let text = try db.makeStatement(sql: "SELECT text FROM symbol WHERE number = ?")
        let id = try db.makeStatement(sql: "SELECT id FROM lead WHERE number = ?")
        let number = try db.makeStatement(sql: "SELECT number FROM lead WHERE id = ?")
        func isLead(_ id: String) throws -> String? {
            for form in [id, IDForms.other(id)].compactMap({ $0 })
            where try Int64.fetchOne(number, arguments: [form]) != nil { return form }
            return nil
        }
        return try texts.keys.sorted().compactMap { lead in
            versions.restart(lead)
            var winner: KnownVersion?
            while try versions.next() {
                let (seq, updated) = (versions.int(0), versions.int(3))
                let version = KnownVersion(
                    seq: seq, identity: versions.int(1), day: versions.int(2),
                    updated: versions.int(4) == 0 ? later.last(seq, updated) : updated)
                if winner.map({ $0.rank < version.rank }) ?? true { winner = version }
            }
            guard let winner, let cell = texts[lead]?[winner.seq],
                let named = try String.fetchOne(text, arguments: [cell]),
                let id = try String.fetchOne(id, arguments: [lead])
            else { return nil }
            var naming = MergedIDs.Naming(lead: id, ids: [])
            for other in Persons.merged(named) {
                if let known = try isLead(other) {
                    naming.leads.append(known)
                } else {
                    naming.ids.append(other)
                }
            }
            return KnownMerge(naming, rank: winner.rank)
        }
    }

    /// The ids of the leads that are there into which an id was merged that no lead has: several where it
    /// cannot be told which is meant.
    func leads(_ db: Database, naming id: String) throws -> [String] {
        try MergedIDs(merges(db).map(\.naming)) { _ in nil }.leads(naming: id)
    }
}
