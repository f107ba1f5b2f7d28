import Foundation
import TestSupport
import Testing

/// A mapping to begin with, which is a mapping that can be used once what it asks is filled in.
struct MapTests {
    @Test(
        "Leads under names that no list has are told by what stands in them, and the mapping reads them"
    )
    func leads() throws {
        let place = try TemporaryPlace()
        try place.write(
            """
            Wer;Post;Gesehen;Wo;Bewertung
            K-71;anna@a.example;13-4-2026;Messe;gut
            K-72;bert@b.example;2-4-2026;Messe;gut
            K-73;cor@c.example;5-4-2026;Web;gut
            K-74;dirk@d.example;6-4-2026;Web;schlecht

            """, to: "kontakte.csv")
        let map = try Command.run(["map", "kontakte.csv"], in: place.url)
        #expect(map.code == 0)
        for line in [
            "lead_id: \"Wer\"", "created_at: \"Gesehen\"", "source: \"Wo\"", "email: \"Post\"\n",
            "date_order: dmy", "# not used: \"Bewertung\"",
        ] {
            #expect(map.output.contains(line), "\(line)")
        }
        // Nobody's address is shown.
        #expect(!map.output.contains("@"))
        try place.write(map.output, to: "map.yaml")
        let report = try Command.run(
            [
                "leads", "--data", "kontakte.csv", "--map", "map.yaml", "--as-of", "2026-05-01",
                "--format", "csv",
            ],
            in: place.url)
        #expect(report.code == 0)
        // 13-4-2026 has the day in front, so that 2-4-2026 is 2 April.
        #expect(report.output.contains("K-72,2026-04-02,"))
    }

    @Test("Spend and deals are told from leads, and what is missing is asked")
    func money() throws {
        let place = try TemporaryPlace()
        try place.write(
            "Wann;Wieviel;Wofür\n2026-04-01;1.250,50;Messe\n2026-04-02;80,00;Messe\n",
            to: "geld.csv")
        let spend = try Command.run(["map", "geld.csv", "--lang", "nl"], in: place.url)
        #expect(spend.output.contains("- spend:"))
        #expect(spend.output.contains("amount: \"Wieviel\"   # zoals"))
        #expect(spend.output.contains("decimal: comma"))
        try place.write("Beleg,Stand,Summe\n1,Gewonnen,1250.50\n2,Verloren,80.00\n", to: "d.csv")
        let deals = try Command.run(["map", "d.csv"], in: place.url)
        #expect(deals.output.contains("- deal:"))
        #expect(deals.output.contains("status: \"Stand\""))
        #expect(deals.output.contains("# closed_at:   # which column?"))
    }

    @Test("Of several files and folders there is one mapping, and each that is no table is named")
    func several() throws {
        let place = try TemporaryPlace()
        try place.write("Wer;Wo;Seit\nK-1;Messe;2026-04-01\nK-2;Web;2026-04-02\n", to: "a.csv")
        try place.write("Beleg,Stand,Summe\n1,Won,12.50\n2,Lost,80.00\n", to: "b.csv")
        let both = try Command.run(["map", "a.csv", "b.csv"], in: place.url)
        #expect(both.code == 0)
        #expect(both.output.contains("mql report --data \"a.csv\" \"b.csv\""))
        #expect(
            both.output.contains("- file: \"a.csv\"") && both.output.contains("- file: \"b.csv\""))
        let folder = try Command.run(["map", "."], in: place.url)
        #expect(folder.output.contains("status: \"Stand\""))
        try place.write("%PDF-1.7\n", to: "c.csv")
        try place.write("one\n", to: "d.csv")
        let some = try Command.run(["map", "a.csv", "c.csv", "d.csv"], in: place.url)
        #expect(some.code == 65)
        #expect(some.complaint.contains("c.csv:1:1: This is a PDF."))
        #expect(some.complaint.contains("d.csv has no table"))
    }

    @Test("Without ids an id is made, and a workbook gives a table for each sheet")
    func workbook() throws {
        let path = Fixtures.url("start-folder/beurs.xlsx").path
        let map = try Command.run(["map", path])
        #expect(map.output.contains("- file: \"beurs.xlsx!Beurs\""))
        // A column of names makes no id, and nobody's name is an example.
        #expect(map.output.contains("lead_id: {columns: [\"E-mail\"]}"))
        #expect(!map.output.contains("Persoon"))
    }

    @Test("What is no table is told")
    func nothing() throws {
        let place = try TemporaryPlace()
        try place.write("just a line\n", to: "x.txt")
        try place.write("%PDF-1.7", to: "x.pdf")
        #expect(try Command.run(["map", "x.txt"], in: place.url).code == 65)
        #expect(try Command.run(["map", "x.pdf"], in: place.url).complaint.contains("PDF"))
        #expect(try Command.run(["map", "none.csv"], in: place.url).code == 66)
    }
}
