import Analysis
import ArgumentParser
import Quantities
import Reports
import Valuation
import Workbench

struct ValueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "value",
        abstract: CallLanguage.said(
            "What an MQL goes for, or is worth by your own numbers; needs no data.",
            "De richtprijs van een MQL, of wat hij waard is volgens uw eigen getallen; vraagt geen gegevens."
        ),
        discussion: """
            mql value --intent consideration --source linkedin-ads --cost 180
            mql value --mqls 100 --sqls 13 --closed 12 --won 4 --margin 9000 --cost 150 --customers 3
            """
    )

    @Option(
        help: .said(
            "How far it is: awareness, interest or consideration.",
            "Hoe ver hij is: awareness, interest of consideration."))
    var intent: String?

    @Option(
        help: .said(
            "Where it came from, such as linkedin-ads. Default: the middle of the band.",
            "Waar hij vandaan komt, zoals linkedin-ads. Standaard: het midden van de band."))
    var source: String?

    @Option(
        help: .said(
            "Who it is in a purchase, such as decision-maker. Default: the middle of the band.",
            "Wie hij in een aankoop is, zoals decision-maker. Standaard: het midden van de band."))
    var persona: String?

    @Option(
        help: .said(
            "What you paid for it, such as 180 or 99.50.",
            "Wat u ervoor betaalde, zoals 180 of 99.50."))
    var cost: String?

    @Option(
        help: .said(
            "What if better content makes such MQLs convert so many percent better, such as 20?",
            "Wat als zulke MQL's door betere content zoveel procent beter converteren, zoals 20?"),
        transform: { try CountArgument.read($0) })
    var better: Int?

    @Option(
        help: .said(
            "Your own numbers: how many MQLs had their time.",
            "Uw eigen getallen: hoeveel MQL's tijd genoeg hadden."),
        transform: { try CountArgument.read($0) })
    var mqls: Int?

    @Option(
        help: .said(
            "How many of them became an SQL.",
            "Hoeveel daarvan SQL werden."), transform: { try CountArgument.read($0) })
    var sqls: Int?

    @Option(
        help: .said(
            "On how many SQLs sales decided, won or lost.",
            "Over hoeveel SQL's sales besliste, gewonnen of verloren."),
        transform: { try CountArgument.read($0) })
    var closed: Int?

    @Option(
        help: .said(
            "How many of those were won.",
            "Hoeveel daarvan gewonnen zijn."), transform: { try CountArgument.read($0) })
    var won: Int?

    @Option(
        help: .said(
            "What a sale brings after direct costs, such as 9000.",
            "Wat een verkoop na directe kosten opbrengt, zoals 9000."))
    var margin: String?

    @Option(
        help: .said(
            "Euros of margin asked per euro of cost, such as 2. Default: what the firm has answered.",
            "Hoeveel euro marge elke euro kosten moet opbrengen, zoals 2. Standaard: wat het bedrijf heeft "
                + "geantwoord.")
    )
    var requiredReturn: String?

    @Option(
        help: .said(
            "How many customers you want: how many MQLs does that take?",
            "Hoeveel klanten u wilt: hoeveel MQL's zijn daarvoor nodig?"),
        transform: { try CountArgument.read($0) })
    var customers: Int?

    @Option(
        help: .said(
            "What if conversion, won, margin or cost changed: conversion=+20%,margin=12000.",
            "Wat als conversie, gewonnen, marge of kosten veranderen: conversion=+20%,margin=12000."
        ))
    var whatIf: String?

    @Option(
        help: .said(
            "The rule book: b2b, manufacturing, pumps, venues, or the path of a YAML file.",
            "Het regelboek: b2b, manufacturing, pumps, venues, of het pad van een YAML-bestand."))
    var rules = "b2b"

    @OptionGroup var output: OutputOptions

    func run() async throws {
        if let better, !(1...900).contains(better) {
            throw ValidationError(
                en: "--better is a number of percent from 1 to 900.",
                nl: "--better is een aantal procenten van 1 tot 900.")
        }
        let book = try RuleFiles.ruleBook(rules)
        let paid = try AmountArgument.read(cost, "--cost").map { Money(cents: $0, book.currency) }
        let own = [mqls, sqls, closed, won].compactMap(\.self)
        if !own.isEmpty || margin != nil {
            try printOwn(book, paid)
            return
        }
        guard whatIf == nil else {
            throw ValidationError(
                en: "--what-if goes with your own numbers; for a guide price there is --better 20.",
                nl: "--what-if hoort bij uw eigen getallen; voor een richtprijs is er --better 20.")
        }
        guard let intent else {
            throw ValidationError(
                en:

                    "Give --intent consideration for the guide price of such an MQL; or your own numbers, --mqls "
                    + "100 --sqls 13 --closed 12 --won 4 --margin 9000, for what it is worth.",
                nl:

                    "Geef --intent consideration voor de richtprijs van zo'n MQL; of uw eigen getallen, --mqls "
                    + "100 --sqls 13 --closed 12 --won 4 --margin 9000, voor wat hij waard is."
            )
        }
        do {
            let rate = try GoingRate(
                book, benchmarks: RuleFiles.benchmarks(), intent: intent, source: source,
                persona: persona, cost: paid, better: better)
            try output.print { GoingRateReport(rate, $0) }
        } catch let error as GoingRate.UnknownWord {
            throw ValidationError(
                en: "There is no \(error.kind) \(error.word.quoted) in the rule book."
                    + Spelling.suggestion(for: error.word, in: error.known)
                    + " It has \(error.known.joined(separator: ", ")).",
                nl: "\(error.word.quoted) (\(error.kind)) staat niet in het regelboek."
                    + Spelling.suggestion(for: error.word, in: error.known, .nl)
                    + " Het heeft \(error.known.joined(separator: ", ")).")
        }
    }

    /// What an MQL is worth by the numbers that were given.
    private func printOwn(_ book: RuleBook, _ paid: Money?) throws {
        guard let mqls, let sqls, let closed, let won,
            let cents = try AmountArgument.read(margin, "--margin")
        else {
            throw ValidationError(
                en:
                    "A worth takes --mqls, --sqls, --closed, --won and --margin: how many MQLs had their time and "
                    + "became an SQL, on how many SQLs sales decided and how many were won, and what a sale brings.",
                nl:

                    "Een waarde vraagt --mqls, --sqls, --closed, --won en --margin: hoeveel MQL's tijd genoeg "
                    + "hadden en SQL werden, over hoeveel SQL's sales besliste en hoeveel er gewonnen zijn, en wat "
                    + "een verkoop opbrengt."
            )
        }
        if let customers, !(1...100_000).contains(customers) {
            throw ValidationError(
                en: "--customers is a number from 1 to 100000.",
                nl: "--customers is een getal van 1 tot 100000.")
        }
        let supposed = try whatIf.map(WhatIfArgument.read)
        if supposed != nil, paid == nil {
            throw ValidationError(
                en: "--what-if takes a --cost to hold the worth against.",
                nl: "--what-if vraagt een --cost om de waarde naast te leggen.")
        }
        let required = try ReturnArgument.read(requiredReturn) ?? book.economics.requiredReturn
        guard let counts = OwnValue.Counts(mqls: mqls, sqls: sqls, closed: closed, won: won),
            let value = OwnValue(
                counts, margin: Money(cents: cents, book.currency), cost: paid,
                requiredReturn: required.map { Double($0) / 100 }, customers: customers,
                whatIf: supposed)
        else {
            throw ValidationError(
                en:
                    "These numbers cannot be: SQLs are a part of at least one MQL, and won a part of closed, none "
                    + "below 0.",
                nl:
                    "Deze getallen kunnen niet: SQL's zijn een deel van minstens één MQL, en gewonnen een deel van "
                    + "beslist, geen van alle onder 0.")
        }
        if supposed != nil, value.whatIf.isEmpty {
            throw ValidationError(
                en:
                    "--what-if: a margin up to 1 is a part of the amount of a sale, which is not known here. Write it as "
                    + "margin=12000.",
                nl:
                    "--what-if: een marge tot 1 is een deel van het bedrag van een verkoop, dat hier niet bekend is. "
                    + "Schrijf het als margin=12000.")
        }
        try output.print { OwnValueReport(value, $0) }
    }
}
