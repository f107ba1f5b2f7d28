import Foundation
import Intake
import Leads
import Quantities
import Store
import TestSupport
import Testing
import Workbench

/// A workspace and a plain model of it, given the same random changes: after each they must agree. One seed
/// decides everything, so that one that fails fails again.
struct SimulationTests {
    /// A short rule book, which takes little time to read.
    private static let rules = Fixtures.root.appendingPathComponent("Benchmarks/rules.yaml").path

    /// What the workspace should know: file by file, in order.
    private struct Model {
        struct File {
            var rows: [String: (title: String, email: String)]
            var activities: Set<String>
            let exported: Int64
            var isUndone = false
        }

        var files: [File] = []
        var erasedEmails = Set<String>()
        var erased: [String: Int] = [:]

        /// By id, the title that counts: that of the last export, and of two of one day any of both.
        func titles() -> [String: Set<String>] {
            var best: [String: (Int64, Set<String>)] = [:]
            for file in files where !file.isUndone {
                for (id, row) in file.rows {
                    if let known = best[id], known.0 > file.exported { continue }
                    if let known = best[id], known.0 == file.exported {
                        best[id] = (file.exported, known.1.union([row.title]))
                    } else {
                        best[id] = (file.exported, [row.title])
                    }
                }
            }
            return best.mapValues(\.1)
        }

        func activities() -> Set<String> {
            let known = Set(titles().keys)
            return files.filter { !$0.isUndone }.reduce(into: []) { sum, file in
                sum.formUnion(
                    file.activities.filter { known.contains(String($0.split(separator: " ")[0])) })
            }
        }
    }

    @Test(
        "Whatever is imported, taken back, erased, copied and put back: the workspace agrees with a plain model"
    )
    func simulate() throws {
        let seeds = Torture.tries(1_000, 10_000)
        let steps = Torture.isOn ? 40 : 5
        let world = try TestWorkspace()
        let empty = world.place.path + "/empty.sqlite"
        _ = FileManager.default.createFile(atPath: empty, contents: nil)
        try world.database { try $0.copy(to: empty) }
        // Who was erased in one run is somebody else in the next.
        let noMarks = String(
            decoding: try world.place.data("mql-data/erased"), as: UTF8.self)
        var done = 0
        for seed in 0..<UInt64(seeds) {
            for end in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: world.workspace.database + end)
            }
            try FileManager.default.copyItem(atPath: empty, toPath: world.workspace.database)
            try world.place.write(noMarks, to: "mql-data/erased")
            try run(seed, steps: steps, world)
            done += 1
        }
        #expect(done == seeds)
    }

    private func run(_ seed: UInt64, steps: Int, _ world: TestWorkspace) throws {
        var random = SplitMix(state: seed &* 7919 &+ 13)
        func pick(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
        var model = Model()
        let memory = CacheInMemory()
        var day = Day(number: 20_600)
        var log: [String] = []
        for step in 0..<steps {
            day = day.advanced(by: pick(3))
            switch pick(10) {
            case 0..<6:
                let exported = day.advanced(by: -pick(5))
                var file = Model.File(
                    rows: [:], activities: [], exported: Int64(exported.number) * 86_400)
                var text = "lead_id,created_at,source,job_title,email\n"
                for _ in 0...pick(4) {
                    let number = pick(6)
                    guard file.rows["L-\(number)"] == nil else { continue }
                    let row = (title: "t\(pick(3))", email: "p\(number)@example.com")
                    text += "L-\(number),2026-01-0\(number + 1),x,\(row.title),\(row.email)\n"
                    if !model.erasedEmails.contains(row.email) { file.rows["L-\(number)"] = row }
                }
                let receipt = try add(text, "leads.csv", on: day, exportedOn: exported, world)
                let record = receipt.record
                #expect(
                    record.rows == record.new + record.updated + record.unchanged + record.rejected
                        + record.skipped)
                model.files.append(file)
                log.append("import \(file.rows)")
            case 6:
                // Nobody has told of a lead that is not known: such rows are rejected.
                let known = Set(model.files.flatMap { $0.isUndone ? [] : Array($0.rows.keys) })
                var file = Model.File(
                    rows: [:], activities: [], exported: Int64(day.number) * 86_400)
                var text = "lead_id,at,action\n"
                for _ in 0...pick(3) {
                    let (number, hour) = (pick(6), pick(4))
                    text += "L-\(number),2026-02-0\(hour + 1) 10:00,a\(hour)\n"
                    if known.contains("L-\(number)") {
                        file.activities.insert("L-\(number) \(hour)")
                    }
                }
                let waiting = try waiting(world)
                guard waiting == 0 else { continue }
                _ = try add(text, "activities.csv", on: day, exportedOn: nil, world)
                model.files.append(file)
                log.append("activities \(file.activities)")
            case 7:
                let open = model.files.indices.filter { !model.files[$0].isUndone }
                guard !open.isEmpty else { continue }
                let number = open[pick(open.count)]
                _ = try world.workspace.undo(number + 1, world.terms(day))
                model.files[number].isUndone = true
                log.append("undo \(number + 1)")
            case 8:
                let number = pick(6)
                guard model.titles()["L-\(number)"] != nil else { continue }
                var rules = Request()
                rules.rules = Self.rules
                _ = try world.workspace.erase(
                    world.workspace.persons(["L-\(number)"]), rules, world.terms(day))
                model.erasedEmails.insert("p\(number)@example.com")
                for place in model.files.indices {
                    model.files[place].rows["L-\(number)"] = nil
                    model.files[place].activities = model.files[place].activities.filter {
                        !$0.hasPrefix("L-\(number) ")
                    }
                }
                log.append("erase L-\(number)")
            default:
                let copy = world.place.path + "/copy-\(step).sqlite"
                try? FileManager.default.removeItem(atPath: copy)
                _ = try world.workspace.backUp(
                    to: OutputGuard(reading: []).file(copy, for: "--to"), world.terms(day))
                var rules = Request()
                rules.rules = Self.rules
                _ = try world.workspace.restore(copy, rules, world.terms(day))
                log.append("restore")
            }
            let reading = try LeadDatabase.read(world.workspace.database)
            defer { reading.close() }
            let wanted = FactsWanted(leadFields: ["job_title"], presenceFields: ["email"])
            let facts = try reading.facts(wanted).facts
            // By way of a copy, of whatever step it was made, they are the same.
            let copied = try reading.facts(wanted, by: memory.cache()).reading.facts
            #expect(
                described(copied) == described(facts), "seed \(seed), step \(step) after \(log)")
            var titles: [String: String] = [:]
            var activities = Set<String>()
            for lead in 0..<facts.leads.count {
                let id = facts.leads.index.id(of: lead)
                guard facts.frozen[lead] == nil else { continue }
                titles[id] = facts.leads.text("job_title", of: lead)
                for row in facts.activities.rows(of: lead) {
                    activities.insert(
                        "\(id) \(facts.activities.actions.text(row.action).dropFirst())")
                }
            }
            let expected = model.titles()
            let agrees =
                Set(titles.keys) == Set(expected.keys)
                && titles.allSatisfy { expected[$0.key]?.contains($0.value) == true }
                && activities == model.activities()
            #expect(
                agrees,
                "seed \(seed), step \(step): \(titles) \(activities), and not \(expected) \(model.activities()) after \(log)"
            )
            guard agrees else { return }
        }
        #expect(try world.workspace.checkup().database.isSound, "seed \(seed) after \(log)")
        // Taken back in any order, all imports leave nothing.
        var left = model.files.indices.filter { !model.files[$0].isUndone }
        while !left.isEmpty {
            let number = left.remove(at: pick(left.count))
            _ = try world.workspace.undo(number + 1, world.terms(day))
            log.append("undo \(number + 1)")
        }
        let rows = try world.database { database in
            try ["lead", "lead_version", "activity", "person", "symbol", "batch", "frozen"].flatMap
            {
                try database.ask("SELECT COUNT(*) FROM \($0)")
            }
        }
        #expect(rows.allSatisfy { $0 == "0" }, "seed \(seed): \(rows) after \(log)")
    }

    private func waiting(_ world: TestWorkspace) throws -> Int {
        try world.workspace.checkup().database.waiting
    }

    private func add(
        _ text: String, _ name: String, on day: Day, exportedOn: Day?, _ world: TestWorkspace
    ) throws -> ImportReceipt {
        try #require(
            try world.add([(name, text)], on: day, exportedOn: exportedOn, rules: Self.rules).first)
    }
}
