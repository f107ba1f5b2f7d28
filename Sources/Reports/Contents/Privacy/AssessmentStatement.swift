internal import Leads
internal import Quantities
internal import Valuation

/// A paragraph for the privacy statement of the firm, of what the rule book reads and how long it is kept.
struct AssessmentStatement {
    private let report: AssessmentReport
    private var book: RuleBook { report.book }
    private var say: Wording { report.say }

    init(_ report: AssessmentReport) { self.report = report }

    var text: String {
        [what, logic, decision, term, rights].joined(separator: " ")
    }

    private var firm: String {
        report.context.firm ?? report.open("name of the firm", "naam van het bedrijf")
    }

    private var what: String {
        let read = report.fields.filter { !$0.rules.isEmpty }.map { say.text($0.name) }
        let actions = book.actions.filter { $0.points > 0 }.map { report.name($0.key) }
        let behaviour =
            actions.isEmpty
            ? ""
            : say(
                ", and at what you do with us: \(report.listed(actions))",
                ", en naar wat u bij ons doet: \(report.listed(actions))")
        return say(
            "When you get in touch with \(firm) for your company, we estimate how well our offer suits your company and how interested you are, so that our sales team calls first whom that helps most. For that we look at what you and our systems tell us (\(report.listed(read)))\(behaviour).",
            "Neemt u namens uw bedrijf contact op met \(firm), dan schatten wij in hoe goed ons aanbod bij uw bedrijf past en hoe geïnteresseerd u bent, zodat onze verkopers eerst bellen met wie daar het meest aan heeft. Daarvoor kijken wij naar wat u en onze systemen ons vertellen (\(report.listed(read)))\(behaviour)."
        )
    }

    private var logic: String {
        let outbound = report.names(of: .outbound)
        return say(
            "We do so on the ground of our legitimate interest (article 6(1)(f) GDPR): ",
            "Wij doen dat op grond van ons gerechtvaardigd belang (artikel 6 lid 1 onder f AVG): ")
            + report.open("that interest, in a few words", "dat belang, in enkele woorden") + "."
            + (outbound.isEmpty
                ? ""
                : say(
                    " We may also have your data from: \(report.listed(outbound)).",
                    " Wij kunnen uw gegevens ook hebben van: \(report.listed(outbound))."))
    }

    private var decision: String {
        say(
            "No decision about you is taken by a computer alone: one of our people decides whether to call you. We share the data with ",
            "Over u wordt geen besluit genomen door alleen een computer: een medewerker beslist of wij u bellen. Wij delen de gegevens met "
        ) + report.open("nobody, or with whom", "niemand, of met wie") + "."
    }

    private var term: String {
        report.holding.retention.map {
            let months = say.count($0, .month)
            return say(
                "When nothing has happened for \(months), we erase them.",
                "Is er \(months) niets gebeurd, dan wissen wij ze.")
        }
            ?? say("We keep them for ", "Wij bewaren ze ")
            + report.open("how long", "hoe lang") + "."
    }

    private var rights: String {
        say(
            "You may see your data, have them corrected or erased, and object to this estimate; then we stop it. Write to ",
            "U kunt uw gegevens inzien, laten verbeteren of wissen, en bezwaar maken tegen deze inschatting; dan stoppen wij ermee. Schrijf naar "
        )
            + report.open("address of the firm", "adres van het bedrijf")
            + say(
                ". You may also complain to the Autoriteit Persoonsgegevens.",
                ". U kunt ook een klacht indienen bij de Autoriteit Persoonsgegevens.")
    }
}
