import Analysis
import Quantities
import Reports
import TestSupport
import Testing
import Workbench

/// Spend that is missing counts as nothing, and makes an MQL look cheaper than it is.
///
/// Twelve MQLs a month from January to June, on the first twelve days; €600 a month on the one source. Of six
/// months of spend each costs €50.00.
struct HolesTests {
    private func world(
        spend months: [Int], source: String = "meta-ads", and others: [Int] = [], days: Int = 12
    ) -> World {
        var world = World()
        var (stages, spend) = ("lead_id,at,stage\n", "month,source,amount\n")
        for month in 1...6 {
            for day in 1...days {
                for (name, isThere) in [(source, true), ("google-ads", !others.isEmpty)]
                where isThere {
                    let date = "2026-0\(month)-\(day < 10 ? "0" : "")\(day)"
                    world.leads += "\(name)-\(month)-\(day),\(date),\(name)\n"
                    stages += "\(name)-\(month)-\(day),\(date),mql\n"
                    if day == 3 { stages += "\(name)-\(month)-\(day),\(date),sql\n" }
                }
            }
        }
        for month in months { spend += "2026-0\(month),\(source),600\n" }
        for month in others { spend += "2026-0\(month),google-ads,900\n" }
        (world.stages, world.spend) = (stages, spend)
        return world
    }

    private func holes(_ world: World, period: String? = nil) async throws -> [Hole] {
        try await world.bench(asOf: "2026-06-30", period: period).figures().holes.all
    }

    private func days(_ text: String) throws -> Period { try #require(Period(text)) }

    @Test("Whole spend has no hole")
    func none() async throws {
        #expect(try await holes(world(spend: [1, 2, 3, 4, 5, 6])).isEmpty)
        // The running month is mostly not in the books yet: 18 days are no hole.
        let early = try await world(spend: [1, 2, 3, 4, 5]).bench(asOf: "2026-06-18").figures()
        #expect(early.holes.all.isEmpty)
    }

    @Test("Spend that ends before the MQLs do: 2,400 ÷ 72 is 33.33, and ÷ 48 it is 50.00")
    func ends() async throws {
        let found = try await holes(world(spend: [1, 2, 3, 4]))
        let hole = try #require(found.first)
        #expect(found.count == 1)
        #expect(hole.kind == .spendEnds)
        #expect(hole.source?.key == "meta-ads")
        #expect(hole.days == (try days("2026-05-01..2026-06-30")))
        #expect(hole.mqls == 24)
        #expect(hole.effect == .costTooLow(now: Money(cents: 3333), without: Money(cents: 5000)))
        // €2,400 in 120 days; 61 days are 1,220.
        #expect(hole.missing == Money(cents: 122_000))
    }

    @Test("Spend that begins later, and a month between")
    func others() async throws {
        let begins = try await holes(world(spend: [3, 4, 5, 6]))
        #expect(begins.map(\.kind) == [.spendBegins])
        #expect(begins.first?.days == (try days("2026-01-01..2026-02-28")))
        let between = try await holes(world(spend: [1, 2, 4, 5, 6]))
        #expect(between.map(\.kind) == [.spendHole])
        #expect(between.first?.days == (try days("2026-03-01..2026-03-31")))
        #expect(between.first?.mqls == 12)
    }

    @Test("One of two sources of which the spend stops")
    func stops() async throws {
        let found = try await holes(world(spend: [1, 2, 3, 4], and: [1, 2, 3, 4, 5, 6]))
        #expect(found.map(\.kind) == [.sourceStops])
        #expect(found.first?.source?.key == "meta-ads")
    }

    @Test("A row that says that nothing was spent is no hole, nor is spend by the quarter")
    func known() async throws {
        var zero = world(spend: [1, 2, 3, 4])
        zero.spend? += "2026-05,meta-ads,0\n2026-06,meta-ads,0\n"
        #expect(try await holes(zero).isEmpty)
        // January, and every third month after it.
        #expect(try await holes(world(spend: [1, 4])).isEmpty)
    }

    @Test("A period with nothing but the hole has it, one without does not")
    func periods() async throws {
        let world = world(spend: [1, 2, 3, 4])
        #expect(try await holes(world, period: "2026-05-01..2026-06-30").count == 1)
        #expect(try await holes(world, period: "2026-01-01..2026-03-31").isEmpty)
    }

    @Test("It is told beside the cost and among what can be trusted, in both languages")
    func words() async throws {
        let bench = try world(spend: [1, 2, 3, 4]).bench(asOf: "2026-06-30")
        let figures = await bench.figures()
        let text = TextFormat(.en).write(FiguresReport(figures, bench.context()).document)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("no spend after 30 Apr 2026"))
        #expect(text.contains("is too low (€33.33, and €50.00 over the days with spend)"))
        let dutch = TextFormat(.nl).write(FiguresReport(figures, bench.context(.nl)).document)
        #expect(dutch.contains("geen uitgaven na 30 apr 2026"))
        #expect(
            FiguresReport(figures, bench.context()).json.text.contains(#""kind": "spend_ends""#))
        #expect(figures.holes.mayTurn(costOf: "meta-ads"))
        #expect(!figures.holes.mayTurn(costOf: "website"))
    }
}
