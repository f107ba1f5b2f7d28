import Leads
import Quantities
import TestSupport
import Testing

@testable import Intake

/// The same things exported twice, as happens to whoever exports every month.
struct AgainTests {
    private func read(
        _ files: [(String, String)], _ change: (inout ReadingOptions) -> Void = { _ in }
    ) throws -> Reading {
        var options = ReadingOptions(leadFields: ["source"])
        change(&options)
        return try Reading.read(files.map { ByteSource(name: $0.0, text: $0.1) }, options: options)
    }

    private func google(_ rows: String...) -> String {
        "Campaign report\nAll days\nDay,Campaign,Currency code,Cost\n"
            + rows.map { $0 + "\n" }.joined()
    }

    @Test("Days that stand in two exports of a platform count once, as the later export has them")
    func overlap() throws {
        let first = google("2026-09-01,a,EUR,10.00", "2026-09-02,a,EUR,20.00")
        let second = google(
            "2026-09-02,a,EUR,25.00", "2026-09-02,b,EUR,1.00", "2026-09-03,a,EUR,30.00")
        // 10 + 25 + 1 + 30; the 20.00 of the first export was corrected to 25.00.
        for files in [
            [("g-2026-09-02.csv", first), ("g-2026-09-30.csv", second)],
            [("g-2026-09-30.csv", second), ("g-2026-09-02.csv", first)],
        ] {
            let reading = try read(files)
            #expect(reading.facts.spend.reduce(0) { $0 + $1.money.cents } == 6600)
            #expect(reading.facts.counts.spend == 4)
            #expect(reading.tables.reduce(0) { $0 + $1.rows } == 5)
            #expect(
                reading.tables.allSatisfy { $0.rows == $0.new + $0.updated + $0.unchanged })
        }
        // Without a day in their names nobody knows which is the later one: a question.
        for files in [
            [("one.csv", second), ("two.csv", first)], [("two.csv", first), ("one.csv", second)],
        ] {
            let question = try #require(try read(files).facts.spendFindings.first)
            #expect(question.isQuestion)
            #expect(question.period == Period(day: "2026-09-02"))
            #expect([question.counted.cents, question.other.cents].sorted() == [2000, 2500])
            #expect(question.files == ["one.csv", "two.csv"])
        }
    }

    @Test("The same export twice is the same money; a breakdown within one export adds up")
    func copies() throws {
        let file = google(
            "2026-09-01,a,EUR,10.00", "2026-09-01,a,EUR,5.00", "2026-09-02,a,EUR,20.00")
        let once = try read([("g.csv", file)])
        let twice = try read([("g.csv", file), ("g (1).csv", file)])
        #expect(once.facts.spend.reduce(0) { $0 + $1.money.cents } == 3500)
        #expect(twice.facts.spend.reduce(0) { $0 + $1.money.cents } == 3500)
        #expect(twice.facts.fingerprint == once.facts.fingerprint)
        #expect(twice.tables[1].new == 1 || twice.tables[1].unchanged == 3)
    }

    @Test("Of two versions of a lead that of the file with the later day in its name counts")
    func versions() throws {
        func leads(_ source: String) -> String {
            "lead_id,created_at,source\nL-1,2026-03-01,\(source)\n"
        }
        for files in [
            [("leads-2026-03-31.csv", leads("old")), ("leads-2026-04-30.csv", leads("new"))],
            [("leads-2026-04-30.csv", leads("new")), ("leads-2026-03-31.csv", leads("old"))],
        ] {
            let reading = try read(files)
            #expect(reading.facts.leads.text("source", of: 0) == "new")
        }
    }

    @Test("Contacts with their stages, exported twice, tell nothing new; a stage more is new")
    func contacts() throws {
        func contacts(_ sql: String) -> String {
            """
            Record ID,Create Date,Original Source,Became a Marketing Qualified Lead Date,Became a Sales Qualified Lead Date
            1,2026-03-01 09:00,Paid Search,2026-03-02 09:00,\(sql)
            2,2026-03-01 09:00,Paid Search,,

            """
        }
        let again = try read([("c.csv", contacts("")), ("d.csv", contacts(""))])
        #expect(again.tables[1].unchanged == 2)
        let more = try read([("c.csv", contacts("")), ("d.csv", contacts("2026-03-20 09:00"))])
        #expect(more.tables[1].new == 1)
        #expect(more.tables[1].unchanged == 1)
    }

    @Test("VAT is taken out of one's own list, and never out of what a platform exports")
    func vat() throws {
        let own = "Maand;Kanaal;Kosten\n2026-09;beurs;1.210,00\n"
        let reading = try read([("g.csv", google("2026-09-01,a,EUR,121.00")), ("eigen.csv", own)]) {
            $0.vatInSpend = 2100
        }
        #expect(reading.facts.spend.map(\.money.cents) == [12_100, 100_000])
        #expect(reading.tables[1].vat == [.eur: 21_000])
    }

    @Test("A stage of a deal that nobody knows is open, and counted; one that is said is won")
    func dealStages() throws {
        let deals = """
            Record ID,Deal Name,Deal Stage,Amount,Close Date
            1,A,Opdracht binnen (Verkoop),100.50,2026-09-01
            2,B,Closed lost (Verkoop),10.50,2026-09-01

            """
        let unknown = try read([("d.csv", deals)])
        #expect(unknown.facts.deals.map(\.status) == [.open, .lost])
        let stage = try #require(unknown.tables[0].openStages["Opdracht binnen (Verkoop)"])
        #expect(unknown.tables[0].openStages.count == 1)
        #expect(stage.deals == 1)
        #expect(stage.cents == [.eur: 10_050])
        let known = try read([("d.csv", deals)]) {
            $0.dealStages = ["Opdracht binnen (Verkoop)": "won"]
        }
        #expect(known.facts.deals.map(\.status) == [.won, .lost])
        #expect(known.tables[0].openStages.isEmpty)
    }

    @Test("An export that lacks one of the columns by which it is known is told so")
    func nearlyKnown() {
        #expect {
            try read([("c.csv", "Record ID,Original Source,Lifecycle Stage\n1,x,Lead\n")])
        } throws: {
            "\($0)".contains("This looks like HubSpot contacts without the column \"Create Date\"")
        }
    }

    @Test("Amounts in millionths are asked about, and read once that is said")
    func micros() throws {
        let text = """
            Campaign report
            All time
            Day,Campaign,Currency code,Cost,Conversions
            2026-09-01,a,EUR,1110000,3.00
            2026-09-02,a,EUR,8905000,4.50
            2026-09-03,a,EUR,0,0.00
            Total: Account,,EUR,10.02,7.50

            """
        #expect { try read([("g.csv", text)]) } throws: { "\($0)".contains("--decimal micros") }
        // 1.11, and 8.905, of which the half goes to the even cent.
        let reading = try read([("g.csv", text)]) { $0.decimal = .micros }
        #expect(reading.facts.spend.map(\.money.cents) == [111, 890, 0])
        #expect(reading.facts.spend.map(\.claimedLeads) == [300, 450, 0])
        #expect(try read([("g.csv", google("2026-09-01,a,EUR,12000.00"))]).facts.spend.count == 1)
    }
}
