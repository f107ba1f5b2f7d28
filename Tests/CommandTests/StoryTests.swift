import Foundation
import TestSupport
import Testing

/// Small worlds whose figures were worked out by hand in their `story.md`.
struct StoryTests {
    static let names = (try? Fixtures.names(in: "stories")) ?? []

    private func run(_ story: String, _ format: String) throws -> CommandResult {
        let line = try Fixtures.text("stories/\(story)/command")
        let arguments = line.split(whereSeparator: \.isWhitespace).map(String.init)
        return try Command.run(
            arguments + ["--format", format], in: Fixtures.url("stories/\(story)"))
    }

    @Test("There are at least six stories")
    func number() {
        #expect(Self.names.count >= 6)
    }

    @Test("The figures are those that the story works out", arguments: names)
    func figures(story: String) throws {
        let result = try run(story, "json")
        #expect(result.code == 0)
        let top = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        let figures = try #require(top?["figures"] as? [String: Any])
        let text = try Fixtures.text("stories/\(story)/story.md")
        let block = try #require(
            text.split(separator: "```figures\n").last?.split(separator: "```").first)
        let lines = block.split(separator: "\n")
        #expect(lines.count >= 10)
        for line in lines {
            let sides = line.components(separatedBy: " = ")
            try #require(sides.count == 2, "\(line)")
            #expect(
                value(sides[0].split(separator: ".").map(String.init), in: figures) == sides[1],
                "\(story): \(line)")
        }
    }

    @Test(
        "Every format says the same as before", arguments: names,
        ["text", "md", "csv", "json", "html"])
    func formats(story: String, format: String) throws {
        let result = try run(story, format)
        #expect(result.code == 0)
        #expect(result.complaint == "")
        expectGolden(
            Self.withoutStyle(result.output), at: "stories/\(story)/expected/report.\(format)")
    }

    @Test("Every text in Dutch says the same as before", arguments: names, ["text", "md", "html"])
    func dutch(story: String, format: String) throws {
        let line = try Fixtures.text("stories/\(story)/command")
        let arguments = line.split(whereSeparator: \.isWhitespace).map(String.init)
        let result = try Command.run(
            arguments + ["--format", format, "--lang", "nl"], in: Fixtures.url("stories/\(story)"),
            environment: ["TZ": "Pacific/Auckland", "LANG": "nl_NL.UTF-8"])
        #expect(result.code == 0)
        expectGolden(
            Self.withoutStyle(result.output), at: "stories/\(story)/expected/report.nl.\(format)")
    }

    /// The style is the same on every page, and has tests of its own.
    private static func withoutStyle(_ text: String) -> String {
        text.replacing(#/(?s)<style>.*?<\/style>/#, with: "<style/>")
    }

    @Test("Figures of text, Markdown, CSV and JSON are equal", arguments: names)
    func equalFormats(story: String) throws {
        let csv = try run(story, "csv").output.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let column = try #require(csv.first?.firstIndex(of: "per_mql"))
        let json = try run(story, "json").output
        let text = try run(story, "text").output
        let markdown = try run(story, "md").output
        let last = try #require(csv.firstIndex { $0[0] == "total" })
        for row in csv[1...last] {
            let amount = row[column]
            guard !amount.isEmpty else { continue }
            #expect(json.contains("\"per_mql\": \(amount)"))
            let plain = amount.hasSuffix(".00") ? String(amount.dropLast(3)) : amount
            #expect(text.replacing(",", with: "").contains(plain))
            #expect(markdown.replacing(",", with: "").contains("€\(amount)"))
        }
    }

    /// The value at a path, written as the story writes it; rows and benchmarks go by name.
    private func value(_ path: [String], in figures: [String: Any]) -> String {
        var current: Any = figures
        for name in path {
            if let object = current as? [String: Any] {
                guard let next = object[name] else { return "(missing \(name))" }
                current = next
            } else if let list = current as? [[String: Any]] {
                guard
                    let next = list.first(where: {
                        $0["key"] as? String == name || $0["name"] as? String == name
                    })
                else { return "(no \(name))" }
                current = next
            } else {
                return "(nothing at \(name))"
            }
        }
        if current is NSNull { return "null" }
        if let text = current as? String { return text }
        guard let number = current as? NSNumber else { return "\(current)" }
        return path.contains(where: Self.isMoney) && !path.contains("why")
            ? String(format: "%.2f", number.doubleValue) : "\(number)"
    }

    private static func isMoney(_ name: String) -> Bool {
        [
            "spend", "cost", "cost_all_in", "value_band", "amount", "in_period", "file",
            "outside_period", "other_currencies", "refunded", "margin",
        ].contains(name)
    }
}
