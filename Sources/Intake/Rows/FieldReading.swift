internal import Leads
internal import Quantities

/// The lead that something is told of.
struct KnownLead {
    let number: Int
    /// The hash of its id.
    let hash: UInt64
}

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
        if text.isEmpty {
            pending.append(
                cursor.empty(cell, field, en: "Fill in the date.", nl: "Vul de datum in."))
        } else {
            noteContradiction(cell, field, cursor, isDate: true)
            let advice = dateAdvice(text, cursor)
            pending.append(
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
        switch cursor.parser.cents(cursor.bytes(cell)) {
        case .success(let cents): return cents
        case .failure(let error):
            noteContradiction(cell, field, cursor, isDate: false)
            pending.append(refusal(error, cell, field, cursor))
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
        pending.append(
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
        pending.append(
            cursor.problem(
                .roundedID, cell,
                en:
                    "\(cursor.seen(cell, field)) was rounded by a spreadsheet: the id is lost. Export again "
                    + "and read the file without saving it in Excel.",
                nl:
                    "\(cursor.seen(cell, field)) is afgerond door een rekenblad: het nummer is weg. "
                    + "Exporteer opnieuw en lees het bestand zonder het in Excel te bewaren."))
    }

    /// The lead that a row is about; nil with a problem where no file has it.
    @inline(__always)
    mutating func lead(_ cell: TablePlan.Cell, _ cursor: borrowing TableCursor) -> KnownLead? {
        let id = cursor.bytes(cell)
        // The rows of one lead mostly stand together.
        if leads.index.isID(id, of: lastLead.number) { return lastLead }
        if let number = leads.index.find(id, near: lastLead.number &+ 1) {
            lastLead = KnownLead(number: number, hash: RowHash.hash(id))
            return lastLead
        }
        if let number = leads.index.otherForm(of: id) {
            return KnownLead(number: number, hash: leads.index.hash(of: number))
        }
        if isErased(cell, cursor) {
            isErasedRow = true
            return nil
        }
        let numbers = id.isEmpty ? [] : leads(naming: String(decoding: id, as: UTF8.self))
        if numbers.count == 1 {
            return KnownLead(number: numbers[0], hash: leads.index.hash(of: numbers[0]))
        }
        refuseLead(cell, cursor, isOfSeveral: numbers.count > 1)
        return nil
    }

    /// The leads into which a CRM has merged an id that no lead has: several where it cannot be told which
    /// is meant, none while leads may still come.
    @inline(never)
    func leads(naming id: String) -> [Int] {
        guard let merged else { return [] }
        let known = options.known?.merged ?? []
        guard !known.isEmpty || (leads.column(Persons.mergedIDs)?.table.count ?? 0) > 1 else {
            return []
        }
        let ids = merged.ids {
            MergedIDs(KnownMerge.namings(known, leads)) { id in
                leads.index.findSame(id).map(leads.index.id(of:))
            }
        }
        return ids.leads(naming: id).compactMap(leads.index.find)
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

    @inline(never)
    private mutating func refuseLead(
        _ cell: TablePlan.Cell, _ cursor: borrowing TableCursor, isOfSeveral: Bool
    ) {
        let text = cursor.text(cell)
        if isOfSeveral {
            pending.append(
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
        pending.append(
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
