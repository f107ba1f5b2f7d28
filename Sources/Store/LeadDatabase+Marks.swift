internal import Foundation
internal import GRDB
internal import Intake
internal import Leads
internal import Quantities

/// By what persons are marked who were erased or have objected.
extension LeadDatabase {
    /// By what leads are known that are one person or several: ids, those that a CRM has merged into them and
    /// that are no lead's, and addresses, and phones with names, that nobody beside them has.
    func texts(
        _ db: Database, of leads: [(id: String, number: Int64)]
    ) throws -> [ErasedText] {
        try leads.map { ErasedText.lead($0.id) }
            + mergedIDs(db, of: leads).map(ErasedText.lead)
            + ownAddresses(db, of: leads).map { ErasedText.address($0.text) }
            + ownContacts(db, of: leads)
    }

    /// Ids that a CRM has merged into some leads, as far as no lead has them and no other names them.
    func mergedIDs(
        _ db: Database, of leads: [(id: String, number: Int64)]
    ) throws -> [String] {
        var ids: [String] = []
        let own = Set(leads.map(\.id))
        let others = try merges(db).map(\.naming).filter { !own.contains($0.lead) }
        let shared = MergedIDs(others) { _ in nil }
        let known = try db.makeStatement(sql: "SELECT number FROM lead WHERE id = ?")
        for lead in leads {
            let cells = try String.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT value.text FROM more
                    JOIN symbol AS field ON field.number = more.field
                    JOIN symbol AS value ON value.number = more.value
                    WHERE more.lead = ? AND field.text = ?
                    """, arguments: [lead.number, Persons.mergedIDs])
            for id in cells.flatMap(Persons.merged)
            where !ids.contains(id) && shared.leads(naming: id).isEmpty {
                if try Int64.fetchOne(known, arguments: [id]) == nil { ids.append(id) }
            }
        }
        return ids
    }

    /// Addresses of leads, and those that are their ids, which no lead beside them has.
    private func ownAddresses(
        _ db: Database, of leads: [(id: String, number: Int64)]
    ) throws -> [MailAddress] {
        var addresses: [MailAddress] = []
        for (id, lead) in leads {
            let cells = try String.fetchAll(
                db,
                sql: "SELECT DISTINCT email FROM person WHERE lead = ? AND email IS NOT NULL",
                arguments: [lead])
            for address in ([id] + cells).flatMap({ MailAddress.all(in: $0) })
            where !addresses.contains(address) {
                addresses.append(address)
            }
        }
        guard !addresses.isEmpty else { return [] }
        let own = Set(leads.map(\.number))
        let wanted = Set(addresses.map(\.text))
        var shared = Set<String>()
        try eachAddress(db) { lead, address in
            if wanted.contains(address), !own.contains(lead) { shared.insert(address) }
        }
        return addresses.filter { !shared.contains($0.text) }
    }

    /// Phone and name of leads, where no lead beside them has both.
    private func ownContacts(
        _ db: Database, of leads: [(id: String, number: Int64)]
    ) throws -> [ErasedText] {
        var contacts: [[String]] = []
        func contact(_ reader: RowReader) -> [String]? {
            guard let phone = PersonalForms.phone(reader.optionalText(3)),
                let name = PersonalForms.name(reader.optionalText(1), reader.optionalText(2))
            else { return nil }
            return [phone] + name
        }
        let columns = "SELECT lead, first_name, last_name, phone FROM person"
        let ofLead = try RowReader(db, "\(columns) WHERE lead = ? AND phone IS NOT NULL")
        for lead in leads {
            ofLead.restart(lead.number)
            while try ofLead.next() {
                if let contact = contact(ofLead), !contacts.contains(contact) {
                    contacts.append(contact)
                }
            }
        }
        guard !contacts.isEmpty else { return [] }
        let (own, wanted) = (Set(leads.map(\.number)), Set(contacts))
        var shared = Set<[String]>()
        let all = try RowReader(db, "\(columns) WHERE phone IS NOT NULL")
        while try all.next() {
            guard !own.contains(all.int(0)) else { continue }
            if let contact = contact(all), wanted.contains(contact) { shared.insert(contact) }
        }
        return contacts.filter { !shared.contains($0) }.map {
            ErasedText.contact(phone: $0[0], name: Array($0.dropFirst()))
        }
    }
}
