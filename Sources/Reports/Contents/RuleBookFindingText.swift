internal import Analysis
internal import Intake
internal import Quantities
internal import Valuation

/// What each finding about a rule book says, and what puts it right.
struct RuleBookFindingText {
    private let book: RuleBook
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }

    init(_ book: RuleBook, _ say: Wording) {
        self.book = book
        self.say = say
    }

    private func name(_ key: String) -> String { book.names.name(of: key, in: say.language) }
    private func names(_ keys: [String]) -> String { keys.map(name).joined(separator: ", ") }
    private func money(_ money: Money) -> String { numbers.money(money) }
    private func percent(_ hundredths: Int) -> String { numbers.percent(hundredths: hundredths) }

    private func cell(_ fit: Level, _ engagement: Level) -> String {
        let (one, other) = (say.level(fit), say.level(engagement))
        return say("\(one) fit with \(other) engagement", "fit \(one) met betrokkenheid \(other)")
    }

    /// Actions of the files that no rule knows: one of them may be meant.
    private func unknownActions(_ actions: [String]) -> String {
        guard !actions.isEmpty else { return "" }
        let list = actions.prefix(3).map(\.quoted).joined(separator: ", ")
        return say("; no rule knows \(list)", "; geen regel kent \(list)")
    }

    func text(_ kind: RuleBookFinding.Kind) -> String {
        switch kind {
        case .sourceNeverReached(let one, let other), .personaNeverReached(let one, let other):
            say(
                "the conditions of \(name(one)) never decide: \(name(other)) stands before it and takes all of them.",
                "de voorwaarden van \(name(one)) beslissen nooit: \(name(other)) staat ervoor en neemt ze allemaal."
            )
        case .contradiction(let field, let keys):
            say(
                "no \(name(field)) can meet \(names(keys)): what they ask excludes each other.",
                "geen \(name(field)) kan voldoen aan \(names(keys)): wat zij vragen sluit elkaar uit."
            )
        case .disqualified(let criterion, let other):
            say(
                "whoever meets \(name(criterion)) is disqualified as \(name(other)).",
                "wie aan \(name(criterion)) voldoet is uitgesloten als \(name(other)).")
        case .neverMQL:
            say(
                "no combination of fit and engagement gives an MQL.",
                "geen combinatie van fit en betrokkenheid geeft een MQL.")
        case .pointsOutOfReach(let fit, let engagement, let from, let most):
            say(
                "\(cell(fit, engagement)) asks \(say.count(from, .point)), and nobody can have more than \(most).",
                "\(cell(fit, engagement)) vraagt \(say.count(from, .point)), en niemand kan er meer dan \(most) hebben."
            )
        case .pointsAskNothing(let fit, let engagement, let from):
            say(
                "\(cell(fit, engagement)) asks \(say.count(from, .point)), which everybody has.",
                "\(cell(fit, engagement)) vraagt \(say.count(from, .point)), die iedereen heeft.")
        case .matrixFalls(let fit, let engagement, let other, let less):
            say(
                "\(cell(fit, engagement)) gives less than \(cell(other, less)): a lead that fits or does more becomes less.",
                "\(cell(fit, engagement)) geeft minder dan \(cell(other, less)): wie beter past of meer doet wordt minder."
            )
        case .countsAndCosts(let criterion, let action, let points):
            say(
                "\(name(criterion)) counts \(name(action)) as interest, and it costs \(say.count(-points, .point)).",
                "\(name(criterion)) telt \(name(action)) als belangstelling, en het kost \(say.count(-points, .point))."
            )
        case .bandGap(let lower, let upper, let from, let to):
            say(
                "between the bands \(name(lower)) and \(name(upper)) there is a gap from \(money(from)) to \(money(to)).",
                "tussen de banden \(name(lower)) en \(name(upper)) zit een gat van \(money(from)) tot \(money(to))."
            )
        case .bandOverlap(let lower, let upper, let from, let to):
            say(
                "the bands \(name(lower)) and \(name(upper)) overlap from \(money(from)) to \(money(to)).",
                "de banden \(name(lower)) en \(name(upper)) overlappen van \(money(from)) tot \(money(to))."
            )
        case .bandOrder(let lower, let upper):
            say(
                "\(name(upper)) stands after \(name(lower)) and goes for less.",
                "\(name(upper)) staat na \(name(lower)) en gaat voor minder.")
        case .bandCurrencies:
            say(
                "the bands are in several currencies: a report has one.",
                "de banden zijn in meer dan één valuta: een rapport heeft er één.")
        case .actionWithoutUse(let key):
            say(
                "\(name(key)) gives no points, shows no intent and counts for no criterion.",
                "\(name(key)) geeft geen punten, toont geen intentie en telt voor geen criterium.")
        case .neverReviewed:
            say(
                "marketing and sales have never reviewed it.",
                "marketing en sales hebben het nooit besproken.")
        case .reviewedLater(let day):
            say(
                "reviewed on \(say.day(day)), which is still to come.",
                "besproken op \(say.day(day)), dat nog komen moet.")
        case .reviewOverdue(let day):
            say(
                "the review was due by \(say.day(day)).",
                "de bespreking had uiterlijk \(say.day(day)) gemoeten.")
        case .notSigned(let missing):
            say(
                "not signed by \(missing.joined(separator: " and ")).",
                "niet getekend door \(missing.joined(separator: " en ")).")
        case .notInForce(let day):
            say(
                "in force only from \(say.day(day)).",
                "geldt pas vanaf \(say.day(day)).")
        case .changedSinceSigned(let of, let now):
            say(
                "what was signed is \(of), and what stands here now is \(now).",
                "getekend is \(of), en wat hier nu staat is \(now).")
        case .tooBroad(let criterion, let action):
            say(
                "\(name(action)) alone meets \(name(criterion)), and one criterion is enough: who does little becomes an MQL.",
                "\(name(action)) alleen voldoet aan \(name(criterion)), en één criterium is genoeg: wie weinig doet wordt MQL."
            )
        case .tooNarrow(let keys):
            say(
                "only \(names(keys)) makes an MQL: who is not that far yet is missed.",
                "alleen \(names(keys)) maakt een MQL: wie nog niet zo ver is wordt gemist.")
        case .engagementOnly:
            say(
                "a lead that does not fit can be an MQL by what it does: the student who downloads everything.",
                "een lead die niet past kan MQL worden door wat hij doet: de student die alles downloadt."
            )
        case .fitOnly:
            say(
                "a lead that fits is an MQL without doing anything: it may never have heard of you.",
                "een lead die past is MQL zonder iets te doen: misschien kent hij u niet.")
        case .noTimeToCall:
            say(
                "nothing is agreed on how soon sales calls.",
                "er is niets afgesproken over hoe snel sales belt.")
        case .weakEarnsMore(let weak, let points, let strong, let less):
            say(
                "\(name(weak)) is called weak and earns \(points), \(name(strong)) is called strong and earns \(less).",
                "\(name(weak)) heet zwak en geeft er \(points), \(name(strong)) heet sterk en geeft er \(less)."
            )
        case .metByNone(let criterion, let leads, let unknown):
            say(
                "none of \(say.count(leads, .lead)) meets \(name(criterion))\(unknownActions(unknown)).",
                "geen van \(say.count(leads, .lead)) voldoet aan \(name(criterion))\(unknownActions(unknown))."
            )
        case .metByAll(let criterion, let leads):
            say(
                "all of \(say.count(leads, .lead)) meet \(name(criterion)): it chooses nobody.",
                "alle \(say.count(leads, .lead)) voldoen aan \(name(criterion)): het kiest niemand."
            )
        case .fieldEmpty(let field):
            say(
                "a rule asks for \(name(field)), and no lead has it filled in.",
                "een regel vraagt naar \(name(field)), en geen lead heeft het ingevuld.")
        case .pointsNeverReached(let from, let highest, let leads):
            say(
                "the matrix asks \(say.count(from, .point)), and the highest of \(say.count(leads, .lead)) has \(highest).",
                "de matrix vraagt \(say.count(from, .point)), en de hoogste van \(say.count(leads, .lead)) heeft er \(highest)."
            )
        case .tooManyMQLs(let mqls, let leads, let limit):
            say(
                "\(numbers.count(mqls)) of \(say.count(leads, .lead)) become an MQL, clearly more than \(percent(limit)): the criteria are too broad.",
                "\(numbers.count(mqls)) van \(say.count(leads, .lead)) worden MQL, duidelijk meer dan \(percent(limit)): de criteria zijn te ruim."
            )
        case .tooFewMQLs(let mqls, let leads, let limit):
            say(
                "\(numbers.count(mqls)) of \(say.count(leads, .lead)) become an MQL, clearly fewer than \(percent(limit)): the criteria are too narrow.",
                "\(numbers.count(mqls)) van \(say.count(leads, .lead)) worden MQL, duidelijk minder dan \(percent(limit)): de criteria zijn te smal."
            )
        case .noEffect(let unfit, let mqls):
            say(
                "the CRM decides who is an MQL: fit, engagement and points change nothing"
                    + (unfit == 0
                        ? "."
                        : "; of its \(say.count(mqls, .mql)) \(numbers.count(unfit)) would be none by the fit that is asked."),
                "het CRM beslist wie MQL is: fit, betrokkenheid en punten veranderen niets"
                    + (unfit == 0
                        ? "."
                        : "; van de \(say.count(mqls, .mql)) \(unfit == 1 ? "zou" : "zouden") er \(numbers.count(unfit)) naar de gevraagde fit geen zijn.")
            )
        case .stageNotUsed(let leads, let all, let without):
            say(
                "the rules decide, and of \(say.count(all, .lead)) with stage mql in the CRM \(numbers.count(leads)) \(leads == 1 ? "is" : "are") no MQL"
                    + (without == 0
                        ? "." : "; \(numbers.count(without)) of these without any activity."),
                "de regels beslissen, en van \(say.count(all, .lead)) met fase mql in het CRM \(leads == 1 ? "is" : "zijn") er \(numbers.count(leads)) geen MQL"
                    + (without == 0
                        ? "." : "; \(numbers.count(without)) daarvan zonder enige activiteit."))
        case .stageDisqualified(let key, let leads):
            say(
                "\(say.count(leads, .lead)) with stage mql in the CRM \(leads == 1 ? "is" : "are") no MQL: disqualified as \(name(key)).",
                "\(say.count(leads, .lead)) met fase mql in het CRM \(leads == 1 ? "is" : "zijn") geen MQL: uitgesloten als \(name(key))."
            )
        }
    }

    func mend(_ kind: RuleBookFinding.Kind) -> String {
        switch kind {
        case .sourceNeverReached, .personaNeverReached:
            say(
                "Move it up, or narrow the other.",
                "Zet het hoger, of maak het andere smaller.")
        case .contradiction:
            say(
                "Choose which of them is meant.",
                "Kies welke ervan bedoeld is.")
        case .disqualified:
            say(
                "Take one of the two out.",
                "Haal een van de twee eruit.")
        case .neverMQL:
            say(
                "Write mql in the matrix where high fit meets high engagement.",
                "Schrijf mql in de matrix waar hoge fit en hoge betrokkenheid samenkomen.")
        case .pointsOutOfReach:
            say(
                "Ask fewer (mql_from), or let actions earn more.",
                "Vraag er minder (mql_from), of laat acties meer opleveren.")
        case .pointsAskNothing:
            say(
                "Write mql there if that is meant, or ask more.",
                "Schrijf daar mql als dat bedoeld is, of vraag meer.")
        case .matrixFalls:
            say(
                "Give it at least the same in the matrix.",
                "Geef het in de matrix minstens hetzelfde.")
        case .countsAndCosts:
            say(
                "Take it out of the criterion, or give it points.",
                "Haal het uit het criterium, of geef het punten.")
        case .bandGap:
            say(
                "Let one end where the next begins.",
                "Laat de ene eindigen waar de volgende begint.")
        case .bandOverlap:
            say(
                "Let one end where the next begins.",
                "Laat de ene eindigen waar de volgende begint.")
        case .bandOrder:
            say(
                "Put intents in order, from weak to strong.",
                "Zet intenties op volgorde, van zwak naar sterk.")
        case .bandCurrencies:
            say(
                "Write them all in one.",
                "Schrijf ze alle in één.")
        case .actionWithoutUse:
            say(
                "Give it a use, or take it out.",
                "Geef het een nut, of haal het eruit.")
        case .neverReviewed:
            say(
                "Go through it together, then: mql rules sign.",
                "Neem het samen door, en dan: mql rules sign.")
        case .reviewedLater:
            say(
                "Write the day on which it was.",
                "Schrijf de dag waarop het was.")
        case .reviewOverdue:
            say(
                "Meet (mql review), see what has changed (mql rules learn, compare), and sign again (mql rules sign).",
                "Kom bijeen (mql review), zie wat er veranderde (mql rules learn, compare), en teken opnieuw (mql rules sign)."
            )
        case .notSigned:
            say(
                "Agree with them first, then: mql rules sign.",
                "Word het eerst eens, en dan: mql rules sign.")
        case .notInForce:
            say(
                "Use the one before it until then.",
                "Gebruik tot dan het vorige.")
        case .changedSinceSigned:
            say(
                "See what changed (mql rules show --diff), and sign what is meant (mql rules sign).",
                "Kijk wat er veranderde (mql rules show --diff), en teken wat bedoeld is (mql rules sign)."
            )
        case .tooBroad:
            say(
                "Ask for a second sign beside it (at_least: 2), or for a stronger one.",
                "Vraag er een tweede teken naast (at_least: 2), of een sterker teken.")
        case .tooNarrow:
            say(
                "Add earlier signs, such as specifications, prices and repeat visits.",
                "Voeg eerdere tekens toe, zoals specificaties, prijzen en herhaald bezoek.")
        case .engagementOnly:
            say(
                "Write nurture for low_fit in the matrix.",
                "Schrijf nurture bij low_fit in de matrix.")
        case .fitOnly:
            say(
                "Write target_account where high fit meets low engagement.",
                "Schrijf target_account waar hoge fit en lage betrokkenheid samenkomen.")
        case .noTimeToCall:
            say(
                "Agree on a number of days (handover: contact_within_days).",
                "Spreek een aantal dagen af (handover: contact_within_days).")
        case .weakEarnsMore:
            say(
                "Change the points, or what they are called (strength).",
                "Verander de punten, of hoe zij heten (strength).")
        case .metByNone:
            say(
                "See whether the files have what it asks under this name, or ask less.",
                "Kijk of de bestanden onder deze naam hebben wat het vraagt, of vraag minder.")
        case .metByAll:
            say(
                "Ask more, or take it out.",
                "Vraag meer, of haal het eruit.")
        case .fieldEmpty:
            say(
                "Export the column, ask it on a form, or take the rule out.",
                "Exporteer de kolom, vraag het op een formulier, of haal de regel eruit.")
        case .pointsNeverReached:
            say(
                "Ask fewer (mql_from), or let actions earn more.",
                "Vraag er minder (mql_from), of laat acties meer opleveren.")
        case .tooManyMQLs:
            say(
                "Ask what not everybody does or is (mql rules learn).",
                "Vraag wat niet iedereen doet of is (mql rules learn).")
        case .tooFewMQLs:
            say(
                "See in mql explain what the best leads lack, and ask less of it.",
                "Kijk met mql explain wat de beste leads missen, en vraag daar minder van.")
        case .noEffect:
            say(
                "Let the rules decide (mql_decided_by: rules), or mean it so.",
                "Laat de regels beslissen (mql_decided_by: rules), of bedoel het zo.")
        case .stageNotUsed:
            say(
                "Export what these leads did, or let the CRM decide (mql_decided_by: crm).",
                "Exporteer wat deze leads deden, of laat het CRM beslissen (mql_decided_by: crm).")
        case .stageDisqualified:
            say(
                "Take the stage back in the CRM, or narrow the disqualifier.",
                "Draai de fase in het CRM terug, of maak de uitsluiting smaller.")
        }
    }
}
