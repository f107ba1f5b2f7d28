internal import Leads
internal import Quantities

/// A row of an order that is in order.
struct PreparedOrder: PreparedFact {
    let order: Order
    let identity: UInt64

    var hash: UInt64 { identity }
}

/// The rows of orders and invoices. Rows of one table with one number are lines of one order.
struct OrderRows: FactRows {
    var waiting: [PreparedOrder] = []
    private(set) var rows: [OrderRow] = []
    /// By number, the places of the rows.
    private var seen: [UInt64: [Int]] = [:]

    /// What the document is, where a column says so.
    private enum Kind: String, CaseIterable {
        case order, invoice, credit
    }

    func prepare(
        _ fact: TablePlan.Fact, _ cursor: borrowing TableCursor, _ leads: inout KnownLeads,
        _ fields: inout FieldReader
    ) -> PreparedOrder? {
        let (idCell, customerCell) = (fact.cell("order_id"), fact.cell("customer"))
        let (dayCell, amountCell) = (fact.cell("day"), fact.cell("amount"))
        let kindCell = fact.cell("kind")
        if fact.emptyMeansNone,
            [idCell, dayCell, amountCell].contains(where: { cursor.bytes($0).isEmpty })
                || kindCell.saysSomething && cursor.bytes(kindCell).isEmpty
        {
            return nil
        }
        if cursor.bytes(idCell).isEmpty {
            fields.refuse(
                cursor.empty(
                    idCell, "order_id", en: "Give each order the number of its own.",
                    nl: "Geef elke order het eigen nummer."))
        }
        fields.refuseRounded(idCell, "order_id", cursor)
        let company = cursor.text(fact.cell("company"))
        let number = cursor.text(customerCell)
        let customer = number.isEmpty ? company : number
        if customer.isEmpty {
            fields.refuse(
                cursor.empty(
                    customerCell, "customer", en: "Fill in the customer's number or name.",
                    nl: "Vul het nummer of de naam van de klant in."))
        }
        let deal = cursor.text(fact.cell("deal_id"))
        if let isErased = fields.options.known?.isErased,
            isErased(.customer(customer)) || !deal.isEmpty && isErased(.deal(deal))
        {
            fields.isErasedRow = true
            return nil
        }
        let kind = kind(kindCell, cursor, &fields)
        let day = fields.day(dayCell, "day", cursor)
        var amount: Int64?
        if cursor.bytes(amountCell).isEmpty {
            fields.refuse(
                cursor.empty(
                    amountCell, "amount", en: "Fill in the amount without VAT.",
                    nl: "Vul het bedrag zonder btw in."))
        } else {
            amount = fields.cents(amountCell, "amount", cursor)
        }
        let marginCell = fact.cell("margin")
        var margin =
            cursor.bytes(marginCell).isEmpty ? nil : fields.cents(marginCell, "margin", cursor)
        let currency = fields.currency(fact.cell("currency"), cursor)
        guard fields.isInOrder, let kind, let day, let amount = signed(amount, kind), let currency
        else { return nil }
        if kind == .credit, let cents = margin, cents > 0, amount < 0,
            cursor.bytes(amountCell).first != UInt8(ascii: "-")
        {
            margin = -cents
        }
        let order = Order(
            id: cursor.text(idCell), customer: customer, company: company, day: day,
            currency: currency, amount: amount, margin: margin, deal: deal)
        var hash = RowHash(kind: 14)
        for text in [order.id, customer, company, currency.code, deal] {
            hash.mix(RowHash.hash(text))
        }
        for cents in [Int64(day.number), amount, margin] {
            hash.mix(cents == nil ? 0 : 1 as UInt64)
            hash.mix(cents ?? 0)
        }
        return PreparedOrder(order: order, identity: hash.finished)
    }

    mutating func commit(
        _ row: PreparedOrder, of fact: TablePlan.Fact, rowsLead: KnownLead?,
        _ cursor: borrowing TableCursor, _ fields: inout FieldReader
    ) -> RowOutcome {
        var hash = RowHash(kind: 15)
        hash.mix(RowHash.hash(row.order.id))
        let subject = max(hash.finished, 1)
        let known = seen[subject] ?? []
        let others = known.filter { rows[$0].table != fields.table }
        let repetition = known.count {
            rows[$0].table == fields.table && rows[$0].identity == row.identity
        }
        seen[subject, default: []].append(rows.count)
        rows.append(
            OrderRow(
                row.order, identity: row.identity, repetition: repetition, subject: subject,
                exported: cursor.exported, table: fields.table))
        if others.isEmpty { return .new }
        return others.contains { rows[$0].identity == row.identity } ? .unchanged : .updated
    }

    /// A credit is below zero, whether it is written with a minus or not.
    private func signed(_ amount: Int64?, _ kind: Kind) -> Int64? {
        guard let amount, amount != .min else { return nil }
        return kind == .credit ? -Int64(amount.magnitude) : amount
    }

    /// What the document is; an order where nothing is said.
    private func kind(
        _ cell: TablePlan.Cell, _ cursor: borrowing TableCursor, _ fields: inout FieldReader
    ) -> Kind? {
        let text = cursor.text(cell).lowercased()
        if text.isEmpty { return .order }
        if let kind = Kind(rawValue: text) { return kind }
        let names = Kind.allCases.map(\.rawValue)
        fields.refuse(
            cursor.problem(
                .badStatus, cell,
                en: "\(cursor.seen(cell, "kind")) is not known."
                    + Spelling.suggestion(for: text, in: names)
                    + " Use order, invoice or credit.",
                nl: "\(cursor.seen(cell, "kind")) is niet bekend."
                    + Spelling.suggestion(for: text, in: names, .nl)
                    + " Gebruik order, invoice of credit."))
        return nil
    }
}
