internal import Economics
package import Funnels
internal import Leads
package import Quantities
internal import Statistics
package import Valuation

/// Two rule books replayed over the same leads: whom the new one keeps, drops and adds, and what had
/// become of those under the old one.
///
/// A lead belongs to the period in which the first of the two makes it an MQL, so that periods beside
/// each other add up. Outcomes decide nothing: they are only counted.
package struct DefinitionComparison: Sendable {
    package let question: Figures.Question
    package let old: Definition
    package let new: Definition
    /// How many days an MQL is given: rates are of those that had them.
    package let horizon: Figures.Horizon
    package let byOld: Group
    package let byNew: Group
    package let both: Group
    package let dropped: Group
    package let added: Group
    /// The SQLs of the old rules that the new ones keep; nil where there are none.
    package let recall: EstimatedRate?
    /// Of those in both, how many become an MQL on an earlier or later day.
    package let earlier: Int
    package let later: Int
    /// How the rates of those that had their time compare; nil where no file tells of SQLs.
    package let rates: Known<Rates>
    /// Why it is not known whom sales spoke to; nil where it is.
    package let noContacts: Absence?
    /// What the dropped lack by the new rules, the most frequent first.
    package let lacks: [Lack]
    /// The dropped that became an SQL, and the added, each in order of their day.
    package let lost: [Lead]
    package let gained: [Lead]
    /// Hours of one's own per MQL; nil where nobody said.
    package let hoursPerMQL: Double?
    /// What an SQL cost by either, with own hours where they are known: what was bought stays the same.
    package let costPerSQL: (old: Known<Money>, new: Known<Money>)
    package let costHasHours: Bool
    package let figures: Figures

    /// A rule book as it judged.
    package struct Definition: Hashable, Sendable {
        package let id: Figures.RuleBookID
        package let decidedBy: Decider
        package let names: Names
        /// As people call the rule book: its name and version.
        package var title: String { "\(id.name) \(id.version)" }
    }

    /// Leads that are an MQL by one rule book, by both, or by one alone.
    package struct Group: Hashable, Sendable {
        package fileprivate(set) var mqls = 0
        package fileprivate(set) var contacted = 0
        package fileprivate(set) var sqls = 0
        package fileprivate(set) var won = 0
        package fileprivate(set) var rejected = 0
        /// Those that had their time, and the SQLs of those.
        package fileprivate(set) var maturedEquivalent = 0
        package fileprivate(set) var sqlsOfThose = 0

        var counts: Proportion { Proportion(sqlsOfThose, of: maturedEquivalent) ?? .none }
        /// SQLs of the MQLs that had their time, with the range that holds the true rate in 95 of 100
        /// cases.
        package var estimate: EstimatedRate { EstimatedRate(counts) }
    }

    /// The rates of those that had their time, although the same lead may be in both.
    package struct Rates: Hashable, Sendable {
        /// The rate by the new rules ÷ that by the old, with its range; nil where one of them has no SQL.
        package let ratio: Double?
        package let low: Double
        package let high: Double
        /// The most that a choice among the same leads can reach; nil where leads were added.
        package let highest: Double?
        /// The rate of the kept less that of the dropped; nil where nobody was kept, or dropped.
        package let difference: Figures.Difference?

        init(_ choice: TwoSelections) {
            ratio = choice.rateRatio
            let range = choice.rateRatioInterval ?? (0, .infinity)
            (low, high) = range
            highest = choice.highestRatio
            difference =
                choice.both.trials > 0 && choice.firstOnly.trials > 0
                ? Figures.Difference(choice.both, minus: choice.firstOnly) : nil
        }
    }

    /// Something that the new rules ask, and dropped leads lack.
    package struct Lack: Hashable, Sendable {
        package let kind: Kind
        package let leads: Int
        package let sqls: Int

        /// What the lead lacks by the other rule book; the text is a key of the rule book or a field.
        package enum Kind: Hashable, Sendable {
            case fit(String)
            case disqualified(String)
            case field(String)
            /// Fewer signs than a high engagement takes.
            case engagement
        }
    }

    /// One lead on which the two differ.
    package struct Lead: Sendable {
        package let id: String
        package let source: String
        package let mqlDay: Day
        package let sqlDay: Day?
        package let isWon: Bool
        package let isContacted: Bool
        /// What the other rule book makes of it.
        package let decision: Decision
        /// The one thing that it lacks there, where one thing would do.
        package let turn: Explanation.Turned?
    }
}

extension Pipeline {
    /// - Parameter other: the same facts under the new rule book.
    package func compare(
        with other: Pipeline, _ question: Figures.Question, jobs: Int
    ) async -> DefinitionComparison {
        var asked = question
        (asked.by, asked.unit) = (.source, .person)
        let figures = await figures(asked, jobs: jobs)
        return DefinitionBuilder(self, other, asked, figures).comparison
    }

    fileprivate func definition(_ asOf: Day) -> DefinitionComparison.Definition {
        DefinitionComparison.Definition(
            id: .init(
                name: rules.book.name, version: rules.book.version,
                fingerprint: rules.book.fingerprint),
            decidedBy: rules.decider(asOf: asOf), names: rules.book.names)
    }
}

private struct DefinitionBuilder {
    private let old: Pipeline
    private let new: Pipeline
    private let question: Figures.Question
    private let figures: Figures
    private var byOld = DefinitionComparison.Group()
    private var byNew = DefinitionComparison.Group()
    private var both = DefinitionComparison.Group()
    private var dropped = DefinitionComparison.Group()
    private var added = DefinitionComparison.Group()
    private var (earlier, later) = (0, 0)
    private var lacks: [DefinitionComparison.Lack.Kind: (leads: Int, sqls: Int)] = [:]
    private var lost: [DefinitionComparison.Lead] = []
    private var gained: [DefinitionComparison.Lead] = []

    init(_ old: Pipeline, _ new: Pipeline, _ question: Figures.Question, _ figures: Figures) {
        self.old = old
        self.new = new
        self.question = question
        self.figures = figures
        count()
    }

    private mutating func count() {
        let facts = old.facts
        let credits = old.credits(asOf: question.asOf)
        var (oldJudge, newJudge) = (
            LeadJudge(old.rules, facts, asOf: question.asOf),
            LeadJudge(new.rules, facts, asOf: question.asOf)
        )
        for lead in 0..<facts.leads.count where facts.frozen[lead] == nil {
            guard let one = oldJudge.judge(lead), let other = newJudge.judge(lead),
                let first = [one.mqlDay, other.mqlDay].compactMap({ $0 }).min(),
                question.period.contains(first)
            else { continue }
            let journey = old.journey(of: lead, one, mql: first, credits, asOf: question.asOf)
            let maturedEquivalent =
                first.distance(to: question.observed.sqls) >= figures.horizon.days
            if one.mqlDay != nil { byOld.add(journey, maturedEquivalent: maturedEquivalent) }
            if other.mqlDay != nil { byNew.add(journey, maturedEquivalent: maturedEquivalent) }
            switch (one.mqlDay, other.mqlDay) {
            case (let before?, let now?):
                both.add(journey, maturedEquivalent: maturedEquivalent)
                if now < before { earlier += 1 }
                if now > before { later += 1 }
            case (let day?, nil):
                dropped.add(journey, maturedEquivalent: maturedEquivalent)
                note(lead, other, journey)
                if journey.sql != nil {
                    let turn = newJudge.explain(lead)?.turn
                    lost.append(listed(lead, day, journey, other.decision, turn))
                }
            case (nil, let day?):
                added.add(journey, maturedEquivalent: maturedEquivalent)
                gained.append(listed(lead, day, journey, one.decision, nil))
            case (nil, nil): break
            }
        }
    }

    /// What a dropped lead lacks by the new rules.
    private mutating func note(_ lead: Int, _ judgement: Judgement, _ journey: Journey) {
        guard judgement.decision != .mql, new.rules.decider(asOf: question.asOf) == .rules else {
            return
        }
        let book = new.rules.book
        let profile = new.rules.profile(of: lead)
        func add(_ kind: DefinitionComparison.Lack.Kind) {
            lacks[kind, default: (0, 0)].leads += 1
            if journey.sql != nil { lacks[kind, default: (0, 0)].sqls += 1 }
        }
        for (place, criterion) in book.fit.criteria.enumerated()
        where profile.fitMet & (1 << UInt64(place)) == 0 {
            add(.fit(criterion.key))
        }
        for (place, field) in book.requiredProfile.enumerated()
        where profile.missing & (1 << UInt64(place)) != 0 {
            add(.field(field))
        }
        if let place = profile.disqualifier { add(.disqualified(book.disqualifiers[place].key)) }
        let cell = book.matrix[fit: judgement.fit, engagement: judgement.engagement]
        // Only where doing more would have been of use.
        if book.matrix[fit: judgement.fit, engagement: .high] != cell { add(.engagement) }
    }

    private func listed(
        _ lead: Int, _ day: Day, _ journey: Journey, _ decision: Decision,
        _ turn: Explanation.Turned?
    ) -> DefinitionComparison.Lead {
        DefinitionComparison.Lead(
            id: old.facts.leads.index.id(of: lead),
            source: old.rules.sources.keys[Int(old.rules.sourceOfLead[lead])], mqlDay: day,
            sqlDay: journey.sql, isWon: journey.won != nil, isContacted: journey.contacted != nil,
            decision: decision, turn: turn)
    }

    /// Spend, with own hours for so many MQLs where they are known, ÷ SQLs.
    private func costPerSQL(
        _ group: DefinitionComparison.Group, _ absence: Absence?
    ) -> Known<Money> {
        if let absence { return .unknown(absence) }
        return figures.total.boughtFor.flatMap { spend in
            guard group.sqls > 0 else { return .unknown(.noSQLs) }
            let hours = ownHours?.cents(forMQLs: group.mqls) ?? 0
            return Known(
                Rounding.halfEven(Int128(spend.cents) + Int128(hours), over: Int128(group.sqls))
                    .map { Money(cents: $0, spend.currency) }, else: .tooLarge)
        }
    }

    private var ownHours: EconomicRules.OwnHours? {
        old.rules.book.economics.ownHours ?? new.rules.book.economics.ownHours
    }

    var comparison: DefinitionComparison {
        let evidence = Evidence(
            old.facts, decider: old.rules.decider(asOf: question.asOf), asOf: question.asOf)
        let rates = TwoSelections(
            both: both.counts, firstOnly: dropped.counts, secondOnly: added.counts)
        func order(_ one: DefinitionComparison.Lead, _ other: DefinitionComparison.Lead) -> Bool {
            (one.mqlDay, one.id) < (other.mqlDay, other.id)
        }
        return DefinitionComparison(
            question: question, old: old.definition(question.asOf),
            new: new.definition(question.asOf), horizon: figures.horizon, byOld: byOld,
            byNew: byNew, both: both, dropped: dropped, added: added,
            recall: byOld.sqls > 0
                ? EstimatedRate(Proportion(both.sqls, of: byOld.sqls)) : nil, earlier: earlier,
            later: later, rates: evidence.sqls.map(Known.unknown) ?? .value(.init(rates)),
            noContacts: evidence.contacted,
            lacks: lacks.map { .init(kind: $0, leads: $1.leads, sqls: $1.sqls) }.sorted {
                ($1.leads, $1.sqls, $0.kind.order) < ($0.leads, $0.sqls, $1.kind.order)
            }, lost: lost.sorted(by: order), gained: gained.sorted(by: order),
            hoursPerMQL: ownHours.map { Double($0.hours) / 100 },
            costPerSQL: (costPerSQL(byOld, evidence.sqls), costPerSQL(byNew, evidence.sqls)),
            costHasHours: ownHours != nil, figures: figures)
    }
}

extension DefinitionComparison.Lack.Kind {
    /// Fields and criteria before what a lead did, each by name.
    fileprivate var order: String {
        switch self {
        case .fit(let key): "1\(key)"
        case .disqualified(let key): "2\(key)"
        case .field(let key): "3\(key)"
        case .engagement: "4"
        }
    }
}

extension DefinitionComparison.Group {
    fileprivate mutating func add(_ journey: Journey, maturedEquivalent isOld: Bool) {
        mqls += 1
        if journey.contacted != nil { contacted += 1 }
        if journey.sql != nil { sqls += 1 }
        if journey.won != nil { won += 1 }
        if journey.rejected != nil { rejected += 1 }
        guard isOld else { return }
        maturedEquivalent += 1
        if journey.sql != nil { sqlsOfThose += 1 }
    }
}
