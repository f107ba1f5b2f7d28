import Economics
import Funnels
import Intake
import Leads
import Quantities
import Statistics
import TestSupport
import Testing
import Valuation
import Workbench

struct SpendTableTests {
    private func table(
        _ rows: [Spend], _ period: String = "2026-03", asOf: Day = "2026-12-31"
    ) throws -> SpendTable {
        let period = try #require(Period(period))
        return SpendTable(
            rows, period: period, asOf: asOf, currency: .eur, pieces: [period]
        ) { row, _ in row.isShared ? nil : row.source }
    }

    private func spend(
        _ source: String, _ cents: Int64, _ category: Spend.Category = .media,
        _ period: String = "2026-03", _ currency: Currency = .eur
    ) throws -> Spend {
        Spend(
            period: try #require(Period(period)), source: source, category: category,
            money: Money(cents: cents, currency))
    }

    @Test("Media is bought, tools and people are one's own, and rows add up to the total")
    func categories() throws {
        let table = try table([
            spend("a", 100), spend("a", 30, .tools), spend("b", 50, .agency),
            spend("b", 7, .people),
        ])
        #expect(table.byKey["a"]?.bought == 100)
        #expect(table.byKey["a"]?.own == 30)
        #expect(table.total.bought == 150)
        #expect(table.total.own == 37)
        #expect(table.knowsOwnCosts)
        #expect(try !self.table([spend("a", 100)]).knowsOwnCosts)
    }

    @Test("File = in the period + outside it, to the cent, also where a month is cut")
    func tie() throws {
        let table = try table(
            [
                spend("a", 10_000), spend("a", 5000, .media, "2026-04"),
                spend("a", 333, .media, "2026"),
            ],
            "2026-03-10..2026-04-09")
        let inPeriod = table.total.bought
        #expect(table.fileCents == 15_333)
        #expect(inPeriod + table.outsidePeriodCents == 15_333)
        #expect(table.rowsCut == 3)
        // 22 of 31 days of March: 7,096.77…, cut from running totals 2,903 → 7,097.
        // 9 of 30 days of April: 1,500. 31 of 365 days of the year: 28.28 → 28.
        #expect(inPeriod == 7097 + 1500 + 28)
    }

    @Test("Days that have not come yet are not spent yet")
    func asOf() throws {
        let table = try table([spend("a", 3100)], asOf: "2026-03-10")
        #expect(table.total.bought == 1000)
        #expect(table.outsidePeriodCents == 2100)
        #expect(try self.table([spend("a", 3100)], asOf: "2026-02-28").total.bought == 0)
    }

    @Test("Another currency stays apart")
    func currencies() throws {
        let dollars = try #require(Currency("USD"))
        let table = try table([spend("a", 100), spend("a", 900, .media, "2026-03", dollars)])
        #expect(table.total.bought == 100)
        #expect(table.otherCurrencies == [dollars: 900])
    }

    @Test("Shared spend is spread to the cent, and what cannot be spread stays in the total")
    func shared() throws {
        var table = try table([spend("*", 1000, .tools), spend("a", 5)])
        table.spread(over: [("a", 2), ("b", 1)])
        #expect(table.byKey["a"]?.own == 667)
        #expect(table.byKey["b"]?.own == 333)
        #expect(table.total.own == 1000)
        var nobody = try self.table([spend("*", 1000)])
        nobody.spread(over: [("a", 0)])
        #expect(nobody.undivided.bought == 1000)
        #expect(nobody.byKey.isEmpty)
    }
}

struct UnitCostsTests {
    @Test("€ 180.00 over 2 MQLs, 1 SQL and no customer")
    func costs() {
        let costs = UnitCosts(
            .value(Money(cents: 18_000)), leads: 7, mqls: .value(2), sqls: .value(1), won: .value(0)
        )
        // 180 ÷ 7 = 25.714… = 25.71
        #expect(costs.perLead == .value(Money(cents: 2571)))
        #expect(costs.perMQL == .value(Money(cents: 9000)))
        #expect(costs.perSQL == .value(Money(cents: 18_000)))
        #expect(costs.perCustomer == .unknown(.noCustomers))
    }

    @Test("Without spend there is no cost, and the reason is that of the spend")
    func unknown() {
        let costs = UnitCosts(
            .unknown(.noSpendFile), leads: 7, mqls: .value(2), sqls: .value(1), won: .value(0))
        #expect(costs.perMQL == .unknown(.noSpendFile))
        let other = UnitCosts(
            .value(Money(cents: 1)), leads: 7, mqls: .value(2), sqls: .unknown(.noOutcomes),
            won: .unknown(.noOutcomes))
        #expect(other.perSQL == .unknown(.noOutcomes))
    }
}

struct DealCreditsTests {
    private func facts(_ world: World) throws -> Facts {
        try world.bench(asOf: "2026-12-31").reading.facts
    }

    private var world: World {
        var world = World()
        world.leads = """
            lead_id,created_at,source
            L-1,2026-02-01,a
            L-2,2026-01-01,b
            L-3,2026-01-01,c

            """
        world.deals = """
            deal_id,status,closed_at,amount,lead_ids,existing_customer
            D-1,won,2026-03-01,100.00,L-1;L-2,
            D-2,won,2026-04-01,50.00,,
            D-3,won,2026-05-01,25.00,L-3,yes
            D-4,lost,2026-05-01,25.00,L-3,

            """
        world.stages = "lead_id,at,stage\nL-1,2026-03-01,won\nL-2,2026-03-01,won\n"
        return world
    }

    private func credits(
        _ facts: Facts, _ rule: EconomicRules.DealCredit, asOf: Day = "2026-12-31"
    ) -> DealCredits {
        DealCredits(facts, rule: rule, asOf: asOf, zone: .utc)
    }

    @Test("A contact that did not exist yet brought nothing in")
    func laterContact() throws {
        let facts = try facts(world)
        // On 15 January only L-2 and L-3 exist; L-1 comes in February.
        let early = credits(facts, .lastLead, asOf: "2026-01-15")
        #expect(early.leadOfDeal[0] == 1)
    }

    @Test("A deal counts once: for the contact that was created first, or last")
    func once() throws {
        let facts = try facts(world)
        let first = credits(facts, .firstLead)
        #expect(first.leadOfDeal == [1, nil, nil, 2])
        #expect(first.shares(of: 1).map(\.amount) == [10_000])
        #expect(!first.hasWonShare(0) && !first.hasWonShare(2))
        let last = credits(facts, .lastLead)
        #expect(last.leadOfDeal == [0, nil, nil, 2])
        // L-1 has the stage "won", but the sale is counted for L-2.
        #expect(first.wonDay(of: 0, stages: facts.stageDays(of: 0)) == nil)
        let early = credits(facts, .firstLead, asOf: "2026-02-28")
        #expect(early.wonDay(of: 1, stages: facts.stageDays(of: 1)) == nil)
        // Before the deal was won, it does not stand in the way of a stage.
        var stages = StageDays()
        stages.note(.won, on: "2026-02-20")
        #expect(early.wonDay(of: 0, stages: stages) == "2026-02-20")
    }

    @Test("Equal credit divides € 100 over three contacts to the cent, and counts one customer")
    func equal() throws {
        var world = world
        world.deals = """
            deal_id,status,closed_at,amount,margin,lead_ids
            D-1,won,2026-03-01,100.00,10.01,L-1;L-2;L-3

            """
        world.stages = nil
        let facts = try facts(world)
        let credits = credits(facts, .equal)
        // By creation, then id: L-2, L-3, L-1. What is left of 10,000 ÷ 3 goes to the first.
        #expect(credits.shares(of: 1).map(\.amount) == [3_334])
        #expect(credits.shares(of: 2).map(\.amount) == [3_333])
        #expect(credits.shares(of: 0).map(\.amount) == [3_333])
        #expect(
            [1, 2, 0].flatMap { credits.shares(of: $0) }.compactMap(\.margin) == [334, 334, 333])
        let won = (0..<3).map { credits.wonDay(of: $0, stages: StageDays()) }
        #expect(won == [nil, "2026-03-01", nil])
    }

    @Test("Won deals tie: from MQLs of the period, earlier ones, others, no lead, customers")
    func tie() throws {
        let facts = try facts(world)
        let credits = credits(facts, .firstLead)
        let period = try #require(Period("2026-03..2026-05") ?? Period("2026-03-01..2026-05-31"))
        let tie = WinsTie(credits, period: period, asOf: "2026-12-31", currency: .eur) { lead in
            lead == 1 ? "2026-02-01" : nil
        }
        #expect(tie.total == 3)
        #expect(tie.fromEarlierMQLs == 1)
        #expect(tie.withoutLead == 1)
        #expect(tie.existingCustomers == 1)
        #expect(tie.fromMQLsOfPeriod + tie.fromOtherLeads == 0)
        #expect(tie.cents == 17_500)
    }
}

struct ReturnSoFarTests {
    /// Counts with won deals of so many cents of margin, and open ones.
    private func counts(won: [Int64], open: [Int64] = []) -> FunnelCounts {
        var counts = FunnelCounts()
        counts.mqls = 5
        for cents in won {
            counts.deals += 1
            counts.margins.add(cents)
            counts.amounts.add(cents)
        }
        for cents in open {
            counts.openDeals += 1
            counts.openMargins.add(cents)
            counts.openAmounts.add(cents)
        }
        return counts
    }

    @Test("€ 300 margin on € 200 all-in is € 1.50 per euro, a return of 50 %")
    func margin() throws {
        let back = try #require(
            ReturnSoFar.of(
                counts(won: [10_000, 20_000]), basis: .margin,
                boughtFor: .value(Money(cents: 10_000)), allIn: .value(Money(cents: 20_000)),
                currency: .eur
            ).value)
        #expect(back.perEuro == 1.5)
        #expect(back.roi == 0.5)
        #expect(back.basis == .margin)
        #expect(back.costBasis == .allIn)
        #expect(back.withOpenDeals.absence == .fewClosedDeals)
    }

    @Test(
        "Deals of 9, 4, 15 and 6 thousand on 12 thousand: 2.83 per euro, 0.63 to 8.87 by Fay and Feuer"
    )
    func range() throws {
        let back = try #require(
            ReturnSoFar.of(
                counts(won: [900_000, 400_000, 1_500_000, 600_000]), basis: .margin,
                boughtFor: .value(Money(cents: 1_200_000)), allIn: .unknown(.noOwnCosts),
                currency: .eur
            ).value)
        let range = try #require(back.range)
        // The reference gives returns of −0.36845211 and 7.8687416.
        #expect(abs(range.low - 0.63154789) < 1e-7)
        #expect(abs(range.high - 8.8687416) < 1e-6)
    }

    @Test("No deal yet: a typical one of € 8,000 on € 5,000 leaves 0 to 5.90 per euro possible")
    func none() throws {
        func back(_ typical: Double?) throws -> ReturnSoFar {
            try #require(
                ReturnSoFar.of(
                    counts(won: []), basis: .margin, typical: typical,
                    boughtFor: .value(Money(cents: 500_000)), allIn: .unknown(.noOwnCosts),
                    currency: .eur
                ).value)
        }
        let range = try #require(try back(800_000).range)
        #expect(range.low == 0)
        #expect(abs(range.high - 5.9022071) < 1e-6)
        // Nobody knows what a deal is worth: no range.
        #expect(try back(nil).range == nil)
    }

    @Test(
        "A deal that lost money, parts of deals and deals of nothing promise no range; no sum traps"
    )
    func noRange() throws {
        func back(_ won: [Int64], hasRange: Bool = true, typical: Double? = nil) -> ReturnSoFar? {
            ReturnSoFar.of(
                counts(won: won), basis: .margin, typical: typical, winRate: .value(0.5),
                hasRange: hasRange, boughtFor: .value(Money(cents: 300_000)),
                allIn: .unknown(.noOwnCosts), currency: .eur
            ).value
        }
        #expect(try #require(back([1_000_000, -900_000])).range == nil)
        #expect(try #require(back([500_000], hasRange: false)).range == nil)
        #expect(try #require(back([0])).range == nil)
        #expect(try #require(back([0], typical: 800_000)?.range).high > 1)
        #expect(back([.min])?.withOpenDeals.absence == .tooLarge)
    }

    @Test("Open deals of € 400 that are won one time in four add € 100, in a figure of its own")
    func openDeals() throws {
        let known = ReturnSoFar.of(
            counts(won: [30_000], open: [30_000, 10_000]), basis: .margin, winRate: .value(0.25),
            boughtFor: .value(Money(cents: 20_000)), allIn: .unknown(.noOwnCosts), currency: .eur)
        let back = try #require(known.value)
        #expect(back.perEuro == 1.5)
        let open = try #require(back.withOpenDeals.value)
        #expect(open.openDeals == 2)
        #expect(open.amount == Money(cents: 40_000))
        #expect(open.perEuro == 2)
    }

    @Test("Where a margin is missing it is turnover, and called so; where an amount is, nothing")
    func turnover() {
        var counts = counts(won: [30_000])
        counts.deals = 2
        counts.amounts.add(60_000)
        func back(
            _ cost: Int64 = 10_000, basis: ReturnSoFar.Basis? = .turnover
        ) -> Known<ReturnSoFar> {
            ReturnSoFar.of(
                counts, basis: basis, boughtFor: .value(Money(cents: cost)),
                allIn: .unknown(.noOwnCosts), currency: .eur)
        }
        #expect(back().value?.basis == .turnover)
        #expect(back().value?.perEuro == 9)
        #expect(back().value?.costBasis == .boughtFor)
        #expect(back(0).absence == .costIsZero)
        #expect(back(basis: nil).absence == .noDeals)
        #expect(back(basis: .margin).absence == .dealAmountsMissing)
        counts.deals = 3
        #expect(back().absence == .dealAmountsMissing)
        // A customer of whom there is only a stage: what it brought is not known.
        counts.deals = 2
        counts.wonWithoutDeal = 1
        #expect(back().absence == .dealAmountsMissing)
    }
}

struct NextCostsTests {
    private func costs(_ spend: Int64, _ mqls: Int, _ sqls: Double, _ won: Double) -> NextCosts {
        NextCosts(
            .value(Money(cents: spend)), mqls: .value(mqls),
            sql: Known(Proportion(sqls, of: Double(mqls)), else: .noMQLs),
            customer: Known(Proportion(won, of: Double(mqls)), else: .noMQLs))
    }

    @Test(
        "€ 6,000 for 60 MQLs and 9 SQLs: the next MQL 77.69 to 131.04, the next SQL 390.81 to 1,300.42"
    )
    func ranges() throws {
        let next = costs(600_000, 60, 9, 0)
        let mql = try #require(next.perMQL.value)
        #expect(mql.low == Money(cents: 7769) && mql.high == Money(cents: 13_104))
        let sql = try #require(next.perSQL.value)
        #expect(sql.low == Money(cents: 39_081) && sql.high == Money(cents: 130_042))
        // No customer of 60: at least € 100 ÷ (1 − 0.025^(1/60)).
        let customer = try #require(next.perCustomer.value)
        #expect(customer.low == Money(cents: 167702) && customer.high == nil)
    }

    @Test("€ 2,500 for 40 MQLs and no SQL: at least € 709.44, and a customer costs no less")
    func noSQL() throws {
        let next = costs(250_000, 40, 0, 0)
        let sql = try #require(next.perSQL.value)
        #expect(sql.low == Money(cents: 70_944))
        #expect(sql.high == nil)
        #expect(try #require(next.perCustomer.value).low.cents >= sql.low.cents)
        // Young customers: hardly any MQL had the time to become one, so little is known of the price.
        let young = NextCosts(
            .value(Money(cents: 250_000)), mqls: .value(40),
            sql: Known(Proportion(8, of: 40), else: .noMQLs),
            customer: Known(Proportion(0, of: 0.5), else: .noMQLs))
        let low = try #require(young.perCustomer.value).low
        #expect(low == (try #require(young.perSQL.value)).low)
    }

    @Test(
        "Nothing bought of nothing has no SQL price; spend without an MQL has a least price per MQL"
    )
    func nothing() throws {
        let next = costs(500_000, 0, 0, 0)
        #expect(next.perSQL.absence == .noMQLs)
        #expect(next.perCustomer.absence == .noMQLs)
        // € 5,000 ÷ 3.688879.
        #expect(try #require(next.perMQL.value).low == Money(cents: 135_543))
        let free = costs(0, 10, 2, 1)
        #expect(try #require(free.perMQL.value).low == Money(cents: 0))
        let unknown = NextCosts(
            .unknown(.noSpendFile), mqls: .value(3), sql: .value(.none), customer: .value(.none))
        #expect(unknown.perSQL.absence == .noSpendFile)
        #expect(costs(-100, 10, 2, 1).perMQL.absence == .spendIsNegative)
    }
}

struct CampaignPlanTests {
    @Test(
        "MQLs for a number of customers agree with scipy",
        arguments: VectorCase.load("campaign_plan"))
    func vectors(_ entry: VectorCase) throws {
        let sqls = try #require(Proportion(entry.number("sqls"), of: entry.number("mqls")))
        let wins = try #require(Proportion(entry.number("wins"), of: entry.number("closed_sqls")))
        let worth = try #require(
            Worth(sqls: sqls, wins: BetaDistribution(wins), margin: 900_000, .eur))
        let plan = try #require(
            CampaignPlan(customers: Int(entry.number("target_wins")), worth))
        #expect(plan.mqls == entry.output["mqls_for_confidence_uncertain"] as? Int)
        entry.expect(plan.chance, "prob_at_uncertain")
        // Bought on average alone it is little better than a coin.
        #expect(plan.chanceOnAverage > 0.4 && plan.chanceOnAverage < 0.7)
        #expect(plan.mqlsOnAverage < plan.mqls)
    }

    @Test("No customer is no plan, and what a million MQLs cannot do has none")
    func nothing() throws {
        let sqls = try #require(Proportion(0, of: 1_000_000))
        let wins = BetaDistribution(try #require(Proportion(0, of: 1000)))
        let worth = try #require(Worth(sqls: sqls, wins: wins, margin: 1, .eur))
        #expect(CampaignPlan(customers: 0, worth) == nil)
        #expect(CampaignPlan(customers: 5, worth) == nil)
    }
}

struct PaybackTests {
    @Test("Months to pay back agree with the formula", arguments: VectorCase.load("payback"))
    func vectors(_ entry: VectorCase) throws {
        let (margin, leaving) = (entry.number("monthly_margin"), entry.number("monthly_churn"))
        entry.expect(
            try #require(
                Payback.months(
                    cost: entry.number("cac"), monthlyMargin: margin, leaving: leaving)), "months")
        if leaving > 0 {
            entry.expect(
                try #require(Payback.lifetimeMargin(monthlyMargin: margin, leaving: leaving)),
                "lifetime_margin")
        }
    }

    @Test("Without a margin nothing is paid back, and nonsense has no answer")
    func nothing() {
        #expect(Payback.months(cost: 100, monthlyMargin: 0) == nil)
        #expect(Payback.months(cost: 100, monthlyMargin: 10, leaving: 1) == nil)
        #expect(Payback.months(cost: -1, monthlyMargin: 10) == nil)
        #expect(Payback.lifetimeMargin(monthlyMargin: 10, leaving: 0) == nil)
    }
}

struct CoherenceTests {
    @Test("The arithmetic of prices and rates", arguments: VectorCase.load("article_arithmetic"))
    func vectors(_ entry: VectorCase) throws {
        if let rate = entry.input["rate"] as? Double {
            let oneIn = try #require(Coherence.oneIn(rate))
            let expected = try #require(entry.output["one_in"] as? Double)
            #expect(entry.agrees(oneIn, with: expected))
        } else if let costs = entry.input["cost"] as? [Double] {
            let margins = entry.numbers("margin")
            #expect(costs.count == margins.count)
            for (cost, margin) in zip(costs, margins) {
                let ours = try #require(
                    Coherence.breakEvenMargin(
                        price: cost, sqlRate: entry.input["p_sql"] as? Double ?? 0,
                        winRate: entry.input["p_win"] as? Double ?? 0))
                #expect(entry.agrees(ours, with: margin))
            }
        } else {
            let change = DefinitionChange(
                volume: entry.number("volume_factor"), conversion: entry.number("conversion_factor")
            )
            let factor = try #require(entry.output["sql_factor"] as? Double)
            let most = try #require(
                entry.output["max_conversion_factor_if_same_leads"] as? Double)
            let isPossible = try #require(entry.output["possible_on_same_leads"] as? Bool)
            #expect(entry.agrees(change.sqls, with: factor))
            #expect(entry.agrees(change.highestConversionOnSameLeads, with: most))
            #expect(change.isPossibleOnSameLeads == isPossible)
        }
    }

    @Test(
        "A band ÷ a rate is what an SQL costs",
        arguments: [
            // € 50 ÷ 13 % = 384.615… and € 100 ÷ 13 % = 769.23…
            (5000, 0.13, 38_462), (10_000, 0.13, 76_923), (50_000, 0.025, 2_000_000),
            (5000, 0.1, 50_000), (5000, 0, nil),
        ])
    func costPerSQL(price: Int64, rate: Double, cents: Int64?) {
        #expect(Coherence.costPerSQL(ofMQLsAt: Money(cents: price), rate: rate)?.cents == cents)
    }

    @Test("Nothing is divided by a chance of zero")
    func zero() {
        #expect(Coherence.oneIn(0) == nil)
        #expect(Coherence.breakEvenMargin(price: 100, sqlRate: 0, winRate: 0.3) == nil)
        #expect(VectorCase.load("article_arithmetic").count == 4)
    }
}

struct ClaimedLeadsTests {
    @Test("What platforms claim is added up by source, and cut by days like the money")
    func claims() throws {
        // 12.5 + 7 of google-ads in March; of the 31 of linkedin-ads, 15 of 31 days are 15.
        var world = World()
        world.spend = """
            from,to,source,amount,claimed_leads
            2026-03-01,2026-03-01,google-ads,10.00,12.5
            2026-03-02,2026-03-02,google-ads,10.00,7
            2026-03-01,2026-03-31,linkedin-ads,10.00,31
            2026-03-01,2026-03-31,meta-ads,10.00,

            """
        let spend = try world.bench(asOf: "2026-12-31").reading.facts.spend
        let table = SpendTable(
            spend, period: try #require(Period("2026-03-01..2026-03-15")), asOf: "2026-12-31",
            currency: .eur, pieces: [try #require(Period("2026-03-01..2026-03-15"))]
        ) { row, _ in row.source }
        #expect(table.byKey["google-ads"]?.claimedLeads == 1950)
        #expect(table.byKey["linkedin-ads"]?.claimedLeads == 1500)
        #expect(table.byKey["meta-ads"]?.claimedLeads == nil)
    }
}
