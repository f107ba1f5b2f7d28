import Foundation
import TestSupport
import Testing

/// What is written for people says what the program does: every command, option, format, schema and key stands
/// in it.
struct DocumentationTests {
    @Test("Every command and every option stands in the docs")
    func completeness() throws {
        let text = Words(try Documentation.manual().map(\.text).joined())
        let options = Set(
            try Documentation.page("docs/commands.md").text.matches(of: /--[a-z][a-z-]+/)
                .map { String($0.output) })
        let commands = try CommandHelp.all()
        #expect(commands.count > 30)
        for command in commands {
            #expect(text.have("mql \(command.name)"), "\(command.name)")
            for option in command.options {
                #expect(options.contains(option), "\(command.name) \(option)")
            }
        }
    }

    @Test("Every format and every schema of JSON stands in the docs")
    func forms() throws {
        let text = Words(try Documentation.page("docs/json.md").text)
        let formats = try CommandHelp("report").values(of: "--format")
        // A workbook is offered where the library for it was there when this was built.
        #expect(formats.count >= 6 && formats.contains("pdf"))
        for format in formats { #expect(text.have("| `\(format)` |"), "\(format)") }
        let schemas = try Documentation.sources().flatMap { file in
            file.text.matches(of: /"(mql\.[a-z-]+\/[0-9]+)"/).map { String($0.output.1) }
        }
        #expect(schemas.contains("mql.report/1"))
        for schema in schemas { #expect(text.have("| `\(schema)` |"), "\(schema)") }
    }

    @Test(
        "Every key of CSV, and every member of JSON, of all reports on the demo stands in the docs")
    func keys() throws {
        let text = Words(try Documentation.page("docs/json.md").text)
        try DemoPlace.use { folder in
            let data = ["--data"] + DemoPlace.files + ["--as-of", "2026-10-01"]
            let plan = ["--save", "plan.csv"]
            _ = try Command.run(["budget", "--amount", "15000"] + plan + data, in: folder)
            let reports =
                (ReportCalls.all + [
                    ["budget", "--amount", "15000"],
                    ["compare", "--between", "google-ads", "linkedin-ads"],
                    ["rules", "check"], ["rules", "learn", "--goal", "sql", "--all"],
                    ["rules", "compare", "b2b", "pumps"], ["explain", "L-0014"],
                ]).map { $0 + data }
            let others = [
                ["plan", "--data"] + DemoPlace.files + ["plan.csv", "--as-of", "2026-10-01"],
                ["rules", "show", "b2b", "--diff", "pumps"], ["value", "--intent", "awareness"],
            ]
            for call in reports + others {
                let csv = try Command.run(call + ["--format", "csv"], in: folder)
                #expect([0, 1].contains(csv.code), "\(call): \(csv.complaint)")
                let header = csv.output.split(separator: "\n").first ?? ""
                for key in header.split(separator: ",") {
                    #expect(text.have("`\(key)`"), "\(call[0]), CSV: \(key)")
                }
                let json = try Command.run(call + ["--format", "json"], in: folder).output
                for member in try members(of: json) where call[0] != "value" {
                    #expect(text.have("`\(member)`"), "\(call[0]), JSON: \(member)")
                }
            }
        }
    }

    /// The names in a report: its own, those of its figures, and those of a row of them.
    private func members(of json: String) throws -> [String] {
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8))
        let report = try #require(object as? [String: Any])
        let figures = report["figures"] as? [String: Any] ?? [:]
        let row = (figures["rows"] as? [[String: Any]])?.first ?? [:]
        return [report, figures, row].flatMap(\.keys).sorted().filter { $0 != "why" }
    }

    @Test("Every statement of the articles stands in its list, with places that exist")
    func articles() throws {
        let text = try Documentation.page("docs/articles.md").text
        let counts = ["S0": 7, "S1": 9, "S2": 6, "S3": 5, "S4": 7]
        for (article, count) in counts {
            for number in 1...count {
                let id = "\(article).\(number)"
                let rows = text.split(separator: "\n").filter { $0.hasPrefix("| \(id) |") }
                #expect(rows.count == 1, "\(id)")
                let cells = rows.first?.split(separator: "|") ?? []
                let places = cells.last?.split(separator: "`").filter { $0.contains("/") } ?? []
                #expect(!places.isEmpty, "\(id)")
                for place in places {
                    let path = Fixtures.root.appendingPathComponent(String(place)).path
                    #expect(FileManager.default.fileExists(atPath: path), "\(id): \(place)")
                }
            }
        }
        let names =
            text.split(separator: "\n").last?.split(separator: ":").last?
            .split(separator: "·").map { $0.trimmingCharacters(in: [" ", "."]) } ?? []
        #expect(names.count == 18)
        for preset in ["b2b", "manufacturing", "pumps", "venues"] {
            let shown = try Command.run(["rules", "show", preset]).output
            let choices = try #require(shown.components(separatedBy: "Choices that").last)
            for name in names { #expect(choices.contains("\n\(name)  "), "\(preset): \(name)") }
        }
    }
}

/// A text of which only that is told what is not in it.
private struct Words: CustomStringConvertible {
    private let text: String

    init(_ text: String) { self.text = text }

    func have(_ words: String) -> Bool { text.contains(words) }

    var description: String { "the docs" }
}

/// What `mql help` says of a command.
private struct CommandHelp {
    /// Without the `mql` before it.
    let name: String
    private let text: String

    init(_ name: String) throws {
        self.name = name
        text = try Command.run(["help"] + name.split(separator: " ").map(String.init)).output
    }

    /// Every command, each followed by those that it has.
    static func all() throws -> [CommandHelp] {
        try CommandHelp("").parts.flatMap { command in
            let help = try CommandHelp(command)
            return try [help] + help.parts.map { try CommandHelp("\(command) \($0)") }
        }
    }

    var options: [String] {
        Set(text.matches(of: /--[a-z][a-z-]+/).map { String($0.output) }).sorted()
    }

    /// The names of the commands that it has.
    private var parts: [String] {
        let list = text.components(separatedBy: "SUBCOMMANDS:\n")
        guard list.count == 2 else { return [] }
        return list[1].split(separator: "\n").compactMap { line in
            line.wholeMatch(of: #/  ([a-z][a-z-]*)( .*)?/#).map { String($0.output.1) }
        }
    }

    /// What an option takes.
    func values(of option: String) -> [String] {
        let words =
            text.components(separatedBy: "  \(option) ").last?
            .split(whereSeparator: \.isWhitespace).joined(separator: " ") ?? ""
        let list = words.components(separatedBy: "(values: ").dropFirst().first ?? ""
        return list.prefix { $0 != ";" && $0 != ")" }.components(separatedBy: ", ")
    }
}
