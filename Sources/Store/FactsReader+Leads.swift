internal import GRDB
internal import Leads
internal import Quantities

/// Leads and what they did.
extension FactsReader {
    /// Leads, what they did and the stages they reached: of those in the scope.
    ///
    /// - Parameter database: by another connection to it what leads did is read meanwhile; nil where little is
    ///   read.
    mutating func readContent(beside database: LeadDatabase? = nil) throws -> FactsCache.Content {
        let besides = try readBeside(database)
        let read = try readLeads()
        var (leads, several) = (read.leads, read.several)
        var activities: [StoredActivities] = []
        var marks: [StoredMark]?
        for found in try besides.results() {
            switch found {
            case .activities(let some)?: activities.append(some)
            case .marks(let all)?: marks = all
            // Nothing could be read beside this, or it was of another state.
            case nil: (activities, marks) = ([], nil)
            }
        }
        if activities.count < Self.halves { activities = [try readActivities()] }
        for mark in try marks ?? readMarks() {
            if let lead = place(mark.lead), read.seqs[lead] == mark.seq {
                leads.marks[lead] = mark.mark
            }
        }
        var known = FactsCache.Content(
            leads: leads, places: places,
            activities: StoredActivities.takeTable(of: &activities, by: self),
            stages: GatheredStages(leads: leads.count), several: several)
        try readStages(into: &known)
        return known
    }

    /// Activities are read in so many parts at once.
    private static let halves = 2

    /// What is read by other connections while leads are.
    private enum Beside: Sendable {
        case activities(StoredActivities)
        case marks([StoredMark])
    }

    private func readBeside(_ database: LeadDatabase?) throws -> Parallel.Begun<Beside?> {
        guard let database, wanted.jobs > 1 else { return Parallel.Begun(0, jobs: 1) { _ in nil } }
        let (wanted, mark) = (wanted, try LeadDatabase.mark(db))
        let middle = try Int64.fetchOne(db, sql: "SELECT MAX(number) / 2 FROM lead") ?? 0
        let scopes = [Int64.min...middle, (middle + 1)...Int64.max]
        return Parallel.Begun(scopes.count + 1, jobs: wanted.jobs) { number in
            try database.readingBeside { other in
                // Of another state nothing is of use.
                guard try LeadDatabase.mark(other) == mark else { return nil }
                var reader = try FactsReader(other, wanted)
                guard number < scopes.count else { return .marks(try reader.readMarks()) }
                reader.scope = [scopes[number]]
                return .activities(try reader.readActivities())
            }
        }
    }

    /// The same leads with the fields for which some file has a column.
    func withFields(_ leads: LeadTable) throws -> LeadTable {
        var leads = leads
        for row in try Row.fetchAll(
            db, sql: "SELECT DISTINCT name, import FROM import_note WHERE kind = 'field'")
        {
            let number: Int = try row.get("import")
            if imports.contains(where: { $0.number == number }) {
                leads.fields.insert(try row.get("name"))
            }
        }
        return leads
    }

    /// - Returns: the leads, which version of each counts, and the numbers of those with several.
    private mutating func readLeads() throws -> (
        leads: LeadTable, seqs: [Int64], several: [Int64]
    ) {
        var leads = LeadTable(columns: wanted.leadFields, presences: wanted.presenceFields)
        var several: [Int64] = []
        let columns = leads.columns.indices.map { column in
            LeadColumns.shared.firstIndex(of: leads.columns[column].name)
                .map { (column, LeadColumns.firstShared + Int32($0)) }
        }.compactMap { $0 }
        let sharedPresences = leads.presences.indices.compactMap { column in
            LeadColumns.shared.firstIndex(of: leads.presences[column].name)
                .map { (column, LeadColumns.firstShared + Int32($0)) }
        }
        let personalPresences = leads.presences.indices.compactMap { column in
            LeadColumns.personal.firstIndex(of: leads.presences[column].name)
                .map { (column, Int64(1) << Int64($0)) }
        }
        var columnTexts = leads.columns.indices.map { column in
            ColumnTexts(texts, base?.leads.columns[column].table)
        }

        let ids = try inScope(
            "SELECT number, id FROM lead WHERE number BETWEEN ? AND ? ORDER BY number")
        let versions = try inScope(
            "SELECT * FROM lead_version WHERE lead BETWEEN ? AND ? ORDER BY lead, seq")
        let later = try LaterExports(db, .version, before: importLimit)
        let limit = limit(.version)
        var best: KnownVersion?
        var bestSeqs: [Int64] = []
        var hasRow = try versions.next()
        while try ids.next() {
            let number = ids.int(0)
            guard number > 0, number < 1 << 31 else { throw damaged("a lead with no number") }
            while places.count <= number { places.append(-1) }
            best = nil
            var place = -1
            var count = 0
            while hasRow, versions.int(0) <= number {
                let seq = versions.int(1)
                if versions.int(0) == number, seq < limit {
                    count += 1
                    let updated = versions.int(4)
                    let version = KnownVersion(
                        seq: seq, identity: versions.int(2), day: versions.int(3),
                        updated: versions.int(5) == 0 ? later.last(seq, updated) : updated)
                    if best.map({ $0.rank < version.rank }) ?? true {
                        if best == nil {
                            place = leads.index.insert(ids.bytes(1)).number
                            leads.pad(to: place + 1)
                            bestSeqs.append(0)
                        }
                        best = version
                        bestSeqs[place] = seq
                        leads.created[place] = try moment(version.day)
                        leads.identities[place] = UInt64(bitPattern: version.identity)
                        for (column, source) in columns {
                            leads.columns[column].symbols[place] =
                                try columnTexts[column].symbol(versions.int(source))
                        }
                        let filled = versions.int(6)
                        for (column, source) in sharedPresences {
                            leads.presences[column].flags[place] = versions.int(source) != 0
                        }
                        for (column, bit) in personalPresences {
                            leads.presences[column].flags[place] = filled & bit != 0
                        }
                    }
                }
                hasRow = try versions.next()
            }
            if best != nil { places[Int(number)] = Int32(place) }
            if count > 1 { several.append(number) }
        }
        try readPersonal(&leads, &columnTexts, bestSeqs)
        try readMore(&leads, &columnTexts, bestSeqs)
        for column in leads.columns.indices
        where !LeadColumns.personal.contains(leads.columns[column].name) {
            leads.columns[column].table = columnTexts[column].table
        }
        return (leads, bestSeqs, several)
    }

    /// The rows of the leads that are read, by a statement that takes the first and the last number.
    func inScope(_ sql: String) throws -> RowReader { try RowReader(db, sql, ranges: scope) }

    /// The place of a lead that has a row; nil for another.
    func place(_ number: Int64) -> Int? {
        guard number > 0, number < places.count, places[Int(number)] >= 0 else { return nil }
        return Int(places[Int(number)])
    }

    /// By what persons are known, version by version.
    private func readMarks() throws -> [StoredMark] {
        guard let roles = wanted.roles else { return [] }
        let reader = try inScope(
            """
            SELECT lead, seq, email, first_name, last_name FROM person
            WHERE lead BETWEEN ? AND ? ORDER BY lead, seq
            """)
        var marks: [StoredMark] = []
        while try reader.next() {
            let mark = PersonMark(
                email: reader.bytes(2), first: reader.bytes(3), last: reader.bytes(4), roles,
                salt: wanted.salt)
            marks.append(StoredMark(lead: reader.int(0), seq: reader.int(1), mark: mark))
        }
        return marks
    }

    /// Texts of persons, which only few rules ask for.
    func readPersonal(
        _ leads: inout LeadTable, _ texts: inout [ColumnTexts], _ seqs: [Int64]
    ) throws {
        let columns = leads.columns.indices.compactMap { column in
            LeadColumns.personal.firstIndex(of: leads.columns[column].name)
                .map { (column, Int32($0) + 2) }
        }
        guard !columns.isEmpty else { return }
        if let base {
            for (column, _) in columns {
                leads.columns[column].table = base.leads.columns[column].table
            }
        }
        let reader = try inScope(
            "SELECT * FROM person WHERE lead BETWEEN ? AND ? ORDER BY lead, seq")
        while try reader.next() {
            guard let lead = place(reader.int(0)), seqs[lead] == reader.int(1) else { continue }
            for (column, source) in columns {
                leads.columns[column].symbols[lead] =
                    leads.columns[column].table.intern(reader.bytes(source))
            }
        }
    }

    /// Fields that only a rule names.
    func readMore(
        _ leads: inout LeadTable, _ texts: inout [ColumnTexts], _ seqs: [Int64]
    ) throws {
        let own = Set(LeadColumns.shared + LeadColumns.personal)
        let columns = leads.columns.indices.filter { !own.contains(leads.columns[$0].name) }
        let presences = leads.presences.indices.filter { !own.contains(leads.presences[$0].name) }
        guard !columns.isEmpty || !presences.isEmpty else { return }
        let reader = try inScope(
            "SELECT * FROM more WHERE lead BETWEEN ? AND ? ORDER BY lead, seq, field")
        while try reader.next() {
            guard let lead = place(reader.int(0)), seqs[lead] == reader.int(1) else { continue }
            let field = try self.texts.text(reader.int(2))
            for column in columns where leads.columns[column].name == field {
                leads.columns[column].symbols[lead] = try texts[column].symbol(reader.int(3))
            }
            for column in presences where leads.presences[column].name == field {
                leads.presences[column].flags[lead] = reader.int(3) != 0
            }
        }
    }

    /// What leads did, by the numbers that these have in the database.
    private func readActivities() throws -> StoredActivities {
        var stored = StoredActivities()
        var actions = ColumnTexts(texts, base?.activities.actions)
        var contents = ColumnTexts(texts, base?.activities.contents)
        let limit = limit(.activity)
        var part = StoredActivities.Part()
        let reader = try inScope(
            "SELECT * FROM activity WHERE lead BETWEEN ? AND ? ORDER BY lead, at, seq")
        while try reader.next() {
            guard let lead = UInt32(exactly: reader.int(0)), reader.int(2) < limit else { continue }
            part.rows.append(
                Activity(
                    at: try moment(reader.int(1)),
                    identity: UInt64(bitPattern: reader.int(3)),
                    session: UInt32(truncatingIfNeeded: reader.int(7)),
                    seconds: UInt32(truncatingIfNeeded: reader.int(6)),
                    action: try actions.symbol(reader.int(4)),
                    content: try contents.symbol(reader.int(5))))
            part.leads.append(lead)
            if part.rows.count == 1 << 17 {
                stored.parts.append(part)
                part = StoredActivities.Part()
            }
        }
        stored.parts.append(part)
        (stored.actions, stored.contents) = (actions.table, contents.table)
        var sources = ColumnTexts(texts, base?.activities.touches.sources)
        var campaigns = ColumnTexts(texts, base?.activities.touches.campaigns)
        let touchReader = try inScope(
            "SELECT * FROM touch WHERE lead BETWEEN ? AND ? ORDER BY lead, at, seq")
        while try touchReader.next() {
            guard let lead = UInt32(exactly: touchReader.int(0)), touchReader.int(2) < limit else {
                continue
            }
            stored.touches.rows.append(
                Touch(
                    lead: lead, at: try moment(touchReader.int(1)),
                    identity: UInt64(bitPattern: touchReader.int(3)),
                    source: try sources.symbol(touchReader.int(4)),
                    campaign: try campaigns.symbol(touchReader.int(5))))
        }
        (stored.touches.sources, stored.touches.campaigns) = (sources.table, campaigns.table)
        return stored
    }
}

/// What leads did, by the numbers that these have in the database: it can be read before these are known.
private struct StoredActivities: Sendable {
    struct Part: Sendable {
        var rows: [Activity] = []
        var leads: [UInt32] = []
    }

    var parts: [Part] = []
    var touches = GatheredTouches()
    var actions = InternTable()
    var contents = InternTable()

    /// The same of leads that have a row, and nothing from now on.
    static func takeTable(
        of all: inout [StoredActivities], by reader: FactsReader
    ) -> ActivityTable {
        let shelved = all.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let all = buffer
            return Parallel.map(all.count, jobs: reader.wanted.jobs) { [places = reader.places] in
                all[$0].shelve(places)
            }
        }
        var gathered = GatheredActivities()
        for (one, shelved) in zip(all, shelved) {
            gathered.add(shelved, actions: one.actions, contents: one.contents)
            var (sources, campaigns): ([Symbol], [Symbol]) = ([], [])
            gathered.touches.sources.take(one.touches.sources, known: &sources)
            gathered.touches.campaigns.take(one.touches.campaigns, known: &campaigns)
            gathered.touches.rows += one.touches.rows.compactMap { touch in
                reader.place(Int64(touch.lead)).map { lead in
                    Touch(
                        lead: UInt32(lead), at: touch.at, identity: touch.identity,
                        source: sources[Int(touch.source)],
                        campaign: campaigns[Int(touch.campaign)])
                }
            }
        }
        return ActivityTable(gathered, jobs: reader.wanted.jobs)
    }

    /// Brings the rows of neighbouring leads together, and lets go of them here.
    private mutating func shelve(_ places: [Int32]) -> ShelvedActivities {
        let shelved = ShelvedActivities()
        for number in parts.indices {
            var part = Part()
            swap(&part, &parts[number])
            for (row, lead) in zip(part.rows, part.leads) where Int(lead) < places.count {
                let place = places[Int(lead)]
                if place >= 0 { shelved.append(row, of: Int(place)) }
            }
        }
        return shelved
    }
}

/// By what the person of one version of a lead is known.
private struct StoredMark: Sendable {
    let lead: Int64
    let seq: Int64
    let mark: PersonMark
}
