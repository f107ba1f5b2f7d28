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

    /// Whether something is told that goes for all of a column, and is told once.
    mutating func isFirst(_ field: String) -> Bool {
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
                    file: cursor.file, header: cursor.header.names, cells: cursor.ownCells,
                    line: first.line,
                    message: told.map(\.message.en).joined(separator: " ")))
        }
        forgive()
    }

    /// Adds what is wrong with rows further down in the table.
    mutating func add(_ part: FieldReader) {
        // What is told once for a column is told by the first part that has it.
        var isTold = true
        for column in part.unreadColumns where isFirst(column.field) { isTold = false }
        problems.add(
            isTold
                ? part.problems.without(.unreadCell).without(.outsideReport) : part.problems)
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
        if text.isEmpty {
            refuse(
                cursor.empty(cell, field, en: "Fill in the date.", nl: "Vul de datum in."))
        } else {
            noteContradiction(cell, field, cursor, isDate: true)
            let isNumber = cursor.reader.isNumber(cursor.bytes(cell))
            let advice =
                isNumber
                ? Phrase(
                    en:
                        "The sheet has a number there: give the column the format of a date, and save it.",
                    nl:
                        "Het blad heeft daar een getal: geef de kolom de opmaak van een datum, en bewaar het."
                )
                : dateAdvice(text, cursor)
            refuse(
                cursor.problem(
                    .badDate, cell, en: "\(cursor.seen(cell, field)) is no date. \(advice.en)",
                    nl: "\(cursor.seen(cell, field)) is geen datum. \(advice.nl)"))
        }
    }

    private func dateAdvice(_ text: String, _ cursor: borrowing TableCursor) -> Phrase {
        let date = text.prefix(10)
        // Four digits in front, or dashes where the order wants them: the form is right.
        if date.count == 10, date.allSatisfy({ $0.isNumber || $0 == "-" }),
            date.dropFirst(4).first == "-" || cursor.parser.dateOrder == .dmy
        {
            return Phrase(en: "There is no such day.", nl: "Die dag bestaat niet.")
        }
        switch cursor.parser.dateOrder {
        case .ymd:
            return Phrase(
                en: "Use YYYY-MM-DD, or --date-order dmy.",
                nl: "Gebruik JJJJ-MM-DD, of --date-order dmy.")
        case .dmy:
            return Phrase(
                en: "Use DD-MM-YYYY or YYYY-MM-DD.", nl: "Gebruik DD-MM-JJJJ of JJJJ-MM-DD.")
        case .mdy:
            return Phrase(
                en: "Use MM/DD/YYYY or YYYY-MM-DD.", nl: "Gebruik MM/DD/JJJJ of JJJJ-MM-DD.")
        }
    }

    /// Cents, or nil with a problem where there is a text that is no amount.
    mutating func cents(
        _ cell: TablePlan.Cell, _ field: String, _ cursor: borrowing TableCursor
    ) -> Int64? {
        switch cursor.cents(cell) {
        case .success(let cents): return cents
        case .failure(let error):
            noteContradiction(cell, field, cursor, isDate: false)
            refuse(refusal(error, cell, field, cursor))
            return nil
        }
    }

    /// A value that was seen to be written otherwise than those before it: then what was read of those is
    /// not certain any more, and the table is a question.
    private mutating func noteContradiction(
        _ cell: TablePlan.Cell, _ field: String, _ cursor: borrowing TableCursor, isDate: Bool
    ) {
        let isSeen = isDate ? cursor.plan.hasSeenOrder : cursor.plan.hasSeenDecimal
        guard isSeen, contradiction == nil,
            cursor.parser.isOtherwise(cursor.bytes(cell), isDate: isDate)
        else { return }
        let seen = cursor.seen(cell, field)
        let advice =
            isDate
            ? Phrase(
                en:
                    "other dates here have the \(cursor.parser.dateOrder == .dmy ? "day" : "month") in "
                    + "front, and this one has not. Export the file again with one way to write dates, or "
                    + "say --date-order dmy or --date-order mdy: rows with the other are then left out.",
                nl:
                    "andere datums hier hebben de \(cursor.parser.dateOrder == .dmy ? "dag" : "maand") "
                    + "voorop, en deze niet. Exporteer het bestand opnieuw met één schrijfwijze, of geef "
                    + "--date-order dmy of --date-order mdy: rijen met de andere vallen dan weg.")
            : Phrase(
                en:
                    "other amounts here have a decimal \(cursor.parser.decimal.rawValue), and this one "
                    + "has not. Export the file again with one way to write amounts, or say --decimal "
                    + "comma: rows with the other are then left out.",
                nl: "andere bedragen hier hebben een decimale "
                    + "\(cursor.parser.decimal == .comma ? "komma" : "punt"), en dit niet. Exporteer het "
                    + "bestand opnieuw met één schrijfwijze, of geef --decimal comma: rijen met de andere "
                    + "vallen dan weg.")
        contradiction = cursor.problem(
            isDate ? .badDate : .badAmount, cell, en: "\(seen): \(advice.en)",
            nl: "\(seen): \(advice.nl)")
    }

    private func refusal(
        _ error: ValueParser.AmountError, _ cell: TablePlan.Cell, _ field: String,
        _ cursor: borrowing TableCursor
    ) -> Problem {
        let seen = cursor.seen(cell, field)
        let advice =
            cursor.parser.decimal == .point
            ? Phrase(
                en: "Write it as 1234.56, or use --decimal comma for 1.234,56.",
                nl: "Schrijf het als 1234.56, of gebruik --decimal comma voor 1.234,56.")
            : Phrase(
                en: "Write it as 1.234,56 or 1234,56.", nl: "Schrijf het als 1.234,56 of 1234,56.")
        let (en, nl) =
            switch error {
            case .notANumber:
                ("\(seen) is no amount. \(advice.en)", "\(seen) is geen bedrag. \(advice.nl)")
            case .tooManyDecimals:
                (
                    "\(seen) has more than two decimals. \(advice.en)",
                    "\(seen) heeft meer dan twee decimalen. \(advice.nl)"
                )
            case .tooLarge:
                (
                    "\(seen) is too large to count in cents.",
                    "\(seen) is te groot om in centen te tellen."
                )
            }
        return cursor.problem(.badAmount, cell, en: en, nl: nl)
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
                    "\(cursor.seen(cell, "currency")) is no currency. Use its three letters, such as EUR.",
                nl:
                    "\(cursor.seen(cell, "currency")) is geen munt. Gebruik de drie letters, zoals EUR."
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
        guard isFirst(field) else { return }
        let seen = cursor.seen(cell, field)
        note(
            cursor.problem(
                .unreadCell, cell, effect: .noted,
                en: "\(seen) cannot be read, and what else the row says counts without it. "
                    + "That goes for this column wherever it is so.",
                nl:
                    "\(seen) is niet te lezen, en wat er verder in de rij staat telt zonder. Dat geldt "
                    + "overal waar het in deze kolom zo is."))
    }
}
