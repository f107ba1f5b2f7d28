import Analysis
import Quantities
import TestSupport
import Testing
import Valuation
import Workbench

struct RuleBookCheckTests {
    private func kinds(
        _ preset: String = "b2b", asOf: Day = "2026-03-01",
        _ change: (inout RuleBook) -> Void = { _ in }
    ) throws -> [RuleBookFinding.Kind] {
        var book = try RuleFiles.ruleBook(preset)
        book.review.on = "2026-01-15"
        book.review.by = ["Marketing", "sales"]
        change(&book)
        return RuleBookCheck.findings(book, asOf: asOf).map(\.kind)
    }

    @Test("A preset that both signed has nothing to remark, save that venues are broad on purpose")
    func presets() throws {
        for preset in ["b2b", "manufacturing", "pumps"] { #expect(try kinds(preset) == []) }
        #expect(
            try kinds("venues") == [.tooBroad(criterion: "white-paper", action: "white_paper")])
    }

    @Test("Reviewed 15 January, again within 92 days: overdue from 18 April, not on 17 April")
    func review() throws {
        #expect(try kinds(asOf: "2026-04-17") == [])
        #expect(try kinds(asOf: "2026-04-18") == [.reviewOverdue(since: "2026-04-17")])
        #expect(try kinds { $0.review.on = nil } == [.neverReviewed])
        #expect(try kinds { $0.review.by = ["marketing"] } == [.notSigned(["sales"])])
        #expect(
            try kinds(asOf: "2025-12-31") { $0.review.on = "2025-12-01" }
                == [.notInForce(until: "2026-01-01")])
    }

    private func euros(_ amount: Int64) -> Money { Money(cents: amount * 100) }

    @Test("Bands with a gap, an overlap, a wrong order, two currencies")
    func bands() throws {
        #expect(
            try kinds { $0.intents[1].low = euros(120) }
                == [.bandGap("awareness", "interest", from: euros(100), to: euros(120))])
        #expect(
            try kinds { $0.intents[0].high = euros(130) }
                == [.bandOverlap("awareness", "interest", from: euros(100), to: euros(130))])
        #expect(
            try kinds { $0.intents.swapAt(0, 1) }.contains(.bandOrder("interest", "awareness")))
        let dollars = try #require(Currency("USD"))
        #expect(
            try kinds { $0.intents[0].low = Money(cents: 1, dollars) } == [.bandCurrencies])
    }

    @Test("Criteria that exclude each other, and that nobody can meet without being disqualified")
    func impossible() throws {
        func criterion(_ key: String, _ field: String, _ test: TextTest) -> FieldCriterion {
            FieldCriterion(
                key: key, tests: [FieldTest(field: field, test: test)], points: 0, line: 7)
        }
        let found = try kinds { book in
            book.fit.criteria.append(criterion("small", "employees", .under(10)))
            book.fit.needed = book.fit.criteria.count
        }
        #expect(
            found == [
                .contradiction(
                    field: "employees", ["company-size", "function", "region", "small"])
            ])
        // With at least two of four it can be meant.
        #expect(
            try kinds { $0.fit.criteria.append(criterion("small", "employees", .under(10))) } == [])
        #expect(
            try kinds { book in
                book.fit.criteria[0] = criterion("odd", "job_title", .isOneOf(["Student"]))
                book.fit.needed = 2
            }
                == [.disqualified(criterion: "odd", by: "student")])
        #expect(try kinds { $0.matrix = Matrix() } == [.neverMQL])
    }

    @Test("Two criteria that must hold exclude each other also where not all are needed")
    func musts() throws {
        func must(_ key: String, _ test: TextTest) -> FieldCriterion {
            FieldCriterion(
                key: key, tests: [FieldTest(field: "employees", test: test)], points: 0,
                isMust: true,
                line: 1)
        }
        let found = try kinds { book in
            book.fit.criteria += [must("large", .over(100)), must("small", .under(50))]
            book.fit.needed = 2
        }
        #expect(found == [.contradiction(field: "employees", ["large", "small"])])
    }

    @Test("A finding about a preset's rule names the preset's file")
    func places() throws {
        var book = try RuleFiles.ruleBook("pumps")
        book.actions.append(ActionRule(key: "nothing", line: 2))
        book.matrix = Matrix()
        let places = RuleBookCheck.findings(book, asOf: "2026-03-01").map(\.place)
        #expect(places.allSatisfy { $0 == nil })
        #expect(book.places["sources/fair"]?.hasPrefix("pricing/b2b.yaml:") == true)
        #expect(book.places["fit/sector"]?.hasPrefix("pricing/pumps.yaml:") == true)
        #expect(book.places["engagement/form"]?.hasPrefix("pricing/pumps.yaml:") == true)
    }

    @Test("Sources and personas that an earlier one takes whole")
    func unreachable() throws {
        let found = try kinds { book in
            var broad = SourceRule(key: "all-paid", line: 3)
            broad.when = [
                FieldTest(
                    field: "medium", test: .isOneOf(["cpc", "ppc", "paid", "paid-search", "sea"]))
            ]
            book.sources.insert(broad, at: 0)
        }
        #expect(
            found == [
                .sourceNeverReached("google-ads", by: "all-paid"),
                .sourceNeverReached("paid-search", by: "all-paid"),
            ])
        let personas = try kinds { book in
            guard let user = book.personas.firstIndex(where: { $0.key == "user" }) else { return }
            book.personas.insert(book.personas.remove(at: user), at: 1)
        }
        #expect(
            personas
                == ["no-influence", "decision-maker", "influencer"].map {
                    .personaNeverReached($0, by: "user")
                })
    }

    @Test("The five ways in which definitions go wrong")
    func pitfalls() throws {
        let forms = try kinds { book in
            let form = book.actions.firstIndex { $0.key == "newsletter_signup" } ?? 0
            book.engagement = CriteriaSet(
                criteria: [
                    ActionCriterion(
                        key: "any-form", actions: [form], measure: .times, atLeast: 1,
                        withinDays: nil, line: 9)
                ], needed: 1)
        }
        #expect(forms == [.tooBroad(criterion: "any-form", action: "newsletter_signup")])
        let demo = try kinds { book in
            let demo = book.actions.firstIndex { $0.key == "demo_request" } ?? 0
            book.engagement = CriteriaSet(
                criteria: [
                    ActionCriterion(
                        key: "demo", actions: [demo], measure: .times, atLeast: 1,
                        withinDays: nil, line: 9)
                ], needed: 1)
        }
        #expect(demo == [.tooNarrow(["demo_request"])])
        #expect(
            try kinds {
                $0.matrix[fit: .low, engagement: .high] = .byPoints(from: 90, below: .nurture)
            }
                == [.engagementOnly])
        #expect(
            try kinds { $0.matrix[fit: .high, engagement: .low] = .decided(.mql) } == [.fitOnly])
        #expect(
            try kinds { book in
                book.actions.append(ActionRule(key: "nothing", line: 2))
                book.handover.contactWithinDays = nil
            } == [.actionWithoutUse("nothing"), .noTimeToCall])
    }
}
