extension VendorFormat {
    /// Leads that somebody keeps in a Dutch spreadsheet.
    static let dutchLeads = export(
        "Own list of leads",
        known: [
            ["Leadnummer", "Lead-id", "Lead id", "Nummer"],
            ["Aangemaakt op", "Aanmaakdatum", "Datum"], ["Bron", "Leadbron", "Kanaal"],
        ],
        skips: [.starts(["Totaal"]), .single],
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

    /// What was spent, by month or by day, in a Dutch spreadsheet.
    static let dutchSpend = export(
        "Own list of spend",
        known: [
            ["Maand", "Datum", "Dag"], ["Bron", "Kanaal"],
            ["Bedrag", "Kosten", "Uitgaven", "Bedrag (*)", "Kosten (*)"],
        ],
        skips: [.starts(["Totaal"]), .single],
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
