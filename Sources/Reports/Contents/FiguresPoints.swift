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
        let points =
            MatchNotes(figures, say).lines + TestedSources(figures, say).lines
            + DelayNotes(figures, say).lines + points
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
            : say(
                ", which is \(share) of those that had their time",
                ", dat is \(share) van wie tijd genoeg had")
        let (sure, zeker) = norm.holds ? ("surely ", "zeker ") : ("", "")
        switch norm.verdict {
        case .below, .above:
            let spent = row.boughtFor.value.map { numbers.money($0, whole: true) }
            let isAbove = norm.verdict == .above
            return say(
                "\(name(row)): \(sqls) of \(mqls) became an SQL within \(days) days"
                    + (spent.map { ", for \($0)" } ?? "") + ofThose
                    + ": \(sure)\(isAbove ? "above" : "below") \(title).",
                "\(name(row)): \(sqls) van \(mqls) werd\(conversion.sqls == 1 ? "" : "en") SQL binnen "
                    + "\(days) dagen" + (spent.map { ", voor \($0)" } ?? "") + ofThose
                    + ": \(zeker)\(isAbove ? "boven" : "onder") \(title).")
        case .around, .noMQLs, .notKnown, .tooFew, .tooClose, .tooYoung:
            guard let other = standingOut(row), let rest = other.rest.rate.map(numbers.share)
            else { return nil }
            let isBetter = other.difference.value > 0
            let start = say(
                "\(name(row)): \(isBetter ? "better" : "worse") than the others, \(share) of those that had "
                    + "their time against \(rest)",
                "\(name(row)): \(isBetter ? "beter" : "slechter") dan de andere, \(share) van wie tijd genoeg "
                    + "had tegen \(rest)")
            // Two things are true of it, and only together they are no contradiction.
            guard let needs = needs(row, norm) else { return start + "." }
            return start
                + say(
                    "; whether it is above or below \(title) cannot be told yet (\(needs.text)).",
                    "; of het boven of onder \(title) ligt valt nog niet te zeggen (\(needs.text))."
                )
        }
    }

    private func standingOut(_ row: Figures.Row) -> RowComparison.Row? {
        figures.comparison?.rows.first { $0.key == row.key && $0.standsOut }
    }

    /// How many SQLs came of how many MQLs, and how many more would probably tell; nil where it is told already.
    private func needs(
        _ row: Figures.Row, _ norm: Figures.Comparison
    ) -> (text: String, hasMore: Bool, hasCost: Bool)? {
        let of = row.matured.value.map { numbers.count($0.sqls) } ?? "0"
        let counts = "\(of) \(say("of", "van")) \(numbers.count(row.counts.mqls))"
        switch norm.verdict {
        case .tooClose: return (counts, false, false)
        case .tooFew(let more):
            guard figures.question.by != .month, let more else { return (counts, false, false) }
            let cost = row.costs.perMQL.value.flatMap { price(of: more, at: $0) }
            let mqls =
                "+\(numbers.count(more))" + (cost.map { say(" for \($0)", " voor \($0)") } ?? "")
            return ("\(counts), \(mqls)", true, cost != nil)
        default: return nil
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
        var (hasMore, hasCost) = (false, false)
        let rows = judged.compactMap { row, norm -> String? in
            guard let needs = needs(row, norm) else { return nil }
            hasMore = hasMore || needs.hasMore
            hasCost = hasCost || needs.hasCost
            guard standingOut(row)?.rest.rate == nil || row.matured.value?.estimate.rate == nil
            else { return nil }
            return "\(name(row)) (\(needs.text))"
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
            "Too few to tell whether above or below \(title): \(list).",
            "Te weinig om te zien of het boven of onder \(title) ligt: \(list).")
            + (hasMore
                ? say(
                    " After the +: how many more MQLs would probably tell (4 chances in 5)"
                        + (hasCost ? ", and about what they would cost." : "."),
                    " Achter de +: met hoeveel extra MQL's het waarschijnlijk te zien is (kans 4 op 5)"
                        + (hasCost ? ", en wat die ongeveer zouden kosten." : ".")) : "")
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
