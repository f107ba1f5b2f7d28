internal import Leads
internal import Quantities

/// Rows that a program sends as JSON: a list of objects of texts and numbers, written as the file that would have them.
///
/// It is looked through twice, and never held as a whole: first for the columns, then for the rows.
package enum IncomingRows {
    /// What is wrong with what was sent.
    package struct Fault: Hashable, Sendable {
        /// Where it stands: `leads[2].source`.
        package let field: String
        package let detail: String
    }

    package struct Faults: Error {
        package let all: [Fault]
    }

    private static let mostColumns = 500
    private static let mostFaults = 100

    /// Writes what a file has as a table.
    ///
    /// - Parameters:
    ///   - name: of the list, where it stands in an object.
    ///   - table: takes the rows.
    /// - Throws: `Faults` with all that is wrong, `FailedVerb` where it cannot be written.
    package static func write(_ file: IncomingFile, of name: String, to table: IncomingFile) throws
    {
        guard let bytes = Files.bytes(file.path) else { throw noList(name) }
        try withExtendedLifetime(bytes) { try write(bytes.bytes, of: name, to: table) }
    }

    private static func write(
        _ bytes: UnsafeRawBufferPointer, of name: String, to table: IncomingFile
    ) throws {
        var columns: [String] = []
        var places: [String: Int] = [:]
        var faults: [Fault] = []
        var count = 0
        try read(bytes, name) { row in
            for (field, _) in row where places[field] == nil {
                places[field] = columns.count
                columns.append(field)
            }
            for (field, value) in row where value == nil && faults.count < mostFaults {
                faults.append(
                    Fault(
                        field: "\(name)[\(count)].\(field)",
                        detail: "It is a text, a number, true, false or null."))
            }
            if Set(row.map(\.name)).count < row.count, faults.count < mostFaults {
                faults.append(
                    Fault(field: "\(name)[\(count)]", detail: "It has a field twice."))
            }
            count += 1
        }
        if count == 0 { throw noList(name) }
        if columns.count > mostColumns {
            faults.append(Fault(field: name, detail: "At most \(mostColumns) fields are taken."))
        }
        guard faults.isEmpty else { throw Faults(all: faults) }
        var buffer = columns.map(cell).joined(separator: ",") + "\n"
        try read(bytes, name) { row in
            var cells = [String](repeating: "", count: columns.count)
            for (field, value) in row { places[field].map { cells[$0] = value ?? "" } }
            buffer += cells.map(cell).joined(separator: ",") + "\n"
            guard buffer.utf8.count > 1 << 16 else { return }
            try table.append(buffer)
            buffer.removeAll(keepingCapacity: true)
        }
        try table.append(buffer)
        table.finish()
    }

    private static func noList(_ name: String) -> Faults {
        Faults(all: [
            Fault(
                field: "",
                detail: "Send {\"\(name)\": [{…}]} or a list of objects with one or more rows.")
        ])
    }

    private static func read(
        _ bytes: UnsafeRawBufferPointer, _ name: String,
        _ row: ([(name: String, value: String?)]) throws -> Void
    ) throws {
        var scanner = JSONScanner(bytes)
        do { try scanner.rows(name, row) } catch let error as JSONScanner.Wrong {
            throw Faults(all: [
                Fault(
                    field: "",
                    detail:
                        "This is no JSON of \(name): byte \(error.place + 1) is not what was expected. Send "
                        + "{\"\(name)\": [{…}]} or a list of objects.")
            ])
        }
    }

    /// A cell of a file with commas.
    private static func cell(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            byte != UInt8(ascii: ",") && byte != UInt8(ascii: "\"") && byte >= 0x20
        }
        return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}

/// Goes through JSON from front to back (RFC 8259), row by row.
private struct JSONScanner {
    struct Wrong: Error {
        let place: Int
    }

    private let bytes: UnsafeRawBufferPointer
    private var place = 0
    /// How deep lists and objects may stand in each other.
    private static let deepest = 64

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// Calls with each row: its fields in order, with nil for what is neither text nor number.
    mutating func rows(
        _ name: String, _ row: ([(name: String, value: String?)]) throws -> Void
    ) throws {
        // A mark of the order of bytes says nothing here.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
        let isWrapped = skip() == UInt8(ascii: "{")
        if isWrapped {
            try take("{")
            guard try text() == name else { throw Wrong(place: place) }
            try take(":")
        }
        try take("[")
        if skip() != UInt8(ascii: "]") {
            repeat { try row(object()) } while try goesOn(to: "]")
        } else {
            place += 1
        }
        if isWrapped { try take("}") }
        guard skip() == nil else { throw Wrong(place: place) }
    }

    private mutating func object() throws -> [(name: String, value: String?)] {
        try take("{")
        var members: [(String, String?)] = []
        if skip() == UInt8(ascii: "}") {
            place += 1
            return members
        }
        repeat {
            let name = try text()
            try take(":")
            members.append((name, try value(0)))
        } while try goesOn(to: "}")
        return members
    }

    /// A plain value as a cell; nil for a list or an object, which is passed over.
    private mutating func value(_ depth: Int) throws -> String? {
        guard depth < Self.deepest, let byte = skip() else { throw Wrong(place: place) }
        switch byte {
        case UInt8(ascii: "\""): return try text()
        case UInt8(ascii: "{"):
            place += 1
            if skip() == UInt8(ascii: "}") {
                place += 1
            } else {
                repeat {
                    _ = try text()
                    try take(":")
                    _ = try value(depth + 1)
                } while try goesOn(to: "}")
            }
            return nil
        case UInt8(ascii: "["):
            place += 1
            if skip() == UInt8(ascii: "]") {
                place += 1
            } else {
                repeat { _ = try value(depth + 1) } while try goesOn(to: "]")
            }
            return nil
        default: return try word()
        }
    }

    /// A number as it was written, so that no cent is lost; true, false, and nothing for null.
    private mutating func word() throws -> String {
        let start = place
        while place < bytes.count, Self.isWord(bytes[place]) { place += 1 }
        let word = String(decoding: bytes[start..<place], as: UTF8.self)
        switch word {
        case "true", "false": return word
        case "null": return ""
        default:
            guard word.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/) != nil
            else {
                throw Wrong(place: start)
            }
            // Three digits behind a point would be thousands in a file: in JSON a point is always a decimal one.
            return word.wholeMatch(of: /-?[0-9]+\.[0-9]{3}/) == nil ? word : word + "0"
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "+"),
            UInt8(ascii: "."):
            true
        default: false
        }
    }

    private mutating func text() throws -> String {
        try take("\"")
        var text: [UInt8] = []
        while place < bytes.count {
            let byte = bytes[place]
            switch byte {
            case UInt8(ascii: "\""):
                guard let decoded = String(validating: text, as: UTF8.self) else {
                    throw Wrong(place: place)
                }
                place += 1
                return decoded
            case UInt8(ascii: "\\"): try escape(&text)
            case 0..<0x20: throw Wrong(place: place)
            default:
                text.append(byte)
                place += 1
            }
        }
        throw Wrong(place: place)
    }

    private mutating func escape(_ text: inout [UInt8]) throws {
        place += 1
        guard place < bytes.count else { throw Wrong(place: place) }
        let byte = bytes[place]
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "u"):
            var unit = try hexadecimal()
            // Two halves stand for one sign.
            if (0xD800..<0xDC00).contains(unit), place + 1 < bytes.count,
                bytes[place] == UInt8(ascii: "\\"), bytes[place + 1] == UInt8(ascii: "u")
            {
                place += 2
                let low = try hexadecimal()
                guard (0xDC00..<0xE000).contains(low) else { throw Wrong(place: place) }
                unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = UnicodeScalar(unit) else { throw Wrong(place: place) }
            text += Array(String(Character(scalar)).utf8)
        default: throw Wrong(place: place - 1)
        }
    }

    private mutating func hexadecimal() throws -> UInt32 {
        guard place + 4 <= bytes.count,
            bytes[place..<place + 4].allSatisfy({ Self.isWord($0) && $0 != UInt8(ascii: "+") }),
            let unit = UInt32(
                String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16)
        else { throw Wrong(place: place) }
        place += 4
        return unit
    }

    /// Whether a comma follows; else the end has to.
    private mutating func goesOn(to end: Unicode.Scalar) throws -> Bool {
        guard let byte = skip() else { throw Wrong(place: place) }
        place += 1
        if byte == UInt8(ascii: ",") { return true }
        guard byte == UInt8(ascii: end) else { throw Wrong(place: place - 1) }
        return false
    }

    private mutating func take(_ scalar: Unicode.Scalar) throws {
        guard skip() == UInt8(ascii: scalar) else { throw Wrong(place: place) }
        place += 1
    }

    /// The next byte that is no space, which stays; nil at the end.
    private mutating func skip() -> UInt8? {
        while place < bytes.count {
            switch bytes[place] {
            case 0x20, 0x09, 0x0A, 0x0D: place += 1
            default: return bytes[place]
            }
        }
        return nil
    }
}
