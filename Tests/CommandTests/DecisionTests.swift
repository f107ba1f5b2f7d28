import Foundation
import TestSupport
import Testing

/// The leads of each preset's story, decided by hand in its `story.md`.
struct DecisionTests {
    static let presets = (try? Fixtures.names(in: "decisions")) ?? []

    private func run(_ preset: String, _ arguments: [String]) throws -> CommandResult {
        // A story may have a rule book of its own, on top of a preset.
        let folder = Fixtures.url("decisions/\(preset)")
        let own = folder.appendingPathComponent("rules.yaml").path
        let rules = FileManager.default.fileExists(atPath: own) ? "rules.yaml" : preset
        return try Command.run(
            arguments + [
                "--data", "leads.csv", "activities.csv", "--rules", rules, "--as-of", "2026-03-31",
                "--exported-on", "2026-03-31",
            ], in: folder)
    }

    /// Lead, decision, day, grade, score, as the story has them.
    private func expected(_ preset: String) throws -> [[String]] {
        let text = try Fixtures.text("decisions/\(preset)/story.md")
        let block = try #require(
            text.split(separator: "```decisions\n").last?.split(separator: "```").first)
        return block.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    }

    @Test("There is a story for every preset")
    func number() {
        #expect(Self.presets == ["b2b", "manufacturing", "no-budget", "pumps", "venues"])
    }

    @Test("Every decision, day, grade and score is that of the story", arguments: presets)
    func decisions(preset: String) throws {
        let result = try run(preset, ["leads", "--format", "json"])
        #expect(result.code == 0 && result.complaint == "")
        let top = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        let leads = try #require(top?["leads"] as? [[String: Any]])
        let expected = try expected(preset)
        #expect(leads.count == expected.count)
        for line in expected {
            let lead = try #require(leads.first { $0["lead_id"] as? String == line[0] }, "\(line)")
            let found = [
                line[0], lead["decision"] as? String ?? "", lead["mql_since"] as? String ?? "-",
                lead["grade"] as? String ?? "", "\(lead["score"] as? Int ?? .min)",
            ]
            #expect(found == line, "\(preset)")
        }
    }

    @Test("Every explanation reads the same as before, in both languages", arguments: presets)
    func explanations(preset: String) throws {
        for language in ["en", "nl"] {
            let texts = try expected(preset).map { line in
                try run(preset, ["explain", line[0], "--lang", language]).output
            }
            expectGolden(
                texts.joined(separator: "\n"),
                at: "decisions/\(preset)/expected/explain.\(language)")
        }
    }

    @Test("The points of every explanation add up, and are the same in both languages and in JSON")
    func points() throws {
        for preset in Self.presets {
            for line in try expected(preset) {
                let json = try run(preset, ["explain", line[0], "--format", "json"])
                let top =
                    try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
                let entries = try #require(top?["points"] as? [[String: Any]])
                let points = entries.compactMap { $0["points"] as? Int }
                #expect(points.reduce(0, +) == top?["score"] as? Int)
                for (language, word, end) in [
                    ("en", "Score", "Decision"), ("nl", "Score", "Besluit"),
                ] {
                    let text = try run(preset, ["explain", line[0], "--lang", language]).output
                    let start = try #require(text.range(of: "\n\(word)")).upperBound
                    let stop = try #require(text.range(of: "\n\(end)")).lowerBound
                    let shown = text[start..<stop].split(separator: "\n").compactMap { line in
                        line.split(separator: " ").first.flatMap {
                            Int($0.replacing("−", with: "-"))
                        }
                    }
                    // The first is the score itself.
                    #expect(Array(shown.dropFirst()) == points, "\(line[0]) \(language)")
                    #expect(shown.first == top?["score"] as? Int)
                }
            }
        }
    }
}
