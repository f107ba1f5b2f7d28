package import Quantities

/// Whether the MQLs of a row were paid for.
///
/// What is bought and what comes of itself are two things, and a budget is for the first alone. Of a source
/// that is not known nobody knows which of the two it is.
package enum Buying: String, CaseIterable, Hashable, Sendable {
    case bought
    case notBought = "not_bought"
    case notKnown = "not_known"

    /// Where it stands among the others.
    var place: Int {
        switch self {
        case .bought: 0
        case .notBought: 1
        case .notKnown: 2
        }
    }

    /// What its rows are called together.
    package var label: Phrase {
        switch self {
        case .bought: Phrase(en: "bought", nl: "ingekocht")
        case .notBought: Phrase(en: "not bought", nl: "niet ingekocht")
        case .notKnown: Phrase(en: "not known", nl: "niet bekend")
        }
    }
}

extension Figures {
    /// Rows of which the same is known of how they came, with their sum.
    package struct Block: Sendable {
        package let buying: Buying
        /// Of its rows, in their order.
        package let keys: [String]
        package let sum: Row
    }
}
