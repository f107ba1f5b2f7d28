internal import Quantities

/// A table of aligned columns that is no wider than a terminal: long names give way first, then the room between
/// columns, then the columns that matter least. No row is broken, and no number is cut.
struct TextTable {
    private let table: Table
    private let language: Language
    private let width: Int
    private let isColoured: Bool
    /// What stands in the cells, and in the titles.
    private let cells: [[String]]
    private let titles: [String]
    /// Places of the columns that are shown, in order.
    private var shown: [Int]
    /// How wide each column is, and how much room is between them.
    private var widths: [Int] = []
    private var gap = 2
    private var cutsWords = false

    /// - Parameter cells: the texts of the cells, row by row.
    init(
        _ table: Table, _ cells: [[String]], _ language: Language, width: Int,
        isColoured: Bool = false
    ) {
        (self.table, self.cells, self.language, self.width) = (table, cells, language, width)
        self.isColoured = isColoured
        titles = table.columns.map { $0.title.text(language).visible }
        shown = Array(table.columns.indices)
        fit()
    }

    /// What is not shown, where it matters least first.
    private var hidden: [Int] { table.columns.indices.filter { !shown.contains($0) } }

    // MARK: How wide the columns are

    private mutating func fit() {
        while !isFitted() {
            // The name of a row is always there, and two columns say more than one.
            guard let next = shown.dropFirst().max(by: isDearer), shown.count > 2 else {
                // What is left is longer than a line: even words of the program give way then.
                cutsWords = true
                _ = isFitted()
                return
            }
            shown.removeAll { $0 == next }
        }
    }

    /// Whether one column stays longer than another: by its rank, and of one rank the left one.
    private func isDearer(_ one: Int, _ other: Int) -> Bool {
        let ranks = (table.columns[one].rank, table.columns[other].rank)
        return ranks.0 == ranks.1 ? one < other : ranks.0 < ranks.1
    }

    /// Chooses the widths of what is shown.
    ///
    /// - Returns: false where a column has to go.
    private mutating func isFitted() -> Bool {
        let natural = shown.map { column in
            max(titles[column].cells, cells.map { $0[column].cells }.max() ?? 0)
        }
        widths = natural
        let first = natural.first ?? 0
        let longest = max(34, 34 + width - TextFormat.width)
        if mayShorten(0) {
            widths[0] = min(first, longest, max(18, first - max(0, sum(gap: 2) - width)))
        }
        gap = sum(gap: 2) > width ? 1 : 2
        if sum(gap: gap) <= width { return true }
        // Names and texts give way further before a column does.
        for place in shown.indices.reversed() where mayShorten(place) {
            let least = max(min(natural[place], 12), titles[shown[place]].cells)
            widths[place] = max(least, widths[place] - (sum(gap: 1) - width))
        }
        return sum(gap: 1) <= width
    }

    /// Whether what stands in a column may be shortened; a number never, nor a day or a word of a verdict.
    private func mayShorten(_ place: Int) -> Bool {
        guard shown.indices.contains(place) else { return false }
        let column = table.columns[shown[place]]
        guard column.isText else { return false }
        if let isWhole = column.isWhole { return !isWhole }
        if cutsWords { return true }
        return place == 0
            || table.rows.allSatisfy { row in
                if case .text = row[shown[place]] { true } else { row[shown[place]].saysNothing }
            }
    }

    private func sum(gap: Int) -> Int { widths.reduce(0, +) + gap * max(0, widths.count - 1) }

    // MARK: The lines

    /// - Parameter row: the place of the row; nil for the titles.
    private func line(_ texts: [String], _ row: Int?) -> String {
        let parts = zip(shown, widths).map { column, width in
            let isText = table.columns[column].isText
            return texts[column].shortened(toCells: isText ? width : .max).padded(
                toCells: width, atStart: !isText)
        }
        let space = String(repeating: " ", count: gap)
        guard isColoured else { return parts.joined(separator: space).withoutBlanksBehind }
        // A total and the titles stand out as a whole, other rows by what is good or bad in them.
        let isSum = row.map { table.hasTotal && $0 == cells.count - 1 || table.sums.contains($0) }
        if isSum ?? true {
            return TextStyle.bold.applied(to: parts.joined(separator: space).withoutBlanksBehind)
        }
        return zip(shown, parts).map { column, part in
            let tone = row.flatMap { table.columns[column].tone(of: table.rows[$0][column]) }
            guard let tone else { return part }
            let word = part.withoutBlanksBehind
            let front = word.prefix { $0 == " " }
            return front + TextStyle.tone(tone).applied(to: word.dropFirst(front.count))
                + String(repeating: " ", count: part.cells - word.cells)
        }.joined(separator: space).withoutBlanksBehind
    }

    /// The titles, the rows, and what there was no room for.
    var text: String {
        var result = line(titles, nil) + "\n"
        for (number, row) in cells.enumerated() {
            if table.hasTotal, number == cells.count - 1 {
                result += String(repeating: "-", count: sum(gap: gap)) + "\n"
            }
            result += line(row, number) + "\n"
            if table.ends.contains(number), number + 2 < cells.count { result += "\n" }
        }
        if !hidden.isEmpty {
            let names = hidden.map { titles[$0] }.joined(separator: ", ")
            let note = Phrase(
                en: "Not shown at this width: \(names); wider, or --format csv.",
                nl: "Niet getoond op deze breedte: \(names); breder, of --format csv.")
            result +=
                note.text(language).wrapped(to: min(width, TextFormat.width), indent: 2) + "\n"
        }
        return result
    }
}
