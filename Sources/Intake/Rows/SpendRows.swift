internal import Leads
internal import Quantities

/// A spend row that is in order.
struct PreparedSpend {
    let spend: Spend
    let amountCell: TablePlan.Cell
    let identity: UInt64
}

extension FactsBuilder {
    mutating func prepareSpend(
        _ fact: TablePlan.Fact, _ cursor: borrowing TableCursor
    ) -> PreparedSpend? {
        let amountCell = fact.cell("amount")
        if cursor.bytes(amountCell).isEmpty {
            if fact.emptyMeansNone { return nil }
            pending.append(
                cursor.problem(
                    .missingValue, amountCell,
                    "\(cursor.name(amountCell, or: "amount")) is empty. Write 0 where nothing was "
                        + "spent, or take the row out."))
        }
        let cents = cursor.bytes(amountCell).isEmpty ? nil : cents(amountCell, "amount", cursor)
        let period = spendPeriod(fact, cursor)
        let categoryCell = fact.cell("category")
        let category = category(categoryCell, cursor)
        let currency = currency(fact.cell("currency"), cursor)
        guard let cents, let period, let category, let currency, pending.isEmpty else { return nil }
        let spend = Spend(
            period: period, source: cursor.text(fact.cell("source")),
            medium: cursor.text(fact.cell("medium")), campaign: cursor.text(fact.cell("campaign")),
            category: category, money: Money(cents: cents, currency))
        var hash = RowHash(kind: 5)
        for cell in fact.cells { hash.mix(RowHash.hash(cursor.bytes(cell))) }
        return PreparedSpend(spend: spend, amountCell: amountCell, identity: hash.finished)
    }

    /// - Parameter lead: the lead that the same row gives, and that this was spent on.
    mutating func commit(
        _ row: PreparedSpend, lead: Int?, _ cursor: borrowing TableCursor
    ) -> Outcome {
        if let lead {
            var hash = RowHash(kind: 6)
            hash.mix(leads.index.hash(of: lead))
            hash.mix(row.identity)
            guard spendOfLeads.insert(hash.finished).inserted else { return .unchanged }
        }
        let amount = cursor.text(row.amountCell).quoted
        if row.spend.money.cents < 0 {
            problems.add(
                cursor.problem(
                    .negativeSpend, row.amountCell, effect: .noted,
                    "\(cursor.name(row.amountCell, or: "amount")) \(amount) is negative. It counts "
                        + "as a credit note and lowers the cost."))
        }
        // Two invoices may be equal, so both count; but a row pasted twice is as likely. Rows that
        // also give a lead are told apart by that lead.
        if lead == nil, let line = spendLines[row.identity] {
            problems.add(
                cursor.problem(
                    .repeatedSpend, row.amountCell, effect: .noted,
                    "This row is equal to that of line \(line). Both count; take one out if it was "
                        + "pasted twice."))
        } else {
            spendLines[row.identity] = cursor.reader.line
        }
        fingerprint.add(row.identity)
        spend.append(row.spend)
        return .new
    }

    private mutating func spendPeriod(
        _ fact: TablePlan.Fact, _ cursor: borrowing TableCursor
    ) -> Period? {
        let (month, day) = (fact.cell("month"), fact.cell("day"))
        let (from, to) = (fact.cell("from"), fact.cell("to"))
        let given = [month, day, from].filter { !cursor.bytes($0).isEmpty }
        if given.count > 1 {
            pending.append(
                cursor.problem(
                    .badPeriod, given[1],
                    "The days of this row are given twice. Fill in month, or day, or from and to."))
            return nil
        }
        if !cursor.bytes(month).isEmpty {
            if let period = cursor.parser.month(cursor.bytes(month)) { return period }
            if let date = cursor.parser.day(cursor.bytes(month)) { return Period(monthOf: date) }
            pending.append(
                cursor.problem(
                    .badDate, month,
                    "\(cursor.name(month, or: "month")) \(cursor.text(month).quoted) is no month. "
                        + "Use YYYY-MM."))
            return nil
        }
        if !cursor.bytes(day).isEmpty {
            return self.day(day, "day", cursor).map(Period.init(day:))
        }
        if cursor.bytes(from).isEmpty, cursor.bytes(to).isEmpty {
            // An amount without a day is money that would go missing.
            if fact.emptyMeansNone, cursor.bytes(fact.cell("amount")).isEmpty { return nil }
            pending.append(
                cursor.problem(
                    .missingValue, month,
                    "Over which days was this spent? Fill in month, or day, or from and to."))
            return nil
        }
        guard let first = self.day(from, "from", cursor), let last = self.day(to, "to", cursor)
        else { return nil }
        if let period = Period(first: first, end: last.advanced(by: 1)) { return period }
        pending.append(
            cursor.problem(
                .badPeriod, to, "The last day, \(last), is before the first, \(first). Swap them."))
        return nil
    }

    private mutating func category(
        _ cell: TablePlan.Cell, _ cursor: borrowing TableCursor
    ) -> Spend.Category? {
        let text = cursor.text(cell)
        if text.isEmpty { return .media }
        if let category = Spend.Category(rawValue: text.lowercased()) { return category }
        let names = Spend.Category.allCases.map(\.rawValue)
        pending.append(
            cursor.problem(
                .badCategory, cell,
                "\(text.quoted) is no category.\(Spelling.suggestion(for: text, in: names)) The "
                    + "categories are \(names.joined(separator: ", "))."))
        return nil
    }
}
