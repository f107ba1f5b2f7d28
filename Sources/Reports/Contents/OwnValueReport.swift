package import Analysis
internal import Economics
internal import Quantities

/// What an MQL is worth by one's own numbers, and what it takes to win customers.
package struct OwnValueReport: Report {
    private let value: OwnValue
    package let context: ReportContext
    private var worth: Worth { value.worth }

    package init(_ value: OwnValue, _ context: ReportContext = ReportContext()) {
        self.value = value
        self.context = context
    }

    package var document: Document {
        var document = Document(say("What an MQL is worth", "Wat een MQL waard is"))
        document.add(.onPage([.paragraph(answer)]), .labelled(entries))
        document.add(WhatIfSection(value.whatIf, mqls: value.counts.mqls, say).blocks)
        return document
    }

    package var workbook: Workbook? { OwnValueWorkbook(value, context).workbook }

    /// What it is worth, and whether that is more than it costs.
    private var answer: String {
        let mean = numbers.money(worth.mean)
        let range = "(\(numbers.money(worth.low))–\(numbers.amount(worth.high)))"
        guard let cost = value.cost.map({ numbers.money($0) }), let pays = value.pays,
            let verdict = value.verdict
        else {
            return say(
                "An MQL is worth about \(mean) \(range).",
                "Een MQL is ongeveer \(mean) waard \(range).")
        }
        return say(
            "\(say.verdict(verdict)). An MQL costs \(cost) and is worth about \(mean) \(range). Chance that it "
                + "pays for itself: \(say.chance(pays)).",
            "\(say.verdict(verdict)). Een MQL kost \(cost) en is ongeveer \(mean) waard \(range). Kans dat het "
                + "zich terugverdient: \(say.chance(pays)).")
    }

    private var entries: [(label: String, text: [String])] {
        let counts = value.counts
        let required = value.requiredReturn.map(numbers.ratio)
        let margin = numbers.money(worth.perSale, whole: true)
        let mean = numbers.money(worth.mean)
        var entries: [(label: String, text: [String])] = [
            (
                say("From", "Uit"),
                [
                    say(
                        "\(numbers.count(counts.sqls)) SQLs of \(numbers.count(counts.mqls)) MQLs, "
                            + "\(numbers.count(counts.won)) won of \(numbers.count(counts.closed)) SQLs on which "
                            + "sales decided, \(margin) of margin per sale",
                        "\(numbers.count(counts.sqls)) SQL's van \(numbers.count(counts.mqls)) MQL's, "
                            + "\(numbers.count(counts.won)) gewonnen van \(numbers.count(counts.closed)) SQL's "
                            + "waarover sales besliste, \(margin) marge per verkoop")
                ]
            ),
            (
                say("Worth", "Waard"),
                [
                    say(
                        "\(mean) per MQL (\(numbers.money(worth.low))–\(numbers.amount(worth.high)), 95%)",
                        "\(mean) per MQL (\(numbers.money(worth.low))–\(numbers.amount(worth.high)), 95%)"
                    )
                ]
            ),
        ]
        if let required, let most = value.requiredReturn.map(worth.highestPrice) {
            entries.append(
                (
                    say(.atMost),
                    [
                        say(
                            "\(mean) to pay for itself, \(numbers.money(most)) to bring \(required) per \(numbers.one(most.currency))",
                            "\(mean) om zichzelf terug te verdienen, \(numbers.money(most)) om \(required) per "
                                + "\(numbers.one(most.currency)) op te brengen")
                    ]
                ))
        }
        if let cost = value.cost, let pays = value.pays, let verdict = value.verdict {
            let price = numbers.money(cost)
            let meets = value.meets.flatMap { meets in
                value.requiredReturn.map {
                    let (back, one) = (numbers.back($0, cost.currency), numbers.one(cost.currency))
                    return say(
                        "; that it brings back \(back) per \(one): \(say.chance(meets))",
                        "; dat het \(back) per \(one) opbrengt: \(say.chance(meets))")
                }
            }
            entries.append(
                (
                    say(.cost),
                    [
                        say(
                            "\(price): \(say.verdict(verdict)). Chance that it pays for itself: "
                                + "\(say.chance(pays))",
                            "\(price): \(say.verdict(verdict)). Kans dat het zich terugverdient: "
                                + "\(say.chance(pays))") + (meets ?? "")
                    ]
                ))
            if let least = worth.breakEvenMargin(Double(cost.cents)) {
                entries.append(
                    (
                        say("Breaks even at", "Quitte bij"),
                        [
                            say(
                                "a margin of \(numbers.money(least)) per sale",
                                "een marge van \(numbers.money(least)) per verkoop")
                        ]
                    ))
            }
        }
        if let plan = value.plan { entries.append((say("Plan", "Plan"), [text(plan)])) }
        entries.append(context.again)
        return entries
    }

    private func text(_ plan: CampaignPlan) -> String {
        let (customers, mqls) = (say.count(plan.customers, .customer), say.count(plan.mqls, .mql))
        let average = numbers.count(plan.mqlsOnAverage)
        let cost = value.cost.flatMap { cost -> String? in
            let (cents, isTooMuch) = cost.cents.multipliedReportingOverflow(by: Int64(plan.mqls))
            return isTooMuch
                ? nil : numbers.money(Money(cents: cents, cost.currency), whole: true)
        }
        let chance = say.chance(plan.chance)
        return say(
            "to win \(customers) you need \(mqls)\(cost.map { ", \($0)," } ?? "") for a chance of \(chance). "
                + "\(average) would do on average, and then it works out in "
                + "\(say.chance(plan.chanceOnAverage)) of cases",
            "voor \(customers) zijn \(mqls) nodig\(cost.map { ", \($0)," } ?? "") met een kans van \(chance). "
                + "Gemiddeld volstaan er \(average), en dan lukt het in "
                + "\(say.chance(plan.chanceOnAverage)) van de gevallen")
    }

    package var json: JSONValue {
        .members([
            "schema": "mql.value/1", "worth": worth.mean, "worth_low": worth.low,
            "worth_high": worth.high, "highest_price": value.requiredReturn.map(worth.highestPrice),
            "required_return": value.requiredReturn, "cost": value.cost, "chance_pays": value.pays,
            "chance_meets": value.meets, "verdict": value.verdict.map(\.rawValue),
            "plan": value.plan.map { plan in
                JSONValue.members([
                    "customers": plan.customers, "mqls": plan.mqls, "chance": plan.chance,
                    "mqls_on_average": plan.mqlsOnAverage,
                    "chance_on_average": plan.chanceOnAverage,
                ])
            }, "what_if": WhatIfSection(value.whatIf, mqls: value.counts.mqls, Wording()).json,
        ])
    }
}
