import Foundation
import Intake
import Leads
import MadeWorkbooks
import Quantities
import Store
import TestSupport
import Testing
import Workbench

/// A workspace of a test's own.
struct TestWorkspace {
    let place: TemporaryPlace
    let workspace: Workspace

    init(onDisk: Bool = false) throws {
        place = try TemporaryPlace(onDisk: onDisk)
        workspace = Workspace(place.path + "/mql-data")
        try workspace.create(terms("2026-01-01"))
    }

    func terms(_ day: Day) -> ChangeTerms {
        Workspace.terms(at: Instant(seconds: Int64(day.number) * 86_400 + 36_000), actor: "test")
    }

    /// Imports files of these texts, as of a day.
    @discardableResult
    func add(
        _ files: [(String, String)], on day: Day = "2026-10-01", exportedOn: Day? = nil,
        rules: String = "b2b"
    ) throws -> [ImportReceipt] {
        var request = Request()
        request.data = try files.map { try place.write($0.1, to: $0.0) }
        request.rules = rules
        request.rejects = ""
        var receipts: [ImportReceipt] = []
        try workspace.add(request, terms(day), exportedOn: exportedOn) { receipts.append($0) }
        return receipts
    }

    /// Imports the rows of a text without quotes as a workbook of one sheet.
    @discardableResult
    func add(
        workbook text: String, as name: String, on day: Day = "2026-10-01"
    ) throws -> [ImportReceipt] {
        let rows = text.split(separator: "\n").enumerated().map { place, line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map {
                "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>"
            }
            return "<row r=\"\(place + 1)\">\(cells.joined())</row>"
        }
        let file = place.url.appendingPathComponent(name)
        try Data(MadeWorkbook.workbook([("Leads", rows.joined())])).write(to: file)
        var request = Request()
        request.data = [file.path]
        request.rejects = ""
        var receipts: [ImportReceipt] = []
        try workspace.add(request, terms(day), exportedOn: nil) { receipts.append($0) }
        return receipts
    }

    func bench(
        asOf: Day = "2026-10-01", knownOn: Day? = nil, rules: String = "b2b",
        _ change: (inout Request) -> Void = { _ in }
    ) throws -> Bench {
        var request = Request()
        request.workspace = workspace
        request.asOf = asOf
        request.knownOn = knownOn
        request.rules = rules
        change(&request)
        return try Bench(request)
    }

    func fingerprint(knownOn: Day? = nil) throws -> Fingerprint {
        try bench(knownOn: knownOn).reading.facts.fingerprint
    }

    /// Erases whom a text names.
    @discardableResult
    func erase(_ who: String, on day: Day = "2026-10-02") throws -> WorkspaceErasure {
        try workspace.erase(workspace.find(who), Request(), terms(day))
    }

    /// Something done with the database itself.
    func database<Value>(_ body: (LeadDatabase) throws -> Value) throws -> Value {
        let database = try workspace.open()
        defer { database.close() }
        return try body(database)
    }
}

let header = "lead_id,created_at,source,email,job_title,company,updated_at\n"

struct ImportTests {
    private let leads =
        header + "L-1,2026-03-01,google-ads,Anna@Example.com,Inkoper,Noord BV,\n"
        + "L-2,2026-03-02,linkedin-ads,bob@example.com,Directeur,Zuid BV,\n"
    private let activities = """
        lead_id,at,action,content,seconds,session
        L-1,2026-03-03 10:00,spec_download,pump,30,a
        L-1,2026-03-04 10:00,pricing_page,,,b
        L-2,2026-03-05 10:00,contact_request,,,c

        """

    @Test("The same again changes nothing, in whatever form it is written")
    func idempotence() throws {
        let world = try TestWorkspace()
        try world.add([("leads.csv", leads), ("activities.csv", activities)])
        let before = try world.fingerprint()
        let semicolons = leads.replacing(",", with: ";")
        let shuffled =
            header + leads.split(separator: "\n").dropFirst().reversed().joined(separator: "\n")
            + "\n"
        let shouted = leads.replacing("Anna@Example.com", with: " ANNA@EXAMPLE.COM ")
        let wide = Data(("\u{FEFF}" + leads).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
        for (name, text) in [
            ("leads.csv", leads), ("renamed.csv", leads), ("semi.csv", semicolons),
            ("shuffled.csv", shuffled), ("shouted.csv", shouted),
        ] {
            let receipt = try #require(try world.add([(name, text)]).first)
            #expect(receipt.record.new == 0 && receipt.record.updated == 0, "\(name)")
            #expect(receipt.record.unchanged == 2, "\(name)")
            #expect(receipt.sameAs != nil, "\(name)")
            #expect(try world.fingerprint() == before, "\(name)")
        }
        let file = world.place.url.appendingPathComponent("wide.csv")
        try wide.write(to: file)
        var request = Request()
        request.data = [file.path]
        try world.workspace.add(request, world.terms("2026-10-02"), exportedOn: nil) { receipt in
            #expect(receipt.record.new == 0 && receipt.record.updated == 0)
        }
        #expect(try world.fingerprint() == before)
        for (name, text) in [
            ("leads.xlsx", leads), ("shuffled.xlsx", shuffled), ("shouted.xlsm", shouted),
        ] {
            let receipt = try #require(try world.add(workbook: text, as: name).first)
            #expect(receipt.record.new == 0 && receipt.record.updated == 0, "\(name)")
            #expect(receipt.record.unchanged == 2, "\(name)")
            #expect(try world.fingerprint() == before, "\(name)")
        }
    }

    @Test("Of overlapping windows each row counts once, and a late row with an older date is taken")
    func overlap() throws {
        let world = try TestWorkspace()
        try world.add([("leads.csv", leads), ("activities.csv", activities)])
        let later = """
            lead_id,at,action,content,seconds,session
            L-1,2026-03-04 10:00,pricing_page,,,b
            L-2,2026-03-05 10:00,contact_request,,,c
            L-2,2026-02-01 09:00,blog_post,,,d

            """
        let receipt = try #require(try world.add([("more.csv", later)]).first)
        #expect(receipt.record.new == 1)
        #expect(receipt.record.unchanged == 2)
        #expect(try world.bench().reading.facts.counts.activities == 4)
    }

    @Test("Five conflicting files in all 120 orders leave one state, and each conflict is told")
    func orders() throws {
        let versions = [
            ("leads-2026-09-01.csv", "google-ads,,A,,"),
            ("leads-2026-09-02.csv", "google-ads,,B,,"),
            ("leads-2026-09-03.csv", "google-ads,,A,,"),
            ("leads-2026-09-04.csv", "linkedin-ads,,C,,2026-08-01"),
            ("leads-2026-09-02 (1).csv", "google-ads,,D,,"),
        ]
        let files = versions.map {
            ($0.0, header + "L-1,2026-03-01,\($0.1)\nL-2,2026-03-02,referral,,,,\n")
        }
        var states = Set<String>()
        var titles = Set<String>()
        var conflicts = Set<Bool>()
        for (place, order) in Self.orders(of: Array(files.indices)).enumerated() {
            guard Torture.isOn || place.isMultiple(of: 5) || place < 12 else { continue }
            let world = try TestWorkspace()
            for number in order {
                // Now and then one of them is a workbook, which has its day in its name too.
                let isWorkbook = (place + number).isMultiple(of: 3)
                let receipts =
                    isWorkbook
                    ? try world.add(
                        workbook: files[number].1,
                        as: files[number].0.replacing(".csv", with: ".xlsx"))
                    : try world.add([files[number]])
                let receipt = try #require(receipts.first)
                conflicts.formUnion(receipt.conflicts.map(\.newCounts))
                #expect(
                    receipt.record.rows
                        == receipt.record.new + receipt.record.updated + receipt.record.unchanged)
            }
            let facts = try world.bench().reading.facts
            states.insert(facts.fingerprint.description)
            titles.insert(facts.leads.text("job_title", of: 0))
        }
        #expect(states.count == 1)
        // The export of 3 September says A once more: it counts against B and D of the 2nd.
        #expect(titles == ["A"])
        #expect(conflicts == [true, false])
    }

    private static func orders(of items: [Int]) -> [[Int]] {
        guard items.count > 1 else { return [items] }
        return items.flatMap { first in
            orders(of: items.filter { $0 != first }).map { [first] + $0 }
        }
    }

    @Test("Without a day in its name a file is of the day on which it is imported")
    func undated() throws {
        let world = try TestWorkspace()
        try world.add([("leads.csv", leads)], on: "2026-09-01")
        let changed = leads.replacing("Inkoper", with: "Hoofd inkoop")
        let receipt = try #require(try world.add([("leads.csv", changed)], on: "2026-09-08").first)
        #expect(receipt.record.updated == 1)
        #expect(receipt.conflicts.map(\.newCounts) == [true])
        #expect(try world.bench().reading.facts.leads.text("job_title", of: 0) == "Hoofd inkoop")
        // An old file that turns up late does not win.
        let old = leads.replacing("Inkoper", with: "Stagiair")
        let late = try #require(
            try world.add([("old.csv", old)], on: "2026-09-09", exportedOn: "2026-08-01").first)
        #expect(late.conflicts.map(\.newCounts) == [false])
        #expect(try world.bench().reading.facts.leads.text("job_title", of: 0) == "Hoofd inkoop")
    }

    @Test("Ad spend takes the place of what was there of the same days; own rows stay")
    func spend() throws {
        let world = try TestWorkspace()
        func google(_ rows: String...) -> String {
            "Campaign report\nAll days\nDay,Campaign,Currency code,Cost\n"
                + rows.map { $0 + "\n" }.joined()
        }
        func sum() throws -> Int64 {
            try world.bench().reading.facts.spend.reduce(0) { $0 + $1.money.cents }
        }
        try world.add([("leads.csv", leads)])
        try world.add([
            ("google-2026-09-05.csv", google("2026-09-01,a,EUR,10.00", "2026-09-02,a,EUR,20.00"))
        ])
        #expect(try sum() == 3000)
        let receipt = try world.add([
            ("google-2026-09-12.csv", google("2026-09-02,a,EUR,25.00", "2026-09-03,a,EUR,5.00"))
        ])
        #expect(try sum() == 4000)
        #expect(receipt.first?.record.updated == 1)
        #expect(receipt.first?.record.new == 1)
        // The invoice of one's own books is there once, however often it is imported.
        let own = "month,source,amount\n2026-09,fair,100.00\n2026-09,fair,100.00\n"
        try world.add([("spend.csv", own)])
        try world.add([("spend-copy.csv", own + "2026-10,fair,1.00\n")])
        #expect(try sum() == 4000 + 20_100)
    }

    @Test("A row about a lead of an earlier import finds it; one about nobody is rejected")
    func leadsOfBefore() throws {
        let world = try TestWorkspace()
        try world.add([("leads.csv", leads)])
        let more = activities + "L-9,2026-03-05 10:00,contact_request,,,c\n"
        let receipt = try #require(try world.add([("activities.csv", more)]).first)
        #expect(receipt.record.new == 3)
        #expect(receipt.record.rejected == 1)
        #expect(try world.workspace.history().map(\.number) == [1, 2])
    }

    @Test("A file that cannot be read leaves nothing behind, and those before it stay")
    func firstError() throws {
        let world = try TestWorkspace()
        let before = try world.database { try $0.state() }
        // Recognised all together first: nothing is imported where one is no table.
        #expect(throws: FailedVerb.self) {
            try world.add([("leads.csv", leads), ("other.csv", "a,b\n1,2\n")])
        }
        #expect(try world.database { try $0.state() } == before)
    }
}

struct UndoTests {
    private func leads(_ rows: String...) -> String {
        header + rows.map { $0 + "\n" }.joined()
    }

    @Test("An import that is taken back leaves the state as if it had never been")
    func undo() throws {
        let first = leads("L-1,2026-03-01,google-ads,,,,", "L-2,2026-03-01,referral,,,,")
        let wrong = leads("L-2,2026-03-01,fair,,X,,", "L-3,2026-03-01,fair,,,,")
        let third = leads("L-3,2026-03-01,fair,,,,", "L-4,2026-03-01,google-ads,,,,")
        let stages = "lead_id,at,stage\nL-1,2026-04-01,mql\nL-2,2026-04-02,mql\n"
        let with = try TestWorkspace()
        try with.add([("a.csv", first)], on: "2026-09-01")
        try with.add([("b.csv", wrong)], on: "2026-09-02")
        try with.add([("c.csv", third), ("stages.csv", stages)], on: "2026-09-03")
        let receipt = try with.workspace.undo(2, with.terms("2026-09-04"))
        // The version of L-2; that of L-3 is repeated by the third and stays.
        #expect(receipt.removed == 1)
        #expect(receipt.kept == 1)
        let without = try TestWorkspace()
        try without.add([("a.csv", first)], on: "2026-09-01")
        try without.add([("c.csv", third), ("stages.csv", stages)], on: "2026-09-03")
        #expect(try with.fingerprint() == without.fingerprint())
        #expect(try with.workspace.checkup().database.isSound)
        #expect(throws: FailedVerb.self) { try with.workspace.undo(2, with.terms("2026-09-04")) }
        #expect(throws: FailedVerb.self) { try with.workspace.undo(9, with.terms("2026-09-04")) }
        // Imported again it is there again.
        try with.add([("b.csv", wrong)], on: "2026-09-05")
        #expect(try with.bench().reading.facts.leads.count == 4)
    }

    @Test(
        "What is told of a lead waits when its row is taken back, and counts again with a new one")
    func waiting() throws {
        let world = try TestWorkspace()
        let file = leads("L-1,2026-03-01,google-ads,,,,")
        try world.add([
            ("leads.csv", file), ("stages.csv", "lead_id,at,stage\nL-1,2026-04-01,mql\n"),
        ])
        let before = try world.fingerprint()
        let receipt = try world.workspace.undo(1, world.terms("2026-10-02"))
        #expect(receipt.waiting == 1)
        #expect(try world.bench().reading.facts.counts.stages == 0)
        try world.add([("leads.csv", file)])
        #expect(try world.fingerprint() == before)
    }

    @Test("As known on a day: what was imported later is not seen, and is again without that")
    func knownOn() throws {
        let world = try TestWorkspace()
        try world.add([("a.csv", leads("L-1,2026-03-01,google-ads,,A,,"))], on: "2026-09-01")
        let first = try world.fingerprint()
        try world.add(
            [("b.csv", leads("L-1,2026-03-01,google-ads,,B,,", "L-2,2026-03-01,fair,,,,"))],
            on: "2026-09-08")
        let second = try world.fingerprint()
        try world.add([("stages.csv", "lead_id,at,stage\nL-1,2026-04-01,mql\n")], on: "2026-09-15")
        #expect(try world.fingerprint(knownOn: "2026-09-07") == first)
        #expect(try world.fingerprint(knownOn: "2026-09-08") == second)
        #expect(try world.bench(knownOn: "2026-08-31").reading.facts.leads.count == 0)
        #expect(
            try world.bench(knownOn: "2026-09-05").reading.facts.leads.text("job_title", of: 0)
                == "A")
        #expect(try world.bench().reading.facts.leads.text("job_title", of: 0) == "B")
    }

    @Test("Two imports that repeat each other, both taken back, leave nothing")
    func bothUndone() throws {
        let world = try TestWorkspace()
        let file = leads("L-1,2026-03-01,google-ads,,,,")
        try world.add([("a.csv", file)], on: "2026-09-01")
        try world.add([("b.csv", file)], on: "2026-09-02")
        _ = try world.workspace.undo(1, world.terms("2026-09-03"))
        #expect(try world.bench().reading.facts.leads.count == 1)
        _ = try world.workspace.undo(2, world.terms("2026-09-03"))
        #expect(try world.bench().reading.facts.leads.count == 0)
        #expect(try world.workspace.checkup().database.isSound)
    }

    @Test(
        "A row that a later import keeps is of that import's day, not of the one that was taken back"
    )
    func dayOfWhatStays() throws {
        let world = try TestWorkspace()
        let google = leads("L-1,2026-03-01,google-ads,,,,")
        try world.add([("c-2026-03-01.csv", google)])
        try world.add([("c-2026-01-10.csv", google)])
        try world.add([("c-2026-02-01.csv", leads("L-1,2026-03-01,linkedin-ads,,,,"))])
        #expect(try world.bench().reading.facts.leads.text("source", of: 0) == "google-ads")
        _ = try world.workspace.undo(1, world.terms("2026-10-02"))
        #expect(try world.bench().reading.facts.leads.text("source", of: 0) == "linkedin-ads")
    }

    @Test("A date of the row itself and that of its export do not lend each other theirs")
    func datesOfRows() throws {
        let files = [
            ("1-2026-01-10.csv", leads("L-1,2026-01-01,google-ads,,,,2026-01-05")),
            ("2-2026-03-01.csv", leads("L-1,2026-01-01,google-ads,,,,")),
            ("3-2026-02-15.csv", leads("L-1,2026-01-01,linkedin-ads,,,,2026-02-01")),
        ]
        for order in [[0, 1, 2], [0, 2, 1], [2, 1, 0], [1, 0, 2]] {
            let world = try TestWorkspace()
            for number in order { try world.add([files[number]]) }
            #expect(
                try world.bench().reading.facts.leads.text("source", of: 0) == "google-ads",
                "\(order)")
        }
    }
}
