import Analysis
import Foundation
import Intake
import Leads
import Quantities
import Reports
import Store
import TestSupport
import Testing
import Workbench

/// A cache of facts that stands in memory, and what was told of facts by way of it.
final class CacheInMemory: CacheFile, @unchecked Sendable {
    var stored: [UInt8]?
    private(set) var timesRead = 0
    private(set) var timesWritten = 0

    var bytes: MappedBytes? {
        guard let stored else { return nil }
        timesRead += 1
        return MappedBytes(copying: stored)
    }

    func replace(_ body: (SnapshotWriter) throws -> Void) throws {
        var bytes: [UInt8] = []
        try body(SnapshotWriter { bytes.append(contentsOf: $0) })
        stored = bytes
        timesWritten += 1
    }

    func cache(least: Int = 0, program: String = "test") -> FactsCache {
        FactsCache(self, key: program, least: least)
    }
}

/// All facts of leads as texts, whatever numbers they have.
func described(_ facts: Facts) -> [String] {
    let activities = facts.activities
    var lines = (0..<facts.leads.count).map { lead in
        var words = [facts.leads.index.id(of: lead), "\(facts.leads.created[lead].seconds)"]
        words += facts.leads.columns.map { "\($0.name)=\($0.text(at: lead))" }
        words += facts.leads.presences.map { "\($0.name)?\($0.flags[lead])" }
        words += Stage.allCases.map { "\(facts.stageDays(of: lead)[$0]?.description ?? "-")" }
        words.append(facts.rejectionReasons[lead] ?? "")
        for row in activities.rows(of: lead) {
            words.append(
                "\(row.at.seconds) \(activities.actions.text(row.action)) "
                    + "\(activities.contents.text(row.content)) \(row.seconds) \(row.session)")
        }
        for touch in activities.touches.rows(of: lead) {
            words.append(
                "\(touch.at.seconds) from \(activities.touches.sources.text(touch.source)) "
                    + activities.touches.campaigns.text(touch.campaign))
        }
        return words.joined(separator: ",")
    }
    lines += facts.deals.map { deal in
        "\(deal.id) \(deal.status) "
            + deal.leads.map { facts.leads.index.id(of: $0) }.sorted().joined(separator: "+")
    }
    let first = Stage.allCases.map { "\(facts.firstDays[$0]?.description ?? "-")" }
    return lines.sorted() + [
        "\(facts.counts) \(facts.fingerprint) \(facts.leads.fields.sorted()) \(first)",
        "\(activities.count) \(String(describing: activities.earliest)) \(activities.touches.count)",
    ]
}

/// What was read once is taken from a copy, and says the same as reading all of it.
struct FactsCacheTests {
    private let wanted = FactsWanted(
        leadFields: ["source", "company", "email", "timeline", LeadTable.emailDomain],
        presenceFields: ["first_name", "budget", "country"])

    private func leads(_ numbers: ClosedRange<Int>, _ company: String = "Noord") -> String {
        "lead_id,created_at,source,company,email,first_name,country,budget,timeline,updated_at\n"
            + numbers.map { number in
                "L-\(number),2026-01-0\(number % 9 + 1),s\(number % 3),\(company) \(number % 4),"
                    + "p\(number)@firm\(number % 5).example,\(number % 2 == 0 ? "An" : ""),NL,"
                    + "\(number % 3 == 0 ? "yes" : ""),\(40 + number % 4),\n"
            }.joined()
    }

    private func activities(_ numbers: ClosedRange<Int>, _ action: String) -> String {
        "lead_id,at,action,content,seconds,session,source,campaign\n"
            + numbers.map { number in
                "L-\(number),2026-02-1\(number % 9) 10:00,\(action),c\(number % 2),\(number),v\(number),"
                    + "\(number % 2 == 0 ? "google" : ""),\(number % 2 == 0 ? "k\(action)" : "")\n"
            }.joined()
    }

    private func stages(_ numbers: ClosedRange<Int>, _ stage: String, _ reason: String) -> String {
        "lead_id,at,stage,reason\n"
            + numbers.map { "L-\($0),2026-03-0\($0 % 9 + 1),\(stage),\(reason)\n" }.joined()
    }

    @Test("What is imported later is added to a copy, and is all that is read")
    func additions() throws {
        let world = try TestWorkspace()
        let memory = CacheInMemory()
        func agree(_ step: String, changed: Int?, leads: Int) throws {
            let database = try LeadDatabase.read(world.workspace.database)
            defer { database.close() }
            let found = try database.facts(wanted, by: memory.cache())
            let whole = try database.facts(wanted)
            #expect(described(found.reading.facts) == described(whole.facts), "\(step)")
            #expect(found.since?.changed.count == changed, "\(step)")
            #expect(found.since?.leads == leads, "\(step)")
        }
        try world.add([("a.csv", leads(1...20)), ("b.csv", activities(1...9, "spec_download"))])
        try agree("the first reading makes the copy", changed: 0, leads: 20)
        #expect(memory.timesWritten == 1)
        try agree("nothing has changed", changed: 0, leads: 20)

        try world.add([("c.csv", leads(21...25))])
        try agree("five new leads", changed: 0, leads: 20)
        try world.add([("d.csv", activities(5...12, "pricing_page"))])
        try agree("activities of eight that were there", changed: 8, leads: 20)
        try world.add([
            ("e.csv", stages(3...22, "rejected", "b")), ("f.csv", stages(3...4, "sql", "")),
        ])
        try agree("stages of twenty, two of them new", changed: 18, leads: 20)
        try world.add([("g.csv", stages(3...3, "rejected", "a"))])
        try agree("another reason of the same day", changed: 18, leads: 20)
        try world.add([("h.csv", leads(7...7, "Zuid"))], on: "2026-10-02")
        try agree("another version", changed: 18, leads: 20)
        try world.add([
            (
                "i.csv",
                "deal_id,status,created_at,closed_at,amount,margin,lead_ids\nD-1,won,2026-03-01,2026-03-05,10,5,L-1;L-22\n"
            )
        ])
        try agree("a deal, which is read anew anyhow", changed: 18, leads: 20)
        // Exported again, an older version counts: nothing of that lead was written.
        try world.add([("j.csv", leads(7...7))], on: "2026-10-03")
        try agree("the first version once more", changed: 18, leads: 20)
        try world.add([("j.csv", leads(1...25))], on: "2026-10-04")
        try agree("all of them once more", changed: 18, leads: 20)
        #expect(memory.timesWritten == 1, "all of it came by way of the first copy")
    }

    @Test("What was taken back, erased or put back makes a copy anew")
    func removals() throws {
        let world = try TestWorkspace()
        let memory = CacheInMemory()
        func agree(_ step: String, changed: Int = 0) throws {
            let database = try LeadDatabase.read(world.workspace.database)
            defer { database.close() }
            let found = try database.facts(wanted, by: memory.cache())
            #expect(
                described(found.reading.facts) == described(try database.facts(wanted).facts),
                "\(step)")
            #expect(found.since?.changed.count == changed, "\(step)")
        }
        try world.add([("a.csv", leads(1...9)), ("b.csv", activities(1...9, "spec_download"))])
        try agree("first")
        _ = try world.workspace.undo(2, world.terms("2026-10-02"))
        try agree("taken back")
        try world.add([("b.csv", activities(1...9, "spec_download"))])
        try agree("imported again", changed: 9)
        let copies = memory.timesWritten
        let backup = try OutputGuard(reading: []).file(
            world.place.path + "/copy.sqlite", for: "--to", takesPipes: false)
        _ = try world.workspace.backUp(to: backup, world.terms("2026-10-03"))
        try agree("a backup changes nothing", changed: 9)
        #expect(memory.timesWritten == copies)
        _ = try world.erase("L-3", on: "2026-10-04")
        try agree("erased")
        #expect(memory.timesWritten == copies + 1)
        _ = try world.workspace.object(["L-4"], Request(), world.terms("2026-10-04"))
        try agree("objected")
        _ = try world.workspace.restore(backup.path, Request(), world.terms("2026-10-05"))
        try agree("put back")
        #expect(memory.timesWritten == copies + 3)
    }

    @Test(
        "Another program, more fields or another day of knowledge do not use a copy; fewer fields do"
    )
    func others() throws {
        let world = try TestWorkspace()
        try world.add([("a.csv", leads(1...9))])
        let memory = CacheInMemory()
        let database = try LeadDatabase.read(world.workspace.database)
        defer { database.close() }
        _ = try database.facts(wanted, by: memory.cache())
        #expect(memory.timesWritten == 1)
        _ = try database.facts(wanted, by: memory.cache(program: "later"))
        #expect(memory.timesWritten == 2)
        let fewer = FactsWanted(leadFields: ["source"], presenceFields: ["company", "budget"])
        let found = try database.facts(fewer, by: memory.cache(program: "later"))
        #expect(found.since != nil && memory.timesWritten == 2)
        #expect(found.reading.facts.leads.text("source", of: 2) == "s0")
        let more = FactsWanted(leadFields: ["source", "job_title"], presenceFields: [])
        _ = try database.facts(more, by: memory.cache(program: "later"))
        #expect(memory.timesWritten == 3)
        var then = wanted
        then.knownOn = "2026-01-01"
        let early = try database.facts(then, by: memory.cache())
        #expect(early.since == nil && early.reading.facts.counts.leads == 0)
        let small = CacheInMemory()
        #expect(try database.facts(wanted, by: small.cache(least: 10)).since == nil)
        #expect(small.timesWritten == 0)
    }

    @Test("Leads that did nothing are copied too, and read again from the copy")
    func withoutActivities() throws {
        let world = try TestWorkspace()
        try world.add([("a.csv", leads(1...30))])
        let database = try LeadDatabase.read(world.workspace.database)
        defer { database.close() }
        let memory = CacheInMemory()
        let whole = described(try database.facts(wanted, by: memory.cache()).reading.facts)
        let again = try database.facts(wanted, by: memory.cache())
        #expect(described(again.reading.facts) == whole)
        #expect(again.since?.changed == [])
        #expect((memory.timesRead, memory.timesWritten) == (1, 1))
    }

    @Test("A copy that is damaged, cut off or made up is no copy, and never a crash")
    func damage() throws {
        let world = try TestWorkspace()
        try world.add([
            ("a.csv", leads(1...30)), ("b.csv", activities(1...30, "spec_download")),
            ("c.csv", stages(1...9, "rejected", "a")),
        ])
        let database = try LeadDatabase.read(world.workspace.database)
        defer { database.close() }
        let memory = CacheInMemory()
        let whole = described(try database.facts(wanted, by: memory.cache()).reading.facts)
        let sound = try #require(memory.stored)
        var random = SplitMix(state: 11)
        for _ in 0..<400 {
            let place = Int(random.next() % UInt64(sound.count))
            memory.stored = sound
            memory.stored?[place] ^= 1 << UInt8(random.next() % 8)
            let found = try database.facts(wanted, by: memory.cache()).reading.facts
            #expect(described(found) == whole, "byte \(place)")
        }
        for _ in 0..<100 {
            memory.stored = Array(sound.prefix(Int(random.next() % UInt64(sound.count))))
            #expect(
                described(try database.facts(wanted, by: memory.cache()).reading.facts) == whole)
        }
        // Made up by somebody who knows how: sums hold, and what is said is nonsense.
        let before = memory.timesWritten
        for _ in 0..<2_000 {
            memory.stored = forged(sound, &random)
            _ = described(try database.facts(wanted, by: memory.cache()).reading.facts)
        }
        // A copy that is refused is written anew: of these many were believed.
        #expect((100..<1_900).contains(memory.timesWritten - before))
    }

    /// The same with one value changed, and the sum over its array made to hold.
    private func forged(_ sound: [UInt8], _ random: inout SplitMix) -> [UInt8] {
        var arrays: [Range<Int>] = []
        var place = 0
        while place + 16 <= sound.count {
            let length = Int(
                sound.withUnsafeBytes {
                    $0.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                })
            if length > 0 { arrays.append((place + 16)..<(place + 16 + length)) }
            place += 16 + length + (-length & 7)
        }
        let chosen = arrays[Int(random.next() % UInt64(arrays.count))]
        var bytes = sound
        let changed = chosen.lowerBound + Int(random.next() % UInt64(chosen.count))
        bytes[changed] =
            [0, 0xFF, 0x7F, 0x80, UInt8(truncatingIfNeeded: random.next())][
                Int(random.next() % 5)]
        let sum = bytes.withUnsafeBytes {
            SnapshotSum.of(UnsafeRawBufferPointer(rebasing: $0[chosen]))
        }
        withUnsafeBytes(of: sum) {
            bytes.replaceSubrange((chosen.lowerBound - 8)..<chosen.lowerBound, with: $0)
        }
        return bytes
    }

    @Test(
        "A report by way of what is kept is that of all facts, to the byte",
        arguments: [CountedUnit.person, .company], [Breakdown.source, .content])
    func figures(unit: CountedUnit, by: Breakdown) async throws {
        let world = try TestWorkspace()
        var kept = world.workspace
        kept.cachesFrom = 0
        var demo = DemoWorld(seed: 5)
        try demo.write(into: world.place.path)
        func add(_ names: [String]) throws {
            var request = Request()
            request.data = names.map { "\(world.place.path)/\($0)" }
            try world.workspace.add(request, world.terms("2026-10-01"), exportedOn: nil) { _ in }
        }
        func text(
            _ workspace: Workspace, _ program: String, _ rules: String, asOf: Day
        ) async throws -> String {
            var request = Request()
            request.rules = rules
            request.workspace = workspace
            request.program = program
            // What is kept is read by several threads, and the rest by one.
            request.jobs = program.isEmpty ? 1 : 3
            request.asOf = asOf
            request.unit = unit
            request.by = by
            let bench = try Bench(request)
            let figures = FiguresJSON(await bench.figures(), bench.context())
            bench.storeJudgements()
            return figures.value.text
        }
        func agree(_ step: String) async throws {
            // By another rule book the facts are those of the first.
            for (day, rules): (Day, String) in [
                ("2026-10-01", "b2b"), ("2026-07-15", "b2b"), ("2026-07-15", "pumps"),
                ("2026-10-01", "b2b"),
            ] {
                let (ours, whole) = (
                    try await text(kept, "test", rules, asOf: day),
                    try await text(kept, "", rules, asOf: day)
                )
                #expect(ours == whole, "\(step) \(day) \(rules)")
            }
        }
        let files = DemoWorld.files
        try add(files.filter { $0.hasPrefix("leads") || $0.hasPrefix("spend") })
        try await agree("leads")
        #expect(try world.place.names("mql-data/kept") == ["facts", "judged"])
        // Somebody was stopped who was making another; the next import clears that away.
        try world.place.write("half", to: "mql-data/kept/facts.1.part")
        try add(files.filter { $0.hasPrefix("activities") })
        #expect(try world.place.names("mql-data/kept") == ["facts", "judged"])
        try await agree("activities")
        try add(files.filter { $0.hasPrefix("stages") || $0.hasPrefix("deals") })
        try await agree("stages and deals")
        // A few more leads, and more of a few that are there.
        try world.place.write(leads(1...40), to: "more.csv")
        try world.place.write(activities(1...40, "contact_request"), to: "more-activities.csv")
        try add(["more.csv", "more-activities.csv"])
        try await agree("a few more")
        try world.place.write(activities(1...20, "pricing_page"), to: "again.csv")
        try world.place.write(stages(5...30, "sql", ""), to: "sqls.csv")
        try add(["again.csv", "sqls.csv"])
        try await agree("more of a few")
        _ = try world.erase("L-3", on: "2026-10-04")
        #expect(try world.place.names("mql-data/kept").isEmpty)
        // Somebody is gone who was making one, and somebody else is still at it.
        try world.place.write("half", to: "mql-data/kept/facts.99999999.part")
        try world.place.write("half", to: "mql-data/kept/facts.1.part")
        try await agree("one erased")
        #expect(try world.place.names("mql-data/kept") == ["facts", "facts.1.part", "judged"])
    }

    @Test(
        "A small file is told apart from what is there by looking its leads up, as a large one is")
    func lookedUp() throws {
        func world(_ files: [[(String, String)]]) throws -> (facts: [String], counts: [[Int]]) {
            let world = try TestWorkspace()
            for (place, group) in files.enumerated() {
                try world.add(group, on: Day(number: 20_700 + Int32(place)))
            }
            let database = try LeadDatabase.read(world.workspace.database)
            defer { database.close() }
            let counts = try database.history().map {
                [$0.rows, $0.new, $0.updated, $0.unchanged, $0.rejected]
            }
            #expect(try world.workspace.checkup().database.isSound)
            return (described(try database.facts(wanted).facts), counts)
        }
        // Five that are there, of which two as they were, and three new; then what they did, one row of
        // somebody whom nobody knows, in the same command and in one of its own.
        func rows(_ text: String) -> String {
            text.split(separator: "\n").dropFirst().map { $0 + "\n" }.joined()
        }
        let small = leads(196...197) + rows(leads(198...203, "Zuid"))
        let did = activities(198...204, "pricing_page")
        let reached = stages(195...203, "sql", "")
        let found = try world([
            [("a.csv", leads(1...200))], [("b.csv", small), ("c.csv", did)],
            [("c.csv", did), ("d.csv", reached)],
        ])
        #expect(
            found.counts == [
                [200, 200, 0, 0, 0], [8, 3, 3, 2, 0], [7, 6, 0, 0, 1], [7, 0, 0, 6, 1],
                [9, 9, 0, 0, 0],
            ])
        // The same with files so large that all leads are known before: of others, which stay apart.
        let many = rows(leads(301...399))
        let manyDid = rows(activities(301...399, "newsletter"))
        let whole = try world([
            [("a.csv", leads(1...200))], [("b.csv", small + many), ("c.csv", did + manyDid)],
            [("c.csv", did + manyDid), ("d.csv", reached)],
        ])
        #expect(whole.counts.map(\.[4]) == found.counts.map(\.[4]))
        func own(_ lines: [String]) -> [String] {
            lines.filter { $0.hasPrefix("L-") && !$0.hasPrefix("L-3") }
        }
        let different = Set(own(whole.facts)).symmetricDifference(own(found.facts))
        #expect(different.isEmpty)
    }

    @Test(
        "A file that was read ahead is read again where another program has added something meanwhile"
    )
    func readAhead() throws {
        func world(_ meddles: Bool) throws -> [[Int]] {
            let world = try TestWorkspace()
            var request = Request()
            request.jobs = 2
            request.rejects = ""
            request.data = [
                try world.place.write(activities(1...30, "spec_download"), to: "b.csv"),
                try world.place.write(leads(1...20), to: "a.csv"),
                try world.place.write(stages(1...25, "sql", ""), to: "c.csv"),
            ]
            var counts: [[Int]] = []
            try world.workspace.add(request, world.terms("2026-10-01"), exportedOn: nil) {
                let record = $0.record
                counts.append([record.rows, record.new, record.rejected])
                if meddles, counts.count == 1 {
                    try world.add([("other.csv", leads(21...30))])
                }
            }
            #expect(try world.workspace.checkup().database.isSound)
            return counts
        }
        #expect(try world(false) == [[20, 20, 0], [30, 20, 10], [25, 20, 5]])
        #expect(try world(true) == [[20, 20, 0], [30, 30, 0], [25, 25, 0]])
    }

    @Test("A database of before is brought up to date when it is written, with a copy of it kept")
    func migration() throws {
        let world = try TestWorkspace()
        try world.add([("a.csv", leads(1...9))])
        // As the first version had it.
        try world.database { try $0.meddle("DELETE FROM touched") }
        try world.workspace.note(world.terms("2026-10-01"), .backup)
        try world.database {
            try $0.meddle(
                "DROP TABLE touched; DROP TABLE spend_campaign; DROP TABLE cover; "
                    + "PRAGMA user_version = 1")
        }
        func facts() throws -> [String] {
            let database = try LeadDatabase.read(world.workspace.database)
            defer { database.close() }
            return described(try database.facts(wanted, by: CacheInMemory().cache()).reading.facts)
        }
        let before = try facts()
        #expect(try world.workspace.checkup().database.isSound)
        try world.add([("b.csv", activities(1...9, "spec_download"))])
        #expect(try world.place.names("mql-data/backups") == ["before-update.sqlite"])
        #expect(
            try world.database { try $0.ask("PRAGMA user_version") } == [
                "\(LeadDatabase.newestVersion)"
            ])
        #expect(try world.workspace.checkup().database.isSound)
        let old = try LeadDatabase.read(world.place.path + "/mql-data/backups/before-update.sqlite")
        defer { old.close() }
        #expect(described(try old.facts(wanted).facts) == before)
        #expect(try old.ask("PRAGMA user_version") == ["1"])
        _ = try world.workspace.undo(2, world.terms("2026-10-02"))
        #expect(try facts() == before)
    }
}
