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

/// What is held of a person, and that it goes when it has to.
struct PrivacyTests {
    /// Texts of one person that must be nowhere after erasing.
    private let traces = [
        "Zuzanna", "Kwiatkowska", "zuzanna.k@kwiat-pompy.example", "+48600100200", "L-77",
        "Kwiat Pompy sp. z o.o.", "Head of purchasing Pump",
    ]

    private func files() -> [(String, String)] {
        let leads =
            "lead_id,created_at,source,email,first_name,last_name,phone,job_title,company,employees,country\n"
            + "L-77,2026-03-10,google-ads,Zuzanna.K@kwiat-pompy.example,Zuzanna,Kwiatkowska,+48600100200,"
            + "Head of purchasing Pump,Kwiat Pompy sp. z o.o.,420,NL\n"
            + "L-1,2026-03-11,google-ads,anna@noord.example,Anna,Noord,,Hoofd inkoop,Noord BV,420,NL\n"
            + "L-2,2026-04-11,linkedin-ads,bob@zuid.example,Bob,Zuid,,Directeur,Zuid BV,60,NL\n"
        let rejected =
            "lead_id,at,action,content\nL-77,geen dag,pricing_page,x\nL-1,geen dag,pricing_page,x\n"
        return [
            ("leads-2026-05-01.csv", leads),
            (
                "activities.csv",
                "lead_id,at,action\n"
                    + ["L-77", "L-1", "L-2"].flatMap { lead in
                        ["spec_download", "form_question", "pricing_page"].enumerated().map {
                            "\(lead),2026-04-1\($0) 10:00,\($1)\n"
                        }
                    }.joined()
            ),
            (
                "stages.csv",
                "lead_id,at,stage,reason\nL-77,2026-04-12,mql,\nL-77,2026-05-10,sql,\nL-77,2026-05-20,won,Zuzanna zei ja\n"
                    + "L-1,2026-04-12,mql,\n"
            ),
            (
                "deals.csv",
                "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n"
                    + "D-77,won,2026-05-01,2026-05-20,9000.00,4000.00,L-77\n"
            ),
            (
                "spend.csv",
                "month,source,amount\n2026-03,google-ads,500.00\n2026-04,google-ads,500.00\n"
            ),
            ("late.csv", rejected),
        ]
    }

    private func filled() throws -> TestWorkspace {
        let world = try TestWorkspace()
        for receipt in try world.add(files()) {
            _ = try world.workspace.keep(
                ProblemReport.rejects(receipt.reading.rejected), of: receipt.record.number)
        }
        return world
    }

    /// How often one of the texts stands in the files of the workspace, in any case and as URL or Base64.
    private func hits(_ world: TestWorkspace, _ texts: [String], skipping: [String] = []) throws
        -> Int
    {
        var hits = 0
        let root = world.workspace.folder
        let walker = try #require(FileManager.default.enumerator(atPath: root))
        for case let name as String in walker where !skipping.contains(where: name.contains) {
            guard let data = FileManager.default.contents(atPath: "\(root)/\(name)") else {
                continue
            }
            let lower = String(decoding: data, as: UTF8.self).lowercased()
            for text in texts {
                let forms = [
                    text.lowercased(),
                    text.lowercased().replacing("@", with: "%40").replacing(" ", with: "%20"),
                    Data(text.utf8).base64EncodedString().lowercased(),
                ]
                hits += forms.count { lower.contains($0) }
            }
        }
        return hits
    }

    private func erase(_ world: TestWorkspace, _ who: String) throws -> ErasureReceipt {
        try world.erase(who).receipt
    }

    @Test("Everything that is held of a person is given: no occurrence in the database is missed")
    func export() throws {
        let world = try filled()
        let person = try world.workspace.find("ZUZANNA.K@kwiat-pompy.example")
        #expect(person.leads == ["L-77"])
        let file = try #require(try world.workspace.held(of: person).first)
        let text = PersonReport([file]).json.text
        for trace in traces {
            #expect(
                text.contains(trace) || text.lowercased().contains(trace.lowercased()), "\(trace)")
        }
        #expect(text.contains("pricing_page"))
        #expect(text.contains("D-77"))
        #expect(text.contains("leads-2026-05-01.csv"))
        #expect(!text.contains("anna@noord.example"))
        let page = HTMLFormat().write(PersonReport([file]).document)
        #expect(page.contains("Kwiatkowska"))
    }

    @Test("After erasing nothing of the person is on the disk, also with another program reading")
    func gone() throws {
        let world = try filled()
        #expect(try hits(world, traces) > 5)
        let receipt = try erase(world, "zuzanna.k@kwiat-pompy.example")
        #expect(receipt.leads == 1)
        #expect(receipt.activities == 3)
        #expect(receipt.isCleared)
        #expect(try hits(world, traces) == 0)
        // The other row that was rejected is still there to be mended.
        #expect(try hits(world, ["geen dag"]) == 1)
        // A new process, and a database that is whole.
        #expect(throws: FailedVerb.self) { try world.workspace.find("L-77") }
        #expect(try world.workspace.checkup().database.isSound)
        #expect(throws: FailedVerb.self) { try world.workspace.find("nobody@example.com") }
    }

    @Test("An old export does not bring the person back, and its rows are counted as erased")
    func staysGone() throws {
        let world = try filled()
        _ = try erase(world, "L-77")
        let before = try world.fingerprint()
        let receipts = try world.add(files(), on: "2026-10-03")
        #expect(receipts[0].record.erased == 1)
        #expect(receipts[0].record.skipped == 1)
        for receipt in receipts {
            let record = receipt.record
            #expect(record.new == 0 && record.updated == 0, "\(record.file)")
            #expect(
                record.rows
                    == record.new + record.updated + record.unchanged + record.rejected
                    + record.skipped)
        }
        #expect(try world.fingerprint() == before)
        #expect(try hits(world, traces.filter { $0 != "L-77" }) == 0)
        // Another id with the same address is the same person.
        let again =
            "lead_id,created_at,source,email\nL-500,2026-09-01,fair,ZUZANNA.k@kwiat-pompy.example \n"
        #expect(try world.add([("fair.csv", again)]).first?.record.erased == 1)
        // The mark itself has nothing of the person in it.
        let marks = try world.database { try $0.ask("SELECT hex(mark) FROM erased") }
        // The id, the address, the deal, and phone with name.
        #expect(marks.count == 4)
        #expect(marks.allSatisfy { $0.replacing("\"", with: "").count == 64 })
    }

    @Test("Who shares an address, or an id but for capitals, is somebody else")
    func namesakes() throws {
        let world = try TestWorkspace()
        let rows = [
            "L-1,2026-03-01,x,info@x.example,,,", "L-2,2026-03-01,x,info@x.example,,,",
            "l-1,2026-03-01,x,o@x.example,,,",
        ]
        let file = header + rows.map { $0 + "\n" }.joined()
        try world.add([("a.csv", file)])
        let backup = try world.workspace.backUp(to: nil, world.terms("2026-10-01"))
        _ = try erase(world, "L-1")
        let again = try #require(try world.add([("a.csv", file)], on: "2026-10-02").first)
        #expect(again.record.erased == 1)
        #expect(again.record.unchanged == 2)
        var rules = Request()
        rules.rules = "b2b"
        #expect(try world.workspace.restore(backup, rules, world.terms("2026-10-03")).erased == 1)
    }

    @Test("A database that is lost or damaged: a backup takes its place, and the erased stay so")
    func lostDatabase() throws {
        for isLost in [true, false] {
            let world = try filled()
            let backup = try world.workspace.backUp(to: nil, world.terms("2026-10-01"))
            _ = try erase(world, "L-77")
            let path = world.workspace.database
            for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
            if isLost {
                try FileManager.default.removeItem(atPath: path)
                try world.workspace.create(world.terms("2026-10-02"))
            } else {
                try Data(repeating: 7, count: 20_000).write(to: URL(fileURLWithPath: path))
            }
            var rules = Request()
            rules.rules = "b2b"
            let result = try world.workspace.restore(backup, rules, world.terms("2026-10-03"))
            #expect(result.erased == 1, "\(isLost)")
            #expect(try hits(world, traces, skipping: ["backups"]) == 0)
            #expect(try world.workspace.checkup().database.isSound)
        }
    }

    @Test("Counts, cost and value of months stay as they were")
    func totals() async throws {
        let world = try filled()
        func figures() async throws -> [String] {
            var lines: [String] = []
            for period in ["2026-03", "2026-04", "2026"] {
                let bench = try world.bench { $0.period = Period(period) }
                let figures = await bench.figures()
                for row in figures.rows + [figures.total] {
                    let counts = row.counts
                    let numbers = [counts.leads, counts.mqls, counts.sqls, counts.won]
                    lines.append("\(period) \(row.key) \(numbers)")
                    lines.append("\(row.boughtFor) \(row.costs) \(row.valueBand)")
                }
                lines.append("\(figures.winsTie.map { "\($0)" } ?? "no wins")")
            }
            return lines
        }
        let before = try await figures()
        _ = try erase(world, "L-77")
        #expect(try await figures() == before)
    }

    @Test("A restore erases again who was erased, and keeps what they were judged to be")
    func restore() async throws {
        let world = try filled()
        let backup = try world.workspace.backUp(to: nil, world.terms("2026-10-01"))
        _ = try erase(world, "L-77")
        let erased = await (try world.bench()).figures().total.counts.mqls
        #expect(world.workspace.copies().map(\.path).contains(backup))
        var rules = Request()
        rules.rules = "b2b"
        let result = try world.workspace.restore(backup, rules, world.terms("2026-10-03"))
        #expect(result.erased == 1)
        #expect(try hits(world, traces, skipping: ["backups"]) == 0)
        #expect(await (try world.bench()).figures().total.counts.mqls == erased)
        #expect(throws: FailedVerb.self) { try world.workspace.find("L-77") }
    }

    @Test("Who objects is counted as before, in no list, and not judged again")
    func objection() async throws {
        let world = try filled()
        let before = await (try world.bench()).figures().total.counts
        #expect(before.mqls > 0)
        var rules = Request()
        rules.rules = "b2b"
        try world.workspace.object(["L-77"], rules, world.terms("2026-10-02"))
        let bench = try world.bench()
        let after = await bench.figures().total.counts
        #expect(after.mqls == before.mqls)
        #expect(after.leads == before.leads)
        #expect(bench.pipeline.explain("L-77", asOf: "2026-10-01") == nil)
        #expect(bench.pipeline.list(bench.question, only: nil).allSatisfy { $0.id != "L-77" })
        // Under another rule book nothing is known of it.
        let other = try world.bench(rules: "pumps")
        #expect(other.pipeline.list(other.question, only: nil).allSatisfy { $0.id != "L-77" })
        #expect(await other.figures().notes.notJudgedAgain == 1)
        #expect(await bench.figures().notes.notJudgedAgain == 0)
    }

    @Test("Too old is who nothing has happened with: to the day")
    func retention() throws {
        let world = try TestWorkspace()
        try world.add([
            (
                "leads.csv",
                header
                    + "L-1,2024-10-01 23:00,x,,,,\nL-2,2024-09-30 12:00,x,,,,\nL-3,2020-01-01,x,,,,\nL-4,2020-01-01,x,,,,\n"
            ),
            ("activities.csv", "lead_id,at,action\nL-3,2026-01-01 10:00,x\n"),
            ("deals.csv", "deal_id,status,created_at,lead_ids\nD-1,open,2020-02-01,L-4\n"),
        ])
        let zone = try #require(TimeZoneRule("Europe/Amsterdam"))
        #expect(try world.workspace.idle(months: 24, on: "2026-10-01", in: zone) == ["L-2"])
        #expect(try world.workspace.idle(months: 24, on: "2026-10-02", in: zone) == ["L-1", "L-2"])
    }

    @Test("Every column has a purpose; one without would be seen")
    func register() throws {
        let world = try TestWorkspace()
        let columns = try world.workspace.columns()
        #expect(columns.count >= 20)
        for (table, names) in columns {
            #expect(!names.isEmpty)
            for name in names { #expect(Purpose.of(table, name).text != nil, "\(table).\(name)") }
        }
        #expect(Purpose.of("person", "shoe_size").text == nil)
    }

    @Test("Every change stands in the log, without a person, and a line that is gone is seen")
    func log() throws {
        let world = try filled()
        _ = try world.workspace.backUp(to: nil, world.terms("2026-10-01"))
        _ = try world.workspace.undo(6, world.terms("2026-10-02"))
        var rules = Request()
        rules.rules = "b2b"
        try world.workspace.object(["L-1"], rules, world.terms("2026-10-02"))
        _ = try world.workspace.files(
            of: world.workspace.find("L-77"), world.terms("2026-10-02"))
        _ = try erase(world, "L-77")
        let log = try world.workspace.auditLog()
        #expect(
            log.map(\.action)
                == ["init"] + Array(repeating: "import", count: 6) + [
                    "backup", "undo-import", "objection", "export", "erase",
                ])
        #expect(log.map(\.number) == Array(1...12))
        let text = log.map { "\($0)" }.joined().lowercased()
        for trace in traces + ["L-1\"", "anna@"] { #expect(!text.contains(trace.lowercased())) }
        try world.database { try $0.meddle("DELETE FROM audit WHERE number = 9") }
        #expect(
            try world.workspace.checkup().database.findings.contains {
                if case .log = $0 { true } else { false }
            })
    }

    @Test("Reports on a workspace show nobody, unless that is asked, and then it is logged")
    func pseudonyms() throws {
        let world = try TestWorkspace()
        try world.add([
            (
                "leads.csv",
                "lead_id,created_at,source,email,first_name,last_name,phone,job_title,company\n"
                    + (1...12).map {
                        "canary\($0)@canary.example,2026-03-0\($0 % 9 + 1),google-ads,canary\($0)@canary.example,Canaryfirst,Canarylast,"
                            + "0612345678,Canarytitle,Canaryfirma BV\n"
                    }.joined()
            ),
            (
                "activities.csv",
                "lead_id,at,action\n"
                    + (1...12).map {
                        "canary\($0)@canary.example,2026-03-20 10:00,contact_request\n"
                    }.joined()
            ),
        ])
        let folder = world.place.url
        let day = ["--as-of", "2026-10-01"]
        for format in ["text", "md", "csv", "json", "html"] {
            for command in ReportCalls.all + [
                ["explain", "canary1@canary.example"], ["imports"], ["doctor"],
                ["privacy", "log"], ["privacy", "register"],
            ] {
                let asOf = ["imports", "doctor", "privacy"].contains(command[0]) ? [] : day
                let result = try Command.run(command + asOf + ["--format", format], in: folder)
                #expect(result.code == 0, "\(command) \(result.complaint)")
                // The call itself may be repeated on a page: what was typed there is no secret.
                let output = (result.output + result.complaint).replacing(
                    "explain canary1@canary.example", with: "")
                #expect(!output.lowercased().contains("canary"), "\(command) \(format)")
                #expect(!output.contains("0612345678"), "\(command) \(format)")
            }
        }
        let shown = try Command.run(
            ["explain", "canary1@canary.example", "--with-personal-data"] + day, in: folder)
        #expect(shown.output.contains("Canarytitle"))
        #expect(
            try world.workspace.auditLog().last?.action == "shown with personal data")
    }
}
