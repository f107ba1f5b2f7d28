package import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// Who brought the MQLs: divided over all sources that touched them, in several ways side by side.
package struct AttributionReport: Report {
    private let attribution: AttributionFigures
    package let context: ReportContext
    private var total: AttributionFigures.Row { attribution.total }

    package init(_ attribution: AttributionFigures, _ context: ReportContext = ReportContext()) {
        self.attribution = attribution
        self.context = context
    }

    package var document: Document {
        let question = attribution.figures.question
        let (period, asOf) = (say.period(question.period), say.asOf(question.observed))
        var document = Document(
            say(
                "Who brought the MQLs of \(period) · \(asOf)",
                "Wie de MQL's van \(period) bracht · \(asOf)")
                + say.basis(attribution.figures))
        document.add(.paragraph(summary))
        guard total.own > 0 else { return document }
        document.section(
            say(.mqls), .onPage(AttributionChart(attribution, say).blocks), .table(mqls))
        document.section(
            say(
                "What an MQL cost to buy (\(question.currency))",
                "Wat een MQL kostte aan inkoop (\(question.currency))"),
            .table(costs.withoutEmptyColumns))
        document.add(.lines(MatchNotes(attribution.figures, say).lines))
        document.section(
            say("What they brought", "Wat zij brachten"), .table(brought), .lines(notes))
        document.section(
            say(.trust),
            .labelled(
                TrustSection(attribution.figures, context, isBought: false).entries
                    + [context.again]))
        document.dataTable = mqls.beside(costs).beside(brought)
        return document
    }

    private var summary: String {
        if let absence = attribution.figures.total.mqls.absence {
            return say(
                "Who is an MQL is not known: \(say.why(absence)).",
                "Wie een MQL is, is niet bekend: \(say.why(absence)).")
        }
        let count = say.count(total.own, .mql)
        guard total.own > 0 else {
            return say("There is no MQL in this period.", "Er is geen MQL in deze periode.")
        }
        guard attribution.touches > 0 else {
            return say(
                "Of the \(count), only the lead's own source is known, so every way of dividing them gives "
                    + "the same result. Activities with a column \"source\" would show which other sources played "
                    + "a part.",
                "Van de \(count) is alleen de eigen bron van de lead bekend, dus elke verdeling komt op "
                    + "hetzelfde uit. Activiteiten met een kolom \"source\" zouden laten zien welke andere bronnen "
                    + "meespeelden."
            )
        }
        let many = numbers.count(attribution.mqlsOfMany)
        var text = say(
            "Of the \(count), \(many) were touched by more than one source before they became an MQL.",
            "Van de \(count) kwamen er \(many) met meer dan één bron in aanraking voordat ze MQL werden."
        )
        if let late {
            text += say(
                " For \(late.mqls) of all MQLs the last touch was \(late.names), for which no spend is known.",
                " Bij \(late.mqls) van alle MQL's was de laatste aanraking \(late.names), waarvan geen uitgaven "
                    + "bekend zijn."
            )
        }
        if let widest {
            let (low, high) = (numbers.money(widest.low), numbers.money(widest.high))
            text += say(
                " It matters most for \(widest.name): there an MQL cost \(low) to \(high) to buy, depending "
                    + "on how MQLs are divided.",
                " Het maakt het meest uit voor \(widest.name): daar kostte een MQL \(low) tot \(high) aan "
                    + "inkoop, afhankelijk van hoe MQL's worden verdeeld.")
        }
        return text
    }

    /// Sources without spend that touch far more MQLs last than are their own.
    private var late: (names: String, mqls: String)? {
        let rows = attribution.rows.filter {
            $0.spend.value == nil && $0.mqls(.last) - Double($0.own) >= 10
        }
        guard !rows.isEmpty else { return nil }
        let mqls = rows.reduce(0) { $0 + $1.mqls(.last) }
        return (
            rows.map { say.text($0.label) }.joined(separator: ", "),
            numbers.fixed(mqls, decimals: 0)
        )
    }

    /// The source whose cost depends most on how MQLs are divided.
    private var widest: (name: String, low: Money, high: Money)? {
        var found: (name: String, low: Money, high: Money, ratio: Double)?
        for row in attribution.rows {
            let costs =
                ([row.ownCost] + AttributionModel.allCases.map { row.costPerMQL($0) })
                .compactMap { $0.value?.cents }
            guard let low = costs.min(), let high = costs.max(), low > 0, high > low else {
                continue
            }
            let ratio = Double(high) / Double(low)
            guard ratio > (found?.ratio ?? 1.01) else { continue }
            let currency = attribution.figures.question.currency
            found = (
                say.text(row.label), Money(cents: low, currency), Money(cents: high, currency),
                ratio
            )
        }
        return found.map { ($0.name, $0.low, $0.high) }
    }

    static func title(_ model: AttributionModel) -> Phrase {
        switch model {
        case .first: Phrase(en: "First", nl: "Eerste")
        case .last: Phrase(en: "Last", nl: "Laatste")
        case .linear: Phrase(en: "Linear", nl: "Lineair")
        case .uShape: Phrase(en: "U-shape", nl: "U-vorm")
        }
    }

    private func table(_ fields: [Field<AttributionFigures.Row>]) -> Table {
        Table(
            [Field(.by(.source)) { .phrase($0.label) }] + fields, attribution.rows + [total],
            hasTotal: true)
    }

    private var mqls: Table { table(Self.mqlFields) }
    private var costs: Table { table(Self.costFields) }

    static let mqlFields: [Field<AttributionFigures.Row>] =
        [Field("mqls", "Own source", "Eigen bron", .attribution) { .count($0.own) }]
        + AttributionModel.allCases.map { model in
            Field(.init("mqls_\(model.rawValue)", title(model), .attribution)) {
                .decimal($0.mqls(model))
            }
        }

    static let costFields: [Field<AttributionFigures.Row>] =
        [Field("cost_per_mql", "Own source", "Eigen bron", .attribution) { .of($0.ownCost) }]
        + AttributionModel.allCases.map { model in
            Field(.init("cost_per_mql_\(model.rawValue)", title(model), .attribution)) {
                .of($0.costPerMQL(model))
            }
        }

    /// Under first and linear: SQLs, customers and margin.
    private var brought: Table {
        table(
            Self.sqlFields
                + (attribution.knowsMargins
                    ? Self.marginFields(attribution.figures.question.currency) : []))
    }

    static let sqlFields = broughtFields(
        Phrase("SQL"), "sqls", own: { .count($0.ownSQLs) },
        credited: { .decimal(Credit.count($0?.sqls ?? 0)) })

    static func marginFields(_ currency: Currency) -> [Field<AttributionFigures.Row>] {
        @Sendable func money(_ cents: Int128) -> Cell {
            Money(exactly: cents, currency).map(Cell.rounded) ?? .dash
        }
        return broughtFields(
            Phrase.margin, "margin", own: { money($0.ownMargin) },
            credited: { money($0?.margin ?? 0) })
    }

    private static func broughtFields(
        _ name: Phrase, _ key: String, own: @escaping @Sendable (AttributionFigures.Row) -> Cell,
        credited: @escaping @Sendable (Credit?) -> Cell
    ) -> [Field<AttributionFigures.Row>] {
        [Field("\(key)_own", "\(name.en) own", "\(name.nl) eigen", .attribution, .number, own)]
            + [.first, .last, .linear].map { (model: AttributionModel) in
                let title =
                    model == .linear
                    ? Phrase("lin.")
                    : model == .first
                        ? Phrase(en: "first", nl: "eerst") : Phrase(en: "last", nl: "laatst")
                return Field(
                    "\(key)_\(model.rawValue)", "\(name.en) \(title.en.lowercased())",
                    "\(name.nl) \(title.nl.lowercased())", .attribution
                ) { credited($0.credits[model]) }
            }
    }

    private var notes: [String] {
        [
            say(
                "Own source: that of the lead, as in every other report. First, last: the whole MQL goes to "
                    + "the first or last source that touched it before it became one (or on that day, where the "
                    + "time of day is not known). Linear: every touch gets the same part. U-shape: 40% to the "
                    + "first, 40% to the last, 20% to those between.",
                "Eigen bron: die van de lead, zoals in elk ander rapport. Eerste, laatste: de hele MQL gaat "
                    + "naar de eerste of laatste bron die hem raakte voordat hij het werd (of op die dag, waar het "
                    + "tijdstip niet bekend is). Lineair: elke aanraking krijgt hetzelfde deel. U-vorm: 40% voor "
                    + "de eerste, 40% voor de laatste, 20% voor die ertussen."
            ),
            say(
                "A lead without a source of its own counts here under the sources that touched it, if any.",
                "Een lead zonder eigen bron telt hier bij de bronnen die hem raakten, als die er zijn."
            ),
            attribution.mqlsOfNone > 0 ? ofNone : nil,
            say(
                "This is bookkeeping: it divides what came in, and does not say what would have come in "
                    + "without a source. Go by what all columns agree on.",
                "Dit is boekhouden: het verdeelt wat er binnenkwam, en zegt niet wat er zonder een bron was "
                    + "binnengekomen. Ga af op waar alle kolommen het over eens zijn."),
        ].compactMap { $0 }
    }

    /// MQLs that nothing had touched yet, as far as the files tell.
    private var ofNone: String {
        let mqls = say.count(attribution.mqlsOfNone, .mql)
        let isOne = attribution.mqlsOfNone == 1
        return say(
            "For \(mqls), the lead was created after the MQL and nothing is known to have touched "
                + "\(isOne ? "it" : "them") before: no source is credited with \(isOne ? "it" : "them") in "
                + "these divisions.",
            "Van \(mqls) is de lead pas na de MQL aangemaakt, en er is niets bekend wat "
                + "\(isOne ? "hem" : "ze") eerder raakte: in deze verdelingen "
                + "\(isOne ? "staat hij" : "staan ze") bij geen enkele bron.")
    }

    package var json: JSONValue {
        FiguresJSON(attribution.figures, context).with([
            "attribution": JSONValue.members([
                "touches": attribution.touches,
                "mqls_of_more_than_one_source": attribution.mqlsOfMany,
                "mqls_of_no_touch": attribution.mqlsOfNone, "rows": attribution.rows.map(json),
                "total": json(total),
            ])
        ])
    }

    private func json(_ row: AttributionFigures.Row) -> JSONValue {
        let currency = attribution.figures.question.currency
        let members: JSONObject = [
            "key": row.key, "mqls": row.own, "spend": row.spend.value,
        ]
        let credits = AttributionModel.allCases.map { model -> (String, JSONValue) in
            let credit = row.credits[model] ?? Credit()
            let margin = attribution.knowsMargins ? Money(exactly: credit.margin, currency) : nil
            return (
                model.rawValue,
                .members([
                    "mqls": Credit.count(credit.mqls), "sqls": Credit.count(credit.sqls),
                    "won": Credit.count(credit.won), "margin": margin,
                    "cost_per_mql": row.costPerMQL(model).value,
                ])
            )
        }
        return (members + JSONObject(credits)).json
    }
}
