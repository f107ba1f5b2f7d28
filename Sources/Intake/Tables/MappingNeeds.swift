internal import Quantities

/// What a proposal lacks, each with what it would give; and why it took one column and not another.
enum Needed {
    static let createdOn = Phrase(
        en:
            "the day on which each lead came in: it tells which spend it may come from, and how old it is",
        nl:
            "de dag waarop elke lead binnenkwam: die zegt van welke uitgaven hij kan komen, en hoe oud hij is"
    )
    static let leadID = Phrase(
        en: "a number or an e-mail address that no other row has: it tells one lead from another",
        nl: "een nummer of e-mailadres dat geen andere rij heeft: dat houdt leads uit elkaar")
    static let whatMakesALead = Phrase(
        en:
            "what tells that rows are leads, deals or spend: e-mail addresses, words such as MQL, SQL or won, "
            + "or a column of costs by source",
        nl:
            "wat zegt dat rijen leads, deals of uitgaven zijn: e-mailadressen, woorden als MQL, SQL of "
            + "gewonnen, of een kolom met kosten per bron")
    static let source = Phrase(
        en:
            "where leads come from (fair, website, Google Ads): without it all are of one source without a name",
        nl:
            "waar leads vandaan komen (beurs, website, Google Ads): zonder dat zijn ze van één bron zonder naam"
    )
    static let stage = Phrase(
        en:
            "where leads stand (MQL, SQL, won): without it the rules say who is an MQL, and no outcome is known",
        nl:
            "waar leads staan (MQL, SQL, gewonnen): zonder dat zeggen de regels wie MQL is, en is geen uitkomst bekend"
    )
    static let stageOfAmount = Phrase(
        en: "which amounts were won: without it no amount counts",
        nl: "welke bedragen gewonnen zijn: zonder dat telt geen bedrag")
    static let dealID = Phrase(
        en: "a number that no other row has: it tells one deal from another",
        nl: "een nummer dat geen andere rij heeft: dat houdt deals uit elkaar")
    static let closedOn = Phrase(
        en: "the day on which deals were decided: without it nothing that was won has a month",
        nl: "de dag waarop deals zijn beslist: zonder die heeft niets wat gewonnen is een maand")
    static let leadsOfDeals = Phrase(
        en:
            "which lead each deal belongs to, by the number that the list of leads has: without it deals count as "
            + "won without a lead",
        nl:
            "bij welke lead elke deal hoort, met het nummer dat de lijst met leads heeft: zonder dat tellen deals "
            + "als gewonnen zonder lead")
    static let spendDay = Phrase(
        en: "the day or month of each amount: it tells for which leads it was spent",
        nl: "de dag of maand van elk bedrag: die zegt voor welke leads het is besteed")
    static let spendSource = Phrase(
        en: "for which source each amount was spent: it is held beside the leads of that source",
        nl: "aan welke bron elk bedrag is besteed: dat komt naast de leads van die bron te staan"
    )

    static func since(_ column: String) -> Phrase {
        Phrase(
            en:
                "the day on which leads came where \(column.quoted) says that they stand: without it nobody counts "
                + "as MQL, SQL or won by that column",
            nl:
                "de dag waarop leads kwamen waar \(column.quoted) zegt dat ze staan: zonder die telt niemand door "
                + "die kolom als MQL, SQL of gewonnen")
    }

    static func countsFrom(_ created: String, _ since: String, rows: Int, of all: Int) -> Phrase {
        Phrase(
            en:
                "Where \(since.quoted) is empty (\(rows) of \(all) rows), where a lead stands counts from "
                + "\(created.quoted): nothing says since when",
            nl:
                "Waar \(since.quoted) leeg is (\(rows) van \(all) rijen), telt waar een lead staat vanaf "
                + "\(created.quoted): niets zegt sinds wanneer")
    }

    static func emptyIDs(_ id: String, _ others: [String], rows: Int) -> Phrase {
        let names = others.map(\.quoted).joined(separator: ", ")
        return Phrase(
            en: "Where \(id.quoted) is empty (\(rows) \(rows == 1 ? "row" : "rows")), "
                + (names.isEmpty ? "the row" : names) + " tells one lead from another",
            nl: "Waar \(id.quoted) leeg is (\(rows) \(rows == 1 ? "rij" : "rijen")), houdt "
                + (names.isEmpty ? "de rij" : names) + " leads uit elkaar")
    }

    static func currencyNamed(_ code: String, _ column: String) -> Phrase {
        Phrase(
            en: "Amounts are in \(code): the name of \(column.quoted) says so",
            nl: "Bedragen zijn in \(code): de naam van \(column.quoted) zegt het")
    }

    static func calledSo(_ column: String, _ others: [String]) -> Phrase {
        let list = others.map(\.quoted).joined(separator: ", ")
        return Phrase(
            en: "\(column.quoted) is the day of creation and not \(list): its name says so",
            nl: "\(column.quoted) is de dag van binnenkomst en niet \(list): de naam zegt het")
    }

    static func neverLater(_ column: String, _ others: [String]) -> Phrase {
        let list = others.map(\.quoted).joined(separator: ", ")
        return Phrase(
            en:
                "\(column.quoted) is the day of creation and not \(list): in no row is it the later one",
            nl:
                "\(column.quoted) is de dag van binnenkomst en niet \(list): in geen rij is die later"
        )
    }

    static func first(_ column: String, _ others: [String]) -> Phrase {
        let list = others.map(\.quoted).joined(separator: ", ")
        return Phrase(
            en:
                "\(column.quoted) is taken as the day of creation because it stands first; \(list) may be meant "
                + "too, and no row tells",
            nl:
                "\(column.quoted) geldt als de dag van binnenkomst omdat die vooraan staat; \(list) kan ook "
                + "bedoeld zijn, en geen rij beslist")
    }
}

extension MappingSearch {
    static func unclearOrder(_ used: [ColumnProfile]) -> Phrase {
        let example = used.lazy.filter(\.hasUnclearOrder).compactMap(\.examples.first).first ?? ""
        let seen = example.isEmpty ? "" : " (\(example.quoted))"
        return Phrase(
            en:
                "whether the day or the month of its dates comes first\(seen): add --date-order dmy or --date-order "
                + "mdy",
            nl:
                "of de dag of de maand van de datums voorop staat\(seen): geef --date-order dmy of --date-order "
                + "mdy")
    }

    static let unclearSign = Phrase(
        en:
            "which sign stands before the cents: add --decimal comma or --decimal point",
        nl: "welk teken voor de centen staat: geef --decimal comma of --decimal point")
}
