package import Analysis
internal import Economics
internal import Funnels
package import Intake
package import Quantities
internal import Valuation

/// The full report: what it cost, how it converts, what it is worth, and whether to trust it.
package struct FiguresReport {
    private let figures: Figures
    private let reading: Reading
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }

    package init(_ figures: Figures, _ reading: Reading, _ language: Language = .en) {
        self.figures = figures
        self.reading = reading
        say = Wording(language)
    }

    package var document: Document {
        var document = Document(title: title)
        document.blocks = [.paragraph(summary)]
        if !attention.isEmpty { document.blocks.append(.list(attention)) }
        let currency = figures.question.currency
        document.blocks += [
            .heading(say("What it cost (\(currency))", "Wat het kostte (\(currency))")),
            .table(costs), .heading(say("What becomes of it", "Wat ervan terechtkomt")),
            .table(conversion), .lines(footnotes),
            .heading(say("Can it be trusted", "Is het te vertrouwen?")), .labelled(trust),
        ]
        document.dataTable = Table(
            columns: costs.columns + conversion.columns.dropFirst(),
            rows: zip(costs.rows, conversion.rows).map { $0 + $1.dropFirst() }, hasTotal: true)
        return document
    }

    private var title: String {
        let question = figures.question
        let (period, asOf) = (say.period(question.period), say.day(question.asOf))
        return say("MQLs of \(period) · as of \(asOf)", "MQL's van \(period) · peildatum \(asOf)")
            + " · \(say.decider(figures.decidedBy, book: figures.ruleBook)) · "
            + say.unit(question.unit)
    }

    /// The sentence that a manager can repeat.
    private var summary: String {
        let total = figures.total
        let leads = say.count(total.counts.leads, .lead)
        if let absence = total.mqls.absence {
            return say(
                "Who of the \(leads) of this period is an MQL is not known: \(say.why(absence)).",
                "Wie van de \(leads) van deze periode een MQL is, is niet bekend: "
                    + "\(say.why(absence)).")
        }
        guard total.counts.mqls > 0 else {
            let count = numbers.count(total.counts.leads)
            return say(
                "There is no MQL in this period, and so no cost per MQL. Leads created in it: "
                    + "\(count).",
                "Er is geen MQL in deze periode, en dus geen kosten per MQL. Nieuwe leads: \(count)."
            ) + (obstacle ?? "")
        }
        return [cost, outcome, price].joined()
    }

    /// What keeps every lead from being an MQL: a required field that no file has, or a field that
    /// the rules ask for and nobody has filled in.
    private var obstacle: String? {
        guard figures.decidedBy == .rules else { return nil }
        let required = figures.completeness.filter { $0.isRequired && ($0.filled ?? 0) == 0 }
        let fields = required.map(\.field) + figures.notes.emptyFields
        guard !fields.isEmpty else { return nil }
        let names = fields.map { figures.names.name(of: $0, in: say.language).quoted }
            .joined(separator: ", ")
        return say(
            " The rules ask for \(names), which no lead has filled in.",
            " De regels vragen naar \(names), wat geen lead heeft ingevuld.")
    }

    private var cost: String {
        switch figures.total.costs.perMQL {
        case .value(let cost):
            let bought = numbers.money(cost)
            guard let allIn = figures.total.costsAllIn.perMQL.value.map({ numbers.money($0) })
            else {
                return say("An MQL cost \(bought) to buy.", "Een MQL kostte \(bought) aan inkoop.")
            }
            return say(
                "An MQL cost \(bought) to buy, \(allIn) with own hours and tools.",
                "Een MQL kostte \(bought) aan inkoop, \(allIn) met eigen uren en tools.")
        case .unknown(let absence):
            return say(
                "What an MQL cost is not known: \(say.why(absence)).",
                "Wat een MQL kostte is niet bekend: \(say.why(absence)).")
        }
    }

    private var outcome: String {
        let total = figures.total
        let mqls = say.count(total.counts.mqls, .mql)
        if let absence = total.sqls.absence {
            return say(
                " What became of the \(mqls) is not known: \(say.why(absence)).",
                " Wat er van de \(mqls) werd is niet bekend: \(say.why(absence)).")
        }
        var came = say.count(total.counts.sqls, .sql)
        if let won = total.won.value { came += say(" and ", " en ") + say.count(won, .customer) }
        var text = say(
            " \(came) came of \(mqls) so far", " Uit \(mqls) kwamen tot nu toe \(came)")
        if let conversion = total.matured.value, let rate = conversion.estimate.rate {
            let share = numbers.share(rate)
            let range = numbers.range(conversion.estimate.low, conversion.estimate.high)
            text += say(
                "; of those that had their time \(share) became an SQL (\(range))",
                "; van wie tijd genoeg had werd \(share) SQL (\(range))")
        }
        return text + "."
    }

    private var price: String {
        guard let price = figures.total.valueBand.value.map({ numbers.money($0.value) }) else {
            return ""
        }
        return say(
            " Such MQLs go for \(price) in the market.",
            " In de markt kosten zulke MQL's \(price).")
    }

    /// The rows that need a second look, in words.
    private var attention: [String] {
        let points = points
        let most = 12
        guard points.count > most else { return points }
        let more = points.count - most
        return points.prefix(most) + [
            say("and \(more) more, in the table below.", "en nog \(more), in de tabel hieronder.")
        ]
    }

    private var points: [String] {
        figures.rows.compactMap { row in
            guard let norm = row.comparisons.first(where: { !$0.isIndication }) else { return nil }
            return point(row, norm).map { "\(say.text(row.label)): \($0)." }
        }
    }

    private func point(_ row: Figures.Row, _ norm: Figures.Comparison) -> String? {
        let mqls = say.count(row.counts.mqls, .mql)
        let title = say.text(norm.benchmark.title)
        switch norm.verdict {
        case .below:
            let spent = row.boughtFor.value.map { numbers.money($0, whole: true) }
            let sqls = row.matured.value.map { "\($0.sqls)" } ?? "–"
            let days = figures.horizon.days
            return say(
                "within \(days) days \(sqls) of \(mqls) became an SQL"
                    + (spent.map { " for \($0)" } ?? "") + ", below \(title)",
                "binnen \(days) dagen werden \(sqls) van \(mqls) SQL"
                    + (spent.map { " voor \($0)" } ?? "") + ", onder \(title)")
        case .above: return say("above \(title)", "boven \(title)")
        case .tooFew(let more):
            guard let more else { return nil }
            return say(
                "\(mqls), too few to judge. At least \(more) more are needed",
                "\(mqls), te weinig voor een oordeel. Er zijn er minstens \(more) meer nodig")
        case .tooYoung(let days):
            let when = days.map { say.day(figures.question.asOf.advanced(by: $0)) }
            return say(
                "\(mqls), too young to judge"
                    + (when.map { ": on \($0) ten of them will have had their time" } ?? ""),
                "\(mqls), te jong voor een oordeel"
                    + (when.map { ": op \($0) hebben er tien tijd genoeg gehad" } ?? ""))
        case .around, .noMQLs, .notKnown: return nil
        }
    }

    private var breakdownColumn: Table.Column {
        .init(
            say.breakdown(figures.question.by), key: figures.question.by.rawValue, isText: true)
    }

    private var costs: Table {
        let columns = [
            breakdownColumn, .init(say("Spend", "Inkoop"), key: "spend"),
            .init("Leads", key: "leads"), .init(say("MQLs", "MQL's"), key: "mqls"),
            .init(say("Contacted", "Gesproken"), key: "contacted"),
            .init(say("SQLs", "SQL's"), key: "sqls"), .init(say("Won", "Klanten"), key: "won"),
            .init("Per lead", key: "per_lead"), .init("Per MQL", key: "per_mql"),
            .init("Per SQL", key: "per_sql"),
            .init(say("Per won", "Per klant"), key: "per_customer"),
        ]
        return Table(
            columns: columns,
            rows: rows { row in
                [
                    .text(say.text(row.label)), money(row.boughtFor), .count(row.counts.leads),
                    count(row.mqls), count(row.contacted), count(row.sqls), count(row.won),
                    money(row.costs.perLead), money(row.costs.perMQL), money(row.costs.perSQL),
                    money(row.costs.perCustomer),
                ]
            }, hasTotal: true)
    }

    private var conversion: Table {
        var columns = [
            breakdownColumn,
            .init(say("SQL of MQL*", "SQL van MQL*"), key: "conversion_range"),
            .init(say("Had time", "Had tijd"), key: "had_time"),
        ]
        for comparison in figures.total.comparisons {
            columns.append(
                .init(
                    say.text(comparison.benchmark.title) + (comparison.isIndication ? "†" : ""),
                    key: comparison.benchmark.name))
        }
        columns += [
            .init(say("Value", "Waarde"), key: "value"),
            .init(say("Value band", "Waardeband"), key: "value_band"),
            .init(say("Back per 1", "Terug per 1"), key: "back_per_1"),
        ]
        let names = figures.total.comparisons.map(\.benchmark.name)
        return Table(
            columns: columns,
            rows: rows { row in
                [.text(say.text(row.label)), rate(row.matured), hadTime(row)]
                    + names.map { name in
                        let comparison = row.comparisons.first { $0.benchmark.name == name }
                        return comparison.map { verdict($0.verdict) } ?? .absent("–")
                    } + [
                        money(row.valueBand.map(\.value)),
                        cell(row.valueBand) { .band(low: $0.low, high: $0.high) },
                        cell(row.returnSoFar) { .ratio($0.perEuro) },
                    ]
            }, hasTotal: true)
    }

    private var footnotes: [String] {
        let total = figures.total
        let horizon = say.horizon(figures.horizon)
        var first = say(
            "* Each MQL counts for the part of \(horizon) that it has had; 95% range.",
            "* Elke MQL telt naar rato van de tijd die hij had, tot \(horizon); 95%-interval.")
        if let later = total.matured.value?.later, later > 0 {
            let sqls = say.count(later, .sql)
            first += say(
                " \(sqls) came later and \(later == 1 ? "is" : "are") not in it.",
                " \(sqls) \(later == 1 ? "kwam later en telt" : "kwamen later en tellen") niet mee."
            )
        }
        var lines = [first]
        for comparison in total.comparisons where comparison.isIndication {
            lines.append(
                "† \(say.origin(comparison.benchmark)): "
                    + say(
                        "another stage and other people, so an indication, no verdict.",
                        "een andere stap en andere mensen, dus een indicatie, geen oordeel."))
        }
        let day = say.day(figures.question.asOf)
        lines.append(
            say(
                "Leads are those created in the period; all other columns follow the MQLs of the "
                    + "period, as far as known on \(day).",
                "Leads zijn die van de periode; alle andere kolommen volgen de MQL's van de periode, "
                    + "voor zover bekend op \(day)."))
        lines.append(
            say(
                "Value: what MQLs of this intent, source and persona go for in the market, not what "
                    + "they are worth to you.",
                "Waarde: wat MQL's van deze intentie, bron en persona in de markt kosten, niet wat ze u "
                    + "waard zijn."))
        let returns = ([total] + figures.rows).compactMap(\.returnSoFar.value)
        if let back = returns.first { lines.append(basis(of: back)) }
        if figures.dealCredit == .equal {
            lines.append(
                say(
                    "The money of a deal is divided over its contacts; the customer counts once, at the "
                        + "contact created first.",
                    "Het geld van een deal is verdeeld over de contacten; de klant telt één keer, bij het "
                        + "contact dat er het eerst was."))
        }
        return lines
    }

    private func basis(of back: ReturnSoFar) -> String {
        let isMargin = back.basis == .margin
        let isAllIn = back.costBasis == .allIn
        return say(
            "Back per 1: \(isMargin ? "margin" : "turnover, not margin,") of deals won so far per 1 "
                + "spent (\(isAllIn ? "all-in" : "bought for")); open deals not counted.",
            "Terug per 1: \(isMargin ? "marge" : "omzet, geen marge,") van tot nu toe gewonnen deals "
                + "per 1 uitgegeven (\(isAllIn ? "alles meegerekend" : "inkoop")); open deals tellen "
                + "niet mee.")
    }

    private var trust: [(label: String, text: [String])] {
        var entries: [(label: String, text: [String])] = []
        let spend = say("Spend", "Uitgaven")
        if case .unknown(.tooLarge) = figures.spendTie {
            entries.append((spend, [say.why(.tooLarge)]))
        }
        if let tie = figures.spendTie.value { entries.append((spend, spendText(tie))) }
        if let wins = figures.winsTie {
            entries.append((say("Won deals", "Gewonnen"), winsText(wins)))
        }
        entries.append((say("Counted", "Geteld"), [population]))
        if let profile { entries.append((say("Profile", "Profiel"), [profile])) }
        entries.append((say("Files", "Bestanden"), files))
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

    private func spendText(_ tie: Figures.SpendTie) -> [String] {
        let (file, inside, outside) = (
            numbers.money(tie.file), numbers.money(tie.inPeriod), numbers.money(tie.outsidePeriod)
        )
        var text = [
            say(
                "\(file) in the file = \(inside) in the period + \(outside) outside it",
                "\(file) in het bestand = \(inside) in de periode + \(outside) erbuiten")
        ]
        if tie.rowsCut > 0 {
            let rows = say.count(tie.rowsCut, .row)
            text.append(
                say(
                    "\(rows) cut by days to fit the period",
                    "\(rows) naar dagen ingekort tot de periode"))
        }
        if tie.inNoRow.cents != 0 {
            let money = numbers.money(tie.inNoRow)
            text.append(
                say("\(money) is in the total only", "\(money) staat alleen in het totaal"))
        }
        text += tie.otherCurrencies.map(apart)
        if let rule = figures.notes.sharedSpendRule, tie.shared.cents != 0 {
            let money = numbers.money(tie.shared)
            text.append(
                say(
                    "\(money) is shared and spread over the rows \(say.shared(rule))",
                    "\(money) is gedeeld en over de rijen verdeeld, \(say.shared(rule))"))
        }
        return text
    }

    private func apart(_ money: Money) -> String {
        say("apart, in another currency: ", "apart, in een andere valuta: ") + numbers.money(money)
    }

    private func winsText(_ wins: WinsTie) -> [String] {
        var text = [
            say(
                "\(wins.total) closed in the period = \(wins.fromMQLsOfPeriod) from its MQLs + "
                    + "\(wins.fromEarlierMQLs) from earlier MQLs + \(wins.fromOtherLeads) from leads "
                    + "that are no MQL + \(wins.withoutLead) without a lead + "
                    + "\(wins.existingCustomers) of existing customers",
                "\(wins.total) in de periode = \(wins.fromMQLsOfPeriod) uit MQL's van deze periode + "
                    + "\(wins.fromEarlierMQLs) uit eerdere MQL's + \(wins.fromOtherLeads) van leads "
                    + "die geen MQL zijn + \(wins.withoutLead) zonder lead + "
                    + "\(wins.existingCustomers) van bestaande klanten")
        ]
        if wins.withoutAmount > 0 {
            text.append(
                say(
                    "\(wins.withoutAmount) without an amount", "\(wins.withoutAmount) zonder bedrag"
                ))
        }
        for (currency, cents) in wins.otherCurrencies.sorted(by: { $0.key < $1.key }) {
            text.append(apart(Money(cents: Int64(clamping: cents), currency)))
        }
        return text
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
                    + (skipped > 0 ? " + \(numbers.count(skipped)) totals and footers" : ""),
                "\(sum(\.rows)) rijen gelezen = \(sum(\.new)) nieuw + \(sum(\.updated)) bijgewerkt + "
                    + "\(sum(\.unchanged)) herhaald + \(sum(\.rejected)) weggelaten"
                    + (skipped > 0 ? " + \(numbers.count(skipped)) totalen en voetregels" : ""))
        ]
        // Of an export it goes without saying that most columns are not needed.
        for table in tables where table.vendor == nil && !table.unusedColumns.isEmpty {
            let names = table.unusedColumns.prefix(6).map(\.quoted).joined(separator: ", ")
            let more = table.unusedColumns.count > 6 ? say(" and others", " en andere") : ""
            text.append(
                "\(table.file): \(say("nothing was taken from", "niet gebruikt:")) \(names)\(more)"
            )
        }
        return text
    }

    private var notes: [String] {
        let notes = figures.notes
        var text: [String] = []
        if notes.impliedSQLs > 0 {
            let sqls = say.count(notes.impliedSQLs, .sql)
            text.append(
                say(
                    "\(sqls) without a date for it: taken from the opportunity or sale that "
                        + "followed, and left out of the delay",
                    "\(sqls) zonder eigen datum: genomen van de verkoopkans of verkoop die volgde, en "
                        + "buiten de doorlooptijd gelaten"))
        }
        if notes.negativeLags > 0 {
            let sqls = say.count(notes.negativeLags, .sql)
            text.append(
                say(
                    "\(sqls) dated before the MQL: counted, and left out of the delay",
                    "\(sqls) gedateerd vóór de MQL: geteld, en buiten de doorlooptijd gelaten"))
        }
        if notes.sqlsWithoutMQL > 0 {
            let leads = say.count(notes.sqlsWithoutMQL, .lead)
            let isOne = notes.sqlsWithoutMQL == 1
            text.append(
                say(
                    "\(leads) became an SQL without being an MQL, and \(isOne ? "is" : "are") in no "
                        + "row as SQL",
                    "\(leads) werd\(isOne ? "" : "en") SQL zonder MQL te zijn, en "
                        + "sta\(isOne ? "at" : "an") in geen rij als SQL"))
        }
        if notes.mqlsWithoutIntent > 0 {
            let mqls = say.count(notes.mqlsWithoutIntent, .mql)
            text.append(
                say(
                    "\(mqls) without a known intent, and so without a value band",
                    "\(mqls) zonder bekende intentie, en dus zonder waardeband"))
        }
        if notes.leadsAfterAsOf > 0 {
            let leads = say.count(notes.leadsAfterAsOf, .lead)
            let day = say.day(figures.question.asOf)
            text.append(
                say("\(leads) created after \(day) left out", "\(leads) van na \(day) weggelaten"))
        }
        if notes.mqlsBeforeCreation > 0 {
            let leads = say.count(notes.mqlsBeforeCreation, .lead)
            text.append(
                say(
                    "\(leads) became an MQL before being created: check both dates",
                    "\(leads) MQL geworden vóór de eigen aanmaakdatum: controleer beide datums"))
        }
        if let day = notes.rulesInForceFrom.map(say.day) {
            text.append(
                say(
                    "the rule book is in force from \(day), and the period begins before that",
                    "het regelboek geldt vanaf \(day), en de periode begint daarvoor"))
        }
        text += say.listed(
            notes.unknownActions,
            say(
                "actions that no rule knows, worth nothing: ",
                "acties die niet in het regelboek staan, niets waard: "))
        text += say.listed(
            notes.emptyFields,
            say(
                "the rules ask for what no lead has filled in: ",
                "de regels vragen naar wat geen lead heeft ingevuld: "))
        text += say.listed(
            notes.unlistedSources,
            say(
                "sources that no rule knows, each a row of its own and without a place in the band: ",
                "bronnen die niet in het regelboek staan, elk een eigen rij en zonder plaats in de band: "
            ))
        return text
    }

    private func rows(_ cells: (Figures.Row) -> [Cell]) -> [[Cell]] {
        (figures.rows + [figures.total]).map(cells)
    }

    private func cell<Value>(_ known: Known<Value>, _ cell: (Value) -> Cell) -> Cell {
        switch known {
        case .value(let value): cell(value)
        case .unknown(let absence): .absent(say.whyShort(absence))
        }
    }

    private func verdict(_ verdict: Verdict) -> Cell {
        .word(say.verdict(verdict), code: verdict.code)
    }

    private func money(_ known: Known<Money>) -> Cell { cell(known, Cell.money) }
    private func count(_ known: Known<Int>) -> Cell { cell(known, Cell.count) }

    private func rate(_ known: Known<MaturedConversion>) -> Cell {
        cell(known) { conversion in
            .range(
                conversion.estimate.rate, low: conversion.estimate.low,
                high: conversion.estimate.high)
        }
    }

    private func hadTime(_ row: Figures.Row) -> Cell {
        cell(row.matured) { conversion in .decimal(conversion.hadTime) }
    }
}
