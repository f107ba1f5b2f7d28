import Analysis
import Funnels
import Quantities
import TestSupport
import Testing
import Valuation
import Workbench

struct DefinitionComparisonTests {
    /// The general rule book, and the same one in which the sector must be food.
    private func books(_ change: (inout RuleBook) -> Void = { _ in }) throws -> (RuleBook, RuleBook)
    {
        let old = try RuleFiles.ruleBook("b2b")
        var new = old
        new.version = 2
        new.fit.criteria.append(
            FieldCriterion(
                key: "sector", tests: [FieldTest(field: "industry", test: .isOneOf(["food"]))],
                points: 0, isMust: true, line: 1))
        change(&new)
        return (old, new)
    }

    /// MQLs by the general rule book, one a row: industry, and the days of its SQL and of its sale.
    private func world(_ rows: [(industry: String, sql: String?, won: String?)]) -> World {
        var world = World()
        world.leads =
            "lead_id,created_at,source,email,company,job_title,employees,country,industry\n"
        var (activities, stages) = ("lead_id,at,action\n", "lead_id,at,stage\n")
        for (place, row) in rows.enumerated() {
            let id = "L\(place)"
            world.leads +=
                "\(id),2026-01-05 09:00,website,a\(place)@b.example,B\(place),Director,200,NL,\(row.industry)\n"
            activities += "\(id),2026-01-06 09:00,spec_download\n"
            activities += "\(id),2026-01-07 09:00,form_question\n"
            if let day = row.sql { stages += "\(id),\(day),sql\n" }
            if let day = row.won { stages += "\(id),\(day),won\n" }
        }
        (world.activities, world.stages) = (activities, stages)
        return world
    }

    private func compare(
        _ world: World, asOf: String = "2026-12-31", period: String? = nil,
        _ change: (inout RuleBook) -> Void = { _ in }
    ) async throws -> DefinitionComparison {
        let (old, new) = try books(change)
        let bench = try world.bench(asOf: asOf, period: period, book: old, other: new)
        return try #require(await bench.compareDefinitions()).comparison
    }

    /// 200 MQLs with 20 SQLs, of which 120 with 18 in food.
    private var twoHundred: [(industry: String, sql: String?, won: String?)] {
        (0..<200).map { place in
            let isFood = place < 120
            let isSQL = isFood ? place < 18 : place < 122
            return (isFood ? "food" : "steel", isSQL ? "2026-02-01" : nil, nil)
        }
    }

    @Test("200 MQLs become 120 and 20 SQLs 18: conversion times 1.5, 2 of 80 dropped were SQLs")
    func worked() async throws {
        let found = try await compare(world(twoHundred))
        #expect(found.byOld.mqls == 200 && found.byNew.mqls == 120)
        #expect(found.both.mqls == 120 && found.dropped.mqls == 80 && found.added.mqls == 0)
        #expect(found.byOld.sqls == 20 && found.byNew.sqls == 18 && found.dropped.sqls == 2)
        #expect(found.lost.count == 2)
        let rates = try #require(found.rates.value)
        // The vector `stricter nested` of criteria_backtest.
        #expect(abs((rates.ratio ?? 0) - 1.5) < 1e-12)
        #expect(abs(rates.low - 1.2698517965820473) < 1e-9)
        #expect(abs(rates.high - 1.7718603116175715) < 1e-9)
        #expect(abs((rates.highest ?? 0) - 1.6666666666666667) < 1e-12)
        let difference = try #require(rates.difference)
        #expect(abs(difference.low - 0.04372894840974509) < 1e-9)
        #expect(abs(difference.high - 0.20184158397670632) < 1e-9)
        // 2 of 80 by Jeffreys, as everywhere on screen.
        #expect(found.dropped.estimate.rate == 0.025)
        #expect(found.lacks.map(\.kind) == [.fit("sector")])
        #expect(found.lacks.first?.leads == 80 && found.lacks.first?.sqls == 2)
    }

    @Test("On the same leads no stricter rule beats the bound, however the SQLs fall")
    func bound() async throws {
        for kept in [0, 3, 7, 10] {
            let rows = (0..<40).map { place -> (industry: String, sql: String?, won: String?) in
                let isFood = place < 25
                let isSQL = isFood ? place < kept : place - 25 < 10 - kept
                return (isFood ? "food" : "steel", isSQL ? "2026-02-01" : nil, nil)
            }
            let rates = try #require(try await compare(world(rows)).rates.value)
            #expect((rates.ratio ?? 0) <= (rates.highest ?? 0) + 1e-12)
        }
    }

    @Test("Moving every outcome after the decision changes no decision")
    func pointInTime() async throws {
        let sooner = try await compare(world(twoHundred))
        let moved = twoHundred.map { row in
            (row.industry, row.sql == nil ? "2026-03-09" : nil, Optional("2026-05-01"))
        }
        let later = try await compare(
            world(moved.map { (industry: $0.0, sql: $0.1, won: $0.2) }))
        for group in [
            \DefinitionComparison.byOld, \.byNew, \.both, \.dropped, \.added,
        ] {
            #expect(sooner[keyPath: group].mqls == later[keyPath: group].mqls)
        }
        #expect(sooner.earlier == later.earlier && sooner.later == later.later)
        #expect(sooner.byOld.sqls != later.byOld.sqls)
    }

    @Test("MQLs younger than the horizon are counted and not rated")
    func young() async throws {
        // Of 7 January; 90 days later is 7 April.
        let found = try await compare(world(twoHundred), asOf: "2026-04-06")
        #expect(found.horizon.days == 89 || found.dropped.maturedEquivalent == 0)
        let old = try await compare(world(twoHundred), asOf: "2026-04-07")
        #expect(old.dropped.maturedEquivalent == 80 && old.dropped.sqlsOfThose == 2)
    }

    @Test("A looser rule adds leads that sales never had, and has no bound")
    func looser() async throws {
        let (old, new) = try books()
        let bench = try world(twoHundred).bench(asOf: "2026-12-31", book: new, other: old)
        let found = try #require(await bench.compareDefinitions()).comparison
        #expect(found.dropped.mqls == 0 && found.added.mqls == 80 && found.gained.count == 80)
        #expect(found.rates.value?.highest == nil && found.rates.value?.difference == nil)
        #expect(found.gained.allSatisfy { $0.decision != .mql })
    }

    @Test("Periods beside each other add up, and a lead that moves between them is not dropped")
    func periods() async throws {
        // By the new rules a second visit to the prices makes the MQL, three weeks later.
        var world = world([("food", nil, nil), ("food", "2026-03-03", nil), ("steel", nil, nil)])
        world.activities? += "L0,2026-02-03 09:00,pricing_page\nL1,2026-02-03 09:00,pricing_page\n"
        let slow: (inout RuleBook) -> Void = { book in
            book.engagement.needed = 3
            book.matrix[fit: .high, engagement: .medium] = .decided(.targetAccount)
        }
        let whole = try await compare(world, slow)
        let parts = [
            try await compare(world, period: "2026-01", slow),
            try await compare(world, period: "2026-02", slow),
        ]
        #expect(whole.both.mqls == 2 && whole.later == 2 && whole.dropped.mqls == 1)
        #expect(parts.map(\.both.mqls) == [2, 0] && parts.map(\.dropped.mqls) == [1, 0])
    }

    @Test(
        "Where the CRM decides both ways nothing is compared, and without outcomes nothing is rated"
    )
    func notKnown() async throws {
        var quiet = world(twoHundred)
        quiet.stages = nil
        let found = try await compare(quiet)
        #expect(found.rates.absence == .noOutcomes && found.byNew.mqls == 120)
        var stagesOnly = world([("food", nil, nil)])
        stagesOnly.activities = nil
        stagesOnly.stages = "lead_id,at,stage\nL0,2026-01-09,mql\n"
        let crm = try await compare(stagesOnly)
        #expect(crm.old.decidedBy == .crm && crm.both.mqls == 1 && crm.dropped.mqls == 0)
    }

    @Test("Own hours follow the MQLs, what was bought does not, and cost per SQL has both")
    func costs() async throws {
        var bought = world(twoHundred)
        bought.spend = "month,source,amount\n2026-01,website,10000.00\n"
        let found = try await compare(bought)
        // 10,000 ÷ 20 and ÷ 18.
        #expect(found.costPerSQL.old.value?.cents == 50_000)
        #expect(found.costPerSQL.new.value?.cents == 55_556)
        #expect(found.hoursPerMQL == nil && !found.costHasHours)
        let (book, new) = try books()
        var old = book
        old.economics.ownHours = EconomicRules.OwnHours(hours: 250, hourCost: 6500)
        let bench = try bought.bench(asOf: "2026-12-31", book: old, other: new)
        let hours = try #require(await bench.compareDefinitions()).comparison
        // (10,000 + 200 × 2.5 × 65) ÷ 20 and (10,000 + 120 × 2.5 × 65) ÷ 18.
        #expect(hours.costPerSQL.old.value?.cents == 212_500)
        #expect(hours.costPerSQL.new.value?.cents == 163_889)
        #expect(hours.hoursPerMQL == 2.5)
    }

    @Test("What two rule books say differently, and that a book read again says the same")
    func changes() throws {
        let (b2b, pumps) = (try RuleFiles.ruleBook("b2b"), try RuleFiles.ruleBook("pumps"))
        #expect(RuleFiles.changes(from: b2b, to: b2b).isEmpty)
        let found = RuleFiles.changes(from: b2b, to: pumps)
        #expect(
            found.contains(
                RuleChange(
                    place: "fit/company-size", part: "employees",
                    before: "{between: [20, 5000]}", after: "{over: 100}")))
        #expect(found.contains { $0.place == "fit/sector" && $0.before == nil })
        #expect(found.contains { $0.place == "engagement/question" && $0.after == nil })
        // There and back again is the same list the other way round.
        let back = RuleFiles.changes(from: pumps, to: b2b)
        #expect(back.count == found.count)
        #expect(
            Set(
                back.map {
                    RuleChange(place: $0.place, part: $0.part, before: $0.after, after: $0.before)
                })
                == Set(found))
        var signed = b2b
        signed.review.by = ["marketing"]
        #expect(
            RuleFiles.changes(from: b2b, to: signed)
                == [RuleChange(place: "reviewed", part: "by", before: nil, after: "[marketing]")])
    }
}
