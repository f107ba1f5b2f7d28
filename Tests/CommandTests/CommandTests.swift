import Foundation
import TestSupport
import Testing

struct DemoTests {
    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("mql-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    @Test("The demo writes its files for their owner alone, reports, and names what to try next")
    func demo() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let first = try Command.run(["demo"], in: folder)
        #expect(first.code == 0)
        #expect(first.complaint == "")
        #expect(first.output.contains("purchased list: 0 of 71 MQLs became an SQL within 90 days"))
        #expect(first.output.contains("Too few to tell whether above or below 1 in 10:"))
        #expect(first.output.contains("too young to judge: on"))
        for name in ["leads.csv", "activities.csv", "stages.csv", "deals.csv", "spend.csv"] {
            let path = folder.appendingPathComponent("mql-demo/\(name)").path
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? Int == 0o600)
        }
        // The same again gives the same, and the commands that it names work.
        #expect(try Command.run(["demo"], in: folder).output == first.output)
        let lines = first.output.components(separatedBy: "Now try\n")[1].split(separator: "\n")
        #expect(lines.first == "  cd mql-demo")
        for line in lines.dropFirst() {
            let arguments = line.split(separator: " ").map(String.init).filter { $0 != "mql" }
            let result = try Command.run(
                arguments, in: folder.appendingPathComponent("mql-demo"))
            #expect(result.code == 0, "\(line)")
            #expect(result.output.count > 200)
        }
    }

    @Test("Files of mql.yaml are of the same day, however they are named; others are not")
    func sameDay() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try Command.run(["demo"], in: folder).code == 0)
        let place = folder.appendingPathComponent("mql-demo")
        func asOf(_ data: [String]) throws -> Substring? {
            let words = data.isEmpty ? [] : ["--data"] + data
            let text = try Command.run(["report", "--format", "json"] + words, in: place).output
            return text.firstMatch(of: /"as_of": "([0-9-]+)"/)?.output.1
        }
        let names = ["leads", "activities", "stages", "deals", "spend", "plan"].map { "\($0).csv" }
        // exported_on is 1 October; the last row of the files is of the day before.
        #expect(try asOf([]) == "2026-10-01")
        #expect(try asOf(names) == "2026-10-01")
        #expect(try asOf(["./leads.csv", "spend.csv"]) == "2026-10-01")
        try FileManager.default.copyItem(
            at: place.appendingPathComponent("leads.csv"),
            to: place.appendingPathComponent("others.csv"))
        #expect(try asOf(["others.csv", "spend.csv"]) != "2026-10-01")
    }

    @Test("The demo does not write over files of one's own")
    func ownFiles() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let own = folder.appendingPathComponent("mql-demo")
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: own.appendingPathComponent("leads.csv"))
        let result = try Command.run(["demo"], in: folder)
        #expect(result.code == 73)
        #expect(
            result.complaint
                == "mql-demo/leads.csv is there already. Choose another folder with --into.\n")
        #expect(try Data(contentsOf: own.appendingPathComponent("leads.csv")) == Data("mine".utf8))
    }
}

struct CommandLineTests {
    private let story = Fixtures.url("stories/one-lead")

    @Test("Without a word it says what it does, in at most fifteen lines")
    func noArguments() throws {
        let result = try Command.run([])
        #expect(result.code == 0)
        #expect(result.output.split(separator: "\n", omittingEmptySubsequences: false).count <= 16)
        #expect(result.output.contains("mql demo"))
    }

    @Test(
        "The help of every command shows a call that works",
        arguments: ["demo", "report", "funnel", "compare", "leads", "explain", "value"])
    func help(command: String) throws {
        let result = try Command.run(["help", command])
        #expect(result.code == 0)
        #expect(result.output.contains("mql \(command)"))
        #expect(try Command.run([command, "--help"]).output == result.output)
    }

    @Test("Standard input is read, and gives the same figures as the file")
    func standardInput() throws {
        let text = try Fixtures.text("stories/one-lead/leads.csv")
        let rest = ["activities.csv", "stages.csv", "--as-of", "2026-04-30", "--format", "csv"]
        let piped = try Command.run(["report", "--data", "-"] + rest, in: story, input: text)
        let read = try Command.run(["report", "--data", "leads.csv"] + rest, in: story)
        #expect(piped.code == 0)
        #expect(piped.output == read.output)
    }

    @Test(
        "Time zone, language and number of jobs make no difference to a byte",
        arguments: ["UTC", "Europe/Amsterdam", "Asia/Kolkata"], ["C", "nl_NL.UTF-8", "tr_TR.UTF-8"])
    func surroundings(zone: String, language: String) throws {
        let call = [
            "report", "--data", "leads.csv", "activities.csv", "stages.csv", "spend.csv",
            "deals.csv",
            "--as-of", "2026-04-30", "--exported-on", "2026-04-30", "--period", "2026-03",
            "--format", "json",
        ]
        let expected = try Fixtures.text("stories/one-lead/expected/report.json")
        let result = try Command.run(
            call + ["--jobs", "7"], in: story,
            environment: ["TZ": zone, "LANG": language, "LC_ALL": language])
        #expect(result.output == expected)
    }

    @Test("Rejected rows are written down with their problem, can be mended and read again")
    func rejects() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("mql-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let leads =
            "lead_id,created_at,source\nL-1,2026-03-01,fair\nL-2,2026-13-01,\"fair, Utrecht\"\n"
        try Data(leads.utf8).write(to: folder.appendingPathComponent("leads.csv"))
        let call = ["report", "--as-of", "2026-04-30", "--data", "leads.csv"]
        let result = try Command.run(call + ["--rejects", "rejects.csv"], in: folder)
        #expect(result.code == 0)
        #expect(result.complaint.hasSuffix("Rejected rows of leads.csv written to rejects.csv\n"))
        let url = folder.appendingPathComponent("rejects.csv")
        let written = try String(contentsOf: url, encoding: .utf8)
        #expect(
            written == """
                lead_id,created_at,source,mql_file,mql_line,mql_problem,mql_more_cells
                L-2,2026-13-01,"fair, Utrecht",leads.csv,3,"created_at ""2026-13-01"" is not a date. There is no such day.",

                """)
        let mode = try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        try Data(written.replacing("2026-13-01,", with: "2026-03-01,").utf8).write(to: url)
        let again = try Command.run(call + ["rejects.csv"], in: folder)
        #expect(again.complaint.contains("2026-13-01"))
        #expect(again.output.contains("fair, Utrecht"))
    }

    @Test("A file that cannot be written says so and leaves nothing behind")
    func cannotWrite() throws {
        let result = try Command.run(
            ["report", "--data", "-", "leads.csv", "--rejects", "no/such/folder.csv"], in: story,
            input: "lead_id,created_at,source\nL-9,x,fair\n")
        #expect(result.code == 73)
        #expect(result.complaint.contains("no/such/folder.csv: this cannot be written"))
    }

    @Test("Rejected rows are never written over a file that is read")
    func rejectsOverInput() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("mql-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let leads = "lead_id,created_at,source\nL-1,2026-03-01,fair\nL-2,x,fair\n"
        let file = folder.appendingPathComponent("leads.csv")
        try Data(leads.utf8).write(to: file)
        let result = try Command.run(
            ["report", "--data", "leads.csv", "--rejects", "./leads.csv"], in: folder)
        #expect(result.code == 73)
        #expect(result.complaint.contains("would write over leads.csv"))
        #expect(try Data(contentsOf: file) == Data(leads.utf8))
    }

    @Test("Output that cannot be written is an error, and a device is not replaced by a file")
    func fullDisk() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "'\(Command.binary.path)' report --data leads.csv > /dev/full"]
        process.currentDirectoryURL = story
        process.standardError = Pipe()
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 74)
        let result = try Command.run(
            ["report", "--data", "-", "leads.csv", "--rejects", "/dev/full"], in: story,
            input: "lead_id,created_at,source\nL-9,x,fair\n")
        #expect(result.code == 73)
        let type = try FileManager.default.attributesOfItem(atPath: "/dev/full")[.type]
        #expect(type as? FileAttributeType == .typeCharacterSpecial)
    }

    /// The output with its line breaks and indents taken out.
    private func flat(_ result: CommandResult) -> String {
        result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test("What nobody wrote down is not known: no stages, no deals, no currency")
    func notKnown() throws {
        let leads = "lead_id,created_at,source\nL-1,2026-03-01,fair\n"
        let only = try Command.run(
            ["report", "--data", "-", "--as-of", "2026-04-30"], input: leads)
        #expect(
            flat(only).contains(
                "Whether the 1 lead of this period is an MQL is not known: there are no activities and no"
            ))
        let judged = try Command.run(
            ["report", "--data", "leads.csv", "activities.csv", "--as-of", "2026-04-30"], in: story)
        #expect(
            flat(judged).contains(
                "What became of the 1 MQL is not known: no won deal and no stage sql, opportunity or won was read."
            ))
        #expect(!judged.output.contains("0.0%"))
        let json = try Command.run(
            [
                "report", "--data", "leads.csv", "activities.csv", "--as-of", "2026-04-30",
                "--format",
                "json",
            ], in: story
        ).output
        #expect(json.contains("\"sqls\": null"))
        #expect(json.contains("\"verdict\": \"not_known\""))
        // Amounts beside which no currency stands are euros, whatever the report asks for.
        let dollars = try Command.run(
            [
                "report", "--data", "leads.csv", "activities.csv", "spend.csv", "--as-of",
                "2026-04-30", "--exported-on", "2026-04-30",
                "--currency", "USD",
            ], in: story)
        #expect(flat(dollars).contains("not in it, as it is in another currency: €225.50"))
    }

    @Test("Words of one's own that no rule knows are named in the report")
    func unknownWords() throws {
        let result = try Command.run(
            ["report", "--data", "-", "leads.csv", "--as-of", "2026-04-30"], in: story,
            input: "lead_id,at,action\nL-1,2026-03-03,contact_reqest\n")
        #expect(
            flat(result).contains(
                "actions that no rule knows, and that give no points: \"contact_reqest\""))
        let bare = try Command.run(
            ["report", "--data", "-", "activities.csv", "--as-of", "2026-04-30"], in: story,
            input: "lead_id,created_at,source\nL-1,2026-03-01,fair\n")
        #expect(
            flat(bare).contains(
                "the rules ask for what no lead has filled in: \"country\", \"employees\", \"job_title\""
            ))
    }

    @Test("The calculator answers from the rule book, with what an SQL then costs")
    func value() throws {
        let call = [
            "value", "--intent", "consideration", "--source", "linkedin-ads", "--persona",
            "influencer", "--cost", "180",
        ]
        let result = try Command.run(call)
        // 200 + 300 × (0.3 + 0.5) ÷ 2 = 320; ÷ 10 % = 3,200 and 180 ÷ 10 % = 1,800;
        // ÷ 13 % = 2,461.54 and 1,384.62.
        for words in [
            "band consideration €200–500", "in it: €320.00", "€180.00: below the band", "3,200.00",
            "1,800.00", "2,461.54", "1,384.62",
        ] {
            #expect(result.output.contains(words), "\(words)")
        }
        let json = try Command.run(call + ["--format", "json"]).output
        #expect(json.contains("\"value\": 320.00") && json.contains("\"at_cost\": 1384.62"))
        let bare = try Command.run(["value", "--intent", "awareness"])
        // The middle of 50 to 100.
        #expect(bare.output.contains("€75.00") && bare.output.contains("(assumed: the middle)"))
        let typo = try Command.run(["value", "--intent", "intrest"])
        #expect(typo.code == 2)
        #expect(
            typo.complaint.contains(
                "There is no intent \"intrest\" in the rule book. Did you mean \"interest\"?"))
        #expect(try Command.run(["value", "--intent", "interest", "--cost", "1.234,56"]).code == 2)
    }

    @Test(
        "Inspecting a file says as what it is recognised, in both languages, and names what is wrong"
    )
    func inspect() throws {
        let text =
            "sep=;\nDag;Campagne;Kosten\n13-9-2026;Herfst;1.250,05\n14-9-2026;Herfst;x\n"
            + "Totaal: account;;1.250,05\n"
        let english = try Command.run(["inspect", "-"], input: text)
        #expect(english.code == 0)
        #expect(english.output.contains("Known as    Google Ads, by its columns: spend"))
        #expect(
            english.output.contains(
                "ASCII, semicolons, header on line 2, dates with days first, decimal comma"))
        #expect(english.output.contains("amount = \"Kosten\""))
        #expect(english.output.contains("3 = 1 new + 1 rejected + 1 total or footer"))
        #expect(english.complaint.contains("standard input:4:18: Kosten \"x\" is not an amount"))
        let dutch = try Command.run(["inspect", "-", "--lang", "nl"], input: text)
        #expect(
            dutch.output.contains(
                "puntkomma's, kop op regel 2, datums met dag voorop, komma voor de decimalen"))
        #expect(dutch.output.contains("1 nieuw + 1 geweigerd"))
        let json = try Command.run(
            ["inspect", "-", "--format", "json", "--lang", "nl"], input: text
        ).output
        #expect(json.contains("\"export\": \"Google Ads\""))
        #expect(json.contains("\"header_line\": 2"))
    }

    @Test("Any table is shown: what it holds to a person, all of its rows to a program")
    func inspectAny() throws {
        let place = try TemporaryPlace()
        let text =
            "Voorraad;;\n\nArtikel;Stuks;Contact\nDop <12>;3;an@voorbeeld.example\n"
            + "Bout;7;\n"
            + "Moer;\"4;bo@voorbeeld.example\n"
        try place.write(text, to: "stock.csv")
        try place.write("lead_id,created_at,source\nK-1,2026-03-02,fair\n", to: "leads.csv")
        try place.write("", to: "empty.csv")
        let person = try Command.run(["inspect", "stock.csv", "--lang", "nl"], in: place.url)
        #expect(person.code == 0)
        #expect(person.output.contains("niet herkend"))
        #expect(person.output.contains("ASCII, puntkomma's, kop op regel 3"))
        #expect(
            person.output.contains(
                "\"Artikel\" (tekst), \"Stuks\" (getallen), \"Contact\" (adressen)"))
        #expect(!person.output.contains("an@voorbeeld"))
        // The last row has a quote that does not close.
        #expect(person.output.contains("3, waarvan 1 met verkeerde aanhalingstekens"))
        let some = try Command.run(["inspect", "stock.csv", "--rows", "1"], in: place.url)
        #expect(some.output.contains("4: Dop <12> | 3 | an@voorbeeld.example"))
        #expect(!some.output.contains("Moer"))

        let json = try Command.run(
            ["inspect", "leads.csv", "stock.csv", "empty.csv", "--format", "json"], in: place.url)
        #expect(json.code == 0)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let files = try #require(object["files"] as? [[String: Any]])
        #expect(files.map { $0["file"] as? String } == ["leads.csv", "stock.csv", "empty.csv"])
        #expect(files.map { $0["known"] as? Bool } == [true, false, false])
        let tables = try #require(object["tables"] as? [[String: Any]])
        #expect(tables.map { $0["line"] as? Int } == [1, 3])
        #expect(tables[0]["rows"] as? [[String]] == [["K-1", "2026-03-02", "fair"]])
        #expect(tables[1]["above"] as? [String] == ["Voorraad"])
        #expect(tables[1]["header"] as? [String] == ["Artikel", "Stuks", "Contact"])
        #expect(
            tables[1]["rows"] as? [[String]] == [
                ["Dop <12>", "3", "an@voorbeeld.example"], ["Bout", "7", ""],
                ["Moer", "\"4", "bo@voorbeeld.example"],
            ])
        #expect(tables[1]["mended_lines"] as? [Int] == [6])
        // What cannot be told of a file keeps none of its rows back.
        try place.write("lead_id,created_at,source\nK-1,3-4-2026,fair\n", to: "unclear.csv")
        let unclear = try Command.run(
            ["inspect", "unclear.csv", "--format", "json"], in: place.url)
        #expect(unclear.code == 65 && unclear.complaint.contains("3-4-2026"))
        #expect(unclear.output.contains("[\"K-1\", \"3-4-2026\", \"fair\"]"))
        // The same through a pipe, in a file, and cut short.
        let pipe = try Command.run(
            ["inspect", "-", "--format", "json", "--rows", "1"], in: place.url, input: text)
        #expect(pipe.output.contains("\"rows_left_out\": 2") && !pipe.output.contains("Moer"))
        let named = ["inspect", "stock.csv", "--format", "json"]
        let kept = try Command.run(named + ["--to", "rows.json"], in: place.url)
        #expect(kept.code == 0)
        let printed = try Command.run(named, in: place.url).output
        #expect(String(decoding: try place.data("rows.json"), as: UTF8.self) == printed)
    }

    @Test("An e-mail address as lead id is not shown")
    func personalData() throws {
        let text = "lead_id,created_at,source\nan.ouk@voorbeeld.example,2026-03-01,fair\n"
        for command in [["leads"], ["explain", "an.ouk@voorbeeld.example"]] {
            for format in ["text", "md", "csv", "json"] {
                let result = try Command.run(
                    command + ["--data", "-", "--as-of", "2026-04-30", "--format", format],
                    input: text)
                #expect(result.code == 0)
                #expect(!result.output.contains("ouk"))
                #expect(result.output.contains("e-mail-"))
            }
        }
    }

    @Test("Reports and lists hold no names, addresses or telephone numbers")
    func noNames() throws {
        let text = """
            lead_id,created_at,source,email,first_name,last_name,phone,company
            L-1,2026-03-01,fair,kanarie@voorbeeld.example,Kanarievogel,Zangersma,0612345678,Geelveer BV

            """
        for command in ["report", "funnel", "compare", "leads"] {
            for format in ["text", "md", "csv", "json"] {
                let output = try Command.run(
                    [command, "--data", "-", "--as-of", "2026-04-30", "--format", format],
                    input: text
                ).output
                for word in ["kanarie", "Kanarie", "Zangersma", "0612345678", "Geelveer"] {
                    #expect(!output.contains(word), "\(command) \(format): \(word)")
                }
            }
        }
    }

    @Test("A source named like a formula or a web page does no harm in any format")
    func hostile() throws {
        let text =
            "lead_id,created_at,source\n"
            + "L-1,2026-03-01,\"=HYPERLINK(\"\"x\"\")\"\nL-2,2026-03-01,<script>|x|\u{1B}[2J\n"
        func output(_ format: String) throws -> String {
            try Command.run(
                ["report", "--data", "-", "--as-of", "2026-04-30", "--format", format], input: text
            ).output
        }
        #expect(try output("csv").contains("\"'=HYPERLINK(\"\"x\"\")\""))
        #expect(try output("md").contains("&lt;script&gt;\\|x\\|"))
        #expect(try output("json").contains("\\u003Cscript\\u003E|x|\\u001B[2J"))
        for format in ["text", "md", "csv", "json"] {
            #expect(try !output(format).contains("\u{1B}"))
        }
    }
}

/// The committed mappings, on a few invented rows with the columns of the data they are for.
struct MappingFixtureTests {
    private func json(_ mapping: String, _ files: [String: String], _ options: [String]) throws
        -> [String: Any]
    {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("mql-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        }
        let result = try Command.run(
            ["report", "--map", Fixtures.url("maps/\(mapping)").path, "--format", "json"] + options
                + ["--data"] + files.keys.sorted(), in: folder)
        #expect(result.code == 0, "\(result.complaint)")
        let top = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        return top?["figures"] as? [String: Any] ?? [:]
    }

    @Test("Every row of the marketplace is an MQL, a won row is a customer, an empty origin stays")
    func olist() throws {
        let figures = try json(
            "olist.yaml",
            [
                "olist_marketing_qualified_leads_dataset.csv": """
                mql_id,first_contact_date,landing_page_id,origin
                a1,2018-02-01,p,social
                a2,2018-02-02,p,
                a3,2018-02-03,p,paid search

                """,
                "olist_closed_deals_dataset.csv": """
                mql_id,seller_id,won_date
                a2,s,2018-02-26 19:58:54

                """,
            ], ["--as-of", "2018-12-31"])
        let total = try #require(figures["total"] as? [String: Any])
        #expect(total["mqls"] as? Int == 3)
        #expect(total["won"] as? Int == 1)
        let rows = try #require(figures["rows"] as? [[String: Any]])
        #expect(
            Set(rows.compactMap { $0["key"] as? String }) == [
                "social", "(no source)", "paid-search",
            ])
    }

    @Test("A lead row gives a lead, stages and spend in dirhams; a sale is credited to its lead")
    func realestate() throws {
        let figures = try json(
            "realestate.yaml",
            [
                "Leads.csv": """
                Lead_ID,Lead_Date,Marketing_Channel,Campaign_Name,Marketing_Cost_AED,Qualification_Date,Negotiation_Date
                LEAD-1,2026-02-27,Referral,C,25.50,2026-03-01,2026-03-05
                LEAD-2,2026-02-27,Referral,C,24.50,,

                """,
                "Sales.csv": """
                Sale_ID,Lead_ID,Sale_Date,Sale_Value_AED
                SALE-1,LEAD-1,2026-04-04,2353000.0

                """,
            ], ["--as-of", "2026-12-31", "--currency", "AED"])
        let total = try #require(figures["total"] as? [String: Any])
        #expect(total["sqls"] as? Int == 1)
        #expect(total["sqls_implied"] as? Int == 0)
        let cost = try #require(total["cost"] as? [String: Any])
        // (25.50 + 24.50) ÷ 2 leads, ÷ 1 customer.
        #expect(cost["per_lead"] as? Double == 25)
        #expect(cost["per_customer"] as? Double == 50)
    }
}
