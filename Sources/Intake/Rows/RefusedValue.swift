internal import Leads
internal import Quantities

/// What to say of a date or an amount that cannot be read: what was seen, why not, and what helps.
extension TableCursor {
    func refusedDate(
        _ cell: TablePlan.Cell, _ field: String, _ refusal: WrittenDate.Refusal
    ) -> Problem {
        let why = why(refusal, text(cell))
        let seen = seenValue(cell, field)
        return problem(
            .badDate, cell, en: "\(seen.en) is not a date. \(why.en)",
            nl: "\(seen.nl) is geen datum. \(why.nl)")
    }

    func refusedMonth(_ cell: TablePlan.Cell, _ refusal: WrittenDate.Refusal) -> Problem {
        let seen = seenValue(cell, "month")
        let why =
            refusal == .unclearOrder
            ? why(refusal, text(cell)) : Phrase(en: "Use YYYY-MM.", nl: "Gebruik JJJJ-MM.")
        return problem(
            .badDate, cell, en: "\(seen.en) is not a month. \(why.en)",
            nl: "\(seen.nl) is geen maand. \(why.nl)")
    }

    private func why(_ refusal: WrittenDate.Refusal, _ text: String) -> Phrase {
        switch refusal {
        case .noSuchDay: return Phrase(en: "There is no such day.", nl: "Die dag bestaat niet.")
        case .noSuchTime(let time):
            let time = ShownValue.phrase(time)
            return Phrase(
                en: "The day is right, but \(time.en) behind it is not a time. Write it as 14:30.",
                nl:
                    "De dag klopt, maar \(time.nl) erachter is geen tijd. Schrijf die als 14:30."
            )
        case .unknownZone(let zone):
            let zone = ShownValue.phrase(zone)
            return Phrase(
                en:
                    "Day and time are right, but \(zone.en) behind them is not understood. Write how "
                    + "far it is ahead of UTC, such as +01:00, or leave it out.",
                nl:
                    "Dag en tijd kloppen, maar \(zone.nl) erachter wordt niet begrepen. Schrijf hoeveel "
                    + "het voorloopt op UTC, zoals +01:00, of laat het weg.")
        case .otherOrder(let order):
            let (en, nl) = order.inFront
            return Phrase(
                en:
                    "It can only be read with the \(en) in front. If all dates of this column are written "
                    + "so, add --date-order \(order.rawValue).",
                nl:
                    "Het is alleen te lezen met \(nl) voorop. Staan alle datums van deze kolom zo, geef dan "
                    + "--date-order \(order.rawValue).")
        case .unclearOrder:
            return Phrase(
                en: "It can be read with the day or with the month first. Add --date-order dmy or "
                    + "--date-order mdy.",
                nl: "Het is te lezen met de dag of met de maand voorop. Geef --date-order dmy of "
                    + "--date-order mdy.")
        case .noDate: break
        }
        switch parser.forms.order {
        case .dmy:
            return Phrase(
                en: "Use DD-MM-YYYY or YYYY-MM-DD.", nl: "Gebruik DD-MM-JJJJ of JJJJ-MM-DD.")
        case .mdy:
            return Phrase(
                en: "Use MM/DD/YYYY or YYYY-MM-DD.", nl: "Gebruik MM/DD/JJJJ of JJJJ-MM-DD.")
        case .ymd, nil: return Phrase(en: "Use YYYY-MM-DD.", nl: "Gebruik JJJJ-MM-DD.")
        }
    }

    func refusedAmount(
        _ cell: TablePlan.Cell, _ field: String, _ refusal: WrittenAmount.Refusal
    ) -> Problem {
        let seen = seenValue(cell, field)
        let form =
            parser.forms.sign(of: cell.column) == .comma
            ? Phrase(
                en: "Write it as 1.234,56 or 1234,56.", nl: "Schrijf het als 1.234,56 of 1234,56.")
            : Phrase(en: "Write it as 1234.56.", nl: "Schrijf het als 1234.56.")
        let (en, nl) =
            switch refusal {
            case .notANumber:
                otherSign(cell).map {
                    (
                        "\(seen.en) has another sign before the cents than this column. \($0.en)",
                        "\(seen.nl) heeft een ander teken voor de centen dan deze kolom. \($0.nl)"
                    )
                } ?? (
                    "\(seen.en) is not an amount. \(form.en)",
                    "\(seen.nl) is geen bedrag. \(form.nl)"
                )
            case .mayBeThousands:
                (
                    "\(seen.en) can be a thousand or have three decimals. Write it with two decimals.",
                    "\(seen.nl) kan een duizendtal zijn of drie decimalen hebben. Schrijf het met twee "
                        + "decimalen."
                )
            case .tooLarge:
                (
                    "\(seen.en) is too large to count in cents.",
                    "\(seen.nl) is te groot om in centen te tellen."
                )
            }
        return problem(.badAmount, cell, en: en, nl: nl)
    }

    /// What helps where an amount has the other sign before its cents; nil where it has not.
    private func otherSign(_ cell: TablePlan.Cell) -> Phrase? {
        guard case .certain(let own)? = WrittenAmount(text(cell))?.vote,
            let sign = parser.forms.sign(of: cell.column), sign != own, sign != .micros
        else { return nil }
        return Phrase(
            en: "If all amounts of this column are written so, add --decimal \(own.rawValue).",
            nl: "Staan alle bedragen van deze kolom zo, geef dan --decimal \(own.rawValue).")
    }

    func refusedCurrency(
        _ cell: TablePlan.Cell, _ field: String, _ codes: [String], _ currency: Currency
    ) -> Problem {
        let seen = seenValue(cell, field)
        let other = codes[0]
        return problem(
            .badCurrency, cell,
            en:
                "\(seen.en) is in \(other), and the amounts of this row are in \(currency). Put \(other) in a "
                + "column currency.",
            nl:
                "\(seen.nl) is in \(other), en de bedragen van deze rij zijn in \(currency). Zet \(other) in "
                + "een kolom currency.")
    }

    /// What is not certain any more of a whole column, because a value is written otherwise than those
    /// before it; nil where it is simply no date.
    func dateContradiction(
        _ cell: TablePlan.Cell, _ field: String, _ refusal: WrittenDate.Refusal
    ) -> Problem? {
        guard !parser.forms.isOrderSaid else { return nil }
        let seen = seenValue(cell, field)
        switch refusal {
        case .otherOrder:
            let (en, nl) = (parser.forms.order(of: cell.column) ?? .ymd).inFront
            return problem(
                .badDate, cell,
                en:
                    "\(seen.en): other dates here have the \(en) in front, and this one has not. Export the "
                    + "file again with one way to write dates, or add --date-order dmy or --date-order mdy: "
                    + "rows with the other are then left out.",
                nl:
                    "\(seen.nl): andere datums hier hebben \(nl) voorop, en deze niet. Exporteer het bestand "
                    + "opnieuw met één schrijfwijze, of geef --date-order dmy of --date-order mdy: rijen met "
                    + "de andere vallen dan weg.")
        case .unclearOrder:
            let why = why(refusal, text(cell))
            return problem(.badDate, cell, en: "\(seen.en): \(why.en)", nl: "\(seen.nl): \(why.nl)")
        case .noDate, .noSuchDay, .noSuchTime, .unknownZone: return nil
        }
    }

    /// The same of amounts.
    func amountContradiction(_ cell: TablePlan.Cell, _ field: String) -> Problem? {
        guard !parser.forms.isSignSaid, let vote = WrittenAmount(text(cell))?.vote else {
            return nil
        }
        let seen = seenValue(cell, field)
        let sign = parser.forms.sign(of: cell.column)
        if sign == nil, vote == .either {
            return problem(
                .badAmount, cell,
                en:
                    "\(seen.en) can be a thousand or a decimal, and no amount before it decides. Say "
                    + "--decimal comma or --decimal point, or write the amounts with two decimals.",
                nl:
                    "\(seen.nl) kan een duizendtal of een decimaal zijn, en geen bedrag ervoor beslist. Geef "
                    + "--decimal comma of --decimal point, of schrijf de bedragen met twee decimalen."
            )
        }
        guard let sign, sign != .micros, case .certain(let own) = vote, own != sign else {
            return nil
        }
        return problem(
            .badAmount, cell,
            en:
                "\(seen.en): other amounts here have a decimal \(sign.rawValue), and this one has not. Export "
                + "the file again with one way to write amounts, or add --decimal comma or --decimal point: "
                + "rows with the other are then left out.",
            nl: "\(seen.nl): andere bedragen hier hebben een "
                + "\(sign == .comma ? "komma" : "punt") voor de decimalen, en dit niet. Exporteer het bestand opnieuw met één "
                + "schrijfwijze, of geef --decimal comma of --decimal point: rijen met de andere vallen dan "
                + "weg.")
    }

    /// What to say of a number in a sheet where a date belongs: of which kind of days it is the number, the
    /// sheet does not say.
    func unformattedDate(_ cell: TablePlan.Cell, _ field: String) -> Problem {
        let seen = seenValue(cell, field)
        return problem(
            .badDate, cell,
            en:
                "\(seen.en) is not a date. The sheet has a number there: give the column the format of a "
                + "date, and save it.",
            nl:
                "\(seen.nl) is geen datum. Het blad heeft daar een getal: geef de kolom de opmaak van "
                + "een datum, en bewaar het.")
    }

    /// That a date was counted as spreadsheets count days.
    func serialNote(_ cell: TablePlan.Cell, _ field: String, _ day: Day) -> Problem {
        let seen = seenValue(cell, field)
        return problem(
            .readOtherwise, cell, effect: .noted,
            en:
                "\(seen.en) is the number of a day in a spreadsheet, and was read as \(day). That goes for this "
                + "column wherever it is so.",
            nl:
                "\(seen.nl) is het nummer van een dag in een rekenblad, en is gelezen als \(day). Dat geldt "
                + "overal waar het in deze kolom zo is.")
    }

    /// How leads are told apart in a table without ids.
    func madeIDNote(_ cell: TablePlan.Cell) -> Problem {
        let columns = (plan.made(cell) ?? []).map { header.names[$0].quoted }
        let names = columns.joined(separator: ", ")
        return problem(
            .readOtherwise, effect: .noted,
            en: (columns.isEmpty
                ? "Nothing here tells one lead from another but its row"
                : "There is no column of ids: a lead is told by \(names), and by its row where that says "
                    + "nothing of one person")
                + ". Read again after rows were moved, it would be taken for another. Add a column lead_id if "
                + "the file is read more than once.",
            nl: (columns.isEmpty
                ? "Niets onderscheidt hier een lead van een andere dan zijn rij"
                : "Er is geen kolom met nummers: een lead wordt herkend aan \(names), en aan zijn rij waar dat "
                    + "niets zegt over één persoon")
                + ". Opnieuw gelezen nadat rijen zijn verplaatst geldt hij als een andere. Voeg een kolom "
                + "lead_id toe als het bestand vaker wordt gelezen.")
    }

    /// That leads whose row has no id are told apart by something else.
    func missingIDNote(_ cell: TablePlan.Cell) -> Problem {
        let column = name(cell, or: "lead_id").quoted
        let others = plan.others(cell).map { header.names[$0].quoted }.joined(separator: ", ")
        let by = Phrase(
            en: others.isEmpty ? "by their row" : "by \(others)",
            nl: others.isEmpty ? "aan hun rij" : "aan \(others)")
        return problem(
            .readOtherwise, cell, effect: .noted,
            en: "\(column) is empty in some rows: leads there are told apart \(by.en).",
            nl: "\(column) is leeg in sommige rijen: leads daar worden herkend \(by.nl).")
    }

    /// That a column says where leads stand now, and nothing says since when they were MQLs.
    func beyondNote(_ stage: TablePlan.Cell, _ at: TablePlan.Cell) -> Problem {
        let (column, day) = (name(stage, or: "stage").quoted, name(at, or: "at").quoted)
        return problem(
            .readOtherwise, effect: .noted,
            en:
                "\(column) says where leads stand now. Of those that are beyond MQL nothing says since when they "
                + "were one: they count as MQL from \(day). A column with that day would tell how long it takes.",
            nl:
                "\(column) zegt waar leads nu staan. Van wie voorbij MQL is zegt niets sinds wanneer die het was: "
                + "die telt als MQL vanaf \(day). Een kolom met die dag zou zeggen hoe lang het duurt."
        )
    }

    /// That a lead came to a stage of which its row has no day, and counts from that of another column.
    func dayOfCreationNote(_ at: TablePlan.Cell) -> Problem {
        let day = name(at, or: "at").quoted
        let other = plan.others(at).first.map { header.names[$0].quoted } ?? ""
        return problem(
            .dayOfCreation, at, effect: .noted,
            en:
                "\(day) is empty: where this lead stands counts from \(other). How long it took is not known.",
            nl:
                "\(day) is leeg: waar deze lead staat telt vanaf \(other). Hoe lang het duurde is niet bekend."
        )
    }

    /// That a lead is said to have reached a stage, and that its row has no day of it.
    func emptyDayNote(_ at: TablePlan.Cell, _ stage: Stage) -> Problem {
        let day = name(at, or: "at").quoted
        return problem(
            .stageDropped, at, effect: .noted,
            en:
                "The lead is \(stage.name), and \(day) is empty: without a day it does not count as "
                + "\(stage.name). Fill in the day, or say in the mapping which column is taken instead: at: "
                + "{column: \(day), or: …}.",
            nl:
                "De lead is \(stage.name), en \(day) is leeg: zonder dag telt hij niet als \(stage.name). Vul "
                + "de dag in, of zeg in de mapping welke kolom dan geldt: at: {column: \(day), or: …}."
        )
    }

    /// That nobody can tell whether a lead was an MQL that was turned down.
    func turnedDownNote(_ stage: TablePlan.Cell) -> Problem {
        problem(
            .turnedDown, stage, effect: .noted,
            en:
                "The lead was turned down, and nothing says whether it was an MQL: it is in no rate, and rates may "
                + "be too high. A column with the day on which leads became MQLs would tell.",
            nl:
                "De lead is afgewezen, en niets zegt of het een MQL was: hij zit in geen percentage, en "
                + "percentages kunnen te hoog zijn. Een kolom met de dag waarop leads MQL werden zou het zeggen."
        )
    }

    /// That an amount with parts of a cent was rounded.
    func roundingNote(_ cell: TablePlan.Cell, _ field: String, _ cents: Int64) -> Problem {
        let seen = seenValue(cell, field)
        let rounded = FixedPoint.text(cents: cents)
        return problem(
            .readOtherwise, cell, effect: .noted,
            en:
                "\(seen.en) has parts of a cent, and counts as \(rounded): to the cent, a half to the even one. "
                + "The same holds wherever this occurs in the column.",
            nl:
                "\(seen.nl) heeft delen van een cent, en telt als \(rounded): op de cent, een halve naar de even "
                + "cent. Dat geldt overal waar dit in de kolom voorkomt.")
    }
}

extension DateOrder {
    fileprivate var inFront: (en: String, nl: String) {
        switch self {
        case .ymd: ("year", "het jaar")
        case .dmy: ("day", "de dag")
        case .mdy: ("month", "de maand")
        }
    }
}
