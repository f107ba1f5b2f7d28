internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// The rows of a report that need a second look: what is sure, what is too young, and what cannot be
/// told yet.
struct FiguresPoints {
    private let figures: Figures
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }

    init(_ figures: Figures, _ say: Wording) {
        self.figures = figures
        self.say = say
    }

    /// The rows that need a second look, in words.
    var lines: [String] {
        let points = MatchNotes(figures, say).lines + DelayNotes(figures, say).lines + points
        let most = 12
        guard points.count > most else { return points }
        let more = points.count - most
        return points.prefix(most) + [
            say("and \(more) more, in the table below.", "en nog \(more), in de tabel hieronder.")
        ]
    }

    private var points: [String] {
        let judged = figures.rows.compactMap { row in
            row.comparisons.first { !$0.isIndication }.map { (row: row, norm: $0) }
        }
        return judged.compactMap { verdict($0.row, $0.norm) }
            + judged.compactMap { tooYoung($0.row, $0.norm) }
            + [undecided(judged)].compactMap(\.self)
    }

    private func name(_ row: Figures.Row) -> String { say.text(row.label) }

    /// What is sure: with figures, that it can be repeated.
    private func verdict(_ row: Figures.Row, _ norm: Figures.Comparison) -> String? {
        guard let conversion = row.matured.value, let rate = conversion.estimate.rate else {
            return nil
        }
        let (title, days) = (say.text(norm.benchmark.title), figures.horizon.days)
        let (sqls, mqls) = (numbers.count(conversion.sqls), say.count(row.counts.mqls, .mql))
        let share = numbers.share(rate)
        // 15 of 76 is not 23.0 %: the young ones count for less.
        let ofThose =
            conversion.sqls == 0
            ? ""
            : say("; \(share) of those that had their time", "; \(share) van wie tijd genoeg had")
        let sure = norm.holds ? " ✓" : ""
        switch norm.verdict {
        case .below, .above:
            let spent = row.boughtFor.value.map { numbers.money($0, whole: true) }
            let isAbove = norm.verdict == .above
            return say(
                "\(name(row)): within \(days) days \(sqls) of \(mqls) became an SQL"
                    + (spent.map { " for \($0)" } ?? "") + ofThose
                    + ", \(isAbove ? "above" : "below") \(title)\(sure).",
                "\(name(row)): binnen \(days) dagen werd\(conversion.sqls == 1 ? "" : "en") \(sqls) van "
                    + "\(mqls) SQL" + (spent.map { " voor \($0)" } ?? "") + ofThose
                    + ", \(isAbove ? "boven" : "onder") \(title)\(sure).")
        case .around, .noMQLs, .notKnown, .tooFew, .tooClose, .tooYoung:
            guard let other = figures.comparison?.rows.first(where: { $0.key == row.key }),
                other.standsOut, let rest = other.rest.rate.map(numbers.share)
            else { return nil }
            let isBetter = other.difference.value > 0
            return say(
                "\(name(row)): \(isBetter ? "better" : "worse") than the others, \(share) against \(rest).",
                "\(name(row)): \(isBetter ? "beter" : "slechter") dan de andere, \(share) tegen \(rest)."
            )
        }
    }

    private func tooYoung(_ row: Figures.Row, _ norm: Figures.Comparison) -> String? {
        guard case .tooYoung(let days) = norm.verdict else { return nil }
        let mqls = say.count(row.counts.mqls, .mql)
        let when = days.map { say.day(figures.question.observed.sqls.advanced(by: $0)) }
        return say(
            "\(name(row)): \(mqls), too young to judge"
                + (when.map { ": on \($0) enough of them will have had their time" } ?? "") + ".",
            "\(name(row)): \(mqls), te jong voor een oordeel"
                + (when.map { ": op \($0) hebben er genoeg hun tijd gehad" } ?? "") + ".")
    }

    /// What cannot be told, in one sentence, with what it would take; of months, which are over, that
    /// cannot be had.
    private func undecided(
        _ judged: [(row: Figures.Row, norm: Figures.Comparison)]
    ) -> String? {
        let isMonths = figures.question.by == .month
        var (hasMore, hasCost) = (false, false)
        let rows = judged.compactMap { row, norm -> String? in
            let of = row.matured.value.map { numbers.count($0.sqls) } ?? "0"
            let counts = "\(name(row)) \(of) \(say("of", "van")) \(numbers.count(row.counts.mqls))"
            switch norm.verdict {
            case .tooClose: return counts
            case .tooFew(let more):
                guard !isMonths, let more else { return counts }
                hasMore = true
                let cost = row.costs.perMQL.value.flatMap { price(of: more, at: $0) }
                hasCost = hasCost || cost != nil
                return "\(counts) (+\(numbers.count(more))\(cost.map { ", \($0)" } ?? ""))"
            default: return nil
            }
        }
        guard let title = judged.first.map({ say.text($0.norm.benchmark.title) }), !rows.isEmpty
        else {
            return nil
        }
        let most = 8
        var list = rows.prefix(most).joined(separator: ", ")
        if rows.count > most {
            list += say(" and \(rows.count - most) more", " en nog \(rows.count - most)")
        }
        return say(
            "Too few to tell from \(title): \(list).",
            "Te weinig om van \(title) te onderscheiden: \(list).")
            + (hasMore
                ? say(
                    " In brackets: how many more MQLs would probably settle it (4 chances in 5)"
                        + (hasCost ? ", and what they would cost." : "."),
                    " Tussen haakjes: met hoeveel MQL's meer het waarschijnlijk duidelijk is (kans 4 op 5)"
                        + (hasCost ? ", en wat die kosten." : ".")) : "")
    }

    /// About what so many MQLs cost, to two digits: `€110,000`.
    private func price(of mqls: Int, at cost: Money) -> String? {
        let (cents, isTooMuch) = cost.cents.multipliedReportingOverflow(by: Int64(mqls))
        guard !isTooMuch, cents > 0 else { return nil }
        var unit: Int64 = 100
        while cents / unit >= 100 { unit *= 10 }
        let rounded = (cents + unit / 2) / unit * unit
        return numbers.money(Money(cents: rounded, cost.currency), whole: true)
    }
}
