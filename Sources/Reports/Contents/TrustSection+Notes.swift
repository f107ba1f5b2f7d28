internal import Analysis
internal import Economics
internal import Funnels
internal import Intake
internal import Leads
internal import Quantities
internal import Valuation

/// What is to be known of the data before the figures are used, a note each.
extension TrustSection {
    /// What somebody must know of how files of spend and deals were read.
    private var aboutSpendAndDeals: [String] {
        var text: [String] = []
        let vat = reading.tables.reduce(into: [Currency: Int128]()) { sum, table in
            sum.merge(table.vat, uniquingKeysWith: +)
        }
        for (currency, cents) in vat.sorted(by: { $0.key < $1.key }) where cents != 0 {
            let money = numbers.money(Money(clamping: cents, currency))
            text.append(
                say(
                    "\(money) of VAT was taken out of your own lists of spend",
                    "\(money) btw is uit de eigen uitgavenlijsten gehaald"))
        }
        if let count = reading.problems.counts[.repeatedSpend] {
            let rows = say.count(count, .row)
            text.append(
                say(
                    "\(rows) of spend \(count == 1 ? "is" : "are") equal to another row, and both count",
                    "\(rows) met uitgaven \(count == 1 ? "is" : "zijn") gelijk aan een andere rij, en beide tellen"
                ))
        }
        if let count = reading.problems.counts[.dealWithoutDay] {
            let rows = say.count(count, .row)
            text.append(
                say(
                    "\(rows) with an amount and no closing day, where the mapping says won or lost: no deal "
                        + "was made of \(count == 1 ? "it" : "them")",
                    "\(rows) met een bedrag en zonder sluitdatum, waar de mapping gewonnen of verloren zegt: "
                        + "daar is geen deal van gemaakt"))
        }
        text += aboutStages
        if let count = reading.problems.counts[.dealWithoutLead] {
            let deals = say.count(count, .deal)
            text.append(
                say(
                    "\(deals) of a mapping \(count == 1 ? "is" : "are") won and "
                        + "\(count == 1 ? "names" : "name") no lead and no company: won without a lead, in no "
                        + "row",
                    "\(deals) van een mapping \(count == 1 ? "is" : "zijn") gewonnen en "
                        + "\(count == 1 ? "noemt" : "noemen") geen lead en geen bedrijf: gewonnen zonder "
                        + "lead, in geen rij"))
        }
        if reading.problems.counts[.totalDiffers] != nil {
            text.append(
                say(
                    "a file states a total that its rows do not add up to",
                    "een bestand noemt een totaal waarop de rijen niet uitkomen"))
        }
        return text + unknownWords + unknownStages + idleRefunds
    }

    /// What the CRM says of leads and nobody has explained.
    private var unknownWords: [String] {
        let words = reading.tables.reduce(into: [String: Int]()) { most, table in
            // The same leads may be in several exports.
            most.merge(table.unknownWords, uniquingKeysWith: max)
        }
        guard !words.isEmpty else { return [] }
        return [
            say(
                "the CRM calls some leads \(say.words(words)), and it is not known where these stand; "
                    + "lead_stages in mql.yaml says what that means",
                "het CRM noemt sommige leads \(say.words(words)), en het is niet bekend waar die staan; "
                    + "lead_stages in mql.yaml zegt wat dat betekent")
        ]
    }

    /// Stages of leads of which a mapping finds no day, and leads of which nobody knows how far they came.
    private var aboutStages: [String] {
        var text: [String] = []
        let counts = reading.problems.counts
        if let count = counts[.dayOfCreation] {
            text.append(
                say(
                    "\(say.count(count, .row)) without the day of a stage: it counts from the day that the mapping "
                        + "has for those, and how long it took is not known",
                    "\(say.count(count, .row)) zonder de dag van een fase: die telt vanaf de dag die de mapping "
                        + "daarvoor noemt, en hoe lang het duurde is niet bekend"))
        }
        if let count = counts[.stageDropped] {
            text.append(
                say(
                    "\(say.count(count, .row)) with a stage and without its day: that stage is not counted",
                    "\(say.count(count, .row)) met een fase en zonder dag daarvan: die fase telt niet mee"
                ))
        }
        if let count = counts[.turnedDown] {
            let leads = say.count(count, .lead)
            text.append(
                say(
                    "\(leads) turned down, of which nothing says whether \(count == 1 ? "it was an MQL" : "they were MQLs"): "
                        + "in no rate, and rates may be too high",
                    "\(leads) afgewezen, waarvan niets zegt of \(count == 1 ? "het een MQL was" : "het MQL's waren"): "
                        + "in geen percentage, en percentages kunnen te hoog zijn"))
        }
        return text
    }

    /// Deals of which nobody knows whether they are won or lost.
    private var unknownStages: [String] {
        let stages = figures.notes.unknownStages
        guard !stages.isEmpty else { return [] }
        var all = OpenStage()
        for stage in stages { all.add(stage.deals) }
        let (deals, isOne) = (say.count(all.deals, .deal), all.deals == 1)
        let amount = amounts(all.cents)
        return say.listed(
            stages.map { "\($0.name) (\(numbers.count($0.deals.deals)))" },
            say(
                "\(deals)\(amount) \(isOne ? "is" : "are") in a stage of which nobody has said whether "
                    + "it means won or lost, and count\(isOne ? "s" : "") as open; won_stages, "
                    + "lost_stages and open_stages in mql.yaml say so: ",
                "\(deals)\(amount) sta\(isOne ? "at" : "an") in een fase waarvan niemand heeft gezegd "
                    + "of ze gewonnen of verloren betekent, en tel\(isOne ? "t" : "len") als open; "
                    + "won_stages, lost_stages en open_stages in mql.yaml zeggen dat: "))
    }

    /// ` of €1,200.00`, of each currency; empty where no amount is known.
    private func amounts(_ cents: [Currency: Int128]) -> String {
        let list = cents.sorted { $0.key < $1.key }.map {
            numbers.money(Money(clamping: $0.value.magnitude, $0.key))
        }
        return list.isEmpty
            ? "" : say(" of ", " van ") + list.joined(separator: say(" and ", " en "))
    }

    /// Refunds that took nothing off.
    private var idleRefunds: [String] {
        let idle = figures.notes.idleCredits
        guard idle.count > 0 else { return [] }
        let refunds = say.count(idle.count, .refund)
        let amount = amounts(idle.cents)
        let why =
            switch (idle.ofUnknown, idle.ofNotWon) {
            case (_, 0):
                say(
                    "the deal that credit_of names is in no file",
                    "de deal van credit_of staat in geen "
                        + "bestand")
            case (0, _):
                say(
                    "the deal that credit_of names is not won",
                    "de deal van credit_of is niet gewonnen")
            default:
                say(
                    "the deal that credit_of names is in no file, or is not won",
                    "de deal van credit_of staat in geen bestand, of is niet gewonnen")
            }
        return [
            say(
                "\(refunds)\(amount) took nothing off: \(why)",
                "\(refunds)\(amount) haalde\(idle.count == 1 ? "" : "n") er niets af: \(why)")
        ]
    }

    /// What may change a decision, beside holes in the data: a short screen has no room for the rest.
    var grave: [String] {
        let aboutDeals = unknownStages + idleRefunds
        let text = (figures.move.map { [MoveText($0, say).advice] } ?? []) + aboutDeals
        return text + unknownWords
            + say.listed(
                figures.notes.emptyFields,
                say(
                    "the rules ask for what no lead has filled in: ",
                    "de regels vragen naar wat geen lead heeft ingevuld: "))
    }

    var answers: AnswerNotes { AnswerNotes(figures, say) }

    var notes: [String] {
        let notes = figures.notes
        var text = figures.move.map { [MoveText($0, say).advice] } ?? []
        if let selection = SelectionText(figures, say) { text.append(selection.text) }
        if notes.createdEarlier > 0 {
            let leads = say.count(notes.createdEarlier, .lead)
            text.append(
                say(
                    "\(leads) counted from the first stage or activity, before the day of creation, as was "
                        + "answered",
                    "\(leads) geteld vanaf de eerste fase of activiteit, vóór de aanmaakdatum, volgens het "
                        + "antwoord"))
        }
        text += figures.holes.all.map(HoleText(say, reading).note)
        text += CRMNotes(figures, say).lines
        if notes.impliedSQLs > 0 {
            let sqls = say.count(notes.impliedSQLs, .sql)
            text.append(
                say(
                    "\(sqls) without a date: the date of the opportunity or "
                        + "sale that followed is used, which may be later",
                    "\(sqls) zonder datum: de datum van de verkoopkans of verkoop die volgde is genomen, "
                        + "en die kan later zijn"))
        }
        if notes.negativeLags > 0 {
            let sqls = say.count(notes.negativeLags, .sql)
            text.append(
                say(
                    "\(sqls) dated before the MQL: counted on the day of the MQL",
                    "\(sqls) gedateerd vóór de MQL: geteld op de dag van de MQL"))
        }
        if notes.sqlsWithoutMQL > 0 {
            let leads = say.count(notes.sqlsWithoutMQL, .lead)
            let isOne = notes.sqlsWithoutMQL == 1
            text.append(
                say(
                    "\(leads) became an SQL without being an MQL, and \(isOne ? "is" : "are") in no "
                        + "row as SQL",
                    "\(leads) werd\(isOne ? "" : "en") SQL zonder MQL te zijn, en "
                        + "sta\(isOne ? "at" : "an") in geen rij als SQL"))
        }
        if notes.mqlsWithoutIntent > 0 {
            let mqls = say.count(notes.mqlsWithoutIntent, .mql)
            text.append(
                say(
                    "\(mqls) without a known intent, and so without a guide price",
                    "\(mqls) zonder bekende intentie, en dus zonder richtprijs"))
        }
        if notes.notJudgedAgain > 0 {
            let leads = say.count(notes.notJudgedAgain, .lead)
            text.append(
                say(
                    "\(leads) erased or under objection, and never judged by these rules: no MQL here",
                    "\(leads) gewist of met bezwaar, en nooit naar deze regels beoordeeld: hier geen MQL"
                ))
        }
        if notes.leadsAfterAsOf > 0 {
            let leads = say.count(notes.leadsAfterAsOf, .lead)
            let day = say.day(figures.question.asOf)
            text.append(
                say("\(leads) created after \(day) left out", "\(leads) van na \(day) weggelaten"))
        }
        if notes.persons.persons > 0 {
            let (persons, ids) = (
                numbers.count(notes.persons.persons), numbers.count(notes.persons.ids)
            )
            text.append(
                notes.persons.persons == 1
                    ? say(
                        "1 address stands under \(ids) ids: counted as one person",
                        "1 adres staat onder \(ids) nummers: geteld als één persoon")
                    : say(
                        "\(persons) addresses stand under \(ids) ids: counted as \(persons) persons",
                        "\(persons) adressen staan onder \(ids) nummers: geteld als \(persons) personen"
                    ))
        }
        if notes.mqlsBeforeCreation > 0 {
            let leads = say.count(notes.mqlsBeforeCreation, .lead)
            text.append(
                say(
                    "\(leads) became an MQL before being created: check both dates",
                    "\(leads) MQL geworden vóór de eigen aanmaakdatum: controleer beide datums"))
        }
        if notes.stagesBeforeCreation > 0 {
            let leads = say.count(notes.stagesBeforeCreation, .lead)
            let isOne = notes.stagesBeforeCreation == 1
            text.append(
                say(
                    "\(leads) became an SQL, was won, lost or rejected before being created: that is not counted",
                    "\(leads) werd\(isOne ? "" : "en") SQL, klant, verloren of afgewezen vóór de eigen "
                        + "aanmaakdatum: dat telt niet mee"))
        }
        if notes.salesBeforeMQL > 0 {
            let leads = say.count(notes.salesBeforeMQL, .lead)
            let isOne = notes.salesBeforeMQL == 1
            text.append(
                say(
                    "\(leads) became a customer, by the stage, before becoming an MQL: not counted as won",
                    "\(leads) werd\(isOne ? "" : "en") volgens de fase klant vóór de MQL: niet als klant geteld"
                ))
        }
        if let days = notes.countsAgainAfter, notes.countedAgain > 0 {
            let (mqls, after) = (say.count(notes.countedAgain, .mql), say.count(days, .day))
            let isOne = notes.countedAgain == 1
            text.append(
                say(
                    "\(mqls) \(isOne ? "is a later round of a lead" : "are later rounds of leads") that "
                        + "\(isOne ? "was" : "were") rejected or lost and came back after \(after) or more: "
                        + "counted again, as the rule book says, and as a lead once",
                    "\(mqls) \(isOne ? "is een latere ronde van een lead" : "zijn latere rondes van leads") die na "
                        + "\(after) of meer terugkwam\(isOne ? "" : "en") na afwijzing of verlies: opnieuw geteld, zoals "
                        + "het regelboek zegt, en als lead één keer"))
        }
        if notes.cameBack > 0 {
            let mqls = say.count(notes.cameBack, .mql)
            let isOne = notes.cameBack == 1
            text.append(
                say(
                    "\(mqls) \(isOne ? "was" : "were") rejected or lost and came back: \(isOne ? "it counts" : "each counts") once, "
                        + "from the day it first became one, and what it then brought is counted there",
                    "\(mqls) \(isOne ? "is" : "zijn") afgewezen of verloren en \(isOne ? "kwam" : "kwamen") terug: \(isOne ? "hij" : "elk") telt één keer, "
                        + "vanaf de dag dat hij het voor het eerst werd, en wat hij daarna bracht telt daar"
                ))
        }
        if notes.cameBackFromElsewhere > 0 {
            let mqls = say.count(notes.cameBackFromElsewhere, .mql)
            let isOne = notes.cameBackFromElsewhere == 1
            text.append(
                say(
                    "\(mqls) of before this period, rejected or lost since, came back in it: \(isOne ? "it is" : "they are") counted "
                        + "there and not again here, and so is a deal of the later round",
                    "\(mqls) van vóór deze periode, sindsdien afgewezen of verloren, \(isOne ? "kwam" : "kwamen") erin terug: \(isOne ? "die telt" : "die tellen") "
                        + "daar en hier niet opnieuw, en zo ook een deal uit de latere ronde"))
        }
        if let day = notes.rulesInForceFrom.map(say.day) {
            text.append(
                say(
                    "the rule book is in force from \(day), and the period begins before that",
                    "het regelboek geldt vanaf \(day), en de periode begint daarvoor"))
        }
        text += SpendEvidence(context).notes
        text += aboutSpendAndDeals
        if let done = notes.conversion {
            let deals = say.count(done.deals, .deal)
            let rows = say.count(done.spendRows, .row)
            text.append(
                say(
                    "\(rows) of spend and \(deals) converted at the rate of the day"
                        + (done.withoutRate > 0 ? ", \(done.withoutRate) without a rate" : ""),
                    "\(rows) uitgaven en \(deals) omgerekend tegen de koers van de dag"
                        + (done.withoutRate > 0 ? ", \(done.withoutRate) zonder koers" : "")))
        }
        if let part = notes.assumedMargin {
            let percent = numbers.percent(hundredths: part)
            text.append(
                say(
                    "the margin of deals without one is taken as \(percent) of the amount",
                    "de marge van deals zonder marge is genomen als \(percent) van het bedrag")
                    + answers.said(of: .margin))
        }
        if let hours = notes.ownHours {
            let time = numbers.decimal(hundredths: hours.hours)
            let cost = numbers.money(
                Money(cents: hours.hourCost, figures.question.currency))
            text.append(
                say(
                    "all-in counts \(time) own hours at \(cost) for each MQL",
                    "alles meegerekend telt \(time) eigen uren van \(cost) per MQL")
                    + answers.said(of: .hours))
        }
        if notes.ownHoursAreInSpend {
            text.append(
                say(
                    "own hours per MQL are not added: the spend has what people cost already",
                    "eigen uren per MQL zijn niet bijgeteld: de uitgaven bevatten al wat mensen kosten"
                ))
        }
        text += say.listed(
            notes.unknownActions,
            say(
                "actions that no rule knows, and that give no points: ",
                "acties die niet in het regelboek staan, en geen punten geven: "))
        text += say.listed(
            notes.emptyFields,
            say(
                "the rules ask for what no lead has filled in: ",
                "de regels vragen naar wat geen lead heeft ingevuld: "))
        text += say.listed(
            notes.unlistedSources,
            say(
                "sources that no rule knows, each a row of its own and without a place in the band: ",
                "bronnen die niet in het regelboek staan, elk een eigen rij en zonder plaats in de band: "
            ))
        return text
    }
}
