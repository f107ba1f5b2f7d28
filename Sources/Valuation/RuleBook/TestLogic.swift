internal import Leads

/// What follows from questions without asking them of anything.
extension TextTest {
    /// Whether every text for which this holds is one for which the other holds. Where that cannot
    /// be told, it is not.
    package func implies(_ other: TextTest) -> Bool {
        if self == other { return true }
        switch (self, other) {
        case (.isOneOf(let words), _):
            return !words.isEmpty
                && words.allSatisfy { other.isSure(of: $0) && other.holds(for: $0) }
        case (_, .present(true)): return !holds(for: "")
        case (.contains(let parts), .contains(let others)):
            return !parts.isEmpty
                && parts.allSatisfy { part in
                    others.contains { !$0.isEmpty && part.lowercased().contains($0.lowercased()) }
                }
        case (.words(let phrases), .words(let others)):
            return !phrases.isEmpty && Set(phrases).isSubset(of: Set(others))
        case (.words(let phrases), .contains(let others)):
            return !phrases.isEmpty
                && phrases.allSatisfy { phrase in
                    // A phrase of several words may be parted by other signs in the text.
                    phrase.allSatisfy { $0.isLetter || $0.isNumber }
                        && others.contains {
                            !$0.isEmpty && phrase.lowercased().contains($0.lowercased())
                        }
                }
        default:
            guard let own = interval, let others = other.interval else { return false }
            return own.isInside(others)
        }
    }

    /// Whether some text can meet all of these at once. Where that cannot be told, it can.
    package static func canAllHold(_ tests: [TextTest]) -> Bool {
        for test in tests {
            if case .isOneOf(let words) = test {
                return words.contains { word in
                    tests.allSatisfy { !$0.isSure(of: word) || $0.holds(for: word) }
                }
            }
        }
        let isEmpty = tests.contains { $0 == .present(false) }
        if isEmpty { return tests.allSatisfy { $0.holds(for: "") } }
        let intervals = tests.compactMap(\.interval)
        return intervals.dropFirst().reduce(intervals.first) { $0?.overlap($1) } != nil
            || intervals.isEmpty
    }

    /// Whether the answer for a word is that for every way of writing it: `in` takes `-`, `_` and
    /// spaces for equal, and a question about parts of a text does not.
    private func isSure(of word: String) -> Bool {
        switch self {
        case .contains, .words, .matches: !word.contains { "-_ ".contains($0) }
        case .isOneOf, .over, .under, .between, .present: true
        }
    }

    /// The numbers for which a test of numbers holds.
    private var interval: Interval? {
        switch self {
        case .over(let bound): Interval(low: bound, high: .infinity, isLowIn: false, isHighIn: true)
        case .under(let bound):
            Interval(low: -.infinity, high: bound, isLowIn: true, isHighIn: false)
        case .between(let low, let high):
            Interval(low: low, high: high, isLowIn: true, isHighIn: true)
        default: nil
        }
    }

    private struct Interval {
        let low: Double
        let high: Double
        let isLowIn: Bool
        let isHighIn: Bool

        func isInside(_ other: Interval) -> Bool {
            (low > other.low || (low == other.low && (other.isLowIn || !isLowIn)))
                && (high < other.high || (high == other.high && (other.isHighIn || !isHighIn)))
        }

        func overlap(_ other: Interval) -> Interval? {
            let low = max(self.low, other.low)
            let high = min(self.high, other.high)
            let isLowIn = (self.low < low || self.isLowIn) && (other.low < low || other.isLowIn)
            let isHighIn =
                (self.high > high || self.isHighIn) && (other.high > high || other.isHighIn)
            guard low < high || (low == high && isLowIn && isHighIn) else { return nil }
            return Interval(low: low, high: high, isLowIn: isLowIn, isHighIn: isHighIn)
        }
    }
}

extension FieldTest {
    /// Whether whoever meets all of these meets all of the others.
    package static func all(_ tests: [FieldTest], imply others: [FieldTest]) -> Bool {
        others.allSatisfy { other in
            tests.contains { $0.field == other.field && $0.test.implies(other.test) }
        }
    }
}
