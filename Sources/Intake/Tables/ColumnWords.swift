/// Words in the names of columns, in several languages, that make it likelier what stands there.
///
/// They are hints: what stands in a column goes first, and a name only chooses between columns that may be meant.
enum ColumnWords {
    /// What a column is about.
    enum Subject: CaseIterable {
        case created, since, closed, otherDay, status, source, amount, spending, owner, company
        case campaign, person, telephone, lead, currency
    }

    /// Whether the name of a column has a word of a subject in it; words of four letters or more also as a part
    /// of a longer one, as in `Anlagedatum`.
    static func have(_ name: String, _ subject: Subject) -> Bool {
        let folded = MonthName.folded(name)
        let words = Set(folded.split { !$0.isLetter }.map(String.init))
        return (lists[subject] ?? []).contains { hint in
            hint.count < 4 ? words.contains(hint) : folded.contains(hint)
        }
    }

    /// Whether a text names a way by which leads come, such as a fair or a search engine.
    static func isSource(_ text: String) -> Bool {
        let words = MonthName.folded(text).split { !$0.isLetter }.map(String.init)
        return words.contains { word in
            sources.contains(word) || sourceEnds.contains { word.hasSuffix($0) }
        }
    }

    private static let lists: [Subject: [String]] = [
        .created: [
            "angelegt", "anlage", "erstell", "erfasst", "eingang", "eingegangen", "created",
            "creation", "aangemaakt", "aanmaak", "binnen", "ontvangen", "alta", "cread",
            "creacion", "registr", "ingreso", "entrada", "cree", "saisi", "criad", "criacao",
            "inserit", "creato", "received", "added", "opened", "geopend",
        ],
        .since: [
            "seit", "since", "sinds", "desde", "depuis", "stufe", "status", "phase", "fase",
            "etapa", "estado", "stage", "geander", "anderung", "changed", "modified", "updated",
            "gewijzigd", "wijziging", "modific", "cambio", "actualiz", "aktualis", "mutatie",
            "dal", "etape", "stato",
        ],
        .closed: [
            "geschlossen", "abschluss", "abgeschlossen", "closed", "close", "gesloten",
            "afgesloten", "sluit", "cierre", "cerrad", "cloture", "fechament", "chiusura",
            "signed", "getekend", "unterschrieben", "firmad", "gewonnen", "won", "ganad",
            "gagne", "vinto", "auftragsdatum", "orderdatum",
        ],
        .otherDay: [
            "kontakt", "contact", "contatto", "termin", "nachst", "naechst", "next", "volgend",
            "proxim", "prochain", "seguimiento", "follow", "wiedervorlage", "geburt", "birth",
            "geboorte", "nacimiento", "naissance", "fallig", "faellig", "due", "aktivitat",
            "activit", "actividad", "login", "visit", "besuch", "afspraak", "cita", "verval",
            "expir", "ablauf", "expect", "erwart", "verwacht", "voraussicht", "geplant", "gepland",
            "planned", "forecast", "prevu", "previst", "prevista",
        ],
        .status: [
            "status", "stufe", "phase", "fase", "etapa", "estado", "stage", "stadium", "stand",
            "lifecycle", "statut", "etap", "stato", "situa", "ergebnis", "uitkomst", "outcome",
            "step", "stap", "schritt", "paso",
        ],
        .source: [
            "quelle", "herkunft", "kanal", "bron", "herkomst", "kanaal", "source", "channel",
            "origen", "fuente", "procedencia", "canal", "origin", "provenance", "fonte", "origem",
            "woher", "medium",
        ],
        .amount: [
            "wert", "betrag", "summe", "umsatz", "volumen", "preis", "erlos", "valor", "importe",
            "monto", "precio", "bedrag", "waarde", "omzet", "prijs", "amount", "value", "revenue",
            "price", "total", "montant", "chiffre", "importo", "valore", "kosten", "cost",
            "ausgaben", "uitgaven", "gasto", "coste", "spend", "spent", "depense", "spesa",
            "size", "omvang", "budget",
        ],
        .spending: [
            "kosten", "cost", "ausgaben", "uitgaven", "gasto", "spend", "spent", "depense",
            "spesa", "custo",
        ],
        .owner: [
            "owner", "eigenaar", "betreuer", "zustandig", "zustaendig", "responsable",
            "verantwort", "verkaufer", "verkaeufer", "verkoper", "vendedor", "comercial",
            "propietario", "asesor", "ansprech", "bearbeiter", "vertrieb", "user", "gestor",
            "manager", "seller", "rep", "adviseur", "berater", "makelaar", "agent",
        ],
        .company: [
            "firma", "unternehmen", "empresa", "bedrijf", "compan", "organisat", "organizat",
            "organizac", "societe", "azienda",
        ],
        .campaign: ["kampagne", "campagne", "campaign", "campana", "campanha", "campagna"],
        .person: [
            "name", "naam", "nombre", "nom", "apellido", "nome", "person", "persoon", "kontakt",
            "contact", "client", "kunde", "klant", "adres",
        ],
        .currency: [
            "wahrung", "waehrung", "currency", "moneda", "devise", "valuta", "munt", "moeda",
            "divisa", "iso",
        ],
        .telephone: [
            "tel", "phon", "telefon", "telefoon", "mobil", "movil", "handy", "gsm", "fax",
            "rufnummer",
        ],
        .lead: [
            "lead", "interessent", "prospect", "anfrage", "aanvraag", "solicitud", "enquiry",
            "inquiry", "mql", "sql",
        ],
    ]

    private static let sources: Set<String> = [
        "messe", "fair", "expo", "feria", "salon", "beurs", "web", "website", "webinar", "seo",
        "sea", "google", "ads", "adwords", "bing", "linkedin", "facebook", "meta", "instagram",
        "xing", "youtube", "tiktok", "newsletter", "nieuwsbrief", "boletin", "email", "mail",
        "mailing", "correo", "organic", "organisch", "organico", "suche", "search", "buscador",
        "zoeken", "referral", "empfehlung", "recomendacion", "aanbeveling", "verwijzing",
        "telefon", "telefono", "telephone", "telefoon", "telefonisch", "cold", "kaltakquise",
        "event",
        "evento", "evenement", "veranstaltung", "inserat", "anzeige", "anuncio", "advertentie",
        "partner", "socio", "direct", "direkt", "directo", "formular", "formulario", "formulier",
        "form", "social", "podcast", "print", "internet", "homepage", "chat", "whatsapp",
    ]

    /// What words end with that are put together: `Fachmesse`, `Vakbeurs`.
    private static let sourceEnds = ["messe", "beurs", "werbung", "kampagne", "campagne"]
}
