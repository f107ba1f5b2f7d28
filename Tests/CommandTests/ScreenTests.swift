import Foundation
import TestSupport
import Testing

/// The answer on one screen, which text has unless all was asked for.
struct ScreenTests {
    private func arguments(of story: String) throws -> [String] {
        try Fixtures.text("stories/\(story)/command").split(whereSeparator: \.isWhitespace)
            .map(String.init)
    }

    static let names = (try? Fixtures.names(in: "stories")) ?? []

    @Test("No screen has more than 35 lines, whatever the data", arguments: names, ["en", "nl"])
    func short(story: String, language: String) throws {
        let words = try arguments(of: story)
        for verb in ["report", "justify"] {
            let result = try Command.run(
                [verb] + words.dropFirst() + ["--lang", language],
                in: Fixtures.url("stories/\(story)"), isFull: false)
            #expect(result.code == 0, "\(result.complaint)")
            let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count <= 36, "\(verb): \(lines.count)")
            #expect(result.output.contains("--full"))
        }
    }

    @Test(
        "The screens of some stories read the same as before", arguments: names.prefix(5),
        ["en", "nl"])
    func goldens(story: String, language: String) throws {
        let words = try arguments(of: story)
        let texts = try ["report", "justify"].map { verb in
            try Command.run(
                [verb] + words.dropFirst() + ["--lang", language],
                in: Fixtures.url("stories/\(story)"), isFull: false
            ).output
        }
        expectGolden(
            texts.joined(separator: "\n"), at: "stories/\(story)/expected/screen.\(language)")
    }

    /// A firm with so many sources: source n costs n × 100.37 and has n % 4 + 1 MQLs, every third of its leads
    /// an SQL.
    private func write(sources: Int, to place: TemporaryPlace) throws {
        var leads = "lead_id,created_at,source\n"
        var stages = "lead_id,at,stage\n"
        var spend = "month,source,amount\n"
        for source in 1...sources {
            let cents = source * 10_037
            spend +=
                "2026-01,place \(source),\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)\n"
            for number in 0...source % 4 {
                leads += "P\(source)-\(number),2026-01-05,place \(source)\n"
                stages += "P\(source)-\(number),2026-01-06,mql\n"
            }
        }
        try place.write(leads, to: "leads.csv")
        try place.write(stages, to: "stages.csv")
        try place.write(spend, to: "spend.csv")
    }

    private static let data = [
        "--data", "leads.csv", "stages.csv", "spend.csv", "--as-of", "2026-09-30",
    ]

    /// The cells of a line: parts with two blanks or more between them are too few where columns are close, so a
    /// name is what stands before the first amount.
    private func amounts(_ line: Substring) -> [String] {
        line.split(separator: " ").map(String.init).filter { $0.first?.isNumber ?? false }
    }

    @Test(
        "Of many sources the largest are shown and the rest in one row, and rows add up",
        arguments: [7, 24, 60])
    func many(sources: Int) throws {
        let place = try TemporaryPlace()
        try write(sources: sources, to: place)
        for verb in ["report", "justify"] {
            let text = try Command.run([verb] + Self.data, in: place.url, isFull: false).output
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count <= 36)
            let rows = lines.filter { $0.hasPrefix("place ") || $0.contains(" other sources ") }
            let total = try #require(lines.first { $0.hasPrefix("total ") })
            func cents(_ text: String) -> Int { Int(text.filter(\.isNumber)) ?? 0 }
            // Of a row the first number is that of its name.
            let spend = rows.map { cents(amounts($0)[1]) }.reduce(0, +)
            let mqls = rows.map { cents(amounts($0)[2]) }.reduce(0, +)
            // 100.37 × (1 + … + n), and n % 4 + 1 each.
            #expect(spend == 10_037 * sources * (sources + 1) / 2, "\(text)")
            #expect(mqls == (1...sources).reduce(0) { $0 + $1 % 4 + 1 })
            #expect(cents(amounts(total)[0]) == spend && cents(amounts(total)[1]) == mqls)
            // The dearest is among those that are shown.
            #expect(rows.contains { $0.hasPrefix("place \(sources) ") })
            #expect(rows.contains { $0.contains("other sources") } == (sources > 7))
        }
    }

    @Test("What makes an answer unknown stands on the screen")
    func unknown() throws {
        let place = try TemporaryPlace()
        try write(sources: 3, to: place)
        let without = try Command.run(
            ["justify", "--data", "leads.csv", "stages.csv", "--as-of", "2026-09-30"],
            in: place.url, isFull: false)
        #expect(without.output.contains("It cannot be said."))
        // A name of spend that no lead has.
        try place.write("month,source,amount\n2026-01,plaats 1,900.00\n", to: "spend.csv")
        let other = try Command.run(["report"] + Self.data, in: place.url, isFull: false)
        let words = other.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("plaats 1: €900, and no lead has this source"))
        // A row that could not be read is told above everything.
        try place.write(
            "month,source,amount\n2026-01,place 1,900.00\n2026-01,place 2,x\n2026-01,place 3,y\n",
            to: "spend.csv")
        let lost = try Command.run(["report"] + Self.data, in: place.url, isFull: false)
        let full = try Command.run(["report"] + Self.data, in: place.url)
        #expect(
            lost.output.split(separator: "\n").first == full.output.split(separator: "\n").first)
        #expect(lost.output.contains(", 2 rejected; "))
    }

    @Test("The same in every other format, with --full or without")
    func formats() throws {
        let place = try TemporaryPlace()
        try write(sources: 4, to: place)
        for verb in ["report", "justify"] {
            for format in ["md", "csv", "json", "html"] {
                let call = [verb, "--format", format] + Self.data
                let one = try Command.run(call, in: place.url, isFull: false)
                let other = try Command.run(call + ["--full"], in: place.url)
                #expect(one.code == 0 && other.code == 0)
                #expect(one.output == other.output.replacing(" --full", with: ""), "\(call)")
            }
        }
    }

    @Test("An answer to a question of its own stands whole")
    func asked() throws {
        try DemoPlace.use { folder in
            let data = ["--data"] + DemoPlace.files + ["--as-of", "2026-10-01"]
            for more in [
                ["--period", "2026-Q3", "--against", "2026-Q2"], ["--what-if", "cost=-10%"],
            ] {
                let result = try Command.run(["report"] + more + data, in: folder, isFull: false)
                #expect(result.output.split(separator: "\n").count > 40)
            }
            let budget = try Command.run(
                ["budget", "--amount", "15000"] + data, in: folder, isFull: false)
            #expect(
                budget.output.split(separator: "\n", omittingEmptySubsequences: false).count <= 36)
        }
    }
}
