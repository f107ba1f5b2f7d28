internal import Analysis
internal import Funnels
internal import Quantities

/// What became of SQLs, in words: of how many it is known, and what is taken from that.
struct SalesText {
    private let sales: Figures.Sales
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }
    private var decisions: SaleDecisions { sales.decisions }

    init(_ sales: Figures.Sales, _ say: Wording) {
        self.sales = sales
        self.say = say
    }

    /// How often an SQL is sold, and of which SQLs that is.
    var share: String {
        let won = numbers.count(sales.won)
        let time = numbers.fixed(
            sales.maturedEquivalent, decimals: decisions.basis == .soFar ? 1 : 0)
        switch decisions.basis {
        case .decided:
            return say(
                "\(won) sold of \(time) SQLs that were decided\(age); \(open) are open",
                "\(won) verkocht van \(time) SQL's waarover besloten is\(age); \(open) staan open")
        case .old:
            return say(
                "\(won) sold of \(time) SQLs older than nine in ten sales took, because hardly any losses "
                    + "are recorded (\(numbers.count(decisions.lost)) beside \(numbers.count(decisions.sold)) "
                    + "sales); give sales_cycle for another age",
                "\(won) verkocht van \(time) SQL's die ouder zijn dan negen op de tien verkopen duurden, "
                    + "omdat er nauwelijks verlies is vastgelegd (\(numbers.count(decisions.lost)) naast "
                    + "\(numbers.count(decisions.sold)) verkopen); geef sales_cycle op voor een andere leeftijd"
            )
        case .soFar:
            return say(
                "\(won) sold of \(time) SQLs that had the time that sales took so far: at least that many, "
                    + "because \(open) of \(numbers.count(decisions.sqls)) SQLs are open",
                "\(won) verkocht van \(time) SQL's die de tijd hadden die verkopen tot nu toe duurden: "
                    + "minstens zoveel, want \(open) van \(numbers.count(decisions.sqls)) SQL's staan open"
            )
        }
    }

    private var open: String { numbers.count(decisions.open) }

    private var age: String {
        guard let days = decisions.cycle else { return say(" (recorded)", " (vastgelegd)") }
        let count = numbers.count(days)
        return decisions.cycleIsSaid
            ? say(
                " (recorded, or older than \(count) days, sales_cycle)",
                " (vastgelegd, of ouder dan \(count) dagen, sales_cycle)")
            : say(
                " (recorded, or older than \(count) days)",
                " (vastgelegd, of ouder dan \(count) dagen)")
    }

    /// What is to be said beside a worth that is the least; nil where it is not.
    var leastNote: String? {
        guard decisions.basis == .soFar else { return nil }
        return say(
            " That is a minimum: of \(open) of the \(numbers.count(decisions.sqls)) SQLs it is not known "
                + "yet what becomes of them; of those decided, \(numbers.count(decisions.sold)) of "
                + "\(numbers.count(decisions.sold + decisions.lost)) were sold.",
            " Dat is een minimum: van \(open) van de \(numbers.count(decisions.sqls)) SQL's is nog niet "
                + "bekend wat ervan wordt; van die waarover besloten is werd \(numbers.count(decisions.sold)) "
                + "van \(numbers.count(decisions.sold + decisions.lost)) verkocht.")
    }

    /// The same for programs.
    var json: JSONValue {
        .members([
            "basis": decisions.basis.rawValue, "sales_cycle_days": decisions.cycle,
            "sqls": decisions.sqls, "sold": decisions.sold, "lost": decisions.lost,
            "open": decisions.open, "won": sales.won, "won_of": sales.maturedEquivalent,
        ])
    }
}
