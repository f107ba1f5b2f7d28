internal import Quantities

/// A table of a page: estimates and their ranges in cells of their own so that points stand below each other, the
/// currency once, in the title. On a telephone its rows take two lines.
struct HTMLTable {
    private let table: Table
    private let language: Language
    private let numbers: NumberFormat
    private let columns: [Column]

    /// How the cells of a column are written.
    private struct Column {
        let title: String
        /// The sign that all its amounts have; nil where there are none or several.
        let unit: String?
        /// Whether no amount has cents.
        let isWhole: Bool
        /// Whether an estimate has a range.
        let isSplit: Bool
        let isText: Bool
        /// Whether it is a text that may take more lines than one.
        let isLong: Bool
        let rank: Int
    }

    init(_ table: Table, _ language: Language) {
        let table = table.forPages(in: language)
        let numbers = NumberFormat(language)
        self.table = table
        self.language = language
        self.numbers = numbers
        columns = table.columns.enumerated().map { place, column in
            let cells = table.rows.map { $0[place] }
            let currencies = Set(cells.flatMap(\.currencies))
            let unit = currencies.count == 1 ? currencies.first.map(Self.sign) : nil
            let title = column.title.text(language)
            return Column(
                title: title, unit: unit, isWhole: cells.allSatisfy(\.isWhole),
                isSplit: cells.contains { numbers.parts($0) != nil }, isText: column.isText,
                isLong: column.isText
                    && cells.contains {
                        numbers.text($0).visible.cells > NarrowTable.Column.mostLetters
                    }, rank: column.rank)
        }
    }

    private static func sign(of currency: Currency) -> String {
        currency == .eur ? "€" : currency.code
    }

    /// - Parameters:
    ///   - subject: what it is about, for whoever cannot see the heading above it.
    ///   - id: what tells it from others on the page.
    /// - Returns: what stands on the page, what is said below it on screens that are too narrow, and the style for
    ///   those.
    func write(about subject: String, id: String) -> (text: String, notes: [String], style: String)
    {
        let (names, notes, style) = narrow(id)
        let text = """
            <div class="wide" role="region" aria-labelledby="\(id)" tabindex="0"><table\(names)>
            <caption id="\(id)">\(HTMLText.escaped(subject))</caption>
            <thead><tr>\(columns.map(head).joined())</tr></thead>
            <tbody>
            \(table.rows.indices.map(row).joined())</tbody>
            </table></div>
            """
        return (text, notes, style)
    }

    /// The classes of the table, what is said below it, and the rules, each for the screens that are too narrow.
    private func narrow(_ id: String) -> (names: String, notes: [String], style: String) {
        let letters = table.rows.map { row in
            zip(row, columns).map { cell, column -> (value: Int, range: Int) in
                guard column.isSplit, let parts = numbers.parts(cell) else {
                    return (plain(cell, column).visible.cells, 0)
                }
                return (parts.value.cells, parts.range.cells)
            }
        }
        let shape = NarrowTable(
            columns.enumerated().dropFirst().map { place, column in
                let word =
                    column.title.visible.split(separator: " ").map { String($0).cells }.max() ?? 0
                return NarrowTable.Column(
                    title: column.title, rank: column.rank,
                    value: letters.map { $0[place].value }.max() ?? 0,
                    range: column.isSplit ? max(1, letters.map { $0[place].range }.max() ?? 0) : 0,
                    word: word, isText: column.isText)
            }, first: max(columns[0].title.visible.cells, letters.map { $0[0].value }.max() ?? 0))
        var (names, notes, style) = (["\(id)-t"], [(screens: [String], text: String)](), "")
        for screen in NarrowTable.Screen.all {
            guard let found = shape.shape(on: screen, id: names[0]) else { continue }
            names.append(screen.name)
            style += "@media \(screen.media){\(found.rules)}\n"
            guard !found.hidden.isEmpty else { continue }
            let titles = found.hidden.reduce(into: [String]()) { list, title in
                if !list.contains(title) { list.append(title) }
            }.joined(separator: ", ")
            let text = Phrase(
                en: "Not shown on a narrow screen: \(titles). Turn it, or print the page.",
                nl: "Niet getoond op een smal scherm: \(titles). Draai het, of druk de pagina af.")
            let note = text.text(language)
            if let same = notes.firstIndex(where: { $0.text == note }) {
                notes[same].screens.append(screen.name)
            } else {
                notes.append(([screen.name], note))
            }
        }
        guard names.count > 1 else { return ("", [], "") }
        let said = notes.map { note in
            "<p class=\"less-\(note.screens.joined(separator: " less-")) note\">\(HTMLText.escaped(note.text))</p>"
        }
        return (" class=\"\(names.joined(separator: " "))\"", said, style)
    }

    private func head(_ column: Column) -> String {
        let names = [column.isText ? "text" : nil, column.isSplit ? "both" : nil].compactMap(\.self)
        let style = names.isEmpty ? "" : " class=\"\(names.joined(separator: " "))\""
        let unit = column.unit.flatMap { unit in
            column.title.contains(unit) ? nil : " <span class=\"unit\">\(unit)</span>"
        }
        return column.isSplit
            ? "<th scope=\"colgroup\" colspan=\"2\"\(style)>\(HTMLText.escaped(column.title))\(unit ?? "")</th>"
            : "<th scope=\"col\"\(style)>\(HTMLText.escaped(column.title))\(unit ?? "")</th>"
    }

    private func row(_ number: Int) -> String {
        let isTotal = table.hasTotal && number == table.rows.count - 1
        let style =
            isTotal ? " class=\"total\"" : table.sums.contains(number) ? " class=\"sum\"" : ""
        let cells = zip(table.rows[number], columns).enumerated().map { place, pair in
            guard place == 0 else { return cell(pair.0, pair.1) }
            let text = text(pair.0, pair.1)
            // A short name stays on its line, a long one may break.
            return
                "<th scope=\"row\"\(text.count > 18 ? " class=\"long\"" : " class=\"name\"")>\(text)</th>"
        }
        return "<tr\(style)>\(cells.joined())</tr>\n"
    }

    private func cell(_ cell: Cell, _ column: Column) -> String {
        guard column.isSplit else {
            let style =
                column.isLong ? " class=\"text words\"" : column.isText ? " class=\"text\"" : ""
            return "<td\(style)>\(text(cell, column))</td>"
        }
        guard let parts = numbers.parts(cell) else {
            return "<td>\(text(cell, column))</td><td class=\"between\"></td>"
        }
        return "<td>\(HTMLText.escaped(parts.value))</td>"
            + "<td class=\"between\">\(HTMLText.escaped(parts.range))</td>"
    }

    private func text(_ cell: Cell, _ column: Column) -> String {
        HTMLText.escaped(plain(cell, column))
    }

    private func plain(_ cell: Cell, _ column: Column) -> String {
        guard column.unit != nil else { return numbers.text(cell) }
        return switch cell {
        case .money(let money): numbers.amount(money, whole: column.isWhole)
        case .band(let low, let high):
            "\(numbers.amount(low, whole: column.isWhole))–\(numbers.amount(high, whole: column.isWhole))"
        default: numbers.text(cell)
        }
    }
}

extension Table {
    /// The same with its first column, and of the others those that have a title and say something: what has
    /// no title is for programs, or a drawing made of characters for a terminal.
    func forPages(in language: Language) -> Table {
        let places = columns.indices.filter { place in
            place == 0
                || !columns[place].title.text(language).isEmpty
                    && (rows.isEmpty || !rows.allSatisfy { $0[place].saysNothing })
        }
        guard places.count < columns.count else { return self }
        return Table(
            columns: places.map { columns[$0] }, rows: rows.map { row in places.map { row[$0] } },
            hasTotal: hasTotal, sums: sums, ends: ends)
    }
}

extension Cell {
    /// Of which currencies its amounts are.
    fileprivate var currencies: [Currency] {
        switch self {
        case .money(let money), .rounded(let money): [money.currency]
        case .band(let low, let high), .between(let low, let high): [low.currency, high.currency]
        case .prices(let low, _): [low.currency]
        default: []
        }
    }

    /// Whether an amount that it shows has no cents.
    fileprivate var isWhole: Bool {
        switch self {
        case .money(let money): money.cents % 100 == 0
        case .band(let low, let high): low.cents % 100 == 0 && high.cents % 100 == 0
        default: true
        }
    }
}

extension NumberFormat {
    /// An estimate and its range, each for a cell of its own; nil of what has no range.
    func parts(_ cell: Cell) -> (value: String, range: String)? {
        switch cell {
        case .range(.some(let share), let low, let high):
            (self.share(share), range(low, high))
        case .expected(let number, let low, let high):
            (expected(number), "\(count(low))–\(count(high))")
        case .ratios(let value, .some(let low), .some(let high)):
            (ratio(value), "\(ratio(low))–\(ratio(high))")
        case .difference(let value, let low, let high):
            (points(value), "\(points(low)) … \(points(high))")
        default: nil
        }
    }
}
