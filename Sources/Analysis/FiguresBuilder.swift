internal import Economics
internal import Funnels
internal import Leads
package import Quantities
internal import Statistics
internal import Valuation

extension Pipeline {
    /// All figures that answer a question.
    package func figures(_ question: Figures.Question, jobs: Int) async -> Figures {
        let counted = await count(question, jobs: jobs)
        var builder = FiguresBuilder(self, question, counted)
        return builder.figures()
    }

    /// The period that holds everything up to the as-of day.
    package func wholePeriod(asOf: Day) -> Period {
        let zone = rules.book.zone
        let lead = facts.leads.created.min().map(zone.day(of:)) ?? asOf
        let mql = facts.stages.lazy.compactMap { $0[.mql] }.min() ?? asOf
        let first = min(lead, mql, facts.spend.map(\.period.first).min() ?? asOf, asOf)
        return Period(first: first, end: asOf.advanced(by: 1)) ?? Period(day: asOf)
    }
}

/// Reads a tally and the spend, and lays the figures out in rows.
private struct FiguresBuilder {
    private let pipeline: Pipeline
    private let question: Figures.Question
    private let tally: Tally
    private let counted: Counted
    private var sources: SourceDirectory
    /// The sources that spend was for.
    private let spendSources: Set<Int>
    private var counts: [String: FunnelCounts] = [:]
    /// What the rows are called in front of people, by key.
    private var labels: [String: Phrase] = [:]
    private var total = FunnelCounts()
    private var spend: SpendTable
    private let maturity: Maturity
    private let evidence: Evidence

    private var book: RuleBook { pipeline.rules.book }

    init(_ pipeline: Pipeline, _ question: Figures.Question, _ counted: Counted) {
        self.pipeline = pipeline
        self.question = question
        self.counted = counted
        let tally = counted.tally
        self.tally = tally
        var sources = pipeline.rules.sources
        // All names first: another way of writing one may change what its row is called.
        for row in pipeline.facts.spend where !row.isShared {
            _ = sources.resolve(source: row.source, medium: row.medium, campaign: row.campaign)
        }
        var spendSources = Set<Int>()

        var all = Cohort()
        for cell in tally.cells where cell.happened(by: question.asOf) {
            all.add(cell, asOf: question.asOf)
        }
        maturity = Maturity(all, horizon: question.horizon)
        evidence = Evidence(
            pipeline.facts, decider: pipeline.rules.decider(asOf: question.asOf),
            asOf: question.asOf)

        let names = pipeline.rules.book.names
        var labels: [String: Phrase] = [:]
        func noted(_ row: (key: String, label: Phrase)) -> String {
            labels[row.key] = row.label
            return row.key
        }
        let pieces = question.by == .month ? question.period.months : [question.period]
        spend = SpendTable(
            pipeline.facts.spend, period: question.period, asOf: question.asOf,
            currency: question.currency, pieces: pieces
        ) { row, piece in
            switch question.by {
            case .intent, .persona, .content: return nil
            // Shared by all sources, but not by other months.
            case .month: return noted(Self.row(ofMonth: piece.first))
            case .source, .campaign:
                guard !row.isShared else { return nil }
                let number = sources.resolve(
                    source: row.source, medium: row.medium, campaign: row.campaign
                ).number
                spendSources.insert(number)
                let source = Self.row(ofSource: number, sources, names)
                return noted(
                    question.by == .source
                        ? source : Self.row(ofCampaign: row.campaign, of: source))
            }
        }
        self.sources = sources
        self.spendSources = spendSources
        let campaigns = pipeline.facts.leads.column("campaign")?.table
        let book = pipeline.rules.book
        for cell in tally.cells {
            total.add(cell, period: question.period, asOf: question.asOf)
            guard question.period.contains(cell.day) else { continue }
            let segment = cell.segment
            let row =
                switch question.by {
                case .source: Self.row(ofSource: segment.source, sources, names)
                case .intent: Self.row(ofKey: segment.intent.map { book.intents[$0].key }, names)
                case .persona: Self.row(ofKey: segment.persona.map { book.personas[$0].key }, names)
                case .campaign:
                    Self.row(
                        ofCampaign: campaigns?.text(segment.detail) ?? "",
                        of: Self.row(ofSource: segment.source, sources, names))
                case .content:
                    Self.row(ofContent: pipeline.facts.activities.contents.text(segment.detail))
                case .month: Self.row(ofMonth: cell.day)
                }
            counts[noted(row), default: FunnelCounts()].add(
                cell, period: question.period, asOf: question.asOf)
        }
        self.labels = labels
    }

    mutating func figures() -> Figures {
        let keys = Set(counts.keys).union(spend.byKey.keys)
        let isSpread = spend.hasShared && !hasNoSpendOfItsOwn
        if isSpread { spread(over: keys.sorted()) }
        let rows = keys.map { row($0, counts[$0] ?? FunnelCounts(), spend.byKey[$0]) }
            .filter { $0.counts.leads + $0.counts.mqls > 0 || spend.byKey[$0.key] != nil }
            .sorted(by: precedes)
        var notes = Figures.Notes()
        notes.sqlsWithoutMQL = total.sqlsWithoutMQL
        notes.negativeLags = total.cohort.negativeLags
        notes.impliedSQLs = total.impliedSQLs
        notes.mqlsWithoutIntent = total.mqlsBySegment.reduce(0) {
            $0 + ($1.segment.intent == nil ? $1.count : 0)
        }
        notes.sharedSpendRule = isSpread ? book.economics.sharedSpend : nil
        let isAssumed = pipeline.facts.deals.contains {
            $0.margin == nil && $0.amount != nil && $0.wonOn(asOf: question.asOf) != nil
        }
        notes.assumedMargin = isAssumed ? book.economics.margin : nil
        notes.conversion = pipeline.facts.conversion
        notes.ownHours = ownHours
        notes.ownHoursAreInSpend = book.economics.ownHours != nil && spend.knowsPeople
        let used = Set(tally.cells.map(\.segment.source)).union(spendSources)
        notes.unlistedSources = used.filter { $0 > book.sources.count }.map { sources.keys[$0] }
            .sorted()
        let end = book.zone.startOfDay(question.asOf.advanced(by: 1))
        notes.leadsAfterAsOf = pipeline.facts.leads.created.count { $0 >= end }
        notes.mqlsBeforeCreation = tally.cells.reduce(0) { sum, cell in
            cell.event == .createdToMQL && cell.lag < 0 ? sum + Int(cell.count) : sum
        }
        if pipeline.rules.decider(asOf: question.asOf) == .rules {
            notes.unknownActions = pipeline.rules.unknownActions(
                in: pipeline.facts.activities, asOf: question.asOf)
            notes.emptyFields = pipeline.rules.emptyFields
        }
        if let from = book.inForceFrom, question.period.first < from {
            notes.rulesInForceFrom = from
        }
        return Figures(
            question: question,
            ruleBook: .init(name: book.name, version: book.version, fingerprint: book.fingerprint),
            names: book.names,
            facts: .init(
                fingerprint: pipeline.facts.fingerprint, counts: pipeline.facts.counts),
            decidedBy: pipeline.rules.decider(asOf: question.asOf),
            dealCredit: book.economics.dealCredit,
            horizon: .init(days: maturity.horizon, choice: maturity.choice), rows: rows,
            total: row("total", total, spend.total, isTotal: true), population: population,
            spendTie: spendTie(), winsTie: pipeline.winsTie(question, counted.companies),
            completeness: pipeline.completeness(question), notes: notes)
    }

    /// The row with most spend first, then the one with most MQLs; months in order.
    private func precedes(_ one: Figures.Row, _ other: Figures.Row) -> Bool {
        if question.by == .month { return one.key < other.key }
        let cents = (spend.byKey[one.key]?.bought ?? 0, spend.byKey[other.key]?.bought ?? 0)
        return (cents.1, other.counts.mqls, other.counts.leads, one.key)
            < (cents.0, one.counts.mqls, one.counts.leads, other.key)
    }

    /// Spend is known per source: how much of it went to one intent, persona or paper nobody knows.
    private var hasNoSpendOfItsOwn: Bool { [.intent, .persona, .content].contains(question.by) }

    private func label(_ key: String, isTotal: Bool) -> Phrase {
        isTotal ? Phrase(en: "total", nl: "totaal") : labels[key] ?? Phrase(key)
    }

    /// A row's key and what it is called. Only what the rule book names has another name in front
    /// of people: a text of the files is shown as it stands.
    private static func row(
        ofSource number: Int, _ sources: SourceDirectory, _ names: Names
    ) -> (key: String, label: Phrase) {
        let key = sources.keys[number]
        return (key, number <= sources.rules.count ? names.phrase(for: key) : Phrase(key))
    }

    private static func row(
        ofCampaign campaign: String, of source: (key: String, label: Phrase)
    ) -> (key: String, label: Phrase) {
        let name =
            campaign.isEmpty ? Phrase(en: noCampaign, nl: "(geen campagne)") : Phrase(campaign)
        return (
            "\(source.key) / \(name.en)",
            Phrase(
                en: "\(source.label.en) / \(name.en)", nl: "\(source.label.nl) / \(name.nl)")
        )
    }

    private static func row(ofContent content: String) -> (key: String, label: Phrase) {
        content.isEmpty
            ? (noContent, Phrase(en: noContent, nl: "(geen inhoud)")) : (content, Phrase(content))
    }

    private static func row(ofMonth day: Day) -> (key: String, label: Phrase) {
        let key = String(day.description.prefix(7))
        let parts = key.split(separator: "-").reversed()
        return (key, Phrase(en: key, nl: parts.joined(separator: "-")))
    }

    private static func row(ofKey key: String?, _ names: Names) -> (key: String, label: Phrase) {
        key.map { ($0, names.phrase(for: $0)) }
            ?? (notKnown, Phrase(en: notKnown, nl: "(niet bekend)"))
    }

    private static let notKnown = "(not known)"
    private static let noCampaign = "(no campaign)"
    private static let noContent = "(no content)"

    private var population: Figures.Population {
        let (companies, persons) = counted.companies(in: question.period)
        return Figures.Population(
            persons: counted.persons, companies: counted.knowsCompanies ? companies : nil,
            withoutCompany: persons)
    }

    private mutating func spread(over keys: [String]) {
        let weights = keys.map { key -> (key: String, weight: Int64) in
            let weight: Int128 =
                switch book.economics.sharedSpend {
                case .byMQLs: Int128(counts[key]?.mqls ?? 0)
                case .bySpend: spend.byKey[key]?.bought ?? 0
                case .equally: 1
                }
            return (key, Int64(clamping: weight))
        }
        spend.spread(over: weights)
    }

    private func row(
        _ key: String, _ counts: FunnelCounts, _ sum: SpendSum?, isTotal: Bool = false
    ) -> Figures.Row {
        // A campaign without spend of its own has part of its source's, and how much is not known.
        let mayShare = isTotal || question.by != .campaign
        let bought = money(sum, isTotal: isTotal) {
            $0.hasBought && (mayShare || $0.isNamed) ? $0.bought : nil
        }
        // Also a row for which nothing was spent takes hours.
        let hours = ownHours.flatMap { $0.cents(forMQLs: counts.mqls) }.map { Int128($0) }
        let allIn: Known<Money> = money(
            sum ?? (hours == nil ? nil : SpendSum()), isTotal: isTotal
        ) {
            ($0.hasBought || $0.hasOwn || hours != nil) && (mayShare || $0.isNamed)
                ? $0.bought + $0.own + (hours ?? 0) : nil
        }.flatMap {
            spend.knowsOwnCosts || hours != nil ? .value($0) : .unknown(.noOwnCosts)
        }
        let valueBand = valueBand(counts)
        func known(_ count: Int, _ absence: Absence?) -> Known<Int> {
            evidence.known(count, absence, of: counts.mqls)
        }
        let mqls = known(counts.mqls, evidence.mqls)
        let (sqls, won) = (known(counts.sqls, evidence.sqls), known(counts.won, evidence.won))
        func costs(_ spend: Known<Money>) -> UnitCosts {
            UnitCosts(spend, leads: counts.leads, mqls: mqls, sqls: sqls, won: won)
        }
        let conversion = maturity.conversion(counts.cohort)
        return Figures.Row(
            key: key, label: label(key, isTotal: isTotal), counts: counts, mqls: mqls,
            contacted: known(counts.contacted, evidence.contacted),
            sqls: sqls, won: won, rejected: known(counts.rejected, evidence.rejected),
            boughtFor: bought,
            allIn: allIn,
            costs: costs(bought), costsAllIn: costs(allIn),
            raw: cohort(counts).map { _ in EstimatedRate(Proportion(counts.sqls, of: counts.mqls))
            },
            matured: cohort(counts).map { _ in conversion },
            comparisons: comparisons(key, counts, conversion, isTotal: isTotal),
            valueBand: valueBand,
            marketCostPerSQL: valueBand.flatMap { band in
                cohort(counts).flatMap { _ in
                    Known(
                        conversion.estimate.rate.flatMap {
                            Coherence.costPerSQL(ofMQLsAt: band.value, rate: $0)
                        }, else: .noSQLs)
                }
            },
            returnSoFar: ReturnSoFar.of(
                counts, basis: evidence.hasDeals ? returnBasis : nil, boughtFor: bought,
                allIn: allIn, currency: question.currency),
            claimedLeads: isTotal ? nil : sum?.claimedLeads.map { Int(clamping: $0) })
    }

    /// Own hours for each MQL, where the spend does not have them already.
    private var ownHours: EconomicRules.OwnHours? {
        spend.knowsPeople || question.currency != book.currency ? nil : book.economics.ownHours
    }

    /// What all returns of this report are in: margin where every won deal has one, else turnover,
    /// so that rows can be compared.
    private var returnBasis: ReturnSoFar.Basis {
        total.deals > 0 && total.dealsWithMargin < total.deals ? .turnover : .margin
    }

    /// The MQLs of a row, where there are some and it is known what became of them.
    private func cohort(_ counts: FunnelCounts) -> Known<Int> {
        if let absence = evidence.mqls { return .unknown(absence) }
        guard counts.mqls > 0 else { return .unknown(.noMQLs) }
        return evidence.sqls.map(Known.unknown) ?? .value(counts.mqls)
    }

    private func money(
        _ sum: SpendSum?, isTotal: Bool, _ cents: (SpendSum) -> Int128?
    ) -> Known<Money> {
        guard spend.hasFile else { return .unknown(.noSpendFile) }
        if !isTotal, hasNoSpendOfItsOwn {
            return .unknown(.spendNotDividedSo)
        }
        guard let cents = sum.flatMap(cents) else {
            return .unknown(isTotal ? .noSpendInPeriod : .noSpendForRow)
        }
        return Known(
            Int64(exactly: cents).map { Money(cents: $0, question.currency) }, else: .tooLarge)
    }

    private func comparisons(
        _ key: String, _ counts: FunnelCounts, _ conversion: MaturedConversion, isTotal: Bool
    ) -> [Figures.Comparison] {
        let own =
            question.by == .source && !isTotal
            ? book.sources.first { $0.key == key }?.benchmark : nil
        let days =
            conversion.hadTime < Verdict.fewest
            ? maturity.daysUntil(Verdict.fewest, counts.cohort) : nil
        return pipeline.benchmarks.filter { $0.isForAll || $0.name == own }.map { benchmark in
            Figures.Comparison(
                benchmark: benchmark,
                verdict: cohort(counts).absence.map { $0 == .noMQLs ? .noMQLs : .notKnown }
                    ?? Verdict(
                        rate: conversion.estimate, hadTime: conversion.hadTime, mqls: counts.mqls,
                        against: benchmark.rate, daysUntilEnough: days))
        }
    }

    /// Per MQL, from sums: the bands of many MQLs are added before anything is divided.
    private func valueBand(_ counts: FunnelCounts) -> Known<Figures.ValueBand> {
        if let absence = evidence.mqls { return .unknown(absence) }
        guard counts.mqls > 0 else { return .unknown(.noMQLs) }
        var mqls = 0
        var (low, high, value): (Int128, Int128, Int128) = (0, 0, 0)
        for (segment, count) in counts.mqlsBySegment {
            guard let intent = segment.intent else { continue }
            let price = pipeline.rules.prices.price(
                intent: intent, sourcePosition: sources.rule(segment.source)?.position,
                personaPosition: segment.persona.flatMap { book.personas[$0].position })
            guard price.low.currency == question.currency else {
                return .unknown(.bandInOtherCurrency)
            }
            mqls += count
            low += Int128(price.low.cents) * Int128(count)
            high += Int128(price.high.cents) * Int128(count)
            value += Int128(price.value.cents) * Int128(count)
        }
        guard mqls > 0 else { return .unknown(.noIntent) }
        func mean(_ sum: Int128) -> Money {
            Money(cents: Rounding.halfEven(sum, over: Int128(mqls)) ?? 0, question.currency)
        }
        return .value(
            Figures.ValueBand(low: mean(low), high: mean(high), value: mean(value), mqls: mqls))
    }

    /// The ledger: unknown without spend, and where a sum does not fit in 64 bits.
    private func spendTie() -> Known<Figures.SpendTie> {
        guard spend.hasFile else { return .unknown(.noSpendFile) }
        let inPeriod = spend.total.bought + spend.total.own
        let inRows = spend.byKey.values.reduce(Int128(0)) { $0 + $1.bought + $1.own }
        let shared = spend.byKey.values.reduce(Int128(0)) { $0 + $1.shared }
        let sums = [spend.fileCents, inPeriod, spend.outsidePeriodCents, inPeriod - inRows, shared]
            .compactMap { Int64(exactly: $0).map { Money(cents: $0, question.currency) } }
        let others = spend.otherCurrencies.sorted { $0.key < $1.key }.compactMap {
            currency, cents in
            Int64(exactly: cents).map { Money(cents: $0, currency) }
        }
        guard sums.count == 5, others.count == spend.otherCurrencies.count else {
            return .unknown(.tooLarge)
        }
        return .value(
            Figures.SpendTie(
                file: sums[0], inPeriod: sums[1], outsidePeriod: sums[2], inNoRow: sums[3],
                shared: sums[4], rowsCut: spend.rowsCut, otherCurrencies: others))
    }
}

extension Period {
    /// The calendar months of the period, the first and the last as far as they are in it.
    var months: [Period] {
        var result: [Period] = []
        var start = first
        while start < end {
            let next = min(start.startOfNextMonth, end)
            if let month = Period(first: start, end: next) { result.append(month) }
            start = next
        }
        return result
    }
}
