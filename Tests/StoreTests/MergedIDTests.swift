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
import Valuation
import Workbench

/// What is told of an id that a CRM has merged into a lead belongs to that lead.
struct MergedIDTests {
    /// 11 and 12 were merged into 20 and have no row of their own; 13 was merged into 22 or 23, which nobody
    /// can tell.
    private let leads = """
        lead_id,created_at,source,merged_ids,email,job_title,company,employees,country
        20,2026-02-01,google-ads,11;12,eva@wering.example,Hoofd inkoop,Wering BV,420,NL
        21,2026-02-02,google-ads,,ad@sluis.example,Hoofd inkoop,Sluis BV,420,NL
        22,2026-02-03,web,13,,,,,
        23,2026-02-04,web,13,,,,,

        """
    private let stages = "lead_id,at,stage\n11,2026-02-10,mql\n21,2026-02-11,mql\n"
    private let activities = """
        lead_id,at,action,content,seconds,session,source
        12,2026-02-05 10:00,spec_download,gemaal,30,a,beurs
        11,2026-02-06 10:00,form_question,,,b,
        20,2026-02-07 10:00,pricing_page,,,c,

        """
    private let deals = """
        deal_id,status,created_at,closed_at,amount,margin,lead_ids
        D-1,won,2026-03-02,2026-03-20,1000,400,12;11
        D-2,won,2026-03-03,2026-03-21,500,200,21

        """
    private var files: [(String, String)] {
        [
            ("leads.csv", leads), ("stages.csv", stages), ("activities.csv", activities),
            ("deals.csv", deals),
        ]
    }

    /// The same, in which each row names the lead itself.
    private var named: [(String, String)] {
        [
            ("leads.csv", leads), ("stages.csv", stages.replacing("\n11,", with: "\n20,")),
            (
                "activities.csv",
                activities.replacing("\n12,", with: "\n20,").replacing("\n11,", with: "\n20,")
            ),
            ("deals.csv", deals.replacing("12;11", with: "20")),
        ]
    }

    private func bench(
        _ files: [(String, String)], _ place: TemporaryPlace, jobs: Int = 1
    ) throws -> Bench {
        var request = Request()
        request.data = try files.map { try place.write($0.1, to: $0.0) }
        request.asOf = "2026-10-01"
        request.jobs = jobs
        return try Bench(request)
    }

    private func figures(_ bench: Bench) async -> String {
        guard case .object(let members) = FiguresJSON(await bench.figures(), bench.context()).value
        else { return "" }
        return members.first { $0.0 == "figures" }?.1.text ?? ""
    }

    private func all(_ bench: Bench) async -> String {
        FiguresJSON(await bench.figures(), bench.context()).value.text
    }

    @Test("A stage, an activity and a deal of an old id are those of the lead")
    func matched() async throws {
        let place = try TemporaryPlace()
        let told = try await bench(files.filter { $0.0 != "activities.csv" }, place).figures().total
        // 20 by the stage of 11, and 21; both were sold to: 400 + 200 of margin.
        #expect(told.counts.mqls == 2)
        #expect(told.counts.won == 2)
        #expect(told.counts.margins.net == 60_000)
        // By the rules only 20 did enough, under its three ids: 400 of margin.
        let bench = try bench(files, place)
        let judged = await bench.figures().total
        #expect(judged.counts.mqls == 1)
        #expect(judged.counts.won == 1)
        #expect(judged.counts.margins.net == 40_000)
        #expect(bench.reading.facts.activities.rows(of: 0).count == 3)
        #expect(bench.reading.facts.activities.touches.rows(of: 0).count == 1)
        // Of the deal that names two old ids there is one lead.
        #expect(bench.reading.facts.deals.first { $0.id == "D-1" }?.leads == [0])
        #expect(bench.reading.problems.counts[.unknownLead] == nil)
        // All of it, checksum included, as where the rows name the lead itself.
        #expect(try await all(bench) == all(self.bench(named, TemporaryPlace())))
    }

    @Test("In any order of files, by any number of jobs")
    func orders() async throws {
        let place = try TemporaryPlace()
        let expected = try await figures(bench(files, place))
        let mixed = [files[3], files[1], files[0], files[2]]
        for order in [Array(files.reversed()), mixed] {
            for jobs in [1, 3] {
                #expect(try await figures(bench(order, place, jobs: jobs)) == expected)
            }
        }
    }

    @Test("And from a workspace: leads first, leads last, and everything twice")
    func workspace() async throws {
        let expected = try await figures(bench(files, TemporaryPlace()))
        let together = try TestWorkspace()
        for _ in 0..<2 {
            try together.add(Array(files.reversed()))
            #expect(try await figures(together.bench()) == expected)
        }
        let first = try TestWorkspace()
        for _ in 0..<2 {
            for file in files { try first.add([file]) }
            #expect(try await figures(first.bench()) == expected)
        }
        // What comes before its lead is told; once that is there, the same rows find it.
        let last = try TestWorkspace()
        for file in files.reversed() { try last.add([file]) }
        #expect(try await figures(last.bench()) != expected)
        for file in files.reversed() { try last.add([file]) }
        #expect(try await figures(last.bench()) == expected)
        for world in [together, first, last] {
            #expect(try world.workspace.checkup().database.isSound)
            #expect(try world.bench().reading.facts.activities.count == 3)
        }
        #expect(try together.fingerprint() == first.fingerprint())
        #expect(try last.fingerprint() == first.fingerprint())
    }

    @Test("A contact that is changed later in its CRM brings the old ids along")
    func laterVersion() async throws {
        let world = try TestWorkspace()
        let columns = "lead_id,created_at,source,merged_ids\n"
        try world.add([
            ("a.csv", columns + "40,2026-02-01,beurs,\n"),
            ("stages.csv", "lead_id,at,stage\n40,2026-02-10,mql\n"),
        ])
        let deal =
            "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n"
            + "D-4,won,2026-03-02,2026-03-20,1000,400,39\n"
        let alone = try #require(try world.add([("deals.csv", deal)]).first)
        #expect(alone.reading.problems.counts[.unknownLead] == 1)
        try world.add([("b.csv", columns + "40,2026-02-01,beurs,39\n")], on: "2026-10-02")
        let again = try #require(
            try world.add([("deals.csv", deal)], on: "2026-10-03").first)
        #expect(again.reading.problems.counts[.unknownLead] == nil)
        #expect(again.record.updated == 1)
        #expect(await (try world.bench(asOf: "2026-10-03")).figures().total.counts.won == 1)
    }

    @Test("An id that two leads name is told and given to neither")
    func ambiguous() async throws {
        let more =
            files + [
                ("more.csv", "lead_id,at,stage\n13,2026-02-12,mql\n"),
                (
                    "sold.csv",
                    "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n"
                        + "D-3,won,2026-03-02,2026-03-20,1000,400,13\n"
                ),
            ]
        let bench = try bench(more, TemporaryPlace())
        #expect(bench.reading.tables.first { $0.file == "more.csv" }?.rejected == 1)
        // The row of the stage, and the contact of the deal, which stays without it.
        #expect(bench.reading.problems.counts[.unknownLead] == 2)
        #expect(bench.reading.facts.deals.first { $0.id == "D-3" }?.leads == [])
        #expect(await bench.figures().total.counts.mqls == 1)
        #expect(bench.pipeline.explain("13", asOf: "2026-10-01") == nil)
        #expect(bench.whyNoLead("13", asOf: "2026-10-01").en.contains("several"))
        let told = bench.reading.problems.listed.map(\.message)
        #expect(told.contains { $0.en.contains("several leads say that it was merged") })
        let world = try TestWorkspace()
        for file in more { try world.add([file]) }
        #expect(try await figures(world.bench()) == figures(bench))
        #expect(throws: FailedVerb.self) { try world.workspace.findOne("13", Request()) }
    }

    @Test(
        "An old id is found through a lead that was merged itself, and two that are one person are one",
        arguments: ["31,2026-02-02,web,32", "31,2026-02-02,web,32\n33,2026-02-03,web,31;32"])
    func chain(rows: String) async throws {
        let files = [
            (
                "leads.csv",
                "lead_id,created_at,source,merged_ids\n30,2026-02-01,beurs,31\n\(rows)\n"
            ),
            ("stages.csv", "lead_id,at,stage\n32,2026-02-10,mql\n"),
            (
                "deals.csv",
                "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n"
                    + "D-1,won,2026-03-02,2026-03-20,1000,400,32\n"
            ),
        ]
        let bench = try bench(files, TemporaryPlace())
        let counts = await bench.figures().total.counts
        // 30, 31 and 33 are one person, who was one MQL and bought once.
        #expect(counts.leads == 1 && counts.mqls == 1 && counts.won == 1)
        #expect(bench.pipeline.explain("32", asOf: "2026-10-01")?.leadID == "30")
        let world = try TestWorkspace()
        for file in files { try world.add([file]) }
        #expect(try await figures(world.bench()) == figures(bench))
        #expect(try world.bench().pipeline.explain("32", asOf: "2026-10-01")?.leadID == "30")
    }

    @Test("An id with a row of its own is that row, and found where persons were joined before")
    func explained() throws {
        let bench = try bench(files, TemporaryPlace())
        for id in ["11", "12", "20"] {
            #expect(bench.pipeline.explain(id, asOf: "2026-10-01")?.leadID == "20")
        }
        #expect(bench.pipeline.explain("14", asOf: "2026-10-01") == nil)
        // 51 was created first and gives the person its fields; what was merged into 50 is found still.
        let two =
            "lead_id,created_at,source,merged_ids\n50,2026-02-03,web,51;48\n51,2026-02-01,web,47\n"
        let other = try self.bench([("leads.csv", two)], TemporaryPlace())
        for id in ["47", "48", "51"] {
            #expect(other.pipeline.explain(id, asOf: "2026-10-01")?.leadID == "50")
        }
    }

    @Test("Both forms of an id of Salesforce are one old id, also of a few rows among many leads")
    func forms() async throws {
        let (short, long) = ("0035g00000AbCdE", "0035g00000AbCdEAAV")
        let many = (100..<140).map { "\($0),2026-02-02,web,\n" }.joined()
        for (merged, named) in [(short, long), (long, short)] {
            let files = [
                (
                    "leads.csv",
                    "lead_id,created_at,source,merged_ids\n60,2026-02-01,beurs,\(merged)\n\(many)"
                ),
                ("stages.csv", "lead_id,at,stage\n\(named),2026-02-10,mql\n"),
            ]
            let bench = try bench(files, TemporaryPlace())
            #expect(await bench.figures().total.counts.mqls == 1)
            #expect(bench.pipeline.explain(named, asOf: "2026-10-01")?.leadID == "60")
            let world = try TestWorkspace()
            for file in files { try world.add([file]) }
            #expect(try await figures(world.bench()) == figures(bench))
        }
        // The two forms of the id of a lead itself, in a file of one row.
        let world = try TestWorkspace()
        try world.add([
            (
                "leads.csv",
                "lead_id,created_at,source,merged_ids\n\(long),2026-02-01,beurs,\n\(many)"
            )
        ])
        let stage = "lead_id,at,stage\n\(short),2026-02-10,mql\n"
        #expect(try world.add([("stages.csv", stage)]).first?.record.new == 1)
        #expect(try world.workspace.find(short).leads == [long])
    }

    @Test("Taking the import of the contact back takes what was told of its old ids along")
    func undo() async throws {
        let lines = leads.split(separator: "\n")
        let without = ([lines[0]] + lines.dropFirst(2)).joined(separator: "\n") + "\n"
        let contact = "\(lines[0])\n\(lines[1])\n"
        let world = try TestWorkspace()
        try world.add([("others.csv", without)])
        let receipt = try #require(try world.add([("contact.csv", contact)]).first)
        for file in files.dropFirst() { try world.add([file]) }
        let whole = try await figures(world.bench())
        #expect(try await whole == figures(bench(files, TemporaryPlace())))
        let database = try world.workspace.open()
        let undone = try database.undo(
            receipt.record.number, world.terms("2026-10-02"), key: world.workspace.key())
        database.close()
        // One stage, three activities, and one contact of a deal.
        #expect(undone.waiting == 5)
        // Nothing is left that anybody did, so the stages count: that of 21.
        #expect(await (try world.bench()).figures().total.counts.mqls == 1)
        #expect(try world.bench().reading.facts.activities.count == 0)
        #expect(try world.bench().pipeline.explain("11", asOf: "2026-10-01") == nil)
        try world.add([("contact.csv", contact)])
        #expect(try await figures(world.bench()) == whole)
        #expect(try world.workspace.checkup().database.isSound)
    }

    private func filled() throws -> TestWorkspace {
        let world = try TestWorkspace()
        let late = ("late.csv", "lead_id,at,stage\n11,geen dag,sql\n21,geen dag,sql\n")
        for receipt in try world.add(files + [late]) {
            _ = try world.workspace.keep(
                ProblemReport.rejects(receipt.reading.rejected), of: receipt.record.number)
        }
        return world
    }

    @Test(
        "Who is erased by an old id is gone, with the rows that were kept, and does not come back")
    func erased() async throws {
        let world = try filled()
        #expect(try world.workspace.find("11").leads == ["20"])
        let erasure = try world.erase("11")
        #expect(erasure.receipt.leads == 1 && erasure.rejected == 1)
        #expect(throws: FailedVerb.self) { try world.workspace.find("20") }
        #expect(throws: FailedVerb.self) { try world.workspace.find("12") }
        // Totals stand.
        #expect(await (try world.bench()).figures().total.counts.mqls == 1)
        let again = try world.add(files)
        // The lead, a stage, three activities and the deal.
        #expect(again.map(\.record.erased).reduce(0, +) == 6)
        #expect(await (try world.bench()).figures().total.counts.mqls == 1)
        #expect(try world.workspace.checkup().database.isSound)
    }

    @Test("An old id that another lead names too stays that lead's when one is erased")
    func erasedOfTwo() throws {
        let world = try filled()
        try world.erase("22")
        // 13 is 23's alone by now.
        #expect(try world.workspace.find("13").leads == ["23"])
        let stage = "lead_id,at,stage\n13,2026-02-12,mql\n"
        let record = try #require(try world.add([("more.csv", stage)]).first).record
        #expect(record.erased == 0 && record.new == 1)
    }

    @Test("What is held is given, and an objection is written down, by an old id")
    func privacy() throws {
        let world = try filled()
        let files = try world.workspace.files(
            of: world.workspace.find("12"), world.terms("2026-10-02"))
        let held = files.flatMap(\.sections).flatMap { section in
            section.rows.map { "\(section.table) \($0.compactMap { $0 }.joined(separator: " "))" }
        }
        #expect(held.contains { $0.hasPrefix("stage") })
        #expect(held.contains { $0.hasPrefix("rejected 11") || $0.contains(" 11 geen dag") })
        let (person, others) = try world.workspace.findOne("12", Request())
        #expect(person.leads == ["20"] && others.isEmpty)
        try world.workspace.object(person.leads, Request(), world.terms("2026-10-02"))
        let bench = try world.bench()
        #expect(bench.pipeline.explain("12", asOf: "2026-10-01") == nil)
        #expect(bench.whyNoLead("12", asOf: "2026-10-01").en.contains("not judged any more"))
    }

    @Test("Contacts and deals of HubSpot, as it exports them")
    func hubSpot() async throws {
        let contacts = """
            Record ID,Create Date,Original Source,Lifecycle Stage,Became a Marketing Qualified Lead Date,Merged Contact IDs
            71,2026-02-01 09:00,Paid Search,Lead,2026-02-05 09:00,70;69
            72,2026-02-02 09:00,Paid Search,Lead,,

            """
        let deals = """
            Record ID,Deal Name,Deal Stage,Amount,Create Date,Close Date,Associated Contact IDs
            9001,Gemaal,Closed Won,1000,2026-03-01 09:00,2026-03-20 09:00,69

            """
        let files = [("deals.csv", deals), ("contacts.csv", contacts)]
        let bench = try bench(files, TemporaryPlace())
        #expect(await bench.figures().total.counts.won == 1)
        let world = try TestWorkspace()
        try world.add(files)
        #expect(try await figures(world.bench()) == figures(bench))
    }
}
