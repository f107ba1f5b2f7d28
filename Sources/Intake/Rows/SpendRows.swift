internal import Leads
internal import Quantities

/// A spend row that is in order.
struct PreparedSpend: PreparedFact {
    let spend: Spend
    /// As the file has it, with VAT where that is in it.
    let cents: Int64
    let amountCell: TablePlan.Cell
    let identity: UInt64

    var hash: UInt64 { identity }
}

/// How often a row of spend was seen.
private struct SpendSeen {
    /// The rows that count.
    var kept = 0
    /// The table that was read last, and how often the row stands in it.
    var table = -1
    var inTable = 0
    /// Where it stood last.
    var line = 0
}

/// The rows of a platform for the same days of a campaign.
private struct PlatformSeen {
    private var table = -1
    /// How often a row stands in that table, by what it says.
    private var inTable: [UInt64: Int] = [:]
    /// What rows of other tables say.
    private var others = Set<UInt64>()

    /// Adds a row.
    ///
    /// - Returns: how many equal ones stand in its table before it, and what other tables say.
    mutating func add(
        _ identity: UInt64, in current: Int
    ) -> (repetition: Int, others: Set<UInt64>) {
        if current != table {
            others.formUnion(inTable.keys)
            (table, inTable) = (current, [:])
        }
        let before = inTable[identity, default: 0]
        inTable[identity] = before + 1
        return (before, others)
    }
}

/// The rows of spend.
struct SpendRows: FactRows {
    var waiting: [PreparedSpend] = []
    private(set) var rows: [SpendRow] = []
    private var seen: [UInt64: SpendSeen] = [:]
    /// By campaign and days, the rows that platforms have of them.
    private var platformRows: [UInt64: PlatformSeen] = [:]
    /// VAT that was taken out of amounts of the table being read.
    private var vat: [Currency: Int128] = [:]
    /// What the rows of the table being read add up to, in cents, and how many they are.
    private(set) var inTable = (sum: Int128(0), rows: 0)
    /// The largest total that the table being read states.
    private var statedTotal: Int64?

    func prepare(
        _ fact: TablePlan.Fact, _ cursor: borrowing TableCursor, _ leads: inout KnownLeads,
        _ fields: inout FieldReader
    ) -> PreparedSpend? {
        let amountCell = fact.cell("amount")
        if cursor.bytes(amountCell).isEmpty {
            if fact.emptyMeansNone { return nil }
            fields.refuse(
                cursor.empty(
                    amountCell, "amount",
                    en: "Write 0 where nothing was spent, or take the row out.",
                    nl: "Schrijf 0 als er niets is besteed, of haal de rij weg."))
        }
        let cents =
            cursor.bytes(amountCell).isEmpty ? nil : fields.cents(amountCell, "amount", cursor)
        let period = period(fact, cursor, &fields)
        if let period { notePeriod(period, fact, cursor, &fields) }
        let categoryCell = fact.cell("category")
        let category = category(categoryCell, cursor, &fields)
        let currency = fields.currency(fact.cell("currency"), cursor)
        let claimed = claimedLeads(fact.cell("claimed_leads"), cursor, &fields)
        guard let cents, let period, let category, let currency, fields.isInOrder else {
            return nil
        }
        let spend = Spend(
            period: period, source: cursor.text(fact.cell("source")),
            medium: cursor.text(fact.cell("medium")), campaign: cursor.text(fact.cell("campaign")),
            account: known(fact.cell("account"), cursor),
            campaignID: known(fact.cell("campaign_id"), cursor), category: category,
            money: Money(
                cents: cursor.plan.isPlatform ? cents : withoutVAT(cents, fields.options),
                currency),
            claimedLeads: claimed)
        let identity = Self.identity(of: spend, cursor.bytes(fact.cell("invoiced_on")))
        return PreparedSpend(
            spend: spend, cents: cents, amountCell: amountCell, identity: identity)
    }

    /// A text for which exports put dashes where there is none.
    private func known(_ cell: TablePlan.Cell, _ cursor: borrowing TableCursor) -> String {
        let text = cursor.text(cell)
        return text.allSatisfy { $0 == "-" || $0 == "–" } ? "" : text
    }

    /// Of what the row says, however it writes its dates and amounts.
    private static func identity(of spend: Spend, _ invoiced: UnsafeRawBufferPointer) -> UInt64 {
        var hash = RowHash(kind: 5)
        hash.mix(Int64(spend.period.first.number))
        hash.mix(Int64(spend.period.end.number))
        for text in [spend.source, spend.medium, spend.campaign, spend.category.rawValue] {
            hash.mix(RowHash.hash(text))
        }
        hash.mix(RowHash.hash(spend.money.currency.code))
        hash.mix(spend.money.cents)
        hash.mix(RowHash.hash(invoiced))
        // What an older export does not have makes no other data of the same rows.
        for (place, text) in [spend.account, spend.campaignID].enumerated() where !text.isEmpty {
            hash.mix(UInt64(place))
            hash.mix(RowHash.hash(text))
        }
        // A claim of nothing makes no other data of the same rows.
        if let claimed = spend.claimedLeads { hash.mix(claimed) }
        return hash.finished
    }

    /// What a row gives beside a lead was spent on that lead.
    mutating func commit(
        _ row: PreparedSpend, of fact: TablePlan.Fact, rowsLead: KnownLead?,
        _ cursor: borrowing TableCursor, _ fields: inout FieldReader
    ) -> RowOutcome {
        var identity = row.identity
        if let rowsLead {
            var hash = RowHash(kind: 6)
            hash.mix(rowsLead.hash)
            hash.mix(row.identity)
            identity = hash.finished
            guard seen[identity] == nil else { return .unchanged }
        }
        if rowsLead == nil, cursor.plan.isPlatform {
            return commitPlatform(row, cursor, in: fields.table)
        }
        let amount = cursor.seen(row.amountCell, "amount")
        if row.spend.money.cents < 0 {
            fields.note(
                cursor.problem(
                    .negativeSpend, row.amountCell, effect: .noted,
                    en: "\(amount) is negative. It counts as a credit note and lowers the cost.",
                    nl: "\(amount) is negatief. Het telt als creditnota en verlaagt de kosten."))
        }
        // Two invoices in one file may be equal, so both count; but a row pasted twice is as likely.
        // What two files have is one row, exported twice.
        var before = seen[identity] ?? SpendSeen()
        let isInTable = before.table == fields.table
        let repetition = isInTable ? before.inTable : 0
        if isInTable {
            let line = before.line
            fields.note(
                cursor.problem(
                    .repeatedSpend, row.amountCell, effect: .noted,
                    en:
                        "This row is equal to that of line \(line). Both count; take one out if it was "
                        + "pasted twice.",
                    nl:
                        "Deze rij is gelijk aan die van regel \(line). Beide tellen; haal er een weg als "
                        + "hij dubbel geplakt is."))
        }
        before.table = fields.table
        before.inTable = repetition + 1
        before.line = cursor.reader.line
        let isNew = repetition >= before.kept
        before.kept = max(before.kept, repetition + 1)
        seen[identity] = before
        count(row)
        noteVAT(row)
        rows.append(
            SpendRow(
                row.spend, identity: identity, repetition: repetition, table: fields.table))
        return isNew ? .new : .unchanged
    }

    private mutating func count(_ row: PreparedSpend) {
        inTable.sum += Int128(row.cents)
        inTable.rows += 1
    }

    mutating func tell(_ report: inout TableReport) {
        report.vat.merge(vat, uniquingKeysWith: +)
        vat = [:]
    }

    private mutating func noteVAT(_ row: PreparedSpend) {
        guard row.cents != row.spend.money.cents else { return }
        vat[row.spend.money.currency, default: 0] +=
            Int128(row.cents) - Int128(row.spend.money.cents)
    }

    /// A row of a platform; which of its days count is worked out when all rows are there.
    private mutating func commitPlatform(
        _ row: PreparedSpend, _ cursor: borrowing TableCursor, in table: Int
    ) -> RowOutcome {
        var hash = RowHash(kind: 8)
        let spend = row.spend
        for text in [
            spend.source, spend.account, spend.campaignID,
            spend.campaignID.isEmpty ? spend.campaign : "", spend.money.currency.code,
        ] { hash.mix(RowHash.hash(text)) }
        hash.mix(Int64(spend.period.first.number))
        hash.mix(Int64(spend.period.end.number))
        let subject = max(hash.finished, 1)
        count(row)
        let (repetition, others) = platformRows[subject, default: PlatformSeen()].add(
            row.identity, in: table)
        rows.append(
            SpendRow(
                spend, identity: row.identity, repetition: repetition, subject: subject,
                exported: cursor.exported, table: table, covers: cursor.plan.report))
        if others.isEmpty { return .new }
        return others.contains(row.identity) ? .unchanged : .updated
    }

    /// What a platform claims, which may be parts of leads; nil for what is no number: the cost beside it
    /// counts all the same, and that is told once for the column.
    private func claimedLeads(
        _ cell: TablePlan.Cell, _ cursor: borrowing TableCursor, _ fields: inout FieldReader
    ) -> Int64? {
        guard !cursor.bytes(cell).isEmpty else { return nil }
        if let claimed = cursor.cents(cell), claimed >= 0 {
            return claimed
        }
        fields.noteUnread(cell, "claimed_leads", cursor)
        return nil
    }

    /// A row of other days than those that its report is said to be about counts on its own, told once.
    private func notePeriod(
        _ period: Period, _ fact: TablePlan.Fact, _ cursor: borrowing TableCursor,
        _ fields: inout FieldReader
    ) {
        guard let report = cursor.plan.report, period.overlap(with: report) == nil else { return }
        let cell = ["day", "from", "month"].lazy.map { fact.cell($0) }
            .first { !cursor.bytes($0).isEmpty }
        fields.noteOnce(
            "outside",
            cursor.problem(
                .outsideReport, cell ?? fact.cell("day"), effect: .noted,
                en:
                    "This row is of \(period), and the report says it is about \(report). It counts on "
                    + "its own days, as do all such rows of the file; export it again if the days above "
                    + "the table are the right ones.",
                nl:
                    "Deze rij is van \(period), en het rapport zegt over \(report) te gaan. Hij telt op "
                    + "zijn eigen dagen, net als alle zulke rijen van het bestand; exporteer het opnieuw "
                    + "als de dagen boven de tabel de juiste zijn."))
    }

    /// What is left of an amount when the VAT in it is taken out.
    private func withoutVAT(_ cents: Int64, _ options: ReadingOptions) -> Int64 {
        guard options.vatInSpend > 0 else { return cents }
        return Rounding.halfEven(Int128(cents) * 10_000, over: Int128(10_000 + options.vatInSpend))
            ?? cents
    }

    private func period(
        _ fact: TablePlan.Fact, _ cursor: borrowing TableCursor, _ fields: inout FieldReader
    ) -> Period? {
        let (month, day) = (fact.cell("month"), fact.cell("day"))
        let (from, to) = (fact.cell("from"), fact.cell("to"))
        if let rowDays = cursor.plan.rowDays, rowDays != .day, !cursor.bytes(day).isEmpty {
            return period(rowDays, day, cursor, &fields)
        }
        let given = [month, day, from].filter { !cursor.bytes($0).isEmpty }
        if given.count > 1 {
            fields.refuse(
                cursor.problem(
                    .badPeriod, given[1],
                    en:
                        "The days of this row are given twice. Fill in month, or day, or from and to.",
                    nl:
                        "De dagen van deze rij staan er twee keer. Vul month in, of day, of from en to."
                ))
            return nil
        }
        if !cursor.bytes(month).isEmpty { return fields.month(month, cursor) }
        if !cursor.bytes(day).isEmpty {
            return fields.day(day, "day", cursor).map(Period.init(day:))
        }
        if cursor.bytes(from).isEmpty, cursor.bytes(to).isEmpty {
            // An amount without a day is money that would go missing.
            if fact.emptyMeansNone, cursor.bytes(fact.cell("amount")).isEmpty { return nil }
            fields.refuse(
                cursor.problem(
                    .missingValue, month,
                    en: "Over which days was this spent? Fill in month, or day, or from and to.",
                    nl: "Over welke dagen is dit besteed? Vul month in, of day, of from en to."))
            return nil
        }
        guard let first = fields.day(from, "from", cursor), let last = fields.day(to, "to", cursor)
        else { return nil }
        if let period = Period(first: first, end: last.advanced(by: 1)) { return period }
        fields.refuse(
            cursor.problem(
                .badPeriod, to,
                en: "The last day, \(last), is before the first, \(first). Swap them.",
                nl: "De laatste dag, \(last), ligt voor de eerste, \(first). Wissel ze om."))
        return nil
    }

    /// The days that a row of a platform stands for, by its date.
    private func period(
        _ rowDays: RowDays, _ cell: TablePlan.Cell, _ cursor: borrowing TableCursor,
        _ fields: inout FieldReader
    ) -> Period? {
        // A week or a month may be written with both its ends: `2026-04-01 - 2026-04-30`.
        let text = cursor.text(cell)
        let start = Array(
            (text.firstRange(of: " - ").map { text[..<$0.lowerBound] } ?? text[...]).utf8)
        let date =
            rowDays.named(text) ?? start.withUnsafeBytes {
                cursor.parser.day($0, column: cell.column)
            }
            ?? fields.day(cell, "day", cursor)
        return date.flatMap { rowDays.period(of: $0, in: cursor.plan.report) }
    }

    private func category(
        _ cell: TablePlan.Cell, _ cursor: borrowing TableCursor, _ fields: inout FieldReader
    ) -> Spend.Category? {
        let text = cursor.text(cell)
        if text.isEmpty { return .media }
        if let category = Spend.Category(rawValue: text.lowercased()) { return category }
        let names = Spend.Category.allCases.map(\.rawValue)
        fields.refuse(
            cursor.problem(
                .badCategory, cell,
                en:
                    "\(text.quoted) is not a category.\(Spelling.suggestion(for: text, in: names)) The "
                    + "categories are \(names.joined(separator: ", ")).",
                nl: "\(text.quoted) is geen categorie."
                    + Spelling.suggestion(for: text, in: names, .nl)
                    + " De categorieën zijn \(names.joined(separator: ", "))."))
        return nil
    }
}

/// The total that a table of spend states itself.
extension SpendRows {
    /// Begins with a table.
    mutating func begin() { inTable = (0, 0) }

    /// The total that a skipped row states, where it has the amount in its place.
    mutating func noteTotal(_ cursor: borrowing TableCursor) {
        guard let fact = cursor.plan.facts.first(where: { $0.kind == .spend }),
            let cents = cursor.cents(fact.cell("amount"))
        else { return }
        statedTotal = max(statedTotal ?? cents, cents)
    }

    /// The total that the table states, if it does: what its rows add up to must be that.
    mutating func total(
        _ cursor: borrowing TableCursor, _ fields: inout FieldReader
    ) -> TableReport.Total? {
        guard let stated = statedTotal else { return nil }
        statedTotal = nil
        let total = TableReport.Total(stated: stated, counted: inTable.sum, rows: inTable.rows)
        guard !total.agrees else { return total }
        let (one, other) = (
            FixedPoint.text(cents: stated), FixedPoint.text(cents: inTable.sum)
        )
        fields.note(
            cursor.problem(
                .totalDiffers, effect: .noted,
                en:
                    "The total of the file says \(one), and its rows add up to \(other). Look for rows "
                    + "that are missing.",
                nl:
                    "Het totaal van het bestand zegt \(one), en de rijen tellen op tot \(other). Kijk of "
                    + "er rijen ontbreken."))
        return total
    }
}
