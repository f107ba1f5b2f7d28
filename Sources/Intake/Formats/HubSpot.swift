internal import Leads

extension VendorFormat {
    /// Contacts, with the days on which they reached each lifecycle stage. The current stage says
    /// nothing of when, and a customer was an MQL before: the dates count.
    static let hubSpotContacts = export(
        "HubSpot contacts",
        known: [["Record ID", "hs_object_id"], ["Create Date", "createdate"], stages],
        status: ["Lead Status", "hs_lead_status"], hasNumberedIDs: true,
        facts: [
            FactMapping(
                kind: .lead,
                fields: [
                    "lead_id": FieldSource("Record ID", "hs_object_id"),
                    "created_at": FieldSource("Create Date", "createdate"),
                    "source": originalSource, "medium": medium, "campaign": campaign,
                    "email": FieldSource("Email", "email"),
                    "first_name": FieldSource("First Name", "firstname"),
                    "last_name": FieldSource("Last Name", "lastname"),
                    "phone": FieldSource("Phone Number", "phone"),
                    "job_title": FieldSource("Job Title", "jobtitle"),
                    "company": FieldSource("Company Name", "company"),
                    "industry": FieldSource("Industry", "industry"),
                    "employees": FieldSource("Number of Employees", "numemployees"),
                    "country": FieldSource("Country/Region", "Country", "country"),
                    "first_conversion": FieldSource("First Conversion"),
                    "lead_status": FieldSource("Lead Status", "hs_lead_status"),
                    "updated_at": FieldSource("Last Modified Date", "lastmodifieddate"),
                    LeadTable.seller: FieldSource("Contact owner", "hubspot_owner_id"),
                    LeadTable.team: FieldSource("HubSpot team", "hubspot_team_id"),
                    LeadTable.attempts: FieldSource(
                        "Number of times contacted", "num_contacted_notes"),
                    Persons.mergedIDs: FieldSource(
                        "Merged Contact IDs", "Merged contact IDs", "Merged object IDs",
                        "hs_merged_object_ids"),
                ]),
            stage(
                "mql", claimedBy: lifecycle, "Marketing Qualified Lead",
                on: "Date entered \"Marketing Qualified Lead (Lifecycle Stage Pipeline)\"",
                "hs_v2_date_entered_marketingqualifiedlead",
                "Became a Marketing Qualified Lead Date",
                "hs_lifecyclestage_marketingqualifiedlead_date"),
            stage(
                "sql", claimedBy: lifecycle, "Sales Qualified Lead",
                on: "Date entered \"Sales Qualified Lead (Lifecycle Stage Pipeline)\"",
                "hs_v2_date_entered_salesqualifiedlead", "Became a Sales Qualified Lead Date",
                "hs_lifecyclestage_salesqualifiedlead_date"),
            stage(
                "opportunity", claimedBy: lifecycle, "Opportunity",
                on: "Date entered \"Opportunity (Lifecycle Stage Pipeline)\"",
                "hs_v2_date_entered_opportunity", "Became an Opportunity Date",
                "hs_lifecyclestage_opportunity_date"),
            stage(
                "won", claimedBy: lifecycle, "Customer",
                on: "Date entered \"Customer (Lifecycle Stage Pipeline)\"",
                "hs_v2_date_entered_customer", "Became a Customer Date",
                "hs_lifecyclestage_customer_date"),
        ])

    private static let lifecycle = ["Lifecycle Stage", "lifecyclestage"]

    private static let stages =
        lifecycle + [
            "Became a Marketing Qualified Lead Date",
            "hs_lifecyclestage_marketingqualifiedlead_date",
            "hs_v2_date_entered_marketingqualifiedlead",
        ]

    private static let sourceColumns = [
        "Original Source", "Original Traffic Source", "hs_analytics_source",
    ]
    private static let firstDetail = FieldSource(
        "Original Source Drill-Down 1", "Original Traffic Source Drill-Down 1",
        "hs_analytics_source_data_1")
    private static let secondDetail = FieldSource(
        "Original Source Drill-Down 2", "Original Traffic Source Drill-Down 2",
        "hs_analytics_source_data_2")
    private static let search = [
        "Paid Search", "PAID_SEARCH", "Betaald zoeken", "Betaalde zoekopdrachten", "Bezahlte Suche",
    ]
    private static let paidSocial = [
        "Paid Social", "PAID_SOCIAL", "Betaald sociaal", "Betaalde sociale media", "Betaald social",
        "Bezahlte soziale Medien", "Bezahlte Social-Media",
    ]
    private static let social = [
        "Organic Social", "Social Media", "SOCIAL_MEDIA", "Organisch sociaal", "Sociale media",
        "Organische sociale media", "Organische soziale Medien", "Soziale Medien",
    ]

    /// What it calls its sources in other languages.
    private static let sourcesElsewhere: [String: [String]] = [
        "Organic Search": ["Organisch zoeken", "Organische zoekopdrachten", "Organische Suche"],
        "Paid Search": search,
        "Email": ["E-mailmarketing", "E-mail marketing", "E-Mail-Marketing"],
        "Direct Traffic": ["Direct verkeer", "Direkter Traffic", "Direkte Zugriffe"],
        "Referring websites": ["Verwijzingen", "Verweise"],
        "Offline Sources": ["Offline bronnen", "Offlinebronnen", "Offline-Quellen"],
        "Other Campaigns": ["Andere campagnes", "Overige campagnes", "Andere Kampagnen"],
        "AI Referrals": ["AI-verwijzingen", "KI-Verweise"],
    ]

    /// "Referrals" are links on other sites: not the referral by a customer or colleague. Of a social
    /// network the first drill-down has the name.
    private static let originalSource: FieldSource = {
        var source = FieldSource(
            columns: sourceColumns,
            values: [
                "Referrals": "Referring websites", "REFERRALS": "Referring websites",
                "PAID_SEARCH": "Paid Search", "ORGANIC_SEARCH": "Organic Search",
                "EMAIL_MARKETING": "Email", "Email Marketing": "Email",
                "DIRECT_TRAFFIC": "Direct Traffic", "SOCIAL_MEDIA": "Organic Social",
                "PAID_SOCIAL": "Paid Social", "OFFLINE": "Offline Sources",
                "AI_REFERRALS": "AI Referrals",
            ])
        for (name, others) in sourcesElsewhere {
            for other in others where source.values[other] == nil { source.values[other] = name }
        }
        for other in paidSocial.dropFirst(2) { source.values[other] = "Paid Social" }
        for other in social.dropFirst(3) { source.values[other] = "Organic Social" }
        source.more = [.init(texts: paidSocial + social, source: firstDetail)]
        return source
    }()

    private static let medium: FieldSource = {
        var medium = FieldSource(columns: sourceColumns)
        medium.values = Dictionary(
            paidSocial.map { ($0, "paid-social") } + social.map { ($0, "social") },
            uniquingKeysWith: { one, _ in one })
        medium.forms = [.init(form: Wildcard("?*"), value: "")]
        return medium
    }()

    /// Of search the first drill-down has the campaign, of a network the second.
    private static let campaign: FieldSource = {
        var campaign = FieldSource(columns: sourceColumns)
        campaign.forms = [.init(form: Wildcard("?*"), value: "")]
        campaign.more = [
            .init(texts: search, source: firstDetail),
            .init(texts: paidSocial, source: secondDetail),
        ]
        return campaign
    }()

    /// Deals, open, won and lost; the contacts stand in one cell, parted by semicolons.
    static let hubSpotDeals = export(
        "HubSpot deals",
        known: [
            ["Record ID", "Deal ID", "hs_object_id"], ["Deal Stage", "dealstage"],
            ["Amount", "amount"],
        ],
        hasNumberedIDs: true,
        facts: [
            deal(
                [
                    "deal_id": FieldSource("Record ID", "Deal ID", "hs_object_id"),
                    "status": FieldSource("Deal Stage", "dealstage"),
                    "created_at": FieldSource("Create Date", "createdate"),
                    "closed_at": FieldSource("Close Date", "closedate"),
                    "amount": FieldSource("Amount", "amount"),
                    "currency": FieldSource("Currency", "deal_currency_code"),
                    "lead_ids": FieldSource("Associated Contact IDs"),
                    "seller": FieldSource("Deal owner"),
                    "updated_at": FieldSource("Last Modified Date", "hs_lastmodifieddate"),
                ],
                outcome: OutcomeColumns(
                    pipeline: FieldSource("Pipeline"),
                    isWon: FieldSource("Is Closed Won", "hs_is_closed_won"),
                    isLost: FieldSource("Is Closed Lost", "hs_is_closed_lost"),
                    isClosed: FieldSource("Is Deal Closed?", "hs_is_closed")))
        ])
}
