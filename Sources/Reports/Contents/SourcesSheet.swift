internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities
internal import Valuation

/// The sources of a report as a sheet: what was counted and paid as numbers, and what follows from these and from
/// the assumptions as formulas, in the totals too.
struct SourcesSheet {
    private let justification: JustificationFigures
    private let report: JustificationReport
    private let assumptions: AssumptionsSheet
    private let say: Wording
    /// What was bought stands together, and what was not, so that each has a sum of lines that follow each other.
    private let rows: [JustificationFigures.Row]
    private let rest: SheetRest
    private let columns: [Column]

    /// The lines of the title and of the headings stand above it.
    static let firstRow = 3

    init(
        _ justification: JustificationFigures, _ report: JustificationReport,
        _ assumptions: AssumptionsSheet, _ say: Wording
    ) {
        (self.justification, self.report) = (justification, report)
        (self.assumptions, self.say) = (assumptions, say)
        let inBlocks = justification.blocks.flatMap(\.rows)
        rows = inBlocks.count == justification.rows.count ? inBlocks : justification.rows
        let hours = justification.figures.notes.ownHours
        rest = SheetRest(justification.total, rows, hours)
        let hasOwn = (rows + [justification.total]).contains {
            (SheetRest.own($0.row, hours)?.cents ?? 0) != 0
        }
        columns = Column.allCases.filter { column in
            switch column {
            case .own: hours == nil || hasOwn
            case .hours: hours != nil
            case .atMost: justification.requiredReturn != nil
            case .caused: justification.anyway != nil
            default: true
            }
        }
    }

    enum Column: Int, CaseIterable {
        case source, spend, own, hours, leads, mqls, sqls, won, margin
        case perLead, perMQL, allIn, perSQL, perWon, back
        case maturedEquivalent, sqlsInTime, rate, chanceSQL, chanceWon, caused, marginOfSale, worth,
            atMost,
            effect
        case breakEven, advice, bought
    }

    private func heading(_ column: Column) -> String {
        switch column {
        case .source: say.breakdown(justification.figures.question.by)
        case .spend: say(.spend)
        case .own:
            columns.contains(.hours)
                ? say("Tools and other own costs", "Tools en andere eigen kosten")
                : say("Own hours and tools", "Eigen uren en tools")
        case .hours: say("Own hours", "Eigen uren")
        case .leads: say(.leads)
        case .mqls: say(.mqls)
        case .sqls: say("SQLs so far", "SQL's tot nu toe")
        case .won: say("Customers so far", "Klanten tot nu toe")
        case .margin: say("Margin so far", "Marge tot nu toe")
        case .perLead: say("Per lead", "Per lead")
        case .perMQL: say("Per MQL, to buy", "Per MQL, inkoop")
        case .allIn: say("Per MQL, all-in", "Per MQL, alles meegerekend")
        case .perSQL: say("Per SQL", "Per SQL")
        case .perWon: say("Per customer", "Per klant")
        case .back: say(.backPerOne(justification.figures.question.currency))
        case .maturedEquivalent: say("MQLs that had time", "MQL's die tijd genoeg hadden")
        case .sqlsInTime: say("SQLs within the horizon", "SQL's binnen de horizon")
        case .rate: say(.conversion)
        case .chanceSQL: say("Chance of an SQL", "Kans op SQL")
        case .chanceWon: say("Chance it is won", "Kans op winst")
        case .caused: say("Caused of it", "Daarvan veroorzaakt")
        case .marginOfSale: say("Margin of a sale", "Marge per verkoop")
        case .worth: say("Worth of an MQL", "Waarde van een MQL")
        case .atMost: say(.atMost)
        case .effect: say(.effect)
        case .breakEven: say("Break-even margin", "Marge voor quitte")
        case .advice: say("Advice", "Advies")
        case .bought: say("Bought or not", "Ingekocht of niet")
        }
    }

    /// The fields of the report that have a column of their own above, mostly a formula; the others follow.
    private static let ownFields: Set<String> = [
        "spend", "leads", "mqls", "sqls", "won", "per_lead", "per_mql", "per_sql", "per_customer",
    ]
    private static let otherFields = FiguresReport.costFields.filter {
        !ownFields.contains($0.column.key)
    }

    var sheet: Workbook.Sheet {
        let lines = rows.enumerated().map { place, row in
            cells(.init(row, line: Self.firstRow + place + 1))
        }
        let anyway = justification.anyway.map { [anywayCells($0)] } ?? []
        let others = (rest.isNothing ? [] : [restCells]) + anyway
        let last = Self.firstRow + lines.count + others.count
        let total = SheetLine(
            justification.total, line: last + 1,
            sum: lines.isEmpty ? nil : .init(Self.firstRow + 1, last, rows), isTotal: true)
        let isKnown = rows.contains { $0.worth.value != nil && $0.cost.value != nil }
        return Workbook.Sheet(
            say("Sources", "Bronnen"),
            widths: columns.map { $0 == .source ? 26 : $0 == .advice ? 14 : 13 }
                + Self.otherFields.map { _ in 13 },
            rows: [
                [.title(report.title)], [],
                columns.map { .heading(heading($0)) }
                    + Self.otherFields.map { .heading(say.text($0.column.title)) },
            ] + lines + others + [cells(total)] + blockLines(below: total.line + 1),
            frozenRows: Self.firstRow,
            totals: Set([last] + justification.blocks.indices.map { last + 2 + $0 }),
            chart: !isKnown
                ? nil
                : Workbook.Chart(
                    say(
                        "What an MQL costs, and what it is worth",
                        "Wat een MQL kost, en wat hij waard is"),
                    names: Column.source.rawValue,
                    values: [.allIn, .worth].compactMap(columns.firstIndex),
                    rows: Self.firstRow...(Self.firstRow + rows.count - 1)))
    }

    /// The sums of what was bought and of what was not, after an empty line.
    private func blockLines(below line: Int) -> [[Workbook.Cell]] {
        var first = Self.firstRow + 1
        let lines = justification.blocks.enumerated().map { place, block in
            let last = first + block.rows.count - 1
            defer { first = last + 1 }
            let isTogether = rows.count == justification.blocks.reduce(0) { $0 + $1.rows.count }
            return cells(
                .init(
                    block.sum, line: line + 1 + place,
                    sum: isTogether ? .init(first, last, block.rows) : nil))
        }
        return lines.isEmpty ? [] : [[]] + lines
    }

    /// What would have come without the sources that have it to their credit.
    private func anywayCells(_ anyway: Money) -> [Workbook.Cell] {
        columns.map { column in
            switch column {
            case .source: .text(say.text(Table.anyway))
            case .effect: .number(Double(anyway.cents) / 100, .money)
            default: .blank
            }
        }
    }

    /// What of the total no row has.
    private var restCells: [Workbook.Cell] {
        columns.map { column in
            switch column {
            case .source: .text(say("In no row above", "In geen rij hierboven"))
            default:
                rest[column].map { $0 == 0 ? .blank : .number($0, Self.style(column)) } ?? .blank
            }
        }
    }

    private static func style(_ column: Column) -> Workbook.Style {
        switch column {
        case .spend, .own, .margin: .money
        case .maturedEquivalent: .decimal
        default: .count
        }
    }

    // MARK: One line

    private func cells(_ line: SheetLine) -> [Workbook.Cell] {
        columns.map { column in
            switch column {
            case .source: .text(say.text(line.row.row.label))
            case .spend, .own, .leads, .mqls, .sqls, .won, .margin, .maturedEquivalent, .sqlsInTime:
                counted(column, line)
            case .hours: hours(line)
            case .perLead, .perMQL, .allIn, .perSQL, .perWon, .back, .rate: price(column, line)
            case .chanceSQL, .chanceWon: chance(column, line)
            case .caused: line.row.worth.value.map { .input($0.caused, .share) } ?? .blank
            case .marginOfSale, .worth, .atMost, .breakEven: worth(column, line)
            case .effect: effect(line)
            case .advice: line.isSum ? .blank : .text(report.advice(line.row))
            case .bought:
                line.isSum
                    || line.row.row.boughtFor.absence == .noSpendFile
                    ? .blank : .text(say.text(line.row.row.buying.label))
            }
        } + Self.otherFields.map { Workbook.Cell($0.cell(line.row.row), say) }
    }

    private func letter(_ column: Column) -> String {
        Workbook.letters(columns.firstIndex(of: column) ?? 0)
    }

    private func ref(_ column: Column, _ line: SheetLine) -> String {
        "\(letter(column))\(line.line)"
    }

    private func range(_ column: Column, _ sum: SheetLine.Sum) -> String {
        "\(letter(column))\(sum.first):\(letter(column))\(sum.last)"
    }

    /// A number of the facts; in a total the sum of the lines above, wherever these add up to it.
    private func counted(_ column: Column, _ line: SheetLine) -> Workbook.Cell {
        let hours = justification.figures.notes.ownHours
        guard let value = SheetRest.value(column, line.row, hours) else { return .blank }
        let style = Self.style(column)
        guard let sum = line.sum else { return .number(value, style) }
        let parts = sum.rows.reduce(0.0) { $0 + (SheetRest.value(column, $1, hours) ?? 0) }
        let other = line.isTotal ? rest[column] ?? 0 : 0
        return abs(parts + other - value) < 1e-6
            ? .formula("=SUM(\(range(column, sum)))", value: value, style) : .number(value, style)
    }

    private func hours(_ line: SheetLine) -> Workbook.Cell {
        guard let own = justification.figures.notes.ownHours,
            let cell = assumptions.reference(.hoursCost),
            let value = SheetRest.hours(line.row.row, own)
        else { return .blank }
        guard let mqls = line.row.row.mqls.value else {
            return .number(Double(value.cents) / 100, .money)
        }
        return .cents(
            "\(cell)*\(ref(.mqls, line))",
            Double(own.hours) * Double(own.hourCost) * Double(mqls) / 100, value)
    }

    /// All that a line cost, with what is one's own where that is known.
    private func cost(_ line: SheetLine) -> String {
        guard line.row.row.allIn.value != nil else { return ref(.spend, line) }
        let parts = [Column.spend, .own, .hours].filter(columns.contains)
        return "(\(parts.map { ref($0, line) }.joined(separator: "+")))"
    }

    private func price(_ column: Column, _ line: SheetLine) -> Workbook.Cell {
        let row = line.row.row
        func divided(_ money: Known<Money>, _ count: Int?, _ by: Column, _ known: Known<Money>)
            -> Workbook.Cell
        {
            guard let spent = money.value, let count, count > 0 else { return .blank }
            let costs = column == .allIn ? cost(line) : ref(.spend, line)
            return .cents(
                "\(costs)/\(ref(by, line))", Double(spent.cents) / Double(count), known.value)
        }
        switch column {
        case .perLead: return divided(row.boughtFor, row.counts.leads, .leads, row.costs.perLead)
        case .perMQL: return divided(row.boughtFor, row.mqls.value, .mqls, row.costs.perMQL)
        case .allIn: return divided(row.allIn, row.mqls.value, .mqls, row.costsAllIn.perMQL)
        case .perSQL: return divided(row.boughtFor, row.sqls.value, .sqls, row.costs.perSQL)
        case .perWon: return divided(row.boughtFor, row.won.value, .won, row.costs.perCustomer)
        case .back:
            guard let margin = SheetRest.value(.margin, line.row, nil),
                let spent = row.allIn.value ?? row.boughtFor.value, spent.cents > 0
            else { return .blank }
            return .formula(
                "=\(ref(.margin, line))/\(cost(line))", value: margin * 100 / Double(spent.cents),
                .ratio)
        default:
            guard let rate = row.matured.value?.estimate.rate else { return .blank }
            return .formula(
                "=\(ref(.sqlsInTime, line))/\(ref(.maturedEquivalent, line))", value: rate, .share)
        }
    }

    // MARK: Worth

    /// A chance that may be changed; of a sum that of its lines, each as often as it has MQLs.
    private func chance(_ column: Column, _ line: SheetLine) -> Workbook.Cell {
        guard let worth = line.row.worth.value else { return .blank }
        let value = column == .chanceSQL ? worth.expectedRate : worth.expectedWins
        guard let sum = line.sum, sum.gives(worth, of: line.row.row) else {
            return .input(value, .share)
        }
        let expected = "SUMPRODUCT(\(range(.mqls, sum)),\(range(.chanceSQL, sum))"
        return .formula(
            column == .chanceSQL
                ? "=\(expected))/\(ref(.mqls, line))"
                : "=\(expected),\(range(.chanceWon, sum)))/\(expected))",
            value: value, .share)
    }

    private var chances: [Column] {
        [.chanceSQL, .chanceWon, .caused].filter(columns.contains)
    }

    /// What an MQL of a line is worth, as a formula without its sign.
    private func product(_ line: SheetLine) -> String {
        (chances + [.marginOfSale]).map { ref($0, line) }.joined(separator: "*")
    }

    private func worth(_ column: Column, _ line: SheetLine) -> Workbook.Cell {
        guard let worth = line.row.worth.value else { return .blank }
        switch column {
        case .marginOfSale:
            let all = justification.total.worth.value?.margin ?? worth.margin
            guard let cell = assumptions.reference(.margin), abs(all - worth.margin) < 1e-6 else {
                return .number(worth.margin / 100, .money)
            }
            return .formula("=\(cell)", value: worth.margin / 100, .money)
        case .worth: return .cents(product(line), worth.cents, worth.mean)
        case .atMost:
            guard line.row.advice.isTold, let required = justification.requiredReturn,
                let cell = assumptions.reference(.required)
            else { return .blank }
            return .cents(
                "\(product(line))/\(cell)", worth.cents / required, worth.highestPrice(required))
        default:
            let chance = worth.expectedRate * worth.expectedWins * worth.caused
            guard let cost = line.row.cost.value.map({ Double($0.cents) }), chance > 0 else {
                return .blank
            }
            let price = ref(line.row.isAllIn ? .allIn : .perMQL, line)
            return .cents(
                "\(price)/(\(chances.map { ref($0, line) }.joined(separator: "*")))", cost / chance,
                worth.breakEvenMargin(cost))
        }
    }

    /// What the MQLs of a line are worth, less what they cost.
    private func effect(_ line: SheetLine) -> Workbook.Cell {
        guard let known = line.row.effect.value else { return .blank }
        let value = Double(known.cents) / 100
        if let sum = line.sum, !line.isTotal, let parts = sum.effects, parts == known.cents {
            return .formula("=SUM(\(range(.effect, sum)))", value: value, .money)
        }
        let spent = line.row.row.allIn.value ?? line.row.row.boughtFor.value
        let less = spent == nil ? "" : "-\(cost(line))"
        let cents = known.cents + (spent?.cents ?? 0)
        guard let worth = line.row.worth.value else {
            return cents == 0
                ? .formula("=0\(less)", value: value, .money) : .number(value, .money)
        }
        if line.isTotal, let sum = line.sum, let parts = sum.worths {
            let factors = [Column.chanceSQL, .chanceWon, .marginOfSale, .mqls].map {
                range($0, sum)
            }
            // Each source is rounded, and rows of another kind may be a few cents beside their sum.
            let beside = cents - parts
            guard beside.magnitude <= UInt64(sum.rows.count) else { return .number(value, .money) }
            let cents = beside == 0 ? "" : format(cents: beside)
            return .formula(
                "=SUMPRODUCT(ROUND(\(factors.joined(separator: "*")),2))\(cents)\(less)",
                value: value, .money)
        }
        guard
            Money(rounding: worth.cents * Double(line.row.row.counts.mqls), known.currency)?.cents
                == cents
        else { return .number(value, .money) }
        return .formula(
            "=ROUND(\(product(line))*\(ref(.mqls, line)),2)\(less)", value: value, .money)
    }

    /// `+0.02`, or `-0.02`.
    private func format(cents: Int64) -> String {
        let (units, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
        return (cents < 0 ? "-" : "+") + "\(units)." + (rest < 10 ? "0" : "") + "\(rest)"
    }
}
