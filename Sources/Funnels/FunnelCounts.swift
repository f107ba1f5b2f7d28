package import Quantities

/// What became of the leads and the MQLs of one row of a report.
package struct FunnelCounts: Sendable {
    // Of the leads created in the period.
    package var leads = 0
    package var leadsToMQL = 0
    package var leadsToContacted = 0
    package var leadsToSQL = 0
    package var leadsToWon = 0
    package var leadsRejected = 0
    package var sqlsWithoutMQL = 0

    // Of the leads that became an MQL in the period.
    package var mqls = 0
    package var contacted = 0
    /// All SQLs, the implied ones too.
    package var sqls = 0
    package var impliedSQLs = 0
    package var won = 0
    /// Of those, the ones of whom there is no deal: what they brought is not known.
    package var wonWithoutDeal = 0
    package var rejected = 0
    /// Rejected or lost before anybody had spoken to them.
    package var dropped = 0
    package var deals = 0
    /// What won deals brought, and what the open ones may.
    package var amounts = DealSum()
    package var margins = DealSum()
    /// The margin of one month, of the deals that recur.
    package var months = DealSum()
    package var openDeals = 0
    package var openAmounts = DealSum()
    package var openMargins = DealSum()
    /// The MQLs by segment: their prices follow from it.
    package var mqlsBySegment: [(segment: Segment, count: Int)] = []
    /// MQLs by age on the as-of day, SQLs by lag: what maturity is read from.
    package var cohort = Cohort()
    /// The same for customers.
    package var customers = Cohort(.customer)
    /// The MQLs on which nothing was decided yet.
    package var open = OpenMQLs()
    /// How often sales tried to reach the MQLs of which that is known.
    package private(set) var attempts = AttemptCounts()
    /// The same MQLs with the days until sales spoke to them, where that was asked for.
    package private(set) var contacts: Contacts?

    /// - Parameter withContacts: whether it is also counted how soon sales called, which takes longer.
    package init(withContacts: Bool = false) {
        contacts = withContacts ? Contacts() : nil
    }

    /// Takes in a cell of the tally, where it falls within period and as-of day. MQLs are as old as the days
    /// in which it was seen what became of them.
    package mutating func add(_ cell: Tally.Cell, period: Period, _ days: ObservedDays) {
        guard period.contains(cell.day), cell.happened(by: days.asOf) else { return }
        let count = Int(truncatingIfNeeded: cell.count)
        switch cell.event {
        case .created: leads += count
        case .createdToMQL: leadsToMQL += count
        case .createdToContacted: leadsToContacted += count
        case .createdToSQL: leadsToSQL += count
        case .createdToWon: leadsToWon += count
        case .createdToRejected: leadsRejected += count
        case .sqlWithoutMQL: sqlsWithoutMQL += count
        case .mql:
            mqls += count
            mqlsBySegment.append((cell.segment, count))
        case .contacted: contacted += count
        case .sql: sqls += count
        case .impliedSQL:
            sqls += count
            impliedSQLs += count
        case .won: won += count
        case .wonWithoutDeal: wonWithoutDeal += count
        case .rejected: rejected += count
        case .dropped: dropped += count
        case .closedWithoutSQL, .stageBeforeCreation, .saleBeforeMQL, .cameBack, .countedAgain,
            .sqlAsked, .sqlSold, .sqlLost:
            break
        case .attempts:
            attempts.mqls += count
            attempts.sum += Int(clamping: cell.sum)
        case .attemptedSQL: attempts.sqls += count
        case .deal: deals += count
        case .dealAmount: amounts.add(cell)
        case .dealMargin: margins.add(cell)
        case .dealMonth: months.add(cell)
        case .openDeal: openDeals += count
        case .openAmount: openAmounts.add(cell)
        case .openMargin: openMargins.add(cell)
        case .creditAmount: amounts.takeOff(cell)
        case .creditMargin: margins.takeOff(cell)
        case .creditWithoutMargin: margins.unknownCredits += count
        }
        if cell.happened(by: days.sqls) { cohort.add(cell, asOf: days.sqls) }
        if cell.happened(by: days.customers) { customers.add(cell, asOf: days.customers) }
        open.add(cell, asOf: days.sqls)
        contacts?.add(cell, asOf: days.sqls)
    }
}

extension FunnelCounts {
    /// Takes in those of another row, so that rows have a sum.
    package mutating func add(_ other: FunnelCounts) {
        let counts: [WritableKeyPath<FunnelCounts, Int>] = [
            \.leads, \.leadsToMQL, \.leadsToContacted, \.leadsToSQL, \.leadsToWon, \.leadsRejected,
            \.sqlsWithoutMQL, \.mqls, \.contacted, \.sqls, \.impliedSQLs, \.won, \.wonWithoutDeal,
            \.rejected, \.dropped, \.deals, \.openDeals,
        ]
        for count in counts { self[keyPath: count] += other[keyPath: count] }
        let sums: [WritableKeyPath<FunnelCounts, DealSum>] = [
            \.amounts, \.margins, \.months, \.openAmounts, \.openMargins,
        ]
        for sum in sums { self[keyPath: sum].add(other[keyPath: sum]) }
        mqlsBySegment += other.mqlsBySegment
        cohort.add(other.cohort)
        customers.add(other.customers)
        open.add(other.open)
        attempts.add(other.attempts)
        if let others = other.contacts { contacts?.add(others) }
    }
}

/// How often sales tried to reach MQLs, as of the export: those alone of which that is known.
package struct AttemptCounts: Hashable, Sendable {
    /// MQLs of which it is known, and how many of them became an SQL.
    package var mqls = 0
    package var sqls = 0
    /// The attempts on all of them.
    package var sum = 0

    package init() {}

    mutating func add(_ other: AttemptCounts) {
        mqls += other.mqls
        sqls += other.sqls
        sum += other.sum
    }

    /// Nil where it is known of none.
    package var perMQL: Double? { mqls > 0 ? Double(sum) / Double(mqls) : nil }
    /// All attempts, those on MQLs that became none too, for each SQL; nil without an SQL.
    package var perSQL: Double? { sqls > 0 ? Double(sum) / Double(sqls) : nil }
}

/// The amounts of a number of deals: exact, and beside it how they differ.
package struct DealSum: Hashable, Sendable {
    package private(set) var deals = 0
    /// Of all deals together, before what was returned.
    package private(set) var cents: Int128 = 0
    /// In cents²; a range is worked out from it, no amount.
    package private(set) var squares = 0.0
    package private(set) var largest: Int64 = 0
    /// Below zero where a deal lost money.
    package private(set) var smallest: Int64 = .max
    /// What was returned afterwards, below zero. It is no deal, and has no part in how deals differ.
    package private(set) var returned: Int128 = 0
    /// Refunds of which this is not known.
    package var unknownCredits = 0

    package init() {}

    /// What is left of them after what was returned.
    package var net: Int128 { cents + returned }

    /// The mean of what is left of a deal; nil without deals.
    package var mean: Double? { deals > 0 ? Double(net) / Double(deals) : nil }

    /// Whether it is known of all of so many deals, and of all that was returned.
    package func isKnown(ofAll count: Int) -> Bool { deals == count && unknownCredits == 0 }

    /// Takes in a refund.
    package mutating func takeOff(_ cell: Tally.Cell) {
        returned += Int128(cell.cents) * Int128(cell.count)
    }

    /// Takes in those of another row.
    mutating func add(_ other: DealSum) {
        deals += other.deals
        cents += other.cents
        squares += other.squares
        largest = max(largest, other.largest)
        smallest = min(smallest, other.smallest)
        returned += other.returned
        unknownCredits += other.unknownCredits
    }

    /// Takes in the amounts of a cell.
    package mutating func add(_ cell: Tally.Cell) { add(cell.cents, times: cell.count) }

    /// Takes in so many equal amounts.
    package mutating func add(_ cents: Int64, times count: Int64 = 1) {
        deals += Int(count)
        self.cents += Int128(cents) * Int128(count)
        squares += Double(cents) * Double(cents) * Double(count)
        largest = max(largest, cents)
        smallest = min(smallest, cents)
    }
}
