package import Leads
package import Quantities

/// What came of reading some files.
package struct Reading: Sendable {
    package private(set) var facts: Facts
    package let problems: ProblemList
    package private(set) var tables: [TableReport]
    package let rejected: [RejectedRow]
    /// What each row told, where rows were read to be added to what is known.
    package let rows: ReadRows?

    init(
        facts: Facts, problems: ProblemList, tables: [TableReport], rejected: [RejectedRow],
        rows: ReadRows?
    ) {
        self.facts = facts
        self.problems = problems
        self.tables = tables
        self.rejected = rejected
        self.rows = rows
    }

    /// Facts that were read before, and how that went.
    package init(facts: Facts, problems: ProblemList, tables: [TableReport]) {
        self.init(facts: facts, problems: problems, tables: tables, rejected: [], rows: nil)
    }

    /// Of no files.
    package static let none = Reading(
        facts: FactsAssembly(
            leads: LeadTable(), leadSum: Fingerprint(), activities: .none, stages: AllStages(),
            deals: [], orders: [], spend: [SpendRow]().counted(), plan: []
        ).facts(), problems: ProblemList(), tables: [])
}

extension Reading {
    /// Keeps what says who a person is from being shown.
    package mutating func hidePersons() { facts.hidesPersons = true }

    /// Keeps to which day each table goes, in their order.
    package mutating func note(until days: [Day?]) {
        for (place, day) in zip(tables.indices, days) { tables[place].until = day }
    }

    /// Puts all money in one currency, as far as there are rates.
    package mutating func convert(to currency: Currency, by rates: ExchangeRates) {
        facts = facts.converted(to: currency, by: rates)
    }

    /// Takes spend of some names as tools or people, which all sources share.
    package mutating func share(_ categories: [String: Spend.Category]) {
        facts = facts.sharing(categories)
    }

    /// Counts each person once, under however many ids.
    package mutating func joinPersons() { facts.joinPersons() }

    /// Takes deals in stages that nobody knew as what somebody has said since that these mean.
    package mutating func settle(_ options: ReadingOptions) {
        let said = options.saidStages
        guard !said.isEmpty else { return }
        facts = facts.settled { stage in
            said[OutcomeWords.folded(stage)] ?? said[OutcomeWords.bare(stage, pipeline: "")]
        }
    }
}

extension KnownFacts {
    /// What is known after a file was read that is not written yet; nil where it cannot be told before that
    /// which version of a lead counts.
    package func after(_ reading: Reading) -> KnownFacts? {
        let leads = reading.facts.leads
        let namings = leads.namings
        let isAgain =
            namings.contains { $0.number < self.leads.count }
            || merged.contains { lead in
                leads.index.find(lead.naming.lead).map(leads.hasRow) ?? false
            }
        guard !isAgain else { return nil }
        var after = self
        after.leads = leads.index
        after.merged += namings.map { number, naming in
            KnownMerge(
                naming,
                rank: (
                    number < leads.updated.count ? leads.updated[number] : .min,
                    leads.created[number].seconds, leads.identities[number]
                ))
        }
        return after
    }
}
