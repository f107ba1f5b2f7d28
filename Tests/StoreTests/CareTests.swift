import Foundation
import Intake
import Leads
import Quantities
import Store
import TestSupport
import Testing
import Workbench

/// Damage, settings, versions of the tables, backups.
struct CareTests {
    private func filled() throws -> TestWorkspace {
        let world = try TestWorkspace()
        let rows = (1...40).map {
            "L-\($0),2026-03-\($0 % 28 < 9 ? "0" : "")\($0 % 28 + 1),google-ads,p\($0)@example.com,Inkoper \($0),Firma \($0) BV,\n"
        }
        try world.add([
            ("leads.csv", header + rows.joined()),
            (
                "activities.csv",
                "lead_id,at,action,source\n"
                    + (1...120).map {
                        "L-\($0 % 40 + 1),2026-04-01 10:00,pricing_page,mail \($0 % 3)\n"
                    }
                    .joined()
            ),
            ("stages.csv", "lead_id,at,stage\nL-1,2026-04-01,mql\nL-2,2026-05-01,sql\n"),
            (
                "deals.csv",
                "deal_id,status,amount,closed_at,lead_ids\nD-1,won,100.00,2026-06-01,L-1\n"
            ),
            ("spend.csv", "month,source,amount\n2026-03,google-ads,100.00\n"),
            ("plan.csv", "month,source,spend\n2026-03,google-ads,100.00\n"),
        ])
        return world
    }

    @Test(
        "A setting that does not hold is told, and nothing is opened",
        arguments: [
            "PRAGMA journal_mode = DELETE", "PRAGMA synchronous = NORMAL",
            "PRAGMA foreign_keys = OFF",
            "PRAGMA secure_delete = OFF", "PRAGMA trusted_schema = ON",
        ])
    func settings(sabotage: String) throws {
        let world = try TestWorkspace()
        #expect(throws: StoreError.self) {
            try LeadDatabase.write(
                world.workspace.database, afterSettings: { try $0.execute(sabotage) })
        }
        // Without the sabotage it opens.
        try LeadDatabase.write(world.workspace.database).close()
    }

    @Test("Every row is held against the sum of its import: no changed number stays unseen")
    func changedRows() throws {
        let world = try filled()
        #expect(try world.workspace.checkup().database.isSound)
        for sql in [
            "UPDATE activity SET at = at + 1 WHERE seq = 7",
            "UPDATE lead_version SET source = campaign WHERE seq = 3",
            "UPDATE stage SET day = day + 1", "UPDATE deal_version SET amount = 10001",
            "UPDATE spend SET cents = 10001", "UPDATE symbol SET text = 'x' WHERE number = 2",
            "UPDATE person SET email = 'x' WHERE seq = 1", "UPDATE import SET new = new + 1",
            "UPDATE lead SET id = 'L-0' WHERE number = 5", "UPDATE plan SET cents = 1",
            "DELETE FROM audit WHERE number = 3", "DELETE FROM audit WHERE number = 7",
            "UPDATE audit SET count = 0 WHERE number = 2", "DELETE FROM touch WHERE seq = 9",
            "INSERT INTO erased VALUES (x'00', 1)",
        ] {
            let copy = world.place.path + "/copy.sqlite"
            try? FileManager.default.removeItem(atPath: copy)
            try world.database { database in
                _ = FileManager.default.createFile(atPath: copy, contents: nil)
                try database.copy(to: copy)
            }
            let database = try LeadDatabase.write(copy)
            #expect(try database.checkup(key: world.workspace.key()).isSound)
            try database.meddle(sql)
            #expect(try !database.checkup(key: world.workspace.key()).isSound, "\(sql)")
            database.close()
            for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: copy + end) }
        }
    }

    @Test(
        "Of more rows than are held against their sums at every reading, checkup finds what changed"
    )
    func manyRows() throws {
        for (rows, isFoundAtOnce) in [(20, true), (20_001, false)] {
            let world = try TestWorkspace()
            try world.add([
                ("a.csv", "lead_id,created_at,source\nL-1,2026-01-05,google\n"),
                (
                    "b.csv",
                    "lead_id,at,action,seconds\n"
                        + (0..<rows).map {
                            "L-1,2026-02-10 10:00,page_view,\($0)\n"
                        }.joined()
                ),
            ])
            try world.database {
                try $0.meddle("UPDATE activity SET seconds = 99999 WHERE seq = 7")
            }
            let wanted = FactsWanted(leadFields: [], presenceFields: [])
            let reading = try world.database { database in try? database.facts(wanted) }
            #expect((reading == nil) == isFoundAtOnce)
            #expect(try !world.database { try $0.checkup(key: world.workspace.key()).isSound })
        }
    }

    @Test("Bytes that flip: no crash, and what changes an answer is found")
    func flippedBytes() throws {
        let world = try filled()
        let key = try world.workspace.key()
        let whole = world.place.path + "/whole.sqlite"
        _ = FileManager.default.createFile(atPath: whole, contents: nil)
        try world.database { try $0.copy(to: whole) }
        let bytes = try Data(contentsOf: URL(fileURLWithPath: whole))
        let wanted = FactsWanted(
            leadFields: ["source", "job_title", "company", "campaign", "email"], presenceFields: [])
        let sound = try answer(LeadDatabase.read(whole), wanted)
        var random = SplitMix(state: 17)
        let broken = world.place.path + "/broken.sqlite"
        var (changed, found) = (0, 0)
        for attempt in 0..<Torture.tries(120, 2_400) {
            var copy = bytes
            switch attempt % 12 {
            case 0: copy = copy.prefix(Int(random.next() % UInt64(bytes.count)))
            case 1:
                // Two pages trade places.
                let pages = bytes.count / 4096
                let (one, other) = (
                    Int(random.next() % UInt64(pages)) * 4096,
                    Int(random.next() % UInt64(pages)) * 4096
                )
                let first = bytes.subdata(in: one..<(one + 4096))
                let second = bytes.subdata(in: other..<(other + 4096))
                copy.replaceSubrange(one..<(one + 4096), with: second)
                copy.replaceSubrange(other..<(other + 4096), with: first)
            default:
                let place = Int(random.next() % UInt64(bytes.count))
                copy[place] ^= UInt8(truncatingIfNeeded: 1 << (random.next() % 8))
            }
            try copy.write(to: URL(fileURLWithPath: broken))
            // What opens must say what it said, or be found out.
            var isChanged = true
            var isFound = true
            do {
                let database = try LeadDatabase.read(broken)
                isChanged = (try? answer(database, wanted)) != sound
                isFound = try !database.checkup(key: key).isSound
                database.close()
            } catch {}
            guard isChanged else { continue }
            changed += 1
            if isFound { found += 1 }
        }
        #expect(changed > 20)
        #expect(Double(found) >= 0.999 * Double(changed), "\(found) of \(changed)")
        if Torture.isOn {
            print("flipped bytes: \(found) of \(changed) that change an answer were found")
        }
    }

    private func answer(_ database: LeadDatabase, _ wanted: FactsWanted) throws -> String {
        let reading = try database.facts(wanted)
        let leads = reading.facts.leads
        let texts = (0..<leads.count).map { lead in
            leads.columns.map { $0.text(at: lead) }.joined(separator: "|")
                + leads.index.id(of: lead)
        }
        return reading.facts.fingerprint.description + texts.joined()
            + "\(reading.facts.spend)\(reading.facts.deals)\(reading.facts.plan)\(reading.tables)"
    }

    @Test("A file of another program, or with something in it that runs by itself, is refused")
    func foreign() throws {
        let world = try filled()
        for sql in [
            "CREATE TRIGGER t AFTER INSERT ON lead BEGIN SELECT 1; END",
            "CREATE VIEW v AS SELECT 1", "CREATE TABLE other (a)", "PRAGMA application_id = 5",
            "CREATE INDEX i ON lead (id)",
        ] {
            let copy = world.place.path + "/foreign.sqlite"
            for end in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: copy + end)
            }
            _ = FileManager.default.createFile(atPath: copy, contents: nil)
            try world.database { try $0.copy(to: copy) }
            let database = try LeadDatabase.write(copy)
            try database.meddle(sql)
            database.close()
            for open in [{ try LeadDatabase.read(copy) }, { try LeadDatabase.write(copy) }] {
                do {
                    try open().close()
                    Issue.record("\(sql) was accepted")
                } catch let error as StoreError { #expect(error.cause == .foreign) }
            }
        }
        let text = try world.place.write("lead_id,created_at\n", to: "text.sqlite")
        #expect(throws: StoreError.self) { try LeadDatabase.read(text) }
        #expect(throws: StoreError.self) {
            try LeadDatabase.read(world.place.path + "/none.sqlite")
        }
    }

    @Test("What an import wrote is held against what it refers to, at once and before it is kept")
    func references() throws {
        let world = try filled()
        let deals = "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n"
        try world.add([("deals.csv", deals + "D-1,won,2026-03-01,2026-03-05,10,5,L-1\n")])
        try world.database { database in
            #expect(try database.ask("PRAGMA foreign_keys") == ["1"])
            try database.meddle(
                "PRAGMA foreign_keys = OFF; INSERT INTO contact VALUES (1, 999, 77);")
        }
        let before = try world.workspace.history().count
        do {
            try world.add([("more.csv", deals + "D-2,won,2026-03-01,2026-03-05,10,5,L-1\n")])
            Issue.record("it was kept")
        } catch let error as FailedVerb { #expect(error.cause == .badData) }
        #expect(try world.workspace.history().count == before)
        #expect(try !world.workspace.checkup().database.isSound)
    }

    @Test("A database of a later version is refused, with both numbers")
    func newer() throws {
        let world = try filled()
        try world.database { try $0.meddle("PRAGMA user_version = 99") }
        do {
            try LeadDatabase.write(world.workspace.database).close()
            Issue.record("it was opened")
        } catch let error as StoreError { #expect(error.cause == .newer(99)) }
        do {
            _ = try world.workspace.history()
            Issue.record("it was read")
        } catch let error as FailedVerb {
            #expect(error.message.en.contains("99"))
            #expect(error.message.en.contains("\(LeadDatabase.newestVersion)"))
        }
    }

    @Test(
        "What is done has the name in the log that it always had, also in logs of earlier versions")
    func actions() {
        #expect(
            AuditAction.allCases.map(\.rawValue) == [
                "init", "import", "undo-import", "export", "shown with personal data", "sign",
                "backup", "restore", "erase", "erase-again", "objection", "retention",
            ])
    }

    @Test("A backup is the last state that was committed; what came after is back after a restore")
    func backup() throws {
        let world = try filled()
        let before = try world.fingerprint()
        let path = try world.workspace.backUp(to: nil, world.terms("2026-10-02"))
        try world.add([("more.csv", header + "L-99,2026-05-01,fair,,,,\n")])
        let after = try world.fingerprint()
        #expect(after != before)
        var rules = Request()
        rules.rules = "b2b"
        let result = try world.workspace.restore(path, rules, world.terms("2026-10-03"))
        #expect(try world.fingerprint() == before)
        #expect(try world.workspace.checkup().database.isSound)
        // What was there before is a backup now.
        _ = try world.workspace.restore(result.kept, rules, world.terms("2026-10-04"))
        #expect(try world.fingerprint() == after)
        // The log goes on over both.
        let actions = try world.workspace.auditLog().map(\.action)
        #expect(actions.suffix(4) == ["backup", "import", "restore", "restore"])
        // A damaged backup is not put back.
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let place = try #require(bytes.range(of: Data("Inkoper 12".utf8)))
        bytes.replaceSubrange(place, with: Data("Inkoper 13".utf8))
        try bytes.write(to: URL(fileURLWithPath: path))
        #expect(throws: FailedVerb.self) {
            try world.workspace.restore(path, rules, world.terms("2026-10-05"))
        }
        #expect(try world.fingerprint() == after)
        #expect(try world.place.names("mql-data").allSatisfy { !$0.hasSuffix(".part") })
    }

    @Test("Files are of their owner alone, whatever the mask", arguments: [0o000, 0o022])
    func rights(mask: Int) throws {
        let place = try TemporaryPlace()
        let leads = try place.write(
            header + "L-1,2026-03-01,x,,,,\nL-2,no day,x,,,,\n", to: "l.csv")
        let script = """
            umask \(String(mask, radix: 8)); cd \(place.path); M=\(Command.binary.path)
            $M init && $M import \(leads) --rejects out.csv && $M import \(leads) && $M backup \
              && $M report --to r.html --format html
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let walker = try #require(FileManager.default.enumerator(atPath: place.path))
        var seen = 0
        for case let name as String in walker where name != "l.csv" {
            let status = try FileManager.default.attributesOfItem(atPath: "\(place.path)/\(name)")
            let mode = try #require(status[.posixPermissions] as? Int)
            let isFolder = status[.type] as? FileAttributeType == .typeDirectory
            #expect(mode == (isFolder ? 0o700 : 0o600), "\(name) \(String(mode, radix: 8))")
            seen += 1
        }
        #expect(seen >= 7)
        // Nothing stays about a file that could not be written whole.
        #expect(try place.names().allSatisfy { !$0.hasSuffix(".part") })
    }
}

/// Numbers that are the same in every run.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
