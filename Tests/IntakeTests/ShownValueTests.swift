import Leads
import Quantities
import Testing

@testable import Intake

/// A message about a row that is shifted says nothing of who somebody is.
struct ShownValueTests {
    @Test(
        "What looks like a date, an amount or a number is told",
        arguments: [
            "31-02-2026", "2026-99-01 25:10", "3/15/26 2:30 PM", "5 mei 26 uur",
            "Thu, 31 Feb 2026", "Q1-26", "€ 1.2.3,4", "12,x", "1'219.755.1", "EUR 1,2,3", "USD",
            "n/a", "N.v.t.", "onbekend", "?", "--", "x", "1,89E+11", "20260332", "(12.)",
            "2026-W07",
            "1:30",
        ])
    func shown(text: String) { #expect(ShownValue.phrase(text) == Phrase(text.quoted)) }

    @Test(
        "A name, an address and a telephone number are told by their length alone",
        arguments: [
            "Jan", "Jan de Vries", "2026-03-01 Jip", "April Jansen", "mei", "an@voorbeeld.example",
            "0612345678",
            "+31 6 1234 5678", "(020) 123 45 67", "06-12345678", "Dorpsstraat 12", "1234 AB",
            "vorige week", "much", "https://voorbeeld.example/1", "12 Jansen 2026",
            String(repeating: "1", count: 41),
        ])
    func hidden(text: String) {
        #expect(
            ShownValue.phrase(text)
                == Phrase(
                    en: "(a text of \(text.count) characters)",
                    nl: "(een tekst van \(text.count) tekens)"))
    }

    @Test("Rows that are shifted are told without what is in them, whichever cell is read first")
    func shifted() throws {
        // In each row the cells stand one place to the right of where they belong.
        let tables = [
            "lead_id,created_at,source,email\nK-1,Ouk Ade,2026-03-01,ouk@voorbeeld.example\n",
            "lead_id,created_at,source\nK-1,ouk@voorbeeld.example,fair\n",
            "lead_id,created_at,source\nK-1,2026-03-01 Ouk,fair\nK-2,2026-03-01 09:14 Ouk,fair\n",
            "month,source,amount\n2026-03,fair,Ouk Ade\n2026-04,fair,+31 6 1234 5678\n",
            "month,source,amount\nOuk Ade,fair,12\n",
            "deal_id,status,closed_at,amount\n1,won,Ouk Ade,12\n2,won,2026-03-01,Ouk Ade\n",
            "month,source,mqls\n2026-03,fair,Ouk Ade\n",
        ]
        for table in tables {
            var (said, first) = ("", "")
            do {
                let reading = try Reading.read(
                    [
                        ByteSource(name: "x.csv", text: table),
                        ByteSource(
                            name: "l.csv", text: "lead_id,created_at,source\nL-1,2026-03-01,a\n"),
                    ], options: ReadingOptions())
                said = reading.problems.listed.map { $0.message.en + $0.message.nl }.joined()
                let cells = reading.tables.flatMap(\.recognition.firstRows).flatMap { $0 }
                first = cells.compactMap { $0 }.joined(separator: "|")
            } catch let error as IntakeErrors { said = error.description }
            #expect(!said.isEmpty)
            #expect(!said.lowercased().contains("ouk") && !said.contains("5678"), "\(said)")
            // Nor do the first rows that are shown.
            #expect(!first.contains("Ouk") && !first.contains("5678"), "\(first)")
        }
    }
}
