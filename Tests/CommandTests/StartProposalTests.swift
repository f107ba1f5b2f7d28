import Foundation
import TestSupport
import Testing

/// Tables that are known to no format, in which not every row has all: no lead, loss or euro goes without a word.
struct StartProposalTests {
    private func place(_ crm: String, _ answers: String = "") throws -> TemporaryPlace {
        let place = try TemporaryPlace()
        try place.write(crm, to: "liste.csv")
        try place.write("tables: {liste.csv: yes}\n" + answers, to: "answers.yaml")
        return place
    }

    private func start(_ place: TemporaryPlace, _ more: String...) throws -> CommandResult {
        try Command.run(
            ["start", "--answers", "answers.yaml", "--as-of", "2026-07-31"] + more, in: place.url)
    }

    private func flat(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test("Leads without the day of closing count from the day they came in, and how many is told")
    func closing() throws {
        // By hand: of two MQLs, two SQLs, two won and two lost each one was an MQL; SQLs are the two and the won.
        let rows = (1...8).map { place in
            let word = ["MQL", "SQL", "Gewonnen", "Verloren"][place % 4]
            let closed = place % 4 > 1 ? "2\(place).02.2026" : ""
            let amount = word == "Gewonnen" ? "60,50" : ""
            return
                "R\(place);p\(place)@a.example;1\(place).01.2026;\(closed);\(word);Messe;\(amount)"
        }
        let place = try place(
            "Nummer;Mail;Eingang;Abschlussdatum;Stand;Kanal;Volumen\n"
                + rows.joined(separator: "\n") + "\n")
        let start = try start(place)
        #expect(start.code == 0, "\(start.complaint)")
        #expect(flat(start.output).contains("Messe 8 8 4 2"), "\(start.output)")
        #expect(flat(start.output).contains("4 rows without the day of a stage"))
        let told = flat(start.complaint)
        #expect(told.contains("Where \"Abschlussdatum\" is empty (4 of 8 rows)"))
        let map = try String(decoding: place.data("map.yaml"), as: UTF8.self)
        #expect(map.contains("at: {column: \"Abschlussdatum\", or: \"Eingang\"}"))
        let again = try Command.run(["report", "--as-of", "2026-07-31"], in: place.url)
        #expect(flat(again.output).contains("Messe 8 8 4 2"))
        #expect(try Command.run(["check"], in: place.url).code == 0)
    }

    @Test("A mapping without such a column tells how many stages it lacks the day of")
    func dropped() throws {
        let place = try place(
            "Nummer;Mail;Eingang;Seit;Stand;Kanal\nR1;a@a.example;14.01.2026;15.01.2026;MQL;Messe\n"
                + "R2;b@b.example;15.01.2026;;SQL;Messe\nR3;c@c.example;15.01.2026;;Neu;Messe\n"
                + "R4;d@d.example;15.01.2026;;;Messe\n")
        try place.write(
            """
            tables:
              - file: liste.csv
                facts:
                  - lead: {lead_id: Nummer, created_at: Eingang, source: Kanal, email: Mail}
                  - stage: {stage: Stand, at: Seit}

            """, to: "map.yaml")
        for (language, told) in [
            ("en", "1 row with a stage and without its day"),
            ("nl", "1 rij met een fase en zonder dag daarvan"),
        ] {
            let report = try Command.run(
                [
                    "report", "--data", "liste.csv", "--map", "map.yaml", "--as-of", "2026-07-31",
                    "--lang", language,
                ], in: place.url)
            // R2; R3 has no stage yet, and R4 says nothing.
            #expect(report.code == 0 && flat(report.output).contains(told), "\(report.output)")
        }
    }

    /// Of the search engine two SQLs, two lost, one turned down with an amount and two without; one of the fair won.
    private func lost(_ word: String) -> String {
        """
        Nummer;Mail;Eingang;Stand seit;Stand;Kanal;Volumen
        R1;a@a.example;14.01.2026;15.02.2026;SQL;Suche;
        R2;b@b.example;15.01.2026;16.02.2026;SQL;Suche;
        R3;c@c.example;16.01.2026;17.02.2026;\(word);Suche;90,50
        R4;d@d.example;17.01.2026;18.02.2026;\(word);Suche;
        R5;e@e.example;18.01.2026;19.02.2026;Abgelehnt;Suche;40,50
        R6;f@f.example;19.01.2026;20.02.2026;Abgelehnt;Suche;
        R7;g@g.example;20.01.2026;21.02.2026;Abgelehnt;Suche;
        R8;h@h.example;21.01.2026;22.02.2026;Gewonnen;Messe;70,50

        """
    }

    @Test(
        "Lost deals were MQLs, and of who was turned down with nothing more it is told",
        arguments: ["Verloren", "Lost", "Perdido", "Perdu", "Vom Tisch"])
    func losses(word: String) throws {
        let isSaid = word == "Vom Tisch"
        let place = try place(
            lost(word), isSaid ? "lead_stages: lost Vom Tisch\nstages: lost Vom Tisch\n" : "")
        let start = try start(place)
        #expect(start.code == 0, "\(start.complaint)")
        // R1 to R5 of seven leads were MQLs, R1 and R2 are SQLs.
        #expect(flat(start.output).contains("Suche 7 5 2 0"), "\(start.output)")
        #expect(flat(start.output).contains("2 leads turned down, of which nothing says"))
        if isSaid {
            let project = try String(decoding: place.data("mql.yaml"), as: UTF8.self)
            #expect(project.contains("\"Vom Tisch\": lost"))
        }
        let dutch = try Command.run(
            ["report", "--as-of", "2026-07-31", "--lang", "nl"], in: place.url)
        #expect(flat(dutch.output).contains("2 leads afgewezen, waarvan niets zegt"))
    }

    @Test("A word that sales uses for turning leads down is told the same")
    func turnedDown() throws {
        let place = try place(
            lost("Verloren").replacingOccurrences(of: "Abgelehnt", with: "Unpassend"),
            "rejected: Unpassend\n")
        let start = try start(place)
        #expect(start.code == 0, "\(start.complaint)")
        #expect(flat(start.output).contains("Suche 7 5 2 0"), "\(start.output)")
        #expect(flat(start.output).contains("2 leads turned down, of which nothing says"))
    }

    @Test("One id that is missing joins nobody: two deals of one person are two")
    func ids() throws {
        let rows = [
            "R1;ida@a.example;13.01.2026;20.01.2026;Gewonnen;Messe;100,50",
            "R2;ida@a.example;14.02.2026;20.02.2026;Gewonnen;Messe;200,25",
            ";jan@b.example;15.02.2026;24.02.2026;Gewonnen;Messe;300,10",
            "R4;kim@c.example;16.02.2026;25.02.2026;MQL;Messe;",
        ]
        let header = "Nummer;Mail;Eingang;Stand seit;Stand;Kanal;Volumen\n"
        let place = try place(header + rows.joined(separator: "\n") + "\n")
        let start = try start(place)
        #expect(start.code == 0, "\(start.complaint)")
        // 100.50 + 200.25 + 300.10 = 600.85, of three deals.
        #expect(start.complaint.contains("€601 of won deals"), "\(start.complaint)")
        #expect(flat(start.output).contains("Won deals 3 closed in the period"), "\(start.output)")
        #expect(
            flat(start.complaint).contains(
                "\"Nummer\" is empty in some rows: leads there are told apart by \"Mail\"."))
        // Without numbers at all one person is one lead with two deals.
        let without = try self.place(
            header.replacingOccurrences(of: "Nummer", with: "Zusatz")
                + rows.map { "x;" + $0.drop { $0 != ";" }.dropFirst() }.joined(separator: "\n")
                + "\n")
        let bare = try self.start(without)
        #expect(bare.code == 0, "\(bare.complaint)")
        #expect(flat(bare.output).contains("Won deals 3 closed in the period"), "\(bare.output)")
    }

    @Test("Amounts in another currency are no euros, by a column or by the name of one")
    func currencies() throws {
        let crm = lost("Verloren")
        let place = try place(crm.replacingOccurrences(of: "Volumen", with: "Volumen (CHF)"))
        let start = try start(place)
        #expect(start.code == 0, "\(start.complaint)")
        #expect(flat(start.output).contains("in another currency: CHF 70.50"), "\(start.output)")
        #expect(
            flat(start.complaint).contains(
                "Amounts are in CHF: the name of \"Volumen (CHF)\" says so."))
        let map = try String(decoding: place.data("map.yaml"), as: UTF8.self)
        #expect(map.contains("currency: {value: \"CHF\"}"))
        let column = try self.place(
            crm.split(separator: "\n").enumerated().map { place, row in
                "\(row);" + (place == 0 ? "Valuta" : place == 8 ? "Franken" : "")
            }.joined(separator: "\n") + "\n")
        let other = try self.start(column)
        #expect(other.code == 0, "\(other.complaint)")
        #expect(flat(other.output).contains("in another currency: CHF 70.50"), "\(other.output)")
    }

    @Test(
        "Amounts beside words that nobody knows are no leads chosen by outcome: the question is named"
    )
    func amounts() throws {
        // Of twelve leads one was won and one is an SQL; ten stand where nobody knows, each with an amount.
        let rows = (1...12).map { place in
            let word = place == 1 ? "Gewonnen" : place == 2 ? "SQL" : "Warteraum"
            return "R\(place);p\(place)@a.example;\(10 + place).01.2026;"
                + "\(10 + place).02.2026;\(word);Messe;\(place)0,50"
        }
        let crm =
            "Nummer;Mail;Eingang;Stand seit;Stand;Kanal;Volumen\n"
            + rows.joined(separator: "\n") + "\n"
        let open = try start(try place(crm))
        #expect(open.code == 0 && !flat(open.output).contains("chosen by outcome: "))
        #expect(!flat(open.output).contains("Export all leads"), "\(open.output)")
        #expect(
            flat(open.output).contains("of some of those deals nobody knows what their stage means")
        )
        // Once it is said that the word says nothing yet, nothing is wrong with the leads.
        let answered = try start(try place(crm, "lead_stages: none\nstages: none\n"))
        #expect(answered.code == 0, "\(answered.complaint)")
        #expect(!flat(answered.output).contains("chosen by outcome"), "\(answered.output)")
        #expect(!flat(answered.output).contains("nobody knows what their stage means"))
    }

    @Test(
        "Who leaves the only list of leads out hears that it is asked again",
        arguments: ["en", "nl"])
    func declined(language: String) throws {
        let told =
            language == "en"
            ? "Without liste.csv there is no lead to report on: nothing is written down"
            : "Zonder liste.csv is er geen lead om over te rapporteren: er is niets opgeschreven"
        for others in [[], ["kosten.csv"]] {
            let place = try place(lost("Verloren"))
            try place.write("tables: {liste.csv: no}\n", to: "answers.yaml")
            for other in others {
                try place.write("Monat;Quelle;Kosten\n2026-02;Messe;20,00\n", to: other)
            }
            let start = try start(place, "--lang", language)
            #expect(start.code == 65 && flat(start.complaint).contains(told), "\(start.complaint)")
            #expect(try place.names() == ["answers.yaml"] + others + ["liste.csv"])
        }
    }

    @Test(
        "A header without rows is told as such",
        arguments: [
            "Nummer;Mail;Eingang;Stand;Kanal\n", "Nr;E-Mail;Angelegt;Status;Quelle\n",
            "Dealnr;Stand;Betrag;Abschluss\n\n",
        ])
    func noRows(header: String) throws {
        let place = try place(lost("Verloren"))
        try place.write(header, to: "neu.csv")
        let start = try start(place)
        #expect(start.code == 0)
        #expect(
            flat(start.complaint).contains("neu.csv is left out. It has a header but no rows"),
            "\(start.complaint)")
        #expect(!start.complaint.contains("again with that column"))
    }

    @Test("Deals belong to the leads whose numbers they have, and where none do it is said")
    func deals() throws {
        let leads =
            "Vorgang;Mail;Eingang;Stand seit;Stand;Kanal\n"
            + (1...4).map { "V\($0);p\($0)@a.example;1\($0).01.2026;2\($0).01.2026;MQL;Messe\n" }
            .joined()
        func deals(_ name: String, _ ids: [String]) -> String {
            "Auftrag;\(name);Ergebnis;Betrag;Abschluss\n"
                + ids.enumerated().map { place, id in
                    "A\(place + 1);\(id);Gewonnen;\(place + 1)0,50;2\(place).03.2026\n"
                }.joined()
        }
        for (name, ids, isJoined) in [
            ("Vorgang", ["V1", "V2", "V4"], true), ("VORGANG", ["V1", "V1", "V3"], true),
            ("Vorgang", ["X1", "X2", "X3"], false), ("Sonstiges", ["V1", "V2", "V4"], false),
        ] {
            let place = try place(leads)
            try place.write(deals(name, ids), to: "auftr.csv")
            try place.write("tables: {\"*.csv\": yes}\n", to: "answers.yaml")
            let start = try start(place)
            #expect(start.code == 0, "\(start.complaint)")
            #expect(
                flat(start.complaint).contains("which lead each deal belongs to") != isJoined,
                "\(start.complaint)")
            #expect(
                flat(start.output).contains("Won deals 3 closed in the period = 3 from its MQLs")
                    == isJoined, "\(start.output)")
        }
    }
}
