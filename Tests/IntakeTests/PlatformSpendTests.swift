import Leads
import Quantities
import TestSupport
import Testing

@testable import Intake

/// Exports of platforms that say the same days in several ways. Every expected amount is worked out above
/// its test.
struct PlatformSpendTests {
    private func read(_ files: (String, String)..., eachRow: RowDays? = nil) throws -> Reading {
        var options = ReadingOptions()
        options.rowDays = eachRow
        return try Reading.read(
            files.map { ByteSource(name: $0, text: $1) }, options: options)
    }

    private func sum(_ reading: Reading, _ month: String? = nil) -> Int64 {
        let period = month.flatMap { Period($0) }
        return reading.facts.spend.reduce(0) { sum, row in
            sum + (period.map(row.cents) ?? row.money.cents)
        }
    }

    private func linkedIn(_ days: String, _ rows: String...) -> String {
        "Campaign Performance Report (in UTC)\n\(days)\n\n"
            + "Start Date (in UTC)\tAccount Name\tCurrency\tCampaign Name\tTotal Spent\n"
            + rows.map { $0.replacing("|", with: "\t") + "\n" }.joined()
    }

    private func google(_ title: String, _ names: String, _ rows: String...) -> String {
        "Campaign report\n\"\(title)\"\n\(names)\n" + rows.map { $0 + "\n" }.joined()
    }

    // MARK: Accounts and ids

    @Test(
        "Two accounts with a campaign of one name: 60 + 70 and 11 + 12 are 153, in one file or in two"
    )
    func accounts() throws {
        let span = "Report Start: March 3, 2026\nReport End: March 4, 2026"
        let north = ["3/3/2026|Noord|EUR|Merk|60.00", "3/4/2026|Noord|EUR|Merk|70.00"]
        let south = ["3/3/2026|Zuid|EUR|Merk|11.00", "3/4/2026|Zuid|EUR|Merk|12.00"]
        let one = linkedIn(span, north[0], north[1])
        let other = linkedIn(span, south[0], south[1])
        let both = linkedIn(span, north[0], north[1], south[0], south[1])
        #expect(sum(try read(("a.csv", one), ("b.csv", other))) == 15_300)
        #expect(sum(try read(("b.csv", other), ("a.csv", one))) == 15_300)
        #expect(sum(try read(("c.csv", both))) == 15_300)
        // The same again, and both ways at once, change nothing.
        let all = try read(("a.csv", one), ("c.csv", both), ("b.csv", other), ("d.csv", both))
        #expect(sum(all) == 15_300)
        #expect(all.facts.spendFindings.isEmpty)
        #expect(all.facts.repeatedSpend == [.eur: 30_600])
    }

    @Test(
        "Microsoft and Meta tell their accounts too: 5 + 6 are 11",
        arguments: [
            "TimePeriod,AccountName,CampaignName,CurrencyCode,Spend\n2026-03-03,%,Merk,EUR,#\n",
            "Reporting starts,Reporting ends,Account name,Campaign name,Amount spent (EUR)\n"
                + "2026-03-03,2026-03-03,%,Merk,#\n",
            "Day,Account name,Campaign,Currency code,Cost\n2026-03-03,%,Merk,EUR,#\n",
        ])
    func otherAccounts(form: String) throws {
        let one = form.replacing("%", with: "Noord").replacing("#", with: "5.00")
        let other = form.replacing("%", with: "Zuid").replacing("#", with: "6.00")
        #expect(sum(try read(("a.csv", one), ("b.csv", other))) == 1_100)
    }

    @Test(
        "Two ids of one name are two campaigns, and one id of two names is one: 20 + 30, and 20 + 9"
    )
    func ids() throws {
        let names = "Day,Campaign ID,Campaign,Currency code,Cost"
        let title = "March 3, 2026 - March 3, 2026"
        let twins = google(
            title, names, "2026-03-03,71,Merk,EUR,20.00", "2026-03-03,72,Merk,EUR,30.00")
        #expect(sum(try read(("a.csv", twins), ("b.csv", twins))) == 5_000)
        let before = google(title, names, "2026-03-03,71,Merk,EUR,20.00")
        let after = google(
            "March 3, 2026 - March 4, 2026", names, "2026-03-03,71,Merk Benelux,EUR,20.00",
            "2026-03-04,71,Merk Benelux,EUR,9.00")
        let reading = try read(("a.csv", before), ("b.csv", after))
        #expect(sum(reading) == 2_900)
        // It goes by its later name.
        #expect(Set(reading.facts.spend.map(\.campaign)) == ["Merk Benelux"])
    }

    @Test(
        "Without ids a renamed campaign cannot be told: both count, and that is said with both amounts"
    )
    func renamedWithoutID() throws {
        let names = "Day,Campaign,Currency code,Cost"
        let before = google("March 3, 2026 - March 3, 2026", names, "2026-03-03,Merk,EUR,20.00")
        let after = google(
            "March 3, 2026 - March 4, 2026", names, "2026-03-03,Merk Benelux,EUR,20.00",
            "2026-03-04,Merk Benelux,EUR,9.00")
        let reading = try read(("a.csv", before), ("b.csv", after))
        #expect(sum(reading) == 4_900)
        let finding = try #require(reading.facts.spendFindings.first)
        #expect(finding.kind == .otherNames)
        #expect([finding.counted.cents, finding.other.cents].sorted() == [2_000, 2_000])
        #expect(finding.files == ["a.csv", "b.csv"])
    }

    @Test(
        "A row without an id takes that of the only campaign of its name on its days; of two it is told"
    )
    func lackingID() throws {
        let title = "March 3, 2026 - March 3, 2026"
        let bare = google(title, "Day,Campaign,Currency code,Cost", "2026-03-03,merk ,EUR,20.00")
        let names = "Day,Campaign ID,Campaign,Currency code,Cost"
        let one = google(title, names, "2026-03-03,71,Merk,EUR,20.00")
        #expect(sum(try read(("a.csv", bare), ("b.csv", one))) == 2_000)
        let two = google(
            title, names, "2026-03-03,71,Merk,EUR,12.00", "2026-03-03,72,Merk,EUR,8.00")
        let reading = try read(("a.csv", bare), ("b.csv", two))
        #expect(reading.facts.spendFindings.map(\.kind) == [.severalCampaigns])
        #expect(sum(reading) == 4_000)
    }

    // MARK: Days

    @Test("A month of 500 and its last two days of 40 and 60, with the next of 70: 500 + 70 = 570")
    func monthAndDays() throws {
        let names = "Reporting starts,Reporting ends,Campaign name,Amount spent (EUR)\n"
        let month = names + "2026-05-01,2026-05-31,Merk,500.00\n"
        let days =
            names + "2026-05-30,2026-05-30,Merk,40.00\n2026-05-31,2026-05-31,Merk,60.00\n"
            + "2026-06-01,2026-06-01,Merk,70.00\n"
        for files in [[("m.csv", month), ("d.csv", days)], [("d.csv", days), ("m.csv", month)]] {
            let reading = try read(files[0], files[1])
            #expect(sum(reading) == 57_000)
            #expect(sum(reading, "2026-05") == 50_000)
            // 1 to 29 May have what is left of it, 400.
            #expect(sum(reading, "2026-05-01..2026-05-29") == 40_000)
            #expect(reading.facts.spendFindings.isEmpty)
        }
    }

    @Test("Two exports of the year so far: 900 to March and 2,000 to June are 2,000")
    func yearSoFar() throws {
        let names = "Campaign,Campaign status,Currency code,Cost"
        let first = google("January 1, 2026 - March 31, 2026", names, "Merk,Enabled,EUR,900.00")
        let second = google("January 1, 2026 - June 30, 2026", names, "Merk,Enabled,EUR,2000.00")
        let reading = try read(("a.csv", first), ("b.csv", second))
        #expect(sum(reading) == 200_000)
        #expect(sum(reading, "2026-Q1") == 90_000)
    }

    @Test("Weeks within a month: 310 − 70 − 80 = 160 on the days that no week has")
    func weeksAndMonth() throws {
        let weeks = google(
            "August 3, 2026 - August 16, 2026", "Week,Campaign status,Campaign,Currency code,Cost",
            "2026-08-03,Enabled,Merk,EUR,70.00", "2026-08-10,Enabled,Merk,EUR,80.00")
        let month = google(
            "August 1, 2026 - August 31, 2026", "Month,Campaign status,Campaign,Currency code,Cost",
            "August 2026,Enabled,Merk,EUR,310.00")
        let reading = try read(("w.csv", weeks), ("m.csv", month))
        #expect(sum(reading) == 31_000)
        #expect(sum(reading, "2026-08-03..2026-08-09") == 7_000)
    }

    @Test("Days that add up to more than their month: told with both, and the later export counts")
    func contradiction() throws {
        let names = "Reporting starts,Reporting ends,Campaign name,Amount spent (EUR)\n"
        let month = names + "2026-05-01,2026-05-31,Merk,100.00\n"
        let days = names + "2026-05-04,2026-05-04,Merk,90.00\n2026-05-05,2026-05-05,Merk,30.00\n"
        let early = try read(("m-2026-06-01.csv", month), ("d-2026-06-09.csv", days))
        #expect(sum(early) == 12_000)
        let late = try read(("m-2026-06-09.csv", month), ("d-2026-06-01.csv", days))
        #expect(sum(late) == 10_000)
        for reading in [early, late] {
            #expect(reading.facts.spendFindings.map(\.kind) == [.partsDiffer])
        }
        #expect(late.facts.spendFindings[0].other.cents == 12_000)
    }

    @Test(
        "Of one day in two exports the later counts, by the day in its name or by what it says itself"
    )
    func versions() throws {
        func export(_ made: String, _ amount: String) -> String {
            linkedIn(
                "Report Start: March 3, 2026\nReport End: March 3, 2026\nDate Generated: \(made)",
                "3/3/2026|Noord|EUR|Merk|\(amount)")
        }
        let early = export("March 3, 2026, 9:14 AM", "12.00")
        let late = export("March 3, 2026, 9:14 PM", "31.00")
        #expect(sum(try read(("z.csv", early), ("a.csv", late))) == 3_100)
        #expect(sum(try read(("a.csv", late), ("z.csv", early))) == 3_100)
    }

    @Test(
        "A day that a later export covers and has nothing of does not count, and that is told: 12 − 12"
    )
    func leftOut() throws {
        let names = "Day,Campaign ID,Campaign,Currency code,Cost"
        let title = "March 3, 2026 - March 5, 2026"
        let before = google(
            title, names, "2026-03-03,71,Merk,EUR,20.00", "2026-03-04,71,Merk,EUR,12.00",
            "2026-03-05,71,Merk,EUR,5.00")
        let after = google(
            title, names, "2026-03-03,71,Merk,EUR,20.00", "2026-03-05,71,Merk,EUR,5.00")
        let reading = try read(("a-2026-03-06.csv", before), ("b-2026-03-09.csv", after))
        #expect(sum(reading) == 2_500)
        #expect(reading.facts.spendFindings.map(\.kind) == [.leftOut])
        #expect(reading.facts.spendFindings[0].other.cents == 1_200)
    }

    // MARK: What a row is of

    @Test(
        "A quarter that is not split is of 92 days: of 920, July and August are 310 each, September 300"
    )
    func notSplit() throws {
        let span = "Report Start: July 1, 2026, 12:00 AM\nReport End: September 30, 2026, 11:59 PM"
        let reading = try read(("l.csv", linkedIn(span, "07/01/2026|Noord|EUR|Merk|920.00")))
        #expect(sum(reading, "2026-07") == 31_000)
        #expect(sum(reading, "2026-08") == 31_000)
        #expect(sum(reading, "2026-09") == 30_000)
        // A campaign that began on 1 September may have a row of that day, or from then on: it is asked.
        let two = linkedIn(
            span, "07/01/2026|Noord|EUR|Merk|920.00", "09/01/2026|Noord|EUR|Nieuw|60.00")
        #expect { try read(("l.csv", two)) } throws: { "\($0)".contains("--each-row") }
        let later = try read(("l.csv", two), eachRow: .report)
        #expect(sum(later, "2026-09") == 36_000)
        // Days of their own stay what they are.
        let days = try read(
            (
                "l.csv",
                linkedIn(
                    span, "07/01/2026|Noord|EUR|Merk|500.00", "08/11/2026|Noord|EUR|Merk|420.00")
            ))
        #expect(sum(days, "2026-07") == 50_000)
    }

    @Test(
        "Week, month in words, quarter and year of Google are days of their own",
        arguments: [
            ("Week", "2026-09-28", "2026-09-28..2026-10-04"),
            ("Month", "September 2026", "2026-09"),
            ("Month", "2026-09-01", "2026-09"), ("Quarter", "Q3 2026", "2026-Q3"),
            ("Quarter", "2026-07-01", "2026-Q3"), ("Year", "2026", "2026"),
            ("Kwartaal", "2026-07-01", "2026-Q3"),
        ])
    func segments(column: String, text: String, days: String) throws {
        let file = google(
            "January 1, 2026 - December 31, 2026",
            "\(column),Campaign status,Campaign,Currency code,Cost",
            "\(text),Enabled,Merk,EUR,70.00")
        let reading = try read(("g.csv", file))
        #expect(reading.facts.spend.map(\.period) == [Period(days)])
        #expect(reading.problems.isEmpty)
    }

    @Test(
        "Hours and days of the week have no days of their own: 3 + 4 are 7 over the days of the title"
    )
    func hours() throws {
        let file = google(
            "March 1, 2026 - March 31, 2026",
            "Day of week,Campaign status,Campaign,Currency code,Cost",
            "Monday,Enabled,Merk,EUR,3.00", "Tuesday,Enabled,Merk,EUR,4.00")
        let reading = try read(("g.csv", file))
        #expect(reading.facts.spend.map(\.money.cents) == [700])
        #expect(reading.facts.spend[0].period == Period("2026-03"))
    }

    @Test("Where dates can be of days or of months it is asked, and what is answered holds")
    func asked() throws {
        let span = "Report Start: July 1, 2026\nReport End: August 31, 2026"
        let file = linkedIn(
            span, "07/01/2026|Noord|EUR|Merk|310.00", "08/01/2026|Noord|EUR|Merk|62.00")
        #expect { try read(("l.csv", file)) } throws: { "\($0)".contains("--each-row") }
        #expect(
            try read(("l.csv", file), eachRow: .month).facts.spend.map(\.period)
                == [Period("2026-07"), Period("2026-08")])
        #expect(
            try read(("l.csv", file), eachRow: .day).facts.spend.map(\.period.length) == [1, 1])
    }

    @Test("Microsoft says what its rows are of: weeks that the report cuts off are cut off")
    func aggregation() throws {
        func file(_ word: String, _ date: String) -> String {
            "\"Report Name: Campagnes\"\n\"Report Time: 4/1/2026,4/30/2026\"\n"
                + "\"Report Aggregation: \(word)\"\n\n"
                + "\"TimePeriod\",\"AccountName\",\"CampaignName\",\"CurrencyCode\",\"Spend\"\n"
                + "\"\(date)\",\"Noord\",\"Merk\",\"EUR\",\"70.00\"\n"
        }
        for (word, date, days) in [
            ("Daily", "4/13/2026", "2026-04-13"), ("Weekly", "4/26/2026", "2026-04-26..2026-04-30"),
            ("Monthly", "4/1/2026", "2026-04"), ("Summary", "4/1/2026", "2026-04"),
        ] {
            let reading = try read(("m.csv", file(word, date)))
            #expect(reading.facts.spend.map(\.period) == [Period(days)], "\(word)")
        }
    }

    @Test("A row of other days than its report counts on its own days, told once")
    func outsideReport() throws {
        let reading = try read(
            (
                "l.csv",
                linkedIn(
                    "Report Start: March 3, 2026\nReport End: March 4, 2026",
                    "3/3/2026|Noord|EUR|Merk|60.00", "3/5/2026|Noord|EUR|Merk|7.00",
                    "3/6/2026|Noord|EUR|Merk|8.00")
            ), eachRow: .day)
        #expect(sum(reading) == 7_500)
        #expect(reading.problems.counts == [.outsideReport: 1])
        #expect(reading.problems.listed.first?.message.en.contains("2026-03-05") == true)
    }

    @Test(
        "The name of an account above the table may have a colon of its own",
        arguments: ["Alfa: Noord", "Alfa: Noord: Zuid", "Alfa"])
    func accountWithColon(name: String) throws {
        let file =
            "Campaign Performance Report (in UTC)\nAccount Name: \(name)\n"
            + "Report Start: March 3, 2026, 12:00 AM\nReport End: March 4, 2026, 12:00 AM\n\n"
            + "Start Date (in UTC)\tCurrency\tCampaign Name\tTotal Spent\n"
            + "3/3/2026\tEUR\tMerk\t60.00\n3/4/2026\tEUR\tMerk\t7.00\n"
        let reading = try read(("l.csv", file), eachRow: .day)
        #expect(Set(reading.facts.spend.map(\.account)) == [name])
        #expect(sum(reading) == 6_700)
    }

    // MARK: Cells that are not needed

    @Test(
        "A claim that cannot be read costs nothing but itself: 10 + 20 + 30, told once for the column"
    )
    func claims() throws {
        let file = google(
            "March 3, 2026 - March 6, 2026", "Day,Campaign,Currency code,Cost,Conversions",
            "2026-03-03,Merk,EUR,10.00,2.6666667", "2026-03-04,Merk,EUR,20.00,< 10",
            "2026-03-05,Merk,EUR,30.00,weinig", "2026-03-06,Merk,EUR,0.00,--")
        let reading = try read(("g.csv", file))
        #expect(sum(reading) == 6_000)
        #expect(reading.tables[0].rejected == 0)
        #expect(reading.facts.spend.map(\.claimedLeads) == [267, nil, nil, nil])
        #expect(reading.problems.counts == [.unreadCell: 1])
    }

    @Test("A change date that cannot be read leaves the lead and the deal as they are")
    func changeDates() throws {
        let reading = try read(
            ("leads.csv", "lead_id,created_at,source,updated_at\nL-1,2026-03-01,fair,gisteren\n"),
            (
                "deals.csv",
                "deal_id,status,closed_at,amount,updated_at\nD-1,won,2026-03-09,12.50,nooit\n"
            ))
        #expect(reading.facts.leads.count == 1)
        #expect(reading.facts.deals.map(\.amount) == [1_250])
        #expect(reading.problems.counts == [.unreadCell: 2])
    }
}
