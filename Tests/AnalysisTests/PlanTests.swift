import Analysis
import Economics
import Funnels
import Intake
import Quantities
import TestSupport
import Testing
import Workbench

struct PlanTests {
    private var world: World {
        var world = World()
        world.leads = """
            lead_id,created_at,source
            L-1,2026-01-02,fair
            L-2,2026-01-03,fair
            L-3,2026-02-03,webinar

            """
        // The SQL of February is of an MQL of January.
        world.stages = """
            lead_id,at,stage
            L-1,2026-01-10,mql
            L-2,2026-01-11,mql
            L-3,2026-02-05,mql
            L-1,2026-02-08,sql

            """
        world.spend = """
            month,source,amount,category
            2026-01,fair,300.00,media
            2026-02,fair,290.00,media
            2026-02,*,28.00,content
            2026-01,*,99.00,people

            """
        world.plan = """
            month,source,spend,mqls,sqls,won
            2026-01,fair,250.00,3,0,
            2026-02,fair,280.00,4,1,
            2026-02,webinar,,7,,1

            """
        return world
    }

    private func plan(asOf: String, _ world: World? = nil) async throws -> PlanFigures {
        let bench = try (world ?? self.world).bench(asOf: asOf)
        return try #require(await bench.plan())
    }

    @Test("Actual, plan and difference per month and source, worked out by hand")
    func differences() async throws {
        let plan = try await plan(asOf: "2026-02-28")
        #expect(plan.months.count == 2)
        let january = plan.months[0]
        #expect(january.cutTo == nil)
        let fair = try #require(january.rows.first { $0.key == "fair" })
        #expect(fair.spend.actual.value?.cents == 30_000)
        #expect(fair.spend.difference?.cents == 5_000)
        #expect(fair.mqls.actual.value == 2)
        #expect(fair.mqls.difference == -1)
        #expect(fair.sqls.actual.value == 0)
        // Nobody planned customers, and no file tells of any.
        #expect(fair.won.plan == nil && fair.won.difference == nil)

        let february = plan.months[1]
        let later = try #require(february.rows.first { $0.key == "fair" })
        // The SQL counts in its own month, though its MQL is of January.
        #expect(later.sqls.actual.value == 1)
        #expect(later.mqls.actual.value == 0)
        #expect(later.mqls.difference == -4)
        let webinar = try #require(february.rows.first { $0.key == "webinar" })
        #expect(webinar.spend.actual.absence == .noSpendForRow)
        #expect(webinar.mqls.difference == -6)
        // Shared content is in the total only; own people are no bought cost.
        #expect(february.total.spend.actual.value?.cents == 31_800)
        #expect(february.total.spend.plan?.cents == 28_000)
        #expect(plan.total.mqls.actual.value == 3)
        #expect(plan.total.mqls.plan == 14)
        #expect(plan.total.spend.actual.value?.cents == 61_800)
    }

    @Test("The plan of a month that is not over is cut by days: 14 of 28 days is half")
    func cut() async throws {
        let plan = try await plan(asOf: "2026-02-14")
        let february = plan.months[1]
        #expect(february.cutTo?.lastDay == "2026-02-14")
        let fair = try #require(february.rows.first { $0.key == "fair" })
        #expect(fair.mqls.plan == 2)
        #expect(fair.spend.plan?.cents == 14_000)
        // Half of € 290.00 of spend, which is for the whole month.
        #expect(fair.spend.actual.value?.cents == 14_500)
        // Half of 1 is rounded to even.
        #expect(fair.sqls.plan == 0)
        #expect(try await self.plan(asOf: "2026-01-31").months.count == 1)
    }

    @Test("A plan for all sources together goes before their sum, and says where the two differ")
    func forAll() async throws {
        var world = world
        world.plan = (world.plan ?? "") + "2026-01,*,,5,,\n"
        let months = try await plan(asOf: "2026-02-28", world).months
        #expect(months[0].total.mqls.plan == 5)
        #expect(months[0].total.spend.plan?.cents == 25_000)
        #expect(months[0].totalDiffersFromSources)
        #expect(!months[1].totalDiffersFromSources)
    }

    @Test("The total compares only what was planned, measure by measure")
    func comparable() async throws {
        var world = world
        world.plan = "month,source,mqls,spend\n2026-01,fair,3,\n2026-02,fair,,100.00\n"
        let total = try await plan(asOf: "2026-02-28", world).total
        // Two MQLs in January, for which three were planned; one more in February, without a plan.
        #expect(total.mqls.actual.value == 2)
        #expect(total.mqls.difference == -1)
        #expect(total.spend.actual.value?.cents == 31_800)
        #expect(total.spend.plan?.cents == 10_000)
    }

    @Test("A month costs the same in the plan and in the report, on whatever day it is looked at")
    func sameMonth() async throws {
        var world = world
        world.spend = "from,to,source,amount\n2026-01-01,2026-03-31,fair,100.03\n"
        world.plan = "month,source,spend\n2026-01,fair,30.00\n"
        var cents: [Int64?] = []
        for asOf in ["2026-02-15", "2026-03-31"] {
            let bench = try world.bench(asOf: asOf, period: "2026-01")
            cents.append(await bench.figures().total.boughtFor.value?.cents)
            cents.append(await bench.plan()?.total.spend.actual.value?.cents)
        }
        // 31 of 90 days of 10,003 cents: 3,445.48.
        #expect(cents == [3445, 3445, 3445, 3445])
    }

    @Test("Two ways of writing a source that no rule knows are one row, whatever the order")
    func spelling() async throws {
        for names in [
            ["Dealer Net", "dealer-net", "DEALER NET"], ["dealer-net", "DEALER NET", "Dealer Net"],
        ] {
            var world = World()
            world.leads = "lead_id,created_at,source\nL-1,2026-01-02,\(names[0])\n"
            world.stages = "lead_id,at,stage\nL-1,2026-01-03,mql\n"
            world.spend = "month,source,amount\n2026-01,\(names[1]),50.00\n"
            world.plan = "month,source,mqls\n2026-01,\(names[2]),2\n"
            let bench = try world.bench(asOf: "2026-01-31")
            let rows = await bench.figures().rows
            #expect(rows.count == 1)
            #expect(rows[0].costs.perMQL.value?.cents == 5_000)
            let plan = try #require(await bench.plan()).months[0].rows
            // As spend writes it.
            #expect(rows[0].key == names[1] && plan.map(\.key) == [names[1]])
            #expect(plan[0].mqls.difference == -1)
            #expect(plan[0].spend.actual.value?.cents == 5_000)
        }
    }

    @Test("What came of a planned source that no lead has is not known, and no outcome of 0")
    func unknownSource() async throws {
        var world = world
        world.plan = "month,source,mqls\n2026-02,new site,2\n2026-02,Another,1\n"
        let months = try await plan(asOf: "2026-02-28", world).months
        let row = try #require(months[0].rows.first { $0.key == "new site" })
        #expect(row.mqls.actual.absence == .noLeadOfName && row.won.actual.value == nil)
        #expect(row.mqls.difference == nil)
        // The three months of the fair are known, and the webinar had its lead in another row.
        #expect(try #require(months[0].rows.first { $0.key == "fair" }).mqls.actual.value == 0)
        #expect(months[0].total.mqls.plan == 3)
    }

    @Test("The plan of a month that is not over is the sum of its rows, however they were rounded")
    func cutSum() async throws {
        var world = world
        world.plan = "month,source,mqls\n2026-02,a,1\n2026-02,b,1\n2026-02,c,1\n"
        // 10 of 28 days: 0.36 each, 1.07 together.
        let month = try await plan(asOf: "2026-02-10", world).months[0]
        #expect(month.rows.compactMap(\.mqls.plan).reduce(0, +) == 0)
        #expect(month.total.mqls.plan == 0)
    }

    @Test("Without a plan there is none; a wrong row is named and left out")
    func problems() async throws {
        var world = world
        world.plan = nil
        let none = await (try world.bench(asOf: "2026-02-28")).plan()
        #expect(none?.months.count == nil)
        world.plan = """
            month,source,mqls,spend
            2026-13,fair,3,
            2026-01,,3,
            2026-01,fair,3.5,
            2026-01,fair,4,x
            2026-01,fair,4,10.00
            2026-01,fair,1,

            """
        let bench = try world.bench(asOf: "2026-02-28")
        let problems = bench.reading.problems.listed.map(\.description)
        #expect(problems.count == 5)
        #expect(problems[0].contains("plan.csv:2:1: month \"2026-13\" is not a month"))
        #expect(problems[1].contains("plan.csv:3:9: source is empty"))
        #expect(problems[2].contains("\"3.5\" is not a whole number"))
        #expect(problems[3].contains("\"x\" is not an amount"))
        #expect(problems[4].contains("has a plan for this month on line 6 already"))
        let plan = try #require(await bench.plan())
        #expect(plan.total.mqls.plan == 5)
        let table = try #require(bench.reading.tables.first { $0.file == "plan.csv" })
        #expect(table.rows == table.new + table.rejected)
    }
}

struct HandoverTests {
    /// Five MQLs of 1 March: two called after 1 and 4 days, one rejected uncalled, one waiting, one
    /// of the last day.
    private var world: World {
        var world = World()
        world.leads = """
            lead_id,created_at,source,pain,budget
            L-1,2026-03-01,fair,leaks,
            L-2,2026-03-01,fair,,5000
            L-3,2026-03-01,fair,,
            L-4,2026-03-01,fair,,
            L-5,2026-03-01,webinar,,

            """
        world.stages = """
            lead_id,at,stage,reason
            L-1,2026-03-01,mql,
            L-2,2026-03-01,mql,
            L-3,2026-03-01,mql,
            L-4,2026-03-01,mql,
            L-5,2026-03-20,mql,
            L-1,2026-03-02,contacted,
            L-2,2026-03-05,contacted,
            L-3,2026-03-10,rejected,Geen budget
            L-2,2026-03-12,rejected,
            L-1,2026-03-15,sql,

            """
        return world
    }

    @Test("Contacted, in time, half within, waiting, rejected: counted by hand")
    func counts() async throws {
        let handover = await (try world.bench(asOf: "2026-03-21")).handover()
        let fair = try #require(handover.rows.first { $0.key == "fair" })
        #expect(fair.mqls.value == 4)
        #expect(fair.contacted.value == 2)
        // Of four that had 3 days, L-1 was called within them. L-5 has had one day.
        #expect(fair.inTime.value?.contacted == 1 && fair.inTime.value?.of == 4)
        // After 1 day one of four, after 4 days two of four: half within 4 days.
        #expect(fair.medianDays.value == .some(.some(4)))
        #expect(fair.waiting.value == 1)
        #expect(fair.rejected.value == 2)
        #expect(fair.sqlOfContacted.value?.rate == 0.5)
        let webinar = try #require(handover.rows.first { $0.key == "webinar" })
        #expect(webinar.medianDays.value == .some(nil))
        #expect(webinar.inTime.absence == .noMQLs)
        #expect(webinar.sqlOfContacted.absence == .noneContacted)
        #expect(handover.total.waiting.value == 2)
        // The same as the list of those whom nobody called.
        let bench = try world.bench(asOf: "2026-03-21")
        let waiting = bench.pipeline.waiting(bench.question, atLeast: 0).value
        #expect(waiting?.map(\.id) == ["L-4", "L-5"])
    }

    @Test("Rejections by the code of their reason, and what is known at the hand-over")
    func reasons() async throws {
        let handover = await (try world.bench(asOf: "2026-03-21")).handover()
        #expect(
            handover.rejections?.map { "\($0.reason ?? "-") \($0.count)" } == [
                "no-budget 1", "- 1",
            ])
        let pain = try #require(handover.checklist.first { $0.key == "pain" })
        #expect(pain.mqls == 1 && pain.sqls == 1)
        let budget = try #require(handover.checklist.first { $0.key == "budget" })
        #expect(budget.mqls == 1 && budget.sqls == 0)
        // No file has a column for it, which is not the same as nobody knowing.
        #expect(handover.checklist.first { $0.key == "timeline" }?.mqls == .some(nil))
        #expect(handover.checklistMQLs == 5 && handover.checklistSQLs == 1)
    }

    @Test("On the day before a call it has not happened")
    func asOf() async throws {
        let handover = await (try world.bench(asOf: "2026-03-04")).handover()
        #expect(handover.total.contacted.value == 1)
        #expect(handover.total.rejected.absence == .noRejections)
        #expect(handover.rejections == nil)
    }
}
