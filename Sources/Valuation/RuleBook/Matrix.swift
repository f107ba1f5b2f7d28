/// What a lead is, by its fit and its engagement.
package enum Decision: String, CaseIterable, Hashable, Sendable {
    case mql
    /// Fits, and has done too little: sales may approach it, but it is no MQL.
    case targetAccount = "target_account"
    /// Marketing keeps in touch.
    case nurture
    case disqualified
}

/// Fit against engagement: the picture in which score and grade come together.
package struct Matrix: Hashable, Sendable {
    /// One field of the matrix.
    package enum Cell: Hashable, Sendable {
        case decided(Decision)
        /// An MQL from this score on, else the other.
        case byPoints(from: Int, below: Decision)

        /// What somebody in this cell is, with so many points.
        package func decision(score: Int) -> Decision {
            switch self {
            case .decided(let decision): decision
            case .byPoints(let points, let below): score >= points ? .mql : below
            }
        }
    }

    /// By fit, then by engagement, each low, medium, high.
    private var cells: [[Cell]]

    package init() {
        cells = Array(repeating: Array(repeating: .decided(.nurture), count: 3), count: 3)
    }

    /// Whether a lead that fits so well can be an MQL, whatever it does.
    package func allowsMQL(fit: Level) -> Bool {
        Level.allCases.contains { engagement in
            switch self[fit: fit, engagement: engagement] {
            case .decided(let decision): decision == .mql
            case .byPoints: true
            }
        }
    }

    /// What is made of a lead that fits and is engaged so much.
    package subscript(fit fit: Level, engagement engagement: Level) -> Cell {
        get { cells[fit.rawValue][engagement.rawValue] }
        set { cells[fit.rawValue][engagement.rawValue] = newValue }
    }
}
