/// What stands on the page for management, ready to be drawn: texts as people read them, and numbers that place
/// the marks.
struct ManagementSheet {
    typealias Part = JustificationAnswer.Part

    var title = ""
    /// Whose page it is, what is asked, and of when.
    var firm: String?
    var question = ""
    var period = ""

    // MARK: The answer

    var tag = ""
    var tone = JustificationAnswer.Tone.open
    var headline = ""
    var range: String?
    /// Sentences of which some parts weigh more.
    var sentences: [[Part]] = []
    /// In small letters: where the cost comes from, what the words mean, what was bought.
    var notes: [String] = []
    /// What must be known before the numbers.
    var cautions: [String] = []
    var bullet: Bullet?

    /// What an MQL brings per euro of cost, beside what it has to bring.
    struct Bullet {
        let value: Double
        let low: Double
        let high: Double
        let required: Double?
        let texts: (value: String, range: String, pays: String, required: String?)
        let description: String

        /// Where the scale ends.
        var end: Double { max(required ?? 0, 1, min(high, 3 * max(1, required ?? 0))) * 1.04 }
    }

    // MARK: What to do

    var decisions: [Decision] = []
    /// What stands below them: what they come to together, and what more there is.
    var together: [String] = []

    struct Decision {
        let title: String
        let text: [Part]
    }

    // MARK: Sources

    var table = SourceTable()

    struct SourceTable {
        var title = ""
        var head = Head()
        var groups: [Group] = []
        var total: Row?
        var ticks: [(value: Double, text: String)] = []
        var notes: [String] = []
        var legend = Legend()
        var end: Double { ticks.last?.value ?? 1 }
    }

    /// The titles of the columns.
    struct Head {
        var source = ""
        var mqls = ""
        var spent = ""
        var cost = ""
        var worth = ""
        var back = ""
        var effect = ""
        var pays = ""
        var advice = ""
    }

    /// The words for the signs of the drawing.
    struct Legend {
        var lead = ""
        var cost = ""
        var worth = ""
        var guide = ""
        var loss = ""
        var gain = ""
    }

    /// Rows of which the same is known of how they came.
    struct Group {
        /// Nil where all rows are of one kind.
        var title: String?
        var note = ""
        var rows: [Row] = []
        var sum: Row?
    }

    struct Row {
        /// What programs call it; nil of a sum.
        var key: String?
        var name = ""
        var mqls = ""
        /// What was spent on buying all of them.
        var spent = ""
        var cost = ""
        var worth = ""
        var back = ""
        var effect = ""
        var pays = ""
        var advice = ""
        var tone = JustificationAnswer.Tone.open
        /// Whether the effect counts in the total and is said of no row.
        var isEffectSoft = false
        var plot = Plot()
    }

    /// The marks of a row, in the unit of the scale; what is not known is not drawn.
    struct Plot {
        var cost: Double?
        var mean: Double?
        var low: Double?
        var high: Double?
        var guide: (low: Double, high: Double)?
        var description = ""
    }

    // MARK: From MQL to SQL

    var rates = RateTable()

    struct RateTable {
        var title = ""
        var head: (source: String, rate: String, perSQL: String, guide: String) = ("", "", "", "")
        var rows: [Rate] = []
        var total: Rate?
        var marks: [(value: Double, text: String, isNorm: Bool)] = []
        var end = 0.5
        /// What stands at its two ends.
        var ends = ("0%", "50%")
        var notes: [String] = []
    }

    struct Rate {
        var name = ""
        var text = ""
        var rate: Double?
        var low = 0.0
        var high = 0.0
        var perSQL = ""
        var guide = ""
        var description = ""
    }

    // MARK: Months, and what would turn it

    var months: Months?

    struct Months {
        let title: String
        let points: [Point]
        let norm: Double?
        let end: Double
        let ticks: [(value: Double, text: String)]
        let note: String
        let description: String

        struct Point {
            let label: String
            let value: Double?
            let low: Double
            let high: Double
            let isOpen: Bool
        }
    }

    var turning: SmallTable?
    var whatIf: SmallTable?

    /// A small table of texts; the second line of a cell is small.
    struct SmallTable {
        let title: String
        let head: [String]
        let rows: [[(text: String, small: String?)]]
        var hasTotal = false
    }

    // MARK: Whether it can be trusted

    var trustTitle = ""
    var trust: [(label: String, text: String, isWide: Bool)] = []
    var foot = ""
    var command = ""
}
