internal import Economics
internal import Funnels
internal import Leads
internal import Quantities
internal import Statistics
internal import Valuation

/// What becomes of an SQL, what a sale brings, and what an MQL is worth by that: per source, so that whatever
/// the rows are they add up to the same total.
struct SaleEstimate {
    let sales: Figures.Sales
    private let joint: JointWorth?
    private let maturity: Maturity
    /// By number of a source, its place among those of the estimate.
    private let places: [Int: Int]
    private let wins: [Int: Proportion]

    /// What is known of all MQLs, whenever they became one.
    struct Evidence {
        let tally: Tally
        /// By source, followed until they are an SQL, and until they buy.
        let sqls: [Int: Cohort]
        let customers: CountedView.Cohorts
        let maturity: Maturity
        /// How much of the time that a sale takes each has had.
        let buying: Maturity
        let norm: Double?
        /// Why no sale is known, where none is.
        let noWins: Absence
        /// What customers ordered, where that is known.
        let orders: CustomerOrders?
        /// By source, what part of what is credited to it a test showed to be caused.
        let caused: [Int: CausedPart]
        /// Whether a won deal is counted once, and not by its months.
        let areOneOff: Bool
    }

    /// - Parameter total: the MQLs that are asked about, of all rows.
    init(
        _ known: Evidence, total: FunnelCounts, _ economics: EconomicRules,
        _ question: Figures.Question
    ) {
        maturity = known.maturity
        let decisions = SaleDecisions(
            known.tally, asOf: question.observed.customers, said: economics.salesCycle)
        func wins(_ source: Int) -> Proportion {
            if decisions.basis != .soFar { return decisions.wins(source) }
            guard let customers = known.customers.bySource[source] else { return .none }
            let sqls = known.sqls[source].map { known.maturity.conversion($0).counts } ?? .none
            return Self.soFar(sqls, customers, known.buying)
        }
        var all = decisions.wins
        if decisions.basis == .soFar {
            let sqls = known.sqls.keys.sorted().reduce(into: (0.0, 0.0)) { sum, source in
                guard let cohort = known.sqls[source] else { return }
                let counts = known.maturity.conversion(cohort).counts
                sum = (sum.0 + counts.successes, sum.1 + counts.trials)
            }
            all = Self.soFar(
                Proportion(sqls.0, of: sqls.1) ?? .none, known.customers.all, known.buying)
        }
        let (price, size) = Self.price(known, economics, question)
        let isOfFirst =
            price.basis == .firstOrder || price.basis == .deals && known.areOneOff
        let usual = economics.usualRepeat.map { Double($0) / 100 }
        sales = Figures.Sales(
            won: Int(all.successes), maturedEquivalent: all.trials, decisions: decisions,
            margin: price.margin, deals: price.deals, size: size,
            basis: price.basis, basisIsNamed: economics.marginOf != nil, orders: known.orders,
            repeats: isOfFirst ? known.orders?.repeats?.factor ?? usual : nil)
        let counts = Self.mqls(total)
        let own = known.maturity.conversionBySource(total.cohort)
        places = Dictionary(
            uniqueKeysWithValues: own.enumerated().map { ($1.source, $0) })
        self.wins = Dictionary(
            uniqueKeysWithValues: known.customers.bySource.keys.map { ($0, wins($0)) })
        joint = size.map { size in
            JointWorth(
                own.map { source, sqls in
                    .init(
                        mqls: counts[source] ?? 0, sqls: sqls, wins: wins(source),
                        caused: known.caused[source])
                },
                rates: RateBelief(
                    known.sqls.keys.sorted().compactMap { source in
                        known.sqls[source].map { known.maturity.conversion($0).counts }
                    }, norm: known.norm),
                wins: RateBelief(known.customers.bySource.keys.sorted().map(wins)), size: size,
                question.currency)
        }
    }

    private static func mqls(_ counts: FunnelCounts) -> [Int: Int] {
        var mqls: [Int: Int] = [:]
        for (segment, count) in counts.mqlsBySegment { mqls[segment.source, default: 0] += count }
        return mqls
    }

    /// What an MQL of all sources is worth; nil where no sale is known.
    var total: Worth? { joint?.total }

    /// What all MQLs are worth together.
    var value: Money? { joint?.value }

    /// What of that would have come without the sources that have it to their credit; nil where none was tested.
    var anyway: Money? { joint?.anyway }

    /// What an MQL of each row is worth, nil where a row has none.
    ///
    /// - Parameter rows: all MQLs that are asked about, divided.
    func rows(_ rows: [FunnelCounts]) -> [Worth?] {
        self.rows(rows, together: Array(rows.indices), rows.count)
    }

    /// The same of rows together: the sum of what its rows are worth.
    ///
    /// - Parameters:
    ///   - places: by row, with which others it is taken together; nil with none.
    ///   - count: how many sums there are.
    func rows(_ rows: [FunnelCounts], together places: [Int?], _ count: Int) -> [Worth?] {
        guard let joint else { return Array(repeating: nil, count: count) }
        var parts: [JointWorth.Part] = []
        // What stands in no sum is one more, so that a source's parts are all there.
        for (row, counts) in rows.enumerated() {
            let row = places[row] ?? count
            let mqls = Self.mqls(counts)
            for (source, sqls) in maturity.conversionBySource(counts.cohort) {
                guard let place = self.places[source] else { continue }
                parts.append(
                    .init(row: row, source: place, mqls: mqls[source] ?? 0, sqls: sqls))
            }
        }
        return Array(joint.rows(count + 1, parts).prefix(count))
    }

    /// Whether of most SQLs of the sources of a row it is known what became of them. Where it is not of most of
    /// all it is of none, but of what never became an SQL.
    func isDecided(_ counts: FunnelCounts) -> Bool {
        counts.sqls == 0
            || sales.decisions.basis != .soFar
                && sales.decisions.isDecided(Set(Self.mqls(counts).keys))
    }

    /// Sales among decided SQLs of the sources of a row, whenever they were asked for.
    func wins(_ counts: FunnelCounts) -> Proportion {
        let own = Self.mqls(counts).keys.sorted().compactMap { wins[$0] }
        return Proportion(
            own.reduce(0) { $0 + $1.successes }, of: own.reduce(0) { $0 + $1.trials }) ?? .none
    }

    /// Customers, of the SQLs that had the time that sales took so far: MQLs for the part of that time that
    /// they had, times the share that becomes an SQL. A sale may take longer than the data are old, so that this
    /// is the least.
    private static func soFar(
        _ sqls: Proportion, _ customers: Cohort, _ buying: Maturity
    ) -> Proportion {
        let bought = buying.conversion(customers).counts
        let maturedEquivalent = max(bought.successes, bought.trials * (sqls.rate ?? 0))
        return Proportion(bought.successes, of: maturedEquivalent) ?? .none
    }

    // MARK: What a sale brings

    private struct Price {
        let margin: Known<Money>
        /// How many sales it is the mean of.
        let deals: Int?
        let basis: MarginBasis?
    }

    /// As somebody said, or the mean of the sales that finance named.
    private static func price(
        _ known: Evidence, _ economics: EconomicRules, _ question: Figures.Question
    ) -> (Price, SaleSize?) {
        if let margin = question.margin {
            return (
                Price(margin: .value(margin), deals: nil, basis: nil),
                margin.cents < 0 ? nil : SaleSize(certain: Double(margin.cents))
            )
        }
        let ofDeals = deals(known.tally, question, known.noWins)
        var basis = economics.marginOf ?? .deals
        if economics.marginOf == nil, ofDeals.margin.value == nil,
            ofDeals.margin.absence != .marginIsNegative,
            known.orders?.window(.firstOrder)?.margin.value != nil
        {
            basis = .firstOrder
        }
        if basis == .deals {
            let size = ofDeals.margin.value.flatMap {
                SaleSize(ofDeals.sizes, mean: Double($0.cents))
            }
            return (Price(margin: ofDeals.margin, deals: ofDeals.count, basis: basis), size)
        }
        let window = known.orders?.window(basis)
        var margin = window?.margin ?? .unknown(.noOrders)
        if let mean = margin.value, mean.cents < 0 { margin = .unknown(.marginIsNegative) }
        let size = margin.value.flatMap { mean in
            SaleSize((window?.sizes ?? []).map { ($0, 1) }, mean: Double(mean.cents))
        }
        return (Price(margin: margin, deals: window?.customers ?? 0, basis: basis), size)
    }

    /// Of the won deals, with what was returned of them taken off the mean.
    private static func deals(
        _ tally: Tally, _ question: Figures.Question, _ noWins: Absence
    ) -> (margin: Known<Money>, count: Int, sizes: [(cents: Int64, count: Int)]) {
        var deals = 0
        var margins = DealSum()
        var sizes: [(cents: Int64, count: Int)] = []
        for cell in tally.cells where cell.happened(by: question.asOf) {
            let count = Int(truncatingIfNeeded: cell.count)
            switch cell.event {
            case .deal: deals += count
            case .dealMargin:
                margins.add(cell)
                sizes.append((cell.cents, count))
            case .creditMargin: margins.takeOff(cell)
            case .creditWithoutMargin: margins.unknownCredits += count
            default: break
            }
        }
        let mean =
            deals > 0 && margins.isKnown(ofAll: deals)
            ? Rounding.halfEven(margins.net, over: Int128(deals)) : nil
        if let mean, mean < 0 { return (.unknown(.marginIsNegative), deals, []) }
        let known = mean.map { Money(cents: $0, question.currency) }
        return (Known(known, else: deals == 0 ? noWins : .noMargin), deals, sizes)
    }
}
