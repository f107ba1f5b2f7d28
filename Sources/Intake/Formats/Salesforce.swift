extension VendorFormat {
    /// A report of leads ("Details Only"). A converted lead became an opportunity on that day. The
    /// disclaimer under the table stands in rows of one cell.
    static let salesforceLeads = export(
        "Salesforce leads",
        known: [["Lead ID"], ["Lead Source"], ["Create Date", "Created Date"]],
        skips: [.single, .starts(["Grand Total", "Total"])],
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
                ]),
            stage("mql", on: "Marketing Qualified Date", "MQL Date"),
            stage("opportunity", on: "Converted Date"),
        ])
}
