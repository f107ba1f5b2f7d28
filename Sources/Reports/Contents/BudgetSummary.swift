internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// What to spend and what to keep, what that brings, and whether it is better than today.
struct BudgetSummary {
    private let budget: BudgetFigures
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }
    private var plan: BudgetPlan { budget.plan }
    private var question: Figures.Question { budget.figures.question }

    init(_ budget: BudgetFigures, _ say: Wording) {
        self.budget = budget
        self.say = say
    }

    var text: String {
        if let move = budget.figures.move { return MoveText(move, say).first }
        if let selection = SelectionText(budget.figures, say), selection.hidesRates {
            return selection.text
        }
        let total = plan.total
        let spent = numbers.money(budget.spentInAll, whole: true)
        var text: String
        switch budget.asked.goal {
        case .amount(let cents):
            let amount = numbers.money(Money(cents: cents, question.currency), whole: true)
            let kept = budget.unspent.map { numbers.money($0, whole: true) } ?? ""
            if let unspent = budget.unspent, unspent.cents < 100 {
                text = say("Spend all of the \(amount).", "Besteed de hele \(amount).")
            } else if budget.spentInAll.cents == 0 {
                text = say("Keep the \(amount): \(whyKept).", "Houd de \(amount): \(whyKept).")
            } else {
                text = say(
                    "Of the \(amount), spend \(spent) and keep \(kept): \(whyKept).",
                    "Besteed van de \(amount) nu \(spent) en houd \(kept): \(whyKept).")
            }
        case .sqls(let count):
            let wanted = say.count(count, .sql)
            text = say(
                "It takes \(spent) to get \(wanted) in four cases out of five.",
                "Er is \(spent) nodig om in vier van de vijf gevallen \(wanted) te halen.")
        case .customers(let count):
            let wanted = say.count(count, .customer)
            text = say(
                "It takes \(spent) to get \(wanted) in four cases out of five.",
                "Er is \(spent) nodig om in vier van de vijf gevallen \(wanted) te halen.")
        }
        guard total.mqls > 0 else { return text + better }
        let (mqls, sqls, won) = (
            numbers.expected(total.mqls), numbers.expected(total.sqls),
            numbers.expected(total.customers)
        )
        let (sqlRange, wonRange) = (range(plan.sqls), range(plan.customers))
        if budget.knowsWins {
            text += say(
                " That is expected to bring \(mqls) MQLs, \(sqls) SQLs \(sqlRange) and \(won) customers "
                    + wonRange,
                " Dat brengt naar verwachting \(mqls) MQL's, \(sqls) SQL's \(sqlRange) en \(won) klanten "
                    + wonRange)
        } else {
            text += say(
                " That is expected to bring \(mqls) MQLs and \(sqls) SQLs \(sqlRange)",
                " Dat brengt naar verwachting \(mqls) MQL's en \(sqls) SQL's \(sqlRange)")
        }
        if budget.margin != nil {
            let (margin, cost) = (
                rounded(total.margin), rounded(total.spend + total.ownCost)
            )
            let basis =
                budget.knowsOwnCosts
                ? say("all-in", "alles meegerekend") : say("to buy", "aan inkoop")
            let (low, high) = (rounded(plan.gain.low), rounded(plan.gain.high))
            // What is shown is worked out of what is shown.
            let left =
                budget.whole(total.margin).cents - budget.whole(total.spend + total.ownCost).cents
            let gain = rounded(Double(abs(left)))
            text += say(
                ", and \(margin) of margin for \(cost) \(basis): "
                    + (left < 0 ? "\(gain) less than it costs" : "\(gain) is left")
                    + " (balance \(low) to \(high)).",
                ", en \(margin) marge voor \(cost) \(basis): "
                    + (left < 0 ? "\(gain) minder dan het kost" : "er blijft \(gain) over")
                    + " (saldo \(low) tot \(high)).")
            if !unknown.isEmpty {
                let names = unknown.joined(separator: ", ")
                text += say(
                    " What \(names) brings is not known, and is not in it; its cost is.",
                    " Wat \(names) brengt is niet bekend en zit er niet in; de kosten wel.")
            }
        } else {
            text += "."
        }
        return text + better
    }

    /// Why not all of it is spent.
    private var whyKept: String {
        let asMuch = say(
            "every source that can use more already has the most it may get",
            "elke bron die meer kan gebruiken heeft al het meeste dat ze mag krijgen")
        let reasons = budget.rows.map(\.reason)
        if isAllUnmatched {
            return say(
                "no lead has a source that money was spent on, so what money brings cannot be told",
                "geen lead heeft een bron waaraan geld is besteed, dus wat geld opbrengt is niet te zeggen"
            )
        }
        guard budget.required != nil else { return asMuch }
        if plan.step < 1 {
            return say(
                "it is not sure enough that more is better than today",
                "het is niet zeker genoeg dat meer beter is dan nu")
        }
        let ratio = budget.requiredReturn.map(numbers.ratio)
        if reasons.contains(.nextEuro) {
            return ratio.map {
                say(
                    "the next euro would bring back less than the required \($0)",
                    "de volgende euro brengt minder op dan de vereiste \($0)")
            }
                ?? say(
                    "the next euro would bring back less than it costs",
                    "de volgende euro brengt minder op dan hij kost")
        }
        if reasons.contains(.mostEverTried) || reasons.contains(.asAtMost) { return asMuch }
        return ratio.map {
            say(
                "of the sources that can be judged, not even the first euro brings back the required \($0)",
                "van de bronnen die te beoordelen zijn brengt zelfs de eerste euro de vereiste \($0) niet op"
            )
        }
            ?? say(
                "of the sources that can be judged, not even the first euro comes back",
                "van de bronnen die te beoordelen zijn verdient zelfs de eerste euro zich niet terug"
            )
    }

    private var isAllUnmatched: Bool { budget.rows.allSatisfy(\.reason.isUnmatched) }

    /// Sources that are in no plan because nobody knows which leads are theirs.
    private var unmatched: String {
        let names = budget.rows.filter(\.reason.isUnmatched).map { say.text($0.label) }
        guard !names.isEmpty, !isAllUnmatched else { return "" }
        let list = names.joined(separator: ", ")
        return say(
            " Left out, here and in what today brings: \(list), because no lead has that name.",
            " Niet meegeteld, hier en in wat nu wordt opgebracht: \(list), omdat geen lead die naam heeft."
        )
    }

    private var better: String {
        var text = unmatched
        if let chance = plan.chanceBetter, let today = plan.asToday {
            let money = rounded(today.spend)
            let sure = percent(chance)
            let isAmount = if case .amount = budget.asked.goal { true } else { false }
            if isAmount, budget.margin != nil {
                // What is kept is worth what is asked: else a smaller gain would seem no better plan.
                let asked = budget.requiredReturn.flatMap { $0 > 1 ? numbers.ratio($0) : nil }
                let atReturn =
                    asked.map {
                        say(
                            " (each euro counted at the required \($0))",
                            " (elke euro gerekend tegen de vereiste \($0))")
                    }
                    ?? ""
                let gain = rounded(abs(today.gain))
                text += say(
                    " Going on as today, \(money) would bring "
                        + (today.gain < 0
                            ? "\(gain) less than it costs" : "\(gain) more than it costs")
                        + ". Chance that this plan is the better one: \(sure)\(atReturn).",
                    " Doorgaan als nu, voor \(money), zou \(gain) "
                        + (today.gain < 0 ? "minder" : "meer")
                        + " opbrengen dan het kost. Kans dat dit plan beter is: \(sure)\(atReturn)."
                )
            } else {
                let isCustomers = if case .customers = budget.asked.goal { true } else { false }
                let number = isCustomers ? today.customers : today.sqls
                let count =
                    "\(numbers.expected(number)) "
                    + (isCustomers ? say("customers", "klanten") : say(.sqls))
                text += say(
                    " Divided as today, \(money) would bring \(count). Chance that this plan brings more: "
                        + "\(sure).",
                    " Verdeeld als nu zou \(money) \(count) opleveren. Kans dat dit plan er meer brengt: "
                        + "\(sure).")
            }
        }
        text += howFar
        let isStopped =
            !budget.rows.contains { $0.reason == .mostEverTried || $0.reason == .asAtMost }
            || budget.rows.contains { $0.reason == .nextEuro }
        if budget.required != nil, isStopped, !isAllUnmatched,
            budget.unspent.map({ $0.cents >= 100 }) ?? false
        {
            text += say(
                " To divide all of it anyway: --all.", " Om toch alles te verdelen: --all.")
        }
        return text
    }

    /// What part of the change this is, where all of it is not sure enough.
    private var howFar: String {
        guard plan.step < 1, let chance = plan.chanceOfBest else { return "" }
        let (asked, all) = (percent(budget.supposed.sureness), percent(chance))
        if plan.step == 0 {
            return say(
                " This is today's division: whether another is better cannot be told from these data. The "
                    + "chance that the one that seems best really is better is \(all), and it takes \(asked).",
                " Dit is de verdeling van nu: of een andere beter is valt uit deze gegevens niet te zeggen. "
                    + "De kans dat die het beste lijkt echt beter is, is \(all), en nodig is \(asked)."
            )
        }
        let part = numbers.fixed(plan.step * 100, decimals: 0)
        return say(
            " This is \(part)% of the change that seems best. The chance that the whole change is better "
                + "than today is \(all), and it takes \(asked). Make this part of it, and plan again.",
            " Dit is \(part)% van de wijziging die het beste lijkt. De kans dat de hele wijziging beter "
                + "is dan nu is \(all), en nodig is \(asked). Voer dit deel door, en plan opnieuw.")
    }

    /// Sources that get money of which nobody knows what it brings.
    private var unknown: [String] {
        budget.rows.filter { $0.outcome == nil && $0.spend.cents > 0 }.map { say.text($0.label) }
    }

    private func range(_ count: UncertainCount) -> String {
        "(\(numbers.count(count.quantile(0.1)))–\(numbers.count(count.quantile(0.9))))"
    }

    private func rounded(_ cents: Double) -> String {
        numbers.money(budget.whole(cents), whole: true)
    }

    private func percent(_ chance: Double) -> String { say.chance(chance) }
}

extension BudgetFigures {
    /// What all sources get.
    var spentInAll: Money {
        Money(
            cents: rows.reduce(Int64(0)) { $0 &+ $1.spend.cents }, figures.question.currency)
    }

    /// An estimated amount, to whole units.
    func whole(_ cents: Double) -> Money {
        Money(
            clamping: Rounding.wholeUnits(cents, .toNearestOrAwayFromZero),
            figures.question.currency)
    }
}
