import Statistics
import TestSupport
import Testing

/// What somebody brings who stays for a time that is not over for everybody.
struct StayAndValueTests {
    @Test(
        "Stay, worth and their errors agree with lifelines and an infinitesimal jackknife",
        arguments: VectorCase.load("customer_value"))
    func vectors(_ entry: VectorCase) throws {
        let days = try #require(entry.input["days"] as? [Int])
        let left = try #require(entry.input["left"] as? [Int])
        let first = try #require(entry.input["first"] as? [Double])
        let later = try #require(entry.input["later"] as? [Double])
        let members = days.indices.map {
            StayAndValue.Member(
                days: days[$0], left: left[$0] == 1, first: first[$0], later: later[$0])
        }
        let age = try #require(entry.input["age"] as? Int)
        let estimate = try #require(StayAndValue(members, upTo: age))
        entry.expect(estimate.stay, "stay")
        entry.expect(estimate.stayError, "stay_error")
        entry.expect(estimate.value, "value")
        entry.expect(estimate.valueError, "value_error")
        let range = try #require(estimate.range)
        entry.expect([range.low, range.high], "range")
    }

    @Test("Where everybody was seen to the end the worth is the plain mean of what each brought")
    func mean() throws {
        // 10 + 30, 10 + 50 and 40 + 0, who left after 3, 5 and 1 days.
        let estimate = try #require(
            StayAndValue(
                [
                    .init(days: 3, left: true, first: 10, later: 30),
                    .init(days: 5, left: true, first: 10, later: 50),
                    .init(days: 1, left: true, first: 40, later: 0),
                ], upTo: 5))
        #expect(estimate.stay == 3)
        #expect(abs(estimate.value - 140.0 / 3) < 1e-12)
        #expect(estimate.left == 3)
    }

    @Test("Where nobody left the stay is the age, and its lower end what seeing none allows")
    func none() throws {
        let members = Array(
            repeating: StayAndValue.Member(days: 100, left: false, first: 0, later: 200), count: 10)
        let estimate = try #require(StayAndValue(members, upTo: 100))
        #expect(estimate.stay == 100 && estimate.value == 200 && estimate.valueError == 0)
        // 3.688879 in 1,000 days at most: (1 − e^−0.3688879) ÷ 0.003688879 = 83.629 days, at 2 a day.
        let range = try #require(estimate.range)
        #expect(abs(estimate.stayRange.low - 83.629) < 0.001)
        #expect(abs(range.low - 167.258) < 0.01 && range.high == 200)
    }

    @Test("Of nobody, of no time and of one there is no range")
    func nothing() {
        #expect(StayAndValue([], upTo: 10) == nil)
        let one = StayAndValue.Member(days: 4, left: false, first: 1, later: 1)
        #expect(StayAndValue([one], upTo: 0) == nil)
        #expect(StayAndValue([.init(days: 0, left: true, first: 1, later: 0)], upTo: 3) == nil)
        #expect(StayAndValue([one], upTo: 3)?.range == nil)
    }
}
