import Foundation
import TestSupport
import Testing

/// What comes from outside and is said again, and what is typed.
struct TerminalTests {
    /// Characters that steer a terminal, and marks that turn the reading direction.
    static let steering = [
        "\u{1B}[31mrood\u{1B}]0;titel\u{7}", "\u{9B}31mrood\u{8}\u{7F}",
        "\u{202E}gpj\u{2066}x\u{2069}\u{200F}a\rb",
    ]

    private func isHarmless(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        return scalars.indices.allSatisfy { place in
            switch scalars[place].value {
            case 0x0A, 0x09: true
            case 0x0D: place + 1 < scalars.count && scalars[place + 1] == "\n"
            case 0...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
                false
            default: true
            }
        }
    }

    @Test("Whatever is typed, no message steers the terminal", arguments: steering)
    func arguments(text: String) throws {
        let place = try TemporaryPlace()
        try place.write("lead_id,created_at,source\nK-1,2026-02-03,beurs\n", to: "leads.csv")
        #expect(try Command.run(["init"], in: place.url).code == 0)
        let data = ["--data", "leads.csv", "--as-of", "2026-03-01"]
        let calls: [[String]] = [
            [text], ["help", text], ["report", "--\(text)"], ["report", "--period", text] + data,
            ["explain", text] + data, ["explain", "K-1", "--horizon", text] + data,
            ["report", "--data", text], ["report", "--rules", text] + data,
            ["report", "--map", text] + data, ["report", "--rates", text] + data,
            ["report", "--by", text] + data, ["report", "--currency", text] + data,
            ["report", "--margin", text] + data, ["report", "--what-if", "margin=\(text)"] + data,
            ["report", "--to", "no-folder/\(text)"] + data,
            ["report", "--to", "to-\(text)"] + data,
            ["backup", "--to", "copy-\(text)"], ["restore", text, "--yes"], ["restore", text],
            ["demo", "--into", "demo-\(text)"], ["template", text], ["rules", "show", text],
            ["rules", "sign", text, "--by", text], ["import", text], ["undo-import", text],
            ["privacy", "export", text], ["privacy", "erase", text, "--yes"],
            ["privacy", "log", "--format", text], ["init", "--actor", text, "--at", text],
            ["inspect", text], ["start", text, "--answers", text], ["leads", "--older-than", text],
            ["budget", "--amount", "100", "--fixed", "\(text)=\(text)"] + data,
            ["value", "--intent", text], ["value", "--mqls", text],
        ]
        for call in calls {
            let result = try Command.run(call, in: place.url)
            #expect(isHarmless(result.complaint), "\(call)")
            #expect(isHarmless(result.output), "\(call)")
        }
    }

    @Test("Nor do cells, names of files and settings that are said again", arguments: steering)
    func files(text: String) throws {
        let place = try TemporaryPlace()
        let cell = "\"\(text)\""
        try place.write(
            "lead_id,created_at,source,campaign\n\(cell),2026-02-03,\(cell),\(cell)\nK-2,\(cell),beurs,\n",
            to: "list \(text).csv")
        try place.write(
            "files: [\(cell)]\nrejected: [\(cell)]\n\(cell): \(cell)\n", to: "mql.yaml")
        let name = "list \(text).csv"
        let calls = [
            ["report", "--data", name, "--as-of", "2026-03-01"],
            [
                "report", "--data", name, "--as-of", "2026-03-01", "--by", "campaign", "--format",
                "md",
            ],
            ["leads", "--data", name, "--as-of", "2026-03-01", "--format", "csv"],
            ["leads", "--data", name, "--as-of", "2026-03-01", "--format", "json"],
            ["inspect", name], ["report"],
            ["report", "--data", name, "--rejects", "r \(text).csv"],
        ]
        // First with settings that are wrong, then without.
        for hasSettings in [true, false] {
            for call in calls where !hasSettings || call.count < 6 {
                let result = try Command.run(call, in: place.url)
                #expect(isHarmless(result.complaint), "\(call)")
                #expect(isHarmless(result.output), "\(call)")
            }
            try? FileManager.default.removeItem(atPath: place.path + "/mql.yaml")
        }
    }

    /// Everything that gives a table, on the data of the demo.
    static let tables: [[String]] = {
        let data =
            ["leads", "activities", "stages", "deals", "spend", "plan"].map { "mql-demo/\($0).csv" }
        let asOf = ["--as-of", "2026-10-01"]
        let reading = ["--data"] + data + asOf
        let some = ["--data", "mql-demo/leads.csv"] + asOf
        let few = ["--data", "few.csv"] + asOf
        return ReportCalls.all.flatMap { [$0 + reading, $0 + few] } + [
            ["report"] + some,
            ["report", "--period", "2026-Q3", "--against", "2026-Q2"] + reading,
            ["report", "--by", "month"] + reading, ["report", "--by", "campaign"] + reading,
            ["report", "--what-if", "margin=9000,cost=+10%"] + reading,
            ["justify", "--by", "intent"] + reading,
            ["budget", "--amount", "15000"] + reading,
            ["review", "--period", "2026-09"] + reading, ["plan"] + reading,
            ["leads", "--not-contacted"] + reading,
            ["explain", "L-0014"] + reading, ["explain", "F-1"] + few,
            ["inspect"] + data, ["inspect", "few.csv"],
            ["rules", "check", "b2b"], ["rules", "check", "b2b", "--data"] + data,
            ["rules", "compare", "b2b", "manufacturing"] + reading,
            ["rules", "learn", "--goal", "sql", "--all"] + reading, ["rules", "learn"] + few,
            ["rules", "show", "pumps", "--diff", "b2b"],
            ["value", "--intent", "interest", "--cost", "100"],
            [
                "value", "--mqls", "100", "--sqls", "13", "--closed", "12", "--won", "4",
                "--margin",
                "9000", "--cost", "150", "--what-if", "conversion=+20%,margin=12000",
            ],
            ["imports"], ["doctor"], ["privacy", "log"], ["privacy", "register"],
            ["privacy", "export", "F-1"], ["report"] + asOf, ["leads"] + asOf, ["review"] + asOf,
        ]
    }()

    @Test("In a table for programs nothing is known by an empty cell, in every table that there is")
    func dashes() throws {
        let place = try TemporaryPlace()
        try place.write("lead_id,created_at,source\nF-1,2026-03-05,beurs\n", to: "few.csv")
        for words in [["demo"], ["init"], ["import", "few.csv"]] {
            #expect(try Command.run(words, in: place.url).code == 0)
        }
        for call in Self.tables {
            for country in [[], ["--excel", "nl"]] {
                let result = try Command.run(call + ["--format", "csv"] + country, in: place.url)
                #expect(
                    result.code == 0 || call.contains("learn") || call.contains("check")
                        || call.contains("few.csv"), "\(call): \(result.complaint)")
                let separator: Character = country.isEmpty ? "," : ";"
                for line in result.output.split(separator: "\n") {
                    let cells = line.split(separator: separator, omittingEmptySubsequences: false)
                        .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "\" \r")) }
                    #expect(
                        !cells.contains { ["–", "—", "-", "--"].contains($0) }, "\(call): \(line)")
                }
            }
        }
    }

    @Test("For people a dash stays where there is nothing")
    func forPeople() throws {
        let place = try TemporaryPlace()
        try place.write("lead_id,created_at,source\nF-1,2026-03-05,beurs\n", to: "few.csv")
        let words = ["leads", "--data", "few.csv", "--as-of", "2026-04-01"]
        let text = try Command.run(words, in: place.url)
        #expect(text.output.contains("–"))
        // lead_id, created_on, source, intent, persona, grade, score, decision, mql_since, value, judged_by
        let row = try Command.run(words + ["--format", "csv"], in: place.url).output.split(
            separator: "\n")[1]
        #expect(row.hasPrefix("F-1,2026-03-05,fair,,,C,0,nurture,,,b2b 1"))
    }

    private static let worth = [
        "value", "--mqls", "100", "--sqls", "13", "--closed", "12", "--won", "4",
    ]

    @Test(
        "Thousands are refused wherever an amount or a number is typed, and what was meant is said",
        arguments: [
            (worth + ["--margin", "9.000"], "9000"), (worth + ["--margin", "9,000"], "9000"),
            (worth + ["--margin", "8000", "--cost", "1.500"], "1500"),
            (worth + ["--margin", "8000", "--cost", "150", "--what-if", "margin=11.500"], "11500"),
            (worth + ["--margin", "8000", "--cost", "150", "--what-if", "margin=11,500"], "11500"),
            (worth + ["--margin", "8000", "--cost", "150", "--what-if", "cost=2.000"], "2000"),
            (
                worth + [
                    "--margin", "8000", "--cost", "150", "--what-if", "cost=-5%,margin=2.345.678",
                ],
                "2345678"
            ), (["value", "--mqls", "1.000"], "1000"),
            (["report", "--what-if", "cost=1,750"], "1750"),
            (["justify", "--what-if", "margin=11.500"], "11500"),
            (["report", "--margin", "12.000,50"], "12000.50"),
            (["budget", "--amount", "60.000"], "60000"),
            (["budget", "--amount", "9000", "--fixed", "fair=1.800"], "1800"),
            (["budget", "--amount", "9000", "--min", "fair=100,linkedin-ads=1,800"], "1800"),
            (["budget", "--sqls", "1.000"], "1000"),
        ] as [([String], String)])
    func thousands(words: [String], meant: String) throws {
        let story = Fixtures.url("stories/one-lead")
        let data =
            words[0] == "value" ? [] : ["--data", "leads.csv", "activities.csv", "spend.csv"]
        let result = try Command.run(words + data, in: story)
        #expect(result.code == 2)
        #expect(result.complaint.contains("Did you mean \(meant)?"), "\(result.complaint)")
        #expect(result.output == "")
    }

    @Test("Without a doubt a supposition is taken, and its new value stands whole in the table")
    func supposed() throws {
        // A margin of 8,000 becomes 1,234,567.89: half of the width of a terminal, and all of it is there.
        let result = try Command.run(
            Self.worth + [
                "--margin", "8000", "--cost", "150", "--what-if",
                "margin=1234567,89,conversion=0.155",
            ])
        #expect(result.code == 0, "\(result.complaint)")
        #expect(result.output.contains("1,234,567.89"))
        #expect(result.output.contains("15.5%"))
        let nl = try Command.run(
            Self.worth + [
                "--margin", "8000", "--cost", "150", "--what-if", "margin=1234567.89", "--lang",
                "nl",
            ])
        #expect(nl.output.contains("1.234.567,89"))
        let json = try Command.run(
            Self.worth + [
                "--margin", "8000", "--cost", "150", "--what-if", "margin=12000", "--format",
                "json",
            ])
        #expect(json.output.contains("\"from\": 8000.00"))
        #expect(json.output.contains("\"to\": 12000.00"))
    }

    @Test("Settings and answers are read the same way")
    func settings() throws {
        let place = try TemporaryPlace()
        try place.write("lead_id,created_at,source\nK-1,2026-02-03,beurs\n", to: "leads.csv")
        try place.write("month,source,amount\n2026-02,beurs,1200.00\n", to: "spend.csv")
        for (line, meant) in [
            ("required_return: 1.500", "1500"), ("hours_per_mql: 2\n  hour_cost: 1.250", "1250"),
        ] {
            try place.write("files: [leads.csv]\neconomics:\n  \(line)\n", to: "mql.yaml")
            let result = try Command.run(["report", "--as-of", "2026-03-01"], in: place.url)
            #expect(result.code == 65)
            #expect(result.complaint.contains("Did you mean \(meant)?"), "\(result.complaint)")
        }
        try place.write(
            "rule_book: ours\nextends: b2b\nfit:\n  all:\n    size: {employees: {over: 1.000}}\n",
            to: "ours.yaml")
        let rules = try Command.run(["rules", "show", "ours.yaml"], in: place.url)
        #expect(rules.code == 65 && rules.complaint.contains("Did you mean 1000?"))
        try FileManager.default.removeItem(atPath: place.path + "/mql.yaml")
        try place.write("hours: 2,5 à 1.250\n", to: "answers.yaml")
        let start = try Command.run(
            ["start", "leads.csv", "spend.csv", "--answers", "answers.yaml", "--lang", "nl"],
            in: place.url)
        #expect(start.code == 65 && start.complaint.contains("Bedoelt u 1250?"))
        #expect(!FileManager.default.fileExists(atPath: place.path + "/mql.yaml"))
    }
}
