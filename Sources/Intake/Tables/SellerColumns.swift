internal import Leads

/// The columns of a table that name who of sales has a lead or a deal.
///
/// They are not read: from them would follow figures about one person who works here. Only of leads, and only
/// where that was agreed, such a column is kept.
struct SellerColumns {
    /// By their places in the header.
    let places: Set<Int>

    /// - Parameter mapping: what it takes a seller from is such a column, whatever it is called.
    init(_ header: Header, _ mapping: TableMapping) {
        var places = Set(
            header.names.indices.filter { Self.folded.contains(Header.folded(header.names[$0])) })
        for fact in mapping.facts {
            guard let source = fact.fields[LeadTable.seller] else { continue }
            for column in source.columns {
                if let place = header.index(ofAny: [column]) { places.insert(place) }
            }
        }
        self.places = places
    }

    static func isOne(_ name: String) -> Bool { folded.contains(Header.folded(name)) }

    private static let folded = Set(
        (english + dutch + german + [LeadTable.seller]).map(Header.folded))

    private static let english = [
        "Deal owner", "Opportunity Owner", "Contact owner", "Lead Owner", "Account Owner",
        "Company owner", "Deal - Owner", "Lead - Owner", "Person - Owner", "Organization - Owner",
        "Owner", "Owner Name", "Owner ID", "OwnerId", "Owner Alias", "Owner Email", "Record owner",
        "HubSpot owner", "hubspot_owner_id", "Lead Owner Alias", "Opportunity Owner Alias",
        "Lead Owner: Full Name", "Opportunity Owner: Full Name", "Lead Owner Name",
        "Opportunity Owner Name", "Deal owner name", "Contact owner name", "Assigned to",
        "Sales rep", "Sales representative", "Salesperson", "Sales person", "Account manager",
        "Account executive", "Seller name",
    ]

    private static let dutch = [
        "Deal-eigenaar", "Eigenaar van deal", "Dealeigenaar", "Deal - Eigenaar", "Lead - Eigenaar",
        "Persoon - Eigenaar", "Organisatie - Eigenaar", "Opportunity-eigenaar", "Eigenaar",
        "Contacteigenaar", "Contact-eigenaar", "Contactpersooneigenaar", "Eigenaar van contact",
        "Eigenaar van contactpersoon", "Leadeigenaar", "Lead-eigenaar", "Eigenaar van lead",
        "Verkoper", "Accountmanager", "Vertegenwoordiger", "Toegewezen aan",
    ]

    private static let german = [
        "Deal-Inhaber", "Deal-Zuständiger", "Deal - Besitzer", "Deal - Inhaber", "Lead - Besitzer",
        "Lead - Inhaber", "Person - Besitzer", "Person - Inhaber", "Opportunity-Inhaber",
        "Inhaber", "Besitzer", "Kontakt-Inhaber", "Kontaktinhaber", "Zuständiger Mitarbeiter",
        "Lead-Inhaber", "Leadinhaber", "Verkäufer", "Vertriebsmitarbeiter", "Kundenbetreuer",
    ]
}
