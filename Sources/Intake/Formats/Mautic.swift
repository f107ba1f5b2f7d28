extension VendorFormat {
    /// Contacts, with the aliases of their fields as names of columns. The stage has no day.
    static let mauticContacts = export(
        "Mautic contacts",
        known: [
            ["id"], ["firstname"], ["points"], ["date_added", "dateAdded", "date_identified"],
        ],
        facts: [
            FactMapping(
                kind: .lead,
                fields: [
                    "lead_id": FieldSource("id"),
                    "created_at": FieldSource("date_added", "dateAdded", "date_identified"),
                    "source": {
                        var source = FieldSource("source", "utm_source")
                        source.more = FieldSource.fromLinks["source"] ?? []
                        return source
                    }(),
                    "medium": FieldSource("utm_medium"), "campaign": FieldSource("utm_campaign"),
                    "email": FieldSource("email"), "first_name": FieldSource("firstname"),
                    "last_name": FieldSource("lastname"), "phone": FieldSource("phone"),
                    "job_title": FieldSource("position"), "company": FieldSource("company"),
                    "country": FieldSource("country"),
                ])
        ])
}
