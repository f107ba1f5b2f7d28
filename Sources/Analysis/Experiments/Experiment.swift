package import Quantities

/// A test of what a source causes, as it was agreed beforehand.
package struct Experiment: Hashable, Sendable {
    package let name: String
    /// As it is called in reports, or by its key.
    package let source: String
    package let design: Design
    package let outcome: Outcome
    package let period: Period
    /// The first day of each week in which the source is off; of weeks in turn.
    package let weeksOff: [Day]
    /// The regions in which it is off; of regions and of arms.
    package let regionsOff: [String]
    /// Those in which it is on; of arms alone.
    package let regionsOn: [String]
    /// How many people, or what else, each arm has; nil where it has no arms.
    package let exposure: Exposure?
    /// The part of what is credited to the source that it must cause to be kept; nil where nobody said it.
    package let keepFrom: Double?

    /// What an arm has of whatever its outcomes come of.
    package struct Exposure: Hashable, Sendable {
        package let on: Double
        package let off: Double

        package init(on: Double, off: Double) {
            (self.on, self.off) = (on, off)
        }
    }

    /// How the source is held back.
    package enum Design: String, CaseIterable, Hashable, Sendable {
        /// One week on and one off, by chance which comes first.
        case weeks
        /// Off in half of the regions.
        case regions
        /// Off for some weeks, held against the weeks before.
        case pause
        /// Off for a part of an audience that was drawn by chance.
        case arms
    }

    /// What is counted.
    package enum Outcome: String, CaseIterable, Hashable, Sendable {
        case mqls, sqls
    }

    package init(
        name: String, source: String, design: Design, outcome: Outcome, period: Period,
        weeksOff: [Day] = [], regionsOff: [String] = [], regionsOn: [String] = [],
        exposure: Exposure? = nil, keepFrom: Double? = nil
    ) {
        self.name = name
        self.source = source
        self.design = design
        self.outcome = outcome
        self.period = period
        self.weeksOff = weeksOff
        self.regionsOff = regionsOff
        self.regionsOn = regionsOn
        self.exposure = exposure
        self.keepFrom = keepFrom
    }

    /// In whole weeks.
    package var weeks: Int { period.length / 7 }
}

/// A number that was measured, and between which numbers the true one lies.
package struct Measured: Hashable, Sendable {
    package let estimate: Double
    package let low: Double
    package let high: Double

    package init(_ estimate: Double, low: Double, high: Double) {
        (self.estimate, self.low, self.high) = (estimate, low, high)
    }
}

/// What a test showed that a source causes, of what it has to its credit: 0.55 is 55 of 100.
package struct CausedShare: Hashable, Sendable {
    package let share: Double
    package let low: Double
    package let high: Double
    /// The first day on which it was known, after the test; nil where that is not known.
    package var from: Day?
    /// The last day on which it is taken to hold.
    package let until: Day
    /// By what it is known, such as the name of a test.
    package let evidence: String

    /// None of it, to twice as much as is credited.
    package static let possible = 0.0...2.0

    package init(share: Double, low: Double, high: Double, until: Day, evidence: String) {
        (self.share, self.low, self.high) = (share, low, high)
        (self.until, self.evidence) = (until, evidence)
    }
}

/// What a test is made by, where a marketer may think otherwise.
package struct ExperimentRules: Hashable, Sendable {
    /// What a test should be able to show: that so much of what is credited is caused.
    package let target: Double
    /// In how many of such tests it should.
    package let power: Double
    /// How many weeks a test can take, ascending.
    package let lengths: [Int]
    /// SQLs are counted where they show it within so many weeks, else MQLs.
    package let sqlsWithin: Int
    /// How many weeks of the past are looked at, at least and at most.
    package let past: ClosedRange<Int>
    /// An MQL counts for the week in which its lead came, where it became one within so many days.
    package let mqlDays: Int
    /// A source that is off may still have so much of what it has when it is on, of leads and of spend.
    package let leak: Double
    package let spendLeft: Double
    /// How many months a result is taken to hold.
    package let holdsMonths: Int

    package init(
        target: Double, power: Double, lengths: [Int], sqlsWithin: Int, past: ClosedRange<Int>,
        mqlDays: Int, leak: Double, spendLeft: Double, holdsMonths: Int
    ) {
        self.target = target
        self.power = power
        self.lengths = lengths
        self.sqlsWithin = sqlsWithin
        self.past = past
        self.mqlDays = mqlDays
        self.leak = leak
        self.spendLeft = spendLeft
        self.holdsMonths = holdsMonths
    }
}
