internal import Leads
internal import Quantities

/// A column of a table of which a cell could not be read, and was not needed.
private struct UnreadColumn: Hashable {
    let table: Int
    let field: String
}

/// Reads the fields of rows one by one, and keeps what is wrong with them.
struct FieldReader {
    let options: ReadingOptions
    /// What is wrong with the row being read.
    private(set) var pending: [Problem] = []
    /// What is to be told of all rows.
    private(set) var problems = ProblemList()
    private(set) var rejected: [RejectedRow] = []
    /// The first value of the table being read that is written in another way than was seen before.
    private(set) var contradiction: Problem?
    private var unreadColumns = Set<UnreadColumn>()
    private var notedOnce: [(field: String, problem: Problem)] = []
    /// The number of the table being read, and its name.
    private(set) var table = 0
    private(set) var file = ""
    /// A hash of all that the row being read tells beside its lead; nil where that is nothing.
    var told: UInt64?
    /// The row being read is about somebody who was erased.
    var isErasedRow = false
    /// The row being read says that something was won.
    var isWonRow = false

    init(_ options: ReadingOptions) { self.options = options }

    /// Begins with a table, or with a row of one that was read before.
    mutating func begin(_ table: Int, _ file: String) {
        (self.table, self.file) = (table, file)
        contradiction = nil
    }

    /// Whether nothing is wrong with the row being read.
    var isInOrder: Bool { pending.isEmpty }

    /// The row being read is to be left out for this.
    mutating func refuse(_ problem: Problem) { pending.append(problem) }

    /// Something is worth a look.
    mutating func note(_ problem: Problem) { problems.add(problem) }

    /// The row being read tells something of which this is the hash.
    mutating func tell(_ hash: UInt64) { told = (told ?? 0) &+ hash }

    /// Takes back what is wrong with the row being read.
    mutating func forgive() { pending.removeAll(keepingCapacity: true) }

    /// Adds what was told of all rows together.
    mutating func note(_ others: ProblemList) { problems.add(others) }

    /// Tells something that goes for all of a column of this table, once.
    mutating func noteOnce(_ field: String, _ problem: @autoclosure () -> Problem) {
        guard isFirst(field) else { return }
        let problem = problem()
        notedOnce.append((field, problem))
        note(problem)
    }

    private mutating func isFirst(_ field: String) -> Bool {
        unreadColumns.insert(UnreadColumn(table: table, field: field)).inserted
    }

    /// Leaves a row out, with everything that is wrong with it.
    mutating func reject(_ cursor: borrowing TableCursor) {
        // Two facts of one row may trip over the same cell.
        var told: [Problem] = []
        for problem in pending where !told.contains(problem) { told.append(problem) }
        for problem in told { problems.add(problem) }
        if options.keepsRejectedRows, let first = told.first {
            rejected.append(
                RejectedRow(
                    file: cursor.file, header: cursor.header.names,
                    cells: cursor.cellsWithoutSellers,
                    line: first.line,
                    message: told.map(\.message.en).joined(separator: " ")))
        }
        forgive()
    }

    /// Adds what is wrong with rows further down in the table.
    mutating func add(_ part: FieldReader) {
        // What is told once for a column is told by the first part that has it.
        var others = part.problems
        for (field, problem) in part.notedOnce where !isFirst(field) { others.remove(problem) }
        problems.add(others)
        contradiction = contradiction ?? part.contradiction
        rejected += part.rejected
    }
}

/// Reading one field of a row, with what to say where it is wrong.
extension FieldReader {
    @inline(__always)
    mutating func instant(
        _ cell: TablePlan.Cell, _ field: String, _ cursor: borrowing TableCursor
    ) -> Instant? {
        cursor.parser.commonInstant(cursor.bytes(cell)) ?? uncommonInstant(cell, field, cursor)
    }

    mutating func day(
        _ cell: TablePlan.Cell, _ field: String, _ cursor: borrowing TableCursor
    ) -> Day? {
        instant(cell, field, cursor).map(cursor.parser.zone.day(of:))
    }

    @inline(never)
    private mutating func uncommonInstant(
        _ cell: TablePlan.Cell, _ field: String, _ cursor: borrowing TableCursor
    ) -> Instant? {
        let text = cursor.bytes(cell)
        if text.isEmpty {
            refuse(
                cursor.empty(cell, field, en: "Fill in the date.", nl: "Vul de datum in."))
            return nil
        }
        if let instant = cursor.parser.digits(text, column: cell.column) { return instant }
        switch cursor.parser.written(text, column: cell.column) {
        case .success(let date):
            if date.isSerial, cursor.reader.isNumber(text) {
                refuse(cursor.unformattedDate(cell, field))
                return nil
            }
            if date.isSerial {
                noteOnce("\(field) serial", cursor.serialNote(cell, field, date.day))
            }
            return cursor.parser.instant(date)
        case .failure(let refusal):
            contradiction = contradiction ?? cursor.dateContradiction(cell, field, refusal)
            refuse(cursor.refusedDate(cell, field, refusal))
            return nil
        }
    }

    /// A month, or the month of a day; nil with a problem for anything else.
    mutating func month(_ cell: TablePlan.Cell, _ cursor: borrowing TableCursor) -> Period? {
        let text = cursor.bytes(cell)
        switch cursor.parser.month(text, column: cell.column) {
        case .success where cursor.reader.isNumber(text) && text.count == 5:
            refuse(cursor.unformattedDate(cell, "month"))
            return nil
        case .success(let month): return month
        case .failure(let refusal):
            contradiction = contradiction ?? cursor.dateContradiction(cell, "month", refusal)
            refuse(cursor.refusedMonth(cell, refusal))
            return nil
        }
    }

    /// Cents, or nil with a problem where there is a text that is not an amount.
    mutating func cents(
        _ cell: TablePlan.Cell, _ field: String, _ cursor: borrowing TableCursor
    ) -> Int64? {
        switch cursor.amount(cell) {
        case .success(let amount):
            if let codes = amount.currencies {
                let text = cursor.text(cursor.plan.currencyCell)
                let currency = text.isEmpty ? options.currency : Currency(text)
                if let currency, !codes.contains(currency.code) {
                    refuse(cursor.refusedCurrency(cell, field, codes, currency))
                    return nil
                }
            }
            if amount.isRounded {
                noteOnce("\(field) rounded", cursor.roundingNote(cell, field, amount.cents))
            }
            return amount.cents
        case .failure(let refusal):
            contradiction = contradiction ?? cursor.amountContradiction(cell, field)
            refuse(cursor.refusedAmount(cell, field, refusal))
            return nil
        }
    }

    mutating func currency(
        _ cell: TablePlan.Cell, _ cursor: borrowing TableCursor
    ) -> Currency? {
        let text = cursor.text(cell)
        if text.isEmpty { return options.currency }
        if let currency = Currency(text) { return currency }
        refuse(
            cursor.problem(
                .badCurrency, cell,
                en:
                    "\(cursor.seenValue(cell, "currency").en) is not a currency. Use its three letters, such as EUR.",
                nl:
                    "\(cursor.seenValue(cell, "currency").nl) is geen valuta. Gebruik de drie letters, zoals EUR."
            ))
        return nil
    }

    /// Refuses an id that a spreadsheet has rounded: `1,89165E+11` was twelve digits once.
    mutating func refuseRounded(
        _ cell: TablePlan.Cell, _ field: String, _ cursor: borrowing TableCursor
    ) {
        guard cursor.plan.hasNumberedIDs else { return }
        let text = cursor.text(cell)
        let halves = text.uppercased().split(separator: "E+", omittingEmptySubsequences: false)
        guard halves.count == 2, !halves[1].isEmpty, halves[1].allSatisfy(\.isNumber),
            halves[0].first?.isNumber == true,
            halves[0].allSatisfy({ $0.isNumber || $0 == "," || $0 == "." })
        else { return }
        refuse(
            cursor.problem(
                .roundedID, cell,
                en:
                    "\(cursor.seen(cell, field)) was rounded by a spreadsheet: the id is lost. Export again "
                    + "and read the file without saving it in Excel.",
                nl:
                    "\(cursor.seen(cell, field)) is afgerond door een rekenblad: het nummer is weg. "
                    + "Exporteer opnieuw en lees het bestand zonder het in Excel te bewaren."))
    }

    /// Whether a cell names somebody who was erased: by the id, or, where that is an address, in whatever
    /// form the address is written.
    @inline(__always)
    func isErased(_ cell: TablePlan.Cell, _ cursor: borrowing TableCursor) -> Bool {
        guard let isErased = options.known?.isErased else { return false }
        let text = cursor.bytes(cell)
        guard !text.isEmpty else { return false }
        let id = String(decoding: text, as: UTF8.self)
        return isErased(.lead(id)) || isErased(.address(id))
    }

    /// Whether a cell has the address of somebody who was erased, in whatever form.
    func hasErasedAddress(_ cell: TablePlan.Cell, _ cursor: borrowing TableCursor) -> Bool {
        guard let isErased = options.known?.isErased else { return false }
        let text = cursor.bytes(cell)
        return !text.isEmpty && isErased(.address(String(decoding: text, as: UTF8.self)))
    }

    /// Whether a row that cannot be taken is about somebody who was erased: by the id where ids of leads
    /// stand, by an address wherever it stands, and, of a row that has neither, by phone and name together.
    func isAboutErased(_ cursor: borrowing TableCursor) -> Bool {
        guard let isErased = options.known?.isErased else { return false }
        let cells = cursor.ownCells
        let ids = cursor.plan.facts.flatMap { [$0.cell("lead_id"), $0.cell("lead_ids")] }
            .map(\.column).filter(cells.indices.contains)
        if ids.contains(where: { isErased(.lead(cells[$0])) })
            || cells.contains(where: { isErased(.address($0)) })
        {
            return true
        }
        guard ids.allSatisfy({ cells[$0].isEmpty }),
            cells.allSatisfy({ MailAddress.all(in: $0).isEmpty })
        else {
            return false
        }
        func value(_ field: PersonalField) -> String? {
            cursor.plan.facts.lazy.map { $0.cell(field.rawValue).column }.first(
                where: cells.indices.contains
            )
            .map { cells[$0] }
        }
        guard let phone = PersonalForms.phone(value(.phone)),
            let name = PersonalForms.name(value(.firstName), value(.lastName))
        else { return false }
        return isErased(.contact(phone: phone, name: name))
    }

    /// A cell on which nothing rests that the row is needed for: what it says is unknown, told once for its
    /// column.
    mutating func noteUnread(
        _ cell: TablePlan.Cell, _ field: String, _ cursor: borrowing TableCursor
    ) {
        let seen = cursor.seenValue(cell, field)
        noteOnce(
            field,
            cursor.problem(
                .unreadCell, cell, effect: .noted,
                en: "\(seen.en) cannot be read, and what else the row says counts without it. "
                    + "The same holds wherever this occurs in the column.",
                nl:
                    "\(seen.nl) is niet te lezen, en wat er verder in de rij staat telt zonder. Dat geldt "
                    + "overal waar het in deze kolom zo is."))
    }
}
