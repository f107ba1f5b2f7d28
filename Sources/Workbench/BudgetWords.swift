internal import Analysis
internal import Funnels
internal import Quantities

extension BudgetError {
    /// What is wrong, and what to do.
    var described: Phrase {
        switch self {
        case .unknownSource(let name, let option, let known):
            Phrase(
                en: "\(option): there is no source \(name.quoted)."
                    + Spelling.suggestion(for: name, in: known)
                    + " Sources: \(known.joined(separator: ", ")).",
                nl: "\(option): er is geen bron \(name.quoted)."
                    + Spelling.suggestion(for: name, in: known, .nl)
                    + " Bronnen: \(known.joined(separator: ", ")).")
        case .saidTwice(let key):
            Phrase(
                en:
                    "\(key): said twice. A source takes one of --fixed and --whole, or --min and --max.",
                nl:
                    "\(key): tweemaal genoemd. Een bron krijgt één van --fixed en --whole, of --min en --max."
            )
        case .leastAboveMost(let key):
            Phrase(
                en: "\(key): --min is above --max. Make --min the smaller one.",
                nl: "\(key): --min is hoger dan --max. Maak --min de kleinste.")
        case .moreThanThereIs(let needed, let amount):
            Phrase(
                en:
                    "--fixed and --min take \(Self.text(needed)), and there is \(Self.text(amount)). "
                    + "Lower them, or raise --amount.",
                nl:
                    "--fixed en --min vragen \(Self.text(needed)), en er is \(Self.text(amount)). "
                    + "Verlaag ze, of verhoog --amount.")
        case .outOfReach(let most, let cost, let isCustomers):
            Phrase(
                en:
                    "That is out of reach: at most \(most) \(isCustomers ? "customers" : "SQLs") can be had in "
                    + "four cases of five, for \(Self.text(cost)), with every source at the most it may get; those "
                    + "too small to judge are left out. Ask for less, take more months with --period, or allow "
                    + "more with --max.",
                nl:
                    "Dat is niet haalbaar: hoogstens \(most) \(isCustomers ? "klanten" : "SQL's") zijn te halen in "
                    + "vier van de vijf gevallen, voor \(Self.text(cost)), met elke bron op het meeste dat zij mag "
                    + "krijgen; die te klein zijn voor een oordeel tellen niet mee. Vraag minder, neem meer maanden "
                    + "met --period, of sta meer toe met --max.")
        case .periodIsOver(let asOf):
            Phrase(
                en:
                    "--period is over on \(asOf), the as-of day. Plan months that are still to come.",
                nl: "--period is voorbij op \(asOf), de peildatum. Plan maanden die nog komen.")
        case .marginIsNegative:
            Phrase(
                en:
                    "Won deals lose money on average, so nothing is worth buying. To plan with another margin of a "
                    + "sale: --margin 4000.",
                nl:
                    "Op gewonnen deals wordt gemiddeld verlies gemaakt, dus niets is het kopen waard. Om met een andere "
                    + "marge van een verkoop te plannen: --margin 4000.")
        case .customersNotKnown:
            Phrase(
                en:
                    "--customers: what becomes of SQLs is not known, because no deals were read. Add them, or ask "
                    + "for --sqls.",
                nl:
                    "--customers: wat er van SQL's wordt is niet bekend, want er zijn geen deals ingelezen. Voeg ze "
                    + "toe, of vraag --sqls.")
        case .noWholeMonthWithSpend:
            Phrase(
                en:
                    "There is no whole month in which something was bought for a source. A plan is learned from "
                    + "months of spend: add a file of spend, or take a longer --history.",
                nl:
                    "Er is geen hele maand waarin voor een bron iets is ingekocht. Een plan leert van maanden "
                    + "met uitgaven: voeg een bestand met uitgaven toe, of neem een langere --history."
            )
        case .nothingToPlanWith:
            Phrase(
                en:
                    "There are no MQLs of which it is known what became of them: nothing to plan with. Add the "
                    + "stages or deals of your CRM.",
                nl:
                    "Er zijn geen MQL's waarvan bekend is wat ervan kwam: niets om mee te plannen. Voeg de fases of "
                    + "deals van uw CRM toe.")
        case .periodHasPartsOfMonths:
            Phrase(
                en: "--period: a plan goes by whole months. Write it as 2026-Q4, 2026-11 or 2027.",
                nl:
                    "--period: een plan gaat per hele maand. Schrijf het als 2026-Q4, 2026-11 of 2027."
            )
        }
    }

    private static func text(_ money: Money) -> String {
        "\(money.currency.code) \(FixedPoint.text(cents: money.cents))"
    }
}
