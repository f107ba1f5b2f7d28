import Analysis
import Leads
import Quantities
import TestSupport
import Testing
import Valuation
import Workbench

/// Points that fade, channels that overlap, and how much source and persona weigh.
struct RuleFormsTests {
    private func explain(
        _ book: RuleBook, _ activities: [String], source: String = "google-ads",
        asOf: Day = "2026-03-31"
    ) throws -> Explanation {
        var world = World()
        world.leads = """
            lead_id,created_at,source,email,company,job_title,employees,country
            L-1,2026-01-01,\(source),x@y.example,Noord BV,Hoofd inkoop,420,NL

            """
        world.activities = "lead_id,at,action\n" + activities.map { "L-1,\($0)\n" }.joined()
        let bench = try world.bench(asOf: asOf.description, book: book)
        return try #require(bench.pipeline.explain("L-1", asOf: asOf))
    }

    private func b2b(_ change: (inout RuleBook) -> Void) throws -> RuleBook {
        var book = try RuleFiles.ruleBook("b2b")
        book.inactivity = nil
        change(&book)
        return book
    }

    private func setAction(
        _ name: String, in book: inout RuleBook, _ change: (inout ActionRule) -> Void
    ) {
        guard let place = book.actions.firstIndex(where: { $0.key == name }) else { return }
        change(&book.actions[place])
    }

    @Test(
        "25 points are 25 on day 29, 15 from day 30 and 0 from day 90",
        arguments: [("2026-01-30", 25), ("2026-01-31", 15), ("2026-03-31", 15), ("2026-04-01", 0)])
    func decay(asOf: String, points: Int) throws {
        let book = try b2b { book in
            setAction("form_question", in: &book) { rule in
                rule.decay = [
                    .init(afterDays: 30, points: 15), .init(afterDays: 90, points: 0),
                ]
            }
        }
        // The question of 1 January at 00:00 is 30 days old when 30 January ends.
        let day = try #require(Day(iso: asOf))
        let explanation = try explain(book, ["2026-01-01 00:30,form_question"], asOf: day)
        let line = try #require(explanation.score.first { $0.reason == .action("form_question") })
        #expect(line.points == points)
        #expect(line.fadedFrom == (points == 25 ? nil : 25))
        // Fit gives 10 + 10 + 5.
        #expect(explanation.judgement.score == 25 + points)
        #expect(explanation.score.reduce(0) { $0 + $1.points } == explanation.judgement.score)
    }

    @Test("What has faded no longer makes an MQL; what was one stays one")
    func decayAndDecision() throws {
        // Medium engagement asks 50 points: fit 25 and a question of 25.
        let book = try b2b { book in
            setAction("form_question", in: &book) { $0.decay = [.init(afterDays: 30, points: 5)] }
        }
        let quick = try explain(book, ["2026-01-02,form_question", "2026-03-20,blog_post"])
        #expect(quick.judgement.decision == .mql)
        #expect(quick.judgement.mqlDay == "2026-01-02")
        // 5 of the question is left and a blog post gives 1: 25 + 6.
        #expect(quick.judgement.score == 31)
        let slow = try b2b { book in
            setAction("form_question", in: &book) { rule in
                rule.points = 24
                rule.decay = [.init(afterDays: 30, points: 5)]
            }
        }
        // 25 + 24 is one short, and by the second act the question is worth 5.
        let late = try explain(slow, ["2026-01-02,form_question", "2026-03-20,blog_post"])
        #expect(late.judgement.decision == .targetAccount)
    }

    @Test("A limit holds for what an action earned, and what it earned fades")
    func decayWithLimit() throws {
        let book = try b2b { book in
            setAction("spec_download", in: &book) { rule in
                rule.points = 15
                rule.limit = .init(points: 20, days: nil)
                rule.decay = [.init(afterDays: 10, points: 8)]
            }
        }
        // 15 and 5 are earned; after ten days 8 of the first and the whole 5 of the second are left.
        let explanation = try explain(
            book, ["2026-01-02,spec_download", "2026-01-03,spec_download"], asOf: "2026-02-01")
        #expect(explanation.judgement.score == 25 + 8 + 5)
    }

    @Test("A lead is met in several channels, and each gives its points once")
    func channels() throws {
        let book = try b2b { $0.channelPoints = [.inbound: 1, .event: 7, .interaction: -2] }
        // google-ads is a form; the webinar an event; pages are behaviour.
        let explanation = try explain(
            book,
            [
                "2026-01-02 09:00,webinar_attended", "2026-01-02 10:00,product_page",
                "2026-01-03,fair_visit", "2026-01-03,newsletter_signup",
            ])
        #expect(explanation.channels == [.inbound, .event, .interaction])
        let points = explanation.score.filter {
            if case .channel = $0.reason { true } else { false }
        }
        #expect(points.map(\.points).sorted() == [-2, 1, 7])
        // Fit 25, webinar 12, page 2, fair 4, newsletter 3, channels 6.
        #expect(explanation.judgement.score == 25 + 12 + 2 + 4 + 3 + 6)
        #expect(explanation.direction == .inbound)
        let alone = try explain(book, [], source: "purchased-list")
        #expect(alone.channels == [.interaction])
        #expect(alone.direction == .outbound)
    }

    @Test("Source at weight 3 and persona at 1 move the place in the band")
    func weights() throws {
        // google-ads 0.3 and decision-maker 0.8: (3 × 0.3 + 0.8) ÷ 4 = 0.425 of € 200–500.
        let book = try b2b { $0.weights = BandWeights(source: 3, persona: 1) }
        let explanation = try explain(
            book, ["2026-01-02,spec_download", "2026-01-03,form_question"])
        #expect(explanation.price?.value.cents == 32_750)
        let source = try b2b { $0.weights = BandWeights(source: 1, persona: 0) }
        let bySource = try explain(
            source, ["2026-01-02,spec_download", "2026-01-03,form_question"])
        #expect(bySource.price?.value.cents == 29_000)
    }

    @Test("The reason of an intent lies before the end of the day that is looked at")
    func reasonAsOf() throws {
        let book = try b2b { _ in }
        let activities = ["2026-01-10,spec_download", "2026-01-16,spec_download"]
        let explanation = try explain(book, activities, asOf: "2026-01-15")
        #expect(explanation.intent?.reason == .action(key: "spec_download", "2026-01-10"))
    }

    @Test("Who is disqualified twice is not promised to be an MQL without one of the two")
    func twoDisqualifiers() throws {
        let activities = ["2026-01-02,spec_download", "2026-01-03,form_question"]
        func never(_ key: String, _ field: String) -> Disqualifier {
            Disqualifier(
                key: key, tests: [FieldTest(field: field, test: .present(true))], line: 1)
        }
        let one = try b2b { $0.disqualifiers = [never("dutch", "country")] }
        #expect(try explain(one, activities).turn?.kind == .withoutDisqualifier)
        let two = try b2b {
            $0.disqualifiers = [never("dutch", "country"), never("firm", "company")]
        }
        #expect(try explain(two, activities).turn == nil)
    }

    @Test("An action that no file has can be the one that is lacking, also one without points")
    func unseenAction() throws {
        let book = try b2b { book in
            setAction("form_question", in: &book) { $0.points = 0 }
            setAction("contact_request", in: &book) { $0.points = 0 }
            setAction("demo_request", in: &book) { $0.points = 0 }
            book.engagement.criteria = book.engagement.criteria.filter {
                ["technical-documentation", "question"].contains($0.key)
            }
        }
        let explanation = try explain(book, ["2026-01-02,spec_download"])
        #expect(explanation.turn?.kind == .withAction)
        #expect(explanation.turn?.fact == "contact_request")
    }

    @Test("A sign that lapsed and came back is there since it came back")
    func lapsed() throws {
        let book = try b2b { book in
            let spec = book.actions.firstIndex { $0.key == "spec_download" } ?? 0
            book.engagement.criteria = [
                ActionCriterion(
                    key: "spec", actions: [spec], measure: .times, atLeast: 1, withinDays: 10,
                    line: 1)
            ]
        }
        let explanation = try explain(
            book, ["2026-01-11,spec_download", "2026-02-11,blog_post", "2026-03-30,spec_download"])
        #expect(explanation.engagement[0].since == "2026-03-30")
    }

    @Test("Without a criterion that must hold the fit is low, however many others hold")
    func must() throws {
        let book = try b2b { book in
            book.fit.criteria.append(
                FieldCriterion(
                    key: "sector",
                    tests: [FieldTest(field: "industry", test: .isOneOf(["food"]))], points: 0,
                    isMust: true, line: 1))
            book.fit.needed = 4
        }
        #expect(try explain(book, []).judgement.fit == .low)
        #expect(book.fitLevel(met: 0b1111) == .high)
        #expect(book.fitLevel(met: 0b0111) == .low)
        #expect(book.fitLevel(met: 0b1011) == .medium)
    }

    @Test("A form with stars is a question like any other")
    func wildcard() throws {
        let book = try b2b { book in
            book.disqualifiers.append(
                Disqualifier(
                    key: "school",
                    tests: [
                        FieldTest(field: "company", test: .matches([Wildcard("*college*")]))
                    ], line: 1))
        }
        var world = World()
        world.leads =
            "lead_id,created_at,source,company\nL-1,2026-01-01,fair,ROC College Zuid\n"
            + "L-2,2026-01-01,fair,Noord BV\n"
        let bench = try world.bench(asOf: "2026-02-01", book: book)
        let decisions = ["L-1", "L-2"].map {
            bench.pipeline.explain($0, asOf: "2026-02-01")?.judgement.decision
        }
        #expect(decisions[0] == .disqualified)
        #expect(decisions[1] != .disqualified)
    }

    @Test("The checklist is answered by columns or by a stage, and a rejection has its code")
    func handover() throws {
        var book = try RuleFiles.ruleBook("b2b")
        book.handover.checklist.append(
            ChecklistItem(key: "spoken", tests: [], stage: .contacted, line: 1))
        var world = World()
        world.leads = """
            lead_id,created_at,source,pain,budget,decides
            L-1,2026-01-01,fair,leaks,,Ja

            """
        world.stages = """
            lead_id,at,stage,reason
            L-1,2026-01-05,mql,
            L-1,2026-01-07,contacted,
            L-1,2026-01-09,rejected,Te duur

            """
        let bench = try world.bench(asOf: "2026-01-31", book: book)
        let explanation = try #require(bench.pipeline.explain("L-1", asOf: "2026-01-31"))
        let answered = explanation.checklist.filter(\.isAnswered).map(\.key)
        #expect(answered == ["pain", "authority", "spoken"])
        #expect(explanation.checklist.count == 7)
        #expect(explanation.rejectedBecause == "no-budget")
        let before = try #require(bench.pipeline.explain("L-1", asOf: "2026-01-06"))
        #expect(before.checklist.filter(\.isAnswered).map(\.key) == ["pain", "authority"])
        #expect(before.rejectedBecause == nil)
    }
}

struct TestLogicTests {
    @Test(
        "One question implies another",
        arguments: [
            (TextTest.over(100), TextTest.over(50), true), (.over(50), .over(100), false),
            (.over(50), .over(50), true), (.between(60, 90), .over(50), true),
            (.between(50, 90), .over(50), false), (.under(10), .between(0, 20), false),
            (.between(1, 5), .under(6), true), (.isOneOf(["60", "70"]), .over(50), true),
            (.isOneOf(["60", "40"]), .over(50), false),
            (.isOneOf(["a"]), .isOneOf(["A", "b"]), true),
            (.contains(["inkoop"]), .present(true), true), (.present(false), .present(true), false),
            (.contains(["hoofdinkoop"]), .contains(["inkoop"]), true),
            (.words(["intern"]), .contains(["inter"]), true),
            (.contains(["intern"]), .words(["intern"]), false),
            (.words(["head of"]), .contains(["head of"]), false),
            // `in` takes a space for a dash, `contains` does not.
            (.isOneOf(["paid search"]), .contains(["paid search"]), false),
        ])
    func implies(one: TextTest, other: TextTest, expected: Bool) {
        #expect(one.implies(other) == expected)
    }

    @Test(
        "Questions that exclude each other cannot all hold",
        arguments: [
            ([TextTest.over(100), .under(50)], false), ([.over(50), .under(50)], false),
            ([.between(20, 50), .between(50, 90)], true), ([.between(20, 50), .over(50)], false),
            ([.isOneOf(["food", "pharma"]), .isOneOf(["Food"])], true),
            ([.isOneOf(["food"]), .isOneOf(["water"])], false),
            ([.present(false), .over(1)], false), ([.present(false)], true),
            ([.contains(["a"]), .over(1)], true), ([], true),
            ([.isOneOf(["10"]), .over(20)], false),
            ([.isOneOf(["a-b"]), .contains(["a b"])], true),
        ])
    func together(tests: [TextTest], expected: Bool) {
        #expect(TextTest.canAllHold(tests) == expected)
    }
}
