import Leads
import Quantities
import TestSupport
import Testing

@testable import Intake

/// Totals, rows with too many or too few cells, and dates in two orders.
struct RowShapeTests {
    private func read(_ text: String, _ name: String = "x.csv") throws -> Reading {
        try Reading.read([ByteSource(name: name, text: text)], options: ReadingOptions())
    }

    // MARK: Totals

    @Test(
        "A total has no day and no id; a name that begins with the word is a name",
        arguments: [
            ("Total", TotalWord.Match.whole), ("Totaal: account", .whole), ("Grand Total", .whole),
            ("Grand Totals (12 records)", .whole), ("Eindtotaal", .whole), ("SUBTOTAAL", .whole),
            ("Summe:", .whole), ("Total, --", .whole), ("Total campaigns", .whole),
            ("Totaal alle campagnes", .whole), ("TotalEnergies", .beginning),
            ("Totaal Installatie", .beginning), ("Summe GmbH", .beginning),
            ("Saldo Advies", .beginning),
            ("Pompen totaal", .none), ("Merk", .none),
        ])
    func words(text: String, match: TotalWord.Match) {
        #expect(TotalWord.match(text) == match)
    }

    @Test(
        "A source that begins with the word counts in a list of one's own: 10 + 20, beside a total of 30"
    )
    func ownList() throws {
        let reading = try read(
            "Bron;Maand;Bedrag\nTotaal Installatie;2026-03;10,00\nbeurs;2026-03;20,00\nTotaal;;30,00\n"
        )
        #expect(reading.facts.spend.map(\.source) == ["Totaal Installatie", "beurs"])
        #expect(reading.tables[0].skipped == 1)
        #expect(reading.tables[0].total?.stated == 3_000)
        #expect(reading.problems.isEmpty)
        let canonical = try read(
            "month,source,amount\n2026-03,fair,10.00\n2026-03,web,5.00\n,Total,15.00\n")
        #expect(canonical.facts.spend.map(\.money.cents) == [1_000, 500])
        #expect(canonical.problems.isEmpty)
    }

    @Test("A campaign called Total Solutions above a true total: 40 + 50, and 90 stated")
    func campaign() throws {
        let front =
            "Campaign report\n\"March 1, 2026 - March 31, 2026\"\n"
            + "Campaign status,Campaign,Currency code,Cost\n"
        let reading = try read(
            front + "Enabled,Total Solutions,EUR,40.00\nEnabled,Merk,EUR,50.00\n"
                + "Total: Campaigns, --,EUR,90.00\n")
        #expect(reading.facts.spend.map(\.money.cents) == [4_000, 5_000])
        #expect(reading.tables[0].total?.stated == 9_000)
        #expect(reading.problems.isEmpty)
        // Without a word as a whole the sum decides: "Total Energies" may be that of the rows above.
        let summed = try read(
            front + "Enabled,Merk,EUR,40.00\nEnabled,Beurs,EUR,50.00\nTotal campaigns,,EUR,90.00\n")
        #expect(summed.facts.spend.count == 2)
        let unclear = try read(
            front + "Enabled,Merk,EUR,40.00\nTotal Energies,,EUR,40.00\n")
        #expect(unclear.problems.counts == [.unclearTotal: 1])
        #expect(unclear.facts.spend.map(\.money.cents) == [4_000])
    }

    @Test("A company whose name begins with the word is a lead, and a sale")
    func companies() throws {
        let leads = try read(
            "Company / Account,Lead ID,Lead Source,Create Date\nSumme GmbH,00Q1,Web,2026-03-01\n"
                + "Total,00Q2,Web,2026-03-02\nGrand Totals (2 records)\n")
        #expect(leads.facts.leads.count == 2)
        #expect(leads.tables[0].skipped == 1)
    }

    @Test(
        "A total may differ by half a cent a row: 40 rows by 0.20 and not by 0.21, one row not at all"
    )
    func rounding() throws {
        let front =
            "Campaign report\n\"March 1, 2026 - March 31, 2026\"\n"
            + "Campaign status,Campaign,Currency code,Cost\n"
        func problems(_ rows: Int, _ total: String) throws -> Int {
            let text = (0..<rows).map { "Enabled,c\($0),EUR,1.00\n" }.joined()
            return try read(front + text + "Total: Campaigns,--,EUR,\(total)\n").problems.total
        }
        #expect(try problems(40, "40.20") == 0)
        #expect(try problems(40, "39.80") == 0)
        #expect(try problems(40, "40.21") == 1)
        #expect(try problems(1, "1.01") == 1)
        #expect(try problems(2, "2.01") == 0)
    }

    // MARK: Cells

    @Test(
        "A row with a cell too many is never read shifted, whatever its last cell holds",
        arguments: [
            "K2,2026-03-02,Jansen, Smit,web,", "K2,2026-03-02,Jansen, Smit,,",
            "K2,2026-03-02,Jansen, Smit,web,Noord",
        ])
    func tooMany(row: String) throws {
        let reading = try read(
            "lead_id,created_at,company,source,region\nK1,2026-03-01,Vis,fair,\n\(row)\n"
                + "K3,2026-03-03,Bos,web,Zuid\n")
        #expect(reading.facts.leads.count == 2)
        #expect(reading.problems.counts == [.raggedRow: 1])
        #expect(reading.problems.listed[0].line == 3)
    }

    @Test(
        "A decimal comma in an amount without quotes shifts the row; one separator more on every row does not"
    )
    func spendCells() throws {
        let shifted = try read(
            "day,source,amount,note\n2026-03-02,fair,7,25,\n2026-03-03,fair,8.50,\n")
        #expect(shifted.facts.spend.map(\.money.cents) == [850])
        #expect(shifted.tables[0].rejected == 1)
        let trailing = try read(
            "day,source,amount\n2026-03-02,fair,7.25,\n2026-03-03,fair,8.50,\n")
        #expect(trailing.facts.spend.map(\.money.cents) == [725, 850])
        #expect(trailing.problems.isEmpty)
    }

    @Test("A row without its last empty cells is whole; one that lacks a cell in the middle is not")
    func tooFew() throws {
        let names = "lead_id,created_at,company,source,region\n"
        let whole = "K1,2026-03-01,Vis,fair,Noord\nK2,2026-03-02,Bos,web,\n"
        let short = try read(names + whole + "K3,2026-03-03,Smit,fair\n")
        #expect(short.facts.leads.count == 3)
        #expect(short.problems.isEmpty)
        // The company is missing: the source would be "Noord".
        let shifted = try read(names + whole + "K3,2026-03-03,fair,Noord\n")
        #expect(shifted.facts.leads.count == 2)
        #expect(shifted.problems.counts == [.raggedRow: 1])
        // What is required is missing.
        let lacking = try read(names + whole + "K3,2026-03-03,Smit\n")
        #expect(lacking.problems.counts == [.raggedRow: 1])
        // A number in the place of a campaign.
        let spend = try read(
            "day,source,campaign,amount,note\n2026-03-01,fair,Merk,5.00,x\n2026-03-02,fair,7.25,x\n"
        )
        #expect(spend.facts.spend.map(\.money.cents) == [500])
        #expect(spend.tables[0].rejected == 1)
    }

    @Test("Rows of nothing but separators are no rows")
    func blankRows() throws {
        let reading = try read("lead_id;created_at;source\nK1;2026-03-01;fair\n;;\n; ;\n\"\";;\n")
        #expect(reading.facts.leads.count == 1)
        #expect(reading.tables[0].rejected == 0)
        #expect(reading.tables[0].skipped == 3)
    }

    // MARK: Two ways to write one thing

    @Test("Days first and months first in one file are a question, near its front or far down")
    func orders() throws {
        func rows(_ dates: String...) -> String {
            "Day,Campaign,Cost\n"
                + dates.map { "\($0),a,10.00\n" }.joined()
        }
        #expect { try read(rows("3/15/2026", "25-03-2026", "4-03-2026")) } throws: {
            "\($0)".contains("--date-order dmy or --date-order mdy")
        }
        // Beyond the first mebibyte.
        let many = (0..<70_000).map { _ in "3/15/2026" }
        let long = "Day,Campaign,Cost\n" + many.map { "\($0),a,10.00\n" }.joined()
        #expect { try read(long + "25-03-2026,a,10.00\n") } throws: {
            "\($0)".contains(":70002:") && "\($0)".contains("--date-order dmy")
        }
        // Said, rows with the other order are left out.
        var options = ReadingOptions()
        options.dateOrder = .mdy
        let said = try Reading.read(
            [ByteSource(name: "g.csv", text: rows("3/15/2026", "25-03-2026"))], options: options)
        #expect(said.tables[0].rejected == 1)
        // Two files may differ.
        let both = try Reading.read(
            [
                ByteSource(name: "a.csv", text: rows("3/15/2026")),
                ByteSource(name: "b.csv", text: rows("25-03-2026")),
            ], options: ReadingOptions())
        #expect(both.facts.spend.map(\.period.first) == ["2026-03-15", "2026-03-25"])
    }

    @Test(
        "Decimal comma and decimal point in one column are a question; 1/1/2026 is the same both ways"
    )
    func signs() throws {
        #expect {
            try read("Day,Campaign,Cost\n2026-03-01,a,\"12,50\"\n2026-03-02,a,12.50\n")
        } throws: { "\($0)".contains("--decimal comma") }
        let same = try read("Day,Campaign,Cost\n1/1/2026,a,12.50\n")
        #expect(same.facts.spend.map(\.period.first) == ["2026-01-01"])
    }
}
