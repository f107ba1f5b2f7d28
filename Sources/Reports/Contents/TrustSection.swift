internal import Analysis
internal import Economics
internal import Funnels
internal import Intake
internal import Leads
internal import Quantities
internal import Valuation

/// The end of a report: whether its figures can be trusted.
struct TrustSection {
    let figures: Figures
    let context: ReportContext
    private let isBought: Bool
    private let isHeldAgainstBooks: Bool
    private let justification: JustificationFigures?
    var reading: Reading { context.reading }
    var say: Wording { context.say }
    var numbers: NumberFormat { say.numbers }

    /// - Parameters:
    ///   - justification: what is judged of each source; nil where nothing is.
    ///   - isBought: whether the costs above are those of buying alone.
    ///   - isHeldAgainstBooks: whether the spend was held against what was booked.
    init(
        _ figures: Figures, _ context: ReportContext,
        _ justification: JustificationFigures? = nil, isBought: Bool = true,
        isHeldAgainstBooks: Bool = false
    ) {
        self.justification = justification
        self.isBought = isBought
        self.isHeldAgainstBooks = isHeldAgainstBooks
        self.figures = figures
        self.context = context
    }

    /// Where the money, the deals, the leads and the rows went, and what a reader must know.
    var entries: [(label: String, text: [String])] {
        var entries: [(label: String, text: [String])] = []
        let notKnown = NotKnown(
            figures, justification, say, isHeldAgainstBooks: isHeldAgainstBooks
        ).parts
        if !notKnown.isEmpty { entries.append((NotKnown.title(say), notKnown)) }
        let spend = say(.spend)
        if case .unknown(.tooLarge) = figures.spendTie {
            entries.append((spend, [say.why(.tooLarge)]))
        }
        if let tie = figures.spendTie.value {
            entries.append((spend, spendText(tie) + SpendEvidence(context).lines))
        }
        if let wins = figures.winsTie {
            entries.append((say("Won deals", "Gewonnen"), winsText(wins)))
        }
        if !claims.isEmpty { entries.append((say("Claimed", "Geclaimd"), claims)) }
        entries.append((say("Counted", "Geteld"), [population]))
        if isBought, let withoutSource {
            entries.append((say("No source", "Geen bron"), [withoutSource]))
        }
        if let profile { entries.append((say("Profile", "Profiel"), [profile])) }
        entries.append((say(.files), files))
        let answered = answers.lines
        if !answered.isEmpty { entries.append((say("Answers", "Antwoorden"), answered)) }
        if !notes.isEmpty { entries.append((say("Note", "Let op"), notes)) }
        let book = figures.ruleBook
        let (rules, data) = (
            book.fingerprint.description.prefix(12),
            figures.facts.fingerprint.description.prefix(12)
        )
        entries.append(
            (
                say("Made with", "Gemaakt met"),
                [
                    say(
                        "rule book \(book.name) \(book.version) (\(rules)), data \(data)",
                        "regelboek \(book.name) \(book.version) (\(rules)), gegevens \(data)")
                ]
            ))
        return entries
    }

    /// What it would change if the MQLs of unknown origin came from the known sources.
    private var withoutSource: String? {
        guard let without = figures.withoutSource else { return nil }
        let all = numbers.count(without.mqls + without.known)
        let mqls = numbers.count(without.mqls)
        let example = figures.rows.lazy.compactMap { row -> String? in
            guard row.key != without.key, let cost = row.costs.perMQL.value,
                let spread = without.spread(cost)
            else { return nil }
            let name = say.text(row.label)
            let (high, low) = (numbers.money(cost), numbers.money(spread))
            return say(
                " (\(name): \(low) instead of \(high))", " (\(name): \(low) in plaats van \(high))")
        }.first
        guard let example else { return nil }
        return say(
            "\(mqls) of \(all) MQLs: if these came from the other sources in proportion, every cost per "
                + "MQL above would be \(numbers.share(1 - 1 / without.factor)) lower",
            "\(mqls) van \(all) MQL's: als deze naar verhouding van de andere bronnen kwamen, zouden "
                + "alle kosten per MQL hierboven \(numbers.share(1 - 1 / without.factor)) lager zijn"
        ) + example
    }

    private func spendText(_ tie: Figures.SpendTie) -> [String] {
        let (file, inside, outside) = (
            numbers.money(tie.file), numbers.money(tie.inPeriod), numbers.money(tie.outsidePeriod)
        )
        var text = [
            say(
                "\(file) in the files = \(inside) in the period + \(outside) outside it",
                "\(file) in de bestanden = \(inside) in de periode + \(outside) erbuiten")
        ]
        if tie.rowsCut > 0 {
            let rows = say.count(tie.rowsCut, .row)
            text.append(
                say(
                    "of \(rows) only the days within the period count",
                    "van \(rows) tellen alleen de dagen binnen de periode"))
        }
        if tie.inNoRow.cents != 0 {
            let money = numbers.money(tie.inNoRow)
            text.append(
                say(
                    "\(money) is in the total only, in no row",
                    "\(money) staat alleen in het totaal, in geen rij"))
        }
        if !isHeldAgainstBooks, tie.file.cents != 0 {
            text.append(
                say(
                    "not held against the books (mql justify --ledger)",
                    "niet met de boekhouding vergeleken (mql justify --ledger)"))
        }
        text += tie.otherCurrencies.map(apart)
        if let rule = figures.notes.sharedSpendRule, tie.shared.cents != 0 {
            let money = numbers.money(tie.shared)
            text.append(
                say(
                    "\(money) belongs to no single source, and is divided \(say.shared(rule))",
                    "\(money) hoort bij geen enkele bron alleen, en is \(say.shared(rule)) verdeeld"
                ))
        }
        return text
    }

    private func apart(_ money: Money) -> String {
        say(
            "not in it, as it is in another currency: ",
            "niet meegeteld, want in een andere valuta: ")
            + numbers.money(money)
    }

    private func winsText(_ wins: WinsTie) -> [String] {
        let early = wins.beforeLeadOrMQL
        var text = [
            say(
                "\(wins.total) closed in the period = \(wins.fromMQLsOfPeriod) from its MQLs + "
                    + "\(wins.fromEarlierMQLs) from earlier MQLs + \(wins.fromOtherLeads) from leads "
                    + "that are no MQL + \(wins.withoutLead) without a lead + "
                    + "\(wins.existingCustomers) of existing customers"
                    + (early > 0 ? " + \(early) won before the lead or the MQL" : ""),
                "\(wins.total) in de periode = \(wins.fromMQLsOfPeriod) uit MQL's van deze periode + "
                    + "\(wins.fromEarlierMQLs) uit eerdere MQL's + \(wins.fromOtherLeads) van leads "
                    + "die geen MQL zijn + \(wins.withoutLead) zonder lead + "
                    + "\(wins.existingCustomers) van bestaande klanten"
                    + (early > 0 ? " + \(early) gewonnen vóór de lead of de MQL" : ""))
        ]
        let others = wins.beforeLeadOrMQLEver - early
        if others > 0 {
            let deals = say.count(others, .deal)
            let isOne = others == 1
            text.append(
                say(
                    "\(deals) of another period \(isOne ? "was" : "were") won before the lead or the MQL, "
                        + "and \(isOne ? "counts" : "count") in no row",
                    "\(deals) van een andere periode \(isOne ? "is" : "zijn") gewonnen vóór de lead of de "
                        + "MQL, en \(isOne ? "telt" : "tellen") in geen rij"))
        }
        if wins.withoutAmount > 0 {
            text.append(
                say(
                    "\(wins.withoutAmount) without an amount", "\(wins.withoutAmount) zonder bedrag"
                ))
        }
        if wins.refunds > 0 {
            let refunds = say.count(wins.refunds, .refund)
            let money = numbers.money(
                Money(clamping: -wins.refunded, figures.question.currency))
            text.append(
                say(
                    "\(refunds) of \(money) \(wins.refunds == 1 ? "is" : "are") taken off, on the day of "
                        + "the refund",
                    "\(refunds) van \(money) \(wins.refunds == 1 ? "is" : "zijn") eraf gehaald, op de dag "
                        + "van de terugbetaling"))
        }
        for (currency, cents) in wins.otherCurrencies.sorted(by: { $0.key < $1.key }) {
            text.append(apart(Money(clamping: cents, currency)))
        }
        return text
    }

    /// What platforms claim beside what is in the files of leads, the largest difference first.
    private var claims: [String] {
        let most = 6
        let rows = figures.rows.compactMap { row in
            row.claimedLeads.map { (row: row, claimed: $0) }
        }.sorted {
            abs($1.claimed - $1.row.counts.leads * 100)
                < abs($0.claimed - $0.row.counts.leads * 100)
        }
        let lines = rows.prefix(most).map { row, claimed in
            let (claim, known) = (
                numbers.decimal(hundredths: claimed), say.count(row.counts.leads, .lead)
            )
            return say(
                "\(say.text(row.label)): \(claim) by the platform, \(known) here",
                "\(say.text(row.label)): \(claim) volgens het platform, \(known) hier")
        }
        let more = rows.count - most
        return lines + (more > 0 ? [say("and \(more) more", "en nog \(more)")] : [])
    }

    /// How many MQLs there are as persons and as companies.
    private var population: String {
        let population = figures.population
        let persons = say(
            "\(say.count(population.persons, .mql)), counted per person",
            "\(say.count(population.persons, .mql)), geteld per persoon")
        guard let companies = population.companies else {
            return persons
                + say("; companies are not known", "; bedrijven zijn niet bekend")
        }
        let known = say.count(companies, .company)
        let without = numbers.count(population.withoutCompany)
        return persons
            + say(
                ", from \(known) and \(without) without a known company",
                ", van \(known) en \(without) zonder bekend bedrijf")
    }

    /// How well the profile is filled in, the required fields first.
    private var profile: String? {
        let fields = figures.completeness.filter { $0.leads > 0 }
        guard !fields.isEmpty else { return nil }
        func name(_ field: FieldCompleteness) -> String {
            figures.names.name(of: field.field, in: say.language)
                + (field.isRequired ? say(" (required)", " (verplicht)") : "")
        }
        let known = fields.compactMap { field in
            field.filled.map { filled in
                let share = Double(filled) / Double(field.leads) * 100
                return "\(name(field)) \(numbers.fixed(share, decimals: 0))%"
            }
        }
        let missing = fields.filter { $0.filled == nil }.map(name)
        let none = say("no column for ", "geen kolom voor ") + missing.joined(separator: ", ")
        return [known.joined(separator: ", "), missing.isEmpty ? "" : none]
            .filter { !$0.isEmpty }.joined(separator: "; ")
    }

    private var files: [String] {
        let tables = reading.tables
        func sum(_ part: (TableReport) -> Int) -> String {
            numbers.count(tables.reduce(0) { $0 + part($1) })
        }
        let skipped = tables.reduce(0) { $0 + $1.skipped }
        var text = [
            say(
                "\(sum(\.rows)) rows read = \(sum(\.new)) new + \(sum(\.updated)) updated + "
                    + "\(sum(\.unchanged)) repeated + \(sum(\.rejected)) rejected"
                    + (skipped > 0 ? " + \(say.count(skipped, .footer))" : ""),
                "\(sum(\.rows)) rijen gelezen = \(sum(\.new)) nieuw + \(sum(\.updated)) bijgewerkt + "
                    + "\(sum(\.unchanged)) herhaald + \(sum(\.rejected)) geweigerd"
                    + (skipped > 0 ? " + \(say.count(skipped, .footer))" : ""))
        ]
        text += FileEnds(reading, say).lines
        // Of an export it goes without saying that most columns are not needed.
        for table in tables where table.vendor == nil && !table.unusedColumns.isEmpty {
            let names = table.unusedColumns.prefix(6).map(\.quoted).joined(separator: ", ")
            let more = table.unusedColumns.count > 6 ? say(" and others", " en andere") : ""
            text.append(
                "\(table.file): \(say("nothing was read from", "niet gebruikt:")) \(names)\(more)"
            )
        }
        return text
    }
}
