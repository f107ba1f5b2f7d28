internal import Quantities

/// How a table stands on a screen on which its rows do not fit beside each other: the name of a row above its
/// numbers, ranges below what they belong to, long texts on a line of their own. What has no room even so
/// falls away by rank, and is named.
struct NarrowTable {
    /// A column after the first, as it is written on a page.
    struct Column {
        let title: String
        let rank: Int
        /// The longest of what its cells say, of their ranges, and of the words of its title, in letters.
        let value: Int
        let range: Int
        let word: Int
        let isText: Bool

        var isSplit: Bool { range > 0 }

        /// Whether it is a text that takes a line of its own.
        var isLine: Bool { isText && value > Self.mostLetters }

        /// Longer texts may take more lines than one.
        static let mostLetters = 16

        /// In widths of a digit; where a range stands below its value and where it stands beside it.
        fileprivate var below: Double { Double(max(value, range, word)) + 0.6 }
        fileprivate var beside: Double {
            Double(max(min(value, isText ? 26 : value) + (isSplit ? range + 1 : 0), word)) + 0.6
        }
    }

    /// A width of screens, by the words that style sheets have for it, and the digits that a line has there.
    struct Screen {
        let media: String
        let name: String
        let digits: Double

        static let all = [
            Screen(
                media: "screen and (min-width:390px) and (max-width:640px)", name: "na", digits: 47),
            Screen(media: "screen and (max-width:389.9px)", name: "nb", digits: 38),
        ]
    }

    private let columns: [Column]
    private let first: Int

    /// - Parameter first: the letters of the longest name of a row.
    init(_ columns: [Column], first: Int) {
        (self.columns, self.first) = (columns, first)
    }

    /// Whether the name of a row is so short that its numbers stand on its line.
    private var isBeside: Bool { first <= 9 }

    private static let gap = 1.2
    /// What a cell of a table that stands as it is has around its text.
    private static let padding = 1.9

    /// What a page has to say about one kind of screen: rules of style and the columns that fall away; nil where
    /// the table fits as it is.
    func shape(on screen: Screen, id: String) -> (rules: String, hidden: [String])? {
        let whole = columns.reduce(first > 18 ? 22 : Double(first) + 1) {
            $0 + $1.beside + Self.padding
        }
        guard whole > screen.digits else { return nil }
        var shown = columns.indices.filter { !columns[$0].isLine }
        while width(of: shown) > screen.digits - (isBeside ? Double(first) + 0.6 + Self.gap : 0),
            shown.count > 1,
            let next = shown.max(by: isDearer)
        {
            shown.removeAll { $0 == next }
        }
        return (rules(shown, id), hidden(shown).map { columns[$0].title })
    }

    private func width(of shown: [Int]) -> Double {
        shown.reduce(-Self.gap) { $0 + columns[$1].below + Self.gap }
    }

    /// As in a terminal: by rank, and of one rank the left one stays longer.
    private func isDearer(_ one: Int, _ other: Int) -> Bool {
        let ranks = (columns[one].rank, columns[other].rank)
        return ranks.0 == ranks.1 ? one < other : ranks.0 < ranks.1
    }

    private func hidden(_ shown: [Int]) -> [Int] {
        columns.indices.filter { !shown.contains($0) && !columns[$0].isLine }
    }

    /// - Parameter id: the class of the table.
    private func rules(_ shown: [Int], _ id: String) -> String {
        // Each takes what it needs, and of what is left by what it needs.
        let widths = ((isBeside ? [Double(first) + 0.6] : []) + shown.map { columns[$0].below })
            .map(ChartFormat.Place.hundredths).map { "minmax(\($0)ch,\($0)fr)" }
        var rules = ".\(id) tr{grid-template-columns:\(widths.joined(separator: " "))}"
        if isBeside { rules += ".\(id) tr>:first-child{grid-area:2/1}" }
        var (gone, own): ([String], [(String, Int)]) = ([], [])
        var cell = 2
        for (place, column) in columns.enumerated() {
            let names = [".\(id) th:nth-child(\(place + 2))", ".\(id) td:nth-child(\(cell))"]
            let between = column.isSplit ? ".\(id) td:nth-child(\(cell + 1))" : nil
            cell += column.isSplit ? 2 : 1
            if column.isLine {
                own += names.map { ($0, place) }
            } else if let shownAt = shown.firstIndex(of: place) {
                if let between {
                    rules += "\(between){grid-area:3/\(shownAt + (isBeside ? 2 : 1))}"
                }
            } else {
                gone += names + (between.map { [$0] } ?? [])
            }
        }
        let lines = columns.indices.filter { columns[$0].isLine }
        for (name, place) in own {
            let row = 4 + (lines.firstIndex(of: place) ?? 0)
            rules += "\(name){grid-area:\(row)/1/auto/-1}"
        }
        return rules + (gone.isEmpty ? "" : "\(gone.joined(separator: ",")){display:none}")
    }
}
