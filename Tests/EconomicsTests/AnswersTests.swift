import Analysis
import Economics
import Funnels
import Quantities
import TestSupport
import Testing
import Valuation
import Workbench

struct AnswersTests {
    @Test("Margin and own hours, worked out by hand")
    func marginAndHours() async throws {
        // Two MQLs of google-ads for 100.00, one of referral for nothing. An MQL takes 2.5 hours at
        // 65.00 = 162.50. All-in: 100.00 + 325.00 = 425.00, 162.50, and 587.50 in all.
        // D-1 says no margin: 35 % of 1,000.01 is 350.0035, so 350.00. D-2 says 50.00 itself.
        var world = World()
        world.leads = """
            lead_id,created_at,source
            L-1,2026-03-01,google-ads
            L-2,2026-03-01,google-ads
            L-3,2026-03-01,referral

            """
        world.stages = """
            lead_id,at,stage
            L-1,2026-03-02,mql
            L-2,2026-03-02,mql
            L-3,2026-03-02,mql

            """
        world.spend = "month,source,amount\n2026-03,google-ads,100.00\n"
        world.deals = """
            deal_id,status,closed_at,amount,margin,lead_ids
            D-1,won,2026-04-01,1000.01,,L-1
            D-2,won,2026-04-01,200.00,50.00,L-3

            """
        var book = try RuleFiles.ruleBook("b2b")
        book.economics.margin = 3500
        book.economics.ownHours = .init(hours: 250, hourCost: 6500)
        let figures = try await world.bench(asOf: "2026-04-30", book: book).figures()
        let rows = Dictionary(uniqueKeysWithValues: figures.rows.map { ($0.key, $0) })
        #expect(rows["google-ads"]?.boughtFor.value?.cents == 10_000)
        #expect(rows["google-ads"]?.allIn.value?.cents == 42_500)
        #expect(rows["google-ads"]?.costsAllIn.perMQL.value?.cents == 21_250)
        #expect(rows["referral"]?.allIn.value?.cents == 16_250)
        #expect(figures.total.allIn.value?.cents == 58_750)
        let back = try #require(rows["google-ads"]?.returnSoFar.value)
        #expect(back.basis == .margin)
        #expect(back.amount.cents == 35_000)
        #expect(rows["referral"]?.returnSoFar.value?.amount.cents == 5000)
        #expect(figures.notes.assumedMargin == 3500)

        // Where the spend has what people cost, hours would count it twice.
        world.spend =
            "month,source,amount,category\n2026-03,google-ads,100.00,media\n2026-03,*,30.00,people\n"
        let once = try await world.bench(asOf: "2026-04-30", book: book).figures()
        #expect(once.total.allIn.value?.cents == 13_000)
        #expect(once.notes.ownHoursAreInSpend)
    }
}
