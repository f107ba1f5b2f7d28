import Funnels
import Quantities
import Statistics
import TestSupport
import Testing

struct TallyTests {
    private let segment = Segment(source: 3, intent: 1, persona: nil, detail: 9)

    @Test("A cell gives back what was put in, also far from today and with the dates reversed")
    func cells() throws {
        for (day, other) in [
            ("1900-01-01", "2199-12-31"), ("2199-12-31", "1900-01-01"),
            ("2026-03-01", "2026-03-01"),
        ] {
            let (day, other) = (try #require(Day(iso: day)), try #require(Day(iso: other)))
            var tally = Tally()
            tally.add(.dealAmount, segment, from: day, on: other, cents: -12)
            tally.finish()
            let cell = try #require(tally.cells.first)
            #expect(cell.segment == segment)
            #expect(cell.event == .dealAmount)
            #expect(cell.day == day)
            #expect(cell.lag == day.distance(to: other))
            #expect(cell.count == 1)
            #expect(cell.cents == -12)
        }
    }

    @Test("Tallies of parts add up to the tally of the whole, in any order")
    func addition() {
        var random = SplitMix64(seed: 7)
        let events = (0..<9000).map { _ in
            (
                Event.allCases[random.below(Event.allCases.count)],
                Segment(
                    source: random.below(4), intent: random.below(2), persona: nil, detail: 0),
                Day(number: Int32(20_000 + random.below(6))),
                // Some have both days in common and the amount not.
                random.below(9) - 3, Int64(random.below(3) - 1)
            )
        }
        func tally(_ part: some Sequence<(Event, Segment, Day, Int, Int64)>) -> Tally {
            var tally = Tally()
            for (event, segment, day, lag, cents) in part {
                tally.add(event, segment, from: day, on: day.advanced(by: lag), cents: cents)
            }
            tally.finish()
            return tally
        }
        let whole = tally(events)
        var sum = Tally()
        for part in (0..<10).reversed() {
            sum.add(tally(events.enumerated().filter { $0.offset % 10 == part }.map(\.element)))
        }
        sum.finish()
        #expect(sum == whole)
        #expect(whole.cells.reduce(0) { $0 + $1.count } == 9000)
        // So many are put in order in another way than the parts.
        #expect(whole.cells.count > 4000)
    }

    @Test("Counts of days are kept by day, in whatever order they come")
    func dayCounts() {
        let counts: DayCounts = [5: 1, 3: 2, 4: 1, 9: 1, 8: 4, 3: 1, 7: 1, 5: 2, 0: 1]
        #expect(counts.entries.map(\.day) == [0, 3, 4, 5, 7, 8, 9])
        #expect(counts.entries.map(\.count) == [1, 3, 1, 3, 1, 4, 1])
        #expect(counts.total == 14)
        #expect(counts == [0: 1, 9: 1, 3: 3, 4: 1, 5: 3, 7: 1, 8: 4])
    }
}

struct MaturityTests {
    @Test("Three sources with a horizon of 90 days agree with the reference")
    func vectors() throws {
        let entry = try #require(VectorCase.load("matured_exposure").first)
        let sources = try #require(entry.input["source"] as? [String])
        let lags = try #require(entry.input["lag_days"] as? [Any])
        let ages = try #require(entry.input["age_days"] as? [Int])
        let asOf: Day = "2026-10-01"
        var tallies: [String: Tally] = [:]
        for (index, source) in sources.enumerated() {
            let day = asOf.advanced(by: -ages[index])
            let segment = Segment(source: 0, intent: nil, persona: nil)
            tallies[source, default: Tally()].add(.mql, segment, from: day, on: day)
            if let lag = lags[index] as? Int {
                tallies[source, default: Tally()].add(
                    .sql, segment, from: day, on: day.advanced(by: lag))
            }
        }
        var all = Cohort()
        var cohorts: [String: Cohort] = [:]
        for (source, var tally) in tallies {
            tally.finish()
            for cell in tally.cells where cell.happened(by: asOf) {
                all.add(cell, asOf: asOf)
                cohorts[source, default: Cohort()].add(cell, asOf: asOf)
            }
        }
        let maturity = Maturity(all, horizon: 90)
        let expected: [(String, Int, Double, Double, Double)] = [
            ("website", 9, 71.959174, 0.063725456, 0.21581093),
            ("referral", 6, 36.670486, 0.071308297, 0.3065411),
            ("list", 0, 62.933844, 0, 0.056930401),
        ]
        for (source, sqls, maturedEquivalent, low, high) in expected {
            let conversion = maturity.conversion(try #require(cohorts[source]))
            #expect(conversion.sqls == sqls)
            #expect(entry.agrees(conversion.maturedEquivalent, with: maturedEquivalent))
            #expect(entry.agrees(conversion.estimate.low, with: low))
            #expect(entry.agrees(conversion.estimate.high, with: high))
        }
    }

    @Test("The horizon is the first of 90, 180 and 365 days by which nine of ten SQLs had come")
    func horizon() {
        // A hundred MQLs of 400 days old: ten SQLs, of which the last came on the given day.
        func chosen(last: Int) -> Int {
            let asOf: Day = "2026-10-01"
            let day = asOf.advanced(by: -400)
            let segment = Segment(source: 0, intent: nil, persona: nil)
            var tally = Tally()
            for number in 0..<100 {
                tally.add(.mql, segment, from: day, on: day)
                guard number < 10 else { continue }
                let lag = number < 8 ? 20 : last
                tally.add(.sql, segment, from: day, on: day.advanced(by: lag))
            }
            tally.finish()
            var cohort = Cohort()
            for cell in tally.cells { cohort.add(cell, asOf: asOf) }
            return Maturity(cohort).horizon
        }
        #expect(chosen(last: 90) == 90)
        #expect(chosen(last: 91) == 180)
        #expect(chosen(last: 200) == 365)
        #expect(chosen(last: 390) == 365)
    }

    @Test("With no SQL anywhere only MQLs of a full horizon have had their time")
    func noSQLs() {
        let asOf: Day = "2026-10-01"
        var cohort = Cohort()
        for age in [0, 89, 90, 200] {
            var tally = Tally()
            let day = asOf.advanced(by: -age)
            tally.add(.mql, Segment(source: 0, intent: nil, persona: nil), from: day, on: day)
            tally.finish()
            for cell in tally.cells { cohort.add(cell, asOf: asOf) }
        }
        let conversion = Maturity(cohort).conversion(cohort)
        #expect(conversion.maturedEquivalent == 2)
        #expect(conversion.sqls == 0)
    }
}
