import Foundation
import MadeWorkbooks
import TestSupport
import Testing

/// A table that is known to no format: start says what it takes its columns to be, and reads it after a yes.
struct StartTablesTests {
    /// Eight leads of two sources. By hand, with Neu nothing, Warm MQL, Termin SQL and Beauftragt won: of the
    /// fair L1 (SQL), L2 (won, 9,000.40), L4 (MQL) and L7 (SQL) are MQLs, of the site L5 (won, 2,500.60).
    private static let crm = """
        Kontaktnr;Anschrift;Erfasst;Geändert am;Wie gefunden;Verkaufsstufe;Volumen;Zuständig
        L1;ada@a.example;04.02.2026;17.02.2026;Hausmesse;Termin;7.100,00;Rita Berg
        L2;ben@b.example;05.02.2026;20.03.2026;Hausmesse;Beauftragt;9.000,40;Rita Berg
        L3;cem@c.example;06.02.2026;06.02.2026;Internet;Neu;;Rolf Tal
        L4;dag@d.example;09.02.2026;11.02.2026;Hausmesse;Warm;;Rita Berg
        L5;eva@e.example;12.02.2026;25.04.2026;Internet;Beauftragt;2.500,60;Rolf Tal
        L6;fee@f.example;13.02.2026;13.02.2026;Internet;Neu;;Rolf Tal
        L7;gil@g.example;16.02.2026;02.03.2026;Hausmesse;Termin;;Rita Berg
        L8;hal@h.example;18.02.2026;18.02.2026;Internet;Neu;;Rolf Tal

        """
    private static let spend =
        "Monat;Quelle;Kosten\n2026-02;Hausmesse;2.000,00\n2026-02;Internet;300,00\n"
    private static let answers = """
        tables: {kunden.csv: yes}
        lead_stages: mql Warm, sql Termin, won Beauftragt
        stages: won Beauftragt
        margin: 50%
        vat: no

        """

    private func place(_ crm: String = crm) throws -> TemporaryPlace {
        let place = try TemporaryPlace()
        try place.write(crm, to: "kunden.csv")
        try place.write(Self.spend, to: "kosten.csv")
        return place
    }

    /// On one line, with single blanks.
    private func flat(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func start(_ place: TemporaryPlace, _ more: String...) throws -> CommandResult {
        try Command.run(["start"] + more, in: place.url)
    }

    @Test("After one yes the report is right, and every later one reads the table the same")
    func confirmed() throws {
        let place = try place()
        try place.write(Self.answers, to: "answers.yaml")
        let start = try start(place, "--answers", "answers.yaml", "--as-of", "2026-06-30")
        #expect(start.code == 0)
        let told = flat(start.complaint)
        for line in [
            "1 kunden.csv (8 rows) is not a table that is known here",
            "\"Kontaktnr\" (L1; L2): the number of the lead",
            "\"Erfasst\" (04.02.2026; 05.02.2026): the day it came in",
            "\"Wie gefunden\" (Hausmesse; Internet): where it came from",
            "\"Verkaufsstufe\" (Termin; Beauftragt): where it stands",
            "\"Volumen\" (7.100,00; 9.000,40): the amount of its deal",
            "\"Erfasst\" is the day of creation and not \"Geändert am\": its name says so.",
            "The day stands first in dates; amounts have a decimal comma.",
            "Left out: \"Zuständig\".", "2/",
        ] {
            #expect(told.contains(line), "\(line)")
        }
        #expect(!start.complaint.contains("@") && !start.complaint.contains("Rita"))
        // 2,000 ÷ 4 MQLs = 500, 300 ÷ 1 = 300; of the fair L1, L2 and L7 are SQLs, and L2 is a customer.
        let report = flat(start.output)
        #expect(
            report.contains("Hausmesse 2,000 4 4 3 1 500.00 500 666.67 2,000"), "\(start.output)")
        #expect(report.contains("Internet 300 4 1 1 1 75.00 300 300.00 300"))
        // Half of 9,000.40 and of 2,500.60: 4,500.20 and 1,250.30, 5,750.50 ÷ 2,300 = 2.50.
        #expect(report.contains("Hausmesse 2,000 1 4,500.20"))
        #expect(report.contains("Every €1 spent has brought back €2.50 of margin"))
        let map = try String(decoding: place.data("map.yaml"), as: UTF8.self)
        #expect(map.contains("beyond: mql") && !map.contains("@") && !map.contains("Rita"))
        let mode = try FileManager.default.attributesOfItem(atPath: place.path + "/map.yaml")
        #expect((mode[.posixPermissions] as? Int) == 0o600)
        let project = try String(decoding: place.data("mql.yaml"), as: UTF8.self)
        #expect(project.contains("map: \"map.yaml\"") && project.contains("- \"kunden.csv\""))
        let again = try Command.run(["report", "--as-of", "2026-06-30"], in: place.url)
        #expect(flat(again.output).contains("Hausmesse 2,000 4 4 3 1 500.00 500 666.67 2,000"))
        #expect(try Command.run(["check"], in: place.url).code == 0)
        // Nothing of it is asked again.
        let next = try self.start(place, "--answers", "answers.yaml")
        #expect(next.code == 0 && !next.complaint.contains("is not a table that is known here"))
        #expect(
            next.complaint.contains("Not asked, and so not used: ")
                && next.complaint.contains("tables kunden.csv"))
    }

    @Test(
        "Without an answer nothing is taken, and how to say yes is told", arguments: ["en", "nl"])
    func silent(language: String) throws {
        let place = try place()
        let start = try start(place, "--lang", language)
        #expect(start.code == 65)
        let told = flat(start.complaint)
        #expect(told.contains("tables: {\"kunden.csv\": yes}"))
        #expect(
            told.contains(
                language == "en"
                    ? "kunden.csv is left out, because nobody is here to say yes."
                    : "kunden.csv blijft weg, want er is niemand om ja te zeggen."))
        #expect(try place.names() == ["kosten.csv", "kunden.csv"])
        // Nor by answers to something else.
        try place.write("margin: 50%\n", to: "answers.yaml")
        #expect(try self.start(place, "--answers", "answers.yaml").code == 65)
        #expect(try place.names() == ["answers.yaml", "kosten.csv", "kunden.csv"])
    }

    @Test("What is answered with no is kept as such, and asked again where the file is named")
    func no() throws {
        let place = try place()
        try place.write("lead_id,created_at,source\nA1,2026-02-03,Hausmesse\n", to: "leads.csv")
        try place.write("tables: {\"kunden*\": no}\n", to: "answers.yaml")
        let first = try start(place, "--answers", "answers.yaml")
        #expect(first.code == 0 && first.complaint.contains("kunden.csv is left out."))
        let project = try String(decoding: place.data("mql.yaml"), as: UTF8.self)
        #expect(project.contains("settled: [\"tables kunden.csv\"]") && !project.contains("map:"))
        let second = try start(place)
        #expect(flat(second.complaint).contains("kunden.csv is left out. That was answered before"))
        let named = try start(place, "kunden.csv")
        #expect(named.complaint.contains("is not a table that is known here"))
        // A yes takes the no away.
        try place.write("tables: {kunden.csv: yes}\n", to: "answers.yaml")
        let yes = try start(place, "--answers", "answers.yaml")
        #expect(yes.code == 0)
        let changed = try String(decoding: place.data("mql.yaml"), as: UTF8.self)
        #expect(!changed.contains("tables kunden.csv") && changed.contains("map: \"map.yaml\""))
    }

    @Test("A mapping to be changed is written, and read when it is named")
    func edit() throws {
        let place = try place()
        try place.write("tables: {kunden.csv: edit}\n", to: "answers.yaml")
        let start = try start(place, "--answers", "answers.yaml")
        #expect(start.code == 65)
        #expect(
            flat(start.complaint).contains("change it in map.yaml, then mql start --map map.yaml"))
        let next = try self.start(place, "--map", "map.yaml", "--as-of", "2026-06-30")
        #expect(
            next.code == 0
                && flat(next.complaint).contains("kunden.csv leads, stages, deals: 8 rows"))
        let project = try String(decoding: place.data("mql.yaml"), as: UTF8.self)
        #expect(project.contains("map: \"map.yaml\""))
    }

    @Test("A mapping that is there keeps what is in it, and gets the table")
    func added() throws {
        let place = try place()
        try place.write(
            "# Ours.\ntables:\n    - file: \"old*\"   # since May\n      facts:\n"
                + "        - spend: {day: Dag, amount: Som, source: {value: fair}}\n",
            to: "ours.yaml")
        try place.write("Dag;Som\n2026-02-03;40,00\n2026-02-14;60,00\n", to: "old.csv")
        try place.write(Self.answers, to: "answers.yaml")
        let start = try start(place, "--map", "ours.yaml", "--answers", "answers.yaml")
        #expect(start.code == 0)
        let map = try String(decoding: place.data("ours.yaml"), as: UTF8.self)
        #expect(map.hasPrefix("# Ours.\ntables:\n    - file: \"old*\"   # since May\n"))
        #expect(map.contains("\n    - file: \"kunden.csv\"\n"))
        #expect(!(try place.names().contains("map.yaml")))
        // 2,000 + 300 + 40 + 60 = 2,400.
        #expect(start.output.contains("€2,400.00 in the file"))
        // One that is written on one line is left as it is.
        let other = try self.place()
        try other.write(
            "{tables: [{file: x, facts: [{spend: {day: D, amount: S, source: {value: f}}}]}]}\n",
            to: "ours.yaml")
        try other.write(Self.answers, to: "answers.yaml")
        let refused = try self.start(other, "--map", "ours.yaml", "--answers", "answers.yaml")
        #expect(refused.code == 65 && refused.complaint.contains("no table can be added here"))
    }

    @Test(
        "A sheet under a title is asked about by its name, and an export of another day is read too"
    )
    func sheet() throws {
        let place = try TemporaryPlace()
        let rows: [[String]] = [
            ["Interessenten 2026"], [],
            ["Vorgangsnr", "Mailbox", "Eingegangen", "Woher", "Stand heute", "Stand seit"],
            [
                "N1", "a@a.example", "<c s=\"1\"><v>46054</v></c>", "Messe", "MQL",
                "<c s=\"1\"><v>46060</v></c>",
            ],
            [
                "N2", "b@b.example", "<c s=\"1\"><v>46055</v></c>", "Web", "SQL",
                "<c s=\"1\"><v>46070</v></c>",
            ],
            [
                "N3", "c@c.example", "<c s=\"1\"><v>46056</v></c>", "Web", "MQL",
                "<c s=\"1\"><v>46058</v></c>",
            ],
        ]
        let bytes = MadeWorkbook.workbook([
            ("Liste", rows.enumerated().map { MadeWorkbook.row($0 + 1, $1) }.joined())
        ])
        try Data(bytes).write(to: place.url.appendingPathComponent("crm-2026-03-31.xlsx"))
        try place.write("tables: {\"crm-*.xlsx!Liste\": 1}\n", to: "answers.yaml")
        let start = try start(place, "--answers", "answers.yaml")
        #expect(start.code == 0, "\(start.complaint)")
        #expect(start.complaint.contains("crm-2026-03-31.xlsx!Liste (3 rows)"))
        let map = try String(decoding: place.data("map.yaml"), as: UTF8.self)
        #expect(map.contains("file: \"crm-*.xlsx!Liste\""))
        // 46,054 is 1 February 2026; N2 is an SQL, and so was an MQL; no money was spent.
        #expect(flat(start.output).contains("Web 2 2 1"), "\(start.output)")
    }

    @Test("Exports of two months with the same columns are one question, and both are read")
    func alike() throws {
        let place = try TemporaryPlace()
        let header = "Kontaktnr;Post;Eingang;Weg;Stand;Stand seit;Wert\n"
        try place.write(
            header + "Q1;a@a.example;14.01.2026;Messe;MQL;15.01.2026;\n"
                + "Q2;b@b.example;15.01.2026;Messe;MQL;16.01.2026;\n"
                + "Q3;c@c.example;16.01.2026;Web;Kunde;18.02.2026;70,50\n",
            to: "crm-2026-01-31.csv")
        try place.write(
            header + "Q4;d@d.example;14.02.2026;Messe;MQL;15.02.2026;\n"
                + "Q5;e@e.example;15.02.2026;Web;Abgelehnt;16.02.2026;9,50\n"
                + "Q6;f@f.example;16.02.2026;Web;MQL;18.02.2026;\n",
            to: "crm-2026-02-28.csv")
        try place.write("tables: {crm-2026-02-28.csv: yes}\n", to: "answers.yaml")
        let start = try start(place, "--answers", "answers.yaml")
        #expect(start.code == 0, "\(start.complaint)")
        #expect(
            flat(start.complaint).contains(
                "1 crm-2026-01-31.csv (3 rows), and crm-2026-02-28.csv with it, is not a table"))
        #expect(!start.complaint.contains("\n2  crm"))
        // Messe: Q1, Q2 and Q4; Web: Q3, which became a customer, Q6, and Q5, of which an offer was turned down.
        let report = flat(start.output)
        #expect(report.contains("Messe 3 3 0 0") && report.contains("Web 3 3 1 1"), "\(report)")
        // A word that the product knows for a lead is one for its deal: Kunde won 70.50, and nothing is asked.
        #expect(!start.complaint.contains("Which of these stages"))
        let map = try String(decoding: place.data("map.yaml"), as: UTF8.self)
        #expect(
            map.contains("- file: \"crm-*.csv\"")
                && map.split(separator: "\n").count { $0.contains("- file") } == 1)
    }

    @Test("A list of goods is no question, and all that it lacks is told at once")
    func stock() throws {
        let place = try place()
        try place.write(
            "Artikel;Lager;Bestand;Preis\nS1;Nord;40;0,12\nS2;Nord;50;0,15\nS3;West;60;0,25\n",
            to: "lager.csv")
        try place.write(Self.answers + "by: me\n", to: "answers.yaml")
        let start = try start(place, "--answers", "answers.yaml", "--lang", "nl")
        #expect(start.code == 0)
        let told = flat(start.complaint)
        #expect(told.contains("lager.csv blijft weg. De kolommen"))
        #expect(told.contains("Wat ontbreekt: de dag of maand van elk bedrag"))
        #expect(told.contains("wat zegt dat rijen leads, deals of uitgaven zijn"))
    }

    @Test("Words by which sales turns leads down count from the day beside them")
    func rejected() throws {
        let place = try place(Self.crm.replacing(";Neu;", with: ";Unpassend;"))
        try place.write(Self.answers + "rejected: Unpassend\n", to: "answers.yaml")
        let start = try start(place, "--answers", "answers.yaml", "--as-of", "2026-06-30")
        #expect(start.code == 0)
        let explain = try Command.run(["explain", "L6", "--as-of", "2026-06-30"], in: place.url)
        // Turned down on the day of its row, and not on that of the export.
        #expect(flat(explain.output).contains("13 Feb 2026"), "\(explain.output)")
    }

    @Test("An answer that is none is told with its place")
    func wrong() throws {
        let place = try place()
        try place.write("tables: {kunden.csv: perhaps}\n", to: "answers.yaml")
        let start = try start(place, "--answers", "answers.yaml")
        #expect(start.code == 65)
        #expect(start.complaint.contains("answers.yaml:1:22: expected yes, no or edit"))
    }
}
