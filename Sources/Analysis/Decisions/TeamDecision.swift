package import Quantities

/// Something that a team decided on about its sources, kept so that it can be seen later whether it was carried out
/// and what came of it.
package struct TeamDecision: Hashable, Sendable {
    package var number: Int
    package var on: Day
    /// In the words of who decided.
    package var text: String
    package var by: String?
    /// The key of the source that it is about; nil where it is about all of them.
    package var source: String?
    /// The day on which it is looked at again.
    package var until: Day?
    /// What can be watched of it; nil where it is words alone.
    package var aim: Aim?
    /// How things stood when it was decided; nil where that was not known.
    package var before: Before?
    package var closed: Closed?

    /// What is to be seen in the figures when it is carried out.
    package enum Aim: Hashable, Sendable {
        /// Nothing is bought of the source any more.
        case stop
        /// An MQL may cost at most so much to buy.
        case cap(Money)
        /// So much is spent on it a month.
        case spend(Money)

        package var amount: Money? {
            switch self {
            case .stop: nil
            case .cap(let amount), .spend(let amount): amount
            }
        }

        /// The word that programs read.
        package var code: String {
            switch self {
            case .stop: "stop"
            case .cap: "cap"
            case .spend: "spend"
            }
        }
    }

    /// What was bought and came in the days before.
    package struct Before: Hashable, Sendable {
        package var period: Period
        /// Of the source; nil where it was not known.
        package var spend: Money?
        /// MQLs of the source, and of all sources.
        package var mqls: Int
        package var allMQLs: Int

        package init(period: Period, spend: Money?, mqls: Int, allMQLs: Int) {
            (self.period, self.spend, self.mqls, self.allMQLs) = (period, spend, mqls, allMQLs)
        }
    }

    /// That somebody said it is done, or is not wanted any more.
    package struct Closed: Hashable, Sendable {
        package var on: Day
        package var how: How
        package var note: String?

        package enum How: String, CaseIterable, Sendable {
            case done, dropped
        }

        package init(on: Day, _ how: How, note: String?) {
            (self.on, self.how, self.note) = (on, how, note)
        }
    }

    package init(number: Int, on: Day, text: String) {
        (self.number, self.on, self.text) = (number, on, text)
    }

    /// Whether nobody has closed it.
    package var isOpen: Bool { closed == nil }
}

/// From when on what is watched says something: pricing/findings.yaml.
package struct WatchRules: Hashable, Sendable {
    /// How many days before a decision are what it is held against.
    package var daysBefore = 90
    /// Within which part of what was agreed spend of a month counts as that, in hundredths of a percent.
    package var spendWithin = 1_000
    /// Spend of fewer days tells nothing of a month.
    package var leastDays = 28

    package init() {}
}
