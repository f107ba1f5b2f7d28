import Economics
import Quantities
import TestSupport
import Testing

struct CostChangeTests {
    private typealias Side = CostChange.Side

    private func change(_ sources: [(String, Side, Side)]) throws -> CostChange {
        let found = try #require(
            CostChange(sources.map { (key: $0.0, before: $0.1, now: $0.2) }, .eur))
        // Whatever the causes: to the cent.
        let sum = found.effects.reduce(0) { $0 + $1.sum }
        #expect(sum == found.difference)
        return found
    }

    @Test("One source, dearer leads alone: all of it is the price")
    func price() throws {
        // € 1,000 for 100 leads and 20 MQLs, then € 1,500 for 100 and 20: € 50 and € 75.
        let found = try change([
            (
                "a", .init(cents: 100_000, leads: 100, mqls: 20),
                .init(cents: 150_000, leads: 100, mqls: 20)
            )
        ])
        #expect(found.before.cents == 5_000 && found.now.cents == 7_500)
        #expect(found.total(.price) == 2_500)
        #expect(found.total(.mix) == 0 && found.total(.leadToMQL) == 0)
    }

    @Test("One source, half as many MQLs of as many leads: all of it is lead → MQL")
    func rate() throws {
        let found = try change([
            (
                "a", .init(cents: 100_000, leads: 100, mqls: 20),
                .init(cents: 100_000, leads: 100, mqls: 10)
            )
        ])
        #expect(found.total(.leadToMQL) == 5_000 && found.difference == 5_000)
    }

    @Test("Both at once: the mean over both orders")
    func both() throws {
        let two = try change([
            (
                "a", .init(cents: 120_000, leads: 120, mqls: 24),
                .init(cents: 240_000, leads: 120, mqls: 16)
            )
        ])
        // € 50 to € 150, with twice the price and ⅔ of the MQLs. Price first: + € 50, then + € 50 for
        // the rate; rate first: + € 25, then + € 75 for the price.
        #expect(two.total(.price) == 6_250 && two.total(.leadToMQL) == 3_750)
    }

    @Test("Another mix: from the cheap source to the dear one, with nothing else changed")
    func mix() throws {
        // Cheap: € 10 a lead, dear: € 30, each one MQL of five leads. 80 + 20 becomes 20 + 80.
        let found = try change([
            (
                "cheap", .init(cents: 80_000, leads: 80, mqls: 16),
                .init(cents: 20_000, leads: 20, mqls: 4)
            ),
            (
                "dear", .init(cents: 60_000, leads: 20, mqls: 4),
                .init(cents: 240_000, leads: 80, mqls: 16)
            ),
        ])
        // € 1,400 ÷ 20 = € 70, € 2,600 ÷ 20 = € 130.
        #expect(found.difference == 6_000 && found.total(.mix) == 6_000)
        // Less of what is cheaper than the mean makes the mean dearer too.
        let cheap = try #require(found.effects.first { $0.key == "cheap" })
        #expect(cheap.sum > 0)
    }

    @Test("Looser rules give more MQLs of the same leads: all of it is the definition")
    func definition() throws {
        let found = try change([
            (
                "a", .init(cents: 100_000, leads: 100, mqls: 10, mqlsByOtherRules: 20),
                .init(cents: 100_000, leads: 100, mqls: 20, mqlsByOtherRules: 10)
            )
        ])
        #expect(found.difference == -5_000 && found.total(.definition) == -5_000)
    }

    @Test("A fair that was paid now and whose leads come later: spend without leads")
    func withoutLeads() throws {
        let found = try change([
            (
                "a", .init(cents: 100_000, leads: 100, mqls: 20),
                .init(cents: 100_000, leads: 100, mqls: 20)
            ),
            ("fair", .init(), .init(cents: 40_000)),
        ])
        #expect(found.difference == 2_000 && found.total(.withoutLeads) == 2_000)
        #expect(CostChange([("a", .init(cents: 5), .init(cents: 5))], .eur) == nil)
        #expect(CostChange([], .eur) == nil)
    }

    @Test("What did not change has no part in it, and then against now is the opposite")
    func unchanged() throws {
        // Google the same in both; the fair was then. € 200 per MQL, then € 100.
        let google = Side(cents: 600_000, leads: 60, mqls: 60)
        let fair = Side(cents: 1_800_000, leads: 60, mqls: 60)
        let less = try change([("google", google, google), ("fair", fair, .init())])
        #expect(less.difference == -10_000)
        #expect(less.effects.map(\.sum) == [0, -10_000])
        let more = try change([("google", google, google), ("fair", .init(), fair)])
        #expect(more.effects.map(\.sum) == [0, 10_000])
        // Spend without leads that is the same in both periods explains nothing.
        let late = Side(cents: 1_500_000, leads: 0, mqls: 0)
        let other = try change([
            ("billboard", late, late),
            ("google", google, .init(cents: 300_000, leads: 30, mqls: 30)),
        ])
        #expect(other.total(.withoutLeads) == 0 && other.effects[0].sum == 0)
    }

    @Test("Whatever the numbers, causes and sources add up to the cent")
    func random() throws {
        for seed in 0..<200 {
            var random = Random(seed: UInt64(seed))
            func side() -> Side {
                let leads = random.below(6) == 0 ? 0 : random.below(400)
                let mqls = leads == 0 ? random.below(2) : 1 + random.below(max(1, leads / 2))
                return .init(
                    cents: random.below(4) == 0 ? 0 : Int64(random.below(2_000_000)), leads: leads,
                    mqls: mqls, mqlsByOtherRules: 1 + random.below(90))
            }
            var sources = (0..<(1 + random.below(6))).map { ("s\($0)", side(), side()) }
            sources.append(
                ("sure", .init(cents: 100, leads: 3, mqls: 1), .init(cents: 77, leads: 5, mqls: 2)))
            let forth = try change(sources)
            let back = try change(sources.map { ($0.0, $0.2, $0.1) })
            for (one, other) in zip(forth.effects, back.effects) {
                for cause in CostChange.Cause.allCases {
                    let sum = (one.cents[cause] ?? 0) + (other.cents[cause] ?? 0)
                    #expect(abs(sum) <= 2, "\(cause)")
                }
            }
        }
    }

    /// A generator of its own: a test needs no more.
    private struct Random {
        private var state: UInt64

        init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

        mutating func below(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state >> 33) % bound
        }
    }

    /// 100 MQLs of 400 leads in both: the cost is spend ÷ MQLs, and √(1 ÷ 100 + 1 ÷ 100) = 14.1 %.
    @Test("Two equal periods differ by chance alone as much as their MQLs do")
    func noise() throws {
        func change(_ mqls: Int) throws -> CostChange {
            try #require(
                CostChange(
                    [
                        (
                            key: "ads", before: .init(cents: 1_000_000, leads: 400, mqls: 100),
                            now: .init(cents: 1_000_000, leads: 400, mqls: mqls)
                        )
                    ], .eur))
        }
        let near = try change(90)
        let noise = try #require(near.noise(draws: 2000))
        // Around the mean of both, 95 MQLs: √(2 ÷ 95) = 14.5 %.
        #expect(abs(noise.ofCost - 0.145) < 0.012)
        // 10 of 100 fewer is within what chance gives, 50 of 100 is not.
        #expect(!noise.isShown(.leadToMQL, near.total(.leadToMQL)))
        let far = try change(50)
        #expect(try #require(far.noise()).isShown(.leadToMQL, far.total(.leadToMQL)))
        // The same for the same seed.
        #expect(near.noise() == near.noise())
    }
}
