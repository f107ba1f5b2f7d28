import Foundation
import TestSupport
import Testing

/// Follow-up per team, as the hand-over and the review show it.
struct HandoverTeamsTests {
    private let story = Fixtures.url("stories/two-teams")
    private let data = [
        "--data", "leads.csv", "stages.csv", "--as-of", "2026-03-31", "--exported-on", "2026-03-31",
    ]

    private func json(_ arguments: [String], in folder: URL) throws -> [String: Any] {
        let result = try Command.run(arguments + ["--format", "json"], in: folder)
        #expect(result.code == 0, "\(result.complaint)")
        return try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    private func teams(_ top: [String: Any]) throws -> [String: [String: Any]] {
        let teams = try #require(top["teams"] as? [String: Any])
        let rows = try #require(teams["rows"] as? [[String: Any]])
        return Dictionary(
            uniqueKeysWithValues: rows.map { row in
                ((row["follow_up"] as? [String: Any])?["key"] as? String ?? "", row)
            })
    }

    private func value(_ path: [String], in top: [String: Any]) -> String {
        var value: Any? = top
        for part in path { value = (value as? [String: Any])?[part] }
        if let text = value as? String { return text }
        guard let number = value as? NSNumber else { return "null" }
        return "\(number)"
    }

    @Test("The figures by team are those that the story works out")
    func figures() throws {
        let rows = try teams(json(["handover"] + data, in: story))
        let text = try Fixtures.text("stories/two-teams/story.md")
        let block = try #require(
            text.split(separator: "```teams\n").last?.split(separator: "```").first)
        let lines = block.split(separator: "\n")
        #expect(lines.count > 30)
        for line in lines {
            let sides = line.components(separatedBy: " = ")
            #expect(value(sides[0].components(separatedBy: "."), in: rows) == sides[1], "\(line)")
        }
    }

    @Test(
        "Every format has the teams, in both languages, and no seller",
        arguments: ["text", "md", "html", "csv", "json"], ["en", "nl"])
    func formats(format: String, language: String) throws {
        for verb in ["handover", "review"] {
            let result = try Command.run(
                [verb] + data + ["--format", format, "--lang", language], in: story)
            #expect(result.code == 0)
            #expect(verb == "review" && format == "json" || result.output.contains("North"))
            #expect(!result.output.contains("Seller North"))
            guard ["text", "md"].contains(format) else { continue }
            let text = result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(
                text.contains(
                    language == "nl"
                        ? "South: −4,0 punten vergeleken met alle teams, waarvan de bronnen er −9,2 verklaren; los daarvan geen "
                            + "verschil aangetoond"
                        : "South: −4.0 points compared with all teams, of which its sources explain −9.2; no difference shown "
                            + "beyond that"), "\(text)")
            #expect(
                text.contains(
                    language == "nl" ? "bekend van 140 van de 150" : "known of 140 of 150"))
        }
    }

    @Test("Teams and sources add up to the total, and to the same total as without teams")
    func sums() throws {
        let top = try json(["handover"] + data, in: story)
        let rows = try teams(top)
        for key in ["mqls", "contacted", "sqls"] {
            let whole = value(["total", "counts", key], in: top)
            let sum = rows.values.reduce(0) {
                $0 + (Int(value(["follow_up", "counts", key], in: $1)) ?? 0)
            }
            #expect("\(sum)" == whole, "\(key)")
        }
        let byIntent = try json(["handover", "--by", "campaign"] + data, in: story)
        #expect(
            value(["total", "counts", "sqls"], in: byIntent)
                == value(["total", "counts", "sqls"], in: top))
        #expect(try teams(byIntent).count == 3)
    }

    /// Leads that all became MQLs a year before, each with its source, team, attempts, seller and whether it is an SQL.
    private func place(
        _ rows: [(count: Int, sqls: Int, source: String, team: String, seller: String)],
        project: String = ""
    ) throws -> TemporaryPlace {
        let place = try TemporaryPlace()
        var (leads, stages) = ("lead_id,created_at,source,team,seller\n", "lead_id,at,stage\n")
        var number = 0
        for row in rows {
            for place in 0..<row.count {
                number += 1
                let day = "2025-0\(1 + number % 3)-\(10 + number % 19)"
                leads += "T-\(number),\(day),\(row.source),\(row.team),\(row.seller)\n"
                stages += "T-\(number),\(day),mql\n"
                if place < row.sqls { stages += "T-\(number),2025-04-01,sql\n" }
            }
        }
        // Some file tells of SQLs.
        try place.write(leads, to: "leads.csv")
        try place.write(stages, to: "stages.csv")
        if !project.isEmpty {
            try place.write("files: [leads.csv, stages.csv]\n" + project, to: "mql.yaml")
        }
        return place
    }

    @Test("Teams with fewer than ten MQLs stand together, and what has no team apart")
    func small() throws {
        let place = try place([
            (30, 6, "fair", "Oost", ""), (12, 2, "fair", "West", ""), (4, 1, "fair", "Solo", ""),
            (9, 0, "fair", "Duo", ""), (5, 1, "fair", "", ""), (3, 0, "fair", " oost", ""),
        ])
        let top = try json(["handover"] + data, in: place.url)
        let rows = try teams(top)
        #expect(Set(rows.keys) == ["Oost", "West", "(small teams)", "(no team)"])
        // 30 and 3 whose team is written otherwise; 4 and 9 together.
        #expect(value(["Oost", "follow_up", "counts", "mqls"], in: rows) == "33")
        #expect(value(["(small teams)", "follow_up", "counts", "mqls"], in: rows) == "13")
        #expect(value(["(no team)", "follow_up", "counts", "mqls"], in: rows) == "5")
        #expect(value(["(small teams)", "verdict"], in: rows) == "none")
        #expect(value(["teams", "small_teams"], in: top) == "2")
        let text = try Command.run(["handover"] + data, in: place.url).output
        #expect(!text.contains("Solo") && !text.contains("Duo"))
        #expect(text.contains("a team may be one person"))
        let dutch = try Command.run(["handover", "--lang", "nl"] + data, in: place.url).output
        #expect(dutch.contains("(kleine teams)") && dutch.contains("(geen team)"))
    }

    @Test("A team of which the sources are its own is not told apart from them")
    func ownSources() throws {
        // Noord has the fair alone: its 24 of 40 are what is expected of the fair, and say nothing of Noord.
        let place = try place([
            (40, 24, "fair", "Noord", ""), (40, 4, "web", "Zuid", ""), (40, 4, "web", "Oost", ""),
        ])
        let rows = try teams(json(["handover"] + data, in: place.url))
        #expect(value(["Noord", "verdict"], in: rows) == "own_sources")
        #expect(value(["Zuid", "verdict"], in: rows) == "no_difference")
    }

    @Test("Of many teams that are alike none is said to differ for one lucky streak")
    func many() throws {
        // Twenty teams of 25, of which 19 have 5 SQLs and one has 10. All: 105 of 500 = 21 %, so 5.25 are expected;
        // 10 or more of 25 at 21 % has a chance of 2.6 %, twice that is 5 %: with twenty tests it says nothing.
        let teams = (0..<20).map { (25, $0 == 7 ? 10 : 5, "fair", "Team \($0)", "") }
        let place = try place(teams)
        let rows = try self.teams(json(["handover"] + data, in: place.url))
        #expect(rows.count == 20)
        #expect(rows.values.allSatisfy { value(["verdict"], in: $0) == "no_difference" })
    }

    @Test("Too few that had their time: said, and no verdict")
    func tooFew() throws {
        let place = try TemporaryPlace()
        var (leads, stages) = ("lead_id,created_at,source,team\n", "lead_id,at,stage\n")
        for number in 0..<40 {
            let isYoung = number >= 25
            let day = isYoung ? "2026-03-\(10 + number % 10)" : "2025-05-\(10 + number % 19)"
            leads += "T-\(number),\(day),fair,\(isYoung ? "Jong" : "Oud")\n"
            stages += "T-\(number),\(day),mql\n"
            if number < 5 { stages += "T-\(number),2025-08-01,sql\n" }
        }
        try place.write(leads, to: "leads.csv")
        try place.write(stages, to: "stages.csv")
        let rows = try teams(json(["handover"] + data, in: place.url))
        // Fifteen MQLs of three weeks: nobody became an SQL so soon, so that they had no part of their time.
        #expect(value(["Jong", "follow_up", "counts", "mqls"], in: rows) == "15")
        #expect(value(["Jong", "verdict"], in: rows) == "too_few")
        #expect(try Command.run(["handover"] + data, in: place.url).output.contains("too few MQLs"))
    }

    @Test("Without teams and attempts nothing of them is said")
    func without() throws {
        let top = try json(
            [
                "handover", "--data", "leads.csv", "stages.csv", "--as-of", "2026-10-01",
                "--exported-on", "2026-10-01",
            ], in: Fixtures.url("stories/young-cohort"))
        #expect(top["teams"] is NSNull)
        #expect(value(["total", "attempts"], in: top) == "null")
        let text = try Command.run(
            ["handover", "--data", "leads.csv", "stages.csv", "--as-of", "2026-10-01"],
            in: Fixtures.url("stories/young-cohort")
        ).output
        #expect(!text.contains("team") && !text.contains("Attempts"))
    }

    // MARK: Sellers

    private let agreed = "sellers: {agreed_with: works council, on: 2026-03-01}\n"
    private let sellers = [
        (20, 4, "fair", "Oost", "Ada"), (20, 4, "fair", "Oost", "Bob"),
        (20, 4, "fair", "Oost", "Cas"),
        (30, 6, "fair", "West", "Dee"), (30, 6, "fair", "West", "Eva"),
        (15, 3, "fair", "Zuid", "Fay"),
    ]

    @Test("A seller gets his own list where that was agreed, and else the reason")
    func ownList() throws {
        let without = try self.place(sellers)
        let refused = try Command.run(["leads", "--seller", "ada"] + data, in: without.url)
        #expect(refused.code == 65)
        #expect(refused.complaint.contains("agreed_with"))
        let place = try place(sellers, project: agreed)
        let list = try Command.run(
            ["leads", "--seller", "ada", "--format", "csv", "--as-of", "2026-03-31"], in: place.url)
        #expect(list.code == 0, "\(list.complaint)")
        #expect(list.output.split(separator: "\n").count == 21)
        let nobody = try Command.run(
            ["leads", "--seller", "Zoe", "--format", "csv", "--as-of", "2026-03-31"], in: place.url)
        #expect(nobody.output.split(separator: "\n").count == 1)
    }

    @Test("Teams of one and two sellers stand together, and no name of one is told")
    func sizes() throws {
        let place = try place(sellers, project: agreed)
        let top = try json(["handover", "--as-of", "2026-03-31"], in: place.url)
        // Oost has three; West two and Zuid one, together three.
        #expect(Set(try teams(top).keys) == ["Oost", "(small teams)"])
        #expect(value(["teams", "knows_sizes"], in: top) == "1")
        let alone = try self.place(
            [sellers[0], sellers[1], sellers[2], sellers[5]]
                + [
                    (40, 5, "fair", "Noord", "Gus"), (40, 5, "fair", "Noord", "Hal"),
                    (40, 5, "fair", "Noord", "Ida"), (40, 5, "fair", "Noord", "Jan"),
                ],
            project: agreed)
        // Zuid alone would be one seller under another name: Oost, with three the next smallest, is with it.
        #expect(
            Set(try teams(json(["handover", "--as-of", "2026-03-31"], in: alone.url)).keys)
                == ["Noord", "(small teams)"])
    }

    @Test("An agreement needs with whom and when, and the day is not still to come")
    func agreement() throws {
        for (text, complaint) in [
            ("sellers: {agreed_with: works council}\n", "on is missing"),
            ("sellers: {on: 2026-03-01}\n", "agreed_with is missing"),
            ("sellers: yes\n", "agreed_with is missing"),
            ("sellers: {agreed_with: \" \", on: 2026-03-01}\n", "is empty"),
            ("sellers: {agreed_with: works council, on: 2199-01-01}\n", "is still to come"),
            ("sellers: {agreed_with: works council, on: spring}\n", "expected a day"),
        ] {
            let place = try place(sellers, project: text)
            let result = try Command.run(["report"], in: place.url)
            #expect(result.code == 65, "\(text)")
            #expect(result.complaint.contains(complaint), "\(result.complaint)")
        }
    }
}
