internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// What would turn the answer, and what suppositions would do to it.
struct ManagementTurning {
    private let justification: JustificationFigures
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }
    private var total: JustificationFigures.Row { justification.total }

    init(_ justification: JustificationFigures, _ say: Wording) {
        self.justification = justification
        self.say = say
    }

    /// From where on it pays for itself, and meets the requirement where there is one.
    var table: ManagementSheet.SmallTable? {
        guard justification.isSaid, let worth = total.worth.value, let cost = total.cost.value,
            cost.cents > 0, worth.cents > 0, justification.verdict.value != nil
        else { return nil }
        let required = justification.requiredReturn.flatMap { $0 > 1 ? $0 : nil }
        let cents = Double(cost.cents)
        let asked = required.map { cents * $0 }
        typealias Cell = (text: String, small: String?)
        func changed(_ to: Double, _ from: Double) -> String? {
            guard from > 0, to.isFinite else { return nil }
            let percent = numbers.fixed((to / from - 1) * 100, decimals: 0)
            return (to > from ? "+" : "") + percent + "%"
        }
        func money(_ amount: Money?, _ from: Double) -> Cell {
            amount.map { (numbers.whole($0), changed(Double($0.cents), from)) } ?? ("–", nil)
        }
        func rate(_ rate: Double?, _ from: Double) -> Cell {
            guard let rate else { return ("–", nil) }
            return rate <= 1
                ? (numbers.share(rate), changed(rate, from))
                : (say("none", "geen"), nil)
        }
        var rows: [[Cell]] = [
            [
                (say("Margin per sale", "Marge per verkoop"), nil),
                (numbers.whole(worth.perSale), nil),
                money(worth.breakEvenMargin(cents), worth.margin),
            ],
            [
                (say("MQL → SQL", "MQL → SQL"), say("planning rate", "planpercentage")),
                (numbers.share(worth.expectedRate), nil),
                rate(worth.breakEvenRate(cents), worth.expectedRate),
            ],
            [
                (
                    say("Cost per MQL", "Kosten per MQL"),
                    total.isAllIn ? say("all-in", "alles meegerekend") : say("to buy", "aan inkoop")
                ), (numbers.whole(cost), nil),
                money(worth.mean, cents),
            ],
        ]
        var head = ["", say("Now", "Nu"), say("Breaks even", "Quitte bij")]
        if let required, let asked {
            head.append(say("Required", "Vereist"))
            rows[0].append(money(worth.breakEvenMargin(asked), worth.margin))
            rows[1].append(rate(worth.breakEvenRate(asked), worth.expectedRate))
            rows[2].append(money(worth.highestPrice(required), cents))
        }
        return .init(title: title(worth, cents), head: head, rows: rows)
    }

    private func title(_ worth: Worth, _ cost: Double) -> String {
        let (more, less) = (cost / worth.cents - 1, 1 - worth.cents / cost)
        func percent(_ part: Double) -> String { numbers.fixed(abs(part) * 100, decimals: 0) + "%" }
        return more > 0
            ? say(
                "\(percent(more)) more margin or SQLs, or \(percent(less)) less cost, and it breaks even",
                "\(percent(more)) meer marge of SQL's, of \(percent(less)) minder kosten, en het is quitte"
            )
            : say(
                "It breaks even with \(percent(more)) less margin or SQLs too, or \(percent(less)) more cost",
                "Ook met \(percent(more)) minder marge of SQL's, of \(percent(less)) meer kosten, is het quitte"
            )
    }

    /// What suppositions would do to an MQL; nil where nobody asked, or nothing is known.
    var whatIf: ManagementSheet.SmallTable? {
        guard !justification.whatIf.isEmpty else { return nil }
        let rows = justification.whatIf.map { effect -> [(text: String, small: String?)] in
            let words = WhatIfSection.words(effect).text(say.language)
            let (from, to) = (
                numbers.text(WhatIfSection.cell(effect.from, effect)),
                numbers.text(WhatIfSection.cell(effect.to, effect))
            )
            return [
                (ManagementPage.capitalised(words), effect.input == nil ? nil : "\(from) → \(to)"),
                (numbers.whole(effect.worth), nil), (numbers.whole(effect.cost), nil),
                (numbers.whole(effect.gain), nil), (say.chance(effect.pays), nil),
            ]
        }
        return .init(
            title: say("What if", "Wat als"),
            head: [
                "", say("Worth", "Waarde"), say("Cost", "Kosten"), say("Against now", "T.o.v. nu"),
                say("Pays", "Quitte"),
            ], rows: rows, hasTotal: justification.whatIf.contains { $0.input == nil })
    }
}
