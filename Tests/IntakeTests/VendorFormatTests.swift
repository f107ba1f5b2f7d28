import Leads
import Quantities
import TestSupport
import Testing

@testable import Intake

/// Invented exports as they come from each program, with what is in them counted by hand.
struct VendorFormatTests {
    private func read(_ files: (String, [UInt8])..., options: ReadingOptions = ReadingOptions())
        throws
        -> Reading
    {
        try Reading.read(files.map { ByteSource(name: $0, bytes: $1) }, options: options)
    }

    private func utf16(_ text: String) -> [UInt8] {
        [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }

    private func balance(_ reading: Reading) -> Bool {
        reading.tables.allSatisfy { table in
            table.rows
                == table.new + table.updated + table.unchanged + table.rejected + table.skipped
        }
    }

    private let googleRows = #"""
        Day,Campaign status,Campaign,Currency code,Cost,Avg. cost,Impr.
        2026-09-01,Enabled,Pompen | zoeken,EUR,412.50,1.00,"1,830"
        2026-09-02,Enabled,Pompen | zoeken,EUR,1250.05,1.00,"12,034"
        2026-09-03,Paused,"Merk ""oud""",EUR,0.00,--,0
        2026-09-04,Enabled,Merk,EUR, --,--,0

        """#

    @Test(
        "Google Ads: two lines above the header, four rows, totals below that tie, dashes are no cost"
    )
    func googleAds() throws {
        let text =
            "Campaign report\n\"September 1, 2026 - September 4, 2026\"\n" + googleRows
            + "Total: Campaigns, --, --,EUR,1662.55,1.00,\"13,864\"\nTotal: Search,,,EUR,1662.55,1.00,5\n"
        for bytes in [Array(text.utf8), utf16(text.replacing(",", with: "\t"))] {
            // The second is the "Excel .csv": tabs, and commas inside quotes gone with them.
            let reading = try read(("Campaign report.csv", bytes))
            #expect(reading.tables[0].vendor == "Google Ads")
            #expect(reading.tables[0].rows == 6)
            #expect(reading.tables[0].skipped == 2)
            #expect(balance(reading))
            #expect(reading.problems.isEmpty, "\(reading.problems.listed)")
            #expect(reading.facts.spend.map(\.money.cents) == [41_250, 125_005, 0])
            #expect(reading.facts.spend.allSatisfy { $0.source == "google-ads" })
            #expect(reading.facts.spend[2].campaign == "Merk \"oud\"")
        }
    }

    @Test("Thousands of an export are parted by the other sign, also in its total")
    func thousands() throws {
        let text =
            "Day,Campaign,Cost\n2026-01-05,a,\"1,234.56\"\n2026-01-06,a,45.10\n2026-01-07,a,\"2,000\"\n"
        let good = try read(("g.csv", Array((text + "Total: Account,,\"3,279.66\"\n").utf8)))
        #expect(good.facts.spend.map(\.money.cents) == [123_456, 4_510, 200_000])
        #expect(good.problems.isEmpty)
        let bad = try read(("g.csv", Array((text + "Total: Account,,\"4,279.66\"\n").utf8)))
        #expect(bad.problems.listed.map(\.kind) == [.totalDiffers])
        #expect(try ColumnHabits.sign(of: ["1,234.56"], file: "x") == .point)
    }

    @Test("LinkedIn's own slashes have the month first; after another program that is asked for")
    func resavedLinkedIn() throws {
        let header = "Start Date (in UTC);Currency;Campaign Name;Total Spent\n"
        let own = header + "1/5/2026;EUR;a;10,50\n2/6/2026;EUR;a;10,50\n"
        #expect(try read(("l.csv", Array(own.utf8))).facts.spend[0].period.first == "2026-01-05")
        let resaved = own.replacing("/", with: "-")
        #expect { try read(("l.csv", Array(resaved.utf8))) } throws: {
            "\($0)".contains("--date-order dmy")
        }
        var options = ReadingOptions()
        options.dateOrder = .dmy
        for text in [own, resaved] {
            let reading = try read(("l.csv", Array(text.utf8)), options: options)
            #expect(reading.facts.spend[0].period.first == "2026-05-01")
        }
    }

    @Test("A campaign report without days says what to add; Dutch words for won and lost are known")
    func wording() throws {
        #expect { try read(("g.csv", Array("Campaign,Cost\na,10.00\n".utf8))) } throws: {
            "\($0)".contains("with the column Day")
        }
        let hubSpot =
            "Record ID,Deal Stage,Amount,Close Date\n1,Gewonnen,10.50,2026-01-05\n2,Deal verloren,5.50,2026-01-05\n"
        #expect(
            try read(("d.csv", Array(hubSpot.utf8))).facts.deals.map(\.status) == [.won, .lost])
        let pipedrive =
            "Deal - ID,Deal - Status,Deal - Value,Deal - Won time\n1,Gewonnen,10.50,2026-01-05\n"
        #expect(try read(("p.csv", Array(pipedrive.utf8))).facts.deals.map(\.status) == [.won])
    }

    @Test("A total that the rows do not add up to is told")
    func total() throws {
        let text = googleRows + "Total: Account,,,EUR,1700.00,1.00,5\n"
        let reading = try read(("g.csv", Array(text.utf8)))
        let problem = try #require(reading.problems.listed.first)
        #expect(problem.kind == .totalDiffers)
        #expect(problem.message.en.contains("says 1700.00, and its rows add up to 1662.55"))
        #expect(reading.facts.spend.count == 3)
    }

    @Test("Google Ads from a Dutch Excel: semicolons, decimal commas, days first, Windows-1252")
    func dutchGoogleAds() throws {
        let text = #"""
            Dag;Campagne;Kosten;Valutacode
            1-9-2026;Pompen;1.250,05;EUR
            13-9-2026;Pompen;12,5;EUR
            Totaal: account;;1.262,55;EUR

            """#
        let reading = try read(("g.csv", Array(text.utf8)))
        #expect(reading.facts.spend.map(\.money.cents) == [125_005, 1_250])
        #expect(reading.facts.spend[0].period.first == "2026-09-01")
        #expect(reading.problems.isEmpty)
    }

    @Test("Where no date or amount decides, the flag to give is asked for, and obeyed")
    func ambiguous() throws {
        let dates = "Day,Campaign,Cost\n3/4/2026,a,10.00\n5/6/2026,a,10.00\n"
        #expect { try read(("g.csv", Array(dates.utf8))) } throws: { error in
            "\(error)".contains("--date-order dmy or --date-order mdy")
        }
        var options = ReadingOptions()
        options.dateOrder = .dmy
        let read1 = try read(("g.csv", Array(dates.utf8)), options: options)
        #expect(read1.facts.spend[0].period.first == "2026-04-03")
        let amounts = "Day,Campaign,Cost\n2026-04-03,a,1.234\n2026-04-04,a,2.345\n"
        #expect { try read(("g.csv", Array(amounts.utf8))) } throws: { error in
            "\(error)".contains("--decimal comma")
        }
    }

    @Test(
        "LinkedIn: UTF-16 with tabs, four lines and a blank one above, months first; both generations"
    )
    func linkedIn() throws {
        let front =
            "Campaign Performance Report (in UTC)\r\nReport Start: September 1, 2026\r\n\r\n"
        let old =
            front + "Start Date (in UTC)\tCurrency\tCampaign Name\tTotal Spent\r\n"
            + "09/01/2026\tEUR\tVideo – NL\t412.50\r\n09/13/2026\tEUR\tVideo – NL\t99.99\r\n"
        let new =
            front + "Start Date (in UTC)\tCurrency\tCampaign Name\tAd Set Name\tTotal Spent\r\n"
            + "09/01/2026\tEUR\tGroup\tVideo – NL\t412.50\r\n"
        let reading = try read(("l.csv", utf16(old)))
        #expect(reading.tables[0].vendor == "LinkedIn Campaign Manager")
        #expect(reading.facts.spend.map(\.money.cents) == [41_250, 9_999])
        #expect(
            reading.facts.spend.map(\.period.first.description) == ["2026-09-01", "2026-09-13"])
        // In the new one the campaign is what is called an ad set.
        #expect(try read(("l.csv", utf16(new))).facts.spend[0].campaign == "Video – NL")
    }

    @Test(
        "Meta in Dutch: the summary without a campaign is skipped, the column's name has the currency"
    )
    func meta() throws {
        let text = #"""
            "Start rapportage","Einde rapportage",Campagnenaam,Resultaten,"Besteed bedrag (USD)"
            2026-09-01,2026-09-30,,15,512.5
            2026-09-01,2026-09-01,Herfst,4,412.5
            2026-09-02,2026-09-30,Herfst,11,100.0

            """#
        let reading = try read(("m.csv", [0xEF, 0xBB, 0xBF] + Array(text.utf8)))
        #expect(reading.tables[0].vendor == "Meta Ads Manager")
        #expect(reading.tables[0].skipped == 1)
        #expect(reading.problems.isEmpty)
        #expect(reading.facts.spend.map(\.money.cents) == [41_250, 10_000])
        #expect(reading.facts.spend[0].money.currency.code == "USD")
        #expect(reading.facts.spend[1].period.lastDay == "2026-09-30")
    }

    private let contacts = #"""
        "Record ID","Email","Lifecycle Stage","Original Source","Create Date","Became a Marketing Qualified Lead Date","Became a Sales Qualified Lead Date","Became a Customer Date","Company Name"
        "18901234567","a@noord.nl","Customer","Referrals","2026-07-01 08:00","2026-07-02 08:00","2026-07-09 15:45","2026-09-12 12:00","Noord; afdeling ""Inkoop"""
        "18901234568","b@zuid.nl","Lead","REFERRALS","2026-09-30 23:59","","","","Zuid
        Postbus 12"
        "18901234569","","Marketing Qualified Lead","Paid Search","2026-08-03 09:14","2026-08-05 16:02","","",""

        """#

    @Test(
        "HubSpot contacts: stages by their dates, not by the stage of today; links are no referrals"
    )
    func hubSpotContacts() throws {
        var options = ReadingOptions()
        options.leadFields = ["source", "company"]
        let reading = try read(("hubspot.csv", Array(contacts.utf8)), options: options)
        #expect(reading.tables[0].vendor == "HubSpot contacts")
        #expect(reading.tables[0].rows == 3)
        #expect(balance(reading) && reading.problems.isEmpty)
        let facts = reading.facts
        let first = try #require(facts.leads.index.find("18901234567"))
        #expect(facts.stageDays(of: first)[.mql] == "2026-07-02")
        #expect(facts.stageDays(of: first)[.sql] == "2026-07-09")
        #expect(facts.stageDays(of: first)[.won] == "2026-09-12")
        #expect(facts.leads.text("source", of: first) == "Referring websites")
        #expect(facts.leads.text("company", of: first) == "Noord; afdeling \"Inkoop\"")
        let third = try #require(facts.leads.index.find("18901234569"))
        #expect(facts.stageDays(of: third)[.mql] == "2026-08-05")
        #expect(facts.stageDays(of: third)[.sql] == nil)
        #expect(facts.counts.stages == 4)
    }

    @Test("HubSpot contacts with the newer columns, whose names hold quotes")
    func newerHubSpot() throws {
        let text = #"""
            "Record ID","Lifecycle Stage","Create Date","Date entered ""Marketing Qualified Lead (Lifecycle Stage Pipeline)"""
            "1","Lead","2026-07-01","2026-07-05"

            """#
        let reading = try read(("h.csv", Array(text.utf8)))
        #expect(reading.facts.stageDays(of: 0)[.mql] == "2026-07-05")
    }

    @Test("HubSpot deals: won, lost and open by the stage's name, contacts parted by semicolons")
    func hubSpotDeals() throws {
        let deals = #"""
            "Record ID","Deal Name","Deal Stage","Amount","Close Date","Create Date","Associated Contact IDs"
            "9001","CRM","Closed won (Sales Pipeline)","18500.0","2026-09-12 12:00","2026-07-09","18901234567;18901234568"
            "9002","Pilot","Appointment scheduled","4200.5","2026-12-31 10:00","2026-08-21","18901234568"
            "9003","Empty","closedlost","","2026-09-01","2026-08-01",""

            """#
        let reading = try read(
            ("contacts.csv", Array(contacts.utf8)), ("deals.csv", Array(deals.utf8)))
        #expect(reading.tables[1].vendor == "HubSpot deals")
        #expect(reading.problems.isEmpty, "\(reading.problems.listed)")
        let facts = reading.facts.deals
        #expect(facts.map(\.status) == [.won, .open, .lost])
        #expect(facts.map(\.amount) == [1_850_000, 420_050, nil])
        #expect(facts[0].leads.count == 2)
    }

    @Test("Pipedrive deals: open, won and lost, with a currency of their own")
    func pipedrive() throws {
        let text = #"""
            "Deal - ID","Deal - Title","Deal - Value","Deal - Currency of value","Deal - Status","Deal - Deal created","Deal - Won time","Deal - Owner"
            "17","Pomp","18500","EUR","Won","2026-07-09 15:45:00","2026-09-12 12:00:00","Sam"
            "18","Klep","4200.5","USD","Open","2026-08-21 10:00:00","","Sam"
            "19","Buis","","EUR","Lost","2026-08-01 09:00:00","",""

            """#
        let reading = try read(("deals.csv", Array(text.utf8)))
        #expect(reading.tables[0].vendor == "Pipedrive deals")
        #expect(reading.problems.isEmpty, "\(reading.problems.listed)")
        let deals = reading.facts.deals
        #expect(deals.map(\.status) == [.won, .open, .lost])
        #expect(deals.map(\.amount) == [1_850_000, 420_050, nil])
        #expect(deals[0].closedOn == "2026-09-12")
        #expect(deals[1].currency.code == "USD")
    }

    @Test("Microsoft Advertising: lines of one cell above and below are no rows")
    func microsoftAds() throws {
        let text = #"""
            "Report Name: kosten"
            "Report Time: 9/27/2026"
            "Rows: 2"

            "TimePeriod","AccountName","CampaignName","CurrencyCode","Spend"
            "9/26/2026","Pompen BV","Merk","EUR","10.15"
            "9/27/2026","Pompen BV","Merk","EUR","0.00"

            "©2026 Microsoft Corporation. All rights reserved. "

            """#
        let reading = try read(("report.csv", Array(text.utf8)))
        #expect(reading.tables[0].vendor == "Microsoft Advertising")
        #expect(reading.tables[0].skipped == 1)
        #expect(reading.facts.spend.map(\.money.cents) == [1_015, 0])
        #expect(reading.facts.spend[0].period.first == "2026-09-26")
        // The day before that of the report.
        #expect(balance(reading) && reading.problems.counts == [.outsideReport: 1])
    }

    @Test(
        "Files that hold neither leads nor cost are declined with a reason",
        arguments: [
            (
                "# ----------\n# Traffic acquisition\n# ---\nSession source,Users\na,1\n",
                "Analytics"
            ),
            ("Notes:\n\"When exporting…\"\n\nFirst Name,Last Name\n", "connections"),
            ("\"No data available.\"\n", "no data for this period"),
        ])
    func declined(text: String, words: String) {
        #expect { try read(("x.csv", Array(text.utf8))) } throws: { "\($0)".contains(words) }
    }

    @Test(
        "Salesforce leads: Latin letters, days first, and five lines of disclaimer that are no rows"
    )
    func salesforce() throws {
        let text = #"""
            "Lead ID","First Name","Company / Account","Lead Source","Create Date","Converted","Converted Date"
            "00Q5g00000AbCdE","Anaïs","Façade BV","Web","1-9-2026","0",""
            "00Q5g00000AbCde","Kees","Smit Staal","Trade Show","2-9-2026","1","15-9-2026"


            "Leads met bron"
            "Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."
            "Confidential Information - Do Not Distribute"

            """#
        let latin = text.unicodeScalars.map { UInt8($0.value) }
        var options = ReadingOptions()
        options.leadFields = ["source", "company"]
        let reading = try read(("report1642777476321.csv", latin), options: options)
        #expect(reading.tables[0].vendor == "Salesforce leads")
        // The two ids differ only in the case of one letter.
        #expect(reading.facts.counts.leads == 2)
        #expect(reading.tables[0].skipped == 3)
        #expect(balance(reading) && reading.problems.isEmpty)
        let kees = try #require(reading.facts.leads.index.find("00Q5g00000AbCde"))
        #expect(reading.facts.stageDays(of: kees)[.opportunity] == "2026-09-15")
        #expect(reading.facts.leads.text("company", of: 0) == "Façade BV")
    }
}

struct HeaderTests {
    @Test(
        "The name of a column is the same in capitals, with blanks around it, and with _ or - between",
        arguments: [
            ("lead_id", "lead_id"), ("Lead-ID", "lead_id"), (" \t Lead Id\r\n", "lead_id"),
            ("", ""), (" \t ", ""), ("a  b", "a__b"), ("É-Mail ", "é_mail"),
            ("\u{A0}Date é\u{2003}", "date_é"), ("Ünd", "ünd"), ("[x]{Y}@Z`", "[x]{y}@z`"),
        ])
    func folding(name: String, expected: String) {
        #expect(Header.folded(name) == expected)
    }
}
