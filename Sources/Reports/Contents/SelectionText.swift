internal import Analysis
internal import Quantities

/// What to say of leads that were chosen by what became of them.
struct SelectionText {
    private let selection: OutcomeSelection
    private let say: Wording

    /// - Returns: nil where they were not.
    init?(_ figures: Figures, _ say: Wording) {
        guard let selection = figures.notes.selection else { return nil }
        self.selection = selection
        self.say = say
    }

    /// Whether no rate of SQLs or sales says anything.
    var hidesRates: Bool { selection.outcome == .sql }

    /// One sentence, with what to do.
    var text: String {
        let leads = say.numbers.count(selection.leads)
        switch selection.outcome {
        case .sql:
            return say(
                "All \(leads) leads have an SQL or a deal: they look chosen by outcome, and then rates and worth "
                    + "mean nothing. Export all leads created in the period, whatever became of them.",
                "Alle \(leads) leads hebben een SQL of een deal: ze lijken gekozen op uitkomst, en dan zeggen "
                    + "percentages en waarde niets. Exporteer alle leads die in de periode zijn gemaakt, wat er ook "
                    + "van werd.")
        case .unknownDeals:
            return say(
                "All \(leads) leads have an SQL or a deal, and of some of those deals nobody knows what their stage "
                    + "means: until won_stages, lost_stages, open_stages or lead_stages in mql.yaml say it, nothing "
                    + "tells whether the leads were chosen by outcome. mql start asks it.",
                "Alle \(leads) leads hebben een SQL of een deal, en van een deel van die deals weet niemand wat de "
                    + "fase betekent: zolang won_stages, lost_stages, open_stages of lead_stages in mql.yaml dat niet "
                    + "zeggen, is niet bekend of de leads op uitkomst zijn gekozen. mql start vraagt het."
            )
        case .mql:
            return say(
                "All \(leads) leads are MQLs in the CRM: which part of leads becomes one, and what a lead costs, "
                    + "these files do not tell. For that, export all leads created in the period.",
                "Alle \(leads) leads zijn MQL in het CRM: welk deel van de leads dat wordt, en wat een lead kost, "
                    + "zeggen deze bestanden niet. Exporteer daarvoor alle leads die in de periode zijn gemaakt."
            )
        }
    }
}
