import Foundation
import TestSupport
import Testing

/// What a quarter to come will bring, of a firm of which it can be worked out by hand.
struct ForecastTests {
    /// An MQL each day for a year; each fifth is an SQL 20 days later, and each second of those is sold after 30 more, the
    /// others are lost then. A sale brings 1,000; letters cost 300 a month.
    private func write(into folder: URL) throws {
        var texts = [
            "leads": "lead_id,created_at,source\n", "stages": "lead_id,at,stage\n",
            "deals": "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n",
            "spend": "month,source,amount\n", "plan": "month,source,sqls\n",
        ]
        let form = ISO8601DateFormatter()
        form.formatOptions = [.withFullDate]
        let first = try #require(form.date(from: "2025-07-01"))
        func day(_ number: Int) -> String {
            form.string(from: first.addingTimeInterval(Double(number) * 86_400))
        }
        for number in 0..<365 {
            texts["leads"]? += "M\(number),\(day(number)),letters\n"
            texts["stages"]? += "M\(number),\(day(number)),mql\n"
            guard number % 5 == 0, number + 20 < 365 else { continue }
            texts["stages"]? += "M\(number),\(day(number + 20)),sql\n"
            let isOver = number + 50 < 365
            let status = !isOver ? "open" : number % 10 == 0 ? "won" : "lost"
            texts["deals"]? +=
                "D\(number),\(status),\(day(number + 20)),\(isOver ? day(number + 50) : ""),3000.00,1000.00,M\(number)\n"
        }
        for month in ["2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12"] {
            texts["spend"]? += "\(month),letters,300.00\n"
        }
        for month in 1...6 { texts["spend"]? += "2026-0\(month),letters,300.00\n" }
        for month in 7...9 { texts["plan"]? += "2026-0\(month),letters,8\n" }
        for (name, text) in texts {
            try Data(text.utf8).write(to: folder.appendingPathComponent("\(name).csv"))
        }
    }

    private let data = [
        "--data", "leads.csv", "stages.csv", "deals.csv", "spend.csv", "--as-of", "2026-06-30",
    ]

    @Test(
        "A firm that goes on as it was: MQLs, SQLs, customers and margin, what is in the pipe, the plan, the past"
    )
    func steady() throws {
        try TwoSources.inFolder { folder in
            try write(into: folder)
            let call = ["forecast", "--period", "2026-Q3", "--plan", "plan.csv"] + data
            let json = try Command.run(call + ["--format", "json"], in: folder)
            #expect(json.code == 0, "\(json.complaint)")
            let all = try #require(
                try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
            let total = try #require(all["total"] as? [String: Any])
            func expected(_ key: String, of object: [String: Any]) -> Double {
                (object[key] as? [String: Any])?["expected"] as? Double ?? .nan
            }
            // 92 days of one MQL each.
            #expect(abs(expected("mqls", of: total) - 92) < 5)
            // Each fifth of those of 11 June to 10 September: 92 ÷ 5; each second of them, of 12 May to 11 August.
            #expect(abs(expected("sqls", of: total) - 18.4) < 2)
            #expect(abs(expected("won", of: total) - 9.2) < 1.5)
            #expect(abs(expected("margin", of: total) - 9_200) < 1_700)
            #expect(abs(expected("turnover", of: total) / expected("margin", of: total) - 3) < 0.01)
            // MQLs of 11 to 30 June bring four; SQLs of June, six of them, are half of them sold.
            #expect(abs((all["sqls_in_pipe"] as? Double ?? .nan) - 4) < 0.7)
            #expect(abs((all["customers_of_open_sqls"] as? Double ?? .nan) - 3) < 0.7)
            let months = try #require(all["months"] as? [[String: Any]])
            // As they are shown, in tenths and in whole euros.
            for key in ["mqls", "sqls", "won", "margin", "turnover"] {
                let sum = months.reduce(0) { $0 + expected(key, of: $1) }
                #expect(abs(sum - expected(key, of: total)) < 1e-9, "\(key)")
                let tenths = months.map { expected(key, of: $0) * 10 }
                #expect(tenths.allSatisfy { abs($0 - $0.rounded()) < 1e-9 }, "\(key)")
            }
            // Each MQL is one on the day on which it comes, and an SQL 20 days later.
            let velocity = try #require((all["velocity"] as? [[String: Any]])?.last)
            #expect(velocity["to_mql"] as? Int == 0 && velocity["to_mql_of"] as? Int == 365)
            for key in ["to_sql", "to_sql_low50", "to_sql_high50"] {
                #expect(velocity[key] as? Int == 20, "\(key)")
            }
            #expect(velocity["to_customer"] as? Int == 30)
            let parts = ["sqls_so_far", "sqls_in_pipe", "sqls_to_come"].reduce(0) {
                $0 + (all[$1] as? Double ?? .nan)
            }
            #expect(abs(parts - expected("sqls", of: total)) < 1e-4)
            let goal = try #require((all["goals"] as? [[String: Any]])?.first)
            #expect(goal["planned"] as? Int == 24 && (goal["chance"] as? Double ?? 1) < 0.3)
            let past = try #require(all["past"] as? [[String: Any]])
            #expect(past.count == 2)
            #expect(past.allSatisfy { ($0["mqls"] as? [String: Any])?["inside"] as? Bool == true })
            let text = try Command.run(call, in: folder).output.oneLine
            #expect(text.contains("Planned: 24 SQLs; expected"))
            #expect(text.contains("more of letters, evenly from now on"))
            #expect(
                try Command.run(call + ["--jobs", "3", "--format", "json"], in: folder).output
                    == json.output.replacing("--format json", with: "--jobs 3 --format json"))
            let dutch = try Command.run(call + ["--lang", "nl"], in: folder).output.oneLine
            #expect(
                dutch.contains("brengt naar verwachting") && dutch.contains("Gepland: 24 SQL's"))
        }
    }

    @Test("A month is the same in whatever period it is asked for")
    func sameMonth() throws {
        try TwoSources.inFolder { folder in
            try write(into: folder)
            func months(_ period: String) throws -> [String: NSDictionary] {
                let run = try Command.run(
                    ["forecast", "--period", period] + data + ["--format", "json"], in: folder)
                let all = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
                let list = try #require((all as? [String: Any])?["months"] as? [NSDictionary])
                return Dictionary(
                    uniqueKeysWithValues: list.compactMap { month in
                        (month["from"] as? String).map { ($0, month) }
                    })
            }
            let (quarter, half, later) = (
                try months("2026-Q3"), try months("2026-07-01..2026-12-31"),
                try months("2026-Q4")
            )
            #expect(quarter.count == 3 && half.count == 6 && later.count == 3)
            for (day, month) in quarter.merging(later, uniquingKeysWith: { one, _ in one }) {
                #expect(half[day] == month, "\(day)")
            }
        }
    }

    @Test("What cannot be told is said with the reason, and a period that is over is refused")
    func lacking() throws {
        try TwoSources.inFolder { folder in
            try TwoSources.write(into: folder)
            let text = try Command.run(["forecast"] + TwoSources.data, in: folder).output.oneLine
            #expect(text.contains("1 Jul – 30 Sep 2026 is expected to bring"), "\(text)")
            #expect(text.contains("SQLs cannot be told:"))
            let over = try Command.run(
                ["forecast", "--period", "2026-Q1"] + TwoSources.data, in: folder)
            #expect(over.code == 65 && over.complaint.contains("--period 2026-Q3"))
            let far = try Command.run(
                ["forecast", "--period", "2031"] + TwoSources.data, in: folder)
            #expect(far.code == 65 && far.complaint.contains("more than two years"))
            let plan = try Command.run(
                ["forecast", "--plan", "spend.csv"] + TwoSources.data, in: folder)
            #expect(plan.code == 65 && plan.complaint.contains("has no plan"))
            try Data("lead_id,created_at,source\nA,2026-06-29,ads\n".utf8)
                .write(to: folder.appendingPathComponent("leads.csv"))
            try Data("lead_id,at,stage\nA,2026-06-29,mql\n".utf8)
                .write(to: folder.appendingPathComponent("stages.csv"))
            let few = try Command.run(
                ["forecast", "--data", "leads.csv", "stages.csv", "--as-of", "2026-06-29"],
                in: folder)
            #expect(few.code == 65 && few.complaint.contains("no full month with MQLs"))
        }
    }
}
