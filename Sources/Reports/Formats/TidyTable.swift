package import Analysis
internal import Quantities

/// The tables of a report as one, a row for each figure of each row: what programs that draw and store take, whatever
/// report it is.
///
/// A total is not in it, and no sum of some rows either: whoever adds up a measure would count it twice. What a norm
/// says is a row for each norm, so that another norm is another row and not another column.
package struct TidyTable {
    /// Nil where the report has no table.
    package let table: Table?

    /// - Parameters:
    ///   - report: the command.
    ///   - question: what was asked; nil where no data were read.
    ///   - book: the rule book by which it was judged.
    package init(
        _ document: Document, report: String, _ question: Figures.Question?, book: String?
    ) {
        let tables = document.dataTable.map { [$0] + document.moreData } ?? document.tables
        let all = All(report: report, question: question, book: book)
        table =
            tables.isEmpty ? nil : Table(Self.fields, tables.flatMap { Self.lines($0, all) })
    }

    /// What is the same in every row.
    private struct All: Sendable {
        let report: String
        let question: Figures.Question?
        let book: String?
    }

    private struct Line: Sendable {
        let all: All
        let by: String
        /// Its number among the rows of its table.
        let row: Int
        let key: Cell
        let month: Cell
        let column: Table.Column
        let parts: Parts
        let base: Cell
    }

    /// What a cell holds, each in a column of its own.
    private struct Parts: Sendable {
        var value = Cell.blank
        var low = Cell.blank
        var high = Cell.blank
        var code = Cell.blank
        var why = Cell.blank
    }

    private static let fields: [Field<Line>] = [
        Field(data: "as_of", .text) { $0.all.question.map { .day($0.asOf) } ?? .blank },
        Field(data: "from", .text) { $0.all.question.map { .day($0.period.first) } ?? .blank },
        Field(data: "to", .text) { $0.all.question.map { .day($0.period.lastDay) } ?? .blank },
        Field(data: "unit", .text) { .text($0.all.question?.unit.rawValue ?? "") },
        Field(data: "currency", .text) { .text($0.all.question?.currency.code ?? "") },
        Field(data: "rule_book", .text) { .text($0.all.book ?? "") },
        Field(data: "report", .text) { .text($0.all.report) },
        Field(data: "by", .text) { .text($0.by) }, Field(data: "row") { .count($0.row) },
        Field(data: "key", .text) { $0.key }, Field(data: "month", .text) { $0.month },
        Field(data: "norm", .text) { .text($0.column.norm?.name ?? "") },
        Field(data: "measure", .text) { .text($0.column.norm?.measure ?? $0.column.key) },
        Field(data: "value") { $0.parts.value }, Field(data: "low") { $0.parts.low },
        Field(data: "high") { $0.parts.high }, Field(data: "n") { $0.base },
        Field(data: "code", .text) { $0.parts.code }, Field(data: "why", .text) { $0.parts.why },
    ]

    private static func lines(_ table: Table, _ all: All) -> [Line] {
        guard let by = table.columns.indices.contains(table.naming) ? table.naming : nil else {
            return []
        }
        let rows = table.rows.indices.filter { place in
            !table.sums.contains(place) && !(table.hasTotal && place == table.rows.count - 1)
        }
        func place(of key: String) -> Int? { table.columns.firstIndex { $0.key == key } }
        let month = place(of: "month")
        let measured = table.columns.indices.filter { $0 != by && $0 != month }
        return rows.enumerated().flatMap { number, row -> [Line] in
            let cells = table.rows[row]
            return measured.map { column in
                let base = table.columns[column].base.flatMap(place)
                return Line(
                    all: all, by: table.columns[by].key, row: number + 1,
                    key: name(cells[by]), month: month.map { name(cells[$0]) } ?? .blank,
                    column: table.columns[column], parts: parts(cells[column]),
                    base: base.map { parts(cells[$0]).value } ?? .blank)
            }
        }
    }

    /// What tells a row from the others, as every format for programs has it.
    private static func name(_ cell: Cell) -> Cell {
        switch cell {
        case .count, .money: cell
        default: parts(cell).code
        }
    }

    private static func parts(_ cell: Cell) -> Parts {
        switch cell {
        case .text(let text): Parts(code: .text(text))
        // A number that people read with its noun.
        case .word(_, let code) where Int(code) != nil: Parts(value: .count(Int(code) ?? 0))
        case .word(_, let code): Parts(code: .text(code))
        case .stated(let phrase, let number, _):
            Parts(value: .decimal(number), code: .text(phrase.code))
        case .day: Parts(code: cell)
        case .count, .money, .rounded, .share, .chance, .ratio, .decimal: Parts(value: cell)
        case .range(let share, let low, let high):
            Parts(
                value: share.map(Cell.share) ?? .blank, low: .share(low), high: .share(high),
                why: share == nil ? .text("there is nothing to divide by") : .blank)
        case .ratios(let ratio, let low, let high):
            Parts(
                value: .ratio(ratio), low: low.map(Cell.ratio) ?? .blank,
                high: high.map(Cell.ratio) ?? .blank)
        case .difference(let value, let low, let high):
            Parts(value: .share(value), low: .share(low), high: .share(high))
        case .expected(let number, let low, let high):
            Parts(value: .decimal(number), low: .count(low), high: .count(high))
        case .band(let low, let high), .between(let low, let high):
            Parts(low: .money(low), high: .money(high))
        case .prices(let low, let high):
            Parts(low: .money(low), high: high.map(Cell.money) ?? .blank)
        case .absent(let why):
            Parts(why: .text(cell.saysNothing ? "there is none" : why.en))
        case .unknown(let absence): Parts(why: .text(Wording().why(absence)))
        }
    }
}
