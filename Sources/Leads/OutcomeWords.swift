/// What the words of a CRM mean that decide what became of a lead or a deal.
///
/// Only a whole phrase means something: "Gewonnen" is won, and "Gewonnen door concurrent", "Niet gewonnen"
/// or "Almost won" is not. What stands in no list is not known, and is asked about.
package enum OutcomeWords {
    /// What became of a deal in this stage; nil where nobody can tell from the words.
    ///
    /// - Parameter pipeline: the name of the pipeline, which some CRMs put between brackets behind the
    ///   stage; it says nothing of the stage.
    package static func deal(_ text: String, pipeline: String = "") -> Deal.Status? {
        meaning(of: bare(text, pipeline: pipeline), in: deals)
    }

    /// The stage of a lead, or that there is none such as for a subscriber; nil where nobody can tell.
    package static func lead(_ text: String) -> LeadWord? { meaning(of: text, in: leads) }

    /// What the word of a CRM says of a lead.
    package enum LeadWord: Hashable, Sendable {
        case reached(Stage)
        /// A word for a lead of which nothing has been decided yet.
        case nothing
    }

    /// A text in which capitals and blanks make no difference, to hold one beside another.
    package static func folded(_ text: String) -> String {
        text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The stage without the name of its pipeline behind it.
    package static func bare(_ text: String, pipeline: String) -> String {
        let text = folded(text)
        let name = folded(pipeline)
        let ending = "(\(name))"
        if !name.isEmpty {
            guard text.hasSuffix(ending) else { return text }
            return folded(String(text.dropLast(ending.count)))
        }
        // Without a column for it, only what cannot be anything else than a pipeline goes.
        guard text.hasSuffix(")"), let open = text.lastIndex(of: "(") else { return text }
        let inside = text[text.index(after: open)...].dropLast()
        let words = inside.split { !$0.isLetter }.map(String.init)
        guard !words.isEmpty, words.allSatisfy(pipelineWords.contains) else { return text }
        return folded(String(text[..<open]))
    }

    /// The meaning of a text that is a phrase, or several that mean the same.
    private static func meaning<Meaning: Hashable>(
        of text: String, in phrases: [String: Meaning]
    ) -> Meaning? {
        let parts = folded(text).split { signs.contains($0) }.map { folded(String($0)) }
            .filter { !$0.isEmpty }
        // "6. Closed won": the place of the stage in a list.
        let numbered = parts.first.map { $0.count <= 2 && $0.allSatisfy(\.isNumber) } ?? false
        let words = numbered ? Array(parts.dropFirst()) : parts
        if let meaning = phrases[words.joined(separator: " ")] { return meaning }
        let meanings = Set(words.map { phrases[$0] })
        return meanings.count == 1 ? meanings.first ?? nil : nil
    }

    /// Signs between words. Another, such as a question mark, is part of a word and makes it another.
    private static let signs = Set<Character>("/-–—|,:;._()[]&+")

    /// Words of which names of pipelines are made that say no more than that they are one.
    private static let pipelineWords: Set<String> = [
        "sales", "pipeline", "deal", "deals", "default", "standard", "verkoop", "pijplijn",
        "verkooppijplijn", "verkooppipeline", "standaard", "salespipeline", "salespijplijn",
        "vertrieb", "vertriebspipeline", "verkauf", "verkaufspipeline",
    ]

    private static let deals: [String: Deal.Status] = phrases([
        (.won, won), (.lost, lost), (.open, open),
    ])

    private static func phrases<Meaning>(
        _ lists: [(Meaning, [String])]
    ) -> [String: Meaning] {
        Dictionary(
            lists.flatMap { meaning, list in list.map { ($0, meaning) } },
            uniquingKeysWith: { first, _ in first })
    }

    private static let won = [
        "won", "closed won", "closedwon", "closed and won", "won closed", "deal won", "won deal",
        "opportunity won", "order won",
        "gewonnen", "gesloten gewonnen", "gesloten en gewonnen", "gesloten als gewonnen",
        "afgesloten gewonnen", "afgesloten en gewonnen", "deal gewonnen", "gewonnen deal",
        "gewonnen klant", "gewonnen opdracht", "opdracht gewonnen", "order gewonnen",
        "gewonnen order", "offerte gewonnen", "gewonnen offerte",
        "geschlossen gewonnen", "geschlossen und gewonnen", "abgeschlossen gewonnen",
        "abgeschlossen und gewonnen", "auftrag gewonnen", "gewonnener auftrag",
        "gewonnener deal",
        "ganado", "ganada", "cerrado ganado", "cerrada ganada", "gagné", "gagnée", "ganho",
        "ganha", "vinto", "vinta",
    ]

    private static let lost =
        [
            "lost", "closed lost", "closedlost", "closed and lost", "lost closed", "deal lost",
            "lost deal", "opportunity lost", "order lost", "not won",
            "verloren", "niet gewonnen", "gesloten verloren", "gesloten en verloren",
            "gesloten als verloren", "afgesloten verloren", "afgesloten en verloren",
            "deal verloren", "verloren deal", "verloren opdracht", "opdracht verloren",
            "order verloren", "verloren order", "offerte verloren", "verloren offerte",
            "nicht gewonnen", "geschlossen verloren", "geschlossen und verloren",
            "abgeschlossen verloren", "abgeschlossen und verloren", "auftrag verloren",
            "verlorener auftrag", "verlorener deal",
            "perdido", "perdida", "cerrado perdido", "cerrada perdida", "perdu", "perdue", "perso",
            "persa",
        ]
        + ["competitor", "a competitor", "the competitor", "competition", "the competition"]
        .flatMap { ["lost to \($0)", "won by \($0)"] }
        + ["concurrent", "een concurrent", "de concurrent", "concurrentie", "de concurrentie"]
        .flatMap { ["verloren aan \($0)", "verloren van \($0)", "gewonnen door \($0)"] }
        + ["wettbewerber", "wettbewerb", "den wettbewerb", "konkurrenz", "mitbewerber"]
        .flatMap { ["verloren an \($0)", "an \($0) verloren", "von \($0) gewonnen"] }

    /// Stages that a CRM has from the start, and plain words for a deal that goes on.
    private static let open = [
        "open", "new", "in progress", "pending", "on hold", "pipeline", "prospecting",
        "qualification", "qualified", "qualified to buy", "qualifiedtobuy", "needs analysis",
        "value proposition", "id decision makers", "decision maker bought in",
        "decisionmakerboughtin", "perception analysis", "proposal", "proposal sent",
        "proposal price quote", "quote", "quote sent", "negotiation", "negotiation review",
        "negotiations started", "appointment scheduled", "appointmentscheduled", "demo scheduled",
        "presentation scheduled", "presentationscheduled", "contract sent", "contractsent",
        "contact made", "proposal made",
        "nieuw", "lopend", "in behandeling", "kwalificatie", "gekwalificeerd", "offerte",
        "offerte verstuurd", "offerte verzonden", "offerte uitgebracht", "offerte opvolgen",
        "voorstel", "voorstel verstuurd", "voorstel gedaan", "onderhandeling",
        "in onderhandeling", "afspraak", "afspraak gepland", "afspraak ingepland",
        "demo gepland", "presentatie gepland", "contract verstuurd", "contract verzonden",
        "contact gelegd",
        "offen", "neu", "in bearbeitung", "laufend", "qualifiziert", "qualifizierung", "angebot",
        "angebot gesendet", "angebot versendet", "angebot erstellt", "verhandlung",
        "in verhandlung", "termin vereinbart", "termin geplant", "präsentation geplant",
        "vertrag gesendet", "vertrag versendet",
    ]

    private static let leads: [String: LeadWord] = phrases([
        (.reached(.mql), mql), (.reached(.sql), sql), (.reached(.contacted), contacted),
        (.reached(.opportunity), opportunity),
        (.reached(.won), ["customer", "klant", "kunde"] + won), (.reached(.lost), lost),
        (.reached(.rejected), rejected), (.nothing, nothing),
    ])

    private static let mql = [
        "mql", "marketing qualified", "marketing qualified lead", "marketingqualifiedlead",
        "marketing gekwalificeerd", "marketing gekwalificeerde lead", "marketinggekwalificeerd",
        "marketinggekwalificeerde lead", "door marketing gekwalificeerd",
        "marketing qualifizierter lead", "marketing qualifiziert",
    ]

    private static let sql = [
        "sql", "sales qualified", "sales qualified lead", "salesqualifiedlead",
        "sales gekwalificeerd", "sales gekwalificeerde lead",
        "salesgekwalificeerd", "salesgekwalificeerde lead", "verkoopgekwalificeerde lead",
        "door sales gekwalificeerd", "vertriebsqualifizierter lead", "sales qualifizierter lead",
        "vertriebsqualifiziert",
    ]

    private static let contacted = [
        "contacted", "contact made", "gecontacteerd", "contact gelegd", "contact gehad",
        "kontaktiert", "kontakt aufgenommen",
    ]

    private static let opportunity = [
        "opportunity", "kans", "verkoopkans", "verkaufschance", "opportunität",
    ]

    private static let rejected = [
        "rejected", "disqualified", "unqualified", "not qualified",
        "afgewezen", "afgekeurd", "gediskwalificeerd", "niet gekwalificeerd",
        "ongekwalificeerd", "afgewezen door sales", "abgelehnt", "disqualifiziert",
        "nicht qualifiziert", "unqualifiziert",
    ]

    /// Stages of a lead before anybody has decided about it, and persons beside the funnel.
    private static let nothing = [
        "lead", "new", "open", "raw", "subscriber", "evangelist", "other", "prospect", "contact",
        "nieuw", "abonnee", "ambassadeur", "overig", "anders", "overige",
        "neu", "offen", "abonnent", "sonstiges", "andere", "interessent",
    ]
}
