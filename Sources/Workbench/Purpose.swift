internal import Leads
package import Quantities

/// Why a column is kept.
package struct Purpose {
    package let text: Phrase?
    package let isPersonal: Bool
    /// What becomes of it when somebody is erased, also by being too old; nil where nobody has said it.
    package let ending: Ending?

    /// When something that is held goes.
    package enum Ending: Hashable, Sendable {
        /// It goes.
        case goes
        /// What tells a person from others goes; source, month, stages and amounts stay.
        case coarsened
        /// Rows or texts of the person go; those of others stay.
        case picked
        /// It is of nobody.
        case stays
        /// The file goes when it is older than the term; of erasing it is told that it holds the person.
        case ages
    }

    /// A column that stands here under no name has no purpose: it should not be kept.
    package static func of(_ table: String, _ column: String) -> Purpose {
        for (tables, columns, isPersonal, text, ending) in all
        where tables.contains(table) && (columns.isEmpty || columns.contains(column)) {
            return Purpose(text: text, isPersonal: isPersonal, ending: ending)
        }
        return Purpose(text: nil, isPersonal: true, ending: nil)
    }

    private static let lead = ["lead", "lead_version", "person", "more"]
    private static let told = ["activity", "touch", "stage", "stage_time", "contact", "frozen"]

    /// Tables, columns (none for all of them), whether they are of a person, what they are for, and what
    /// becomes of them when somebody is erased.
    private static let all: [([String], [String], Bool, Phrase, Ending)] = [
        (
            lead + told
                + [
                    "deal_version", "deal_more", "spend", "spend_campaign", "plan", "deal",
                    "sales_order",
                ],
            ["number", "seq", "lead", "deal", "field", "repetition"], false,
            Phrase(en: "tells rows apart", nl: "houdt rijen uit elkaar"), .stays
        ),
        (
            lead + told + ["deal_version", "spend", "plan", "sales_order"],
            ["identity", "subject"], false,
            Phrase(
                en: "finds the same row in another export",
                nl: "vindt dezelfde rij in een andere export"), .stays
        ),
        (
            ["lead"], ["id"], true,
            Phrase(
                en: "joins what the CRM tells of one person",
                nl: "brengt samen wat het CRM van één persoon zegt"), .goes
        ),
        (
            ["lead_version", "deal_version"],
            ["created_at", "updated", "is_dated", "created_on", "closed_on"],
            true,
            Phrase(
                en: "the day to count from, and which of two versions is later",
                nl: "de dag om vanaf te tellen, en welke van twee versies later is"), .coarsened
        ),
        (
            ["lead_version"], PersonalField.shared + ["domain"], true,
            Phrase(
                en: "the fit of a lead with the rule book, and leads of one company together",
                nl: "hoe een lead bij het regelboek past, en leads van één bedrijf samen"), .goes
        ),
        (
            ["lead_version"],
            [
                "source", "campaign", "medium", "industry", "employees", "revenue", "country",
                "region",
                "first_conversion", "self_reported_source", "filled",
            ], true,
            Phrase(
                en: "where a lead came from, and its fit with the rule book",
                nl: "waar een lead vandaan komt, en hoe hij bij het regelboek past"), .coarsened
        ),
        (
            ["person"], PersonalField.ofOnePerson, true,
            Phrase(
                en: "to find a person who asks what is held or wants to be erased; in no report",
                nl:
                    "om iemand te vinden die vraagt wat bewaard wordt of gewist wil worden; in geen rapport"
            ), .goes
        ),
        (
            ["more"], ["value"], true,
            Phrase(
                en:
                    "a field that the rule book names; the sales team that has the lead and how often it tried to "
                    + "reach it; who of sales has it, where that was agreed, for the own list of a seller and the "
                    + "size of a team",
                nl:
                    "een veld dat het regelboek noemt; het verkoopteam dat de lead heeft en hoe vaak het hem "
                    + "probeerde te bereiken; welke verkoper hem heeft, waar dat is afgesproken, voor de eigen lijst "
                    + "van een verkoper en de grootte van een team"),
            .goes
        ),
        (
            ["activity", "touch"],
            ["at", "action", "content", "seconds", "session", "source", "campaign"], true,
            Phrase(
                en: "how engaged a lead is, and what it came from",
                nl: "hoe betrokken een lead is, en waar die vandaan kwam"), .goes
        ),
        (
            ["stage", "stage_time"], ["day", "second", "stage", "reason"], true,
            Phrase(
                en: "what became of a lead, and why sales turned it down",
                nl: "wat er van een lead werd, en waarom sales hem afwees"), .coarsened
        ),
        (
            ["deal"], ["id"], true,
            Phrase(en: "counts each sale once", nl: "telt elke verkoop één keer"), .goes
        ),
        (
            ["deal_version"], ["status", "currency", "amount", "margin", "months", "existing"],
            false,
            Phrase(en: "what sales brought in", nl: "wat verkopen opbrachten"), .coarsened
        ),
        (
            ["deal_more"], ["credit_of"], true,
            Phrase(
                en: "takes a refund off the sale that it belongs to",
                nl: "haalt een terugbetaling af van de verkoop waar ze bij hoort"), .coarsened
        ),
        (
            ["deal_more"], ["stage"], false,
            Phrase(
                en: "the CRM's own word for where a sale stands, until somebody says what it means",
                nl: "het eigen woord van het CRM voor waar een verkoop staat, tot iemand zegt wat "
                    + "het betekent"), .coarsened
        ),
        (
            ["sales_order"], ["id", "customer", "company", "day", "deal"], true,
            Phrase(
                en: "what customers ordered who came in as leads",
                nl: "wat klanten bestelden die als lead binnenkwamen"), .coarsened
        ),
        (
            ["sales_order"], ["currency", "cents", "margin"], false,
            Phrase(en: "what sales brought in", nl: "wat verkopen opbrachten"), .stays
        ),
        (
            ["frozen"], ["reason", "day", "intent", "persona", "mql_day", "rules"], false,
            Phrase(
                en: "keeps totals as they were of who was erased or has objected",
                nl: "houdt totalen zoals ze waren van wie gewist is of bezwaar maakte"), .coarsened
        ),
        (
            ["erased"], [], false,
            Phrase(
                en: "a keyed mark, so that who was erased does not come back with an old export",
                nl:
                    "een versleuteld kenmerk, zodat wie gewist is niet terugkomt met een oude export"
            ), .stays
        ),
        (
            ["spend", "spend_campaign", "plan"], [], false,
            Phrase(en: "what was spent and planned", nl: "wat is besteed en gepland"), .stays
        ),
        (
            ["symbol"], [], true,
            Phrase(
                en: "texts that many rows share, such as sources, companies and job titles",
                nl: "teksten die veel rijen delen, zoals bronnen, bedrijven en functies"), .picked
        ),
        (
            ["import"], ["file"], true,
            Phrase(
                en: "which file it was; a name in it goes with the person",
                nl: "welk bestand het was; een naam erin verdwijnt met de persoon"), .picked
        ),
        (
            ["list"], [], false,
            Phrase(
                en: "which leads a list carried, to say where somebody is to be blanked",
                nl: "welke leads een lijst bevatte, om te zeggen waar iemand weg moet"), .ages
        ),
        (
            [
                "import", "import_note", "batch", "sighting", "touched", "cover", "counter",
                "workspace",
            ], [], false,
            Phrase(
                en: "what was imported and when, to take it back and to check it",
                nl: "wat wanneer geïmporteerd is, om het terug te draaien en na te gaan"), .stays
        ),
        (
            ["audit"], [], false,
            Phrase(
                en: "who did what and when; of whom is not in it",
                nl: "wie wat wanneer deed; over wie staat er niet in"), .stays
        ),
    ]
}

extension Purpose.Ending {
    /// The same in words.
    package var phrase: Phrase {
        switch self {
        case .goes: Phrase(en: "goes", nl: "verdwijnt")
        case .coarsened:
            Phrase(
                en: "source, month, stages and amounts stay, of nobody",
                nl: "bron, maand, fasen en bedragen blijven, van niemand")
        case .picked:
            Phrase(
                en: "what is of the person goes, what is of others stays",
                nl: "wat van de persoon is verdwijnt, wat van anderen is blijft")
        case .stays: Phrase(en: "stays: it is of nobody", nl: "blijft: het is van niemand")
        case .ages:
            Phrase(
                en: "named when somebody in it is erased; goes when it is too old",
                nl: "wordt genoemd als iemand erin gewist wordt; verdwijnt als het te oud is")
        }
    }
}

/// A kind of file that a workspace has.
package enum StoredFile: String, CaseIterable, Sendable {
    case database = "facts.sqlite"
    case key, erased
    case backups = "backups/"
    case rejects = "rejects/"
    case kept = "kept/"

    /// The kind of a file by its path in the workspace; nil for one that should not be there.
    package static func of(_ path: String) -> StoredFile? {
        allCases.first { kind in
            kind.rawValue.hasSuffix("/")
                ? path.hasPrefix(kind.rawValue) || path + "/" == kind.rawValue
                : ["", "-wal", "-shm"].contains { path == kind.rawValue + $0 }
        }
    }

    /// What a column is held for.
    package var purpose: Purpose {
        switch self {
        case .database:
            Purpose(
                text: Phrase(en: "the tables above", nl: "de tabellen hierboven"),
                isPersonal: true, ending: .picked)
        case .key:
            Purpose(
                text: Phrase(
                    en: "the secret by which marks can be made and nobody be found from one",
                    nl:
                        "het geheim waarmee kenmerken te maken zijn en niemand uit een kenmerk te vinden"
                ),
                isPersonal: false, ending: .stays)
        case .erased:
            Purpose(
                text: Phrase(
                    en:
                        "the marks of who was erased, once more, for when the database is lost or put back",
                    nl:
                        "de kenmerken van wie gewist is, nog eens, voor als de database weg is of teruggezet"
                ), isPersonal: false, ending: .stays)
        case .backups:
            Purpose(
                text: Phrase(en: "copies of the database", nl: "kopieën van de database"),
                isPersonal: true, ending: .ages)
        case .rejects:
            Purpose(
                text: Phrase(
                    en: "rows that were rejected, to be corrected and imported again",
                    nl: "rijen die geweigerd zijn, om te herstellen en opnieuw te importeren"),
                isPersonal: true, ending: .picked)
        case .kept:
            Purpose(
                text: Phrase(
                    en: "answers, and the facts once more, to be quick",
                    nl: "antwoorden, en de feiten nog eens, om snel te zijn"), isPersonal: true,
                ending: .goes)
        }
    }
}
