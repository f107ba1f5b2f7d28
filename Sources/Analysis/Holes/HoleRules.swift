/// From what size on something that is missing in the data is a finding.
package struct HoleRules: Hashable, Sendable {
    /// Days without spend: of rows for a month or longer, and of rows for days or weeks.
    package var monthlyGap = Int.max
    package var dailyGap = Int.max
    /// Days from the last spend on a source to that on another one, from which the first is no longer bought.
    package var noLongerBoughtAfter = Int.max
    /// So many days with spend tell how many MQLs it usually brings.
    package var coveredDays = Int.max
    package var coveredDaysDaily = Int.max
    /// MQLs in days without spend: at least so many, and this part of what days with spend bring, in
    /// hundredths of a percent.
    package var gapMQLs = Int.max
    package var gapPace = 10_000
    /// Of who pays now and then: so many times the longest time between, in hundredths of a percent.
    package var timesUsualGap = 10_000
    /// A test finds what comes by chance once in so many data like these, over all that is tried.
    package var onceIn = Int.max
    /// A test needs so many on either side.
    package var leastOfSide = Int.max
    /// Whole months on either side of a level that has changed, and the part by which it has, in hundredths
    /// of a percent.
    package var sideMonths = Int.max
    package var levelChange = 10_000
    /// Dates of a stage on one day: at least so many, this part of all, of so many sources and months of
    /// creation.
    package var migrationDates = Int.max
    package var migrationShare = 10_000
    package var migrationSpread = Int.max

    package init() {}

    /// The chance below which a test finds something, of all that is tried together.
    var chance: Double { 1 / Double(onceIn) }
}
