internal import Leads
internal import Quantities

/// What became of a deal, by what its row says.
struct DealOutcome {
    let status: Deal.Status
    /// The CRM's own word, where nobody knows what it means; else empty.
    var unknown = ""
}

extension DealRows {
    /// Whether a row of a mapped table says nothing of a deal: it has no id or no state, or is to give
    /// deals that are won or lost and has no day of that.
    func isAboutNoDeal(_ fact: TablePlan.Fact, _ cursor: borrowing TableCursor) -> Bool {
        let (status, closed) = (fact.cell("status"), fact.cell("closed_at"))
        if cursor.bytes(fact.cell("deal_id")).isEmpty || cursor.bytes(status).isEmpty {
            return true
        }
        let isFixed = status.column < 0 && status.more < 0
        return isFixed && (closed.column >= 0 || closed.more >= 0)
            && cursor.bytes(closed).isEmpty
            && Deal.Status(rawValue: cursor.text(status).lowercased()) != .open
    }

    /// Whether such a row says all of a deal but the day: there is an amount, or a margin.
    func lacksOnlyDay(_ fact: TablePlan.Fact, _ cursor: borrowing TableCursor) -> Bool {
        guard !cursor.bytes(fact.cell("deal_id")).isEmpty,
            !cursor.bytes(fact.cell("status")).isEmpty
        else { return false }
        return ["amount", "margin"].contains { field in
            let cell = fact.cell(field)
            return cell.column >= 0 && !cursor.bytes(cell).isEmpty
        }
    }

    /// What became of the deal; nil, with a problem, where its state is none.
    ///
    /// A table by hand says open, won or lost. The words of a CRM are looked up as whole phrases, after
    /// what the user said they mean; what stands in no list is taken as open and noted.
    func outcome(
        _ fact: TablePlan.Fact, _ cell: TablePlan.Cell, _ cursor: borrowing TableCursor,
        _ fields: inout FieldReader
    ) -> DealOutcome? {
        let text = cursor.text(cell)
        if let status = Deal.Status(rawValue: text.lowercased()) {
            return DealOutcome(status: status)
        }
        guard fact.emptyMeansNone, cell.column >= 0 else {
            refuseStatus(text, cell, cursor, &fields)
            return nil
        }
        let pipeline = cursor.text(fact.outcome.pipeline)
        for form in [OutcomeWords.folded(text), OutcomeWords.bare(text, pipeline: pipeline)] {
            if let said = saidStages[form] { return DealOutcome(status: said) }
        }
        let word = OutcomeWords.deal(text, pipeline: pipeline) ?? leadWord(text, fact)
        let isWon = flag(fact.outcome.isWon, cursor)
        let isLost = flag(fact.outcome.isLost, cursor)
        let isClosed = flag(fact.outcome.isClosed, cursor)
        if isWon == true, isLost != true { return DealOutcome(status: .won) }
        if isLost == true, isWon != true { return DealOutcome(status: .lost) }
        if isWon == false, isClosed == true { return DealOutcome(status: .lost) }
        let isSaidOpen = isClosed == false || isWon == false && isLost == false
        if isSaidOpen, word != .won, word != .lost { return DealOutcome(status: .open) }
        // A word that another column contradicts is not sure.
        guard let word, !(word == .won && isWon == false), !(word == .lost && isLost == false),
            isWon == nil || isWon != isLost
        else { return DealOutcome(status: .open, unknown: text) }
        return DealOutcome(status: word)
    }

    /// What a word for where a lead stands says of its deal, in a row that is of both.
    private func leadWord(_ text: String, _ fact: TablePlan.Fact) -> Deal.Status? {
        guard fact.isOwn, fact.isAboutRowsLead else { return nil }
        switch saidLeads[OutcomeWords.folded(text)] ?? OutcomeWords.lead(text) {
        case nil: return nil
        case .reached(.won)?: return .won
        case .reached(.lost)?, .reached(.rejected)?: return .lost
        case .reached?, .nothing?: return .open
        }
    }

    private func flag(_ cell: TablePlan.Cell, _ cursor: borrowing TableCursor) -> Bool? {
        switch cursor.text(cell).lowercased() {
        case "true", "1", "yes", "ja", "waar", "wahr", "y", "j": true
        case "false", "0", "no", "nee", "nein", "onwaar", "falsch", "n": false
        default: nil
        }
    }

    private func refuseStatus(
        _ text: String, _ cell: TablePlan.Cell, _ cursor: borrowing TableCursor,
        _ fields: inout FieldReader
    ) {
        let names = Deal.Status.allCases.map(\.rawValue)
        let seen = "\(cursor.name(cell, or: "status")) \(text.quoted)"
        fields.refuse(
            cursor.problem(
                .badStatus, cell,
                en: "\(seen) is not a state of a deal."
                    + Spelling.suggestion(for: text, in: names)
                    + " Use open, won or lost.",
                nl: "\(seen) is geen toestand van een deal."
                    + Spelling.suggestion(for: text, in: names, .nl)
                    + " Gebruik open, won of lost."))
    }

    /// What a refund must have: a sale that it belongs to, the state won, and an amount.
    func checkCredit(
        _ fact: TablePlan.Fact, of sale: String, _ status: Deal.Status?, hasAmount: Bool,
        _ cursor: borrowing TableCursor, _ fields: inout FieldReader
    ) {
        let cell = fact.cell("credit_of")
        if sale == cursor.text(fact.cell("deal_id")) {
            fields.refuse(
                cursor.problem(
                    .badCredit, cell,
                    en: "\(cursor.seen(cell, "credit_of")) is the refund itself. Give the refund a "
                        + "deal_id of its own, and write that of the sale here.",
                    nl:
                        "\(cursor.seen(cell, "credit_of")) is de terugbetaling zelf. Geef de terugbetaling "
                        + "een eigen deal_id, en schrijf hier dat van de verkoop."))
        }
        if let status, status != .won {
            fields.refuse(
                cursor.problem(
                    .badCredit, fact.cell("status"),
                    en:
                        "A refund that is \(status.rawValue) takes nothing off. Write status won, with the "
                        + "day of the refund in closed_at.",
                    nl:
                        "Een terugbetaling met status \(status.rawValue) haalt er niets af. Schrijf status "
                        + "won, met de dag van de terugbetaling in closed_at."))
        }
        let amount = fact.cell("amount")
        if !hasAmount, cursor.bytes(amount).isEmpty {
            fields.refuse(
                cursor.empty(
                    amount, "amount", en: "Fill in what was returned, with a minus.",
                    nl: "Vul in wat er is terugbetaald, met een min."))
        }
    }
}
