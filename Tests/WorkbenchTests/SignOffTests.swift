import Analysis
import Foundation
import Quantities
import TestSupport
import Testing
import Valuation
import Workbench

struct SignOffTests {
    private func withFile<Result>(_ text: String, _ body: (String) throws -> Result) throws
        -> Result
    {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("mql-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("ours.yaml").path
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return try body(path)
    }

    private static let book = """
        # Ours, with a remark that stays.
        rule_book: ours
        extends: b2b
        version: 3
        reviewed:            # of the quarter before
          on: 2025-10-01
          by: [marketing]
          again_within_days: 92
        economics: {required_return: 2.00}   # asked by finance

        """

    @Test("Signing writes one line, keeps every remark, and what is signed is what stands there")
    func sign() throws {
        try withFile(Self.book) { path in
            let before = try RuleFiles.ruleBook(path)
            let signed = try SignOff.sign(path, by: ["marketing", "sales"], on: "2026-01-15")
            let after = try RuleFiles.ruleBook(path)
            #expect(signed.of == before.signable && after.signable == before.signable)
            #expect(after.review.of == signed.of && after.review.by == ["marketing", "sales"])
            #expect(after.review.on == "2026-01-15" && after.review.againWithinDays == 92)
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text.hasPrefix("# Ours, with a remark that stays.\nrule_book: ours\n"))
            #expect(text.hasSuffix("economics: {required_return: 2.00}   # asked by finance\n"))
            #expect(RuleBookCheck.findings(after, asOf: "2026-03-01") == [])
            // Signing again with the same changes nothing but the day.
            _ = try SignOff.sign(path, by: ["marketing", "sales"], on: "2026-01-15")
            #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        }
    }

    @Test("Who signed what the file says now stays beside who signs later; an old signature goes")
    func both() throws {
        try withFile(Self.book) { path in
            #expect(
                try SignOff.sign(path, by: ["sales (Bas)"], on: "2026-01-15").by == ["sales (Bas)"])
            #expect(
                try SignOff.sign(path, by: ["marketing"], on: "2026-01-16").by
                    == ["marketing", "sales (Bas)"])
            #expect(
                try SignOff.sign(path, by: ["Sales (Eva)"], on: "2026-01-17").by
                    == ["Sales (Eva)", "marketing"])
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try Data((text + "inactivity: {after_days: 30, points: -10}\n").utf8).write(
                to: URL(fileURLWithPath: path))
            #expect(try SignOff.sign(path, by: ["sales"], on: "2026-01-18").by == ["sales"])
        }
    }

    @Test("A rule that changes after the signature is told, a remark or a name is not")
    func changed() throws {
        try withFile(Self.book) { path in
            _ = try SignOff.sign(path, by: ["marketing", "sales"], on: "2026-01-15")
            let text = try String(contentsOfFile: path, encoding: .utf8)
            func findings(_ text: String) throws -> [RuleBookFinding.Kind] {
                try Data(text.utf8).write(to: URL(fileURLWithPath: path))
                return RuleBookCheck.findings(try RuleFiles.ruleBook(path), asOf: "2026-03-01")
                    .map(\.kind)
            }
            #expect(try findings(text + "# nothing\n") == [])
            let found = try findings(text + "inactivity: {after_days: 30, points: -10}\n")
            #expect(found.count == 1)
            guard case .changedSinceSigned(let of, let now) = found.first else {
                Issue.record("\(found)")
                return
            }
            #expect(of != now && of.count == 12)
        }
    }

    @Test("A file without a signature gets a line behind its version, and a preset is not signed")
    func new() throws {
        try withFile("rule_book: ours\nextends: b2b\n") { path in
            _ = try SignOff.sign(path, by: ["sales"], on: "2026-01-15")
            let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            #expect(
                lines[1] == "extends: b2b"
                    && lines[2].hasPrefix("reviewed: {on: 2026-01-15, by: [sales], of: "))
        }
        #expect(throws: FailedVerb.self) {
            try SignOff.sign("b2b", by: ["sales"], on: "2026-01-15")
        }
    }

    @Test("What a rule book says of learning and limits is read, number by number, over its preset")
    func definition() throws {
        try withFile(
            Self.book + "definition: {learn: {won: 12, too_good: 95%}, limits: {rejected: 25%}}\n"
        ) { path in
            let rules = try RuleFiles.ruleBook(path).definition
            #expect(rules.learn.won == 12 && rules.learn.tooGood == 9500)
            #expect(rules.learn.lost == 20 && rules.learn.afterContact.contains("tags"))
            #expect(rules.limits.rejected == 2500 && rules.limits.missed == 2000)
        }
    }
}
