internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// The sources with what they cost, are worth and bring, in the blocks of what was bought and what was not. Rows add
/// up to the total.
struct ManagementSources {
    private let page: ManagementPage
    private var justification: JustificationFigures { page.justification }
    private var say: Wording { page.say }
    private var numbers: NumberFormat { say.numbers }
    private var total: JustificationFigures.Row { page.total }
    typealias Source = JustificationFigures.Row

    /// More do not fit on a page.
    static let mostRows = 12

    init(_ page: ManagementPage) { self.page = page }

    var table: ManagementSheet.SourceTable {
        var table = ManagementSheet.SourceTable()
        table.title = title
        table.head = head
        table.legend = legend
        (table.groups, table.notes) = (groups, notes)
        table.total = row(total, say("All sources", "Alle bronnen"))
        if page.figures.question.by != .source {
            table.total?.name = say("All together", "Alles samen")
        }
        table.ticks = ticks
        return table
    }

    // MARK: Which rows

    /// Rows with money or MQLs in them, those with most at stake first; the best ones are always among those shown.
    private var ordered: [Source] {
        justification.rows.filter { $0.row.counts.mqls > 0 || $0.row.boughtFor.value != nil }
            .sorted {
                func stake(_ row: Source) -> UInt64 {
                    max(
                        row.row.boughtFor.value?.cents.magnitude ?? 0,
                        (row.effect.value ?? row.effectNotSaid)?.cents.magnitude ?? 0)
                }
                return (stake($1), $1.row.counts.mqls, $0.row.key)
                    < (stake($0), $0.row.counts.mqls, $1.row.key)
            }
    }

    /// Those that have a row, of all the ones with most at stake.
    var shown: [Source] {
        let all = ordered
        guard all.count > Self.mostRows else { return all }
        let (first, rest) = (all.prefix(Self.mostRows - 1), all.dropFirst(Self.mostRows - 1))
        func isGood(_ row: Source) -> Bool { row.advice == .raise || row.advice == .keep }
        var rows = Array(first)
        for row in rest.filter(isGood).prefix(2) {
            if let place = rows.lastIndex(where: { !isGood($0) }) { rows[place] = row }
        }
        return rows
    }

    private var hidden: [Source] {
        let keys = Set(shown.map(\.row.key))
        return ordered.filter { !keys.contains($0.row.key) }
    }

    private var groups: [ManagementSheet.Group] {
        let shown = shown
        func rows(_ own: [Source]) -> [ManagementSheet.Row] {
            own.map { row($0, page.name($0)) }
        }
        var groups: [ManagementSheet.Group] = []
        for block in justification.blocks {
            let keys = Set(block.rows.map(\.row.key))
            let own = shown.filter { keys.contains($0.row.key) }
            guard !own.isEmpty else { continue }
            let (title, note) = words(block.buying)
            var group = ManagementSheet.Group(title: title, note: note, rows: rows(own))
            if block.rows.count > 1 {
                group.sum = row(
                    block.sum, say("together", "samen"))
            }
            groups.append(group)
        }
        if justification.blocks.isEmpty { groups = [.init(rows: rows(shown))] }
        let others = [rest, anyway, inNoRow].compactMap(\.self)
        if !others.isEmpty { groups.append(.init(title: say("The rest", "De rest"), rows: others)) }
        return groups
    }

    private func words(_ buying: Buying) -> (title: String, note: String) {
        switch buying {
        case .bought: (say("Bought", "Ingekocht"), "")
        case .notBought:
            (
                say("Nothing was spent on these", "Hier is niets aan besteed"),
                total.isAllIn
                    ? say(
                        "their cost is own hours and tools", "hun kosten zijn eigen uren en tools")
                    : ""
            )
        case .notKnown:
            (
                say("Not known", "Niet bekend"),
                say("these may have been bought", "deze kunnen ingekocht zijn")
            )
        }
    }

    // MARK: Rows

    private var head: ManagementSheet.Head {
        .init(
            source: say.breakdown(page.figures.question.by), mqls: say(.mqls),
            spent: say("Spent", "Besteed"),
            cost: total.isAllIn ? say("All-in", "Kosten, alles") : say("To buy", "Inkoop"),
            worth: say(.worth), back: say("Expected per \(page.one)", "Verwacht per \(page.one)"),
            effect: say("Gain or loss", "Winst of verlies"),
            pays: say("Chance it pays", "Kans quitte"), advice: say("Decision", "Besluit"))
    }

    private var legend: ManagementSheet.Legend {
        .init(
            lead: say("One MQL:", "Eén MQL:"),
            cost: total.isAllIn
                ? say("cost, all-in", "kosten, alles meegerekend")
                : say("cost, to buy", "kosten, inkoop"),
            worth: say(
                "expected worth with its range (95%)", "verwachte waarde met interval (95%)"),
            guide: say("guide price", "richtprijs"), loss: say("loss", "verlies"),
            gain: say("gain", "winst"))
    }

    private func units(_ money: Money) -> Double { Double(money.cents) }

    func row(_ source: Source, _ name: String) -> ManagementSheet.Row {
        let isTotal = source.row.key == total.row.key
        let isSum = source.advice == .sum || isTotal
        let worth = source.worth.value
        let isTold = isSum ? justification.isSaid : source.advice.isTold
        let cost = source.cost.value
        var row = ManagementSheet.Row()
        row.key = isSum ? nil : source.row.key
        row.name = name
        row.mqls = numbers.count(source.row.counts.mqls)
        row.spent =
            source.row.boughtFor.value.map(numbers.rounded)
            ?? (source.row.buying == .notBought ? "" : "–")
        row.cost = cost.map(numbers.rounded) ?? "–"
        row.worth = worth.map { numbers.rounded($0.mean) } ?? "–"
        row.back =
            isTold
            ? worth.flatMap { worth in
                cost.flatMap { cost in
                    cost.cents > 0
                        ? numbers.ratio(Double(worth.mean.cents) / Double(cost.cents)) : nil
                }
            } ?? "–" : "–"
        if let effect = source.effect.value {
            row.effect = signed(effect)
            row.tone = effect.cents < 0 ? .bad : .good
        } else if let effect = source.effectNotSaid {
            (row.effect, row.isEffectSoft) = (signed(effect), true)
        } else {
            row.effect = "–"
        }
        row.pays =
            isTold && (source.row.buying != .notBought || isTotal)
            ? source.pays.map(say.chance) ?? "–" : source.row.buying == .notBought ? "" : "–"
        row.advice = isSum ? "" : advice(source)
        let isDrawn = isTold && worth != nil
        row.plot = .init(
            cost: cost.map(units), mean: isDrawn ? worth.map { units($0.mean) } : nil,
            low: isDrawn ? worth.map { units($0.low) } : nil,
            high: isDrawn ? worth.map { units($0.high) } : nil,
            guide: source.row.valueBand.value.map { (units($0.low), units($0.high)) },
            description: description(source, name, isDrawn: isDrawn))
        return row
    }

    private func description(_ source: Source, _ name: String, isDrawn: Bool) -> String {
        let cost = source.cost.value.map(numbers.whole) ?? "–"
        guard isDrawn, let worth = source.worth.value else {
            return say("\(name): costs \(cost)", "\(name): kost \(cost)")
        }
        let (mean, range) = (numbers.whole(worth.mean), numbers.span(worth.low, worth.high))
        return say(
            "\(name): costs \(cost), worth \(mean) (\(range))",
            "\(name): kost \(cost), waard \(mean) (\(range))")
    }

    private func signed(_ money: Money) -> String {
        money.cents > 0 ? "+" + numbers.rounded(money) : numbers.rounded(money)
    }

    /// What is decided of a row, in a few words.
    private func advice(_ source: Source) -> String {
        let asOf = page.figures.question.observed.sqls
        switch source.advice {
        case .stop:
            return source.row.boughtUntil == nil
                ? say("stop", "stop") : say("not again", "niet meer")
        case .raise: return say("buy more", "koop meer in")
        case .keep: return say("keep", "houden")
        case .cheaper:
            let most = justification.requiredReturn.flatMap { required in
                source.worth.value.map { numbers.whole($0.highestPrice(required)) }
            }
            return most.map { say("at most \($0)", "hoogstens \($0)") }
                ?? say("pay less", "goedkoper")
        case .tooYoung:
            guard let days = source.row.judgedAfter else { return say("wait", "wacht") }
            let day = numbers.dayAndMonth(asOf.advanced(by: days), say.language)
            return say("wait until \(day)", "wacht tot \(day)")
        case .tooFew: return say("wait: too few", "wacht: te weinig")
        case .undecided: return say("wait: sales open", "wacht: sales loopt")
        case .notMatched: return say("ask: no lead", "vraag: geen lead")
        case .notSplit: return say("ask: not split", "vraag: niet verdeeld")
        case .notSaid: return say("cannot be said", "niet te zeggen")
        case .sourceNotKnown: return say("ask where from", "vraag herkomst")
        case .noCost, .sum: return ""
        }
    }

    // MARK: So that rows add up

    /// What has no room, in one row.
    var rest: ManagementSheet.Row? {
        let hidden = hidden
        guard let first = hidden.first else { return nil }
        let count = numbers.count(hidden.count)
        var row = ManagementSheet.Row()
        row.name = say("\(count) others", "\(count) andere")
        let mqls = hidden.reduce(0) { $0 + $1.row.counts.mqls }
        row.mqls = numbers.count(mqls)
        let currency = page.figures.question.currency
        func each(_ money: [Money?]) -> String? {
            guard mqls > 0, !money.contains(where: { $0 == nil }) else { return nil }
            let sum = money.reduce(Int128(0)) { $0 + Int128($1?.cents ?? 0) }
            return Rounding.halfEven(sum, over: Int128(mqls)).map {
                numbers.rounded(Money(cents: $0, currency))
            }
        }
        let spent = hidden.compactMap { $0.row.boughtFor.value?.cents }
        row.spent =
            spent.isEmpty
            ? ""
            : Money(exactly: spent.reduce(Int128(0)) { $0 + Int128($1) }, currency).map(
                numbers.rounded) ?? "–"
        row.cost =
            each(hidden.map { first.isAllIn ? $0.row.allIn.value : $0.row.boughtFor.value }) ?? "–"
        (row.worth, row.back, row.pays) = ("–", "–", "")
        // What is known of none of them stands in the row of what is in no row.
        let effects = hidden.compactMap { $0.effect.value ?? $0.effectNotSaid }
        let sum = effects.reduce(Int128(0)) { $0 + Int128($1.cents) }
        row.effect = effects.isEmpty ? "–" : Money(exactly: sum, currency).map(signed) ?? "–"
        row.tone = sum < 0 ? .bad : .good
        return row
    }

    /// What would have come without the sources that have it to their credit.
    var anyway: ManagementSheet.Row? {
        guard let anyway = justification.anyway else { return nil }
        var row = ManagementSheet.Row()
        row.name = say.text(Table.anyway)
        row.effect = signed(anyway)
        row.isEffectSoft = true
        return row
    }

    /// What of the total's effect stands in no row.
    var inNoRow: ManagementSheet.Row? {
        guard let outside = justification.effectOutsideRows else { return nil }
        var row = ManagementSheet.Row()
        row.name = say("in no row", "in geen rij")
        row.effect = signed(outside)
        row.isEffectSoft = true
        return row
    }

    // MARK: Words around it

    private var title: String {
        let shown = ordered.filter { $0.row.key != total.row.key }
        let stops = shown.filter { $0.advice == .stop }.map { say.text($0.row.label) }
        let best = shown.filter { ($0.effect.value?.cents ?? 0) > 0 }
            .max {
                ($0.effect.value?.cents ?? 0, $1.row.key) < (
                    $1.effect.value?.cents ?? 0, $0.row.key
                )
            }
            .map { say.text($0.row.label) }
        let earns = best.map {
            say("\($0) brings most", "\($0) levert het meeste op")
        }
        let lose: String? =
            stops.isEmpty
            ? nil
            : stops.count > 3
                ? say(
                    "\(numbers.count(stops.count)) bought sources cost more than they are worth",
                    "\(numbers.count(stops.count)) ingekochte bronnen kosten meer dan ze waard zijn"
                )
                : stops.count == 1
                    ? say(
                        "\(stops[0]) costs more than it is worth",
                        "\(stops[0]) kost meer dan hij waard is")
                    : say(
                        "\(say.joined(stops)) cost more than they are worth",
                        "\(say.joined(stops)) kosten meer dan ze waard zijn")
        let parts = [lose, earns].compactMap(\.self)
        return parts.isEmpty
            ? say("What an MQL costs and is worth", "Wat een MQL kost en waard is")
            : ManagementPage.capitalised(parts.joined(separator: "; "))
    }

    private var notes: [String] {
        let guide = page.figures.total.valueBand.value.map {
            let band = numbers.span($0.low, $0.high)
            return say(
                "Guide price: what MQLs of this intent go for, \(band) here; a guide, not measured.",
                "Richtprijs: wat MQL's van deze intentie doen, hier \(band); een richtlijn, niet gemeten."
            )
        }
        let pays =
            justification.ownCostsStay && total.isAllIn
            ? say(
                "Chance it pays: a source against what it takes to buy it, as own hours and tools stay when it stops; all together against all of the cost.",
                "Kans quitte: een bron tegen haar inkoop, want eigen uren en tools blijven als ze stopt; alles samen tegen alle kosten."
            ) : nil
        let soft = justification.effectNotSaid.map { _ in
            say(
                "Grey: counts in the total; it is said of no source, as it may be of a bought one.",
                "Grijs: telt mee in het totaal, maar is van geen bron te zeggen: het kan van een ingekochte zijn."
            )
        }
        let lines = TestedSources(page.figures, say).lines
        let tested = lines.isEmpty ? nil : lines.joined(separator: " ")
        let currency = page.figures.question.currency.code
        return [
            say(
                "Spent: on buying all MQLs of a row, in \(currency). Cost and worth: per MQL. Gain or loss of all MQLs of a row: worth less cost. Rows add up to the total.",
                "Besteed: aan inkoop van alle MQL's van een rij, in \(currency). Kosten en waarde: per MQL. Winst of verlies van alle MQL's van een rij: waarde min kosten. De rijen tellen op tot het totaal."
            ), pays, tested, guide, soft,
        ].compactMap(\.self)
    }

    // MARK: The scale

    private var ticks: [(value: Double, text: String)] {
        let ends = (shown + [total]).flatMap { row -> [Double] in
            let worth = row.advice.isTold ? row.worth.value : nil
            return [row.cost.value, worth?.mean, worth?.high, row.row.valueBand.value?.high]
                .compactMap { $0.map(units) }
        }.sorted()
        guard let most = ends.last, most > 0 else { return [] }
        let marks = (shown + [total]).flatMap { row in
            [row.cost.value, row.advice.isTold ? row.worth.value?.mean : nil].compactMap {
                $0.map(units)
            }
        }
        // One range that runs far beyond the others would press them into a corner; its mark itself is on the scale.
        let end = max(min(most, ends[(ends.count - 1) * 4 / 5] * 1.25), marks.max() ?? 0)
        var step = 100.0
        let factors = [2, 2.5, 2]
        var place = 0
        while end / step > 3.5, step < 1e14 {
            step *= factors[place % 3]
            place += 1
        }
        var count = 1
        while step * Double(count) < end { count += 1 }
        let currency = page.figures.question.currency
        return (0...count).map { number in
            let cents = step * Double(number)
            // Of many lines every other one has its amount: there is no room for more.
            let isNamed = count < 4 || number % 2 == count % 2
            return (cents, isNamed ? numbers.rounded(Money(clamping: cents, currency)) : "")
        }
    }
}

extension ManagementPage {
    /// `€1`, `€ 1`: one unit of the currency.
    var one: String { numbers.money(Money(cents: 100, figures.question.currency), whole: true) }
}
