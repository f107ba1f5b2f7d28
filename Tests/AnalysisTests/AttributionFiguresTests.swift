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

    /// P1 and P2 by the CRM's stages, or by rules where a rule book is given.
    private func attribution(
        leads: String, stages: String = "", activities: String, decidedBy: Decider = .crm,
        _ change: (inout RuleBook) -> Void = { _ in }
    ) async throws -> AttributionFigures {
        var world = World()
        world.leads += leads
        world.stages = "lead_id,at,stage\n" + stages
        world.activities = "lead_id,at,action,source\n" + activities
        var book = try RuleFiles.ruleBook("b2b")
        book.decidedBy = decidedBy
        change(&book)
        return try await world.bench(asOf: "2026-08-31", book: book).attribution()
    }

    @Test("The own source of a lead that was created after its MQL touched nothing before it")
    func ownSourceLater() async throws {
        let found = try await attribution(
            leads: "P1,2026-04-02,trade-fair\nP2,2026-03-12,trade-fair\n",
            stages: "P1,2026-03-11,mql\nP2,2026-03-11,mql\nP1,2026-06-01,sql\n",
            activities: """
                P1,2026-03-02 10:00,page,webinar
                P1,2026-03-11 09:00,page,email
                P1,2026-04-02 09:00,page,trade-fair

                """)
        let fair = try #require(found.rows.first { $0.key == "fair" })
        #expect(fair.own == 2)
        for model in AttributionModel.allCases { #expect(fair.mqls(model) == 0) }
        #expect(mqls(found, .first) == ["webinar": 1, "(no source)": 1])
        #expect(mqls(found, .last) == ["email": 1, "(no source)": 1])
        #expect(mqls(found, .linear) == ["webinar": 0.5, "email": 0.5, "(no source)": 1])
        #expect(mqls(found, .uShape) == ["webinar": 0.5, "email": 0.5, "(no source)": 1])
        #expect(found.mqlsOfNone == 1)
        // The SQL goes the same way.
        let email = try #require(found.rows.first { $0.key == "email" })
        #expect(email.credits[.last]?.sqls == Int128(AttributionModel.whole))
        #expect(fair.credits[.linear]?.sqls == 0)
    }

    @Test("Created on the day of the MQL it is a touch, where of that nothing but the day is known")
    func ownSourceSameDay() async throws {
        let found = try await attribution(
            leads: "P1,2026-03-11 16:30,trade-fair\n", stages: "P1,2026-03-11,mql\n",
            activities: "P1,2026-03-11,page,webinar\nP1,2026-03-12,page,email\n")
        #expect(mqls(found, .first) == ["webinar": 1])
        #expect(mqls(found, .last) == ["fair": 1])
        #expect(found.mqlsOfNone == 0)
    }

    @Test("By rules the moment is known: what came later on the same day is no touch before it")
    func laterOnTheDay() async throws {
        let found = try await attribution(
            leads: "P1,2026-03-01 08:00,trade-fair\n",
            activities: """
                P1,2026-03-11 09:00,page,webinar
                P1,2026-03-11 11:00,form_question,email
                P1,2026-03-11 11:00,page,referral
                P1,2026-03-11 15:00,page,google-ads

                """, decidedBy: .rules
        ) { book in
            book.requiredProfile = []
            book.fit = CriteriaSet()
            let question = book.actions.firstIndex { $0.key == "form_question" } ?? 0
            book.engagement = CriteriaSet(
                criteria: [
                    ActionCriterion(
                        key: "question", actions: [question], measure: .times, atLeast: 1,
                        withinDays: nil, line: 1)
                ], needed: 1)
        }
        // Of one moment both count, and which of them comes last is told by neither.
        #expect(mqls(found, .first) == ["fair": 1])
        #expect(
            mqls(found, .linear) == [
                "fair": 0.25, "webinar": 0.25, "email": 0.25, "referral": 0.25,
            ])
    }

    @Test("Where the CRM says at what time, what came later on that day is no touch before it")
    func laterThanTheTime() async throws {
        let activities = """
            P1,2026-03-11 09:00,page,webinar
            P1,2026-03-11 15:00,page,email

            """
        let leads = "P1,2026-03-11 14:00,trade-fair\n"
        let timed = try await attribution(
            leads: leads, stages: "P1,2026-03-11 11:00,mql\nP1,2026-03-11,mql\n",
            activities: activities)
        #expect(mqls(timed, .last) == ["webinar": 1])
        // The first time of the day counts, and another day's does not.
        let twice = try await attribution(
            leads: leads,
            stages: "P1,2026-03-12 08:00,mql\nP1,2026-03-11 14:30,mql\nP1,2026-03-11 16:00,mql\n",
            activities: activities)
        #expect(mqls(twice, .last) == ["fair": 1])
        let day = try await attribution(
            leads: leads, stages: "P1,2026-03-11,mql\nP1,2026-03-12 08:00,mql\n",
            activities: activities)
        #expect(mqls(day, .last) == ["email": 1])
    }
}
