internal import Funnels
internal import Leads
internal import Quantities
internal import Statistics
internal import Valuation

extension Pipeline {
    /// How soon steps are taken, by source and of all: lead → MQL → contacted → SQL → customer.
    ///
    /// Who has not taken a step yet counts as long as it was watched, by Aalen and Johansen (1978): of those alone that
    /// took it the slow ones are missing where they are young, and every step would look too fast.
    func velocity(_ figures: Figures, _ tally: Tally, until: Day) -> [ForecastFigures.Velocity] {
        var toMQL: [Int: StepAges] = [:]
        var (toContact, toSQL, toCustomer) = (toMQL, toMQL, toMQL)
        for (source, created, mql) in leadDays(asOf: figures.question.asOf) where created <= until {
            for source in [source, Self.all] {
                toMQL[source, default: .init()].add(1, aged: created.distance(to: until))
                if let mql, mql >= created, mql <= until {
                    toMQL[source, default: .init()].take(
                        1, aged: created.distance(to: until), after: created.distance(to: mql))
                }
            }
        }
        for cell in tally.cells where cell.happened(by: until) {
            let count = Int(truncatingIfNeeded: cell.count)
            let (age, lag) = (cell.day.distance(to: until), max(0, cell.lag))
            for source in [cell.segment.source, Self.all] {
                switch cell.event {
                case .mql:
                    toContact[source, default: .init()].add(count, aged: age)
                    toSQL[source, default: .init()].add(count, aged: age)
                case .contacted:
                    toContact[source, default: .init()].take(count, aged: age, after: lag)
                case .dropped:
                    toContact[source, default: .init()].leave(count, aged: age, after: lag)
                case .sql: toSQL[source, default: .init()].take(count, aged: age, after: lag)
                case .impliedSQL, .closedWithoutSQL:
                    toSQL[source, default: .init()].leave(count, aged: age, after: lag)
                case .sqlAsked: toCustomer[source, default: .init()].add(count, aged: age)
                case .sqlSold:
                    toCustomer[source, default: .init()].take(count, aged: age, after: lag)
                case .sqlLost:
                    toCustomer[source, default: .init()].leave(count, aged: age, after: lag)
                default: break
                }
            }
        }
        let isContactKnown = figures.total.contacted.absence == nil
        func row(_ source: Int, _ label: Phrase?, _ key: String) -> ForecastFigures.Velocity {
            .init(
                label: label, key: key, toMQL: toMQL[source]?.days,
                toContact: isContactKnown ? toContact[source]?.days : nil,
                toSQL: toSQL[source]?.days, toCustomer: toCustomer[source]?.days)
        }
        let rows = figures.rows.compactMap { one -> ForecastFigures.Velocity? in
            guard let source = rules.sources.keys.firstIndex(of: one.key) else { return nil }
            let found = row(source, one.label, one.key)
            return found.isEmpty ? nil : found
        }
        return rows + [row(Self.all, nil, "total")]
    }

    /// No source has this number.
    private static let all = -1

    /// Of each lead, its source, the day on which it came, and the one on which it became an MQL.
    private func leadDays(asOf: Day) -> [(source: Int, created: Day, mql: Day?)] {
        var judge = LeadJudge(rules, facts, asOf: asOf)
        return (0..<facts.leadCount).compactMap { lead in
            guard facts.frozen[lead] == nil, let judgement = judge.judge(lead) else { return nil }
            return (
                judgement.source, rules.book.zone.day(of: facts.leads.created[lead]),
                judgement.mqlDay
            )
        }
    }
}

/// By days from where a step begins: who took it, who no longer can, and who was only watched.
private struct StepAges {
    private var counts: [Int: (first: Int, other: Int, watched: Int)] = [:]
    private var taken = 0

    /// Of fewer that took it half is two.
    private static let least = 5
    /// Where fewer are still watched one that takes it counts for too many of those that are not.
    private static let leastWatched = 5

    mutating func add(_ count: Int, aged age: Int) {
        guard age >= 0 else { return }
        counts[age, default: (0, 0, 0)].watched += count
    }

    mutating func take(_ count: Int, aged age: Int, after lag: Int) {
        add(-count, aged: age)
        counts[lag, default: (0, 0, 0)].first += count
        taken += count
    }

    mutating func leave(_ count: Int, aged age: Int, after lag: Int) {
        add(-count, aged: age)
        counts[lag, default: (0, 0, 0)].other += count
    }

    /// Nil where too few took it.
    var days: ForecastFigures.Velocity.Days? {
        guard taken >= Self.least, let last = counts.keys.max() else { return nil }
        var left = counts.values.reduce(0) { $0 + $1.first + $1.other + max(0, $1.watched) }
        var days: [(first: Int, other: Int, watched: Int)] = []
        for day in 0...last where left >= Self.leastWatched {
            let (first, other, watched) = counts[day] ?? (0, 0, 0)
            days.append((first, other, max(0, watched)))
            left -= first + other + max(0, watched)
        }
        // Those that are left were watched at least as long.
        if left > 0, !days.isEmpty { days[days.count - 1].watched += left }
        let risks = CompetingRisks(counts: days)
        let all = risks.share(by: days.count - 1)
        guard all > 0 else { return nil }
        func quarter(_ number: Double) -> Int {
            // Sums of parts may miss their whole by the last digit.
            days.indices.first { risks.share(by: $0) >= all * number / 4 - 1e-12 } ?? 0
        }
        return .init(median: quarter(2), low: quarter(1), high: quarter(3), of: taken)
    }
}
