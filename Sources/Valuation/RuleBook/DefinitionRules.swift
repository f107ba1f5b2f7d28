/// How the definition of an MQL is itself learned and watched: the numbers behind `mql rules learn`,
/// `mql rules check` and the monthly meeting. A rule book may say others.
package struct DefinitionRules: Hashable, Sendable {
    package var learn = Learn()
    package var limits = Limits()

    package init() {}

    /// What is taken for a finding when won deals are held against lost ones.
    package struct Learn: Hashable, Sendable {
        /// The last so many that were won, and that came to nothing.
        package var won = 20
        package var lost = 20
        /// A sign that fewer have, or that all but fewer have, says nothing.
        package var fewest = 3
        /// Of what is called found so much may be chance, in hundredths of a percent.
        package var found = 1000
        /// At most one criterion for so many won deals, and no more than this.
        package var perCriterion = 5
        package var most = 8
        /// The share of MQLs that become an SQL, and that are won, where one's own is not known; in
        /// hundredths of a percent.
        package var baseSQL = 1300
        package var baseWon = 78
        /// A field that is filled in so much more often for won leads was perhaps filled in by sales:
        /// in hundredths of a percent.
        package var late = 2000
        /// A sign of which so many get there is perhaps no sign but an outcome; in hundredths of a percent.
        package var tooGood = 9000
        /// Words in the names of fields that are filled in after the first contact.
        package var afterContact: [String] = []
    }

    /// From where on a definition is too loose or too strict, in hundredths of a percent.
    package struct Limits: Hashable, Sendable {
        /// Of the MQLs that sales spoke to or closed, the share it rejects at most.
        package var rejected = 3000
        /// Codes of rejections that no criterion could have kept out: they do not count for that.
        package var beyondCriteria: [String] = []
        /// Of the SQLs, the share that was no MQL before at most.
        package var missed = 2000
        /// Of the leads, the share that becomes an MQL at most, and at least.
        package var mostOfLeads = 8000
        package var leastOfLeads = 100
    }
}
