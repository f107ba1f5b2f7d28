internal import Funnels
internal import Leads
internal import Quantities
internal import Valuation

/// The months of a source: what was bought, and the MQLs that came.
struct SourceMonths {
    /// Of each whole month of the period, in order; in cents.
    var spend: [Int128]
    var mqls: [Int]
    /// Also outside whole months.
    var direct: Int128 = 0

    init(months: Int) {
        spend = Array(repeating: 0, count: months)
        mqls = Array(repeating: 0, count: months)
    }

    /// The same without the months at the end.
    func first(_ count: Int) -> SourceMonths {
        var result = self
        result.spend = Array(spend.prefix(count))
        result.mqls = Array(mqls.prefix(count))
        return result
    }

    /// Whether it is bought now and then: in a third of the months since its first one, or fewer.
    var isNowAndThen: Bool {
        guard let first = spend.firstIndex(where: { $0 > 0 }) else { return false }
        return bought.count * 3 <= spend.count - first
    }

    var bought: [(spend: Double, mqls: Double)] {
        zip(spend, mqls).filter { $0.0 > 0 }.map { (Double($0.0), Double($0.1)) }
    }

    /// MQLs may come so many months after what was spent on them.
    private static let lag = 2

    /// A month to learn from: which of all it is, what was bought in cents, and the MQLs of it.
    struct Learned {
        let place: Int
        let spend: Double
        let mqls: Double
    }

    /// The months in which it was bought, to learn from, and how many MQLs came without any spend.
    ///
    /// A credit lowers the month before it. MQLs of months without spend belong to the purchase of the two
    /// months before them. A month of less than a tenth of the usual one is no purchase to learn from.
    var learned: (months: [Learned], withoutSpend: Int) {
        var found: [(place: Int, spend: Double, mqls: Double)] = []
        var withoutSpend = 0
        for (place, cents) in spend.enumerated() {
            if cents > 0 {
                found.append((place, Double(cents), Double(mqls[place])))
            } else if let last = found.indices.last {
                found[last].spend += Double(cents)
                if place - found[last].place <= Self.lag {
                    found[last].mqls += Double(mqls[place])
                } else {
                    withoutSpend += mqls[place]
                }
            } else {
                withoutSpend += mqls[place]
            }
        }
        let sorted = found.map(\.spend).sorted()
        guard let usual = sorted.isEmpty ? nil : sorted[sorted.count / 2] else {
            return ([], withoutSpend)
        }
        return (
            found.filter { $0.spend > 0 && $0.spend >= usual / 10 }.map {
                Learned(place: $0.place, spend: $0.spend, mqls: $0.mqls)
            }, withoutSpend
        )
    }

    var highest: Double { Double(max(0, spend.max() ?? 0)) }

    /// The mean of the last `count` months, bought or not.
    func pace(_ count: Int) -> Double {
        count > 0 ? max(0, Double(spend.suffix(count).reduce(0, +)) / Double(count)) : 0
    }

    /// In how many of so many months it is bought, if that is as often as since its first one.
    func runs(in count: Int) -> Int {
        guard let first = spend.firstIndex(where: { $0 > 0 }) else { return 0 }
        let share = Double(bought.count) / Double(spend.count - first)
        return max(1, Int((share * Double(count)).rounded()))
    }
}

extension SourceMonths {
    /// The whole months of the period that tell what spend does, and what each source bought and brought in
    /// them. Months at the end in which nobody bought anything are those of which the files know nothing.
    static func learned(
        _ pipeline: Pipeline, _ tally: Tally, _ question: Figures.Question
    ) -> (months: [Period], bySource: [String: SourceMonths]) {
        let whole = question.period.months.filter {
            $0 == Period(monthOf: $0.first)
                && $0.end <= question.observed.endOfMonth.advanced(by: 1)
        }
        let all = bySource(pipeline, tally, whole, question)
        let idle = whole.indices.reversed().prefix { place in
            all.values.allSatisfy { $0.spend[place] == 0 }
        }.count
        return (Array(whole.dropLast(idle)), all.mapValues { $0.first(whole.count - idle) })
    }

    /// What was bought for each source by itself and the MQLs that came, by whole month.
    static func bySource(
        _ pipeline: Pipeline, _ tally: Tally, _ months: [Period], _ question: Figures.Question
    ) -> [String: SourceMonths] {
        var sources = pipeline.rules.sources
        let spend = pipeline.facts.spend.filter {
            !$0.isShared && $0.category.isBought && $0.money.currency == question.currency
        }
        var result: [String: SourceMonths] = [:]
        let known = Period(
            first: question.period.first,
            end: min(question.period.end, question.observed.endOfMonth.advanced(by: 1)))
        for row in spend {
            let key = sources.key(source: row.source, medium: row.medium, campaign: row.campaign)
            var source = result[key] ?? SourceMonths(months: months.count)
            for (place, month) in months.enumerated() where row.period.overlap(with: month) != nil {
                source.spend[place] += Int128(row.cents(within: month))
            }
            if let known { source.direct += Int128(row.cents(within: known)) }
            result[key] = source
        }
        for cell in tally.cells where cell.event == .mql && cell.happened(by: question.asOf) {
            guard let place = months.firstIndex(where: { $0.contains(cell.day) }) else { continue }
            let key = sources.keys[cell.segment.source]
            result[key]?.mqls[place] += Int(truncatingIfNeeded: cell.count)
        }
        return result
    }
}
