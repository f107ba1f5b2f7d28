/// What somebody brings who stays for a time that is not over yet for everybody, within the time that was seen.
///
/// What comes on the first day is one mean, and what comes later is a rate: value = first + rate × stay. The stay is
/// the restricted mean, the area under the curve of Kaplan and Meier up to an age (Irwin 1949, Journal of Hygiene
/// 47:188–189; Royston and Parmar 2013, BMC Medical Research Methodology 13:152): nothing is said of the time after
/// it. Whoever stayed longer counts up to that age alone.
package struct StayAndValue: Hashable, Sendable {
    /// One of them.
    package struct Member: Hashable, Sendable {
        /// How many days it stayed, or has stayed so far.
        let days: Int
        let left: Bool
        /// What it brought on its first day, and after that up to the age.
        let first: Double
        let later: Double

        package init(days: Int, left: Bool, first: Double, later: Double) {
            self.days = days
            self.left = left
            self.first = first
            self.later = later
        }
    }

    /// The age up to which it is counted, in days.
    package let age: Int
    /// How many days one stays on average within that age, and the standard error of that.
    package let stay: Double
    package let stayError: Double
    /// The mean of what comes on the first day.
    package let first: Double
    /// What comes each day after it.
    package let rate: Double
    package let value: Double
    /// Of the value: each member's part in first, rate and stay together.
    package let valueError: Double
    /// How many left within the age.
    package let left: Int
    /// The days that all of them stayed within the age.
    package let exposure: Int
    private let count: Int

    /// - Parameter age: above zero, and no more than the longest stay.
    /// - Returns: nil of nobody, and where nobody stayed for a day.
    package init?(_ members: [Member], upTo age: Int) {
        guard !members.isEmpty, age > 0 else { return nil }
        var counts = [(events: Int, watched: Int)](repeating: (0, 0), count: age + 1)
        var (exposure, first, later) = (0, 0.0, 0.0)
        for member in members {
            let days = max(0, min(member.days, age))
            // Who stayed beyond the age was there all the time up to it.
            if member.left, member.days <= age {
                counts[days].events += 1
            } else {
                counts[days].watched += 1
            }
            exposure += days
            first += member.first
            later += member.later
        }
        guard exposure > 0 else { return nil }
        let n = Double(members.count)
        self.age = age
        self.exposure = exposure
        count = members.count
        self.first = first / n
        rate = later / Double(exposure)
        left = counts.reduce(0) { $0 + $1.events }
        let curve = RestrictedCurve(counts, upTo: age)
        stay = curve.area
        stayError = curve.error
        value = self.first + rate * stay
        var squares = 0.0
        for member in members {
            let days = max(0, min(member.days, age))
            let ofStay = curve.influence(days, left: member.left && member.days <= age) * n
            let ofRate = (member.later - rate * Double(days)) / (Double(exposure) / n)
            let part = member.first - self.first + stay * ofRate + rate * ofStay
            squares += part * part
        }
        valueError = (squares / n / max(1, n - 1)).squareRoot()
    }

    /// The range that holds the true value in 95 of 100 cases, with Student's t: on the scale of the logarithm where the
    /// value is above zero. Where nobody left it goes down to the stay of the highest pace of leaving that having seen
    /// none allows (Garwood 1936).
    package var range: (low: Double, high: Double)? {
        guard count > 1 else { return nil }
        let t = StudentDistribution.quantile(0.975, degrees: Double(count - 1))
        guard value > 0 else {
            return (value - t * valueError, value + t * valueError)
        }
        let width = t * valueError / value
        var below = width
        let least = first + rate * leastStay
        if least > 0, least < value {
            let other = Mathematics.naturalLogarithm(value / least)
            below = (width * width + other * other).squareRoot()
        }
        return (value * Mathematics.exponential(-below), value * Mathematics.exponential(width))
    }

    /// The range of the stay, in which it lies in 95 of 100 cases; never beyond the age.
    package var stayRange: (low: Double, high: Double) {
        guard left > 0 else { return (leastStay, stay) }
        let width = NormalDistribution.z95 * stayError
        return (max(0, stay - width), min(Double(age), stay + width))
    }

    /// The shortest stay that nobody having left allows; the stay itself where somebody did.
    private var leastStay: Double {
        guard left == 0 else { return stay }
        let pace = CountInterval.exact(0).upper / Double(exposure)
        return -Mathematics.exponentialMinusOne(-pace * Double(age)) / pace
    }
}

/// The curve of Kaplan and Meier up to an age, with the area under it.
private struct RestrictedCurve {
    let area: Double
    /// Greenwood's standard error of the area.
    let error: Double
    /// By day: what somebody who leaves on it adds to the area, and what somebody who is there up to it does.
    private let ofLeaving: [Double]
    private let ofStaying: [Double]

    init(_ counts: [(events: Int, watched: Int)], upTo age: Int) {
        var atRisk = counts.reduce(0) { $0 + $1.events + $1.watched }
        var without = 1.0
        var steps: [(day: Int, events: Double, atRisk: Double, after: Double)] = []
        for day in 0...age {
            let (events, all) = (Double(counts[day].events), Double(atRisk))
            if events > 0 {
                without *= 1 - events / all
                steps.append((day, events, all, without))
            }
            atRisk -= counts[day].events + counts[day].watched
        }
        // The area from each step on, from the last one back.
        var (end, rest) = (age, 0.0)
        var areas: [Double] = []
        for step in steps.reversed() {
            rest += step.after * Double(end - step.day)
            areas.append(rest)
            end = step.day
        }
        areas.reverse()
        area = rest + Double(end)
        var variance = 0.0
        var leaving = [Double](repeating: 0, count: age + 1)
        var staying = [Double](repeating: 0, count: age + 1)
        var (sum, place) = (0.0, 0)
        for day in 0...age {
            if place < steps.count, steps[place].day == day {
                let (events, all) = (steps[place].events, steps[place].atRisk)
                // Where all leave at once there is nothing behind it.
                if all > events {
                    variance += areas[place] * areas[place] * events / (all * (all - events))
                    leaving[day] = areas[place] / (all - events)
                    sum += areas[place] * events / (all * (all - events))
                }
                place += 1
            }
            staying[day] = sum
        }
        error = variance.squareRoot()
        (ofLeaving, ofStaying) = (leaving, staying)
    }

    /// What one more like it would change of the area, for one of as many.
    func influence(_ days: Int, left: Bool) -> Double {
        ofStaying[days] - (left ? ofLeaving[days] : 0)
    }
}
