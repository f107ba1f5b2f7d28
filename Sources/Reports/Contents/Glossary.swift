package import Quantities

/// What the words of a report mean, in plain language: what it is, how it is worked out, and an
/// example that can be done by hand.
package struct Glossary: Sendable {
    let say: Wording

    /// Columns that are printed by other parts of the program than the reports.
    private let others: [Table.Column]

    package init(_ language: Language = .en, more others: [Table.Column] = []) {
        say = Wording(language)
        self.others = others
    }

    /// The words that can be asked for, in the order in which a report meets them.
    package static let terms = Term.allCases.map(\.rawValue)

    /// A word that the help explains, as it is typed.
    package enum Term: String, CaseIterable, Sendable {
        case lead, mql, sql, iql, intent
        // `mql help source` is the help of the command.
        case source = "lead-source"
        case persona, channel, fit, engagement, score
        case targetAccount = "target-account"
        case band
        case worth
        case boughtFor = "bought-for"
        case allIn = "all-in"
        case cost
        case maturedEquivalent = "had-time"
        case range
        case norm
        case tooFew = "too-few"
        case tooYoung = "too-young"
        case tooClose = "too-close"
        case holds
        case standsOut = "stands-out"
        case sign
        case byChance = "by-chance"
        case dropped
        case chance
        case next = "next"
        case toCome = "to-come"
        case planWith = "budget-with"
        case openMonth = "provisional"
        case contacted
        case handover = "hand-over"
        case rejected
        case back
        case openDeals = "open-deals"
        case payback = "months-to-pay-back"
        case advice
        case atMost = "at-most"
        case requiredReturn = "required-return"
        case curve
        case nextEuro = "next-euro"
        case test
        case unit
        case planned
        case asOf = "as-of"
        case completeness
        // Words above columns.
        case attribution = "touches"
        case budget = "spend-plan"
        case costChange = "cost-change"
        case campaign
        case content
        case month
        case selfReported = "self-reported"
        case step
        case share
        case difference
        case reason
        case waiting
        case expectedOfCall = "expected-of-call"
        case inTime = "in-time"
        case halfIn = "half-in"
        case team
        case attempts
        case mix = "with-this-mix"
        case decision
        case deals
        case orders
        case whatIf = "what-if"
        case definition
        case rule
        case `import` = "imported-file"
        case held
        case trail
        case limit
        case nowAndBefore = "now-and-before"
        case ofAll = "of-all"
        case together
        case pointsOfAct = "points-of-an-act"
        case experiment
        case causedShare = "caused"
        case customerWorth = "customer-brings"
        case paidBack = "cost-is-back"
        case sourced = "sourced"
    }

    /// Other words for the same, which stand above no column.
    private static let aliases: [String: Term] = [
        "verdict": .norm, "benchmark": .norm, "horizon": .maturedEquivalent,
        "matured": .maturedEquivalent,
        "matured-equivalent": .maturedEquivalent, "exposure": .maturedEquivalent,
        "nurture": .iql, "warm-houden": .iql, "doelaccount": .targetAccount, "inkoop": .boughtFor,
        "marktprijs": .band, "value-band": .band, "waardeband": .band, "value": .band,
        "interval": .range, "te-weinig": .tooFew, "te-jong": .tooYoung,
        "te-dichtbij": .tooClose, "✓": .holds, "surely": .holds, "zeker": .holds,
        "conversion": .maturedEquivalent, "conversie": .maturedEquivalent, "geldt": .holds,
        "odds": .sign, "kans": .chance,
        "elasticity": .curve, "elasticiteit": .curve, "proef": .test, "volgende": .next,
        "sqls-to-come": .toCome, "plan-with": .planWith, "planning": .planWith, "open": .openMonth,
        "voorlopig": .openMonth, "payback": .payback, "max": .atMost, "highest-price": .atMost,
        "so-far": .back, "tot-nu": .back, "tot-nu-toe": .back, "aan-inkoop": .boughtFor,
        "to-buy": .boughtFor, "expected": .toCome, "verwacht": .toCome,
        "of-those-that-had-their-time": .maturedEquivalent,
        "van-wie-tijd-genoeg-had": .maturedEquivalent, "adjusted-for-small-numbers": .planWith,
        "gecorrigeerd-voor-kleine-aantallen": .planWith, "almost-certain": .chance,
        "bijna-zeker": .chance, "under-1%": .chance, "minder-dan-1%": .chance,
        "came-in-by": .channel, "binnengekomen-via": .channel, "inbound": .source,
        "outbound": .source, "equally-over-all-mqls": .allIn, "gelijk-over-alle-mql's": .allIn,
        "ranges": .range, "intervallen": .range, "tries": .attempts, "pogingen": .attempts,
        "weakest-figure": .advice, "zwakste-cijfer": .advice, "agrees-with": .boughtFor,
        "komt-overeen-met": .boughtFor, "1-in-10": .norm, "1-op-10": .norm, "13%": .norm,
        "overdracht": .handover, "roi": .back, "roas": .back,
        "romi": .back,
        "cpl": .cost, "cpa": .cost, "confidence-interval": .range,
        "bedrijf": .unit, "company": .unit, "person": .unit, "persoon": .unit,
        "peildatum": .asOf, "volledigheid": .completeness, "profile": .completeness,
        "profiel": .completeness, "kanaal": .channel, "betrokkenheid": .engagement,
        "alles-meegerekend": .allIn, "afgevallen": .dropped,
        "geweigerd": .import, "rejected-rows": .import, "houden": .advice, "keep": .advice,
        "kans-dat-inkoop-loont": .advice, "chance-that-buying-it-pays": .advice,
        "ltv": .customerWorth, "clv": .customerWorth, "lifetime-value": .customerWorth,
        "klantwaarde": .customerWorth, "churn": .customerWorth, "cac-payback": .paidBack,
        "cac": .cost, "terugverdientijd": .paidBack, "cohort": .paidBack,
        "marketing-sourced": .sourced, "marketing-influenced": .sourced,
        "still-open": .paidBack, "nog-open": .paidBack,
        "meer-van-duurdere-bronnen": .costChange, "more-from-dearer-sources": .costChange,
    ]

    /// What the titles of columns mean, in either language. One word may stand above several figures.
    private static let titles: [String: [Term]] = {
        var titles: [String: [Term]] = [:]
        for column in PrintedFields.columns {
            guard let term = column.help else { continue }
            for word in Set(column.words) where titles[word]?.contains(term) != true {
                titles[word, default: []].append(term)
            }
        }
        return titles
    }()

    /// The form in which a word is looked up: small, with a dash for a blank, without the signs of notes and of money.
    static func word(_ text: String) -> String {
        let word = String(
            text.lowercased().filter { !"*†".contains($0) }
                .map { "_ \u{A0}".contains($0) ? "-" : $0 })
        // `return-per-€1` in whatever currency.
        guard word.hasSuffix("1"), let per = word.ranges(of: "-per-").last else {
            return word
        }
        return word[..<per.upperBound] + "1"
    }

    /// What a word means; nil where it is none of the reports.
    package func document(_ word: String) -> Document? {
        let word = Self.word(word)
        let own = Term(rawValue: word) ?? Self.aliases[word]
        let terms =
            own.map { [$0] } ?? Self.titles[word]
            ?? others.first { $0.words.contains(word) }?.help.map { [$0] } ?? []
        guard let first = terms.first else { return nil }
        var document = Document(text(first).title)
        document.saysCommands = true
        for (place, term) in terms.enumerated() {
            let (title, lines) = text(term)
            if place > 0 { document.add(.heading(title)) }
            // Amounts are written as the language writes them, where no line may break.
            let sign = say("€", "€\u{A0}")
            document.add(lines.map { .paragraph($0.replacing("€ ", with: sign)) })
        }
        return document
    }

    private func text(_ term: Term) -> (title: String, lines: [String]) {
        switch term {
        case .lead:
            (
                "Lead",
                [
                    say(
                        "A person that showed interest, once: two forms by the same person are one lead.",
                        "Een persoon die interesse toonde, één keer: twee formulieren van dezelfde persoon "
                            + "zijn één lead.")
                ]
            )
        case .mql:
            (
                say("MQL: marketing qualified lead", "MQL: marketing qualified lead"),
                [
                    say(
                        "A lead that fits and showed more than average interest, so that it is worth the "
                            + "time of sales. It is no promise of a sale.",
                        "Een lead die past en meer dan gemiddelde interesse toonde, zodat hij de tijd van "
                            + "sales waard is. Het is geen belofte van een verkoop."),
                    say(
                        "Who is one is decided by the rule book: `mql rules show`. Why one lead is or is "
                            + "not: `mql explain LEAD`.",
                        "Het regelboek beslist wie het is: `mql rules show`. Waarom één lead het is of "
                            + "niet: `mql explain LEAD`."),
                ]
            )
        case .sql:
            (
                "SQL: sales qualified lead",
                [
                    say(
                        "An MQL that sales has spoken to and takes on: it asks specifics and has a say. "
                            + "The stage sql says so; an opportunity or sale implies it.",
                        "Een MQL die sales gesproken heeft en oppakt: hij vraagt specifiek en heeft iets te "
                            + "zeggen. De fase sql zegt dat; een verkoopkans of verkoop houdt het in."
                    )
                ]
            )
        case .iql:
            (
                "IQL: information qualified lead",
                [
                    say(
                        "A lead that seeks information and is no MQL yet. Marketing keeps in touch: the "
                            + "decision is nurture.",
                        "Een lead die informatie zoekt en nog geen MQL is. Marketing houdt contact: het "
                            + "besluit is warm houden.")
                ]
            )
        case .intent:
            (
                say(.intent),
                [
                    say(
                        "How far a lead is: awareness (informative), interest (important), consideration "
                            + "(urgent). The strongest that its acts show, and an assumption until somebody "
                            + "has spoken to it: a strong or a weak sign.",
                        "Hoe ver een lead is: verkenning (informatief), interesse (belangrijk), overweging "
                            + "(urgent). De sterkste die zijn daden tonen, en een aanname tot iemand hem "
                            + "sprak: een sterk of een zwak teken."),
                    say(
                        "It chooses the band of the guide price, and is frozen at the moment at which a "
                            + "lead becomes an MQL: later acts do not change its price.",
                        "Ze kiest de band van de richtprijs, en staat vast vanaf het moment dat een lead "
                            + "MQL wordt: latere daden veranderen de prijs niet."),
                ]
            )
        case .source:
            (
                say(.source),
                [
                    say(
                        "Where a lead came from: inbound, where it found you, or outbound, where you found it. A text "
                            + "that no rule knows stays a row of its own; so do leads without a source.",
                        "Waar een lead vandaan kwam: inbound als hij u vond, outbound als u hem vond. Een tekst die "
                            + "niet in het regelboek staat blijft een eigen rij; leads zonder bron ook."
                    )
                ]
            )
        case .persona:
            (
                "Persona",
                [
                    say(
                        "The part somebody plays in a purchase: champion, decision maker, influencer, user, "
                            + "or no influence. From the job title, or from a column persona.",
                        "De rol van iemand in een aankoop: ambassadeur, beslisser, beïnvloeder, gebruiker, "
                            + "of geen invloed. Uit de functietitel, of uit een kolom persona.")
                ]
            )
        case .channel:
            (
                say("Channel", "Kanaal"),
                [
                    say(
                        "How a lead came in: by a form, an event, or behaviour that was tracked. A lead usually "
                            + "has several at once.",
                        "Hoe een lead binnenkwam: via een formulier, een evenement, of gemeten gedrag. Een "
                            + "lead heeft er meestal meer tegelijk.")
                ]
            )
        case .fit:
            (
                say("Fit and grade", "Fit en klasse"),
                [
                    say(
                        "How far a lead is the customer you want: A all criteria, B some, C few. High fit "
                            + "with little engagement is for outbound sales; low fit is no MQL however much "
                            + "it does.",
                        "Hoe ver een lead de klant is die u zoekt: A alle criteria, B enkele, C weinig. Past "
                            + "hij goed en doet hij weinig, dan kan sales hem zelf benaderen; past hij niet, "
                            + "dan is hij geen MQL wat hij ook doet.")
                ]
            )
        case .engagement:
            (
                say("Engagement", "Betrokkenheid"),
                [
                    say(
                        "How strongly a lead acts: specification, price page, several product pages in one "
                            + "visit, a question. Two of them make it high in the general rule book.",
                        "Hoe sterk een lead handelt: specificatie, prijspagina, meer productpagina's in één "
                            + "bezoek, een vraag. Twee ervan maken het hoog in het algemene regelboek."
                    )
                ]
            )
        case .score:
            (
                "Score",
                [
                    say(
                        "The sum of the points of everything a lead did and is. It decides only where fit and "
                            + "engagement leave it open. Some acts cost points, such as a long silence.",
                        "De som van de punten van alles wat een lead deed en is. Ze beslist alleen waar "
                            + "fit en betrokkenheid het openlaten. Sommige daden kosten punten, zoals "
                            + "lange stilte.")
                ]
            )
        case .targetAccount:
            (
                say("Target account", "Doelaccount"),
                [
                    say(
                        "A lead that fits well and did little: sales may approach it, but it is no MQL.",
                        "Een lead die goed past en weinig deed: sales mag hem benaderen, maar het is geen "
                            + "MQL.")
                ]
            )
        case .band:
            (
                say(.guidePrice),
                [
                    say(
                        "The band in which the rule book puts such MQLs, a guide and not measured: € 50–100 for awareness, 100–200 for interest, "
                            + "200–500 for consideration in the general rule book. Source and persona give "
                            + "the place in it.",
                        "De band waarin het regelboek zulke MQL's plaatst, een richtlijn en niet gemeten: € 50–100 bij verkenning, 100–200 bij "
                            + "interesse, 200–500 bij overweging in het algemene regelboek. Bron en persona "
                            + "geven de plaats erin."),
                    say(
                        "Example: consideration, LinkedIn 0.3, decision maker 0.8: mean 0.55, so 200 + 0.55 "
                            + "× 300 = € 365.",
                        "Voorbeeld: overweging, LinkedIn 0,3, beslisser 0,8: gemiddeld 0,55, dus 200 + 0,55 "
                            + "× 300 = € 365."),
                    say(
                        "It is a price, not what the MQL is worth to you.",
                        "Het is een prijs, niet wat de MQL u waard is."),
                ]
            )
        case .worth, .boughtFor, .allIn, .cost, .maturedEquivalent, .range, .norm, .back:
            figure(term)
        case .tooFew, .tooYoung, .tooClose, .holds, .standsOut, .sign, .byChance, .dropped, .chance,
            .next, .toCome, .planWith,
            .openMonth, .openDeals, .payback, .advice, .atMost, .requiredReturn, .curve, .nextEuro,
            .test:
            estimate(term)
        case .contacted:
            (
                say(.contacted),
                [
                    say(
                        "Sales spoke to it: the stage contacted, or anything that cannot be without it. An "
                            + "MQL that nobody called says nothing of its source.",
                        "Sales heeft hem gesproken: de fase contacted, of wat niet zonder kan. Een MQL die "
                            + "niemand belde zegt niets over zijn bron.")
                ]
            )
        case .handover:
            (
                say("Hand-over", "Overdracht"),
                [
                    say(
                        "The moment an MQL goes to sales. Both agree on how soon sales calls and on what must "
                            + "be known: pain, interest, bridge, then budget, timeline, authority. "
                            + "`mql handover` shows how it goes.",
                        "Het moment dat een MQL naar sales gaat. Beide spreken af hoe snel sales belt en wat "
                            + "bekend moet zijn: knelpunt, bereidheid te investeren, aansluiting op het aanbod, dan budget, termijn, bevoegdheid. "
                            + "`mql handover` toont hoe het gaat.")
                ]
            )
        case .rejected:
            (
                say(.rejected),
                [
                    say(
                        "Sales turned the MQL down, with a reason. It stays an MQL and stays in the "
                            + "denominator: leaving it out would make every source look better.",
                        "Sales wees de MQL af, met een reden. Hij blijft MQL en blijft in de noemer: "
                            + "weglaten zou elke bron mooier maken."),
                    say(
                        "Who comes back is the same MQL and counts once; `recycled: again after 365 days` "
                            + "in the rule book makes it an MQL of its own after so many days.",
                        "Wie terugkomt is dezelfde MQL en telt één keer; met `recycled: again after 365 days` "
                            + "in het regelboek is het na zoveel dagen een eigen MQL."),
                ]
            )
        case .unit:
            (
                say("Person or company", "Persoon of bedrijf"),
                [
                    say(
                        "What counts as one. As companies, colleagues count once: under the source of the "
                            + "first that became an MQL. A company is known by its business address, else "
                            + "by its name; who has neither counts for himself.",
                        "Wat als één telt. Als bedrijf tellen collega's één keer: onder de bron van de "
                            + "eerste die MQL werd. Een bedrijf is bekend aan zijn zakelijke e-mailadres, "
                            + "anders aan zijn naam; wie geen van beide heeft telt voor zichzelf.")
                ]
            )
        case .planned:
            (
                "Plan",
                [
                    say(
                        "Spend, MQLs, SQLs and customers that were meant per month and source. The plan of a "
                            + "month that is not over is cut by days. `mql template plan` gives a file to "
                            + "fill in.",
                        "Uitgaven, MQL's, SQL's en klanten die bedoeld waren per maand en bron. Het plan van "
                            + "een maand die niet voorbij is wordt naar dagen ingekort. `mql template plan` "
                            + "geeft een bestand om in te vullen.")
                ]
            )
        case .asOf:
            (
                say("As of", "Peildatum"),
                [
                    say(
                        "The day up to which everything counts, as if nothing later were known. The same day "
                            + "gives the same report, also next year.",
                        "De dag tot en met welke alles telt, alsof van later niets bekend is. Dezelfde dag "
                            + "geeft hetzelfde rapport, ook volgend jaar.")
                ]
            )
        case .completeness:
            (
                say("Completeness", "Volledigheid"),
                [
                    say(
                        "The share of leads with a field of the profile filled in. Without a required field "
                            + "a lead is no MQL; a field without a column is not known, and not 0%.",
                        "Het deel van de leads met een veld van het profiel ingevuld. Zonder een verplicht "
                            + "veld is een lead geen MQL; een veld zonder kolom is niet bekend, en geen 0%."
                    )
                ]
            )
        case .attribution, .budget, .costChange, .campaign, .content, .month, .selfReported, .step,
            .share, .difference, .reason,
            .waiting, .expectedOfCall, .inTime, .halfIn, .team, .attempts, .mix, .decision, .deals,
            .orders, .whatIf,
            .definition, .rule,
            .`import`,
            .held, .trail, .limit, .nowAndBefore, .ofAll, .together, .pointsOfAct, .experiment,
            .causedShare:
            tableWord(term)
        case .customerWorth, .paidBack, .sourced: customerWord(term)
        }
    }
}
