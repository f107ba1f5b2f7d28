import Analysis
import Economics
import Funnels
import Quantities
import TestSupport
import Testing
import Valuation
import Workbench

struct AttributionFiguresTests {
    private func attribution(_ activities: String, jobs: Int = 1) async throws -> AttributionFigures
    {
        var world = World()
        world.leads += """
            L1,2026-01-05 10:00,google-ads
            L2,2026-01-05 10:00,google-ads
            L3,2026-01-05 10:00,

            """
        world.stages = """
            lead_id,at,stage
            L1,2026-01-20,mql
            L2,2026-01-20,mql
            L3,2026-01-20,mql
            L1,2026-02-01,sql

            """
        world.spend = "month,source,amount\n2026-01,google-ads,100.00\n"
        world.activities = "lead_id,at,action,source\n" + activities
        var book = try RuleFiles.ruleBook("b2b")
        book.decidedBy = .crm
        return try await world.bench(asOf: "2026-06-30", book: book, jobs: jobs).attribution()
    }

    private func mqls(
        _ figures: AttributionFigures, _ model: AttributionModel
    ) -> [String: Double] {
        Dictionary(
            uniqueKeysWithValues: figures.rows.map { ($0.key, $0.mqls(model)) }.filter { $1 > 0 })
    }

    @Test("Without touches every division is that by the own source")
    func none() async throws {
        let found = try await attribution("")
        #expect(found.touches == 0 && found.mqlsOfMany == 0)
        for model in AttributionModel.allCases {
            #expect(mqls(found, model) == ["google-ads": 2, "(no source)": 1])
        }
    }

    @Test("Touches up to the day of the MQL count, before the lead existed too; later ones do not")
    func path() async throws {
        let found = try await attribution(
            """
            L1,2026-01-02 09:00,page,webinar
            L1,2026-01-20 23:00,page,email
            L1,2026-01-21 09:00,page,fair
            L3,2026-01-06 09:00,page,webinar

            """)
        // L1: webinar, google-ads, email. L2: google-ads. L3: webinar alone, for its own is not known.
        #expect(mqls(found, .first) == ["webinar": 2, "google-ads": 1])
        #expect(mqls(found, .last) == ["email": 1, "google-ads": 1, "webinar": 1])
        #expect(mqls(found, .uShape)["google-ads"] == 1.2)
        #expect(found.mqlsOfMany == 1 && found.touches == 4)
        let google = try #require(found.rows.first { $0.key == "google-ads" })
        #expect(google.own == 2 && google.costPerMQL(.first).value?.cents == 10_000)
        // € 100 ÷ 1.2.
        #expect(google.costPerMQL(.uShape).value?.cents == 8_333)
        #expect(google.credits[.uShape]?.sqls == 200_000_000)
    }

    @Test(
        "The form by which a lead came is one touch, not two; equal rows are one; jobs change nothing"
    )
    func once() async throws {
        let rows = """
            L1,2026-01-05 12:00,form,google-ads
            L1,2026-01-09 12:00,page,email
            L1,2026-01-09 12:00,page,email

            """
        let (found, again) = (try await attribution(rows), try await attribution(rows, jobs: 3))
        #expect(found.touches == 2)
        #expect(mqls(found, .linear) == ["google-ads": 1.5, "email": 0.5, "(no source)": 1])
        #expect(mqls(again, .linear) == mqls(found, .linear))
    }
}
