internal import Leads
internal import Quantities

/// What became of a deal, by what its row says.
struct DealOutcome {
    let status: Deal.Status
    /// The CRM's own word, where nobody knows what it means; else empty.
    var unknown = ""
}

/// A deal that one table has told of.
struct ToldDeal: Hashable {
    let report: Int
    let id: String
}

extension FactsBuilder {
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

    /// What became of the deal; nil, with a problem, where its state is none.
    ///
    /// A table by hand says open, won or lost. The words of a CRM are looked up as whole phrases, after
    /// what the user said they mean; what stands in no list is taken as open and noted.
    mutating func outcome(
        _ fact: TablePlan.Fact, _ cell: TablePlan.Cell, _ cursor: borrowing TableCursor
    ) -> DealOutcome? {
        let text = cursor.text(cell)
        if let status = Deal.Status(rawValue: text.lowercased()) {
            return DealOutcome(status: status)
        }
        guard fact.emptyMeansNone, cell.column >= 0 else {
            refuseStatus(text, cell, cursor)
            return nil
        }
        let pipeline = cursor.text(fact.outcome.pipeline)
        for form in [OutcomeWords.folded(text), OutcomeWords.bare(text, pipeline: pipeline)] {
            if let said = saidStages[form] { return DealOutcome(status: said) }
        }
        let word = OutcomeWords.deal(text, pipeline: pipeline)
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

    private func flag(_ cell: TablePlan.Cell, _ cursor: borrowing TableCursor) -> Bool? {
        switch cursor.text(cell).lowercased() {
        case "true", "1", "yes", "ja", "waar", "wahr", "y", "j": true
        case "false", "0", "no", "nee", "nein", "onwaar", "falsch", "n": false
        default: nil
        }
    }

    private mutating func refuseStatus(
        _ text: String, _ cell: TablePlan.Cell, _ cursor: borrowing TableCursor
    ) {
        let names = Deal.Status.allCases.map(\.rawValue)
        let seen = "\(cursor.name(cell, or: "status")) \(text.quoted)"
        pending.append(
            cursor.problem(
                .badStatus, cell,
                en: "\(seen) is no state of a deal."
                    + Spelling.suggestion(for: text, in: names)
                    + " Use open, won or lost.",
                nl: "\(seen) is geen toestand van een deal."
                    + Spelling.suggestion(for: text, in: names, .nl)
                    + " Gebruik open, won of lost."))
    }

    /// Counts a deal in a stage that nobody knows, once for each table.
    mutating func noteStage(of deal: Deal) {
        guard !deal.unknownStage.isEmpty,
            toldDeals.insert(ToldDeal(report: currentReport, id: deal.id)).inserted
        else { return }
        reports[currentReport].openStages[deal.unknownStage, default: OpenStage()].add(deal)
    }

    /// What a refund must have: a sale that it belongs to, the state won, and an amount.
    mutating func checkCredit(
        _ fact: TablePlan.Fact, of sale: String, _ status: Deal.Status?, hasAmount: Bool,
        _ cursor: borrowing TableCursor
    ) {
        let cell = fact.cell("credit_of")
        if sale == cursor.text(fact.cell("deal_id")) {
            pending.append(
                cursor.problem(
                    .badCredit, cell,
                    en: "\(cursor.seen(cell, "credit_of")) is the refund itself. Give the refund a "
                        + "deal_id of its own, and write that of the sale here.",
                    nl:
                        "\(cursor.seen(cell, "credit_of")) is de terugbetaling zelf. Geef de terugbetaling "
                        + "een eigen deal_id, en schrijf hier dat van de verkoop."))
        }
        if let status, status != .won {
            pending.append(
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
            pending.append(
                cursor.empty(
                    amount, "amount", en: "Fill in what was returned, with a minus.",
                    nl: "Vul in wat er is terugbetaald, met een min."))
        }
    }
}
