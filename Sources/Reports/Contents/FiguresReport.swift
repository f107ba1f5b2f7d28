package import Analysis
internal import Economics
internal import Funnels
package import Intake
internal import Quantities

/// The full report: what it cost, how it converts, what it is worth, and whether to trust it.
package struct FiguresReport {
    private let figures: Figures
    private let reading: Reading
    private let numbers = NumberFormat()

    package init(_ figures: Figures, _ reading: Reading) {
        self.figures = figures
        self.reading = reading
    }

    package var document: Document {
        var document = Document(title: title)
        document.blocks = [.paragraph(summary)]
        if !attention.isEmpty { document.blocks.append(.list(attention)) }
        document.blocks += [
            .heading("What it cost (\(figures.question.currency))"), .table(costs),
            .heading("What becomes of it"), .table(conversion), .lines(footnotes),
            .heading("Can it be trusted"), .labelled(trust),
        ]
        document.dataTable = Table(
            columns: costs.columns + conversion.columns.dropFirst(),
            rows: zip(costs.rows, conversion.rows).map { $0 + $1.dropFirst() }, hasTotal: true)
        return document
    }

    private var title: String {
        let question = figures.question
        return "MQLs of \(question.period) · as of \(question.asOf) · "
            + "\(Wording.decider(figures.decidedBy, book: figures.ruleBook)) · per person"
    }

    /// The sentence that a manager can repeat.
    private var summary: String {
        let total = figures.total
        if let absence = total.mqls.absence {
            return
                "Who of the \(Wording.plural(total.counts.leads, "lead")) of this period is an MQL "
                + "is not known: \(Wording.why(absence))."
        }
        guard total.counts.mqls > 0 else {
            return "There is no MQL in this period, and so no cost per MQL. Leads created in it: "
                + "\(numbers.count(total.counts.leads))."
        }
        var text: String
        switch total.costs.perMQL {
        case .value(let cost):
            text = "An MQL cost \(numbers.money(cost)) to buy"
            if let allIn = total.costsAllIn.perMQL.value {
                text += ", \(numbers.money(allIn)) with own hours and tools"
            }
        case .unknown(let absence):
            text = "What an MQL cost is not known: \(Wording.why(absence))"
        }
        if let absence = total.sqls.absence {
            return text + ". What became of the \(Wording.plural(total.counts.mqls, "MQL")) is not "
                + "known: \(Wording.why(absence))."
        }
        text += ". \(Wording.plural(total.counts.sqls, "SQL"))"
        if let won = total.won.value { text += " and \(Wording.plural(won, "customer"))" }
        text += " came of \(Wording.plural(total.counts.mqls, "MQL")) so far"
        if let conversion = total.matured.value, let rate = conversion.estimate.rate {
            text +=
                "; of those that had their time \(numbers.share(rate)) became an SQL "
                + "(\(numbers.range(conversion.estimate.low, conversion.estimate.high)))"
        }
        text += "."
        if let price = total.valueBand.value {
            text += " Such MQLs go for \(numbers.money(price.value)) in the market."
        }
        return text
    }

    /// The rows that need a second look, in words.
    private var attention: [String] {
        let points = points
        let most = 12
        guard points.count > most else { return points }
        return points.prefix(most) + ["and \(points.count - most) more, in the table below."]
    }

    private var points: [String] {
        figures.rows.compactMap { row in
            guard let norm = row.comparisons.first(where: { !$0.isIndication }) else { return nil }
            let mqls = Wording.plural(row.counts.mqls, "MQL")
            switch norm.verdict {
            case .below:
                let spent =
                    row.boughtFor.value.map { " for \(numbers.money($0, whole: true))" } ?? ""
                let sqls = row.matured.value.map { "\($0.sqls)" } ?? "–"
                return
                    "\(row.key): within \(figures.horizon.days) days \(sqls) of \(mqls) became an "
                    + "SQL\(spent), below \(norm.benchmark.title)."
            case .above: return "\(row.key): above \(norm.benchmark.title)."
            case .tooFew(let more):
                guard let more else { return nil }
                return "\(row.key): \(mqls), too few to judge. At least \(more) more are needed."
            case .tooYoung(let days):
                let when = days.map {
                    ": on \(figures.question.asOf.advanced(by: $0)) ten of them will have had their "
                        + "time"
                }
                return "\(row.key): \(mqls), too young to judge\(when ?? "")."
            case .around, .noMQLs, .notKnown: return nil
            }
        }
    }

    private var costs: Table {
        let columns = [
            Table.Column(
                Wording.breakdown(figures.question.by), key: figures.question.by.rawValue,
                isText: true),
            .init("Spend", key: "spend"), .init("Leads", key: "leads"), .init("MQLs", key: "mqls"),
            .init("Contacted", key: "contacted"), .init("SQLs", key: "sqls"),
            .init("Won", key: "won"), .init("Per lead", key: "per_lead"),
            .init("Per MQL", key: "per_mql"), .init("Per SQL", key: "per_sql"),
            .init("Per won", key: "per_customer"),
        ]
        return Table(
            columns: columns,
            rows: rows { row in
                [
                    .text(row.key), money(row.boughtFor), .count(row.counts.leads), count(row.mqls),
                    count(row.contacted), count(row.sqls), count(row.won), money(row.costs.perLead),
                    money(row.costs.perMQL),
                    money(row.costs.perSQL), money(row.costs.perCustomer),
                ]
            }, hasTotal: true)
    }

    private var conversion: Table {
        var columns = [
            Table.Column(
                Wording.breakdown(figures.question.by), key: figures.question.by.rawValue,
                isText: true),
            .init("SQL of MQL*", key: "conversion_range"), .init("Had time", key: "had_time"),
        ]
        for comparison in figures.total.comparisons {
            columns.append(
                .init(
                    comparison.benchmark.title + (comparison.isIndication ? "†" : ""),
                    key: comparison.benchmark.name))
        }
        columns += [
            .init("Value", key: "value"), .init("Value band", key: "value_band"),
            .init("Back per 1", key: "back_per_1"),
        ]
        let names = figures.total.comparisons.map(\.benchmark.name)
        return Table(
            columns: columns,
            rows: rows { row in
                [.text(row.key), rate(row.matured), hadTime(row)]
                    + names.map { name in
                        let comparison = row.comparisons.first { $0.benchmark.name == name }
                        return .text(comparison.map { Wording.verdict($0.verdict) } ?? "–")
                    } + [
                        money(row.valueBand.map(\.value)),
                        cell(row.valueBand) { .band(low: $0.low, high: $0.high) },
                        cell(row.returnSoFar) { .ratio($0.perEuro) },
                    ]
            }, hasTotal: true)
    }

    private var footnotes: [String] {
        let total = figures.total
        var lines = [
            "* Of the MQLs for the part of \(Wording.horizon(figures.horizon)) that each has had; "
                + "95% range."
        ]
        if let later = total.matured.value?.later, later > 0 {
            lines[0] +=
                " \(Wording.plural(later, "SQL")) came later and \(later == 1 ? "is" : "are") "
                + "not in it."
        }
        for comparison in total.comparisons where comparison.isIndication {
            lines.append(
                "† \(comparison.benchmark.origin): another stage and other people, so an indication, "
                    + "no verdict.")
        }
        lines.append(
            "Leads are those created in the period; all other columns follow the MQLs of the period, "
                + "as far as known on \(figures.question.asOf).")
        lines.append(
            "Value: what MQLs of this intent, source and persona go for in the market, not what they "
                + "are worth to you.")
        let returns = ([total] + figures.rows).compactMap(\.returnSoFar.value)
        if let back = returns.first {
            lines.append(
                "Back per 1: \(back.basis == .margin ? "margin" : "turnover, not margin,") of deals "
                    + "won so far per 1 spent "
                    + "(\(back.costBasis == .allIn ? "all-in" : "bought for")); open deals not counted."
            )
        }
        return lines
    }

    private var trust: [(label: String, text: [String])] {
        var entries: [(label: String, text: [String])] = []
        if case .unknown(.tooLarge) = figures.spendTie {
            entries.append(("Spend", [Wording.why(.tooLarge)]))
        }
        if let tie = figures.spendTie.value {
            var text = [
                "\(numbers.money(tie.file)) in the file = "
                    + "\(numbers.money(tie.inPeriod)) in the period + "
                    + "\(numbers.money(tie.outsidePeriod)) outside it"
            ]
            if tie.rowsCut > 0 {
                text.append("\(Wording.plural(tie.rowsCut, "row")) cut by days to fit the period")
            }
            if tie.inNoRow.cents != 0 {
                text.append("\(numbers.money(tie.inNoRow)) is in the total only")
            }
            for money in tie.otherCurrencies {
                text.append("apart, in another currency: \(numbers.money(money))")
            }
            if let rule = figures.notes.sharedSpendRule, tie.shared.cents != 0 {
                text.append(
                    "\(numbers.money(tie.shared)) is shared and spread over the rows "
                        + Wording.shared(rule))
            }
            entries.append(("Spend", text))
        }
        if let wins = figures.winsTie { entries.append(("Won deals", winsText(wins))) }
        entries.append(("Files", files))
        if !notes.isEmpty { entries.append(("Note", notes)) }
        entries.append(
            (
                "Made with",
                [
                    "rule book \(figures.ruleBook.name) \(figures.ruleBook.version) "
                        + "(\(String(figures.ruleBook.fingerprint.description.prefix(12)))), data "
                        + String(figures.facts.fingerprint.description.prefix(12))
                ]
            ))
        return entries
    }

    private func winsText(_ wins: WinsTie) -> [String] {
        var text = [
            "\(wins.total) closed in the period = \(wins.fromMQLsOfPeriod) from its MQLs + "
                + "\(wins.fromEarlierMQLs) from earlier MQLs + \(wins.fromOtherLeads) from leads that "
                + "are no MQL + \(wins.withoutLead) without a lead + \(wins.existingCustomers) "
                + "of existing customers"
        ]
        if wins.withoutAmount > 0 { text.append("\(wins.withoutAmount) without an amount") }
        for (currency, cents) in wins.otherCurrencies.sorted(by: { $0.key < $1.key }) {
            let money = Money(cents: Int64(clamping: cents), currency)
            text.append("apart, in another currency: \(numbers.money(money))")
        }
        return text
    }

    private var files: [String] {
        let tables = reading.tables
        func sum(_ part: (TableReport) -> Int) -> String {
            numbers.count(tables.reduce(0) { $0 + part($1) })
        }
        var text = [
            "\(sum(\.rows)) rows read = \(sum(\.new)) new + \(sum(\.updated)) updated + "
                + "\(sum(\.unchanged)) repeated + \(sum(\.rejected)) rejected"
        ]
        for table in tables where !table.unusedColumns.isEmpty {
            let names = table.unusedColumns.prefix(6).map(\.quoted).joined(separator: ", ")
            let more = table.unusedColumns.count > 6 ? " and others" : ""
            text.append("\(table.file): nothing was taken from \(names)\(more)")
        }
        return text
    }

    private var notes: [String] {
        let notes = figures.notes
        var text: [String] = []
        if notes.impliedSQLs > 0 {
            text.append(
                "\(Wording.plural(notes.impliedSQLs, "SQL")) without a date for it: taken from "
                    + "the opportunity or sale that followed, and left out of the delay")
        }
        if notes.negativeLags > 0 {
            text.append(
                "\(Wording.plural(notes.negativeLags, "SQL")) dated before the MQL: counted, and left "
                    + "out of the delay")
        }
        if notes.sqlsWithoutMQL > 0 {
            text.append(
                "\(Wording.plural(notes.sqlsWithoutMQL, "lead")) became an SQL without being an MQL, "
                    + "and \(notes.sqlsWithoutMQL == 1 ? "is" : "are") in no row as SQL")
        }
        if notes.mqlsWithoutIntent > 0 {
            text.append(
                "\(Wording.plural(notes.mqlsWithoutIntent, "MQL")) without a known intent, and so "
                    + "without a value band")
        }
        if notes.leadsAfterAsOf > 0 {
            text.append(
                "\(Wording.plural(notes.leadsAfterAsOf, "lead")) created after "
                    + "\(figures.question.asOf) left out")
        }
        if notes.mqlsBeforeCreation > 0 {
            text.append(
                "\(Wording.plural(notes.mqlsBeforeCreation, "lead")) became an MQL before being created: "
                    + "check both dates")
        }
        if let day = notes.rulesInForceFrom {
            text.append("the rule book is in force from \(day), and the period begins before that")
        }
        text += Wording.listed(notes.unknownActions, "actions that no rule knows, worth nothing: ")
        text += Wording.listed(notes.emptyFields, "the rules ask for what no lead has filled in: ")
        text += Wording.listed(
            notes.unlistedSources,
            "sources that no rule knows, each a row of its own and without a place in the band: ")
        return text
    }

    private func rows(_ cells: (Figures.Row) -> [Cell]) -> [[Cell]] {
        (figures.rows + [figures.total]).map(cells)
    }

    private func cell<Value>(_ known: Known<Value>, _ cell: (Value) -> Cell) -> Cell {
        switch known {
        case .value(let value): cell(value)
        case .unknown(let absence): .absent(Wording.whyShort(absence))
        }
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
        cell(row.matured) { conversion in
            .decimal(conversion.hadTime)
        }
    }
}
