import Quantities
import Testing

@testable import Analysis

@Suite("What a page that was handed on showed, and what moved since")
struct IssuedPageTests {
    private func day(_ text: String) -> Day? {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        return parts.count == 3 ? Day(year: parts[0], month: parts[1], day: parts[2]) : nil
    }

    private static func period(_ months: ClosedRange<Int>) -> Period? {
        guard let first = Day(year: 2026, month: months.lowerBound, day: 1),
            let end = Day(year: 2026, month: months.upperBound + 1, day: 1)
        else { return nil }
        return Period(first: first, end: end)
    }

    private func page(
        _ number: Int, on: String = "2026-07-01", rules: String = "r1", mqls: Int, bought: Int64,
        allIn: Int64? = nil, worth: IssuedPage.Worth? = nil
    ) throws -> IssuedPage {
        var page = IssuedPage(
            number: number, on: try #require(day(on)),
            period: try #require(Self.period(1...6)),
            unit: .person, rules: rules, data: "d", mqls: mqls, bought: Money(cents: bought))
        page.allIn = allIn.map { Money(cents: $0) }
        page.worth = worth
        return page
    }

    @Test("Later spend makes an MQL dearer, more MQLs make it cheaper, and both add up to the move")
    func cost() throws {
        // 10,000 ÷ 50 = 200; 12,000 ÷ 50 = 240 (+40); 12,000 ÷ 60 = 200 (−40).
        let move = try #require(
            page(1, mqls: 50, bought: 1_000_000).cost(to: page(2, mqls: 60, bought: 1_200_000)))
        #expect((move.before, move.now) == (200, 200))
        #expect(
            move.parts == [
                .init(cause: .lateSpend, amount: 40), .init(cause: .mqls, amount: -40),
            ])
        // 8,000 bought and 2,000 own ÷ 40 = 250; own cost 4,000: 12,000 ÷ 40 = 300 (+50); by other rules 30 MQLs: 400.
        let other = try #require(
            page(1, mqls: 40, bought: 800_000, allIn: 1_000_000).cost(
                to: page(2, rules: "r2", mqls: 30, bought: 800_000, allIn: 1_200_000)))
        #expect((other.before, other.now) == (250, 400))
        #expect(
            other.parts == [
                .init(cause: .ownCost, amount: 50), .init(cause: .otherRules, amount: 100),
            ])
        // With own cost on one of the two only there is nothing to hold against each other.
        #expect(
            try page(1, mqls: 40, bought: 800_000).cost(
                to: page(2, mqls: 40, bought: 800_000, allIn: 900_000)) == nil)
    }

    @Test("Worth moves by the rate, by what was won and by the margin, in that order")
    func worth() throws {
        // 0.10 × 0.20 × 5,000 = 100; × 0.12: 120 (+20); 0.25: 150 (+30); 4,000: 120 (−30).
        let before = try page(
            1, mqls: 50, bought: 1, worth: .init(rate: 0.1, won: 0.2, margin: Money(cents: 500_000))
        )
        var now = try page(
            2, mqls: 50, bought: 1,
            worth: .init(rate: 0.12, won: 0.25, margin: Money(cents: 400_000)))
        let move = try #require(before.worth(to: now))
        #expect((move.before, move.now) == (100, 120))
        #expect(
            move.parts == [
                .init(cause: .matured, amount: 20), .init(cause: .decided, amount: 30),
                .init(cause: .sales, amount: -30),
            ])
        now.assumedMargin = 4_000
        #expect(before.worth(to: now)?.parts.last?.cause == .otherMargin)
    }

    @Test("Parts in whole euros add up, whatever rounding leaves", arguments: 1...200)
    func rounding(_ seed: Int) throws {
        let before = try page(
            1, mqls: 7 + seed, bought: Int64(33_333 + seed * 917),
            allIn: Int64(66_667 + seed * 1_931))
        let now = try page(
            2, mqls: 9 + seed % 13, bought: Int64(44_444 + seed * 611),
            allIn: Int64(88_889 + seed * 2_003))
        let move = try #require(before.cost(to: now))
        #expect(move.parts.reduce(0) { $0 + $1.amount } == move.now - move.before)
    }

    @Test("A page is of the same months where both begin on one day and end about together")
    func same() throws {
        let first = try page(1, mqls: 5, bought: 100)
        var other = try page(2, mqls: 6, bought: 100)
        #expect(first.isOfSame(as: other))
        other.unit = .company
        #expect(!first.isOfSame(as: other))
        other = try page(2, mqls: 6, bought: 100)
        other.period = try #require(Self.period(2...6))
        #expect(!first.isOfSame(as: other))
    }
}
