internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// A source with what is asked of it: what the tables on cost and worth are made of.
struct JustifiedRow: Sendable {
    let row: JustificationFigures.Row
    let isTotal: Bool
    let by: Breakdown
    let requiredReturn: Double?
    /// Whether a source of the report was tested.
    let hasTests: Bool

    /// What it is worth, where enough is known for a range and a judgement.
    var told: Known<Worth> {
        row.advice.isTold ? row.worth : .unknown(.nothingToPlanWith)
    }

    /// What it is worth. Of a source of which little is known that is the rate of all sources, as far as its
    /// own MQLs do not tell otherwise.
    var worth: Known<Worth> { row.worth }

    /// What buying it won or lost.
    var effect: Known<Money> { row.effect }

    var advice: Phrase {
        switch row.advice {
        case .raise: Phrase(en: "buy more", nl: "meer")
        case .keep: Phrase(en: "keep", nl: "houden")
        case .cheaper: Phrase(en: "cheaper", nl: "goedkoper")
        case .stop:
            // What nobody buys any more cannot be stopped.
            row.row.boughtUntil == nil
                ? Phrase(en: "stop", nl: "stop") : Phrase(en: "not again", nl: "niet meer")
        case .tooFew: Phrase.tooFew
        case .tooYoung: Phrase.tooYoung
        case .undecided: Phrase(en: "undecided", nl: "nog open")
        case .notMatched: Phrase(en: "no match", nl: "geen match")
        case .notSplit:
            row.row.match == .noCampaign
                ? Phrase(en: "no campaign", nl: "geen campagne")
                : Phrase(en: "not split", nl: "niet verdeeld")
        case .notSaid: Phrase(en: "cannot be said", nl: "niet te zeggen")
        case .sourceNotKnown: Phrase(en: "not known", nl: "niet bekend")
        case .sum: Phrase("")
        case .noCost:
            // A month that is over, or spend of which nobody knows what part was for it.
            by == .month || row.row.boughtFor.absence != .noSpendForRow
                ? Phrase("") : Phrase(en: "not bought", nl: "geen inkoop")
        }
    }
}

extension Field<JustifiedRow> {
    static func by(_ breakdown: Breakdown) -> Field { Field(.by(breakdown)) { .label($0.row.row) } }

    static let spend = Field("spend", .spend, .boughtFor) {
        .of($0.row.row.boughtFor, Cell.rounded)
    }
    static let mqls = Field("mqls", .mqls, .mql, rank: 0) { .of($0.row.row.mqls) }
    static let cost = Field("cost", .cost, .cost, rank: 0) { .of($0.row.cost, Cell.rounded) }
    // It stands in the table beside the guide price too.
    static let toBuy = Field("cost_to_buy", "To buy", "Inkoop", .boughtFor, rank: 7) {
        .of($0.row.row.costs.perMQL, Cell.rounded)
    }
    static let conversion = Field(
        "sql_of_mql", "MQL → SQL (95%)", "MQL → SQL (95%)", .range, .range
    ) { .conversion($0.row.row) }
    static let chanceSQL = Field("chance_sql", "SQL", "SQL", .worth, rank: 5) {
        .of($0.worth) { .share($0.expectedRate) }
    }
    static let chanceWon = Field("chance_won", "Won", "Klant", .worth, rank: 6) {
        .of($0.worth) { .share($0.expectedWins) }
    }
    /// The same for programs, which take no words among numbers.
    static let causedNumber = Field(data: "caused", .range) { row in
        row.row.row.caused.map { .range($0.share, low: $0.low, high: $0.high) } ?? .dash
    }
    /// What of that the source causes: of a row of several sources without its range.
    static let caused = Field("caused", "Caused", "Veroorzaakt", .causedShare, .range, rank: 4) {
        row -> Cell in
        if let share = row.row.row.caused {
            return .range(share.share, low: share.low, high: share.high)
        }
        guard row.hasTests, !row.isTotal, row.row.row.counts.mqls > 0 else { return .dash }
        if let caused = row.worth.value?.caused, caused != 1 { return .share(caused) }
        return row.by == .source && row.row.row.buying == .bought && row.row.advice != .sum
            ? .word(Phrase(en: "not tested", nl: "niet getest"), code: "not_tested") : .dash
    }
    static let worth = Field("worth", .worth, .worth, rank: 0) {
        .of($0.worth) { .rounded($0.mean) }
    }
    static let worthRange = Field("worth_band", "95%", "95%", .range, .band) {
        .of($0.told) { .between($0.low, $0.high) }
    }
    static let pays = Field("chance_pays", "Pays", "Quitte", .requiredReturn, rank: 3) {
        ($0.row.advice.isTold ? $0.row.pays : nil).map(Cell.chance) ?? .dash
    }
    static let meets = Field("chance_meets", "Meets", "Eis", .requiredReturn) {
        ($0.row.advice.isTold ? $0.row.meets : nil).map(Cell.chance) ?? .dash
    }
    static let atMost = Field("highest_price", .atMost, .atMost) { row in
        guard let required = row.requiredReturn else { return .dash }
        return .of(row.told) { .rounded($0.highestPrice(required)) }
    }
    static let advice = Field("advice", "Advice", "Advies", .advice, .text, rank: 1) {
        $0.isTotal || $0.row.advice == .sum
            ? .blank : .word($0.advice, code: $0.row.advice.code)
    }
    /// Whether it was bought.
    static let bought = Field(data: "bought", .text) {
        $0.isTotal || $0.row.row.boughtFor.absence == .noSpendFile
            ? .blank : .word(Phrase($0.row.row.buying.rawValue), code: $0.row.row.buying.rawValue)
    }
    static let effect = Field("effect", .effect, .advice, rank: 2) {
        .of($0.effect, Cell.rounded)
    }
}

extension JustificationFigures {
    /// Of a table with these rows: the rows by block, each with its sum where it has more rows than one, and the
    /// total behind.
    func table(_ fields: [Field<JustifiedRow>], _ shown: [Row]) -> Table {
        guard !blocks.isEmpty else {
            return Table(fields, justified(shown), hasTotal: true).with(anyway)
        }
        let parts = blocks.map { block in
            Blocks.Part(
                rows: shown.filter { row in block.rows.contains { $0.row.key == row.row.key } }
                    .map(justified), sum: justified(block.sum))
        }
        return Table(fields, Blocks(parts), total: justified(total)).with(anyway)
    }

    /// Rows as tables show them, with the total behind.
    func justified(_ rows: [Row]) -> [JustifiedRow] {
        (rows + [total]).map(justified)
    }

    func justified(_ row: Row) -> JustifiedRow {
        JustifiedRow(
            row: row, isTotal: row.row.key == total.row.key, by: figures.question.by,
            requiredReturn: requiredReturn, hasTests: !figures.tests.measured.isEmpty)
    }
}

extension Table {
    /// What of the total's effect would have come without the sources that have it to their credit.
    static let anyway = Phrase(en: "came anyway", nl: "toch gekomen")

    /// The same with a row for that before the total, where it has effects to add up.
    func with(_ anyway: Money?) -> Table {
        guard let anyway, hasTotal, columns.contains(where: { $0.key == "effect" }) else {
            return self
        }
        let row = columns.indices.map { place in
            place == naming
                ? Cell.word(Self.anyway, code: "would_have_come_anyway")
                : columns[place].key == "effect" ? .rounded(anyway) : .blank
        }
        let last = rows.count - 1
        return Table(
            columns: columns, rows: rows.prefix(last) + [row] + rows.suffix(1), hasTotal: true,
            sums: sums, ends: ends.isEmpty ? [] : ends.union([last]))
    }
}
