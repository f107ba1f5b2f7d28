import Analysis
import Leads
import Quantities
import TestSupport
import Testing
import Workbench

@testable import Valuation

struct LeadJudgeTests {
    /// A buyer of the right size and country, from a search ad.
    private func world(_ activities: [String], employees: String = "420") -> World {
        var world = World()
        world.leads =
            "lead_id,created_at,source,email,company,job_title,employees,country\n"
            + "L-1,2026-03-01,google-ads,x@y.example,Noord BV,Hoofd inkoop,\(employees),NL\n"
        world.activities =
            "lead_id,at,action,session,content\n"
            + activities.map { "L-1,\($0)\n" }.joined()
        return world
    }

    private func explain(_ world: World, asOf: String = "2026-03-31") throws -> Explanation {
        let bench = try world.bench(asOf: asOf)
        return try #require(bench.pipeline.explain("L-1", asOf: Day(iso: asOf) ?? Day(number: 0)))
    }

    @Test("High fit and two strong signs: an MQL from the day of the second")
    func mqlMoment() throws {
        let world = world(["2026-03-02,spec_download,,", "2026-03-12 10:00,form_question,,"])
        let explanation = try explain(world)
        #expect(explanation.judgement.decision == .mql)
        #expect(explanation.judgement.mqlDay?.description == "2026-03-12")
        // 10 + 10 + 5 for fit, 15 for the specification, 25 for the question.
        #expect(explanation.mqlScore == 65)
        #expect(try explain(world, asOf: "2026-03-11").judgement.decision == .targetAccount)
        #expect(
            explanation.turn
                == .init(
                    fact: "form_question", decision: .targetAccount, kind: .withoutAction))
        // google-ads 0.3 and decision-maker 0.8 (hoofd): 200 + 300 × 0.55 = 365.
        #expect(explanation.price?.value.cents == 36_500)
    }

    @Test("The points of an explanation add up to the score, also with limits and inactivity")
    func points() throws {
        let pages = (1...9).map { "2026-03-0\($0),product_page,s\($0)," }
        let explanation = try explain(
            world(pages + ["2026-03-10,newsletter_unsubscribe,,", "2026-03-11,something_new,,"]),
            asOf: "2026-07-01")
        // 25 for fit; nine pages of 2 points, at most 10 in 30 days; −20; 0 for what no rule
        // knows; −10 after more than 60 silent days.
        #expect(explanation.judgement.score == 25 + 10 - 20 - 10)
        #expect(explanation.score.reduce(0) { $0 + $1.points } == explanation.judgement.score)
        #expect(
            explanation.score.contains {
                $0.reason == .unknownAction("something_new") && $0.points == 0
            })
        #expect(explanation.score.contains { $0.isLimited })
    }

    @Test("Four product pages in one visit are a sign; four in four visits are not")
    func session() throws {
        let one = (1...4).map { "2026-03-02 10:0\($0),product_page,visit," }
        #expect(
            try explain(world(one)).engagement.first { $0.key == "product-pages" }?.holds == true)
        let four = (1...4).map { "2026-03-02 10:0\($0),product_page,visit\($0)," }
        #expect(
            try explain(world(four)).engagement.first { $0.key == "product-pages" }?.holds == false)
    }

    @Test("A limit within days frees itself when the days have passed")
    func slidingLimit() throws {
        // 15 + 15 reach the limit of 30 in 30 days; the third, a day later, gives nothing; the
        // fourth comes 30 days after the first two and gives 15 again.
        let explanation = try explain(
            world([
                "2026-03-01 12:00,spec_download,,", "2026-03-01 13:00,spec_download,,a",
                "2026-03-02 12:00,spec_download,,", "2026-03-31 13:00,spec_download,,",
            ]))
        let points = explanation.score.filter { $0.reason == .action("spec_download") }
        #expect(points.map(\.points) == [30, 0, 15])
    }

    @Test("A student is never an MQL, however much it does")
    func disqualified() throws {
        var world = world([
            "2026-03-02,spec_download,,", "2026-03-03,form_question,,", "2026-03-04,pricing_page,,",
        ])
        world.leads = world.leads.replacing("Hoofd inkoop", with: "Student techniek")
        let explanation = try explain(world)
        #expect(explanation.judgement.decision == .disqualified)
        #expect(explanation.disqualifier?.key == "student")
        #expect(explanation.price == nil)
        #expect(explanation.turn?.fact == "student")
    }

    @Test("Low fit is no MQL however engaged; an empty e-mail address is the fact that is missing")
    func lowFitAndProfile() throws {
        let busy = ["2026-03-02,spec_download,,", "2026-03-03,form_question,,"]
        var low = world(busy, employees: "3")
        low.leads = low.leads.replacing(",NL", with: ",US")
        let explanation = try explain(low)
        #expect(explanation.judgement.fit == .low)
        #expect(explanation.judgement.engagement == .high)
        #expect(explanation.judgement.decision == .nurture)

        var incomplete = world(busy)
        incomplete.leads = incomplete.leads.replacing("x@y.example", with: "")
        let other = try explain(incomplete)
        #expect(other.judgement.decision == .nurture)
        #expect(other.judgement.isIncomplete)
        #expect(other.turn == .init(fact: "email", decision: .mql, kind: .withField))
    }

    @Test("In between, the points decide: 50 make an MQL, 49 do not")
    func pointsDecide() throws {
        // High fit 25, one sign of engagement: 25 for a question is 50.
        let enough = try explain(world(["2026-03-02,form_question,,"]))
        #expect(enough.judgement.decision == .mql)
        #expect(enough.mqlScore == 50)
        // A specification is worth 15: with 9 more for small things it is 49.
        let short = try explain(
            world([
                "2026-03-02,spec_download,,", "2026-03-02,webinar_registered,,",
                "2026-03-02,newsletter_signup,,", "2026-03-02,blog_post,,",
            ]))
        #expect(short.judgement.score == 49)
        #expect(short.judgement.decision == .targetAccount)
    }

    @Test("What a lead did before it was known counts on the day it becomes known")
    func beforeCreation() throws {
        let explanation = try explain(
            world(["2026-02-20,spec_download,,", "2026-02-21,form_question,,"]))
        #expect(explanation.judgement.mqlDay?.description == "2026-03-01")
    }

    @Test("The subject of a paper shows intent, whatever it was downloaded as")
    func content() throws {
        let explanation = try explain(
            world(["2026-03-02,white_paper,,Oplossing voor trillingen.pdf"]))
        #expect(explanation.intent?.key == "interest")
        #expect(
            try explain(world(["2026-03-02,white_paper,,Jaarbericht.pdf"])).intent?.key
                == "awareness")
    }

    @Test("An intent and persona in the file go before what is inferred")
    func given() throws {
        var world = world(["2026-03-02,spec_download,,", "2026-03-03,form_question,,"])
        world.leads = world.leads.replacing("country\n", with: "country,intent,persona\n")
            .replacing(",NL\n", with: ",NL,Interest,champion\n")
        let explanation = try explain(world)
        #expect(explanation.intent?.key == "interest")
        #expect(explanation.intent?.confidence == .given)
        #expect(explanation.persona?.key == "champion")
        // interest 100–200, google-ads 0.3, champion 1.0: 100 + 100 × 0.65 = 165.
        #expect(explanation.price?.value.cents == 16_500)
    }

    @Test("Without activities the CRM decides, and without an intent there is no value")
    func crm() throws {
        var world = World()
        world.leads = "lead_id,created_at,source\nL-1,2026-03-01,fair\n"
        world.stages = "lead_id,at,stage\nL-1,2026-03-10,mql\n"
        let explanation = try explain(world)
        #expect(explanation.decidedBy == .crm)
        #expect(explanation.judgement.mqlDay?.description == "2026-03-10")
        #expect(explanation.price == nil)
        #expect(explanation.priceAbsence == .noIntent)
        #expect(try explain(world, asOf: "2026-03-09").judgement.decision == .nurture)
        world.leads =
            "lead_id,created_at,source,first_conversion\nL-1,2026-03-01,fair,contact_request\n"
        // consideration, fair 0.5, persona not known 0.5: the middle of 200–500.
        #expect(try explain(world).price?.value.cents == 35_000)
    }

    @Test("A lead that does not exist yet is not judged")
    func notYet() throws {
        let bench = try world([]).bench(asOf: "2026-02-28")
        #expect(bench.pipeline.explain("L-1", asOf: "2026-02-28") == nil)
    }

    @Test("The day is that of the rule book's zone: 23:30 UTC on the 30th is the 31st")
    func zone() throws {
        let explanation = try explain(
            world(["2026-03-02,spec_download,,", "2026-03-30T23:30:00Z,form_question,,"]))
        #expect(explanation.judgement.mqlDay?.description == "2026-03-31")
    }

    @Test(
        "What is counted of a lead is what it is judged to be, whoever decides",
        arguments: RuleFiles.presets, [Decider.rules, .crm])
    func counted(preset: String, decider: Decider) throws {
        var demo = DemoWorld(seed: 11, scale: 2)
        var files = DemoWorld.files.map { _ in [String]() }
        demo.write { files[$0].append($1) }
        var world = World()
        world.leads = files[0].joined()
        world.activities = files[1].joined()
        // The demo's CRM writes no MQLs down; here sales speaks to nothing else.
        world.stages = files[2].joined().replacing(",contacted,", with: ",mql,")
        var book = try RuleFiles.ruleBook(preset)
        book.decidedBy = decider
        for asOf in ["2026-02-10", "2026-05-31", "2026-09-30"] as [Day] {
            let bench = try world.bench(asOf: "\(asOf)", book: book)
            let facts = bench.pipeline.facts
            var judge = LeadJudge(bench.pipeline.rules, facts, asOf: asOf)
            var other = LeadJudge(bench.pipeline.rules, facts, asOf: asOf)
            var kinds: [String: Int] = [:]
            for lead in 0..<facts.leads.count {
                let judgement = judge.judge(lead)
                #expect(other.counted(lead) == judgement.map(CountedLead.init))
                kinds[
                    judgement.map { $0.mqlDay != nil ? "mql" : "none" } ?? "not yet", default: 0] +=
                    1
            }
            // There must be something of each kind to be wrong about.
            #expect(kinds["none"] ?? 0 > 20 && kinds["mql"] ?? 0 > 10, "\(kinds)")
        }
    }
}
