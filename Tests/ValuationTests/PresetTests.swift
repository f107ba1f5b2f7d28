import Analysis
import Intake
import Leads
import Quantities
import TestSupport
import Testing
import Valuation
import Workbench

/// What each preset decides in the cases that people argue about.
struct PresetDecisionTests {
    /// One lead of a fitting firm and what it did, judged by a preset.
    private func explain(
        _ preset: String, _ activities: [String], leads: [String: String] = [:],
        asOf: String = "2026-03-31"
    ) throws -> Explanation {
        var fields = [
            "lead_id": "L-1", "created_at": "2026-03-01", "source": "google-ads",
            "email": "x@y.example", "company": "Noord BV", "industry": "food", "employees": "420",
            "job_title": "Hoofd inkoop", "country": "NL",
        ]
        fields.merge(leads) { $1 }
        let names = fields.keys.sorted()
        var world = World()
        world.leads =
            names.joined(separator: ",") + "\n"
            + names.map { fields[$0] ?? "" }.joined(separator: ",") + "\n"
        world.activities =
            "lead_id,at,action,session,seconds\n"
            + activities.map { "L-1,\($0)\n" }.joined()
        let bench = try world.bench(asOf: asOf, book: RuleFiles.ruleBook(preset))
        return try #require(bench.pipeline.explain("L-1", asOf: Day(iso: asOf) ?? Day(number: 0)))
    }

    private func decision(
        _ preset: String, _ activities: [String], leads: [String: String] = [:]
    ) throws -> Decision {
        try explain(preset, activities, leads: leads).judgement.decision
    }

    private let spec = "2026-03-02 10:00,spec_download,v1,"
    private let question = "2026-03-05 10:00,form_question,v2,"

    @Test("All three of fit and two of four signs: an MQL, for a maker and for a pump maker")
    func qualified() throws {
        for preset in ["manufacturing", "pumps"] {
            #expect(try decision(preset, [spec, question]) == .mql)
            #expect(try decision(preset, [spec]) == .targetAccount)
            #expect(try decision(preset, ["2026-03-02,newsletter_open,,"]) == .targetAccount)
        }
    }

    @Test("The student who downloads everything is never an MQL")
    func student() throws {
        for preset in RuleFiles.presets {
            let decision = try decision(
                preset,
                [spec, question, "2026-03-06,pricing_page,v3,", "2026-03-07,white_paper,v4,"],
                leads: ["job_title": "Student werktuigbouw"])
            #expect(decision == .disqualified)
        }
    }

    @Test("Who visits daily and has no budget is never an MQL, where the rule book asks for budget")
    func ferrari() throws {
        var book = try RuleFiles.ruleBook("b2b")
        book.disqualifiers.append(
            Disqualifier(
                key: "no-budget", tests: [FieldTest(field: "budget", test: .under(10_000))], line: 1
            ))
        var world = World()
        world.leads = """
            lead_id,created_at,source,email,company,job_title,employees,country,budget
            L-1,2026-03-01,website,x@y.example,Noord BV,Directeur,420,NL,1500
            L-2,2026-03-01,website,z@y.example,Noord BV,Directeur,420,NL,250000

            """
        world.activities =
            "lead_id,at,action\n"
            + (2...28).map { day in
                let date = "2026-03-\(day < 10 ? "0" : "")\(day)"
                return "L-1,\(date),repeat_visit\nL-1,\(date),brochure\nL-1,\(date),pricing_page\n"
                    + "L-2,\(date),pricing_page\nL-2,\(date),spec_download\n"
            }.joined()
        let bench = try world.bench(asOf: "2026-03-31", book: book)
        let fan = try #require(bench.pipeline.explain("L-1", asOf: "2026-03-31"))
        #expect(fan.judgement.decision == .disqualified)
        #expect(fan.disqualifier?.key == "no-budget")
        #expect(bench.pipeline.explain("L-2", asOf: "2026-03-31")?.judgement.decision == .mql)
    }

    @Test("A lead that never heard of us fits and has done nothing: for outbound sales, not an MQL")
    func neverHeard() throws {
        for preset in RuleFiles.presets {
            #expect(
                try decision(
                    preset, ["2026-03-02,newsletter_open,,"], leads: ["source": "lead list"])
                    == .targetAccount)
        }
    }

    @Test("Four product pages in one visit are a sign, three are not, nor two and two")
    func productPages() throws {
        func pages(_ visits: [String]) -> [String] {
            visits.enumerated().map { "2026-03-03 10:0\($0),product_page,\($1)," } + [spec]
        }
        #expect(try decision("manufacturing", pages(["a", "a", "a", "a"])) == .mql)
        #expect(try decision("manufacturing", pages(["a", "a", "a"])) == .targetAccount)
        #expect(try decision("manufacturing", pages(["a", "a", "b", "b"])) == .targetAccount)
    }

    @Test("More than five minutes on product pages: 5:01 is a sign, 5:00 and 4:59 are not")
    func viewTime() throws {
        func minutes(_ seconds: [Int]) -> [String] {
            seconds.enumerated().map { "2026-03-03 10:0\($0),product_page,v\($0),\($1)" } + [spec]
        }
        #expect(try decision("pumps", minutes([301])) == .mql)
        #expect(try decision("pumps", minutes([300])) == .targetAccount)
        #expect(try decision("pumps", minutes([299])) == .targetAccount)
        // Over several pages the time adds up: 3:00 + 2:01.
        #expect(try decision("pumps", minutes([180, 121])) == .mql)
    }

    @Test("A pump maker wants over 100 people, a manufacturer over 50")
    func size() throws {
        let done = [spec, question]
        #expect(try decision("manufacturing", done, leads: ["employees": "51"]) == .mql)
        #expect(
            try explain("manufacturing", done, leads: ["employees": "50"]).judgement.fit == .medium)
        #expect(try explain("pumps", done, leads: ["employees": "100"]).judgement.fit == .medium)
        #expect(try decision("pumps", done, leads: ["employees": "101"]) == .mql)
    }

    @Test("Who unsubscribes after qualifying stays an MQL, with a lower score")
    func unsubscribed() throws {
        let before = try explain("manufacturing", [spec, question])
        let after = try explain(
            "manufacturing", [spec, question, "2026-03-20,newsletter_unsubscribe,,"])
        #expect(after.judgement.decision == .mql)
        #expect(after.judgement.mqlDay == before.judgement.mqlDay)
        #expect(after.judgement.score == before.judgement.score - 20)
        #expect(after.mqlScore == before.mqlScore)
    }

    @Test("A fair visit with a conversation is a sign, without one it is a few points")
    func fair() throws {
        // b2b: a conversation is one sign of engagement and 20 points; fit gives 25, a specification 15.
        let talked = try explain("b2b", [spec, "2026-03-04,fair_conversation,,"])
        #expect(talked.judgement.decision == .mql)
        #expect(talked.mqlScore == 60)
        let seen = try explain("b2b", [spec, "2026-03-04,fair_visit,,"])
        #expect(seen.judgement.decision == .targetAccount)
        #expect(seen.judgement.score == 44)
    }

    @Test("A venue calls who read a white paper or came back three times; rates are for sales")
    func venues() throws {
        #expect(try decision("venues", ["2026-03-02,white_paper,,"]) == .mql)
        #expect(try decision("venues", ["2026-03-02,webinar_registered,,"]) == .targetAccount)
        #expect(try decision("venues", ["2026-03-02,webinar_attended,,"]) == .mql)
        let visits = (1...3).map { "2026-03-0\($0 + 1),page,v\($0)," }
        #expect(try decision("venues", visits) == .mql)
        #expect(try decision("venues", Array(visits.prefix(2))) == .targetAccount)
        #expect(
            try explain("venues", ["2026-03-02,rates_request,,"]).intent?.key == "consideration")
        #expect(
            try decision("venues", ["2026-03-02,white_paper,,"], leads: ["company": ""]) != .mql)
    }

    @Test("Fields of the profile and the source can earn or cost points, and add up")
    func otherPoints() throws {
        var book = try RuleFiles.ruleBook("b2b")
        book.profilePoints = [.init(field: "phone", points: 7), .init(field: "region", points: 3)]
        let place = try #require(book.sources.firstIndex { $0.key == "purchased-list" })
        book.sources[place].points = -15
        var world = World()
        world.leads = """
            lead_id,created_at,source,phone,job_title
            L-1,2026-03-20,purchased-list,0612345678,Docent

            """
        world.activities = "lead_id,at,action\nL-1,2026-03-21,blog_post\n"
        let bench = try world.bench(asOf: "2026-03-31", book: book)
        let explanation = try #require(bench.pipeline.explain("L-1", asOf: "2026-03-31"))
        // +7 phone, 0 region, −15 source, +1 blog post.
        #expect(explanation.judgement.score == -7)
        #expect(explanation.score.reduce(0) { $0 + $1.points } == -7)
        #expect(explanation.score.contains { $0.reason == .profile("region") && $0.points == 0 })
        #expect(
            explanation.score.contains {
                $0.reason == .source("purchased-list") && $0.points == -15
            })
    }
}
