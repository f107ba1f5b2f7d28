internal import Leads
internal import Quantities

/// A spend row that is in order.
struct PreparedSpend {
    let spend: Spend
    /// As the file has it, with VAT where that is in it.
    let cents: Int64
    let amountCell: TablePlan.Cell
    let identity: UInt64
}

/// A column of a table of which a cell could not be read, and was not needed.
struct UnreadColumn: Hashable {
    let table: Int
    let field: String
}

/// How often a row of spend was seen.
struct SpendSeen {
    /// The rows that count.
    var kept = 0
    /// The table that was read last, and how often the row stands in it.
    var table = -1
    var inTable = 0
    /// Where it stood last.
    var line = 0
}

/// The rows of a platform for the same days of a campaign.
struct PlatformSeen {
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

extension FactsBuilder {
    mutating func prepareSpend(
        _ fact: TablePlan.Fact, _ cursor: borrowing TableCursor
    ) -> PreparedSpend? {
        let amountCell = fact.cell("amount")
        if cursor.bytes(amountCell).isEmpty {
            if fact.emptyMeansNone { return nil }
            pending.append(
                cursor.empty(
                    amountCell, "amount",
                    en: "Write 0 where nothing was spent, or take the row out.",
                    nl: "Schrijf 0 als er niets is uitgegeven, of haal de rij weg."))
        }
        let cents = cursor.bytes(amountCell).isEmpty ? nil : cents(amountCell, "amount", cursor)
        let period = spendPeriod(fact, cursor)
        if let period { notePeriod(period, fact, cursor) }
        let categoryCell = fact.cell("category")
        let category = category(categoryCell, cursor)
        let currency = currency(fact.cell("currency"), cursor)
        let claimed = claimedLeads(fact.cell("claimed_leads"), cursor)
        guard let cents, let period, let category, let currency, pending.isEmpty else { return nil }
        let spend = Spend(
            period: period, source: cursor.text(fact.cell("source")),
            medium: cursor.text(fact.cell("medium")), campaign: cursor.text(fact.cell("campaign")),
            account: known(fact.cell("account"), cursor),
            campaignID: known(fact.cell("campaign_id"), cursor), category: category,
            money: Money(cents: withoutVAT(cents, isPlatform: cursor.plan.isPlatform), currency),
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

    /// - Parameter lead: the lead that the same row gives, and that this was spent on.
    mutating func commit(
        _ row: PreparedSpend, lead: KnownLead?, _ cursor: borrowing TableCursor
    ) -> Outcome {
        var identity = row.identity
        if let lead {
            var hash = RowHash(kind: 6)
            hash.mix(lead.hash)
            hash.mix(row.identity)
            identity = hash.finished
            guard spendSeen[identity] == nil else { return .unchanged }
        }
        if lead == nil, cursor.plan.isPlatform { return commitPlatform(row, cursor) }
        let seen = cursor.seen(row.amountCell, "amount")
        if row.spend.money.cents < 0 {
            problems.add(
                cursor.problem(
                    .negativeSpend, row.amountCell, effect: .noted,
                    en: "\(seen) is negative. It counts as a credit note and lowers the cost.",
                    nl: "\(seen) is negatief. Het telt als creditnota en verlaagt de kosten."))
        }
        // Two invoices in one file may be equal, so both count; but a row pasted twice is as likely.
        // What two files have is one row, exported twice.
        var before = spendSeen[identity] ?? SpendSeen()
        let isInTable = before.table == currentReport
        let repetition = isInTable ? before.inTable : 0
        if isInTable {
            let line = before.line
            problems.add(
                cursor.problem(
                    .repeatedSpend, row.amountCell, effect: .noted,
                    en:
                        "This row is equal to that of line \(line). Both count; take one out if it was "
                        + "pasted twice.",
                    nl:
                        "Deze rij is gelijk aan die van regel \(line). Beide tellen; haal er een weg als "
                        + "hij dubbel geplakt is."))
        }
        before.table = currentReport
        before.inTable = repetition + 1
        before.line = cursor.reader.line
        let isNew = repetition >= before.kept
        before.kept = max(before.kept, repetition + 1)
        spendSeen[identity] = before
        spendInTable += Int128(row.cents)
        spendRowsInTable += 1
        noteVAT(row)
        spendRows.append(
            SpendRow(
                row.spend, identity: identity, repetition: repetition, table: currentReport))
        return isNew ? .new : .unchanged
    }

    private mutating func noteVAT(_ row: PreparedSpend) {
        guard row.cents != row.spend.money.cents else { return }
        reports[currentReport].vat[row.spend.money.currency, default: 0] +=
            Int128(row.cents) - Int128(row.spend.money.cents)
    }

    /// A row of a platform; which of its days count is worked out when all rows are there.
    private mutating func commitPlatform(
        _ row: PreparedSpend, _ cursor: borrowing TableCursor
    ) -> Outcome {
        var hash = RowHash(kind: 8)
        let spend = row.spend
        for text in [
            spend.source, spend.account, spend.campaignID,
            spend.campaignID.isEmpty ? spend.campaign : "", spend.money.currency.code,
        ] { hash.mix(RowHash.hash(text)) }
        hash.mix(Int64(spend.period.first.number))
        hash.mix(Int64(spend.period.end.number))
        let subject = max(hash.finished, 1)
        spendInTable += Int128(row.cents)
        spendRowsInTable += 1
        let (repetition, others) = platformRows[subject, default: PlatformSeen()].add(
            row.identity, in: currentReport)
        spendRows.append(
            SpendRow(
                spend, identity: row.identity, repetition: repetition, subject: subject,
                exported: cursor.exported, table: currentReport, covers: cursor.plan.report))
        if others.isEmpty { return .new }
        return others.contains(row.identity) ? .unchanged : .updated
    }

    /// What a platform claims, which may be parts of leads; nil for what is no number: the cost beside it
    /// counts all the same, and that is told once for the column.
    private mutating func claimedLeads(
        _ cell: TablePlan.Cell, _ cursor: borrowing TableCursor
    ) -> Int64? {
        guard !cursor.bytes(cell).isEmpty else { return nil }
        if let claimed = cursor.parser.roundedHundredths(cursor.bytes(cell)), claimed >= 0 {
            return claimed
        }
        noteUnread(cell, "claimed_leads", cursor)
        return nil
    }

    /// A cell on which nothing rests that the row is needed for: what it says is unknown, told once for its
    /// column.
    mutating func noteUnread(
        _ cell: TablePlan.Cell, _ field: String, _ cursor: borrowing TableCursor
    ) {
        guard unreadColumns.insert(UnreadColumn(table: currentReport, field: field)).inserted else {
            return
        }
        let seen = cursor.seen(cell, field)
        problems.add(
            cursor.problem(
                .unreadCell, cell, effect: .noted,
                en: "\(seen) cannot be read, and what else the row says counts without it. "
                    + "That goes for this column wherever it is so.",
                nl:
                    "\(seen) is niet te lezen, en wat er verder in de rij staat telt zonder. Dat geldt "
                    + "overal waar het in deze kolom zo is."))
    }

    /// A row of other days than those that its report is said to be about counts on its own, told once.
    private mutating func notePeriod(
        _ period: Period, _ fact: TablePlan.Fact, _ cursor: borrowing TableCursor
    ) {
        guard let report = cursor.plan.report, period.overlap(with: report) == nil,
            unreadColumns.insert(UnreadColumn(table: currentReport, field: "outside")).inserted
        else { return }
        let cell = ["day", "from", "month"].lazy.map { fact.cell($0) }
            .first { !cursor.bytes($0).isEmpty }
        problems.add(
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
    private func withoutVAT(_ cents: Int64, isPlatform: Bool) -> Int64 {
        guard options.vatInSpend > 0, !isPlatform else { return cents }
        return Rounding.halfEven(Int128(cents) * 10_000, over: Int128(10_000 + options.vatInSpend))
            ?? cents
    }

    private mutating func spendPeriod(
        _ fact: TablePlan.Fact, _ cursor: borrowing TableCursor
    ) -> Period? {
        let (month, day) = (fact.cell("month"), fact.cell("day"))
        let (from, to) = (fact.cell("from"), fact.cell("to"))
        if let rowDays = cursor.plan.rowDays, rowDays != .day, !cursor.bytes(day).isEmpty {
            return period(rowDays, day, cursor)
        }
        let given = [month, day, from].filter { !cursor.bytes($0).isEmpty }
        if given.count > 1 {
            pending.append(
                cursor.problem(
                    .badPeriod, given[1],
                    en:
                        "The days of this row are given twice. Fill in month, or day, or from and to.",
                    nl:
                        "De dagen van deze rij staan er twee keer. Vul month in, of day, of from en to."
                ))
            return nil
        }
        if !cursor.bytes(month).isEmpty {
            if let period = cursor.parser.month(cursor.bytes(month)) { return period }
            if let date = cursor.parser.day(cursor.bytes(month)) { return Period(monthOf: date) }
            pending.append(cursor.noMonth(month))
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
                    en: "Over which days was this spent? Fill in month, or day, or from and to.",
                    nl: "Over welke dagen is dit uitgegeven? Vul month in, of day, of from en to."))
            return nil
        }
        guard let first = self.day(from, "from", cursor), let last = self.day(to, "to", cursor)
        else { return nil }
        if let period = Period(first: first, end: last.advanced(by: 1)) { return period }
        pending.append(
            cursor.problem(
                .badPeriod, to,
                en: "The last day, \(last), is before the first, \(first). Swap them.",
                nl: "De laatste dag, \(last), ligt voor de eerste, \(first). Wissel ze om."))
        return nil
    }

    /// The days that a row of a platform stands for, by its date.
    private mutating func period(
        _ rowDays: RowDays, _ cell: TablePlan.Cell, _ cursor: borrowing TableCursor
    ) -> Period? {
        // A week or a month may be written with both its ends: `2026-04-01 - 2026-04-30`.
        let text = cursor.text(cell)
        let start = Array(
            (text.firstRange(of: " - ").map { text[..<$0.lowerBound] } ?? text[...]).utf8)
        let date =
            rowDays.named(text) ?? start.withUnsafeBytes { cursor.parser.day($0) }
            ?? day(cell, "day", cursor)
        return date.flatMap { rowDays.period(of: $0, in: cursor.plan.report) }
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
                en:
                    "\(text.quoted) is no category.\(Spelling.suggestion(for: text, in: names)) The "
                    + "categories are \(names.joined(separator: ", ")).",
                nl: "\(text.quoted) is geen categorie."
                    + Spelling.suggestion(for: text, in: names, .nl)
                    + " De categorieën zijn \(names.joined(separator: ", "))."))
        return nil
    }
}
