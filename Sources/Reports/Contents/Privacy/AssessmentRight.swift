internal import Quantities

/// What a person may ask, and the command that does it.
enum AssessmentRight: CaseIterable, Sendable {
    case information, access, correction, erasure, restriction, telling, portability, objection
    case humanDecision

    /// The right with its article, what is done, and the command.
    func entry(_ say: Wording) -> (label: String, text: [String]) {
        ("\(say.text(name)) (art. \(article))", [say.text(how)] + (command.map { [$0] } ?? []))
    }

    private var name: Phrase {
        switch self {
        case .information: Phrase(en: "information", nl: "informatie")
        case .access: Phrase(en: "access", nl: "inzage")
        case .correction: Phrase(en: "correction", nl: "rectificatie")
        case .erasure: Phrase(en: "erasure", nl: "wissen")
        case .restriction: Phrase(en: "restriction", nl: "beperking")
        case .telling: Phrase(en: "telling recipients", nl: "ontvangers inlichten")
        case .portability: Phrase(en: "portability", nl: "overdraagbaarheid")
        case .objection: Phrase(en: "objection", nl: "bezwaar")
        case .humanDecision: Phrase(en: "decision by a person", nl: "beslissing door een mens")
        }
    }

    private var article: String {
        switch self {
        case .information: "13, 14"
        case .access: "15"
        case .correction: "16"
        case .erasure: "17"
        case .restriction: "18"
        case .telling: "19"
        case .portability: "20"
        case .objection: "21"
        case .humanDecision: "22"
        }
    }

    private var how: Phrase {
        switch self {
        case .information:
            Phrase(
                en: "the text for the privacy statement below",
                nl: "de tekst voor de privacyverklaring hieronder")
        case .access:
            Phrase(
                en:
                    "everything that is held of one person, found by address or id, and of nobody else",
                nl:
                    "alles wat van één persoon bewaard wordt, gevonden op adres of nummer, en van niemand anders"
            )
        case .correction:
            Phrase(
                en:
                    "corrected where it comes from, and imported again: what was changed last counts",
                nl:
                    "hersteld waar het vandaan komt, en opnieuw geïmporteerd: wat het laatst gewijzigd is telt"
            )
        case .erasure:
            Phrase(
                en:
                    "gone for good; an old export brings nobody back, and lists and backups that hold the person are named",
                nl:
                    "voorgoed weg; een oude export brengt niemand terug, en lijsten en back-ups met de persoon worden genoemd"
            )
        case .restriction:
            Phrase(
                en: "as an objection: counted as before, not judged, in no list",
                nl: "als een bezwaar: geteld als eerst, niet beoordeeld, in geen lijst")
        case .telling:
            Phrase(
                en: "erasing and objecting name the written lists in which the person is",
                nl: "wissen en bezwaar noemen de geschreven lijsten waarin de persoon staat")
        case .portability:
            Phrase(
                en: "the same as access, as data",
                nl: "hetzelfde als inzage, als gegevens")
        case .objection:
            Phrase(
                en: "not judged any more, in no list; also what comes in later of the same person",
                nl:
                    "niet meer beoordeeld, in geen lijst; ook wat later van dezelfde persoon binnenkomt"
            )
        case .humanDecision:
            Phrase(
                en: "why a lead is what it is, for a conversation; a person decides",
                nl: "waarom een lead is wat hij is, voor een gesprek; een mens beslist")
        }
    }

    private var command: String? {
        switch self {
        case .information: "mql privacy dpia"
        case .access: "mql privacy export ADDRESS --format html --to FILE"
        case .correction: "mql import FILE"
        case .erasure: "mql privacy erase ADDRESS"
        case .restriction, .objection: "mql privacy object ADDRESS"
        case .telling: nil
        case .portability: "mql privacy export ADDRESS --format json --to FILE"
        case .humanDecision: "mql explain LEAD"
        }
    }
}

/// What could go wrong for persons, what stands against it here, and a place for how the firm judges it.
struct AssessmentRisk: Sendable {
    let risk: Phrase
    let against: Phrase

    static func all(_ report: AssessmentReport) -> [AssessmentRisk] {
        let months = report.holding.retention
        return [
            AssessmentRisk(
                risk: Phrase(
                    en: "somebody is judged by what they read or clicked, and does not know it",
                    nl: "iemand wordt beoordeeld op wat hij las of aanklikte, en weet dat niet"),
                against: Phrase(
                    en:
                        "the logic stands in this document and can be told per lead; a text for the privacy statement",
                    nl:
                        "de logica staat in dit document en is per lead te vertellen; een tekst voor de privacyverklaring"
                )),
            AssessmentRisk(
                risk: Phrase(
                    en: "a wrong or old fact gives a wrong answer",
                    nl: "een fout of oud gegeven geeft een fout oordeel"),
                against: Phrase(
                    en:
                        "what was changed last counts, rows that cannot be read are named; the answer shows what it rests on",
                    nl:
                        "wat het laatst gewijzigd is telt, rijen die niet te lezen zijn worden genoemd; het oordeel laat zien waar het op rust"
                )),
            AssessmentRisk(
                risk: Phrase(
                    en: "rules treat groups of persons differently without need",
                    nl: "regels behandelen groepen personen zonder noodzaak verschillend"),
                against: Phrase(
                    en:
                        "every rule is in words above; rules are compared with what became of leads (mql rules learn)",
                    nl:
                        "elke regel staat hierboven in woorden; regels zijn te vergelijken met wat er van leads werd (mql rules learn)"
                )),
            AssessmentRisk(
                risk: Phrase(
                    en: "data stay longer than they are needed",
                    nl: "gegevens blijven langer dan nodig is"),
                against: months.map {
                    Phrase(
                        en: "erased after \($0) months without anything",
                        nl: "gewist na \($0) maanden zonder iets")
                } ?? Phrase(en: "no term is set yet", nl: "er is nog geen termijn gezet")),
            AssessmentRisk(
                risk: Phrase(
                    en: "somebody without need sees who the leads are",
                    nl: "iemand die dat niet hoeft ziet wie de leads zijn"),
                against: Phrase(
                    en:
                        "reports have nobody's name; files for one account; roles, tokens that end, a log",
                    nl:
                        "rapporten noemen niemand; bestanden voor één account; rollen, tokens met een einde, een log"
                )),
            AssessmentRisk(
                risk: Phrase(
                    en: "who was erased or objected comes back with a later export",
                    nl: "wie gewist is of bezwaar maakte komt terug met een latere export"),
                against: Phrase(
                    en:
                        "each import holds everybody against keyed marks of who was erased or objected",
                    nl:
                        "elke import houdt iedereen tegen kenmerken van wie gewist is of bezwaar maakte"
                )),
        ]
    }
}
