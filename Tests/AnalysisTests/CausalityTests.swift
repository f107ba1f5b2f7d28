import Analysis
import Economics
import Funnels
import Quantities
import TestSupport
import Testing
import Valuation
import Workbench

/// What was decided before the lead or the MQL was there did not come of it.
struct CausalityTests {
    /// K-1 of the fair is an MQL since 14 May, K-2 of Google Ads since 15 May.
    private func world(deals: String? = nil, stages: String = "") -> World {
        var world = World()
        world.leads += """
            K-1,2026-05-10,trade-fair
            K-2,2026-05-11,google-ads

            """
        world.stages = "lead_id,at,stage\nK-1,2026-05-14,mql\nK-2,2026-05-15,mql\n" + stages
        world.deals = deals.map {
            "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n" + $0
        }
        world.spend = "month,source,amount\n2026-05,trade-fair,400.00\n2026-05,google-ads,100.00\n"
        return world
    }

    private func figures(
        _ world: World, period: String? = nil, unit: CountedUnit = .person, by: Breakdown = .source
    ) async throws -> Figures {
        try await world.bench(asOf: "2026-09-30", period: period, by: by, unit: unit).figures()
    }

    @Test(
        "A deal won before the lead, or between the lead and its MQL, is no SQL, no customer, no money",
        arguments: ["2026-03-02", "2026-05-09", "2026-05-10", "2026-05-13"])
    func before(day: String) async throws {
        let figures = try await figures(
            world(deals: "D-1,won,2026-02-01,\(day),2500,1000,K-1\n"),
            period: "2026-01-01..2026-09-30")
        let fair = try #require(figures.rows.first { $0.key == "fair" })
        #expect(fair.counts.sqls == 0 && fair.counts.won == 0 && fair.counts.deals == 0)
        #expect(fair.counts.leadsToSQL == 0 && fair.counts.leadsToWon == 0)
        #expect(figures.notes.negativeLags == 0 && figures.notes.impliedSQLs == 0)
        // The margin of nothing on € 400 that was spent.
        #expect(fair.returnSoFar.value?.amount.cents == 0)
        let tie = try #require(figures.winsTie)
        #expect(tie.total == 1 && tie.beforeLeadOrMQL == 1)
    }

    @Test("A deal won on the day of the MQL, or after it, is credited: the first such day counts")
    func sameDay() async throws {
        let figures = try await figures(
            world(
                deals: """
                    D-1,won,2026-02-01,2026-03-02,2500,1000,K-1
                    D-2,won,2026-05-01,2026-05-12,1000,500,K-1
                    D-3,won,2026-05-14,2026-05-14,700,300,K-1
                    D-4,won,2026-06-01,2026-07-01,900,200,K-1

                    """), period: "2026-01-01..2026-09-30")
        let fair = try #require(figures.rows.first { $0.key == "fair" })
        #expect(fair.counts.won == 1 && fair.counts.sqls == 1 && fair.counts.deals == 2)
        // € 300 + € 200.
        #expect(fair.counts.margins.cents == 50_000)
        let tie = try #require(figures.winsTie)
        #expect(tie.total == 4 && tie.fromMQLsOfPeriod == 2 && tie.beforeLeadOrMQL == 2)
        #expect(tie.cents == 510_000)
        #expect(fair.returnSoFar.value?.amount.cents == 50_000)
    }

    @Test("A deal lost before the lead or the MQL does not close it; one that was lost after does")
    func lost() async throws {
        func undecided(_ deals: String) async throws -> Int {
            let figures = try await figures(world(deals: deals))
            // Something must be known of SQLs for there to be anything to come.
            return figures.total.counts.mqls - figures.total.counts.dropped
        }
        #expect(try await undecided("D-1,lost,2026-02-01,2026-03-02,50,,K-1\n") == 2)
        #expect(try await undecided("D-1,lost,2026-02-01,2026-05-12,50,,K-1\n") == 2)
        #expect(try await undecided("D-1,lost,2026-02-01,2026-05-14,50,,K-1\n") == 1)
        // Won before, lost after: of the MQL all was lost.
        #expect(
            try await undecided(
                "D-1,won,2026-02-01,2026-03-02,50,,K-1\nD-2,lost,2026-06-01,2026-07-02,50,,K-1\n")
                == 1)
    }

    @Test(
        "A stage that decides counts for nothing before the creation of the lead, and is told",
        arguments: ["sql", "opportunity", "won", "lost", "rejected"])
    func stageBeforeCreation(stage: String) async throws {
        let figures = try await figures(
            world(stages: "K-1,2026-05-09,\(stage)\nK-2,2026-06-01,sql\n"))
        let counts = try #require(figures.rows.first { $0.key == "fair" }).counts
        #expect(counts.sqls == 0 && counts.won == 0 && counts.rejected == 0 && counts.dropped == 0)
        #expect(figures.notes.stagesBeforeCreation == 1 && figures.notes.salesBeforeMQL == 0)
        #expect(figures.total.counts.sqls == 1)
    }

    @Test(
        "On the day of creation it counts; an SQL between creation and MQL counts as on the MQL's day"
    )
    func sloppyDays() async throws {
        let figures = try await figures(
            world(stages: "K-1,2026-05-10,sql\nK-2,2026-05-12,opportunity\n"))
        #expect(figures.total.counts.sqls == 2)
        #expect(figures.notes.negativeLags == 2 && figures.notes.stagesBeforeCreation == 0)
    }

    @Test("A sale known by its stage alone did not come of an MQL that came later")
    func saleBeforeMQL() async throws {
        let figures = try await figures(world(stages: "K-1,2026-05-12,won\nK-2,2026-05-15,won\n"))
        #expect(figures.total.counts.won == 1 && figures.total.counts.sqls == 1)
        #expect(figures.notes.salesBeforeMQL == 1)
    }

    @Test("A contact that came after the sale has none of it: the one that was there has")
    func contacts() async throws {
        var world = World()
        world.leads += "N-1,2026-01-05,referral\nN-2,2026-06-01,trade-fair\n"
        world.stages = "lead_id,at,stage\nN-1,2026-01-08,mql\nN-2,2026-06-02,mql\n"
        world.deals = """
            deal_id,status,closed_at,amount,margin,lead_ids
            D-1,won,2026-03-01,800,800,N-2;N-1

            """
        for rule: EconomicRules.DealCredit in [.firstLead, .lastLead, .equal] {
            var book = try RuleFiles.ruleBook("b2b")
            book.economics.dealCredit = rule
            let figures = try await world.bench(asOf: "2026-09-30", book: book).figures()
            let referral = try #require(figures.rows.first { $0.key == "referral" })
            #expect(referral.counts.won == 1 && referral.counts.margins.cents == 80_000)
            #expect(figures.total.counts.margins.cents == 80_000)
        }
    }

    @Test("Counted by company, a colleague who was there before may have brought the sale")
    func company() async throws {
        var world = World()
        world.leads = """
            lead_id,created_at,source,company
            N-1,2026-01-05,referral,Quarz
            N-2,2026-06-01,trade-fair,Quarz
            N-3,2026-06-01,trade-fair,Basalt

            """
        world.stages =
            "lead_id,at,stage\nN-1,2026-01-08,mql\nN-2,2026-06-02,mql\nN-3,2026-06-02,mql\n"
        world.deals = """
            deal_id,status,closed_at,amount,margin,lead_ids
            D-1,won,2026-03-01,800,800,N-2
            D-2,won,2026-03-01,900,900,N-3

            """
        let companies = try await figures(world, unit: .company)
        let referral = try #require(companies.rows.first { $0.key == "referral" })
        #expect(referral.counts.won == 1 && referral.counts.margins.cents == 80_000)
        #expect(companies.winsTie?.beforeLeadOrMQL == 1)
        let persons = try await figures(world)
        #expect(persons.total.counts.won == 0 && persons.winsTie?.beforeLeadOrMQL == 2)
    }

    @Test("Wins tie exactly, and months, funnel and rows agree with them", arguments: 0..<40)
    func ties(seed: UInt64) async throws {
        var random = SplitMix(seed)
        func day() -> Day { Day("2026-01-01").advanced(by: Int(random.next() % 240)) }
        var world = World()
        world.stages = "lead_id,at,stage\n"
        world.deals =
            "deal_id,status,created_at,closed_at,amount,margin,lead_ids,existing_customer\n"
        for lead in 1...12 {
            let created = day()
            world.leads += "R-\(lead),\(created),\(["referral", "trade-fair"][lead % 2])\n"
            if lead % 4 != 0 {
                world.stages! += "R-\(lead),\(created.advanced(by: Int(random.next() % 30))),mql\n"
            }
        }
        for deal in 1...20 {
            let lead = random.next() % 15
            world.deals! += "D-\(deal),won,,\(day()),10,10,"
            world.deals! += (lead < 12 ? "R-\(lead + 1)" : "") + (deal % 9 == 0 ? ",yes\n" : ",\n")
        }
        let figures = try await world.bench(
            asOf: "2026-09-30", period: "2026-01-01..2026-09-30"
        ).figures()
        let tie = try #require(figures.winsTie)
        #expect(
            tie.total == tie.fromMQLsOfPeriod + tie.fromEarlierMQLs + tie.fromOtherLeads
                + tie.withoutLead + tie.existingCustomers + tie.beforeLeadOrMQL)
        #expect(tie.total == 20 && tie.fromMQLsOfPeriod == figures.total.counts.deals)
        #expect(figures.rows.reduce(0) { $0 + $1.counts.won } == figures.total.counts.won)
        #expect(figures.months.reduce(0) { $0 + $1.counts.deals } == figures.total.counts.deals)
        #expect(figures.total.counts.leadsToWon == figures.total.counts.won)
    }

    /// Random numbers that are the same everywhere.
    private struct SplitMix {
        var state: UInt64
        init(_ seed: UInt64) { state = seed }
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
