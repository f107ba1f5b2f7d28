package import Quantities

/// A later round of a lead that was rejected or lost and came back.
package struct Round: Hashable, Sendable {
    package let lead: Int
    /// The day on which the round before it ended, before this one began.
    package let endBefore: Day
    package let begin: Day

    package init(of lead: Int, endBefore: Day, begin: Day) {
        self.lead = lead
        self.endBefore = endBefore
        self.begin = begin
    }
}

/// Rounds of leads that count as MQLs of their own: each has a row behind those of all leads, and the lead
/// itself keeps the first.
package struct Rounds: Sendable {
    /// By lead, then by day.
    private let rounds: [Round]
    /// The number of the first row of a later round; `.max` where there is none.
    private let first: Int
    /// By lead, the places of its later rounds.
    private let places: [Int: Range<Int>]

    package init() { self.init([], leads: .max) }

    /// - Parameters:
    ///   - rounds: of each lead, no two begin on one day.
    ///   - leads: how many leads there are.
    package init(_ rounds: [Round], leads: Int) {
        self.rounds = rounds.sorted { ($0.lead, $0.begin) < ($1.lead, $1.begin) }
        first = rounds.isEmpty ? .max : leads
        var places: [Int: Range<Int>] = [:]
        for (place, round) in self.rounds.enumerated() {
            places[round.lead] = (places[round.lead]?.lowerBound ?? place)..<(place + 1)
        }
        self.places = places
    }

    /// Whether nobody counts more than once.
    package var isEmpty: Bool { rounds.isEmpty }

    /// Those of the leads that have several, and those of their later rounds.
    var rows: [Int] { leads + rounds.indices.map { first + $0 } }

    /// The leads that have several, in order.
    var leads: [Int] { places.keys.sorted() }

    /// In the order of their rows.
    var all: [Round] { rounds }

    /// Whether a row is a later round of a lead.
    @inline(__always)
    package func isLater(_ row: Int) -> Bool { row >= first }

    /// The lead that a row is of.
    package func lead(of row: Int) -> Int { isLater(row) ? rounds[row - first].lead : row }

    /// The row of the lead itself, and those of its later rounds.
    package func rows(of lead: Int) -> [Int] {
        [lead] + (isEmpty ? [] : (places[lead] ?? 0..<0).map { first + $0 })
    }

    /// Whether a row is a later round, and when it ended, where another came after it.
    @inline(__always)
    package subscript(row: Int) -> (isLater: Bool, end: Day?) {
        isEmpty ? (false, nil) : (isLater(row), end(of: row))
    }

    private func end(of row: Int) -> Day? {
        guard let places = places[lead(of: row)] else { return nil }
        let next = isLater(row) ? row - first + 1 : places.lowerBound
        return places.contains(next) ? rounds[next].endBefore : nil
    }

    /// The row of the last round that had begun on a day.
    package func row(of lead: Int, on day: Day) -> Int { last(of: lead) { $0.begin <= day } }

    /// The row of the last round before which another had ended: what somebody did since then is what
    /// brought it back.
    func row(of lead: Int, endedBefore day: Day) -> Int {
        last(of: lead) { $0.endBefore < day }
    }

    /// The row that a deal belongs to: by the day on which it was won or lost, and while it is open by the
    /// day on which it was opened.
    package func row(of lead: Int, with deal: Deal, asOf: Day) -> Int {
        let closedOn = deal.isOpen(asOf: asOf) ? nil : deal.closedOn
        return last(of: lead) { round in
            guard round.begin <= asOf else { return false }
            if let closedOn { return round.begin <= closedOn }
            return deal.createdOn.map { round.endBefore < $0 } ?? true
        }
    }

    private func last(of lead: Int, where holds: (Round) -> Bool) -> Int {
        guard !isEmpty, let places = places[lead],
            let place = places.last(where: { holds(rounds[$0]) })
        else { return lead }
        return first + place
    }
}

extension Facts {
    /// How many leads there are, each counted once: rows of later rounds stand behind them.
    package var leadCount: Int { leads.count - rounds.all.count }

    /// A day on which a lead reached a stage, and why, as far as a file says so of a rejection.
    package struct Step: Sendable {
        package let day: Day
        package let stage: Stage
        let reason: String
    }

    /// All days of stages of one lead, in order.
    package func steps(of lead: Int) -> [Step] {
        let first = stageDays(of: lead)
        var steps = Stage.allCases.compactMap { stage in
            first[stage].map { day in
                Step(
                    day: day, stage: stage,
                    reason: stage == .rejected ? rejectionReasons[lead] ?? "" : "")
            }
        }
        steps += laterStages.rows(of: lead).map {
            Step(day: $0.day, stage: $0.stage, reason: laterStages.reason(of: $0))
        }
        return steps.sorted { ($0.day, $0.stage.rawValue) < ($1.day, $1.stage.rawValue) }
    }

    /// The same, in which later rounds have rows of their own, with what belongs to them: stages from the
    /// day on which they begin, and what was done since the round before them ended.
    package func parted(_ found: [Round], _ zone: TimeZoneRule) -> Facts {
        guard !found.isEmpty, !stages.isEmpty else { return self }
        let rounds = Rounds(found, leads: leads.count)
        var facts = self
        facts.rounds = rounds
        facts.activities = activities.parted(rounds, zone)
        facts.leads = leads.parted(rounds, zone, facts.activities.touches)
        facts.stages += repeatElement(StageDays(), count: found.count)
        if !mqlSeconds.isEmpty { facts.mqlSeconds += repeatElement(0, count: found.count) }
        facts.laterStages.remove(Set(rounds.leads))
        for (place, round) in rounds.all.enumerated() {
            facts.frozen[leads.count + place] = frozen[round.lead]?.of(round.begin)
        }
        for lead in rounds.leads {
            facts.stages[lead] = StageDays()
            facts.rejectionReasons[lead] = nil
            for step in steps(of: lead) {
                // Who is spoken to again before it is an MQL again is spoken to in the new round.
                let row =
                    step.stage == .contacted
                    ? rounds.row(of: lead, endedBefore: step.day)
                    : rounds.row(of: lead, on: step.day)
                guard facts.stages[row][step.stage] == nil else {
                    facts.laterStages.add(step.stage, of: row, on: step.day, reason: step.reason)
                    continue
                }
                facts.stages[row].note(step.stage, on: step.day)
                if step.stage == .rejected, !step.reason.isEmpty {
                    facts.rejectionReasons[row] = step.reason
                }
            }
        }
        facts.laterStages.finish()
        return facts
    }
}

extension LeadTable {
    /// The same with a row for each later round: a copy of that of the lead, created when the round begins,
    /// from where a touch of the round says that it came back, else from where it first came.
    fileprivate func parted(
        _ rounds: Rounds, _ zone: TimeZoneRule, _ touches: TouchTable
    ) -> LeadTable {
        var table = self
        for round in rounds.all {
            let row = table.count
            table.index.append(rowOf: round.lead)
            table.created.append(zone.startOfDay(round.begin))
            table.identities.append(0)
            table.marks.append(PersonMark())
            if !table.updated.isEmpty { table.updated.append(.min) }
            for place in columns.indices where round.lead < columns[place].symbols.count {
                table.columns[place].symbols.append(columns[place].symbols[round.lead])
            }
            for place in presences.indices where round.lead < presences[place].flags.count {
                table.presences[place].flags.append(presences[place].flags[round.lead])
            }
            let end = zone.startOfDay(round.begin.advanced(by: 1))
            let touch = touches.rows(of: row).first { $0.source != 0 && $0.at < end }
            if let touch {
                table.set("source", of: row, to: touches.sources.text(touch.source))
                table.set("medium", of: row, to: "")
                table.set("campaign", of: row, to: touches.campaigns.text(touch.campaign))
            }
        }
        return table
    }

    private mutating func set(_ field: String, of row: Int, to text: String) {
        guard let place = columns.firstIndex(where: { $0.name == field }),
            row < columns[place].symbols.count
        else { return }
        columns[place].symbols[row] = columns[place].table.intern(text)
    }
}
