extension VendorFormat {
    /// A campaign report with a row for each day. Totals stand under it, up to five.
    static let googleAds = export(
        "Google Ads",
        known: [["Day", "Dag"], ["Campaign", "Campagne"], ["Cost", "Kosten"]],
        skips: [.starts(["Total: ", "Totaal: ", "Total,"])],
        facts: [
            FactMapping(
                kind: .spend,
                fields: [
                    "day": FieldSource("Day", "Dag"), "source": value("google-ads"),
                    "campaign": FieldSource("Campaign", "Campagne"),
                    "amount": cost("Cost", "Kosten"),
                    "currency": FieldSource("Currency code", "Valutacode"),
                    "claimed_leads": claim("Conversions", "Conversies"),
                ])
        ])

    /// The same with a row for each month.
    static let googleAdsByMonth = googleAds(
        days: [["Month", "Maand"]],
        fields: [
            "month": FieldSource("Month", "Maand")
        ])

    /// The same without days: they stand in the title above the table.
    static let googleAdsWithTitle: TableMapping = {
        var mapping = googleAds(days: [], fields: [:])
        mapping.hasDaysInTitle = true
        return mapping
    }()

    private static func googleAds(
        days: [[String]], fields: [String: FieldSource]
    ) -> TableMapping {
        var mapping = googleAds
        mapping.signature =
            days + [
                ["Campaign", "Campagne"], ["Cost", "Kosten"],
                [
                    "Campaign status", "Campagnestatus", "Campaign type", "Campagnetype", "Impr.",
                    "Vert.", "Avg. CPC", "Gem. CPC", "Currency code", "Valutacode",
                ],
            ]
        for place in mapping.facts.indices {
            mapping.facts[place].fields["day"] = nil
            mapping.facts[place].fields.merge(fields) { _, new in new }
        }
        return mapping
    }

    /// A campaign performance report: dates have the month first, whatever the language.
    static let linkedInAds = export(
        "LinkedIn Campaign Manager",
        known: [["Start Date (in UTC)"], ["Total Spent"], ["Campaign Name", "Ad Set Name"]],
        skips: [.starts(["Total"])], dateOrder: .mdy,
        facts: [
            FactMapping(
                kind: .spend,
                fields: [
                    "day": FieldSource("Start Date (in UTC)"), "source": value("linkedin-ads"),
                    "campaign": FieldSource("Ad Set Name", "Campaign Name"),
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
        skips: [.empty(["Campaign name", "Campagnenaam", "Naam campagne"])],
        facts: [
            FactMapping(
                kind: .spend,
                fields: [
                    "from": FieldSource("Reporting starts", "Start rapportage", "Begin rapportage"),
                    "to": FieldSource("Reporting ends", "Einde rapportage"),
                    "source": value("meta-ads"),
                    "campaign": FieldSource("Campaign name", "Campagnenaam", "Naam campagne"),
                    "amount": cost(spent), "currency": headerCurrency,
                    "claimed_leads": claim("Leads"),
                ])
        ])

    /// A report with lines of one cell above and below it.
    static let microsoftAds = export(
        "Microsoft Advertising",
        known: [
            ["TimePeriod", "GregorianDate", "Gregorian date", "Gregoriaanse datum", "Datum"],
            ["CampaignName", "Campaign name", "Campagnenaam"], ["Spend", "Uitgaven", "Kosten"],
            ["AccountName", "Account name", "Accountnaam", "AccountNumber", "Accountnummer"],
        ],
        skips: [.single, .starts(["Total", "Totaal"])],
        facts: [
            FactMapping(
                kind: .spend,
                fields: [
                    "day": FieldSource(
                        "TimePeriod", "GregorianDate", "Gregorian date", "Gregoriaanse datum",
                        "Datum"),
                    "source": value("Microsoft Ads"),
                    "campaign": FieldSource("CampaignName", "Campaign name", "Campagnenaam"),
                    "amount": cost("Spend", "Uitgaven", "Kosten"),
                    "currency": FieldSource("CurrencyCode", "Currency code", "Valutacode"),
                ])
        ])

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
