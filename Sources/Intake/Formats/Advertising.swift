extension VendorFormat {
    /// A campaign report with a row for each day. Totals stand under it, up to five.
    static let googleAds = googleAds(.day, ["Day", "Dag"])

    /// The same with a row for each week, month, quarter or year.
    static let googleAdsByLonger = [
        googleAds(.week, ["Week"]), googleAds(.month, ["Month", "Maand"]),
        googleAds(.quarter, ["Quarter", "Kwartaal"]), googleAds(.year, ["Year", "Jaar"]),
    ]

    /// The same without days: they stand in the title above the table. Rows for each hour or day of the
    /// week are of all its days together.
    static let googleAdsWithTitle: TableMapping = {
        var mapping = googleAds(.report, [])
        mapping.hasDaysInTitle = true
        return mapping
    }()

    private static func googleAds(_ rows: RowDays, _ columns: [String]) -> TableMapping {
        var mapping = export(
            "Google Ads", known: [["Campaign", "Campagne"], ["Cost", "Kosten"]],
            skips: [.total, .single],
            facts: [
                FactMapping(
                    kind: .spend,
                    fields: [
                        "source": value("google-ads"),
                        "campaign": FieldSource("Campaign", "Campagne"),
                        "campaign_id": FieldSource(
                            "Campaign ID", "Campagne-ID", "Campagne ID", "CampaignId"),
                        "account": FieldSource(
                            "Account name", "Account", "Accountnaam", "Customer ID", "Klant-ID"),
                        "amount": cost("Cost", "Kosten"),
                        "currency": FieldSource("Currency code", "Valutacode"),
                        "claimed_leads": claim("Conversions", "Conversies"),
                    ])
            ])
        mapping.rowDays = rows
        if !columns.isEmpty {
            mapping.signature.insert(columns, at: 0)
            mapping.facts[0].fields["day"] = FieldSource(columns: columns)
        }
        if rows != .day {
            mapping.signature.append([
                "Campaign status", "Campagnestatus", "Campaign type", "Campagnetype", "Impr.",
                "Vert.", "Avg. CPC", "Gem. CPC", "Currency code", "Valutacode", "Campaign ID",
                "Campagne-ID",
            ])
        }
        return mapping
    }

    /// A campaign performance report: dates have the month first, whatever the language.
    static let linkedInAds = export(
        "LinkedIn Campaign Manager",
        known: [["Start Date (in UTC)"], ["Total Spent"], ["Campaign Name", "Ad Set Name"]],
        skips: [.total, .single], dateOrder: .mdy,
        facts: [
            FactMapping(
                kind: .spend,
                fields: [
                    "day": FieldSource("Start Date (in UTC)"), "source": value("linkedin-ads"),
                    "campaign": FieldSource("Ad Set Name", "Campaign Name"),
                    "campaign_id": FieldSource("Ad Set ID", "Campaign ID"),
                    "account": FieldSource("Account Name", "Account ID"),
                    "amount": cost("Total Spent"), "currency": FieldSource("Currency"),
                    "claimed_leads": claim("Leads"),
                ])
        ])

    /// Days or longer; a summary has no campaign, and the currency stands in the column's name.
    static let metaAds = export(
        "Meta Ads Manager",
        known: [
            ["Reporting starts", "Start rapportage", "Begin rapportage"],
            ["Reporting ends", "Einde rapportage"], spent,
        ],
        skips: [.empty(["Campaign name", "Campagnenaam", "Naam campagne"]), .total],
        facts: [
            FactMapping(
                kind: .spend,
                fields: [
                    "from": FieldSource("Reporting starts", "Start rapportage", "Begin rapportage"),
                    "to": FieldSource("Reporting ends", "Einde rapportage"),
                    "source": value("meta-ads"),
                    "campaign": FieldSource("Campaign name", "Campagnenaam", "Naam campagne"),
                    "campaign_id": FieldSource("Campaign ID", "Campagne-ID", "Campagne ID"),
                    "account": FieldSource(
                        "Account name", "Accountnaam", "Account ID", "Account-ID"),
                    "amount": cost(spent), "currency": headerCurrency,
                    "claimed_leads": claim("Leads"),
                ])
        ])

    /// A report with lines of one cell above and below it.
    static let microsoftAds = export(
        "Microsoft Advertising",
        known: [
            microsoftDays,
            ["CampaignName", "Campaign name", "Campagnenaam"], ["Spend", "Uitgaven", "Kosten"],
            ["AccountName", "Account name", "Accountnaam", "AccountNumber", "Accountnummer"],
        ],
        skips: [.single, .total],
        facts: [
            FactMapping(
                kind: .spend,
                fields: [
                    "day": FieldSource(columns: microsoftDays),
                    "source": value("Microsoft Ads"),
                    "campaign": FieldSource("CampaignName", "Campaign name", "Campagnenaam"),
                    "campaign_id": FieldSource("CampaignId", "Campaign ID", "Campagne-id"),
                    "account": FieldSource(
                        "AccountName", "Account name", "Accountnaam", "AccountNumber",
                        "Account number", "Accountnummer"),
                    "amount": cost("Spend", "Uitgaven", "Kosten"),
                    "currency": FieldSource("CurrencyCode", "Currency code", "Valutacode"),
                ])
        ])

    private static let microsoftDays = [
        "TimePeriod", "GregorianDate", "Gregorian date", "Gregoriaanse datum", "Datum", "Week",
        "Month", "Maand",
    ]

    private static let spent = ["Amount spent (*)", "Besteed bedrag (*)", "Uitgegeven bedrag (*)"]

    private static let headerCurrency: FieldSource = {
        var currency = FieldSource(columns: spent)
        currency.takesHeaderCurrency = true
        return currency
    }()

    private static func claim(_ columns: String...) -> FieldSource { cost(columns) }

    private static func cost(_ columns: String...) -> FieldSource { cost(columns) }

    /// Nothing spent is shown as dashes: that row has no cost, and is not 0 of something else.
    private static func cost(_ columns: [String]) -> FieldSource {
        FieldSource(columns: columns, values: ["--": "", "-": ""])
    }
}
