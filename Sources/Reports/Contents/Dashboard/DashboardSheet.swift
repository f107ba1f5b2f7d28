/// What stands on the dashboard, ready to be drawn: texts as people read them, and numbers that place the marks.
struct DashboardSheet {
    /// The answer, the decisions and the trust of the page for management, with its sources grouped by what to do.
    var management = ManagementSheet()
    var decideTitle = ""
    /// What became of what was decided before; none where nothing was.
    var decidedTitle = ""
    var decided: [String] = []
    var tiles: [Tile] = []
    var waiting: Waiting?
    /// What is to come, and what tests showed.
    var ahead: [AheadSection.Part] = []

    /// One number with its months.
    struct Tile {
        let title: String
        let value: String
        /// Beside the number, in small letters.
        let small: String
        let chart: Chart?
        let note: String
    }

    /// The same number of each month.
    struct Chart {
        enum Kind {
            /// Points that are joined.
            case line
            case bars
            /// Shares with their ranges.
            case rates
        }

        let kind: Kind
        let points: [Point]
        /// Where a line is drawn over all months; nil without one.
        var norm: Double?
        let description: String

        struct Point {
            let label: String
            /// Nil where it is not known, or too few to tell.
            let value: Double?
            let text: String
            var low = 0.0
            var high = 0.0
            /// Whether it may still change.
            let isOpen: Bool
        }

        /// Where the scale ends.
        var end: Double {
            let most = points.compactMap { $0.value == nil ? nil : max($0.value ?? 0, $0.high) }
            return max(most.max() ?? 0, norm ?? 0) * 1.02
        }
    }

    /// Who waits for a call, as parts of a bar.
    struct Waiting {
        let title: String
        let spoken: Int
        let waiting: Int
        let turnedDown: Int
        let note: String
        let description: String
    }
}
