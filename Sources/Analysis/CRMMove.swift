internal import Economics
internal import Funnels
internal import Leads
package import Quantities
internal import Valuation

/// From what size on data look like an import into a CRM; `pricing/findings.yaml` has the numbers and the
/// reasons. Shares are in hundredths of a percent.
package struct MoveRules: Hashable, Sendable {
    package var winsShare = 0
    package var leastWins = 1
    package var dayShare = 0
    package var leastOfDay = 1
    package var timesUsualDay = 1
    package var sourceShare = 0
    package var leastOfSource = 1
    package var earlierShare = 0
    package var earlierDays = 0
    /// So many leads that all came as far are chosen by outcome, and no chance.
    package var leastChosen = 1

    package init() {}
}

/// Signs that leads and deals were brought over from another CRM: their days are those of the import, and
/// say nothing of what brought what.
package struct CRMMove: Hashable, Sendable {
    /// Won deals with a lead that were closed before the lead or the MQL; nil where they are no sign.
    package let wins: Wins?
    /// The day on which many leads were created; nil where there is none.
    package let day: OneDay?

    /// Won deals that have a lead, and how many of them were closed before the lead or the MQL.
    package struct Wins: Hashable, Sendable {
        package let early: Int
        package let all: Int

        package init(early: Int, all: Int) {
            self.early = early
            self.all = all
        }
    }

    /// A day on which many leads were created, with how many of all leads.
    package struct OneDay: Hashable, Sendable {
        package let day: Day
        package let leads: Int
        package let all: Int

        package init(day: Day, leads: Int, all: Int) {
            self.day = day
            self.leads = leads
            self.all = all
        }
    }

    /// - Parameters:
    ///   - tally: of all leads, whatever the period.
    ///   - wins: nil without deals.
    ///   - erased: leads of which the month alone is known: their days say nothing.
    ///   - isList: whether the leads of a source come as a list, such as those of a fair.
    init?(
        _ tally: Tally, _ wins: WinsTie?, _ rules: MoveRules,
        without erased: [(created: Day, source: Int)] = [], isList: (Int) -> Bool
    ) {
        self.wins = wins.flatMap { wins in
            let (early, all) = (wins.beforeLeadOrMQLEver, wins.withLeadEver)
            return early >= rules.leastWins && early * 10_000 > all * rules.winsShare
                ? Wins(early: early, all: all) : nil
        }
        day = CreationDays(tally, rules, without: erased).standingOut(isList)
        if self.wins == nil, day == nil { return nil }
    }
}

/// How many leads were created on each day, by source.
private struct CreationDays {
    private let rules: MoveRules
    private var ofDay: [Day: Int] = [:]
    private var ofSource: [Int: Int] = [:]
    private var ofSourceAndDay: [Day: [Int: Int]] = [:]
    /// Of each day, the leads that were an MQL, and those that were further, long before.
    private var earlierMQLs: [Day: Int] = [:]
    private var earlierStages: [Day: Int] = [:]
    private var all = 0

    init(
        _ tally: Tally, _ rules: MoveRules, without erased: [(created: Day, source: Int)]
    ) {
        self.rules = rules
        for cell in tally.cells {
            let count = Int(clamping: cell.count)
            switch cell.event {
            case .created:
                all += count
                ofDay[cell.day, default: 0] += count
                ofSource[cell.segment.source, default: 0] += count
                ofSourceAndDay[cell.day, default: [:]][cell.segment.source, default: 0] += count
            case .createdToMQL where cell.lag < -rules.earlierDays:
                earlierMQLs[cell.day, default: 0] += count
            case .stageBeforeCreation where cell.lag < -rules.earlierDays:
                earlierStages[cell.day, default: 0] += count
            default: break
            }
        }
        for lead in erased {
            all -= 1
            ofDay[lead.created, default: 0] -= 1
            ofSource[lead.source, default: 0] -= 1
            ofSourceAndDay[lead.created, default: [:]][lead.source, default: 0] -= 1
        }
        ofDay = ofDay.filter { $0.value > 0 }
    }

    /// The day with most leads, where it stands out as that of an import does; of two the first.
    func standingOut(_ isList: (Int) -> Bool) -> CRMMove.OneDay? {
        ofDay.filter { day, leads in
            guard leads >= rules.leastOfDay, leads * 10_000 >= all * rules.dayShare else {
                return false
            }
            // Where all are of one day there is none to hold it against.
            guard let usual = usual(without: day) else { return wasFurther(day, leads) }
            return leads >= rules.timesUsualDay * usual
                && (isOfMostSources(day, isList) || wasFurther(day, leads))
        }.max { ($0.value, $1.key) < ($1.value, $0.key) }
            .map { CRMMove.OneDay(day: $0.key, leads: $0.value, all: all) }
    }

    /// What the middle one of the other days has; nil where there is no other.
    private func usual(without day: Day) -> Int? {
        let others = ofDay.filter { $0.key != day }.values.sorted()
        return others.isEmpty ? nil : others[(others.count - 1) / 2]
    }

    private func isOfMostSources(_ day: Day, _ isList: (Int) -> Bool) -> Bool {
        let known = ofSource.filter { $0.value >= rules.leastOfSource }
        let ofDay = ofSourceAndDay[day] ?? [:]
        let out = known.filter { source, leads in
            let here = ofDay[source] ?? 0
            return here > 1 && here * 10_000 >= leads * rules.sourceShare
        }
        return out.count > 1 && out.count * 2 >= known.count
            && out.contains { !isList($0.key) }
    }

    private func wasFurther(_ day: Day, _ leads: Int) -> Bool {
        max(earlierMQLs[day] ?? 0, earlierStages[day] ?? 0) * 10_000 >= leads * rules.earlierShare
    }
}

extension Pipeline {
    /// Whether the data look like an import into a CRM; nil where they do not.
    func move(_ counted: Counted) -> CRMMove? {
        moveRules.flatMap { moveRules in
            CRMMove(
                counted.tally, counted.sums.deals.wins, moveRules, without: counted.sums.erased
            ) { number in
                rules.sources.rule(number).map {
                    $0.channel == .event || $0.direction == .outbound
                } ?? false
            }
        }
    }

    /// Leads that were there on a day and were erased since.
    func erased(asOf: Day) -> [(created: Day, source: Int)] {
        facts.frozen.keys.sorted().compactMap { lead in
            guard facts.frozen[lead]?.reason == .erased else { return nil }
            let created = rules.book.zone.day(of: facts.leads.created[lead])
            return created <= asOf ? (created, Int(rules.sourceOfLead[lead])) : nil
        }
    }
}
