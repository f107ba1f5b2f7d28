import Analysis
import Economics
import Funnels
import Quantities
import Reports
import TestSupport
import Testing
import Valuation
import Workbench

struct JustificationTests {
    /// A hundred MQLs of a fair at € 150 all-in, 13 SQLs, 4 sales of € 9,000 margin and 8 lost ones.
    private func world(margin: String = "9000", people: Bool = true) -> World {
        var world = World()
        var stages = "lead_id,at,stage\n"
        var deals = "deal_id,status,created_at,closed_at,amount,margin,lead_ids\n"
        for number in 1...100 {
            world.leads += "L\(number),2026-01-05,fair\n"
            stages += "L\(number),2026-01-05,mql\n"
            guard number <= 13 else { continue }
            stages += "L\(number),2026-01-25,sql\n"
            guard number <= 12 else { continue }
            let status = number <= 4 ? "won" : "lost"
            deals += "D\(number),\(status),2026-01-26,2026-03-01,20000,\(margin),L\(number)\n"
        }
        world.stages = stages
        world.deals = deals
        world.spend = "month,source,amount,category\n2026-01,fair,14000,media\n"
        if people { world.spend? += "2026-01,fair,1000,people\n" }
        return world
    }

    private func justify(
        _ world: World, required: Int? = 200, margin: Money? = nil, ledger: Money? = nil
    ) async throws -> JustificationFigures {
        var asked = JustificationFigures.Asked()
        (asked.requiredReturn, asked.ledger) = (required, ledger)
        let bench = try world.bench(asOf: "2026-10-01", margin: margin?.cents)
        return await bench.justify(asked)
    }

    @Test(
        "13 SQLs of 100, 4 customers of those 13, € 9,000 and € 150: worth € 386.67, at most half of it"
    )
    func worth() async throws {
        let found = try await justify(world())
        let worth = try #require(found.total.worth.value)
        // (13 + ½) ÷ 101 × (4 + ½) ÷ 14 × € 9,000. All thirteen SQLs are older than any sale took, so the
        // one on which nobody decided counts too.
        #expect(found.figures.sales.maturedEquivalent == 13 && found.figures.sales.won == 4)
        #expect(worth.mean == Money(cents: 38_667))
        #expect(worth.highestPrice(2) == Money(cents: 19_333))
        #expect(worth.low.cents < 15_000 && worth.high.cents > 70_000)
        #expect(found.total.cost.value == Money(cents: 15_000))
        #expect(found.total.isAllIn)
        // Sure enough to pay for itself, not sure enough to bring twice the cost.
        #expect(try #require(found.total.pays) >= 0.8)
        #expect(try #require(found.total.meets) < 0.8)
        #expect(found.verdict.value == .yesButBelow)
        #expect(try await justify(world(), required: 100).verdict.value == .yes)
        // The fair is the only source: it is worth what all of them are.
        let fair = try #require(found.rows.first)
        #expect(fair.worth.value?.mean == worth.mean)
        // 100 × 386.6690… − 15,000, where 386.6690 is 13.5 ÷ 101 × 4.5 ÷ 14 × 9,000.
        #expect(fair.effect.value == Money(cents: 3_866_690 - 1_500_000))
        #expect(found.total.effect.value == fair.effect.value)
        #expect(found.effectOutsideRows == nil)
    }

    @Test("At the break-even margin and rate an MQL is worth what it costs")
    func breakEven() async throws {
        let found = try await justify(world())
        let worth = try #require(found.total.worth.value)
        let margin = try #require(worth.breakEvenMargin(15_000))
        let again = try await justify(world(), margin: margin)
        #expect(try #require(again.total.worth.value).mean == Money(cents: 15_000))
        let rate = try #require(worth.breakEvenRate(15_000))
        #expect(abs(rate * 38_667 / worth.expectedRate / 15_000 - 1) < 0.0001)
    }

    @Test(
        "Without own hours there is no yes; without a margin or spend there is no answer"
    )
    func unknown() async throws {
        let bought = try await justify(world(people: false), required: 100)
        #expect(!bought.total.isAllIn)
        #expect(bought.verdict.value == .notYet)
        let none = try await justify(world(margin: ""))
        #expect(none.verdict.absence == .noMargin)
        #expect(none.total.worth.absence == .noMargin)
        // Said on the way in.
        #expect(
            try await justify(world(margin: ""), margin: Money(cents: 900_000)).total.worth.value?
                .mean == Money(cents: 38_667))
        var won = world()
        won.deals = won.deals?.split(separator: "\n").filter { !$0.contains("lost") }
            .joined(separator: "\n")
        // An export of won deals alone says the same: time tells, whether anybody wrote down the losses.
        #expect(try await justify(won).total.worth.value?.mean == Money(cents: 38_667))
        var free = world()
        free.spend = nil
        #expect(try await justify(free).verdict.absence == .noSpendFile)
    }

    @Test("The books are held against the files, and two percent is too much")
    func ledger() async throws {
        let near = try #require(
            try await justify(world(), ledger: Money(cents: 1_510_000)).ledger)
        #expect(near.difference == -10_000)
        #expect(!near.isWide)
        let far = try #require(try await justify(world(), ledger: Money(cents: 1_600_000)).ledger)
        #expect(far.isWide)
        #expect(try #require(try await justify(world(), ledger: Money(cents: 0)).ledger).isWide)
    }

    @Test("Verdicts and advice follow the chances, at the bounds as well")
    func rules() {
        #expect(Justification.Verdict(pays: 0.9, meets: 0.8) == .yes)
        #expect(Justification.Verdict(pays: 0.8, meets: 0.79) == .yesButBelow)
        #expect(Justification.Verdict(pays: 0.2, meets: 0.1) == .no)
        #expect(Justification.Verdict(pays: 0.21, meets: 0.1) == .notYet)
        #expect(Justification.Advice(pays: 0.95, meets: 0.8, bringsMore: true) == .raise)
        // An average that meets what is required says nothing of the next euro.
        #expect(Justification.Advice(pays: 0.95, meets: 0.8, bringsMore: false) == .keep)
        #expect(Justification.Advice(pays: 0.1, meets: 0, bringsMore: true) == .stop)
        #expect(Justification.Advice(pays: 0.11, meets: 0.2, bringsMore: true) == .cheaper)
        #expect(Justification.Advice(pays: 0.5, meets: 0.21, bringsMore: true) == .keep)
        // Where nothing is required: yes, no, not yet; keep and stop.
        #expect(Justification.Verdict(pays: 0.8, meets: nil) == .yes)
        #expect(Justification.Verdict(pays: 0.79, meets: nil) == .notYet)
        #expect(Justification.Verdict(pays: 0.2, meets: nil) == .no)
        #expect(Justification.Advice(pays: 0.99, meets: nil, bringsMore: true) == .keep)
        #expect(Justification.Advice(pays: 0.11, meets: nil, bringsMore: true) == .keep)
        #expect(Justification.Advice(pays: 0.1, meets: nil, bringsMore: true) == .stop)
    }

    @Test("Until somebody says what is required, a euro has to come back and nothing else is said")
    func nothingRequired() async throws {
        let found = try await justify(world(), required: nil)
        #expect(found.requiredReturn == nil && found.total.meets == nil)
        #expect(found.verdict.value == .yes)
        #expect(found.rows.map(\.advice) == [.keep])
        for language in Language.allCases {
            let report = JustificationReport(
                found, ReportContext(language, command: "mql justify"))
            let texts = [TextFormat(language).write(report.document), report.html(warning: nil)]
            for text in texts {
                // A field of the profile may be required.
                let text = text.replacing("(required)", with: "")
                for word in [
                    "required", "requirement", "Meets", "At most", "vereis", " eis", "Eis", "Max.",
                ] { #expect(!text.contains(word), "\(word)") }
            }
            let sheets = try #require(report.workbook).sheets
            let cells = sheets.flatMap(\.rows).flatMap { $0 }.map { "\($0)" }.joined(separator: " ")
            #expect(!cells.contains("At most") && !cells.contains("Max."))
            #expect(!cells.contains("Required return") && !cells.contains("Vereist rendement"))
        }
        // No preset says it, and a rule book that does is asked who did.
        for preset in RuleFiles.presets {
            #expect(try RuleFiles.ruleBook(preset).economics.requiredReturn == nil, "\(preset)")
        }
    }

    @Test(
        "The next euro brings 0.70 × (worth − own) ÷ bought, and more is bought only where it comes back"
    )
    func nextEuro() async throws {
        // One month tells nothing of the curve, so it is the 0.70 of the rule book. An MQL is worth € 386.67,
        // € 140 to buy and € 10 of own hours: 0.70 × (386.67 − 1.00 × 10) ÷ 140 = 1.88.
        let found = try await justify(world(), required: 100)
        let fair = try #require(found.rows.first)
        #expect(abs(try #require(fair.nextEuro) - 0.7 * 376.67 / 140) < 0.001)
        #expect(fair.advice == .raise)
        var dear = world(margin: "30000")
        dear.spend =
            "month,source,amount,category\n2026-01,fair,65000,media\n2026-01,fair,1000,people\n"
        // Worth (13.5 ÷ 101) × (4.5 ÷ 14) × 30,000 = 1,288.90; 0.70 × (1,288.90 − 10) ÷ 650 = 1.38; asked 1.5
        // it is 0.70 × (1,288.90 − 15) ÷ 650 = 1.37.
        let more = try await justify(dear, required: 150)
        let row = try #require(more.rows.first)
        #expect(abs(try #require(row.nextEuro) - 0.7 * 1273.9 / 650) < 0.001)
        #expect(row.advice != .raise)
    }

    @Test("Nine MQLs are too few for advice; twenty of last week are too young")
    func early() async throws {
        var world = world()
        for number in 200..<209 {
            world.leads += "L\(number),2026-01-05,webinar\n"
            world.stages? += "L\(number),2026-01-05,mql\n"
        }
        for number in 300..<320 {
            world.leads += "L\(number),2026-09-28,meta-ads\n"
            world.stages? += "L\(number),2026-09-28,mql\n"
        }
        let found = try await justify(world)
        func advice(_ key: String) -> Justification.Advice? {
            found.rows.first { $0.row.key == key }?.advice
        }
        // A month that is over is no choice.
        let months = try world.bench(asOf: "2026-10-01", by: .month)
        #expect(await months.justify(.init()).rows.allSatisfy { $0.advice != .stop })
        #expect(advice("webinar") == .tooFew)
        #expect(advice("meta-ads") == .tooYoung)
    }

    @Test("A margin as large as an amount can be is no trap")
    func large() async throws {
        let found = try await justify(world(), margin: Money(cents: .max))
        let worth = try #require(found.total.worth.value)
        #expect(worth.perSale.cents > 0 && worth.mean.cents > 0)
        #expect(found.rows.first?.effect.absence == .tooLarge)
        let counts = try #require(OwnValue.Counts(mqls: 100, sqls: 13, closed: 12, won: 4))
        let value = try #require(
            OwnValue(
                counts, margin: Money(cents: .max), cost: Money(cents: .max), requiredReturn: 1000,
                customers: 100_000))
        // The answer, and what it rests on.
        #expect(
            OwnValueReport(value, ReportContext(command: "mql value")).document.blocks.count == 2)
        #expect(OwnValue.Counts(mqls: 1, sqls: 2, closed: 0, won: 0) == nil)
    }
}
