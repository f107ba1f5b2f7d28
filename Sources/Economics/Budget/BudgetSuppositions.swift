/// What is supposed of months and sources until the firm's own tell, and when a plan is sure enough.
package struct BudgetSuppositions: Hashable, Sendable {
    /// From so many months of data on the months of the year are learned.
    package var seasonFrom = Int.max
    /// How far a month of the year lies from the others, as a part; of no study.
    package var season = 0.0
    /// By how much MQLs per euro rise or fall in a month, as a part, and what is left of that a month on.
    package var trend = 0.0
    package var damping = 1.0
    /// How far all sources together lie from what is usual in a month, and how far they wander in one.
    package var unrest = 0.0
    package var wandering = 0.0
    /// How far a month lies from what is usual where it is not known what was spent in it.
    package var unexplained = 0.0
    /// How far a source goes along with what all sources have in common in a month: 1, give or take this.
    package var ownMonths = 0.0
    /// How far sources lie apart: what an MQL costs, how often it becomes an SQL, and how often that is won.
    package var costApart = 1.0
    package var ratesApart = 0.5
    package var winsApart = 0.5
    /// The part of what is not known of elasticities that is a source's own, and not that of all.
    package var ownElasticity = 0.5
    /// How sure it has to be that a change is the better one, and what part of what today brings it has to bring
    /// more.
    package var sureness = 0.0
    package var leastGain = 0.0

    package init() {}
}
