package import Quantities

/// Sheets for finance: numbers that stay numbers, and formulas that follow when an assumption is changed.
package struct Workbook: Sendable {
    package var sheets: [Sheet]
    /// The moment that stands in the file: that of the data, and not that of the writing.
    package let asOf: Day

    package init(_ sheets: [Sheet], asOf: Day) {
        self.sheets = sheets
        self.asOf = asOf
    }

    /// A sheet, row by row from the left.
    package struct Sheet: Sendable {
        /// At most 31 characters, none of []:*?/\.
        package var name: String
        package let widths: [Double]
        package var rows: [[Cell]]
        /// Rows at the top that stay when one scrolls.
        package let frozenRows: Int
        /// Rows that are the sum of others, from zero.
        package var totals: Set<Int>
        package var chart: Chart?

        package init(
            _ name: String, widths: [Double], rows: [[Cell]], frozenRows: Int = 0,
            totals: Set<Int> = [], chart: Chart? = nil
        ) {
            self.name = name
            self.widths = widths
            self.rows = rows
            self.frozenRows = frozenRows
            self.totals = totals
            self.chart = chart
        }
    }

    /// The name of a column, from zero: `A` … `Z`, `AA` and on.
    static func letters(_ column: Int) -> String {
        let last = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(column % 26)))
        return column < 26 ? last : letters(column / 26 - 1) + last
    }

    /// What stands in a cell, or by what formula it follows from others.
    package enum Cell: Sendable {
        case blank
        case title(String)
        case heading(String)
        /// Never a formula, whatever it begins with.
        case text(String)
        case number(Double, Style)
        /// A number that may be changed to see what follows.
        case input(Double, Style)
        /// With the value that it has now, for programs that do not work it out.
        case formula(String, value: Double, Style)
    }

    /// How a number is shown; Excel writes it by the country of who opens it.
    package enum Style: Sendable, CaseIterable {
        case money, count, share, ratio, decimal
    }

    /// A chart of columns of the same sheet.
    package struct Chart: Sendable {
        package let title: String
        package let isLine: Bool
        /// The column with names, and those with values; from zero.
        package let names: Int
        package let values: [Int]
        /// The first and the last row, from zero.
        package let rows: ClosedRange<Int>

        package init(
            _ title: String, isLine: Bool = false, names: Int, values: [Int], rows: ClosedRange<Int>
        ) {
            self.title = title
            self.isLine = isLine
            self.names = names
            self.values = values
            self.rows = rows
        }
    }
}

extension Workbook.Cell {
    /// The cell of a table: a number where it is one, nothing where nothing is known.
    init(_ cell: Cell, _ say: Wording) {
        self =
            switch cell {
            case .count(let count): .number(Double(count), .count)
            case .money(let money), .rounded(let money):
                .number(Double(money.cents) / 100, .money)
            case .share(let share), .chance(let share), .range(.some(let share), _, _):
                .number(share, .share)
            case .ratio(let ratio), .ratios(let ratio, _, _): .number(ratio, .ratio)
            case .decimal(let number), .expected(let number, _, _): .number(number, .decimal)
            case .stated(_, let number, let style): .number(number, style)
            case .absent, .unknown: .blank
            default: .text(say.numbers.text(cell))
            }
    }
}
