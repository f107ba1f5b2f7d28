import Statistics
import TestSupport
import Testing

struct ProportionTests {
    @Test(
        "Intervals agree with statsmodels and scipy",
        arguments: VectorCase.load("proportion_intervals"))
    func vectors(_ entry: VectorCase) throws {
        let share = try #require(Proportion(entry.number("x"), of: entry.number("n")))
        let confidence = entry.number("conf")
        let intervals = [
            "wilson": share.wilson(confidence: confidence),
            "jeffreys_raw": share.jeffreys(confidence: confidence),
            "clopper_pearson": share.clopperPearson(confidence: confidence),
            "recommended_jeffreys_exact_ends": share.interval(confidence: confidence),
        ]
        for (name, interval) in intervals where entry.output[name] is [Double] {
            let expected = entry.numbers(name)
            #expect(entry.agrees(interval.lower, with: expected[0]), "\(name) \(interval)")
            #expect(entry.agrees(interval.upper, with: expected[1]), "\(name) \(interval)")
        }
    }

    @Test(
        "Intervals agree with table I of Newcombe (1998)",
        arguments: VectorCase.load("published_newcombe1998"))
    func published(_ entry: VectorCase) throws {
        let share = try #require(Proportion(entry.number("x"), of: entry.number("n")))
        for (name, interval) in [
            ("wilson", share.wilson()), ("clopper_pearson", share.clopperPearson()),
        ] {
            let expected = entry.numbers(name)
            try #require(expected.count == 2)
            #expect(entry.agrees(interval.lower, with: expected[0]))
            #expect(entry.agrees(interval.upper, with: expected[1]))
        }
    }

    @Test("The reference files were read")
    func completeness() {
        #expect(VectorCase.load("proportion_intervals").count >= 6)
        #expect(VectorCase.load("published_newcombe1998").count == 4)
    }

    @Test("Nine of twelve is 75 %, nothing of nothing has no rate and could be anything")
    func rates() throws {
        #expect(try #require(Proportion(9, of: 12)).rate == 0.75)
        let nothing = try #require(Proportion(0, of: 0))
        #expect(nothing.rate == nil)
        #expect(nothing.interval() == .unknown)
        #expect(nothing.wilson() == .unknown)
    }

    @Test("More successes than trials, negative counts and non-numbers are refused")
    func refused() {
        #expect(Proportion(3, of: 2) == nil)
        #expect(Proportion(-1, of: 2) == nil)
        #expect(Proportion(.nan, of: 2) == nil)
        #expect(Proportion(1.0, of: .infinity) == nil)
    }

    @Test("An interval holds its rate and lies in 0…1, for real counts up to a billion")
    func laws() throws {
        for trials in [0.4, 1, 2.5, 10, 71.96, 1e4, 1e9] {
            for share in [0, 0.001, 0.13, 0.5, 0.999, 1] {
                let proportion = try #require(Proportion(trials * share, of: trials))
                let interval = proportion.interval()
                #expect(interval.lower >= 0 && interval.upper <= 1)
                #expect(interval.lower <= share + 1e-12 && interval.upper >= share - 1e-12)
            }
        }
    }
}
