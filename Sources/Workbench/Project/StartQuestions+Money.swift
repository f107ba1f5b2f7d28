internal import Analysis
internal import Economics
internal import Funnels
internal import Intake
internal import Leads
internal import Quantities
internal import Reports
internal import Valuation

/// What only the firm knows of margin, hours and what spend is for.
extension StartQuestions {
    /// An answer about money that is in force; nil where it is to be asked, because nobody gave it or it is old.
    private func kept(_ answer: EconomicRules.Answer) -> GivenAnswer? {
        economics.given.first { $0.key == answer.rawValue }
    }

    private func isOpen(_ answer: EconomicRules.Answer) -> Bool {
        kept(answer).map { $0.isOld(on: today) } ?? true
    }

    /// Why it is asked again, before what it is for; nothing where it is asked for the first time.
    private func again(_ answer: EconomicRules.Answer, _ text: Phrase) -> Phrase {
        guard let given = kept(answer), let on = given.said.on else { return text }
        let by = given.said.by.visible
        let (en, nl) = (NumberFormat(.en).day(on), NumberFormat(.nl).day(on))
        return Phrase(
            en:
                "Answered\(by.isEmpty ? "" : " by \(by)") on \(en): is it still so? Enter keeps it. "
                + text.en,
            nl:
                "Beantwoord\(by.isEmpty ? "" : " door \(by)") op \(nl): klopt het nog? Enter laat het zo. "
                + text.nl)
    }

    var margin: Start.Question? {
        let open = facts.deals.filter { $0.margin == nil && $0.amount != nil && !$0.isCredit }
        guard !open.isEmpty, isOpen(.margin) else { return nil }
        var question = Start.Question(
            subject: .margin,
            text: Phrase(
                en: "What part of a sale is margin, after direct costs? For example 40%.",
                nl: "Welk deel van een verkoop is marge, na directe kosten? Bijvoorbeeld 40%."),
            reason: again(
                .margin,
                Phrase(
                    en: "Without an answer, what came back is turnover, and is called so.",
                    nl: "Zonder antwoord is wat terugkwam omzet, en heet het ook zo.")))
        let currency = figures.question.currency
        // Of a stage that nobody knows yet it may turn out that its deals are won.
        let won = open.filter {
            ($0.status == .won || !$0.unknownStage.isEmpty) && $0.currency == currency
        }
        let sum = won.reduce(Int128(0)) { $0 + Int128($1.amount ?? 0) }
        let isOpen = won.contains { $0.status != .won }
        let width = Int128(rules.margin.upperBound - rules.margin.lowerBound)
        question.effect = Int128(sum.magnitude) * width / 10_000
        question.decides = phrase(
            sum, en: { isOpen ? "at most \($0) of deals" : "\($0) of won deals" },
            nl: { isOpen ? "hoogstens \($0) aan deals" : "\($0) aan gewonnen deals" })
        question.example = "economics: {margin: 40%}"
        return question
    }

    /// In the order in which they are asked about.
    static let marginBases: [MarginBasis] = [
        .firstOrder, .first12Months, .first24Months, .deals,
    ]

    /// Which sales of a customer the margin is counted from, where the books tell of more than one.
    var marginOf: Start.Question? {
        guard let orders = figures.sales.orders, isOpen(.marginOf) else { return nil }
        let known = Self.marginBases.compactMap { orders.window($0)?.margin.value?.cents }
        guard let least = known.min(), let most = known.max() else { return nil }
        func choices(_ language: Language) -> String {
            let names = [
                Phrase(en: "the first order", nl: "de eerste order"),
                Phrase(en: "the first 12 months", nl: "de eerste 12 maanden"),
                Phrase(en: "the first 24 months", nl: "de eerste 24 maanden"),
                Phrase(en: "the deals of the CRM", nl: "de deals van het CRM"),
            ]
            return zip(Self.marginBases, names).enumerated().map { place, choice in
                let cents = orders.window(choice.0)?.margin.value?.cents
                let price = cents.map { " (\(money(Int128($0), language)))" } ?? ""
                return "\(place + 1) \(choice.1.text(language))\(price)"
            }.joined(separator: ", ")
        }
        var question = Start.Question(
            subject: .marginOf,
            text: Phrase(
                en:
                    "Which sales of a customer does finance count as the margin of a sale? \(choices(.en)).",
                nl:
                    "Welke verkopen aan een klant telt finance als de marge van een verkoop? \(choices(.nl))."
            ),
            reason: again(
                .marginOf,
                Phrase(
                    en:
                        "Without an answer the deals count, and the page says that it is without repeat orders.",
                    nl:
                        "Zonder antwoord tellen de deals, en de pagina zegt dat het zonder vervolgorders is."
                )))
        question.effect = Int128(most - least) * Int128(max(1, figures.total.counts.won))
        question.decides = phrase(
            Int128(most), en: { "\(money(Int128(least), .en)) to \($0) per customer" },
            nl: { "\(money(Int128(least), .nl)) tot \($0) per klant" })
        question.example = "economics: {margin_of: first_12_months}"
        return question
    }

    var hours: Start.Question? {
        guard !facts.spend.isEmpty, !facts.spend.contains(where: { $0.category == .people }),
            isOpen(.hours) || isOpen(.hourCost)
        else { return nil }
        var question = Start.Question(
            subject: .hours,
            text: Phrase(
                en:
                    "How many own hours go into one MQL, marketing and sales together, and what "
                    + "does an hour cost? For example 2.5 at 65.",
                nl:
                    "Hoeveel eigen uren gaan er in één MQL, marketing en sales samen, en wat kost "
                    + "een uur? Bijvoorbeeld 2,5 à 65."),
            reason: again(
                .hours,
                Phrase(
                    en: "Without an answer, the cost of an MQL is only what was bought.",
                    nl: "Zonder antwoord zijn de kosten van een MQL alleen wat is ingekocht.")))
        // Where no MQL is known yet, leads of which nobody knows where they stand may be.
        let mqls = figures.total.counts.mqls
        let count = mqls > 0 ? mqls : unknownLeads > 0 ? unknownLeads : facts.leadCount
        let (least, most) = (
            Int128(rules.hours.lowerBound * rules.hourCost / 100),
            Int128(rules.hours.upperBound * rules.hourCost / 100)
        )
        question.effect = Int128(count) * (most - least)
        question.decides = phrase(
            most, en: { "\(money(least, .en)) to \($0) per MQL" },
            nl: { "\(money(least, .nl)) tot \($0) per MQL" })
        question.example = "economics: {hours_per_mql: 2.5, hour_cost: 65.00}"
        return question
    }

    var required: Start.Question? {
        guard !facts.spend.isEmpty, !facts.deals.isEmpty, isOpen(.requiredReturn) else {
            return nil
        }
        var question = Start.Question(
            subject: .required,
            text: Phrase(
                en:

                    "How much margin does each euro of cost have to bring back, according to whoever decides on "
                    + "the budget? For example 1.50.",
                nl:

                    "Hoeveel marge moet elke euro kosten opbrengen, volgens wie over het budget beslist? "
                    + "Bijvoorbeeld 1,50."),
            reason: again(
                .requiredReturn,
                Phrase(
                    en:
                        "Without an answer, each euro has to pay for itself and nothing more is required.",
                    nl:
                        "Zonder antwoord moet elke euro zich terugverdienen, en is er geen verdere eis."
                )))
        // It can only turn a yes.
        let pays = figures.total.worth.value.flatMap { worth in
            (figures.total.costsAllIn.perMQL.value ?? figures.total.costs.perMQL.value).map {
                worth.chance(atLeast: Double($0.cents))
            }
        }
        let isYes = pays.map { $0 >= 0.8 } ?? false
        let width = Int128(rules.required.upperBound - rules.required.lowerBound)
        question.effect = isYes ? spent * width / 100 : 0
        question.decides =
            isYes
            ? phrase(
                spent, en: { "whether the yes on \($0) stands" },
                nl: { "of het ja over \($0) blijft" })
            : Phrase(en: "the highest price of an MQL", nl: "de hoogste prijs van een MQL")
        question.example = "economics: {required_return: 1.50}"
        return question
    }

    var vat: Start.Question? {
        let hasOwnList = bench.reading.tables.contains {
            $0.kinds.contains(.spend) && !$0.isPlatform
        }
        guard hasOwnList, project.vatInSpend == nil else { return nil }
        var question = Start.Question(
            subject: .vat,
            text: Phrase(
                en:
                    "Do the amounts in your own list of spend include VAT? no, or a percentage such as 21%.",
                nl:
                    "Zit er btw in de bedragen van de eigen uitgavenlijst? nee, of een percentage zoals 21%."
            ),
            reason: Phrase(
                en: "It is then taken out; platforms export amounts without VAT.",
                nl: "Die gaat er dan uit; platforms exporteren bedragen zonder btw."))
        let currency = figures.question.currency
        // An export of a platform names the account or the campaign by its number.
        let own = facts.spend.filter {
            $0.account.isEmpty && $0.campaignID.isEmpty && $0.money.currency == currency
        }
        let sum = own.reduce(Int128(0)) { $0 + Int128($1.money.cents) }
        let part = sum * Int128(rules.vat) / Int128(10_000 + rules.vat)
        question.effect = Int128(part.magnitude)
        question.decides = phrase(
            part, en: { "at most \($0)" }, nl: { "hoogstens \($0)" })
        question.example = "spend_vat: 21%"
        return question
    }

    /// Spend whose name is that of a tool, or of people, and of which no lead has the name.
    var tools: Start.Question? {
        let currency = figures.question.currency
        let leadNames = Set(Self.counts(bench, "source").map { FoldedName.of($0.text) })
        let answered = Set(project.spendCategories.keys.map(FoldedName.of))
        var sums: [String: (text: String, cents: Int128)] = [:]
        for row in facts.spend
        where row.category == .media && !row.isShared && row.campaignID.isEmpty
            && row.money.currency == currency && rules.category(of: row.source) != nil
        {
            let folded = FoldedName.of(row.source)
            guard !leadNames.contains(folded), !answered.contains(folded) else { continue }
            let before = sums[folded]
            sums[folded] = (
                min(before?.text ?? row.source, row.source),
                (before?.cents ?? 0) + Int128(row.money.cents)
            )
        }
        guard !sums.isEmpty else { return nil }
        let names = sums.values.sorted { ($1.cents, $0.text) < ($0.cents, $1.text) }
        let all = names.reduce(Int128(0)) { $0 + $1.cents }
        var question = Start.Question(
            subject: .tools,
            text: Phrase(
                en: "Is this spend for tools, for people, or advertising that brings leads?",
                nl:
                    "Zijn deze uitgaven voor tools, voor mensen, of voor advertenties die leads brengen?"
            ),
            reason: Phrase(
                en:
                    "For example: tools 1 3, people 2, or advertising. Tools and people are shared by all sources; "
                    + "without an answer, each is a source that brought nothing.",
                nl:
                    "Bijvoorbeeld: tools 1 3, mensen 2, of advertenties. Tools en mensen delen alle bronnen; zonder antwoord "
                    + "is elk een bron die niets bracht."))
        question.choices = names.prefix(20).map { ($0.text, 0) }
        question.amounts = names.prefix(20).map {
            Money(exactly: $0.cents, currency).map { money in
                Phrase(en: NumberFormat(.en).money(money), nl: NumberFormat(.nl).money(money))
            } ?? Phrase("")
        }
        question.effect = Int128(all.magnitude)
        question.decides = phrase(all, en: { "\($0) of spend" }, nl: { "\($0) aan uitgaven" })
        question.example = "spend_categories: {\(names[0].text.yaml): tools}"
        return question
    }
}
