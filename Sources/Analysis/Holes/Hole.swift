internal import Funnels
package import Leads
package import Quantities

/// Something that is missing in the data and counts as nothing: where, how much of it, and what it does to
/// which figure.
package struct Hole: Hashable, Sendable {
    package let kind: Kind
    /// Nil where it is of all sources.
    package let source: Source?
    /// The days of which something is missing, or from which on something is otherwise.
    package let days: Period
    /// The stage of which it is, where it is of one.
    package var stage: Stage?
    /// Leads and MQLs in question.
    package var leads: Int?
    package var mqls: Int?
    package var deals: Int?
    /// What is probably missing, in the currency of the report.
    package var missing: Money?
    package let effect: Effect

    /// What is missing.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// The files have MQLs of a source on which money was spent, and none of its spend: after it, before
        /// it, or in between.
        case spendEnds = "spend_ends"
        case spendBegins = "spend_begins"
        case spendHole = "spend_hole"
        /// The spend of one source stops while that of others goes on.
        case sourceStops = "source_spend_stops"
        /// Nobody of the first MQLs was rejected or lost, and later ones were.
        case oldOutcomes = "old_outcomes"
        /// The stages end before the leads do.
        case recentOutcomes = "recent_outcomes"
        /// Many leads reached a stage on one day.
        case migrationDay = "migration_day"
        /// From a month on a source has far more or fewer leads than before.
        case levelShift = "level_shift"
        /// From a month on far more leads have no source.
        case emptySources = "empty_sources"
        /// A day long after all others, or still to come: nothing of it counts.
        case dayApart = "day_apart"
    }

    /// A source as the rows of a report have it.
    package struct Source: Hashable, Sendable {
        package let key: String
        package let label: Phrase
    }

    /// What it does to a figure.
    package enum Effect: Hashable, Sendable {
        /// The cost per MQL is too low: what it is now, and over the days with spend alone, where these are
        /// known.
        case costTooLow(now: Money?, without: Money?)
        /// Of the first MQLs too many seem to have become an SQL.
        case conversionTooHigh
        /// SQLs and customers are too few, and what they cost is too high; rates are worked out from the days
        /// that are known.
        case outcomesTooFew
        /// How long it takes to become an SQL, and what follows from that, is not known.
        case delaysUnknown
        /// MQLs of the source are too few or too many, so that what each cost is too high or too low.
        case leadsBefore(Int, after: Int)
        /// The cost per MQL of sources is too high, because some of their leads have no source.
        case sourcesTooFew(before: Double, after: Double)
        /// What happened on that day is in no figure.
        case notCounted
    }
}

/// Everything that is missing in the data of a report.
package struct Holes: Hashable, Sendable {
    /// By kind, then by the key of the source, then by day.
    package let all: [Hole]
    /// Leads without any activity, by source, where the rules decide by what leads do.
    package let withoutActivity: [WithoutActivity]

    /// Leads of one source of whom no file has any activity: a low score of theirs was not measured.
    package struct WithoutActivity: Hashable, Sendable {
        package let source: Hole.Source
        package let leads: Int
        package let without: Int
    }

    package static let none = Holes([])

    init(_ all: [Hole], withoutActivity: [WithoutActivity] = []) {
        self.all = all.sorted { one, other in
            func place(_ hole: Hole) -> (Int, String, Day, String) {
                (
                    Hole.Kind.allCases.firstIndex(of: hole.kind) ?? 0, hole.source?.key ?? "",
                    hole.days.first, hole.stage?.name ?? ""
                )
            }
            return place(one) < place(other)
        }
        self.withoutActivity = withoutActivity
    }

    /// Those that make the cost per MQL of a source too low; all of them for the total, which is nil.
    package func lowering(costOf key: String?) -> [Hole] {
        all.filter { hole in
            guard case .costTooLow = hole.effect else { return false }
            return key == nil || hole.source == nil || hole.source?.key == key
        }
    }

    /// Whether what a source costs, or whether it is worth that, could be another with what is missing.
    package func mayTurn(costOf key: String?) -> Bool { !lowering(costOf: key).isEmpty }

    /// Whether a conversion that looks high could be lower with what is missing.
    package func mayLower(conversionOf key: String?) -> Bool {
        all.contains { hole in
            hole.effect == .conversionTooHigh
                && (key == nil || hole.source == nil || hole.source?.key == key)
        }
    }

    /// Whether a verdict on how a source converts could be another with what is missing.
    func mayTurn(_ verdict: Verdict, of key: String?) -> Bool {
        switch verdict {
        case .above: mayLower(conversionOf: key) || mayTurn(conversionOf: key)
        case .below, .around: mayTurn(conversionOf: key)
        case .tooFew, .tooClose, .tooYoung, .noMQLs, .notKnown: false
        }
    }

    /// Whether any verdict on conversion could be another with what is missing.
    package func mayTurn(conversionOf key: String?) -> Bool {
        all.contains { hole in
            hole.effect == .delaysUnknown
                && (key == nil || hole.source == nil || hole.source?.key == key)
        }
    }
}
