internal import Leads
internal import Quantities

/// A deal row that is in order.
struct PreparedDeal: PreparedFact {
    let deal: Deal
    /// The cell that says which deal it is, for problems.
    let cell: TablePlan.Cell

    var hash: UInt64 { deal.identity }
}

/// A deal in a stage that nobody knows, of which a table has told.
private struct ToldDeal: Hashable {
    let table: Int
    let id: String
}

/// The deals, of which several rows may tell.
struct DealRows: FactRows {
    var waiting: [PreparedDeal] = []
    private(set) var deals: [Deal] = []
    private var places: [String: Int] = [:]
    /// What the user said that stages of deals mean, by the stage without regard to capitals.
    let saidStages: [String: Deal.Status]
    /// Deals in stages that nobody knows, of which a table has told already.
    private var told = Set<ToldDeal>()
    /// The stages of them of which the report of the table was not told yet.
    private var openStages: [String: OpenStage] = [:]

    /// What the user said that words for where leads stand mean.
    let saidLeads: [String: OutcomeWords.LeadWord]

    init(
        saidStages: [String: Deal.Status], saidLeads: [String: OutcomeWords.LeadWord] = [:]
    ) {
        (self.saidStages, self.saidLeads) = (saidStages, saidLeads)
    }

    mutating func tell(_ report: inout TableReport) {
        for (stage, open) in openStages { report.openStages[stage, default: OpenStage()].add(open) }
        openStages = [:]
    }

    /// Counts a deal in a stage that nobody knows, once for each table.
    private mutating func noteStage(of deal: Deal, in table: Int) {
        guard !deal.unknownStage.isEmpty,
            told.insert(ToldDeal(table: table, id: deal.id)).inserted
        else { return }
        openStages[deal.unknownStage, default: OpenStage()].add(deal)
    }

    func prepare(
        _ fact: TablePlan.Fact, _ cursor: borrowing TableCursor, _ leads: inout KnownLeads,
        _ fields: inout FieldReader
    ) -> PreparedDeal? {
        let idCell = fact.cell("deal_id")
        let statusCell = fact.cell("status")
        let closedCell = fact.cell("closed_at")
        if fact.emptyMeansNone, isAboutNoDeal(fact, cursor) {
            if lacksOnlyDay(fact, cursor) {
                fields.note(
                    cursor.problem(
                        .dealWithoutDay, closedCell, effect: .noted,
                        en:
                            "\(cursor.name(closedCell, or: "closed_at")) is empty, and there is an amount. The "
                            + "mapping says \(cursor.text(statusCell)), so that no deal is made of this row. Fill in "
                            + "the day, or have the mapping take the status from a column.",
                        nl:
                            "\(cursor.name(closedCell, or: "closed_at")) is leeg, en er staat een bedrag. De mapping "
                            + "zegt \(cursor.text(statusCell)), dus van deze rij is geen deal gemaakt. Vul de dag "
                            + "in, of laat de mapping de status uit een kolom nemen."))
            }
            return nil
        }
        if cursor.bytes(idCell).isEmpty {
            fields.refuse(
                cursor.empty(
                    idCell, "deal_id", en: "Give each deal an id of its own.",
                    nl: "Geef elke deal een eigen nummer."))
        }
        fields.refuseRounded(idCell, "deal_id", cursor)
        let creditOf = cursor.text(fact.cell("credit_of"))
        if let isErased = fields.options.known?.isErased,
            isErased(.deal(cursor.text(idCell)))
                || !creditOf.isEmpty && isErased(.deal(creditOf))
        {
            fields.isErasedRow = true
            return nil
        }
        let outcome = outcome(fact, statusCell, cursor, &fields)
        let status = outcome?.status
        // In the row of a lead an open deal begins with an amount.
        let amountCell = fact.cell("amount")
        if status == .open, outcome?.unknown.isEmpty == true, fact.isOwn, fact.isAboutRowsLead,
            statusCell.column >= 0,
            amountCell.column >= 0, cursor.bytes(amountCell).isEmpty
        {
            return nil
        }
        if status == .won { fields.isWonRow = true }
        let createdCell = fact.cell("created_at")
        let created =
            cursor.bytes(createdCell).isEmpty ? nil : fields.day(createdCell, "created_at", cursor)
        var closed: Day?
        if !cursor.bytes(closedCell).isEmpty {
            closed = fields.day(closedCell, "closed_at", cursor)
        } else if status == .won {
            fields.refuse(
                cursor.empty(
                    closedCell, "closed_at", en: "The deal was won: fill in the day.",
                    nl: "De deal is gewonnen: vul de dag in."))
        }
        let factor = termFactor(fact, cursor, &fields)
        let isCredit = !creditOf.isEmpty
        let amount = cents(fact.cell("amount"), "amount", factor, isCredit, cursor, &fields)
        let margin = cents(fact.cell("margin"), "margin", factor, isCredit, cursor, &fields)
        if isCredit {
            checkCredit(fact, of: creditOf, status, hasAmount: amount != nil, cursor, &fields)
        }
        let currency = fields.currency(fact.cell("currency"), cursor)
        var contacts: [Int] = []
        if !fact.isAboutRowsLead {
            contacts = contactsThatAreLeads(fact.cell("lead_ids"), cursor, leads, &fields)
        }
        let existing = cursor.text(fact.cell("existing_customer")).lowercased()
        guard fields.isInOrder, let status, let unknownStage = outcome?.unknown, let currency
        else {
            return nil
        }

        if fact.isOwn, status == .won, !isCredit, !fact.isAboutRowsLead,
            cursor.bytes(fact.cell("lead_ids")).isEmpty, cursor.bytes(fact.cell("company")).isEmpty
        {
            fields.note(
                cursor.problem(
                    .dealWithoutLead, idCell, effect: .noted,
                    en:
                        "Deal \(cursor.text(idCell).quoted) is won, and names no lead and no company: it counts "
                        + "as won without a lead. Fill that in, or name its column in the mapping (lead_ids, "
                        + "company).",
                    nl:
                        "Deal \(cursor.text(idCell).quoted) is gewonnen, en noemt geen lead en geen bedrijf: hij "
                        + "telt als gewonnen zonder lead. Vul dat in, of noem de kolom in de mapping (lead_ids, "
                        + "company)."))
        }

        // Of what the row says, however it writes its dates and amounts; its contacts are facts of
        // their own.
        var hash = RowHash(kind: 4)
        for text in [cursor.text(idCell), status.rawValue, currency.code] {
            hash.mix(RowHash.hash(text))
        }
        for number in [created, closed].map({ $0.map { Int64($0.number) } })
            + [amount, margin, factor.term.map(Int64.init)]
        {
            hash.mix(number == nil ? 0 : 1 as UInt64)
            hash.mix(number ?? 0)
        }
        hash.mix(RowHash.hash(cursor.bytes(fact.cell("company"))))
        // Here stood who sold it, which is not read: a deal of which nobody said so is what it was.
        hash.mix(RowHash.ofNothing)
        hash.mix(RowHash.hash(cursor.bytes(fact.cell("existing_customer"))))
        // What only some deals have is no part of the others.
        for (kind, text) in [(1 as UInt64, creditOf), (2, unknownStage)] where !text.isEmpty {
            hash.mix(kind)
            hash.mix(RowHash.hash(text))
        }
        var updated = cursor.exported
        let updatedCell = fact.cell("updated_at")
        if !cursor.bytes(updatedCell).isEmpty {
            if let moment = cursor.parser.instant(
                cursor.bytes(updatedCell), column: updatedCell.column)
            {
                updated = moment.seconds
            } else {
                fields.noteUnread(updatedCell, "updated_at", cursor)
            }
        }
        let deal = Deal(
            id: cursor.text(idCell), status: status, createdOn: created, closedOn: closed,
            currency: currency, amount: amount, margin: margin, months: factor.term,
            leads: contacts,
            isExistingCustomer: ["1", "yes", "true", "ja", "y"].contains(existing),
            creditOf: isCredit ? creditOf : nil, unknownStage: unknownStage,
            identity: hash.finished, updated: updated)
        return PreparedDeal(deal: deal, cell: idCell)
    }

    mutating func commit(
        _ row: PreparedDeal, of fact: TablePlan.Fact, rowsLead: KnownLead?,
        _ cursor: borrowing TableCursor, _ fields: inout FieldReader
    ) -> RowOutcome {
        noteStage(of: row.deal, in: fields.table)
        let lead = fact.isAboutRowsLead ? rowsLead : nil
        let deal = lead.map { row.deal.about([$0.number]) } ?? row.deal
        guard let place = places[deal.id] else {
            places[deal.id] = deals.count
            deals.append(deal)
            return .new
        }
        let known = deals[place]
        // A deal has a row for each of its contacts in some exports: it has them all.
        let contacts = Array(Set(known.leads + deal.leads)).sorted()
        if known.identity == deal.identity {
            // The same, exported or changed later: it counts against versions in between.
            deals[place] = known.updated < deal.updated ? deal.about(known.leads) : known
            guard contacts.count > known.leads.count else { return .unchanged }
            deals[place] = deals[place].about(contacts)
            return .updated
        }
        fields.note(
            cursor.problem(
                .duplicateDeal, row.cell, effect: .noted,
                en:
                    "Deal \(deal.id.quoted) stands in several rows with different values. The row with "
                    + "the latest updated_at counts; without one, the one closed last.",
                nl: "Deal \(deal.id.quoted) staat in meer rijen met andere waarden. De rij met de "
                    + "laatste updated_at telt; zonder die de laatst gesloten."))
        deals[place] = (known.rank < deal.rank ? deal : known).about(contacts)
        return .updated
    }

    /// By what a recurring amount is multiplied to give the whole term.
    private struct TermFactor {
        let months: Int64
        /// How many months an amount is for.
        let per: Int64
        /// The months of a deal that recurs.
        let term: Int?

        static let once = TermFactor(months: 1, per: 1, term: nil)
    }

    private func termFactor(
        _ fact: TablePlan.Fact, _ cursor: borrowing TableCursor, _ fields: inout FieldReader
    ) -> TermFactor {
        let recurringCell = fact.cell("recurring")
        let monthsCell = fact.cell("months")
        let recurring = cursor.text(recurringCell).lowercased()
        let per: Int64
        switch recurring {
        case "", "one_off": return .once
        case "monthly": per = 1
        case "yearly": per = 12
        default:
            let names = ["one_off", "monthly", "yearly"]
            let seen = "\(cursor.name(recurringCell, or: "recurring")) \(recurring.quoted)"
            fields.refuse(
                cursor.problem(
                    .badPeriod, recurringCell,
                    en: "\(seen) is not understood."
                        + Spelling.suggestion(for: recurring, in: names)
                        + " Use one_off, monthly or yearly.",
                    nl: "\(seen) is niet te begrijpen."
                        + Spelling.suggestion(for: recurring, in: names, .nl)
                        + " Gebruik one_off, monthly of yearly."))
            return .once
        }
        let text = cursor.text(monthsCell)
        if let months = Int64(text), (1...1200).contains(months) {
            return TermFactor(months: months, per: per, term: Int(months))
        }
        fields.refuse(
            cursor.problem(
                .badPeriod, monthsCell,
                en:
                    "months \(text.quoted) is not known for a \(recurring) deal. Fill in over how many "
                    + "months it is counted, 1 to 1200.",
                nl:
                    "months \(text.quoted) is geen aantal maanden voor een deal die \(recurring) is. Vul "
                    + "in over hoeveel maanden hij telt, 1 tot 1200."))
        return .once
    }

    private func cents(
        _ cell: TablePlan.Cell, _ field: String, _ factor: TermFactor, _ isCredit: Bool,
        _ cursor: borrowing TableCursor, _ fields: inout FieldReader
    ) -> Int64? {
        guard !cursor.bytes(cell).isEmpty, let cents = fields.cents(cell, field, cursor) else {
            return nil
        }
        if cents < 0, field == "amount", !isCredit {
            fields.refuse(
                cursor.problem(
                    .badAmount, cell,
                    en:
                        "\(cursor.seen(cell, field)) is negative. A sale has an amount of 0 or more. For a "
                        + "refund, write in a column credit_of the deal_id of the sale that it belongs "
                        + "to, or lower the amount of that sale.",
                    nl:
                        "\(cursor.seen(cell, field)) is negatief. Een verkoop heeft een bedrag van 0 of meer. "
                        + "Zet bij een terugbetaling in een kolom credit_of het deal_id van de verkoop "
                        + "waar ze bij hoort, of verlaag het bedrag van die verkoop."))
            return nil
        }
        if isCredit, field == "amount" ? cents >= 0 : cents > 0 {
            fields.refuse(
                cursor.problem(
                    .badAmount, cell,
                    en:
                        "\(cursor.seen(cell, field)) is not below 0, and credit_of says that this is a "
                        + "refund. Write it with a minus, such as -1000, or empty credit_of.",
                    nl:
                        "\(cursor.seen(cell, field)) is niet onder 0, en credit_of zegt dat dit een "
                        + "terugbetaling is. Schrijf het met een min, zoals -1000, of maak credit_of leeg."
                ))
            return nil
        }
        let whole = Rounding.halfEven(
            Int128(cents) * Int128(factor.months), over: Int128(factor.per))
        if whole == nil {
            fields.refuse(
                cursor.problem(
                    .badAmount, cell,
                    en:
                        "\(cursor.seen(cell, field)) over \(factor.months) months is too large to count in "
                        + "cents.",
                    nl:
                        "\(cursor.seen(cell, field)) over \(factor.months) maanden is te groot om in centen "
                        + "te tellen."))
        }
        return whole
    }

    /// The contacts that are leads, of a text such as `L-1;L-2`. A contact that is in no file of
    /// leads is noted and left out: the sale itself is not lost for that.
    private func contactsThatAreLeads(
        _ cell: TablePlan.Cell, _ cursor: borrowing TableCursor, _ leads: KnownLeads,
        _ fields: inout FieldReader
    ) -> [Int] {
        let text = cursor.text(cell)
        guard !text.isEmpty else { return [] }
        var numbers: [Int] = []
        var seen = Set<Int>()
        var unknown: [String] = []
        var isOfSeveral = false
        for part in text.split(whereSeparator: { $0 == ";" || $0 == "|" || $0 == " " }) {
            if let number = leads.table.index.findSame(String(part)) {
                if seen.insert(number).inserted { numbers.append(number) }
            } else if fields.options.known?.isErased?(.lead(String(part))) != true,
                fields.options.known?.isErased?(.address(String(part))) != true
            {
                let merged = leads.leads(naming: String(part))
                if merged.count != 1 {
                    unknown.append(String(part))
                    isOfSeveral = isOfSeveral || merged.count > 1
                } else if seen.insert(merged[0]).inserted {
                    numbers.append(merged[0])
                }
            }
        }
        if let first = unknown.first, leads.mayDefer {
            fields.refuse(
                cursor.problem(
                    .unknownLead, cell, en: "Lead \(first.quoted) is not known yet.",
                    nl: "Lead \(first.quoted) is nog niet bekend."))
        } else if let first = unknown.first {
            let more = unknown.count - 1
            let why =
                isOfSeveral
                ? Phrase(
                    en: " Several leads say that an id here was merged into them.",
                    nl: " Meer leads zeggen dat een nummer hier met hen is samengevoegd.")
                : Phrase(en: "", nl: "")
            fields.note(
                cursor.problem(
                    .unknownLead, cell, effect: .noted,
                    en:
                        "Lead \(first.quoted)\(more > 0 ? " and \(more) more are" : " is") in no file of "
                        + "leads. The deal is kept, without \(more > 0 ? "them" : "it").\(why.en)",
                    nl:
                        "Lead \(first.quoted)\(more > 0 ? " en nog \(more) staan" : " staat") in geen "
                        + "bestand met leads. De deal blijft, zonder \(more > 0 ? "hen" : "hem").\(why.nl)"
                ))
        }
        return numbers
    }
}
