internal import GRDB
internal import Leads

/// The texts of the database: a few are asked for one by one, and all are read where more are.
final class Texts {
    private let db: Database
    private let one: RowReader
    private var few: [Int64: String] = [:]
    private var bytes: [UInt8] = []
    /// By number, where a text stands; empty before all were read.
    private var places: [Range<Int>] = []
    /// One more than the greatest number.
    let count: Int

    /// So many are asked for one by one.
    private static let mostAlone = 1000

    init(_ db: Database) throws {
        self.db = db
        one = try RowReader(db, "SELECT text FROM symbol WHERE number = ?")
        let ends = try RowReader(
            db, "SELECT COALESCE(MIN(number), 1), COALESCE(MAX(number), 0) FROM symbol")
        guard try ends.next(), ends.int(0) > 0, ends.int(1) < 1 << 31 else {
            throw StoreError(.damaged, "a text with a number that none can have")
        }
        count = Int(ends.int(1)) + 1
    }

    func text(_ number: Int64) throws -> String {
        if number == 0 { return "" }
        if places.isEmpty {
            if let known = few[number] { return known }
            if few.count < Self.mostAlone {
                one.restart(number)
                guard try one.next() else { throw missing(number) }
                let text = one.text(0)
                one.restart()
                guard !text.isEmpty else { throw missing(number) }
                few[number] = text
                return text
            }
            try readAll()
        }
        guard number > 0, number < count, !places[Int(number)].isEmpty else {
            throw missing(number)
        }
        return String(decoding: bytes[places[Int(number)]], as: UTF8.self)
    }

    private func readAll() throws {
        var places = [Range<Int>](repeating: 0..<0, count: count)
        let reader = try RowReader(db, "SELECT number, text FROM symbol ORDER BY number")
        while try reader.next() {
            let start = bytes.count
            bytes.append(contentsOf: reader.bytes(1))
            places[Int(reader.int(0))] = start..<bytes.count
        }
        self.places = places
    }

    private func missing(_ number: Int64) -> StoreError {
        StoreError(.damaged, "a text that is not there: \(number)")
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
