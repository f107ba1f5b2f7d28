internal import Analysis
internal import Economics
package import Funnels
internal import Intake
package import Quantities
package import Valuation

/// The plain words for what figures say, in one language.
///
/// Both languages stand side by side where a sentence is made, so that none can lack one.
package struct Wording: Sendable {
    package let language: Language
    package let numbers: NumberFormat

    package init(_ language: Language = .en) {
        self.language = language
        numbers = NumberFormat(language)
    }

    /// The one of two texts that is in this language.
    package func callAsFunction(
        _ english: @autoclosure () -> String, _ dutch: @autoclosure () -> String
    ) -> String {
        switch language {
        case .en: english()
        case .nl: dutch()
        }
    }

    package func callAsFunction(_ phrase: Phrase) -> String { phrase.text(language) }

    /// The same said in each language.
    package static func both(_ words: (Wording) -> String) -> Phrase {
        Phrase(en: words(Wording(.en)), nl: words(Wording(.nl)))
    }

    /// The words of a phrase in this language.
    package func text(_ phrase: Phrase) -> String { phrase.text(language) }

    /// `21 Nov 2026`, `21 nov 2026`.
    package func day(_ day: Day) -> String { numbers.day(day) }

    /// The day up to which everything counts, and, where it is not known so far what became of MQLs, up to
    /// which day it is: `as of 28 Nov 2026; the data go to 30 Sep 2026, 59 days before`.
    package func asOf(_ days: ObservedDays) -> String {
        let text = self("as of \(day(days.asOf))", "peildatum \(day(days.asOf))")
        guard let stale = days.stale else { return text }
        let (last, before) = (day(stale.day), count(stale.days, .day))
        return text
            + (days.dataEndEarlier && days.data == stale.day
                ? self(
                    "; the data go to \(last), \(before) before",
                    "; de gegevens gaan tot \(last), \(before) eerder")
                : self(
                    "; what became of MQLs is known to \(last), \(before) before",
                    "; wat er van MQL's werd is bekend tot \(last), \(before) eerder"))
    }

    /// `1 Jan – 31 Mar 2026`: both days named are in the period.
    package func period(_ period: Period) -> String { numbers.period(period) }

    /// A number with its noun: `1 SQL`, `2 SQLs`.
    package func count(_ count: Int, _ noun: Noun) -> String {
        let words = noun.words
        return "\(numbers.count(count)) \(self(count == 1 ? words.one : words.many))"
    }

    /// `12 of 40`.
    func count(_ part: Int, of whole: Int) -> String {
        let (part, whole) = (numbers.count(part), numbers.count(whole))
        return self("\(part) of \(whole)", "\(part) van \(whole)")
    }

    /// What an export is called: vendors have names, one's own lists have words.
    package func export(_ name: String) -> String {
        switch name {
        case "Own list of leads": self("own list of leads", "eigen lijst van leads")
        case "Own list of spend": self("own list of spend", "eigen uitgavenlijst")
        case "Fair list": self("list of a fair", "beurslijst")
        default: name
        }
    }

    /// What is counted, with its word for one and for many.
    package enum Noun: Sendable {
        case lead, mql, sql, customer, row, company, day, month, point, deal, refund, footer

        fileprivate var words: (one: Phrase, many: Phrase) {
            switch self {
            case .lead: (Phrase("lead"), Phrase("leads"))
            case .mql: (Phrase("MQL"), .mqls)
            case .sql: (Phrase("SQL"), .sqls)
            case .customer:
                (Phrase(en: "customer", nl: "klant"), Phrase(en: "customers", nl: "klanten"))
            case .row: (Phrase(en: "row", nl: "rij"), Phrase(en: "rows", nl: "rijen"))
            case .company:
                (Phrase(en: "company", nl: "bedrijf"), Phrase(en: "companies", nl: "bedrijven"))
            case .day: (Phrase(en: "day", nl: "dag"), Phrase(en: "days", nl: "dagen"))
            case .month: (Phrase(en: "month", nl: "maand"), Phrase(en: "months", nl: "maanden"))
            case .deal: (Phrase("deal"), Phrase("deals"))
            case .refund:
                (
                    Phrase(en: "refund", nl: "terugbetaling"),
                    Phrase(en: "refunds", nl: "terugbetalingen")
                )
            case .footer:
                (
                    Phrase(en: "total or footer", nl: "totaal of voetregel"),
                    Phrase(en: "totals and footers", nl: "totalen en voetregels")
                )
            case .point: (Phrase(en: "point", nl: "punt"), Phrase(en: "points", nl: "punten"))
            }
        }
    }

    /// A sentence with up to six of some names; none where there are no names.
    func listed(_ names: [String], _ lead: String) -> [String] {
        guard !names.isEmpty else { return [] }
        let shown = names.prefix(6).map(\.quoted).joined(separator: ", ")
        let more = names.count - 6
        return [lead + shown + (more > 0 ? self(" and \(more) more", " en nog \(more)") : "")]
    }

    /// Stages of deals with how many deals are in them, and what these add up to: the most first.
    func stages(_ stages: [String: OpenStage]) -> String {
        let sorted = stages.sorted { ($1.value.deals, $0.key) < ($0.value.deals, $1.key) }
        let shown = sorted.prefix(6).map { name, stage in
            let money = stage.cents.sorted { $0.key < $1.key }.map {
                ", " + numbers.money(Money(clamping: $0.value, $0.key))
            }
            return "\(name.quoted) (\(count(stage.deals, .deal))\(money.joined()))"
        }
        let more = sorted.count - shown.count
        return shown.joined(separator: ", ")
            + (more > 0 ? self(" and \(more) more", " en nog \(more)") : "")
    }

    /// Words with how many rows have each, the most first.
    func words(_ words: [String: Int]) -> String {
        let sorted = words.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let shown = sorted.prefix(6).map { "\($0.key.quoted) (\(count($0.value, .row)))" }
        let more = sorted.count - shown.count
        return shown.joined(separator: ", ")
            + (more > 0 ? self(" and \(more) more", " en nog \(more)") : "")
    }

    /// How a lead is called where others may read along: an e-mail address as a number.
    package static func lead(_ id: String) -> String {
        guard id.contains("@") else { return id }
        let hash = Array(id.utf8).withUnsafeBytes { RowHash.hash($0) }
        let digits = String(hash, radix: 16)
        return "e-mail-" + String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension Wording {
    /// Why a figure is not there, in a few words.
    package func why(_ absence: Absence) -> String {
        switch absence {
        case .chosenByOutcome:
            self(
                "the leads look chosen by outcome: every one has an SQL or a deal",
                "de leads lijken gekozen op uitkomst: elke lead heeft een SQL of een deal")
        case .looksLikeMove:
            self(
                "the data look like an import into the CRM",
                "de gegevens lijken op een import in het CRM")
        case .noSpendFile: self("no spend was read", "er zijn geen uitgaven ingelezen")
        case .noSpendInPeriod:
            self(
                "none of the spend is in this period and this currency",
                "geen van de uitgaven valt in deze periode en is in deze valuta")
        case .mayBeBought:
            self(
                "whether it was bought is not known, nor what it brought",
                "of het is ingekocht is niet bekend, en ook niet wat het opbracht")
        case .boughtElsewhere:
            self(
                "its source was bought, with spend of another period, currency or row",
                "de bron is ingekocht, met uitgaven uit een andere periode, valuta of rij")
        case .noSpendForRow: self("no spend for this row", "geen uitgaven voor deze rij")
        case .noLeadOfName:
            self("no lead has this name", "geen lead heeft deze naam")
        case .spendNotSplit:
            self(
                "spend of this source is not split over campaigns",
                "uitgaven van deze bron zijn niet over campagnes verdeeld")
        case .nothingCame:
            self(
                "too few leads came to say what became of it",
                "er kwamen te weinig leads om te zeggen wat ervan werd")
        case .spendNotDividedSo:
            self(
                "spend is known per source, not by this breakdown",
                "uitgaven zijn bekend per bron, niet in deze indeling")
        case .noOwnCosts:
            self(
                "no own hours or tools in the spend of this period",
                "geen eigen uren of tools in de uitgaven van deze periode")
        case .noLeads: self("no leads in the period", "geen leads in de periode")
        case .noMQLs: self("no MQLs in the period", "geen MQL's in de periode")
        case .noSQLs: self("no SQLs yet", "nog geen SQL's")
        case .noCustomers: self("no customers yet", "nog geen klanten")
        case .noIntent:
            self(
                "the intent of these MQLs is not known",
                "de intentie van deze MQL's is niet bekend")
        case .bandInOtherCurrency:
            self(
                "the guide prices are in another currency",
                "de richtprijzen zijn in een andere valuta"
            )
        case .notAgreed:
            self(
                "the rule book has no number of days within which sales calls",
                "het regelboek heeft geen aantal dagen waarbinnen sales belt")
        case .noneContacted: self("nobody has been spoken to yet", "er is nog niemand gesproken")
        case .noDeals: self("no deals were read", "er zijn geen deals ingelezen")
        case .noMQLEvidence:
            self(
                "there are no activities and no rows with the stage mql",
                "er zijn geen activiteiten en geen rijen met de fase mql")
        case .noContacts:
            self(
                "no row with the stage contacted was read",
                "er is geen rij met de fase contacted ingelezen")
        case .noOutcomes:
            self(
                "no won deal and no stage sql, opportunity or won was read",
                "er is geen gewonnen deal en geen fase sql, opportunity of won ingelezen")
        case .noRejections:
            self(
                "no row with the stage rejected was read",
                "er is geen rij met de fase rejected ingelezen")
        case .noWins:
            self(
                "no deals and no stage won were read",
                "er zijn geen deals en is geen fase won ingelezen")
        case .dealAmountsMissing:
            self(
                "not every won deal has an amount in this currency",
                "niet elke gewonnen deal heeft een bedrag in deze valuta")
        case .fewClosedDeals:
            self(
                "fewer than ten deals were closed, too few to tell how many are won",
                "er zijn minder dan tien deals gesloten, te weinig om te zien hoeveel er gewonnen worden"
            )
        case .noLostDeals:
            self(
                "no lost deal was read, so how many are won cannot be told",
                "er is geen verloren deal ingelezen, dus hoeveel er gewonnen worden is niet te zeggen"
            )
        case .openAmountsMissing:
            self(
                "not every open deal has an amount in this currency",
                "niet elke open deal heeft een bedrag in deze valuta")
        case .spendIsNegative: self("the spend is negative", "de uitgaven zijn negatief")
        case .noMonthlyMargin:
            self("a month brings no margin", "een maand brengt geen marge op")
        case .notAdded:
            self(
                "rows are estimated one by one and do not add up",
                "rijen zijn elk apart geschat en tellen niet op")
        case .noOrders:
            self(
                "no orders were read from which to count the margin",
                "er zijn geen orders ingelezen om de marge uit te tellen")
        case .noOrderOfLead:
            self(
                "no customer of the orders is a lead, by deal or name",
                "geen klant van de orders is een lead, op deal of naam")
        case .customersTooYoung:
            self(
                "no customer of the orders is old enough yet",
                "geen klant van de orders is al oud genoeg")
        case .nobodyRecurs: self("no customer bought twice", "geen klant kocht twee keer")
        case .fewRecur:
            self(
                "too few customers bought again to tell when one has left",
                "te weinig klanten kochten opnieuw om te zeggen wanneer iemand vertrokken is")
        case .fewCustomers: self("too few customers", "te weinig klanten")
        case .shortHistory:
            self(
                "customers were seen for too short a time",
                "klanten zijn te kort gevolgd")
        case .noCohortJudged:
            self(
                "none has had the time that sales take",
                "geen ervan heeft de tijd gehad die verkopen kosten")
        case .monthWithoutSpend:
            self(
                "no spend is known of a month of it",
                "van een maand ervan zijn geen uitgaven bekend")
        case .purchasesWithoutMargin:
            self(
                "not every purchase has a margin: put margin in mql.yaml",
                "niet elke aankoop heeft een marge: zet margin in mql.yaml")
        case .noMargin:
            self(
                "the margin of a sale is not known: put margin in mql.yaml, or use --margin",
                "de marge van een verkoop is niet bekend: zet margin in mql.yaml, of gebruik --margin"
            )
        case .notMonthly:
            self(
                "not every deal is paid monthly",
                "niet elke deal wordt per maand betaald")
        case .nothingToPlanWith:
            self(
                "there is no SQL yet for which it is known how long it took",
                "er is nog geen SQL waarvan bekend is hoe lang hij erover deed")
        case .costIsZero: self("nothing was spent", "er is niets besteed")
        case .marginIsNegative:
            self(
                "won deals lose money on average",
                "op gewonnen deals wordt gemiddeld verlies gemaakt")
        case .notSplit:
            self(
                "sources with all the MQLs of one period have none in the other",
                "bronnen met alle MQL's van de ene periode hebben er geen in de andere")
        case .tooLarge:
            self(
                "the sum is too large to count in cents",
                "de som is te groot om in centen te tellen")
        }
    }

    /// What stands in a narrow cell where there is no figure.
    func whyShort(_ absence: Absence) -> String {
        switch absence {
        case .noSQLs, .noCustomers: self("none yet", "nog geen")
        case .noMQLs, .noLeads: self("none", "geen")
        case .fewCustomers: self(.tooFew)
        case .shortHistory: self("too short", "te kort")
        case .monthWithoutSpend: self("not known", "niet bekend")
        default: "–"
        }
    }

    func verdict(_ verdict: Verdict) -> String {
        switch verdict {
        case .above: self("above", "erboven")
        case .below: self("below", "eronder")
        case .around: self("around it", "rond de norm")
        case .tooFew(.some(let more)):
            self("too few (+\(numbers.count(more)))", "te weinig (+\(numbers.count(more)))")
        case .tooFew(nil): self(.tooFew)
        case .tooClose: self("too close", "te dichtbij")
        case .tooYoung: self(.tooYoung)
        case .noMQLs, .notKnown: "–"
        }
    }

    func change(_ verdict: Figures.Change.Verdict) -> String {
        switch verdict {
        case .above: self("above", "erboven")
        case .below: self("below", "eronder")
        case .sameAsBefore: self("no difference shown", "geen verschil aangetoond")
        }
    }

    func verdict(_ verdict: Justification.Verdict) -> String {
        switch verdict {
        case .yes: self("Yes", "Ja")
        case .yesButBelow:
            self(
                "It pays for itself, but it is not sure that it meets your requirement",
                "Het verdient zich terug, maar het is niet zeker dat het uw eis haalt")
        case .no: self("No", "Nee")
        case .notYet: self("Too early to say", "Nog niet vast te stellen")
        }
    }

    /// A chance as people say it, to stand behind a colon: `29%`, `almost certain`, `under 1%`.
    func chance(_ chance: Double) -> String { numbers.chance(chance) }

    /// That SQLs are at least so many, where only sales tell of them; nil where a file does.
    func sqlsAreSales(_ figures: Figures) -> String? {
        guard figures.notes.sqlsAreSales else { return nil }
        return self(
            "No file says which MQLs became an SQL: only those with a sale are counted, so there are at least that "
                + "many, and no source is said to be below a norm.",
            "Geen bestand zegt welke MQL's SQL werden: alleen die met een verkoop zijn geteld, dus het zijn er minstens "
                + "zoveel, en van geen bron wordt gezegd dat hij onder een norm ligt.")
    }

    /// How often something comes by chance: `in 37 of 100 cases`, `in fewer than 1 of 1,000 cases`.
    func odds(_ p: Double) -> String {
        if p < 0.001 {
            return self(
                "in fewer than 1 of 1,000 cases", "in minder dan 1 van 1.000 gevallen")
        }
        if p < 0.01 {
            let count = numbers.fixed(p * 1000, decimals: 0)
            return self("in \(count) of 1,000 cases", "in \(count) van 1.000 gevallen")
        }
        let count = numbers.fixed(p * 100, decimals: 0)
        return self("in \(count) of 100 cases", "in \(count) van 100 gevallen")
    }

    /// What a lead was decided to be, as people say it.
    package func decision(_ decision: Decision) -> String {
        switch decision {
        case .mql: "MQL"
        case .targetAccount: self("target account", "doelaccount")
        case .nurture: self("nurture", "warm houden")
        case .disqualified: self("disqualified", "uitgesloten")
        }
    }

    func level(_ level: Level) -> String {
        switch level {
        case .low: self("low", "laag")
        case .medium: self("medium", "midden")
        case .high: self("high", "hoog")
        }
    }

    func decider(_ decider: Decider, book: Figures.RuleBookID) -> String {
        switch decider {
        case .crm: self("MQL by the stages of the CRM", "MQL volgens de fasen van het CRM")
        case .rules, .auto:
            self(
                "MQL by rule book \(book.name) \(book.version)",
                "MQL volgens regelboek \(book.name) \(book.version)")
        }
    }

    /// What stands behind the title of a report: who decided, and what counts as one.
    func basis(_ figures: Figures) -> String {
        " · \(decider(figures.decidedBy, book: figures.ruleBook)) · \(unit(figures.question.unit))"
    }

    func breakdown(_ breakdown: Breakdown) -> String {
        switch breakdown {
        case .source: self(.source)
        case .intent: self(.intent)
        case .persona: self("Persona", "Persona")
        case .campaign: self("Campaign", "Campagne")
        case .content: self("Content", "Content")
        case .month: self(.month)
        case .selfReported: self("As the lead said", "Volgens de lead")
        case .team: self("Team", "Team")
        }
    }

    func unit(_ unit: CountedUnit) -> String {
        switch unit {
        case .person: self("per person", "per persoon")
        case .company: self("per company", "per bedrijf")
        }
    }

    func horizon(_ horizon: Figures.Horizon) -> String {
        let why =
            switch horizon.choice {
            case .given: self("as asked", "zoals gevraagd")
            case .curve:
                self(
                    "the shortest of 90, 180 and 365 in which nine of ten known SQLs came",
                    "de kortste van 90, 180 en 365 waarin negen van de tien bekende SQL's kwamen")
            case .fewSQLs:
                self(
                    "fewer than ten SQLs are known", "er zijn minder dan tien SQL's bekend")
            case .youngMQLs:
                self(
                    "fewer than ten MQLs are older",
                    "minder dan tien MQL's zijn ouder")
            }
        return "\(count(horizon.days, .day)) (\(why))"
    }

    func shared(_ rule: EconomicRules.SharedSpend) -> String {
        switch rule {
        case .byMQLs: self("equally over all MQLs", "gelijk over alle MQL's")
        case .bySpend: self("in proportion to spend", "naar wat aan elk is besteed")
        case .equally: self("equally over the rows", "gelijk over de rijen")
        }
    }

    func credit(_ rule: EconomicRules.DealCredit) -> String {
        switch rule {
        case .firstLead:
            self("to the contact created first", "aan het contact dat er het eerst was")
        case .lastLead:
            self("to the contact created last", "aan het contact dat er het laatst was")
        case .equal:
            self(
                "the money in equal parts to all contacts, the customer once",
                "het geld gelijk over alle contacten, de klant één keer")
        }
    }

    /// Where a benchmark comes from: `Implisit 2014, lead → opportunity, about 500 US users`.
    func origin(_ benchmark: Benchmark) -> String {
        let year = benchmark.year.map { " \($0)" } ?? ""
        let parts = [text(benchmark.measures), text(benchmark.population)].filter { !$0.isEmpty }
        return (["\(text(benchmark.publisher))\(year)"] + parts).joined(separator: ", ")
    }
}
