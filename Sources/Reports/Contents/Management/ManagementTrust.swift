internal import Analysis
internal import Economics
internal import Funnels
internal import Intake
internal import Quantities

/// Whether the page can be trusted: where money, rows and sales went, what is assumed, and how it was worked out.
struct ManagementTrust {
    private let page: ManagementPage
    private var say: Wording { page.say }
    private var numbers: NumberFormat { say.numbers }
    private var figures: Figures { page.figures }
    private var justification: JustificationFigures { page.justification }

    init(_ page: ManagementPage) { self.page = page }

    var entries: [(label: String, text: String, isWide: Bool)] {
        var entries: [(label: String, text: String, isWide: Bool)] = []
        func add(_ label: String, _ text: String?, isWide: Bool = false) {
            if let text, !text.isEmpty { entries.append((label, text, isWide)) }
        }
        add(
            NotKnown.title(say),
            NotKnown(
                figures, justification, say, isHeldAgainstBooks: justification.ledger != nil
            ).sentence, isWide: true)
        add(say("Money", "Geld"), money)
        add(say("Rows", "Rijen"), rows)
        add(say("Won deals", "Gewonnen"), wins)
        add(say("Weakest", "Zwakste punt"), weakest)
        add(say("To come", "Nog te komen"), coming)
        add(say("Data until", "Gegevens tot"), FileEnds(page.context.reading, say).lines.first)
        add(say("Assumed", "Aangenomen"), assumed, isWide: true)
        add(say("Worked out", "Berekend"), worked, isWide: true)
        if let before = page.context.issued.before,
            let now = IssuedPage(justification, number: before.number + 1)
        {
            add(
                say("Shown before", "Eerder getoond"), ShownBefore(before, now, say).text,
                isWide: true)
        }
        return entries
    }

    private var money: String? {
        guard let tie = figures.spendTie.value else { return nil }
        let file = numbers.money(tie.file)
        let all =
            tie.outsidePeriod.cents == 0
            ? say(
                "\(file) in the files, all of this period",
                "\(file) in de bestanden, alles van deze periode")
            : say(
                "\(file) in the files = \(numbers.money(tie.inPeriod)) of this period + \(numbers.money(tie.outsidePeriod)) of other months",
                "\(file) in de bestanden = \(numbers.money(tie.inPeriod)) van deze periode + \(numbers.money(tie.outsidePeriod)) van andere maanden"
            )
        guard let ledger = justification.ledger else {
            return all + "."
        }
        let (books, difference) = (
            numbers.money(ledger.books),
            numbers.money(Money(cents: ledger.difference, ledger.file.currency))
        )
        if ledger.difference == 0 {
            return all
                + say(
                    "; agrees with the books (\(books)).", "; klopt met de boekhouding (\(books)).")
        }
        let share = ledger.share.map { " (\(numbers.share($0)))" } ?? ""
        return all
            + say(
                "; the books have \(books), a difference of \(difference)\(share)"
                    + (ledger.isWide ? ": explain it before you use these figures." : "."),
                "; de boekhouding heeft \(books), een verschil van \(difference)\(share)"
                    + (ledger.isWide ? ": verklaar het voordat u deze cijfers gebruikt." : "."))
    }

    private var rows: String {
        let tables = page.context.reading.tables
        let (read, rejected) = (
            tables.reduce(0) { $0 + $1.rows }, tables.reduce(0) { $0 + $1.rejected }
        )
        return say(
            "\(numbers.count(read)) read, \(numbers.count(rejected)) rejected.",
            "\(numbers.count(read)) gelezen, \(numbers.count(rejected)) geweigerd.")
    }

    private var wins: String? {
        guard let wins = figures.winsTie, wins.total > 0 else { return nil }
        let parts = [
            (wins.fromMQLsOfPeriod, say("from these MQLs", "uit deze MQL's")),
            (wins.fromEarlierMQLs, say("from earlier MQLs", "uit eerdere MQL's")),
            (wins.fromOtherLeads, say("from leads that are no MQL", "van leads die geen MQL zijn")),
            (wins.withoutLead, say("without a lead", "zonder lead")),
            (wins.existingCustomers, say("of existing customers", "van bestaande klanten")),
            (wins.beforeLeadOrMQL, say("won before the lead", "gewonnen vóór de lead")),
        ].filter { $0.0 > 0 }.map { "\(numbers.count($0.0)) \($0.1)" }
        return say(
            "\(numbers.count(wins.total)) in this period = ",
            "\(numbers.count(wins.total)) in deze periode = ")
            + parts.joined(separator: " + ") + "."
    }

    private var weakest: String? {
        guard let worth = justification.total.worth.value else { return nil }
        let sales = figures.sales
        let of = numbers.fixed(sales.maturedEquivalent, decimals: 0)
        let won = numbers.count(sales.won)
        let count = say(
            "\(won) won of the SQLs old enough to have been decided (about \(of)).",
            "\(won) gewonnen van de SQL's die oud genoeg zijn voor een besluit (ongeveer \(of)).")
        return count
            + (worth.weakest == .sql
                ? say(
                    " Most of the doubt is in how many MQLs become an SQL.",
                    " De meeste twijfel zit in hoeveel MQL's SQL worden.")
                : say(
                    " Most of the doubt is in how many SQLs are won.",
                    " De meeste twijfel zit in hoeveel SQL's gewonnen worden."))
    }

    private var coming: String? {
        guard let coming = justification.total.row.stillToCome.value, coming.undecided > 0 else {
            return nil
        }
        let undecided = say.count(coming.undecided, .mql)
        let expected = numbers.fixed(coming.expected, decimals: 0)
        let range = "\(numbers.count(coming.low))–\(numbers.count(coming.high))"
        let open = figures.sales.decisions.open
        return say(
            "\(undecided) are undecided: about \(expected) more SQLs (\(range))",
            "\(undecided) zijn nog onbeslist: ongeveer \(expected) SQL's erbij (\(range))")
            + (open > 0
                ? say(
                    "; \(numbers.count(open)) SQLs wait for a decision.",
                    "; \(numbers.count(open)) SQL's wachten op een besluit.") : ".")
    }

    private var assumed: String {
        let report = JustificationReport(justification, page.context)
        var parts = Array(report.assumptions().prefix(1)) + report.answered
        parts.append(
            say(
                "deals credited \(say.credit(figures.dealCredit))",
                "deals toegerekend \(say.credit(figures.dealCredit))"))
        parts.append(say.decider(figures.decidedBy, book: figures.ruleBook))
        if figures.notes.sharedSpendRule != nil {
            parts.append(
                say(
                    "own hours and tools divided over the sources \(figures.notes.sharedSpendRule.map(say.shared) ?? "")",
                    "eigen uren en tools over de bronnen verdeeld \(figures.notes.sharedSpendRule.map(say.shared) ?? "")"
                ))
        }
        return ManagementPage.capitalised(parts.joined(separator: "; ")) + "."
    }

    private var worked: String? {
        guard justification.isSaid, let worth = justification.total.worth.value else { return nil }
        // With so many digits a calculator comes to the same euro.
        let (rate, won) = (
            numbers.fixed(worth.expectedRate * 100, decimals: 3) + "%",
            numbers.fixed(worth.expectedWins * 100, decimals: 3) + "%"
        )
        let (margin, mean) = (numbers.money(worth.perSale), numbers.whole(worth.mean))
        let observed = figures.total.matured.value?.estimate.rate.map { numbers.share($0) }
        return say(
            "Worth = planning rate \(rate) × \(won) won × margin \(margin) ≈ \(mean).",
            "Waarde = planpercentage \(rate) × \(won) gewonnen × marge \(margin) ≈ \(mean).")
            + (observed.map {
                say(
                    " The planning rate is the \($0) of those that had their time, adjusted for small numbers per source.",
                    " Het planpercentage is de \($0) van wie tijd genoeg had, per bron gecorrigeerd voor kleine aantallen."
                )
            } ?? "")
            + say(
                " Ranges hold in 95 of 100 cases.",
                " Intervallen kloppen in 95 van de 100 gevallen.")
    }

    // MARK: At the foot

    var foot: String {
        let book = figures.ruleBook
        let (rules, data) = (
            book.fingerprint.description.prefix(12),
            figures.facts.fingerprint.description.prefix(12)
        )
        return say(
            "rule book \(book.name) \(book.version) (\(rules)) · data \(data) · no personal data · again:",
            "regelboek \(book.name) \(book.version) (\(rules)) · gegevens \(data) · geen persoonsgegevens · opnieuw:"
        )
    }

    /// As it was typed, with the names of files alone.
    var command: String { PageText.withoutFolders(page.context.command) }
}
