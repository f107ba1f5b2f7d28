package import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// One source by itself: the answer, what became of its leads, how soon, month by month, by campaign and content, and
/// beside the others.
package struct SourceReport: Report {
    private let source: SourceFigures
    package let context: ReportContext
    private var row: JustificationFigures.Row { source.row }
    private var name: String { say.text(row.row.label) }
    private var capitalised: String { ManagementPage.capitalised(name) }

    package init(_ source: SourceFigures, _ context: ReportContext = ReportContext()) {
        self.source = source
        self.context = context
    }

    package var document: Document {
        let question = source.figures.question
        let (period, asOf) = (say.period(question.period), say.asOf(question.observed))
        var document = Document(
            say("\(capitalised) · \(period) · \(asOf)", "\(capitalised) · \(period) · \(asOf)")
                + say.basis(source.figures))
        document.add(.paragraph(answer))
        document.add(
            .lines(
                [beside].compactMap(\.self) + [tested].compactMap(\.self)
                    + [DelayNotes.line(row.row, say)].compactMap(\.self))
        )
        document.section(
            say("From lead to customer", "Van lead tot klant"),
            .onPage(
                FiguresCharts(source.figures, say).funnel(of: row.row).map { [.chart($0)] } ?? []),
            .table(steps),
            .lines([
                say(
                    "The leads created in the period, and how far they came. Months, campaigns and contents below: the MQLs of the period.",
                    "De leads uit de periode, en hoe ver ze kwamen. Maanden, campagnes en inhoud hieronder: de MQL's van de periode."
                )
            ]))
        document.section(
            say("How soon an MQL became an SQL", "Hoe snel een MQL een SQL werd"), delays)
        document.section(
            say("By month", "Per maand") + unit,
            parts(source.months, .month))
        document.section(
            say("By campaign", "Per campagne") + unit, parts(source.campaigns, .campaign))
        document.section(
            say("By content", "Per inhoud") + unit, contents)
        document.section(
            say(.basis),
            .labelled([
                (
                    say(.rules),
                    ["\(source.figures.ruleBook.name) \(source.figures.ruleBook.version)"]
                ), context.again,
            ]))
        document.dataTable = Table([.named(.month)] + Self.fields, source.months)
        document.moreData = [
            Table([.named(.campaign)] + Self.fields, source.campaigns),
            Table([.named(.content)] + Self.fields, source.contents),
        ].filter { !$0.rows.isEmpty }
        return document
    }

    private var unit: String { " (\(source.figures.question.currency))" }

    // MARK: The answer

    private var answer: String {
        let report = JustificationReport(source.justification, context)
        let mqls = row.row.counts.mqls
        let count = say.count(mqls, .mql)
        let advice = report.advice(row)
        let start =
            advice.isEmpty ? "\(capitalised): \(count)" : "\(capitalised): \(advice). \(count)"
        guard mqls > 0 else { return start + "." }
        let one = mqls == 1
        var text = start
        if let cost = row.cost.value.map(numbers.whole) {
            text +=
                row.isAllIn
                ? say(
                    one
                        ? " cost \(cost), own hours and tools in it,"
                        : " cost \(cost) each, own hours and tools in it,",
                    one
                        ? " kostte \(cost), met eigen uren en tools,"
                        : " kosten \(cost) per stuk, met eigen uren en tools,")
                : say(
                    one ? " cost \(cost) to buy" : " cost \(cost) each to buy",
                    one ? " kostte \(cost) aan inkoop" : " kosten \(cost) per stuk aan inkoop")
            text += say(" and", " en")
        }
        let isTold = source.justification.isSaid && row.advice.isTold
        let isKnown = row.cost.value != nil
        guard isTold, let worth = row.worth.value else {
            guard isKnown else {
                return start
                    + say(
                        ". What they cost and are worth cannot be said yet.",
                        ". Wat ze kosten en waard zijn is nog niet te zeggen.")
            }
            return text
                + say(
                    one
                        ? " what it is worth cannot be said yet."
                        : " what they are worth cannot be said yet.",
                    one
                        ? " wat hij waard is is nog niet te zeggen."
                        : " wat ze waard zijn is nog niet te zeggen.")
        }
        let (mean, range) = (numbers.whole(worth.mean), numbers.span(worth.low, worth.high))
        text += say(
            one
                ? " is worth about \(mean) (\(range))." : " are worth about \(mean) (\(range)).",
            one
                ? " is ongeveer \(mean) waard (\(range))."
                : " zijn ongeveer \(mean) waard (\(range)).")
        if let effect = row.effect.value {
            let money = numbers.whole(
                Money(cents: effect.cents == .min ? .max : abs(effect.cents), effect.currency))
            text +=
                effect.cents < 0
                ? say(" Together \(money) short.", " Samen \(money) te weinig.")
                : say(" Together \(money) over.", " Samen \(money) over.")
        }
        if let pays = row.pays, row.row.buying != .notBought {
            text += say(
                " Chance that buying pays for itself: \(say.chance(pays)).",
                " Kans dat de inkoop zich terugverdient: \(say.chance(pays)).")
        }
        return text
    }

    /// What a test showed that it causes.
    private var tested: String? {
        TestedSources(source.justification.figures, say).line(of: row.row.key)
    }

    /// How it converts beside the others, and whether that is more than chance.
    private var beside: String? {
        guard let other = source.comparison, source.justification.isSaid,
            let own = other.own.rate, let rest = other.rest.rate
        else { return nil }
        let (one, all) = (
            "\(numbers.share(own)) (\(numbers.range(other.own.low, other.own.high)))",
            "\(numbers.share(rest)) (\(numbers.range(other.rest.low, other.rest.high)))"
        )
        return say(
            "\(one) of its MQLs became an SQL, \(all) of the others: ",
            "\(one) van de MQL's werd SQL, \(all) van de andere: ")
            + (other.standsOut
                ? say("more than chance explains.", "meer dan toeval verklaart.")
                : say("that may be chance.", "dat kan toeval zijn."))
    }

    // MARK: Tables

    private var steps: Table {
        let names = [
            "leads": Phrase("Leads"), "mqls": Phrase("MQL"),
            "contacted": Phrase(en: "contacted", nl: "gesproken"), "sqls": Phrase("SQL"),
            "won": Phrase(en: "won", nl: "klant"),
        ]
        let steps = FunnelReport.steps(row.row)
        return Table(
            Self.stepFields,
            steps.map { step in
                StepRow(
                    name: names[step.name] ?? Phrase(step.name), count: step.count,
                    of: row.row.counts.leads)
            })
    }

    struct StepRow {
        let name: Phrase
        let count: Known<Int>
        let of: Int
    }

    static let stepFields: [Field<StepRow>] = [
        Field("step", "Step", "Stap", .step, .text) { .phrase($0.name) },
        Field("reached", "Leads", "Leads", .lead) { .of($0.count) },
        Field("share_of_leads", .share, .share) { .share($0.count.value, of: $0.of) },
    ]

    private var delays: [Document.Block] {
        guard !source.delays.isEmpty else { return [] }
        let all = Phrase(en: "other sources", nl: "andere bronnen")
        let spreads = source.delays.map { delay in
            let days = say.count(delay.days, .day)
            return Chart.Spread(
                days, [delay.own, delay.others],
                text: "\(numbers.share(delay.own)) · \(numbers.share(delay.others))")
        }
        let title = say(
            "SQLs so far that came within so many days",
            "SQL's tot nu toe die binnen zoveel dagen kwamen")
        let chart = Chart(
            title: title,
            description: spreads.map { "\($0.label): \($0.text)" }.joined(separator: "; "),
            legend: [.init(.series(0), capitalised), .init(.series(1), say.text(all))],
            .spread(
                spreads, .shares([1], numbers), series: [capitalised, say.text(all)]))
        return [
            .onPage([.chart(chart)]), .table(Table(Self.delayFields, source.delays)),
            .lines([
                say(
                    "Of all SQLs so far, whatever the period: what is still to come is not in it.",
                    "Van alle SQL's tot nu toe, in welke periode ook: wat nog komt zit er niet in.")
            ]),
        ]
    }

    static let delayFields: [Field<SourceFigures.Delay>] = [
        Field("within_days", "Within days", "Binnen dagen", .halfIn) { .count($0.days) },
        Field("own_share", "This source", "Deze bron", .share) { .share($0.own) },
        Field("share_of_others", "Other sources", "Andere bronnen", .share) { .share($0.others) },
    ]

    /// Only an MQL has content, that which it became one by: of leads there is nothing to count.
    private var contents: [Document.Block] {
        guard !source.contents.isEmpty else { return [] }
        let fields = Self.fields.filter { $0.column.key != "leads" }
        return [.table(Table([.named(.content)] + fields, source.contents).withoutEmptyColumns)]
    }

    private func parts(_ parts: [SourceFigures.Part], _ by: Breakdown) -> [Document.Block] {
        guard !parts.isEmpty else { return [] }
        return [.table(Table([.named(by)] + Self.fields, parts).withoutEmptyColumns)]
    }

    static let fields: [Field<SourceFigures.Part>] = [
        Field("spend", .spend, .boughtFor) { $0.spent.map(Cell.money) ?? .dash },
        Field("leads", .leads, .lead, rank: 6) { .count($0.leads) },
        Field("mqls", .mqls, .mql, rank: 0) { .count($0.mqls) },
        Field("sqls", .sqls, .sql, rank: 1) { .counted($0.sqls) },
        Field("won", .won, .deals) { .counted($0.won) },
        Field("per_mql", .perMQL, .cost, rank: 2) { $0.perMQL.map(Cell.money) ?? .dash },
        Field("conversion", .conversion, .range, .range, rank: 3) { part in
            guard let conversion = part.conversion else { return .dash }
            return conversion.maturedEquivalent >= Verdict.fewest
                ? .of(conversion.estimate)
                : .absent(Double(part.mqls) >= Verdict.fewest ? .tooYoung : .tooFew)
        },
    ]
}

extension Field<SourceFigures.Part> {
    static func named(_ by: Breakdown) -> Field { Field(.by(by)) { .phrase($0.label) } }
}

extension SourceReport {
    package var json: JSONValue {
        let question = source.figures.question
        func parts(_ parts: [SourceFigures.Part]) -> JSONValue {
            .array(
                parts.map { part in
                    .members([
                        "key": part.key, "spend": part.spent, "leads": part.leads,
                        "mqls": part.mqls, "sqls": part.sqls, "won": part.won,
                        "per_mql": part.perMQL, "had_time": part.conversion?.maturedEquivalent,
                        "rate": part.conversion?.estimate.rate,
                        "low": part.conversion?.estimate.low,
                        "high": part.conversion?.estimate.high,
                    ])
                })
        }
        return .members([
            "schema": "mql.source/1", "as_of": question.asOf,
            "data_until": question.observed.data, "observed_until": question.observed.sqls,
            "first": question.period.first, "last": question.period.lastDay,
            "unit": question.unit.rawValue, "currency": question.currency.code,
            "source": row.row.key,
            "justification": JustificationJSON(source.justification, context).row(row),
            "months": parts(source.months), "campaigns": parts(source.campaigns),
            "contents": parts(source.contents),
            "delays": JSONValue.array(
                source.delays.map { delay in
                    .members([
                        "within_days": delay.days, "own_share": delay.own,
                        "share_of_others": delay.others,
                    ])
                }),
        ])
    }
}
