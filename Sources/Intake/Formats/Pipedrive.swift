internal import Leads

extension VendorFormat {
    /// Deals of a list view. Names of columns begin with the thing they are about; contacts are names
    /// there and not ids, so that a deal has no lead.
    static let pipedriveDeals = export(
        "Pipedrive deals",
        known: [["Deal - ID", "Deal - Pipedrive System ID"], ["Deal - Status"], ["Deal - Value"]],
        facts: [
            FactMapping(
                kind: .deal,
                fields: [
                    "deal_id": FieldSource("Deal - ID", "Deal - Pipedrive System ID"),
                    "status": FieldSource(
                        "Deal - Status", values: ["Gewonnen": "won", "Verloren": "lost"]),
                    "created_at": FieldSource("Deal - Deal created", "Deal - Add time"),
                    "closed_at": FieldSource(
                        "Deal - Deal closed on", "Deal - Won time", "Deal - Lost time"),
                    "amount": FieldSource("Deal - Value"),
                    "currency": FieldSource("Deal - Currency of value", "Deal - Currency"),
                    "seller": FieldSource("Deal - Owner"),
                    "company": FieldSource("Deal - Organization"),
                ])
        ])
}
