import Leads
import Quantities
import Testing

@testable import Intake

/// Lists of leads without a column of ids.
struct MadeIDTests {
    private func read(
        _ text: String, _ name: String = "beurs.csv", mappings: [TableMapping] = []
    ) throws -> Reading {
        try Reading.read(
            [ByteSource(name: name, text: text)], mappings: mappings,
            options: ReadingOptions(leadFields: ["source"]))
    }

    private func ids(_ reading: Reading) -> [String] {
        (0..<reading.facts.leads.count).map { reading.facts.leads.index.id(of: $0) }
    }

    @Test("By its address a lead is the same in another file, and the address is not shown")
    func byAddress() throws {
        let one = try read(
            "Datum;Kanaal;E-mail;Bedrijf\n13-5-2026;beurs;Anna@a.example;A\n14-5-2026;beurs;bert@b.example;B\n"
        )
        let other = try read("Created,Channel,Email\n2026-06-01,web, anna@A.example\n", "web.csv")
        #expect(one.tables[0].vendor == "Own list of leads")
        #expect(one.facts.leads.count == 2)
        #expect(ids(one)[0] == ids(other)[0])
        #expect(ids(one)[0] != ids(one)[1])
        #expect(ids(one).allSatisfy { $0.hasPrefix("m-") && !$0.contains("@") })
        #expect(one.problems.counts == [.readOtherwise: 1])
        #expect(one.problems.listed[0].message.en.contains("told by \"E-mail\""))
    }

    @Test(
        "Without an address or a phone, or where it is empty, a lead is its row; a name is not enough"
    )
    func byRow() throws {
        let names = try read(
            "Datum;Bron;Voornaam;Achternaam\n13-5-2026;beurs;Jan;de Vries\n14-5-2026;beurs;Piet;de Vries\n"
        )
        #expect(ids(names) == ["beurs.csv:2", "beurs.csv:3"])
        let mixed = try read("Created,Channel,Email\n2026-06-01,web,\n2026-06-02,web,c@c.example\n")
        #expect(ids(mixed)[0] == "beurs.csv:2")
        #expect(ids(mixed)[1].hasPrefix("m-"))
    }

    @Test(
        "What is no address of one person makes no id: dashes, words for none, and addresses of several"
    )
    func noAddress() throws {
        let rows = [
            "info@x.example", "info@x.example", "-", "-", "onbekend", "onbekend", "a@x.example",
        ]
        let text = "Datum;Kanaal;E-mail\n" + rows.map { "13-5-2026;beurs;\($0)\n" }.joined()
        var options = ReadingOptions()
        options.roles = RoleAddresses(["info"])
        let reading = try Reading.read([ByteSource(name: "b.csv", text: text)], options: options)
        // Each is a lead of its own: six by their row, and the last by its address.
        #expect(reading.facts.leads.count == 7)
        #expect(ids(reading).filter { $0.hasPrefix("b.csv:") }.count == 6)
    }

    @Test("A mapping says of which columns an id is made, and all of them have to be there")
    func mapped() throws {
        let mapping = TableMapping(facts: [
            FactMapping(
                kind: .lead,
                fields: [
                    "lead_id": .made(of: ["Wie", "Waar"]),
                    "created_at": FieldSource(column: "Wanneer"),
                    "source": FieldSource(constant: "beurs"),
                ], emptyMeansNone: false)
        ])
        let text =
            "Wie,Waar,Wanneer\nAnna,Gent,2026-05-13\nANNA,gent,2026-05-14\nAnna,Brugge,2026-05-15\n"
        #expect(try read(text, mappings: [mapping]).facts.leads.count == 2)
        #expect(throws: IntakeErrors.self) {
            _ = try read("Wie,Wanneer\nAnna,2026-05-13\n", mappings: [mapping])
        }
    }

    @Test("A list of spend is no list of leads")
    func spend() throws {
        let spend = try read("Datum;Kanaal;Bedrag\n13-5-2026;beurs;80\n", "kosten.csv")
        #expect(spend.tables[0].vendor == "Own list of spend")
    }
}
