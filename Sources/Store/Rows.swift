internal import GRDB
internal import GRDBSQLite
internal import Quantities

/// One prepared statement that writes rows, and the sum over what they say.
///
/// Millions of rows go through here: only the thread that writes has it, so that nothing needs to be
/// looked at twice.
final class RowWriter {
    private let statement: Statement
    private let raw: SQLiteStatement
    private let connection: SQLiteConnection
    @exclusivity(unchecked) private var column: Int32 = 0
    @exclusivity(unchecked) private var hash = RowHash(kind: 20)
    @exclusivity(unchecked) private(set) var count = 0
    @exclusivity(unchecked) private(set) var sum = Fingerprint()
    /// Where the texts of a row stand until it is written.
    private let texts: UnsafeMutableRawBufferPointer
    @exclusivity(unchecked) private var usedOfTexts = 0

    init(_ db: Database, _ sql: String) throws {
        statement = try db.makeStatement(sql: sql)
        raw = statement.sqliteStatement
        guard let connection = db.sqliteConnection else { throw StoreError(.failed) }
        self.connection = connection
        texts = .allocate(byteCount: 4096, alignment: 16)
    }

    deinit {
        sqlite3_clear_bindings(raw)
        texts.deallocate()
    }

    @inline(__always)
    func bind(_ value: Int64) {
        column &+= 1
        sqlite3_bind_int64(raw, column, value)
        hash.mix(1 as UInt64)
        hash.mix(UInt64(bitPattern: value))
    }

    func bind(_ value: Int64?) {
        guard let value else { return bindNothing() }
        bind(value)
    }

    func bindNothing() {
        column &+= 1
        sqlite3_bind_null(raw, column)
        hash.mix(0 as UInt64)
    }

    func bind(_ text: String?) {
        guard var text else { return bindNothing() }
        text.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            bind(bytes, hash: RowHash.hash(bytes))
        }
    }

    /// - Parameter hash: `RowHash.hash` of the text.
    func bind(_ text: UnsafeRawBufferPointer, hash hashOfText: UInt64) {
        column &+= 1
        hash.mix(2 as UInt64)
        hash.mix(hashOfText)
        let end = usedOfTexts &+ text.count
        guard end < texts.count else {
            sqlite3_bind_text(
                raw, column, text.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(text.count), transient)
            return
        }
        let place = UnsafeMutableRawBufferPointer(rebasing: texts[usedOfTexts...])
        place.copyMemory(from: text)
        sqlite3_bind_text(
            raw, column, place.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(text.count),
            nil)
        usedOfTexts = end
    }

    /// Writes the row whose values were bound.
    func write() throws {
        guard sqlite3_step(raw) == SQLITE_DONE else {
            let error = StoreError(
                DatabaseError(
                    resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
                    message: String(cString: sqlite3_errmsg(connection))))
            sqlite3_reset(raw)
            throw error
        }
        sqlite3_reset(raw)
        sum.add(hash.finished)
        count &+= 1
        column = 0
        usedOfTexts = 0
        hash = RowHash(kind: 20)
    }
}

/// SQLite is to copy what it is given: a text that is long.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

/// One prepared statement that reads rows.
final class RowReader {
    private let statement: Statement
    private let raw: SQLiteStatement
    private let connection: SQLiteConnection
    /// What the two values of the statement are to be after the rows of now.
    private var ranges: ArraySlice<ClosedRange<Int64>> = []
    @exclusivity(unchecked) private var count = 0

    init(_ db: Database, _ sql: String) throws {
        statement = try db.makeStatement(sql: sql)
        raw = statement.sqliteStatement
        guard let connection = db.sqliteConnection else { throw StoreError(.failed) }
        self.connection = connection
    }

    /// The rows of one range after the other, of a statement that takes where they begin and end.
    convenience init(_ db: Database, _ sql: String, ranges: [ClosedRange<Int64>]) throws {
        try self.init(db, sql)
        // Without a range there is no row: `BETWEEN 1 AND 0`.
        restart(ranges.first?.lowerBound ?? 1, ranges.first?.upperBound ?? 0)
        self.ranges = ranges.dropFirst()
    }

    deinit { sqlite3_reset(raw) }

    convenience init(_ db: Database, _ sql: String, text: String, _ value: Int64) throws {
        try self.init(db, sql)
        bind(text, at: 1)
        sqlite3_bind_int64(raw, 2, value)
    }

    private func bind(_ text: String, at place: Int32) {
        var text = text
        text.withUTF8 { bytes in
            _ = bytes.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text(raw, place, $0.baseAddress, Int32($0.count), transient)
            }
        }
    }

    /// Begins again, with another text.
    func restart(text: String) {
        sqlite3_reset(raw)
        bind(text, at: 1)
    }

    /// Begins again, with other values.
    func restart(_ values: Int64...) {
        sqlite3_reset(raw)
        for (place, value) in values.enumerated() {
            sqlite3_bind_int64(raw, Int32(place + 1), value)
        }
    }

    /// Goes to the next row; false behind the last.
    @inline(__always)
    func next() throws -> Bool {
        count &+= 1
        if count & 0xFFFF == 0 { try Cancellation.check() }
        var code = sqlite3_step(raw)
        while code == SQLITE_DONE, let range = ranges.popFirst() {
            restart(range.lowerBound, range.upperBound)
            code = sqlite3_step(raw)
        }
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        throw StoreError(
            DatabaseError(
                resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
                message: String(cString: sqlite3_errmsg(connection))))
    }

    var columnCount: Int32 { sqlite3_column_count(raw) }

    @inline(__always)
    func int(_ column: Int32) -> Int64 { sqlite3_column_int64(raw, column) }

    func optional(_ column: Int32) -> Int64? {
        sqlite3_column_type(raw, column) == SQLITE_NULL ? nil : int(column)
    }

    @inline(__always)
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let text = sqlite3_column_text(raw, column)
        return UnsafeRawBufferPointer(
            start: text, count: text == nil ? 0 : Int(sqlite3_column_bytes(raw, column)))
    }

    func blob(_ column: Int32) -> UnsafeRawBufferPointer {
        let bytes = sqlite3_column_blob(raw, column)
        return UnsafeRawBufferPointer(
            start: bytes, count: bytes == nil ? 0 : Int(sqlite3_column_bytes(raw, column)))
    }

    func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

    func optionalText(_ column: Int32) -> String? {
        sqlite3_column_type(raw, column) == SQLITE_NULL ? nil : text(column)
    }

    /// The hash that `RowWriter` has of the same row, of the columns from the second on.
    func hashOfRow() -> UInt64 {
        var hash = RowHash(kind: 20)
        for column in 1..<sqlite3_column_count(raw) {
            switch sqlite3_column_type(raw, column) {
            case SQLITE_INTEGER:
                hash.mix(1 as UInt64)
                hash.mix(int(column))
            case SQLITE_NULL: hash.mix(0 as UInt64)
            default:
                hash.mix(2 as UInt64)
                hash.mix(RowHash.hash(bytes(column)))
            }
        }
        return hash.finished
    }
}

/// Numbers of rows, as runs of neighbours: what an export repeats is mostly all of them.
struct Runs {
    private(set) var ranges: [ClosedRange<Int64>] = []

    init() {}

    init(_ numbers: [Int64]) {
        for number in numbers.sorted() {
            guard let last = ranges.last, number <= last.upperBound + 1 else {
                ranges.append(number...number)
                continue
            }
            if number > last.upperBound {
                ranges[ranges.count - 1] = last.lowerBound...number
            }
        }
    }

    /// What is in any of some ranges, in whatever order.
    init(merging all: [ClosedRange<Int64>]) {
        for range in all.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            guard let last = ranges.last,
                last.upperBound == .max
                    || range.lowerBound <= last.upperBound + 1
            else {
                ranges.append(range)
                continue
            }
            ranges[ranges.count - 1] =
                last.lowerBound...max(last.upperBound, range.upperBound)
        }
    }

    var isEmpty: Bool { ranges.isEmpty }

    func contains(_ number: Int64) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < number { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(number)
    }

    /// Pairs of how many are left out and how many follow, in groups of seven bits.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        func add(_ value: UInt64) {
            var value = value
            while value >= 0x80 {
                bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
                value >>= 7
            }
            bytes.append(UInt8(truncatingIfNeeded: value))
        }
        var next: Int64 = 0
        for range in ranges {
            add(UInt64(bitPattern: range.lowerBound &- next))
            add(UInt64(bitPattern: range.upperBound &- range.lowerBound))
            next = range.upperBound &+ 1
        }
        return bytes
    }

    /// - Throws: `StoreError` for bytes that are no runs.
    init(bytes: UnsafeRawBufferPointer) throws {
        var place = 0
        func value() throws -> UInt64 {
            var (value, shift) = (UInt64(0), UInt64(0))
            while place < bytes.count, shift < 64 {
                let byte = bytes[place]
                place += 1
                value |= UInt64(byte & 0x7F) << shift
                if byte & 0x80 == 0 { return value }
                shift += 7
            }
            throw StoreError(.damaged, "the runs of an import cannot be read")
        }
        var next: Int64 = 0
        while place < bytes.count {
            let (gap, length) = (try value(), try value())
            guard gap < 1 << 60, length < 1 << 60, next < 1 << 60 else {
                throw StoreError(.damaged, "the runs of an import cannot be read")
            }
            let first = next + Int64(gap)
            ranges.append(first...(first + Int64(length)))
            next = first + Int64(length) + 1
        }
    }
}

extension Row {
    /// A value of a column.
    ///
    /// - Throws: `StoreError` where the column is not there or holds something else: the file may be
    ///   damaged.
    func get<Value: DatabaseValueConvertible>(_ column: String) throws -> Value {
        guard let value: Value = try maybe(column) else {
            throw StoreError(.damaged, "nothing stands in \(column)")
        }
        return value
    }

    /// The same of a column in which nothing may stand.
    func maybe<Value: DatabaseValueConvertible>(_ column: String) throws -> Value? {
        guard hasColumn(column) else { throw StoreError(.damaged, "there is no \(column)") }
        let stored: DatabaseValue = self[column]
        if stored.isNull { return nil }
        guard let value = Value.fromDatabaseValue(stored) else {
            throw StoreError(.damaged, "\(column) holds something else")
        }
        return value
    }
}
