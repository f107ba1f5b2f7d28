import Analysis
import Funnels
import Intake
import Quantities
import Reports
import TestSupport
import Testing
import Workbench

/// Up to which day it is known what became of MQLs.
///
/// On each day of June somebody becomes an MQL, and of every third day it becomes an SQL ten days later. By 30
/// June six of those of the first twenty days have become one (of 3, 6, 9, 12, 15 and 18 June), and of the last
/// ten nobody can have: 6 of the 20 that had their time, 30%.
struct ObservedUntilTests {
    private let today: Day = "2027-12-31"

    private func june(leadsUntil: Int = 30, more: [String] = []) -> World {
        var world = World()
        var stages = "lead_id,at,stage\n"
        for day in 1...leadsUntil {
            let date: Day = ("2026-06-01" as Day).advanced(by: day - 1)
            world.leads += "P\(day),\(date),fair\n"
            guard day <= 30 else { continue }
            stages += "P\(day),\(date),mql\n"
            if day % 3 == 0, day <= 20 { stages += "P\(day),\(date.advanced(by: 10)),sql\n" }
        }
        world.stages = stages + more.map { $0 + "\n" }.joined()
        return world
    }

    private func bench(
        _ world: World, asOf: Day? = nil, exportedOn: Day? = nil,
        names: [String: String] = [:]
    ) throws -> Bench {
        var request = Request()
        (request.asOf, request.exportedOn) = (asOf, exportedOn)
        let sources = world.sources.map { source in
            names[source.name].map { name in
                ByteSource(
                    name: name,
                    text: source.name == "leads.csv" ? world.leads : world.stages ?? "")
            } ?? source
        }
        return try Bench(request, sources: sources, book: RuleFiles.ruleBook("b2b"))
    }

    private func observed(_ world: World, said: Day? = nil, today: Day? = nil) throws
        -> ObservedUntil
    {
        let reading = try Reading.read(world.sources, options: ReadingOptions())
        return ObservedUntil(reading, in: .utc, said: said, today: today ?? self.today)
    }

    @Test(
        "An export of the first day of a month, on which nothing came, ends the period a day before"
    )
    func firstOfMonth() throws {
        let end: Day = "2026-07-01"
        #expect(
            try bench(june(), asOf: end, exportedOn: end).question.period.lastDay == "2026-06-30")
        // What came on that day, or was spent on it, belongs to it.
        #expect(
            try bench(june(leadsUntil: 31), asOf: end, exportedOn: end).question.period.lastDay
                == end)
        var spent = june()
        spent.spend = "month,source,amount\n2026-07,fair,100.00\n"
        #expect(try bench(spent, asOf: end, exportedOn: end).question.period.lastDay == end)
        // On the second day there is a month of which nothing came.
        let later: Day = "2026-07-02"
        #expect(
            try bench(june(), asOf: later, exportedOn: later).question.period.lastDay == later)
    }

    @Test(
        "The same files read later give the same rates",
        arguments: [nil, 0, 1, 7, 59, 365] as [Int?])
    func lateness(days: Int?) async throws {
        let last: Day = "2026-06-30"
        let bench = try bench(june(), asOf: days.map { last.advanced(by: $0) })
        #expect(bench.question.asOf == last.advanced(by: days ?? 0))
        #expect(bench.question.period.lastDay == last)
        let figures = await bench.figures()
        let matured = try #require(figures.total.matured.value)
        #expect(matured.sqls == 6)
        #expect(abs(matured.maturedEquivalent - 20) < 1e-9)
        let first = await (try self.bench(june())).figures()
        #expect(figures.total.stillToCome == first.total.stillToCome)
        #expect(figures.total.stillToCome.value.map { $0.expected > 1 } == true)
        let title = FiguresReport(figures, bench.context()).document.title
        #expect(
            title.contains("the data go to 30 Jun 2026") == ((days ?? 0) > 1), "\(title)")
    }

    @Test("A later day is said in the first line, in both languages and as data")
    func words() async throws {
        let bench = try bench(june(), asOf: "2026-08-28")
        let figures = await bench.figures()
        #expect(
            FiguresReport(figures, bench.context()).document.title.contains(
                "as of 28 Aug 2026; the data go to 30 Jun 2026, 59 days before"))
        #expect(
            FiguresReport(figures, bench.context(.nl)).document.title.contains(
                "peildatum 28 aug 2026; de gegevens gaan tot 30 jun 2026, 59 dagen eerder"))
        let json = FiguresReport(figures, bench.context()).json.text
        #expect(json.contains(#""data_until": "2026-06-30""#))
        #expect(json.contains(#""observed_until": "2026-06-30""#))
    }

    @Test("The day in the name of a file, or that somebody says, goes before the last row")
    func stated() throws {
        let named = try bench(june(), names: ["leads.csv": "people-2026-07-03.csv"])
        #expect(named.observed.day == "2026-07-03")
        #expect(named.observed.reason == .stated(file: "people-2026-07-03.csv"))
        // Stages on each day do stop for three days by chance.
        #expect(named.observed.sqls == "2026-07-03")
        let said = try bench(june(), exportedOn: "2026-07-05")
        #expect(said.observed.day == "2026-07-05")
        #expect(said.observed.reason == .said)
        let both = try bench(
            june(), names: ["leads.csv": "a-2026-07-03.csv", "stages.csv": "b-2026-07-09.csv"])
        #expect(both.observed.day == "2026-07-09")
        #expect(both.reading.tables.map(\.until) == ["2026-07-03", "2026-07-09"])
        // A day that somebody said once is not that of files which go on after it.
        #expect(try bench(june(), exportedOn: "2026-05-01").observed.day == "2026-06-30")
    }

    @Test("Spend, plans and open deals say nothing of what became of leads; a decided deal does")
    func others() throws {
        var world = june()
        world.spend = "month,source,amount\n2026-11,fair,100\n"
        world.plan = "month,source,mqls\n2027-01,fair,10\n"
        world.deals =
            "deal_id,lead_id,status,created_at,closed_at,amount\n"
            + "D1,P1,open,2026-07-20,2026-12-31,100\n"
        #expect(try observed(world).day == "2026-06-30")
        world.deals? += "D2,P2,won,2026-06-20,2026-07-02,100\n"
        #expect(try observed(world).day == "2026-07-02")
    }

    @Test("Days that are still to come do not count, unless all are")
    func future() throws {
        let world = june(more: ["P4,2026-07-25,sql"])
        #expect(try observed(world).day == "2026-07-25")
        let early = try observed(world, today: "2026-07-01")
        #expect(early.day == "2026-06-30")
        #expect(early.ahead == "2026-07-25")
        #expect(try observed(world, today: "2020-01-01").day == "2026-07-25")
    }

    @Test(
        "A day far after all others does not count where data are dense, and does where they are not"
    )
    func apart() throws {
        let dense = try observed(june(more: ["P4,2026-09-15,sql"]))
        #expect(dense.day == "2026-06-30")
        #expect(dense.apart == ["2026-09-15"])
        // Thirty days after is no day apart.
        #expect(try observed(june(more: ["P4,2026-07-30,sql"])).day == "2026-07-30")
        var sparse = World()
        sparse.leads += "A,2026-01-05,fair\nB,2026-02-20,fair\n"
        sparse.stages = "lead_id,at,stage\nA,2026-01-06,mql\nA,2026-05-11,sql\n"
        let found = try observed(sparse)
        #expect(found.day == "2026-05-11")
        #expect(found.apart.isEmpty)
    }

    @Test("Stages that end long before the leads are known to their own last day")
    func stagesEnd() async throws {
        // Leads go on for sixty days, and each of thirty days before has a stage. The chance of so many
        // quiet days is e^(−29/30 · 60), nothing.
        let world = june(leadsUntil: 90)
        let found = try observed(world)
        #expect(found.day == "2026-08-29")
        #expect(found.sqls == "2026-06-30")
        let bench = try bench(world)
        let figures = await bench.figures()
        #expect(figures.question.asOf == "2026-08-29")
        #expect(figures.total.matured.value?.sqls == 6)
        #expect(figures.total.matured.value.map { abs($0.maturedEquivalent - 20) < 1e-9 } == true)
        #expect(
            FiguresReport(figures, bench.context()).document.title.contains(
                "as of 29 Aug 2026; what became of MQLs is known to 30 Jun 2026, 60 days before"))
        let files = FiguresReport(figures, bench.context()).document.text
        #expect(files.contains("leads.csv goes to 29 Aug 2026, stages.csv goes to 30 Jun 2026"))
    }

    @Test("Stages that are merely quiet for some days were observed as long as their file")
    func stagesAreQuiet() throws {
        // Stages on each of 30 days: four quiet days have a chance of e^(−29/30 · 4) = 2.1%, five of 0.8%.
        #expect(try observed(june(leadsUntil: 34)).sqls == "2026-07-04")
        #expect(try observed(june(leadsUntil: 35)).sqls == "2026-06-30")
    }

    @Test("SQLs that end while other stages go on have an end of their own")
    func sqlsEnd() throws {
        // MQLs every day to 29 August, SQLs to 28 June: 6 in 28 days. Of sixty-two quiet days the chance
        // is e^(−5/28 · 62), 1 in 64,000.
        let more = (31...90).map { day in
            "P\(day),\(("2026-06-01" as Day).advanced(by: day - 1)),mql"
        }
        let found = try observed(june(leadsUntil: 90, more: more))
        #expect(found.day == "2026-08-29")
        #expect(found.sqls == "2026-06-28")
    }
}

extension Document {
    fileprivate var text: String { TextFormat(.en).write(self).replacing("\n  ", with: " ") }
}
