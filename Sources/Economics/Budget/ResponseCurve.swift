internal import Statistics

/// How many MQLs an amount buys: ever fewer for the next euro, whatever the shape.
package enum ResponseCurve: Hashable, Sendable {
    /// a s ÷ (b + s), after Michaelis and Menten (1913): never more than `most`, half of it at `half`.
    case saturating(most: Double, half: Double)
    /// a ln(1 + s ÷ b).
    case logarithmic(scale: Double, half: Double)
    /// a s^β: 1 % more spend gives β % more MQLs, wherever one stands.
    case power(scale: Double, elasticity: Double)

    /// The saturating curve through one known point: 1 % more spend gives `elasticity` % more MQLs there.
    ///
    /// Its elasticity is b ÷ (b + s), from which b = s e ÷ (1 − e) and a = y ÷ (1 − e).
    package static func saturating(
        through spend: Double, _ mqls: Double, elasticity: Double
    ) -> ResponseCurve {
        .saturating(most: mqls / (1 - elasticity), half: spend * elasticity / (1 - elasticity))
    }

    /// The power curve through one known point.
    package static func power(
        through spend: Double, _ mqls: Double, elasticity: Double
    ) -> ResponseCurve {
        .power(
            scale: mqls
                / Mathematics.exponential(elasticity * Mathematics.naturalLogarithm(spend)),
            elasticity: elasticity)
    }

    /// The MQLs that this spend (in cents) brings; none for none.
    package func mqls(at spend: Double) -> Double {
        guard spend > 0 else { return 0 }
        switch self {
        case .saturating(let most, let half): return most * spend / (half + spend)
        case .logarithmic(let scale, let half):
            return scale * Mathematics.logarithmOfOnePlus(spend / half)
        case .power(let scale, let elasticity):
            return scale * Mathematics.exponential(elasticity * Mathematics.naturalLogarithm(spend))
        }
    }

    /// MQLs for the next unit of money.
    package func slope(at spend: Double) -> Double {
        switch self {
        case .saturating(let most, let half): most * half / ((half + spend) * (half + spend))
        case .logarithmic(let scale, let half): scale / (half + spend)
        case .power(let scale, let elasticity):
            spend > 0
                ? scale * elasticity
                    * Mathematics.exponential(
                        (elasticity - 1) * Mathematics.naturalLogarithm(spend))
                : .infinity
        }
    }

    /// The amount from which on the next unit of money gives fewer MQLs than `slope`; at least 0.
    package func spend(whereSlopeIs slope: Double) -> Double {
        switch self {
        case .saturating(let most, let half): max(0, (most * half / slope).squareRoot() - half)
        case .logarithmic(let scale, let half): max(0, scale / slope - half)
        case .power(let scale, let elasticity):
            Mathematics.exponential(
                Mathematics.naturalLogarithm(scale * elasticity / slope) / (1 - elasticity))
        }
    }
}
