import Foundation
import TestSupport
import Testing

/// `mql export conversions`: what Google Ads gets of clicks, where the person allowed it.
struct ConversionTests {
    private static let contacts = """
        lead_id,gclid,wbraid,ad_consent
        A,EAIa-1,,yes
        B,EAIa-2,,no
        C,EAIa-3,,
        D,,W-4,yes
        E,,,yes
        F,"=EAIa",,yes
        G,EAIa-7,,Granted

        """

    /// Seven MQLs of one source, of whom two became an SQL and one a customer, with a margin of 2,000.
    private func inFirm(_ body: (TemporaryPlace) throws -> Void) throws {
        let place = try TemporaryPlace()
        var (leads, stages) = ("lead_id,created_at,source\n", "lead_id,at,stage\n")
        for id in ["A", "B", "C", "D", "E", "F", "G"] {
            leads += "\(id),2026-03-02,google-ads\n"
            stages += "\(id),2026-03-03,mql\n"
        }
        stages += "A,2026-03-10,sql\nB,2026-03-11,sql\n"
        try place.write(leads, to: "leads.csv")
        try place.write(stages, to: "stages.csv")
        try place.write(
            "deal_id,status,created_at,closed_at,amount,margin,lead_ids\nD1,won,2026-03-10,2026-03-20,5000,2000,A\n",
            to: "deals.csv")
        try place.write(Self.contacts, to: "contacts.csv")
        try body(place)
    }

    private let asked = ["export", "conversions", "--consent", "ad_consent"]
    private let files = ["--data", "leads.csv", "stages.csv", "deals.csv", "--as-of", "2026-03-31"]
    private let clicks = ["--clicks", "contacts.csv"]

    private func lines(_ result: CommandResult) -> [String] {
        result.output.split(separator: "\n").map(String.init)
    }

    @Test("A click is told where the column says yes, with its day, and the others are counted")
    func consent() throws {
        try inFirm { place in
            let result = try Command.run(asked + files + clicks, in: place.url)
            #expect(result.code == 0, "\(result.complaint)")
            let lines = lines(result)
            #expect(lines[0] == "Parameters:TimeZone=Europe/Amsterdam")
            #expect(
                lines[1]
                    == "Google Click ID,Conversion Name,Conversion Time,Conversion Value,Conversion Currency"
            )
            #expect(lines.count == 4)
            #expect(lines[2].hasPrefix("EAIa-1,MQL,2026-03-03 23:59:59,"))
            #expect(lines[3].hasPrefix("EAIa-7,MQL,2026-03-03 23:59:59,"))
            #expect(result.complaint.contains("2 written."))
            // B said no and C nothing; of E nothing is known, and what F has is no id of a click.
            #expect(result.complaint.contains("2 left out: no consent. 2 left out: no id"))
            #expect(result.complaint.contains("1 left out: a gbraid or wbraid alone"))
            #expect(result.complaint.contains("not shown that the score tells"))
            let dutch = try Command.run(asked + files + clicks + ["--lang", "nl"], in: place.url)
            #expect(dutch.output == result.output)
            #expect(dutch.complaint.contains("2 weggelaten: geen toestemming"))
        }
    }

    @Test("The value is the worth to the firm: of a customer the margin, and none without a margin")
    func value() throws {
        try inFirm { place in
            let won = try Command.run(
                asked + files + clicks + ["--stage", "won", "--margin", "1500"], in: place.url)
            #expect(lines(won).last == "EAIa-1,Won,2026-03-20 23:59:59,1500.00,EUR")
            let sql = try Command.run(
                asked + files + clicks + [
                    "--stage", "sql", "--name", "Offerte", "--margin", "1500",
                ],
                in: place.url)
            // An SQL is worth its chance of a sale times the margin: less than a sale, more than an MQL.
            let mql = try Command.run(
                asked + files + clicks + ["--margin", "1500"], in: place.url)
            func amount(_ result: CommandResult) throws -> Double {
                let cells = try #require(lines(result).first { $0.hasPrefix("EAIa-1,") })
                    .split(separator: ",")
                return try #require(Double(cells[3]))
            }
            #expect(lines(sql)[2].hasPrefix("EAIa-1,Offerte,2026-03-10 23:59:59,"))
            #expect(try amount(mql) < amount(sql))
            // 1 sold of 1 decided: (1 + 0.5) ÷ (1 + 1) = 0.75, × 1,500.00 = 1,125.00.
            #expect(try amount(sql) == 1125)
            // Without deals nothing is said of worth, and no guide price stands in its place.
            let without = try Command.run(
                asked + clicks
                    + ["--data", "leads.csv", "stages.csv", "--as-of", "2026-03-31"],
                in: place.url)
            #expect(
                lines(without)[1...]
                    == [
                        "Google Click ID,Conversion Name,Conversion Time",
                        "EAIa-1,MQL,2026-03-03 23:59:59", "EAIa-7,MQL,2026-03-03 23:59:59",
                    ])
            #expect(without.complaint.contains("Without a value:"))
        }
    }

    @Test("Who was erased is never exported again, and what was sent of them can be taken back")
    func erased() throws {
        try inFirm { place in
            let names = ["leads.csv", "stages.csv", "deals.csv"]
            #expect(try Command.run(["init"], in: place.url).code == 0)
            #expect(try Command.run(["import"] + names, in: place.url).code == 0)
            let day = ["--as-of", "2026-03-31"]
            let first = try Command.run(
                asked + clicks + day + ["--to", "google.csv"], in: place.url)
            #expect(first.code == 0, "\(first.complaint)")
            let text = String(decoding: try place.data("google.csv"), as: UTF8.self)
            let rows = text.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
            #expect(rows[1].last == "Order ID" && rows[2].last?.count == 32)
            #expect(rows[2].last != rows[3].last)
            let mode = try FileManager.default.attributesOfItem(
                atPath: place.url.appendingPathComponent("google.csv").path)[.posixPermissions]
            #expect(mode as? Int == 0o600)
            let log = try Command.run(["privacy", "log"], in: place.url).output
            #expect(log.contains("list of leads"))
            let none = try Command.run(
                ["export", "conversions", "--retract"] + day, in: place.url)
            #expect(none.output.split(separator: "\n").count == 2)
            let erased = try Command.run(["privacy", "erase", "A", "--yes"], in: place.url)
            #expect(erased.code == 0, "\(erased.complaint)")
            let again = try Command.run(asked + clicks + day, in: place.url)
            #expect(!again.output.contains("EAIa-1") && again.output.contains("EAIa-7"))
            #expect(again.complaint.contains("1 exported before"))
            let back = try Command.run(
                ["export", "conversions", "--retract"] + day, in: place.url)
            let order = try #require(rows[2].last)
            #expect(
                back.output
                    == "Parameters:TimeZone=Europe/Amsterdam\nOrder ID,Conversion Name,Adjustment Time,Adjustment Type\n"
                    + "\(order),MQL,2026-03-31 23:59:59,RETRACT\n")
        }
    }

    @Test("What is missing or cannot be is told, and nothing that is read is written over")
    func wrong() throws {
        try inFirm { place in
            let unasked = try Command.run(["export", "conversions"] + files, in: place.url)
            #expect(unasked.code == 2 && unasked.complaint.contains("--consent is needed"))
            let lacking = try Command.run(
                ["export", "conversions", "--consent", "yes_please"] + files + clicks,
                in: place.url)
            #expect(lacking.code == 65 && lacking.complaint.contains("\"ad_consent\""))
            let column = try Command.run(
                asked + files + clicks + ["--lead-id", "number"], in: place.url)
            #expect(column.code == 65)
            let retract = try Command.run(
                ["export", "conversions", "--retract"] + files, in: place.url)
            #expect(retract.code == 2 && retract.complaint.contains("mql init"))
            for words in [["--stage", "lead"], ["--name", "a/b"], ["--name", ""]] {
                #expect(
                    try Command.run(asked + files + clicks + words, in: place.url).code == 2,
                    "\(words)")
            }
            let over = try Command.run(
                asked + files + clicks + ["--to", "contacts.csv", "--force"], in: place.url)
            #expect(over.code == 73)
            #expect(try place.data("contacts.csv") == Data(Self.contacts.utf8))
        }
    }
}
