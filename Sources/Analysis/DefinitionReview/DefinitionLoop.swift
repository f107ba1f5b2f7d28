package import Funnels
package import Quantities
package import Valuation

/// The definition looked at once a month: too loose, too strict, drifting, and does its score tell anything?
/// Limits are those of the rule book, and chance is allowed for.
package struct DefinitionLoop: Sendable {
    package let limits: DefinitionRules.Limits
    /// MQLs that sales rejected for a reason that criteria could have kept out, of those it spoke to or
    /// closed.
    package let rejected: Known<ShareRange>
    /// Rejected for other reasons.
    package let otherRejections: Int
    /// SQLs that were no MQL before, of all SQLs of the period; only where the rules decide.
    package let missed: Known<ShareRange>
    /// MQLs of the months that are over, against what was planned for them; nil without a plan.
    package let plan: Plan?
    /// What changed since the time before; nil where the period or the data are too short.
    package let drift: Drift?
    /// Of MQLs that had their time, by their score when they became one.
    package let calibration: Calibration?
    /// Where the rule book is younger than what is compared.
    package let inForceFrom: Day?

    /// The MQLs of the period beside the number that was planned.
    package struct Plan: Hashable, Sendable {
        package let mqls: Int
        package let planned: Int
        /// The numbers of MQLs that so many could also have been.
        package let low: Double
        package let high: Double

        /// Above or below the plan where the whole range is, else not shown.
        package var side: ShareRange.Side {
            low > Double(planned) ? .above : high < Double(planned) ? .below : .unsure
        }
    }

    /// Two stretches of equal length beside each other.
    package struct Drift: Sendable {
        package let now: Period
        package let before: Period
        package let mqls: (now: Int, before: Int)
        package let sqls: (now: Int, before: Int)
        package let steps: [Step]
    }

    /// One number per lead, now and before.
    package struct Step: Sendable {
        package let kind: Kind
        package let now: Middle?
        package let before: Middle?
        /// The chance that one of now is higher than one of before; 0.5 is no difference.
        package let higher: Double?
        package let low: Double?
        package let high: Double?

        /// What is held beside its own earlier values: points, or days from one step to the next.
        package enum Kind: String, CaseIterable, Hashable, Sendable {
            case score
            case leadToMQL = "days_lead_to_mql"
            case mqlToContact = "days_mql_to_contact"
            case mqlToSQL = "days_mql_to_sql"
        }

        /// Whether values are higher or lower now: where the range of the chance lies wholly on one side
        /// of a half.
        package var side: ShareRange.Side {
            guard let low, let high else { return .unsure }
            return low > 0.5 ? .above : high < 0.5 ? .below : .unsure
        }
    }

    /// The middle of some numbers, and the half of them around it.
    package struct Middle: Hashable, Sendable {
        /// In points or days, as the step is.
        package let median: Double
        package let lower: Double
        package let upper: Double
        package let count: Int

        init?(_ values: [Double]) {
            guard !values.isEmpty else { return nil }
            let sorted = values.sorted()
            func at(_ quarter: Int) -> Double {
                let place = Double((sorted.count - 1) * quarter) / 4
                let low = Int(place)
                let high = min(low + 1, sorted.count - 1)
                return sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
            }
            (lower, median, upper, count) = (at(1), at(2), at(3), sorted.count)
        }
    }

    /// Whether a higher score means more SQLs.
    package struct Calibration: Sendable {
        package let bands: [Band]
        /// The chance that an SQL had the higher score; 0.5 is a coin.
        package let area: Double?
        /// The ends of the range that holds the true chance in 95 of 100 cases.
        package let low: Double?
        package let high: Double?

        /// Scores from one number to another, both in it, and how many of those MQLs became an SQL.
        package struct Band: Hashable, Sendable {
            package let from: Int
            package let to: Int
            package let sqls: ShareRange
        }
    }
}
