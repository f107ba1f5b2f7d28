import Analysis
import Economics
import Funnels
import Leads
import Quantities
import Reports
import TestSupport
import Testing
import Valuation
import Workbench

/// A firm whose customers order every 30 days from 10 January 2024 on.
private struct Firm {
    /// How many times each customer orders; 13 times takes it to 4 January 2025.
    var times = Array(repeating: 13, count: 10) + Array(repeating: 4, count: 4)
    var margin = "40.00"
    /// Rows of orders beside these.
    var more = ""
    var deals: String?

    static let first: Day = "2024-01-10"

    var world: World {
        var world = World()
        world.leads = "lead_id,created_at,source,company\n"
        var stages = "lead_id,at,stage\n"
        var orders = "order_id,customer,day,amount,margin,currency\n"
        for (place, count) in times.enumerated() {
            let source = place == 0 ? "linkedin-ads" : "google-ads"
            world.leads += "L-\(place),2024-01-02,\(source),Firma \(place)\n"
            stages += "L-\(place),2024-01-03,mql\n"
            for number in 0..<count {
                let day = Self.first.advanced(by: number * 30)
                orders += "SO-\(place)-\(number),Firma \(place),\(day),100.00,\(margin),EUR\n"
            }
        }
        world.stages = stages
        world.orders = orders + more
        world.deals = deals
        return world
    }

    func customers(
        asOf: String = "2025-01-04", unit: CountedUnit = .person, source: String? = nil
    ) async throws -> CustomerFigures {
        let bench = try world.bench(asOf: asOf, unit: unit)
        return try #require(
            await bench.customers(source: source, each: .quarter, notMarketing: []))
    }
}

/// What a customer brings while he stays.
struct CustomerValueTests {
    /// Ten customers order 13 times in 360 days and four of them 4 times, after which nothing comes for more than 30 days:
    /// these left on day 90 + 30 = 120. Stay: 120 + 240 × 10 ÷ 14 = 291.43 days. After the first order, 10 × 12 × 40 +
    /// 4 × 3 × 40 = 5,280 in 10 × 360 + 4 × 120 = 4,080 days. Worth: 40 + 5,280 ÷ 4,080 × 291.43 = 417.14, as plain as
    /// (10 × 520 + 4 × 160) ÷ 14.
    @Test("First order + a month after it × the months as customer, worked out by hand")
    func byHand() async throws {
        let value = try await Firm().customers().value
        #expect(value.origin == .orders && value.basis == .margin)
        #expect(value.gaps.value?.median == 30 && value.gaps.value?.longest == 30)
        #expect(value.gaps.value?.count == 10 * 12 + 4 * 3)
        #expect(value.total.customers == 14)
        let worth = try #require(value.total.worth.value)
        #expect(worth.left == 4)
        #expect(worth.first.cents == 4_000)
        // 5,280 × 30.4375 ÷ 4,080.
        #expect(worth.month.cents == 3_939)
        #expect(abs(worth.months - 291.428_571 / 30.4375) < 1e-6)
        #expect(abs(worth.seen - 360 / 30.4375) < 1e-9)
        #expect(worth.value.cents == 41_714)
        #expect(worth.low.cents < 41_714 && worth.high.cents > 41_714)
        #expect(abs(Double(worth.perMonth.cents) * worth.months - 41_714) < 10)
        // One of them came by LinkedIn, and one customer tells nothing.
        let one = try #require(value.rows.first { $0.source.key == "linkedin-ads" })
        #expect(one.customers == 1 && one.worth.absence == .fewCustomers)
        #expect(value.rows.map(\.customers) == [13, 1])
    }

    @Test("A credit lowers what came and is no order; deals beside the orders are the same sales")
    func creditsAndDeals() async throws {
        var firm = Firm()
        firm.more = "CR-1,Firma 1,2024-04-19,-20.00,-8.00,EUR\n"
        firm.deals =
            "deal_id,status,closed_at,amount,margin,lead_ids\nD-1,won,2024-01-10,100.00,40.00,L-1\n"
        let worth = try #require(try await firm.customers().value.total.worth.value)
        // 40 + 5,272 ÷ 4,080 × 291.43.
        #expect(worth.value.cents == 41_657)
    }

    @Test("Invoices of the same sales count once, and the next range of numbers is no invoice")
    func sameSales() async throws {
        var firm = Firm()
        for (place, count) in firm.times.enumerated() {
            for number in 0..<count {
                let day = Firm.first.advanced(by: number * 30 + 5)
                firm.more += "F-\(place)-\(number),Firma \(place),\(day),100.00,40.00,EUR\n"
            }
        }
        let value = try await firm.customers().value
        // The last invoices of the ten are of 9 January, and are not there yet.
        #expect(value.sameSales == 10 * 12 + 4 * 4)
        #expect(value.total.worth.value?.value.cents == 41_714)
        // One range goes on where the other ends.
        let world = firm.world
        let orders = try #require(world.orders).split(separator: "\n").filter {
            !$0.hasPrefix("F-")
        }
        var next = world
        next.orders = orders.map { line -> String in
            let cells = line.split(separator: ",")
            guard let day = Day(iso: cells[2]), day >= "2024-11-15" else { return String(line) }
            return "N\(line.dropFirst(2))"
        }.joined(separator: "\n")
        let bench = try next.bench(asOf: "2025-01-04")
        let figures = try #require(
            await bench.customers(source: nil, each: .quarter, notMarketing: []))
        #expect(figures.value.sameSales == 0)
        #expect(figures.value.total.worth.value?.value.cents == 41_714)
    }

    @Test("Why nothing can be told is said, and is never zero")
    func unknown() async throws {
        var once = Firm(times: Array(repeating: 1, count: 14))
        #expect(try await once.customers().value.total.worth.absence == .nobodyRecurs)
        // Two orders of one day are one purchase.
        for place in 0..<14 {
            once.more += "SO-x\(place),Firma \(place),2024-01-10,5.00,2.00,EUR\n"
        }
        #expect(try await once.customers().value.total.worth.absence == .nobodyRecurs)
        let few = Firm(times: [3, 3] + Array(repeating: 1, count: 12))
        #expect(try await few.customers().value.total.worth.absence == .fewRecur)
        let one = Firm(times: [13])
        let alone = try await one.customers()
        #expect(alone.value.total.worth.absence == .fewCustomers)
        #expect(alone.value.total.customers == 1)
        let short = try await Firm().customers(asOf: "2024-06-08")
        #expect(short.value.total.worth.absence == .shortHistory)
        let nobody = try await Firm(times: []).customers()
        #expect(nobody.value.total.worth.absence == .noCustomers)
    }

    @Test("Without margins turnover is told, as turnover; money in two currencies is not added")
    func basis() async throws {
        let turnover = try await Firm(margin: "").customers()
        #expect(turnover.value.basis == .turnover)
        #expect(turnover.value.total.worth.value?.value.cents == 104_286)
        #expect(turnover.payback.cohorts.allSatisfy { $0.share.value == nil })
        let text = TextFormat(.en).write(CustomersReport(turnover).document)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("€1,040 of turnover, not margin"), "\(text)")
        var dollars = Firm()
        dollars.more = "SO-usd,Firma 13,2024-02-01,100.00,40.00,USD\n"
        let value = try await dollars.customers().value
        #expect(value.leftOut.otherCurrency == 1 && value.total.customers == 13)
    }

    @Test(
        "Where nobody left the months are those that were seen, and the range goes down from them")
    func nobodyLeft() async throws {
        let customers = try await Firm(times: Array(repeating: 13, count: 12)).customers()
        let worth = try #require(customers.value.total.worth.value)
        #expect(worth.left == 0 && worth.months == worth.seen)
        #expect(worth.value.cents == 52_000 && worth.low.cents < 50_000)
        #expect(worth.monthsHigh == worth.seen)
        let text = TextFormat(.nl).write(CustomersReport(customers, ReportContext(.nl)).document)
        #expect(text.contains("niemand vertrokken"), "\(text)")
    }

    /// Ten customers with a first deal and two with the existing customer, 100 days apart, seen for 250 days: 50 + 100 in
    /// 250 days × 250.
    @Test("Deals with existing customers are later purchases of whoever a lead became")
    func deals() async throws {
        var firm = Firm(times: Array(repeating: 0, count: 10))
        var deals = "deal_id,status,closed_at,amount,margin,lead_ids,existing_customer\n"
        for place in 0..<10 {
            for (number, day) in ["2024-01-10", "2024-04-19", "2024-07-28"].enumerated() {
                deals +=
                    "D-\(place)-\(number),won,\(day),90.00,50.00,L-\(place),\(number > 0 ? "yes" : "")\n"
            }
        }
        deals += "D-old,won,2024-03-01,90.00,50.00,L-old,yes\n"
        firm.deals = deals
        var world = firm.world
        world.orders = nil
        world.leads += "L-old,2024-01-05,google-ads,Oud\n"
        let bench = try world.bench(asOf: "2024-09-16")
        let customers = try #require(
            await bench.customers(source: nil, each: .quarter, notMarketing: []))
        #expect(customers.value.origin == .deals)
        #expect(customers.value.total.worth.value?.value.cents == 15_000)
        #expect(customers.value.leftOut.before == 1)
        #expect(customers.wins.others.map(\.kind) == [.existingCustomer])
        #expect(customers.wins.total.sourced.deals == 10 && customers.wins.total.all.deals == 31)
    }

    /// Twelve months of € 100 with a margin of € 50, from 10 January 2024 to 9 January 2025.
    @Test(
        "A deal that is paid by the month counts by its days, and its customer leaves when it ends")
    func monthly() async throws {
        var firm = Firm(times: Array(repeating: 0, count: 10))
        firm.deals =
            "deal_id,status,closed_at,amount,margin,lead_ids,recurring,months\n"
            + (0..<10).map { "D-\($0),won,2024-01-10,100.00,50.00,L-\($0),monthly,12\n" }.joined()
        var world = firm.world
        world.orders = nil
        func worth(_ day: String) async throws -> CustomerFigures.Worth? {
            let bench = try world.bench(asOf: day)
            return try await bench.customers(source: nil, each: .quarter, notMarketing: [])?.value
                .total.worth.value
        }
        let over = try #require(try await worth("2025-06-01"))
        #expect(over.value.cents == 60_000 && over.left == 10 && over.first.cents == 0)
        // 183 of 366 days have gone by on 11 July.
        let half = try #require(try await worth("2024-07-11"))
        #expect(half.value.cents == 30_000 + 164 && half.left == 0)
    }
}

/// After how long the cost of winning customers is back.
struct CohortPaybackTests {
    /// Ten MQLs of January 2025 for € 900 in three months, three of them customers: € 250 in February, € 300 in May, € 400
    /// in September. In the second quarter nothing is known of May; in 2026 nothing came yet.
    private func world(_ more: String = "") -> World {
        var world = World()
        var stages = "lead_id,at,stage\n"
        func mql(_ id: String, _ day: String) {
            world.leads += "\(id),\(day),google-ads\n"
            stages += "\(id),\(day),mql\n"
        }
        for number in 0..<10 { mql("L-\(number)", "2025-01-10") }
        mql("L-april", "2025-04-10")
        mql("L-young", "2026-02-10")
        world.stages = stages
        world.deals =
            "deal_id,status,closed_at,amount,margin,lead_ids,credit_of\n"
            + "D-1,won,2025-02-10,900.00,250.00,L-1,\nD-2,won,2025-05-10,900.00,300.00,L-2,\n"
            + "D-3,won,2025-09-10,900.00,400.00,L-3,\n" + more
        world.spend =
            "month,source,amount\n2025-01,google-ads,300.00\n2025-02,google-ads,300.00\n"
            + "2025-03,google-ads,300.00\n2025-04,google-ads,50.00\n2025-06,google-ads,50.00\n"
            + [
                "2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12", "2026-01",
                "2026-02", "2026-03", "2026-04", "2026-05", "2026-06",
            ].map {
                "\($0),google-ads,100.00\n"
            }.joined()
        return world
    }

    private func payback(
        _ world: World, each: CustomerFigures.Payback.Length = .quarter, source: String? = nil
    ) async throws -> CustomerFigures.Payback {
        let bench = try world.bench(asOf: "2026-06-30")
        return try #require(
            await bench.customers(source: source, each: each, notMarketing: [])
        ).payback
    }

    @Test(
        "€ 250 + 300 + 400 pass € 900 in the ninth month; a hole in the spend and a young quarter")
    func byHand() async throws {
        let payback = try await payback(world())
        #expect(payback.cohorts.count == 6 && !payback.isAllIn)
        // Sales came 31, 120 and 243 days after the MQL.
        #expect(payback.judgedAfter == 243)
        let first = payback.cohorts[0]
        #expect(first.cost.value?.cents == 90_000 && first.customers.value == 3)
        #expect(first.perCustomer.value?.cents == 30_000)
        #expect(first.brought.value?.cents == 95_000)
        #expect(first.backAfter == 9 && first.state == .back && first.isJudged)
        #expect(first.months == 18 && first.byMonth.count == 18)
        #expect(first.byMonth[0] == 0 && first.byMonth[1] == 250.0 / 900)
        #expect(first.byMonth[7] == 550.0 / 900 && first.byMonth[8] == 950.0 / 900)
        let second = payback.cohorts[1]
        #expect(second.cost.absence == .monthWithoutSpend && second.state == .notKnown)
        #expect(second.monthWithoutSpend == "2025-05-01")
        // No MQL came in the third quarter, and its money is not back.
        #expect(payback.cohorts[2].state == .notYet && payback.cohorts[2].share.value == 0)
        #expect(payback.cohorts[5].state == .open && !payback.cohorts[5].isJudged)
    }

    @Test("A cohort is that of the report of its quarter, to the cent")
    func report() async throws {
        var world = world()
        world.spend? += "2025-02,*,33.33\n"
        let payback = try await payback(world)
        let figures = try await world.bench(asOf: "2026-06-30", period: "2025-Q1").figures()
        let first = payback.cohorts[0]
        #expect(first.cost == figures.total.boughtFor)
        #expect(first.perCustomer == figures.total.costs.perCustomer)
        #expect(first.brought.value == figures.total.returnSoFar.value?.amount)
        let source = try #require(figures.rows.first { $0.key == "google-ads" })
        let own = try await self.payback(world, source: "Google Ads").cohorts[0]
        #expect(own.cost == source.boughtFor && own.perCustomer == source.costs.perCustomer)
    }

    @Test("A refund undoes it until later margin makes up for it; months are cohorts of their own")
    func refund() async throws {
        let credit = "C-1,won,2025-10-10,-200.00,-60.00,,D-3\n"
        let undone = try await payback(world(credit)).cohorts[0]
        #expect(undone.backAfter == nil && undone.state == .notYet)
        #expect(undone.share.value == 890.0 / 900)
        let months = try await payback(world(), each: .month)
        #expect(months.earlier == 6 && months.cohorts.count == 12)
        #expect(months.cohorts[0].period.first == "2025-07-01")
    }

    @Test("What is judged is told together, and where nothing is judged nothing is said of it")
    func together() async throws {
        let together = try #require(try await payback(world()).together.value)
        // The first and the third of 2025: € 900 + 300, over the 12 months that the third has.
        #expect(together.cohorts == 2 && together.cost.cents == 120_000)
        #expect(together.months == 12 && together.backAfter == nil)
        #expect(together.share == 950.0 / 1_200)
        var young = World()
        young.leads += "L-1,2026-06-01,google-ads\n"
        young.stages = "lead_id,at,stage\nL-1,2026-06-01,mql\n"
        young.deals =
            "deal_id,status,closed_at,amount,margin,lead_ids\nD-1,won,2026-06-20,90.00,30.00,L-1\n"
        young.spend =
            "month,source,amount\n2026-04,google-ads,5.00\n2026-05,google-ads,5.00\n2026-06,google-ads,90.00\n"
        let open = try await payback(young)
        #expect(open.together.absence == .noCohortJudged)
        #expect(open.cohorts.map(\.state) == [.open])
        young.spend = nil
        let free = try await payback(young)
        #expect(free.cohorts.map(\.state) == [.notKnown])
        #expect(free.together.absence == .noSpendFile)
    }
}

/// In which won deals marketing had a part.
struct MarketingWinsTests {
    private func world() -> World {
        var world = World()
        world.leads =
            "lead_id,created_at,source\n"
            + "ads,2026-01-05,google-ads\nreferred,2026-01-05,referral\nsold,2026-01-05,outbound-sales\n"
            + "blank,2026-01-05,\nlate,2026-04-05,google-ads\nodd,2026-01-05,kantine\n"
            + "alone,2026-01-05,referral\npair,2026-01-05,referral\nguest,2026-02-01,webinar\n"
            + "dollar,2026-01-05,google-ads\nreturned,2026-01-05,linkedin-ads\n"
        world.activities =
            "lead_id,at,action,source\nreferred,2026-02-02 10:00,white_paper,google-ads\n"
            + "alone,2026-03-20 10:00,white_paper,google-ads\n"
        world.deals =
            "deal_id,status,closed_at,amount,margin,currency,lead_ids,existing_customer,credit_of\n"
            + "D-1,won,2026-03-10,100.00,10.00,EUR,ads,,\n"
            + "D-2,won,2026-03-10,200.00,20.00,EUR,referred,,\n"
            + "D-3,won,2026-03-10,300.00,30.00,EUR,sold,,\n"
            + "D-4,won,2026-03-10,400.00,40.00,EUR,blank,,\n"
            + "D-5,won,2026-03-10,500.00,50.00,EUR,,,\n"
            + "D-6,won,2026-03-10,600.00,60.00,EUR,late,,\n"
            + "D-7,won,2026-03-10,700.00,70.00,EUR,ads,yes,\n"
            + "D-8,won,2026-03-10,800.00,80.00,EUR,odd,,\n"
            + "D-9,won,2026-03-10,900.00,90.00,EUR,alone,,\n"
            + "D-10,won,2026-03-10,1000.00,100.00,EUR,pair;guest,,\n"
            + "D-11,won,2026-03-10,1100.00,110.00,USD,dollar,,\n"
            + "D-12,lost,2026-03-10,1200.00,120.00,EUR,ads,,\n"
            + "D-13,won,2026-03-10,1300.00,130.00,EUR,returned,,\n"
            + "C-13,won,2026-03-20,-300.00,-30.00,EUR,,,D-13\n"
        return world
    }

    private func wins(
        _ world: World, source: String? = nil, not: [String] = []
    ) async throws -> CustomerFigures.Wins {
        let bench = try world.bench(asOf: "2026-06-30")
        return try #require(
            await bench.customers(source: source, each: .quarter, notMarketing: not)
        ).wins
    }

    @Test("Sourced, influenced, without marketing and not known add up to all won deals")
    func parts() async throws {
        let wins = try await wins(world())
        func row(_ key: String) throws -> CustomerFigures.WinRow {
            try #require((wins.sources + wins.others).first { $0.source.key == key })
        }
        let ads = try row("google-ads")
        // D-1 and D-11; D-2 was touched after a customer had sent it.
        #expect(ads.sourced.deals == 2 && ads.influenced.deals == 1)
        #expect(ads.sourced.margin == 1_000 && ads.influenced.margin == 2_000)
        // The second contact of D-10.
        #expect(try row("webinar").influenced.deals == 1)
        // 1,300 less 300.
        #expect(try row("linkedin-ads").sourced.amount == 100_000)
        #expect(try row("linkedin-ads").sourced.margin == 10_000)
        // D-3, and D-9 that was touched after the sale alone.
        #expect(try row("without_marketing").all.deals == 2)
        // D-4, and D-8 of a source that nobody knows.
        #expect(try row("source_not_known").all.deals == 2)
        #expect(try row("lead_not_known").all.deals == 2 && wins.leadsAfter == 1)
        #expect(try row("existing_customer").all.margin == 7_000)
        #expect(wins.total.sourced.deals == 3 && wins.total.influenced.deals == 2)
        #expect(wins.otherCurrencies == 1)
        let figures = try await world().bench(asOf: "2026-06-30").figures()
        let tie = try #require(figures.winsTie)
        #expect(wins.total.all.deals == tie.total && wins.total.all.amount == tie.cents)
        let rows = wins.sources + wins.others
        #expect(rows.reduce(0) { $0 + $1.all.deals } == tie.total)
    }

    @Test("What is not marketing's is named, and what money was spent on is marketing's")
    func rules() async throws {
        let named = try await wins(world(), not: ["google-ads", "webinar"])
        // Nobody is left but LinkedIn, and those whom a customer sent or a seller found.
        #expect(named.total.sourced.deals == 3 + 1 + 1 && named.total.influenced.deals == 0)
        #expect(named.sources.map(\.source.key) == ["referral", "linkedin-ads", "outbound-sales"])
        var bought = world()
        bought.spend = "month,source,amount\n2026-01,kantine,50.00\n"
        #expect(try await wins(bought).total.sourced.deals == 4)
        let one = try await wins(world(), source: "Google Ads")
        #expect(one.sources.map(\.source.key) == ["google-ads"])
        #expect(one.total.all.deals == 12)
    }

    @Test("As companies, what touched a colleague counts")
    func companies() async throws {
        var world = World()
        world.leads =
            "lead_id,created_at,source,company\nA,2026-01-05,webinar,Kade BV\nB,2026-02-05,referral,Kade\n"
        world.deals =
            "deal_id,status,closed_at,amount,margin,lead_ids\nD-1,won,2026-03-10,100.00,10.00,B\n"
        for (unit, sourced) in [(CountedUnit.person, 0), (.company, 1)] {
            let bench = try world.bench(asOf: "2026-06-30", unit: unit)
            let customers = try #require(
                await bench.customers(source: nil, each: .quarter, notMarketing: []))
            #expect(customers.wins.total.sourced.deals == sourced)
            #expect(customers.wins.total.all.deals == 1)
        }
    }
}
