import Analysis
import Economics
import Funnels
import Quantities
import Reports
import TestSupport
import Testing
import Workbench

struct BudgetFiguresTests {
    /// Two sources of ten MQLs a month for half a year. Of those of google 2 of 10 become an SQL and 1 of
    /// 10 a customer of € 3,000 margin; the bought list costs half and brings nothing.
    private var world: World {
        var world = World()
        var stages = "lead_id,at,stage\n"
        var deals = "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n"
        var spend = "month,source,amount,category\n"
        for month in 1...6 {
            for (source, cents) in [("google-ads", 1000), ("purchased-list", 500)] {
                spend += "2026-0\(month),\(source),\(cents + 10 * month),media\n"
                for number in 1...10 {
                    let id = "\(source)-\(month)-\(number)"
                    world.leads += "\(id),2026-0\(month)-0\(number % 9 + 1),\(source)\n"
                    stages += "\(id),2026-0\(month)-10,mql\n"
                    guard source == "google-ads", number <= 2 else { continue }
                    stages += "\(id),2026-0\(month)-20,sql\n"
                    let status = number == 1 ? "won" : "lost"
                    deals +=
                        "D\(id),\(status),2026-0\(month)-20,2026-0\(month)-28,9000,3000,\(id)\n"
                }
            }
        }
        (world.stages, world.deals, world.spend) = (stages, deals, spend)
        return world
    }

    private func budget(
        _ goal: BudgetGoal, jobs: Int = 1, _ change: (inout BudgetFigures.Asked) -> Void = { _ in }
    ) async throws -> BudgetFigures {
        var asked = BudgetFigures.Asked(goal, try #require(Period("2027-Q1")))
        asked.requiredReturn = 100
        change(&asked)
        let bench = try world.bench(asOf: "2026-06-30", jobs: jobs)
        return try await bench.budget(asked)
    }

    private func row(_ budget: BudgetFigures, _ key: String) throws -> BudgetFigures.Row {
        try #require(budget.rows.first { $0.key == key })
    }

    @Test("The list that is cheap per MQL and brings nothing gets nothing; what is left is kept")
    func cheapSource() async throws {
        let found = try await budget(.amount(2_000_000))
        let (google, list) = (try row(found, "google-ads"), try row(found, "purchased-list"))
        #expect(list.spend.cents == 0 && list.reason == .bringsLess)
        // Twice the highest month of € 1,060, for three months, seems best; of so few sales it is not sure that
        // more money than today's € 4,800 comes back. That the list's is better spent on google is.
        #expect(google.best == Money(cents: 636_000) && google.reason == .partOfTheWay)
        #expect(google.spend == Money(cents: 480_000))
        #expect(found.unspent == Money(cents: 2_000_000 - 480_000))
        #expect(found.plan.step > 0.4 && found.plan.step < 0.8)
        // A month as in April to June: € 1,040, € 1,050 and € 1,060.
        #expect(google.now == Money(cents: 315_000))
        // What is done is sure enough; all of what seems best would not be.
        let chance = try #require(found.plan.chanceBetter)
        let ofAll = try #require(found.plan.chanceOfBest)
        #expect(chance >= 0.9 && ofAll > 0.7 && ofAll < 0.9)
    }

    @Test("Sources that are alike keep today's division, and no chance is said")
    func alike() async throws {
        var world = World()
        var stages = "lead_id,at,stage\n"
        var deals = "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n"
        var spend = "month,source,amount\n"
        for month in 1...8 {
            for source in ["north", "south", "west"] {
                spend += "2026-0\(month),\(source),2000\n"
                // 14 or 15 a month of each: a lead more or less is chance.
                for number in 1...(source == "west" && month % 2 == 0 ? 15 : 14) {
                    let id = "\(source)-\(month)-\(number)"
                    world.leads += "\(id),2026-0\(month)-05,\(source)\n"
                    stages += "\(id),2026-0\(month)-05,mql\n"
                    guard number <= 2 else { continue }
                    stages += "\(id),2026-0\(month)-12,sql\n"
                    let isWon = number == 1 && (source == "north" || month % 2 == 0)
                    deals +=
                        "D\(id),\(isWon ? "won" : "lost"),2026-0\(month)-12,2026-0\(month)-25,9000,5000,\(id)\n"
                }
            }
        }
        (world.stages, world.deals, world.spend) = (stages, deals, spend)
        let bench = try world.bench(asOf: "2026-08-31")
        var asked = BudgetFigures.Asked(.amount(1_800_000), try #require(Period("2026-Q4")))
        asked.spendsAll = true
        let found = try await bench.budget(asked)
        #expect(found.plan.step == 0 && found.plan.chanceBetter == nil)
        #expect(found.rows.allSatisfy { $0.spend.cents == 600_000 && $0.reason == .asToday })
        let text = TextFormat().write(
            BudgetReport(found, bench.context(command: "mql budget")).document
        ).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("whether another is better cannot be told"))
        // Eight months are no year: what they were learned from is said, and that no season is known.
        #expect(text.contains("that takes 13 months of data, and there are 8."))
        #expect(text.contains("January to August 2026") && found.monthEffects.season == nil)
    }

    @Test("The months add up to the plan, and the last balance is what is left of the margin")
    func arrivals() async throws {
        let found = try await budget(.amount(500_000))
        let total = found.plan.total
        func sum(_ part: (BudgetFigures.Arrival) -> Double) -> Double {
            found.arrivals.reduce(0) { $0 + part($1) }
        }
        #expect(abs(sum(\.mqls) - total.mqls) < 1e-9)
        #expect(abs(sum(\.sqls) - total.sqls) < 1e-9)
        #expect(abs(sum(\.customers) - total.customers) < 1e-9)
        #expect(
            found.arrivals.reduce(0) { $0 + $1.spend.cents }
                == found.rows.reduce(0) { $0 + $1.spend.cents })
        let balance = try #require(found.arrivals.last?.balance)
        #expect(abs(Double(balance.cents) - total.gain) < 1)
        // MQLs come 31, 28 and 31 days of 90; an SQL takes 10 days, so some of March come in April.
        #expect(abs(found.arrivals[0].mqls / total.mqls - 31.0 / 90) < 1e-9)
        #expect(abs(found.arrivals[0].sqls / total.sqls - 21.0 / 90) < 1e-9)
        #expect(abs(found.arrivals[3].sqls / total.sqls - 10.0 / 90) < 1e-9)
    }

    @Test(
        "Equal questions give equal plans, whatever the number of jobs; another seed draws others")
    func repeatable() async throws {
        let (one, two) = (
            try await budget(.amount(500_000)), try await budget(.amount(500_000), jobs: 3)
        )
        #expect(one.plan.spend == two.plan.spend)
        let (chance, again) = (one.plan.sqls.chance(atLeast: 5), two.plan.sqls.chance(atLeast: 5))
        #expect(chance == again && one.plan.gain == two.plan.gain)
        let other = try await budget(.amount(500_000)) { $0.seed = 2 }.plan.sqls.chance(atLeast: 5)
        #expect(other != chance)
    }

    @Test("Fixed, least, most and whole amounts are kept to the cent")
    func terms() async throws {
        let found = try await budget(.amount(1_000_000)) {
            $0.fixed = ["PURCHASED-LIST": 12_345, "Fair": 50_000]
            $0.most = ["google-ads": 200_000]
        }
        #expect(try row(found, "purchased-list").spend.cents == 12_345)
        let fair = try row(found, "fair")
        #expect(fair.spend.cents == 50_000 && fair.outcome == nil && fair.reason == .asFixed)
        let google = try row(found, "google-ads")
        #expect(google.spend.cents == 200_000 && google.reason == .asAtMost)
        #expect(found.unspent == Money(cents: 737_655))
        // All or nothing: € 3,000 for google is worth it, and € 3,000 for the list is not.
        let wholes = try await budget(.amount(1_000_000)) {
            $0.whole = ["google-ads": 300_000, "purchased-list": 300_000]
        }
        #expect(try row(wholes, "google-ads").reason == .asWhole)
        #expect(try row(wholes, "purchased-list").reason == .notTaken)
    }

    @Test("All that is wrong is told at once")
    func errors() async throws {
        let error = try await #require(throws: FailedVerb.self) {
            try await budget(.amount(100_000)) {
                $0.fixed = ["gogle-ads": 1]
                $0.least = ["google-ads": 2000]
                $0.most = ["google-ads": 1000]
                $0.period = Period(monthOf: "2027-02-01")
                $0.period = Period(first: "2027-01-15", end: "2027-02-01") ?? $0.period
            }
        }
        let lines = error.message.en.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].contains("Did you mean \"google-ads\"?"))
        let tooMuch = try await #require(throws: FailedVerb.self) {
            try await budget(.amount(100_000)) { $0.fixed = ["fair": 100_001] }
        }
        #expect(tooMuch.message.en.contains("EUR 1000.01"))
        let outOfReach = try await #require(throws: FailedVerb.self) {
            try await budget(.sqls(900))
        }
        #expect(outOfReach.message.en.contains("out of reach"))
    }

    @Test("A target is reached in four cases of five, and no euro earlier")
    func target() async throws {
        let found = try await budget(.sqls(4))
        let (chance, expected) = (found.plan.sqls.chance(atLeast: 4), found.plan.total.sqls)
        #expect(chance > 0.77 && expected > 4 && found.unspent == nil)
        let more = try await budget(.sqls(5))
        let spend = { (budget: BudgetFigures) in budget.rows.reduce(0) { $0 + $1.spend.cents } }
        #expect(spend(more) > spend(found))
    }

    @Test("Without a margin it is divided by SQLs, and nothing is said of euros")
    func noMargin() async throws {
        var world = world
        world.deals = nil
        let bench = try world.bench(asOf: "2026-06-30")
        let found = try await bench.budget(.init(.amount(500_000), Period(monthOf: "2027-01-01")))
        #expect(found.margin == nil && found.required == nil)
        #expect(try row(found, "google-ads").spend.cents == 212_000)
        let text = TextFormat().write(
            BudgetReport(found, bench.context(command: "mql budget")).document)
        #expect(text.contains("What becomes of SQLs is not known"))
        #expect(!text.contains("Balance"))
    }

    @Test("The plan that is written is read again, to the cent")
    func planFile() async throws {
        let bench = try world.bench(asOf: "2026-06-30")
        var asked = BudgetFigures.Asked(.amount(500_003), try #require(Period("2027-Q1")))
        asked.spendsAll = true
        let found = try await bench.budget(asked)
        var again = world
        again.plan = BudgetJSON(found, bench.context()).planFile
        let plan = try #require(
            await again.bench(asOf: "2027-06-30", period: "2027-Q1").plan())
        let planned = plan.months.reduce(Int64(0)) { $0 + ($1.total.spend.plan?.cents ?? 0) }
        #expect(planned == found.rows.reduce(0) { $0 + $1.spend.cents })
    }

    /// The same world with more spend, leads and MQLs.
    private func budget(
        spend: String, leads: String = "", stages: String = "",
        _ change: (inout BudgetFigures.Asked) -> Void = { _ in }
    ) async throws -> BudgetFigures {
        var world = world
        world.spend? += spend
        world.leads += leads
        world.stages? += stages
        var asked = BudgetFigures.Asked(.amount(2_000_000), try #require(Period("2027-Q1")))
        asked.requiredReturn = 100
        change(&asked)
        return try await world.bench(asOf: "2026-06-30").budget(asked)
    }

    @Test("A fair is there or it is not: its MQLs of the months after it belong to it")
    func fair() async throws {
        var (leads, stages) = ("", "")
        for number in 1...20 {
            leads += "F\(number),2026-02-10,fair\n"
            stages += "F\(number),2026-02-20,mql\n"
            if number <= 8 { stages += "F\(number),2026-03-20,sql\n" }
        }
        let found = try await budget(
            spend: "2026-01,fair,600,media\n", leads: leads, stages: stages)
        let fair = try row(found, "fair")
        // One month of six, taken whole: 20 MQLs for € 600 as before.
        #expect(fair.reason == .asWhole && fair.spend.cents == 60_000)
        let mqls = try #require(fair.outcome?.mqls)
        // It leans a little on the others, whose MQLs are dearer.
        #expect(mqls > 17 && mqls < 20)
        let dear = try await budget(
            spend: "2026-01,fair,90000,media\n", leads: leads, stages: stages)
        #expect(try row(dear, "fair").reason == .notTaken)
        #expect(try row(dear, "fair").offer != nil)
    }

    @Test(
        "What no lead has the name of, and what brought leads and no MQL, get nothing, each for its reason; what is fixed all the same is a cost"
    )
    func nothing() async throws {
        let spend = "2026-05,billboard,50000,media\n"
        let came = (1...30).map { "B\($0),2026-02-10,billboard\n" }.joined()
        #expect(
            try row(try await budget(spend: spend, leads: came), "billboard").reason
                == .broughtNothing(Money(cents: 5_000_000)))
        let found = try await budget(spend: spend)
        #expect(try row(found, "billboard").reason == .notMatched(Money(cents: 5_000_000)))
        // It is part of going on as today, and brings nothing there.
        let today = try #require(found.plan.asToday)
        #expect(abs(today.spend - 2_000_000) < 1 || today.spend < 2_000_000)
        let fixed = try await budget(spend: "") { $0.fixed = ["fair": 300_000] }
        let total = fixed.plan.total
        let spent = fixed.rows.reduce(0.0) { $0 + Double($1.spend.cents) }
        #expect(abs(total.spend - spent) < 1)
        let last = try #require(fixed.arrivals.last?.balance)
        #expect(abs(Double(last.cents) - total.gain) < 1)
    }

    @Test("Whose MQLs come without spend too is not planned with")
    func withoutSpend() async throws {
        var (leads, stages) = ("", "")
        for month in 1...6 {
            for number in 1...10 {
                leads += "O\(month)-\(number),2026-0\(month)-10,organic-search\n"
                stages += "O\(month)-\(number),2026-0\(month)-20,mql\n"
            }
        }
        let found = try await budget(
            spend: "2026-06,organic-search,100,media\n", leads: leads, stages: stages)
        #expect(try row(found, "organic-search").reason == .comesWithoutSpend)
    }

    @Test("Tests together get no more than their part of the amount, the cheapest first")
    func tests() async throws {
        var (spend, leads, stages) = ("", "", "")
        for source in 1...8 {
            spend += "2026-06,small-\(source),\(80 + source),media\n"
            for number in 1...9 {
                leads += "S\(source)-\(number),2026-06-01,small-\(source)\n"
                stages += "S\(source)-\(number),2026-06-02,mql\n"
                if number <= 5 { stages += "S\(source)-\(number),2026-06-12,sql\n" }
            }
        }
        let found = try await budget(spend: spend, leads: leads, stages: stages) {
            $0.goal = .amount(50_000)
        }
        var tests: [String: Int64] = [:]
        for row in found.rows {
            if case .test = row.reason { tests[row.key] = row.spend.cents }
        }
        // A fifth of € 500.
        let sum = tests.values.reduce(0, +)
        #expect(tests["small-1"] != nil && sum > 0 && sum <= 10_000)
        #expect(found.rows.contains { if case .testTooDear = $0.reason { true } else { false } })
    }

    @Test("A plan for months that are over is refused; idle months at the end are not today")
    func months() async throws {
        let error = try await #require(throws: FailedVerb.self) {
            try await budget(spend: "") { $0.period = Period(monthOf: "2026-05-01") }
        }
        #expect(error.message.en.contains("is over on 2026-06-30"))
        let late = try await world.bench(asOf: "2026-12-31").budget(
            .init(.amount(2_000_000), try #require(Period("2027-Q1"))))
        #expect(late.months == 6 && late.rows.contains { $0.now.cents == 315_000 })
    }

    @Test("The range of the gain holds chance too: no customer leaves the cost")
    func gain() async throws {
        let found = try await budget(.amount(50_000))
        // A customer or two are expected: none at all comes often enough to be in the range.
        let (low, spend) = (found.plan.gain.low, found.plan.total.spend)
        #expect(found.plan.total.customers < 1.5 && abs(low + spend) < 1)
    }
}
