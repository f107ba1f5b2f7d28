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
    /// The leads of the rows that were read ahead, by the column of their ids.
    private var ahead: (column: Int, leads: [LeadIndex.Found]) = (-1, [])
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
        if table.count == 0 { table.index.reserve(count) }
    }

    /// Notes fields of which a table has something to say.
    mutating func noteFields(_ names: [String]) { table.fields.formUnion(names) }

    /// No lead comes any more.
    mutating func noMoreCome() {
        merged = LateMergedIDs()
        mayDefer = false
    }

    /// Looks for the leads of all rows that were read ahead.
    mutating func lookAhead(_ plan: TablePlan, _ cursor: borrowing TableCursor) {
        guard
            let cell = plan.facts.first(where: { $0.kind != .lead && !$0.isAboutRowsLead })?
                .cells[0], cell.isPlain
        else { return }
        ahead.column = cell.column
        if ahead.leads.isEmpty {
            ahead.leads = Array(repeating: LeadIndex.Found(), count: RecordReader.mostAhead)
        }
        cursor.withRowsAhead(cell.column) { ids in
            ahead.leads.withUnsafeMutableBufferPointer { table.index.find(ids, into: $0) }
        }
    }

    /// The lead that a row is about; nil with a problem where no file has it.
    @inline(__always)
    mutating func find(
        _ cell: TablePlan.Cell, _ cursor: borrowing TableCursor, _ fields: inout FieldReader
    ) -> KnownLead? {
        let place = cursor.reader.placeAhead
        if place >= 0, cell.column == ahead.column, cell.isPlain {
            let lead = ahead.leads[place]
            if lead.number >= 0 { return KnownLead(number: lead.number, hash: lead.hash) }
        }
        return findByItself(cell, cursor, &fields)
    }

    @inline(never)
    private mutating func findByItself(
        _ cell: TablePlan.Cell, _ cursor: borrowing TableCursor, _ fields: inout FieldReader
    ) -> KnownLead? {
        let id = cursor.bytes(cell)
        if let number = table.index.find(id) {
            return KnownLead(number: number, hash: RowHash.hash(id))
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

/// The numbers of the leads of some rows.
struct LeadNumbers {
    /// That of the first row, where all are new and follow each other.
    let first: Int
    /// By row, the number and whether it is new; empty where all are, and follow each other.
    let list: [(number: Int, isNew: Bool)]
}

/// Rows of leads of one part of a table, with their numbers.
struct NumberedLeads {
    let rows: LeadRows
    let numbers: LeadNumbers
    /// By column, the symbol of each text of who read them.
    let known: [[Symbol]]

    /// What stands in a column.
    func symbol(_ row: Int, _ column: Int) -> Symbol { known[column][rows.symbol(row, column)] }
}

extension KnownLeads {
    /// Gives rows their numbers, in their order.
    mutating func number(_ rows: LeadRows) -> LeadNumbers {
        let first = table.index.count
        let numbers = rows.ids.withUnsafeBytes { table.index.insert($0, ends: rows.ends) }
        return LeadNumbers(first: first, list: numbers.allSatisfy(\.isNew) ? [] : numbers)
    }

    /// Takes over texts of columns that several read, each a part at a time.
    ///
    /// - Parameters:
    ///   - texts: by reader, the texts of each column.
    ///   - parts: in order, who read each, and how many texts each column had then.
    /// - Returns: by reader and column, the symbol of each text.
    mutating func take(
        _ texts: [[InternTable]], _ parts: [(reader: Int, counts: [Int])], jobs: Int
    ) -> [[[Symbol]]] {
        var columns: [TextColumn] = []
        swap(&columns, &table.columns)
        let taken = columns.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let columns = buffer
            return Parallel.map(columns.count, jobs: jobs) { column in
                columns[column].table.take(
                    texts.map { $0[column] }, parts.map { ($0.reader, $0.counts[column]) })
            }
        }
        swap(&columns, &table.columns)
        return texts.indices.map { reader in taken.map { $0[reader] } }
    }

    /// Takes over the texts of each column, as far as they are new.
    ///
    /// - Parameter known: by column, the symbol of each.
    mutating func take(_ texts: [InternTable], _ known: inout [[Symbol]]) {
        for column in table.columns.indices {
            table.columns[column].table.take(texts[column], known: &known[column])
        }
    }

    /// Takes rows of which all leads are new and follow those that are there, as many columns at once as there
    /// are jobs.
    mutating func append(_ parts: [NumberedLeads], jobs: Int) {
        let (start, columns) = (table.count, table.columns.count)
        for part in parts {
            for (row, telling) in part.rows.telling { told[part.numbers.first + row] = telling }
        }
        let count = start + parts.reduce(0) { $0 + $1.rows.count }
        /// What is there of each lead, and behind that what each part has.
        @Sendable func filled<Value: BitwiseCopyable>(
            _ old: [Value], _ fill: (NumberedLeads, UnsafeMutableBufferPointer<Value>) -> Void
        ) -> [Value] {
            Array(unsafeUninitializedCapacity: count) { buffer, filled in
                _ = buffer.initialize(from: old)
                var place = start
                for part in parts {
                    let end = place + part.rows.count
                    fill(part, UnsafeMutableBufferPointer(rebasing: buffer[place..<end]))
                    place = end
                }
                filled = count
            }
        }
        let old = table
        let filledColumns = Parallel.map(columns + old.presences.count + 1, jobs: jobs) { place in
            if place < columns {
                return Filled.symbols(
                    filled(old.columns[place].symbols) { part, buffer in
                        let known = part.known[place]
                        for (row, symbol) in part.rows.cells(place).enumerated() {
                            buffer[row] = known[Int(symbol)]
                        }
                    })
            }
            if place > columns {
                return .flags(
                    filled(old.presences[place - columns - 1].flags) { part, buffer in
                        for (row, symbol) in part.rows.cells(place - 1).enumerated() {
                            buffer[row] = symbol != 0
                        }
                    })
            }
            return .moments(
                filled(old.created) { part, buffer in
                    for row in buffer.indices { buffer[row] = part.rows[row].created }
                },
                identities: filled(old.identities) { part, buffer in
                    for row in buffer.indices { buffer[row] = part.rows[row].identity }
                },
                marks: filled(old.marks) { part, buffer in
                    for row in buffer.indices { buffer[row] = part.rows[row].mark }
                })
        }
        for (place, filled) in filledColumns.enumerated() {
            switch filled {
            case .moments(let created, let identities, let marks):
                (table.created, table.identities, table.marks) = (created, identities, marks)
            case .symbols(let symbols): table.columns[place].symbols = symbols
            case .flags(let flags): table.presences[place - columns - 1].flags = flags
            }
        }
        guard !table.updated.isEmpty || parts.contains(where: { $0.rows.hasUpdates }) else {
            return
        }
        table.updated += repeatElement(.min, count: max(0, start - table.updated.count))
        for part in parts { table.updated += part.rows.rows.lazy.map(\.updated) }
    }

    /// What leads have of one kind.
    private enum Filled: Sendable {
        case moments([Instant], identities: [UInt64], marks: [PersonMark])
        case symbols([Symbol])
        case flags([Bool])
    }

    /// Takes rows in their order: a lead that is new, another version of one, or the same again.
    ///
    /// - Returns: what became of each, and its lead's number.
    mutating func take(
        _ leads: NumberedLeads, _ fields: inout FieldReader
    ) -> [(outcome: RowOutcome, number: Int)] {
        let rows = leads.rows
        var result: [(outcome: RowOutcome, number: Int)] = []
        result.reserveCapacity(rows.count)
        for row in 0..<rows.count {
            let (number, isNew) =
                leads.numbers.list.isEmpty
                ? (leads.numbers.first + row, true) : leads.numbers.list[row]
            var outcome =
                isNew || !table.hasRow(number)
                ? add(row, of: leads, number) : compare(row, of: leads, number, &fields)
            if let telling = rows.telling[row] {
                let isSame = told[number] == telling
                if !isSame { told[number] = telling }
                if outcome == .unchanged, !isSame { outcome = .new }
            }
            result.append((outcome, number))
        }
        return result
    }

    /// Notes of each row of a lead which lead that is, where somebody asks.
    mutating func note(_ rows: some Sequence<(outcome: RowOutcome, number: Int)>) {
        guard known != nil else { return }
        read += rows.map { outcome, number in
            ReadRows.LeadRow(lead: number, isRepeated: outcome == .unchanged)
        }
    }

    private mutating func add(
        _ row: Int, of leads: NumberedLeads, _ number: Int
    ) -> RowOutcome {
        let rows = leads.rows
        // Leads that were known before need not come in order.
        if number < table.count {
            put(row, of: leads, number)
        } else {
            table.pad(to: number)
            table.created.append(rows[row].created)
            table.identities.append(rows[row].identity)
            table.marks.append(rows[row].mark)
            for column in table.columns.indices {
                table.columns[column].symbols.append(leads.symbol(row, column))
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
        _ row: Int, of leads: NumberedLeads, _ number: Int, _ fields: inout FieldReader
    ) -> RowOutcome {
        let rows = leads.rows
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
        put(row, of: leads, number)
        if updated != .min || !table.updated.isEmpty { setUpdated(updated, number) }
        return .updated
    }

    private mutating func put(_ row: Int, of leads: NumberedLeads, _ number: Int) {
        let rows = leads.rows
        table.created[number] = rows[row].created
        table.identities[number] = rows[row].identity
        table.marks[number] = rows[row].mark
        for column in table.columns.indices {
            table.columns[column].symbols[number] = leads.symbol(row, column)
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
