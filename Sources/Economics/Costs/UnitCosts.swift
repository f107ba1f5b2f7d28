package import Funnels
package import Quantities

/// What one lead, MQL, SQL and customer did cost: spend ÷ count, to the cent, no more.
package struct UnitCosts: Hashable, Sendable {
    package let perLead: Known<Money>
    package let perMQL: Known<Money>
    package let perSQL: Known<Money>
    package let perCustomer: Known<Money>

    package init(_ spend: Known<Money>, _ counts: FunnelCounts) {
        func divided(by count: Int, else absence: Absence) -> Known<Money> {
            spend.flatMap { Known($0.divided(by: count), else: absence) }
        }
        perLead = divided(by: counts.leads, else: .noLeads)
        perMQL = divided(by: counts.mqls, else: .noMQLs)
        perSQL = divided(by: counts.sqls, else: .noSQLs)
        perCustomer = divided(by: counts.won, else: .noCustomers)
    }
}
