internal import Leads

extension VendorFormat {
    /// A report of leads ("Details Only"). A converted lead became an opportunity on that day. The
    /// disclaimer under the table stands in rows of one cell.
    static let salesforceLeads = export(
        "Salesforce leads",
        known: [["Lead ID"], ["Lead Source"], ["Create Date", "Created Date"]],
        skips: [.single, .total],
        status: ["Lead Status", "Status"],
        facts: [
            FactMapping(
                kind: .lead,
                fields: [
                    "lead_id": FieldSource("Lead ID"),
                    "created_at": FieldSource("Create Date", "Created Date"),
                    "source": FieldSource("Lead Source"), "email": FieldSource("Email"),
                    "first_name": FieldSource("First Name"),
                    "last_name": FieldSource("Last Name"), "phone": FieldSource("Phone"),
                    "job_title": FieldSource("Title"),
                    "company": FieldSource("Company / Account", "Company"),
                    "industry": FieldSource("Industry"),
                    "employees": FieldSource("No. of Employees", "Employees"),
                    "country": FieldSource("Country"),
                    "lead_status": FieldSource("Lead Status", "Status"),
                    "updated_at": FieldSource("Last Modified Date"),
                    LeadTable.seller: FieldSource("Lead Owner", "Lead Owner: Full Name"),
                    LeadTable.team: FieldSource("Lead Owner Role", "Owner Role"),
                ]),
            stage("mql", on: "Marketing Qualified Date", "MQL Date"),
            stage("opportunity", on: "Converted Date"),
        ])
}

extension VendorFormat {
    /// A report of opportunities. Contacts are not in it, so that a deal has no lead.
    static let salesforceOpportunities = export(
        "Salesforce opportunities",
        known: [["Opportunity Name"], ["Stage"], ["Close Date"]],
        skips: [.single, .total],
        facts: [
            deal(
                [
                    "deal_id": FieldSource("Opportunity ID", "Opportunity Name"),
                    "status": FieldSource("Stage"), "created_at": FieldSource("Created Date"),
                    "closed_at": FieldSource("Close Date"), "amount": FieldSource("Amount"),
                    "currency": FieldSource("Amount Currency", "Opportunity Currency"),
                    "company": FieldSource("Account Name"),
                    "seller": FieldSource("Opportunity Owner"),
                    "lead_ids": FieldSource("Converted Lead ID", "Lead ID"),
                ],
                outcome: OutcomeColumns(
                    isWon: FieldSource("Won"), isClosed: FieldSource("Closed")))
        ])
}
