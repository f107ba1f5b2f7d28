import Foundation
import Quantities
import TestSupport
import Testing

/// What an ad caused, on firms of which the answer can be worked out by hand.
struct ExperimentCommandTests {
    /// A firm whose leads are all MQLs and SQLs on the day on which they come.
    private struct Firm {
        var leads = ["lead_id,created_at,source,region"]
        var stages = ["lead_id,stage,at"]
        var spend = ["day,source,amount"]
        static let start = Day(iso: "2026-07-06") ?? Day(number: 0)

        mutating func add(_ count: Int, _ source: String, week: Int, region: String = "") {
            let day = Self.start.advanced(by: 7 * week)
            for number in 0..<count {
                let id = "L-\(leads.count)"
                let on = day.advanced(by: number % 7)
                leads.append("\(id),\(on),\(source),\(region)")
                stages.append("\(id),mql,\(on)")
                stages.append("\(id),sql,\(on)")
            }
        }

        mutating func spend(_ euros: Int, week: Int) {
            for day in 0..<7 {
                let on = Self.start.advanced(by: 7 * week + day)
                spend.append("\(on),google-ads,\(euros)")
            }
        }

        func write(to place: TemporaryPlace, project: String) throws {
            for (name, rows) in [
                ("leads.csv", leads), ("stages.csv", stages), ("spend.csv", spend),
            ] {
                try place.write(rows.joined(separator: "\n") + "\n", to: name)
            }
            try place.write(
                "files: [leads.csv, stages.csv, spend.csv]\n" + project, to: "mql.yaml")
        }
    }

    /// Twelve weeks in turn. Google has 6, 7, 5, 6, 8 and 4 leads in its weeks on; without it two more come by the
    /// fair, which has five a week. So the pairs differ by 4, 5, 3, 4, 6 and 2.
    private func inTurn(spendsWhileOff: Bool = false, keepFrom: String = "0.30") throws
        -> TemporaryPlace
    {
        var firm = Firm()
        for week in -30..<0 {
            firm.add(5, "fair", week: week)
            firm.add(6, "google-ads", week: week)
            firm.spend(100, week: week)
        }
        for (pair, own) in [6, 7, 5, 6, 8, 4].enumerated() {
            // The first week is off where the pair is even.
            let (off, on) = pair % 2 == 0 ? (2 * pair, 2 * pair + 1) : (2 * pair + 1, 2 * pair)
            firm.add(7, "fair", week: off)
            firm.add(5, "fair", week: on)
            firm.add(own, "google-ads", week: on)
            firm.spend(100, week: on)
            if spendsWhileOff { firm.spend(50, week: off) }
        }
        let place = try TemporaryPlace()
        try firm.write(
            to: place,
            project: """
                experiments:
                  google-2026:
                    source: google-ads
                    design: weeks
                    outcome: sqls
                    from: 2026-07-06
                    to: 2026-09-27
                    weeks_off: [2026-07-06, 2026-07-27, 2026-08-03, 2026-08-24, 2026-08-31, 2026-09-21]
                    keep_from: \(keepFrom)

                """)
        return place
    }

    private func read(
        _ place: TemporaryPlace, _ name: String, asOf: String, _ more: [String] = []
    ) throws -> [String: Any] {
        let result = try Command.run(
            [
                "experiment", "read", name, "--exported-on", asOf, "--as-of", asOf, "--format",
                "json",
            ]
                + more, in: place.url)
        #expect(result.code == 0, "\(result.complaint)")
        return try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    private func range(_ json: [String: Any], _ name: String) throws -> [Double] {
        let range = try #require(json[name] as? [String: Any])
        return ["low", "value", "high"].map { range[$0] as? Double ?? .nan }
    }

    private func checks(_ json: [String: Any]) throws -> [String: String] {
        let all = try #require(json["checks"] as? [[String: Any]])
        return Dictionary(
            uniqueKeysWithValues: all.map {
                ($0["check"] as? String ?? "", $0["result"] as? String ?? "")
            })
    }

    @Test("Weeks in turn: 24 of 36 are caused, 12 to 36, and each SQL of these cost 4,200 ÷ 24")
    func weeksInTurn() throws {
        let place = try inTurn()
        let json = try read(place, "google-2026", asOf: "2027-03-01")
        #expect(json["verdict"] as? String == "keep")
        #expect(try range(json, "incremental") == [12, 24, 36])
        #expect(try range(json, "share") == [0.333333, 0.666667, 1])
        // 4 a week more than 7: of 42 in six weeks.
        #expect(try range(json, "lift") == [0.285714, 0.571429, 0.857143])
        #expect(json["cost_per_incremental_sql"] as? Double == 175)
        #expect(json["cost_per_incremental_sql_at_most"] as? Double == 350)
        let found = try checks(json)
        #expect(found["assignment"] == "holds" && found["spend_off"] == "holds")
        #expect(found["leak"] == "holds" && found["balance"] == "holds")
        // The fair had two more in each week off.
        #expect(found["other_sources"] == "fails")
        let text = try Command.run(
            ["experiment", "read", "google-2026", "--exported-on", "2027-03-01"], in: place.url)
        #expect(text.output.contains("Keep Google Ads: 67% (33% to 100%)"))
        #expect(
            text.output.contains(
                "caused:\n  google-ads: {share: 0.67, low: 0.33, high: 1.00, until: 2027-09-27, evidence: google-2026}\n"
            ))
    }

    @Test(
        "What was agreed decides: at a half the same test decides nothing, above its range it stops"
    )
    func rule() throws {
        let half = try read(inTurn(keepFrom: "0.50"), "google-2026", asOf: "2027-03-01")
        #expect(half["verdict"] as? String == "undecided")
        let above = try read(inTurn(keepFrom: "1.20"), "google-2026", asOf: "2027-03-01")
        #expect(above["verdict"] as? String == "stop")
    }

    @Test("Before the end there are checks and neither a share nor a verdict")
    func early() throws {
        let json = try read(inTurn(), "google-2026", asOf: "2026-09-20")
        #expect(json["verdict"] as? String == "not_yet" && json["state"] as? String == "running")
        #expect(json["share"] is NSNull)
        let late = try read(inTurn(), "google-2026", asOf: "2026-10-05")
        #expect(late["state"] as? String == "waiting" && late["share"] is NSNull)
    }

    @Test("Half of the usual was spent in the weeks off: the test says nothing of the source")
    func broken() throws {
        let place = try inTurn(spendsWhileOff: true)
        let json = try read(place, "google-2026", asOf: "2027-03-01")
        #expect(json["verdict"] as? String == "broken")
        #expect(try checks(json)["spend_off"] == "fails")
        let text = try Command.run(
            ["experiment", "read", "google-2026", "--exported-on", "2027-03-01"], in: place.url)
        #expect(!text.output.contains("caused:\n"))
    }

    @Test(
        "Regions: ten a week with it and five without are twice as many, 160 of the 192 to its credit"
    )
    func regions() throws {
        var firm = Firm()
        let names = ["A", "B", "C", "D", "E", "F", "G", "H"]
        for (place, name) in names.enumerated() {
            for week in -30..<8 {
                let isOff = week >= 0 && place < 4
                firm.add(isOff ? 5 : 4, "fair", week: week, region: name)
                if !isOff { firm.add(6, "google-ads", week: week, region: name) }
            }
        }
        let place = try TemporaryPlace()
        try firm.write(
            to: place,
            project: """
                experiments:
                  regions-2026: {source: google-ads, design: regions, outcome: mqls, from: 2026-07-06,
                    to: 2026-08-30, regions_off: [A, B, C, D]}

                """)
        let json = try read(place, "regions-2026", asOf: "2026-12-01")
        #expect(try range(json, "lift")[1] == 1)
        #expect(try range(json, "incremental")[1] == 160)
        #expect(try range(json, "share")[1] == 0.833333)
        #expect(json["verdict"] as? String == "effect")
        #expect(try checks(json)["leak"] == "holds")
    }

    @Test("Two groups of 9,000 and 3,000 with 90 and 15: twice as many, also before the end")
    func arms() throws {
        var firm = Firm()
        for week in -30..<0 {
            firm.add(3, "google-ads", week: week, region: "shown")
            firm.add(1, "fair", week: week, region: "kept")
        }
        for week in 0..<5 {
            firm.add(18, "google-ads", week: week, region: "shown")
            firm.add(3, "fair", week: week, region: "kept")
        }
        let place = try TemporaryPlace()
        try firm.write(
            to: place,
            project: """
                experiments:
                  groups: {source: google-ads, design: arms, outcome: mqls, from: 2026-07-06, to: 2026-09-27,
                    regions_on: [shown], regions_off: [kept], exposure: {on: 9000, off: 3000}}

                """)
        let json = try read(place, "groups", asOf: "2026-08-09")
        #expect(json["state"] as? String == "running")
        #expect(try range(json, "lift")[1] == 1)
        // At every look the range is wider than at the end: with 105 leads it holds no effect still.
        #expect(try range(json, "lift")[0] < 0)
        #expect(json["evidence"] is Double && json["verdict"] as? String == "not_yet")
    }

    @Test(
        "A firm of which every week is alike can find out in twelve weeks, and what it prints is read again"
    )
    func design() throws {
        var firm = Firm()
        for week in -60..<0 {
            firm.add(5, "fair", week: week)
            firm.add(6, "google-ads", week: week)
            firm.spend(100, week: week)
        }
        let place = try TemporaryPlace()
        try firm.write(to: place, project: "exported_on: 2026-07-05\n")
        let call = ["experiment", "design", "--source", "google-ads", "--design", "weeks"]
        let result = try Command.run(call + ["--format", "json"], in: place.url)
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let plan = try #require(json["experiment"] as? [String: Any])
        #expect(plan["design"] as? String == "weeks" && plan["from"] as? String == "2026-07-13")
        #expect(plan["to"] as? String == "2026-10-04")
        #expect((plan["weeks_off"] as? [String])?.count == 6)
        // Six weeks off of six MQLs and seven days of 100.
        #expect(plan["mqls_lost_at_most"] as? Double == 36)
        #expect(plan["not_spent"] as? Double == 4_200)
        let text = try Command.run(call, in: place.url).output
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let first = try #require(lines.firstIndex(of: "experiments:"))
        let block = lines[first...].prefix { !$0.isEmpty }.joined(separator: "\n")
        try place.write(
            "files: [leads.csv, stages.csv, spend.csv]\n\(block)\n", to: "mql.yaml")
        let list = try Command.run(
            ["experiment", "list", "--as-of", "2026-08-01", "--format", "csv"], in: place.url)
        #expect(
            list.output.contains(
                "google-ads-2026-07,google-ads,weeks,2026-07-13,2026-10-04,running"), "\(list)")
        // The same name draws the same weeks.
        #expect(try Command.run(call, in: place.url).output.contains(block))
    }

    @Test("Two leads a week to its credit: no test shows half of them within three years")
    func hopeless() throws {
        var firm = Firm()
        for week in -60..<0 {
            firm.add(20 + abs(week * 7_919) % 31, "fair", week: week)
            firm.add(1 + abs(week) % 2, "google-ads", week: week)
        }
        let place = try TemporaryPlace()
        try firm.write(to: place, project: "exported_on: 2026-07-05\n")
        let call = ["experiment", "design", "--source", "google-ads"]
        let english = try Command.run(call, in: place.url)
        #expect(english.code == 0 && english.output.contains("Not within 3 years"))
        #expect(!english.output.contains("experiments:"))
        let dutch = try Command.run(call + ["--lang", "nl"], in: place.url)
        #expect(dutch.output.contains("Niet binnen 3 jaar"))
    }

    @Test(
        "What is wrong in mql.yaml is told with its place and what to do",
        arguments: [
            (
                "to: 2026-08-20",
                "4:9: from 2026-07-06 to 2026-08-20 is 46 days: a test takes whole weeks"
            ),
            ("to: 2026-08-16", "weeks in turn take 12 weeks at least"),
            ("desgin: weeks", "unknown name \"desgin\""),
            ("weeks_off: [2026-07-08]", "2026-07-08 is not the first day of a week of this test"),
            ("keep_from: 55", "expected a number from 0 to 2, such as 0.55"),
            ("regions_off: [A]", "regions_off goes with design: regions or arms"),
        ])
    func mistakes(line: String, said: String) throws {
        let key = line.prefix { $0 != ":" }
        var lines = [
            "to: 2026-09-27", "source: google-ads", "design: weeks", "outcome: mqls",
            "from: 2026-07-06", "weeks_off: [2026-07-06]",
        ].filter { !$0.hasPrefix("\(key):") }
        lines.insert(line, at: 0)
        let place = try TemporaryPlace()
        try place.write(
            "files: [a.csv]\nexperiments:\n  t:\n"
                + lines.map { "    \($0)\n" }.joined(), to: "mql.yaml")
        let result = try Command.run(["experiment", "list"], in: place.url)
        #expect(result.code == 65 && result.complaint.contains(said), "\(result.complaint)")
        #expect(result.complaint.contains("mql.yaml:"))
    }

    @Test("What is kept of a source is held to its bounds, and told in the list")
    func caused() throws {
        let place = try TemporaryPlace()
        func list(_ entry: String) throws -> CommandResult {
            try place.write("files: [a.csv]\ncaused:\n  google-ads: \(entry)\n", to: "mql.yaml")
            return try Command.run(
                ["experiment", "list", "--as-of", "2026-08-01", "--format", "csv"], in: place.url)
        }
        let good = try list(
            "{share: 0.55, low: 0.30, high: 0.80, until: 2027-05-31, evidence: spring}")
        #expect(good.output.contains("spring,google-ads,,,,,0.55,0.3,0.8,2027-05-31"))
        let outside = try list(
            "{share: 0.95, low: 0.30, high: 0.80, until: 2027-05-31, evidence: spring}")
        #expect(outside.code == 65 && outside.complaint.contains("share lies between low and high"))
        let missing = try list("{share: 0.55, low: 0.30, high: 0.80, evidence: spring}")
        #expect(missing.complaint.contains("until is missing"))
    }

    @Test("A test or a source that is not there is told with those that are")
    func unknown() throws {
        let place = try inTurn()
        let name = try Command.run(["experiment", "read", "google-2062"], in: place.url)
        #expect(name.code == 66 && name.complaint.contains("google-2026"))
        let source = try Command.run(["experiment", "design", "--source", "gogle"], in: place.url)
        #expect(source.code == 66 && source.complaint.contains("google-ads"))
    }
}
