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

/// One person under several ids, from files and from a workspace.
struct PersonStoreTests {
    /// Tessa stands under, and only A-7 became an MQL; the deal is at A-2. Kim and Lou share an
    /// address and have other names; info@ is of nobody.
    private let leads = """
        lead_id,created_at,source,campaign,email,first_name,last_name,company
        A-7,2026-02-01,google-ads,voorjaar,tessa@sloot.example,Tessa,,Sloot
        A-2,2026-02-20,linkedin-ads,zomer,Tessa Sloot <TESSA@sloot.example>,T.,Sloot,Sloot BV
        A-3,2026-02-02,beurs,,balie@gracht.example,Kim,Gracht,Gracht
        A-4,2026-02-03,beurs,,balie@gracht.example,Lou,Gracht,Gracht
        A-5,2026-02-04,beurs,,info@vaart.example,,,Vaart
        A-6,2026-02-05,beurs,,info@vaart.example,,,Vaart

        """
    private let stages = """
        lead_id,at,stage
        A-7,2026-02-08,mql
        A-2,2026-03-01,sql
        A-3,2026-02-09,mql
        A-4,2026-02-10,mql
        A-5,2026-02-11,mql

        """
    private let activities = """
        lead_id,at,action,content,seconds,session,source
        A-7,2026-02-06 10:00,spec_download,gemaal,30,a,google-ads
        A-2,2026-02-07 10:00,pricing_page,,,b,linkedin-ads
        A-7,2026-02-07 11:00,pricing_page,,,c,

        """
    private let deals = """
        deal_id,status,created_at,closed_at,amount,margin,lead_ids
        D-1,won,2026-03-02,2026-03-20,1000,400,A-2
        D-2,won,2026-03-03,2026-03-21,500,200,A-7;A-2

        """
    private var files: [(String, String)] {
        [
            ("leads.csv", leads), ("stages.csv", stages), ("activities.csv", activities),
            ("deals.csv", deals),
        ]
    }

    private func bench(
        _ files: [(String, String)], _ place: TemporaryPlace, jobs: Int = 1,
        _ change: (inout Request) -> Void = { _ in }
    ) throws -> Bench {
        var request = Request()
        request.data = try files.map { try place.write($0.1, to: $0.0) }
        request.asOf = "2026-04-30"
        request.jobs = jobs
        change(&request)
        return try Bench(request)
    }

    private func figures(_ bench: Bench) async -> String {
        guard case .object(let members) = FiguresJSON(await bench.figures(), bench.context()).value
        else { return "" }
        return members.first { $0.0 == "figures" }?.1.text ?? ""
    }

    @Test("Counted once, by the first of its ids, with the stages and deals of all")
    func once() async throws {
        let place = try TemporaryPlace()
        let bench = try bench(files.filter { $0.0 != "activities.csv" }, place)
        let figures = await bench.figures()
        // Tessa, Kim, Lou, and one of the two of info@: 4 MQLs of 5 leads.
        #expect(figures.total.counts.mqls == 4)
        #expect(figures.total.counts.leads == 5)
        #expect(figures.notes.persons == .init(persons: 1, ids: 2))
        let google = figures.rows.first { $0.key == "google-ads" }
        #expect(google?.counts.mqls == 1)
        #expect(google?.counts.sqls == 1)
        #expect(google?.counts.won == 1)
        // 400 + 200 of margin, of two deals, and each once.
        #expect(google?.counts.margins.net == 60_000)
        #expect(google?.counts.deals == 2)
        #expect(figures.rows.allSatisfy { $0.key != "linkedin-ads" || $0.counts.leads == 0 })
        #expect(figures.notes.leadsAfterAsOf == 0)
    }

    @Test("Every id is found, and shows the person under the smallest")
    func explained() throws {
        let place = try TemporaryPlace()
        let bench = try bench(files, place)
        for id in ["A-2", "A-7"] {
            let explanation = try #require(bench.pipeline.explain(id, asOf: "2026-04-30"))
            #expect(explanation.leadID == "A-2")
            #expect(explanation.otherIDs == ["A-7"])
        }
        let listed = bench.pipeline.list(bench.question, only: nil)
        #expect(listed.map(\.id).sorted() == ["A-2", "A-3", "A-4", "A-5", "A-6"])
        #expect(bench.reading.facts.activities.rows(of: 0).isEmpty)
        #expect(bench.reading.facts.activities.rows(of: 1).count == 3)
        #expect(bench.reading.facts.activities.touches.rows(of: 1).count == 2)
    }

    @Test("The same from files in any order, by any number of jobs, and from a workspace")
    func equal() async throws {
        let place = try TemporaryPlace()
        let expected = try await figures(bench(files, place))
        let lines = leads.split(separator: "\n")
        let turned =
            ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n"
        var other = files
        other[0].1 = turned
        #expect(try await figures(bench(Array(other.reversed()), place, jobs: 3)) == expected)
        let world = try TestWorkspace()
        try world.add([files[0], files[1]], rules: "b2b")
        try world.add([files[2], files[3]], rules: "b2b")
        #expect(try await figures(world.bench(asOf: "2026-04-30")) == expected)
        // And by way of what is kept of the facts, before and after one of the ids has gone.
        func kept() async throws -> String {
            try await figures(
                world.bench(asOf: "2026-04-30") {
                    $0.program = "test"
                })
        }
        for _ in 0..<3 { #expect(try await kept() == expected) }
        let more = "lead_id,at,action\nA-7,2026-02-05 09:00,brochure\n"
        try world.add([("more.csv", more)])
        let withMore = files + [("more.csv", more)]
        let later = try await figures(bench(withMore, place))
        #expect(try await kept() == later)
        #expect(try await kept() == later)
    }

    @Test("Taking back the import that had the second id leaves the first as it was")
    func undo() async throws {
        let world = try TestWorkspace()
        let lines = leads.split(separator: "\n", omittingEmptySubsequences: false)
        let one = "\(lines[0])\n\(lines[1])\n"
        let two = "\(lines[0])\n\(lines[2])\n"
        try world.add([("one.csv", one)])
        let before = try await figures(world.bench())
        let receipt = try world.add([("two.csv", two)])[0]
        let both = try world.bench()
        #expect(both.reading.facts.persons.groups.count == 1)
        #expect(await both.figures().total.counts.leads == 1)
        _ = try world.workspace.undo(receipt.record.number, world.terms("2026-10-02"))
        #expect(try await figures(world.bench()) == before)
    }

    @Test("Ids that HubSpot has merged are one person, in files and in a workspace")
    func merged() async throws {
        let export = """
            Record ID,Create Date,Original Source,Lifecycle Stage,Became a Marketing Qualified Lead Date,Merged Contact IDs
            31,2026-02-01 09:00,Paid Search,Marketing Qualified Lead,2026-02-09 09:00,30;29
            30,2026-01-20 09:00,Organic Search,Marketing Qualified Lead,2026-02-05 09:00,
            32,2026-02-02 09:00,Paid Search,Lead,,

            """
        let place = try TemporaryPlace()
        let figures = try await bench([("hs.csv", export)], place).figures()
        #expect(figures.total.counts.leads == 2)
        #expect(figures.total.counts.mqls == 1)
        let world = try TestWorkspace()
        try world.add([("hs.csv", export)])
        let again = try await world.bench(asOf: "2026-04-30").figures()
        #expect(again.total.counts.mqls == 1)
        #expect(again.notes.persons == figures.notes.persons)
    }

    @Test("Erasing takes all ids of one person, and nobody else who has the address")
    func eraseOne() throws {
        let world = try TestWorkspace()
        try world.add([
            (
                "p.csv",
                """
                lead_id,created_at,source,email,first_name,last_name
                P-1,2026-03-01,fair,kim@kade.example,Kim,Bos
                P-2,2026-04-01,web,Kim <KIM@kade.example>,,
                I-1,2026-03-02,web,info@kade.example,Jan,Vis
                I-2,2026-03-03,web,info@kade.example,Els,Mol
                C-1,2026-03-04,web,balie@kust.example,An,Bos
                C-2,2026-03-05,web,balie@kust.example,Piet,Vis

                """
            )
        ])
        func one(_ who: String) throws -> [[String]] {
            let found = try world.workspace.findOne(who, Request())
            return [found.person.leads, found.others]
        }
        #expect(try one("P-2") == [["P-1", "P-2"], []])
        #expect(try one("kim@kade.example") == [["P-1", "P-2"], []])
        // A task's address, and one under two names, are of several persons.
        #expect(try one("I-1") == [["I-1"], ["I-2"]])
        #expect(try one("C-2") == [["C-2"], ["C-1"]])
        #expect { try world.workspace.findOne("info@kade.example", Request()) } throws: {
            "\($0)".contains("of several persons") && "\($0)".contains("I-2")
        }
        let person = try world.workspace.findOne("P-2", Request()).person
        _ = try world.workspace.erase(person, Request(), world.terms("2026-10-02"))
        let left = try world.bench().reading.facts.leads.index
        #expect(left.find("P-1") == nil && left.find("P-2") == nil && left.find("I-1") != nil)
        #expect(try world.workspace.checkup().database.isSound)
    }
}
