internal import Leads
internal import Quantities

/// Rows of leads as they stand in a file, before it is known which of them are new. Their texts are kept by
/// who reads them, a table for each column.
struct LeadRows {
    private(set) var ids: [UInt8] = []
    private(set) var ends: [Int] = [0]
    private(set) var rows: [LeadRow] = []
    /// How many texts each column had when the last of the rows had been read.
    private(set) var textCounts: [Int] = []
    /// Column after column, what stands in each row; then, for each presence, 1 where it is filled in.
    var cells: [Symbol] = []
    /// How many columns there are, and with presences.
    let columns: Int
    private let width: Int
    /// For how many rows there is room.
    private(set) var capacity = 0
    /// Whether a row says when it was changed.
    private(set) var hasUpdates = false
    /// When the last leads were created, of rows that were not told of yet.
    private var latest = LatestMoments()
    /// By row, a hash of what it told beside the lead.
    private(set) var telling: [Int: UInt64] = [:]

    /// For the columns of a table of leads.
    init(_ leads: LeadTable) {
        columns = leads.columns.count
        width = columns + leads.presences.count
    }

    var count: Int { rows.count }

    /// Makes room for so many rows.
    mutating func reserve(_ count: Int) {
        ends.reserveCapacity(count + 1)
        rows.reserveCapacity(count)
        makeRoom(for: count)
    }

    mutating func makeRoom(for count: Int) {
        var larger = [Symbol](repeating: 0, count: count * width)
        for column in 0..<width {
            for row in rows.indices {
                larger[column * count + row] = cells[column * capacity + row]
            }
        }
        (cells, capacity) = (larger, count)
    }

    /// - Parameter texts: the distinct texts of each column.
    mutating func add(
        _ row: PreparedLead, _ fields: LeadFields, _ cursor: borrowing TableCursor,
        _ texts: inout [InternTable]
    ) {
        let id = cursor.bytes(row.cell)
        var hash = LeadRows.hash(id, row.created)
        if rows.count == capacity { makeRoom(for: max(1, capacity * 2)) }
        let address = SeenAddress(fields.email, cursor)
        for (field, name) in zip(fields.fields, fields.nameHashes) {
            let text = cursor.bytes(field.cell)
            var textHash =
                field.isAddress ? address.hash(of: text) : RowHash.hash(text)
            switch field.use {
            case .text(let column): put(column, texts[column].intern(text))
            case .presence(let place): put(columns + place, text.isEmpty ? 0 : 1)
            case .attempts(let column):
                let count = ContactAttempts.digits(text)
                textHash = RowHash.hash(count)
                if let column { put(column, texts[column].intern(count)) }
            case .identity: break
            }
            hash.mix(textHash, of: name)
        }
        if let column = fields.domain {
            let domain = address.domain ?? UnsafeRawBufferPointer(start: nil, count: 0)
            put(column, texts[column].intern(domain))
            if address.at == 0 {
                put(domainOf: cursor.bytes(fields.email), column, rows.count, &texts)
            }
        }
        let mark = fields.mark(
            address, first: cursor.bytes(fields.first), last: cursor.bytes(fields.last),
            email: cursor.bytes(fields.email))
        let cell = cursor.place(of: row.cell)
        add(id, row.created, row.updated, hash, mark, cell)
    }

    private mutating func put(_ column: Int, _ symbol: Symbol) {
        cells[column * capacity + rows.count] = symbol
    }

    /// The hash of a row so far as its id and its date go.
    @inline(__always)
    static func hash(_ id: UnsafeRawBufferPointer, _ created: Instant) -> RowHash {
        var hash = RowHash(kind: 1)
        hash.mix(RowHash.hash(id))
        hash.mix(created.seconds)
        return hash
    }

    /// Adds what a row says in columns of its own.
    @inline(__always)
    mutating func add(
        _ id: UnsafeRawBufferPointer, _ created: Instant, _ updated: Int64, _ hash: RowHash,
        _ mark: PersonMark, _ place: (line: Int, column: Int)
    ) {
        ids.append(contentsOf: id)
        ends.append(ids.count)
        if updated != .min { hasUpdates = true }
        latest.note(created)
        rows.append(
            LeadRow(
                created: created, updated: updated, identity: hash.finished, mark: mark,
                line: UInt32(truncatingIfNeeded: place.line),
                column: UInt32(truncatingIfNeeded: place.column)))
    }

    /// When the last leads were created since this was asked before.
    mutating func takenLatest() -> LatestMoments {
        defer { latest = LatestMoments() }
        return latest
    }

    subscript(row: Int) -> LeadRow { rows[row] }

    /// What stands in one column, or whether it is filled in in one behind the columns, row by row.
    func cells(_ column: Int) -> ArraySlice<Symbol> {
        cells[(column * capacity)..<(column * capacity + rows.count)]
    }

    /// The symbol of a text, in the table of who read it.
    func symbol(_ row: Int, _ column: Int) -> Int { Int(cells[column * capacity + row]) }

    func isPresent(_ row: Int, _ place: Int) -> Bool {
        cells[(columns + place) * capacity + row] != 0
    }

    /// The rows so far, and none from now on.
    mutating func taken(_ texts: [InternTable]) -> LeadRows {
        var rows = self
        rows.textCounts = texts.map(\.count)
        (ids, ends, self.rows, cells, capacity) = ([], [0], [], [], 0)
        (hasUpdates, telling) = (false, [:])
        return rows
    }

    /// The ids are known by their numbers from now on.
    mutating func removeIDs() { (ids, ends) = ([], []) }

    /// The last row told something more, of which this is the hash.
    mutating func noteMore(_ hash: UInt64) { telling[count - 1, default: 0] &+= hash }

    /// Leaves the rows out.
    mutating func removeRows() {
        ids.removeAll(keepingCapacity: true)
        ends.removeLast(ends.count - 1)
        rows.removeAll(keepingCapacity: true)
        cells.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
        hasUpdates = false
        telling.removeAll()
    }

    /// Keeps what stands behind the last @ of an address that is not in the form to compare; the person before
    /// it is not kept.
    @inline(never)
    mutating func put(
        domainOf text: UnsafeRawBufferPointer, _ column: Int, _ row: Int,
        _ texts: inout [InternTable]
    ) {
        guard let at = text.lastPlace(of: UInt8(ascii: "@")) else { return }
        let domain = UnsafeRawBufferPointer(rebasing: text[(at + 1)...])
        var symbol: Symbol = 0
        if MailAddress.isDomain(domain) {
            symbol = texts[column].intern(domain)
        } else if let address = MailAddress.all(in: text).last {
            // An address between brackets, before a full stop and the like.
            symbol = texts[column].intern(String(address.domain))
        }
        cells[column * capacity + row] = symbol
    }
}

extension RowHash {
    /// Takes in the hash of a field.
    ///
    /// - Parameter name: a hash of its name, where only a rule names it; else 0. Such a field counts where it is
    ///   filled in, so that asking for one more does not make other data of the same rows.
    @inline(__always)
    mutating func mix(_ text: UInt64, of name: UInt64) {
        guard name == 0 || text != RowHash.ofNothing else { return }
        if name != 0 { mix(name) }
        mix(text)
    }
}

/// What a row of a lead says in columns of its own.
struct LeadRow: BitwiseCopyable {
    let created: Instant
    let updated: Int64
    let identity: UInt64
    let mark: PersonMark
    let line: UInt32
    let column: UInt32
}

/// The address of a row, looked at once for all that is asked of it.
struct SeenAddress: BitwiseCopyable {
    let text: UnsafeRawBufferPointer
    /// The place of its @, where it is in the form to compare already; else 0.
    let at: Int
    /// Its hash then.
    let hash: UInt64

    /// What is made of several cells is gone when the next is made: nothing is seen of it.
    @inline(__always)
    init(_ cell: TablePlan.Cell, _ cursor: borrowing TableCursor) {
        self.init(cell.isPlain ? cursor.bytes(cell) : UnsafeRawBufferPointer(start: nil, count: 0))
    }

    @inline(__always)
    init(_ text: UnsafeRawBufferPointer) {
        self.text = text
        at = MailAddress.plainPlace(in: text) ?? 0
        hash = at > 0 ? RowHash.hash(text) : 0
    }

    /// What stands behind the @; nil where the address is in another form.
    @inline(__always)
    var domain: UnsafeRawBufferPointer? {
        at > 0 ? UnsafeRawBufferPointer(rebasing: text[(at &+ 1)...]) : nil
    }

    /// The hash of an address, which mostly is this one: in capitals and in small letters it is the same.
    @inline(__always)
    func hash(of other: UnsafeRawBufferPointer) -> UInt64 {
        at > 0 && other.baseAddress == text.baseAddress && other.count == text.count
            ? hash : SeenAddress.hashOfAny(other)
    }

    @inline(never)
    private static func hashOfAny(_ text: UnsafeRawBufferPointer) -> UInt64 {
        guard text.hasCapital else { return RowHash.hash(text) }
        return text.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
            .withUnsafeBytes { RowHash.hash($0) }
    }
}

/// A lead row that is in order; its other cells are taken when it is committed.
struct PreparedLead {
    let cell: TablePlan.Cell
    let created: Instant
    let updated: Int64
}

/// What is done with each cell of a lead row.
struct LeadFields {
    enum Use {
        /// The text is kept, in the column with this number.
        case text(Int)
        /// Only whether it is filled in is kept, in the presence column with this number.
        case presence(Int)
        /// How often sales tried to reach it, kept in the column with this number where that is asked for;
        /// what is no such number is nothing.
        case attempts(Int?)
        /// It only tells versions of the lead apart.
        case identity
    }

    let fields: [(cell: TablePlan.Cell, use: Use, isAddress: Bool)]
    /// A hash of the name of each field that only a rule names, 0 for the others.
    let nameHashes: [UInt64]
    /// The address and the name by which a person is known.
    let email: TablePlan.Cell
    let first: TablePlan.Cell
    let last: TablePlan.Cell
    /// The column that keeps what stands behind the @ of the address.
    let domain: Int?
    /// Addresses that are of no person; nil where persons are not looked for.
    let roles: RoleAddresses?

    init(_ plan: TablePlan, leads: LeadTable) {
        guard let fact = plan.facts.first(where: { $0.kind == .lead }) else {
            (fields, nameHashes, domain, roles) = ([], [], nil, nil)
            (email, first, last) = (.none, .none, .none)
            return
        }
        // When a row was changed says which version is later, and is no part of what it says.
        let canonical = FactKind.lead.columns.filter {
            !(["lead_id", "created_at", "updated_at"] + FactTable.addedToLeads).contains($0)
        }
        func cell(_ field: PersonalField) -> TablePlan.Cell { fact.cell(field.rawValue) }
        (email, first, last) = (cell(.email), cell(.firstName), cell(.lastName))
        domain = leads.columns.firstIndex { $0.name == LeadTable.emailDomain }
        roles = leads.roles
        let added = FactTable.addedToLeads.filter { fact.cell($0).saysSomething }
        let extra = (plan.extraLeadCells.keys + added).sorted()
        nameHashes =
            canonical.map { _ in 0 }
            + extra.map { Array($0.utf8).withUnsafeBytes { RowHash.hash($0) } }
        fields = (canonical + extra).map { name in
            let cell = plan.extraLeadCells[name] ?? fact.cell(name)
            let isAddress = name == PersonalField.email.rawValue
            let column = leads.columns.firstIndex { $0.name == name }
            if name == LeadTable.attempts { return (cell, .attempts(column), false) }
            if let column {
                return (cell, .text(column), isAddress)
            }
            if let column = leads.presences.firstIndex(where: { $0.name == name }) {
                return (cell, .presence(column), isAddress)
            }
            return (cell, .identity, isAddress)
        }
    }

    /// What tells the person of a row.
    @inline(__always)
    func mark(
        _ address: SeenAddress, first: UnsafeRawBufferPointer, last: UnsafeRawBufferPointer,
        email: UnsafeRawBufferPointer
    ) -> PersonMark {
        guard let roles else { return PersonMark() }
        return PersonMark(
            email: email, hash: address.at > 0 ? address.hash : nil, first: first, last: last, roles
        )
    }

    /// Whether each field is what stands in its column.
    var arePlain: Bool {
        ([email, first, last] + fields.map(\.cell)).allSatisfy(\.isPlain)
    }
}

extension LeadRows {
    /// The lead of a row; nil, with a problem, where the row is to be left out.
    func prepare(
        _ fact: TablePlan.Fact, _ cursor: borrowing TableCursor, _ fields: inout FieldReader
    ) -> PreparedLead? {
        let id = fact.cells[LeadField.id]
        let at = fact.cells[LeadField.createdAt]
        if cursor.bytes(id).isEmpty {
            fields.refuse(
                cursor.empty(
                    id, "lead_id", en: "Give each lead an id of its own.",
                    nl: "Geef elke lead een eigen nummer."))
        }
        if !id.isPlain, cursor.plan.made(id) != nil {
            fields.noteOnce("lead_id made", cursor.madeIDNote(id))
        } else if !id.isPlain, id.column >= 0, cursor.isEmpty(id.column) {
            fields.noteOnce("lead_id made", cursor.missingIDNote(id))
        }
        fields.refuseRounded(id, "lead_id", cursor)
        if fields.isErased(id, cursor)
            || fields.hasErasedAddress(fact.cells[LeadField.email], cursor)
        {
            fields.isErasedRow = true
            return nil
        }
        guard let created = fields.instant(at, "created_at", cursor) else { return nil }
        let updatedCell = fact.cells[LeadField.updatedAt]
        var updated = cursor.exported
        if !cursor.bytes(updatedCell).isEmpty {
            if let moment = cursor.parser.instant(
                cursor.bytes(updatedCell), column: updatedCell.column)
            {
                updated = moment.seconds
            } else {
                fields.noteUnread(updatedCell, "updated_at", cursor)
            }
        }
        let attempts = fact.cells[LeadField.attempts]
        if attempts.saysSomething, !cursor.bytes(attempts).isEmpty,
            ContactAttempts.digits(cursor.bytes(attempts)).isEmpty
        {
            fields.noteUnread(attempts, LeadTable.attempts, cursor)
        }
        return fields.isInOrder ? PreparedLead(cell: id, created: created, updated: updated) : nil
    }
}

/// Where the fields stand in `FactKind.lead.columns`.
enum LeadField {
    static let id = place("lead_id")
    static let createdAt = place("created_at")
    static let updatedAt = place("updated_at")
    static let email = place(PersonalField.email.rawValue)
    static let attempts = place(LeadTable.attempts)

    private static func place(_ name: String) -> Int {
        FactKind.lead.columns.firstIndex(of: name) ?? 0
    }
}
