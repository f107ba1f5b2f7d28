internal import Leads
internal import Quantities

/// Rows of leads as they stand in a file, before it is known which of them are new.
struct LeadRows {
    private(set) var ids: [UInt8] = []
    private(set) var ends: [Int] = [0]
    private(set) var rows: [LeadRow] = []
    /// The distinct texts of each column.
    var tables: [InternTable]
    /// By column: the symbols under which the table of leads knows its texts, as far as taken over.
    var known: [[Symbol]]
    /// Row after row, what stands in each column, and 1 for each presence that is filled in.
    private var cells: [Symbol] = []
    /// The cells of a row in which nothing stands.
    private let emptyRow: [Symbol]
    private var width: Int { emptyRow.count }
    /// Whether a row says when it was changed.
    private var hasUpdates = false
    /// When the last leads were created, of rows that were not told of yet.
    private var latest = LatestMoments()
    /// By row, a hash of what it told beside the lead.
    private(set) var telling: [Int: UInt64] = [:]

    /// For the columns of a table of leads.
    init(_ leads: LeadTable) {
        tables = leads.columns.map { _ in InternTable() }
        known = leads.columns.map { _ in [] }
        emptyRow = Array(repeating: 0, count: leads.columns.count + leads.presences.count)
    }

    var count: Int { rows.count }

    /// Whether they tell nothing beside the leads, and not when these were changed.
    var hasNoMore: Bool { telling.isEmpty && !hasUpdates }

    /// Makes room for so many rows.
    mutating func reserve(_ count: Int) {
        ends.reserveCapacity(count + 1)
        rows.reserveCapacity(count)
        cells.reserveCapacity(count * width)
    }

    mutating func add(
        _ row: PreparedLead, _ fields: LeadFields, _ cursor: borrowing TableCursor
    ) {
        let id = cursor.bytes(row.cell)
        var hash = RowHash(kind: 1)
        hash.mix(RowHash.hash(id))
        hash.mix(row.created.seconds)
        let first = cells.count
        cells += emptyRow
        // One look at who owns the tables and the cells, and not one for each field.
        tables.withUnsafeMutableBufferPointer { tables in
            cells.withUnsafeMutableBufferPointer { all in
                let cells = all[first...]
                LeadRows.take(
                    fields, cursor, &hash, tables, UnsafeMutableBufferPointer(rebasing: cells))
            }
        }
        ids.append(contentsOf: id)
        ends.append(ids.count)
        if row.updated != .min { hasUpdates = true }
        latest.note(row.created)
        let mark = fields.person?.mark(cursor) ?? PersonMark()
        let place = cursor.place(of: row.cell)
        rows.append(
            LeadRow(
                created: row.created, updated: row.updated, identity: hash.finished, mark: mark,
                line: UInt32(truncatingIfNeeded: place.line),
                column: UInt32(truncatingIfNeeded: place.column)))
    }

    /// Mixes the texts of the fields into the hash of their row, and fills the cells of it.
    @inline(__always)
    private static func take(
        _ fields: LeadFields, _ cursor: borrowing TableCursor, _ hash: inout RowHash,
        _ tables: UnsafeMutableBufferPointer<InternTable>,
        _ cells: UnsafeMutableBufferPointer<Symbol>
    ) {
        for (field, name) in zip(fields.fields, fields.nameHashes) {
            let text = cursor.bytes(field.cell)
            let textHash: UInt64
            switch field.use {
            case .text(let column) where text.isEmpty:
                cells[column] = 0
                textHash = RowHash.ofNothing
            case .text(let column) where !field.isAddress:
                (cells[column], textHash) = tables[column].internHashed(text)
            case .text(let column):
                cells[column] = tables[column].intern(text)
                textHash = hashOfAddress(text)
            case .attempts(let column):
                let count = ContactAttempts.digits(text)
                textHash = RowHash.hash(count)
                if let column { cells[column] = tables[column].intern(count) }
            case .presence(let place):
                cells[tables.count &+ place] = text.isEmpty ? 0 : 1
                textHash = field.isAddress ? hashOfAddress(text) : RowHash.hash(text)
            case .identity:
                textHash = field.isAddress ? hashOfAddress(text) : RowHash.hash(text)
            }
            // A field that only a rule names counts where it is filled in, so that asking for one more
            // does not make other data of the same rows.
            if name == 0 || textHash != RowHash.ofNothing {
                if name != 0 { hash.mix(name) }
                hash.mix(textHash)
            }
        }
        if let (cell, column) = fields.domain {
            cells[column] = intern(domainOf: cursor.bytes(cell), in: &tables[column])
        }
    }

    /// An address is the same in capitals and in small letters.
    private static func hashOfAddress(_ text: UnsafeRawBufferPointer) -> UInt64 {
        guard text.hasCapital else { return RowHash.hash(text) }
        return text.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
            .withUnsafeBytes { RowHash.hash($0) }
    }

    /// When the last leads were created since this was asked before.
    mutating func takenLatest() -> LatestMoments {
        defer { latest = LatestMoments() }
        return latest
    }

    subscript(row: Int) -> LeadRow { rows[row] }

    /// What stands in one column, row by row.
    func cells(_ column: Int) -> some Collection<Symbol> {
        rows.indices.lazy.map { cells[$0 &* width &+ column] }
    }

    /// The symbol under which the table of leads knows a text.
    func symbol(_ row: Int, _ column: Int) -> Symbol {
        known[column][Int(cells[row * width + column])]
    }

    func isPresent(_ row: Int, _ place: Int) -> Bool {
        cells[row * width + known.count + place] != 0
    }

    /// The last row told something more, of which this is the hash.
    mutating func noteMore(_ hash: UInt64) { telling[count - 1, default: 0] &+= hash }

    /// Leaves the rows out and keeps the texts.
    mutating func removeRows() {
        ids.removeAll(keepingCapacity: true)
        ends.removeLast(ends.count - 1)
        rows.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
        hasUpdates = false
        telling.removeAll()
    }

    /// Keeps what stands behind the last @ of an address; the person before it is not kept.
    @inline(__always)
    private static func intern(
        domainOf text: UnsafeRawBufferPointer, in table: inout InternTable
    ) -> Symbol {
        guard let at = text.lastPlace(of: UInt8(ascii: "@")) else { return 0 }
        let domain = UnsafeRawBufferPointer(rebasing: text[(at + 1)...])
        return MailAddress.isDomain(domain)
            ? table.intern(domain) : intern(domainInside: text, in: &table)
    }

    /// The same of an address between brackets, before a full stop and the like.
    @inline(never)
    private static func intern(
        domainInside text: UnsafeRawBufferPointer, in table: inout InternTable
    ) -> Symbol {
        MailAddress.all(in: text).last.map { table.intern(String($0.domain)) } ?? 0
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
    fileprivate let nameHashes: [UInt64]
    /// The e-mail address, and the column that keeps what stands behind its @.
    let domain: (cell: TablePlan.Cell, column: Int)?
    /// Where the address and the name stand by which a person is known; nil where nobody looks for that.
    fileprivate let person: PersonCells?

    fileprivate struct PersonCells {
        let email: TablePlan.Cell
        let first: TablePlan.Cell
        let last: TablePlan.Cell
        let roles: RoleAddresses

        func mark(_ cursor: borrowing TableCursor) -> PersonMark {
            PersonMark(
                email: cursor.bytes(email), first: cursor.bytes(first), last: cursor.bytes(last),
                roles)
        }
    }

    init(_ plan: TablePlan, leads: LeadTable) {
        guard let fact = plan.facts.first(where: { $0.kind == .lead }) else {
            fields = []
            nameHashes = []
            domain = nil
            person = nil
            return
        }
        // When a row was changed says which version is later, and is no part of what it says.
        let canonical = FactKind.lead.columns.filter {
            !(["lead_id", "created_at", "updated_at"] + FactTable.addedToLeads).contains($0)
        }
        func cell(_ field: PersonalField) -> TablePlan.Cell { fact.cell(field.rawValue) }
        let email = cell(.email)
        domain = leads.columns.firstIndex { $0.name == LeadTable.emailDomain }.map { (email, $0) }
        person = leads.roles.map {
            PersonCells(
                email: email, first: cell(.firstName), last: cell(.lastName), roles: $0)
        }
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
private enum LeadField {
    static let id = place("lead_id")
    static let createdAt = place("created_at")
    static let updatedAt = place("updated_at")
    static let email = place(PersonalField.email.rawValue)
    static let attempts = place(LeadTable.attempts)

    private static func place(_ name: String) -> Int {
        FactKind.lead.columns.firstIndex(of: name) ?? 0
    }
}
