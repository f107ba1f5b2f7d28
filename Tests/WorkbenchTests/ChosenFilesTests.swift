import Foundation
import Testing

@testable import Workbench

/// Folders and patterns in place of the names of files.
struct ChosenFilesTests {
    @Test(
        "A pattern fits as in a shell",
        arguments: [
            ("contacts-export-*.csv", "contacts-export-2026-09.csv", true),
            ("contacts-export-*.csv", "contacts-2026.csv", false), ("*", "a", true),
            ("*", ".a", false),
            (".*", ".a", true), ("a?c", "abc", true), ("a?c", "ac", false), ("[ab]x", "bx", true),
            ("[a-c]x", "dx", false), ("[!a]x", "bx", true), ("[!a]x", "ax", false),
            ("[]]x", "]x", true),
            ("a*b*c", "aXbbYc", true), ("a*b*c", "aXbbY", false), ("a[", "a[", true),
            ("????-??-??.csv", "2026-09-30.csv", true),
            ("a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
        ])
    func fits(pattern: String, name: String, holds: Bool) {
        #expect(FilePattern.fits(name, pattern) == holds)
    }

    private func inFolder(_ names: [String], _ body: (String) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "chosen-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder + "/sub", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for name in names {
            try Data("x\n".utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
        }
        try body(folder)
    }

    @Test("A folder is the exports in it, a pattern the files that fit, in order and none twice")
    func folders() throws {
        let names = [
            "b.csv", "a.CSV", "notes.md", "mql.yaml", ".hidden.csv", "~$open.xlsx", "c.xlsx",
            "d.csv.gz",
            "sub/e.csv", "star*.csv", "page.html",
        ]
        try inFolder(names) { (folder: String) throws in
            func short(_ names: [String]) throws -> [String] {
                try ChosenFiles.expanded(names.map { folder + "/" + $0 }).map {
                    String($0.dropFirst(folder.count + 1)).replacing("//", with: "/")
                }
            }
            #expect(try short([""]) == ["a.CSV", "b.csv", "c.xlsx", "d.csv.gz", "star*.csv"])
            #expect(try short(["*.csv"]) == ["b.csv", "star*.csv"])
            // Two patterns that fit one file, and the file itself.
            #expect(try short(["b.csv", "*.csv", "?.csv"]) == ["b.csv", "star*.csv"])
            // A real name with a star in it is that file alone.
            #expect(try short(["star*.csv"]) == ["star*.csv"])
            #expect(try short(["*/*.csv"]) == ["sub/e.csv"])
            // What is not there is told where it is opened.
            #expect(try short(["missing.csv"]) == ["missing.csv"])
            #expect(throws: FailedVerb.self) { _ = try short(["x-*.csv"]) }
            #expect(throws: FailedVerb.self) {
                _ = try ChosenFiles.expanded(
                    [folder + "/none*", folder + "/zero?"], in: "mql.yaml")
            }
        }
    }

    @Test("A day in a name is written down as a pattern that fits any day")
    func patterns() {
        #expect(
            Start.patterns([
                "x/contacts-2026-08-31.csv", "x/contacts-2026-09-30.csv", "2026-09-30/deals.csv",
                "plan.csv", "odd[1]-2026-09-30.csv",
            ]) == [
                "x/contacts-????-??-??.csv", "2026-09-30/deals.csv", "plan.csv",
                "odd[1]-2026-09-30.csv",
            ])
    }
}
