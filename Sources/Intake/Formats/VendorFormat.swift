internal import Leads
internal import Quantities

/// The exports that are known by their columns. Each is a mapping like one that a user writes: names
/// of columns in the languages in which they occur, and rows that are no data.
package enum VendorFormat {
    /// In the order in which they are tried.
    static let all =
        ([
            hubSpotContacts, hubSpotDeals, salesforceLeads, salesforceOpportunities,
            pipedriveDeals, pipedriveLeads, mauticContacts,
        ]
        + platforms.map { format in
            var format = format
            format.isPlatform = true
            format.mayBeMicros = format.vendor == googleAds.vendor
            return format
        } + [
            businessCentralLedger, businessCentralInvoices, sapInvoiceLines, dutchOrders,
            germanOrders, englishOrders, fairList, dutchLeads, germanLeads, englishLeads,
            dutchSpend, germanSpend, englishSpend,
        ] + leadsWithoutID)
        .map { $0.inOtherLanguages() }

    /// What each is called, once.
    package static let names = Set(all.compactMap(\.vendor)).sorted()

    /// What one advertises on.
    private static let platforms =
        [googleAds] + googleAdsByLonger + [googleAdsWithTitle, linkedInAds, metaAds, microsoftAds]

    static func export(
        _ vendor: String, known signature: [[String]], skips: [RowSkip] = [],
        dateOrder: DateOrder? = nil, status: [String] = [], hasNumberedIDs: Bool = false,
        facts: [FactMapping]
    ) -> TableMapping {
        var mapping = TableMapping(facts: facts, dateOrder: dateOrder)
        mapping.vendor = vendor
        mapping.signature = signature
        mapping.skips = skips
        mapping.statusColumns = status
        mapping.hasNumberedIDs = hasNumberedIDs
        return mapping
    }

    static func isCostByCampaign(_ header: Header) -> Bool {
        [["Campaign", "Campagne", "Campaign name"], ["Cost", "Kosten", "Spend"]]
            .allSatisfy { header.index(ofAny: $0) != nil }
    }

    /// What to say of an export that lacks some of the columns by which it is known: all of them, with what
    /// each gives, and how to get them.
    ///
    /// - Parameter file: its name, by which some exports are known in any language.
    static func nearlyKnown(_ header: Header, _ file: String = "") -> Phrase? {
        for format in all where format.signature.count >= 3 && !format.hasDaysInTitle {
            let missing = format.signature.filter { header.index(ofAny: $0) == nil }
            guard let vendor = format.vendor, !missing.isEmpty,
                missing.count == 1 || missing.count < format.signature.count - 1
            else { continue }
            let columns = missing.compactMap(\.first).map(\.quoted)
            let how = how(vendor)
            let isOne = columns.count == 1
            return Phrase(
                en:
                    "This looks like \(called(vendor).en) without the column\(isOne ? "" : "s") "
                    + "\(columns.joined(separator: ", ")). Export it again with "
                    + "\(isOne ? "that column" : "those columns").\(how.en)",
                nl:
                    "Dit lijkt op \(called(vendor).nl) zonder de kolom\(isOne ? "" : "men") "
                    + "\(columns.joined(separator: ", ")). Exporteer het opnieuw met die "
                    + "kolom\(isOne ? "" : "men").\(how.nl)")
        }
        guard file.lowercased().hasPrefix("hubspot-crm-exports-") else { return nil }
        let names = header.names.prefix(6).map(\.quoted).joined(separator: ", ")
        let how = how("HubSpot contacts")
        return Phrase(
            en:
                "This is an export of HubSpot, and its columns \(names) are not known here.\(how.en)",
            nl:
                "Dit is een export van HubSpot, en de kolommen \(names) zijn hier niet bekend.\(how.nl)"
        )
    }

    /// What a format is called in a sentence: vendors have names, one's own lists have words.
    private static func called(_ vendor: String) -> Phrase {
        switch vendor {
        case "Own list of leads":
            Phrase(en: "your own list of leads", nl: "uw eigen lijst van leads")
        case "Own list of spend": Phrase(en: "your own list of spend", nl: "uw eigen uitgavenlijst")
        case "Fair list": Phrase(en: "the list of a fair", nl: "een beurslijst")
        default: Phrase(vendor)
        }
    }

    /// Whether a header is that of a platform's report that lacks something: which no mapping makes up for.
    static func isNearlyReport(_ header: Header) -> Bool {
        isCostByCampaign(header)
            || all.contains { format in
                format.isPlatform && format.signature.count >= 3
                    && format.signature.count { header.index(ofAny: $0) == nil } == 1
            }
    }

    /// Where in a product one says which columns an export has, with a blank in front.
    private static func how(_ vendor: String) -> Phrase {
        switch vendor {
        case "HubSpot contacts", "HubSpot deals":
            Phrase(
                en:
                    " In the export window of HubSpot choose all properties, and English as the language of "
                    + "the columns.",
                nl:
                    " Kies in het exportvenster van HubSpot alle eigenschappen, en Engels als taal van de "
                    + "kolommen.")
        case "Pipedrive deals", "Pipedrive leads":
            Phrase(
                en:
                    " In the list view of Pipedrive show the columns first: what is shown is exported.",
                nl:
                    " Toon in de lijstweergave van Pipedrive eerst de kolommen: wat zichtbaar is wordt "
                    + "geëxporteerd.")
        case "Salesforce leads", "Salesforce opportunities":
            Phrase(
                en: " In Salesforce add the columns to the report, and export it as Details Only.",
                nl:
                    " Voeg in Salesforce de kolommen aan het rapport toe, en exporteer het als Details Only."
            )
        default: Phrase("")
        }
    }

    /// What to say of a campaign report that does not tell its days.
    static let lacksDay = Phrase(
        en: "This is a campaign report without days. Export it again with the column Day "
            + "(Segment, Time, Day), or with its title, which has them.",
        nl: "Dit is een campagnerapport zonder dagen. Exporteer het opnieuw met de kolom Dag "
            + "(Segment, Tijd, Dag), of met de titel, waarin ze staan.")

    static func value(_ text: String) -> FieldSource { FieldSource(constant: text) }

    /// A stage that was reached on the day in one of these columns.
    ///
    /// - Parameters:
    ///   - claim: columns in which `word` says that it was reached, without saying when.
    static func stage(
        _ name: String, claimedBy claim: [String] = [], _ word: String = "", on columns: String...
    ) -> FactMapping {
        var fact = FactMapping(
            kind: .stage, fields: ["stage": value(name), "at": .firstFilled(columns)])
        if !claim.isEmpty {
            let internalName = word.lowercased().replacing(" ", with: "")
            var source = FieldSource(columns: claim, values: [word: "yes", internalName: "yes"])
            source.forms = [.init(form: Wildcard("?*"), value: "")]
            fact.claim = source
        }
        return fact
    }

    /// A deal, of which the CRM's own words say what became of it.
    ///
    /// - Parameter outcome: what stands beside those words.
    static func deal(
        _ fields: [String: FieldSource], outcome: OutcomeColumns = OutcomeColumns()
    ) -> FactMapping {
        var fact = FactMapping(kind: .deal, fields: fields)
        fact.outcome = outcome
        return fact
    }
}
