internal import Leads
internal import Quantities

/// Rows of leads as they stand in a file, before it is known which of them are new.
struct LeadRows {
    fileprivate var ids: [UInt8] = []
    fileprivate var ends: [Int] = [0]
    fileprivate var rows: [LeadRow] = []
    /// The distinct texts of each column.
    fileprivate var tables: [SymbolTable]
    /// By column: the symbols under which the table of leads knows its texts, as far as taken over.
    fileprivate var known: [[Symbol]]
    /// Row after row, what stands in each column, and 1 for each presence that is filled in.
    fileprivate var cells: [Symbol] = []
    /// The cells of a row in which nothing stands.
    private let emptyRow: [Symbol]
    fileprivate var width: Int { emptyRow.count }
    /// Whether a row says when it was changed.
    fileprivate var hasUpdates = false
    /// By row, a hash of what it told beside the lead.
    fileprivate var telling: [Int: UInt64] = [:]

    /// For the columns of a table of leads.
    init(_ leads: LeadTable) {
        tables = leads.columns.map { _ in SymbolTable() }
        known = leads.columns.map { _ in [] }
        emptyRow = Array(repeating: 0, count: leads.columns.count + leads.presences.count)
    }

    var count: Int { rows.count }

    /// Whether they tell nothing beside the leads, and not when these were changed.
    fileprivate var hasNoMore: Bool { telling.isEmpty && !hasUpdates }

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
        _ tables: UnsafeMutableBufferPointer<SymbolTable>,
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
            case .presence(let place):
                cells[tables.count &+ place] = text.isEmpty ? 0 : 1
                textHash = field.isAddress ? hashOfAddress(text) : RowHash.hash(text)
            case .identity:
                textHash = field.isAddress ? hashOfAddress(text) : RowHash.hash(text)
            }
            // A field that only a rule names counts where it is filled in, so that asking for one more
            // does not make other data of the same rows.
            if name == 0 || !text.isEmpty {
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

    fileprivate subscript(row: Int) -> LeadRow { rows[row] }

    /// What stands in one column, row by row.
    fileprivate func cells(_ column: Int) -> some Collection<Symbol> {
        rows.indices.lazy.map { cells[$0 &* width &+ column] }
    }

    /// The symbol under which the table of leads knows a text.
    fileprivate func symbol(_ row: Int, _ column: Int) -> Symbol {
        known[column][Int(cells[row * width + column])]
    }

    fileprivate func isPresent(_ row: Int, _ place: Int) -> Bool {
        cells[row * width + known.count + place] != 0
    }

    /// The last row told something more, of which this is the hash.
    mutating func noteMore(_ hash: UInt64) { telling[count - 1, default: 0] &+= hash }

    /// Leaves the rows out and keeps the texts.
    fileprivate mutating func removeRows() {
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
        domainOf text: UnsafeRawBufferPointer, in table: inout SymbolTable
    ) -> Symbol {
        guard let at = text.lastPlace(of: UInt8(ascii: "@")) else { return 0 }
        let domain = UnsafeRawBufferPointer(rebasing: text[(at + 1)...])
        return MailAddress.isDomain(domain)
            ? table.intern(domain) : intern(domainInside: text, in: &table)
    }

    /// The same of an address between brackets, before a full stop and the like.
    @inline(never)
    private static func intern(
        domainInside text: UnsafeRawBufferPointer, in table: inout SymbolTable
    ) -> Symbol {
        MailAddress.all(in: text).last.map { table.intern(String($0.domain)) } ?? 0
    }
}

/// What a row of a lead says in columns of its own.
private struct LeadRow: BitwiseCopyable {
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
            !["lead_id", "created_at", "updated_at"].contains($0)
        }
        func cell(_ field: PersonalField) -> TablePlan.Cell { fact.cell(field.rawValue) }
        let email = cell(.email)
        domain = leads.columns.firstIndex { $0.name == LeadTable.emailDomain }.map { (email, $0) }
        person = leads.roles.map {
            PersonCells(
                email: email, first: cell(.firstName), last: cell(.lastName), roles: $0)
        }
        let extra = plan.extraLeadCells.keys.sorted()
        nameHashes =
            canonical.map { _ in 0 }
            + extra.map { Array($0.utf8).withUnsafeBytes { RowHash.hash($0) } }
        fields = (canonical + extra).map { name in
            let cell = plan.extraLeadCells[name] ?? fact.cell(name)
            let isAddress = name == PersonalField.email.rawValue
            if let column = leads.columns.firstIndex(where: { $0.name == name }) {
                return (cell, .text(column), isAddress)
            }
            if let column = leads.presences.firstIndex(where: { $0.name == name }) {
                return (cell, .presence(column), isAddress)
            }
            return (cell, .identity, isAddress)
        }
    }
}

extension FactsBuilder {
    mutating func prepareLead(
        _ fact: TablePlan.Fact, _ cursor: borrowing TableCursor
    ) -> PreparedLead? {
        let id = fact.cells[LeadField.id]
        let at = fact.cells[LeadField.createdAt]
        if cursor.bytes(id).isEmpty {
            pending.append(
                cursor.empty(
                    id, "lead_id", en: "Give each lead an id of its own.",
                    nl: "Geef elke lead een eigen nummer."))
        }
        refuseRounded(id, "lead_id", cursor)
        if isErased(id, cursor) || hasErasedAddress(fact.cells[LeadField.email], cursor) {
            isErasedRow = true
            return nil
        }
        guard let created = instant(at, "created_at", cursor) else { return nil }
        let updatedCell = fact.cells[LeadField.updatedAt]
        var updated = cursor.exported
        if !cursor.bytes(updatedCell).isEmpty {
            if let moment = cursor.parser.instant(cursor.bytes(updatedCell)) {
                updated = moment.seconds
            } else {
                noteUnread(updatedCell, "updated_at", cursor)
            }
        }
        return pending.isEmpty ? PreparedLead(cell: id, created: created, updated: updated) : nil
    }

    /// Takes the lead of the row that was added last, and that is alone.
    mutating func takeLead() -> (outcome: Outcome, number: Int) {
        var rows = LeadRows(LeadTable())
        swap(&rows, &leadRows)
        let taken = take(&rows)
        rows.removeRows()
        swap(&rows, &leadRows)
        return taken[0]
    }

    /// Takes rows in their order: a lead that is new, another version of one, or the same again.
    ///
    /// - Returns: what became of each, and its lead's number.
    mutating func take(_ rows: inout LeadRows) -> [(outcome: Outcome, number: Int)] {
        guard rows.count > 0 else { return [] }
        for column in leads.columns.indices {
            leads.columns[column].table.take(rows.tables[column], known: &rows.known[column])
        }
        let numbers = rows.ids.withUnsafeBytes { leads.index.insert($0, ends: rows.ends) }
        var result: [(outcome: Outcome, number: Int)] = []
        result.reserveCapacity(rows.count)
        if numbers[0].number == leads.count, numbers.allSatisfy(\.isNew), rows.hasNoMore,
            leads.updated.isEmpty
        {
            append(rows)
            result += numbers.lazy.map { (.new, $0.number) }
        }
        for row in result.count..<rows.count {
            let (number, isNew) = numbers[row]
            var outcome =
                isNew || !leads.hasRow(number)
                ? add(row, of: rows, number) : compare(row, of: rows, number)
            if let told = rows.telling[row] {
                let isSame = toldOfLead[number] == told
                if !isSame { toldOfLead[number] = told }
                if outcome == .unchanged, !isSame { outcome = .new }
            }
            result.append((outcome, number))
        }
        if options.known != nil {
            readLeads.append(contentsOf: result.map { ReadRows.LeadRow($0.number, $0.outcome) })
        }
        return result
    }

    /// Adds leads that are all new and follow those that are there.
    private mutating func append(_ rows: LeadRows) {
        leads.created += rows.rows.lazy.map(\.created)
        leads.identities += rows.rows.lazy.map(\.identity)
        leads.marks += rows.rows.lazy.map(\.mark)
        for column in leads.columns.indices {
            let known = rows.known[column]
            leads.columns[column].symbols += rows.cells(column).map { known[Int($0)] }
        }
        for place in leads.presences.indices {
            leads.presences[place].flags += rows.cells(leads.columns.count + place).map { $0 != 0 }
        }
    }

    private mutating func add(
        _ row: Int, of rows: LeadRows, _ number: Int
    ) -> Outcome {
        // Leads that were known before need not come in order.
        if number < leads.count {
            put(row, of: rows, number)
        } else {
            leads.pad(to: number)
            leads.created.append(rows[row].created)
            leads.identities.append(rows[row].identity)
            leads.marks.append(rows[row].mark)
            for column in leads.columns.indices {
                leads.columns[column].symbols.append(rows.symbol(row, column))
            }
            for place in leads.presences.indices {
                leads.presences[place].flags.append(rows.isPresent(row, place))
            }
        }
        if rows[row].updated != .min || !leads.updated.isEmpty {
            setUpdated(rows[row].updated, number)
        }
        return .new
    }

    /// Takes a row about a lead that is there already.
    private mutating func compare(
        _ row: Int, of rows: LeadRows, _ number: Int
    ) -> Outcome {
        let updated = rows[row].updated
        let known =
            leads.updated.isEmpty || number >= leads.updated.count
            ? Int64.min : leads.updated[number]
        if leads.identities[number] == rows[row].identity {
            if updated > known { setUpdated(updated, number) }
            return .unchanged
        }
        let name = leads.index.id(of: number).quoted
        problems.add(
            Problem(
                file: reports[currentReport].file, line: Int(rows[row].line),
                column: Int(rows[row].column), kind: .duplicateLead, effect: .noted,
                message: Phrase(
                    en:
                        "Lead \(name) stands in several rows with different values. The row with the latest "
                        + "updated_at counts; without one, that of the file with the latest day in its "
                        + "name; else the one created last.",
                    nl:
                        "Lead \(name) staat in meer rijen met andere waarden. De rij met de laatste updated_at "
                        + "telt; zonder die van het bestand met de laatste dag in de naam; anders de "
                        + "laatst gemaakte.")))
        // The same row wins in whatever order they are read.
        let old = (known, leads.created[number], leads.identities[number])
        guard old < (updated, rows[row].created, rows[row].identity) else {
            return .updated
        }
        put(row, of: rows, number)
        if updated != .min || !leads.updated.isEmpty { setUpdated(updated, number) }
        return .updated
    }

    private mutating func put(_ row: Int, of rows: LeadRows, _ number: Int) {
        leads.created[number] = rows[row].created
        leads.identities[number] = rows[row].identity
        leads.marks[number] = rows[row].mark
        for column in leads.columns.indices {
            leads.columns[column].symbols[number] = rows.symbol(row, column)
        }
        for place in leads.presences.indices {
            leads.presences[place].flags[number] = rows.isPresent(row, place)
        }
    }

    private mutating func setUpdated(_ seconds: Int64, _ number: Int) {
        while leads.updated.count <= number { leads.updated.append(.min) }
        leads.updated[number] = seconds
    }
}

/// Where the fields stand in `FactKind.lead.columns`.
private enum LeadField {
    static let id = place("lead_id")
    static let createdAt = place("created_at")
    static let updatedAt = place("updated_at")
    static let email = place(PersonalField.email.rawValue)

    private static func place(_ name: String) -> Int {
        FactKind.lead.columns.firstIndex(of: name) ?? 0
    }
}
