internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// How the cost of an MQL follows from what was spent, in one line that adds up to the cent.
struct CostEquation {
    /// `€43,716.54 bought + €23,220.00 own hours and tools = €66,936.54 ÷ 349 MQLs`
    let text: String

    /// Nil where there is no cost of an MQL.
    init?(_ row: Figures.Row, _ say: Wording) {
        let numbers = say.numbers
        guard let bought = row.boughtFor.value, row.costs.perMQL.value != nil else { return nil }
        let mqls = say.count(row.counts.mqls, .mql)
        let price = numbers.money(bought)
        guard row.costsAllIn.perMQL.value != nil, let allIn = row.allIn.value,
            allIn.currency == bought.currency
        else {
            text = say("\(price) bought ÷ \(mqls)", "\(price) inkoop ÷ \(mqls)")
            return
        }
        let own = Money(cents: allIn.cents &- bought.cents, bought.currency)
        let (rest, all) = (numbers.money(own), numbers.money(allIn))
        text = say(
            "\(price) bought + \(rest) own hours and tools = \(all) ÷ \(mqls)",
            "\(price) inkoop + \(rest) eigen uren en tools = \(all) ÷ \(mqls)")
    }
}
