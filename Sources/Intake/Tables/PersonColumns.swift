internal import Leads

/// The columns of a table that say who somebody is, by their places.
package struct PersonColumns: Sendable {
    /// Columns with the id of a lead, and those with the ids of several.
    package private(set) var ids: [Int] = []
    package private(set) var idLists: [Int] = []
    package private(set) var emails: [Int] = []
    package private(set) var firstNames: [Int] = []
    package private(set) var lastNames: [Int] = []
    package private(set) var phones: [Int] = []
    /// Whether the table is known by its columns; of one that is not, any column may hold an id.
    package let isKnown: Bool

    /// - Parameters:
    ///   - names: what the columns are called, as the file calls them.
    ///   - mappings: tables that somebody has described.
    package init(_ names: [String], mappings: [TableMapping] = []) {
        let header = Header(names: names)
        var mapping = mappings.first { !$0.columns.isEmpty && header.has($0.columns) }
        mapping = mapping ?? header.kind.map(TableMapping.canonical)
        mapping =
            mapping
            ?? VendorFormat.all.first { format in
                format.signature.allSatisfy { header.index(ofAny: $0) != nil }
            }
        isKnown = mapping != nil
        let all = mapping.map { [$0] } ?? [.canonical(.lead)] + VendorFormat.all
        for fact in all.flatMap(\.facts) {
            func places(_ field: String) -> [Int] {
                guard let source = fact.fields[field] else { return [] }
                let columns = source.columns + source.more.flatMap(\.source.columns)
                return columns.compactMap { header.index(ofAny: [$0]) }
            }
            if isKnown {
                ids += places("lead_id")
                idLists += places("lead_ids")
            }
            emails += places(PersonalField.email.rawValue)
            firstNames += places(PersonalField.firstName.rawValue)
            lastNames += places(PersonalField.lastName.rawValue)
            phones += places(PersonalField.phone.rawValue)
        }
        idLists = Self.once(idLists)
        ids = Self.once(ids).filter { !idLists.contains($0) }
        emails = Self.once(emails)
        firstNames = Self.once(firstNames)
        lastNames = Self.once(lastNames)
        phones = Self.once(phones)
    }

    private static func once(_ places: [Int]) -> [Int] { Set(places).sorted() }
}
