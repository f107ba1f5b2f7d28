internal import Leads
internal import Quantities

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

    let fields: [(cell: TablePlan.Cell, use: Use)]
    /// A hash of the name of each field that only a rule names, 0 for the others.
    private let nameHashes: [UInt64]
    /// The e-mail address, and the column that keeps what stands behind its @.
    let domain: (cell: TablePlan.Cell, column: Int)?

    init(_ plan: TablePlan, leads: LeadTable) {
        guard let fact = plan.facts.first(where: { $0.kind == .lead }) else {
            fields = []
            nameHashes = []
            domain = nil
            return
        }
        // When a row was changed says which version is later, and is no part of what it says.
        let canonical = FactKind.lead.columns.filter {
            !["lead_id", "created_at", "updated_at"].contains($0)
        }
        let email = fact.cell("email")
        domain = leads.columns.firstIndex { $0.name == LeadTable.emailDomain }.map { (email, $0) }
        let extra = plan.extraLeadCells.keys.sorted()
        nameHashes =
            canonical.map { _ in 0 }
            + extra.map { Array($0.utf8).withUnsafeBytes { RowHash.hash($0) } }
        fields = (canonical + extra).map { name in
            let cell = plan.extraLeadCells[name] ?? fact.cell(name)
            if let column = leads.columns.firstIndex(where: { $0.name == name }) {
                return (cell, .text(column))
            }
            if let column = leads.presences.firstIndex(where: { $0.name == name }) {
                return (cell, .presence(column))
            }
            return (cell, .identity)
        }
    }

    /// What tells one version of a lead from another. A field that only a rule names counts where
    /// it is filled in, so that asking for one more does not make other data of the same rows.
    func mix(_ cursor: borrowing TableCursor, into hash: inout RowHash) {
        for (field, name) in zip(fields, nameHashes) {
            let text = cursor.bytes(field.cell)
            if name != 0, text.isEmpty { continue }
            if name != 0 { hash.mix(name) }
            hash.mix(RowHash.hash(text))
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
        guard let created = instant(at, "created_at", cursor) else { return nil }
        let updatedCell = fact.cells[LeadField.updatedAt]
        var updated = Int64.min
        if !cursor.bytes(updatedCell).isEmpty {
            guard let moment = instant(updatedCell, "updated_at", cursor) else { return nil }
            updated = moment.seconds
        }
        return pending.isEmpty ? PreparedLead(cell: id, created: created, updated: updated) : nil
    }

    mutating func commit(
        _ row: PreparedLead, _ fields: LeadFields, _ cursor: borrowing TableCursor
    ) -> (outcome: Outcome, number: Int) {
        let id = cursor.bytes(row.cell)
        var hash = RowHash(kind: 1)
        hash.mix(RowHash.hash(id))
        hash.mix(row.created.seconds)
        fields.mix(cursor, into: &hash)
        let identity = hash.finished
        let (number, isNew) = leads.index.insert(id)

        if isNew {
            leads.created.append(row.created)
            leads.identities.append(identity)
            for field in fields.fields {
                let text = cursor.bytes(field.cell)
                switch field.use {
                case .text(let column):
                    let symbol = leads.columns[column].table.intern(text)
                    leads.columns[column].symbols.append(symbol)
                case .presence(let column): leads.presences[column].flags.append(!text.isEmpty)
                case .identity: break
                }
            }
            if let (cell, column) = fields.domain {
                let symbol = leads.columns[column].table.intern(domain(cursor.bytes(cell)))
                leads.columns[column].symbols.append(symbol)
            }
            if row.updated != .min || !leads.updated.isEmpty { setUpdated(row.updated, number) }
            return (.new, number)
        }
        let known =
            leads.updated.isEmpty || number >= leads.updated.count
            ? Int64.min : leads.updated[number]
        if leads.identities[number] == identity {
            if row.updated > known { setUpdated(row.updated, number) }
            return (.unchanged, number)
        }
        let name = String(decoding: id, as: UTF8.self).quoted
        problems.add(
            cursor.problem(
                .duplicateLead, row.cell, effect: .noted,
                en:
                    "Lead \(name) stands in several rows with different values. The row with the latest "
                    + "updated_at counts; without one, the one created last.",
                nl:
                    "Lead \(name) staat in meer rijen met andere waarden. De rij met de laatste updated_at "
                    + "telt; zonder die de laatst gemaakte."))
        // The same row wins in whatever order they are read.
        let old = (known, leads.created[number], leads.identities[number])
        guard old < (row.updated, row.created, identity) else { return (.updated, number) }
        leads.created[number] = row.created
        leads.identities[number] = identity
        for field in fields.fields {
            let text = cursor.bytes(field.cell)
            switch field.use {
            case .text(let column):
                leads.columns[column].symbols[number] = leads.columns[column].table.intern(text)
            case .presence(let column): leads.presences[column].flags[number] = !text.isEmpty
            case .identity: break
            }
        }
        if let (cell, column) = fields.domain {
            leads.columns[column].symbols[number] = leads.columns[column].table.intern(
                domain(cursor.bytes(cell)))
        }
        if row.updated != .min || !leads.updated.isEmpty { setUpdated(row.updated, number) }
        return (.updated, number)
    }

    /// What stands behind the last @ of an address; the person before it is not kept.
    private func domain(_ address: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard let at = address.lastIndex(of: UInt8(ascii: "@")) else {
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        return UnsafeRawBufferPointer(rebasing: address[(at + 1)...])
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

    private static func place(_ name: String) -> Int {
        FactKind.lead.columns.firstIndex(of: name) ?? 0
    }
}
