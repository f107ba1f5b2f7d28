import Reports
import Testing

/// Works out the few formulas that sheets have: sums, products, quotients, `SUM`, `SUMPRODUCT`, `ROUND`, `MOD`
/// and whether two are the same. As a spreadsheet does, it takes an empty cell as 0 and rounds a half away from
/// zero.
struct FormulaEvaluator {
    private let sheets: [String: Workbook.Sheet]
    private var text: [Character] = []
    private var place = 0
    private var sheet = ""

    /// A number, or those of a range from above.
    private enum Value {
        case one(Double)
        case many([Double])

        var first: Double {
            switch self {
            case .one(let value): value
            case .many(let values): values.first ?? 0
            }
        }

        var all: [Double] {
            switch self {
            case .one(let value): [value]
            case .many(let values): values
            }
        }

        static func apply(_ one: Value, _ other: Value, _ work: (Double, Double) -> Double)
            -> Value
        {
            switch (one, other) {
            case (.one(let one), .one(let other)): .one(work(one, other))
            case (.many(let one), .one(let other)): .many(one.map { work($0, other) })
            case (.one(let one), .many(let other)): .many(other.map { work(one, $0) })
            case (.many(let one), .many(let other)): .many(zip(one, other).map(work))
            }
        }
    }

    init(_ book: Workbook) {
        sheets = Dictionary(uniqueKeysWithValues: book.sheets.map { ($0.name, $0) })
    }

    /// What a formula gives that stands on a sheet.
    mutating func value(_ formula: String, on sheet: String) throws -> Double {
        text = Array(formula.dropFirst())
        place = 0
        self.sheet = sheet
        let result = try comparison()
        #expect(place == text.count, "\(formula)")
        return result.first
    }

    /// What stands in a cell, worked out where it is a formula; nil where it holds no number.
    func number(_ name: String, _ row: Int, _ column: Int) throws -> Double? {
        let sheet = try #require(sheets[name], "\(name)")
        guard sheet.rows.indices.contains(row), sheet.rows[row].indices.contains(column) else {
            return nil
        }
        switch sheet.rows[row][column] {
        case .number(let value, _), .input(let value, _): return value
        case .formula(let formula, _, _):
            var other = self
            return try other.value(formula, on: name)
        case .blank, .title, .heading, .text: return nil
        }
    }

    private mutating func takes(_ character: Character) -> Bool {
        guard place < text.count, text[place] == character else { return false }
        place += 1
        return true
    }

    private mutating func comparison() throws -> Value {
        let one = try sum()
        guard takes("=") else { return one }
        return try Value.apply(one, sum()) { $0 == $1 ? 1 : 0 }
    }

    private mutating func sum() throws -> Value {
        var result = takes("-") ? try Value.apply(.one(0), product(), -) : try product()
        while place < text.count {
            if takes("+") {
                result = try Value.apply(result, product(), +)
            } else if takes("-") {
                result = try Value.apply(result, product(), -)
            } else {
                break
            }
        }
        return result
    }

    private mutating func product() throws -> Value {
        var result = try factor()
        while place < text.count {
            if takes("*") {
                result = try Value.apply(result, factor(), *)
            } else if takes("/") {
                result = try Value.apply(result, factor(), /)
            } else {
                break
            }
        }
        return result
    }

    private mutating func factor() throws -> Value {
        if takes("(") {
            let result = try comparison()
            _ = takes(")")
            return result
        }
        if let function = ["SUMPRODUCT", "SUM", "ROUND", "MOD"].first(where: { takesName($0) }) {
            return try call(function)
        }
        if text[place].isNumber {
            var digits = ""
            while place < text.count, text[place].isNumber || text[place] == "." {
                digits.append(text[place])
                place += 1
            }
            return .one(try #require(Double(digits)))
        }
        return try cells()
    }

    private mutating func takesName(_ name: String) -> Bool {
        guard String(text[place...].prefix(name.count + 1)) == name + "(" else { return false }
        place += name.count + 1
        return true
    }

    private mutating func call(_ function: String) throws -> Value {
        var values = [try comparison()]
        while takes(",") { values.append(try comparison()) }
        _ = takes(")")
        switch function {
        case "SUM": return .one(values.flatMap(\.all).reduce(0, +))
        case "SUMPRODUCT":
            let first = try #require(values.first)
            return .one(
                values.dropFirst().reduce(first) { .apply($0, $1, *) }.all.reduce(0, +))
        case "MOD":
            return .apply(values[0], values[1]) { $0 - $1 * ($0 / $1).rounded(.down) }
        default:
            return .apply(values[0], values[1]) { value, decimals in
                var scale = 1.0
                for _ in 0..<Int(decimals) { scale *= 10 }
                // A spreadsheet rounds what it shows in fifteen digits.
                let scaled = value * scale
                let nearest = (scaled * 2).rounded() / 2
                let shown = abs(scaled - nearest) < 1e-7 ? nearest : scaled
                return shown.rounded(.toNearestOrAwayFromZero) / scale
            }
        }
    }

    private mutating func cells() throws -> Value {
        var other = sheet
        if takes("'") {
            var name = ""
            while !takes("'") {
                name.append(text[place])
                place += 1
            }
            _ = takes("!")
            other = name
        }
        let first = reference()
        guard takes(":") else {
            return .one(try number(other, first.row, first.column) ?? 0)
        }
        let last = reference()
        return .many(
            try (first.row...last.row).map { try number(other, $0, first.column) ?? 0 })
    }

    private mutating func reference() -> (row: Int, column: Int) {
        _ = takes("$")
        var column = 0
        while place < text.count, let letter = text[place].asciiValue, text[place].isLetter {
            column = column * 26 + Int(letter) - 64
            place += 1
        }
        _ = takes("$")
        var digits = ""
        while place < text.count, text[place].isNumber {
            digits.append(text[place])
            place += 1
        }
        return ((Int(digits) ?? 0) - 1, column - 1)
    }
}
