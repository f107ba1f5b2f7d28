import Foundation
import TestSupport
import Testing

/// What the docs show is what the program prints, and what they tell to write can be read.
struct TourTests {
    @Test(
        "What a page shows of a call is what that prints",
        arguments: try Documentation.manual().map(\.path))
    func tour(path: String) throws {
        let page = try Documentation.page(path)
        let blocks = page.blocks("console")
        let place = try TemporaryPlace()
        // A file that is shown under its name is there for the calls that follow.
        for block in page.blocks("yaml") where block.hasPrefix("# ") {
            let lines = block.split(separator: "\n")
            guard let name = lines.first?.dropFirst(2), name.hasSuffix(".yaml") else { continue }
            try place.write(lines.dropFirst().joined(separator: "\n") + "\n", to: String(name))
        }
        if let first = blocks.first, !first.hasPrefix("$ mql demo") {
            _ = try Command.run(["demo"], in: place.url)
        }
        for block in blocks {
            let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines[0].hasPrefix("$ mql "), "\(path): \(lines[0])")
            let words = lines[0].split(separator: " ").dropFirst(2).map(String.init)
            let output = try answer(to: words, in: place)
            let parts = block.dropFirst(lines[0].count + 1).components(separatedBy: "[…]\n")
                .map { $0.trimmingCharacters(in: .newlines) }.filter { !$0.isEmpty }
            #expect(!parts.isEmpty)
            for part in parts { #expect(output.contains(part), "\(path): \(part)") }
        }
    }

    /// The first hour is shown on four exports, with what it says beside the report.
    private func answer(to words: [String], in place: TemporaryPlace) throws -> String {
        let isStart = words.first == "start"
        let isFolder = words.contains("exports/")
        if isFolder {
            // In a folder of its own, where nothing was begun yet.
            try? FileManager.default.removeItem(at: place.url.appendingPathComponent("mql.yaml"))
            try FileManager.default.copyItem(
                at: Fixtures.url("start-folder"), to: place.url.appendingPathComponent("exports"))
        }
        let names = isStart && !isFolder ? try Fixtures.names(in: "start") : []
        for name in names {
            try FileManager.default.copyItem(
                at: Fixtures.url("start/\(name)"), to: place.url.appendingPathComponent(name))
        }
        let exports = names.filter { $0.hasSuffix(".csv") }.sorted()
        let arguments = words.flatMap {
            $0 == "mql-demo/*.csv" ? DemoPlace.files : $0 == "*.csv" ? exports : [$0]
        }
        let result = try Command.run(arguments, in: place.url, isFull: false)
        return (isStart ? result.complaint + "\n" : "") + result.output
    }

    @Test("The tour and the README have what they are read for")
    func isThere() throws {
        #expect(try Documentation.page("README.md").blocks("console").count >= 1)
        #expect(try Documentation.page("docs/tour.md").blocks("console").count >= 13)
        #expect(try Documentation.page("docs/data.md").blocks("console").count >= 1)
        #expect(try Documentation.page("docs/workspace.md").blocks("console").count >= 2)
        let lines = try Documentation.page("README.md").text.split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count <= 251, "The README is the first page; what is more belongs in docs/.")
    }

    @Test("Every file of YAML that a page shows can be read")
    func yaml() throws {
        // A lead that was made on 3 March, an MQL on the 4th, and cost 12.50.
        let export =
            "Nr;Aangemaakt;Bron;MQL-datum;SQL-datum;Kosten\n"
            + "1;03-03-2026;Beurs;04-03-2026;;12,50\n"
        for page in try Documentation.manual() {
            for block in page.blocks("yaml") {
                let place = try TemporaryPlace()
                try place.write(block, to: "shown.yaml")
                try place.write(export, to: "crm-export.csv")
                let text =
                    block.hasPrefix("# ") ? block.drop { $0 != "\n" }.dropFirst() : block[...]
                let call: [String]
                switch text.prefix(while: { $0 != ":" }) {
                case "rule_book": call = ["rules", "check", "shown.yaml"]
                case "tables":
                    call = ["report", "--data", "crm-export.csv", "--map", "shown.yaml"]
                case "files", "firm":
                    try FileManager.default.moveItem(
                        at: place.url.appendingPathComponent("shown.yaml"),
                        to: place.url.appendingPathComponent("mql.yaml"))
                    call = ["report", "--data", "crm-export.csv", "--map", "map.yaml"]
                    try place.write(try mapping(), to: "map.yaml")
                default:
                    Issue.record("\(page.path): what is this? \(block)")
                    continue
                }
                let result = try Command.run(call, in: place.url)
                #expect([0, 1].contains(result.code), "\(page.path): \(result.complaint)")
            }
        }
    }

    /// The mapping that is shown.
    private func mapping() throws -> String {
        try #require(
            try Documentation.page("docs/data.md").blocks("yaml").first { $0.hasPrefix("tables") })
    }
}
