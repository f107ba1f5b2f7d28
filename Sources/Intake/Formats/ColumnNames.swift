internal import Leads

/// What the columns of an export are called where its program speaks another language: Dutch, German, and
/// French and Spanish where importers of others name them.
///
/// A column is looked for under its English name first. Names that nobody could confirm do no harm: no other
/// column of these exports has them.
enum ColumnNames {
    /// By the vendor's name, the other names of each English one.
    static func others(of vendor: String) -> [String: [String]] {
        switch vendor {
        case "HubSpot contacts", "HubSpot deals": hubSpot
        case "Pipedrive deals", "Pipedrive leads": pipedrive
        case "Salesforce opportunities": opportunities
        case "Google Ads": google
        case "Meta Ads Manager": meta
        case "LinkedIn Campaign Manager": linkedIn
        case "Microsoft Advertising": microsoft
        default: [:]
        }
    }

    private static let hubSpot = [
        "Record ID": ["Record-ID", "Recordnummer", "Datensatz-ID", "Eintrags-ID"],
        "Create Date": ["Aanmaakdatum", "Datum aangemaakt", "Erstelldatum", "Erstellungsdatum"],
        "Lifecycle Stage": [
            "Levenscyclusfase", "Lifecyclefase", "Lifecycle-fase", "Fase in levenscyclus",
            "Lifecycle-Phase", "Lebenszyklusphase", "Lifecycle-Stadium",
        ],
        "Lead Status": ["Leadstatus", "Lead-status", "Status van lead"],
        "Original Source": [
            "Oorspronkelijke bron", "Originele bron", "Ursprüngliche Quelle", "Originalquelle",
        ],
        "Original Traffic Source": [
            "Oorspronkelijke verkeersbron", "Originele verkeersbron",
            "Ursprüngliche Traffic-Quelle", "Originale Traffic-Quelle",
        ],
        "Original Source Drill-Down 1": [
            "Oorspronkelijke *bron* 1", "Originele *bron* 1", "Ursprüngliche *Quelle* 1",
        ],
        "Original Source Drill-Down 2": [
            "Oorspronkelijke *bron* 2", "Originele *bron* 2", "Ursprüngliche *Quelle* 2",
        ],
        "Email": ["E-mail", "E-mailadres", "E-Mail-Adresse"],
        "First Name": ["Voornaam", "Vorname"], "Last Name": ["Achternaam", "Nachname"],
        "Phone Number": ["Telefoonnummer", "Telefonnummer"],
        "Job Title": ["Functietitel", "Functie", "Berufsbezeichnung", "Jobtitel", "Position"],
        "Company Name": [
            "Bedrijfsnaam", "Naam bedrijf", "Unternehmensname", "Name des Unternehmens",
        ],
        "Industry": ["Branche", "Sector"],
        "Number of Employees": [
            "Aantal werknemers", "Aantal medewerkers", "Anzahl der Mitarbeiter", "Mitarbeiterzahl",
        ],
        "Country/Region": ["Land/regio", "Land/Region", "Land"],
        "HubSpot team": ["HubSpot-team", "Team HubSpot"],
        "Number of times contacted": [
            "Aantal keer contact opgenomen", "Aantal keer gecontacteerd",
            "Anzahl der Kontaktaufnahmen",
        ],
        "Contact owner": [
            "Contacteigenaar", "Contact-eigenaar", "Eigenaar van contact", "Kontakt-Inhaber",
            "Kontaktinhaber",
        ],
        "First Conversion": ["Eerste conversie", "Erste Conversion"],
        "Last Modified Date": [
            "Datum laatste wijziging", "Laatst gewijzigd op", "Letztes Änderungsdatum",
        ],
        "Deal Stage": ["Dealfase", "Deal-fase", "Deal-Phase", "Dealphase"],
        "Amount": ["Bedrag", "Betrag"],
        "Close Date": [
            "Sluitingsdatum", "Sluitdatum", "Afsluitdatum", "Abschlussdatum", "Schlussdatum",
        ],
        "Currency": ["Valuta", "Währung"], "Pipeline": ["Pijplijn"],
        "Associated Contact IDs": ["*contact*ID*", "*ID*contact*", "*Kontakt*ID*", "*ID*Kontakt*"],
        "Deal owner": [
            "Deal-eigenaar", "Eigenaar van deal", "Dealeigenaar", "Deal-Inhaber",
            "Deal-Zuständiger",
        ],
    ]

    private static let pipedrive = [
        "Deal - Value": ["Deal - Waarde", "Deal - Wert"],
        "Deal - Deal created": [
            "Deal - Deal aangemaakt", "Deal - Aangemaakt op", "Deal - Deal erstellt",
        ],
        "Deal - Deal closed on": [
            "Deal - Deal gesloten op", "Deal - Gesloten op", "Deal - Deal abgeschlossen am",
            "Deal - Abschlussdatum",
        ],
        "Deal - Won time": [
            "Deal - Gewonnen op", "Deal - Datum gewonnen", "Deal - Datum des gewonnenen Deals",
        ],
        "Deal - Lost time": [
            "Deal - Verloren op", "Deal - Datum verloren", "Deal - Datum des verlorenen Deals",
        ],
        "Deal - Currency": [
            "Deal - Valuta", "Deal - Valuta van waarde", "Deal - Währung",
            "Deal - Währung des Werts",
        ],
        "Deal - Owner": ["Deal - Eigenaar", "Deal - Besitzer", "Deal - Inhaber"],
        "Deal - Organization": ["Deal - Organisatie", "Deal - Organisation"],
        "Lead - Title": ["Lead - Titel"],
        "Lead - Lead created": [
            "Lead - Lead aangemaakt", "Lead - Aangemaakt op", "Lead - Lead erstellt",
        ],
        "Lead - Source channel": ["Lead - Bronkanaal", "Lead - Kanaal", "Lead - Quellkanal"],
        "Lead - Source": ["Lead - Bron", "Lead - Quelle"],
        "Person - Email": ["Persoon - E-mail", "Person - E-Mail", "Person - E-Mail-Adresse"],
        "Lead - Organization": ["Lead - Organisatie", "Lead - Organisation"],
        "Lead - Owner": ["Lead - Eigenaar", "Lead - Besitzer", "Lead - Inhaber"],
        "Lead - Done activities": [
            "Lead - Voltooide activiteiten", "Lead - Erledigte Aktivitäten",
        ],
        "Person - Job title": ["Persoon - Functie", "Person - Position"],
    ]

    private static let opportunities = [
        "Opportunity ID": ["Opportunity-id", "Opportunity-ID"],
        "Opportunity Name": [
            "Opportunitynaam", "Naam opportunity", "Opportunity-naam", "Naam van opportunity",
            "Opportunity-Name", "Opportunityname",
        ],
        "Stage": ["Fase", "Phase"],
        "Close Date": ["Sluitingsdatum", "Schlusstermin", "Abschlussdatum"],
        "Amount": ["Bedrag", "Betrag"],
        "Created Date": ["Aanmaakdatum", "Erstelldatum", "Erstellungsdatum"],
        "Amount Currency": ["Bedrag Valuta", "Betrag Währung"],
        "Account Name": ["Accountnaam", "Accountname", "Naam account"],
        "Opportunity Owner": ["Opportunity-eigenaar", "Opportunity-Inhaber"],
        "Won": ["Gewonnen"], "Closed": ["Gesloten", "Geschlossen"],
    ]

    private static let google = [
        "Campaign": ["Kampagne", "Campaña"], "Cost": ["Coût", "Coste", "Costo"],
        "Day": ["Tag", "Jour", "Día"], "Week": ["Woche", "Semaine", "Semana"],
        "Month": ["Monat", "Mois", "Mes"], "Quarter": ["Quartal", "Trimestre"],
        "Year": ["Jahr", "Année", "Año"],
        "Campaign ID": ["Kampagnen-ID"], "Account name": ["Kontoname", "Nom du compte"],
        "Currency code": ["Währungscode", "Code de devise", "Código de moneda"],
        "Campaign status": ["Kampagnenstatus", "État de la campagne"],
        "Campaign type": ["Kampagnentyp", "Type de campagne"],
    ]

    private static let meta = [
        "Reporting starts": ["Berichtsstart", "Début des rapports", "Inicio del informe"],
        "Reporting ends": ["Berichtsende", "Fin des rapports", "Fin del informe"],
        "Amount spent (*)": [
            "Ausgegebener Betrag (*)", "Montant dépensé (*)", "Importe gastado (*)",
        ],
        "Campaign name": ["Kampagnenname", "Nom de la campagne", "Nombre de la campaña"],
        "Campaign ID": ["Kampagnen-ID"], "Account name": ["Kontoname"],
    ]

    private static let linkedIn = [
        "Start Date (in UTC)": ["Begindatum (in UTC)", "Startdatum (in UTC)", "Startdatum (UTC)"],
        "Total Spent": [
            "Totaal besteed", "Totale uitgaven", "Gesamtausgaben", "Insgesamt ausgegeben",
        ],
        "Campaign Name": ["Campagnenaam", "Kampagnenname"],
        "Ad Set Name": ["Naam advertentieset", "Anzeigengruppenname"],
        "Campaign ID": ["Campagne-ID", "Kampagnen-ID"],
        "Account Name": ["Accountnaam", "Kontoname"],
        "Currency": ["Valuta", "Währung"],
    ]

    private static let microsoft = [
        "CampaignName": ["Kampagnenname", "Kampagne"], "Spend": ["Ausgaben"],
        "AccountName": ["Kontoname"], "AccountNumber": ["Kontonummer"],
        "CurrencyCode": ["Währungscode"], "CampaignId": ["Kampagnen-ID"],
        "GregorianDate": ["Gregorianisches Datum"], "Month": ["Monat"], "Week": ["Woche"],
    ]
}

extension TableMapping {
    /// The same export with its columns under their names in other languages too.
    func inOtherLanguages() -> TableMapping {
        let others = vendor.map(ColumnNames.others) ?? [:]
        guard !others.isEmpty else { return self }
        func all(_ names: [String]) -> [String] { names + names.flatMap { others[$0] ?? [] } }
        func source(_ source: FieldSource) -> FieldSource { source.renamed(all) }
        var mapping = self
        mapping.signature = signature.map(all)
        mapping.statusColumns = all(statusColumns)
        for place in mapping.facts.indices {
            let fact = mapping.facts[place]
            mapping.facts[place].fields = fact.fields.mapValues(source)
            mapping.facts[place].claim = fact.claim.map(source)
            mapping.facts[place].outcome = fact.outcome.map {
                OutcomeColumns(
                    pipeline: $0.pipeline.map(source), isWon: $0.isWon.map(source),
                    isLost: $0.isLost.map(source), isClosed: $0.isClosed.map(source))
            }
        }
        return mapping
    }
}

extension FieldSource {
    /// The same with more names for its columns, and for those that may say more.
    fileprivate func renamed(_ all: ([String]) -> [String]) -> FieldSource {
        var result = self
        result.columns = all(columns)
        result.more = more.map { More(texts: $0.texts, source: $0.source.renamed(all)) }
        return result
    }
}
