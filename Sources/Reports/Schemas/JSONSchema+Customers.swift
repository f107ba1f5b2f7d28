internal import Analysis
internal import Quantities

/// The document of what customers are worth.
extension JSONSchema {
    fileprivate typealias M = JSONMember

    private static let customerRow = JSONForm(
        "customer_row", "What a customer of a source brings while he stays.",
        [
            M("source", .text, "The source, or total."),
            M("customers", .whole, "Customers that are counted."),
            M("left", .maybe(.whole), "How many of them have left."),
            M("first_sale", .maybe(.money), "What was bought on the first day, on average."),
            M(
                "a_month", .maybe(.money),
                "What came after the first day, by the months as customer."),
            M("per_month", .maybe(.money), "The worth by the months."),
            M(
                "months", .maybe(.number),
                "How long somebody is a customer in the months that were seen."),
            M("months_low95", .maybe(.number), "The lower end of that."),
            M("months_high95", .maybe(.number), "The upper end."),
            M("seen_months", .maybe(.number), "The age that enough customers have reached."),
            M("worth", .maybe(.money), "What a customer brings in these months."),
            M("worth_low95", .maybe(.money), "The lower end of its 95% range."),
            M("worth_high95", .maybe(.money), "The upper end."),
        ])

    private static let customerValue = JSONForm(
        "customer_value", "What a customer brings.",
        [
            M("by", .words(CustomerFigures.Origin.self), "What purchases are known from."),
            M("money", .words(CustomerFigures.Basis.self), "What all amounts are."),
            M("until", .day, "Up to which day it is known who bought."),
            M("rows", .list(.object(customerRow)), "By source."),
            M("total", .object(customerRow), "All customers."),
            M(
                "left_after_days", .maybe(.whole),
                "A customer has left once nothing came for more days than this."),
            M(
                "usual_gap_days", .maybe(.whole),
                "Half of those who bought again did so within so many days."),
            M("gaps", .maybe(.whole), "How often somebody bought again."),
            M("at_least", .whole, "Customers without which nothing is said."),
            M("same_sales", .whole, "Rows that are of the same sales as others, and not counted."),
            M("without_lead", .whole, "Customers without a lead."),
            M("bought_before", .whole, "Customers who bought before being a lead, or may have."),
            M("other_currency", .whole, "Customers with money in another currency."),
            M("without_amount", .whole, "Customers of whom a margin or an amount is missing."),
            M("paid_once", .whole, "Customers who paid once, where only months of deals tell."),
        ])

    private static let cohort = JSONForm(
        "cohort", "The MQLs of a quarter or a month.",
        [
            M("from", .day, "The first day."), M("to", .day, "The last."),
            M("mqls", .maybe(.whole), "MQLs."),
            M("customers", .maybe(.whole), "Customers among them."),
            M("cost", .maybe(.money), "What they cost."),
            M("cost_per_customer", .maybe(.money), "By customer."),
            M("brought", .maybe(.money), "The margin of all that its customers bought since."),
            M("share", .maybe(.number), "The part of the cost that is back."),
            M("by_month", .list(.number), "The same after each whole month from the first day."),
            M("back_after", .maybe(.whole), "After so many months it was back and stayed so."),
            M("months", .whole, "Whole months from the first day."),
            M("state", .words(CustomerFigures.Cohort.State.self), "How it stands."),
            M("judged", .flag, "Whether its MQLs had the time that sales take."),
            M("month_without_spend", .maybe(.day), "The first month of which no spend is known."),
        ])

    private static let cohortsTogether = JSONForm(
        "cohorts_together", "Cohorts that are judged, added up.",
        [
            M("cohorts", .whole, "How many."), M("cost", .money, "What they cost."),
            M("customers", .whole, "Customers among them."),
            M("cost_per_customer", .maybe(.money), "By customer."),
            M("back_after", .maybe(.whole), "After so many months the cost was back."),
            M("months", .whole, "Months that each of them was seen."),
            M("share", .number, "The part that was back then."),
        ])

    private static let cohorts = JSONForm(
        "customer_payback", "After how long the cost of winning customers is back.",
        [
            M("each", .words(CustomerFigures.Payback.Length.self), "How long a cohort is."),
            M("cost_is", .word(["all_in", "bought_for"]), "What the cost is."),
            M("money", .words(CustomerFigures.Basis.self), "What is known of purchases."),
            M("by", .words(CustomerFigures.Origin.self), "What purchases are known from."),
            M(
                "judged_after_days", .maybe(.whole),
                "Days after its last day when a cohort is judged."),
            M("cohorts", .list(.object(cohort)), "Each of them."),
            M("together", .maybe(.object(cohortsTogether)), "Those that are judged."),
            M("earlier", .whole, "Cohorts before these."),
            M("without_purchase", .whole, "Customers of whom no purchase is known."),
        ])

    private static let sales = JSONForm(
        "won_sales", "Won deals and what they brought.",
        [
            M("deals", .whole, "How many."), M("turnover", .maybe(.money), "Their turnover."),
            M("margin", .maybe(.money), "Their margin."),
        ])

    private static let winRow = JSONForm(
        "win_row", "Won deals of a source, or of none.",
        [
            M("part", .words(CustomerFigures.WinRow.Kind.self), "The part that marketing had."),
            M("source", .text, "The source."),
            M("sourced", .object(sales), "Those that marketing sourced."),
            M("influenced", .object(sales), "Those that it influenced."),
            M("all", .object(sales), "All of the row."),
        ])

    private static let marketingWins = JSONForm(
        "marketing_wins", "In which won deals marketing had a part.",
        [
            M("money", .words(CustomerFigures.Basis.self), "Whether every deal has a margin."),
            M("rows", .list(.object(winRow)), "By source, and those that none has."),
            M("total", .object(winRow), "All won deals."),
            M("leads_after", .whole, "Deals whose leads came after the sale."),
            M("not_marketing", .list(.text), "Sources that are not marketing's."),
            M("other_currencies", .whole, "Deals in other currencies."),
        ])

    static let customers = JSONSchema(
        "mql.customers/1",
        Phrase(
            en: "What customers are worth, from customers.",
            nl: "Wat klanten waard zijn, van customers."),
        JSONForm(
            "customers", "What customers are worth.",
            days + [
                M("unit", .words(CountedUnit.self), "What counts as one."),
                M("currency", .text, "Of all amounts."), M("from", .day, "The first day."),
                M("to", .day, "The last."),
                M("source", .maybe(.text), "The source that was asked about."),
                M("value", .object(customerValue), "What a customer brings."),
                M("payback", .object(cohorts), "After how long the cost is back."),
                M("wins", .object(marketingWins), "In which sales marketing had a part."),
            ]))
}
