import Foundation
import TestSupport
import Testing

/// `mql export`: what a CRM and programs that draw get back.
struct GivenBackTests {
    private func inDemo(_ body: (URL) throws -> Void) throws {
        let place = try TemporaryPlace()
        #expect(try Command.run(["demo"], in: place.url).code == 0)
        try body(place.url.appendingPathComponent("mql-demo"))
    }

    private func rows(_ text: String) -> [[String]] {
        text.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test(
        "A CRM gets each lead as it was judged, with a guide price of two ends and no single value")
    func leads() throws {
        try inDemo { folder in
            let result = try Command.run(["export", "leads"], in: folder)
            #expect(result.code == 0)
            let rows = rows(result.output)
            #expect(
                rows[0] == [
                    "lead_id", "mql_intent", "mql_source", "mql_persona", "mql_score",
                    "mql_grade", "mql_decision", "mql_since", "mql_guide_price_low",
                    "mql_guide_price_high", "mql_worth", "mql_judged_by",
                ])
            // 846 leads came in; 349 MQLs of the period have their guide price.
            #expect(rows.count == 847)
            let lead = try #require(rows.first { $0[0] == "L-0651" })
            #expect(
                lead[1...9].joined(separator: ",")
                    == "consideration,google-ads,decision-maker,91,A,mql,2026-08-17,200.00,500.00")
            // The worth of its source, as the report has it: 272 in whole euros.
            #expect(lead[10].hasPrefix("272."))
            // Of a source that is too young it is not known.
            let young = try #require(rows.first { $0[0] == "L-0799" })
            #expect(young[2] == "meta-ads" && young[10].isEmpty)
            // Who is no MQL has neither price nor worth, nor rules that made it one.
            for row in rows.dropFirst() where row[6] != "mql" && row[7].isEmpty {
                #expect(row[8...11].joined().isEmpty, "\(row[0])")
            }
            #expect(result.complaint.contains("not shown that the score tells"))
            #expect(!result.output.contains("@"))
        }
    }

    @Test("Columns are called as the CRM calls them, and only leads of one decision are asked for")
    func names() throws {
        try inDemo { folder in
            func first(_ crm: String) throws -> [[String]] {
                rows(
                    try Command.run(
                        ["export", "leads", "--for", crm, "--only", "mql"], in: folder
                    ).output)
            }
            let hubspot = try first("hubspot")
            #expect(hubspot[0][0] == "Record ID" && hubspot[0][8] == "mql_guide_price_low")
            let salesforce = try first("salesforce")
            #expect(salesforce[0][0] == "Id" && salesforce[0][8] == "MQL_Guide_Price_Low__c")
            let pipedrive = try first("pipedrive")
            #expect(pipedrive[0][0] == "ID" && pipedrive[0][8] == "MQL guide price low")
            #expect(hubspot.dropFirst().allSatisfy { $0[6] == "mql" })
            #expect(hubspot.dropFirst().map { $0[0] } == salesforce.dropFirst().map { $0[0] })
            #expect(try Command.run(["export", "leads", "--for", "x"], in: folder).code == 2)
        }
    }

    @Test("Figures go to a database without a person, once, and not over another file")
    func figures() throws {
        try inDemo { folder in
            let made = try Command.run(["export", "figures", "--to", "f.sqlite"], in: folder)
            #expect(made.code == 0)
            let bytes = try Data(contentsOf: folder.appendingPathComponent("f.sqlite"))
            #expect(bytes.starts(with: Data("SQLite format 3".utf8)))
            #expect(bytes.range(of: Data("L-0651".utf8)) == nil)
            #expect(bytes.range(of: Data("linkedin-ads".utf8)) != nil)
            let mode = try FileManager.default.attributesOfItem(
                atPath: folder.appendingPathComponent("f.sqlite").path)[.posixPermissions]
            #expect(mode as? Int == 0o600)
            let again = try Command.run(["export", "figures", "--to", "f.sqlite"], in: folder)
            #expect(again.code != 0)
            #expect(
                try Command.run(
                    ["export", "figures", "--to", "f.sqlite", "--force", "--period", "2026-Q2"],
                    in: folder
                ).code == 0)
            #expect(
                try Data(contentsOf: folder.appendingPathComponent("f.sqlite")) != bytes)
            // What is read is not written over.
            let data = try Data(contentsOf: folder.appendingPathComponent("leads.csv"))
            #expect(
                try Command.run(
                    ["export", "figures", "--to", "leads.csv", "--force"], in: folder
                ).code != 0)
            #expect(try Data(contentsOf: folder.appendingPathComponent("leads.csv")) == data)
        }
    }

    private static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    @Test(
        "In the database the figures are those of the report, numbers are numbers and what is not known is NULL",
        .enabled(if: python != nil))
    func database() throws {
        try inDemo { folder in
            #expect(
                try Command.run(["export", "figures", "--to", "f.sqlite"], in: folder).code == 0)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: try #require(Self.python))
            process.currentDirectoryURL = folder
            process.arguments = [
                "-c",
                """
                import sqlite3
                b = sqlite3.connect("f.sqlite")
                print(b.execute("select sum(spend), typeof(max(spend)), sum(mqls) from sources").fetchone())
                print(b.execute("select typeof(spend) from sources where source = 'referral'").fetchone())
                print(b.execute("select advice, worth from sources where source = 'google-ads'").fetchone())
                print(b.execute("select value from about where key = 'as_of'").fetchone())
                print(b.execute("select count(*) from report_month").fetchone())
                """,
            ]
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let text = String(
                decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            // The total of the report: €43,716.61 and 349 MQLs; nine months and the total.
            let lines = text.split(separator: "\n")
            #expect(lines.first?.hasPrefix("(43716.6") == true)
            #expect(lines.first?.hasSuffix("'real', 349)") == true)
            #expect(lines.dropFirst().first == "('null',)")
            #expect(lines.dropFirst(2).first?.hasPrefix("('keep', 272.") == true)
            #expect(lines.dropFirst(3).first == "('2026-10-01',)")
            #expect(lines.dropFirst(4).first == "(10,)")
        }
    }
}
