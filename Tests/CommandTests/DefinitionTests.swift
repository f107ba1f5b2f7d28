import Foundation
import TestSupport
import Testing

/// The laboratory of the definition: every call with what it says, word for word.
struct DefinitionTests {
    static let names = (try? Fixtures.names(in: "definitions")) ?? []

    private func run(_ name: String, _ more: [String]) throws -> CommandResult {
        let line = try Fixtures.text("definitions/\(name)/command")
        return try Command.run(
            line.split(whereSeparator: \.isWhitespace).map(String.init) + more,
            in: Fixtures.url("definitions/\(name)"))
    }

    @Test("Every page says the same as before, in both languages", arguments: names, ["en", "nl"])
    func text(name: String, language: String) throws {
        let result = try run(name, ["--lang", language])
        expectGolden(
            "exit \(result.code)\n\(result.output)\(result.complaint)",
            at: "definitions/\(name)/expected/\(language).txt")
        for line in result.output.split(separator: "\n") {
            #expect(line.count <= 100, "\(line)")
        }
    }

    @Test("Data is the same as before, and in every language", arguments: names)
    func data(name: String) throws {
        let result = try run(name, ["--format", "json"])
        expectGolden(result.output, at: "definitions/\(name)/expected/data.json")
        #expect(throws: Never.self) {
            try JSONSerialization.jsonObject(with: Data(result.output.utf8))
        }
        for format in ["json", "csv"] {
            // The summary of a document is for people, and in their language.
            let texts = try ["en", "nl"].map { language in
                try run(name, ["--format", format, "--lang", language]).output
                    .replacing(/\n  "summary": .*/, with: "")
            }
            #expect(texts[0] == texts[1])
        }
    }

    @Test("Markdown and HTML are written too", arguments: names)
    func pages(name: String) throws {
        #expect(try run(name, ["--format", "md"]).output.hasPrefix("# "))
        #expect(try run(name, ["--format", "html"]).output.contains("</html>"))
    }
}
