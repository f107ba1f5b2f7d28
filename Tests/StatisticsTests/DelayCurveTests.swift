import Statistics
import TestSupport
import Testing

struct DelayCurveTests {
    @Test("The 6-MP arm of Freireich (1963) has the published curve")
    func published() throws {
        let entry = try #require(VectorCase.load("kaplan_meier").first)
        let times = try #require(entry.input["time"] as? [Double])
        let events = try #require(entry.input["event"] as? [Int])
        var counts = [(events: Int, watched: Int)](repeating: (0, 0), count: 36)
        for (time, event) in zip(times, events) {
            if event == 1 { counts[Int(time)].events += 1 } else { counts[Int(time)].watched += 1 }
        }
        let curve = DelayCurve(counts: counts)
        let rows = try #require(entry.output["rows"] as? [[String: Any]])
        for row in rows {
            let day = try #require(row["t"] as? Int)
            let share = try #require(row["F"] as? Double)
            #expect(entry.agrees(curve.share(by: day), with: share))
        }
        #expect(rows.count >= 7)
    }

    @Test("Two of four on day 0, and one of the two that are left on day 3: 50 % and 75 %")
    func byHand() {
        let curve = DelayCurve(counts: [(2, 0), (0, 0), (0, 0), (1, 1)])
        #expect(curve.share(by: 0) == 0.5)
        #expect(curve.share(by: 2) == 0.5)
        #expect(curve.share(by: 3) == 0.75)
        #expect(curve.last == 0.75)
        #expect(curve.share(by: -1) == 0)
        #expect(DelayCurve(counts: []).last == 0)
    }

    @Test("SplitMix64 gives the published numbers for seed 1234567")
    func generator() {
        var random = SplitMix64(seed: 1_234_567)
        #expect(random.next() == 6_457_827_717_110_365_317)
        #expect(random.next() == 3_203_168_211_198_807_973)
        #expect(random.next() == 9_817_491_932_198_370_423)
        for bound in [1, 2, 7, 1000] {
            for _ in 0..<100 { #expect((0..<bound).contains(random.below(bound))) }
        }
    }
}
