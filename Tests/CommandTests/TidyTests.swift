import Foundation
import TestSupport
import Testing

/// `--tidy`: one row for each figure of each row, the same columns whatever the report.
struct TidyTests {
    private static let columns = [
        "as_of", "from", "to", "unit", "currency", "rule_book", "report", "by", "row", "key",
        "month", "norm", "measure", "value", "low", "high", "n", "code", "why",
    ]

    private func rows(_ text: String) -> [[String: String]] {
        text.split(separator: "\n").map { line in
            // Only the last column holds sentences, with commas of their own.
            let cells = line.split(
                separator: ",", maxSplits: Self.columns.count - 1, omittingEmptySubsequences: false
            ).map(String.init)
            return Dictionary(
                zip(Self.columns, cells), uniquingKeysWith: { first, _ in first })
        }
    }

    private func inDemo(_ body: (URL, [String]) throws -> Void) throws {
        try DemoPlace.use { folder in
            try body(folder, ["--data"] + DemoPlace.files + ["--as-of", "2026-10-01"])
        }
    }

    @Test("A row a figure adds up to the total of the report, which is not in it")
    func sums() throws {
        try inDemo { folder, data in
            let result = try Command.run(
                ["report", "--format", "csv", "--tidy"] + data, in: folder)
            #expect(result.code == 0)
            #expect(result.output.hasPrefix(Self.columns.joined(separator: ",") + "\n"))
            let rows = Array(rows(result.output).dropFirst())
            func sum(_ measure: String) -> Double {
                rows.filter { $0["measure"] == measure }
                    .compactMap { $0["value"].flatMap(Double.init) }.reduce(0, +)
            }
            #expect(sum("mqls") == 349)
            #expect(abs(sum("spend") - 43_716.61) < 0.005)
            #expect(Set(rows.compactMap { $0["key"] }).count == 8)
            #expect(rows.allSatisfy { $0["key"] != "total" && $0["key"] != "bought" })
            #expect(
                rows.allSatisfy {
                    $0["as_of"] == "2026-10-01" && $0["from"] == "2026-01-01"
                        && $0["to"] == "2026-09-30" && $0["currency"] == "EUR"
                        && $0["rule_book"]?.hasPrefix("b2b 1 (") == true
                })
            // A rate has its range, and of how many it is, as in the plain table.
            let plain = try Command.run(["report", "--format", "csv"] + data, in: folder).output
                .split(separator: "\n")
                .map {
                    $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                }
            let bought = try #require(plain.first { $0[0] == "linkedin-ads" })
            func cell(_ key: String) throws -> String {
                bought[try #require(plain[0].firstIndex(of: key))]
            }
            let rate = try #require(
                rows.first { $0["key"] == "linkedin-ads" && $0["measure"] == "conversion" })
            #expect(try rate["value"] == cell("conversion") && rate["n"] == cell("had_time"))
            #expect(try rate["low"] == cell("conversion_low"))
            #expect(try rate["high"] == cell("conversion_high"))
            // A norm is a row, and a verdict a code.
            let verdict = try #require(
                rows.first {
                    $0["key"] == "linkedin-ads" && $0["norm"] == "one-in-ten"
                        && $0["measure"] == "verdict"
                })
            #expect(verdict["code"] == "too_few" && verdict["value"] == "")
            // What is not known has no value, and says why.
            let unknown = try #require(
                rows.first { $0["key"] == "referral" && $0["measure"] == "per_mql" })
            #expect(unknown["value"] == "" && unknown["why"]?.contains("no spend") == true)
        }
    }

    @Test("Every report with tables has it, with one row for each row and measure")
    func everywhere() throws {
        try inDemo { folder, data in
            let plan = ["--save", "plan.csv"]
            _ = try Command.run(["budget", "--amount", "15000"] + plan + data, in: folder)
            let calls =
                (ReportCalls.all + [
                    ["budget", "--amount", "15000"], ["source", "google-ads"],
                    ["rules", "learn", "--goal", "sql", "--all"],
                    ["compare", "--between", "google-ads", "linkedin-ads"],
                    ["rules", "compare", "b2b", "pumps"], ["report", "--by", "month"],
                ]).map { $0 + data } + [
                    ["plan", "--data"] + DemoPlace.files + ["plan.csv", "--as-of", "2026-10-01"],
                    ["value", "--intent", "awareness"], ["rules", "check", "b2b"],
                ]
            for call in calls {
                let tidy = try Command.run(call + ["--format", "csv", "--tidy"], in: folder)
                #expect([0, 1].contains(tidy.code), "\(call): \(tidy.complaint)")
                let rows = rows(tidy.output)
                #expect(rows.first?["measure"] == "measure")
                let names = rows.map { row in
                    ["by", "row", "norm", "measure"].map { row[$0] ?? "?" }.joined(separator: "|")
                }
                #expect(Set(names).count == names.count, "\(call)")
                for row in rows.dropFirst() {
                    // Each row holds a value, the ends of one, a code or the reason that there is none.
                    let said = ["value", "low", "high", "code", "why"].contains { row[$0] != "" }
                    #expect(said, "\(call) \(row["measure"] ?? "")")
                    for number in ["value", "low", "high", "n"] {
                        let text = row[number] ?? ""
                        #expect(text.isEmpty || Double(text) != nil, "\(call) \(text)")
                    }
                }
            }
        }
    }

    @Test("It goes with CSV of a report that has a table, and Excel in Dutch opens it too")
    func wrong() throws {
        try inDemo { folder, data in
            let json = try Command.run(["report", "--format", "json", "--tidy"] + data, in: folder)
            #expect(json.code == 2 && json.complaint.contains("--tidy goes with --format csv"))
            let text = try Command.run(["report", "--tidy", "--lang", "nl"] + data, in: folder)
            #expect(text.code == 2 && text.complaint.contains("--tidy hoort bij --format csv"))
            let words = try Command.run(
                ["explain", "L-0014", "--format", "csv", "--tidy"] + data, in: folder)
            #expect(words.code == 73 && words.complaint.contains("no table"))
            let dutch = try Command.run(
                ["report", "--format", "csv", "--tidy", "--excel", "nl"] + data, in: folder)
            #expect(dutch.output.contains("linkedin-ads;;;spend;23565,10;"))
        }
    }

    @Test(
        "A document for programs begins with its answer, in the language that was asked for, and names nobody"
    )
    func summary() throws {
        try inDemo { folder, data in
            func summary(_ call: [String], _ language: String) throws -> String {
                let text = try Command.run(
                    call + ["--format", "json", "--lang", language] + data, in: folder
                ).output
                let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
                return try #require((object as? [String: Any])?["summary"] as? String)
            }
            #expect(
                try summary(["justify"], "en")
                    == "Not yet. An MQL costs us €192 and is worth about €177 (€63–413).")
            #expect(
                try summary(["justify"], "nl").hasPrefix("Nog niet. Een MQL kost ons €\u{A0}192"))
            #expect(try summary(["explain", "L-0799"], "en").hasPrefix("L-0799: MQL since 27 Sep"))
            let titles = try String(
                contentsOf: folder.appendingPathComponent("mql-demo/leads.csv"), encoding: .utf8)
            #expect(titles.contains("Hoofd"))
            for call in ReportCalls.all + [["explain", "L-0014"], ["source", "google-ads"]] {
                let text = try summary(call, "en")
                #expect(text.count > 20 && !text.contains("@") && !text.contains("Hoofd"))
            }
        }
    }
}
