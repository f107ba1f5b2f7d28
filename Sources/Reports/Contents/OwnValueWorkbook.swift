internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// What an MQL is worth by one's own numbers, as a sheet in which each of them may be changed.
///
/// A chance is that of `counts + ½` of `all + 1`, the mean that Jeffreys' prior gives.
struct OwnValueWorkbook {
    private let value: OwnValue
    private let context: ReportContext
    private var say: Wording { context.say }

    init(_ value: OwnValue, _ context: ReportContext) {
        self.value = value
        self.context = context
    }

    var workbook: Workbook {
        let asOf = context.observed?.asOf ?? Day(number: 0)
        let extra = DocumentWorkbook.sheet(
            say("What if", "Wat als"),
            WhatIfSection(value.whatIf, mqls: value.counts.mqls, say).blocks, say)
        return Workbook(
            DocumentWorkbook.named([sheet] + [extra].compactMap(\.self)), asOf: asOf)
    }

    private var sheet: Workbook.Sheet {
        let (counts, worth) = (value.counts, value.worth)
        func units(_ money: Money) -> Double { Double(money.cents) / 100 }
        var rows: [[Workbook.Cell]] = [
            [
                .title(
                    say(
                        "Change the blue cells: the others follow",
                        "Wijzig de blauwe cellen: de andere volgen"))
            ], [],
            [.text(say(.mqls)), .input(Double(counts.mqls), .count)],
            [.text(say(.sqls)), .input(Double(counts.sqls), .count)],
            [
                .text(say("SQLs that sales decided on", "SQL's waarover sales besliste")),
                .input(Double(counts.closed), .count),
            ],
            [.text(say("Won", "Gewonnen")), .input(Double(counts.won), .count)],
            [
                .text(say("Margin of a sale", "Marge van een verkoop")),
                .input(worth.margin / 100, .money),
            ],
            [
                .text(say("Chance of an SQL", "Kans op een SQL")),
                .formula("=(B4+0.5)/(B3+1)", value: worth.expectedRate, .share),
            ],
            [
                .text(say("Chance that it is won", "Kans dat die gewonnen wordt")),
                .formula("=(B6+0.5)/(B5+1)", value: worth.expectedWins, .share),
            ],
            [
                .text(say("Worth of an MQL", "Waarde van een MQL")),
                .cents("B8*B9*B7", worth.cents, worth.mean),
                .text(
                    say(
                        "95%: \(say.numbers.span(worth.low, worth.high)) with the numbers as they were given",
                        "95%: \(say.numbers.span(worth.low, worth.high)) met de getallen zoals ze zijn gegeven"
                    )),
            ],
        ]
        if let cost = value.cost {
            rows.append([
                .text(say("Cost of an MQL", "Kosten van een MQL")), .input(units(cost), .money),
            ])
            rows.append([
                .text(say("Worth less cost", "Waarde min kosten")),
                .formula(
                    "=B10-B11", value: Double(worth.mean.cents - cost.cents) / 100, .money),
            ])
            let chance = worth.expectedRate * worth.expectedWins
            rows.append([
                .text(say("Margin at which it breaks even", "Marge waarbij het quitte is")),
                chance > 0
                    ? .cents(
                        "B11/(B8*B9)", Double(cost.cents) / chance,
                        worth.breakEvenMargin(Double(cost.cents))) : .blank,
            ])
        }
        if let required = value.requiredReturn {
            let line = rows.count + 1
            let one = say.numbers.one(worth.mean.currency)
            rows.append([
                .text(
                    say("Required margin per \(one) of cost", "Vereiste marge per \(one) kosten")),
                .input(required, .ratio),
            ])
            rows.append([
                .text(say("At most to pay", "Hoogstens te betalen")),
                .cents(
                    "B8*B9*B7/B\(line)", worth.cents / required, worth.highestPrice(required)),
            ])
        }
        return Workbook.Sheet(
            say("Worth", "Waarde"), widths: [36, 16, 60], rows: rows, frozenRows: 1)
    }
}
