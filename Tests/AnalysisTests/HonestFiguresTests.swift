import Analysis
import Economics
import Funnels
import Intake
import Quantities
import TestSupport
import Testing
import Workbench

/// What reports say of young cohorts, small samples and the future.
struct HonestFiguresTests {
    /// Leads that are MQLs on the day they were created, by source; of each, the first so many became
    /// an SQL after `lag` days.
    private func world(
        _ cohorts: [(source: String, day: String, mqls: Int, sqls: Int, lag: Int)]
    ) throws -> World {
        var world = World()
        var stages = "lead_id,at,stage\n"
        var number = 0
        for cohort in cohorts {
            let day = try #require(Day(iso: cohort.day))
            for place in 0..<cohort.mqls {
                number += 1
                world.leads += "L\(number),\(day),\(cohort.source)\n"
                stages += "L\(number),\(day),mql\n"
                if place < cohort.sqls {
                    stages += "L\(number),\(day.advanced(by: cohort.lag)),sql\n"
                }
            }
        }
        world.stages = stages
        return world
    }

    private func row(_ key: String, _ figures: Figures) throws -> Figures.Row {
        try #require(figures.rows.first { $0.key == key })
    }

    @Test(
        "Sources with equal rates are not ranked; a planted one of three times the rate stands out")
    func againstEachOther() async throws {
        let equal = try world([
            ("fair", "2026-01-05", 60, 6, 20), ("webinar", "2026-01-05", 80, 9, 20),
            ("referral", "2026-01-05", 50, 4, 20),
        ])
        let same = try await equal.bench(asOf: "2026-10-01").figures()
        let comparison = try #require(same.comparison)
        #expect(!comparison.differs)
        #expect(comparison.rows.allSatisfy { !$0.standsOut })
        let planted = try world([
            ("fair", "2026-01-05", 60, 6, 20), ("webinar", "2026-01-05", 80, 9, 20),
            ("referral", "2026-01-05", 50, 18, 20),
        ])
        let other = try await planted.bench(asOf: "2026-10-01").figures()
        let found = try #require(other.comparison)
        #expect(found.differs)
        #expect(found.rows.first?.key == "referral")
        #expect(found.rows.filter(\.standsOut).contains { $0.key == "referral" })
        // 18 of 50 against 15 of 140: 36 − 10.7 points.
        #expect(abs(try #require(found.rows.first).difference.value - (0.36 - 15.0 / 140)) < 1e-12)
    }

    @Test(
        "Two named rows: difference, ratio and chance; names in any case, wrong ones with the nearest"
    )
    func pair() async throws {
        let world = try world([
            ("fair", "2026-01-05", 100, 26, 20), ("webinar", "2026-01-05", 100, 13, 20),
        ])
        let figures = try await world.bench(asOf: "2026-10-01").figures()
        let pair = try figures.pair("Fair", "webinar")
        #expect(abs(pair.difference.low - 0.019829852) < 1e-8)
        #expect(abs(pair.chanceBetter - 0.99022519) < 1e-6)
        #expect(abs(try #require(pair.ratio).high - 3.6621729) < 1e-5)
        #expect(try #require(pair.p) < 0.05)
        #expect(throws: FailedVerb.self) { try figures.pair("fair", "fair") }
        let error = #expect(throws: FailedVerb.self) { try figures.pair("fair", "webinr") }
        #expect(error?.message.en.contains("webinar") == true)
    }

    @Test(
        "A month is open until its youngest MQL has had the horizon; totals to come are sums of rows"
    )
    func months() async throws {
        let world = try world([
            ("fair", "2026-05-20", 40, 8, 30), ("fair", "2026-09-20", 20, 0, 0),
            ("webinar", "2026-09-20", 30, 3, 5),
        ])
        let figures = try await world.bench(asOf: "2026-10-01").figures()
        #expect(figures.months.map(\.key) == ["2026-05", "2026-09"])
        #expect(figures.months.map(\.isOpen) == [false, true])
        #expect(figures.months.reduce(0) { $0 + $1.counts.mqls } == figures.total.counts.mqls)
        let total = try #require(figures.total.stillToCome.value)
        #expect(total.expected > 0)
        // Whatever the rows are, and as long as the period has the same MQLs, they add up to the same.
        for breakdown in [Breakdown.source, .month, .campaign] {
            let other = try await world.bench(asOf: "2026-10-01", by: breakdown).figures()
            let parts = other.rows.compactMap(\.stillToCome.value)
            #expect(abs(total.expected - parts.reduce(0) { $0 + $1.expected }) < 1e-9)
            #expect(total.undecided == parts.reduce(0) { $0 + $1.undecided })
        }
        let quarter = try await world.bench(asOf: "2026-10-01", period: "2026-Q3").figures()
        #expect(try #require(quarter.total.stillToCome.value) == total)
    }

    @Test(
        "A later as-of day changes nothing of months that were closed",
        arguments: ["2026-08-15", "2026-09-30", "2026-12-31"])
    func closedMonths(asOf: String) async throws {
        func months(_ asOf: String) async throws -> [String: [String]] {
            var files = DemoWorld.files.map { _ in "" }
            var world = DemoWorld()
            world.write { files[$0] += $1 }
            var request = Request()
            request.asOf = Day(iso: asOf)
            request.period = Period("2026")
            request.horizon = 60
            let bench = try Bench(
                request,
                sources: zip(DemoWorld.files, files).map { ByteSource(name: $0, text: $1) },
                book: RuleFiles.ruleBook("b2b"))
            let figures = await bench.figures()
            return Dictionary(
                uniqueKeysWithValues: figures.months.filter { !$0.isOpen }.map { row in
                    (
                        row.key,
                        [
                            "\(row.counts.mqls)", "\(String(describing: row.boughtFor.value))",
                            "\(String(describing: row.costs.perMQL.value))",
                            "\(row.matured.value?.sqls ?? -1)",
                            "\(row.matured.value?.maturedEquivalent ?? -1)",
                            "\(String(describing: row.matured.value?.estimate.rate))",
                        ]
                    )
                })
        }
        let early = try await months("2026-07-15")
        let late = try await months(asOf)
        #expect(early.count >= 4)
        for (month, figures) in early { #expect(late[month] == figures, "\(month)") }
    }

    @Test("MQLs without a source widen each price, from none of them to all in proportion")
    func withoutSource() async throws {
        var world = try world([
            ("fair", "2026-01-05", 30, 3, 20), ("", "2026-01-05", 10, 1, 20),
        ])
        world.spend = "month,source,amount\n2026-01,fair,1200\n"
        let figures = try await world.bench(asOf: "2026-10-01").figures()
        let without = try #require(figures.withoutSource)
        #expect(without.mqls == 10 && without.known == 30)
        let cost = try #require(try row("fair", figures).costs.perMQL.value)
        // € 1,200 ÷ 30, and ÷ 40 if the ten came from the fair too.
        #expect(cost == Money(cents: 4000))
        #expect(without.spread(cost) == Money(cents: 3000))
        // Nothing is unknown, or everything.
        #expect(
            try await self.world([("fair", "2026-01-05", 3, 0, 0)]).bench(asOf: "2026-10-01")
                .figures().withoutSource == nil)
        #expect(
            try await self.world([("", "2026-01-05", 3, 0, 0)]).bench(asOf: "2026-10-01")
                .figures().withoutSource == nil)
    }

    @Test("What leads said themselves is a second view, with no spend of its own")
    func selfReported() async throws {
        var world = World()
        world.leads = """
            lead_id,created_at,source,self_reported_source
            L1,2026-01-05,google-ads,a colleague
            L2,2026-01-05,google-ads,a colleague
            L3,2026-01-05,fair,
            """
        world.stages = "lead_id,at,stage\nL1,2026-01-05,mql\nL2,2026-01-05,mql\nL3,2026-01-05,mql\n"
        world.spend = "month,source,amount\n2026-01,google-ads,1200\n"
        let figures = try await world.bench(asOf: "2026-10-01", by: .selfReported).figures()
        #expect(try row("a colleague", figures).counts.mqls == 2)
        #expect(try row("(not said)", figures).counts.mqls == 1)
        #expect(try row("a colleague", figures).boughtFor.absence == .spendNotDividedSo)
        #expect(figures.total.boughtFor.value == Money(cents: 120_000))
    }

    @Test("A source is held against its own past: 30 of 60 before, 6 of 60 now is below it")
    func ownPast() async throws {
        let world = try world([
            ("fair", "2025-03-05", 60, 30, 20), ("fair", "2026-02-05", 60, 6, 20),
            ("webinar", "2025-03-05", 60, 6, 20), ("webinar", "2026-02-05", 60, 7, 20),
            ("referral", "2026-02-05", 60, 7, 20),
        ])
        let figures = try await world.bench(asOf: "2026-10-01", period: "2026").figures()
        #expect(try row("fair", figures).change?.verdict == .below)
        #expect(try row("webinar", figures).change?.verdict == .sameAsBefore)
        #expect(try row("referral", figures).change == nil)
        let change = try #require(try row("fair", figures).change)
        #expect(abs(change.difference.value - (0.1 - 0.5)) < 1e-12)
    }

    @Test(
        "Open deals count for the chance that a closed one was won; monthly ones pay back by the month"
    )
    func deals() async throws {
        var world = try world([("fair", "2026-01-05", 20, 12, 20)])
        world.spend = "month,source,amount\n2026-01,fair,1000\n"
        var deals = "deal_id,status,created_at,closed_at,amount,margin,recurring,months,lead_ids\n"
        for number in 1...4 {
            deals += "W\(number),won,2026-02-01,2026-03-01,500,100,monthly,10,L\(number)\n"
        }
        for number in 5...10 {
            deals += "V\(number),lost,2026-02-01,2026-03-01,500,100,monthly,10,L\(number)\n"
        }
        deals += "O1,open,2026-02-01,,500,100,monthly,10,L11\n"
        // Won after the as-of day: still open on it.
        deals += "O2,won,2026-02-01,2026-11-01,500,100,monthly,10,L12\n"
        // Opened after it: not known yet.
        deals += "O3,open,2026-10-20,,500,100,monthly,10,L13\n"
        world.deals = deals
        let figures = try await world.bench(asOf: "2026-10-01").figures()
        let fair = try row("fair", figures)
        let back = try #require(fair.returnSoFar.value)
        // Four deals of ten months at € 100: € 4,000 on € 1,000.
        #expect(back.amount == Money(cents: 400_000))
        #expect(back.perEuro == 4)
        let open = try #require(back.withOpenDeals.value)
        // Two open ones of € 1,000, of which four in ten are won.
        #expect(open.openDeals == 2)
        #expect(open.winRate == 0.4)
        #expect(open.amount == Money(cents: 480_000))
        let payback = try #require(fair.payback.value)
        // € 1,000 ÷ 4 customers = € 250, at € 100 a month.
        #expect(payback.months == 2.5)
        #expect(payback.monthlyMargin == Money(cents: 10_000))
    }

    @Test("Rejected and lost MQLs wait no longer; those that came back to become an SQL are SQLs")
    func waiting() async throws {
        var world = try world([
            ("fair", "2026-09-01", 20, 10, 5), ("fair", "2026-09-25", 4, 0, 0),
            ("webinar", "2026-01-05", 20, 10, 5),
        ])
        world.stages! += "L21,2026-09-26,rejected\nL22,2026-09-26,lost\nL1,2026-09-02,rejected\n"
        let figures = try await world.bench(asOf: "2026-10-01").figures()
        let still = try #require(try row("fair", figures).stillToCome.value)
        // Ten of the old ones and two of the young ones.
        #expect(still.undecided == 12)
        #expect(try row("fair", figures).counts.sqls == 10)
    }

    @Test("MQLs of which every deal was lost are decided; one with an open deal beside it is not")
    func lostDeals() async throws {
        var world = try world([
            ("fair", "2026-09-10", 3, 0, 0), ("webinar", "2026-01-05", 20, 10, 60),
        ])
        world.deals = """
            deal_id,status,created_at,closed_at,amount,lead_ids
            D1,lost,2026-09-12,2026-09-20,100,L1
            D2,lost,2026-09-12,2026-09-20,100,L2
            D3,open,2026-09-12,,100,L2
            """
        let figures = try await world.bench(asOf: "2026-10-01").figures()
        // The second, with its open deal, and the third, which has none.
        #expect(try #require(try row("fair", figures).stillToCome.value).undecided == 2)
    }

    @Test("A hundred campaigns of one MQL are one row in the test, and do not differ by themselves")
    func smallRows() async throws {
        var world = World()
        world.leads = "lead_id,created_at,source,campaign\n"
        var stages = "lead_id,at,stage\n"
        for number in 0..<180 {
            let campaign = number < 100 ? "c\(number)" : number < 140 ? "large" : "other"
            world.leads += "L\(number),2026-01-05,google-ads,\(campaign)\n"
            stages += "L\(number),2026-01-05,mql\n"
            if number % 20 == 0 { stages += "L\(number),2026-01-25,sql\n" }
        }
        world.stages = stages
        let figures = try await world.bench(asOf: "2026-10-01", by: .campaign).figures()
        let comparison = try #require(figures.comparison)
        #expect(comparison.tooSmall == 100)
        // Two campaigns and all the small ones together: two degrees of freedom.
        #expect(comparison.degrees == 2)
        #expect(!comparison.differs)
        #expect(figures.rows.count == 102)
    }

    @Test("A row without time for a sale yet promises no customer price from it")
    func youngCustomers() async throws {
        // Every sale takes 120 days: of the summer's MQLs none can be a customer yet.
        var world = try world([
            ("fair", "2025-10-05", 100, 40, 20), ("fair", "2026-08-15", 100, 40, 20),
        ])
        world.spend = "month,source,amount\n2025-10,fair,10000\n2026-08,fair,10000\n"
        for number in 1...20 { world.stages! += "L\(number),2026-02-02,won\n" }
        let young = try await world.bench(asOf: "2026-10-01", period: "2026-Q3").figures()
        let price = try #require(try row("fair", young).nextCosts.perCustomer.value)
        // No more than that it costs at least what an SQL does.
        #expect(price.high == nil)
        #expect(price.low == (try row("fair", young).nextCosts.perSQL.value)?.low)
        let old = try await world.bench(asOf: "2026-10-01", period: "2025-Q4").figures()
        let known = try #require(try row("fair", old).nextCosts.perCustomer.value)
        // 20 of 100 at € 100 each: € 500 lies within.
        let high = try #require(known.high)
        #expect(known.low.cents < 50_000 && high.cents > 50_000)
    }
}

struct CostChangeFiguresTests {
    /// Two months of google at € 10 a lead, four leads each, and a fair that is paid in February whose
    /// leads come in March.
    private var world: World {
        var world = World()
        var stages = "lead_id,at,stage\n"
        for (month, mqls) in [(1, 2), (2, 1)] {
            for number in 1...4 {
                world.leads += "L\(month)\(number),2026-0\(month)-05,google-ads\n"
                if number <= mqls { stages += "L\(month)\(number),2026-0\(month)-06,mql\n" }
            }
        }
        world.stages = stages
        world.spend = """
            month,source,amount,category
            2026-01,google-ads,40.00,media
            2026-02,google-ads,40.00,media
            2026-02,fair,30.00,media

            """
        return world
    }

    @Test("€ 20 per MQL in January and € 70 in February: half as many MQLs, and a fair to come")
    func change() async throws {
        let bench = try world.bench(asOf: "2026-03-01", period: "2026-02")
        let (figures, found) = try await bench.figures(against: try #require(Period("2026-01")))
        let change = try #require(found.change.value)
        #expect(figures.total.costs.perMQL.value == change.now)
        #expect(change.before.cents == 2_000 && change.now.cents == 7_000)
        // 40 ÷ 2 = 20. The rate first: 40 ÷ 1 = 40, + 20; then the fair: + 30. The fair first:
        // 70 ÷ 2 = 35, + 15; then the rate: + 35.
        #expect(change.total(.leadToMQL) == 2_750 && change.total(.withoutLeads) == 2_250)
        #expect(change.total(.price) == 0 && change.total(.mix) == 0)
        #expect(found.labels["fair"] != nil && !found.hasOtherRules)
    }

    @Test("A period without spend has no cost per MQL to hold it against")
    func absent() async throws {
        let bench = try world.bench(asOf: "2026-03-01", period: "2026-02")
        let found = try await bench.figures(against: try #require(Period("2025-12"))).change
        #expect(found.change.absence == .noSpendInPeriod)
    }
}
