import Quantities
import TestSupport
import Testing

@testable import Leads

/// Which leads are one person.
struct PersonTests {
    private let roles = RoleAddresses(["info", "sales", "inkoop"])

    private func mark(_ email: String, _ first: String = "", _ last: String = "") -> PersonMark {
        func bytes<Value>(_ text: String, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
            Array(text.utf8).withUnsafeBytes(body)
        }
        return bytes(email) { email in
            bytes(first) { first in
                bytes(last) { PersonMark(email: email, first: first, last: $0, roles) }
            }
        }
    }

    private func table(
        _ rows: [(id: String, email: String, first: String, last: String)]
    ) -> LeadTable {
        var leads = LeadTable(columns: ["source", Persons.mergedIDs])
        for (place, row) in rows.enumerated() {
            _ = Array(row.id.utf8).withUnsafeBytes { leads.index.insert($0) }
            leads.pad(to: place + 1)
            leads.created[place] = Instant(seconds: Int64(place))
            leads.marks[place] = mark(row.email, row.first, row.last)
        }
        return leads
    }

    private func groups(_ rows: [(String, String, String, String)]) -> [[String]] {
        let leads = table(rows.map { (id: $0.0, email: $0.1, first: $0.2, last: $0.3) })
        return Persons(leads).groups.map { $0.leads.map(leads.index.id(of:)) }
    }

    @Test(
        "One address in another form is one address",
        arguments: [
            "PIET@KADE.EXAMPLE", "  piet@kade.example ", "mailto:piet@kade.example",
            "Piet Kade <piet@kade.example>", "piet@kade.example; ander@kade.example",
        ])
    func forms(text: String) {
        #expect(mark(text).address == mark("piet@kade.example").address)
        #expect(mark(text).address != 0)
    }

    @Test(
        "An address of a task, or none, is of no person",
        arguments: [
            "info@kade.example", "Sales@kade.example", "sales.benelux@kade.example",
            "inkoop+beurs@kade.example", "", "-", "n/a",
        ])
    func nobody(text: String) {
        #expect(mark(text).address == 0)
    }

    @Test("With a salt the same address is another number")
    func salt() {
        let plain = mark("piet@kade.example").address
        let salted = Array("piet@kade.example".utf8).withUnsafeBytes { email in
            PersonMark(
                email: email, first: UnsafeRawBufferPointer(start: nil, count: 0),
                last: UnsafeRawBufferPointer(start: nil, count: 0), roles, salt: 7
            ).address
        }
        #expect(plain != salted)
    }

    @Test("Names that fit are one person, and names that contradict are several")
    func names() {
        let address = "kade@kade.example"
        func contradict(_ names: [(String, String)]) -> Bool {
            PersonMark.contradict(names.map { mark(address, $0.0, $0.1) })
        }
        #expect(!contradict([("Piet", "Kade"), ("piet", "KADE")]))
        #expect(!contradict([("Piet", "Kade"), ("", "")]))
        #expect(!contradict([("P.", "Kade"), ("Piet", "van der Kade"), ("Piet-Jan", "Kade-Brug")]))
        #expect(!contradict([("Zoë", "Müller"), ("Zoe", "Muller")]))
        #expect(contradict([("Piet", "Kade"), ("Anna", "Kade")]))
        #expect(contradict([("Piet", "Kade"), ("Piet", "Brug")]))
        // The initial fits both, and they do not fit each other.
        #expect(contradict([("P.", ""), ("Piet", ""), ("Paul", "")]))
    }

    @Test("Leads with one address are one group, the first created in front")
    func addresses() {
        #expect(
            groups([
                ("B-9", "piet@kade.example", "", ""), ("B-2", "anna@kade.example", "", ""),
                ("B-1", "PIET@kade.example", "Piet", ""), ("B-3", "info@kade.example", "", ""),
                ("B-4", "info@kade.example", "", ""), ("B-5", "team@kade.example", "An", ""),
                ("B-6", "team@kade.example", "Bo", ""), ("B-7", "", "", ""), ("B-8", "", "", ""),
            ]) == [["B-9", "B-1"]])
        let leads = table([
            (id: "B-9", email: "piet@kade.example", first: "", last: ""),
            (id: "B-1", email: "piet@kade.example", first: "", last: ""),
        ])
        let persons = Persons(leads)
        // Counted under the smallest id, which has number 1 here.
        #expect(persons.person(of: 0) == 1)
        #expect(persons.leads(of: 1) == [0, 1])
    }

    @Test("Both forms of an id of Salesforce are one, and only where the ending belongs to it")
    func idForms() {
        // 00Q5e, 00001, Ab3Dk: a capital at the third place, none, at the first and fourth:
        // 4, 0 and 9 of A–Z and 0–5 are E, A and J.
        #expect(IDForms.other("00Q5e00001Ab3Dk") == "00Q5e00001Ab3DkEAJ")
        #expect(IDForms.short("00Q5e00001Ab3DkEAJ") == "00Q5e00001Ab3Dk")
        #expect(IDForms.short("00Q5e00001Ab3DkEAA") == nil)
        #expect(IDForms.other("18916500370") == nil)
        #expect(
            groups([
                ("00Q5e00001Ab3Dk", "", "", ""), ("00Q5e00001ab3dk", "", "", ""),
                ("00Q5e00001Ab3DkEAJ", "", "", ""),
            ]) == [["00Q5e00001Ab3Dk", "00Q5e00001Ab3DkEAJ"]])
    }

    @Test("Ids that a CRM has merged are one person, also by way of a third")
    func merged() {
        var leads = table([
            (id: "11", email: "", first: "", last: ""), (id: "12", email: "", first: "", last: ""),
            (id: "13", email: "o@kade.example", first: "", last: ""),
            (id: "14", email: "o@kade.example", first: "", last: ""),
        ])
        leads.columns[1].symbols[0] = leads.columns[1].table.intern("13; 99")
        #expect(
            Persons(leads).groups.map { $0.leads.map(leads.index.id(of:)) } == [["11", "13", "14"]])
    }

    @Test("Among a hundred thousand addresses each pair is found, and nothing else")
    func many() {
        var leads = LeadTable()
        let count = 100_000
        for number in 0..<count {
            _ = Array("N\(number)".utf8).withUnsafeBytes { leads.index.insert($0) }
        }
        leads.pad(to: count)
        for number in 0..<count {
            var hash = RowHash(kind: 1)
            // Every thousandth has the address of the one before.
            hash.mix(UInt64(number % 1000 == 999 ? number - 1 : number))
            leads.marks[number].address = hash.finished
        }
        let groups = Persons(leads).groups
        #expect(groups.count == 100)
        #expect(groups.allSatisfy { $0.leads.count == 2 && $0.leads[1] == $0.leads[0] + 1 })
    }
}
