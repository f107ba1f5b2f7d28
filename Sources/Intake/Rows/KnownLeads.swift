internal import Leads
internal import Quantities

/// The lead that something is told of.
struct KnownLead {
    let number: Int
    /// The hash of its id.
    let hash: UInt64
}

/// The leads that are known: those of which a row was read, and those that were there before.
struct KnownLeads {
    private(set) var table: LeadTable
    /// Whether a lead that is not known may still come.
    var mayDefer = false
    /// Ids that were merged into leads; nil while leads may still come.
    private var merged: LateMergedIDs?
    /// By lead, a hash of what its last row told beside it.
    private var told: [Int: UInt64] = [:]
    /// Of each row of a lead which lead that is, where rows are read to be added to others.
    private(set) var read: [ReadRows.LeadRow] = []
    /// The lead of the row before, of the rows that are about a known one.
    private var last = KnownLead(number: -1, hash: 0)
    private let known: KnownFacts?

    init(_ options: ReadingOptions) {
        known = options.known
        table = LeadTable(columns: options.leadFields, presences: options.presenceFields)
        table.roles = options.roles
        if let known { table.index = known.leads }
    }

    /// The same for a part of a table, whose own leads are compared with these when it is added.
    func ofPart(givesLeads: Bool, _ options: ReadingOptions) -> KnownLeads {
        guard givesLeads else { return self }
        var part = KnownLeads(options)
        part.table.index = LeadIndex()
        part.merged = merged
        return part
    }

    /// Makes room for so many, where there are none.
    mutating func expect(_ count: Int) {
        if table.count == 0 { table.reserve(count) }
    }

    /// Notes fields of which a table has something to say.
    mutating func noteFields(_ names: [String]) { table.fields.formUnion(names) }

    /// No lead comes any more.
    mutating func noMoreCome() {
        merged = LateMergedIDs()
        mayDefer = false
    }

    /// The lead that a row is about; nil with a problem where no file has it.
    @inline(__always)
    mutating func find(
        _ cell: TablePlan.Cell, _ cursor: borrowing TableCursor, _ fields: inout FieldReader
    ) -> KnownLead? {
        let id = cursor.bytes(cell)
        // The rows of one lead mostly stand together.
        if table.index.isID(id, of: last.number) { return last }
        if let number = table.index.find(id, near: last.number &+ 1) {
            last = KnownLead(number: number, hash: RowHash.hash(id))
            return last
        }
        if let number = table.index.otherForm(of: id) {
            return KnownLead(number: number, hash: table.index.hash(of: number))
        }
        if fields.isErased(cell, cursor) {
            fields.isErasedRow = true
            return nil
        }
        let numbers = id.isEmpty ? [] : leads(naming: String(decoding: id, as: UTF8.self))
        if numbers.count == 1 {
            return KnownLead(number: numbers[0], hash: table.index.hash(of: numbers[0]))
        }
        refuse(cell, cursor, isOfSeveral: numbers.count > 1, &fields)
        return nil
    }

    /// The leads into which a CRM has merged an id that no lead has: several where it cannot be told which
    /// is meant, none while leads may still come.
    @inline(never)
    func leads(naming id: String) -> [Int] {
        guard let merged else { return [] }
        let known = known?.merged ?? []
        guard !known.isEmpty || (table.column(Persons.mergedIDs)?.table.count ?? 0) > 1 else {
            return []
        }
        let ids = merged.ids {
            MergedIDs(KnownMerge.namings(known, table)) { id in
                table.index.findSame(id).map(table.index.id(of:))
            }
        }
        return ids.leads(naming: id).compactMap(table.index.find)
    }

    @inline(never)
    private func refuse(
        _ cell: TablePlan.Cell, _ cursor: borrowing TableCursor, isOfSeveral: Bool,
        _ fields: inout FieldReader
    ) {
        let text = cursor.text(cell)
        if isOfSeveral {
            fields.refuse(
                cursor.problem(
                    .unknownLead, cell,
                    en:
                        "Lead \(text.quoted) is in no file of leads, and several leads say that it was "
                        + "merged into them. Put the id of the one that is meant here.",
                    nl:
                        "Lead \(text.quoted) staat in geen bestand met leads, en meer leads zeggen dat hij "
                        + "met hen is samengevoegd. Zet hier het nummer van de lead die bedoeld is."
                ))
            return
        }
        fields.refuse(
            text.isEmpty
                ? cursor.empty(
                    cell, "lead_id", en: "Say which lead this is about.",
                    nl: "Zeg over welke lead dit gaat.")
                : cursor.problem(
                    .unknownLead, cell,
                    en:
                        "Lead \(text.quoted) is in no file of leads. Add it there, or take this row out.",
                    nl:
                        "Lead \(text.quoted) staat in geen bestand met leads. Voeg hem daar toe, of haal "
                        + "deze rij weg."))
    }
}

extension KnownLeads {
    /// Takes rows in their order: a lead that is new, another version of one, or the same again.
    ///
    /// - Returns: what became of each, and its lead's number.
    mutating func take(
        _ rows: inout LeadRows, _ fields: inout FieldReader
    ) -> [(outcome: RowOutcome, number: Int)] {
        guard rows.count > 0 else { return [] }
        for column in table.columns.indices {
            table.columns[column].table.take(rows.tables[column], known: &rows.known[column])
        }
        let numbers = rows.ids.withUnsafeBytes { table.index.insert($0, ends: rows.ends) }
        var result: [(outcome: RowOutcome, number: Int)] = []
        result.reserveCapacity(rows.count)
        if numbers[0].number == table.count, numbers.allSatisfy(\.isNew), rows.hasNoMore,
            table.updated.isEmpty
        {
            append(rows)
            result += numbers.lazy.map { (.new, $0.number) }
        }
        for row in result.count..<rows.count {
            let (number, isNew) = numbers[row]
            var outcome =
                isNew || !table.hasRow(number)
                ? add(row, of: rows, number) : compare(row, of: rows, number, &fields)
            if let telling = rows.telling[row] {
                let isSame = told[number] == telling
                if !isSame { told[number] = telling }
                if outcome == .unchanged, !isSame { outcome = .new }
            }
            result.append((outcome, number))
        }
        if known != nil {
            read += result.map { outcome, number in
                ReadRows.LeadRow(lead: number, isRepeated: outcome == .unchanged)
            }
        }
        return result
    }

    /// Adds leads that are all new and follow those that are there.
    private mutating func append(_ rows: LeadRows) {
        table.created += rows.rows.lazy.map(\.created)
        table.identities += rows.rows.lazy.map(\.identity)
        table.marks += rows.rows.lazy.map(\.mark)
        for column in table.columns.indices {
            let known = rows.known[column]
            table.columns[column].symbols += rows.cells(column).map { known[Int($0)] }
        }
        for place in table.presences.indices {
            table.presences[place].flags += rows.cells(table.columns.count + place).map { $0 != 0 }
        }
    }

    private mutating func add(
        _ row: Int, of rows: LeadRows, _ number: Int
    ) -> RowOutcome {
        // Leads that were known before need not come in order.
        if number < table.count {
            put(row, of: rows, number)
        } else {
            table.pad(to: number)
            table.created.append(rows[row].created)
            table.identities.append(rows[row].identity)
            table.marks.append(rows[row].mark)
            for column in table.columns.indices {
                table.columns[column].symbols.append(rows.symbol(row, column))
            }
            for place in table.presences.indices {
                table.presences[place].flags.append(rows.isPresent(row, place))
            }
        }
        if rows[row].updated != .min || !table.updated.isEmpty {
            setUpdated(rows[row].updated, number)
        }
        return .new
    }

    /// Takes a row about a lead that is there already.
    private mutating func compare(
        _ row: Int, of rows: LeadRows, _ number: Int, _ fields: inout FieldReader
    ) -> RowOutcome {
        let updated = rows[row].updated
        let known =
            table.updated.isEmpty || number >= table.updated.count
            ? Int64.min : table.updated[number]
        if table.identities[number] == rows[row].identity {
            if updated > known { setUpdated(updated, number) }
            return .unchanged
        }
        let name = table.index.id(of: number).quoted
        fields.note(
            Problem(
                file: fields.file, line: Int(rows[row].line),
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
        let old = (known, table.created[number], table.identities[number])
        guard old < (updated, rows[row].created, rows[row].identity) else {
            return .updated
        }
        put(row, of: rows, number)
        if updated != .min || !table.updated.isEmpty { setUpdated(updated, number) }
        return .updated
    }

    private mutating func put(_ row: Int, of rows: LeadRows, _ number: Int) {
        table.created[number] = rows[row].created
        table.identities[number] = rows[row].identity
        table.marks[number] = rows[row].mark
        for column in table.columns.indices {
            table.columns[column].symbols[number] = rows.symbol(row, column)
        }
        for place in table.presences.indices {
            table.presences[place].flags[number] = rows.isPresent(row, place)
        }
    }

    private mutating func setUpdated(_ seconds: Int64, _ number: Int) {
        while table.updated.count <= number { table.updated.append(.min) }
        table.updated[number] = seconds
    }
}
