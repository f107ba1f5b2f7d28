internal import Leads
internal import Quantities
internal import Valuation

extension Facts {
    /// The same, in which a lead that came back has a row for each round that counts as an MQL of its own.
    ///
    /// Somebody who became an MQL, was then rejected or lost, and after that became an MQL again is in a
    /// new round. It counts where it begins at least so many days after the MQL day of the round that
    /// counted before it; else it is part of that. A customer begins no round: what it buys later is a second
    /// sale to the same customer. Who is not judged any more has the rounds that the CRM says.
    func counting(again days: Int, by book: RuleBook) -> Facts {
        let finder = RoundFinder(self, book, days: days)
        return parted(finder.counted, book.zone)
    }
}

/// Looks for the rounds of leads that came back.
private struct RoundFinder {
    /// Those that count, by lead and day.
    private(set) var counted: [Round] = []

    private let facts: Facts
    private let days: Int
    /// By lead, the days on which a deal with it was lost and no other was open, and on which one was won.
    private var lost: [Int: [Day]] = [:]
    private var won: [Int: [Day]] = [:]
    /// What makes somebody an MQL again: the stage where the CRM decides; where the rules do, also what
    /// follows it.
    private let entries: Set<Stage>

    /// The last day of which anything is known.
    private static let end = Day.ofCalendar.upperBound.advanced(by: -1)

    init(_ facts: Facts, _ book: RuleBook, days: Int) {
        self.facts = facts
        self.days = days
        let rules = AppliedRules(book, to: facts)
        let isByRules = rules.decider(asOf: Self.end) == .rules
        entries = isByRules ? [.mql, .sql, .opportunity] : [.mql]
        guard !facts.stages.isEmpty else { return }
        takeDeals()
        var judge = LeadJudge(rules, facts, asOf: Self.end)
        var candidates: [(first: Day, rounds: [Round])] = []
        for lead in 0..<facts.leads.count where mayHaveRounds(lead) {
            if isByRules, facts.frozen[lead] != nil { continue }
            guard let first = judge.counted(lead)?.mqlDay else { continue }
            let rounds = rounds(of: lead, since: first)
            if !rounds.isEmpty { candidates.append((first, rounds)) }
        }
        let all = candidates.flatMap(\.rounds)
        guard !all.isEmpty else { return }
        var mqlDays = Dictionary(uniqueKeysWithValues: all.map { ($0, $0.begin) })
        if isByRules {
            // By the rules each round must be an MQL by what was done in it.
            let parted = facts.parted(all, book.zone)
            var judge = LeadJudge(AppliedRules(book, to: parted), parted, asOf: Self.end)
            for round in all {
                mqlDays[round] =
                    judge.counted(
                        parted.rounds.row(of: round.lead, on: round.begin))?.mqlDay
            }
        }
        for (first, rounds) in candidates {
            var last = first
            for round in rounds {
                guard !isCustomer(round.lead, from: first, before: round.begin) else { break }
                guard let mqlDay = mqlDays[round], last.distance(to: round.begin) >= days,
                    last <= round.endBefore
                else { continue }
                // Sold before it was an MQL again: no MQL of its own brought that.
                guard !isCustomer(round.lead, from: first, before: mqlDay) else { break }
                counted.append(round)
                last = mqlDay
            }
        }
    }

    private mutating func takeDeals() {
        var deals: [Int: [Deal]] = [:]
        for deal in facts.deals where !deal.isCredit {
            for lead in deal.leads { deals[lead, default: []].append(deal) }
        }
        for (lead, deals) in deals {
            won[lead] = deals.compactMap { $0.wonOn(asOf: Self.end) }
            lost[lead] = deals.filter { !$0.isExistingCustomer && $0.isLost(asOf: Self.end) }
                .compactMap(\.closedOn)
                .filter { day in
                    !deals.contains { $0.createdOn != nil && $0.isOpen(asOf: day) }
                }
        }
    }

    /// Whether a lead was rejected or lost; most were not.
    private func mayHaveRounds(_ lead: Int) -> Bool {
        let days = facts.stages[lead]
        guard !days.isEmpty else { return false }
        return days[.rejected] != nil || days[.lost] != nil || lost[lead] != nil
    }

    private func isCustomer(_ lead: Int, from first: Day, before begin: Day) -> Bool {
        let byStage = facts.steps(of: lead).filter { $0.stage == .won }.map(\.day)
        return (byStage + (won[lead] ?? [])).contains { $0 >= first && $0 < begin }
    }

    /// All rounds of a lead after the first, whether they count or not. Of one day, what begins a round
    /// comes before what ends one: an end lies before the day of the next round.
    private func rounds(of lead: Int, since first: Day) -> [Round] {
        var happened = facts.steps(of: lead).compactMap { step in
            if step.stage == .rejected || step.stage == .lost {
                return (day: step.day, isEnd: true)
            }
            return entries.contains(step.stage) ? (day: step.day, isEnd: false) : nil
        }
        happened += (lost[lead] ?? []).map { (day: $0, isEnd: true) }
        happened.sort { ($0.day, $0.isEnd ? 1 : 0) < ($1.day, $1.isEnd ? 1 : 0) }
        var rounds: [Round] = []
        var end: Day?
        for (day, isEnd) in happened where day >= first {
            if isEnd {
                end = end ?? day
            } else if let last = end, day > last {
                rounds.append(Round(of: lead, endBefore: last, begin: day))
                end = nil
            }
        }
        return rounds
    }
}
