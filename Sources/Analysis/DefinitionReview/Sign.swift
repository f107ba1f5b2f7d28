internal import Funnels
internal import Quantities
internal import Statistics
package import Valuation

/// One thing that some leads had before sales spoke to them and others had not, counted among those that
/// were won and those that came to nothing.
package struct Sign: Sendable {
    package let kind: Kind
    package let won: Int
    package let wonOf: Int
    package let lost: Int
    package let lostOf: Int
    /// Weight of evidence of having it, ×10: the points it would earn by itself.
    package let points: Int
    /// The odds of having it among won leads ÷ those among lost ones, with the ends of its range.
    package let oddsRatio: Double
    package let oddsLow: Double
    package let oddsHigh: Double
    /// How often a difference like this comes by chance, and the same corrected for all that was tried.
    package let chance: Double
    package let correctedChance: Double
    /// Of all leads that have it, the share that would be won at the base rate.
    package let precision: Double
    package let verdict: Verdict
    /// Others that exactly the same leads had, or exactly the others.
    package let same: [Kind]

    /// What can be said of a sign.
    package enum Verdict: String, Hashable, Sendable {
        /// More than chance explains.
        case found
        /// Chance may explain it.
        case notShown = "not_shown"
        /// Its field was perhaps filled in by sales: it says nothing of what was known before.
        case late
    }

    /// What a lead has or has not: a source, a value of a field, something it did so often, content it
    /// saw, visits.
    package enum Kind: Hashable, Sendable {
        case source(String)
        case field(String, TextTest)
        case action(String, atLeast: Int)
        case content(String)
        case visits(Int)
    }

    /// Whether won leads had it more often.
    package var speaksFor: Bool { oddsRatio > 1 }

    init(
        _ kind: Kind, _ weight: WeightOfEvidence, corrected: Double, base: Double,
        verdict: Verdict, same: [Kind]
    ) {
        self.kind = kind
        (won, wonOf, lost, lostOf) = (
            weight.first.with, weight.first.of, weight.second.with, weight.second.of
        )
        points = Int((weight.present * 10).rounded(.toNearestOrEven))
        oddsRatio = weight.oddsRatio
        let range = weight.oddsRatioInterval
        (oddsLow, oddsHigh) = (range.lower, range.upper)
        chance = weight.exactP
        correctedChance = corrected
        precision = weight.precision(base: base)
        self.verdict = verdict
        self.same = same
    }
}

extension Sign.Kind {
    /// A name that orders signs the same everywhere.
    var order: String {
        switch self {
        case .source(let key): "1 \(key)"
        case .field(let name, .present): "2 \(name) 0"
        case .field(let name, let test): "2 \(name) \(test)"
        case .action(let key, let times): "3 \(key) \(times)"
        case .content(let text): "4 \(text)"
        case .visits(let count): "5 \(count)"
        }
    }

    /// The field of the lead that it is about; nil where it is none.
    var field: String? { if case .field(let name, _) = self { name } else { nil } }
}
