import Quantities
import TestSupport
import Testing

@testable import Intake

/// Days, currencies and ids of tables that are known to no format, where not every row has them.
struct ProposedFieldsTests {
    private func proposal(_ text: String) throws -> MappingProposal {
        let found = try MappingProposal.ofUnknown(
            in: ByteSource(name: "t.csv", text: text), mappings: [], options: ReadingOptions())
        return try #require(found.first)
    }

    private func line(_ found: MappingProposal, _ field: String) -> MappingProposal.Line? {
        (found.lines + found.beside.flatMap(\.lines)).first { $0.field == field }
    }

    @Test(
        "A day of closing is not the day of a stage where it is empty",
        arguments: ["Abschlussdatum", "Unterschrieben am", "Getekend op", "Fecha de cierre"])
    func closing(name: String) throws {
        let found = try proposal(
            """
            Nummer;Mail;Eingang;\(name);Stand;Kanal;Volumen
            R1;a@a.example;14.01.2026;;MQL;Messe;
            R2;b@b.example;15.01.2026;;SQL;Messe;
            R3;c@c.example;16.01.2026;20.02.2026;Gewonnen;Messe;70,50
            R4;d@d.example;17.01.2026;21.02.2026;Verloren;Messe;

            """)
        let at = try #require(line(found, "at"))
        #expect(at.column == name && at.instead == ["Eingang"])
        // R1 and R2 of four.
        #expect(at.why?.en.contains("is empty (2 of 4 rows)") == true)
        #expect(line(found, "closed_at")?.column == name)
    }

    @Test("The day of a stage and that of closing are two, each for what it is called by")
    func both() throws {
        let found = try proposal(
            """
            Nummer;Mail;Eingang;Stand seit;Abschlussdatum;Stand;Kanal;Volumen
            R1;a@a.example;14.01.2026;15.01.2026;;MQL;Messe;
            R2;b@b.example;15.01.2026;;;SQL;Messe;
            R3;c@c.example;16.01.2026;18.02.2026;20.02.2026;Gewonnen;Messe;70,50

            """)
        let (at, closed) = (line(found, "at"), line(found, "closed_at"))
        #expect(at?.column == "Stand seit" && at?.instead == ["Eingang"])
        #expect(closed?.column == "Abschlussdatum")
        #expect(closed?.instead == ["Stand seit", "Eingang"])
    }

    @Test(
        "A day on which somebody expects an end is the day of nothing",
        arguments: ["Abschluss erwartet", "Expected close", "Abschluss"])
    func expected(name: String) throws {
        // Leads of which nothing was decided have it too, whatever it is called.
        let found = try proposal(
            """
            Nummer;Mail;Eingang;\(name);Stand;Kanal
            R1;a@a.example;14.01.2026;14.07.2026;MQL;Messe
            R2;b@b.example;15.01.2026;15.07.2026;SQL;Messe
            R3;c@c.example;16.01.2026;20.02.2026;Gewonnen;Messe

            """)
        #expect(line(found, "at") == nil && found.others == [name])
        #expect(found.lacking.contains { $0.en.hasPrefix("the day on which leads came where") })
    }

    @Test("What some rows alone have is no day of creation")
    func sparse() throws {
        let found = try proposal(
            """
            Nummer,Tag A,Tag B,Kanal,Mail
            R1,,2026-02-01,Messe,a@a.example
            R2,2026-02-04,2026-02-05,Messe,b@b.example
            R3,,2026-02-03,Web,c@c.example

            """)
        #expect(line(found, "created_at")?.column == "Tag B")
    }

    @Test(
        "A column of codes is the currency, in whatever language it is called so",
        arguments: ["Währung", "Currency", "Moneda", "Devise", "Valuta", "Sp7"])
    func currency(name: String) throws {
        let found = try proposal(
            """
            Nummer;Mail;Eingang;Stand seit;Stand;Kanal;Volumen;\(name)
            R1;a@a.example;14.01.2026;15.01.2026;MQL;Messe;;EUR
            R2;b@b.example;15.01.2026;18.02.2026;Gewonnen;Web;90,50;CHF
            R3;c@c.example;16.01.2026;19.02.2026;Gewonnen;Web;70,50;CHF
            R4;d@d.example;16.01.2026;19.02.2026;SQL;Messe;;

            """)
        #expect(line(found, "currency")?.column == name && found.others.isEmpty)
        #expect(line(found, "source")?.column == "Kanal")
    }

    @Test("Signs and words for currencies are codes in the mapping")
    func signs() throws {
        let found = try proposal(
            """
            Tag;Kanal;Kosten;Währung
            2026-02-01;Messe;70,50;€
            2026-02-02;Messe;80,50;Franken
            2026-02-03;Web;90,50;USD

            """)
        #expect(found.kind == .spend)
        #expect(
            line(found, "currency")?.values.map { "\($0.text) \($0.meaning)" } == [
                "€ EUR", "Franken CHF",
            ])
    }

    @Test(
        "The name of the column of amounts may say the currency",
        arguments: [
            ("Kosten (CHF)", "CHF"), ("Mediakosten CHF", "CHF"), ("Kosten in USD", "USD"),
            ("Kosten_GBP", "GBP"), ("Kosten €", "EUR"), ("Kosten", nil), ("Kosten all in", nil),
            ("Kosten EUR/CHF", nil),
        ])
    func named(name: String, code: String?) throws {
        let found = try proposal(
            "Tag;Kanal;\(name)\n2026-02-01;Messe;70,50\n2026-02-02;Web;80,50\n")
        #expect(line(found, "currency")?.constant == code)
    }

    @Test("A column of ids is one with a few of them left out, and no more")
    func ids() throws {
        func table(_ ids: [String]) -> String {
            "Zeichen;Mail;Eingang;Stand seit;Stand;Kanal;Volumen\n"
                + ids.enumerated().map { place, id in
                    "\(id);p\(place)@a.example;1\(place).01.2026;2\(place).01.2026;MQL;Messe;70,50\n"
                }.joined()
        }
        let one = try proposal(table(["R1", "R2", "", "R4", "R5"]))
        let id = try #require(line(one, "lead_id"))
        #expect(id.column == "Zeichen" && id.made == ["Mail"] && id.isMadeWhereEmpty)
        #expect(
            id.why?.en == "Where \"Zeichen\" is empty (1 row), \"Mail\" tells one lead from another"
        )
        #expect(line(one, "deal_id")?.made == ["Mail", "Eingang", "Volumen"])
        // Two of five is no id of each.
        let two = try proposal(table(["R1", "", "", "R4", "R5"]))
        #expect(line(two, "lead_id")?.column == nil && line(two, "lead_id")?.made == ["Mail"])
        #expect(line(two, "deal_id")?.made == ["Mail", "Eingang", "Volumen"])
        // The same twice is none.
        #expect(line(try proposal(table(["R1", "R1", "R3", "R4"])), "lead_id")?.column == nil)
    }
}
