import Analysis
import Foundation
import Funnels
import Intake
import Leads
import Quantities
import Reports
import Store
import TestSupport
import Testing
import Workbench

/// Whoever was erased stays erased: in whatever form an address comes back, whatever is lost or put back.
@Suite(.serialized)
struct ErasedStaysErasedTests {
    private let leads =
        header + "V-1,2026-03-01,fair,tess.vaart@oever.example,,,\n"
        + "V-2,2026-03-02,fair,bo@kade.example,,,\n" + "V-3,2026-03-03,web,cas@haven.example,,,\n"

    private func filled() throws -> TestWorkspace {
        let world = try TestWorkspace()
        try world.add([("leads.csv", leads)])
        return world
    }

    private func text(_ name: String, _ world: TestWorkspace) throws -> String {
        String(decoding: try world.place.data("mql-data/\(name)"), as: UTF8.self)
    }

    private func count(_ text: String, in world: TestWorkspace) throws -> Int {
        let root = world.workspace.folder
        let names = try #require(FileManager.default.enumerator(atPath: root))
        return names.compactMap { $0 as? String }.count { name in
            let data = FileManager.default.contents(atPath: "\(root)/\(name)") ?? Data()
            return String(decoding: data, as: UTF8.self).lowercased().contains(text)
        }
    }

    private func doctor(_ world: TestWorkspace) throws -> [Checkup.Finding] {
        try world.workspace.checkup().database.findings
    }

    /// The whole of the database as a file, as a backup program copies it.
    private func copied(_ world: TestWorkspace) throws -> Data {
        _ = try world.workspace.clear()
        return try Data(contentsOf: URL(fileURLWithPath: world.workspace.database))
    }

    private func putBack(_ copy: Data, _ world: TestWorkspace) throws {
        for end in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: world.workspace.database + end)
        }
        try copy.write(to: URL(fileURLWithPath: world.workspace.database))
    }

    // MARK: Addresses

    @Test(
        "The erased person's address in another form is skipped, and stands nowhere",
        arguments: [
            "Tess Vaart <tess.vaart@oever.example>", "mailto:tess.vaart@oever.example",
            "\"\"\"Vaart, Tess\"\" <tess.vaart@oever.example>\"", "TESS.VAART@OEVER.EXAMPLE",
            " tess.vaart@oever.example. ", "\"tess.vaart@oever.example, bo@elders.example\"",
            "tess.vaart%40oever.example", "<Tess.Vaart@Oever.example>",
        ])
    func otherForm(cell: String) throws {
        let world = try filled()
        try world.erase("tess.vaart@oever.example")
        let again = "lead_id,created_at,source,email\nW-1,2026-09-01,web,\(cell)\n"
        let record = try #require(try world.add([("again.csv", again)]).first).record
        #expect(record.new == 0 && record.skipped == 1 && record.erased == 1)
        #expect(try count("tess.vaart", in: world) == 0)
    }

    @Test("An id that is the address, in capitals, in stages and in deals, is the person too")
    func addressAsID() throws {
        let world = try TestWorkspace()
        try world.add([
            ("a.csv", header + "tess@oever.example,2026-03-01,fair,,,,\nV-2,2026-03-01,fair,,,,\n")
        ])
        try world.erase("Tess@Oever.example")
        let receipts = try world.add([
            ("b.csv", header + "TESS@OEVER.EXAMPLE,2026-03-01,fair,,,,\n"),
            ("stages.csv", "lead_id,at,stage\nTess@oever.example,2026-04-01,mql\n"),
            (
                "deals.csv",
                "deal_id,status,created_at,lead_ids\nD-1,open,2026-04-01,V-2;TESS@oever.example\n"
            ),
        ])
        #expect(receipts.map(\.record.erased) == [1, 1, 0])
        #expect(receipts.map(\.record.new) == [0, 0, 1])
        #expect(receipts[2].reading.problems.counts[.unknownLead] == nil)
        #expect(try count("tess@oever", in: world) == 0)
    }

    @Test(
        "A rejected row is the erased person's by the id column or an address, not by a number in it"
    )
    func rejectedRows() throws {
        let world = try TestWorkspace()
        try world.add([("a.csv", header + "100,2026-03-01,fair,tess@oever.example,,,\n")])
        try world.erase("100")
        let spend = "month,source,amount\n2026-13,fair,100\n"
        let leads =
            header + "100,geen,fair,,,,\nV-9,geen,fair,Tess <tess@oever.example>,,,\n"
            + "V-8,geen,fair,ander@oever.example,,,\n"
        let receipts = try world.add([("leads.csv", leads), ("spend.csv", spend)])
        #expect(receipts.map(\.record.erased) == [2, 0])
        #expect(receipts.map(\.record.rejected) == [1, 1])
    }

    // MARK: What is put back

    @Test("An older copy of the database: the next command erases again, and doctor says it before")
    func olderCopy() throws {
        let world = try filled()
        let copy = try copied(world)
        try world.erase("V-2")
        try putBack(copy, world)
        #expect(try doctor(world) == [.back(1)])
        let told = try Told { _ = try? world.workspace.find("V-2") }
        #expect(told.texts.count == 1 && told.texts[0].contains("1 lead"))
        #expect(throws: FailedVerb.self) { try world.workspace.find("V-2") }
        #expect(try count("bo@kade.example", in: world) == 0)
        #expect(try doctor(world).isEmpty)
        #expect(try world.workspace.auditLog().map(\.action) == ["init", "import", "erase-again"])
        // Nothing is told a second time.
        #expect(try Told { _ = try world.workspace.history() }.texts.isEmpty)
    }

    @Test("A report, a list or an import on an older copy never has who was erased")
    func olderCopyRead() async throws {
        for what in 0..<3 {
            let world = try filled()
            let copy = try copied(world)
            try world.erase("V-2")
            try putBack(copy, world)
            switch what {
            case 0:
                let bench = try world.bench()
                #expect(bench.pipeline.explain("V-2", asOf: "2026-10-01") == nil)
                // Three leads as before, one of which nobody is.
                #expect(await bench.figures().total.counts.leads == 3)
            case 1:
                let record = try #require(try world.add([("leads.csv", leads)]).first).record
                #expect(record.erased == 1 && record.unchanged == 2)
            default:
                let path = try world.workspace.backUp(to: nil, world.terms("2026-10-05"))
                let database = try LeadDatabase.read(path)
                #expect(try database.find("V-2").isEmpty)
            }
            #expect(try count("bo@kade.example", in: world) == 0)
        }
    }

    @Test("An older copy that may not be written is not read while somebody erased is in it")
    func closedFolder() throws {
        guard getuid() != 0 else { return }
        let world = try filled()
        let copy = try copied(world)
        try world.erase("V-2")
        try putBack(copy, world)
        chmod(world.workspace.folder, 0o500)
        defer { chmod(world.workspace.folder, 0o700) }
        #expect(throws: FailedVerb.self) { try world.bench() }
    }

    @Test("A copy from before an objection is told, and nobody is erased by it")
    func olderThanObjection() throws {
        let world = try filled()
        let copy = try copied(world)
        try world.workspace.object(["V-3"], Request(), world.terms("2026-10-02"))
        try putBack(copy, world)
        #expect(try doctor(world) == [.behind(world.workspace.folder + "/erased")])
        let told = try Told { _ = try world.workspace.history() }
        #expect(told.texts.count == 1 && told.texts[0].contains("older"))
        #expect(try world.workspace.find("V-2").leads == ["V-2"])
        #expect(try doctor(world).isEmpty)
    }

    @Test("Marks that are older than the database are written anew, and nobody notices")
    func olderMarks() throws {
        let world = try filled()
        try world.erase("V-1")
        let before = try text("erased", world)
        try world.erase("V-2")
        let after = try text("erased", world)
        try world.place.write(before, to: "mql-data/erased")
        try world.add([("leads.csv", leads)])
        let lines = { (text: String) in Set(text.split(separator: "\n").dropFirst()) }
        #expect(lines(try text("erased", world)) == lines(after))
        #expect(try doctor(world).isEmpty)
    }

    // MARK: Marks that are damaged or lost

    @Test(
        "A damaged file of marks is refused with its line by every command, and found by doctor",
        arguments: 0..<6)
    func damaged(kind: Int) throws {
        let world = try filled()
        try world.erase("V-1")
        try world.erase("V-2")
        let whole = try text("erased", world)
        var lines = whole.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let expected: MarksFile.Damage
        switch kind {
        case 0:
            lines[1] = "x" + lines[1].dropFirst()
            expected = .line(2)
        case 1:
            lines = ["x" + lines[0].dropFirst()] + lines[1...]
            expected = .line(1)
        case 2:
            lines[1] = (lines[1].first == "A" ? "B" : "A") + lines[1].dropFirst()
            expected = .changed
        case 3:
            lines.remove(at: 2)
            expected = .changed
        case 4:
            lines = []
            expected = .empty
        default:
            lines.removeFirst()
            expected = .headless
        }
        try world.place.write(lines.joined(separator: "\n"), to: "mql-data/erased")
        #expect(
            try doctor(world) == [.marks(expected, world.workspace.folder + "/erased")])
        for attempt in [
            { _ = try world.add([("leads.csv", self.leads)]) }, { _ = try world.bench() },
            { _ = try world.workspace.find("V-3") }, { try world.erase("V-3") },
        ] as [() throws -> Void] {
            let error = #expect(throws: FailedVerb.self) { try attempt() }
            #expect(error?.cause == .badData)
            if case .line(let number) = expected {
                #expect(error?.message.en.contains("erased:\(number):") == true)
            }
        }
        // The advice works when it is followed: the database knows all of them still.
        _ = try world.workspace.renewMarks()
        let record = try #require(try world.add([("leads.csv", leads)]).first).record
        #expect(record.erased == 2)
        #expect(try doctor(world).isEmpty)
    }

    @Test("With the database lost too, nobody comes back before the damage was told")
    func damagedAndLost() throws {
        let world = try filled()
        try world.erase("V-1")
        try world.erase("V-2")
        for end in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: world.workspace.database + end)
        }
        let whole = try text("erased", world)
        for damaged in [String(whole.prefix(20)), "x" + whole.dropFirst(), "", whole + "oud\n"] {
            try world.place.write(damaged, to: "mql-data/erased")
            let error = #expect(throws: FailedVerb.self) {
                try world.workspace.create(world.terms("2026-10-03"))
            }
            #expect(error?.message.en.contains("marks --renew") == true)
            #expect(!FileManager.default.fileExists(atPath: world.workspace.database))
        }
        // A line that was added is left out, and the marks go on.
        let result = try world.workspace.renewMarks()
        #expect(result.lost == 1 && result.erased == 0)
        try world.workspace.create(world.terms("2026-10-03"))
        let record = try #require(try world.add([("leads.csv", leads)]).first).record
        #expect(record.erased == 2 && record.new == 1)
        #expect(try doctor(world).isEmpty)
    }

    @Test("A file of marks that is gone after somebody was erased is an error, and found")
    func lostMarks() throws {
        let world = try filled()
        try FileManager.default.removeItem(atPath: world.workspace.folder + "/erased")
        // Nobody was erased yet: there is nothing to lose.
        try world.add([("leads.csv", leads)])
        #expect(try doctor(world).isEmpty)
        try world.erase("V-1")
        try FileManager.default.removeItem(atPath: world.workspace.folder + "/erased")
        #expect(try doctor(world) == [.marksLost(world.workspace.folder + "/erased")])
        #expect(throws: FailedVerb.self) { try world.add([("leads.csv", leads)]) }
        #expect(throws: FailedVerb.self) { try world.bench() }
        #expect(try world.workspace.renewMarks().lost == 0)
        #expect(try #require(try world.add([("leads.csv", leads)]).first).record.erased == 1)
    }

    @Test("A key of another workspace, a damaged one and none are found before anybody can return")
    func key() throws {
        let world = try filled()
        try world.erase("V-1")
        let right = try text("key", world)
        let other = String(repeating: "ab", count: 32) + "\n"
        try world.place.write(other, to: "mql-data/key")
        #expect(try doctor(world) == [.foreignKey])
        #expect(throws: FailedVerb.self) { try world.add([("leads.csv", leads)]) }
        #expect(throws: FailedVerb.self) { try world.bench() }
        for wrong in ["ab\n", ""] {
            try world.place.write(wrong, to: "mql-data/key")
            #expect(throws: FailedVerb.self) { try world.workspace.checkup() }
            #expect(throws: FailedVerb.self) { try world.add([("leads.csv", leads)]) }
        }
        // Without a database either: a new key would know nobody.
        try FileManager.default.removeItem(atPath: world.workspace.folder + "/key")
        for end in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: world.workspace.database + end)
        }
        #expect(throws: FailedVerb.self) { try world.workspace.create(world.terms("2026-10-03")) }
        try world.place.write(other, to: "mql-data/key")
        #expect(throws: FailedVerb.self) { try world.workspace.create(world.terms("2026-10-03")) }
        try world.place.write(right, to: "mql-data/key")
        try world.workspace.create(world.terms("2026-10-03"))
        #expect(try #require(try world.add([("leads.csv", leads)]).first).record.erased == 1)
    }

    @Test("A workspace of an earlier version is taken over once, and is whole then")
    func earlierVersion() throws {
        let world = try filled()
        try world.erase("V-1")
        let copy = try copied(world)
        // As earlier versions left it: no line with a seal, and nothing of it in the database.
        func makeOld() throws {
            let lines = try text("erased", world).split(separator: "\n").dropFirst()
            try world.place.write(lines.map { $0 + "\n" }.joined(), to: "mql-data/erased")
            let raw = try LeadDatabase.write(world.workspace.database)
            try raw.meddle("DELETE FROM workspace WHERE name IN ('marks', 'key')")
            try raw.note(
                world.terms("2026-10-02"), key: world.workspace.key(), .backup, count: 0,
                detail: "")
            raw.close()
        }
        try makeOld()
        #expect(try Told { _ = try world.workspace.history() }.texts.isEmpty)
        #expect(try text("erased", world).hasPrefix("seal "))
        // Set back to before the erasing, with files of that version.
        try putBack(copy, world)
        try world.erase("V-2")
        let marks = try text("erased", world)
        try putBack(copy, world)
        try world.place.write(marks, to: "mql-data/erased")
        try makeOld()
        #expect(try Told { _ = try? world.workspace.find("V-2") }.texts.count == 1)
        #expect(throws: FailedVerb.self) { try world.workspace.find("V-2") }
    }

    // MARK: Killed in between

    @Test(
        "Killed at any write of erasing: the person is untouched, or gone with her mark written",
        .enabled(if: FaultTests.canInject), arguments: ["pwrite64", "write", "rename", "unlink"])
    func killed(call: String) throws {
        let (gone, same) = (Counter(), Counter())
        for number in 1... {
            let world = try filled()
            let rejected = "lead_id,created_at,source,email\nV-2,geen,web,bo@kade.example\n"
            for receipt in try world.add([("late.csv", rejected)]) {
                _ = try world.workspace.keep(
                    ProblemReport.rejects(receipt.reading.rejected), of: receipt.record.number)
            }
            let code = try FaultTests.run(
                [
                    "-e", "trace=\(call)", "-e", "inject=\(call):signal=KILL:when=\(number)",
                    Command.binary.path, "privacy", "erase", "V-2", "--yes",
                ], in: world.place.path)
            let isMarked = try text("erased", world).split(separator: "\n").count > 1
            let isFound = (try? world.workspace.find("V-2")) != nil
            #expect(isFound == !isMarked, "\(call) \(number)")
            if isFound {
                same.value += 1
            } else {
                gone.value += 1
                _ = try world.workspace.clear()
                #expect(try count("bo@kade.example", in: world) == 0, "\(call) \(number)")
            }
            #expect(try doctor(world).isEmpty, "\(call) \(number)")
            if code == 0 { break }
            guard number < 200 else { break }
        }
        #expect(gone.value > 0)
        if Torture.isOn { print("\(call): \(same.value) untouched, \(gone.value) gone") }
    }

    @Test(
        "Killed at any write of an objection: the person is untouched, or in no list with the mark written",
        .enabled(if: FaultTests.canInject), arguments: ["pwrite64", "write", "rename", "unlink"])
    func killedObjecting(call: String) throws {
        let (objected, same) = (Counter(), Counter())
        for number in 1... {
            let world = try filled()
            let code = try FaultTests.run(
                [
                    "-e", "trace=\(call)", "-e", "inject=\(call):signal=KILL:when=\(number)",
                    Command.binary.path, "privacy", "object", "V-2",
                ], in: world.place.path)
            let marks = try? text("erased", world)
            let isMarked = (marks ?? "").split(separator: "\n").count > 1
            let bench = try world.bench()
            let isListed = bench.pipeline.list(bench.question, only: nil).contains {
                $0.id == "V-2"
            }
            #expect(isListed == !isMarked, "\(call) \(number)")
            if isListed { same.value += 1 } else { objected.value += 1 }
            // The same person under another id follows.
            try world.add([("b.csv", header + "V-9,2026-04-01,web,bo@kade.example,,,\n")])
            let later = try world.bench()
            let ids = later.pipeline.list(later.question, only: nil).map(\.id)
            #expect(ids.contains("V-2") == isListed && !ids.contains("V-9"), "\(call) \(number)")
            #expect(try doctor(world).isEmpty, "\(call) \(number)")
            if code == 0 { break }
            guard number < 200 else { break }
        }
        #expect(objected.value > 0)
        if Torture.isOn { print("\(call): \(same.value) untouched, \(objected.value) objected") }
    }

    private final class Counter { var value = 0 }

    /// What the workspace tells of by itself while something is done.
    private final class Told: @unchecked Sendable {
        private(set) var texts: [String] = []

        init(_ body: () throws -> Void) throws {
            try Workspace.$listener.withValue({ self.texts.append($0.en) }, operation: body)
        }
    }

    // MARK: Months

    @Test("Counts of months stay as they were, also at half past midnight on the first")
    func months() async throws {
        let world = try TestWorkspace()
        // 00:30 on 1 April in Amsterdam is 22:30 UTC on 31 March; on 1 January it is 23:30 on 31 December.
        try world.add([
            (
                "leads.csv",
                header + "M-1,2026-04-01 00:30,fair,m1@oever.example,,,\n"
                    + "M-2,2026-01-01,fair,m2@oever.example,,,\n"
                    + "M-3,2026-04-30 23:59,fair,m3@oever.example,,,\n"
                    + "M-4,2026-01-31 23:30,fair,m4@oever.example,,,\n"
            ),
            (
                "stages.csv",
                "lead_id,at,stage\nM-1,2026-04-01,mql\nM-2,2026-01-01,mql\nM-3,2026-05-01,mql\n"
                    + "M-3,2026-07-01,sql\nM-4,2026-02-01,mql\n"
            ),
        ])
        func counts() async throws -> [String] {
            let figures = await (try world.bench { $0.by = .month }).figures()
            return figures.rows.map {
                "\($0.key) \($0.counts.leads) \($0.counts.mqls) \($0.counts.sqls)"
            }
        }
        let before = try await counts()
        // By hand: leads in 01 (M-2, M-4) and 04 (M-1, M-3); MQLs in 01, 02, 04 and 05.
        #expect(
            before.map { String($0.prefix(11)) } == [
                "2026-01 2 1", "2026-02 0 1", "2026-04 2 1", "2026-05 0 1",
            ])
        for lead in ["M-1", "M-2", "M-3", "M-4"] { try world.erase(lead) }
        #expect(try await counts() == before)
    }
}
