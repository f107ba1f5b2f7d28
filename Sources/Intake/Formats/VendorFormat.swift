internal import Quantities

/// The exports that are known by their columns. Each is a mapping like one that a user writes: names
/// of columns in the languages in which they occur, and rows that are no data.
enum VendorFormat {
    /// In the order in which they are tried.
    static let all = [
        hubSpotContacts, hubSpotDeals, salesforceLeads, pipedriveDeals, googleAds, linkedInAds,
        metaAds, microsoftAds,
    ]

    static func export(
        _ vendor: String, known signature: [[String]], skips: [RowSkip] = [],
        dateOrder: DateOrder? = nil, facts: [FactMapping]
    ) -> TableMapping {
        var mapping = TableMapping(facts: facts, dateOrder: dateOrder)
        mapping.vendor = vendor
        mapping.signature = signature
        mapping.skips = skips
        return mapping
    }

    /// What to say of a campaign report that does not tell its days apart.
    static func lacksDay(_ header: Header) -> Phrase? {
        let columns = [["Campaign", "Campagne", "Campaign name"], ["Cost", "Kosten", "Spend"]]
        guard columns.allSatisfy({ header.index(ofAny: $0) != nil }) else { return nil }
        return Phrase(
            en: "This is a campaign report without days. Export it again with the column Day "
                + "(Segment, Time, Day).",
            nl: "Dit is een campagnerapport zonder dagen. Exporteer het opnieuw met de kolom Dag "
                + "(Segment, Tijd, Dag).")
    }

    static func value(_ text: String) -> FieldSource { FieldSource(constant: text) }

    /// A stage that was reached on the day in one of these columns.
    static func stage(_ name: String, on columns: String...) -> FactMapping {
        FactMapping(
            kind: .stage, fields: ["stage": value(name), "at": FieldSource(columns: columns)])
    }
}
