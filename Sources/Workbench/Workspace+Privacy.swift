internal import Intake
internal import Leads
package import Quantities
package import Store
internal import Valuation

/// Somebody, as far as the workspace knows: by leads, and by rows that were rejected.
package struct FoundPerson: Sendable {
    /// The ids of leads.
    package let leads: [String]
    let rows: [KeptRow]
    /// The ids by which a row may list somebody beside others.
    fileprivate let ids: Set<String>
    /// The addresses that are theirs alone.
    fileprivate let addresses: Set<MailAddress>
    /// By what else somebody is marked who is erased.
    fileprivate let knownBy: [ErasedText]

    /// How many rejected rows are about them.
    package var rejected: Int { rows.count }
}

/// What came of erasing somebody from a workspace.
package struct WorkspaceErasure: Sendable {
    package let receipt: ErasureReceipt
    /// How many rejected rows are gone.
    package let rejected: Int
    /// The backups that still hold them.
    package let backups: [Backup]
    /// Campaigns and sources that name them, and that rows of others have.
    package let texts: [String]
    /// The lists that carried them.
    package let lists: [WrittenList]
}

extension Workspace {
    /// Whom a text names, by id or by e-mail address in whatever form.
    ///
    /// - Throws: `FailedVerb` where nobody has it.
    package func find(_ who: String) throws -> FoundPerson {
        let database = try openForReading()
        defer { database.close() }
        return try telling {
            let found = try person(try database.find(who), PersonTraits(who), database)
            guard !found.leads.isEmpty || !found.rows.isEmpty else {
                throw StoreError(.refused(.noSuchLead))
            }
            return found
        }
    }

    /// The one person whom a text names, with all ids that are hers, and the leads that have her address and
    /// are not her: those of a task such as info@, and those under another name.
    ///
    /// - Parameter rules: by which leads are one person.
    /// - Throws: `FailedVerb` where nobody has it, or several persons have.
    package func findOne(
        _ who: String, _ rules: Request
    ) throws -> (person: FoundPerson, others: [String]) {
        let found = try find(who)
        guard !found.leads.isEmpty else { return (found, []) }
        let database = try openForReading()
        defer { database.close() }
        var wanted = FactsWanted(leadFields: [], presenceFields: [])
        wanted.roles = try rules.readingOptions(rules.book).roles
        var facts = try telling { try database.facts(wanted) }.facts
        facts.joinPersons()
        let numbers = found.leads.compactMap(facts.leads.index.find)
        let persons = Set(numbers.map(facts.persons.person))
        guard persons.count < 2 else {
            let ids = found.leads.map(\.quoted).joined(separator: ", ")
            throw FailedVerb(
                .badData,
                en:
                    "\(who.quoted) is of several persons: \(ids). Name the one who is meant by the id.",
                nl:
                    "\(who.quoted) is van meer personen: \(ids). Noem wie bedoeld is met het nummer."
            )
        }
        let own = persons.first.map { facts.persons.leads(of: $0).map(facts.leads.index.id(of:)) }
        let ids = Set(found.leads + (own ?? [])).sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
        return try telling {
            let person = try person(ids, PersonTraits(who), database)
            let addresses = PersonTraits(
                try ids.map { try database.identity(of: $0, among: ids) }
            ).addresses
            let others = try Set(addresses.flatMap { try database.find($0.text) }).subtracting(ids)
            return (person, others.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        }
    }

    /// Leads, with the rejected rows that are about them.
    package func persons(_ ids: [String]) throws -> FoundPerson {
        let database = try openForReading()
        defer { database.close() }
        return try telling { try person(ids, PersonTraits([]), database) }
    }

    private func person(
        _ ids: [String], _ asked: PersonTraits, _ database: LeadDatabase
    ) throws -> FoundPerson {
        var traits = PersonTraits(try ids.map { try database.identity(of: $0, among: ids) })
        traits.add(asked)
        let all = try keptRows()
        var rows: [KeptRow] = []
        var shared = Set<MailAddress>()
        while true {
            shared = try database.shared(traits.addresses, besides: ids)
            traits.shared = shared
            rows = all.filter(traits.fit)
            // A row that the id finds may have an address by which another row is found.
            let more = rows.filter { traits.decides($0) }.flatMap(\.addresses)
            guard !traits.addresses.isSuperset(of: more) else { break }
            traits.add(more)
        }
        let places = Set(rows.map { "\($0.path) \($0.place)" })
        let others = all.filter { !places.contains("\($0.path) \($0.place)") }
        let own = rows.filter { traits.decides($0) }
        let known = Set(own.flatMap(\.ids)).subtracting(others.flatMap(\.ids)).subtracting(ids)
        let texts =
            try known.sorted().filter { try database.find($0).isEmpty }.map(ErasedText.lead)
            + Set(own.flatMap(\.addresses)).subtracting(shared)
            .subtracting(others.flatMap(\.addresses)).sorted().map { ErasedText.address($0.text) }
            + rows.compactMap { row in
                guard let phone = row.phone, let name = row.name else { return nil }
                return ErasedText.contact(phone: phone, name: name)
            }
        return FoundPerson(
            leads: ids, rows: rows, ids: traits.ids,
            addresses: traits.addresses.subtracting(shared), knownBy: texts)
    }

    /// Everything that is held of somebody.
    package func files(of person: FoundPerson, _ terms: ChangeTerms) throws -> [PersonFile] {
        try note(terms, .export, count: max(person.leads.count, 1))
        return try held(of: person)
    }

    /// The same, for this program's own use.
    package func held(of person: FoundPerson) throws -> [PersonFile] {
        let database = try openForReading()
        defer { database.close() }
        var files = try telling { try person.leads.map(database.personFile) }
        var more: [PersonFile.Section] = []
        for (place, path) in Set(person.rows.map(\.path)).sorted().enumerated() {
            let rows = person.rows.filter { $0.path == path }
            more.append(
                .init(
                    table: place == 0 ? "rejected" : "rejected_\(place + 1)",
                    columns: rows[0].columns, rows: rows.map(\.cells)))
        }
        let texts = try telling { try database.texts(naming: person.leads) }
        if !texts.isEmpty {
            more.append(
                .init(
                    table: "text", columns: ["what", "text"],
                    rows: texts.map { [$0.what, $0.text] }))
        }
        let lists = try telling { try database.lists(of: person.leads) }
        if !lists.isEmpty {
            more.append(
                .init(
                    table: "list", columns: ["day", "file"],
                    rows: lists.map { ["\(TimeZoneRule.utc.day(of: $0.at))", $0.file] }))
        }
        let copies = try backups(with: person)
        if !copies.isEmpty {
            more.append(.init(table: "backup", columns: ["file"], rows: copies.map { [$0.path] }))
        }
        if files.isEmpty { files.append(PersonFile()) }
        files[files.count - 1].sections += more
        return files
    }

    /// The backups that hold somebody, or that cannot be read and may.
    func backups(with person: FoundPerson) throws -> [Backup] {
        let addresses = person.knownBy.compactMap {
            if case .address(let text) = $0 { MailAddress(text) } else { nil }
        }
        let ids = person.ids.union(person.leads)
        return copies().filter { copy in
            let isFixed = !Files.exists(copy.path + "-wal")
            guard let database = try? LeadDatabase.read(copy.path, isFixed: isFixed) else {
                return true
            }
            defer { database.close() }
            return (try? database.holds(ids, person.addresses.union(addresses))) != false
        }
    }

    /// Clears off the disk what was erased; false while another program is reading.
    package func clear() throws -> Bool {
        let database = try open()
        defer { database.close() }
        return try telling { try database.clearDisk() }
    }

    /// Erases persons, and what of them stands in the rejected rows that the workspace keeps.
    ///
    /// The marks stand beside the database before it is changed: who is killed in between finds the person
    /// as she was, or gone when the workspace is opened the next time.
    package func erase(
        _ person: FoundPerson, _ rules: Request, _ terms: ChangeTerms
    ) throws -> WorkspaceErasure {
        let key = try key()
        let zone = try rules.book.zone
        var terms = terms
        terms.day = zone.day(of: terms.at)
        let copies = try backups(with: person)
        let database = try open()
        defer { database.close() }
        let judged =
            person.leads.isEmpty
            ? LastJudgements() : try judged(person.leads, database, rules, day: terms.day)
        let lists = try telling { try database.lists(of: person.leads) }
        let named = try telling { try database.texts(naming: person.leads) }
        let names = try telling { try database.names(of: person.leads) }
        let receipt = try telling {
            try database.erase(
                person.leads, knownBy: person.knownBy, judged: judged, terms, in: zone, key: key
            ) { marks in
                try write(marks)
                _ = try remove(person.rows, without: person.ids, and: names)
            }
        }
        cache.clear()
        let left = try telling {
            try named.filter { text in
                try text.what == "campaign" && database.hasText(text.text)
            }
        }
        return WorkspaceErasure(
            receipt: receipt, rejected: person.rows.count, backups: copies,
            texts: left.map(\.text), lists: lists)
    }

    /// Writes down that persons have objected to being judged.
    package func object(_ ids: [String], _ rules: Request, _ terms: ChangeTerms) throws {
        let key = try key()
        var terms = terms
        terms.day = try rules.book.zone.day(of: terms.at)
        let database = try open()
        defer { database.close() }
        let judged = try judged(ids, database, rules, day: terms.day)
        try telling {
            try database.object(ids, judged: judged, terms, key: key, write: write)
        }
    }

    /// Keeps which leads a list carried that is written outside of the workspace.
    ///
    /// - Returns: the lists that carried leads which have objected since, and how many were erased since.
    package func note(
        list ids: [String], to file: String?, _ terms: ChangeTerms
    ) throws -> (objected: [WrittenList], erased: Int) {
        let key = try key()
        let database = try open(addsOnly: true)
        defer { database.close() }
        return try telling {
            let before = (try database.listsOfObjectors(), try database.erasedOfLists())
            let name = file.map(Files.name) ?? "standard output"
            try database.note(list: ids, to: name, terms, key: key)
            return before
        }
    }

    /// The lists that carried leads, to be told when they object.
    package func lists(of ids: [String]) throws -> [WrittenList] {
        let database = try openForReading()
        defer { database.close() }
        return try telling { try database.lists(of: ids) }
    }

    /// The leads of which nothing has happened for so many months.
    package func idle(months: Int, on day: Day, in zone: TimeZoneRule) throws -> [String] {
        let database = try openForReading()
        defer { database.close() }
        return try telling { try database.idle(since: day.back(months: months), in: zone) }
    }

    /// Every column of every table, in order, for the register of what is held.
    package func columns() throws -> [(table: String, columns: [String])] {
        let database = try openForReading()
        defer { database.close() }
        return try telling { try database.columns() }
    }

    /// What leads are judged to be on a day, for when they are not judged any more.
    func judged(
        _ ids: [String], _ database: LeadDatabase, _ rules: Request, day: Day
    ) throws -> LastJudgements {
        let book = try rules.book
        let options = rules.readingOptions(book)
        var wanted = FactsWanted(
            leadFields: options.leadFields, presenceFields: options.presenceFields)
        wanted.roles = options.roles
        var facts = try telling { try database.facts(wanted) }.facts
        facts.joinPersons()
        if book.createdAtEarliest { facts = facts.createdAtEarliest(book.zone) }
        let applied = AppliedRules(book, to: facts)
        var judge = LeadJudge(applied, facts, asOf: day)
        var judged: [String: FrozenJudgement] = [:]
        for id in ids {
            guard let lead = facts.leads.index.find(id), let judgement = judge.judge(lead) else {
                continue
            }
            judged[id] = FrozenJudgement(
                reason: .erased, intent: judgement.intent.map { book.intents[$0].key },
                persona: judgement.persona.map { book.personas[$0].key },
                mqlDay: judgement.mqlDay, rules: book.signable)
        }
        return LastJudgements(
            judged, persons: facts.persons.groups.map { $0.leads.map(facts.leads.index.id(of:)) })
    }
}

extension Day {
    /// The same day of the month so many months earlier, or the last of that month.
    func back(months: Int) -> Day {
        let (year, month, day) = civil
        let index = year * 12 + month - 1 - months
        for candidate in stride(from: day, through: 1, by: -1) {
            if let found = Day(year: index / 12, month: index % 12 + 1, day: candidate) {
                return found
            }
        }
        return self
    }
}
