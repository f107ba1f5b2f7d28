/// When what customers bring can be told, when a cohort is judged, and which sources are not marketing's.
package struct CustomerRules: Hashable, Sendable {
    /// Fewer customers than this tell nothing, and the time that is counted ends where fewer are left.
    package let atRisk: Int
    /// Fewer times that somebody bought again tell no usual gap.
    package let gaps: Int
    /// A customer has left once nothing came for longer than this part of those who bought again took.
    package let leftAfter: Double
    /// What was seen of less than so many months is no history.
    package let leastMonths: Int
    /// Customers without a margin that are left out, of all; over it turnover is told.
    package let withoutMargin: Double
    /// From where on two ranges of numbers are orders and invoices of the same sales.
    package let sameSale: SameSale
    /// The part of the known sales in the time of which a cohort is judged.
    package let salesMade: Double
    /// So many cohorts are shown.
    package let cohorts: Int
    /// Keys of the sources that bring leads without marketing.
    package var notMarketing: [String]

    /// What of one range of numbers another one has too.
    package struct SameSale: Hashable, Sendable {
        package let share: Double
        package let withinDays: Int
        package let atLeast: Int

        package init(share: Double, withinDays: Int, atLeast: Int) {
            self.share = share
            self.withinDays = withinDays
            self.atLeast = atLeast
        }
    }

    package init(
        atRisk: Int, gaps: Int, leftAfter: Double, leastMonths: Int, withoutMargin: Double,
        sameSale: SameSale, salesMade: Double, cohorts: Int, notMarketing: [String]
    ) {
        self.atRisk = atRisk
        self.gaps = gaps
        self.leftAfter = leftAfter
        self.leastMonths = leastMonths
        self.withoutMargin = withoutMargin
        self.sameSale = sameSale
        self.salesMade = salesMade
        self.cohorts = cohorts
        self.notMarketing = notMarketing
    }

    /// The days of a month: 365.25 ÷ 12 = 487 ÷ 16.
    static let daysOfMonth = 365.25 / 12
}
