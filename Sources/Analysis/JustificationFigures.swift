package import Economics
package import Funnels
internal import Leads
package import Quantities
internal import Statistics
internal import Valuation

/// Whether the cost per MQL is justified, per source and in all: what an MQL is worth against what it
/// costs, how sure that is, and what would turn it.
package struct JustificationFigures: Sendable {
    package let figures: Figures
    /// Whether own hours, people and tools stay when a source stops.
    package let ownCostsStay: Bool
    /// Euros of margin asked per euro of cost; nil where nobody has said it: then a euro has to come back,
    /// and nothing is said of more.
    package let requiredReturn: Double?
    /// Who said so in a file; nil where it was typed, or nobody has.
    package let requiredSaid: GivenAnswer?
    package let rows: [Row]
    /// What would have come without the sources that have it to their credit, as tests showed: its effect is a part
    /// of the total's, so that the rows add up. Nil where no source was tested, or nothing is said.
    package let anyway: Money?
    /// The rows that were bought, those that were not, and those of which nobody knows; none where they are all
    /// of one kind.
    package let blocks: [Block]
    package let total: Row
    package let verdict: Known<Justification.Verdict>
    package let ledger: Ledger?
    /// What suppositions would do to all MQLs of the period; empty where nobody asked, or nothing is known.
    package let whatIf: [WhatIf.Effect]
    /// What the worth of all MQLs hangs on, the most money first.
    package let drivers: [Driver]
    /// The same MQLs by what they are after, and by who they are; empty where the rows are these.
    package private(set) var intents: [Figures.Row] = []
    package private(set) var personas: [Figures.Row] = []

    /// What it would do to the worth of all MQLs of the period if one of the chances were as low, or as
    /// high, as it may be in four cases of five.
    package struct Driver: Hashable, Sendable {
        package let input: WhatIf.Input
        package let rate: Double
        package let effect: Money
    }

    /// Rows of which the same is known of how they came. The effect of their sum is that of its rows together.
    package struct Block: Sendable {
        package let buying: Buying
        package let rows: [Row]
        package let sum: Row
    }

    /// What an MQL of one source costs, what it is worth, and what follows.
    package struct Row: Sendable {
        package let row: Figures.Row
        /// Per MQL: with own hours and tools where they are known, else what was bought.
        package let cost: Known<Money>
        package let isAllIn: Bool
        /// What goes when the row does, per MQL and of all: what was bought; own hours, people and tools stay
        /// unless somebody said otherwise. Of the total it is all of the cost.
        package let avoidable: Known<Money>
        package let avoidableOfAll: Known<Money>
        /// What is saved by stopping it: what goes, less what its MQLs are expected to bring; nil where it is not
        /// to be stopped.
        package let saved: Money?
        /// What an MQL is worth: the chance of a sale × the margin of one, with its range.
        package var worth: Known<Worth> { row.worth }
        /// The chance that an MQL is worth what goes with it, of the total what it cost, and that it brings the
        /// required return; the second is nil where nothing is required.
        package let pays: Double?
        package let meets: Double?
        /// Margin that one more euro brings, in euros; nil where it was not bought, or its worth is not known.
        package let nextEuro: Double?
        package let advice: Justification.Advice
        /// What its MQLs are worth, less what they cost. Those of the rows add up to that of the total, but for
        /// spend that met no MQL.
        package let effect: Known<Money>
        /// The same of what may have been bought, of which it is not said: it is in the total all the same.
        package let effectNotSaid: Money?
        /// Of a source to be stopped: what a customer brings in its first months for 1 that is counted here,
        /// where the source would not be stopped if that were counted.
        package let turnedByRepeats: Double?
    }

    mutating func add(intents rows: [Figures.Row]) { intents = rows }
    mutating func add(personas rows: [Figures.Row]) { personas = rows }

    /// Whether what the money brought is said at all: the data may be of an import, or of leads that were
    /// chosen by what became of them.
    package var isSaid: Bool {
        figures.move == nil && !figures.notes.hidesRates
    }

    /// What follows from stopping all that is to be stopped.
    package struct Joint: Hashable, Sendable {
        package let stopped: Int
        package let saved: Money
        /// The effect of all MQLs, after that.
        package let effect: Money
        /// The same with the worth of those that are left as low, and as high, as it may be in 95 of 100 cases; nil
        /// where none is left.
        package let effectLow: Money?
        package let effectHigh: Money?
        /// What stays whatever is stopped: own hours, people and tools; nil where they are not known.
        package let staying: Money?
        package let mqlsLeft: Int
        /// What an MQL that is left costs then, with what stays spread over those that are left; nil where none
        /// is left.
        package let costLeft: Money?
    }

    /// Nil where nothing is to be stopped, or what that does is not known.
    package var joint: Joint? {
        let stopped = rows.filter { $0.advice == .stop }
        guard !stopped.isEmpty, let effect = total.effect.value,
            let spent = total.isAllIn ? total.row.allIn.value : total.row.boughtFor.value
        else { return nil }
        var (saved, avoided) = (Int128(0), Int128(0))
        for row in stopped {
            guard let own = row.saved, let goes = row.avoidableOfAll.value else { return nil }
            saved += Int128(own.cents)
            avoided += Int128(goes.cents)
        }
        let bought = stopped.reduce(0) { $0 + $1.row.counts.mqls }
        // What would have come without them comes all the same.
        let anyway = stopped.reduce(0) { sum, row in
            let part = 1 - min(1, row.worth.value?.caused ?? 1)
            return sum + Int(Rounding.clamped(Double(row.row.counts.mqls) * part))
        }
        let kept = total.row.counts.mqls - bought
        let left = kept + anyway
        let paid = total.row.boughtFor.value.map { Int128($0.cents) }
        let currency = effect.currency
        guard let all = Money(exactly: saved, currency),
            let after = Money(exactly: Int128(effect.cents) + saved, currency)
        else { return nil }
        // What is left is worth as much more or less as its range says.
        let gone = Set(stopped.map(\.row.key))
        let worth =
            kept > 0
            ? figures.together.worth(
                of: Set(figures.rows.map(\.key).filter { !gone.contains($0) })) : nil
        func bounded(_ bound: (Worth) -> Money) -> Money? {
            worth.flatMap { worth in
                Money(
                    exactly: Int128(after.cents)
                        + Int128(bound(worth).cents - worth.mean.cents) * Int128(kept), currency)
            }
        }
        return Joint(
            stopped: stopped.count, saved: all, effect: after, effectLow: bounded(\.low),
            effectHigh: bounded(\.high),
            staying: total.isAllIn && ownCostsStay
                ? paid.flatMap { Money(exactly: Int128(spent.cents) - $0, currency) } : nil,
            mqlsLeft: left,
            costLeft: left > 0
                ? Rounding.halfEven(Int128(spent.cents) - avoided, over: Int128(left)).map {
                    Money(cents: $0, currency)
                } : nil)
    }

    /// What of the total's effect is of MQLs that may have been bought; nil where there are none.
    package var effectNotSaid: Money? {
        let all = rows.compactMap(\.effectNotSaid)
        guard let first = all.first else { return nil }
        return Money(exactly: all.reduce(Int128(0)) { $0 + Int128($1.cents) }, first.currency)
    }

    /// What of the total's effect no row has, such as spend that met no lead; nil where the rows add up to the
    /// total, to a cent for each.
    package var effectOutsideRows: Money? {
        guard let all = total.effect.value else { return nil }
        let known = rows.compactMap(\.effect.value)
        guard !known.isEmpty else { return nil }
        let others = Int128(effectNotSaid?.cents ?? 0) + Int128(anyway?.cents ?? 0)
        let sum = known.reduce(others) { $0 + Int128($1.cents) }
        let rest = Int128(all.cents) - sum
        guard rest.magnitude > UInt128(rows.count) else { return nil }
        return Money(exactly: rest, all.currency)
    }

    /// The books against the file.
    package struct Ledger: Hashable, Sendable {
        package let books: Money
        package let file: Money
        /// The files less the books, in cents.
        package var difference: Int64 {
            file.cents.subtractingReportingOverflow(books.cents).partialValue
        }
        /// The difference as a share of the books; nil where these have nothing.
        package var share: Double? {
            books.cents == 0 ? nil : Double(difference) / Double(books.cents)
        }
        /// More than two percent: the figures cannot be defended before it is explained.
        package var isWide: Bool { share.map { abs($0) > 0.02 } ?? (difference != 0) }
    }

    /// What an answer takes beside the files; nil where the rule book says it, or nobody asks.
    package struct Asked: Hashable, Sendable {
        /// In hundredths.
        package var requiredReturn: Int?
        package var ledger: Money?
        package var whatIf: WhatIf?

        package init() {}
    }
}

extension Pipeline {
    /// Whether the cost per MQL is justified, per source and in all.
    ///
    /// - Parameter withContacts: whether it is also told how soon sales spoke to them.
    package func justify(
        _ question: Figures.Question, _ asked: JustificationFigures.Asked,
        withContacts: Bool = false, jobs: Int
    ) async -> JustificationFigures {
        let counted = count(question, jobs: jobs)
        let assumption = rules.book.economics.budget.assumption
        let (data, intents, personas, curves) = Parallel.all(jobs: jobs) {
            held(question, counted, withContacts: withContacts, jobs: jobs)
        } _: {
            rows(.intent, question, counted, jobs: jobs)
        } _: {
            rows(.persona, question, counted, jobs: jobs)
        } _: {
            guard question.by == .source else { return [String: Double]() }
            return SourceMonths.learned(self, counted.tally, question).bySource.compactMapValues {
                Elasticity($0.learned.months.map { ($0.spend, $0.mqls) }, assumption)?.value
            }
        }
        var justification = JustificationBuilder(data, rules.book, asked, curves).figures
        justification.add(intents: intents)
        justification.add(personas: personas)
        return justification
    }

    /// The rows of another breakdown in which there are MQLs, of what has been counted.
    private func rows(
        _ by: Breakdown, _ question: Figures.Question, _ counted: Counted, jobs: Int
    ) -> [Figures.Row] {
        guard question.by != by else { return [] }
        var other = question
        other.by = by
        return held(other, counted, jobs: jobs).rows.filter { $0.counts.mqls > 0 }
    }

    /// The figures, held where questions are answered one after the other.
    private func held(
        _ question: Figures.Question, _ counted: Counted, withContacts: Bool = false, jobs: Int
    ) -> Figures {
        func make() -> Figures {
            figures(question, counted, withContacts: withContacts, jobs: jobs)
        }
        return counts?.figures(question, withContacts: withContacts, make) ?? make()
    }
}

private struct JustificationBuilder {
    private let data: Figures
    private let asked: JustificationFigures.Asked
    private let book: RuleBook
    private let required: Double?
    /// By how many percent the MQLs of a source grow for 1 % more spend, as far as its months tell.
    private let curves: [String: Double]

    init(
        _ data: Figures, _ book: RuleBook, _ asked: JustificationFigures.Asked,
        _ curves: [String: Double]
    ) {
        self.data = data
        self.asked = asked
        self.book = book
        self.curves = curves
        required = (asked.requiredReturn ?? book.economics.requiredReturn).map { Double($0) / 100 }
    }

    private var hasSpend: Bool { data.total.boughtFor.absence != .noSpendFile }

    private var ownCostsStay: Bool { book.economics.ownCostsStay ?? true }

    /// Why nothing is said of what the money brought; nil where it is.
    private var withheld: Absence? {
        data.move != nil
            ? .looksLikeMove : data.notes.hidesRates ? .chosenByOutcome : nil
    }

    var figures: JustificationFigures {
        let total = row(data.total, isTotal: true)
        let rows = data.rows.filter { $0.counts.mqls > 0 || $0.boughtFor.value != nil }
            .map { row($0) }
        return JustificationFigures(
            figures: data, ownCostsStay: ownCostsStay, requiredReturn: required,
            requiredSaid: asked.requiredReturn == nil
                ? book.answers.first { $0.key == EconomicRules.Answer.requiredReturn.rawValue }
                : nil,
            rows: rows, anyway: withheld == nil && total.effect.value != nil ? data.anyway : nil,
            blocks: blocks(rows), total: total, verdict: verdict(total),
            ledger: asked.ledger.flatMap { books in
                data.spendTie.value.map { .init(books: books, file: $0.inPeriod) }
            },
            whatIf: asked.whatIf.flatMap { data.total.effects(of: $0, required: required) } ?? [],
            drivers: drivers(total))
    }

    private func blocks(_ rows: [JustificationFigures.Row]) -> [JustificationFigures.Block] {
        let blocks = data.blocks.map { block in
            let own = rows.filter { block.keys.contains($0.row.key) }
            return JustificationFigures.Block(
                buying: block.buying, rows: own, sum: sum(block.sum, own, block.buying))
        }.filter { !$0.rows.isEmpty }
        return blocks.count > 1 ? blocks : []
    }

    /// Rows together: what goes with them, and what they bring.
    private func sum(
        _ row: Figures.Row, _ rows: [JustificationFigures.Row], _ buying: Buying
    ) -> JustificationFigures.Row {
        let own = self.row(row)
        let effects = rows.compactMap(\.effect.value)
        // Where some rows have none, as their spend is not split, it is that of all together.
        var effect = buying == .notKnown ? Known.unknown(.mayBeBought) : own.effect
        if effects.count == rows.count, let first = effects.first {
            effect = Known(
                Money(exactly: effects.reduce(Int128(0)) { $0 + Int128($1.cents) }, first.currency),
                else: .tooLarge)
        }
        return JustificationFigures.Row(
            row: row, cost: own.cost, isAllIn: own.isAllIn, avoidable: own.avoidable,
            avoidableOfAll: own.avoidableOfAll, saved: nil, pays: own.pays, meets: own.meets,
            nextEuro: nil, advice: .sum,
            effect: effect,
            effectNotSaid: nil, turnedByRepeats: nil)
    }

    private func drivers(_ total: JustificationFigures.Row) -> [JustificationFigures.Driver] {
        guard withheld == nil, let worth = total.worth.value else { return [] }
        let all = worth.margin * Double(total.row.counts.mqls)
        let chances: [(WhatIf.Input, BetaDistribution, BetaDistribution)] = [
            (.conversion, worth.sqlRate, worth.winRate), (.won, worth.winRate, worth.sqlRate),
        ]
        return chances.flatMap { input, own, other in
            [0.1, 0.9].compactMap { place -> JustificationFigures.Driver? in
                let rate = own.quantile(place)
                return Money(rounding: (rate - own.mean) * other.mean * all, worth.currency).map {
                    .init(input: input, rate: rate, effect: $0)
                }
            }
        }.sorted { ($1.effect.cents.magnitude, $0.rate) < ($0.effect.cents.magnitude, $1.rate) }
    }

    private func verdict(
        _ total: JustificationFigures.Row
    ) -> Known<Justification.Verdict> {
        if let withheld { return .unknown(withheld) }
        // What loses money on every sale is worth no price.
        if data.sales.margin.absence == .marginIsNegative, total.cost.value != nil {
            return .value(.no)
        }
        return total.worth.flatMap { _ in
            total.cost.flatMap { _ in
                guard let pays = total.pays else { return .unknown(.noMQLs) }
                // What is too young or too little to judge by is no no either.
                let maturedEquivalent = total.row.matured.value?.maturedEquivalent ?? 0
                guard maturedEquivalent >= Verdict.fewest else { return .value(.notYet) }
                let verdict = Justification.Verdict(pays: pays, meets: total.meets)
                // Without one's own hours the cost is too low for a yes.
                if verdict == .no, isOpen(total.row) { return .value(.notYet) }
                let isWhole =
                    total.isAllIn && !data.holes.mayTurn(costOf: nil)
                    && data.spendTie.value?.otherCurrencies.isEmpty != false
                return .value(isWhole || verdict == .no ? verdict : .notYet)
            }
        }
    }

    private func row(_ row: Figures.Row, isTotal: Bool = false) -> JustificationFigures.Row {
        let isAllIn = row.allIn.value != nil
        let cost = isAllIn ? row.costsAllIn.perMQL : row.costs.perMQL
        let worth = row.worth
        // What is decided of a row is what goes with it; of all together what they cost.
        let goesWhole = isTotal || isAllIn && !ownCostsStay
        let avoidable = goesWhole ? cost : row.costs.perMQL
        let spent = isAllIn ? row.allIn : row.boughtFor
        let avoidableOfAll = goesWhole ? spent : row.boughtFor
        var (pays, meets): (Double?, Double?) = (nil, nil)
        if withheld == nil, let worth = worth.value,
            let cents = avoidable.value.map({ Double($0.cents) })
        {
            pays = worth.chance(atLeast: cents)
            meets = required.map { worth.chance(atLeast: cents * $0) }
        }
        // What may have been bought has no gain, no chance and no verdict.
        let mayBeBought =
            !isTotal && [.source, .campaign].contains(data.question.by)
            && row.buying == .notKnown && row.counts.mqls > 0 && hasSpend
        if mayBeBought { (pays, meets) = (nil, nil) }
        let nextEuro = isTotal ? nil : nextEuro(row)
        let advice = advice(row, pays, meets, nextEuro)
        let effect =
            isTotal
            ? totalEffect(spent) : otherEffect(row, advice, spent) ?? self.effect(row, spent)
        return JustificationFigures.Row(
            row: row, cost: cost, isAllIn: isAllIn, avoidable: avoidable,
            avoidableOfAll: avoidableOfAll,
            saved: advice == .stop ? saved(row, avoidableOfAll) : nil, pays: pays, meets: meets,
            nextEuro: nextEuro, advice: advice,
            effect: withheld.map(Known.unknown) ?? (mayBeBought ? .unknown(.mayBeBought) : effect),
            effectNotSaid: mayBeBought && withheld == nil ? effect.value : nil,
            turnedByRepeats: advice == .stop ? turnedByRepeats(worth.value, avoidable.value) : nil)
    }

    /// Whether it cannot be said that it is not worth its cost: it is worth this at least, or what a sale brings is
    /// known of one or two. What never became an SQL brings nothing whatever a sale does.
    private func isOpen(_ row: Figures.Row) -> Bool {
        row.worthIsLeast || data.sales.size?.isOfFew == true && row.counts.sqls > 0
    }

    /// What goes when the row stops, less what its MQLs are expected to bring.
    private func saved(_ row: Figures.Row, _ goes: Known<Money>) -> Money? {
        guard let goes = goes.value else { return nil }
        guard row.counts.mqls > 0 else { return goes }
        return value(row).flatMap { difference(goes, $0) }.value
    }

    /// What all MQLs of a row are worth, to the cent.
    private func value(_ row: Figures.Row) -> Known<Money> {
        row.worth.flatMap { worth in
            Known(
                Money(rounding: worth.cents * Double(row.counts.mqls), worth.currency),
                else: .tooLarge)
        }
    }

    /// What the MQLs of a row are worth, less what was spent on them; for what was not bought that is what they
    /// are worth.
    private func effect(_ row: Figures.Row, _ spent: Known<Money>) -> Known<Money> {
        value(row).flatMap { value in
            if spent.absence == .noSpendForRow { return .value(value) }
            return spent.flatMap { spent in difference(value, spent) }
        }
    }

    /// The sum of what the rows are worth, less all that was spent: rows add up to it, but for spend that met no
    /// MQL.
    private func totalEffect(_ spent: Known<Money>) -> Known<Money> {
        data.worthOfAll.flatMap { value in spent.flatMap { difference(value, $0) } }
    }

    private func difference(_ value: Money, _ spent: Money) -> Known<Money> {
        let (rest, isTooFar) = value.cents.subtractingReportingOverflow(spent.cents)
        return isTooFar ? .unknown(.tooLarge) : .value(Money(cents: rest, spent.currency))
    }

    /// What a customer brings for 1 that is counted, where with that a source would not be stopped.
    private func turnedByRepeats(_ worth: Worth?, _ cost: Money?) -> Double? {
        guard let repeats = data.sales.repeats, repeats > 1, let worth, let cost else { return nil }
        let cents = Double(cost.cents) / repeats
        let advice = Justification.Advice(
            pays: worth.chance(atLeast: cents),
            meets: required.map { worth.chance(atLeast: cents * $0) }, bringsMore: false)
        return advice == .stop ? nil : repeats
    }

    /// What one more euro on it brings: of the curve as far as its months tell it, and never the average.
    private func nextEuro(_ row: Figures.Row) -> Double? {
        guard withheld == nil, data.question.by != .month, let worth = row.worth.value,
            let bought = row.costs.perMQL.value?.cents, bought > 0
        else { return nil }
        let own = (row.costsAllIn.perMQL.value?.cents).map { max(0, $0 - bought) } ?? 0
        return worth.nextEuro(
            elasticity: Elasticity.usable(
                curves[row.key] ?? Double(book.economics.budget.elasticity) / 100),
            bought: Double(bought), own: Double(own), required: leastReturn)
    }

    /// A euro has to come back, also where less is required.
    private var leastReturn: Double { max(1, required ?? 1) }

    /// What the effect of a row is where it is not worth less cost.
    private func otherEffect(
        _ row: Figures.Row, _ advice: Justification.Advice, _ spent: Known<Money>
    ) -> Known<Money>? {
        switch row.match {
        case .noLead: return .unknown(.noLeadOfName)
        case .notSplit, .partlySplit: return .unknown(.spendNotSplit)
        case .noCampaign, .met, .noSpend: break
        }
        // It was bought, and what for is not in the spend of this report.
        if row.buying == .bought, row.boughtFor.absence == .noSpendForRow, row.counts.mqls > 0 {
            return .unknown(row.match == .noCampaign ? .spendNotSplit : .boughtElsewhere)
        }
        guard row.counts.mqls == 0 else { return nil }
        // What bought leads and no MQL at all is lost; what bought no lead yet may still.
        return advice == .stop
            ? spent.map { Money(cents: $0.cents == .min ? .max : -$0.cents, $0.currency) }
            : spent.flatMap { _ in .unknown(.nothingCame) }
    }

    private func advice(
        _ row: Figures.Row, _ pays: Double?, _ meets: Double?, _ nextEuro: Double?
    ) -> Justification.Advice {
        if withheld != nil { return .notSaid }
        if row.isWithoutSource, row.counts.mqls > 0, hasSpend { return .sourceNotKnown }
        let maturedEquivalent = row.matured.value?.maturedEquivalent ?? 0
        let match = Self.advice(row.match)
        if row.counts.mqls == 0, let match { return match }
        // What would have bought ten MQLs elsewhere, and brought leads of which none became one.
        if row.hasFailed, data.question.by != .month,
            let spent = row.boughtFor.value?.cents,
            let usual = data.total.costs.perMQL.value?.cents,
            usual > 0, Double(spent) >= Verdict.fewest * Double(usual)
        {
            return .stop
        }
        if maturedEquivalent < Verdict.fewest {
            return Double(row.counts.mqls) < Verdict.fewest ? .tooFew : .tooYoung
        }
        if let match { return match }
        if row.buying == .bought, row.boughtFor.absence == .noSpendForRow { return .notSaid }
        // A month that is over cannot be bought again.
        guard data.question.by != .month, row.boughtFor.value != nil, let pays else {
            return .noCost
        }
        let advice = Justification.Advice(
            pays: pays, meets: meets, bringsMore: nextEuro.map { $0 >= leastReturn } ?? false)
        // What costs more than it seems is stopped all the same, and is no source to go on with.
        if advice != .stop, data.question.by == .source, data.holes.mayTurn(costOf: row.key) {
            return .notSaid
        }
        return isOpen(row) && (advice == .stop || advice == .cheaper) ? .undecided : advice
    }

    /// What stands in the place of advice where a row cannot be judged by its money.
    private static func advice(_ match: RowMatch) -> Justification.Advice? {
        switch match {
        case .met: nil
        case .noLead, .noSpend: .notMatched
        case .notSplit, .noCampaign, .partlySplit: .notSplit
        }
    }
}
