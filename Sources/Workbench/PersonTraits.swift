internal import Leads
internal import Quantities
internal import Store

/// By what somebody can be told from others: whole values, of which those with too few letters or digits
/// identify nobody.
struct PersonTraits {
    private(set) var ids = Set<String>()
    private(set) var addresses = Set<MailAddress>()
    private var phones = Set<String>()
    private var names = Set<[String]>()
    /// Addresses that others have too: alone they say nothing.
    var shared = Set<MailAddress>()

    /// What somebody types to be found.
    init(_ who: String) {
        ids.insert(PersonalForms.trimmed(who))
        addresses.formUnion(MailAddress.all(in: who))
    }

    /// What is held of somebody.
    init(_ files: [PersonFile]) {
        for section in files.flatMap(\.sections) {
            for row in section.rows {
                func value(_ column: String) -> String? {
                    section.columns.firstIndex(of: column).flatMap { row[$0] }
                }
                if section.table == "lead", let id = value("id") {
                    ids.insert(id)
                    addresses.formUnion(MailAddress.all(in: id))
                }
                guard section.table == "person" else { continue }
                func told(_ field: PersonalField) -> String? { value(field.rawValue) }
                addresses.formUnion(MailAddress.all(in: told(.email) ?? ""))
                if let phone = PersonalForms.phone(told(.phone)) { phones.insert(phone) }
                if let name = PersonalForms.name(told(.firstName), told(.lastName)) {
                    names.insert(name)
                }
            }
        }
    }

    mutating func add(_ more: some Sequence<MailAddress>) { addresses.formUnion(more) }

    mutating func add(_ other: PersonTraits) {
        ids.formUnion(other.ids)
        addresses.formUnion(other.addresses)
        phones.formUnion(other.phones)
        names.formUnion(other.names)
    }

    /// Whether a row is about the person.
    ///
    /// An id or an address of one's own decides. A phone or a name is shared by colleagues and namesakes:
    /// it decides where nothing else of the row is another's.
    func fit(_ row: KeptRow) -> Bool {
        if decides(row) || row.listed.contains(where: ids.contains) { return true }
        let found = addresses.intersection(row.addresses)
        let (phone, name) = (row.phone, row.name)
        let isOtherName = name.map { !names.contains($0) } ?? row.hasName
        if !found.isEmpty { return !isOtherName }
        guard row.addresses.isEmpty, row.ids.isEmpty, row.listed.isEmpty, !isOtherName else {
            return false
        }
        if let phone { return phones.contains(phone) }
        return name.map(names.contains) ?? false
    }

    /// Whether an id or an address of one's own says that a row is about the person.
    func decides(_ row: KeptRow) -> Bool {
        row.ids.contains(where: ids.contains)
            || !addresses.intersection(row.addresses).subtracting(shared).isEmpty
    }
}
