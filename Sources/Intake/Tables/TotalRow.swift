internal import Foundation
internal import Leads
internal import Quantities

/// The words by which exports and spreadsheets call a sum of rows.
enum TotalWord {
    /// How much of a text is such a word.
    enum Match {
        /// All of it: `Total`, `Totaal: account`, `Grand Totals (5700 records)`.
        case whole
        /// Its beginning: `Total campaigns`, or the name `TotalEnergies`.
        case beginning
        case none
    }

    private static let words = [
        "grand totals", "grand total", "totals", "total", "eindtotalen", "eindtotaal", "totalen",
        "totaal generaal", "totaal", "subtotals", "subtotal", "sub total", "subtotaal", "saldo",
        "gesamtsumme", "gesamtbetrag", "gesamt", "zwischensumme", "summe", "total général",
        "total general", "sous-total", "totale",
    ]

    /// What may follow such a word and is no name.
    private static let things = Set([
        "campaigns", "campaign", "campagnes", "campagne", "account", "accounts", "search",
        "display",
        "video", "all", "alle", "overall", "cost", "costs", "kosten", "spend", "uitgaven", "bedrag",
        "amount", "leads", "rows", "rijen", "records", "eur", "generaal",
    ])

    static func match(_ text: String) -> Match {
        let text = text.lowercased().replacing("\u{A0}", with: " ")
            .trimmingCharacters(in: CharacterSet(charactersIn: " \t\"'*"))
        var isBeginning = false
        for word in words where text.hasPrefix(word) {
            isBeginning = true
            let rest = text.dropFirst(word.count).drop { $0 == " " }
            guard let next = rest.first else { return .whole }
            if !rest.isEmpty, text.dropFirst(word.count).first == " ",
                rest.split(separator: " ").allSatisfy({ things.contains(String($0)) })
            {
                return .whole
            }
            // Behind a colon stands what of, in brackets how many.
            if next == ":" || next == "," || next == "=" || (next == "(" && rest.last == ")") {
                return .whole
            }
        }
        return isBeginning ? .beginning : .none
    }

    /// Whether a text may begin with one, by its first three bytes: nearly every row is told by that.
    @inline(__always)
    static func mayBegin(_ text: UnsafeRawBufferPointer) -> Bool {
        guard text.count >= 3 else { return false }
        let first = text[0]
        // Blanks, quotes and stars may stand before it.
        if first <= UInt8(ascii: "*") || first == 0xC2 { return true }
        switch (first | 0x20, text[1] | 0x20, text[2] | 0x20) {
        case (0x74, 0x6F, 0x74), (0x67, 0x72, 0x61), (0x65, 0x69, 0x6E), (0x73, 0x75, _),
            (0x73, 0x61, 0x6C), (0x67, 0x65, 0x73), (0x7A, 0x77, 0x69), (0x73, 0x6F, 0x75):
            return true
        default: return false
        }
    }
}

/// Whether a row is data, or sums up others.
enum RowNature {
    case data
    /// A total, a summary or a footer.
    case summary
    /// A row without day or id, whose label begins like that of a total, and whose amount is that of the
    /// rows above: it can be either.
    case unclear
}

extension TableCursor {
    /// Whether nothing stands in any cell.
    var isBlank: Bool {
        (0..<reader.cellCount).allSatisfy { place in
            reader.bytes(place).allSatisfy { $0 <= 0x20 || $0 == 0x22 }
        }
    }

    /// Whether the row is a total, a summary or a footer.
    ///
    /// - Parameters:
    ///   - sum: what the rows before it add up to, in cents.
    ///   - rows: how many they are.
    func nature(sum: Int128, rows: Int) -> RowNature {
        for skip in plan.skips {
            switch skip {
            case .single: if reader.cellCount == 1, header.names.count > 1 { return .summary }
            case .empty(let columns):
                if columns.allSatisfy({ reader.bytes($0).isEmpty }), !hasID { return .summary }
            case .total:
                let nature = totalNature(sum, rows)
                if nature != .data { return nature }
            }
        }
        return .data
    }

    /// What to say of a row that may be a campaign or a total.
    func unclearTotal() -> Problem {
        let label = labelCell(isMoney: true).map { reader.text($0) } ?? ""
        return problem(
            .unclearTotal, plan.amountCell,
            en:
                "\(label.quoted) may be a total of the rows above or something of its own: its amount is "
                + "theirs, and it has no day and no id. Take the row out if it is a total; else give it "
                + "a day or an id, or another name.",
            nl:
                "\(label.quoted) kan een totaal van de rijen erboven zijn of iets op zichzelf: het bedrag "
                + "is gelijk, en er staat geen dag en geen nummer bij. Haal de rij weg als het een totaal "
                + "is; geef haar anders een dag of een nummer, of een andere naam.")
    }

    private func totalNature(_ sum: Int128, _ rows: Int) -> RowNature {
        let isMoney = plan.amountCell.column >= 0
        // The first cell of most rows is an id.
        let first = reader.bytes(0)
        if !isMoney, let byte = first.first, byte > 0x39, !TotalWord.mayBegin(first) {
            return .data
        }
        guard let label = labelCell(isMoney: isMoney) else {
            // Nothing but numbers: a sum without a word.
            guard isMoney, rows > 1, !hasIdentity(besides: -1), hasNoName, isSum(sum, rows) else {
                return .data
            }
            return .summary
        }
        guard TotalWord.mayBegin(reader.bytes(label)) else { return .data }
        switch TotalWord.match(reader.text(label)) {
        case .none: return .data
        case .whole: return hasIdentity(besides: label) ? .data : .summary
        case .beginning:
            guard isMoney, rows > 0, !hasIdentity(besides: label), isSum(sum, rows) else {
                return .data
            }
            return .unclear
        }
    }

    /// The cell that says what a row is: the first with a word for a total; else the first that is filled
    /// in with more than a number.
    private func labelCell(isMoney: Bool) -> Int? {
        var first: Int?
        // Rows of money are few, and their label may stand in any cell.
        for place in 0..<(isMoney ? reader.cellCount : min(reader.cellCount, 3)) {
            let text = reader.bytes(place)
            guard text.contains(where: { $0 > 0x39 }) else { continue }
            if TotalWord.mayBegin(text), TotalWord.match(reader.text(place)) == .whole {
                return place
            }
            if first == nil { first = place }
            if !isMoney { break }
        }
        return first
    }

    /// Whether the amount of the row is the sum of those above, each rounded to the cent.
    private func isSum(_ sum: Int128, _ rows: Int) -> Bool {
        guard let cents = cents(plan.amountCell), cents != 0 else {
            return false
        }
        return TableReport.Total.agrees(Int128(cents), with: sum, rows: rows)
    }

    private var hasNoName: Bool {
        plan.nameCells.allSatisfy { bytes($0).isEmpty }
    }

    private var hasID: Bool {
        plan.idCells.contains { isFilled($0, besides: -1) }
    }

    /// Whether the row has a day or an id of its own, beside the cell that is its label.
    private func hasIdentity(besides label: Int) -> Bool {
        plan.idCells.contains { isFilled($0, besides: label) }
            || plan.dayCells.contains { isFilled($0, besides: label) }
    }

    private func isFilled(_ column: Int, besides label: Int) -> Bool {
        // Exports put dashes where nothing is.
        column != label && reader.bytes(column).contains { $0 > 0x20 && $0 != 0x2D && $0 != 0x22 }
    }
}
