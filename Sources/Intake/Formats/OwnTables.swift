internal import Leads
internal import Quantities

extension VendorFormat {
    /// Leads that somebody keeps in a Dutch spreadsheet.
    static let dutchLeads = ownLeads(
        id: ["Leadnummer", "Lead-id", "Lead id", "Nummer"],
        created: ["Aangemaakt op", "Aanmaakdatum", "Datum"],
        source: ["Bron", "Leadbron", "Kanaal"],
        [
            "campaign": ["Campagne", "Campagnenaam"], "email": ["E-mail", "E-mailadres", "Email"],
            "first_name": ["Voornaam"], "last_name": ["Achternaam"],
            "phone": ["Telefoon", "Telefoonnummer"], "job_title": ["Functie", "Functietitel"],
            "company": ["Bedrijf", "Bedrijfsnaam", "Organisatie"],
            "industry": ["Sector", "Branche"],
            "employees": ["Medewerkers", "Aantal medewerkers"], "country": ["Land"],
            "lead_status": ["Leadstatus", "Lead-status"],
            LeadTable.seller: ["Verkoper", "Accountmanager"],
            LeadTable.team: ["Team", "Verkoopteam", "Salesteam"],
            LeadTable.attempts: ["Contactpogingen", "Belpogingen", "Aantal pogingen"],
        ],
        stages: [
            "mql": ["MQL-datum", "Datum MQL"], "sql": ["SQL-datum", "Datum SQL"],
            "opportunity": ["Conversiedatum", "Datum van conversie"],
        ])

    /// The same in German.
    static let germanLeads = ownLeads(
        id: ["Leadnummer", "Lead-ID", "Lead-Nummer", "Nummer", "Nr."],
        created: ["Erstellt am", "Erstelldatum", "Erstellungsdatum", "Datum"],
        source: ["Quelle", "Lead-Quelle", "Leadquelle", "Kanal"],
        [
            "campaign": ["Kampagne", "Kampagnenname"],
            "email": ["E-Mail", "E-Mail-Adresse", "Email"],
            "first_name": ["Vorname"], "last_name": ["Nachname"],
            "phone": ["Telefon", "Telefonnummer"], "job_title": ["Position", "Berufsbezeichnung"],
            "company": ["Firma", "Unternehmen", "Unternehmensname"], "industry": ["Branche"],
            "employees": ["Mitarbeiter", "Anzahl Mitarbeiter"], "country": ["Land"],
            "lead_status": ["Lead-Status", "Leadstatus"],
            LeadTable.seller: ["Verkäufer", "Vertriebsmitarbeiter"],
            LeadTable.team: ["Team", "Vertriebsteam"],
            LeadTable.attempts: ["Kontaktversuche", "Anrufversuche"],
        ],
        stages: [
            "mql": ["MQL-Datum", "Datum MQL"], "sql": ["SQL-Datum", "Datum SQL"],
            "opportunity": ["Konvertierungsdatum", "Datum der Konvertierung"],
        ])

    /// The same in English, with everyday names.
    static let englishLeads = ownLeads(
        id: ["Lead number", "Lead no.", "Lead ID", "Number", "No.", "ID"],
        created: ["Created", "Created on", "Created at", "Date created", "Date"],
        source: ["Source", "Channel", "Lead source"],
        [
            "campaign": ["Campaign", "Campaign name"],
            "email": ["Email", "E-mail", "Email address"],
            "first_name": ["First name"], "last_name": ["Last name", "Surname"],
            "phone": ["Phone", "Phone number"], "job_title": ["Job title", "Title", "Position"],
            "company": ["Company", "Company name", "Organization", "Organisation"],
            "industry": ["Industry", "Sector"], "employees": ["Employees", "Number of employees"],
            "country": ["Country"], "lead_status": ["Lead status"],
            LeadTable.seller: ["Seller", "Salesperson", "Sales rep", "Account manager"],
            LeadTable.team: ["Team", "Sales team"],
            LeadTable.attempts: ["Attempts", "Contact attempts", "Call attempts"],
        ],
        stages: [
            "mql": ["MQL date", "MQL on", "Date MQL"], "sql": ["SQL date", "SQL on", "Date SQL"],
        ])

    /// The same lists without a column of ids: what tells that the rows are persons is an address, a phone or a
    /// name, and a lead is told by the first.
    static let leadsWithoutID = [dutchLeads, germanLeads, englishLeads].map { list in
        var list = list
        let lead = list.facts[0].fields
        let persons = [PersonalField.email, .phone, .lastName].map {
            lead[$0.rawValue]?.columns ?? []
        }
        list.signature[0] = persons.flatMap { $0 }
        // Two persons may have one name, and a firm one phone.
        list.personColumns = Array(persons.prefix(1))
        return list
    }

    private static func ownLeads(
        id: [String], created: [String], source: [String], _ fields: [String: [String]],
        stages: [String: [String]]
    ) -> TableMapping {
        var lead = fields.mapValues { FieldSource(columns: $0) }
        lead["lead_id"] = FieldSource(columns: id)
        lead["created_at"] = FieldSource(columns: created)
        lead["source"] = FieldSource(columns: source)
        return export(
            "Own list of leads", known: [id, created, source], skips: [.single, .total],
            status: fields["lead_status"] ?? [],
            facts: [FactMapping(kind: .lead, fields: lead)]
                + ["mql", "sql", "opportunity"].compactMap { name in
                    stages[name].map {
                        FactMapping(
                            kind: .stage, fields: ["stage": value(name), "at": .firstFilled($0)])
                    }
                })
    }

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
    static let dutchSpend = ownSpend(
        month: ["Maand"], day: ["Datum", "Dag"], source: ["Bron", "Kanaal"],
        amount: ["Bedrag", "Kosten", "Uitgaven", "Bedrag (*)", "Kosten (*)"],
        campaign: ["Campagne", "Campagnenaam"], currency: ["Valuta"],
        category: ["Categorie", "Soort"])

    /// The same in German.
    static let germanSpend = ownSpend(
        month: ["Monat"], day: ["Datum", "Tag"], source: ["Quelle", "Kanal"],
        amount: ["Betrag", "Kosten", "Ausgaben", "Betrag (*)", "Kosten (*)"],
        campaign: ["Kampagne", "Kampagnenname"], currency: ["Währung"],
        category: ["Kategorie", "Art"])

    /// The same in English, with everyday names.
    static let englishSpend = ownSpend(
        month: ["Month"], day: ["Date", "Day"], source: ["Source", "Channel"],
        amount: [
            "Cost", "Costs", "Amount", "Spend", "Spent", "Cost (*)", "Amount (*)", "Spend (*)",
        ],
        campaign: ["Campaign", "Campaign name"], currency: ["Currency"], category: ["Category"])

    /// What stands between brackets behind the name of a column of amounts, and changes nothing in them.
    private static let plainBrackets: Set<String> = [
        "€", "eur", "euro", "euros", "excl. btw", "excl btw", "ex btw", "ex. btw", "excl. vat",
        "excl vat",
        "ex vat", "ex. vat", "net", "netto", "excl. mwst", "exkl. mwst", "exkl. ust", "total",
        "totaal", "gesamt",
    ]

    /// Takes the currency between the brackets of a column of amounts, such as `Cost (USD)`.
    ///
    /// - Throws: where something stands there that may change the amounts, or where several columns may be meant.
    static func takeBrackets(
        of list: inout TableMapping, _ header: Header, _ file: String
    ) throws {
        guard list.vendor == dutchSpend.vendor, let amount = list.facts[0].fields["amount"] else {
            return
        }
        let forms = amount.columns.map { Wildcard($0) }
        let fitting = header.names.filter { name in forms.contains { $0.matches(name) } }
        guard fitting.count < 2 else {
            let names = fitting.map(\.quoted).joined(separator: ", ")
            throw IntakeError(
                file: file,
                en:
                    "The amounts may be in any of the columns \(names). Leave one of them, or call it amount.",
                nl:
                    "De bedragen kunnen in elk van de kolommen \(names) staan. Laat er een over, of noem die "
                    + "amount.")
        }
        guard let name = fitting.first, name.last == ")", let open = name.lastIndex(of: "(") else {
            return
        }
        let inside = name[name.index(after: open)...].dropLast().lowercased()
        let codes = CurrencyMark.codes(String(inside)) ?? CurrencyMark.codes(inside.uppercased())
        if let codes, codes.count == 1 {
            let hasColumn =
                list.facts[0].fields["currency"].flatMap { header.index(ofAny: $0.columns) } != nil
            if !hasColumn { list.facts[0].fields["currency"] = FieldSource(constant: codes[0]) }
            return
        }
        guard !plainBrackets.contains(inside) else { return }
        throw IntakeError(
            file: file,
            en:
                "What \(inside.quoted) behind \(name.quoted) does to the amounts is not known. Put whole amounts "
                + "of one currency there, and call the column amount.",
            nl:
                "Wat \(inside.quoted) achter \(name.quoted) met de bedragen doet is niet bekend. Zet er hele "
                + "bedragen in één munt, en noem de kolom amount.")
    }

    private static func ownSpend(
        month: [String], day: [String], source: [String], amount: [String], campaign: [String],
        currency: [String], category: [String]
    ) -> TableMapping {
        export(
            "Own list of spend", known: [month + day, source, amount], skips: [.single, .total],
            facts: [
                FactMapping(
                    kind: .spend,
                    fields: [
                        "month": FieldSource(columns: month), "day": FieldSource(columns: day),
                        "source": FieldSource(columns: source),
                        "campaign": FieldSource(columns: campaign),
                        "amount": FieldSource(columns: amount),
                        "currency": FieldSource(columns: currency),
                        "category": FieldSource(columns: category),
                    ])
            ])
    }
}
