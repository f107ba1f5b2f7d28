import Foundation
import TestSupport
import Testing

/// What the environment says, what `mql config` tells of it, the version and the pages of the manual.
struct ConfigTests {
    private func settings(
        _ arguments: [String], in place: URL, _ environment: [String: String] = [:]
    ) throws -> [String: [String]] {
        let result = try Command.run(
            ["config", "--format", "json"] + arguments, in: place, environment: environment,
            isFull: false)
        let top = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(top["schema"] as? String == "mql.config/1")
        let all = try #require(top["settings"] as? [[String: String]])
        return Dictionary(
            uniqueKeysWithValues: all.map {
                ($0["key"] ?? "", [$0["value"] ?? "", $0["from"] ?? ""])
            })
    }

    @Test(
        "An option goes before the environment, that before mql.yaml, and that before the default")
    func precedence() throws {
        let place = try TemporaryPlace()
        #expect(try settings([], in: place.url)["rules"] == ["b2b", "default"])
        try place.write("files: [leads.csv]\nrules: venues\nlanguage: nl\n", to: "mql.yaml")
        #expect(try settings([], in: place.url)["rules"] == ["venues", "project"])
        #expect(try settings([], in: place.url)["language"] == ["nl", "project"])
        let said = ["MQL_RULES": "pumps", "MQL_LANG": "en", "MQL_AS_OF": "2026-05-01"]
        let by = try settings([], in: place.url, said)
        #expect(by["rules"] == ["pumps", "environment"])
        #expect(by["language"] == ["en", "environment"])
        #expect(by["as_of"] == ["2026-05-01", "environment"])
        let option = try settings(
            ["--rules", "manufacturing", "--as-of", "2026-06-01"], in: place.url, said)
        #expect(option["rules"] == ["manufacturing", "option"])
        #expect(option["as_of"] == ["2026-06-01", "option"])
    }

    @Test("The environment changes a report as the options do, also one that was answered before")
    func report() throws {
        let place = try TemporaryPlace()
        #expect(try Command.run(["demo"], in: place.url).code == 0)
        let folder = place.url.appendingPathComponent("mql-demo")
        func figures(_ arguments: [String], _ environment: [String: String]) throws -> String {
            try Command.run(
                ["report", "--format", "csv"] + arguments, in: folder, environment: environment
            ).output
        }
        let plain = try figures([], [:])
        let pumps = try figures(["--rules", "pumps"], [:])
        #expect(plain != pumps)
        #expect(try figures([], ["MQL_RULES": "pumps"]) == pumps)
        #expect(try figures([], [:]) == plain)
        let may = try figures(["--as-of", "2026-05-31"], [:])
        #expect(try figures([], ["MQL_AS_OF": "2026-05-31"]) == may)
        let files = ["leads", "activities", "stages", "deals", "spend"].map { "\($0).csv" }
        #expect(
            try figures([], ["MQL_DATA": files.joined(separator: ":")])
                == figures(["--data"] + files, [:]))
        let dutch = try Command.run(
            ["report"], in: folder, environment: ["MQL_LANG": "nl"]
        ).output
        #expect(dutch.contains("Een MQL kostte"))
        // It can be typed again as it was.
        let again = try Command.run(
            ["justify"], in: folder, environment: ["MQL_RULES": "pumps"]
        ).output
        #expect(again.contains("MQL_RULES=pumps mql justify"))
    }

    @Test("A value that cannot be meant is refused, with what to do")
    func wrong() throws {
        let place = try TemporaryPlace()
        for (name, word) in [("MQL_LANG", "de"), ("MQL_AS_OF", "soon")] {
            let result = try Command.run(
                ["report", "--data", "x.csv"], in: place.url, environment: [name: word])
            #expect(result.code == 2)
            #expect(result.complaint.contains("\(name)=\"\(word)\""))
            #expect(result.complaint.contains("unset it"))
        }
    }

    @Test("The version has the database and the rule books, by either name")
    func version() throws {
        let long = try Command.run(["--version"], isFull: false)
        #expect(long.output.hasPrefix("mql 0.1.0"))
        #expect(long.output.contains("\nSQLite 3."))
        #expect(long.output.contains("\nrule books b2b 1 ("))
        #expect(try Command.run(["-V"], isFull: false).output == long.output)
    }

    @Test("Commands have pages of the manual, in both languages")
    func manual() throws {
        let names = try Command.run(["manual", "--list"], isFull: false).output
            .split(separator: "\n").map(String.init)
        #expect(names.contains("report") && names.contains("rules check"))
        for name in ["", "report", "rules check", "mcp"] {
            for language in ["en", "nl"] {
                let page = try Command.run(
                    ["manual"] + name.split(separator: " ").map(String.init)
                        + ["--lang", language], isFull: false)
                #expect(page.code == 0, "\(name)")
                #expect(page.output.hasPrefix(".TH MQL"), "\(name)")
                // No line of text is taken for a command of roff.
                for line in page.output.split(separator: "\n") where line.hasPrefix(".") {
                    #expect(
                        [".TH ", ".SH ", ".B ", ".TP", ".nf", ".fi"].contains {
                            line.hasPrefix($0)
                        }, "\(name): \(line)")
                }
            }
        }
        #expect(try Command.run(["manual", "nothing"], isFull: false).code == 2)
    }
}
