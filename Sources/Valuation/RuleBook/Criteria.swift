/// Criteria, and how many of them must hold.
package struct CriteriaSet<Criterion: Hashable & Sendable>: Hashable, Sendable {
    package var criteria: [Criterion] = []
    /// How many must hold for `high`: all of them, any one, or at least this many.
    package var needed = 0
    /// From how many on it is `medium`.
    package var mediumFrom = 1

    package init(criteria: [Criterion] = [], needed: Int = 0, mediumFrom: Int = 1) {
        self.criteria = criteria
        self.needed = needed
        self.mediumFrom = mediumFrom
    }

    /// By how many of the criteria hold.
    package func level(met: Int) -> Level {
        if met >= needed { return .high }
        return met >= mediumFrom ? .medium : .low
    }
}

/// How well a lead fits, or how strongly it is engaged.
package enum Level: Int, CaseIterable, Hashable, Sendable {
    case low, medium, high

    /// As a rule book writes it.
    package var name: String { "\(self)" }

    /// The grade of a lead with this fit: A, B or C.
    package var grade: String {
        switch self {
        case .high: "A"
        case .medium: "B"
        case .low: "C"
        }
    }
}

/// One trait of the ideal customer.
package struct FieldCriterion: Hashable, Sendable {
    package let key: String
    /// All must hold.
    package let tests: [FieldTest]
    /// What it adds to the score where it holds.
    package let points: Int
    /// Whether the fit is low without it, whatever else holds.
    package let isMust: Bool
    package let line: Int

    package init(
        key: String, tests: [FieldTest], points: Int, isMust: Bool = false, line: Int
    ) {
        self.key = key
        self.tests = tests
        self.points = points
        self.isMust = isMust
        self.line = line
    }
}

/// One kind of behaviour, and how much of it shows real interest.
package struct ActionCriterion: Hashable, Sendable {
    package let key: String
    /// The places of the actions that count, in the rule book's list.
    package let actions: [Int]
    package let measure: Measure
    /// From how much on it is met.
    package let atLeast: Int
    /// Only what happened within this many days counts; nil for ever.
    package let withinDays: Int?
    package let line: Int

    /// What is counted.
    package enum Measure: Hashable, Sendable {
        case times
        case seconds
        /// Times within one visit, the best visit counting.
        case timesPerSession
        /// Different visits.
        case visits
    }

    package init(
        key: String, actions: [Int], measure: Measure, atLeast: Int, withinDays: Int?, line: Int
    ) {
        self.key = key
        self.actions = actions
        self.measure = measure
        self.atLeast = atLeast
        self.withinDays = withinDays
        self.line = line
    }
}
