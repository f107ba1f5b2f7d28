internal import Leads
internal import Quantities

/// A plan row that is in order.
struct PreparedPlan: PreparedFact {
    let row: PlanRow
    let sourceCell: TablePlan.Cell
    let identity: UInt64

    var hash: UInt64 { identity }
}

/// The rows of plans.
struct PlanRows: FactRows {
    var waiting: [PreparedPlan] = []
    private(set) var rows: [PlannedRow] = []
    /// By source and month, the places of the rows and the lines on which they stand.
    private var seen: [UInt64: [(place: Int, line: Int)]] = [:]

    func prepare(
        _ fact: TablePlan.Fact, _ cursor: borrowing TableCursor, _ leads: inout KnownLeads,
        _ fields: inout FieldReader
    ) -> PreparedPlan? {
        let monthCell = fact.cell("month")
        let sourceCell = fact.cell("source")
        let month = month(monthCell, cursor, &fields)
        if cursor.bytes(sourceCell).isEmpty {
            fields.refuse(
                cursor.empty(
                    sourceCell, "source", en: "Name the source, or * for all of them together.",
                    nl: "Noem de bron, of * voor alle bronnen samen."))
        }
        let spendCell = fact.cell("spend")
        let spend = cursor.bytes(spendCell).isEmpty ? nil : fields.cents(spendCell, "spend", cursor)
        let currency = fields.currency(fact.cell("currency"), cursor)
        let counts = ["mqls", "sqls", "won"].map { planned(fact.cell($0), $0, cursor, &fields) }
        guard fields.isInOrder, let month, let currency else { return nil }
        var hash = RowHash(kind: 7)
        hash.mix(Int64(month.first.number))
        hash.mix(Int64(month.end.number))
        hash.mix(RowHash.hash(cursor.bytes(sourceCell)))
        hash.mix(RowHash.hash(currency.code))
        for number in [spend] + counts.map({ $0.map(Int64.init) }) {
            hash.mix(number == nil ? 0 : 1 as UInt64)
            hash.mix(number ?? 0)
        }
        return PreparedPlan(
            row: PlanRow(
                month: month, source: cursor.text(sourceCell),
                spend: spend.map { Money(cents: $0, currency) }, mqls: counts[0], sqls: counts[1],
                won: counts[2]),
            sourceCell: sourceCell, identity: hash.finished)
    }

    mutating func commit(
        _ row: PreparedPlan, of fact: TablePlan.Fact, rowsLead: KnownLead?,
        _ cursor: borrowing TableCursor, _ fields: inout FieldReader
    ) -> RowOutcome {
        var hash = RowHash(kind: 9)
        hash.mix(Int64(row.row.month.first.number))
        hash.mix(RowHash.hash(Header.folded(row.row.source)))
        let subject = max(hash.finished, 1)
        let known = seen[subject] ?? []
        if let line = known.last(where: { rows[$0.place].table == fields.table })?.line {
            fields.note(
                cursor.problem(
                    .duplicatePlan, row.sourceCell, effect: .noted,
                    en:
                        "\(row.row.source.quoted) has a plan for this month on line \(line) already. The "
                        + "two are added up; take one out if it was pasted twice.",
                    nl:
                        "\(row.row.source.quoted) heeft voor deze maand al een plan op regel \(line). De "
                        + "twee worden opgeteld; haal er een weg als hij dubbel geplakt is."))
        }
        let others = known.filter { rows[$0.place].table != fields.table }
        let repetition = known.count {
            rows[$0.place].table == fields.table && rows[$0.place].identity == row.identity
        }
        seen[subject, default: []].append((rows.count, cursor.reader.line))
        rows.append(
            PlannedRow(
                row.row, identity: row.identity, repetition: repetition, subject: subject,
                exported: cursor.exported, table: fields.table))
        if others.isEmpty { return .new }
        return others.contains { rows[$0.place].identity == row.identity } ? .unchanged : .updated
    }

    private func month(
        _ cell: TablePlan.Cell, _ cursor: borrowing TableCursor, _ fields: inout FieldReader
    ) -> Period? {
        guard cursor.bytes(cell).isEmpty else { return fields.month(cell, cursor) }
        fields.refuse(cursor.empty(cell, "month", en: "Use YYYY-MM.", nl: "Gebruik JJJJ-MM."))
        return nil
    }

    /// A whole number that was planned; nil where the cell is empty, or with a problem.
    private func planned(
        _ cell: TablePlan.Cell, _ field: String, _ cursor: borrowing TableCursor,
        _ fields: inout FieldReader
    ) -> Int? {
        let text = cursor.text(cell)
        guard !text.isEmpty else { return nil }
        if let number = Int(text), (0...1_000_000_000).contains(number) { return number }
        fields.refuse(
            cursor.problem(
                .badNumber, cell,
                en: "\(cursor.seenValue(cell, field).en) is not a whole number. Write it as 120.",
                nl: "\(cursor.seenValue(cell, field).nl) is geen geheel getal. Schrijf het als 120."
            ))
        return nil
    }
}
