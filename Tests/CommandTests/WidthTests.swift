import Foundation
import TestSupport
import Testing

/// What is shown in a terminal fits in it.
struct WidthTests {
    private func data(_ call: [String]) -> [String] {
        ["--data"] + DemoPlace.files + ["--as-of", "2026-10-01", "--no-pager", "--color", "never"]
    }

    /// What looks like a number.
    private func numbers(_ text: String) -> Set<String> {
        Set(text.matches(of: /[0-9]+(?:[.,][0-9]+)+/).map { String($0.output) })
    }

    @Test(
        "No line is longer than the terminal, no row is broken and no number cut, in every report",
        arguments: ReportCalls.all, [60, 80])
    func fits(call: [String], width: Int) throws {
        try DemoPlace.use { folder in
            let words = call + data(call)
            let wide = try Command.show(words, columns: 200, in: folder)
            let shown = try Command.show(words, columns: width, in: folder)
            #expect([0, 1].contains(shown.code) && shown.code == wide.code, "\(shown.text)")
            let known = numbers(wide.text)
            for line in shown.lines {
                #expect(line.count <= width, "\(line)")
                #expect(numbers(line).isSubset(of: known), "\(line)")
            }
            func rules(_ result: ShownResult) -> Int {
                result.lines.filter { $0.hasPrefix("--------") }.count
            }
            #expect(rules(shown) == rules(wide))
        }
    }

    @Test("What goes to a file or a pipe does not depend on a terminal")
    func pipes() throws {
        try DemoPlace.use { folder in
            let words =
                ["report", "--full", "--data"] + DemoPlace.files + ["--as-of", "2026-10-01"]
            let plain = try Command.run(words, in: folder)
            let other = try Command.run(words, in: folder, environment: ["COLUMNS": "60"])
            #expect(plain.output == other.output)
            #expect(plain.output.split(separator: "\n").contains { $0.count > 90 })
            let file = try Command.show(words + ["--to", "r.txt"], columns: 60, in: folder)
            #expect(file.code == 0)
            let written = try String(
                contentsOf: folder.appendingPathComponent("r.txt"), encoding: .utf8)
            #expect(written.replacing(" --to r.txt", with: "") == plain.output)
        }
    }

    @Test("The first table keeps spend, MQLs and cost per MQL in a narrow terminal")
    func figures() throws {
        try DemoPlace.use { folder in
            for width in [60, 80] {
                let words = ["report", "--full"] + data([])
                let shown = try Command.show(words, columns: width, in: folder)
                let total = try #require(shown.lines.first { $0.hasPrefix("total") })
                // The demo spends 43,716.61 on 349 MQLs: 125.26 each.
                #expect(total.contains("43,716.61") && total.contains("349"))
                #expect(total.contains("125.26"))
                #expect(shown.text.contains("Not shown at this width: "))
            }
        }
    }

    @Test("Questions, complaints and help are broken between words too", arguments: [60, 80])
    func talk(width: Int) throws {
        let place = try TemporaryPlace()
        for name in try Fixtures.names(in: "start") {
            try FileManager.default.copyItem(
                at: Fixtures.url("start/\(name)"), to: place.url.appendingPathComponent(name))
        }
        let files = try Fixtures.names(in: "start").filter { $0.hasSuffix(".csv") }
        let questions = try Command.show(
            ["start"] + files, columns: width, parts: [.input, .output, .complaint],
            in: place.url, typed: String(repeating: "\n", count: 30),
            environment: ["NO_COLOR": "1"])
        #expect(questions.text.contains("1/"))
        for line in questions.lines {
            // What tells how far it is stands in one line that is written over.
            let line =
                line.split(separator: "\u{1B}[K", omittingEmptySubsequences: false).last ?? ""
            #expect(line.count <= width, "\(line)")
        }
        let calls = [
            ["report"], ["report", "--data", "no-such-file.csv", "neither-this-one.csv"],
            ["report", "--help"], ["--help"], ["justify", "--help"], ["report", "--perod", "2026"],
            ["budget", "--amount", "60.000"], ["help", "had-time"], [],
        ]
        for call in calls {
            let shown = try Command.show(
                call, columns: width, parts: [.output, .complaint], in: place.url,
                environment: ["NO_COLOR": "1"])
            #expect(!shown.text.isEmpty, "\(call)")
            for line in shown.lines { #expect(line.count <= width, "\(call): \(line)") }
        }
    }
}
