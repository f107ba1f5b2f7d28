internal import Foundation
internal import GRDB
internal import Intake
package import Leads
internal import Quantities

/// What leads were judged to be when they were judged for the last time, and which of them are one person.
package struct LastJudgements: Sendable {
    private var ofLead: [String: FrozenJudgement]
    /// By id, all ids of the person, where there are several.
    private var idsOfPerson: [String: [String]] = [:]

    /// - Parameter persons: the ids of each person who has several.
    package init(_ ofLead: [String: FrozenJudgement] = [:], persons: [[String]] = []) {
        self.ofLead = ofLead
        for ids in persons { for id in ids { idsOfPerson[id] = ids } }
    }

    /// All ids of the person who has one.
    func ids(ofPerson id: String) -> [String] { idsOfPerson[id] ?? [id] }

    /// What is known of a lead, by its id; of a person with several the smallest has it.
    subscript(id: String) -> FrozenJudgement? { ofLead[id] }
}

/// What is left of persons who were erased: a row of which source, months, their order and amounts are known.
struct Residues {
    private let db: Database
    /// When they are erased.
    private let day: Day
    private let zone: TimeZoneRule
    private let key: ErasureKey
    private let judged: LastJudgements

    init(
        _ db: Database, _ day: Day, _ zone: TimeZoneRule, _ key: ErasureKey,
        _ judged: LastJudgements
    ) {
        (self.db, self.day, self.zone, self.key) = (db, day, zone, key)
        self.judged = judged
    }

    /// Of the versions of a lead the one that counts is left.
    func keepVersion(of lead: Int64) throws {
        let later = try LaterExports(db, .version)
        let reader = try RowReader(
            db,
            "SELECT seq, identity, created_at, updated, is_dated FROM lead_version WHERE lead = ?")
        reader.restart(lead)
        var best: KnownVersion?
        while try reader.next() {
            let (seq, updated) = (reader.int(0), reader.int(3))
            let version = KnownVersion(
                seq: seq, identity: reader.int(1), day: reader.int(2),
                updated: reader.int(4) == 0 ? later.last(seq, updated) : updated)
            if best.map({ $0.rank < version.rank }) ?? true { best = version }
        }
        guard let best else { return }
        try db.execute(
            sql: "DELETE FROM lead_version WHERE lead = ? AND seq <> ?",
            arguments: [lead, best.seq])
    }

    /// Makes one row of those of one person, under the smallest of its ids: created when the first of them was,
    /// from the source of that one, with the stages and deals of all.
    func join(_ leads: [Int64]) throws {
        let rows = try leads.map { (lead: $0, start: try starts(of: $0).created) }
        guard let main = rows.min(by: { Start.isSmaller($0.start.id, $1.start.id) })?.lead,
            let first = rows.min(by: { $0.start < $1.start })?.lead
        else { return }
        for lead in leads where lead != first {
            try db.execute(sql: "DELETE FROM lead_version WHERE lead = ?", arguments: [lead])
        }
        try db.execute(
            sql: "UPDATE lead_version SET lead = ? WHERE lead = ?", arguments: [main, first])
        for lead in leads where lead != main {
            for sql in [
                "UPDATE stage SET lead = ? WHERE lead = ?",
                "UPDATE activity SET lead = ? WHERE lead = ?",
            ] { try db.execute(sql: sql, arguments: [main, lead]) }
            try db.execute(
                sql: "UPDATE OR IGNORE contact SET lead = ? WHERE lead = ?",
                arguments: [main, lead])
            try db.execute(sql: "DELETE FROM contact WHERE lead = ?", arguments: [lead])
        }
    }

    /// Leaves of a lead the months of its days, in their order, and its amounts.
    func leave(of lead: Int64, _ frozen: FrozenJudgement?) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO frozen VALUES (?, 'erased', ?, ?, ?, NULL, ?)",
            arguments: [lead, day.number, frozen?.intent, frozen?.persona, frozen?.rules ?? ""])
        let starts = try starts(of: lead)
        let stages = try stages(of: lead)
        let active = try firstActivity(of: lead)
        var own = Set(stages.map(\.day))
        own.formUnion([starts.created.day, active?.day, frozen?.mqlDay].compactMap { $0 })
        var (before, after) = (Set<Day>(), Set<Day>())
        var deals: [Sale] = []
        for deal in try contacts(of: lead) {
            let others = try colleagues(of: lead, in: deal)
            for other in others {
                for (own, theirs) in [
                    (starts.created, other.starts.created),
                    (starts.earliest, other.starts.earliest),
                ] {
                    guard let day = theirs.day else { continue }
                    if own < theirs { before.insert(day) } else { after.insert(day) }
                }
                if other.isErased { after.formUnion(try days(ofErased: other.lead)) }
            }
            guard others.allSatisfy(\.isErased) else {
                // The deal is of others too, and stays as it is.
                before.formUnion(try winner(of: deal)?.days ?? [])
                continue
            }
            deals += try sales(deal)
        }
        own.formUnion(deals.flatMap { $0.winner?.days ?? [] })
        let coarse = CoarseDays(own, before: before, after: after)
        try write(starts.created, of: lead, coarse, (before, after))
        try write(stages, of: lead, coarse)
        try write(active, of: lead, coarse)
        try db.execute(
            sql: "UPDATE frozen SET mql_day = ? WHERE lead = ?",
            arguments: [frozen?.mqlDay.map { coarse[$0].number }, lead])
        for deal in deals { try write(deal, coarse) }
    }

    /// A hash that says nothing of what stood there.
    private static func identity(of number: Int64, _ one: Int64, _ other: Int64) -> Int64 {
        var hash = RowHash(kind: 30)
        hash.mix(number)
        hash.mix(one)
        hash.mix(other)
        return Int64(bitPattern: hash.finished)
    }
}

/// When a lead was created, and its id: of two contacts of a deal it decides which came first.
private struct Start: Comparable {
    /// Nil where no import has a row of it.
    let at: Instant?
    let id: String
    let day: Day?

    func called(_ id: String) -> Start { Start(at: at, id: id, day: day) }

    static func isSmaller(_ one: String, _ other: String) -> Bool {
        one.utf8.lexicographicallyPrecedes(other.utf8)
    }

    static func < (one: Start, other: Start) -> Bool {
        let (a, b) = (one.at?.seconds ?? .max, other.at?.seconds ?? .max)
        return a == b ? isSmaller(one.id, other.id) : a < b
    }
}

/// Both days that may count as that of creation.
private struct Starts {
    let created: Start
    /// With the first stage or activity, where that came before.
    let earliest: Start
}

/// A stage that a lead reached.
private struct ReachedStage {
    let day: Day
    let seq: Int64
    let stage: Int64
}

/// The first thing that a lead did.
private struct FirstActivity {
    let day: Day
    let seq: Int64
}

/// A deal that is left with its months, or what was returned of one.
private struct Sale {
    let number: Int64
    let id: String
    let winner: Winner?
}

/// The version of a deal that counts.
private struct Winner {
    let seq: Int64
    let createdOn: Day?
    let closedOn: Day?

    var days: [Day] { [createdOn, closedOn].compactMap { $0 } }
}

// MARK: What there is

extension Residues {
    /// Of a contact of a deal the days of all its ids count.
    private func starts(ofPerson lead: Int64) throws -> Starts {
        let own = try starts(of: lead)
        let ids = judged.ids(ofPerson: own.created.id)
        guard ids.count > 1 else { return own }
        var all: [Starts] = []
        for id in ids {
            let number = try Int64.fetchOne(
                db, sql: "SELECT number FROM lead WHERE id = ?", arguments: [id])
            if let number { all.append(try starts(of: number)) }
        }
        let id = ids.min(by: Start.isSmaller) ?? own.created.id
        return Starts(
            created: (all.map(\.created).min() ?? own.created).called(id),
            earliest: (all.map(\.earliest).min() ?? own.earliest).called(id))
    }

    private func starts(of lead: Int64) throws -> Starts {
        let id =
            try String.fetchOne(
                db, sql: "SELECT id FROM lead WHERE number = ?", arguments: [lead]) ?? ""
        func first(_ sql: String) throws -> Int64? {
            try Int64.fetchOne(db, sql: sql, arguments: [lead])
        }
        func start(_ seconds: Int64?) -> Start {
            let at = seconds.map(Instant.init(seconds:))
            return Start(at: at, id: id, day: at.map(zone.day(of:)))
        }
        let created = try first(
            "SELECT created_at FROM lead_version WHERE lead = ? ORDER BY seq DESC")
        let stage = try first("SELECT MIN(day) FROM stage WHERE lead = ?").flatMap {
            Int32(exactly: $0).map { zone.startOfDay(Day(number: $0)).seconds }
        }
        let activity = try first("SELECT MIN(at) FROM activity WHERE lead = ?")
        return Starts(
            created: start(created),
            earliest: start([created, stage, activity].compactMap { $0 }.min()))
    }

    /// Each stage with each of its days.
    private func stages(of lead: Int64) throws -> [ReachedStage] {
        var seen = Set<[Int64]>()
        return try Row.fetchAll(
            db, sql: "SELECT day, seq, stage FROM stage WHERE lead = ? ORDER BY day, seq",
            arguments: [lead]
        ).compactMap { row in
            let (day, seq, stage): (Int64, Int64, Int64) = (
                try row.get("day"), try row.get("seq"), try row.get("stage")
            )
            guard let number = Int32(exactly: day), seen.insert([day, stage]).inserted else {
                return nil
            }
            return ReachedStage(day: Day(number: number), seq: seq, stage: stage)
        }
    }

    private func firstActivity(of lead: Int64) throws -> FirstActivity? {
        try Row.fetchOne(
            db, sql: "SELECT at, seq FROM activity WHERE lead = ? ORDER BY at, seq LIMIT 1",
            arguments: [lead]
        ).map { row in
            FirstActivity(
                day: zone.day(of: Instant(seconds: try row.get("at"))), seq: try row.get("seq"))
        }
    }

    private func contacts(of lead: Int64) throws -> [Int64] {
        try Int64.fetchAll(
            db, sql: "SELECT deal FROM contact WHERE lead = ? ORDER BY deal", arguments: [lead])
    }

    /// The other contacts of a deal.
    private func colleagues(
        of lead: Int64, in deal: Int64
    ) throws -> [(lead: Int64, starts: Starts, isErased: Bool)] {
        try Int64.fetchAll(
            db, sql: "SELECT lead FROM contact WHERE deal = ? AND lead <> ? ORDER BY lead",
            arguments: [deal, lead]
        ).map { other in
            let isErased = try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM frozen WHERE lead = ? AND reason = 'erased')",
                arguments: [other])
            return (other, try starts(ofPerson: other), isErased == true)
        }
    }

    /// What is left of the days of somebody who was erased before.
    private func days(ofErased lead: Int64) throws -> [Day] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT day FROM stage WHERE lead = ? UNION
                SELECT mql_day FROM frozen WHERE lead = ? AND mql_day IS NOT NULL
                """, arguments: [lead, lead]
        ).compactMap { Int32(exactly: $0).map(Day.init(number:)) }
    }

    /// A deal and what was returned of it, those that were not made coarse before.
    private func sales(_ number: Int64) throws -> [Sale] {
        guard
            let id = try String.fetchOne(
                db, sql: "SELECT id FROM deal WHERE number = ?", arguments: [number]),
            !id.hasPrefix("erased-")
        else { return [] }
        let refunds = try Row.fetchAll(
            db,
            sql: """
                SELECT DISTINCT deal.number FROM deal_more
                JOIN deal ON deal.number = deal_more.deal WHERE credit_of = ? ORDER BY 1
                """, arguments: [id])
        return [Sale(number: number, id: id, winner: try winner(of: number))]
            + (try refunds.flatMap { try sales($0.get("number")) })
    }

    private func winner(of deal: Int64) throws -> Winner? {
        let later = try LaterExports(db, .dealVersion)
        let versions = try Row.fetchAll(
            db, sql: "SELECT * FROM deal_version WHERE deal = ?", arguments: [deal])
        func rank(_ row: Row) throws -> (Int64, Int64, UInt64) {
            let identity: Int64 = try row.get("identity")
            let isDated: Bool = try row.get("is_dated")
            let updated: Int64 = try row.get("updated")
            return (
                isDated ? updated : later.last(try row.get("seq"), updated),
                try row.maybe("closed_on") ?? .min,
                UInt64(bitPattern: identity)
            )
        }
        return try versions.max { try rank($0) < rank($1) }.map { row in
            func day(_ column: String) throws -> Day? {
                try (row.maybe(column) as Int32?).map(Day.init(number:))
            }
            return Winner(
                seq: try row.get("seq"), createdOn: try day("created_on"),
                closedOn: try day("closed_on"))
        }
    }
}

// MARK: What is left

extension Residues {
    /// The month of the local day, at noon, so that it is the same in every other zone; on a day on which
    /// somebody else was created too, before or after that one.
    private func write(
        _ start: Start, of lead: Int64, _ coarse: CoarseDays,
        _ others: (before: Set<Day>, after: Set<Day>)
    ) throws {
        guard let day = start.day else { return }
        let left = coarse[day]
        var at = Int64(left.number) * 86_400 + 43_200
        if left == day, others.after.contains(day) {
            at = zone.startOfDay(day.advanced(by: 1)).seconds - 1
        } else if left == day, others.before.contains(day) {
            at = zone.startOfDay(day).seconds
        }
        try db.execute(
            sql: """
                UPDATE lead_version SET identity = ?, created_at = ?, updated = 0, is_dated = 0,
                    filled = 0, job_title = 0, company = 0, industry = 0, employees = 0, revenue = 0,
                    country = 0, region = 0, first_conversion = 0, self_reported_source = 0,
                    domain = 0
                WHERE lead = ?
                """,
            arguments: [Self.identity(of: lead, 0, 0), at, lead])
    }

    private func write(_ stages: [ReachedStage], of lead: Int64, _ coarse: CoarseDays) throws {
        try db.execute(
            sql: "DELETE FROM stage_time WHERE seq IN (SELECT seq FROM stage WHERE lead = ?)",
            arguments: [lead])
        try db.execute(sql: "DELETE FROM stage WHERE lead = ?", arguments: [lead])
        for reached in stages {
            let left = Int64(coarse[reached.day].number)
            try db.execute(
                sql: "INSERT INTO stage VALUES (?, ?, ?, ?, ?, 0)",
                arguments: [
                    lead, left, reached.seq, Self.identity(of: lead, left, reached.stage),
                    reached.stage,
                ])
        }
    }

    /// That a lead did something, and in which month first: by it the rules decide and not the CRM, and a lead
    /// may count as created earlier.
    private func write(_ first: FirstActivity?, of lead: Int64, _ coarse: CoarseDays) throws {
        try db.execute(sql: "DELETE FROM activity WHERE lead = ?", arguments: [lead])
        guard let first else { return }
        let at = Int64(coarse[first.day].number) * 86_400 + 43_200
        try db.execute(
            sql: "INSERT INTO activity VALUES (?, ?, ?, ?, 0, 0, 0, 0)",
            arguments: [lead, at, first.seq, Self.identity(of: lead, 2, at)])
    }

    /// Leaves of a deal that nobody else is in its amounts and its months.
    private func write(_ sale: Sale, _ coarse: CoarseDays) throws {
        // An old export would bring the deal a second time.
        try db.execute(
            sql: "INSERT OR IGNORE INTO erased VALUES (?, ?)",
            arguments: [key.mark(.deal(sale.id)), day.number])
        let name = "erased-\(sale.number)\(key.pseudonym("deal \(sale.number)"))"
        try db.execute(
            sql: "UPDATE deal SET id = ? WHERE number = ?", arguments: [name, sale.number])
        try db.execute(
            sql: "UPDATE deal_more SET credit_of = ? WHERE credit_of = ?",
            arguments: [name, sale.id])
        try CustomerMarks(db, day, key).forget(ordersOf: sale.id, now: name)
        guard let winner = sale.winner else { return }
        for sql in [
            "DELETE FROM deal_version WHERE deal = ? AND seq <> ?",
            "DELETE FROM deal_more WHERE deal = ? AND seq <> ?",
        ] { try db.execute(sql: sql, arguments: [sale.number, winner.seq]) }
        try db.execute(
            sql: """
                UPDATE deal_version SET identity = ?, updated = 0, is_dated = 0, created_on = ?,
                    closed_on = ? WHERE deal = ?
                """,
            arguments: [
                Self.identity(of: sale.number, 1, 0), winner.createdOn.map { coarse[$0].number },
                winner.closedOn.map { coarse[$0].number }, sale.number,
            ])
    }
}
