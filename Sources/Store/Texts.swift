internal import GRDB
internal import Leads

/// The texts of the database, and the symbols that columns have for them.
final class Texts {
    private var all = InternTable()
    /// By number in the database, the symbol among all.
    private var symbols: [Symbol] = []

    init(_ db: Database) throws {
        let reader = try RowReader(db, "SELECT number, text FROM symbol ORDER BY number")
        while try reader.next() {
            let number = reader.int(0)
            guard number > 0, number < 1 << 31 else {
                throw StoreError(.damaged, "a text with the number \(number)")
            }
            while symbols.count <= number { symbols.append(0) }
            symbols[Int(number)] = all.intern(reader.bytes(1))
        }
    }

    var count: Int { symbols.count }

    func text(_ number: Int64) throws -> String {
        if number == 0 { return "" }
        guard number > 0, number < symbols.count, symbols[Int(number)] != 0 else {
            throw StoreError(.damaged, "a text that is not there: \(number)")
        }
        return all.text(symbols[Int(number)])
    }
}

/// The texts of one column, each with a symbol of its own from when it first occurs.
struct ColumnTexts {
    private let texts: Texts
    private var symbols: [Symbol]
    private(set) var table = InternTable()

    /// - Parameter known: texts that the column has already, with their symbols.
    init(_ texts: Texts, _ known: InternTable? = nil) {
        self.texts = texts
        symbols = Array(repeating: 0, count: texts.count)
        if let known { table = known }
    }

    @inline(__always)
    mutating func symbol(_ number: Int64) throws -> Symbol {
        if number == 0 { return 0 }
        if number > 0, number < symbols.count, symbols[Int(number)] != 0 {
            return symbols[Int(number)]
        }
        let symbol = table.intern(try texts.text(number))
        symbols[Int(number)] = symbol
        return symbol
    }
}
