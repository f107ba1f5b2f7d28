internal import Leads

extension VendorFormat {
    /// Deals of a list view. Names of columns begin with the thing they are about; contacts are names
    /// there and not ids, so that a deal has no lead.
    static let pipedriveDeals = export(
        "Pipedrive deals",
        known: [["Deal - ID", "Deal - Pipedrive System ID"], ["Deal - Status"], ["Deal - Value"]],
        facts: [
            deal(
                [
                    "deal_id": FieldSource("Deal - ID", "Deal - Pipedrive System ID"),
                    "status": FieldSource("Deal - Status"),
                    "created_at": FieldSource("Deal - Deal created", "Deal - Add time"),
                    "closed_at": .firstFilled([
                        "Deal - Deal closed on", "Deal - Won time", "Deal - Lost time",
                    ]),
                    "amount": FieldSource("Deal - Value"),
                    "currency": FieldSource("Deal - Currency of value", "Deal - Currency"),
                    "seller": FieldSource("Deal - Owner"),
                    "company": FieldSource("Deal - Organization"),
                ])
        ])
}

extension VendorFormat {
    /// Leads of the leads inbox. What stands there has been qualified: the day on which it was made
    /// is that of the MQL, and the day on which it became a deal is not in the file.
    static let pipedriveLeads = export(
        "Pipedrive leads",
        known: [["Lead - ID"], ["Lead - Title"], ["Lead - Lead created", "Lead - Add time"]],
        facts: [
            FactMapping(
                kind: .lead,
                fields: [
                    "lead_id": FieldSource("Lead - ID"),
                    "created_at": FieldSource("Lead - Lead created", "Lead - Add time"),
                    "source": FieldSource("Lead - Source channel", "Lead - Source"),
                    "email": FieldSource("Person - Email", "Person - Email - Work"),
                    "company": FieldSource("Lead - Organization", "Organization - Name"),
                    "job_title": FieldSource("Person - Job title"),
                    LeadTable.seller: FieldSource("Lead - Owner"),
                    LeadTable.attempts: FieldSource("Lead - Done activities"),
                ]),
            stage("mql", on: "Lead - Lead created", "Lead - Add time"),
        ])
}
