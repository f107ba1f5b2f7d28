internal import Economics
internal import Funnels
internal import Intake
internal import Leads
package import Quantities
internal import Statistics
internal import Valuation

extension Pipeline {
    /// All figures that answer a question.
    ///
    /// - Parameter withContacts: whether rows tell how soon sales spoke to their MQLs.
    package func figures(
        _ question: Figures.Question, jobs: Int, withContacts: Bool = false
    ) async -> Figures {
        figures(
            question, count(question, jobs: jobs), withContacts: withContacts, jobs: jobs)
    }

    /// The same from leads that have been counted.
    func figures(
        _ question: Figures.Question, _ counted: Counted, withContacts: Bool = false, jobs: Int = 1
    ) -> Figures {
        var builder = FiguresBuilder(
            self, question, counted, withContacts: withContacts, jobs: jobs)
        return builder.figures()
    }

    /// The period that holds everything up to the as-of day.
    package func wholePeriod(asOf: Day) -> Period {
        let zone = rules.book.zone
        let lead = facts.leads.created.min().map(zone.day(of:)) ?? asOf
        let mql = facts.firstDays[.mql] ?? asOf
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
    private let sources: SourceDirectory
    private var groups: RowGroups
    /// Nil where the period is one month, or the rows are months already.
    private let monthGroups: RowGroups?
    private var total: FunnelCounts
    private let sales: SaleEstimate
    private let all: Cohort
    private let sourceCohorts: [Int: Cohort]
    private let maturity: Maturity
    /// The same for customers.
    private let buying: Maturity
    private let evidence: Evidence
    private let otherDelays: [Int: OtherDelay]
    private let holes: Holes
    private let tests: SourceTests

    private var sums: LeadSums { counted.sums }
    private var book: RuleBook { pipeline.rules.book }
    private var spend: SpendTable { groups.spend }

    init(
        _ pipeline: Pipeline, _ question: Figures.Question, _ counted: Counted, withContacts: Bool,
        jobs: Int
    ) {
        self.pipeline = pipeline
        self.question = question
        self.counted = counted
        tally = counted.tally
        holes = pipeline.holes(question, counted, pipeline.rules.sources)
        sources = pipeline.rules.sources
        let tests = pipeline.tests(question, sources.keys)
        self.tests = tests
        let view = CountedView(
            pipeline, question, counted, sources, withContacts: withContacts, jobs: jobs)
        sourceCohorts = view.sqls.bySource
        all = view.sqls.all
        maturity = Maturity(all, sources: sourceCohorts, horizon: question.horizon)
        buying = Maturity(view.customers.all, sources: view.customers.bySource)
        evidence = Evidence(
            counted.sums, decider: pipeline.rules.decider(asOf: question.asOf),
            asOf: question.asOf)
        groups = view.groups
        monthGroups = view.months
        total = view.total
        sales = SaleEstimate(
            .init(
                tally: counted.tally, sqls: sourceCohorts, customers: view.customers,
                maturity: maturity, buying: buying,
                norm: pipeline.benchmarks.first { $0.kind == .norm }?.rate,
                noWins: evidence.hasDeals ? .noCustomers : .noDeals,
                orders: pipeline.facts.orders.isEmpty
                    ? nil : pipeline.customerOrders(question, counted.companies),
                caused: Dictionary(
                    sources.keys.enumerated().compactMap { number, key in
                        tests.part(key).map { (number, $0) }
                    }, uniquingKeysWith: { first, _ in first }),
                areOneOff: counted.sums.deals.areOneOff), total: view.total,
            pipeline.rules.book.economics, question)
        var others: [Int: OtherDelay] = [:]
        if question.by == .source, sourceCohorts.count > 1 {
            for (source, cohort) in sourceCohorts
            where !maturity.hasOwnDelay(source) && cohort.reachedCount > 2 {
                others[source] = OtherDelay(
                    cohort, others: sourceCohorts.filter { $0.key != source }.map(\.value), maturity
                )
            }
        }
        otherDelays = others
    }

    mutating func figures() -> Figures {
        let isSpread = groups.isSpread
        groups.spread(by: book.economics.sharedSpend)
        var rows = rows(of: groups)
        rows.sort(by: precedes)
        var total = row(
            .init(key: "total", label: Phrase(en: "total", nl: "totaal"), counts: total),
            in: groups, worth: sales.total, isTotal: true)
        var months = months()
        let forecast = forecast
        if let forecast {
            for place in rows.indices { rows[place].add(forecast) }
            for place in months.indices { months[place].add(forecast) }
            total.add(forecast)
        }
        var blocks = blocks(of: rows)
        if let forecast {
            blocks = blocks.map { block in
                var sum = block.sum
                sum.add(forecast)
                return .init(buying: block.buying, keys: block.keys, sum: sum)
            }
        }
        let planning = addPlanningRates(to: &rows)
        return Figures(
            question: question,
            ruleBook: .init(name: book.name, version: book.version, fingerprint: book.fingerprint),
            names: book.names,
            facts: .init(
                fingerprint: sums.fingerprint, counts: sums.counts),
            decidedBy: pipeline.rules.decider(asOf: question.asOf),
            dealCredit: book.economics.dealCredit,
            horizon: .init(days: maturity.horizon, choice: maturity.choice), rows: rows,
            blocks: blocks, together: RowsTogether(sales, groups.groups), total: total,
            months: months, planning: planning,
            comparison: RowComparison(rows),
            worthOfAll: total.worth.flatMap { _ in Known(sales.value, else: .tooLarge) },
            sales: sales.sales, tests: tests,
            anyway: total.worth.value == nil ? nil : sales.anyway,
            delays: .init(sql: maturity, customer: buying), withoutSource: withoutSource(rows),
            population: sums.population, spendTie: spendTie(),
            winsTie: sums.deals.wins, completeness: pipeline.completeness(sums),
            notes: notes(total, isSpread: isSpread),
            move: pipeline.move(counted), holes: holes,
            forecast: forecast)
    }

    /// Things that a reader must know, as counts.
    private func notes(_ total: Figures.Row, isSpread: Bool) -> Figures.Notes {
        var notes = Figures.Notes()
        notes.sqlsWithoutMQL = total.counts.sqlsWithoutMQL
        notes.createdEarlier = sums.createdEarlier
        notes.negativeLags = total.counts.cohort.negativeLags
        notes.impliedSQLs = total.counts.impliedSQLs
        notes.sqlsAreSales = evidence.sqlsAreSales && total.counts.sqls > 0
        notes.mqlsWithoutIntent = total.counts.mqlsBySegment.reduce(0) {
            $0 + ($1.segment.intent == nil ? $1.count : 0)
        }
        notes.sharedSpendRule = isSpread ? book.economics.sharedSpend : nil
        notes.assumedMargin = sums.deals.lackMargin ? book.economics.margin : nil
        notes.conversion = pipeline.facts.conversion
        notes.unknownStages = sums.deals.unknownStages.map { .init(name: $0.key, deals: $0.value) }
            .sorted { ($1.deals.deals, $0.name) < ($0.deals.deals, $1.name) }
        notes.idleCredits = sums.deals.idle
        notes.ownHours = ownHours
        notes.answers = book.answers
        notes.selection = pipeline.selection(sums, asOf: question.asOf)
        notes.ownHoursAreInSpend = book.economics.ownHours != nil && spend.knowsPeople
        let used = tally.sources.union(groups.spendSources)
        notes.unlistedSources = used.filter { $0 > book.sources.count }.map { sources.keys[$0] }
            .sorted()
        notes.crm = counted.crm
        notes.isDecidedByActivities = book.decidedBy == .auto
        notes.disqualifiedMQLs = counted.crm.disqualified.sorted { $0.key < $1.key }.map {
            (book.disqualifiers[$0.key].key, $0.value)
        }
        if case .again(let days) = book.recycled { notes.countsAgainAfter = days }
        notes.leadsAfterAsOf = sums.leadsAfterAsOf
        notes.persons = sums.severalIDs
        notes.notJudgedAgain = sums.notJudgedAgain
        for cell in tally.cells {
            switch cell.event {
            case .createdToMQL where cell.lag < 0: notes.mqlsBeforeCreation += Int(cell.count)
            case .stageBeforeCreation: notes.stagesBeforeCreation += Int(cell.count)
            case .saleBeforeMQL: notes.salesBeforeMQL += Int(cell.count)
            case .countedAgain where question.period.contains(cell.day):
                notes.countedAgain += Int(cell.count)
            case .cameBack where question.period.contains(cell.day):
                notes.cameBack += Int(cell.count)
            case .cameBack where question.period.contains(cell.day.advanced(by: cell.lag)):
                notes.cameBackFromElsewhere += Int(cell.count)
            default: break
            }
        }
        if pipeline.rules.decider(asOf: question.asOf) == .rules {
            notes.unknownActions = sums.unknownActions
            notes.emptyFields = sums.emptyFields
        }
        if let from = book.inForceFrom, question.period.first < from {
            notes.rulesInForceFrom = from
        }
        return notes
    }

    private func rows(of groups: RowGroups) -> [Figures.Row] {
        let worth = sales.rows(groups.groups.map(\.counts))
        return groups.groups.indices.map {
            row(groups.groups[$0], in: groups, worth: worth[$0])
        }.filter {
            $0.counts.leads + $0.counts.mqls > 0 || groups.spend.byKey[$0.key] != nil
        }
    }

    /// The rows that were bought, those that were not, and those of which nobody knows, each with their sum; none
    /// where they are all of one kind.
    private func blocks(of rows: [Figures.Row]) -> [Figures.Block] {
        guard [.source, .campaign].contains(groups.by), spend.hasFile else { return [] }
        let kinds = Buying.allCases.filter { kind in rows.contains { $0.buying == kind } }
        guard kinds.count > 1 else { return [] }
        let all = Dictionary(uniqueKeysWithValues: groups.groups.map { ($0.key, $0) })
        var kindOfKey: [String: Int] = [:]
        for row in rows { kindOfKey[row.key] = kinds.firstIndex(of: row.buying) }
        let worth = sales.rows(
            groups.groups.map(\.counts), together: groups.groups.map { kindOfKey[$0.key] },
            kinds.count)
        return kinds.enumerated().map { place, kind in
            let keys = rows.filter { $0.buying == kind }.map(\.key)
            var counts = FunnelCounts(withContacts: total.contacts != nil)
            var sum: SpendSum?
            var lacksPrice = false
            for key in keys {
                if let own = all[key]?.counts { counts.add(own) }
                // Bought with spend that is not in this report: over its MQLs too, the rest is no price.
                if kind == .bought, let group = all[key], group.counts.mqls > 0,
                    spend.byKey[key]?.hasBought != true,
                    group.source.map({ !groups.spendSources.contains($0) }) ?? false
                {
                    lacksPrice = true
                }
                guard let own = spend.byKey[key] else { continue }
                var whole = sum ?? SpendSum()
                whole.add(own)
                sum = whole
            }
            return Figures.Block(
                buying: kind, keys: keys,
                sum: row(
                    .init(key: kind.rawValue, label: kind.label, counts: counts), in: groups,
                    worth: worth[place], of: sum, isSum: true, lacksPrice: lacksPrice))
        }
    }

    private func isWithoutSource(_ group: RowGroups.Group) -> Bool {
        group.source == book.sources.count
    }

    private func buying(_ group: RowGroups.Group, _ bought: Known<Money>) -> Buying {
        if isWithoutSource(group) || !spend.hasFile { return .notKnown }
        if bought.value != nil { return .bought }
        guard bought.absence == .noSpendForRow else { return .notKnown }
        if group.source.map({ groups.lastBought[$0] != nil }) ?? false { return .bought }
        return group.match == .noSpend ? .notKnown : .notBought
    }

    /// The months in which the MQLs of the period became so; none where the period is one month, or
    /// the rows are months already.
    private mutating func months() -> [Figures.Row] {
        guard var groups = monthGroups else { return [] }
        groups.spread(by: book.economics.sharedSpend)
        return rows(of: groups).sorted { $0.key < $1.key }
    }

    /// What the MQLs on which nothing was decided may still bring: by their source and age alone, so
    /// that whatever the rows are, they add up to the same total.
    private var forecast: Forecast? {
        guard evidence.mqls == nil, evidence.sqls == nil else { return nil }
        let cohorts = sourceCohorts.sorted { $0.key < $1.key }.map { source, cohort in
            (source: source, counts: maturity.conversion(cohort).counts)
        }
        guard let planning = PlanningRates(cohorts.map(\.counts), norm: norm) else { return nil }
        var beliefs: [Int: BetaDistribution] = [:]
        for (source, counts) in cohorts { beliefs[source] = planning.spread.posterior(counts) }
        return Forecast(all, sources: sourceCohorts, maturity, beliefs: beliefs)
    }

    private var norm: Double? { pipeline.benchmarks.first { $0.kind == .norm }?.rate }

    /// Adds the rate to plan with to each row.
    private func addPlanningRates(to rows: inout [Figures.Row]) -> PlanningRates? {
        // A month that is over is not planned.
        guard question.by != .month else { return nil }
        let known = rows.compactMap { $0.matured.value?.counts }
        guard let planning = PlanningRates(known, norm: norm) else { return nil }
        for place in rows.indices {
            guard let counts = rows[place].matured.value?.counts else { continue }
            rows[place].planningRate = planning.spread.posterior(counts)?.mean
        }
        return planning
    }

    /// MQLs of which nobody knows where they came from, among those of which it is known.
    private func withoutSource(_ rows: [Figures.Row]) -> Figures.WithoutSource? {
        guard question.by == .source else { return nil }
        let key = sources.keys[book.sources.count]
        let mqls = rows.first { $0.key == key }?.counts.mqls ?? 0
        let known = total.mqls - mqls
        return mqls > 0 && known > 0 ? .init(key: key, mqls: mqls, known: known) : nil
    }

    /// What was bought first, with most spend first, then with most MQLs; months in order.
    private func precedes(_ one: Figures.Row, _ other: Figures.Row) -> Bool {
        if question.by == .month { return one.key < other.key }
        if spend.hasFile, one.buying != other.buying {
            return one.buying.place < other.buying.place
        }
        let cents = (spend.byKey[one.key]?.bought ?? 0, spend.byKey[other.key]?.bought ?? 0)
        return (cents.1, other.counts.mqls, other.counts.leads, one.key)
            < (cents.0, one.counts.mqls, one.counts.leads, other.key)
    }

    private func row(
        _ group: RowGroups.Group, in groups: RowGroups, worth: Worth?, of spent: SpendSum? = nil,
        isTotal: Bool = false, isSum: Bool = false, lacksPrice: Bool = false
    ) -> Figures.Row {
        let (key, counts, spend) = (group.key, group.counts, groups.spend)
        let sum = isTotal ? spend.total : isSum ? spent : spend.byKey[key]
        // A campaign without spend of its own has part of its source's, and how much is not known.
        let mayShare =
            isTotal || isSum || groups.by != .campaign
            || group.source.map { !groups.spendSources.contains($0) } ?? false
        let isTotal = isTotal || isSum
        func money(_ sum: SpendSum?, _ cents: (SpendSum) -> Int128?) -> Known<Money> {
            guard spend.hasFile else { return .unknown(.noSpendFile) }
            if lacksPrice { return .unknown(.boughtElsewhere) }
            if !isTotal, groups.hasNoSpendOfItsOwn { return .unknown(.spendNotDividedSo) }
            guard let cents = sum.flatMap(cents) else {
                return .unknown(isTotal && !isSum ? .noSpendInPeriod : .noSpendForRow)
            }
            return Known(
                Money(exactly: cents, question.currency), else: .tooLarge)
        }
        let bought = money(sum) {
            $0.hasBought && (mayShare || $0.isNamed) ? $0.bought : nil
        }
        // Also a row for which nothing was spent takes hours.
        let hours = ownHours.flatMap { $0.cents(forMQLs: counts.mqls) }.map { Int128($0) }
        let allIn: Known<Money> = money(sum ?? (hours == nil ? nil : SpendSum())) {
            ($0.hasBought || $0.hasOwn || hours != nil) && (mayShare || $0.isNamed)
                ? $0.bought + $0.own + (hours ?? 0) : nil
        }.flatMap {
            spend.knowsOwnCosts || hours != nil ? .value($0) : .unknown(.noOwnCosts)
        }
        func known(_ count: Int, _ absence: Absence?) -> Known<Int> {
            evidence.known(count, absence, of: counts.mqls)
        }
        let mqls = known(counts.mqls, evidence.mqls)
        let (sqls, won) = (known(counts.sqls, evidence.sqls), known(counts.won, evidence.won))
        // Of spend that met no lead it is not known what came of it, which is not nothing.
        let unmatched: Absence? =
            group.match.hidesOutcome && counts.leads + counts.mqls == 0
            ? (group.match == .notSplit ? .spendNotSplit : .noLeadOfName) : nil
        func costs(_ spend: Known<Money>) -> UnitCosts {
            UnitCosts(
                unmatched.map(Known.unknown) ?? spend, leads: counts.leads, mqls: mqls, sqls: sqls,
                won: won)
        }
        let conversion = maturity.conversion(counts.cohort)
        let cohort = unmatched.map(Known.unknown) ?? cohort(counts)
        let valueBand = unmatched.map(Known.unknown) ?? valueBand(counts)
        let matured = cohort.map { _ in conversion }
        let basis = evidence.hasDeals ? returnBasis : nil
        return Figures.Row(
            key: key, label: group.label, match: group.match,
            buying: buying(group, bought),
            boughtUntil: isTotal ? nil : groups.boughtUntil(group.source),
            isWithoutSource: isWithoutSource(group),
            hasFailed: isTotal ? false : hasFailed(group), counts: counts, mqls: mqls,
            contacted: known(counts.contacted, evidence.contacted),
            sqls: sqls, won: won, rejected: known(counts.rejected, evidence.rejected),
            isOpen: groups.by == .month && isOpen(monthOf: key),
            isBeforeRules: groups.by == .month && isBeforeRules(monthOf: key),
            boughtFor: bought,
            allIn: allIn,
            costs: costs(bought), costsAllIn: costs(allIn),
            nextCosts: NextCosts(
                unmatched.map(Known.unknown) ?? bought, mqls: mqls, sql: matured.map(\.counts),
                customer: won.map { _ in buying.conversion(counts.customers).counts }),
            raw: cohort.map { _ in EstimatedRate(Proportion(counts.sqls, of: counts.mqls))
            },
            matured: matured,
            change: matured.value.flatMap {
                change($0, since: maturity.conversion(group.earlier))
            },
            comparisons: comparisons(
                key, counts, conversion, isTotal: isTotal,
                hasOtherDelay: !isTotal && otherDelay(group) != nil),
            valueBand: valueBand,
            marketCostPerSQL: valueBand.flatMap { band in
                cohort.flatMap { _ in
                    Known(
                        conversion.estimate.rate.flatMap {
                            Coherence.costPerSQL(ofMQLsAt: band.value, rate: $0)
                        }, else: .noSQLs)
                }
            },
            worth: matured.flatMap { _ in
                sales.sales.margin.flatMap { _ in
                    evidence.won.map(Known.unknown)
                        ?? Known(worth, else: counts.mqls == 0 ? .noMQLs : .noMargin)
                }
            },
            caused: isTotal || question.by != .source ? nil : tests.measured[key],
            otherDelay: isTotal ? nil : otherDelay(group),
            worthIsLeast: isTotal && !isSum
                ? sales.sales.decisions.basis == .soFar : !sales.isDecided(counts),
            wins: sales.wins(counts),
            returnSoFar: unmatched.map(Known.unknown)
                ?? ReturnSoFar.of(
                    counts, basis: basis, typical: typicalDeal,
                    winRate: DealCredits.winRate(sums.deals.closed),
                    hasRange: book.economics.dealCredit != .equal,
                    boughtFor: bought, allIn: allIn, currency: question.currency),
            payback: payback(counts, allIn.value == nil ? costs(bought) : costs(allIn)),
            claimedLeads: isTotal ? nil : sum?.claimedLeads.map { Int(clamping: $0) })
    }

    /// Whether leads came, had their time, and not one became an MQL where by the rate of all leads
    /// three were to be expected: fewer than one in twenty such rows has none by chance.
    private func hasFailed(_ group: RowGroups.Group) -> Bool {
        guard group.counts.mqls == 0, group.counts.leads > 0, total.leads > 0 else { return false }
        let last = question.observed.data.advanced(by: -maturity.horizon)
        let maturedEquivalent = group.leadsByDay.reduce(0) { $0 + ($1.key <= last ? $1.value : 0) }
        return Double(maturedEquivalent) >= Verdict.fewest
            && Double(maturedEquivalent) * Double(total.leadsToMQL) >= 3 * Double(total.leads)
    }

    /// Whether some MQL of this month, up to the as-of day, has not had the whole horizon yet.
    private func isOpen(monthOf key: String) -> Bool {
        question.period.months.first { $0.first.description.hasPrefix(key) }.map {
            !maturity.isClosed(
                min($0.lastDay, question.observed.sqls), asOf: question.observed.sqls)
        } ?? false
    }

    /// Whether the rule book was not in force yet on the first day of this month.
    private func isBeforeRules(monthOf key: String) -> Bool {
        guard let from = book.inForceFrom,
            pipeline.rules.decider(asOf: question.asOf) == .rules
        else { return false }
        return question.period.months.first { $0.first.description.hasPrefix(key) }
            .map { $0.first < from } ?? false
    }

    /// The same row before the period, where enough of it was there to compare with.
    private func change(
        _ now: MaturedConversion, since before: MaturedConversion
    ) -> Figures.Change? {
        guard before.maturedEquivalent >= Verdict.fewest, now.maturedEquivalent >= Verdict.fewest
        else { return nil }
        return .init(before: before, difference: .init(now.counts, minus: before.counts))
    }

    /// The mean of all won deals, in cents.
    private var typicalDeal: Double? {
        let won = returnBasis == .margin ? total.margins : total.amounts
        return won.mean.flatMap { $0 > 0 ? $0 : nil }
    }

    /// The months after which a customer has paid itself back, where every deal is paid by the month.
    private func payback(_ counts: FunnelCounts, _ costs: UnitCosts) -> Known<Figures.Payback> {
        guard counts.deals > 0 else { return .unknown(.noCustomers) }
        guard counts.months.deals == counts.deals, counts.wonWithoutDeal == 0 else {
            return .unknown(.notMonthly)
        }
        return costs.perCustomer.flatMap { cost in
            // Of a customer, which may have more deals than one.
            let monthly = Rounding.halfEven(counts.months.cents, over: Int128(max(counts.won, 1)))
            guard counts.won > 0 else { return .unknown(.noCustomers) }
            guard let monthly,
                let months = Payback.months(
                    cost: Double(cost.cents), monthlyMargin: Double(monthly))
            else { return .unknown(.noMonthlyMargin) }
            return .value(
                .init(
                    costPerCustomer: cost,
                    monthlyMargin: Money(cents: monthly, question.currency), months: months))
        }
    }

    /// Own hours for each MQL, where the spend does not have them already.
    private var ownHours: EconomicRules.OwnHours? {
        spend.knowsPeople || question.currency != book.currency ? nil : book.economics.ownHours
    }

    /// What all returns of this report are in: margin where every won deal has one, else turnover,
    /// so that rows can be compared.
    private var returnBasis: ReturnSoFar.Basis {
        total.deals > 0 && !total.margins.isKnown(ofAll: total.deals) ? .turnover : .margin
    }

    /// The MQLs of a row, where there are some and it is known what became of them.
    private func cohort(_ counts: FunnelCounts) -> Known<Int> {
        if let absence = evidence.mqls { return .unknown(absence) }
        guard counts.mqls > 0 else { return .unknown(.noMQLs) }
        return evidence.sqls.map(Known.unknown) ?? .value(counts.mqls)
    }

    private func comparisons(
        _ key: String, _ counts: FunnelCounts, _ conversion: MaturedConversion, isTotal: Bool,
        hasOtherDelay: Bool
    ) -> [Figures.Comparison] {
        let own =
            question.by == .source && !isTotal
            ? book.sources.first { $0.key == key }?.benchmark : nil
        let (known, cohort) = (cohort(counts), counts.cohort)
        return pipeline.benchmarks.filter { $0.isForAll || $0.name == own }.map { benchmark in
            let verdict =
                known.absence.map { $0 == .noMQLs ? .noMQLs : .notKnown }
                ?? Verdict(
                    conversion.counts, mqls: counts.mqls, against: benchmark.rate,
                    howMany: benchmark.kind == .norm
                ) {
                    maturity.daysUntil($0, cohort)
                }
            // What no file tells of is at least as much as sales tell: above a norm it is, below it may not be.
            if evidence.sqlsAreSales, total.sqls > 0, verdict.mayBeMore {
                return Figures.Comparison(benchmark: benchmark, verdict: .notKnown, holds: false)
            }
            let ofSource = question.by == .source && !isTotal ? key : nil
            if holes.mayTurn(verdict, of: ofSource) {
                return Figures.Comparison(benchmark: benchmark, verdict: .notKnown, holds: false)
            }
            return Figures.Comparison(
                benchmark: benchmark, verdict: verdict,
                holds: !hasOtherDelay
                    && verdict.holds(conversion.counts, against: benchmark.rate))
        }
    }

    /// Where a row is a source that is measured by a delay which is not its own.
    private func otherDelay(_ group: RowGroups.Group) -> OtherDelay? {
        guard question.by == .source, let source = group.source, !maturity.hasOwnDelay(source)
        else { return nil }
        return otherDelays[source]
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
            .compactMap { Money(exactly: $0, question.currency) }
        let others = spend.otherCurrencies.sorted { $0.key < $1.key }.compactMap {
            currency, cents in
            Money(exactly: cents, currency)
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
