internal import Leads
internal import Quantities

/// Reading one field of a row, with what to say where it is wrong.
extension FactsBuilder {
    @inline(__always)
    mutating func instant(
        _ cell: TablePlan.Cell, _ field: String, _ cursor: borrowing TableCursor
    ) -> Instant? {
        if let instant = cursor.parser.instant(cursor.bytes(cell)) { return instant }
        refuseDate(cell, field, cursor)
        return nil
    }

    mutating func day(
        _ cell: TablePlan.Cell, _ field: String, _ cursor: borrowing TableCursor
    ) -> Day? {
        instant(cell, field, cursor).map(cursor.parser.zone.day(of:))
    }

    @inline(never)
    private mutating func refuseDate(
        _ cell: TablePlan.Cell, _ field: String, _ cursor: borrowing TableCursor
    ) {
        let text = cursor.text(cell)
        let name = cursor.name(cell, or: field)
        if text.isEmpty {
            pending.append(
                cursor.problem(.missingValue, cell, "\(name) is empty. Fill in the date."))
        } else {
            pending.append(
                cursor.problem(
                    .badDate, cell,
                    "\(name) \(text.quoted) is no date. " + dateAdvice(text, cursor)))
        }
    }

    private func dateAdvice(_ text: String, _ cursor: borrowing TableCursor) -> String {
        let date = text.prefix(10)
        // Four digits in front, or dashes where the order wants them: the form is right.
        if date.count == 10, date.allSatisfy({ $0.isNumber || $0 == "-" }),
            date.dropFirst(4).first == "-" || cursor.parser.dateOrder == .dmy
        {
            return "There is no such day."
        }
        switch cursor.parser.dateOrder {
        case .ymd: return "Use YYYY-MM-DD, or --date-order dmy."
        case .dmy: return "Use DD-MM-YYYY or YYYY-MM-DD."
        case .mdy: return "Use MM/DD/YYYY or YYYY-MM-DD."
        }
    }

    /// Cents, or nil with a problem where there is a text that is no amount.
    mutating func cents(
        _ cell: TablePlan.Cell, _ field: String, _ cursor: borrowing TableCursor
    ) -> Int64? {
        switch cursor.parser.cents(cursor.bytes(cell)) {
        case .success(let cents): return cents
        case .failure(let error):
            let seen = "\(cursor.name(cell, or: field)) \(cursor.text(cell).quoted)"
            let isPoint = cursor.parser.decimal == .point
            let advice =
                isPoint
                ? "Write it as 1234.56, or use --decimal comma for 1.234,56."
                : "Write it as 1.234,56 or 1234,56."
            let message =
                switch error {
                case .notANumber: "\(seen) is no amount. \(advice)"
                case .tooManyDecimals: "\(seen) has more than two decimals. \(advice)"
                case .tooLarge: "\(seen) is too large to count in cents."
                }
            pending.append(cursor.problem(.badAmount, cell, message))
            return nil
        }
    }

    mutating func currency(
        _ cell: TablePlan.Cell, _ cursor: borrowing TableCursor
    ) -> Currency? {
        let text = cursor.text(cell)
        if text.isEmpty { return options.currency }
        if let currency = Currency(text) { return currency }
        pending.append(
            cursor.problem(
                .badCurrency, cell,
                "\(cursor.name(cell, or: "currency")) \(text.quoted) is no currency. "
                    + "Use its three letters, such as EUR."))
        return nil
    }

    /// The number of the lead that a row is about; nil with a problem where no file has it.
    @inline(__always)
    mutating func lead(_ cell: TablePlan.Cell, _ cursor: borrowing TableCursor) -> Int? {
        if let number = leads.index.find(cursor.bytes(cell)) { return number }
        refuseLead(cell, cursor)
        return nil
    }

    @inline(never)
    private mutating func refuseLead(_ cell: TablePlan.Cell, _ cursor: borrowing TableCursor) {
        let text = cursor.text(cell)
        pending.append(
            text.isEmpty
                ? cursor.problem(
                    .missingValue, cell,
                    "\(cursor.name(cell, or: "lead_id")) is empty. Say which lead this is about.")
                : cursor.problem(
                    .unknownLead, cell,
                    "Lead \(text.quoted) is in no file of leads. Add it there, or take this row out."
                ))
    }
}
