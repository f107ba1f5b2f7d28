import Foundation
import Intake
import Leads
import Quantities
import Store
import TestSupport
import Testing
import Workbench

/// Several programs at once, signals, folders that are closed, clocks.
@Suite(.serialized)
struct ProcessTests {
    private let binary = Command.binary.path

    private func prepared() throws -> TemporaryPlace {
        let place = try TemporaryPlace()
        #expect(try Command.run(["init", "--at", "2026-09-01T00:00:00Z"], in: place.url).code == 0)
        return place
    }

    /// Runs lines of the shell side by side, and gives what they say.
    private func atOnce(_ lines: [String]) -> String {
        let said = Said()
        DispatchQueue.concurrentPerform(iterations: lines.count) { place in
            let text = (try? shell(lines[place]).text) ?? "not run"
            said.lock.withLock { said.text += text }
        }
        return said.text
    }

    private final class Said: @unchecked Sendable {
        let lock = NSLock()
        var text = ""
    }

    private func leads(_ numbers: ClosedRange<Int>) -> String {
        header + numbers.map { "L-\($0),2026-03-01,google-ads,,,,\n" }.joined()
    }

    @Test(
        "Eight that import and four that read at once: nothing is locked out, every count is right")
    func manyAtOnce() throws {
        let place = try prepared()
        let (writers, imports) = (8, Torture.tries(3, 50))
        for writer in 0..<writers {
            for number in 0..<imports {
                let first = (writer * imports + number) * 5 + 1
                try place.write(leads(first...(first + 4)), to: "w\(writer)-\(number).csv")
            }
        }
        try place.write(leads(900_001...900_005), to: "first.csv")
        #expect(try Command.run(["import", "first.csv"], in: place.url).code == 0)
        let lines =
            (0..<writers).map { writer in
                "for i in $(seq 0 \(imports - 1)); do \(binary) import w\(writer)-$i.csv >/dev/null || echo failed; done"
            }
            + (0..<4).map { reader in
                "for i in $(seq 1 \(imports * 2)); do \(binary) report --as-of 2026-10-01 --format json > r\(reader)-$i.json || echo failed; done"
            }
        #expect(atOnce(lines.map { "cd \(place.path); \($0)" }) == "")
        let history = try Workspace(place.path + "/mql-data").history()
        #expect(history.count == writers * imports + 1)
        #expect(history.reduce(0) { $0 + $1.new } == writers * imports * 5 + 5)
        #expect(try Workspace(place.path + "/mql-data").checkup().database.isSound)
        // Each report is of one moment: whole files of five leads.
        for name in try place.names() where name.hasSuffix(".json") {
            let json = try #require(
                try JSONSerialization.jsonObject(with: place.data(name)) as? [String: Any])
            let figures = try #require(json["figures"] as? [String: Any])
            let total = try #require(figures["total"] as? [String: Any])
            let leads = try #require(total["leads"] as? Int)
            #expect(leads.isMultiple(of: 5) && leads > 0)
        }
        if Torture.isOn {
            print("\(history.count) imports by \(writers) programs at once, all kept")
        }
    }

    @Test("A backup while others import is a state that was committed")
    func backupMeanwhile() throws {
        let place = try prepared()
        let imports = Torture.tries(6, 100)
        for number in 0..<imports {
            try place.write(leads((number * 5 + 1)...(number * 5 + 5)), to: "w\(number).csv")
        }
        try place.write(leads(900_001...900_005), to: "first.csv")
        #expect(try Command.run(["import", "first.csv"], in: place.url).code == 0)
        let said = atOnce([
            "cd \(place.path); for i in $(seq 0 \(imports - 1)); do \(binary) import w$i.csv >/dev/null || echo failed; done",
            "cd \(place.path); for i in $(seq 1 \(imports)); do \(binary) backup --to b$i.sqlite >/dev/null || echo failed; done",
        ])
        #expect(said == "")
        let key = try Workspace(place.path + "/mql-data").key()
        for number in 1...imports {
            let copy = try LeadDatabase.read(place.path + "/b\(number).sqlite")
            #expect(try copy.checkup(key: key).isSound)
            let leads = try copy.facts(FactsWanted(leadFields: [], presenceFields: [])).facts.leads
                .count
            #expect(leads == (try copy.history().count) * 5)
            copy.close()
        }
    }

    @Test("Ctrl-C during an import: nothing is imported, that is said, and the code is 130")
    func interrupted() throws {
        let place = try prepared()
        let child = Process()
        child.executableURL = Command.binary
        child.arguments = ["import", "-"]
        child.currentDirectoryURL = place.url
        let (input, complaint) = (Pipe(), Pipe())
        child.standardInput = input
        child.standardOutput = FileHandle.nullDevice
        child.standardError = complaint
        try child.run()
        try input.fileHandleForWriting.write(
            contentsOf: Data("lead_id,created_at,source\nL-1,2026-03-01,x\n".utf8))
        // The pipe stays open: the program waits for more when the signal comes.
        usleep(1_000_000)
        let start = Date()
        kill(child.processIdentifier, SIGINT)
        child.waitUntilExit()
        #expect(Date().timeIntervalSince(start) < 5)
        #expect(child.terminationStatus == 130)
        #expect(
            String(decoding: Command.all(of: complaint), as: UTF8.self).contains(
                "nothing was imported"))
        try input.fileHandleForWriting.close()
        #expect(try Workspace(place.path + "/mql-data").history().isEmpty)
        // What is read from a pipe that is closed early ends quietly.
        try place.write(leads(1...2000), to: "leads.csv")
        #expect(try Command.run(["import", "leads.csv"], in: place.url).code == 0)
        let head = try shell(
            "cd \(place.path); \(binary) leads --limit 2000 --as-of 2026-10-01 | head -1")
        #expect(head.code == 0)
    }

    @Test("After every change the next program finds what it did")
    func newProcess() throws {
        let place = try prepared()
        func mql(_ words: String...) throws -> CommandResult {
            try Command.run(words, in: place.url)
        }
        func history() throws -> String { try mql("imports", "--format", "csv").output }
        try place.write(leads(1...3), to: "a.csv")
        try place.write(leads(4...5), to: "b.csv")
        #expect(try mql("import", "a.csv").code == 0)
        #expect(try history().contains("a.csv"))
        #expect(try mql("import", "b.csv").code == 0)
        #expect(try mql("backup", "--to", "copy.sqlite").code == 0)
        #expect(try mql("undo-import", "2").code == 0)
        #expect(try history().contains("taken back"))
        #expect(try mql("undo-import", "2").code == 65)
        #expect(try mql("restore", "copy.sqlite", "--yes").code == 0)
        #expect(try !history().contains("taken back"))
        #expect(try mql("privacy", "erase", "L-1", "--yes").code == 0)
        #expect(try mql("privacy", "export", "L-1").code == 66)
        #expect(try mql("privacy", "object", "L-2").code == 0)
        #expect(try mql("explain", "L-2", "--as-of", "2026-10-01").code == 66)
        try place.write(mql("template", "rules").output, to: "ours.yaml")
        #expect(try mql("rules", "sign", "ours.yaml", "--by", "marketing", "sales").code == 0)
        #expect(try mql("doctor").code == 0)
        let actions = try mql("privacy", "log", "--format", "csv").output
        for action in [
            "init", "import", "backup", "undo-import", "restore", "erase", "objection", "sign",
        ] {
            #expect(actions.contains(",\(action),"), "\(action)")
        }
        // Without a word of consent nothing is erased, and nothing waits for one.
        let refused = try mql("privacy", "erase", "L-3")
        #expect(refused.code == 2)
        #expect(refused.complaint.contains("--yes"))
    }

    @Test(
        "A folder that is closed to writing: reports work, changes say why not",
        .enabled(if: getuid() == 0))
    func closedFolder() throws {
        let place = try TemporaryPlace(onDisk: true)
        #expect(try Command.run(["init"], in: place.url).code == 0)
        try place.write(leads(1...3), to: "a.csv")
        #expect(try Command.run(["import", "a.csv"], in: place.url).code == 0)
        let expected = try Command.run(
            ["report", "--as-of", "2026-10-01"], in: place.url, isFull: false
        ).output
        _ = try shell(
            "rm -rf \(place.path)/mql-data/kept; chmod 755 \(place.path); chown -R 65534:65534 \(place.path)"
        )
        // The program itself may stand where others cannot go.
        try FileManager.default.copyItem(atPath: binary, toPath: "\(place.path)/mql")
        _ = try shell("chmod 755 \(place.path)/mql")
        let other = "cd \(place.path) && setpriv --reuid=65534 --regid=65534 --clear-groups ./mql"
        guard try shell("\(other) --version").code == 0 else { return }
        for closing in [
            "chmod 400 mql-data/facts.sqlite", "chmod 500 mql-data", "chmod 400 mql-data/key",
        ] {
            _ = try shell("cd \(place.path) && \(closing)")
            let report = try shell("\(other) report --as-of 2026-10-01")
            #expect(report.code == 0, "\(closing): \(report.text)")
            #expect(report.text == expected)
            let change = try shell("\(other) import a.csv")
            #expect(change.code == 73, "\(closing): \(change.text)")
            #expect(change.text.contains("may read this workspace and not change it"))
            #expect(change.text.contains("mql-data"))
        }
    }

    @Test("Zone, language and clock make no difference to a byte of a report on the workspace")
    func surroundings() throws {
        let place = try prepared()
        try place.write(
            "lead_id,created_at,source\nL-1,2026-03-29 02:30,x\nL-2,2026-10-25 02:30,x\nL-3,2024-02-29,x\n"
                + "L-4,2025-12-31 23:59,x\nL-5,2026-01-01 00:00,x\n", to: "leads.csv")
        #expect(try Command.run(["import", "leads.csv"], in: place.url).code == 0)
        var answers = Set<String>()
        for zone in ["UTC", "Europe/Amsterdam", "Asia/Kolkata"] {
            for language in ["C", "nl_NL.UTF-8", "en_US.UTF-8", "tr_TR.UTF-8"] {
                try? FileManager.default.removeItem(atPath: place.path + "/mql-data/kept")
                let result = try Command.run(
                    ["report", "--as-of", "2026-10-26", "--format", "json"], in: place.url,
                    environment: ["TZ": zone, "LANG": language, "LC_ALL": language])
                #expect(result.code == 0)
                answers.insert(result.output)
            }
        }
        #expect(answers.count == 1)
        // The log keeps its order whatever the clock says.
        for at in ["2036-01-01T00:00:00Z", "2020-01-01T00:00:00Z"] {
            #expect(try Command.run(["import", "leads.csv", "--at", at], in: place.url).code == 0)
        }
        #expect(try Command.run(["doctor"], in: place.url).code == 0)
        let log = try Workspace(place.path + "/mql-data").auditLog()
        #expect(log.map(\.number) == [1, 2, 3, 4])
    }

    @Test("An answer that was given is given again, until something changes")
    func keptAnswers() throws {
        let place = try prepared()
        try place.write(leads(1...3), to: "a.csv")
        try place.write(leads(4...6), to: "b.csv")
        #expect(try Command.run(["import", "a.csv"], in: place.url).code == 0)
        func report() throws -> String {
            try Command.run(["report", "--as-of", "2026-10-01"], in: place.url).output
        }
        let first = try report()
        #expect(try place.names("mql-data/kept").count == 1)
        #expect(try report() == first)
        // One that was tampered with is worked out again.
        let name = try #require(try place.names("mql-data/kept").first)
        let kept = String(decoding: try place.data("mql-data/kept/\(name)"), as: UTF8.self)
        try place.write(kept.replacing("0", with: "9"), to: "mql-data/kept/\(name)")
        #expect(try report() == first)
        #expect(try Command.run(["import", "b.csv"], in: place.url).code == 0)
        #expect(try place.names("mql-data/kept").isEmpty)
        #expect(try report() != first)
        // Another rule book, another answer.
        try place.write("extends: b2b\\nrule_book: mine\\n", to: "rules.yaml")
        let other = ["report", "--as-of", "2026-10-01", "--rules", "pumps"]
        #expect(try Command.run(other, in: place.url).output != report())
    }

    @Test("A person is given all that is held of her under every id, and nothing of another")
    func exportOfOne() throws {
        let place = try prepared()
        func mql(_ words: String...) throws -> CommandResult {
            try Command.run(words, in: place.url)
        }
        try place.write(
            """
            lead_id,created_at,source,email,first_name,last_name
            P-1,2026-03-01,fair,kim@kade.example,Kim,Bos
            P-2,2026-04-01,web,kim@kade.example,,
            I-1,2026-03-02,web,info@kade.example,Jan,Vis
            I-2,2026-03-03,web,info@kade.example,Els,Mol

            """, to: "leads.csv")
        #expect(try mql("import", "leads.csv").code == 0)
        for who in ["P-2", "kim@kade.example"] {
            let given = try mql("privacy", "export", who)
            #expect(given.code == 0 && given.output.contains("P-1"), "\(who)")
            #expect(given.output.contains("P-2") && !given.output.contains("Vis"))
        }
        let shared = try mql("privacy", "export", "info@kade.example")
        #expect(shared.code == 65 && shared.output.isEmpty)
        #expect(shared.complaint.contains("\"I-1\", \"I-2\""))
        let one = try mql("privacy", "export", "I-1")
        #expect(one.output.contains("Jan") && !one.output.contains("Els"))
        #expect(one.complaint.contains("\"I-2\""))
    }

    @Test("No SQL is put together from texts")
    func noConcatenation() throws {
        let folder = Fixtures.root.appendingPathComponent("Sources/Store")
        var found: [String] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            for line in text.split(separator: "\n")
            where line.contains("\\(")
                && ["SELECT ", "INSERT ", "DELETE ", "UPDATE ", "PRAGMA "].contains(
                    where: line.contains)
                && !line.contains("throw") && !line.contains("StoreError")
                // A name that the library quotes, and values that it hands over as arguments.
                && !line.contains("literal: \"INSERT INTO \\(identifier: ")
            {
                found.append("\(name): \(line.trimmingCharacters(in: .whitespaces))")
            }
        }
        // Numbers of this program's own, where SQLite takes no arguments.
        #expect(
            found.allSatisfy {
                $0.contains("PRAGMA application_id") || $0.contains("PRAGMA user_version")
            }, "\(found)")
    }
}
