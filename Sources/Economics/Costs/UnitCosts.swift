package import Funnels
package import Quantities

/// What one lead, MQL, SQL and customer cost: spend ÷ count, to the cent, no more.
package struct UnitCosts: Hashable, Sendable {
    package let perLead: Known<Money>
    package let perMQL: Known<Money>
    package let perSQL: Known<Money>
    package let perCustomer: Known<Money>

    /// Divides the spend by each count, to the cent, a half to the even one. Where it cannot be divided
    /// it says why.
    package init(
        _ spend: Known<Money>, leads: Int, mqls: Known<Int>, sqls: Known<Int>, won: Known<Int>
    ) {
        func divided(by count: Known<Int>, else absence: Absence) -> Known<Money> {
            // Of no MQLs nothing can come, now or later.
            let absence = mqls.value == 0 && absence != .noLeads ? .noMQLs : absence
            return spend.flatMap { money in
                count.flatMap { Known(money.divided(by: $0), else: absence) }
            }
        }
        perLead = divided(by: .value(leads), else: .noLeads)
        perMQL = divided(by: mqls, else: .noMQLs)
        perSQL = divided(by: sqls, else: .noSQLs)
        perCustomer = divided(by: won, else: .noCustomers)
    }
}
