internal import Quantities

/// The words that stand above columns and before lines of more than one report, each said once.
///
/// A sentence is not here: it says both languages where it stands, so that neither can lack it.
extension Phrase {
    // MARK: Who is counted

    static let mqls = Phrase(en: "MQLs", nl: "MQL's")
    static let sqls = Phrase(en: "SQLs", nl: "SQL's")
    /// How many.
    static let won = Phrase(en: "Won", nl: "Klanten")
    /// Whether it is one.
    static let customer = Phrase(en: "Won", nl: "Klant")
    static let leads = Phrase("Leads")
    static let contacted = Phrase(en: "Contacted", nl: "Gesproken")
    static let rejected = Phrase(en: "Rejected", nl: "Afgewezen")
    static let deals = Phrase("Deals")
    static let source = Phrase(en: "Source", nl: "Bron")
    static let intent = Phrase(en: "Intent", nl: "Intentie")
    static let month = Phrase(en: "Month", nl: "Maand")

    // MARK: Money

    static let spend = Phrase(en: "Spend", nl: "Besteed")
    static let cost = Phrase(en: "Cost", nl: "Kosten")
    static let perMQL = Phrase("Per MQL")
    static let margin = Phrase(en: "Margin", nl: "Marge")
    static let worth = Phrase(en: "Worth", nl: "Waarde")
    static let guidePrice = Phrase(en: "Guide price", nl: "Richtprijs")
    /// What came back for each unit of money spent.
    static func backPerOne(_ currency: Currency) -> Phrase {
        Phrase(
            en: "Return per \(NumberFormat(.en).unit(currency))",
            nl: "Terug per \(NumberFormat(.nl).unit(currency))")
    }
    static let effect = Phrase("Effect")

    // MARK: Rates and judgements

    static let conversion = Phrase(en: "SQL of MQL", nl: "SQL van MQL")
    static let maturedEquivalent = Phrase(en: "Had time", nl: "Had tijd")
    static let budgetWith = Phrase(en: "Planning rate", nl: "Planpercentage")
    static let share = Phrase(en: "Share", nl: "Deel")
    static let points = Phrase(en: "Points", nl: "Punten")
    static let sign = Phrase(en: "Sign", nl: "Teken")
    static let verdict = Phrase(en: "Verdict", nl: "Oordeel")
    static let decision = Phrase(en: "Decision", nl: "Besluit")
    static let atMost = Phrase(en: "At most", nl: "Hoogstens")
    static let tooYoung = Phrase(en: "too young", nl: "te jong")
    static let tooFew = Phrase(en: "too few", nl: "te weinig")

    // MARK: Where a report comes from

    static let files = Phrase(en: "Files", nl: "Bestanden")
    static let rules = Phrase(en: "Rules", nl: "Regels")
    static let again = Phrase(en: "Again", nl: "Opnieuw")

    // MARK: Parts of a report

    static let trust = Phrase(en: "Can it be trusted?", nl: "Is het te vertrouwen?")
    static let basis = Phrase(en: "What this is based on", nl: "Waarop dit berust")
    static let turning = Phrase(
        en: "What would change the answer", nl: "Wat de uitkomst zou veranderen")
    static let blindSpots = Phrase(en: "What this cannot show", nl: "Wat dit niet kan tonen")
    static let refusals = Phrase(en: "Why sales turned them down", nl: "Waarom sales ze afwees")
}
