import Foundation
import TestSupport
import Testing

/// What a Dutch team reads, and what a script reads whatever the language.
struct LanguageTests {
    static let data = ["leads", "activities", "stages", "deals", "spend", "plan"]

    /// The demo's files, in a folder that is taken away afterwards.
    private func withDemo<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("mql-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try Command.run(["demo", "--into", "."], in: folder).code == 0)
        return try body(folder)
    }

    static let commands =
        ReportCalls.all + [
            ["report", "--by", "month"], ["report", "--by", "intent", "--unit", "company"],
            ["report", "--by", "content"], ["funnel", "--by", "persona"], ["plan"],
            ["leads", "--not-contacted"], ["source", "google-ads"], ["explain", "L-0014"],
            ["explain", "L-0002"],
            ["explain", "L-0050"],
        ]

    private func arguments(_ command: [String]) -> [String] {
        command + ["--data"] + Self.data.map { "\($0).csv" } + ["--as-of", "2026-10-01"]
    }

    /// Words that Dutch does not have.
    private static let english = [
        "the", "and", "with", "not", "which", "from", "are", "were", "its", "each", "this",
        "that", "they", "who", "became", "known", "source", "spend", "rows", "needed", "asked",
        "reason", "company", "companies", "days", "points", "because", "month", "value", "rate",
    ]

    private func englishWords(in text: String) -> [String] {
        text.split(separator: "\n").flatMap { line -> [String] in
            // What stands between quotes is from the files, what between backticks is a command.
            let bare = String(line)
                .replacing(/"[^"]*"/, with: "").replacing(/`[^`]*`/, with: "")
                .replacing(/--[a-z-]+/, with: "")
            let words = bare.lowercased().split { !$0.isLetter && $0 != "-" && $0 != "_" }
            return words.map(String.init).filter(Self.english.contains).map { "\($0): \(line)" }
        }
    }

    @Test("A report in Dutch has no English in it")
    func dutch() throws {
        try withDemo { folder in
            for command in Self.commands {
                let result = try Command.run(arguments(command) + ["--lang", "nl"], in: folder)
                #expect(result.code == 0, "\(command)")
                // The last of a report may be the command that makes it again, as it was typed.
                let text = result.output.components(separatedBy: "\nOpnieuw ")[0]
                #expect(englishWords(in: text) == [], "\(command)")
                #expect(!text.contains("2026-"), "\(command)")
            }
            for preset in ["b2b", "manufacturing", "pumps", "venues"] {
                for verb in ["show", "check"] {
                    let text = try Command.run(["rules", verb, preset, "--lang", "nl"]).output
                    #expect(englishWords(in: text) == [], "\(verb) \(preset)")
                }
            }
            let value = try Command.run([
                "value", "--intent", "interest", "--source", "fair", "--cost", "99", "--better",
                "20",
                "--lang", "nl",
            ]).output
            #expect(englishWords(in: value) == [])
        }
    }

    @Test("What is learned and compared has no English in it, save what a rule book itself writes")
    func laboratory() throws {
        try withDemo { folder in
            for command in [
                ["rules", "learn"], ["rules", "learn", "--goal", "sql", "--all"],
                ["rules", "compare", "b2b", "pumps"],
            ] {
                let text = try Command.run(arguments(command) + ["--lang", "nl"], in: folder).output
                // Lines of rule books stand in between, and the call at the end.
                let before = text.split(
                    separator: /Een hypothese|Wat de nieuwe regels anders/
                ).map(String.init)
                let after = text.components(separatedBy: "Wat dit niet kan tonen").last?
                    .components(separatedBy: "Is het te vertrouwen?").first
                for part in [before.first, after] {
                    let part = try #require(part)
                    #expect(part.count > 200 && !part.contains("2026-"))
                    #expect(englishWords(in: part) == [])
                }
            }
        }
    }

    @Test("Text and Markdown have the same figures in both languages, data has the same bytes")
    func sameFigures() throws {
        try withDemo { folder in
            for command in ReportCalls.all + [
                ["report", "--by", "month"], ["plan"], ["leads", "--not-contacted"],
                ["explain", "L-0014"],
            ] {
                for format in ["csv", "json"] {
                    // The summary of a document is for people, and in their language.
                    let texts = try ["en", "nl"].map { language in
                        try Command.run(
                            arguments(command) + ["--format", format, "--lang", language],
                            in: folder
                        ).output.replacing(/\n  "summary": .*/, with: "")
                    }
                    #expect(texts[0] == texts[1], "\(command) \(format)")
                }
                // A page has all columns; a narrow text may leave some out, in one language more than in the other.
                let digits = try ["en", "nl"].map { language in
                    // Each €1 that was spent is a word in Dutch.
                    try Command.run(
                        arguments(command) + ["--format", "md", "--lang", language], in: folder
                    ).output.replacing(/€\u{A0}?1(?![0-9.,]*[0-9])/, with: "")
                        .split(separator: "\n").map { $0.filter(\.isNumber).sorted() }.joined()
                        .sorted()
                }
                #expect(digits[0] == digits[1], "\(command)")
            }
        }
    }

    @Test("Every word that help knows is explained in both languages")
    func glossary() throws {
        let unknown = try Command.run(["help", "nosuchword"])
        #expect(unknown.code == 2)
        let words =
            unknown.complaint.split(separator: "Words: ").last?
            .split(whereSeparator: { ", .\n".contains($0) }).map(String.init) ?? []
        #expect(words.count >= 25)
        for word in words {
            let english = try Command.run(["help", word])
            let dutch = try Command.run(["help", word, "--lang", "nl"])
            #expect(english.code == 0 && dutch.code == 0, "\(word)")
            #expect(english.output.split(separator: "\n").count >= 2, "\(word)")
            #expect(english.output != dutch.output, "\(word)")
            #expect(englishWords(in: dutch.output) == [], "\(word)")
        }
        #expect(try Command.run(["help", "Had_Time"]).output.hasPrefix("Of those that had"))
        #expect(
            try Command.run(["help", "had-tiem"]).complaint.contains("Did you mean \"had-time\"?"))
        // A command's own help stays.
        #expect(try Command.run(["help", "report"]).output.contains("OVERVIEW"))
    }

    /// Every command with the words by which it is called, from the helps themselves.
    private func commands(below words: [String] = []) throws -> [[String]] {
        let help = try Command.run(["help"] + words).output
        guard let list = help.split(separator: "SUBCOMMANDS:\n").dropFirst().first else {
            return []
        }
        let names = list.split(separator: "\n").prefix { !$0.hasPrefix("  See") }
            .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        return try names.flatMap { try [words + [$0]] + commands(below: words + [$0]) }
    }

    @Test("The help of every command and option is in Dutch too")
    func help() throws {
        let commands = try commands()
        #expect(commands.count >= 35)
        for words in [[]] + commands {
            let english = try Command.run(["help"] + words).output
            let dutch = try Command.run(["help"] + words + ["--lang", "nl"]).output
            // What is typed stays: names of options, files and choices.
            let said = dutch.replacing(/mql [a-z][^\n]*/, with: "")
                .replacing(/<[a-z-]+>/, with: "").replacing(/[a-z_]+: \{[^}]*\}/, with: "")
                .replacing(/\(keuze:[^)]*\)/, with: "").replacing(/[a-z-]+=[0-9]+/, with: "")
            let wrong = englishWords(in: said).filter { !Self.typed($0) }
            #expect(wrong == [], "\(words)")
            for word in ["Default:", "OVERVIEW", "USAGE", "OPTIONS", "Show "] {
                #expect(!dutch.contains(word), "\(words) \(word)")
            }
            #expect(dutch != english, "\(words)")
            let lines = { (text: String) in text.split(separator: "\n").count { $0.contains("--") }
            }
            #expect(lines(dutch) >= lines(english) - 2, "\(words)")
        }
        let byMachine = try Command.run(
            ["help", "report"], environment: ["LANG": "nl_NL.UTF-8"])
        #expect(byMachine.output.hasPrefix("OVERZICHT: Per bron"))
        #expect(
            try Command.run([], environment: ["LANG": "nl_NL"]).output.contains(
                "Elk heeft een hulp"))
    }

    /// Words that are typed as they are, whatever the language.
    private static func typed(_ found: String) -> Bool {
        let word = found.prefix { $0 != ":" }
        return ["source", "company", "month", "spend", "days", "value"].contains(word)
    }

    @Test("A template is read back as what it is for")
    func templates() throws {
        try withDemo { folder in
            for (name, facts) in [
                ("activities", 1), ("stages", 1), ("deals", 1), ("spend", 1), ("leads", 1),
            ] {
                let text = try Command.run(["template", name]).output
                try Data(text.utf8).write(to: folder.appendingPathComponent("t-\(name).csv"))
                #expect(text.split(separator: "\n").count == 1 + facts)
            }
            let result = try Command.run(
                ["report", "--data"]
                    + ["leads", "activities", "stages", "deals", "spend"].map {
                        "t-\($0).csv"
                    } + ["--as-of", "2026-06-01"], in: folder)
            #expect(result.code == 0)
            #expect(result.complaint == "")
            #expect(result.output.contains("5 rows read = 5 new"))

            let plan = try Command.run([
                "template", "plan", "--period", "2027-Q1", "--sources", "fair", "webinar",
            ]).output
            #expect(plan.split(separator: "\n").count == 7)
            #expect(plan.contains("2027-03,webinar,,,,\n"))
            let rules = try Command.run(["template", "rules", "--rules", "pumps"]).output
            try Data(rules.utf8).write(to: folder.appendingPathComponent("ours.yaml"))
            let shown = try Command.run(["rules", "show", "ours.yaml"], in: folder)
            #expect(shown.output.hasPrefix("Rule book ours 1"))
            #expect(try Command.run(["template", "spent"]).complaint.contains("\"spend\"?"))
        }
    }
}
