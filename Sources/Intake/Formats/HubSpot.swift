internal import Leads

extension VendorFormat {
    /// Contacts, with the days on which they reached each lifecycle stage. The current stage says
    /// nothing of when, and a customer was an MQL before: the dates count.
    static let hubSpotContacts = export(
        "HubSpot contacts",
        known: [["Record ID", "hs_object_id"], ["Create Date", "createdate"], lifecycle],
        facts: [
            FactMapping(
                kind: .lead,
                fields: [
                    "lead_id": FieldSource("Record ID", "hs_object_id"),
                    "created_at": FieldSource("Create Date", "createdate"),
                    "source": originalSource, "email": FieldSource("Email", "email"),
                    "first_name": FieldSource("First Name", "firstname"),
                    "last_name": FieldSource("Last Name", "lastname"),
                    "phone": FieldSource("Phone Number", "phone"),
                    "job_title": FieldSource("Job Title", "jobtitle"),
                    "company": FieldSource("Company Name", "company"),
                    "industry": FieldSource("Industry", "industry"),
                    "employees": FieldSource("Number of Employees", "numemployees"),
                    "country": FieldSource("Country/Region", "Country", "country"),
                    "first_conversion": FieldSource("First Conversion"),
                ]),
            stage(
                "mql", on: "Date entered \"Marketing Qualified Lead (Lifecycle Stage Pipeline)\"",
                "hs_v2_date_entered_marketingqualifiedlead",
                "Became a Marketing Qualified Lead Date",
                "hs_lifecyclestage_marketingqualifiedlead_date"),
            stage(
                "sql", on: "Date entered \"Sales Qualified Lead (Lifecycle Stage Pipeline)\"",
                "hs_v2_date_entered_salesqualifiedlead", "Became a Sales Qualified Lead Date",
                "hs_lifecyclestage_salesqualifiedlead_date"),
            stage(
                "opportunity", on: "Date entered \"Opportunity (Lifecycle Stage Pipeline)\"",
                "hs_v2_date_entered_opportunity", "Became an Opportunity Date",
                "hs_lifecyclestage_opportunity_date"),
            stage(
                "won", on: "Date entered \"Customer (Lifecycle Stage Pipeline)\"",
                "hs_v2_date_entered_customer", "Became a Customer Date",
                "hs_lifecyclestage_customer_date"),
        ])

    private static let lifecycle = [
        "Lifecycle Stage", "lifecyclestage", "Became a Marketing Qualified Lead Date",
        "hs_lifecyclestage_marketingqualifiedlead_date",
        "hs_v2_date_entered_marketingqualifiedlead",
    ]

    /// "Referrals" are links on other sites: not the referral by a customer or colleague.
    private static let originalSource = FieldSource(
        "Original Source", "Original Traffic Source", "hs_analytics_source",
        values: [
            "Referrals": "Referring websites", "REFERRALS": "Referring websites",
            "PAID_SEARCH": "Paid Search", "ORGANIC_SEARCH": "Organic Search",
            "EMAIL_MARKETING": "Email", "Email Marketing": "Email",
            "DIRECT_TRAFFIC": "Direct Traffic",
            "SOCIAL_MEDIA": "Organic Social", "PAID_SOCIAL": "Paid Social",
            "OFFLINE": "Offline Sources",
        ])

    /// Deals, open, won and lost; the contacts stand in one cell, parted by semicolons.
    static let hubSpotDeals = export(
        "HubSpot deals",
        known: [
            ["Record ID", "Deal ID", "hs_object_id"], ["Deal Stage", "dealstage"],
            ["Amount", "amount"],
        ],
        facts: [
            FactMapping(
                kind: .deal,
                fields: [
                    "deal_id": FieldSource("Record ID", "Deal ID", "hs_object_id"),
                    "status": dealStage, "created_at": FieldSource("Create Date", "createdate"),
                    "closed_at": FieldSource("Close Date", "closedate"),
                    "amount": FieldSource("Amount", "amount"),
                    "currency": FieldSource("Currency", "deal_currency_code"),
                    "lead_ids": FieldSource("Associated Contact IDs"),
                    "seller": FieldSource("Deal owner"),
                ])
        ])

    private static let dealStage: FieldSource = {
        var stage = FieldSource("Deal Stage", "dealstage")
        stage.forms = [
            .init(form: Wildcard("*closed won*"), value: "won"),
            .init(form: Wildcard("*gewonnen*"), value: "won"),
            .init(form: Wildcard("closedwon*"), value: "won"),
            .init(form: Wildcard("*closed lost*"), value: "lost"),
            .init(form: Wildcard("*verloren*"), value: "lost"),
            .init(form: Wildcard("closedlost*"), value: "lost"),
            .init(form: Wildcard("?*"), value: "open"),
        ]
        return stage
    }()
}
