internal import Leads

extension VendorFormat {
    /// Leads that somebody keeps in a Dutch spreadsheet.
    static let dutchLeads = export(
        "Own list of leads",
        known: [
            ["Leadnummer", "Lead-id", "Lead id", "Nummer"],
            ["Aangemaakt op", "Aanmaakdatum", "Datum"], ["Bron", "Leadbron", "Kanaal"],
        ],
        skips: [.single, .total],
        facts: [
            FactMapping(
                kind: .lead,
                fields: [
                    "lead_id": FieldSource("Leadnummer", "Lead-id", "Lead id", "Nummer"),
                    "created_at": FieldSource("Aangemaakt op", "Aanmaakdatum", "Datum"),
                    "source": FieldSource("Bron", "Leadbron", "Kanaal"),
                    "campaign": FieldSource("Campagne", "Campagnenaam"),
                    "email": FieldSource("E-mail", "E-mailadres", "Email"),
                    "first_name": FieldSource("Voornaam"), "last_name": FieldSource("Achternaam"),
                    "phone": FieldSource("Telefoon", "Telefoonnummer"),
                    "job_title": FieldSource("Functie", "Functietitel"),
                    "company": FieldSource("Bedrijf", "Bedrijfsnaam", "Organisatie"),
                    "industry": FieldSource("Sector", "Branche"),
                    "employees": FieldSource("Medewerkers", "Aantal medewerkers"),
                    "country": FieldSource("Land"),
                ]),
            stage("mql", on: "MQL-datum", "Datum MQL"), stage("sql", on: "SQL-datum", "Datum SQL"),
        ])

    /// Who was met at a fair: a talk on the stand says much, a scanned badge little.
    static let fairList = export(
        "Fair list",
        known: [["Badge"], ["Met on", "Ontmoet op"], ["Talked", "Gesproken"]],
        facts: [
            FactMapping(
                kind: .lead,
                fields: [
                    "lead_id": FieldSource("Badge"),
                    "created_at": FieldSource("Met on", "Ontmoet op"), "source": value("fair"),
                    "campaign": FieldSource("Fair", "Beurs"),
                    "first_name": FieldSource("First name", "Voornaam"),
                    "last_name": FieldSource("Last name", "Achternaam"),
                    "company": FieldSource("Company", "Bedrijf"),
                    "job_title": FieldSource("Job title", "Functie"),
                    "email": FieldSource("Email", "E-mail"),
                    "phone": FieldSource("Phone", "Telefoon"),
                    "employees": FieldSource("Employees", "Medewerkers"),
                    "country": FieldSource("Country", "Land"),
                    "industry": FieldSource("Industry", "Sector"),
                ]),
            FactMapping(
                kind: .activity,
                fields: [
                    "at": FieldSource("Met on", "Ontmoet op"), "action": talked,
                    "content": FieldSource("Asked about", "Vraag over"),
                ]),
        ])

    private static let talked: FieldSource = {
        var talked = FieldSource("Talked", "Gesproken")
        for word in ["yes", "ja", "y", "j", "x", "1"] {
            talked.values[word] = "fair_conversation"
            talked.values[word.uppercased()] = "fair_conversation"
            talked.values[word.prefix(1).uppercased() + word.dropFirst()] = "fair_conversation"
        }
        talked.forms = [.init(form: Wildcard("*"), value: "fair_visit")]
        talked.constant = "fair_visit"
        return talked
    }()

    /// What was spent, by month or by day, in a Dutch spreadsheet.
    static let dutchSpend = export(
        "Own list of spend",
        known: [
            ["Maand", "Datum", "Dag"], ["Bron", "Kanaal"],
            ["Bedrag", "Kosten", "Uitgaven", "Bedrag (*)", "Kosten (*)"],
        ],
        skips: [.single, .total],
        facts: [
            FactMapping(
                kind: .spend,
                fields: [
                    "month": FieldSource("Maand"), "day": FieldSource("Datum", "Dag"),
                    "source": FieldSource("Bron", "Kanaal"),
                    "campaign": FieldSource("Campagne", "Campagnenaam"),
                    "amount": FieldSource(
                        "Bedrag", "Kosten", "Uitgaven", "Bedrag (*)", "Kosten (*)"),
                    "currency": FieldSource("Valuta"),
                    "category": FieldSource("Categorie", "Soort"),
                ])
        ])
}
