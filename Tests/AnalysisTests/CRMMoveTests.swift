import Analysis
import Economics
import Funnels
import Quantities
import Reports
import TestSupport
import Testing
import Valuation
import Workbench

/// A move into another CRM leaves the day of the import behind; a list of a fair does so too, and is none.
struct CRMMoveTests {
    /// So many leads of a source on each of so many days, from a day on.
    private struct Some {
        let source: String
        let day: Day
        let leads: Int
        var days = 1
    }

    /// Leads by number, with the stages that `stages` gives the number of each.
    private func world(_ some: [Some], _ stages: (Int, Day) -> String = { _, _ in "" }) -> World {
        var world = World()
        var told = "lead_id,at,stage\n"
        var number = 0
        for some in some {
            for day in 0..<some.days {
                for _ in 0..<some.leads {
                    number += 1
                    let created = some.day.advanced(by: day)
                    world.leads += "M-\(number),\(created),\(some.source)\n"
                    told += stages(number, created)
                }
            }
        }
        world.stages = told
        return world
    }

    /// Two sources that bring a lead a day each, 50 leads of each.
    private let daily = [
        Some(source: "google-ads", day: "2026-01-05", leads: 1, days: 50),
        Some(source: "linkedin-ads", day: "2026-01-05", leads: 1, days: 50),
    ]

    private func move(
        _ world: World, _ change: (inout RuleBook) -> Void = { _ in }
    ) async throws -> CRMMove? {
        var book = try RuleFiles.ruleBook("b2b")
        change(&book)
        return try await world.bench(asOf: "2026-12-31", book: book).figures().move
    }

    @Test("Many leads of one day, from most sources: an import")
    func importOfSeveralSources() async throws {
        let found = try await move(
            world(
                daily + [
                    Some(source: "google-ads", day: "2026-04-01", leads: 12),
                    Some(source: "linkedin-ads", day: "2026-04-01", leads: 10),
                ]))
        let day = try #require(found?.day)
        #expect(day == .init(day: "2026-04-01", leads: 22, all: 122))
        #expect(found?.wins == nil)
    }

    @Test("Leads of one day alone are an import only where some were further long before")
    func nothingElse() async throws {
        let some = [
            Some(source: "google-ads", day: "2026-04-01", leads: 12),
            Some(source: "referral", day: "2026-04-01", leads: 12),
        ]
        #expect(try await move(world(some)) == nil)
        // Six of 24 are a quarter.
        let found = try await move(
            world(some) { $0 <= 6 ? "M-\($0),\($1.advanced(by: -60)),mql\n" : "" })
        #expect(found?.day?.leads == 24)
    }

    @Test("What comes as a list, is small, or is like every other day, is no import")
    func falseAlarms() async throws {
        let fair = Some(source: "fair", day: "2026-01-20", leads: 60)
        let worlds = [
            // A list of a fair beside leads of every day: it is one source.
            world(daily + [fair]),
            // A fair and a webinar on one day, in a firm with more sources than those.
            world(daily + [fair, Some(source: "webinar", day: "2026-01-20", leads: 60)]),
            world([fair, Some(source: "webinar", day: "2026-01-20", leads: 60)]),
            // Ten leads, and nineteen.
            world([
                Some(source: "google-ads", day: "2026-01-20", leads: 5),
                Some(source: "referral", day: "2026-01-20", leads: 5),
            ]),
            world([
                Some(source: "google-ads", day: "2026-01-20", leads: 10),
                Some(source: "referral", day: "2026-01-20", leads: 9),
            ]),
            // A week: every day has a fifth.
            world([
                Some(source: "google-ads", day: "2026-01-20", leads: 20, days: 5),
                Some(source: "referral", day: "2026-01-20", leads: 20, days: 5),
            ]),
            // A campaign that went well for a day.
            world(daily + [Some(source: "google-ads", day: "2026-03-20", leads: 40)]),
            // A list typed in a week after the fair, with the day on which it was talked to.
            world([Some(source: "fair", day: "2026-01-20", leads: 40)] + daily) { number, day in
                number <= 40 ? "M-\(number),\(day.advanced(by: -7)),mql\n" : ""
            },
        ]
        for (number, world) in worlds.enumerated() {
            #expect(try await move(world) == nil, "world \(number)")
        }
    }

    /// 40 leads under one name on one day, 15 of which were an MQL a hundred days before.
    private var underOneName: World {
        world([Some(source: "Old CRM", day: "2026-04-01", leads: 40)] + daily) { number, day in
            number <= 15
                ? "M-\(number),\(day.advanced(by: -100)),mql\nM-\(number),\(day.advanced(by: -80)),sql\n"
                : ""
        }
    }

    @Test("Under one name it is an import where its leads were further long before")
    func furtherBefore() async throws {
        let found = try await move(underOneName)
        #expect(found?.day == .init(day: "2026-04-01", leads: 40, all: 140))
    }

    @Test("Counted from the earliest stage or activity, the leads are as old as they are")
    func earliest() async throws {
        var book = try RuleFiles.ruleBook("b2b")
        let given = try await underOneName.bench(asOf: "2026-12-31", book: book).figures()
        #expect(given.total.counts.mqls == 15 && given.total.counts.sqls == 0)
        #expect(given.notes.stagesBeforeCreation == 15)
        book.createdAtEarliest = true
        let found = try await underOneName.bench(asOf: "2026-12-31", book: book).figures()
        #expect(found.move == nil && found.total.counts.sqls == 15)
        #expect(found.notes.createdEarlier == 15 && found.notes.stagesBeforeCreation == 0)
        #expect(found.notes.mqlsBeforeCreation == 0)
        #expect(found.facts.fingerprint == given.facts.fingerprint)
    }

    /// So many won deals, of which some were won before the MQL, each with a lead of its own, and ten leads that
    /// bought nothing.
    private func deals(_ all: Int, early: Int) -> World {
        var world = world([
            Some(source: "google-ads", day: "2026-01-05", leads: 1, days: all + 10)
        ]) {
            "M-\($0),\($1),mql\n"
        }
        var told = "deal_id,status,closed_at,amount,margin,lead_ids\n"
        for deal in 1...all {
            let day: Day = deal <= early ? "2025-06-01" : "2026-10-01"
            told += "D-\(deal),won,\(day),1000,400,M-\(deal)\n"
        }
        world.deals = told + "E-1,won,2025-06-01,1000,400,\nE-2,won,2025-06-01,1000,400,\n"
        world.spend = "month,source,amount\n2026-01,google-ads,5000.00\n"
        return world
    }

    @Test("Over a tenth of won deals with a lead before it, and five or more: an import")
    func earlyWins() async throws {
        #expect(try await move(deals(40, early: 5))?.wins == .init(early: 5, all: 40))
        // Exactly a tenth, and four of ten.
        #expect(try await move(deals(50, early: 5)) == nil)
        #expect(try await move(deals(10, early: 4)) == nil)
    }

    @Test("Then no answer on money is given: in all, and per source")
    func withheld() async throws {
        let moved = try await deals(40, early: 5).bench(asOf: "2026-12-31").justify(.init())
        #expect(moved.verdict.absence == .looksLikeMove)
        #expect(moved.rows.allSatisfy { $0.advice == .notSaid && $0.pays == nil })
        #expect(moved.total.effect.value == nil && moved.drivers.isEmpty)
        let not = try await deals(40, early: 4).bench(asOf: "2026-12-31").justify(.init())
        #expect(not.verdict.value != nil && not.rows.contains { $0.advice != .notSaid })
    }

    @Test("Of an import nothing is said of who converts better, in every format, and why")
    func noComparison() async throws {
        let some =
            daily + [
                Some(source: "google-ads", day: "2026-04-01", leads: 12),
                Some(source: "linkedin-ads", day: "2026-04-01", leads: 10),
            ]
        let stages = { (number: Int, created: Day) in
            "M-\(number),\(created),mql\n"
                + (number <= 40 ? "M-\(number),\(created.advanced(by: 2)),sql\n" : "")
        }
        let ordinary = try world(daily, stages).bench(asOf: "2026-12-31")
        let moved = try world(some, stages).bench(asOf: "2026-12-31")
        let (before, figures) = (await ordinary.figures(), await moved.figures())
        #expect(before.move == nil && before.comparison?.differs == true)
        #expect(figures.move != nil)
        let why = "Whether rows differ, or convert better than a known figure, cannot be told"
        for language in [Language.en, .nl] {
            let reason = language == .en ? why : "Of rijen verschillen"
            let document = ComparisonReport(figures, ReportContext(language)).document
            for text in [
                TextFormat(language).write(document), MarkdownFormat(language).write(document),
                HTMLFormat(language).write(document),
            ] {
                let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                #expect(words.contains(reason))
                #expect(!words.contains("Stands out") && !words.contains("Wijkt af"))
                #expect(words.contains(language == .en ? "withheld" : "ingehouden"))
            }
            let text = TextFormat(language).write(
                ComparisonReport(before, ReportContext(language)).document)
            #expect(!text.contains("withheld") && !text.contains("ingehouden"))
        }
        let json = FiguresJSON(figures, moved.context()).value.text
        #expect(json.contains("\"rows_compared\": null") && json.contains(why))
        #expect(!json.contains("\"stands_out\""))
        let plain = FiguresJSON(before, ordinary.context()).value.text
        #expect(
            !plain.contains("comparisons_withheld") && plain.contains("\"stands_out\""))
        #expect(!CSVFormat().write(ComparisonReport(figures).document).contains("better"))
    }
}
